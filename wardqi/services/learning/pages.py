"""A card whole, as its page shows it: its family, where it was tried here; and the cards of a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wardqi.domain import people
from wardqi.services.desk import Desk
from wardqi.services.learning import adopting, cards, collecting
from wardqi.services.learning.adopting import Family
from wardqi.services.learning.cards import Card
from wardqi.store import improvement as reading
from wardqi.store import people as store_people
from wardqi.store import records


@dataclass(frozen=True, slots=True)
class Tried:
    """A project of this ward in which a card was, or is, tried; `state` of its idea there."""

    project: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One card whole. `news` are fields that the tests behind it would fill in otherwise than they are."""

    card: Card
    family: Family
    tried: tuple[Tried, ...]
    news: Mapping[str, object]
    names: Mapping[str, str]
    may: frozenset[str]


def detail(desk: Desk, ref: str) -> Detail:
    """One card whole; raises NotFound."""
    card = cards.find(desk, ref)
    ward = desk.store.profile == "ward"
    names = {one.uid: one.name or one.uid[:8] for one in store_people.members(desk.store, retired=True)}
    return Detail(
        card,
        adopting.family(desk, ref),
        _tried(desk, card) if ward else (),
        collecting.what_happened(desk, ref) if ward and card.own and collecting.ideas_of(desk, ref) else {},
        names,
        frozenset(act for act in people.ACTS if people.may(desk.person.role, act)) if ward else frozenset(),
    )


def _tried(desk: Desk, card: Card) -> tuple[Tried, ...]:
    """Where ideas of this ward are tied to a card, to its copy here, or to the shipped idea it is."""
    copies = {card.ref, *(one.ref for one in cards.library(desk) if one.own and _copy(one, card))}
    found = []
    for one in reading.ideas(desk.store):
        state = str(one.value.get("state") or "not_tried")
        shipped = card.shipped and one.value.get("standard") == card.text("standard") != ""
        if one.value.get("card") in copies or (shipped and state != "not_tried"):
            project = records.find(desk.store, str(one.value.get("project") or ""))
            if project is not None and not project.voided:
                found.append(Tried(project.ent, str(project.value.get("title") or ""), state))
    return tuple(dict.fromkeys(found))


def _copy(one: Card, card: Card) -> bool:
    return one.text("parent") == card.ref


def of_project(desk: Desk, project: str) -> tuple[Card, ...]:
    """The cards a project came from or led to, each once: those its ideas name, and shipped ones it tried."""
    desk.may("read")
    refs = []
    for one in reading.ideas(desk.store, project):
        card, standard = str(one.value.get("card") or ""), str(one.value.get("standard") or "")
        if card:
            refs.append(card)
        elif standard and one.value.get("state") not in (None, "", "not_tried"):
            refs.append(f"{cards.SHIPPED}{standard}")
    known = {one.ref: one for one in cards.library(desk)}
    return tuple(known[ref] for ref in dict.fromkeys(refs) if ref in known)
