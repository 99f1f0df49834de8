"""Recording what happened: incidents, quiet shifts, bed days, any record; amending, voiding, undoing; drafts.

Everything goes through the log. A draft is dropped only after its record was read back from the file.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wardqi.domain import incidents, kinds, merge, serials
from wardqi.services.desk import Desk, NotFound, moment
from wardqi.store import drafts, records, tables
from wardqi.store import incidents as incidents_here
from wardqi.store.drafts import Draft
from wardqi.store.log import Act, Entry


class NotYours(Exception):
    """A draft belongs to its author; nobody else may change or finish it."""


class ChangedMeanwhile(Exception):
    """The record was changed by somebody else since it was opened; nothing was saved."""


class Incomplete(Exception):
    """The record lacks what makes it countable; `lacking` are codes. The draft is kept."""

    def __init__(self, lacking: Sequence[str]) -> None:
        super().__init__(", ".join(lacking))
        self.lacking = tuple(lacking)


@dataclass(frozen=True, slots=True)
class Saved:
    """A finished save. `changes` are what `undo` takes back; `gaps` are statutory items still missing."""

    ent: str
    number: str
    changes: tuple[str, ...]
    gaps: tuple[str, ...] = ()
    at: str = ""


def new_row() -> str:
    """An id for a row inside a record."""
    return secrets.token_hex(4)


def next_row(count: int) -> str:
    """An id for a row that stands after `count` others when rows are read in the order of their ids."""
    return f"{min(count, 255):02x}{secrets.token_hex(3)}"


def log_incident(desk: Desk, values: Mapping[str, object], draft: str | None = None) -> Saved:
    """Finish an incident: it becomes Complete and counts.

    `values` are as the kind `incident` has them, nested; what the record can derive is filled in here. The
    record takes the id of its draft, for what was said of the draft's words (`shielding.keep`) holds for it
    too. Raises Incomplete, kinds.BadValue, NotYours.
    """
    desk.may("record")
    whole = derive(desk, values)
    lacking = incidents.complete(whole)
    if lacking:
        raise Incomplete(lacking)
    _own_draft(desk, draft)
    entries = desk.append(Act("incident", "create", _ent_for(desk, draft), whole))
    if draft is not None:
        drafts.drop(desk.store, draft)
    return _saved(desk, entries)


def _ent_for(desk: Desk, draft: str | None) -> str:
    """The draft's id, unless there is a record of that id: then the draft came back after it was finished."""
    new = draft is not None and kinds.is_uuid(draft) and records.find(desk.store, draft) is None
    return draft if draft is not None and new else str(uuid.uuid4())


def log_incidents(desk: Desk, many: Sequence[Mapping[str, object]]) -> list[str]:
    """Finish several incidents in one transaction, all or none; gives their ids. Raises Incomplete."""
    desk.may("record")
    acts, ward = [], desk.ward()
    for values in many:
        whole = derive(desk, {"ward": ward, **values})
        lacking = incidents.complete(whole)
        if lacking:
            raise Incomplete(lacking)
        acts.append(Act("incident", "create", str(uuid.uuid4()), whole))
    desk.append_all(acts)
    return [act.ent for act in acts]


def derive(
    desk: Desk, values: Mapping[str, object], find: Callable[[str], tables.Record | None] | None = None
) -> dict[str, object]:
    """An incident's values and what follows: lengths, reviews in time, equality facts, who and when.

    `find` gives a patient's record; without it the store is asked.
    """
    whole = dict(values)
    if "ward" not in whole:
        whole["ward"] = desk.ward()
    whole = _with_serial(whole)
    whole.setdefault("recorded_by", desk.person.uid)
    whole.setdefault("recorded_at", moment(desk.now()))
    rows = whole.get("interventions")
    if isinstance(rows, dict):
        whole["interventions"] = {
            row: {**one, **_length(one)} if isinstance(one, dict) else one for row, one in rows.items()
        }
        _bounds(whole, [one for one in rows.values() if isinstance(one, dict) and not one.get("removed")])
    whole.update(_length(whole))
    whole = kinds.nest({**incidents.injuries_told(whole), **kinds.flatten(whole)})
    patient = whole.get("patient")
    if isinstance(patient, str):
        record = records.find(desk.store, patient) if find is None else find(patient)
        if record is not None:
            for name, value in incidents.carried(record.value, whole).items():
                whole.setdefault(name, value)
    if whole.get("negligible_decision"):
        whole = {**decided(desk), **whole}
    reviews = whole.get("reviews")
    if isinstance(reviews, dict):
        marks = incidents.review_marks(whole)
        whole["reviews"] = {
            row: {**one, **marks.get(row, {})} if isinstance(one, dict) else one
            for row, one in reviews.items()
        }
    return whole


def _with_serial(values: Mapping[str, object]) -> dict[str, object]:
    """The serial of a paper slip as it is kept, however it was typed."""
    said = values.get("paper_serial")
    if not isinstance(said, str):
        return dict(values)
    try:
        return {**values, "paper_serial": serials.read(said)}
    except serials.NotASerial:
        return dict(values)  # a number from somebody else's forms


def decided(desk: Desk) -> dict[str, object]:
    """Who decides now whether force was negligible, for the record."""
    return {"negligible_by": desk.person.uid, "negligible_at": moment(desk.now())}


def _length(one: Mapping[str, object]) -> dict[str, object]:
    """Whole minutes between start and end, in real time, also across a clock change."""
    start, end = tables.minute(one.get("started_at")), tables.minute(one.get("ended_at"))
    # An end before the start is asked about and may be kept; it has no length that could be counted.
    return {} if start is None or end is None or end < start else {"minutes": end - start}


def _bounds(whole: dict[str, object], rows: Sequence[Mapping[str, object]]) -> None:
    """An incident lasts from its first intervention to the end of its last, unless somebody said so."""
    starts = [str(one["started_at"]) for one in rows if one.get("started_at")]
    ends = [str(one["ended_at"]) for one in rows if one.get("ended_at")]
    if starts:
        whole.setdefault("started_at", min(starts, key=datetime.fromisoformat))
    if ends and len(ends) == len(rows):
        whole.setdefault("ended_at", max(ends, key=datetime.fromisoformat))


def create(desk: Desk, kind: str, values: Mapping[str, object], ent: str | None = None) -> Saved:
    """Record something of any kind; `ent` where the kind's id is derived (see `domain.kinds`)."""
    desk.may("record")
    return _saved(desk, desk.append(Act(kind, "create", ent or str(uuid.uuid4()), values)))


def create_all(desk: Desk, made: Sequence[tuple[str, Mapping[str, object], str | None]]) -> list[str]:
    """Record many things in one transaction: (kind, values, id or None) each; gives their ids in order."""
    desk.may("record")
    acts = [Act(kind, "create", ent or str(uuid.uuid4()), values) for kind, values, ent in made]
    desk.append_all(acts)
    return [act.ent for act in acts]


def amend(
    desk: Desk,
    ent: str,
    values: Mapping[str, object],
    *,
    reason: str | None = None,
    seen: Sequence[str] | None = None,
) -> Saved:
    """Change some fields of a record; the old values stay in its history.

    `seen` are the heads the person was looking at: when given and no longer the record's, their change
    is recorded beside the other's, and the record asks for a choice only where both touched one field.
    """
    record = _record(desk, ent)
    desk.may("amend_signed" if record.value.get("signed_at") else "record")
    base = None if seen is None else tuple(seen)
    if record.kind == "incident":
        values = _with_marks(record, _with_lengths(record, _with_serial(values)))
    entries = desk.append(Act(record.kind, "amend", ent, values, reason=reason, base=base))
    if record.kind == "patient" and _IDENTITY & values.keys():
        link_again(desk, [ent])
    return _saved(desk, entries)


def _with_lengths(record: tables.Record, values: Mapping[str, object]) -> Mapping[str, object]:
    """An incident's amendment and what it does to how long the incident and each intervention lasted."""
    flat: dict[str, object] = kinds.flatten(values)
    held = kinds.flatten(record.value)
    for path in list(flat):
        part, end = path[: path.rfind(".") + 1], path.rpartition(".")[2]
        if end not in ("started_at", "ended_at") or not (part == "" or part.startswith("interventions.")):
            continue
        times = {name: flat.get(f"{part}{name}", held.get(f"{part}{name}")) for name in _TIMES}
        minutes = _length(times).get("minutes")
        told = all(times.values()) or end == "ended_at"  # a length may have been given without an end
        if told and held.get(f"{part}minutes") != minutes:
            flat.setdefault(f"{part}minutes", minutes)
    return kinds.nest(flat)


_TIMES = ("started_at", "ended_at")


def _with_marks(record: tables.Record, values: Mapping[str, object]) -> Mapping[str, object]:
    """An incident's amendment and what it does to whether its reviews were in time.

    A time that is taken away takes its marks with it; a review whose times have not come here keeps them.
    """
    flat: dict[str, object] = kinds.flatten(values)
    if not any(path == "ended_at" or path.startswith("reviews.") for path in flat):
        return values
    held = kinds.flatten(record.value)
    whole = kinds.nest({**held, **flat})
    for row, marks in incidents.review_marks(whole).items():
        for name, mark in marks.items():
            if held.get(f"reviews.{row}.{name}") != mark:
                flat.setdefault(f"reviews.{row}.{name}", mark)
    for path in [path for path, value in flat.items() if path.endswith(_REVIEW_TIMES) and value is None]:
        for hours in ("48h", "72h"):
            late = f"{path.removesuffix('at')}{hours}"
            if held.get(late) is not None:
                flat.setdefault(late, None)
    return kinds.nest(flat)


_REVIEW_TIMES = (".offered_at", ".held_at")


def linking(desk: Desk, patients: Sequence[str]) -> list[Act]:
    """What gives these patients' incidents, voided ones too, their present pseudonym outside the ward."""
    wanted = set(patients)
    if not wanted:
        return []
    return [
        Act("incident", "amend", record.ent, {"patient": record.value["patient"]}, reason="pseudonym")
        for record in records.of_kind(desk.store, "incident", voided=True)
        if record.value.get("patient") in wanted
    ]


def link_again(desk: Desk, patients: Sequence[str]) -> int:
    """Do what `linking` says; gives how many incidents that were."""
    acts = linking(desk, patients)
    if acts:
        desk.append_all(acts)
    return len(acts)


def resolve(desk: Desk, ent: str, path: str, value: object) -> Saved:
    """Settle a conflict: this value stands, and everything seen so far is what it builds on."""
    record = _record(desk, ent)
    return amend(desk, ent, kinds.nest({path: value}), reason="resolved", seen=record.heads)


def void(desk: Desk, ent: str, reason: str, words: str = "") -> Saved:
    """Mark a record as entered in error; nothing is removed and `restore` brings it back."""
    record = _record(desk, ent)
    desk.may("void")
    entries = desk.append(
        Act(record.kind, "void", ent, reason=reason),
        *([desk.note("reason", ent, note=words)] if words else []),
    )
    return _saved(desk, entries)


def restore(desk: Desk, ent: str) -> Saved:
    """Bring a voided record back."""
    record = _record(desk, ent)
    desk.may("void")
    return _saved(desk, desk.append(Act(record.kind, "restore", ent)))


def undo(desk: Desk, changes: Sequence[str]) -> Saved:
    """Take back changes by further changes: nothing disappears. Undoing an undo does it again.

    Several steps on one record can be taken back one after another. Raises ChangedMeanwhile when
    something else was changed since.
    """
    acts: list[Act] = []
    latest: dict[str, str] = {}
    for change in changes:
        latest[_entry(desk, change).op.ent] = change
    for change in reversed(changes):
        op = _entry(desk, change).op
        if op.kind in kinds.SYSTEM:
            continue
        if not _stands(desk, op.ent, latest[op.ent]):
            raise ChangedMeanwhile
        if op.action in (merge.CREATE, merge.RESTORE):
            acts.append(Act(op.kind, merge.VOID, op.ent, reason="undone"))
        elif op.action == merge.VOID:
            acts.append(Act(op.kind, merge.RESTORE, op.ent))
        else:
            acts.append(Act(op.kind, merge.AMEND, op.ent, _before(desk, op.ent, change), reason="undone"))
    if not acts:
        raise NotFound
    entries = desk.append_all(acts)
    renamed = [act.ent for act in acts if act.kind == "patient" and _IDENTITY & act.values.keys()]
    link_again(desk, renamed)
    return _saved(desk, entries)


_IDENTITY = frozenset({"nhs_number", "local_id"})


def _stands(desk: Desk, ent: str, change: str) -> bool:
    """Whether a record is as this change left it: nothing followed, or what did was taken back."""
    record = _record(desk, ent)
    if record.heads == (change,):
        return True
    values: dict[str, object] = {}
    voided = False
    for step in records.history(desk.store, ent):
        values.update(step.after)
        if step.action in (merge.CREATE, merge.VOID, merge.RESTORE):
            voided = step.action == merge.VOID
        if step.id == change:
            break
    now = kinds.flatten(record.value)
    same = _answered(values) == _answered(now)
    return len(record.heads) == 1 and voided == record.voided and same


def _answered(flat: Mapping[str, object]) -> dict[str, object]:
    """What stands of a record: answers that are given, in rows that were not taken out."""
    gone = {_row_of(path) for path, value in flat.items() if path.endswith(_REMOVED) and value is True}
    return {
        path: value
        for path, value in flat.items()
        if value is not None and not path.endswith(_REMOVED) and _row_of(path) not in gone
    }


_REMOVED = f".{kinds.REMOVED}"


def _row_of(path: str) -> str:
    """The row a path lies in, with its dot; a field of the record itself is its own."""
    return path[: path.rfind(".") + 1] or path


def _before(desk: Desk, ent: str, change: str) -> dict[str, object]:
    """What puts a record back as it was before the change; rows that came with it are taken out."""
    had: set[str] = set()
    for step in records.history(desk.store, ent):
        if step.id == change:
            back = {path: step.before.get(path) for path in step.after}
            new = {_row_of(path) for path in back if "." in path} - had
            return kinds.nest(back | {f"{row}{kinds.REMOVED}": True for row in new})
        had |= {_row_of(path) for path in step.after}
    raise NotFound


def confirm_quiet(desk: Desk, day: str, shift: str) -> Saved:
    """Say that nothing happened on a shift, so that its zero means zero; undone like any change."""
    return confirm_quiet_shifts(desk, [(day, shift)])


def confirm_quiet_shifts(desk: Desk, shifts: Sequence[tuple[str, str]]) -> Saved:
    """Confirm several quiet shifts, each (day "2026-10-25", code of the list `shift`), in one transaction."""
    desk.may("record")
    return _saved(desk, desk.append_all(quiet_acts(desk, shifts)))


def quiet_acts(desk: Desk, shifts: Iterable[tuple[str, str]], loaded_from: str | None = None) -> list[Act]:
    """What confirms these shifts as quiet; `loaded_from` when it is known from another system's file."""
    ward = desk.ward()
    acts: list[Act] = []
    for day, shift in shifts:
        ent = kinds.shift_id(ward, day, shift)
        record = records.find(desk.store, ent)
        values: dict[str, object] = {
            "ward": ward,
            "date": day,
            "shift": shift,
            "confirmed": True,
            "confirmed_by": desk.person.uid,
            "confirmed_at": moment(desk.now()),
        }
        if loaded_from is not None:
            values["loaded_from"] = loaded_from
        if record is not None and record.voided:
            acts.append(Act("quiet_shift", "restore", ent))
        acts.append(Act("quiet_shift", "create" if record is None else "amend", ent, values))
    return acts


def set_bed_days(
    desk: Desk, month: str, occupied: Mapping[str, int | None], source: str | None = None
) -> Saved:
    """Set a month's occupied beds by day ("2026-10-25"); only days that differ are recorded.

    `source` says how they were counted (`bed_day_source`); a day counted otherwise before is then set again.
    Raises NotFound when nothing differs, kinds.BadValue for a day of another month or fewer than no beds.
    """
    desk.may("record")
    ward = desk.ward()
    ent = kinds.month_id(ward, month)
    for day, beds in occupied.items():
        if not kinds.is_date(day) or day[:7] != month[:7] or (beds is not None and beds < 0):
            raise kinds.BadValue("bed_days", "days", "out_of_range")
    record = records.find(desk.store, ent)
    days = _beds_changed(record, occupied, source)
    if not days:
        raise NotFound
    if record is not None:
        return _saved(desk, desk.append(Act("bed_days", "amend", ent, {"days": days})))
    values: dict[str, object] = {"ward": ward, "month": f"{month[:7]}-01", "days": days}
    if source is not None:
        values["source"] = source
    return _saved(desk, desk.append(Act("bed_days", "create", ent, values)))


def _beds_changed(
    record: tables.Record | None, occupied: Mapping[str, int | None], source: str | None
) -> dict[str, dict[str, object]]:
    """The rows of a month that these counts change."""
    value: Mapping[str, object] = {} if record is None else record.value
    have = dict(kinds.live_rows(value, "days"))
    rows: dict[str, dict[str, object]] = {}
    for day, beds in occupied.items():
        row = kinds.day_row(day)
        held = have.get(row, {})
        told: dict[str, object] = {"occupied": beds}
        if source is not None and beds is not None:
            told["source"] = source
        usual = held.get("source") or value.get("source") or source
        if held.get("occupied") != beds or told.get("source", usual) != usual:
            rows[row] = told
    return rows


def ready_to_sign(desk: Desk) -> list[str]:
    """Incidents with force that lack nothing and are not signed, oldest first."""
    return incidents_here.unsigned(desk.store)


def sign_off(desk: Desk, ent: str) -> Saved:
    """Sign an incident as checked: from now on changes are amendments with a reason. Raises Incomplete."""
    return sign_off_all(desk, [ent])


def sign_off_all(desk: Desk, ents: Sequence[str]) -> Saved:
    """Sign several incidents in one transaction; what is given back is of the first. Raises Incomplete."""
    desk.may("sign")
    return _saved(desk, desk.append_all([_signing(desk, ent) for ent in ents]))


def _signing(desk: Desk, ent: str) -> Act:
    record = _record(desk, ent)
    patient = record.value.get("patient")
    found = records.find(desk.store, patient) if isinstance(patient, str) else None
    lacking = incidents.cannot_sign(record.value, None if found is None else found.value)
    if lacking:
        raise Incomplete(lacking)
    values = {"signed_by": desk.person.uid, "signed_at": moment(desk.now())}
    return Act("incident", "amend", ent, values, base=record.heads)


def keep_draft(
    desk: Desk, draft: str, kind: str, title: str, body: Mapping[str, object], about: str | None = None
) -> str:
    """Keep what is being written, encrypted; gives the exact local time it was saved. Raises NotYours."""
    held = drafts.find(desk.store, draft)
    if held is not None and held.author != desk.person.uid:
        raise NotYours
    now = desk.now().isoformat(timespec="seconds")
    started = held.started_at if held is not None else now
    drafts.keep(desk.store, Draft(draft, kind, desk.person.uid, about, title, body, started, now))
    return now


def open_draft(desk: Desk, draft: str) -> Draft:
    """A draft of one's own, to go on with; raises NotFound, NotYours."""
    held = drafts.find(desk.store, draft)
    if held is None:
        raise NotFound
    if held.author != desk.person.uid:
        raise NotYours
    return held


def discard_draft(desk: Desk, draft: str) -> Draft | None:
    """Throw a draft of one's own away; what it was is given back, so that it can be undone."""
    _own_draft(desk, draft)
    held = drafts.find(desk.store, draft)
    drafts.drop(desk.store, draft)
    return held


def put_back_draft(desk: Desk, draft: Draft) -> None:
    """Bring a draft back that was thrown away."""
    if draft.author != desk.person.uid:
        raise NotYours
    drafts.keep(desk.store, draft)


def _own_draft(desk: Desk, draft: str | None) -> None:
    held = None if draft is None else drafts.find(desk.store, draft)
    if held is not None and held.author != desk.person.uid:
        raise NotYours


def _record(desk: Desk, ent: str) -> tables.Record:
    record = records.find(desk.store, ent)
    if record is None:
        raise NotFound
    return record


def _entry(desk: Desk, change: str) -> Entry:
    entry = records.entry(desk.store, change)
    if entry is None:
        raise NotFound
    return entry


def _saved(desk: Desk, entries: Sequence[Entry]) -> Saved:
    own = [entry for entry in entries if entry.op.kind not in kinds.SYSTEM]
    ent = own[0].op.ent
    record = _record(desk, ent)
    gaps: tuple[str, ...] = ()
    if record.kind == "incident":
        patient = record.value.get("patient")
        found = records.find(desk.store, patient) if isinstance(patient, str) else None
        gaps = tuple(incidents.statutory(record.value, None if found is None else found.value).missing)
    return Saved(ent, record.number, tuple(entry.op.id for entry in own), gaps, own[-1].at)
