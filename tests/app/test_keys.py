"""The table of keys, and the search behind the command box."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from wardqi.app import keys
from wardqi.app.screen import Command
from wardqi.app.widgets.command_box import CommandBox

WANTED = {
    "Ctrl+N": "new",
    "Ctrl+Shift+N": "near_miss",
    "Ctrl+Shift+H": "huddle",
    "Ctrl+S": "saved",
    "Ctrl+Z": "undo",
    "Ctrl+Y": "redo",
    "F6": "region",
    "Shift+F6": "region_back",
    "Ctrl+K": "command",
    "Ctrl+F": "find",
    "Ctrl+L": "lock",
    "Ctrl+U": "switch",
    "Ctrl+Return": "finish",
    "Ctrl+E": "exchange",
    "F11": "full",
    "Ctrl+P": "print_out",
    "F12": "print",
    "F1": "help",
    "Esc": "back",
}


def test_the_table_holds_the_promised_keys() -> None:
    assert {key.press: key.name for key in keys.TABLE} == WANTED


def test_each_key_is_a_key_and_none_is_a_single_letter() -> None:
    for key in keys.TABLE:
        pressed = QKeySequence(key.press)
        assert pressed.count() == 1, key.press
        assert len(key.press) > 1
        assert key.does


def commands(ran: list[str] | None = None) -> list[Command]:
    def run(title: str) -> Command:
        return Command(
            title, lambda: (ran if ran is not None else []).append(title), words=WORDS.get(title, "")
        )

    return [run(title) for title in TITLES]


TITLES = (
    "New incident",
    "Incidents",
    "Send and receive",
    "Measures",
    "Near miss or good catch",
    "Lock the screen",
)
WORDS = {"Send and receive": "bundle receipt", "New incident": "restraint"}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("meas", "Measures"),
        ("maesures", "Measures"),
        ("incident new", "New incident"),
        ("incdient", "New incident"),
        ("catch good", "Near miss or good catch"),
        ("receve", "Send and receive"),
        ("bundle", "Send and receive"),
        ("restrant", "New incident"),
        ("LOCK", "Lock the screen"),
    ],
)
def test_slips_and_word_order_are_forgiven(typed: str, first: str) -> None:
    assert keys.search(commands(), typed)[0].title == first


def test_what_resembles_nothing_finds_nothing() -> None:
    assert keys.search(commands(), "xylophone") == []
    assert keys.search(commands(), "measures xylophone") == []


def test_with_nothing_typed_the_recent_come_first() -> None:
    assert keys.search(commands(), "", ["Measures"])[0].title == "Measures"


class Box:
    def __init__(self, qtbot: QtBot) -> None:
        self.ran: list[str] = []
        self.said: list[str] = []
        self.window = QWidget()
        self.window.resize(800, 600)
        self.box = CommandBox(lambda: commands(self.ran), self.window)
        self.box.announced.connect(self.said.append)
        qtbot.addWidget(self.window)
        self.window.show()


def test_enter_runs_the_first_answer_and_arrows_choose_others(qtbot: QtBot) -> None:
    it = Box(qtbot)
    it.box.enter()
    qtbot.keyClicks(it.box, "inc")
    qtbot.keyClick(it.box, Qt.Key.Key_Return)
    qtbot.keyClicks(it.box, "inc")
    qtbot.keyClick(it.box, Qt.Key.Key_Down)
    qtbot.keyClick(it.box, Qt.Key.Key_Return)
    assert len(set(it.ran)) == 2
    assert any("answer" in said for said in it.said)


def test_escape_leaves_everything_as_it_was(qtbot: QtBot) -> None:
    it = Box(qtbot)
    it.box.enter()
    qtbot.keyClicks(it.box, "lock")
    qtbot.keyClick(it.box, Qt.Key.Key_Escape)
    assert it.ran == []
    assert it.box.text() == ""


def test_records_found_late_join_the_answers_unless_something_else_was_typed(qtbot: QtBot) -> None:
    it = Box(qtbot)
    it.box.enter()
    qtbot.keyClicks(it.box, "H-1042")
    record = Command("H-1042", lambda: it.ran.append("record"))
    it.box.also("H-10", [record])
    assert it.box.found == ()
    it.box.also("H-1042", [record])
    qtbot.keyClick(it.box, Qt.Key.Key_Return)
    assert it.ran == ["record"]
