"""My learning: a person's own record of what they have learned, for their eyes alone."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wardqi.app.screen import Screen
from wardqi.app.workspace import Workspace


def _make(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.my_learning.page import MyLearningPage

    return MyLearningPage(workspace)


SCREEN = Screen(
    "my_learning",
    "My learning",
    "learning",
    _make,
    profiles=frozenset({"ward"}),
    words="my own record ladder steps aware doer leader coach guide two minutes notes",
)
