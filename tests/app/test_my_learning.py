"""My learning in the real window, by keyboard: private, confirmed by a colleague, saved, erased; guides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.app import heron, reach
from tests.app.desk import Desk as Window
from wardqi.app import choosing, guides, screens
from wardqi.app.screens.my_learning.page import MyLearningPage
from wardqi.app.settings import Settings
from wardqi.services import capability
from wardqi.services.access import Session
from wardqi.services.improvement import cycles, projects

CTRL = Qt.KeyboardModifier.ControlModifier
HOSTILE = "<img src=//host/x> $\\foo$ =cmd {x} \u202eabc"
QUESTION = {"question": "Will evenings be calmer?", "prediction": "Two at most", "low": 0, "high": 2}
PIN = "271828"


class Two:
    """A ward with two people; the first has run a test from prediction to decision."""

    def __init__(self, folder: Path) -> None:
        self.clock = heron.Clock()
        self.session: Session = heron.open_ward(
            folder / "ward", self.clock, role="ward_manager", people=False
        )
        self.session.set_pin(PIN)
        assert self.session.person is not None
        self.first = self.session.person.uid
        self.second = self.session.add_person(
            name="Jo Reed", job_title="", role="nurse", passphrase="two herons over one lake", pin=PIN
        ).uid
        with self.session.desk() as desk:
            ent = cycles.plan(desk, "", "", {"predictions": {"11111111": dict(QUESTION)}}).ent
            cycles.seal(desk, ent)
            cycles.decide(desk, ent, "abandon")

    def switch(self, uid: str) -> None:
        self.session.screen_lock()
        self.session.sign_in_pin(uid, PIN)


@pytest.fixture
def two(tmp_path: Path) -> Two:
    return Two(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, two: Two) -> Iterator[Window]:
    made = Window(qtbot, tmp_path, screens.ALL, session=two.session, clock=two.clock)
    yield made
    made.close()


def page_of(window: Window) -> MyLearningPage:
    page = window.open("my_learning")
    assert isinstance(page, MyLearningPage)
    return page


def tab_to(window: Window, target: QWidget, most: int = 80) -> None:
    for _ in range(most):
        if window.focus is target:
            return
        window.press(Qt.Key.Key_Tab)
    raise AssertionError(f"never came to {reach.told(target)}, last {reach.told(window.focus)}")


def words_on(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.text() and not one.isHidden())


def button(page: QWidget, name: str) -> QPushButton:
    found = [one for one in page.findChildren(QPushButton) if reach.name_of(one) == name and one.isVisible()]
    assert len(found) == 1, [reach.name_of(one) for one in page.findChildren(QPushButton)]
    return found[0]


def test_it_is_reached_from_the_persons_menu(window: Window) -> None:
    window.open("today")
    window.frame.top.learning.trigger()
    window.settle()
    assert window.frame.here == "my_learning"
    page = window.frame.page
    assert isinstance(page, MyLearningPage)
    assert "Only you can see this page." in words_on(page)
    assert "Ran a test with a sealed prediction: Will" not in words_on(page)
    assert "Your records show this." in page.ladder.rungs["2"].state.text()
    assert page.ladder.rungs["5"].ask.isHidden()


def test_a_note_and_ones_own_view_are_kept_by_keyboard_and_undone(window: Window) -> None:
    page = page_of(window)
    tab_to(window, page.rating)
    window.press(Qt.Key.Key_Down, times=2)
    window.settle()
    tab_to(window, page.notes.field)
    window.type(HOSTILE.replace("\u202e", ""))
    window.press(Qt.Key.Key_Return, CTRL)
    window.settle()
    with window.session.desk() as desk:
        mine = capability.mine(desk)
        assert mine.rating == "2"
        assert [one.text for one in mine.notes] == ["<img src=//host/x> $\\foo$ =cmd {x} abc"]
    assert page.notes.field.toPlainText() == ""
    assert reach.rich(page) == []
    tab_to(window, page.save)  # in a field Ctrl+Z is the field's own
    window.press(Qt.Key.Key_Z, CTRL)
    window.settle()
    with window.session.desk() as desk:
        assert capability.mine(desk).notes == ()
    assert "=cmd" not in words_on(page)


def test_a_colleague_confirms_and_withdraws_and_both_see_it(
    window: Window, two: Two, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(window)
    tab_to(window, page.ladder.rungs["2"].ask)
    window.press(Qt.Key.Key_Space)
    form = page.ladder.form
    assert window.focus is form.who
    window.press(Qt.Key.Key_Escape)
    assert form.isHidden()
    assert window.focus is page.ladder.rungs["2"].ask
    window.press(Qt.Key.Key_Space)
    tab_to(window, form.send)
    window.press(Qt.Key.Key_Space)
    assert form.problem.text == "Choose who is to confirm it."
    assert window.focus is form.who
    window.press(Qt.Key.Key_Down)
    window.press(Qt.Key.Key_Tab)
    window.type("You saw the second evening")
    window.press(Qt.Key.Key_Return)
    window.settle()
    assert "Jo Reed was asked to confirm this" in words_on(page.ladder.rungs["2"])

    two.switch(two.second)
    other = Window(qtbot, tmp_path / "other", screens.ALL, session=two.session, clock=two.clock)
    theirs = page_of(other)
    told = words_on(theirs.of_me)
    assert "Sam Ade asks you to confirm this step" in told
    assert "You saw the second evening" in told
    assert "Ran a test with a sealed prediction" in told
    field = theirs.of_me.findChild(QLineEdit)
    assert field is not None
    tab_to(other, field)
    other.type("I was there")
    tab_to(other, button(theirs, "Confirm this step: 2 Doer, Sam Ade"))
    other.press(Qt.Key.Key_Space)
    other.settle()
    assert "You confirmed this step for Sam Ade" in words_on(theirs.of_me)
    two.switch(two.first)
    assert "Confirmed by Jo Reed, 03:05: I was there" in words_on(page_of(window).ladder.rungs["2"])
    two.switch(two.second)
    theirs = page_of(other)
    tab_to(other, button(theirs, "Withdraw: 2 Doer, Sam Ade"))
    other.press(Qt.Key.Key_Space)
    other.settle()
    two.switch(two.first)
    assert "Jo Reed withdrew the confirmation" in words_on(page_of(window).ladder.rungs["2"])
    other.jobs.wait()
    other.jobs.close()


def test_the_file_holds_it_all_and_erasing_wants_the_word(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with window.session.desk() as desk:
        capability.write(desk, "Ask about the night shift")
        capability.rate(desk, "2")
    page = page_of(window)
    monkeypatch.setattr(choosing, "new_file", lambda *_: tmp_path / "my-learning.txt")
    tab_to(window, page.save)
    window.press(Qt.Key.Key_Space)
    window.settle()
    text = (tmp_path / "my-learning.txt").read_text(encoding="utf-8-sig")
    for told in (
        "2 Doer: Ran a cycle with a prediction",
        "Ask about the night shift",
        "Ran a test with",
        "Sam Ade",
    ):
        assert told in text
    assert "It is not locked" in window.frame.messages.messages()[0].do
    tab_to(window, page.word)
    assert not page.wipe.isEnabled()
    window.type("eras")
    window.press(Qt.Key.Key_Return)
    window.settle()
    with window.session.desk() as desk:
        assert capability.mine(desk).kept
    window.type("e")
    window.press(Qt.Key.Key_Return)
    window.settle()
    with window.session.desk() as desk:
        assert not capability.mine(desk).kept
    assert "night shift" not in words_on(page)
    window.press(Qt.Key.Key_Z, CTRL)  # nothing brings it back
    window.settle()
    with window.session.desk() as desk:
        assert not capability.mine(desk).kept


def test_what_is_half_written_is_a_note_when_the_screen_locks(window: Window) -> None:
    page = page_of(window)
    tab_to(window, page.notes.field)
    window.type("Half a thou")
    window.frame.keep()
    window.settle()
    with window.session.desk() as desk:
        assert [one.text for one in capability.mine(desk).notes] == ["Half a thou"]


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_every_state_can_be_walked_and_nothing_is_clipped(
    window: Window, two: Two, size: tuple[int, int]
) -> None:
    two.switch(two.second)
    with two.session.desk() as desk:
        ent = cycles.plan(desk, "", "", {"predictions": {"11111111": dict(QUESTION)}}).ent
        cycles.seal(desk, ent)
        capability.ask(desk, "1", two.first, HOSTILE * 3)
    two.switch(two.first)
    with two.session.desk() as desk:
        capability.write(desk, "A long note. " * 60)
        capability.ask(desk, "2", two.second)
    window.window.resize(*size)
    page = page_of(window)
    page.ladder.rungs["1"].ask.click()
    window.settle()
    for walk in (reach.unnamed, reach.rich, reach.small, reach.clipped, reach.unreachable):
        assert walk(page) == []


# --- guides


def test_a_guide_is_offered_once_at_most_one_a_day_and_ended_for_good(window: Window, tmp_path: Path) -> None:
    with window.session.desk() as desk:
        project = projects.create(desk, {"title": "Calmer evenings"}).ent
    window.open("improvement", f"project:{project}")
    page = window.frame.page
    page._wanted("aim", "")  # type: ignore[union-attr]
    window.settle()
    offer = page.aim.guide  # type: ignore[union-attr]
    assert offer.isVisible()
    assert window.focus is page.aim.name  # type: ignore[union-attr]
    assert "An aim in two minutes" in words_on(offer)
    tab_to(window, offer.read)
    window.press(Qt.Key.Key_Space)
    assert "one sentence that a visitor would understand" in words_on(offer)
    assert window.focus is offer.later
    window.press(Qt.Key.Key_Space)
    assert offer.isHidden()
    assert window.focus is not None
    settings, today = window.settings, window.clock().date()
    assert guides.wanted(settings, "prediction", today) is None  # one a day
    window.clock.go(days=1)
    tomorrow = window.clock().date()
    assert guides.wanted(settings, "aim", tomorrow) is None  # once
    found = guides.wanted(settings, "prediction", tomorrow)
    assert found is not None
    guides.end(settings)
    assert all(guides.wanted(settings, one.first_at, tomorrow) is None for one in guides.every())
    assert found.title in words_on(page_of(window)) or any(
        found.title in reach.name_of(one) for one in page_of(window).findChildren(QPushButton)
    )


def test_somebody_new_is_offered_what_others_have_ended(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    settings.follow("first")
    guides.end(settings)
    today = heron.NIGHT.date()
    assert guides.wanted(settings, "study", today) is None
    settings.follow("second")
    assert guides.wanted(settings, "study", today) is not None


def test_every_guide_takes_two_minutes_or_less() -> None:
    assert {one.first_at for one in guides.every()} == {"aim", "prediction", "chart", "study"}
    for one in guides.every():
        assert 60 < len(" ".join(one.words).split()) < 240  # at 120 words a minute


def test_the_page_opens_at_its_beginning(window: Window) -> None:
    window.window.resize(1366, 500)
    page = window.open("my_learning")
    assert isinstance(page, MyLearningPage)
    window.settle()
    assert page.sheet.area.verticalScrollBar().maximum() > 0
    assert page.sheet.area.verticalScrollBar().value() == 0
