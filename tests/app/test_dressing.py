"""Changing colours and text size in the running program, while windows, frames and menus come and go."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.app import heron
from wardqi.app import screens, theme
from wardqi.app.frame import Frame
from wardqi.app.idle import Activity
from wardqi.app.jobs import Jobs
from wardqi.app.settings import Settings
from wardqi.app.window import Window
from wardqi.app.workspace import Workspace
from wardqi.services.access import Session

Until = Callable[[Callable[[], object]], None]
LOOKS = (("dark", 100), ("contrast", 150), ("light", 200), ("dark", 125), ("light", 100))


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    session = heron.open_ward(tmp_path_factory.mktemp("dressing") / "ward", heron.Clock())
    yield session
    session.close()


class Eager(QObject):
    """Collects garbage in the middle of the dressing, as Python does by itself where it may."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = 0
        self.collected = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange:
            self.seen += 1
            if gc.isenabled():
                self.collected += gc.collect()
        return False


class Ring:
    """Something that holds itself: only the collector takes it apart."""

    def __init__(self, held: object) -> None:
        self.held, self.me = held, self


def litter() -> None:
    """Windows that nobody needs any more and that only the collector can take away."""
    for _ in range(20):
        window = QWidget()
        rows = QVBoxLayout(window)
        for at in range(5):
            rows.addWidget(QPushButton(str(at)))
        window.ring = Ring(window)  # type: ignore[attr-defined]
        window.grab()


def test_nothing_is_taken_apart_while_the_program_is_dressed(qapp: QApplication, qtbot: QtBot) -> None:
    kept = QPushButton("Save")
    qtbot.addWidget(kept)
    kept.show()
    eager = Eager()
    was = gc.isenabled()
    gc.disable()
    litter()
    before = len(qapp.allWidgets())
    qapp.installEventFilter(eager)
    gc.enable()
    try:
        for look, size in LOOKS[:3]:
            theme.apply(look, size)
            assert gc.isenabled()
    finally:
        qapp.removeEventFilter(eager)
        gc.enable() if was else gc.disable()
    gc.collect()
    assert eager.seen > 100
    assert eager.collected == 0
    assert len(qapp.allWidgets()) <= before - 100


def test_dressing_as_it_is_already_does_nothing(qapp: QApplication, qtbot: QtBot) -> None:
    button = QPushButton("Save")
    qtbot.addWidget(button)
    button.show()
    theme.apply("dark", 150)
    eager = Eager()
    button.installEventFilter(eager)
    theme.apply("dark", 150)
    assert eager.seen == 0
    theme.apply("dark", 175)
    assert eager.seen > 0


def test_the_program_is_dressed_again_and_again_while_frames_are_replaced(
    ward: Session,
    settings: Settings,
    activity: Activity,
    jobs: Jobs,
    qtbot: QtBot,
    until: Until,
) -> None:
    workspace = Workspace(ward, settings, jobs, ward="Heron Ward", clock=heron.Clock())
    window = Window(settings, activity)
    qtbot.addWidget(window)
    window.show()
    gone: list[Frame] = []
    for turn, (look, size) in enumerate(LOOKS[:4]):
        frame = Frame(workspace, screens.ALL)
        window.show_frame(frame)
        for name in ("incidents", "measures", "help", "today"):
            assert frame.open(name)
        dialog = QDialog(frame)
        QPushButton("Retire", dialog)
        dialog.open()
        until(lambda: not jobs.busy)
        theme.apply(look, size)  # with screens and a dialog open
        if turn % 2:
            window.show_gate(QWidget())  # a lock: dialogs go, the frame waits under the cover
            window.drop_frame()
        theme.apply("contrast", size)  # while what went is still going
        gone.append(frame)
    window.drop_frame()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not any(isValid(frame) for frame in gone)
    now = theme.current()
    assert now.name == "contrast"
    assert window.palette().window().color().name() == now["page"]


def test_the_person_at_the_desk_changes_colours_and_text_size(
    settings: Settings, home: Path, tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    from wardqi.app.main import Program

    folder = tmp_path / "ward"
    heron.open_ward(folder, heron.Clock(), role="ward_manager", people=False).close()
    program = Program(folder, settings)
    program.start()
    until(lambda: getattr(program.gate, "ui", None) is not None and program.gate.ui.peopleList.count() == 1)  # type: ignore[union-attr]
    enter(program)
    until(lambda: program.window.frame is not None and not program.window.covered)
    frames = [program.window.frame]
    for look, size in LOOKS[:3]:
        settings.keep("theme", look)
        assert program.window.frame is frames[-1], "colours alone leave every screen as it stands"
        settings.keep("text_size", size)
        frames.append(program.window.frame)
        assert program.window.frame is not None
        assert program.window.frame.here == "today"
        program.lock()
        settings.keep("theme", "contrast")
        program._who_is_here()
        until(lambda: program.gate is not None and hasattr(program.gate, "tried"))
        enter(program)
        until(lambda: not program.window.covered)
    program.window.close()
    until(lambda: not program.jobs.busy)
    QApplication.instance().removeEventFilter(program.activity)  # type: ignore[union-attr]
    program.window.deleteLater()
    program.deleteLater()
    qtbot.wait(1)


def enter(program: object) -> None:
    form = program.gate  # type: ignore[attr-defined]
    form.ui.peopleList.setCurrentRow(0)
    form.ui.secretEdit.setText(heron.PASSPHRASE)
    form.ui.enterButton.click()
