"""Reading what measures count: interventions, incidents and people by month, bed days, and how much was reported."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wardqi.store.store import Store


@dataclass(frozen=True, slots=True)
class Fact:
    """One intervention as counting needs it. `started` and `ended` are minutes since 1970 in UTC."""

    ward: str
    day: str
    ent: str
    row: str
    type: str
    patient: str | None
    started: int | None
    ended: int | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One ward's month. `top_person` is the number of interventions of the person who had most."""

    interventions: int
    incidents: int
    people: int
    top_person: int


@dataclass(frozen=True, slots=True)
class Days:
    """One ward's month of bed days and reporting: sums and how many days they stand on."""

    bed_days: int
    counted_days: int
    reported_days: int


def wards(store: Store) -> list[tuple[str, str]]:
    """Id and name of each ward with anything recorded, by name."""
    found: dict[str, str] = {}
    for ent, value in store.db.execute("select ent, value from record where kind = 'ward' and not voided"):
        found[str(ent)] = str(json.loads(str(value)).get("name") or ent)
    for (ward,) in store.db.execute("select distinct ward from replica where ward is not null"):
        found.setdefault(str(ward), str(ward))
    return sorted(found.items(), key=lambda pair: pair[1].casefold())


def started(store: Store, types: Sequence[str], ward: str | None = None) -> dict[tuple[str, str], Cell]:
    """By (ward, "2026-10"): what started in the month, of these intervention types."""
    only, values = _narrowed(types, ward)
    cells: dict[tuple[str, str], Cell] = {}
    for ward_id, month, interventions, incidents, people in store.db.execute(
        "select ward, substr(day, 1, 7) as month, count(*), count(distinct ent), count(distinct patient)"
        f" from intervention where voided = 0 and day is not null{only} group by ward, month",  # noqa: S608
        values,
    ):
        cells[(str(ward_id), str(month))] = Cell(int(interventions), int(incidents), int(people), 0)
    for ward_id, month, top in store.db.execute(
        "select ward, month, max(n) from (select ward, substr(day, 1, 7) as month, patient, count(*) as n"
        f" from intervention where voided = 0 and patient is not null{only}"  # noqa: S608
        " group by ward, month, patient) group by ward, month",
        values,
    ):
        cell = cells[(str(ward_id), str(month))]
        cells[(str(ward_id), str(month))] = Cell(cell.interventions, cell.incidents, cell.people, int(top))
    return cells


def facts(
    store: Store,
    types: Sequence[str],
    *,
    ward: str | None = None,
    first_day: str = "",
    last_day: str = "9999",
) -> list[Fact]:
    """Every intervention of these types that started in a stretch of days, both ends included."""
    only, values = _narrowed(types, ward)
    rows = store.db.execute(
        f"select {_FACT} from intervention where voided = 0 and day between ? and ?{only}",  # noqa: S608
        [first_day, last_day, *values],
    )
    return [Fact(*row) for row in rows]


def spanning(store: Store, types: Sequence[str], ward: str | None = None) -> list[Fact]:
    """Interventions that end in a later month than they start in, or are isolation still going on."""
    only, values = _narrowed(types, ward)
    rows = store.db.execute(
        f"select {_FACT} from intervention where voided = 0 and started is not null{only}"  # noqa: S608
        " and ((ended is not null and ended - started > 0"
        " and strftime('%Y-%m', ended * 60, 'unixepoch') > strftime('%Y-%m', started * 60, 'unixepoch'))"
        " or (ended is null and minutes is null and type in ('05', '06')))",
        values,
    )
    return [Fact(*row) for row in rows]


_FACT = "coalesce(ward, ''), day, ent, row, type, patient, started, ended, minutes"


def months(store: Store, ward: str | None = None) -> dict[tuple[str, str], Days]:
    """By (ward, "2026-10"): bed days, on how many counted days, and days with anything reported."""
    only, values = ("", []) if ward is None else (" and ward = ?", [ward])
    beds = {
        (str(ward_id), str(month)): (int(total), int(count))
        for ward_id, month, total, count in store.db.execute(
            "select ward, substr(day, 1, 7) as month, sum(occupied), count(*) from bed_day"  # noqa: S608
            f" where occupied is not null{only} group by ward, month",
            values,
        )
    }
    reported = {
        (str(ward_id), str(month)): int(count)
        for ward_id, month, count in store.db.execute(
            "select ward, substr(day, 1, 7) as month, count(*) from ("
            f" select ward, day from incident where voided = 0 and day is not null{only} group by ward, day"  # noqa: S608
            f" union select ward, day from quiet_shift where 1{only} group by ward, day)"
            " group by ward, month",
            [*values, *values],
        )
    }
    return {
        key: Days(*beds.get(key, (0, 0)), reported.get(key, 0)) for key in sorted({*beds, *reported})
    }


def bed_days(store: Store, ward: str, month: str) -> Mapping[str, int]:
    """A ward's occupied beds by day of one month ("2026-10")."""
    rows = store.db.execute(
        "select day, occupied from bed_day where ward = ? and day between ? and ? order by day",
        [ward, f"{month}-01", f"{month}-31"],
    )
    return {str(day): int(occupied) for day, occupied in rows if occupied is not None}


def _narrowed(types: Sequence[str], ward: str | None) -> tuple[str, list[object]]:
    sql, values = "", list[object]()
    if types:
        sql += f" and type in ({','.join('?' * len(types))})"
        values.extend(types)
    if ward is not None:
        sql += " and ward = ?"
        values.append(ward)
    return sql, values
