"""The incident form: how long until it stands when opened, and until a finished record is back on disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from wardqi.services import access
from wardqi.services.access import Founding

TARGET = "open_ms <= 150 the first time, finish_ms <= 100"

PASSPHRASE = "benchmarks open what they lock"  # noqa: S105 - of a store that lives for one run

# In a process of its own, because a window wants the main thread and an application of its own. The floors
# are the drawn form alone, shown and painted in the same window, and the save without any window.
_SCRIPT = """
import json, statistics, sys, time
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from wardqi.app import screens
from wardqi.app.forms.ui_incident_form import Ui_IncidentForm
from wardqi.app.frame import Frame
from wardqi.app.idle import Activity
from wardqi.app.jobs import Jobs
from wardqi.app.main import make_app
from wardqi.app.screens.incidents import form as _read_before
from wardqi.app.settings import Settings
from wardqi.app.window import Window
from wardqi.app.workspace import Workspace
from wardqi.app import theme
from wardqi.services import access, recording

folder, passphrase = Path(sys.argv[1]), sys.argv[2]
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

frame.open("today")
settle()

def bare():
    page = QWidget()
    drawn = Ui_IncidentForm()
    drawn.setupUi(page)
    frame.stack.addWidget(page)
    frame.stack.setCurrentWidget(page)
    page.grab()
    pages.append(page)

pages = []
floor = statistics.median(timed(bare) for _ in range(5))
for page in pages:
    frame.stack.removeWidget(page)
frame.open("today")
settle()

def opened():
    frame.open("incident", "near_miss" if near else "")
    frame.page.grab()

near = False
begun = time.process_time()
first = timed(opened)
processor = (time.process_time() - begun) * 1000
settle()
again = []
for _ in range(9):
    frame.open("today")
    settle()
    again.append(timed(opened))
    settle()

heard = []
workspace.undoable.connect(heard.append)
near = True
finished, saved = [], []
for number in range(20):
    frame.open("incident", "near_miss")
    settle()
    QTest.keyClicks(QApplication.focusWidget(), "1")
    frame.page.questions.story.setPlainText(f"Entry {number}")
    frame.page.keep()
    settle()
    values = frame.page.questions.values()

    def finish():
        many = len(heard)
        frame.page.finish()
        while len(heard) == many:
            app.processEvents()

    finished.append(timed(finish))
    settle()
    with session.desk() as desk:
        saved.append(timed(lambda: recording.log_incident(desk, values)))
print(json.dumps({
    "open_ms": first,
    "open_processor_ms": processor,
    "again_ms": statistics.median(again),
    "floor_ms": floor,
    "finish_ms": statistics.median(finished),
    "finish_floor_ms": statistics.median(saved),
}))
jobs.close()
session.close()
"""


def form(folder: Path) -> list[dict[str, object]]:
    """Opening the form and finishing an entry, each against its floor."""
    if getattr(sys, "frozen", False):
        return []  # needs a Python to start
    home = folder / "form" / "ward"
    home.parent.mkdir()
    access.set_up_ward(home, Founding("Bench Ward", "Bench Trust", "First Person", PASSPHRASE)).close()
    told = subprocess.run(  # noqa: S603 - our own script, our own Python
        [sys.executable, "-c", _SCRIPT, str(home), PASSPHRASE],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    found = {name: round(value, 1) for name, value in json.loads(told.stdout.splitlines()[-1]).items()}
    return [
        {
            "name": "form",
            **found,
            "ratio": round(found["open_ms"] / found["floor_ms"], 2),
            "finish_ratio": round(found["finish_ms"] / found["finish_floor_ms"], 2),
        }
    ]
