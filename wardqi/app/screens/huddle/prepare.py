"""The huddle before it begins: the last day, what still runs, carried actions, figures, today's test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import huddle_words as words
from wardqi.app import parts, say, theme
from wardqi.app.screens.huddle import figures
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.clock import ClockLine
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.row_button import RowButton
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes, huddles
from wardqi.services import census, recording
from wardqi.services.huddles import closing, preparing
from wardqi.services.huddles.preparing import TYPED, Preparation
from wardqi.services.recording import Saved
from wardqi.services.reminders import Running

_WIDEST, _TWO = 1120, 860
_SHOWN = 6


class Reasons(QFrame):
    """Why a huddle was not held, on one day: one key or one button. Nothing scolds."""

    chosen = Signal(object, str)

    def __init__(self, day: date, said: str) -> None:
        super().__init__()
        look(self, "note-box")
        self._day = day
        self.codes = [entry.code for entry in codes.get("huddle_not_held").entries]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(said)
        self.setAccessibleDescription(self.tr("A digit chooses the reason."))
        rows = QVBoxLayout(self)
        edge = theme.px(12)
        rows.setContentsMargins(edge, theme.px(8), edge, edge)
        rows.setSpacing(theme.px(6))
        rows.addWidget(Words(said))
        row = Flow(6)
        for at, entry in enumerate(codes.get("huddle_not_held").entries, 1):
            reason = say.code("huddle_not_held", entry.code)
            button = QPushButton(f"{at}  {reason}".replace("&", "&&"))
            button.setAccessibleName(self.tr("{said} {reason}").format(said=said, reason=reason))
            button.clicked.connect(lambda _on=False, code=entry.code: self._choose(code))
            row.add(button)
        rows.addWidget(row)

    def _choose(self, code: str) -> None:
        """Once, however often a key is pressed."""
        if self.codes:
            self.codes = []
            self.chosen.emit(self._day, code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit is a reason."""
        text = event.text()
        if text.isdigit() and 1 <= int(text) <= len(self.codes) and not event.modifiers():
            self._choose(self.codes[int(text) - 1])
        else:
            super().keyPressEvent(event)


class PreparePane(QWidget):
    """`start_wanted`; `close_wanted` and `summary_wanted` name a huddle; `opened` a pane of the screen."""

    start_wanted = Signal()
    close_wanted = Signal(str)
    summary_wanted = Signal(str)
    opened = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._ready: Preparation | None = None
        self._figures: dict[str, QLineEdit] = {}
        self._lines: list[ClockLine] = []
        self.title = Words("", "title")
        self.told = Words("", "heading")
        self.start_button = QPushButton("")
        look(self.start_button, "primary")
        self.start_button.setMinimumHeight(theme.px(52))
        self.start_button.setMinimumWidth(theme.px(260))
        theme.dress(self.start_button, "huddle", "on_action", 24)
        self.start_button.setAutoDefault(True)  # Enter, too
        self.start_button.clicked.connect(self._start)
        self.summary_button = QPushButton(self.tr("What it came to"))
        self.summary_button.clicked.connect(self._summary)
        self.not_held_button = QPushButton(self.tr("Not held today"))
        self.not_held_button.clicked.connect(self._ask_not_held)
        self.notes = QVBoxLayout()
        self.notes.setSpacing(theme.px(8))
        self.day = Card(self.tr("The last 24 hours"))
        self.clocks = Card(self.tr("Still running"))
        self.carried = Card(self.tr("Actions carried over"))
        self.test = Card(self.tr("Today's test of change"))
        self.since = Card(self.tr("Days since the last"))
        self.ward = Card(self.tr("Beds and staff today"))
        self.going = Card(self.tr("How huddles go"))
        self._lay_out()

    def show_ready(self, ready: Preparation) -> None:
        """Show everything the huddle starts from."""
        typing = next((fact for fact, edit in self._figures.items() if edit.hasFocus()), "")
        self._ready = ready
        self.title.setText(self.tr("Safety huddle"))
        self.told.setText(self._when(ready))
        self._offer_start(ready)
        self._tell_notes(ready)
        lines = [words.happened(line, ready.day) for line in ready.happened]
        self._list(self.day, lines, self.tr("Nothing was logged in the last 24 hours."))
        self._run_clocks(ready.clocks)
        self._carry(ready)
        self._tell_tests(ready)
        self._days_since(ready)
        self._census(ready, typing)
        going = [] if ready.first else words.progress(ready.progress)
        self._list(self.going, going, self.tr("It shows once huddles are held."))

    def enter(self) -> None:
        """Stand on the way on."""
        for button in (self.start_button, self.summary_button):
            if not button.isHidden() and button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def ask_missed(self) -> bool:
        """Stand on the question why a huddle was missed; False when none is asked."""
        for at in range(self.notes.count()):
            item = self.notes.itemAt(at)
            asked = item.widget() if item is not None else None
            if isinstance(asked, Reasons):
                asked.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_TWO)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(across if wide else down)

    # --- what is said

    def _when(self, ready: Preparation) -> str:
        if ready.state == "held":
            return self.tr("Today's huddle was held.")
        if ready.state == "open":
            place, total = ready.place
            if place > total:
                return self.tr("Under way: every prompt is done, the close is left.")
            return self.tr("Under way, at {place} of {total}.").format(place=place, total=total)
        parts = []
        if ready.planned_at:
            parts.append(self.tr("Today {time}.").format(time=say.time(ready.planned_at)))
        else:
            parts.append(self.tr("No huddle is planned today; one can be held all the same."))
        if ready.opener and not ready.first:
            parts.append(self.tr("{role} opens today.").format(role=words.role(ready.opener)))
        return " ".join(parts)

    def _offer_start(self, ready: Preparation) -> None:
        place, total = ready.place
        label = self.tr("Start the huddle")
        if ready.state == "open":
            label = (
                self.tr("Go on at {place} of {total}").format(place=place, total=total)
                if place <= total
                else self.tr("Go on to the close")
            )
        self.start_button.setText(label)
        self.start_button.setVisible(ready.state != "held")
        self.start_button.setEnabled(ready.may_lead)
        self.summary_button.setVisible(ready.state == "held")
        self.not_held_button.setVisible(ready.state == "none" and ready.planned_at is not None)
        self.prompts_button.setVisible(ready.may_manage)

    def _tell_notes(self, ready: Preparation) -> None:
        _clear(self.notes)
        if ready.first and ready.state == "none":
            self.notes.addWidget(self._first())
        for ent, day in ready.unclosed:
            said = self.tr("The huddle of {day} was not closed.").format(day=say.long_day(day))
            row = RowButton(said, self.tr("Close it now"), "caution", "caution")
            row.clicked.connect(partial(self.close_wanted.emit, ent))
            self.notes.addWidget(row)
        if ready.missed:
            day = ready.missed[-1]
            said = self.tr("{day}: no huddle is written down. Why was there none?").format(
                day=say.long_day(day)
            )
            self._ask(day, said)

    def _first(self) -> Card:
        """What a ward is met with before its first huddle."""
        card = Card(self.tr("First huddle? It takes about ten minutes."), kind="note-box")
        buttons = Flow(8)
        buttons.add(self._page(self.tr("The two-minute guide"), self._guide))
        if not self.workspace.practice:
            buttons.add(self._page(self.tr("Practise with the demo ward"), self.workspace.practise))
            told = self.tr(
                "The demo ward is invented, in a store of its own. This ward's records are closed meanwhile, "
                "and you sign in again when you come back."
            )
            card.add(Words(told, "second"))
        card.add(buttons)
        return card

    def _guide(self) -> None:
        self.workspace.go("help", "huddle_guide")

    def _ask_not_held(self) -> None:
        if self._ready is not None:
            _clear(self.notes)
            self._ask(self._ready.day, self.tr("Why is there no huddle today?")).setFocus()

    def _ask(self, day: date, said: str) -> Reasons:
        asked = Reasons(day, said)
        asked.chosen.connect(self._not_held)
        self.notes.addWidget(asked)
        return asked

    def _list(self, card: Card, lines: Sequence[str], nothing: str, most: int = _SHOWN) -> None:
        card.clear()
        for line in lines[:most]:
            card.add(Words(line))
        if len(lines) > most:
            card.add(Words(self.tr("and {count} more").format(count=len(lines) - most), "second"))
        if not lines:
            card.add(Words(nothing, "second"))

    def _tell_tests(self, ready: Preparation) -> None:
        self.test.clear()
        for one in ready.tests[:_SHOWN]:
            what, told = words.test(one)
            self.test.add(Words(what))
            if told:
                self.test.add(Words(told, "small"))
        if not ready.tests:
            self.test.add(Words(self.tr("No test is being done today."), "second"))

    def _run_clocks(self, clocks: Sequence[Running]) -> None:
        self.clocks.clear()
        self._lines = []
        for one in clocks[:_SHOWN]:
            what = say.code("restrictive_type" if one.since is not None else "review_clock", one.what)
            person = one.person or self.tr("patient not known yet")
            line = ClockLine(
                self.tr("{person}: {what}").format(person=person, what=what), until=one.due, since=one.since
            )
            line.show_now(self.workspace.now())
            self._lines.append(line)
            self.clocks.add(line)
        if len(clocks) > _SHOWN:
            self.clocks.add(Words(self.tr("and {count} more").format(count=len(clocks) - _SHOWN), "second"))
        if clocks:
            self.clocks.add(
                Words(self.tr("Reminders only. Follow your policy and the patient's plan."), "small")
            )
        else:
            self.clocks.add(Words(self.tr("No reviews, observations or isolation are running."), "second"))

    def _carry(self, ready: Preparation) -> None:
        self.carried.clear()
        for one in ready.carried[:_SHOWN]:
            icon, tint = ("caution", "caution") if one.overdue else ("next", "action")
            row = RowButton(one.what, f"{words.owner(one)}, {words.due(one, ready.day)}", icon, tint)
            row.clicked.connect(partial(self.workspace.go, "actions", one.ent))
            self.carried.add(row)
        if not ready.carried:
            self.carried.add(Words(self.tr("No actions are open."), "second"))
        elif len(ready.carried) > _SHOWN:
            more = say.count(len(ready.carried) - _SHOWN, "more open action", "more open actions")
            row = RowButton(more, "", "next")
            row.clicked.connect(partial(self.workspace.go, "actions", "state:open"))
            self.carried.add(row)

    def _days_since(self, ready: Preparation) -> None:
        self.since.clear()
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        share = None
        for at, topic in enumerate(huddles.topics()):
            figure = ready.figures[topic.fact]
            share = figure.reported
            grid.addWidget(Words(words.topic(topic.fact)), at, 0)
            number = Words(words.figure(topic.fact, figure), "subheading")
            number.setWordWrap(False)
            grid.addWidget(number, at, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        self.since.add(box)
        if share is not None:
            self.since.add(Words(words.reported(share), "small"))

    def _census(self, ready: Preparation, typing: str) -> None:
        """Beds in one row, with the bed day they feed and what stays give; staff in another."""
        self.ward.clear()
        self._figures = {}
        for heading, facts in (
            (self.tr("Beds"), census.FACTS),
            (self.tr("Staff"), [fact for fact in TYPED if fact not in census.FACTS]),
        ):
            self.ward.add(Words(heading, "subheading"))
            row = Flow(12)
            for fact in facts:
                row.add(self._figure(fact, ready))
            self.ward.add(row)
            if "occupied" in facts:
                occupied = ready.figures["occupied"]
                for line in (words.denominator(ready.beds), words.apart(ready.beds, occupied.number)):
                    if line:
                        self.ward.add(Words(line, "small"))
        if typing in self._figures:
            self._figures[typing].setFocus()

    def _figure(self, fact: str, ready: Preparation) -> QWidget:
        """A field under its name, with where the figure comes from below."""
        figure = ready.figures[fact]
        edit = QLineEdit("" if figure.number is None else words.number(figure.number))
        edit.setValidator(figures.validator(fact, edit))
        edit.setAccessibleName(words.fact(fact))
        edit.setReadOnly(ready.state == "held")
        edit.editingFinished.connect(partial(self._typed, fact))
        edit.installEventFilter(self)
        source = Words(words.known(figure), "small")
        source.setWordWrap(False)
        edit.setMaximumWidth(theme.px(84))
        edit.setMinimumWidth(theme.px(64))
        self._figures[fact] = edit
        return parts.named(Words(words.brief(fact)), edit, source)

    # --- what a person does

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A figure that was wiped out and not typed anew stands as it is in the record."""
        if event.type() == QEvent.Type.FocusOut and isinstance(watched, QLineEdit) and not watched.text():
            fact = next((one for one, edit in self._figures.items() if edit is watched), "")
            if self._ready is not None and fact and (known := self._ready.figures[fact].number) is not None:
                watched.setText(words.number(known))
        return super().eventFilter(watched, event)

    def _start(self) -> None:
        self.start_wanted.emit()

    def _summary(self) -> None:
        if self._ready is not None:
            self.summary_wanted.emit(self._ready.ent)

    def _not_held(self, day: date, reason: str) -> None:
        self.workspace.do(
            *(closing.not_held, day, reason),
            done=self._explained,
            failed=self._not_explained,
            changes="huddles",
        )

    def _not_explained(self, error: Exception) -> None:
        self.workspace.explain(error)
        self.workspace.read(preparing.prepare, done=self.show_ready)  # asked again where it still is one

    def _explained(self, saved: Saved) -> None:
        self.enter()
        said = self.tr("Kept: why there was no huddle.")
        self.workspace.did(said, recording.undo, saved.changes, changes="huddles")

    def _typed(self, fact: str) -> None:
        ready, edit = self._ready, self._figures.get(fact)
        if ready is None or edit is None or not edit.text().strip():
            return
        number = float(edit.text().replace(",", "."))
        if number != ready.figures[fact].number:
            changes = "bed_days" if fact in census.FACTS else "huddles"
            self.workspace.do(preparing.type_in, {fact: number}, changes=changes)

    # --- building

    def _lay_out(self) -> None:
        self.actions_button = self._page(self.tr("All actions"), lambda: self.workspace.go("actions"))
        self.cross_button = self._page(self.tr("Safety cross"), lambda: self.workspace.go("safety_cross"))
        self.past_button = self._page(self.tr("Past huddles"), lambda: self.opened.emit("past"))
        self.prompts_button = self._page(self.tr("The ward's prompts"), lambda: self.opened.emit("prompts"))
        self.poster_button = self._page(self.tr("Poster for patients"), lambda: self.opened.emit("poster"))
        buttons = Flow(8)
        for button in (
            self.start_button,
            self.summary_button,
            self.not_held_button,
            self.actions_button,
            self.cross_button,
            self.past_button,
            self.prompts_button,
            self.poster_button,
        ):
            buttons.add(button)
        left, right = QVBoxLayout(), QVBoxLayout()
        sides = (
            (left, (self.day, self.clocks, self.carried, self.test)),
            (right, (self.since, self.ward, self.going)),
        )
        for side, cards in sides:
            side.setSpacing(theme.px(12))
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
        self.beside = right
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.px(16))
        self._columns.addLayout(left, 3)
        self._columns.addLayout(right, 2)
        sheet = Sheet(widest=_WIDEST)
        sheet.add(self.title)
        sheet.add(self.told)
        sheet.add(buttons)
        sheet.add_layout(self.notes)
        sheet.add_layout(self._columns)
        sheet.end()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)

    def _page(self, label: str, run: Callable[[], None]) -> QPushButton:
        button = QPushButton(label)
        button.clicked.connect(run)
        return button


def _clear(rows: QVBoxLayout) -> None:
    while rows.count():
        item = rows.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
