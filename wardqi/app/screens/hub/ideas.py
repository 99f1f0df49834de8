"""The ideas map: what wards tried, what became of it, and the card that tells of it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.screens.hub.map_view import MapView, spoken, title
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.services.learning import evidence
from wardqi.services.learning.evidence import Cell, Column, Map, Row


class Ideas(QWidget):
    """Ideas by wards; `wanted` asks for a card by its id."""

    wanted = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._card = ""
        self._map = Map((), ())
        self.which = QComboBox()
        self.which.addItems([self.tr("Every idea"), self.tr("Ideas with an improvement on a chart")])
        self.which.setAccessibleName(self.tr("Which ideas"))
        self.which.activated.connect(lambda _: self._narrow())
        self.none = Words(self.tr("No idea here has an improvement on a chart yet."))
        self.view = MapView()
        self.view.asked.connect(self._tell)
        self.empty = Empty(
            self.tr("No ward has tried an idea yet, that this hub knows of. Take bundles in under Inbox."),
            "improvement",
        )
        self.note = Words(
            self.tr(
                "What became of each idea on each ward, and what its chart said since the first test. "
                "Ask a ward why before you compare. Enter tells more."
            ),
            "second",
        )
        self.more = Card()
        self.open_card = QPushButton(self.tr("Open the card"))
        theme.dress(self.open_card, "learning", "text", 18)
        self.open_card.clicked.connect(self._open_card)
        self.more.add_beside_heading(self.open_card)
        self._sheet = sheet = Sheet()
        sheet.add(self.note)
        sheet.add(self.which)
        sheet.add(self.none)
        self.view.setMinimumHeight(theme.px(220))
        sheet.add(self.view, 1)
        sheet.add(self.empty, 1)
        sheet.add(self.more)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)
        self.more.hide()
        self.none.hide()
        self.empty.hide()

    def refresh(self) -> None:
        """Read the map."""
        self._workspace.read(evidence.idea_map, done=self._show)

    def _show(self, found: Map) -> None:
        self._map = found
        some = bool(found.rows)
        for part in (self.note, self.which):
            part.setVisible(some)
        self.empty.setVisible(not some)
        self._narrow()

    def _narrow(self) -> None:
        """Every idea, or those that a chart speaks for, the one on most wards first."""
        found = self._map if self.which.currentIndex() == 0 else evidence.improved(self._map)
        self.view.show_map(found)
        self.view.setVisible(bool(found.rows))
        self.none.setVisible(bool(self._map.rows) and not found.rows)
        if not found.rows:
            self.more.hide()

    def _tell(self, row: Row, column: Column, cell: Cell) -> None:
        self._card = row.card
        self.more.clear()
        self.more.heading.setText(f"{title(row)}, {column.name}")
        self.more.heading.show()
        self.more.setAccessibleName(self.more.heading.text())
        self.more.add(Words(f"{spoken(cell)[:1].upper()}{spoken(cell)[1:]}."))
        told = [say.code("starter_driver", row.driver)] if row.driver else []
        told += [say.code("ward_type", column.kind)] if column.kind else []
        if told:
            self.more.add(Words(" · ".join(told), "second"))
        self.open_card.setVisible(bool(row.card))
        self.more.show()
        QTimer.singleShot(0, self, self._into_view)  # once it has its place
        self._workspace.announce(f"{self.more.heading.text()}: {spoken(cell)}")

    def _into_view(self) -> None:
        self._sheet.area.ensureWidgetVisible(self.more)

    def _open_card(self) -> None:
        if self._card:
            self.wanted.emit(self._card)
