"""Send and receive: what waits, making a bundle, opening a receipt, pairing, and the backups."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wardqi.app.screen import Screen
from wardqi.app.workspace import Workspace


def _make(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.exchange.page import Exchange

    return Exchange(workspace)


SCREEN = Screen(
    "exchange",
    "Send and receive",
    "exchange",
    _make,
    order=60,
    profiles=frozenset({"ward"}),
    words="bundle receipt export import backup pair QI team",
)
