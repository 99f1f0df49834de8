"""NHS England's Making Data Count rules, and what they come to: colour of a point, icons of a chart.

The rules are those of the SPC Charts SQL Query v2.6a; a `Convention` switches to another tool's reading.
Directions are 1 for high, -1 for low and 0 for none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardqi.domain.spc.conventions import Convention, Rule
from wardqi.domain.spc.limits import Flags, Floats, Lines, Span
from wardqi.domain.spc.model import Assurance, Improve, Mark, Special, Variation
from wardqi.domain.spc.runs import Sides, in_runs

# Two figures closer than this, in proportion, are the same: sums in another order differ in the last bit.
SAME = 1e-12

MARKS: dict[Rule, tuple[Mark, Mark]] = {
    "outside": ("above_limit", "below_limit"),
    "shift": ("shift_high", "shift_low"),
    "trend": ("trend_up", "trend_down"),
    "two_of_three": ("two_of_three_high", "two_of_three_low"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """For each rule, which points it marks high and which low. Arrays are series by points."""

    flags: dict[Rule, tuple[Flags, Flags]]

    def either(self, rule: Rule) -> Flags:
        """The points a rule marks, high or low."""
        high, low = self.flags[rule]
        return high | low


def same(left: Floats, right: Floats) -> Flags:
    """Whether figures are equal but for rounding; False where either is missing."""
    with np.errstate(invalid="ignore"):
        gap = np.abs(left - right)
        close: Flags = gap <= SAME * np.maximum(np.abs(left), np.abs(right))
    return close


def sides(values: Floats, centre: Floats) -> Sides:
    """1 above the centre line, -1 below, 0 on it or missing."""
    with np.errstate(invalid="ignore"):
        side = np.sign(values - centre)
    side[np.isnan(side) | same(values, centre)] = 0
    return side.astype(np.int8)


def beyond(values: Floats, lower: Floats, upper: Floats) -> tuple[Flags, Flags]:
    """Points strictly above the upper line and strictly below the lower; on a line is not beyond it."""
    with np.errstate(invalid="ignore"):
        above = (values > upper) & ~same(values, upper)
        below = (values < lower) & ~same(values, lower)
    return above, below


def nothing(shape: tuple[int, ...]) -> tuple[Flags, Flags]:
    """A rule that marks no point."""
    return np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)


def phase_numbers(spans: list[Span], columns: int) -> NDArray[np.int64]:
    """The 1-based phase of each point."""
    numbers = np.zeros(columns, dtype=np.int64)
    for number, span in enumerate(spans, start=1):
        numbers[span.start : span.stop] = number
    return numbers


def nhs(values: Floats, lines: Lines, spans: list[Span], points: int, convention: Convention) -> Found:
    """The four rules; `values` are the plotted figures with missing and excluded points as NaN."""
    numbers = phase_numbers(spans, values.shape[1])
    phases = np.append(True, numbers[1:] != numbers[:-1]) if numbers.size else numbers.astype(bool)
    breaks = phases.copy()
    if convention.baseline_breaks:
        breaks[[span.base for span in spans if span.base < span.stop]] = True
    side = sides(values, lines.centre)
    within = None if convention.crosses == "all" else breaks
    above, below = beyond(values, lines.lcl, lines.ucl)
    return Found(
        {
            "outside": (above, below),
            "shift": (in_runs(side == 1, points, within), in_runs(side == -1, points, within)),
            "trend": _trend(values, points, phases if convention.crosses == "none" else None),
            "two_of_three": _two_of_three(values, lines, side, within, (above, below), convention),
        }
    )


def _trend(values: Floats, points: int, breaks: Flags | None) -> tuple[Flags, Flags]:
    """N points each beyond the one before: N - 1 steps, with the point they start from."""
    with np.errstate(invalid="ignore"):
        steps = np.zeros(values.shape)
        steps[:, 1:] = np.diff(values, axis=1)
    if breaks is not None:
        steps[:, breaks] = 0
    marked = []
    for sign in (1, -1):
        with np.errstate(invalid="ignore"):
            held = in_runs(np.sign(steps) == sign, points - 1)
        started = np.zeros_like(held)
        started[:, :-1] = held[:, 1:]
        marked.append(held | started)
    return marked[0], marked[1]


def _two_of_three(
    values: Floats,
    lines: Lines,
    side: Sides,
    breaks: Flags | None,
    outside: tuple[Flags, Flags],
    convention: Convention,
) -> tuple[Flags, Flags]:
    """Three in a row on one side, two or more of them beyond two sigma: those beyond are marked."""
    far = beyond(values, lines.lower2, lines.upper2)
    marked = []
    for sign, beyond_two, beyond_three in zip((1, -1), far, outside, strict=True):
        counts = beyond_two if convention.beyond_three else beyond_two & ~beyond_three
        found = np.zeros(values.shape, dtype=bool)
        if values.shape[1] >= 3:
            here = side == sign
            window = here[:, 2:] & here[:, 1:-1] & here[:, :-2]
            number = counts.astype(np.int8)
            window &= number[:, 2:] + number[:, 1:-1] + number[:, :-2] >= 2
            if breaks is not None:
                window &= ~(breaks[2:] | breaks[1:-1])
            for shift in range(3):
                found[:, shift : shift + window.shape[1]] |= window
        marked.append(found & counts)
    return marked[0], marked[1]


def settle(
    found: Found, strength: tuple[Rule, ...], tie: int, neutral: bool
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """The direction of each point and the rule that decided it.

    Rules are asked in order of `strength` (all at once when it is empty); `tie` is the direction taken
    when the deciding rule points both ways. A neutral measure with flags both ways counts as high.
    The second answer is the 1-based place of the rule in MARKS, 0 for none.
    """
    order: tuple[Rule, ...] = strength or tuple(MARKS)
    names = tuple(MARKS)
    shape = found.flags["outside"][0].shape
    high = np.zeros(shape, dtype=bool)
    low = np.zeros(shape, dtype=bool)
    for rule in order:
        high |= found.flags[rule][0]
        low |= found.flags[rule][1]
    direction = np.zeros(shape, dtype=np.int8)
    if neutral:
        direction[low] = -1
        direction[high] = 1
    elif not strength:
        direction[low] = -1
        direction[high] = 1
        direction[high & low] = tie
    else:
        for rule in order:
            up, down = found.flags[rule]
            open_still = direction == 0
            direction[open_still & up & ~down] = 1
            direction[open_still & down & ~up] = -1
            direction[open_still & up & down] = tie
    decided = np.zeros(shape, dtype=np.int8)
    for rule in order:
        up, down = found.flags[rule]
        agrees = ((direction == 1) & up) | ((direction == -1) & down)
        decided[(decided == 0) & agrees] = names.index(rule) + 1
    return direction, decided


def tie_direction(improve: Improve, convention: Convention) -> int:
    """Which way a tie goes: the worrying way unless the convention says otherwise."""
    good = 1 if improve == "up" else -1
    return good if convention.tie == "improvement" else -good


def special(direction: int, improve: Improve) -> Special:
    """The word for a point's direction."""
    if direction == 0:
        return "none"
    if improve == "neither":
        return "neither"
    return "improvement" if (direction == 1) == (improve == "up") else "concern"


def variation(direction: int, improve: Improve) -> Variation:
    """The variation icon from the direction of the last point."""
    if direction == 0:
        return "common"
    word = special(direction, improve)
    if word == "improvement":
        return "improvement_high" if direction == 1 else "improvement_low"
    if word == "concern":
        return "concern_high" if direction == 1 else "concern_low"
    return "neither_high" if direction == 1 else "neither_low"


def assurance(
    target: float | None, low: float, high: float, improve: Improve, convention: Convention
) -> Assurance:
    """The assurance icon: the target against the limits at the last point (NaN where there is none)."""
    if target is None or improve == "neither" or np.isnan(high):
        return "none"
    on = convention.on_limit_counts
    at_high = _is_same(target, high)
    at_low = _is_same(target, low)
    if at_high or at_low:
        if not on:
            return "hit_or_miss"
        if at_high and at_low:
            return "pass"  # no spread at all: every point is on the target
        above = at_high
    elif target > high:
        above = True
    elif target < low:
        above = False
    else:
        return "hit_or_miss"
    return "fail" if above == (improve == "up") else "pass"


def _is_same(left: float, right: float) -> bool:
    return abs(left - right) <= SAME * max(abs(left), abs(right))
