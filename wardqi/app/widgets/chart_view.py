"""Shows a chart: its sentence first, then the picture, with every point in reach of the keyboard.

Left and right step through the points and say each one; Home and End go to the ends; T shows the same
points as a table; Enter asks why a point is marked. The picture is drawn elsewhere, off the window's
thread; `wanted` asks for a new one when the size, the theme or the text size has changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import theme
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.words import Words, tip

_SETTLE_MS = 120
_MOST_LINES = 2_000
_POINTS_PER_INCH = 96


@dataclass(frozen=True, slots=True)
class Paper:
    """What a picture is drawn for: its size in inches, and dots to the inch."""

    wide: float
    high: float
    dpi: float


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One point: `words` as it is announced, `cells` as its row of the table, `gap` why it has no figure."""

    words: str
    cells: tuple[str, ...]
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """One of the pair of icons, and the sentence it stands for."""

    image: QImage
    says: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn chart. `places` are of the points, as fractions of its width from the left and of its
    height from the top; None where a point is not drawn. `badges` stand beside it."""

    image: QImage
    places: tuple[tuple[float, float] | None, ...] = ()
    badges: tuple[Badge, ...] = ()


def paper(widget: QWidget, least: tuple[float, float] = (1.0, 1.0)) -> Paper:
    """The paper that fills a widget, at least so many inches wide and high; text follows the text size."""
    inch = _POINTS_PER_INCH * theme.scale()
    wide, high = max(widget.width() / inch, least[0]), max(widget.height() / inch, least[1])
    return Paper(wide, high, inch * widget.devicePixelRatioF())


class ChartView(QWidget):
    """A chart with its sentence, keyboard stepping and table."""

    asked_why = Signal(int)
    announced = Signal(str)
    stepped = Signal(int)
    wanted = Signal()

    def __init__(
        self,
        name: str,
        headers: Sequence[str] = (),
        widths: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._points: tuple[ChartPoint, ...] = ()
        self.sentence = Words("", "heading")
        self.picture = _Steps(name)
        self.picture.stepped.connect(self._stepped)
        self.picture.why.connect(self._why)
        self.picture.table_wanted.connect(self._turn)
        self.picture.wanted.connect(self.wanted)
        self._name, self._headers = name, tuple(headers)
        self._widths = tuple(widths) or (0,) * len(self._headers)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.picture)
        self._table: RecordTable | None = None
        self.button = QPushButton(self.tr("Table"))
        theme.dress(self.button, "table", "text", 18)
        tip(self.button, self.tr("Show the points as a table (T)"))
        self.button.setCheckable(True)
        self.button.clicked.connect(self._turn)
        self.said = Words("", "second")
        self.stamp = Words("", "small")
        foot = QHBoxLayout()
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.said)
        said.addWidget(self.stamp)
        foot.addLayout(said, 1)
        foot.addWidget(self.button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(8))
        self.badges = Badges()
        head = QHBoxLayout()
        head.addWidget(self.sentence, 1)
        head.addWidget(self.badges)
        rows.addLayout(head)
        rows.addWidget(self._stack, 1)
        rows.addLayout(foot)

    def set_chart(self, sentence: str, points: Sequence[ChartPoint], stamp: str = "") -> None:
        """What can be said about a chart whose drawing follows; the picture of the one before is gone.
        `stamp` says by which rules it was worked out."""
        self._points = tuple(points)
        self.sentence.setText(sentence)
        self.said.setText(self.tr("Left and right arrows step through the points. T shows the table."))
        self.button.setVisible(bool(self._points))
        self.said.setVisible(bool(self._points))
        self.stamp.setText(stamp)
        self.stamp.setVisible(bool(stamp))
        self.badges.show_badges(())
        self.picture.set_points(sentence, self._points)
        if self._table is not None:
            self._table.show_page(self._points)
        self._show_table(False)

    def set_drawing(self, drawing: Drawing | None) -> None:
        """Show the picture; the point the keyboard is on stays."""
        self.picture.set_drawing(drawing)
        self.badges.show_badges(drawing.badges if drawing is not None else ())

    def paper(self) -> Paper:
        """What to draw for now."""
        return paper(self.picture, (3.4, 2.2))

    def clear(self, sentence: str = "") -> None:
        """Show no chart, only a sentence."""
        self.set_chart(sentence, ())
        self.set_drawing(None)

    @property
    def at(self) -> int:
        """The point the keyboard is on, -1 for none."""
        return self.picture.at

    def step_to(self, at: int) -> None:
        """Go to a point and announce it."""
        self.picture.go(at)

    def _stepped(self, at: int) -> None:
        words = self._points[at].words
        self.said.setText(words)
        self.announced.emit(words)
        self.stepped.emit(at)

    def _why(self) -> None:
        if self.at >= 0:
            self.asked_why.emit(self.at)

    def _turn(self) -> None:
        self._show_table(self._stack.currentWidget() is self.picture)

    def _show_table(self, on: bool) -> None:
        self.button.setChecked(on)
        if on:
            if self._table is None:
                self._table = self._make_table()
            self._table.show_page(self._points)
            self._stack.setCurrentWidget(self._table)
            self._table.setFocus()
        else:
            had_focus = self._table is not None and self._table.view.hasFocus()
            self._stack.setCurrentWidget(self.picture)
            if had_focus:
                self.picture.setFocus()

    def _make_table(self) -> RecordTable:
        columns = [
            Column[ChartPoint](title, partial(_cell, at), width=width)
            for at, (title, width) in enumerate(
                zip(self._headers or (self.tr("Point"),), self._widths or (0,), strict=True)
            )
        ]
        table = RecordTable(
            self.tr("{name}, as a table").format(name=self._name), columns, page_size=_MOST_LINES
        )
        table.view.closed.connect(self._turn)
        self._stack.addWidget(table)
        return table


def _cell(at: int, point: ChartPoint) -> str:
    return point.cells[at] if at < len(point.cells) else ""


class Badges(QWidget):
    """The pair of icons, each with a tip that says what it means; the sentence beside them says it too."""

    def __init__(self, size: int = 44) -> None:
        super().__init__()
        self._size = size
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(6))
        self.hide()

    def show_badges(self, badges: Sequence[Badge]) -> None:
        """Show these instead of what was there."""
        while self._row.count():
            item = self._row.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        side = theme.px(self._size)
        for badge in badges:
            label = QLabel()
            label.setFixedSize(side, side)
            label.setScaledContents(True)
            label.setPixmap(QPixmap.fromImage(badge.image))
            label.setAccessibleName(badge.says)
            tip(label, badge.says)
            self._row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        self.setVisible(bool(badges))


class Picture(QWidget):
    """A drawn picture, stretched until a new one of the right size has come; `wanted` asks for it."""

    wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.px(240), theme.px(160))
        self.setAccessibleName(name)
        self._drawing: Drawing | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.wanted)

    def sizeHint(self) -> QSize:
        """The least that reads well; a layout gives it more."""
        return QSize(theme.px(720), theme.px(240))

    @property
    def drawing(self) -> Drawing | None:
        """What is shown."""
        return self._drawing

    def set_drawing(self, drawing: Drawing | None) -> None:
        """Show a picture."""
        self._drawing = drawing
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a new picture once the size has settled; meanwhile the old one is stretched."""
        super().resizeEvent(event)
        self._settle.start()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text size needs another picture."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_settle"):
            self._settle.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._drawing is not None:
            painter.drawImage(self.rect(), self._drawing.image)
        painter.end()


class _Steps(Picture):
    """A picture whose points are stepped through."""

    stepped = Signal(int)
    why = Signal()
    table_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._points: tuple[ChartPoint, ...] = ()
        self.at = -1

    def set_points(self, sentence: str, points: tuple[ChartPoint, ...]) -> None:
        """Begin another chart."""
        self._points, self.at = points, -1
        self.setAccessibleDescription(sentence)
        self.set_drawing(None)

    def go(self, at: int) -> None:
        """Move to a point."""
        if self._points:
            self.at = max(0, min(len(self._points) - 1, at))
            self.update()
            self.stepped.emit(self.at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step, ask why, turn to the table."""
        key, last = event.key(), len(self._points) - 1
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Right:
            self.go(self.at + 1)
        elif key == Qt.Key.Key_Left:
            self.go(self.at - 1 if self.at >= 0 else last)
        elif key == Qt.Key.Key_Home:
            self.go(0)
        elif key == Qt.Key.Key_End:
            self.go(last)
        elif key == Qt.Key.Key_T and self._points:
            self.table_wanted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.why.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the nearest point."""
        super().mousePressEvent(event)
        places = [(abs(place.x() - event.position().x()), i) for i, place in self._places()]
        if places:
            self.go(min(places)[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, and a mark round the point the keyboard is on."""
        super().paintEvent(event)
        place = dict(self._places()).get(self.at)
        if place is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now, radius = theme.current(), theme.px(9)
        for token, width in (("surface", 6), ("text", 2.5)):
            painter.setPen(QPen(now.colour(token), width))
            painter.drawEllipse(place, radius, radius)
        painter.end()

    def _places(self) -> list[tuple[int, QPointF]]:
        """Where each drawn point stands, in this widget's own coordinates."""
        if self._drawing is None:
            return []
        return [
            (at, QPointF(place[0] * self.width(), place[1] * self.height()))
            for at, place in enumerate(self._drawing.places)
            if place is not None
        ]
