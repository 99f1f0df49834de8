"""Who may say what of a record that wards and the QI team share: a question, a learning card.

A card belongs to whoever began it. The QI team adds to a ward's card what its check found and what came of
it elsewhere; a ward adds its answer to a question, and to nobody else's card anything. What somebody writes
beyond that stays in the log, unheard.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wardqi.domain import learning
from wardqi.domain.kinds import derived_row_id

QUESTION: Final = "question"
SHARED_KINDS: Final = frozenset({learning.KIND, QUESTION})
"""Kinds that a ward and the QI team both write; any other record belongs to the ward that began it."""

GOES_DOWN: Final = SHARED_KINDS | {"shared_text"}
"""Kinds of the QI team's own records that travel to wards with a receipt."""

EVIDENCE: Final = "evidence"
"""The kind of card that holds what came of another card, and no words."""

PASSED, SENT_BACK = "passed", "sent_back"
"""What a check of a card can say."""

FROM_ABOVE: Final = frozenset(
    {"checked_by", "checked_on", "checked_version", "check_result", "shared_as", "wards_reached"}
)
"""What only the QI team says of a ward's card."""

_ANSWER: Final = frozenset({"answer", "answer_code", "answered_on", "answered_by"})
_RESULTS: Final = "results."


# --- whose words count --------------------------------------------------------------------------------


def heard(
    kind: str, begun_by: str | None, asked: str | None, author: str | None, sets: Mapping[str, object]
) -> dict[str, object]:
    """The part of a change's values, by path, that counts in a record of one of these kinds.

    `begun_by` and `author` are wards, None for the QI team; `asked` is the ward that a question is put to,
    None when it is put to all.
    """
    if kind == QUESTION:
        return _of_question(begun_by, asked, author, sets)
    if author == begun_by:
        return dict(sets) if author is None else _of_own_ward(author, sets)
    if author is None:
        return {path: one for path, one in sets.items() if path in FROM_ABOVE or path.startswith(_RESULTS)}
    return {}


def _of_question(
    begun_by: str | None, asked: str | None, author: str | None, sets: Mapping[str, object]
) -> dict[str, object]:
    if author in (None, begun_by):
        return dict(sets)
    answers = begun_by is None and asked in (None, author)
    return {path: one for path, one in sets.items() if path in _ANSWER} if answers else {}


def _of_own_ward(ward: str, sets: Mapping[str, object]) -> dict[str, object]:
    """A ward's own card: nothing that only the QI team can say, no other ward's name, no other's results."""
    own = result_row(ward)
    return {
        path: one
        for path, one in sets.items()
        if path not in FROM_ABOVE
        and not (path == "state" and one in learning.READ_ELSEWHERE)
        and not (path == "ward" and one != ward)
        and not (path.startswith(_RESULTS) and not _own_result(path, one, ward, own))
    }


def _own_result(path: str, value: object, ward: str, own: str) -> bool:
    _, row, name = path.split(".")
    return row == own and (name != "ward" or value == ward)


def result_row(ward: str) -> str:
    """The row in which a ward's result stands, in its own card and in the one it came from."""
    return derived_row_id("result", ward)


def seat(copy: str, ward: str, kind: object) -> str:
    """The row of a card in which what came of a copy is gathered: one for each ward.

    A trust sends the region a copy for each of its wards, without saying which: each has a row.
    """
    return derived_row_id("result", copy) if kind == EVIDENCE else result_row(ward)


# --- what a card has come to --------------------------------------------------------------------------


def standing(value: Mapping[str, object]) -> str:
    """The state of a ward's card with what the QI team's check said of this very version of it."""
    state = str(value.get("state") or learning.DRAFT)
    if state != learning.APPROVED or value.get("checked_version") != value.get("version"):
        return state
    return {PASSED: learning.SHARED, SENT_BACK: learning.DRAFT}.get(str(value.get("check_result")), state)


def to_check(value: Mapping[str, object]) -> bool:
    """Whether a ward approved a version of a card that no check has looked at."""
    unseen = value.get("checked_version") != value.get("version") or not value.get("check_result")
    return value.get("state") == learning.APPROVED and unseen
