"""Steps on A4 paper: ward and title above, who printed it, when and the page below; black on white."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from wardqi.text import QT_TRANSLATE_NOOP

_MARGIN_MM = 15
_BODY_PT = 12.0
_TITLE_PT = 18.0
_FOOT_PT = 10.0
_SPACE_PT = 10.0
_PAGE = QT_TRANSLATE_NOOP("say", "page {page} of {pages}")


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed; `place` is the ward's name."""

    title: str
    place: str
    steps: tuple[str, ...]
    foot: str
    practice: bool = False


def ask(parent: QWidget, page: Page, printed: Callable[[], None]) -> None:
    """Ask for a printer and print; `printed` is called when the pages went to it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    lay_out(printer)
    printer.setDocName(page.title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(page.title)
    if dialog.exec():
        draw(page, printer)
        printed()
    dialog.deleteLater()


def lay_out(printer: QPrinter) -> None:
    """A4, upright, with margins of 15 mm."""
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )


def draw(page: Page, printer: QPrinter) -> int:
    """Draw the pages; says how many they were."""
    document = write(page)
    painter = QPainter(printer)
    try:
        document.documentLayout().setPaintDevice(printer)
        area = QRectF(printer.pageLayout().paintRectPixels(printer.resolution()))
        area.moveTo(0, 0)
        foot = QFont(document.defaultFont())
        foot.setPointSizeF(_FOOT_PT)
        painter.setFont(foot)
        line = painter.fontMetrics().height() * 2
        body = QSizeF(area.width(), area.height() - line)
        document.setPageSize(body)
        pages = document.pageCount()
        for at in range(pages):
            if at:
                printer.newPage()
            painter.save()
            painter.translate(0, -at * body.height())
            context = QAbstractTextDocumentLayout.PaintContext()
            context.palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
            context.clip = QRectF(0, at * body.height(), body.width(), body.height())
            document.documentLayout().draw(painter, context)
            painter.restore()
            number = QCoreApplication.translate("say", _PAGE).format(page=at + 1, pages=pages)
            below = QRectF(0, body.height(), area.width(), line)
            painter.setPen(Qt.GlobalColor.black)
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, page.foot)
            painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, number)
    finally:
        painter.end()
    return pages


def write(page: Page) -> QTextDocument:
    """The words as a document; everything is inserted as plain text."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(_BODY_PT)
    document.setDefaultFont(font)
    cursor = QTextCursor(document)
    head = f"{page.place}   PRACTICE" if page.practice else page.place
    _paragraph(cursor, head, _BODY_PT, bold=False, first=True)
    _paragraph(cursor, page.title, _TITLE_PT, bold=True)
    for at, step in enumerate(page.steps, 1):
        _paragraph(cursor, f"{at}.  {step}", _BODY_PT, bold=False)
    return document


def _paragraph(cursor: QTextCursor, text: str, points: float, *, bold: bool, first: bool = False) -> None:
    block = QTextBlockFormat()
    block.setBottomMargin(_SPACE_PT)
    letters = QTextCharFormat()
    letters.setFontPointSize(points)
    letters.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    if first:
        cursor.setBlockFormat(block)
    else:
        cursor.insertBlock(block)
    cursor.insertText(text, letters)
