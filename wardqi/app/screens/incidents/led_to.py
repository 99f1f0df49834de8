"""What an incident led to: its actions, and the way to add one."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton

from wardqi.app import huddle_words, theme
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.row_button import RowButton
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.services.huddles import actions
from wardqi.services.huddles.actions import Action
from wardqi.services.incidents import Detail


class LedTo(Card):
    """Reads for itself, and again whenever an action changes."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(self.tr("What it led to"))
        self.workspace = workspace
        self._incident, self._may = "", False
        workspace.changed.connect(self._changed)

    def show_incident(self, detail: Detail) -> None:
        """Show the actions of this record; an archived one gets no new ones."""
        self._incident = detail.line.ent
        self._may = "record" in detail.may and not detail.line.voided
        self._read()

    def _read(self) -> None:
        self.workspace.read(actions.of_incident, self._incident, done=self._show)

    def _show(self, found: tuple[Action, ...]) -> None:
        if any(one.incident != self._incident for one in found):
            return  # of the record that was shown before
        self.clear()
        today = self.workspace.now().date()
        for one in found:
            icon, tint = ("tick", "good") if not one.open else ("next", "action")
            if one.overdue:
                icon, tint = "caution", "caution"
            row = RowButton(one.what, huddle_words.standing(one, today), icon, tint)
            row.clicked.connect(partial(self.workspace.go, "actions", one.ent))
            self.add(row)
        if not found:
            self.add(Words(self.tr("No action has come from it yet."), "second"))
        if self._may:
            button = QPushButton(self.tr("Add an action"))
            theme.dress(button, "add", "action", 18)
            button.clicked.connect(partial(self.workspace.go, "actions", f"incident:{self._incident}"))
            line = Flow(8)
            line.add(button)
            self.add(line)

    def _changed(self, subject: str) -> None:
        if subject == "actions" and self._incident and self.isVisible():
            self._read()
