"""The poster that explains huddles to patients: read it here, choose the paper, print it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from wardqi.app import huddle_paper, theme
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.services.huddles import plan
from wardqi.services.huddles.plan import Plan


class PosterPane(QWidget):
    """`left` goes back to the huddle's first page."""

    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._plan: Plan | None = None
        self.paper = QComboBox()
        self.paper.setAccessibleName(self.tr("Paper"))
        for size in huddle_paper.POSTER_PT:
            self.paper.addItem(size, size)
        self.print_button = QPushButton(self.tr("Print or save as PDF"))
        theme.dress(self.print_button, "print", "text", 18)
        self.print_button.clicked.connect(self.print_out)
        self.leave_button = QPushButton(self.tr("Back to huddles"))
        look(self.leave_button, "quiet")
        theme.dress(self.leave_button, "back", "action", 18)
        self.leave_button.clicked.connect(self.left)
        self.card = Card(self.tr("Our daily safety huddle"))
        buttons = Flow(8)
        for part in (self.paper, self.print_button, self.leave_button):
            buttons.add(part)
        sheet = Sheet(widest=720)
        sheet.add(Words(self.tr("Poster for patients"), "title"))
        sheet.add(
            Words(self.tr("For the ward's wall: plain words, no figures, nothing of anybody."), "second")
        )
        sheet.add(buttons)
        sheet.add(self.card)
        sheet.end()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)

    def load(self) -> None:
        """Read when the ward's huddle is."""
        self.workspace.read(plan.of_ward, done=self._show)

    def enter(self) -> None:
        """Stand on the way to the paper."""
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_out(self) -> bool:
        """Ctrl+P and the button."""
        if self._plan is None:
            return False
        document = huddle_paper.poster(self._plan, self.workspace.ward, self.paper.currentData())
        self.workspace.print_out(document, "huddle_poster", name="safety-huddle-poster")
        return True

    def _show(self, found: Plan) -> None:
        self._plan = found
        self.card.clear()
        self.card.add(Words(huddle_paper.poster_when(found)))
        for heading, text in huddle_paper.poster_parts():
            self.card.add(Words(heading, "subheading"))
            self.card.add(Words(text))
