"""Whole jobs of a shift, as people do them: in the real window on a real store, by keyboard alone, counted.

Keys are counted after signing in and without the words of a narrative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.app import heron
from tests.app.desk import Desk
from tests.app.reach import name_of
from wardqi.app import screens
from wardqi.app.gates.cover import Cover
from wardqi.app.gates.enter import Enter
from wardqi.app.main import Program
from wardqi.app.screens.incidents.form import IncidentForm
from wardqi.app.screens.incidents.listing import IncidentsPage
from wardqi.app.settings import Settings
from wardqi.domain import facts
from wardqi.services import overview, recording
from wardqi.services.access import Session
from wardqi.store import drafts, incidents, records

Until = Callable[[Callable[[], object]], None]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TAB, ENTER, SPACE, DOWN = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down


def at_desk(qtbot: QtBot, folder: Path, clock: heron.Clock, session: Session) -> Desk:
    """The whole program's screens, at Today."""
    desk = Desk(qtbot, folder, screens.ALL, session=session, clock=clock)
    desk.open("today")
    desk.keys = 0
    return desk


@pytest.fixture
def clock() -> heron.Clock:
    return heron.Clock()


def told(widget: QWidget) -> str:
    """Everything a page says."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def tab_to(desk: Desk, name: str, most: int = 60) -> None:
    """Press Tab until something of this name has focus; every press counts."""
    seen = []
    for _ in range(most):
        seen.append(name_of(desk.focus))
        if name_of(desk.focus).startswith(name):
            return
        desk.press(TAB)
    raise AssertionError(f"Tab did not come to {name!r}: {seen}")


def tell(desk: Desk, words: str) -> None:
    """Write words of a narrative, which are not counted."""
    before = desk.keys
    desk.type(words)
    desk.keys = before


def the_record(desk: Desk) -> records.Record:
    with desk.session.desk() as at:
        (row,) = incidents.page(at.store).rows
        found = records.find(at.store, row.ent)
    assert found is not None
    return found


# --- 1: three in the morning, a restraint and an injection


@pytest.fixture
def night(qtbot: QtBot, tmp_path: Path, clock: heron.Clock) -> Iterator[Desk]:
    desk = at_desk(qtbot, tmp_path, clock, heron.open_ward(tmp_path / "ward", clock))
    yield desk
    desk.close()


def log_the_night(desk: Desk) -> None:
    """The six questions, without finishing."""
    desk.press(Qt.Key.Key_N, CTRL)
    desk.settle()
    desk.type("0914")  # held on the back, rapid tranquillisation
    desk.press(TAB)
    desk.type("10")  # minutes ago
    desk.press(TAB, times=2)
    desk.type("8")
    desk.press(TAB, times=2)
    desk.type("1")
    desk.press(TAB)
    desk.type("1")  # lounge
    desk.press(TAB)
    desk.type("7")  # bed 7
    desk.press(TAB)
    desk.type("10")  # to stop violence
    desk.press(TAB)
    desk.type("0")  # nobody hurt


def test_scenario_1_the_usable_record_takes_25_keys_and_its_clocks_stand_on_today(night: Desk) -> None:
    desk = night
    log_the_night(desk)
    desk.press(ENTER, CTRL)
    desk.wait(lambda: desk.frame.here == "today")
    assert desk.keys <= 25
    value = the_record(desk).value
    rows = value["interventions"]
    assert isinstance(rows, dict)
    assert sorted((one["type"], one["minutes"]) for one in rows.values()) == [("09", 8), ("14", 1)]
    assert {one[f"injury_{who}"] for one in rows.values() for who in ("patient", "staff", "other")} == {"no"}
    assert (value["started_at"], value["reason"]) == ("2026-11-21T02:55+00:00", "10")
    page = desk.frame.page
    assert page is not None
    words = told(page)
    assert "Observations after rapid tranquillisation" in words
    assert "reviews, patient and staff" in words
    assert "Reminders only." in words


def test_scenario_1_the_whole_statutory_record_is_written_without_leaving_the_form(night: Desk) -> None:
    desk = night
    log_the_night(desk)
    form = desk.frame.page
    assert isinstance(form, IncidentForm)
    assert form.questions.types == ["09", "14"]

    def part(name: str) -> None:
        """Ctrl+Down until this part is open, then into it."""
        sections = form.questions.more.sections
        for _ in range(len(sections)):
            desk.press(DOWN, CTRL)
            if sections[name].button.hasFocus():
                break
        assert sections[name].button.isChecked()
        desk.press(TAB)

    part("story")
    tell(desk, "Was refused leave, threw a chair, was held on the back by two staff.")
    part("tried")
    desk.type("talk")  # the way that begins so
    desk.press(SPACE)
    desk.press(TAB)
    desk.type("1")
    part("people")
    desk.press(SPACE)  # a member of staff
    desk.type("Sam")
    desk.press(TAB)
    desk.type("Nurse")
    tab_to(desk, "Nobody but staff")
    desk.press(SPACE)
    part("outcome")
    desk.type("n")
    desk.press(TAB)
    desk.type("n")
    desk.press(TAB)
    desk.press(SPACE)
    part("told")
    tab_to(desk, "Nobody notified because")
    desk.type("n")
    part("law")
    desk.type("i")
    desk.press(TAB, times=2)
    desk.type("i")
    part("person")
    tab_to(desk, "The rest is not known")
    desk.press(SPACE)
    assert form.ui.meterLabel.text() == "Statutory record 16 of 16"
    assert form.ui.meterHint.text() == "Nothing is missing."
    desk.press(ENTER, CTRL)
    desk.wait(lambda: desk.frame.here == "today")
    assert desk.keys <= 160
    assert desk.said[-1].startswith("Saved.")
    assert "before sign-off" not in desk.said[-1]
    found = the_record(desk)
    with desk.session.desk() as at:
        recording.sign_off(at, found.ent)  # raises where anything is missing
    assert found.value["ethnic_category"] == "99"
    assert found.value["age_band"] == "35_44"


# --- 2: called away half-way


@pytest.fixture
def program(home: Path, qtbot: QtBot, until: Until, tmp_path: Path) -> Iterator[Program]:
    folder = tmp_path / "ward"
    session = heron.open_ward(folder, heron.Clock(), role="ward_manager")
    session.set_pin("271828")
    session.add_person(
        name="Bola Osei",
        job_title="",
        role="nurse",
        passphrase="green heron by the lake",
        label="Bola",
        pin="314159",
    )
    session.close()
    made = Program(folder, Settings(tmp_path / "settings.ini"))
    made.start()
    made.window.activateWindow()
    until(lambda: isinstance(made.gate, Enter) and made.gate.ui.peopleList.count() == 2)
    yield made
    made.window.close()
    until(lambda: not made.jobs.busy)
    QApplication.instance().removeEventFilter(made.activity)  # type: ignore[union-attr]
    made.window.deleteLater()
    made.deleteLater()
    qtbot.wait(1)


class Hands:
    """Presses keys on whatever has focus, and counts them."""

    def __init__(self, program: Program, until: Until) -> None:
        self.program, self.until, self.keys = program, until, 0

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1
        QTest.keyClick(self.focus, key, held)

    def type(self, text: str) -> None:
        for letter in text:
            self.keys += 1
            if letter.isascii():
                QTest.keyClicks(self.focus, letter)
            else:  # Qt's tests know no key for it; a keyboard sends it like this
                pressed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.focus, pressed)

    @property
    def focus(self) -> QWidget:
        self.until(lambda: QApplication.focusWidget() is not None)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def settle(self) -> None:
        self.until(lambda: not self.program.jobs.busy)
        QApplication.processEvents()
        self.until(lambda: not self.program.jobs.busy)

    def sign_in(self, name: str, secret: str) -> None:
        """From the list of people, by name and secret."""
        self.until(lambda: isinstance(self.program.gate, Enter) and self.program.gate.isVisible())
        self.type(name)
        self.press(ENTER)
        self.type(secret)
        self.press(ENTER)
        self.until(lambda: self.program.window.frame is not None and not self.program.window.covered)
        self.settle()

    def lock(self) -> None:
        self.press(Qt.Key.Key_L, CTRL)
        self.until(lambda: isinstance(self.program.gate, Cover))
        self.settle()

    @property
    def page(self) -> QWidget:
        frame = self.program.window.frame
        assert frame is not None
        assert frame.page is not None
        return frame.page


def test_scenario_2_called_away_locked_and_found_again_by_its_author_in_three_keys(
    program: Program, until: Until
) -> None:
    hands = Hands(program, until)
    hands.sign_in("sam", heron.PASSPHRASE)
    hands.press(Qt.Key.Key_N, CTRL)
    hands.settle()
    form = hands.page
    assert isinstance(form, IncidentForm)
    hands.type("09")
    hands.press(TAB)
    hands.type("20")
    hands.press(DOWN, CTRL)
    hands.press(TAB)
    hands.type("Shouted, then sat d")  # the alarm sounds
    body, values = form.questions.body(), form.questions.values()
    hands.lock()
    assert "1 draft kept" in told(program.gate)  # type: ignore[arg-type]

    hands.press(SPACE)
    hands.sign_in("bola", "314159")
    assert "Draft by Sam Ade" in told(hands.page)
    assert "Only they can finish it." in told(hands.page)
    assert program.session is not None
    with program.session.desk() as at:
        (draft,) = drafts.all_of(at.store)
        with pytest.raises(recording.NotYours):
            recording.open_draft(at, draft.id)
        with pytest.raises(recording.NotYours):
            recording.log_incident(at, values | {"event": "restrictive", **_answers()}, draft.id)
    hands.press(Qt.Key.Key_N, CTRL)
    hands.settle()
    assert not form_of(hands).ui.keptFrame.isVisible()
    hands.lock()

    hands.press(SPACE)
    hands.sign_in("sam", "271828")
    hands.keys = 0
    hands.press(Qt.Key.Key_N, CTRL)
    hands.settle()
    hands.press(ENTER)
    hands.settle()
    assert hands.keys <= 3
    assert form_of(hands).questions.body() == body
    assert form_of(hands).questions.values() == values


def _answers() -> dict[str, object]:
    """What makes a record Complete."""
    return {
        "area_kind": "lounge",
        "patient_unknown": True,
        "reason": "10",
        **{f"hurt_{who}": "no" for who in ("patient", "staff", "other")},
    }


def form_of(hands: Hands) -> IncidentForm:
    page = hands.page
    assert isinstance(page, IncidentForm)
    return page


# --- 3: the shift lead closes the gaps and signs


def nearly_whole(patient: str) -> dict[str, object]:
    """Everything but staff involved, anyone else, people told, and death and serious injury."""
    return {
        "patient": patient,
        "narrative": "Threw a chair after leave was cancelled.",
        "interventions": {
            "11111111": {
                "type": "09",
                "started_at": "2026-11-21T02:55+00:00",
                "ended_at": "2026-11-21T03:03+00:00",
                "in_care_plan": "yes",
            }
        },
        "deescalation": {"22222222": {"method": "talk_down", "result": "tried"}},
        "outcomes": ["settled"],
        "diagnosis_not_known": True,
        "ethnic_category": "99",
        "gender": "X",
        "disabilities": ["ZZ"],
        "marital_status": "N",
        "pregnancy": "not_known",
        "religion": "N",
        "sexual_orientation": "9",
        "ld_status": "X",
        "autism_status": "X",
    }


@pytest.fixture
def morning(qtbot: QtBot, tmp_path: Path, clock: heron.Clock) -> Iterator[Desk]:
    session = heron.open_ward(tmp_path / "ward", clock, role="shift_lead")
    with session.desk() as at:
        patient = heron.patient(at, "John Smith")
        heron.incident(at, "2026-11-21T02:55+00:00", **nearly_whole(patient))
    clock.go(hours=4, minutes=10)
    desk = at_desk(qtbot, tmp_path, clock, session)
    yield desk
    desk.close()


def listing(desk: Desk) -> IncidentsPage:
    page = desk.frame.page
    assert isinstance(page, IncidentsPage)
    return page


def fill(desk: Desk, gap: str) -> None:
    """Follow the link of a gap to where it is filled in."""
    tab_to(desk, gap)
    desk.press(SPACE)
    desk.wait(lambda: listing(desk).amending is not None)


def keep(desk: Desk) -> None:
    """Save what was added."""
    desk.press(ENTER, CTRL)
    desk.wait(lambda: listing(desk).amending is None)


def test_scenario_3_the_gaps_are_named_closed_and_the_record_signed(morning: Desk) -> None:
    desk = morning
    tab_to(desk, "02:55")
    desk.press(SPACE)
    desk.wait(lambda: desk.frame.here == "incidents" and listing(desk).view.detail is not None)
    view = listing(desk).view
    assert view.ui.gapsLabel.text() == "Statutory record 12 of 16"
    assert not view.sign.isEnabled()

    fill(desk, "Staff involved")
    desk.type("Sam")
    desk.press(TAB)
    desk.type("Nurse")
    tab_to(desk, "Nobody but staff")
    desk.press(SPACE)
    keep(desk)
    fill(desk, "People told")
    desk.type("f")
    tab_to(desk, "1  Family or carer: When")
    desk.type("now")
    desk.press(TAB)
    desk.type("Sam")
    keep(desk)
    assert view.ui.gapsLabel.text() == "Statutory record 15 of 16"
    assert not view.sign.isEnabled()  # death and serious injury are never left blank

    fill(desk, "Death or serious injury")
    desk.type("n")
    desk.press(TAB)
    desk.type("n")
    keep(desk)
    assert view.sign.isEnabled()
    tab_to(desk, "Sign off")
    desk.press(SPACE)
    desk.wait(lambda: view.detail is not None and view.detail.line.state == "signed")
    assert desk.keys <= 110
    value = the_record(desk).value
    assert (value["death"], value["serious_injury"], value["others_none"]) == ("no", "no", True)

    # From now on a change needs a reason, and what it was stays readable.
    tab_to(desk, "Amend")
    desk.press(SPACE)
    desk.wait(lambda: listing(desk).amending is not None)
    amending = listing(desk).amending
    assert amending is not None
    amending.go_to("reason")
    desk.settle()
    desk.type("to stop serious")
    desk.press(ENTER, CTRL)
    desk.settle()
    assert amending._reason_problem.text == "Choose why this is changed; the record was signed."
    desk.type("m")
    keep(desk)
    words = told(view)
    assert "Main reason: was To stop violence to others, now" in words
    assert "Signed off by Sam Ade" in words


# --- 5: the review at forty hours, across the night the clocks go back


@pytest.fixture
def autumn(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    clock = heron.Clock(datetime.fromisoformat("2026-10-24T10:30:00+01:00"))
    session = heron.open_ward(tmp_path / "ward", clock)
    with session.desk() as at:
        patient = heron.patient(at, "John Smith")
        heron.incident(
            at,
            "2026-10-24T09:52+01:00",
            patient=patient,
            interventions={
                "11111111": {
                    "type": "09",
                    "started_at": "2026-10-24T09:52+01:00",
                    "ended_at": "2026-10-24T10:00+01:00",
                }
            },
        )
    clock.at = datetime.fromisoformat("2026-10-26T01:00:00+00:00")  # forty real hours after the end
    desk = at_desk(qtbot, tmp_path, clock, session)
    yield desk
    desk.close()


def to_the_review(desk: Desk, button: str) -> None:
    """From the clock on Today to a new review of the record."""
    tab_to(desk, "Open: JS: Post-incident")
    desk.press(SPACE)
    desk.wait(lambda: desk.frame.here == "incidents" and listing(desk).view.detail is not None)
    tab_to(desk, "Add or change")
    desk.press(SPACE)
    desk.wait(lambda: listing(desk).amending is not None)
    amending = listing(desk).amending
    assert amending is not None
    sections = amending.more.sections
    while not sections["reviews"].button.hasFocus():
        desk.press(Qt.Key.Key_Up)  # from heading to heading
    desk.press(SPACE)
    tab_to(desk, button)
    desk.press(SPACE)


def test_scenario_5_a_review_at_forty_hours_is_in_time_across_the_clock_change(autumn: Desk) -> None:
    desk = autumn
    page = desk.frame.page
    assert page is not None
    assert "8 h left" in told(page)
    to_the_review(desk, "Review with the patient")
    tab_to(desk, "1  Review within 48 hours: Offered")
    desk.type("60 min ago")
    desk.press(TAB)
    desk.type("acc")
    desk.press(TAB)
    desk.type("now")
    tab_to(desk, "Advocate")
    desk.press(SPACE)
    tab_to(desk, "1  Review within 48 hours: What would have helped")
    tell(desk, "To be told about leave before breakfast.")
    desk.press(TAB)
    desk.type("y")
    desk.press(TAB)
    tell(desk, "Leave is told the evening before.")
    keep(desk)
    assert desk.keys <= 130
    value = the_record(desk).value
    reviews = value["reviews"]
    assert isinstance(reviews, dict)
    (review,) = reviews.values()
    assert (review["kind"], review["with_whom"], review["response"]) == (
        "post_incident",
        "patient",
        "accepted",
    )
    assert (review["offered_at"], review["held_at"]) == ("2026-10-26T00:00+00:00", "2026-10-26T01:00+00:00")
    assert (review["held_48h"], review["held_72h"], review["care_plan_changed"]) == (True, True, "yes")
    assert review["present"] == ["advocate"]
    words = told(listing(desk).view)
    assert "Post-incident review, patient: held in time" in words
    assert "Post-incident review, staff" in words


def test_scenario_5_a_declined_review_is_an_answer_and_no_breach(autumn: Desk) -> None:
    desk = autumn
    to_the_review(desk, "Review with the patient")
    tab_to(desk, "1  Review within 48 hours: Offered")
    desk.type("now")
    desk.press(TAB)
    desk.type("dec")
    keep(desk)
    desk.clock.go(hours=30)
    with desk.session.desk() as at:
        running = overview.today(at).clocks
        (row,) = incidents.page(at.store).rows
        found = facts.of_incident(row.ent, "heron", the_record(desk).value)
    assert [(one.what, one.overdue) for one in running] == [("review_staff", True), ("formal_review", False)]
    assert found is not None
    assert [(one.declined, one.held_48h) for one in found[2]] == [(True, False)]


# --- 6: a health care assistant's near miss and good catch


@pytest.fixture
def assistant(qtbot: QtBot, tmp_path: Path, clock: heron.Clock) -> Iterator[Desk]:
    session = heron.open_ward(tmp_path / "ward", clock, role="health_care_assistant", people=False)
    desk = at_desk(qtbot, tmp_path, clock, session)
    yield desk
    desk.close()


@pytest.mark.parametrize(("key", "event"), [("1", "near_miss"), ("2", "good_catch")])
def test_scenario_6_a_near_miss_or_good_catch_takes_twelve_keys_and_no_patient(
    assistant: Desk, key: str, event: str
) -> None:
    desk = assistant
    desk.press(Qt.Key.Key_N, CTRL | SHIFT)
    desk.settle()
    desk.type(key)
    desk.press(TAB)
    tell(desk, "A lighter was found in the lounge before supper")
    desk.press(ENTER, CTRL)
    desk.wait(lambda: desk.frame.here == "today")
    assert desk.keys <= 12
    value = the_record(desk).value
    assert value["event"] == event
    assert "patient" not in value
    assert value["started_at"] == "2026-11-21T03:05+00:00"
    counted = facts.of_incident("one", "heron", value)
    assert counted is not None
    assert (counted[0].restrictive, counted[1]) == (False, ())
    with desk.session.desk() as at:
        (day,) = [held for name, held in overview.today(at).days if name == "2026-11-21"]
    assert day is not None
    assert (day.restrictive, day.other) == (0, 1)


# --- a night of three entries, with everything that gets in the way


def choose(hands: Hands, name: str, most: int = 80) -> None:
    """Press Tab until something of this name has focus."""
    for _ in range(most):
        if name_of(hands.focus).startswith(name):
            return
        hands.press(TAB)
    raise AssertionError(f"Tab did not come to {name!r}")


def all_rows(program: Program, **filters: object) -> list[incidents.Row]:
    assert program.session is not None
    with program.session.desk() as at:
        return list(incidents.page(at.store, incidents.Filters(**filters)).rows)  # type: ignore[arg-type]


def test_a_night_of_three_entries_loses_nothing_to_wrong_keys_locks_and_other_people(
    program: Program, until: Until
) -> None:
    hands = Hands(program, until)
    hands.sign_in("sam", heron.PASSPHRASE)

    # A restraint, begun with a cat on the keyboard and left by Esc.
    hands.press(Qt.Key.Key_N, CTRL)
    hands.settle()
    hands.type("x#é9")
    assert form_of(hands).questions.types == []
    hands.press(Qt.Key.Key_Backspace)
    hands.press(Qt.Key.Key_F5)
    hands.type("0914")
    hands.press(TAB)
    hands.type("2561")
    hands.press(ENTER, CTRL)  # far too soon: nothing is recorded and nothing is lost
    hands.settle()
    assert all_rows(program) == []
    assert form_of(hands).questions.types == ["09", "14"]
    hands.press(Qt.Key.Key_Escape)
    hands.settle()
    assert program.window.frame is not None
    assert program.window.frame.here == "today"
    choose(hands, "Continue your draft")
    hands.press(ENTER)
    hands.settle()
    assert form_of(hands).questions.types == ["09", "14"]

    # Locked in the middle of a word; keys under the lock do nothing.
    hands.press(DOWN, CTRL)
    hands.press(TAB)
    hands.type("Zoë's 🌈 cushion was thr")
    body = form_of(hands).questions.body()
    hands.lock()
    for key in (ENTER, Qt.Key.Key_S, Qt.Key.Key_P, Qt.Key.Key_Z):
        hands.press(key, CTRL)
    assert program.window.covered

    # Somebody else, after a wrong PIN, logs a good catch; the draft is not theirs.
    hands.press(SPACE)
    until(lambda: isinstance(program.gate, Enter) and program.gate.isVisible())
    hands.type("bola")
    hands.press(ENTER)
    hands.type("314158")
    hands.press(ENTER)
    hands.settle()
    assert program.window.covered
    gate = program.gate
    assert isinstance(gate, Enter)
    until(gate.ui.enterButton.isEnabled)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.type("314159")
    hands.press(ENTER)
    until(lambda: program.window.frame is not None and not program.window.covered)
    hands.settle()
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    hands.settle()
    hands.type("2")
    hands.press(TAB)
    hands.type("A lighter was found before anybody used it")
    hands.press(ENTER, CTRL)
    hands.settle()
    until(lambda: len(all_rows(program)) == 1)
    hands.press(Qt.Key.Key_U, CTRL)

    # The first is found by its author as it was, and finished.
    hands.sign_in("sam", "271828")
    choose(hands, "Continue your draft")
    hands.press(ENTER)
    hands.settle()
    assert form_of(hands).questions.body() == body
    hands.press(ENTER, CTRL)
    hands.settle()
    assert len(all_rows(program)) == 1
    questions = form_of(hands).questions
    questions.when.setFocus()
    hands.press(Qt.Key.Key_A, CTRL)
    hands.type("10")
    questions.where.setFocus()
    hands.type("1")
    questions.who.setFocus()
    hands.type("7")
    questions.reason.setFocus()
    hands.type("10")
    questions.hurt.setFocus()
    hands.type("0")
    hands.press(ENTER, CTRL)
    hands.settle()
    until(lambda: len(all_rows(program)) == 2)
    (done,) = all_rows(program, types=("09",))
    assert done.types == ("09", "14")
    assert program.session is not None
    with program.session.desk() as at:
        held = records.find(at.store, done.ent)
        assert held is not None
        assert held.value["narrative"] == "Zoë's 🌈 cushion was thr"
        assert drafts.all_of(at.store) == []

    # Taken back and done again by key.
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    until(lambda: len(all_rows(program)) == 1)
    hands.press(Qt.Key.Key_Y, CTRL)
    hands.settle()
    until(lambda: len(all_rows(program)) == 2)

    # Looked for with what no search should mind, printed, and left again.
    hands.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    hands.settle()
    page = hands.page
    assert isinstance(page, IncidentsPage)
    hands.press(Qt.Key.Key_F, CTRL)
    for text in ("\"'; drop table incident;--", "%_*", "NEAR(a b)", "zoe 🌈 cush"):
        hands.press(Qt.Key.Key_A, CTRL)
        hands.type(text)
        hands.settle()
    until(lambda: page.table.model.rowCount() == 1)
    hands.press(Qt.Key.Key_P, CTRL)
    hands.settle()
    assert program.window.frame is not None
    assert program.window.frame.here == "print_out"
    hands.press(Qt.Key.Key_Escape)
    hands.settle()
    assert program.window.frame.here == "incidents"
