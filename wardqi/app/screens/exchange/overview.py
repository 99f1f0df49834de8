"""The front of Send and receive: the strip's sentence, then what is ready, waiting, sent back and kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Icon, Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import people
from wardqi.services import keeping, sending
from wardqi.services.sending import Back, Copies, Overview

if TYPE_CHECKING:
    from wardqi.services.access import Session

_MOST = 5
_TWO = 760
_LATE_DAYS = 3


class Front(QWidget):
    """Cards, two beside each other where there is room."""

    bundle_wanted = Signal()
    receipt_wanted = Signal()
    pair_wanted = Signal()
    list_wanted = Signal(str)
    answer_wanted = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._columns = 0
        self.sentence = Words("", "heading")
        self._icon = Icon("saved", 24, "good")
        self.make = QPushButton(self.tr("Make a bundle"))
        look(self.make, "primary")
        theme.dress(self.make, "bundle", "on_action", 18)
        self.receive = QPushButton(self.tr("Open a receipt"))
        theme.dress(self.receive, "file", "text", 18)
        self.pair = QPushButton(self.tr("Pair with the QI team"))
        theme.dress(self.pair, "key", "text", 18)
        self.make.clicked.connect(self.bundle_wanted)
        self.receive.clicked.connect(self.receipt_wanted)
        self.pair.clicked.connect(self.pair_wanted)
        self.ready = Card(self.tr("Ready to send"))
        self.waiting = Card(self.tr("Waiting for a receipt"))
        self.back = Card(self.tr("Sent back"))
        self.receipts = Card(self.tr("Receipts"))
        self.backups = Card(self.tr("Backups"))
        self.keep = QPushButton(self.tr("Back up now"))
        self.keep.clicked.connect(self._back_up)
        self.backups.add_beside_heading(self.keep)
        self._lay_out()

    def refresh(self) -> None:
        """Read where everything stands."""
        self._workspace.read(sending.overview, done=self._show)
        self._workspace.tend(sending.copies, done=self._show_copies)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two."""
        super().resizeEvent(event)
        columns = 2 if self.width() >= theme.px(_TWO) else 1
        if columns != self._columns:
            self._columns = columns
            self._place()

    def _lay_out(self) -> None:
        sheet = Sheet()
        sheet.add(Words(self.tr("Send and receive"), "title"))
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.sentence, 1)
        sheet.add_layout(head)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        for button in (self.make, self.receive, self.pair):
            buttons.addWidget(button)
        buttons.addStretch(1)
        sheet.add_layout(buttons)
        self.role = Words(
            self.tr("Your role may look here. A nurse or the ward manager makes bundles and opens receipts."),
            "second",
        )
        sheet.add(self.role)
        may = people.may(self._workspace.role, "exchange")
        self.make.setVisible(may)
        self.receive.setVisible(may)
        self.role.setVisible(not may)
        self.pair.hide()
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(12))
        sheet.add_layout(self._grid)
        sheet.end()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)

    def _place(self) -> None:
        cards = (self.ready, self.waiting, self.back, self.receipts, self.backups)
        for at, card in enumerate(cards):
            last = at == len(cards) - 1
            wide = self._columns if last else 1
            self._grid.addWidget(card, at // self._columns, at % self._columns, 1, wide)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)

    def _show(self, now: Overview) -> None:
        said, tone = say.standing(now.strip, self._workspace.now().date())
        self.sentence.setText(said)
        look(self.sentence, "heading")
        caution = tone == "caution"
        self._icon.show_icon("clock" if caution else "saved", "caution" if caution else "good")
        paired = now.strip.paired
        may_pair = people.may(self._workspace.role, "manage_keys")
        self.pair.setVisible(may_pair)
        self.pair.setText(self.tr("Pairing") if paired else self.tr("Pair with the QI team"))
        self.make.setEnabled(paired)
        self.receive.setEnabled(paired)
        self._fill_ready(now)
        self._fill_waiting(now)
        self._fill_back(now.back)
        at = self._workspace.now()
        self._lines(
            self.receipts,
            [
                self.tr("Receipt made {made}, opened here {at}.").format(
                    made=say.logged(one.made, at) if one.made else one.file, at=say.logged(one.at, at)
                )
                for one in now.receipts
            ],
            self.tr("No receipt yet. The QI team sends one after it has taken a bundle."),
        )

    def _fill_ready(self, now: Overview) -> None:
        self.ready.clear()
        if not now.strip.paired:
            self.ready.add(
                Words(self.tr("This PC is not paired with a QI team yet. Records stay here, and are safe."))
            )
        if not now.ready:
            self.ready.add(Words(self.tr("Nothing is waiting to be sent."), "second"))
        for kind, many in now.ready.items():
            link = QPushButton(say.records(kind, many))
            look(link, "link")
            link.setAccessibleDescription(self.tr("Lists them"))
            link.clicked.connect(partial(self.list_wanted.emit, kind))
            self.ready.add(link)
        self.ready.add(QWidget(), 1)

    def _fill_waiting(self, now: Overview) -> None:
        at = self._workspace.now()
        lines = [
            self.tr("Bundle {number}, made {at}, {changes}.").format(
                number=f"{one.number:04}",
                at=say.logged(one.at, at),
                changes=say.count(one.changes, "change", "changes"),
            )
            for one in now.sent
            if not one.confirmed
        ]
        self._lines(self.waiting, lines, self.tr("No bundle is waiting for a receipt."))

    def _fill_back(self, back: Sequence[Back]) -> None:
        self.back.clear()
        if not back:
            self.back.add(Words(self.tr("Nothing was sent back."), "second"))
        for one in back[:_MOST]:
            if one.kind == "question":
                self.back.add(Words(self.tr("Question from the QI team: {text}").format(text=one.text)))
                answer = QPushButton(self.tr("Answer"))
                answer.setAccessibleName(self.tr("Answer: {text}").format(text=one.text))
                answer.clicked.connect(partial(self.answer_wanted.emit, one.ent))
                row = Flow(8)
                row.add(answer)
                self.back.add(row)
                continue
            kind = say.records(one.kind, 1).partition(" ")[2]
            words = self.tr("{kind} {title}: two different answers to {fields}. Choose one.").format(
                kind=kind.capitalize(), title=one.title, fields=say.listed(list(one.paths))
            )
            if one.kind == "incident":
                link = QPushButton(words.replace("&", "&&"))
                look(link, "link")
                link.clicked.connect(partial(self._workspace.go, "incidents", one.ent))
                self.back.add(link)
            else:
                self.back.add(Words(words))
        self._and_more(self.back, len(back))

    def _lines(self, card: Card, lines: Sequence[str], empty: str) -> None:
        card.clear()
        if not lines:
            card.add(Words(empty, "second"))
        for line in lines[:_MOST]:
            card.add(Words(line))
        self._and_more(card, len(lines))

    def _and_more(self, card: Card, many: int) -> None:
        if many > _MOST:
            card.add(Words(self.tr("and {count} more").format(count=many - _MOST), "second"))
        card.add(QWidget(), 1)  # what there is stands at the top, however high the card beside it

    def _show_copies(self, copies: Copies) -> None:
        self.backups.clear()
        now = self._workspace.now()
        may = people.may(self._workspace.role, "exchange")
        self.keep.setVisible(may)
        if copies.last is None:
            self.backups.add(
                Words(self.tr("No backup yet. One is made each day WardQI is opened."), "caution")
            )
            return
        days = (now.date() - copies.last.date()).days
        said = self.tr(
            "Last backup {at}. Each one was opened and compared with the records when it was made."
        )
        at = self._when(copies.last, now)
        tone = "problem" if days >= _LATE_DAYS else "caution" if days else ""
        words = said.format(at=at)
        if days:
            words = self.tr("{words} None for {days}: press Back up now.").format(
                words=words, days=say.count(days, "day", "days")
            )
        self.backups.add(Words(words, tone))
        for one in copies.kept[:_MOST]:
            self.backups.add(Words(f"{self._when(one.at, now)} · {self._reason(one.reason)}", "second"))
        self._and_more(self.backups, len(copies.kept))

    def _when(self, at: datetime, now: datetime) -> str:
        said = say.moment(at.replace(tzinfo=now.tzinfo), now)
        return self.tr("today {time}").format(time=said) if at.date() == now.date() else said

    def _reason(self, reason: str) -> str:
        known = {"daily": self.tr("daily"), "by-hand": self.tr("by hand")}
        return known.get(reason, reason.replace("-", " "))

    def _back_up(self) -> None:
        self.keep.setEnabled(False)
        self._workspace.tend(_back_up, done=self._backed_up, failed=self._not_backed_up, changes="backups")

    def _backed_up(self, copies: Copies) -> None:
        self.keep.setEnabled(True)
        self._show_copies(copies)
        self._workspace.announce(self.tr("Backed up, and compared with the records."))

    def _not_backed_up(self, error: Exception) -> None:
        self.keep.setEnabled(True)
        self._workspace.explain(error)


def _back_up(session: Session) -> Copies:
    keeping.back_up(session)
    return sending.copies(session)
