"""Reading the facts that measures count, ward by ward, without opening each record."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from wardqi.domain import equity, facts, kinds
from wardqi.domain import huddles as huddle_rules
from wardqi.domain.facts import (
    ActionFact,
    CycleFact,
    Facts,
    HuddleFact,
    IncidentFact,
    InterventionFact,
    ObservationFact,
    ReviewFact,
    Stay,
)
from wardqi.domain.incidents import ISOLATION
from wardqi.store import records
from wardqi.store.store import Store
from wardqi.store.tables import Record


def wards(store: Store) -> list[Record]:
    """Each ward's own record, by name."""
    return sorted(records.of_kind(store, "ward"), key=lambda ward: str(ward.value.get("name")).casefold())


def of_ward(store: Store, ward: str, *, detail: bool = True) -> Facts:
    """Everything counted for one ward. Without `detail` reviews and observations are left out (faster)."""
    own = records.find(store, ward)
    kinds_of = {row: one.get("kind") for row, one in kinds.live_rows(own.value, "areas")} if own else {}
    incidents = [
        IncidentFact(
            ent=str(ent),
            ward=ward,
            patient=None if patient is None else str(patient),
            started=date.fromisoformat(str(day)),
            minutes=minutes,
            restrictive=bool(types) and not negligible and event not in ("near_miss", "good_catch"),
            event=str(event),
            event_types=frozenset(str(event_types).split()),
            staff_hurt="staff" in str(hurt).split(),
            negligible=bool(negligible),
            reason=None if reason is None else str(reason),
            area=_text(kinds_of.get(area) if area is not None else loose_area),
        )
        for (
            ent,
            patient,
            day,
            minutes,
            types,
            event,
            event_types,
            hurt,
            negligible,
            reason,
            area,
            loose_area,
        ) in store.db.execute(
            "select ent, patient, day, minutes, types, event, event_types, hurt, negligible, reason, area,"
            " case when area is null then (select json_extract(value, '$.area_kind') from record"
            " where record.ent = incident.ent) end"
            " from incident where voided = 0 and ward = ? and day is not null",
            [ward],
        )
    ]
    interventions = [
        InterventionFact(
            incident=str(ent),
            row=str(row),
            type=str(type_),
            started=date.fromisoformat(str(day)),
            ended=_ended(str(type_), day, last_day),
            minutes=minutes,
            care_plan_seen=seen,
        )
        for ent, row, type_, day, last_day, minutes, seen in store.db.execute(
            "select ent, row, type, day, last_day, minutes, care_plan_seen from intervention"
            " where voided = 0 and ward = ? and day is not null",
            [ward],
        )
    ]
    reviews: list[ReviewFact] = []
    observations: list[ObservationFact] = []
    for ent, value in _detailed(store, ward) if detail else ():
        found = facts.of_incident(ent, ward, value)
        if found is not None:
            reviews += found[2]
            observations += found[3]
    huddles, cycles = tuple(_huddles(store, ward)), tuple(_cycles(store, ward))
    return Facts(
        incidents=tuple(incidents),
        interventions=tuple(interventions),
        reviews=tuple(reviews),
        observations=tuple(observations),
        huddles=huddles,
        actions=tuple(_actions(store, ward)),
        stays=stays(store, ward),
        census={date.fromisoformat(day): beds for day, beds in _census(store, ward)},
        quiet=frozenset(
            date.fromisoformat(str(day))
            for (day,) in store.db.execute("select distinct day from quiet_shift where ward = ?", [ward])
        ),
        huddle_days=huddle_rules.weekdays_of(own.value) if own is not None else frozenset(),
        cycles=cycles,
        in_use=_in_use(huddles, cycles, {one.incident for one in reviews}, incidents),
    )


def _in_use(
    huddles: Iterable[HuddleFact],
    cycles: Iterable[CycleFact],
    reviewed: Collection[str],
    incidents: Iterable[IncidentFact],
) -> dict[str, date]:
    """The first day of what a ward may begin to write down later than the rest."""
    days = {
        "huddle": [one.day for one in huddles],
        "cycle": [one.begun for one in cycles if one.begun is not None],
        "review": [one.started for one in incidents if one.ent in reviewed],
    }
    return {kind: min(found) for kind, found in days.items() if found}


def bed_days(store: Store, ward: str, month: str) -> dict[str, int]:
    """A ward's occupied beds by day of one month ("2026-10")."""
    return {day: beds for day, beds in _census(store, ward) if day.startswith(month)}


def equality(store: Store, ward: str) -> Iterator[tuple[str, str | None, Mapping[str, object]]]:
    """Each counted incident with its patient, its day, and what it says of the person's groups."""
    fields = ", ".join(f"json_extract(record.value, '$.{name}')" for name in equity.FIELDS)
    rows = store.db.execute(
        f"select incident.ent, incident.patient, incident.day, {fields} from incident"
        " join record on record.ent = incident.ent"
        " where incident.ward = ? and incident.voided = 0 and incident.day is not null",
        [ward],
    )
    for ent, patient, *said in rows:
        told = dict(zip(("day", *equity.FIELDS), said, strict=True))
        yield str(ent), None if patient is None else str(patient), told


def span(store: Store, ward: str) -> tuple[date, date] | None:
    """The first and last day with anything reported or counted; None before the first."""
    told = (
        "incident where ward = :ward and voided = 0",
        "quiet_shift where ward = :ward",
        "bed_day where ward = :ward",
    )
    # One end at a time, for an index gives it without reading what lies between.
    ends = " union all ".join(
        f"select {end}(day) as day from {where}" for where in told for end in ("min", "max")
    )
    first, last = store.db.execute(
        f"select min(day), max(day) from ({ends} union all select json_extract(value, '$.date') from record"
        " where kind = 'huddle' and ward = :ward and voided = 0)",
        {"ward": ward},
    ).fetchone()
    return None if first is None else (date.fromisoformat(str(first)), date.fromisoformat(str(last)))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _ended(type_: str, day: object, last_day: object) -> date | None:
    """As `facts.of_incident`: only isolation without an end is still going on."""
    if last_day is not None:
        return date.fromisoformat(str(last_day))
    return None if type_ in ISOLATION else date.fromisoformat(str(day))


def _detailed(store: Store, ward: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    rows = store.db.execute(
        "select ent, value from record where kind = 'incident' and ward = ? and voided = 0"
        " and (json_type(value, '$.reviews') is not null or json_type(value, '$.observations') is not null)",
        [ward],
    )
    return ((str(ent), json.loads(str(value))) for ent, value in rows)


def _census(store: Store, ward: str) -> list[tuple[str, int]]:
    rows = store.db.execute(
        "select day, occupied from bed_day where ward = ? and occupied is not null order by day", [ward]
    )
    return [(str(day), int(occupied)) for day, occupied in rows]


def _huddles(store: Store, ward: str) -> Iterator[HuddleFact]:
    for record in records.of_kind(store, "huddle", ward=ward):
        day, minutes = record.value.get("date"), record.value.get("minutes")
        if isinstance(day, str):
            held = record.value.get("started_at") is not None
            length = minutes if isinstance(minutes, int) else None
            on_time = record.value.get("on_time")
            yield HuddleFact(
                date.fromisoformat(day),
                held,
                on_time if isinstance(on_time, bool) else None,
                length,
                _disciplines(record.value),
            )


def _disciplines(huddle: Mapping[str, object]) -> int | None:
    """How many job titles were at a huddle; None when nobody wrote down who was."""
    rows = [one for _, one in kinds.live_rows(huddle, "attendance")]
    return len({str(one.get("role")) for one in rows if one.get("count") != 0}) if rows else None


def _cycles(store: Store, ward: str) -> Iterator[CycleFact]:
    """Tests that have begun, as `settings` flags them on charts: past the planning, with a first day."""
    for record in records.of_kind(store, "cycle"):
        if record.value.get("ward") not in (None, "", ward):
            continue
        begun, decided = record.value.get("starts_on"), record.value.get("decided_on")
        planned = record.value.get("stage") in (None, "", "plan")
        yield CycleFact(
            date.fromisoformat(begun) if isinstance(begun, str) and not planned else None,
            date.fromisoformat(decided) if isinstance(decided, str) else None,
        )


def _actions(store: Store, ward: str) -> Iterator[ActionFact]:
    for record in records.of_kind(store, "action", ward=ward):
        due, closed = record.value.get("due"), record.value.get("closed_on")
        if isinstance(due, str):
            yield ActionFact(
                date.fromisoformat(due), date.fromisoformat(closed) if isinstance(closed, str) else None
            )


def stays(store: Store, ward: str) -> tuple[Stay, ...]:
    """Every stay on a ward, known on the ward only; what leaves of a patient holds no dates of admission."""
    return tuple(_stays(store, ward))


def _stays(store: Store, ward: str) -> Iterator[Stay]:
    for record in records.of_kind(store, "patient", ward=ward):
        for _, stay in kinds.live_rows(record.value, "stays"):
            came, left = stay.get("admitted_on"), stay.get("left_on")
            if isinstance(came, str):
                gone = date.fromisoformat(left) if isinstance(left, str) else None
                yield Stay(record.ent, date.fromisoformat(came), gone)
