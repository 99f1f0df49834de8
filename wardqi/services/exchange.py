"""Bundles out and in: what a ward sends, what the QI team takes, and the receipts that go back.

Reading goes in one order: the file is opened and checked, planned against the log, shown, and only then
accepted, in one transaction. A bundle holds everything not yet confirmed, so a lost one heals itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import wardqi
from wardqi.bundles import contents, enrolment, files, keyring, reading, receipts, seal
from wardqi.bundles.contents import Manifest
from wardqi.bundles.receipts import Receipt, Review
from wardqi.bundles.refused import Refused
from wardqi.domain import kinds, spreading
from wardqi.services import pairing, recording, sharing
from wardqi.services.access import code_of
from wardqi.services.desk import Desk, NotFound
from wardqi.services.learning import spread
from wardqi.services.measuring import equity
from wardqi.store import log, migrations, outbox, records
from wardqi.store._sqlite import Database
from wardqi.store.log import Act
from wardqi.store.store import Parcel, Store
from wardqi.store.tables import Record
from wardqi.text import QT_TRANSLATE_NOOP, say


class NothingToSend(Exception):
    """Everything here is already confirmed."""


class NoRecipient(Exception):
    """No key of the QI team is in force, so that nobody but this PC could open the bundle."""

    def sentence(self) -> str:
        """What happened, what is safe and what to do."""
        return say("Exchange", _NO_RECIPIENT)


_NO_RECIPIENT = QT_TRANSLATE_NOOP(
    "Exchange",
    "The QI team's key is out of date, so nobody could open the bundle. Nothing was made, and everything "
    "recorded is safe here. Check this PC's date, then ask the QI team for a new receipt.",
)


@dataclass(frozen=True, slots=True)
class Preview:
    """What the next bundle would hold: records by kind, changes in all, who can open it, its number."""

    kinds: dict[str, int]
    changes: int
    recipients: int
    number: int
    everything: bool


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle that was written, read back and noted."""

    path: Path
    number: int
    changes: int
    id: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file looked at, nothing changed. `state` is new, had (all of it already here) or refused."""

    path: Path
    state: str
    sentence: str = ""
    ref: str = ""
    arrived: reading.Arrived | None = None
    plan: log.Plan | None = None
    had_on: str = ""
    basis: int = 0

    @property
    def sender(self) -> str:
        """The name of the PC that made it, empty when refused."""
        return self.arrived.sender.name if self.arrived else ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What taking a file did: new changes, those already here, records changed by it, and open gaps."""

    path: Path
    bundle: str
    new: int
    same: int
    records: int
    conflicts: int
    gaps: dict[str, tuple[tuple[int, int], ...]]
    newer: int
    kind: str


def prepare(desk: Desk, everything: bool = False) -> Preview:
    """What the next bundle for the QI team would hold; raises pairing.NotPaired."""
    ring = pairing.held_keyring(desk.store)
    ents: dict[str, set[str]] = {}
    count = 0
    for line in outbox.lines_after(desk.store, _marks(desk.store, everything), own_ward=True):
        ents.setdefault(line.kind, set()).add(line.ent)
        count += 1
    number = outbox.last_sent(desk.store)[0] + 1
    told = {kind: len(found) for kind, found in sorted(ents.items())}
    return Preview(told, count, len(_recipients(desk, ring)), number, everything)


def export(desk: Desk, folder: Path, everything: bool = False) -> list[Made]:
    """Write the next bundle for the QI team, or several where one would be too large.

    Before that the finished months' bed days by group of patients are brought in step with the stays,
    which themselves never leave. Raises NothingToSend, sharing.Named, pairing.NotPaired, files.NotSaved
    (nothing is then marked as sent).
    """
    desk.may("exchange")
    ring = pairing.held_keyring(desk.store)
    by_group = equity.derived(desk)
    if by_group:
        desk.append_all(by_group)
    marks = _marks(desk.store, everything)
    lines = list(outbox.lines_after(desk.store, marks, own_ward=True))
    if not any(line.kind != "audit" for line in lines):
        raise NothingToSend
    sharing.check(desk, lines)
    to = _recipients(desk, ring)
    return [_write(desk, folder, ring, "changes", to, part) for part in _parts(lines)]


def export_to_ward(desk: Desk, folder: Path) -> list[Made]:
    """Write a bundle with private parts for this ward's other PCs only; raises NothingToSend."""
    desk.may("exchange")
    ring = pairing.held_keyring(desk.store)
    to = _to_ward(desk, ring, desk.ward())
    if to == [desk.store.fact("device_recv_pub")]:
        raise NothingToSend
    lines = list(outbox.lines_after(desk.store, {}, own_ward=True, with_private=True))
    return [_write(desk, folder, ring, "ward", to, part) for part in _parts(lines)]


def snapshot(desk: Desk, folder: Path, ward: str) -> list[Made]:
    """At the hub: everything held of one ward, for a PC of it that was restored from a backup."""
    desk.may("exchange")
    ring = pairing.held_keyring(desk.store)
    to = _to_ward(desk, ring, ward)
    lines = list(outbox.lines_after(desk.store, {}, ward=ward))
    return [_write(desk, folder, ring, "snapshot", to, part) for part in _parts(lines)]


_MOST_REVIEWS = 500
"""As many as a ward can look at; the others follow when these are settled."""


def receipt(desk: Desk, folder: Path, ward: str) -> Made:
    """At the hub: tell a ward what has arrived, what to look at, and what the QI team asks and shares."""
    return _receipt(desk, folder, ward, None)


def welcome(desk: Desk, folder: Path, file: enrolment.WardFile, trust: pairing.TrustKeys) -> Made:
    """The first receipt for a PC just paired: it brings the list of PCs and the trust's pseudonym key."""
    return _receipt(desk, folder, file.ward, trust.pseudonym_key)


def _receipt(desk: Desk, folder: Path, ward: str, pseudonym_key: str | None) -> Made:
    desk.may("exchange")
    ring = pairing.held_keyring(desk.store)
    store = desk.store
    if grown := spread.in_step(desk):
        desk.append_all(grown)
    reps = {str(rep) for (rep,) in store.db.execute("select rep from replica where ward = ?", [ward])}
    standings = [one for one in log.standings(store.db) if one.rep in reps]
    told = Receipt(
        have={one.rep: one.have for one in standings},
        heads={one.rep: (one.last.seq, one.last.hash) for one in standings if one.last.seq},
        reviews=tuple(
            Review(record.kind, record.ent, "conflict", tuple(sorted(record.conflicts))[:200])
            for record in records.in_review(store)
            if record.ward == ward
        )[:_MOST_REVIEWS],
        keyring=store.fact("keyring"),
        pseudonym_key=pseudonym_key,
    )
    lines = [line for line in outbox.lines_after(store, {}, own_replica=True) if _goes_down(desk, line, ward)]
    to = _to_ward(desk, ring, ward)
    return _write(desk, folder, ring, "receipt", to, lines, told)


def _goes_down(desk: Desk, line: outbox.Outgoing, ward: str) -> bool:
    if line.kind in ("user", "replica"):
        return True
    record = records.find(desk.store, line.ent) if line.kind in spreading.GOES_DOWN else None
    if record is None:
        return False
    if record.kind == "question":
        return record.value.get("ward") in (None, ward)
    if record.kind == "shared_text":
        return spread.is_passed_on(desk, str(record.value.get("about")))
    return record.ward in (None, ward)  # what it shares itself, and what it says of a card of that ward's


def _write(
    desk: Desk,
    folder: Path,
    ring: keyring.Keyring,
    kind: str,
    to: Sequence[str],
    lines: Sequence[outbox.Outgoing],
    told: Receipt | None = None,
) -> Made:
    store = desk.store
    number, before = outbox.last_sent(store)
    ranges: dict[str, tuple[int, int]] = {}
    for line in lines:
        first, _ = ranges.get(line.rep, (line.seq, line.seq))
        ranges[line.rep] = (first, line.seq)
    standings = log.standings(store.db)
    manifest = Manifest(
        kind=kind,
        id=str(uuid.uuid4()),
        org=ring.org,
        ward=store.fact("ward") or "",
        dev=store.fact("device") or "",
        rep=store.fact("replica") or "",
        bseq=number + 1,
        bprev=before,
        to=tuple(to),
        n=len(lines),
        ranges=ranges,
        heads={one.rep: (one.last.seq, one.last.hash) for one in standings if one.rep in ranges},
        # A ward is told nothing of how much the others have sent.
        have={one.rep: one.have for one in standings if store.profile == "ward" or one.rep in ranges},
        schema=migrations.LATEST,
        min_schema=1,
        app=wardqi.__version__,
        made=desk.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    if told is not None:
        manifest = receipts.onto(manifest, told)
    body = contents.pack(manifest, [line.text for line in lines])
    data = seal.close(body, to, pairing.device_keys(store))
    name = files.file_name(_code(store), store.fact("device_name") or "pc", number + 1)
    path = files.free_path(folder, name)
    sha256 = files.write(path, data)
    parcel = Parcel(
        id=manifest.id,
        kind=kind,
        incoming=False,
        dev=manifest.dev,
        ward=manifest.ward or None,
        bseq=manifest.bseq,
        sha256=sha256,
        body_sha256=hashlib.sha256(body).hexdigest(),
        at=manifest.made,
        by=desk.person.uid,
        count=len(lines),
        manifest=json.dumps({"ranges": ranges, "to": len(to)}),
        file=path.name,
    )
    note = desk.note("export", manifest.id, code=kind, count=len(lines), sha256=sha256, bundle=manifest.id)
    marks = {rep: last for rep, (_, last) in ranges.items()} if kind == "changes" else {}
    try:
        store.keep_sent(parcel, marks, note, desk.signer, desk.now())
    except BaseException:
        with contextlib.suppress(OSError):  # a file that nobody noted would be told as not made
            path.unlink()
        raise
    return Made(path, manifest.bseq, len(lines), manifest.id)


def inspect(desk: Desk, path: Path) -> Inspection:
    """Look at a file that arrived: refused with a sentence, already had, or what taking it would do."""
    try:
        arrived = reading.read(path, _reader(desk.store))
        _check_practice(desk.store, arrived)
        had = outbox.parcel_by_file(desk.store, arrived.sha256, arrived.manifest.id)
        basis = desk.store.edition()
        plan = _planned(desk.store, arrived)
        _told(desk, arrived)  # what a receipt says must fit too
    except Refused as refused:
        return Inspection(path, "refused", refused.sentence(), refused.ref)
    own = arrived.manifest.dev == desk.store.fact("device")  # it comes back to the PC that made it
    state = "had" if (had is not None or own) and not plan.new and not plan.completed else "new"
    return Inspection(path, state, "", "", arrived, plan, had.at if had else "", basis)


def _planned(store: Store, arrived: reading.Arrived) -> log.Plan:
    """What taking its changes would do; raises Refused."""
    try:
        return store.plan(arrived.lines, with_private=arrived.manifest.kind in contents.PRIVATE_KINDS)
    except log.Refused as refused:
        known = refused.code in ("fork", "needs_earlier")
        raise Refused(refused.code if known else "bad_change") from refused


def note_refused(desk: Desk, inspection: Inspection) -> None:
    """Leave a line in the audit trail that a file was refused: its fingerprint, never its name."""
    fingerprint = ""
    with contextlib.suppress(OSError):
        if inspection.path.is_file():  # a pipe or a device could be read for ever
            with inspection.path.open("rb") as file:
                fingerprint = hashlib.file_digest(file, "sha256").hexdigest()
    about = desk.store.fact("store_id") or "store"
    desk.append(desk.note("import", about, code=inspection.ref or "refused", sha256=fingerprint))


def accept(desk: Desk, inspection: Inspection) -> Accepted:
    """Take an inspected bundle, in one transaction; raises Refused when it was not takeable.

    When the log has moved on since the inspection, the bundle is planned anew first. After a receipt
    the caller runs `Session.follow_recovery`, for the trust's recovery keys may have changed.
    """
    arrived, plan = inspection.arrived, inspection.plan
    if arrived is None or plan is None:
        raise Refused("not_a_bundle")
    desk.may("exchange")
    manifest = arrived.manifest
    if desk.store.edition() != inspection.basis:
        plan = _planned(desk.store, arrived)
    facts, settle, relink = _told(desk, arrived)
    parcel = Parcel(
        id=manifest.id,
        kind=manifest.kind,
        incoming=True,
        dev=manifest.dev,
        ward=manifest.ward or None,
        bseq=manifest.bseq,
        sha256=arrived.sha256,
        body_sha256=arrived.body_sha256,
        at=desk.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        by=desk.person.uid,
        count=manifest.n,
        manifest=json.dumps({"ranges": manifest.ranges, "made": manifest.made, "bprev": manifest.bprev}),
        file=inspection.path.name,
    )
    note = desk.note(
        "import",
        manifest.id,
        code=manifest.kind,
        count=len(plan.new),
        sha256=arrived.sha256,
        bundle=manifest.id,
    )
    before = {record.ent for record in records.in_review(desk.store)}

    def also() -> list[Act]:
        patients = [record.ent for record in records.of_kind(desk.store, "patient")] if relink else []
        return [*recording.linking(desk, patients), *spread.in_step(desk), note]

    desk.store.accept(plan, parcel, also, desk.signer, desk.now(), facts, settle)
    conflicts = sum(record.ent not in before for record in records.in_review(desk.store))
    return Accepted(
        path=inspection.path,
        bundle=manifest.id,
        new=len(plan.new),
        same=plan.same,
        records=len({entry.op.ent for entry in plan.new if entry.op.kind not in kinds.SYSTEM}),
        conflicts=conflicts,
        gaps=dict(plan.gaps),
        newer=plan.newer,
        kind=manifest.kind,
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file that was taken without a look first. `state` is accepted, had or refused.

    `new` and `changed` count records, `same` changes that were here already; `kind` as a manifest's.
    """

    path: Path
    state: str
    sentence: str = ""
    new: int = 0
    changed: int = 0
    same: int = 0
    conflicts: int = 0
    gaps: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    newer: int = 0
    kind: str = ""
    ref: str = ""


def take(desk: Desk, path: Path) -> Taken:
    """Inspect a file and accept it when it is good; a refused one is noted and left where it is."""
    return _take(desk, inspect(desk, path))


def take_all(
    desk: Desk, paths: Sequence[Path], report: Callable[[int, int], None] | None = None
) -> list[Taken]:
    """Take several files, each on its own, in the order in which they follow each other; answers as asked."""
    taken: dict[int, Taken] = {}
    waiting = list(enumerate(paths))
    while waiting:
        later = []
        for place, path in waiting:
            if report is not None:
                report(len(taken), len(paths))
            inspection = inspect(desk, path)
            if inspection.ref == _NEEDS_EARLIER:
                later.append((place, path))
            else:
                taken[place] = _take(desk, inspection)
        if len(later) == len(waiting):  # what they follow is not among them
            taken |= {place: take(desk, path) for place, path in later}
            break
        waiting = later
    return [taken[place] for place in range(len(paths))]


_NEEDS_EARLIER = Refused("needs_earlier").ref


def _take(desk: Desk, inspection: Inspection) -> Taken:
    path, plan = inspection.path, inspection.plan
    if plan is None:
        note_refused(desk, inspection)
        return Taken(path, "refused", inspection.sentence, ref=inspection.ref)
    if inspection.state == "had":
        return Taken(path, "had", same=plan.same)
    new, changed = touched(desk, plan)
    try:
        accepted = accept(desk, inspection)
    except Refused as refused:  # the log has moved on since the look
        note_refused(desk, replace(inspection, ref=refused.ref))
        return Taken(path, "refused", refused.sentence(), ref=refused.ref)
    return Taken(
        path,
        "accepted",
        "",
        new,
        changed,
        accepted.same,
        accepted.conflicts,
        accepted.gaps,
        accepted.newer,
        accepted.kind,
    )


def touched(desk: Desk, plan: log.Plan) -> tuple[int, int]:
    """How many records a plan would make, and how many it would change."""
    ents = {entry.op.ent for entry in plan.new if entry.op.kind not in kinds.SYSTEM}
    here = records.present(desk.store, ents)
    return len(ents) - len(here), len(here)


def heard_from(desk: Desk) -> list[str]:
    """The wards a hub holds changes of, and whose PCs are still listed."""
    ring = pairing.held_keyring(desk.store)
    listed = {device.ward for device in ring.devices if device.ward and device.revoked_after is None}
    found = {str(ward) for (ward,) in desk.store.db.execute("select distinct ward from replica")}
    return sorted(listed & found)


def take_back(desk: Desk, bundle: str) -> int:
    """Undo an import as one step; says how many changes left this store. The ward still has them.

    Raises NotFound for what is no import that still stands, or for a receipt, which cannot be untold.
    """
    desk.may("exchange")
    held = outbox.parcel(desk.store, bundle)
    if held is None or not held.incoming or held.undone_at is not None or held.kind == "receipt":
        raise NotFound
    return desk.store.take_back(
        bundle, desk.note("import", bundle, code="taken_back", bundle=bundle), desk.signer, desk.now()
    )


def _told(
    desk: Desk, arrived: reading.Arrived
) -> tuple[dict[str, str], Callable[[Database], None] | None, bool]:
    """What a receipt changes beside the log: confirmed marks, the list of PCs, the pseudonym key."""
    if arrived.manifest.kind != "receipt":
        return {}, None, False
    store = desk.store
    said = receipts.said(arrived.manifest)
    for rep, (seq, head) in said.heads.items():
        row = store.db.execute("select hash from change where rep = ? and seq = ?", [rep, seq]).fetchone()
        # Of our own chain nobody has more than we do, unless an older copy of this store was put back.
        if row[0] != head if row is not None else rep == store.fact("replica"):
            raise Refused("fork")
    place, number = f"receipt_from:{arrived.manifest.dev}", arrived.manifest.bseq
    newest = number > int(store.fact(place) or 0)
    facts: dict[str, str] = {"receipt_at": arrived.manifest.made, place: str(number)} if newest else {}
    if newest and store.profile == "ward":  # what is to be looked at, until the next receipt says otherwise
        facts["receipt_reviews"] = json.dumps([one.ent for one in said.reviews])
    ring = pairing.held_keyring(store)
    if said.keyring is not None:
        ring = keyring.newest(ring, said.keyring)
        if ring.version != pairing.held_keyring(store).version:
            facts |= pairing.keyring_facts(said.keyring, ring)
    # A QI team links patients by their pseudonyms and never learns the key that would name them.
    key = said.pseudonym_key if store.profile == "ward" else None
    new_key = key is not None and key != store.fact("pseudonym_key")
    if key is not None:
        facts["pseudonym_key"] = key

    def settle(db: Database) -> None:
        pairing.keep_devices(db, ring)
        if store.profile == "ward":
            outbox.acknowledge(db, dict(said.have), newest=newest)

    return facts, settle, new_key


def to_review(desk: Desk) -> list[Record]:
    """On a ward: the records that the last receipt wants looked at and that nobody has changed since."""
    wanted = [ent for ent, why in outbox.sent_back(desk.store).items() if why == "review"]
    found = (records.find(desk.store, ent) for ent in wanted)
    return [one for one in found if one is not None]


def _check_practice(store: Store, arrived: reading.Arrived) -> None:
    """Practice bundles never reach a real hub: their organisation is another, so this is a second line."""
    if pairing.is_practice(arrived.manifest.org) != bool(store.fact("practice")):
        raise Refused("practice")


def _reader(store: Store) -> reading.Reader:
    identities = [store.fact("device_recv") or ""]
    return reading.Reader(identities, pairing.held_keyring(store), store.fact("ward") or "")


def _recipients(desk: Desk, ring: keyring.Keyring) -> list[str]:
    today = desk.now().date().isoformat()
    withdrawn = {device.recv_pub for device in ring.devices if device.revoked_after is not None}
    # A PC whose clock stands before every key's first day locks to those that are still to come.
    ahead = (one.pub for one in ring.qi if today < one.since)
    found = {*(ring.qi_recipients(today) or ahead)} - withdrawn
    if not found:
        raise NoRecipient
    return sorted({*found, desk.store.fact("device_recv_pub") or ""})


def _to_ward(desk: Desk, ring: keyring.Keyring, ward: str) -> list[str]:
    found = {
        device.recv_pub for device in ring.devices if device.ward == ward and device.revoked_after is None
    }
    if not found:
        raise pairing.NotPaired
    return sorted({*found, desk.store.fact("device_recv_pub") or ""})


def _marks(store: Store, everything: bool) -> dict[str, int]:
    return {} if everything else {mark.rep: mark.acked for mark in outbox.marks(store)}


def _parts(lines: Sequence[outbox.Outgoing]) -> list[list[outbox.Outgoing]]:
    parts: list[list[outbox.Outgoing]] = []
    start = 0
    for texts in contents.split([line.text for line in lines]):
        parts.append(list(lines[start : start + len(texts)]))
        start += len(texts)
    return parts


def _code(store: Store) -> str:
    return code_of(store.fact("place") or "") if store.fact("ward") else "QI"


@dataclass(frozen=True, slots=True)
class Strip:
    """What the status strip says. Times are UTC texts, empty before the first."""

    paired: bool
    not_sent: int
    not_confirmed: int
    confirmed_to: str
    last_sent: str
    oldest_wait_days: int


def strip(desk: Desk) -> Strip:
    """Where sending stands: for the strip at the foot of the window and the top of its screen."""
    store = desk.store
    waiting = outbox.waiting(store)
    sent = outbox.parcels(store, incoming=False, kind="changes")
    # The first receipt lets a ward in and confirms nothing yet.
    confirmed = (store.fact("receipt_at") or "") if any(mark.acked for mark in outbox.marks(store)) else ""
    oldest = outbox.oldest_waiting(store)
    days = 0
    if oldest:
        since = datetime.strptime(oldest[:10], "%Y-%m-%d").replace(tzinfo=UTC)
        days = (desk.now().astimezone(UTC) - since).days
    return Strip(
        paired=bool(store.fact("keyring")),
        not_sent=waiting.not_sent,
        not_confirmed=waiting.not_confirmed,
        confirmed_to=confirmed,
        last_sent=sent[0].at if sent else "",
        oldest_wait_days=days,
    )


@dataclass(frozen=True, slots=True)
class Source:
    """One PC whose changes this store holds: how far without a gap, and what is missing."""

    rep: str
    ward: str
    name: str
    have: int
    last: int
    gaps: tuple[tuple[int, int], ...]
    last_at: str


def sources(desk: Desk) -> list[Source]:
    """Every PC whose changes are here, with what has not been received of each."""
    names = {
        str(rep): (str(ward or ""), str(name or ""))
        for rep, ward, name in desk.store.db.execute(
            "select replica.rep, replica.ward, device.name from replica left join device using (dev)"
        )
    }
    found = []
    at_ward = desk.store.profile == "ward"
    for one in log.standings(desk.store.db):
        ward, name = names.get(one.rep, ("", ""))
        gaps = () if at_ward and not ward else one.gaps  # a ward is sent a part of the QI team's own only
        (last_at,) = desk.store.db.execute(
            "select max(at) from change where rep = ? and seq = ?", [one.rep, one.last.seq]
        ).fetchone()
        found.append(Source(one.rep, ward, name, one.have, one.last.seq, gaps, str(last_at or "")))
    return found


def peek(path: Path) -> seal.Peek:
    """What a bundle shows without any key: its size and about how many can open it; raises Refused."""
    return seal.peek(path)


def set_aside(inspection: Inspection, reason: str) -> Inspection:
    """An inspected file that a person decided not to take; nothing is written."""
    return replace(inspection, state="aside", sentence=reason)
