"""What the hub's two grids share: cells told in words and shape, one tab stop, arrows move, Enter asks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QTableView

from wardqi.app import theme
from wardqi.app.widgets.words import plain_tip

Index = QModelIndex | QPersistentModelIndex


class GridModel(QAbstractTableModel):
    """Cells of which each is told briefly for eyes and in full for ears."""

    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        raise NotImplementedError

    def brief(self, index: Index) -> str:
        """What stands in a cell."""
        raise NotImplementedError

    def full(self, index: Index) -> str:
        """A cell with its row and column, in a sentence."""
        raise NotImplementedError

    def head(self, section: int, orientation: Qt.Orientation, role: int) -> str:
        """What stands over a column or beside a row; heard as well as seen."""
        raise NotImplementedError

    def rowCount(self, parent: Index | None = None) -> int:
        """As `size` says."""
        return 0 if parent is not None and parent.isValid() else self.size()[0]

    def columnCount(self, parent: Index | None = None) -> int:
        """As `size` says."""
        return 0 if parent is not None and parent.isValid() else self.size()[1]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words for eyes and ears."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.brief(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.full(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.full(index))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """As `head` says."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return self.head(section, orientation, role)


class GridView(QTableView):
    """`wanted` carries the cell that Enter, Space or a double click asks about."""

    wanted = Signal(object)

    def __init__(self, cells: GridModel, shapes: QStyledItemDelegate) -> None:
        super().__init__()
        cells.setParent(self)
        shapes.setParent(self)
        self.setModel(cells)
        self.setItemDelegate(shapes)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.doubleClicked.connect(self._ask)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space ask; arrows as in any table."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self._ask()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        at = self.currentIndex()
        if at.isValid():
            self.wanted.emit(at)


def mark_chosen(painter: QPainter, room: QRectF) -> None:
    """The frame round the cell that is chosen."""
    painter.setPen(QPen(theme.current().colour("text"), 2.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(room)
