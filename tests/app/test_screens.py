"""A walk through every screen of the list: named, reachable, plain, large enough, unclipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.app import heron, reach
from wardqi.app import screens, theme
from wardqi.app.frame import Frame
from wardqi.app.idle import Activity
from wardqi.app.jobs import Jobs
from wardqi.app.settings import Settings
from wardqi.app.window import Window
from wardqi.app.workspace import Workspace
from wardqi.services import access
from wardqi.services.access import Session

Until = Callable[[Callable[[], object]], None]
WARD = [screen.name for screen in screens.ALL if screen.offered("ward_manager", "ward")]
HUB = [screen.name for screen in screens.ALL if screen.offered("qi_lead", "hub")]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Session]]:
    place = tmp_path_factory.mktemp("stores")
    clock = heron.Clock()
    ward = heron.open_ward(place / "ward", clock, role="ward_manager")
    with ward.desk() as desk:
        for hour in (1, 2, 3):
            heron.incident(desk, f"2026-11-20T0{hour}:10+00:00")
    hub = access.set_up_hub(
        place / "hub",
        access.Founding(
            place="QI team", trust="Lakeside NHS Trust", person="Ola Finch", passphrase=heron.PASSPHRASE
        ),
        clock=clock,
    )
    yield {"ward": ward, "hub": hub}
    ward.close()
    hub.close()


class Strays(QObject):
    """Notices widgets that are shown before they have a place: they flash up as windows of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if shown and watched.isWindow() and not isinstance(watched, Window):  # type: ignore[attr-defined]
            self.seen.append(reach.told(watched))  # type: ignore[arg-type]
        return False


class Walk:
    """One window on one store, opening screens."""

    size = (1366, 768)

    def __init__(
        self, session: Session, profile: str, settings: Settings, activity: Activity, jobs: Jobs
    ) -> None:
        self.window = Window(settings, activity)
        self.jobs = jobs
        workspace = Workspace(
            session, settings, jobs, ward="Heron Ward", profile=profile, clock=heron.Clock()
        )
        self.messages: list[object] = []
        workspace.messaged.connect(self.messages.append)
        self.frame = Frame(workspace, screens.ALL)
        self.window.show_frame(self.frame)

    def open(self, name: str, qtbot: QtBot) -> QWidget:
        self.window.resize(*self.size)
        if not self.window.isActiveWindow():
            with qtbot.waitActive(self.window):
                self.window.show()
                self.window.activateWindow()
        app, strays = QApplication.instance(), Strays()
        assert app is not None
        app.installEventFilter(strays)
        assert self.frame.open(name), self.frame.messages.messages()
        qtbot.waitUntil(lambda: not self.jobs.busy, timeout=60_000)
        qtbot.wait(30)
        app.removeEventFilter(strays)
        assert strays.seen == []
        page = self.frame.page
        assert page is not None
        return page


SIZES = {"wide": (1366, 768, 100), "small": (683, 384, 100), "large-text": (1366, 768, 200)}
CASES = [
    pytest.param((profile, *size), name, id=f"{profile}-{label}-{name}")
    for profile, names in (("ward", WARD), ("hub", HUB))
    for label, size in SIZES.items()
    for name in names
]
each_screen = pytest.mark.parametrize(("walk", "name"), CASES, indirect=["walk"], scope="module")


@pytest.fixture(autouse=True)
def light() -> None:
    """Each walk dresses the program itself, once for all screens."""


@pytest.fixture(scope="module")
def walk(
    request: pytest.FixtureRequest,
    stores: dict[str, Session],
    tmp_path_factory: pytest.TempPathFactory,
    qapp: QApplication,
) -> Iterator[Walk]:
    """One window for all screens of a kind of store at one size; a screen is made at its first opening."""
    profile, wide, tall, text = request.param
    theme.apply("light", text)
    activity, jobs = Activity(qapp), Jobs()
    activity.listen()
    settings = Settings(tmp_path_factory.mktemp("walk") / "s.ini")
    made = Walk(stores[profile], profile, settings, activity, jobs)
    made.size = (wide, tall)
    yield made
    jobs.close()
    made.window.close()
    made.window.deleteLater()
    qapp.removeEventFilter(activity)
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@each_screen
def test_every_control_has_a_name_and_is_reached_by_tab(walk: Walk, name: str, qtbot: QtBot) -> None:
    page = walk.open(name, qtbot)
    assert reach.unnamed(page) == []
    assert reach.unreachable(page) == []
    assert reach.rich(page) == []
    assert reach.small(page) == []
    assert walk.messages == []


@each_screen
def test_no_words_are_cut_off(walk: Walk, name: str, qtbot: QtBot) -> None:
    assert reach.clipped(walk.open(name, qtbot)) == []


@each_screen
def test_a_page_has_no_more_controls_than_a_screen_reader_can_bear(
    walk: Walk, name: str, qtbot: QtBot
) -> None:
    assert len(reach.controls(walk.open(name, qtbot))) <= 45


def test_the_list_of_screens_is_sound(qapp: QApplication) -> None:
    names = [screen.name for screen in screens.ALL]
    assert len(names) == len(set(names))
    orders = [screen.order for screen in screens.ALL if screen.order is not None]
    assert orders == sorted(orders)
    for screen in screens.ALL:
        theme.icon(screen.icon)
