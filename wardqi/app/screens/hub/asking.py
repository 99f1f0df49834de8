"""Asking a ward about a cell of the matrix, and what came of earlier questions about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.services import asking, recording
from wardqi.services.asking import Asked
from wardqi.services.coverage import Missing
from wardqi.services.recording import Saved


class AskWard(Card):
    """A question travels down in the ward's next receipt, and its answer up in the ward's next bundle."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(self.tr("Ask the ward"))
        self._workspace = workspace
        self._about: Missing | None = None
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Your question"))
        self.text.setFixedHeight(theme.px(84))
        self.problem = FieldProblem(self.text)
        self.send = QPushButton(self.tr("Ask with the next receipt"))
        look(self.send, "primary")
        row = Flow(8)
        row.add(self.send)
        self._earlier = QWidget()
        self._past = QVBoxLayout(self._earlier)
        self._past.setContentsMargins(0, 0, 0, 0)
        label = Words(self.tr("Your &question"), "subheading")
        label.setBuddy(self.text)
        for part in (self._earlier, label, self.text, self.problem, row):
            self.add(part)
        self.send.clicked.connect(self.ask)
        workspace.changed.connect(self._changed)

    def open(self, about: Missing) -> None:
        """Show what this ward was asked about this month."""
        if self._about is None or (self._about.ward.ent, self._about.month) != (about.ward.ent, about.month):
            self.text.clear()
            self.problem.say("")
        self._about = about
        self.heading.setText(
            self.tr("Ask {ward} about {month}").format(ward=about.ward.name, month=say.month(about.month))
        )
        self.show()
        self._read()

    def ask(self) -> None:
        """Keep the question for the ward's next receipt."""
        about = self._about
        if about is None or not self.send.isEnabled():
            return
        self.problem.say("" if self.text.toPlainText().strip() else self.tr("Write your question first."))
        if self.problem.text:
            self.text.setFocus()
            self._workspace.announce(self.problem.text)
            return
        self.send.setEnabled(False)
        self._workspace.do(
            asking.ask,
            about.ward.ent,
            about.month,
            self.text.toPlainText(),
            done=self._asked,
            failed=self._refused,
            changes="questions",
        )

    def _asked(self, saved: Saved) -> None:
        self.send.setEnabled(True)
        self.text.clear()
        said = self.tr("Asked. It goes down with the ward's next receipt.")
        self._workspace.did(said, recording.undo, saved.changes, changes="questions")

    def _refused(self, error: Exception) -> None:
        self.send.setEnabled(True)
        if isinstance(error, asking.NotFit):
            self.problem.say(self.tr("That is too long: 2,000 characters at most."))
            self.text.setFocus()
        else:
            self._workspace.explain(error)

    def _read(self) -> None:
        if self._about is not None:
            where = (self._about.ward.ent, self._about.month)
            self._workspace.read(asking.of_ward, *where, done=self._show)

    def _show(self, found: tuple[Asked, ...]) -> None:
        while (item := self._past.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in found:
            self._past.addWidget(Words(one.text, "subheading"))
            self._past.addWidget(Words(told(one), "good" if one.answered_on else "second"))
            if not one.closed_on:
                button = QPushButton(self.tr("Settled"))
                button.setAccessibleName(self.tr("Settled: {text}").format(text=one.text))
                button.clicked.connect(partial(self._close, one.ent))
                row = Flow(8)
                row.add(button)
                self._past.addWidget(row)

    def _close(self, ent: str) -> None:
        self._workspace.do(asking.close, ent, done=self._closed, changes="questions")

    def _closed(self, saved: Saved) -> None:
        said = self.tr("The question is settled.")
        self._workspace.did(said, recording.undo, saved.changes, changes="questions")

    def _changed(self, subject: str) -> None:
        if subject in ("questions", "exchange", "hub") and self.isVisible():
            self._read()


def told(one: Asked) -> str:
    """What came of a question, in a sentence or two."""
    asked = say.tr("Asked {day}.", day=say.day(one.asked_on)) if one.asked_on else ""
    if one.answered_on:
        answer = say.code("question_answer", one.code)
        words = say.tr("Answered {day}: {answer}.", day=say.day(one.answered_on), answer=answer)
        return " ".join(part for part in (asked, words, one.answer) if part)
    if one.closed_on:
        return say.tr("{asked} Settled {day} without an answer.", asked=asked, day=say.day(one.closed_on))
    return say.tr("{asked} No answer yet.", asked=asked)
