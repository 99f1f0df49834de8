"""What the window says under its top bar: messages that stay until dismissed, and the offer to undo."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from wardqi.app import theme
from wardqi.app.say import Message
from wardqi.app.widgets.words import Icon, Words, look, tip

_MOST = 3
_UNDO_MS = 10_000


class MessageBar(QWidget):
    """Up to three messages, newest first. The same message twice is shown once."""

    action = Signal(str)
    announced = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        edge = theme.px(8)
        self._rows.setContentsMargins(theme.px(16), edge, theme.px(16), 0)
        self._rows.setSpacing(edge)
        self._shown: list[tuple[Message, QFrame]] = []
        self.hide()

    def messages(self) -> tuple[Message, ...]:
        """What is shown, newest first."""
        return tuple(message for message, _ in self._shown)

    def put(self, message: Message) -> None:
        """Show a message, and say it to a screen reader."""
        self.announced.emit(message.sentence())
        if message in self.messages():
            return
        frame = self._make(message)
        self._shown.insert(0, (message, frame))
        self._rows.insertWidget(0, frame)
        for _, old in self._shown[_MOST:]:
            old.deleteLater()
        del self._shown[_MOST:]
        self.show()

    def solve(self, message: Message) -> None:
        """Take a message away because its cause is gone."""
        for each, frame in list(self._shown):
            if each == message:
                self._shown.remove((each, frame))
                frame.hide()
                frame.deleteLater()
        self.setVisible(bool(self._shown))

    def clear(self) -> None:
        """Take all away; the next person has their own."""
        for message in self.messages():
            self.solve(message)

    def _make(self, message: Message) -> QFrame:
        frame = QFrame()
        look(frame, f"{message.tone}-box")
        frame.setAccessibleName(message.sentence())
        row = QHBoxLayout(frame)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(8), theme.px(8))
        row.setSpacing(theme.px(12))
        icon = {"good": "saved", "note": "note", "caution": "caution"}.get(message.tone, "problem")
        tint = message.tone if message.tone in ("good", "caution", "problem") else "action"
        row.addWidget(Icon(icon, 22, tint), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(Words(message.what, "subheading"))
        rest = " ".join(part for part in (message.safe, message.do) if part)
        if rest:
            words.addWidget(Words(rest))
        if message.ref:
            words.addWidget(Words(self.tr("Ref {ref}").format(ref=message.ref), "small"))
        row.addLayout(words, 1)
        if message.action is not None:
            text, target = message.action
            button = QPushButton(text)
            button.clicked.connect(lambda: self.action.emit(target))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        close = QToolButton()
        look(close, "quiet")
        theme.dress(close, "close", "text", 16)
        close.setAccessibleName(self.tr("Dismiss this message"))
        tip(close, self.tr("Dismiss this message"))
        close.clicked.connect(lambda: self.solve(message))
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return frame


class UndoBar(QFrame):
    """Says what was saved, with Undo, for ten seconds; longer while the pointer or focus is on it.

    Ctrl+Z does the same for as long as the person is signed in. It has a place of its own and covers nothing.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undoBar")
        self.setMinimumWidth(theme.px(320))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(8), theme.px(8))
        row.setSpacing(theme.px(16))
        self._words = Words()
        self._words.setMinimumWidth(theme.px(360))
        self.button = QPushButton(self.tr("Undo"))
        tip(self.button, self.tr("Undo (Ctrl+Z)"))
        self.button.clicked.connect(self._press)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_UNDO_MS)
        self._timer.timeout.connect(self._over)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; empty when it is not shown."""
        return "" if self.isHidden() else self._words.text()

    def offer(self, said: str) -> None:
        """Say what was saved."""
        self._words.setText(said)
        self.show()
        self._timer.start()

    def away(self) -> None:
        """Hide at once."""
        self._timer.stop()
        self.hide()

    def _press(self) -> None:
        self.away()
        self.wanted.emit()

    def _over(self) -> None:
        if self.underMouse() or self.button.hasFocus():
            self._timer.start()
        else:
            self.hide()
