"""Small things in a line that goes on in the next when it is full: tags, buttons, quick answers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wardqi.app import theme


class Flow(QWidget):
    """Add widgets in the order they are read; `centred` lines stand in the middle.

    It places its children itself: a layout of our own would have Qt and Python both own its items.
    """

    def __init__(self, gap: int = 6, *, centred: bool = False) -> None:
        super().__init__()
        self._centred = centred
        self._gap = gap
        self._members: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Put a widget after those that are there."""
        widget.setParent(self)
        self._members.append(widget)
        if self.isVisible():
            widget.show()
        self._again()

    def clear(self) -> None:
        """Take everything out."""
        for widget in self._members:
            widget.hide()
            widget.deleteLater()
        self._members.clear()
        self._again()

    @property
    def members(self) -> tuple[QWidget, ...]:
        """What is in it, in the order it is read."""
        return tuple(self._members)

    @property
    def empty(self) -> bool:
        """Whether nothing is in it."""
        return not self._members

    def hasHeightForWidth(self) -> bool:
        """The narrower, the taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of the lines at this width."""
        return self._lay(width, move=False)

    def sizeHint(self) -> QSize:
        """All on one line."""
        sizes = [_size(widget) for widget in self._shown()]
        wide = sum(size.width() for size in sizes) + theme.px(self._gap) * max(0, len(sizes) - 1)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def minimumSizeHint(self) -> QSize:
        """The largest alone."""
        size = QSize()
        for widget in self._shown():
            size = size.expandedTo(_size(widget))
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay them out anew."""
        super().resizeEvent(event)
        self._lay(self.width(), move=True)

    def showEvent(self, event: QShowEvent) -> None:
        """Lay out what was put in before anybody saw it."""
        super().showEvent(event)
        self._lay(self.width(), move=True)

    def event(self, event: QEvent) -> bool:
        """A member that changes its size, appears or goes asks for a new layout."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._again()
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._members if not widget.isHidden()]

    def _again(self) -> None:
        self.updateGeometry()
        if self.isVisible():  # asking a member for its size dresses it, each move then anew
            self._lay(self.width(), move=True)

    def _lay(self, width: int, *, move: bool) -> int:
        gap, x, y = theme.px(self._gap), 0, 0
        line: list[tuple[QWidget, int]] = []
        for widget in self._shown():
            wide = _size(widget).width()
            if line and x + wide > width:
                x, y = 0, y + self._put(line, y, self._inset(width, x - gap), move=move) + gap
                line = []
            line.append((widget, x))
            x += wide + gap
        return y + self._put(line, y, self._inset(width, x - gap), move=move)

    def _inset(self, width: int, used: int) -> int:
        """Where a line begins."""
        return max(0, width - used) // 2 if self._centred else 0

    @staticmethod
    def _put(line: list[tuple[QWidget, int]], y: int, inset: int, *, move: bool) -> int:
        """Place one line, its members on one middle; gives its height."""
        tall = max((_size(widget).height() for widget, _ in line), default=0)
        for widget, x in line if move else ():
            size = _size(widget)
            widget.setGeometry(inset + x, y + (tall - size.height()) // 2, size.width(), size.height())
        return tall


def _size(widget: QWidget) -> QSize:
    """What a member would like, and no less than it was promised."""
    return widget.sizeHint().expandedTo(widget.minimumSize())
