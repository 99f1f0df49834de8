"""The commands `chart` and `funnel`: control charts and funnel plots from a CSV file, without a store.

numpy and matplotlib are loaded only when a chart is worked out or drawn.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from wardqi import __version__
from wardqi.text import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from wardqi.domain.funnel import FunnelResult, Limits
    from wardqi.domain.spc import Analysis, Label, Point, Settings
    from wardqi.reports.sentences import Words

CONTEXT = "Command line"
KINDS = ("auto", "run", "xmr", "c", "u", "p", "up", "pp", "iprime", "g", "t")
TOOLS = ("nhse", "nhse-sql", "nhse-excel", "nhsrplotthedots", "qicharts2")
PICTURES = (".png", ".svg", ".pdf")
# What a count too small to publish is written as in national statistics.
HIDDEN = "*"

PROBLEMS: dict[str, str] = {
    "missing_file": QT_TRANSLATE_NOOP(
        "Command line", "There is no file at {path}; check its name and folder."
    ),
    "unreadable": QT_TRANSLATE_NOOP(
        "Command line", "The file {path} could not be read; check that it is a CSV file you may open."
    ),
    "not_text": QT_TRANSLATE_NOOP(
        "Command line", "The file {path} is not plain text; save it as CSV (UTF-8) and try again."
    ),
    "empty": QT_TRANSLATE_NOOP(
        "Command line", "The file {path} is empty; it needs a header row and one row for each period."
    ),
    "no_column": QT_TRANSLATE_NOOP(
        "Command line", "The file has no column called {column}; its first row must name {columns}."
    ),
    "twice_column": QT_TRANSLATE_NOOP(
        "Command line", "The file has two columns called {column}; keep one of them."
    ),
    "too_many_cells": QT_TRANSLATE_NOOP(
        "Command line", "Line {line} has more cells than the header row; check it for a stray comma."
    ),
    "bad_date": QT_TRANSLATE_NOOP(
        "Command line", "The date on line {line} is not a date such as 2026-01-31; correct it and try again."
    ),
    "bad_number": QT_TRANSLATE_NOOP(
        "Command line",
        "The {column} on line {line} is not a number; correct it, or leave it empty if it is missing.",
    ),
    "no_name": QT_TRANSLATE_NOOP("Command line", "Line {line} has no unit; give each row a name."),
    "bad_option_date": QT_TRANSLATE_NOOP("Command line", "{text} is not a date such as 2026-01-31."),
    "not_written": QT_TRANSLATE_NOOP(
        "Command line", "The picture could not be saved at {path}; choose another folder or free some space."
    ),
}


class Refused(click.ClickException):
    """A refused job: one plain sentence, exit code 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence alone."""
        click.echo(self.message, file=file, err=file is None)


def _refused(code: str, **places: object) -> Refused:
    return Refused(say(CONTEXT, PROBLEMS[code], **places))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its number in the file and its cells by column, trimmed."""

    line: int
    cells: dict[str, str]

    def figure(self, column: str) -> float | None:
        """A cell as a number; an empty or hidden one is missing."""
        text = self.cells.get(column, "")
        if text in ("", HIDDEN):
            return None
        try:
            figure = float(text)
        except ValueError:
            raise _refused("bad_number", column=column, line=self.line) from None
        if not math.isfinite(figure):
            raise _refused("bad_number", column=column, line=self.line)
        return figure


def read_table(path: Path, *choices: Sequence[str]) -> list[Row]:
    """The rows of a CSV file that has the columns of at least one of `choices`; raises Refused."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file)
            numbered = [(lines.line_num, cells) for cells in lines if any(cell.strip() for cell in cells)]
    except FileNotFoundError:
        raise _refused("missing_file", path=path) from None
    except OSError:
        raise _refused("unreadable", path=path) from None
    except (UnicodeDecodeError, csv.Error):
        raise _refused("not_text", path=path) from None
    if not numbered:
        raise _refused("empty", path=path)
    header = [cell.strip().lower() for cell in numbered[0][1]]
    wanted = {column for choice in choices for column in choice}
    for column in sorted(wanted):
        if header.count(column) > 1:
            raise _refused("twice_column", column=column)
    if not any(set(choice) <= set(header) for choice in choices):
        lacking = next(column for column in choices[0] if column not in header)
        raise _refused("no_column", column=lacking, columns=" or ".join(", ".join(c) for c in choices))
    rows = []
    for line, cells in numbered[1:]:
        if any(cell.strip() for cell in cells[len(header) :]):
            raise _refused("too_many_cells", line=line)
        rows.append(Row(line, {name: cell.strip() for name, cell in zip(header, cells, strict=False)}))
    return rows


def parse_label(text: str) -> Label | None:
    """A date (a month counts as its first day) or a whole number; None for anything else."""
    if text.isdecimal() and len(text) < 8:
        return int(text)
    try:
        return dt.date.fromisoformat(f"{text}-01" if len(text) == 7 else text)
    except ValueError:
        return None


class LabelOption(click.ParamType[Any]):
    """A date or a point's number on the command line."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Label:
        """Parse the text, or fail as wrong usage."""
        label = value if isinstance(value, dt.date | int) else parse_label(str(value))
        if label is None:
            self.fail(say(CONTEXT, PROBLEMS["bad_option_date"], text=value), param, ctx)
        return label


def _picture(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    if value is not None and value.suffix.lower() not in PICTURES:
        raise click.BadParameter("the file name must end in .png, .svg or .pdf")
    return value


FILE = click.argument("file", type=click.Path(path_type=Path))
OUT = click.option(
    "--out", type=click.Path(path_type=Path), callback=_picture, help="Save a picture: .png, .svg or .pdf."
)
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
    except NotChartable as refused:
        raise Refused(refusal(refused.code, refused.where)) from None
    words = _words(analysis)
    if out is not None:
        _draw_chart(analysis, file.stem, words, out)
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
@OUT
@JSON
def funnel(file: Path, kind: str, per: float, out: Path | None, as_json: bool) -> None:
    """A funnel plot of FILE, a CSV with the columns `unit`, `numerator` and `denominator`."""
    from wardqi.domain.funnel import NotComparable
    from wardqi.domain.funnel import funnel as compare
    from wardqi.reports.sentences import funnel_sentence, refusal

    if not math.isfinite(per):
        raise click.BadParameter("must be a number", param_hint="--per")
    rows = read_table(file, ("unit", "numerator", "denominator"))
    for row in rows:
        if not row.cells.get("unit"):
            raise _refused("no_name", line=row.line)
    try:
        result = compare(
            [row.cells["unit"] for row in rows],
            [row.figure("numerator") for row in rows],
            [row.figure("denominator") for row in rows],
            kind=kind,  # type: ignore[arg-type]
            per=per,
        )
    except NotComparable as refused:
        raise Refused(refusal(refused.code, refused.unit)) from None
    words = _unit_words(per, percent=kind == "proportion" and per == 100)
    if out is not None:
        from wardqi.reports.chart import draw_funnel, load_look

        _save(lambda: draw_funnel(result, load_look("light"), title=file.stem, words=words), out)
    if as_json:
        click.echo(json.dumps(funnel_answer(result, words), ensure_ascii=False, allow_nan=False))
        return
    said = funnel_sentence(result, words)
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


def funnel_answer(result: FunnelResult, words: Words) -> dict[str, object]:
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
        "sentence": funnel_sentence(result, words).text,
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
            raise _refused("bad_date", line=row.line)
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


def _draw_chart(analysis: Analysis, title: str, words: Words, out: Path) -> None:
    from wardqi.reports.chart import draw, load_look

    _save(lambda: draw(analysis, load_look("light"), title=title, words=words), out)


def _save(make: Callable[[], Any], out: Path) -> None:
    from wardqi.reports.chart import save

    try:
        save(make(), out)
    except OSError:
        raise _refused("not_written", path=out) from None
