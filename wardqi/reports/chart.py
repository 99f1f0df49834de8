"""Draws control charts: one renderer for the window, for reports and for the command line.

It draws what it is handed and works nothing out. The picture says the sentence above the chart and carries
the rule stamp below it. matplotlib is loaded when a chart is first drawn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from wardqi.reports import axis, canvas, explain
from wardqi.reports.canvas import Frame, Sheet, render, save
from wardqi.reports.funnel_chart import draw_funnel
from wardqi.reports.icons import assurance_icon, icon_figure, variation_icon
from wardqi.reports.look import SHAPES, Look, load_look
from wardqi.reports.sentences import PLAIN, Words, chart_sentence, is_monthly, line_code, number, when
from wardqi.text import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from wardqi.domain.spc import Analysis, Label, PointResult

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
]

CONTEXT = "Charts"
NAMES: dict[str, str] = {
    "none": QT_TRANSLATE_NOOP("Charts", "common cause"),
    "improvement": QT_TRANSLATE_NOOP("Charts", "improvement"),
    "concern": QT_TRANSLATE_NOOP("Charts", "concern"),
    "neither": QT_TRANSLATE_NOOP("Charts", "change, neither good nor bad"),
    "ghost": QT_TRANSLATE_NOOP("Charts", "left out"),
    "hidden": QT_TRANSLATE_NOOP("Charts", "hidden small number"),
}
LABELS: dict[str, str] = {
    "upper": QT_TRANSLATE_NOOP("Charts", "Upper limit {figure}"),
    "lower": QT_TRANSLATE_NOOP("Charts", "Lower limit {figure}"),
    "target": QT_TRANSLATE_NOOP("Charts", "Target {figure}"),
    "median": QT_TRANSLATE_NOOP("Charts", "Median {figure}"),
    "average": QT_TRANSLATE_NOOP("Charts", "Average {figure}"),
    "more": QT_TRANSLATE_NOOP("Charts", "Flags and notes not shown here: {count}, listed in the table"),
    "note": QT_TRANSLATE_NOOP("Charts", "{sign}  {when}: {text}"),
}
TITLE, SENTENCE, LABEL, STAMP = 13.5, 10.5, 9.0, 8.0
MARGIN = 0.22
ICON = 0.62
MOST_NOTES = 8
LEGEND = 0.27
# The least a chart may stand high, in inches.
LOWEST = 1.3
# More points than this to the inch are drawn smaller, so that they stay apart.
ROOMY = 7.0
FAINT = 0.25
LIMIT_DASHES = (4.5, 2.5)
TARGET_DASHES = (6.0, 2.0, 1.2, 2.0)
# Where the points of a drawn chart stand, kept for as long as the figure is.
_PLACES: WeakKeyDictionary[Figure, list[tuple[float, float] | None]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Flag:
    """The start of a test of change, marked on the chart with a number and named below it."""

    date: Label
    name: str


@dataclass(frozen=True, slots=True)
class _Sign:
    """Something marked on the chart and explained below: a number for a test, a letter for a note."""

    place: float
    sign: str
    line: str
    is_flag: bool
    height: float | None


def draw(
    analysis: Analysis,
    look: Look,
    *,
    title: str = "",
    y_label: str = "",
    words: Words = PLAIN,
    size: tuple[float, float] = (9.6, 5.6),
    flags: Sequence[Flag] = (),
    with_sentence: bool = True,
    footer: str = "",
    example: str = "",
    can_be_negative: bool = False,
) -> Figure:
    """A chart as a figure `size` inches wide and high.

    `example` is written across a faint chart that is not the person's own data. Limits below zero are drawn
    at zero unless `can_be_negative`. Every text is shown as typed.
    """
    sheet = Sheet(look, size)
    signs = _signs(analysis, flags)
    speaks = with_sentence and not example
    top = _head(sheet, analysis, look, title, y_label, words, speaks, with_icons=not example)
    if any(sign.is_flag for sign in signs):
        top += 0.1
    bottom = _foot(sheet, analysis, look, signs, footer, top)
    lowest, highest = _bounds(analysis, can_be_negative)
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
) -> Figure:
    """A chart small enough for a list: title, lines, points, and the latest figure."""
    sheet = Sheet(look, size)
    last = analysis.last
    latest = words.amount(last.value) if last is not None and last.value is not None else ""
    room = sheet.width - 0.3 - canvas.wide(latest, LABEL)
    (heading,) = canvas.wrap(canvas.clean(title), LABEL, room, most=1)
    sheet.text(0.08, 0.07, heading, LABEL, look.text)
    sheet.text(sheet.width - 0.08, 0.07, latest, LABEL, look.text, across="right", bold=True)
    ends = axis.edges(axis.positions(analysis))
    bounds = _bounds(analysis, can_be_negative)
    frame = Frame(0.08, sheet.width - 0.08, 0.38, sheet.height - 0.1, ends[0], ends[-1], *bounds)
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


def _head(
    sheet: Sheet,
    analysis: Analysis,
    look: Look,
    title: str,
    y_label: str,
    words: Words,
    with_sentence: bool,
    *,
    with_icons: bool,
) -> float:
    """Title, sentence, icons and the name of the vertical axis; gives the inches they take."""
    shown = 0
    if with_icons:
        shown = (analysis.variation is not None) + (analysis.assurance != "none")
    room = sheet.width - 2 * MARGIN - shown * (ICON + 0.12)
    y = MARGIN
    if title:
        lines = canvas.wrap(canvas.clean(title), TITLE, room, most=2)
        y = sheet.lines(MARGIN, y, lines, TITLE, look.text, bold=True)
    if with_sentence:
        lines = canvas.wrap(chart_sentence(analysis, words).text, SENTENCE, room)
        y = sheet.lines(MARGIN, y + 0.02, lines, SENTENCE, look.text)
    x = sheet.width - MARGIN - ICON / 2
    if with_icons and analysis.assurance != "none":
        improve = analysis.settings.improve
        assurance_icon(sheet, x, MARGIN + ICON / 2, ICON / 2, analysis.assurance, improve, look)
        x -= ICON + 0.12
    if with_icons and analysis.variation is not None:
        variation_icon(sheet, x, MARGIN + ICON / 2, ICON / 2, analysis.variation, look)
    if shown:
        y = max(y, MARGIN + ICON)
    if y_label:
        lines = canvas.wrap(canvas.clean(y_label), LABEL, sheet.width - 2 * MARGIN)
        y = sheet.lines(MARGIN, y + 0.1, lines, LABEL, look.second)
    return y + 0.14


def _foot(
    sheet: Sheet, analysis: Analysis, look: Look, signs: Sequence[_Sign], footer: str, top: float
) -> float:
    """Legend, names of flags and notes, and the stamp; gives the inches from the top to the base line.

    Notes that would leave the chart itself too low are left to the table.
    """
    room = sheet.width - 2 * MARGIN
    stamp = canvas.wrap(explain.stamp_line(analysis), STAMP, room)
    if footer:
        stamp += canvas.wrap(canvas.clean(footer), STAMP, room)
    y = sheet.height - MARGIN + 0.06 - len(stamp) * canvas.line_height(STAMP)
    sheet.lines(MARGIN, y, stamp, STAMP, look.second)
    entries = _legend(analysis)
    spare = y - top - LOWEST - 0.6 - (LEGEND if entries else 0.0)
    notes = _notes(signs, room, int(spare / canvas.line_height(LABEL)))
    if notes:
        y -= len(notes) * canvas.line_height(LABEL) + 0.08
        sheet.lines(MARGIN, y, notes, LABEL, look.text)
    if entries:
        y -= LEGEND
        _draw_legend(sheet, look, entries, y + 0.1)
    return y - 0.5


def _notes(signs: Sequence[_Sign], room: float, most: int) -> list[str]:
    """The lines that name flags and notes, at most so many, the last saying how many more there are."""
    lines = [canvas.wrap(sign.line, LABEL, room) for sign in signs]
    if sum(map(len, lines)) <= most and len(lines) <= MOST_NOTES:
        return [line for group in lines for line in group]
    kept: list[str] = []
    count = 0
    for group in lines[: MOST_NOTES - 1]:
        if len(kept) + len(group) >= most:
            break
        kept += group
        count += 1
    if most < 1:
        return []
    return [*kept, say(CONTEXT, LABELS["more"], count=len(lines) - count)]


def _legend(analysis: Analysis) -> list[str]:
    """The kinds of point on the chart; none are named when all are ordinary."""
    there = {_sort(point) for point in analysis.points} - {None}
    if there <= {"none"}:
        return []
    return [name for name in NAMES if name in there]


def _draw_legend(sheet: Sheet, look: Look, entries: Sequence[str], y: float) -> None:
    x = MARGIN + 0.08
    for entry in entries:
        shape, area = SHAPES[entry]
        sheet.marks([x], [y], shape, area, *_colours(entry, look))
        text = say(CONTEXT, NAMES[entry])
        sheet.text(x + 0.13, y, text, LABEL, look.text, up="center")
        x += 0.13 + canvas.wide(text, LABEL) + 0.25


def _signs(analysis: Analysis, flags: Sequence[Flag]) -> list[_Sign]:
    """Flags that fall on the chart, numbered in time order, then notes on points, lettered."""
    monthly = is_monthly([point.date for point in analysis.points])
    placed = [(axis.position(analysis, flag.date), flag) for flag in flags]
    inside = sorted(((place, flag) for place, flag in placed if place is not None), key=lambda pair: pair[0])
    signs = [
        _Sign(place, str(turn), _note(str(turn), flag.date, flag.name, False), True, None)
        for turn, (place, flag) in enumerate(inside, start=1)
    ]
    noted = [
        (place, point)
        for place, point in zip(axis.positions(analysis), analysis.points, strict=True)
        if point.note.strip()
    ]
    for turn, (place, point) in enumerate(noted):
        letter = _letter(turn)
        signs.append(_Sign(place, letter, _note(letter, point.date, point.note, monthly), False, point.value))
    return signs


def _note(sign: str, date: Label, text: str, monthly: bool) -> str:
    return say(CONTEXT, LABELS["note"], sign=sign, when=when(date, monthly), text=canvas.clean(text))


def _letter(turn: int) -> str:
    """a to z, then aa, ab and so on."""
    letters = ""
    turn += 1
    while turn:
        turn, rest = divmod(turn - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _bounds(analysis: Analysis, can_be_negative: bool) -> tuple[float, float]:
    """The lowest and highest figure to show, with room to breathe; from zero unless that hides the change."""
    figures = [
        each
        for point in analysis.points
        for each in (point.value, point.centre, point.ucl, point.lcl)
        if each is not None
    ]
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


def _sort(point: PointResult) -> str | None:
    """What a point is drawn as; None when it is not drawn."""
    if point.hidden:
        return "hidden"
    if point.value is None:
        return None
    return "ghost" if point.excluded else point.special


def _colours(sort: str, look: Look) -> tuple[str, str]:
    if sort in ("ghost", "hidden"):
        return look.background, look.ghost_outline
    return look.point(sort)


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
        chosen = [i for i, point in enumerate(analysis.points) if _sort(point) == sort]
        if not chosen:
            continue
        shape, area = SHAPES[sort]
        sheet.marks(
            [places[i] for i in chosen],
            [frame.bottom - 0.09 if math.isnan(heights[i]) else heights[i] for i in chosen],
            shape,
            max(area * scale, 3.0),
            *_colours(sort, look),
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


def _draw_signs(sheet: Sheet, frame: Frame, look: Look, signs: Sequence[_Sign]) -> None:
    """Numbered flags at the top with a line down, and letters above noted points."""
    for sign in signs:
        x = frame.x(sign.place)
        if sign.is_flag:
            sheet.stroke([x, x], [frame.top, frame.bottom], look.flag_line, 0.9, (1, 2), order=1)
            sheet.text(
                x,
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
            x, y - 0.16, sign.sign, LABEL, look.text, across="center", up="center", italic=True, order=6
        )
