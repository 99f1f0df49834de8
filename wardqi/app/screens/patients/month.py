"""The bed days that stays give in one month, and the months before."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.widgets.sheet import LOW
from wardqi.app.widgets.words import Words, look
from wardqi.services.patients import Month


class MonthLine(QWidget):
    """`turned` when another month is wanted; never one that is still to come."""

    turned = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.first = today.replace(day=1)
        self._last = self.first
        self.said = Words("", "strong")
        self.rule = Words(
            self.tr("Counted from ward stays: days on leave count, the day of leaving does not."), "small"
        )
        self.before = QPushButton()
        self.after = QPushButton()
        for button, icon, name, step in (
            (self.before, "back", self.tr("Bed days of the month before"), -1),
            (self.after, "next", self.tr("Bed days of the month after"), 1),
        ):
            look(button, "quiet")
            theme.dress(button, icon, "action", 20)
            theme.tip(button, name)
            button.setAccessibleName(name)
            button.clicked.connect(lambda _on=False, step=step: self._turn(step))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.said)
        words.addWidget(self.rule)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(4), 0, 0)
        row.addWidget(self.before)
        row.addLayout(words, 1)
        row.addWidget(self.after)
        self.after.setEnabled(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the rule gives its room to the list."""
        super().resizeEvent(event)
        self.rule.setVisible(self.window().height() >= theme.px(LOW))

    def show_month(self, found: Month) -> None:
        """Say it."""
        month = say.month(self.first)
        days = say.count(found.total, "bed day", "bed days")
        told = self.tr("{month}: {days}") if found.whole else self.tr("{month} so far: {days}")
        self.said.setText(told.format(month=month, days=days))

    def of(self, found: Month, patient: str) -> str:
        """The same of one patient."""
        days = say.count(found.days.get(patient, 0), "bed day", "bed days")
        told = self.tr("{days} in {month}") if found.whole else self.tr("{days} in {month} so far")
        return told.format(days=days, month=say.month(self.first))

    def _turn(self, step: int) -> None:
        middle = self.first + timedelta(days=15)
        self.first = (middle + timedelta(days=30 * step)).replace(day=1)
        self.after.setEnabled(self.first < self._last)
        self.turned.emit()
