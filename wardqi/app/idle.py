"""Notices quiet: one event filter, one timer. The screen locks on idle, on sleep, and on request.

Time is counted by a clock that cannot be set back, and by the wall clock as well, so a computer that was
asleep comes back locked.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QTabletEvent, QTouchEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from wardqi.domain import locking

_TICK_MS = 5_000
_BY_A_PERSON = frozenset({QInputMethodEvent, QKeyEvent, QMouseEvent, QTabletEvent, QTouchEvent, QWheelEvent})
"""Making one screen sends tens of thousands of other events; to ask each for its sort would take long."""
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.InputMethod)
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress)
_STIRS = (QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchUpdate, QEvent.Type.TabletMove)


class Activity(QObject):
    """The program's one event filter: when the person last stirred, and whether by key or by pointer.

    `listen` begins it, once the first window is there: the first object that Qt made itself has PySide load
    every class such an object may be of, which takes longer than drawing the window.
    """

    used = Signal(bool)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.by_key = True
        self.stirred()
        self._app = app
        self.listens = False

    def listen(self) -> None:
        """See every event from now on; harmless twice."""
        if not self.listens:
            self._app.installEventFilter(self)
            self._app.findChildren(QObject)  # meets objects of Qt's own now, and not with the first key
            self.listens = True

    def stirred(self) -> None:
        """Someone is there now."""
        self._steady, self._wall = time.monotonic(), time.time()

    def quiet_for(self) -> float:
        """Seconds since anyone stirred; sleep counts."""
        return max(time.monotonic() - self._steady, time.time() - self._wall)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Only looks."""
        if type(event) not in _BY_A_PERSON:
            return False
        kind = event.type()
        if kind in _KEYS or kind in _PRESSES:
            self.stirred()
            by_key = kind in _KEYS
            if by_key != self.by_key:
                self.by_key = by_key
                self.used.emit(by_key)
        elif kind in _STIRS:
            self.stirred()
        return False


class Idle(QObject):
    """Says when to cover the screen (`quiet`), and after a longer time under the cover, when to close
    the store (`long_quiet`). The limits are the ward's; outside their range they are brought into it."""

    quiet = Signal()
    long_quiet = Signal()

    def __init__(self, activity: Activity) -> None:
        super().__init__(activity)
        self._activity = activity
        self._covered_at: tuple[float, float] | None = None
        self.limit(*locking.USUAL)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.look)

    def limit(self, screen_min: int, store_min: int) -> None:
        """Minutes of quiet before the cover, and minutes of cover before the store closes."""
        chosen = {"screen_lock_minutes": screen_min, "store_lock_minutes": store_min}
        screen, store = locking.limits(chosen)
        self._screen_s, self._store_s = 60 * screen, 60 * store

    @property
    def minutes(self) -> tuple[int, int]:
        """The limits in force: the screen's, the store's."""
        return self._screen_s // 60, self._store_s // 60

    def watch(self, on: bool) -> None:
        """Start or stop; nothing is watched before the first sign-in."""
        self._covered_at = None
        self._activity.stirred()
        if on:
            self._timer.start()
        else:
            self._timer.stop()

    def covered(self, on: bool) -> None:
        """The screen was covered or uncovered."""
        self._covered_at = (time.monotonic(), time.time()) if on else None
        self._activity.stirred()

    def look(self) -> None:
        """Compare the quiet with the limits; the timer calls this."""
        if self._covered_at is None:
            if self._activity.quiet_for() >= self._screen_s:
                self.quiet.emit()
            return
        steady, wall = self._covered_at
        if max(time.monotonic() - steady, time.time() - wall) >= self._store_s:
            self.long_quiet.emit()
