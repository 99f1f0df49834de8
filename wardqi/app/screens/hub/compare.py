"""Compare: one small chart for each ward, all over the same months, each with its own limits and sentence.

Wards are never ranked: they stand by name, or those first that need a conversation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from wardqi.app import charting, say, theme
from wardqi.app.widgets.chart_view import Badges, Drawing, Paper, Picture, paper
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import pack, periods
from wardqi.domain.measures import Reporting
from wardqi.domain.pack import Point
from wardqi.services import coverage, measuring
from wardqi.services.coverage import Ward
from wardqi.services.measuring import Charted, Measured

if TYPE_CHECKING:
    from wardqi.reports.look import LookName
    from wardqi.services.desk import Desk

_THREE, _TWO = 1040, 720
_LEAST = (3.2, 2.1)
_TONES = ("concern", "improvement")


@dataclass(frozen=True, slots=True)
class Small:
    """One ward's chart, worked out but not drawn. `tone` is concern, improvement or empty."""

    ward: Ward
    measured: Measured
    charted: Charted
    tone: str


def read(desk: Desk, measure: str) -> tuple[str, list[Small]]:
    """Every ward's chart of a measure, by name, all over the same months."""
    wards = {one.ent: one for one in coverage.wards(desk)}
    found = measuring.measure_all(desk, [measure])
    months = [point.period for one in found for point in one.points]
    if not months:
        return measure, []
    span = periods.months(min(months).start, max(months).start)
    made = []
    for one in found:
        own = charting.as_counts(one) or one
        there = {point.period: point for point in own.points}
        padded = tuple(there.get(month) or _absent(month) for month in span)
        charted = charting.chart_of(replace(own, points=padded))
        variation = charted.analysis.variation if charted.analysis is not None else None
        tone = (variation or "").partition("_")[0]
        made.append(Small(wards[one.ward], own, charted, tone if tone in _TONES else ""))
    return measure, made


def _absent(month: periods.Period) -> Point:
    return Point(month, None, None, None, Reporting(month.days, 0, "none"))


def _draw(desk: Desk, small: Small, name: LookName, page: Paper) -> Drawing | None:
    return charting.draw(desk, small.charted, name, page)


class Compare(QWidget):
    """A grid of small charts; Enter opens one in Measures."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._columns = 0
        self._cards: list[SmallChart] = []
        self._smalls: list[Small] = []
        self.measure = QComboBox()
        first = list(measuring.FIRST_MEASURES)
        for ident in [*first, *(one for one in pack.RULES if one not in first)]:
            self.measure.addItem(pack.shipped()[ident].name, ident)
        self.order = QComboBox()
        self.order.addItem(self.tr("Name"), "name")
        self.order.addItem(self.tr("Needs a conversation"), "talk")
        self.measure.activated.connect(self.refresh)
        self.order.activated.connect(self._place)
        self.empty = Empty(self.tr("No ward has sent anything yet. Take bundles in under Inbox."), "hub")
        self.note = Words("", "second")
        self._lay_out()

    def refresh(self) -> None:
        """Work every chart out, then draw them one after another."""
        self._workspace.read(read, self.measure.currentData(), done=self._show)

    def cards(self) -> tuple[SmallChart, ...]:
        """The charts, as they stand."""
        return tuple(self._cards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Three, two or one beside each other."""
        super().resizeEvent(event)
        wide = self.width() / theme.scale()
        columns = 3 if wide >= _THREE else 2 if wide >= _TWO else 1
        if columns != self._columns:
            self._columns = columns
            self._arrange()

    def _lay_out(self) -> None:
        head = QGridLayout()
        head.setSpacing(theme.px(8))
        for at, (words, box) in enumerate(
            ((self.tr("&Measure"), self.measure), (self.tr("&Order"), self.order))
        ):
            label = QLabel(words)
            label.setBuddy(box)
            label.setTextFormat(Qt.TextFormat.PlainText)
            box.setAccessibleName(words.replace("&", ""))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(16)
            head.addWidget(label, at, 0)
            head.addWidget(box, at, 1)
        head.setColumnStretch(1, 1)
        sheet = Sheet()
        sheet.add_layout(head)
        sheet.add(self.note)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(12))
        sheet.add_layout(self._grid)
        sheet.add(self.empty)
        self.empty.hide()
        sheet.end()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)

    def _show(self, answer: tuple[str, list[Small]]) -> None:
        measure, smalls = answer
        if measure != self.measure.currentData():
            return
        self._smalls = smalls
        self.empty.setVisible(not smalls)
        one = pack.shipped()[measure]
        self.note.setText(
            self.tr(
                "{wards}, the same months, each with its own limits and its own scale. Counts {things}. "
                "Compare a ward with itself, not with its neighbours."
            ).format(
                wards=say.count(len(smalls), "ward", "wards"),
                things=say.code("counted_thing", one.counts).lower(),
            )
            if smalls
            else ""
        )
        self._place()

    def _place(self) -> None:
        """The cards in the order that was asked for."""
        for card in self._cards:
            card.hide()
            card.deleteLater()
        ordered = sorted(self._smalls, key=lambda one: one.ward.name.casefold())
        if self.order.currentData() == "talk":
            ordered.sort(key=_talk)
        self._cards = [SmallChart(one) for one in ordered]
        for card in self._cards:
            card.drawing_wanted.connect(partial(self._draw, card))
            card.opened.connect(self._open)
        self._arrange()

    def _arrange(self) -> None:
        for at, card in enumerate(self._cards):
            self._grid.addWidget(card, at // max(1, self._columns), at % max(1, self._columns))
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)

    def _draw(self, card: SmallChart) -> None:
        if card.isVisible():
            page = paper(card.picture, _LEAST)
            self._workspace.read(_draw, card.small, charting.look(), page, done=card.drawn)

    def _open(self, small: Small) -> None:
        self._workspace.go("measures", f"{small.measured.measure.id}@{small.ward.ent}")


def _talk(small: Small) -> int:
    """Concern first, then months without a figure, then improvement worth asking about, then the rest."""
    if small.tone == "concern":
        return 0
    if charting.missing(small.measured):
        return 1
    return 2 if small.tone == "improvement" else 3


class SmallChart(QFrame):
    """One ward: name, sentence, picture, and how complete it is. One tab stop."""

    opened = Signal(object)
    drawing_wanted = Signal()

    def __init__(self, small: Small) -> None:
        super().__init__()
        self.small = small
        look(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.picture = Picture(small.ward.name)
        self.picture.setMinimumSize(theme.px(200), theme.px(190))
        self.picture.wanted.connect(self.drawing_wanted)
        said = small.charted.said.sentence
        foot = self._foot()
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Words(small.ward.name, "subheading"), 1)
        self.badges = Badges(32)
        head.addWidget(self.badges)
        rows = QVBoxLayout(self)
        edge = theme.px(12)
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px(6))
        rows.addLayout(head)
        rows.addWidget(Words(said))
        rows.addWidget(self.picture, 1)
        rows.addWidget(Words(foot, "small"))
        self.picture.setVisible(small.charted.analysis is not None)
        self.setAccessibleName(f"{small.ward.name}. {said} {foot}")
        self.setAccessibleDescription(self.tr("Enter opens the chart in Measures."))

    def drawn(self, drawing: Drawing | None) -> None:
        """The picture has come."""
        self.picture.set_drawing(drawing)
        self.badges.show_badges(drawing.badges if drawing is not None else ())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.small)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """As Enter."""
        super().mouseDoubleClickEvent(event)
        self.opened.emit(self.small)

    def _foot(self) -> str:
        small = self.small
        share = small.measured.completeness
        percent = min(99, max(1, round(share * 100))) if 0 < share < 1 else round(share * 100)
        parts = [self.tr("{percent}% of days reported").format(percent=percent)]
        if small.ward.kind:
            parts.append(say.code("ward_type", small.ward.kind))
        if small.ward.beds:
            parts.append(say.count(small.ward.beds, "bed", "beds"))
        gaps = charting.missing(small.measured)
        if gaps:
            parts.append(self.tr("missing {months}").format(months=charting.listed(gaps, 2)))
        return " · ".join(parts)
