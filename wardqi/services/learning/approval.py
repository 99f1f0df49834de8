"""A card on its way out of its ward: what could tell who somebody is, and the manager's approval.

draft -> approved by the ward's manager -> passed on or sent back by the QI lead (`spread`). Approving makes
each text of a card a reviewed text that may travel; nothing found in it is left without a reason why it is
nobody.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from wardqi.domain import kinds, learning
from wardqi.domain.learning import APPROVED, KIND, WITHDRAWN
from wardqi.domain.shield import Finding, Kind, Shield
from wardqi.services import sharing, shielding
from wardqi.services.desk import Desk, NotFound
from wardqi.services.learning import adopting, cards
from wardqi.services.recording import Saved
from wardqi.store.log import Act
from wardqi.store.tables import Record


class NotFit(ValueError):
    """The card cannot be approved yet; `lacking` are codes as `domain.learning.lacking` gives them."""

    def __init__(self, lacking: tuple[str, ...]) -> None:
        super().__init__(", ".join(lacking))
        self.lacking = lacking


class Unanswered(Exception):
    """Something found in the card was neither mended nor said to be nobody; nothing was recorded."""

    def __init__(self, found: tuple[Found, ...]) -> None:
        super().__init__(len(found))
        self.found = found


@dataclass(frozen=True, slots=True)
class Found:
    """Something in a card that could tell who somebody is. `key` is what an answer is given by.

    `start` and `end` are its place in the text of `path`; `instead` is what to write in its place, empty
    where only the writer can know.
    """

    key: str
    path: str
    text: str
    start: int
    end: int
    kind: str
    sure: bool
    instead: str
    whole: str


def findings(desk: Desk, ref: str) -> tuple[Found, ...]:
    """What is found in the words of a card that would travel, but for what was answered before."""
    card = cards.find(desk, ref)
    shield = shielding.shield(desk)
    said = sharing.settled(desk)
    shared = {str(one.value.get("field")): one for one in cards.shared_records(desk, ref)}
    return tuple(
        one
        for path, words in learning.texts(card.value).items()
        if path not in shared or (shared[path].ent, sharing.fingerprint(words)) not in said
        for one in _looked(desk, shield, path, words)
    )


def _looked(desk: Desk, shield: Shield, path: str, words: str) -> list[Found]:
    known = shield.find(words, desk.now().date())
    found = [_found(path, words, one) for one in known]
    for start, end in learning.titled(words):
        if not any(one.start < end and start < one.end for one in known):
            found.append(_one(path, words, start, end, Kind.NAME, sure=False, instead=""))
    return sorted(found, key=lambda one: one.start)


def _found(path: str, words: str, one: Finding) -> Found:
    return _one(path, words, one.start, one.end, one.kind, one.sure, one.instead)


def _one(path: str, words: str, start: int, end: int, kind: Kind, sure: bool, instead: str) -> Found:
    key = hashlib.sha256(f"{path}\0{start}\0{words}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Found(key, path, words[start:end], start, end, kind, sure, instead, words)


def mended(one: Found) -> str:
    """The text with what was found replaced by what to write instead."""
    return one.whole[: one.start] + one.instead + one.whole[one.end :]


def mend(desk: Desk, ent: str, one: Found) -> Saved:
    """Replace what was found in a card's text; raises NotFound when the text has changed since."""
    value = cards.own(desk, ent).value
    if learning.texts(value).get(one.path) != one.whole:
        raise NotFound
    return cards.change(desk, ent, kinds.nest({one.path: mended(one)}))


# --- the ward -----------------------------------------------------------------------------------------


def approve(desk: Desk, ent: str, answers: Mapping[str, str] | None = None) -> Saved:
    """Let a card of this ward leave as it reads now; a card that came from another sends its result back.

    `answers` say, by `Found.key`, why what was found is nobody; reasons are logged and stay on the ward.
    Raises NotAllowed, NotFit, Unanswered.
    """
    desk.may("approve_sharing")
    card = cards.own(desk, ent)
    lacking = learning.lacking(card.value)
    if lacking:
        raise NotFit(lacking)
    found, said = findings(desk, ent), answers or {}
    left = tuple(one for one in found if not said.get(one.key, "").strip())
    if left:
        raise Unanswered(left)
    reasons: dict[str, list[str]] = {}
    for one in found:
        reasons.setdefault(one.path, []).append(said[one.key].strip())
    version = card.value.get("version")
    values: dict[str, object] = {
        "state": APPROVED,
        "version": version + 1 if isinstance(version, int) else 1,
        "approved_by": desk.person.uid,
        "approved_on": desk.now().date().isoformat(),
        "checked_by": None,
        "checked_on": None,
    }
    held = {name: one for name, one in values.items() if one is not None or card.value.get(name) is not None}
    acts = [
        Act(KIND, "amend", ent, held),
        *_texts(desk, card, reasons),
        *adopting.sends_back(desk, card),
    ]
    return cards.kept(desk, acts, ent)


def _texts(desk: Desk, card: Record, reasons: Mapping[str, list[str]]) -> list[Act]:
    """What makes each text of a card one that may travel as it reads now, and takes back the others."""
    wanted = learning.texts(card.value)
    shared = {str(one.value.get("field")): one for one in cards.shared_records(desk, card.ent)}
    stamp = {"reviewed_by": desk.person.uid, "reviewed_on": desk.now().date().isoformat()}
    acts = []
    for path, words in wanted.items():
        known = shared.get(path)
        ent = str(uuid.uuid4()) if known is None else known.ent
        if known is None:
            about = {"about": card.ent, "about_kind": KIND, "field": path, "reach": "region"}
            acts.append(Act("shared_text", "create", ent, {**about, "text": words, **stamp}))
        elif known.value.get("text") != words:
            acts.append(Act("shared_text", "amend", ent, {"text": words, **stamp}))
        if path in reasons:
            acts.append(sharing.said_why(desk, ent, words, "; ".join(reasons[path])))
    gone = [one for path, one in shared.items() if path not in wanted]
    return [*acts, *(Act("shared_text", "amend", one.ent, {"withdrawn": True}) for one in gone)]


def withdraw(desk: Desk, ent: str) -> Saved:
    """Take a card of this ward back: its words are no longer read elsewhere once the next bundle is taken."""
    desk.may("approve_sharing")
    cards.own(desk, ent)
    taken = [
        Act("shared_text", "amend", one.ent, {"withdrawn": True}) for one in cards.shared_records(desk, ent)
    ]
    return cards.kept(desk, [Act(KIND, "amend", ent, {"state": WITHDRAWN}), *taken], ent)
