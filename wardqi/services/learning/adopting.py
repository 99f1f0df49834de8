"""A card taken up by another ward: its own copy, what it changed, and the result that goes back.

The copy names the card it came from. When the adopting ward approves its copy, the state of the idea there,
the signal on its chart and the reason for dropping it become its row of results, which the QI team gathers
onto the card it came from (`spread`).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wardqi.domain import spreading
from wardqi.domain.kinds import live_rows
from wardqi.domain.learning import DRAFT, KIND
from wardqi.services import recording
from wardqi.services.desk import Desk
from wardqi.services.learning import cards, collecting
from wardqi.services.learning.cards import Card
from wardqi.services.recording import Saved
from wardqi.store import records
from wardqi.store.log import Act
from wardqi.store.tables import Record

COPIED = (
    *("kind", "title", "problem", "idea", "standard", "driver", "core_parts", "flexible_parts", "steps"),
    *("who_needed", "roles_needed", "minutes", "cost", "licence"),
)
"""What a copy takes over: how it is done. What happened elsewhere stays where it happened."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a card on a ward, as that ward approved it; `card` is theirs, and may not be here."""

    ward: str
    ward_name: str
    card: str
    state: str
    signal: str
    dropped_reason: str
    on: str


@dataclass(frozen=True, slots=True)
class Family:
    """A card's relations: what it came from, its copies here, and what other wards said came of it."""

    parent: Card | None
    forks: tuple[Card, ...]
    results: tuple[Result, ...]


def adopt(desk: Desk, ref: str, changed: Sequence[Mapping[str, object]] = ()) -> Saved:
    """Make a copy of a card for this ward, as a draft; `changed` are adaptations: `part` and `text`."""
    desk.may("record")
    card = cards.find(desk, ref)
    return cards.kept(desk, [act := copied(desk, card, changed)], act.ent)


def copied(desk: Desk, card: Card, changed: Sequence[Mapping[str, object]] = ()) -> Act:
    """The change that makes this ward's copy of a card."""
    held = {name: card.value[name] for name in COPIED if card.value.get(name) not in (None, "")}
    today = desk.now().date().isoformat()
    rows = {recording.next_row(at): {"on": today, **one} for at, one in enumerate(changed)}
    values: dict[str, object] = {
        "maturity": "idea",
        **held,
        **cards.offer(desk),
        "state": DRAFT,
        **({} if card.shipped else {"parent": card.ref}),
        **({"adaptations": rows} if rows else {}),
    }
    return Act(KIND, "create", str(uuid.uuid4()), values)


def adapted(desk: Desk, ent: str, part: str, text: str) -> Saved:
    """Note what was changed here of a card; `part` is a code of `card_part`."""
    row = {"part": part, "text": text, "on": desk.now().date().isoformat()}
    rows = sum(1 for _ in live_rows(cards.own(desk, ent).value, "adaptations"))
    return cards.change(desk, ent, {"adaptations": {recording.next_row(rows): row}})


def record_result(
    desk: Desk, ent: str, state: str, signal: str = "", dropped_reason: str = ""
) -> Saved | None:
    """Say on this ward's copy what came of the card; None when it came from none known here.

    Said again, it takes the place of what was said before.
    """
    desk.may("approve_sharing")
    act = _result(desk, cards.own(desk, ent), state, signal, dropped_reason)
    return None if act is None else cards.kept(desk, [act], act.ent)


def sends_back(desk: Desk, card: Record) -> list[Act]:
    """What an approved copy says came of the card it came from, as the ideas behind it stand now."""
    behind = collecting.ideas_of(desk, card.ent)
    tried = [one for one in behind if one.value.get("state") not in (None, "", "not_tried")]
    if not tried:
        return []
    latest = max(tried, key=lambda one: str(one.value.get("state_since") or ""))
    act = _result(
        desk,
        card,
        str(latest.value["state"]),
        str(card.value.get("signal") or ""),
        str(latest.value.get("dropped_reason") or ""),
    )
    return [] if act is None else [act]


def _result(desk: Desk, card: Record, state: str, signal: str, dropped: str) -> Act | None:
    parent = records.find(desk.store, str(card.value.get("parent") or ""))
    if parent is None or parent.kind != KIND:
        return None
    row = spreading.result_row(desk.ward())
    said: dict[str, object] = {
        "ward": desk.ward(),
        "state": state,
        "signal": signal or None,
        "dropped_reason": dropped if state == "dropped" and dropped else None,
        "on": desk.now().date().isoformat(),
    }
    held = dict(live_rows(card.value, "results")).get(row, {})
    wanted = {name: one for name, one in said.items() if held.get(name) != one}
    if not wanted.keys() - {"on"}:
        return None
    return Act(KIND, "amend", card.ent, {"results": {row: wanted}})


def family(desk: Desk, ref: str) -> Family:
    """Where a card came from, what was made of it, and what came of that; of a shipped idea, its copies."""
    card = cards.find(desk, ref)
    every = cards.library(desk)
    parent = next((one for one in every if one.ref == card.text("parent")), None)
    if parent is None and not card.shipped and card.text("standard") and not card.text("parent"):
        parent = next((one for one in cards.shipped() if one.text("standard") == card.text("standard")), None)
    forks = tuple(one for one in every if one.ref != card.ref and _came_from(one, card))
    return Family(parent, forks, results(desk, card))


def _came_from(one: Card, card: Card) -> bool:
    if card.shipped:
        standard = card.text("standard")
        return bool(standard) and not one.text("parent") and one.text("standard") == standard
    return one.text("parent") == card.ref


def results(desk: Desk, card: Card) -> tuple[Result, ...]:
    """What wards said came of a card, the newest first; of its copies here also before the QI team heard."""
    names = cards.ward_names(desk)
    rows = dict(live_rows(card.value, "results"))
    for copy in records.of_kind(desk.store, KIND):
        if copy.value.get("parent") == card.ref and cards.is_own(desk, copy):
            rows |= {row: {**one, "card": copy.ent} for row, one in live_rows(copy.value, "results")}
    found = [
        Result(
            ward := str(one.get("ward") or ""),
            str(one.get("place") or "") or names.get(ward, ""),
            *(str(one.get(name) or "") for name in ("card", "state", "signal", "dropped_reason", "on")),
        )
        for one in rows.values()
    ]
    return tuple(sorted(found, key=lambda one: one.on, reverse=True))
