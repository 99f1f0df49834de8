"""What leaves on paper or as a file to read, each time with a line in the audit trail."""

from __future__ import annotations

from pathlib import Path

from wardqi.bundles import files
from wardqi.services import paper
from wardqi.services.desk import Desk


def printed(desk: Desk, code: str, about: str, pages: int) -> None:
    """Note that a document went to a printer. `code` says what it is, `about` which record, if one."""
    desk.append(
        desk.note("print", about or _store(desk), code=code, count=pages), *paper.printed(desk, about)
    )


def saved(desk: Desk, path: Path, data: bytes, code: str, about: str, count: int) -> Path:
    """Save a document, replacing a file of that name, and note it; raises `files.NotSaved`."""
    fingerprint = files.write(path, data, replace=True)
    note = desk.note("export", about or _store(desk), code=code, count=count, sha256=fingerprint)
    desk.append(note, *paper.printed(desk, about))
    return path


def _store(desk: Desk) -> str:
    return desk.store.fact("store_id") or "store"
