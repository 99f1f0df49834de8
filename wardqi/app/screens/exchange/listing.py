"""The records of one kind that wait to be sent, page by page; Enter opens an incident."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.services import sending
from wardqi.services.sending import Line


class Listing(QWidget):
    """What "12 incidents" stands for."""

    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._kind = ""
        self._offset = 0
        back = QPushButton(self.tr("Send and receive"))
        look(back, "quiet")
        theme.dress(back, "back", "action", 18)
        back.clicked.connect(self.left)
        self.title = Words("", "title")
        columns = (
            Column[Line](self.tr("Record"), lambda one: one.title or one.ent[:8]),
            Column[Line](
                self.tr("Changed"), lambda one: say.logged(one.changed_at, workspace.now()), width=24
            ),
        )
        self.table = RecordTable(self.tr("Records waiting to be sent"), columns)
        self.table.wanted.connect(self._turn)
        self.table.opened.connect(self._open_record)
        self.setFocusProxy(self.table)
        head = QHBoxLayout()
        head.addWidget(back)
        head.addStretch(1)
        sheet = Sheet()
        sheet.add_layout(head)
        sheet.add(self.title)
        sheet.add(self.table, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)

    def open(self, kind: str) -> None:
        """List the records of a kind."""
        self._kind = kind
        self._turn(0)

    def _turn(self, offset: int, *_order: object) -> None:
        self._offset = offset
        self._workspace.read(sending.ready, self._kind, offset, self.table.page_size, done=self._show)

    def _show(self, page: tuple[list[Line], int]) -> None:
        lines, total = page
        self.title.setText(self.tr("{records} to send").format(records=say.records(self._kind, total)))
        self.table.show_page(lines, total, self._offset)

    def _open_record(self, line: Line) -> None:
        if line.kind == "incident":
            self._workspace.go("incidents", line.ent)
