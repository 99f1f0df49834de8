"""The cover: over everything while the screen is locked. It shows the ward's name, the clock and how many
drafts wait, and nothing about anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from wardqi.app import say
from wardqi.app.forms.ui_cover import Ui_Cover

_TICK_MS = 1_000


class Cover(QWidget):
    """Any key leads to the list of people; so does the button."""

    sign_in_wanted = Signal()

    def __init__(self, ward: str, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QWidget()
        self.ui = Ui_Cover()
        self.ui.setupUi(inside)
        rows = QVBoxLayout(self)
        rows.addWidget(inside)
        for label in inside.findChildren(QLabel):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._now = now
        self.ui.wardLabel.setText(ward)
        self.ui.draftsLabel.setVisible(False)
        self.ui.newPersonButton.clicked.connect(self.sign_in_wanted)
        self.setAccessibleName(self.tr("WardQI is locked"))
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._tick()

    def drafts(self, many: int) -> None:
        """How many drafts are kept, whoever wrote them."""
        self.ui.draftsLabel.setVisible(many > 0)
        self.ui.draftsLabel.setText(
            self.tr("{drafts} kept").format(drafts=say.count(many, "draft", "drafts"))
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Space or any letter: somebody wants to sign in."""
        if event.text() or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.sign_in_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _tick(self) -> None:
        now = self._now()
        self.ui.clockLabel.setText(f"{now.hour:02}:{now.minute:02}")
        self.ui.dateLabel.setText(say.long_day(now.date()))
