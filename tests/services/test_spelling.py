"""Spelling: British, with ward words, a ward's own, and never a name in the dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app import heron
from wardqi.services import dictionary, recording, shielding, spelling
from wardqi.services.access import Session
from wardqi.services.desk import Desk


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    made = heron.open_ward(tmp_path_factory.mktemp("spelling") / "ward", heron.Clock())
    yield made
    made.close()


@pytest.fixture
def desk(session: Session) -> Iterator[Desk]:
    with session.desk() as made:
        yield made


def test_british_and_ward_words_are_right_and_slips_are_not(desk: Desk) -> None:
    words = "organised colour restrained de-escalation haloperidol Lorazepam Safewards supine isn't don’t"
    right = words.split()
    assert spelling.wrong(desk, right) == frozenset()
    slips = ["restrant", "agitatd", "haloperidole", "organzied", "color"]
    assert spelling.wrong(desk, slips) == frozenset(slips)


def test_what_was_meant_is_suggested_likeliest_first(desk: Desk) -> None:
    assert spelling.suggestions(desk, "haloperidole")[0] == "haloperidol"
    assert spelling.suggestions(desk, "Agitatd")[0] == "Agitated"
    assert "restraint" in spelling.suggestions(desk, "restrant")
    assert spelling.suggestions(desk, "x" * 500) == ()


def test_a_word_the_ward_adds_is_right_for_everyone_and_can_be_taken_back(desk: Desk) -> None:
    assert spelling.wrong(desk, ["Snoezelen"]) == {"Snoezelen"}
    saved = spelling.learn(desk, "Snoezelen", shielding.shield(desk))
    assert spelling.wrong(desk, ["snoezelen", "Snoezelen"]) == frozenset()
    recording.undo(desk, saved.changes)
    assert spelling.wrong(desk, ["Snoezelen"]) == {"Snoezelen"}


def test_a_name_of_the_wards_people_never_lands_in_its_dictionary(desk: Desk) -> None:
    for name in ("Okoro", "okoro", "Amir", "Ade"):
        with pytest.raises(spelling.IsAName):
            spelling.learn(desk, name, shielding.shield(desk))


def test_the_quick_list_knows_words_with_their_endings() -> None:
    for word in ("hope", "hopes", "hoped", "hoping", "stopped", "carried", "happily", "undone", "banks"):
        assert dictionary.ordinary(word)
    for word in ("okoro", "smiht", "amirr", "qzx"):
        assert not dictionary.ordinary(word)


def test_the_dictionary_and_its_licence_are_shipped() -> None:
    words = Path(__file__).parents[2] / "resources" / "words"
    assert (words / "en_GB.aff").is_file()
    assert "Copyright" in (words / "LICENSE-en_GB.txt").read_text("utf-8")
