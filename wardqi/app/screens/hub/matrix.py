"""The coverage matrix: wards down, months across; each cell says in words and shape how much was reported."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from wardqi.app import say, theme
from wardqi.app.widgets.words import plain_tip
from wardqi.services.coverage import Cell, Matrix, WardCoverage

Index = QModelIndex | QPersistentModelIndex


def short(cell: Cell) -> str:
    """What stands in a cell."""
    if cell.state in ("part", "running"):
        return f"{cell.reported}/{cell.days}"
    return {
        "full": say.tr("full"),
        "none": say.tr("none"),
        "closed": say.tr("not open"),
        "before": "–",
    }[cell.state]


def spoken(cell: Cell) -> str:
    """A cell in words."""
    done = say.tr("{done} of {days} days reported", done=cell.reported, days=cell.days)
    return {
        "full": say.tr("full, {done}", done=done),
        "part": say.tr("part, {done}", done=done),
        "running": say.tr("this month so far, {done}", done=done),
        "none": say.tr("none, nothing reported"),
        "closed": say.tr("not open"),
        "before": say.tr("before its first record"),
    }[cell.state]


class MatrixModel(QAbstractTableModel):
    """Rows of wards, columns of months."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._matrix = Matrix((), ())

    def show(self, matrix: Matrix) -> None:
        """Replace it."""
        self.beginResetModel()
        self._matrix = matrix
        self.endResetModel()

    def at(self, index: Index) -> tuple[WardCoverage, Cell]:
        """The ward and the cell of a place."""
        row = self._matrix.rows[index.row()]
        return row, row.cells[index.column()]

    def rowCount(self, parent: Index | None = None) -> int:
        """Wards."""
        return 0 if parent is not None and parent.isValid() else len(self._matrix.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Months."""
        return 0 if parent is not None and parent.isValid() else len(self._matrix.months)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words for eyes and ears."""
        if not index.isValid():
            return None
        row, cell = self.at(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return short(cell)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            said = f"{row.ward.name}, {say.month(cell.month)}: {spoken(cell)}"
            return plain_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Months across, wards down."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            row = self._matrix.rows[section]
            return f"{row.ward.name} !" if row.gaps and role == Qt.ItemDataRole.DisplayRole else row.ward.name
        return say.month(self._matrix.months[section]).replace(" ", "\n")


class MatrixView(QTableView):
    """One tab stop; arrows move, Enter asks what is missing."""

    asked = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.cells = MatrixModel(self)
        self.setModel(self.cells)
        self.setItemDelegate(_Shapes(self))
        self.setAccessibleName(self.tr("Coverage, wards by months"))
        self.setAccessibleDescription(self.tr("Arrows move, Enter opens what is missing."))
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionsClickable(False)
        self.verticalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.doubleClicked.connect(self._ask)

    def show_matrix(self, matrix: Matrix) -> None:
        """Show it, on the cell that was chosen before or the last finished month of the first ward."""
        at = self.currentIndex()
        row, column = (at.row(), at.column()) if at.isValid() else (0, len(matrix.months) - 2)
        self.cells.show(matrix)
        line = self.fontMetrics().height()
        self.verticalHeader().setDefaultSectionSize(line + theme.px(20))
        wide = self.fontMetrics().horizontalAdvance("not open")
        head = self.horizontalHeader()
        head.setMinimumSectionSize(wide)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        if matrix.rows and matrix.months:
            self.setCurrentIndex(self.cells.index(min(row, len(matrix.rows) - 1), max(0, column)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space ask; arrows as in any table."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self._ask()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        at = self.currentIndex()
        if at.isValid():
            self.asked.emit(*self.cells.at(at))


class _Shapes(QStyledItemDelegate):
    """Full is a whole block with a bar under it, part a block as wide as its share, none is hatched."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The shape, then the words over it."""
        model = index.model()
        if not isinstance(model, MatrixModel):
            return
        _, cell = model.at(index)
        now = theme.current()
        edge = theme.px(3)
        room = QRectF(option.rect).adjusted(edge, edge, -edge, -edge)
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if cell.state in ("full", "part", "running", "none"):
            painter.setPen(QPen(now.colour("border"), 1))
            painter.setBrush(now.colour("surface"))
            painter.drawRect(room)
        share = cell.reported / cell.days if cell.days else 0.0
        if cell.state in ("full", "part", "running"):
            block = QRectF(room)
            block.setWidth(room.width() * (1.0 if cell.state == "full" else share))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.colour("selected"))
            painter.drawRect(block.adjusted(1, 1, -1 if cell.state == "full" else 0, -1))
            painter.setBrush(now.colour("action"))
            painter.drawRect(QRectF(block.left(), block.bottom() - theme.px(4), block.width(), theme.px(4)))
        elif cell.state == "none":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(now.colour("line"), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(room)
        if chosen:
            painter.setPen(QPen(now.colour("text"), 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(room)
        painter.setPen(now.colour("text" if cell.state != "closed" else "second"))
        painter.setFont(option.font)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, short(cell))
        painter.restore()
