"""The body map: two outlines of our own drawing, front and back, with numbered marks.

The picture is never the only way: every mark is also an entry of the list below it, and can be made there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPaintEvent,
    QPen,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from wardqi.app import say, theme
from wardqi.domain import codes

_VIEWS = ("front", "back")
_WIDE, _TALL = 440, 1000
_STEP = 20
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as the picture shows it; `x` and `y` in thousandths of the outline's box."""

    number: int
    view: str
    x: int
    y: int


_TRUNK: Sequence[tuple[int, str, str]] = (
    (62, "head", "head"),
    (128, "face", "head"),
    (165, "neck", "neck"),
    (300, "chest", "back_upper"),
    (420, "abdomen", "back_lower"),
    (500, "hip", "hip"),
    (680, "thigh", "thigh"),
    (745, "knee", "knee"),
    (905, "lower_leg", "lower_leg"),
    (945, "ankle", "ankle"),
    (_THOUSAND, "foot", "foot"),
)
"""Down the middle: until where, and what it is on the front and on the back."""

_ARM: Sequence[tuple[int, str]] = (
    (215, "shoulder"),
    (330, "upper_arm"),
    (375, "elbow"),
    (470, "forearm"),
    (505, "wrist"),
    (600, "hand"),
)
_ARM_FROM, _ARM_TO, _ARM_OUTSIDE = 165, 600, 250

_PLACES = {
    "head": (500, 40),
    "face": (500, 95),
    "neck": (500, 148),
    "chest": (500, 240),
    "abdomen": (500, 365),
    "back_upper": (500, 240),
    "back_lower": (500, 365),
    "hip": (640, 460),
    "thigh": (610, 590),
    "knee": (605, 712),
    "lower_leg": (605, 825),
    "ankle": (605, 925),
    "foot": (620, 972),
    "shoulder": (760, 190),
    "upper_arm": (835, 275),
    "elbow": (860, 352),
    "forearm": (885, 425),
    "wrist": (905, 488),
    "hand": (920, 550),
}
"""Where a mark made in the list stands in the picture, on the picture's right-hand side."""

_MIDDLE = frozenset({"head", "face", "neck", "chest", "abdomen", "back_upper", "back_lower"})
_ONLY_BACK = frozenset({"back_upper", "back_lower"})


def region_at(view: str, x: int, y: int) -> tuple[str, str]:
    """The part of the body and its side at a place in the picture, as their codes."""
    back = view == "back"
    if abs(x - 500) > _ARM_OUTSIDE and _ARM_FROM < y <= _ARM_TO:
        region = next(name for limit, name in _ARM if y <= limit)
    else:
        limits = (entry for entry in _TRUNK if y <= entry[0])
        _, front_name, back_name = next(limits, _TRUNK[-1])
        region = back_name if back else front_name
    if region in _MIDDLE and abs(x - 500) < 60:
        return region, "middle"
    # Somebody facing us has their right hand on our left.
    return region, "left" if (x > 500) != back else "right"


def place_of(view: str, region: str, side: str) -> tuple[int, int] | None:
    """Where a mark of the list stands in the picture; None when the picture has no such place."""
    if region not in _PLACES or view not in ("", *_VIEWS):
        return None
    x, y = _PLACES[region]
    back = view == "back"
    if region in _MIDDLE and side in ("left", "right"):
        x = 590
    if side == ("left" if back else "right"):
        x = _THOUSAND - x
    return x, y


class BodyMap(QWidget):
    """Click where a mark is; or use the arrows and Enter. `marked` carries the view and thousandths."""

    marked = Signal(str, int, int)

    def __init__(self) -> None:
        super().__init__()
        self._marks: tuple[Mark, ...] = ()
        self._view, self._x, self._y = "front", 500, 240
        self.setAccessibleName(self.tr("Body map, the picture"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._tell()

    def sizeHint(self) -> QSize:
        """Two figures side by side and a line of words."""
        return QSize(theme.px(360), theme.px(360) + self.fontMetrics().height() * 3)

    def minimumSizeHint(self) -> QSize:
        """It can be half as wide."""
        return QSize(theme.px(220), self.sizeHint().height())

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks by their numbers."""
        if tuple(marks) != self._marks:
            self._marks = tuple(marks)
            self._tell()
            self.update()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is shown."""
        return self._marks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the cross, also from one figure to the other; Enter or Space puts a mark there."""
        steps = {
            Qt.Key.Key_Left: (-_STEP, 0),
            Qt.Key.Key_Right: (_STEP, 0),
            Qt.Key.Key_Up: (0, -_STEP),
            Qt.Key.Key_Down: (0, _STEP),
        }
        step = steps.get(Qt.Key(event.key()))
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            super().keyPressEvent(event)
        elif step is not None:
            fast = 5 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self._move(step[0] * fast, step[1] * fast)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.marked.emit(self._view, self._x, self._y)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A mark where it was clicked."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        for view in _VIEWS:
            box = self._box(view)
            if box.contains(event.position()):
                x = round((event.position().x() - box.left()) / box.width() * _THOUSAND)
                y = round((event.position().y() - box.top()) / box.height() * _THOUSAND)
                self._view, self._x, self._y = view, x, y
                self.marked.emit(view, x, y)
                return

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cross."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the cross."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Both outlines, the marks, and the cross while the picture has focus."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = {"front": self.tr("Front"), "back": self.tr("Back")}
        line = self.fontMetrics().height()
        for view in _VIEWS:
            box = self._box(view)
            across = QTransform.fromTranslate(box.left(), box.top())
            across.scale(box.width() / _WIDE, box.height() / _TALL)
            painter.setPen(QPen(_colour("second"), theme.px(2)))
            painter.setBrush(_colour("surface"))
            painter.drawPath(across.map(_outline()))
            painter.setPen(_colour("text"))
            under = QRectF(
                box.left() - 2 * line, box.bottom() + theme.px(4), box.width() + line * 4, line * 1.3
            )
            painter.drawText(under, Qt.AlignmentFlag.AlignHCenter, names[view])
        for mark in self._marks:
            self._paint_mark(painter, mark)
        if self.hasFocus():
            self._paint_cross(painter)

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        at = self._point(mark.view, mark.x, mark.y)
        radius = max(self.fontMetrics().height() * 0.62, theme.px(9))
        painter.setPen(QPen(_colour("surface"), theme.px(2)))
        painter.setBrush(_colour("problem"))
        painter.drawEllipse(at, radius, radius)
        painter.setPen(_colour("surface"))
        box = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(mark.number))

    def _paint_cross(self, painter: QPainter) -> None:
        at, arm = self._point(self._view, self._x, self._y), theme.px(12)
        for colour, width in (("surface", 5), ("action", 2)):
            painter.setPen(QPen(_colour(colour), theme.px(width)))
            painter.drawLine(QPointF(at.x() - arm, at.y()), QPointF(at.x() + arm, at.y()))
            painter.drawLine(QPointF(at.x(), at.y() - arm), QPointF(at.x(), at.y() + arm))
        painter.setPen(_colour("text"))
        foot = QRectF(0, self.height() - self.fontMetrics().height() * 1.4, self.width(), self.height())
        painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter, self._place_words())

    def _box(self, view: str) -> QRectF:
        """Where a figure stands."""
        tall = self.height() - self.fontMetrics().height() * 3.2 - theme.px(8)
        wide = min(tall * _WIDE / _TALL, self.width() / 2 - theme.px(12))
        tall = wide * _TALL / _WIDE
        middle = self.width() * (0.25 if view == "front" else 0.75)
        middle = self.width() / 2 + (middle - self.width() / 2) * min(1.0, theme.px(420) / self.width())
        return QRectF(middle - wide / 2, theme.px(4), wide, tall)

    def _point(self, view: str, x: int, y: int) -> QPointF:
        box = self._box(view if view in _VIEWS else "front")
        return QPointF(box.left() + box.width() * x / _THOUSAND, box.top() + box.height() * y / _THOUSAND)

    def _move(self, across: int, down: int) -> None:
        x = self._x + across
        if x > _THOUSAND and self._view == "front":
            self._view, x = "back", 0
        elif x < 0 and self._view == "back":
            self._view, x = "front", _THOUSAND
        self._x = max(0, min(_THOUSAND, x))
        self._y = max(0, min(_THOUSAND, self._y + down))
        self._tell()
        self.update()

    def _place_words(self) -> str:
        region, side = region_at(self._view, self._x, self._y)
        return self.tr("{view}: {region}, {side}").format(
            view=say.code("body_view", self._view),
            region=codes.get("body_region").plain(region),
            side=say.code("body_side", side).lower(),
        )

    def _tell(self) -> None:
        many = say.count(len(self._marks), "mark", "marks")
        told = self.tr(
            "{many}. The cross is at {place}. Arrows move it, Enter puts a mark; the list says the same."
        )
        self.setAccessibleDescription(told.format(many=many, place=self._place_words()))


def _colour(name: str) -> QColor:
    return theme.current().colour(name)


def _outline() -> QPainterPath:
    """One standing figure, its arms a little away from its sides, in a box of 440 by 1000."""
    figure = QPainterPath()
    figure.addEllipse(QRectF(172, 2, 96, 132))
    neck = QPainterPath()
    neck.addRoundedRect(QRectF(196, 110, 48, 80), 20, 20)
    figure = figure.united(neck)
    trunk = QPainterPath(QPointF(150, 172))
    trunk.cubicTo(120, 176, 112, 190, 118, 215)
    trunk.cubicTo(138, 300, 146, 340, 138, 420)
    trunk.cubicTo(132, 460, 128, 490, 134, 520)
    trunk.lineTo(306, 520)
    trunk.cubicTo(312, 490, 308, 460, 302, 420)
    trunk.cubicTo(294, 340, 302, 300, 322, 215)
    trunk.cubicTo(328, 190, 320, 176, 290, 172)
    trunk.closeSubpath()
    figure = figure.united(trunk)
    for side in (-1, 1):
        arm = QPainterPath(QPointF(220 + side * 92, 205))
        arm.lineTo(220 + side * 150, 350)
        arm.lineTo(220 + side * 176, 490)
        hand = QPainterPath(QPointF(220 + side * 178, 500))
        hand.lineTo(220 + side * 184, 560)
        leg = QPainterPath(QPointF(220 + side * 48, 500))
        leg.lineTo(220 + side * 48, 700)
        shin = QPainterPath(QPointF(220 + side * 48, 700))
        shin.lineTo(220 + side * 46, 930)
        foot = QPainterPath(QPointF(220 + side * 46, 955))
        foot.lineTo(220 + side * 62, 972)
        for limb, wide in ((arm, 56), (hand, 46), (leg, 84), (shin, 64), (foot, 52)):
            figure = figure.united(_thick(limb, wide))
    return figure


def _thick(line: QPainterPath, wide: float) -> QPainterPath:
    stroke = QPainterPathStroker()
    stroke.setWidth(wide)
    stroke.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroke.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroke.createStroke(line)
