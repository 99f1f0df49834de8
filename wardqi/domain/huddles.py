"""Rules of the daily huddle: when one is planned, on time, embedded; who opens it; when an action is due.

Days are the ward's own; what counts as a weekday leaves out bank holidays (`resources/bank_holidays.toml`).
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from wardqi import resources
from wardqi.domain import codes
from wardqi.domain.times import NotATime

SLACK = timedelta(minutes=5)
"""A huddle that starts no further than this from its plan is on time; too early, and people miss it."""

NOTICE, LIMIT = 10, 15
"""Minutes at which the timer first changes, and at which a huddle should be over; it never ends one."""

EMBEDDED, WITHIN = 15, 21
"""Huddles are embedded on a ward after so many consecutive weekdays within so many days."""

LOOK_BACK = WITHIN + 14
"""Days that have to be read to know a run: bank holidays stretch it."""

OPEN = ("open", "in_progress")
"""States of an action that is still to be done."""

DONE_BY_USUAL = 1
"""Days after which an action is due when nobody says otherwise."""

_MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Topic:
    """What "days since" counts: incidents with one of these types of intervention, or of these events."""

    fact: str
    types: frozenset[str]
    events: frozenset[str] = frozenset()


@cache
def topics() -> tuple[Topic, ...]:
    """The topics of the days-since figures, in the order they are read out; `fact` is of `huddle_fact`."""
    types, events = codes.get("restrictive_type"), codes.get("event_type")
    assaults = {one.code for one in events.entries if one.code.startswith("assault")}
    return (
        Topic("days_since_restraint", frozenset(types.in_group("physical"))),
        Topic("days_since_prone", frozenset({"01"})),
        Topic("days_since_seclusion", frozenset({"05"})),
        Topic("days_since_rapid_tranquillisation", frozenset({"14"})),
        Topic("days_since_assault", frozenset(), frozenset(assaults)),
        Topic("days_since_self_harm", frozenset(), frozenset(events.in_group("self_harm"))),
    )


@cache
def bank_holidays(where: str = "england_and_wales") -> frozenset[date]:
    """The bank holidays known to this version."""
    years: Mapping[str, list[date]] = tomllib.loads(resources.read_text("bank_holidays.toml"))[where]
    return frozenset(day for days in years.values() for day in days)


def planned(day: date, weekdays: Collection[int]) -> bool:
    """Whether a huddle is expected on this day: one of these weekdays (1 Monday), and no bank holiday."""
    return day.isoweekday() in weekdays and day not in bank_holidays()


def weekdays_of(ward: Mapping[str, object]) -> frozenset[int]:
    """The weekdays a ward holds huddles on; Monday to Friday where it has set a time but no days."""
    days = ward.get("huddle_days")
    if isinstance(days, list):
        return frozenset(int(day) for day in days if str(day).isdigit())
    return frozenset(range(1, 6)) if isinstance(ward.get("huddle_starts"), int) else frozenset()


def working_day(day: date) -> bool:
    """Monday to Friday, and no bank holiday."""
    return planned(day, range(1, 6))


def on_time(plan: datetime | None, started: datetime) -> bool | None:
    """Whether a huddle started within five minutes of its plan; None when none was planned."""
    return None if plan is None else abs(started - plan) <= SLACK


def pace(minutes: int, limit: int = LIMIT) -> str:
    """How the time stands: `going`, `ending` (two thirds gone, 10 of 15 minutes) or `over`."""
    if minutes >= limit:
        return "over"
    return "ending" if minutes >= round(limit * NOTICE / LIMIT) else "going"


def run(held: Collection[date], today: date) -> int:
    """How many weekdays in a row, up to now, had a huddle; a huddle still to come today does not break it."""
    day = today
    if day not in held:
        day -= timedelta(days=1)
    count = 0
    while day in held or not working_day(day):
        if day < today - timedelta(days=_MOST_DAYS):
            break
        count += day in held and working_day(day)
        day -= timedelta(days=1)
    return count


def embedded(held: Collection[date], today: date) -> bool:
    """Whether huddles are embedded now: 15 consecutive weekdays within 21 days, bank holidays passed over."""
    return run(held, today) >= EMBEDDED


def missed(
    held: Collection[date], explained: Collection[date], first: date, last: date, weekdays: Collection[int]
) -> tuple[date, ...]:
    """Planned days, both ends included, with neither a huddle nor a reason why there was none."""
    every = (first + timedelta(days=at) for at in range((last - first).days + 1))
    return tuple(day for day in every if planned(day, weekdays) and day not in held and day not in explained)


def opener(candidates: Sequence[str], recent: Sequence[str]) -> str:
    """Who opens today: of those who come, whose last turn is longest ago; `recent` is newest first."""
    if not candidates:
        return ""
    turns = {role: at for at, role in reversed(list(enumerate(recent)))}
    return max(candidates, key=lambda role: (turns.get(role, len(recent)), -candidates.index(role)))


def days_since(last: date | None, today: date) -> int | None:
    """Calendar days since an event, 0 on its day; None when there has been none."""
    return None if last is None else (today - last).days


def longest_run(days: Iterable[date], today: date) -> int:
    """The most calendar days there have been from one event to the next, or from the last until today."""
    ordered = [*sorted(set(days)), today]
    return max(((after - before).days for before, after in itertools.pairwise(ordered)), default=0)


def overdue(due: str | None, status: str, today: date) -> bool:
    """Whether an action is still open after its day."""
    return status in OPEN and due is not None and due < today.isoformat()


def due_day(text: str, today: date) -> date:
    """The day an action is due, as people say it: "today", "tomorrow", "fri", "3 days", "28/11", "28 Nov".

    Nothing said means tomorrow; a weekday is the next one, and so is a date without a year, unless it is only
    just over. Raises times.NotATime.
    """
    said = " ".join(text.casefold().replace(",", " ").split())
    for before in ("in ", "by ", "on ", "this "):
        said = said.removeprefix(before)
    if said in _DAYS_AHEAD:
        return today + timedelta(days=_DAYS_AHEAD[said])
    ahead = _AHEAD.fullmatch(said)
    if ahead is not None:
        return _later(today, int(ahead.group(1)) * (7 if (ahead.group(2) or "").startswith("w") else 1))
    said = _WRITTEN.get(said, said)
    if said.isalpha() and len(said) >= 2:
        named = [at for at, name in enumerate(_WEEKDAYS) if name.startswith(said)]
        if len(named) == 1:
            return today + timedelta(days=(named[0] - today.weekday() - 1) % 7 + 1)
    return _date(said, today)


_DAYS_AHEAD = {
    **dict.fromkeys(
        ("today", "now", "morning", "afternoon", "evening", "tonight", "shift", "end of shift"), 0
    ),
    **dict.fromkeys(("", "tomorrow", "tmrw", "tom"), DONE_BY_USUAL),
    **dict.fromkeys(("next week", "a week"), 7),
    "yesterday": -1,
}
_WRITTEN = {"weds": "wednesday", "thur": "thursday"}
_CENTURY = 2000
_JUST_OVER = timedelta(days=60)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AHEAD = re.compile(r"\+?(\d{1,3}) ?(d|day|w|week)?s?", re.ASCII)
_WHOLE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_SHORT = re.compile(
    r"(\d{1,2})(?:[/.-](\d{1,2})|(?:st|nd|rd|th)? ([a-z]{3,9}))(?:[/. -](\d{4}|\d{2}))?", re.ASCII
)


def _later(today: date, days: int) -> date:
    if days > _MOST_DAYS:
        raise NotATime("no_such_day")
    return today + timedelta(days=days)


def _date(said: str, today: date) -> date:
    whole, short = _WHOLE.fullmatch(said), _SHORT.fullmatch(said)
    try:
        if whole is not None:
            return date(*(int(part) for part in whole.groups()))
        if short is None:
            raise NotATime("not_a_time")
        day, number, name, year = short.groups()
        month = int(number) if number else _month(name)
        if year:
            return date(int(year) + (_CENTURY if len(year) == 2 else 0), month, int(day))
        for at in (today.year - 1, today.year):
            if (found := date(at, month, min(int(day), 28))) >= today - _JUST_OVER:
                return found.replace(day=int(day))
        return date(today.year + 1, month, int(day))
    except NotATime:
        raise
    except ValueError:
        raise NotATime("no_such_day") from None


def _month(name: str) -> int:
    if name[:3] not in _MONTHS:
        raise NotATime("not_a_time")
    return _MONTHS.index(name[:3]) + 1
