"""The calendar of tests: a month as a grid to walk with the arrows, and its dates as a list."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from wardqi.app import improvement_words as words
from wardqi.app import say, theme
from wardqi.app.parts import Pane, button
from wardqi.app.tables import Column, RecordTable
from wardqi.app.theme import plain_tip
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.services.improvement.boards import Entry

NARROW = 620


def what(entry: Entry) -> str:
    """What a date is for: "Task: bring the speaker"."""
    said = words.due(entry.due.what)
    told = say.tr("{what}: {words}", what=said, words=entry.words) if entry.words else said
    return say.tr("{what}, overdue", what=told) if entry.overdue else told


class MonthGrid(QTableWidget):
    """Weeks from Monday; one tab stop, arrows inside, Enter opens what is due that day."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(6, 7)
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        names = [QLocale().dayName(at, QLocale.FormatType.ShortFormat) for at in range(1, 8)]
        self.setHorizontalHeaderLabels(names)
        self.itemActivated.connect(self._open)

    def show_month(self, first: date, entries: Sequence[Entry], today: date) -> None:
        """Show a month."""
        start = first - timedelta(days=first.weekday())
        days = calendar.monthrange(first.year, first.month)[1]
        weeks = (first.weekday() + days + 6) // 7
        self.setRowCount(weeks)
        line = self.fontMetrics().lineSpacing()
        for week in range(weeks):
            self.setRowHeight(week, line * 3 + theme.px(12))
            for at in range(7):
                day = start + timedelta(days=week * 7 + at)
                self.setItem(week, at, self._item(day, first, entries, today))
                if day == today or (day == first and not first <= today < first + timedelta(days=days)):
                    self.setCurrentCell(week, at)
        high = self.horizontalHeader().sizeHint().height() + weeks * (line * 3 + theme.px(12)) + theme.px(4)
        self.setFixedHeight(high)
        self.setAccessibleName(say.tr("Tests in {month}", month=say.month(first)))

    @staticmethod
    def _item(day: date, first: date, entries: Sequence[Entry], today: date) -> QTableWidgetItem:
        inside = day.month == first.month
        mine = [one for one in entries if one.due.day == day] if inside else []
        number = str(day.day) if inside else ""
        if day == today and inside:
            number = say.tr("{day}, today", day=number)
        short = [f"{words.due(one.due.what, short=True)}: {one.card.idea}" for one in mine[:1]]
        if len(mine) > 1:
            short.append(say.tr("and {count} more", count=len(mine) - 1))
        item = QTableWidgetItem("\n".join([number, *short]))
        item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        full = "; ".join(f"{what(one)}, {words.name(one.card)}" for one in mine)
        spoken = (
            f"{say.long_day(day)}: {full or say.tr('nothing due')}" if inside else say.tr("another month")
        )
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        item.setToolTip(plain_tip(full))
        item.setData(Qt.ItemDataRole.UserRole, mine[0].card.ent if mine else "")
        if mine:
            bold = item.font()
            bold.setBold(True)
            item.setFont(bold)
        if not inside:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        return item

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Tab leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self._open(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _open(self, item: QTableWidgetItem) -> None:
        ent = str(item.data(Qt.ItemDataRole.UserRole) or "")
        if ent:
            self.opened.emit(ent)


class CalendarPage(Pane):
    """`month_wanted(first, last)` asks for another month's dates; `opened(ent)` for a test."""

    month_wanted = Signal(object, object)
    opened = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, self.tr("Calendar of tests"), self.tr("Back"), 0)
        self.first = workspace.now().date().replace(day=1)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.before = button(
            self.tr("Before"), lambda: self._turn(-1), "back", name=self.tr("The month before")
        )
        self.after = button(self.tr("After"), lambda: self._turn(1), "next", name=self.tr("The month after"))
        self.month = Words("", "heading")
        row.addWidget(self.before)
        row.addWidget(self.after)
        row.addWidget(self.month, 1)
        self.sheet.add(line)
        self.grid = MonthGrid()
        self.grid.opened.connect(self.opened)
        self.sheet.add(self.grid)
        empty = Empty(self.tr("Nothing is due this month."), "calendar")
        columns: tuple[Column[Entry], ...] = (
            Column(self.tr("Day"), lambda one: say.near_day(one.due.day, self._today()), width=16),
            Column(self.tr("What"), what, width=34),
            Column(self.tr("Test"), lambda one: words.name(one.card), keep=False),
        )
        self.table = RecordTable(self.tr("Dates of this month"), columns, empty=empty, narrow=860)
        self.table.opened.connect(lambda entry: self.opened.emit(entry.card.ent))
        self.sheet.add(self.table, 1)

    def ask(self) -> None:
        """Ask for the dates of the month that is shown."""
        days = calendar.monthrange(self.first.year, self.first.month)[1]
        self.month_wanted.emit(self.first, self.first.replace(day=days))

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show the dates of the month."""
        self.month.setText(QLocale().toString(QDate(self.first.year, self.first.month, 1), "MMMM yyyy"))
        self.grid.show_month(self.first, entries, self._today())
        self.table.show_page(entries)
        self._fit()

    def _turn(self, by: int) -> None:
        month = self.first.year * 12 + self.first.month - 1 + by
        self.first = date(month // 12, month % 12 + 1, 1)
        self.ask()

    def _fit(self) -> None:
        """A narrow window shows the list alone."""
        self.grid.setVisible(self.width() >= theme.px(NARROW) and self.window().height() >= theme.px(480))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The grid where there is room."""
        super().resizeEvent(event)
        self._fit()

    def _today(self) -> date:
        return self.workspace.now().date()
