"""At the hub: a ward's recovery request read, and answered with the trust's key by two people."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wardqi.bundles import files
from wardqi.services import pairing, recovery
from wardqi.services.access import Session


@dataclass(frozen=True, slots=True)
class Asked:
    """A request file and its six words."""

    path: Path
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replied:
    """The answer that was written."""

    path: Path


def read(session: Session, path: Path) -> Asked:
    """What a ward asks; raises NotAllowed, keys.BadRecovery, Refused."""
    with session.desk() as desk:
        desk.may("manage_keys")
    return Asked(path, recovery.read(pairing.read_text(path)).words)


def reply(
    session: Session, request: Path, trust_keys: Path, passphrase: str, second: str, to: Path
) -> Replied:
    """Open the ward's data key with the trust's, for the request's one-time key alone; the trail says who.

    Raises NotAllowed, Refused (wrong_passphrase and more), keys.BadRecovery, files.NotSaved.
    """
    with session.desk() as desk:
        desk.may("manage_keys")
        trust = pairing.unlock_trust_keys(trust_keys, passphrase)
        answer = recovery.answer(pairing.read_text(request), trust)
        path = files.free_path(to, "wardqi-recovery-answer.json")
        fingerprint = files.write(path, answer.encode("utf-8"))
        about = desk.store.fact("store_id") or "store"
        desk.append(desk.note("recovery", about, code="answered", sha256=fingerprint, note=second))
    return Replied(path)
