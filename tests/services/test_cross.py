"""The safety cross: what each day of a month shows, days since, and entries that came late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.app import heron
from wardqi.services import recording
from wardqi.services.access import Session
from wardqi.services.huddles import cross

NOV = date(2026, 11, 1)


@pytest.fixture
def clock() -> heron.Clock:
    return heron.Clock()


@pytest.fixture
def ward(tmp_path: Path, clock: heron.Clock) -> Iterator[Session]:
    session = heron.open_ward(tmp_path / "ward", clock, role="ward_manager", people=False)
    yield session
    session.close()


def states(found: cross.Cross) -> dict[int, str]:
    return {one.day.day: one.state for one in found.squares}


def test_the_cross_holds_every_day_of_any_month_once() -> None:
    days = [day for row in cross.LAYOUT for day in row]
    assert sorted(days) == list(range(1, 32))
    assert all(len(row) <= cross.WIDE and len(row) % 2 for row in cross.LAYOUT)


def test_each_day_is_a_figure_quiet_missing_open_or_to_come(ward: Session) -> None:
    with ward.desk() as desk:
        heron.incident(desk, "2026-11-03T10:00+00:00")
        heron.incident(desk, "2026-11-03T22:00+00:00")
        recording.confirm_quiet(desk, "2026-11-04", "early")
        found = cross.read(desk, "days_since_restraint", NOV)
    assert states(found)[2] == "before"
    assert (found.squares[2].state, found.squares[2].count) == ("events", 2)
    assert [states(found)[day] for day in (4, 5, 21, 22)] == ["quiet", "missing", "open", "coming"]
    assert (found.with_events, found.quiet, found.missing) == (1, 1, 16)
    assert (found.since, found.longest) == (18, 18)


def test_a_topic_counts_its_own_events_only_and_never_a_near_miss(ward: Session) -> None:
    with ward.desk() as desk:
        heron.incident(desk, "2026-11-03T10:00+00:00")
        recording.log_incident(
            desk,
            {"event": "near_miss", "event_types": ["self_harm"], "started_at": "2026-11-05T10:00+00:00"},
        )
        other = {"event": "other", "event_types": ["self_harm"], "area": "a0000001"}
        recording.log_incident(desk, {**other, "started_at": "2026-11-07T10:00+00:00"})
        prone = cross.read(desk, "days_since_prone", NOV)
        harm = cross.read(desk, "days_since_self_harm", NOV)
    assert states(prone)[3] == "quiet", "an entry of another kind accounts for the day"
    assert prone.since is None
    assert [day for day, state in states(harm).items() if state == "events"] == [7]


def test_a_late_entry_changes_its_day_and_says_so(ward: Session, clock: heron.Clock) -> None:
    with ward.desk() as desk:
        for shift in ("early", "late", "night"):
            recording.confirm_quiet(desk, "2026-11-18", shift)
        assert states(cross.read(desk, "days_since_restraint", NOV))[18] == "quiet"
        clock.at = datetime.fromisoformat("2026-11-20T09:00:00+00:00")
        heron.incident(desk, "2026-11-18T10:00+00:00")
        heron.incident(desk, "2026-11-19T23:00+00:00")
        found = cross.read(desk, "days_since_restraint", NOV)
    assert [(one.count, one.late) for one in found.squares[17:19]] == [(1, 1), (1, 0)]


def test_figures_stand_outside_the_huddle_only_when_the_ward_wants_them(ward: Session) -> None:
    with ward.desk() as desk:
        assert not cross.read(desk, "days_since_restraint", NOV).shown
        saved = cross.show_outside(desk, True)
        assert cross.read(desk, "days_since_restraint", NOV).shown
        recording.undo(desk, saved.changes)
        assert not cross.read(desk, "days_since_restraint", NOV).shown
