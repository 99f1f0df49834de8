"""What tests of the window share: the program dressed in light, a real ward behind it, and waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.app import heron
from wardqi.app import theme
from wardqi.app.idle import Activity
from wardqi.app.jobs import Jobs
from wardqi.app.main import make_app
from wardqi.app.settings import Settings
from wardqi.app.workspace import Workspace
from wardqi.services.access import Session


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_app()


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    # What an earlier test closed is gone before the program is dressed again; never while it goes.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.apply("light")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def activity(qapp: QApplication) -> Iterator[Activity]:
    made = Activity(qapp)
    made.listen()
    yield made
    qapp.removeEventFilter(made)


@pytest.fixture
def clock() -> heron.Clock:
    return heron.Clock()


@pytest.fixture
def ward(tmp_path: Path, clock: heron.Clock) -> Iterator[Session]:
    session = heron.open_ward(tmp_path / "ward", clock, role="ward_manager")
    yield session
    session.close()


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def workspace(ward: Session, settings: Settings, jobs: Jobs, clock: heron.Clock) -> Workspace:
    return Workspace(ward, settings, jobs, ward="Heron Ward", clock=clock)


@pytest.fixture
def until(qtbot: QtBot) -> Callable[[Callable[[], object]], None]:
    """Wait until something is so, while the window lives."""

    def wait(so: Callable[[], object]) -> None:
        qtbot.waitUntil(lambda: bool(so()), timeout=60_000)

    return wait
