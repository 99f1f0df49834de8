"""Past huddles, newest first: when each began, how long it took, or why it was not held."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from wardqi.app import huddle_words as words
from wardqi.app import say, theme
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.services.huddles import closing
from wardqi.services.huddles.closing import HistoryPage, Summary

_SIZE = 30


class PastPane(QWidget):
    """`opened` carries the huddle that was chosen; `left` goes back."""

    opened = Signal(str)
    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._offset = 0
        columns: tuple[Column[Summary], ...] = (
            Column(self.tr("Day"), lambda one: say.long_day(one.day), width=26),
            Column(self.tr("How it went"), words.went),
            Column(self.tr("On time"), self._on_time, width=10, keep=False),
            Column(
                self.tr("People"),
                lambda one: say.count(one.people, "person", "people") if one.people else "",
                width=12,
                keep=False,
            ),
        )
        nothing = Empty(self.tr("No huddles yet."), "huddle")
        nothing.offer(self.tr("Prepare one"), self.left.emit)
        self.table = RecordTable(
            self.tr("Past huddles"),
            columns,
            page_size=_SIZE,
            narrow=760,
            empty=nothing,
        )
        self.back_button = QPushButton(self.tr("Back to today's huddle"))
        look(self.back_button, "quiet")
        theme.dress(self.back_button, "back", "action", 18)
        sheet = Sheet()
        sheet.add(Words(self.tr("Past huddles"), "title"))
        sheet.rows.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        sheet.add(self.table, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)
        self.table.setMinimumHeight(theme.px(260))
        self.table.wanted.connect(self._turn)
        self.table.opened.connect(self._open)
        self.back_button.clicked.connect(self.left)

    def enter(self) -> None:
        """Stand in the list, where it was left, as it is now."""
        self.load(self._offset)
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def load(self, offset: int = 0) -> None:
        """Read a page."""
        self.workspace.read(closing.page, offset, _SIZE, done=self._show)

    def _turn(self, offset: int, _sort: str, _descending: bool) -> None:
        self.load(offset)

    def _show(self, found: HistoryPage) -> None:
        self._offset = found.offset
        self.table.show_page(found.huddles, found.total, found.offset)

    def _open(self, one: Summary) -> None:
        self.opened.emit(one.ent)

    def _on_time(self, one: Summary) -> str:
        if one.on_time is None:
            return ""
        return self.tr("on time") if one.on_time else self.tr("later")
