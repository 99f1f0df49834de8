"""The library as one list, shipped ideas and cards of wards alike; writing a card and changing it.

found = cards.library(desk); cards.search(found, "evening", Filters(drivers=frozenset({"calm_environment"})))
ent = cards.create(desk, {**collecting.from_idea(desk, idea), "title": "..."}, ideas=[idea]).ent
card = cards.find(desk, ent)             # or cards.find(desk, "shipped:calm_box")
"""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from wardqi import resources
from wardqi.domain import codes, kinds, learning, spreading
from wardqi.domain.learning import DRAFT, KIND, READ_ELSEWHERE, WITHDRAWN, Filters
from wardqi.services import recording
from wardqi.services.desk import Desk, NotFound
from wardqi.services.recording import Saved
from wardqi.store import records
from wardqi.store.log import Act
from wardqi.store.tables import Record

SHIPPED: Final = "shipped:"
"""What the reference of a shipped card begins with; after it comes its code of `starter_idea`."""

GUIDE: Final = "how:"
"""What follows in the reference of a shipped guide, before its own code."""

SETTING: Final = ("ward_type", "security", "sex", "ages", "bed_count")
"""What a card says of its ward, so that others can tell whether it is like theirs."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card as the library shows it. `ref` is its id, or "shipped:" and a code; `value` as read here.

    `ward` is the ward that wrote it; `own` when that is this one. `changed`: others read an earlier wording.
    `first_test`, `watch` and `safewards` are told of shipped ideas only.
    """

    ref: str
    value: Mapping[str, object]
    state: str
    ward: str = ""
    ward_name: str = ""
    own: bool = False
    changed: bool = False
    first_test: str = ""
    watch: str = ""
    safewards: str = ""
    record: Record | None = None
    sought: str = field(default="", repr=False)

    @property
    def shipped(self) -> bool:
        """Whether it came with the program."""
        return self.ref.startswith(SHIPPED)

    @property
    def title(self) -> str:
        """What it is called."""
        return title(self.value)

    def text(self, name: str) -> str:
        """A field as text, empty when it is not answered."""
        held = self.value.get(name)
        return held if isinstance(held, str) else ""

    @property
    def driver(self) -> str:
        """The primary driver it works on."""
        return primary(self.text("driver"))


def title(value: Mapping[str, object]) -> str:
    """What a card is called: its own words, else those of the shipped idea it tells of."""
    words = " ".join(str(value.get("title") or "").split())
    known, code = codes.get("starter_idea"), str(value.get("standard") or "")
    return words or (known.plain(code) if code in known else "")


@cache
def _secondary() -> Mapping[str, str]:
    """The first primary driver that each secondary one leads to."""
    told = tomllib.loads(resources.read_text("library/driver_diagram.toml"))["primary"]
    return {under: over for over, all_under in reversed(told.items()) for under in all_under}


def primary(driver: str) -> str:
    """The primary driver of a code of `starter_driver`."""
    return _secondary().get(driver, driver)


# --- reading ------------------------------------------------------------------------------------------


def library(desk: Desk) -> tuple[Card, ...]:
    """Every card this person may read here: this ward's, those shared with it, those that were shipped."""
    desk.may("read")
    reviewed = reviewed_texts(desk)
    names = ward_names(desk)
    every = records.of_kind(desk.store, KIND)
    twice = _twice(desk, every)
    found = [_card(desk, one, reviewed, names) for one in every if one.ent not in twice]
    seen = [one for one in found if _seen(desk, one)]
    order = sorted(seen, key=lambda one: (not one.own, learning.folded(one.title), one.ref))
    return (*order, *sorted(shipped(), key=lambda one: learning.folded(one.title)))


def _twice(desk: Desk, every: Sequence[Record]) -> set[str]:
    """A card and the QI team's edition of it are one: its own ward reads its own, the QI team the edition."""
    shared = {str(one.value["shared_as"]): one.ent for one in every if one.value.get("shared_as")}
    return set(shared.values() if _hub(desk) else shared)


def _seen(desk: Desk, card: Card) -> bool:
    """Drafts are the ward's own; the QI team sees what was approved, another ward what was checked."""
    if card.own:
        return True
    if not card.title:
        return False
    return card.state != DRAFT if _hub(desk) else card.state in READ_ELSEWHERE


def find(desk: Desk, ref: str) -> Card:
    """One card by its reference; raises NotFound."""
    desk.may("read")
    if ref.startswith(SHIPPED):
        found = next((one for one in shipped() if one.ref == ref), None)
        if found is None:
            raise NotFound
        return found
    record = record_of(desk, ref)
    return _card(desk, record, reviewed_texts(desk, ref), ward_names(desk))


def search(cards: Iterable[Card], text: str, filters: Filters = learning.EVERY) -> tuple[Card, ...]:
    """The cards that hold every word of a text and pass the filters, in their order."""
    wanted = learning.folded(text)
    return tuple(one for one in cards if _passes(one, filters) and learning.matches(wanted, one.sought))


def _passes(card: Card, wanted: Filters) -> bool:
    # An idea that says nothing of its kind of ward may be tried on any.
    of_ward = not wanted.wards or not card.text("ward_type") or card.text("ward_type") in wanted.wards
    return (
        of_ward
        and (not wanted.drivers or card.driver in wanted.drivers)
        and (not wanted.kinds or card.text("kind") in wanted.kinds)
        and (not wanted.maturity or (card.text("maturity") or "idea") in wanted.maturity)
    )


@cache
def shipped() -> tuple[Card, ...]:
    """The ideas and the short guides that come with the program."""
    return (*_shipped("cards"), *_shipped("how_to"))


def _shipped(file: str) -> list[Card]:
    told = tomllib.loads(resources.read_text(f"library/{file}.toml"))
    common = {name: told[name] for name in ("kind", "maturity", "licence")}
    names = {one.name for one in kinds.KINDS[KIND].fields}
    found = []
    for one in told["card"]:
        value = {**common, **{name: held for name, held in one.items() if name in names}}
        value["title"] = title(value)
        first_test, watch = one.get("first_test", ""), one.get("watch", "")
        found.append(
            Card(
                f"{SHIPPED}{one.get('standard') or GUIDE + one['code']}",
                value,
                learning.SHARED,
                first_test=first_test,
                watch=watch,
                safewards=one.get("safewards", ""),
                sought=_sought(value, first_test, watch, _safewards(one)),
            )
        )
    return found


def _safewards(one: Mapping[str, str]) -> str:
    code = one.get("safewards", "")
    return f"Safewards {codes.get('safewards_intervention').plain(code)}" if code else ""


def _card(
    desk: Desk, record: Record, reviewed: Mapping[str, Mapping[str, str]], names: Mapping[str, str]
) -> Card:
    own = is_own(desk, record)
    value, shared = record.value, reviewed.get(record.ent, {})
    if not own:
        value = learning.laid_over(value, shared)
    state = spreading.standing(record.value)
    ward = record.ward or str(value.get("ward") or "")
    place = names.get(ward) or str(value.get("place") or "")
    changed = own and state not in (DRAFT, WITHDRAWN) and learning.texts(value) != shared
    sought = _sought(value, place)
    return Card(record.ent, value, state, ward, place, own, changed, record=record, sought=sought)


_LISTS: Final = {
    "driver": "starter_driver",
    "ward_type": "ward_type",
    "kind": "card_kind",
    "maturity": "maturity",
}
"""The fields a card is also found by, and their code lists."""


def _sought(value: Mapping[str, object], *more: str) -> str:
    """What searching looks through: a card's words, and its codes in words."""
    named = (
        codes.get(listed).plain(str(value[name]))
        for name, listed in _LISTS.items()
        if value.get(name) in codes.get(listed)
    )
    return learning.folded("\n".join((title(value), *learning.texts(value).values(), *named, *more)))


def reviewed_texts(desk: Desk, ent: str = "") -> dict[str, dict[str, str]]:
    """Words of cards as they were reviewed, by card and path; those of one card when it is named."""
    found: dict[str, dict[str, str]] = {}
    for one in shared_records(desk, ent):
        about, path = str(one.value.get("about")), str(one.value.get("field"))
        found.setdefault(about, {})[path] = str(one.value.get("text") or "")
    return found


def shared_records(desk: Desk, ent: str = "") -> list[Record]:
    """The reviewed texts of cards that stand, oldest first; what another ward says of a card is not heard."""
    wards = {one.ent: one.ward for one in records.of_kind(desk.store, KIND, voided=True)}
    return [
        one
        for one in records.of_kind(desk.store, "shared_text")
        if (about := str(one.value.get("about"))) in wards
        and wards[about] == one.ward
        and not one.value.get("withdrawn")
        and (not ent or about == ent)
    ]


def ward_names(desk: Desk) -> dict[str, str]:
    """The names of the wards known here."""
    return {one.ent: str(one.value.get("name") or "") for one in records.of_kind(desk.store, "ward")}


def record_of(desk: Desk, ent: str) -> Record:
    """The record of a card; raises NotFound."""
    record = records.find(desk.store, ent)
    if record is None or record.kind != KIND:
        raise NotFound
    return record


def is_own(desk: Desk, record: Record) -> bool:
    """Whether this installation's ward (on a hub, the QI team) wrote a record."""
    return (record.ward or "") == (desk.store.fact("ward") or "")


def _hub(desk: Desk) -> bool:
    return desk.store.profile != "ward"


# --- writing ------------------------------------------------------------------------------------------


def offer(desk: Desk) -> dict[str, object]:
    """What a new card begins with: its ward, and what kind of ward that is."""
    ward = records.find(desk.store, desk.ward())
    told = {} if ward is None else ward.value
    return {"ward": desk.ward(), **{name: told[name] for name in SETTING if told.get(name) is not None}}


def create(desk: Desk, values: Mapping[str, object], ideas: Sequence[str] = ()) -> Saved:
    """Begin a card as a draft; `ideas` are the change ideas of this ward that it tells of."""
    desk.may("record")
    ent = str(uuid.uuid4())
    whole = {"kind": "idea", "maturity": "idea", "licence": "nhs", **offer(desk), **values, "state": DRAFT}
    whole.setdefault("title", title(whole))
    acts = [Act(KIND, "create", ent, {name: one for name, one in whole.items() if one not in (None, "")})]
    acts += [Act("change_idea", "amend", idea, {"card": ent}) for idea in ideas]
    return kept(desk, acts, ent)


def change(desk: Desk, ent: str, values: Mapping[str, object], seen: Sequence[str] | None = None) -> Saved:
    """Change a card of this ward. What others read stays as it was approved until it is approved again.

    Raises NotFound for a card of another ward, kinds.BadValue for what only approval may set.
    """
    own(desk, ent)
    barred = _BARRED & values.keys()
    if barred:
        raise kinds.BadValue(KIND, min(barred), "not_by_hand")
    return recording.amend(desk, ent, values, seen=seen)


_BARRED: Final = spreading.FROM_ABOVE | {
    "state",
    "version",
    "parent",
    "approved_by",
    "approved_on",
    "ward",
    "results",
}


def own(desk: Desk, ent: str) -> Record:
    """The record of one of this ward's cards; raises NotFound."""
    record = record_of(desk, ent)
    if record.voided or not is_own(desk, record):
        raise NotFound
    return record


def kept(desk: Desk, acts: Sequence[Act], ent: str) -> Saved:
    """Record several changes in one step that can be taken back together."""
    entries = desk.append_all(acts)
    made = tuple(one.op.id for one in entries if one.op.kind not in kinds.SYSTEM)
    return Saved(ent, record_of(desk, ent).number, made, at=entries[-1].at)
