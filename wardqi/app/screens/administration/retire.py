"""Retiring a person, or taking a shared passphrase away: what happens, a word to type, and the wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.forms.ui_retire_form import Ui_RetireForm
from wardqi.app.screens.administration import passphrase
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.workspace import Workspace
from wardqi.services.administering.staff import Leaving
from wardqi.store import vault

if TYPE_CHECKING:
    from wardqi.services.access import Session

_WIDEST = 700


class Retire(QWidget):
    """Nothing is done before the word is typed; while the key is changed, nothing else can be pressed."""

    left = Signal()
    finished = Signal(str, str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._leaving: Leaving | None = None
        self.busy = False
        inside = QWidget()
        self.ui = ui = Ui_RetireForm()
        ui.setupUi(inside)
        sheet = Sheet(_WIDEST)
        sheet.add(inside)
        sheet.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(sheet)
        self.problem = FieldProblem(ui.wordEdit)
        ui.problemRow.addWidget(self.problem)
        self._word = self.tr("retire")
        theme.dress(ui.backButton, "back", "action", 18)
        ui.backButton.clicked.connect(self.left)
        ui.stayButton.clicked.connect(self.left)
        ui.retireButton.clicked.connect(self._do)
        ui.wordEdit.returnPressed.connect(self._do)

    def open(self, leaving: Leaving) -> None:
        """Say what would happen to this person or passphrase."""
        ui = self.ui
        self._leaving = leaving
        self.problem.say("")
        ui.wordEdit.clear()
        self._set_busy(False)
        name = leaving.name
        if leaving.opener:
            ui.titleLabel.setText(self.tr("Take away: {name}").format(name=name))
            ui.whatFirst.setText(self.tr("This passphrase no longer opens the records on this PC."))
            ui.whatHistory.setText(self.tr("Everybody's own passphrase and PIN work as before."))
            self._word = self.tr("remove")
            ui.retireButton.setText(self.tr("Take it away"))
        else:
            ui.titleLabel.setText(self.tr("Retire {name}").format(name=name))
            ui.whatFirst.setText(
                self.tr("{name} can no longer sign in here, by passphrase or PIN.").format(name=name)
            )
            ui.whatHistory.setText(
                self.tr(
                    "What {name} recorded stays, under their name. Everybody else signs in as before."
                ).format(name=name)
            )
            self._word = self.tr("retire")
            ui.retireButton.setText(self.tr("Retire {name}").format(name=name).replace("&", "&&"))
        ui.whatDrafts.setVisible(leaving.drafts > 0)
        ui.whatDrafts.setText(
            self.tr("They have {drafts} which nobody else can finish. Ask them to finish first.").format(
                drafts=say.count(leaving.drafts, "unfinished draft", "unfinished drafts")
            )
        )
        label = self.tr('Type the word "{word}" to go on').format(word=self._word)
        ui.wordLabel.setText(label)
        ui.wordEdit.setAccessibleName(label)
        ui.wordEdit.setFocus()
        self._workspace.announce(ui.titleLabel.text())

    def _do(self) -> None:
        leaving = self._leaving
        if leaving is None or self.busy:
            return
        if self.ui.wordEdit.text().strip().casefold() != self._word.casefold():
            said = self.tr('Type the word "{word}" first. Nothing was changed.').format(word=self._word)
            self.problem.say(said)
            self.ui.wordEdit.setFocus()
            self._workspace.announce(said)
            return
        self.problem.say("")
        self._set_busy(True)
        self.ui.busyBar.setFocus()
        self._workspace.announce(self.ui.busyLabel.text())
        self._workspace.tend(_retire, leaving.uid, done=self._done, failed=self._failed, changes="people")

    def _done(self, _: object) -> None:
        self._set_busy(False)
        leaving = self._leaving
        if leaving is not None:
            said = (
                self.tr("{name} no longer opens the records. The key is changed.")
                if leaving.opener
                else self.tr("{name} is retired. The key is changed.")
            )
            self.finished.emit(said.format(name=leaving.name), leaving.uid)

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, vault.StoreBusy | vault.StoreFull):
            said = self.tr(
                "They can no longer sign in, but the key is not changed yet: {why} Your records are safe. "
                "Try again here; it goes on from where it stopped."
            ).format(
                why=self.tr("this PC is almost full.")
                if isinstance(error, vault.StoreFull)
                else self.tr("other work has not ended.")
            )
        else:
            said = passphrase.refusal(error)
        if not said:
            self._workspace.explain(error)
            return
        self.problem.say(said)
        self.ui.wordEdit.setFocus()
        self._workspace.announce(said)
        self._workspace.changed.emit("people")

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        ui = self.ui
        for part in (ui.backButton, ui.retireButton, ui.stayButton, ui.wordEdit):
            part.setEnabled(not busy)
        ui.busyBox.setVisible(busy)


def _retire(session: Session, uid: str) -> None:
    session.remove_person(uid)
