"""Changes in the log: making them, putting them in, reading them back."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wardqi.domain import kinds, privacy
from wardqi.domain.changes import (
    FIRST_PREV,
    LONGEST_LINE,
    MOST_BASES,
    Line,
    Op,
    digest,
    parse_op,
    parse_private,
    private_text,
)
from wardqi.store._sqlite import Database

SIGNED = b"wardqi-op-v1\0"
"""What a signature covers begins with this; the op text's bytes follow."""

ROW = "op, sig, uid, private, hash, at"
"""The columns `read` wants, in order."""

_CLOCK_SLACK = timedelta(minutes=5)


class Refused(Exception):
    """A change, and with it its whole bundle, that must not be taken; `code` says why."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(f"{code} {where}".strip())
        self.code = code
        self.where = where


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


def get(db: Database, key: str) -> str | None:
    """A fact about this store, from its `meta` table."""
    row = db.execute("select value from meta where key = ?", [key]).fetchone()
    return None if row is None else str(row[0])


def put(db: Database, key: str, value: str) -> None:
    """Keep a fact about this store; inside a write transaction."""
    put_all(db, {key: value})


def put_all(db: Database, values: Mapping[str, str]) -> None:
    """Keep facts about this store; inside a write transaction."""
    db.conn.executemany(
        "insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
        values.items(),
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


def write(
    db: Database,
    acts: Sequence[Act],
    signer: Signer,
    now: datetime,
    pseudonym: Callable[[str], str],
    heads: Callable[[Sequence[str]], Mapping[str, tuple[str, ...]]],
) -> list[Entry]:
    """Make, sign and insert changes; inside the caller's write transaction.

    `now` is aware local time; when it stands before the last change made here, a line in the audit trail
    says so first. `heads` gives the present heads of those records that are there, for acts that name no
    base. Raises kinds.BadValue for a value that no record may hold.
    """
    rep = get(db, "replica")
    if rep is None:
        raise Refused("no_replica")
    last = head(db, rep)
    lam = int(get(db, "lam") or 0)
    exact = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    off = now.utcoffset()
    minutes = 0 if off is None else round(off.total_seconds() / 60)
    entries: list[Entry] = []
    acts = (*_clock_note(db, now), *acts)
    latest = dict(heads([act.ent for act in acts if act.base is None]))
    seq, prev = last.seq, last.hash
    for act in acts:
        kinds.check(act.kind, act.values)
        public, hidden = privacy.split(act.kind, act.values, pseudonym)
        salt = base64.b64encode(secrets.token_bytes(32)).decode("ascii")
        private = private_text(salt, exact, hidden)
        base = act.base if act.base is not None else latest.get(act.ent, ())
        seq, lam = seq + 1, lam + 1
        op = Op(
            rep=rep,
            seq=seq,
            prev=prev,
            lam=lam,
            kind=act.kind,
            action=act.action,
            ent=act.ent,
            base=base[:MOST_BASES],
            set=public,
            priv=digest(private),
            by=signer.uid,
            at=exact[:13] + "Z",
            off=minutes,
            sv=kinds.KINDS[act.kind].version,
            reason=act.reason,
        )
        text = op.text()
        # What we write must be what we would accept, and what a bundle has room for.
        parse_op(text)
        signature = base64.b64encode(signer.sign(SIGNED + text.encode("utf-8"))).decode("ascii")
        line = Line(text, signature, signer.uid, private)
        if len(line.to_json(with_private=True).encode("utf-8")) >= LONGEST_LINE:
            raise kinds.BadValue(act.kind, "", "too_long")
        prev = digest(text)
        latest[act.ent] = (op.id,)
        entries.append(Entry(op, line, prev, hidden, exact))
    insert(db, entries, bundle=None)
    put_all(db, {"head": f"{seq}:{prev}", "lam": str(lam), "last_at": exact})
    return entries


def _clock_note(db: Database, now: datetime) -> list[Act]:
    last = get(db, "last_at")
    if last is None or now >= datetime.fromisoformat(last) - _CLOCK_SLACK:
        return []
    return [Act("audit", "clock", get(db, "store_id") or "store", {"code": "clock_back"})]


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
    """An entry from a row of `ROW`; raises BadChange for a text that is not what was taken."""
    text, sig, uid, private, hashed, at = row
    line = Line(str(text), str(sig), str(uid), None if private is None else str(private))
    op = parse_op(line.text)
    hidden: Mapping[str, object] = {}
    if line.private is not None:
        hidden = parse_private(line.private, op)[1]
    return Entry(op, line, str(hashed), hidden, str(at))
