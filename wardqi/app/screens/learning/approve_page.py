"""Approving a card: what could tell who somebody is, each mended or answered, and all that would travel."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from wardqi.app import learning_words as words
from wardqi.app import parts, say
from wardqi.app.parts import Pane, ask, button, column
from wardqi.app.widgets.card import Card as Box
from wardqi.app.widgets.card import Section
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.domain import learning
from wardqi.services.desk import Desk
from wardqi.services.learning import approval, cards
from wardqi.services.learning.approval import Found, NotFit, Unanswered
from wardqi.services.learning.cards import Card
from wardqi.services.recording import Saved

Looked = tuple[Card, tuple[Found, ...]]


def look_through(desk: Desk, ref: str) -> Looked:
    """A card of this ward and what is found in it."""
    cards.own(desk, ref)
    return cards.find(desk, ref), approval.findings(desk, ref)


class ApprovePage(Pane):
    """`approved(ref)` when it is; `change_wanted(ref)` asks for the form."""

    approved = Signal(str)
    change_wanted = Signal(str)
    subject = "learning"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, self.tr("Approve"), self.tr("Card"), 780)
        self._card: Card | None = None
        self._found: tuple[Found, ...] = ()
        self._at = ""
        self.reasons: dict[str, QLineEdit] = {}
        self._problems: dict[str, FieldProblem] = {}
        self._said: dict[str, str] = {}
        self._fresh = False
        self.lacking = Box(self.tr("Before it can be approved"), kind="caution-box")
        self.sheet.add(self.lacking)
        self.clear_box = Box(kind="good-box")
        self.clear_box.add(
            Words(self.tr("No name, number, date of birth, telephone number or postcode was found."))
        )
        self.sheet.add(self.clear_box)
        self._body = QWidget()
        self._rows: QVBoxLayout = column(self._body)
        self.sheet.add(self._body)
        self.travels = Section(self.tr("What leaves the ward"))
        self.sheet.add(self.travels)
        hint = self.tr(
            "The shield knows this ward's people and the form of numbers. It cannot know every name: "
            "read it once more yourself."
        )
        self.sheet.add(Words(hint, "second"))
        self.go = button(self.tr("Approve"), self.finish, "tick", "primary")
        self.sheet.add(parts.alone(self.go))
        self.sheet.end()

    def open(self, ref: str) -> None:
        """Look through a card."""
        self._fresh = True
        if ref != self._at:
            self._said.clear()
        self._at = ref
        self.workspace.read(look_through, ref, done=self._show, failed=self._gone)

    def again(self) -> None:
        """Look once more, after a change."""
        if self._at:
            self._remember()
            fresh = self._fresh
            self.open(self._at)
            self._fresh = fresh

    def _gone(self, error: Exception) -> None:
        self.workspace.explain(error)
        self.left.emit()

    def _remember(self) -> None:
        self._said |= {key: edit.text() for key, edit in self.reasons.items()}

    def _show(self, looked: Looked) -> None:
        card, found = looked
        if card.ref != self._at:
            return
        self._card, self._found = card, found
        self.tell(
            self.tr("Approve: {title}").format(title=card.title or self.tr("a card without a title")),
            self.tr("Once approved its words go to the QI team with the next bundle."),
        )
        self._tell_lacking(card)
        self._tell_found(found)
        self._tell_travels(card)
        self.clear_box.setVisible(not found)
        self._enter()

    def _tell_lacking(self, card: Card) -> None:
        self.lacking.clear()
        lacking = learning.lacking(card.value)
        for code in lacking:
            self.lacking.add(Words(say.tr(words.LACKING[code])))
        if lacking:
            self.lacking.add(parts.alone(button(self.tr("Change the card"), self._change, "edit")))
        self.lacking.setVisible(bool(lacking))

    def _tell_found(self, found: tuple[Found, ...]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.reasons.clear()
        self._problems.clear()
        if found:
            told = say.count(len(found), "thing to look at", "things to look at")
            self._rows.addWidget(Words(told, "heading"))
        boxes = [self._finding(one) for one in found]
        for box in boxes:
            self._rows.addWidget(box)
        parts.before(self.travels.button, [stop for box in boxes for stop in parts.tab_stops(box)])

    def _finding(self, one: Found) -> QWidget:
        box = Box(kind="caution-box")
        box.add(Words(words.found(one), "subheading"))
        box.add(Words(words.around(one)))
        tools = Flow(8)
        if one.instead:
            said = self.tr("Replace with “{words}”").format(words=one.instead)
            tools.add(button(said, partial(self._mend, one), name=f"{said}: {one.text}"))
        tools.add(
            button(
                self.tr("Change the words"),
                self._change,
                name=self.tr("Change the words: {text}").format(text=one.text),
            )
        )
        box.add(tools)
        reason = QLineEdit()
        inside = QWidget()
        problem = ask(column(inside), self.tr("Or say why this is nobody here"), reason)
        reason.setAccessibleName(self.tr("Why “{text}” is nobody here").format(text=one.text))
        reason.setText(self._said.get(one.key, ""))
        reason.returnPressed.connect(self.finish)
        self.reasons[one.key], self._problems[one.key] = reason, problem
        box.add(inside)
        return box

    def _tell_travels(self, card: Card) -> None:
        self.travels.clear()
        told = learning.texts(card.value)
        for path, text in told.items():
            self.travels.add(Words(words.field(path), "second"))
            self.travels.add(Words(text))
        rest = self.tr(
            "And: the name and kind of the ward, driver, minutes, cost, number of tests, signal, state."
        )
        self.travels.add(Words(rest, "second"))
        if card.text("quote") and "quote" not in told:
            self.travels.add(Words(self.tr("The quote stays here: there is no consent to it."), "second"))
        self.travels.count(say.count(len(told), "text", "texts"))

    def _enter(self) -> None:
        first = next(iter(self.reasons.values()), self.go)
        if self._fresh or QApplication.focusWidget() is None:
            first.setFocus()
        self._fresh = False

    def _change(self) -> None:
        self._remember()
        self.change_wanted.emit(self._at)

    def _mend(self, one: Found) -> None:
        self._remember()
        self.workspace.do(approval.mend, self._at, one, done=self._mended, changes="learning")

    def _mended(self, saved: Saved) -> None:
        self.kept(self.tr("Replaced."), saved)

    def finish(self) -> None:
        """Approve; what is not answered yet is said beside it."""
        if self._card is None:
            return
        answers = {key: parts.one_line(edit) for key, edit in self.reasons.items()}
        for key, problem in self._problems.items():
            problem.say(
                "" if answers[key] else self.tr("Replace it, change the words, or say why it is nobody.")
            )
        left = next((key for key, text in answers.items() if not text), "")
        if left:
            self.reasons[left].setFocus()
            return
        if learning.lacking(self._card.value):
            self.workspace.announce(say.tr(words.LACKING[learning.lacking(self._card.value)[0]]))
            self.sheet.area.ensureWidgetVisible(self.lacking)
            return
        self.workspace.do(
            approval.approve, self._at, answers, done=self._approved, failed=self._refused, changes="learning"
        )

    def _approved(self, saved: Saved) -> None:
        self.kept(self.tr("Approved. It goes to the QI team with the next bundle."), saved)
        ref, self._at = self._at, ""
        self._said.clear()
        self.approved.emit(ref)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Unanswered | NotFit):
            self.again()
            return
        self.workspace.explain(error)
