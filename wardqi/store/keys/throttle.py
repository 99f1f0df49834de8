"""Waiting after wrong passphrases, kept beside the store so that a restart does not shorten it.

It slows a person at the keyboard; what stops a thief with a copy of the folder is Argon2id alone. Nobody
is ever locked out for good: the wait never passes a minute, and a file that cannot be read counts as empty.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from wardqi.store import _sqlite, disk
from wardqi.store.keys.file import Malformed, canonical, only, strict_json, whole

NAME = "throttle.json"
ANYONE = "*"
LONGEST_S = 60
_KEPT = 1000
_MAX_BYTES = 1 << 18
_LATEST = 1 << 40


@dataclass(frozen=True, slots=True)
class Failure:
    """One wrong passphrase: whose entry was tried (ANYONE: all of them) and when, in seconds of UNIX time."""

    uid: str
    at: int


@dataclass(frozen=True, slots=True)
class _Row:
    """Failures in a row of one entry, and when the last was."""

    count: int
    last: int


def _read(folder: Path) -> tuple[dict[str, _Row], list[Failure]]:
    """The rows by entry, and every failure not yet told to the log."""
    data = disk.read_limited(folder / NAME, _MAX_BYTES)
    if not data:
        return {}, []
    try:
        values = only(strict_json(data, "throttle"), "throttle", {"fmt", "v", "rows", "log"})
        rows, log = values["rows"], values["log"]
        if not isinstance(rows, dict) or not isinstance(log, list):
            raise Malformed("throttle")
        counted = {uid: _Row(*_pair(row)) for uid, row in rows.items()}
        failures = [Failure(_name(uid), whole(at, "log", 0, _LATEST)) for uid, at in map(_two, log)]
    except Malformed:
        return {}, []
    return counted, failures


def _two(value: object) -> tuple[object, object]:
    if isinstance(value, list) and len(value) == 2:
        return value[0], value[1]
    raise Malformed("throttle")


def _pair(value: object) -> tuple[int, int]:
    count, last = _two(value)
    return whole(count, "rows", 1, 1 << 31), whole(last, "rows", 0, _LATEST)


def _name(value: object) -> str:
    if isinstance(value, str):
        return value
    raise Malformed("log")


def _write(folder: Path, rows: dict[str, _Row], failures: list[Failure]) -> None:
    values = {
        "fmt": "wardqi-throttle",
        "v": 1,
        "rows": {uid: [row.count, row.last] for uid, row in rows.items()},
        "log": [[failure.uid, failure.at] for failure in failures[-_KEPT:]],
    }
    try:
        disk.write_whole(folder / NAME, canonical(values))
    except (_sqlite.StoreFull, _sqlite.ReadOnly, _sqlite.DiskFault):
        return  # a full or read-only disk must not keep anybody out


def wait_s(folder: Path, uid: str | None, now: float) -> int:
    """Whole seconds before this entry may be tried again; 0 when it may be now.

    Trying every entry at once (uid None) waits for the one that has longest to wait.
    """
    rows, _ = _read(folder)
    asked = rows.values() if uid is None else [rows[uid]] if uid in rows else []
    longest = 0.0
    for row in asked:
        delay = min(LONGEST_S, 2 ** min(row.count - 1, 10))
        # A clock set back must not make the wait longer than it ever was.
        longest = max(longest, min(delay, row.last + delay - now))
    return math.ceil(longest)


def failed(folder: Path, uid: str | None, now: float) -> None:
    """Count one wrong passphrase; a folder that cannot be written is left uncounted."""
    rows, log = _read(folder)
    one = ANYONE if uid is None else uid
    row = rows.get(one)
    rows[one] = _Row(1 if row is None else row.count + 1, int(now))
    _write(folder, rows, [*log, Failure(one, int(now))])


def succeeded(folder: Path, uid: str | None) -> None:
    """End the row of failures of an entry; the failures themselves stay until the log has them."""
    rows, log = _read(folder)
    if rows.pop(ANYONE if uid is None else uid, None) is not None:
        _write(folder, rows, log)


def failures(folder: Path) -> list[Failure]:
    """Every failure the log has not been told, oldest first (at most the last thousand)."""
    return _read(folder)[1]


def told(folder: Path, known: list[Failure]) -> None:
    """Drop failures that are now in the log; the waiting is not shortened."""
    rows, log = _read(folder)
    for failure in known:
        if failure in log:
            log.remove(failure)
    _write(folder, rows, log)
