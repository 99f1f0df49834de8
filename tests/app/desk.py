"""The real window on a real store, driven as a person would: keys counted, no mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.app import heron
from wardqi.app import theme
from wardqi.app.frame import Frame
from wardqi.app.idle import Activity
from wardqi.app.jobs import Jobs
from wardqi.app.screen import Screen
from wardqi.app.settings import Settings
from wardqi.app.window import Window
from wardqi.app.workspace import Workspace
from wardqi.services.access import Session


class Desk(QObject):
    """A signed-in person's window; `keys` counts what they pressed."""

    def __init__(
        self,
        qtbot: QtBot,
        folder: Path,
        screens: Sequence[Screen],
        *,
        size: tuple[int, int] = (1366, 768),
        session: Session | None = None,
        clock: heron.Clock | None = None,
        look: str = "light",
        text_size: int = 100,
    ) -> None:
        super().__init__()
        self.qtbot = qtbot
        theme.apply(look, text_size)
        self.clock = clock or heron.Clock()
        self.session = session or heron.open_ward(folder / "ward", self.clock)
        self.settings = Settings(folder / "settings.ini")
        self.jobs = Jobs()
        self.said: list[str] = []
        self.keys = 0
        self.workspace = Workspace(
            self.session, self.settings, self.jobs, ward="Heron Ward", clock=self.clock
        )
        self.workspace.announced.connect(self.said.append)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.activity = Activity(app)
        self.activity.listen()
        self.window = Window(self.settings, self.activity)
        # The activity hears every event of the program: one left behind slows all that follows.
        activity = self.activity
        qtbot.addWidget(self.window, before_close_func=lambda _window: activity.deleteLater())
        self.frame = Frame(self.workspace, screens)
        self.window.resize(*size)
        self.window.show_frame(self.frame)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitExposed(self.window).__enter__()
        qtbot.waitUntil(self.window.isActiveWindow)

    def open(self, name: str, ident: str = "") -> QWidget:
        """Open a screen and wait until it stands."""
        self.frame.open(name, ident)
        self.settle()
        page = self.frame.page
        assert page is not None
        return page

    def settle(self) -> None:
        """Wait until nothing is under way."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.jobs.busy, timeout=60_000)
            QApplication.sendPostedEvents()
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type characters, one key each."""
        for letter in text:
            self.keys += 1
            QTest.keyClicks(self.focus, letter)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1
    ) -> None:
        """Press a key with what is held down, counted as one."""
        for _ in range(times):
            self.keys += 1
            QTest.keyClick(self.focus, key, modifier)

    @property
    def focus(self) -> QWidget:
        """What has focus now."""
        if QApplication.focusWidget() is None:
            self.window.activateWindow()
            self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait for something to become true."""
        self.qtbot.waitUntil(until, timeout=60_000)
        self.settle()

    def close(self) -> None:
        """Finish work, then close the store."""
        self.jobs.wait()
        self.settle()
        self.session.close()
        self.jobs.close()
