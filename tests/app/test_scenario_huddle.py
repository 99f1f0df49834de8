"""Scenario 4: the ward manager's huddle in the real window, by keyboard alone, each spoken action kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.app import heron, reach
from tests.app.desk import Desk
from wardqi.app import screens
from wardqi.app.screens.huddle.page import HuddlePage
from wardqi.app.screens.huddle.run import RunPane
from wardqi.domain import kinds
from wardqi.services.access import Session
from wardqi.services.huddles import actions, checklists, closing, running
from wardqi.services.huddles.actions import Wanted
from wardqi.services.huddles.closing import Summary
from wardqi.store import records
from wardqi.store.log import Act

MORNING = datetime.fromisoformat("2026-11-20T09:16:00+00:00")  # a Friday
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEYS = 40


@pytest.fixture
def clock() -> heron.Clock:
    return heron.Clock(MORNING)


@pytest.fixture
def session(tmp_path: Path, clock: heron.Clock) -> Iterator[Session]:
    made = heron.open_ward(tmp_path / "ward", clock, role="ward_manager")
    with made.desk() as desk:
        ward = {"huddle_starts": 555, "huddle_days": ["1", "2", "3", "4", "5"]}
        desk.append(Act("ward", "amend", desk.ward(), ward))
        heron.incident(desk, "2026-11-19T21:40+00:00", patient=heron.patient(desk, "Amir Khan"))
        actions.raise_action(desk, Wanted("Mend the garden door", "ward_manager", due="2026-11-19"))
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: heron.Clock, session: Session) -> Desk:
    made = Desk(qtbot, tmp_path, screens.ALL, session=session, clock=clock)
    made.open("today")
    return made


def page(desk: Desk) -> HuddlePage:
    found = desk.frame.page
    assert isinstance(found, HuddlePage)
    return found


def run(desk: Desk) -> RunPane:
    assert page(desk).stack.currentWidget() is page(desk).run
    return page(desk).run


def start(desk: Desk) -> HuddlePage:
    desk.press(Qt.Key.Key_H, CTRL | SHIFT)
    desk.wait(lambda: isinstance(desk.frame.page, HuddlePage) and page(desk).run.ent != "")
    return page(desk)


def speak(desk: Desk, what: str, who: str) -> None:
    """Add an action; what is said is not counted, choosing who is."""
    desk.press(Qt.Key.Key_A)
    said = desk.keys
    desk.type(what)
    desk.keys = said
    desk.press(Qt.Key.Key_Return)  # leads to who, which is lacking
    desk.type(who)
    desk.press(Qt.Key.Key_Return)


def told(desk: Desk) -> list[str]:
    return [one.text() for one in page(desk).findChildren(QLabel) if one.isVisible()]


def summary(session: Session) -> Summary:
    with session.desk() as at:
        return closing.summary(at, kinds.huddle_id(at.ward(), MORNING.date().isoformat()))


def test_a_huddle_of_fourteen_prompts_and_three_actions_takes_forty_keys(
    desk: Desk, session: Session, clock: heron.Clock
) -> None:
    desk.keys = 0
    start(desk)
    assert run(desk).place.text() == "1 of 14"
    spoken = {
        4: ("Read the calm-down plan with the person in bed 3", "Nurse"),
        7: ("Ask for one more on the late shift", "Ward m"),
        9: ("Open the garden at two", "Act"),
    }
    for number in range(1, 15):
        assert run(desk).place.text() == f"{number} of 14"
        if number in spoken:
            speak(desk, *spoken[number])
        desk.press(Qt.Key.Key_Return)
        clock.go(seconds=45)
    desk.wait(lambda: page(desk).stack.currentWidget() is page(desk).close_pane)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page(desk).stack.currentWidget() is page(desk).summary)
    assert desk.keys <= KEYS, desk.keys
    found = summary(session)
    assert found.minutes == 10
    assert found.on_time is True
    assert [(one.what, one.owner_role) for one in found.actions] == [
        ("Read the calm-down plan with the person in bed 3", "registered_nurse"),
        ("Ask for one more on the late shift", "ward_manager"),
        ("Open the garden at two", "activity_worker"),
    ]
    assert all(one.due == "2026-11-21" for one in found.actions)
    assert set(found.answers) == {prompt.key for prompt in found.prompts}
    assert found.answers["last_24h"].answer == "no_action"
    assert [one.what for one in found.carried] == ["Mend the garden door"]


def test_everything_is_up_already_with_initials_only_and_large(desk: Desk) -> None:
    start(desk)
    desk.press(Qt.Key.Key_Return, times=3)
    desk.settle()
    shown = " ".join(told(desk))
    assert "What happened in the last 24 hours" in shown
    assert "AK, bed 3" in shown
    assert "Khan" not in shown
    assert QFontInfo(run(desk).text.font()).pointSizeF() >= 24
    assert run(desk).number.text() == "The last 24 hours"


def test_the_single_keys_work_on_the_prompt_alone(desk: Desk) -> None:
    start(desk)
    desk.press(Qt.Key.Key_A)
    desk.type("cas")  # a, c and s are letters here
    assert run(desk).side.action.form.what.text() == "cas"
    desk.press(Qt.Key.Key_Escape)
    assert desk.focus is run(desk).pane
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Backspace)
    assert run(desk).place.text() == "1 of 14"


def test_a_prompt_is_left_out_with_one_key_for_the_reason(desk: Desk, session: Session) -> None:
    start(desk)
    desk.press(Qt.Key.Key_S)
    desk.type("3")
    assert run(desk).place.text() == "2 of 14"
    desk.settle()
    assert summary(session).answers["opening"].skipped == "not_today"


def test_digits_answer_and_a_concern_ends_as_something(desk: Desk, session: Session) -> None:
    start(desk)
    desk.press(Qt.Key.Key_Return)
    desk.type("2")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_C)
    desk.type("bed 7")
    desk.press(Qt.Key.Key_Tab)
    desk.type("Leave was cancelled")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert desk.focus is run(desk).pane
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    found = summary(session)
    assert found.answers["yesterday"].answer == "no"
    assert found.answers["last_24h"].answer == "watch"
    (concern,) = found.concerns
    assert (concern.people, concern.text, concern.ends_as) == ("bed 7", "Leave was cancelled", "watch")


def test_typed_figures_and_words_go_with_the_answer(desk: Desk, session: Session) -> None:
    start(desk)
    desk.press(Qt.Key.Key_Return, times=6)
    desk.settle()
    assert run(desk).number.text() == "Staffing"
    desk.type("6")  # a digit begins the first figure
    desk.press(Qt.Key.Key_Tab)
    desk.type("5")
    desk.press(Qt.Key.Key_Tab)
    desk.type("One from the bank")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    found = summary(session)
    assert (found.shown["staff_planned"], found.shown["staff_present"]) == (6, 5)
    assert (found.answers["staffing"].number, found.answers["staffing"].text) == (5, "One from the bank")


def test_a_carried_action_is_said_to_be_done_in_the_huddle(desk: Desk, session: Session) -> None:
    start(desk)
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    with session.desk() as at:
        (done,) = records.of_kind(at.store, "action")
    assert (done.value["status"], done.value["closed_on"]) == ("done", "2026-11-20")


def test_a_new_start_of_the_program_opens_exactly_where_it_stopped(
    desk: Desk, qtbot: QtBot, tmp_path: Path, clock: heron.Clock, session: Session
) -> None:
    start(desk)
    for _ in range(4):
        desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_A)
    desk.type("Half a tho")
    desk.frame.keep()
    desk.settle()
    desk.window.close()
    again = Desk(qtbot, tmp_path, screens.ALL, session=session, clock=clock)
    again.frame.open("today")  # as after every sign-in
    again.wait(lambda: again.frame.here == "huddle")
    again.settle()
    assert run(again).place.text() == "5 of 14"
    assert run(again).side.action.form.what.text() == "Half a tho"
    again.type("ught")
    again.press(Qt.Key.Key_Return)
    again.type("Doctor")
    again.press(Qt.Key.Key_Return)
    again.settle()
    assert [one.what for one in summary(session).actions] == ["Half a thought"]
    with session.desk() as at:
        now = running.under_way(at)
    assert now is not None
    assert now.draft is None


def test_full_screen_leaves_only_the_huddle_on_the_wall(desk: Desk) -> None:
    start(desk)
    desk.press(Qt.Key.Key_F11)
    assert desk.window.isFullScreen()
    assert not desk.frame.top.isVisible()
    assert not desk.frame.navigation.isVisible()
    assert not desk.frame.strip.isVisible()
    desk.press(Qt.Key.Key_Escape)
    desk.settle()
    assert page(desk).stack.currentWidget() is page(desk).prepare
    assert desk.frame.top.isVisible()
    desk.press(Qt.Key.Key_F11)


def test_the_timer_changes_shape_and_word_and_never_ends_the_huddle(desk: Desk, clock: heron.Clock) -> None:
    start(desk)
    seen = []
    for minutes in (3, 8, 10):
        clock.go(minutes=minutes)
        run(desk)._tell_time()
        seen.append((run(desk).timer.shape.pace, run(desk).timer.words.text()))
    assert seen == [
        ("going", "3 min used"),
        ("ending", "11 min, ending"),
        ("over", "21 min, over time"),
    ]
    desk.press(Qt.Key.Key_Return)
    assert run(desk).place.text() == "2 of 14"


def test_undoing_the_start_takes_the_huddle_back(desk: Desk, session: Session) -> None:
    start(desk)
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.wait(lambda: page(desk).stack.currentWidget() is page(desk).prepare)
    with session.desk() as at:
        assert running.under_way(at) is None


def test_hostile_words_stay_words(desk: Desk, session: Session) -> None:
    start(desk)
    speak(desk, "<img src=//host/x> $\\foo$ =cmd &nbsp;", "Nurse")
    desk.settle()
    assert any("<img src=//host/x> $\\foo$ =cmd &nbsp;" in text for text in told(desk))
    assert reach.rich(page(desk)) == []


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_every_prompt_can_be_walked_and_nothing_is_cut_off(
    desk: Desk, session: Session, size: tuple[int, int]
) -> None:
    desk.window.resize(*size)
    with session.desk() as at:
        for text, kind in (("Highest score today?", "score"), ("How many visits?", "number")):
            checklists.add(at, text, kind)
    start(desk)
    total = 16
    for number in range(1, total + 1):
        desk.settle()
        assert run(desk).place.text() == f"{number} of {total}"
        shown = page(desk).run
        assert reach.unnamed(shown) == []
        assert reach.small(shown) == []
        assert reach.rich(shown) == []
        assert reach.clipped(shown) == [], number
        if number in (1, 2, 5, 14):
            assert reach.unreachable(shown) == []
            shown.enter()
        desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page(desk).stack.currentWidget() is page(desk).close_pane)
    for panel in ("close", "summary"):
        pane = page(desk).close_pane if panel == "close" else page(desk).summary
        assert reach.unnamed(pane) == []
        assert reach.unreachable(pane) == []
        assert reach.clipped(pane) == []
        assert reach.small(pane) == []
        if panel == "close":
            page(desk).finish()
            desk.wait(lambda: page(desk).stack.currentWidget() is page(desk).summary)


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_the_forms_beside_the_prompt_are_reached_and_whole(desk: Desk, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    start(desk)
    desk.press(Qt.Key.Key_Return)
    for key in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_S):
        run(desk).enter()
        desk.press(key)
        desk.settle()
        if key == Qt.Key.Key_C:
            run(desk).side.concern.ends["action"].setChecked(True)
            desk.settle()
        assert not desk.focus.visibleRegion().isEmpty()
        side = run(desk).side
        assert reach.unnamed(side) == []
        assert reach.clipped(side) == []
        assert reach.small(side) == []
        assert reach.unreachable(page(desk).run) == []
        run(desk)._close_panel()


def test_a_patients_name_in_an_action_is_pointed_out_before_it_is_on_the_wall(desk: Desk) -> None:
    start(desk)
    desk.press(Qt.Key.Key_A)
    form = run(desk).side.action.form
    desk.type("Walk with Amir Khan at two")
    form.what.check()
    desk.settle()
    form.what.check()
    assert "Khan" in form.what.beside.text
    form.what.replace()
    assert "Khan" not in form.what.text()
