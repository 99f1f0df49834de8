"""One WardQI at a time for each store: a lock the operating system takes back when a program dies."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from wardqi.store import disk
from wardqi.store._sqlite import StoreFull

NAME = "store.lock"
_LOCKED_BYTE = 1 << 20  # far behind the text, for Windows forbids others to read a locked byte


class InUse(Exception):
    """Another WardQI has the store; `holder` says where, and since when, as far as is known."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


def _take(file: BinaryIO) -> bool:
    """Ask the operating system for the lock, without waiting."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class InstanceLock:
    """The lock on one store folder, from `take` until `release` or the program's end."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._file: BinaryIO | None = None

    def take(self) -> None:
        """Take the lock and write who has it; raises InUse, ReadOnly, StoreFull, DiskFault."""
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            raise disk.fault(error) from error
        file = os.fdopen(handle, "r+b", buffering=0)
        if not _take(file):
            file.seek(0)
            holder = file.read(200).decode("utf-8", "replace").strip()
            file.close()
            raise InUse(holder)
        since = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
        text = f"{socket.gethostname()}, process {os.getpid()}, since {since}\n".encode()
        try:
            file.seek(0)
            file.truncate()
            file.write(text)
        except OSError as error:  # the lock is what counts; only the name of its holder is missing
            if isinstance(disk.fault(error), StoreFull):
                self._file = file
                return
            file.close()
            raise disk.fault(error) from error
        self._file = file

    def release(self) -> None:
        """Let the next one in; harmless twice."""
        if self._file is not None:
            with contextlib.suppress(OSError):  # the name may stay; the lock goes with the file
                self._file.seek(0)
                self._file.truncate()
            self._file.close()
            self._file = None
