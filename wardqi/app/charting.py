"""Charts for screens: worked out and drawn on a worker, brought back as a picture and words for every point.

Everything here but `look` is called on a worker. matplotlib is loaded with the first picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath

from wardqi.app import say, theme
from wardqi.app.widgets.chart_view import Badge, ChartPoint, Drawing, Paper
from wardqi.domain import pack
from wardqi.services import measuring
from wardqi.services.measuring import Charted, Measured
from wardqi.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from wardqi.domain.measures import Reporting
    from wardqi.domain.pack import Measure, Point
    from wardqi.domain.spc import Analysis, PointResult
    from wardqi.reports.chart import Flag
    from wardqi.reports.look import Look, LookName
    from wardqi.reports.predicted import Band
    from wardqi.reports.sentences import Words
    from wardqi.services.desk import Desk

UNFINISHED = ("running", "closed")
EARLY, FEW = 12, 8
_BEDS = ("ward_stay_bed_days", "spell_bed_days")
_ONE = {
    "incidents": QT_TRANSLATE_NOOP("say", "incident"),
    "interventions": QT_TRANSLATE_NOOP("say", "intervention"),
    "people": QT_TRANSLATE_NOOP("say", "person"),
    "events": QT_TRANSLATE_NOOP("say", "event"),
    "observations": QT_TRANSLATE_NOOP("say", "observation"),
    "actions": QT_TRANSLATE_NOOP("say", "action"),
    "huddles": QT_TRANSLATE_NOOP("say", "huddle"),
    "answers": QT_TRANSLATE_NOOP("say", "answer"),
    "days": QT_TRANSLATE_NOOP("say", "day"),
    "minutes": QT_TRANSLATE_NOOP("say", "minute"),
    "hours": QT_TRANSLATE_NOOP("say", "hour"),
    "nights": QT_TRANSLATE_NOOP("say", "night"),
    "seclusions": QT_TRANSLATE_NOOP("say", "seclusion"),
    "segregations": QT_TRANSLATE_NOOP("say", "segregation"),
}
HEADINGS = (
    QT_TRANSLATE_NOOP("say", "Period"),
    QT_TRANSLATE_NOOP("say", "Figure"),
    QT_TRANSLATE_NOOP("say", "Counted"),
    QT_TRANSLATE_NOOP("say", "Out of"),
    QT_TRANSLATE_NOOP("say", "Lower limit"),
    QT_TRANSLATE_NOOP("say", "Middle line"),
    QT_TRANSLATE_NOOP("say", "Upper limit"),
    QT_TRANSLATE_NOOP("say", "What it shows"),
    QT_TRANSLATE_NOOP("say", "People"),
    QT_TRANSLATE_NOOP("say", "Most of one person, %"),
    QT_TRANSLATE_NOOP("say", "Notes and tests"),
)
IN_SHORT = (
    QT_TRANSLATE_NOOP("say", "Period"),
    QT_TRANSLATE_NOOP("say", "Figure"),
    QT_TRANSLATE_NOOP("say", "Counted"),
    QT_TRANSLATE_NOOP("say", "Out of"),
    QT_TRANSLATE_NOOP("say", "Lower"),
    QT_TRANSLATE_NOOP("say", "Middle"),
    QT_TRANSLATE_NOOP("say", "Upper"),
    QT_TRANSLATE_NOOP("say", "What it shows"),
    QT_TRANSLATE_NOOP("say", "People"),
    QT_TRANSLATE_NOOP("say", "Most %"),
    QT_TRANSLATE_NOOP("say", "Notes and tests"),
)
"""The same where there is little width."""

WIDTHS = (10, 8, 9, 7, 7, 8, 7, 16, 8, 8, 34)
"""Characters that each column of the table needs."""

JUDGED = {
    "none": QT_TRANSLATE_NOOP("say", "Usual variation"),
    "improvement": QT_TRANSLATE_NOOP("say", "Improvement"),
    "concern": QT_TRANSLATE_NOOP("say", "Concern"),
    "neither": QT_TRANSLATE_NOOP("say", "A change, neither good nor bad"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """All that can be said about a chart, and what its picture needs.

    `missing` names each month without a figure and why; `cautions` belong beside the sentence; `signs` say
    what the numbers and letters on the chart are.
    """

    charted: Charted
    points: tuple[ChartPoint, ...]
    stamp: str
    cautions: tuple[str, ...]
    missing: tuple[str, ...]
    why: tuple[tuple[str, ...], ...]
    kind: str
    signs: tuple[str, ...] = ()


def headings(*, short: bool = False) -> tuple[str, ...]:
    """The columns of a chart's table."""
    return tuple(say.tr(heading) for heading in (IN_SHORT if short else HEADINGS))


def look() -> LookName:
    """The colours that charts take in the theme in use."""
    now = theme.current()
    if now.name == "light" and now.dark:
        return "dark"
    return "dark" if now.name == "dark" else "contrast" if now.name == "contrast" else "light"


def tell(charted: Charted) -> Told:
    """Put a chart into words."""
    from wardqi.reports import explain

    analysis, measured = charted.analysis, charted.measured
    gaps = missing(measured) if measured is not None else _outside_gaps(analysis)
    if analysis is None:
        return Told(charted, (), "", (), gaps, (), "")
    by_day = _by_day(measured)
    told = _written(charted)
    points = tuple(_point(charted, analysis, at, by_day, told[at]) for at in range(len(analysis.points)))
    why = tuple(explain.why_marked(analysis, at) for at in range(len(analysis.points)))
    stamp, cautions = explain.stamp_line(analysis), _cautions(analysis)
    return Told(charted, points, stamp, cautions, gaps, why, analysis.kind, _signs(charted))


def draw(
    _desk: Desk, charted: Charted, name: LookName, paper: Paper, example: str = "", title: str = ""
) -> Drawing | None:
    """The picture for the window; None when there is nothing to draw."""
    from wardqi.reports import chart

    if charted.analysis is None:
        return None
    figure = chart.draw(
        charted.analysis,
        chart.load_look(name),
        title=title,
        y_label=axis_name(charted),
        words=words_of(charted),
        size=(paper.wide, paper.high),
        with_sentence=False,
        example=example,
        flags=_flags(charted),
        bands=_bands(charted),
        bare=True,
        named=False,
    )
    badges = () if example else _badges(charted.analysis, chart.load_look(name), paper.dpi)
    return Drawing(_image(figure, paper.dpi), tuple(chart.locate(figure)), badges)


def warm() -> None:
    """Load what the first chart would load and draw a line with words: on a worker, in a quiet moment."""
    from datetime import timedelta

    from wardqi.domain import spc
    from wardqi.reports import chart

    first = date(2024, 1, 1)
    days = [first + timedelta(days=at) for at in range(12)]
    analysis = spc.analyse(spc.Series.of_values(days, [float(at % 5) for at in range(12)]), spc.Settings())
    chart.small(analysis, chart.load_look("light"), title="0").canvas.draw()


def thumb(_desk: Desk, charted: Charted, name: LookName, paper: Paper) -> Drawing | None:
    """The chart in a line of a list: its points and lines alone, and the icon pair."""
    from wardqi.reports import chart

    if charted.analysis is None:
        return None
    colours = chart.load_look(name)
    figure = chart.small(charted.analysis, colours, size=(paper.wide, paper.high), heading=False)
    return Drawing(_image(figure, paper.dpi), (), _badges(charted.analysis, colours, paper.dpi))


def _badges(analysis: Analysis, colours: Look, dpi: float) -> tuple[Badge, ...]:
    """The pair of icons, each with what it says; those that have nothing to say are left out."""
    from wardqi.reports import explain, icons

    improve = analysis.settings.improve
    found = []
    if analysis.variation is not None:
        figure = icons.icon_figure("variation", analysis.variation, "none", improve, colours)
        found.append(Badge(_round(_image(figure, dpi)), explain.variation(analysis.variation)))
    if analysis.assurance != "none":
        figure = icons.icon_figure("assurance", None, analysis.assurance, improve, colours)
        found.append(Badge(_round(_image(figure, dpi)), explain.assurance(analysis.assurance)))
    return tuple(found)


def picture(_desk: Desk, charted: Charted, title: str) -> QImage:
    """The chart as it is copied or printed: in the light colours, with its title and sentence."""
    from wardqi.reports.canvas import SHARP

    return _image(_whole(charted, title), SHARP)


def print_png(charted: Charted, size: tuple[float, float], *, bare: bool = False) -> bytes:
    """The chart as it stands on paper below its title and sentence, with icons, notes and rule stamp.

    `bare` is without icons and stamp, for a low picture on a page that says these beside it.
    """
    from wardqi.reports import chart

    if charted.analysis is None:
        raise ValueError("there is no chart")
    figure = chart.draw(
        charted.analysis,
        chart.load_look("light"),
        y_label=axis_name(charted),
        words=words_of(charted),
        size=size,
        flags=_flags(charted),
        with_sentence=False,
        bare=bare,
        named=False,
    )
    return chart.render(figure, "png")


def save_picture(_desk: Desk, charted: Charted, title: str, path: Path) -> Path:
    """Save the chart as .png, .svg or .pdf, in the light colours; raises OSError, ValueError."""
    from wardqi.reports import chart

    chart.save(_whole(charted, title), path)
    return path


def save_table(_desk: Desk, told: Told, path: Path) -> Path:
    """Save the points as a CSV with numbers as numbers; raises OSError."""
    from wardqi.reports import sheet

    sheet.write_csv(path, headings(), rows(told.charted))
    return path


def rows(charted: Charted) -> list[tuple[str | float | None, ...]]:
    """The points as values: the day a period begins on, figures unrounded, None where there is none."""
    if charted.analysis is None:
        return []
    by_day = _by_day(charted.measured)
    found: list[tuple[str | float | None, ...]] = []
    for one, written in zip(charted.analysis.points, _written(charted), strict=True):
        point = by_day.get(one.date) if isinstance(one.date, date) else None
        over, under = _counted(one, point)
        label = one.date.isoformat() if isinstance(one.date, date) else str(one.date)
        limits = (one.lcl, one.centre, one.ucl)
        found.append((label, one.value, over, under, *limits, _judged(one), *_people(point), written))
    return found


def words_of(charted: Charted) -> Words:
    """How figures of this chart are said."""
    from wardqi.reports.sentences import Words

    unit = charted.axis
    return Words(unit=f"{{figure}}{unit}" if unit.startswith("%") else f"{{figure}} {unit}")


def axis_name(charted: Charted) -> str:
    """The vertical axis: what is counted, per what."""
    unit = charted.axis
    if unit.casefold() == charted.counts:
        return unit[:1].upper() + unit[1:]
    what = say.code("counted_thing", charted.counts) if charted.counts else ""
    return f"{what} {unit}" if unit.startswith("per 1") else unit[:1].upper() + unit[1:]


def as_counts(measured: Measured) -> Measured | None:
    """A rate that has no bed days as a chart of its counts; None when it is not such a rate.

    A rate is never guessed: this is another figure, and says so by its unit.
    """
    one = measured.measure
    done = [point for point in measured.points if point.reporting.state not in UNFINISHED]
    if one.denominator not in _BEDS or any(point.denominator for point in done):
        return None
    counted = replace(one, denominator="none", per=1.0, unit=one.counts, chart="c")
    points = tuple(
        replace(point, value=point.numerator if point.reporting.state == "full" else None)
        for point in measured.points
    )
    # A goal set for the rate is none for the counts.
    return replace(measured, measure=counted, points=points, settings=replace(measured.settings, target=None))


def lacks_beds(measured: Measured) -> bool:
    """Whether this is a rate shown as counts because there are no bed days."""
    shipped = pack.shipped().get(measured.measure.id)
    return shipped is not None and shipped.denominator in _BEDS and measured.measure.denominator == "none"


def chart_of(measured: Measured, kind: str | None = None) -> Charted:
    """The chart; with fewer than eight figures always a run chart, for limits would mean nothing."""
    recorded = sum(point.value is not None for point in measured.points)
    return measuring.chart_of(measured, "run" if recorded < FEW else kind)


def latest(measured: Measured) -> str:
    """The newest period with a figure and the figure: "11.2 per 1,000 bed days, Oct 2026"."""
    from wardqi.reports.sentences import number

    found = next((one for one in reversed(measured.points) if one.value is not None), None)
    if found is None or found.value is None:
        return say.tr("No figure yet")
    figure = f"{number(found.value)} {_unit(measured.measure.unit, found.value)}"
    return say.tr("{figure}, {when}", figure=figure, when=_label(measured, found))


def missing(measured: Measured) -> tuple[str, ...]:
    """Every finished month that has no figure, with the reason."""
    return tuple(
        f"{_label(measured, point)} ({_reason(point, measured.measure)})"
        for point in measured.points
        if point.value is None and point.reporting.state not in UNFINISHED
    )


def reported(reporting: Reporting) -> str:
    """How much of a month was reported, in words."""
    if reporting.state == "none":
        return say.tr("nothing reported")
    return say.tr("{done} of {days} days reported", done=reporting.reported, days=reporting.days)


def _whole(charted: Charted, title: str) -> Any:
    from wardqi.reports import chart

    if charted.analysis is None:
        raise ValueError("there is no chart")
    return chart.draw(
        charted.analysis,
        chart.load_look("light"),
        title=title,
        y_label=axis_name(charted),
        words=words_of(charted),
        flags=_flags(charted),
        bands=_bands(charted),
        footer="; ".join(missing(charted.measured)) if charted.measured is not None else "",
    )


def _flags(charted: Charted) -> list[Flag]:
    from wardqi.reports.chart import Flag

    return [Flag(day, name) for day, name in charted.flags]


def _bands(charted: Charted) -> list[Band]:
    from wardqi.reports.predicted import Band

    return [Band(one.first, one.last, one.low, one.high) for one in charted.predicted]


def _image(figure: Any, dpi: float) -> QImage:
    figure.set_dpi(dpi)
    figure.canvas.draw()
    pixels = figure.canvas.buffer_rgba()
    high, wide = pixels.shape[:2]
    return QImage(pixels.tobytes(), wide, high, wide * 4, QImage.Format.Format_RGBA8888).copy()


def _round(image: QImage) -> QImage:
    """A round icon without the corners of its paper, so that it stands on any ground."""
    made = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addEllipse(QRectF(made.rect()))
    painter.setClipPath(path)
    painter.drawImage(0, 0, image)
    painter.end()
    return made


def _by_day(measured: Measured | None) -> dict[date, Point]:
    return {} if measured is None else {point.period.start: point for point in measured.points}


def _counted(one: PointResult, point: Point | None) -> tuple[float | None, float | None]:
    if point is not None:
        return point.numerator, point.denominator
    return one.numerator, one.denominator


def _signs(charted: Charted) -> tuple[str, ...]:
    """What the signs on the chart are: "1  5 Jan 2026: Evening walks"."""
    from wardqi.reports import surround

    if charted.analysis is None:
        return ()
    return tuple(sign.line for sign in surround.find_signs(charted.analysis, _flags(charted)))


def _written(charted: Charted) -> list[str]:
    """The notes and tests at each point, with their signs."""
    from wardqi.reports import chart

    return [] if charted.analysis is None else chart.told_at(charted.analysis, _flags(charted))


def _point(
    charted: Charted, analysis: Analysis, at: int, by_day: dict[date, Point], written: str
) -> ChartPoint:
    from wardqi.reports import explain
    from wardqi.reports.sentences import number, when

    one = analysis.points[at]
    point = by_day.get(one.date) if isinstance(one.date, date) else None
    over, under = _counted(one, point)
    words = explain.announce(analysis, at, _counting(charted, over, under))
    gap = ""
    if one.value is None and point is not None:
        gap = _reason(point, charted.measured.measure if charted.measured is not None else None)
        words = f"{words}: {gap}"

    def figure(value: float | None) -> str:
        return "" if value is None else number(value)

    shown = figure(one.value) or (say.tr("hidden") if one.hidden else say.tr("missing"))
    monthly = charted.measured is None or charted.measured.frequency == "month"
    cells = (when(one.date, monthly), shown, figure(over), figure(under))
    limits = (figure(one.lcl), figure(one.centre), figure(one.ucl))
    if written:
        words = f"{words}. {written}"
    people = (figure(each) for each in _people(point))
    return ChartPoint(words, (*cells, *limits, _judged(one), *people, written), gap)


def _people(point: Point | None) -> tuple[int | None, int | None]:
    """How many people stand behind a point, and the most that one of them had, in per cent."""
    if point is None or point.people is None:
        return None, None
    share = point.top_share
    return point.people, None if share is None else round(100 * share)


def _judged(one: PointResult) -> str:
    return "" if one.value is None else say.tr(JUDGED[one.special])


def _counting(charted: Charted, over: float | None, under: float | None) -> Words:
    """Words for one point: a rate is said with its count, "4 incidents, 11.2 per 1,000 bed days"."""
    from wardqi.reports.sentences import Words, number

    plain = words_of(charted)
    if over is None or charted.axis == charted.counts:
        unit = plain.unit
        if over == 1:
            unit = f"{{figure}} {_unit(charted.axis, 1)}"
        return Words(unit, plain.decimals)
    if charted.axis.startswith("per 1"):
        count = f"{number(over)} {_unit(charted.counts, over)}"
    elif under is not None and charted.axis.startswith(("per cent", "%")):
        count = say.tr("{over} of {under}", over=number(over), under=number(under))
    else:
        return plain
    return Words(f"{count}, {plain.unit}", plain.decimals)


def _unit(unit: str, count: float) -> str:
    return say.tr(_ONE[unit]) if count == 1 and unit in _ONE else unit


def _label(measured: Measured, point: Point) -> str:
    """A period's name: "Nov 2026", or the day it begins on when it is no month."""
    day = point.period.start
    return say.month(day) if measured.frequency == "month" else say.day(day)


def _reason(point: Point, measure: Measure | None) -> str:
    """Why a period has no figure; how much was reported only where the figure rests on that."""
    denominator, rests = ("", True) if measure is None else (measure.denominator, measure.reported)
    rests = rests or (measure is not None and measure.source != "records")
    if rests and point.reporting.state != "full":
        return reported(point.reporting)
    if denominator in _BEDS and not point.denominator:
        return say.tr("bed days not all counted")
    if not rests or (point.numerator is None and point.denominator):
        return say.tr("nothing written down")
    return say.tr("nothing to divide by") if denominator != "none" else say.tr("nothing to count")


def _outside_gaps(analysis: Analysis | None) -> tuple[str, ...]:
    if analysis is None:
        return ()
    return tuple(
        f"{say.month(one.date)} ({say.tr('small number hidden') if one.hidden else say.tr('not published')})"
        for one in analysis.points
        if one.value is None and isinstance(one.date, date)
    )


def _cautions(analysis: Analysis) -> tuple[str, ...]:
    from wardqi.reports import explain

    told: list[str] = []
    count = len(analysis.recorded)
    if count < FEW:
        told.append(say.tr("Early days: too few months for limits, so this is a run chart."))
    elif count < EARLY and analysis.has_limits:
        told.append(say.tr("Early days: limits are provisional."))
    skip = {"few_points", "short_phase", "short_baseline"} if told else set()
    told += [explain.warning(code) for code in analysis.warnings if code not in skip]
    return tuple(told)


def listed(parts: Sequence[str], most: int = 6) -> str:
    """A list cut short in words: the first few, "and 4 more"."""
    if len(parts) <= most:
        return say.listed(list(parts))
    more = say.tr("{count} more", count=len(parts) - most)
    return say.listed([*parts[:most], more])
