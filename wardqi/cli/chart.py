"""The commands `chart` and `funnel`: control charts and funnel plots from a CSV file, without a store.

numpy and matplotlib are loaded only when a chart is worked out or drawn.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wardqi import __version__
from wardqi.cli.shared import Refused
from wardqi.cli.table import HIDDEN, LabelOption, parse_label, read_table, refused
from wardqi.text import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from wardqi.domain.funnel import FunnelResult, Limits
    from wardqi.domain.spc import Analysis, Label, Point, Settings
    from wardqi.reports.sentences import Compared, Words

CONTEXT = "Command line"
KINDS = ("auto", "run", "xmr", "c", "u", "p", "up", "pp", "iprime", "g", "t")
TOOLS = ("nhse", "nhse-sql", "nhse-excel", "nhsrplotthedots", "qicharts2")
PICTURES = (".png", ".svg", ".pdf")
NOT_WRITTEN = QT_TRANSLATE_NOOP(
    "Command line", "The picture could not be saved at {path}; choose another folder or free some space."
)


def _picture(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    if value is not None and value.suffix.lower() not in PICTURES:
        raise click.BadParameter("the file name must end in .png, .svg or .pdf")
    return value


FILE = click.argument("file", type=click.Path(path_type=Path))
OUT = click.option(
    "--out", type=click.Path(path_type=Path), callback=_picture, help="Save a picture: .png, .svg or .pdf."
)
TITLE = click.option("--title", default="", help="What stands above the picture; else the name of the file.")
FOOTER = click.option("--footer", default="", help="What stands below the picture, such as its source.")
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")


@click.command()
@FILE
@click.option(
    "--kind", type=click.Choice(KINDS), default="auto", show_default=True, help="The chart to draw."
)
@click.option(
    "--improve",
    type=click.Choice(["down", "up", "neither"]),
    default="down",
    show_default=True,
    help="Which way is better.",
)
@click.option("--target", type=float, help="A target, in the units of the chart.")
@click.option(
    "--rules",
    type=click.Choice(["nhs", "anhoej", "ihi"]),
    help="Rules; by default nhs on xmr and anhoej elsewhere.",
)
@click.option(
    "--points",
    type=click.Choice(["6", "7"]),
    default="6",
    show_default=True,
    help="Points in a shift or trend.",
)
@click.option("--screen", is_flag=True, help="Leave extreme moving ranges out of the limits, once.")
@click.option("--rebase", type=LabelOption(), multiple=True, metavar="DATE", help="Start new limits here.")
@click.option(
    "--exclude", type=LabelOption(), multiple=True, metavar="DATE", help="Show this point but never count it."
)
@click.option("--baseline", type=int, metavar="N", help="Freeze limits on the first N periods.")
@click.option(
    "--per",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    metavar="1000",
    help="Multiply rates, for example by 1000.",
)
@click.option(
    "--match",
    type=click.Choice(TOOLS),
    default="nhse",
    help="Work as another tool does, to check one against the other.",
)
@TITLE
@FOOTER
@OUT
@JSON
def chart(
    file: Path,
    kind: str,
    improve: str,
    target: float | None,
    rules: str | None,
    points: str,
    screen: bool,
    rebase: tuple[Label, ...],
    exclude: tuple[Label, ...],
    baseline: int | None,
    per: float,
    match: str,
    title: str,
    footer: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """A control chart of FILE, a CSV with `date` and `value`, or `date`, `numerator` and `denominator`.

    An empty figure is missing, which is not zero. A `note` column is shown on the picture.
    """
    from wardqi.domain.spc import CONVENTIONS, NotChartable, Series, Settings, analyse
    from wardqi.reports.sentences import chart_sentence, refusal

    if target is not None and not math.isfinite(target):
        raise click.BadParameter("the target must be a number", param_hint="--target")
    if not math.isfinite(per):
        raise click.BadParameter("must be a number", param_hint="--per")
    given = _read_points(file)
    try:
        settings = Settings(
            kind=kind,  # type: ignore[arg-type]
            rules=rules,  # type: ignore[arg-type]
            points=int(points),
            screen=screen,
            improve=improve,  # type: ignore[arg-type]
            target=target,
            rebase=rebase,
            baseline=baseline,
            per=per,
            exclude=exclude,
            convention=CONVENTIONS[match],
        )
        analysis = analyse(Series(tuple(given)), settings)
    except NotChartable as error:
        raise Refused(refusal(error.code, error.where)) from None
    words = _words(analysis)
    if out is not None:
        _draw_chart(analysis, title or file.stem, words, out, footer)
    if as_json:
        click.echo(json.dumps(chart_answer(analysis, words), ensure_ascii=False, allow_nan=False))
        return
    said = chart_sentence(analysis, words)
    click.echo(said.text)
    click.echo(said.next_step)
    _echo_notes(analysis)


@click.command()
@FILE
@click.option(
    "--kind",
    type=click.Choice(["rate", "proportion", "ratio"]),
    default="rate",
    show_default=True,
    help="Counts over bed days, counts out of counts, or observed over expected.",
)
@click.option(
    "--per",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    metavar="1000",
    help="Multiply rates, for example by 1000.",
)
@click.option(
    "--of",
    type=click.Choice(["wards", "providers"]),
    default="wards",
    show_default=True,
    help="What the rows are.",
)
@TITLE
@FOOTER
@OUT
@JSON
def funnel(
    file: Path, kind: str, per: float, of: str, title: str, footer: str, out: Path | None, as_json: bool
) -> None:
    """A funnel plot of FILE, a CSV with the columns `unit`, `numerator` and `denominator`."""
    from wardqi.domain.funnel import NotComparable
    from wardqi.domain.funnel import funnel as compare
    from wardqi.reports.sentences import funnel_sentence, refusal

    if not math.isfinite(per):
        raise click.BadParameter("must be a number", param_hint="--per")
    rows = read_table(file, ("unit", "numerator", "denominator"))
    for row in rows:
        if not row.cells.get("unit"):
            raise refused("no_name", line=row.line)
    try:
        result = compare(
            [row.cells["unit"] for row in rows],
            [row.figure("numerator") for row in rows],
            [row.figure("denominator") for row in rows],
            kind=kind,  # type: ignore[arg-type]
            per=per,
        )
    except NotComparable as error:
        raise Refused(refusal(error.code, error.unit)) from None
    words = _unit_words(per, percent=kind == "proportion" and per == 100)
    compared: Compared = "providers" if of == "providers" else "wards"
    if out is not None:
        from wardqi.reports.chart import draw_funnel, load_look

        _save(
            lambda: draw_funnel(
                result, load_look("light"), title=title or file.stem, words=words, footer=footer, of=compared
            ),
            out,
        )
    if as_json:
        click.echo(json.dumps(funnel_answer(result, words, compared), ensure_ascii=False, allow_nan=False))
        return
    said = funnel_sentence(result, words, compared)
    click.echo(said.text)
    click.echo(said.next_step)
    for unit in result.outliers:
        click.echo(f"  {unit.name}: {words.amount(unit.value or 0.0)} ({unit.state})")


def chart_answer(analysis: Analysis, words: Words) -> dict[str, object]:
    """The JSON answer of `chart`: the documented keys, then the settings, version, warnings and reason.

    `variation` is "common" when no icon may be shown; the warnings and `run_signal` then say why.
    """
    from wardqi.reports.sentences import chart_sentence

    said = chart_sentence(analysis, words)
    return {
        "kind": analysis.kind,
        "rules": analysis.stamp,
        "points": [
            {
                "date": str(point.date),
                "value": point.value,
                "centre": point.centre,
                "lcl": point.lcl,
                "ucl": point.ucl,
                "phase": point.phase,
                "outside": point.outside,
                "shift": point.shift,
                "trend": point.trend,
                "two_of_three": point.two_of_three,
                "special": point.special,
            }
            for point in analysis.points
        ],
        "phases": [
            {
                "phase": phase.number,
                "n": phase.n,
                "centre": phase.centre,
                "lcl": phase.lcl,
                "ucl": phase.ucl,
                "longest_run": phase.longest_run,
                "longest_run_limit": phase.longest_run_limit,
                "crossings": phase.crossings,
                "crossings_limit": phase.crossings_limit,
                "run_signal": phase.run_signal,
            }
            for phase in analysis.phases
        ],
        "variation": analysis.variation or "common",
        "assurance": analysis.assurance,
        "sentence": said.text,
        "next_step": said.next_step,
        "s_z": analysis.s_z,
        "reason": analysis.reason,
        "warnings": list(analysis.warnings),
        "settings": _settings_answer(analysis.settings),
        "version": __version__,
    }


def _settings_answer(settings: Settings) -> dict[str, object]:
    return {
        "kind": settings.kind,
        "rules": settings.rules,
        "points": settings.points,
        "screen": settings.screen,
        "improve": settings.improve,
        "target": settings.target,
        "rebase": [str(label) for label in settings.rebase],
        "exclude": [str(label) for label in settings.exclude],
        "baseline": settings.baseline,
        "per": settings.per,
        "match": settings.convention.name,
    }


def funnel_answer(result: FunnelResult, words: Words, of: Compared = "wards") -> dict[str, object]:
    """The JSON answer of `funnel`."""
    from wardqi.reports.sentences import funnel_sentence

    return {
        "kind": result.kind,
        "per": result.per,
        "centre": result.centre,
        "phi": result.phi,
        "tau2": result.tau2,
        "limits": "adjusted" if result.uses_adjusted else "unadjusted",
        "too_few": result.too_few,
        "units": [
            {
                "unit": unit.name,
                "numerator": unit.numerator,
                "denominator": unit.denominator,
                "expected": unit.expected,
                "value": unit.value,
                "z": unit.z,
                "state": unit.state,
                "unadjusted": _limits_answer(unit.plain),
                "adjusted": _limits_answer(unit.adjusted),
            }
            for unit in result.units
        ],
        "sentence": funnel_sentence(result, words, of).text,
        "version": __version__,
    }


def _limits_answer(limits: Limits | None) -> dict[str, float] | None:
    if limits is None:
        return None
    return {
        "lcl998": limits.lcl998,
        "lcl95": limits.lcl95,
        "ucl95": limits.ucl95,
        "ucl998": limits.ucl998,
    }


def _read_points(file: Path) -> list[Point]:
    from wardqi.domain.spc import Point

    points = []
    for row in read_table(
        file, ("date", "value"), ("date", "numerator"), ("date", "numerator", "denominator")
    ):
        label = parse_label(row.cells.get("date", ""))
        if label is None:
            raise refused("bad_date", line=row.line)
        points.append(
            Point(
                label,
                value=row.figure("value"),
                numerator=row.figure("numerator"),
                denominator=row.figure("denominator"),
                note=row.cells.get("note", ""),
                hidden=HIDDEN in (row.cells.get("value"), row.cells.get("numerator")),
            )
        )
    return points


def _words(analysis: Analysis) -> Words:
    per = analysis.settings.per
    divided = any(point.denominator is not None for point in analysis.points) and analysis.kind != "c"
    return _unit_words(per if divided else 1.0, percent=divided and per == 100)


def _unit_words(per: float, percent: bool) -> Words:
    from wardqi.reports.sentences import Words, number

    if percent:
        return Words("{figure}%")
    return Words() if per == 1 else Words("{figure} per " + number(per))


def _echo_notes(analysis: Analysis) -> None:
    from wardqi.reports.explain import reason, stamp_line, warning

    click.echo(stamp_line(analysis))
    if analysis.reason != "asked":
        click.echo(reason(analysis.reason))
    for code in analysis.warnings:
        click.echo(warning(code))


def _draw_chart(analysis: Analysis, title: str, words: Words, out: Path, footer: str) -> None:
    from wardqi.reports.chart import draw, load_look

    _save(lambda: draw(analysis, load_look("light"), title=title, words=words, footer=footer), out)


def _save(make: Callable[[], Any], out: Path) -> None:
    from wardqi.reports.chart import save

    try:
        save(make(), out)
    except OSError:
        raise Refused(say(CONTEXT, NOT_WRITTEN, path=out)) from None
