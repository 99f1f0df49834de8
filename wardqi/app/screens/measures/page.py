"""The Measures screen: a list or the family first, then one measure's chart and the pages behind it.

Esc goes one page back: from a form to the chart, from the chart to the list.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import charting, theme
from wardqi.app.screen import Page
from wardqi.app.screens.measures import family_page, rows
from wardqi.app.screens.measures.chart_page import ChartPage
from wardqi.app.screens.measures.define_page import DefinePage
from wardqi.app.screens.measures.equity_page import EquityPage
from wardqi.app.screens.measures.example import Example
from wardqi.app.screens.measures.family_page import Family, FamilyPage
from wardqi.app.screens.measures.limits_page import LimitsPage
from wardqi.app.screens.measures.notes_page import NotesPage
from wardqi.app.screens.measures.points_page import PointsPage
from wardqi.app.screens.measures.rows import Listing, MeasureTable, Row
from wardqi.app.widgets.chart_view import Drawing, Paper
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.domain import people

if TYPE_CHECKING:
    from wardqi.reports.look import LookName
    from wardqi.services.desk import Desk

B = TypeVar("B", LimitsPage, NotesPage, PointsPage)
_CHANGES = ("incidents", "bed_days", "quiet_shifts", "measures", "exchange", "improvement")


class Measures(Page):
    """The list and the family, for one ward; the chart of the measure that was opened; what is behind it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._ward = ""
        self._wanted = self._measure = ""
        self._thumbs: list[Row] = []
        self.table = MeasureTable()
        self.table.setMinimumHeight(theme.px(280))
        self.table.opened.connect(self._open_row)
        self.ward_box = QComboBox()
        self.ward_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.ward_box.activated.connect(self._ward_chosen)
        self.all_box = QCheckBox(self.tr("Show every measure"))
        self.all_box.toggled.connect(self._refresh)
        self.family = FamilyPage(workspace)
        self.family.opened.connect(self._open_row)
        self.example = Example(workspace)
        self.note = Words("", "second")
        self.chart = ChartPage(workspace)
        self.chart.left.connect(self._leave)
        self.chart.wanted.connect(self._open_behind)
        self._stack = QStackedWidget()
        self._list = self._list_page()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self.chart)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        workspace.changed.connect(self._changed)

    # The pages behind the chart are made when they are first asked for: most visits need none of them.

    @cached_property
    def limits(self) -> LimitsPage:
        """Aim, baseline, new limits."""
        return self._behind(LimitsPage(self.workspace))

    @cached_property
    def notes(self) -> NotesPage:
        """What happened and when."""
        return self._behind(NotesPage(self.workspace))

    @cached_property
    def points(self) -> PointsPage:
        """Figures typed in."""
        return self._behind(PointsPage(self.workspace))

    @cached_property
    def define(self) -> DefinePage:
        """A measure of the ward's own."""
        page = DefinePage(self.workspace)
        self._stack.addWidget(page)
        page.left.connect(self._leave)
        page.made.connect(self._made)
        return page

    @cached_property
    def equity(self) -> EquityPage:
        """Who is restrained."""
        page = EquityPage(self.workspace)
        self._stack.addWidget(page)
        page.left.connect(self._leave)
        return page

    def _behind(self, page: B) -> B:
        self._stack.addWidget(page)
        page.left.connect(self._back_to_chart)
        return page

    def open(self, ident: str) -> None:
        """The list; or "measure" or "measure@ward", the chart of one."""
        measure, _, ward = ident.partition("@")
        if ward:
            self._ward = ward
        self._wanted = measure
        if not measure:
            self._stack.setCurrentWidget(self._list)
        self._refresh()

    def back(self) -> bool:
        """One page back, to the list at last."""
        now = self._stack.currentWidget()
        if now is self._list:
            return False
        if isinstance(now, LimitsPage | NotesPage | PointsPage):
            self._back_to_chart()
        else:
            self._leave()
        return True

    def finish(self) -> bool:
        """Ctrl+Enter saves the form that is open."""
        now = self._stack.currentWidget()
        if isinstance(now, PointsPage | DefinePage):
            now.finish()
            return True
        return False

    def print_out(self) -> bool:
        """Ctrl+P prints the chart that is open."""
        return self._stack.currentWidget() is self.chart and self.chart.panel.print_out()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme needs other small charts."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "table"):
            self.table.drawings.clear()
            if self.isVisible():
                self._refresh()

    def _list_page(self) -> QWidget:
        sheet = Sheet()
        self._ward_label = QLabel(self.tr("&Ward"))
        self._ward_label.setBuddy(self.ward_box)
        self._ward_label.setTextFormat(Qt.TextFormat.PlainText)
        self.ward_box.setAccessibleName(self.tr("Ward"))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Words(self.tr("Measures"), "title"), 1)
        head.addWidget(self._ward_label)
        head.addWidget(self.ward_box)
        sheet.add_layout(head)
        sheet.add(self._tools())
        sheet.add(self.note)
        sheet.add(self.table, 1)
        sheet.add(self.family, 1)
        sheet.add(self.example, 1)
        self.family.hide()
        self.example.hide()
        return sheet

    def _tools(self) -> QWidget:
        tools = flow = Flow(8)
        self._views = QButtonGroup(self)
        self._views.setExclusive(True)
        self.as_list = QPushButton(self.tr("List"))
        self.as_family = QPushButton(self.tr("Family of measures"))
        for button in (self.as_list, self.as_family):
            button.setCheckable(True)
            self._views.addButton(button)
            flow.add(button)
        self.as_list.setChecked(True)
        self._views.buttonClicked.connect(self._refresh)
        self.who = QPushButton(self.tr("Who is restrained"))
        theme.dress(self.who, "people", "text", 18)
        self.who.clicked.connect(self._open_equity)
        flow.add(self.who)
        self.new = QPushButton(self.tr("New measure"))
        theme.dress(self.new, "add", "text", 18)
        self.new.clicked.connect(self._open_new)
        flow.add(self.new)
        self.new.setVisible(people.may(self.workspace.role, "define_measures"))
        flow.add(self.all_box)
        return tools

    def _refresh(self) -> None:
        self.workspace.read(rows.read, self._ward, self.all_box.isChecked(), done=self._show)

    def _show(self, listing: Listing) -> None:
        self._ward = listing.ward
        several = len(listing.places) > 1
        self._ward_label.setVisible(several)
        self.ward_box.setVisible(several)
        if several:
            self.ward_box.clear()
            for place in listing.places:
                self.ward_box.addItem(place.name, place.ent)
            self.ward_box.setCurrentIndex(max(0, self.ward_box.findData(listing.ward)))
        self.table.show_page(listing.rows)
        empty = not listing.rows
        as_family = self.as_family.isChecked() and not empty
        self.example.setVisible(empty)
        self.table.setVisible(not empty and not as_family)
        self.family.setVisible(as_family)
        self.all_box.setVisible(not empty and not as_family)
        for button in (self.as_list, self.as_family, self.who):
            button.setVisible(not empty)
        self.note.setText(
            self.tr("Nothing to chart yet. Take the wards' bundles in under Hub; then it looks so:")
            if empty and self.workspace.profile == "hub"
            else self.tr(
                "Nothing to chart yet. Log incidents, confirm quiet shifts and count beds; then it looks so:"
            )
            if empty
            else self.tr("A month counts once at least nine days in ten were reported. Enter opens a chart.")
        )
        if empty:
            self.example.draw()
        elif as_family:
            self.workspace.read(family_page.read, self._ward, done=self._show_family)
        else:
            self._draw_thumbs(listing.rows)
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self._show_chart(wanted)

    def _show_family(self, found: Family) -> None:
        if found.ward == self._ward:
            self.family.show_family(found)

    def _draw_thumbs(self, shown: tuple[Row, ...]) -> None:
        """The small charts, one after another, so that nothing else a person asks for waits behind them."""
        self._thumbs = list(shown)
        self._next_thumb()

    def _next_thumb(self) -> None:
        if self._thumbs and self.isVisible():
            row = self._thumbs.pop(0)
            inch = 96 * theme.scale()
            page = Paper(*rows.THUMB, inch * self.devicePixelRatioF())
            self.workspace.read(_thumb, row, charting.look(), page, done=self._thumb_came)

    def _thumb_came(self, answer: tuple[Row, Drawing | None]) -> None:
        self.table.show_drawing(answer[0].id, answer[1])
        self._next_thumb()

    def _open_row(self, row: Row) -> None:
        self._show_chart(row.id)

    def _show_chart(self, measure: str) -> None:
        self._stack.setCurrentWidget(self.chart)
        self.chart.open(measure, self._ward)
        self._measure = measure

    def _open_behind(self, name: str) -> None:
        """A page behind the chart."""
        if name == "define":
            self._stack.setCurrentWidget(self.define)
            self.define.open(self._measure)
            return
        page: LimitsPage | NotesPage | PointsPage
        page = self.limits if name == "limits" else self.notes if name == "notes" else self.points
        self._stack.setCurrentWidget(page)
        page.open(self._measure, self._ward)
        page.back.setFocus()

    def _back_to_chart(self) -> None:
        self._stack.setCurrentWidget(self.chart)
        self.chart.again()
        self.chart.panel.view.picture.setFocus()

    def _open_equity(self) -> None:
        self._stack.setCurrentWidget(self.equity)
        self.equity.open(self._ward)
        self.equity.part.setFocus()

    def _open_new(self) -> None:
        self._stack.setCurrentWidget(self.define)
        self.define.open()

    def _made(self, ent: str) -> None:
        self._show_chart(ent)

    def _leave(self) -> None:
        self._stack.setCurrentWidget(self._list)
        self._refresh()
        (self.family if self.family.isVisible() else self.table).setFocus()

    def _ward_chosen(self, at: int) -> None:
        self._ward = str(self.ward_box.itemData(at))
        self._refresh()

    def _changed(self, subject: str) -> None:
        if subject not in _CHANGES or not self.isVisible():
            return
        now = self._stack.currentWidget()
        if now is self._list:
            self._refresh()
        elif isinstance(now, ChartPage | LimitsPage | NotesPage | PointsPage | EquityPage):
            now.again()


def _thumb(desk: Desk, row: Row, name: LookName, page: Paper) -> tuple[Row, Drawing | None]:
    return row, charting.thumb(desk, row.charted, name, page)
