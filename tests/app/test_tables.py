"""The one table for every list."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from wardqi.app.tables import Column, RecordModel, RecordTable


@dataclass(frozen=True)
class Row:
    when: str
    what: str
    area: str


COLUMNS = (
    Column[Row]("When", lambda r: r.when, width=18, sort="when"),
    Column[Row]("What", lambda r: r.what, spoken=lambda r: f"{r.what}, aloud"),
    Column[Row]("Area", lambda r: r.area, width=12, keep=False, icon=lambda r: "beds", sort="area"),
)
ROWS = tuple(Row(f"{n:02}:00", f"Event {n}", "<b>Lounge</b>") for n in range(50))


@pytest.fixture
def table(qtbot: QtBot) -> RecordTable:
    made = RecordTable("Incidents", COLUMNS, sort="when")
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.show_page(ROWS, 812)
    return made


def test_the_model_keeps_qts_own_rules(qtmodeltester: ModelTester) -> None:
    model: RecordModel[Row] = RecordModel(COLUMNS)
    qtmodeltester.check(model)
    model.show(ROWS)
    model.narrow(True)
    model.show(())


def test_what_is_said_may_differ_from_what_is_seen(table: RecordTable) -> None:
    index = table.model.index(3, 1)
    assert index.data() == "Event 3"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Event 3, aloud"


def test_markup_in_a_record_is_only_text(table: RecordTable) -> None:
    index = table.model.index(0, 2)
    assert index.data() == "<b>Lounge</b>"
    assert "<b>" not in index.data(Qt.ItemDataRole.ToolTipRole)


def test_enter_space_and_the_menu_key_act_on_the_row(table: RecordTable, qtbot: QtBot) -> None:
    told: list[tuple[str, Row]] = []
    table.opened.connect(lambda row: told.append(("opened", row)))
    table.previewed.connect(lambda row: told.append(("previewed", row)))
    table.menu_wanted.connect(lambda row, _place: told.append(("menu", row)))
    qtbot.keyClick(table.view, Qt.Key.Key_Down)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    qtbot.keyClick(table.view, Qt.Key.Key_Space)
    table.view.asked.emit(QPoint(1, 1))
    assert told == [("opened", ROWS[1]), ("previewed", ROWS[1]), ("menu", ROWS[1])]


def test_a_page_is_asked_for_and_never_all(table: RecordTable, qtbot: QtBot) -> None:
    wanted: list[tuple[int, str, bool]] = []
    table.wanted.connect(lambda *asked: wanted.append(asked))
    table.after.click()
    table.show_page(ROWS, 812, 50)
    table.before.click()
    table.sort_by("area")
    table.sort_by("area")
    assert wanted == [(50, "when", True), (0, "when", True), (0, "area", False), (0, "area", True)]


def test_the_order_is_in_words_too(table: RecordTable) -> None:
    said: list[str] = []
    table.sorted_by.connect(said.append)
    table.sort_by("area")
    assert said == ["Order: Area, A to Z"]
    assert table.order_button.text() == "Order: Area, A to Z"
    assert [a.text() for a in table.order_button.menu().actions()] == ["When", "Area"]


def test_a_figure_that_is_folded_in_says_what_it_counts() -> None:
    model: RecordModel[Row] = RecordModel(
        (COLUMNS[1], Column[Row]("New", lambda r: r.when[:2], right=True, keep=False), COLUMNS[2])
    )
    model.show(ROWS[7:8])
    model.narrow(True)
    assert model.index(0, 0).data() == "Event 7\nNew: 07 · <b>Lounge</b>"


def test_narrow_loses_nothing(table: RecordTable, qtbot: QtBot) -> None:
    table.resize(400, 500)
    qtbot.wait(10)
    assert table.model.columnCount() == 2
    assert table.model.index(0, 0).data() == "00:00\n<b>Lounge</b>"
    table.resize(900, 500)
    qtbot.wait(10)
    assert table.model.columnCount() == 3


def test_columns_fill_the_table_when_the_one_that_shares_is_folded(qtbot: QtBot) -> None:
    columns = (
        Column[Row]("When", lambda r: r.when, width=12),
        Column[Row]("What", lambda r: r.what, keep=False),
        Column[Row]("Area", lambda r: r.area, width=12),
    )
    made = RecordTable("Incidents", columns)
    qtbot.addWidget(made)
    made.resize(400, 500)
    made.show()
    made.show_page(ROWS[:3])
    head = made.view.horizontalHeader()
    assert head.length() == made.view.viewport().width()


def test_the_chosen_row_stays_chosen_when_the_page_is_read_again(table: RecordTable) -> None:
    table.view.selectRow(7)
    table.show_page((Row("99:99", "New", ""), *ROWS), 813)
    assert table.current() == ROWS[7]


def test_the_table_is_one_tab_stop(qtbot: QtBot) -> None:
    outer = QWidget()
    rows = QVBoxLayout(outer)
    before = QLineEdit()
    made = RecordTable("Incidents", COLUMNS)
    made.show_page(ROWS[:3])
    after = QLineEdit()
    for widget in (before, made, after):
        rows.addWidget(widget)
    qtbot.addWidget(outer)
    with qtbot.waitActive(outer):
        outer.show()
        outer.activateWindow()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is made.view
    qtbot.keyClick(made.view, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() in (made.order_button, after)
