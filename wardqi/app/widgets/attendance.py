"""Who is here, by role: a number for each, changed with the arrow keys, and further roles when they come."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.widgets.words import Words
from wardqi.app.widgets.words import look as dress_as
from wardqi.domain import codes

_MOST = 30
_SHOWN = 10
USUAL = ("registered_nurse", "health_care_assistant", "doctor", "activity_worker")


class Attendance(QWidget):
    """`people` is how many of each role; `changed` after each change."""

    changed = Signal()

    def __init__(self, look: str = "") -> None:
        super().__init__()
        self._look = look
        self._boxes: dict[str, QSpinBox] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(6))
        self.more = QComboBox()
        self.more.setAccessibleName(self.tr("Another role"))
        self.add_button = QPushButton(self.tr("Add role"))
        theme.dress(self.add_button, "add", "text", 18)
        self.add_button.clicked.connect(self._add)
        further = QHBoxLayout()
        further.addWidget(self.more)
        further.addWidget(self.add_button)
        further.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(8))
        rows.addLayout(self._grid)
        rows.addLayout(further)

    @property
    def people(self) -> dict[str, int]:
        """How many of each role that is shown; 0 for a role that was taken out."""
        return {role: box.value() for role, box in self._boxes.items()}

    def show_people(self, people: Mapping[str, int]) -> None:
        """Show these, and the usual roles besides, with nought."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._boxes = {}
        for role in dict.fromkeys([*people, *USUAL]):
            self._show(role, people.get(role, 0))
        self._offer()

    def _show(self, role: str, count: int) -> QSpinBox:
        name = say.code("job_title", role)
        box = QSpinBox()
        box.setRange(0, _MOST)
        box.setValue(count)
        box.setAccessibleName(name)
        box.setMinimumWidth(theme.px(84))
        if self._look:
            dress_as(box, "spoken")
        box.valueChanged.connect(lambda _value: self.changed.emit())
        label = Words(name, self._look)
        label.setBuddy(box)
        at = len(self._boxes)
        row, side = divmod(at, 2)
        self._grid.addWidget(box, row, side * 2)
        self._grid.addWidget(label, row, side * 2 + 1)
        self._grid.setColumnStretch(side * 2 + 1, 1)
        self._boxes[role] = box
        return box

    def _offer(self) -> None:
        self.more.clear()
        for entry in codes.get("job_title").entries:
            if entry.code not in self._boxes:
                self.more.addItem(say.code("job_title", entry.code), entry.code)
        room = len(self._boxes) < _SHOWN and self.more.count() > 0
        self.more.setVisible(room)
        self.add_button.setVisible(room)

    def _add(self) -> None:
        role = self.more.currentData()
        if role:
            box = self._show(str(role), 1)
            self._offer()
            box.setFocus(Qt.FocusReason.TabFocusReason)
            self.changed.emit()
