"""Logging an incident in the real window on a real encrypted store, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.app import heron
from tests.app.desk import Desk
from wardqi.app.screen import Page, Screen
from wardqi.app.screens.incidents.form import IncidentForm
from wardqi.store import drafts, incidents, records


class Home(Page):
    """Stands where Today would, so that the form alone is tried."""


def home(workspace: object) -> QWidget:
    return Home(workspace)  # type: ignore[arg-type]


SCREENS = (
    Screen("today", "Today", "today", home, order=1),
    Screen("incident", "New incident", "add", IncidentForm),
)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, tmp_path, SCREENS)
    desk.open("today")
    yield desk
    desk.close()


def form_of(desk: Desk) -> IncidentForm:
    page = desk.frame.page
    assert isinstance(page, IncidentForm)
    return page


CTRL = Qt.KeyboardModifier.ControlModifier
TAB = Qt.Key.Key_Tab


def test_restraint_and_injection_at_three_in_the_morning_takes_25_keys(desk: Desk) -> None:
    """Scenario 1: a restraint on the back and an injection, ten minutes ago, logged without a mouse."""
    desk.press(Qt.Key.Key_N, CTRL)
    desk.settle()
    desk.type("0914")
    desk.press(TAB)
    desk.type("10")
    desk.press(TAB, times=2)  # past the start of the first, which is the incident's
    desk.type("8")
    desk.press(TAB, times=2)
    desk.type("1")
    desk.press(TAB)
    desk.type("1")
    desk.press(TAB)
    desk.type("7")
    desk.press(TAB)
    desk.type("10")
    desk.press(TAB)
    desk.type("0")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: desk.frame.here == "today")
    print([f for f in desk.said])
    assert desk.keys <= 25
    with desk.session.desk() as at:
        (row,) = incidents.page(at.store).rows
        record = records.find(at.store, row.ent)
        assert record is not None
        value = record.value
        assert drafts.all_of(at.store) == []
        assert value["patient"] == heron.patient(at, "John Smith")
    assert value["started_at"] == "2026-11-21T02:55+00:00"
    assert value["reason"] == "10"
    assert value["area"] == "a0000001"
    assert [value[f"hurt_{who}"] for who in ("patient", "staff", "other")] == ["no", "no", "no"]
    rows = value["interventions"]
    assert isinstance(rows, dict)
    spans = sorted((one["type"], one["started_at"], one["ended_at"], one["minutes"]) for one in rows.values())
    assert spans == [
        ("09", "2026-11-21T02:55+00:00", "2026-11-21T03:03+00:00", 8),
        ("14", "2026-11-21T02:55+00:00", "2026-11-21T02:56+00:00", 1),
    ]
