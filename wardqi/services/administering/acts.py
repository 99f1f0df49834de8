"""The audit trail: who did what, and when, the newest first; and saving it as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wardqi.bundles import files
from wardqi.domain.kinds import KINDS, SYSTEM
from wardqi.reports import sheet
from wardqi.services.desk import Desk
from wardqi.store import people, trail
from wardqi.store.people import Member
from wardqi.store.trail import DEVICE, GROUPS, Wanted

__all__ = ["DEVICE", "GROUPS", "Line", "Page", "Wanted", "export", "page", "persons"]

_MOST = 200_000
_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Line:
    """One act in parts, to be put into words. `at` is UTC.

    `who` is a name, empty for the installation itself. `kind` and `action` are the change's; `about` is the
    person or label it concerns, `record` the number of a record, `fields` the labels of what was changed;
    `role` is what a person became, `again` when they were here before.
    """

    id: str
    at: str
    who: str
    kind: str
    action: str
    code: str
    count: int | None
    note: str
    reason: str
    about: str
    record: str
    fields: tuple[str, ...]
    role: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines, and how many there are in all."""

    lines: tuple[Line, ...]
    total: int
    offset: int


def persons(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Whose acts may be looked for: (id, name) of everybody who works or worked here, by name."""
    desk.may("audit")
    ward = desk.store.fact("ward") or None
    return tuple(
        (member.uid, member.name or member.uid[:8])
        for member in people.members(desk.store, retired=True)
        if member.ward == ward
    )


def page(desk: Desk, wanted: Wanted, offset: int = 0, size: int = 50) -> Page:
    """One page of the trail; raises NotAllowed."""
    desk.may("audit")
    known = _known(desk)
    found = trail.page(desk.store, wanted, limit=size, offset=offset)
    return Page(tuple(_line(one, known) for one in found), trail.count(desk.store, wanted), offset)


def export(
    desk: Desk,
    wanted: Wanted,
    path: Path,
    heading: Sequence[str],
    words: Callable[[Line], Sequence[str]],
    report: Callable[[int, int], None] | None = None,
) -> int:
    """Save the lines asked for as a table that no spreadsheet runs as a formula; says how many they are.

    That it was saved is itself a line of the trail. Raises NotAllowed, and what `files.write` raises.
    """
    desk.may("audit")
    known = _known(desk)
    total = min(trail.count(desk.store, wanted), _MOST)
    rows: list[Sequence[str]] = []
    while len(rows) < total:
        size = min(_BATCH, total - len(rows))
        found = trail.page(desk.store, wanted, limit=size, offset=len(rows))
        if not found:
            break
        rows += [words(_line(one, known)) for one in found]
        if report is not None:
            report(len(rows), total)
    data = sheet.csv_text(heading, rows).encode("utf-8-sig")
    fingerprint = files.write(path, data, replace=True)
    about = desk.store.fact("store_id") or "store"
    desk.append(desk.note("export", about, code="trail", count=len(rows), sha256=fingerprint))
    return len(rows)


def _known(desk: Desk) -> dict[str, Member]:
    return {one.uid: one for one in people.members(desk.store, retired=True)}


def _name(uid: str, known: dict[str, Member]) -> str:
    return (known[uid].name if uid in known else None) or uid[:8]


def _line(found: trail.Line, known: dict[str, Member]) -> Line:
    op = found.entry.op
    sets = {**op.set, **found.entry.private}
    count = sets.get("count")
    return Line(
        id=op.id,
        at=found.entry.at,
        who="" if op.by.startswith(DEVICE) else _name(op.by, known),
        kind=op.kind,
        action=op.action,
        code=str(sets.get("code") or ""),
        count=count if isinstance(count, int) else None,
        note=str(sets.get("note") or ""),
        reason=op.reason or "",
        about=_name(op.ent, known) if op.ent in known else "",
        record=found.record,
        fields=() if op.kind in SYSTEM else _fields(op.kind, sets),
        role=str(sets.get("role") or "") if op.kind == "user" else "",
        again=op.kind == "user" and op.ent in known and known[op.ent].enrolled_lam < op.lam,
    )


def _fields(kind: str, sets: dict[str, object]) -> tuple[str, ...]:
    """The labels of the fields and of the groups of rows that a change touched, each once."""
    known = KINDS.get(kind)
    if known is None:
        return ()
    labels = {field.name: field.label for field in known.fields}
    labels |= {rows.name: rows.label for rows in known.rows}
    return tuple(dict.fromkeys(labels[name] for name in sets if name in labels))
