"""Whose words count in a record that wards and the QI team share."""

from __future__ import annotations

import pytest

from wardqi.domain import spreading
from wardqi.domain.spreading import heard, standing, to_check

CARD = "learning_card"
HERON, MAPLE = "a" * 8, "b" * 8
OWN, OTHER = (f"results.{spreading.result_row(ward)}" for ward in (HERON, MAPLE))


def test_a_ward_says_all_of_its_own_card_but_what_a_check_says() -> None:
    sets: dict[str, object] = {
        "title": "Evening walk",
        "state": "approved",
        "ward": HERON,
        "checked_by": "somebody",
        "checked_on": "2026-11-20",
        "check_result": "passed",
        "shared_as": "x",
        "wards_reached": 9,
        f"{OWN}.state": "kept",
        f"{OWN}.ward": HERON,
    }
    kept = heard(CARD, HERON, None, HERON, sets)
    assert kept.keys() == {"title", "state", "ward", f"{OWN}.state", f"{OWN}.ward"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("state", "shared"),
        ("state", "checked"),
        ("ward", MAPLE),
        (f"{OTHER}.state", "kept"),
        (f"{OWN}.ward", MAPLE),
    ],
)
def test_a_ward_cannot_pass_its_card_on_nor_speak_for_another(path: str, value: str) -> None:
    assert heard(CARD, HERON, None, HERON, {path: value}) == {}


def test_nobody_hears_a_ward_in_a_card_that_is_not_its_own() -> None:
    for begun_by in (HERON, None):
        assert heard(CARD, begun_by, None, MAPLE, {"title": "Mine", "state": "withdrawn"}) == {}


def test_the_qi_team_adds_its_check_to_a_wards_card_and_no_words() -> None:
    sets: dict[str, object] = {
        "title": "Better",
        "state": "withdrawn",
        "check_result": "passed",
        f"{OTHER}.state": "kept",
    }
    assert heard(CARD, HERON, None, None, sets).keys() == {"check_result", f"{OTHER}.state"}
    assert heard(CARD, None, None, None, sets) == sets


def test_a_question_is_answered_by_the_ward_it_is_put_to_and_not_reworded() -> None:
    sets: dict[str, object] = {"answer": "Two.", "text": "Something else?"}
    assert heard("question", None, HERON, HERON, sets) == {"answer": "Two."}
    assert heard("question", None, HERON, MAPLE, sets) == {}
    assert heard("question", None, None, MAPLE, sets) == {"answer": "Two."}
    assert heard("question", None, HERON, None, sets) == sets


@pytest.mark.parametrize(
    ("value", "state", "waits"),
    [
        ({}, "draft", False),
        ({"state": "approved", "version": 1}, "approved", True),
        (
            {"state": "approved", "version": 1, "check_result": "passed", "checked_version": 1},
            "shared",
            False,
        ),
        (
            {"state": "approved", "version": 1, "check_result": "sent_back", "checked_version": 1},
            "draft",
            False,
        ),
        (
            {"state": "approved", "version": 2, "check_result": "passed", "checked_version": 1},
            "approved",
            True,
        ),
        (
            {"state": "withdrawn", "version": 1, "check_result": "passed", "checked_version": 1},
            "withdrawn",
            False,
        ),
    ],
)
def test_where_a_card_stands_is_what_was_said_of_this_version_of_it(
    value: dict[str, object], state: str, waits: bool
) -> None:
    assert (standing(value), to_check(value)) == (state, waits)
