"""Paper forms for when the computer cannot be used: made with serials, typed back by serial, accounted for.

A slip has come back when an incident, or for a sheet a huddle, names its serial; nothing else says so, and an
incident that is archived or undone leaves its slip out again.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from wardqi.domain import codes, huddles, kinds, serials, times
from wardqi.domain.checklists import Prompt
from wardqi.services import incidents, recording
from wardqi.services.desk import Desk, NotFound, moment
from wardqi.services.huddles import actions, checklists, plan, running
from wardqi.services.huddles.actions import Action
from wardqi.services.incidents import Area
from wardqi.services.recording import Saved
from wardqi.store import drafts, records
from wardqi.store import huddles as store_huddles
from wardqi.store import paper as reading
from wardqi.store import people as store_people
from wardqi.store.drafts import Draft
from wardqi.store.log import Act
from wardqi.store.paper import Return, Row

SLIP, SHEET = "incident_slip", "huddle_sheet"
SLIPS = 10
_DIGITS = 9
_LOOK_AHEAD = 21


class NoSuchSlip(Exception):
    """No slip with this serial was printed on this ward, as far as this PC knows."""

    def __init__(self, serial: str) -> None:
        super().__init__(serial)
        self.serial = serial


@dataclass(frozen=True, slots=True)
class Made:
    """A printing that is about to go on paper: its serials and what the forms say.

    `places` are the ward's areas in the order they are numbered; `prompts`, `carried` and `day` are the
    huddle sheet's, which has no serial where no sheet was asked for.
    """

    batch: str
    slips: tuple[str, ...]
    sheet: str
    places: tuple[Area, ...]
    day: date
    planned_at: str
    prompts: tuple[Prompt, ...]
    carried: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip that was made. `came_back` are the records that name it, the first on top; `unused` a code of
    `paper_unused`; `drafts` what is being typed from it. `twice`: another PC made the same serial."""

    serial: str
    form: str
    batch: str
    day: date | None
    made_by: str
    made_at: str
    printed_at: str
    unused: str = ""
    unused_by: str = ""
    unused_at: str = ""
    came_back: tuple[Return, ...] = ()
    drafts: tuple[Draft, ...] = ()
    mine: str = ""
    twice: bool = False

    @property
    def state(self) -> str:
        """back, unused, typing (a draft is under way), or out."""
        if self.came_back:
            return "back"
        return "unused" if self.unused else "typing" if self.drafts else "out"


@dataclass(frozen=True, slots=True)
class OutPage:
    """Some slips that are still out, the oldest on top, and how many there are."""

    slips: tuple[Slip, ...]
    total: int
    offset: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many slips are still out, and when the oldest was printed; empty when none is."""

    count: int = 0
    oldest: str = ""


@dataclass(frozen=True, slots=True)
class Filling:
    """What a slip knows when it is typed in: its own numbers of places come first."""

    slip: Slip
    places: tuple[Area, ...] = field(default=())


# --- printing


def make(desk: Desk, slips: int = SLIPS, *, sheet: bool = True) -> Made:
    """New serials, recorded before anything is printed, so that none is ever used twice."""
    desk.may("record")
    pc = desk.store.fact("replica") or ""
    fresh = _fresh(desk, pc, slips + sheet)
    forms = [SHEET, *[SLIP] * slips] if sheet else [SLIP] * slips
    places = incidents.areas_in_order(desk)
    day = sheet_day(desk)
    values: dict[str, object] = {
        "ward": desk.ward(),
        "pc": pc,
        "made_by": desk.person.uid,
        "made_at": moment(desk.now()),
        "slips": {
            kinds.derived_row_id("slip", serial): {"serial": serial, "form": form}
            for serial, form in zip(fresh, forms, strict=True)
        },
        "places": {f"{at:08x}": _place(at, area) for at, area in enumerate(places[:_DIGITS], 1)},
    }
    if sheet:
        values["day"] = day.isoformat()
    batch = str(uuid.uuid4())
    desk.append(Act("paper_batch", "create", batch, values))
    planned = plan.of_ward(desk).at(day)
    return Made(
        batch,
        tuple(serial for serial, form in zip(fresh, forms, strict=True) if form == SLIP),
        fresh[0] if sheet else "",
        places,
        day,
        "" if planned is None else moment(planned),
        checklists.now(desk).asked(day),
        actions.still_open(desk),
    )


def _place(at: int, area: Area) -> dict[str, object]:
    return {"key": at, "area_kind": area.kind, **({"area": area.row} if area.row else {})}


def _fresh(desk: Desk, pc: str, many: int) -> list[str]:
    """The next serials of this PC. A mark that another PC has, as far as is known, is passed over."""
    store = desk.store
    others = {serials.mark(one) for one in reading.installations(store, desk.ward()) if one != pc}
    found: list[str] = []
    turn = 0
    while len(found) < many:
        mark = serials.mark(pc, turn)
        turn += 1
        last, not_ours = reading.last_marked(store, mark, pc)
        if mark in others or not_ours:
            continue
        first = serials.parts(last)[1] + 1 if last else 0
        found += [serials.of(mark, n) for n in range(first, min(first + many - len(found), serials.MOST))]
    return found


def sheet_day(desk: Desk) -> date:
    """The day a huddle sheet printed now is for: today while its huddle may still be held, else the next."""
    today, planned = desk.now().date(), plan.of_ward(desk)
    record = store_huddles.of_day(desk.store, desk.ward(), today)
    told = {} if record is None else record.value
    over = bool(told.get("ended_at") or told.get("not_held_reason"))
    if not over and (planned.at(today) is not None or not planned.weekdays):
        return today
    ahead = (today + timedelta(days=at) for at in range(1, _LOOK_AHEAD))
    return next((day for day in ahead if huddles.planned(day, planned.weekdays)), today + timedelta(days=1))


def printed(desk: Desk, about: str) -> list[Act]:
    """What notes that a printing went on paper, the first time; nothing for anything else."""
    record = records.find(desk.store, about) if kinds.is_uuid(about) else None
    if record is None or record.kind != "paper_batch" or record.value.get("printed_at"):
        return []
    return [Act("paper_batch", "amend", about, {"printed_at": moment(desk.now())})]


# --- coming back


def find(desk: Desk, text: str) -> Slip:
    """The slip of a serial that was typed or scanned. Raises serials.NotASerial, NoSuchSlip."""
    desk.may("record")
    serial = serials.read(text)
    rows = reading.find(desk.store, desk.ward(), serial)
    if not rows:
        raise NoSuchSlip(serial)
    return _Slips(desk).read(rows[0], twice=len(rows) > 1)


def filling(desk: Desk, text: str) -> Filling:
    """What a slip fills in by itself. Raises as `find`."""
    slip = find(desk, text)
    record = records.find(desk.store, slip.batch)
    rows = sorted(kinds.live_rows(record.value, "places") if record is not None else (), key=_key)
    named = {area.row or f"kind:{area.kind}": area for area in incidents.areas_in_order(desk)}
    first = [named.pop(str(one.get("area") or f"kind:{one.get('area_kind')}"), None) for _, one in rows]
    places = [area for area in first if area is not None]
    # An area that is gone since keeps its number on the slip: the others may not move up.
    return Filling(slip, (*places, *named.values()) if len(places) == len(first) else ())


def _key(row: tuple[str, Mapping[str, object]]) -> int:
    key = row[1].get("key")
    return key if isinstance(key, int) else 0


def page(desk: Desk, offset: int = 0, size: int = 50) -> OutPage:
    """Slips still out, the oldest on top."""
    desk.may("record")
    found, total = reading.out(desk.store, desk.ward(), limit=size, offset=offset)
    slips = _Slips(desk)
    return OutPage(tuple(slips.read(row) for row in found), total, offset)


def waiting(desk: Desk) -> Waiting:
    """How many slips are still out."""
    return Waiting(*reading.waiting(desk.store, desk.ward()))


def not_used(desk: Desk, serial: str, reason: str) -> Saved:
    """A slip that will not come back, and why (`paper_unused`). Raises as `find`; NotFound if it came."""
    slip = find(desk, serial)
    if slip.came_back:
        raise NotFound
    return _mark(desk, slip.batch, [serial], reason)


def rest_not_used(desk: Desk, serial: str, reason: str) -> Saved:
    """The same for every slip of its printing that is still out."""
    slip = find(desk, serial)
    typing = {str(one.body.get("paper")) for one in drafts.all_of(desk.store)}
    still = [row.serial for row in reading.of_batch(desk.store, slip.batch) if row.serial not in typing]
    if not still:
        raise NotFound
    return _mark(desk, slip.batch, still, reason)


def used_after_all(desk: Desk, serial: str) -> Saved:
    """A slip that was marked as not used turned up."""
    slip = find(desk, serial)
    return _mark(desk, slip.batch, [slip.serial], None)


def _mark(desk: Desk, batch: str, many: Sequence[str], reason: str | None) -> Saved:
    desk.may("record")
    told: dict[str, object] = {
        "unused": reason,
        "unused_by": desk.person.uid if reason else None,
        "unused_at": moment(desk.now()) if reason else None,
    }
    rows = {kinds.derived_row_id("slip", serials.read(serial)): told for serial in many}
    return recording.amend(desk, batch, {"slips": rows})


class _Slips:
    """Looks up once, for many slips, who made them and what is being typed in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._names = {one.uid: one.name or "" for one in store_people.members(desk.store, retired=True)}
        self._drafts = drafts.all_of(desk.store)

    def read(self, row: Row, *, twice: bool = False) -> Slip:
        """One of them whole."""
        desk = self._desk
        typing = tuple(one for one in self._drafts if one.body.get("paper") == row.serial)
        return Slip(
            serial=row.serial,
            form=row.form,
            batch=row.batch,
            day=date.fromisoformat(row.day) if row.day and row.form == SHEET else None,
            made_by=self._names.get(row.made_by, ""),
            made_at=row.made_at,
            printed_at=row.printed_at,
            unused=row.unused if row.unused in codes.get("paper_unused") else "",
            unused_by=self._names.get(row.unused_by, ""),
            unused_at=row.unused_at,
            came_back=tuple(reading.returns(desk.store, desk.ward(), row.serial)),
            drafts=typing,
            mine=next((one.id for one in typing if one.author == desk.person.uid), ""),
            twice=twice,
        )


# --- a huddle sheet


def _before(action: Action, day: date) -> bool:
    """Whether an action was open already when the huddle of a day began."""
    return action.raised_on is None or action.raised_on < day.isoformat()


def planned_start(desk: Desk, slip: Slip) -> str:
    """When the huddle of a sheet was planned for, as it is typed: "20/11/2026 0915", or the day alone."""
    if slip.day is None:
        return ""
    at = plan.of_ward(desk).at(slip.day)
    day = f"{slip.day.day}/{slip.day.month}/{slip.day.year}"
    return day if at is None else f"{day} {at:%H%M}"


def begin_huddle(desk: Desk, text: str, started: datetime, minutes: int) -> Saved:
    """The huddle that a sheet tells of, begun so that its prompts can be typed in; how long it took is known.

    One that was begun already is gone on with and takes the sheet's serial. Raises as `find`, and
    running.HuddleOver when it was closed.
    """
    desk.may("lead_huddle")
    slip = find(desk, text)
    if slip.form != SHEET or slip.day is None:
        raise NotFound
    day, ward = started.date(), desk.ward()
    ent = kinds.huddle_id(ward, day.isoformat())
    record = records.find(desk.store, ent)
    told = {} if record is None or record.voided else record.value
    if told.get("ended_at"):
        raise running.HuddleOver
    planned = plan.of_ward(desk).at(day)
    listed = checklists.now(desk)
    asked = listed.asked(day)
    values: dict[str, object] = {
        "ward": ward,
        "date": day.isoformat(),
        "shift": times.shift_at(started, incidents.shift_times(desk), plan.ZONE).code,
        "paper_serial": slip.serial,
        "started_at": moment(started),
        "minutes": minutes,
        "checklist": listed.base.name,
        "checklist_version": listed.base.version,
        "checklist_edition": listed.edition,
        "at_prompt": None if not asked or asked[0].own else asked[0].key,
        "at_own_prompt": asked[0].key if asked and asked[0].own else None,
    }
    if planned is not None:
        values |= {"planned_at": moment(planned), "on_time": huddles.on_time(planned, started)}
    if told.get("started_at"):
        values = {"paper_serial": slip.serial, "started_at": moment(started), "minutes": minutes}
    if told.get("not_held_reason"):
        values["not_held_reason"] = None
    filled = {name: one for name, one in values.items() if one is not None or record is not None}
    acts = running.first_acts(record, ent, filled)
    if not told.get("started_at"):
        acts += running.carrying(ent, [one for one in actions.still_open(desk) if _before(one, day)])
    entries = desk.append_all(acts)
    made = records.find(desk.store, ent)
    number = "" if made is None else made.number
    return Saved(ent, number, tuple(entry.op.id for entry in entries), at=entries[-1].at)
