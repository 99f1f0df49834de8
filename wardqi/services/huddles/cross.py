"""The safety cross: a month of days on one topic, each a figure, a confirmed quiet day, or not reported.
Days before the ward began are none of these.

A day counts as accounted for when anything was entered on it or a shift was confirmed quiet, as the measures
have it. What was entered after the day after is late: the day changes, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from wardqi.domain import huddles, people
from wardqi.services.desk import Desk
from wardqi.services.huddles import plan
from wardqi.services.recording import Saved, amend
from wardqi.store import huddles as store_huddles
from wardqi.store import incidents as store_incidents

State = Literal["before", "events", "quiet", "missing", "open", "coming"]
LAYOUT: tuple[tuple[int, ...], ...] = (
    (1, 2, 3),
    (4, 5, 6),
    (7, 8, 9, 10, 11, 12, 13),
    (14, 15, 16, 17, 18, 19, 20),
    (21, 22, 23, 24, 25, 26, 27),
    (28, 29, 30),
    (31,),
)
"""Days of the month as the rows of a cross, each row centred."""

WIDE = 7


@dataclass(frozen=True, slots=True)
class Square:
    """One day. `count` are events of the topic, `late` those entered after the next day was over."""

    day: date
    state: State
    count: int
    late: int


@dataclass(frozen=True, slots=True)
class Cross:
    """A month of a topic (`fact` of the list `huddle_fact`).

    `since` are whole days since the last event, `longest` the most there have been; None before the first.
    `quiet`, `with_events` and `missing` count days that are over. `shown` when the ward shows days-since
    figures outside the huddle.
    """

    topic: str
    month: date
    squares: tuple[Square, ...]
    since: int | None
    longest: int | None
    quiet: int
    with_events: int
    missing: int
    shown: bool
    may_show: bool


def read(desk: Desk, topic: str, month: date) -> Cross:
    """A topic's month. Raises KeyError for a topic that is none."""
    desk.may("read")
    wanted = {one.fact: one for one in huddles.topics()}[topic]
    ward, today = desk.ward(), desk.now().date()
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    events = store_huddles.events(desk.store, ward, wanted, first, last)
    reported = store_incidents.days(desk.store, first.isoformat(), last.isoformat(), ward)
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    began = plan.ward_began(desk)
    squares = tuple(_square(day, today, began, events, day.isoformat() in reported) for day in days)
    over = [one for one in squares if one.day < today]
    every = store_huddles.days_of(desk.store, ward, wanted)
    return Cross(
        topic,
        first,
        squares,
        huddles.days_since(every[-1], today) if every else None,
        huddles.longest_run(every, today) if every else None,
        sum(one.state == "quiet" for one in over),
        sum(one.state == "events" for one in over),
        sum(one.state == "missing" for one in over),
        plan.ward_values(desk).get("days_since_shown") is True,
        people.may(desk.person.role, "manage_ward"),
    )


def show_outside(desk: Desk, shown: bool) -> Saved:
    """Whether days-since figures and the cross may stand on Today and on a wall, outside the huddle."""
    desk.may("manage_ward")
    return amend(desk, desk.ward(), {"days_since_shown": shown})


def _square(
    day: date, today: date, began: date, events: Mapping[date, store_huddles.DayEvents], reported: bool
) -> Square:
    found = events.get(day)
    if found is not None:
        return Square(day, "events", found.count, found.late)
    if day > today:
        return Square(day, "coming", 0, 0)
    if day == today:
        return Square(day, "open", 0, 0)
    if reported:
        return Square(day, "quiet", 0, 0)
    return Square(day, "before" if day < began else "missing", 0, 0)
