"""The family of measures: outcome, process and balancing together, each with its chart in small."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wardqi.app import charting, say, theme
from wardqi.app.screens.measures import rows
from wardqi.app.screens.measures.rows import Row
from wardqi.app.widgets.chart_view import Badges, Drawing, Paper, Picture, paper
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.services.measuring import family

if TYPE_CHECKING:
    from wardqi.reports.look import LookName
    from wardqi.services.desk import Desk

_THREE, _TWO = 1040, 720
_LEAST = (1.8, 1.2)


@dataclass(frozen=True, slots=True)
class Family:
    """A ward's family, each measure with its sentence, by kind."""

    ward: str
    rows: dict[str, tuple[Row, ...]]


def read(desk: Desk, ward: str) -> Family:
    """A ward's family of measures."""
    found = family.family(desk, ward)
    return Family(ward, {kind: tuple(map(rows.row_of, many)) for kind, many in found.items()})


def _draw(desk: Desk, row: Row, name: LookName, page: Paper) -> tuple[Row, Drawing | None]:
    return row, charting.thumb(desk, row.charted, name, page)


class FamilyPage(QWidget):
    """Three headings with cards under each, three to a line where there is room; Enter opens a chart."""

    opened = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._columns = 0
        self._cards: dict[str, list[SmallChart]] = {}
        self._grids: dict[str, QGridLayout] = {}
        self._heads: dict[str, Words] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for kind in family.KINDS:
            head = Words(say.code("measure_kind", kind), "heading")
            self._heads[kind] = head
            column.addWidget(head)
            self._grids[kind] = QGridLayout()
            self._grids[kind].setSpacing(theme.px(12))
            column.addLayout(self._grids[kind])
        column.addStretch(1)

    def cards(self) -> list[SmallChart]:
        """Every card, as they stand."""
        return [card for kind in family.KINDS for card in self._cards.get(kind, [])]

    def show_family(self, found: Family) -> None:
        """Show a family; its pictures follow one after another."""
        for card in self.cards():
            card.hide()
            card.deleteLater()
        self._cards = {}
        for kind, many in found.rows.items():
            self._heads[kind].setVisible(bool(many))
            self._cards[kind] = [SmallChart(row) for row in many]
            for card in self._cards[kind]:
                card.drawing_wanted.connect(partial(self._draw, card))
                card.opened.connect(self.opened)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Three, two or one beside each other."""
        super().resizeEvent(event)
        wide = self.width() / theme.scale()
        columns = 3 if wide >= _THREE else 2 if wide >= _TWO else 1
        if columns != self._columns:
            self._columns = columns
            self._arrange()

    def _arrange(self) -> None:
        columns = max(1, self._columns)
        for kind, cards in self._cards.items():
            for at, card in enumerate(cards):
                self._grids[kind].addWidget(card, at // columns, at % columns)
            for column in range(3):
                self._grids[kind].setColumnStretch(column, 1 if column < columns else 0)
        before: QWidget | None = None
        for card in self.cards():  # Tab follows the reading order, whatever the grid was before
            if before is not None:
                QWidget.setTabOrder(before, card)
            before = card

    def _draw(self, card: SmallChart) -> None:
        if card.isVisible() and card.row.charted.analysis is not None:
            page = paper(card.picture, _LEAST)
            self._workspace.read(_draw, card.row, charting.look(), page, done=card.drawn)


class SmallChart(QFrame):
    """One measure: name, icons, sentence, chart, latest figure, how much was reported. One tab stop."""

    opened = Signal(object)
    drawing_wanted = Signal()

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.row = row
        look(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        one = row.measured.measure
        self.picture = Picture(one.name)
        self.picture.setMinimumSize(theme.px(180), theme.px(150))
        self.picture.wanted.connect(self.drawing_wanted)
        self.badges = Badges(32)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Words(one.name, "subheading"), 1)
        head.addWidget(self.badges)
        foot = " · ".join((charting.latest(row.measured), rows.share(row)))
        column = QVBoxLayout(self)
        edge = theme.px(12)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        column.addWidget(Words(row.sentence))
        column.addWidget(self.picture, 1)
        column.addWidget(Words(foot, "small"))
        self.picture.setVisible(row.charted.analysis is not None)
        self.setAccessibleName(f"{one.name}. {row.sentence} {foot}")
        self.setAccessibleDescription(self.tr("Enter opens the chart."))

    def drawn(self, answer: tuple[Row, Drawing | None]) -> None:
        """The picture has come."""
        drawing = answer[1]
        self.picture.set_drawing(drawing)
        self.badges.show_badges(drawing.badges if drawing is not None else ())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.row)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """As Enter."""
        super().mouseDoubleClickEvent(event)
        self.opened.emit(self.row)
