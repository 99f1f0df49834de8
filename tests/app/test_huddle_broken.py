"""A huddle that is interrupted: left half way, past midnight, ended elsewhere, undone, hostile words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.app import heron, reach
from tests.app.desk import Desk
from wardqi.app import screens
from wardqi.app.screens.huddle.page import HuddlePage
from wardqi.services.access import Session
from wardqi.services.huddles import actions, checklists, closing, preparing, running
from wardqi.services.huddles.actions import Wanted
from wardqi.store.log import Act

MORNING = datetime.fromisoformat("2026-11-20T09:16:00+00:00")
CTRL = Qt.KeyboardModifier.ControlModifier
HOSTILE = "<img src=//host/x> $\\foo$ =cmd|' /C calc'!A0 \u202eevil &nbsp; %1 {what}"


@pytest.fixture
def clock() -> heron.Clock:
    return heron.Clock(MORNING)


@pytest.fixture
def session(tmp_path: Path, clock: heron.Clock) -> Iterator[Session]:
    made = heron.open_ward(tmp_path / "ward", clock, role="ward_manager")
    with made.desk() as desk:
        desk.append(Act("ward", "amend", desk.ward(), {"huddle_starts": 555}))
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: heron.Clock, session: Session) -> Desk:
    return Desk(qtbot, tmp_path, screens.ALL, session=session, clock=clock)


def huddle(desk: Desk, ident: str = "start") -> HuddlePage:
    page = desk.open("huddle", ident)
    assert isinstance(page, HuddlePage)
    return page


def go_to(desk: Desk, page: HuddlePage, number: int) -> None:
    while page.run.place.text() != f"{number} of 14":
        desk.press(Qt.Key.Key_Return)
    desk.settle()


def told(page: HuddlePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def now(session: Session) -> running.Running:
    with session.desk() as at:
        found = running.under_way(at)
    assert found is not None
    return found


# --- left half way


def test_what_is_typed_at_a_prompt_is_kept_when_one_goes_back(desk: Desk, session: Session) -> None:
    page = huddle(desk)
    go_to(desk, page, 5)
    assert page.run._answering is not None
    assert page.run._answering.words is not None
    page.run._answering.words.setFocus()
    desk.type("Leave was cancelled")
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Backspace)
    desk.settle()
    assert page.run.place.text() == "4 of 14"
    assert now(session).answers["next_24h"].text == "Leave was cancelled"
    desk.press(Qt.Key.Key_Return)
    assert page.run._answering.words.text() == "Leave was cancelled"
    desk.press(Qt.Key.Key_Backspace)
    desk.settle()
    assert "last_24h" in now(session).answers
    assert now(session).at == "last_24h"


def test_a_prompt_left_out_keeps_what_had_been_typed_there(desk: Desk, session: Session) -> None:
    page = huddle(desk)
    go_to(desk, page, 5)
    assert page.run._answering is not None
    assert page.run._answering.words is not None
    page.run._answering.words.setFocus()
    desk.type("Tribunal at two")
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_S)
    desk.type("1")
    desk.settle()
    said = now(session).answers["next_24h"]
    assert (said.skipped, said.text) == ("no_time", "Tribunal at two")


def test_a_prompt_left_out_stays_so_when_one_passes_it_again(desk: Desk, session: Session) -> None:
    page = huddle(desk)
    go_to(desk, page, 6)
    desk.press(Qt.Key.Key_S)
    desk.type("3")
    desk.press(Qt.Key.Key_Backspace)
    desk.settle()
    assert "Left out: not needed today. Enter leaves it so; an answer takes its place." in told(page)
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert page.run.place.text() == "7 of 14"
    assert now(session).answers["physical_health"].skipped == "not_today"
    desk.press(Qt.Key.Key_Backspace)
    desk.type("2")  # answered after all
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    said = now(session).answers["physical_health"]
    assert (said.skipped, said.answer) == (None, "watch")


def test_enter_presses_the_button_that_has_the_focus(desk: Desk, session: Session) -> None:
    with session.desk() as at:
        actions.raise_action(at, Wanted("Mend the garden door", "ward_manager", due="2026-11-19"))
    page = huddle(desk)
    go_to(desk, page, 2)
    desk.press(Qt.Key.Key_Tab)
    assert desk.focus.accessibleName() == "Done: Mend the garden door"
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert page.run.place.text() == "2 of 14"
    assert [one.status for one in now(session).carried] == ["done"]
    page.run._answering._choices[1][1].setFocus()  # type: ignore[union-attr]
    desk.press(Qt.Key.Key_Return)  # chooses it
    assert page.run.place.text() == "2 of 14"
    desk.press(Qt.Key.Key_Return)  # goes on
    desk.settle()
    assert page.run.place.text() == "3 of 14"
    assert now(session).answers["yesterday"].answer == "no"
    page.run.next_button.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert page.run.place.text() == "4 of 14"


def test_enter_on_cancel_and_on_save_does_what_they_say(desk: Desk, session: Session) -> None:
    page = huddle(desk)
    desk.press(Qt.Key.Key_A)
    desk.type("Mend the garden door")
    page.run.side.action.form.owner.setCurrentIndex(2)
    page.run.side.action.form.cancel_button.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert desk.focus is page.run.pane
    assert now(session).actions == ()
    desk.press(Qt.Key.Key_C)
    desk.type("bed 4")
    page.run.side.concern.text.setText("Door sticks")
    page.run.side.concern.save_button.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert [one.people for one in now(session).concerns] == ["bed 4"]


def test_esc_from_a_half_written_action_loses_nothing_and_cancel_drops_it(
    desk: Desk, session: Session
) -> None:
    page = huddle(desk)
    go_to(desk, page, 2)
    desk.press(Qt.Key.Key_A)
    desk.type("Mend the gar")
    desk.press(Qt.Key.Key_Escape)
    assert desk.focus is page.run.pane
    desk.press(Qt.Key.Key_Return)  # goes on with it half written
    desk.press(Qt.Key.Key_C)
    desk.type("bed 4")
    desk.press(Qt.Key.Key_Escape)
    page.keep()
    desk.settle()
    draft = now(session).draft
    assert draft is not None
    assert draft.body["action"]["what"] == "Mend the gar"  # type: ignore[index, call-overload]
    assert draft.body["concern"]["people"] == "bed 4"  # type: ignore[index, call-overload]
    desk.press(Qt.Key.Key_A)
    assert page.run.side.action.form.what.text() == "Mend the gar"
    page.run.side.action.form.cancel_button.click()
    desk.press(Qt.Key.Key_A)
    assert page.run.side.action.form.what.text() == ""
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_C)
    assert page.run.side.concern.people.text() == "bed 4"
    page.run.side.concern.cancel_button.click()
    desk.settle()
    assert now(session).draft is None


def test_what_is_chosen_at_the_close_stays_when_one_goes_back_to_the_prompts(
    desk: Desk, session: Session
) -> None:
    page = huddle(desk)
    go_to(desk, page, 14)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.stack.currentWidget() is page.close_pane)
    pane = page.close_pane
    pane.roles["teller_role"].setCurrentIndex(pane.roles["teller_role"].findData("ward_clerk"))
    pane.roles["teller_role"].activated.emit(0)
    pane.good.setFocus()
    desk.type("A calm night")
    desk.press(Qt.Key.Key_Escape)
    assert desk.focus is pane.finish_button
    desk.press(Qt.Key.Key_Escape)
    desk.wait(lambda: page.stack.currentWidget() is page.run)
    assert page.run.place.text() == "14 of 14"
    with session.desk() as at:
        found = closing.summary(at, page.run.ent)
    assert (found.good_thing, found.roles["teller_role"]) == ("A calm night", "ward_clerk")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.stack.currentWidget() is pane)
    assert pane.good.text() == "A calm night"


def test_locked_at_the_close_nothing_is_lost(desk: Desk, session: Session) -> None:
    page = huddle(desk)
    go_to(desk, page, 14)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.stack.currentWidget() is page.close_pane)
    page.close_pane.good.setFocus()
    desk.type("Nobody was held")
    desk.frame.keep()
    desk.settle()
    with session.desk() as at:
        assert closing.summary(at, now(session).ent).good_thing == "Nobody was held"


# --- midnight, the clocks, two a day


def test_a_huddle_past_midnight_is_gone_on_with_and_closed(
    desk: Desk, session: Session, clock: heron.Clock
) -> None:
    clock.at = datetime.fromisoformat("2026-11-20T23:52:00+00:00")
    page = huddle(desk)
    go_to(desk, page, 4)
    clock.at = datetime.fromisoformat("2026-11-21T00:04:00+00:00")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    desk.workspace.changed.emit("huddles")
    desk.settle()
    assert page.stack.currentWidget() is page.run
    assert page.run.place.text() == "5 of 14"
    page = huddle(desk, "")  # opened anew
    assert page.run.place.text() == "5 of 14"
    page = huddle(desk, "start")  # the key for today's huddle goes on with it too
    assert page.run.place.text() == "5 of 14"
    go_to(desk, page, 14)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.stack.currentWidget() is page.close_pane)
    desk.press(Qt.Key.Key_Escape)
    desk.wait(lambda: page.stack.currentWidget() is page.run)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.stack.currentWidget() is page.close_pane)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.stack.currentWidget() is page.summary)
    with session.desk() as at:
        (only,) = closing.page(at).huddles
        assert (only.day.isoformat(), only.minutes) == ("2026-11-20", 12)


def test_one_left_open_long_ago_is_not_todays_and_is_closed_by_itself(
    desk: Desk, session: Session, clock: heron.Clock
) -> None:
    with session.desk() as at:
        old = preparing.start(at).ent
    clock.go(days=2)
    page = huddle(desk, "")
    assert page.stack.currentWidget() is page.prepare
    page._to_close(old)
    desk.wait(lambda: page.stack.currentWidget() is page.close_pane)
    desk.press(Qt.Key.Key_Escape)  # it has no prompts to go back to today
    desk.wait(lambda: page.stack.currentWidget() is page.prepare)
    assert desk.frame.messages.messages() == ()
    page.open("start")
    desk.wait(lambda: page.stack.currentWidget() is page.run)
    assert page.run.ent != old


def test_the_hour_that_comes_twice_counts_once(desk: Desk, session: Session, clock: heron.Clock) -> None:
    clock.at = datetime.fromisoformat("2026-10-25T01:55:00+01:00")
    page = huddle(desk)
    clock.at = datetime.fromisoformat("2026-10-25T01:05:00+00:00")  # ten minutes later
    page.run._tell_time()
    assert page.run.timer.words.text() == "10 min, ending"
    with session.desk() as at:
        closing.close(at, page.run.ent)
        assert closing.summary(at, page.run.ent).minutes == 10


def test_a_clock_that_is_set_back_never_makes_a_length_below_nothing(
    desk: Desk, session: Session, clock: heron.Clock
) -> None:
    page = huddle(desk)
    clock.go(hours=-2)
    page.run._tell_time()
    assert page.run.timer.words.text() == "0 min used"
    with session.desk() as at:
        closing.close(at, page.run.ent)
        assert closing.summary(at, page.run.ent).minutes == 0


def test_a_second_huddle_on_one_day_shows_that_it_was_held(desk: Desk, session: Session) -> None:
    with session.desk() as at:
        closing.close(at, preparing.start(at).ent)
    page = huddle(desk, "start")
    assert page.stack.currentWidget() is page.prepare
    assert "Today's huddle was held." in told(page)
    assert desk.focus is page.prepare.summary_button


# --- ended elsewhere, undone, done again


def test_a_huddle_closed_elsewhere_shows_what_it_came_to(desk: Desk, session: Session) -> None:
    page = huddle(desk)
    go_to(desk, page, 3)
    with session.desk() as at:
        closing.close(at, page.run.ent)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.stack.currentWidget() is page.summary)
    (message,) = desk.frame.messages.messages()
    assert message.what == "This huddle was closed meanwhile."


def test_a_huddle_that_has_answers_is_not_taken_back_by_a_slip_of_the_hand(
    desk: Desk, session: Session
) -> None:
    page = huddle(desk)
    go_to(desk, page, 6)
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.settle()
    (message,) = desk.frame.messages.messages()
    assert message.what
    assert page.stack.currentWidget() is page.run
    assert page.run.place.text() == "6 of 14"
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert len(now(session).answers) == 6


def test_the_start_undone_and_done_again_begins_at_the_first_prompt(desk: Desk, session: Session) -> None:
    page = huddle(desk)
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.wait(lambda: page.stack.currentWidget() is page.prepare)
    page.open("start")
    desk.wait(lambda: page.stack.currentWidget() is page.run)
    assert now(session).at == "opening"


def test_the_end_undone_leads_back_to_the_close(desk: Desk, session: Session) -> None:
    page = huddle(desk)
    go_to(desk, page, 14)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.stack.currentWidget() is page.close_pane)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.stack.currentWidget() is page.summary)
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.wait(lambda: page.stack.currentWidget() is page.prepare)
    assert page.prepare.start_button.text() == "Go on to the close"
    page.prepare.start_button.click()
    desk.wait(lambda: page.stack.currentWidget() is page.close_pane)


def test_finishing_twice_in_a_hurry_finishes_once_and_scolds_nobody(desk: Desk, session: Session) -> None:
    page = huddle(desk)
    go_to(desk, page, 14)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.stack.currentWidget() is page.close_pane)
    page.close_pane.finish()
    page.close_pane.finish()
    desk.wait(lambda: page.stack.currentWidget() is page.summary)
    assert desk.frame.messages.messages() == ()


# --- hostile and endless words


def test_a_huddle_that_is_over_can_be_put_right_and_the_history_keeps_both(
    desk: Desk, session: Session
) -> None:
    page = huddle(desk)
    go_to(desk, page, 14)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.stack.currentWidget() is page.close_pane)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.stack.currentWidget() is page.summary)
    assert page.summary.correct_button.isVisible()
    page.summary.correct_button.click()
    desk.wait(lambda: page.stack.currentWidget() is page.close_pane)
    assert page.close_pane.title.text() == "Correct the huddle"
    desk.press(Qt.Key.Key_Escape)  # left as it was
    desk.wait(lambda: page.stack.currentWidget() is page.summary)
    page.summary.correct_button.click()
    desk.wait(lambda: page.stack.currentWidget() is page.close_pane)
    page.close_pane.good.setText("Bingo")
    page.close_pane.attendance._boxes["doctor"].setValue(2)
    page.keep()
    page.close_pane.enter()
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.stack.currentWidget() is page.summary)
    assert "Doctor 2" in told(page)
    with session.desk() as at:
        found = closing.summary(at, page.summary.ent)
    assert (found.good_thing, dict(found.attendance)) == ("Bingo", {"doctor": 2})
    assert found.ended_at is not None
    desk.workspace.undo()
    desk.settle()
    with session.desk() as at:
        assert closing.summary(at, page.summary.ent).good_thing == ""
    assert page.stack.currentWidget() is page.summary


def test_the_action_that_was_just_spoken_stands_on_top_however_many_there_are(
    desk: Desk, session: Session
) -> None:
    page = huddle(desk)
    for number in range(1, 11):
        page.run._act(Wanted(f"Number {number}", "ward_manager", due="2026-11-21"))
        desk.settle()
    lines = [label.text() for label in page.run.side.so_far.findChildren(QLabel) if label.isVisible()]
    assert lines[0] == "Actions so far: 10"
    assert lines[1].startswith("10  Number 10")
    assert lines[-1] == "and 2 more"


def test_pressing_twice_does_once(desk: Desk, session: Session) -> None:
    with session.desk() as at:
        ent = actions.raise_action(at, Wanted("Mend the door", "ward_manager", due="2026-11-19")).ent
    page = huddle(desk, "")
    page.prepare._ask_not_held()
    desk.type("22")
    desk.settle()
    desk.workspace.undo()
    desk.settle()
    assert page.prepare.not_held_button.isVisible()
    page = huddle(desk)
    go_to(desk, page, 2)
    assert "Actions overdue\n1" in told(page)
    button = next(one for one in page.run.pane.findChildren(QPushButton) if "Done" in one.accessibleName())
    button.click()
    button.click()
    desk.settle()
    assert "None: actions open and actions overdue." in told(page)
    with session.desk() as at:
        assert not actions.detail(at, ent).action.open
    desk.workspace.undo()
    desk.settle()
    with session.desk() as at:
        assert actions.detail(at, ent).action.open


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_hostile_and_endless_words_stay_words_and_stay_inside(
    desk: Desk, session: Session, size: tuple[int, int]
) -> None:
    desk.window.resize(*size)
    endless = "x" * 400
    with session.desk() as at:
        checklists.add(at, HOSTILE.replace("\u202e", ""), "text")
        checklists.add(at, "Is " + "a very long prompt " * 40, "yes_no")
        actions.raise_action(at, Wanted(endless, "ward_clerk", due="2026-11-19"))
        actions.raise_action(at, Wanted(HOSTILE.replace("\u202e", ""), "doctor", due="2026-11-20"))
    page = huddle(desk, "")
    assert reach.rich(page) == []
    inside(page.prepare)
    page.open("start")
    desk.wait(lambda: page.stack.currentWidget() is page.run)
    with session.desk() as at:
        for what in (endless, HOSTILE.replace("\u202e", "")):
            running.act(at, page.run.ent, Wanted(what, "doctor", due="2026-11-21"))
    desk.workspace.changed.emit("actions")
    for _ in range(16):
        desk.settle()
        assert reach.rich(page.run) == []
        inside(page.run)
        desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.stack.currentWidget() is page.close_pane)
    inside(page.close_pane)
    page.finish()
    desk.wait(lambda: page.stack.currentWidget() is page.summary)
    inside(page.summary)
    assert reach.rich(page) == []
    assert "<img src=//host/x> $\\foo$ =cmd|' /C calc'!A0" in told(page)
    listed = desk.open("actions")
    assert reach.rich(listed) == []


def inside(pane: object) -> None:
    """Nothing makes the column wider than the window."""
    from PySide6.QtWidgets import QWidget

    from wardqi.app.widgets.sheet import Sheet

    assert isinstance(pane, QWidget)
    for sheet in pane.findChildren(Sheet):
        if sheet.isVisible():
            bar = sheet.area.horizontalScrollBar()
            assert bar.maximum() == 0, f"{bar.maximum()} too wide"
