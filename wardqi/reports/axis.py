"""Where points stand along a chart and how the time below them is labelled."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from wardqi.reports.sentences import CONTEXT, MONTHS, is_monthly
from wardqi.text import say

if TYPE_CHECKING:
    from wardqi.domain.spc import Analysis, Label

# Months between labels, from every month to every fifty years.
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 600)


def is_by_event(analysis: Analysis) -> bool:
    """Whether points are events, which stand side by side whatever their dates."""
    return analysis.kind in ("g", "t")


def positions(analysis: Analysis) -> list[float]:
    """Where each point stands: days for dates, the number itself for numbers, its turn for events."""
    if is_by_event(analysis):
        return [float(place) for place in range(1, len(analysis.points) + 1)]
    return [in_time(point.date) for point in analysis.points]


def position(analysis: Analysis, label: Label) -> float | None:
    """Where a label that need not have a point would stand; None outside the chart.

    The last point stands for its whole period: what began later in it stands at the chart's edge at most.
    """
    dates = [point.date for point in analysis.points]
    if isinstance(label, dt.date) != isinstance(dates[0], dt.date):
        return None
    days = [in_time(date) for date in dates]
    if not is_by_event(analysis):
        inside = days[0] <= in_time(label) < _end(dates)
        return min(in_time(label), edges(days)[-1]) if inside else None
    if not days[0] <= in_time(label) <= days[-1]:
        return None
    after = bisect.bisect_left(days, in_time(label))
    return float(after + 1) if days[after] == in_time(label) else after + 0.5


def _end(dates: Sequence[Label]) -> float:
    """The first day after the last point's period, as a place."""
    last = dates[-1]
    if isinstance(last, dt.date) and is_monthly(dates):
        return in_time((last.replace(day=1) + dt.timedelta(days=31)).replace(day=1))
    return in_time(last) + max(1.0, in_time(last) - in_time(dates[-2]) if len(dates) > 1 else 1.0)


def edges(places: Sequence[float]) -> list[float]:
    """The bounds between points, one more than there are points, half a step beyond each end."""
    if len(places) == 1:
        return [places[0] - 0.5, places[0] + 0.5]
    middles = [(a + b) / 2 for a, b in pairwise(places)]
    return [
        places[0] - (middles[0] - places[0]),
        *middles,
        places[-1] + (places[-1] - middles[-1]),
    ]


def time_ticks(analysis: Analysis, most: int) -> list[tuple[float, str]]:
    """At most about `most` places along the axis with their labels; a new year is named below."""
    dates = [point.date for point in analysis.points]
    days = [date for date in dates if isinstance(date, dt.date)]
    if not days:
        return _numbers([int(date) for date in dates if not isinstance(date, dt.date)], most)
    if not is_by_event(analysis) and is_monthly(dates):
        return _months(days, most)
    every = max(1, -(-len(days) // most))
    labels: list[tuple[float, str]] = []
    year = None
    for place, day in list(zip(positions(analysis), days, strict=True))[::every]:
        name = f"{day.day} {_month(day.month)}"
        labels.append((place, f"{name}\n{day.year}" if day.year != year else name))
        year = day.year
    return labels


def _months(days: Sequence[dt.date], most: int) -> list[tuple[float, str]]:
    first = days[0].year * 12 + days[0].month - 1
    last = days[-1].year * 12 + days[-1].month - 1
    step = next((s for s in MONTH_STEPS if (last - first) // s + 1 <= most), MONTH_STEPS[-1])
    start = first if step == 1 else -(-first // step) * step
    labels: list[tuple[float, str]] = []
    year = None
    for month in range(start, last + 1, step):
        day = dt.date(month // 12, month % 12 + 1, 1)
        if step >= 12:
            labels.append((float(day.toordinal()), str(day.year)))
            continue
        name = _month(day.month)
        labels.append((float(day.toordinal()), f"{name}\n{day.year}" if day.year != year else name))
        year = day.year
    return labels


def _numbers(numbers: Sequence[int], most: int) -> list[tuple[float, str]]:
    every = max(1, -(-len(numbers) // most))
    return [(float(number), str(number)) for number in numbers[::every]]


def _month(month: int) -> str:
    return say(CONTEXT, MONTHS[month - 1])


def in_time(label: Label) -> float:
    """A number that puts labels of one sort in time order."""
    return float(label.toordinal() if isinstance(label, dt.date) else label)
