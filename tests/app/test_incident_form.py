"""Logging an incident in the real window on a real encrypted store, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.app import heron
from tests.app.desk import Desk
from wardqi.app import theme
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


def test_digits_of_the_group_toggle_types_and_each_gets_its_own_row(desk: Desk) -> None:
    form = open_form(desk)
    desk.type("0914")
    assert form.questions.types == ["09", "14"]
    assert len(form.questions.spans.values()) == 2
    desk.type("09")
    assert form.questions.types == ["14"]
    desk.type("09")  # chosen again, its times are still there
    assert form.questions.types == ["14", "09"]


def test_arrows_and_space_do_the_same_as_digits(desk: Desk) -> None:
    form = open_form(desk)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Space)
    assert form.questions.types == ["07"]


def test_a_draft_is_kept_within_two_seconds_of_typing_and_names_nobody(desk: Desk) -> None:
    form = open_form(desk)
    desk.type("09")
    desk.wait(lambda: bool(form.ui.draftLabel.text()))
    assert form.ui.draftLabel.text() == "Draft saved 03:05:20"
    with desk.session.desk() as at:
        (draft,) = drafts.all_of(at.store)
    assert draft.title == "Held on the back"
    assert form._timer.interval() <= 2000


def test_leaving_an_answer_keeps_it_without_waiting(desk: Desk) -> None:
    form = open_form(desk)
    desk.type("09")
    desk.press(TAB)
    assert not form._unsaved
    desk.settle()
    with desk.session.desk() as at:
        assert len(drafts.all_of(at.store)) == 1


def test_a_form_nobody_wrote_in_leaves_no_draft(desk: Desk) -> None:
    open_form(desk)
    desk.press(TAB, times=2)
    desk.press(Qt.Key.Key_Escape)
    desk.settle()
    assert desk.frame.here == "today"
    with desk.session.desk() as at:
        assert drafts.all_of(at.store) == []


def test_a_draft_comes_back_as_it_was_left_hours_later(desk: Desk) -> None:
    """Scenario 2: what was written at 03:05 stands as it was when its author returns."""
    form = open_form(desk)
    desk.type("0905")
    desk.press(TAB)
    desk.type("20")
    desk.press(TAB, times=2)
    desk.type("8")
    desk.press(TAB, times=4)
    desk.type("2")
    desk.press(TAB)
    desk.type("7")
    before = form.questions.values()
    body = form.questions.body()
    desk.press(Qt.Key.Key_Escape)
    desk.settle()
    desk.clock.go(hours=4)
    desk.keys = 0
    desk.press(Qt.Key.Key_N, CTRL)
    desk.settle()
    assert form.ui.keptFrame.isVisible()
    assert "03:05" in form.ui.keptLabel.text()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert form.questions.values() == before
    assert form.questions.body() == body
    assert desk.keys <= 3


def test_a_second_incident_begins_empty_while_the_first_stays_a_draft(desk: Desk) -> None:
    form = open_form(desk)
    desk.type("09")
    desk.press(Qt.Key.Key_N, CTRL)
    desk.settle()
    assert form.questions.types == []
    assert form.ui.keptFrame.isVisible()
    form.ui.keptLaterButton.setFocus()
    desk.press(Qt.Key.Key_Return)  # on the button that leaves it for later, Enter does that
    desk.settle()
    assert form.questions.types == []
    assert not form.ui.keptFrame.isVisible()


def test_missing_answers_are_said_beside_them_and_lead_to_them(desk: Desk) -> None:
    form = open_form(desk)
    desk.type("09")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert desk.frame.here == "incident"
    assert form.problems.isVisible()
    links = form.problems.findChildren(QPushButton)
    assert [link.text() for link in links][:2] == [
        "Choose where it happened.",
        "Choose the patient, or not known yet.",
    ]
    links[0].click()
    assert form.questions.where.isAncestorOf(desk.focus)
    desk.type("1")
    assert len([p for p in form.problems.findChildren(QPushButton) if p.isVisible()]) >= 1
    with desk.session.desk() as at:
        assert incidents.page(at.store).rows == ()
        assert len(drafts.all_of(at.store)) == 1


def test_an_end_before_the_start_is_asked_about_and_never_refused(desk: Desk) -> None:
    form = open_form(desk)
    desk.type("09")
    desk.press(TAB, times=2)
    desk.type("0250")
    desk.press(TAB)
    lasted = form.questions.spans._rows["09"].lasted
    assert lasted.question.text() == ("The end (02:50) is before the start (03:05). Which one should change?")
    finish_rest(desk)
    assert desk.frame.here == "today"


def test_zero_minutes_and_late_entries_are_asked_about(desk: Desk) -> None:
    form = open_form(desk)
    desk.type("09")
    desk.press(TAB)
    desk.type("18/11 0900")
    desk.press(TAB)
    desk.type("0")
    desk.press(TAB)
    assert "more than 24 hours ago" in form.questions.when.question.text()
    assert "0 minutes" in form.questions.spans._rows["09"].lasted.question.text()


def test_in_the_repeated_hour_it_asks_first_or_second(qtbot: QtBot, tmp_path: Path) -> None:
    clock = heron.Clock(datetime.fromisoformat("2026-10-25T03:00:00+00:00"))
    desk = Desk(qtbot, tmp_path, SCREENS, clock=clock)
    form = open_form(desk)
    desk.type("09")
    desk.press(TAB)
    desk.type("0120")
    when = form.questions.when
    assert when.moment is None
    assert "first 01:20 or the second" in when._twice_words.text()
    desk.press(TAB, times=2)
    desk.press(Qt.Key.Key_Space)
    assert when.moment == "2026-10-25T01:20+00:00"
    desk.close()


def test_up_and_down_choose_the_usual_starts(desk: Desk) -> None:
    form = open_form(desk)
    desk.press(TAB)
    desk.press(Qt.Key.Key_Down, times=3)
    assert form.questions.when.moment == "2026-11-21T02:35+00:00"
    desk.press(Qt.Key.Key_Up)
    assert form.questions.when.moment == "2026-11-21T02:45+00:00"


def test_ten_minutes_ago_does_not_slide_while_the_form_is_open(desk: Desk) -> None:
    form = open_form(desk)
    desk.press(TAB)
    desk.type("10")
    desk.clock.go(minutes=7)
    desk.press(TAB)
    assert form.questions.when.moment == "2026-11-21T02:55+00:00"


def test_seclusion_can_still_be_going(desk: Desk) -> None:
    form = open_form(desk)
    desk.type("05")
    desk.press(TAB, times=3)
    desk.press(Qt.Key.Key_Space)
    (row,) = form.questions.spans.values().values()
    assert row["still_open"] is True
    assert "ended_at" not in row


def test_initials_that_fit_two_people_choose_nobody_until_one_is_taken(desk: Desk) -> None:
    form = open_form(desk)
    who = form.questions.who
    who.setFocus()
    desk.type("js")
    assert who.chosen is None
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert who.patient is not None
    assert who.patient.name == "Jane Sands"
    assert "born 30 Nov 1991" in who.confirm.text()
    assert "John Smith" in who.warning.text()


def test_the_patient_may_be_not_known_yet(desk: Desk) -> None:
    form = open_form(desk)
    form.questions.who.setFocus()
    desk.type("not")
    desk.press(Qt.Key.Key_Return)
    assert form.questions.values()["patient_unknown"] is True


def test_the_meter_counts_the_sixteen_items_and_leads_to_gaps(desk: Desk) -> None:
    form = open_form(desk)
    desk.type("09")
    assert form.ui.meterLabel.text().startswith("Statutory record ")
    assert form.ui.meterLabel.text().endswith(" of 16")
    before = form.ui.meterLabel.text()
    link = form.questions.meter.links["a"]
    assert link.isVisible()
    link.click()
    assert form.questions.reason.isAncestorOf(desk.focus)
    desk.type("10")
    assert form.ui.meterLabel.text() != before
    assert not link.isVisible()


def test_somebody_elses_entry_of_the_same_event_is_pointed_out(desk: Desk) -> None:
    with desk.session.desk() as at:
        heron.incident(at, "2026-11-21T02:50+00:00", patient=heron.patient(at, "John Smith"))
    form = open_form(desk)
    desk.type("09")
    form.questions.who.setFocus()
    desk.type("7")
    desk.press(TAB)
    desk.settle()
    assert form.double.isVisible()
    assert "Same event?" in form.double._words.text()
    form.double._other.click()
    assert form.questions.values()["different_from"]


def test_undo_after_finishing_archives_the_record_again(desk: Desk) -> None:
    open_form(desk)
    desk.type("09")
    finish_rest(desk)
    assert any(said.startswith("Saved. ") and "before sign-off" in said for said in desk.said)
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.settle()
    with desk.session.desk() as at:
        assert incidents.page(at.store).rows == ()
        assert len(incidents.page(at.store, incidents.Filters(archived=True)).rows) == 1


def test_a_draft_thrown_away_can_be_brought_back(desk: Desk) -> None:
    form = open_form(desk)
    desk.type("09")
    form.foot.discardButton.click()
    desk.settle()
    with desk.session.desk() as at:
        assert drafts.all_of(at.store) == []
    desk.workspace.undo()
    desk.settle()
    with desk.session.desk() as at:
        (draft,) = drafts.all_of(at.store)
    assert draft.body["what"] == ["09"]


def test_a_near_miss_takes_twelve_keys_besides_its_words(desk: Desk) -> None:
    """Scenario 6: no patient, three questions, never counted as a restrictive intervention."""
    desk.press(Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    desk.settle()
    desk.type("2")
    desk.press(TAB)
    words = "A lighter was found before the fire drill"
    desk.type(words)
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: desk.frame.here == "today")
    assert desk.keys - len(words) <= 12
    with desk.session.desk() as at:
        (row,) = incidents.page(at.store).rows
        assert row.event == "good_catch"
        assert row.types == ()
        (day,) = incidents.days(at.store, "2026-11-21", "2026-11-21").values()
        assert (day.restrictive, day.other) == (0, 1)


def test_something_else_alone_needs_neither_patient_nor_reason(desk: Desk) -> None:
    form = open_form(desk)
    desk.type("20")
    desk.press(TAB)
    desk.type("fall")
    desk.press(Qt.Key.Key_Space)
    assert not form.ui.reasonCard.isVisible()
    form.questions.where.setFocus()
    desk.type("1")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: desk.frame.here == "today")
    with desk.session.desk() as at:
        (row,) = incidents.page(at.store).rows
        assert (row.event, row.event_types) == ("other", ("fall",))


def test_hostile_words_stay_words(desk: Desk) -> None:
    form = open_form(desk, "near_miss")
    desk.type("1")
    form.questions.story.setPlainText("<img src=//host/x> =cmd & <b>bold</b>")
    form.finish()
    desk.wait(lambda: desk.frame.here == "today")
    with desk.session.desk() as at:
        (row,) = incidents.page(at.store).rows
        record = records.find(at.store, row.ent)
        assert record is not None
        assert record.value["narrative"] == "<img src=//host/x> =cmd & <b>bold</b>"


def test_the_ward_without_areas_is_offered_kinds_of_area(qtbot: QtBot, tmp_path: Path) -> None:
    clock = heron.Clock()
    session = heron.open_ward(tmp_path / "ward", clock, people=False, areas=False)
    desk = Desk(qtbot, tmp_path, SCREENS, session=session, clock=clock)
    form = open_form(desk)
    form.questions.where.setFocus()
    desk.type("lo")
    assert form.questions.values()["area_kind"] == "lounge"
    desk.close()


def test_tab_walks_down_the_questions_to_the_finish(desk: Desk) -> None:
    open_form(desk)
    desk.type("09")
    names = []
    for _ in range(13):
        names.append(spoken(desk.focus))
        desk.press(TAB)
    assert names[:8] == [
        "09  Held on the back",
        "When",
        "Held on the back: lasted or ended",
        "1  Lounge",
        "Patient",
        "10  To stop violence to others",
        "The patient: No",
        "Nobody was hurt",
    ]
    assert names[8].startswith("What happened, in words")  # every folded heading is one stop
    assert names[9] == "Finish"


def spoken(widget: QWidget) -> str:
    """What a screen reader calls it."""
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found.text(QAccessible.Text.Name)


def open_form(desk: Desk, ident: str = "") -> IncidentForm:
    desk.open("incident", ident)
    return form_of(desk)


def finish_rest(desk: Desk) -> None:
    """Answer what is left as quickly as it can be, and finish."""
    form = form_of(desk)
    form.questions.where.setFocus()
    desk.type("1")
    form.questions.who.setFocus()
    desk.type("7")
    form.questions.reason.setFocus()
    desk.type("10")
    form.questions.hurt.setFocus()
    desk.type("0")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: desk.frame.here == "today")


def test_no_question_is_wider_than_720(desk: Desk) -> None:
    for mode in ("", "near_miss"):
        form = open_form(desk, mode)
        for width in (1920, 1366, 1100):
            desk.window.resize(width, 768)
            desk.settle()
            assert theme.px(600) < form.ui.whenCard.width() <= theme.px(720 + 2 * 22)  # its own margins
            if not mode:
                assert form.ui.whatCard.height() < theme.px(450)  # in two columns
