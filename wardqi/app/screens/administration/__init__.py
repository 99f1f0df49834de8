"""Administration: people, one's own sign-in, the ward, the audit trail, the store's health, and its keys."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wardqi.app.screen import Screen
from wardqi.app.workspace import Workspace
from wardqi.domain import people


def _make(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.administration.page import Administration

    return Administration(workspace)


_RUNNERS = frozenset(
    role
    for act in ("manage_people", "manage_ward", "manage_keys", "audit")
    for role in people.roles_that_may(act)
)

SCREEN = Screen(
    "administration",
    "Administration",
    "administration",
    _make,
    roles=_RUNNERS,
    order=90,
    words="people staff passphrase PIN password ward areas beds audit trail health keys recovery settings",
)
MY_SIGN_IN = Screen(
    "my_sign_in",
    "My sign-in",
    "person",
    _make,
    roles=frozenset(people.MAY) - _RUNNERS,
    words="change my passphrase PIN password",
)
"""For those who run nothing: the same screen, which then holds their own sign-in alone."""
