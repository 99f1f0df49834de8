"""The list of measures: what is read for it, and the table that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from wardqi.app import charting, say, theme
from wardqi.app.tables import Column, RecordTable
from wardqi.domain import pack
from wardqi.services import coverage, measuring
from wardqi.services.coverage import Ward
from wardqi.services.measuring import Measured

if TYPE_CHECKING:
    from wardqi.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Row:
    """One measure in the list: `tone` is concern, improvement or empty."""

    measured: Measured
    sentence: str
    tone: str

    @property
    def id(self) -> str:
        """The measure's id."""
        return self.measured.measure.id


@dataclass(frozen=True, slots=True)
class Listing:
    """The list for one ward, and every ward there is to choose from."""

    ward: str
    places: tuple[Ward, ...]
    rows: tuple[Row, ...]


def read(desk: Desk, ward: str, everything: bool) -> Listing:
    """The measures of a ward; an empty `ward` takes the store's own, or the first."""
    places = tuple(coverage.wards(desk))
    chosen = ward or desk.store.fact("ward") or (places[0].ent if places else "")
    if not chosen:
        return Listing("", places, ())
    first = list(measuring.FIRST_MEASURES)
    ids = [*first, *(one for one in pack.RULES if one not in first)] if everything else first
    found = measuring.measure_ward(desk, chosen, ids)
    return Listing(chosen, places, tuple(map(_row, found)))


def _row(measured: Measured) -> Row:
    counted = charting.as_counts(measured) or measured
    charted = charting.chart_of(counted)
    variation = charted.analysis.variation if charted.analysis is not None else None
    tone = (variation or "").partition("_")[0]
    said = charted.said.sentence
    if counted is not measured:
        said = say.tr("No bed days yet, so no rate. {sentence}", sentence=said)
    return Row(counted, said, tone if tone in ("concern", "improvement") else "")


def kind_of(row: Row) -> str:
    """What kind of measure, and what it counts: "Outcome · counts incidents"."""
    one = row.measured.measure
    counts = say.code("counted_thing", one.counts).lower()
    return say.tr("{kind} · counts {things}", kind=say.code("measure_kind", one.kind), things=counts)


def share(row: Row) -> str:
    """How complete reporting is: "97% of days reported"."""
    return say.tr("{percent}% of days reported", percent=_percent(row.measured.completeness))


def _percent(part: float) -> int:
    """Whole per cent, never 100 unless it is all, never 0 unless it is none."""
    if 0 < part < 1:
        return min(99, max(1, round(part * 100)))
    return round(part * 100)


def _columns() -> Sequence[Column[Row]]:
    return (
        Column(say.tr("Measure"), lambda row: f"{row.measured.measure.name}\n{kind_of(row)}", width=34),
        Column(say.tr("Latest"), lambda row: charting.latest(row.measured), width=20, keep=False),
        Column(
            say.tr("What the chart says"),
            lambda row: row.sentence,
            icon=lambda row: {"concern": "caution", "improvement": "saved"}.get(row.tone, ""),
        ),
        Column(say.tr("Reported"), share, width=16, keep=False),
    )


class MeasureTable(RecordTable):
    """Three lines to a row, and a bar under how much was reported."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say.tr("Measures"), _columns(), page_size=200, lines=3, parent=parent)
        self.view.setItemDelegate(_Bars(self))


class _Bars(QStyledItemDelegate):
    """Paints the last column's words with a bar of the same length below; the words say it all."""

    def __init__(self, table: MeasureTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The bar in the column of what was reported; every other cell as usual."""
        model = self._table.model
        if model.shown()[index.column()] is not model.columns[-1]:
            super().paint(painter, option, index)
            return
        row: Row = model.row(index.row())
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        words, cell.text = cell.text, ""
        style = self._table.view.style() or QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, self._table.view)
        now, edge = theme.current(), theme.px(11)
        room = QRectF(cell.rect).adjusted(edge, theme.px(8), -edge, -theme.px(8))
        thick = theme.px(8)
        painter.save()
        painter.setFont(cell.font)
        painter.setPen(now.colour("text"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        painter.drawText(room.adjusted(0, 0, 0, -thick - theme.px(6)), flags, words)
        bar = QRectF(room.left(), room.bottom() - thick, room.width(), thick)
        painter.setPen(now.colour("border"))
        painter.setBrush(now.colour("surface"))
        painter.drawRect(bar)
        full = QRectF(bar)
        full.setWidth(bar.width() * max(0.0, min(1.0, row.measured.completeness)))
        painter.setBrush(now.colour("action"))
        painter.drawRect(full)
        painter.restore()
