"""The ward's actions: the list and one of them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wardqi.app.screen import Screen
from wardqi.app.workspace import Workspace
from wardqi.domain import people


def _make(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.actions.page import ActionsPage

    return ActionsPage(workspace)


SCREEN = Screen(
    "actions",
    "Actions",
    "tick",
    _make,
    roles=frozenset(people.roles_that_may("read")) & frozenset(people.roles_that_may("record")),
    profiles=frozenset({"ward"}),
    words="tasks to do owner due escalate carried overdue",
)
