"""Somebody who runs a huddle in the real window, in a program of its own, until it is killed."""

from __future__ import annotations

import itertools
from multiprocessing.connection import Connection
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.faults.typist import Typist
from tests.store.faults import victim
from wardqi.app.screens.huddle.page import HuddlePage

if victim._KIND == "forkserver":
    read = ["tests.store.faults.victim", "tests.faults.victim", "tests.faults.warm", "tests.faults.typist"]
    victim._programs.set_forkserver_preload([*read, __name__])


class Huddler(Typist):
    """Types one action after another, going on by a prompt each time, and back before the last."""

    _told = 0

    def work(self) -> None:
        self._frame.open("huddle", "start")
        page = self._frame.page
        assert isinstance(page, HuddlePage)
        while page.stack.currentWidget() is not page.run or not page.run.pane.hasFocus():
            self._turns(1)
        for self._number in itertools.count():
            QTest.keyClick(self._focus(), Qt.Key.Key_A)
            self._turns(1)
            self._typed = ""
            self._story("mend the door")
            QTest.keyClick(self._focus(), Qt.Key.Key_Return)
            self._turns(1)
            QTest.keyClicks(self._focus(), "Nurse")
            QTest.keyClick(self._focus(), Qt.Key.Key_Return)
            self._turns(2)
            self._typed = ""
            self._go_on(page)

    def _go_on(self, page: HuddlePage) -> None:
        key = Qt.Key.Key_Backspace if page.run.place.text().startswith("12 ") else Qt.Key.Key_Return
        QTest.keyClick(self._focus(), key)
        self._said.send(("at", self._number, page.run.place.text().split()[0], self._turn))
        self._turns(1)

    def _saved(self, step: object) -> None:
        """Only actions are told of, not the start of the huddle; they are saved in the order of the keys."""
        if "Action" in str(getattr(step, "said", "")):
            self._said.send(("saved", self._told, f"entry {self._told} mend the door", self._turn))
            self._told += 1


def huddling(folder: Path, said: Connection) -> None:
    """Run a huddle until the end."""
    Huddler(folder, said).work()
