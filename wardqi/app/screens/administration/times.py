"""Locks and clocks: how long a quiet desk stays open, and when each review falls due on this ward."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import say, theme
from wardqi.app.parts import alone
from wardqi.app.screens.administration.tab import Tab, stacked
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import locking
from wardqi.services.administering import times, ward
from wardqi.services.administering.times import ReviewClock, Times
from wardqi.services.desk import NotFound
from wardqi.services.recording import Saved
from wardqi.text import QT_TRANSLATE_NOOP

_FOLD = 420
_UNITS = (
    (1, QT_TRANSLATE_NOOP("say", "minutes")),
    (60, QT_TRANSLATE_NOOP("say", "hours")),
    (60 * 24, QT_TRANSLATE_NOOP("say", "days")),
)


class TimesPage(Tab):
    """Both cards, side by side where there is room."""

    follows = ("ward",)
    two = 980
    second = 2

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.locks = Locks(workspace)
        self.clocks = Clocks(workspace)
        self.lay_out(self.tr("Locks and clocks"), stacked(self.locks), self.clocks)

    def refresh(self) -> None:
        """Read the ward's times."""
        self._workspace.read(times.times, done=self._show)

    def back(self) -> bool:
        """Close the editor of a clock."""
        return self.clocks.close_editor()

    def finish(self) -> bool:
        """Ctrl+Enter: the clock that is being changed, else the locks."""
        if not self.clocks.finish():
            self.locks.save()
        return True

    def _show(self, found: Times) -> None:
        self.locks.show_times(found)
        self.clocks.show_times(found)


class Locks(Card):
    """Minutes before the screen locks, and before the records close under the lock."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(self.tr("Locking"))
        self._workspace = workspace
        self._shown = locking.USUAL
        self.screen_box = _minutes(locking.SCREEN, locking.USUAL[0])
        self.store_box = _minutes(locking.STORE, locking.USUAL[1])
        self.save_button = QPushButton(self.tr("Save"))
        look(self.save_button, "primary")
        for box, label, note in (
            (
                self.screen_box,
                self.tr("Lock the &screen after so many quiet minutes"),
                self.tr("1 to 15. Work that is half written is kept; a PIN or passphrase opens it again."),
            ),
            (
                self.store_box,
                self.tr("Close the &records after so many minutes under the lock"),
                self.tr("15 to 720. After that a PIN is not enough: somebody's passphrase opens them."),
            ),
        ):
            title = Words(label, "subheading")
            title.setBuddy(box)
            self.add(title)
            self.add(alone(box))
            self.add(Words(note, "second"))
            box.setAccessibleName(label.replace("&", ""))
            box.setAccessibleDescription(note)
            box.valueChanged.connect(self._weigh)
        row = Flow(8)
        row.add(self.save_button)
        self.add(row)
        self.save_button.clicked.connect(self.save)
        self._weigh()

    def show_times(self, found: Times) -> None:
        """Show what is saved; a box that somebody is changing keeps what they chose."""
        before, self._shown = self._shown, (found.screen, found.store)
        for box, old, now in zip((self.screen_box, self.store_box), before, self._shown, strict=True):
            if box.value() == old:
                box.setValue(now)
        self._weigh()

    def save(self) -> None:
        """Keep both."""
        if self.save_button.isEnabled():
            self.save_button.setEnabled(False)
            self._workspace.do(
                times.save_locks,
                self.screen_box.value(),
                self.store_box.value(),
                done=self._saved,
                failed=self._refused,
                changes="ward",
            )

    def _saved(self, saved: Saved) -> None:
        self._shown = (self.screen_box.value(), self.store_box.value())
        said = self.tr("The screen locks after {screen}, the records close after {store}.").format(
            screen=say.length(self._shown[0]), store=say.length(self._shown[1])
        )
        self._workspace.did(said, ward.undo, saved.changes, changes="ward")

    def _refused(self, error: Exception) -> None:
        self._weigh()
        if not isinstance(error, NotFound):  # else nothing differed
            self._workspace.explain(error)

    def _weigh(self) -> None:
        self.save_button.setEnabled((self.screen_box.value(), self.store_box.value()) != self._shown)


class Clocks(Card):
    """The review clocks: what is standard, what this ward chose, and a line to change one."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(self.tr("Review clocks"))
        self._workspace = workspace
        self._said = ""
        self.table = RecordTable(
            self.tr("Review clocks of this ward"),
            (
                Column(self.tr("Clock"), lambda one: say.code("review_clock", one.clock)),
                Column(self.tr("Falls due"), _due, width=14, keep=False),
                Column(self.tr("Set by"), self._set_by, width=10, keep=False),
            ),
            page_size=40,
            narrow=_FOLD,
        )
        self.table.setMinimumHeight(theme.px(300))
        self.change_button = QPushButton(self.tr("Change"))
        self.standard_button = QPushButton(self.tr("Use the standard time"))
        buttons = Flow(8)
        for button in (self.change_button, self.standard_button):
            buttons.add(button)
        self._build_editor()
        self.add(
            Words(
                self.tr(
                    "Reminders only: follow your policy and the patient's plan. A change here counts for "
                    "open incidents too."
                ),
                "second",
            )
        )
        self.add(self.table, 1)
        self.add(buttons)
        self.add(self.editor)
        self.table.chosen.connect(self._weigh)
        self.table.opened.connect(self._edit)
        self.change_button.clicked.connect(self._edit)
        self.standard_button.clicked.connect(self._standard)
        self._weigh(None)

    def show_times(self, found: Times) -> None:
        """Show the clocks; the one just touched stays chosen."""
        current = self.table.current()
        chosen = "" if current is None else current.clock
        self.table.show_page(found.clocks)
        at = next((at for at, one in enumerate(found.clocks) if one.clock == chosen), 0)
        self.table.view.setCurrentIndex(self.table.model.index(at, 0))
        self._weigh(self.table.current())

    def close_editor(self) -> bool:
        """Close the editor; False when it was not open."""
        if self.editor.isHidden():
            return False
        self.editor.hide()
        self.table.view.setFocus()
        return True

    def finish(self) -> bool:
        """Save what the editor holds; False when it is not open."""
        if self.editor.isHidden():
            return False
        self._save()
        return True

    def _build_editor(self) -> None:
        self.editor = QWidget()
        self.editor.hide()
        rows = QVBoxLayout(self.editor)
        rows.setContentsMargins(0, 0, 0, 0)
        self.head = Words("", "subheading")
        self.amount = QSpinBox()
        self.amount.setRange(1, 999)
        self.unit = QComboBox()
        self.unit.setAccessibleName(self.tr("Minutes, hours or days"))
        for minutes, words in _UNITS:
            self.unit.addItem(say.tr(words), minutes)
        self.save_button = QPushButton(self.tr("Save"))
        look(self.save_button, "primary")
        self.cancel_button = QPushButton(self.tr("Cancel"))
        line = Flow(8)
        for part in (self.amount, self.unit, self.save_button, self.cancel_button):
            line.add(part)
        rows.addWidget(self.head)
        rows.addWidget(line)
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self.close_editor)

    def _edit(self, _one: object = None) -> None:
        one: ReviewClock | None = self.table.current()
        if one is None:
            return
        words = say.code("review_clock", one.clock)
        asked = (
            self.tr("{clock}: comes round every") if one.again else self.tr("{clock}: due after")
        ).format(clock=words)
        self.head.setText(asked)
        self.amount.setAccessibleName(asked)
        at = max(at for at, (minutes, _) in enumerate(_UNITS) if one.minutes % minutes == 0)
        self.unit.setCurrentIndex(at)
        self.amount.setValue(one.minutes // _UNITS[at][0])
        self.editor.show()
        self.amount.setFocus()
        self.amount.selectAll()
        self._workspace.announce(asked)

    def _save(self) -> None:
        one: ReviewClock | None = self.table.current()
        if one is not None:
            self._set(one, self.amount.value() * int(self.unit.currentData()))

    def _standard(self) -> None:
        one: ReviewClock | None = self.table.current()
        if one is not None:
            self._set(one, None)

    def _set(self, one: ReviewClock, minutes: int | None) -> None:
        length = say.length(one.standard if minutes is None else minutes)
        self._said = self.tr("{clock}: {length}.").format(
            clock=say.code("review_clock", one.clock), length=length
        )
        self._workspace.do(
            times.set_clock, one.clock, minutes, done=self._saved, failed=self._refused, changes="ward"
        )

    def _saved(self, saved: Saved) -> None:
        self.close_editor()
        self._workspace.did(self._said, ward.undo, saved.changes, changes="ward")

    def _refused(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.close_editor()  # it is as it was
        else:
            self._workspace.explain(error)

    def _weigh(self, one: ReviewClock | None) -> None:
        self.change_button.setEnabled(one is not None)
        self.standard_button.setEnabled(one is not None and one.own)

    def _set_by(self, one: ReviewClock) -> str:
        return self.tr("this ward") if one.own else self.tr("standard")


def _due(one: ReviewClock) -> str:
    length = say.length(one.minutes)
    return say.tr("every {length}", length=length) if one.again else say.tr("after {length}", length=length)


def _minutes(bounds: tuple[int, int], usual: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(*bounds)
    box.setValue(usual)
    return box
