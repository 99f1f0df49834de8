"""Saving what can still be read of damaged records: a passphrase, a folder, and what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from wardqi.app import choosing, problems, say, theme
from wardqi.app.gates.parts import Asking
from wardqi.app.settings import Settings
from wardqi.app.widgets.words import Words


class Rescue(Asking):
    """`chosen(folder, passphrase)` asks the window to save; it answers by `saved` or `refuse`."""

    chosen = Signal(object, str)
    restore_wanted = Signal()
    left = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__(
            settings,
            self.tr("Save what can still be read"),
            self.tr(
                "Every change that still reads is saved into a file that only this ward's people can open. "
                "The damaged records are not touched. Keep the file on a stick or a shared folder."
            ),
        )
        self.secret = self.ask_secret(self.tr("Your &passphrase"), show=self.tr("Show the passphrase"))
        self.save_button = QPushButton(self.tr("Choose a folder and save"))
        self.restore_button = QPushButton(self.tr("Restore a backup"))
        self.back_button = QPushButton(self.tr("Back"))
        theme.dress(self.back_button, "back", "action", 18)
        self.result = Words("", "good")
        self.result.hide()
        self.rows.addWidget(self.result)
        self.end(self.save_button, self.restore_button, self.back_button)
        self.restore_button.hide()
        self.save_button.clicked.connect(self._ask)
        self.secret.returnPressed.connect(self._ask)
        self.restore_button.clicked.connect(self.restore_wanted)
        self.back_button.clicked.connect(self.left)

    def save_in(self, folder: Path) -> None:
        """Save into this folder."""
        self.save_button.setEnabled(False)
        self.chosen.emit(folder, self.secret.text())

    def saved(self, names: list[str], changes: int, lost: int) -> None:
        """Say what was saved, and lead on to the backup."""
        self.secret.clear()
        self.save_button.setEnabled(True)
        said = self.tr("Saved: {changes} in {names}.").format(
            changes=say.count(changes, "change", "changes"), names=say.listed(names)
        )
        if lost:
            said += " " + self.tr("{changes} could not be read.").format(
                changes=say.count(lost, "change", "changes")
            )
        said += " " + self.tr(
            "Now restore a backup. Then take the file in under Administration, Backups and help."
        )
        self.result.setText(said)
        self.result.show()
        self.restore_button.show()
        self.restore_button.setFocus()
        self.setAccessibleDescription(said)

    def refuse(self, message: problems.Message) -> None:
        """Say why not."""
        self.save_button.setEnabled(True)
        self.lines[self.secret].say(message.sentence())
        self.secret.setFocus()
        self.secret.selectAll()

    def _ask(self) -> None:
        if not self.tell((self.secret, "" if self.secret.text() else self.tr("Type your passphrase first."))):
            return
        folder = choosing.folder(self, self.tr("Where to save"))
        if folder is not None:
            self.save_in(folder)
