"""What stands round a chart: title, sentence and icons above; legend, named flags, notes and stamp below."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wardqi.reports import axis, canvas, explain
from wardqi.reports.canvas import Sheet
from wardqi.reports.icons import assurance_icon, variation_icon
from wardqi.reports.look import SHAPES, Look
from wardqi.reports.sentences import Words, chart_sentence, is_monthly, when
from wardqi.text import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from wardqi.domain.spc import Analysis, Label, PointResult

CONTEXT = "Charts"
NAMES: dict[str, str] = {
    "none": QT_TRANSLATE_NOOP("Charts", "common cause"),
    "improvement": QT_TRANSLATE_NOOP("Charts", "improvement"),
    "concern": QT_TRANSLATE_NOOP("Charts", "concern"),
    "neither": QT_TRANSLATE_NOOP("Charts", "change, neither good nor bad"),
    "ghost": QT_TRANSLATE_NOOP("Charts", "left out"),
    "hidden": QT_TRANSLATE_NOOP("Charts", "hidden small number"),
}
MORE = QT_TRANSLATE_NOOP("Charts", "Flags and notes not shown here: {count}, listed in the table")
NOTE = QT_TRANSLATE_NOOP("Charts", "{sign}  {when}: {text}")
TITLE, SENTENCE, LABEL, STAMP = 13.5, 10.5, 9.0, 8.0
MARGIN = 0.22
ICON = 0.62
MOST_NOTES = 8
LEGEND = 0.27
# The least a chart may stand high, in inches.
LOWEST = 1.3
# A picture so low that its chart would be lower than this has no legend: the table says it in words.
LEAST = 0.7
# The most of a picture's height that its sentence may take.
SENTENCE_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Flag:
    """The start of a test of change, marked on the chart with a number and named below it."""

    date: Label
    name: str


@dataclass(frozen=True, slots=True)
class Sign:
    """Something marked on the chart and explained below: a number for a test, a letter for a note.

    `at` is the point it belongs to, `line` what is written below the chart, `text` its words alone.
    """

    place: float
    at: int
    sign: str
    line: str
    text: str
    is_flag: bool
    height: float | None


def head(
    sheet: Sheet,
    analysis: Analysis,
    look: Look,
    title: str,
    y_label: str,
    words: Words,
    with_sentence: bool,
    *,
    with_icons: bool,
    edge: float = MARGIN,
) -> float:
    """Title, sentence, icons and the name of the vertical axis; gives the inches they take, `edge` on top."""
    shown = 0
    if with_icons:
        shown = (analysis.variation is not None) + (analysis.assurance != "none")
    room = sheet.width - 2 * MARGIN - shown * (ICON + 0.12)
    y = edge
    if title:
        lines = canvas.wrap(canvas.clean(title), TITLE, room, most=2, bold=True)
        y = sheet.lines(MARGIN, y, lines, TITLE, look.text, bold=True)
    if with_sentence:
        most = max(1, int(SENTENCE_SHARE * sheet.height / canvas.line_height(SENTENCE)))
        lines = canvas.wrap(chart_sentence(analysis, words).text, SENTENCE, room, most)
        y = sheet.lines(MARGIN, y + 0.02, lines, SENTENCE, look.text)
    x = sheet.width - MARGIN - ICON / 2
    if with_icons and analysis.assurance != "none":
        improve = analysis.settings.improve
        assurance_icon(sheet, x, MARGIN + ICON / 2, ICON / 2, analysis.assurance, improve, look)
        x -= ICON + 0.12
    if with_icons and analysis.variation is not None:
        variation_icon(sheet, x, MARGIN + ICON / 2, ICON / 2, analysis.variation, look)
    if shown:
        alone = not (title or with_sentence)
        # With nothing else above it, the name of the axis stands beside the icons.
        y = MARGIN + ICON - 0.3 if alone else max(y, MARGIN + ICON)
    if y_label:
        lines = canvas.wrap(canvas.clean(y_label), LABEL, sheet.width - 2 * MARGIN)
        y = sheet.lines(MARGIN, y + (0.1 if y > edge else 0.0), lines, LABEL, look.second)
    return y + 0.14


def foot(
    sheet: Sheet,
    analysis: Analysis,
    look: Look,
    signs: Sequence[Sign],
    footer: str,
    top: float,
    *,
    stamped: bool = True,
    named: bool = True,
) -> float:
    """Legend, names of flags and notes, and the stamp; gives the inches from the top to the base line.

    Without `named` the page says what the signs on the chart are. Notes that would leave the chart itself too
    low are left to the table.
    """
    room = sheet.width - 2 * MARGIN
    line = f"{explain.stamp_line(analysis)} · {explain.MADE_BY}"
    stamp = canvas.wrap(line, STAMP, room) if stamped else []
    if footer:
        stamp += canvas.wrap(canvas.clean(footer), STAMP, room)
    y = sheet.height - (MARGIN - 0.06 if stamp else 0.1) - len(stamp) * canvas.line_height(STAMP)
    sheet.lines(MARGIN, y, stamp, STAMP, look.second)
    rows = _legend_rows(_legend(analysis), room)
    if y - top - 0.6 - len(rows) * LEGEND < LEAST:
        rows = []
    spare = y - top - LOWEST - 0.6 - len(rows) * LEGEND
    notes = _notes(signs, room, int(spare / canvas.line_height(LABEL))) if named else []
    if notes:
        y -= len(notes) * canvas.line_height(LABEL) + 0.08
        sheet.lines(MARGIN, y, notes, LABEL, look.text)
    for entries in reversed(rows):
        y -= LEGEND
        _draw_legend(sheet, look, entries, y + 0.1)
    return y - 0.5


def _notes(signs: Sequence[Sign], room: float, most: int) -> list[str]:
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
    return [*kept, say(CONTEXT, MORE, count=len(lines) - count)]


def _legend(analysis: Analysis) -> list[str]:
    """The kinds of point on the chart; none are named when all are ordinary."""
    there = {sort_of(point) for point in analysis.points} - {None}
    if there <= {"none"}:
        return []
    return [name for name in NAMES if name in there]


def _legend_rows(entries: Sequence[str], room: float) -> list[list[str]]:
    """The entries as rows that fit the width."""
    rows: list[list[str]] = []
    left = 0.0
    for entry in entries:
        wide = _legend_wide(say(CONTEXT, NAMES[entry]))
        if not rows or wide > left:
            rows.append([])
            left = room
        rows[-1].append(entry)
        left -= wide
    return rows


def _legend_wide(text: str) -> float:
    return 0.13 + canvas.wide(text, LABEL) + 0.25


def _draw_legend(sheet: Sheet, look: Look, entries: Sequence[str], y: float) -> None:
    x = MARGIN + 0.08
    for entry in entries:
        shape, area = SHAPES[entry]
        sheet.marks([x], [y], shape, area, *colours_of(entry, look))
        text = say(CONTEXT, NAMES[entry])
        sheet.text(x + 0.13, y, text, LABEL, look.text, up="center")
        x += _legend_wide(text)


def find_signs(analysis: Analysis, flags: Sequence[Flag]) -> list[Sign]:
    """Flags that fall on the chart, numbered in time order, then notes on points, lettered."""
    dates = [point.date for point in analysis.points]
    monthly = is_monthly(dates)
    times = [axis.in_time(date) for date in dates]
    placed = [(axis.position(analysis, flag.date), flag) for flag in flags]
    inside = sorted(
        ((place, flag) for place, flag in placed if place is not None),
        key=lambda pair: (pair[0], axis.in_time(pair[1].date)),
    )
    signs = [
        Sign(
            place,
            bisect_right(times, axis.in_time(flag.date)) - 1,
            str(turn),
            _note(str(turn), flag.date, flag.name, False),
            canvas.clean(flag.name),
            True,
            None,
        )
        for turn, (place, flag) in enumerate(inside, start=1)
    ]
    noted = [
        (place, at, analysis.points[at])
        for at, place in enumerate(axis.positions(analysis))
        if analysis.points[at].note.strip()
    ]
    for turn, (place, at, point) in enumerate(noted):
        letter = _letter(turn)
        line = _note(letter, point.date, point.note, monthly)
        signs.append(Sign(place, at, letter, line, canvas.clean(point.note), False, point.value))
    return signs


def told_at(analysis: Analysis, flags: Sequence[Flag]) -> list[str]:
    """What is written at each point, with the sign that stands on the chart: "1: Evening walks; a: Moved"."""
    told = [""] * len(analysis.points)
    for sign in find_signs(analysis, flags):
        words = f"{sign.sign}: {sign.text}"
        told[sign.at] = f"{told[sign.at]}; {words}" if told[sign.at] else words
    return told


def _note(sign: str, date: Label, text: str, monthly: bool) -> str:
    return say(CONTEXT, NOTE, sign=sign, when=when(date, monthly), text=canvas.clean(text))


def _letter(turn: int) -> str:
    """a to z, then aa, ab and so on."""
    letters = ""
    turn += 1
    while turn:
        turn, rest = divmod(turn - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def sort_of(point: PointResult) -> str | None:
    """What a point is drawn as; None when it is not drawn."""
    if point.hidden:
        return "hidden"
    if point.value is None:
        return None
    return "ghost" if point.excluded else point.special


def colours_of(sort: str, look: Look) -> tuple[str, str]:
    """Fill and outline of a point by what it is drawn as."""
    if sort in ("ghost", "hidden"):
        return look.background, look.ghost_outline
    return look.point(sort)
