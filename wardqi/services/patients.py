"""The ward's register of patients: who is here, adding and correcting them, and who left."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from wardqi.domain import kinds, patients
from wardqi.domain.kinds import derived_row_id, live_rows
from wardqi.services.desk import Desk, NotFound
from wardqi.services.recording import Saved, link_again
from wardqi.store import records
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
    alike: tuple[str, ...]
    value: Mapping[str, object]


def listed(desk: Desk, *, gone: bool = False) -> tuple[Patient, ...]:
    """The patients on the ward by bed and initials; those who left too, after them, when asked for.

    `alike` names those on the ward who could be mistaken for the patient.
    """
    desk.may("read")
    found = [_patient(record, beds(desk)) for record in records.of_kind(desk.store, "patient")]
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
            stay = _open_stay(record.value) or _stay_row()
            changed["stays"] = {stay: {"ward": desk.ward(), "admitted_on": came}}
        if not changed:
            raise NotFound
        act = Act("patient", "amend", record.ent, changed)
    kinds.check("patient", act.values)
    saved = _saved(desk, act, acts)
    if record is not None and {"nhs_number", "local_id"} & act.values.keys():
        link_again(desk, [record.ent])
    return saved


def leave(desk: Desk, ent: str, day: str) -> Saved:
    """The patient left the ward on this day; the record stays, and undo brings them back."""
    desk.may("register_patients")
    record = records.find(desk.store, ent)
    if record is None:
        raise NotFound
    stay = _open_stay(record.value) or _stay_row()
    rows = record.value.get("stays")
    known = isinstance(rows, dict) and stay in rows
    values = {"left_on": day} if known else {"ward": desk.ward(), "admitted_on": day, "left_on": day}
    return _saved(desk, Act("patient", "amend", ent, {"bed": None, "stays": {stay: values}}), [])


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
