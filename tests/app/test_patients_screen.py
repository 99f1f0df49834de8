"""The ward's list of patients, in the real window on a real encrypted store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.app import heron, reach
from tests.app.desk import Desk
from wardqi.app.screen import Page, Screen
from wardqi.app.screens.patients.page import PatientsPage
from wardqi.app.workspace import Workspace
from wardqi.domain import kinds
from wardqi.services import patients
from wardqi.store import records


class Elsewhere(Page):
    """Stands for another screen and notes where it was opened."""

    opened: str | None = None

    def open(self, ident: str) -> None:
        type(self).opened = ident


def elsewhere(workspace: Workspace) -> QWidget:
    return Elsewhere(workspace)


SCREENS = (
    Screen("patients", "Patients", "people", PatientsPage, order=1),
    Screen("incident", "New incident", "add", elsewhere),
)
CTRL = Qt.KeyboardModifier.ControlModifier
TAB = Qt.Key.Key_Tab


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, tmp_path, SCREENS)
    yield desk
    desk.close()


def page_of(desk: Desk, ident: str = "") -> PatientsPage:
    page = desk.open("patients", ident)
    assert isinstance(page, PatientsPage)
    return page


def shown(page: PatientsPage) -> list[str]:
    return [page.table.model.row(at).initials for at in range(page.table.model.rowCount())]


def test_patients_are_listed_by_bed(desk: Desk) -> None:
    page = page_of(desk)
    assert shown(page) == ["AK", "PO", "JS", "LM", "JS"]
    assert page.table.view.hasFocus()


def test_somebody_is_added_by_keyboard_with_initials_made_from_the_name(desk: Desk) -> None:
    page = page_of(desk, "new")
    desk.type("Zoe Ward")
    assert page.form.initialsEdit.text() == "ZW"
    desk.press(TAB, times=2)
    desk.type("14")
    desk.press(TAB)
    desk.type("3 may 1988")
    assert page.form.bornHint.text() == "3 May 1988, aged 38"
    desk.press(TAB)
    desk.type("401 023 2137")
    assert page.form.nhsHint.text() == "The check digit is right."
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: "ZW" in shown(page))
    with desk.session.desk() as at:
        one = next(one for one in patients.listed(at) if one.name == "Zoe Ward")
    assert (one.bed, one.birth_date, one.nhs_number) == ("14", "1988-05-03", "4010232137")
    assert one.came_on == "2026-11-21"


def test_a_wrong_check_digit_is_said_beside_the_number_and_nothing_is_saved(desk: Desk) -> None:
    page = page_of(desk, "new")
    desk.type("Zoe Ward")
    page.form.nhsEdit.setText("4010232138")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.settle()
    links = page.problems.findChildren(QPushButton)
    assert [link.text() for link in links] == ["Check the NHS number: a digit is wrong."]
    links[0].click()
    assert desk.focus is page.form.nhsEdit
    with desk.session.desk() as at:
        assert len(patients.listed(at)) == 5


def test_a_date_that_is_none_and_one_still_to_come_are_told(desk: Desk) -> None:
    page = page_of(desk, "new")
    desk.type("Zoe Ward")
    for typed, said in (
        ("31/2/1988", "Write a date as 3 May 1988 or 3/5/1988."),
        ("1/1/2030", "This date is still to come."),
    ):
        page.form.bornEdit.setText(typed)
        page.finish()
        assert page._lines["birth_date"].text == said


def test_look_alike_names_are_told_while_they_are_typed_and_not_refused(desk: Desk) -> None:
    page = page_of(desk, "new")
    desk.type("Jon Smyth")
    assert page.form.alikeFrame.isVisible()
    assert "JS, John Smith" in page.form.alikeLabel.text()
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: len(shown(page)) == 6)


def test_a_change_records_only_what_differs_and_can_be_undone(desk: Desk) -> None:
    with desk.session.desk() as at:
        ent = heron.patient(at, "Amir Khan")
    page = page_of(desk, ent)
    assert page.form.nameEdit.text() == "Amir Khan"
    page.form.bedEdit.setText("4")
    page.finish()
    desk.wait(lambda: not page.ui.formPane.isVisible())
    with desk.session.desk() as at:
        assert patients.find(at, ent).bed == "4"  # type: ignore[union-attr]
        steps = records.history(at.store, ent)
    assert list(steps[-1].after) == ["bed"]
    desk.workspace.undo()
    desk.settle()
    with desk.session.desk() as at:
        assert patients.find(at, ent).bed == "3"  # type: ignore[union-attr]


def test_saving_without_a_change_saves_nothing_and_says_nothing(desk: Desk) -> None:
    with desk.session.desk() as at:
        ent = heron.patient(at, "Amir Khan")
    page = page_of(desk, ent)
    page.finish()
    desk.wait(lambda: not page.ui.formPane.isVisible())
    with desk.session.desk() as at:
        assert len(records.history(at.store, ent)) == 1
    assert desk.frame.messages.messages() == ()


def choose(page: PatientsPage, move: str) -> None:
    page.moves.kind.setCurrentIndex(page.moves.kind.findData(move))


def test_who_has_left_goes_from_the_list_and_stays_in_the_record(desk: Desk) -> None:
    with desk.session.desk() as at:
        ent = heron.patient(at, "Lena Marsh")
    page = page_of(desk, ent)
    choose(page, "discharged")
    page.moves.record.click()
    desk.wait(lambda: "LM" not in shown(page))
    page.ui.goneBox.setChecked(True)
    desk.wait(lambda: "LM" in shown(page))
    assert shown(page)[-1] == "LM"
    desk.workspace.undo()
    desk.settle()
    page.ui.goneBox.setChecked(False)
    desk.wait(lambda: "LM" in shown(page))


def test_leave_is_recorded_by_keyboard_and_its_days_still_count(desk: Desk) -> None:
    with desk.session.desk() as at:
        ent = heron.patient(at, "Amir Khan")
    page = page_of(desk, ent)
    desk.wait(lambda: page.moves.isVisible())
    page.moves.kind.setFocus()
    assert page.moves.kind.currentText() == "Went on leave"
    assert not page.moves.to.isVisible()
    before = page._month.days[ent]
    desk.press(TAB)
    assert desk.focus is page.moves.day
    page.moves.day.setText("1/12/2026")
    desk.press(TAB)
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert page.moves.problem.text == "This date is still to come."
    page.moves.day.setText("19/11/2026")
    page.moves.record.click()
    desk.wait(lambda: not page.ui.formPane.isVisible())
    page = page_of(desk, ent)
    desk.wait(lambda: page.moves.kind.currentText() == "Came back from leave")
    row = next(at for at in range(page.table.model.rowCount()) if page.table.model.row(at).ent == ent)
    assert page._stay(page.table.model.row(row)) == "on leave since 19 Nov 2026"
    assert page._month.days[ent] == before  # leave is not taken off


def test_another_ward_is_asked_for_by_name_and_the_day_of_leaving_does_not_count(desk: Desk) -> None:
    with desk.session.desk() as at:
        ent = heron.patient(at, "Amir Khan")
    page = page_of(desk, ent)
    desk.wait(lambda: page._month.days.get(ent) == 21)
    assert page.month.said.text() == "Nov 2026 so far: 105 bed days"
    choose(page, "other_ward")
    assert page.moves.to.isVisible()
    page.moves.to.setText("Robin Ward")
    page.moves.day.setText("11/11/2026")
    page.moves.record.click()
    desk.wait(lambda: page._month.days.get(ent) == 10)
    assert page.month.said.text() == "Nov 2026 so far: 94 bed days"
    with desk.session.desk() as at:
        found = patients.find(at, ent)
    assert found is not None
    (stay,) = (one for _, one in kinds.live_rows(found.value, "stays"))
    assert (stay["left_on"], stay["ended_by"], stay["left_to"]) == ("2026-11-11", "other_ward", "Robin Ward")
    page.month.before.click()
    desk.wait(lambda: page.month.said.text() == "Oct 2026: 155 bed days")
    assert page.month.after.isEnabled()


def test_a_day_before_they_came_is_told_beside_the_day(desk: Desk) -> None:
    with desk.session.desk() as at:
        ent = heron.patient(at, "Amir Khan")
    page = page_of(desk, ent)
    desk.wait(lambda: page.moves.isVisible())
    for typed, said in (
        ("3/5/2026", "They had not come to the ward by then."),
        ("the third", "Write a date as 3 May 2026 or 3/5/2026."),
    ):
        choose(page, "discharged")
        page.moves.day.setText(typed)
        page.moves.record.click()
        desk.settle()
        assert page.moves.problem.text == said
    assert reach.unnamed(page) == []
    assert reach.small(page) == []


def test_after_adding_from_an_incident_it_goes_back_to_that_draft(desk: Desk) -> None:
    page = page_of(desk, "new:draft:d0000000-0000-4000-8000-000000000001")
    desk.type("Zoe Ward")
    page.finish()
    desk.wait(lambda: desk.frame.here == "incident")
    assert Elsewhere.opened == "draft:d0000000-0000-4000-8000-000000000001"


def test_who_may_not_register_patients_is_not_offered_it(qtbot: QtBot, tmp_path: Path) -> None:
    clock = heron.Clock()
    session = heron.open_ward(tmp_path / "ward", clock, role="health_care_assistant", people=False)
    desk = Desk(qtbot, tmp_path, SCREENS, session=session, clock=clock)
    page = page_of(desk)
    assert not page.ui.addButton.isVisible()
    assert page.commands() == []
    desk.close()
