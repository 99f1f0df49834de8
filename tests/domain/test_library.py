"""The shipped checklist, driver diagram and idea cards: they read, and name only what exists."""

from __future__ import annotations

import tomllib
from typing import Any

from wardqi import resources
from wardqi.domain import codes, kinds, pack


def _told(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.read_text(name))


def _codes(name: str) -> list[str]:
    return [entry.code for entry in codes.get(name).entries]


def test_the_checklist_asks_the_fourteen_prompts_in_order() -> None:
    told = _told("checklists/mental_health_ward.toml")
    assert told["checklist"] in codes.get("checklist")
    assert [prompt["code"] for prompt in told["prompt"]] == _codes("huddle_prompt")
    for prompt in told["prompt"]:
        assert prompt["answer"] in codes.get("answer_kind"), prompt["code"]
        assert set(prompt["facts"]) <= set(_codes("huddle_fact")), prompt["code"]
        assert prompt["text"].endswith(("?", ".")), prompt["code"]
        assert isinstance(prompt["core"], bool)


def test_the_checklist_shows_every_figure_there_is() -> None:
    told = _told("checklists/mental_health_ward.toml")
    assert {fact for prompt in told["prompt"] for fact in prompt["facts"]} == set(_codes("huddle_fact"))


def test_the_starter_diagram_reaches_every_idea_through_its_drivers() -> None:
    told = _told("library/driver_diagram.toml")
    drivers = codes.get("starter_driver")
    assert told["mark"] == "local draft"
    assert told["aim"]["measure"] in pack.shipped()
    assert tuple(told["primary"]) == drivers.in_group("primary")
    assert {driver for under in told["primary"].values() for driver in under} == set(
        drivers.in_group("secondary")
    )
    assert set(told["secondary"]) == set(drivers.in_group("secondary"))
    assert {idea for under in told["secondary"].values() for idea in under} == set(_codes("starter_idea"))


def test_each_idea_stands_under_the_driver_its_list_names() -> None:
    told = _told("library/driver_diagram.toml")
    for entry in codes.get("starter_idea").entries:
        assert entry.code in told["secondary"][entry.group], entry.code


def test_every_idea_has_a_card_that_a_learning_card_can_hold() -> None:
    told = _told("library/cards.toml")
    assert sorted(card["standard"] for card in told["card"]) == sorted(_codes("starter_idea"))
    names = {field.name for field in kinds.KINDS["learning_card"].fields}
    for card in told["card"]:
        held = {name: value for name, value in card.items() if name in names}
        assert set(card) - set(held) <= {"first_test", "watch", "safewards"}, card["standard"]
        kinds.check(
            "learning_card",
            {**held, "kind": told["kind"], "maturity": told["maturity"], "licence": told["licence"]},
        )
        for name in ("problem", "idea", "core_parts", "flexible_parts", "steps", "first_test", "watch"):
            assert card[name].strip(), f"{card['standard']}: {name}"


def test_a_card_belongs_to_a_primary_driver_that_leads_to_it() -> None:
    diagram = _told("library/driver_diagram.toml")
    for card in _told("library/cards.toml")["card"]:
        under = {
            idea for driver in diagram["primary"][card["driver"]] for idea in diagram["secondary"][driver]
        }
        assert card["standard"] in under


def test_all_ten_safewards_interventions_have_a_card() -> None:
    named = [card["safewards"] for card in _told("library/cards.toml")["card"] if "safewards" in card]
    assert sorted(named) == sorted(_codes("safewards_intervention"))


def test_a_short_guide_is_a_card_of_its_own_and_reads_in_two_minutes() -> None:
    told = _told("library/how_to.toml")
    names = {field.name for field in kinds.KINDS["learning_card"].fields}
    assert len({card["code"] for card in told["card"]}) == len(told["card"])
    for card in told["card"]:
        held = {name: value for name, value in card.items() if name in names}
        assert set(card) - set(held) == {"code"}
        kinds.check("learning_card", {**held, "kind": told["kind"]})
        assert card["driver"] in codes.get("starter_driver").in_group("primary")
        words = " ".join(str(value) for value in held.values()).split()
        assert len(words) <= 250, card["code"]


def test_everything_known_that_comes_before_has_ideas_for_it() -> None:
    told = _told("library/antecedents.toml")["ideas"]
    assert set(told) == set(_codes("antecedent")) - {"not_known"}
    for ideas in told.values():
        assert len(ideas) == len(set(ideas)) == 3
        assert set(ideas) <= set(_codes("starter_idea"))
