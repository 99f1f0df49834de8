"""The map of ideas: ideas down, wards across; each cell says in words and shape what became of the idea."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from wardqi.app import say, theme
from wardqi.app.screens.hub.grid import GridModel, GridView, Index, mark_chosen
from wardqi.services.learning import evidence
from wardqi.services.learning.evidence import Cell, Column, Map, Row


def title(row: Row) -> str:
    """What an idea is called on the map."""
    return row.title if row.key != evidence.OWN else say.tr("Ideas of a ward's own, not shared")


def short(cell: Cell) -> str:
    """What stands in a cell, and on a second line what the chart says or why it was dropped."""
    if not cell.ideas:
        return "–"
    first = say.code("idea_state", cell.state)
    if cell.ideas > 1:
        first = say.tr("{state} ({many})", state=first, many=cell.ideas)
    second = say.code("dropped_reason", cell.reason) if cell.reason else _signal(cell)
    return f"{first}\n{second}" if second else first


def _signal(cell: Cell) -> str:
    return say.code("chart_signal", cell.signal) if cell.signal else ""


def spoken(cell: Cell) -> str:
    """A cell in a sentence."""
    if not cell.ideas:
        return say.tr("not tried")
    told = [say.code("idea_state", cell.state).lower()]
    if cell.since:
        told.append(say.tr("since {day}", day=say.day(cell.since)))
    if cell.reason:
        told.append(say.tr("because: {reason}", reason=say.code("dropped_reason", cell.reason).lower()))
    told.append(
        say.tr("chart: {signal}", signal=_signal(cell).lower() if cell.signal else say.tr("nothing said"))
    )
    if cell.tests:
        told.append(say.count(cell.tests, "test", "tests"))
    if cell.ideas > 1:
        told.append(say.tr("the furthest of {many} ideas", many=cell.ideas))
    return ", ".join(told)


class MapModel(GridModel):
    """Rows of ideas, columns of wards."""

    def __init__(self) -> None:
        super().__init__()
        self._map = Map((), ())

    def show(self, found: Map) -> None:
        """Replace it."""
        self.beginResetModel()
        self._map = found
        self.endResetModel()

    def at(self, index: Index) -> tuple[Row, Column, Cell]:
        """The idea, the ward and the cell of a place."""
        row = self._map.rows[index.row()]
        return row, self._map.columns[index.column()], row.cells[index.column()]

    def size(self) -> tuple[int, int]:
        """Ideas down, wards across."""
        return len(self._map.rows), len(self._map.columns)

    def brief(self, index: Index) -> str:
        """What became of the idea."""
        return short(self.at(index)[2])

    def full(self, index: Index) -> str:
        """The same with idea and ward."""
        row, column, cell = self.at(index)
        return f"{title(row)}, {column.name}: {spoken(cell)}"

    def head(self, section: int, orientation: Qt.Orientation, role: int) -> str:
        """Wards by name, ideas by title."""
        if orientation == Qt.Orientation.Vertical:
            return title(self._map.rows[section])
        return self._map.columns[section].name


class MapView(GridView):
    """One tab stop; arrows move, Enter tells of a cell."""

    asked = Signal(object, object, object)

    def __init__(self) -> None:
        self.cells = MapModel()
        super().__init__(self.cells, _Shapes())
        self.setAccessibleName(self.tr("Ideas by wards"))
        self.setAccessibleDescription(self.tr("Arrows move, Enter tells what became of an idea on a ward."))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        self.wanted.connect(self._pass_on)

    def show_map(self, found: Map) -> None:
        """Show it, on the cell that was chosen before or the first."""
        at = self.currentIndex()
        row, column = (at.row(), at.column()) if at.isValid() else (0, 0)
        self.cells.show(found)
        self.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().height() + theme.px(18))
        self._fit()
        if found.rows and found.columns:
            self.setCurrentIndex(
                self.cells.index(min(row, len(found.rows) - 1), min(column, len(found.columns) - 1))
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width; where there is too little, the wards scroll and the ideas stay."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """As many lines as there are ideas."""
        lines = self.cells.rowCount() * self.verticalHeader().defaultSectionSize()
        head = self.horizontalHeader().sizeHint().height()
        return QSize(super().sizeHint().width(), lines + head + theme.px(24))

    def _fit(self) -> None:
        ideas = min(theme.px(240), self.width() // 3)
        self.verticalHeader().setFixedWidth(max(ideas, theme.px(110)))
        least = self.fontMetrics().horizontalAdvance("A signal, neither") + theme.px(16)
        room = self.viewport().width()
        many = max(1, self.cells.columnCount())
        head = self.horizontalHeader()
        head.setMinimumSectionSize(least)
        stretch = room // many >= least
        mode = QHeaderView.ResizeMode
        head.setSectionResizeMode(mode.Stretch if stretch else mode.Fixed)
        if not stretch:
            head.setDefaultSectionSize(least)

    def _pass_on(self, at: Index) -> None:
        self.asked.emit(*self.cells.at(at))


class _Shapes(QStyledItemDelegate):
    """Kept is a whole block, adapted one with a notch, testing a dashed frame, dropped crossed out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The shape, then the words over it."""
        model = index.model()
        if not isinstance(model, MapModel):
            return
        cell = model.at(index)[2]
        now = theme.current()
        edge = theme.px(3)
        room = QRectF(option.rect).adjusted(edge, edge, -edge, -edge)
        painter.save()
        painter.fillRect(option.rect, now.colour("surface"))  # the view's own mark would look like a block
        if cell.ideas:
            self._shape(painter, cell, room)
        if option.state & QStyle.StateFlag.State_Selected:
            mark_chosen(painter, room)
        painter.setPen(now.colour("text" if cell.ideas else "second"))
        painter.setFont(option.font)
        inside = room.adjusted(theme.px(6), 0, -theme.px(6), 0)
        lines = [
            option.fontMetrics.elidedText(line, Qt.TextElideMode.ElideRight, int(inside.width()))
            for line in short(cell).split("\n")
        ]
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, "\n".join(lines))
        painter.restore()

    def _shape(self, painter: QPainter, cell: Cell, room: QRectF) -> None:
        now = theme.current()
        kept = cell.state in ("kept", "adapted")
        dashed = cell.state == "testing"
        painter.setPen(
            QPen(
                now.colour("action" if kept or dashed else "border"),
                1.5 if dashed else 1,
                Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine,
            )
        )
        painter.setBrush(now.colour("selected" if kept else "surface"))
        painter.drawRect(room)
        bar = theme.px(4)
        painter.setPen(Qt.PenStyle.NoPen)
        if kept:
            # A whole bar under what was kept, half a one under what was adapted.
            wide = room.width() * (1.0 if cell.state == "kept" else 0.5)
            painter.setBrush(now.colour("action"))
            painter.drawRect(QRectF(room.left(), room.bottom() - bar, wide, bar))
        elif cell.state == "dropped":
            painter.setBrush(QBrush(now.colour("line"), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(room)
