"""The range that a test of change predicted, drawn over its chart: a box from its start to its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from wardqi.reports import axis, canvas
from wardqi.reports.canvas import Frame, Sheet
from wardqi.reports.look import Look
from wardqi.reports.sentences import number
from wardqi.text import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from wardqi.domain.spc import Analysis

CONTEXT = "Charts"
SAID = {
    "both": QT_TRANSLATE_NOOP("Charts", "Predicted {low} to {high}"),
    "low": QT_TRANSLATE_NOOP("Charts", "Predicted {low} or more"),
    "high": QT_TRANSLATE_NOOP("Charts", "Predicted {high} or fewer"),
}
DASHES = (3.0, 2.0)
POINTS = 9.0
LEAST = 0.2
"""The least a box is wide, in inches: a test of a day is seen too."""


@dataclass(frozen=True, slots=True)
class Band:
    """A predicted range: from a day to another (None: to the end), at least and at most (None: no bound)."""

    first: date
    last: date | None
    low: float | None
    high: float | None

    @property
    def said(self) -> str:
        """The range in words."""
        low = "" if self.low is None else number(self.low)
        high = "" if self.high is None else number(self.high)
        kind = "both" if low and high else "low" if low else "high"
        return say(CONTEXT, SAID[kind], low=low, high=high)


def figures(bands: Sequence[Band]) -> list[float]:
    """The bounds, for an axis that shows them."""
    return [bound for band in bands for bound in (band.low, band.high) if bound is not None]


def draw(sheet: Sheet, frame: Frame, analysis: Analysis, look: Look, bands: Sequence[Band]) -> None:
    """Each range as a box behind the points, its words beside its upper edge."""
    ends = axis.edges(axis.positions(analysis))
    for band in bands:
        if band.low is None and band.high is None:
            continue
        left, right = _across(frame, ends, axis.positions(analysis), band)
        top = frame.top if band.high is None else frame.y(min(band.high, frame.highest))
        bottom = frame.bottom if band.low is None else frame.y(max(band.low, frame.lowest))
        if bottom - top < 0.04:  # one figure alone: a bar, not a line that a point hides
            top, bottom = top - 0.03, bottom + 0.03
        sheet.box(left, top, right, bottom, look.neither_fill, look.neither_outline, DASHES)
        words = band.said
        place = max(frame.left, right - canvas.wide(words, POINTS))
        up = top - 0.16 if top - 0.2 > frame.top else bottom + 0.04
        sheet.text(min(place, left), up, words, POINTS, look.text, bold=True, order=6)


def _across(frame: Frame, ends: Sequence[float], places: Sequence[float], band: Band) -> tuple[float, float]:
    """Where a box begins and ends; what lies after the last point is shown at its end."""
    first, last = ends[0], ends[-1]
    begun = float(band.first.toordinal())
    over = last if band.last is None else float(band.last.toordinal())
    if places and not first <= places[-1] <= last:
        return frame.left, frame.right
    left = frame.x(min(max(begun, first), last))
    right = frame.x(min(max(over, first), last))
    if right - left < LEAST:
        left, right = max(frame.left, right - LEAST), right
    if right - left < LEAST:
        right = left + LEAST
    return left, right
