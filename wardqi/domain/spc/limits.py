"""Centre lines and limits for many series at once: every array is series by points, NaN where missing.

The formulas are those of Montgomery (c, u, p), Laney 2002 (u', p'), Taylor (I'), Nelson 1994 (t) and
Benneyan 2001 (g); the XmR factor 2.66 is NHS England's. Lower limits of XmR and I' charts may be negative.
No function here divides by nothing: where a figure cannot be known it is NaN.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wardqi.domain.spc.conventions import Convention
from wardqi.domain.spc.model import DIVIDED, Kind

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# d2 and D4 for moving ranges of two; 3.267 is also the screen for extreme ones (Nelson 1982).
D2 = 1.128
D4 = 3.267
# Nelson's power turns waiting times into nearly normal figures.
NELSON = 3.6
# Median of a geometric count as a share of its mean (Provost and Murray).
GEOMETRIC_MEDIAN = 0.693


class Span(NamedTuple):
    """One phase as positions `start` to `stop`, with limits worked out from `start` to `base`."""

    start: int
    stop: int
    base: int


@dataclass(frozen=True, slots=True)
class Lines:
    """What is drawn and what the rules are judged against; `s_z` and `mean_range` are series by phases.

    `low` and `high` are the limits before they are held to what the measure can be (0, or 1 for
    proportions): a target is compared with these.
    """

    value: Floats
    centre: Floats
    lcl: Floats
    ucl: Floats
    lower2: Floats
    upper2: Floats
    low: Floats
    high: Floats
    moving_range: Floats
    mean_range: Floats
    s_z: Floats


class _Spread(NamedTuple):
    """Centre and one sigma for each point of one phase, in plotted units before `per`."""

    centre: Floats
    sigma: Floats
    s_z: Floats


def mean(values: Floats) -> Floats:
    """The mean of each row, missing left out; NaN for a row with nothing in it. Shape (rows, 1)."""
    there = ~np.isnan(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        total: Floats = np.where(there, values, 0.0).sum(axis=1, keepdims=True)
        return np.asarray(total / there.sum(axis=1, keepdims=True), dtype=np.float64)


def median(values: Floats) -> Floats:
    """The median of each row, missing left out; NaN for a row with nothing in it. Shape (rows, 1)."""
    if values.shape[1] == 0:
        return np.full((values.shape[0], 1), np.nan)
    in_order = np.sort(values, axis=1)  # numpy sorts NaN to the end
    count = (~np.isnan(values)).sum(axis=1, keepdims=True)
    lower = np.take_along_axis(in_order, np.maximum(count - 1, 0) // 2, axis=1)
    upper = np.take_along_axis(in_order, np.minimum(count // 2, values.shape[1] - 1), axis=1)
    middle: Floats = np.where(lower == upper, lower, (lower + upper) / 2)
    return middle


def moving_ranges(values: Floats) -> Floats:
    """Each figure's distance from the one before; NaN for the first and beside anything missing."""
    ranges = np.full(values.shape, np.nan)
    ranges[:, 1:] = np.abs(np.diff(values, axis=1))
    return ranges


def mean_range(ranges: Floats, screen: bool) -> Floats:
    """The mean moving range of each row, screened once if asked. Shape (rows, 1).

    When every range is zero there is nothing to screen and the answer is 0, not undefined.
    """
    plain = mean(ranges)
    if not screen:
        return plain
    with np.errstate(invalid="ignore"):
        kept = np.where((ranges < D4 * plain) | (plain == 0), ranges, np.nan)
    return mean(kept)


def lines(
    kind: Kind,
    shown: Floats,
    counts: Floats,
    sizes: Floats,
    counted: Flags,
    spans: list[Span],
    *,
    convention: Convention,
    screen: bool,
    per: float,
    nhs: bool,
) -> Lines:
    """The lines of one kind of chart for every row.

    `shown` holds the figures as plotted but before `per` (counts over sizes on divided charts);
    `counts` and `sizes` the numerators and denominators; `counted` is False for excluded points.
    With `nhs`, rare-event charts get NHS England's lines rather than those that suit runs rules.
    """
    rows, columns = shown.shape
    empty = np.full((rows, columns), np.nan)
    centre, lcl, ucl = empty.copy(), empty.copy(), empty.copy()
    lower2, upper2, low, high = empty.copy(), empty.copy(), empty.copy(), empty.copy()
    ranges_shown = empty.copy()
    ranges_mean = np.full((rows, len(spans)), np.nan)
    s_z = np.full((rows, len(spans)), np.nan)
    usable = np.where(counted, shown, np.nan)
    for number, span in enumerate(spans):
        here = slice(span.start, span.stop)
        base = usable[:, span.start : span.base]
        if kind == "run":
            centre[:, here] = median(base)
            continue
        if kind == "g":
            _g_lines(base, here, nhs, centre, (lcl, ucl), (lower2, upper2), (low, high))
            continue
        if kind == "xmr":
            ranges_shown[:, here] = moving_ranges(usable[:, here])
            found, at = _individuals(base, convention, screen)
            ranges_mean[:, [number]] = found
            spread = _Spread(at, found * convention.sigmas / 3, s_z[:, [number]])
        elif kind == "t":
            z = np.power(base, 1 / NELSON)
            factor = convention.sigmas if nhs else 3 / D2
            found, at = _individuals(z, convention, screen)
            spread = _Spread(at, found * factor / 3, s_z[:, [number]])
        else:
            spread = _counted(kind, base, counts, sizes, counted, span, screen)
            s_z[:, [number]] = spread.s_z
        centre[:, here] = spread.centre
        for width, below, above in ((3, low, high), (2, lower2, upper2)):
            below[:, here] = spread.centre - width * spread.sigma
            above[:, here] = spread.centre + width * spread.sigma
        lcl[:, here], ucl[:, here] = low[:, here], high[:, here]
    if kind == "t":
        floor = np.nan if nhs else 0.0
        for line in (centre, lcl, ucl, lower2, upper2, low, high):
            _untransform(line, floor)
    elif kind in ("c", "u", "p", "up", "pp"):
        for line in (lcl, lower2):
            np.maximum(line, 0.0, out=line)
        if kind in ("p", "pp"):
            for line in (ucl, upper2):
                np.minimum(line, 1.0, out=line)
    if kind != "run":
        _only_with_a_centre(centre, lcl, ucl, lower2, upper2, low, high)
    scale = per if kind in DIVIDED else 1.0
    return Lines(
        value=shown * scale,
        centre=centre * scale,
        lcl=lcl * scale,
        ucl=ucl * scale,
        lower2=lower2 * scale,
        upper2=upper2 * scale,
        low=low * scale,
        high=high * scale,
        moving_range=ranges_shown,
        mean_range=ranges_mean,
        s_z=s_z,
    )


def _individuals(base: Floats, convention: Convention, screen: bool) -> tuple[Floats, Floats]:
    """The mean moving range and the centre of an individuals chart."""
    ranges = moving_ranges(base)
    if not (screen and convention.screen_moves_centre):
        return mean_range(ranges, screen), mean(base)
    with np.errstate(invalid="ignore"):
        dropped = ranges > D4 * mean(ranges)
    return mean(np.where(dropped, np.nan, ranges)), mean(np.where(dropped, np.nan, base))


def _counted(
    kind: Kind, base: Floats, counts: Floats, sizes: Floats, counted: Flags, span: Span, screen: bool
) -> _Spread:
    """Centre and sigma of the attribute charts for one phase."""
    none = np.full((base.shape[0], 1), np.nan)
    if kind == "c":
        at = mean(base)
        return _Spread(at, np.sqrt(at), none)
    here, first = slice(span.start, span.stop), slice(span.start, span.base)
    use = counted[:, first] & ~np.isnan(base)
    with np.errstate(invalid="ignore", divide="ignore"):
        at = np.where(use, counts[:, first], 0.0).sum(axis=1, keepdims=True) / np.where(
            use, sizes[:, first], 0.0
        ).sum(axis=1, keepdims=True)
        size = np.where(sizes[:, here] > 0, sizes[:, here], np.nan)
        if kind == "iprime":
            steps = np.full(base.shape, np.nan)
            part = 1 / np.where(use, sizes[:, first], np.nan)
            steps[:, 1:] = np.sqrt(np.pi / 2) * np.abs(np.diff(base)) / np.sqrt(part[:, 1:] + part[:, :-1])
            return _Spread(at, mean_range(steps, screen) / np.sqrt(size), none)
        spread = at * (1 - at) if kind in ("p", "pp") else at
        # Rounding can put a proportion of exactly one a hair above it.
        sigma = np.sqrt(np.maximum(spread, 0.0) / size)
        z = (base - at) / sigma[:, : span.base - span.start]
        # With a centre of zero (or one) there is no spread to compare with.
        z = np.where(np.isfinite(z), z, np.nan)
        s_z = mean_range(moving_ranges(z), screen) / D2
        if kind in ("up", "pp"):
            sigma = np.where(sigma == 0, 0.0, sigma * s_z)
    return _Spread(at, sigma, s_z)


def _g_lines(
    base: Floats,
    here: slice,
    nhs: bool,
    centre: Floats,
    limits: tuple[Floats, Floats],
    two_sigma: tuple[Floats, Floats],
    unheld: tuple[Floats, Floats],
) -> None:
    """Fill in one phase of a g chart; NHS England draws no lower line and no two-sigma lines."""
    m = mean(base)
    spread = np.sqrt(m * (m + 1))
    centre[:, here] = GEOMETRIC_MEDIAN * m if nhs else median(base)
    for line in (limits[1], unheld[1]):
        line[:, here] = m + 3 * spread
    if nhs:
        return
    limits[0][:, here] = np.maximum(m - 3 * spread, 0.0)
    unheld[0][:, here] = m - 3 * spread
    two_sigma[0][:, here] = np.maximum(m - 2 * spread, 0.0)
    two_sigma[1][:, here] = m + 2 * spread


def _untransform(line: Floats, floor: float) -> None:
    """Take a line of a t chart back to days, in place; a negative one becomes `floor`."""
    with np.errstate(invalid="ignore"):
        line[:] = np.where(line < 0, floor, np.power(np.maximum(line, 0.0), NELSON))


def _only_with_a_centre(centre: Floats, *limits: Floats) -> None:
    """A limit without a centre line means nothing."""
    for line in limits:
        line[np.isnan(centre)] = np.nan
