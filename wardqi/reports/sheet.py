"""Tables as CSV for a spreadsheet: every cell quoted, none that the spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BREAKS = ("\t", "\r", "\n")
_BEFORE = re.compile(r"[\s\ufeff\u200b-\u200f\u2060]+")
"""What a spreadsheet passes over before it looks for a formula."""

Cell = str | int | float | None


def csv_text(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The table as CSV. Numbers stay numbers, even below zero; None is an empty cell."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow([plain(cell) for cell in heading])
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return out.getvalue()


def write_csv(path: Path, heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Save the table as UTF-8 with the mark that spreadsheets look for; raises OSError."""
    path.write_text(csv_text(heading, rows), encoding="utf-8-sig", newline="")


def raw_text(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The table as CSV for another program, not a spreadsheet: quoted, and every cell just as it is."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(heading)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return out.getvalue()


def tab_text(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The table for the clipboard: cells parted by tabs, rows by line feeds."""
    lines = [heading, *rows]
    return "\n".join("\t".join(" ".join(plain(cell).split()) for cell in line) for line in lines)


def plain(cell: Cell) -> str:
    """A cell's text, marked as text with an apostrophe where a spreadsheet would take it for a formula."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return str(cell)
    begins = _BEFORE.match(cell)
    formula = cell[begins.end() if begins else 0 :].startswith(_FORMULA)
    return f"'{cell}" if formula or cell.startswith(_BREAKS) else cell
