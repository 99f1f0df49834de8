"""Improvement in the real window, by keyboard: scenario 7, the seal, the board, every state in the walk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.app import heron, reach
from tests.app.desk import Desk as Window
from tests.make import Trust, take
from wardqi.app import screens, theme
from wardqi.app.screens.improvement.page import ImprovementPage
from wardqi.domain import improvement, kinds
from wardqi.services import recording
from wardqi.services.access import Session
from wardqi.services.desk import Desk
from wardqi.services.improvement import boards, cycles, ideas, projects
from wardqi.store import records
from wardqi.store.store import Store

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
HOSTILE = "<img src=//host/x> $\\foo$ =cmd {x}"
QUESTION = {"question": "Will evenings be calmer?", "prediction": "Two at most", "low": 0, "high": 2}


def page_of(window: Window) -> ImprovementPage:
    page = window.frame.page
    assert isinstance(page, ImprovementPage)
    return page


def tab_to(window: Window, target: QWidget, most: int = 60) -> None:
    """Press Tab until the target has focus."""
    for _ in range(most):
        if window.focus is target:
            return
        window.press(Qt.Key.Key_Tab)
    raise AssertionError(f"never came to {reach.told(target)}, last {reach.told(window.focus)}")


def two_cycles(desk: Desk, clock: heron.Clock, title: str = "Calmer evenings") -> tuple[str, str]:
    """A project whose idea had two cycles, the second just finished; with weeks of incidents to chart."""
    now = clock.at
    for week in range(14, 0, -1):
        at = (now - timedelta(days=7 * week)).replace(hour=18, minute=0, second=0)
        clock.at = at + timedelta(hours=1)
        heron.incident(desk, at.isoformat(timespec="minutes"))
    clock.at = now - timedelta(days=20)
    project = projects.create(desk, {"title": title, "aim_what": "restraint", "aim_percent": 25}).ent
    idea = ideas.add(desk, project, "Music before supper").ent
    measure = kinds.measure_id(desk.ward(), "incidents")
    first = cycles.plan(
        desk,
        project,
        idea,
        {"scale": "one_patient", "measure": measure, "predictions": {"01aaaaaa": dict(QUESTION)}},
    ).ent
    cycles.seal(desk, first)
    second = cycles.decide(desk, first, "adopt", next_scale="one_shift").next
    (row,) = (row for row, _ in kinds.live_rows(cycles.detail(desk, second).record.value, "predictions"))
    cycles.change(desk, second, {"predictions": {row: {"prediction": "One at most", "high": 1}}})
    cycles.seal(desk, second)
    cycles.study(desk, second, {"learned": "Ask people what they want to hear"})
    cycles.decide(desk, second, "adapt")
    clock.at = now
    return project, second


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    clock = heron.Clock()
    session = heron.open_ward(tmp_path / "ward", clock, role="ward_manager", people=False)
    made = Window(qtbot, tmp_path, screens.ALL, session=session, clock=clock)
    yield made
    made.close()


def desk_of(window: Window) -> Desk:
    return window.session.desk().__enter__()


# --- scenario 7


def test_cycle_three_from_clone_to_cycle_four_by_keyboard(window: Window) -> None:
    with window.session.desk() as desk:
        _, second = two_cycles(desk, window.clock)
    window.open("improvement")
    page = page_of(window)
    tab_to(window, page.list.table.view)
    window.press(Qt.Key.Key_Return)
    window.settle()
    assert window.focus is page.project.board.columns["act"]
    while page.project.board.columns["act"].ent != second:
        window.press(Qt.Key.Key_Down)
    window.press(Qt.Key.Key_Return)
    window.settle()
    assert page.cycle.title.text() == "Music before supper, cycle 2"
    tab_to(window, page.cycle.clone)
    window.keys = 0
    window.press(Qt.Key.Key_Space)
    window.settle()

    sheet = page.cycle.worksheet
    assert page.cycle.title.text() == "Music before supper, cycle 3"
    assert sheet.question.text() == "What do you want the test to answer?"
    assert "Will evenings be calmer?" in sheet.answered.text()
    window.press(Qt.Key.Key_A, CTRL)
    window.type("Will two songs be enough?")
    window.press(Qt.Key.Key_Return, CTRL)
    window.settle()
    assert sheet.question.text() == "What do you expect to see?"
    assert "One at most" in sheet.answered.text()
    window.type("Nobody is held")
    window.press(Qt.Key.Key_Tab)
    window.press(Qt.Key.Key_Tab)
    window.type("1")
    window.press(Qt.Key.Key_Tab)
    window.type("in 2 weeks")
    for _ in range(12):
        window.press(Qt.Key.Key_Return, CTRL)
        window.settle()
        if sheet.next.text() != "Next":
            break
    assert sheet.next.text() == "Seal the plan and begin"
    assert "We expect: Nobody is held (1 or fewer), by 5 Dec 2026" in words_on(sheet.review)
    window.press(Qt.Key.Key_Return, CTRL)  # once too often: a seal wants its word
    window.settle()
    assert window.focus is sheet.review.word
    assert sheet.review.problem.text == "Type SEAL here first. Nothing is sealed yet."
    with window.session.desk() as desk:
        assert boards.today(desk) == ()
    window.type("seal")
    window.press(Qt.Key.Key_Return)
    window.settle()
    assert window.keys < 115
    with window.session.desk() as desk:
        (card,) = boards.today(desk)
        third, sealed = card.ent, improvement.plan(cycles.detail(desk, card.ent).record.value)
        assert (card.number, card.question) == (3, "Will two songs be enough?")

    for number, words in enumerate(("Calm", "Two people sang", "A quarrel", "Calm", "They asked for more")):
        window.clock.go(days=1)
        assert window.focus is page.cycle.doing.text
        window.type(words)
        if number == 2:
            window.press(Qt.Key.Key_Tab)
            window.press(Qt.Key.Key_Down)
        window.press(Qt.Key.Key_Return, CTRL)
        window.settle()
    assert [one for one in words_on(page.cycle.doing.seen) if one in ("Calm", "A quarrel")] == [
        "Calm",
        "A quarrel",
        "Calm",
    ]
    tab_to(window, page.cycle.doing.on)
    window.press(Qt.Key.Key_Space)
    window.settle()

    studying = page.cycle.studying
    assert studying.isVisible()
    window.wait(lambda: studying.panel.now is not None)
    assert studying.panel.now is not None
    (predicted,) = studying.panel.now.charted.predicted
    assert (predicted.low, predicted.high, str(predicted.first)) == (None, 1, "2026-11-21")
    (answer,) = studying.asked.values()
    tab_to(window, answer.choices["confirmed"])
    window.press(Qt.Key.Key_Right)
    window.press(Qt.Key.Key_Space)
    tab_to(window, studying.learned)
    window.type("Two songs are enough; ask who chooses")
    window.press(Qt.Key.Key_Return, CTRL)
    window.settle()

    acting = page.cycle.acting
    assert window.focus is acting.choices["adopt"]
    window.press(Qt.Key.Key_Down)
    window.press(Qt.Key.Key_Space)
    assert acting.decision == "adapt"
    assert acting.next.isChecked()
    assert [acting.scale.itemData(at) for at in range(acting.scale.count())] == [
        "one_patient",
        "one_shift",
        "one_week",
    ]
    window.press(Qt.Key.Key_Return, CTRL)
    window.settle()
    assert page.cycle.title.text() == "Music before supper, cycle 4"
    with window.session.desk() as desk:
        found = cycles.detail(desk, third)
        assert found.card.decision == "adapt"
        assert found.record.value["predictions"][found.card.cycle.questions[0][0]]["verdict"] == "partly"  # type: ignore[index]
        assert improvement.plan(found.record.value) == sealed
        assert found.seal == "whole"
        assert found.after[0].number == 4


def words_on(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]


# --- the seal in the window


def test_a_blank_prediction_is_asked_for_and_nothing_begins(window: Window) -> None:
    with window.session.desk() as desk:
        project, second = two_cycles(desk, window.clock)
        third = cycles.clone(desk, second).ent
    window.open("improvement", f"cycle:{third}")
    page = page_of(window)
    page.cycle.review()
    window.settle()
    window.press(Qt.Key.Key_Return, CTRL)
    window.settle()
    assert page.cycle.worksheet.question.text() == "What do you expect to see?"
    assert "A guess is fine; a blank can't teach us." in page.cycle.worksheet.hint.text()
    with window.session.desk() as desk:
        assert cycles.detail(desk, third).card.stage == "plan"
    window.open("improvement", f"project:{project}")
    column = page.project.board.columns["plan"]
    column.setFocus()
    window.press(Qt.Key.Key_Right, CTRL)  # into Do only by way of reading the plan once more
    window.settle()
    assert page.cycle.worksheet.question.text() == "Read it once more"


def test_a_sealed_plan_has_nothing_to_type_into_and_does_not_go_back(window: Window) -> None:
    with window.session.desk() as desk:
        project, second = two_cycles(desk, window.clock)
        third = cycles.clone(desk, second).ent
        (row,) = (row for row, _ in kinds.live_rows(cycles.detail(desk, third).record.value, "predictions"))
        cycles.change(desk, third, {"predictions": {row: {"prediction": HOSTILE, "low": 0, "high": 3}}})
        cycles.seal(desk, third)
        before = improvement.plan(cycles.detail(desk, third).record.value)
    window.open("improvement", f"cycle:{third}")
    page = page_of(window)
    page.cycle.stages["plan"].click()
    window.settle()
    sealed = page.cycle.sealed
    assert sealed.isVisible()
    assert (
        sealed.findChildren(QLineEdit) + sealed.findChildren(QPlainTextEdit) + sealed.findChildren(QComboBox)
        == []
    )
    assert sealed.seal.text().startswith("Sealed Sat 21 Nov 2026 03:05 by Sam Ade. Checked just now")
    assert any(HOSTILE in one for one in words_on(sealed))
    assert reach.rich(page) == []
    page.cycle.worksheet.keep()
    page.cycle.finish()
    window.settle()
    window.open("improvement", f"project:{project}")
    page.project.board.choose(third)
    window.press(Qt.Key.Key_Left, CTRL)
    window.settle()
    assert "does not go back to Plan" in window.frame.messages.messages()[-1].what
    with window.session.desk() as desk:
        found = cycles.detail(desk, third)
        assert (found.card.stage, improvement.plan(found.record.value)) == ("do", before)


def test_what_is_added_later_stands_below_the_sealed_words(window: Window) -> None:
    with window.session.desk() as desk:
        _, second = two_cycles(desk, window.clock)
    window.open("improvement", f"cycle:{second}")
    page = page_of(window)
    page.cycle.stages["do"].click()
    window.settle()
    page.cycle.doing.extra.setFocus()
    window.type("We also told the night team")
    page.cycle.doing.add_button.click()
    window.settle()
    assert "We also told the night team" in words_on(page.cycle.doing.sealed.added)
    assert "Sam Ade, 03:05" in words_on(page.cycle.doing.sealed.added)


def test_half_written_answers_are_kept_when_the_screen_locks(window: Window) -> None:
    with window.session.desk() as desk:
        _, second = two_cycles(desk, window.clock)
        third = cycles.clone(desk, second).ent
    window.open("improvement", f"cycle:{third}")
    page = page_of(window)
    page._open_cycle(third, "risks")
    window.settle()
    window.type("Somebody may want quiet")
    page.keep()
    window.settle()
    with window.session.desk() as desk:
        assert cycles.detail(desk, third).record.value["risks"] == "Somebody may want quiet"


def test_a_line_of_a_form_is_looked_through_for_names(window: Window) -> None:
    window.open("improvement")
    page = page_of(window)
    page._open_new()
    window.settle()
    line = page.aim.what
    line.setFocus()
    window.type("falls of Sam Ade ")
    line.check()
    window.wait(lambda: bool(line.findings))
    assert line.beside.isVisible()
    window.press(Qt.Key.Key_R, CTRL)
    assert "Sam" not in line.text()
    line.setText("")
    page.back()


def test_leaving_a_form_by_esc_loses_nothing_that_was_typed(window: Window) -> None:
    with window.session.desk() as desk:
        project, second = two_cycles(desk, window.clock)
        third = cycles.clone(desk, second).ent
    window.open("improvement", f"project:{project}")
    page = page_of(window)
    page._wanted("aim", "")
    window.settle()
    tab_to(window, page.aim.what)
    window.press(Qt.Key.Key_A, CTRL)
    window.type("seclusion")
    window.press(Qt.Key.Key_Escape)
    window.settle()
    with window.session.desk() as desk:
        assert projects.page(desk, project).record.value["aim_what"] == "seclusion"
    assert window.frame.undo_bar.text == "Project saved."
    page._wanted("story", "")
    window.settle()
    tab_to(window, page.story.sponsor)
    window.type("Dr Lin Okafor")
    window.press(Qt.Key.Key_Escape)
    window.settle()
    assert page.stack.currentWidget() is page.project
    with window.session.desk() as desk:
        assert projects.page(desk, project).record.value["sponsor_name"] == "Dr Lin Okafor"

    page._open_new()  # a project without a title cannot be saved: said once, and still there later
    window.settle()
    tab_to(window, page.aim.what)
    window.type("noise at night")
    window.press(Qt.Key.Key_Escape)
    window.settle()
    assert page.stack.currentWidget() is page.aim
    assert page.aim.problems["title"].text
    window.press(Qt.Key.Key_Escape)
    window.settle()
    assert page.stack.currentWidget() is not page.aim
    page._open_new()
    window.settle()
    assert page.aim.what.text() == "noise at night"
    window.press(Qt.Key.Key_Escape)
    window.press(Qt.Key.Key_Escape)

    page._open_cycle(third)
    window.settle()
    sheet = page.cycle.worksheet
    sheet.show_step(next(one for one in sheet.names if one.startswith("predict:")))
    window.press(Qt.Key.Key_Tab)
    window.type("a few")
    window.press(Qt.Key.Key_Escape)
    window.settle()
    assert window.frame.messages.messages()[0].what == "One answer could not be read, so it is not kept."
    assert page.stack.currentWidget() is not page.cycle


# --- board, list, menu


def test_a_card_moves_by_keys_by_its_menu_and_by_dragging_alike(window: Window) -> None:
    with window.session.desk() as desk:
        project, second = two_cycles(desk, window.clock)
        third = cycles.clone(desk, second).ent
        (row,) = (row for row, _ in kinds.live_rows(cycles.detail(desk, third).record.value, "predictions"))
        cycles.change(desk, third, {"predictions": {row: {"prediction": "Yes"}}})
        cycles.seal(desk, third)
    window.open("improvement", f"project:{project}")
    page = page_of(window)
    board = page.project.board

    def stage() -> str:
        with window.session.desk() as desk:
            return cycles.detail(desk, third).card.stage

    assert board.choose(third)
    window.press(Qt.Key.Key_Right, CTRL)
    window.settle()
    assert stage() == "study"
    assert window.focus is board.columns["study"]
    assert board.columns["study"].ent == third
    card = next(one for one in page.project.found.tests if one.ent == third)  # type: ignore[union-attr]
    menu = page.project.menu_of(card)
    said = [action.text() for action in menu.actions() if action.text()]
    assert said == [
        *("Open", "Move to Do", "Move to Act"),
        *("Clone as the next cycle", "Write a learning card about it", "Show its ramp"),
    ]
    next(one for one in menu.actions() if one.text() == "Move to Act").trigger()
    window.settle()
    assert stage() == "act"
    board.columns["do"].dropped.emit(third, "do")  # what a drop on the column asks for
    window.settle()
    assert stage() == "do"
    column = board.columns["do"]
    board.choose(third)
    asked: list[str] = []
    column.asked.disconnect()
    column.asked.connect(lambda ent, _place: asked.append(ent))
    middle = column.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, column.mapToGlobal(middle))
    QApplication.sendEvent(column, event)
    assert asked == [third]


def test_arrows_walk_between_the_columns(window: Window) -> None:
    with window.session.desk() as desk:
        project, _ = two_cycles(desk, window.clock)
    window.open("improvement", f"project:{project}")
    board = page_of(window).project.board
    board.columns["plan"].setFocus()
    for stage in ("do", "study", "act"):
        window.press(Qt.Key.Key_Right)
        assert window.focus is board.columns[stage]
    window.press(Qt.Key.Key_Left)
    assert window.focus is board.columns["study"]


def test_a_narrow_window_shows_the_list(window: Window) -> None:
    with window.session.desk() as desk:
        project, second = two_cycles(desk, window.clock)
    window.window.resize(683, 384)
    window.open("improvement", f"project:{project}")
    page = page_of(window)
    assert page.project.table.isVisible()
    assert not page.project.board.isVisible()
    tab_to(window, page.project.table.view)
    while page.project.table.current().ent != second:
        window.press(Qt.Key.Key_Down)
    window.press(Qt.Key.Key_Return)
    window.settle()
    assert page.cycle.title.text() == "Music before supper, cycle 2"


# --- projects, ramps, calendar


def test_a_first_project_and_test_are_begun_from_nothing(window: Window) -> None:
    window.open("improvement")
    page = page_of(window)
    assert isinstance(window.focus, QPushButton)
    window.press(Qt.Key.Key_Space)
    window.settle()
    assert window.focus is page.aim.name
    window.press(Qt.Key.Key_Return, CTRL)
    window.settle()
    assert page.aim.problems["title"].text == "Please answer this. The rest is kept."
    window.type("Fewer falls in the corridor")
    page.aim.what.setText("falls")
    assert page.aim.sentence.text() == "Reduce falls by 25% by 30 Nov 2027."
    page.aim.by.setText("whenever")
    window.press(Qt.Key.Key_Return, CTRL)
    assert "This is not a day" in page.aim.problems["aim_by"].text
    page.aim.by.setText("1 June 2027")
    window.press(Qt.Key.Key_Return, CTRL)
    window.settle()
    assert page.project.title.text() == "Fewer falls in the corridor"
    assert page.project.about.text() == "Reduce falls by 25% by 1 Jun 2027."
    assert page.project.empty.isVisible()
    assert len(page.project.empty.findChildren(QPushButton)) == 3
    page.project.plan.click()
    window.settle()
    sheet = page.cycle.worksheet
    idea = sheet.steps["idea"]
    idea.new.setText("Mind the wet floor")  # type: ignore[attr-defined]
    window.press(Qt.Key.Key_Return, CTRL)
    window.settle()
    assert sheet.question.text() == "How small can it be?"
    assert page.cycle.title.text() == "Mind the wet floor, cycle 1"
    sheet.steps["scale"].choices["one_ward"].click()  # type: ignore[attr-defined]
    sheet.keep()
    window.settle()
    assert "Could this start smaller?" in sheet.steps["scale"].hinted.text()  # type: ignore[attr-defined]
    window.press(Qt.Key.Key_Escape)
    window.settle()
    assert page.stack.currentWidget() is page.project


def test_rows_are_added_changed_and_taken_out(window: Window) -> None:
    with window.session.desk() as desk:
        _, second = two_cycles(desk, window.clock)
        third = cycles.clone(desk, second).ent
    window.open("improvement", f"cycle:{third}")
    page = page_of(window)
    page._open_cycle(third, "tasks")
    window.settle()
    form = page.cycle.worksheet.steps["tasks"].form  # type: ignore[attr-defined]
    for what, when in (("Bring the speaker", "tomorrow"), ("Ask at the meeting", "")):
        form.boxes["what"].setText(what)
        form.boxes["when"].setText(when)
        form.add.click()
    form.boxes["what"].setText("Half typed")
    window.press(Qt.Key.Key_Return, CTRL)
    window.settle()

    def kept() -> list[tuple[object, object]]:
        with window.session.desk() as desk:
            rows = kinds.live_rows(cycles.detail(desk, third).record.value, "tasks")
            return [(one.get("what"), one.get("when")) for _, one in rows]

    assert kept() == [("Bring the speaker", "2026-11-22"), ("Ask at the meeting", None), ("Half typed", None)]
    page.cycle.worksheet.show_step("tasks")
    next(b for b in form.findChildren(QPushButton) if b.accessibleName() == "Take out: Half typed").click()
    form.boxes["what"].setText("Later")
    form.boxes["when"].setText("sometime")
    form.add.click()
    assert "This is not a day" in form.problems["when"].text
    form.boxes["when"].setText("in 1 week")
    form.add.click()
    window.press(Qt.Key.Key_Return, CTRL)
    window.settle()
    assert kept() == [
        ("Bring the speaker", "2026-11-22"),
        ("Ask at the meeting", None),
        ("Later", "2026-11-28"),
    ]


def test_the_staircase_and_the_calendar_lead_to_their_tests(window: Window) -> None:
    with window.session.desk() as desk:
        project, second = two_cycles(desk, window.clock)
        third = cycles.clone(desk, second).ent
        cycles.change(desk, third, {"look_on": "2026-11-28"})
    window.open("improvement", f"ramp:{project}")
    page = page_of(window)
    (stairs,) = page.ramp.stairs
    assert [one.accessibleName().split(". ")[0] for one in stairs.buttons] == [
        f"Music before supper, cycle {number}" for number in (1, 2, 3)
    ]
    assert stairs.buttons[0].y() > stairs.buttons[1].y() > stairs.buttons[2].y()
    tab_to(window, stairs.buttons[2])
    window.press(Qt.Key.Key_Space)
    window.settle()
    assert page.cycle.title.text() == "Music before supper, cycle 3"
    window.open("improvement", "calendar")
    grid = page.calendar.grid
    tab_to(window, grid)
    assert grid.currentItem().text() == "21, today"
    window.press(Qt.Key.Key_Down)
    assert "Look at it together, Music before supper, cycle 3" in str(
        grid.currentItem().data(Qt.ItemDataRole.AccessibleTextRole)
    )
    window.press(Qt.Key.Key_Return)
    window.settle()
    assert page.cycle.title.text() == "Music before supper, cycle 3"
    page.back()
    window.settle()
    page.calendar.after.click()
    window.settle()
    assert page.calendar.month.text() == "December 2026"


# --- two PCs


def test_answers_of_two_pcs_are_shown_and_one_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    trust = Trust(tmp_path / "trust")
    try:
        here, there = trust.heron, trust.heron2
        project = projects.create(here, {"title": "Calmer evenings", "aim_for": "everybody"}).ent
        ent = cycles.plan(here, project, "", {"predictions": {"01aaaaaa": dict(QUESTION)}}).ent
        cycles.seal(here, ent)
        take(there, trust.share(here))
        projects.change(here, project, {"problem": "Evenings are long"})
        projects.change(there, project, {"problem": HOSTILE, "aim_what": "restraint"})
        with pytest.MonkeyPatch.context() as altered:
            altered.setattr(Store, "_keep_sealed", lambda *_: None)
            recording.amend(there, ent, {"predictions": {"01aaaaaa": {"prediction": "I knew it", "high": 9}}})
        take(here, trust.share(there))
        window = Window(qtbot, tmp_path, screens.ALL, session=trust.session("heron"), clock=trust.clock)  # type: ignore[arg-type]
        window.open("improvement", f"project:{project}")
        page = page_of(window)
        said = words_on(page.project.rivals)
        assert {"Two PCs wrote different answers", "Problem", "Evenings are long", HOSTILE} <= set(said)
        assert page.project.about.text() == "Reduce restraint for everybody."
        assert reach.rich(page) == []
        keep = next(
            one
            for one in page.project.rivals.findChildren(QPushButton)
            if "Evenings are long" in one.accessibleName()
        )
        tab_to(window, keep)
        window.press(Qt.Key.Key_Space)
        window.settle()
        assert not page.project.rivals.isVisible()
        record = records.find(trust.heron.store, project)
        assert record is not None
        assert (record.value["problem"], record.conflicts) == ("Evenings are long", {})
        window.open("improvement", f"cycle:{ent}")
        page.cycle.stages["plan"].click()
        window.settle()
        tried = words_on(page.cycle.sealed.tried)
        assert "The sealed words above stand. This was written over them, without effect:" in tried
        assert {"Prediction: I knew it", "Predicted at most: 9"} <= set(tried)
        assert any(one.startswith("Rhian Jones, ") for one in tried)
        assert "We expect: Two at most (0 to 2)" in words_on(page.cycle.sealed.plan)
        window.jobs.wait()
        window.settle()
        window.jobs.close()
    finally:
        trust.close()


# --- the walk through every state


STATES = [
    "list", "aim", "project", "tests", "ramp", "ramp list", "calendar", "idea", "scale", "questions",
    "predict", "data", "tasks", "dates", "risks", "people", "incidents", "review",
    "sealed", "do", "study", "act", "done",
]  # fmt: skip


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, heron.Clock, dict[str, str]]]:
    """One ward with tests in every stage, only read by the walk."""
    clock = heron.Clock()
    session = heron.open_ward(
        tmp_path_factory.mktemp("walk") / "ward", clock, role="ward_manager", people=False
    )
    with session.desk() as desk:
        project, done = two_cycles(desk, clock)
        ents = {"project": project, "done": done, "sealed": done, "plan": cycles.clone(desk, done).ent}
        cycles.change(
            desk, ents["plan"], {"tasks": {"01aaaaaa": {"what": "Bring the speaker", "when": "2026-11-22"}}}
        )
        for stage in ("do", "study", "act"):
            values = {
                "predictions": {"01aaaaaa": dict(QUESTION)},
                "measure": kinds.measure_id(desk.ward(), "incidents"),
            }
            ents[stage] = cycles.plan(
                desk, project, "", {**values, "tasks": {"01aaaaaa": {"what": "Ask"}}}
            ).ent
            cycles.seal(desk, ents[stage])
            cycles.observe(desk, ents[stage], "surprise", "Calm")
            if stage != "do":
                cycles.move(desk, ents[stage], stage)
    yield session, clock, ents
    session.close()


def show(window: Window, page: ImprovementPage, state: str, ents: dict[str, str]) -> None:
    if state in ("do", "study", "act", "done", "sealed"):
        page._open_cycle(ents[state])
    elif state in ("project", "tests"):
        page._open_project(ents["project"])
        (page.project.as_list if state == "tests" else page.project.as_board).click()
        page.project.method.fold(False)
    elif state.startswith("ramp"):
        page.open(f"ramp:{ents['project']}")
        (page.ramp.as_list if state == "ramp list" else page.ramp.as_stairs).click()
    elif state == "calendar":
        page._open_calendar()
    elif state == "aim":
        page._open_new()
    elif state == "list":
        page._show(page.list, forget=True)
    else:
        page._open_cycle(ents["plan"], state)
    window.settle()
    if state == "predict":
        sheet = page.cycle.worksheet
        sheet.show_step(next(one for one in sheet.names if one.startswith("predict:")))
    elif state == "sealed":
        page.cycle._show_stage("plan")
    window.settle()


@pytest.mark.parametrize(("size", "text"), [((1366, 768), 100), ((683, 384), 100), ((1366, 768), 200)])
def test_every_state_can_be_reached_and_read(
    qtbot: QtBot,
    tmp_path: Path,
    lived: tuple[Session, heron.Clock, dict[str, str]],
    size: tuple[int, int],
    text: int,
) -> None:
    session, clock, ents = lived
    window = Window(qtbot, tmp_path, screens.ALL, size=size, session=session, clock=clock, text_size=text)
    window.open("improvement")
    page = page_of(window)
    for state in STATES:
        show(window, page, state, ents)
        assert (state, reach.unnamed(page), reach.rich(page), reach.small(page)) == (state, [], [], [])
        assert (state, reach.clipped(page)) == (state, [])
        assert len(reach.controls(page)) <= 45, state
        if text == 100:
            assert window.focus is not None
            assert (state, reach.unreachable(page)) == (state, [])
    assert not window.frame.messages.messages()
    window.jobs.wait()
    window.settle()
    window.jobs.close()
    theme.apply("light")
