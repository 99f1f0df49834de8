"""Bringing in history: incidents from another system, from a file to a load that can be taken back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wardqi.app.screen import Screen
from wardqi.app.workspace import Workspace
from wardqi.domain import people


def _make(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.history.page import HistoryPage

    return HistoryPage(workspace)


SCREEN = Screen(
    "history",
    "Bring in history",
    "history",
    _make,
    roles=frozenset(people.roles_that_may("load")),
    profiles=frozenset({"ward"}),
    words="load import csv xlsx excel datix other system old incidents",
)
