"""The safety cross: a month of days on one topic, on the screen and on the wall."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wardqi.app.screen import Screen
from wardqi.app.workspace import Workspace
from wardqi.domain import people


def _make(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.safety_cross.page import SafetyCrossPage

    return SafetyCrossPage(workspace)


SCREEN = Screen(
    "safety_cross",
    "Safety cross",
    "calendar",
    _make,
    roles=frozenset(people.roles_that_may("read")),
    profiles=frozenset({"ward"}),
    words="days since quiet calendar month wall poster",
)
