"""Projects and tests of change on real stores: what is sealed stays, whoever tries to alter it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests import make
from tests.make import Trust, take
from wardqi.domain import improvement, kinds
from wardqi.services import keeping, recording
from wardqi.services.desk import Desk, NotAllowed
from wardqi.services.improvement import boards, cycles, ideas, loop, projects
from wardqi.store import records
from wardqi.store.store import Store

QUESTION = {
    "question": "Will evenings be calmer?",
    "prediction": "Two incidents at most",
    "low": 0,
    "high": 2,
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trust]:
    made = Trust(tmp_path_factory.mktemp("improvement") / "trust")
    yield made
    made.close()


@pytest.fixture
def desk(shared: Trust) -> Desk:
    return shared.heron


def project(desk: Desk, **more: object) -> str:
    return projects.create(desk, {"title": "Calmer evenings", **more}).ent


def a_plan(desk: Desk, within: str = "", **more: object) -> tuple[str, str]:
    idea = ideas.add(desk, within, "Music before supper").ent
    values = {
        "scale": "one_shift",
        "predictions": {"11111111": dict(QUESTION)},
        "look_on": "2026-11-28",
        **more,
    }
    return cycles.plan(desk, within, idea, values).ent, idea


def value(desk: Desk, ent: str) -> dict[str, object]:
    record = records.find(desk.store, ent)
    assert record is not None
    return dict(record.value)


def begun(desk: Desk, **more: object) -> tuple[str, str]:
    ent, idea = a_plan(desk, project(desk), **more)
    cycles.seal(desk, ent)
    return ent, idea


# --- projects


def test_a_project_begins_with_the_parts_of_its_aim(desk: Desk) -> None:
    offered = projects.offer(desk)
    assert (offered.percent, offered.by) == (25.0, date(2027, 11, 30))
    ent = project(desk, aim_what="restraint", aim_percent=offered.percent, aim_by=offered.by.isoformat())
    page = projects.page(desk, ent)
    assert (page.title, page.tests, page.record.value["ward"]) == ("Calmer evenings", (), desk.ward())
    assert [one.met for one in page.features] == [False] * 4
    assert ent in [one.ent for one in projects.listed(desk)]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"aim_percent": 0}, "aim_percent"),
        ({"baseline_from": "2026-05-01", "baseline_to": "2026-04-01"}, "baseline_to"),
    ],
)
def test_an_aim_that_cannot_be_kept_says_why(desk: Desk, values: dict[str, object], field: str) -> None:
    with pytest.raises(projects.NotFit) as caught:
        project(desk, **values)
    assert set(caught.value.fields) == {field}


# --- a test from plan to the next cycle


def test_a_test_goes_from_plan_to_the_next_cycle(desk: Desk) -> None:
    within = project(desk)
    ent, idea = a_plan(desk, within)
    cycles.seal(desk, ent)
    found = cycles.detail(desk, ent)
    assert (found.seal, found.card.stage, found.card.sealed) == ("whole", "do", True)
    assert value(desk, idea)["state"] == "testing"
    assert value(desk, ent)["starts_on"] == "2026-11-21"
    assert [one.ent for one in boards.today(desk) if one.ent == ent]
    for words in ("Calm", "Two people danced", "One asked for quiet", "Calm", "Calm"):
        cycles.observe(desk, ent, "observation", words)
    cycles.move(desk, ent, "study")
    cycles.study(
        desk, ent, {"predictions": {"11111111": {"verdict": "confirmed", "value": 1}}, "learned": "Ask first"}
    )
    cycles.move(desk, ent, "act")
    decided = cycles.decide(desk, ent, "adapt", "Ask people what they want to hear", next_scale="one_shift")
    assert value(desk, ent)["stage"] == "done"
    assert value(desk, idea)["state"] == "adapted"
    after = cycles.detail(desk, decided.next)
    assert (after.card.number, after.card.stage, after.card.scale) == (2, "plan", "one_shift")
    assert after.before is not None
    assert after.before.lesson == "Ask first"
    assert after.lacking == ("no_prediction",)
    (stairs,) = boards.ramps(desk, within)
    assert [step.card.ent for step in stairs.steps] == [ent, decided.next]


def test_undoing_a_decision_takes_the_next_cycle_back_too(desk: Desk) -> None:
    ent, idea = begun(desk)
    decided = cycles.decide(desk, ent, "adopt", next_scale="one_week")
    recording.undo(desk, decided.saved.changes)
    assert value(desk, ent)["stage"] == "do"
    assert value(desk, idea)["state"] == "testing"
    following = records.find(desk.store, decided.next)
    assert following is not None
    assert following.voided


def test_abandoned_with_a_lesson_drops_the_idea_with_its_reason(desk: Desk) -> None:
    ent, idea = begun(desk)
    cycles.study(desk, ent, {"learned": "Nobody wanted it at that hour"})
    cycles.decide(desk, ent, "abandon", dropped="not_wanted")
    assert (value(desk, idea)["state"], value(desk, idea)["dropped_reason"]) == ("dropped", "not_wanted")


def test_the_scale_goes_up_by_one_step_at_most(desk: Desk) -> None:
    ent, _ = begun(desk)
    with pytest.raises(cycles.NotNow, match="scale_jump"):
        cycles.decide(desk, ent, "adopt", next_scale="one_ward")


def test_observations_belong_to_a_test_that_is_under_way(desk: Desk) -> None:
    ent, _ = a_plan(desk)
    with pytest.raises(cycles.NotNow, match="not_begun"):
        cycles.observe(desk, ent, "observation", "Too soon")
    cycles.seal(desk, ent)
    with pytest.raises(cycles.NotNow, match="before"):
        cycles.observe(desk, ent, "observation", "Earlier", at=desk.now() - timedelta(days=1))
    with pytest.raises(cycles.NotNow, match="future"):
        cycles.observe(desk, ent, "observation", "Later", at=desk.now() + timedelta(hours=1))


def test_a_clone_is_the_next_of_its_ramp_also_without_an_idea(desk: Desk) -> None:
    ent = cycles.plan(desk, "", "", {"scale": "one_shift", "predictions": {"11111111": dict(QUESTION)}}).ent
    second = cycles.clone(desk, ent).ent
    third = cycles.clone(desk, second).ent
    assert [cycles.detail(desk, one).card.number for one in (ent, second, third)] == [1, 2, 3]


def test_dates_stand_in_the_calendar_until_they_are_met(desk: Desk) -> None:
    ent, _ = a_plan(desk, tasks={"22222222": {"what": "Bring the speaker", "when": "2026-11-20"}})
    mine = [
        one for one in boards.calendar(desk, date(2026, 11, 1), date(2026, 11, 30)) if one.card.ent == ent
    ]
    assert [(one.due.what, one.words, one.overdue) for one in mine] == [
        ("task", "Bring the speaker", True),
        ("look", "", False),
    ]


def test_who_may_only_read_cannot_begin_anything(desk: Desk) -> None:
    from dataclasses import replace

    opener = replace(desk, person=replace(desk.person, role="ig_lead"))
    with pytest.raises(NotAllowed):
        projects.create(opener, {"title": "x"})
    with pytest.raises(NotAllowed):
        cycles.plan(opener, "", "")


# --- the seal against everybody


def test_a_blank_cannot_be_sealed(desk: Desk) -> None:
    ent, _ = a_plan(desk, predictions={"11111111": {"question": "Will it?"}})
    with pytest.raises(improvement.NotReady):
        cycles.seal(desk, ent)
    with pytest.raises(improvement.NotReady):
        cycles.move(desk, ent, "do")
    with pytest.raises(improvement.NotReady):
        recording.amend(desk, ent, {"stage": "do"})
    assert value(desk, ent)["stage"] == "plan"


def test_a_sealed_prediction_stays_through_every_door(desk: Desk) -> None:
    ent, _ = begun(desk)
    before = improvement.plan(value(desk, ent))
    sealing = records.history(desk.store, ent)[-1].id
    tries = {"predictions": {"11111111": {"prediction": "I knew it"}}}
    for attempt in (
        lambda: cycles.change(desk, ent, tries),
        lambda: recording.amend(desk, ent, tries),
        lambda: recording.resolve(desk, ent, "predictions.11111111.prediction", "I knew it"),
        lambda: cycles.study(desk, ent, tries),
        lambda: recording.amend(desk, ent, {"predictions": {"99999999": {"question": "Another"}}}),
        lambda: recording.amend(desk, ent, {"sealed_at": None, "seal": None, "stage": "plan"}),
        lambda: recording.undo(desk, [sealing]),
        lambda: cycles.move(desk, ent, "plan"),
        lambda: cycles.seal(desk, ent),
    ):
        with pytest.raises(improvement.Sealed):
            attempt()
    cycles.add_to_plan(desk, ent, "We also told the night team")
    assert improvement.plan(value(desk, ent)) == before
    assert cycles.detail(desk, ent).seal == "whole"


def test_a_record_taken_back_and_restored_is_still_sealed(desk: Desk) -> None:
    ent, _ = begun(desk)
    lead = make_manager(desk)
    recording.void(lead, ent, "duplicate")
    recording.restore(lead, ent)
    assert cycles.detail(desk, ent).seal == "whole"


def make_manager(desk: Desk) -> Desk:
    from dataclasses import replace

    return replace(desk, person=replace(desk.person, role="ward_manager"))


def test_a_seal_is_of_the_plan_that_was_looked_at(desk: Desk) -> None:
    ent, _ = a_plan(desk)
    seen = records.find(desk.store, ent).heads  # type: ignore[union-attr]
    cycles.change(desk, ent, {"objective": "Somebody else wrote this"})
    with pytest.raises(recording.ChangedMeanwhile):
        cycles.seal(desk, ent, seen)


def test_a_bundle_from_an_altered_program_is_an_attempt_and_changes_nothing(
    trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = trust.heron, trust.heron2
    ent, _ = begun(here)
    take(there, trust.share(here))
    before = improvement.plan(value(here, ent))
    with monkeypatch.context() as altered:
        altered.setattr(Store, "_keep_sealed", lambda *_: None)
        recording.amend(
            there,
            ent,
            {
                "predictions": {
                    "11111111": {"prediction": "I knew it", "low": 5},
                    "99999999": {"question": "New"},
                },
                "sealed_at": "2026-11-01T08:00+00:00",
                "seal": "0" * 64,
                "learned": "This is no part of the plan",
            },
        )
    trust.clock.go(hours=1)
    take(here, trust.share(there))
    take(trust.hub, trust.send(here))
    for desk in (here, there):
        found = cycles.detail(desk, ent)
        assert improvement.plan(found.record.value) == before
        assert found.seal == "whole"
        assert not found.record.conflicts
        assert {one.path for one in found.attempts} == {
            "predictions.11111111.prediction",
            "predictions.11111111.low",
            "predictions.99999999.question",
            "sealed_at",
            "seal",
        }
        assert {one.by for one in found.attempts} == {there.person.name}
        assert found.record.value["learned"] == "This is no part of the plan"
        assert keeping.verify(desk).sound
    at_hub = records.find(trust.hub.store, ent)
    assert at_hub is not None
    assert improvement.standing(at_hub.value) == "elsewhere"
    assert at_hub.value["predictions"]["11111111"]["low"] == 0  # type: ignore[index]


def test_a_bundle_altered_on_its_way_is_refused(trust: Trust) -> None:
    from wardqi.services import exchange

    ent, _ = begun(trust.heron)
    path = trust.share(trust.heron)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    assert exchange.take(trust.heron2, path).state == "refused"
    assert records.find(trust.heron2.store, ent) is None


def test_two_pcs_edit_one_project_and_one_test(trust: Trust) -> None:
    here, there = trust.heron, trust.heron2
    within = project(here)
    ent, _ = a_plan(here, within)
    take(there, trust.share(here))
    projects.change(here, within, {"aim_what": "restraint", "problem": "Evenings are long"})
    projects.change(there, within, {"aim_for": "everybody", "problem": "Supper is late"})
    cycles.change(here, ent, {"stop_rule": "If anybody is hurt"})
    cycles.change(
        there, ent, {"predictions": {"22222222": {"question": "And at night?", "prediction": "No"}}}
    )
    take(there, trust.share(here))
    take(here, trust.share(there))
    for desk in (here, there):
        page = projects.page(desk, within)
        assert (page.record.value["aim_what"], page.record.value["aim_for"]) == ("restraint", "everybody")
        assert set(page.record.conflicts) == {"problem"}
        assert len(page.record.conflicts["problem"]) == 2
        both = value(desk, ent)
        assert both["stop_rule"] == "If anybody is hurt"
        assert len(both["predictions"]) == 2  # type: ignore[arg-type]
    projects.settle(here, within, "problem", "Evenings are long and supper is late")
    take(there, trust.share(here))
    assert projects.page(there, within).record.conflicts == {}


def test_plans_that_differ_are_settled_before_they_are_sealed(trust: Trust) -> None:
    here, there = trust.heron, trust.heron2
    ent, _ = a_plan(here, project(here))
    take(there, trust.share(here))
    cycles.change(here, ent, {"objective": "Music"})
    cycles.change(there, ent, {"objective": "Quiet"})
    take(here, trust.share(there))
    with pytest.raises(improvement.NotReady, match="conflict"):
        cycles.seal(here, ent)
    recording.resolve(here, ent, "objective", "Music")
    cycles.seal(here, ent)
    assert cycles.detail(here, ent).seal == "whole"


def test_a_plan_changed_elsewhere_while_it_was_sealed_here_came_too_late(trust: Trust) -> None:
    here, there = trust.heron, trust.heron2
    ent, _ = a_plan(here, project(here))
    take(there, trust.share(here))
    cycles.seal(here, ent)
    cycles.change(there, ent, {"stop_rule": "If anybody minds"})
    take(here, trust.share(there))
    take(there, trust.share(here))
    for desk in (here, there):
        found = cycles.detail(desk, ent)
        assert (found.seal, [one.path for one in found.attempts]) == ("whole", ["stop_rule"])
        assert "stop_rule" not in found.record.value


# --- the loop


def test_reporters_hear_what_was_changed_because_of_what_they_logged(desk: Desk) -> None:
    incident = recording.log_incident(desk, make.incident()).ent
    ent, _ = begun(desk, incidents={"33333333": {"incident": incident}})
    assert ent not in [one.cycle for one in loop.changed(desk)]
    cycles.decide(desk, ent, "adopt")
    (found,) = [one for one in loop.changed(desk) if one.cycle == ent]
    assert (found.incident, found.what) == (incident, "Music before supper")
    assert (str(found.logged_on), str(found.changed_on)) == ("2026-11-21", "2026-11-21")
    somebody = Desk(desk.store, type(desk.person)("somebody", "Else", "nurse"), desk.signer, desk.now)
    assert loop.changed(somebody) == ()


def test_measures_are_named_and_found_by_what_charts_call_them(desk: Desk) -> None:
    called = dict(boards.measures(desk))
    ent = kinds.measure_id(desk.ward(), "incidents_rate")
    assert ent in called
    assert boards.measure_of(desk, ent) == "incidents_rate"
    assert boards.measure_of(desk, "") == ""
