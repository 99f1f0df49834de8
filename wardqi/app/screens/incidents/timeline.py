"""The interventions of an incident drawn to scale, one lane each; the same is told in words below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from wardqi.app import say, theme

_TICKS = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 43200)
_MOST_TICKS = 7


@dataclass(frozen=True, slots=True)
class Span:
    """One intervention; `ended` None where it goes on or its end is not known."""

    words: str
    started: datetime
    ended: datetime | None
    still_open: bool

    def told(self) -> str:
        """It in words: "Held on the back: 02:55 to 03:03, 8 min"."""
        start = say.time(self.started)
        if self.ended is None:
            return f"{self.words}: {start}, " + (
                say.tr("still going") if self.still_open else say.tr("no end time")
            )
        minutes = int((self.ended - self.started) / timedelta(minutes=1))
        end = say.time(self.ended)
        if self.ended.date() != self.started.date():
            end = f"{say.day(self.ended.date())} {end}"
        if minutes < 0:
            return say.tr("{what}: {start} to {end}", what=self.words, start=start, end=end)
        return say.tr(
            "{what}: {start} to {end}, {length}",
            what=self.words,
            start=start,
            end=end,
            length=say.length(minutes),
        )


class Timeline(QWidget):
    """A picture beside words that say the same; its name holds all of them."""

    def __init__(self, spans: Sequence[Span], now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spans = tuple(spans)
        self._first = min(span.started for span in spans)
        ends = [span.ended or (now if span.still_open else span.started) for span in spans]
        self._last = max([*ends, self._first + timedelta(minutes=1)])
        self.setAccessibleName(say.tr("Timeline"))
        self.setAccessibleDescription(". ".join(span.told() for span in spans))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A lane for each, and the axis."""
        line = self.fontMetrics().lineSpacing()
        return QSize(theme.px(280), round(line * (1.9 * len(self._spans) + 1.6)))

    def minimumSizeHint(self) -> QSize:
        """Narrow still works: the words stand above the bars."""
        return QSize(theme.px(160), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words, bars, axis."""
        painter, now = QPainter(self), theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().lineSpacing()
        edge = theme.px(20)
        wide = self.width() - 2 * edge
        whole = (self._last - self._first) / timedelta(minutes=1)

        def across(at: datetime) -> float:
            return edge + wide * ((at - self._first) / timedelta(minutes=1)) / whole

        bottom = line * 1.9 * len(self._spans) + line * 0.3
        self._axis(painter, across, bottom, line)
        for lane, span in enumerate(self._spans):
            top = line * 1.9 * lane
            left = across(span.started)
            end = span.ended or (self._last if span.still_open else span.started)
            right = max(across(max(end, span.started)), left + theme.px(3))
            painter.setPen(now.colour("text"))
            words = self.fontMetrics().elidedText(span.words, Qt.TextElideMode.ElideRight, wide)
            reach = self.fontMetrics().horizontalAdvance(words)
            start = min(left, edge + wide - reach)
            painter.drawText(QRectF(start, top, reach + 2, line), Qt.AlignmentFlag.AlignLeft, words)
            bar = QRectF(left, top + line * 1.05, right - left, line * 0.6)
            painter.setPen(QPen(now.colour("action"), 1.5))
            painter.setBrush(now.colour("selected"))
            painter.drawRoundedRect(bar, 3, 3)
            if span.still_open and span.ended is None:
                painter.setBrush(now.colour("action"))
                tip = theme.px(7)
                middle = bar.center().y()
                corners = ((right, middle - tip), (right + tip, middle), (right, middle + tip))
                painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
        painter.end()

    def _axis(self, painter: QPainter, across: Callable[[datetime], float], bottom: float, line: int) -> None:
        now = theme.current()
        whole = int((self._last - self._first) / timedelta(minutes=1))
        step = next((one for one in _TICKS if whole / one <= _MOST_TICKS), _TICKS[-1])
        small = painter.font()
        small.setPointSizeF(max(theme.SMALLEST_PT * theme.scale(), small.pointSizeF() * 0.87))
        painter.save()
        painter.setFont(small)
        at = self._first
        while at <= self._last:
            x = across(at)
            painter.setPen(QPen(now.colour("line"), 1))
            painter.drawLine(round(x), 0, round(x), round(bottom))
            painter.setPen(now.colour("second"))
            box = QRectF(x - theme.px(40), bottom, theme.px(80), line)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, f"{at:%H:%M}")
            at += timedelta(minutes=step)
        painter.restore()
