"""A project with sixty tests of change: how long until its page stands when it is opened."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from wardqi.services import access
from wardqi.services.access import Founding
from wardqi.services.improvement import cycles, ideas, projects

TARGET = "open_ms <= 200 with 60 tests"
TESTS = 60

PASSPHRASE = "benchmarks open what they lock"  # noqa: S105 - of a store that lives for one run

# In a process of its own, because a window wants the main thread. The floor is the same rows read and
# parsed from the same file, and an empty page shown and painted in the same window.
_SCRIPT = """
import json, os, statistics, sys, time
from pathlib import Path
from PySide6.QtWidgets import QWidget
from wardqi.app import screens, theme
from wardqi.app.frame import Frame
from wardqi.app.idle import Activity
from wardqi.app.jobs import Jobs
from wardqi.app.main import make_app
from wardqi.app.settings import Settings
from wardqi.app.window import Window
from wardqi.app.workspace import Workspace
from wardqi.services import access

folder, passphrase, project, other = Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
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

def timed(work):
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000

def opened(ident):
    frame.open("improvement", f"project:{ident}")
    settle()
    frame.page.grab()

def bare():
    with session.desk() as desk:
        rows = desk.store.db.execute("select value from record where kind = 'cycle'").fetchall()
        for row in rows:
            json.loads(row[0])
    page = QWidget()
    frame.stack.addWidget(page)
    frame.stack.setCurrentWidget(page)
    page.grab()
    frame.stack.removeWidget(page)

opened(other)
taken = []
for _ in range(9):
    opened(other)
    taken.append(timed(lambda: opened(project)))
floor = statistics.median(timed(bare) for _ in range(9))
print(json.dumps({"open_ms": statistics.median(taken), "floor_ms": floor}), flush=True)
jobs.close()
session.close()
os._exit(0)  # what was measured is told; how a window goes is no part of it
"""


def project(folder: Path) -> list[dict[str, object]]:
    """Opening a project from another one, against its floor."""
    if getattr(sys, "frozen", False):
        return []  # needs a Python to start
    home = folder / "project" / "ward"
    home.parent.mkdir(parents=True)
    ents = _make(home)
    told = subprocess.run(  # noqa: S603 - our own script, our own Python
        [sys.executable, "-c", _SCRIPT, str(home), PASSPHRASE, *ents],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    found = {name: round(value, 1) for name, value in json.loads(told.stdout.splitlines()[-1]).items()}
    ratio = round(found["open_ms"] / found["floor_ms"], 2)
    return [{"name": "project", "size": TESTS, **found, "ratio": ratio}]


def _make(home: Path) -> tuple[str, str]:
    """A ward with a project of sixty tests in ramps of six, and one without; gives both ids."""
    session = access.set_up_ward(home, Founding("Bench Ward", "Bench Trust", "First Person", PASSPHRASE))
    with session.desk() as desk:
        ent = projects.create(desk, {"title": "Sixty tests", "aim_what": "restraint", "aim_percent": 25}).ent
        other = projects.create(desk, {"title": "None yet"}).ent
        for number in range(TESTS // 6):
            idea = ideas.add(desk, ent, f"Idea {number}").ent
            for turn in range(6):
                asked = {
                    "question": f"Will turn {turn} of {number} help?",
                    "prediction": "Yes",
                    "low": 0,
                    "high": 3,
                }
                values = {"scale": "one_shift", "predictions": {"01000001": asked}, "look_on": "2026-12-01"}
                test = cycles.plan(desk, ent, idea, values).ent
                if turn < 5:
                    cycles.seal(desk, test)
                    for seen in range(5):
                        cycles.observe(desk, test, "observation", f"Seen {seen}")
                    cycles.decide(desk, test, "adapt")
    session.close()
    return ent, other
