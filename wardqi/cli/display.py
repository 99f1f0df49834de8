"""Whether a window could be shown here: asked before Qt, which else ends the program in its own words."""

from __future__ import annotations

import os
import sys


def can_show() -> bool:
    """On Linux, whether somebody would show it; other systems always do."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    display = os.environ.get("DISPLAY", "")
    return _answers(display) if display.startswith(":") else bool(display)


def _answers(display: str) -> bool:
    """Whether somebody listens at a display of this computer, such as :0 or :0.0."""
    import socket

    place = f"/tmp/.X11-unix/X{display[1:].split('.')[0]}"  # noqa: S108 - where every X server listens
    for name in (place, "\0" + place):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            if line.connect_ex(name) == 0:
                return True
    return False
