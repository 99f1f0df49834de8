"""Measures: what is counted here, what each chart says, and the chart itself."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wardqi.app.screen import Screen
from wardqi.app.workspace import Workspace


def _make(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.measures.page import Measures

    return Measures(workspace)


SCREEN = Screen("measures", "Measures", "measures", _make, order=50, words="charts spc run rate limits graph")
