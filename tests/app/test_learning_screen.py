"""The library through the window, by keyboard: found, tried, written, approved, told, printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.app import heron, reach
from tests.app.desk import Desk
from wardqi import resources
from wardqi.app import learning_words as words
from wardqi.app import offers
from wardqi.app.card_offer import CardOffer
from wardqi.app.screens import ALL
from wardqi.app.screens.improvement.page import ImprovementPage
from wardqi.app.screens.learning.page import LearningPage
from wardqi.app.screens.today import TodayPage
from wardqi.domain import codes, kinds, learning, spc
from wardqi.domain.learning import STORY_WORDS
from wardqi.domain.shield import Kind
from wardqi.services.improvement import cycles, ideas, projects
from wardqi.services.learning import adopting, approval, cards
from wardqi.store import records

CTRL = Qt.KeyboardModifier.ControlModifier
HOSTILE = "<img src=//host/x> $\\foo$ =1+1 &amp; '"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    clock = heron.Clock()
    session = heron.open_ward(tmp_path / "ward", clock, role="ward_manager")
    made = Desk(qtbot, tmp_path, ALL, session=session, clock=clock)
    yield made
    made.close()


def opened(desk: Desk, ident: str = "") -> LearningPage:
    page = desk.open("learning", ident)
    assert isinstance(page, LearningPage)
    return page


def written(desk: Desk, **values: object) -> str:
    given = {"title": "Music before supper", "idea": "A quiet hour with music.", **values}
    with desk.session.desk() as own:
        return cards.create(own, given).ent


def value(desk: Desk, ent: str) -> dict[str, object]:
    with desk.session.desk() as own:
        record = records.find(own.store, ent)
        assert record is not None
        return dict(record.value)


def shown(page: LearningPage) -> str:
    now = page.stack.currentWidget()
    assert now is not None
    return "\n".join(one.text() for one in now.findChildren(QLabel) if one.isVisibleTo(now))


def a_test(desk: Desk, **more: object) -> tuple[str, str, str]:
    """A test carried through: project, idea, cycle."""
    asked = {"question": "Calmer?", "prediction": "Two at most"}
    with desk.session.desk() as own:
        project = projects.create(own, {"title": "Calmer evenings"}).ent
        idea = ideas.add(own, project, "Music before supper", **more).ent
        plan = {"scale": "one_shift", "predictions": {"11111111": asked}}
        cycle = cycles.plan(own, project, idea, plan).ent
        cycles.seal(own, cycle)
        cycles.move(own, cycle, "study")
        result = {"predictions": {"11111111": {"result": "One", "verdict": "confirmed"}}}
        cycles.study(own, cycle, result)
        cycles.decide(own, cycle, "adopt")
    return project, idea, cycle


def test_a_card_is_found_as_one_types_and_tried_in_a_new_project_by_keys_alone(desk: Desk) -> None:
    page = opened(desk)
    desk.press(Qt.Key.Key_F, CTRL)
    desk.type("calm-down box")
    desk.settle()
    assert page.list.table.model.rowCount() == 1
    page.list.table.view.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert page.card.tries.hasFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert page.tries.project.hasFocus()
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert desk.frame.here == "improvement"
    with desk.session.desk() as own:
        (project,) = projects.listed(own)
        (idea,) = ideas.listed(own, project.ent)
        (cycle,) = records.of_kind(own.store, "cycle")
    assert project.title == "Sensory room and calm-down box"
    assert idea.value["standard"] == "calm_box"
    assert str(cycle.value["objective"]).startswith("One box")
    assert desk.workspace.undo()
    desk.settle()
    with desk.session.desk() as own:
        assert projects.listed(own) == ()


def test_a_filter_is_a_tag_that_takes_itself_away(desk: Desk) -> None:
    page = opened(desk)
    every = page.list.table.model.rowCount()
    page.list.fill_menu()
    page.list.toggle("kinds", "how_to")
    page.list.toggle("drivers", "learn")
    few = page.list.table.model.rowCount()
    assert 0 < few < every
    tags = page.list.tags.members
    assert [reach.name_of(one) for one in tags] == [
        "Remove the filter Learning from every event",
        "Remove the filter How-to",
    ]
    assert f"{few} cards of {every}" in shown(page)
    tags[0].setFocus()
    desk.press(Qt.Key.Key_Space)
    assert page.list.filter.hasFocus()
    assert page.list.table.model.rowCount() > few


def test_a_story_is_counted_kept_as_it_is_typed_and_shown(desk: Desk) -> None:
    page = opened(desk, "new:story")
    desk.type("Tea at four")
    page.form.notes["expected"].setFocus()
    desk.type("Fewer arguments")
    assert "2 of 250 words" in page.form.count.text()
    page.form.notes["tell_others"].setPlainText("word " * STORY_WORDS)
    assert "2 too many" in page.form.count.text()
    assert page.form.reads.text() == "Read in two minutes or less."
    page.form.notes["steps"].setPlainText("word " * 400)
    assert "about 4 minutes" in page.form.reads.text()
    page.form.notes["steps"].setPlainText("")
    page.form.notes["tell_others"].setPlainText("Start with the tea.")
    page.keep()
    desk.settle()
    assert page.saved().startswith("Saved")
    with desk.session.desk() as own:
        (kept,) = records.of_kind(own.store, "learning_card")
    assert kept.value["expected"] == "Fewer arguments"
    page.form.notes["surprised"].setFocus()
    desk.type("The night staff joined")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert page.stack.currentWidget() is page.card
    card = value(desk, kept.ent)
    assert (card["kind"], card["surprised"]) == ("story", "The night staff joined")
    assert "What surprised us" in shown(page)


def test_marks_that_turn_text_around_do_not_keep_a_card_from_being_kept(desk: Desk) -> None:
    page = opened(desk, "new:idea")
    page.form.title_edit.setText("left\u202eright")
    page.form._typed()
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.settle()
    with desk.session.desk() as own:
        (kept,) = records.of_kind(own.store, "learning_card")
    assert kept.value["title"] == "leftright"


def test_what_cannot_be_read_is_said_beside_its_answer_and_nothing_is_lost(desk: Desk) -> None:
    page = opened(desk, "new:idea")
    desk.type("Tea at four")
    page.form.minutes.setText("a while")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert page.form.problems["minutes"].text
    assert page.form.minutes.hasFocus()
    page.form.minutes.setText("15")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.settle()
    with desk.session.desk() as own:
        (kept,) = records.of_kind(own.store, "learning_card")
    assert (kept.value["title"], kept.value["minutes"]) == ("Tea at four", 15)


def test_a_form_in_which_nothing_was_written_leaves_nothing(desk: Desk) -> None:
    page = opened(desk, "new:idea")
    desk.press(Qt.Key.Key_Escape)
    desk.settle()
    assert page.stack.currentWidget() is page.list
    with desk.session.desk() as own:
        assert records.of_kind(own.store, "learning_card") == []


def test_a_card_that_names_somebody_is_approved_once_each_finding_is_mended_or_answered(desk: Desk) -> None:
    with desk.session.desk() as own:
        heron.add_patient(own, "Zebedee Okonkwo-Pryce", "7", "1988-05-03")
    ent = written(desk, happened="Zebedee liked it.", conditions="The choir of LS1 4AP sang.")
    page = opened(desk, f"card:{ent}")
    page.card.approve.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert page.stack.currentWidget() is page.approve
    assert "2 things to look at" in shown(page)
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert value(desk, ent)["state"] == "draft"
    assert "say why it is nobody" in shown(page)
    first = next(one for one in page.approve._found if one.path == "happened")
    page.approve._mend(first)
    desk.settle()
    assert value(desk, ent)["happened"] == "The patient liked it."
    (reason,) = page.approve.reasons.values()
    reason.setFocus()
    desk.type("The postcode of a concert hall")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert value(desk, ent)["state"] == "approved"
    assert page.stack.currentWidget() is page.card
    assert "Approved. It goes to the QI team" in shown(page)


def test_a_nurse_reads_and_writes_and_does_not_approve(qtbot: QtBot, tmp_path: Path) -> None:
    clock = heron.Clock()
    session = heron.open_ward(tmp_path / "ward", clock, role="nurse")
    desk = Desk(qtbot, tmp_path, ALL, session=session, clock=clock)
    try:
        ent = written(desk)
        page = opened(desk, f"card:{ent}")
        assert page.card.change.isVisible()
        assert page.card.approve.isHidden()
        assert page.card.withdraw.isHidden()
    finally:
        desk.close()


def test_a_card_of_a_test_is_filled_from_it_and_its_project_shows_it(desk: Desk) -> None:
    project, idea, cycle = a_test(desk)
    page = opened(desk, f"cycle:{cycle}")
    assert page.form.title_edit.text() == "Music before supper"
    assert page.form.notes["happened"].toPlainText().startswith("Calmer? One")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert "1 test; largest: one shift; as expected" in shown(page)
    ent = str(value(desk, idea)["card"])
    improvement = desk.open("improvement", f"project:{project}")
    found = "\n".join(one.text() for one in improvement.findChildren(QLabel))
    assert "Music before supper" in found
    again = opened(desk, f"idea:{idea}")
    assert again.form._ent == ent


def test_what_happened_for_us_makes_a_card_of_a_shipped_idea_that_was_tried(desk: Desk) -> None:
    a_test(desk, standard="calm_box")
    page = opened(desk, "card:shipped:calm_box")
    assert page.card.happened.isVisible()
    page.card.happened.click()
    desk.settle()
    assert page.stack.currentWidget() is page.form
    desk.press(Qt.Key.Key_Escape)
    desk.settle()
    assert "Came from: Sensory room and calm-down box" in shown(page)
    with desk.session.desk() as own:
        (card,) = records.of_kind(own.store, "learning_card")
    assert card.value["cycles_run"] == 1


def test_a_change_made_here_is_noted_on_the_copy(desk: Desk) -> None:
    with desk.session.desk() as own:
        ent = adopting.adopt(own, "shipped:calm_box").ent
    page = opened(desk, f"card:{ent}")
    page.card.text.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert page.card.problems["text"].text
    desk.type("A trolley, not a box")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    ((_, row),) = kinds.live_rows(value(desk, ent), "adaptations")
    assert row["text"] == "A trolley, not a box"
    assert "A trolley, not a box" in shown(page)
    assert desk.workspace.undo()
    desk.settle()
    assert "A trolley, not a box" not in shown(page)


def test_hostile_words_are_words_on_every_page_and_on_paper(desk: Desk) -> None:
    texts = dict.fromkeys(("title", "idea", "steps", "happened", "expected", "conditions"), HOSTILE)
    ent = written(desk, **texts)
    with desk.session.desk() as own:
        adopting.adapted(own, ent, "steps", HOSTILE)
    page = opened(desk)
    assert reach.rich(page) == []
    page.open_card(ent)
    desk.settle()
    assert "<img src=//host/x> $\\foo$ =1+1" in shown(page)
    assert reach.rich(page) == []
    page.approve.open(ent)
    page.stack.setCurrentWidget(page.approve)
    desk.settle()
    assert reach.rich(page) == []
    page.open_card(ent)
    desk.settle()
    assert page.print_out()
    desk.settle()
    assert desk.frame.here == "print_out"


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_every_page_can_be_reached_and_read(qtbot: QtBot, tmp_path: Path, size: tuple[int, int]) -> None:
    clock = heron.Clock()
    session = heron.open_ward(tmp_path / "ward", clock, role="ward_manager")
    desk = Desk(qtbot, tmp_path, ALL, session=session, clock=clock, size=size)
    try:
        ent = written(desk, happened="Rang 0113 496 0123.", quote="Calmer.", quote_consent="yes")
        with desk.session.desk() as own:
            fork = adopting.adopt(own, ent, [{"part": "steps", "text": "Twice a week"}]).ent
            approval.approve(own, fork)
        page = opened(desk, f"card:{fork}")
        _walk(page)
        page.open_card("shipped:safety_cross")
        desk.settle()
        _walk(page)
        page.card.tries.click()
        desk.settle()
        _walk(page)
        page.approve.open(ent)
        page.stack.setCurrentWidget(page.approve)
        desk.settle()
        page.approve.travels.fold(False)
        desk.settle()
        _walk(page)
        page._change(ent)
        desk.settle()
        for section in page.form.sections.values():
            section.fold(False)
        desk.settle()
        _walk(page)
    finally:
        desk.close()


def _walk(page: LearningPage) -> None:
    now = page.stack.currentWidget()
    assert now is not None
    assert reach.unnamed(now) == []
    assert reach.small(now) == []
    assert reach.clipped(now) == []
    assert reach.unreachable(now) == []


def test_what_comes_before_again_and_again_brings_one_offer_a_day_that_can_be_ended_for_good(
    desk: Desk,
) -> None:
    with desk.session.desk() as own:
        for hour in range(4):
            heron.incident(own, f"2026-11-20T{10 + hour}:10+00:00", antecedents=["waiting"])
    today = desk.open("today")
    desk.settle()
    assert isinstance(today, TodayPage)
    assert today.cards.isVisible()
    assert "Before 4 incidents in four weeks: wait for staff" in today.cards.told.text()
    (read,) = [one for one in today.cards.buttons.members if "Safety huddle" in reach.name_of(one)]
    again = CardOffer(desk.workspace, "signal")
    again.offer("A signal", [("shipped:how:signal", "Your chart shows a signal")])
    assert again.isHidden(), "another offer was made today"
    read.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert desk.frame.here == "learning"
    assert "Safety huddle" in desk.frame.page.card.title.text()  # type: ignore[union-attr]
    assert today.cards.isHidden()
    desk.clock.go(days=1)
    today.cards.offer("Once more", [("shipped:safety_huddle", "Safety huddle")])
    assert today.cards.isHidden(), "it was ended for good"
    again.offer("A signal", [("shipped:how:signal", "Your chart shows a signal")])
    assert not again.isHidden()
    again.deleteLater()


def test_a_signal_offers_its_guide_and_a_quiet_chart_nothing() -> None:
    values = [*([5, 6, 7, 5, 6, 7] * 3), 0, 0, 0, 0, 0, 0, 0]
    start = date(2026, 1, 5)
    for figures, offered in ((values, True), (values[:18], False)):
        points = [spc.Point(start + timedelta(days=7 * at), float(one)) for at, one in enumerate(figures)]
        analysis = spc.analyse(spc.Series(tuple(points)), spc.Settings(kind="xmr"))
        sentence, found = offers.signal(analysis)
        assert (bool(sentence), bool(found)) == (offered, offered)
    assert offers.signal(None) == ("", ())


def test_every_state_finding_and_gap_of_a_card_has_words() -> None:
    for code in codes.get("card_state").entries:
        card = cards.Card("1", {"title": "A"}, code.code, own=True)
        assert words.source(card).startswith("Ours")
        if code.code != "draft":
            assert words.standing(card) != words.standing(cards.Card("1", {}, "draft", own=True)), code.code
    assert set(words._FOUND) == {kind.value for kind in Kind}
    assert set(words.LACKING) >= set(learning.lacking({"quote": "A", "expected": "word " * 251}))
    for one in codes.get("starter_driver").in_group("primary"):
        assert resources.path(f"icons/{words._PICTURES[one]}.svg").is_file()


def test_a_test_leads_to_a_card_about_it_from_its_menu(desk: Desk) -> None:
    project, _, cycle = a_test(desk)
    page = desk.open("improvement", f"project:{project}")
    assert isinstance(page, ImprovementPage)
    (test,) = page.project.found.tests  # type: ignore[union-attr]
    menu = page.project.menu_of(test)
    (action,) = [one for one in menu.actions() if one.text() == "Write a learning card about it"]
    action.trigger()
    desk.settle()
    learning_page = desk.frame.page
    assert isinstance(learning_page, LearningPage)
    assert learning_page.form.title_edit.text() == "Music before supper"
    assert cycle == test.ent
