"""Pairing a ward at the hub: words compared aloud, the trust's keys opened once, the first receipt saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wardqi.app import choosing, say, theme
from wardqi.app.forms.ui_pair_ward import Ui_PairWard
from wardqi.app.widgets.drop import DropBox
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.workspace import Workspace
from wardqi.services import exchange, pairing, sending
from wardqi.services.exchange import Made
from wardqi.services.pairing import Paired, Shown

if TYPE_CHECKING:
    from wardqi.services.desk import Desk


class PairWard(QWidget):
    """Step by step; the passphrase is used once and not kept."""

    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._ward: Path | None = None
        self._keys: Path | None = None
        inside = QWidget()
        self.ui = ui = Ui_PairWard()
        ui.setupUi(inside)
        sheet = Sheet(760)
        sheet.add(inside)
        sheet.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(sheet)
        self.box = DropBox(
            self.tr("Drop ward-public.json here."),
            self.tr("Choose the ward's file"),
            (self.tr("Pairing files (*.json)"),),
        )
        self.box.dropped.connect(lambda paths: self.look_at(paths[0]))
        ui.dropRow.addWidget(self.box)
        QWidget.setTabOrder(ui.hubButton, self.box.button)
        QWidget.setTabOrder(self.box.button, ui.sameBox)
        self.file_problem = FieldProblem(self.box.button)
        ui.fileProblem.addWidget(self.file_problem)
        self.problem = FieldProblem(ui.secretEdit)
        ui.problemRow.addWidget(self.problem)
        theme.dress(ui.backButton, "back", "action", 18)
        theme.dress(ui.hubButton, "file", "text", 18)
        theme.dress(ui.keysButton, "key", "text", 18)
        ui.roleLabel.hide()
        ui.backButton.clicked.connect(self.left)
        ui.hubButton.clicked.connect(self._save_hub)
        ui.keysButton.clicked.connect(self._choose_keys)
        ui.sameBox.toggled.connect(self._weigh)
        ui.secretEdit.textChanged.connect(self._weigh)
        ui.pairButton.clicked.connect(self._pair)
        self.setFocusProxy(ui.hubButton)

    def open(self) -> None:
        """Begin at the first step."""
        self._ward = self._keys = None
        ui = self.ui
        ui.secretEdit.clear()
        ui.keysLabel.setText(self.tr("No file chosen"))
        for problem in (self.problem, self.file_problem):
            problem.say("")
        for part in (ui.hubWords, ui.matchStep, ui.keysStep, ui.doneLabel):
            part.hide()

    def look_at(self, path: Path) -> None:
        """Show the words of a ward's file; nothing is listed yet."""
        self._ward = path
        self.file_problem.say("")
        self.ui.doneLabel.hide()
        self.ui.matchStep.hide()
        self.ui.keysStep.hide()
        self._workspace.read(sending.look_at_ward, path, done=self._seen, failed=self._bad_file)

    def use_keys(self, path: Path) -> None:
        """The file of the trust's keys."""
        self._keys = path
        self.ui.keysLabel.setText(path.name)
        self._weigh()

    def _save_hub(self) -> None:
        folder = choosing.folder(self, self.tr("Save this hub's file in"))
        if folder is not None:
            self._workspace.do(pairing.show_hub, folder, done=self._shown)

    def _shown(self, shown: Shown) -> None:
        self.ui.hubWords.setText("  ".join(shown.words))
        self.ui.hubWords.show()
        self._workspace.announce(
            self.tr("Saved {file}. The six words are {words}.").format(
                file=shown.path.name, words=", ".join(shown.words)
            )
        )

    def _seen(self, found: Paired) -> None:
        ui = self.ui
        ui.wardLabel.setText(self.tr("This file is of {name}.").format(name=found.name))
        ui.wardWords.setText("  ".join(found.words))
        ui.sameBox.setChecked(False)
        ui.matchStep.show()
        ui.keysStep.show()
        self._weigh()
        ui.sameBox.setFocus()
        self._workspace.announce(self.tr("The six words are {words}.").format(words=", ".join(found.words)))

    def _bad_file(self, error: Exception) -> None:
        self._ward = None
        self._tell(error, self.file_problem)

    def _choose_keys(self) -> None:
        title = self.tr("Choose trust-keys.age")
        path = choosing.file(self, title, (self.tr("Trust keys (*.age)"),))
        if path is not None:
            self.use_keys(path)

    def _weigh(self) -> None:
        ui = self.ui
        chosen = self._ward is not None and self._keys is not None
        ui.pairButton.setEnabled(chosen and ui.sameBox.isChecked() and bool(ui.secretEdit.text()))

    def _pair(self) -> None:
        folder = choosing.folder(self, self.tr("Save the ward's first receipt in"))
        if folder is None or self._ward is None or self._keys is None:
            return
        self.problem.say("")
        self.ui.pairButton.setEnabled(False)
        secret = self.ui.secretEdit.text()
        self._workspace.do(
            _pair,
            self._ward,
            self._keys,
            secret,
            folder,
            done=self._paired,
            failed=self._refused,
            changes="exchange",
        )

    def _paired(self, answer: tuple[Paired, Made]) -> None:
        paired, made = answer
        ui = self.ui
        ui.secretEdit.clear()
        ui.matchStep.hide()
        ui.keysStep.hide()
        ui.doneLabel.setText(
            self.tr(
                "{name} is paired. Send it {file}: its first receipt, without which it cannot send."
            ).format(name=paired.name, file=made.path.name)
        )
        ui.doneLabel.show()
        self._workspace.announce(ui.doneLabel.text())

    def _refused(self, error: Exception) -> None:
        self._weigh()
        self._tell(error, self.problem)

    def _tell(self, error: Exception, line: FieldProblem) -> None:
        message = say.problem(error)
        if message is None:
            self._workspace.explain(error)
        else:
            line.say(message.sentence())


def _pair(desk: Desk, ward: Path, keys: Path, secret: str, folder: Path) -> tuple[Paired, Made]:
    """List the ward's PC with the trust's keys, and write the receipt that tells it so."""
    trust = pairing.unlock_trust_keys(keys, secret)
    paired, file = pairing.add_ward(desk, ward, trust)
    return paired, exchange.welcome(desk, folder, file, trust)
