"""The first start: set up this ward, or look round a practice ward."""

from __future__ import annotations

from PySide6.QtCore import Signal

from wardqi.app import theme
from wardqi.app.forms.ui_first_start import Ui_FirstStart
from wardqi.app.gates.gate import Gate
from wardqi.app.settings import Settings


class FirstStart(Gate):
    """Two choices; `practice` False leaves only the first."""

    set_up_wanted = Signal()
    practice_wanted = Signal()

    def __init__(self, settings: Settings, *, practice: bool) -> None:
        super().__init__(settings)
        self.ui = Ui_FirstStart()
        self.ui.setupUi(self.inside)
        theme.dress(self.ui.setUpButton, "ward", "action", 28)
        theme.dress(self.ui.practiceButton, "practice", "action", 28)
        self.ui.practiceButton.setVisible(practice)
        self.ui.noteLabel.setVisible(practice)
        self.ui.setUpButton.clicked.connect(self.set_up_wanted)
        self.ui.practiceButton.clicked.connect(self.practice_wanted)
        self.setAccessibleName(self.ui.titleLabel.text())
