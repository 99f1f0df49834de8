"""Notes a person writes for themselves: a field, and what was written before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.notes import Notes
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.services.capability import Note


class Noting(Card):
    """`wrote(text)` asks to keep a note."""

    wrote = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(say.tr("My notes"))
        told = say.tr("What you did, heard or want to try next. No patient's name, please.")
        self.add(Words(told, "second"))
        self.field = Notes()
        self.field.set_lines(3, 6)
        self.field.setAccessibleName(say.tr("A note for myself"))
        self.field.watch(workspace)
        self.problem = FieldProblem(self.field)
        self.button = QPushButton(say.tr("Keep the note"))
        theme.dress(self.button, "saved", "text", 18)
        self.button.clicked.connect(self.finish)
        line = Flow(8)
        line.add(self.button)
        for one in (self.field, self.field.beside, self.problem, line):
            self.add(one)
        self.list = QWidget()
        self._lines = QVBoxLayout(self.list)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(8))
        self.add(self.list)

    @property
    def written(self) -> bool:
        """Whether something is half written."""
        return bool(self.field.toPlainText().strip())

    def finish(self) -> None:
        """Keep what is written, or say that nothing is."""
        if not self.written:
            self.problem.say(say.tr("Write something first."))
            self.field.setFocus()
            return
        self.problem.say("")
        self.wrote.emit(self.field.toPlainText().strip())

    def clear_if(self, kept: str) -> None:
        """Empty the field once its words are kept; what was typed meanwhile stays."""
        if self.field.toPlainText().strip() == kept:
            self.field.clear()

    def show_notes(self, notes: Sequence[Note], take_out: Callable[[Note], None]) -> None:
        """Show what was written, newest first."""
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for note in notes:
            self._lines.addWidget(_line(note, take_out))
        self.list.setVisible(bool(notes))


def _line(note: Note, take_out: Callable[[Note], None]) -> QWidget:
    line = Card(kind="note-box")
    day = say.day(note.on)
    line.add(Words(day, "small"))
    line.add(Words(note.text))
    out = QPushButton(say.tr("Take out"))
    out.setAccessibleName(say.tr("Take out the note of {day}: {words}", day=day, words=note.text[:60]))
    out.clicked.connect(partial(_taken, note, take_out))
    buttons = Flow(8)
    buttons.add(out)
    line.add(buttons)
    return line


def _taken(note: Note, take_out: Callable[[Note], None], _on: bool = False) -> None:
    take_out(note)
