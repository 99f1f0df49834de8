"""What stands round the huddle: the poster, the guide, practising, actions of an incident, Today's lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests import make
from tests.app import heron, reach
from tests.app.desk import Desk
from wardqi import resources
from wardqi.app import huddle_paper, huddle_words, screens
from wardqi.app.printing import Printout, Stamp
from wardqi.app.screens.actions.page import ActionsPage
from wardqi.app.screens.administration import audit_words
from wardqi.app.screens.help import HelpPage
from wardqi.app.screens.huddle.page import HuddlePage
from wardqi.app.screens.huddle.prepare import Reasons
from wardqi.app.screens.incidents.listing import IncidentsPage
from wardqi.app.screens.print_out import PrintPage
from wardqi.app.screens.today import TodayPage
from wardqi.app.widgets.row_button import RowButton
from wardqi.app.widgets.spoken import Spoken
from wardqi.reports import page as paper
from wardqi.services import printing
from wardqi.services.access import Session
from wardqi.services.administering import acts
from wardqi.services.huddles import actions, closing, cross, past, preparing, running
from wardqi.services.huddles.actions import Wanted
from wardqi.services.huddles.plan import Plan
from wardqi.services.huddles.running import Answer
from wardqi.store.log import Act

MORNING = datetime.fromisoformat("2026-11-20T09:05:00+00:00")  # a Friday


@pytest.fixture
def clock() -> heron.Clock:
    return heron.Clock(MORNING)


@pytest.fixture
def session(tmp_path: Path, clock: heron.Clock) -> Iterator[Session]:
    made = heron.open_ward(tmp_path / "ward", clock, role="ward_manager")
    with made.desk() as desk:
        ward = {"huddle_starts": 555, "huddle_days": ["1", "2", "3", "4", "5"]}
        desk.append(Act("ward", "amend", desk.ward(), ward))
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: heron.Clock, session: Session) -> Desk:
    return Desk(qtbot, tmp_path, screens.ALL, session=session, clock=clock)


def huddle(desk: Desk, ident: str = "") -> HuddlePage:
    page = desk.open("huddle", ident)
    assert isinstance(page, HuddlePage)
    return page


def told(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def button(widget: QWidget, words: str) -> QPushButton:
    found = [one for one in widget.findChildren(QPushButton) if one.isVisible() and words in one.text()]
    assert len(found) == 1, words
    return found[0]


def rows(widget: QWidget) -> list[RowButton]:
    return [one for one in widget.findChildren(RowButton) if one.isVisible()]


def walk(page: QWidget) -> None:
    assert reach.unnamed(page) == []
    assert reach.unreachable(page) == []
    assert reach.clipped(page) == []
    assert reach.small(page) == []
    assert reach.rich(page) == []


# --- the poster and the guide


def test_the_poster_is_reached_from_the_huddle_and_printed_on_the_paper_chosen(desk: Desk) -> None:
    page = huddle(desk)
    page.prepare.poster_button.click()
    desk.settle()
    pane = page.poster
    assert page.stack.currentWidget() is pane
    assert desk.focus is pane.print_button
    assert "Monday to Friday at 09:15" in told(pane)
    walk(page)
    pane.paper.setCurrentText("A3")
    desk.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    shown = desk.frame.page
    assert isinstance(shown, PrintPage)
    assert shown.printout is not None
    assert (shown.printout.document.size, shown.printout.count) == ("A3", 1)
    assert not shown.printout.document.sensitive
    desk.press(Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is pane
    desk.press(Qt.Key.Key_Escape)
    desk.wait(lambda: page.stack.currentWidget() is page.prepare)


def test_the_poster_says_when_and_how_to_have_a_say_and_nothing_of_anybody(desk: Desk) -> None:
    with desk.session.desk() as at:
        heron.incident(at, "2026-11-19T21:40+00:00", patient=heron.patient(at, "Amir Khan"))
    for plan, when in (
        (Plan(555, frozenset({1, 2, 3, 4, 5}), 15), "Monday to Friday at 09:15"),
        (Plan(800, frozenset(range(1, 8)), 10), "Every day at 13:20"),
        (Plan(555, frozenset({1, 3}), 10), "Monday and Wednesday at 09:15"),
        (Plan(None, frozenset(), 15), "Once a day"),
    ):
        for size in huddle_paper.POSTER_PT:
            document = huddle_paper.poster(plan, "Heron Ward", size)
            words = paper.words(document)
            assert when in words
            assert "Can I have a say?" in words
            assert "Khan" not in words
            assert "restraint" not in words.lower()
            assert not any(isinstance(block, paper.Picture | paper.Table) for block in document.blocks)
            assert document.points >= 16
            assert Printout(document, Stamp("A very long name of a person " * 3, MORNING)).count == 1
            sentences = [part for _, text in huddle_paper.poster_parts() for part in text.split(". ")]
            assert max(len(sentence.split()) for sentence in sentences) <= 25


def test_a_printed_poster_stands_in_the_trail_in_words(desk: Desk, session: Session) -> None:
    with session.desk() as at:
        printing.printed(at, "huddle_poster", "", 1)
        line = next(one for one in acts.page(at, acts.Wanted()).lines if one.kind == "audit")
    assert audit_words.what(line) == "Printed the huddle's poster for patients"


def test_the_guide_takes_two_minutes_and_is_printed(desk: Desk) -> None:
    page = huddle(desk)
    button(page.prepare, "two-minute guide").click()
    desk.settle()
    shown = desk.frame.page
    assert isinstance(shown, HelpPage)
    assert shown.shown == "huddle_guide"
    assert len(resources.read_text("help/huddle_guide.txt").split()) <= 2 * 160
    assert shown.print_out()
    desk.settle()
    preview = desk.frame.page
    assert isinstance(preview, PrintPage)
    assert preview.printout is not None
    assert preview.printout.count == 1
    assert "If you are called away" in paper.words(preview.printout.document)


# --- before the first huddle


def test_before_the_first_huddle_practising_is_offered_and_afterwards_not(
    desk: Desk, session: Session
) -> None:
    page = huddle(desk)
    asked: list[bool] = []
    desk.workspace.practice_wanted.connect(lambda: asked.append(True))
    assert "First huddle? It takes about ten minutes." in told(page.prepare)
    assert desk.focus is page.prepare.start_button
    walk(page)
    button(page.prepare, "Practise with the demo ward").click()
    assert asked == [True]
    with session.desk() as at:
        past.record(at, [past.Held(MORNING.date() - timedelta(days=1), MORNING - timedelta(days=1))])
    page.open("")
    desk.settle()
    assert "First huddle?" not in told(page.prepare)


def test_the_practice_ward_does_not_offer_itself(desk: Desk) -> None:
    desk.workspace.practice = True
    page = huddle(desk)
    assert "First huddle?" in told(page.prepare)
    assert not [one for one in page.prepare.findChildren(QPushButton) if "Practise" in one.text()]


# --- actions of an incident


def test_an_action_is_raised_from_an_incident_and_listed_there(desk: Desk, session: Session) -> None:
    with session.desk() as at:
        ent = heron.incident(at, "2026-11-19T21:40+00:00", patient=heron.patient(at, "Amir Khan"))
        other = heron.incident(at, "2026-11-18T10:00+00:00")
    page = desk.open("incidents", ent)
    assert isinstance(page, IncidentsPage)
    assert "No action has come from it yet." in told(page)
    button(page, "Add an action").click()
    desk.settle()
    form = desk.frame.page
    assert isinstance(form, ActionsPage)
    assert "From the incident: Held on the back, Thu 19 Nov 2026 21:40, AK, bed 3" in told(form)
    walk(form)
    desk.type("Agree a calm-down plan")
    desk.press(Qt.Key.Key_Return)
    desk.type("Nurse")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert desk.frame.here == "incidents"
    (row,) = rows(page.view.led_to)
    assert row.accessibleName() == "Agree a calm-down plan. Nurse, by tomorrow"
    with session.desk() as at:
        (made,) = actions.of_incident(at, ent)
        assert actions.of_incident(at, other) == ()
    assert (made.source, made.incident) == ("incident", ent)
    row.click()
    desk.settle()
    assert desk.frame.here == "actions"
    button(form.detail, "Its incident").click()
    desk.settle()
    assert desk.frame.here == "incidents"
    with session.desk() as at:
        actions.close(at, made.ent, result="Written together")
    desk.workspace.changed.emit("actions")
    desk.settle()
    (row,) = rows(page.view.led_to)
    assert row.accessibleName() == "Agree a calm-down plan. Done 20 Nov 2026. Written together"


def test_leaving_the_form_leads_back_to_the_incident(desk: Desk, session: Session) -> None:
    with session.desk() as at:
        ent = heron.incident(at, "2026-11-19T21:40+00:00")
    desk.open("actions", f"incident:{ent}")
    desk.press(Qt.Key.Key_Escape)
    desk.settle()
    assert desk.frame.here == "incidents"
    page = desk.open("actions", "new")
    assert isinstance(page, ActionsPage)
    assert not page.about.isVisible()
    assert page.form.wanted().incident is None


# --- two PCs


def test_what_two_pcs_said_apart_is_chosen_from_on_the_summary(
    qtbot: QtBot, tmp_path: Path, clock: heron.Clock
) -> None:
    trust = make.Trust(tmp_path / "trust", clock=make.Clock(MORNING))
    one, two = trust.heron, trust.heron2
    begun = running.resume(one, preparing.start(one).ent)
    make.take(two, trust.share(one))
    at = next(prompt for prompt in begun.prompts if prompt.key == "environment")
    running.answer(one, begun.ent, at, Answer("watch"), None)
    running.answer(two, begun.ent, at, Answer("no_action"), None)
    make.take(one, trust.share(two))
    closing.close(one, begun.ent)
    desk = Desk(qtbot, tmp_path, screens.ALL, session=trust.session("heron"), clock=clock)
    page = today(desk)
    (row,) = [one for one in rows(page.ui.needsCard) if "Two PCs" in one.accessibleName()]
    assert "the huddle of Friday 20 November 2026" in row.accessibleName()
    row.click()
    desk.settle()
    shown = desk.frame.page
    assert isinstance(shown, HuddlePage)
    assert "Two PCs wrote this apart: Environment: Answer" in told(shown.summary)
    walk(shown)
    (keep,) = [one for one in rows(shown.summary) if one.accessibleName().startswith("Watch")]
    keep.click()
    desk.settle()
    assert rows(shown.summary) == []
    assert "Environment: Watch" in told(shown.summary)
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert shown.stack.currentWidget() is shown.summary
    desk.jobs.wait()
    trust.close()


# --- the name shield


def test_every_line_that_is_spoken_is_under_the_name_shield(desk: Desk, session: Session) -> None:
    with session.desk() as at:
        heron.patient(at, "Amir Khan")
        actions.raise_action(at, Wanted("Order chairs", "ward_clerk", due="2026-11-20"))
        ent = actions.still_open(at)[0].ent
    page = huddle(desk, "start")
    listed = desk.open("actions", ent)
    assert isinstance(listed, ActionsPage)
    fields: list[Spoken] = [
        page.close_pane.good,
        page.prompts.text,
        page.run.side.action.form.what,
        page.run.side.concern.people,
        page.run.side.concern.text,
        page.run.side.concern.action.what,
        listed.detail.words,
        listed.detail.form.what,
        listed.form.what,
    ]
    assert page.run._answering is not None
    fields += page.run._answering.findChildren(Spoken)
    for field in fields:
        field.setText("A walk with Amir Khan")
        field.check()
    desk.settle()
    for field in fields:
        field.check()
        assert [one.text for one in field.findings] == ["Amir Khan"], field.accessibleName()
        field.setText("A walk with AK, bed 3")
        field.check()
        assert field.findings == ()  # as the huddle says it
        field.setText("")


# --- Today


def today(desk: Desk) -> TodayPage:
    page = desk.open("today")
    assert isinstance(page, TodayPage)
    return page


def test_a_missed_huddle_is_explained_from_today_with_one_key(desk: Desk, session: Session) -> None:
    with session.desk() as at:
        past.record(at, [past.Held(MORNING.date() - timedelta(days=2), MORNING - timedelta(days=2))])
    page = today(desk)
    (row,) = [one for one in rows(page.ui.needsCard) if "No huddle" in one.accessibleName()]
    said = "No huddle is written down for Thursday 19 November 2026. Say why, with one key."
    assert row.accessibleName() == said
    row.click()
    desk.settle()
    assert isinstance(desk.focus, Reasons)
    desk.type("3")
    desk.settle()
    with session.desk() as at:
        assert closing.page(at).huddles[0].reason == "forgotten"
    page = today(desk)
    assert not [one for one in rows(page.ui.needsCard) if "No huddle" in one.accessibleName()]


def test_days_since_stand_on_today_only_when_the_ward_says_so(desk: Desk, session: Session) -> None:
    with session.desk() as at:
        heron.incident(at, "2026-11-17T21:40+00:00")
    page = today(desk)
    assert not page.since.isVisible()
    with session.desk() as at:
        cross.show_outside(at, True)
    desk.workspace.changed.emit("ward")
    desk.settle()
    assert "Restraint 3 days" in page.since.text()
    assert "Seclusion none recorded" in page.since.text()
    assert page.reported.isVisible()
    assert page.reported.text() == "3 per cent of the last 30 days were reported."
    assert reach.clipped(page) == []
    with session.desk() as at:
        cross.show_outside(at, False)
    desk.workspace.changed.emit("ward")
    desk.settle()
    assert not page.since.isVisible()
    assert not page.reported.isVisible()


def test_a_topic_has_words_of_its_own() -> None:
    from wardqi.domain import huddles

    assert [huddle_words.topic(one.fact) for one in huddles.topics()] == [
        "Restraint",
        "Prone restraint",
        "Seclusion",
        "Rapid tranquillisation",
        "Assault",
        "Self-harm",
    ]


def test_an_empty_list_of_actions_says_why_it_is_empty(desk: Desk) -> None:
    page = desk.open("actions")
    assert isinstance(page, ActionsPage)
    desk.wait(lambda: page.nothing.sentence.text() == "No action is open.")
    page.state.setCurrentIndex(page.state.findData(""))
    desk.wait(lambda: page.nothing.sentence.text().startswith("No actions yet."))
    page.search.setText("chairs")
    page.search.textEdited.emit("chairs")
    desk.wait(lambda: page.nothing.sentence.text() == "No actions match.")
