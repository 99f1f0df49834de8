"""One measure's chart: the sentence, the picture, what to do next, and how it was worked out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from wardqi.app import charting, choosing, diagnostics, say, theme
from wardqi.app.charting import Told
from wardqi.app.say import Message
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.chart_view import ChartView, Drawing, Paper
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look, tip
from wardqi.app.workspace import Workspace
from wardqi.services import measuring
from wardqi.services.desk import NotFound

if TYPE_CHECKING:
    from wardqi.reports.look import LookName
    from wardqi.services.desk import Desk

RUN = "run"


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
        self._measure = self._ward = self._kind = ""
        self.told: Told | None = None
        self.back = QPushButton(self.tr("All measures"))
        look(self.back, "quiet")
        theme.dress(self.back, "back", "action", 18)
        self.back.clicked.connect(self.left)
        self.title = Words("", "title")
        self.counts = Words("", "second")
        self.view = ChartView(self.tr("Chart"), charting.headings())
        self.view.wanted.connect(self._draw)
        self.view.asked_why.connect(self._why)
        self.view.announced.connect(workspace.announce)
        self.view.stepped.connect(self._stepped)
        self.why = Words()
        self.cautions = Words("", "caution")
        self.missing = Words()
        self.next = Words()
        self.beds = QPushButton(self.tr("Add bed days to see a rate"))
        self.beds.clicked.connect(lambda: workspace.go("bed_days"))
        self._lay_out()

    def open(self, measure: str, ward: str) -> None:
        """Show a measure; its own kind of chart first."""
        self._measure, self._ward, self._kind = measure, ward, ""
        self.told = None
        self.title.setText("")
        self.view.clear(self.tr("Working out the chart…"))
        self.view.picture.setFocus()
        self.again()

    def again(self) -> None:
        """Read it anew."""
        self._workspace.read(read, self._measure, self._ward, self._kind, done=self._show)

    def _lay_out(self) -> None:
        sheet = Sheet()
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self.back)
        head.addStretch(1)
        self._kinds = QButtonGroup(self)
        self._kinds.setExclusive(True)
        self.own = QPushButton()
        self.run = QPushButton(self.tr("Run chart"))
        for button in (self.own, self.run):
            button.setCheckable(True)
            self._kinds.addButton(button)
            head.addWidget(button)
        tip(self.own, self.tr("The chart that suits this measure, with its limits"))
        tip(self.run, self.tr("Figures around their median, without limits"))
        self._kinds.buttonClicked.connect(self._switch)
        head.addWidget(self._share_button())
        sheet.add_layout(head)
        sheet.add(self.title)
        sheet.add(self.counts)
        sheet.add(self.view, 1)
        sheet.add(self.beds)
        self._why_card = Card(self.tr("Why is this point marked?"))
        self._why_card.add(self.why)
        sheet.add(self._why_card)
        self._next_card = Card(self.tr("Next step"))
        self._next_card.add(self.next)
        self._next_card.add(self.cautions)
        self._next_card.add(self.missing)
        sheet.add(self._next_card)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)
        for part in (self._why_card, self.beds, self.own, self.run):
            part.hide()

    def _share_button(self) -> QToolButton:
        self.share = QToolButton()
        self.share.setText(self.tr("Copy or save"))
        self.share.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.share.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        menu = QMenu(self.share)
        menu.addAction(self.tr("Copy picture"), self.copy_picture)
        menu.addAction(self.tr("Copy table"), self.copy_table)
        menu.addAction(self.tr("Save picture…"), self.save_picture)
        menu.addAction(self.tr("Save table as CSV…"), self.save_table)
        self.share.setMenu(menu)
        return self.share

    def _show(self, told: Told) -> None:
        measured = told.charted.measured
        if measured is None or measured.measure.id != self._measure or measured.ward != self._ward:
            return
        self.told = told
        one = measured.measure
        ward = f"{measured.ward_name}: " if self._workspace.profile == "hub" else ""
        self.title.setText(f"{ward}{told.charted.title}")
        counts = say.code("counted_thing", one.counts).lower()
        self.counts.setText(
            self.tr("This chart counts {things}. {definition}").format(
                things=counts, definition=one.definition
            )
        )
        self.view.set_chart(told.charted.said.text, told.points, told.stamp)
        self._set(self.next, told.charted.said.next_step)
        self._set(self.cautions, " ".join(told.cautions))
        gaps = charting.listed(told.missing)
        self._set(self.missing, self.tr("Missing, not zero: {months}.").format(months=gaps) if gaps else "")
        self.beds.setVisible(one.unit == one.counts and one.id.endswith("_rate"))
        self._why_card.hide()
        self.share.setEnabled(told.charted.analysis is not None)
        self._offer_kinds(told, one.chart)
        self._draw()

    def _offer_kinds(self, told: Told, own: str) -> None:
        from wardqi.reports import explain

        if self._kind != RUN and told.kind not in ("", RUN):
            self.own.setText(explain.kind_name(told.charted.analysis.kind) if told.charted.analysis else "")
        offered = own != RUN and bool(self.own.text()) and (told.kind != RUN or self._kind == RUN)
        self.own.setVisible(offered)
        self.run.setVisible(offered)
        (self.run if told.kind == RUN else self.own).setChecked(True)

    def _switch(self) -> None:
        self._kind = RUN if self.run.isChecked() else ""
        self.again()

    def _draw(self) -> None:
        if self.told is not None and self.isVisible():
            self._workspace.read(_draw, self.told, charting.look(), self.view.paper(), done=self._drawn)

    def _drawn(self, answer: tuple[Told, Drawing | None]) -> None:
        if answer[0] is self.told:
            self.view.set_drawing(answer[1])

    def _stepped(self, _at: int) -> None:
        self._why_card.hide()

    def _why(self, at: int) -> None:
        if self.told is not None:
            said = " ".join(self.told.why[at])
            self.why.setText(said)
            self._why_card.show()
            self._workspace.announce(said)

    def copy_picture(self) -> None:
        """The picture, in the light colours, to the clipboard."""
        if self.told is not None:
            self._workspace.read(
                charting.picture, self.told.charted, self.title.text(), done=self._picture_copied
            )

    def _picture_copied(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        self._workspace.announce(self.tr("Picture copied."))

    def copy_table(self) -> None:
        """The table, its cells parted by tabs, to the clipboard."""
        from wardqi.reports import sheet

        if self.told is not None:
            rows = charting.rows(self.told.charted)
            QGuiApplication.clipboard().setText(sheet.tab_text(charting.headings(), rows))
            self._workspace.announce(self.tr("Table copied."))

    def save_picture(self) -> None:
        """The picture to a file; its ending says which kind."""
        kinds = (
            self.tr("Picture (*.png)"),
            self.tr("Drawing (*.svg)"),
            self.tr("Document (*.pdf)"),
        )
        path = choosing.new_file(self, self.tr("Save picture"), self._file_name(), kinds)
        if path is not None and self.told is not None:
            self._workspace.read(
                charting.save_picture,
                self.told.charted,
                self.title.text(),
                path,
                done=self._saved,
                failed=self._not_saved,
            )

    def save_table(self) -> None:
        """The table to a CSV that is safe to open in a spreadsheet."""
        kinds = (self.tr("Table (*.csv)"),)
        path = choosing.new_file(self, self.tr("Save table"), self._file_name(), kinds)
        if path is not None and self.told is not None:
            self._workspace.read(
                charting.save_table, self.told, path, done=self._saved, failed=self._not_saved
            )

    def _file_name(self) -> str:
        return f"{self._workspace.ward} {self._measure}".strip().replace(" ", "-").lower()

    def _saved(self, path: Path) -> None:
        what = self.tr("{name} saved.").format(name=path.name)
        self._workspace.show(Message(what=what, tone="good"))

    def _not_saved(self, error: Exception) -> None:
        if isinstance(error, OSError | ValueError):
            self._workspace.show(
                Message(
                    what=self.tr("The file was not saved."),
                    safe=self.tr("Your records are safe."),
                    do=self.tr("Choose another folder, or a name that ends in .png, .svg, .pdf or .csv."),
                )
            )
        else:
            self._workspace.show(say.problem(error) or say.broke(diagnostics.fault(error)))

    @staticmethod
    def _set(words: Words, text: str) -> None:
        words.setText(text)
        words.setVisible(bool(text))


def _draw(desk: Desk, told: Told, name: LookName, page: Paper) -> tuple[Told, Drawing | None]:
    return told, charting.draw(desk, told.charted, name, page)
