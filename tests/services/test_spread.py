"""A card goes from its ward to the QI team, to other wards and back as evidence; and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests import make
from tests.forger import Forger
from tests.make import Trust, take
from wardqi.bundles import contents, seal
from wardqi.domain import changes
from wardqi.services import asking, exchange, keeping, pairing, recording
from wardqi.services.desk import Desk, NotAllowed
from wardqi.services.learning import adopting, approval, cards, evidence, spread
from wardqi.store import records
from wardqi.store.log import Act

WORDS = {
    "title": "Evening walk",
    "problem": "The hour after supper is loud.",
    "idea": "A walk round the garden after supper.",
    "core_parts": "Every evening, whoever comes.",
    "flexible_parts": "Where to.",
}


@pytest.fixture
def trust(tmp_path: Path) -> Iterator[Trust]:
    made = Trust(tmp_path / "trust")
    yield made
    made.close()


def approved(desk: Desk, **values: object) -> str:
    ent = cards.create(desk, {**WORDS, "standard": None, **values}).ent
    approval.approve(desk, ent)
    return ent


def up(trust: Trust, desk: Desk) -> None:
    take(trust.hub, trust.send(desk))


def down(trust: Trust, desk: Desk) -> None:
    take(desk, trust.answer(desk))


def passed(trust: Trust, **values: object) -> tuple[str, str]:
    """A card of Heron's that was passed on: its id there, and that of the QI team's."""
    ent = approved(trust.heron, **values)
    up(trust, trust.heron)
    shared = spread.pass_on(trust.hub, ent).ent
    up(trust, trust.maple)
    down(trust, trust.maple)
    down(trust, trust.heron)
    return ent, shared


def tried(desk: Desk, card: str, state: str, signal: str = "", **more: object) -> str:
    """The idea of a card, carried out here, with what the ward then says of it."""
    idea = recording.create(
        desk,
        "change_idea",
        {"title": "Ours", "card": card, "state": state, "state_since": "2026-11-01", **more},
    ).ent
    cards.change(desk, card, {"signal": signal or None})
    approval.approve(desk, card)
    return idea


def titles(desk: Desk) -> list[tuple[str, str, bool]]:
    return [(one.title, one.state, one.own) for one in cards.library(desk) if not one.shipped]


def inside(trust: Trust, path: Path, desk: Desk) -> str:
    """The plaintext of a bundle, for one of those who may open it."""
    opened = seal.open_file(path, [pairing.device_keys(desk.store).recv_secret], lambda _key: True)
    contents.unpack(opened.body)
    return opened.body.decode()


# --- there --------------------------------------------------------------------------------------------


def test_a_card_goes_to_every_ward_in_the_words_its_manager_approved(trust: Trust) -> None:
    ent, shared = passed(trust, roles_needed=["registered_nurse"], minutes=20)
    there = cards.find(trust.maple, shared)
    assert {name: there.text(name) for name in WORDS} == WORDS
    assert (there.state, there.value["minutes"], there.text("place")) == (
        "shared",
        20,
        "Heron Ward, Lakeside NHS Trust",
    )
    assert there.ward_name == "Heron Ward, Lakeside NHS Trust"
    assert titles(trust.maple) == [("Evening walk", "shared", False)]
    assert titles(trust.heron) == [("Evening walk", "shared", True)]
    assert titles(trust.hub) == [("Evening walk", "shared", True)]
    assert spread.to_check(trust.hub) == ()
    assert records.find(trust.maple.store, ent) is None
    for desk in (trust.heron, trust.maple, trust.hub):
        assert keeping.verify(desk).sound


def test_what_waits_is_told_with_what_was_found_and_only_the_qi_lead_passes_it_on(trust: Trust) -> None:
    ent = cards.create(trust.heron, {**WORDS, "what_failed": "We rang 020 7946 0018 too late."}).ent
    found = approval.findings(trust.heron, ent)
    approval.approve(trust.heron, ent, {one.key: "The ward's own telephone." for one in found})
    up(trust, trust.heron)
    (waiting,) = spread.to_check(trust.hub)
    assert (waiting.ent, waiting.title, waiting.ward_name, waiting.version) == (
        ent,
        "Evening walk",
        "Heron Ward",
        1,
    )
    assert waiting.found == len(found) > 0
    with pytest.raises(approval.Unanswered):
        spread.pass_on(trust.hub, ent)
    assert spread.passed_on(trust.hub) == ()
    with pytest.raises(NotAllowed):
        spread.pass_on(trust.heron, ent)
    keys = {one.key: "A switchboard." for one in approval.findings(trust.hub, ent)}
    shared = spread.pass_on(trust.hub, ent, keys).ent
    assert [one.ent for one in spread.passed_on(trust.hub)] == [shared]
    with pytest.raises(spread.NothingToCheck):
        spread.pass_on(trust.hub, ent)


def test_a_card_sent_back_says_why_and_comes_again_as_a_new_version(trust: Trust) -> None:
    ent = approved(trust.heron)
    up(trust, trust.heron)
    with pytest.raises(asking.NotFit):
        spread.send_back(trust.hub, ent, "  ")
    spread.send_back(trust.hub, ent, "Say how many evenings.")
    assert spread.to_check(trust.hub) == ()
    down(trust, trust.heron)
    assert [one.text for one in asking.waiting(trust.heron)] == ["Say how many evenings."]
    assert cards.find(trust.heron, ent).state == "draft"
    cards.change(trust.heron, ent, {"steps": "Ten evenings."})
    approval.approve(trust.heron, ent)
    up(trust, trust.heron)
    assert [one.version for one in spread.to_check(trust.hub)] == [2]
    shared = spread.pass_on(trust.hub, ent).ent
    down(trust, trust.heron)
    assert asking.waiting(trust.heron) == ()
    assert cards.find(trust.hub, shared).text("steps") == "Ten evenings."
    assert not records.in_review(trust.heron.store)


def test_a_new_version_replaces_the_words_and_what_was_left_out_is_gone(trust: Trust) -> None:
    ent, shared = passed(trust)
    cards.change(trust.heron, ent, {"idea": "A walk, rain or shine.", "flexible_parts": None})
    approval.approve(trust.heron, ent)
    up(trust, trust.heron)
    assert spread.pass_on(trust.hub, ent).ent == shared
    down(trust, trust.maple)
    there = cards.find(trust.maple, shared)
    assert (there.text("idea"), there.text("flexible_parts"), there.value["version"]) == (
        "A walk, rain or shine.",
        "",
        2,
    )
    assert len(spread.passed_on(trust.hub)) == 1


def test_a_card_taken_back_by_its_ward_is_read_nowhere_else(trust: Trust) -> None:
    ent, _shared = passed(trust)
    approval.withdraw(trust.heron, ent)
    up(trust, trust.heron)
    down(trust, trust.maple)
    assert titles(trust.maple) == []
    assert [one.withdrawn for one in spread.passed_on(trust.hub)] == [True]


# --- and back -----------------------------------------------------------------------------------------


def test_what_came_of_a_copy_grows_the_card_at_the_hub_and_at_both_wards(trust: Trust) -> None:
    ent, shared = passed(trust)
    copy = adopting.adopt(trust.maple, shared, [{"part": "flexible", "text": "Round the yard."}]).ent
    up(trust, trust.maple)
    down(trust, trust.heron)
    assert adopting.results(trust.heron, cards.find(trust.heron, ent)) == ()
    tried(trust.maple, copy, "adapted", "improvement")
    up(trust, trust.maple)
    (one,) = adopting.results(trust.hub, cards.find(trust.hub, shared))
    assert one.state == "adapted"  # as soon as the bundle is taken
    for desk in (trust.heron, trust.maple):
        down(trust, desk)
    for desk, ref in ((trust.hub, shared), (trust.heron, ent), (trust.maple, shared)):
        card = cards.find(desk, ref)
        (one,) = adopting.results(desk, card)
        assert (one.ward_name, one.state, one.signal) == ("Maple Ward", "adapted", "improvement")
        assert card.value["wards_reached"] == 1
    assert cards.find(trust.hub, shared).text("maturity") == "spread"
    before = make.counted(trust.hub)
    trust.answer(trust.heron)
    assert make.counted(trust.hub) == before + 1  # the receipt's own line: what is in step is not said again
    assert not any(records.in_review(desk.store) for desk in (trust.heron, trust.maple, trust.hub))


def test_an_idea_that_was_dropped_says_why(trust: Trust) -> None:
    _, shared = passed(trust)
    copy = adopting.adopt(trust.maple, shared).ent
    tried(trust.maple, copy, "dropped", "common", dropped_reason="not_wanted")
    up(trust, trust.maple)
    down(trust, trust.heron)
    (one,) = adopting.results(trust.hub, cards.find(trust.hub, shared))
    assert (one.state, one.dropped_reason) == ("dropped", "not_wanted")
    assert cards.find(trust.hub, shared).value.get("wards_reached", 0) == 0


def test_an_import_that_is_undone_takes_its_results_with_it(trust: Trust) -> None:
    _, shared = passed(trust)
    tried(trust.maple, adopting.adopt(trust.maple, shared).ent, "kept")
    accepted = exchange.accept(trust.hub, exchange.inspect(trust.hub, trust.send(trust.maple)))
    assert len(adopting.results(trust.hub, cards.find(trust.hub, shared))) == 1
    exchange.take_back(trust.hub, accepted.bundle)
    down(trust, trust.heron)
    card = cards.find(trust.hub, shared)
    assert (adopting.results(trust.hub, card), card.value["wards_reached"]) == ((), 0)
    up(trust, trust.maple)
    assert len(adopting.results(trust.hub, cards.find(trust.hub, shared))) == 1
    assert keeping.verify(trust.hub).sound


# --- nothing else leaves ------------------------------------------------------------------------------


def test_no_word_of_a_card_leaves_before_its_manager_approved_it(trust: Trust) -> None:
    words = {name: f"{text} secretly" for name, text in WORDS.items()}
    ent = cards.create(trust.heron, words).ent
    said = inside(trust, trust.send(trust.heron), trust.hub)
    assert "secretly" not in said
    approval.approve(trust.heron, ent)
    cards.change(trust.heron, ent, {"idea": "Not yet looked at."})
    path = trust.send(trust.heron)
    said = inside(trust, path, trust.hub)
    assert said.count("secretly") == len(WORDS)
    assert "Not yet looked at." not in said
    take(trust.hub, path)
    assert "secretly" not in inside(trust, trust.answer(trust.maple), trust.maple)
    spread.pass_on(trust.hub, ent)
    said = inside(trust, trust.answer(trust.maple), trust.maple)
    assert said.count("secretly") == len(WORDS)
    assert ent not in said  # nobody else learns the number of a ward's own card


# --- forged -------------------------------------------------------------------------------------------


def forged(trust: Trust, ward: Desk, acts: list[Act]) -> None:
    """Changes that a compromised PC of a ward makes, signed by its own person, in a bundle of its own."""
    ward.store.append(acts, ward.signer, ward.now())
    take(trust.hub, trust.send(ward, everything=True))


def test_a_ward_cannot_pass_its_own_card_on(trust: Trust) -> None:
    ent = cards.create(trust.heron, WORDS).ent
    said = {"state": "shared", "checked_on": "2026-11-20", "checked_version": 1, "check_result": "passed"}
    forged(trust, trust.heron, [Act("learning_card", "amend", ent, {**said, "shared_as": ent, "version": 1})])
    record = records.find(trust.hub.store, ent)
    assert record is not None
    assert record.value.get("state") == "draft"
    assert not record.value.keys() & {"checked_on", "check_result", "shared_as"}
    assert ent not in inside(trust, trust.answer(trust.maple), trust.maple)


def test_words_another_ward_puts_into_a_card_are_not_heard(trust: Trust) -> None:
    ent = approved(trust.heron)
    up(trust, trust.heron)
    about = {"about": ent, "about_kind": "learning_card", "field": "title", "text": "Maple's words"}
    text = Act("shared_text", "create", "5b1c2c52-8b1e-4a86-9d0e-3f1c7a9e2b44", about)
    forged(trust, trust.maple, [text])
    assert [one.title for one in spread.to_check(trust.hub)] == ["Evening walk"]
    assert cards.find(trust.hub, spread.pass_on(trust.hub, ent).ent).title == "Evening walk"


def test_a_ward_cannot_change_take_over_or_reword_what_the_qi_team_shares(trust: Trust) -> None:
    _, shared = passed(trust)
    mine = {"title": "Maple's idea", "ward": trust.maple.ward(), "state": "withdrawn"}
    text = next(one for one in cards.shared_records(trust.hub, shared) if one.value["field"] == "title")
    forged(
        trust,
        trust.maple,
        [
            Act("learning_card", "amend", shared, mine),
            Act("learning_card", "void", shared, {}, "duplicate"),
            Act("shared_text", "amend", text.ent, {"text": "Maple's words"}),
            Act(
                "shared_text",
                "create",
                "5b1c2c52-8b1e-4a86-9d0e-3f1c7a9e2b44",
                {
                    "about": shared,
                    "about_kind": "learning_card",
                    "field": "title",
                    "text": "Maple's words",
                },
            ),
        ],
    )
    card = cards.find(trust.hub, shared)
    assert (card.title, card.state, card.own) == ("Evening walk", "shared", True)
    down(trust, trust.heron)
    assert keeping.verify(trust.hub).sound


def test_a_beginning_forged_with_an_older_counter_takes_nothing_over(trust: Trust) -> None:
    """A record is whose began it; a PC could start anew and write that it began what every ward reads."""
    _, shared = passed(trust)
    device = trust.maple.store.device
    seen = exchange.inspect(trust.hub, trust.send(trust.maple, everything=True))
    assert seen.arrived is not None
    thief = Forger(trust.maple, seen.arrived.lines)
    start = {"ward": trust.maple.ward(), "dev": trust.maple.store.fact("device"), "name": None}
    anew = {"rep": "ab" * 8, "seq": 1, "prev": changes.FIRST_PREV, "lam": 10}
    lines = [
        thief.next(device, device.uid, kind="replica", action="start", ent="store", set=start, **anew),
        thief.next(kind="learning_card", ent=shared, set={"state": "approved", "minutes": 1}),
    ]
    (hubs,) = trust.hub.store.db.execute("select min(lam) from change where ent = ?", [shared]).fetchone()
    assert thief.last.lam < hubs
    plan = trust.hub.store.plan(lines, with_private=False)
    exchange.accept(trust.hub, replace(seen, plan=plan, basis=trust.hub.store.edition()))
    card = cards.find(trust.hub, shared)
    assert (card.title, card.state, card.own, card.value.get("minutes")) == (
        "Evening walk",
        "shared",
        True,
        None,
    )
    assert keeping.verify(trust.hub).sound


def test_results_in_another_wards_name_are_not_heard(trust: Trust) -> None:
    ent, shared = passed(trust)
    copy = adopting.adopt(trust.maple, shared).ent
    approval.approve(trust.maple, copy)
    row = {"ward": trust.heron.ward(), "place": "Heron Ward", "state": "kept", "on": "2026-11-20"}
    forged(
        trust,
        trust.maple,
        [
            Act("learning_card", "amend", copy, {"results": {"0000000a": row}}),
            Act("learning_card", "amend", shared, {"results": {"0000000b": row}}),
        ],
    )
    down(trust, trust.heron)
    assert adopting.results(trust.hub, cards.find(trust.hub, shared)) == ()
    assert adopting.results(trust.heron, cards.find(trust.heron, ent)) == ()


# --- the map ------------------------------------------------------------------------------------------


def test_the_map_shows_each_idea_on_each_ward_with_reason_and_signal(trust: Trust) -> None:
    ent, shared = passed(trust)
    tried(trust.heron, ent, "kept", "improvement")
    copy = adopting.adopt(trust.maple, shared).ent
    tried(trust.maple, copy, "dropped", "common", dropped_reason="too_hard")
    recording.create(trust.maple, "change_idea", {"standard": "safety_huddle", "state": "testing"})
    recording.create(trust.maple, "change_idea", {"title": "Only ours, about Ann", "state": "kept"})
    for desk in (trust.heron, trust.maple):
        up(trust, desk)
    found = evidence.idea_map(trust.hub)
    assert [one.name for one in found.columns] == ["Heron Ward", "Maple Ward"]
    told = {row.title: [(cell.state, cell.reason, cell.signal) for cell in row.cells] for row in found.rows}
    assert told == {
        "Evening walk": [("kept", "", "improvement"), ("dropped", "too_hard", "common")],
        "Safety huddle": [("not_tried", "", ""), ("testing", "", "")],
        "": [("not_tried", "", ""), ("kept", "", "")],
    }
    assert found.rows[-1].key == evidence.OWN
    assert "Ann" not in repr(found)


def test_ideas_that_a_chart_speaks_for_come_with_the_most_wards_first() -> None:
    better, worse, none = (evidence.Cell("kept", signal=signal) for signal in ("improvement", "concern", ""))
    rows = [
        evidence.Row("walk", "Walk", "", "", (better, none, none)),
        evidence.Row("music", "Music", "", "", (worse, worse, none)),
        evidence.Row("garden", "Garden", "", "", (better, better, worse)),
    ]
    columns = tuple(evidence.Column(name, name) for name in ("heron", "maple", "teal"))
    found = evidence.improved(evidence.Map(columns, tuple(rows)))
    assert [row.key for row in found.rows] == ["garden", "walk"]
    assert found.columns == columns
