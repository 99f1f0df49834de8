"""What every picture shares: plain text only, a figure without windows, measured words, and saving.

matplotlib is imported inside functions, because it is slow to load and most of the program never draws.
"""

from __future__ import annotations

import io
import math
import textwrap
import unicodedata
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from wardqi.reports.look import Look
from wardqi.reports.sentences import number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FONT = "DejaVu Sans"  # shipped inside matplotlib, so a chart looks the same on every machine
# The width of an ordinary character as a share of the size of the type: in labels, which are half figures and
# must never be clipped; in prose; and in bold prose.
CHARACTER = 0.58
PROSE = 0.54
BOLD = 0.6
DPI = 100.0
SHARP = 200.0
# No mathematics, no hidden markup: what people type is shown as they typed it.
PLAIN: Any = {
    "text.parse_math": False,
    "text.usetex": False,
    "font.family": [FONT],
    "svg.fonttype": "path",
    "svg.hashsalt": "wardqi",
    "pdf.fonttype": 42,
    "axes.unicode_minus": True,
}


@cache
def prepare() -> None:
    """Load matplotlib, to draw with WardQI's own settings, whatever the machine's are.

    Set once and for good: charts are drawn on several threads, and matplotlib's settings belong to them all.
    """
    import matplotlib
    from matplotlib import artist

    # While it is loaded, matplotlib writes help on every property of every class it has: half of the
    # time that the first chart takes, for texts that only a programmer at a prompt would read.
    unread: Any = artist
    unread.kwdoc = lambda _: ""
    unread.Artist._update_set_signature_and_docstring = classmethod(lambda _: None)
    matplotlib.rcParams.update(PLAIN)
    # A character the font lacks is drawn as a box; that is not worth a line on the console.
    warnings.filterwarnings("ignore", message=r"Glyph .* missing")


def clean(text: str, longest: int = 200) -> str:
    """Text from people on one line: no control characters, no runs of blanks, cut if absurdly long."""
    kept = "".join(" " if unicodedata.category(each)[0] == "C" else each for each in text)
    line = " ".join(kept.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def wide(text: str, points: float) -> float:
    """About how many inches a line of text takes."""
    return len(text) * points * CHARACTER / 72


def wrap(
    text: str, points: float, inches: float, most: int | None = None, *, bold: bool = False
) -> list[str]:
    """Text as lines that fit the width, at most so many; a word longer than a line is cut."""
    characters = max(8, int(inches * 72 / (points * (BOLD if bold else PROSE))))
    lines = textwrap.wrap(text, characters, max_lines=most, placeholder="…")
    return lines or [""]


def line_height(points: float) -> float:
    """Inches from one line of text to the next."""
    return points * 1.38 / 72


def spread(wanted: Sequence[float], gap: float, lowest: float, highest: float) -> list[float]:
    """Places near those wanted, in the same order, at least `gap` apart and inside the bounds if they fit."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = [0.0] * len(wanted)
    at = -math.inf
    for i in order:
        at = max(wanted[i], at + gap, lowest)
        placed[i] = at
    top = highest
    for i in reversed(order):
        placed[i] = min(placed[i], top)
        top = placed[i] - gap
    return placed


def ticks(lowest: float, highest: float, most: int = 6) -> list[float]:
    """Round figures for an axis, inside its bounds."""
    from matplotlib.ticker import MaxNLocator

    found = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]).tick_values(lowest, highest)
    slack = (highest - lowest) * 1e-9
    return [float(tick) for tick in found if lowest - slack <= tick <= highest + slack]


class Sheet:
    """A figure drawn on in inches from its top left corner.

    There are no matplotlib axes on it: a chart's own ticks and words are few, and placing them here costs a
    third of the time.
    """

    def __init__(self, look: Look, size: tuple[float, float]) -> None:
        prepare()
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.width, self.height = size
        self.figure = Figure(figsize=size, dpi=DPI, facecolor=look.background)
        FigureCanvasAgg(self.figure)
        self._inches = Affine2D().scale(1, -1).translate(0, self.height) + self.figure.dpi_scale_trans

    def text(
        self,
        x: float,
        y: float,
        text: str,
        points: float,
        colour: str,
        *,
        across: Literal["left", "center", "right"] = "left",
        up: Literal["top", "center"] = "top",
        bold: bool = False,
        italic: bool = False,
        box: str | None = None,
        pad: float = 0.25,
        order: float = 5,
    ) -> None:
        """A line of plain text; `box` is the colour of a rounded box round it, `pad` wide of the text."""
        from matplotlib.text import Text

        self.figure.add_artist(
            Text(
                x,
                y,
                text,
                transform=self._inches,
                fontsize=points,
                color=colour,
                ha=across,
                va=up,
                fontweight="bold" if bold else "normal",
                fontstyle="italic" if italic else "normal",
                parse_math=False,
                bbox=None
                if box is None
                else {"boxstyle": f"round,pad={pad}", "facecolor": box, "edgecolor": box},
                zorder=order,
            )
        )

    def lines(
        self, x: float, y: float, lines: Sequence[str], points: float, colour: str, *, bold: bool = False
    ) -> float:
        """Lines of text under each other; gives the inches at which the next would start."""
        for line in lines:
            self.text(x, y, line, points, colour, bold=bold)
            y += line_height(points)
        return y

    def stroke(
        self,
        x: Sequence[float],
        y: Sequence[float],
        colour: str,
        width: float,
        dashes: tuple[float, ...] | None = None,
        *,
        alpha: float = 1.0,
        order: float = 2,
    ) -> None:
        """A line through places, broken where a figure is NaN; `dashes` are lengths on and off."""
        from matplotlib.lines import Line2D

        self.figure.add_artist(
            Line2D(
                x,
                y,
                color=colour,
                linewidth=width,
                linestyle="solid" if dashes is None else (0, dashes),
                transform=self._inches,
                alpha=alpha,
                zorder=order,
            )
        )

    def marks(
        self,
        x: Sequence[float],
        y: Sequence[float],
        shape: str,
        area: float,
        fill: str,
        outline: str,
        width: float = 1.2,
        *,
        alpha: float = 1.0,
        order: float = 4,
    ) -> None:
        """Points of one shape, `area` in square points."""
        from matplotlib.lines import Line2D

        self.figure.add_artist(
            Line2D(
                x,
                y,
                linestyle="none",
                marker=shape,
                markersize=math.sqrt(area),
                markerfacecolor=fill,
                markeredgecolor=outline,
                markeredgewidth=width,
                transform=self._inches,
                alpha=alpha,
                zorder=order,
            )
        )

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        fill: str,
        outline: str,
        dashes: tuple[float, ...],
    ) -> None:
        """A faint box with a dashed outline, behind lines and points."""
        from matplotlib.patches import Rectangle

        place, wide, high = (left, top), right - left, bottom - top
        faint = Rectangle(place, wide, high, facecolor=fill, alpha=0.13, transform=self._inches, zorder=0.5)
        self.figure.add_artist(faint)
        sides = [left, right, right, left, left], [top, top, bottom, bottom, top]
        self.stroke(*sides, outline, 1.2, dashes, order=1.5)

    def ring(self, x: float, y: float, radius: float, fill: str, outline: str, width: float) -> None:
        """A circle with an outline."""
        from matplotlib.patches import Circle

        self.figure.add_artist(
            Circle(
                (x, y),
                radius,
                facecolor=fill,
                edgecolor=outline,
                linewidth=width,
                transform=self._inches,
                zorder=1,
            )
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a chart lies on its sheet, in inches, and the figures at its edges."""

    left: float
    right: float
    top: float
    bottom: float
    first: float
    last: float
    lowest: float
    highest: float

    def x(self, place: float) -> float:
        """Inches from the left of the sheet."""
        return self.left + (place - self.first) / (self.last - self.first) * (self.right - self.left)

    def y(self, figure: float) -> float:
        """Inches from the top of the sheet; NaN stays NaN."""
        share = (figure - self.lowest) / (self.highest - self.lowest)
        return self.bottom - share * (self.bottom - self.top)


def draw_frame(
    sheet: Sheet,
    frame: Frame,
    look: Look,
    up: Sequence[float],
    along: Sequence[tuple[float, str]],
    points: float,
) -> None:
    """A faint grid across with its figures, a base line, and labels below it."""
    for tick in up:
        y = frame.y(tick)
        sheet.stroke([frame.left, frame.right], [y, y], look.grid, 0.8, order=0.5)
        sheet.text(frame.left - 0.07, y, number(tick), points, look.second, across="right", up="center")
    sheet.stroke([frame.left, frame.right], [frame.bottom, frame.bottom], look.second, 0.9, order=1)
    for place, label in along:
        x = frame.x(place)
        sheet.stroke([x, x], [frame.bottom, frame.bottom + 0.04], look.second, 0.9, order=1)
        for turn, line in enumerate(label.split("\n")):
            y = frame.bottom + 0.08 + turn * line_height(points)
            sheet.text(x, y, line, points, look.second, across="center")


def label_ends(sheet: Sheet, frame: Frame, labels: Sequence[tuple[float, str, str]], points: float) -> None:
    """Name lines at their right-hand ends (height, words, colour), moved apart where they would overlap."""
    wanted = [-frame.y(height) for height, _, _ in labels]
    gap = line_height(points) * 0.95
    places = spread(wanted, gap, -frame.bottom, -frame.top)
    for at, (_, text, colour) in zip(places, labels, strict=True):
        sheet.text(frame.right + 0.1, -at, text, points, colour, up="center")


def render(figure: Figure, kind: str) -> bytes:
    """The picture as bytes: "png", "svg" or "pdf"."""
    # Named so that a frozen copy carries them: matplotlib finds its writers by name.
    import matplotlib.backends.backend_pdf
    import matplotlib.backends.backend_svg

    matplotlib.backends.backend_pdf  # noqa: B018
    out = io.BytesIO()
    dates: dict[str, dict[str, Any]] = {
        "png": {"Software": "WardQI"},
        "svg": {"Date": None, "Creator": "WardQI"},
        "pdf": {"CreationDate": None, "Creator": "WardQI", "Producer": "WardQI"},
    }
    figure.savefig(out, format=kind, dpi=SHARP, facecolor=figure.get_facecolor(), metadata=dates[kind])
    return out.getvalue()


def save(figure: Figure, path: Path) -> None:
    """Write the picture in the kind its name ends in (.png, .svg, .pdf); raises OSError or ValueError."""
    kind = path.suffix.lower().removeprefix(".")
    if kind not in ("png", "svg", "pdf"):
        raise ValueError("a picture is saved as .png, .svg or .pdf")
    path.write_bytes(render(figure, kind))
