"""Notices that the person has gone: Windows was locked, another user came, or the computer goes to sleep.

On Windows the system tells the window by messages; elsewhere nothing tells us, and the quiet limit and the
clock that counts sleep (`idle`) do their work.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal

WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 0x0004
WM_WTSSESSION_CHANGE = 0x02B1
_GONE = frozenset(
    {
        0x2,  # WTS_CONSOLE_DISCONNECT: another user was switched to
        0x4,  # WTS_REMOTE_DISCONNECT
        0x6,  # WTS_SESSION_LOGOFF
        0x7,  # WTS_SESSION_LOCK
    }
)
_THIS_SESSION = 0


def means_gone(message: int, wparam: int) -> bool:
    """Whether a message of Windows says that nobody sits here any more."""
    if message == WM_WTSSESSION_CHANGE:
        return wparam in _GONE
    return message == WM_POWERBROADCAST and wparam == PBT_APMSUSPEND


class Away(QObject):
    """`gone` is emitted at once when the system says so; `watch` begins it for a window."""

    gone = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter: QAbstractNativeEventFilter | None = None
        self._window = 0

    def watch(self, window: int) -> bool:
        """Begin to listen for the window with this native number; False where the system tells nothing."""
        app = QCoreApplication.instance()
        if sys.platform != "win32" or app is None:
            return False
        import ctypes

        self._filter = _Messages(self)
        app.installNativeEventFilter(self._filter)
        self._window = window
        return bool(ctypes.windll.wtsapi32.WTSRegisterSessionNotification(window, _THIS_SESSION))

    def close(self) -> None:
        """Listen no more; harmless twice."""
        app = QCoreApplication.instance()
        if self._filter is None or app is None:
            return
        app.removeNativeEventFilter(self._filter)
        self._filter = None
        if sys.platform == "win32":
            import ctypes

            ctypes.windll.wtsapi32.WTSUnRegisterSessionNotification(self._window)

    def heard(self, message: int, wparam: int) -> None:
        """A message came."""
        if means_gone(message, wparam):
            self.gone.emit()


class _Messages(QAbstractNativeEventFilter):
    """Only looks: every message goes on to where it was going."""

    def __init__(self, away: Away) -> None:
        super().__init__()
        self._away = away

    def nativeEventFilter(  # noqa: N802 - Qt's name
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Look at one message of the system."""
        name = kind.data() if isinstance(kind, QByteArray) else bytes(kind)
        if sys.platform == "win32" and name == b"windows_generic_MSG":
            from ctypes import wintypes

            told = wintypes.MSG.from_address(int(message))
            self._away.heard(int(told.message), int(told.wParam))
        return False, 0
