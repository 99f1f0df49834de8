"""Paper forms for when the computer cannot be used: printed, typed back by serial, accounted for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wardqi.app.screen import Screen
from wardqi.app.workspace import Workspace
from wardqi.domain import people


def _make(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.paper.page import PaperPage

    return PaperPage(workspace)


SCREEN = Screen(
    "paper",
    "Paper forms",
    "print",
    _make,
    roles=frozenset(people.roles_that_may("record")),
    profiles=frozenset({"ward"}),
    words="print slip serial scan code outage blank huddle sheet type in",
)
