"""The driver diagram as a picture: boxes in columns and lines between them, drawn from the outline.

The picture shows and never edits. One drawing serves the window, paper and files, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsView, QStyleOptionGraphicsItem, QWidget

from wardqi.app import say, theme
from wardqi.app.theme import Theme
from wardqi.domain.diagram import Layout
from wardqi.services.improvement import drivers
from wardqi.services.improvement.drivers import Diagram, Item

AIM = "aim"
_WIDTHS = (170, 190, 190, 210)
_ACROSS = 44
_GAP = 8
_EDGE = 8
_CORNER = 6
_MARGIN = 12
_LEAST, _MOST, _STEP = 0.35, 3.0, 1.2
_PIXELS = 2
_PER_INCH = 96


class Drawing:
    """A diagram laid out for a font; `paint` draws it in a theme's colours, lengths in points of the font."""

    def __init__(self, found: Diagram, font: QFont, unit: float = 1.0) -> None:
        self.found = found
        self._unit = unit
        self._font, self._bold, self._small = QFont(font), QFont(font), QFont(font)
        self._bold.setBold(True)
        self._small.setPointSizeF(max(font.pointSizeF() - 1.5, 7.0))
        self._items: dict[str, Item] = {one.ent: one for one in found.items}
        columns = {AIM: 0, **{one.ent: drivers.column(one) for one in found.items}}
        heights = {ent: self._height(ent, columns[ent]) for ent in columns}
        self.layout: Layout = drivers.lay_out(found, heights, _GAP * unit)
        lefts = [sum(_WIDTHS[:at]) + _ACROSS * at for at in range(len(_WIDTHS))]
        self.boxes: Mapping[str, QRectF] = {
            ent: QRectF(lefts[at] * unit, self.layout.tops[ent], _WIDTHS[at] * unit, heights[ent])
            for ent, at in columns.items()
        }

    @property
    def area(self) -> QRectF:
        """The whole picture with its margin."""
        whole = QRectF()
        for box in self.boxes.values():
            whole = whole.united(box)
        edge = _MARGIN * self._unit
        return whole.adjusted(-edge, -edge, edge, edge)

    def at(self, point: QPointF) -> str:
        """The item under a point, empty when there is none."""
        return next((ent for ent, box in self.boxes.items() if ent != AIM and box.contains(point)), "")

    def paint(self, painter: QPainter, look: Theme, chosen: str = "") -> None:
        """Draw everything; the chosen item and its lines stand out."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        near = drivers.links(self.found.rows)
        for one, other in sorted(near, key=lambda pair: chosen in pair):
            if one in self.boxes and other in self.boxes:
                self._line(painter, look, one, other, strong=bool(chosen) and chosen in (one, other))
        for ent, box in self.boxes.items():
            self._box(painter, look, ent, box, ent == chosen)
        painter.restore()

    def words(self, ent: str) -> str:
        """What a box says."""
        return self.found.aim if ent == AIM else self._items[ent].text

    def _state(self, ent: str) -> str:
        item = self._items.get(ent)
        return say.code("idea_state", item.state) if item is not None and item.state else ""

    def _height(self, ent: str, column: int) -> float:
        edge = _EDGE * self._unit
        wide = _WIDTHS[column] * self._unit - 2 * edge
        font = self._bold if column < 2 else self._font
        high = _text_height(self.words(ent), font, wide)
        if self._state(ent):
            high += QFontMetricsF(self._small).height()
        return high + 1.5 * edge

    def _line(self, painter: QPainter, look: Theme, one: str, other: str, *, strong: bool) -> None:
        left, right = self.boxes[one], self.boxes[other]
        begin = QPointF(left.right(), left.center().y())
        end = QPointF(right.left(), right.center().y())
        if right.left() < left.right():  # a link the columns have no room for: from side to side
            begin, end = QPointF(left.left(), left.center().y()), QPointF(right.right(), right.center().y())
        bend = (end.x() - begin.x()) / 2
        path = QPainterPath(begin)
        path.cubicTo(begin + QPointF(bend, 0), end - QPointF(bend, 0), end)
        pen = QPen(look.colour("action" if strong else "border"))
        pen.setWidthF((2.5 if strong else 1.2) * self._unit)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _box(self, painter: QPainter, look: Theme, ent: str, box: QRectF, chosen: bool) -> None:
        item = self._items.get(ent)
        column = 0 if item is None else drivers.column(item)
        fill, ink = _FILLS[column]
        if item is not None and item.state in _STATES:
            fill = _STATES[item.state]
        pen = QPen(look.colour("action" if chosen else "border"))
        pen.setWidthF((3 if chosen else 1.2) * self._unit)
        if item is not None and item.state == "not_tried":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(look.colour(fill))
        corner = _CORNER * self._unit
        painter.drawRoundedRect(box, corner, corner)
        edge = _EDGE * self._unit
        inside = box.adjusted(edge, 0.75 * edge, -edge, -0.75 * edge)
        painter.setPen(look.colour(ink))
        painter.setFont(self._bold if column < 2 else self._font)
        painter.drawText(inside, _FLAGS, self.words(ent))
        state = self._state(ent)
        if state:
            painter.setFont(self._small)
            painter.setPen(look.colour("text"))
            shape = _SHAPES.get(item.state, "") if item is not None else ""
            painter.drawText(inside, _BELOW, f"{shape} {state}".strip())


_FLAGS = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)
_BELOW = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignBottom)
_FILLS = (("bar", "on_bar"), ("note_fill", "text"), ("surface", "text"), ("surface", "text"))
_STATES = {"testing": "caution_fill", "adapted": "note_fill", "kept": "good_fill", "dropped": "off_fill"}
_SHAPES = {"not_tried": "○", "testing": "◐", "adapted": "◆", "kept": "●", "dropped": "✕"}
"""A shape for each state, so that colour never stands alone."""


def _text_height(text: str, font: QFont, wide: float) -> float:
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, wide, 1e6), _FLAGS, text or " ").height()


# --- the picture as files and for paper


def image(drawing: Drawing, look: Theme, pixels: float = _PIXELS) -> QImage:
    """The picture, `pixels` to each point."""
    area = drawing.area
    made = QImage(
        QSize(round(area.width() * pixels), round(area.height() * pixels)), QImage.Format.Format_RGB32
    )
    made.fill(look.colour("surface"))
    painter = QPainter(made)
    painter.scale(pixels, pixels)
    painter.translate(-area.topLeft())
    drawing.paint(painter, look)
    painter.end()
    return made


def png(drawing: Drawing, look: Theme) -> bytes:
    """The picture as PNG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image(drawing, look).save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(data.data())


def svg(drawing: Drawing, look: Theme) -> bytes:
    """The picture as SVG; its words stay text."""
    from PySide6.QtSvg import QSvgGenerator

    area = drawing.area
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    maker = QSvgGenerator()
    maker.setOutputDevice(buffer)
    maker.setSize(area.size().toSize())
    maker.setViewBox(QRectF(QPointF(0, 0), area.size()))
    maker.setTitle(drawing.found.aim)
    painter = QPainter(maker)
    painter.fillRect(QRectF(QPointF(0, 0), area.size()), look.colour("surface"))
    painter.translate(-area.topLeft())
    drawing.paint(painter, look)
    painter.end()
    buffer.close()
    return bytes(data.data())


def pdf(drawing: Drawing, look: Theme) -> bytes:
    """The picture as a PDF of one page, as large as the picture."""
    from PySide6.QtCore import QMarginsF, QSizeF
    from PySide6.QtGui import QPageSize, QPdfWriter

    area = drawing.area
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_PER_INCH)
    writer.setPageSize(QPageSize(QSizeF(area.size()) * 72 / _PER_INCH, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(drawing.found.aim)
    painter = QPainter(writer)
    painter.translate(-area.topLeft())
    drawing.paint(painter, look)
    painter.end()
    buffer.close()
    return bytes(data.data())


# --- in the window


class _Whole(QGraphicsItem):
    """The drawing as the one item of the scene."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self.drawing = drawing
        self.chosen = ""

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's own name
        return self.drawing.area

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        self.drawing.paint(painter, theme.current(), self.chosen)


class Picture(QGraphicsView):
    """The picture in the window: it scrolls and zooms; `picked(ent)` when a box is clicked."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._whole: _Whole | None = None
        self.setScene(QGraphicsScene(self))
        self.setAccessibleName(self.tr("Picture of the driver diagram"))
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(theme.px(240), theme.px(200))

    @property
    def drawing(self) -> Drawing | None:
        """What is drawn now."""
        return None if self._whole is None else self._whole.drawing

    def show_diagram(self, found: Diagram) -> None:
        """Draw a diagram, the chosen item kept."""
        chosen = self._whole.chosen if self._whole is not None else ""
        first = self._whole is None
        self.scene().clear()
        self._whole = _Whole(Drawing(found, self.font(), theme.scale()))
        self._whole.chosen = chosen
        self.scene().addItem(self._whole)
        self.scene().setSceneRect(self._whole.drawing.area)
        self.setBackgroundBrush(theme.current().colour("surface"))
        self.setAccessibleDescription(_told(found))
        if first:
            self.fit()

    def choose(self, ent: str) -> None:
        """Let an item stand out, and bring it into view."""
        if self._whole is None or ent not in self._whole.drawing.boxes:
            return
        self._whole.chosen = ent
        self._whole.update()
        self.ensureVisible(self._whole.drawing.boxes[ent], 20, 20)

    def fit(self) -> None:
        """As large as lets all of the width be seen, but never too small to read."""
        if self._whole is None:
            return
        wide = self.viewport().width() / max(1.0, self._whole.drawing.area.width())
        self.resetTransform()
        now = min(1.0, max(wide, 0.6))
        self.scale(now, now)

    def zoom(self, by: int) -> None:
        """Larger (1) or smaller (-1) by a step."""
        factor = _STEP if by > 0 else 1 / _STEP
        if _LEAST <= self.transform().m11() * factor <= _MOST:
            self.scale(factor, factor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus, minus and nought zoom; arrows scroll."""
        keys = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        if event.key() in keys:
            self.zoom(keys[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses the box under it."""
        super().mouseReleaseEvent(event)
        if self._whole is not None:
            ent = self._whole.drawing.at(self.mapToScene(event.position().toPoint()))
            if ent:
                self.picked.emit(ent)


def _told(found: Diagram) -> str:
    """The picture in a sentence; the outline beside it says all of it."""
    many = [sum(one.level == level for one in found.items) for level in drivers.LEVELS]
    primary = say.count(many[0], "primary driver", "primary drivers")
    secondary = say.count(many[1], "secondary driver", "secondary drivers")
    ideas = say.count(many[2], "change idea", "change ideas")
    return say.tr(
        "{primary}, {secondary} and {ideas}. The outline says the same in words.",
        primary=primary,
        secondary=secondary,
        ideas=ideas,
    )
