"""A whole chart for a page: sentence, picture, kinds, why a point is marked, next step, copy and save."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import (
    QButtonGroup,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import chart_paper, charting, choosing, theme
from wardqi.app.charting import Told
from wardqi.app.say import Message
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.chart_view import ChartView, Drawing, Paper
from wardqi.app.widgets.words import Words, tip
from wardqi.app.workspace import Workspace
from wardqi.services import measuring

if TYPE_CHECKING:
    from wardqi.reports.look import LookName
    from wardqi.reports.page import Document
from wardqi.services.desk import Desk

RUN = "run"
BETWEEN = "t"
"""Days between events, for what happens seldom."""
_MOST_SIGNS = 12


class ChartPanel(QWidget):
    """Give it `read`, a service-like function `read(desk, *args, kind) -> Told`; an empty kind is the chart's
    own. Each time a chart has been read, `told` gives it. Put `tools`, its buttons, where they should stand.

    `title` and `file_name` are for a picture that leaves; `ward`, `paper_title`, the record it is `about` and
    the sentences `beside` it are for paper."""

    told = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, name: str) -> None:
        super().__init__()
        self._workspace = workspace
        self._read: Callable[..., Told] | None = None
        self._args: tuple[object, ...] = ()
        self._kind = ""
        self.offers_between = False
        self._turn = 0
        self.title = ""
        self.file_name = "chart"
        self.ward = self.paper_title = self.about = ""
        self.beside: tuple[str, ...] = ()
        self.now: Told | None = None
        self.view = ChartView(name, charting.headings(short=True), charting.WIDTHS)
        self.view.wanted.connect(self._draw)
        self.view.asked_why.connect(self._why)
        self.view.announced.connect(workspace.announce)
        self.view.stepped.connect(self._stepped)
        self.signs = Words()
        self.why = Words()
        self.cautions = Words("", "caution")
        self.missing = Words()
        self.next = Words()
        self.tools = self._make_tools()
        self._lay_out()

    def open(self, read: Callable[..., Told], *args: object) -> None:
        """Show another chart, its own kind first."""
        self._read, self._args, self._kind, self.now = read, args, "", None
        self.own.setText("")
        self.view.clear(self.tr("Working out the chart…"))
        self.signs.hide()
        self._why_card.hide()
        self._next_card.hide()
        self.again()

    def again(self) -> None:
        """Read it anew."""
        if self._read is not None:
            self._turn += 1
            self._workspace.read(
                _read, self._turn, self._read, self._args, self._kind, done=self._show, failed=self._not_read
            )

    def _make_tools(self) -> tuple[QWidget, ...]:
        self._kinds = QButtonGroup(self)
        self._kinds.setExclusive(True)
        self.own = QPushButton()
        self.run = QPushButton(self.tr("Run chart"))
        self.between = QPushButton(self.tr("Days between"))
        for button in (self.own, self.run, self.between):
            button.setCheckable(True)
            button.hide()
            self._kinds.addButton(button)
        tip(self.own, self.tr("The chart that suits this measure, with its limits"))
        tip(self.run, self.tr("Figures around their median, without limits"))
        tip(self.between, self.tr("Days from one event to the next, for what happens seldom"))
        self._kinds.buttonClicked.connect(self._switch)
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
        self.print = QPushButton(self.tr("Print"))
        tip(self.print, self.tr("Print chart and table, or save them as a PDF (Ctrl+P)"))
        self.print.clicked.connect(self.print_out)
        return (self.own, self.run, self.between, self.share, self.print)

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(12))
        rows.addWidget(self.view, 1)
        rows.addWidget(self.signs)
        self.signs.hide()
        self._why_card = Card(self.tr("Why is this point marked?"))
        self._why_card.add(self.why)
        rows.addWidget(self._why_card)
        self._next_card = Card(self.tr("Next step"))
        for words in (self.next, self.cautions, self.missing):
            self._next_card.add(words)
        rows.addWidget(self._next_card)
        self._why_card.hide()
        self._next_card.hide()

    def _show(self, answer: tuple[int, Told]) -> None:
        turn, told = answer
        if turn != self._turn:
            return
        self.now = told
        self.view.set_chart(told.charted.said.text, told.points, told.stamp)
        self._set(self.signs, self._named(told.signs))
        self._set(self.next, told.charted.said.next_step)
        self._set(self.cautions, " ".join(told.cautions))
        gaps = charting.listed(told.missing)
        self._set(self.missing, self.tr("Missing, not zero: {months}.").format(months=gaps) if gaps else "")
        self._next_card.setVisible(bool(told.charted.said.next_step or told.cautions or gaps))
        self._why_card.hide()
        for button in (self.share, self.print):
            button.setEnabled(told.charted.analysis is not None)
        self._offer_kinds(told)
        self.told.emit(told)
        self._draw()

    def _named(self, signs: tuple[str, ...]) -> str:
        """What stands on the chart, a line each; very many are left to the table."""
        lines = list(signs[:_MOST_SIGNS])
        if len(signs) > _MOST_SIGNS:
            more = self.tr("{count} more, in the table.")
            lines.append(more.format(count=len(signs) - _MOST_SIGNS))
        return "\n".join(lines)

    def _offer_kinds(self, told: Told) -> None:
        """A button for each kind when the chart has one of its own besides the run chart."""
        if self._kind == BETWEEN:
            self.between.setChecked(True)
            return
        measured = told.charted.measured
        seldom = measured is not None and measuring.seldom(measured)
        self.between.setVisible(self.offers_between and seldom)
        if self._kind != RUN and told.charted.analysis is not None and told.kind != RUN:
            from wardqi.reports import explain

            self.own.setText(explain.kind_name(told.charted.analysis.kind))
        offered = bool(self.own.text())
        self.own.setVisible(offered)
        self.run.setVisible(offered)
        (self.run if told.kind == RUN else self.own).setChecked(True)

    def _not_read(self, error: Exception) -> None:
        self.view.clear("")
        self.share.setEnabled(False)
        self.print.setEnabled(False)
        self.failed.emit(error)

    def _switch(self) -> None:
        self._kind = RUN if self.run.isChecked() else BETWEEN if self.between.isChecked() else ""
        self.again()

    def _draw(self) -> None:
        if self.now is not None and self.isVisible():
            self._workspace.read(_draw, self.now, charting.look(), self.view.paper(), done=self._drawn)

    def _drawn(self, answer: tuple[Told, Drawing | None]) -> None:
        if answer[0] is self.now:
            self.view.set_drawing(answer[1])

    def _stepped(self, _at: int) -> None:
        self._why_card.hide()

    def _why(self, at: int) -> None:
        if self.now is not None:
            said = " ".join(self.now.why[at])
            self.why.setText(said)
            self._why_card.show()
            QTimer.singleShot(0, self, self._see_why)
            self._workspace.announce(said)

    def _see_why(self) -> None:
        """Bring the answer into view, and no further than it needs, so that the chart stays in sight."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self._why_card, 0, theme.px(8))

    def copy_picture(self) -> None:
        """The picture, in the light colours, to the clipboard."""
        if self.now is not None:
            self._workspace.read(charting.picture, self.now.charted, self.title, done=self._picture_copied)

    def _picture_copied(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        self._workspace.announce(self.tr("Picture copied."))

    def copy_table(self) -> None:
        """The table, its cells parted by tabs, to the clipboard."""
        from wardqi.reports import sheet

        if self.now is not None:
            rows = charting.rows(self.now.charted)
            QGuiApplication.clipboard().setText(sheet.tab_text(charting.headings(), rows))
            self._workspace.announce(self.tr("Table copied."))

    def print_out(self) -> bool:
        """Chart and table on paper, after a preview; False when there is no chart."""
        if self.now is None or self.now.charted.analysis is None:
            return False
        self._workspace.read(
            _paper,
            self.now,
            self.ward,
            self.paper_title,
            self.beside,
            done=self._print,
            failed=self._not_saved,
        )
        return True

    def _print(self, answer: tuple[Told, Document]) -> None:
        if answer[0] is self.now:
            self._workspace.print_out(answer[1], "chart", self.about, self.file_name)

    def save_picture(self) -> None:
        """The picture to a file; its ending says which kind."""
        kinds = (self.tr("Picture (*.png)"), self.tr("Drawing (*.svg)"), self.tr("Document (*.pdf)"))
        path = choosing.new_file(self, self.tr("Save picture"), self.file_name, kinds)
        if path is not None and self.now is not None:
            self._keep(charting.save_picture, self.now.charted, self.title, path)

    def save_table(self) -> None:
        """The table to a CSV that is safe to open in a spreadsheet."""
        path = choosing.new_file(self, self.tr("Save table"), self.file_name, (self.tr("Table (*.csv)"),))
        if path is not None and self.now is not None:
            self._keep(charting.save_table, self.now, path)

    def _keep(self, fn: Callable[..., Path], *args: object) -> None:
        self._workspace.read(fn, *args, done=self._saved, failed=self._not_saved)

    def _saved(self, path: Path) -> None:
        what = self.tr("{name} saved.").format(name=path.name)
        self._workspace.show(Message(what=what, tone="good"))

    def _not_saved(self, error: Exception) -> None:
        if not isinstance(error, OSError | ValueError):
            self._workspace.explain(error)
            return
        self._workspace.show(
            Message(
                what=self.tr("The file was not saved."),
                safe=self.tr("Your records are safe."),
                do=self.tr("Choose another folder, or a name that ends in .png, .svg, .pdf or .csv."),
            )
        )

    @staticmethod
    def _set(words: Words, text: str) -> None:
        words.setText(text)
        words.setVisible(bool(text))


def _read(
    desk: Desk, turn: int, read: Callable[..., Told], args: tuple[Any, ...], kind: str
) -> tuple[int, Told]:
    return turn, read(desk, *args, kind)


def _paper(desk: Desk, told: Told, ward: str, title: str, beside: tuple[str, ...]) -> tuple[Told, Document]:
    return told, chart_paper.document(desk, told, ward, title, beside)


def _draw(desk: Desk, told: Told, name: LookName, page: Paper) -> tuple[Told, Drawing | None]:
    return told, charting.draw(desk, told.charted, name, page)
