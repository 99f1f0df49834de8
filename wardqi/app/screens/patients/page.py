"""The ward's list of patients: who is here, by initials and bed; adding, correcting, and who has left."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from wardqi.app import diagnostics, say, theme
from wardqi.app.forms.ui_patient_form import Ui_PatientForm
from wardqi.app.forms.ui_patients import Ui_Patients
from wardqi.app.screen import Command, Page
from wardqi.app.screens.patients.month import MonthLine
from wardqi.app.screens.patients.moves import Moves
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.field import FieldProblem, ProblemList
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.workspace import Workspace
from wardqi.domain import patients as rules
from wardqi.domain import people, times
from wardqi.domain.privacy import age_on
from wardqi.services import patients, recording
from wardqi.services.desk import NotFound
from wardqi.services.patients import Month, Patient
from wardqi.services.recording import Saved

NEW = "new"
_ONE_PANE = 900
_FOLD = 760


class PatientsPage(Page):
    """Opened at "" (the list), "new", "new:draft:" and a draft to go back to, or at a patient's id."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._found: tuple[Patient, ...] = ()
        self._editing: Patient | None = None
        self._return_to = ""
        self._wanted = ""
        self._month = Month({}, whole=False)
        self._may = people.may(workspace.role, "register_patients")
        self._build()
        self._connect()

    # --- what the window asks

    def open(self, ident: str) -> None:
        """Show the list, or the form at somebody."""
        if ident.startswith(NEW):
            self._return_to = ident.removeprefix(NEW).removeprefix(":")
            self._start(None)
        elif ident:
            self._wanted = ident
        else:
            self._close()
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reload()

    def finish(self) -> bool:
        """Ctrl+Enter saves the form."""
        if not self.ui.formPane.isVisible():
            return False
        self._save()
        return True

    def back(self) -> bool:
        """Esc: from the form to the list."""
        if self.ui.formPane.isVisible():
            self._close()
            return True
        return False

    def commands(self) -> list[Command]:
        """What the command box offers here."""
        if not self._may:
            return []
        return [Command(self.tr("Add a patient"), lambda: self._start(None), "", "new admission")]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One pane when narrow."""
        super().resizeEvent(event)
        self._fit()

    # --- building

    def _build(self) -> None:
        self.ui = Ui_Patients()
        self.ui.setupUi(self)
        theme.dress(self.ui.addButton, "add", "on_action", 18)
        self.ui.addButton.setVisible(self._may)
        empty = Empty(
            self.tr("Nobody is on the list yet. Incidents can then be logged for a patient."), "people"
        )
        if self._may:
            empty.offer(self.tr("Add a patient"), lambda: self._start(None), primary=True)
        columns: tuple[Column[Patient], ...] = (
            Column(self.tr("Patient"), _who),
            Column(self.tr("Bed"), lambda one: one.bed, width=6),
            Column(self.tr("Born"), self._born, width=12, keep=False),
            Column(self.tr("NHS number"), lambda one: rules.spaced(one.nhs_number), width=14, keep=False),
            Column(self.tr("On the ward"), self._stay, width=20, keep=False),
            Column(self.tr("Bed days"), self._days, width=12, keep=False),
        )
        self.table = RecordTable(self.tr("Patients"), columns, page_size=200, empty=empty, narrow=_FOLD)
        self.ui.tablePlace.addWidget(self.table)
        self.form = Ui_PatientForm()
        body = QWidget()
        self.form.setupUi(body)
        self.sheet = Sheet(widest=560)
        self.sheet.add(body)
        self.ui.formPlace.addWidget(self.sheet)
        self.problems = ProblemList()
        form = self.form
        form.problemPlace.addWidget(self.problems)
        self._lines = {
            "initials": FieldProblem(form.initialsEdit),
            "birth_date": FieldProblem(form.bornEdit),
            "nhs_number": FieldProblem(form.nhsEdit),
            "came_on": FieldProblem(form.cameEdit),
        }
        places = (form.initialsPlace, form.bornPlace, form.nhsPlace, form.camePlace)
        for place, line in zip(places, self._lines.values(), strict=True):
            place.addWidget(line)
        for edit, wide in (
            (form.initialsEdit, 110),
            (form.bedEdit, 110),
            (form.bornEdit, 220),
            (form.nhsEdit, 220),
        ):
            edit.setMaximumWidth(theme.px(wide))
        for edit in (form.localEdit, form.cameEdit):
            edit.setMaximumWidth(theme.px(220))
        for label in (form.nameLabel, form.initialsLabel, form.bedLabel, form.bornLabel, form.nhsLabel):
            label.setContentsMargins(0, theme.px(8), 0, 0)
        for label in (form.localLabel, form.cameLabel):
            label.setContentsMargins(0, theme.px(8), 0, 0)
        for hint in (form.bornHint, form.nhsHint, form.cameHint):
            hint.hide()
        form.alikeFrame.hide()
        buttons = Flow(8)  # one below the other where the words are long
        for button in (form.saveButton, form.leaveButton):
            form.buttons.removeWidget(button)
            buttons.add(button)
        form.buttons.addWidget(buttons)
        self.moves = Moves(self.workspace)
        form.movesPlace.addSpacing(theme.px(12))
        form.movesPlace.addWidget(self.moves)
        self.moves.hide()
        self.month = MonthLine(self.workspace.now().date())
        self.ui.monthPlace.addWidget(self.month)
        self.ui.formPane.hide()

    def _connect(self) -> None:
        form = self.form
        self.ui.addButton.clicked.connect(lambda: self._start(None))
        self.ui.goneBox.toggled.connect(self._reload)
        self.table.opened.connect(self._start)
        self.table.previewed.connect(self._start)
        form.nameEdit.textEdited.connect(self._name_typed)
        for edit in (form.nameEdit, form.initialsEdit, form.nhsEdit):
            edit.textChanged.connect(self._look_alike)
        form.bornEdit.textChanged.connect(self._tell_born)
        form.cameEdit.textChanged.connect(self._tell_came)
        form.nhsEdit.textChanged.connect(self._tell_number)
        form.saveButton.clicked.connect(self._save)
        form.leaveButton.clicked.connect(self._close)
        self.moves.moved.connect(self._moved)
        self.month.turned.connect(self._read_month)
        self.workspace.changed.connect(self._changed)

    def _born(self, one: Patient) -> str:
        return say.day(one.birth_date) if one.birth_date else ""

    def _stay(self, one: Patient) -> str:
        if not one.here:
            left = say.day(one.left_on) if one.left_on else ""
            return self.tr("left {day}").format(day=left)
        if one.on_leave:
            return self.tr("on leave since {day}").format(day=say.day(one.on_leave))
        return self.tr("since {day}").format(day=say.day(one.came_on)) if one.came_on else ""

    def _days(self, one: Patient) -> str:
        days = self._month.days.get(one.ent)
        return "" if days is None else say.count(days, "bed day", "bed days")

    # --- the list

    def _reload(self) -> None:
        self.workspace.read(_listed, self.ui.goneBox.isChecked(), done=self._show)
        self._read_month()

    def _read_month(self) -> None:
        self.workspace.read(patients.bed_days, self.month.first, done=self._show_month)

    def _show_month(self, found: Month) -> None:
        self._month = found
        self.month.show_month(found)
        if self._found:  # an empty table would give its focus away before the list is read
            self.table.show_page(self._found)
        self._tell_stay()

    def _show(self, found: tuple[Patient, ...]) -> None:
        self._found = found
        self.table.show_page(found)
        if self._wanted:
            one = next((one for one in found if one.ent == self._wanted), None)
            if one is not None:
                self._wanted = ""
                self._start(one)
            elif not self.ui.goneBox.isChecked():
                self.ui.goneBox.setChecked(True)  # they have left: list those too, and look again
            else:
                self._wanted = ""
        self._look_alike()

    def _changed(self, subject: str) -> None:
        if subject == "patients" and self.isVisible():
            self._reload()

    # --- the form

    def _start(self, one: Patient | None) -> None:
        """Show the form, empty or at somebody."""
        self._editing = one
        form = self.form
        form.headLabel.setText(
            self.tr("Change {who}").format(who=one.initials) if one else self.tr("Add a patient")
        )
        today = self.workspace.now().date()
        form.nameEdit.setText(one.name if one else "")
        form.initialsEdit.setText(one.initials if one else "")
        form.bedEdit.setText(one.bed if one else "")
        form.bornEdit.setText(say.day(one.birth_date) if one and one.birth_date else "")
        form.nhsEdit.setText(rules.spaced(one.nhs_number) if one else "")
        form.localEdit.setText(one.local_id if one else "")
        came = one.came_on if one else today.isoformat()
        form.cameEdit.setText(say.day(came) if came else "")
        self._own_initials = bool(one and one.initials != rules.initials(one.name))
        form.saveButton.setEnabled(self._may)
        self._tell_stay()
        self._forget_problems()
        self._look_alike()
        self.ui.formPane.show()
        self._fit()
        self.sheet.area.verticalScrollBar().setValue(0)
        form.nameEdit.setFocus(Qt.FocusReason.OtherFocusReason)

    _own_initials = False

    def _close(self) -> None:
        had = self.ui.formPane.isVisible()
        self.ui.formPane.hide()
        self._editing = None
        self._fit()
        if had:
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
            back, self._return_to = self._return_to, ""
            if back:
                self.workspace.go("incident", back)

    def _fit(self) -> None:
        wide = self.width() >= theme.px(_ONE_PANE)
        self.ui.listPane.setVisible(wide or not self.ui.formPane.isVisibleTo(self))

    def _name_typed(self, name: str) -> None:
        """Initials follow the name until they are given their own."""
        form = self.form
        if not self._own_initials and not form.initialsEdit.isModified():
            form.initialsEdit.setText(rules.initials(name))

    def _day(self, text: str) -> date | None:
        try:
            return times.read_date(text, self.workspace.now().date())
        except times.NotATime:
            return None

    def _tell_born(self) -> None:
        born, today = self._day(self.form.bornEdit.text()), self.workspace.now().date()
        known = born is not None and born <= today
        said = self.tr("{day}, aged {age}")
        told = said.format(day=say.day(born), age=age_on(born, today)) if born is not None and known else ""
        _hint(self.form.bornHint, told)

    def _tell_came(self) -> None:
        came = self._day(self.form.cameEdit.text())
        today = self.workspace.now().date()
        _hint(self.form.cameHint, say.near_day(came, today) if came is not None else "")

    def _tell_number(self) -> None:
        text = rules.nhs_number(self.form.nhsEdit.text())
        right = len(text) == 10 and rules.nhs_problem(text) is None
        _hint(self.form.nhsHint, self.tr("The check digit is right.") if right else "")

    def _values(self) -> dict[str, object]:
        form = self.form
        born = self._day(form.bornEdit.text())
        came = self._day(form.cameEdit.text())
        return {
            "name": form.nameEdit.text().strip() or None,
            "initials": form.initialsEdit.text().strip().upper() or None,
            "birth_date": born.isoformat() if born else None,
            "nhs_number": rules.nhs_number(form.nhsEdit.text()) or None,
            "local_id": form.localEdit.text().strip() or None,
            "came_on": came.isoformat() if came else None,
        }

    def _look_alike(self) -> None:
        """Names that could be mistaken are told while they are typed; nothing is refused."""
        if not self.ui.formPane.isVisibleTo(self):
            return
        own = "" if self._editing is None else self._editing.ent
        others = [one for one in self._found if one.here and one.ent != own]
        found = [others[at] for at in rules.alike(self._values(), [one.value for one in others])]
        names = [f"{one.initials}, {one.name}" if one.name else one.initials for one in found]
        said = self.tr("Easily mistaken for {names}. Tell them apart by date of birth.")
        self.form.alikeLabel.setText(said.format(names=say.listed(names)))
        self.form.alikeFrame.setVisible(bool(found))

    def _forget_problems(self) -> None:
        for line in self._lines.values():
            line.say("")
        self.problems.hide()

    def _check(self) -> bool:
        self._forget_problems()
        form, values = self.form, self._values()
        told = rules.problems(values, self.workspace.now().date())
        words = {
            "missing": self.tr("Give initials or a name."),
            "digits": self.tr("An NHS number is digits only."),
            "length": self.tr("An NHS number has ten digits."),
            "check": self.tr("Check the NHS number: a digit is wrong."),
            "future": self.tr("This date is still to come."),
            "too_old": self.tr("This date is over 120 years ago."),
        }
        for name, code in told.items():
            self._lines[name].say(words[code])
        for name, edit in (("birth_date", form.bornEdit), ("came_on", form.cameEdit)):
            if edit.text().strip() and self._day(edit.text()) is None:
                self._lines[name].say(self.tr("Write a date as 3 May 1988 or 3/5/1988."))
        wrong = [line for line in self._lines.values() if line.text]
        self.problems.show_problems(self.tr("Nothing was saved yet."), wrong)
        return not wrong

    def _save(self) -> None:
        if not self._may or not self._check():
            return
        ent = None if self._editing is None else self._editing.ent
        self.form.saveButton.setEnabled(False)
        self.workspace.do(
            patients.save,
            self._values(),
            self.form.bedEdit.text(),
            ent,
            done=self._saved,
            failed=self._not_saved,
            changes="patients",
        )

    def _saved(self, saved: Saved) -> None:
        self.form.saveButton.setEnabled(True)
        self.workspace.did(self.tr("Saved."), recording.undo, saved.changes, changes="patients")
        self._close()

    def _not_saved(self, error: Exception) -> None:
        self.form.saveButton.setEnabled(True)
        if isinstance(error, NotFound):  # nothing was changed
            self._close()
            return
        self.workspace.show(say.problem(error) or say.broke(diagnostics.fault(error)))

    def _tell_stay(self) -> None:
        """Moves of the patient whose form is open, with the bed days their stays give."""
        one = self._editing if self._may else None
        self.moves.show_patient(one, "" if one is None else self.month.of(self._month, one.ent))

    def _moved(self, sort: str, saved: Saved) -> None:
        said = {
            rules.LEAVE: self.tr("On leave; the bed stays theirs and the days count."),
            rules.BACK: self.tr("Back from leave."),
        }.get(sort, self.tr("They have left the ward; the record stays."))
        self.workspace.did(said, recording.undo, saved.changes, changes="patients")
        self._close()


def _hint(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _who(one: Patient) -> str:
    """Initials, then the name."""
    return ", ".join(part for part in (one.initials, one.name) if part) or "?"


def _listed(desk: object, gone: bool) -> tuple[Patient, ...]:
    return patients.listed(desk, gone=gone)  # type: ignore[arg-type]
