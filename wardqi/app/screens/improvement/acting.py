"""Act: adopt, adapt or abandon, in words, and the next cycle one step up at most; or how a test ended."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import improvement_words as words
from wardqi.app import parts, say, theme
from wardqi.app.parts import Notes, alone, ask, button, column
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.words import Icon, Words
from wardqi.app.workspace import Workspace
from wardqi.domain import improvement
from wardqi.services import recording
from wardqi.services.improvement import cycles
from wardqi.services.improvement.cycles import Decided, Detail
from wardqi.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from wardqi.services.desk import Desk

CHOICES = {
    "adopt": (
        QT_TRANSLATE_NOOP("say", "Adopt"),
        QT_TRANSLATE_NOOP("say", "It worked here. Keep doing it, or try it a step larger."),
    ),
    "adapt": (
        QT_TRANSLATE_NOOP("say", "Adapt"),
        QT_TRANSLATE_NOOP("say", "It worked in part. Change something and test again."),
    ),
    "abandon": (
        QT_TRANSLATE_NOOP("say", "Abandon"),
        QT_TRANSLATE_NOOP(
            "say", "It did not help. With a lesson that is a good result: nobody else need try it."
        ),
    ),
}
DONE = {
    "adopt": QT_TRANSLATE_NOOP("say", "Adopted. Well done: you tested it before you trusted it."),
    "adapt": QT_TRANSLATE_NOOP("say", "Adapted. Well done: the next cycle begins from what you learned."),
    "abandon": QT_TRANSLATE_NOOP(
        "say", "Abandoned with a lesson. Well done: now you know, and others need not ask."
    ),
}


class Acting(QWidget):
    """`finished(ent, next)`: the decision is kept; `next` is the cycle that began from it, or empty.
    `opened(ent)` asks for another cycle, `cloned` for one more."""

    finished = Signal(str, str)
    opened = Signal(str)
    cloned = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._detail: Detail | None = None
        rows = column(self)
        self.over = Card(kind="good-box")
        rows.addWidget(self.over)
        self.form = Card(self.tr("What next?"))
        inside = QWidget()
        inner: QVBoxLayout = column(inside)
        self.group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        for code, (label, meaning) in CHOICES.items():
            choice = QRadioButton(say.tr(label))
            choice.setAccessibleDescription(say.tr(meaning))
            choice.toggled.connect(self._chosen)
            self.group.addButton(choice)
            self.choices[code] = choice
            inner.addWidget(_Choice(choice, say.tr(meaning)))
        self.why = Notes(lines=2)
        ask(inner, self.tr("In words"), self.why)
        self.reason = QComboBox()
        parts.fill(self.reason, "dropped_reason", blank=self.tr("Not said"))
        self._reason = QWidget()
        ask(column(self._reason), self.tr("Why it is dropped"), self.reason)
        inner.addWidget(self._reason)
        self.next = QCheckBox(self.tr("Start the next cycle from this one"))
        self.next.toggled.connect(self._chosen)
        inner.addWidget(self.next)
        self.scale = QComboBox()
        self._scale = QWidget()
        ask(
            column(self._scale),
            self.tr("How large"),
            self.scale,
            self.tr("One step up at most: what works small may surprise you when it is larger."),
        )
        inner.addWidget(self._scale)
        self.problem = Words("", "problem")
        self.problem.hide()
        inner.addWidget(self.problem)
        line = QHBoxLayout()
        self.save = button(self.tr("Finish this cycle"), self.decide, kind="primary")
        line.addWidget(self.save)
        line.addStretch(1)
        inner.addLayout(line)
        self.form.add(inside)
        rows.addWidget(self.form)

    def open(self, detail: Detail) -> None:
        """Show the choice, or what was decided."""
        fresh = self._detail is None or self._detail.record.ent != detail.record.ent
        self._detail = detail
        over = detail.card.stage == improvement.DONE
        self.form.setVisible(not over and "record" in detail.may)
        self.over.setVisible(over)
        if over:
            self._show_end(detail)
        if fresh:
            parts.watch(self, self.workspace, detail.record.ent)
            self.group.setExclusive(False)
            for choice in self.choices.values():
                choice.setChecked(False)
            self.group.setExclusive(True)
            self.why.setText("")
            self.next.setChecked(False)
            self.problem.hide()
        self._chosen()

    def _chosen(self) -> None:
        detail = self._detail
        if detail is None:
            return
        decision = self.decision
        if self.sender() in self.choices.values() and decision:
            self.next.setChecked(decision != "abandon")
        self._reason.setVisible(decision == "abandon")
        self._scale.setVisible(self.next.isChecked())
        current = self.scale.currentData()
        held = detail.card.cycle.text("scale")
        parts.fill(self.scale, "cycle_scale", improvement.next_scales(held))
        offered = improvement.next_scale(held, decision) if self.sender() is not self.next else current
        parts.pick(self.scale, offered or improvement.next_scale(held, decision))

    @property
    def decision(self) -> str:
        """The choice made, empty before it."""
        return next((code for code, choice in self.choices.items() if choice.isChecked()), "")

    def decide(self) -> None:
        """Finish the cycle."""
        detail, decision = self._detail, self.decision
        if detail is None:
            return
        if not decision:
            self.problem.setText(self.tr("Adopt, adapt or abandon: which is it?"))
            self.problem.show()
            self.choices["adopt"].setFocus()
            self.workspace.announce(self.problem.text())
            return
        self.problem.hide()
        self.workspace.do(
            _decide,
            detail.record.ent,
            decision,
            self.why.text(),
            str(self.reason.currentData() or "") if decision == "abandon" else "",
            str(self.scale.currentData() or "") if self.next.isChecked() else "",
            done=self._decided,
            changes="improvement",
        )

    def _decided(self, answer: tuple[str, Decided]) -> None:
        decision, decided = answer
        told = say.tr(DONE[decision])
        self.workspace.did(told, recording.undo, decided.saved.changes, changes="improvement")
        self.finished.emit(decided.saved.ent, decided.next)

    def _show_end(self, detail: Detail) -> None:
        self.over.clear()
        value = detail.record.value
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Icon("tick", 20, "good"))
        decided = detail.card.decision
        when = say.day(detail.card.decided_on) if detail.card.decided_on else ""
        told = say.tr(DONE.get(decided, "Finished."))
        row.addWidget(Words(told, "subheading"), 1)
        self.over.add(head)
        for text in (
            words.decided(detail.card),
            str(value.get("decision_text") or ""),
            say.tr("Decided on {day}.", day=when) if when else "",
        ):
            if text.strip():
                self.over.add(Words(text.strip()))
        for card in detail.after:
            said = self.tr("Open {test}").format(test=words.name(card))
            self.over.add(alone(button(said, partial(self.opened.emit, card.ent), "next")))
        if not detail.after and "record" in detail.may:
            self.over.add(alone(button(self.tr("Start the next cycle"), self.cloned.emit, "add")))


class _Choice(QWidget):
    """A choice with what it means below it."""

    def __init__(self, choice: QRadioButton, meaning: str) -> None:
        super().__init__()
        rows = column(self, 0)
        rows.addWidget(choice)
        below = Words(meaning, "small")
        below.setContentsMargins(theme.px(32), 0, 0, 0)
        rows.addWidget(below)


def _decide(desk: Desk, ent: str, decision: str, text: str, dropped: str, scale: str) -> tuple[str, Decided]:
    return decision, cycles.decide(desk, ent, decision, text, dropped=dropped, next_scale=scale)
