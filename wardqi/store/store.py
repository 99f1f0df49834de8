"""One connection to the encrypted file: the one way to change anything, and to exchange changes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from wardqi.domain import improvement, kinds
from wardqi.store import _sqlite, log, tables
from wardqi.store.log import Act, Entry, Plan, Signer


class NotSaved(Exception):
    """A save that could not be read back from the file; the draft must be kept."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A bundle as the store remembers it. `manifest` is its text; `file` the name it had."""

    id: str
    kind: str
    incoming: bool
    dev: str
    ward: str | None
    bseq: int
    sha256: str
    body_sha256: str
    at: str
    by: str
    count: int
    manifest: str
    file: str
    undone_at: str | None = None


class Store:
    """An open store. Made by the vault, one for each thread; closing it leaves the vault unlocked."""

    def __init__(self, db: _sqlite.Database) -> None:
        self.db = db

    def close(self) -> None:
        """Give the connection back; harmless twice."""
        self.db.conn.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fact(self, key: str) -> str | None:
        """A fact about this store: its profile, ward, replica, device, keyring."""
        return log.get(self.db, key)

    def settle(
        self, facts: Mapping[str, str], also: Callable[[_sqlite.Database], None] | None = None
    ) -> None:
        """Keep facts about this store, all or none; `also` writes beside them in the same transaction."""
        with _sqlite.write_tx(self.db):
            for key, value in facts.items():
                log.put(self.db, key, value)
            if also is not None:
                also(self.db)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Everything saved inside is saved in one transaction, or not at all."""
        with _sqlite.write_tx(self.db):
            yield

    @property
    def profile(self) -> str:
        """`ward` or `hub`."""
        return self.fact("profile") or "ward"

    @property
    def device(self) -> log.Device:
        """This installation as a signer."""
        dev, seed = self.fact("device"), self.fact("device_seed")
        if dev is None or seed is None:
            raise LookupError("this store has no device keys yet")
        return log.Device(dev, base64.b64decode(seed))

    def append(self, acts: Sequence[Act], signer: Signer, now: datetime) -> tuple[Entry, ...]:
        """Record changes: in the log and in the tables, or not at all.

        Returns only after the commit has been read back from the file. Raises kinds.BadValue, and
        improvement.Sealed or NotReady for a test of change, before anything is written, NotSaved when the
        file does not give back what was saved, and the world's faults of `_sqlite` (StoreFull, StoreBusy,
        ReadOnly).
        """
        with _sqlite.write_tx(self.db):
            self._keep_sealed(acts)
            entries = self._write(acts, signer, now)
            tables.apply(self.db, entries)
        self._read_back(entries)
        return tuple(entries)

    def _keep_sealed(self, acts: Sequence[Act]) -> None:
        """No change of this PC begins a test without a sealed plan, nor alters a sealed one."""
        held: dict[str, Mapping[str, object]] = {}
        for act in acts:
            if act.kind != "cycle" or not act.values:
                continue
            record = None if act.ent in held else tables.find(self.db, act.ent)
            before = held.get(act.ent, {} if record is None else record.value)
            after = kinds.nest({**kinds.flatten(before), **kinds.flatten(act.values)})
            improvement.check_change(before, after)
            held[act.ent] = after

    def _write(self, acts: Sequence[Act], signer: Signer, now: datetime) -> list[Entry]:
        return log.write(
            self.db, acts, signer, now, self._pseudonyms(), lambda ents: tables.heads(self.db, ents)
        )

    def _read_back(self, entries: Sequence[Entry]) -> None:
        """Whether the file gives back what was just written: changes of one chain, one after another."""
        if not entries:
            return
        first, last = entries[0].op, entries[-1].op
        rows = self.db.execute(
            "select seq, hash from change where rep = ? and seq between ? and ?",
            [first.rep, first.seq, last.seq],
        )
        found = dict(rows.fetchall())
        for entry in entries:
            if found.get(entry.op.seq) != entry.hash:
                raise NotSaved(entry.op.id)

    def pseudonym(self, patient: str) -> str:
        """A patient's name outside the ward: keyed, the same in every ward of the trust, 64 hex digits."""
        return self._pseudonyms()(patient)

    def _pseudonyms(self) -> Callable[[str], str]:
        """Names patients by the key as it is now, reading each patient once."""
        key = base64.b64decode(self.fact("pseudonym_key") or "")

        @cache
        def named(patient: str) -> str:
            record = tables.find(self.db, patient)
            value = record.value if record is not None else {}
            number = "".join(str(value.get("nhs_number") or "").split()).replace("-", "")
            identity = number or str(value.get("local_id") or "").strip() or patient
            return hmac.new(key, identity.encode("utf-8"), hashlib.sha256).hexdigest()

        return named

    def start_replica(self, now: datetime) -> None:
        """Open this installation's chain, once, with a change signed by the device."""
        if log.head(self.db).seq == 0:
            values = {
                "ward": self.fact("ward") or None,
                "dev": self.fact("device"),
                "name": self.fact("device_name"),
            }
            ent = self.fact("store_id") or "store"
            self.append([Act("replica", "start", ent, values)], self.device, now)

    def edition(self) -> int:
        """A number that grows with every change in the log, so that a plan can be seen to be stale."""
        (last,) = self.db.execute("select coalesce(max(rowid), 0) from change").fetchone()
        return int(last)

    def plan(self, lines: Iterable[str], *, with_private: bool) -> Plan:
        """What taking these change lines would do; raises log.Refused. Changes nothing."""
        return log.plan(self.db, lines, with_private=with_private)

    def accept(
        self,
        plan: Plan,
        parcel: Parcel,
        also: Callable[[], Sequence[Act]],
        signer: Signer,
        now: datetime,
        facts: Mapping[str, str] | None = None,
        settle: Callable[[_sqlite.Database], None] | None = None,
    ) -> tuple[Entry, ...]:
        """Take a bundle's changes in one transaction: log, tables, the bundle, new facts, changes of our own.

        `also` is asked for these last, when everything else is in place.
        """
        with _sqlite.write_tx(self.db):
            log.insert(self.db, plan.new, bundle=parcel.id)
            self.db.conn.executemany(
                "update change set private = ?, at = ? where rep = ? and seq = ?",
                [(one.line.private, one.at, one.op.rep, one.op.seq) for one in plan.completed],
            )
            seen = max((entry.op.lam for entry in plan.new), default=0)
            if seen > int(self.fact("lam") or 0):
                log.put(self.db, "lam", str(seen))
            tables.apply(self.db, [*plan.new, *plan.completed])
            self._keep(parcel)
            for key, value in (facts or {}).items():
                log.put(self.db, key, value)
            if settle is not None:
                settle(self.db)
            entries = self._write(also(), signer, now)
            tables.apply(self.db, entries)
        self._read_back(entries)
        return tuple(entries)

    def keep_sent(
        self, parcel: Parcel, marks: Mapping[str, int], note: Act, signer: Signer, now: datetime
    ) -> None:
        """Remember a bundle that was written, how far it reached, and that it was exported."""
        with _sqlite.write_tx(self.db):
            self._keep(parcel)
            for rep, seq in marks.items():
                self.db.execute(
                    "insert into mark (rep, sent) values (?, ?)"
                    " on conflict (rep) do update set sent = max(sent, excluded.sent)",
                    [rep, seq],
                )
            self._write([note], signer, now)

    def _keep(self, parcel: Parcel) -> None:
        self.db.execute(
            "insert or replace into bundle (id, kind, incoming, dev, ward, bseq, sha256, body_sha256, at, by,"
            " count, manifest, file) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                parcel.id,
                parcel.kind,
                parcel.incoming,
                parcel.dev,
                parcel.ward,
                parcel.bseq,
                parcel.sha256,
                parcel.body_sha256,
                parcel.at,
                parcel.by,
                parcel.count,
                parcel.manifest,
                parcel.file,
            ],
        )

    def take_back(self, bundle: str, note: Act, signer: Signer, now: datetime) -> int:
        """Undo an import as one step: its changes leave this store (their ward still has them).

        People and installations stay where other changes still need them to be known.
        """
        with _sqlite.write_tx(self.db):
            ents = [
                str(ent)
                for (ent,) in self.db.execute("select distinct ent from change where bundle = ?", [bundle])
            ]
            gone = self.db.execute(
                "delete from change where bundle = :bundle and (kind not in ('user', 'replica') or not exists"
                " (select 1 from change other join replica on replica.rep = other.rep"
                " where other.bundle is not :bundle and replica.ward is"
                " (select own.ward from replica own where own.rep = change.rep)))",
                {"bundle": bundle},
            ).rowcount
            tables.rebuild_people(self.db)
            tables.refold(self.db, ents)
            self.db.execute(
                "update bundle set undone_at = ? where id = ?",
                [now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), bundle],
            )
            self._write([note], signer, now)
        return int(gone)


def new_replica_id() -> str:
    """A fresh installation's id: 16 random hex digits."""
    return secrets.token_hex(8)
