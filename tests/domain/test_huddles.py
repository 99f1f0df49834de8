"""Rules of the huddle: weekdays in a row, on time, who opens, due days; and the ward's prompts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from wardqi.domain import checklists, codes, huddles
from wardqi.domain.times import NotATime

FRIDAY = date(2026, 11, 27)


def weekdays(last: date, many: int) -> set[date]:
    found: set[date] = set()
    day = last
    while len(found) < many:
        if huddles.working_day(day):
            found.add(day)
        day -= timedelta(days=1)
    return found


def test_fifteen_weekdays_in_a_row_are_embedded_and_fourteen_are_not() -> None:
    assert huddles.embedded(weekdays(FRIDAY, 15), FRIDAY)
    assert not huddles.embedded(weekdays(FRIDAY, 14), FRIDAY)
    assert min(weekdays(FRIDAY, 15)) > FRIDAY - timedelta(days=huddles.WITHIN)


def test_one_missed_weekday_ends_the_run() -> None:
    held = weekdays(FRIDAY, 20) - {date(2026, 11, 24)}
    assert huddles.run(held, FRIDAY) == 3


def test_today_does_not_break_the_run_before_it_is_over() -> None:
    monday = date(2026, 11, 30)
    assert huddles.run(weekdays(FRIDAY, 6), monday) == 6
    assert huddles.run(weekdays(FRIDAY, 6), monday + timedelta(days=1)) == 0


def test_weekends_neither_break_a_run_nor_lengthen_it() -> None:
    held = weekdays(FRIDAY, 8) | {date(2026, 11, 21), date(2026, 11, 22)}
    assert huddles.run(held, FRIDAY) == 8


def test_bank_holidays_are_passed_over() -> None:
    after = date(2027, 1, 5)
    assert date(2027, 1, 1) in huddles.bank_holidays()
    held = weekdays(after, 15)
    assert date(2027, 1, 1) not in held
    assert date(2026, 12, 28) not in held
    assert huddles.embedded(held, after)


def test_no_huddle_is_planned_on_a_bank_holiday_or_another_weekday() -> None:
    assert huddles.planned(date(2026, 12, 24), {1, 2, 3, 4, 5})
    assert not huddles.planned(date(2026, 12, 25), {1, 2, 3, 4, 5})
    assert not huddles.planned(date(2026, 12, 24), {1, 2})


@pytest.mark.parametrize(
    ("started", "expected"),
    [("09:15", True), ("09:20", True), ("09:21", False), ("09:10", True), ("09:09", False)],
)
def test_on_time_is_within_five_minutes_of_the_plan(started: str, expected: bool) -> None:
    plan = datetime.fromisoformat("2026-11-27T09:15+00:00")
    assert huddles.on_time(plan, datetime.fromisoformat(f"2026-11-27T{started}+00:00")) is expected


def test_without_a_plan_nothing_is_on_time_or_late() -> None:
    assert huddles.on_time(None, datetime.fromisoformat("2026-11-27T09:15+00:00")) is None


def test_the_pace_changes_at_ten_and_at_fifteen_minutes() -> None:
    assert [huddles.pace(minutes) for minutes in (0, 9, 10, 14, 15, 40)] == [
        "going",
        "going",
        "ending",
        "ending",
        "over",
        "over",
    ]
    assert huddles.pace(7, limit=10) == "ending"


def test_whoever_has_waited_longest_opens() -> None:
    come = ["health_care_assistant", "registered_nurse", "doctor"]
    assert huddles.opener(come, []) == "health_care_assistant"
    assert huddles.opener(come, ["health_care_assistant"]) == "registered_nurse"
    assert huddles.opener(come, ["doctor", "registered_nurse", "health_care_assistant"]) == (
        "health_care_assistant"
    )
    assert huddles.opener([], ["doctor"]) == ""


def test_everybody_gets_a_turn() -> None:
    come, turns = ["a", "b", "c", "d"], list[str]()
    for _ in range(12):
        turns.insert(0, huddles.opener(come, turns))
    assert all(turns.count(one) == 3 for one in come)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("", "2026-11-28"),
        ("today", "2026-11-27"),
        ("Tomorrow", "2026-11-28"),
        ("mon", "2026-11-30"),
        ("Friday", "2026-12-04"),
        ("by Thursday", "2026-12-03"),
        ("3", "2026-11-30"),
        ("in 3 days", "2026-11-30"),
        ("2 weeks", "2026-12-11"),
        ("28/11", "2026-11-28"),
        ("1 dec", "2026-12-01"),
        ("2nd January", "2027-01-02"),
        ("3/4/2027", "2027-04-03"),
        ("2026-12-09", "2026-12-09"),
        ("tonight", "2026-11-27"),
        ("this afternoon", "2026-11-27"),
        ("tmrw", "2026-11-28"),
        ("weds", "2026-12-02"),
        ("on thur", "2026-12-03"),
        ("this mon", "2026-11-30"),
        ("2w", "2026-12-11"),
        ("01/12/26", "2026-12-01"),
        ("1 dec 27", "2027-12-01"),
        ("yesterday", "2026-11-26"),
        ("25 Nov", "2026-11-25"),
        ("25 Jul", "2027-07-25"),
    ],
)
def test_a_due_day_is_read_as_people_say_it(said: str, day: str) -> None:
    assert huddles.due_day(said, FRIDAY).isoformat() == day


def test_a_date_that_is_only_just_over_is_not_next_years() -> None:
    assert huddles.due_day("30 dec", date(2027, 1, 4)) == date(2026, 12, 30)
    assert huddles.due_day("29 feb", date(2028, 1, 4)) == date(2028, 2, 29)
    with pytest.raises(NotATime):
        huddles.due_day("29 feb", date(2027, 1, 4))


@pytest.mark.parametrize("said", ["soon", "t", "31/2", "2026-02-30", "999", "1 foo", "0/0"])
def test_what_is_no_day_is_said_to_be_none(said: str) -> None:
    with pytest.raises(NotATime):
        huddles.due_day(said, FRIDAY)


def test_days_since_restart_at_nought_and_the_longest_run_is_known() -> None:
    assert huddles.days_since(FRIDAY, FRIDAY) == 0
    assert huddles.days_since(None, FRIDAY) is None
    days = [date(2026, 11, 1), date(2026, 11, 3), date(2026, 11, 20)]
    assert huddles.longest_run(days, FRIDAY) == 17
    assert huddles.longest_run([], FRIDAY) == 0


def test_every_days_since_figure_is_one_the_record_can_count() -> None:
    facts = codes.get("huddle_fact").in_group("days_since")
    assert tuple(topic.fact for topic in huddles.topics()) == facts
    assert all(topic.types or topic.events for topic in huddles.topics())


def test_a_ward_with_a_time_and_no_days_huddles_on_weekdays() -> None:
    assert huddles.weekdays_of({"huddle_starts": 555}) == {1, 2, 3, 4, 5}
    assert huddles.weekdays_of({"huddle_starts": 555, "huddle_days": ["1", "3"]}) == {1, 3}
    assert huddles.weekdays_of({}) == frozenset()


# --- prompts


def test_the_shipped_checklist_asks_fourteen_prompts_of_which_some_are_core() -> None:
    base = checklists.shipped()
    assert len(checklists.asked(checklists.edition(base, None), FRIDAY)) == 14
    assert {one.key for one in base.prompts if one.core} >= {
        "opening",
        "last_24h",
        "patient_voice",
        "actions",
    }
    for prompt in base.prompts:
        assert prompt.answer in codes.get("answer_kind")
        assert all(fact in codes.get("huddle_fact") for fact in prompt.facts)


def test_a_ward_hides_and_orders_prompts_but_core_ones_stay() -> None:
    base = checklists.shipped()
    rows = {
        checklists.shipped_row("environment"): {"prompt": "environment", "hidden": True},
        checklists.shipped_row("opening"): {"prompt": "opening", "hidden": True},
        checklists.shipped_row("good_thing"): {"prompt": "good_thing", "order": 0},
        "aaaaaaaa": {"text": "Who has the garden key?", "answer_kind": "text", "order": 2},
        "bbbbbbbb": {"text": "Old", "answer_kind": "yes_no", "order": 3, "retired_on": "2026-11-26"},
        "cccccccc": {"text": "Gone", "answer_kind": "yes_no", "removed": True},
    }
    asked = [one.key for one in checklists.asked(checklists.edition(base, {"prompts": rows}), FRIDAY)]
    assert asked[:4] == ["good_thing", "opening", "yesterday", "aaaaaaaa"]
    assert "environment" not in asked
    assert "bbbbbbbb" not in asked
    assert "cccccccc" not in asked
    before = checklists.asked(checklists.edition(base, {"prompts": rows}), FRIDAY - timedelta(days=1))
    assert "bbbbbbbb" in [one.key for one in before]


def test_one_prompt_follows_another_to_the_end() -> None:
    prompts = checklists.shipped().prompts
    assert checklists.following(prompts, "opening") == prompts[1]
    assert checklists.following(prompts, "actions") is None
    assert checklists.following(prompts, "gone") == prompts[0]
    assert checklists.preceding(prompts, "opening") is None
    assert checklists.preceding(prompts, "yesterday") == prompts[0]
