"""Bringing in history through the window: a file, its columns and words, a load, and taking it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.app import heron, reach
from tests.app.desk import Desk
from tests.services.test_history import ROWS, a_csv
from wardqi.app.screens import ALL
from wardqi.app.screens.history.page import HistoryPage
from wardqi.services import history, incidents
from wardqi.store.incidents import Filters


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    clock = heron.Clock()
    made = Desk(
        qtbot,
        tmp_path,
        ALL,
        session=heron.open_ward(tmp_path / "ward", clock, role="ward_manager"),
        clock=clock,
    )
    yield made
    made.close()


def opened(desk: Desk, path: Path) -> HistoryPage:
    page = desk.open("history")
    assert isinstance(page, HistoryPage)
    page.read_file(path)
    desk.wait(page.outcome.isVisible)
    return page


def total(desk: Desk) -> int:
    with desk.session.desk() as own:
        return incidents.page(own, Filters()).total


def test_a_file_is_read_translated_loaded_and_taken_back(desk: Desk, tmp_path: Path) -> None:
    page = opened(desk, a_csv(tmp_path))
    assert page.columns.mapping() is not None
    for word, code in WORDS.items():
        translate(page, word, code)
        desk.wait(lambda: not page._timer.isActive() and page.outcome.isVisible())
    assert not page.translate.isVisible()
    assert not page.aside.isVisible()
    page.load.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.wait(page.past.isVisible)
    assert total(desk) == 3
    (button,) = page.past.findChildren(QPushButton)
    button.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.wait(lambda: total(desk) == 0)


WORDS = {
    "IM rapid tranquillisation": "14",
    "none": "",
    "Self harm": "self_harm",
    "Violence to others": "10",
}
"""Words of the old system that the code lists do not hold, and what a person says they mean."""


def translate(page: HistoryPage, word: str, code: str) -> None:
    assert page.translate.grid is not None
    boxes = page.translate.grid.findChildren(QComboBox)
    (box,) = [one for one in boxes if one.accessibleName() == f"What {word} means"]
    box.setCurrentIndex(box.findData(code))
    box.activated.emit(box.currentIndex())


def test_a_file_that_is_no_table_is_named_beside_the_button(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    page = desk.open("history")
    assert isinstance(page, HistoryPage)
    page.read_file(path)
    desk.wait(lambda: bool(page.problem.text))
    assert "Nothing was changed" in page.problem.text
    assert not page.columns.isVisible()


def test_a_needed_column_is_asked_for(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Number of it,Day,Type\nA1,03/11/2025,Supine\n")
    page = desk.open("history")
    assert isinstance(page, HistoryPage)
    page.read_file(path)
    desk.wait(lambda: bool(page.problem.text))
    assert "start date" in page.problem.text


def test_a_mapping_is_kept_and_used_for_the_next_file(desk: Desk, tmp_path: Path) -> None:
    page = opened(desk, a_csv(tmp_path))
    page.columns.name.setText("Old system")
    page.columns.keep.click()
    desk.settle()
    page = opened(desk, a_csv(tmp_path, name="next.csv"))
    assert page.columns.kept_box.currentText() == "Old system"
    page.columns.drop.click()
    desk.settle()
    with desk.session.desk() as own:
        assert history.kept(own) == {}


def test_every_step_is_named_reachable_and_unclipped(desk: Desk, tmp_path: Path) -> None:
    rows = [*ROWS, ["", *ROWS[0][1:]], ["W8", "<img src=//host/x>", *ROWS[0][2:]]]
    page = opened(desk, a_csv(tmp_path, rows))
    for size in ((1366, 768), (683, 384)):
        desk.window.resize(*size)
        desk.settle()
        assert reach.unnamed(page) == []
        assert reach.unreachable(page) == []
        assert reach.rich(page) == []
        assert reach.small(page) == []
        assert reach.clipped(page) == []
