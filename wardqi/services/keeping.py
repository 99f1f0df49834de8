"""Keeping a store safe: backups that are proved, restoring one, and verifying everything again."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wardqi.bundles import files
from wardqi.domain.changes import BadChange
from wardqi.services import pairing
from wardqi.services.access import Session, wall_clock
from wardqi.services.desk import Desk
from wardqi.store import backups, keys, log, tables, vault
from wardqi.store._sqlite import check
from wardqi.store.store import Store
from wardqi.text import QT_TRANSLATE_NOOP, say


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying found; all three empty means sound. `changes` is how many were checked."""

    changes: int
    pages: tuple[str, ...]
    log: tuple[log.Fault, ...]
    tables: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.pages or self.log or self.tables)


def verify(desk: Desk, report: Callable[[int, int], None] | None = None) -> Verdict:
    """Check the pages, the log's chains and signatures, and that the tables are what the log says.

    The PCs whose signatures count must be those of the signed list. Changes nothing. On a large store this
    takes a while: about 0.2 ms a change.
    """
    db = desk.store.db
    (total,) = db.execute("select count(*) from change").fetchone()
    progress = None if report is None else (lambda done: report(done, int(total)))
    listed: tuple[str, ...] = () if pairing.pcs_as_listed(desk.store) else ("device",)
    pages, faults = tuple(check(db)), tuple(log.verify(db, progress))
    with contextlib.suppress(BadChange):  # a log that cannot be read is among the faults
        listed = (*tables.differences(db), *listed)
    return Verdict(int(total), pages, faults, listed)


def back_up(session: Session, to: Path | None = None) -> vault.Backup:
    """A proved copy, at a place of one's own or in the store's backup folder; noted in the audit trail.

    Raises files.NotSaved where a file of that name is already, which is kept, or where that place is full or
    may not be written to, and what `vault.backup` raises.
    """
    if to is not None and (to.exists() or backups.keys_of(to).exists()):
        raise files.NotSaved("exists")
    try:
        made = session.vault.backup(to)
    except tuple(_ELSEWHERE) as error:
        if to is None:
            raise
        raise files.NotSaved(_ELSEWHERE[type(error)]) from error
    with session.desk() as desk:
        about = desk.store.fact("store_id") or "store"
        desk.append(desk.note("backup", about, code="by_hand", count=made.stamp.changes))
    return made


_ELSEWHERE: dict[type[Exception], str] = {
    vault.StoreFull: "full",
    vault.ReadOnly: "read_only",
    vault.DiskFault: "gone",
}
"""What is wrong with a place of one's own is not told of this PC's own folder."""


class NotSound(Exception):
    """The weekly check found something wrong in the log; `faults` say what and where."""

    def __init__(self, faults: tuple[log.Fault, ...]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults

    def sentence(self) -> str:
        """What happened, what is safe and what to do."""
        return say("keeping", _NOT_SOUND, count=len(self.faults), where=self.faults[0].where)


_NOT_SOUND = QT_TRANSLATE_NOOP(
    "keeping",
    "The weekly check found {count} changes that are not as they were written, the first at {where}. "
    "Nothing was changed. Tell IT today, and keep the backups.",
)
_WEEK = 7


def look_after(session: Session) -> None:
    """What a store needs each day it is opened: a proved backup, and once a week a check of its log.

    Raises what a backup raises (StoreFull: it is left out until there is room), and NotSound.
    """
    session.vault.daily_backup(session.now())
    today = session.now().date()
    with session.vault.open() as store:
        last = store.fact("verified_on")
        if last is not None and (today - date.fromisoformat(last)).days < _WEEK:
            return
        faults = tuple(log.verify(store.db))
        if faults:
            raise NotSound(faults)
        store.settle({"verified_on": today.isoformat()})


@dataclass(frozen=True, slots=True)
class Lost:
    """A record that the backup lacks, or has only in an older state; `number` as people write it."""

    ent: str
    kind: str
    number: str
    at: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A backup put in place: until when it reaches, and what the store it replaced had beyond it.

    `known` is False when that store could not be opened, so that nobody can say what is lacking here;
    the QI team's snapshot may.
    """

    session: Session
    reaches: str
    known: bool
    lost: tuple[Lost, ...]
    replaced: Path | None


def restore(backup: Path, to: Path, passphrase: str) -> Returned:
    """Put a backup in the place of a store, as a new installation, and say which records post-date it.

    Raises what `vault.restore` raises; nothing is then changed.
    """
    vault.same_store(backup, to)
    before = _standing(to, passphrase)
    restored = vault.restore(backup, to, passphrase)
    session = Session(restored.vault, wall_clock)
    try:
        with restored.vault.open() as store:
            reaches = store.fact("last_at") or ""
            have = {one.ent: counter for one, counter in _records(store)}
        session.start()
    except BaseException:
        session.close()
        raise
    lost = tuple(one for one, counter in before or () if have.get(one.ent, 0) < counter)
    return Returned(session, reaches, before is not None, lost, restored.replaced)


def _records(store: Store) -> list[tuple[Lost, int]]:
    """Every record, oldest first, and the counter of its last change: no wrong clock puts that in doubt."""
    rows = store.db.execute(
        "select ent, kind, number, changed_at,"
        " (select max(lam) from change where change.ent = record.ent) from record order by changed_at"
    )
    return [
        (Lost(str(ent), str(kind), str(number), str(at)), int(lam)) for ent, kind, number, at, lam in rows
    ]


def _standing(folder: Path, passphrase: str) -> list[tuple[Lost, int]] | None:
    """Every record of the store in a folder, if it can still be opened; raises keys.WrongPassphrase."""
    try:
        opened = vault.unlock(folder, passphrase)
    except (keys.WrongPassphrase, keys.Throttled):
        raise
    except (vault.NoStore, vault.Damaged, vault.NewerStore, vault.DiskFault, vault.ReadOnly, keys.KeysError):
        return None
    try:
        with opened.open() as store:
            return _records(store)
    finally:
        opened.lock()


@dataclass(frozen=True, slots=True)
class Drill:
    """A restore that was tried: until when the backup reaches, its records, and those here it lacks."""

    reaches: str
    records: int
    behind: int


def drill(session: Session, backup: Path, passphrase: str) -> Drill:
    """Restore a backup into a folder of its own, check it whole, and take that folder away again.

    Passphrases are bound to this PC on Windows, so its sealed secret goes there too. The records in use are
    not touched; the trail says that it was done. Raises what `vault.restore` and `back_up` raise,
    NotAllowed, and NotSound.
    """
    with session.desk() as desk:
        desk.may("manage_keys")
        here = {one.ent: counter for one, counter in _records(desk.store)}
    place = session.vault.folder / _DRILL
    shutil.rmtree(place, ignore_errors=True)
    try:
        keys.carry_binding(session.vault.folder, place)
        with vault.restore(backup, place, passphrase).vault as tried, tried.open() as store:
            faults = tuple(log.verify(store.db))
            if faults:
                raise NotSound(faults)
            reaches = store.fact("last_at") or ""
            there = {one.ent: counter for one, counter in _records(store)}
    finally:
        shutil.rmtree(place, ignore_errors=True)
    behind = sum(there.get(ent, 0) < counter for ent, counter in here.items())
    with session.desk() as desk:
        about = desk.store.fact("store_id") or "store"
        desk.append(desk.note("backup", about, code="drill", count=len(there)))
    return Drill(reaches, len(there), behind)


_DRILL = "drill"
