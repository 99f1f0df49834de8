"""The pages behind a chart in the real window: limits, notes, own measures, figures typed in, the family."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests import make
from tests.app import quarters, reach
from tests.app.desk import Desk
from tests.services import months
from wardqi.app import choosing
from wardqi.app.screens import measures
from wardqi.app.screens.measures.page import Measures
from wardqi.services import access, measuring
from wardqi.services.measuring.settings import ChartRules, ChartSettings

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ward's folder with fourteen months in it, and patients of two groups."""
    trust = make.Trust(tmp_path_factory.mktemp("lived") / "trust")
    months.patients(trust.heron, *({"ethnic_category": "A"} for _ in range(6)))
    quarters.live(trust.heron)
    folder = trust.shut("heron")
    trust.close()
    return folder


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, lived: Path) -> Iterator[Desk]:
    folder = tmp_path / "heron"
    shutil.copytree(lived, folder)
    session = access.unlock(folder, make.PASSPHRASE, clock=make.Clock())
    made = Desk(qtbot, tmp_path, [measures.SCREEN], session=session)
    yield made
    made.close()


def page_of(desk: Desk, ident: str = "incidents_rate") -> Measures:
    page = desk.open("measures", ident)
    assert isinstance(page, Measures)
    if ident:
        desk.wait(lambda: page.chart.panel.view.picture.drawing is not None)
    return page


def behind(desk: Desk, name: str) -> Measures:
    """A page behind the chart, opened by its button."""
    page = page_of(desk)
    button = page.chart.pages[name]
    button.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    return page


def kept(desk: Desk) -> ChartSettings:
    with desk.session.desk() as store:
        return measuring.measure_ward(store, store.ward(), ["incidents_rate"])[0].settings


def button(page: QWidget, words: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.text() == words)


def into(field: QLineEdit, desk: Desk, text: str) -> None:
    field.setFocus()
    field.clear()
    desk.type(text)


def test_an_aim_and_a_baseline_are_set_by_keyboard_and_undone(desk: Desk) -> None:
    page = behind(desk, "limits")
    assert page.limits.baseline_words.text().startswith("No baseline is frozen")
    into(page.limits.percent, desk, "25")
    into(page.limits.by, desk, "31 March 2027")
    button(page.limits, "Save the aim").setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert "Freeze a baseline" in page.limits.aim_words.text()
    into(page.limits.reason, desk, "The year before the change")
    button(page.limits, "Freeze the baseline").setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    now = kept(desk)
    assert (now.aim_percent, now.baseline is not None) == (25, True)
    assert page.limits.aim_words.text().startswith("The aim is 25% below the baseline's mean of 7.")
    desk.press(Qt.Key.Key_Escape)
    desk.wait(lambda: "limits from Sep 2025" in page.chart.panel.view.stamp.text())
    desk.wait(lambda: page.chart.aim.isVisible())
    assert desk.workspace.undo()
    desk.settle()
    assert desk.workspace.undo()
    desk.settle()
    assert kept(desk) == ChartSettings()


def test_what_lacks_is_said_beside_its_answer_which_gets_the_focus(desk: Desk) -> None:
    page = behind(desk, "limits")
    button(page.limits, "Freeze the baseline").click()
    desk.settle()
    assert desk.focus is page.limits.reason
    assert page.limits.problems["reason"].text == "Please answer this. Nothing was saved."
    into(page.limits.begun, desk, "yesteryear")
    button(page.limits, "Set new limits").click()
    assert desk.focus is page.limits.begun
    assert page.limits.problems["begun"].text.startswith("This is not a day.")
    into(page.limits.percent, desk, "a lot")
    button(page.limits, "Save the aim").click()
    assert page.limits.problems["percent"].text.startswith("This is not a number")
    assert kept(desk) == ChartSettings()


def test_new_limits_are_set_with_a_reason_and_taken_back(desk: Desk) -> None:
    page = behind(desk, "limits")
    into(page.limits.begun, desk, "1 May 2026")
    into(page.limits.note, desk, "Evening activities began")
    button(page.limits, "Set new limits").click()
    desk.wait(lambda: bool(kept(desk).rebases))
    (back,) = [one for one in page.limits.findChildren(QPushButton) if one.text() == "Take back"]
    assert "Evening activities began" in reach.name_of(back)
    back.click()
    desk.wait(lambda: not kept(desk).rebases)


def test_points_screening_and_rules_are_settled_in_the_window_and_undone(desk: Desk) -> None:
    page = behind(desk, "limits")
    limits = page.limits
    assert "Anhøj rules" in limits.rules_words.text()
    assert limits.shift.itemText(0) == "As on the ward's charts (6)"
    limits.rules.setFocus()
    desk.press(Qt.Key.Key_Down)  # the first after "as on the ward's charts"
    limits.shift.setCurrentIndex(limits.shift.findData(7))
    limits.screening.setCurrentIndex(limits.screening.findData(True))
    button(limits, "Save for this measure").setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert kept(desk).rules == ChartRules("nhs", 7, True)
    assert "NHS rules 2.6a, 7 points" in limits.rules_words.text()
    desk.press(Qt.Key.Key_Escape)
    desk.wait(lambda: "7 points" in page.chart.panel.view.stamp.text())
    assert "extreme moving ranges left out" in page.chart.panel.view.stamp.text()
    page.chart.pages["limits"].click()
    desk.settle()
    assert desk.workspace.undo()
    desk.wait(lambda: kept(desk).rules == ChartRules())
    desk.settle()
    assert limits.shift.currentData() is None


def test_rules_for_every_chart_are_what_the_next_measure_begins_with(desk: Desk) -> None:
    page = behind(desk, "limits")
    page.limits.shift.setCurrentIndex(page.limits.shift.findData(7))
    button(page.limits, "Use on every chart of the ward").click()
    desk.wait(lambda: page.limits.shift.itemText(0) == "As on the ward's charts (7)")
    assert page.limits.shift.currentData() is None
    page.limits.open("people", page._ward)
    desk.settle()
    assert page.limits.shift.itemText(0) == "As on the ward's charts (7)"
    assert desk.workspace.undo()
    desk.wait(lambda: page.limits.shift.itemText(0) == "As on the ward's charts (6)")


def test_a_note_is_written_shown_on_the_chart_and_taken_off(desk: Desk) -> None:
    page = behind(desk, "notes")
    into(page.notes.day, desk, "14/02/2026")
    into(page.notes.words, desk, "Moved to the new building")
    button(page.notes, "Add the note").click()
    desk.wait(lambda: any(one.text() == "Take off" for one in page.notes.findChildren(QPushButton)))
    page.back()
    desk.wait(lambda: page.chart.panel.now is not None)
    now = page.chart.panel.now
    assert now is not None
    assert now.charted.analysis is not None
    desk.wait(
        lambda: any(point.note for point in page.chart.panel.now.charted.analysis.points)  # type: ignore[union-attr]
    )
    page.chart.pages["notes"].click()
    desk.settle()
    button(page.notes, "Take off").click()
    desk.wait(lambda: not any(one.text() == "Take off" for one in page.notes.findChildren(QPushButton)))


def test_an_own_measure_is_defined_and_its_figures_typed_and_taken_from_a_csv(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(desk, "")
    page.new.click()
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    assert page.define.problems["name"].text == "Please answer this. Nothing was saved."
    into(page.define.name, desk, "Walks in the garden")
    page.define.chart.setCurrentIndex(page.define.chart.findData("run"))
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.wait(lambda: page.chart.title.text() == "Walks in the garden")
    page.chart.pages["points"].click()
    desk.settle()
    into(page.points.above, desk, "12")
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.wait(lambda: page.points.period.currentIndex() == 1)
    page.points.missing.setChecked(True)
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.wait(lambda: page.points.period.currentIndex() == 2)
    into(page.points.above, desk, "many")
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    assert page.points.problems["above"].text.startswith("This is not a number")
    path = tmp_path / "walks.csv"
    path.write_text("period,value\n2026-08,9\n2026-09,7\n2026-10,\n2026-07,x\n", encoding="utf-8")
    monkeypatch.setattr(choosing, "file", lambda *_: path)
    page.points.choose.click()
    desk.wait(lambda: page.points.take.isVisible())
    said = page.points.plan_words.text()
    assert said.startswith("walks.csv: 2 new, 0 changed, 1 already here, 1 not recorded. Set aside: 1.")
    assert "Line 5: a figure is not a number." in said
    page.points.take.click()
    desk.wait(lambda: not page.points.take.isVisible())
    desk.settle()
    model = page.points.table.model
    told = [model.index(row, 1).data() for row in range(4)]
    assert told == ["12", "not recorded", "7", "9"]
    QGuiApplication.clipboard().setText("2026-06\t14\n2026-05\t\nthen\t3\n")
    page.points.paste.click()
    desk.wait(lambda: page.points.take.isVisible())
    said = page.points.plan_words.text()
    assert said.startswith("Pasted: 2 new, 0 changed, 0 already here, 1 not recorded. Set aside: 1.")
    assert "Line 3: the period is not a date such as 2026-10-01." in said
    page.points.take.click()
    desk.wait(lambda: model.index(5, 1).data() == "14")
    assert desk.workspace.undo()
    desk.settle()
    assert model.index(5, 1).data() == "not entered"
    assert desk.workspace.undo()
    desk.settle()
    assert [model.index(row, 1).data() for row in range(4)] == [
        "12",
        "not recorded",
        "not entered",
        "not entered",
    ]


def test_who_is_restrained_is_told_group_by_group_with_small_numbers_hidden(desk: Desk) -> None:
    page = page_of(desk, "")
    page.who.click()
    desk.wait(lambda: page.equity.table.model.rowCount() == 6)
    model = page.equity.table.model
    assert model.index(0, 0).data() == "White"
    spoken = model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Interventions: hidden, a small number"
    page.equity.part.setCurrentIndex(2)
    page.equity.part.activated.emit(2)
    assert model.index(0, 0).data() == "Under 18"
    assert "not known for" in page.equity.missing.text()
    desk.press(Qt.Key.Key_Escape)
    assert page.table.isVisible()


def test_the_family_shows_outcome_process_and_balancing_and_opens_a_chart(desk: Desk) -> None:
    page = page_of(desk, "")
    page.as_family.click()
    desk.wait(lambda: len(page.family.cards()) >= 6)
    kinds = {card.row.measured.measure.kind for card in page.family.cards()}
    assert kinds == {"outcome", "process", "balancing"}
    first = page.family.cards()[0]
    desk.wait(lambda: first.picture.drawing is not None)
    assert first.row.sentence in reach.name_of(first)
    first.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: page.chart.panel.now is not None)
    assert page.chart.isVisible()


def test_a_line_of_the_list_has_its_small_chart_and_says_its_icons(desk: Desk) -> None:
    page = page_of(desk, "")
    desk.wait(lambda: len(page.table.drawings) == 6)
    model = page.table.model
    spoken = model.index(0, 4).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Common cause: no significant change. No assurance icon: there is no target to judge by."
    assert page.table.drawings["incidents_rate"].badges[0].says.startswith("Common cause")


def test_a_chart_by_week_says_so_and_tells_whether_a_fall_would_be_seen(desk: Desk) -> None:
    page = page_of(desk)
    desk.wait(lambda: page.chart.chance.isVisible())
    assert page.chart.chance.text().startswith("With about 4.77 incidents a month, a true 25% fall would")
    page.chart.every.setCurrentIndex(1)
    page.chart.every.activated.emit(1)
    desk.wait(lambda: page.chart.panel.now is not None and len(page.chart.panel.now.points) > 50)
    assert not page.chart.chance.isVisible()


@pytest.mark.parametrize("name", ["limits", "notes", "define", "points", "equity", "family"])
def test_every_page_is_named_reached_by_keyboard_and_whole_at_every_size(desk: Desk, name: str) -> None:
    for size in ((1366, 768), (683, 384)):
        desk.window.resize(*size)
        ident = "patients_feel_safe" if name == "points" else ""
        page = desk.open("measures", ident)
        assert isinstance(page, Measures)
        opened = {
            "limits": lambda page=page: (page._show_chart("incidents_rate"), page._open_behind("limits")),
            "notes": lambda page=page: (page._show_chart("incidents_rate"), page._open_behind("notes")),
            "points": lambda page=page: page._open_behind("points"),
            "define": page.new.click,
            "equity": page.who.click,
            "family": page.as_family.click,
        }
        opened[name]()
        desk.settle()
        desk.qtbot.wait(150)
        desk.settle()
        assert reach.unnamed(page) == []
        assert reach.unreachable(page) == []
        assert reach.rich(page) == []
        assert reach.small(page) == []
        assert reach.clipped(page) == []
        assert len(reach.controls(page)) <= 40
