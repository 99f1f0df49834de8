"""The computer is locked, taken over by another user or put to sleep: the screen locks at once."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication

from wardqi.app import away
from wardqi.app.away import Away

SESSION, POWER = away.WM_WTSSESSION_CHANGE, away.WM_POWERBROADCAST


@pytest.mark.parametrize(
    ("message", "wparam", "gone"),
    [
        (SESSION, 0x7, True),  # locked
        (SESSION, 0x2, True),  # another user was switched to
        (SESSION, 0x4, True),  # remote session closed
        (SESSION, 0x6, True),  # logged off
        (SESSION, 0x8, False),  # unlocked
        (SESSION, 0x1, False),  # came back to this user
        (POWER, 0x4, True),  # going to sleep
        (POWER, 0x7, False),  # awake again
        (0x0100, 0x7, False),  # a key
    ],
)
def test_what_windows_says_is_understood(message: int, wparam: int, gone: bool) -> None:
    heard: list[bool] = []
    one = Away()
    one.gone.connect(lambda: heard.append(True))
    one.heard(message, wparam)
    assert bool(heard) is gone
    assert away.means_gone(message, wparam) is gone


def test_the_filter_lets_every_message_pass(qapp: QApplication) -> None:
    assert away._Messages(Away()).nativeEventFilter(QByteArray(b"xcb_generic_event_t"), 0) == (False, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does tell")
def test_elsewhere_nothing_is_listened_for(qapp: QApplication) -> None:
    one = Away()
    assert one.watch(1) is False
    one.close()
    one.close()
