"""The ward's own times: when a quiet desk locks, and when each review falls due."""

from __future__ import annotations

from dataclasses import dataclass

from wardqi.domain import clocks, codes, kinds, locking
from wardqi.domain.kinds import REMOVED, live_rows
from wardqi.services import recording
from wardqi.services.administering.ward import NotFit, own_record
from wardqi.services.desk import Desk, NotFound
from wardqi.services.recording import Saved
from wardqi.store import records
from wardqi.store.store import Store

LONGEST_MIN = 2 * 366 * 24 * 60


@dataclass(frozen=True, slots=True)
class ReviewClock:
    """One clock: `minutes` as it runs here, `standard` as WardQI comes with; `again` when it comes round."""

    clock: str
    minutes: int
    standard: int
    again: bool

    @property
    def own(self) -> bool:
        """Whether the ward set its own length."""
        return self.minutes != self.standard


@dataclass(frozen=True, slots=True)
class Times:
    """The minutes of both locks and every review clock, in the list's order."""

    screen: int
    store: int
    clocks: tuple[ReviewClock, ...]


def times(desk: Desk) -> Times:
    """The ward's times; raises NotAllowed, and NotFound on a hub."""
    desk.may("manage_ward")
    ward = own_record(desk).value
    shipped, own = clocks.shipped(), clocks.of_ward(ward)
    listed = tuple(
        ReviewClock(one.code, _minutes(own, one.code), _minutes(shipped, one.code), shipped[one.code].again)
        for one in codes.get("review_clock").entries
        if one.code in shipped
    )
    return Times(*locking.limits(ward), listed)


def locks(store: Store) -> tuple[int, int]:
    """Minutes before the screen locks and before the store closes, for whoever is at the desk."""
    record = records.find(store, store.fact("ward") or "")
    return locking.limits({} if record is None else record.value)


def save_locks(desk: Desk, screen: int, store: int) -> Saved:
    """Keep both locks; raises NotFit (out_of_range), NotFound when nothing differs."""
    desk.may("manage_ward")
    problems = {
        field: "out_of_range"
        for field, minutes, (least, most) in (
            ("screen_lock_minutes", screen, locking.SCREEN),
            ("store_lock_minutes", store, locking.STORE),
        )
        if not least <= minutes <= most
    }
    if problems:
        raise NotFit(problems)
    record = own_record(desk)
    if locking.limits(record.value) == (screen, store):
        raise NotFound
    return recording.amend(desk, record.ent, {"screen_lock_minutes": screen, "store_lock_minutes": store})


def set_clock(desk: Desk, clock: str, minutes: int | None) -> Saved:
    """Let a clock fall due after so many minutes, or (None) as WardQI comes with.

    Raises NotFit (out_of_range), and NotFound when nothing differs or there is no such clock.
    """
    desk.may("manage_ward")
    record, standard = own_record(desk), clocks.shipped().get(clock)
    if standard is None:
        raise NotFound
    if minutes is not None and not 1 <= minutes <= LONGEST_MIN:
        raise NotFit({"minutes": "out_of_range"})
    if minutes is not None and minutes == _minutes(clocks.shipped(), clock):
        minutes = None
    held = {str(one.get("clock")): row for row, one in live_rows(record.value, "clocks")}
    if minutes is None and clock not in held:
        raise NotFound
    row = held.get(clock) or kinds.derived_row_id("clock", record.ent, clock)
    if minutes is None:
        return recording.amend(desk, record.ent, {"clocks": {row: {REMOVED: True}}})
    if clock in held and _minutes(clocks.of_ward(record.value), clock) == minutes:
        raise NotFound
    values: dict[str, object] = {"clock": clock, "minutes": minutes}
    return recording.amend(desk, record.ent, {"clocks": {row: {**values, REMOVED: False}}})


def _minutes(intervals: clocks.Intervals, clock: str) -> int:
    return int(intervals[clock].length.total_seconds() // 60)
