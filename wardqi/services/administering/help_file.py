"""What a help file says: versions, sizes, counts and the program's own log. Nobody's name, words or folder.

Counts are of records by kind; the log holds codes, counts and places in the program (`app.diagnostics`).
"""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import wardqi
from wardqi.bundles import files
from wardqi.domain.kinds import KINDS
from wardqi.services.access import Session
from wardqi.store import backups, condition, outbox, records
from wardqi.store.store import Store


def text(session: Session, program: Mapping[str, str], log: Sequence[str]) -> str:
    """The whole file, as it is shown before it is saved; raises NotAllowed.

    `program` is what only the window knows (versions of its parts, theme, text size); `log` its last lines.
    """
    with session.desk() as desk:
        desk.may("audit")
        now = desk.now()
        parts = {
            "WardQI": _program(session, desk.store, now) | dict(program),
            "The store": _store(session, desk.store, now),
            "Records, by kind": _records(desk.store),
            "Sending": _sending(desk.store),
        }
    lines = [
        "WardQI help file",
        "It holds no patient's or colleague's data, and no name of a ward or folder.",
    ]
    for heading, values in parts.items():
        lines += ["", heading, *(f"  {name}: {value}" for name, value in values.items())]
    lines += ["", "Log of the program, the newest last", *(f"  {line}" for line in log)]
    return "\n".join(lines) + "\n"


def save(session: Session, content: str, path: Path) -> Path:
    """Save what was shown; the audit trail says so. Raises files.NotSaved, NotAllowed."""
    with session.desk() as desk:
        desk.may("audit")
        fingerprint = files.write(path, content.encode("utf-8"), replace=True)
        about = desk.store.fact("store_id") or "store"
        desk.append(desk.note("export", about, code="help_file", sha256=fingerprint))
    return path


def _program(session: Session, store: Store, now: datetime) -> dict[str, str]:
    engine = condition.engine(store)
    return {
        "version": wardqi.__version__,
        "kind of store": store.profile,
        "practice": "yes" if store.fact("practice") else "no",
        "made": now.isoformat(timespec="minutes"),
        "form of the records": str(engine.schema),
        "SQLCipher": engine.cipher,
        "SQLite": engine.sqlite,
        "Python": platform.python_version(),
        "system": platform.platform(terse=True),
    }


def _store(session: Session, store: Store, now: datetime) -> dict[str, str]:
    folder = session.vault.folder
    sizes = condition.sizes(store, folder, session.vault.path)
    kept = backups.kept(folder)
    return {
        "bytes": str(sizes.store),
        "changes": str(sizes.changes),
        "free bytes": str(sizes.free),
        "backups": f"{sizes.copies}, {sizes.backups} bytes",
        "last backup": kept[0].at.isoformat(timespec="minutes") if kept else "none",
        "last found sound": store.fact("verified_on") or "not yet",
        "told at unlocking": ", ".join(session.vault.notes) or "nothing",
        "people who may sign in": str(len(session.people())),
    }


def _records(store: Store) -> dict[str, str]:
    found = {kind: str(count) for kind, count in records.counts(store).items() if kind in KINDS}
    return found or {"none": "0"}


def _sending(store: Store) -> dict[str, str]:
    number, _ = outbox.last_sent(store)
    waiting = outbox.waiting(store)
    return {
        "paired": "yes" if store.fact("keyring") else "no",
        "bundles made": str(number),
        "records not sent": str(waiting.not_sent),
        "records not confirmed": str(waiting.not_confirmed),
    }
