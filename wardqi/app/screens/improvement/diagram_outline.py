"""The outline a driver diagram is edited in, by keyboard: what is under what, and what else it works through.

Enter or F2 edits a line, Insert begins a new one, Alt and the arrows move it, Delete takes it out. While a
line is being typed, Tab and Shift+Tab put it lower and higher; Esc leaves it as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from wardqi.app import say, theme
from wardqi.app.theme import plain_tip
from wardqi.services.improvement import drivers
from wardqi.services.improvement.drivers import IDEA, LEVELS, PRIMARY, Item, Row

ENT: Final = Qt.ItemDataRole.UserRole
LEVEL: Final = Qt.ItemDataRole.UserRole + 1
_LONGEST = 200
_HIGH, _BESIDE = 30, 170


class Outline(QTreeWidget):
    """Shows rows and asks for changes; nothing is changed here before the answer comes back as new rows.

    `added(level, text, under, after)`, `renamed(ent, text)`, `moved(ent, by)`, `indented(ent)`,
    `outdented(ent)`, `removed(ent)`; `chosen(ent)` as the lines are walked.
    """

    added = Signal(str, str, str, str)
    renamed = Signal(str, str)
    moved = Signal(str, int)
    indented = Signal(str)
    outdented = Signal(str)
    removed = Signal(str)
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.may_change = True
        self._items: dict[str, QTreeWidgetItem] = {}
        self._rows: tuple[Row, ...] = ()
        self._fresh: QTreeWidgetItem | None = None
        self._wanted = ""
        self.setColumnCount(2)
        self.setHeaderLabels([self.tr("Driver or idea"), self.tr("State")])
        self.setAccessibleName(self.tr("Outline of the driver diagram"))
        self.setAccessibleDescription(
            self.tr("Enter edits, Insert adds, Alt and the arrows move, Delete takes out.")
        )
        self.setUniformRowHeights(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegateForColumn(0, _Typing(self))
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(1, theme.px(_BESIDE))
        self.currentItemChanged.connect(self._walked)
        self.itemDoubleClicked.connect(lambda *_: self.edit_line())

    # --- what is shown

    def show_rows(self, rows: Sequence[Row], ent: str = "") -> None:
        """Show the outline; the line of `ent` is the current one, else the one that was."""
        wanted = ent or self._wanted or self.current_ent()
        self._wanted, self._rows = "", tuple(rows)
        self._fresh = None
        self.blockSignals(True)
        self.clear()
        self._items = {}
        above: list[QTreeWidgetItem] = []
        for row in rows:
            line = _line(row.item.ent, row.item.text, row.item.level)
            line.setText(1, _beside(row))
            for at in range(2):
                line.setToolTip(at, plain_tip(line.text(at)))
            line.setData(0, Qt.ItemDataRole.AccessibleTextRole, _spoken(row))
            del above[row.depth :]
            if above:
                above[-1].addChild(line)
            else:
                self.addTopLevelItem(line)
            above.append(line)
            self._items[row.item.ent] = line
        self.expandAll()
        self.blockSignals(False)
        here = self._items.get(wanted) or self.topLevelItem(0)
        if here is not None:
            self.setCurrentItem(here)

    def current_ent(self) -> str:
        """The item of the current line; empty when there is none."""
        line = self.currentItem()
        return "" if line is None else str(line.data(0, ENT) or "")

    def current(self) -> Item | None:
        """The item of the current line."""
        ent = self.current_ent()
        return next((row.item for row in self._rows if row.item.ent == ent), None)

    def choose(self, ent: str) -> None:
        """Go to an item's line."""
        if ent in self._items:
            self.setCurrentItem(self._items[ent])

    def expect(self, ent: str) -> None:
        """The next rows are to be shown with this item's line as the current one."""
        self._wanted = ent

    # --- what is asked for

    def edit_line(self) -> None:
        """Type over the current line."""
        line = self.currentItem()
        if self.may_change and line is not None:
            self.editItem(line, 0)

    def begin(self, level: str = "") -> None:
        """Begin a line: after the current one and of its level, or below it when a lower level is named."""
        if not self.may_change or self._fresh is not None:
            return
        at = self.currentItem()
        here = str(at.data(0, LEVEL)) if at is not None else ""
        level = level or here or PRIMARY
        parent = at.parent() if at is not None else None
        if at is not None and here != level:
            parent = at if LEVELS.index(level) == LEVELS.index(here) + 1 else None
            if parent is None and level != PRIMARY:
                return
        line = _line("", "", level)
        self._put(line, parent, at if at is not None and here == level else None)
        self._type(line)

    def _put(
        self, line: QTreeWidgetItem, parent: QTreeWidgetItem | None, after: QTreeWidgetItem | None
    ) -> None:
        self._fresh = line
        if parent is None:
            place = self.indexOfTopLevelItem(after) + 1 if after is not None else self.topLevelItemCount()
            self.insertTopLevelItem(place, line)
        else:
            place = parent.indexOfChild(after) + 1 if after is not None else parent.childCount()
            parent.insertChild(place, line)
            parent.setExpanded(True)

    def _type(self, line: QTreeWidgetItem) -> None:
        self.setCurrentItem(line)
        self.editItem(line, 0)

    def typed(self, line: QTreeWidgetItem, text: str, turn: int) -> None:
        """A line was typed; `turn` puts it lower (1) or higher (-1) at once."""
        text = " ".join(text.split())
        if line is self._fresh:
            if turn and self._turn_fresh(line, text, turn):
                return
            self._take_fresh(line, text)
            return
        ent = str(line.data(0, ENT))
        before = next((row.item.text for row in self._rows if row.item.ent == ent), "")
        if text and text != before:
            self.renamed.emit(ent, text)
        else:
            line.setText(0, before)
        if turn:
            (self.indented if turn > 0 else self.outdented).emit(ent)

    def _take_fresh(self, line: QTreeWidgetItem, text: str) -> None:
        parent = line.parent()
        under = "" if parent is None else str(parent.data(0, ENT))
        place = self.indexOfTopLevelItem(line) if parent is None else parent.indexOfChild(line)
        before = None
        if place > 0:
            before = self.topLevelItem(place - 1) if parent is None else parent.child(place - 1)
        after = "" if before is None else str(before.data(0, ENT))
        level = str(line.data(0, LEVEL))
        self._drop(line)
        if text:
            self.added.emit(level, text, under, after)
        elif (back := before or parent) is not None:
            self.setCurrentItem(back)

    def _turn_fresh(self, line: QTreeWidgetItem, text: str, turn: int) -> bool:
        """A line that is only being typed goes lower or higher where it can, and is typed on."""
        level, parent = LEVELS.index(str(line.data(0, LEVEL))), line.parent()
        place = self.indexOfTopLevelItem(line) if parent is None else parent.indexOfChild(line)
        if turn > 0:
            if level == len(LEVELS) - 1 or place < 1:
                return False
            target = self.topLevelItem(place - 1) if parent is None else parent.child(place - 1)
            after = None
        else:
            if parent is None:
                return False
            target, after = parent.parent(), parent
        self._drop(line)
        fresh = _line("", text, LEVELS[level + turn])
        self._put(fresh, target, after)
        QTimer.singleShot(0, lambda: self._type(fresh) if self._fresh is fresh else None)
        return True

    def gave_up(self, line: QTreeWidgetItem) -> None:
        """Esc: a line that was only begun goes again."""
        if line is self._fresh:
            self._take_fresh(line, "")

    def _drop(self, line: QTreeWidgetItem) -> None:
        self._fresh = None
        parent = line.parent()
        if parent is None:
            self.takeTopLevelItem(self.indexOfTopLevelItem(line))
        else:
            parent.removeChild(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the outline; everything else as a tree does."""
        ent = self.current_ent()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        key = Qt.Key(event.key())
        if not self.may_change:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self.edit_line()
        elif key == Qt.Key.Key_Insert:
            self.begin()
        elif alt and ent and key in _ALT:
            self._alt(key, ent)
        elif key == Qt.Key.Key_Delete and ent:
            self.removed.emit(ent)
        else:
            super().keyPressEvent(event)

    def _alt(self, key: Qt.Key, ent: str) -> None:
        if key == Qt.Key.Key_Up:
            self.moved.emit(ent, -1)
        elif key == Qt.Key.Key_Down:
            self.moved.emit(ent, 1)
        elif key == Qt.Key.Key_Right:
            self.indented.emit(ent)
        else:
            self.outdented.emit(ent)

    def _walked(self, line: QTreeWidgetItem | None) -> None:
        if line is not None and line.data(0, ENT):
            self.chosen.emit(str(line.data(0, ENT)))


_ENDS = {Qt.Key.Key_Return: 0, Qt.Key.Key_Enter: 0, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
"""Keys that end the typing of a line, and how they turn it."""
_ALT = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left)


class _Typing(QStyledItemDelegate):
    """The field a line is typed in; Tab turns the line and Esc leaves, so nobody is trapped."""

    def __init__(self, outline: Outline) -> None:
        super().__init__(outline)
        self._outline = outline
        self._turn = 0
        self._left = False

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """A plain field of one line."""
        self._turn, self._left = 0, False
        field = QLineEdit(parent)
        field.setMaxLength(_LONGEST)
        field.setAccessibleName(self._outline.tr("Driver or idea in words"))
        return field

    def setModelData(
        self, editor: QWidget, _model: object, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Hand the words over; the line shows them once they are saved."""
        line = self._outline.itemFromIndex(index)
        if isinstance(editor, QLineEdit) and not self._left:
            text, turn, self._turn = editor.text(), self._turn, 0
            QTimer.singleShot(0, lambda: self._outline.typed(line, text, turn))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab and Shift+Tab turn the line, Esc gives it up."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, QLineEdit)
        ):
            key = event.key()
            if key in _ENDS:
                self._turn = _ENDS[Qt.Key(key)]
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                return True
            if key == Qt.Key.Key_Escape:
                self._left = True
                line = self._outline.currentItem()
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.RevertModelCache)
                QTimer.singleShot(0, lambda: self._outline.gave_up(line) if line is not None else None)
                return True
        return super().eventFilter(watched, event)


def _line(ent: str, text: str, level: str) -> QTreeWidgetItem:
    """A line of the outline; `ent` is empty while it is only being typed."""
    line = QTreeWidgetItem([text, ""])
    line.setData(0, ENT, ent)
    line.setData(0, LEVEL, level)
    line.setSizeHint(0, QSize(0, theme.px(_HIGH)))
    line.setFlags(line.flags() | Qt.ItemFlag.ItemIsEditable)
    return line


def _beside(row: Row) -> str:
    """What stands beside a line: an idea's state, tests, and what else it works through."""
    said = []
    if row.item.state:
        said.append(say.code("idea_state", row.item.state))
    if row.item.tests:
        said.append(say.count(row.item.tests, "test", "tests"))
    if row.also:
        said.append(say.tr("also under {others}", others=", ".join(row.also)))
    return " · ".join(said)


def _spoken(row: Row) -> str:
    level = say.tr("change idea") if row.item.level == IDEA else say.code("driver_level", row.item.level)
    return ", ".join(part for part in (row.item.text, level, _beside(row)) if part)


def higher(found: Sequence[Item], item: Item) -> list[Item]:
    """The items an item may also work through."""
    return [
        one for one in found if drivers.column(one) + 1 == drivers.column(item) and one.ent not in item.under
    ]
