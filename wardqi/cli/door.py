"""The first thing that runs: the window is opened at once; for any other words the commands are loaded.

The commands need a third of a second that somebody who waits for the sign-in window should not pay for.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; gives the exit code."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    window = _window(words)
    if window is None:
        from wardqi.cli import main as commands

        return commands.main(words)
    os.umask(0o077)
    return _open(*window)


def _window(words: Sequence[str]) -> tuple[Path | None, bool] | None:
    """The folder and whether it is the practice ward, when these words only open the window."""
    folder: Path | None = None
    practice = False
    left = list(words)
    while left:
        word = left.pop(0)
        if word == "--practice":
            practice = True
        elif word == "--data-dir" and left and not left[0].startswith("-") and not Path(left[0]).is_file():
            folder = Path(left.pop(0))
        else:
            return None
    return folder, practice


def can_show() -> bool:
    """Whether a window could be shown; without a display Qt would end the program in its own words."""
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


def _open(folder: Path | None, practice: bool) -> int:
    if not can_show():
        return _sorry("no_display")
    from wardqi.app.main import run

    try:
        return run(folder, practice=practice)
    except Exception as error:
        return _sorry("broke", kind=type(error).__name__)


def _sorry(code: str, **places: object) -> int:
    from wardqi.cli import shared

    shared.refused(code, **places).show()
    return 1
