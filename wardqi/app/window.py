"""The window: a gate or the frame, one at a time, and the cover over all of it.

The keys of the window live here, so that none of them works through a gate.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QToolTip,
    QWidget,
)
from shiboken6 import isValid

from wardqi.app import theme
from wardqi.app.idle import Activity
from wardqi.app.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtGui import QShortcut

    from wardqi.app.frame import Frame

SMALLEST = QSize(683, 384)


class Window(QMainWindow):
    """The one window: either a gate (first start, sign-in, the lock's cover) or the frame."""

    leaving = Signal()
    announced = Signal(str)

    def __init__(self, settings: Settings, activity: Activity) -> None:
        super().__init__()
        self.settings = settings
        self.setWindowTitle("WardQI")
        self.setWindowIcon(theme.icon("ward", "action"))
        self.setMinimumSize(_fitting(SMALLEST))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._layers = QStackedWidget()
        self._gate = QStackedWidget()
        self._layers.addWidget(self._gate)
        self.setCentralWidget(self._layers)
        self.frame: Frame | None = None
        self._activity = activity
        if activity.listens:
            self.ring_focus()
        self._shortcuts: list[QShortcut] = []
        self._focus_before: QWidget | None = None
        self._meant_for: QWidget | None = None
        if not self.restoreGeometry(settings.blob("window")):
            self.resize(_fitting(QSize(1366, 768)))

    def ring_focus(self) -> None:
        """Show what has focus; where nobody listens yet, this waits until the first window is there."""
        from wardqi.app.widgets.focus_ring import FocusRing

        FocusRing(self, self._activity)

    def show_gate(self, gate: QWidget) -> None:
        """Show only this: everything else is hidden, closed or covered."""
        self._close_others()
        if self.frame is not None and self._layers.currentWidget() is self.frame:
            self._focus_before = self.focusWidget()
        chosen = gate.focusWidget()  # forgotten once the gate is in the window
        old = [self._gate.widget(at) for at in range(self._gate.count())]
        self._gate.addWidget(gate)
        self._gate.setCurrentWidget(gate)
        self._layers.setCurrentWidget(self._gate)
        for each in old:
            if each is not None and each is not gate:
                self._gate.removeWidget(each)
                each.deleteLater()
        self._enable(False)
        if chosen is not None and chosen.isVisibleTo(self):
            chosen.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            from wardqi.app.widgets.focus_ring import focus_first

            focus_first(gate)

    def show_frame(self, frame: Frame) -> None:
        """Open the frame of the person who signed in."""
        if self.frame is not None and self.frame is not frame:
            self._layers.removeWidget(self.frame)
            self.frame.deleteLater()
        if self.frame is not frame:
            self.frame = frame
            self._layers.addWidget(frame)
            frame.announced.connect(self.announce)
            frame.quiet_for = self._activity.quiet_for
        self._uncover()

    def drop_frame(self) -> None:
        """The store is closed: nothing of its screens may stay in memory."""
        if self.frame is not None:
            self._layers.removeWidget(self.frame)
            self.frame.deleteLater()
            self.frame = None

    def announce(self, text: str) -> None:
        """Tell a screen reader, politely."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        if text:
            self.announced.emit(text)
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    @property
    def covered(self) -> bool:
        """Whether only a gate is to be seen."""
        return self._layers.currentWidget() is self._gate

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the window's place; the program then keeps drafts and closes the store."""
        self.settings.keep("window", self.saveGeometry())
        self.leaving.emit()
        super().closeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Note which control a key is meant for: when it comes here a field may have moved the focus on."""
        if event.type() == QEvent.Type.ShortcutOverride:
            self._meant_for = self.focusWidget()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as Space does, wherever nothing nearer wants it."""
        button, meant = self.focusWidget(), self._meant_for
        self._meant_for = None
        enter = is_enter(event) and not event.isAutoRepeat()
        if enter and button is meant and isinstance(button, QPushButton | QToolButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def _bind(self) -> None:
        """The keys, once there is a frame for them to work on."""
        from PySide6.QtGui import QKeySequence, QShortcut

        from wardqi.app import keys

        for entry in keys.TABLE:
            shortcut = QShortcut(QKeySequence(entry.press), self)
            shortcut.activated.connect(partial(self._press, entry.name))
            self._shortcuts.append(shortcut)
        for at in range(9):
            shortcut = QShortcut(QKeySequence(f"Alt+{at + 1}"), self)
            shortcut.activated.connect(partial(self._go, at))
            self._shortcuts.append(shortcut)
        enter = QShortcut(QKeySequence("Ctrl+Enter"), self)
        enter.activated.connect(lambda: self._press("finish"))
        self._shortcuts.append(enter)

    def _press(self, name: str) -> None:
        if self.frame is not None and not self.covered:
            self.frame.act(name)

    def _go(self, at: int) -> None:
        if self.frame is not None and not self.covered and at < len(self.frame.listed):
            self.frame.open(self.frame.listed[at].name)

    def _enable(self, on: bool) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(on)

    def _uncover(self) -> None:
        if self.frame is None:
            return
        self._layers.setCurrentWidget(self.frame)
        while self._gate.count():
            gate = self._gate.widget(0)
            if gate is None:
                break
            self._gate.removeWidget(gate)
            gate.deleteLater()
        if not self._shortcuts:
            self._bind()
        self._enable(True)
        before, self._focus_before = self._focus_before, None
        if before is not None and _alive_in(before, self.frame):
            before.setFocus()

    def _close_others(self) -> None:
        """Menus, tips, dialogs and previews go first; a dialog that closes leaves all as it was."""
        QToolTip.hideText()
        while (popup := QApplication.activePopupWidget()) is not None:
            if not popup.close():
                popup.hide()
        for other in QApplication.topLevelWidgets():
            if other is self or not other.isVisible():
                continue
            if isinstance(other, QDialog):
                other.reject()
            other.hide()


def _alive_in(widget: QObject, frame: QWidget) -> bool:
    return isValid(widget) and isinstance(widget, QWidget) and frame.isAncestorOf(widget)


def is_enter(event: QKeyEvent) -> bool:
    """Whether this is Enter, on either side of the keyboard, with nothing held down."""
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _fitting(size: QSize) -> QSize:
    """No larger than the screen has room for."""
    screen = QGuiApplication.primaryScreen()
    return size.boundedTo(screen.availableSize()) if screen is not None else size
