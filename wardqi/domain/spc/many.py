"""Analyses many series at once, such as every ward of a region over the same months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wardqi.domain.spc import rules
from wardqi.domain.spc.engine import default_rules, work_out
from wardqi.domain.spc.limits import Flags, Floats, Span
from wardqi.domain.spc.model import COUNTED, DIVIDED, Assurance, NotChartable, Rules, Settings, Variation


@dataclass(frozen=True, slots=True)
class Many:
    """The answers for every series: arrays are series by points, NaN where missing, in plotted units.

    `direction` is 1 at a high signal, -1 at a low one, 0 at none. `variation` and `assurance` have
    one entry for each series; so have the run figures, which belong to the last phase, with a limit of -1
    where no useful point is left.
    """

    rules: Rules
    value: Floats
    centre: Floats
    lcl: Floats
    ucl: Floats
    outside: Flags
    shift: Flags
    trend: Flags
    two_of_three: Flags
    direction: NDArray[np.int8]
    longest_run: NDArray[np.int64]
    longest_run_limit: NDArray[np.int64]
    crossings: NDArray[np.int64]
    crossings_limit: NDArray[np.int64]
    run_signal: Flags
    variation: tuple[Variation | None, ...]
    assurance: tuple[Assurance, ...]


def analyse_many(
    settings: Settings,
    *,
    values: ArrayLike | None = None,
    numerators: ArrayLike | None = None,
    denominators: ArrayLike | None = None,
    phases: Sequence[int] = (),
) -> Many:
    """The charts of many series that share their periods; each argument is series by points, NaN for missing.

    Undivided charts take `values`, divided ones `numerators` and `denominators`; `phases` holds the
    positions at which new phases start. The kind must be named. Raises NotChartable for figures no chart can
    hold; a series with too few points simply gets no limits and no icons.
    """
    if settings.kind == "auto":
        raise NotChartable("needs_kind")
    kind = settings.kind
    if kind in DIVIDED:
        if numerators is None or denominators is None:
            raise NotChartable("needs_denominators")
        counts, sizes = _matrix(numerators), _matrix(denominators)
        plain: Floats = np.full_like(counts, np.nan)
    else:
        if values is None:
            raise NotChartable("no_points")
        plain = _matrix(values)
        counts = sizes = np.full_like(plain, np.nan)
    if counts.shape != sizes.shape:
        raise NotChartable("uneven_rows")
    columns = int(plain.shape[1])
    if columns == 0:
        raise NotChartable("no_points")
    using = settings.rules or default_rules(kind)
    with np.errstate(invalid="ignore"):
        if bool((sizes < 0).any()):
            raise NotChartable("negative_denominator")
        if kind in COUNTED and bool(((counts if kind in DIVIDED else plain) < 0).any()):
            raise NotChartable("negative_count")
        if kind in ("p", "pp") and bool((counts > sizes).any()):
            raise NotChartable("numerator_over_denominator")
        if kind == "t" and using != "nhs" and bool((plain == 0).any()):
            raise NotChartable("no_time_between")
    counted = np.ones(plain.shape, dtype=bool)
    worked = work_out(kind, using, plain, counts, sizes, counted, _spans(columns, phases, settings), settings)
    runs = worked.runs[-1]
    return Many(
        rules=using,
        value=worked.lines.value,
        centre=worked.lines.centre,
        lcl=worked.lines.lcl,
        ucl=worked.lines.ucl,
        outside=worked.found.either("outside"),
        shift=worked.found.either("shift"),
        trend=worked.found.either("trend"),
        two_of_three=worked.found.either("two_of_three"),
        direction=worked.direction,
        longest_run=runs.longest,
        longest_run_limit=runs.longest_limit,
        crossings=runs.crossings,
        crossings_limit=runs.crossings_limit,
        run_signal=worked.run_signal[-1],
        variation=tuple(
            rules.variation(int(way), settings.improve) if shown else None
            for way, shown in zip(worked.final, worked.has_icon, strict=True)
        ),
        assurance=tuple(
            "none"
            if kind in ("run", "g", "t") or last < 0
            else rules.assurance(
                settings.target,
                float(worked.lines.low[row, last]),
                float(worked.lines.high[row, last]),
                settings.improve,
                settings.convention,
            )
            for row, last in enumerate(worked.last.tolist())
        ),
    )


def _matrix(figures: ArrayLike) -> Floats:
    matrix = np.asarray(figures, dtype=np.float64)
    if matrix.ndim != 2:
        raise NotChartable("uneven_rows")
    if bool(np.isinf(matrix).any()):
        raise NotChartable("not_a_number")
    with np.errstate(invalid="ignore"):
        if bool((np.abs(matrix) > 1e100).any()):
            raise NotChartable("too_large")
    return matrix


def _spans(columns: int, phases: Sequence[int], settings: Settings) -> list[Span]:
    edges = [0, *sorted(set(phases) - {0}), columns]
    if any(not 0 < edge < columns for edge in edges[1:-1]):
        raise NotChartable("rebase_outside")
    spans = [Span(start, stop, stop) for start, stop in pairwise(edges)]
    if settings.baseline is not None:
        if settings.baseline < 2:
            raise NotChartable("baseline_too_short")
        if settings.baseline > spans[0].stop:
            raise NotChartable("baseline_too_long")
        spans[0] = spans[0]._replace(base=settings.baseline)
    return spans
