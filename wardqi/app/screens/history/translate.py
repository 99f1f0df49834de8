"""Words of the file that have no code yet, each with the codes it may become, or none at all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.screens.history import words
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.words import Words
from wardqi.domain import codes
from wardqi.domain import history as rules
from wardqi.services.history import Unknown

_SHOWN = 10


class Translate(Card):
    """One choice for each word, the commonest first; `translated(target, word, code)` when one is made."""

    translated = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__(self.tr("3  Words without a code"))
        self._said = Words("", "second")
        self.add(self._said)
        self.grid: QWidget | None = None

    def show_words(self, unknown: Sequence[Unknown]) -> None:
        """The words that still need a code; hidden when there are none."""
        if self.grid is not None:
            self.grid.hide()
            self.grid.deleteLater()
        self.grid = QWidget()
        grid = QGridLayout(self.grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 4)
        for at, one in enumerate(unknown[:_SHOWN]):
            label = Words(
                self.tr("{word} ({target}, {rows})").format(
                    word=one.word, target=words.target(one.target), rows=say.count(one.count, "row", "rows")
                )
            )
            box = self._box(one)
            label.setBuddy(box)
            grid.addWidget(label, at, 0)
            grid.addWidget(box, at, 1)
        self.add(self.grid)
        more = len(unknown) - _SHOWN
        said = self.tr("Choose what each word means; its rows are set aside until then.")
        if more > 0:
            further = self.tr("{words} come after these.")
            said = f"{said} {further.format(words=say.count(more, 'word', 'words'))}"
        self._said.setText(said)
        self.setVisible(bool(unknown))

    def _box(self, one: Unknown) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(14)
        box.setAccessibleName(self.tr("What {word} means").format(word=one.word))
        box.addItem(self.tr("Not decided"), None)
        box.addItem(self.tr("Leave it out"), rules.LEFT_OUT)
        for code in codes.get(rules.TARGETS[one.target].codes or "").entries:
            box.addItem(code.plain, code.code)
        box.activated.connect(lambda: self._chosen(one, box))
        return box

    def _chosen(self, one: Unknown, box: QComboBox) -> None:
        if box.currentData() is not None:
            self.translated.emit(one.target, one.word, box.currentData())
