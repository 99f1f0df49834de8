"""What Send and receive shows: what waits, what was sent, what came back, what leaves, and the backups."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wardqi.bundles import enrolment
from wardqi.domain import codes, privacy
from wardqi.domain.kinds import KINDS, REMOVED, SYSTEM, Field, Type, flatten
from wardqi.services import exchange, pairing
from wardqi.services.access import Session
from wardqi.services.desk import Desk
from wardqi.services.exchange import Strip
from wardqi.services.pairing import Paired
from wardqi.store import backups, outbox, records
from wardqi.store.store import Parcel
from wardqi.store.tables import Record

_TITLES = ("date", "month", "period", "name", "title", "what", "text", "initials")


@dataclass(frozen=True, slots=True)
class Line:
    """A record in a list: its number or what else tells it apart, and when it was changed last (UTC)."""

    ent: str
    kind: str
    title: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A bundle that was made: `confirmed` when a receipt covers everything in it."""

    number: int
    at: str
    changes: int
    file: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Back:
    """Something that came back: a record with two answers to choose between (`paths`), or a question."""

    ent: str
    kind: str
    title: str
    text: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Got:
    """A receipt that was opened: when it was made, and when it was opened here (UTC)."""

    made: str
    at: str
    file: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Where sending stands, `ready` by kind of record."""

    strip: Strip
    ready: dict[str, int]
    sent: tuple[Sent, ...]
    back: tuple[Back, ...]
    receipts: tuple[Got, ...]
    org: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """One field and what becomes of it. `reach` is ward, trust or region; `form` whole, hour, age_band or
    pseudonym; `rows` names the part of the record it stands in, empty for the record itself.

    `here` and `there` are an example: what a waiting record says on the ward, and what of it in the bundle.
    """

    kind: str
    rows: str
    label: str
    reach: str
    form: str
    here: str = ""
    there: str = ""


@dataclass(frozen=True, slots=True)
class Copies:
    """The backups in the store's own folder, newest first, and when the last was made (None: never)."""

    last: datetime | None
    kept: tuple[backups.Kept, ...]


def overview(desk: Desk) -> Overview:
    """Everything on the first page of Send and receive."""
    store = desk.store
    acked = {mark.rep: mark.acked for mark in outbox.marks(store)}
    return Overview(
        strip=exchange.strip(desk),
        ready=_in_order({kind: len(ents) for kind, ents in outbox.unsent(store).items()}),
        sent=tuple(_sent(one, acked) for one in outbox.parcels(store, incoming=False, kind="changes")),
        back=(*_questions(desk), *(_review(one) for one in records.in_review(store))),
        receipts=tuple(
            Got(str(json.loads(one.manifest).get("made", "")), one.at, one.file)
            for one in outbox.parcels(store, incoming=True, kind="receipt")
        ),
        org=store.fact("trust") or "",
    )


def ready(desk: Desk, kind: str, offset: int = 0, limit: int = 50) -> tuple[list[Line], int]:
    """One page of the records of a kind that no bundle has held yet, and how many there are."""
    ents = outbox.unsent(desk.store).get(kind, [])
    found = (records.find(desk.store, ent) for ent in ents[offset : offset + limit])
    return [_line(one) for one in found if one is not None], len(ents)


def leaving(desk: Desk, inside: Iterable[str]) -> list[Leaving]:
    """Every field of these kinds of record, in the order of the record, and what becomes of it.

    With an example from a record that waits to be sent, split as the log splits it.
    """
    found = []
    unsent = outbox.unsent(desk.store)
    for name in inside:
        kind = KINDS.get(name)
        if kind is None:
            continue
        rules = privacy.TRAVELS.get(name, {})
        here, there = _example(desk, name, unsent.get(name, []))
        parts = {rows.name: rows.label for rows in kind.rows}
        for path, field in kind.paths():
            rows, _, last = path.rpartition(".")
            if last == REMOVED:
                continue
            reach, form = rules.get(path, (privacy.Travels.WARD, privacy.Cut.WHOLE))
            said = (_said(field, here.get(path)), _said(field, there.get(path)))
            found.append(Leaving(name, parts.get(rows, ""), field.label, str(reach), str(form), *said))
    return found


def _example(desk: Desk, kind: str, ents: Sequence[str]) -> tuple[dict[str, object], dict[str, object]]:
    """The fullest of the first waiting records, on the ward and in the bundle, by path without row ids."""
    found = (records.find(desk.store, ent) for ent in ents[:_LOOKED_AT])
    values = max((one.value for one in found if one is not None), key=len, default={})
    public, _ = privacy.split(kind, values, desk.store.pseudonym)
    return _first_of_each(values), _first_of_each(public)


def _first_of_each(values: Mapping[str, object]) -> dict[str, object]:
    first: dict[str, object] = {}
    for path, value in flatten(values).items():
        parts = path.split(".")
        first.setdefault(path if len(parts) == 1 else f"{parts[0]}.{parts[2]}", value)
    return first


def _said(field: Field, value: object) -> str:
    """A value in words, shortened; a code by its plain meaning."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, list):
        return ", ".join(_said(field, one) for one in value)[:_SHORT]
    if field.codes and isinstance(value, str) and value in codes.get(field.codes):
        return codes.get(field.codes).plain(value)[:_SHORT]
    if field.type is Type.MOMENT:
        return str(value)[:16].replace("T", " ")
    return " ".join(str(value).split())[:_SHORT]


_LOOKED_AT, _SHORT = 20, 60


def look_at_hub(_desk: Desk, path: Path) -> Paired:
    """Whose hub file this is and its six words, nothing trusted yet; raises Refused."""
    found = enrolment.parse_hub_file(pairing.read_text(path))
    return Paired(found.keyring.org_name, found.words)


def look_at_ward(_desk: Desk, path: Path) -> Paired:
    """Which ward PC this file is of and its six words, nothing listed yet; raises Refused."""
    found = enrolment.parse_ward_file(pairing.read_text(path))
    return Paired(found.name, found.words)


@dataclass(frozen=True, slots=True)
class Partner:
    """A ward the hub is paired with: its PCs, and when a bundle of it was last taken (UTC, or empty)."""

    ward: str
    name: str
    pcs: tuple[str, ...]
    last_at: str
    last_number: int


def partners(desk: Desk) -> list[Partner]:
    """Every ward with a PC on the hub's list, by name; raises pairing.NotPaired before there is a list."""
    ring = pairing.held_keyring(desk.store)
    taken: dict[str, Parcel] = {}
    for one in outbox.parcels(desk.store, incoming=True):
        if one.undone_at is None and one.ward:
            taken.setdefault(one.ward, one)
    found = []
    for ward in {device.ward for device in ring.devices if device.ward and device.revoked_after is None}:
        pcs = tuple(one.name for one in ring.devices if one.ward == ward and one.revoked_after is None)
        own = records.find(desk.store, ward)
        name = str(own.value.get("name") or "") if own is not None else ""
        last = taken.get(ward)
        found.append(Partner(ward, name or pcs[0], pcs, last.at if last else "", last.bseq if last else 0))
    return sorted(found, key=lambda one: one.name.casefold())


@dataclass(frozen=True, slots=True)
class Import:
    """A bundle that was taken: whose, its number, how many changes, when; and when it was undone."""

    bundle: str
    ward: str
    number: int
    changes: int
    at: str
    file: str
    undone_at: str | None


def imports(desk: Desk, most: int = 200) -> list[Import]:
    """Bundles taken by this store, newest first."""
    names = {one.ent: str(one.value.get("name") or "") for one in records.of_kind(desk.store, "ward")}
    return [
        Import(one.id, names.get(one.ward or "", ""), one.bseq, one.count, one.at, one.file, one.undone_at)
        for one in outbox.parcels(desk.store, incoming=True)[:most]
    ]


def copies(session: Session) -> Copies:
    """The store's backups."""
    kept = tuple(backups.kept(session.vault.folder))
    return Copies(kept[0].at if kept else None, kept)


def _in_order(counts: dict[str, int]) -> dict[str, int]:
    """Incidents first, then as the kinds stand."""
    order = ["incident", *KINDS]
    return dict(
        sorted(counts.items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order))
    )


def _sent(parcel: Parcel, acked: dict[str, int]) -> Sent:
    ranges = json.loads(parcel.manifest).get("ranges", {})
    confirmed = all(acked.get(rep, 0) >= last for rep, (_, last) in ranges.items())
    return Sent(parcel.bseq, parcel.at, parcel.count, parcel.file, confirmed)


def _questions(desk: Desk) -> list[Back]:
    return [
        Back(one.ent, one.kind, one.number, str(one.value.get("text") or ""), ())
        for one in records.of_kind(desk.store, "question")
        if not one.value.get("answered_on") and not one.value.get("closed_on")
    ]


def _review(record: Record) -> Back:
    kind = KINDS.get(record.kind)
    labels = dict(kind.paths()) if kind is not None else {}
    named = []
    for path in sorted(record.conflicts):
        name, _, rest = path.partition(".")
        field = labels.get(f"{name}.{rest.partition('.')[2]}" if rest else name)
        if field is not None and field.label not in named:
            named.append(field.label)
    return Back(record.ent, record.kind, _title(record), "", tuple(named))


def _line(record: Record) -> Line:
    return Line(record.ent, record.kind, _title(record), record.changed_at)


def _title(record: Record) -> str:
    if record.number:
        return record.number
    if record.kind in SYSTEM:
        return ""
    return next((str(record.value[name]) for name in _TITLES if record.value.get(name)), "")
