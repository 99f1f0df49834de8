"""A project with sixty tests of change until its page stands; a driver diagram until its boxes are placed."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from wardqi.cli import measuring
from wardqi.cli.measuring import Result
from wardqi.services.improvement import cycles, drivers, ideas, projects
from wardqi.services.improvement.drivers import Diagram, Item, Row

TARGET = "open_ms <= 200 with 60 tests"
LAYOUT = "layout_ms <= 50 for 25 ideas"
TESTS = 60
PRIMARY, SECONDARY, IDEAS = 4, 10, 25
_LAYOUTS = 40

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


def diagram() -> list[Result]:
    """Where the boxes of a driver diagram stand, against reading its rows as text once."""
    found = _diagram()
    heights = {"aim": 60.0, **{item.ent: 34.0 for item in found.items}}
    text = json.dumps([asdict(row) for row in found.rows])
    layout = _median(lambda: drivers.lay_out(found, heights, 12.0))
    floor = _median(lambda: json.loads(text))
    ratio = round(layout / floor, 1)
    return [{"name": "diagram", "size": IDEAS, "layout_ms": layout, "floor_ms": floor, "ratio": ratio}]


def _diagram() -> Diagram:
    """Four primary drivers, ten secondary ones, twenty-five ideas; every fifth idea is under two."""
    rows = [Row(Item(f"p{at}", "primary", f"Primary {at}", at, ()), 0, ()) for at in range(PRIMARY)]
    rows += [
        Row(Item(f"s{at}", "secondary", f"Secondary {at}", at, (f"p{at % PRIMARY}",)), 1, ())
        for at in range(SECONDARY)
    ]
    for at in range(IDEAS):
        under = (f"s{at % SECONDARY}", *((f"s{(at + 3) % SECONDARY}",) if at % 5 == 0 else ()))
        rows.append(Row(Item(f"i{at}", "idea", f"Idea {at}", at, under), 2, ()))
    return Diagram("bench", "Fewer held in the evening", tuple(rows), (), draft=False)


def _median(work: Callable[[], object]) -> float:
    """The median of some runs, in milliseconds."""
    return measuring.ms(statistics.median(measuring.times(lambda _: work(), _LAYOUTS)))


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
