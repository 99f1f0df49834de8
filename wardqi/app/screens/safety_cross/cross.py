"""The squares of a safety cross: painted alike in the window and on paper; a table walks them by keys."""

from __future__ import annotations

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QImage, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from wardqi.app import say, theme
from wardqi.app.theme import Theme, plain_tip
from wardqi.services.huddles.cross import LAYOUT, WIDE, Cross, Square

SQUARE = Qt.ItemDataRole.UserRole
_LEAST, _MOST = 36, 84
_PAPER = 150
_WORDS = {
    "before": ("{day}: before the ward began",) * 2,
    "events": ("{day}: {count}", "{day}: {count}, {late} entered late"),
    "quiet": ("{day}: confirmed quiet",) * 2,
    "missing": ("{day}: not reported",) * 2,
    "open": ("{day}: today, still open",) * 2,
    "coming": ("{day}: still to come",) * 2,
}


def words(square: Square) -> str:
    """A square in words: "3 November: 2, 1 entered late"."""
    said = _WORDS[square.state][square.late > 0]
    return say.tr(
        said,
        day=say.day(square.day),
        count=say.count(square.count, "event", "events"),
        late=say.number(square.late),
    )


def paint(painter: QPainter, box: QRectF, square: Square, look: Theme, font: QFont) -> None:
    """One square: the day small in its corner; a figure, a dash, a hatch, or an empty square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = box.adjusted(1.5, 1.5, -1.5, -1.5)
    painter.setBrush(look.colour(_FILLS[square.state]))
    pen = QPen(look.colour("text" if square.state in ("events", "open") else "border"))
    pen.setWidthF(2.5 if square.state in ("events", "open") else 1)
    painter.setPen(pen)
    painter.drawRect(inner)
    if square.state == "missing":
        _hatch(painter, inner, look)
    small = QFont(font)
    small.setPixelSize(max(9, round(box.height() * 0.22)))
    painter.setFont(small)
    painter.setPen(look.colour("second" if square.state in ("before", "coming") else "text"))
    corner = inner.adjusted(4, 2, -4, -2)
    if square.state == "missing":  # the figure stays readable on the hatch
        room = painter.boundingRect(corner, int(Qt.AlignmentFlag.AlignLeft), str(square.day.day))
        painter.fillRect(room.adjusted(-2, 0, 2, 0), look.colour("surface"))
    painter.drawText(corner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, str(square.day.day))
    mark = {"events": say.number(square.count), "quiet": "–"}.get(square.state, "")
    if mark:
        large = QFont(font)
        large.setPixelSize(max(12, round(box.height() * 0.46)))
        large.setBold(True)
        painter.setFont(large)
        painter.drawText(inner.adjusted(0, box.height() * 0.12, 0, 0), Qt.AlignmentFlag.AlignCenter, mark)
    if square.late:
        painter.setFont(small)
        painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, "+")
    painter.restore()


_FILLS = {
    "before": "page",
    "events": "caution_fill",
    "quiet": "good_fill",
    "missing": "surface",
    "open": "surface",
    "coming": "page",
}


def _hatch(painter: QPainter, box: QRectF, look: Theme) -> None:
    painter.save()
    painter.setClipRect(box.adjusted(1, 1, -1, -1))
    painter.setPen(QPen(look.colour("border"), 1))
    step = max(5.0, box.width() / 8)
    x = box.left() - box.height()
    while x < box.right():
        painter.drawLine(round(x), round(box.bottom()), round(x + box.height()), round(box.top()))
        x += step
    painter.restore()


def picture(found: Cross, look: Theme, font: QFont, side: int = _PAPER) -> bytes:
    """The whole cross as PNG, for paper."""
    made = QImage(QSize(side * WIDE, side * len(LAYOUT)), QImage.Format.Format_RGB32)
    made.fill(look.colour("surface"))
    squares = {one.day.day: one for one in found.squares}
    painter = QPainter(made)
    for at, row in enumerate(LAYOUT):
        for place, day in enumerate(row):
            if day in squares:
                left = (WIDE - len(row)) // 2 + place
                paint(painter, QRectF(left * side, at * side, side, side), squares[day], look, font)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    made.save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(data.data())


class CrossTable(QTableWidget):
    """The cross in the window: one tab stop, arrows walk the days, Enter asks for one with `opened(day)`."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(len(LAYOUT), WIDE)
        self._days: list[QTableWidgetItem] = []
        self.setAccessibleName(self.tr("Safety cross"))
        self.setAccessibleDescription(self.tr("Arrows walk the days, Enter shows a day's incidents."))
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.hide()
            head.setMinimumSectionSize(_LEAST)
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Squares(self))
        self.activated.connect(self._open)

    def show_cross(self, found: Cross) -> None:
        """Show a month; today's square is the current one, else the first."""
        squares = {one.day.day: one for one in found.squares}
        self._days = []
        here = None
        for at, row in enumerate(LAYOUT):
            left = (WIDE - len(row)) // 2
            for column in range(WIDE):
                day = row[column - left] if 0 <= column - left < len(row) else 0
                item = QTableWidgetItem()
                square = squares.get(day)
                if square is None:
                    item.setFlags(Qt.ItemFlag.NoItemFlags)
                else:
                    said = words(square)
                    self._days.append(item)
                    item.setData(SQUARE, square)
                    item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
                    item.setToolTip(plain_tip(said))
                    if here is None or square.state == "open":
                        here = item
                self.setItem(at, column, item)
        if here is not None:
            self.setCurrentItem(here)
        self._size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from day to day, over the ends of rows."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        here = self.currentItem()
        if step is None or here not in self._days:
            super().keyPressEvent(event)
            return
        at = self._days.index(here) + step
        if 0 <= at < len(self._days):
            self.setCurrentItem(self._days[at])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Squares as large as the width allows, within reason."""
        super().resizeEvent(event)
        self._size()

    def sizeHint(self) -> QSize:
        """All seven rows."""
        side = self._side()
        return QSize(side * WIDE + 2, side * len(LAYOUT) + 2)

    def minimumSizeHint(self) -> QSize:
        """Never cut off below."""
        return QSize(theme.px(_LEAST) * WIDE, self.sizeHint().height())

    def _side(self) -> int:
        return max(theme.px(_LEAST), min(theme.px(_MOST), (self.width() - 2) // WIDE))

    def _size(self) -> None:
        side = self._side()
        for at in range(WIDE):
            self.setColumnWidth(at, side)
        for at in range(len(LAYOUT)):
            self.setRowHeight(at, side)
        self.setFixedHeight(side * len(LAYOUT) + 2)

    def _open(self, index: QModelIndex) -> None:
        square = index.data(SQUARE)
        if isinstance(square, Square):
            self.opened.emit(square.day)


class _Squares(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        square = index.data(SQUARE)
        if not isinstance(square, Square):
            return
        box = QRectF(option.rect)
        paint(painter, box, square, theme.current(), option.font)
        state = option.state
        if state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for wide, token in ((5, "focus_outer"), (3, "focus_inner")):
                painter.setPen(QPen(theme.current().colour(token), wide))
                painter.drawRect(box.adjusted(3, 3, -3, -3))
            painter.restore()
