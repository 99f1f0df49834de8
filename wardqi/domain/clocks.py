"""Reviews and checks that time runs on: after an incident, in seclusion and segregation, after an injection.

Reminders only. Intervals come from `resources/clocks.toml`, or from the ward's own record where it sets them.
Hours are real hours: 48 hours across the October clock change end an hour earlier on the wall.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from types import MappingProxyType

from wardqi import resources
from wardqi.domain import codes
from wardqi.domain.incidents import Values, moment_of, restrictive
from wardqi.domain.kinds import live_rows

_GROUPS = {"05": "seclusion", "06": "segregation"}
_INJECTION = "14"
_REVIEWS = (
    ("review_patient", "post_incident", "patient"),
    ("review_staff", "post_incident", "staff"),
    ("formal_review", "formal", None),
)


@dataclass(frozen=True, slots=True)
class Interval:
    """How long a clock runs; `again` when it starts anew each time it was met."""

    length: timedelta
    again: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of one incident. `clock` is a code of `review_clock`; `row` its intervention, if it has one.

    `due` is in UTC, None while it waits for the incident to end. `state`: waiting, due, overdue, in_time,
    late, declined. A declined offer is an answer, not a breach.
    """

    clock: str
    due: datetime | None
    state: str
    row: str | None = None


Intervals = Mapping[str, Interval]


@cache
def shipped() -> Intervals:
    """The intervals the program comes with, by clock."""
    told = tomllib.loads(resources.read_text("clocks.toml"))["clock"]
    return MappingProxyType(
        {
            clock: Interval(timedelta(minutes=one.get("every", one.get("after"))), "every" in one)
            for clock, one in told.items()
        }
    )


def of_ward(ward: Values) -> Intervals:
    """The shipped intervals with the ward's own lengths (rows `clocks` of its record) in their place."""
    own = dict(shipped())
    for _, row in live_rows(ward, "clocks"):
        clock, minutes = row.get("clock"), row.get("minutes")
        if isinstance(clock, str) and clock in own and isinstance(minutes, int) and minutes > 0:
            own[clock] = replace(own[clock], length=timedelta(minutes=minutes))
    return MappingProxyType(own)


def running(values: Values, now: datetime, intervals: Intervals | None = None) -> tuple[Clock, ...]:
    """Every clock of an incident at `now` (aware), by incident review, isolation, then injections."""
    if not restrictive(values):
        return ()
    limits = shipped() if intervals is None else intervals
    return (
        *_reviews(values, now, limits),
        *_isolation(values, now, limits),
        *_injections(values, now, limits),
    )


def _reviews(values: Values, now: datetime, limits: Intervals) -> Iterator[Clock]:
    end = moment_of(values, "ended_at")
    for clock, kind, with_whom in _REVIEWS:
        if end is None:
            yield Clock(clock, None, "waiting")
            continue
        due = end + limits[clock].length
        rows = [
            row
            for _, row in live_rows(values, "reviews")
            if row.get("kind") == kind and with_whom in (None, row.get("with_whom"))
        ]
        held = [at for at in (moment_of(row, "held_at") for row in rows) if at is not None]
        if held:
            state = "in_time" if min(held) <= due else "late"
        elif any(row.get("response") == "declined" or row.get("not_held_reason") == "2" for row in rows):
            state = "declined"
        else:
            state = _open(due, now)
        yield Clock(clock, due, state)


def _isolation(values: Values, now: datetime, limits: Intervals) -> Iterator[Clock]:
    reviews = [row for _, row in live_rows(values, "isolation_reviews")]
    for row_id, row in live_rows(values, "interventions"):
        group = _GROUPS.get(str(row.get("type")))
        start = moment_of(row, "started_at")
        if group is None or start is None or row.get("ended_at"):
            continue
        for clock in codes.get("review_clock").in_group(group):
            if clock not in limits:
                continue
            held = sorted(
                at
                for one in reviews
                if one.get("intervention") == row_id and one.get("clock") == clock
                if (at := moment_of(one, "held_at")) is not None
            )
            limit = limits[clock]
            due = (held[-1] if held and limit.again else start) + limit.length
            if held and not limit.again:
                yield Clock(clock, due, "in_time" if held[0] <= due else "late", row_id)
            else:
                yield Clock(clock, due, _open(due, now), row_id)


def _injections(values: Values, now: datetime, limits: Intervals) -> Iterator[Clock]:
    done = codes.get("observation_done")
    observations = [row for _, row in live_rows(values, "observations")]
    for row_id, row in live_rows(values, "interventions"):
        start = moment_of(row, "started_at")
        if row.get("type") != _INJECTION or start is None or row.get("observe_ended_at"):
            continue
        clock = "rapid_tranquillisation_close" if row.get("observe_risks") else "rapid_tranquillisation"
        every = row.get("observe_every")
        length = timedelta(minutes=every) if isinstance(every, int) and every > 0 else limits[clock].length
        seen = [
            at
            for one in observations
            if one.get("intervention") == row_id
            and one.get("done") in done
            and done.group(str(one["done"])) == "done"
            if (at := moment_of(one, "done_at")) is not None
        ]
        due = max([start, *seen]) + length
        yield Clock(clock, due, _open(due, now), row_id)


def _open(due: datetime, now: datetime) -> str:
    return "overdue" if now > due else "due"
