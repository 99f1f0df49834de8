"""The quiet timer: minutes used, with a shape and a word that change at ten and fifteen. It never rings."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from wardqi.app import say, theme
from wardqi.app.widgets.words import Words, look
from wardqi.domain import huddles

_SIDE = 26


class _Shape(QWidget):
    """A circle while time is going, a square when it is ending, a diamond when it is over."""

    def __init__(self) -> None:
        super().__init__()
        self.pace, self.part = "going", 0.0
        self.setFixedSize(QSize(theme.px(_SIDE), theme.px(_SIDE)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        token = {"going": "second", "ending": "caution", "over": "caution"}[self.pace]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.colour(token), 2.5))
        box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        if self.pace == "going":
            painter.drawEllipse(box)
            painter.setBrush(now.colour(token))
            painter.drawPie(box, 90 * 16, round(-360 * 16 * min(1.0, self.part)))
        elif self.pace == "ending":
            painter.drawRect(box)
            full = box.height() * min(1.0, self.part)
            painter.fillRect(QRectF(box.left(), box.bottom() - full, box.width(), full), now.colour(token))
        else:
            painter.setBrush(now.colour(token))
            middle = box.center()
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(middle.x(), box.top()),
                        QPointF(box.right(), middle.y()),
                        QPointF(middle.x(), box.bottom()),
                        QPointF(box.left(), middle.y()),
                    ]
                )
            )
        painter.end()


class QuietTimer(QWidget):
    """Minutes used, as a shape, a number and a word."""

    def __init__(self) -> None:
        super().__init__()
        self.shape = _Shape()
        self.words = Words("", "said")
        self.words.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.shape, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_minutes(self, minutes: int, limit: int) -> None:
        """Tell how long the huddle has lasted."""
        pace = huddles.pace(minutes, limit)
        self.shape.pace, self.shape.part = pace, minutes / max(1, limit)
        length = say.length(minutes)
        words = {
            "going": self.tr("{length} used"),
            "ending": self.tr("{length}, ending"),
            "over": self.tr("{length}, over time"),
        }
        self.words.setText(words[pace].format(length=length))
        look(self.words, "said-caution" if pace != "going" else "said")
        self.setAccessibleName(self.words.text())
        self.shape.update()
