"""The daily safety huddle, in one screen of several panes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wardqi.app.screen import Screen
from wardqi.app.workspace import Workspace
from wardqi.domain import people


def _make(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.huddle.page import HuddlePage

    return HuddlePage(workspace)


SCREEN = Screen(
    "huddle",
    "Huddle",
    "huddle",
    _make,
    roles=frozenset(people.roles_that_may("lead_huddle")),
    order=30,
    profiles=frozenset({"ward"}),
    words="meeting safety prompts daily handover",
)
