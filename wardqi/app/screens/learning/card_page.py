"""One card, read in two minutes or less: a picture, the idea, how it is done, what came of it, its family."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wardqi.app import learning_words as words
from wardqi.app import parts, say, theme
from wardqi.app.parts import Pane, Rivals, ask, button, column
from wardqi.app.widgets.card import Card as Box
from wardqi.app.widgets.row_button import RowButton
from wardqi.app.widgets.words import Icon, Words
from wardqi.app.workspace import Workspace
from wardqi.domain.kinds import live_rows
from wardqi.domain.learning import APPROVED, CHECKED, DRAFT, SHARED, WITHDRAWN
from wardqi.services.learning.cards import Card
from wardqi.services.learning.pages import Detail

_PICTURE = 96


class CardPage(Pane):
    """Asks by `wanted(what, ref)`: try, change, happened, adopt, approve, withdraw, print, open, project.

    `adapted(part, text)` notes a change; `settled(path, value)` chooses between the words of two PCs.
    """

    adapted = Signal(str, str)
    settled = Signal(str, object)
    subject = "learning"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "", self.tr("Library"), 900)
        self.found: Detail | None = None
        tools = self.tools()
        self.tries = button(self.tr("Try here"), partial(self._want, "try"), "add", "primary")
        self.approve = button(self.tr("Approve"), partial(self._want, "approve"), "tick")
        self.happened = button(self.tr("What happened for us"), partial(self._want, "happened"), "measures")
        self.change = button(self.tr("Change"), partial(self._want, "change"), "edit")
        self.adopt = button(self.tr("Make our own card"), partial(self._want, "adopt"), "file")
        self.withdraw = button(self.tr("Take it back"), partial(self._want, "withdraw"), "undo")
        self.print = button(self.tr("Print"), partial(self._want, "print"), "print")
        for one in (
            *(self.tries, self.approve, self.happened, self.change, self.adopt),
            *(self.print, self.withdraw),
        ):
            tools.add(one)
        self.rivals = Rivals()
        self.rivals.chosen.connect(self.settled)
        self.sheet.add(self.rivals)
        self._head()
        self.state = Box(kind="note-box")
        self.standing = Words()
        self.state.add(self.standing)
        self.sheet.add(self.state)
        self._body = QWidget()
        self._rows: QVBoxLayout = column(self._body)
        self.sheet.add(self._body)
        self._changes()
        self.kin = Box(self.tr("Where it came from, and where it went"))
        self._kin = QWidget()
        self._relations: QVBoxLayout = column(self._kin, 4)
        self.kin.add(self._kin)
        self.sheet.add(self.kin)
        self.sheet.end()

    def _head(self) -> None:
        """The picture with the sentence beside it."""
        head = Box()
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(16))
        self.picture = Icon("card-learn", _PICTURE, "action")
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        both = column(gap=6)
        self.kinds = Words("", "second")
        self.idea = Words("", "subheading")
        self.takes = Words()
        for label in (self.kinds, self.idea, self.takes):
            both.addWidget(label)
        both.addStretch(1)
        row.addLayout(both, 1)
        head.add(inside)
        self.sheet.add(head)

    def _changes(self) -> None:
        """What was changed here, and a line to note more."""
        self.changes = Box(self.tr("What we changed here"))
        self._noted = QWidget()
        self._notes: QVBoxLayout = column(self._noted, 4)
        self.changes.add(self._noted)
        self.part, self.text = QComboBox(), QLineEdit()
        parts.fill(self.part, "card_part")
        self.note = button(self.tr("Note this change"), self._note, "add")
        self.noting = QWidget()
        rows = column(self.noting, 8)
        pair = QHBoxLayout()
        pair.setSpacing(theme.px(8))
        left, right = column(), column()
        ask(left, self.tr("Which part"), self.part)
        self.problems["text"] = ask(right, self.tr("What we do instead"), self.text)
        pair.addLayout(left, 1)
        pair.addLayout(right, 2)
        rows.addLayout(pair)
        rows.addWidget(parts.alone(self.note))
        self.changes.add(self.noting)
        self.text.returnPressed.connect(self._note)
        self.sheet.add(self.changes)

    def show_card(self, found: Detail) -> None:
        """Show a card."""
        fresh = self.found is None or self.found.card.ref != found.card.ref
        self.found = found
        card, may = found.card, found.may
        self.tell(card.title or self.tr("A card without a title"))
        if card.record is not None:
            self.rivals.show_rivals(
                card.record, found.names, {}, self.workspace.now(), card.own and bool(may)
            )
        self.rivals.setVisible(card.record is not None and bool(card.record.conflicts))
        self._tell_head(card)
        self.standing.setText(words.standing(card))
        self.state.setVisible(bool(words.standing(card)))
        self._offer(found)
        self._tell_body(card)
        self._tell_changes(found)
        self._tell_kin(found)
        if fresh:
            self.text.clear()
            self.problems["text"].say("")
            self.sheet.area.verticalScrollBar().setValue(0)

    def _tell_head(self, card: Card) -> None:
        self.picture.show_icon(words.picture(card))
        about = (words.kind(card), words.driver(card), words.maturity(card), words.source(card))
        self.kinds.setText(" · ".join(one for one in about if one))
        self.idea.setText(card.text("idea"))
        self.idea.setVisible(bool(card.text("idea")))
        takes = [f"{name}: {told}" for name, told in words.quick(card)]
        self.takes.setText("\n".join(takes))
        self.takes.setVisible(bool(takes))

    def _offer(self, found: Detail) -> None:
        card, may = found.card, found.may
        guide = card.text("kind") == "how_to" and card.shipped
        mine = card.own and not card.shipped
        writes = "record" in may
        approves = mine and "approve_sharing" in may
        self.tries.setVisible(writes and not guide)
        self.change.setVisible(writes and mine)
        self.happened.setVisible(
            writes and not guide and (not mine or bool(found.news)) and bool(found.tried)
        )
        self.adopt.setVisible(writes and not guide and not mine)
        self.approve.setVisible(approves and (card.changed or card.state in (DRAFT, WITHDRAWN)))
        self.approve.setText(self.tr("Approve again") if card.changed else self.tr("Approve"))
        self.withdraw.setVisible(approves and card.state in (APPROVED, CHECKED, SHARED))

    def _tell_body(self, card: Card) -> None:
        _empty(self._rows)
        self._section(self.tr("How it is done"), card, words.HOW, self._first(card))
        evidence = words.evidence(card.value)
        after = [(self.tr("Tests"), evidence)] if evidence else []
        self._section(self.tr("What happened"), card, words.WHAT_HAPPENED, before=after)
        self._section(self.tr("The story"), card, words.TOLD)
        facts = self._facts(card)
        if facts:
            box = Box(self.tr("About this card"))
            for name, told in facts:
                box.add(Words(f"{name}: {told}", "second"))
            self._rows.addWidget(box)

    def _section(
        self,
        title: str,
        card: Card,
        fields: Sequence[tuple[str, str]],
        after: Sequence[tuple[str, str]] = (),
        before: Sequence[tuple[str, str]] = (),
    ) -> None:
        told = [(say.tr(label), card.text(name).strip()) for name, label in fields if card.text(name).strip()]
        told = [*before, *told, *after]
        if not told:
            return
        box = Box(title)
        for label, text in told:
            box.add(_said(label, text))
        self._rows.addWidget(box)

    def _first(self, card: Card) -> list[tuple[str, str]]:
        found = []
        if card.first_test:
            found.append((self.tr("A first test"), card.first_test))
        if card.watch:
            found.append((self.tr("Watch for"), card.watch))
        return found

    def _facts(self, card: Card) -> list[tuple[str, str]]:
        value, found = card.value, []
        if words.setting(card):
            found.append((self.tr("From a ward like this"), words.setting(card)))
        if value.get("contact_role"):
            found.append((self.tr("Ask"), say.code("job_title", str(value["contact_role"]))))
        if value.get("licence"):
            found.append((self.tr("May be used by"), say.code("card_licence", str(value["licence"]))))
        if isinstance(value.get("version"), int):
            found.append((self.tr("Version"), str(value["version"])))
        for name, label in (
            ("approved_on", self.tr("Approved")),
            ("checked_on", self.tr("Checked by the QI lead")),
            ("review_on", self.tr("Look at it again")),
        ):
            if card.text(name):
                found.append((label, say.day(card.text(name))))
        return found

    def _tell_changes(self, found: Detail) -> None:
        card = found.card
        _empty(self._notes)
        rows = list(live_rows(card.value, "adaptations"))
        for _, one in rows:
            part = say.code("card_part", str(one.get("part"))) if one.get("part") else ""
            self._notes.addWidget(_said(part, str(one.get("text") or "")))
        mine = card.own and not card.shipped and "record" in found.may
        copy = bool(card.text("parent") or card.text("standard"))
        self.changes.heading.setText(
            self.tr("What we changed here") if card.own else self.tr("What they changed")
        )
        self.noting.setVisible(mine)
        self.changes.setVisible(bool(rows) or (mine and copy))

    def _tell_kin(self, found: Detail) -> None:
        _empty(self._relations)
        kin = found.family
        if kin.parent is not None:
            self._relation(self.tr("Came from: {card}"), kin.parent)
        for fork in kin.forks:
            told = self.tr("Our copy: {card}") if fork.own else self.tr("Copied as: {card}")
            self._relation(told, fork)
        for tried in found.tried:
            said = self.tr("Tried in: {project}").format(project=tried.title)
            row = RowButton(said, say.code("idea_state", tried.state), "improvement")
            row.clicked.connect(partial(self.wanted.emit, "project", tried.project))
            self._relations.addWidget(row)
        if kin.results:
            self._relations.addWidget(Words(self.tr("What wards sent back"), "subheading"))
        for result in kin.results:
            self._relations.addWidget(Words(words.result(result)))
        self.kin.setVisible(self._relations.count() > 0)

    def _relation(self, said: str, card: Card) -> None:
        row = RowButton(said.format(card=card.title), words.source(card), "learning")
        row.clicked.connect(partial(self.wanted.emit, "open", card.ref))
        self._relations.addWidget(row)

    def _note(self) -> None:
        text = parts.one_line(self.text)
        self.problems["text"].say("" if text else say.tr(parts.PROBLEMS["missing"]))
        if not text:
            self.text.setFocus()
            return
        self.adapted.emit(str(self.part.currentData()), text)
        self.text.clear()
        self.text.setFocus()

    def enter(self) -> None:
        """Put focus on the first thing to do."""
        first = (self.tries, self.approve, self.change, self.print)
        next((one for one in first if not one.isHidden()), self.back).setFocus()

    def _want(self, what: str) -> None:
        if self.found is not None:
            self.wanted.emit(what, self.found.card.ref)


def _said(label: str, text: str) -> QWidget:
    """Some words under what they are."""
    inside = QWidget()
    rows = column(inside, 2)
    if label:
        rows.addWidget(Words(label, "second"))
    rows.addWidget(Words(text))
    return inside


def _empty(rows: QVBoxLayout) -> None:
    while (item := rows.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
