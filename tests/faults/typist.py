"""Somebody who types into the real form and saves, in a program of its own, until it is killed."""

from __future__ import annotations

import itertools
import time
from multiprocessing.connection import Connection
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.app import heron
from tests.store.faults import victim
from wardqi.app import screens
from wardqi.app.frame import Frame
from wardqi.app.idle import Activity
from wardqi.app.jobs import Jobs
from wardqi.app.main import make_app
from wardqi.app.settings import Settings
from wardqi.app.window import Window
from wardqi.app.workspace import Workspace
from wardqi.services import access

TURN_S = 0.02
"""How long one turn of the typist's loop takes at least; ages are counted in turns."""

_CTRL = Qt.KeyboardModifier.ControlModifier
_WORDS = "was pacing near the door then asked for leave and sat down"

if victim._KIND == "forkserver":
    # Read once by the server that forks every typist; the program of each is its own.
    read = ["tests.store.faults.victim", "tests.faults.victim", "tests.faults.warm", __name__]
    victim._programs.set_forkserver_preload(read)


class Typist(QObject):
    """Tells what was typed, and what the window said was saved."""

    def __init__(self, folder: Path, said: Connection) -> None:
        super().__init__()
        app = make_app()
        self._said, self._turn, self._number, self._typed = said, 0, 0, ""
        session = access.unlock(folder, heron.PASSPHRASE)
        settings = Settings(folder.parent / "settings.ini")
        self._workspace = Workspace(session, settings, Jobs(), ward="Heron Ward")
        self._frame = Frame(self._workspace, screens.ALL)
        self._window = Window(settings, Activity(app))
        self._window.resize(1366, 768)
        self._window.show_frame(self._frame)
        self._window.show()
        self._window.activateWindow()
        self._workspace.undoable.connect(self._saved)
        self._frame.open("today")
        self._turns(10)
        said.send(None)

    def work(self) -> None:
        """An incident with a long story, then a near miss with a short one, over and over."""
        for self._number in itertools.count():
            self._typed = ""
            (self._near_miss if self._number % 2 else self._incident)()
            QTest.keyClick(self._focus(), Qt.Key.Key_Return, _CTRL)
            while self._frame.here != "today":
                self._turns(1)

    def _near_miss(self) -> None:
        self._frame.open("incident", "near_miss")
        self._turns(3)
        self._keys("1\t")
        self._story(_WORDS[:20])

    def _incident(self) -> None:
        self._frame.open("incident")
        self._turns(3)
        self._keys("09\t10\t8\t1\t7\t10\t0")
        QTest.keyClick(self._focus(), Qt.Key.Key_Down, _CTRL)
        self._keys("\t")
        self._story(_WORDS)

    def _story(self, words: str) -> None:
        for letter in f"entry {self._number} {words}":
            QTest.keyClicks(self._focus(), letter)
            self._typed += letter
            self._said.send(("typed", self._number, self._typed, self._turn))
            self._turns(2)

    def _keys(self, text: str) -> None:
        for letter in text:
            if letter == "\t":
                QTest.keyClick(self._focus(), Qt.Key.Key_Tab)
            else:
                QTest.keyClicks(self._focus(), letter)
            self._turns(1)

    def _focus(self) -> QWidget:
        while (found := QApplication.focusWidget()) is None:
            self._window.activateWindow()
            self._turns(1)
        return found

    def _turns(self, many: int) -> None:
        for _ in range(many):
            until = time.monotonic() + TURN_S
            QApplication.processEvents()
            time.sleep(max(0.0, until - time.monotonic()))
            self._turn += 1
            self._said.send(("turn", self._number, "", self._turn))

    def _saved(self, _step: object) -> None:
        self._said.send(("saved", self._number, self._typed, self._turn))


def typing(folder: Path, begun: Connection) -> None:
    """Type until killed."""
    Typist(folder, begun).work()
