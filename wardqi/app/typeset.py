"""Lays a printed document out: its blocks become pieces, and pieces fill pages.

Lengths are in units of 1/600 inch whatever the page goes to, so that a preview, a printer and a PDF break
lines and pages at the same places. Text goes through QTextLayout, which knows no markup, links or pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtSvg import QSvgRenderer

from wardqi.reports import page
from wardqi.reports.page import Block, Document

PER_INCH = 600
MARGIN_MM = 15.0
_SIZES_MM = {"A3": (297.0, 420.0), "A4": (210.0, 297.0), "A5": (148.0, 210.0)}
_INK = QColor(Qt.GlobalColor.black)
_SECOND, _RULE, _SHADE = (QColor.fromRgbF(grey, grey, grey) for grey in (0.24, 0.55, 0.92))
TITLE = 1.6
"""How much larger than body text a document's title is."""
_HEADINGS = (1.3, 1.1)
_WRITING_MM = 9.0
_BOX_MM = 4.0
_LONG_ROW = 12

Draw = Callable[[QPainter, float, float], None]


def mm(length: float) -> float:
    """Millimetres in units."""
    return length * PER_INCH / 25.4


def paper(document: Document) -> QSizeF:
    """The whole sheet, in millimetres."""
    short, long = _SIZES_MM[document.size]
    return QSizeF(long, short) if document.landscape else QSizeF(short, long)


def font(points: float, *, bold: bool = False) -> QFont:
    """The program's font at a size on paper."""
    made = QFont(QGuiApplication.font())
    made.setPixelSize(max(1, round(points * PER_INCH / 72)))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


class Text:
    """Lines of plain text, broken to a width."""

    def __init__(self, text: str, face: QFont, width: float, *, right: bool = False) -> None:
        option = QTextOption(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout = QTextLayout(page.plain(text).replace("\n", "\u2028"), face)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._layout.beginLayout()
        self.line, self.width = QFontMetricsF(face).lineSpacing(), width
        self.count = 0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, self.count * self.line))
            self.count += 1
        self._layout.endLayout()
        self.count = max(self.count, 1)

    @property
    def height(self) -> float:
        """All lines together."""
        return self.count * self.line

    def draw(self, painter: QPainter, x: float, y: float, first: int = 0, last: int | None = None) -> None:
        """Draw the lines from `first` up to before `last`, the first of them at y."""
        end = min(self._layout.lineCount(), self.count if last is None else last)
        for at in range(first, end):
            self._layout.lineAt(at).draw(painter, QPointF(x, y - first * self.line))


@dataclass(frozen=True, slots=True)
class Piece:
    """What a page's end does not cut. `gap` is room above it, dropped at the top of a page; with `keep` it
    stays with the piece below; `head` is drawn again above it at the top of a page; `ends` ends the page."""

    height: float
    draw: Draw
    gap: float = 0.0
    keep: bool = False
    head: Piece | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and how far below the top of its page it stands."""

    y: float
    piece: Piece


def pages(document: Document, width: float, height: float, title: Text) -> list[list[Placed]]:
    """The title, where one is wanted, and the document's pieces on pages of this size, in units; there is
    always one page."""
    head = [Piece(title.height + mm(1), partial(_ink, title), keep=True)] if document.titled else []
    return fill([*head, *_Setter(document.points, height).pieces(document.blocks, width)], height)


def fill(pieces: Sequence[Piece], height: float) -> list[list[Placed]]:
    """Put pieces on pages, keeping together what belongs together as far as a page can hold it."""
    done: list[list[Placed]] = [[]]
    y, at = 0.0, 0
    while at < len(pieces):
        group = _group(pieces, at)
        need = sum(p.gap + p.height for p in group) - (0 if done[-1] else group[0].gap)
        if done[-1] and y + need > height:
            done.append([])
            y = 0.0
            need -= group[0].gap
        if need > height:
            group = group[:1]
        for piece in group:
            if done[-1] and y + piece.gap + piece.height > height + 1:
                done.append([])
                y = 0.0
            if not done[-1] and piece.head is not None:
                done[-1].append(Placed(0, piece.head))
                y = piece.head.height
            elif done[-1]:
                y += piece.gap
            done[-1].append(Placed(y, piece))
            y += piece.height
            if piece.ends:
                done.append([])
                y = 0.0
        at += len(group)
    if len(done) > 1 and not done[-1]:
        done.pop()
    return done


def _group(pieces: Sequence[Piece], at: int) -> Sequence[Piece]:
    end = at
    while end < len(pieces) - 1 and pieces[end].keep and not pieces[end].ends:
        end += 1
    return pieces[at : end + 1]


class _Setter:
    """Turns blocks into pieces of one width."""

    def __init__(self, points: float, height: float) -> None:
        self._points, self._height = points, height
        self._body, self._bold = font(points), font(points, bold=True)
        self._space = mm(2.2)

    def pieces(self, blocks: Sequence[Block], width: float) -> list[Piece]:
        """All pieces of some blocks, from the top."""
        return [piece for block in blocks for piece in self._block(block, width)]

    def _block(self, block: Block, width: float) -> list[Piece]:
        match block:
            case page.Heading():
                return self._heading(block, width)
            case page.Paragraph():
                return self._paragraph(block, width)
            case page.Facts():
                return self._facts(block, width)
            case page.Table():
                return self._table(block, width)
            case page.Picture():
                return self._picture(block, width)
            case page.Ticks():
                return self._ticks(block, width)
            case page.Lines(count):
                rule = partial(_rule_below, width=width, height=mm(_WRITING_MM))
                return [Piece(mm(_WRITING_MM), rule) for _ in range(count)]
            case page.Blanks(labels):
                return [self._blanks(labels, width)]
            case page.Gap(length):
                return [Piece(mm(length), _nothing)]
            case page.Break():
                return [Piece(0, _nothing, ends=True)]
            case page.Columns():
                return self._columns(block, width)
            case page.Together(inside):
                held = self.pieces(inside, width)
                return [replace(piece, keep=True) for piece in held[:-1]] + held[-1:]

    def _heading(self, block: page.Heading, width: float) -> list[Piece]:
        size = _HEADINGS[min(block.level, len(_HEADINGS)) - 1]
        text = Text(block.text, font(self._points * size, bold=True), width)
        return [
            Piece(text.height + mm(0.8), partial(_ink, text), gap=mm(4 if block.level == 1 else 3), keep=True)
        ]

    def _paragraph(self, block: page.Paragraph, width: float) -> list[Piece]:
        if block.look == "boxed":
            return [self._boxed(block.text, width)]
        text = Text(block.text, self._bold if block.look == "strong" else self._body, width)
        colour = _SECOND if block.look == "second" else _INK
        found = []
        for at in range(text.count):
            draw = partial(_slice, text, first=at, last=at + 1, colour=colour)
            keep = text.count > 1 and at in (0, text.count - 2)
            found.append(Piece(text.line, draw, gap=0 if at else self._space, keep=keep))
        return found

    def _boxed(self, words: str, width: float) -> Piece:
        edge = mm(2.5)
        text = Text(words, self._body, width - 2 * edge)

        def draw(painter: QPainter, x: float, y: float) -> None:
            painter.setPen(QPen(_INK, mm(0.35)))
            painter.drawRect(QRectF(x, y, width, text.height + 2 * edge))
            text.draw(painter, x + edge, y + edge)

        return Piece(text.height + 2 * edge, draw, gap=self._space)

    def _facts(self, block: page.Facts, width: float) -> list[Piece]:
        label = width * block.label_width
        found: list[Piece] = []
        for name, words in block.rows:
            cells = [Text(name, self._bold, label - mm(3)), Text(words, self._body, width - label)]
            found += self._row(cells, (0, label), width)
        return _spaced(found, self._space)

    def _table(self, block: page.Table, width: float) -> list[Piece]:
        whole = sum(column.width for column in block.columns)
        inner = mm(1.2)
        lefts, widths, x = [], [], 0.0
        for column in block.columns:
            share = width * column.width / whole
            lefts.append(x + inner)
            widths.append(share - 2 * inner)
            x += share

        def texts(cells: Sequence[str], face: QFont) -> list[Text]:
            shape = zip(cells, widths, block.columns, strict=False)
            return [Text(cell, face, wide, right=column.right) for cell, wide, column in shape]

        head = self._head(texts([column.title for column in block.columns], self._bold), lefts, width)
        found = [replace(head, keep=True, gap=self._space)]
        for row in block.rows:
            lines = self._row(texts(row, self._body), lefts, width, mm(block.row_mm))
            found += [replace(piece, head=head) for piece in lines]
        empty = partial(_grid, lefts=[left - inner for left in lefts], width=width, height=mm(_WRITING_MM))
        found += [Piece(mm(_WRITING_MM), empty, head=head) for _ in range(block.blank_rows)]
        return found

    def _head(self, cells: Sequence[Text], lefts: Sequence[float], width: float) -> Piece:
        edge = mm(1)
        height = max(cell.height for cell in cells) + 2 * edge

        def draw(painter: QPainter, x: float, y: float) -> None:
            painter.fillRect(QRectF(x, y, width, height), _SHADE)
            painter.setPen(QPen(_INK, mm(0.35)))
            painter.drawLine(QPointF(x, y + height), QPointF(x + width, y + height))
            for cell, left in zip(cells, lefts, strict=False):
                cell.draw(painter, x + left, y + edge)

        return Piece(height, draw)

    def _row(
        self, cells: Sequence[Text], lefts: Sequence[float], width: float, least: float = 0.0
    ) -> list[Piece]:
        """One row with a rule below, in one piece; a long one in a piece for each line."""
        edge, lines, line = mm(0.7), max(cell.count for cell in cells), cells[0].line
        step = 1 if lines > _LONG_ROW else lines
        found = []
        for first in range(0, lines, step):
            last = first + step
            above, below = (edge if first == 0 else 0.0), (edge if last == lines else 0.0)
            words = partial(_cells, cells, lefts, first=first, last=last, edge=above)
            height = max(step * line + above + below, least if step == lines else 0.0)
            rule = partial(_rule_below, width=width, height=height) if last == lines else _nothing
            keep = step < lines and first in (0, lines - 2)
            found.append(Piece(height, partial(_both, words, rule), keep=keep))
        return found

    def _picture(self, block: page.Picture, width: float) -> list[Piece]:
        paint, ratio = _picture(block.data)
        wide = min(width, mm(block.width_mm)) if block.width_mm else width
        most = min(self._height * 0.9, mm(block.most_high_mm) if block.most_high_mm else self._height)
        wide = min(wide, most / ratio)
        high = wide * ratio
        return [Piece(high, lambda painter, x, y: paint(painter, QRectF(x, y, wide, high)), gap=self._space)]

    def _ticks(self, block: page.Ticks, width: float) -> list[Piece]:
        share, box = width / block.columns, mm(_BOX_MM)
        texts = [Text(item, self._body, share - box - mm(4)) for item in block.items]
        found = []
        for at in range(0, len(texts), block.columns):
            row = texts[at : at + block.columns]
            height = max(box, *(text.height for text in row)) + mm(1.6)
            found.append(Piece(height, partial(_tick_row, row, share=share, box=box)))
        return _spaced(found, self._space)

    def _blanks(self, labels: Sequence[str], width: float) -> Piece:
        share, height = width / max(1, len(labels)), mm(_WRITING_MM + 1)
        metrics = QFontMetricsF(self._body)
        texts = [
            (Text(label, self._body, share), metrics.horizontalAdvance(page.plain(label))) for label in labels
        ]

        def draw(painter: QPainter, x: float, y: float) -> None:
            for at, (text, wide) in enumerate(texts):
                left, below = x + at * share, y + height
                painter.setPen(_INK)
                text.draw(painter, left, below - text.height)
                painter.setPen(QPen(_INK, mm(0.25)))
                painter.drawLine(QPointF(left + wide + mm(1.5), below), QPointF(left + share - mm(3), below))

        return Piece(height + mm(1), draw)

    def _columns(self, block: page.Columns, width: float) -> list[Piece]:
        between = mm(6)
        left = width * block.share - between / 2
        right = width - left - between
        sides = [(self.pieces(block.left, left), 0.0), (self.pieces(block.right, right), left + between)]
        stacks = [(fill(held, float("inf"))[0], x) for held, x in sides]
        high = max((placed[-1].y + placed[-1].piece.height for placed, _ in stacks if placed), default=0.0)
        if high > self._height * 0.9:
            return [*self.pieces(block.left, width), *self.pieces(block.right, width)]

        def draw(painter: QPainter, x: float, y: float) -> None:
            for placed, aside in stacks:
                for one in placed:
                    one.piece.draw(painter, x + aside, y + one.y)

        return [Piece(high, draw, gap=self._space)]


def _spaced(pieces: list[Piece], gap: float) -> list[Piece]:
    return [replace(pieces[0], gap=gap), *pieces[1:]] if pieces else pieces


def _nothing(_painter: QPainter, _x: float, _y: float) -> None:
    pass


def _ink(text: Text, painter: QPainter, x: float, y: float) -> None:
    painter.setPen(_INK)
    text.draw(painter, x, y)


def _slice(
    text: Text, painter: QPainter, x: float, y: float, *, first: int, last: int, colour: QColor
) -> None:
    painter.setPen(colour)
    text.draw(painter, x, y, first, last)


def _both(one: Draw, other: Draw, painter: QPainter, x: float, y: float) -> None:
    one(painter, x, y)
    other(painter, x, y)


def _cells(
    cells: Sequence[Text],
    lefts: Sequence[float],
    painter: QPainter,
    x: float,
    y: float,
    *,
    first: int,
    last: int,
    edge: float,
) -> None:
    painter.setPen(_INK)
    for cell, left in zip(cells, lefts, strict=False):
        cell.draw(painter, x + left, y + edge, first, min(last, cell.count))


def _rule_below(painter: QPainter, x: float, y: float, *, width: float, height: float) -> None:
    painter.setPen(QPen(_RULE, mm(0.2)))
    painter.drawLine(QPointF(x, y + height), QPointF(x + width, y + height))


def _grid(
    painter: QPainter, x: float, y: float, *, lefts: Sequence[float], width: float, height: float
) -> None:
    _rule_below(painter, x, y, width=width, height=height)
    for left in [*lefts, width]:
        painter.drawLine(QPointF(x + left, y), QPointF(x + left, y + height))


def _tick_row(
    row: Sequence[Text], painter: QPainter, x: float, y: float, *, share: float, box: float
) -> None:
    for at, text in enumerate(row):
        painter.setPen(QPen(_INK, mm(0.3)))
        painter.drawRect(QRectF(x + at * share, y, box, box))
        text.draw(painter, x + at * share + box + mm(2), y)


def _picture(data: bytes) -> tuple[Callable[[QPainter, QRectF], None], float]:
    """How to paint a picture into a rectangle, and its height beside its width; raises ValueError."""
    if data.lstrip()[:1] == b"<":
        if b"<image" in data or b"<!ENTITY" in data:
            raise ValueError("a picture that fetches another is not drawn")
        drawing = QSvgRenderer(QByteArray(data))
        size = drawing.defaultSize()
        if not drawing.isValid() or size.isEmpty():
            raise ValueError("not a picture")
        return (lambda painter, area: drawing.render(painter, area)), size.height() / size.width()
    image = QImage.fromData(data)
    if image.isNull():
        raise ValueError("not a picture")
    return (lambda painter, area: painter.drawImage(area, image)), image.height() / image.width()
