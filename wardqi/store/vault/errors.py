"""What keeps a vault from being made or opened, each with its own class."""

from __future__ import annotations

from pathlib import Path

from wardqi.store.keys import KeysMissing
from wardqi.store.opening import Damaged


class NoStore(Exception):
    """Neither a store nor its keys are here: a first run."""


class AlreadyThere(Exception):
    """A store or its keys are here already; nothing was changed."""


class NotLocal(Exception):
    """The folder is not on this computer's own disk; `why` is "network" or "removable"."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(why)
        self.path = path
        self.why = why


class Locked(Exception):
    """The vault was locked; somebody's passphrase is needed again."""


class BadBackup(Damaged):
    """The file is no backup that can be put in place; `code` as of Damaged."""


class BackupKeysMissing(KeysMissing):
    """The key file that went with the backup is not beside it, nor any other that opens it."""


class OtherStore(Exception):
    """The folder holds another store than the one the backup is of; nothing was changed."""
