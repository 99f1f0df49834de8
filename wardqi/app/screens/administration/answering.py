"""At the hub: answering a ward that cannot open its records any more, two people together."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton

from wardqi.app import choosing, theme
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.services.administering import answering
from wardqi.services.administering.answering import Asked, Replied


class AnswerRequest(Card):
    """The six words first; the answer only once they were compared, with a second person named."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(self.tr("Answer a ward's recovery request"))
        self._workspace = workspace
        self._asked: Asked | None = None
        self.choose_button = QPushButton(self.tr("Choose the request"))
        theme.dress(self.choose_button, "folder", "text", 18)
        self.words = Words("", "heading")
        self.compared = QCheckBox(self.tr("The ward read me the same six words by telephone"))
        self.second = QLineEdit()
        self.second.setMaxLength(80)
        self.second.setAccessibleName(self.tr("Second person"))
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setAccessibleName(self.tr("Passphrase of the trust's keys"))
        self.answer_button = QPushButton(self.tr("Choose the trust's keys and answer"))
        look(self.answer_button, "primary")
        self.problem = FieldProblem(self.secret)
        self.result = Words("", "good")
        second_label = Words(self.tr("&Second person with you"), "subheading")
        second_label.setBuddy(self.second)
        secret_label = Words(self.tr("&Passphrase of the trust's keys"), "subheading")
        secret_label.setBuddy(self.secret)
        first, last = Flow(8), Flow(8)
        first.add(self.choose_button)
        last.add(self.answer_button)
        self.add(
            Words(
                self.tr(
                    "Telephone the ward on a number you know, make sure who asks, and compare the six words. "
                    "Two people do this together. The trust's keys are not kept here."
                ),
                "second",
            )
        )
        self.add(first)
        self._rest = (
            Words(self.tr("The six words of the request:"), "second"),
            self.words,
            self.compared,
            second_label,
            self.second,
            secret_label,
            self.secret,
            self.problem,
            last,
        )
        for part in (*self._rest, self.result):
            self.add(part)
            part.hide()
        self.choose_button.clicked.connect(self._choose)
        self.answer_button.clicked.connect(self._answer)

    def forget(self) -> None:
        """Nothing secret stays."""
        self.secret.clear()

    def read(self, path: Path) -> None:
        """Look at a request."""
        self._workspace.tend(answering.read, path, done=self._show, failed=self._failed)

    def reply(self, trust_keys: Path, to: Path) -> None:
        """Answer with the trust's keys, into a folder."""
        if self._asked is None:
            return
        self.answer_button.setEnabled(False)
        self._workspace.tend(
            answering.reply,
            self._asked.path,
            trust_keys,
            self.secret.text(),
            " ".join(self.second.text().split()),
            to,
            done=self._done,
            failed=self._failed,
            changes="audit",
        )

    def _choose(self) -> None:
        path = choosing.file(self, self.tr("The request"), [self.tr("Recovery requests (*.json *.txt)")])
        if path is not None:
            self.read(path)

    def _show(self, asked: Asked) -> None:
        self._asked = asked
        self.words.setText("  ".join(asked.words))
        self.words.setAccessibleName(", ".join(asked.words))
        self.compared.setChecked(False)
        for part in self._rest:
            if part is not self.problem:
                part.show()
        self.result.hide()
        self.compared.setFocus()
        self._workspace.announce(self.tr("Six words: {words}").format(words=", ".join(asked.words)))

    def _answer(self) -> None:
        if not self.compared.isChecked():
            said = self.tr("Compare the six words first.")
        elif not self.second.text().strip():
            said = self.tr("Name the second person.")
        elif not self.secret.text():
            said = self.tr("Type the passphrase of the trust's keys.")
        else:
            said = ""
        self.problem.say(said)
        if said:
            self._workspace.announce(said)
            return
        keys = choosing.file(self, self.tr("The trust's keys"), [self.tr("Trust keys (*.age)")])
        to = choosing.folder(self, self.tr("Where to save the answer")) if keys is not None else None
        if keys is not None and to is not None:
            self.reply(keys, to)

    def _done(self, replied: Replied) -> None:
        self.answer_button.setEnabled(True)
        self.secret.clear()
        for part in self._rest:
            part.hide()
        self.result.setText(
            self.tr("Saved as {name}. Send it to the ward; it is of use on their PC alone.").format(
                name=replied.path.name
            )
        )
        self.result.show()
        self._workspace.announce(self.result.text())

    def _failed(self, error: Exception) -> None:
        self.answer_button.setEnabled(True)
        sentence = getattr(error, "sentence", None)
        if self._asked is not None and callable(sentence):
            self.problem.say(str(sentence()))
            self.secret.setFocus()
            self._workspace.announce(self.problem.text)
        else:
            self._workspace.explain(error)
