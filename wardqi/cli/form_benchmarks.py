"""The incident form: how long until it stands when opened, and until a finished record is back on disk."""

from __future__ import annotations

from pathlib import Path

from wardqi.cli import measuring
from wardqi.cli.measuring import Result

TARGET = "open_ms <= 150 the first time, finish_ms <= 100"

# The floors are the drawn form alone, shown and painted in the same window, and the save without any window.
_SCRIPT = """
from PySide6.QtTest import QTest
from wardqi.app.forms.ui_incident_form import Ui_IncidentForm
from wardqi.app.screens.incidents import form as _read_before
from wardqi.services import recording

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
tell(
    open_ms=first,
    open_processor_ms=processor,
    again_ms=statistics.median(again),
    floor_ms=floor,
    finish_ms=statistics.median(finished),
    finish_floor_ms=statistics.median(saved),
)
"""


def form(folder: Path) -> list[Result]:
    """Opening the form and finishing an entry, each against its floor."""
    home = folder / "form" / "ward"
    with measuring.ward(home):
        pass
    found = measuring.in_window(home, _SCRIPT)
    if not found:
        return []
    return [
        {
            "name": "form",
            **found,
            "ratio": round(found["open_ms"] / found["floor_ms"], 2),
            "finish_ratio": round(found["finish_ms"] / found["finish_floor_ms"], 2),
        }
    ]
