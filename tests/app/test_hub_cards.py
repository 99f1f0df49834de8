"""Learning cards at the hub in the real window: checked, passed on, sent back, and seen on the map of
ideas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests import make
from tests.app import heron, reach
from tests.app.desk import Desk
from tests.app.test_hostile import HOSTILE
from wardqi.app import choosing
from wardqi.app.screens import hub as screen
from wardqi.app.screens.hub.page import Hub
from wardqi.app.widgets.words import Words
from wardqi.bundles import seal
from wardqi.services import access, asking, exchange, pairing, recording, region
from wardqi.services.access import Founding
from wardqi.services.learning import adopting, approval, cards, spread
from wardqi.services.pairing import Shown, TrustKeys

HERE = replace(screen.SCREEN, profiles=frozenset())
WORDS = {"title": "Evening walk", "idea": "A walk after supper.", "core_parts": "Every evening."}


@pytest.fixture
def trust(tmp_path: Path) -> Iterator[make.Trust]:
    made = make.Trust(tmp_path / "trust")
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, trust: make.Trust) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path, [HERE], session=trust.session("hub"), clock=heron.Clock())
    made.workspace.profile = "hub"
    yield made
    made.jobs.wait()
    made.settle()
    made.jobs.close()


def page_of(desk: Desk, ident: str) -> Hub:
    page = desk.open("hub", ident)
    assert isinstance(page, Hub)
    return page


def words(page: Hub) -> str:
    return "\n".join(label.text() for label in page.findChildren(Words) if label.isVisible())


def card(trust: make.Trust, **values: object) -> str:
    """A card of Heron's, approved and come to the hub."""
    ent = cards.create(trust.heron, {**WORDS, **values}).ent
    found = approval.findings(trust.heron, ent)
    approval.approve(trust.heron, ent, {one.key: "Nobody here." for one in found})
    make.take(trust.hub, trust.send(trust.heron))
    return ent


def passed(trust: make.Trust) -> str:
    """A card passed on, and dropped on Maple with a reason."""
    shared = spread.pass_on(trust.hub, card(trust)).ent
    make.take(trust.hub, trust.send(trust.maple))
    make.take(trust.maple, trust.answer(trust.maple))
    copy = adopting.adopt(trust.maple, shared).ent
    values = {"card": copy, "state": "dropped", "state_since": "2026-11-01", "dropped_reason": "too_hard"}
    recording.create(trust.maple, "change_idea", values)
    approval.approve(trust.maple, copy)
    make.take(trust.hub, trust.send(trust.maple))
    return shared


def walked(desk: Desk, page: Hub) -> None:
    for size in ((1366, 768), (683, 384)):
        desk.window.resize(*size)
        desk.qtbot.wait(100)
        desk.settle()
        assert reach.unnamed(page) == []
        assert reach.unreachable(page) == []
        assert reach.rich(page) == []
        assert reach.small(page) == []
        assert reach.clipped(page) == []


def test_a_card_is_opened_judged_and_passed_on_by_keyboard(desk: Desk, trust: make.Trust) -> None:
    ent = card(trust, what_failed="We rang 020 7946 0018 too late.")
    page = page_of(desk, "cards")
    page.cards.waiting.view.setFocus()
    desk.press(Qt.Key.Key_Return)
    one = page.cards.card
    desk.wait(one.pass_on.isVisible)
    said = words(page)
    assert "A walk after supper." in said
    assert "020 7946 0018" in said
    assert "Heron Ward · version 1 · Approved by the ward manager" in said
    assert "This hub has received no test that belongs to it." in said
    walked(desk, page)
    one.pass_on.click()
    assert one.problem.text.startswith("Say of each thing found")
    desk.type("The ward's switchboard")
    one.pass_on.click()
    desk.settle()
    (held,) = spread.passed_on(trust.hub)
    assert held.title == "Evening walk"
    assert cards.find(trust.hub, ent).state == "shared"
    assert page.cards.waiting.model.rowCount() == 0


def test_a_card_is_sent_back_with_what_to_mend_and_that_can_be_undone(desk: Desk, trust: make.Trust) -> None:
    ent = card(trust)
    page = page_of(desk, f"cards:{ent}")
    one = page.cards.card
    desk.wait(one.send_back.isVisible)
    one.send_back.click()
    assert one.reason_problem.text == "Write what the ward should mend first."
    one.reason.setPlainText("Say how often.")
    one.send_back.click()
    desk.settle()
    assert spread.to_check(trust.hub) == ()
    make.take(trust.heron, trust.answer(trust.heron))
    assert [one.text for one in asking.waiting(trust.heron)] == ["Say how often."]
    assert desk.workspace.undo()
    desk.settle()
    assert [one.ent for one in spread.to_check(trust.hub)] == [ent]


def test_hostile_words_of_a_card_are_plain_everywhere_at_the_hub(desk: Desk, trust: make.Trust) -> None:
    ent = card(
        trust,
        **{name: f"{HOSTILE} {name}" for name in ("title", "idea", "steps", "quote")},
        quote_consent="yes",
    )
    page = page_of(desk, f"cards:{ent}")
    desk.wait(page.cards.card.pass_on.isVisible)
    shown = [label.text() for label in page.findChildren(QLabel)]
    assert f"{HOSTILE} title" in shown
    assert f"{HOSTILE} quote" in shown
    assert reach.rich(page) == []
    spread.pass_on(trust.hub, ent)
    page.back()
    desk.settle()
    model = page.cards.passed_on.model
    assert model.index(0, 0).data() == f"{HOSTILE} title"
    assert "<img" not in str(model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
    page = page_of(desk, "ideas")
    view = page.ideas.view
    assert view.cells.headerData(0, Qt.Orientation.Vertical) == f"{HOSTILE} title"
    tip = view.cells.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in str(tip)


def test_the_map_tells_what_became_of_an_idea_and_leads_to_its_card(desk: Desk, trust: make.Trust) -> None:
    passed(trust)
    page = page_of(desk, "ideas")
    view = page.ideas.view
    desk.wait(lambda: view.cells.rowCount() == 1)
    view.setFocus()
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Return)
    desk.wait(page.ideas.more.isVisible)
    assert view.currentIndex().data() == "Dropped\nToo hard to keep up"
    said = words(page)
    assert "Evening walk, Maple Ward" in said
    assert "Dropped, since 1 Nov 2026, because: too hard to keep up, chart: nothing said." in said
    walked(desk, page)
    page.ideas.which.setCurrentIndex(1)
    page.ideas.which.activated.emit(1)
    assert view.isHidden()
    assert "No idea here has an improvement on a chart yet." in words(page)
    page.ideas.which.setCurrentIndex(0)
    page.ideas.which.activated.emit(0)
    assert view.cells.rowCount() == 1
    view.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.wait(page.ideas.more.isVisible)
    page.ideas.open_card.click()
    desk.wait(page.cards.card.results.isVisible)
    assert "Maple Ward: dropped, too hard to keep up (21 Nov 2026)" in words(page)


def test_a_trust_pairs_with_a_region_and_sends_and_takes(
    desk: Desk, trust: make.Trust, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed(trust)
    north = access.set_up_hub(
        tmp_path / "north", Founding("QI team", "North region", "Uma Rao", make.PASSPHRASE), clock=trust.clock
    )
    with north.desk() as office:
        public, keys = _office(office, tmp_path, monkeypatch)
        page = page_of(desk, "wards")
        card = page.wards.region
        assert "paired with no region" in card.words.text()
        monkeypatch.setattr(choosing, "file", lambda *_: public.path)
        card.pair.click()
        desk.wait(card.compared.isVisible)
        assert " ".join(public.words) in card.after.text()
        assert not card.confirm.isEnabled()
        card.compared.setChecked(True)
        card.confirm.click()
        desk.wait(card.make.isVisible)
        file = trust.folder / "hub" / region.OUTLET / pairing.WARD_FILE
        _, listed = pairing.add_ward(office, file, keys)
        welcome = exchange.welcome(office, tmp_path, listed, keys).path
        monkeypatch.setattr(choosing, "file", lambda *_: welcome)
        card.take.click()
        desk.wait(lambda: card.after.text().startswith("Receipt taken."))
        assert "It says: 1 card; 1 result of a ward that is not named; 0 months" in card.months.text()
        walked(desk, page)
        monkeypatch.setattr(choosing, "folder", lambda *_: trust.post)
        before = set(trust.post.iterdir())
        card.make.click()
        desk.wait(lambda: card.after.text().startswith("Bundle made"))
        (made,) = set(trust.post.iterdir()) - before
        make.take(office, made)
        assert [one.title for one in spread.to_check(office)] == ["Evening walk"]
    north.close()


def _office(office: access.Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Shown, TrustKeys]:
    """The region's keys, without the seconds that locking their file takes."""
    for name in ("lock_with_passphrase", "unlock_with_passphrase"):
        monkeypatch.setattr(seal, name, lambda data, _passphrase: data)
    shown = pairing.found_office(office, folder, make.PASSPHRASE)
    return shown, pairing.unlock_trust_keys(folder / pairing.TRUST_KEYS, make.PASSPHRASE)


@pytest.mark.parametrize("ident", ["cards", "ideas", "wards"])
def test_every_tab_is_named_reached_and_unclipped(desk: Desk, trust: make.Trust, ident: str) -> None:
    passed(trust)
    card(trust, title="Know each other: a board with harmless facts by the door of the lounge")
    walked(desk, page_of(desk, ident))
