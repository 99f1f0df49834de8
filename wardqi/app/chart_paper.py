"""A chart on paper: its sentence, picture and next step, then every point in a table.

Always in the light colours; called on a worker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wardqi.app import charting, say
from wardqi.app.charting import Told
from wardqi.reports.page import Column, Document, Facts, Heading, Paragraph, Picture, Table

if TYPE_CHECKING:
    from wardqi.services.desk import Desk

WIDE_INCHES, HIGH_INCHES = 9.6, 4.9
_WIDTHS = (10.0, 8.5, 9.8, 7.5, 7.5, 8.3, 7.5, 15.5, 8.5, 8.5)
_SAYS, _NOTES = 7, 10
"""Places of two columns; the notes stand above the table, in words."""


def document(_desk: Desk, told: Told, ward: str, title: str, beside: tuple[str, ...]) -> Document:
    """The whole chart for paper; `beside` are sentences that stand next to it, such as the aim."""
    points = told.points
    period = f"{points[0].cells[0]} – {points[-1].cells[0]}" if points else ""
    said = told.charted.said
    gaps = charting.listed(told.missing, most=24)
    facts = [
        (say.tr("On the chart"), "\n".join(told.signs)),
        (say.tr("What it counts"), told.charted.note),
        (say.tr("Next step"), said.next_step),
        (say.tr("Take care"), " ".join(told.cautions)),
        (say.tr("Missing, not zero"), f"{gaps}." if gaps else ""),
        (say.tr("Beside the figures"), "\n".join(beside)),
    ]
    return Document(
        title,
        ward,
        (
            Paragraph(said.text, "strong"),
            Picture(charting.print_png(told.charted, (WIDE_INCHES, HIGH_INCHES)), said.text),
            Facts(tuple((label, words) for label, words in facts if words)),
            Heading(say.tr("Every point"), 2),
            _table(told),
        ),
        period=period,
        sensitive=True,
    )


def _table(told: Told) -> Table:
    """The columns that say something anywhere; a period without a figure says why it has none."""
    rows = [_row(told, at) for at in range(len(told.points))]
    kept = [at for at in range(_NOTES) if any(row[at] for row in rows)]
    titles = charting.headings(short=True)
    return Table(
        tuple(Column(titles[at], _WIDTHS[at], right=at not in (0, _SAYS)) for at in kept),
        tuple(tuple(row[at] for at in kept) for row in rows),
    )


def _row(told: Told, at: int) -> tuple[str, ...]:
    cells = list(told.points[at].cells)
    if not cells[_SAYS]:  # a gap: in place of what it shows stands why there is none
        cells[_SAYS] = told.points[at].gap
    return tuple(cells)
