"""The two-colour ring round the control that has focus: seen on any fill, in every theme.

It is drawn over the window rather than by each control, so nothing moves when focus does and no control
can forget it. Controls that are only clicked do not flash it: it follows the keyboard, and typing fields.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QWidget,
)
from shiboken6 import isValid

from wardqi.app import theme
from wardqi.app.idle import Activity

_INNER, _OUTER = 3, 2
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)
_TYPED = (QLineEdit, QAbstractSpinBox, QComboBox, QAbstractScrollArea)


class FocusRing(QWidget):
    """One per top-level window; lets every click through."""

    def __init__(self, window: QWidget, activity: Activity) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._activity = activity
        activity.used.connect(self._place)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)
            self._moved(None, QApplication.focusWidget())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the target as it, or what it stands in, moves."""
        if event.type() in _MOVES:
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Yellow inside, dark outside."""
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for width, token, inset in ((_OUTER, "focus_outer", 0), (_INNER, "focus_inner", _OUTER)):
            pen = QPen(now.colour(token), width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            edge = inset + width / 2
            box = self.rect().toRectF().adjusted(edge, edge, -edge, -edge)
            painter.drawRoundedRect(box, 7 - inset, 7 - inset)
        painter.end()

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new.window() is not self.window():
            new = None
        self._target = None if isinstance(new, QMainWindow) else new
        for each in self._watched:
            if isValid(each):
                each.removeEventFilter(self)
        self._watched = []
        above = self._target
        while above is not None and above is not self.window():
            self._watched.append(above)
            above.installEventFilter(self)
            above = above.parentWidget()
        self._place()

    def _place(self) -> None:
        target = self._target
        wanted = self._activity.by_key or isinstance(target, _TYPED)
        there = target is not None and isValid(target) and self.window().isAncestorOf(target)
        if target is None or not there or not target.isVisible() or not wanted:
            self.hide()
            return
        window = self.window()
        spread = _INNER + _OUTER - 1
        box = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        box = box.adjusted(-spread, -spread, spread, spread)
        # Walked anew each time: what stood around the target when it took the focus may be gone by now.
        each = target.parentWidget()
        while each is not None and each is not window:
            parent = each.parentWidget()
            if isinstance(parent, QAbstractScrollArea) and parent.viewport() is each:
                port = QRect(each.mapTo(window, QPoint(0, 0)), each.size())
                box &= port.adjusted(-spread, -spread, spread, spread)
            each = parent
        box &= window.rect()
        if box.width() < 2 * spread or box.height() < 2 * spread:
            self.hide()
            return
        self.setGeometry(box)
        self.raise_()
        self.show()


def focus_first(root: QWidget) -> bool:
    """Focus the first control inside, in tab order; False when there is none."""
    if root.focusPolicy() & Qt.FocusPolicy.TabFocus and root.isVisibleTo(root.window()) and root.isEnabled():
        root.setFocus(Qt.FocusReason.TabFocusReason)
        return True
    each = root.nextInFocusChain()
    while each is not None and each is not root:
        if (
            root.isAncestorOf(each)
            and each.isVisibleTo(root.window())
            and each.isEnabled()
            and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            each.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        each = each.nextInFocusChain()
    return False
