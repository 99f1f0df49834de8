"""A table from another system, CSV or XLSX, as text cells: limits first, nothing run, nothing guessed."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from wardqi.services.loading import NotLoadable

LARGEST = 100 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 400
_UNPACKED = 1024 * 1024 * 1024
_EVERY = 1000

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A heading and its rows, each with its line in the file; short rows are filled up with blanks.

    A row is longer than the heading where it says something past its end, or has more cells than the others.
    """

    path: Path
    heading: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_sheet(path: Path, report: Report | None = None) -> Sheet:
    """A CSV or an XLSX file (its first sheet); raises loading.NotLoadable."""
    try:
        size = path.stat().st_size
        if not path.is_file():  # a pipe or a device could be read for ever
            raise NotLoadable("cannot_read", path.name)
        if size > LARGEST:
            raise NotLoadable("too_big")
        data = path.read_bytes()
    except OSError:
        raise NotLoadable("cannot_read", path.name) from None
    lines = _xlsx(data) if data[:4] == b"PK\x03\x04" else _csv(data)
    return _sheet(path, lines, report)


def _sheet(path: Path, lines: Iterator[tuple[int, list[str]]], report: Report | None) -> Sheet:
    heading: tuple[str, ...] = ()
    rows: list[tuple[int, list[str]]] = []
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if not heading:
            heading = _heading(cells)
            continue
        if len(rows) >= MOST_ROWS:
            raise NotLoadable("too_many_rows")
        rows.append((line, cells))
        if report is not None and len(rows) % _EVERY == 0:
            report(len(rows), MOST_ROWS)
    if not rows:
        raise NotLoadable("empty")
    usual = max(Counter(len(cells) for _, cells in rows).items(), key=lambda pair: pair[1])[0]
    return Sheet(path, heading, tuple((line, _fitted(cells, len(heading), usual)) for line, cells in rows))


def _fitted(cells: list[str], wide: int, usual: int) -> tuple[str, ...]:
    """A row as wide as the heading; left longer when a cell of it may stand in the wrong column."""
    shifted = len(cells) > max(wide, usual) or any(cell.strip() for cell in cells[wide:])
    return tuple(cells if shifted else cells[:wide]) + ("",) * (wide - len(cells))


def _heading(cells: list[str]) -> tuple[str, ...]:
    """Column titles, each of them once; a column without a title is called by its number."""
    if len(cells) > MOST_COLUMNS:
        raise NotLoadable("too_big")
    found: list[str] = []
    for at, cell in enumerate(cells, 1):
        title = " ".join(cell.split())[:200] or f"Column {at}"
        found.append(title if title not in found else f"{title} ({at})")
    return tuple(found)


def _csv(data: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _text(data)
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        raise NotLoadable("not_table") from None


def _text(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or the old Windows set; anything with zero bytes is no text."""
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NotLoadable("not_table")


def _xlsx(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The first sheet, values only: formulas are not run, and what unpacks to too much is refused."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _UNPACKED:
                raise NotLoadable("too_big")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size may be wrong
        for line, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            yield line, [_cell(value) for value in cells[: MOST_COLUMNS + 1]]
        book.close()
    except NotLoadable:
        raise
    except Exception:  # a broken workbook breaks openpyxl in many ways, none of them of use to a person
        raise NotLoadable("not_table") from None


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d") if value.time() == time() else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
