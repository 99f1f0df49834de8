"""The safety cross in the window: walked by keys, said in words, printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.app import heron, reach
from tests.app.desk import Desk
from wardqi.app.screens import ALL
from wardqi.app.screens.incidents.listing import IncidentsPage
from wardqi.app.screens.safety_cross.cross import SQUARE, words
from wardqi.app.screens.safety_cross.page import SafetyCrossPage
from wardqi.services import recording


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    clock = heron.Clock()
    session = heron.open_ward(tmp_path / "ward", clock, role="ward_manager")
    made = Desk(qtbot, tmp_path, ALL, session=session, clock=clock)
    with session.desk() as own:
        heron.incident(own, "2026-11-03T10:00+00:00")
        heron.incident(own, "2026-11-20T10:00+00:00")
        recording.confirm_quiet(own, "2026-11-04", "early")
    yield made
    made.close()


def opened(desk: Desk) -> SafetyCrossPage:
    page = desk.open("safety_cross")
    assert isinstance(page, SafetyCrossPage)
    desk.wait(lambda: page.found is not None)
    return page


def test_the_days_are_walked_and_said_and_enter_shows_a_days_incidents(desk: Desk) -> None:
    page = opened(desk)
    page.table.setFocus()
    assert page.table.currentItem().data(SQUARE).state == "open"
    desk.press(Qt.Key.Key_Left)
    item = page.table.currentItem()
    assert words(item.data(SQUARE)) == item.data(Qt.ItemDataRole.AccessibleTextRole)
    assert words(item.data(SQUARE)) == "20 Nov 2026: 1 event"
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: desk.frame.here == "incidents")
    listing = desk.frame.page
    assert isinstance(listing, IncidentsPage)
    desk.wait(lambda: listing.table.model.rowCount() == 1)


def test_months_and_topics_are_turned(desk: Desk) -> None:
    page = opened(desk)
    assert "1 day since the last one" in page.since.text()
    assert not page.after.isEnabled()
    page.before.click()
    desk.wait(lambda: page.found is not None and page.found.month.month == 10)
    assert page.after.isEnabled()
    page.topic.setCurrentIndex(1)
    page.topic.activated.emit(1)
    desk.wait(lambda: page.found is not None and page.found.topic == "days_since_prone")
    assert page.since.text() == "None recorded"


def test_it_is_printed_with_its_facts(desk: Desk) -> None:
    page = opened(desk)
    assert page.print_out()
    desk.settle()
    assert desk.frame.here == "print_out"


def test_it_is_named_reachable_and_unclipped(desk: Desk) -> None:
    page = opened(desk)
    for size in ((1366, 768), (683, 384)):
        desk.window.resize(*size)
        desk.settle()
        assert reach.unnamed(page) == []
        assert reach.unreachable(page) == []
        assert reach.clipped(page) == []
