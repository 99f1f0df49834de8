"""Reads typed values out of JSON that came from outside: each gives the value back or raises Unfit.

Names that nobody asks for are ignored, so that a later WardQI may add some; a change that has to be
understood raises the format's version instead.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import datetime
import re
from collections.abc import Iterator
from typing import Final

from wardqi.bundles.refused import Refused

TOKEN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
TOKEN_OR_NONE: Final = re.compile(f"(?:{TOKEN.pattern})?")
REPLICA: Final = re.compile(r"[0-9a-f]{16}")
SHA256: Final = re.compile(r"[0-9a-f]{64}")
UUID4: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
AGE_PUB: Final = re.compile(r"age1[02-9ac-hj-np-z]{58}")
MOMENT_UTC: Final = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z")
POSITION: Final = re.compile(r"[0-9a-f]{16}:[0-9]{1,16}")


class Unfit(Exception):
    """A value is absent or not what it should be."""


@contextlib.contextmanager
def reading(code: str) -> Iterator[None]:
    """Any Unfit inside becomes Refused(code)."""
    try:
        yield
    except Unfit:
        raise Refused(code) from None


def mapping(value: object, most: int) -> dict[str, object]:
    """An object of at most so many names."""
    if not isinstance(value, dict) or len(value) > most:
        raise Unfit
    return value


def sequence(value: object, most: int) -> list[object]:
    """A list of at most so many items."""
    if not isinstance(value, list) or len(value) > most:
        raise Unfit
    return value


def pair(value: object) -> tuple[object, object]:
    """A list of two."""
    two = sequence(value, 2)
    if len(two) != 2:
        raise Unfit
    return two[0], two[1]


def text(value: object, shape: re.Pattern[str] | int) -> str:
    """A string that is wholly of that shape, or at most that many characters long."""
    if not isinstance(value, str):
        raise Unfit
    if not (len(value) <= shape if isinstance(shape, int) else shape.fullmatch(value)):
        raise Unfit
    return value


def texts(value: object, shape: re.Pattern[str] | int, most: int) -> tuple[str, ...]:
    """A list of strings of that shape, none of them twice."""
    read = tuple(text(item, shape) for item in sequence(value, most))
    if len(set(read)) != len(read):
        raise Unfit
    return read


def whole(value: object, least: int) -> int:
    """A whole number that is not below `least`."""
    if type(value) is not int or value < least:  # True is an int to isinstance
        raise Unfit
    return value


def day(value: object) -> str:
    """A date that exists, as 2026-10-25."""
    read = text(value, 10)
    try:
        if datetime.date.fromisoformat(read).isoformat() != read:
            raise Unfit
    except ValueError:
        raise Unfit from None
    return read


def raw(value: object, longest: int) -> bytes:
    """Bytes in base64, written the one usual way, at most so many characters of it."""
    read = text(value, longest)
    try:
        decoded = base64.b64decode(read, validate=True)
    except (binascii.Error, ValueError):
        raise Unfit from None
    if base64.b64encode(decoded).decode() != read:  # the last character may hide bits that count for nothing
        raise Unfit
    return decoded


def key(value: object) -> bytes:
    """32 bytes in base64."""
    read = raw(value, 44)
    if len(read) != 32:
        raise Unfit
    return read


def written_key(pub: bytes) -> str:
    """How `key` reads it back."""
    return base64.b64encode(pub).decode()
