"""Coverage: the matrix, what a cell lacks, which changes have not come, and a polite message about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.screens.hub.asking import AskWard
from wardqi.app.screens.hub.matrix import MatrixView, spoken
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.services import coverage
from wardqi.services.coverage import Cell, Gap, Matrix, Missing, WardCoverage


class Coverage(QWidget):
    """Wards by months."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._missing: Missing | None = None
        self.view = MatrixView()
        self.view.asked.connect(self._ask)
        self.empty = Empty(self.tr("No ward has sent anything yet. Take bundles in under Inbox."), "hub")
        self.note = Words(
            self.tr(
                "Full: at least nine days in ten were reported. A ward with ! has changes that have not been "
                "received. Enter shows what is missing."
            ),
            "second",
        )
        self.gaps = Words("", "caution")
        self.card = Card(self.tr("What is missing"))
        self.copy = QPushButton(self.tr("Copy a polite message"))
        theme.dress(self.copy, "note", "text", 18)
        self.copy.clicked.connect(self._copy)
        self.card.add_beside_heading(self.copy)
        self.ask = AskWard(workspace)
        sheet = Sheet()
        sheet.add(self.note)
        self.view.setMinimumHeight(theme.px(200))
        sheet.add(self.view, 1)
        sheet.add(self.empty, 1)
        sheet.add(self.gaps)
        sheet.add(self.card)
        sheet.add(self.ask)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)
        self.card.hide()
        self.ask.hide()
        self.gaps.hide()
        self.empty.hide()

    def refresh(self) -> None:
        """Read the last twelve months and this one."""
        self._workspace.read(coverage.matrix, done=self._show)

    def _show(self, matrix: Matrix) -> None:
        self.view.show_matrix(matrix)
        some = bool(matrix.rows)
        for part in (self.view, self.note):
            part.setVisible(some)
        self.empty.setVisible(not some)
        lines = [line for row in matrix.rows for line in gap_lines(row.gaps)]
        self.gaps.setText(" ".join(lines))
        self.gaps.setVisible(bool(lines))

    def _ask(self, row: WardCoverage, cell: Cell) -> None:
        self._workspace.read(coverage.missing, row.ward.ent, cell.month, done=self._told)

    def _told(self, found: Missing) -> None:
        self._missing = found
        self.card.clear()
        self.card.heading.setText(f"{found.ward.name}, {say.month(found.month)}: {spoken(found.cell)}")
        lines = missing_lines(found)
        for line in lines or [self.tr("Nothing is missing.")]:
            self.card.add(Words(line))
        self.copy.setVisible(bool(lines))
        self.card.show()
        self.ask.open(found)
        self._workspace.announce(" ".join([self.card.heading.text(), *lines]))

    def _copy(self) -> None:
        if self._missing is None:
            return
        QGuiApplication.clipboard().setText(message(self._missing))
        self._workspace.announce(self.tr("Message copied. Paste it into an NHSmail message."))


def gap_lines(gaps: Sequence[Gap]) -> list[str]:
    """ "Maple PC 2: changes 31–40 not received." for each gap."""
    return [
        say.tr("{pc}: changes {first}–{last} not received.", pc=gap.pc, first=gap.first, last=gap.last)
        if gap.first != gap.last
        else say.tr("{pc}: change {first} not received.", pc=gap.pc, first=gap.first)
        for gap in gaps
    ]


def missing_lines(found: Missing) -> list[str]:
    """What a ward's month lacks, in sentences."""
    lines = []
    if found.days:
        lines.append(say.tr("Nobody reported on {days}.", days=_days(found.days)))
    if found.beds:
        lines.append(say.tr("Beds were not counted on {days}.", days=_days(found.beds)))
    return [*lines, *gap_lines(found.gaps)]


def message(found: Missing) -> str:
    """A polite message that asks a ward for what its month lacks."""
    parts = [
        say.tr("Dear colleagues of {ward},", ward=found.ward.name),
        say.tr(
            "thank you for what you send. For {month} we are still missing:", month=say.month(found.month)
        ),
        "\n".join(f"- {line}" for line in missing_lines(found)),
        say.tr(
            "If those days were quiet, confirming the quiet shifts is enough: zero then counts as zero. "
            "After that, please make a bundle under Send and receive. Thank you."
        ),
    ]
    return "\n\n".join(parts)


def _days(days: Sequence[date]) -> str:
    spans = []
    for first, last in coverage.runs(days):
        spans.append(
            say.day(first)
            if first == last
            else say.tr("{first} to {last}", first=first.day, last=say.day(last))
        )
    return say.listed(spans)
