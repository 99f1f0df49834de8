"""The huddle's screens in a language two fifths longer: every pane and state, and no word cut off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.app import heron, longer, reach
from tests.app.desk import Desk
from wardqi.app import huddle_paper, screens
from wardqi.app.printing import Printout, Stamp
from wardqi.app.screens.actions.page import ActionsPage
from wardqi.app.screens.huddle.page import HuddlePage
from wardqi.app.screens.safety_cross.page import SafetyCrossPage
from wardqi.app.screens.today import TodayPage
from wardqi.services.access import Session
from wardqi.services.huddles import actions, checklists, past
from wardqi.services.huddles.actions import Wanted
from wardqi.services.huddles.plan import Plan
from wardqi.store.log import Act

MORNING = datetime.fromisoformat("2026-11-20T09:12:00+00:00")
SIZES = [(1366, 768), (683, 384)]


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def desk(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    clock = heron.Clock(MORNING)
    session = heron.open_ward(tmp_path / "ward", clock, role="ward_manager")
    with session.desk() as at:
        at.append(Act("ward", "amend", at.ward(), {"huddle_starts": 555}))
    with longer.language():
        made = Desk(qtbot, tmp_path, screens.ALL, session=session, clock=clock, size=request.param)
        yield made
        made.close()


def lived(session: Session) -> None:
    """Two days of huddles, one missed, open and overdue actions, an incident."""
    with session.desk() as at:
        begun = MORNING - timedelta(days=2)
        raised = past.Raised(Wanted("Mend the garden door", "ward_manager", due="2026-11-19"))
        held = past.Held(begun.date(), begun, begun + timedelta(minutes=9), actions=(raised,))
        past.record(at, [held])
        actions.raise_action(at, Wanted("Order chairs", "ward_clerk", due="2026-11-20", escalate_to="site"))
        heron.incident(at, "2026-11-19T21:40+00:00", patient=heron.patient(at, "Amir Khan"))
        at.append(Act("ward", "amend", at.ward(), {"days_since_shown": True}))
        checklists.add(at, "Highest score today?", "score")
        checklists.add(at, "Who has visitors?", "people")


def huddle(desk: Desk, ident: str = "") -> HuddlePage:
    page = desk.open("huddle", ident)
    assert isinstance(page, HuddlePage)
    return page


def whole(page: QWidget, what: str) -> None:
    """Nothing is cut off, nothing stands over its neighbour, and no control is out of reach of the sheet."""
    assert reach.clipped(page) == [], what
    for field in page.findChildren(QComboBox):
        if field.isVisible():
            assert field.height() >= field.fontMetrics().height(), what


def test_the_longer_language_is_spoken_everywhere(desk: Desk) -> None:
    page = huddle(desk)
    said = [
        one.text()
        for kind in (QLabel, QPushButton)
        for one in page.prepare.findChildren(kind)
        if one.isVisible() and any(letter.isalpha() for letter in one.text())
    ]
    assert len(said) > 30
    assert [text for text in said if " h" not in text] == []


def test_a_ward_before_its_first_huddle(desk: Desk) -> None:
    page = huddle(desk)
    whole(page, "empty")
    page.prepare.not_held_button.click()
    whole(page, "not held")
    for ident in ("past", "prompts", "poster"):
        page.open(ident)
        desk.settle()
        whole(page, ident)
    page.open("prompts")
    page.prompts._add()
    desk.settle()
    whole(page, "a new prompt")


def test_a_huddle_from_the_preparation_to_the_summary(desk: Desk) -> None:
    lived(desk.session)
    page = huddle(desk, "missed")
    whole(page, "prepare")
    page.open("start")
    desk.wait(lambda: page.stack.currentWidget() is page.run)
    total = 16
    for number in range(1, total + 1):
        desk.settle()
        assert page.run.place.text().startswith(f"{number} of {total}")
        whole(page, f"prompt {number}")
        if number == 4:
            panels(desk, page)
        desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.stack.currentWidget() is page.close_pane)
    whole(page, "close")
    page.close_pane.finish()
    desk.wait(lambda: page.stack.currentWidget() is page.summary)
    whole(page, "summary")


def panels(desk: Desk, page: HuddlePage) -> None:
    for minutes in (11, 20):
        page.run.timer.show_minutes(minutes, 15)
        desk.settle()
        whole(page, f"{minutes} minutes")
    for key in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_S):
        page.run.enter()
        desk.press(key)
        if key == Qt.Key.Key_C:
            page.run.side.concern.ends["action"].setChecked(True)
        if key == Qt.Key.Key_A:
            desk.press(Qt.Key.Key_Return)  # says what is lacking
        desk.settle()
        whole(page, f"panel {key}")
        page.run._close_panel()


def test_actions_with_every_form_open_in_turn(desk: Desk) -> None:
    lived(desk.session)
    page = desk.open("actions", "new")
    assert isinstance(page, ActionsPage)
    whole(page, "new")
    page._close_form()
    with desk.session.desk() as at:
        ent = actions.still_open(at)[0].ent
    page.open(ent)
    desk.settle()
    for card in (None, page.detail.form_card, page.detail.close_card, page.detail.level_card):
        page.detail._open(card)
        desk.settle()
        whole(page, "detail")


def test_the_cross_and_today(desk: Desk) -> None:
    lived(desk.session)
    cross = desk.open("safety_cross")
    assert isinstance(cross, SafetyCrossPage)
    whole(cross, "cross")
    today = desk.open("today")
    assert isinstance(today, TodayPage)
    assert today.since.isVisible()
    whole(today, "today")


def test_the_poster_stays_on_one_sheet(qapp: object) -> None:
    with longer.language():
        for size in huddle_paper.POSTER_PT:
            paper = huddle_paper.poster(Plan(555, frozenset({1, 2, 3, 4, 5}), 15), "Heron Ward", size)
            assert Printout(paper, Stamp("Sam Lee", MORNING)).count == 1
            assert paper.points >= 12
