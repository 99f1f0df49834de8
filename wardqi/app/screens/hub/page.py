"""The hub's screen: one tab for each of its jobs; a tab reads its figures when it is opened."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from wardqi.app.screen import Command, Page
from wardqi.app.screens.hub.cards import Cards
from wardqi.app.screens.hub.compare import Compare
from wardqi.app.screens.hub.coverage import Coverage
from wardqi.app.screens.hub.ideas import Ideas
from wardqi.app.screens.hub.inbox import Inbox
from wardqi.app.screens.hub.outside import Outside
from wardqi.app.screens.hub.wards import Wards
from wardqi.app.workspace import Workspace

_CHANGES = ("exchange", "incidents", "outside", "cards")


class Hub(Page):
    """Inbox, coverage, compare, outside series, learning cards, ideas map, wards."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.inbox = Inbox(workspace)
        self.coverage = Coverage(workspace)
        self.compare = Compare(workspace)
        self.outside = Outside(workspace)
        self.cards = Cards(workspace)
        self.ideas = Ideas(workspace)
        self.ideas.wanted.connect(self._open_card)
        self.wards = Wards(workspace)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Hub"))
        self.tabs.tabBar().setAccessibleName(self.tr("Parts of the hub"))
        self._pages = {
            "inbox": self.inbox,
            "coverage": self.coverage,
            "compare": self.compare,
            "outside": self.outside,
            "cards": self.cards,
            "ideas": self.ideas,
            "wards": self.wards,
        }
        titles = (
            self.tr("Inbox"),
            self.tr("Coverage"),
            self.tr("Compare"),
            self.tr("Outside series"),
            self.tr("Learning cards"),
            self.tr("Ideas map"),
            self.tr("Wards"),
        )
        for page, title in zip(self._pages.values(), titles, strict=True):
            self.tabs.addTab(page, title)
        self.tabs.currentChanged.connect(self._turned)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.tabs)
        workspace.changed.connect(self._changed)

    def open(self, ident: str) -> None:
        """A tab by its name, "cards:" and a card's id for one card; else the tab that was open."""
        name, _, card = ident.partition(":")
        if name in self._pages:
            self.tabs.setCurrentWidget(self._pages[name])
        if name == "cards" and card:
            self.cards.open_card(card)
        self._refresh()

    def back(self) -> bool:
        """One step back inside a tab."""
        page = self.tabs.currentWidget()
        return page.back() if isinstance(page, Cards | Outside | Wards) else False

    def look_for(self) -> bool:
        """To the search for a provider."""
        if self.tabs.currentWidget() is self.outside:
            self.outside.search.setFocus()
            return True
        return False

    def print_out(self) -> bool:
        """Ctrl+P: the chart of a provider."""
        return self.tabs.currentWidget() is self.outside and self.outside.panel.print_out()

    def commands(self) -> list[Command]:
        """Every tab, and choosing bundles."""
        found = [
            Command(self.tabs.tabText(at), partial(self.tabs.setCurrentIndex, at), words="hub")
            for at in range(self.tabs.count())
        ]
        return [*found, Command(self.tr("Choose bundles to take in"), self.inbox.box.choose, words="import")]

    def _turned(self, _at: int) -> None:
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        page = self.tabs.currentWidget()
        if isinstance(page, Inbox | Coverage | Compare | Outside | Cards | Ideas | Wards):
            page.refresh()

    def _open_card(self, ent: str) -> None:
        self.tabs.setCurrentWidget(self.cards)
        self.cards.open_card(ent)

    def _changed(self, subject: str) -> None:
        if subject in _CHANGES and self.isVisible():
            self._refresh()
