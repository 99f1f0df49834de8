"""The end of a huddle: closing it, what it came to, one that was not held; and how the ward's huddles go."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wardqi.domain import huddles, kinds
from wardqi.domain.checklists import Prompt
from wardqi.services import recording
from wardqi.services.desk import Desk, NotFound, moment
from wardqi.services.huddles import actions, plan, running
from wardqi.services.huddles.actions import Action
from wardqi.services.huddles.running import Answer, Concern, HuddleOver
from wardqi.services.recording import Saved
from wardqi.store import huddles as store_huddles
from wardqi.store import records
from wardqi.store.log import Act
from wardqi.store.tables import Record

_FORGOTTEN = timedelta(minutes=30)
"""A huddle closed this long after its last answer ended with that answer, not when somebody noticed."""

_WEEK = 7
_LATELY = 28


@dataclass(frozen=True, slots=True)
class Rivals:
    """What two PCs said apart from each other of `path`: each value with who said it, and when."""

    path: str
    values: tuple[tuple[object, str, str], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A huddle as its close, its print and its history show it. `reason` says why one was not held."""

    ent: str
    day: date
    planned_at: str | None
    started_at: str | None
    ended_at: str | None
    minutes: int | None
    on_time: bool | None
    reason: str | None
    prompts: tuple[Prompt, ...]
    answers: Mapping[str, Answer]
    concerns: tuple[Concern, ...]
    actions: tuple[Action, ...]
    carried: tuple[Action, ...]
    attendance: Mapping[str, int]
    shown: Mapping[str, float]
    roles: Mapping[str, str]
    good_thing: str
    edition: int
    review: bool
    rivals: tuple[Rivals, ...] = ()

    @property
    def people(self) -> int:
        """How many people were there."""
        return sum(self.attendance.values())

    @property
    def skipped(self) -> tuple[Prompt, ...]:
        """The prompts that were left out, with a reason."""
        return tuple(one for one in self.prompts if (said := self.answers.get(one.key)) and said.skipped)


ROLES = ("lead_role", "recorder_role", "timekeeper_role", "teller_role", "opening_role")
"""Who did what at a huddle, each a job title."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How the ward's huddles go. Of the last 7 days: held of planned. Of the last 28: the rest.

    Shares are None where there is nothing to share. `run` is weekdays in a row, up to now.
    """

    held: int
    planned: int
    punctual: float | None
    minutes: float | None
    disciplines: float | None
    actions_on_time: float | None
    run: int
    embedded: bool


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Some huddles, newest first, and how many there are."""

    huddles: tuple[Summary, ...]
    total: int
    offset: int


def summary(desk: Desk, ent: str) -> Summary:
    """One huddle whole; raises NotFound."""
    desk.may("read")
    record = records.find(desk.store, ent)
    if record is None or record.kind != "huddle":
        raise NotFound
    return _summary(desk, record, whole=True)


def close(
    desk: Desk,
    ent: str,
    *,
    attendance: Mapping[str, int] | None = None,
    roles: Mapping[str, str | None] | None = None,
    good_thing: str | None = None,
) -> Saved:
    """End a huddle: its length, who was there, the good thing. Raises HuddleOver, NotFound."""
    desk.may("lead_huddle")
    record = records.find(desk.store, ent)
    if record is None or not record.value.get("started_at"):
        raise NotFound
    if record.value.get("ended_at"):
        raise HuddleOver
    first = _first_start(record).get("started_at", record.value["started_at"])
    started, ended = str(first), moment(ended_at(record, desk.now()))
    values: dict[str, object] = {
        "ended_at": ended,
        "minutes": running.minutes_between(started, ended),
        "at_prompt": None,
        "at_own_prompt": None,
        **_first_start(record),
        **{name: role for name, role in (roles or {}).items() if record.value.get(name) != role},
    }
    if good_thing is not None:
        values["good_thing"] = good_thing.strip() or None
    if attendance is not None:
        values["attendance"] = running.attendance_rows(attendance)
    entries = desk.append(Act("huddle", "amend", ent, values))
    running.forget(desk, ent)
    return Saved(ent, record.number, tuple(entry.op.id for entry in entries), at=entries[-1].at)


def note(
    desk: Desk, ent: str, attendance: Mapping[str, int], roles: Mapping[str, str | None], good_thing: str
) -> Saved:
    """Keep what was chosen for the close, only what differs. Raises HuddleOver, NotFound."""
    desk.may("record")
    record = running.open_record(desk, ent)
    return _set(desk, record, _differs(record, attendance, roles, good_thing))


def correct(
    desk: Desk, ent: str, attendance: Mapping[str, int], roles: Mapping[str, str | None], good_thing: str
) -> Saved:
    """Put right who was there, who did what, or the good thing of a huddle that is over; the history keeps
    what stood there. Raises NotFound."""
    desk.may("lead_huddle")
    record = records.find(desk.store, ent)
    if record is None or record.voided or not record.value.get("ended_at"):
        raise NotFound
    return _set(desk, record, _differs(record, attendance, roles, good_thing))


def _differs(
    record: Record, attendance: Mapping[str, int], roles: Mapping[str, str | None], good_thing: str
) -> dict[str, object]:
    values: dict[str, object] = {name: role for name, role in roles.items() if record.value.get(name) != role}
    if good_thing.strip() != str(record.value.get("good_thing") or ""):
        values["good_thing"] = good_thing.strip() or None
    if {role: many for role, many in attendance.items() if many} != running.attendance_of(record.value):
        values["attendance"] = running.attendance_rows(attendance)
    return values


def _set(desk: Desk, record: Record, values: Mapping[str, object]) -> Saved:
    if not values:
        return Saved(record.ent, record.number, ())
    entries = desk.append(Act("huddle", "amend", record.ent, values))
    ids = tuple(entry.op.id for entry in entries)
    return Saved(record.ent, record.number, ids, at=entries[-1].at)


def _first_start(record: Record) -> dict[str, object]:
    """Two PCs that began one huddle apart need nobody to choose: the first start is when it began."""
    began = [str(one.value) for one in record.conflicts.get("started_at", ()) if one.value]
    if not began:
        return {}
    values: dict[str, object] = {"started_at": min(began, key=datetime.fromisoformat)}
    for name in ("on_time", "opening_role", "lead_role", "checklist_edition"):
        if name in record.conflicts:
            values[name] = record.value.get(name)
    if "on_time" in record.conflicts:
        values["on_time"] = any(one.value is True for one in record.conflicts["on_time"])
    return values


def ended_at(record: Record, now: datetime) -> datetime:
    """When a huddle that is closed now came to its end; one from a paper sheet lasted as long as it says."""
    started, minutes = datetime.fromisoformat(str(record.value["started_at"])), record.value.get("minutes")
    if record.value.get("paper_serial") and isinstance(minutes, int):
        return started + timedelta(minutes=minutes)
    said = [one.at for one in running.answers_of(record.value).values() if one.at]
    last = max([str(record.value["started_at"]), *said], key=datetime.fromisoformat)
    when = datetime.fromisoformat(last)
    return now if now - when <= _FORGOTTEN else when


def not_held(desk: Desk, day: date, reason: str) -> Saved:
    """There was no huddle on a day, and why (`huddle_not_held`). Raises HuddleOver when there was one."""
    desk.may("record")
    ward = desk.ward()
    ent = kinds.huddle_id(ward, day.isoformat())
    record = records.find(desk.store, ent)
    if record is not None and not record.voided and record.value.get("started_at"):
        raise HuddleOver
    if record is not None and not record.voided:
        return recording.amend(desk, ent, {"not_held_reason": reason})
    planned = plan.of_ward(desk).at(day)
    values: dict[str, object] = {"ward": ward, "date": day.isoformat(), "not_held_reason": reason}
    if planned is not None:
        values["planned_at"] = moment(planned)
    if record is None:
        return recording.create(desk, "huddle", values, ent)
    entries = desk.append(Act("huddle", "restore", ent), Act("huddle", "amend", ent, values))
    return Saved(ent, record.number, tuple(entry.op.id for entry in entries), at=entries[-1].at)


def page(desk: Desk, offset: int = 0, size: int = 30) -> HistoryPage:
    """Past huddles, newest first."""
    desk.may("read")
    found, total = store_huddles.page(desk.store, desk.ward(), limit=size, offset=offset)
    return HistoryPage(tuple(_summary(desk, one, whole=False) for one in found), total, offset)


def progress(desk: Desk, lately: Mapping[date, Record] | None = None) -> Progress:
    """How huddles go now; `lately` are those of the last `huddles.LOOK_BACK` days, where they are known."""
    today = desk.now().date()
    planned = plan.of_ward(desk)
    if lately is None:
        days = [today - timedelta(days=at) for at in range(huddles.LOOK_BACK + 1)]
        lately = store_huddles.of_days(desk.store, desk.ward(), days)
    held = {on for on, one in lately.items() if one.value.get("started_at")}
    week = [today - timedelta(days=at) for at in range(_WEEK)]
    begun = min(held, default=week[-1])  # nothing was to be held before a ward's first huddle
    expected = [
        on
        for on in week
        if huddles.planned(on, planned.weekdays) and on >= begun and (on != today or on in held)
    ]
    month = [lately[on] for on in held if (today - on).days < _LATELY]
    timed = [one.value["on_time"] is True for one in month if one.value.get("on_time") is not None]
    lengths = [int(str(one.value["minutes"])) for one in month if one.value.get("minutes") is not None]
    disciplines = [len(running.attendance_of(one.value)) for one in month if one.value.get("attendance")]
    return Progress(
        held=sum(on in held for on in expected),
        planned=len(expected),
        punctual=_share(timed),
        minutes=statistics.median(lengths) if lengths else None,
        disciplines=statistics.median(disciplines) if disciplines else None,
        actions_on_time=_actions_on_time(desk, today),
        run=huddles.run(held, today),
        embedded=huddles.embedded(held, today),
    )


def _actions_on_time(desk: Desk, today: date) -> float | None:
    """Of the actions that fell due in the last 28 days, those closed by then."""
    first, last = today - timedelta(days=_LATELY), today - timedelta(days=1)
    return _share(store_huddles.closed_in_time(desk.store, desk.ward(), first, last))


def _share(found: list[bool]) -> float | None:
    return sum(found) / len(found) if found else None


def _summary(desk: Desk, record: Record, *, whole: bool) -> Summary:
    value = record.value
    minutes, on_time, edition = value.get("minutes"), value.get("on_time"), value.get("checklist_edition")
    prompts = running.prompts_of(desk, value) if whole else ()
    return Summary(
        ent=record.ent,
        day=date.fromisoformat(str(value["date"])),
        planned_at=_text(value.get("planned_at")),
        started_at=_text(value.get("started_at")),
        ended_at=_text(value.get("ended_at")),
        minutes=minutes if isinstance(minutes, int) else None,
        on_time=on_time if isinstance(on_time, bool) else None,
        reason=_text(value.get("not_held_reason")) if not value.get("started_at") else None,
        prompts=prompts,
        answers=running.answers_of(value),
        concerns=running.concerns_of(value, prompts),
        actions=running.actions_of(desk, record.ent) if whole else (),
        carried=running.carried_of(desk, value) if whole else (),
        attendance=running.attendance_of(value),
        shown=running.shown_of(value),
        roles={name: role for name in ROLES if (role := _text(value.get(name)))},
        good_thing=str(value.get("good_thing") or ""),
        edition=edition if isinstance(edition, int) else 0,
        review=record.review,
        rivals=_rivals(desk, record) if whole and record.conflicts else (),
    )


def _rivals(desk: Desk, record: Record) -> tuple[Rivals, ...]:
    names = actions.names_of(desk)
    return tuple(
        Rivals(path, tuple((one.value, names.get(one.by, ""), one.at) for one in found))
        for path, found in sorted(record.conflicts.items())
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
