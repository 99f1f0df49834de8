"""Bring in history: choose a file, say what its columns and words mean, look at what would happen, load.

Nothing is changed before "Load"; what was loaded can be taken back as one step, long after too.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from wardqi.app import choosing, say, theme
from wardqi.app.jobs import Job, Stopped
from wardqi.app.parts import alone
from wardqi.app.screen import Page
from wardqi.app.screens.history.columns import Columns
from wardqi.app.screens.history.translate import Translate
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.set_aside import SetAside
from wardqi.app.widgets.sheet import Sheet as Surface
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import history as rules
from wardqi.domain.history import ColumnMapping
from wardqi.services import history
from wardqi.services.desk import Desk
from wardqi.services.history import Load, Plan, Sheet
from wardqi.services.history.loads import BadRow, Report

_WIDEST = 900
_SETTLE_MS = 200


class HistoryPage(Page):
    """The steps under each other; a step appears when the one before it is done."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._sheet: Sheet | None = None
        self._plan: Plan | None = None
        self._job: Job | None = None
        self._replaced = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE_MS)
        self._timer.timeout.connect(self._plan_now)
        self.columns = Columns()
        self.translate = Translate()
        surface = Surface(_WIDEST)
        surface.add(Words(self.tr("Bring in history"), "title"))
        surface.add(
            Words(
                self.tr(
                    "Incidents from another system, from a CSV or XLSX file. Nothing is changed before "
                    "“Load”, and a whole load can be taken back."
                ),
                "second",
            )
        )
        surface.add(self._make_file())
        for card in (self.columns, self.translate, self._make_outcome(), self._make_past()):
            surface.add(card)
        surface.end()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(surface)
        for hidden in (self.columns, self.translate, self.outcome, self.past):
            hidden.hide()
        self.columns.changed.connect(self._timer.start)
        self.columns.kept.connect(self._keep_mapping)
        self.columns.forgotten.connect(self._forget_mapping)
        self.translate.translated.connect(self._translated)

    def open(self, ident: str) -> None:
        """The loads made so far are read again; what is being prepared stays as it is."""
        self.workspace.read(history.loads, done=self._show_past)

    def read_file(self, path: Path) -> None:
        """Read a file and suggest what its columns mean."""
        self._sheet = self._plan = None
        for card in (self.columns, self.translate, self.outcome):
            card.hide()
        self.problem.say("")
        self.file_label.setText(path.name)
        self._run(self.tr("Reading the file"))
        self._job = self.workspace.read(
            _read, path, done=self._show_sheet, failed=self._refused, progress=True
        )
        self._job.progress.connect(self._report)

    def _make_file(self) -> Card:
        card = Card(self.tr("1  The file"))
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        self.choose = QPushButton(self.tr("Choose a file"))
        look(self.choose, "primary")
        theme.dress(self.choose, "folder", "on_action", 18)
        self.choose.clicked.connect(self._choose)
        self.file_label = Words(self.tr("No file chosen"), "second")
        row.addWidget(self.choose)
        row.addWidget(self.file_label, 1)
        holder = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        self.problem = FieldProblem(self.choose)
        card.add(holder)
        card.add(self.problem)
        card.add(self._make_progress())
        self.setFocusProxy(self.choose)
        return card

    def _make_progress(self) -> QWidget:
        self.running = QWidget()
        row = QHBoxLayout(self.running)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.doing = Words("", "second")
        self.doing.setWordWrap(False)
        self.bar = QProgressBar()
        self.stop = QPushButton(self.tr("Stop"))
        self.stop.clicked.connect(self._stop)
        row.addWidget(self.doing)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self.running.hide()
        return self.running

    def _make_outcome(self) -> Card:
        self.outcome = Card(self.tr("4  What would happen"))
        self.said = Words("")
        self.aside = SetAside(self.workspace, BadRow.sentence, history.write_bad_rows)
        self.complete = QCheckBox()
        self.load = QPushButton(self.tr("Load"))
        look(self.load, "primary")
        self.load.clicked.connect(self._load)
        for part in (self.said, self.aside, self.complete, alone(self.load)):
            self.outcome.add(part)
        return self.outcome

    def _make_past(self) -> Card:
        self.past = Card(self.tr("Loads made on this PC"))
        return self.past

    # --- the file and its columns

    def _choose(self) -> None:
        path = choosing.file(self, self.tr("Choose the file"), (self.tr("Tables (*.csv *.xlsx)"),))
        if path is not None:
            self.read_file(path)

    def _show_sheet(self, found: tuple[Sheet, dict[str, ColumnMapping]]) -> None:
        self._ended()
        self._sheet, kept = found
        rows = say.count(len(self._sheet.rows), "row", "rows")
        self.file_label.setText(
            self.tr("{name}: {rows}, {columns}").format(
                name=self._sheet.path.name,
                rows=rows,
                columns=say.count(len(self._sheet.heading), "column", "columns"),
            )
        )
        self.columns.show_sheet(self._sheet, kept)
        self.columns.show()
        self.workspace.announce(self.file_label.text())
        self._plan_now()

    def _keep_mapping(self, name: str) -> None:
        mapping = self.columns.mapping()
        if mapping is not None:
            self.workspace.do(_keep, name, mapping, done=self._kept)

    def _forget_mapping(self, name: str) -> None:
        self.workspace.do(_forget, name, done=self._kept)

    def _kept(self, found: tuple[str, dict[str, ColumnMapping]]) -> None:
        name, kept = found
        self.columns.keep_listed(kept, name)
        self.workspace.announce(self.tr("Kept.") if name else self.tr("Dropped."))

    def _translated(self, target: str, word: str, code: str) -> None:
        table = {name: dict(said) for name, said in self.columns.table.items()}
        table.setdefault(target, {})[rules.word_of(word)] = code
        self.columns.translate(table)

    # --- the plan

    def _plan_now(self) -> None:
        mapping = self.columns.mapping()
        self.outcome.hide()
        if self._sheet is None:
            return
        if mapping is None:
            self.translate.hide()
            self.problem.say(self.tr("Choose the columns for the reference number and the start date."))
            return
        self.problem.say("")
        if self._job is not None:
            self._replaced += 1
            self._job.stop()
        self._run(self.tr("Looking at each row"))
        self._job = self.workspace.read(
            history.plan, self._sheet, mapping, done=self._show_plan, failed=self._refused, progress=True
        )
        self._job.progress.connect(self._report)

    def _show_plan(self, plan: Plan) -> None:
        self._ended()
        self._plan = plan
        self.translate.show_words(plan.unknown)
        self.said.setText(
            self.tr(
                "{incidents} would be loaded from {rows}. {here} are already here and stay as they are. "
                "{people} would be added to the register as no longer on the ward."
            ).format(
                incidents=say.count(plan.new + plan.again, "incident", "incidents"),
                rows=say.count(plan.rows, "row", "rows"),
                here=say.number(plan.here),
                people=say.count(plan.people, "person", "people"),
            )
        )
        self.aside.show_plan(plan)
        some = bool(plan.acts)
        self.load.setEnabled(some)
        self.complete.setVisible(some)
        if some:
            self.complete.setText(
                self.tr("Nothing is missing from {first} to {last}: other days were quiet").format(
                    first=say.day(plan.first_day), last=say.day(plan.last_day)
                )
            )
        self.outcome.show()
        self.workspace.announce(self.said.text())

    # --- loading and taking back

    def _load(self) -> None:
        if self._plan is None:
            return
        self.load.setEnabled(False)
        self._run(self.tr("Loading"))
        self._job = self.workspace.do(
            _apply,
            self._plan,
            self.complete.isChecked(),
            done=self._loaded,
            failed=self._refused,
            changes="incidents",
            progress=True,
        )
        self._job.progress.connect(self._report)

    def _loaded(self, made: Load) -> None:
        self._ended()
        self._sheet = self._plan = None
        for card in (self.columns, self.translate, self.outcome):
            card.hide()
        self.complete.setChecked(False)
        self.file_label.setText(self.tr("No file chosen"))
        said = self.tr("Loaded: {incidents}.").format(
            incidents=say.count(made.incidents, "incident", "incidents")
        )
        self.workspace.did(said, history.undo, made.label, changes="incidents")
        self.workspace.read(history.loads, done=self._show_past)
        self.choose.setFocus()

    def _show_past(self, loads: list[Load]) -> None:
        self.past.clear()
        for made in reversed(loads[-10:]):
            self.past.add(self._line(made))
        self.past.setVisible(bool(loads))

    def _line(self, made: Load) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        incidents = say.count(made.incidents, "incident", "incidents")
        if made.undone_at:
            at = say.moment(made.undone_at, self.workspace.now())
            said = self.tr("{label}: {incidents}, taken back {at}").format(
                label=made.label, incidents=incidents, at=at
            )
        else:
            said = self.tr("{label}: {incidents}").format(label=made.label, incidents=incidents)
        row.addWidget(Words(said), 1)
        if not made.undone_at:
            button = QPushButton(self.tr("Take back"))
            button.setAccessibleName(self.tr("Take back {label}").format(label=made.label))
            theme.dress(button, "undo", "text", 18)
            button.clicked.connect(partial(self._take_back, made.label))
            row.addWidget(button)
        return holder

    def _take_back(self, label: str) -> None:
        self._run(self.tr("Taking back"))
        self._job = self.workspace.do(
            history.undo,
            label,
            done=self._taken_back,
            failed=self._refused,
            changes="incidents",
            progress=True,
        )
        self._job.progress.connect(self._report)

    def _taken_back(self, incidents: int) -> None:
        self._ended()
        said = self.tr("{incidents} taken back. Each can be restored from the list of archived incidents.")
        self.workspace.show(
            say.Message(
                what=said.format(incidents=say.count(incidents, "incident", "incidents")), tone="good"
            )
        )
        self.workspace.read(history.loads, done=self._show_past)

    # --- work under way

    def _run(self, doing: str) -> None:
        self.doing.setText(doing)
        self.bar.setAccessibleName(doing)
        self.bar.setRange(0, 0)
        self.running.show()

    def _report(self, part: int, whole: int) -> None:
        self.bar.setRange(0, whole)
        self.bar.setValue(part)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _ended(self) -> None:
        self._job = None
        self.running.hide()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Stopped) and self._replaced:  # a newer question took its place
            self._replaced -= 1
            return
        self._ended()
        self.load.setEnabled(self._plan is not None and bool(self._plan.acts))
        if isinstance(error, Stopped):
            self.problem.say(self.tr("Stopped. Nothing was changed."))
            return
        message = say.problem(error)
        if message is None:
            self.workspace.explain(error)
        else:
            self.problem.say(message.sentence())


def _read(desk: Desk, path: Path, report: Report) -> tuple[Sheet, dict[str, ColumnMapping]]:
    desk.may("load")
    return history.read_sheet(path, report), history.kept(desk)


def _apply(desk: Desk, plan: Plan, complete: bool, report: Report) -> Load:
    return history.apply(desk, plan, report, complete=complete)


def _keep(desk: Desk, name: str, mapping: ColumnMapping) -> tuple[str, dict[str, ColumnMapping]]:
    history.keep(desk, name, mapping)
    return name, history.kept(desk)


def _forget(desk: Desk, name: str) -> tuple[str, dict[str, ColumnMapping]]:
    history.forget(desk, name)
    return "", history.kept(desk)
