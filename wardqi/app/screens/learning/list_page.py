"""The library as a list: search as you type, filters as tags, and the way to write a card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from wardqi.app import learning_words as words
from wardqi.app import say, theme
from wardqi.app.parts import button
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes, people
from wardqi.domain.learning import EVERY, Filters
from wardqi.services.learning import cards
from wardqi.services.learning.cards import Card

LISTS = {
    "drivers": ("starter_driver", "Driver"),
    "wards": ("ward_type", "Kind of ward"),
    "kinds": ("card_kind", "Kind of card"),
    "maturity": ("maturity", "How far it has come"),
}
"""What cards are filtered by: the code list, and what it is called."""


def _columns(tr: Callable[[str], str]) -> tuple[Column[Card], ...]:
    return (
        Column(tr("Card"), lambda one: one.title),
        Column(tr("In a sentence"), _sentence, keep=False),
        Column(tr("Kind"), words.kind, width=8, keep=False),
        Column(tr("How far"), words.maturity, width=13, keep=False),
        Column(tr("From"), words.source, width=17),
    )


def _sentence(card: Card) -> str:
    """The idea in a sentence; of a story what it would tell others."""
    told = card.text("idea") or card.text("tell_others") or card.text("problem")
    return " ".join(told.split())


class ListPage(QWidget):
    """`opened(ref)` and `write_wanted(kind)` ask for other pages."""

    opened = Signal(str)
    write_wanted = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.filters = EVERY
        self._cards: tuple[Card, ...] = ()
        sheet = Sheet()
        sheet.add(Words(self.tr("Learning"), "title"))
        sheet.add(self._tools())
        self.tags = Flow()
        self.tags.hide()
        sheet.add(self.tags)
        self.counted = Words("", "second")
        sheet.add(self.counted)
        empty = Empty(self.tr("No card holds all of these words and filters."), "learning")
        empty.offer(self.tr("Show all cards"), self.clear)
        self.table = RecordTable(
            self.tr("Cards"), _columns(self.tr), page_size=1000, empty=empty, lines=2, narrow=960
        )
        self.table.opened.connect(lambda card: self.opened.emit(card.ref))
        sheet.add(self.table, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)

    def _tools(self) -> QWidget:
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(self.tr("Search the library"))
        self.search.setAccessibleName(self.tr("Search the library"))
        self.search.setMinimumWidth(theme.px(200))
        self.search.textChanged.connect(self._narrow)
        self.filter = QPushButton(self.tr("Filter"))
        theme.dress(self.filter, "filter", "action", 18)
        self._menu = QMenu(self.filter)
        self._menu.aboutToShow.connect(self.fill_menu)
        self.filter.setMenu(self._menu)
        self.write = button(self.tr("Write a card"), partial(self.write_wanted.emit, "idea"), "add")
        self.tell = button(self.tr("Tell a story"), partial(self.write_wanted.emit, "story"), "edit")
        may = people.may(self.workspace.role, "record") and self.workspace.profile == "ward"
        flow = Flow(8)
        for one in (self.filter, self.write, self.tell):
            flow.add(one)
        self.write.setVisible(may)
        self.tell.setVisible(may)
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.search, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(flow, 1, Qt.AlignmentFlag.AlignTop)
        return tools

    def fill_menu(self) -> None:
        """Offer the codes that some card has."""
        self._menu.clear()
        for name, (codelist, title) in LISTS.items():
            under = self._menu.addMenu(self.tr(title))
            chosen: frozenset[str] = getattr(self.filters, name)
            for code in self._offered(name):
                action = under.addAction(say.code(codelist, code).replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(code in chosen)
                action.triggered.connect(partial(self.toggle, name, code))
            under.setEnabled(bool(under.actions()))

    def _offered(self, name: str) -> list[str]:
        fields: dict[str, Callable[[Card], str]] = {
            "drivers": lambda one: one.driver,
            "wards": lambda one: one.text("ward_type"),
            "kinds": lambda one: one.text("kind"),
            "maturity": lambda one: one.text("maturity") or "idea",
        }
        have = {fields[name](one) for one in self._cards}
        return [one.code for one in codes.get(LISTS[name][0]).entries if one.code in have]

    def toggle(self, name: str, code: str, _on: bool = False) -> None:
        """Put a filter on, or take it away."""
        held: frozenset[str] = getattr(self.filters, name)
        self.use(replace(self.filters, **{name: held ^ {code}}))

    def use(self, filters: Filters) -> None:
        """Use these filters from now on."""
        self.filters = filters
        self._show_tags()
        self._narrow()

    def clear(self) -> None:
        """No filters, nothing searched for."""
        self.search.clear()
        self.use(EVERY)
        self.search.setFocus()

    def _show_tags(self) -> None:
        inside = self.tags.isAncestorOf(QApplication.focusWidget() or self.filter)
        self.tags.clear()
        for name, (codelist, _) in LISTS.items():
            for code in sorted(getattr(self.filters, name)):
                told = say.code(codelist, code)
                tag = QPushButton(told.replace("&", "&&"))
                look(tag, "tag")
                tag.setAccessibleName(self.tr("Remove the filter {name}").format(name=told))
                theme.dress(tag, "close", "text", 14)
                tag.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
                tag.clicked.connect(partial(self.toggle, name, code))
                self.tags.add(tag)
        self.tags.setVisible(not self.tags.empty)
        if inside:
            self.filter.setFocus()

    def show_cards(self, found: tuple[Card, ...]) -> None:
        """Show the library as it stands now."""
        self._cards = found
        self._narrow()
        if QApplication.focusWidget() is None and self.isVisible():
            self.search.setFocus()

    def _narrow(self) -> None:
        kept = self.table.current()
        found = cards.search(self._cards, self.search.text(), self.filters)
        self.table.show_page(found)
        if kept is not None:
            self.choose(kept.ref)
        told = say.count(len(found), "card", "cards")
        if len(found) != len(self._cards):
            told = say.tr("{found} of {all}", found=told, all=len(self._cards))
        self.counted.setText(told)

    def choose(self, ref: str) -> bool:
        """Stand at a card; False when it is not in the list."""
        model = self.table.model
        for at in range(model.rowCount()):
            if model.row(at).ref == ref:
                self.table.view.setCurrentIndex(model.index(at, 0))
                return True
        return False
