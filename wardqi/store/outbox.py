"""Reading what has been sent, what is confirmed, and what still waits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wardqi.domain.changes import Line
from wardqi.store import log
from wardqi.store._sqlite import Database, among
from wardqi.store.store import Parcel, Store

_PARCEL = "id, kind, incoming, dev, ward, bseq, sha256, body_sha256, at, by, count, manifest, file, undone_at"


@dataclass(frozen=True, slots=True)
class Mark:
    """How far one replica's changes have been sent and confirmed."""

    rep: str
    sent: int
    acked: int
    last: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """What has not been confirmed: records by kind, and of these how many were never sent."""

    kinds: dict[str, int]
    not_sent: int
    not_confirmed: int


def marks(store: Store) -> list[Mark]:
    """Every replica of this store with its marks."""
    rows = store.db.execute(
        "select rep, max(seq), coalesce((select sent from mark where mark.rep = change.rep), 0),"
        " coalesce((select acked from mark where mark.rep = change.rep), 0) from change group by rep"
    )
    return [Mark(str(rep), int(sent), int(acked), int(last)) for rep, last, sent, acked in rows]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A change on its way out: whose, its number, what it is about, and the line of the bundle."""

    rep: str
    seq: int
    kind: str
    ent: str
    text: str


def lines_after(
    store: Store,
    marks_: Mapping[str, int],
    *,
    with_private: bool = False,
    own_ward: bool = False,
    own_replica: bool = False,
    ward: str | None = None,
) -> Iterator[Outgoing]:
    """Changes past the given marks, each replica in order, as a bundle carries them.

    `own_ward` takes the replicas of this store's ward (a hub's own), `own_replica` this installation's
    only, `ward` those of one ward.
    """
    own = store.fact("replica")
    if own_replica:
        chosen = "rep = ?"
        values: list[object] = [own]
    else:
        chosen = (
            "(rep = ? or rep in (select rep from replica where ward = ?))"
            if own_ward
            else "rep in (select rep from replica where ward = ?)"
        )
        values = [own, store.fact("ward") or ""] if own_ward else [ward]
    reps = store.db.execute(f"select distinct rep from change where {chosen} order by rep", values)
    for (rep,) in reps.fetchall():
        rows = store.db.execute(
            f"select {log.ROW}, seq, kind, ent from change where rep = ? and seq > ? order by seq",
            [rep, marks_.get(str(rep), 0)],
        )
        for text, sig, uid, private, _, _, seq, kind, ent in rows:
            line = Line(str(text), str(sig), str(uid), None if private is None else str(private))
            yield Outgoing(str(rep), int(seq), str(kind), str(ent), line.to_json(with_private=with_private))


_OURS = (
    "from change left join mark using (rep)"
    " where (rep = ? or rep in (select rep from replica where ward = ?))"
    " and change.kind not in ('audit', 'replica', 'user')"
)
"""Changes to records made on this ward's PCs; what the QI team sent down is not waiting to go up."""


def _ours(store: Store) -> list[object]:
    return [store.fact("replica"), store.fact("ward") or ""]


def waiting(store: Store) -> Waiting:
    """Records whose latest change is not yet confirmed by the QI team."""
    kinds = {
        str(kind): int(count)
        for kind, count in store.db.execute(
            f"select change.kind, count(distinct ent) {_OURS} and seq > coalesce(acked, 0)"
            " group by change.kind order by change.kind",
            _ours(store),
        )
    }
    (not_sent,) = store.db.execute(
        f"select count(distinct ent) {_OURS} and seq > coalesce(sent, 0)", _ours(store)
    ).fetchone()
    return Waiting(kinds, int(not_sent), sum(kinds.values()) - int(not_sent))


def oldest_waiting(store: Store) -> str:
    """When the oldest record was changed that is not confirmed yet (UTC), empty when none waits."""
    (at,) = store.db.execute(f"select min(at) {_OURS} and seq > coalesce(acked, 0)", _ours(store)).fetchone()
    return str(at or "")


def waiting_records(store: Store, kind: str) -> list[str]:
    """Ids of the records of a kind that wait to be confirmed."""
    rows = store.db.execute(
        f"select distinct ent {_OURS} and seq > coalesce(acked, 0) and change.kind = ?",
        [*_ours(store), kind],
    )
    return [str(ent) for (ent,) in rows]


def unsent(store: Store) -> dict[str, list[str]]:
    """Ids of the records with a change that no bundle has held yet, by kind, the newest first."""
    found: dict[str, list[str]] = {}
    for kind, ent in store.db.execute(
        f"select change.kind, ent {_OURS} and seq > coalesce(sent, 0)"
        " group by change.kind, ent order by change.kind, max(change.rowid) desc",
        _ours(store),
    ):
        found.setdefault(str(kind), []).append(str(ent))
    return found


def journey(store: Store, ent: str) -> str:
    """Where a record is on its way: not_sent, sent, received, changed or sent_back."""
    return journeys(store, [ent])[ent]


def journeys(store: Store, ents: Sequence[str]) -> dict[str, str]:
    """Where each of these records is on its way, as `journey` says it, in one question to the store."""
    sql, value = among(ents)
    steps: dict[str, list[tuple[int, int, int, int]]] = {ent: [] for ent in ents}
    for ent, *step in store.db.execute(
        "select ent, min(seq), max(seq), coalesce(max(sent), 0), coalesce(max(acked), 0)"
        f" from change left join mark using (rep) where ent {sql} group by ent, rep",
        [value],
    ):
        steps[str(ent)].append((int(step[0]), int(step[1]), int(step[2]), int(step[3])))
    found = {ent: _journey(each) for ent, each in steps.items()}
    return found | {ent: "sent_back" for ent in sent_back(store) if ent in found}


def sent_back(store: Store) -> dict[str, str]:
    """The records that the QI team wants looked at, and why.

    `question`: it has asked something about it that nobody has answered. `review`: its last receipt names
    the record, and nobody has changed it since.
    """
    since = store.fact("receipt_at") or ""
    named = [str(ent) for ent in json.loads(store.fact("receipt_reviews") or "[]")]
    found = {
        str(ent): "review"
        for ent in named
        for _ in store.db.execute("select 1 from record where ent = ? and changed_at <= ?", [ent, since])
    }
    asked = store.db.execute(
        "select json_extract(value, '$.about') from record where kind = 'question' and not voided"
        " and coalesce(json_extract(value, '$.answered_on'), json_extract(value, '$.closed_on')) is null"
    )
    return found | {str(ent): "question" for (ent,) in asked if ent}


def _journey(steps: Sequence[tuple[int, int, int, int]]) -> str:
    """From first and last change, and how far sent and confirmed, of each installation."""
    if all(last <= acked for _, last, _, acked in steps):
        return "received"
    if all(last <= sent for _, last, sent, _ in steps):
        return "sent"
    return "changed" if all(first <= sent for first, _, sent, _ in steps) else "not_sent"


def acknowledge(store_db: Database, have: dict[str, int], *, newest: bool) -> None:
    """Move the confirmed marks, never past what is here; inside a write transaction.

    Only the newest receipt moves them back: what the QI team has no longer is then sent again.
    """
    if newest:
        store_db.execute("update mark set acked = 0")
    for rep, seq in have.items():
        row = store_db.execute("select max(seq) from change where rep = ?", [rep]).fetchone()
        if row is None or row[0] is None:
            continue
        reached = min(seq, int(row[0]))
        store_db.execute(
            "insert into mark (rep, sent, acked) values (?, ?, ?) on conflict (rep) do update set"
            " sent = max(sent, excluded.sent), acked = max(acked, excluded.acked)",
            [rep, reached, reached],
        )


def parcels(store: Store, *, incoming: bool | None = None, kind: str | None = None) -> list[Parcel]:
    """Bundles sent and taken, newest first."""
    where = ["1"]
    values: list[object] = []
    if incoming is not None:
        where.append("incoming = ?")
        values.append(int(incoming))
    if kind is not None:
        where.append("kind = ?")
        values.append(kind)
    sql = f"select {_PARCEL} from bundle where {' and '.join(where)} order by at desc, bseq desc"
    return [_parcel(row) for row in store.db.execute(sql, values)]


def parcel_by_file(store: Store, sha256: str, bundle_id: str) -> Parcel | None:
    """An incoming bundle already taken: the same file, or the same bundle locked again."""
    row = store.db.execute(
        f"select {_PARCEL} from bundle where incoming = 1 and undone_at is null and (sha256 = ? or id = ?)",
        [sha256, bundle_id],
    ).fetchone()
    return None if row is None else _parcel(row)


def parcel(store: Store, bundle: str) -> Parcel | None:
    """One bundle by its id."""
    row = store.db.execute(f"select {_PARCEL} from bundle where id = ?", [bundle]).fetchone()
    return None if row is None else _parcel(row)


def last_sent(store: Store) -> tuple[int, str]:
    """Number and body hash of the last bundle this installation wrote; (0, zeros) before the first."""
    row = store.db.execute(
        "select bseq, body_sha256 from bundle where incoming = 0 order by bseq desc limit 1"
    ).fetchone()
    return (0, "0" * 64) if row is None else (int(row[0]), str(row[1]))


def _parcel(row: tuple[object, ...]) -> Parcel:
    return Parcel(
        id=str(row[0]),
        kind=str(row[1]),
        incoming=bool(row[2]),
        dev=str(row[3]),
        ward=None if row[4] is None else str(row[4]),
        bseq=int(str(row[5])),
        sha256=str(row[6]),
        body_sha256=str(row[7]),
        at=str(row[8]),
        by=str(row[9]),
        count=int(str(row[10])),
        manifest=str(row[11]),
        file=str(row[12]),
        undone_at=None if row[13] is None else str(row[13]),
    )
