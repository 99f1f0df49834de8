"""Analyses one series: checks it, chooses the chart if asked to, and says what every rule found."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from wardqi.domain.spc import rules
from wardqi.domain.spc.choose import choose, is_clumped, mostly_zero
from wardqi.domain.spc.engine import ENOUGH_USEFUL, Worked, default_rules, ihi_verdict, work_out
from wardqi.domain.spc.limits import D4, Flags, Floats, Span
from wardqi.domain.spc.model import (
    COUNTED,
    DIVIDED,
    RARE,
    Analysis,
    Assurance,
    Kind,
    Label,
    Mark,
    NotChartable,
    Phase,
    PointResult,
    Rules,
    Series,
    Settings,
    Variation,
    in_time,
)
from wardqi.domain.spc.rules import MARKS
from wardqi.domain.spc.runs import IHI_RUNS

# Figures beyond this are slips of the keyboard, and their squares would not fit a number.
TOO_LARGE = 1e100
SHORT_PHASE = 12
FEW_EVENTS = 10
ENOUGH_EVENTS = 20
# Below this many expected events the lower three-sigma limit is zero: no single month can be low.
LOW_CENTRE = 9.0
STEADY = 0.2


def analyse(series: Series, settings: Settings) -> Analysis:
    """The whole chart of one series.

    Raises NotChartable with a code when no honest chart can be drawn.
    """
    if not series.points:
        raise NotChartable("no_points")
    values, counts, sizes = _figures(series)
    counted = _counted(series, settings)
    _check_figures(series, values, counts, sizes)
    kind: Kind
    if settings.kind == "auto":
        kept = (np.where(counted, row, np.nan) for row in (values, counts, sizes))
        kind, reason = choose(series, settings, *kept)
    else:
        kind, reason = settings.kind, "asked"
    values, counts = _for_kind(kind, series, settings, values, counts, sizes)
    spans = _spans(series, settings)
    using = settings.rules or default_rules(kind)
    _check_kind(kind, using, series, values, counts, sizes)
    worked = work_out(kind, using, values, counts, sizes, counted, spans, settings)
    if np.isnan(worked.usable).all():
        raise NotChartable("all_missing")
    if bool((np.abs(worked.usable[~np.isnan(worked.usable)]) > TOO_LARGE).any()):
        raise NotChartable("too_large")
    if kind == "run" and not settings.convention.zero_median:
        _refuse_zero_median(worked)
    phases = tuple(_phase(worked, series, settings, using, index, span) for index, span in enumerate(spans))
    return Analysis(
        kind=kind,
        reason=reason,
        rules=using,
        stamp=stamp(using, settings),
        settings=settings,
        points=_points(series, worked, spans, settings, counts, sizes),
        phases=phases,
        variation=_variation(worked, settings),
        assurance=_assurance(kind, worked, settings),
        s_z=phases[-1].s_z,
        warnings=_warnings(kind, using, series, settings, worked, phases, sizes),
    )


def stamp(using: Rules, settings: Settings) -> str:
    """The name of the rules in use, such as "nhs-2.6a/6"."""
    if using == "nhs":
        name = f"{settings.convention.stamp}/{settings.points}"
    else:
        name = {"anhoej": "anhoej-2014", "ihi": "ihi-2011"}[using]
    tool = settings.convention.name
    return name if tool == "nhse" else f"{name} as {tool}"


def _row(figures: Sequence[float | None]) -> Floats:
    return np.array([[math.nan if figure is None else figure for figure in figures]], dtype=np.float64)


def _figures(series: Series) -> tuple[Floats, Floats, Floats]:
    """Values, counts and sizes as rows of one, with missing as NaN; refuses what is no number."""
    for point in series.points:
        for figure in (point.value, point.numerator, point.denominator):
            if figure is None:
                continue
            if not math.isfinite(figure):
                raise NotChartable("not_a_number", point.date)
            if abs(figure) > TOO_LARGE:
                raise NotChartable("too_large", point.date)
    return _row(series.values), _row(series.numerators), _row(series.denominators)


def _counted(series: Series, settings: Settings) -> Flags:
    left_out = set(settings.exclude)
    unknown = left_out.difference(series.dates)
    if unknown:
        raise NotChartable("exclude_not_found", min(unknown, key=str))
    return np.array([[date not in left_out for date in series.dates]], dtype=bool)


def _check_figures(series: Series, values: Floats, counts: Floats, sizes: Floats) -> None:
    if np.isnan(values).all() and np.isnan(counts).all():
        raise NotChartable("all_missing")
    with np.errstate(invalid="ignore"):
        _refuse_where(sizes < 0, "negative_denominator", series)


def _for_kind(
    kind: Kind, series: Series, settings: Settings, values: Floats, counts: Floats, sizes: Floats
) -> tuple[Floats, Floats]:
    """The values and counts as this kind needs them; a ready value wins over a count in the same row."""
    if kind in DIVIDED:
        if not series.is_divided:
            raise NotChartable("needs_denominators")
        if np.isnan(counts).all():
            raise NotChartable("needs_counts")
        return values, counts
    if kind == "c":
        plain = counts
    elif series.is_divided:
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            plain = np.where(sizes > 0, settings.per * counts / sizes, np.nan)
    else:
        plain = counts
    return np.where(np.isnan(values), plain, values), counts


def _check_kind(
    kind: Kind, using: Rules, series: Series, values: Floats, counts: Floats, sizes: Floats
) -> None:
    """Refuse figures the chart cannot have: counts below zero, more than all, gaps of no time."""
    with np.errstate(invalid="ignore"):
        if kind in COUNTED:
            _refuse_where((counts if kind in DIVIDED else values) < 0, "negative_count", series)
        if kind in ("p", "pp"):
            _refuse_where(counts > sizes, "numerator_over_denominator", series)
        if kind == "t" and using != "nhs":
            _refuse_where(values == 0, "no_time_between", series)
    if kind not in RARE:
        dates = series.dates
        for earlier, later in pairwise(dates):
            if earlier == later:
                raise NotChartable("duplicate_dates", later)


def _refuse_where(wrong: Flags, code: str, series: Series) -> None:
    if wrong.any():
        raise NotChartable(code, series.dates[int(np.argmax(wrong[0]))])


def _spans(series: Series, settings: Settings) -> list[Span]:
    """The phases as positions; each rebase label starts one at the first point on or after it."""
    frozen = 0 if settings.baseline is None else _frozen(series, settings)
    starts = {0, frozen, *(_place(series, label) for label in settings.rebase)}
    edges = [*sorted(starts), len(series.points)]
    spans = [Span(start, stop, stop) for start, stop in pairwise(edges)]
    if settings.baseline is not None:
        index = edges.index(frozen)
        if settings.baseline < 2:
            raise NotChartable("baseline_too_short")
        if frozen + settings.baseline > spans[index].stop:
            raise NotChartable("baseline_too_long")
        spans[index] = spans[index]._replace(base=frozen + settings.baseline)
    return spans


def _place(series: Series, label: Label) -> int:
    """The position of the first point on or after a label; refuses one outside the chart."""
    dates = series.dates
    if isinstance(label, dt.date) != isinstance(dates[0], dt.date):
        raise NotChartable("mixed_labels", label)
    places = [place for place, date in enumerate(dates) if in_time(date) >= in_time(label)]
    if not places or in_time(label) < in_time(dates[0]):
        raise NotChartable("rebase_outside", label)
    return places[0]


def _refuse_zero_median(worked: Worked) -> None:
    """A median of zero in every phase leaves nothing that could fall below it."""
    centres = worked.lines.centre[~np.isnan(worked.lines.centre)]
    if bool((centres == 0).all()) and mostly_zero(worked.usable) and not bool((worked.usable < 0).any()):
        raise NotChartable("zero_median")


def _phase(worked: Worked, series: Series, settings: Settings, using: Rules, index: int, span: Span) -> Phase:
    runs = worked.runs[index]
    here = worked.usable[0, span.start : span.stop]
    places = np.flatnonzero(~np.isnan(here))
    at = span.start + int(places[-1]) if places.size else span.start
    useful, crossings = int(runs.useful[0]), int(runs.crossings[0])
    longest_limit, crossings_limit = int(runs.longest_limit[0]), int(runs.crossings_limit[0])
    ranges = _known(worked.lines.mean_range[0, index])
    expected = IHI_RUNS.get(useful)
    return Phase(
        number=index + 1,
        first=series.dates[span.start],
        last=series.dates[span.stop - 1],
        n=int(places.size),
        centre=_known(worked.lines.centre[0, at]),
        lcl=_known(worked.lines.lcl[0, at]),
        ucl=_known(worked.lines.ucl[0, at]),
        n_useful=useful,
        longest_run=int(runs.longest[0]),
        longest_run_limit=longest_limit if useful else None,
        crossings=crossings,
        crossings_limit=crossings_limit if useful else None,
        run_signal=bool(worked.run_signal[index][0]),
        runs_lower=expected[0] if expected else None,
        runs_upper=expected[1] if expected else None,
        verdict=ihi_verdict(useful, crossings, crossings_limit) if using == "ihi" else None,
        s_z=_known(worked.lines.s_z[0, index]),
        mean_moving_range=ranges,
        moving_range_limit=None if ranges is None else D4 * ranges,
        baseline=settings.baseline if span.start == _frozen(series, settings) else None,
    )


def _frozen(series: Series, settings: Settings) -> int:
    """Where the phase with the frozen baseline begins."""
    return 0 if settings.baseline_from is None else _place(series, settings.baseline_from)


def _known(figure: float) -> float | None:
    return None if math.isnan(figure) else float(figure)


def _column(figures: Floats) -> list[float | None]:
    return [None if figure != figure else figure for figure in figures[0].tolist()]


def _points(
    series: Series, worked: Worked, spans: list[Span], settings: Settings, counts: Floats, sizes: Floats
) -> tuple[PointResult, ...]:
    lines = worked.lines
    names = tuple(MARKS)
    flags = {rule: worked.found.either(rule)[0].tolist() for rule in names}
    marks = _marks(worked)
    directions = worked.direction[0].tolist()
    words = {d: rules.special(d, settings.improve) for d in (-1, 0, 1)}
    decided = worked.decided[0].tolist()
    left_out = set(settings.exclude)
    return tuple(
        PointResult(
            date=point.date,
            value=value,
            numerator=point.numerator,
            denominator=point.denominator,
            note=point.note,
            centre=centre,
            lcl=lcl,
            ucl=ucl,
            lower2=lower2,
            upper2=upper2,
            moving_range=moved,
            phase=phase,
            side=side,
            outside=flags["outside"][i],
            shift=flags["shift"][i],
            trend=flags["trend"][i],
            two_of_three=flags["two_of_three"][i],
            special=words[directions[i]],
            marks=marks.get(i, ()),
            decided_by=MARKS[names[decided[i] - 1]][0 if directions[i] > 0 else 1] if decided[i] else None,
            excluded=point.date in left_out,
            hidden=point.hidden,
        )
        for i, (point, value, centre, lcl, ucl, lower2, upper2, moved, phase, side) in enumerate(
            zip(
                series.points,
                _column(lines.value),
                _column(lines.centre),
                _column(lines.lcl),
                _column(lines.ucl),
                _column(lines.lower2),
                _column(lines.upper2),
                _column(lines.moving_range),
                rules.phase_numbers(spans, len(series.points)).tolist(),
                worked.side[0].tolist(),
                strict=True,
            )
        )
    )


def _marks(worked: Worked) -> dict[int, tuple[Mark, ...]]:
    """Every rule at each marked point, in the order of MARKS, high before low."""
    marks: dict[int, tuple[Mark, ...]] = {}
    for rule, sides in MARKS.items():
        for mark, flags in zip(sides, worked.found.flags[rule], strict=True):
            for place in np.flatnonzero(flags[0]).tolist():
                marks[place] = (*marks.get(place, ()), mark)
    return marks


def _variation(worked: Worked, settings: Settings) -> Variation | None:
    if not worked.has_icon[0]:
        return None
    return rules.variation(int(worked.final[0]), settings.improve)


def _assurance(kind: Kind, worked: Worked, settings: Settings) -> Assurance:
    """Against the unheld limits at the last point, so that a lower limit held at 0 is not a promise of 0."""
    last = int(worked.last[0])
    if kind in RARE or kind == "run" or last < 0:
        return "none"
    low, high = float(worked.lines.low[0, last]), float(worked.lines.high[0, last])
    return rules.assurance(settings.target, low, high, settings.improve, settings.convention)


def _warnings(
    kind: Kind,
    using: Rules,
    series: Series,
    settings: Settings,
    worked: Worked,
    phases: tuple[Phase, ...],
    sizes: Floats,
) -> tuple[str, ...]:
    number = sum(phase.n for phase in phases)
    centre = phases[-1].centre
    steady = sizes[~np.isnan(sizes)]
    recorded = worked.usable[~np.isnan(worked.usable)]
    expected = centre
    if kind == "u" and centre is not None:
        expected = centre / settings.per * float(steady.mean())
    checks = {
        "few_points": (kind != "run" or using == "nhs") and not bool(worked.judged[0]),
        "few_useful": using != "nhs" and phases[-1].n_useful < ENOUGH_USEFUL,
        "no_spread": number > 1 and bool((recorded == recorded[0]).all()),
        "short_phase": len(phases) > 1 and any(phase.n < SHORT_PHASE for phase in phases),
        "short_baseline": settings.baseline is not None and settings.baseline < SHORT_PHASE,
        "few_events": kind in RARE and FEW_EVENTS <= number < ENOUGH_EVENTS,
        "very_few_events": kind in RARE and number < FEW_EVENTS,
        "clumped": kind in ("u", "p") and is_clumped(phases[-1].s_z, phases[-1].n),
        "low_centre": kind in ("c", "u") and expected is not None and expected < LOW_CENTRE,
        "uneven_denominators": kind == "c"
        and steady.size > 0
        and bool((np.abs(steady - steady.mean()) > STEADY * steady.mean()).any()),
        "mostly_zero": kind not in RARE and mostly_zero(worked.usable) and bool(recorded.any()),
        "periods_left_out": kind not in RARE and _left_out(series.dates),
    }
    return tuple(code for code, holds in checks.items() if holds)


def _left_out(dates: Sequence[Label]) -> bool:
    """Whether monthly or weekly labels skip a period that has no row of its own."""
    days = [date for date in dates if isinstance(date, dt.date)]
    if len(days) < 3 or len(days) < len(dates):
        return False
    if len({day.day for day in days}) == 1:
        steps = [12 * (b.year - a.year) + b.month - a.month for a, b in pairwise(days)]
    else:
        steps = [(b - a).days for a, b in pairwise(days)]
        if any(step % 7 for step in steps):
            return False
    return max(steps) > min(steps)
