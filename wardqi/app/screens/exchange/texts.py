"""Looking through free text before it leaves: one at a time, and only what a person sends goes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.notes import Notes
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import people
from wardqi.domain.kinds import KINDS
from wardqi.services import recording, sharing
from wardqi.services.desk import Desk
from wardqi.services.recording import Saved
from wardqi.services.sharing import Text


@dataclass(frozen=True, slots=True)
class Round:
    """What there is to look through: texts that stop the next bundle, and notes that stay unless chosen."""

    stopping: tuple[Text, ...]
    notes: tuple[Text, ...]


def texts(desk: Desk) -> Round:
    """Both sorts, as they stand now."""
    return Round(tuple(sharing.waiting(desk)), tuple(sharing.candidates(desk)))


class ReviewTexts(QWidget):
    """One text a page; nothing leaves that nobody sent from here."""

    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._round = Round((), ())
        self._at = 0
        self.back = QPushButton(self.tr("Make a bundle"))
        look(self.back, "quiet")
        theme.dress(self.back, "back", "action", 18)
        self.back.clicked.connect(self.left)
        self.sum = Words("", "second")
        self.where = Words("", "subheading")
        self.here = Words("")
        self.here_head = Words(self.tr("On the ward"), "small")
        self.copy_head = Words(self.tr("As it would leave"), "small")
        self.copy = Notes()
        self.copy.setAccessibleName(self.tr("As it would leave"))
        self.copy.set_lines(4, 10)
        self.why_head = Words(self.tr("Why what is found is not them, if so; kept with your name"))
        self.why = QLineEdit()
        self.why.setAccessibleName(self.tr("Why what is found is not them"))
        self.why_head.setBuddy(self.why)
        self.problem = FieldProblem(self.why)
        self.send = QPushButton()
        look(self.send, "primary")
        self.send.clicked.connect(self._send)
        self.skip = QPushButton(self.tr("Leave it here, next"))
        self.skip.clicked.connect(self._next)
        self._lay()
        self.setFocusProxy(self.back)

    def open(self) -> None:
        """Begin with the first."""
        self._at = 0
        self.problem.say("")
        self._workspace.read(texts, done=self._show)

    @property
    def current(self) -> Text | None:
        """The text on the page."""
        every = (*self._round.stopping, *self._round.notes)
        return every[self._at] if self._at < len(every) else None

    def _lay(self) -> None:
        sheet = Sheet(760)
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addStretch(1)
        sheet.add_layout(head)
        sheet.add(Words(self.tr("Free text before it leaves"), "title"))
        for each in (self.sum, self.where, self.here_head, self.here, self.copy_head, self.copy):
            sheet.add(each)
        for line in (self.copy.beside, self.why_head, self.why, self.problem):
            sheet.add(line)
        row = QHBoxLayout()
        row.addWidget(self.send)
        row.addWidget(self.skip)
        row.addStretch(1)
        sheet.add_layout(row)
        sheet.end()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)

    def _show(self, found: Round) -> None:
        self._round = found
        text = self.current
        whole = len(found.stopping) + len(found.notes)
        self.sum.setText(
            self.tr("No more text to look through. What you left stays on this ward.")
            if text is None
            else self.tr("Text {at} of {whole}. Notes stay on this ward unless you send them.").format(
                at=self._at + 1, whole=whole
            )
        )
        stops = text in found.stopping
        for each in (self.where, self.copy_head, self.copy, self.why_head, self.why, self.send, self.skip):
            each.setVisible(text is not None)
        for each in (self.here_head, self.here):
            each.setVisible(text is not None and not stops)
        self.copy.beside.hide()
        if text is None:
            self.back.setFocus()
            return
        self.where.setText(f"{KINDS[text.kind].label} {text.number} · {text.label}".replace("  ", " "))
        self.here.setText(text.text)
        self.copy.setReadOnly(stops)
        self.copy.watch(self._workspace, f"{text.ent}.{text.path}")
        self.copy.setPlainText(text.text)
        self.copy.check()
        self.why.clear()
        self.send.setText(self.tr("It is not them, let it leave") if stops else self.tr("Send this text"))
        self.skip.setText(self.tr("Decide later, next") if stops else self.tr("Leave it here, next"))
        (self.why if stops else self.copy).setFocus()

    def _send(self) -> None:
        text = self.current
        if text is None or not people.may(self._workspace.role, "approve_sharing"):
            return
        self.problem.say("")
        if text in self._round.stopping:
            self._workspace.do(
                sharing.not_them, text, self.why.text(), done=self._settled, failed=self._refused
            )
            return
        self._workspace.do(
            sharing.share,
            text,
            self.copy.toPlainText(),
            self.why.text(),
            done=self._shared,
            failed=self._refused,
            changes="exchange",
        )

    def _shared(self, saved: Saved) -> None:
        self._workspace.did(self.tr("It goes with the next bundle."), recording.undo, saved.changes)
        self._workspace.read(texts, done=self._show)

    def _settled(self, _: object) -> None:
        self._workspace.announce(self.tr("Noted with your name."))
        self._workspace.read(texts, done=self._show)

    def _next(self) -> None:
        self._at += 1
        self.problem.say("")
        self._show(self._round)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, sharing.Named):
            said = self.tr("Replace what is found, or say why it is not them. Nothing was sent.")
            self.problem.say(said)
            self._workspace.announce(said)
            return
        message = say.problem(error)
        if message is None:
            self._workspace.explain(error)
        else:
            self.problem.say(message.sentence())
