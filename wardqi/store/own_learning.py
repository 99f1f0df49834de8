"""What people keep for themselves: sealed to their own keys, in no log, and wiped when it is erased.

The rows hold sealed text only, so whoever opens the store without the person's keys sees who keeps something
and not what. A row that is replaced or erased is overwritten in the file, not only forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from wardqi.store import _sqlite, tables
from wardqi.store.store import Store
from wardqi.store.tables import Record


@dataclass(frozen=True, slots=True)
class Asked:
    """A step of the ladder that a learner asked a coach to confirm; `sealed` is for these two alone."""

    id: str
    learner: str
    coach: str
    sealed: str


def keep(store: Store, uid: str, sealed: str) -> None:
    """Keep a person's record in the place of what was kept before."""
    with _wiping(store):
        store.db.execute("insert or replace into own_learning (uid, sealed) values (?, ?)", [uid, sealed])


def find(store: Store, uid: str) -> str | None:
    """A person's record as it was sealed."""
    row = store.db.execute("select sealed from own_learning where uid = ?", [uid]).fetchone()
    return None if row is None else str(row[0])


def keep_asked(store: Store, asked: Asked) -> None:
    """Keep what a learner and a coach say to each other, in the place of what they said before."""
    with _wiping(store):
        store.db.execute(
            "insert or replace into confirmation (id, learner, coach, sealed) values (?, ?, ?, ?)",
            [asked.id, asked.learner, asked.coach, asked.sealed],
        )


def asked(store: Store, uid: str) -> list[Asked]:
    """What a person asked for, and what was asked of them."""
    rows = store.db.execute(
        "select id, learner, coach, sealed from confirmation where learner = ? or coach = ? order by id",
        [uid, uid],
    )
    return [Asked(*map(str, row)) for row in rows]


def drop_asked(store: Store, ident: str, learner: str) -> None:
    """Wipe one thing that this learner asked for."""
    with _wiping(store):
        store.db.execute("delete from confirmation where id = ? and learner = ?", [ident, learner])


def erase(store: Store, uid: str) -> None:
    """Wipe a person's record and all they asked coaches for."""
    with _wiping(store):
        store.db.execute("delete from own_learning where uid = ?", [uid])
        store.db.execute("delete from confirmation where learner = ?", [uid])


@contextmanager
def _wiping(store: Store) -> Iterator[None]:
    """A write whose deleted content is overwritten in the file."""
    store.db.execute("PRAGMA secure_delete=ON").fetchall()
    try:
        with _sqlite.write_tx(store.db):
            yield
    finally:
        store.db.execute("PRAGMA secure_delete=OFF").fetchall()


# What the ward's records hold of one person, for the ladder; read whenever that person looks.


def huddles(store: Store, uid: str) -> list[tuple[str, str]]:
    """Huddles that a person recorded or closed: id and day, newest first."""
    return _days(
        store,
        "kind = 'huddle' and json_extract(value, '$.started_at') is not null"
        " and (created_by = ? or json_extract(value, '$.closed_by') = ?)",
        "date",
        [uid, uid],
    )


def actions(store: Store, uid: str) -> list[tuple[str, str]]:
    """Actions that a person owned and that are done: id and day, newest first."""
    return _days(
        store,
        "kind = 'action' and json_extract(value, '$.owner') = ? and json_extract(value, '$.status') = 'done'",
        "closed_on",
        [uid],
    )


def cards(store: Store) -> list[Record]:
    """Learning cards, this ward's and those that came from others."""
    rows = store.db.execute(
        f"select {tables.COLUMNS} from record where kind = 'learning_card' and voided = 0 order by ent"
    )
    return [tables.read(row) for row in rows]


def _days(store: Store, where: str, day: str, values: Sequence[str]) -> list[tuple[str, str]]:
    rows = store.db.execute(
        f"select ent, coalesce(json_extract(value, '$.{day}'), '') as day from record"
        f" where voided = 0 and {where} order by day desc, ent",
        values,
    )
    return [(str(ent), str(on)) for ent, on in rows]
