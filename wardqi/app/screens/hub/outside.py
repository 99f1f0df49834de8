"""Series from outside: people restrained per 1,000 bed days, of any provider or of all with every month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import charting, say, theme
from wardqi.app.chart_panel import ChartPanel
from wardqi.app.charting import Told
from wardqi.app.screens.hub.load import Load
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import people
from wardqi.services import measuring
from wardqi.services.desk import NotFound

if TYPE_CHECKING:
    from wardqi.services.desk import Desk

_SIDE = 900
_PAGE = 100
_REST_MS = 250


@dataclass(frozen=True, slots=True)
class Provider:
    """A line of the list; `name` empty stands for all providers with every month."""

    name: str


def read(desk: Desk, provider: str, kind: str) -> Told:
    """A provider's chart in words; raises NotFound when it published no people restrained."""
    return charting.tell(measuring.outside_chart(desk, provider, kind or "u"))


class Outside(QWidget):
    """A list to search on the left, the chart on the right; one after the other when narrow."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._all: list[Provider] = []
        self._found: list[Provider] = []
        self._chart_open = False
        self._drawn: Provider | None = None
        self.search = QLineEdit()
        self.search.setMaxLength(120)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        columns = (Column[Provider](self.tr("Provider"), self._name),)
        self.table = RecordTable(self.tr("Providers"), columns, page_size=_PAGE, lines=2)
        self.table.opened.connect(self._open)
        self._soon = QTimer(self)  # once somebody stops going through the list
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REST_MS)
        self._soon.timeout.connect(self._follow)
        self.table.chosen.connect(lambda _one: self._soon.start())
        self.table.wanted.connect(lambda offset, *_order: self._show_page(offset))
        self.count = Words("", "second")
        self.load_button = QPushButton(self.tr("Load a CSV"))
        theme.dress(self.load_button, "file", "text", 18)
        self.load_button.clicked.connect(self._load)
        self.back_button = QPushButton(self.tr("Providers"))
        look(self.back_button, "quiet")
        theme.dress(self.back_button, "back", "action", 18)
        self.back_button.clicked.connect(self.back)
        self.title = Words("", "heading")
        self.note = Words("", "second")
        self.panel = ChartPanel(workspace, self.tr("Chart of the provider"))
        self.panel.told.connect(self._told)
        self.panel.failed.connect(self._failed)
        self.load = Load(workspace)
        self.load.left.connect(self._loaded)
        self.empty = Empty(
            self.tr("No series from outside yet. Load a CSV of published figures to chart any provider."),
            "measures",
        )
        self._lay_out()

    def refresh(self) -> None:
        """Read the list of providers."""
        self._workspace.read(measuring.outside_providers, done=self._show)

    def back(self) -> bool:
        """From loading to the list; from the chart to the list when only one is shown."""
        if self._stack.currentWidget() is self.load:
            self._loaded()
            return True
        if self._chart_open and not self._beside():
            self._chart_open = False
            self._fit()
            self.table.setFocus()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other, or one at a time."""
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        label = QLabel(self.tr("&Find a provider"))
        label.setBuddy(self.search)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.search.setAccessibleName(self.tr("Find a provider"))
        self._list = QWidget()
        left = QVBoxLayout(self._list)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.px(8))
        for part in (label, self.search, self.count):
            left.addWidget(part)
        left.addWidget(self.table, 1)
        left.addWidget(self.load_button)
        self.load_button.setVisible(people.may(self._workspace.role, "load"))
        self._chart = QWidget()
        right = QVBoxLayout(self._chart)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(theme.px(8))
        self._tools = Flow(8)
        for tool in (self.back_button, *self.panel.tools):
            self._tools.add(tool)
        right.addWidget(self._tools)
        right.addWidget(self.title)
        right.addWidget(self.note)
        right.addWidget(self.panel, 1)
        right.addWidget(self.empty, 1)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(16))
        row.addWidget(self._list, 3)
        row.addWidget(self._chart, 5)
        sheet = Sheet()
        sheet.add(both, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(sheet)
        self._stack.addWidget(self.load)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._stack)

    def _beside(self) -> bool:
        return self.width() >= theme.px(_SIDE)

    def _fit(self) -> None:
        beside = self._beside()
        some = bool(self._all)
        self._list.setVisible(beside or not self._chart_open)
        self._chart.setVisible(beside or self._chart_open or not some)
        self.back_button.setVisible(not beside and some)
        self.empty.setVisible(not some)
        for part in (self.panel, self._tools, self.title, self.note):
            part.setVisible(some)

    def _name(self, one: Provider) -> str:
        return one.name or self.tr("All providers with every month")

    def _show(self, found: Sequence[measuring.Outside]) -> None:
        first = not self._all and bool(found)
        with_people = [one.provider for one in found if measuring.PEOPLE_RESTRAINED in one.measures]
        self._all = [Provider(measuring.ALL_PROVIDERS), *map(Provider, with_people)] if with_people else []
        self._filter()
        self._fit()
        if first and self._beside() and self._all:
            self._open(self._all[0])

    def _filter(self) -> None:
        words = self.search.text().casefold().split()
        self._found = [one for one in self._all if all(word in self._name(one).casefold() for word in words)]
        named = sum(bool(one.name) for one in self._found)
        self.count.setText(say.count(named, "provider", "providers"))
        self._show_page(0)

    def _show_page(self, offset: int) -> None:
        self.table.show_page(self._found[offset : offset + _PAGE], len(self._found), offset)

    def _follow(self) -> None:
        """Beside the list stands the chart of the row that is marked in it."""
        one: Provider | None = self.table.current()
        if one is not None and one != self._drawn and self._beside():
            self._open(one)

    def _open(self, one: Provider) -> None:
        self._chart_open, self._drawn = True, one
        self._fit()
        self.title.setText(self._name(one))
        self.note.setText("")
        self.panel.title = self._name(one)
        self.panel.ward = self.panel.title
        self.panel.file_name = "-".join(self._name(one).lower().split())[:60]
        self.panel.open(read, one.name)
        if not self._beside():
            self.panel.view.picture.setFocus()

    def _told(self, told: Told) -> None:
        count = told.charted.note
        many = self.title.text() == self._name(Provider(measuring.ALL_PROVIDERS))
        words = self.tr("{title} per 1,000 bed days, by month. This chart counts people.").format(
            title=told.charted.title
        )
        if many:
            words = self.tr("{words} {count} providers published both figures in every month.").format(
                words=words, count=count
            )
        self.note.setText(words)
        self.panel.paper_title = told.charted.title
        self.panel.beside = (words,)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.panel.view.clear(self.tr("There are no figures that can be charted here."))
        else:
            self._workspace.explain(error)

    def _load(self) -> None:
        self._stack.setCurrentWidget(self.load)
        self.load.open()

    def _loaded(self) -> None:
        self._stack.setCurrentIndex(0)
        self.refresh()
        self.search.setFocus()
