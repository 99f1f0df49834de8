"""Unlocking: which copy of keys.json to believe, and the data key a passphrase gives."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from wardqi.store import disk
from wardqi.store.keys import entries, seals, throttle
from wardqi.store.keys import file as keyfile
from wardqi.store.keys.errors import (
    BindingLost,
    KeysDamaged,
    KeysMissing,
    KeysTampered,
    Throttled,
    WrongPassphrase,
)
from wardqi.store.keys.file import KeyFile, Malformed, User
from wardqi.store.keys.seals import PersonKeys

BACKUPS = "backups"
BACKUP_ENDING = ".db." + keyfile.NAME
COPIES = (keyfile.NAME, keyfile.SPARE)


@dataclass(slots=True)
class Unlocked:
    """What a right passphrase gives: the data key, and the person's keys (None for an opener).

    `next` is the other data key while a rotation is under way. `source` says which copy of the file was
    believed: keys.json, keys.json.bak, or a backup's.
    """

    keys: PersonKeys | None
    dek: bytearray = field(repr=False)
    gen: int
    store: str
    uid: str
    file: KeyFile = field(repr=False)
    next: bytearray | None = field(default=None, repr=False)
    source: str = keyfile.NAME

    def forget(self) -> None:
        """Overwrite the data keys and drop the person's."""
        for key in (self.dek, self.next):
            if key is not None:
                key[:] = bytes(len(key))
        self.next = None
        self.keys = None


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """What may be seen of an entry before anybody has unlocked."""

    uid: str
    role: str
    label: str


def prepare(
    folder: Path,
    *,
    store: str,
    passphrase: str,
    role: str = "admin",
    label: str = "",
    recovery: Sequence[str] = (),
) -> Unlocked:
    """A new data key and its first person, not yet written (`settle` does that); raises WeakPassphrase."""
    entry, person = entries.new(folder, role, label, passphrase)
    dek = bytearray(secrets.token_bytes(32))
    bare = KeyFile(store, 1, (entry,), tuple(sorted(set(recovery))), "", None, bytes(32))
    file = seals.tagged(seals.sealed_to_all(bare, dek, None), dek)
    return Unlocked(None if role == "opener" else person, dek, 1, store, person.uid, file)


def create(
    folder: Path,
    *,
    store: str,
    passphrase: str,
    role: str = "admin",
    label: str = "",
    recovery: Sequence[str] = (),
) -> Unlocked:
    """Write the first keys.json, with a new data key and one person; raises WeakPassphrase."""
    made = prepare(folder, store=store, passphrase=passphrase, role=role, label=label, recovery=recovery)
    settle(folder, made)
    return made


def readable(folder: Path, paths: Iterable[Path]) -> tuple[list[tuple[str, KeyFile]], bool]:
    """The readable copies by name, each different one once; and whether any file was there."""
    found: dict[bytes, tuple[str, KeyFile]] = {}
    seen = False
    for path in paths:
        data = disk.read_limited(path, keyfile.MAX_BYTES)
        if data is None:
            continue
        seen = True
        name = path.name if path.parent == folder else f"{path.parent.name}/{path.name}"
        try:
            found.setdefault(data, (name, keyfile.parse(data)))
        except Malformed:
            continue
    return list(found.values()), seen


def stores(paths: Iterable[Path]) -> set[str]:
    """The ids of the stores that these copies of keys.json belong to; unreadable ones tell nothing."""
    return {file.store for path in paths for _, file in readable(path.parent, [path])[0]}


def _beside(folder: Path) -> list[Path]:
    return [folder / name for name in COPIES]


def _of_backups(folder: Path) -> list[Path]:
    """The copies that went with the backups, newest first."""
    found = (folder / BACKUPS).glob("*" + BACKUP_ENDING)
    return sorted(found, key=lambda path: path.name, reverse=True)


def people(folder: Path) -> list[KeyEntry]:
    """Who has an entry, in the order they were added; may be shown before anybody unlocks."""
    for paths in (_beside(folder), _of_backups(folder)):
        copies, _ = readable(folder, paths)
        if copies:
            return [KeyEntry(user.uid, user.role, user.label) for user in copies[0][1].users]
    raise KeysDamaged if present(folder) else KeysMissing


def present(folder: Path) -> bool:
    """Whether keys.json or its spare is there, readable or not."""
    return any(path.exists() for path in _beside(folder))


class _Attempt:
    """One passphrase tried against several copies of the file; no entry is derived twice."""

    def __init__(self, folder: Path, passphrase: str, uid: str | None) -> None:
        self._folder, self._passphrase, self._uid = folder, passphrase, uid
        self._known: dict[User, tuple[str, bytes | None] | None] = {}
        self.binding_lost = False
        self.tampered = False

    def first(self, copies: Sequence[tuple[str, KeyFile]]) -> Unlocked | None:
        """What the passphrase opens in the first whole copy where it opens anything.

        An older copy is no way round a newer one: where the data key proves an earlier copy to be whole,
        the passphrase was simply not right for it (it may have been changed since).
        """
        for place, (name, file) in enumerate(copies):
            opened = self._on(name, file)
            if opened is None:
                continue
            keys = [key for key in (opened.dek, opened.next) if key is not None]
            if any(seals.tag_holds(newer, key) for _, newer in copies[:place] for key in keys):
                opened.forget()
                return None
            return opened
        return None

    def _on(self, name: str, file: KeyFile) -> Unlocked | None:
        for entry, (age_secret, seed) in self._private(file):
            dek = seals.open_dek(file.dek, age_secret, file.store, file.gen)
            following = None
            if file.dek_next is not None:
                following = seals.open_dek(file.dek_next, age_secret, file.store, file.gen + 1)
            if (
                dek is None
                or not seals.tag_holds(file, dek)
                or (following is None and file.dek_next is not None)
            ):
                self.tampered = True
                continue
            person = None if seed is None else PersonKeys(entry.uid, entry.role, age_secret, seed)
            return Unlocked(person, dek, file.gen, file.store, entry.uid, file, following, name)
        return None

    def _private(self, file: KeyFile) -> Iterator[tuple[User, tuple[str, bytes | None]]]:
        for entry in file.users:
            if self._uid is not None and entry.uid != self._uid:
                continue
            if entry not in self._known:
                try:
                    self._known[entry] = entries.opened(self._folder, entry, self._passphrase)
                except BindingLost:
                    self.binding_lost = True
                    self._known[entry] = None
            private = self._known[entry]
            if private is not None:
                yield entry, private


def unlock(
    folder: Path,
    passphrase: str,
    uid: str | None = None,
    *,
    copies: Sequence[Sequence[Path]] | None = None,
    now: Callable[[], float] = time.time,
) -> Unlocked:
    """The data key and the person's own keys; with `uid` None every entry is tried.

    Takes 0.2 s an entry. Writes nothing but the count of wrong passphrases. A damaged or altered
    keys.json gives way to its spare, then to the newest backup's; `settle` then mends it, once the
    caller knows that the data key opens the store. `copies` names other files to believe, in groups: one
    is asked only when those before it are damaged or altered. Raises KeysMissing, KeysDamaged,
    KeysTampered, WrongPassphrase, BindingLost, Throttled.
    """
    wait = throttle.wait_s(folder, uid, now())
    if wait:
        raise Throttled(wait)
    attempt = _Attempt(folder, passphrase, uid)
    opened, any_seen, any_read = None, False, False
    for group in copies if copies is not None else (_beside(folder), _of_backups(folder)):
        found, seen = readable(folder, group)
        any_seen, any_read = any_seen or seen, any_read or bool(found)
        opened = attempt.first(found)
        if opened is not None or (found and not attempt.tampered):
            break
    if opened is not None:
        throttle.succeeded(folder, uid)
        return opened
    if not any_read:
        raise KeysDamaged if any_seen else KeysMissing
    if attempt.tampered:
        raise KeysTampered
    if attempt.binding_lost:
        raise BindingLost
    throttle.failed(folder, uid, now())
    raise WrongPassphrase


def settle(folder: Path, opened: Unlocked) -> bool:
    """Make keys.json and its spare what was unlocked (or prepared); True when a damaged keys.json was mended.

    The bytes of the damaged keys.json are kept beside it, for whoever wants to know what happened.
    """
    whole = opened.file.to_bytes()
    main, spare = (disk.read_limited(path, keyfile.MAX_BYTES) for path in _beside(folder))
    if main == whole and spare == whole:
        return False
    if main is not None and main != whole:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        disk.write_whole(folder / f"keys.damaged-{stamp}.json", main)
    keyfile.write(folder, opened.file)
    opened.source = keyfile.NAME
    return main != whole
