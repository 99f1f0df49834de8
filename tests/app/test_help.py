"""Help: at hand on every screen, and the list of keys two presses away."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from wardqi import resources
from wardqi.app import keys
from wardqi.app.frame import Frame
from wardqi.app.help_pages import PAGES
from wardqi.app.idle import Activity
from wardqi.app.screen import Screen
from wardqi.app.screens.help import HelpPage
from wardqi.app.settings import Settings
from wardqi.app.tables import RecordTable
from wardqi.app.window import Window
from wardqi.app.workspace import Workspace


def other(workspace: Workspace) -> HelpPage:
    return HelpPage(workspace)


@pytest.fixture
def frame(workspace: Workspace, settings: Settings, activity: Activity, qtbot: QtBot) -> Frame:
    window = Window(settings, activity)
    qtbot.addWidget(window)
    made = Frame(
        workspace,
        (
            Screen("measures", "Measures", "measures", other, order=1),
            Screen("help", "Help", "help", HelpPage),
        ),
    )
    window.show_frame(made)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made.open("measures")
    return made


def page(frame: Frame) -> HelpPage:
    assert isinstance(frame.page, HelpPage)
    return frame.page


def test_help_opens_at_the_screen_one_came_from(frame: Frame) -> None:
    frame.act("help")
    assert frame.here == "help"
    assert page(frame).shown == "measures"
    words = " ".join(label.text() for label in page(frame).findChildren(QLabel))
    assert "Reading a chart" in words


def test_f1_then_k_lists_every_key(frame: Frame, qtbot: QtBot) -> None:
    frame.act("help")
    qtbot.keyClick(frame.window().focusWidget(), Qt.Key.Key_K)
    assert page(frame).shown == "keys"
    (table,) = page(frame).findChildren(RecordTable)
    shown = {table.model.index(at, 0).data() for at in range(table.model.rowCount())}
    assert {key.shown for key in keys.TABLE} <= shown


def test_help_is_searched_with_slips_forgiven(frame: Frame, qtbot: QtBot) -> None:
    frame.act("help")
    help_page = page(frame)
    help_page.look_for()
    qtbot.keyClicks(help_page.search, "pasphrase")
    assert help_page.shown == "safety"


def test_every_page_is_written() -> None:
    for name in PAGES:
        title, _, text = resources.read_text(f"help/{name}.txt").partition("\n")
        assert title
        assert text.count("# ") >= 2
        assert max(len(sentence.split()) for sentence in text.split(".")) <= 35


def test_the_list_of_pages_has_a_line_of_its_own_for_each(frame: Frame, qtbot: QtBot) -> None:
    frame.act("help")
    qtbot.wait(5)
    lines = page(frame).topics
    places = [lines.visualItemRect(lines.item(at)) for at in range(lines.count())]
    assert all(place.height() >= 24 for place in places)
    assert all(one.bottom() < next_one.top() for one, next_one in pairwise(places))
