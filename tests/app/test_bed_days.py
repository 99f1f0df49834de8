"""The bed-day grid, in the real window on a real encrypted store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.app.desk import Desk
from wardqi.app.screen import Screen
from wardqi.app.screens.bed_days import BedDaysPage, Grid, read_paste
from wardqi.services import recording
from wardqi.services.overview import Month
from wardqi.store import measures

SCREENS = (Screen("bed_days", "Bed days", "beds", BedDaysPage, order=1),)
TODAY = date(2026, 11, 21)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, tmp_path, SCREENS)
    with desk.session.desk() as at:
        recording.set_bed_days(at, "2026-11-01", {f"2026-11-{day:02}": 16 for day in range(1, 14)})
    yield desk
    desk.close()


def page_of(desk: Desk, month: str = "") -> BedDaysPage:
    page = desk.open("bed_days", month)
    assert isinstance(page, BedDaysPage)
    return page


def kept(desk: Desk, month: str = "2026-11") -> dict[str, int]:
    with desk.session.desk() as at:
        return dict(measures.bed_days(at.store, at.ward(), month))


def here(page: BedDaysPage) -> date:
    return page.grid.day(page.view.currentIndex())


def test_it_opens_at_the_first_missing_day(desk: Desk) -> None:
    page = page_of(desk)
    assert page.ui.monthLabel.text() == "November 2026"
    assert here(page) == date(2026, 11, 14)
    assert page.view.hasFocus()


def test_numbers_and_enter_go_day_by_day_and_are_saved_without_asking(desk: Desk) -> None:
    page = page_of(desk)
    for beds in ("15", "17"):
        desk.type(beds)
        desk.press(Qt.Key.Key_Return)
    assert here(page) == date(2026, 11, 16)
    desk.wait(lambda: bool(page.ui.savedLabel.text()))
    assert {day: beds for day, beds in kept(desk).items() if day > "2026-11-13"} == {
        "2026-11-14": 15,
        "2026-11-15": 17,
    }
    assert page._timer.interval() <= 2000


def test_one_step_is_undone_as_one(desk: Desk) -> None:
    page = page_of(desk)
    desk.type("15")
    desk.press(Qt.Key.Key_Return)
    desk.type("17")
    desk.press(Qt.Key.Key_Return)
    page.keep()
    desk.settle()
    desk.workspace.undo()
    desk.settle()
    assert "2026-11-14" not in kept(desk)
    assert "2026-11-14" not in page.grid.beds


def test_a_day_can_be_cleared(desk: Desk) -> None:
    page = page_of(desk)
    page.view.go_to(date(2026, 11, 13))
    desk.press(Qt.Key.Key_Delete)
    page.keep()
    desk.settle()
    assert "2026-11-13" not in kept(desk)
    assert date(2026, 11, 13) in page.grid.missing()


def test_a_row_or_column_from_a_sheet_is_pasted_and_days_to_come_are_left_out(desk: Desk) -> None:
    page = page_of(desk)
    QApplication.clipboard().setText("14\t15\t\t16\r\n17\n18\n19\n20\n21\n22")
    desk.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    page.keep()
    desk.settle()
    pasted = {day[-2:]: beds for day, beds in kept(desk).items() if day > "2026-11-13"}
    assert pasted == {"14": 14, "15": 15, "17": 16, "18": 17, "19": 18, "20": 19, "21": 20}
    assert "left out" in page._said.text()


def test_a_sheet_with_dates_goes_by_its_dates() -> None:
    text = "03/11/2026\t14\n2026-11-05\t15\n6 Nov\t16"
    assert read_paste(text, TODAY, TODAY) == {
        date(2026, 11, 3): 14,
        date(2026, 11, 5): 15,
        date(2026, 11, 6): 16,
    }


@pytest.mark.parametrize("text", ["14\nfull\n15", "=cmd()", "-3", "15.5", "1000"])
def test_a_sheet_with_anything_but_numbers_is_not_pasted_at_all(text: str) -> None:
    assert read_paste(text, TODAY, TODAY) is None


def test_more_beds_than_are_open_are_asked_about_and_kept(desk: Desk) -> None:
    page = page_of(desk)
    desk.type("22")
    desk.press(Qt.Key.Key_Return)
    assert page._said.text() == "14 Nov 2026: 22 is more than the 18 beds that are open. Is it right?"
    page.keep()
    desk.settle()
    assert kept(desk)["2026-11-14"] == 22


def test_days_to_come_cannot_be_entered(desk: Desk) -> None:
    page = page_of(desk)
    page.view.go_to(date(2026, 11, 25))
    desk.type("12")
    assert page.grid.beds.keys().isdisjoint({"2026-11-25"})
    assert page.grid.words(date(2026, 11, 25)) == "still to come"


def test_totals_say_what_is_missing_in_words(desk: Desk) -> None:
    page = page_of(desk)
    lines = [words.text() for words in page._totals]
    assert lines == [
        "208 bed days",
        "13 of 20 past days entered",
        "16.0 beds on an average day",
        "Not entered: 14 to 20",
        "Denominator in use: counted by hand 13 days",
        "Ward stays give 65 bed days for the same days; they differ on 1 to 13",
    ]


def test_months_go_back_and_no_further_than_this_one(desk: Desk) -> None:
    page = page_of(desk)
    assert not page.ui.afterButton.isEnabled()
    page.ui.beforeButton.click()
    desk.settle()
    assert page.ui.monthLabel.text() == "October 2026"
    assert page.ui.afterButton.isEnabled()
    desk.type("9")
    desk.press(Qt.Key.Key_Return)
    page.ui.afterButton.click()
    desk.settle()
    assert kept(desk, "2026-10") == {"2026-10-01": 9}
    assert page.ui.monthLabel.text() == "November 2026"


def test_the_grid_is_a_sound_model_and_speaks_each_day() -> None:
    grid = Grid()
    tester = QAbstractItemModelTester(grid)
    grid.show(Month("2026-11", TODAY, {"2026-11-03": 14}, 18, True))
    assert isinstance(tester.model(), QAbstractItemModel)
    index = grid.place(date(2026, 11, 3))
    assert grid.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Tue 3 Nov 2026: 14 beds"
    index = grid.place(date(2026, 11, 4))
    assert grid.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Wed 4 Nov 2026: not entered"
    grid.enter(date(2026, 11, 4), 12)
    assert grid.beds["2026-11-04"] == 12


def test_who_may_not_record_can_look_but_not_enter() -> None:
    grid = Grid()
    grid.show(Month("2026-11", TODAY, {}, 18, False))
    assert not grid.flags(grid.place(date(2026, 11, 4))) & Qt.ItemFlag.ItemIsEditable
