"""The Administration screen: one tab for each of its jobs; which of them a person has, their role says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from wardqi.app.screen import Command, Page
from wardqi.app.screens.administration.audit import Audit
from wardqi.app.screens.administration.health import Health
from wardqi.app.screens.administration.keeping import Keeping
from wardqi.app.screens.administration.keys import Keys
from wardqi.app.screens.administration.own import MySignIn
from wardqi.app.screens.administration.people import People
from wardqi.app.screens.administration.times import TimesPage
from wardqi.app.screens.administration.ward import WardPage
from wardqi.app.workspace import Workspace
from wardqi.domain import people as roles

Tab = People | MySignIn | WardPage | TimesPage | Audit | Health | Keeping | Keys


class Administration(Page):
    """Everybody has at least their own sign-in. A tab is made, and reads what it shows, when it is opened."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setTabBarAutoHide(True)
        self.tabs.setAccessibleName(self.tr("Administration"))
        self.tabs.tabBar().setAccessibleName(self.tr("Parts of administration"))
        self.pages: dict[str, Tab] = {}
        self._makers: dict[str, Callable[[], Tab]] = {}
        self._words: dict[str, str] = {}
        self._places: list[QVBoxLayout] = []
        role = workspace.role
        if roles.may(role, "manage_people"):
            self._add("people", self._people, self.tr("People"), "staff roles add retire shared passphrase")
        own = partial(MySignIn, workspace)
        self._add("own", own, self.tr("My sign-in"), "change my passphrase PIN password")
        if roles.may(role, "manage_ward") and workspace.profile == "ward":
            ward, times = partial(WardPage, workspace), partial(TimesPage, workspace)
            self._add("ward", ward, self.tr("Ward"), "profile areas beds shifts huddle")
            self._add("times", times, self.tr("Locks and clocks"), "idle lock minutes review due")
        if roles.may(role, "audit"):
            audit, health = partial(Audit, workspace), partial(Health, workspace)
            self._add("audit", audit, self.tr("Audit"), "trail who what when log history")
            self._add("health", health, self.tr("Health"), "backup check verify size version")
        if roles.may(role, "manage_keys"):
            keeping = partial(Keeping, workspace)
            self._add(
                "keeping",
                keeping,
                self.tr("Backups and help"),
                "restore drill salvage rescue help file support",
            )
            keys = partial(Keys, workspace)
            self._add("keys", keys, self.tr("Keys and recovery"), "six words pairing forgotten")
        self.tabs.currentChanged.connect(self._turned)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.tabs)
        workspace.changed.connect(self._changed)

    @property
    def names(self) -> tuple[str, ...]:
        """The tabs this person has, in order."""
        return tuple(self._makers)

    def open(self, ident: str) -> None:
        """A tab by its name: people, own, ward, times, audit, health, keeping or keys; else the last."""
        at = self.names.index(ident) if ident in self._makers else self.tabs.currentIndex()
        if at != self.tabs.currentIndex():
            self.tabs.setCurrentIndex(at)
        else:
            self._here.refresh()

    def back(self) -> bool:
        """One step back inside a tab."""
        return self._here.back()

    def look_for(self) -> bool:
        """To the filters of the audit trail."""
        here = self._here
        if isinstance(here, Audit):
            here.person.setFocus()
            return True
        return False

    def finish(self) -> bool:
        """Ctrl+Enter: what the form of this tab is for."""
        return self._here.finish()

    def keep(self) -> None:
        """Before a lock: nothing secret stays in a field."""
        for page in self.pages.values():
            page.forget()

    def commands(self) -> list[Command]:
        """Every tab by its name."""
        return [
            Command(self.tabs.tabText(at), partial(self.open, name), words=self._words[name])
            for at, name in enumerate(self.names)
        ]

    @property
    def _here(self) -> Tab:
        """The tab that is open; made now if it never was before."""
        at = self.tabs.currentIndex()
        name = self.names[at]
        if name not in self.pages:
            self.pages[name] = page = self._makers[name]()
            self._places[at].addWidget(page)
        return self.pages[name]

    def _people(self) -> People:
        people = People(self.workspace)
        people.own_wanted.connect(partial(self.open, "own"))
        return people

    def _add(self, name: str, make: Callable[[], Tab], title: str, words: str) -> None:
        self._makers[name] = make
        self._words[name] = words
        place = QWidget()
        rows = QVBoxLayout(place)
        rows.setContentsMargins(0, 0, 0, 0)
        self._places.append(rows)
        self.tabs.addTab(place, title)

    def _turned(self, _at: int) -> None:
        here = self._here
        for page in self.pages.values():
            if page is not here:
                page.forget()
        if self.isVisible():
            here.refresh()

    def _changed(self, subject: str) -> None:
        if self.isVisible() and subject in self._here.follows:
            self._here.refresh()
