"""The five steps of the ladder: what the ward's records show of each, and what somebody confirmed."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from wardqi.app import capability_words as words
from wardqi.app import say, theme
from wardqi.app.widgets.card import Card, Rule
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words, look
from wardqi.domain.capability import LEVELS
from wardqi.services.capability import CONFIRMED, NOT_YET, WITHDRAWN, Confirmation, Mine


class Rung(QWidget):
    """One step. `wanted(level)` asks to have it confirmed, `dropped(id)` to take back what was asked."""

    wanted = Signal(str)
    dropped = Signal(str)

    def __init__(self, level: str) -> None:
        super().__init__()
        self.level = level
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        rows.setSpacing(theme.px(6))
        rows.addWidget(Words(words.level(level), "subheading"))
        rows.addWidget(Words(words.meaning(level), "second"))
        self.state = Words()
        self.found = Words("", "small")
        rows.addWidget(self.state)
        rows.addWidget(self.found)
        self.said = QVBoxLayout()
        self.said.setSpacing(theme.px(4))
        rows.addLayout(self.said)
        self.ask = QPushButton(say.tr("Ask somebody to confirm"))
        self.ask.setAccessibleName(say.tr("Ask somebody to confirm {step}", step=words.level(level)))
        self.ask.clicked.connect(lambda: self.wanted.emit(level))
        line = Flow(8)
        line.add(self.ask)
        rows.addWidget(line)

    def show_step(self, mine: Mine, now: datetime) -> None:
        """Show what stands of this step."""
        step = next(one for one in mine.steps if one.level == self.level)
        self.state.setText(words.shown(step))
        found = words.evidence(step)
        self.found.setText("\n".join(found))
        self.found.setVisible(bool(found))
        while (item := self.said.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in mine.standing(self.level):
            self.said.addWidget(self._line(one, now))
        self.ask.setVisible(step.shown and bool(mine.coaches))

    def _line(self, one: Confirmation, now: datetime) -> QWidget:
        line = Card(kind="good-box" if one.state == CONFIRMED else "note-box")
        told = words.confirmed(one, now)
        line.add(Words(told))
        back = QPushButton(say.tr("Take this back"))
        back.setAccessibleName(say.tr("Take back: {told}", told=told))
        back.clicked.connect(partial(self.dropped.emit, one.id))
        buttons = Flow(8)
        buttons.add(back)
        line.add(buttons)
        return line


class Ladder(Card):
    """`asked(level, coach, words)` and `dropped(id)` are for the page."""

    asked = Signal(str, str, str)
    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__(say.tr("From learner to leader"))
        self.add(Words(say.tr("Read just now from the ward's own records. It is kept nowhere."), "second"))
        self.dose = Words("", "second")
        self.add(self.dose)
        self.rungs: dict[str, Rung] = {}
        self.form = _AskForm()
        for level in LEVELS:
            rung = Rung(level)
            rung.wanted.connect(self._begin)
            rung.dropped.connect(self.dropped)
            self.add(Rule())
            self.add(rung)
            self.rungs[level] = rung
        self.form.asked.connect(self.asked)
        self.form.left.connect(self.leave)
        self.form.hide()

    def show_mine(self, mine: Mine, role: str, now: datetime) -> None:
        """Show the steps."""
        dose = words.dose(role)
        self.dose.setText(say.tr("For your role: {dose}", dose=dose))
        self.dose.setVisible(bool(dose))
        self.form.offer(mine.coaches)
        for rung in self.rungs.values():
            rung.show_step(mine, now)

    def _begin(self, level: str) -> None:
        """The form opens under the step it is about."""
        layout = self.rungs[level].layout()
        if layout is not None:
            layout.addWidget(self.form)
        self.form.begin(level)

    def leave(self) -> bool:
        """Close the form; False when it was not open."""
        if self.form.isHidden():
            return False
        self.form.hide()
        self.rungs[self.form.level].ask.setFocus()
        return True


class _AskForm(QWidget):
    """Whom to ask, and what to tell them."""

    asked = Signal(str, str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.level = ""
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, theme.px(8), 0, 0)
        rows.setSpacing(theme.px(4))
        self.who, self.words = QComboBox(), QLineEdit()
        self.who.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.who.setMinimumContentsLength(16)
        self.problem = FieldProblem(self.who)
        for text, field in (
            (say.tr("Who saw it or coached you?"), self.who),
            (say.tr("What you want to tell them (may be left blank)"), self.words),
        ):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setBuddy(field)
            field.setAccessibleName(text)
            rows.addWidget(label)
            rows.addWidget(field)
        rows.addWidget(self.problem)
        told = say.tr("They will see this step and what the records show of it, and nothing else.")
        rows.addWidget(Words(told, "small"))
        self.send = QPushButton(say.tr("Ask them"))
        look(self.send, "primary")
        self.send.clicked.connect(self.finish)
        self.words.returnPressed.connect(self.finish)
        cancel = QPushButton(say.tr("Do not ask"))
        cancel.clicked.connect(self.left)
        buttons = Flow(8)
        buttons.add(self.send)
        buttons.add(cancel)
        rows.addWidget(buttons)

    def offer(self, coaches: tuple[tuple[str, str], ...]) -> None:
        """Who can be asked."""
        chosen = self.who.currentData()
        self.who.clear()
        self.who.addItem(say.tr("Choose a person"), "")
        for uid, name in coaches:
            self.who.addItem(name, uid)
        self.who.setCurrentIndex(max(0, self.who.findData(chosen)))

    def begin(self, level: str) -> None:
        """Ask about a step."""
        self.level = level
        self.who.setCurrentIndex(0)
        self.words.clear()
        self.problem.say("")
        self.show()
        self.who.setFocus()

    def finish(self) -> None:
        """Ask, or say what is missing."""
        coach = str(self.who.currentData() or "")
        if not coach:
            self.problem.say(say.tr("Choose who is to confirm it."))
            self.who.setFocus()
            return
        self.hide()
        self.asked.emit(self.level, coach, self.words.text())


class OfMe(Card):
    """What colleagues ask this person to confirm. `answered(id, state, words)` is for the page."""

    answered = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__(say.tr("Asked of you"))
        self.hide()

    def show_mine(self, mine: Mine, now: datetime) -> None:
        """Show each, with what the learner's records show now."""
        self.clear()
        self.setVisible(bool(mine.of_me))
        for one in mine.of_me:
            self.add(Rule())
            self._ask(one, now)

    def _ask(self, one: Confirmation, now: datetime) -> None:
        self.add(Words(words.asked_of_me(one, now), "subheading"))
        self.add(Words(f"{words.level(one.level)}: {words.meaning(one.level)}"))
        if one.words:
            self.add(Words(say.tr("They say: {words}", words=one.words)))
        if one.step is not None:
            found = words.evidence(one.step) if one.step.shown else [words.shown(one.step)]
            self.add(Words("\n".join(found), "small"))
        field = QLineEdit(one.said)
        label = QLabel(say.tr("What you want to say (may be left blank)"))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setBuddy(field)
        field.setAccessibleName(say.tr("What you want to say to {name}", name=one.other))
        buttons = Flow(8)
        choices = (
            [(say.tr("Withdraw"), WITHDRAWN)]
            if one.state == CONFIRMED
            else [(say.tr("Confirm this step"), CONFIRMED), (say.tr("Not yet"), NOT_YET)]
        )
        for text, state in choices:
            button = QPushButton(text)
            button.setAccessibleName(
                say.tr("{act}: {step}, {name}", act=text, step=words.level(one.level), name=one.other)
            )
            button.clicked.connect(partial(self._answer, one.id, state, field))
            buttons.add(button)
        self.add(label)
        self.add(field)
        self.add(buttons)

    def _answer(self, ident: str, state: str, field: QLineEdit, _on: bool = False) -> None:
        self.answered.emit(ident, state, field.text())
