"""One table for every list: told its columns, shows one page that the store has put in order.

The whole table is a single tab stop with arrows inside. Enter opens a row, Space previews it, Shift+F10
offers its actions. When there is little width, columns marked `keep=False` move into a second line under
the first column, so nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import say, theme
from wardqi.app.theme import look, plain_tip

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
NARROW = 620
_ICON = 18


@dataclass(frozen=True)  # without slots: a generic one could not be made as Column[Incident](...)
class Column(Generic[R]):
    """One column. `text` is what is seen, `spoken` what a screen reader says (else the text with the
    title), `icon` a name of `resources/icons`, `sort` the key the store orders by (empty: not sortable),
    `width` in characters (0 shares what is left), `ends` what the order is called up and down;
    `written` is what paper says, where a short word such as "Sat" would not outlive the week."""

    title: str
    text: Callable[[R], str]
    spoken: Callable[[R], str] | None = None
    icon: Callable[[R], str] | None = None
    sort: str = ""
    width: int = 0
    right: bool = False
    keep: bool = True
    ends: tuple[str, str] | None = None
    written: Callable[[R], str] | None = None

    def lasting(self, record: R) -> str:
        """What is said of a record away from the screen."""
        return self.written(record) if self.written is not None else self.text(record)


class RecordModel(QAbstractTableModel, Generic[R]):
    """The rows of one page, as Qt's views and screen readers ask for them."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[R, ...] = ()
        self._narrow = False

    def show(self, rows: Sequence[R]) -> None:
        """Replace the page."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def use(self, columns: Sequence[Column[R]]) -> None:
        """Show other columns of the same rows."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def narrow(self, on: bool) -> None:
        """Fold the columns that need not stand alone into a second line."""
        if on != self._narrow:
            self.beginResetModel()
            self._narrow = on
            self.endResetModel()

    def row(self, at: int) -> R:
        """The record of a row."""
        return self._rows[at]

    def shown(self) -> tuple[Column[R], ...]:
        """The columns that stand alone now."""
        return tuple(c for c in self.columns if c.keep) if self._narrow else self.columns

    def rowCount(self, parent: Index | None = None) -> int:
        """Rows of this page."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Columns that stand alone."""
        return 0 if parent is not None and parent.isValid() else len(self.shown())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is seen, said or hinted in a cell."""
        if not index.isValid():
            return None
        column, record = self.shown()[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._seen(column, record, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._seen(column, record, index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.spoken(record) if column.spoken else self._seen(column, record, index.column())
        if role == Qt.ItemDataRole.DecorationRole and column.icon is not None:
            name = column.icon(record)
            return theme.icon(name, size=theme.px(_ICON)) if name else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column titles, aligned as their cells; row numbers are not shown."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.shown()):
            return None
        column = self.shown()[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _seen(self, column: Column[R], record: R, at: int) -> str:
        text = column.text(record)
        if not self._narrow or at:
            return text
        # A figure that has lost its heading says what it counts.
        folded = [
            f"{c.title}: {said}" if c.right else said
            for c in self.columns
            if not c.keep and (said := c.text(record))
        ]
        return f"{text}\n{' · '.join(folded)}" if folded else text


class _View(QTableView):
    """The view: arrows move by row, Tab leaves, keys act on the row."""

    enter = Signal()
    space = Signal()
    closed = Signal()
    asked = Signal(QPoint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Space; everything else as a table does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self.enter.emit()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.space.emit()
        elif event.key() == Qt.Key.Key_T and not event.modifiers():
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Shift+F10, the menu key or the right button."""
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.asked.emit(place)


class RecordTable(QWidget):
    """A list of records. Give it pages with `show_page`; it asks for others with `wanted`.

    `wanted(offset, sort, descending)` is emitted when the person turns the page or chooses an order.
    """

    opened = Signal(object)
    previewed = Signal(object)
    chosen = Signal(object)
    menu_wanted = Signal(object, QPoint)
    wanted = Signal(int, str, bool)
    sorted_by = Signal(str)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[Any]],
        *,
        page_size: int = 50,
        empty: QWidget | None = None,
        sort: str = "",
        descending: bool = True,
        lines: int = 1,
        narrow: int = NARROW,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self.page_size, self._narrow_at = page_size, narrow
        self._offset = self._total = 0
        self._sort, self._descending = sort, descending
        self.model: RecordModel[Any] = RecordModel(columns, self)
        self.view = _View()
        self._set_view(name)
        self._empty = empty
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(4))
        rows.addWidget(self.view, 1)
        if empty is not None:
            rows.addWidget(empty, 1)
            empty.hide()
        rows.addWidget(self._make_pager())
        self._fit()

    def show_page(self, rows: Sequence[Any], total: int | None = None, offset: int = 0) -> None:
        """Show one page: `total` records in all (else just these), this page beginning at `offset`.
        The row that was chosen stays chosen when it is still there."""
        kept = self.current()
        self._offset, self._total = offset, len(rows) if total is None else total
        self.model.show(rows)
        at = _place_of(kept, rows)
        if rows:
            self.view.setCurrentIndex(self.model.index(at, 0))
        if self._empty is not None:
            focused = self.view.hasFocus()
            self._empty.setVisible(not rows)
            if focused and not rows:
                # Else Qt takes the focus off the page.
                before = self.view.previousInFocusChain()
                if before is not None:
                    before.setFocus()
            self.view.setVisible(bool(rows))
            # Tab would stop at a view that is hidden, and go no further.
            self.setFocusProxy(self.view if rows else None)  # type: ignore[arg-type]
        self._tell()

    def use_columns(self, columns: Sequence[Column[Any]]) -> None:
        """Show other columns; the row that was chosen stays chosen."""
        kept = self.view.currentIndex().row()
        self.model.use(columns)
        self._fit()
        self._offer_orders()
        if 0 <= kept < self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(kept, 0))
        self._tell_order()

    def current(self) -> Any:
        """The record of the current row, None when there is none."""
        at = self.view.currentIndex()
        return self.model.row(at.row()) if at.isValid() else None

    @property
    def order(self) -> tuple[str, bool]:
        """The sort key in use and whether it runs down."""
        return self._sort, self._descending

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold columns when there is little room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """A new text size changes every width."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "view"):
            self._fit()

    def _set_view(self, name: str) -> None:
        view = self.view
        view.setModel(self.model)
        view.setAccessibleName(name)
        view.setAccessibleDescription(self.tr("Arrows move, Enter opens, Shift F10 shows actions."))
        view.setTabKeyNavigation(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setShowGrid(False)
        view.setWordWrap(True)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        view.verticalHeader().hide()
        head = view.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setMinimumSectionSize(theme.px(40))
        head.sectionClicked.connect(self._sort_by)
        view.enter.connect(self._open)
        view.space.connect(self._preview)
        view.asked.connect(self._ask)
        view.doubleClicked.connect(self._open)
        view.selectionModel().currentRowChanged.connect(self._choose)
        self.setFocusProxy(view)

    def _make_pager(self) -> QWidget:
        self._pager = QWidget()
        row = QHBoxLayout(self._pager)
        row.setContentsMargins(theme.px(8), 0, theme.px(8), theme.px(4))
        self._place = QLabel()
        self._place.setTextFormat(Qt.TextFormat.PlainText)
        look(self._place, "second")
        self.order_button = QToolButton()
        self.order_button.setText(self.tr("Order"))
        self.order_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.order_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        look(self.order_button, "quiet")
        theme.dress(self.order_button, "sort", "action", 18)
        self._orders = QMenu(self.order_button)
        self.order_button.setMenu(self._orders)
        self._offer_orders()
        self.before = QPushButton(self.tr("Previous"))
        self.after = QPushButton(self.tr("Next"))
        for button, icon in ((self.before, "back"), (self.after, "next")):
            look(button, "quiet")
            theme.dress(button, icon, "action")
        self.before.setAccessibleName(self.tr("Previous page"))
        self.after.setAccessibleName(self.tr("Next page"))
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))
        row.addWidget(self._place, 1)
        row.addWidget(self.order_button)
        self.order_button.setVisible(not self._orders.isEmpty())
        row.addWidget(self.before)
        row.addWidget(self.after)
        return self._pager

    def _offer_orders(self) -> None:
        self._orders.clear()
        for column in self.model.columns:
            if column.sort:
                self._orders.addAction(column.title, partial(self.sort_by, column.sort))

    def _fit(self) -> None:
        narrow, kept = self.width() < theme.px(self._narrow_at), self.view.currentIndex().row()
        self.model.narrow(narrow)
        if kept >= 0 and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(kept, 0))  # another shape forgets it
        columns = self.model.shown()
        head, metrics = self.view.horizontalHeader(), self.view.fontMetrics()
        spare = next((at for at, column in enumerate(columns) if not column.width), 0)
        for at, column in enumerate(columns):
            if at != spare and column.width:
                head.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
                wide = max(column.width, len(column.title) + 1)
                head.resizeSection(at, metrics.horizontalAdvance("0") * wide + theme.px(24))
            else:
                head.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        folded = narrow and any(not c.keep for c in self.model.columns)
        line = metrics.height() * (2 * self._lines if folded else self._lines)
        self.view.verticalHeader().setDefaultSectionSize(line + theme.px(14))
        self.view.setIconSize(QSize(theme.px(_ICON), theme.px(_ICON)))

    def _tell(self) -> None:
        last = min(self._offset + self.page_size, self._total)
        many = self._total > self.page_size
        self._pager.setVisible(many or (not self.order_button.isHidden() and self._total > 1))
        if many:
            self._place.setText(
                self.tr("{first} to {last} of {total}").format(
                    first=say.number(self._offset + 1), last=say.number(last), total=say.number(self._total)
                )
            )
        else:
            self._place.setText(self.tr("{total} in this list").format(total=say.number(self._total)))
        self.before.setVisible(many)
        self.after.setVisible(many)
        self.before.setEnabled(self._offset > 0)
        self.after.setEnabled(last < self._total)
        self._tell_order()

    def _tell_order(self) -> None:
        """Show the order in words and as the arrow in the column's head."""
        head = self.view.horizontalHeader()
        for at, column in enumerate(self.model.shown()):
            if column.sort and column.sort == self._sort:
                down = self._descending
                head.setSortIndicatorShown(True)
                head.setSortIndicator(
                    at, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
                )
                up_and_down = column.ends or (self.tr("A to Z"), self.tr("Z to A"))
                self.order_button.setText(
                    self.tr("Order: {title}, {end}").format(title=column.title, end=up_and_down[down])
                )
                return
        head.setSortIndicatorShown(False)
        self.order_button.setText(self.tr("Order"))

    def _turn(self, by: int) -> None:
        offset = max(0, self._offset + by * self.page_size)
        self.wanted.emit(offset, self._sort, self._descending)

    def sort_by(self, key: str) -> None:
        """Ask for the order of a column; asking again turns it round."""
        self._descending = not self._descending if self._sort == key else False
        self._sort = key
        self._tell_order()
        self.sorted_by.emit(self.order_button.text())
        self.wanted.emit(0, self._sort, self._descending)

    def _sort_by(self, at: int) -> None:
        if key := self.model.shown()[at].sort:
            self.sort_by(key)

    def _open(self) -> None:
        if (record := self.current()) is not None:
            self.opened.emit(record)

    def _preview(self) -> None:
        if (record := self.current()) is not None:
            self.previewed.emit(record)

    def _ask(self, place: QPoint) -> None:
        if (record := self.current()) is not None:
            self.menu_wanted.emit(record, place)

    def _choose(self, now: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(self.model.row(now.row()))


def _place_of(kept: object, rows: Sequence[object]) -> int:
    """Where a record stands among others, also once it has changed; at the top when it is not there."""
    if kept in rows:
        return rows.index(kept)
    ident = getattr(kept, "ent", None)
    return next((at for at, one in enumerate(rows) if ident and getattr(one, "ent", None) == ident), 0)
