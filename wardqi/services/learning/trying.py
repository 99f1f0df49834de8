"""Trying a card here: a change idea and the plan of its first test, in a project chosen or begun for it.

A card of another ward is copied first, so that what this ward changes and finds has a card of its own.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

from wardqi.domain import improvement
from wardqi.services import recording
from wardqi.services.desk import Desk, NotFound
from wardqi.services.improvement import cycles, projects
from wardqi.services.learning import adopting, cards, collecting
from wardqi.services.learning.cards import Card
from wardqi.services.recording import Saved
from wardqi.store import improvement as reading
from wardqi.store import records
from wardqi.store.log import Act
from wardqi.store.tables import Record


@dataclass(frozen=True, slots=True)
class Tried:
    """A test that was begun from a card; `card` is this ward's own one, empty for a shipped idea."""

    saved: Saved
    cycle: str
    project: str
    card: str


@dataclass(frozen=True, slots=True)
class Place:
    """A project that a card can be tried in; `here` when an idea of it is tied to the card already."""

    ent: str
    title: str
    here: bool


def places(desk: Desk, ref: str) -> tuple[Place, ...]:
    """The projects that are not over, those that know the card first."""
    card = cards.find(desk, ref)
    open_ones = [one for one in projects.listed(desk) if one.status not in ("finished", "stopped")]
    found = [Place(one.ent, one.title, _tied(desk, one.ent, card) is not None) for one in open_ones]
    return tuple(sorted(found, key=lambda one: not one.here))


def try_here(desk: Desk, ref: str, project: str = "", title: str = "") -> Tried:
    """Begin to plan a test of a card; without a project in a new one of this title. One step to take back.

    The idea that a project has for the card already is tested again. Raises NotFound, projects.NotFit.
    """
    desk.may("record")
    card = cards.find(desk, ref)
    acts: list[Act] = []
    mine = ref if card.own else ""
    idea = _tied(desk, project, card) if project else None
    if idea is not None:
        mine = str(idea.value.get("card") or mine)
    elif not card.own and not card.shipped:
        acts.append(copy := adopting.copied(desk, card))
        mine = copy.ent
    if not project:
        acts.append(begun := projects.begun(desk, {"title": title, **_why(card)}))
        project = begun.ent
    elif not _is_project(desk, project):
        raise NotFound
    if idea is None:
        acts.append(made := _idea(card, project, mine))
        of = made.ent
    else:
        of = idea.ent
    acts.append(plan := cycles.planned(desk, project, of, _plan(card)))
    entries = desk.append_all(acts)
    saved = Saved(plan.ent, "", tuple(one.op.id for one in entries), at=entries[-1].at)
    return Tried(saved, plan.ent, project, mine)


def own_card(desk: Desk, ref: str) -> Saved:
    """This ward's card about a shipped idea that it tried, filled from its tests; else a plain copy."""
    desk.may("record")
    standard = cards.find(desk, ref).text("standard")
    behind = [
        one
        for one in reading.ideas(desk.store)
        if standard and one.value.get("standard") == standard and not one.value.get("card")
    ]
    tested = [one for one in behind if one.value.get("state") not in (None, "", "not_tried")]
    if not tested:
        return adopting.adopt(desk, ref)
    values, _ = collecting.from_idea(desk, tested[-1].ent)
    return cards.create(desk, values, [one.ent for one in tested])


def _tied(desk: Desk, project: str, card: Card) -> Record | None:
    """A project's idea for a card: of it, of this ward's copy of it, or of the shipped idea it is."""
    for one in reading.ideas(desk.store, project):
        held = str(one.value.get("card") or "")
        if card.shipped:
            if one.value.get("standard") == card.text("standard") != "":
                return one
        elif held and (held == card.ref or _parent(desk, held) == card.ref):
            return one
    return None


def _parent(desk: Desk, card: str) -> str:
    record = records.find(desk.store, card)
    return "" if record is None else str(record.value.get("parent") or "")


def _is_project(desk: Desk, ent: str) -> bool:
    record = records.find(desk.store, ent)
    return record is not None and record.kind == "project" and not record.voided


def _why(card: Card) -> dict[str, object]:
    return {"problem": card.text("problem")} if card.text("problem") else {}


def _idea(card: Card, project: str, mine: str) -> Act:
    values: dict[str, object] = {
        "project": project,
        "title": card.title,
        "description": card.text("idea") or None,
        "standard": card.text("standard") or None,
        "card": mine or None,
        "state": "not_tried",
    }
    held = {name: one for name, one in values.items() if one is not None}
    return Act("change_idea", "create", str(uuid.uuid4()), held)


def _plan(card: Card) -> dict[str, object]:
    """What a card says of doing it, as the beginning of a plan: the rest is the ward's to predict."""
    told = {
        "objective": card.first_test or card.text("idea"),
        "risks": card.watch or card.text("balancing"),
    }
    tasks = {recording.next_row(at): {"what": one} for at, one in enumerate(steps(card.text("steps")))}
    found: dict[str, object] = {name: one for name, one in told.items() if one}
    return {**found, **({"tasks": tasks} if tasks else {})}


def steps(text: str) -> list[str]:
    """Steps written as sentences or lines, one each, no more than a plan may have tasks."""
    parts = [one.strip() for one in re.split(r"\n+|(?<=[.!?])\s+(?=[A-Z])", text)]
    return [one for one in parts if one][: improvement.MOST_TASKS]
