"""The library with two hundred cards: how long a letter typed into its search takes until it is painted."""

from __future__ import annotations

from pathlib import Path

from wardqi.cli import measuring
from wardqi.cli.measuring import Result
from wardqi.domain import codes
from wardqi.domain.learning import KIND
from wardqi.services import recording
from wardqi.services.access import Session

TARGET = "type_ms <= 50 with 200 cards"
CARDS = 200

# The floor looks for the same letters in the same words and paints the same window with nothing changed.
_SCRIPT = """
from PySide6.QtTest import QTest

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
        floor.append(timed(lambda: bare(letter)))
        taken.append(timed(lambda: typed(letter)))
tell(cards=len(words), open_ms=opened, type_ms=statistics.median(taken), type_most_ms=max(taken),
     floor_ms=statistics.median(floor))
"""


def library(folder: Path) -> list[Result]:
    """A letter typed into the search, against its floor."""
    home = folder / "library" / "ward"
    with measuring.ward(home) as session:
        _make(session)
    found = measuring.in_window(home, _SCRIPT)
    if not found:
        return []
    ratio = round(found["type_ms"] / max(found["floor_ms"], 1e-6), 2)
    return [{"name": "library", "size": int(found.pop("cards")), **found, "ratio": ratio}]


def _make(session: Session) -> None:
    """Two hundred cards of the length of a page."""
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
