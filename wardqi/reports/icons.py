"""Variation and assurance icons: our own drawings in the grammar people know, each carrying a letter.

Variation: dots along a line that wavers (C, common cause), climbs (H) or falls (L). Assurance: the same
wavering line with a target it always passes (P), always fails (F) or sometimes hits (?).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wardqi.reports.canvas import Sheet
from wardqi.reports.look import Look

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from wardqi.domain.spc import Assurance, Improve, Variation

# Heights of the dots from left to right, in a circle of radius 1.
WAVER = (-0.02, 0.2, -0.12, 0.16, -0.2, 0.06)
CLIMB = (-0.3, -0.22, -0.3, -0.02, 0.16, 0.4)
ACROSS = (-0.6, -0.36, -0.12, 0.12, 0.36, 0.6)

Badge = Literal["variation", "assurance"]
Level = Literal["above", "below", "through"]
# Where the target line, the dots and the letter stand for each place of the target.
LEVELS: dict[Level, tuple[float, float, float]] = {
    "above": (0.5, 0.08, -0.54),
    "below": (-0.5, -0.06, 0.52),
    "through": (-0.26, -0.26, 0.44),
}


@dataclass(frozen=True, slots=True)
class _Disc:
    """A place for an icon: everything is drawn in radii from its middle, upwards positive."""

    sheet: Sheet
    x: float
    y: float
    radius: float

    def ring(self, outline: str, look: Look) -> None:
        self.sheet.ring(self.x, self.y, self.radius * 0.94, look.background, outline, 7.0 * self.radius)

    def dots(self, heights: Sequence[float], fill: str, outline: str) -> None:
        x = [self.x + each * self.radius for each in ACROSS]
        y = [self.y - each * self.radius for each in heights]
        self.sheet.stroke(x, y, outline, 3.2 * self.radius, order=3)
        self.sheet.marks(x, y, "o", (14.0 * self.radius) ** 2, fill, outline, 2.2 * self.radius)

    def target(self, height: float, colour: str) -> None:
        y = self.y - height * self.radius
        across = [self.x - 0.74 * self.radius, self.x + 0.74 * self.radius]
        self.sheet.stroke(across, [y, y], colour, 5.0 * self.radius, (3, 1.4), order=2.5)

    def letter(self, letter: str, at: tuple[float, float], look: Look) -> None:
        x, y = self.x + at[0] * self.radius, self.y - at[1] * self.radius
        self.sheet.text(x, y, letter, 40.0 * self.radius, look.text, across="center", up="center", bold=True)


def variation_icon(sheet: Sheet, x: float, y: float, radius: float, icon: Variation, look: Look) -> None:
    """Draw a variation icon round the place `x`, `y` on a sheet, in inches."""
    judgement, _, side = icon.partition("_")
    fill, outline = look.point("none" if judgement == "common" else judgement)
    disc = _Disc(sheet, x, y, radius)
    disc.ring(outline, look)
    if side == "high":
        disc.dots([each * 0.8 - 0.1 for each in CLIMB], fill, outline)
        disc.letter("H", (-0.38, 0.4), look)
    elif side == "low":
        disc.dots([0.22 - each * 0.8 for each in CLIMB], fill, outline)
        disc.letter("L", (-0.36, -0.38), look)
    else:
        disc.dots([each * 0.8 - 0.3 for each in WAVER], fill, outline)
        disc.letter("C", (0.0, 0.4), look)


def assurance_icon(
    sheet: Sheet,
    x: float,
    y: float,
    radius: float,
    icon: Assurance,
    improve: Improve,
    look: Look,
) -> None:
    """Draw an assurance icon round the place `x`, `y` on a sheet, in inches; "none" draws nothing."""
    if icon == "none":
        return
    fill, outline = look.point({"pass": "improvement", "fail": "concern", "hit_or_miss": "none"}[icon])
    level: Level = "below" if (icon == "pass") == (improve == "up") else "above"
    if icon == "hit_or_miss":
        level = "through"
    line, dots, letter = LEVELS[level]
    disc = _Disc(sheet, x, y, radius)
    disc.ring(outline, look)
    disc.target(line, look.target)
    disc.dots([each * 0.9 + dots for each in WAVER], fill, outline)
    disc.letter({"pass": "P", "fail": "F", "hit_or_miss": "?"}[icon], (0.0, letter), look)


def icon_figure(
    badge: Badge,
    variation: Variation | None,
    assurance: Assurance,
    improve: Improve,
    look: Look,
    inches: float = 0.62,
) -> Figure:
    """One icon as a picture of its own, for lists; blank when there is nothing to show."""
    sheet = Sheet(look, (inches, inches))
    middle = inches / 2
    if badge == "variation" and variation is not None:
        variation_icon(sheet, middle, middle, middle, variation, look)
    elif badge == "assurance":
        assurance_icon(sheet, middle, middle, middle, assurance, improve, look)
    return sheet.figure
