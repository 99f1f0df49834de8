"""Reading huddles and actions: one day's, a page of either, and the last day of what "days since" counts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wardqi.domain import huddles, kinds
from wardqi.domain.huddles import Topic
from wardqi.store import tables
from wardqi.store._sqlite import among
from wardqi.store.store import Store
from wardqi.store.tables import Record

_ORDERS = {
    "due": "coalesce(json_extract(value, '$.due'), '9999')",
    "raised": "json_extract(value, '$.raised_on')",
    "what": "lower(json_extract(value, '$.what'))",
    "closed": "json_extract(value, '$.closed_on')",
}
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class ActionFilters:
    """What a list of actions is narrowed to. `state`: open, overdue, closed, or "" for all.

    `owner` is a role or the uid of a person; `today` is the day overdue is judged on.
    """

    state: str = ""
    today: str = ""
    owner: str = ""
    escalate_to: str = ""
    source: str = ""
    text: str = ""
    due_by: str = ""
    huddle: str = ""
    incident: str = ""


@dataclass(frozen=True, slots=True)
class Actions:
    """Some actions and how many there are; `more` when counting stopped at `total`."""

    records: tuple[Record, ...]
    total: int
    more: bool


def of_day(store: Store, ward: str, day: date) -> Record | None:
    """The huddle of a day, held or explained; one that was taken back is not there."""
    found = tables.find(store.db, kinds.huddle_id(ward, day.isoformat()))
    return None if found is None or found.voided else found


def of_days(store: Store, ward: str, days: Iterable[date]) -> dict[date, Record]:
    """The huddles of these days, however many others there are."""
    ents = {kinds.huddle_id(ward, day.isoformat()): day for day in days}
    sql, value = among(list(ents))
    rows = store.db.execute(f"select {tables.COLUMNS} from record where ent {sql} and voided = 0", [value])
    return {ents[record.ent]: record for record in map(tables.read, rows)}


def page(store: Store, ward: str, *, limit: int = 30, offset: int = 0) -> tuple[tuple[Record, ...], int]:
    """Some huddles, newest first, and how many there are."""
    where = "kind = 'huddle' and ward = ? and voided = 0"
    rows = store.db.execute(
        f"select {tables.COLUMNS} from record where {where}"
        " order by json_extract(value, '$.date') desc, ent limit ? offset ?",
        [ward, limit, offset],
    )
    found = tuple(tables.read(row) for row in rows)
    (total,) = store.db.execute(f"select count(*) from record where {where}", [ward]).fetchone()
    return found, int(total)


def held_days(store: Store, ward: str) -> list[date]:
    """Every day a huddle was held, in order."""
    rows = store.db.execute(
        "select json_extract(value, '$.date') from record where kind = 'huddle' and ward = ? and voided = 0"
        " and json_extract(value, '$.started_at') is not null order by 1",
        [ward],
    )
    return [date.fromisoformat(str(day)) for (day,) in rows if day is not None]


def actions(
    store: Store,
    ward: str,
    filters: ActionFilters | None = None,
    *,
    order: str = "due",
    descending: bool = False,
    limit: int = 50,
    offset: int = 0,
) -> Actions:
    """One page of the ward's actions. `order` is `due`, `raised`, `what` or `closed`."""
    wanted = filters or ActionFilters()
    where, values = _where(ward, wanted)
    way, source = "desc" if descending else "asc", _source(wanted)
    rows = store.db.execute(
        f"select {tables.COLUMNS} from {source} where {where}"
        f" order by {_ORDERS[order]} {way}, created_at {way}, ent limit ? offset ?",
        [*values, limit, offset],
    )
    found = tuple(tables.read(row) for row in rows)
    if offset == 0 and len(found) < limit:
        return Actions(found, len(found), more=False)
    (total,) = store.db.execute(
        f"select count(*) from (select 1 from {source} where {where} limit ?)", [*values, MOST_COUNTED + 1]
    ).fetchone()
    return Actions(found, min(int(total), MOST_COUNTED), more=int(total) > MOST_COUNTED)


def open_actions(store: Store, ward: str, limit: int = 200) -> list[Record]:
    """Actions that are still to be done, the one due first on top."""
    return list(actions(store, ward, ActionFilters(state="open"), limit=limit).records)


def closed_in_time(store: Store, ward: str, first: date, last: date) -> list[bool]:
    """Of each action due on these days, both ends included, whether it was closed by its day."""
    rows = store.db.execute(
        "select json_extract(value, '$.closed_on') <= json_extract(value, '$.due')"
        " from record indexed by action_by_due where kind = 'action' and voided = 0 and ward = ?"
        " and json_extract(value, '$.due') between ? and ?",
        [ward, first.isoformat(), last.isoformat()],
    )
    return [bool(closed) for (closed,) in rows]


def _source(filters: ActionFilters) -> str:
    """The table, and the index that leaves most out: all actions there ever were are never read for a few."""
    if filters.huddle:
        return "record indexed by action_of_huddle"
    return "record indexed by action_by_state" if filters.state in ("open", "overdue") else "record"


def _where(ward: str, filters: ActionFilters) -> tuple[str, list[object]]:
    parts, values = ["kind = 'action'", "ward = ?", "voided = 0"], [ward]
    open_ones = f"json_extract(value, '$.status') in ({','.join(repr(one) for one in huddles.OPEN)})"
    if filters.state in ("open", "overdue"):
        parts.append(open_ones)
    elif filters.state == "closed":
        parts.append(f"not {open_ones}")
    if filters.state == "overdue":
        parts.append("json_extract(value, '$.due') < ?")
        values.append(filters.today)
    if filters.due_by:
        parts.append("json_extract(value, '$.due') <= ?")
        values.append(filters.due_by)
    if filters.incident:
        parts.append("instr(value, ?)")  # no index; cheaper than reading every action as JSON
        values.append(filters.incident)
    for name in ("escalate_to", "source", "huddle", "incident"):
        wanted = getattr(filters, name)
        if wanted:
            parts.append(f"json_extract(value, '$.{name}') = ?")
            values.append(wanted)
    if filters.owner:
        parts.append("? in (json_extract(value, '$.owner_role'), json_extract(value, '$.owner'))")
        values.append(filters.owner)
    for word in filters.text.split():
        said = word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        parts.append(
            "(json_extract(value, '$.what') like ? escape '!'"
            " or json_extract(value, '$.result') like ? escape '!')"
        )
        values += [f"%{said}%"] * 2
    return " and ".join(parts), list(values)


def last_days(store: Store, ward: str, topics: Sequence[Topic]) -> dict[str, date | None]:
    """The last day of each topic, by its `fact`; None where there has been none."""
    events: dict[str, str] = {}
    for named, day in store.db.execute(
        "select event_types, max(day) from incident indexed by incident_by_event"
        " where voided = 0 and ward = ? and event_types <> ''"
        " and event not in ('near_miss', 'good_catch') group by event_types",
        [ward],
    ):
        for event in str(named).split():
            if day is not None:
                events[event] = max(events.get(event, ""), str(day))
    found: dict[str, date | None] = {}
    for topic in topics:
        days = [_last_of_types(store, ward, topic), *(events.get(one, "") for one in topic.events)]
        last = max(days, default="")
        found[topic.fact] = date.fromisoformat(last) if last else None
    return found


def _last_of_types(store: Store, ward: str, topic: Topic) -> str:
    """Looked for from today backwards: reading the whole index takes a hundred times as long."""
    row = store.db.execute(
        "select day from intervention indexed by intervention_by_day where voided = 0 and ward = ?"
        f" and day is not null and type in ({','.join('?' * len(topic.types))}) order by day desc limit 1",
        [ward, *topic.types],
    ).fetchone()
    return "" if row is None else str(row[0])


@dataclass(frozen=True, slots=True)
class DayEvents:
    """Events of a topic on one day, and how many of them were entered after the next day was over."""

    count: int
    late: int


_EVENTS = (
    " i.ward = ? and i.voided = 0 and not i.negligible and i.event not in ('near_miss', 'good_catch')"
    " and (i.types <> '' or i.event_types <> '')"
)


def events(store: Store, ward: str, topic: Topic, first: date, last: date) -> dict[date, DayEvents]:
    """A topic's events by day, both ends included; days without any are absent."""
    rows = store.db.execute(
        "select i.day, i.types, i.event_types, r.created_at from incident i join record r on r.ent = i.ent"
        f" where{_EVENTS} and i.day between ? and ?",
        [ward, first.isoformat(), last.isoformat()],
    )
    found: dict[date, DayEvents] = {}
    for day, types, named, created in rows:
        if _about(topic, types, named):
            on = date.fromisoformat(str(day))
            late = date.fromisoformat(str(created)[:10]) > on + timedelta(days=1)
            before = found.get(on, DayEvents(0, 0))
            found[on] = DayEvents(before.count + 1, before.late + late)
    return found


def days_of(store: Store, ward: str, topic: Topic) -> list[date]:
    """Every day on which a topic's events happened, in order."""
    rows = store.db.execute(
        f"select distinct i.day, i.types, i.event_types from incident i where{_EVENTS} and i.day is not null",
        [ward],
    )
    days = {str(day) for day, types, named in rows if _about(topic, types, named)}
    return [date.fromisoformat(day) for day in sorted(days)]


def _about(topic: Topic, types: object, named: object) -> bool:
    return bool(topic.types & set(str(types).split()) or topic.events & set(str(named).split()))


def tests_running(store: Store, ward: str) -> list[Record]:
    """Tests of change that are being done now, the one begun first on top."""
    rows = store.db.execute(
        f"select {tables.COLUMNS} from record where kind = 'cycle' and ward = ? and voided = 0"
        " and json_extract(value, '$.stage') = 'do' order by json_extract(value, '$.starts_on'), ent",
        [ward],
    )
    return [tables.read(row) for row in rows]


_LEFT = re.compile('"left_on":"([0-9-]{10})"')


def stays_now(store: Store, ward: str, day: date) -> dict[str, int]:
    """Beds occupied, and who came and left on a day, as the ward's own register of stays has it.

    Empty where the register holds no stays: then nothing is known, which is not nought.
    """
    occupied = came = left = known = 0
    on = day.isoformat()
    for (text,) in store.db.execute(
        "select json_extract(value, '$.stays') from record indexed by patient_by_stays"
        " where kind = 'patient' and ward = ? and voided = 0 and json_extract(value, '$.stays') is not null",
        [ward],
    ):
        lefts = _LEFT.findall(str(text))
        if lefts and str(text).count('"admitted_on"') == len(lefts) and max(lefts) < on:
            known += 1  # every stay was over before this day
            continue
        for row in json.loads(str(text)).values():
            first, last = row.get("admitted_on"), row.get("left_on")
            if row.get("removed") or not first:
                continue
            known += 1
            occupied += first <= on and (not last or last > on)
            came += first == on
            left += last == on
    return {"occupied": occupied, "admissions": came, "discharges": left} if known else {}
