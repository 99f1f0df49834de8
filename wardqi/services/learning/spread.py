"""The QI team's part in spread: a ward's approved card is looked at, passed on or sent back, and its
evidence grows.

A card that passes becomes a card of the QI team's own, in the words the ward approved; that one goes down
with every receipt, and wards adopt it. What their copies say came of it is gathered onto it, and onto the
card it was made from, whenever a receipt is written.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from wardqi.domain import kinds, learning, privacy, spreading
from wardqi.domain.kinds import live_rows
from wardqi.domain.learning import APPROVED, KIND, SHARED, WITHDRAWN
from wardqi.services import asking, sharing
from wardqi.services.desk import Desk, NotFound
from wardqi.services.learning import approval, cards
from wardqi.services.learning.approval import Found
from wardqi.services.recording import Saved
from wardqi.store import records
from wardqi.store.log import Act
from wardqi.store.tables import Record

_REACH = [one for one, (reach, _) in privacy.TRAVELS[KIND].items() if reach is privacy.Travels.REGION]
_OURS = frozenset({"state", "ward", "place", "shared_as", "wards_reached", "maturity", "parent"})
CODES = tuple(
    one
    for one in _REACH
    if "." not in one and one not in _OURS and not one.startswith(("checked_", "check_"))
)
"""What is taken over of a card as it stands: everything but its words that may go as far as the region."""

_WORTH = ("adapted", "kept")


class NothingToCheck(Exception):
    """This version of the card was looked at already, or its ward took it back; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card whose ward approved it and that nobody here has looked at; `found` is how much was found in
    it."""

    ent: str
    title: str
    ward: str
    ward_name: str
    version: int
    approved_on: str
    found: int
    before: bool


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A card that every ward reads: how many took it up, and what came of it by state of the idea there."""

    ent: str
    title: str
    place: str
    version: int
    checked_on: str
    copies: int
    results: Mapping[str, int]
    withdrawn: bool


# --- reading ------------------------------------------------------------------------------------------


def to_check(desk: Desk) -> tuple[Waiting, ...]:
    """The cards that wait for the QI lead, the oldest approval first."""
    desk.may("read")
    names = cards.ward_names(desk)
    found = []
    for record in _of_wards(desk):
        if spreading.to_check(record.value) and (card := cards.find(desk, record.ent)).title:
            found.append(
                Waiting(
                    record.ent,
                    card.title,
                    record.ward or "",
                    names.get(record.ward or "", ""),
                    _whole(record.value.get("version")),
                    card.text("approved_on"),
                    len(approval.findings(desk, record.ent)),
                    bool(record.value.get("shared_as")),
                )
            )
    return tuple(sorted(found, key=lambda one: (one.approved_on, one.title)))


def passed_on(desk: Desk) -> tuple[PassedOn, ...]:
    """The cards that this QI team passed on, by title."""
    desk.may("read")
    found = []
    for record in own_cards(desk):
        value = record.value
        counts: dict[str, int] = {}
        for _, row in live_rows(value, "results"):
            state = str(row.get("state") or "")
            counts[state] = counts.get(state, 0) + 1
        found.append(
            PassedOn(
                record.ent,
                cards.title(value),
                str(value.get("place") or ""),
                _whole(value.get("version")),
                str(value.get("checked_on") or ""),
                sum(1 for _ in _copies(desk, record)),
                counts,
                value.get("state") == WITHDRAWN,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.withdrawn, one.title.casefold())))


def is_passed_on(desk: Desk, ent: str) -> bool:
    """Whether a record is a card that this QI team began, and so may go down with its words."""
    record = records.find(desk.store, ent)
    return record is not None and record.kind == KIND and record.ward is None


# --- the check ----------------------------------------------------------------------------------------


def pass_on(desk: Desk, ent: str, answers: Mapping[str, str] | None = None) -> Saved:
    """Let every ward read a ward's approved card, in the words it approved.

    `answers` say, by `Found.key`, why what was found in it is nobody; they are logged and go nowhere.
    Raises NotAllowed, NotFound, NothingToCheck, approval.Unanswered.
    """
    desk.may("check_sharing")
    record = _waiting(desk, ent)
    said = answers or {}
    found = approval.findings(desk, ent)
    left = tuple(one for one in found if not said.get(one.key, "").strip())
    if left:
        raise approval.Unanswered(left)
    shared = str(record.value.get("shared_as") or "") or str(uuid.uuid4())
    acts = [
        *_edition(desk, record, shared),
        Act(KIND, "amend", ent, {**_checked(desk, record, spreading.PASSED), "shared_as": shared}),
        *_settled(desk, ent),
        *(_reason(desk, shared, one, said[one.key]) for one in found),
    ]
    saved = cards.kept(desk, acts, shared)
    if grown_now := in_step(desk):  # copies of a card can be older than its check
        desk.append_all(grown_now)
    return saved


def send_back(desk: Desk, ent: str, reason: str) -> Saved:
    """Give a card back to its ward, with what to mend; the reason goes down as a question about the card.

    Raises NotAllowed, NotFound, NothingToCheck, asking.NotFit.
    """
    desk.may("check_sharing")
    record = _waiting(desk, ent)
    asked = {
        "ward": record.ward,
        "about": ent,
        "about_kind": KIND,
        "text": asking.worded(reason),
        "sort": "other",
        "asked_on": desk.now().date().isoformat(),
    }
    acts = [
        *_settled(desk, ent),
        Act("question", "create", str(uuid.uuid4()), asked),
        Act(KIND, "amend", ent, _checked(desk, record, spreading.SENT_BACK)),
    ]
    return cards.kept(desk, acts, ent)


def _waiting(desk: Desk, ent: str) -> Record:
    record = cards.record_of(desk, ent)
    if record.ward is None or record.voided:
        raise NotFound
    if not spreading.to_check(record.value):
        raise NothingToCheck
    return record


def _checked(desk: Desk, record: Record, result: str) -> dict[str, object]:
    return {
        "check_result": result,
        "checked_version": record.value.get("version"),
        "checked_by": desk.person.uid,
        "checked_on": desk.now().date().isoformat(),
    }


def _settled(desk: Desk, ent: str) -> Iterator[Act]:
    """What was asked about a card before is settled by looking at it again."""
    today = desk.now().date().isoformat()
    for one in records.of_kind(desk.store, "question"):
        if one.ward is None and one.value.get("about") == ent and not one.value.get("closed_on"):
            yield Act("question", "amend", one.ent, {"closed_on": today})


def _reason(desk: Desk, ent: str, one: Found, why: str) -> Act:
    return sharing.said_why(desk, ent, one.whole, why)


# --- the edition that every ward reads ----------------------------------------------------------------


def _edition(desk: Desk, record: Record, shared: str) -> Iterator[Act]:
    """The QI team's own card from a ward's, with a reviewed text for each of its words."""
    said = str(record.value.get("place") or "").split(", ")
    ward = cards.ward_names(desk).get(record.ward or "", "")
    place = ", ".join(dict.fromkeys(one for one in (*said, ward, desk.store.fact("trust") or "") if one))
    words = cards.reviewed_texts(desk, record.ent).get(record.ent, {})
    own = {"state": SHARED, "place": place, **_checked(desk, record, spreading.PASSED)}
    parent = str(record.value.get("parent") or "")
    if is_passed_on(desk, parent):  # no other ward learns the number of a ward's own card
        own["parent"] = parent
    yield from edition(desk, shared, words, record.value, own)


def edition(
    desk: Desk,
    shared: str,
    words: Mapping[str, str],
    value: Mapping[str, object],
    own: Mapping[str, object],
) -> Iterator[Act]:
    """The changes that make this installation's own card say what another says, and nothing it said before.

    `words` are its reviewed texts by path, `value` the card they belong to, `own` what is said of it here.
    """
    today = desk.now().date().isoformat()
    held = records.find(desk.store, shared)
    wanted = {
        **{name: value.get(name) for name in CODES},
        **_adapted(value, words),
        **{path: text for path, text in words.items() if "." not in path},
        "maturity": value.get("maturity"),
        **own,
    }
    yield from made(held, shared, wanted)
    known = {str(one.value.get("field")): one for one in _texts(desk, shared)}
    for path, text in words.items():
        said: dict[str, object] = {"text": text, "reviewed_on": today, "withdrawn": False}
        if path not in known:
            about = {"about": shared, "about_kind": KIND, "field": path, "reach": "region"}
            yield Act("shared_text", "create", str(uuid.uuid4()), {**about, **said})
        elif known[path].value.get("text") != text or known[path].value.get("withdrawn"):
            yield Act("shared_text", "amend", known[path].ent, said)
    yield from _taken_back(one for path, one in known.items() if path not in words)


def made(held: Record | None, ent: str, wanted: Mapping[str, object]) -> Iterator[Act]:
    """A card begun with these values, or changed to them; words it had and has no more are cleared."""
    if held is None:
        values = {name: one for name, one in wanted.items() if one not in (None, "", {})}
        yield Act(KIND, "create", ent, values)
        return
    gone = {name: None for name in learning.TEXTS if held.value.get(name) and name not in wanted}
    flat, before = kinds.flatten({**wanted, **gone}), kinds.flatten(held.value)
    changed = {path: one for path, one in flat.items() if before.get(path) != one}
    if changed:
        yield Act(KIND, "amend", ent, kinds.nest(changed))


def _adapted(value: Mapping[str, object], words: Mapping[str, str]) -> dict[str, object]:
    rows = {}
    for row, one in live_rows(value, "adaptations"):
        text = words.get(f"adaptations.{row}.text")
        told = {name: one.get(name) for name in ("part", "on")} | {"text": text}
        rows[row] = {name: said for name, said in told.items() if said}
    return {"adaptations": rows} if rows else {}


def _texts(desk: Desk, ent: str) -> list[Record]:
    """This installation's own texts of a card, those taken back too."""
    own = desk.store.fact("ward") or None
    return [
        one
        for one in records.of_kind(desk.store, "shared_text")
        if one.ward == own and one.value.get("about") == ent
    ]


def _taken_back(texts: Iterable[Record]) -> Iterator[Act]:
    for one in texts:
        if not one.value.get("withdrawn"):
            yield Act("shared_text", "amend", one.ent, {"withdrawn": True})


# --- evidence that grows ------------------------------------------------------------------------------


def in_step(desk: Desk) -> list[Act]:
    """The changes that bring every card passed on in step with its ward and with the copies made of it."""
    if desk.store.profile != "hub":
        return []
    origins = {str(one.value["shared_as"]): one for one in _of_wards(desk) if one.value.get("shared_as")}
    names = cards.ward_names(desk)
    found: list[Act] = []
    for record in own_cards(desk):
        origin = origins.get(record.ent)
        if origin is not None and _gone(origin):
            found += taken_back(desk, record)
            continue
        rows = {**results(record), **_gathered(_copies(desk, record, origin), results(record), names)}
        found += grown(record, rows)
        if origin is not None:
            found += grown(origin, rows)
    return found


def taken_back(desk: Desk, record: Record) -> list[Act]:
    """The changes that take a card passed on, and its words, back from other wards."""
    if record.value.get("state") == WITHDRAWN:
        return []
    texts = (one for one in _texts(desk, record.ent))
    return [Act(KIND, "amend", record.ent, {"state": WITHDRAWN}), *_taken_back(texts)]


def grown(card: Record, rows: Mapping[str, Mapping[str, object]]) -> list[Act]:
    """What a card lacks of these results, each a ward's, and how many wards it has reached."""
    flat, held = kinds.flatten({"results": rows}), kinds.flatten(card.value)
    changed = {path: one for path, one in flat.items() if (held.get(path) or None) != (one or None)}
    reached = sum(one.get("state") in _WORTH and not one.get(kinds.REMOVED) for one in rows.values())
    if reached != _whole(card.value.get("wards_reached")):
        changed["wards_reached"] = reached
    if card.ward is None and reached and card.value.get("maturity") != "spread":
        changed["maturity"] = "spread"
    return [Act(KIND, "amend", card.ent, kinds.nest(changed))] if changed else []


def _gone(origin: Record) -> bool:
    return origin.voided or origin.value.get("state") == WITHDRAWN


def _copies(desk: Desk, card: Record, origin: Record | None = None) -> Iterator[Record]:
    """The copies that other wards made of a card, or of the one it was made from; the oldest first."""
    ents = {card.ent} if origin is None else {card.ent, origin.ent}
    for one in _of_wards(desk):
        own = origin is not None and one.ward == origin.ward and one.value.get("kind") != spreading.EVIDENCE
        if one.value.get("parent") in ents and not own:
            yield one


def results(card: Record) -> dict[str, dict[str, object]]:
    """What came of a card, by row."""
    return {row: dict(one) for row, one in live_rows(card.value, "results")}


def _gathered(
    copies: Iterable[Record], held: Mapping[str, Mapping[str, object]], names: Mapping[str, str]
) -> dict[str, dict[str, object]]:
    """What approved copies say came of the idea, each on its own ward; the newest of a ward's stands.

    What is `held` of a ward known here whose copy says so no more is taken out.
    """
    found: dict[str, dict[str, object]] = {}
    for copy in copies:
        ward = copy.ward or ""
        said = results(copy).get(spreading.result_row(ward))
        if said is None or copy.value.get("state") != APPROVED:
            continue
        row = spreading.seat(copy.ent, ward, copy.value.get("kind"))
        told = {name: said.get(name) for name in ("state", "signal", "dropped_reason", "on")}
        if str(told["on"] or "") >= str(found.get(row, {}).get("on") or ""):
            shared = copy.value.get("shared_as")
            here = {"ward": ward, "place": names.get(ward, ""), "card": shared, kinds.REMOVED: False}
            found[row] = {**told, **here}
    gone = [row for row, one in held.items() if one.get("ward") in names and row not in found]
    return {**found, **{row: {kinds.REMOVED: True} for row in gone}}


def own_cards(desk: Desk) -> list[Record]:
    """The cards that the QI team began, those taken back too."""
    return [one for one in records.of_kind(desk.store, KIND) if one.ward is None]


def _of_wards(desk: Desk) -> list[Record]:
    return [one for one in records.of_kind(desk.store, KIND) if one.ward is not None]


def _whole(value: object) -> int:
    return value if type(value) is int else 0
