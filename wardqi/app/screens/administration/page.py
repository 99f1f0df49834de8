"""The Administration screen: one tab for each of its jobs; which of them a person has, their role says."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from wardqi.app.screen import Command, Page
from wardqi.app.screens.administration.audit import Audit
from wardqi.app.screens.administration.health import Health
from wardqi.app.screens.administration.keys import Keys
from wardqi.app.screens.administration.own import MySignIn
from wardqi.app.screens.administration.people import People
from wardqi.app.screens.administration.times import TimesPage
from wardqi.app.screens.administration.ward import WardPage
from wardqi.app.workspace import Workspace
from wardqi.domain import people as roles

Tab = People | MySignIn | WardPage | TimesPage | Audit | Health | Keys


class Administration(Page):
    """Everybody has at least their own sign-in. A tab reads what it shows when it is opened."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setTabBarAutoHide(True)
        self.tabs.setAccessibleName(self.tr("Administration"))
        self.tabs.tabBar().setAccessibleName(self.tr("Parts of administration"))
        self.pages: dict[str, Tab] = {}
        self._words: dict[str, str] = {}
        role = workspace.role
        if roles.may(role, "manage_people"):
            people = People(workspace)
            people.own_wanted.connect(partial(self.open, "own"))
            self._add("people", people, self.tr("People"), "staff roles add retire shared passphrase")
        self._add("own", MySignIn(workspace), self.tr("My sign-in"), "change my passphrase PIN password")
        if roles.may(role, "manage_ward") and workspace.profile == "ward":
            self._add("ward", WardPage(workspace), self.tr("Ward"), "profile areas beds shifts huddle")
            self._add(
                "times", TimesPage(workspace), self.tr("Locks and clocks"), "idle lock minutes review due"
            )
        if roles.may(role, "audit"):
            self._add("audit", Audit(workspace), self.tr("Audit"), "trail who what when log history")
            self._add("health", Health(workspace), self.tr("Health"), "backup check verify size version")
        if roles.may(role, "manage_keys"):
            self._add("keys", Keys(workspace), self.tr("Keys and recovery"), "six words pairing forgotten")
        self.tabs.currentChanged.connect(self._turned)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.tabs)
        workspace.changed.connect(self._changed)

    def open(self, ident: str) -> None:
        """A tab by its name: people, own, ward, times, audit, health or keys; else the one that was open."""
        page = self.pages.get(ident)
        if page is not None and page is not self.tabs.currentWidget():
            self.tabs.setCurrentWidget(page)
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
            for at, name in enumerate(self.pages)
        ]

    @property
    def _here(self) -> Tab:
        return list(self.pages.values())[self.tabs.currentIndex()]

    def _add(self, name: str, page: Tab, title: str, words: str) -> None:
        self.pages[name] = page
        self._words[name] = words
        self.tabs.addTab(page, title)

    def _turned(self, _at: int) -> None:
        for page in self.pages.values():
            if page is not self._here:
                page.forget()
        if self.isVisible():
            self._here.refresh()

    def _changed(self, subject: str) -> None:
        if self.isVisible() and subject in self._here.follows:
            self._here.refresh()
