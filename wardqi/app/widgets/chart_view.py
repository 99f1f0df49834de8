"""Shows a chart: its sentence first, then the picture, with every point in reach of the keyboard.

Left and right step through the points and say each one; Home and End go to the ends; T shows the same
points as a table; Enter asks why a point is marked. The picture is a matplotlib figure that somebody else
drew; nothing of matplotlib is imported here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from wardqi.app import theme
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.words import Words, tip

_SETTLE_MS = 120
_MOST_LINES = 2_000


class Canvas(Protocol):
    """What a drawing canvas of matplotlib offers."""

    def draw(self) -> None:
        """Draw the figure."""

    def buffer_rgba(self) -> memoryview:
        """The drawn pixels, four bytes each."""


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One point: `words` as it is announced, `cells` as its row of the table, and its place in the data
    units of the figure's first axes (`y` None where the value is missing)."""

    words: str
    cells: tuple[str, ...]
    x: float
    y: float | None = None


class ChartView(QWidget):
    """A chart with its sentence, keyboard stepping and table."""

    asked_why = Signal(int)
    announced = Signal(str)
    stepped = Signal(int)

    def __init__(self, name: str, headers: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[ChartPoint, ...] = ()
        self.sentence = Words("", "heading")
        self.picture = _Picture(name)
        self.picture.stepped.connect(self._stepped)
        self.picture.why.connect(self._why)
        self.picture.table_wanted.connect(self._turn)
        self._name, self._headers = name, tuple(headers)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.picture)
        self._table: RecordTable | None = None
        self.button = QPushButton(self.tr("Table"))
        theme.dress(self.button, "table", "text", 18)
        tip(self.button, self.tr("Show the points as a table (T)"))
        self.button.setCheckable(True)
        self.button.clicked.connect(self._turn)
        self.said = Words("", "second")
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        foot.addWidget(self.button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(8))
        rows.addWidget(self.sentence)
        rows.addWidget(self._stack, 1)
        rows.addLayout(foot)

    def set_chart(self, figure: Any, sentence: str, points: Sequence[ChartPoint]) -> None:
        """Show a figure (a matplotlib Figure with an Agg canvas) and what can be said about it."""
        self._points = tuple(points)
        self.sentence.setText(sentence)
        self.said.setText(self.tr("Left and right arrows step through the points. T shows the table."))
        self.picture.set_figure(figure, sentence, self._points)
        if self._table is not None:
            self._table.show_page(self._points)
        self._show_table(False)

    def clear(self, sentence: str = "") -> None:
        """Show no chart, only a sentence."""
        self._points = ()
        self.sentence.setText(sentence)
        self.said.setText("")
        self.picture.set_figure(None, sentence, ())

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
            Column[ChartPoint](title, partial(_cell, at))
            for at, title in enumerate(self._headers or (self.tr("Point"),))
        ]
        table = RecordTable(
            self.tr("{name}, as a table").format(name=self._name), columns, page_size=_MOST_LINES
        )
        table.view.closed.connect(self._turn)
        self._stack.addWidget(table)
        return table


def _cell(at: int, point: ChartPoint) -> str:
    return point.cells[at] if at < len(point.cells) else ""


class _Picture(QWidget):
    """The drawn figure. It redraws itself at the widget's own size, sharp on every display."""

    stepped = Signal(int)
    why = Signal()
    table_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.px(240), theme.px(160))
        self.setAccessibleName(name)
        self._figure: Any = None
        self._image: QImage | None = None
        self._points: tuple[ChartPoint, ...] = ()
        self.at = -1
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._draw)

    def sizeHint(self) -> QSize:
        """A comfortable chart."""
        return QSize(theme.px(720), theme.px(360))

    def set_figure(self, figure: Any, sentence: str, points: tuple[ChartPoint, ...]) -> None:
        """Show a figure."""
        self._figure, self._points, self.at = figure, points, -1
        self.setAccessibleDescription(sentence)
        self._image = None
        self._draw()

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
        elif key == Qt.Key.Key_T:
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Redraw once the size has settled; meanwhile the old picture is stretched."""
        super().resizeEvent(event)
        self._settle.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture, and a mark round the point the keyboard is on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is not None:
            painter.drawImage(self.rect(), self._image)
        place = dict(self._places()).get(self.at)
        if place is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            now, radius = theme.current(), theme.px(9)
            for token, width in (("surface", 6), ("text", 2.5)):
                painter.setPen(QPen(now.colour(token), width))
                painter.drawEllipse(place, radius, radius)
        painter.end()

    def _draw(self) -> None:
        if self._figure is None or self.width() < 2 or self.height() < 2:
            self._image = None
            self.update()
            return
        ratio = self.devicePixelRatioF()
        dpi = 96 * ratio * theme.scale()
        self._figure.set_dpi(dpi)
        self._figure.set_size_inches(self.width() * ratio / dpi, self.height() * ratio / dpi, forward=False)
        canvas: Canvas = self._figure.canvas
        canvas.draw()
        pixels = canvas.buffer_rgba()
        tall, wide = pixels.shape[:2] if pixels.shape is not None else (0, 0)
        self._image = QImage(pixels.tobytes(), wide, tall, wide * 4, QImage.Format.Format_RGBA8888).copy()
        self.update()

    def _places(self) -> list[tuple[int, QPointF]]:
        """Where each point with a value is drawn, in this widget's own coordinates."""
        if self._figure is None or self._image is None or not self._figure.axes:
            return []
        axes = self._figure.axes[0]
        wide, tall = self._image.width(), self._image.height()
        found = []
        for at, point in enumerate(self._points):
            if point.y is not None:
                x, y = axes.transData.transform((point.x, point.y))
                found.append((at, QPointF(x / wide * self.width(), (1 - y / tall) * self.height())))
        return found
