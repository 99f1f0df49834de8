"""A small ward store for the fault tests: made, written to by the real save path, and judged afterwards."""

from __future__ import annotations

import shutil
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wardqi.store import log, vault
from wardqi.store.log import Act
from wardqi.store.store import Store
from wardqi.store.vault import Vault

PASSPHRASE = "plover kettle ninety drum"
OTHER = "gravel lantern oboe thirty"
NOW = datetime.fromisoformat("2026-03-02T09:30:00+00:00")


def make(folder: Path, changes: int = 3, *, profile: str = "ward") -> Vault:
    """An unlocked ward (or hub) with that many changes in it."""
    made = vault.create(folder, profile=profile, passphrase=PASSPHRASE, label="Sam")
    if changes:
        with made.open() as store:
            save(made, store, *(f"note {number}" for number in range(changes)))
    return made


def save(opened: Vault, store: Store, *notes: str) -> list[str]:
    """Record one change for each note, in one transaction; gives the changes' ids once they are saved."""
    assert opened.unlocked.keys is not None
    acts = [Act("audit", "view", str(uuid.uuid4()), {"note": note}) for note in notes]
    return [entry.op.id for entry in store.append(acts, opened.unlocked.keys, NOW)]


@dataclass(frozen=True)
class Found:
    """What is in a store: the ids of its changes in order, and whether the chain is whole."""

    ids: tuple[str, ...]
    whole: bool
    notes: tuple[str, ...]


def look(folder: Path, passphrase: str = PASSPHRASE) -> Found:
    """Unlock (with every check that means) and say what is there."""
    with vault.unlock(folder, passphrase) as opened, opened.open() as store:
        rows = store.db.execute("select rep, seq from change order by rep, seq").fetchall()
        codes = {fault.code for fault in log.verify(store.db)}
        # Nobody was enrolled here: the chain is what is judged, not who may sign.
        return Found(tuple(f"{rep}:{seq}" for rep, seq in rows), codes <= {"unknown_person"}, opened.notes)


def copy(folder: Path, to: Path) -> Path:
    """The same folder again, for a test that will spoil it."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder, to)
    return to
