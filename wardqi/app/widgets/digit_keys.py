"""The keys of numbered choices: a digit chooses, Enter takes the one that has focus, Esc leaves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton


class DigitKeys(QObject):
    """Install it on each button of a panel. `chosen` is given the code of a digit, `left` is told of Esc."""

    def __init__(
        self, panel: QObject, codes: Sequence[str], chosen: SignalInstance, left: SignalInstance
    ) -> None:
        super().__init__(panel)
        self._codes = tuple(codes)
        self._chosen, self._left = chosen, left

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys; all others are the button's own."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            text = event.text()
            if text.isdigit() and 1 <= int(text) <= len(self._codes):
                self._chosen.emit(self._codes[int(text) - 1])
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._left.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, QPushButton):
                watched.click()
                return True
        return super().eventFilter(watched, event)
