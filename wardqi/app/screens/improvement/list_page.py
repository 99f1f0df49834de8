"""The first page: every project with its aim and its tests, and the way to begin one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from wardqi.app import improvement_words as words
from wardqi.app import say
from wardqi.app.parts import button
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.domain import people
from wardqi.services.improvement.projects import Line


def _aim(line: Line) -> str:
    return words.aim(line.value, line.measure) or say.tr("No aim yet")


def _tests(line: Line) -> str:
    if not line.tests:
        return say.tr("No tests yet")
    told = say.count(line.tests, "test", "tests")
    return say.tr("{tests}, {open} under way", tests=told, open=line.open_tests) if line.open_tests else told


def _state(line: Line) -> str:
    told = say.code("project_status", line.status)
    return say.tr("{state}, two answers differ", state=told) if line.review else told


COLUMNS: tuple[Column[Line], ...] = (
    Column("Project", lambda one: one.title, width=28),
    Column("Aim", _aim, keep=False),
    Column("Tests", _tests, width=20, keep=False),
    Column("State", _state, width=12),
)


class ListPage(QWidget):
    """Projects. `opened(ent)`, `new_wanted`, `calendar_wanted` ask for other pages."""

    opened = Signal(str)
    new_wanted = Signal()
    calendar_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        may = people.may(workspace.role, "record")
        self.first: QWidget | None = None
        sheet = Sheet()
        sheet.add(Words(self.tr("Improvement"), "title"))
        tools = Flow(8)
        self.new = button(self.tr("New project"), self.new_wanted.emit, "add")
        self.calendar = button(self.tr("Calendar of tests"), self.calendar_wanted.emit, "calendar")
        tools.add(self.new)
        self.new.setVisible(may)
        tools.add(self.calendar)
        self.tools = tools
        sheet.add(tools)
        empty = Empty(
            self.tr(
                "No projects yet. A project begins with one sentence: what should get better, and by when."
            ),
            "improvement",
        )
        if may:
            self.first = empty.offer(self.tr("Begin a project"), self.new_wanted.emit, primary=True)
        self.table = RecordTable(self.tr("Projects"), COLUMNS, empty=empty, lines=2, narrow=960)
        self.table.opened.connect(lambda line: self.opened.emit(line.ent))
        sheet.add(self.table, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show the projects."""
        self.tools.setVisible(bool(lines))
        self.table.show_page(lines)
        if QApplication.focusWidget() is None and self.isVisible():
            (self.table.view if lines else self.first or self).setFocus()
