"""One line of words that ten people may read: the name shield watches it, and Enter goes on.

Initials are what a huddle says instead of a name, so they are let be.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from wardqi.app.widgets.notes import Notes
from wardqi.domain.kinds import cleaned
from wardqi.domain.shield import Kind


class Spoken(Notes):
    """`entered` by Enter, `left` by Esc, `edited` after each change a person makes."""

    entered = Signal()
    left = Signal()
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._quietly = False
        self.lets = frozenset({Kind.INITIALS})
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.set_lines(1, 2)
        self.textChanged.connect(self._changed)

    def text(self) -> str:
        """What is written, on one line, without characters that a record may not hold."""
        return cleaned(self.toPlainText().replace("\n", " "), lines=False).strip()

    def setText(self, text: str) -> None:  # noqa: N802 - as a line edit has it
        """Write something without a person having typed it; the cursor stands behind it."""
        self._quietly = True
        self.setPlainText(text)
        self._quietly = False
        cursor = self.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on and Esc leaves; all else is a note's."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif plain and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _changed(self) -> None:
        if not self._quietly:
            self.edited.emit()
