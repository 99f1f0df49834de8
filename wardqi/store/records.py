"""Reading records of any kind, their history, and the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wardqi.store import log, tables
from wardqi.store._sqlite import among
from wardqi.store.store import Store
from wardqi.store.tables import Record


def find(store: Store, ent: str) -> Record | None:
    """One record by its id."""
    return tables.find(store.db, ent)


def of_kind(store: Store, kind: str, *, ward: str | None = None, voided: bool = False) -> list[Record]:
    """All records of a kind, oldest first; voided ones only when asked for."""
    sql = f"select {tables.COLUMNS} from record where kind = ?"
    values: list[object] = [kind]
    if ward is not None:
        sql += " and ward = ?"
        values.append(ward)
    if not voided:
        sql += " and voided = 0"
    return [tables.read(row) for row in store.db.execute(f"{sql} order by created_at, ent", values)]


def loaded_from(store: Store, kind: str, label: str) -> list[str]:
    """The records of a kind that came with a load and are not archived, by id."""
    rows = store.db.execute(
        "select ent from record where kind = ? and voided = 0"
        " and json_extract(value, '$.loaded_from') = ? order by ent",
        [kind, label],
    )
    return [str(ent) for (ent,) in rows]


def present(store: Store, ents: Iterable[str]) -> set[str]:
    """Which of these records are here already."""
    sql, value = among(list(ents))
    return {str(ent) for (ent,) in store.db.execute(f"select ent from record where ent {sql}", [value])}


def in_review(store: Store) -> list[Record]:
    """Records where a person has to choose between values."""
    rows = store.db.execute(f"select {tables.COLUMNS} from record where review order by changed_at desc")
    return [tables.read(row) for row in rows]


def counts(store: Store) -> dict[str, int]:
    """How many records of each kind there are."""
    rows = store.db.execute("select kind, count(*) from record where not voided group by kind order by kind")
    return {str(kind): int(number) for kind, number in rows}


def entry(store: Store, change: str) -> log.Entry | None:
    """One change by its id, "rep:seq"."""
    rep, _, seq = change.partition(":")
    row = store.db.execute(
        f"select {log.ROW} from change where rep = ? and seq = ?",
        [rep, int(seq)],
    ).fetchone()
    return None if row is None else log.read(row)


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a record's history, `before` and `after` by path; not `complete`: words are missing."""

    id: str
    action: str
    by: str
    at: str
    reason: str | None
    before: dict[str, object]
    after: dict[str, object]
    complete: bool


def history(store: Store, ent: str) -> list[Step]:
    """What was done to a record, oldest first, with the values before and after each change."""
    values: dict[str, object] = {}
    steps: list[Step] = []
    for entry in tables.history(store.db, ent):
        change = tables.change(entry)
        after = dict(change.sets)
        before = {path: values[path] for path in after if path in values}
        values.update(after)
        complete = entry.op.priv is None or entry.line.private is not None
        steps.append(
            Step(change.id, change.action, change.by, change.at, change.reason, before, after, complete)
        )
    return steps


def audit(store: Store, *, limit: int = 200, offset: int = 0) -> Iterator[log.Entry]:
    """The audit trail of this installation, newest first: who opened, viewed, printed, sent."""
    rows = store.db.execute(
        f"select {log.ROW} from change where kind = 'audit' order by at desc, lam desc limit ? offset ?",
        [limit, offset],
    )
    return map(log.read, rows.fetchall())
