"""Reads the CSV tables that commands are given; what is wrong is said in one sentence with its line."""

from __future__ import annotations

import csv
import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from wardqi.cli.shared import Refused
from wardqi.text import QT_TRANSLATE_NOOP, say

CONTEXT = "Command line"
Label = dt.date | int
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
    "not_a_table": QT_TRANSLATE_NOOP(
        "Command line",
        "Line {line} of {path} cannot be read as a row of a table; check it for a quote that never ends.",
    ),
    "semicolons": QT_TRANSLATE_NOOP(
        "Command line", "The columns of {path} are parted by semicolons; save it with commas and try again."
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
}


def refused(code: str, **places: object) -> Refused:
    """The sentence for a problem with a table, as an error to raise."""
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
            raise refused("bad_number", column=column, line=self.line) from None
        if not math.isfinite(figure):
            raise refused("bad_number", column=column, line=self.line)
        return figure


def read_table(path: Path, *choices: Sequence[str]) -> list[Row]:
    """The rows of a CSV file that has the columns of at least one of `choices`; raises Refused."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file)
            numbered = [(lines.line_num, cells) for cells in lines if any(cell.strip() for cell in cells)]
    except FileNotFoundError:
        raise refused("missing_file", path=path) from None
    except OSError:
        raise refused("unreadable", path=path) from None
    except UnicodeDecodeError:
        raise refused("not_text", path=path) from None
    except csv.Error:
        raise refused("not_a_table", path=path, line=lines.line_num) from None
    if not numbered:
        raise refused("empty", path=path)
    header = [cell.strip().lower() for cell in numbered[0][1]]
    wanted = {column for choice in choices for column in choice}
    for column in sorted(wanted):
        if header.count(column) > 1:
            raise refused("twice_column", column=column)
    if len(header) == 1 and ";" in header[0]:
        raise refused("semicolons", path=path)
    if not any(set(choice) <= set(header) for choice in choices):
        lacking = next(column for column in choices[0] if column not in header)
        raise refused("no_column", column=lacking, columns=" or ".join(", ".join(c) for c in choices))
    rows = []
    for line, cells in numbered[1:]:
        if any(cell.strip() for cell in cells[len(header) :]):
            raise refused("too_many_cells", line=line)
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
