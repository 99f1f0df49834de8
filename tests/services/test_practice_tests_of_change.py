"""The tests of change of the practice ward's story: eight cycles, in the order of time, every plan sealed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from tests.app import heron
from tests.make import Clock, Trust
from wardqi.domain import kinds, times
from wardqi.services import keeping
from wardqi.services.access import Session
from wardqi.services.desk import Desk
from wardqi.services.improvement import boards, cycles, loop, projects
from wardqi.services.learning import approval, cards, pages
from wardqi.services.practice import learning, ward
from wardqi.services.practice.story import PLOTS, ZONE
from wardqi.services.practice.tests_of_change import Trials
from wardqi.services.practice.ward import Span, StoryClock
from wardqi.store import records
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


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Four months of the practice ward as it is really made, its tests of change left out."""
    clock = StoryClock(datetime.fromisoformat("2026-11-21T07:00:00+00:00"))
    days = Span(date(2026, 8, 1), LAST, 4)
    session = ward.make_ward(tmp_path_factory.mktemp("lived") / "ward", PLOTS[0], 1, days, clock, None)
    yield session
    session.close()


def test_no_shift_is_confirmed_quiet_that_has_an_entry(lived: Session) -> None:
    with lived.desk() as desk:
        started = desk.store.db.execute("select started_at from incident where voided = 0").fetchall()
        shifts = [times.shift_at(datetime.fromisoformat(at), times.ShiftTimes(), ZONE) for (at,) in started]
        busy = {(one.day, one.code) for one in shifts}
        quiet = set(desk.store.db.execute("select day, shift from quiet_shift").fetchall())
    assert len(busy) > 20
    assert len(quiet) > 200
    assert not busy & quiet


def test_the_manager_sees_on_today_what_came_of_a_report(tmp_path: Path) -> None:
    trust = Trust(tmp_path / "trust", Clock(_noon(LAST - timedelta(days=400))))
    try:
        kept = trust.heron
        clock = trust.clock
        trials = Trials(kept, clock, LAST, LAST - timedelta(days=310))
        before = LAST - timedelta(days=40)
        trials.until(before)
        clock.at = _noon(before)
        heron.incident(kept, clock.at.isoformat(timespec="minutes"))
        trials.until(LAST)
        clock.at = _noon(LAST)
        (told,) = loop.changed(kept)
        assert told.logged_on == before
        assert LAST - told.changed_on < timedelta(days=loop.SHOWN_DAYS)
        assert told.what == "Cancelled leave told before noon"
    finally:
        trust.close()


def test_the_lead_and_the_coach_of_the_story_have_their_steps(desk: Desk) -> None:
    page = projects.page(desk, projects.listed(desk)[0].ent)
    value = page.record.value
    assert {one["part"] for _, one in kinds.live_rows(value, "measures")} == {
        "outcome",
        "process",
        "balancing",
    }
    assert value["starter_diagram"] is True
    scores = sorted((str(one["on"]), one["score"]) for _, one in kinds.live_rows(value, "scores"))
    assert [score for _, score in scores] == ["1.5", "3.5"]


def test_a_making_that_was_cut_short_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short = Span(LAST - timedelta(days=3), LAST, 1)
    monkeypatch.setattr(ward, "span", lambda *_: short)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(ward._Ward, "live", cut)
        with pytest.raises(KeyboardInterrupt):
            ward.open_practice_ward(tmp_path / "practice")
    session = ward.open_practice_ward(tmp_path / "practice")
    with session.desk() as made:
        assert records.counts(made.store)["patient"] > 0
        first = made.person.uid
    session.close()
    again = ward.open_practice_ward(tmp_path / "practice")  # one that is whole stays as it is
    assert again.person is not None
    assert again.person.uid == first
    again.close()


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12, 0), ZONE)
