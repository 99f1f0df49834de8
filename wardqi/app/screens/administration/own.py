"""My sign-in: changing one's own passphrase, and setting or changing one's PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.forms.ui_my_sign_in import Ui_MySignIn
from wardqi.app.screens.administration import passphrase
from wardqi.app.screens.administration.passphrase import Rules
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.workspace import Workspace
from wardqi.services.administering import staff
from wardqi.services.administering.staff import Own
from wardqi.store import keys

if TYPE_CHECKING:
    from wardqi.services.access import Session

_WIDEST = 640


class MySignIn(QWidget):
    """Two cards that know nothing of each other; nothing typed stays when the page is left."""

    follows = ("people",)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        inside = QWidget()
        self.ui = ui = Ui_MySignIn()
        ui.setupUi(inside)
        sheet = Sheet(_WIDEST)
        sheet.add(inside)
        sheet.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(sheet)
        self.rules = Rules(ui.freshEdit)
        ui.rulesPlace.addWidget(self.rules)
        places = (
            (ui.oldEdit, ui.oldPlace),
            (ui.freshEdit, ui.freshPlace),
            (ui.againEdit, ui.againPlace),
            (ui.proofEdit, ui.proofPlace),
            (ui.pinEdit, ui.pinPlace),
            (ui.pinAgainEdit, ui.pinAgainPlace),
        )
        self.lines: dict[QLineEdit, FieldProblem] = {}
        for edit, place in places:
            self.lines[edit] = FieldProblem(edit)
            place.addWidget(self.lines[edit])
        passphrase.reveal(ui.passShow, ui.oldEdit, ui.freshEdit, ui.againEdit)
        theme.dress(ui.passButton, "key", "on_action", 18)
        theme.dress(ui.pinButton, "person", "on_action", 18)
        ui.passButton.clicked.connect(self._change_passphrase)
        ui.pinButton.clicked.connect(self._change_pin)
        for edit in (ui.oldEdit, ui.freshEdit, ui.againEdit):
            edit.returnPressed.connect(self._change_passphrase)
        for edit in (ui.proofEdit, ui.pinEdit, ui.pinAgainEdit):
            edit.returnPressed.connect(self._change_pin)

    def refresh(self) -> None:
        """Read how this person gets in."""
        self._workspace.tend(staff.own, done=self._show)

    def back(self) -> bool:
        """There is nothing to go back from."""
        return False

    def finish(self) -> bool:
        """Ctrl+Enter: the card that has the focus."""
        focus = self.focusWidget()
        if focus is not None and self.ui.pinCard.isAncestorOf(focus):
            self._change_pin()
        else:
            self._change_passphrase()
        return True

    def forget(self) -> None:
        """Nothing secret stays in a field."""
        for edit, line in self.lines.items():
            edit.clear()
            line.say("")
        self.ui.passShow.setChecked(False)

    def _show(self, own: Own) -> None:
        ui = self.ui
        ui.whoLabel.setText(", ".join(part for part in (own.name, say.role(own.role), own.job_title) if part))
        ui.pinState.setText(
            {
                "set": self.tr("You have a PIN."),
                "blocked": self.tr("Your PIN is blocked until you next sign in with your passphrase."),
            }.get(own.pin, self.tr("You have no PIN yet."))
        )
        ui.pinButton.setText(self.tr("Set my PIN") if own.pin == "none" else self.tr("Change my PIN"))

    def _change_passphrase(self) -> None:
        ui = self.ui
        fresh, again = ui.freshEdit.text(), ui.againEdit.text()
        told = {
            ui.oldEdit: "" if ui.oldEdit.text() else self.tr("Type the passphrase you use now."),
            ui.freshEdit: passphrase.weak(fresh),
            ui.againEdit: "" if fresh == again else self.tr("The two are not the same."),
        }
        if ui.passButton.isEnabled() and self._tell(told):
            ui.passButton.setEnabled(False)
            self._workspace.tend(
                _change_passphrase,
                ui.oldEdit.text(),
                fresh,
                done=self._passphrase_changed,
                failed=self._passphrase_kept,
                changes="people",
            )

    def _passphrase_changed(self, _: object) -> None:
        self.ui.passButton.setEnabled(True)
        self.forget()
        self._say(self.tr("Your passphrase is changed."), self.tr("Use the new one from now on."))

    def _passphrase_kept(self, error: Exception) -> None:
        self.ui.passButton.setEnabled(True)
        self._refused(error, self.ui.oldEdit, self.ui.freshEdit)

    def _change_pin(self) -> None:
        ui = self.ui
        pin, again = ui.pinEdit.text(), ui.pinAgainEdit.text()
        told = {
            ui.proofEdit: "" if ui.proofEdit.text() else self.tr("Type your passphrase."),
            ui.pinEdit: passphrase.weak_pin(pin),
            ui.pinAgainEdit: "" if pin == again else self.tr("The two are not the same."),
        }
        if ui.pinButton.isEnabled() and self._tell(told):
            ui.pinButton.setEnabled(False)
            self._workspace.tend(
                _change_pin,
                ui.proofEdit.text(),
                pin,
                done=self._pin_changed,
                failed=self._pin_kept,
                changes="people",
            )

    def _pin_changed(self, _: object) -> None:
        self.ui.pinButton.setEnabled(True)
        self.forget()
        self._say(self.tr("Your PIN is set."), self.tr("It works whenever the records are open."))

    def _pin_kept(self, error: Exception) -> None:
        self.ui.pinButton.setEnabled(True)
        self._refused(error, self.ui.proofEdit, self.ui.pinEdit)

    def _say(self, what: str, rest: str) -> None:
        self._workspace.show(say.Message(what=what, safe=rest, tone="good"))

    def _refused(self, error: Exception, proof: QLineEdit, wanted: QLineEdit) -> None:
        said = passphrase.refusal(error)
        if isinstance(error, keys.WrongPassphrase):
            said = self.tr("That is not your passphrase. Nothing was changed. Check Caps Lock.")
        if not said:
            self._workspace.explain(error)
            return
        field = wanted if isinstance(error, keys.WeakPassphrase) else proof
        self.lines[field].say(said)
        field.setFocus()
        field.selectAll()
        self._workspace.announce(said)

    def _tell(self, told: dict[QLineEdit, str]) -> bool:
        """Show each problem beside its field and go to the first; True when there is none."""
        for edit, text in told.items():
            self.lines[edit].say(text)
        first = next((edit for edit, text in told.items() if text), None)
        if first is not None:
            first.setFocus()
            self._workspace.announce(told[first])
        return first is None


def _change_passphrase(session: Session, old: str, new: str) -> None:
    session.change_passphrase(old, new)


def _change_pin(session: Session, proof: str, pin: str) -> None:
    session.change_pin(proof, pin)
