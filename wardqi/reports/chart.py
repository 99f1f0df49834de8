"""Draws control charts: one renderer for the window, for reports and for the command line.

It draws what it is handed and works nothing out. The picture says the sentence above the chart and carries
the rule stamp below it. matplotlib is loaded when a chart is first drawn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from wardqi.reports import axis, canvas, predicted
from wardqi.reports.canvas import Frame, Sheet, render, save
from wardqi.reports.funnel_chart import draw_funnel
from wardqi.reports.icons import icon_figure
from wardqi.reports.look import SHAPES, Look, load_look
from wardqi.reports.sentences import PLAIN, Words, line_code, number
from wardqi.reports.surround import (
    LABEL,
    MARGIN,
    NAMES,
    Flag,
    Sign,
    colours_of,
    find_signs,
    foot,
    head,
    sort_of,
    told_at,
)
from wardqi.text import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from wardqi.domain.spc import Analysis

__all__ = [
    "Flag",
    "Look",
    "draw",
    "draw_funnel",
    "icon_figure",
    "load_look",
    "locate",
    "render",
    "save",
    "small",
    "told_at",
]

CONTEXT = "Charts"
LABELS: dict[str, str] = {
    "upper": QT_TRANSLATE_NOOP("Charts", "Upper limit {figure}"),
    "lower": QT_TRANSLATE_NOOP("Charts", "Lower limit {figure}"),
    "target": QT_TRANSLATE_NOOP("Charts", "Target {figure}"),
    "median": QT_TRANSLATE_NOOP("Charts", "Median {figure}"),
    "average": QT_TRANSLATE_NOOP("Charts", "Average {figure}"),
}
# More points than this to the inch are drawn smaller, so that they stay apart.
ROOMY = 7.0
# Beyond this many points their joining line says it all; only what is special keeps its mark.
MOST_MARKS = 5_000
FAINT = 0.25
# A lower picture has no room for its sentence: the page beside it says it.
SPEAKS_FROM = 3.4
# Inches that a flag takes beside another.
FLAG_WIDE = 0.24
LIMIT_DASHES = (4.5, 2.5)
TARGET_DASHES = (6.0, 2.0, 1.2, 2.0)
# Where the points of a drawn chart stand, kept for as long as the figure is.
_PLACES: WeakKeyDictionary[Figure, list[tuple[float, float] | None]] = WeakKeyDictionary()


def draw(
    analysis: Analysis,
    look: Look,
    *,
    title: str = "",
    y_label: str = "",
    words: Words = PLAIN,
    size: tuple[float, float] = (9.6, 5.6),
    flags: Sequence[Flag] = (),
    bands: Sequence[predicted.Band] = (),
    with_sentence: bool = True,
    footer: str = "",
    example: str = "",
    can_be_negative: bool = False,
    bare: bool = False,
    named: bool = True,
) -> Figure:
    """A chart as a figure `size` inches wide and high.

    `bare` leaves out the icons and the rule stamp, and without `named` the names of flags and notes, for a
    page that shows them beside the chart.
    `example` is written across a faint chart that is not the person's own data. Limits below zero are drawn
    at zero unless `can_be_negative`. `bands` are ranges that tests predicted. Every text is shown as typed.
    """
    sheet = Sheet(look, size)
    signs = find_signs(analysis, flags)
    speaks = with_sentence and not example and sheet.height >= SPEAKS_FROM
    edge = 0.12 if bare and not title else MARGIN
    top = head(
        sheet, analysis, look, title, y_label, words, speaks, with_icons=not (example or bare), edge=edge
    )
    if any(sign.is_flag for sign in signs):
        top += 0.1
    bottom = foot(sheet, analysis, look, signs, footer, top, stamped=not bare, named=named)
    lowest, highest = _bounds(analysis, can_be_negative, predicted.figures(bands))
    ticks = canvas.ticks(lowest, highest, most=max(3, int((bottom - top) / 0.5)))
    floor = -math.inf if can_be_negative or _goes_below_zero(analysis) else 0.0
    labels = _labels(analysis, words, look, floor)
    left = MARGIN + 0.08 + max((canvas.wide(number(tick), LABEL) for tick in ticks), default=0.3)
    right = MARGIN + 0.1 + max((canvas.wide(text, LABEL) for _, text, _ in labels), default=0.1)
    ends = axis.edges(axis.positions(analysis))
    frame = Frame(
        left,
        max(sheet.width - right, left + 1.0),
        top,
        max(bottom, top + 0.8),
        ends[0],
        ends[-1],
        lowest,
        highest,
    )
    along = axis.time_ticks(analysis, most=max(2, int((frame.right - frame.left) / 0.62)))
    canvas.draw_frame(sheet, frame, look, ticks, along, LABEL)
    alpha = FAINT if example else 1.0
    predicted.draw(sheet, frame, analysis, look, bands)
    _lines(sheet, frame, analysis, look, ends, floor, alpha=alpha)
    _draw_signs(sheet, frame, look, signs)
    _points(sheet, frame, analysis, look, alpha=alpha)
    canvas.label_ends(sheet, frame, labels, LABEL)
    if example:
        middle = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
        sheet.text(*middle, canvas.clean(example), 18, look.example, across="center", up="center", bold=True)
    _PLACES[sheet.figure] = _shares(sheet, frame, analysis)
    return sheet.figure


def small(
    analysis: Analysis,
    look: Look,
    *,
    title: str = "",
    words: Words = PLAIN,
    size: tuple[float, float] = (2.8, 1.5),
    can_be_negative: bool = False,
    heading: bool = True,
) -> Figure:
    """A chart small enough for a list: title, lines, points, and the latest figure.

    Without `heading` title and figure are left to the line it stands in.
    """
    sheet = Sheet(look, size)
    top = 0.08
    if heading:
        top = 0.38
        last = analysis.last
        latest = words.amount(last.value) if last is not None and last.value is not None else ""
        room = sheet.width - 0.3 - canvas.wide(latest, LABEL)
        (shown,) = canvas.wrap(canvas.clean(title), LABEL, room, most=1)
        sheet.text(0.08, 0.07, shown, LABEL, look.text)
        sheet.text(sheet.width - 0.08, 0.07, latest, LABEL, look.text, across="right", bold=True)
    ends = axis.edges(axis.positions(analysis))
    bounds = _bounds(analysis, can_be_negative)
    frame = Frame(0.08, sheet.width - 0.08, top, sheet.height - 0.1, ends[0], ends[-1], *bounds)
    floor = -math.inf if can_be_negative or _goes_below_zero(analysis) else 0.0
    _lines(sheet, frame, analysis, look, ends, floor, weight=0.7)
    _points(sheet, frame, analysis, look, scale=0.35)
    _PLACES[sheet.figure] = _shares(sheet, frame, analysis)
    return sheet.figure


def locate(figure: Figure) -> list[tuple[float, float] | None]:
    """Where each point is on a drawn chart, as shares of its width from the left and height from the top.

    None for a point that is not plotted. For stepping through points with the keyboard. A figure that is
    not a chart has none.
    """
    return _PLACES.get(figure, [])


def _shares(sheet: Sheet, frame: Frame, analysis: Analysis) -> list[tuple[float, float] | None]:
    return [
        None if point.value is None else (frame.x(place) / sheet.width, frame.y(point.value) / sheet.height)
        for place, point in zip(axis.positions(analysis), analysis.points, strict=True)
    ]


def _bounds(analysis: Analysis, can_be_negative: bool, also: Sequence[float] = ()) -> tuple[float, float]:
    """The lowest and highest figure to show, with room to breathe; from zero unless that hides the change."""
    figures = [
        each
        for point in analysis.points
        for each in (point.value, point.centre, point.ucl, point.lcl)
        if each is not None
    ]
    figures.extend(also)
    if analysis.settings.target is not None:
        figures.append(analysis.settings.target)
    lowest, highest = min(figures), max(figures)
    values = [point.value for point in analysis.points if point.value is not None]
    if min(values, default=0.0) >= 0 and not can_be_negative:
        lowest = max(lowest, 0.0)
    breadth = highest - lowest or abs(highest) or 1.0
    if lowest >= 0 and lowest < 0.45 * highest:
        return 0.0, highest + 0.08 * breadth
    floor = lowest - 0.08 * breadth
    return (max(floor, 0.0) if lowest >= 0 else floor), highest + 0.08 * breadth


def _lines(
    sheet: Sheet,
    frame: Frame,
    analysis: Analysis,
    look: Look,
    ends: Sequence[float],
    floor: float,
    *,
    weight: float = 1.0,
    alpha: float = 1.0,
) -> None:
    """Centre, limits and target: limits step with the points and break where they were worked out anew."""
    start = 0
    for phase in analysis.phases:
        stop = start
        while stop < len(analysis.points) and analysis.points[stop].phase == phase.number:
            stop += 1
        points, bounds = analysis.points[start:stop], ends[start : stop + 1]
        for figures, is_limit in (
            ([point.centre for point in points], False),
            ([point.ucl for point in points], True),
            ([point.lcl for point in points], True),
        ):
            places, heights = _steps(figures, bounds, floor)
            sheet.stroke(
                [frame.x(place) for place in places],
                [frame.y(height) for height in heights],
                look.limit if is_limit else look.centre,
                (1.3 if is_limit else 1.5) * weight,
                LIMIT_DASHES if is_limit else None,
                alpha=alpha,
            )
        start = stop
    target = analysis.settings.target
    if target is not None:
        y = frame.y(target)
        sheet.stroke([frame.left, frame.right], [y, y], look.target, 1.5 * weight, TARGET_DASHES, alpha=alpha)


def _steps(
    figures: Sequence[float | None], bounds: Sequence[float], floor: float
) -> tuple[list[float], list[float]]:
    """A line that keeps each point's figure to half way to its neighbours, broken where there is none."""
    if figures and figures[0] is not None and all(figure == figures[0] for figure in figures):
        return [bounds[0], bounds[-1]], [max(figures[0], floor)] * 2
    x: list[float] = []
    y: list[float] = []
    for figure, (left, right) in zip(figures, pairwise(bounds), strict=True):
        x += [left, right]
        y += [math.nan, math.nan] if figure is None else [max(figure, floor)] * 2
    return x, y


def _goes_below_zero(analysis: Analysis) -> bool:
    return any(point.value is not None and point.value < 0 for point in analysis.points)


def _points(
    sheet: Sheet, frame: Frame, analysis: Analysis, look: Look, *, scale: float = 1.0, alpha: float = 1.0
) -> None:
    """The joining line, broken at missing points, and the points by kind; hidden ones on the base line."""
    places = [frame.x(place) for place in axis.positions(analysis)]
    heights = [math.nan if point.value is None else frame.y(point.value) for point in analysis.points]
    kept = [i for i, point in enumerate(analysis.points) if not point.excluded]
    sheet.stroke(
        [places[i] for i in kept],
        [heights[i] for i in kept],
        look.joining,
        1.3 * min(1.0, scale + 0.4),
        alpha=alpha,
        order=3,
    )
    crowding = len(places) / (frame.right - frame.left) / ROOMY
    scale = scale / max(1.0, crowding) if scale == 1.0 else scale / max(1.0, crowding / 2)
    for sort in NAMES:
        if sort == "none" and len(places) > MOST_MARKS:
            continue
        chosen = [i for i, point in enumerate(analysis.points) if sort_of(point) == sort]
        if not chosen:
            continue
        shape, area = SHAPES[sort]
        sheet.marks(
            [places[i] for i in chosen],
            [frame.bottom - 0.09 if math.isnan(heights[i]) else heights[i] for i in chosen],
            shape,
            max(area * scale, 3.0),
            *colours_of(sort, look),
            1.2 * math.sqrt(min(scale, 1.0)) + 0.1,
            alpha=alpha,
            order=4 if sort == "none" else 4.5,
        )


def _labels(analysis: Analysis, words: Words, look: Look, floor: float) -> list[tuple[float, str, str]]:
    """Height, words and colour of the labels at the right-hand end of the lines."""
    ends = [point for point in analysis.points if point.centre is not None]
    last = next((point for point in reversed(ends) if point.ucl is not None), ends[-1] if ends else None)
    labels: list[tuple[float, str, str]] = []
    if last is not None:
        if last.centre is not None:
            labels.append((last.centre, _label(line_code(analysis), last.centre, words), look.text))
        if last.ucl is not None:
            labels.append((last.ucl, _label("upper", last.ucl, words), look.second))
        if last.lcl is not None and last.lcl > floor:
            labels.append((last.lcl, _label("lower", last.lcl, words), look.second))
    target = analysis.settings.target
    if target is not None:
        labels.append((target, _label("target", target, words), look.target))
    return labels


def _label(name: str, figure: float, words: Words) -> str:
    return say(CONTEXT, LABELS[name], figure=number(figure, words.decimals))


def _draw_signs(sheet: Sheet, frame: Frame, look: Look, signs: Sequence[Sign]) -> None:
    """Numbered flags at the top with a line down, moved apart where they would cover each other; letters
    above noted points."""
    wanted = [frame.x(sign.place) for sign in signs if sign.is_flag]
    boxes = iter(canvas.spread(wanted, FLAG_WIDE, frame.left, frame.right))
    for sign in signs:
        x = frame.x(sign.place)
        if sign.is_flag:
            box = next(boxes)
            sheet.stroke(
                [box, x, x],
                [frame.top, frame.top + 0.16, frame.bottom],
                look.flag_line,
                0.9,
                (1, 2),
                order=1,
            )
            sheet.text(
                box,
                frame.top - 0.02,
                sign.sign,
                LABEL,
                look.flag_text,
                across="center",
                up="center",
                bold=True,
                box=look.flag_fill,
                order=6,
            )
            continue
        y = frame.bottom if sign.height is None else frame.y(sign.height)
        sheet.text(
            x,
            y - 0.17,
            sign.sign,
            LABEL,
            look.text,
            across="center",
            up="center",
            italic=True,
            box=look.background,
            pad=0.08,
            order=6,
        )
