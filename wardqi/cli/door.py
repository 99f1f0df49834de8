"""The first thing that runs: the window is opened at once; for any other words the commands are loaded.

The commands need a third of a second that somebody who waits for the sign-in window should not pay for.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from wardqi.cli.display import can_show


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
