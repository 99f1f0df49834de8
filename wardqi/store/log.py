"""The append-only log: chain, signatures, and who may sign.

Each replica (one installation of one store) writes changes 1, 2, 3 … ; each names the hash of the one
before it and is signed by the acting person. `write` makes changes, `plan` checks a stranger's before
any is taken, `verify` checks everything again.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from wardqi.domain import kinds, people, privacy
from wardqi.domain.changes import (
    FIRST_PREV,
    LAMPORT_LEAP,
    BadChange,
    Line,
    Op,
    digest,
    parse_line,
    parse_op,
    parse_private,
    private_text,
)
from wardqi.store._sqlite import Database

_PREFIX = b"wardqi-op-v1\0"


class Signer(Protocol):
    """Whoever signs: a person's keys, or the installation itself."""

    @property
    def uid(self) -> str:
        """The person's id, or `dev:` and the device's."""

    def sign(self, data: bytes) -> bytes:
        """An Ed25519 signature (64 bytes)."""


class Device:
    """The installation as a signer, from the seed kept in its own encrypted store."""

    def __init__(self, dev: str, seed: bytes) -> None:
        self.uid = f"dev:{dev}"
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    def sign(self, data: bytes) -> bytes:
        """An Ed25519 signature (64 bytes)."""
        return self._key.sign(data)


@dataclass(frozen=True, slots=True)
class Act:
    """One change to be made. `base` None means: building on the record as this store has it."""

    kind: str
    action: str
    ent: str
    values: Mapping[str, object] = field(default_factory=dict)
    reason: str | None = None
    base: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A change in the log: its op, its exact line, and the private fields where this store has them."""

    op: Op
    line: Line
    hash: str
    private: Mapping[str, object]
    at: str
    """The exact UTC time where the private part is here, else cut to the hour."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a replica's chain stands: the last number and its hash."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a bundle's changes would do; nothing has been done yet."""

    new: tuple[Entry, ...]
    same: int
    completed: tuple[Entry, ...]
    """Changes already here whose private part was missing and is in the bundle."""
    gaps: Mapping[str, tuple[tuple[int, int], ...]]
    newer: int
    """Changes that only a newer WardQI understands: kept and forwarded, not shown."""


class Refused(Exception):
    """A change, and with it its whole bundle, that must not be taken; `code` says why."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(f"{code} {where}".strip())
        self.code = code
        self.where = where


def get(db: Database, key: str) -> str | None:
    """A fact about this store, from its `meta` table."""
    row = db.execute("select value from meta where key = ?", [key]).fetchone()
    return None if row is None else str(row[0])


def put(db: Database, key: str, value: str) -> None:
    """Keep a fact about this store; inside a write transaction."""
    db.execute(
        "insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
        [key, value],
    )


def keep_devices(db: Database, devices: Sequence[Sequence[str | None]]) -> None:
    """Replace the list of PCs whose signatures count; inside a write transaction.

    Each is (dev, ward or None, name, "ward" or "hub", sign_pub base64, recv_pub, revoked_after).
    """
    db.execute("delete from device")
    db.conn.executemany(
        "insert into device (dev, ward, name, role, sign_pub, recv_pub, revoked_after)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        devices,
    )


def head(db: Database, rep: str | None = None) -> Head:
    """The last change of a replica (this store's own when none is named)."""
    rep = rep or get(db, "replica") or ""
    row = db.execute("select seq, hash from change where rep = ? order by seq desc limit 1", [rep]).fetchone()
    return Head(0, FIRST_PREV) if row is None else Head(int(row[0]), str(row[1]))


def check_head(db: Database) -> bool:
    """Whether the last change is the one last written here, so that an old file put back is noticed."""
    here = head(db)
    return (get(db, "head") or f"0:{FIRST_PREV}") == f"{here.seq}:{here.hash}"


def verify_signature(sign_pub: bytes, line: Line) -> bool:
    """Whether the line's op text was signed by the holder of this key."""
    try:
        Ed25519PublicKey.from_public_bytes(sign_pub).verify(
            base64.b64decode(line.sig, validate=True), _PREFIX + line.text.encode("utf-8")
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def write(
    db: Database,
    acts: Sequence[Act],
    signer: Signer,
    now: datetime,
    pseudonym: Callable[[str], str],
    heads: Callable[[str], tuple[str, ...]],
) -> list[Entry]:
    """Make, sign and insert changes; inside the caller's write transaction.

    `now` is aware local time. `heads` gives a record's present heads, for acts that name no base.
    Raises kinds.BadValue for a value that no record may hold.
    """
    rep = get(db, "replica")
    if rep is None:
        raise Refused("no_replica")
    last = head(db)
    lam = int(get(db, "lam") or 0)
    exact = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    off = now.utcoffset()
    minutes = 0 if off is None else round(off.total_seconds() / 60)
    entries: list[Entry] = []
    latest: dict[str, tuple[str, ...]] = {}
    seq, prev = last.seq, last.hash
    for act in acts:
        kinds.check(act.kind, act.values)
        public, hidden = privacy.split(act.kind, act.values, pseudonym)
        salt = base64.b64encode(secrets.token_bytes(32)).decode("ascii")
        private = private_text(salt, exact, hidden)
        base = act.base if act.base is not None else latest.get(act.ent) or heads(act.ent)
        seq, lam = seq + 1, lam + 1
        op = Op(
            rep=rep,
            seq=seq,
            prev=prev,
            lam=lam,
            kind=act.kind,
            action=act.action,
            ent=act.ent,
            base=base,
            set=public,
            priv=digest(private),
            by=signer.uid,
            at=exact[:13] + "Z",
            off=minutes,
            sv=kinds.KINDS[act.kind].version,
            reason=act.reason,
        )
        text = op.text()
        parse_op(text)  # what we write must be what we would accept
        signature = base64.b64encode(signer.sign(_PREFIX + text.encode("utf-8"))).decode("ascii")
        prev = digest(text)
        latest[act.ent] = (op.id,)
        entries.append(Entry(op, Line(text, signature, signer.uid, private), prev, hidden, exact))
    insert(db, entries, bundle=None)
    put(db, "head", f"{seq}:{prev}")
    put(db, "lam", str(lam))
    put(db, "last_at", exact)
    return entries


def insert(db: Database, entries: Iterable[Entry], *, bundle: str | None) -> None:
    """Put checked changes into the log; inside the caller's write transaction."""
    db.conn.executemany(
        "insert into change"
        " (rep, seq, lam, kind, action, ent, sv, by, at, hash, op, sig, uid, private, bundle)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                entry.op.rep,
                entry.op.seq,
                entry.op.lam,
                entry.op.kind,
                entry.op.action,
                entry.op.ent,
                entry.op.sv,
                entry.op.by,
                entry.at,
                entry.hash,
                entry.line.text,
                entry.line.sig,
                entry.line.uid,
                entry.line.private,
                bundle,
            )
            for entry in entries
        ),
    )


def read(row: Sequence[object]) -> Entry:
    """An entry from a row of `op, sig, uid, private, hash, at`; the text was checked when it was taken."""
    text, sig, uid, private, hashed, at = row
    line = Line(str(text), str(sig), str(uid), None if private is None else str(private))
    op = parse_op(line.text)
    hidden: Mapping[str, object] = {}
    if line.private is not None:
        hidden = parse_private(line.private, op.priv)[1]
    return Entry(op, line, str(hashed), hidden, str(at))


ROW = "op, sig, uid, private, hash, at"
"""The columns `read` wants, in order."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A person who may sign: key and role, from which counter on, and at which ward ("" the QI team)."""

    key: bytes
    role: str
    since: int
    ward: str


class Signers:
    """Who may sign what: devices of the keyring, and people as the log enrolled and retired them.

    A person signs on the installations of the ward that enrolled them, from the enrolment on, and no
    longer past the point of an installation where they were retired. Only those who manage people enrol
    or retire; a device may enrol such a person, for a new store has nobody yet. A device speaks for its own
    ward alone, so no PC can put its changes into another ward's name.
    """

    def __init__(self, db: Database) -> None:
        self._devices: dict[str, tuple[bytes, str]] = {}
        self._revoked: dict[str, int] = {}
        for dev, ward, pub, revoked in db.execute("select dev, ward, sign_pub, revoked_after from device"):
            self._devices[f"dev:{dev}"] = (base64.b64decode(pub), str(ward or ""))
            if revoked is not None:
                rep, _, seq = str(revoked).partition(":")
                self._revoked[rep] = int(seq)
        own, pub = get(db, "device"), get(db, "device_pub")
        if own and pub:
            self._devices[f"dev:{own}"] = (base64.b64decode(pub), get(db, "ward") or "")
        self._wards = {str(rep): str(ward or "") for rep, ward in db.execute("select rep, ward from replica")}
        self._people: dict[str, _Known] = {}
        self._retired: dict[str, tuple[str, int]] = {}
        for uid, pub, role, lam, ward, retired in db.execute(
            "select uid, sign_pub, role, enrolled_lam, ward, retired from person"
        ):
            self._people[str(uid)] = _Known(base64.b64decode(pub), str(role), int(lam), str(ward or ""))
            if retired:
                rep, _, seq = str(retired).partition(":")
                self._retired[str(uid)] = (rep, int(seq))

    def check(self, op: Op, line: Line) -> None:
        """Raise Refused unless the signature is whole and the signer may make this change."""
        if line.uid != op.by:
            raise Refused("signer_mismatch", op.id)
        if op.seq > self._revoked.get(op.rep, op.seq):
            raise Refused("revoked_device", op.id)
        if op.kind == "replica" and op.action == "start":
            self._note_start(op)
        if op.rep not in self._wards:
            raise Refused("needs_earlier", op.id)
        pub = self._of_device(op) if op.by.startswith("dev:") else self._of_person(op)
        if not verify_signature(pub, line):
            raise Refused("bad_signature", op.id)
        if op.kind == "user":
            self._note_user(op)

    def _of_device(self, op: Op) -> bytes:
        """A device's key; it signs only its start, a first person, and what happened while nobody was in."""
        found = self._devices.get(op.by)
        if found is None or op.kind not in kinds.SYSTEM or found[1] != self._wards[op.rep]:
            raise Refused("unknown_person", op.id)
        if op.kind == "user" and not (
            op.action == "enrol" and people.may(str(op.set.get("role")), "manage_people")
        ):
            raise Refused("unknown_person", op.id)
        return found[0]

    def _of_person(self, op: Op) -> bytes:
        known = self._people.get(op.by)
        if known is None:
            raise Refused("unknown_person" if op.seq == 1 else "needs_earlier", op.id)
        if op.lam <= known.since or known.ward != self._wards[op.rep]:
            raise Refused("unknown_person", op.id)
        gone = self._retired.get(op.by)
        if gone is not None and gone[0] == op.rep and op.seq > gone[1]:
            raise Refused("unknown_person", op.id)
        if op.kind == "user" and not people.may(known.role, "manage_people"):
            raise Refused("unknown_person", op.id)
        return known.key

    def _note_start(self, op: Op) -> None:
        """An installation says whose it is; the keyring must agree. Its signature is checked next."""
        found = self._devices.get(op.by)
        ward = str(op.set.get("ward") or "")
        if found is None or found[1] != ward or op.by != f"dev:{op.set.get('dev')}":
            raise Refused("unknown_person", op.id)
        if self._wards.setdefault(op.rep, ward) != ward:
            raise Refused("unknown_person", op.id)

    def _note_user(self, op: Op) -> None:
        ward, earlier = self._wards[op.rep], self._people.get(op.ent)
        if earlier is not None and earlier.ward != ward:
            raise Refused("unknown_person", op.id)
        if op.action == "retire":
            self._retired[op.ent] = (op.rep, op.seq)
            return
        pub, role = op.set.get("sign_pub"), op.set.get("role")
        if isinstance(pub, str) and isinstance(role, str):
            try:
                key = base64.b64decode(pub, validate=True)
            except ValueError:
                raise Refused("bad_key", op.id) from None
            if earlier is not None and earlier.key != key:
                raise Refused("key_changed", op.id)
            self._retired.pop(op.ent, None)
            since = op.lam if earlier is None else min(earlier.since, op.lam)
            self._people[op.ent] = _Known(key, role, since, ward)


def plan(db: Database, lines: Iterable[str], *, with_private: bool) -> Plan:
    """Check a bundle's change lines against this log and say what is new; changes nothing.

    Raises Refused for a fork, a broken chain, a bad or unknown signature, a leap of the counter, or a
    value no record may hold. A QI store takes no private parts (`with_private` False).
    """
    signers = Signers(db)
    most = int(get(db, "lam") or 0) + LAMPORT_LEAP
    parsed = sorted(_parsed(lines), key=lambda pair: (pair[1].lam, pair[1].rep, pair[1].seq))
    known = _known(db, [op for _, op in parsed])
    hashes = dict(known)
    new: list[Entry] = []
    completed: list[Entry] = []
    same = newer = 0
    for line, op in parsed:
        hashed = digest(line.text)
        here = hashes.get((op.rep, op.seq))
        if here is not None:
            if here != hashed:
                raise Refused("fork", op.id)
            same += 1
            if with_private and line.private is not None and (op.rep, op.seq) in known:
                completed.append(_entry(op, line, hashed, with_private))
            continue
        if op.lam > most:
            raise Refused("counter_leap", op.id)
        signers.check(op, line)
        understood = op.kind in kinds.KINDS and op.sv <= kinds.KINDS[op.kind].version
        if understood:
            _check_values(op)
        else:
            newer += 1
        hashes[(op.rep, op.seq)] = hashed
        new.append(_entry(op, line, hashed, with_private))
    _check_chain(db, new, hashes)
    return Plan(tuple(new), same, tuple(_lacking(db, completed)), _gaps(db, new), newer)


def _parsed(lines: Iterable[str]) -> Iterator[tuple[Line, Op]]:
    for text in lines:
        try:
            line = parse_line(text)
            yield line, parse_op(line.text)
        except BadChange as error:
            raise Refused(error.code) from error


def _entry(op: Op, line: Line, hashed: str, with_private: bool) -> Entry:
    if line.private is None:
        return Entry(op, line, hashed, {}, op.at)
    if not with_private:
        raise Refused("private_part_sent", op.id)
    try:
        at, hidden = parse_private(line.private, op.priv)
        kinds.check(op.kind, hidden)
    except (BadChange, kinds.BadValue) as error:
        raise Refused("bad_private_part", op.id) from error
    return Entry(op, line, hashed, hidden, at or op.at)


def _check_values(op: Op) -> None:
    try:
        kinds.check(op.kind, op.set)
    except kinds.BadValue as error:
        raise Refused("bad_value", op.id) from error


def _known(db: Database, ops: Sequence[Op]) -> dict[tuple[str, int], str]:
    """Hashes of the changes here in the range the bundle covers, one beyond at each end."""
    spans: dict[str, tuple[int, int]] = {}
    for op in ops:
        low, high = spans.get(op.rep, (op.seq, op.seq))
        spans[op.rep] = (min(low, op.seq), max(high, op.seq))
    return {
        (rep, int(seq)): str(hashed)
        for rep, (low, high) in spans.items()
        for seq, hashed in db.execute(
            "select seq, hash from change where rep = ? and seq between ? and ?", [rep, low - 1, high + 1]
        )
    }


def _check_chain(db: Database, new: Sequence[Entry], hashes: Mapping[tuple[str, int], str]) -> None:
    """Each change must name the one before it, wherever that one is known, and fit the one after it."""
    coming = {(entry.op.rep, entry.op.seq) for entry in new}
    for entry in new:
        op = entry.op
        before = FIRST_PREV if op.seq == 1 else hashes.get((op.rep, op.seq - 1))
        if before is not None and before != op.prev:
            raise Refused("broken_chain", op.id)
        after = (op.rep, op.seq + 1)
        if after in hashes and after not in coming:
            (text,) = db.execute("select op from change where rep = ? and seq = ?", list(after)).fetchone()
            if parse_op(text).prev != entry.hash:
                raise Refused("broken_chain", op.id)


def _lacking(db: Database, entries: Sequence[Entry]) -> Iterator[Entry]:
    for entry in entries:
        (private,) = db.execute(
            "select private from change where rep = ? and seq = ?", [entry.op.rep, entry.op.seq]
        ).fetchone()
        if private is None:
            yield entry


def _gaps(db: Database, new: Sequence[Entry]) -> dict[str, tuple[tuple[int, int], ...]]:
    """What would still be missing of each replica after taking these changes."""
    coming: dict[str, set[int]] = {}
    for entry in new:
        coming.setdefault(entry.op.rep, set()).add(entry.op.seq)
    found = {rep: _missing(_numbers(db, rep) | numbers) for rep, numbers in coming.items()}
    return {rep: gaps for rep, gaps in found.items() if gaps}


def _numbers(db: Database, rep: str) -> set[int]:
    return {int(seq) for (seq,) in db.execute("select seq from change where rep = ?", [rep])}


def _missing(numbers: set[int]) -> tuple[tuple[int, int], ...]:
    gaps: list[tuple[int, int]] = []
    expected = 1
    for seq in sorted(numbers):
        if seq > expected:
            gaps.append((expected, seq - 1))
        expected = seq + 1
    return tuple(gaps)


@dataclass(frozen=True, slots=True)
class Standing:
    """What this store has of one replica: how far without a gap, how far at all, and what lacks."""

    rep: str
    have: int
    last: Head
    gaps: tuple[tuple[int, int], ...]


def standings(db: Database) -> list[Standing]:
    """Every replica this store knows, in order of its id."""
    found = []
    for rep, low, high, count in db.execute(
        "select rep, min(seq), max(seq), count(*) from change group by rep order by rep"
    ).fetchall():
        gaps = () if low == 1 and count == high else _missing(_numbers(db, rep))
        found.append(Standing(rep, gaps[0][0] - 1 if gaps else high, head(db, rep), gaps))
    return found


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the log, and at which change."""

    code: str
    where: str


def verify(db: Database, progress: Callable[[int], None] | None = None) -> list[Fault]:
    """Check every chain, hash, private part and signature; a sound log gives an empty list."""
    faults: list[Fault] = []
    signers = Signers(db)
    prevs: dict[str, Head] = {}
    done = 0
    for row in db.execute(f"select {ROW}, rep, seq from change order by rep, seq"):
        rep, seq = str(row[6]), int(row[7])
        where = f"{rep}:{seq}"
        try:
            entry = read(row[:6])
        except BadChange as error:
            faults.append(Fault(error.code, where))
            continue
        if digest(entry.line.text) != entry.hash or entry.op.id != where:
            faults.append(Fault("altered", where))
        before = prevs.get(rep, Head(0, FIRST_PREV))
        if seq == before.seq + 1 and entry.op.prev != before.hash:
            faults.append(Fault("broken_chain", where))
        prevs[rep] = Head(seq, entry.hash)
        try:
            signers.check(entry.op, entry.line)
        except Refused as error:
            # What would be waited for in a bundle is simply missing in a log.
            faults.append(Fault("unknown_person" if error.code == "needs_earlier" else error.code, where))
        done += 1
        if progress is not None and done % 1000 == 0:
            progress(done)
    if not check_head(db):
        faults.append(Fault("head_moved", "meta.head"))
    return faults
