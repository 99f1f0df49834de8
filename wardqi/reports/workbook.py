"""A table as a workbook for a spreadsheet: every cell is text or a number, never a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from wardqi.reports.sheet import Cell

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_LONGEST = 32_767
"""Characters a cell of a workbook can hold."""


def bytes_of(title: str, heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table on one sheet, its heading fixed. Control characters are taken out."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"

    def cell(value: Cell, *, bold: bool = False) -> object:
        made = WriteOnlyCell(sheet, value=_clean(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            made.data_type = "s"  # else "=1+1" would be a formula
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(one, bold=True) for one in heading])
    for row in rows:
        sheet.append([cell(one) for one in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)[:_LONGEST]


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", _clean(title)).strip()[:31] or "Table"
