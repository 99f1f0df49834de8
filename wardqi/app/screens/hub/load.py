"""Loading a CSV of series from outside: the plan first, rows set aside saved to a file, then one save."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wardqi import resources
from wardqi.app import choosing, say, theme
from wardqi.app.forms.ui_load_series import Ui_LoadSeries
from wardqi.app.say import Message
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.set_aside import SetAside
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.workspace import Workspace
from wardqi.services import loading
from wardqi.services.loading import BadRow, LoadPlan
from wardqi.text import say as translated

if TYPE_CHECKING:
    from wardqi.services.desk import Desk

EXAMPLE = "mappings/mhsds-provider-months.json"


class Load(QWidget):
    """Nothing is changed before "Load these series"."""

    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._csv: Path | None = None
        self._mapping = resources.path(EXAMPLE)
        self._plan: LoadPlan | None = None
        inside = QWidget()
        self.ui = ui = Ui_LoadSeries()
        ui.setupUi(inside)
        sheet = Sheet(900)
        sheet.add(inside)
        sheet.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(sheet)
        self.problem = FieldProblem(ui.fileButton)
        ui.problemRow.addWidget(self.problem)
        self.aside = SetAside(workspace, _why, loading.write_bad_rows)
        ui.badRow.addWidget(self.aside)
        theme.dress(ui.backButton, "back", "action", 18)
        theme.dress(ui.fileButton, "folder", "text", 18)
        ui.backButton.clicked.connect(self.left)
        ui.fileButton.clicked.connect(self._choose)
        ui.mappingButton.clicked.connect(self._choose_mapping)
        ui.loadButton.clicked.connect(self._load)
        self.setFocusProxy(ui.fileButton)

    def open(self) -> None:
        """Begin anew."""
        self._csv = self._plan = None
        self._mapping = resources.path(EXAMPLE)
        self.ui.fileLabel.setText(self.tr("No file chosen"))
        self.ui.mappingLabel.setText(self.tr("Mapping: published monthly figures (shipped)"))
        self.ui.planGroup.hide()
        self.problem.say("")
        self.ui.fileButton.setFocus()

    def plan(self, path: Path) -> None:
        """Read a file and show what loading it would do."""
        self._csv = path
        self.ui.fileLabel.setText(path.name)
        self.ui.planGroup.hide()
        self.problem.say("")
        self._workspace.read(_plan, path, self._mapping, done=self._show, failed=self._refused)

    def _choose(self) -> None:
        path = choosing.file(self, self.tr("Choose the CSV file"), (self.tr("Tables (*.csv)"),))
        if path is not None:
            self.plan(path)

    def _choose_mapping(self) -> None:
        path = choosing.file(self, self.tr("Choose another mapping"), (self.tr("Mappings (*.json)"),))
        if path is not None:
            self._mapping = path
            self.ui.mappingLabel.setText(self.tr("Mapping: {name}").format(name=path.name))
            if self._csv is not None:
                self.plan(self._csv)

    def _show(self, plan: LoadPlan) -> None:
        self._plan = plan
        ui = self.ui
        ui.planLabel.setText(
            self.tr(
                "{rows} read: {new} new months, {changed} changed, {same} already here. "
                "{hidden} were hidden by the publisher as small numbers and stay hidden."
            ).format(
                rows=say.count(plan.rows, "row", "rows"),
                new=say.number(plan.new),
                changed=say.number(plan.changed),
                same=say.number(plan.same),
                hidden=say.number(plan.hidden),
            )
        )
        self.aside.show_plan(plan)
        ui.loadButton.setEnabled(bool(plan.acts))
        ui.planGroup.show()
        self._workspace.announce(ui.planLabel.text())

    def _load(self) -> None:
        if self._plan is not None:
            self.ui.loadButton.setEnabled(False)
            self._workspace.do(
                loading.apply, self._plan, done=self._done, failed=self._refused, changes="outside"
            )

    def _done(self, series: int) -> None:
        said = self.tr("Loaded: {series} made or changed.").format(
            series=say.count(series, "series", "series")
        )
        self._workspace.show(Message(what=said, tone="good"))
        self.left.emit()

    def _refused(self, error: Exception) -> None:
        self.ui.loadButton.setEnabled(self._plan is not None)
        if isinstance(error, OSError):
            self.problem.say(self.tr("The file was not saved. Your records are safe. Choose another folder."))
            return
        message = say.problem(error)
        if message is None:
            self._workspace.explain(error)
        else:
            self.problem.say(message.sentence())


def _plan(desk: Desk, path: Path, mapping: Path) -> LoadPlan:
    return loading.plan(desk, path, loading.read_mapping(mapping))


def _why(bad: BadRow) -> str:
    return translated("Loading", loading.REASONS[bad.reason])
