"""Help: short pages that work without a network, open at the screen one came from, and a list of all keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from wardqi.app import keys, theme
from wardqi.app.help_pages import KEYS, topics
from wardqi.app.screen import Command, Page
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.reports.page import Block, Document, Heading, Paragraph

_LIST_WIDTH = 264
_POINTS = 12.0


class HelpPage(Page):
    """A list of pages with a search field, and the page beside it. K shows the keys."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._topics = {topic.name: topic for topic in topics()}
        self.search = QLineEdit()
        self.search.setAccessibleName(self.tr("Search the help"))
        self.search.setPlaceholderText(self.tr("Search the help"))
        self.search.textEdited.connect(self._narrow)
        self.search.returnPressed.connect(self._show)
        self.topics = QListWidget()
        self.topics.ensurePolished()  # else its lines are laid out as unstyled ones, over one another
        self.topics.setAccessibleName(self.tr("Pages of the help"))
        self.topics.currentItemChanged.connect(self._show)
        left = QVBoxLayout()
        left.setSpacing(theme.px(8))
        left.addWidget(Words(self.tr("Help"), "title"))
        left.addWidget(self.search)
        left.addWidget(self.topics, 1)
        side = QWidget()
        side.setLayout(left)
        side.setFixedWidth(theme.px(_LIST_WIDTH))
        self._beside = QVBoxLayout()
        self._sheet: Sheet | None = None
        row = QHBoxLayout(self)
        row.addWidget(side)
        row.addLayout(self._beside, 1)
        self._narrow("")

    def open(self, ident: str) -> None:
        """Open at a page: a screen's name, or "keys"."""
        if ident:
            self._narrow("")
            self.search.clear()
            self._choose(ident)
        self.topics.setFocus()

    def look_for(self) -> bool:
        """Go to the search field."""
        self.search.setFocus()
        self.search.selectAll()
        return True

    def print_out(self) -> bool:
        """The page that is shown, to hang up or hand round."""
        topic = self._topics.get(self.shown)
        if topic is None or topic.name == KEYS:
            return False
        blocks: list[Block] = []
        for line in topic.text.splitlines():
            if line.startswith("# "):
                blocks.append(Heading(line[2:], 2))
            elif line.strip():
                blocks.append(Paragraph(line))
        document = Document(topic.title, self.workspace.ward, tuple(blocks), points=_POINTS)
        self.workspace.print_out(document, "help", name=topic.name.replace("_", "-"))
        return True

    def commands(self) -> list[Command]:
        """Each page by its title."""
        kind = self.tr("Help")
        return [
            Command(topic.title, partial(self._choose, name), words=self.tr("help"), kind=kind)
            for name, topic in self._topics.items()
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """K: the list of keys."""
        if event.key() == Qt.Key.Key_K and not event.modifiers():
            self._choose(KEYS)
        else:
            super().keyPressEvent(event)

    @property
    def shown(self) -> str:
        """The name of the page that is shown."""
        item = self.topics.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def _narrow(self, typed: str) -> None:
        offered = [
            Command(topic.title, self._show, words=topic.text, key=topic.name)
            for topic in self._topics.values()
        ]
        kept = self.shown
        self.topics.clear()
        for command in keys.search(offered, typed, most=len(offered)):
            item = QListWidgetItem(command.title)
            item.setData(Qt.ItemDataRole.UserRole, command.key)
            self.topics.addItem(item)
        self._choose(kept)
        if self.topics.currentRow() < 0 and self.topics.count():
            self.topics.setCurrentRow(0)

    def _choose(self, name: str) -> None:
        for at in range(self.topics.count()):
            if self.topics.item(at).data(Qt.ItemDataRole.UserRole) == name:
                self.topics.setCurrentRow(at)

    def _show(self) -> None:
        topic = self._topics.get(self.shown)
        if topic is None:
            return
        sheet = Sheet(widest=680)
        sheet.add(Words(topic.title, "title"))
        if topic.name == KEYS:
            sheet.add(_key_table(self.tr("Keys")), 1)
        else:
            for line in topic.text.splitlines():
                if line.startswith("# "):
                    sheet.add(Words(line[2:], "heading"))
                elif line.strip():
                    sheet.add(Words(line))
            sheet.end()
        if self._sheet is not None:
            self._beside.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
        self._sheet = sheet
        self._beside.addWidget(sheet)
        self.workspace.announce(topic.title)


def _key_table(name: str) -> RecordTable:
    columns = (
        Column[keys.Key](QCoreApplication.translate("Help", "Key"), lambda key: key.shown, width=16),
        Column[keys.Key](
            QCoreApplication.translate("Help", "What it does"),
            lambda key: QCoreApplication.translate("keys", key.does),
        ),
    )
    go = keys.Key("go", "Alt+1", keys.GO, hint="Alt+1 to Alt+9")
    shown = (*keys.TABLE, go, *keys.NOTES.values())
    table = RecordTable(name, columns, page_size=len(shown))
    table.show_page(shown)
    table.setMinimumHeight(theme.px(420))
    return table
