"""Today, in the real window on a real encrypted store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.app import heron
from tests.app.desk import Desk
from wardqi.app.screen import Page, Screen
from wardqi.app.screens.today import TodayPage
from wardqi.app.widgets.clock import ClockLine
from wardqi.app.widgets.day_cell import DayCell, Mark
from wardqi.app.widgets.row_button import RowButton
from wardqi.app.workspace import Workspace
from wardqi.services import recording
from wardqi.services.access import Session
from wardqi.services.improvement import cycles, ideas
from wardqi.store.log import Act


class Elsewhere(Page):
    """Stands for another screen and notes where it was opened."""

    opened: str | None = None

    def open(self, ident: str) -> None:
        type(self).opened = ident


def elsewhere(workspace: Workspace) -> QWidget:
    return Elsewhere(workspace)


SCREENS = (
    Screen("today", "Today", "today", TodayPage, order=1),
    Screen("incidents", "Incidents", "incidents", elsewhere, order=2),
    Screen("incident", "New incident", "add", elsewhere),
    Screen("bed_days", "Bed days", "beds", elsewhere, order=3),
)
MORNING = datetime.fromisoformat("2026-11-21T06:20:00+00:00")


@pytest.fixture
def clock() -> heron.Clock:
    return heron.Clock(MORNING)


@pytest.fixture
def session(tmp_path: Path, clock: heron.Clock) -> Iterator[Session]:
    session = heron.open_ward(tmp_path / "ward", clock, role="ward_manager")
    yield session
    session.close()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: heron.Clock, session: Session) -> Desk:
    return Desk(qtbot, tmp_path, SCREENS, session=session, clock=clock)


def today(desk: Desk) -> TodayPage:
    page = desk.open("today")
    assert isinstance(page, TodayPage)
    return page


def rows(page: TodayPage) -> list[str]:
    return [one.accessibleName() for one in page.ui.needsCard.findChildren(RowButton) if one.isVisible()]


def told(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_it_greets_with_the_shift_and_starts_at_new_incident(desk: Desk) -> None:
    page = today(desk)
    assert page.ui.greetingLabel.text() == "Hello Sam"
    assert page.ui.shiftLabel.text() == "Night shift until 07:00. Saturday 21 November 2026."
    assert desk.focus is page.ui.newButton
    assert page.ui.newButton.height() > page.ui.nearMissButton.height()


def test_a_quiet_shift_is_confirmed_with_one_key_and_can_be_undone(desk: Desk) -> None:
    with desk.session.desk() as at:
        recording.confirm_quiet(at, "2026-11-15", "early")
    page = today(desk)
    assert page.ui.questionLabel.text() == (
        "Night shift, yesterday: nothing logged. Anything to add for this shift?"
    )
    page.ui.quietButton.setFocus()
    desk.keys = 0
    desk.press(Qt.Key.Key_Space)
    desk.wait(lambda: not page.ui.questionCard.isVisible())
    assert desk.keys == 1
    cell = cell_of(page, 20)
    assert cell.mark is Mark.PART
    assert cell.accessibleName() == "yesterday: 1 of 3 shifts confirmed quiet"
    assert any("confirmed quiet" in said for said in desk.said)
    desk.workspace.undo()
    desk.wait(page.ui.questionCard.isVisible)
    assert cell_of(page, 20).mark is Mark.MISSING


def test_a_shift_with_an_entry_is_not_offered_as_quiet(desk: Desk) -> None:
    with desk.session.desk() as at:
        heron.incident(at, "2026-11-21T02:55+00:00")
    page = today(desk)
    assert page.ui.questionLabel.text() == "Night shift, yesterday: 1 entry was logged. Anything to add?"
    assert page.ui.logButton.isVisible()
    assert not page.ui.quietButton.isVisible()


def test_in_the_middle_of_a_shift_nothing_is_asked(desk: Desk) -> None:
    desk.clock.go(hours=4)
    page = today(desk)
    assert not page.ui.questionCard.isVisible()


def test_in_the_first_hour_it_asks_about_the_shift_that_ended(desk: Desk) -> None:
    desk.clock.go(minutes=60)
    page = today(desk)
    assert page.ui.questionLabel.text().startswith("Night shift, yesterday")


def test_drafts_come_first_and_others_are_named_but_not_opened(
    qtbot: QtBot, tmp_path: Path, clock: heron.Clock, session: Session
) -> None:
    other = session.add_person(
        name="Abena Mensah", job_title="", role="nurse", passphrase="a quite other passphrase"
    )
    with session.desk() as at:
        heron.incident(at, "2026-11-20T22:10+00:00")
        recording.keep_draft(at, "d0000000-0000-4000-8000-000000000001", "incident", "Held standing", {})
    own = session.person
    assert own is not None
    session.sign_in_passphrase(other.uid, "a quite other passphrase")
    page = today(Desk(qtbot, tmp_path, SCREENS, session=session, clock=clock))
    assert rows(page)[0].startswith("Fri 22:10, Held on the back, Lounge")
    assert "Draft by Sam Ade, 06:20. Only they can finish it." in told(page.ui.needsCard)
    session.sign_in_passphrase(own.uid, heron.PASSPHRASE)
    page = today(Desk(qtbot, tmp_path, SCREENS, session=session, clock=clock))
    assert rows(page)[0].startswith("Continue your draft: Held standing")
    page.ui.needsCard.findChildren(RowButton)[0].click()
    assert Elsewhere.opened == "draft:d0000000-0000-4000-8000-000000000001"


def test_gaps_are_counted_and_lead_to_the_record(desk: Desk) -> None:
    with desk.session.desk() as at:
        ents = [heron.incident(at, f"2026-11-{day:02}T10:00+00:00") for day in range(10, 17)]
    page = today(desk)
    assert rows(page)[0] == ("Mon 10:00, Held on the back, Lounge. 13 things to add before sign-off")
    assert rows(page)[5].startswith("2 more incidents have something to add")
    page.ui.needsCard.findChildren(RowButton)[0].setFocus()
    desk.press(Qt.Key.Key_Return)
    assert Elsewhere.opened == ents[-1]
    page.ui.needsCard.findChildren(RowButton)[1].setFocus()
    desk.press(Qt.Key.Key_Space)
    assert Elsewhere.opened == ents[-2]


def test_bed_days_not_entered_are_asked_for_since_the_ward_began(
    desk: Desk, clock: heron.Clock, session: Session
) -> None:
    page = today(desk)
    assert rows(page) == []
    clock.go(days=14)
    desk.workspace.changed.emit("bed_days")
    desk.wait(lambda: "Bed days: 14 of the last 14 days not entered" in rows(page))
    with session.desk() as at:
        for month, first, last in (("2026-11", 21, 30), ("2026-12", 1, 4)):
            recording.set_bed_days(
                at, f"{month}-01", {f"{month}-{day:02}": 16 for day in range(first, last + 1)}
            )
    desk.workspace.changed.emit("bed_days")
    desk.wait(lambda: rows(page) == [])
    assert page.ui.needsEmpty.text() == "Nothing waiting."


def test_what_setting_up_left_is_listed_until_it_is_done_or_put_away(desk: Desk, session: Session) -> None:
    page = today(desk)
    assert left(page) == [
        "Add the people who work here",
        "Say when the daily huddle is",
        "Pair with the QI team",
    ]
    with session.desk() as at:
        at.append(Act("ward", "amend", at.ward(), {"huddle_starts": 555}))
    desk.workspace.changed.emit("ward")
    desk.wait(lambda: left(page) == ["Add the people who work here", "Pair with the QI team"])
    went: list[tuple[str, str]] = []
    desk.workspace.went.connect(lambda *to: went.append(to))
    page.steps.findChildren(RowButton)[-1].click()
    assert went == [("exchange", "pair")]
    page.steps._end.click()
    assert left(page) == []
    desk.workspace.changed.emit("ward")
    desk.settle()
    assert left(page) == []


def left(page: TodayPage) -> list[str]:
    """The first steps that are shown."""
    shown = [one for one in page.steps.findChildren(RowButton) if one.isVisible()]
    return [one.accessibleName().partition(". ")[0] for one in shown]


def test_reviews_run_to_48_and_72_hours_across_the_clock_change(qtbot: QtBot, tmp_path: Path) -> None:
    clock = heron.Clock(datetime.fromisoformat("2026-10-24T20:30:00+01:00"))
    session = heron.open_ward(tmp_path / "ward", clock)
    with session.desk() as at:
        heron.incident(at, "2026-10-24T20:00+01:00", patient=heron.patient(at, "John Smith"))
    desk = Desk(qtbot, tmp_path, SCREENS, session=session, clock=clock)
    clock.at = datetime.fromisoformat("2026-10-25T20:00:00+00:00")  # 25 real hours later
    page = today(desk)
    lines = page.ui.clocksCard.findChildren(ClockLine)
    assert [line._what.text() for line in lines] == [
        "JS: Post-incident reviews, patient and staff",
        "JS: Formal review led from outside the team",
    ]
    assert [line._left.text() for line in lines] == ["23 h 08 min left", "1 day 23 h left"]
    desk.close()


def test_seclusion_that_is_open_stands_among_the_clocks(desk: Desk) -> None:
    with desk.session.desk() as at:
        heron.incident(
            at,
            "2026-11-21T05:20+00:00",
            patient=heron.patient(at, "Precious Okoro"),
            interventions={
                "44444444": {"type": "05", "started_at": "2026-11-21T05:20+00:00", "still_open": True}
            },
        )
    page = today(desk)
    said = told(page.ui.clocksCard)
    assert "PO: Seclusion" in said
    assert "for 1 h" in said
    assert "PO: Seclusion: written observation" in said
    assert "45 min overdue" in said
    assert "Reminders only." in said


def test_the_fortnight_tells_zero_from_silence(desk: Desk) -> None:
    with desk.session.desk() as at:
        heron.incident(at, "2026-11-18T15:20+00:00")
        recording.confirm_quiet_shifts(at, [("2026-11-17", one) for one in ("early", "late", "night")])
        recording.confirm_quiet(at, "2026-11-15", "early")
    page = today(desk)
    marks = {cell.day.day: cell.mark for cell in page.strip.findChildren(DayCell) if cell.isVisible()}
    assert marks[18] is Mark.FIGURE
    assert marks[17] is Mark.QUIET
    assert marks[16] is Mark.MISSING
    assert marks[21] is Mark.OPEN
    assert page.ui.fortnightSentence.text() == (
        "1 entry (1 was logged more than a day later), 1 quiet day confirmed and 3 days not reported."
    )
    assert "before the ward began" in cell_of(page, 14).accessibleName()
    assert cell_of(page, 18).accessibleName() == "Wed 18 Nov 2026: 1 incident with force"


def test_the_fortnight_is_one_stop_with_arrows_and_enter(desk: Desk) -> None:
    page = today(desk)
    cell_of(page, 21).setFocus()
    desk.press(Qt.Key.Key_Left, times=3)
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert desk.frame.here == "incidents"
    assert Elsewhere.opened == "day:2026-11-18"


def test_what_came_of_a_report_is_shown_only_when_something_did(desk: Desk) -> None:
    page = today(desk)
    assert not page.ui.newsCard.isVisible()
    with desk.session.desk() as at:
        ent = heron.incident(at, "2026-11-18T15:20+00:00")
        at.append(
            Act(
                "action",
                "create",
                "a0000000-0000-4000-8000-000000000001",
                {
                    "ward": at.ward(),
                    "what": "Move the medicine trolley out of the corridor",
                    "incident": ent,
                    "status": "done",
                    "closed_on": "2026-11-20",
                    "result": "The corridor is clear.",
                },
            )
        )
    desk.workspace.changed.emit("actions")
    desk.wait(page.ui.newsCard.isVisible)
    assert "Move the medicine trolley out of the corridor" in told(page.ui.newsCard)
    assert "The corridor is clear. Done 20 Nov 2026." in told(page.ui.newsCard)


def test_a_reporter_hears_what_was_changed_because_of_it(desk: Desk) -> None:
    page = today(desk)
    with desk.session.desk() as at:
        incident = heron.incident(at, "2026-11-18T15:20+00:00")
        asked = {"question": "Will a quiet hour help?", "prediction": "Yes"}
        idea = ideas.add(at, "", "A quiet hour after lunch").ent
        values = {"predictions": {"01000001": asked}, "incidents": {"02000002": {"incident": incident}}}
        test = cycles.plan(at, "", idea, values).ent
        cycles.seal(at, test)
        assert not page.ui.newsCard.isVisible()
        cycles.decide(at, test, "adopt")
    desk.workspace.changed.emit("improvement")
    desk.wait(page.ui.newsCard.isVisible)
    line = next(one for one in page.ui.newsCard.findChildren(RowButton) if one.isVisible())
    assert line.accessibleName() == (
        "A quiet hour after lunch. You logged it on 21 Nov 2026, this changed on 21 Nov 2026."
    )


def test_a_refresh_does_not_take_focus_from_where_the_person_is(desk: Desk) -> None:
    page = today(desk)
    page.ui.nearMissButton.setFocus()
    desk.clock.go(minutes=1)
    page._reload()
    desk.settle()
    assert desk.focus is page.ui.nearMissButton


def test_who_may_not_read_records_sees_neither_gaps_nor_clocks_and_can_still_log(
    qtbot: QtBot, tmp_path: Path
) -> None:
    clock = heron.Clock(MORNING)
    session = heron.open_ward(tmp_path / "ward", clock, role="ward_manager")
    with session.desk() as at:
        heron.incident(at, "2026-11-20T22:10+00:00", patient=heron.patient(at, "John Smith"))
    peer = session.add_person(
        name="Kit Rowe", job_title="", role="peer_worker", passphrase="a quite other passphrase"
    )
    session.sign_in_passphrase(peer.uid, "a quite other passphrase")
    desk = Desk(qtbot, tmp_path, SCREENS, session=session, clock=clock)
    page = today(desk)
    assert page.ui.newButton.isVisible()
    assert "JS" not in told(page)
    assert not any("Held" in row for row in rows(page))
    desk.close()


def cell_of(page: TodayPage, day: int) -> DayCell:
    return next(c for c in page.strip.findChildren(DayCell) if c.day.day == day and c.isVisible())


def test_late_entries_and_a_quiet_day_that_was_not_are_told_once(desk: Desk) -> None:
    with desk.session.desk() as at:
        for shift in ("early", "late", "night"):
            recording.confirm_quiet(at, "2026-11-17", shift)
        heron.incident(at, "2026-11-17T10:00+00:00")
    page = today(desk)
    assert sum("which was confirmed quiet" in row for row in rows(page)) == 1
    assert "1 entry (1 was logged more than a day later)" in page.ui.fortnightSentence.text()
    next(row for row in page.findChildren(RowButton) if "confirmed quiet" in row.accessibleName()).click()
    desk.settle()
    assert Elsewhere.opened == "day:2026-11-17"
    desk.close()
