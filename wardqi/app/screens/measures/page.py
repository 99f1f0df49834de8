"""The Measures screen: a list first, then one measure's chart; Esc goes back to the list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from wardqi.app import theme
from wardqi.app.screen import Page
from wardqi.app.screens.measures import rows
from wardqi.app.screens.measures.chart_page import ChartPage
from wardqi.app.screens.measures.example import Example
from wardqi.app.screens.measures.rows import Listing, MeasureTable, Row
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace

_CHANGES = ("incidents", "bed_days", "quiet_shifts", "measures", "exchange")


class Measures(Page):
    """The list, for one ward, and the chart of the measure that was opened."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._ward = ""
        self._wanted = ""
        self.table = MeasureTable()
        self.table.opened.connect(self._open_row)
        self.ward_box = QComboBox()
        self.ward_box.activated.connect(self._ward_chosen)
        self.all_box = QCheckBox(self.tr("Show every measure"))
        self.all_box.toggled.connect(self._refresh)
        self.example = Example(workspace)
        self.note = Words("", "second")
        self.chart = ChartPage(workspace)
        self.chart.left.connect(self._leave)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list_page())
        self._stack.addWidget(self.chart)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        workspace.changed.connect(self._changed)

    def open(self, ident: str) -> None:
        """The list; or "measure" or "measure@ward", the chart of one."""
        measure, _, ward = ident.partition("@")
        if ward:
            self._ward = ward
        self._wanted = measure
        if not measure and self._stack.currentWidget() is self.chart:
            self._stack.setCurrentIndex(0)
        self._refresh()

    def back(self) -> bool:
        """From the chart to the list."""
        if self._stack.currentWidget() is not self.chart:
            return False
        self._leave()
        return True

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
        sheet.add(self.note)
        sheet.add(self.all_box)
        sheet.add(self.table, 1)
        sheet.add(self.example, 1)
        self.example.hide()
        return sheet

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
        self.example.setVisible(empty)
        self.table.setVisible(not empty)
        self.all_box.setVisible(not empty)
        self.note.setText(
            self.tr(
                "Nothing to chart yet. Log incidents, confirm quiet shifts and count beds; then it looks so:"
            )
            if empty
            else self.tr("A month counts once at least nine days in ten were reported. Enter opens a chart.")
        )
        if empty:
            self.example.draw()
        wanted, self._wanted = self._wanted, ""
        row = next((one for one in listing.rows if one.id == wanted), None)
        if row is not None:
            self._open_row(row)
        elif wanted:
            self._show_chart(wanted)

    def _open_row(self, row: Row) -> None:
        self._show_chart(row.id)

    def _show_chart(self, measure: str) -> None:
        self._stack.setCurrentWidget(self.chart)
        self.chart.open(measure, self._ward)

    def _leave(self) -> None:
        self._stack.setCurrentIndex(0)
        self.table.setFocus()

    def _ward_chosen(self, at: int) -> None:
        self._ward = str(self.ward_box.itemData(at))
        self._refresh()

    def _changed(self, subject: str) -> None:
        if subject in _CHANGES and self.isVisible():
            self._refresh()
            if self._stack.currentWidget() is self.chart:
                self.chart.again()
