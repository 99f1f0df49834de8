"""Improvement: projects, and the tests of change in which they learn."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wardqi.app.screen import Screen
from wardqi.app.workspace import Workspace
from wardqi.domain import people


def _make(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.improvement.page import ImprovementPage

    return ImprovementPage(workspace)


SCREEN = Screen(
    "improvement",
    "Improvement",
    "improvement",
    _make,
    roles=frozenset(people.roles_that_may("read")),
    order=40,
    profiles=frozenset({"ward"}),
    words="project aim PDSA cycle test of change driver idea ramp",
)
