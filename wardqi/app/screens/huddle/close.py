"""The close of a huddle: length, people by role, actions, a good thing; then what it came to."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QGridLayout, QPushButton, QVBoxLayout, QWidget

from wardqi.app import huddle_paper, say, theme
from wardqi.app import huddle_words as words
from wardqi.app.widgets.attendance import Attendance
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.row_button import RowButton
from wardqi.app.widgets.sheet import LOW, Sheet
from wardqi.app.widgets.spoken import Spoken
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes, people
from wardqi.services import recording
from wardqi.services.desk import Desk
from wardqi.services.huddles import closing, running
from wardqi.services.huddles.closing import Rivals, Summary
from wardqi.services.recording import Saved

_WIDEST, _TWO = 1040, 860
_KEEP_MS = 1000
_ASKED = ("lead_role", "recorder_role", "timekeeper_role", "teller_role")


class ClosePane(QWidget):
    """Asks what only people know, with everything else worked out. `closed` carries the huddle.

    One that is over is put right here: what differs is saved, or left as it was.
    """

    closed = Signal(str)
    back_wanted = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._found: Summary | None = None
        self._unkept = self._finishing = False
        self.title = Words("", "title")
        self.length = Words("", "heading")
        self.attendance = Attendance()
        self.roles: dict[str, QComboBox] = {}
        self.good = Spoken()
        self.good.watch(workspace)
        self.finish_button = QPushButton(self.tr("Finish the huddle"))
        self.back_button = QPushButton(self.tr("Back to the prompts"))
        look(self.finish_button, "primary")
        self.finish_button.setAutoDefault(True)  # Enter, too
        look(self.back_button, "quiet")
        theme.dress(self.back_button, "back", "action", 18)
        self._actions = Card(self.tr("Actions"))
        self._open_ends = Card(self.tr("Concerns, and what was left out"))
        self._lay_out()
        self.finish_button.clicked.connect(self.finish)
        self.back_button.clicked.connect(self.leave)
        self.good.entered.connect(self.finish)
        self.good.left.connect(self.enter)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_KEEP_MS)
        self._typing.timeout.connect(self.keep)
        self.good.edited.connect(self._edited)
        self.attendance.changed.connect(self._edited)
        for box in self.roles.values():
            box.activated.connect(self._edited)

    def show_huddle(self, found: Summary) -> None:
        """Show a huddle that is about to be closed."""
        self._found, self._unkept, self._finishing = found, False, False
        over = found.ended_at is not None
        self.title.setText(self.tr("Correct the huddle") if over else self.tr("Close the huddle"))
        self.finish_button.setText(self.tr("Save corrections") if over else self.tr("Finish the huddle"))
        self.back_button.setText(self.tr("Leave it as it was") if over else self.tr("Back to the prompts"))
        started = found.started_at or ""
        here = self.workspace.now().isoformat(timespec="minutes")
        minutes = running.minutes_between(started, here) if started else 0
        told = self.tr("{day}, started {time}: {length} so far")
        if found.minutes is not None:  # a sheet has said how long it took
            told, minutes = self.tr("{day}, started {time}: {length}"), found.minutes
        self.length.setText(
            told.format(
                day=say.long_day(found.day),
                time=say.time(started) if started else "",
                length=say.length(minutes),
            )
        )
        self.attendance.show_people(found.attendance)
        for name, box in self.roles.items():
            box.setCurrentIndex(max(0, box.findData(found.roles.get(name, ""))))
        self.good.setText(found.good_thing)
        today = self.workspace.now().date()
        self._fill(self._actions, [words.action(one, today) for one in found.actions], self.tr("No actions."))
        ends = [words.concern(one) for one in found.concerns]
        ends += [
            self.tr("{prompt}: {said}").format(
                prompt=words.title(one), said=words.answer(one, found.answers[one.key])
            )
            for one in found.skipped
        ]
        self._fill(self._open_ends, ends, self.tr("No concerns, and nothing left out."))

    def enter(self) -> None:
        """Stand where one more key finishes, with the page at its top where the bar is fixed."""
        self.finish_button.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._sheet.isAncestorOf(self.finish_button) or self.window().height() >= LOW:
            self._sheet.area.verticalScrollBar().setValue(0)

    def finish(self) -> None:
        """Close the huddle, or save what was corrected."""
        found = self._found
        if found is None or self._finishing:  # a second press while the first is being saved
            return
        self._finishing = True
        self._typing.stop()
        self.workspace.do(
            _close if found.ended_at is None else closing.correct,
            found.ent,
            *self._chosen(),
            done=self._finished,
            failed=self._not_finished,
            changes="huddles",
        )

    def keep(self) -> None:
        """Hand over what was chosen and typed so far."""
        waiting = self._typing.isActive()
        self._typing.stop()
        found = self._found
        if found is not None and found.ended_at is None and (waiting or self._unkept):
            self._unkept = False
            self.workspace.do(closing.note, found.ent, *self._chosen())

    def back(self) -> None:
        """Esc: out of the line first, then back to the prompts."""
        if self.good.hasFocus():
            self.enter()
        else:
            self.leave()

    def leave(self) -> None:
        """Back to the prompts; what was chosen here stays. A correction is left out."""
        self.keep()
        if self._found is not None and self._found.ended_at is None:
            self.back_wanted.emit(self._found.ent)
        elif self._found is not None:
            self.closed.emit(self._found.ent)

    def _edited(self) -> None:
        self._unkept = True
        if not self._typing.isActive():
            self._typing.start()

    def _chosen(self) -> tuple[dict[str, int], dict[str, str | None], str]:
        roles = {name: str(box.currentData() or "") or None for name, box in self.roles.items()}
        return self.attendance.people, roles, self.good.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_TWO)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(across if wide else down)

    def _not_finished(self, error: Exception) -> None:
        self._finishing = False
        self.workspace.explain(error)

    def _finished(self, saved: Saved) -> None:
        self._finishing = False
        over = self._found is not None and self._found.ended_at is not None
        said = self.tr("Huddle corrected.") if over else self.tr("Huddle finished.")
        if saved.changes:
            self.workspace.did(said, recording.undo, saved.changes, changes="huddles")
        self.closed.emit(saved.ent)

    def _fill(self, card: Card, lines: list[str], nothing: str) -> None:
        card.clear()
        for line in lines or [nothing]:
            card.add(Words(line, "" if lines else "second"))

    def _lay_out(self) -> None:
        here = Card(self.tr("Who was here"))
        here.add(self.attendance)
        parts = Card(self.tr("Who did what"))
        grid = QGridLayout()
        labels = {
            "lead_role": self.tr("Led by"),
            "recorder_role": self.tr("Recorded by"),
            "timekeeper_role": self.tr("Time kept by"),
            "teller_role": self.tr("Tells those not here"),
        }
        for row, name in enumerate(_ASKED):
            box = QComboBox()
            box.setAccessibleName(labels[name])
            box.addItem(self.tr("Not said"), "")
            for entry in codes.get("job_title").entries:
                box.addItem(words.role(entry.code), entry.code)
            label = Words(labels[name])
            label.setBuddy(box)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
            self.roles[name] = box
        grid.setColumnStretch(1, 1)
        inside = QWidget()
        inside.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        parts.add(inside)
        good = Card(self.tr("One good thing"))
        self.good.setAccessibleName(self.tr("One good thing"))
        good.add(self.good)
        good.add(self.good.beside)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, cards in ((left, (self._actions, self._open_ends, good)), (right, (here, parts))):
            side.setSpacing(theme.px(12))
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.px(16))
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        sheet = Sheet(widest=_WIDEST)
        self._sheet = sheet
        sheet.add(self.title)
        sheet.add(self.length)
        sheet.add_layout(self._columns)
        sheet.end()
        foot = QWidget()
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight, foot)
        line.setContentsMargins(theme.px(24), theme.px(8), theme.px(24), theme.px(8))
        buttons = Flow(8)
        buttons.add(self.finish_button)
        buttons.add(self.back_button)
        buttons.setMaximumWidth(theme.px(_WIDEST - 48))  # under the cards
        line.addStretch(1)
        line.addWidget(buttons, 1000)
        line.addStretch(1)
        sheet.foot(foot)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)


class SummaryPane(QWidget):
    """What a huddle came to. `left` goes back to the first page; `correct_wanted` names the huddle."""

    left = Signal()
    correct_wanted = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._found: Summary | None = None
        self.title = Words("", "title")
        self.went = Words("", "second")
        self.print_button = QPushButton(self.tr("Print or save as PDF"))
        theme.dress(self.print_button, "print", "text", 18)
        self.print_button.clicked.connect(self.print_out)
        self.correct_button = QPushButton(self.tr("Correct"))
        theme.dress(self.correct_button, "edit", "text", 18)
        self.correct_button.clicked.connect(lambda: self.correct_wanted.emit(self.ent))
        self.leave_button = QPushButton(self.tr("Back"))
        look(self.leave_button, "quiet")
        theme.dress(self.leave_button, "back", "action", 18)
        self.leave_button.clicked.connect(self.left)
        self._body = QVBoxLayout()
        self._body.setSpacing(theme.px(12))
        buttons = Flow(8)
        for button in (self.print_button, self.correct_button, self.leave_button):
            buttons.add(button)
        sheet = Sheet(widest=_WIDEST)
        sheet.add(self.title)
        sheet.add(self.went)
        sheet.add(buttons)
        sheet.add_layout(self._body)
        sheet.end()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)

    @property
    def ent(self) -> str:
        """The huddle that is shown."""
        return "" if self._found is None else self._found.ent

    def show_huddle(self, found: Summary) -> None:
        """Show one huddle, of today or long ago."""
        self._found = found
        may = people.may(self.workspace.role, "lead_huddle")
        self.correct_button.setVisible(found.ended_at is not None and may)
        today = self.workspace.now().date()
        self.title.setText(self.tr("Huddle, {day}").format(day=say.long_day(found.day)))
        parts = [words.went(found), words.attendance(dict(found.attendance)), words.counted(found.actions)]
        self.went.setText(". ".join(part for part in parts if part) + ".")
        while self._body.count():
            item = self._body.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for rivals in found.rivals:
            self._body.addWidget(self._choice(rivals, found))
        if found.good_thing:
            self._card(self.tr("One good thing"), [found.good_thing])
        self._card(
            self.tr("Actions"),
            [words.action(one, today) for one in found.actions] or [self.tr("No actions.")],
        )
        if found.concerns:
            self._card(self.tr("Concerns"), [words.concern(one) for one in found.concerns])
        figures = words.ward_figures(found.shown)
        if figures:
            self._card(self.tr("Beds and staff"), figures)
        said = [
            self.tr("{prompt}: {said}").format(prompt=words.title(one), said=told)
            for one, told in words.said(found)
        ]
        if said:
            self._card(self.tr("What was said"), said)

    def enter(self) -> None:
        """Stand on the first button."""
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_out(self) -> bool:
        """Ctrl+P and the button: the summary on paper."""
        found = self._found
        if found is None:
            return False
        document = huddle_paper.summary(found, self.workspace.ward)
        self.workspace.print_out(document, "huddle", found.ent, huddle_paper.file_name(found))
        return True

    def _choice(self, rivals: Rivals, found: Summary) -> Card:
        """What two PCs said apart from each other: one button for each, and both stay in the history."""
        what = words.rival(rivals.path, None, found.prompts)[0]
        card = Card(self.tr("Two PCs wrote this apart: {what}").format(what=what), kind="caution-box")
        for value, who, at in rivals.values:
            said = self.tr("{value}, by {name}, {time}").format(
                value=words.rival(rivals.path, value, found.prompts)[1],
                name=who or self.tr("somebody"),
                time=say.logged(at, self.workspace.now()),
            )
            row = RowButton(said, self.tr("Keep this"), "tick", "action")
            row.clicked.connect(lambda _on=False, path=rivals.path, kept=value: self._settle(path, kept))
            card.add(row)
        return card

    def _settle(self, path: str, value: object) -> None:
        found = self._found
        if found is not None:
            self.workspace.do(
                recording.resolve, found.ent, path, value, done=self._settled, changes="huddles"
            )

    def _settled(self, saved: Saved) -> None:
        said = self.tr("Settled; both versions stay in the history.")
        self.workspace.did(said, recording.undo, saved.changes, changes="huddles")

    def _card(self, title: str, lines: list[str]) -> None:
        card = Card(title)
        for line in lines:
            card.add(Words(line))
        self._body.addWidget(card)


def _close(
    desk: Desk, ent: str, people: dict[str, int], roles: dict[str, str | None], good_thing: str
) -> Saved:
    return closing.close(desk, ent, attendance=people, roles=roles, good_thing=good_thing)
