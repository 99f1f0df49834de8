"""Learning cards on real stores: filled from tests, approved with findings answered, forked and found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests import make
from tests.make import Trust, take
from wardqi.domain import codes, kinds, learning
from wardqi.domain.learning import Filters
from wardqi.services import exchange, recording, sharing
from wardqi.services.desk import Desk, NotAllowed, NotFound
from wardqi.services.improvement import cycles, ideas, projects
from wardqi.services.learning import adopting, approval, cards, collecting, prompts, spread, trying
from wardqi.services.learning.cards import Card
from wardqi.store import records

NAME = "Zebedee Okonkwo-Pryce"


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trust]:
    made = Trust(tmp_path_factory.mktemp("learning") / "trust")
    recording.create(made.heron, "patient", make.patient(NAME, make.NHS_NUMBER))
    yield made
    made.close()


@pytest.fixture
def desk(trust: Trust) -> Desk:
    return trust.heron


def written(desk: Desk, **values: object) -> str:
    given = {"title": "Music before supper", "idea": "A quiet hour with music.", **values}
    return cards.create(desk, given).ent


def carried_out(desk: Desk, decision: str = "adopt", scale: str = "one_shift", **more: object) -> str:
    """An idea with one test that was carried through; gives the idea."""
    project = projects.create(desk, {"title": "Calmer evenings", "problem": "Evenings are loud."}).ent
    idea = ideas.add(desk, project, "Music before supper", **more).ent
    asked = {
        "question": "Will evenings be calmer?",
        "prediction": "Two incidents at most",
        "low": 0,
        "high": 2,
    }
    plan = {"scale": scale, "predictions": {"11111111": asked}}
    ent = cycles.plan(desk, project, idea, plan).ent
    cycles.seal(desk, ent)
    cycles.observe(desk, ent, "problem", "The radio was too loud for two people.")
    cycles.move(desk, ent, "study")
    cycles.study(desk, ent, {"predictions": {"11111111": {"result": "One incident", "verdict": "confirmed"}}})
    cycles.change(desk, ent, {"learned": "Ask first what people like."})
    cycles.decide(desk, ent, decision, dropped="not_wanted" if decision == "abandon" else "")
    return idea


def with_role(desk: Desk, role: str) -> Desk:
    return replace(desk, person=replace(desk.person, role=role))


def value(desk: Desk, ent: str) -> dict[str, object]:
    record = records.find(desk.store, ent)
    assert record is not None
    return dict(record.value)


# --- the library


def test_every_shipped_idea_is_in_the_library_and_reads_whole(desk: Desk) -> None:
    shipped = [one for one in cards.library(desk) if one.shipped]
    ideas_of_it = [one for one in shipped if one.text("kind") == "idea"]
    assert len(ideas_of_it) == len(codes.get("starter_idea").entries)
    assert len(shipped) > len(ideas_of_it)
    card = cards.find(desk, "shipped:calm_down")
    assert (card.title, card.driver, card.safewards) == (
        "Calm Down Methods",
        "calm_environment",
        "calm_down_methods",
    )
    assert card.first_test
    assert card.watch
    with pytest.raises(NotFound):
        cards.find(desk, "shipped:nothing")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("soft words", {"soft_words"}),
        ("WORDS soft", {"soft_words"}),
        ("safewards hope", {"discharge_messages"}),
        ("tribunal", {"bad_news"}),
        ("nothing like this", set()),
    ],
)
def test_every_word_typed_must_be_somewhere_in_a_card(typed: str, found: set[str]) -> None:
    hits = {one.text("standard") for one in cards.search(cards.shipped(), typed)}
    assert found <= hits
    assert found or not hits
    assert len(hits) < 4


def test_filters_keep_any_of_a_list_and_ideas_that_suit_every_kind_of_ward(desk: Desk) -> None:
    picu = written(desk, title="For intensive care", ward_type="picu", driver="calm_environment")
    older = written(desk, title="For older people", ward_type="older", driver="space_senses")
    found = {
        one.ref: one
        for one in cards.search(
            cards.library(desk),
            "",
            Filters(drivers=frozenset({"calm_environment", "learn"}), wards=frozenset({"older"})),
        )
    }
    assert older in found
    assert picu not in found
    assert "shipped:calm_box" in found
    assert "shipped:patient_led_debrief" in found
    assert "shipped:blanket_rules" not in found
    kept = cards.search(found.values(), "", Filters(kinds=frozenset({"story"})))
    assert kept == ()


def test_accents_and_capitals_do_not_hide_a_card(desk: Desk) -> None:
    ent = written(desk, title="Café afternoon", steps="Ask Zoë’s choir")
    assert ent in [one.ref for one in cards.search(cards.library(desk), "CAFE zoe")]


# --- filled from the records


def test_a_card_is_filled_from_the_tests_of_its_idea(desk: Desk) -> None:
    idea = carried_out(desk)
    values, about = collecting.from_idea(desk, idea)
    assert about == (idea,)
    assert values["title"] == "Music before supper"
    assert values["problem"] == "Evenings are loud."
    assert (values["cycles_run"], values["scale"], values["prediction_verdict"]) == (
        1,
        "one_shift",
        "confirmed",
    )
    assert values["predicted"] == "Will evenings be calmer? Two incidents at most (0–2)"
    assert values["happened"] == "Will evenings be calmer? One incident\nAsk first what people like."
    assert values["what_failed"] == "The radio was too loud for two people."
    assert "balancing" not in values
    assert values["maturity"] == "tested"
    ent = cards.create(desk, values, about).ent
    assert value(desk, idea)["card"] == ent
    assert value(desk, ent)["state"] == "draft"
    assert collecting.what_happened(desk, ent) == {}


def test_a_test_leads_to_the_card_of_its_idea_and_an_abandoned_one_says_what_failed(desk: Desk) -> None:
    idea = carried_out(desk, "abandon", "one_ward")
    (cycle,) = [one.ent for one in records.of_kind(desk.store, "cycle") if one.value.get("idea") == idea]
    values, about = collecting.from_cycle(desk, cycle)
    assert about == (idea,)
    assert str(values["what_failed"]).startswith("Ask first what people like.")


def test_a_kept_idea_of_a_whole_ward_is_reliable_here(desk: Desk) -> None:
    values, _ = collecting.from_idea(desk, carried_out(desk, "adopt", "one_ward"))
    assert values["maturity"] == "reliable"


def test_an_idea_from_the_library_brings_how_it_is_done(desk: Desk) -> None:
    values, _ = collecting.from_idea(desk, carried_out(desk, standard="calm_box"))
    shipped = cards.find(desk, "shipped:calm_box")
    assert (values["steps"], values["driver"]) == (shipped.text("steps"), "calm_environment")


def test_a_project_gives_one_card_of_all_its_tests(desk: Desk) -> None:
    idea = carried_out(desk)
    project = str(value(desk, idea)["project"])
    values, about = collecting.from_project(desk, project)
    assert (about, values["title"], values["cycles_run"]) == ((idea,), "Calmer evenings", 1)


# --- approval


def test_only_a_ward_manager_approves_and_the_words_then_stand_beside_the_card(desk: Desk) -> None:
    ent = written(desk, steps="Ask what people like.")
    with pytest.raises(NotAllowed):
        approval.approve(with_role(desk, "nurse"), ent)
    approval.approve(desk, ent)
    card = value(desk, ent)
    assert (card["state"], card["version"], card["approved_by"]) == ("approved", 1, desk.person.uid)
    assert card["approved_on"] == desk.now().date().isoformat()
    assert cards.reviewed_texts(desk, ent)[ent] == {
        "title": "Music before supper",
        "idea": "A quiet hour with music.",
        "steps": "Ask what people like.",
    }


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Zebedee liked it.", "name"),
        ("Ring 0113 496 0123 for the disc.", "phone"),
        ("NHS 943 476 5919 was calmer.", "nhs_number"),
        ("Born 12/3/1971, loves jazz.", "birth_date"),
        ("The choir of LS1 4AP sang.", "postcode"),
        ("Mrs Featherstonehaugh sang.", "name"),
    ],
)
def test_what_could_tell_who_somebody_is_stops_an_approval(desk: Desk, words: str, kind: str) -> None:
    ent = written(desk, happened=words)
    (found,) = approval.findings(desk, ent)
    assert (found.path, found.kind) == ("happened", kind)
    with pytest.raises(approval.Unanswered):
        approval.approve(desk, ent)
    with pytest.raises(approval.Unanswered):
        approval.approve(desk, ent, {found.key: "   "})
    assert value(desk, ent)["state"] == "draft"
    assert cards.reviewed_texts(desk, ent) == {}


def test_a_finding_is_mended_in_the_card_or_answered_with_a_reason(desk: Desk, tmp_path: Path) -> None:
    ent = written(desk, happened="Zebedee liked it.", conditions="Sung by Zebedee from the old programme.")
    first, second = sorted(approval.findings(desk, ent), key=lambda one: one.path, reverse=True)
    approval.mend(desk, ent, first)
    assert value(desk, ent)["happened"] == "The patient liked it."
    with pytest.raises(NotFound):
        approval.mend(desk, ent, first)
    approval.approve(desk, ent, {second.key: "A puppet on television"})
    assert approval.findings(desk, ent) == ()
    assert sharing.waiting(desk) == []
    assert exchange.export(desk, tmp_path)


def test_an_adaptation_is_looked_through_too(desk: Desk) -> None:
    ent = written(desk)
    adopting.adapted(desk, ent, "steps", "Zebedee chose the songs.")
    (found,) = approval.findings(desk, ent)
    assert found.path.startswith("adaptations.")
    approval.mend(desk, ent, found)
    approval.approve(desk, ent)
    assert "The patient chose the songs." in cards.reviewed_texts(desk, ent)[ent].values()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": " "}, "title"),
        ({"idea": ""}, "idea"),
        ({"expected": "word " * 200, "tell_others": "word " * 51}, "story_long"),
        ({"quote": "It was calmer."}, "quote_consent"),
    ],
)
def test_a_card_that_is_not_ready_says_what_it_lacks(
    desk: Desk, values: dict[str, object], code: str
) -> None:
    ent = written(desk, **values)
    with pytest.raises(approval.NotFit) as refused:
        approval.approve(desk, ent)
    assert refused.value.lacking == (code,)


def test_a_quote_leaves_only_with_consent(desk: Desk) -> None:
    ent = written(desk, quote="It was calmer.", quote_consent="no")
    approval.approve(desk, ent)
    assert "quote" not in cards.reviewed_texts(desk, ent)[ent]
    cards.change(desk, ent, {"quote_consent": "yes"})
    assert cards.find(desk, ent).changed
    approval.approve(desk, ent)
    assert cards.reviewed_texts(desk, ent)[ent]["quote"] == "It was calmer."


def test_others_read_the_approved_wording_until_the_new_one_is_approved(desk: Desk) -> None:
    ent = written(desk, conditions="A lounge")
    approval.approve(desk, ent)
    cards.change(desk, ent, {"title": "Music at supper", "conditions": None})
    assert cards.reviewed_texts(desk, ent)[ent]["title"] == "Music before supper"
    assert cards.find(desk, ent).changed
    approval.approve(desk, ent)
    card = cards.find(desk, ent)
    assert (card.changed, card.value["version"]) == (False, 2)
    assert "conditions" not in cards.reviewed_texts(desk, ent)[ent]


def test_what_only_approval_may_set_is_not_set_by_hand(desk: Desk) -> None:
    ent = written(desk)
    with pytest.raises(kinds.BadValue):
        cards.change(desk, ent, {"state": "shared"})


def test_an_approval_can_be_taken_back_at_once_and_a_card_withdrawn_later(desk: Desk) -> None:
    ent = written(desk)
    saved = approval.approve(desk, ent)
    recording.undo(desk, saved.changes)
    assert value(desk, ent)["state"] == "draft"
    assert cards.reviewed_texts(desk, ent) == {}
    approval.approve(desk, ent)
    approval.withdraw(desk, ent)
    assert (value(desk, ent)["state"], cards.reviewed_texts(desk, ent)) == ("withdrawn", {})


# --- on its way


def test_the_hub_reads_what_was_approved_and_nothing_of_a_draft(trust: Trust) -> None:
    draft = written(trust.heron, title="Not yet for others")
    ent = written(trust.heron, title="Ready for others", steps="Ask.")
    approval.approve(trust.heron, ent)
    take(trust.hub, trust.send(trust.heron))
    seen = {one.ref: one for one in cards.library(trust.hub)}
    assert draft not in seen
    card: Card = seen[ent]
    assert (card.title, card.text("steps"), card.state, card.own) == (
        "Ready for others",
        "Ask.",
        "approved",
        False,
    )
    assert card.ward_name == "Heron Ward"
    spread.pass_on(trust.hub, ent)
    take(trust.heron, trust.answer(trust.heron))
    assert cards.find(trust.heron, ent).state == "shared"


# --- adopted


def test_a_copy_keeps_how_it_is_done_and_leaves_what_happened(desk: Desk) -> None:
    parent = written(desk, steps="Ask.", happened="Calmer.", cycles_run=3)
    ent = adopting.adopt(desk, parent, [{"part": "steps", "text": "We asked at breakfast."}]).ent
    card = cards.find(desk, ent)
    assert (card.text("parent"), card.text("steps"), card.state) == (parent, "Ask.", "draft")
    assert "happened" not in card.value
    assert "cycles_run" not in card.value
    ((_, row),) = kinds.live_rows(card.value, "adaptations")
    assert (row["part"], row["text"]) == ("steps", "We asked at breakfast.")
    assert [one.ref for one in adopting.family(desk, parent).forks] == [ent]
    kin = adopting.family(desk, ent).parent
    assert kin is not None
    assert kin.ref == parent


def test_a_copy_of_a_shipped_idea_has_that_idea_as_its_family(desk: Desk) -> None:
    ent = adopting.adopt(desk, "shipped:peer_on_shift").ent
    assert ent in [one.ref for one in adopting.family(desk, "shipped:peer_on_shift").forks]
    kin = adopting.family(desk, ent).parent
    assert kin is not None
    assert kin.ref == "shipped:peer_on_shift"


def test_the_result_of_a_copy_goes_back_when_it_is_approved_and_is_said_once(desk: Desk) -> None:
    parent = written(desk)
    ent = adopting.adopt(desk, parent).ent
    idea = carried_out(desk, "abandon")
    recording.amend(desk, idea, {"card": ent})
    cards.change(desk, ent, collecting.what_happened(desk, ent))
    assert adopting.family(desk, parent).results == ()
    approval.approve(desk, ent)
    (result,) = adopting.family(desk, parent).results
    assert (result.card, result.state, result.dropped_reason) == (ent, "dropped", "not_wanted")
    assert result.ward_name == "Heron Ward"
    adopting.record_result(desk, ent, "kept", "improvement")
    (result,) = adopting.family(desk, parent).results
    assert (result.state, result.signal, result.dropped_reason) == ("kept", "improvement", "")


def test_a_result_is_said_of_no_card_that_came_from_none(desk: Desk) -> None:
    assert adopting.record_result(desk, written(desk), "kept") is None


def test_other_wards_that_kept_it_are_counted_once(desk: Desk) -> None:
    rows = {
        "11111111": {"ward": "a", "state": "kept"},
        "22222222": {"ward": "a", "state": "adapted"},
        "33333333": {"ward": "b", "state": "dropped"},
        "44444444": {"ward": "own", "state": "kept"},
    }
    assert learning.wards_reached({"results": rows}, "own") == 1
    assert learning.maturity([], "one_shift", 1, 1) == "spread"


# --- tried


def test_a_shipped_idea_becomes_an_idea_and_a_plan_in_a_new_project_in_one_step(desk: Desk) -> None:
    tried = trying.try_here(desk, "shipped:calm_box", title="A calmer lounge")
    card = cards.find(desk, "shipped:calm_box")
    plan = value(desk, tried.cycle)
    idea = value(desk, str(plan["idea"]))
    assert (value(desk, tried.project)["title"], idea["standard"], idea["title"]) == (
        "A calmer lounge",
        "calm_box",
        card.title,
    )
    assert (plan["objective"], plan["risks"], plan["number"]) == (card.first_test, card.watch, 1)
    tasks = [row["what"] for _, row in kinds.live_rows(plan, "tasks")]
    assert tasks[0] == "Ask what soothes people."
    again = trying.try_here(desk, "shipped:calm_box", tried.project)
    assert (value(desk, again.cycle)["idea"], value(desk, again.cycle)["number"]) == (plan["idea"], 2)
    offered = trying.places(desk, "shipped:calm_box")
    assert tried.project in [one.ent for one in offered if one.here]
    assert sorted(offered, key=lambda one: not one.here) == list(offered)
    recording.undo(desk, tried.saved.changes)
    gone = records.find(desk.store, tried.project)
    assert gone is not None
    assert gone.voided


def test_a_test_of_ones_own_card_is_tied_to_it(desk: Desk) -> None:
    ent = written(desk)
    tried = trying.try_here(desk, ent, title="Calmer suppers")
    assert tried.card == ent
    assert [one.value["project"] for one in collecting.ideas_of(desk, ent)] == [tried.project]


def test_a_new_project_needs_a_title_and_a_project_that_is_gone_is_not_there(desk: Desk) -> None:
    before = make.counted(desk)
    with pytest.raises(projects.NotFit):
        trying.try_here(desk, "shipped:calm_box")
    with pytest.raises(NotFound):
        trying.try_here(desk, "shipped:calm_box", "00000000-0000-4000-8000-000000000000")
    assert make.counted(desk) == before


# --- prompts


def test_what_comes_before_again_and_again_leads_to_ideas_for_it(desk: Desk) -> None:
    assert prompts.repeated(desk) is None
    for hour in range(4):
        start = f"2026-11-20T{10 + hour}:00+00:00"
        recording.log_incident(desk, make.incident(start, antecedents=["not_known", "waiting"]))
    found = prompts.repeated(desk)
    assert found is not None
    assert (found.antecedent, found.count) == ("waiting", 4)
    assert "safety_huddle" in [one.text("standard") for one in found.cards]


def test_every_guide_a_prompt_leads_to_is_in_the_library(desk: Desk) -> None:
    for ref in prompts.GUIDES.values():
        assert cards.find(desk, ref).text("kind") == "how_to"


def test_a_balancing_measure_is_told_of_with_what_its_chart_says(desk: Desk) -> None:
    idea = carried_out(desk)
    project = str(value(desk, idea)["project"])
    measure = kinds.measure_id(desk.ward(), "incidents_rate")
    rows = {"11111111": {"measure": measure, "part": "balancing"}}
    projects.change(desk, project, {"measures": rows})
    values, _ = collecting.from_idea(desk, idea)
    assert str(values["balancing"]).endswith(": too early to say")


def test_what_further_tests_say_stands_below_the_words_somebody_wrote(desk: Desk) -> None:
    idea = carried_out(desk)
    values, about = collecting.from_idea(desk, idea)
    ent = cards.create(desk, {**values, "happened": "In our words: it was calmer."}, about).ent
    assert collecting.what_happened(desk, ent) == {}
    project = str(value(desk, idea)["project"])
    asked = {"question": "And at weekends?", "prediction": "One", "result": "None", "verdict": "partly"}
    again = cycles.plan(desk, project, idea, {"scale": "one_week", "predictions": {"22222222": asked}}).ent
    cycles.seal(desk, again)
    cycles.move(desk, again, "study")
    cycles.change(desk, again, {"learned": "Weekends need a name on the board."})
    told = collecting.what_happened(desk, ent)
    assert (told["cycles_run"], told["scale"], told["prediction_verdict"]) == (2, "one_week", "partly")
    assert str(told["happened"]).startswith("In our words: it was calmer.\nAnd at weekends? None")
