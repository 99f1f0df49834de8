"""Work that has to be waited for, with words and a bar: making the practice ward, for example."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout

from wardqi.app import theme
from wardqi.app.gates.gate import Gate
from wardqi.app.settings import Settings
from wardqi.app.widgets.words import Words


class Waiting(Gate):
    """Says what is being done, and how far it is."""

    def __init__(self, settings: Settings, what: str, note: str = "") -> None:
        super().__init__(settings)
        self.setAccessibleName(what)
        rows = QVBoxLayout(self.inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(12))
        self._bar = QProgressBar()
        self._bar.setAccessibleName(what)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        rows.addWidget(Words(what, "title"))
        rows.addWidget(Words(note, "second"))
        rows.addWidget(self._bar)

    def report(self, part: int, whole: int) -> None:
        """How far it is."""
        self._bar.setRange(0, whole)
        self._bar.setValue(part)
