"""A question asked of several people at once, each answered no, yes or not sure: one stop for Tab."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QPushButton, QRadioButton, QWidget

from wardqi.app import theme
from wardqi.app.screens.incidents.choices import BACK, FORTH, Option
from wardqi.app.widgets.words import Words, look


class Answers(QWidget):
    """A question asked of several people, each answered no, yes or not sure: one stop for Tab.

    N, Y and U (or 1, 2, 3) answer and go to the next line; 0 answers no for all.
    """

    changed = Signal()

    def __init__(self, name: str, subjects: Sequence[tuple[str, str]], answers: Sequence[Option]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._answers = tuple(answers)
        self._subjects = tuple(code for code, _ in subjects)
        self._buttons: dict[tuple[str, str], QRadioButton] = {}
        self._given: dict[str, str] = {}
        self._quiet = False
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(2))
        for row, (code, words) in enumerate(subjects):
            grid.addWidget(Words(words), row, 0)
            for column, answer in enumerate(self._answers, 1):
                button = QRadioButton(answer.words.replace("&", "&&"))
                button.setAutoExclusive(False)
                button.setAccessibleName(f"{words}: {answer.words}")
                button.installEventFilter(self)
                button.clicked.connect(lambda _on, who=code, what=answer.code: self._answer(who, what))
                grid.addWidget(button, row, column)
                self._buttons[(code, answer.code)] = button
        grid.setColumnStretch(len(self._answers) + 1, 1)
        self._rove(self._buttons[(self._subjects[0], self._answers[0].code)])

    def setFocus(self, *_: object) -> None:  # noqa: N802 - Qt's name
        """Stand at the line that Tab would come to.

        Not a focus proxy: Qt would then make this group a second stop of its own on the way forward.
        """
        self._at.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def given(self) -> dict[str, str]:
        """The answers given so far."""
        return dict(self._given)

    def give(self, answers: dict[str, str]) -> None:
        """Show these answers, quietly."""
        codes = {answer.code for answer in self._answers}
        self._given = {who: what for who, what in answers.items() if who in self._subjects and what in codes}
        self._show_given()

    def stops(self) -> list[QWidget]:
        """Its controls in the order of Tab; only one of them is a stop at a time."""
        return list(self._buttons.values())

    def give_all(self, what: str) -> None:
        """The same answer for everyone."""
        self._given = dict.fromkeys(self._subjects, what)
        self._show_given()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the group."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QRadioButton):
            self._rove(watched)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(watched, event)
        return False

    def _pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        who, what = next(place for place, button in self._buttons.items() if button is watched)
        row = self._subjects.index(who)
        column = next(at for at, answer in enumerate(self._answers) if answer.code == what)
        if event.key() == Qt.Key.Key_0:
            self.give_all(self._answers[0].code)
        elif event.key() in (*FORTH, *BACK):
            down = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            across = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
            self._go(row + down, column + across)
        elif (answer := self._typed(event.text().casefold())) is not None:
            self._answer(who, answer.code)
            self._go(min(row + 1, len(self._subjects) - 1), self._answers.index(answer))
        else:
            return False
        return True

    def _typed(self, text: str) -> Option | None:
        for at, answer in enumerate(self._answers, 1):
            if text and text in (answer.key.casefold(), str(at)):
                return answer
        return None

    def _go(self, row: int, column: int) -> None:
        who = self._subjects[row % len(self._subjects)]
        what = self._answers[column % len(self._answers)].code
        self._buttons[(who, what)].setFocus(Qt.FocusReason.TabFocusReason)

    def _answer(self, who: str, what: str) -> None:
        self._given[who] = what
        self._show_given()
        self.changed.emit()

    def _show_given(self) -> None:
        for (who, what), button in self._buttons.items():
            button.setChecked(self._given.get(who) == what)

    def _rove(self, stop: QRadioButton) -> None:
        for button in self._buttons.values():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)
        self._at = stop


def nobody_button(words: str, answers: Answers) -> QAbstractButton:
    """A button for the commonest answer: no for everyone."""
    button = QPushButton(words)
    look(button, "quiet")
    button.clicked.connect(lambda: answers.give_all("no"))
    return button
