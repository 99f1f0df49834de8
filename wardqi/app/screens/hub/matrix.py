"""The coverage matrix: wards down, months across; each cell says in words and shape how much was reported."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from wardqi.app import say, theme
from wardqi.app.screens.hub.grid import GridModel, GridView, Index, mark_chosen
from wardqi.services.coverage import Cell, Matrix, WardCoverage


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


class MatrixModel(GridModel):
    """Rows of wards, columns of months."""

    def __init__(self) -> None:
        super().__init__()
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

    def size(self) -> tuple[int, int]:
        """Wards down, months across."""
        return len(self._matrix.rows), len(self._matrix.months)

    def brief(self, index: Index) -> str:
        """How much was reported."""
        return short(self.at(index)[1])

    def full(self, index: Index) -> str:
        """The same with ward and month."""
        row, cell = self.at(index)
        return f"{row.ward.name}, {say.month(cell.month)}: {spoken(cell)}"

    def head(self, section: int, orientation: Qt.Orientation, role: int) -> str:
        """A mark beside a ward of which something is missing."""
        if orientation == Qt.Orientation.Vertical:
            row = self._matrix.rows[section]
            return f"{row.ward.name} !" if row.gaps and role == Qt.ItemDataRole.DisplayRole else row.ward.name
        return say.month(self._matrix.months[section]).replace(" ", "\n")


class MatrixView(GridView):
    """One tab stop; arrows move, Enter asks what is missing."""

    asked = Signal(object, object)

    def __init__(self) -> None:
        self.cells = MatrixModel()
        super().__init__(self.cells, _Shapes())
        self.setAccessibleName(self.tr("Coverage, wards by months"))
        self.setAccessibleDescription(self.tr("Arrows move, Enter opens what is missing."))
        self.wanted.connect(self._pass_on)

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

    def _pass_on(self, at: Index) -> None:
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
            mark_chosen(painter, room)
        painter.setPen(now.colour("text" if cell.state != "closed" else "second"))
        painter.setFont(option.font)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, short(cell))
        painter.restore()
