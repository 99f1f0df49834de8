"""Closing the loop: people who reported an incident hear what was changed because of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from wardqi.domain import kinds
from wardqi.domain.improvement import Cycle, day_of
from wardqi.services.desk import Desk
from wardqi.services.improvement import ideas
from wardqi.store import improvement as reading
from wardqi.store import records

SHOWN_DAYS = 60


@dataclass(frozen=True, slots=True)
class Changed:
    """A change that was adopted, and the first incident behind it that this person reported."""

    cycle: str
    incident: str
    logged_on: date
    changed_on: date
    what: str


def changed(desk: Desk) -> tuple[Changed, ...]:
    """What came of what this person reported, newest first; for two months after the decision."""
    since = (desk.now().date() - timedelta(days=SHOWN_DAYS)).isoformat()
    found = []
    for record in reading.cycles(desk.store, decision="adopt", since=since):
        mine = _first_of_mine(desk, Cycle(record.ent, record.value))
        on = day_of(record.value, "decided_on")
        if mine is not None and on is not None:
            idea = records.find(desk.store, str(record.value.get("idea") or ""))
            words = "" if idea is None else ideas.title(idea.value)
            what = words or str(record.value.get("objective") or "").strip()
            found.append(Changed(record.ent, *mine, on, what))
    return tuple(sorted(found, key=lambda one: one.changed_on, reverse=True))


def _first_of_mine(desk: Desk, cycle: Cycle) -> tuple[str, date] | None:
    """The first of this person's incidents behind a test, and the day they logged it."""
    found = []
    for _, row in kinds.live_rows(cycle.value, "incidents"):
        record = records.find(desk.store, str(row.get("incident") or ""))
        if record is None or record.voided:
            continue
        if desk.person.uid in (record.value.get("recorded_by"), record.created_by):
            on = str(record.value.get("recorded_at") or record.created_at)[:10]
            found.append((date.fromisoformat(on), record.ent))
    if not found:
        return None
    on_day, ent = min(found)
    return ent, on_day
