"""Administration: people, one's own sign-in, the ward, the audit trail, the store's health, and its keys."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wardqi.app.screen import Screen
from wardqi.app.workspace import Workspace


def _make(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.administration.page import Administration

    return Administration(workspace)


SCREEN = Screen(
    "administration",
    "Administration",
    "administration",
    _make,
    order=90,
    words="people staff passphrase PIN password ward areas beds audit trail health keys recovery settings",
)
