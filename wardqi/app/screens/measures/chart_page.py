"""One measure's chart: what it counts, the chart with its sentence, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wardqi.app import charting, say, theme
from wardqi.app.charting import Told
from wardqi.app.chart_panel import ChartPanel
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.services import measuring
from wardqi.services.desk import NotFound

if TYPE_CHECKING:
    from wardqi.services.desk import Desk


def read(desk: Desk, measure: str, ward: str, kind: str) -> Told:
    """A chart and all that can be said of it. Without bed days a rate is shown as its counts."""
    found = measuring.measure_ward(desk, ward, [measure])
    if not found:
        raise NotFound
    return charting.tell(charting.chart_of(charting.as_counts(found[0]) or found[0], kind or None))


class ChartPage(QWidget):
    """The chart of one measure of one ward."""

    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.back = QPushButton(self.tr("All measures"))
        look(self.back, "quiet")
        theme.dress(self.back, "back", "action", 18)
        self.back.clicked.connect(self.left)
        self.title = Words("", "title")
        self.counts = Words("", "second")
        self.panel = ChartPanel(workspace, self.tr("Chart"))
        self.panel.told.connect(self._told)
        self.panel.failed.connect(workspace.explain)
        self.beds = QPushButton(self.tr("Add bed days to see a rate"))
        self.beds.clicked.connect(lambda: workspace.go("bed_days"))
        self.beds.hide()
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self.back)
        head.addStretch(1)
        head.addWidget(self.panel.bar)
        sheet = Sheet()
        sheet.add_layout(head)
        for part in (self.title, self.counts, self.beds):
            sheet.add(part)
        sheet.add(self.panel, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)

    def open(self, measure: str, ward: str) -> None:
        """Show a measure; its own kind of chart first."""
        self.title.setText("")
        self.counts.setText("")
        self.panel.open(read, measure, ward)
        self.panel.view.picture.setFocus()

    def again(self) -> None:
        """Read it anew."""
        self.panel.again()

    def _told(self, told: Told) -> None:
        measured = told.charted.measured
        if measured is None:
            return
        one = measured.measure
        title = told.charted.title
        if self._workspace.profile == "hub":
            title = self.tr("{ward}: {measure}").format(ward=measured.ward_name, measure=title)
        self.title.setText(title)
        things = say.code("counted_thing", one.counts).lower()
        self.counts.setText(
            self.tr("This chart counts {things}. {definition}").format(
                things=things, definition=one.definition
            )
        )
        self.beds.setVisible(charting.lacks_beds(measured) and self._workspace.profile == "ward")
        name = f"{measured.ward_name} {one.id}".strip().replace(" ", "-").lower()
        self.panel.title, self.panel.file_name = f"{measured.ward_name}: {told.charted.title}", name
