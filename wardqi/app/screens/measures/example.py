"""What a chart will look like, faint and named as an example, until there is something of the ward's own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wardqi.app import charting
from wardqi.app.widgets.chart_view import Drawing, Paper, Picture, paper
from wardqi.app.workspace import Workspace
from wardqi.services.measuring import Charted

if TYPE_CHECKING:
    from wardqi.domain.spc import Analysis
    from wardqi.reports.look import LookName
    from wardqi.services.desk import Desk

_FIGURES = (11, 9, 12, 14, 10, 8, 11, 13, 9, 12, 10, 11, 7, 6, 8, 5, 7, 6)


class Example(QWidget):
    """A picture of invented figures with "Example, not your data" across it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.picture = Picture(self.tr("Example chart, not your data"))
        self.picture.wanted.connect(self.draw)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.picture)

    def draw(self) -> None:
        """Ask for the picture."""
        if self.isVisible():
            words = self.tr("Example, not your data")
            self._workspace.read(_draw, charting.look(), paper(self.picture), words, done=self._drawn)

    def _drawn(self, drawing: Drawing) -> None:
        self.picture.set_drawing(drawing)


def _draw(desk: Desk, name: LookName, page: Paper, words: str) -> Drawing | None:
    from wardqi.reports import sentences

    analysis = _analysis()
    charted = Charted("", "incidents", "incidents", analysis, sentences.Said("", "", ""))
    return charting.draw(desk, charted, name, page, words)


def _analysis() -> Analysis:
    from wardqi.domain import spc

    points = tuple(
        spc.Point(date(2025 + at // 12, at % 12 + 1, 1), value=float(figure))
        for at, figure in enumerate(_FIGURES)
    )
    return spc.analyse(spc.Series(points), spc.Settings(kind="run", improve="down"))
