"""My learning: steps shown by real records, one's own view, notes, guides; to take away or to erase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QVBoxLayout

from wardqi.app import capability_words as words
from wardqi.app import choosing, guides, say, theme
from wardqi.app.parts import alone
from wardqi.app.problems import Message
from wardqi.app.screen import Page
from wardqi.app.screens.my_learning.ladder import Ladder, OfMe
from wardqi.app.screens.my_learning.noting import Noting
from wardqi.app.widgets.card import Card, Rule, Section
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.domain.capability import LEVELS
from wardqi.services import capability
from wardqi.services.capability import CONFIRMED, LONGEST, NOT_YET, Mine, Note
from wardqi.services.desk import Desk

SUBJECT = "own_learning"
_WIDEST = 820
_LETTERS = "Text (*.txt)"


class MyLearningPage(Page):
    """Read afresh each time it is opened; what is half written becomes a note before a lock."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.found: Mine | None = None
        self.sheet = sheet = Sheet(_WIDEST)
        sheet.add(Words(self.tr("My learning"), "title"))
        sheet.add(Words(say.tr(words.PRIVATE), "second"))
        self.of_me = OfMe()
        self.of_me.answered.connect(self._answer)
        self.ladder = Ladder()
        self.ladder.asked.connect(self._ask)
        self.ladder.dropped.connect(self._drop)
        self.notes = Noting(workspace)
        self.notes.wrote.connect(self._write)
        for card in (self.of_me, self.ladder, self._make_rating(), self.notes, self._make_guides()):
            sheet.add(card)
        sheet.add(self._make_end())
        sheet.end()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)
        workspace.changed.connect(self._changed)

    def _make_rating(self) -> Card:
        card = Card(self.tr("Where I would put myself"))
        told = self.tr("Your own view, apart from what records show. Nobody else sees it.")
        card.add(Words(told, "second"))
        self.rating = QComboBox()
        self.rating.setAccessibleName(self.tr("Where I would put myself"))
        self.rating.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.rating.setMinimumContentsLength(16)
        self.rating.addItem(self.tr("Not said"), "")
        for level in LEVELS:
            said = say.tr("{step}: {meaning}", step=words.level(level), meaning=words.meaning(level))
            self.rating.addItem(said, level)
        self.rating.activated.connect(self._rate)
        card.add(self.rating)
        return card

    def _make_guides(self) -> Card:
        card = Card(self.tr("Two-minute guides"))
        for guide in guides.every():
            part = Section(guide.title)
            for text in guide.words:
                part.add(Words(text))
            card.add(part)
        return card

    def _make_end(self) -> Card:
        card = Card(self.tr("Take it with you, or erase it"))
        told = self.tr("The file is not locked: keep it where only you can read it.")
        card.add(Words(told, "second"))
        self.save = QPushButton(self.tr("Save as a text file"))
        theme.dress(self.save, "file", "action", 18)
        self.save.clicked.connect(self._save)
        card.add(alone(self.save))
        card.add(Rule())
        told = self.tr(
            "Erasing wipes your notes, your own view and what others confirmed for you, for good. The ward's "
            "records stay as they are. Backups keep a copy that only you could open until they are replaced, "
            "within about five weeks."
        )
        card.add(Words(told, "second"))
        label = QLabel(self.tr("Type ERASE to wipe it"))
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.word = QLineEdit()
        label.setBuddy(self.word)
        self.word.setAccessibleName(label.text())
        self.word.setMaximumWidth(theme.px(240))
        self.wipe = QPushButton(self.tr("Erase my learning record"))
        self.wipe.setEnabled(False)
        self.word.textChanged.connect(lambda text: self.wipe.setEnabled(self._meant(text)))
        self.word.returnPressed.connect(self._erase)
        self.wipe.clicked.connect(self._erase)
        card.add(label)
        card.add(self.word)
        card.add(alone(self.wipe))
        return card

    # --- the window's calls

    def open(self, ident: str) -> None:
        """Read it all again, from its beginning."""
        self._opening = True
        self.word.clear()
        self.workspace.read(capability.mine, done=self._show)

    def back(self) -> bool:
        """Esc closes the form that is open."""
        return self.ladder.leave()

    def finish(self) -> bool:
        """Ctrl+Enter: keep the note."""
        self.notes.finish()
        return True

    def keep(self) -> None:
        """What is half written becomes a note."""
        if self.notes.written:
            self.notes.finish()

    def _changed(self, subject: str) -> None:
        if subject == SUBJECT and self.isVisible():
            self.workspace.read(capability.mine, done=self._show)

    def _show(self, mine: Mine) -> None:
        self.found = mine
        now = self.workspace.now()
        self.of_me.show_mine(mine, now)
        self.ladder.show_mine(mine, self.workspace.role, now)
        self.rating.setCurrentIndex(max(0, self.rating.findData(mine.rating)))
        self.notes.show_notes(mine.notes, self._take_out)
        if self.window().isVisible() and self.isVisible() and self.focusWidget() is None:
            self.ladder.rungs[LEVELS[0]].ask.setFocus()
        if self._opening:
            self._opening = False
            QTimer.singleShot(0, self, self._to_top)

    def _to_top(self) -> None:
        """Its first control may stand far below what is read first."""
        self.sheet.area.verticalScrollBar().setValue(0)

    _opening = False

    # --- what was asked for

    def _rate(self) -> None:
        level = str(self.rating.currentData() or "")
        if self.found is not None and level != self.found.rating:
            self.workspace.do(capability.rate, level, done=self._rated, changes=SUBJECT)

    def _rated(self, before: str) -> None:
        self.workspace.did(
            self.tr("Your view is kept, for you alone."), capability.rate, before, changes=SUBJECT
        )

    def _write(self, text: str) -> None:
        self.workspace.do(capability.write, text, done=self._wrote, failed=self._not_written, changes=SUBJECT)

    def _wrote(self, note: Note) -> None:
        self.notes.clear_if(note.text)
        self.workspace.did(
            self.tr("Your note is kept, for you alone."), capability.take_out, note.id, changes=SUBJECT
        )

    def _not_written(self, error: Exception) -> None:
        if isinstance(error, capability.TooLong):
            self.notes.problem.say(
                say.tr("A note holds {most} letters at most. Split it in two.", most=say.number(LONGEST))
            )
            self.notes.field.setFocus()
        else:
            self.workspace.explain(error)

    def _take_out(self, note: Note) -> None:
        self.notes.field.setFocus()
        self.workspace.do(capability.take_out, note.id, done=self._taken, changes=SUBJECT)

    def _taken(self, note: Note) -> None:
        self.workspace.did(self.tr("Your note is taken out."), capability.put_back, note, changes=SUBJECT)

    def _ask(self, level: str, coach: str, told: str) -> None:
        self.ladder.rungs[level].ask.setFocus()
        self.workspace.do(capability.ask, level, coach, told, done=self._asked, changes=SUBJECT)

    def _asked(self, ident: str) -> None:
        self.workspace.did(
            self.tr("Asked. They find it in their own My learning on this computer."),
            capability.take_back,
            ident,
            changes=SUBJECT,
        )

    def _drop(self, ident: str) -> None:
        self.workspace.do(capability.take_back, ident, done=self._dropped, changes=SUBJECT)
        self.rating.setFocus()

    def _dropped(self, _: object) -> None:
        self.workspace.announce(self.tr("Taken back."))

    def _answer(self, ident: str, state: str, told: str) -> None:
        said = {
            CONFIRMED: self.tr("Confirmed. Both of you can see it."),
            NOT_YET: self.tr("They can see your answer."),
        }
        self._said = said.get(state, self.tr("Withdrawn. Both of you can see it."))
        self.rating.setFocus()
        self.workspace.do(capability.answer, ident, state, told, done=self._answered, changes=SUBJECT)

    _said = ""

    def _answered(self, _: object) -> None:
        self.workspace.show(Message(what=self._said, tone="good"))

    def _save(self) -> None:
        if self.found is None:
            return
        path = choosing.new_file(self, self.tr("Where to save it"), self.tr("my-learning.txt"), [_LETTERS])
        if path is not None:
            text = words.file(self.found, self.workspace.person.name, self.workspace.now())
            self.workspace.do(capability.export, path, text, done=self._saved, changes="audit")

    def _saved(self, path: Path) -> None:
        self.workspace.show(
            Message(
                what=say.tr("Saved as {name}.", name=path.name),
                do=self.tr("It is not locked: keep it where only you can read it."),
                tone="good",
            )
        )

    def _meant(self, text: str) -> bool:
        return text.strip().upper() == self.tr("ERASE")

    def _erase(self) -> None:
        if self._meant(self.word.text()):
            self.word.clear()
            self.notes.field.clear()
            self.word.setFocus()
            self.workspace.do(_erase, done=self._erased, changes=SUBJECT)

    def _erased(self, _: object) -> None:
        self.workspace.forget_steps(SUBJECT)
        self.workspace.show(Message(what=self.tr("Your learning record is erased."), tone="good"))


def _erase(desk: Desk) -> None:
    capability.erase(desk)
