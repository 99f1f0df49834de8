"""The chart view: every point in reach of the keyboard, in words and as a table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from wardqi.app.widgets.chart_view import ChartPoint, ChartView, Drawing

VALUES = (3.0, None, 5.0, 4.0)
PLACES = ((0.1, 0.5), None, (0.6, 0.2), (0.9, 0.4))


@pytest.fixture
def view(qtbot: QtBot) -> ChartView:
    points = [
        ChartPoint(f"Week {at + 1}, {value or 'not reported'}", (f"W{at + 1}", str(value or "")))
        for at, value in enumerate(VALUES)
    ]
    made = ChartView("Restraint rate", ("Week", "Rate"))
    qtbot.addWidget(made)
    made.resize(700, 420)
    made.show()
    made.set_chart("Common cause only.", points)
    image = QImage(600, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    made.set_drawing(Drawing(image, PLACES))
    return made


def test_the_sentence_comes_first_and_describes_the_picture(view: ChartView) -> None:
    assert view.sentence.text() == "Common cause only."
    assert view.picture.accessibleName() == "Restraint rate"
    assert view.picture.accessibleDescription() == "Common cause only."


def test_arrows_step_and_say_each_point(view: ChartView, qtbot: QtBot) -> None:
    said: list[str] = []
    view.announced.connect(said.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Home):
        qtbot.keyClick(view.picture, key)
    weeks = [words.split(",")[0] for words in said]
    assert weeks == ["Week 1", "Week 2", "Week 4", "Week 3", "Week 1"]
    assert "not reported" in said[1]


def test_stepping_stops_at_the_ends(view: ChartView, qtbot: QtBot) -> None:
    for _ in range(9):
        qtbot.keyClick(view.picture, Qt.Key.Key_Right)
    assert view.at == 3


def test_t_turns_to_the_table_and_back(view: ChartView, qtbot: QtBot) -> None:
    qtbot.keyClick(view.picture, Qt.Key.Key_T)
    table = view._table
    assert table is not None
    assert table.isVisible()
    assert table.model.index(2, 1).data() == "5.0"
    qtbot.keyClick(table.view, Qt.Key.Key_T)
    assert view.picture.isVisible()


def test_enter_asks_why(view: ChartView, qtbot: QtBot) -> None:
    asked: list[int] = []
    view.asked_why.connect(asked.append)
    qtbot.keyClick(view.picture, Qt.Key.Key_Return)
    qtbot.keyClick(view.picture, Qt.Key.Key_Right)
    qtbot.keyClick(view.picture, Qt.Key.Key_Return)
    assert asked == [0]


def test_a_click_goes_to_the_nearest_point_that_has_a_value(view: ChartView, qtbot: QtBot) -> None:
    picture = view.picture
    for across, at in ((0.08, 0), (0.36, 2), (0.99, 3)):
        place = QPoint(round(across * picture.width()), picture.height() // 2)
        qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=place)
        assert view.at == at
