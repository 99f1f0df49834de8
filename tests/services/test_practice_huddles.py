"""The practice ward's huddles: made through the services, on planned days only, and truthful."""

from __future__ import annotations

from datetime import date, timedelta

from wardqi.domain import checklists, codes, huddles
from wardqi.services.practice.story import PLOTS, Story

LAST = date(2026, 11, 27)
FIRST = date(2026, 6, 1)


def test_an_invented_ward_huddles_on_working_days_and_says_why_it_missed_one() -> None:
    held = [day.huddle for day in Story(PLOTS[1], 1, FIRST, 6, LAST).days() if day.huddle is not None]
    assert all(huddles.working_day(one.day) for one in held)
    assert date(2026, 8, 31) not in {one.day for one in held}
    assert any(one.started_at is None for one in held)
    reasons = codes.get("huddle_not_held")
    asked = {prompt.key for prompt in checklists.shipped().prompts}
    for one in held:
        if one.started_at is None or one.ended_at is None:
            assert one.reason in reasons
            continue
        assert timedelta(minutes=5) <= one.ended_at - one.started_at < timedelta(minutes=30)
        assert set(one.answers) == asked
        moments = [one.answers[prompt.key].at or "" for prompt in checklists.shipped().prompts]
        assert moments == sorted(moments)
    raised = [action for one in held for action in one.actions]
    assert any(action.closed_on is None for action in raised)
    assert any(
        action.closed_on and action.closed_on.isoformat() > str(action.wanted.due) for action in raised
    )


def test_the_same_seed_tells_the_same_huddles() -> None:
    one, other = (
        [day.huddle for day in Story(PLOTS[0], 7, FIRST, 2, date(2026, 7, 20)).days()] for _ in range(2)
    )
    assert one == other
