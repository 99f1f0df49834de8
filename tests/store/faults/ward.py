"""A small ward store for the fault tests: made, written to by the real save path, and judged afterwards."""

from __future__ import annotations

import base64
import secrets
import shutil
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wardqi.store import log, vault
from wardqi.store.log import Act
from wardqi.store.store import Store
from wardqi.store.vault import Vault

PASSPHRASE = "plover kettle ninety drum"
OTHER = "gravel lantern oboe thirty"
FOUNDING = 2
"""Changes that every ward with records begins with: its PC's start, its first person."""
NOW = datetime.fromisoformat("2026-03-02T09:30:00+00:00")


def make(folder: Path, changes: int = 3, *, profile: str = "ward") -> Vault:
    """An unlocked ward (or hub) with that many changes in it."""
    made = vault.create(folder, profile=profile, passphrase=PASSPHRASE, label="Sam")
    if changes:
        with made.open() as store:
            _found(made, store)
            save(made, store, *(f"note {number}" for number in range(changes)))
    return made


def _found(opened: Vault, store: Store) -> None:
    """Give the PC its keys and enrol the first person, so that every change can be verified."""
    seed, own = secrets.token_bytes(32), opened.unlocked.keys
    assert own is not None
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    store.settle(
        {
            "device": secrets.token_hex(8),
            "device_name": "PC 1",
            "device_seed": base64.b64encode(seed).decode("ascii"),
            "device_pub": base64.b64encode(public).decode("ascii"),
            "ward": "heron",
        }
    )
    store.start_replica(NOW)
    values = {"role": "admin", "sign_pub": own.sign_pub, "age_pub": own.age_pub, "name": "Sam"}
    store.append([Act("user", "enrol", own.uid, values)], store.device, NOW)


def save(opened: Vault, store: Store, *notes: str) -> list[str]:
    """Record one change for each note, in one transaction; gives the changes' ids once they are saved."""
    assert opened.unlocked.keys is not None
    acts = [Act("audit", "view", str(uuid.uuid4()), {"note": note}) for note in notes]
    return [entry.op.id for entry in store.append(acts, opened.unlocked.keys, NOW)]


@dataclass(frozen=True)
class Found:
    """What is in a store: the ids of the notes saved, in order, and whether the log verifies."""

    ids: tuple[str, ...]
    whole: bool
    notes: tuple[str, ...]


def look(folder: Path, passphrase: str = PASSPHRASE) -> Found:
    """Unlock (with every check that means) and say what is there."""
    with vault.unlock(folder, passphrase) as opened, opened.open() as store:
        rows = store.db.execute("select rep, seq from change where kind = 'audit' order by rep, seq")
        ids = tuple(f"{rep}:{seq}" for rep, seq in rows)
        return Found(ids, log.verify(store.db) == [], opened.notes)


def copy(folder: Path, to: Path) -> Path:
    """The same folder again, for a test that will spoil it."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder, to)
    return to
