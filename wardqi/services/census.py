"""Beds occupied day by day: who counted them, what ward stays give, and what a huddle's count feeds.

A day has one count. One made at midnight and typed in stands before the huddle's, and either stands before
none; the number that ward stays give is shown beside it and never put in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from wardqi.domain import kinds, measures, periods
from wardqi.domain.periods import Period
from wardqi.services.desk import Desk
from wardqi.store import measures as reading
from wardqi.store import records
from wardqi.store.log import Act

FACTS = ("occupied", "leave", "admissions", "discharges")
"""What one row of the huddle says of a day's beds, by code of `huddle_fact` and field of a bed day."""

HUDDLE, HAND, STAYS = "huddle", "midnight", "stays"
_GIVES_WAY = (HUDDLE, STAYS)


@dataclass(frozen=True, slots=True)
class Count:
    """A day's beds. `source` is a code of `bed_day_source`, empty when nobody counted; `stays` is what ward
    stays give by the national rule, None where no stay is known."""

    day: date
    occupied: int | None = None
    leave: int | None = None
    admissions: int | None = None
    discharges: int | None = None
    source: str = ""
    stays: int | None = None

    @property
    def apart(self) -> int | None:
        """How many more the stays give than were counted; None where either is not known."""
        return None if self.occupied is None or self.stays is None else self.stays - self.occupied


def of_day(desk: Desk, day: date, stays: int | None) -> Count:
    """One day's count on the desk's own ward, beside what the reader knows its stays give."""
    return Count(day, *_parts(_counted(desk, desk.ward(), day.replace(day=1)).get(day)), stays=stays)


def of_period(desk: Desk, period: Period) -> dict[date, Count]:
    """The count of each day of a period, also of those nobody counted."""
    ward = desk.ward()
    rows: dict[date, Count] = {}
    for first in {day.replace(day=1) for day in period}:
        rows |= _counted(desk, ward, first)
    stays = reading.stays(desk.store, ward)
    today = desk.now().date()
    return {
        day: Count(
            day,
            *_parts(rows.get(day)),
            stays=measures.bed_days(stays, periods.day(day)) if stays and day <= today else None,
        )
        for day in period
    }


def _parts(one: Count | None) -> tuple[int | None, int | None, int | None, int | None, str]:
    if one is None:
        return None, None, None, None, ""
    return one.occupied, one.leave, one.admissions, one.discharges, one.source


def _counted(desk: Desk, ward: str, month: date) -> dict[date, Count]:
    """What a month's record says of its days."""
    record = records.find(desk.store, kinds.month_id(ward, month.isoformat()))
    if record is None or record.voided:
        return {}
    found = {}
    for row, one in kinds.live_rows(record.value, "days"):
        text = f"{row[:4]}-{row[4:6]}-{row[6:8]}"
        if kinds.is_date(text):
            occupied, leave, came, went = (_whole(one.get(name)) for name in FACTS)
            how = one.get("source") or record.value.get("source") or HAND
            day = date.fromisoformat(text)
            found[day] = Count(day, occupied, leave, came, went, "" if occupied is None else str(how))
    return found


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def feeding(desk: Desk, day: date, figures: Mapping[str, float]) -> list[Act]:
    """What puts a huddle's row into the bed days of its day: nothing where that changes nothing.

    A count that somebody made at midnight or loaded from a file stays; what it does not say is filled in.
    """
    told = {name: int(number) for name, number in figures.items() if name in FACTS and number == int(number)}
    ward = desk.ward()
    held = _counted(desk, ward, day.replace(day=1)).get(day, Count(day))
    stands = held.occupied is not None and held.source not in _GIVES_WAY
    changed: dict[str, object] = {}
    for name, number in told.items():
        before = getattr(held, name)
        if number >= 0 and before != number and (before is None or not stands):
            changed[name] = number
    if not stands and told.get("occupied", -1) >= 0 and held.source != HUDDLE:
        changed["source"] = HUDDLE
    if not changed:
        return []
    ent = kinds.month_id(ward, day.isoformat())
    values: dict[str, object] = {"days": {kinds.day_row(day.isoformat()): changed}}
    record = records.find(desk.store, ent)
    if record is None:
        month = day.replace(day=1).isoformat()
        return [Act("bed_days", "create", ent, {"ward": ward, "month": month, **values})]
    again = [Act("bed_days", "restore", ent)] if record.voided else []
    return [*again, Act("bed_days", "amend", ent, values)]


def sources(desk: Desk, ward: str, first: date, last: date) -> dict[str, int]:
    """How many days from one to another were counted in which way, by code of `bed_day_source`."""
    found: dict[str, int] = {}
    month = first.replace(day=1)
    while month <= last:
        for day, one in _counted(desk, ward, month).items():
            if one.source and first <= day <= last:
                found[one.source] = found.get(one.source, 0) + 1
        month = (month + timedelta(days=32)).replace(day=1)
    return found
