"""Figures from other systems: a CSV, a mapping that says what its columns mean, a plan, then one save.

Nothing is guessed: a row that cannot be understood is set aside with the reason, and the others go in.
Loading the same file again changes nothing, because a series' id comes from its provider and measure.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from wardqi.bundles import files
from wardqi.domain import kinds
from wardqi.reports import sheet
from wardqi.services.desk import Desk
from wardqi.store import records
from wardqi.store.log import Act
from wardqi.text import QT_TRANSLATE_NOOP, say

MAPPING_FORMAT = "wardqi-mapping"
LARGEST_FILE = 200 * 1024 * 1024
_CONTEXT = "Loading"

REASONS: Mapping[str, str] = {
    "short": QT_TRANSLATE_NOOP("Loading", "this row has fewer columns than the heading"),
    "long": QT_TRANSLATE_NOOP("Loading", "this row has more columns than the heading"),
    "month": QT_TRANSLATE_NOOP("Loading", "the month is not a date such as 2021-09-01"),
    "provider": QT_TRANSLATE_NOOP("Loading", "the provider's name is missing or has characters no name has"),
    "measure": QT_TRANSLATE_NOOP("Loading", "the mapping does not name this measure"),
    "value": QT_TRANSLATE_NOOP("Loading", "the value is not a number of nought or more"),
    "twice": QT_TRANSLATE_NOOP("Loading", "this provider, measure and month came before with another value"),
}


class NotLoadable(Exception):
    """The file or its mapping cannot be used at all; `code` says why. Nothing was changed."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.what = what

    def sentence(self) -> str:
        """What happened, what is safe and what to do."""
        return say(_CONTEXT, PROBLEMS[self.code], what=self.what)


PROBLEMS: Mapping[str, str] = {
    "cannot_read": QT_TRANSLATE_NOOP(
        "Loading", "This file could not be read. Nothing was changed. Check that it is still there: {what}."
    ),
    "too_big": QT_TRANSLATE_NOOP("Loading", "This file is too large. Nothing was changed. Load it in parts."),
    "not_text": QT_TRANSLATE_NOOP(
        "Loading",
        "This file is not a CSV saved as UTF-8 text. Nothing was changed. Save it again as CSV UTF-8.",
    ),
    "bad_mapping": QT_TRANSLATE_NOOP(
        "Loading",
        "The mapping file cannot be understood ({what}). Nothing was changed. Compare it with the example.",
    ),
    "no_column": QT_TRANSLATE_NOOP(
        "Loading",
        "The file has no column called “{what}”. Nothing was changed. Correct the mapping or the file.",
    ),
    "empty": QT_TRANSLATE_NOOP("Loading", "The file has no rows. Nothing was changed."),
    "not_table": QT_TRANSLATE_NOOP(
        "Loading",
        "This file is neither a CSV nor an XLSX table that can be read. Nothing was changed."
        " Save it again as CSV or XLSX.",
    ),
    "too_many_rows": QT_TRANSLATE_NOOP(
        "Loading", "This file has more than 200,000 rows. Nothing was changed. Load it in parts."
    ),
    "ward_only": QT_TRANSLATE_NOOP(
        "Loading", "Incidents belong in a ward's store, and this one is a hub's. Nothing was changed."
    ),
    "hub_only": QT_TRANSLATE_NOOP(
        "Loading", "Series from outside belong in a hub, and this store is a ward's. Nothing was changed."
    ),
}


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the columns of a file mean; see `resources/mappings/` for an example."""

    columns: Mapping[str, str]
    missing: frozenset[str]
    measures: Mapping[str, Mapping[str, object]]
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was set aside: its line in the file, what it held, and why."""

    line: int
    cells: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """What loading `source` would do; nothing is done. Counts are of rows, `series` of records touched."""

    source: Path
    rows: int
    new: int
    changed: int
    same: int
    hidden: int
    bad: tuple[BadRow, ...]
    heading: tuple[str, ...]
    acts: tuple[Act, ...] = field(repr=False)

    @property
    def series(self) -> int:
        """How many series would be made or changed."""
        return len({act.ent for act in self.acts})


def mapping_said(path: Path) -> dict[str, object]:
    """What a mapping file says, of whatever kind; raises NotLoadable."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise NotLoadable("cannot_read", path.name) from None
    except (ValueError, RecursionError):
        raise NotLoadable("bad_mapping", path.name) from None
    if not isinstance(said, dict) or said.get("fmt") != MAPPING_FORMAT:
        raise NotLoadable("bad_mapping", "fmt")
    return said


def mapping_kind(path: Path) -> object:
    """Which kind of records a mapping is for: "external_series" or "incidents". Raises NotLoadable."""
    return mapping_said(path).get("kind")


def read_mapping(path: Path) -> ColumnMapping:
    """A mapping file for series; raises NotLoadable."""
    said = mapping_said(path)
    if said.get("kind") != "external_series":
        raise NotLoadable("bad_mapping", "fmt, kind")
    columns, measures = said.get("columns"), said.get("measures")
    wanted = ("month", "provider", "measure", "value")
    if not isinstance(columns, dict) or not all(isinstance(columns.get(name), str) for name in wanted):
        raise NotLoadable("bad_mapping", "columns")
    if (
        not isinstance(measures, dict)
        or not measures
        or not all(isinstance(m, dict) for m in measures.values())
    ):
        raise NotLoadable("bad_mapping", "measures")
    held = ("source", "licence", "rounded_to", "hidden_under")
    facts: dict[str, object] = {name: said[name] for name in held if name in said}
    try:
        for name, one in measures.items():
            kinds.check("external_series", {**facts, **one, "measure": name})
    except kinds.BadValue as error:
        raise NotLoadable("bad_mapping", error.path) from None
    missing = said.get("missing", [])
    if not isinstance(missing, list) or not all(isinstance(mark, str) for mark in missing):
        raise NotLoadable("bad_mapping", "missing")
    return ColumnMapping(columns, frozenset(missing), measures, facts)


def plan(
    desk: Desk, path: Path, mapping: ColumnMapping, report: Callable[[int, int], None] | None = None
) -> LoadPlan:
    """Read the whole file and say what each row would do; changes nothing. Raises NotLoadable."""
    desk.may("load")
    if desk.store.profile != "hub":
        raise NotLoadable("hub_only")
    heading, rows = csv_rows(path)
    reader = _Reader(mapping, heading)
    for number, (line, cells) in enumerate(rows):
        reader.take(line, cells)
        if report is not None and number % 500 == 0:
            report(number, len(rows))
    return reader.plan(desk, path, len(rows))


def apply(desk: Desk, load: LoadPlan, report: Callable[[int, int], None] | None = None) -> int:
    """Save a plan, in one transaction; says how many series were made or changed."""
    desk.may("load")
    if not load.acts:
        return 0
    if report is not None:
        report(0, len(load.acts))
    note = desk.note("load", desk.store.fact("store_id") or "store", code="external_series", count=load.rows)
    desk.append_all([*load.acts, note])
    return load.series


def write_bad_rows(load: LoadPlan, path: Path) -> None:
    """The rows that were set aside as a CSV, each with its line and the reason; safe to open in a sheet.

    An older file of that name is replaced, but never the one that is being loaded. Raises files.NotSaved.
    """
    rows: list[list[sheet.Cell]] = [
        [bad.line, say(_CONTEXT, REASONS[bad.reason]), *bad.cells] for bad in load.bad
    ]
    text = sheet.csv_text(["line", "reason", *load.heading], rows)
    if path.exists() and path.samefile(load.source):
        raise files.NotSaved("exists")
    files.write(path, text.encode("utf-8-sig"), replace=True)


def csv_rows(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """A CSV's heading and its rows, each with its line in the file; raises NotLoadable."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise NotLoadable("too_big")
        if path.exists() and not path.is_file():  # a pipe or a device could be read for ever
            raise NotLoadable("cannot_read", path.name)
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            heading = next(reader, [])
            rows = [(reader.line_num, cells) for cells in reader if cells]
    except OSError:
        raise NotLoadable("cannot_read", path.name) from None
    except (UnicodeDecodeError, csv.Error):
        raise NotLoadable("not_text") from None
    if not rows:
        raise NotLoadable("empty")
    return heading, rows


_NUMBER = re.compile(r"[0-9]{1,20}(\.[0-9]{0,20})?([eE][+-]?[0-9]{1,3})?")


class _Reader:
    """Turns rows into the months of series, setting aside what it cannot understand."""

    def __init__(self, mapping: ColumnMapping, heading: list[str]) -> None:
        self._mapping, self._heading = mapping, heading
        self._places = {}
        for name, column in mapping.columns.items():
            if column in heading:
                self._places[name] = heading.index(column)
            elif name != "suppressed":
                raise NotLoadable("no_column", column)
        self._series: dict[tuple[str, str], dict[str, dict[str, object]]] = {}
        self._bad: list[BadRow] = []
        self._hidden = 0

    def take(self, line: int, cells: list[str]) -> None:
        """Take one row, or set it aside."""
        reason = self._problem(cells)
        if reason:
            self._bad.append(BadRow(line, tuple(cells), reason))

    def _problem(self, cells: list[str]) -> str:
        if len(cells) != len(self._heading):
            return "short" if len(cells) < len(self._heading) else "long"
        said = {name: cells[place].strip() for name, place in self._places.items()}
        try:
            month = date.fromisoformat(said["month"]).replace(day=1).isoformat()
        except ValueError:
            return "month"
        if said["measure"] not in self._mapping.measures:
            return "measure"
        try:
            kinds.check("external_series", {"provider": said["provider"]})
        except kinds.BadValue:
            return "provider"
        if not said["provider"]:
            return "provider"
        months = self._series.setdefault((said["provider"], said["measure"]), {})
        found = self._value(said)
        if found is None:
            return "value"
        row = kinds.month_row(month)
        if row in months:
            return "" if months[row] == found else "twice"
        months[row] = found
        self._hidden += found["suppressed"] is True
        return ""

    def _value(self, said: Mapping[str, str]) -> dict[str, object] | None:
        """A month: its value, None where the publisher hid it; or None when it is no value at all."""
        text = said["value"]
        if said.get("suppressed") or text in self._mapping.missing:
            return {"value": None, "suppressed": True} if text in self._mapping.missing | {""} else None
        if not _NUMBER.fullmatch(text):
            return None
        value = float(text)
        if not 0 <= value < 1e12:
            return None
        return {"value": int(value) if value == int(value) else value, "suppressed": False}

    def plan(self, desk: Desk, source: Path, rows: int) -> LoadPlan:
        """Compare with what the store has."""
        acts: list[Act] = []
        new = changed = same = 0
        today = desk.now().date().isoformat()
        for (provider, measure), months in sorted(self._series.items()):
            ent = kinds.series_id(provider, measure)
            record = records.find(desk.store, ent)
            held = {} if record is None else dict(kinds.live_rows(record.value, "months"))
            fresh = {row: one for row, one in months.items() if row not in held}
            other = {row: one for row, one in months.items() if row in held and held[row] != one}
            new, changed = new + len(fresh), changed + len(other)
            same += len(months) - len(fresh) - len(other)
            wanted = list({**fresh, **other}.items())
            action = "create" if record is None else "amend"
            for start in range(0, len(wanted), 60):
                values: dict[str, object] = {"months": dict(wanted[start : start + 60]), "loaded_on": today}
                if action == "create":
                    facts = self._mapping.measures[measure]
                    values |= {**self._mapping.facts, **facts, "provider": provider, "measure": measure}
                    values["name"] = f"{provider}: {facts.get('name', measure)}"
                acts.append(Act("external_series", action, ent, values))
                action = "amend"
        bad, heading = tuple(self._bad), tuple(self._heading)
        return LoadPlan(source, rows, new, changed, same, self._hidden, bad, heading, tuple(acts))
