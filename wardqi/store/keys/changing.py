"""Changing who may open the store: people, passphrases, the recovery list, and the data key itself."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from wardqi.store.keys import entries, seals, throttle
from wardqi.store.keys import file as keyfile
from wardqi.store.keys.errors import KeysDamaged, KeysTampered, NotAllowed, Throttled, WrongPassphrase
from wardqi.store.keys.file import MAX_USERS, KeyFile
from wardqi.store.keys.seals import PersonKeys
from wardqi.store.keys.unlocking import Unlocked, readable


def current(folder: Path, by: Unlocked) -> KeyFile:
    """keys.json as it is on the disk now, proved to be what a holder of the data key wrote.

    Raises KeysDamaged, KeysTampered.
    """
    copies, _ = readable(folder, [folder / keyfile.NAME])
    if not copies:
        raise KeysDamaged
    file = copies[0][1]
    if file.store != by.store or file.gen != by.gen or not seals.tag_holds(file, by.dek):
        raise KeysTampered
    return file


def _write(folder: Path, by: Unlocked, file: KeyFile) -> None:
    file = seals.tagged(file, by.dek)
    keyfile.write(folder, file)
    by.file, by.source = file, keyfile.NAME


def _as_admin(folder: Path, by: Unlocked, recovery: Iterable[str] | None) -> KeyFile:
    """The file, once it is sure that an administrator asks and that the recovery list is the trust's."""
    file = current(folder, by)
    entry = file.user(by.uid)
    if by.keys is None or entry is None or entry.role != "admin":
        raise NotAllowed("not_admin")
    if recovery is not None and set(file.recovery) != set(recovery):
        raise KeysTampered
    if (file.dek_next is None) != (by.next is None):
        raise KeysTampered
    return file


def add_user(
    folder: Path, by: Unlocked, *, passphrase: str, role: str, label: str = "", recovery: Iterable[str]
) -> PersonKeys:
    """Give a nurse or administrator an entry; `recovery` is the list in the signed keyring.

    Raises NotAllowed, WeakPassphrase, KeysTampered (nothing is sealed again to a file that was edited).
    """
    if role not in ("nurse", "admin"):
        raise ValueError(role)
    return _add(folder, by, passphrase, role, label, recovery)


def add_opener(
    folder: Path, by: Unlocked, *, passphrase: str, label: str = "", recovery: Iterable[str]
) -> str:
    """Add a shared passphrase that opens the store and can sign nothing; gives the entry's id."""
    return _add(folder, by, passphrase, "opener", label, recovery).uid


def _add(
    folder: Path, by: Unlocked, passphrase: str, role: str, label: str, recovery: Iterable[str]
) -> PersonKeys:
    file = _as_admin(folder, by, recovery)
    if len(file.users) >= MAX_USERS:
        raise NotAllowed("too_many")
    entry, person = entries.new(folder, role, label, passphrase)
    _write(folder, by, seals.sealed_to_all(file.with_user(entry), by.dek, by.next))
    return person


def change_passphrase(
    folder: Path,
    by: Unlocked,
    uid: str,
    old: str,
    new: str,
    *,
    now: Callable[[], float] = time.time,
) -> None:
    """Give a person's entry another passphrase, proved by the old one; nothing else changes.

    Raises WrongPassphrase, Throttled, WeakPassphrase, BindingLost, NotAllowed("no_such_user").
    """
    file = current(folder, by)
    entry = file.user(uid)
    if entry is None:
        raise NotAllowed("no_such_user")
    wait = throttle.wait_s(folder, uid, now())
    if wait:
        raise Throttled(wait)
    private = entries.opened(folder, entry, old)
    if private is None:
        throttle.failed(folder, uid, now())
        raise WrongPassphrase
    throttle.succeeded(folder, uid)
    _write(folder, by, file.with_user(entries.protected(folder, entry, *private, new)))


def change_role(folder: Path, by: Unlocked, uid: str, passphrase: str, role: str) -> None:
    """Make an entry a nurse's or an administrator's, as the log says it is by now.

    The entry is bound to its role, so its owner's passphrase is needed: it is done when they next type it.
    Raises WrongPassphrase, BindingLost, NotAllowed("no_such_user").
    """
    if role not in ("nurse", "admin"):
        raise ValueError(role)
    file = current(folder, by)
    entry = file.user(uid)
    if entry is None or entry.role == "opener":
        raise NotAllowed("no_such_user")
    private = entries.opened(folder, entry, passphrase)
    if private is None:
        raise WrongPassphrase
    turned = entries.protected(folder, replace(entry, role=role), *private, passphrase, checked=True)
    _write(folder, by, file.with_user(turned))


def set_recovery(folder: Path, by: Unlocked, recipients: Iterable[str]) -> None:
    """Seal the data key to another list of recovery keys: the one in a newly signed keyring."""
    file = _as_admin(folder, by, None)
    listed = replace(file, recovery=tuple(sorted(set(recipients))))
    _write(folder, by, seals.sealed_to_all(listed, by.dek, by.next))


def remove_user(folder: Path, by: Unlocked, uid: str, *, recovery: Iterable[str]) -> None:
    """Drop an entry and begin a rotation, so that the data key this person knew opens nothing later.

    `Vault.rotate` ends it; backups made before keep the old key.
    """
    begin_rotation(folder, by, recovery=recovery, without=uid)


def begin_rotation(
    folder: Path, by: Unlocked, *, recovery: Iterable[str], without: str | None = None
) -> None:
    """Write a next data key beside the present one; from now on either may be the store's.

    `without` names an entry to drop in the same step. Raises NotAllowed, KeysTampered.
    """
    file = _as_admin(folder, by, recovery)
    if file.dek_next is not None:
        raise NotAllowed("rotating")
    if without is not None:
        leaving = file.user(without)
        if leaving is None:
            raise NotAllowed("no_such_user")
        users = tuple(user for user in file.users if user.uid != without)
        if not any(user.role == "admin" for user in users):
            raise NotAllowed("last_admin")
        file = replace(file, users=users)
    following = bytearray(secrets.token_bytes(32))
    _write(folder, by, seals.sealed_to_all(file, by.dek, following))
    by.next = following


def finish_rotation(folder: Path, by: Unlocked) -> None:
    """Make the next data key the only one; called once the store opens with it, at anybody's unlocking.

    What was sealed at the beginning is kept as it is, so nobody's passphrase is needed.
    """
    file = current(folder, by)
    if file.dek_next is None or by.next is None:
        raise NotAllowed("not_rotating")
    done = seals.tagged(replace(file, gen=file.gen + 1, dek=file.dek_next, dek_next=None), by.next)
    keyfile.write(folder, done)
    by.dek[:] = by.next
    by.next[:] = bytes(len(by.next))
    by.next, by.gen, by.file, by.source = None, done.gen, done, keyfile.NAME
