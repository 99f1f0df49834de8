"""The demo's learning card: approved on the first ward, passed on by the QI team, adopted by the second,
its result home again; and a card of the second ward that waits to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wardqi.services import exchange, recording
from wardqi.services.access import Session
from wardqi.services.desk import Desk
from wardqi.services.improvement import ideas
from wardqi.services.learning import adopting, approval, cards, collecting, spread
from wardqi.store import records

_INVENTED = "Everybody in the demo is invented."
_WORTH = ("kept", "adapted", "testing")
_CHANGED = ({"part": "flexible", "text": "We asked on Sunday what people wanted for the week."},)


@dataclass(frozen=True, slots=True)
class CardSummary:
    """A card that went round: from one ward to another, and what the second said came of it."""

    title: str
    passed_on: bool
    from_ward: str
    adopted_by: str
    result: str
    came_home: bool
    waiting: int


def carry(out: Path, hub: Session, wards: Sequence[Session]) -> CardSummary:
    """Take a card all the way, by bundles and receipts in the demo's folders."""
    first, others = wards[0], wards[1:]
    with hub.desk() as office, first.desk() as origin:
        card = _approved(origin)
        _up(out, office, origin)
        shared = spread.pass_on(office, card, _answers(office, card)).ent
        adopted, result = "", ""
        for session in others[:1]:
            with session.desk() as ward:
                _down(out, office, ward)
                adopted, result = _place(ward), _tried(ward, shared)
                _approved(ward)
                _up(out, office, ward)
                _down(out, office, ward)
        _down(out, office, origin)
        own = cards.find(origin, card)
        home = [one.state for one in adopting.results(origin, own)]
        return CardSummary(
            own.title,
            own.state == "shared",
            _place(origin),
            adopted,
            result,
            home == ([result] if result else []),
            len(spread.to_check(office)),
        )


def _approved(desk: Desk) -> str:
    """A card of this ward about the idea that came furthest, approved."""
    tried = [one for one in ideas.listed(desk) if one.state in _WORTH and not one.value.get("card")]
    tried.sort(key=lambda one: _WORTH.index(one.state))
    if tried:
        ent = cards.create(desk, *collecting.from_idea(desk, tried[0].ent)).ent
    else:
        ent = adopting.adopt(desk, "shipped:safety_huddle").ent
    approval.approve(desk, ent, _answers(desk, ent))
    return ent


def _answers(desk: Desk, card: str) -> dict[str, str]:
    return {one.key: _INVENTED for one in approval.findings(desk, card)}


def _tried(desk: Desk, shared: str) -> str:
    """The card adopted, its idea carried out, and the copy approved with what came of it."""
    copy = adopting.adopt(desk, shared, _CHANGED).ent
    today = desk.now().date().isoformat()
    value = cards.find(desk, copy)
    told = {"title": value.title, "standard": value.value.get("standard"), "card": copy}
    recording.create(desk, "change_idea", {**told, "state": "adapted", "state_since": today})
    approval.approve(desk, copy, _answers(desk, copy))
    return "adapted"


def _up(out: Path, office: Desk, ward: Desk) -> None:
    for made in exchange.export(ward, out / "bundles"):
        exchange.accept(office, exchange.inspect(office, made.path))


def _down(out: Path, office: Desk, ward: Desk) -> None:
    receipt = exchange.receipt(office, out / "receipts", ward.ward())
    exchange.accept(ward, exchange.inspect(ward, receipt.path))


def _place(desk: Desk) -> str:
    record = records.find(desk.store, desk.ward())
    return str(record.value.get("name") or "") if record is not None else ""
