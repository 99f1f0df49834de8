"""When a ward means to hold its huddle, on which days, and how long it should take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from wardqi.domain import checklists, huddles
from wardqi.services.desk import Desk
from wardqi.store import measures, records

ZONE = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Plan:
    """A ward's plan. `starts` is a minute of the day, None where no time is set; `minutes` the limit."""

    starts: int | None
    weekdays: frozenset[int]
    minutes: int

    def at(self, day: date) -> datetime | None:
        """The moment planned for a day, holidays left out; None on a day without one."""
        if self.starts is None or not huddles.planned(day, self.weekdays):
            return None
        return datetime.combine(day, time(self.starts // 60, self.starts % 60), ZONE)


def of_ward(desk: Desk) -> Plan:
    """This ward's plan."""
    ward = ward_values(desk)
    starts, minutes = ward.get("huddle_starts"), ward.get("huddle_minutes")
    return Plan(
        starts if isinstance(starts, int) and 0 <= starts < 24 * 60 else None,
        huddles.weekdays_of(ward),
        minutes if isinstance(minutes, int) and minutes > 0 else checklists.shipped().minutes,
    )


def ward_values(desk: Desk) -> Mapping[str, object]:
    """What the ward's own record says."""
    record = records.find(desk.store, desk.ward())
    return {} if record is None else record.value


def ward_began(desk: Desk) -> date:
    """The day the ward was set up here, or the first that anything is told of: before it, a day without a
    word is not a day not reported."""
    record, told = records.find(desk.store, desk.ward()), measures.span(desk.store, desk.ward())
    days = [] if record is None else [datetime.fromisoformat(record.created_at).date()]
    return min([*days, *(told or ())[:1]], default=date.min)
