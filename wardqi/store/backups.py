"""Backups of the store: made, proved by opening them, kept for seven days and four weeks, and listed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from wardqi.store import _sqlite, disk
from wardqi.store.keys import BACKUP_ENDING, BACKUPS
from wardqi.store.opening import Stamp, stamp

DAYS, WEEKS = 7, 4
ROOM = 2
"""A backup is refused unless this many times the store's size is free."""
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-(\d{6})-([a-z-]+)\.db")


class NotProved(Exception):
    """The copy was made but is not the same as the store; it was taken away again."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was opened and found equal to the store at that moment."""

    path: Path
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup in the store's own backup folder, as its name tells: local time, and daily or before-… ."""

    path: Path
    at: datetime
    reason: str


def keys_of(backup: Path) -> Path:
    """Where the keys.json of a backup lies: beside it."""
    return backup.with_name(backup.name.removesuffix(".db") + BACKUP_ENDING)


def take(store: Path, key: bytes, keys_json: bytes, to: Path, *, wal: bool) -> Backup:
    """Copy a store to a file, prove the copy, and only then give it its name.

    Nobody writes to the store meanwhile, so that count and last change can be compared. Raises StoreFull
    (under twice the store's size is free, or the disk filled up), ReadOnly, DiskFault, StoreBusy, NotProved.
    """
    part = to.with_name(to.name + ".part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        if disk.free_bytes(to.parent) < ROOM * store.stat().st_size:
            raise _sqlite.StoreFull("no room for a backup")
        _remove(part)
        try:
            state = _copy(store, key, part, wal)
            disk.sync_file(part)
            _prove(part, key, state)
            disk.write_whole(keys_of(to), keys_json)
            part.replace(to)
        finally:
            _remove(part)
        disk.sync_folder(to.parent)
    except OSError as error:
        raise disk.fault(error) from error
    return Backup(to, state)


def _copy(store: Path, key: bytes, part: Path, wal: bool) -> Stamp:
    """Write the copy, and tell what the store's state was."""
    guard = _sqlite.connect(store, key, wal=wal)
    try:
        if wal:
            guard.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        with _sqlite.no_writers(guard):
            state = stamp(guard)
            copier = _sqlite.connect(store, key, wal=None)
            try:
                _sqlite.vacuum_into(copier, part)
            finally:
                copier.conn.close()
    finally:
        guard.conn.close()
    return state


def _prove(part: Path, key: bytes, state: Stamp) -> None:
    try:
        copy = _sqlite.connect(part, key, read_only=True)
    except _sqlite.Unreadable as error:
        raise NotProved from error
    try:
        if _sqlite.check(copy) or stamp(copy) != state:
            raise NotProved
    finally:
        copy.conn.close()


def _remove(part: Path) -> None:
    for ending in ("", "-journal"):
        part.with_name(part.name + ending).unlink(missing_ok=True)


def place(folder: Path, reason: str, now: datetime) -> Path:
    """A name in the store's backup folder that is not taken; `now` is local time."""
    held = folder / BACKUPS
    # No two in one second, so that the order of the names is the order they were made in.
    while any(held.glob(f"{now:%Y-%m-%d-%H%M%S}-*")):
        now += timedelta(seconds=1)
    return held / f"{now:%Y-%m-%d-%H%M%S}-{reason}.db"


def kept(folder: Path) -> list[Kept]:
    """The backups in the store's own backup folder, newest first."""
    found = []
    for path in (folder / BACKUPS).glob("*.db"):
        name = _NAME.fullmatch(path.name)
        if name:
            try:
                at = datetime.strptime(name[1] + name[2], "%Y-%m-%d%H%M%S")  # noqa: DTZ007 - local by intent
            except ValueError:
                continue
            found.append(Kept(path, at, name[3]))
    return sorted(found, key=lambda one: one.path.name, reverse=True)


def _days_to_keep(days: Sequence[date], today: date) -> set[date]:
    """The seven newest days, and of the weeks before those the newest day of each of four.

    Days in the future (a clock that was wrong) are kept, and take nobody's place.
    """
    past = sorted({day for day in days if day <= today}, reverse=True)
    keep = set(past[:DAYS]) | {day for day in days if day > today}
    weeks: dict[tuple[int, int], date] = {}
    for day in past[DAYS:]:
        weeks.setdefault(day.isocalendar()[:2], day)
    return keep | set(sorted(weeks.values(), reverse=True)[:WEEKS])


def prune(folder: Path, today: date) -> list[Path]:
    """Take away the backups that are neither of the seven days nor of the four weeks; gives their paths.

    Files with other names are never touched, except half-made ones.
    """
    held = kept(folder)
    keep = _days_to_keep([one.at.date() for one in held], today)
    gone = [one.path for one in held if one.at.date() not in keep]
    try:
        for path in gone:
            path.unlink(missing_ok=True)
            keys_of(path).unlink(missing_ok=True)
        for half in (folder / BACKUPS).glob("*.part*"):
            half.unlink(missing_ok=True)
    except OSError as error:
        raise disk.fault(error) from error
    return gone
