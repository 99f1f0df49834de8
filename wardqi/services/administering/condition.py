"""How the store is: backups, the weekly check, sizes, versions; its keys, and with whom it is paired."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import wardqi
from wardqi.bundles import enrolment, seal
from wardqi.services import keeping, pairing
from wardqi.services.access import Session
from wardqi.services.desk import Desk
from wardqi.services.keeping import Verdict
from wardqi.store import backups, condition, trail
from wardqi.store.condition import Engine, Sizes


@dataclass(frozen=True, slots=True)
class Health:
    """The store today. `backup_at` is local time as the file's name tells; `checked_on` a day, or empty.

    `notes` are what happened when the store was unlocked (see `vault.Vault`).
    """

    folder: Path
    backup_at: datetime | None
    checked_on: str
    notes: tuple[str, ...]
    sizes: Sizes
    engine: Engine
    version: str


def health(session: Session) -> Health:
    """How the store is; raises NotAllowed."""
    with session.desk() as desk:
        desk.may("audit")
        folder = session.vault.folder
        kept = backups.kept(folder)
        return Health(
            folder=folder,
            backup_at=kept[0].at if kept else None,
            checked_on=desk.store.fact("verified_on") or "",
            notes=session.vault.notes,
            sizes=condition.sizes(desk.store, folder, session.vault.path),
            engine=condition.engine(desk.store),
            version=wardqi.__version__,
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """The backups of a store, newest first, with their local times; when a restore was tried last (UTC)."""

    backups: tuple[tuple[Path, datetime], ...]
    tried_at: str


def kept_backups(session: Session) -> Kept:
    """Which backups there are; raises NotAllowed."""
    with session.desk() as desk:
        desk.may("audit")
        last = trail.latest(desk.store, "backup", "drill")
    held = tuple((one.path, one.at) for one in backups.kept(session.vault.folder))
    return Kept(held, "" if last is None else last.at)


def check_everything(desk: Desk, report: Callable[[int, int], None]) -> Verdict:
    """Check every page, signature and table now; a store found sound has had this week's check.

    Raises NotAllowed, and Stopped from `report` when the person stops it: nothing is changed then.
    """
    desk.may("audit")
    report(0, 0)
    verdict = keeping.verify(desk, report)
    if verdict.sound:
        desk.store.settle({"verified_on": desk.now().date().isoformat()})
    return verdict


@dataclass(frozen=True, slots=True)
class Trusted:
    """With whom a store is paired: its name and six words, how many PCs its list has, and who compared them.

    `compared_at` is a UTC text; both are empty where nobody wrote it down.
    """

    name: str
    words: tuple[str, ...]
    pcs: int
    compared_with: str
    compared_at: str


@dataclass(frozen=True, slots=True)
class Keys:
    """This PC's name and six words; whom it trusts (None: nobody yet); and the trust's recovery keys.

    `recovery` is how many keys of the trust could open this store, `sealed` whether it is closed to exactly
    those; False means that an administrator has to sign in once.
    """

    pc: str
    words: tuple[str, ...]
    trusted: Trusted | None
    recovery: int
    sealed: bool


def key_standing(session: Session) -> Keys:
    """The store's keys in words; raises NotAllowed."""
    with session.desk() as desk:
        desk.may("manage_keys")
        store = desk.store
        hub = store.profile == "hub"
        own = pairing.device_keys(store)
        file = enrolment.WardFile(
            store.fact("device") or "", store.fact("ward") or "", "", "", own.sign_pub, own.recv_pub
        )
        trusted = _trusted(desk)
        listed = set((store.fact("recovery") or "").split())
        pc = store.fact("device_name") or ""
    return Keys(
        pc=pc,
        words=trusted.words if hub and trusted is not None else file.words,
        trusted=None if hub else trusted,
        recovery=len(listed),
        sealed=set(session.vault.unlocked.file.recovery) == listed,
    )


def _trusted(desk: Desk) -> Trusted | None:
    try:
        ring = pairing.held_keyring(desk.store)
    except pairing.NotPaired:
        return None
    compared = trail.latest(desk.store, "pair", "words_compared")
    return Trusted(
        name=ring.org_name,
        words=seal.words(ring.root_pub),
        pcs=sum(1 for device in ring.devices if device.revoked_after is None),
        compared_with="" if compared is None else str(compared.private.get("note") or ""),
        compared_at="" if compared is None else compared.at,
    )
