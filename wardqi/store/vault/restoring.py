"""Putting a backup in the place of a store that is damaged or gone."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wardqi.store import _sqlite, backups, disk, instance, keys, log, opening
from wardqi.store._sqlite import StoreFull
from wardqi.store.opening import COMPANIONS, STORE, Damaged, Sound
from wardqi.store.vault.entering import nothing_here, opened, remove_store, take_lock
from wardqi.store.vault.errors import BackupKeysMissing, BadBackup, NotLocal, OtherStore
from wardqi.store.vault.unlocked import Vault

RESTORING = "store.restoring.db"


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup in its new place. `replaced` is where the store that was there before lies now."""

    vault: Vault
    backup: Path
    old_replica: str
    replaced: Path | None


def restore(
    backup: Path, to: Path, passphrase: str, *, uid: str | None = None, now: datetime | None = None
) -> Restored:
    """Put a backup in the place of a store, or where there is none yet, and unlock it.

    The copy is checked under another name before anything is moved. What was there is kept, as
    store.damaged-<time>.db with its keys. The restored store goes on as a new replica, for the changes the
    backup lacks may have been numbered and sent already. Where the keys.json in the folder still opens the
    backup, it stays (its people and passphrases are the newer ones); else the backup's own is used.

    The vault of the folder must be locked. Raises OtherStore, BadBackup, BackupKeysMissing, NewerStore,
    NotLocal, InUse, StoreFull, ReadOnly, DiskFault and what `keys.unlock` raises.
    """
    same_store(backup, to)
    if nothing_here(to) and (why := disk.not_local(to)):
        raise NotLocal(to, why)
    before = _traces(to)
    lock = take_lock(to, make=True)
    unlocked = None
    try:
        staged = _staged(backup, to)
        try:
            unlocked, sound = _keys_for(staged, backup, to, passphrase, uid)
            _become_new_replica(staged, unlocked, by_next=sound.by_next)
            replaced = _swap(staged, to, unlocked, now or datetime.now().astimezone())
        finally:
            remove_store(staged)
        return Restored(opened(to, lock, unlocked, []), backup, sound.replica, replaced)
    except BaseException as error:
        if unlocked is not None:
            unlocked.forget()
        lock.release()
        _tidy(to, before)
        if isinstance(error, OSError):
            raise disk.fault(error) from error
        if isinstance(error, Damaged):
            raise BadBackup(error.code, error.details) from error
        if isinstance(error, keys.KeysMissing):
            raise BackupKeysMissing from error
        raise


def same_store(backup: Path, to: Path) -> None:
    """Raise OtherStore where a folder holds the keys of a store that this backup is not of.

    A key file that cannot be read tells nothing: what it stands for may well be what is to be put back.
    """
    here = keys.stores(to / name for name in keys.COPIES)
    there = keys.stores(_with(backup))
    if here and there and not here & there:
        raise OtherStore


def _with(backup: Path) -> list[Path]:
    """Where the keys that went with a backup may lie."""
    return [backups.keys_of(backup), backup.with_name(keys.COPIES[0])]


def _traces(to: Path) -> tuple[bool, bool]:
    """Whether the folder, and the lock file in it, are there already."""
    return to.is_dir(), (to / instance.NAME).exists()


def _tidy(to: Path, before: tuple[bool, bool]) -> None:
    """A restore that came to nothing leaves no folder and no lock behind that were not there before."""
    folder, held = before
    with contextlib.suppress(OSError):
        if not held:
            (to / instance.NAME).unlink(missing_ok=True)
        if not folder:
            to.rmdir()  # only ever an empty one


def _staged(backup: Path, to: Path) -> Path:
    """A flushed copy of the backup in the store's folder, under a name nothing else uses."""
    staged = to / RESTORING
    remove_store(staged)
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
    with_it = _with(backup)
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
    current = disk.read_limited(to / keys.COPIES[0], keys.MAX_BYTES)
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
