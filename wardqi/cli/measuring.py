"""What benchmarks share: a ward that lives for one run, the time something takes, a window to measure in."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from wardqi.services import access
from wardqi.services.access import Founding, Session

Result = dict[str, object]

PASSPHRASE = "benchmarks open what they lock"  # noqa: S105 - of stores that live for one run

# A window wants the main thread and an application of its own, so each is measured in a process of its own.
_WINDOW = """
import json, os, statistics, sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication, QWidget
from wardqi.app import screens, theme
from wardqi.app.frame import Frame
from wardqi.app.idle import Activity
from wardqi.app.jobs import Jobs
from wardqi.app.main import make_app
from wardqi.app.settings import Settings
from wardqi.app.window import Window
from wardqi.app.workspace import Workspace
from wardqi.services import access

folder, passphrase, rest = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
app = make_app()
theme.apply("light")
session = access.unlock(folder, passphrase)
jobs = Jobs()
settings = Settings(folder.parent / "settings.ini")
workspace = Workspace(session, settings, jobs, ward="Bench Ward")
window = Window(settings, Activity(app))
frame = Frame(workspace, screens.ALL)
frame._leisure.stop()
window.resize(1366, 768)
window.show_frame(frame)
window.show()
window.activateWindow()

def settle():
    while jobs.busy:
        app.processEvents()
    app.processEvents()

def timed(work):
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000

def tell(**found):
    print(json.dumps(found), flush=True)
    jobs.close()
    session.close()
    os._exit(0)  # what was measured is told; how a window goes is no part of it

"""


@contextmanager
def ward(folder: Path) -> Iterator[Session]:
    """A ward's store, signed in."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    session = access.set_up_ward(folder, Founding("Bench Ward", "Bench Trust", "First Person", PASSPHRASE))
    try:
        yield session
    finally:
        session.close()


def in_window(home: Path, script: str, *rest: str) -> dict[str, float]:
    """What a script tells of the real window on a ward's store; empty in a frozen copy, which has no Python.

    The script finds `frame`, `workspace`, `session`, `settle()` and `timed(work)`, and ends with `tell(...)`.
    """
    if getattr(sys, "frozen", False):
        return {}
    told = subprocess.run(  # noqa: S603 - our own script, our own Python
        [sys.executable, "-c", _WINDOW + script, str(home), PASSPHRASE, *rest],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    return {name: round(value, 1) for name, value in json.loads(told.stdout.splitlines()[-1]).items()}


def times(once: Callable[[int], object], count: int) -> list[float]:
    """Seconds that each of so many runs took."""
    found = []
    for number in range(count):
        begun = time.perf_counter()
        once(number)
        found.append(time.perf_counter() - begun)
    return found


def p95(found: Sequence[float]) -> float:
    """What nineteen in twenty are not above."""
    return sorted(found)[math.ceil(0.95 * len(found)) - 1]


def ms(seconds: float) -> float:
    """Milliseconds, as results tell them."""
    return round(seconds * 1000, 2)
