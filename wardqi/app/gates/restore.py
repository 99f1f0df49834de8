"""Restoring a backup when the records on this PC cannot be opened, or on a new PC."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QListWidgetItem

from wardqi.app import problems, say, theme
from wardqi.app.forms.ui_restore import Ui_Restore
from wardqi.app.gates.gate import Gate, problem_in, reveal
from wardqi.app.settings import Settings

_PATH = Qt.ItemDataRole.UserRole


class Restore(Gate):
    """`chosen(path, passphrase)` asks the window to restore; it answers by going on, or by `refuse`."""

    chosen = Signal(object, str)
    left = Signal()

    def __init__(self, settings: Settings, kept: Sequence[tuple[Path, datetime]], now: datetime) -> None:
        super().__init__(settings)
        self.ui = ui = Ui_Restore()
        ui.setupUi(self.inside)
        self.setAccessibleName(ui.titleLabel.text())
        self._problem = problem_in(ui.problemRow, ui.secretEdit)
        reveal(ui.secretEdit, ui.showButton)
        theme.dress(ui.fileButton, "folder", "text", 18)
        theme.dress(ui.backButton, "back", "action", 18)
        for path, at in kept:
            self._offer(say.moment(at.replace(tzinfo=now.tzinfo), now), path)
        ui.fileButton.clicked.connect(self._choose)
        ui.restoreButton.clicked.connect(self._try)
        ui.secretEdit.returnPressed.connect(self._try)
        ui.backButton.clicked.connect(self.left)
        self._fit()

    def refuse(self, message: problems.Message) -> None:
        """Say why not."""
        self.ui.restoreButton.setEnabled(True)
        self._problem.say(message.sentence())
        self.ui.secretEdit.setFocus()

    def take(self, path: Path) -> None:
        """Offer one more file and choose it."""
        self._offer(path.name, path)
        self.ui.backupList.setCurrentRow(self.ui.backupList.count() - 1)
        self._fit()

    def _offer(self, words: str, path: Path) -> None:
        item = QListWidgetItem(words)
        item.setData(_PATH, path)
        self.ui.backupList.addItem(item)

    def _fit(self) -> None:
        listing = self.ui.backupList
        listing.setVisible(listing.count() > 0)
        self.ui.backupLabel.setText(
            self.tr("Backups on this PC, newest first")
            if listing.count()
            else self.tr("There is no backup on this PC. Ask IT where the other copies are.")
        )
        if listing.currentRow() < 0 and listing.count():
            listing.setCurrentRow(0)
        row = max(listing.sizeHintForRow(0), theme.px(32))
        listing.setFixedHeight(min(max(1, listing.count()), 5) * row + theme.px(6))

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose a backup"), "", self.tr("WardQI backups (*.db)")
        )
        if name:
            self.take(Path(name))

    def _try(self) -> None:
        item = self.ui.backupList.currentItem()
        if item is None:
            self._problem.say(self.tr("Choose a backup first."))
        elif not self.ui.secretEdit.text():
            self._problem.say(self.tr("Type your passphrase first."))
        else:
            self._problem.say("")
            self.ui.restoreButton.setEnabled(False)
            self.chosen.emit(item.data(_PATH), self.ui.secretEdit.text())
