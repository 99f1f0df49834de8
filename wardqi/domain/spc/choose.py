"""Which chart suits a series, and why, when nobody asked for a particular one."""

from __future__ import annotations

import numpy as np

from wardqi.domain.spc import limits
from wardqi.domain.spc.conventions import NHSE
from wardqi.domain.spc.engine import proportion
from wardqi.domain.spc.limits import Floats, Span
from wardqi.domain.spc.model import Kind, Nature, NotChartable, Series, Settings

ENOUGH_FOR_LIMITS = 13
ENOUGH_FOR_LANEY = 20
# About one stable Poisson ward in twenty reaches this with 24 months; a truly clumped one nearly always does.
CLUMPED = 1.3
ENOUGH_COUNTS = 2.0
RARE = 1.0
# Laney's p' answers sizes in the hundreds, where plain p limits become too tight to believe.
LARGE_SIZES = 100.0


def choose(
    series: Series, settings: Settings, values: Floats, counts: Floats, sizes: Floats
) -> tuple[Kind, str]:
    """The kind of chart and a reason code; arrays are one row by points.

    Raises NotChartable("rare_events") when months of zero are so common that a monthly chart would mislead.
    """
    nature = series.nature or _nature(series, settings, counts, sizes)
    if nature == "days_between":
        with np.errstate(invalid="ignore"):
            return ("g", "days_with_zeros") if bool((values <= 0).any()) else ("t", "days_between")
    if nature == "exposure_between":
        return "g", "exposure_between"
    divided = nature in ("rate", "proportion") and series.is_divided
    number = int((~np.isnan(proportion(counts, sizes) if divided else values)).sum())
    events = counts if divided else values
    if nature in ("rate", "count") and not _is_ready_rate(nature, divided):
        _refuse_rare(events)
    if settings.rules == "nhs":
        return "xmr", "nhs_rules"
    if number < ENOUGH_FOR_LIMITS:
        return "run", "few_points"
    typical = float(limits.mean(events)[0, 0])
    if nature == "proportion" and divided:
        clumped = _is_clumped("p", counts, sizes) and float(limits.mean(sizes)[0, 0]) >= LARGE_SIZES
        return ("pp", "clumped_proportion") if clumped else ("p", "proportion")
    if nature == "rate" and divided:
        if typical < ENOUGH_COUNTS:
            return "run", "small_counts"
        return ("up", "clumped_rate") if _is_clumped("u", counts, sizes) else ("u", "rate")
    if nature == "count":
        return ("c", "counts") if typical >= ENOUGH_COUNTS else ("run", "small_counts")
    return "run", "any_measure"


def is_clumped(s_z: float | None, number: int) -> bool:
    """Whether Laney's ratio is clearly above 1, with points enough to say so."""
    return s_z is not None and number >= ENOUGH_FOR_LANEY and s_z > CLUMPED


def mostly_zero(figures: Floats) -> bool:
    """Whether half the recorded figures or more are zero."""
    recorded = figures[~np.isnan(figures)]
    return recorded.size > 0 and int((recorded == 0).sum()) * 2 >= recorded.size


def _is_ready_rate(nature: Nature, divided: bool) -> bool:
    return nature == "rate" and not divided


def _refuse_rare(events: Floats) -> None:
    typical = float(limits.mean(events)[0, 0])
    if mostly_zero(events) or typical < RARE:
        raise NotChartable("rare_events")


def _nature(series: Series, settings: Settings, counts: Floats, sizes: Floats) -> Nature:
    """A guess at what the figures are, from their shape alone."""
    if not series.is_divided:
        return "measurement"
    with np.errstate(invalid="ignore"):
        within = bool((counts <= sizes)[~np.isnan(counts) & ~np.isnan(sizes)].all())
    return "proportion" if within and settings.per <= 100 else "rate"


def _is_clumped(kind: Kind, counts: Floats, sizes: Floats) -> bool:
    shown = proportion(counts, sizes)
    columns = shown.shape[1]
    lines = limits.lines(
        kind,
        shown,
        counts,
        sizes,
        np.ones(shown.shape, dtype=bool),
        [Span(0, columns, columns)],
        convention=NHSE,
        screen=False,
        per=1.0,
        nhs=False,
    )
    s_z = float(lines.s_z[0, 0])
    return is_clumped(None if np.isnan(s_z) else s_z, int((~np.isnan(shown)).sum()))
