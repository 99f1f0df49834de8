"""Puts documents on paper: painted for a preview, for one of the system's printers, or as a PDF.

Nothing is written on the way: a preview is painted in memory, and a PDF is bytes until it is saved whole.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from wardqi.app import say, typeset
from wardqi.app.typeset import Placed, Text, mm
from wardqi.bundles import files
from wardqi.reports.page import SMALLEST_PT, Document

_INK = QColor(Qt.GlobalColor.black)
_IDS = {"A3": QPageSize.PageSizeId.A3, "A4": QPageSize.PageSizeId.A4, "A5": QPageSize.PageSizeId.A5}
_LINE_MM = 1.5
_MARK_MM = 26


class NotPrinted(Exception):
    """The printer did not take the pages."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who prints, when, and whether this is the practice ward; it stands on every page."""

    by: str
    at: datetime
    practice: bool = False


@dataclass(frozen=True, slots=True)
class _Foot:
    by: str
    warned: str
    left: float
    below: bool


class Printout:
    """A document laid out on its pages; `paint` draws one of them, whole with its margins."""

    def __init__(self, document: Document, stamp: Stamp) -> None:
        self.document, self.stamp = document, stamp
        sheet = typeset.paper(document)
        self.wide, self.high = mm(sheet.width()), mm(sheet.height())
        self._margin = mm(typeset.MARGIN_MM)
        self._across = self.wide - 2 * self._margin
        small = typeset.font(SMALLEST_PT)
        self._small, self._small_bold = small, typeset.font(SMALLEST_PT, bold=True)
        title = typeset.font(document.points * typeset.TITLE, bold=True)
        self._title = Text(document.title, title, self._across)
        self._line = Text("x", small, self._across).height
        self._heading, self._period = self._say_head()
        self._head_high = max(one.height for one in (self._heading, self._period) if one is not None)
        self._top = self._margin + self._head_high + mm(_LINE_MM + 3.2)
        self._said = self._say_foot()
        lines = 2 if self._said.below else 1
        self._bottom = self.high - self._margin - lines * self._line - mm(2.2)
        self._pages = self._lay_out()

    @property
    def count(self) -> int:
        """How many pages."""
        return len(self._pages)

    def paint(self, painter: QPainter, at: int, area: QRectF) -> None:
        """Draw page `at`, counted from 0, to fill an area that stands for the whole sheet."""
        painter.save()
        painter.translate(area.topLeft())
        painter.scale(area.width() / self.wide, area.height() / self.high)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._head(painter)
        for one in self._pages[at]:
            one.piece.draw(painter, self._margin, self._top + one.y)
        self._foot(painter, at)
        painter.restore()

    def image(self, at: int, size: QSize, ratio: float = 1.0) -> QImage:
        """A picture of a page in so many points of the screen, `ratio` pixels to each."""
        made = QImage(size * ratio, QImage.Format.Format_RGB32)
        made.fill(Qt.GlobalColor.white)
        painter = QPainter(made)
        self.paint(painter, at, QRectF(made.rect()))
        painter.end()
        made.setDevicePixelRatio(ratio)
        return made

    def pdf(self) -> bytes:
        """All pages as a PDF, made in memory."""
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(typeset.PER_INCH)
        writer.setTitle(self.document.title)
        writer.setCreator("WardQI")
        self._send(writer)
        buffer.close()
        return bytes(data.data())

    def send(self, device: QPagedPaintDevice) -> None:
        """All pages to a printer; raises NotPrinted."""
        self._send(device)

    def layout(self) -> QPageLayout:
        """The sheet as a printer is told of it: the margins are drawn as part of the page."""
        way = QPageLayout.Orientation
        turned = way.Landscape if self.document.landscape else way.Portrait
        layout = QPageLayout(QPageSize(_IDS[self.document.size]), turned, QMarginsF(0, 0, 0, 0))
        layout.setMode(QPageLayout.Mode.FullPageMode)
        return layout

    def _lay_out(self) -> list[list[Placed]]:
        """The first page begins with the title, as a piece of its own."""
        room = self._bottom - self._top
        return typeset.pages(self.document, self._across, room, self._title)

    def _send(self, device: QPagedPaintDevice) -> None:
        device.setPageLayout(self.layout())
        painter = QPainter()
        if not painter.begin(device):
            raise NotPrinted
        try:
            whole = self.layout().fullRect(QPageLayout.Unit.Point)
            dots = QSizeF(
                whole.width() * device.logicalDpiX() / 72, whole.height() * device.logicalDpiY() / 72
            )
            for at in range(self.count):
                if at and not device.newPage():
                    raise NotPrinted
                self.paint(painter, at, QRectF(QPointF(0, 0), dots))
        finally:
            painter.end()

    def _say_head(self) -> tuple[Text, Text | None]:
        """Ward and title on as many lines as they need, and the period beside them; nothing is cut."""
        document = self.document
        parts = " · ".join(part for part in (document.ward, document.title) if part)
        wide = self._across - (mm(_MARK_MM + 3) if self.stamp.practice else 0)
        if not document.period:
            return Text(parts, self._small, wide), None
        room = QFontMetricsF(self._small).horizontalAdvance(document.period) + mm(5)
        aside = min(room, self._across * 0.38)
        return Text(parts, self._small, wide - aside), Text(document.period, self._small, aside, right=True)

    def _head(self, painter: QPainter) -> None:
        left, top = self._margin, self._margin
        painter.setPen(_INK)
        if self.stamp.practice:
            mark = Text(say.tr("PRACTICE"), self._small_bold, self._across)
            box = QRectF(left, top - mm(0.6), mm(_MARK_MM), mark.line + mm(1.2))
            painter.setPen(QPen(_INK, mm(0.4)))
            painter.drawRect(box)
            mark.draw(painter, left + mm(2), top)
            left += mm(_MARK_MM + 3)
        self._heading.draw(painter, left, top)
        if self._period is not None:
            self._period.draw(painter, self._margin + self._across - self._period.width, top)
        self._rule(painter, top + self._head_high + mm(_LINE_MM))

    def _say_foot(self) -> _Foot:
        """The warning stands in the middle of the line where there is room, else on a line of its own."""
        when = say.tr("{date} {time}", date=say.day(self.stamp.at.date()), time=say.time(self.stamp.at))
        by = say.tr("Printed by {name}, {when}", name=self.stamp.by, when=when)
        warned = say.tr("Contains sensitive information") if self.document.sensitive else ""
        left = QFontMetricsF(self._small).horizontalAdvance(by) + mm(5)
        middle = QFontMetricsF(self._small_bold).horizontalAdvance(warned) + mm(5)
        fits = left + middle + mm(25) < self._across
        return _Foot(by, warned, left, below=bool(warned) and not fits)

    def _foot(self, painter: QPainter, at: int) -> None:
        rule, said = self._bottom + mm(1), self._said
        self._rule(painter, rule)
        painter.setPen(_INK)
        y = rule + mm(1.2)
        Text(said.by, self._small, self._across * 0.8).draw(painter, self._margin, y, 0, 1)
        number = say.tr("page {page} of {pages}", page=at + 1, pages=self.count)
        Text(number, self._small, self._across, right=True).draw(painter, self._margin, y, 0, 1)
        warned = Text(said.warned, self._small_bold, self._across)
        aside = 0.0 if said.below else said.left
        warned.draw(painter, self._margin + aside, y + (self._line if said.below else 0), 0, 1)

    def _rule(self, painter: QPainter, y: float) -> None:
        painter.setPen(QPen(_INK, mm(0.25)))
        painter.drawLine(QPointF(self._margin, y), QPointF(self._margin + self._across, y))


def to_pdf(document: Document, path: Path, stamp: Stamp, *, replace: bool = False) -> str:
    """Save a document as a PDF, with or without a window; gives its SHA-256. Raises `files.NotSaved`."""
    keep = _program()
    fingerprint = files.write(path, Printout(document, stamp).pdf(), replace=replace)
    del keep
    return fingerprint


def _program() -> QGuiApplication | None:
    """Qt's fonts need a program to belong to; where there is no screen, one without a window."""
    if QGuiApplication.instance() is not None:
        return None
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication([])
