"""Rows of a file that cannot be understood: how many, which and why, and saving them to be put right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from wardqi.app import choosing, say, theme
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace

_SHOWN = 50


class SetAside(QWidget):
    """Gone while all rows are understood. `why` tells why one is not; `write(plan, path)` saves them."""

    def __init__(
        self, workspace: Workspace, why: Callable[[Any], str], write: Callable[[Any, Path], None]
    ) -> None:
        super().__init__()
        self._workspace, self._write = workspace, write
        self._plan: Any = None
        self.said = Words("", "caution")
        columns = (
            Column[Any](self.tr("Line"), lambda bad: say.number(bad.line), width=8, right=True),
            Column[Any](self.tr("Why it is set aside"), why),
        )
        self.table = RecordTable(self.tr("Rows set aside"), columns, page_size=_SHOWN)
        self.table.setMinimumHeight(theme.px(180))
        self.table.wanted.connect(self._show_from)
        self.save = QPushButton(self.tr("Save the rows set aside"))
        theme.dress(self.save, "file", "text", 18)
        self.save.clicked.connect(self._save)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(8))
        rows.addWidget(self.said)
        rows.addWidget(self.table)
        rows.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_plan(self, plan: Any) -> None:
        """What a plan, with its rows in `bad`, leaves out."""
        self._plan = plan
        self.said.setText(
            self.tr("{rows} cannot be understood and will be left out; the others go in.").format(
                rows=say.count(len(self._bad), "row", "rows")
            )
        )
        self.setVisible(bool(self._bad))
        self._show_from(0)

    @property
    def _bad(self) -> Sequence[Any]:
        return () if self._plan is None else self._plan.bad

    def _show_from(self, offset: int, *_order: object) -> None:
        bad = self._bad
        self.table.show_page(bad[offset : offset + _SHOWN], len(bad), offset)

    def _save(self) -> None:
        kinds = (self.tr("Tables (*.csv)"),)
        path = choosing.new_file(self, self.tr("Save the rows set aside"), "rows-set-aside.csv", kinds)
        if path is not None:
            self._workspace.read(partial(_saved, self._write), self._plan, path, done=self._tell)

    def _tell(self, name: str) -> None:
        self._workspace.show(say.Message(what=self.tr("{name} saved.").format(name=name), tone="good"))


def _saved(write: Callable[[Any, Path], None], _desk: object, plan: Any, path: Path) -> str:
    write(plan, path)
    return path.name
