"""What taking a stranger's changes would do: everything is checked first, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wardqi.domain import kinds
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
)
from wardqi.store._sqlite import Database
from wardqi.store.log.entries import Entry, Refused, get
from wardqi.store.log.signers import Signers
from wardqi.store.log.standings import missing, numbers


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a bundle's changes would do; nothing has been done yet."""

    new: tuple[Entry, ...]
    same: int
    completed: tuple[Entry, ...]
    """Changes already here whose private part was missing and is in the bundle."""
    gaps: Mapping[str, tuple[tuple[int, int], ...]]
    newer: int
    """Changes that only a newer WardQI understands whole: kept and forwarded, shown as far as known."""


@dataclass(frozen=True, slots=True)
class _Known:
    hash: str
    lam: int
    complete: bool = True


_Place = tuple[str, int]


def plan(db: Database, lines: Iterable[str], *, with_private: bool) -> Plan:
    """Check a bundle's change lines against this log and say what is new; changes nothing.

    Raises Refused for a fork, a broken chain, a bad or unknown signature, a leap of the counter, or a
    value no record may hold. A QI store takes no private parts (`with_private` False).
    """
    signers = Signers(db)
    own = get(db, "replica")
    most = int(get(db, "lam") or 0) + LAMPORT_LEAP
    parsed = sorted(_parsed(lines), key=lambda pair: (pair[1].lam, pair[1].rep, pair[1].seq))
    here = _here(db, [op for _, op in parsed])
    known = dict(here)
    new: list[Entry] = []
    completed: list[Entry] = []
    same = newer = 0
    for line, op in parsed:
        hashed, place = digest(line.text), (op.rep, op.seq)
        found = known.get(place)
        if found is not None:
            if found.hash != hashed:
                raise Refused("fork", op.id)
            same += 1
            if with_private and line.private is not None and not found.complete:
                completed.append(_entry(op, line, hashed, with_private))
                known[place] = _Known(hashed, op.lam)
            continue
        if op.rep == own:
            # Nobody else writes our own chain: a copy of this store goes on somewhere.
            raise Refused("fork", op.id)
        if op.lam > most:
            raise Refused("counter_leap", op.id)
        signers.check(op, line)
        if not _understood(op.kind, op.sv, op.set, op.id):
            newer += 1
        known[place] = _Known(hashed, op.lam)
        new.append(_entry(op, line, hashed, with_private))
    _check_chain(db, new, known)
    gaps = {} if not new else _gaps(db, new, signers, at_hub=get(db, "profile") == "hub")
    return Plan(tuple(new), same, tuple(completed), gaps, newer)


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
        at, hidden = parse_private(line.private, op)
        _understood(op.kind, op.sv, hidden, op.id)
    except (BadChange, Refused) as error:
        raise Refused("bad_private_part", op.id) from error
    return Entry(op, line, hashed, hidden, at or op.at)


def _understood(kind: str, version: int, values: Mapping[str, object], where: str) -> bool:
    """Whether this version knows every field; those it knows must be what they may be, or Refused."""
    if kind not in kinds.KINDS or version > kinds.KINDS[kind].version:
        return False
    known, whole = kinds.known(kind, values)
    try:
        kinds.check(kind, known)
    except kinds.BadValue as error:
        raise Refused("bad_value", where) from error
    return whole


def _here(db: Database, ops: Sequence[Op]) -> dict[_Place, _Known]:
    """The changes here in the range the bundle covers, one beyond at each end."""
    spans: dict[str, tuple[int, int]] = {}
    for op in ops:
        low, high = spans.get(op.rep, (op.seq, op.seq))
        spans[op.rep] = (min(low, op.seq), max(high, op.seq))
    return {
        (rep, int(seq)): _Known(str(hashed), int(lam), bool(complete))
        for rep, (low, high) in spans.items()
        for seq, hashed, lam, complete in db.execute(
            "select seq, hash, lam, private is not null from change where rep = ? and seq between ? and ?",
            [rep, low - 1, high + 1],
        )
    }


def _check_chain(db: Database, new: Sequence[Entry], known: Mapping[_Place, _Known]) -> None:
    """Each change must follow the one before it, wherever that one is known, and fit the one after it."""
    coming = {(entry.op.rep, entry.op.seq) for entry in new}
    for entry in new:
        op = entry.op
        before = _Known(FIRST_PREV, 0) if op.seq == 1 else known.get((op.rep, op.seq - 1))
        if before is not None and (before.hash != op.prev or before.lam >= op.lam):
            raise Refused("broken_chain", op.id)
        after = (op.rep, op.seq + 1)
        if after in known and after not in coming:
            (text,) = db.execute("select op from change where rep = ? and seq = ?", list(after)).fetchone()
            if parse_op(str(text)).prev != entry.hash or known[after].lam <= op.lam:
                raise Refused("broken_chain", op.id)


def _gaps(
    db: Database, new: Sequence[Entry], signers: Signers, *, at_hub: bool
) -> dict[str, tuple[tuple[int, int], ...]]:
    """What would still be missing of each replica after taking these changes.

    A ward is sent only a part of the QI team's own changes, so that nothing lacks there.
    """
    coming: dict[str, set[int]] = {}
    for entry in new:
        if at_hub or not signers.of_hub(entry.op.rep):
            coming.setdefault(entry.op.rep, set()).add(entry.op.seq)
    found = {rep: missing(numbers(db, rep) | seqs) for rep, seqs in coming.items()}
    return {rep: gaps for rep, gaps in found.items() if gaps}
