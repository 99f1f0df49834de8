"""SQLCipher joined to sqlite-utils: the one place that opens an encrypted file; nothing else imports either.

sqlite-utils catches the error classes of the driver it finds first, so SQLCipher is offered to it
under the name it looks for before it is imported. Every connection goes through `connect`, and every
write through `write_tx`; both turn the world's faults (full disk, locked or read-only file) into a
few classes of our own.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import sqlcipher3
import sqlcipher3.dbapi2

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

# sqlite-utils would load numpy only to recognise its numbers as column values, which we never give it;
# a name that is None in sys.modules is a module that cannot be imported.
_withheld = "numpy" not in sys.modules
if _withheld:
    sys.modules["numpy"] = None  # type: ignore[assignment]
import sqlite_utils  # noqa: E402 - only after the driver has been offered
import sqlite_utils.db  # noqa: E402

if _withheld:
    del sys.modules["numpy"]

Database = sqlite_utils.Database
Error: type[Exception] = sqlcipher3.dbapi2.Error
DatabaseError: type[Exception] = sqlcipher3.dbapi2.DatabaseError
OperationalError: type[Exception] = sqlcipher3.dbapi2.OperationalError
IntegrityError: type[Exception] = sqlcipher3.dbapi2.IntegrityError
ProgrammingError: type[Exception] = sqlcipher3.dbapi2.ProgrammingError

if vars(sqlite_utils.db)["OperationalError"] is not OperationalError:
    raise ImportError("sqlite-utils was loaded before SQLCipher was offered to it")

__all__ = [
    "Database",
    "DatabaseError",
    "DiskFault",
    "Error",
    "IntegrityError",
    "OperationalError",
    "ProgrammingError",
    "ReadOnly",
    "StoreBusy",
    "StoreFull",
    "Unreadable",
    "among",
    "check",
    "connect",
    "is_open",
    "no_writers",
    "rekey",
    "vacuum_into",
    "world_faults",
    "write_tx",
]

TIMEOUT_S = 10.0
CACHE_KIB = 65536
_HEX_KEY = re.compile(r"[0-9a-f]{64}")

# Primary result codes of SQLite (https://sqlite.org/rescode.html); an extended
# code keeps them in its low byte.
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26


class StoreFull(Exception):
    """The disk (or the quota on it) has no room; nothing of the failed write was kept."""


class StoreBusy(Exception):
    """Another connection kept the file for longer than the time-out; nothing was written."""


class ReadOnly(Exception):
    """The file or its folder may not be written here."""


class DiskFault(Exception):
    """The file could not be opened, read or written: gone, or the disk reported a fault."""


class Unreadable(Exception):
    """The pages cannot be read with this key: the file is damaged, was swapped, or has another key."""


def _translated(error: BaseException) -> Exception | None:
    """Our own class for a fault of the world, or None when the error is ours (bad SQL, broken rule)."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    kinds: dict[int, type[Exception]] = {
        _FULL: StoreFull,
        _BUSY: StoreBusy,
        _LOCKED: StoreBusy,
        _READONLY: ReadOnly,
        _IOERR: DiskFault,
        _CANTOPEN: DiskFault,
        _CORRUPT: Unreadable,
        _NOTADB: Unreadable,
    }
    kind = kinds.get(code & 0xFF)
    return kind(getattr(error, "sqlite_errorname", "")) if kind else None


@contextlib.contextmanager
def world_faults() -> Generator[None, None, None]:
    """Turn the driver's errors for a full, busy, read-only, failing or damaged file into our classes."""
    try:
        yield
    except Error as error:
        fault = _translated(error)
        if fault is None:
            raise
        raise fault from error


_KEPT = 512
"""Prepared statements that a connection keeps."""

# As many small pieces of memory as a connection has of its own (SQLite's "lookaside": 48,000 bytes in
# pieces of 1,200 and of 128), held by the values of a statement that gives nothing.
_HOLD = f"select 0 where 0 and coalesce({', '.join('?' * 140)}) is null"
_HELD: tuple[str, ...] = (*("x" * 200,) * 40, *("x" * 60,) * 100)
_LET_GO = (None,) * len(_HELD)


class _Connection(sqlcipher3.dbapi2.Connection):  # type: ignore[misc]  # the driver has no types
    """A connection that can say whether it was closed, and keeps its quick memory for the work itself.

    The driver's own ways of telling wait for a statement that is running, with the interpreter locked.

    With its memory security on, SQLCipher asks the system to lock each piece of memory and to unlock it
    again, which can take longer than the work it is for. The few pieces a connection has of its own are
    spared that, but the first dozen statements that are kept would take them for good. So all are held
    while a new statement is prepared, which then takes its memory elsewhere, once; a save of an incident
    asks the system for five pieces instead of 160.
    """

    closed = False
    readable = False

    def __init__(self, *how: object, **settings: object) -> None:
        super().__init__(*how, **settings)
        self._met: set[str] = set()

    def execute(self, sql: str, *values: object) -> object:
        if sql in self._met or not self.readable:
            return super().execute(sql, *values)
        with self._meeting(sql):
            return super().execute(sql, *values)

    def executemany(self, sql: str, rows: object) -> object:
        if self.readable and sql not in self._met:
            with self._meeting(sql):
                super().executemany(sql, ())
        return super().executemany(sql, rows)

    @contextlib.contextmanager
    def _meeting(self, sql: str) -> Generator[None, None, None]:
        super().execute(_HOLD, _HELD)
        try:
            yield
        finally:
            super().execute(_HOLD, _LET_GO)
        if len(self._met) >= _KEPT - 1:
            self._met.clear()
        self._met.add(sql)

    def close(self) -> None:
        super().close()
        self.closed = True


def _uri(path: Path, mode: str) -> str:
    """The address SQLite opens; `mode` keeps it from making a file nobody asked for."""
    place = Path(os.path.abspath(path)).as_posix()
    if not place.startswith("/"):  # a drive letter
        place = "/" + place
    return "file://" + quote(place) + "?" + mode


def connect(
    path: Path,
    key: bytes,
    *,
    wal: bool | None = False,
    read_only: bool = False,
    create: bool = False,
    immutable: bool = False,
    passed_on: bool = False,
) -> Database:
    """Open the encrypted file with a raw 32-byte key; every setting of the house is applied.

    `wal=True` is for a hub on one analyst's disk; None leaves the journal as the file has it (for the
    checks at unlocking, which must not write). `create=True` makes a new file and refuses an existing
    one. `immutable` (with `read_only`) ignores a left-over journal: for salvage only.

    The connection belongs to the thread that opened it, unless it is to be `passed_on`: then whoever
    lends it sees to it that one thread at a time has it. Raises Unreadable (wrong key or damage),
    DiskFault (missing, not a file), StoreBusy, StoreFull, ReadOnly; FileExistsError for `create`.
    """
    text_key = bytes(key).hex()
    # A key of any other length would silently be taken for a passphrase.
    if not _HEX_KEY.fullmatch(text_key):
        raise ValueError("a store key is exactly 32 bytes")
    if create and path.exists():
        raise FileExistsError(path)
    mode = "mode=ro" if read_only else "mode=rwc" if create else "mode=rw"
    if immutable:
        mode += "&immutable=1"
    with world_faults():
        # No implicit transactions: a transaction begins in write_tx and nowhere else.
        conn = sqlcipher3.dbapi2.connect(
            _uri(path, mode),
            timeout=TIMEOUT_S,
            isolation_level=None,
            uri=True,
            factory=_Connection,
            check_same_thread=not passed_on,
            cached_statements=_KEPT,
        )
        try:
            # A script's statements are not kept: these hold the key, or are wanted once.
            conn.executescript(
                "PRAGMA cipher_memory_security=ON;"
                f"PRAGMA key=\"x'{text_key}'\";"
                "PRAGMA cipher_log_level=NONE;"
                "PRAGMA foreign_keys=ON;"
            )
            if not read_only and wal is not None:
                journal = "wal" if wal else "truncate"
                found = conn.execute(f"PRAGMA journal_mode={journal}").fetchone()[0]
                if found != journal:
                    raise StoreBusy(f"journal mode is {found}")
            conn.executescript(
                "PRAGMA synchronous=FULL;"
                f"PRAGMA cache_size=-{CACHE_KIB};"
                "PRAGMA temp_store=MEMORY;"
                "PRAGMA trusted_schema=OFF;"
                "PRAGMA cell_size_check=ON;"
                "PRAGMA user_version;"
                "SELECT count(*) FROM sqlite_master;"
            )
            conn.readable = True
            return Database(conn, execute_plugins=False, strict=True)
        except BaseException:
            conn.close()
            raise


@contextlib.contextmanager
def write_tx(db: Database) -> Generator[None, None, None]:
    """One write transaction, begun with the right to write (BEGIN IMMEDIATE); inside another, a savepoint.

    When the block ends, the change is on the disk; when it raises, nothing of it is. Faults of the
    world arrive as StoreFull, StoreBusy, ReadOnly, DiskFault or Unreadable.
    """
    with world_faults():
        if db.conn.in_transaction:
            with db.atomic():
                yield
            return
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.conn.execute("COMMIT")
        except BaseException:
            # A full disk may already have ended the transaction.
            if db.conn.in_transaction:
                db.conn.execute("ROLLBACK")
            raise


@contextlib.contextmanager
def no_writers(db: Database) -> Generator[None, None, None]:
    """Keep every other connection from writing, and write nothing oneself; readers go on."""
    with world_faults():
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            db.conn.execute("ROLLBACK")


def check(db: Database, another: Callable[[], Database] | None = None) -> list[str]:
    """What the two page checks found; an empty list means the file is sound.

    Both are needed: a file cut at a page's edge passes the first, appended pages pass the second.
    A write-ahead log is folded into the file first, for the first check reads the file alone. With
    `another` connection to the same file they are done side by side, which halves the wait.
    """
    with world_faults():
        if db.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    if another is None:
        return [*_pages(db), *_structure(db)]
    with ThreadPoolExecutor(1) as beside:
        structure = beside.submit(_structure_of, another)
        return [*_pages(db), *structure.result()]


def _pages(db: Database) -> list[str]:
    return [f"pages: {words}" for words in _answers(db, "cipher_integrity_check")]


def _structure(db: Database) -> list[str]:
    return [f"structure: {words}" for words in _answers(db, "quick_check") if words != "ok"]


def _structure_of(another: Callable[[], Database]) -> list[str]:
    try:
        db = another()
    except Unreadable as fault:
        return [f"structure: {fault}"]
    try:
        return _structure(db)
    finally:
        db.conn.close()


def _answers(db: Database, pragma: str) -> list[str]:
    """Every row a check gives; a check that the damage itself stops counts as one more finding."""
    try:
        with world_faults():
            return [str(row[0]) for row in db.execute(f"PRAGMA {pragma}").fetchall()]
    except Unreadable as fault:
        return [str(fault)]


def among(items: Sequence[str]) -> tuple[str, str]:
    """The end of a condition, `where ent {sql}`, and the one value it takes, for however many items.

    The text is the same for any number, and no more than one value is held by the statement.
    """
    if len(items) == 1:
        return "= ?", items[0]
    return "in (select value from json_each(?))", json.dumps(list(items))


def is_open(db: Database) -> bool:
    """Whether the connection has not been closed; may be asked from any thread."""
    return not getattr(db.conn, "closed", True)


def vacuum_into(db: Database, to: Path) -> None:
    """Write a compact copy of the file, with the same key, to a path where nothing is yet.

    Not flushed: the caller flushes the copy and its folder. Never inside a transaction.
    """
    with world_faults():
        db.execute("VACUUM INTO ?", (str(to),))


def rekey(db: Database, key: bytes) -> None:
    """Ask SQLCipher to encrypt every page again with another raw key, in one transaction.

    Neither the driver's "ok" nor its error tells whether it was done (a reader in the way and a full disk
    may give either): close the connection, then open the file with one key and with the other.
    """
    text_key = bytes(key).hex()
    if not _HEX_KEY.fullmatch(text_key):
        raise ValueError("a store key is exactly 32 bytes")
    with contextlib.suppress(DatabaseError):
        db.execute(f"PRAGMA rekey=\"x'{text_key}'\"").fetchall()
