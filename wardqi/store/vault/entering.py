"""Making a store, and unlocking one after every check."""

from __future__ import annotations

import contextlib
import secrets
import uuid
from collections.abc import Sequence
from pathlib import Path

from wardqi.store import _sqlite, backups, disk, keys, log, migrations, opening, tables
from wardqi.store.instance import InstanceLock
from wardqi.store.opening import COMPANIONS, STORE, UNFINISHED, Damaged
from wardqi.store.vault.errors import AlreadyThere, NoStore, NotLocal
from wardqi.store.vault.unlocked import Vault


def nothing_here(folder: Path) -> bool:
    """Whether this is a first run: no store, no keys, no backups (traces of an unfinished creation aside)."""
    return not ((folder / STORE).exists() or keys.present(folder) or backups.kept(folder))


def state(folder: Path) -> str:
    """Before unlocking: "new" (a first run), "locked", or "damaged" (the store missing or empty)."""
    if nothing_here(folder):
        return "new"
    try:
        opening.there(folder)
    except Damaged:
        return "damaged"
    return "locked"


def take_lock(folder: Path, *, make: bool = False) -> InstanceLock:
    """The lock of a folder, which `make` makes if need be; raises NoStore, InUse, ReadOnly, DiskFault."""
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


def remove_store(path: Path) -> None:
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
            log.put(db, "rules", str(tables.RULES))
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
    lock = take_lock(folder, make=True)
    unlocked = None
    try:
        if not nothing_here(folder):
            raise AlreadyThere
        remove_store(folder / UNFINISHED)
        unlocked = keys.prepare(
            folder, store=str(uuid.uuid4()), passphrase=passphrase, label=label, recovery=recovery
        )
        _fill(folder / UNFINISHED, unlocked, profile)
        keys.settle(folder, unlocked)
        _finish_creation(folder, unlocked)
        return opened(folder, lock, unlocked, [])
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
    if nothing_here(folder):
        raise NoStore
    lock = take_lock(folder)
    unlocked = None
    try:
        notes = [] if (why := disk.not_local(folder)) is None else [why]
        opening.there(folder)
        unlocked = keys.unlock(folder, passphrase, uid)
        if not (folder / STORE).exists() and _finish_creation(folder, unlocked):
            notes.append("creation_finished")
        return opened(folder, lock, unlocked, notes)
    except BaseException:
        if unlocked is not None:
            unlocked.forget()
        lock.release()
        raise


def opened(folder: Path, lock: InstanceLock, unlocked: keys.Unlocked, notes: list[str]) -> Vault:
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
    _follow_rules(vault.path, keys.db_key(unlocked.dek))
    vault.settle_journal()
    vault.notes = tuple(notes)
    return vault


def _follow_rules(path: Path, key: bytes) -> None:
    """Replay the log into the derived tables when this program works them out otherwise than the last did.

    Where there is no room for it now, the next unlocking tries again: nothing of the log is touched.
    """
    db = _sqlite.connect(path, key)
    try:
        if not tables.up_to_date(db):
            with contextlib.suppress(_sqlite.StoreFull, _sqlite.StoreBusy), _sqlite.write_tx(db):
                tables.bring_up_to_date(db)
    finally:
        db.conn.close()


def _migrate(path: Path, key: bytes) -> None:
    db = _sqlite.connect(path, key)
    try:
        migrations.migrate(db)
    finally:
        db.conn.close()
