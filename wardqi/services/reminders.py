"""The clocks that run on the ward now: reviews that fall due, isolation still open, observations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from wardqi.domain import clocks, codes
from wardqi.domain.incidents import ISOLATION, moment_of
from wardqi.domain.kinds import live_rows
from wardqi.services import patients
from wardqi.services.desk import Desk
from wardqi.store import clocks as store_clocks
from wardqi.store import records
from wardqi.store.tables import Record

_LOOK_BACK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Running:
    """One clock of Today: a review that falls `due`, or isolation open `since` then (moments in UTC).

    `what` is a code of `review_clock`, or the intervention's type for something still open.
    """

    ent: str
    person: str
    what: str
    due: datetime | None
    since: datetime | None
    overdue: bool


def running_clocks(desk: Desk, now: datetime, limits: clocks.Intervals) -> tuple[Running, ...]:
    """Reviews that are due or overdue, by when; then isolation still open with its next review."""
    back = (now.date() - _LOOK_BACK).isoformat()
    ents = [
        *store_clocks.since(desk.store, desk.ward(), back),
        *store_clocks.open_isolation(desk.store, desk.ward()),
    ]
    found: list[Running] = []
    for ent in dict.fromkeys(ents):
        record = records.find(desk.store, ent)
        if record is not None and not record.voided:
            found.extend(_running(desk, record, now, limits))
    return tuple(sorted(found, key=lambda one: one.due or one.since or now))


def _running(desk: Desk, record: Record, now: datetime, limits: clocks.Intervals) -> Iterator[Running]:
    patient = record.value.get("patient")
    known = patients.find(desk, patient) if isinstance(patient, str) else None
    person = "" if known is None else known.initials
    group = codes.get("review_clock")
    going = [
        clock for clock in clocks.running(record.value, now, limits) if clock.state in ("due", "overdue")
    ]
    by_row: dict[str, clocks.Clock] = {}
    for clock in going:
        if clock.row is None:
            yield Running(record.ent, person, clock.clock, clock.due, None, clock.state == "overdue")
        elif clock.due is not None:
            first = by_row.get(clock.row)
            if first is None or (first.due is not None and clock.due < first.due):
                by_row[clock.row] = clock
    for row, one in live_rows(record.value, "interventions"):
        start = moment_of(one, "started_at")
        open_now = one.get("type") in ISOLATION and not one.get("ended_at")
        if open_now and start is not None:
            yield Running(record.ent, person, str(one["type"]), None, start, overdue=False)
        following = by_row.get(row)
        if following is None:
            continue
        # Observations after an injection matter for a day; after that the record's gaps tell of them.
        fresh = start is not None and now - start < timedelta(days=1)
        if open_now or (group.group(following.clock) == "observation" and fresh):
            overdue = following.state == "overdue"
            yield Running(record.ent, person, following.clock, following.due, None, overdue)
