"""Reading incidents: a page of the list, searched, filtered and ordered by the store; one incident whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from wardqi.domain import patients as patient_rules
from wardqi.store import records, tables
from wardqi.store.store import Store

_COLUMNS = (
    "i.ent, i.number, i.ward, i.patient, i.started_at, i.minutes, i.area, i.reason, i.types, i.event,"
    " i.event_types, i.hurt, i.lacking, i.gaps, i.signed, i.voided, i.review, i.author"
)
_ORDERS = {
    "when": "i.started",
    "number": "i.id",
    "area": "i.area",
    "reason": "i.reason",
    "gaps": "i.gaps",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to. Days are local, both ends included; `text` is searched as typed."""

    text: str = ""
    first_day: str | None = None
    last_day: str | None = None
    types: Sequence[str] = field(default=())
    area: str | None = None
    reason: str | None = None
    ward: str | None = None
    author: str | None = None
    state: str | None = None
    """`complete`, `signed`, `gaps`, `review`; None for all."""
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An incident as the list shows it."""

    ent: str
    number: str
    ward: str | None
    patient: str | None
    started_at: str | None
    minutes: int | None
    area: str | None
    reason: str | None
    types: tuple[str, ...]
    event: str
    event_types: tuple[str, ...]
    hurt: tuple[str, ...]
    lacking: tuple[str, ...]
    gaps: int
    signed: bool
    voided: bool
    review: bool
    author: str

    @property
    def state(self) -> str:
        """`signed` or `complete`."""
        return "signed" if self.signed else "complete"


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of the list and how many there are; `more` when counting stopped at `total`."""

    rows: tuple[Row, ...]
    total: int
    more: bool


MOST_COUNTED = 1000
"""Past this many the list says "more than"; counting further would cost what nobody reads."""


def page(
    store: Store,
    filters: Filters | None = None,
    *,
    order: str = "when",
    descending: bool = True,
    limit: int = 50,
    offset: int = 0,
) -> Page:
    """One page of the list. `order` is `when`, `number`, `area`, `reason` or `gaps`."""
    where, values = _where(store, filters or Filters())
    direction = "desc" if descending else "asc"
    rows = store.db.execute(
        f"select {_COLUMNS} from incident i where {where}"
        f" order by {_ORDERS[order]} {direction}, i.id {direction} limit ? offset ?",
        [*values, limit, offset],
    )
    found = tuple(_row(row) for row in rows)
    if offset == 0 and len(found) < limit:
        return Page(found, len(found), more=False)
    (total,) = store.db.execute(
        f"select count(*) from (select 1 from incident i where {where} limit ?)",
        [*values, MOST_COUNTED + 1],
    ).fetchone()
    return Page(found, min(int(total), MOST_COUNTED), more=int(total) > MOST_COUNTED)


def find(store: Store, ent: str) -> tuple[Row, tables.Record] | None:
    """One incident: as the list shows it, and whole."""
    row = store.db.execute(f"select {_COLUMNS} from incident i where ent = ?", [ent]).fetchone()
    record = records.find(store, ent)
    return None if row is None or record is None else (_row(row), record)


def numbered(store: Store, number: str) -> str | None:
    """The id of the incident with this number, as people write it."""
    row = store.db.execute("select ent from incident where number = ?", [number.strip().upper()]).fetchone()
    return None if row is None else str(row[0])


def near(store: Store, started: int, *, within: int = 30) -> list[Row]:
    """Incidents that started within some minutes of this one; a possible double is among them."""
    rows = store.db.execute(
        f"select {_COLUMNS} from incident i where voided = 0 and started between ? and ? order by started",
        [started - within, started + within],
    )
    return [_row(row) for row in rows]


def touching(store: Store, first: str, last: str, since: str) -> Iterator[tables.Record]:
    """Incidents with force under way on some of these days, or of any sort that began from `since` on."""
    columns = ", ".join(f"record.{name.strip()}" for name in tables.COLUMNS.split(","))
    rows = store.db.execute(
        f"select {columns} from incident i join record on record.ent = i.ent where i.voided = 0 and"
        " (i.day between ? and ? or i.ent in (select ent from intervention where voided = 0 and day <= ?"
        " and (last_day is null or last_day >= ?))) order by i.started, i.id",
        [since, last, last, first],
    )
    return map(tables.read, rows)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a strip or cross: how many incidents with force, other entries, confirmed quiet shifts."""

    day: str
    restrictive: int
    other: int
    quiet: int


def days(store: Store, first: str, last: str, ward: str | None = None) -> dict[str, Day]:
    """Days that have something recorded, both ends included; a day that is absent was not reported."""
    only, values = ("", [first, last]) if ward is None else (" and ward = ?", [first, last, ward])
    found: dict[str, Day] = {}
    for day, restrictive, other in store.db.execute(
        "select day, sum(types <> '' and not negligible), sum(types = '' or negligible) from incident"
        f" where voided = 0 and day between ? and ?{only} group by day",
        values,
    ):
        found[str(day)] = Day(str(day), int(restrictive), int(other), 0)
    for day, quiet in store.db.execute(
        f"select day, count(distinct shift) from quiet_shift where day between ? and ?{only} group by day",
        values,
    ):
        have = found.get(str(day), Day(str(day), 0, 0, 0))
        found[str(day)] = Day(have.day, have.restrictive, have.other, int(quiet))
    return found


def recent_areas(store: Store, author: str | None = None) -> list[str]:
    """Areas in the order they were last used."""
    only, values = ("", []) if author is None else (" and author = ?", [author])
    rows = store.db.execute(
        f"select area from incident where area is not null{only} group by area order by max(id) desc",
        values,
    )
    return [str(area) for (area,) in rows]


def _where(store: Store, filters: Filters) -> tuple[str, list[object]]:
    parts, values = ["i.voided = ?"], [int(filters.archived)]
    chosen: list[object] = [*values]

    def narrow(sql: str, *given: object) -> None:
        parts.append(sql)
        chosen.extend(given)

    if filters.first_day:
        narrow("i.day >= ?", filters.first_day)
    if filters.last_day:
        narrow("i.day <= ?", filters.last_day)
    if filters.types:
        marks = ",".join("?" * len(filters.types))
        narrow(f"i.ent in (select ent from intervention where type in ({marks}))", *filters.types)
    for column, value in (
        ("area", filters.area),
        ("reason", filters.reason),
        ("ward", filters.ward),
        ("author", filters.author),
    ):
        if value:
            narrow(f"i.{column} = ?", value)
    if filters.state == "signed":
        narrow("i.signed = 1")
    elif filters.state == "complete":
        narrow("i.signed = 0 and i.lacking = ''")
    elif filters.state == "gaps":
        narrow("i.gaps > 0")
    elif filters.state == "review":
        narrow("i.review = 1")
    query = _match(filters.text)
    if query:
        _narrow_to_text(store, filters.text, query, narrow)
    return " and ".join(parts), chosen


def _narrow_to_text(store: Store, text: str, query: str, narrow: Callable[..., None]) -> None:
    """Search the words of incidents, and the names of patients and areas that belong to them."""
    patients, areas = _named(store, text)
    choices = ["i.id in (select rowid from incident_text where incident_text match ?)"]
    given: list[object] = [query]
    for column, found in (("patient", patients), ("area", areas)):
        if found:
            choices.append(f"i.{column} in ({','.join('?' * len(found))})")
            given.extend(found)
    narrow(f"({' or '.join(choices)})", *given)


def _named(store: Store, text: str) -> tuple[list[str], list[str]]:
    """Patients and areas of which a word was typed; both lists are short on a ward."""
    words = [word.casefold() for word in _WORD.findall(text)]
    patients, areas = [], []
    for record in records.of_kind(store, "patient"):
        held = [str(record.value.get(name) or "") for name in _PATIENT_NAMES]
        # A list shows the letters of the name where none were written down; they are found too.
        held.append(patient_rules.initials(str(record.value.get("name") or "")))
        said = " ".join(held).casefold()
        if said.strip() and all(word in said for word in words):
            patients.append(record.ent)
    for record in records.of_kind(store, "ward"):
        rows = record.value.get("areas")
        for row, one in rows.items() if isinstance(rows, dict) else ():
            said = str(one.get("name") or "").casefold()
            if said and all(word in said for word in words):
                areas.append(row)
    return patients, areas


_PATIENT_NAMES = ("initials", "name", "bed", "local_id", "nhs_number")
_WORD = re.compile(r"[^\W_]+")


def _match(text: str) -> str:
    """What was typed as a full-text query: every word must occur, the last as a beginning."""
    words = _WORD.findall(text)
    return " ".join([*(f'"{word}"' for word in words[:-1]), *(f'"{word}"*' for word in words[-1:])])


def _row(row: Sequence[object]) -> Row:
    return Row(
        ent=str(row[0]),
        number=str(row[1]),
        ward=_text(row[2]),
        patient=_text(row[3]),
        started_at=_text(row[4]),
        minutes=None if row[5] is None else int(str(row[5])),
        area=_text(row[6]),
        reason=_text(row[7]),
        types=tuple(str(row[8]).split()),
        event=str(row[9] or ""),
        event_types=tuple(str(row[10]).split()),
        hurt=tuple(str(row[11]).split()),
        lacking=tuple(str(row[12]).split()),
        gaps=int(str(row[13])),
        signed=bool(row[14]),
        voided=bool(row[15]),
        review=bool(row[16]),
        author=str(row[17]),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def references(store: Store) -> tuple[dict[str, str], dict[str, bool]]:
    """Numbers in the trust's incident system that stand on incidents here, and all such incidents.

    The first gives the incident by its number, archived ones left out; the second whether each is archived.
    """
    rows = store.db.execute(
        "select ent, json_extract(value, '$.external_ref'), voided from record"
        " where kind = 'incident' and json_extract(value, '$.external_ref') is not null"
    ).fetchall()
    live = {str(reference): str(ent) for ent, reference, voided in rows if not voided}
    return live, {str(ent): bool(voided) for ent, _, voided in rows}


def patients_beside(store: Store, patients: Sequence[str], label: str) -> set[str]:
    """Which of these patients have an incident that did not come with this load."""
    wanted = set(patients)
    rows = store.db.execute(
        "select distinct i.patient from incident i join record r on r.ent = i.ent where i.voided = 0"
        " and i.patient is not null and json_extract(r.value, '$.loaded_from') is not ?",
        [label],
    )
    return wanted & {str(patient) for (patient,) in rows}
