"""A scrolling column for a screen's content: readable width, focus always brought fully into view.

A bar that belongs at the bottom (a form's Finish button) is fixed there while the window is tall enough,
and joins the scrolling content when it is not, so it can never cover the control that has focus.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from wardqi.app import theme

LOW = 480
_MARGIN = 48


class Sheet(QWidget):
    """Put things in with `add`; `widest` is the most a line of content may take, 0 for all there is."""

    def __init__(self, widest: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget()
        if widest:
            self.at_most(widest)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.rows = QVBoxLayout(self._body)
        side = theme.px(24)
        self.rows.setContentsMargins(side, theme.px(16), side, theme.px(16))
        self.rows.setSpacing(theme.px(12))
        self.area.setWidget(self._body)
        self._all = QVBoxLayout(self)
        self._all.setContentsMargins(0, 0, 0, 0)
        self._all.setSpacing(0)
        self._all.addWidget(self.area, 1)
        self._foot: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def at_most(self, widest: int) -> None:
        """The most a line of content may take."""
        self._body.setMaximumWidth(theme.px(widest))

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget below what is there."""
        self.rows.addWidget(widget, stretch)

    def add_layout(self, layout: QLayout, stretch: int = 0) -> None:
        """Put a layout below what is there."""
        self.rows.addLayout(layout, stretch)

    def end(self) -> None:
        """What follows is empty: push everything to the top."""
        self.rows.addStretch(1)

    def foot(self, widget: QWidget) -> None:
        """A bar that stands at the bottom."""
        self._foot = widget
        self._place_foot()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fix or free the bar at the bottom; use smaller margins when narrow."""
        super().resizeEvent(event)
        side = theme.px(24 if self.width() > theme.px(560) else 12)
        self.rows.setContentsMargins(side, theme.px(16), side, theme.px(16))
        self._place_foot()

    def see(self, widget: QWidget) -> None:
        """Bring the top of something into view that was just shown, once the column has made room for it."""
        QTimer.singleShot(0, widget, lambda: self._show_from_top(widget))

    def _show_from_top(self, widget: QWidget) -> None:
        top, bar = widget.mapTo(self._body, QPoint(0, 0)).y(), self.area.verticalScrollBar()
        if top < bar.value() or top + widget.height() > bar.value() + self.area.viewport().height():
            bar.setValue(top - theme.px(8))

    def _place_foot(self) -> None:
        if self._foot is None:
            return
        low = self.window().height() < theme.px(LOW)
        if low and self.rows.indexOf(self._foot) < 0:
            self._all.removeWidget(self._foot)
            self.rows.addWidget(self._foot)
        elif not low and self._all.indexOf(self._foot) < 0:
            self.rows.removeWidget(self._foot)
            self._all.addWidget(self._foot)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._body.isAncestorOf(new):
            self.area.ensureWidgetVisible(new, 0, theme.px(_MARGIN))
