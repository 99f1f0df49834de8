"""Everything about the log checked again, from the first change on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from wardqi.domain.changes import FIRST_PREV, BadChange, digest, parse_private
from wardqi.store._sqlite import Database
from wardqi.store.log.entries import ROW, Entry, Head, Refused, check_head, get, read
from wardqi.store.log.signers import Signers

_COPIES = ("rep", "seq", "lam", "kind", "action", "ent", "sv", "by")
"""Columns that say again what the op text says."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the log: a code, and where: a change, with the column when it is one of several."""

    code: str
    where: str


def verify(db: Database, progress: Callable[[int], None] | None = None) -> list[Fault]:
    """Check every chain, hash, private part, column and signature; a sound log gives an empty list.

    Who may sign is learnt from the log alone, in the order of its counters, never from a table.
    """
    faults: list[Fault] = []
    signers = Signers(db, afresh=True)
    heads: dict[str, Head] = {}
    top = 0
    rows = db.execute(f"select {ROW}, {', '.join(_COPIES)} from change order by lam, rep, seq")
    for done, row in enumerate(rows, 1):
        where = f"{row[6]}:{row[7]}"
        try:
            entry = read(row[:6])
        except BadChange as error:
            faults.append(Fault(error.code, where))
            continue
        top = max(top, entry.op.lam)
        faults += (Fault(code, where) for code in _columns(entry, row[6:]))
        before = heads.get(entry.op.rep, Head(0, FIRST_PREV))
        if entry.op.seq <= before.seq or (entry.op.seq == before.seq + 1 and entry.op.prev != before.hash):
            faults.append(Fault("broken_chain", where))
        heads[entry.op.rep] = Head(entry.op.seq, digest(entry.line.text))
        try:
            signers.check(entry.op, entry.line)
        except Refused as error:
            # What would be waited for in a bundle is simply missing in a log.
            faults.append(Fault("unknown_person" if error.code == "needs_earlier" else error.code, where))
        if progress is not None and done % 1000 == 0:
            progress(done)
    faults += _facts(db, top)
    return faults


def _columns(entry: Entry, copies: Sequence[object]) -> Iterator[str]:
    """Codes of the columns that differ from the text they were taken from."""
    op = entry.op
    if digest(entry.line.text) != entry.hash:
        yield "altered"
    said = (op.rep, op.seq, op.lam, op.kind, op.action, op.ent, op.sv, op.by)
    for name, value, copy in zip(_COPIES, said, copies, strict=True):
        if value != copy:
            yield f"altered_{name}"
    exact = None if entry.line.private is None else parse_private(entry.line.private, op)[0]
    if entry.at != exact if exact is not None else entry.at[:13] + "Z" != op.at:
        yield "altered_at"


def _facts(db: Database, top: int) -> Iterator[Fault]:
    if not check_head(db):
        yield Fault("head_moved", "meta.head")
    counter = get(db, "lam") or "0"
    if not counter.isdigit() or int(counter) < top:
        yield Fault("counter_behind", "meta.lam")
