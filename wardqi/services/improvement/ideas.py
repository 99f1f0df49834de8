"""Change ideas: what a project might try, and where each stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wardqi.domain import codes
from wardqi.services import recording
from wardqi.services.desk import Desk
from wardqi.services.recording import Saved
from wardqi.store import improvement as reading
from wardqi.store import records
from wardqi.store.log import Act
from wardqi.store.tables import Record


@dataclass(frozen=True, slots=True)
class Idea:
    """A change idea as lists show it; `state` is a code of `idea_state`."""

    ent: str
    title: str
    state: str
    value: Mapping[str, object]


def listed(desk: Desk, project: str | None = None) -> tuple[Idea, ...]:
    """The ideas of a project in the order of its outline; all when none is named."""
    found = [of(record) for record in reading.ideas(desk.store, project)]
    return tuple(sorted(found, key=lambda one: _order(one.value)))


def of(record: Record) -> Idea:
    """An idea from its record."""
    value = record.value
    return Idea(record.ent, title(value), str(value.get("state") or "not_tried"), value)


def title(value: Mapping[str, object]) -> str:
    """What an idea is called: its own words, else those of the shipped idea."""
    words = str(value.get("title") or "").strip()
    if words:
        return words
    known, code = codes.get("starter_idea"), str(value.get("standard") or "")
    return known.plain(code) if code in known else ""


def add(desk: Desk, project: str, words: str, **values: object) -> Saved:
    """Put an idea on a project's list."""
    within = {"project": project} if project else {}
    return recording.create(desk, "change_idea", {**within, "title": words, "state": "not_tried", **values})


def stands(desk: Desk, ent: str, state: str, reason: str = "") -> list[Act]:
    """The change that moves an idea to a state, with a code of `dropped_reason`; none when it is there."""
    record = records.find(desk.store, ent) if ent else None
    if record is None or record.kind != "change_idea" or record.value.get("state") == state:
        return []
    values: dict[str, object] = {"state": state, "state_since": desk.now().date().isoformat()}
    if state == "dropped" or record.value.get("dropped_reason"):
        values["dropped_reason"] = reason or None
    return [Act("change_idea", "amend", ent, values)]


def _order(value: Mapping[str, object]) -> int:
    held = value.get("order")
    return held if type(held) is int else 999
