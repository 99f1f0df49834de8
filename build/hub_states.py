"""Pictures of the hub, whose store the demo makes: cards to check, one of them open, the ideas map, the
region."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication

from wardqi.app.frame import Frame
from wardqi.app.idle import Activity
from wardqi.app.jobs import Jobs
from wardqi.app.screens import ALL
from wardqi.app.screens.hub.page import Hub
from wardqi.app.settings import Settings
from wardqi.app.window import Window
from wardqi.app.workspace import Workspace
from wardqi.services import access, practice

WARDS, MONTHS = 3, 14


def pictures(
    home: Path, settings: Settings, size: tuple[int, int], keep: Callable[[Window, Jobs, str], None]
) -> None:
    """Show each state at the hub and have its picture kept."""
    folder = home / "demo"
    if not folder.exists():
        practice.demo(folder, wards=WARDS, months=MONTHS)
    session = access.unlock(folder / "hub", practice.PASSPHRASE)
    jobs = Jobs()
    workspace = Workspace(session, settings, jobs, ward="QI team", profile="hub", practice=True)
    activity = Activity(cast("QApplication", QApplication.instance()))
    window = Window(settings, activity)
    frame = Frame(workspace, ALL)
    window.setMinimumSize(1, 1)
    window.resize(*size)
    window.show_frame(frame)
    window.show()
    for tab in ("inbox", "coverage", "wards", "cards", "ideas"):
        frame.open("hub", tab)
        keep(window, jobs, f"hub-{tab}")
    page = cast("Hub", frame.page)
    page.ideas.view._ask()
    keep(window, jobs, "hub-idea")
    frame.open("hub", "cards")
    keep(window, jobs, "")
    for table, name in ((page.cards.waiting, "hub-card"), (page.cards.passed_on, "hub-card-passed")):
        if table.model.rowCount():
            page.cards.open_card(table.model.row(0).ent)
            keep(window, jobs, name)
            page.cards.back()
    window.close()
    jobs.wait()
    session.close()
    jobs.close()
