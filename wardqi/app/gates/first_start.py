"""The first start: set up this ward, or look round a practice ward; and, set apart, a QI team's hub."""

from __future__ import annotations

from PySide6.QtCore import Signal

from wardqi.app import theme
from wardqi.app.forms.ui_first_start import Ui_FirstStart
from wardqi.app.gates.gate import Gate
from wardqi.app.settings import Settings


class FirstStart(Gate):
    """Two choices and the hub; `practice` False leaves the practice ward out."""

    set_up_wanted = Signal()
    practice_wanted = Signal()
    hub_wanted = Signal()

    def __init__(self, settings: Settings, *, practice: bool) -> None:
        super().__init__(settings)
        self.ui = Ui_FirstStart()
        self.ui.setupUi(self.inside)
        theme.dress(self.ui.setUpButton, "ward", "action", 28)
        theme.dress(self.ui.practiceButton, "practice", "action", 28)
        theme.dress(self.ui.hubButton, "hub", "action", 18)
        self.ui.hubButton.clicked.connect(self.hub_wanted)
        self.ui.practiceButton.setVisible(practice)
        self.ui.noteLabel.setVisible(practice)
        self.ui.setUpButton.clicked.connect(self.set_up_wanted)
        self.ui.practiceButton.clicked.connect(self.practice_wanted)
        self.setAccessibleName(self.ui.titleLabel.text())
