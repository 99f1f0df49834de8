"""The tests of change of the practice ward's story: eight cycles, in the order of time, every plan sealed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from tests.make import Clock, Trust
from wardqi.services import keeping
from wardqi.services.desk import Desk
from wardqi.services.improvement import boards, cycles, projects
from wardqi.services.learning import approval, cards, pages
from wardqi.services.practice import learning
from wardqi.services.practice.tests_of_change import Trials
from wardqi.store.tables import history

LAST = date(2026, 11, 20)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    clock = Clock(datetime.fromisoformat("2026-11-20T07:00:00+00:00") - timedelta(days=420))
    trust = Trust(tmp_path_factory.mktemp("practice") / "trust", clock)
    kept = trust.heron
    Trials(kept, clock, LAST, LAST - timedelta(days=310)).until(LAST)
    learning.record(kept)
    yield kept
    trust.close()


def test_three_projects_have_eight_cycles_every_seal_whole(desk: Desk) -> None:
    lines = projects.listed(desk)
    assert [one.tests for one in lines] == [3, 3, 2]
    cards = [card for line in lines for card in projects.page(desk, line.ent).tests]
    stages = sorted(card.stage for card in cards)
    assert stages == ["do", *["done"] * 6, "plan"]
    assert [cycles.detail(desk, card.ent).seal for card in cards if card.sealed] == ["whole"] * 7
    assert [card.idea for card in boards.today(desk)] == ["Cancelled leave told before noon"]


def test_one_is_abandoned_with_a_lesson_and_one_ramp_climbs_a_step_at_a_time(desk: Desk) -> None:
    first, _, last = projects.listed(desk)
    (abandoned,) = [one for one in projects.page(desk, last.ent).tests if one.decision == "abandon"]
    assert abandoned.lesson
    (stairs,) = boards.ramps(desk, first.ent)
    assert [step.card.scale for step in stairs.steps] == ["one_shift", "one_week", "one_ward"]
    assert not any(step.jump for step in stairs.steps)
    assert all(one.met for one in projects.page(desk, first.ent).features)


def test_what_happened_is_in_the_order_of_time(desk: Desk) -> None:
    for line in projects.listed(desk):
        for card in projects.page(desk, line.ent).tests:
            moments = [entry.at for entry in history(desk.store.db, card.ent)]
            assert moments == sorted(moments)
    (clocks,) = desk.store.db.execute("select count(*) from change where action = 'clock'").fetchone()
    assert clocks == 1  # the sample trust was set up after the story begins; nothing steps back after that
    assert keeping.verify(desk).sound


def test_one_card_is_approved_one_was_taken_up_with_its_results_and_one_is_a_draft(desk: Desk) -> None:
    own = {one.title: one for one in cards.library(desk) if one.own}
    kept, taken, let_go = (own[name] for name in ("Evening and weekend activities", _TAKEN, _LET_GO))
    assert [one.state for one in (kept, taken, let_go)] == ["approved", "approved", "draft"]
    assert (kept.value["cycles_run"], kept.text("maturity")) == (3, "reliable")
    assert taken.text("standard") == "bad_news"
    assert taken.value["cycles_run"] == 3
    assert pages.detail(desk, taken.ref).news == {}
    assert approval.findings(desk, let_go.ref) == ()


_TAKEN, _LET_GO = "Bad News Mitigation", "Board games in the quiet room after supper"
