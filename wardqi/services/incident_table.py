"""Saving the list of incidents as a table for a spreadsheet, as it is narrowed and ordered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from wardqi.reports import sheet, workbook
from wardqi.services import incidents, printing
from wardqi.services.desk import Desk
from wardqi.services.incidents import Line
from wardqi.store.incidents import Filters

Words = Callable[[Line], Sequence[str]]


def save(
    desk: Desk,
    path: Path,
    filters: Filters,
    order: str,
    descending: bool,
    heading: Sequence[str],
    words: Words,
) -> tuple[Path, int]:
    """Save every line the filters leave, as a workbook when the name ends so, else as CSV; says how many.

    No cell is ever run as a formula. It is a line of the audit trail. Raises NotAllowed and `files.NotSaved`.
    """
    desk.may("extract")
    rows = list(_rows(desk, filters, order, descending, words))
    if path.suffix.lower() == ".xlsx":
        data = workbook.bytes_of(heading[0], heading, rows)
    else:
        data = sheet.csv_text(heading, rows).encode("utf-8-sig")
    printing.saved(desk, path, data, "incident_table", "", len(rows))
    return path, len(rows)


def _rows(
    desk: Desk, filters: Filters, order: str, descending: bool, words: Words
) -> Iterator[Sequence[str]]:
    for lines in incidents.every(desk, filters, order, descending):
        yield from map(words, lines)
