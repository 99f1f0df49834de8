"""The short list on Today of what setting the ward up left for later, until all is done or it is put away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton

from wardqi.app import say
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.row_button import RowButton
from wardqi.app.widgets.words import look
from wardqi.app.workspace import Workspace

ENDED = "first_steps_ended"


class FirstSteps(Card):
    """Each step leads to where it is taken; whoever ends the list is not shown it again."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(say.tr("To finish setting up the ward"))
        self._workspace = workspace
        self._shown: Sequence[str] = ()
        self._end = QPushButton(say.tr("Show this no more"))
        look(self._end, "quiet")
        self._end.clicked.connect(self._stop)
        self.add_beside_heading(self._end)
        self.hide()

    def tell(self, steps: Sequence[str]) -> None:
        """Show the steps of `overview.first_steps` that are left, none when there are none."""
        if self._workspace.settings.flag(ENDED):
            steps = ()
        if steps != self._shown:
            self._shown = steps
            self.clear()
            for step in steps:
                self.add(self._row(step))
        self.setVisible(bool(steps))

    def _row(self, step: str) -> RowButton:
        said, second, icon, screen, place = {
            "people": (
                say.tr("Add the people who work here"),
                say.tr("Each chooses a passphrase and a PIN of their own."),
                *("people", "administration", "people"),
            ),
            "huddle": (
                say.tr("Say when the daily huddle is"),
                say.tr("Then it is prepared and offered on time."),
                *("huddle", "administration", "ward"),
            ),
            "beds": (
                say.tr("Say how many beds the ward has"),
                say.tr("The areas of the ward are on the same page."),
                *("beds", "administration", "ward"),
            ),
            "pair": (
                say.tr("Pair with the QI team"),
                say.tr("This can wait: records are safe on this PC."),
                *("exchange", "exchange", "pair"),
            ),
        }[step]
        row = RowButton(said, second, icon)
        row.clicked.connect(partial(self._workspace.go, screen, place))
        return row

    def _stop(self) -> None:
        self._workspace.settings.keep(ENDED, True)
        self.tell(())
        self._workspace.announce(say.tr("The list is put away. Everything is under Administration."))
