"""Files that arrived: each looked at and taken by itself, so that a bad one stops no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wardqi.app import say
from wardqi.app.jobs import Stopped
from wardqi.domain.kinds import SYSTEM
from wardqi.services import exchange
from wardqi.services.exchange import Accepted, Inspection
from wardqi.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from wardqi.services.desk import Desk

_FAILS = {
    "key": frozenset({"B-101", "B-103", "B-113"}),
    "signature": frozenset({"B-107", "B-108", "B-109", "B-114"}),
    "order": frozenset({"B-118", "B-120"}),
}
_CHECKS = {
    "key": QT_TRANSLATE_NOOP("say", "Key: not right"),
    "signature": QT_TRANSLATE_NOOP("say", "Signature: not right"),
    "order": QT_TRANSLATE_NOOP("say", "Order: not right"),
    "format": QT_TRANSLATE_NOOP("say", "Format: not right"),
}
STATES = {
    "new": QT_TRANSLATE_NOOP("say", "Ready to accept"),
    "had": QT_TRANSLATE_NOOP("say", "Already had, nothing changed"),
    "refused": QT_TRANSLATE_NOOP("say", "Refused"),
    "aside": QT_TRANSLATE_NOOP("say", "Set aside"),
    "taken": QT_TRANSLATE_NOOP("say", "Accepted"),
    "undone": QT_TRANSLATE_NOOP("say", "Undone"),
}
ICONS = {
    "new": "journey-not-sent",
    "had": "tick",
    "refused": "problem",
    "aside": "caution",
    "taken": "journey-received",
    "undone": "undo",
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file. `new` and `changed` count records, `same` changes already here; `first` and `last` are days
    of what is new in it; `kinds` counts its records by kind. `state` is a key of STATES."""

    inspection: Inspection
    state: str
    new: int = 0
    changed: int = 0
    same: int = 0
    first: str = ""
    last: str = ""
    kinds: tuple[tuple[str, int], ...] = ()
    accepted: Accepted | None = None

    @property
    def path(self) -> Path:
        """The file."""
        return self.inspection.path

    @property
    def sender(self) -> str:
        """Who made it; its file's name when that cannot be known."""
        return self.inspection.sender or self.path.name

    @property
    def number(self) -> int:
        """The bundle's number, 0 when it cannot be known."""
        arrived = self.inspection.arrived
        return arrived.manifest.bseq if arrived is not None else 0

    @property
    def order(self) -> tuple[str, int]:
        """Wards together, each in the order it made its bundles."""
        arrived = self.inspection.arrived
        return (arrived.manifest.dev if arrived is not None else "", self.number)


def look_at(desk: Desk, path: Path) -> Arrival:
    """Look at a file; changes nothing."""
    return _arrival(desk, exchange.inspect(desk, path))


def take(
    desk: Desk, arrivals: Sequence[Arrival], report: Callable[[int, int], None] | None = None
) -> list[Arrival]:
    """Take files in order, each in a transaction of its own; a refused one is noted and stops no other."""
    done: list[Arrival] = []
    for at, one in enumerate(sorted(arrivals, key=lambda each: each.order)):
        try:
            if report is not None:
                report(at, len(arrivals))
        except Stopped:  # those taken stay taken; the others stay as they were
            break
        fresh = look_at(desk, one.path)
        if fresh.state == "refused":
            exchange.note_refused(desk, fresh.inspection)
        elif fresh.state == "new":
            accepted = exchange.accept(desk, fresh.inspection)
            fresh = Arrival(
                fresh.inspection,
                "taken",
                fresh.new,
                fresh.changed,
                fresh.same,
                fresh.first,
                fresh.last,
                fresh.kinds,
                accepted,
            )
        done.append(fresh)
    return done


def _arrival(desk: Desk, found: Inspection) -> Arrival:
    if found.plan is None:
        return Arrival(found, "refused")
    entries = [entry for entry in found.plan.new if entry.op.kind not in SYSTEM]
    new, changed = exchange.touched(desk, found.plan)
    days = sorted(entry.op.at[:10] for entry in entries)
    kinds = Counter(kind for kind, _ in {(entry.op.kind, entry.op.ent) for entry in entries})
    return Arrival(
        found,
        found.state,
        new,
        changed,
        found.plan.same,
        days[0] if days else "",
        days[-1] if days else "",
        tuple(kinds.most_common()),
    )


def title(one: Arrival) -> str:
    """Who made it, and its number on a second line."""
    return (
        f"{one.sender}\n{say.tr('Bundle {number}', number=f'{one.number:04}')}" if one.number else one.sender
    )


def period(one: Arrival) -> str:
    """From when to when what is new in it was recorded."""
    if not one.first:
        return ""
    if one.first == one.last:
        return say.day(one.first)
    return say.tr("{first} to {last}", first=say.day(one.first), last=say.day(one.last))


def checks(one: Arrival) -> str:
    """What was checked, in words: signature, key, format, order."""
    if one.state == "refused":
        failed = next((name for name, refs in _FAILS.items() if one.inspection.ref in refs), "format")
        return f"{say.tr(_CHECKS[failed])} ({one.inspection.ref})"
    gaps = gaps_of(one)
    if gaps:
        return say.tr("3 of 4 right; order: {gaps}", gaps=gaps)
    return say.tr("All 4 right")


def gaps_of(one: Arrival) -> str:
    """Changes that should have come before and have not: "changes 31–40 not received"."""
    plan = one.inspection.plan
    if plan is None:
        return ""
    spans = [f"{first}–{last}" for gaps in plan.gaps.values() for first, last in gaps]
    return say.tr("changes {spans} not received", spans=say.listed(spans)) if spans else ""


def state(one: Arrival) -> str:
    """The state in words, with the reason of one set aside."""
    words = say.tr(STATES[one.state])
    return f"{words}: {one.inspection.sentence}" if one.state == "aside" else words


def story(one: Arrival) -> list[tuple[str, str]]:
    """The preview: lines and their looks."""
    if one.state == "refused":
        return [(one.inspection.sentence, "problem")]
    lines: list[tuple[str, str]] = [
        (say.tr("Checked: signature, key, format and order. {checks}.", checks=checks(one)), "")
    ]
    if one.state == "had":
        return [*lines, (say.tr("Already had, nothing would change."), "subheading")]
    told = [say.records(kind, many) for kind, many in one.kinds]
    if told:
        lines.append((say.tr("Inside: {records}.", records=say.listed(told)), ""))
    lines.append(
        (
            say.tr(
                "{new} new, {changed} changed; {same} changes are here already.",
                new=say.count(one.new, "record", "records"),
                changed=say.number(one.changed),
                same=say.number(one.same),
            ),
            "",
        )
    )
    plan = one.inspection.plan
    if plan is not None and plan.newer:
        newer = say.count(plan.newer, "change", "changes")
        lines.append((say.tr("{newer} made by a newer WardQI: kept, not shown.", newer=newer), "caution"))
    if gaps := gaps_of(one):
        lines.append((say.tr("It can be accepted; {gaps} yet.", gaps=gaps), "caution"))
    if one.accepted is not None and one.accepted.conflicts:
        records = say.count(one.accepted.conflicts, "record", "records")
        lines.append(
            (say.tr("{records} with two different answers: the ward is asked.", records=records), "caution")
        )
    return lines
