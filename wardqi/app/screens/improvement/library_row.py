"""The learning cards a project came from or led to, and the way to write one or to tell its story."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wardqi.app import learning_words as words
from wardqi.app.parts import button, column
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.row_button import RowButton
from wardqi.app.widgets.words import Words
from wardqi.services.learning.cards import Card


class LibraryRow(QWidget):
    """`wanted(ident)` is where the library is to be opened: "card:REF", "write" or "story"."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        rows = column(self, 4)
        rows.addWidget(Words(self.tr("Learning from this project"), "heading"))
        self._lines = QWidget()
        self._cards: QVBoxLayout = column(self._lines, 0)
        rows.addWidget(self._lines)
        self.tools = Flow(8)
        self.write = button(self.tr("Write a card"), partial(self.wanted.emit, "write"), "add")
        self.story = button(self.tr("Tell its story"), partial(self.wanted.emit, "story"), "edit")
        self.tools.add(self.write)
        self.tools.add(self.story)
        rows.addWidget(self.tools)
        self.hide()

    def show_cards(self, found: tuple[Card, ...], *, may_write: bool, tested: bool) -> None:
        """Show the cards; nothing at all before there is a card or a test to tell of."""
        while (item := self._cards.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for card in found:
            about = " · ".join(one for one in (words.kind(card), words.source(card)) if one)
            row = RowButton(card.title, about, "learning")
            row.clicked.connect(partial(self.wanted.emit, f"card:{card.ref}"))
            self._cards.addWidget(row)
        self._lines.setVisible(bool(found))
        self.tools.setVisible(may_write and tested)
        self.setVisible(bool(found) or (may_write and tested))
