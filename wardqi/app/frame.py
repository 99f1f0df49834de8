"""The frame: top bar, navigation, the stack of screens, messages, status strip.

Screens do not know each other: they ask the workspace to `go` somewhere, and this connects them. A screen
is made when it is first opened and kept until the person changes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from wardqi.app import answers, diagnostics, keys, say
from wardqi.app.screen import Command, Page, Screen
from wardqi.app.widgets.focus_ring import focus_first
from wardqi.app.widgets.frame import Navigation, StatusStrip, TopBar
from wardqi.app.widgets.messages import MessageBar, UndoBar
from wardqi.app.workspace import Undo, Workspace
from wardqi.domain import people

if TYPE_CHECKING:
    from wardqi.services.lookup import Hit

_KEEPS = 30
_LEISURE_MS = 800


class Frame(QWidget):
    """Everything a signed-in person sees. Made anew for each person; nothing of the one before remains."""

    wanted_lock = Signal()
    wanted_switch = Signal()
    announced = Signal(str)

    def __init__(self, workspace: Workspace, screens: Sequence[Screen]) -> None:
        super().__init__()
        self.workspace = workspace
        offered = [s for s in screens if s.offered(workspace.role, workspace.profile)]
        self._screens = {screen.name: screen for screen in offered}
        self._listed = sorted((s for s in offered if s.order is not None), key=lambda s: s.order or 0)
        self._pages: dict[str, QWidget] = {}
        self._here = ""
        self._past: list[str] = []
        self._focus_before: QWidget | None = None
        self.top = TopBar(
            self.offered, workspace.settings, practice=workspace.practice, guest=workspace.guest
        )
        self.navigation = Navigation()
        self.messages = MessageBar()
        self.stack = QStackedWidget()
        self.undo_bar = UndoBar()
        self.strip = StatusStrip()
        self._lay_out()
        self._connect()
        self.name()
        self.strip.say(self.tr("All work saved on this PC."))
        self._ask_standing()
        self.quiet_for: Callable[[], float] = lambda: math.inf
        self._leisure = QTimer(self)
        self._leisure.setSingleShot(True)
        self._leisure.timeout.connect(self._make_beforehand)
        self._leisure.start(_LEISURE_MS)

    def open(self, name: str, ident: str = "") -> bool:
        """Open a screen; False when this person has none of that name."""
        screen = self._screens.get(name)
        if screen is None:
            return False
        page = self._page(screen)
        if page is None:
            return False
        if self._here and self._here != name:
            self._past.append(self._here)
            del self._past[:-_KEEPS]
        self._focus_before = QApplication.focusWidget() if screen.over else None
        self._here = name
        self.stack.setCurrentWidget(page)
        self.navigation.show_here(name)
        if isinstance(page, Page):
            page.open(ident)
        self._fit_alone()
        if not page.isAncestorOf(QApplication.focusWidget() or self):
            focus_first(page)
        return True

    def name(self) -> None:
        """Say on top where this is and who is here."""
        workspace = self.workspace
        self.top.name(workspace.ward, workspace.person.name, say.role(workspace.role))
        self._fit_alone()

    @property
    def here(self) -> str:
        """The name of the screen that is open."""
        return self._here

    @property
    def page(self) -> QWidget | None:
        """The screen that is open."""
        return self._pages.get(self._here)

    @property
    def listed(self) -> tuple[Screen, ...]:
        """The screens of the navigation, in order."""
        return tuple(self._listed)

    @property
    def screens(self) -> tuple[Screen, ...]:
        """Every screen this person may open."""
        return tuple(self._screens.values())

    def offered(self) -> list[Command]:
        """What the command box can find now."""
        here = self.page
        found = list(here.commands()) if isinstance(here, Page) else []
        kind = self.tr("Screen")
        places = {screen.name: at for at, screen in enumerate(self._listed)}
        opened_by = {target: keys.BY_NAME[key].shown for key, target in _OPENS.items()}
        for screen in self._screens.values():
            at = places.get(screen.name, 9)
            key = opened_by.get((screen.name, "")) or (f"Alt+{at + 1}" if at < 9 else "")
            found.append(Command(screen.title, partial(self.open, screen.name), key, screen.words, kind))
        if self.workspace.guest:
            leave = self.tr("Leave the practice ward")
            found.append(Command(leave, self.workspace.leave_practice, words=self.tr("back to the ward")))
        actions = self._actions()
        titles = {command.title for command in found}
        for entry in keys.TABLE:
            title = QCoreApplication.translate("keys", entry.does)
            if entry.name in actions and title not in titles:
                found.append(Command(title, actions[entry.name], entry.shown, entry.words))
        return found

    def act(self, name: str) -> None:
        """Do what a key of the table stands for."""
        action = self._actions().get(name)
        if action is not None:
            action()

    def keep(self) -> None:
        """Ask every screen to hand over what is half written."""
        for page in self._pages.values():
            if isinstance(page, Page):
                page.keep()

    def step_back(self) -> None:
        """Esc: inside the screen first, then to the screen before."""
        page = self.page
        if isinstance(page, Page) and page.back():
            return
        over = self._here in self._screens and self._screens[self._here].over
        while self._past:
            name = self._past.pop()
            if name not in self._screens or name == self._here:
                continue
            if over and name in self._pages:
                self._uncover(name)
            else:
                self._here = ""
                self.open(name)
            return

    def next_region(self, by: int) -> None:
        """F6: the next part of the window that can take focus."""
        regions = [r for r in self._regions() if r.isVisible()]
        focus = QApplication.focusWidget()
        at = next((i for i, r in enumerate(regions) if focus and (r is focus or r.isAncestorOf(focus))), -1)
        for step in range(1, len(regions) + 1):
            region = regions[(at + by * step) % len(regions)]
            if region is self.top:
                self.top.commands.setFocus(Qt.FocusReason.TabFocusReason)
                return
            if region is self.navigation and self._here in self.navigation.buttons:
                self.navigation.buttons[self._here].setFocus(Qt.FocusReason.TabFocusReason)
                return
            if focus_first(region):
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the frame's parts to the width."""
        super().resizeEvent(event)
        self._fit_alone()
        self.undo_bar.setMaximumWidth(self.stack.width())

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.messages)
        right.addWidget(self.stack, 1)
        right.addWidget(self.undo_bar, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addLayout(right, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.top)
        rows.addLayout(middle, 1)
        rows.addWidget(self.strip)
        self._menu = QMenu(self.top.menu)
        self.top.menu.setMenu(self._menu)
        self.navigation.offer(self._listed, self._menu)
        self.top.new.setVisible("incident" in self._screens)
        self.top.learning.setVisible("my_learning" in self._screens)

    def _connect(self) -> None:
        workspace = self.workspace
        workspace.went.connect(self.open)
        workspace.stepped_back.connect(self.step_back)
        workspace.rearranged.connect(self._fit_alone)
        workspace.messaged.connect(self.messages.put)
        workspace.announced.connect(self.announced)
        workspace.undoable.connect(self._offer_undo)
        workspace.undone.connect(self._undone)
        self.messages.announced.connect(self.announced)
        self.messages.action.connect(self.open)
        self.top.commands.announced.connect(self.announced)
        self.top.commands.seek(self._look_up)
        self.top.new_wanted.connect(lambda: self.act("new"))
        self.top.lock_wanted.connect(self.wanted_lock)
        self.top.person_wanted.connect(self.wanted_switch)
        self.top.own_wanted.connect(self._own)
        self.top.leave_wanted.connect(workspace.leave_practice)
        self.top.learning_wanted.connect(partial(self.open, "my_learning"))
        self.navigation.chosen.connect(self.open)
        self.strip.clicked.connect(lambda: self.act("exchange"))
        self.undo_bar.wanted.connect(workspace.undo)
        workspace.changed.connect(self._ask_standing)

    def _ask_standing(self) -> None:
        if self.workspace.profile == "ward":
            self.workspace.read(_standing, done=self._tell_standing)

    def _look_up(self, typed: str) -> None:
        """What the records answer is read behind the typing; without the right to read it, only the help."""
        if people.may(self.workspace.role, "read"):
            self.workspace.read(_found, typed, done=self._looked_up)
        else:
            self._looked_up((typed, ()))

    def _looked_up(self, found: tuple[str, Sequence[Hit]]) -> None:
        typed, hits = found
        open_to_them = [hit for hit in hits if hit.screen in self._screens]
        self.top.commands.also(
            typed, answers.commands(open_to_them, typed, self.workspace.now(), self.workspace.go)
        )

    def _tell_standing(self, now: say.Standing) -> None:
        self.strip.say(*say.standing(now, self.workspace.now().date()))

    def _actions(self) -> dict[str, Callable[[], object]]:
        """What each key does here and now; a key whose screen is not there is absent."""
        page = self.page
        actions: dict[str, Callable[[], object]] = {
            "undo": self.workspace.undo,
            "redo": self.workspace.redo,
            "region": lambda: self.next_region(1),
            "region_back": lambda: self.next_region(-1),
            "command": self.top.commands.enter,
            "lock": self.wanted_lock.emit,
            "switch": self.wanted_switch.emit,
            "saved": self._say_saved,
            "full": self._full,
            "back": self.step_back,
        }
        if isinstance(page, Page):
            actions |= {"find": page.look_for, "finish": page.finish, "print_out": self._print_out}
        for key, (screen, ident) in _OPENS.items():
            if screen in self._screens:
                actions[key] = partial(self.open, screen, ident)
        if "help" in self._screens:
            actions["help"] = lambda: self.open("help", self._here)
        return actions

    def _page(self, screen: Screen) -> QWidget | None:
        if screen.name not in self._pages:
            try:
                page = screen.make(self.workspace)
            except Exception as error:  # one screen's fault must not take the window with it
                self.messages.put(say.screen_broke(diagnostics.fault(error)))
                return None
            if not page.accessibleName():
                page.setAccessibleName(screen.title)
            self._pages[screen.name] = page
            self.stack.addWidget(page)
        return self._pages[screen.name]

    def _make_beforehand(self) -> None:
        """Make the screens that will be wanted in a hurry, so that they open at once: when nobody types,
        who would feel it."""
        if self.quiet_for() * 1000 < _LEISURE_MS:
            self._leisure.start()
            return
        for screen in self._screens.values():
            if screen.beforehand:
                self._page(screen)

    def _regions(self) -> list[QWidget]:
        return [self.top, self.navigation, self.messages, self.stack, self.undo_bar, self.strip]

    def _say_saved(self) -> None:
        page = self.page
        said = page.saved() if isinstance(page, Page) else ""
        self.announced.emit(said or self.strip.accessibleName())
        if said:
            self.strip.say(said)

    def _uncover(self, name: str) -> None:
        """Show a screen again as it was left."""
        page, focus = self._pages[name], self._focus_before
        self._here = name
        self.stack.setCurrentWidget(page)
        self.navigation.show_here(name)
        if focus is not None and isValid(focus) and page.isAncestorOf(focus):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            focus_first(page)

    def _print_out(self) -> None:
        page = self.page
        if isinstance(page, Page) and not page.print_out():
            self.announced.emit(self.tr("There is nothing to print on this screen."))

    def _full(self) -> None:
        window = self.window()
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)
        self._fit_alone()

    def _fit_alone(self) -> None:
        """In full screen some pages stand alone; the bars around them come back as soon as they do not."""
        page = self.page
        alone = self.window().isFullScreen() and isinstance(page, Page) and page.alone()
        self.top.setVisible(not alone)
        self.strip.setVisible(not alone)
        bars = self.top.sizeHint().height() + self.strip.sizeHint().height()
        shown = self.navigation.fit(self.width(), self.height() - bars)
        self.top.fit(self.width(), menu=not shown)
        if alone:
            self.navigation.hide()

    def _own(self) -> None:
        """Passphrase and PIN of the person at the desk, wherever their role keeps them."""
        if not self.open("administration", "own"):
            self.open("my_sign_in")

    def _offer_undo(self, step: Undo) -> None:
        self.undo_bar.offer(step.said)

    def _undone(self, _step: Undo) -> None:
        self.undo_bar.away()
        self.announced.emit(self.tr("Undone."))


def _standing(desk: Any) -> say.Standing:
    from wardqi.services import exchange

    return exchange.strip(desk)


def _found(desk: Any, typed: str) -> tuple[str, Sequence[Hit]]:
    from wardqi.services import lookup

    return typed, lookup.candidates(desk, typed)


_OPENS = {
    "new": ("incident", ""),
    "near_miss": ("incident", "near_miss"),
    "huddle": ("huddle", "start"),
    "exchange": ("exchange", ""),
    "print": ("paper", ""),
}
