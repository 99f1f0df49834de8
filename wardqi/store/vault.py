"""The store's folder, locked and unlocked: made, opened, backed up, restored; a Store for each thread.

A vault holds the folder's instance lock and the data key. It never writes to a store that any check
finds wrong, and never takes a missing or empty store beside a keys.json for a first run.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
import threading
import time
import uuid
import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

from wardqi.store import _sqlite, backups, disk, keys, log, migrations, opening
from wardqi.store._sqlite import Database, StoreBusy, StoreFull
from wardqi.store.backups import Backup
from wardqi.store.instance import InstanceLock, InUse
from wardqi.store.opening import COMPANIONS, STORE, UNFINISHED, Damaged, NewerStore, Sound
from wardqi.store.store import Store

__all__ = [
    "AlreadyThere",
    "Backup",
    "Damaged",
    "InUse",
    "Locked",
    "NewerStore",
    "NoStore",
    "NotLocal",
    "Restored",
    "StoreBusy",
    "StoreFull",
    "Vault",
    "create",
    "restore",
    "unlock",
]

PATIENCE_S = 10.0
RESTORING = "store.restoring.db"


class NoStore(Exception):
    """Neither a store nor its keys are here: a first run."""


class AlreadyThere(Exception):
    """A store or its keys are here already; nothing was changed."""


class NotLocal(Exception):
    """The folder is not on this computer's own disk; `why` is "network" or "removable"."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(why)
        self.path = path
        self.why = why


class Locked(Exception):
    """The vault was locked; somebody's passphrase is needed again."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup in its new place. `replaced` is where the store that was there before lies now."""

    vault: Vault
    backup: Path
    old_replica: str
    replaced: Path | None


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
        self._guard = threading.RLock()
        self._given: list[weakref.ref[Database]] = []
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
        with contextlib.suppress(_sqlite.StoreBusy, _sqlite.DiskFault, StoreFull, _sqlite.ReadOnly):
            if self.wal and not busy:
                _fold_log(self.path, self._key())
        self.unlocked.forget()
        if busy:
            raise StoreBusy("a connection is still open")
        self._lock.release()

    def _closed(self, patience_s: float) -> bool:
        """Wait until no connection is left, closing this thread's own."""
        self._close_own()
        for share in (patience_s, 1.0):
            end = time.monotonic() + share
            while any(_alive(one) for one in self._given):
                if time.monotonic() > end:
                    break
                time.sleep(0.02)
            else:
                return True
            for db in filter(None, (one() for one in self._given)):
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
        with self._guard:
            if self._locked:
                raise Locked
            target = to or backups.place(self.folder, reason, now or _now())
            return backups.take(self.path, self._key(), self.unlocked.file.to_bytes(), target, wal=self.wal)

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
        with self._guard:
            if self._locked:
                raise Locked
            self._close_own()
            if any(_alive(one) for one in self._given):
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
    # The driver answers "ok" even when it failed: only opening tells.
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


def _nothing_here(folder: Path) -> bool:
    """Whether this is a first run: no store, no keys, no backups (traces of an unfinished creation aside)."""
    return not ((folder / STORE).exists() or keys.present(folder) or backups.kept(folder))


def _take_lock(folder: Path, *, make: bool = False) -> InstanceLock:
    try:
        if make:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not folder.is_dir():
            raise NoStore
    except OSError as error:
        raise disk.fault(error) from error
    lock = InstanceLock(folder)
    lock.take()
    return lock


def _remove_store(path: Path) -> None:
    """Take away a store file that never was anybody's, with its journal."""
    for ending in ("", *COMPANIONS):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _fill(path: Path, unlocked: keys.Unlocked, profile: str) -> None:
    """Make an empty store of the newest schema, flushed to the disk."""
    db = _sqlite.connect(path, keys.db_key(unlocked.dek), create=True)
    try:
        migrations.migrate(db)
        with _sqlite.write_tx(db):
            log.put(db, "store_id", unlocked.store)
            log.put(db, "profile", profile)
            log.put(db, "replica", secrets.token_hex(8))
    finally:
        db.conn.close()
    disk.sync_file(path)


def _finish_creation(folder: Path, unlocked: keys.Unlocked) -> bool:
    """Move a new store into its place, provided that it is this key file's and nothing was ever recorded."""
    new = folder / UNFINISHED
    if not new.is_file() or opening.examine(new, unlocked).stamp.changes:
        return False
    for ending in COMPANIONS:
        new.with_name(new.name + ending).unlink(missing_ok=True)
    new.replace(folder / STORE)
    disk.sync_folder(folder)
    return True


def create(
    folder: Path, *, profile: str, passphrase: str, label: str = "", recovery: Sequence[str] = ()
) -> Vault:
    """A new, empty store with one administrator. Profile "ward" or "hub".

    The store is made under another name and moved into place last: whatever a crash leaves is either a
    first run again or is finished at the first unlocking. Raises AlreadyThere, NotLocal, InUse,
    keys.WeakPassphrase.
    """
    if profile not in ("ward", "hub"):
        raise ValueError(profile)
    why = disk.not_local(folder)
    if why:
        raise NotLocal(folder, why)
    codes = keys.check_passphrase(passphrase)
    if codes:
        raise keys.WeakPassphrase(codes)
    lock = _take_lock(folder, make=True)
    unlocked = None
    try:
        if not _nothing_here(folder):
            raise AlreadyThere
        _remove_store(folder / UNFINISHED)
        unlocked = keys.prepare(
            folder, store=str(uuid.uuid4()), passphrase=passphrase, label=label, recovery=recovery
        )
        _fill(folder / UNFINISHED, unlocked, profile)
        keys.settle(folder, unlocked)
        _finish_creation(folder, unlocked)
        return _opened(folder, lock, unlocked, [])
    except BaseException:
        if unlocked is not None:
            unlocked.forget()
        lock.release()
        raise


def unlock(folder: Path, passphrase: str, *, uid: str | None = None) -> Vault:
    """Open a store with a passphrase, after every check; with `uid` None every entry is tried.

    Takes 0.2 s an entry and the checks' time (about 10 ms for each MB). Raises NoStore, InUse, Damaged,
    NewerStore, what `keys.unlock` raises, and StoreFull, ReadOnly, DiskFault, StoreBusy.
    """
    if _nothing_here(folder):
        raise NoStore
    lock = _take_lock(folder)
    unlocked = None
    try:
        notes = [] if (why := disk.not_local(folder)) is None else [why]
        opening.there(folder)
        unlocked = keys.unlock(folder, passphrase, uid)
        if not (folder / STORE).exists() and _finish_creation(folder, unlocked):
            notes.append("creation_finished")
        return _opened(folder, lock, unlocked, notes)
    except BaseException:
        if unlocked is not None:
            unlocked.forget()
        lock.release()
        raise


def _opened(folder: Path, lock: InstanceLock, unlocked: keys.Unlocked, notes: list[str]) -> Vault:
    """The vault of a folder whose lock is held, once the store has passed its checks."""
    sound = opening.examine(folder / STORE, unlocked)
    # The data key has opened the store, so this copy of keys.json is the store's own.
    if keys.settle(folder, unlocked):
        notes.append("keys_mended")
    vault = Vault(folder, lock, unlocked, sound)
    if unlocked.next is not None:
        notes.append("rotation_finished" if vault.resume_rotation() else "rotation_waits")
    if sound.stamp.version < migrations.LATEST:
        vault.backup(reason="before-migration")
        _migrate(vault.path, keys.db_key(unlocked.dek))
        notes.append("migrated")
    vault.settle_journal()
    vault.notes = tuple(notes)
    return vault


def _migrate(path: Path, key: bytes) -> None:
    db = _sqlite.connect(path, key)
    try:
        migrations.migrate(db)
    finally:
        db.conn.close()


# -- restoring


def restore(
    backup: Path, to: Path, passphrase: str, *, uid: str | None = None, now: datetime | None = None
) -> Restored:
    """Put a backup in the place of a store, or where there is none yet, and unlock it.

    The copy is checked under another name before anything is moved. What was there is kept, as
    store.damaged-<time>.db with its keys. The restored store goes on as a new replica, for the changes the
    backup lacks may have been numbered and sent already. Where the keys.json in the folder still opens the
    backup, it stays (its people and passphrases are the newer ones); else the backup's own is used.

    The vault of the folder must be locked. Raises Damaged (of the backup), NewerStore, NotLocal, InUse,
    StoreFull, ReadOnly, DiskFault and what `keys.unlock` raises.
    """
    if _nothing_here(to) and (why := disk.not_local(to)):
        raise NotLocal(to, why)
    lock = _take_lock(to, make=True)
    unlocked = None
    try:
        staged = _staged(backup, to)
        try:
            unlocked, sound = _keys_for(staged, backup, to, passphrase, uid)
            _become_new_replica(staged, unlocked, by_next=sound.by_next)
            replaced = _swap(staged, to, unlocked, now or _now())
        finally:
            _remove_store(staged)
        return Restored(_opened(to, lock, unlocked, []), backup, sound.replica, replaced)
    except BaseException as error:
        if unlocked is not None:
            unlocked.forget()
        lock.release()
        if isinstance(error, OSError):
            raise disk.fault(error) from error
        raise


def _staged(backup: Path, to: Path) -> Path:
    """A flushed copy of the backup in the store's folder, under a name nothing else uses."""
    staged = to / RESTORING
    _remove_store(staged)
    if not backup.is_file():
        raise Damaged("missing")
    size = backup.stat().st_size
    if size == 0:
        raise Damaged("empty")
    if disk.free_bytes(to) < backups.ROOM * size:
        raise StoreFull("no room to restore")
    try:
        shutil.copyfile(backup, staged)
        disk.sync_file(staged)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    return staged


def _keys_for(
    staged: Path, backup: Path, to: Path, passphrase: str, uid: str | None
) -> tuple[keys.Unlocked, Sound]:
    """The keys that open the backup: those of the folder if they do, else those that went with it."""
    beside = [to / name for name in keys.COPIES]
    with_it = [backups.keys_of(backup), backup.with_name(keys.COPIES[0])]
    for copies in ([beside, with_it], [with_it]):
        unlocked = keys.unlock(to, passphrase, uid, copies=copies)
        try:
            return unlocked, opening.examine(staged, unlocked)
        except Damaged as error:
            unlocked.forget()
            if error.code != "unreadable" or len(copies) == 1:
                raise
        except BaseException:
            unlocked.forget()
            raise
    raise AssertionError


def _become_new_replica(staged: Path, unlocked: keys.Unlocked, *, by_next: bool) -> None:
    dek = unlocked.next if by_next and unlocked.next is not None else unlocked.dek
    db = _sqlite.connect(staged, keys.db_key(dek))
    try:
        with _sqlite.write_tx(db):
            log.put(db, "replica", secrets.token_hex(8))
            # The new chain is empty: it has no last change to be checked against.
            db.execute("delete from meta where key = 'head'")
    finally:
        db.conn.close()
    for ending in COMPANIONS:
        staged.with_name(staged.name + ending).unlink(missing_ok=True)
    disk.sync_file(staged)
    opening.examine(staged, unlocked)


def _swap(staged: Path, to: Path, unlocked: keys.Unlocked, now: datetime) -> Path | None:
    """Move the old store aside and the checked copy into its place; gives where the old one went."""
    old, stamp = to / STORE, f"{now:%Y%m%d-%H%M%S}"
    aside = to / f"store.damaged-{stamp}.db"
    for name in keys.COPIES[:1]:
        current = disk.read_limited(to / name, keys.MAX_BYTES)
        if current:
            disk.write_whole(to / f"keys.damaged-{stamp}.json", current)
    # An old journal beside the new file would be rolled back into it.
    for ending in (*COMPANIONS, ""):
        piece = to / (STORE + ending)
        if piece.exists():
            piece.replace(to / (aside.name + ending))
    disk.sync_folder(to)
    staged.replace(old)
    disk.sync_folder(to)
    keys.settle(to, unlocked)
    return aside if aside.exists() else None
