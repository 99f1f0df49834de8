"""Opening a store only when it is sound: the right key, both page checks, the last change in its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wardqi.store import _sqlite, keys, log, migrations
from wardqi.store._sqlite import Database, Unreadable

STORE = "store.db"
UNFINISHED = "store.new.db"
COMPANIONS = ("-journal", "-wal", "-shm")


class Damaged(Exception):
    """The store must not be written; restore a backup, or salvage what reads.

    `code`: missing, empty, unreadable (no key opens it), pages, structure, another_store, old_copy
    (whole, but not the file that was last written). `details` are the checks' own words.
    """

    def __init__(self, code: str, details: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class NewerStore(Exception):
    """The store was made by a newer WardQI; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one state of a store from another: its schema, how many changes, and the last of its own."""

    store: str
    version: int
    changes: int
    head: log.Head


@dataclass(frozen=True, slots=True)
class Sound:
    """A store that passed every check, by the key that opened it (`by_next`: the one of a rotation)."""

    profile: str
    replica: str
    stamp: Stamp
    by_next: bool


def there(folder: Path) -> None:
    """Raise Damaged when the store is missing or empty, before anybody is asked for a passphrase.

    A store whose creation a crash cut short, just before it got its name, is not missing.
    """
    store = folder / STORE
    if not store.is_file() and not (folder / UNFINISHED).is_file():
        raise Damaged("missing")
    if store.is_file() and store.stat().st_size == 0:
        raise Damaged("empty")


def stamp(db: Database) -> Stamp:
    """The present state; raises Damaged when the tables for it are not there."""
    try:
        (changes,) = db.execute("select count(*) from change").fetchone()
        return Stamp(log.get(db, "store_id") or "", migrations.version(db), int(changes), log.head(db))
    except _sqlite.OperationalError as error:
        if "no such table" in str(error):
            raise Damaged("structure", ("no log",)) from error
        raise


def open_with(path: Path, unlocked: keys.Unlocked) -> tuple[Database, bool]:
    """A connection by whichever data key opens the file, and whether it was the next one; writes nothing.

    (What a crash left half-written is rolled back by SQLite, as always when a file is opened.)
    Raises Damaged("missing"), ("empty"), ("unreadable").
    """
    if not path.is_file():
        raise Damaged("missing")
    if path.stat().st_size == 0:
        raise Damaged("empty")
    for is_next, dek in ((False, unlocked.dek), (True, unlocked.next)):
        if dek is not None:
            try:
                return _sqlite.connect(path, keys.db_key(dek), wal=None), is_next
            except Unreadable as error:
                # With the wrong key nothing is a database; a damaged one was decrypted and found wanting.
                if error.args == ("SQLITE_CORRUPT",):
                    raise Damaged("structure", error.args) from error
    raise Damaged("unreadable")


def examine(path: Path, unlocked: keys.Unlocked) -> Sound:
    """Open, check everything that can be checked without anybody's help, and close again.

    Raises Damaged, NewerStore; and DiskFault, StoreBusy, ReadOnly for what is the computer's fault.
    """
    db, by_next = open_with(path, unlocked)
    try:
        with _sqlite.world_faults():
            faults = _sqlite.check(db, lambda: open_with(path, unlocked)[0])
            if faults:
                raise Damaged(faults[0].split(":")[0], tuple(faults))
            if migrations.version(db) > migrations.LATEST:
                raise NewerStore
            state = stamp(db)
            if state.store != unlocked.store:
                raise Damaged("another_store")
            if not log.check_head(db):
                raise Damaged("old_copy")
            profile, replica = log.get(db, "profile"), log.get(db, "replica")
            if profile not in ("ward", "hub") or replica is None:
                raise Damaged("structure", ("no profile",))
            return Sound(profile, replica, state, by_next)
    except Unreadable as error:
        raise Damaged("structure", (str(error),)) from error
    finally:
        db.conn.close()
