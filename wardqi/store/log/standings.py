"""How far the log reaches: what is here of each replica without a gap, and what lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wardqi.store._sqlite import Database
from wardqi.store.log.entries import Head, head


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
        gaps = () if low == 1 and count == high else missing(numbers(db, rep))
        found.append(Standing(rep, gaps[0][0] - 1 if gaps else high, head(db, rep), gaps))
    return found


def numbers(db: Database, rep: str) -> set[int]:
    """The numbers of a replica's changes that are here."""
    return {int(seq) for (seq,) in db.execute("select seq from change where rep = ?", [rep])}


def missing(found: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """The spans, both ends included, that lack between 1 and the highest number."""
    gaps: list[tuple[int, int]] = []
    expected = 1
    for seq in sorted(found):
        if seq > expected:
            gaps.append((expected, seq - 1))
        expected = seq + 1
    return tuple(gaps)
