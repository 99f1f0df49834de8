"""The ward's register of patients: who is here, adding and correcting them, and who left."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wardqi.domain import kinds, patients, periods
from wardqi.domain.facts import days_of
from wardqi.domain.kinds import derived_row_id, live_rows
from wardqi.domain.periods import Period
from wardqi.services.desk import Desk, NotFound
from wardqi.services.recording import Saved, link_again
from wardqi.store import measures, records
from wardqi.store.log import Act
from wardqi.store.tables import Record


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient as lists and forms show them; `value` is the whole record. Never leaves the ward."""

    ent: str
    initials: str
    name: str
    bed: str
    birth_date: str | None
    nhs_number: str
    local_id: str
    here: bool
    came_on: str | None
    left_on: str | None
    on_leave: str | None
    alike: tuple[str, ...]
    value: Mapping[str, object]


def listed(desk: Desk, *, gone: bool = False) -> tuple[Patient, ...]:
    """The patients on the ward by bed and initials; those who left too, after them, when asked for.

    `alike` names those on the ward who could be mistaken for the patient.
    """
    desk.may("read")
    known = beds(desk)
    found = [_patient(record, known) for record in records.of_kind(desk.store, "patient")]
    here = [one for one in found if one.here]
    values = [one.value for one in here]
    marked = [
        _with_alike(one, [here[at] for at in patients.alike(one.value, values) if here[at] is not one])
        for one in (found if gone else here)
    ]
    return tuple(sorted(marked, key=_order))


def find(desk: Desk, ent: str) -> Patient | None:
    """One patient, without looking for those easily mistaken."""
    record = records.find(desk.store, ent)
    return None if record is None or record.kind != "patient" else _patient(record, beds(desk))


def beds(desk: Desk) -> dict[str, str]:
    """The ward's beds: row id to label; empty on a hub."""
    ward = desk.store.fact("ward")
    record = records.find(desk.store, ward) if ward else None
    if record is None:
        return {}
    return {row: str(one.get("label") or "") for row, one in live_rows(record.value, "beds")}


def save(desk: Desk, values: Mapping[str, object], bed: str, ent: str | None = None) -> Saved:
    """Add a patient (`ent` None) or change one. `bed` is its label, added to the ward when it is new.

    For a new patient `values` may hold `came_on`, the day of the stay's start. Only what differs is
    recorded. Raises kinds.BadValue; NotFound when nothing differs.
    """
    desk.may("register_patients")
    wanted = dict(values)
    came = wanted.pop("came_on", None)
    acts: list[Act] = []
    wanted["bed"] = _bed_row(desk, bed, acts)
    record = None if ent is None else records.find(desk.store, ent)
    if record is None:
        if came is not None:
            wanted["stays"] = {_stay_row(): {"ward": desk.ward(), "admitted_on": came, "bed": wanted["bed"]}}
        kept = {name: value for name, value in wanted.items() if value is not None}
        act = Act("patient", "create", ent or str(uuid.uuid4()), kept)
    else:
        changed = {name: value for name, value in wanted.items() if record.value.get(name) != value}
        if came is not None and came != _patient(record, {}).came_on:
            # Of somebody who has left, another day of coming is a readmission: a stay of its own.
            stay = _open_stay(record.value)
            row = {"ward": desk.ward(), "admitted_on": came}
            changed["stays"] = {stay: row} if stay else {_stay_row(): {**row, **_same_spell(record.value)}}
        if not changed:
            raise NotFound
        act = Act("patient", "amend", record.ent, changed)
    kinds.check("patient", act.values)
    saved = _saved(desk, act, acts)
    if record is not None and {"nhs_number", "local_id"} & act.values.keys():
        link_again(desk, [record.ent])
    return saved


class NotThen(Exception):
    """A move that cannot have been on this day; `code` as `domain.patients.move_problem` gives it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def move(desk: Desk, ent: str, sort: str, day: str, to: str = "") -> Saved:
    """The patient went on leave, came back, or left the ward on this day; a code of `patient_move`.

    Leave stays within the stay, so its days count as bed days; leaving ends the stay, and its own day does
    not count. The record stays, and undo brings them back. Raises NotThen, NotFound.
    """
    desk.may("register_patients")
    record = records.find(desk.store, ent)
    if record is None:
        raise NotFound
    why = patients.move_problem(record.value, sort, date.fromisoformat(day), desk.now().date())
    if why:
        raise NotThen(why)
    if sort == patients.LEAVE:
        values: dict[str, object] = {"leaves": {_stay_row(): {"went_on": day}}}
    elif sort == patients.BACK:
        values = _back(record.value, day)
    else:
        values = {"bed": None, **_end_of_stay(desk, record.value, sort, day, to), **_back(record.value, day)}
    return _saved(desk, Act("patient", "amend", ent, values), [])


def _back(value: Mapping[str, object], day: str) -> dict[str, object]:
    """Any leave that goes on ends; {} when there is none."""
    going_on = [row for row, one in live_rows(value, "leaves") if not one.get("back_on")]
    return {"leaves": {row: {"back_on": day} for row in going_on}} if going_on else {}


def _end_of_stay(desk: Desk, value: Mapping[str, object], sort: str, day: str, to: str) -> dict[str, object]:
    stay = _open_stay(value)
    ended = {"left_on": day, "ended_by": sort, **({"left_to": to} if to else {})}
    if stay is None:
        return {"stays": {_stay_row(): {"ward": desk.ward(), "admitted_on": day, **ended}}}
    return {"stays": {stay: ended}}


@dataclass(frozen=True, slots=True)
class Month:
    """Bed days that the ward's stays give in a month, up to the end of today, by patient."""

    days: Mapping[str, int]
    whole: bool

    @property
    def total(self) -> int:
        """Of all patients."""
        return sum(self.days.values())


def bed_days(desk: Desk, month: date) -> Month:
    """What the stays give: from the day of coming, leave included, without the day of leaving."""
    desk.may("read")
    whole = periods.month(month)
    until = desk.now().date() + timedelta(days=1)
    period = Period(whole.start, max(whole.start, min(whole.end, until)))
    found: dict[str, int] = {}
    for stay in measures.stays(desk.store, desk.ward()):
        days = days_of(stay, period)
        if days:
            found[stay.patient] = found.get(stay.patient, 0) + days
    return Month(found, period == whole)


def _saved(desk: Desk, act: Act, before: list[Act]) -> Saved:
    entries = desk.append(*before, act)
    own = next(entry for entry in entries if entry.op.ent == act.ent)
    record = records.find(desk.store, act.ent)
    number = "" if record is None else record.number
    return Saved(act.ent, number, (own.op.id,), (), own.at)


def _bed_row(desk: Desk, label: str, acts: list[Act]) -> str | None:
    """The row of the ward's bed with this label; adds it to the ward when it is new."""
    wanted = label.strip()
    if not wanted:
        return None
    for row, known in beds(desk).items():
        if known.casefold() == wanted.casefold():
            return row
    row = derived_row_id("bed", desk.ward(), wanted.casefold())
    acts.append(Act("ward", "amend", desk.ward(), {"beds": {row: {"label": wanted}}}))
    return row


def _same_spell(value: Mapping[str, object]) -> dict[str, object]:
    """Who was only on another ward comes back within the same hospital spell."""
    stays = [stay for _, stay in live_rows(value, "stays")]
    last = max(stays, key=lambda stay: str(stay.get("left_on") or ""), default={})
    spell = last.get("spell_id")
    return {"spell_id": spell} if spell and last.get("ended_by") == "other_ward" else {}


def _stay_row() -> str:
    return uuid.uuid4().hex[:8]


def _open_stay(value: Mapping[str, object]) -> str | None:
    return next((row for row, stay in live_rows(value, "stays") if not stay.get("left_on")), None)


def _patient(record: Record, known: Mapping[str, str]) -> Patient:
    value = record.value
    stays = [stay for _, stay in live_rows(value, "stays")]
    last = max(stays, key=lambda stay: str(stay.get("admitted_on") or ""), default=None)
    here = last is None or not last.get("left_on")
    name = _text(value.get("name"))
    return Patient(
        ent=record.ent,
        initials=_text(value.get("initials")) or patients.initials(name),
        name=name,
        bed=known.get(_text(value.get("bed")), ""),
        birth_date=_text(value.get("birth_date")) or None,
        nhs_number=_text(value.get("nhs_number")),
        local_id=_text(value.get("local_id")),
        here=here,
        came_on=None if last is None else _text(last.get("admitted_on")) or None,
        left_on=None if last is None else _text(last.get("left_on")) or None,
        on_leave=patients.leave_since(value) if here else None,
        alike=(),
        value=value,
    )


def _with_alike(one: Patient, others: list[Patient]) -> Patient:
    return replace(one, alike=tuple(other.ent for other in others)) if others else one


def _order(one: Patient) -> tuple[object, ...]:
    digits = "".join(letter for letter in one.bed if letter.isdigit())
    return (not one.here, not one.bed, int(digits or 0), one.bed.casefold(), one.initials, one.name)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
