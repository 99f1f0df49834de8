"""The frame: regions, keys, undo, messages, widths, and the cover over all of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.app import reach
from wardqi.app import theme
from wardqi.app.frame import Frame
from wardqi.app.gates.cover import Cover
from wardqi.app.idle import Activity
from wardqi.app.say import Message
from wardqi.app.screen import Command, Page, Screen
from wardqi.app.settings import Settings
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words
from wardqi.app.window import Window
from wardqi.app.workspace import Workspace
from wardqi.services import recording
from wardqi.services.desk import Desk

Until = Callable[[Callable[[], object]], None]
SECRET = "Jane Sands, bed 12"


class Notes(Page):
    """A small screen with a form on it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.calls: list[str] = []
        self.field = QLineEdit()
        self.field.setAccessibleName("Notes")
        self.button = QPushButton("Save")
        self.inner = False
        sheet = Sheet()
        sheet.add(Words(SECRET, "title"))
        sheet.add(self.field)
        sheet.foot(self.button)
        QVBoxLayout(self).addWidget(sheet)

    def open(self, ident: str) -> None:
        self.calls.append(f"open {ident}")

    def look_for(self) -> bool:
        self.calls.append("find")
        return True

    def finish(self) -> bool:
        self.calls.append("finish")
        return True

    def back(self) -> bool:
        inner, self.inner = self.inner, False
        return inner

    def keep(self) -> None:
        self.calls.append("keep")

    def saved(self) -> str:
        return "Draft saved 03:12:07."

    def commands(self) -> list[Command]:
        return [Command("Clear the notes", self.field.clear)]


def broken(_workspace: Workspace) -> QWidget:
    raise ValueError(SECRET)


SCREENS = (
    Screen("today", "Today", "today", Notes, order=1),
    Screen("measures", "Measures", "measures", Notes, order=5),
    Screen("incidents", "Incidents", "incidents", Notes, order=2, words="search list"),
    Screen("exchange", "Send and receive", "exchange", Notes, order=6),
    Screen("hub", "Hub", "hub", Notes, roles=frozenset({"qi_lead"}), order=8),
    Screen("office", "Office", "hub", Notes, profiles=frozenset({"hub"}), order=9),
    Screen("incident", "New incident", "add", Notes),
    Screen("broken", "Broken", "note", broken),
)


@pytest.fixture
def window(settings: Settings, activity: Activity, qtbot: QtBot) -> Window:
    made = Window(settings, activity)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def frame(window: Window, workspace: Workspace) -> Frame:
    made = Frame(workspace, SCREENS)
    window.show_frame(made)
    made.open("today")
    return made


def page(frame: Frame) -> Notes:
    assert isinstance(frame.page, Notes)
    return frame.page


def press(qtbot: QtBot, window: Window, keys: str) -> None:
    from PySide6.QtGui import QKeySequence

    pressed = QKeySequence(keys)[0]
    qtbot.keyClick(QApplication.focusWidget() or window, pressed.key(), pressed.keyboardModifiers())


def test_roles_hide_items_and_never_reorder_them(frame: Frame) -> None:
    assert [screen.name for screen in frame.listed] == ["today", "incidents", "measures", "exchange"]
    assert not frame.open("hub")
    assert not frame.open("office")


def test_alt_and_a_digit_opens_an_item(window: Window, frame: Frame, qtbot: QtBot) -> None:
    press(qtbot, window, "Alt+2")
    assert frame.here == "incidents"
    press(qtbot, window, "Alt+9")
    assert frame.here == "incidents"


@pytest.mark.parametrize(
    ("keys", "screen", "call"),
    [
        ("Ctrl+N", "incident", "open "),
        ("Ctrl+Shift+N", "incident", "open near_miss"),
        ("Ctrl+E", "exchange", "open "),
        ("Ctrl+F", "today", "find"),
        ("Ctrl+Return", "today", "finish"),
        ("Ctrl+Enter", "today", "finish"),
    ],
)
def test_the_keys_of_the_table_work_from_anywhere(
    window: Window, frame: Frame, qtbot: QtBot, keys: str, screen: str, call: str
) -> None:
    press(qtbot, window, keys)
    assert frame.here == screen
    assert page(frame).calls[-1] == call


def test_escape_goes_back_one_step_and_never_further(window: Window, frame: Frame, qtbot: QtBot) -> None:
    frame.open("measures")
    page(frame).inner = True
    press(qtbot, window, "Esc")
    assert frame.here == "measures"
    press(qtbot, window, "Esc")
    assert frame.here == "today"
    press(qtbot, window, "Esc")
    assert frame.here == "today"


def test_f6_goes_round_the_regions(window: Window, frame: Frame, qtbot: QtBot) -> None:
    visited = []
    for _ in range(4):
        focus = QApplication.focusWidget()
        visited.append(
            next(
                name
                for name, region in (
                    ("top", frame.top),
                    ("navigation", frame.navigation),
                    ("screen", frame.stack),
                    ("strip", frame.strip),
                )
                if focus is region or region.isAncestorOf(focus)
            )
        )
        press(qtbot, window, "F6")
    assert visited == ["screen", "strip", "top", "navigation"]
    assert frame.stack.isAncestorOf(QApplication.focusWidget())


def test_control_s_says_when_it_was_saved(window: Window, frame: Frame, qtbot: QtBot) -> None:
    said: list[str] = []
    window.announced.connect(said.append)
    press(qtbot, window, "Ctrl+S")
    assert said == ["Draft saved 03:12:07."]


def test_the_command_box_finds_screens_actions_and_what_a_screen_offers(
    window: Window, frame: Frame, qtbot: QtBot
) -> None:
    titles = {command.title for command in frame.offered()}
    assert {"Today", "Incidents", "Clear the notes", "Lock the screen", "Undo the last step"} <= titles
    assert "Hub" not in titles
    assert "Start today's huddle" not in titles
    keys = {command.title: command.key for command in frame.offered()}
    assert keys["Incidents"] == "Alt+2"
    assert keys["New incident"] == "Ctrl+N"
    press(qtbot, window, "Ctrl+K")
    qtbot.keyClicks(frame.top.commands, "maesure")
    qtbot.keyClick(frame.top.commands, Qt.Key.Key_Return)
    assert frame.here == "measures"


def test_every_control_of_the_frame_has_a_name_and_can_be_reached(window: Window, frame: Frame) -> None:
    frame.messages.put(Message("Something happened.", "All is safe.", action=("Open the list", "incidents")))
    for size in ((1366, 768), (900, 700), (700, 600)):
        window.resize(*size)
        QApplication.processEvents()
        assert reach.unnamed(frame) == []
        assert reach.unreachable(frame) == []
        assert reach.rich(frame) == []
        assert reach.small(frame) == []


def test_a_navigation_too_high_for_the_window_is_tighter_and_then_stands_in_the_menu(
    window: Window, frame: Frame, qtbot: QtBot
) -> None:
    window.setMinimumSize(1, 1)
    buttons = list(frame.navigation.buttons.values())
    bars = 48 + 28 + 16
    for room, shown in ((48, True), (40, True), (28, False), (48, True)):
        window.resize(1366, bars + room * len(buttons))
        qtbot.wait(5)
        assert frame.navigation.isVisible() is shown
        assert frame.top.menu.isVisible() is not shown
        if shown:
            assert all(button.height() >= button.sizeHint().height() for button in buttons)
            assert all(32 <= button.height() <= room for button in buttons)


def test_the_width_decides_between_labels_rail_and_menu(window: Window, frame: Frame, qtbot: QtBot) -> None:
    window.resize(1100, 700)
    qtbot.wait(5)
    assert frame.navigation.isVisible()
    assert frame.navigation.width() == 208
    window.resize(1099, 700)
    qtbot.wait(5)
    assert frame.navigation.width() == 56
    window.resize(759, 500)
    qtbot.wait(5)
    assert not frame.navigation.isVisible()
    assert frame.top.menu.isVisible()
    assert [a.text().split("\t")[0] for a in frame.top.menu.menu().actions()] == [
        "Today",
        "Incidents",
        "Measures",
        "Send and receive",
    ]
    assert window.minimumWidth() <= 683
    assert window.minimumHeight() <= 384


def test_the_smallest_window_is_small_enough(window: Window, frame: Frame, qtbot: QtBot) -> None:
    window.resize(683, 384)
    qtbot.wait(5)
    assert (window.width(), window.height()) == (683, 384)
    assert page(frame).button.isVisible()


def test_what_was_saved_is_said_and_can_be_undone(
    window: Window, frame: Frame, workspace: Workspace, qtbot: QtBot, until: Until
) -> None:
    said: list[str] = []
    window.announced.connect(said.append)
    undone: list[object] = []
    workspace.undone.connect(undone.append)
    workspace.did("Saved. 2 things to add.", take_back)
    assert frame.undo_bar.text == "Saved. 2 things to add."
    assert said == ["Saved. 2 things to add."]
    frame.undo_bar.button.click()
    until(lambda: undone)
    assert frame.undo_bar.text == ""
    assert said[-1] == "Undone."


def test_a_message_stays_until_dismissed_and_says_all_four_parts(frame: Frame, qtbot: QtBot) -> None:
    message = Message("What happened.", "What is safe.", "What to do.", "D-201")
    frame.messages.put(message)
    frame.messages.put(message)
    assert frame.messages.messages() == (message,)
    words = " ".join(label.text() for label in frame.messages.findChildren(QLabel))
    for part in ("What happened.", "What is safe.", "What to do.", "D-201"):
        assert part in words
    close = next(b for b in frame.messages.findChildren(QWidget) if b.accessibleName().startswith("Dismiss"))
    close.click()  # type: ignore[attr-defined]
    assert frame.messages.messages() == ()


def test_a_screen_that_breaks_leaves_the_rest_standing(frame: Frame) -> None:
    assert not frame.open("broken")
    assert frame.here == "today"
    (message,) = frame.messages.messages()
    assert message.ref.startswith("X-")
    assert "Jane" not in message.sentence()


def test_what_will_be_wanted_in_a_hurry_is_made_when_nobody_types(
    workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def form(workspace: Workspace) -> Notes:
        made.append("form")
        return Notes(workspace)

    monkeypatch.setattr("wardqi.app.frame._LEISURE_MS", 20)
    frame = Frame(workspace, [SCREENS[0], Screen("incident", "New incident", "add", form, beforehand=True)])
    qtbot.addWidget(frame)
    asked: list[float] = []

    def quiet_for() -> float:
        asked.append(0.0 if len(asked) < 2 else 1.0)
        assert made == []
        return asked[-1]

    frame.quiet_for = quiet_for
    qtbot.waitUntil(lambda: made == ["form"])
    assert asked == [0.0, 0.0, 1.0]


def test_a_practice_ward_is_striped_and_named(window: Window, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.practice = True
    frame = Frame(workspace, SCREENS)
    window.show_frame(frame)
    qtbot.wait(5)
    assert frame.top.practice.isVisible()
    assert frame.top.practice.text() == "PRACTICE"
    image = frame.top.grab().toImage()
    shades = {image.pixelColor(x, 2).name() for x in range(image.width())}
    assert {theme.load("light")["practice"], theme.load("light")["practice_stripe"]} <= shades


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_cover_covers_everything(
    window: Window, frame: Frame, workspace: Workspace, qtbot: QtBot
) -> None:
    dialog = QDialog(window)
    QVBoxLayout(dialog).addWidget(QLabel(SECRET))
    dialog.open()
    preview = QWidget()
    qtbot.addWidget(preview)
    preview.show()
    QToolTip.showText(window.pos(), SECRET, window)
    frame.top.person.menu().popup(window.pos())
    cover = Cover("Heron Ward", workspace.now)
    cover.drafts(3)
    window.show_gate(cover)
    qtbot.wait(20)
    assert window.covered
    seen = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
    assert seen == [window]
    words = [label.text() for label in window.findChildren(QLabel) if label.isVisible() and label.text()]
    assert SECRET not in words
    assert words[0] == "Heron Ward"
    assert "03:05" in words
    assert "3 drafts kept" in words
    assert not any("Ade" in word for word in words)
    assert "Ade" not in window.windowTitle()
    assert reach.controls(window) == [cover.ui.newPersonButton]


def test_no_key_works_through_the_cover(
    window: Window, frame: Frame, workspace: Workspace, qtbot: QtBot
) -> None:
    before = list(page(frame).calls)
    window.show_gate(Cover("Heron Ward", workspace.now))
    for keys in ("Ctrl+N", "Alt+2", "Ctrl+K", "Ctrl+Z", "Ctrl+E"):
        press(qtbot, window, keys)
    assert frame.here == "today"
    assert page(frame).calls == before


def test_the_frame_comes_back_as_it_was_with_the_focus_where_it_was(
    window: Window, frame: Frame, workspace: Workspace, qtbot: QtBot
) -> None:
    frame.open("measures")
    page(frame).field.setFocus()
    qtbot.keyClicks(page(frame).field, "half a sent")
    window.show_gate(Cover("Heron Ward", workspace.now))
    window.show_frame(frame)
    assert frame.here == "measures"
    assert page(frame).field.text() == "half a sent"
    assert QApplication.focusWidget() is page(frame).field


def test_the_focus_ring_follows_the_focus_and_lets_clicks_through(
    window: Window, frame: Frame, activity: Activity, qtbot: QtBot
) -> None:
    from wardqi.app.widgets.focus_ring import FocusRing

    (ring,) = window.findChildren(FocusRing)
    activity.by_key = True
    page(frame).button.setFocus()
    qtbot.wait(5)
    assert ring.isVisible()
    target = page(frame).button
    centre = target.mapTo(window, target.rect().center())
    assert ring.geometry().contains(centre)
    assert ring.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert window.childAt(centre) is target


def test_the_ring_survives_what_it_stood_round(
    window: Window, frame: Frame, activity: Activity, qtbot: QtBot
) -> None:
    from wardqi.app.widgets.focus_ring import FocusRing

    (ring,) = window.findChildren(FocusRing)
    activity.by_key = True
    old, field = QWidget(page(frame)), page(frame).field
    QVBoxLayout(old).addWidget(field)
    old.show()
    field.setFocus()
    field.setParent(page(frame))
    field.show()
    field.setFocus()
    old.deleteLater()
    qtbot.wait(5)
    field.resize(field.width() + 10, field.height())
    qtbot.wait(5)
    assert ring.isVisible()


def take_back(_desk: Desk) -> None:
    """Something that can be undone."""


def test_drafts_are_asked_for_before_a_lock(frame: Frame) -> None:
    frame.keep()
    assert page(frame).calls[-1] == "keep"


def test_undo_is_the_services_own(workspace: Workspace) -> None:
    steps: list[object] = []
    workspace.undoable.connect(steps.append)
    workspace.did("Saved.", recording.undo, ("a:1",))
    assert len(steps) == 1
