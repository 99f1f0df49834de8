"""Draws funnel plots: every ward by its size, the limits for chance, the names of those that stand out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from wardqi.reports import canvas, explain
from wardqi.reports.canvas import Frame, Sheet
from wardqi.reports.look import SHAPES, Look
from wardqi.reports.sentences import PLAIN, Compared, Words, funnel_sentence, number
from wardqi.text import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from wardqi.domain.funnel import FunnelResult, Limits, Unit

CONTEXT = "Charts"
CENTRE: dict[Compared, str] = {
    "wards": QT_TRANSLATE_NOOP("Charts", "All wards {figure}"),
    "providers": QT_TRANSLATE_NOOP("Charts", "All providers {figure}"),
}
BOUNDS = {
    "998": QT_TRANSLATE_NOOP("Charts", "99.8%"),
    "95": QT_TRANSLATE_NOOP("Charts", "95%"),
}
TITLE, SENTENCE, LABEL, STAMP = 13.5, 10.5, 9.0, 8.0
MARGIN = 0.22
CURVE_POINTS = 120
MOST_NAMES = 12
LONGEST_NAME = 28


def draw_funnel(
    result: FunnelResult,
    look: Look,
    *,
    title: str = "",
    x_label: str = "",
    y_label: str = "",
    words: Words = PLAIN,
    size: tuple[float, float] = (9.6, 5.6),
    improve: Literal["down", "up", "neither"] = "neither",
    footer: str = "",
    of: Compared = "wards",
) -> Figure:
    """A funnel as a figure in inches; `improve` decides whether a ward that stands out is a concern.

    Wards beyond the outer limits are triangles pointing their way and carry their names.
    """
    sheet = Sheet(look, size)
    room = sheet.width - 2 * MARGIN
    y = MARGIN
    if title:
        lines = canvas.wrap(canvas.clean(title), TITLE, room, most=2, bold=True)
        y = sheet.lines(MARGIN, y, lines, TITLE, look.text, bold=True)
    lines = canvas.wrap(funnel_sentence(result, words, of).text, SENTENCE, room)
    y = sheet.lines(MARGIN, y + 0.02, lines, SENTENCE, look.text)
    if y_label:
        lines = canvas.wrap(canvas.clean(y_label), LABEL, room)
        y = sheet.lines(MARGIN, y + 0.1, lines, LABEL, look.second)
    stamp = canvas.wrap(f"{explain.funnel_stamp(result)} · {explain.MADE_BY}", STAMP, room)
    if footer:
        stamp += canvas.wrap(canvas.clean(footer), STAMP, room)
    below = sheet.height - MARGIN + 0.06 - len(stamp) * canvas.line_height(STAMP)
    sheet.lines(MARGIN, below, stamp, STAMP, look.second)
    if x_label:
        below -= 0.24
        middle = sheet.width / 2
        sheet.text(middle, below, canvas.clean(x_label), LABEL, look.second, across="center")
    _plot(sheet, result, look, words, improve, of, y + 0.16, below - 0.32)
    return sheet.figure


def _plot(
    sheet: Sheet,
    result: FunnelResult,
    look: Look,
    words: Words,
    improve: str,
    of: Compared,
    top: float,
    bottom: float,
) -> None:
    placed = [unit for unit in result.units if unit.value is not None and unit.denominator]
    sizes = [float(unit.denominator or 0.0) for unit in placed]
    furthest = max(sizes) * 1.06
    curve_sizes = [furthest * (i + 1) / CURVE_POINTS for i in range(CURVE_POINTS)]
    curves = _curves(result, curve_sizes)
    highest = _highest(result, placed, curves, sizes, curve_sizes)
    ticks = canvas.ticks(0.0, highest, most=max(3, int((bottom - top) / 0.5)))
    left = MARGIN + 0.08 + max(canvas.wide(number(tick), LABEL) for tick in ticks)
    centre = say(CONTEXT, CENTRE[of], figure=number(result.centre, words.decimals))
    right = sheet.width - MARGIN - 0.1 - canvas.wide(centre, LABEL)
    frame = Frame(left, max(right, left + 1.0), top, max(bottom, top + 0.8), 0.0, furthest, 0.0, highest)
    across = canvas.ticks(0.0, furthest, most=max(3, int((frame.right - frame.left) / 0.9)))
    canvas.draw_frame(sheet, frame, look, ticks, [(tick, number(tick)) for tick in across], LABEL)
    y = frame.y(result.centre)
    sheet.stroke([frame.left, frame.right], [y, y], look.centre, 1.5)
    ends = [(result.centre, centre, look.text)]
    ends += _draw_curves(sheet, frame, look, curve_sizes, curves)
    canvas.label_ends(sheet, frame, ends, LABEL)
    _wards(sheet, frame, placed, look, improve)
    _names(sheet, frame, placed, look)


def _curves(result: FunnelResult, sizes: Sequence[float]) -> list[Limits]:
    """The limits in use along the axis; none when there are too few wards to judge."""
    if result.too_few:
        return []
    from wardqi.domain.funnel import limits_at

    plain, adjusted = limits_at(result, sizes)
    return adjusted if adjusted is not None and result.uses_adjusted else plain


def _highest(
    result: FunnelResult,
    placed: Sequence[Unit],
    curves: Sequence[Limits],
    sizes: Sequence[float],
    curve_sizes: Sequence[float],
) -> float:
    """The top of the axis: every ward fits, and the funnel's mouth is cut where no ward is."""
    tallest = max(float(unit.value or 0.0) for unit in placed)
    smallest = min(sizes)
    mouth = [c.ucl998 for c, at in zip(curves, curve_sizes, strict=False) if at >= smallest]
    return max([tallest, result.centre * 1.5, *mouth[:1]]) * 1.08


def _draw_curves(
    sheet: Sheet, frame: Frame, look: Look, sizes: Sequence[float], curves: Sequence[Limits]
) -> list[tuple[float, str, str]]:
    """Draw the limits; gives the labels for their right-hand ends."""
    if not curves:
        return []
    ends: list[tuple[float, str, str]] = []
    for lower, upper, name, dashes in (
        ([c.lcl998 for c in curves], [c.ucl998 for c in curves], "998", (5.0, 2.0)),
        ([c.lcl95 for c in curves], [c.ucl95 for c in curves], "95", (1.2, 1.8)),
    ):
        for line in (lower, upper):
            kept = [(x, y) for x, y in zip(sizes, line, strict=True) if y <= frame.highest]
            sheet.stroke(
                [frame.x(x) for x, _ in kept], [frame.y(y) for _, y in kept], look.limit, 1.2, dashes
            )
            ends.append((line[-1], say(CONTEXT, BOUNDS[name]), look.second))
    return ends


def _wards(sheet: Sheet, frame: Frame, placed: Sequence[Unit], look: Look, improve: str) -> None:
    """Points by state: circles inside the outer limits, triangles pointing the way beyond them."""
    for state, shape in (("inside", "o"), ("high", "^"), ("low", "v")):
        chosen = [u for u in placed if (u.state if u.state in ("high", "low") else "inside") == state]
        if not chosen:
            continue
        special = "none"
        if state != "inside":
            # The good side is not called good: fewer recorded is not always fewer.
            special = "concern" if state == {"down": "high", "up": "low"}.get(improve) else "neither"
        sheet.marks(
            [frame.x(float(u.denominator or 0.0)) for u in chosen],
            [frame.y(float(u.value or 0.0)) for u in chosen],
            shape,
            SHAPES["none" if state == "inside" else "concern"][1],
            *look.point(special),
            order=3 if state == "inside" else 4,
        )


def _names(sheet: Sheet, frame: Frame, placed: Sequence[Unit], look: Look) -> None:
    """Name the wards that stand out, furthest first, moving a name that would cover another."""
    out = [u for u in placed if u.state in ("high", "low")]
    out.sort(key=lambda u: -abs(float(u.z or 0.0)))
    tall = canvas.line_height(LABEL)
    taken: list[tuple[float, float, float]] = []
    for unit in out[:MOST_NAMES]:
        name = canvas.clean(unit.name, LONGEST_NAME)
        length = canvas.wide(name, LABEL)
        x, y = frame.x(float(unit.denominator or 0.0)), frame.y(float(unit.value or 0.0))
        start = x - 0.12 - length if x + 0.12 + length > frame.right else x + 0.12
        free = [
            y + lift * tall
            for lift in (0, 1, -1, 2, -2, 3, -3)
            if y + lift * tall < frame.bottom - tall / 2  # off the base line and its figures
            and all(
                abs(y + lift * tall - other) >= tall * 0.95 or start > end or start + length < begin
                for other, begin, end in taken
            )
        ]
        if free:
            taken.append((free[0], start, start + length))
            sheet.text(start, free[0], name, LABEL, look.text, up="center", order=6)
