"""The first start: set up this ward, or look round a practice ward; set apart, a hub and a backup."""

from __future__ import annotations

from PySide6.QtCore import Signal

from wardqi.app import theme
from wardqi.app.forms.ui_first_start import Ui_FirstStart
from wardqi.app.gates.gate import Gate
from wardqi.app.settings import Settings


class FirstStart(Gate):
    """Two choices, the hub and a backup; `practice` False leaves the practice ward out."""

    set_up_wanted = Signal()
    practice_wanted = Signal()
    hub_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, settings: Settings, *, practice: bool) -> None:
        super().__init__(settings)
        self.ui = Ui_FirstStart()
        self.ui.setupUi(self.inside)
        theme.dress(self.ui.setUpButton, "ward", "action", 28)
        theme.dress(self.ui.practiceButton, "practice", "action", 28)
        theme.dress(self.ui.hubButton, "hub", "action", 18)
        theme.dress(self.ui.restoreButton, "backup", "action", 18)
        self.ui.hubButton.clicked.connect(self.hub_wanted)
        self.ui.restoreButton.clicked.connect(self.restore_wanted)
        self.ui.practiceButton.setVisible(practice)
        self.ui.noteLabel.setVisible(practice)
        self.ui.setUpButton.clicked.connect(self.set_up_wanted)
        self.ui.practiceButton.clicked.connect(self.practice_wanted)
        self.setAccessibleName(self.ui.titleLabel.text())
