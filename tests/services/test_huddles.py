"""A huddle from start to close on a real store; actions; the ward's prompts; and two PCs of one ward."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests import make
from wardqi.domain import improvement, kinds
from wardqi.domain.checklists import Prompt
from wardqi.services import overview, recording
from wardqi.services.desk import Desk, NotAllowed, NotFound
from wardqi.services.huddles import actions, checklists, closing, past, preparing, running
from wardqi.services.huddles.actions import Wanted
from wardqi.services.huddles.running import Answer, Concern, HuddleOver
from wardqi.services.recording import Incomplete
from wardqi.store import measures, records
from wardqi.store.huddles import ActionFilters
from wardqi.store.log import Act

MORNING = datetime.fromisoformat("2026-11-24T09:17:00+00:00")  # a Tuesday


@pytest.fixture
def clock() -> make.Clock:
    return make.Clock(MORNING)


@pytest.fixture
def trust(tmp_path: Path, clock: make.Clock) -> Iterator[make.Trust]:
    made = make.Trust(tmp_path / "trust", clock)
    made.heron.append(
        Act(
            "ward",
            "amend",
            made.heron.ward(),
            {"huddle_starts": 555, "huddle_days": ["1", "2", "3", "4", "5"]},
        )
    )
    yield made
    made.close()


@pytest.fixture
def desk(trust: make.Trust) -> Desk:
    return trust.heron


def wanted(what: str = "Mend the garden door", **more: object) -> Wanted:
    values: dict[str, object] = {"owner_role": "ward_manager", "due": "2026-11-25", **more}
    return Wanted(what, **values)  # type: ignore[arg-type]


def start(desk: Desk) -> running.Running:
    preparing.start(desk)
    found = running.under_way(desk)
    assert found is not None
    return found


def go_through(desk: Desk, clock: make.Clock, huddle: running.Running, upto: str = "") -> None:
    """Answer each prompt with nothing to say, half a minute each."""
    for at, prompt in enumerate(huddle.prompts):
        if prompt.key == upto:
            return
        clock.go(seconds=30)
        after = huddle.prompts[at + 1] if at + 1 < len(huddle.prompts) else None
        running.answer(desk, huddle.ent, prompt, Answer(), after)


def prompt(huddle: running.Running, key: str) -> Prompt:
    return next(one for one in huddle.prompts if one.key == key)


# --- running


def test_a_huddle_records_when_it_began_against_the_plan_and_with_what(desk: Desk) -> None:
    huddle = start(desk)
    value = records.find(desk.store, huddle.ent).value  # type: ignore[union-attr]
    assert value["planned_at"] == "2026-11-24T09:15+00:00"
    assert value["started_at"] == "2026-11-24T09:17+00:00"
    assert value["on_time"] is True
    assert (value["checklist"], value["checklist_version"], value["checklist_edition"]) == (
        "mental_health_ward",
        1,
        0,
    )
    assert value["shift"] == "early"
    assert value["opening_role"] == "health_care_assistant"
    assert huddle.at == "opening"
    assert huddle.place == 1
    assert huddle.shown["incidents_24h"] == 0


def test_starting_again_goes_on_where_it_stopped(desk: Desk, clock: make.Clock) -> None:
    huddle = start(desk)
    go_through(desk, clock, huddle, upto="staffing")
    preparing.start(desk)
    again = running.under_way(desk)
    assert again is not None
    assert again.at == "staffing"
    assert again.started_at == huddle.started_at
    assert preparing.prepare(desk).place == (7, 14)


def test_every_kind_of_answer_is_kept_as_it_was_given(desk: Desk) -> None:
    for text, kind in (("How many visits today?", "number"), ("Highest score?", "score")):
        checklists.add(desk, text, kind)
    huddle = start(desk)
    own = {one.text: one for one in huddle.prompts if one.own}
    said = {
        "yesterday": Answer("no"),
        "last_24h": Answer("watch", text="Noise near bed 4"),
        "next_24h": Answer(people="AK, bed 7", text="Leave was cancelled"),
        "staffing": Answer(number=5),
        "activities": Answer(text="Gardening at two"),
    }
    for key, answer in said.items():
        running.answer(desk, huddle.ent, prompt(huddle, key), answer, None)
    running.answer(desk, huddle.ent, own["How many visits today?"], Answer(number=2.5), None)
    running.answer(desk, huddle.ent, own["Highest score?"], Answer(number=3, scale="broset"), None)
    found = running.resume(desk, huddle.ent).answers
    for key, answer in said.items():
        assert (found[key].answer, found[key].number, found[key].people, found[key].text) == (
            answer.answer,
            answer.number,
            answer.people,
            answer.text,
        )
    assert found[own["How many visits today?"].key].number == 2.5
    assert (found[own["Highest score?"].key].number, found[own["Highest score?"].key].scale) == (3, "broset")


def test_an_answer_given_again_leaves_nothing_of_the_first(desk: Desk) -> None:
    huddle = start(desk)
    first = prompt(huddle, "last_24h")
    running.answer(desk, huddle.ent, first, Answer("concern", text="Shouting"), None)
    running.skip(desk, huddle.ent, first, "no_time", None)
    assert running.resume(desk, huddle.ent).answers["last_24h"].skipped == "no_time"
    assert running.resume(desk, huddle.ent).answers["last_24h"].text == ""


def test_an_action_spoken_in_a_huddle_is_in_the_record_at_once(desk: Desk) -> None:
    huddle = start(desk)
    running.act(desk, huddle.ent, wanted(escalate_to="matron"))
    (found,) = running.resume(desk, huddle.ent).actions
    assert (found.what, found.owner_role, found.due, found.escalate_to, found.source) == (
        "Mend the garden door",
        "ward_manager",
        "2026-11-25",
        "matron",
        "huddle",
    )
    with pytest.raises(Incomplete) as refused:
        running.act(desk, huddle.ent, Wanted(" "))
    assert refused.value.lacking == ("what", "owner", "due")


def test_a_concern_that_ends_as_an_action_brings_it_in_the_same_save(desk: Desk) -> None:
    huddle = start(desk)
    at = prompt(huddle, "environment")
    before = make.counted(desk)
    running.worry(desk, huddle.ent, at, Concern("", at.key, "bed 3", "Door sticks", "action"), wanted())
    running.worry(desk, huddle.ent, at, Concern("", at.key, "", "Noise at night", "watch"))
    assert make.counted(desk) == before + 3
    found = running.resume(desk, huddle.ent)
    ends = {one.text: one.ends_as for one in found.concerns}
    assert ends == {"Door sticks": "action", "Noise at night": "watch"}
    (sticks,) = [one for one in found.concerns if one.action]
    assert sticks.action == found.actions[0].ent


def test_concerns_stand_in_the_order_of_their_prompts(desk: Desk) -> None:
    huddle = start(desk)
    keys = [one.key for one in huddle.prompts if one.answer in ("concern", "people")]
    for key in reversed(keys):
        running.worry(desk, huddle.ent, prompt(huddle, key), Concern("", key, "", f"At {key}", "watch"))
    assert [one.prompt for one in running.resume(desk, huddle.ent).concerns] == keys
    closing.close(desk, huddle.ent)
    assert [one.text for one in closing.summary(desk, huddle.ent).concerns] == [f"At {key}" for key in keys]


def test_what_is_typed_and_not_entered_is_kept_for_whoever_goes_on(desk: Desk) -> None:
    huddle = start(desk)
    running.keep(desk, huddle.ent, {"prompt": "activities", "text": "Garden"})
    held = running.resume(desk, huddle.ent).draft
    assert held is not None
    assert held.body == {"prompt": "activities", "text": "Garden"}
    assert overview.today(desk).drafts == ()  # the huddle itself is what Today speaks of
    running.forget(desk, huddle.ent)
    assert running.resume(desk, huddle.ent).draft is None


def test_the_good_thing_said_at_its_prompt_is_the_huddles(desk: Desk) -> None:
    huddle = start(desk)
    running.answer(desk, huddle.ent, prompt(huddle, "good_thing"), Answer(text="A calm night"), None)
    closing.close(desk, huddle.ent)
    assert closing.summary(desk, huddle.ent).good_thing == "A calm night"


# --- closing


def test_closing_keeps_the_length_and_who_was_there(desk: Desk, clock: make.Clock) -> None:
    huddle = start(desk)
    go_through(desk, clock, huddle)
    running.attend(desk, huddle.ent, {"registered_nurse": 2, "doctor": 1})
    clock.go(minutes=4)
    closing.close(
        desk, huddle.ent, attendance={"doctor": 0, "domestic": 1}, roles={"teller_role": "shift_lead"}
    )
    found = closing.summary(desk, huddle.ent)
    assert found.minutes == 11
    assert found.attendance == {"registered_nurse": 2, "domestic": 1}
    assert found.people == 3
    assert found.roles["teller_role"] == "shift_lead"
    assert running.under_way(desk) is None
    with pytest.raises(HuddleOver):
        running.go_to(desk, huddle.ent, huddle.prompts[0])
    with pytest.raises(HuddleOver):
        preparing.start(desk)


def test_a_huddle_closed_long_after_ended_with_its_last_answer(desk: Desk, clock: make.Clock) -> None:
    huddle = start(desk)
    go_through(desk, clock, huddle)
    clock.go(hours=20)
    (left,) = preparing.prepare(desk).unclosed
    assert left == (huddle.ent, date(2026, 11, 24))
    closing.close(desk, huddle.ent)
    assert closing.summary(desk, huddle.ent).minutes == 7


def test_closing_can_be_undone(desk: Desk) -> None:
    huddle = start(desk)
    saved = closing.close(desk, huddle.ent)
    recording.undo(desk, saved.changes)
    assert running.under_way(desk) is not None


def test_a_huddle_that_was_not_held_says_why_and_is_not_missed_any_more(
    desk: Desk, clock: make.Clock
) -> None:
    closing.close(desk, start(desk).ent)
    clock.go(days=2)
    assert preparing.prepare(desk).missed == (date(2026, 11, 25),)
    closing.not_held(desk, date(2026, 11, 25), "incident")
    assert preparing.prepare(desk).missed == ()
    found = closing.page(desk)
    assert [(one.day, one.reason) for one in found.huddles] == [
        (date(2026, 11, 25), "incident"),
        (date(2026, 11, 24), None),
    ]
    with pytest.raises(HuddleOver):
        closing.not_held(desk, date(2026, 11, 24), "other")


def test_a_huddle_held_after_all_takes_its_reason_back(desk: Desk) -> None:
    closing.not_held(desk, date(2026, 11, 24), "staffing")
    assert preparing.prepare(desk).state == "not_held"
    huddle = start(desk)
    assert closing.summary(desk, huddle.ent).reason is None
    value = records.find(desk.store, huddle.ent).value  # type: ignore[union-attr]
    assert value["not_held_reason"] is None


def test_how_huddles_go_is_worked_out_without_typing(desk: Desk, clock: make.Clock) -> None:
    clock.at = datetime.fromisoformat("2026-11-02T09:15:00+00:00")
    lengths = iter([8, 10, 12, 14] * 10)
    while clock.at.date() <= date(2026, 11, 23):
        if clock.at.weekday() < 5:
            huddle = start(desk)
            running.attend(desk, huddle.ent, {"registered_nurse": 1, "doctor": 1})
            running.act(desk, huddle.ent, wanted(due=clock.at.date().isoformat()))
            if clock.at.weekday() != 0:
                actions.close(desk, running.resume(desk, huddle.ent).actions[0].ent)
            begun = clock.at
            clock.go(minutes=next(lengths))
            closing.close(desk, huddle.ent)
            clock.at = begun
        clock.go(days=1)
    found = closing.progress(desk)  # the 24th, before its huddle
    assert (found.held, found.planned) == (4, 4)
    assert found.punctual == 1.0
    assert found.minutes == 10.5 or found.minutes == 11
    assert found.disciplines == 2
    assert (found.run, found.embedded) == (16, True)
    assert found.actions_on_time == 12 / 16


def test_no_huddle_counts_as_planned_before_the_wards_first(desk: Desk, clock: make.Clock) -> None:
    closing.close(desk, start(desk).ent)
    assert (closing.progress(desk).held, closing.progress(desk).planned) == (1, 1)
    clock.go(days=1)
    assert (closing.progress(desk).held, closing.progress(desk).planned) == (1, 1)  # today's is still to come


def test_the_opener_rotates_among_those_who_came(desk: Desk, clock: make.Clock) -> None:
    opened = []
    for _ in range(4):
        huddle = start(desk)
        opened.append(huddle.opening_role)
        running.attend(desk, huddle.ent, {"registered_nurse": 1, "doctor": 1, "health_care_assistant": 2})
        closing.close(desk, huddle.ent)
        clock.go(days=1)
    assert opened == ["health_care_assistant", "registered_nurse", "doctor", "health_care_assistant"]


# --- preparing


def test_the_last_day_and_what_still_runs_are_there_already(desk: Desk) -> None:
    recording.log_incident(desk, make.incident("2026-11-23T21:00+00:00"))
    recording.log_incident(desk, make.incident("2026-11-23T08:00+00:00"))
    secluded = {"11111111": {"type": "05", "started_at": "2026-11-24T02:00+00:00"}}
    recording.log_incident(
        desk, make.incident("2026-11-24T02:00+00:00", interventions=secluded, still_open=True)
    )
    ready = preparing.prepare(desk)
    assert len(ready.happened) == 2
    figures = {fact: one.number for fact, one in ready.figures.items()}
    assert figures["incidents_24h"] == 2
    assert figures["in_seclusion"] == 1
    assert figures["reviews_due"] == 6  # patient, staff and formal, of both that ended
    assert figures["days_since_restraint"] == 1
    assert figures["days_since_seclusion"] == 0
    assert figures["days_since_prone"] is None
    assert ready.figures["days_since_restraint"].reported == pytest.approx(1 / 30)


def test_open_actions_are_carried_and_todays_test_is_there(desk: Desk, clock: make.Clock) -> None:
    actions.raise_action(desk, wanted("Late one", due="2026-11-20"))
    actions.raise_action(desk, wanted("Later one", due="2026-11-30"))
    actions.close(desk, actions.raise_action(desk, wanted("Done one")).ent)
    asked = {"11111111": {"question": "Fewer refusals?", "prediction": "Half as many"}}
    plan = {"ward": desk.ward(), "objective": "Tell people about leave by noon", "predictions": asked}
    plan |= {"owner_role": "shift_lead"}
    sealed = improvement.sealing(plan, "2026-11-23T09:00+00:00", desk.person.uid)
    recording.create(desk, "cycle", {**plan, **sealed, "stage": "do"})
    recording.create(desk, "cycle", {**plan, "stage": "plan"})
    ready = preparing.prepare(desk)
    assert [(one.what, one.overdue) for one in ready.carried] == [("Late one", True), ("Later one", False)]
    assert [one.objective for one in ready.tests] == ["Tell people about leave by noon"]
    assert ready.figures["actions_overdue"].number == 1
    huddle = start(desk)
    assert [one.what for one in huddle.carried] == ["Late one", "Later one"]


def test_figures_are_known_from_stays_or_typed_and_the_difference_is_told(desk: Desk) -> None:
    for came, left in (
        ("2026-11-01", None),
        ("2026-11-24", None),
        ("2026-10-01", "2026-11-24"),
        ("2026-08-01", "2026-09-02"),
    ):
        stay = {"ward": desk.ward(), "admitted_on": came, **({"left_on": left} if left else {})}
        recording.create(desk, "patient", make.patient(nhs_number=None, stays={"11111111": stay}))
    known = preparing.prepare(desk).figures
    assert (known["occupied"].number, known["occupied"].known) == (2, "register")
    assert (known["admissions"].number, known["discharges"].number) == (1, 1)
    assert (known["staff_present"].number, known["staff_present"].known) == (None, "")
    preparing.type_in(desk, {"staff_present": 6, "occupied": 3})
    typed = preparing.prepare(desk)
    assert (typed.figures["occupied"].number, typed.figures["occupied"].known) == (3, "typed")
    assert typed.state == "none"
    assert start(desk).shown["staff_present"] == 6


def test_who_only_records_cannot_start_a_huddle(desk: Desk) -> None:
    from dataclasses import replace

    peer = replace(desk, person=replace(desk.person, role="peer_worker"))
    with pytest.raises(NotAllowed):
        running.start(peer)


# --- actions


def test_an_action_is_carried_until_it_is_closed_with_a_result(desk: Desk, clock: make.Clock) -> None:
    ent = actions.raise_action(desk, wanted()).ent
    actions.begin(desk, ent)
    clock.go(days=2)
    assert actions.due_now(desk)[0][0].overdue
    actions.escalate(desk, ent, "site")
    with pytest.raises(Incomplete):
        actions.close(desk, ent, done=False)
    actions.close(desk, ent, result_code="worked", result="The hinge was replaced")
    found = actions.detail(desk, ent)
    assert (found.action.status, found.action.closed_on) == ("done", "2026-11-26")
    assert found.action.escalated_at == "2026-11-26T09:17+00:00"
    assert [step.after.get("status") for step in found.steps] == ["open", "in_progress", None, "done"]
    assert actions.still_open(desk) == ()
    actions.reopen(desk, ent)
    assert actions.still_open(desk)[0].status == "open"


def test_the_list_is_narrowed_and_ordered_by_the_store(desk: Desk) -> None:
    for what, role, due, level, source in (
        ("Order 100% cotton towels", "ward_clerk", "2026-11-20", None, "huddle"),
        ("Ask estates about the door", "ward_manager", "2026-12-02", "site", "huddle"),
        ("Thank the night team", "shift_lead", "2026-11-24", None, "community_meeting"),
    ):
        actions.raise_action(desk, wanted(what, owner_role=role, due=due, escalate_to=level, source=source))
    today = "2026-11-24"

    def listed(**more: str) -> list[str]:
        found = actions.page(desk, ActionFilters(today=today, **more))
        return [one.what.split()[0] for one in found.actions]

    assert listed() == ["Order", "Thank", "Ask"]
    assert listed(state="overdue") == ["Order"]
    assert listed(owner="ward_manager") == ["Ask"]
    assert listed(escalate_to="site") == ["Ask"]
    assert listed(source="community_meeting") == ["Thank"]
    assert listed(text="night team") == ["Thank"]
    assert listed(text="100%") == ["Order"]
    assert listed(text="%") == ["Order"]
    found = actions.page(desk, ActionFilters(), "what", True, 0, 2)
    assert [one.what.split()[0] for one in found.actions] == ["Thank", "Order"]
    assert found.total == 3


def test_changing_an_action_keeps_what_it_needs(desk: Desk) -> None:
    ent = actions.raise_action(desk, wanted()).ent
    actions.change(desk, ent, {"due": "2026-12-01"})
    assert actions.detail(desk, ent).action.due == "2026-12-01"
    with pytest.raises(NotFound):
        actions.change(desk, ent, {"due": "2026-12-01"})
    with pytest.raises(Incomplete):
        actions.change(desk, ent, {"owner_role": None})
    actions.change(desk, ent, {"owner_role": None, "owner": desk.person.uid})
    assert actions.detail(desk, ent).action.owner == "Sam Ade"


# --- the ward's prompts


def test_a_huddle_keeps_the_prompts_it_ran_with(desk: Desk, clock: make.Clock) -> None:
    checklists.add(desk, "Who has the garden key?", "text")
    huddle = start(desk)
    (own,) = [one for one in huddle.prompts if one.own]
    assert huddle.prompts[-2] == own  # before the prompt that sums up
    running.answer(desk, huddle.ent, own, Answer(text="The nurse in charge"), None)
    checklists.reword(desk, own.key, "Who holds the garden key and the radio?", "people")
    checklists.hide(desk, "wellbeing", True)
    checklists.move(desk, "good_thing", -1)
    assert [one.key for one in running.resume(desk, huddle.ent).prompts] == [
        one.key for one in huddle.prompts
    ]
    closing.close(desk, huddle.ent)
    clock.go(days=1)
    texts = [one.text for one in start(desk).prompts]
    assert "Who has the garden key?" not in texts
    assert "Who holds the garden key and the radio?" in texts
    past = closing.summary(desk, huddle.ent)
    assert "Who has the garden key?" in [one.text for one in past.prompts]
    assert past.answers[own.key].text == "The nurse in charge"


def test_core_prompts_stay_and_own_ones_retire(desk: Desk) -> None:
    with pytest.raises(checklists.CoreStays):
        checklists.hide(desk, "opening", True)
    saved = checklists.add(desk, "Any visitors today?", "yes_no")
    (own,) = [one for one in checklists.now(desk).prompts if one.own]
    checklists.retire(desk, own.key, True)
    today = desk.now().date()
    assert own.key not in [one.key for one in checklists.now(desk).asked(today)]
    assert own.key in [one.key for one in checklists.now(desk).asked(today - timedelta(days=1))]
    checklists.retire(desk, own.key, False)
    assert own.key in [one.key for one in checklists.now(desk).asked(today)]
    assert checklists.now(desk).edition == 3
    assert saved.ent == kinds.checklist_id(desk.ward(), "mental_health_ward")


def test_a_prompt_moves_past_its_neighbours_and_stops_at_the_ends(desk: Desk) -> None:
    checklists.move(desk, "yesterday", -1)
    assert [one.key for one in checklists.now(desk).prompts][:2] == ["yesterday", "opening"]
    with pytest.raises(NotFound):
        checklists.move(desk, "yesterday", -1)


# --- two PCs


def test_a_huddle_on_one_pc_and_actions_closed_on_another_meet_without_a_conflict(
    trust: make.Trust, clock: make.Clock
) -> None:
    one, two = trust.heron, trust.heron2
    ents = [actions.raise_action(one, wanted(what)).ent for what in ("Door", "Towels", "Rota")]
    make.take(two, trust.share(one))
    huddle = start(one)
    go_through(one, clock, huddle, upto="environment")
    running.act(one, huddle.ent, wanted("New one"))
    actions.close(one, ents[2], result_code="worked")
    actions.close(two, ents[0], result_code="worked", result="Mended")
    actions.escalate(two, ents[1], "matron")
    actions.close(two, ents[2], result_code="worked")  # both close the same one, the same way
    preparing.type_in(two, {"staff_present": 6})
    closing.close(one, huddle.ent)
    make.take(two, trust.share(one))
    make.take(one, trust.share(two))
    for desk in (one, two):
        assert records.in_review(desk.store) == []
        assert [record.ent for record in records.of_kind(desk.store, "huddle")] == [huddle.ent]
        found = closing.summary(desk, huddle.ent)
        assert found.minutes is not None
        assert found.shown["staff_present"] == 6
        states = {action.what: action.status for action in found.carried}
        assert states == {"Door": "done", "Towels": "open", "Rota": "done"}
        assert [action.what for action in found.actions] == ["New one"]
    assert one.store.fact("replica") != two.store.fact("replica")


def test_a_huddle_begun_on_two_pcs_apart_is_closed_as_one_from_its_first_start(
    trust: make.Trust, clock: make.Clock
) -> None:
    one, two = trust.heron, trust.heron2
    make.take(two, trust.share(one))
    huddle = start(one)
    clock.go(minutes=3)
    start(two)
    for desk, upto in ((one, 3), (two, 5)):
        for at in range(upto):
            running.answer(desk, huddle.ent, huddle.prompts[at], Answer(), huddle.prompts[at + 1])
        running.act(desk, huddle.ent, wanted(f"Spoken after {upto}"))
    make.take(two, trust.share(one))
    make.take(one, trust.share(two))
    now = running.resume(two, huddle.ent)
    assert sorted(action.what for action in now.actions) == ["Spoken after 3", "Spoken after 5"]
    assert len(now.answers) == 5
    closing.close(two, huddle.ent)
    make.take(one, trust.share(two))
    for desk in (one, two):
        assert records.in_review(desk.store) == []
        found = closing.summary(desk, huddle.ent)
        assert (found.started_at, found.minutes) == (huddle.started_at, 3)
        assert found.rivals == ()


def test_who_closes_first_is_not_asked_of_two_people(trust: make.Trust) -> None:
    one, two = trust.heron, trust.heron2
    huddle = start(one)
    make.take(two, trust.share(one))
    for desk in (one, two):
        closing.close(desk, huddle.ent, attendance={"doctor": 1})
    make.take(two, trust.share(one))
    make.take(one, trust.share(two))
    assert records.in_review(one.store) == records.in_review(two.store) == []


def test_two_pcs_that_answer_one_prompt_differently_ask_which_stands(trust: make.Trust) -> None:
    one, two = trust.heron, trust.heron2
    huddle = start(one)
    make.take(two, trust.share(one))
    first = prompt(huddle, "environment")
    running.answer(one, huddle.ent, first, Answer("watch"), huddle.prompts[8])
    running.answer(two, huddle.ent, first, Answer("no_action"), huddle.prompts[8])
    running.answer(two, huddle.ent, prompt(huddle, "staffing"), Answer(number=4), huddle.prompts[8])
    make.take(one, trust.share(two))
    (record,) = records.in_review(one.store)
    assert set(record.conflicts) == {f"answers.{first.row}.answer"}
    assert running.answers_of(record.value)["staffing"].number == 4
    closing.close(one, huddle.ent)
    assert overview.today(one).apart == ((huddle.ent, huddle.day),)
    (rivals,) = closing.summary(one, huddle.ent).rivals
    assert {value for value, _, _ in rivals.values} == {"watch", "no_action"}
    recording.resolve(one, huddle.ent, rivals.path, "watch")
    make.take(two, trust.share(one))
    for desk in (one, two):
        assert closing.summary(desk, huddle.ent).rivals == ()
        assert closing.summary(desk, huddle.ent).answers["environment"].answer == "watch"
        assert overview.today(desk).apart == ()


def test_huddles_and_actions_reach_the_qi_team_without_their_words(
    trust: make.Trust, clock: make.Clock
) -> None:
    desk = trust.heron
    huddle = start(desk)
    at = prompt(huddle, "next_24h")
    running.answer(desk, huddle.ent, at, Answer(people="AK", text="Leave cancelled"), None)
    running.act(desk, huddle.ent, wanted("Speak with AK"))
    clock.go(minutes=9)
    closing.close(desk, huddle.ent, good_thing="Garden was full")
    make.take(trust.hub, trust.send(desk))
    (there,) = records.of_kind(trust.hub.store, "huddle")
    facts = measures.of_ward(trust.hub.store, desk.ward())
    assert [(one.day, one.held, one.on_time, one.minutes) for one in facts.huddles] == [
        (date(2026, 11, 24), True, True, 9)
    ]
    assert [one.due for one in facts.actions] == [date(2026, 11, 25)]
    assert there.ent == huddle.ent
    assert (there.value["minutes"], there.value["on_time"]) == (9, True)
    text = str(there.value) + str([one.value for one in records.of_kind(trust.hub.store, "action")])
    for words in ("AK", "Leave cancelled", "Garden was full"):
        assert words not in text


def test_another_ward_cannot_write_into_this_wards_huddle(trust: make.Trust) -> None:
    huddle = start(trust.heron)
    trust.maple.append(
        Act("huddle", "create", huddle.ent, {"ward": trust.maple.ward(), "date": "2026-11-24", "minutes": 99})
    )
    make.take(trust.hub, trust.send(trust.maple))
    make.take(trust.hub, trust.send(trust.heron))
    record = records.find(trust.hub.store, huddle.ent)
    assert record is not None
    assert record.ward == trust.heron.ward()
    assert record.value.get("minutes") is None


# --- written down whole


def test_past_huddles_are_written_down_whole_with_their_actions(desk: Desk) -> None:
    begun = datetime.fromisoformat("2026-11-20T09:25+00:00")
    held = past.Held(
        date(2026, 11, 20),
        begun,
        begun + timedelta(minutes=12),
        answers={"good_thing": Answer(text="Cake"), "last_24h": Answer("watch")},
        attendance={"registered_nurse": 2},
        roles={"lead_role": "shift_lead"},
        good_thing="Cake",
        actions=(
            past.Raised(wanted("Late"), date(2026, 11, 29), result_code="worked"),
            past.Raised(wanted("Open")),
        ),
    )
    ents = past.record(desk, [held, past.Held(date(2026, 11, 23), reason="staffing")])
    found = closing.summary(desk, ents[0])
    assert (found.minutes, found.on_time, found.good_thing) == (12, False, "Cake")
    assert found.answers["last_24h"].answer == "watch"
    assert [(one.what, one.status) for one in found.actions] == [("Late", "done"), ("Open", "open")]
    assert closing.summary(desk, ents[1]).reason == "staffing"
    with pytest.raises(HuddleOver):
        past.record(desk, [held])
