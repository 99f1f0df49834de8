"""Runs analysis around a centre line: Anhøj's rules, and the IHI rules as an option.

A useful point is one off the centre line. Useful points are kept in order and the rest are dropped, so a
point on the line, a missing one and an excluded one neither break a run nor add to it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Sides = NDArray[np.int8]
Flags = NDArray[np.bool_]

# Fewest and most runs expected among 10 to 26 useful points (Perla, Provost and Murray 2011).
IHI_RUNS: dict[int, tuple[int, int]] = {
    10: (3, 9),
    11: (3, 10),
    12: (3, 11),
    13: (4, 11),
    14: (4, 12),
    15: (5, 12),
    16: (5, 13),
    17: (5, 13),
    18: (6, 14),
    19: (6, 15),
    20: (6, 16),
    21: (7, 16),
    22: (7, 17),
    23: (7, 17),
    24: (8, 18),
    25: (8, 18),
    26: (9, 19),
}
IHI_SHIFT = 6
IHI_TREND = 5


@dataclass(frozen=True, slots=True)
class Runs:
    """For each row: useful points, the longest run and its limit, crossings and their limit.

    A limit of -1 means there is none, because no useful point is left.
    """

    useful: Ints
    longest: Ints
    longest_limit: Ints
    crossings: Ints
    crossings_limit: Ints

    @property
    def signal(self) -> Flags:
        """Whether either rule is broken."""
        judged = self.useful > 0
        return judged & ((self.longest > self.longest_limit) | (self.crossings < self.crossings_limit))


@lru_cache(maxsize=4096)
def longest_run_limit(useful: int) -> int:
    """The longest run that chance explains (Anhøj and Olesen 2014); `useful` is at least 1."""
    return round(math.log2(useful)) + 3


@lru_cache(maxsize=4096)
def crossings_limit(useful: int) -> int:
    """The fewest crossings that chance explains: the 5% point of a fair coin tossed `useful` - 1 times.

    The smallest k with P(X <= k) >= 0.05, summed downwards from k, so that it stays exact for a handful of
    points and quick for a hundred thousand.
    """
    tosses = useful - 1
    if tosses == 0:
        return 0
    guess = int(tosses / 2 - 0.8225 * math.sqrt(tosses))
    k = max(0, guess - 2)
    while k > 0 and _up_to(k - 1, tosses) >= 0.05:
        k -= 1
    while _up_to(k, tosses) < 0.05:
        k += 1
    return k


def _up_to(k: int, tosses: int) -> float:
    """P(X <= k) for `tosses` fair coins."""
    log_term = math.lgamma(tosses + 1) - math.lgamma(k + 1) - math.lgamma(tosses - k + 1)
    first = math.exp(log_term - tosses * math.log(2))
    total = term = 1.0
    for j in range(k, 0, -1):
        term *= j / (tosses - j + 1)
        total += term
        if term < total * 1e-17:
            break
    return first * total


def anhoej(sides: Sides) -> Runs:
    """Runs and crossings of every row; `sides` is 1 above the centre, -1 below, 0 not useful."""
    rows, columns = sides.shape
    if columns == 0:
        none = np.zeros(rows, dtype=np.int64)
        return Runs(none, none, none - 1, none, none - 1)
    useful = sides != 0
    places = np.arange(1, columns + 1)
    # Place of the latest useful point before each one, 0 when there is none.
    latest = np.maximum.accumulate(np.where(useful, places, 0), axis=1)
    before = np.zeros_like(latest)
    before[:, 1:] = latest[:, :-1]
    previous = np.take_along_axis(sides, np.maximum(before - 1, 0), axis=1)
    crosses = useful & (before > 0) & (previous != sides)
    so_far = np.cumsum(useful, axis=1)
    run_start = np.maximum.accumulate(np.where(crosses, so_far - 1, 0), axis=1)
    longest = np.where(useful, so_far - run_start, 0).max(axis=1)
    count = so_far[:, -1]
    return Runs(
        useful=count,
        longest=longest,
        longest_limit=np.array([longest_run_limit(int(n)) if n else -1 for n in count], dtype=np.int64),
        crossings=crosses.sum(axis=1),
        crossings_limit=np.array([crossings_limit(int(n)) if n else -1 for n in count], dtype=np.int64),
    )


def in_runs(members: Flags, length: int, breaks: Flags | None = None) -> Flags:
    """Every True that stands in a row of at least `length` Trues.

    `breaks[i]` says that a row of Trues may not pass from point i - 1 to point i.
    """
    columns = members.shape[1]
    if columns == 0:
        return members
    places = np.arange(columns)
    fresh = np.zeros(columns, dtype=bool) if breaks is None else breaks
    start = np.maximum.accumulate(np.where(members, np.where(fresh, places, 0), places + 1), axis=1)
    ends_here = np.append(fresh[1:], False)
    stop = np.where(members, np.where(ends_here, places, columns - 1), places - 1)
    stop = np.minimum.accumulate(stop[:, ::-1], axis=1)[:, ::-1]
    held: Flags = members & (stop - start + 1 >= length)
    return held


def ihi_shift(sides: Sides) -> tuple[Flags, Flags]:
    """Points in a shift of six or more useful points, above and below, within one phase."""
    above = np.zeros(sides.shape, dtype=bool)
    below = np.zeros(sides.shape, dtype=bool)
    for row in range(sides.shape[0]):
        places = np.flatnonzero(sides[row])
        for side, found in ((1, above), (-1, below)):
            members = (sides[row, places] == side)[np.newaxis, :]
            found[row, places] = in_runs(members, IHI_SHIFT)[0]
    return above, below


def ihi_trend(values: NDArray[np.float64]) -> tuple[Flags, Flags]:
    """Points in a trend of five or more, rising and falling; one equal to the one before is skipped."""
    rising = np.zeros(values.shape, dtype=bool)
    falling = np.zeros(values.shape, dtype=bool)
    for row in range(values.shape[0]):
        places = np.flatnonzero(~np.isnan(values[row]))
        figures = values[row, places]
        moved = np.append(True, figures[1:] != figures[:-1]) if figures.size else np.zeros(0, dtype=bool)
        places, figures = places[moved], figures[moved]
        for sign, found in ((1, rising), (-1, falling)):
            steps = (np.sign(np.diff(figures)) == sign)[np.newaxis, :]
            held = in_runs(steps, IHI_TREND - 1)[0]
            found[row, places] = np.append(False, held) | np.append(held, False) if places.size else False
    return rising, falling
