"""Reading incidents: a page of the list, searched, filtered and ordered by the store; one incident whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wardqi.domain import codes
from wardqi.domain import patients as patient_rules
from wardqi.store import fulltext, outbox, records, tables
from wardqi.store._sqlite import among
from wardqi.store.store import Store

_COLUMNS = (
    "i.ent, i.number, i.ward, i.patient, i.started_at, i.minutes, i.area, i.reason, i.types, i.event,"
    " i.event_types, i.hurt, i.lacking, i.gaps, i.signed, i.voided, i.review, i.author"
)
_ORDERS = {
    "when": "i.started",
    "number": "i.id",
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
    journey: str | None = None
    """`not_sent`, `sent`, `received`, `changed` or `sent_back`; None for all."""
    among: Sequence[str] | None = field(default=None)
    """Only these records, for what no column tells, such as a review that is due."""
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
    wanted = filters or Filters()
    where, values = _where(store, wanted)
    direction = "desc" if descending else "asc"
    by, given = _by_place(store) if order == "area" else (_ORDERS[order], [])
    # One walk gives both the count and the page: finding the records is what costs, not reading fifty.
    ids = [
        int(number)
        for (number,) in store.db.execute(
            f"select i.id from incident i where {where} order by {by} {direction}, i.id {direction} limit ?",
            [*values, *given, max(MOST_COUNTED + 1, offset + limit)],
        )
    ]
    shown = ids[offset : offset + limit]
    rows = store.db.execute(
        f"select {_COLUMNS}, i.id from incident i where i.id in ({','.join('?' * len(shown))})", shown
    )
    found = {int(str(row[-1])): _row(row) for row in rows}
    return Page(
        tuple(found[number] for number in shown), min(len(ids), MOST_COUNTED), more=len(ids) > MOST_COUNTED
    )


def _by_place(store: Store) -> tuple[str, list[str]]:
    """The order of the words that are shown: the ward's areas by name, or the kind of place without one."""
    named = {
        row: str(one.get("name") or "")
        for record in records.of_kind(store, "ward")
        for row, one in _rows(record.value, "areas")
    }
    named |= {one.code: one.plain for one in codes.get("area_kind").entries}
    order = sorted(named, key=lambda row: named[row].casefold())
    kind = "(select json_extract(value, '$.area_kind') from record where record.ent = i.ent)"
    ranks = " ".join(f"when ? then {at}" for at in range(len(order)))
    return f"case coalesce(i.area, {kind}) {ranks} else -1 end", order


def _rows(value: Mapping[str, object], name: str) -> list[tuple[str, Mapping[str, object]]]:
    """Rows of a record, those taken out too: older incidents happened there."""
    rows = value.get(name)
    found = rows.items() if isinstance(rows, dict) else ()
    return [(str(row), one) for row, one in found if isinstance(one, dict)]


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


def area_kinds(store: Store, ents: Sequence[str]) -> dict[str, str]:
    """The kind of place of incidents that name no area of the ward."""
    sql, value = among(ents)
    rows = store.db.execute(
        f"select ent, json_extract(value, '$.area_kind') from record where ent {sql}", [value]
    )
    return {str(ent): str(kind) for ent, kind in rows if kind}


def late(store: Store, ward: str, first: str, last: str, *, after: int = 24 * 60) -> int:
    """How many incidents of these days were recorded more than so many minutes after they began."""
    rows = store.db.execute(
        "select i.started, json_extract(record.value, '$.recorded_at') from incident i"
        " join record on record.ent = i.ent where i.voided = 0 and i.ward = ? and i.day between ? and ?",
        [ward, first, last],
    )
    times = ((started, tables.minute(recorded)) for started, recorded in rows)
    return sum(
        recorded - int(started) > after for started, recorded in times if recorded is not None and started
    )


def doubles(store: Store, ents: Sequence[str], *, within: int = 30) -> set[str]:
    """Which of these look like another: near in time, the same patient, or none known and a type in common.

    Those that a person looked at and found to be different events are left out.
    """
    sql, value = among(ents)
    rows = store.db.execute(
        "select a.ent, b.ent, a.types, b.types, a.patient from incident a join incident b"
        " on b.voided = 0 and b.started between a.started - ? and a.started + ? and b.id <> a.id"
        " and +b.patient is a.patient and +b.ward is a.ward"
        f" where a.voided = 0 and a.ent {sql}",
        [within, within, value],
    )
    pairs = [
        (str(ent), str(other))
        for ent, other, types, others, patient in rows
        if patient is not None or set(str(types).split()) & set(str(others).split())
    ]
    apart = _apart(store, {one for pair in pairs for one in pair})
    return {ent for ent, other in pairs if apart.get(ent) != other and apart.get(other) != ent}


def _apart(store: Store, ents: set[str]) -> dict[str, str]:
    """By record, the one it was found not to be the same event as."""
    sql, value = among(list(ents))
    rows = store.db.execute(
        f"select ent, json_extract(value, '$.different_from') from record where ent {sql}"
        " and value like '%different_from%'",
        [value],
    )
    return {str(ent): str(other) for ent, other in rows if other}


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


_FEW = 2000
"""Up to so many records found by words or journey are looked up by their numbers; where there are more, the
list is walked in its order instead, which soon fills a page."""

_MANY = 50_000
"""Up to so many are carried over by their numbers; past that it is as quick to search for them again."""


class _Conditions:
    """Conditions on `incident i`, joined by and."""

    def __init__(self, store: Store) -> None:
        self._db = store.db
        self._parts: list[str] = []
        self.values: list[object] = []

    @property
    def sql(self) -> str:
        return " and ".join(self._parts)

    def add(self, sql: str, *values: object) -> None:
        self._parts.append(sql)
        self.values.extend(values)

    def among(
        self,
        ids: str,
        values: Sequence[object],
        each: str,
        each_values: Sequence[object],
        also: Sequence[int] = (),
    ) -> None:
        """Narrow to the incidents that `ids` selects, and `also`; `each` says the same of one row."""
        found = self._db.execute(f"{ids} limit {_MANY + 1}", list(values)).fetchall()
        numbers = [*(int(one) for (one,) in found), *also]
        if len(numbers) > _MANY:
            self.add(each, *each_values)
        elif len(numbers) > _FEW:
            # The plus keeps to the order of the list; what was found once is not searched for again.
            self.add("+i.id in (select value from json_each(?))", json.dumps(numbers))
        else:
            self.add(f"i.id in ({','.join(map(str, numbers))})")


def _where(store: Store, filters: Filters) -> tuple[str, list[object]]:
    found = _Conditions(store)
    found.add("i.voided = ?", int(filters.archived))
    if filters.first_day:
        found.add("i.day >= ?", filters.first_day)
    if filters.last_day:
        found.add("i.day <= ?", filters.last_day)
    if filters.types:
        like = " or ".join("' ' || i.types || ' ' like ?" for _ in filters.types)
        found.add(f"({like})", *(f"% {code} %" for code in filters.types))
    for column, value in (
        ("area", filters.area),
        ("reason", filters.reason),
        ("ward", filters.ward),
        ("author", filters.author),
    ):
        if value:
            found.add(f"i.{column} = ?", value)
    if filters.state in _STATES:
        found.add(_STATES[filters.state])
    if filters.among is not None:
        sql, wanted = among(filters.among)
        found.add(f"i.ent {sql}", wanted)
    if filters.journey:
        _narrow_to_journey(store, filters.journey, found)
    query = _match(filters.text)
    if query:
        _narrow_to_text(store, filters.text, query, found)
    return found.sql, found.values


_STATES = {
    "signed": "i.signed = 1",
    "complete": "i.signed = 0 and i.lacking = ''",
    "gaps": "i.gaps > 0",
    "review": "i.review = 1",
}


def _narrow_to_text(store: Store, text: str, query: str, found: _Conditions) -> None:
    """Search the words of incidents, and the names of patients and areas that belong to them."""
    patients, areas = _named(store, text)
    named: list[str] = []
    given: list[object] = []
    for column, ents in (("patient", patients), ("area", areas)):
        if ents:
            sql, wanted = among(ents)
            named.append(f"i.{column} {sql}")
            given.append(wanted)
    waiting = fulltext.waiting(store.db, query)
    in_waiting = f"i.id in ({','.join(map(str, waiting))})"
    ids = "select rowid from incident_text where incident_text match ?"
    values: list[object] = [query]
    if named:
        ids = f"{ids} union all select i.id from incident i where {' or '.join(named)}"
        values += given
    in_words = "i.id in (select rowid from incident_text where incident_text match ?)"
    each = f"({' or '.join([*named, in_waiting, in_words])})"
    found.among(ids, values, each, [*given, query], waiting)


def _narrow_to_journey(store: Store, journey: str, found: _Conditions) -> None:
    """By the marks of each installation: how far its changes were sent, and how far confirmed."""
    sql, back = among(list(outbox.sent_back(store)))
    if journey == "sent_back":
        found.add(f"i.ent {sql}", back)
        return
    found.add(f"not i.ent {sql}", back)
    ids, each = _PAST["sent" if journey in ("not_sent", "changed") else "acked"]
    if journey == "received":
        found.add(f"not {each}")
        return
    found.among(ids, [], each, [])
    if journey == "sent":
        found.add(f"not {_PAST['sent'][1]}")
    else:
        found.add(_NEW if journey == "not_sent" else f"not {_NEW}")


def _past(column: str) -> tuple[str, str]:
    """Incidents with a change past a mark: their numbers, and the same said of one row."""
    marked = f"coalesce((select max({column}) from mark where mark.rep = c.rep), 0)"
    mine = marked.replace("c.rep", "r.rep")
    ids = (
        "select distinct i.id from (select distinct rep from change) r cross join change c"
        f" on c.rep = r.rep and c.kind = 'incident' and c.seq > {mine} join incident i on i.ent = c.ent"
    )
    return ids, f"exists (select 1 from change c where c.ent = i.ent and c.seq > {marked})"


_PAST = {"sent": _past("sent"), "acked": _past("acked")}
_NEW = (
    "exists (select 1 from change c where c.ent = i.ent group by c.rep having min(c.seq) >"
    " coalesce((select max(sent) from mark where mark.rep = c.rep), 0))"
)
"""Whether some installation's first change to it was never sent."""


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
        for row, one in _rows(record.value, "areas"):
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


def unsigned(store: Store) -> list[str]:
    """Incidents with an intervention whose record lacks nothing and is not signed, oldest first."""
    rows = store.db.execute(
        "select ent from incident where signed = 0 and voided = 0 and gaps = 0 and lacking = ''"
        " and types <> '' order by id"
    )
    return [str(ent) for (ent,) in rows]
