"""Surfaces that group things: a card with a heading, a section that folds, and a thin rule."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wardqi.app import theme
from wardqi.app.widgets.words import Words, look


class Card(QFrame):
    """A surface with an optional heading; put things in with `add`. `kind` is card, or one of note-box,
    caution-box, problem-box and good-box."""

    def __init__(self, heading: str = "", *, kind: str = "card", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look(self, kind)
        self._rows = QVBoxLayout(self)
        edge = theme.px(16)
        self._rows.setContentsMargins(edge, theme.px(12), edge, theme.px(16))
        self._rows.setSpacing(theme.px(8))
        self._head = QHBoxLayout()
        self.heading = Words(heading, "heading")
        self._head.addWidget(self.heading, 1)
        self._rows.addLayout(self._head)
        self.heading.setVisible(bool(heading))
        if heading:
            self.setAccessibleName(heading)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget below what is there."""
        self._rows.addWidget(widget, stretch)

    def add_beside_heading(self, widget: QWidget) -> None:
        """Put a small control at the end of the heading's line."""
        self._head.addWidget(widget)

    def clear(self) -> None:
        """Take out everything but the heading."""
        while self._rows.count() > 1:
            item = self._rows.takeAt(1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class Section(QWidget):
    """A part that folds under its own button, with a counter such as "3 of 5" that is always visible."""

    opened = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._counter = title, ""
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(4))
        self.button = QPushButton()
        self.button.setCheckable(True)
        look(self.button, "fold")
        self.button.toggled.connect(self._toggled)
        self.body = QWidget()
        self.body.setVisible(False)
        self._inside = QVBoxLayout(self.body)
        self._inside.setContentsMargins(theme.px(16), theme.px(4), 0, theme.px(12))
        self._inside.setSpacing(theme.px(8))
        rows.addWidget(self.button)
        rows.addWidget(self.body)
        self._say()

    def add(self, widget: QWidget) -> None:
        """Put a widget inside."""
        self._inside.addWidget(widget)

    def take(self, widget: QWidget) -> None:
        """Take a widget out again."""
        self._inside.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def clear(self) -> None:
        """Take out everything inside."""
        while (item := self._inside.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def count(self, text: str) -> None:
        """Show how much is filled in, for example "3 of 5"."""
        self._counter = text
        self._say()

    def fold(self, folded: bool) -> None:
        """Fold or open it."""
        self.button.setChecked(not folded)

    def _toggled(self, open_now: bool) -> None:
        self.body.setVisible(open_now)
        self._say()
        self.opened.emit(open_now)

    def _say(self) -> None:
        open_now = self.button.isChecked()
        words = f"{self._title}   {self._counter}".rstrip()
        self.button.setText(words.replace("&", "&&"))
        self.button.setAccessibleName(", ".join(part for part in (self._title, self._counter) if part))
        self.button.setAccessibleDescription(self.tr("open") if open_now else self.tr("folded"))
        theme.dress(self.button, "down" if open_now else "right", "second", 16)


class Rule(QFrame):
    """A thin line between things."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look(self, "rule")
