"""One day of a strip: a figure, a dot for a confirmed quiet day, hatching for a day nobody reported."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from wardqi.app import say, theme
from wardqi.app.widgets.words import tip


class Mark(StrEnum):
    """What a day's cell shows."""

    FIGURE = "figure"
    QUIET = "quiet"
    PART = "part"
    OPEN = "open"
    MISSING = "missing"


class DayCell(QAbstractButton):
    """A button; its name tells the day and the mark in words, so no meaning hangs on the drawing."""

    def __init__(self, day: date, mark: Mark, figure: int, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day, self.mark, self.figure = day, mark, figure
        self.setAccessibleName(words)
        tip(self, words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for weekday, number and mark in the font at hand."""
        line = self.fontMetrics().lineSpacing()
        return QSize(max(theme.px(34), self.fontMetrics().horizontalAdvance("Wed") + theme.px(10)), line * 4)

    def minimumSizeHint(self) -> QSize:
        """Never less than a target needs."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Weekday and day above, the mark in its box below."""
        now, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), now.colour("hover"))
        line = self.fontMetrics().lineSpacing()
        small = painter.font()
        small.setPointSizeF(max(theme.SMALLEST_PT * theme.scale(), small.pointSizeF() * 0.87))
        painter.setFont(small)
        painter.setPen(now.colour("second"))
        top = QRectF(0, theme.px(2), self.width(), line)
        painter.drawText(
            top,
            Qt.AlignmentFlag.AlignCenter,
            QLocale().dayName(self.day.isoweekday(), QLocale.FormatType.ShortFormat),
        )
        painter.drawText(top.translated(0, line * 0.9), Qt.AlignmentFlag.AlignCenter, str(self.day.day))
        side = min(self.width() - theme.px(4), line * 1.7)
        box = QRectF((self.width() - side) / 2, line * 2.05, side, line * 1.7)
        self._mark(painter, box)
        painter.end()

    def _mark(self, painter: QPainter, box: QRectF) -> None:
        now = theme.current()
        line = QPen(now.colour("border"), 1)
        painter.setPen(line)
        painter.setBrush(now.colour("surface"))
        if self.mark is Mark.FIGURE:
            painter.setPen(QPen(now.colour("text"), 1.5))
            painter.setBrush(now.colour("note_fill"))
            painter.drawRoundedRect(box, 4, 4)
            bold = self.font()
            bold.setBold(True)
            painter.setFont(bold)
            painter.setPen(now.colour("text"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, say.number(self.figure))
        elif self.mark is Mark.MISSING:
            painter.drawRoundedRect(box, 4, 4)
            painter.save()
            painter.setClipRect(box.adjusted(1, 1, -1, -1))
            step, left = theme.px(6), int(box.left() - box.height())
            for x in range(left, int(box.right()) + step, step):
                painter.drawLine(x, int(box.bottom()), x + int(box.height()), int(box.top()))
            painter.restore()
        else:
            painter.drawRoundedRect(box, 4, 4)
            if self.mark is not Mark.OPEN:
                full = self.mark is Mark.QUIET
                painter.setPen(QPen(now.colour("good"), 2))
                painter.setBrush(now.colour("good") if full else Qt.BrushStyle.NoBrush)
                radius = box.height() / 6
                painter.drawEllipse(box.center(), radius, radius)
