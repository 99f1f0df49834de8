"""What a list or screen says when there is nothing in it: one sentence and the way on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from wardqi.app import theme
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Icon, Words, look


class Empty(QWidget):
    """An icon, a sentence, and up to a few buttons that name what they do."""

    def __init__(self, sentence: str, icon: str = "note", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = QVBoxLayout(self)
        edge = theme.px(24)
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px(12))
        picture = Icon(icon, 32, "second")
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence = Words(sentence, "second")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons = Flow(8, centred=True)
        rows.addStretch(1)
        rows.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addWidget(self.sentence)
        rows.addWidget(self._buttons)
        rows.addStretch(2)

    def offer(self, words: str, run: Callable[[], object], *, primary: bool = False) -> QPushButton:
        """Add a button."""
        button = QPushButton(words)
        if primary:
            look(button, "primary")
        button.clicked.connect(lambda: run())
        self._buttons.add(button)
        return button
