"""Learning: the library of ideas, guides, cards and stories, this ward's own among them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wardqi.app.screen import Screen
from wardqi.app.workspace import Workspace
from wardqi.domain import people


def _make(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.learning.page import LearningPage

    return LearningPage(workspace)


SCREEN = Screen(
    "learning",
    "Learning",
    "learning",
    _make,
    roles=frozenset(people.roles_that_may("read")),
    order=70,
    words="library card story idea Safewards share spread how-to evidence",
)
