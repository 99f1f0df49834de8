"""The form of an action: what, who, by when, and whom to tell when it gets stuck. Enter saves or leads on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.finder import Finder
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.spoken import Spoken
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes, huddles
from wardqi.domain.times import NotATime
from wardqi.services.huddles import actions
from wardqi.services.huddles.actions import Owners, Wanted

_ROLE, _PERSON = "role:", "person:"
_FAR = 60
"""An action due later than in so many days is rare enough to say how far off that is."""


class ActionForm(QWidget):
    """`saved` carries a whole `Wanted`; `left` is Esc or Cancel; `edited` after each keystroke."""

    saved = Signal(object)
    left = Signal()
    edited = Signal()

    def __init__(self, workspace: Workspace, save: str = "") -> None:
        super().__init__()
        self._workspace = workspace
        self._base = Wanted("")
        self.what = Spoken()
        self.what.watch(workspace)
        self.owner = Finder()
        self.due = QLineEdit()
        self.level = QComboBox()
        self.day = Words("", "small")
        self.save_button = QPushButton(save or self.tr("Save action"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self._problems = {
            "what": FieldProblem(self.what),
            "owner": FieldProblem(self.owner),
            "due": FieldProblem(self.due),
        }
        self._fill_levels()
        self._lay_out()
        self.what.edited.connect(self.edited)
        self.what.entered.connect(self.save)
        self.what.left.connect(self.left)
        self.due.textEdited.connect(self._due_edited)
        self.owner.currentIndexChanged.connect(lambda _at: self.edited.emit())
        self.level.currentIndexChanged.connect(lambda _at: self.edited.emit())
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self._cancel)

    def offer(self, owners: Owners) -> None:
        """Who it can be given to: roles, then the ward's people. What is chosen stays chosen."""
        kept = self.owner.currentData()
        self.owner.blockSignals(True)
        self.owner.clear()
        self.owner.addItem(self.tr("Choose"), "")
        for code in owners.roles:
            self.owner.addItem(say.code("job_title", code), f"{_ROLE}{code}")
        for uid, name in owners.people.items():
            self.owner.addItem(name, f"{_PERSON}{uid}")
        self.owner.setCurrentIndex(max(0, self.owner.findData(kept)))
        self.owner.blockSignals(False)

    def start(self, wanted: Wanted | None = None) -> None:
        """Begin anew, or with what is already known of the action."""
        base = wanted or Wanted("")
        self._base = base
        self.what.setText(base.what)
        chosen = (
            f"{_PERSON}{base.owner}" if base.owner else f"{_ROLE}{base.owner_role}" if base.owner_role else ""
        )
        self.owner.setCurrentIndex(max(0, self.owner.findData(chosen)))
        self.due.setText(say.day(base.due) if base.due else "")
        self.level.setCurrentIndex(max(0, self.level.findData(base.escalate_to or "")))
        for problem in self._problems.values():
            problem.say("")
        self._tell_day()

    def enter(self) -> None:
        """Stand in the first field."""
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def body(self) -> dict[str, object]:
        """What is typed, for a draft; empty when nothing is."""
        held = {
            "what": self.what.text(),
            "owner": self.owner.currentData() or "",
            "due": self.due.text(),
            "level": self.level.currentData() or "",
        }
        return dict(held) if any(held.values()) else {}

    def restore(self, body: Mapping[str, object]) -> None:
        """Put back what a draft kept."""
        self.what.setText(str(body.get("what") or ""))
        self.owner.setCurrentIndex(max(0, self.owner.findData(body.get("owner") or "")))
        self.due.setText(str(body.get("due") or ""))
        self.level.setCurrentIndex(max(0, self.level.findData(body.get("level") or "")))
        self._tell_day()

    def wanted(self) -> Wanted:
        """The action as it is written; `due` None where the day cannot be read."""
        chosen = str(self.owner.currentData() or "")
        try:
            due = huddles.due_day(self.due.text(), self._workspace.now().date()).isoformat()
        except NotATime:
            due = None
        return replace(
            self._base,
            what=self.what.text().strip(),
            owner_role=chosen.removeprefix(_ROLE) if chosen.startswith(_ROLE) else None,
            owner=chosen.removeprefix(_PERSON) if chosen.startswith(_PERSON) else None,
            due=due,
            escalate_to=str(self.level.currentData() or "") or None,
        )

    def save(self) -> None:
        """Hand it on when it is whole; else go to the first thing it lacks."""
        wanted = self.wanted()
        gaps = actions.lacking(wanted)
        for name, problem in self._problems.items():
            problem.say(self._lacks(name) if name in gaps else "")
        fields: dict[str, QWidget] = {"what": self.what, "owner": self.owner, "due": self.due}
        if gaps:
            fields[gaps[0]].setFocus(Qt.FocusReason.TabFocusReason)
            self._workspace.announce(self._lacks(gaps[0]))
            return
        self.saved.emit(wanted)

    def _cancel(self) -> None:
        """Unlike Esc, which only leaves, this drops what was typed."""
        self.start(self._base)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves from any field, and presses a button that has the focus; Esc leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.cancel_button.hasFocus():
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lacks(self, name: str) -> str:
        return {
            "what": self.tr("Say what is to be done."),
            "owner": self.tr("Choose who does it: a role or a person."),
            "due": self.tr("Say by when: today, fri, 3 days or 28 Nov."),
        }[name]

    def _due_edited(self) -> None:
        self._tell_day()
        self.edited.emit()

    def _tell_day(self) -> None:
        """The day as it was understood; one that is over, or far off, is told as such before it is saved."""
        due = self.wanted().due
        today = self._workspace.now().date()
        if due is None:
            self.day.setText(self.tr("Not a day that can be read yet."))
            return
        told, ahead = say.long_day(due), (date.fromisoformat(due) - today).days
        if self.due.text() == "" or ahead == 0:
            told = self.tr("{near}, {day}").format(near=say.near_day(due, today), day=told)
        elif ahead < 0:
            told = self.tr("{day}: that day is over").format(day=told)
        elif ahead > _FAR:
            told = self.tr("{day}, in {count}").format(day=told, count=say.count(ahead, "day", "days"))
        self.day.setText(told)
        look(self.day, "caution" if ahead < 0 or ahead > _FAR else "small")

    def _fill_levels(self) -> None:
        self.level.addItem(self.tr("Nobody else"), "")
        for entry in codes.get("escalation_level").entries:
            self.level.addItem(say.code("escalation_level", entry.code), entry.code)
        self.due.setPlaceholderText(self.tr("tomorrow"))

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(4))
        self._put(rows, self.tr("What"), self.what, [self.what.beside, self._problems["what"]])
        self._put(rows, self.tr("Who"), self.owner, [self._problems["owner"]])
        self._put(rows, self.tr("By when"), self.due, [self.day, self._problems["due"]])
        self._put(rows, self.tr("If it gets stuck, tell"), self.level, [])
        buttons = Flow(8)
        look(self.save_button, "primary")
        buttons.add(self.save_button)
        buttons.add(self.cancel_button)
        rows.addSpacing(theme.px(4))
        rows.addWidget(buttons)

    def _put(self, rows: QVBoxLayout, name: str, field: QWidget, below: Sequence[QWidget]) -> None:
        label = Words(name, "subheading")
        label.setBuddy(field)
        field.setAccessibleName(name)
        rows.addWidget(label)
        rows.addWidget(field)
        for widget in below:
            rows.addWidget(widget)
