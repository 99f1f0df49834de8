"""Adding a person, with their own keys and passphrase; and adding a shared passphrase that only opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.forms.ui_opener_form import Ui_OpenerForm
from wardqi.app.forms.ui_person_form import Ui_PersonForm
from wardqi.app.screens.administration import passphrase
from wardqi.app.screens.administration.passphrase import Rules
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.workspace import Workspace
from wardqi.services.administering import staff
from wardqi.store import keys
from wardqi.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from wardqi.services.access import Session

_WIDEST = 640
_ACTS = {
    "read": QT_TRANSLATE_NOOP("say", "see records"),
    "record": QT_TRANSLATE_NOOP("say", "record"),
    "sign": QT_TRANSLATE_NOOP("say", "sign records as checked"),
    "register_patients": QT_TRANSLATE_NOOP("say", "add patients"),
    "void": QT_TRANSLATE_NOOP("say", "archive records"),
    "exchange": QT_TRANSLATE_NOOP("say", "send and receive"),
    "analyse": QT_TRANSLATE_NOOP("say", "compare wards"),
    "define_measures": QT_TRANSLATE_NOOP("say", "set up measures"),
    "manage_ward": QT_TRANSLATE_NOOP("say", "change the ward's details"),
    "manage_people": QT_TRANSLATE_NOOP("say", "add and retire people"),
    "manage_keys": QT_TRANSLATE_NOOP("say", "pair and recover"),
    "audit": QT_TRANSLATE_NOOP("say", "read the audit trail"),
}


def role_note(role: str) -> str:
    """What a role may do, as a sentence."""
    return say.tr("May {acts}.", acts=say.listed([say.tr(_ACTS[act]) for act in staff.acts_of(role)]))


class AddPerson(QWidget):
    """Name, job title, role, their own passphrase, perhaps a PIN."""

    left = Signal()
    finished = Signal(str, str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.ui = ui = Ui_PersonForm()
        ui.setupUi(_inside(self))
        ui.rulesPlace.addWidget(Rules(ui.passEdit))
        self.lines = {
            edit: _line(edit, place)
            for edit, place in (
                (ui.nameEdit, ui.namePlace),
                (ui.jobEdit, ui.jobPlace),
                (ui.passEdit, ui.passPlace),
                (ui.againEdit, ui.againPlace),
                (ui.pinEdit, ui.pinPlace),
            )
        }
        self.problem = FieldProblem(ui.addButton)
        ui.problemRow.addWidget(self.problem)
        for role in staff.offered_roles(workspace.profile):
            ui.roleBox.addItem(say.role(role), role)
        ui.roleBox.currentIndexChanged.connect(self._tell_role)
        theme.dress(ui.backButton, "back", "action", 18)
        theme.dress(ui.addButton, "add", "on_action", 18)
        passphrase.reveal(ui.showButton, ui.passEdit, ui.againEdit, ui.pinEdit)
        ui.backButton.clicked.connect(self.left)
        ui.addButton.clicked.connect(self.add)
        self._tell_role()

    def open(self) -> None:
        """Begin with empty fields."""
        self.forget()
        self.ui.nameEdit.clear()
        self.ui.jobEdit.clear()
        self.ui.roleBox.setCurrentIndex(0)
        self.ui.nameEdit.setFocus()

    def forget(self) -> None:
        """Nothing secret stays in a field."""
        for edit in (self.ui.passEdit, self.ui.againEdit, self.ui.pinEdit):
            edit.clear()
        for line in (*self.lines.values(), self.problem):
            line.say("")
        self.ui.showButton.setChecked(False)

    def add(self) -> None:
        """Add the person, or say what is missing."""
        ui = self.ui
        pin = ui.pinEdit.text()
        same = ui.passEdit.text() == ui.againEdit.text()
        told = {
            ui.nameEdit: "" if ui.nameEdit.text().strip() else self.tr("Write the person's name."),
            ui.passEdit: passphrase.weak(ui.passEdit.text()),
            ui.againEdit: "" if same else self.tr("The two are not the same."),
            ui.pinEdit: passphrase.weak_pin(pin) if pin else "",
        }
        self.problem.say("")
        if not ui.addButton.isEnabled() or not _tell(self._workspace, self.lines, told):
            return
        ui.addButton.setEnabled(False)
        self._workspace.tend(
            _add_person,
            " ".join(ui.nameEdit.text().split()),
            " ".join(ui.jobEdit.text().split()),
            str(ui.roleBox.currentData()),
            ui.passEdit.text(),
            pin,
            done=self._added,
            failed=self._refused,
            changes="people",
        )

    def _tell_role(self) -> None:
        self.ui.roleNote.setText(role_note(str(self.ui.roleBox.currentData())))
        self.ui.roleBox.setAccessibleDescription(self.ui.roleNote.text())

    def _added(self, added: tuple[str, str]) -> None:
        uid, name = added
        self.ui.addButton.setEnabled(True)
        self.finished.emit(self.tr("{name} is added and can sign in now.").format(name=name), uid)

    def _refused(self, error: Exception) -> None:
        self.ui.addButton.setEnabled(True)
        _refuse(self._workspace, error, self.lines[self.ui.passEdit], self.problem)


class AddOpener(QWidget):
    """A label for the unlock screen, and the passphrase."""

    left = Signal()
    finished = Signal(str, str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.ui = ui = Ui_OpenerForm()
        ui.setupUi(_inside(self))
        ui.rulesPlace.addWidget(Rules(ui.passEdit))
        self.lines = {
            edit: _line(edit, place)
            for edit, place in (
                (ui.labelEdit, ui.labelPlace),
                (ui.passEdit, ui.passPlace),
                (ui.againEdit, ui.againPlace),
            )
        }
        self.problem = FieldProblem(ui.addButton)
        ui.problemRow.addWidget(self.problem)
        theme.dress(ui.backButton, "back", "action", 18)
        theme.dress(ui.addButton, "key", "on_action", 18)
        passphrase.reveal(ui.showButton, ui.passEdit, ui.againEdit)
        ui.backButton.clicked.connect(self.left)
        ui.addButton.clicked.connect(self.add)

    def open(self) -> None:
        """Begin anew, with the usual name."""
        self.forget()
        self.ui.labelEdit.setText(self.tr("Ward passphrase"))
        self.ui.labelEdit.setFocus()
        self.ui.labelEdit.selectAll()

    def forget(self) -> None:
        """Nothing secret stays in a field."""
        self.ui.passEdit.clear()
        self.ui.againEdit.clear()
        for line in (*self.lines.values(), self.problem):
            line.say("")
        self.ui.showButton.setChecked(False)

    def add(self) -> None:
        """Add the passphrase, or say what is missing."""
        ui = self.ui
        same = ui.passEdit.text() == ui.againEdit.text()
        told = {
            ui.labelEdit: "" if ui.labelEdit.text().strip() else self.tr("Give it a name for the list."),
            ui.passEdit: passphrase.weak(ui.passEdit.text()),
            ui.againEdit: "" if same else self.tr("The two are not the same."),
        }
        self.problem.say("")
        if not ui.addButton.isEnabled() or not _tell(self._workspace, self.lines, told):
            return
        ui.addButton.setEnabled(False)
        self._workspace.tend(
            _add_opener,
            " ".join(ui.labelEdit.text().split()),
            ui.passEdit.text(),
            done=self._added,
            failed=self._refused,
            changes="people",
        )

    def _added(self, uid: str) -> None:
        self.ui.addButton.setEnabled(True)
        label = " ".join(self.ui.labelEdit.text().split())
        said = self.tr("{label} opens the records from now on.").format(label=label)
        self.finished.emit(said, uid)

    def _refused(self, error: Exception) -> None:
        self.ui.addButton.setEnabled(True)
        _refuse(self._workspace, error, self.lines[self.ui.passEdit], self.problem)


def _inside(page: QWidget) -> QWidget:
    """The place for a drawn form on a page that scrolls."""
    inside = QWidget()
    sheet = Sheet(_WIDEST)
    sheet.add(inside)
    sheet.end()
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(sheet)
    return inside


def _line(edit: QLineEdit, place: QVBoxLayout) -> FieldProblem:
    line = FieldProblem(edit)
    place.addWidget(line)
    return line


def _tell(workspace: Workspace, lines: dict[QLineEdit, FieldProblem], told: dict[QLineEdit, str]) -> bool:
    """Show each problem beside its field and go to the first; True when there is none."""
    for edit, text in told.items():
        lines[edit].say(text)
    first = next((edit for edit, text in told.items() if text), None)
    if first is not None:
        first.setFocus()
        workspace.announce(told[first])
    return first is None


def _refuse(workspace: Workspace, error: Exception, secret: FieldProblem, other: FieldProblem) -> None:
    said = passphrase.refusal(error)
    if not said:
        workspace.explain(error)
        return
    line = secret if isinstance(error, keys.WeakPassphrase) else other
    line.say(said)
    if line.field is not None:
        line.field.setFocus()
    workspace.announce(said)


def _add_person(
    session: Session, name: str, job_title: str, role: str, secret: str, pin: str
) -> tuple[str, str]:
    person = session.add_person(name=name, job_title=job_title, role=role, passphrase=secret, pin=pin)
    return person.uid, person.name


def _add_opener(session: Session, label: str, secret: str) -> str:
    return session.add_opener(label, secret)
