"""An unlocked store folder: holds the instance lock and the data key, opens a Store for each thread."""

from __future__ import annotations

import contextlib
import threading
import time
import weakref
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType

from wardqi.store import _sqlite, backups, disk, keys, opening
from wardqi.store._sqlite import Database, StoreBusy, StoreFull
from wardqi.store.backups import Backup
from wardqi.store.instance import InstanceLock
from wardqi.store.opening import STORE, Damaged, Sound
from wardqi.store.store import Store
from wardqi.store.vault.errors import Locked

PATIENCE_S = 10.0
_KEPT_WARM = 2
"""Connections kept for the next piece of work: one that writes and one that reads beside it."""


class Vault:
    """An unlocked store folder. `notes` say what happened at unlocking that somebody should know.

    Notes: keys_mended, creation_finished, rotation_finished, rotation_waits, migrated, network, removable.
    """

    def __init__(self, folder: Path, lock: InstanceLock, unlocked: keys.Unlocked, sound: Sound) -> None:
        self.folder = folder
        self.profile = sound.profile
        self.replica = sound.replica
        self.unlocked = unlocked
        self.notes: tuple[str, ...] = ()
        self._lock = lock
        self._work = threading.RLock()  # held while a copy is made or the key changed; taken before _guard
        self._guard = threading.RLock()
        self._given: list[weakref.ref[Database]] = []
        self._idle: list[Store] = []
        self._lent: list[Store] = []
        self._locked = False

    def __enter__(self) -> Vault:
        """Use it in a with statement; it is locked at the end."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Lock it, whatever happened."""
        self.lock()

    @property
    def path(self) -> Path:
        """The store file."""
        return self.folder / STORE

    @property
    def wal(self) -> bool:
        """Whether readers need not wait for writers: on a hub, one analyst's own computer."""
        return self.profile == "hub"

    def open(self) -> Store:
        """A Store of its own for the calling thread, which closes it; raises Locked."""
        with self._guard:
            if self._locked:
                raise Locked
            db = _sqlite.connect(self.path, self._key(), wal=self.wal)
            self._given = [one for one in self._given if _alive(one)]
            self._given.append(weakref.ref(db))
            return Store(db)

    @contextlib.contextmanager
    def lend(self) -> Iterator[Store]:
        """A Store for one piece of work, on a connection that is kept warm for the next; raises Locked.

        Opening a connection and reading its first pages takes longer than saving a record. Whoever
        borrows it must not close it or hand it to another thread; a transaction left open is rolled back.
        """
        with self._guard:
            if self._locked:
                raise Locked
            if self._idle:
                store = self._idle.pop()
            else:
                store = Store(_sqlite.connect(self.path, self._key(), wal=self.wal, passed_on=True))
            self._lent.append(store)
        try:
            yield store
        finally:
            kept = self._settled(store)
            with self._guard:
                self._lent.remove(store)
                if kept and not self._locked and len(self._idle) < _KEPT_WARM:
                    self._idle.append(store)
                else:
                    store.close()

    @staticmethod
    def _settled(store: Store) -> bool:
        """Whether a connection given back can be used again."""
        try:
            if store.db.conn.in_transaction:
                store.db.conn.execute("rollback")
        except _sqlite.Error:
            return False
        return True

    def _cool(self) -> None:
        """Close the connections that nobody has."""
        with self._guard:
            while self._idle:
                self._idle.pop().close()

    def _in_use(self) -> list[Database]:
        """The connections that somebody has."""
        given = [db for db in (one() for one in self._given) if db is not None and _sqlite.is_open(db)]
        return [*given, *(store.db for store in self._lent)]

    def _key(self) -> bytes:
        return keys.db_key(self.unlocked.dek)

    def lock(self, patience_s: float = PATIENCE_S) -> None:
        """Close everything, overwrite the data key and let the next one in; harmless twice.

        Stores of other threads are waited for, then interrupted (their transaction is rolled back). Should
        one still be open, the key is gone all the same and StoreBusy is raised; the instance lock then
        stays with this program, which still has the file open.
        """
        with self._guard:
            if self._locked:
                return
            self._locked = True
        busy = not self._closed(patience_s)
        with self._work:  # a backup under way is finished first
            with contextlib.suppress(_sqlite.StoreBusy, _sqlite.DiskFault, StoreFull, _sqlite.ReadOnly):
                if self.wal and not busy:
                    _fold_log(self.path, self._key())
            self.unlocked.forget()
        if busy:
            raise StoreBusy("a connection is still open")
        self._lock.release()

    def _closed(self, patience_s: float) -> bool:
        """Wait until no connection is left, closing this thread's own."""
        self._cool()
        self._close_own()
        for share in (patience_s, 1.0):
            end = time.monotonic() + share
            while self._in_use():
                if time.monotonic() > end:
                    break
                time.sleep(0.02)
            else:
                return True
            for db in self._in_use():
                with contextlib.suppress(_sqlite.ProgrammingError):
                    db.conn.interrupt()
        return False

    def _close_own(self) -> None:
        for db in filter(None, (one() for one in self._given)):
            # The driver refuses a connection of another thread with this error; its owner closes it.
            with contextlib.suppress(_sqlite.ProgrammingError):
                db.conn.close()

    # -- backups and the data key

    def backup(
        self, to: Path | None = None, *, reason: str = "by-hand", now: datetime | None = None
    ) -> Backup:
        """A proved copy at `to`, or in the store's own backup folder; its keys.json lies beside it.

        Raises StoreFull, ReadOnly, DiskFault, StoreBusy, backups.NotProved; Locked.
        """
        with self._work:
            with self._guard:
                if self._locked:
                    raise Locked
                key, keys_json = self._key(), self.unlocked.file.to_bytes()
            target = to or backups.place(self.folder, reason, now or _now())
            return backups.take(self.path, key, keys_json, target, wal=self.wal)

    def daily_backup(self, now: datetime | None = None) -> Backup | None:
        """The day's backup, unless there is one, and the old ones taken away. `now` is local time."""
        now = now or _now()
        if any(one.reason == "daily" and one.at.date() == now.date() for one in backups.kept(self.folder)):
            return None
        made = self.backup(reason="daily", now=now)
        backups.prune(self.folder, now.date())
        return made

    def rotate(self, *, recovery: Iterable[str] = (), without: str | None = None) -> None:
        """Give the store a new data key, or end a rotation that was begun; `without` drops a person.

        `recovery` is the list in the signed keyring. No other connection may be open (StoreBusy). Should
        the disk be full, or the program die, both data keys stay in keys.json and unlocking goes on from
        there. Backups made before still open with the old data key, and so for whoever knew it.
        """
        with self._work, self._guard:
            if self._locked:
                raise Locked
            self._cool()
            self._close_own()
            if self._in_use():
                raise StoreBusy("a connection is still open")
            if self.unlocked.next is not None and without is not None:
                self._end_rotation()
            self.backup(reason="before-rotation")
            if self.unlocked.next is None:
                keys.begin_rotation(self.folder, self.unlocked, recovery=recovery, without=without)
            self._end_rotation()
            # So that the newest backup is always one that opens with the keys of today.
            with contextlib.suppress(StoreFull):
                self.backup(reason="after-rotation")

    def _end_rotation(self) -> None:
        """Encrypt the store with the next data key (unless it is already), and make that the only one."""
        if self.unlocked.next is None:
            return
        db, done = opening.open_with(self.path, self.unlocked)
        db.conn.close()
        if not done:
            _rekey(self.path, self._key(), keys.db_key(self.unlocked.next))
        keys.finish_rotation(self.folder, self.unlocked)
        self.settle_journal()

    def resume_rotation(self) -> bool:
        """Go on with a rotation that a crash or a full disk cut short; False when it still has to wait."""
        db, by_next = opening.open_with(self.path, self.unlocked)
        db.conn.close()
        try:
            if not by_next:
                self.backup(reason="before-rotation")
            self._end_rotation()
        except (StoreFull, StoreBusy):
            # Either key opens the store, so nobody is kept out: the next unlocking tries again.
            return False
        return True

    def settle_journal(self) -> None:
        """Put the file into the journal mode of its profile, before threads open it."""
        if self.wal:
            _sqlite.connect(self.path, self._key(), wal=True).conn.close()


def _now() -> datetime:
    return datetime.now().astimezone()


def _alive(one: weakref.ref[Database]) -> bool:
    db = one()
    return db is not None and _sqlite.is_open(db)


def _fold_log(path: Path, key: bytes) -> None:
    """Bring a write-ahead log into the file and go back to the ordinary journal."""
    _sqlite.connect(path, key, wal=False).conn.close()


def _rekey(path: Path, old: bytes, new: bytes) -> None:
    """Encrypt every page again; raises StoreFull or StoreBusy when the file still has the old key."""
    db = _sqlite.connect(path, old)
    try:
        _sqlite.rekey(db, new)
    finally:
        db.conn.close()
    # Only opening tells whether it was done.
    try:
        db = _sqlite.connect(path, new)
    except _sqlite.Unreadable:
        _sqlite.connect(path, old).conn.close()
        if disk.free_bytes(path.parent) < 2 * path.stat().st_size:
            raise StoreFull("no room to change the key") from None
        raise StoreBusy("the key was not changed") from None
    try:
        faults = _sqlite.check(db)
    finally:
        db.conn.close()
    if faults:
        raise Damaged(faults[0].split(":")[0], tuple(faults))
