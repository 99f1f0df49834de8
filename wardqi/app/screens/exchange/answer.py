"""Answering a question of the QI team: what is asked, a short answer, and words if there is more to say."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QRadioButton, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.notes import Notes
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes
from wardqi.services import asking, recording
from wardqi.services.asking import Asked
from wardqi.services.recording import Saved

_WIDEST = 720


class Answer(QWidget):
    """One question at a time; Ctrl+Enter answers."""

    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._asked: Asked | None = None
        back = QPushButton(self.tr("Send and receive"))
        look(back, "quiet")
        theme.dress(back, "back", "action", 18)
        back.clicked.connect(self.left)
        self.about = Words("", "second")
        self.text = Words("", "heading")
        self.group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        card = Card()
        card.add(self.about)
        card.add(self.text)
        card.add(Words(self.tr("Your answer"), "subheading"))
        for entry in codes.get("question_answer").live(workspace.now().date()):
            button = QRadioButton(entry.plain.replace("&", "&&"))
            self.group.addButton(button)
            self.buttons[entry.code] = button
            card.add(button)
        self.problem = FieldProblem(next(iter(self.buttons.values())))
        card.add(self.problem)
        more = Words(self.tr("&More, if there is more to say"), "subheading")
        self.notes = Notes()
        self.notes.setAccessibleName(self.tr("More, if there is more to say"))
        self.notes.set_lines(3, 6)
        more.setBuddy(self.notes)
        card.add(more)
        card.add(Words(self.tr("This leaves the ward: no patient's or colleague's name, please."), "second"))
        card.add(self.notes)
        card.add(self.notes.beside)
        self.save_button = QPushButton(self.tr("Answer"))
        look(self.save_button, "primary")
        self.save_button.clicked.connect(self.save)
        row = Flow(8)
        row.add(self.save_button)
        card.add(row)
        sheet = Sheet(_WIDEST)
        top = Flow(8)
        top.add(back)
        sheet.add(top)
        sheet.add(Words(self.tr("A question from the QI team"), "title"))
        sheet.add(card)
        sheet.end()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)

    def open(self, ent: str) -> None:
        """Show a question."""
        self._workspace.read(asking.find, ent, done=self._show)

    def save(self) -> None:
        """Keep the answer; it goes out in the next bundle."""
        asked = self._asked
        if asked is None or not self.save_button.isEnabled():
            return
        code = next((code for code, button in self.buttons.items() if button.isChecked()), "")
        self.problem.say("" if code else self.tr("Choose the answer that fits best."))
        if not code:
            next(iter(self.buttons.values())).setFocus()
            self._workspace.announce(self.problem.text)
            return
        self.save_button.setEnabled(False)
        self._workspace.do(
            asking.answer,
            asked.ent,
            self.notes.toPlainText(),
            code,
            done=self._saved,
            failed=self._refused,
            changes="exchange",
        )

    def _show(self, asked: Asked) -> None:
        self._asked = asked
        self.text.setText(asked.text)
        month = say.month(asked.period) if asked.period is not None else ""
        day = say.day(asked.asked_on) if asked.asked_on else ""
        about = self.tr("About {month}. Asked {day}.") if month else self.tr("Asked {day}.")
        self.about.setText(about.format(month=month, day=day))
        self.group.setExclusive(False)
        for code, button in self.buttons.items():
            button.setChecked(code == asked.code)
        self.group.setExclusive(True)
        self.notes.setPlainText(asked.answer)
        self.notes.watch(self._workspace, asked.ent)
        self.problem.say("")
        self.save_button.setEnabled(True)
        next(iter(self.buttons.values())).setFocus()
        self._workspace.announce(f"{self.about.text()} {asked.text}")

    def _saved(self, saved: Saved) -> None:
        self.save_button.setEnabled(True)
        said = self.tr("Answered. It goes to the QI team in the next bundle.")
        self._workspace.did(said, recording.undo, saved.changes, changes="exchange")
        self.left.emit()

    def _refused(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self._workspace.explain(error)
