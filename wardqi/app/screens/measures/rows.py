"""The list of measures: what is read for it, and the table that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSizeF, Qt
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
from wardqi.app.widgets.chart_view import Drawing
from wardqi.domain import pack
from wardqi.services import coverage, measuring
from wardqi.services.coverage import Ward
from wardqi.services.measuring import Charted, Measured

if TYPE_CHECKING:
    from wardqi.services.desk import Desk


NARROW_LIST = 1000
_REPORTED, _CHART = 3, 4
THUMB = (1.56, 0.76)
"""A small chart's size in inches."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measure in the list: `tone` is concern, improvement or empty."""

    measured: Measured
    sentence: str
    tone: str
    charted: Charted

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
    own = [one.id for one in measuring.own_of(desk, chosen)]
    rest = [one for one in pack.shipped() if one not in first] if everything else []
    found = measuring.measure_ward(desk, chosen, [*first, *own, *rest])
    return Listing(chosen, places, tuple(map(row_of, found)))


def row_of(measured: Measured) -> Row:
    """A measure with what its chart says."""
    counted = charting.as_counts(measured) or measured
    charted = charting.chart_of(counted)
    variation = charted.analysis.variation if charted.analysis is not None else None
    tone = (variation or "").partition("_")[0]
    said = charted.said.sentence
    if counted is not measured:
        said = say.tr("No bed days yet, so no rate. {sentence}", sentence=said)
    return Row(counted, said, tone if tone in ("concern", "improvement") else "", charted)


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


def _no_words(_row: Row) -> str:
    """A picture stands here; what it shows is in the next column."""
    return ""


def _icons(row: Row) -> str:
    """The icon pair as a screen reader says it."""
    from wardqi.reports import explain

    analysis = row.charted.analysis
    if analysis is None:
        return ""
    return f"{explain.variation(analysis.variation)} {explain.assurance(analysis.assurance)}"


def _columns() -> Sequence[Column[Row]]:
    return (
        Column(say.tr("Measure"), lambda row: f"{row.measured.measure.name}\n{kind_of(row)}", width=25),
        Column(say.tr("Latest"), lambda row: charting.latest(row.measured), width=13, keep=False),
        Column(say.tr("What the chart says"), lambda row: row.sentence),
        Column(say.tr("Reported"), share, width=14, keep=False),
        Column(say.tr("Chart"), _no_words, spoken=_icons, width=21, keep=False),
    )


class MeasureTable(RecordTable):
    """Three lines to a row, and a bar under how much was reported."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            say.tr("Measures"), _columns(), page_size=200, lines=4, narrow=NARROW_LIST, parent=parent
        )
        self.drawings: dict[str, Drawing] = {}
        self.view.setItemDelegate(_Cells(self))

    def show_drawing(self, id_: str, drawing: Drawing | None) -> None:
        """The small chart of a measure has come."""
        if drawing is not None:
            self.drawings[id_] = drawing
            self.view.viewport().update()


class _Cells(QStyledItemDelegate):
    """Paints small charts with their icons, and a bar below how much was reported; words say it all."""

    def __init__(self, table: MeasureTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The chart, the bar in the column of what was reported; every other cell as usual."""
        model = self._table.model
        column = model.shown()[index.column()]
        if column is model.columns[_CHART]:
            super().paint(painter, option, index)
            place = QStyleOptionViewItem(option)  # kept while its rectangle is read
            self._draw(painter, QRectF(place.rect), model.row(index.row()))
            return
        if column is not model.columns[_REPORTED]:
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

    def _draw(self, painter: QPainter, cell: QRectF, row: Row) -> None:
        """The icon pair, then the chart, as large as the cell."""
        drawing = self._table.drawings.get(row.id)
        if drawing is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        gap, side = theme.px(6), theme.px(30)
        x = cell.left() + gap
        for badge in drawing.badges:
            at = QPointF(x, cell.center().y() - side / 2)
            painter.drawImage(QRectF(at.x(), at.y(), side, side), badge.image)
            x += side + gap
        x = cell.left() + gap + 2 * (side + gap)
        room = QRectF(x, cell.top() + gap, cell.right() - x - gap, cell.height() - 2 * gap)
        if room.width() > side:
            size = QSizeF(drawing.image.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(room.topLeft(), size)
            place.moveCenter(room.center())
            painter.drawImage(place, drawing.image)
        painter.restore()
