"""The screen of paper forms: type a slip in by its serial, print new ones, account for those still out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from wardqi.app import diagnostics, paper_forms, say, theme
from wardqi.app.screen import Command, Page
from wardqi.app.screens.paper import words
from wardqi.app.screens.paper.parts import ReasonPanel, SheetForm
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import people
from wardqi.domain.serials import NotASerial
from wardqi.services import paper, recording
from wardqi.services.desk import Desk
from wardqi.services.huddles.running import HuddleOver
from wardqi.services.paper import Made, NoSuchSlip, OutPage, Slip
from wardqi.services.recording import Saved
from wardqi.store.paper import Return

OUT = "out"
_SIZE = 20
_WIDEST = 900
_FOLD = 560
_FOLLOWS = ("paper", "audit", "incidents", "huddles", "drafts")


class PaperPage(Page):
    """Opened at "" (the serial), "out" (slips that are not back), or a serial."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._offset = 0
        self._stale = False
        self._reason: tuple[str, bool] = ("", False)
        self._slip: Slip | None = None
        self.serial = QLineEdit()
        self.open_button = QPushButton(self.tr("Open"))
        self.problem = FieldProblem(self.serial)
        self.answer = Card(" ", kind="note-box")
        self.answers = Flow(8)
        self.sheet_form = SheetForm(workspace)
        self.print_button = QPushButton(self.tr("Print a huddle sheet and ten slips"))
        self.slips_button = QPushButton(self.tr("Ten slips only"))
        columns: tuple[Column[Slip], ...] = (
            Column(self.tr("Serial"), lambda one: one.serial, width=13),
            Column(self.tr("What"), words.form, keep=False),
            Column(self.tr("Printed"), self._printed, width=20, keep=False),
            Column(self.tr("State"), self._state, width=15, keep=False),
        )
        self.table = RecordTable(
            self.tr("Forms that are not back"),
            columns,
            page_size=_SIZE,
            empty=Empty(self.tr("Nothing on paper is waiting to be typed in."), "tick"),
            narrow=_FOLD,
        )
        self.type_button = QPushButton(self.tr("Type it in"))
        self.unused_button = QPushButton(self.tr("Not used"))
        self.rest_button = QPushButton(self.tr("The rest of its printing was not used"))
        self.reasons = ReasonPanel()
        self._lay_out()
        self._connect()

    # --- what the window asks

    def open(self, ident: str) -> None:
        """Stand where a serial is typed or scanned; look one up that is named."""
        self._forget()
        self._reload()
        self.serial.clear()
        if ident and ident != OUT:
            self.serial.setText(ident)
            self._look_up()
        if ident == OUT:
            self.table.view.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.serial.setFocus(Qt.FocusReason.TabFocusReason)

    def look_for(self) -> bool:
        """Ctrl+F."""
        self.serial.setFocus()
        self.serial.selectAll()
        return True

    def print_out(self) -> bool:
        """Ctrl+P prints new forms."""
        self._print(sheet=True)
        return True

    def back(self) -> bool:
        """Esc: out of a question first."""
        if not self.reasons.isHidden():
            self._leave_reasons()
            return True
        if not self.answer.isHidden():
            self._forget()
            self.serial.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Seen again after a preview: read what was printed."""
        super().showEvent(event)
        if self._stale:
            self._reload()

    def commands(self) -> Sequence[Command]:
        """What the command box offers here."""
        return (
            Command(
                self.print_button.text(), partial(self._print, sheet=True), "", self.tr("paper forms blank")
            ),
            Command(self.slips_button.text(), partial(self._print, sheet=False), "", self.tr("paper forms")),
        )

    # --- typing in

    def _look_up(self) -> None:
        self._forget()
        self.workspace.read(paper.find, self.serial.text(), done=self._found, failed=self._not_found)

    def _not_found(self, error: Exception) -> None:
        if isinstance(error, NotASerial):
            self._refuse(words.refused(error.code))
        elif isinstance(error, NoSuchSlip):
            self._refuse(words.unknown(error.serial))
        else:
            self.workspace.explain(error)

    def _refuse(self, said: str) -> None:
        self.problem.say(said)
        self.serial.selectAll()
        self.serial.setFocus(Qt.FocusReason.OtherFocusReason)
        self.workspace.announce(said)

    def _found(self, slip: Slip) -> None:
        self._slip = slip
        now = self.workspace.now()
        if slip.twice:
            self._say(words.two_pcs(slip.serial))
            self._offer(self.tr("Type it in"), partial(self.workspace.go, "incident", f"paper:{slip.serial}"))
        elif slip.state == "back":
            self._say(words.back(slip, now))
            for one in slip.came_back[:3]:
                self._offer(words.tr("Open {record}", record=words.record(one)), partial(self._open, one))
        elif slip.state == "unused":
            self._say(words.unused(slip, now))
            self._offer(self.tr("Type it in all the same"), self._after_all)
        elif slip.state == "typing" and not slip.mine:
            self._say(self._others(slip))
        elif slip.form == paper.SHEET:
            self._begin_sheet(slip)
        else:
            self.workspace.go("incident", f"paper:{slip.serial}")

    def _others(self, slip: Slip) -> str:
        draft = slip.drafts[0]
        said = words.tr("{slip} is being typed in by somebody else, saved {time}. Only they can finish it.")
        return said.format(slip=words.named(slip), time=say.moment(draft.saved_at, self.workspace.now()))

    def _say(self, said: str) -> None:
        self.answer.heading.setText(said)
        self.answer.setAccessibleName(said)
        self.answer.show()
        self.answers.setVisible(not self.answers.empty)
        self.workspace.announce(said)

    def _offer(self, label: str, run: Callable[[], None]) -> None:
        button = QPushButton(label.replace("&", "&&"))
        button.setAutoDefault(True)  # Enter, too
        button.clicked.connect(run)
        self.answers.show()
        self.answers.add(button)
        if len(self.answers.members) == 1:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def _open(self, one: Return) -> None:
        if one.kind == "huddle":
            self.workspace.go("huddle", f"paper:{one.ent}")
        else:
            self.workspace.go("incidents", one.ent)

    def _after_all(self) -> None:
        if self._slip is not None:
            serial = self._slip.serial
            self.workspace.do(paper.used_after_all, serial, done=self._turned_up, changes="paper")

    def _turned_up(self, saved: Saved) -> None:
        self.workspace.did(
            self.tr("The slip is in use again."), recording.undo, saved.changes, changes="paper"
        )
        self._look_up()

    def _forget(self) -> None:
        self._slip = None
        self.problem.say("")
        self.answers.clear()
        for part in (self.answer, self.sheet_form, self.reasons):
            part.hide()

    # --- a huddle sheet

    def _begin_sheet(self, slip: Slip) -> None:
        if not people.may(self.workspace.role, "lead_huddle"):
            self._say(self.tr("Somebody who may lead a huddle types a huddle sheet in."))
            return
        self._say(words.tr("{slip}: when was the huddle held?", slip=words.named(slip)))
        self.sheet_form.show()
        self.workspace.read(_planned, slip, done=self.sheet_form.ask)

    def _begin(self, started: datetime, minutes: int) -> None:
        if self._slip is not None:
            self.workspace.do(
                paper.begin_huddle,
                *(self._slip.serial, started, minutes),
                done=self._begun,
                failed=self._not_begun,
                changes="huddles",
            )

    def _begun(self, saved: Saved) -> None:
        self.workspace.did(
            self.tr("Huddle begun from its sheet."), recording.undo, saved.changes, changes="huddles"
        )
        self.workspace.go("huddle", f"paper:{saved.ent}")

    def _not_begun(self, error: Exception) -> None:
        if isinstance(error, HuddleOver):
            said = self.tr(
                "That day's huddle is finished already. If the sheet was not needed, mark it as not used."
            )
            self.sheet_form.problem.say(said)
            self.workspace.announce(said)
        else:
            self.workspace.explain(error)

    # --- printing

    def _print(self, *, sheet: bool) -> None:
        self.workspace.do(_make, sheet, done=self._made, changes="paper")

    def _made(self, made: Made) -> None:
        day = self.workspace.now().date()
        document = paper_forms.forms(made, self.workspace.ward, day)
        name = paper_forms.file_name(day)
        self.workspace.print_out(document, "paper_forms", made.batch, name, once=True)

    # --- slips that are out

    def _reload(self) -> None:
        self._stale = False
        self.workspace.read(paper.page, self._offset, _SIZE, done=self._show)

    def _show(self, found: OutPage) -> None:
        if not found.slips and found.offset:
            self._offset = 0
            self._reload()
            return
        had = self.table.view.hasFocus()
        self.table.show_page(found.slips, found.total, found.offset)
        for button in (self.type_button, self.unused_button, self.rest_button):
            button.setVisible(bool(found.slips))
        if had and not found.slips:
            self.serial.setFocus(Qt.FocusReason.TabFocusReason)

    def _turn(self, offset: int, _sort: str, _down: bool) -> None:
        self._offset = offset
        self._reload()

    def _opened(self, slip: Slip) -> None:
        self.serial.setText(slip.serial)
        self._look_up()

    def _type_in(self) -> None:
        slip = self.table.current()
        if isinstance(slip, Slip):
            self._opened(slip)

    def _ask(self, *, rest: bool) -> None:
        slip = self.table.current()
        if not isinstance(slip, Slip):
            return
        self._forget()
        self._reason = (slip.serial, rest)
        said = words.tr("{slip} was not used, because:", slip=words.named(slip))
        if rest:
            said = words.tr("Every slip printed with {serial} and still out was not used, because:")
            said = said.format(serial=slip.serial)
        self.reasons.ask(said)

    def _chosen(self, code: str) -> None:
        serial, rest = self._reason
        self.reasons.hide()
        fn = paper.rest_not_used if rest else paper.not_used
        self.workspace.do(fn, serial, code, done=self._marked, failed=self._not_marked, changes="paper")

    def _marked(self, saved: Saved) -> None:
        said = self.tr("Marked as not used.")
        self.workspace.did(said, recording.undo, saved.changes, changes="paper")
        self.table.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _not_marked(self, error: Exception) -> None:
        self.workspace.show(say.problem(error) or say.broke(diagnostics.fault(error)))
        self._reload()

    def _leave_reasons(self) -> None:
        self.reasons.hide()
        self.table.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _changed(self, subject: str) -> None:
        """What changes while a preview lies over this is read when it is seen again."""
        self._stale = self._stale or subject in _FOLLOWS
        if self._stale and self.isVisible():
            self._reload()

    def _printed(self, slip: Slip) -> str:
        when = say.moment(slip.printed_at, self.workspace.now())
        return words.tr("{when}, {name}", when=when, name=slip.made_by) if slip.made_by else when

    def _state(self, slip: Slip) -> str:
        if slip.state != "typing":
            return self.tr("not back")
        return self.tr("your draft") if slip.mine else self.tr("being typed in")

    # --- building

    def _connect(self) -> None:
        self.serial.returnPressed.connect(self._look_up)
        self.serial.textEdited.connect(lambda _text: self._forget())
        self.open_button.clicked.connect(self._look_up)
        self.print_button.clicked.connect(partial(self._print, sheet=True))
        self.slips_button.clicked.connect(partial(self._print, sheet=False))
        self.sheet_form.begun.connect(self._begin)
        self.table.wanted.connect(self._turn)
        self.table.opened.connect(self._opened)
        self.type_button.clicked.connect(self._type_in)
        self.unused_button.clicked.connect(partial(self._ask, rest=False))
        self.rest_button.clicked.connect(partial(self._ask, rest=True))
        self.reasons.chosen.connect(self._chosen)
        self.reasons.left.connect(self._leave_reasons)
        self.workspace.changed.connect(self._changed)

    def _lay_out(self) -> None:
        sheet = Sheet(widest=_WIDEST)
        sheet.add(Words(self.tr("Paper forms"), "title"))
        sheet.add(self._typing_card())
        sheet.add(self._printing_card())
        sheet.add(self._out_card(), 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)

    def _typing_card(self) -> Card:
        card = Card(self.tr("Type a slip or sheet in"))
        label = Words(self.tr("Serial, typed or scanned"))
        label.setBuddy(self.serial)
        self.serial.setAccessibleName(label.text())
        self.serial.setPlaceholderText(self.tr("such as {example}").format(example=words.EXAMPLE))
        self.serial.setMaximumWidth(theme.px(280))
        self.serial.setMinimumHeight(theme.px(40))
        look(self.open_button, "primary")
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(self.serial, 1)
        line.addWidget(self.open_button)
        line.addStretch(1)
        row = QWidget()
        row.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        self.answer.add(self.sheet_form)
        self.answer.add(self.answers)
        for part in (label, row, self.problem, self.answer):
            card.add(part)
        self.sheet_form.hide()
        self.answer.hide()
        return card

    def _printing_card(self) -> Card:
        card = Card(self.tr("Print new ones"))
        card.add(
            Words(
                self.tr(
                    "For when the computer cannot be used. Every form has a serial of its own: print more "
                    "here, do not copy them."
                ),
                "second",
            )
        )
        theme.dress(self.print_button, "print", "text", 18)
        row = Flow(8)
        row.add(self.print_button)
        row.add(self.slips_button)
        card.add(row)
        return card

    def _out_card(self) -> Card:
        card = Card(self.tr("Not back yet"))
        self.table.setMinimumHeight(theme.px(180))
        card.add(self.reasons)
        card.add(self.table, 1)
        row = Flow(8)
        for button in (self.type_button, self.unused_button, self.rest_button):
            row.add(button)
        card.add(row)
        self.reasons.hide()
        return card


def _make(desk: Desk, sheet: bool) -> Made:
    return paper.make(desk, sheet=sheet)


def _planned(desk: Desk, slip: Slip) -> str:
    return paper.planned_start(desk, slip)
