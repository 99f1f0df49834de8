"""The national extract in the window: checked, confirmed, saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.app import heron, reach
from tests.app.desk import Desk
from wardqi.app import choosing, screens
from wardqi.app.screens.incidents.extract import ExtractPage


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    clock = heron.Clock()
    session = heron.open_ward(tmp_path / "ward", clock, role="ward_manager")
    with session.desk() as at:
        heron.incident(at, "2026-10-20T22:10+01:00", patient=heron.patient(at, "John Smith"), reason="99")
    made = Desk(qtbot, tmp_path, screens.ALL, session=session, clock=clock)
    yield made
    made.close()


def page_of(desk: Desk) -> ExtractPage:
    shown = desk.open("extract")
    assert isinstance(shown, ExtractPage)
    return shown


def test_last_month_is_offered_looked_at_and_saved_by_keyboard(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = page_of(desk)
    assert (shown.first.text(), shown.last.text()) == ("1 Oct 2026", "31 Oct 2026")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert shown.holds.text().startswith("1 incident, 1 intervention, 0 requests")
    assert "to look at" in shown.said.text()
    assert not shown.save_button.isEnabled()
    assert reach.unnamed(shown) == []
    assert reach.unreachable(shown) == []
    assert reach.small(shown) == []
    monkeypatch.setattr(choosing, "folder", lambda *given: tmp_path)
    shown.safe.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert shown.save_button.isEnabled()
    shown.save_button.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    (folder,) = tmp_path.glob("MHSDS*")
    assert (folder / "MHS505.csv").read_text().count("\n") == 2
    assert not shown.safe.isChecked()


def test_a_line_of_the_checks_opens_its_record(desk: Desk) -> None:
    shown = page_of(desk)
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert desk.focus is shown.findings.view
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert desk.frame.here == "incidents"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("soon", "31 Oct 2026", "Write the days"),
        ("1 Oct 2026", "later", "Write the days"),
        ("1 Nov 2026", "1 Oct 2026", "before the first"),
    ],
)
def test_a_period_that_is_none_is_questioned(desk: Desk, first: str, last: str, said: str) -> None:
    shown = page_of(desk)
    shown.first.setText(first)
    shown.last.setText(last)
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert said in shown.problem.text
    assert shown.result.isHidden()
