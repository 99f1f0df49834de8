"""From a measure's points to its chart: the limits that were settled, the notes, the aim, and the words.

The chart engine loads numpy, so it is imported when the first chart is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from wardqi.domain import own
from wardqi.domain.pack import Point
from wardqi.services.desk import Desk, NotFound
from wardqi.services.measuring.series import Measured, measure_ward
from wardqi.services.measuring.settings import SHIFT_POINTS
from wardqi.text import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from wardqi.domain import spc
    from wardqi.domain.spc import Analysis, Settings
    from wardqi.reports.sentences import Said

_CONTEXT = "Measuring"
_BETWEEN = QT_TRANSLATE_NOOP("Measuring", "Days between days with {measure}")


@dataclass(frozen=True, slots=True)
class Aim:
    """An aim as a line on the chart: so many per cent from the frozen baseline's mean, perhaps by a day."""

    percent: float
    mean: float
    line: float
    by: date | None


@dataclass(frozen=True, slots=True)
class Predicted:
    """What a test predicted, to be drawn over the chart: at least and at most, from a day to a day."""

    first: date
    last: date | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Charted:
    """A chart worked out. `analysis` is None when the series cannot be charted: then `said` says why.

    `title` and `axis` are what to print; `counts` is people, incidents or interventions. `flags` are the
    tests that began, each a day and a name.
    """

    title: str
    axis: str
    counts: str
    analysis: Analysis | None
    said: Said
    measured: Measured | None = None
    note: str = ""
    flags: tuple[tuple[date, str], ...] = ()
    aim: Aim | None = None
    predicted: tuple[Predicted, ...] = ()
    between: tuple[date | None, str] | None = None
    """For days between events: the last day with one, and the ward's name."""


def chart(desk: Desk, measure: str, ward: str, kind: str | None = None, every: str | None = None) -> Charted:
    """A measure's chart for a ward; `kind` and `every` None take the measure's own.

    Raises NotFound without records.
    """
    found = measure_ward(desk, ward, [measure], every)
    if not found:
        raise NotFound
    return chart_of(found[0], kind)


def chart_of(measured: Measured, kind: str | None = None) -> Charted:
    """The chart of points already measured, as it was settled for them."""
    from wardqi.domain import spc

    one, kept = measured.measure, measured.settings
    wanted = kind or kept.chart or one.chart
    points = measured.finished
    divided = one.denominator != "none"
    notes = _notes(measured)
    excluded = left_out(measured)
    series = spc.Series(
        tuple(_point(point, divided, wanted, notes.get(point.period.start, "")) for point in points)
    )
    per = one.per if divided and wanted not in _READY else 1.0
    aim = aim_of(measured)
    frozen = _frozen(measured)
    rules = kept.in_use
    settings = spc.Settings(
        kind=kind_of(wanted),
        rules=rules_of(rules.rules),
        points=rules.points or SHIFT_POINTS[0],
        screen=rules.screening or False,
        improve=_improve(one.direction),
        per=per,
        target=kept.target if kept.target is not None else None if aim is None else aim.line,
        exclude=excluded,
        baseline=None if frozen is None else frozen[1],
        baseline_from=None if frozen is None else frozen[0],
        rebase=_rebases(measured, frozen),
    )
    return replace(
        analysed(series, settings, one.name, one.unit, one.counts),
        measured=measured,
        note=one.definition,
        flags=tuple((test.day, test.name) for test in measured.tests),
        aim=aim,
    )


def days_between(desk: Desk, measure: str, ward: str) -> Charted:
    """The days from one day with an event to the next, for what happens seldom: a t chart.

    Raises NotFound without records.
    """
    from wardqi.domain import spc

    found = measure_ward(desk, ward, [measure], "day", whole=True)
    if not found:
        raise NotFound
    measured, one = found[0], found[0].measure
    days = [point.period.start for point in measured.points if (point.numerator or 0) > 0]
    series = spc.Series(
        tuple(spc.Point(after, value=float((after - before).days)) for before, after in pairwise(days))
    )
    name = one.short or one.name
    title = say(_CONTEXT, _BETWEEN, measure=f"{name[0].lower()}{name[1:]}")
    longer = {"down": "up", "up": "down"}.get(one.direction, "neither")
    charted = analysed(series, spc.Settings(kind="t", improve=_improve(longer)), title, "days", one.counts)
    starts = tuple((test.day, test.name) for test in measured.tests)
    return replace(charted, flags=starts, between=(days[-1] if days else None, measured.ward_name))


def seldom(measured: Measured) -> bool:
    """Whether days between events can be charted: the measure counts events from the ward's own records."""
    one = measured.measure
    return one.counts in ("incidents", "interventions") and one.source != own.ENTERED


FEWEST = 2
"""Periods a baseline needs at least."""

_READY = ("run", "xmr")
"""Charts that are given ready figures; the others are given counts and what they are out of."""


def aim_of(measured: Measured) -> Aim | None:
    """The aim as a line: so many per cent from the mean of the frozen baseline; None without both."""
    kept = measured.settings
    mean = baseline_mean(measured)
    if kept.aim_percent is None or mean is None:
        return None
    share = kept.aim_percent / 100
    line = mean * (1 + share if measured.measure.direction == "up" else 1 - share)
    return Aim(kept.aim_percent, mean, line, kept.target_by)


def baseline_mean(measured: Measured) -> float | None:
    """The mean of the frozen baseline in the measure's units, rates by their sums; None without one."""
    kept = measured.settings.baseline
    if kept is None:
        return None
    skip = set(left_out(measured))
    within = [
        point
        for point in measured.finished
        if kept.first <= point.period.start <= kept.last
        and point.value is not None
        and point.period.start not in skip
    ]
    if not within:
        return None
    above = [point.numerator for point in within]
    below = [point.denominator for point in within]
    if measured.measure.denominator != "none" and all(below) and None not in above:
        return measured.measure.per * sum(_given(above)) / sum(_given(below))
    return sum(_given([point.value for point in within])) / len(within)


def _given(figures: Sequence[float | None]) -> list[float]:
    return [figure for figure in figures if figure is not None]


def left_out(measured: Measured) -> tuple[date, ...]:
    """The first days of the periods that a note leaves out of limits and rules."""
    days = {point.period.start: point.period for point in measured.finished}
    return tuple(
        start
        for start, period in days.items()
        if any(
            note.excluded and note.day < period.end and (note.until or note.day) >= period.start
            for note in measured.notes
        )
    )


def _notes(measured: Measured) -> dict[date, str]:
    """The words of the notes by the first day of the period in which each begins."""
    found: dict[date, str] = {}
    for note in measured.notes:
        start = next((one.period.start for one in measured.finished if note.day in one.period), None)
        if start is not None:
            found[start] = f"{found[start]}; {note.text}" if start in found else note.text
    return found


def _frozen(measured: Measured) -> tuple[date, int] | None:
    """Where the frozen baseline begins and how many periods it has; None when it has not two."""
    kept = measured.settings.baseline
    if kept is None:
        return None
    days = [point.period.start for point in measured.finished]
    within = [day for day in days if kept.first <= day <= kept.last]
    if len(within) < FEWEST:
        return None
    # Periods before it without a figure are no phase of their own: a week that began the month before.
    first = days.index(within[0])
    if all(point.value is None for point in measured.finished[:first]):
        return days[0], first + len(within)
    return within[0], len(within)


def _rebases(measured: Measured, frozen: tuple[date, int] | None) -> tuple[date, ...]:
    """The days of new limits that lie on the chart and not inside the frozen baseline."""
    points = measured.finished
    if not points:
        return ()
    last = measured.settings.baseline.last if frozen and measured.settings.baseline else None
    return tuple(
        one.from_date
        for one in measured.settings.rebases
        if points[0].period.start < one.from_date <= points[-1].period.start
        and not (frozen is not None and last is not None and frozen[0] <= one.from_date <= last)
    )


def _point(point: Point, divided: bool, kind: str, note: str) -> spc.Point:
    from wardqi.domain import spc

    day = point.period.start
    if point.value is None:
        return spc.Point(day, note=note)
    if divided and kind not in _READY and point.denominator is not None:
        return spc.Point(day, numerator=point.numerator, denominator=point.denominator, note=note)
    return spc.Point(day, value=point.value, note=note)


def kind_of(code: str) -> spc.AnyKind:
    """A kind of chart by its code; one nobody knows is left to the program."""
    from wardqi.domain import spc

    return next((kind for kind in spc.ANY_KINDS if kind == code), "auto")


def rules_of(code: str | None) -> spc.Rules | None:
    """A set of rules by its code; None leaves it to the kind of chart."""
    return "nhs" if code == "nhs" else "anhoej" if code == "anhoej" else "ihi" if code == "ihi" else None


def _improve(direction: str) -> spc.Improve:
    return "up" if direction == "up" else "neither" if direction == "neither" else "down"


def analysed(series: spc.Series, settings: Settings, title: str, unit: str, counts: str) -> Charted:
    """A series charted and said; what cannot be charted says why."""
    from wardqi.domain import spc
    from wardqi.reports import sentences

    words = sentences.Words(unit=f"{{figure}}{unit}" if unit.startswith("%") else f"{{figure}} {unit}")
    try:
        analysis = spc.analyse(series, settings)
    except spc.NotChartable as error:
        if error.code == "no_points":
            said = sentences.none_reported()
        else:
            said = sentences.Said(sentences.refusal(error.code, error.where), "", "")
        return Charted(title, unit, counts, None, said)
    return Charted(title, unit, counts, analysis, sentences.chart_sentence(analysis, words))
