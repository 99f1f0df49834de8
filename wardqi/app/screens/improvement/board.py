"""The board of tests: Plan, Do, Study, Act side by side; arrows walk, Ctrl with arrows or dragging moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import improvement_words as words
from wardqi.app import say, theme
from wardqi.app.theme import plain_tip
from wardqi.app.widgets.words import Words
from wardqi.domain.improvement import ACT, DONE, STAGES
from wardqi.services.improvement.boards import Card

COLUMNS = STAGES[:4]
ENT = Qt.ItemDataRole.UserRole
LINES = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_REMEMBERED = 500


def lines(card: Card, today: date) -> tuple[str, ...]:
    """What a card says: its name, question, prediction, scale and next date; a finished one how it ended."""
    if card.stage == DONE:
        return tuple(one for one in (words.name(card), words.decided(card)) if one)
    asked = card.question
    expected = words.short_prediction(card)
    told = [words.name(card), asked]
    if expected:
        told.append(say.tr("We expect {prediction}", prediction=expected))
    told.append(say.code("cycle_scale", card.scale) if card.scale else "")
    told.append(words.waits(card, today))
    if card.review:
        told.append(say.tr("Two answers differ: choose one"))
    return tuple(one for one in told if one)


class _Cards(QStyledItemDelegate):
    """Paints an item as a card: its first line bold, the others below, the current one ringed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._heights: dict[tuple[object, ...], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height its words need in the width there is; asked for often, so it is remembered."""
        view = option.widget
        wide = view.viewport().width() if isinstance(view, QListWidget) else option.rect.width()
        key = (index.data(LINES), wide, option.font.key())
        if key not in self._heights:
            if len(self._heights) > _REMEMBERED:
                self._heights.clear()
            self._heights[key] = self._lay(option, index, wide, None) + theme.px(6)
        return QSize(wide, self._heights[key])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The card."""
        now = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(theme.px(2), theme.px(2), -theme.px(2), -theme.px(4))
        focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setBrush(now.colour("selected" if focus else "surface"))
        painter.setPen(QPen(now.colour("action" if focus else "border"), theme.px(2) if focus else 1))
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        painter.setPen(now.colour("text"))
        self._lay(option, index, option.rect.width(), painter)
        painter.restore()

    @staticmethod
    def _lay(option: QStyleOptionViewItem, index: Index, wide: int, painter: QPainter | None) -> int:
        """Place the lines; gives the height of all of them."""
        told: Sequence[str] = index.data(LINES) or ()
        edge = theme.px(10)
        y = theme.px(8)
        bold = QFont(option.font)
        bold.setBold(True)
        for at, line in enumerate(told):
            font = bold if at == 0 else option.font
            flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
            room = QRect(0, 0, max(theme.px(40), wide - 2 * edge - theme.px(4)), 10_000)
            size = QFontMetrics(font).boundingRect(room, flags, line)
            if painter is not None:
                painter.setFont(font)
                painter.setPen(theme.current().colour("text" if at < 2 else "second"))
                place = QRect(option.rect.left() + edge, option.rect.top() + y, room.width(), size.height())
                painter.drawText(place, flags, line)
            y += size.height() + theme.px(3)
        return y + theme.px(6)


class Column(QListWidget):
    """One stage. `moved(ent, by)` and `dropped(ent, stage)` ask for a card to go elsewhere."""

    moved = Signal(str, int)
    dropped = Signal(str, str)
    asked = Signal(str, QPoint)
    walked = Signal(int)

    def __init__(self, stage: str) -> None:
        super().__init__()
        self.stage = stage
        self.setItemDelegate(_Cards(self))
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setMinimumWidth(theme.px(150))
        self.setMinimumHeight(theme.px(120))

    @property
    def ent(self) -> str:
        """The card that is chosen, empty for none."""
        item = self.currentItem()
        return "" if item is None else str(item.data(ENT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl with an arrow moves the card, an arrow to the side goes to the next stage, Enter opens."""
        side = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if side is not None and control and self.ent:
            self.moved.emit(self.ent, side)
        elif side is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.walked.emit(side)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Shift+F10, the menu key or the right button."""
        item = self.currentItem()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            item = self.itemAt(event.pos()) or item
        if item is not None:
            place = self.viewport().mapToGlobal(self.visualItemRect(item).center())
            self.asked.emit(str(item.data(ENT)), place)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Cards of this board only."""
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Cards of this board only."""
        self._judge(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """The card asks to come here; it moves once that was saved."""
        source = event.source()
        if isinstance(source, Column) and source is not self and source.ent:
            event.setDropAction(Qt.DropAction.IgnoreAction)
            event.accept()
            self.dropped.emit(source.ent, self.stage)
        else:
            event.ignore()

    def _judge(self, event: Any) -> None:
        if isinstance(event.source(), Column):
            event.acceptProposedAction()
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths need other heights."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class Board(QWidget):
    """Four columns. `opened(ent)`, `wanted(ent, stage)` and `asked(ent, place)` are for the page."""

    opened = Signal(str)
    wanted = Signal(str, str)
    asked = Signal(str, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.columns: dict[str, Column] = {}
        self._heads: dict[str, Words] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        for stage in COLUMNS:
            column = Column(stage)
            column.itemActivated.connect(self._open)
            column.moved.connect(self._move)
            column.dropped.connect(self.wanted)
            column.asked.connect(self.asked)
            column.walked.connect(self._walk)
            head = Words("", "subheading")
            rows = QVBoxLayout()
            rows.setSpacing(theme.px(4))
            rows.addWidget(head)
            rows.addWidget(column, 1)
            row.addLayout(rows, 1)
            self.columns[stage], self._heads[stage] = column, head

    def show_cards(self, cards: Sequence[Card], today: date) -> None:
        """Show the tests; the one that was chosen stays chosen, wherever it went."""
        kept = next((column.ent for column in self.columns.values() if column.hasFocus()), "")
        for stage, column in self.columns.items():
            mine = [one for one in cards if one.stage == stage or (stage == ACT and one.stage == DONE)]
            mine.sort(key=lambda one: (one.stage == DONE, str(one.next.day) if one.next else "~"))
            column.clear()
            for card in mine:
                column.addItem(self._item(card, today))
            told = say.code("cycle_stage", stage)
            if stage == ACT:
                told = say.tr("Act and finished")
            self._heads[stage].setText(say.tr("{stage} ({count})", stage=told, count=len(mine)))
            column.setAccessibleName(
                say.tr("{stage}, {tests}", stage=told, tests=say.count(len(mine), "test", "tests"))
            )
            column.setAccessibleDescription(
                self.tr(
                    "Arrows walk. Ctrl and left or right moves a test. Enter opens. Shift F10 shows actions."
                )
            )
            if mine:
                column.setCurrentRow(0)
        if kept:
            self.choose(kept)

    def choose(self, ent: str) -> bool:
        """Go to a card."""
        for column in self.columns.values():
            for at in range(column.count()):
                if column.item(at).data(ENT) == ent:
                    column.setCurrentRow(at)
                    column.setFocus()
                    return True
        return False

    @staticmethod
    def _item(card: Card, today: date) -> QListWidgetItem:
        told = lines(card, today)
        item = QListWidgetItem()
        item.setData(ENT, card.ent)
        item.setData(LINES, told)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ". ".join(told))
        item.setToolTip(plain_tip("\n".join(told)))
        return item

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(str(item.data(ENT)))

    def _move(self, ent: str, by: int) -> None:
        sender = self.sender()
        if isinstance(sender, Column):
            at = COLUMNS.index(sender.stage) + by
            if 0 <= at < len(COLUMNS):
                self.wanted.emit(ent, COLUMNS[at])

    def _walk(self, by: int) -> None:
        sender = self.sender()
        if isinstance(sender, Column):
            at = COLUMNS.index(sender.stage) + by
            if 0 <= at < len(COLUMNS):
                self.columns[COLUMNS[at]].setFocus()
