"""When nobody's passphrase is known any more: the request, the six words, and the answer, step by step."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton

from wardqi.app import choosing, problems, theme
from wardqi.app.gates.parts import Asking
from wardqi.app.settings import Settings
from wardqi.app.widgets.words import Words
from wardqi.store import keys


class AskRecovery(Asking):
    """First half: a new passphrase, and a request file for the trust.

    `wanted(folder, passphrase)` asks the window for the request; it answers by `made` or `refuse`.
    """

    wanted = Signal(object, str)
    answer_wanted = Signal()
    left = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__(
            settings,
            self.tr("Nobody knows a passphrase any more"),
            self.tr(
                "First ask everybody: anyone's passphrase opens the records. If nobody has one, the trust's "
                "information governance can let a new manager in. The records stay as they are."
            ),
        )
        self.first = Words(
            self.tr(
                "1. Choose a new passphrase and keep it to yourself; you need it again when the answer comes."
            )
        )
        self.rows.addWidget(self.first)
        self.secret = self.ask_secret(
            self.tr("New &passphrase"),
            self.tr("12 characters or more, or four words. Not easy to guess."),
            self.tr("Show the passphrase"),
        )
        self.again = self.ask_secret(self.tr("The &same again"))
        self.rows.addWidget(
            Words(
                self.tr(
                    "2. Save the request and send it to information governance. The passphrase is not in it."
                )
            )
        )
        self.result = Words("", "good")
        self.words = Words("", "heading")
        self.third = Words(
            self.tr(
                "3. Telephone information governance on a number you know. Say who you are and read them the "
                "six words; theirs must be the same. They need two people, and send back an answer file."
            )
        )
        for line in (self.result, self.words, self.third):
            line.hide()
            self.rows.addWidget(line)
        self.save_button = QPushButton(self.tr("Save the request"))
        self.answer_button = QPushButton(self.tr("The answer has come"))
        self.back_button = QPushButton(self.tr("Back"))
        theme.dress(self.back_button, "back", "action", 18)
        self.end(self.save_button, self.answer_button, self.back_button)
        self.save_button.clicked.connect(self._ask)
        self.again.returnPressed.connect(self._ask)
        self.answer_button.clicked.connect(self.answer_wanted)
        self.back_button.clicked.connect(self.left)

    def save_in(self, folder: Path) -> None:
        """Write the request into this folder."""
        self.save_button.setEnabled(False)
        self.wanted.emit(folder, self.secret.text())

    def made(self, name: str, words: tuple[str, ...]) -> None:
        """Show the six words of the request."""
        self.save_button.setEnabled(True)
        self.secret.clear()
        self.again.clear()
        self.result.setText(self.tr("Saved as {name}. Its six words:").format(name=name))
        self.words.setText("  ".join(words))
        self.words.setAccessibleName(", ".join(words))
        for line in (self.result, self.words, self.third):
            line.show()
        self.setAccessibleDescription(self.tr("The six words: {words}").format(words=", ".join(words)))
        self.answer_button.setFocus()

    def refuse(self, message: problems.Message) -> None:
        """Say why not."""
        self.save_button.setEnabled(True)
        self.lines[self.secret].say(message.sentence())
        self.secret.setFocus()

    def _ask(self) -> None:
        weak = " ".join(problems.weak(code) for code in keys.check_passphrase(self.secret.text()))
        same = self.secret.text() == self.again.text()
        told = "" if same else self.tr("The two are not the same.")
        if self.tell((self.secret, weak), (self.again, told)):
            folder = choosing.folder(self, self.tr("Where to save the request"))
            if folder is not None:
                self.save_in(folder)


class TakeAnswer(Asking):
    """Second half: the answer file, who becomes the manager, and the passphrase chosen before.

    `chosen(file, name, passphrase)` asks the window to open the records; it answers by going on, or `refuse`.
    """

    chosen = Signal(object, str, str)
    left = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__(
            settings,
            self.tr("Take the answer in"),
            self.tr(
                "The records open for a new ward manager, and the audit trail says how. Whoever forgot their "
                "passphrase is then retired and added again under Administration, People."
            ),
        )
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.ask(self.tr("Your &name"), self.name)
        self.secret = self.ask_secret(
            self.tr("The &passphrase you chose for the request"), show=self.tr("Show the passphrase")
        )
        self.take_button = QPushButton(self.tr("Choose the answer file"))
        self.back_button = QPushButton(self.tr("Back"))
        theme.dress(self.back_button, "back", "action", 18)
        self.end(self.take_button, self.back_button)
        self.take_button.clicked.connect(self._ask)
        self.back_button.clicked.connect(self.left)

    def take(self, path: Path) -> None:
        """Use this answer."""
        self.take_button.setEnabled(False)
        self.chosen.emit(path, " ".join(self.name.text().split()), self.secret.text())

    def refuse(self, message: problems.Message) -> None:
        """Say why not."""
        self.take_button.setEnabled(True)
        self.lines[self.secret].say(message.sentence())
        self.secret.setFocus()

    def _ask(self) -> None:
        well = self.tell(
            (self.name, "" if self.name.text().strip() else self.tr("Write your name.")),
            (self.secret, "" if self.secret.text() else self.tr("Type the passphrase first.")),
        )
        if well:
            path = choosing.file(self, self.tr("The answer"), [self.tr("Recovery answers (*.json *.txt)")])
            if path is not None:
                self.take(path)
