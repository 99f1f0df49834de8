"""Whose count a day's beds are: the huddle's, one made by hand, and what ward stays give beside either."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests import make
from wardqi.domain import kinds, periods
from wardqi.services import census, overview, recording
from wardqi.services.desk import Desk, NotFound
from wardqi.services.huddles import preparing, running
from wardqi.services.huddles.running import Answer
from wardqi.store import measures as reading
from wardqi.store import records

MORNING = datetime.fromisoformat("2026-11-24T09:17:00+00:00")
TODAY = MORNING.date()


@pytest.fixture
def trust(tmp_path: Path) -> Iterator[make.Trust]:
    made = make.Trust(tmp_path / "trust", make.Clock(MORNING))
    yield made
    made.close()


@pytest.fixture
def desk(trust: make.Trust) -> Desk:
    return trust.heron


def stay(desk: Desk, came: str, left: str | None = None) -> None:
    row = {"ward": desk.ward(), "admitted_on": came, **({"left_on": left} if left else {})}
    recording.create(desk, "patient", {"initials": "AB", "stays": {"00000001": row}})


def count(desk: Desk, day: date = TODAY) -> census.Count:
    return census.of_period(desk, periods.day(day))[day]


def read_out(desk: Desk, **typed: float) -> running.Running:
    """The huddle's prompt about beds, answered with what is shown and what was typed."""
    preparing.start(desk)
    now = running.under_way(desk)
    assert now is not None
    prompt = next(one for one in now.prompts if "occupied" in one.facts)
    running.answer(desk, now.ent, prompt, Answer(), None, figures=typed)
    return now


def test_a_figure_typed_before_the_huddle_is_the_bed_day_of_today(desk: Desk) -> None:
    preparing.type_in(
        desk, {"occupied": 17, "leave": 2, "admissions": 1, "discharges": 0, "staff_present": 6}
    )
    assert count(desk) == census.Count(TODAY, 17, 2, 1, 0, "huddle")
    assert reading.bed_days(desk.store, desk.ward(), "2026-11") == {"2026-11-24": 17}
    ready = preparing.prepare(desk)
    assert ready.beds.source == "huddle"
    assert ready.figures["occupied"] == preparing.Figure(17, "typed")


def test_what_is_read_out_at_the_prompt_is_fed_with_one_key(desk: Desk) -> None:
    for came in ("2026-11-01", "2026-11-20", "2026-11-24"):
        stay(desk, came)
    now = read_out(desk)
    assert count(desk) == census.Count(TODAY, 3, None, 1, 0, "huddle", stays=3)
    prompt = next(one for one in now.prompts if "occupied" in one.facts)
    running.answer(desk, now.ent, prompt, Answer(), None, figures={"occupied": 4})
    assert count(desk).apart == -1


def test_a_prompt_that_is_left_out_feeds_nothing(desk: Desk) -> None:
    preparing.start(desk)
    now = running.under_way(desk)
    assert now is not None
    prompt = next(one for one in now.prompts if "occupied" in one.facts)
    stay(desk, "2026-11-20")
    running.skip(desk, now.ent, prompt, "no_time", None)
    assert count(desk).occupied is None


def test_a_count_made_by_hand_stands_and_the_difference_is_told(desk: Desk) -> None:
    recording.set_bed_days(desk, "2026-11-01", {"2026-11-24": 18}, "midnight")
    preparing.type_in(desk, {"occupied": 17, "leave": 1})
    assert count(desk) == census.Count(TODAY, 18, 1, None, None, "midnight")
    ready = preparing.prepare(desk)
    assert (ready.beds.occupied, ready.figures["occupied"].number) == (18, 17)


def test_a_hand_count_replaces_the_huddles_even_when_it_says_the_same(desk: Desk) -> None:
    preparing.type_in(desk, {"occupied": 17})
    recording.set_bed_days(desk, "2026-11-01", {"2026-11-24": 17}, "midnight")
    assert count(desk).source == "midnight"
    with pytest.raises(NotFound):
        recording.set_bed_days(desk, "2026-11-01", {"2026-11-24": 17}, "midnight")
    preparing.type_in(desk, {"occupied": 12})
    assert count(desk).occupied == 17


def test_a_month_recorded_before_days_had_sources_keeps_its_own(desk: Desk) -> None:
    row = {kinds.day_row("2026-11-03"): {"occupied": 15}}
    values = {"ward": desk.ward(), "month": "2026-11-01", "source": "loaded", "days": row}
    recording.create(desk, "bed_days", values, kinds.month_id(desk.ward(), "2026-11-01"))
    assert count(desk, date(2026, 11, 3)).source == "loaded"
    preparing.type_in(desk, {"occupied": 16})
    assert census.sources(desk, desk.ward(), date(2026, 11, 1), TODAY) == {"loaded": 1, "huddle": 1}
    assert census.sources(desk, desk.ward(), date(2026, 10, 1), date(2026, 11, 23)) == {"loaded": 1}


def test_ward_stays_count_midnights_and_not_the_day_of_leaving(desk: Desk) -> None:
    stay(desk, "2026-11-01", "2026-11-20")
    stay(desk, "2026-11-20")
    recording.set_bed_days(desk, "2026-11-01", {"2026-11-19": 1, "2026-11-20": 2}, "midnight")
    month = overview.bed_month(desk, "2026-11")
    assert (month.stays["2026-11-19"], month.stays["2026-11-20"]) == (1, 1)
    assert (count(desk, date(2026, 11, 19)).apart, count(desk, date(2026, 11, 20)).apart) == (0, -1)
    assert "2026-11-25" not in month.stays  # still to come
    assert month.sources == {"2026-11-19": "midnight", "2026-11-20": "midnight"}


def test_half_a_bed_or_less_than_none_feeds_nothing(desk: Desk) -> None:
    preparing.type_in(desk, {"occupied": 16.5, "leave": -1})
    assert count(desk) == census.Count(TODAY)


def test_typing_is_undone_with_what_it_fed(desk: Desk) -> None:
    saved = preparing.type_in(desk, {"occupied": 17})
    recording.undo(desk, saved.changes)
    assert count(desk).occupied is None


def test_two_pcs_of_a_ward_meet_in_one_count(trust: make.Trust) -> None:
    preparing.type_in(trust.heron, {"occupied": 17})
    preparing.type_in(trust.heron2, {"occupied": 17, "leave": 2})
    make.take(trust.heron2, trust.share(trust.heron))
    make.take(trust.heron, trust.share(trust.heron2))
    assert count(trust.heron) == count(trust.heron2) == census.Count(TODAY, 17, 2, None, None, "huddle")
    ent = kinds.month_id(trust.heron.ward(), "2026-11-01")
    assert not (found := records.find(trust.heron.store, ent)) or not found.review


def test_the_qi_team_sees_which_count_it_was(trust: make.Trust) -> None:
    preparing.type_in(trust.heron, {"occupied": 17})
    make.take(trust.hub, trust.send(trust.heron))
    assert census.sources(trust.hub, trust.heron.ward(), TODAY, TODAY) == {"huddle": 1}
