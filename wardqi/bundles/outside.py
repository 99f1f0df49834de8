"""A file that arrived, seen from outside: whether it can be a bundle at all, before any key is tried.

It is read into memory once, so that what was checked is what is opened.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from wardqi.bundles.refused import Refused

LARGEST_FILE: Final = 40 * 1024 * 1024
LONGEST_AGE_HEADER: Final = 64 * 1024
MOST_STANZAS: Final = 100
AGE_LINE: Final = b"age-encryption.org/v1\n"
_BODY_COLUMNS: Final = 64


def read(path: Path) -> bytes:
    """The whole file, read once; raises Refused."""
    with _opened(path) as (handle, _size):
        return _take(handle, LARGEST_FILE + 1)


def start(path: Path) -> tuple[int, bytes]:
    """The file's size, and as much of it as an age header may take; raises Refused."""
    with _opened(path) as (handle, size):
        return size, _take(handle, LONGEST_AGE_HEADER)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[tuple[int, int]]:
    """The file and its size, once it is known to be a regular file of a bearable size."""
    # Without O_NONBLOCK, opening a named pipe would wait for ever for its other end.
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags)
    except (OSError, ValueError):
        raise Refused("folder" if path.is_dir() else "cannot_read") from None
    try:
        seen = os.fstat(handle)
        if stat.S_ISDIR(seen.st_mode):
            raise Refused("folder")
        if not stat.S_ISREG(seen.st_mode):
            raise Refused("not_a_bundle")
        if seen.st_size == 0:
            raise Refused("empty")
        if seen.st_size > LARGEST_FILE:
            raise Refused("too_big")
        yield handle, seen.st_size
    finally:
        os.close(handle)


def _take(handle: int, most: int) -> bytes:
    """At most so many bytes from the file, even if it grows meanwhile."""
    taken = bytearray()
    try:
        while len(taken) < most and (more := os.read(handle, min(most - len(taken), 1 << 20))):
            taken += more
    except OSError:
        raise Refused("cannot_read") from None
    return bytes(taken)


def stanzas(data: bytes) -> list[bytes]:
    """The types of an age header's recipient stanzas; raises Refused when it is no header of ours.

    Checked here and not only by the library: an armoured or passphrase-locked file must not reach it,
    nor one with thousands of recipients to try.
    """
    if not data.startswith(AGE_LINE):
        raise Refused("not_a_bundle")
    types: list[bytes] = []
    at = len(AGE_LINE)
    while True:
        line, at = _header_line(data, at)
        if line.startswith(b"---"):
            return types
        if not line.startswith(b"-> "):
            raise Refused("truncated_or_altered")
        types.append(line[3:].split(b" ", 1)[0])
        if types[-1] == b"scrypt":
            raise Refused("passphrase")
        if len(types) > MOST_STANZAS:
            raise Refused("too_big")
        columns = _BODY_COLUMNS
        while columns == _BODY_COLUMNS:  # a stanza's body ends with a line that is not full
            line, at = _header_line(data, at)
            columns = len(line)
            if columns > _BODY_COLUMNS or line.startswith(b"-"):
                raise Refused("truncated_or_altered")


def _header_line(data: bytes, at: int) -> tuple[bytes, int]:
    end = data.find(b"\n", at, LONGEST_AGE_HEADER)
    if end < 0:
        raise Refused("truncated_or_altered")
    return data[at:end], end + 1
