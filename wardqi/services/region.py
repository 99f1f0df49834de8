"""The trust and the region: a trust is to the region what a ward is to the trust.

All that may leave the trust lies in an outlet, a small store of its own beside the hub's: cards that the QI
lead passed on, what came of cards here, and the trust's months with small numbers hidden. The outlet pairs,
sends and takes receipts as any ward does, so nothing else of the hub can leave with it. What the region
shares arrives in the outlet and is taken from there into the hub, whose receipts carry it to the wards.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wardqi.bundles import files
from wardqi.bundles.refused import Refused
from wardqi.domain import kinds, spreading
from wardqi.domain.kinds import live_rows
from wardqi.domain.learning import APPROVED, KIND, SHARED, WITHDRAWN
from wardqi.services import access, asking, exchange, pairing, rollup, sharing, shielding
from wardqi.services.access import Founding, Session
from wardqi.services.desk import Desk
from wardqi.services.exchange import Made, Taken
from wardqi.services.learning import cards, spread
from wardqi.services.pairing import Paired, Shown
from wardqi.services.rollup import Rollup
from wardqi.store import records
from wardqi.store.log import Act
from wardqi.store.tables import Record

OUTLET = "region"
"""The folder of the outlet, inside the hub's own."""

_KEY = "region_key"
_CODE = "region"
_PC = "Outlet"


class NoRegion(Exception):
    """This hub is not paired with a region."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A region that this trust now trusts, and the file and words by which the region lists the trust."""

    region: Paired
    own: Shown


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the trust stands with its region; times are UTC texts, empty before the first.

    `asked` is what the region asks of it, mostly what to mend in a card.
    """

    region: str
    last_sent: str
    confirmed_to: str
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaving:
    """What the next bundle for the region says: titles of cards, how many results, and the months."""

    cards: tuple[str, ...]
    results: int
    months: Rollup


def look(session: Session) -> tuple[Standing, Leaving]:
    """Where the trust stands with its region, and what the next bundle would say; raises NoRegion."""
    with session.desk() as hub, _outlet(session) as outlet:
        told = exchange.strip(outlet)
        named = sorted((cards.title(one.value) for one in _ours(hub, outlet)), key=str.casefold)
        return (
            Standing(
                outlet.store.fact("trust") or "",
                told.last_sent,
                told.confirmed_to,
                tuple(one.text for one in asking.waiting(outlet)),
            ),
            Leaving(tuple(named), sum(1 for _ in _evidence(hub, outlet)), rollup.rollup(hub)),
        )


def joined(session: Session) -> bool:
    """Whether this hub has an outlet."""
    return bool(session.fact(_KEY)) and access.state(session.vault.folder / OUTLET) == "locked"


def join(session: Session, hub_file: Path) -> Joined:
    """Trust a region's hub, making the outlet at the first time. Compare its six words by telephone first.

    Raises NotAllowed, pairing.NotPaired before this hub has its own keys, Refused("own_file") for this
    hub's own file, and what `pairing.trust_hub` raises; the outlet is then not made.
    """
    with session.desk() as hub:
        hub.may("manage_keys")
        offered = pairing.read_hub_file(hub_file, practice=bool(hub.store.fact("practice")))
        if offered.keyring.org == pairing.held_keyring(hub.store).org:
            raise Refused("own_file")
        if not joined(session):
            _make(session, hub)
        with _outlet(session) as outlet:
            found = pairing.trust_hub(outlet, hub_file)
            own = pairing.show_ward(outlet, session.vault.folder / OUTLET)
        hub.append(hub.note("pair", _about(hub), code=_CODE))
        return Joined(found, own)


def _about(hub: Desk) -> str:
    return hub.store.fact("store_id") or "store"


def _make(session: Session, desk: Desk) -> None:
    trust, practice = desk.store.fact("trust") or "", bool(desk.store.fact("practice"))
    key = secrets.token_urlsafe(32)
    # Nobody signs in there; its one person has no name that a text could be taken to hold.
    founding = Founding(trust, trust, secrets.token_hex(6), key, pc=_PC, practice=practice)
    folder = session.vault.folder / OUTLET
    if folder.exists():  # left from before this hub was restored; its key is gone
        folder.rename(files.free_path(folder.parent, f"{OUTLET}-before"))
    own = kinds.outlet_id(pairing.held_keyring(desk.store).org)
    access.set_up_ward(folder, founding, clock=session.now, ward=own, areas=()).close()
    desk.store.settle({_KEY: key})


@contextmanager
def _outlet(session: Session) -> Iterator[Desk]:
    """The outlet's own desk; its key lies in the hub's locked store and nowhere else."""
    key = session.fact(_KEY)
    if not key or not joined(session):
        raise NoRegion
    opened = access.unlock(session.vault.folder / OUTLET, key, clock=session.now)
    try:
        with opened.desk() as desk:
            yield desk
    finally:
        opened.close()


# --- up to the region ---------------------------------------------------------------------------------


def export(session: Session, folder: Path, *, everything: bool = False) -> list[Made]:
    """Write the next bundle for the region; raises NotAllowed, NoRegion, exchange.NothingToSend."""
    with session.desk() as hub, _outlet(session) as outlet:
        hub.may("publish")
        if grown := spread.in_step(hub):
            hub.append_all(grown)
        if acts := list(_outgoing(hub, outlet)):
            outlet.append_all(acts)
        made = exchange.export(outlet, folder, everything)
        hub.append(hub.note("export", _about(hub), code=_CODE, count=sum(one.changes for one in made)))
        return made


def _outgoing(hub: Desk, outlet: Desk) -> Iterator[Act]:
    for record in _ours(hub, outlet):
        yield from _card(hub, outlet, record)
    for ent, values in _evidence(hub, outlet):
        yield from spread.made(records.find(outlet.store, ent), ent, values)
    yield from rollup.acts(outlet, outlet.ward(), rollup.rollup(hub))


def _ours(hub: Desk, outlet: Desk) -> Iterator[Record]:
    """The cards passed on here that did not come from the region."""
    for record in spread.own_cards(hub):
        known = records.find(outlet.store, record.ent)
        if known is not None and known.value.get("state"):
            ours = known.ward is not None
        else:
            ours = record.value.get("state") == SHARED
        if ours:
            yield record


def _card(hub: Desk, outlet: Desk, record: Record) -> Iterator[Act]:
    if record.value.get("state") == WITHDRAWN:
        yield from spread.taken_back(outlet, records.find(outlet.store, record.ent) or record)
        return
    words = {
        str(one.value["field"]): str(one.value.get("text") or "")
        for one in cards.shared_records(hub, record.ent)
        if one.value.get("reach") == "region"
    }
    value = record.value
    own = {
        "ward": outlet.ward(),
        "state": APPROVED,
        "version": value.get("version"),
        "approved_on": value.get("checked_on"),
        "place": value.get("place"),
    }
    for act in spread.edition(outlet, record.ent, words, value, own):
        yield act
        yield from _looked_at(outlet, act)


def _looked_at(outlet: Desk, act: Act) -> Iterator[Act]:
    """The QI lead answered for what is found in a text when the card was passed on; the outlet is told so."""
    text = str(act.values.get("text") or "") if act.kind == "shared_text" else ""
    if any(one.sure for one in shielding.shield(outlet).find(text, outlet.now().date())):
        yield sharing.said_why(outlet, act.ent, text, _LOOKED_AT)


_LOOKED_AT = "Looked at by the QI lead when the card was passed on."


def _evidence(hub: Desk, outlet: Desk) -> Iterator[tuple[str, dict[str, object]]]:
    """What came of each card on each ward here, in a card without words that does not say which ward."""
    wards = cards.ward_names(hub)
    own = outlet.ward()
    for record in spread.own_cards(hub):
        for _, one in live_rows(record.value, "results"):
            ward = str(one.get("ward") or "")
            if ward in wards:
                said = {name: one.get(name) for name in ("state", "signal", "dropped_reason", "on")}
                values: dict[str, object] = {
                    "kind": spreading.EVIDENCE,
                    "parent": record.ent,
                    "ward": own,
                    "state": APPROVED,
                    "results": {spreading.result_row(own): {"ward": own, **said}},
                }
                yield kinds.evidence_id(own, record.ent, ward), values


# --- down from the region -----------------------------------------------------------------------------


def take(session: Session, path: Path) -> Taken:
    """Open a receipt of the region's, and take what it shares into this hub; raises NoRegion.

    A file that is not for the outlet is refused as any ward refuses it.
    """
    with session.desk() as hub, _outlet(session) as outlet:
        hub.may("exchange")
        taken = exchange.take(outlet, path)
        if taken.state != "refused":
            for incoming in (_shared_cards, _shared_results):
                if acts := list(incoming(hub, outlet)):
                    hub.append_all(acts)
            hub.append(hub.note("import", _about(hub), code=_CODE))
        return taken


def of_region(session: Session, taken: Sequence[Taken]) -> list[Taken]:
    """What became of files, those that were locked for the outlet taken there."""
    if not joined(session):
        return list(taken)
    return [take(session, one.path) if one.ref == _NOT_OURS else one for one in taken]


_NOT_OURS = Refused("wrong_recipient").ref


def _shared_cards(hub: Desk, outlet: Desk) -> Iterator[Act]:
    """The cards of other trusts that the region shares, with their words."""
    ours = _ours_there(outlet)
    for record in spread.own_cards(outlet):
        if record.ent not in ours:
            yield from _shared(hub, outlet, record)


def _shared_results(hub: Desk, outlet: Desk) -> Iterator[Act]:
    """What came of the region's cards, and of this trust's own, in other trusts."""
    ours, own = _ours_there(outlet), outlet.ward()
    for record in spread.own_cards(outlet):
        held = records.find(hub.store, ours.get(record.ent, record.ent))
        if held is not None:
            elsewhere = {row: one for row, one in spread.results(record).items() if one.get("ward") != own}
            yield from spread.grown(held, {**spread.results(held), **elsewhere})


def _ours_there(outlet: Desk) -> dict[str, str]:
    """This trust's cards by the region's card that was made of each; the region alone says that."""
    found = records.of_kind(outlet.store, KIND)
    return {str(one.value["shared_as"]): one.ent for one in found if one.value.get("shared_as")}


def _shared(hub: Desk, outlet: Desk, record: Record) -> Iterator[Act]:
    held, state = records.find(hub.store, record.ent), record.value.get("state")
    if state == WITHDRAWN and held is not None:
        yield from spread.taken_back(hub, held)
    if state != SHARED:
        return
    words = {
        str(one.value["field"]): str(one.value.get("text") or "")
        for one in cards.shared_records(outlet, record.ent)
    }
    taken: Mapping[str, object] = {
        name: record.value.get(name) for name in ("place", "checked_on", "checked_version", "check_result")
    }
    yield from spread.edition(hub, record.ent, words, record.value, {**taken, "state": SHARED})
