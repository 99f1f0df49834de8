"""What keeps a vault from being made or opened, each with its own class."""

from __future__ import annotations

from pathlib import Path


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
