"""Fields for times: what is typed is read at once, said back in words, and asked about when in doubt."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import times
from wardqi.domain.times import NotATime, Told

ZONE = ZoneInfo("Europe/London")
_AGO = (0, 10, 20, 30, 60)
_WHOLE_TIME = re.compile(r"\d{4}|\d{1,2}[:.]\d{2}", re.ASCII)


class TimeField(QWidget):
    """One field. What is typed is kept with the moment it was typed at, so that "10 min ago" never slides.

    `said` is the reading in words; a question about the hour that comes twice has two buttons.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, name: str, *, width: int = 12) -> None:
        super().__init__()
        self.workspace = workspace
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        self.edit.setMinimumWidth(self.edit.fontMetrics().averageCharWidth() * width + theme.px(24))
        self.edit.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.edit.setMaximumWidth(self.edit.fontMetrics().averageCharWidth() * (width + 10) + theme.px(24))
        self.edit.textEdited.connect(self._typed)
        self.edit.installEventFilter(self)
        self.said = Words("", "second")
        self.problem = FieldProblem(self.edit)
        self.question = Words("", "caution")
        self.question.hide()
        self._anchor = workspace.now()
        self._pick: int | None = None
        self._moments: tuple[str, ...] = ()
        self._code = "empty"
        self._make_twice()
        self.row = QHBoxLayout()
        self.row.setSpacing(theme.px(8))
        self.row.addWidget(self.edit)
        self.row.addWidget(self.said, 1)
        self.rows = rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(4))
        rows.addLayout(self.row)
        rows.addWidget(self._twice)
        rows.addWidget(self.question)
        rows.addWidget(self.problem)

    def setFocus(self, *_: object) -> None:  # noqa: N802 - Qt's name
        """Stand in the field.

        Not a focus proxy: Qt would then make this group a second stop of its own on the way forward.
        """
        self.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def hint(self, text: str) -> None:
        """What a screen reader adds to the name."""
        self.edit.setAccessibleDescription(text)
        self.problem.guard(self.edit)

    @property
    def moment(self) -> str | None:
        """The moment meant, None while there is none or it is in doubt."""
        if len(self._moments) == 1:
            return self._moments[0]
        if self._moments and self._pick is not None:
            return self._moments[min(self._pick, len(self._moments) - 1)]
        return None

    @property
    def empty(self) -> bool:
        """Whether nothing is typed."""
        return not self.edit.text().strip()

    @property
    def in_doubt(self) -> str:
        """What is wrong with what is typed, as a code; empty when it can be used or nothing is typed."""
        if self.empty or self.moment is not None:
            return ""
        return "twice" if self._moments else self._code

    def state(self) -> dict[str, object]:
        """What a draft keeps of it."""
        return {"text": self.edit.text(), "anchor": self._anchor.isoformat(), "pick": self._pick}

    def restore(self, state: object) -> None:
        """Show what a draft kept."""
        if not isinstance(state, dict):
            return
        try:
            self._anchor = datetime.fromisoformat(str(state.get("anchor")))
        except ValueError:
            self._anchor = self.workspace.now()
        pick = state.get("pick")
        self._pick = pick if isinstance(pick, int) else None
        self.edit.setText(str(state.get("text") or ""))
        self.read()

    def stops(self) -> list[QWidget]:
        """Its controls in the order of Tab."""
        return [self.edit, *self._twice_buttons]

    def put(self, text: str) -> None:
        """Set as if typed now, quietly."""
        self._anchor, self._pick = self.workspace.now(), None
        self.edit.setText(text)
        self.read()

    def put_moment(self, moment: str | None) -> None:
        """Show a known moment, quietly."""
        self._anchor, self._pick = self.workspace.now(), None
        self.edit.setText("" if moment is None else self._written(moment))
        self.read()
        if moment in self._moments:
            self._pick = self._moments.index(moment)
        self._tell()

    def read(self) -> None:
        """Read what is typed again."""
        try:
            self._moments, self._code = self._reading(self.edit.text(), self._anchor).moments, ""
        except NotATime as problem:
            self._moments, self._code = (), problem.code
        self._tell()

    def ask(self, sentence: str) -> None:
        """Ask about the time beside it; empty takes the question away."""
        self.question.setText(sentence)
        self.question.setVisible(bool(sentence))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Select all on arrival; put what was typed in plain form on leaving."""
        if watched is self.edit and event.type() == QEvent.Type.FocusOut:
            self._settle()
        elif watched is self.edit and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        return False

    def _reading(self, text: str, now: datetime) -> Told:
        return times.read(text, now, ZONE)

    def _written(self, moment: str) -> str:
        at = datetime.fromisoformat(moment)
        clock = f"{at.hour:02}:{at.minute:02}"
        here = self._anchor.astimezone(ZONE)
        return clock if at.date() == here.date() else f"{at.day}/{at.month}/{at.year} {clock}"

    def _settle(self) -> None:
        moment = self.moment
        if moment is None or self.empty:
            return
        self.edit.setText(self._written(moment))
        self.read()
        if moment in self._moments:
            self._pick = self._moments.index(moment)
        self._tell()

    def _typed(self) -> None:
        self._anchor, self._pick = self.workspace.now(), None
        self.read()
        self.changed.emit()

    def _tell(self) -> None:
        moment = self.moment
        self.said.setText("" if moment is None else self._words(moment))
        twice = len(self._moments) > 1
        self._twice.setVisible(twice)
        if twice:
            clock = f"{datetime.fromisoformat(self._moments[0]):%H:%M}"
            asked = self.tr("The clocks went back. Was this the first {time} or the second?")
            self._twice_words.setText(asked.format(time=clock))
            for at, button in enumerate(self._twice_buttons):
                button.setChecked(self._pick == at)
        if self.empty or moment is not None or twice:
            self.problem.say("")
        elif not self.edit.hasFocus() or self.impossible:
            self.problem.say(self.trouble())
        else:
            self.problem.say("")

    @property
    def impossible(self) -> bool:
        """Whether what is typed is a whole time that no clock shows, so that more typing cannot mend it."""
        return self._code == "not_a_time" and _WHOLE_TIME.fullmatch(self.edit.text().strip()) is not None

    def trouble(self) -> str:
        """The sentence for what is typed and cannot be used."""
        if self.impossible:
            said = self.tr("There is no {time} on a clock. Which time was it?")
            digits = re.sub(r"\D", "", self.edit.text())
            return said.format(time=f"{digits[:-2]}:{digits[-2:]}")
        return {
            "no_such_day": self.tr("There is no such day. Write it as 20/11 0305."),
            "skipped": self.tr("The clocks went forward: that time did not happen. Which time was it?"),
            "twice": self.tr("Choose the first or the second."),
        }.get(self.in_doubt, self.tr("Write a time as 0305, or minutes ago as 10."))

    def _words(self, moment: str) -> str:
        today = self.workspace.now().astimezone(ZONE).date()
        at = datetime.fromisoformat(moment)
        return f"{say.near_day(at.date(), today)} {say.time(moment)}"

    def _make_twice(self) -> None:
        self._twice = QWidget()
        row = QHBoxLayout(self._twice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self._twice_words = Words("", "caution")
        row.addWidget(self._twice_words, 1)
        self._twice_buttons = []
        for at, words in enumerate((self.tr("The first"), self.tr("The second"))):
            button = QPushButton(words)
            button.setCheckable(True)
            button.clicked.connect(lambda _on, at=at: self._picked(at))
            row.addWidget(button)
            self._twice_buttons.append(button)
        self._twice.hide()

    def _picked(self, at: int) -> None:
        self._pick = at
        self._tell()
        self.changed.emit()


class WhenField(TimeField):
    """When something began: typed, or one of the usual answers by button or with Up and Down."""

    def __init__(self, workspace: Workspace, name: str) -> None:
        super().__init__(workspace, name)
        self.hint(self.tr("Type 0305 or minutes ago; Up and Down choose now, 10, 20, 30 or 60 minutes ago."))
        quick = Flow()
        for minutes in _AGO:
            words = self.tr("{minutes} min ago").format(minutes=minutes) if minutes else self.tr("Now")
            button = QPushButton(words)
            look(button, "quiet")
            # The same answers are on Up and Down inside the field, so five more stops for Tab are spared.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _on=False, minutes=minutes: self._choose(minutes))
            quick.add(button)
        self.rows.insertWidget(1, quick)

    def _pressed(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        said = self.edit.text().split()
        minutes = int(said[0]) if said and said[0].isdecimal() else 0 if said == ["now"] else None
        at = _AGO.index(minutes) + step if minutes in _AGO else 0
        self._choose(_AGO[max(0, min(at, len(_AGO) - 1))])
        self.workspace.announce(f"{self.edit.text()}, {self.said.text()}")
        return True

    def _choose(self, minutes: int) -> None:
        self.edit.setText(self.tr("{minutes} min ago").format(minutes=minutes) if minutes else "now")
        self._typed()


class LastedField(TimeField):
    """How long something lasted or when it ended, counted from a start that may still change."""

    def __init__(self, workspace: Workspace, name: str) -> None:
        self._start: str | None = None
        super().__init__(workspace, name)
        self.hint(self.tr("Type minutes as 8, or the time it ended as 0313."))

    def begin(self, start: str | None) -> None:
        """The start is this now."""
        if start != self._start:
            self._start = start
            self.read()

    def trouble(self) -> str:
        """The sentence for what is typed and cannot be used."""
        if self._start is None:
            return self.tr("Give the start first.")
        if self.in_doubt == "not_a_time" and not self.impossible:
            return self.tr("Write minutes as 8, or the time it ended as 0313.")
        return super().trouble()

    def _reading(self, text: str, now: datetime) -> Told:
        if self._start is None:
            raise NotATime("empty")
        return times.read_end(text, self._start, now, ZONE)

    def _settle(self) -> None:
        """Minutes stay minutes, so that they follow the start when it changes."""
        text = self.edit.text().strip()
        if text.isdecimal() and len(text) < 4:
            self.edit.setText(self.tr("{minutes} min").format(minutes=int(text)))
            self.read()
        elif not text.endswith("min"):
            super()._settle()
        else:
            self._tell()

    @property
    def minutes(self) -> int | None:
        """How long it lasted; None while that is not known."""
        return None if self.moment is None else self._lasted(self.moment)

    def _lasted(self, moment: str) -> int | None:
        if self._start is None:
            return None
        passed = datetime.fromisoformat(moment) - datetime.fromisoformat(self._start)
        return int(passed.total_seconds() // 60)

    def _words(self, moment: str) -> str:
        minutes = self._lasted(moment)
        if minutes is None:
            return ""
        until = super()._words(moment)
        if minutes < 0:
            return self.tr("until {time}").format(time=until)
        return self.tr("{length}, until {time}").format(length=say.length(minutes), time=until)
