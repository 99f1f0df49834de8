"""A page of Administration: a title, then cards in one column, or in two where there is room."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from wardqi.app import theme
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace


class Tab(QWidget):
    """`two` is the width from which there are two columns, `second` how wide the other is beside the first.

    A page says what it follows, reads it in `refresh`, and answers Esc, Ctrl+Enter and a lock.
    """

    follows: tuple[str, ...] = ()
    two = 860
    second = 1

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._columns = 0

    def lay_out(self, title: str, left: QWidget, right: QWidget, below: QWidget | None = None) -> None:
        """Put the cards under the title; `below` is as wide as the page."""
        self._left, self._right, self._below = left, right, below
        sheet = Sheet()
        sheet.add(Words(title, "title"))
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(12))
        sheet.add_layout(self._grid)
        self._place(1)
        sheet.end()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)

    def back(self) -> bool:
        """Esc: close what is open; False when nothing is."""
        return False

    def finish(self) -> bool:
        """Ctrl+Enter: False when there is nothing to finish."""
        return False

    def forget(self) -> None:
        """Before a lock: nothing secret stays in a field."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two."""
        super().resizeEvent(event)
        self._place(2 if self.width() >= theme.px(self.two) else 1)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        self._grid.addWidget(self._left, 0, 0)
        self._grid.addWidget(self._right, columns % 2, columns - 1)
        if self._below is not None:
            self._grid.addWidget(self._below, 2, 0, 1, columns)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, self.second if columns == 2 else 0)


def stacked(*cards: QWidget) -> QWidget:
    """Cards one below the other at the top of a column."""
    column = QWidget()
    rows = QVBoxLayout(column)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(theme.px(12))
    for card in cards:
        rows.addWidget(card)
    rows.addStretch(1)
    return column
