"""Today claims only what was read."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from wardqi.app.screens.today import TodayPage
from wardqi.app.workspace import Workspace


def test_nothing_claims_that_no_clock_runs_before_the_ward_was_read(
    qtbot: QtBot, workspace: Workspace
) -> None:
    page = TodayPage(workspace)
    qtbot.addWidget(page)
    page.show()
    assert not page.ui.clocksEmpty.isVisible()
    page.open("")
    qtbot.waitUntil(page.ui.clocksEmpty.isVisible, timeout=20_000)
