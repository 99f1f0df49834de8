"""The words of incidents, for searching: most in the full-text index, the newest in a short list before it.

Each entry costs the index half a dozen pages, however short, so a save puts its words on the list, and
every so many of them go into the index together. A search looks through both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wardqi.store._sqlite import Database

MOST_WAITING = 32
"""So many entries wait at most. A search that meets new ones reads them all, so they stay few."""

_WAITING = (
    "create virtual table if not exists temp.waiting_text using fts5 (words, content='',"
    ' tokenize="unicode61 remove_diacritics 2")'
)
"""The waiting entries as the index would have them, in the memory of one connection."""


def put(db: Database, entries: Sequence[tuple[int, str]], known: Iterable[int]) -> None:
    """Words of incidents by number; `known` are those that may have had others. In a write transaction."""
    db.conn.executemany("delete from incident_text where rowid = ?", [(number,) for number in known])
    db.conn.executemany(
        "insert into incident_words (id, words) values (?, ?)"
        " on conflict (id) do update set words = excluded.words",
        entries,
    )
    (waiting,) = db.execute("select count(*) from incident_words").fetchone()
    if waiting > MOST_WAITING:
        index(db)


def drop(db: Database, numbers: Sequence[int]) -> None:
    """Forget the words of incidents; in a write transaction."""
    for table, column in (("incident_text", "rowid"), ("incident_words", "id")):
        db.conn.executemany(f"delete from {table} where {column} = ?", [(one,) for one in numbers])


def index(db: Database) -> None:
    """Let none wait; in a write transaction."""
    db.execute("insert into incident_text (rowid, words) select id, words from incident_words order by id")
    db.execute("delete from incident_words")


def waiting(db: Database, query: str) -> list[int]:
    """The incidents among those that wait which a full-text query finds; writes nothing to the file."""
    entries = db.execute("select id, words from incident_words").fetchall()
    if not entries:
        return []
    db.execute(_WAITING)
    db.execute("insert into temp.waiting_text (waiting_text) values ('delete-all')")
    db.conn.executemany("insert into temp.waiting_text (rowid, words) values (?, ?)", entries)
    found = db.execute("select rowid from temp.waiting_text where waiting_text match ?", [query])
    return [int(number) for (number,) in found]
