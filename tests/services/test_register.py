"""The register of patients: leaving, coming back, and correcting somebody who has left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.app import heron
from wardqi.domain.kinds import live_rows
from wardqi.services import patients, recording
from wardqi.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    session = heron.open_ward(tmp_path / "ward", heron.Clock(), people=False)
    with session.desk() as made:
        yield made
    session.close()


def stays(desk: Desk, ent: str) -> list[tuple[object, object]]:
    found = patients.find(desk, ent)
    assert found is not None
    rows = [stay for _, stay in live_rows(found.value, "stays")]
    return sorted((stay.get("admitted_on"), stay.get("left_on")) for stay in rows)


def test_correcting_somebody_who_left_does_not_bring_them_back(desk: Desk) -> None:
    ent = heron.add_patient(desk, "Lena Marsh", "9", "1969-01-21")
    patients.move(desk, ent, "discharged", "2026-11-01")
    patients.save(desk, {"name": "Lena Marshe", "initials": "LM", "came_on": "2026-09-01"}, "", ent)
    assert stays(desk, ent) == [("2026-09-01", "2026-11-01")]
    found = patients.find(desk, ent)
    assert found is not None
    assert (found.here, found.name) == (False, "Lena Marshe")


def test_a_readmission_is_a_stay_of_its_own(desk: Desk) -> None:
    ent = heron.add_patient(desk, "Lena Marsh", "9", "1969-01-21")
    patients.move(desk, ent, "discharged", "2026-11-01")
    patients.save(desk, {"name": "Lena Marsh", "initials": "LM", "came_on": "2026-11-15"}, "9", ent)
    assert stays(desk, ent) == [("2026-09-01", "2026-11-01"), ("2026-11-15", None)]
    found = patients.find(desk, ent)
    assert found is not None
    assert (found.here, found.came_on) == (True, "2026-11-15")


def test_a_day_of_coming_that_was_wrong_is_put_right_in_its_stay(desk: Desk) -> None:
    ent = heron.add_patient(desk, "Lena Marsh", "9", "1969-01-21")
    patients.save(desk, {"name": "Lena Marsh", "initials": "LM", "came_on": "2026-09-03"}, "9", ent)
    assert stays(desk, ent) == [("2026-09-03", None)]


def test_a_return_from_another_ward_is_within_the_same_spell_and_one_from_home_is_not(desk: Desk) -> None:
    for how, spell in (("other_ward", "S1"), ("discharged", None)):
        ent = heron.add_patient(desk, "Lena Marsh", "9", "1969-01-21")
        found = patients.find(desk, ent)
        assert found is not None
        (row,) = (row for row, _ in live_rows(found.value, "stays"))
        recording.amend(desk, ent, {"stays": {row: {"spell_id": "S1"}}})
        patients.move(desk, ent, how, "2026-11-01")
        patients.save(desk, {"name": "Lena Marsh", "initials": "LM", "came_on": "2026-11-15"}, "9", ent)
        found = patients.find(desk, ent)
        assert found is not None
        spells = {stay["admitted_on"]: stay.get("spell_id") for _, stay in live_rows(found.value, "stays")}
        assert spells == {"2026-09-01": "S1", "2026-11-15": spell}


def test_leave_ends_with_the_stay_and_cannot_begin_twice(desk: Desk) -> None:
    ent = heron.add_patient(desk, "Lena Marsh", "9", "1969-01-21")
    patients.move(desk, ent, "on_leave", "2026-11-03")
    for sort, day, why in (
        ("on_leave", "2026-11-05", "away"),
        ("back", "2026-11-01", "before_leave"),
        ("discharged", "2026-11-02", "before_leave"),
        ("discharged", "2026-08-31", "before_stay"),
        ("discharged", "2026-11-22", "future"),
    ):
        with pytest.raises(patients.NotThen) as refused:
            patients.move(desk, ent, sort, day)
        assert refused.value.code == why
    patients.move(desk, ent, "discharged", "2026-11-10")
    found = patients.find(desk, ent)
    assert found is not None
    assert [dict(one) for _, one in live_rows(found.value, "leaves")] == [
        {"went_on": "2026-11-03", "back_on": "2026-11-10"}
    ]
    assert (found.here, found.on_leave) == (False, None)
    assert patients.bed_days(desk, date(2026, 11, 30)).days == {ent: 9}
    assert patients.bed_days(desk, date(2026, 10, 1)) == patients.Month({ent: 31}, whole=True)
    with pytest.raises(patients.NotThen):
        patients.move(desk, ent, "back", "2026-11-12")
