"""Stretches of days that measures are counted over: months, weeks and single days, half-open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `start` up to, and not including, `end`."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __iter__(self) -> Iterator[date]:
        return (self.start + timedelta(days=n) for n in range(self.days))

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days


def day(at: date) -> Period:
    """One day alone."""
    return Period(at, at + timedelta(days=1))


def month(day: date) -> Period:
    """The month a day is in."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1))


def week(day: date) -> Period:
    """The week a day is in, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=7))


def months(first: date, last: date) -> tuple[Period, ...]:
    """Every month from that of one day to that of another, none left out."""
    return _run(month(first), last, month)


def weeks(first: date, last: date) -> tuple[Period, ...]:
    """Every week from that of one day to that of another, none left out."""
    return _run(week(first), last, week)


def single_days(first: date, last: date) -> tuple[Period, ...]:
    """Every day from one to another, none left out."""
    return _run(day(first), last, day)


def every(frequency: str, first: date, last: date) -> tuple[Period, ...]:
    """Every period of a frequency (a code of that list) from the one of a day to the one of another."""
    return _RUNS[frequency](first, last)


def around(frequency: str, at: date) -> Period:
    """The period of a frequency that a day is in."""
    return _AROUND[frequency](at)


def _run(period: Period, last: date, make: Callable[[date], Period]) -> tuple[Period, ...]:
    found = []
    while period.start <= last:
        found.append(period)
        period = make(period.end)
    return tuple(found)


_AROUND: Mapping[str, Callable[[date], Period]] = {"day": day, "week": week, "month": month}
_RUNS: Mapping[str, Callable[[date, date], tuple[Period, ...]]] = {
    "day": single_days,
    "week": weeks,
    "month": months,
}
