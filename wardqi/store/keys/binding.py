"""The PC secret: random bytes that only this computer can read, mixed into every passphrase on Windows.

Sealed by Windows for the machine, not for a Windows account, because many accounts share a ward PC. Other
systems offer nothing of the kind, and entries made there are not bound to a PC.
"""

from __future__ import annotations

import hashlib
import secrets
import sys
from pathlib import Path
from typing import Protocol

from wardqi.store import disk

NAME = "device.bin"
_SIZE = 32
_MAX_BYTES = 4096


class Lost(Exception):
    """The PC secret is missing or this computer can no longer read it."""


class Sealer(Protocol):
    """What the operating system offers for keeping bytes readable on one computer only."""

    def seal(self, data: bytes) -> bytes:
        """Bytes that only this computer turns back; raises OSError."""

    def unseal(self, data: bytes) -> bytes:
        """The bytes again; raises OSError on another computer or when altered."""


def this_system() -> Sealer | None:
    """The operating system's sealer; None where there is none."""
    if sys.platform == "win32":
        from wardqi.store.keys import dpapi

        return dpapi.MachineSealer()
    return None


def name_of(secret: bytes) -> str:
    """What an entry calls the secret it is bound to, so that a lost one is told from a wrong passphrase."""
    return hashlib.sha256(b"wardqi/v1/pc\0" + secret).hexdigest()[:16]


def _load(folder: Path, sealer: Sealer) -> bytes:
    sealed = disk.read_limited(folder / NAME, _MAX_BYTES)
    if not sealed:
        raise Lost("missing")
    try:
        secret = sealer.unseal(sealed)
    except OSError as error:
        raise Lost("unreadable") from error
    if len(secret) != _SIZE:
        raise Lost("unreadable")
    return secret


def load(folder: Path, name: str) -> bytes:
    """The PC secret with this name; raises Lost."""
    sealer = this_system()
    if sealer is None:
        raise Lost("no_sealer")
    secret = _load(folder, sealer)
    if name_of(secret) != name:
        raise Lost("another")
    return secret


def carry(folder: Path, to: Path) -> None:
    """Put the sealed PC secret, if there is one, into another folder of this computer; makes the folder.

    Raises the world's faults of the store.
    """
    sealed = disk.read_limited(folder / NAME, _MAX_BYTES)
    if not sealed:
        return
    try:
        to.mkdir(exist_ok=True)
        disk.write_whole(to / NAME, sealed)
    except OSError as error:
        raise disk.fault(error) from error


def ensure(folder: Path) -> bytes | None:
    """The PC secret for a new entry, made if there is none; None on a system without a sealer.

    One that this computer cannot read is replaced: entries bound to it were lost already. The old file is
    kept under another name, for the computer that can still read it.
    """
    sealer = this_system()
    if sealer is None:
        return None
    try:
        return _load(folder, sealer)
    except Lost:
        pass
    old = disk.read_limited(folder / NAME, _MAX_BYTES)
    if old:
        disk.write_whole(folder / f"device.lost-{hashlib.sha256(old).hexdigest()[:8]}.bin", old)
    secret = secrets.token_bytes(_SIZE)
    disk.write_whole(folder / NAME, sealer.seal(secret))
    if _load(folder, sealer) != secret:
        raise Lost("unreadable")
    return secret
