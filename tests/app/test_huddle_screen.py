"""The huddle's other panes and the list of actions, in the real window on a real encrypted store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.app import heron, reach
from tests.app.desk import Desk
from wardqi.app import huddle_paper, screens
from wardqi.app.screens.actions.page import ActionsPage
from wardqi.app.screens.bed_days import BedDaysPage
from wardqi.app.screens.huddle.page import HuddlePage
from wardqi.app.screens.huddle.prepare import Reasons
from wardqi.app.screens.today import TodayPage
from wardqi.app.widgets.row_button import RowButton
from wardqi.reports.page import words as paper_words
from wardqi.services import census
from wardqi.services.access import Session
from wardqi.services.huddles import actions, checklists, closing, past, preparing, running
from wardqi.services.huddles.actions import Wanted
from wardqi.store.log import Act

MORNING = datetime.fromisoformat("2026-11-20T09:05:00+00:00")
TODAY = MORNING.date()


@pytest.fixture
def clock() -> heron.Clock:
    return heron.Clock(MORNING)


@pytest.fixture
def session(tmp_path: Path, clock: heron.Clock) -> Iterator[Session]:
    made = heron.open_ward(tmp_path / "ward", clock, role="ward_manager")
    with made.desk() as desk:
        desk.append(Act("ward", "amend", desk.ward(), {"huddle_starts": 555}))
        begun = datetime.fromisoformat("2026-11-18T09:15+00:00")
        wanted = Wanted("Mend the garden door", "ward_manager", due="2026-11-19")
        held = past.Held(
            begun.date(),
            begun,
            begun + timedelta(minutes=9),
            attendance={"registered_nurse": 2, "doctor": 1},
            roles={"opening_role": "registered_nurse"},
            actions=(past.Raised(wanted),),
        )
        past.record(desk, [held])
        actions.raise_action(desk, Wanted("Order chairs", "ward_clerk", due="2026-11-20"))
        heron.incident(desk, "2026-11-19T21:40+00:00", patient=heron.patient(desk, "Amir Khan"))
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: heron.Clock, session: Session) -> Desk:
    return Desk(qtbot, tmp_path, screens.ALL, session=session, clock=clock)


def huddle(desk: Desk) -> HuddlePage:
    page = desk.open("huddle")
    assert isinstance(page, HuddlePage)
    return page


def listed(desk: Desk, ident: str = "") -> ActionsPage:
    page = desk.open("actions", ident)
    assert isinstance(page, ActionsPage)
    return page


def told(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_preparing_shows_what_the_record_already_holds(desk: Desk) -> None:
    page = huddle(desk)
    shown = told(page.prepare)
    assert "Today 09:15. Doctor opens today." in shown
    assert "yesterday 21:40, Held on the back, Lounge, AK, bed 3" in shown
    assert "Khan" not in shown
    assert "3 per cent of the last 30 days were reported." in shown  # one of them
    assert desk.focus is page.prepare.start_button
    rows = [one.accessibleName() for one in page.prepare.carried.findChildren(RowButton)]
    assert rows == [
        "Mend the garden door. Ward manager, due yesterday, overdue",
        "Order chairs. Ward clerk, by today",
    ]


def test_a_missed_day_takes_one_key_and_can_be_undone(desk: Desk, session: Session) -> None:
    page = huddle(desk)
    (asked,) = [one for one in page.prepare.findChildren(Reasons) if one.isVisible()]
    assert "Thursday 19 November 2026" in asked.accessibleName()
    asked.setFocus()
    desk.type("2")
    desk.settle()
    with session.desk() as at:
        assert closing.page(at).huddles[0].reason == "staffing"
    assert not [one for one in page.prepare.findChildren(Reasons) if one.isVisible()]
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    with session.desk() as at:
        assert closing.page(at).total == 1


def test_figures_typed_before_the_huddle_stay_with_it(desk: Desk, session: Session) -> None:
    page = huddle(desk)
    edit = page.prepare._figures["staff_present"]
    edit.setFocus()
    desk.type("6")
    desk.press(Qt.Key.Key_Tab)
    desk.settle()
    with session.desk() as at:
        assert preparing.prepare(at).figures["staff_present"].number == 6
    edit = page.prepare._figures["staff_present"]
    assert edit.text() == "6"
    edit.setFocus()
    edit.selectAll()
    desk.press(Qt.Key.Key_Backspace)
    desk.press(Qt.Key.Key_Tab)  # wiped out by a slip: the record has it still, and so has the field
    assert edit.text() == "6"


def test_a_huddle_left_open_yesterday_is_closed_from_here(
    desk: Desk, clock: heron.Clock, session: Session
) -> None:
    with session.desk() as at:
        preparing.start(at)
    clock.go(days=3)
    page = huddle(desk)
    (row,) = [one for one in page.prepare.findChildren(RowButton) if "not closed" in one.accessibleName()]
    row.click()
    desk.wait(lambda: page.stack.currentWidget() is page.close_pane)
    page.finish()
    desk.wait(lambda: page.stack.currentWidget() is page.summary)
    with session.desk() as at:
        assert closing.page(at).huddles[0].minutes == 0


def test_the_summary_is_printed_with_its_actions(desk: Desk, session: Session) -> None:
    with session.desk() as at:
        ent = preparing.start(at).ent
        preparing.type_in(at, {"leave": 2, "staff_planned": 5, "staff_present": 4.5})
        running.act(at, ent, Wanted("<b>Open</b> the garden", "doctor", due="2026-11-21", escalate_to="site"))
        closing.close(at, ent, good_thing="A calm night")
    page = desk.open("huddle", ent)
    assert isinstance(page, HuddlePage)
    desk.wait(lambda: page.stack.currentWidget() is page.summary)
    assert "Staff: planned 5, here 4.5" in told(page.summary)
    assert page.print_out()
    desk.settle()
    assert desk.frame.here == "print_out"
    with session.desk() as at:
        paper = paper_words(huddle_paper.summary(closing.summary(at, ent), "Heron Ward"))
    assert "<b>Open</b> the garden" in paper
    assert "A calm night" in paper
    assert "Site" in paper
    assert "on leave 2" in paper
    assert "Staff: planned 5, here 4.5" in paper


def test_past_huddles_open_from_their_list(desk: Desk) -> None:
    page = huddle(desk)
    page.open("past")
    desk.settle()
    assert page.past.table.model.rowCount() == 1
    page.past.table.view.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.stack.currentWidget() is page.summary)
    assert "Started 09:15, 9 min. Doctor 1, Nurse 2. 1 action." in told(page.summary)
    desk.press(Qt.Key.Key_Escape)
    desk.wait(lambda: page.stack.currentWidget() is page.past)  # back in the list, where it was left
    assert desk.focus is page.past.table.view
    desk.press(Qt.Key.Key_Escape)
    desk.wait(lambda: page.stack.currentWidget() is page.prepare)


def test_the_wards_prompts_are_added_moved_hidden_and_undone(desk: Desk, session: Session) -> None:
    page = huddle(desk)
    page.open("prompts")
    desk.settle()
    pane = page.prompts
    pane.add_button.click()
    desk.type("Who has the garden key?")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    with session.desk() as at:
        texts = [one.text for one in checklists.now(at).asked(TODAY)]
    assert texts[-2] == "Who has the garden key?"
    pane.table.view.setCurrentIndex(pane.table.model.index(0, 0))
    assert not pane.hide_button.isEnabled()  # core
    pane.table.view.setCurrentIndex(pane.table.model.index(7, 0))
    pane.hide_button.click()
    desk.settle()
    with session.desk() as at:
        assert "environment" not in [one.key for one in checklists.now(at).asked(TODAY)]
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    with session.desk() as at:
        assert "environment" in [one.key for one in checklists.now(at).asked(TODAY)]


def test_the_list_of_actions_is_narrowed_as_one_types(desk: Desk) -> None:
    page = listed(desk)
    assert page.table.model.rowCount() == 2
    page.look_for()
    desk.type("garden")
    desk.wait(lambda: page.table.model.rowCount() == 1)
    page.search.clear()
    page.state.setCurrentIndex(page.state.findData("overdue"))
    page._narrowed()
    desk.wait(lambda: page.table.current() is not None and page.table.current().overdue)
    assert page.table.model.rowCount() == 1


def test_an_action_is_closed_with_its_result_and_opened_again(desk: Desk, session: Session) -> None:
    page = listed(desk)
    page.table.view.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.right.isVisible())
    assert desk.focus is page.detail.done_button
    desk.press(Qt.Key.Key_Space)
    page.detail.result.setCurrentIndex(page.detail.result.findData("worked"))
    page.detail.words.setFocus()
    desk.type("New hinge")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    with session.desk() as at:
        found = actions.detail(at, page.detail.ent).action
    assert (found.status, found.result_code, found.result) == ("done", "worked", "New hinge")
    assert "New hinge" in told(page.detail)
    assert desk.focus is page.detail.reopen_button
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    with session.desk() as at:
        found = actions.detail(at, page.detail.ent).action
    assert (found.open, found.result) == (True, "")
    assert desk.focus is page.detail.done_button


def test_what_came_of_an_action_is_not_lost_by_esc_and_the_list_stays_where_it_was(
    desk: Desk, session: Session
) -> None:
    with session.desk() as at:
        for at_ in range(3):
            actions.raise_action(at, Wanted(f"Number {at_}", "ward_manager", due="2026-11-21"))
    page = listed(desk)
    page.table.view.setFocus()
    desk.press(Qt.Key.Key_Down, times=2)
    chosen = page.table.current().ent
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.right.isVisible())
    page.detail.done_button.click()
    page.detail.words.setFocus()
    desk.type("Estates came")
    desk.press(Qt.Key.Key_Escape)
    assert desk.focus is page.detail.done_button
    desk.press(Qt.Key.Key_Return)
    assert page.detail.words.text() == "Estates came"
    desk.press(Qt.Key.Key_Escape)
    page.detail.escalate_button.click()
    desk.press(Qt.Key.Key_Return)  # the first level
    desk.settle()
    assert "Passed up to: Ward" in told(page.detail)
    assert desk.focus is page.detail.done_button
    assert page.table.current().ent == page.detail.ent == chosen


def test_an_action_half_written_outside_a_huddle_is_there_again_after_a_stop(
    desk: Desk, session: Session
) -> None:
    page = listed(desk, "new")
    desk.type("Thank the night team")
    page.keep()
    desk.settle()
    page.form.start()  # as a new start of the program finds it
    page._unkept = False
    page.form_card.hide()
    desk.open("today")
    row = next(one for one in desk.frame.page.findChildren(RowButton) if "Action" in one.accessibleName())  # type: ignore[union-attr]
    assert row.accessibleName().startswith("Continue your draft: Action")
    row.click()
    desk.settle()
    assert desk.frame.page is page
    assert page.form.what.text() == "Thank the night team"
    desk.press(Qt.Key.Key_Escape)
    page.add_button.click()
    assert page.form.what.text() == "Thank the night team"
    page.form.owner.setCurrentIndex(2)
    page.form.enter()
    desk.press(Qt.Key.Key_Return, times=2)  # twice in a hurry makes one
    desk.settle()
    with session.desk() as at:
        assert [one.what for one in actions.still_open(at)].count("Thank the night team") == 1
        assert actions.half_written(at) is None
    page.add_button.click()
    assert page.form.what.text() == ""


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_a_form_that_opens_stands_in_view_from_its_heading(desk: Desk, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    page = listed(desk)
    with desk.session.desk() as at:
        page.open(actions.still_open(at)[0].ent)
    desk.settle()
    for opening, card in (
        (page.detail._close_done, page.detail.close_card),
        (page.detail._change, page.detail.form_card),
        (page.detail._ask_level, page.detail.level_card),
    ):
        opening()
        desk.settle()
        top = card.mapTo(page.right.area.viewport(), card.rect().topLeft()).y()
        assert 0 <= top < page.right.area.viewport().height() / 2
        assert not desk.focus.visibleRegion().isEmpty()


def test_an_action_that_was_not_done_asks_why(desk: Desk, session: Session) -> None:
    page = listed(desk)
    with session.desk() as at:
        ent = actions.still_open(at)[0].ent
    page.open(ent)
    desk.settle()
    page.detail.not_done_button.click()
    page.detail._close()
    assert "Say in a few words why it was not done." in told(page.detail)
    desk.press(Qt.Key.Key_Escape)
    assert page.detail.close_card.isHidden()


def test_a_new_action_is_made_from_the_list(desk: Desk, session: Session) -> None:
    page = listed(desk, "new")
    desk.type("Thank the night team")
    desk.press(Qt.Key.Key_Return)
    desk.type("nurse in")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert page.form_card.isHidden()
    with session.desk() as at:
        made = [one for one in actions.still_open(at) if one.what == "Thank the night team"]
    assert [(one.owner_role, one.due, one.source) for one in made] == [("shift_lead", "2026-11-21", "other")]


def test_today_shows_the_huddle_and_the_actions_that_are_due(desk: Desk, session: Session) -> None:
    page = desk.open("today")
    assert isinstance(page, TodayPage)
    rows = [one.accessibleName() for one in page.ui.needsCard.findChildren(RowButton) if one.isVisible()]
    assert rows[0] == "Huddle, today 09:15: prepare or start"
    assert "Action: Mend the garden door. Ward manager, due yesterday, overdue" in rows
    assert "Action: Order chairs. Ward clerk, by today" in rows
    with session.desk() as at:
        preparing.start(at)
    desk.workspace.changed.emit("huddles")
    desk.settle()
    rows = [one.accessibleName() for one in page.ui.needsCard.findChildren(RowButton) if one.isVisible()]
    assert rows[0] == "Huddle under way: go on at 1 of 14"


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_every_pane_can_be_walked(desk: Desk, session: Session, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    with session.desk() as at:
        ent = actions.still_open(at)[0].ent
        day = date(2026, 11, 18)
        held = closing.page(at).huddles[0]
        assert held.day == day
    page = huddle(desk)
    for ident in ("past", "prompts", held.ent):
        page.open(ident)
        desk.settle()
        walk(page)
    if page.stack.currentWidget() is not page.prompts:
        page.open("prompts")
        desk.settle()
    page.prompts._add()
    desk.settle()
    walk(page)
    actions_page = listed(desk, ent)
    for card in (
        actions_page.detail.form_card,
        actions_page.detail.close_card,
        actions_page.detail.level_card,
    ):
        actions_page.detail._open(card)
        desk.settle()
        walk(actions_page)


def walk(page: QWidget) -> None:
    assert reach.unnamed(page) == []
    assert reach.unreachable(page) == []
    assert reach.clipped(page) == []
    assert reach.small(page) == []
    assert reach.rich(page) == []


def test_beds_in_one_row_feed_the_bed_day_and_stays_stand_beside_it(desk: Desk, session: Session) -> None:
    page = huddle(desk)
    assert "Not counted yet today: this figure becomes the bed day." in told(page.prepare)
    assert "Ward stays give the same." in told(page.prepare)
    fields = [page.prepare._figures[fact] for fact in census.FACTS]
    assert len({edit.mapTo(page, edit.rect().topLeft()).y() for edit in fields}) == 1
    fields[0].setFocus()
    fields[0].selectAll()
    desk.type("6")
    desk.press(Qt.Key.Key_Tab)
    desk.settle()
    assert desk.focus is page.prepare._figures["leave"]
    desk.type("1x")  # a letter is no number
    desk.press(Qt.Key.Key_Tab)
    desk.settle()
    assert "Bed day in use: 6, from the huddle." in told(page.prepare)
    assert "Ward stays give 5 (1 fewer)." in told(page.prepare)
    with session.desk() as at:
        assert census.of_day(at, TODAY, 5) == census.Count(TODAY, 6, 1, None, None, "huddle", 5)
    beds = desk.open("bed_days")
    assert isinstance(beds, BedDaysPage)
    assert beds.grid.words(TODAY) == "6 beds, from the huddle, ward stays give 5"
    beds.view.go_to(TODAY)
    desk.type("6")  # counted by hand, and the same
    desk.press(Qt.Key.Key_Return)
    beds.keep()
    desk.settle()
    assert beds.grid.words(TODAY) == "6 beds, ward stays give 5"


def test_enter_at_the_prompt_about_beds_is_enough(desk: Desk, session: Session) -> None:
    with session.desk() as at:
        preparing.start(at)
        now = running.under_way(at)
        assert now is not None
        running.go_to(at, now.ent, next(one for one in now.prompts if "occupied" in one.facts))
    page = huddle(desk)
    assert "Ward stays give the same." in told(page.run)
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    with session.desk() as at:
        assert census.of_day(at, TODAY, 5).occupied == 5
        assert census.of_day(at, TODAY, 5).source == "huddle"
