"""The question whether somebody has logged the same event already."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wardqi.app import incident_words as words
from wardqi.app import say, theme
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.services.incidents import Line


class Double(QFrame):
    """Asks, and lets the person carry on either way."""

    opened = Signal(str)
    different = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._ent = ""
        look(self, "caution-box")
        self.setAccessibleName(self.tr("Perhaps logged already"))
        self._words = Words("")
        self._open = QPushButton(self.tr("Open theirs"))
        self._other = QPushButton(self.tr("No, a different event"))
        self._open.clicked.connect(lambda: self.opened.emit(self._ent))
        self._other.clicked.connect(self._differ)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(12))
        buttons = QHBoxLayout()
        buttons.addWidget(self._open)
        buttons.addWidget(self._other)
        buttons.addStretch(1)
        rows.addWidget(self._words)
        rows.addLayout(buttons)
        self.hide()

    def show_line(self, line: Line | None) -> None:
        """Ask about this incident; None takes the question away."""
        if line is None:
            self.hide()
            self._ent = ""
            return
        if self._ent == line.ent:
            return
        self._ent = line.ent
        who = self.tr("You") if line.mine else line.author
        at = say.moment(line.started_at, self.workspace.now()) if line.started_at else ""
        told = self.tr("{who} logged this: {what}; {place}, {time}. Same event?")
        said = told.format(who=who, what=words.short(line), place=line.area or self.tr("no place"), time=at)
        self._words.setText(said)
        self._open.setText(self.tr("Open mine") if line.mine else self.tr("Open theirs"))
        self.show()
        self.workspace.announce(said)

    def stops(self) -> list[QWidget]:
        """Its controls in the order of Tab."""
        return [self._open, self._other]

    def _differ(self) -> None:
        ent, self._ent = self._ent, ""
        self.hide()
        self.different.emit(ent)
