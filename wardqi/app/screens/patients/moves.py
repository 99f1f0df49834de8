"""What happens to a patient's stay: leave, another ward, another hospital, going home; with its day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from wardqi.app import diagnostics, say, theme
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes, times
from wardqi.domain import patients as rules
from wardqi.services import patients
from wardqi.services.patients import NotThen, Patient
from wardqi.services.recording import Saved

_ELSEWHERE = ("other_ward", "other_hospital")
_PROBLEMS = ("future", "before_stay", "before_leave", "away", "not_away")


class Moves(QFrame):
    """One move at a time; `moved` when it was recorded."""

    moved = Signal(str, Saved)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._one: Patient | None = None
        self.kind, self.day, self.to = QComboBox(), QLineEdit(), QLineEdit()
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(18)
        self.day.setMaximumWidth(theme.px(220))
        self.record = QPushButton(self.tr("Record this move"))
        self.record.clicked.connect(self._record)
        self.problem = FieldProblem(self.day)
        self.told = Words("", "small")
        self.hint = Words("", "small")
        look(self, "inset")
        self._where = QWidget()
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._fit)
        self.day.textChanged.connect(self._tell_day)

    def show_patient(self, one: Patient | None, bed_days: str) -> None:
        """Offer what can happen to somebody who is here; `bed_days` says what their stays give."""
        again = one is not None and self._one is not None and one.ent == self._one.ent
        self._one = one
        self.setVisible(one is not None and one.here)
        self.told.setText(bed_days)
        self.told.setVisible(bool(bed_days))
        if one is None or again:
            return
        away = one.on_leave is not None
        self.kind.clear()
        for code in codes.get("patient_move").entries:
            if code.code != (rules.LEAVE if away else rules.BACK):
                self.kind.addItem(code.plain, code.code)
        self.day.setText(say.day(self._workspace.now().date()))
        self.to.clear()
        self.problem.say("")

    def _lay_out(self) -> None:
        edge = theme.px(12)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(edge, theme.px(8), edge, edge)
        rows.setSpacing(theme.px(4))
        rows.addWidget(Words(self.tr("When they move"), "subheading"))
        rows.addWidget(self.told)
        self._ask(rows, self.tr("What happened"), self.kind)
        where = QVBoxLayout(self._where)
        where.setContentsMargins(0, 0, 0, 0)
        where.setSpacing(theme.px(4))
        self._ask(where, self.tr("Where to"), self.to)
        rows.addWidget(self._where)
        self._ask(rows, self.tr("On which day"), self.day)
        rows.addWidget(self.hint)
        rows.addWidget(self.problem)
        rows.addSpacing(theme.px(4))
        rows.addWidget(self.record, 0, Qt.AlignmentFlag.AlignLeft)
        self._where.hide()

    def _ask(self, rows: QVBoxLayout, label: str, field: QWidget) -> None:
        above = Words(label)
        above.setContentsMargins(0, theme.px(4), 0, 0)
        above.setBuddy(field)
        field.setAccessibleName(label)
        rows.addWidget(above)
        rows.addWidget(field)

    def _fit(self) -> None:
        self._where.setVisible(self.kind.currentData() in _ELSEWHERE)
        self.problem.say("")

    def _read(self) -> date | None:
        try:
            return times.read_date(self.day.text(), self._workspace.now().date())
        except times.NotATime:
            return None

    def _tell_day(self) -> None:
        found = self._read()
        self.hint.setText("" if found is None else say.near_day(found, self._workspace.now().date()))
        self.hint.setVisible(found is not None)

    def _record(self) -> None:
        one, day = self._one, self._read()
        if one is None:
            return
        if day is None:
            self.problem.say(self.tr("Write a date as 3 May 2026 or 3/5/2026."))
            self.day.setFocus()
            return
        self.record.setEnabled(False)
        to = self.to.text().strip() if self.kind.currentData() in _ELSEWHERE else ""
        self._workspace.do(
            patients.move,
            one.ent,
            self.kind.currentData(),
            day.isoformat(),
            to,
            done=self._recorded,
            failed=self._not_recorded,
            changes="patients",
        )

    def _recorded(self, saved: Saved) -> None:
        self.record.setEnabled(True)
        self._one = None  # what can happen next is offered anew
        self.moved.emit(str(self.kind.currentData()), saved)

    def _not_recorded(self, error: Exception) -> None:
        self.record.setEnabled(True)
        if isinstance(error, NotThen):
            words = (
                self.tr("This date is still to come."),
                self.tr("They had not come to the ward by then."),
                self.tr("They had not gone on leave by then."),
                self.tr("They are on leave already."),
                self.tr("They are not on leave."),
            )
            self.problem.say(words[_PROBLEMS.index(error.code)])
            self.day.setFocus()
            return
        self._workspace.show(say.problem(error) or say.broke(diagnostics.fault(error)))
