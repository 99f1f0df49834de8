"""The hub: bundles in, coverage, wards compared, learning cards, the ideas map, the wards it is paired
with."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wardqi.app.screen import Screen
from wardqi.app.workspace import Workspace


def _make(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.hub.page import Hub

    return Hub(workspace)


SCREEN = Screen(
    "hub",
    "Hub",
    "hub",
    _make,
    order=80,
    profiles=frozenset({"hub"}),
    words="inbox import coverage compare wards outside series receipts pair cards check spread ideas region",
)
