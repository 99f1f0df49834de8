"""Parts of the paper forms' screen: why a slip was not used, and when a huddle on paper was held."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from wardqi.app import parts, say, theme
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.digit_keys import DigitKeys
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes, times

_ZONE = ZoneInfo("Europe/London")
_LONGEST = 240


class ReasonPanel(Card):
    """Why a slip will not come back: one digit, or one button. `chosen` carries the code."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(" ", kind="note-box")
        listed = codes.get("paper_unused").entries
        keys = DigitKeys(self, [one.code for one in listed], self.chosen, self.left)
        row = Flow(6)
        self.buttons: list[QPushButton] = []
        for at, entry in enumerate(listed, 1):
            reason = say.code("paper_unused", entry.code)
            button = QPushButton(f"{at}  {reason}".replace("&", "&&"))
            button.setAccessibleName(reason)
            button.installEventFilter(keys)
            button.clicked.connect(lambda _on=False, code=entry.code: self.chosen.emit(code))
            self.buttons.append(button)
            row.add(button)
        self.back_button = QPushButton(self.tr("Leave it as it is"))
        look(self.back_button, "quiet")
        self.back_button.installEventFilter(keys)
        self.back_button.clicked.connect(self.left)
        row.add(self.back_button)
        self.add(row)

    def ask(self, said: str) -> None:
        """Ask about some slips, and stand on the first reason."""
        self.heading.setText(said)
        self.setAccessibleName(said)
        self.show()
        self.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)


class SheetForm(QWidget):
    """When the huddle on a sheet was held and how long it took. `begun` carries moment and minutes."""

    begun = Signal(object, int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.started = QLineEdit()
        self.minutes = QLineEdit()
        self.problem = FieldProblem(self.started)
        self.short = FieldProblem(self.minutes)
        self.begin_button = QPushButton(self.tr("Type the huddle in"))
        look(self.begin_button, "primary")
        self.begin_button.setAutoDefault(True)  # Enter, too
        self.begin_button.clicked.connect(self.begin)
        row = Flow(12)
        for label, field, wide in (
            (self.tr("Started, as 20/11 0915"), self.started, 200),
            (self.tr("Ended, as 0927, or how many minutes"), self.minutes, 120),
        ):
            field.setAccessibleName(label)
            field.setMinimumWidth(theme.px(wide))
            field.returnPressed.connect(self.begin)
            row.add(parts.named(Words(label), field))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(8))
        rows.addWidget(row)
        rows.addWidget(self.problem)
        rows.addWidget(self.short)
        rows.addWidget(self.begin_button, 0, Qt.AlignmentFlag.AlignLeft)

    def ask(self, started: str) -> None:
        """Ask, with the plan already there."""
        self.started.setText(started)
        self.minutes.clear()
        self.problem.say("")
        self.short.say("")
        self.started.setFocus(Qt.FocusReason.TabFocusReason)
        self.started.selectAll()

    def begin(self) -> None:
        """Hand it on, or say what is missing and stand there."""
        at = self._moment()
        to_come = at is not None and at > self._workspace.now()
        minutes = 0 if at is None else self._length(at)
        asked = self.tr("Write day and time, as 20/11 0915.")
        told = self.tr("That is still to come. When was the huddle held?")
        self.problem.say(asked if at is None else told if to_come else "")
        self.short.say(
            ""
            if minutes
            else self.tr("Write when the huddle ended, as 0927, or its minutes, from 1 to {most}.").format(
                most=_LONGEST
            )
        )
        if at is None or to_come:
            self.started.setFocus(Qt.FocusReason.TabFocusReason)
        elif not minutes:
            self.minutes.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.begun.emit(at, minutes)

    def _moment(self) -> datetime | None:
        try:
            moments = times.read(self.started.text(), self._workspace.now(), _ZONE).moments
        except times.NotATime:
            return None
        return datetime.fromisoformat(moments[0]) if moments else None

    def _length(self, started: datetime) -> int:
        """How many minutes it took; 0 where that cannot be read, or cannot be."""
        try:
            ends = times.read_end(
                self.minutes.text(), started.isoformat(), self._workspace.now(), _ZONE
            ).moments
        except times.NotATime:
            return 0
        took = (datetime.fromisoformat(ends[0]) - started).total_seconds() // 60 if ends else 0
        return int(took) if 1 <= took <= _LONGEST else 0
