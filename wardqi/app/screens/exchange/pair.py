"""Pairing this ward's PC with the QI team, step by step: files shown, words compared aloud, then trusted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wardqi.app import choosing, say, theme
from wardqi.app.forms.ui_pair_hub import Ui_PairHub
from wardqi.app.widgets.drop import DropBox
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.workspace import Workspace
from wardqi.domain import people
from wardqi.services import pairing, sending
from wardqi.services.pairing import Paired, Shown

if TYPE_CHECKING:
    from wardqi.services.access import Session


class Pair(QWidget):
    """Nothing is trusted before the words were compared and a second person named."""

    left = Signal()
    receipt_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._hub: Path | None = None
        inside = QWidget()
        self.ui = ui = Ui_PairHub()
        ui.setupUi(inside)
        sheet = Sheet(760)
        sheet.add(inside)
        sheet.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(sheet)
        self.box = DropBox(
            self.tr("Drop hub-public.json here."),
            self.tr("Choose the QI team's file"),
            (self.tr("Pairing files (*.json)"),),
        )
        self.box.dropped.connect(lambda paths: self.look_at(paths[0]))
        ui.dropRow.addWidget(self.box)
        QWidget.setTabOrder(ui.showButton, self.box.button)
        QWidget.setTabOrder(self.box.button, ui.secondEdit)
        self.problem = FieldProblem(self.box.button)
        ui.problemRow.addWidget(self.problem)
        theme.dress(ui.backButton, "back", "action", 18)
        theme.dress(ui.showButton, "file", "text", 18)
        theme.dress(ui.receiptButton, "file", "on_action", 18)
        ui.backButton.clicked.connect(self.left)
        ui.showButton.clicked.connect(self._save_own)
        ui.sameBox.toggled.connect(self._weigh)
        ui.secondEdit.textChanged.connect(self._weigh)
        ui.trustButton.clicked.connect(self._trust)
        ui.differButton.clicked.connect(self._differ)
        ui.receiptButton.clicked.connect(self.receipt_wanted)
        self.setFocusProxy(ui.showButton)

    def open(self) -> None:
        """Begin at the first step."""
        ui = self.ui
        may = people.may(self._workspace.role, "manage_keys")
        ui.roleLabel.setVisible(not may)
        ui.roleLabel.setText(self.tr("Your role cannot pair this PC. Ask the ward manager."))
        ui.showButton.setEnabled(may)
        self.box.setEnabled(may)
        self.problem.say("")
        for part in (ui.ownWordsHead, ui.ownWords, ui.matchStep, ui.doneStep):
            part.hide()

    def _save_own(self) -> None:
        folder = choosing.folder(self, self.tr("Save this ward's file in"))
        if folder is not None:
            self._workspace.do(pairing.show_ward, folder, done=self._shown, failed=self._refused)

    def _shown(self, shown: Shown) -> None:
        self.ui.ownWords.setText("  ".join(shown.words))
        self.ui.ownWords.show()
        self.ui.ownWordsHead.show()
        self._workspace.announce(
            self.tr("Saved {file}. The six words are {words}.").format(
                file=shown.path.name, words=", ".join(shown.words)
            )
        )

    def look_at(self, path: Path) -> None:
        """Show the words of a hub's file; nothing is trusted yet."""
        self._hub = None
        self.problem.say("")
        self.ui.matchStep.hide()
        self._hub = path
        self._workspace.read(sending.look_at_hub, path, done=self._seen, failed=self._refused)

    def _seen(self, found: Paired) -> None:
        ui = self.ui
        ui.orgLabel.setText(self.tr("This file is of {name}.").format(name=found.name))
        ui.hubWords.setText("  ".join(found.words))
        ui.sameBox.setChecked(False)
        ui.matchStep.show()
        self._weigh()
        ui.secondEdit.setFocus()
        self._workspace.announce(self.tr("The six words are {words}.").format(words=", ".join(found.words)))

    def _weigh(self) -> None:
        ready = self.ui.sameBox.isChecked() and bool(self.ui.secondEdit.text().strip())
        self.ui.trustButton.setEnabled(ready)

    def _differ(self) -> None:
        self._hub = None
        self.ui.matchStep.hide()
        self.problem.say(
            self.tr(
                "Nothing was trusted. Do not use this file: telephone the QI team on a number you know, "
                "and ask for it again."
            )
        )
        self.box.button.setFocus()

    def _trust(self) -> None:
        if self._hub is not None:
            self.ui.trustButton.setEnabled(False)
            self._workspace.tend(
                _trust,
                self._hub,
                self.ui.secondEdit.text().strip(),
                done=self._trusted,
                failed=self._refused,
                changes="exchange",
            )

    def _trusted(self, found: Paired) -> None:
        self.ui.doneStep.show()
        self.ui.receiptButton.setFocus()
        self._workspace.announce(self.tr("Paired with {name}.").format(name=found.name))

    def _refused(self, error: Exception) -> None:
        self._weigh()
        message = say.problem(error)
        if message is None:
            self._workspace.explain(error)
        else:
            self.problem.say(message.sentence())


def _trust(session: Session, path: Path, second: str) -> Paired:
    """Pin the hub and note who compared the words, then seal this store's key to the recovery keys too."""
    with session.desk() as desk:
        found = pairing.trust_hub(desk, path)
        about = desk.store.fact("store_id") or "store"
        desk.append(desk.note("pair", about, code="words_compared", note=second))
    session.follow_recovery()
    return found
