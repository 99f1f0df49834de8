"""A list to choose from by typing: letters, spaces too, find an entry by how any of its words begins."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox

_PAUSE_S = 1.5


class Finder(QComboBox):
    """Qt's own search takes a space as the wish to open the list, so nobody could type "ward m"."""

    def __init__(self) -> None:
        super().__init__()
        self._typed, self._at = "", 0.0

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What was typed elsewhere or before is not the beginning of this."""
        self._typed = ""
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters search; a space opens the list only when nothing is being typed."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        text = event.text()
        now = time.monotonic()
        if now - self._at > _PAUSE_S:
            self._typed = ""
        if not text.isprintable() or not text or held or (text == " " and not self._typed):
            super().keyPressEvent(event)
            return
        self._typed, self._at = self._typed + text.casefold(), now
        found = self.place_of(self._typed)
        if found >= 0:
            self.setCurrentIndex(found)

    def place_of(self, typed: str) -> int:
        """The first entry that begins so, else the first with a word that does; -1 for none."""
        entries = [self.itemText(at).casefold() for at in range(self.count())]
        for fits in (
            [at for at, entry in enumerate(entries) if entry.startswith(typed)],
            [at for at, entry in enumerate(entries) if f" {typed}" in f" {entry}"],
        ):
            if fits:
                return fits[0]
        return -1
