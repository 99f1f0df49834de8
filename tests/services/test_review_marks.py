"""Whether reviews were in time follows from their times, so that their measures are right at the hub too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests import make
from tests.services import months
from wardqi.services import measuring, recording
from wardqi.services.desk import Desk
from wardqi.store import records

END = "2026-10-23T12:08+01:00"
REVIEW = {"kind": "post_incident", "with_whom": "patient"}


@pytest.fixture
def trust(tmp_path: Path) -> Iterator[make.Trust]:
    made = make.Trust(tmp_path / "trust")
    yield made
    made.close()


def logged(desk: Desk, **review: object) -> str:
    values = make.incident("2026-10-23T12:00+01:00", reviews={"00000001": {**REVIEW, **review}})
    return recording.log_incident(desk, values).ent


def marks(desk: Desk, ent: str) -> dict[str, object]:
    record = records.find(desk.store, ent)
    assert record is not None
    row = record.value["reviews"]["00000001"]  # type: ignore[index]
    return {name: value for name, value in row.items() if name.endswith("h") and value is not None}


def test_finishing_an_incident_says_which_reviews_were_in_time(trust: make.Trust) -> None:
    # Forty-eight real hours over the end of summer time are forty-seven on the wall's clock.
    in_time = logged(trust.heron, offered_at="2026-10-23T13:00+01:00", held_at="2026-10-25T11:08+00:00")
    late = logged(trust.heron, offered_at="2026-10-23T13:00+01:00", held_at="2026-10-25T11:09+00:00")
    assert marks(trust.heron, in_time) == {
        "offered_48h": True,
        "offered_72h": True,
        "held_48h": True,
        "held_72h": True,
    }
    assert marks(trust.heron, late)["held_48h"] is False
    assert marks(trust.heron, late)["held_72h"] is True


def test_amending_a_time_or_the_end_moves_the_marks(trust: make.Trust) -> None:
    desk = trust.heron
    ent = logged(desk)
    assert marks(desk, ent) == {}
    recording.amend(desk, ent, {"reviews": {"00000001": {"held_at": "2026-10-26T11:00+00:00"}}})
    assert marks(desk, ent) == {"held_48h": False, "held_72h": True}
    recording.amend(desk, ent, {"ended_at": "2026-10-24T18:00+01:00"})
    assert marks(desk, ent) == {"held_48h": True, "held_72h": True}
    saved = recording.amend(desk, ent, {"reviews": {"00000001": {"held_at": None}}})
    assert marks(desk, ent) == {}
    recording.undo(desk, saved.changes)
    assert marks(desk, ent) == {"held_48h": True, "held_72h": True}
    before = make.counted(desk)
    recording.amend(desk, ent, {"reason": "11"})
    assert make.counted(desk) == before + 1


def test_review_measures_are_the_same_on_the_ward_and_at_the_hub(trust: make.Trust) -> None:
    desk = trust.heron
    months.live(desk, [0], first=date(2026, 10, 1))
    logged(desk, held_at="2026-10-25T11:08+00:00")
    logged(desk, held_at="2026-10-25T11:09+00:00")
    logged(desk)
    trust.round_trip(desk)
    for place in (desk, trust.hub):
        found = measuring.measure_ward(
            place, desk.ward(), ["review_held_patient_48h", "review_held_patient_72h"]
        )
        assert [(one.points[0].numerator, one.points[0].denominator) for one in found] == [(1, 3), (2, 3)]
