"""The register of patients: leaving, coming back, and correcting somebody who has left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app import heron
from wardqi.domain.kinds import live_rows
from wardqi.services import patients
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
    patients.leave(desk, ent, "2026-11-01")
    patients.save(desk, {"name": "Lena Marshe", "initials": "LM", "came_on": "2026-09-01"}, "", ent)
    assert stays(desk, ent) == [("2026-09-01", "2026-11-01")]
    found = patients.find(desk, ent)
    assert found is not None
    assert (found.here, found.name) == (False, "Lena Marshe")


def test_a_readmission_is_a_stay_of_its_own(desk: Desk) -> None:
    ent = heron.add_patient(desk, "Lena Marsh", "9", "1969-01-21")
    patients.leave(desk, ent, "2026-11-01")
    patients.save(desk, {"name": "Lena Marsh", "initials": "LM", "came_on": "2026-11-15"}, "9", ent)
    assert stays(desk, ent) == [("2026-09-01", "2026-11-01"), ("2026-11-15", None)]
    found = patients.find(desk, ent)
    assert found is not None
    assert (found.here, found.came_on) == (True, "2026-11-15")


def test_a_day_of_coming_that_was_wrong_is_put_right_in_its_stay(desk: Desk) -> None:
    ent = heron.add_patient(desk, "Lena Marsh", "9", "1969-01-21")
    patients.save(desk, {"name": "Lena Marsh", "initials": "LM", "came_on": "2026-09-03"}, "9", ent)
    assert stays(desk, ent) == [("2026-09-03", None)]
