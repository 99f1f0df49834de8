"""A project with sixty tests of change: how long until its page stands when it is opened."""

from __future__ import annotations

from pathlib import Path

from wardqi.cli import measuring
from wardqi.cli.measuring import Result
from wardqi.services.improvement import cycles, ideas, projects

TARGET = "open_ms <= 200 with 60 tests"
TESTS = 60

# The floor is the same rows read and parsed from the same file, and an empty page shown in the same window.
_SCRIPT = """
project, other = rest

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
tell(open_ms=statistics.median(taken), floor_ms=floor)
"""


def project(folder: Path) -> list[Result]:
    """Opening a project from another one, against its floor."""
    home = folder / "project" / "ward"
    found = measuring.in_window(home, _SCRIPT, *_make(home))
    if not found:
        return []
    ratio = round(found["open_ms"] / found["floor_ms"], 2)
    return [{"name": "project", "size": TESTS, **found, "ratio": ratio}]


def _make(home: Path) -> tuple[str, str]:
    """A ward with a project of sixty tests in ramps of six, and one without; gives both ids."""
    with measuring.ward(home) as session, session.desk() as desk:
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
    return ent, other
