"""Loading incidents from another system: a plan that changes nothing, one transaction, a whole load undone.

An incident is known by the other system's reference: a reference that is here already is left as it is, so
that loading a file twice changes nothing.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path

from wardqi.bundles import files
from wardqi.domain import codes, history, kinds
from wardqi.domain.history import ColumnMapping, Row, Unreadable
from wardqi.domain.kinds import live_rows
from wardqi.domain.patients import initials
from wardqi.reports import sheet as csv_sheet
from wardqi.services import recording
from wardqi.services.desk import Desk, moment
from wardqi.services.history.sheets import Sheet
from wardqi.services.loading import NotLoadable
from wardqi.services.overview import ZONE
from wardqi.store import incidents as store_incidents
from wardqi.store import records
from wardqi.store.log import Act
from wardqi.text import QT_TRANSLATE_NOOP, say

_CONTEXT = "History"
_FACT = "history_loads"
_CHUNK = 1000

Report = Callable[[int, int], None]

REASONS: Mapping[str, str] = {
    "reference": QT_TRANSLATE_NOOP("History", "the reference is missing"),
    "long": QT_TRANSLATE_NOOP(
        "History", "this row has more cells than the heading: a comma in a text may lack its quotation marks"
    ),
    "date": QT_TRANSLATE_NOOP("History", "the date is missing, or is not a date"),
    "time": QT_TRANSLATE_NOOP("History", "the time is missing, or is not a time"),
    "skipped": QT_TRANSLATE_NOOP("History", "this time did not exist: the clocks went forward"),
    "future": QT_TRANSLATE_NOOP("History", "the date is still to come"),
    "minutes": QT_TRANSLATE_NOOP("History", "the length is not a whole number of minutes"),
    "nothing": QT_TRANSLATE_NOOP("History", "neither a type of intervention nor another event is given"),
    "word": QT_TRANSLATE_NOOP("History", "“{word}” has no code yet"),
    "nhs_number": QT_TRANSLATE_NOOP("History", "the NHS number's check digit does not hold"),
    "birth_date": QT_TRANSLATE_NOOP("History", "the date of birth is no date somebody could be born on"),
    "value": QT_TRANSLATE_NOOP("History", "a value is not one a record may hold"),
}


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was set aside: its line in the file, its cells, why, and the word that has no code."""

    line: int
    cells: tuple[str, ...]
    reason: str
    word: str = ""

    def sentence(self) -> str:
        """Why it was set aside."""
        return say(_CONTEXT, REASONS[self.reason], word=self.word)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word of the file that has no code yet, and how many rows hold it."""

    target: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What loading would do; nothing is done. `rows` are lines, the rest counts incidents or people."""

    source: Path
    heading: tuple[str, ...]
    rows: int
    new: int
    here: int
    again: int
    people: int
    first_day: str
    last_day: str
    bad: tuple[BadRow, ...]
    unknown: tuple[Unknown, ...]
    label: str
    arrivals: tuple[Act, ...] = field(repr=False)
    """What makes new people known; they must be there before the incidents that name them."""
    acts: tuple[Act, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Load:
    """A load made on this PC. `label` is what its incidents say of where they came from."""

    label: str
    at: str
    by: str
    incidents: int
    people: tuple[str, ...]
    undone_at: str = ""


def areas(desk: Desk) -> dict[str, str]:
    """The ward's areas by the word they are compared by."""
    ward = records.find(desk.store, desk.ward())
    rows = live_rows({} if ward is None else ward.value, "areas")
    return {history.word_of(str(one.get("name") or "")): row for row, one in rows}


def plan(desk: Desk, table: Sheet, mapping: ColumnMapping, report: Report | None = None) -> Plan:
    """Say what each row would do; changes nothing. Raises loading.NotLoadable, desk.NotAllowed."""
    desk.may("load")
    if desk.store.profile != "ward":
        raise NotLoadable("ward_only")
    reader = _Reader(desk, table, mapping)
    for at, (line, cells) in enumerate(table.rows):
        reader.take(line, cells)
        if report is not None and at % 500 == 0:
            report(at, len(table.rows))
    return reader.plan()


def apply(desk: Desk, planned: Plan, report: Report | None = None, *, complete: bool = False) -> Load:
    """Load a plan, all or nothing; `report` may stop it. Says what was loaded.

    `complete`: the person confirms that the other system held everything from the file's first day to its
    last, so that its days without an incident were quiet and count as nought, not as missing.
    """
    desk.may("load")
    made = Load(
        planned.label,
        desk.now().isoformat(timespec="seconds"),
        desk.person.uid,
        planned.new + planned.again,
        tuple(act.ent for act in planned.arrivals),
    )
    if not planned.acts:
        return made
    with desk.store.together():
        _append(desk, planned.arrivals, None)
        _append(desk, planned.acts, report)
        if complete:
            _append(desk, _quiet(desk, planned), None)
        desk.append(desk.note("load", desk.ward(), code="incidents", count=made.incidents))
        desk.store.settle({_FACT: _said([*loads(desk), made])})
    return made


def undo(desk: Desk, label: str, report: Report | None = None) -> int:
    """Take a whole load back: its incidents and the people it brought are archived; gives how many incidents.

    What somebody signed or changed since is archived too, and can be restored one by one.
    """
    desk.may("void")
    held = loads(desk)
    mine = next((one for one in held if one.label == label and not one.undone_at), None)
    ents = records.loaded_from(desk.store, "incident", label)
    people = mine.people if mine else ()
    used = store_incidents.patients_beside(desk.store, people, label)
    acts = [Act("incident", "void", ent, reason="undone") for ent in ents]
    acts += [
        Act("quiet_shift", "void", ent, reason="undone")
        for ent in records.loaded_from(desk.store, "quiet_shift", label)
    ]
    acts += [Act("patient", "void", ent, reason="undone") for ent in people if ent not in used]
    at = moment(desk.now())
    with desk.store.together():
        _append(desk, acts, report)
        desk.append(desk.note("load", desk.ward(), code="incidents", count=-len(ents)))
        desk.store.settle({_FACT: _said([_ended(one, label, at) for one in held])})
    return len(ents)


def loads(desk: Desk) -> list[Load]:
    """The loads made on this PC, oldest first."""
    said = json.loads(desk.store.fact(_FACT) or "[]")
    return [Load(**{**one, "people": tuple(one["people"])}) for one in said]


def write_bad_rows(planned: Plan, path: Path) -> None:
    """The rows that were set aside as a CSV, each with its line and the reason; safe to open in a sheet.

    An older file of that name is replaced, but never the one that is being loaded. Raises files.NotSaved.
    """
    rows: list[list[csv_sheet.Cell]] = [[bad.line, bad.sentence(), *bad.cells] for bad in planned.bad]
    if path.exists() and path.samefile(planned.source):
        raise files.NotSaved("exists")
    text = csv_sheet.csv_text(["line", "reason", *planned.heading], rows)
    files.write(path, text.encode("utf-8-sig"), replace=True)


def _quiet(desk: Desk, planned: Plan) -> list[Act]:
    """Each shift of each day of the file on which nothing happened, confirmed by the person who loads it."""
    first, last = planned.first_day, planned.last_day
    busy = store_incidents.days(desk.store, first, last)
    begun = date.fromisoformat(first)
    days = [(begun + timedelta(days=at)).isoformat() for at in range(_days_between(first, last) + 1)]
    shifts = [(day, one.code) for day in days if day not in busy for one in codes.get("shift").entries]
    return recording.quiet_acts(desk, shifts, planned.label)


def _days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _append(desk: Desk, acts: Sequence[Act], report: Report | None) -> None:
    for start in range(0, len(acts), _CHUNK):
        desk.append_all(acts[start : start + _CHUNK])
        if report is not None:
            report(min(start + _CHUNK, len(acts)), len(acts))


def _said(held: Sequence[Load]) -> str:
    return json.dumps(
        [
            {name: getattr(one, name) for name in ("label", "at", "by", "incidents", "people", "undone_at")}
            for one in held
        ],
        ensure_ascii=False,
    )


def _ended(one: Load, label: str, at: str) -> Load:
    if one.label != label or one.undone_at:
        return one
    return Load(one.label, one.at, one.by, one.incidents, one.people, at)


class _Reader:
    """Turns rows into incidents and the people they are about, setting aside what it cannot understand."""

    def __init__(self, desk: Desk, table: Sheet, mapping: ColumnMapping) -> None:
        self._desk, self._table, self._mapping = desk, table, mapping
        self._places: dict[str, int] = {}
        for name, column in mapping.columns.items():
            if column not in table.heading:
                raise NotLoadable("no_column", column)
            self._places[name] = table.heading.index(column)
        self._now = desk.now()
        self._ward = desk.ward()
        self._find = cache(partial(records.find, desk.store))
        self._rows: list[Row] = []
        self._cells: dict[int, tuple[str, ...]] = {}
        self._bad: list[BadRow] = []
        self._unknown: Counter[tuple[str, str]] = Counter()

    def take(self, line: int, cells: tuple[str, ...]) -> None:
        """Take one row, or set it aside."""
        if len(cells) > len(self._table.heading):
            self._bad.append(BadRow(line, cells, "long"))
            return
        said = {name: cells[place] for name, place in self._places.items()}
        try:
            self._rows.append(history.read(line, said, self._mapping, ZONE, self._now))
            self._cells[line] = cells
        except Unreadable as why:
            self._bad.append(BadRow(line, cells, why.code, why.word[:80]))
            if why.code == "word":
                self._unknown[why.target, why.word[:80]] += 1

    def plan(self) -> Plan:
        """Compare with what the store has."""
        desk = self._desk
        ward, places = self._ward, areas(desk)
        at = moment(self._now)[:16].replace("T", " ")
        label = kinds.cleaned(f"{self._table.path.name[:120]}, {at}, {recording.new_row()[:4]}")
        live, loaded = store_incidents.references(desk.store)
        people = _People(desk)
        acts: list[Act] = []
        new = here = again = 0
        for reference, rows in history.together(self._rows).items():
            ent = kinds.history_id(ward, reference)
            if reference in live or loaded.get(ent) is False:
                here += 1
                continue
            values = self._values(rows, places, people, label)
            if values is None:
                continue
            if ent in loaded:
                again += 1
                acts += [Act("incident", "restore", ent), Act("incident", "amend", ent, values)]
            else:
                new += 1
                acts.append(Act("incident", "create", ent, values))
        unknown = [Unknown(target, word, count) for (target, word), count in self._unknown.most_common()]
        bad = tuple(sorted(self._bad, key=lambda one: one.line))
        heading = self._table.heading
        days = sorted(str(row.values["started_at"])[:10] for row in self._rows) or [""]
        counts = (len(self._table.rows), new, here, again, len(people.new), days[0], days[-1])
        return Plan(
            self._table.path, heading, *counts, bad, tuple(unknown), label, tuple(people.acts()), tuple(acts)
        )

    def _values(
        self, rows: Sequence[Row], places: Mapping[str, str], people: _People, label: str
    ) -> dict[str, object] | None:
        values = history.incident(rows, places)
        values |= {"ward": self._ward, "loaded_from": label}
        patient = people.find(rows)
        values |= {"patient": patient} if patient else {"patient_unknown": True}
        whole = recording.derive(self._desk, values, self._find)
        try:
            kinds.check("incident", whole)
        except kinds.BadValue:
            self._bad += [BadRow(row.line, self._cells[row.line], "value") for row in rows]
            return None
        return whole


class _People:
    """Whom the rows are about: people on the register, or new ones who are no longer on the ward."""

    def __init__(self, desk: Desk) -> None:
        self._ward = desk.ward()
        self._known: dict[tuple[str, str], str] = {}
        for record in records.of_kind(desk.store, "patient"):
            for name in ("nhs_number", "local_id"):
                said = record.value.get(name)
                if isinstance(said, str) and said:
                    self._known[name, said] = record.ent
        self.new: dict[str, dict[str, object]] = {}

    def find(self, rows: Sequence[Row]) -> str | None:
        """The patient's id; None when the rows do not say who it was."""
        said: dict[str, str] = {}
        for row in rows:
            said = {**row.patient, **said}
        keys = [(name, said[name]) for name in ("nhs_number", "local_id") if said.get(name)]
        if not keys:
            return None
        ent = next((self._known[key] for key in keys if key in self._known), None)
        if ent is None:
            ent = str(uuid.uuid4())
            named = {"initials": initials(said["name"])} if said.get("name") else {}
            self.new[ent] = {**named, **said}
        for key in keys:
            self._known.setdefault(key, ent)
        if ent in self.new:
            self._seen(ent, max(str(row.values["started_at"])[:10] for row in rows))
        return ent

    def _seen(self, ent: str, day: str) -> None:
        """Somebody from the past is not on the ward now: when they came is not known, that they left is."""
        row = kinds.derived_row_id("history", ent)
        stays = self.new[ent].setdefault("stays", {row: {"ward": self._ward, "left_on": day}})
        if isinstance(stays, dict):
            stays[row]["left_on"] = max(stays[row]["left_on"], day)

    def acts(self) -> Iterator[Act]:
        """What makes the new people known."""
        for ent, values in self.new.items():
            yield Act("patient", "create", ent, values)
