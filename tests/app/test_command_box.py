"""The command box in the whole program: what it finds in the records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.app import heron
from tests.app.desk import Desk
from wardqi.app import screens
from wardqi.app.screens.incidents.listing import IncidentsPage
from wardqi.services.improvement import projects
from wardqi.store import incidents

ENTER, DOWN, ESC = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path, screens.ALL)
    made.open("today")
    yield made
    made.close()


def ask(desk: Desk, typed: str) -> list[tuple[str, str]]:
    """What the box offers for something typed, once the records have answered."""
    box = desk.frame.top.commands
    box.enter()
    desk.type(typed)
    desk.wait(lambda: not box.looking)
    return [(one.kind, one.title) for one in box.found]


def test_an_incident_is_found_by_its_number_however_it_is_typed(desk: Desk) -> None:
    with desk.session.desk() as at:
        ent = heron.incident(at, "2026-11-20T22:10+00:00")
        found = incidents.find(at.store, ent)
    assert found is not None
    number = found[0].number
    assert ask(desk, number) == [("Incident", f"{number}, Fri 22:10")]
    assert ask(desk, number.replace("-", " ").lower()) == [("Incident", f"{number}, Fri 22:10")]
    desk.press(ENTER)
    desk.settle()
    page = desk.frame.page
    assert isinstance(page, IncidentsPage)
    desk.wait(lambda: page.view.detail is not None and page.view.detail.line.ent == ent)


def test_patients_measures_projects_and_help_are_found_with_slips_and_in_any_order(desk: Desk) -> None:
    with desk.session.desk() as at:
        projects.create(at, {"title": "Calmer evenings"})
    assert ask(desk, "okoro preciuos") == [("Patient", "PO, Precious Okoro")]
    assert ("Measure", "Rapid tranquillisations per 1,000 bed days") in ask(desk, "tranquilisations")
    assert ("Project", "Calmer evenings") in ask(desk, "evenings calmer")
    assert ("Help", "What charts say") in ask(desk, "charts say")
    said: list[str] = []
    desk.frame.announced.connect(said.append)
    assert ask(desk, "xylophone") == []
    assert said[-1] == "Nothing found. Try another word."


def test_enter_before_the_records_have_answered_opens_what_they_answer(desk: Desk) -> None:
    box = desk.frame.top.commands
    box.enter()
    desk.type("okoro")
    desk.press(ENTER)
    desk.wait(lambda: desk.frame.here == "patients")


def test_the_answer_chosen_stays_chosen_when_records_join(desk: Desk) -> None:
    box = desk.frame.top.commands
    box.enter()
    desk.type("measures")
    first = [one.title for one in box.found]
    desk.press(DOWN)
    desk.wait(lambda: not box.looking)
    assert len(box.found) > len(first)
    desk.press(ENTER)
    desk.settle()
    assert desk.frame.here != "today"
