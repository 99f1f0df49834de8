"""The library with two hundred cards: how long a letter typed into its search takes until it is painted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from wardqi.domain import codes
from wardqi.domain.learning import KIND
from wardqi.services import access, recording
from wardqi.services.access import Founding

TARGET = "type_ms <= 50 with 200 cards"
CARDS = 200

PASSPHRASE = "benchmarks open what they lock"  # noqa: S105 - of a store that lives for one run

# In a process of its own, because a window wants the main thread. The floor looks for the same letters in the
# same words and paints the same window with nothing changed.
_SCRIPT = """
import json, os, statistics, sys, time
from pathlib import Path
from PySide6.QtTest import QTest
from wardqi.app import screens, theme
from wardqi.app.frame import Frame
from wardqi.app.idle import Activity
from wardqi.app.jobs import Jobs
from wardqi.app.main import make_app
from wardqi.app.settings import Settings
from wardqi.app.window import Window
from wardqi.app.workspace import Workspace
from wardqi.services import access

folder, passphrase = Path(sys.argv[1]), sys.argv[2]
app = make_app()
theme.apply("light")
session = access.unlock(folder, passphrase)
jobs = Jobs()
settings = Settings(folder.parent / "settings.ini")
workspace = Workspace(session, settings, jobs, ward="Bench Ward")
window = Window(settings, Activity(app))
frame = Frame(workspace, screens.ALL)
window.resize(1366, 768)
window.show_frame(frame)
window.show()
window.activateWindow()

def settle():
    while jobs.busy:
        app.processEvents()
    app.processEvents()

def timed(work, *args):
    begun = time.perf_counter()
    work(*args)
    return (time.perf_counter() - begun) * 1000

begun = time.perf_counter()
frame.open("learning", "")
settle()
window.grab()
opened = (time.perf_counter() - begun) * 1000
page = frame.page.list
words = [card.sought for card in page._cards]

def typed(letter):
    QTest.keyClicks(page.search, letter)
    app.processEvents()
    window.grab()

def bare(letter):
    [one for one in words if letter in one]
    window.grab()

taken, floor = [], []
for text in ("evening music", "quiet room", "zzz"):
    page.search.clear()
    app.processEvents()
    for letter in text:
        floor.append(timed(bare, letter))
        taken.append(timed(typed, letter))
print(json.dumps({"cards": len(words), "open_ms": opened, "type_ms": statistics.median(taken),
                  "type_most_ms": max(taken), "floor_ms": statistics.median(floor)}), flush=True)
jobs.close()
session.close()
os._exit(0)  # what was measured is told; how a window goes is no part of it
"""


def library(folder: Path) -> list[dict[str, object]]:
    """A letter typed into the search, against its floor."""
    if getattr(sys, "frozen", False):
        return []  # needs a Python to start
    home = folder / "library" / "ward"
    home.parent.mkdir(parents=True)
    _make(home)
    told = subprocess.run(  # noqa: S603 - our own script, our own Python
        [sys.executable, "-c", _SCRIPT, str(home), PASSPHRASE],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    found = {name: round(value, 1) for name, value in json.loads(told.stdout.splitlines()[-1]).items()}
    ratio = round(found["type_ms"] / max(found["floor_ms"], 1e-6), 2)
    return [{"name": "library", "size": int(found.pop("cards")), **found, "ratio": ratio}]


def _make(home: Path) -> None:
    """A ward with two hundred cards of the length of a page."""
    session = access.set_up_ward(home, Founding("Bench Ward", "Bench Trust", "First Person", PASSPHRASE))
    drivers = codes.get("starter_driver").in_group("primary")
    with session.desk() as desk:
        made = [
            (
                KIND,
                {
                    "ward": desk.ward(),
                    "kind": "idea",
                    "title": f"Idea {number}: a quiet hour in room {number}",
                    "idea": f"Number {number} of the evening ideas, with music and tea for whoever comes.",
                    "steps": f"Ask people what they would come to. Put name {number} on the board. " * 6,
                    "happened": "It was quieter on the evenings with an activity, and people slept better. "
                    * 4,
                    "driver": drivers[number % len(drivers)],
                    "maturity": "tested",
                    "state": "draft",
                },
                None,
            )
            for number in range(CARDS)
        ]
        recording.create_all(desk, made)
    session.close()
