from __future__ import annotations

import itertools

import pytest

from wardqi.domain import improvement, kinds
from wardqi.domain.improvement import Cycle, NotReady, Sealed
from wardqi.domain.merge import Change, fold

QUESTION = {"question": "Will fewer people be held in the evening?", "prediction": "Yes", "low": 0, "high": 3}
AT, BY = "2026-11-20T09:00+00:00", "6f0d3c52-8b1e-4a86-9d0e-3f1c7a9e2b44"


def planned(**more: object) -> dict[str, object]:
    return {
        "objective": "Music before supper",
        "scale": "one_shift",
        "predictions": {"11111111": dict(QUESTION)},
        "tasks": {"22222222": {"what": "Bring the speaker", "who": "Bola"}},
        **more,
    }


def sealed(value: dict[str, object] | None = None) -> dict[str, object]:
    value = value or planned()
    return {**value, **improvement.sealing(value, AT, BY)}


def cycle(ent: str, **value: object) -> Cycle:
    return Cycle(ent, value)


# --- the seal


def test_a_seal_covers_every_word_of_the_plan_and_nothing_else() -> None:
    value = sealed()
    assert improvement.standing(value) == "whole"
    flat = kinds.flatten(value)
    for path in improvement.plan(value):
        assert improvement.standing(kinds.nest({**flat, path: "something else"})) == "broken", path
    for path in ("observations.33333333.text", "predictions.11111111.result", "look_on", "owner", "learned"):
        assert improvement.standing(kinds.nest({**flat, path: "anything"})) == "whole", path


def test_the_order_of_answers_and_rows_taken_out_make_no_difference() -> None:
    value = planned()
    turned = dict(reversed(value.items()))
    gone = {**value, "tasks": {**value["tasks"], "44444444": {"what": "No", "removed": True}}}  # type: ignore[dict-item]
    assert improvement.fingerprint(value) == improvement.fingerprint(turned) == improvement.fingerprint(gone)


def test_without_its_words_a_seal_cannot_be_looked_at() -> None:
    assert improvement.standing({"sealed_at": AT, "scale": "one_shift"}) == "elsewhere"
    assert improvement.standing(planned()) == "open"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ({}, "no_question"),
        ({"11111111": {"question": " ", "prediction": "x"}}, "no_question"),
        ({"11111111": {"question": "Will it?", "prediction": "  "}}, "no_prediction"),
        ({"11111111": QUESTION, "22222222": {"question": "And this?"}}, "no_prediction"),
        ({"11111111": {**QUESTION, "low": 5, "high": 2}}, "low_over_high"),
        ({f"{at:08x}": QUESTION for at in range(13)}, "too_many_questions"),
    ],
)
def test_every_question_needs_a_prediction(rows: dict[str, object], code: str) -> None:
    with pytest.raises(NotReady) as caught:
        improvement.sealing(planned(predictions=rows), AT, BY)
    assert code in caught.value.lacking


def test_a_figure_alone_is_a_prediction_also_nought() -> None:
    assert (
        improvement.unready(planned(predictions={"11111111": {"question": "How many?", "high": 0}}))[0] == ()
    )


def test_the_largest_plan_fits_into_one_change() -> None:
    rows = {
        "predictions": {f"{at:08x}": {**QUESTION, "by": "2026-12-01"} for at in range(12)},
        "tasks": {
            f"{at:08x}": dict.fromkeys(("what", "who", "who_role", "when", "where", "how"), "x")
            for at in range(15)
        },
    }
    value = planned(**rows, **dict.fromkeys(improvement._FIELDS, "x"))
    kinds_flat = kinds.flatten(improvement.sealing(value, AT, BY))
    assert len(kinds_flat) < kinds.FIELD_LIMIT


# --- what may change when


def test_a_plan_changes_freely_until_it_is_sealed() -> None:
    improvement.check_change({}, planned())
    improvement.check_change(planned(), planned(objective="Another", predictions={}))


def test_a_test_cannot_begin_without_a_true_seal() -> None:
    for stage in ("do", "study", "act", "done"):
        with pytest.raises(NotReady):
            improvement.check_change(planned(), planned(stage=stage))
    with pytest.raises(NotReady):
        improvement.check_change(planned(), planned(sealed_at=AT, sealed_by=BY, seal="0" * 64))
    improvement.check_change(planned(), {**sealed(), "stage": "do"})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("predictions.11111111.prediction", "Of course not"),
        ("predictions.11111111.low", 1),
        ("predictions.11111111.removed", True),
        ("predictions.99999999.question", "A new one"),
        ("tasks.22222222.who", "Somebody"),
        ("stop_rule", "Never"),
        ("objective", None),
        ("sealed_at", None),
        ("sealed_at", "2026-11-01T09:00+00:00"),
        ("sealed_by", "7f0d3c52-8b1e-4a86-9d0e-3f1c7a9e2b44"),
        ("seal", "0" * 64),
    ],
)
def test_nothing_that_is_sealed_can_be_altered(path: str, value: object) -> None:
    before = {**sealed(), "stage": "do"}
    with pytest.raises(Sealed):
        improvement.check_change(before, kinds.nest({**kinds.flatten(before), path: value}))


def test_what_follows_the_seal_is_free() -> None:
    before = {**sealed(), "stage": "do"}
    for path, value in (
        ("observations.33333333.text", "It was calm"),
        ("additions.33333333.text", "We also told the night team"),
        ("predictions.11111111.verdict", "partly"),
        ("tasks.22222222.done_on", "2026-11-21"),
        ("stage", "study"),
        ("objective", "Music before supper"),
    ):
        improvement.check_change(before, kinds.nest({**kinds.flatten(before), path: value}))


# --- what other PCs and forgers send


def change(id_: str, lam: int, sets: dict[str, object], *base: str) -> Change:
    return Change(
        id_, lam, "create" if not base else "amend", base, kinds.flatten(sets), by=f"by {id_}", at=str(lam)
    )


def test_a_late_change_does_not_replace_what_was_sealed_in_whatever_order_it_comes() -> None:
    path = "predictions.11111111.prediction"
    begun = change("a:1", 1, planned())
    seal = change("a:2", 2, improvement.sealing(planned(), AT, BY), "a:1")
    known = change("a:3", 3, kinds.nest({path: "Never", "stage": "do"}), "a:2")
    unknown = change("b:1", 9, kinds.nest({path: "Maybe", "predictions.99999999.question": "New"}), "a:1")
    again = change(
        "b:2", 10, {"sealed_at": "2026-11-01T09:00+00:00", "seal": "0" * 64, "objective": None}, "b:1"
    )
    for order in itertools.permutations((begun, seal, known, unknown, again)):
        state = fold(order, improvement.LOCK)
        value = kinds.nest(state.values)
        assert improvement.standing(value) == "whole"
        assert value["predictions"]["11111111"]["prediction"] == "Yes"
        assert "99999999" not in value["predictions"]
        assert value["stage"] == "do"
        assert not state.conflicts
        assert [one.value for one in state.attempts[path]] == ["Maybe", "Never"]
        assert {"sealed_at", "seal", "objective", "predictions.99999999.question"} <= state.attempts.keys()


def test_what_was_written_before_the_seal_is_no_attempt() -> None:
    first = change("a:1", 1, planned(objective="Once"))
    second = change("a:2", 2, {"objective": "Music before supper"}, "a:1")
    seal = change("a:3", 3, improvement.sealing(planned(), AT, BY), "a:2")
    assert fold((first, second, seal), improvement.LOCK).attempts == {}


def test_of_two_seals_the_first_stands_everywhere() -> None:
    begun = change("a:1", 1, planned())
    one = change("a:2", 2, improvement.sealing(planned(), AT, BY), "a:1")
    other = change("b:1", 2, improvement.sealing(planned(objective="Theirs"), AT, BY), "a:1")
    for order in itertools.permutations((begun, one, other)):
        state = fold(order, improvement.LOCK)
        assert state.values["objective"] == "Music before supper"
        assert improvement.standing(kinds.nest(state.values)) == "whole"
        assert [rival.value for rival in state.attempts["objective"]] == ["Theirs"]


# --- scale, ramps, dates, features


def test_the_next_scale_is_at_most_one_step_up() -> None:
    assert improvement.next_scale("one_shift", "adopt") == "one_week"
    assert improvement.next_scale("one_shift", "adapt") == "one_shift"
    assert improvement.next_scale("trust", "adopt") == "trust"
    assert improvement.next_scales("one_shift") == ("one_patient", "one_shift", "one_week")


def test_a_ramp_is_the_cycles_of_an_idea_or_those_that_follow_each_other() -> None:
    tests = [
        cycle("c", idea="i", number=3, scale="one_ward"),
        cycle("a", idea="i", number=1, scale="one_patient"),
        cycle("b", idea="i", number=2, scale="one_shift"),
        cycle("x", number=1, scale="one_shift"),
        cycle("y", previous="x", number=2, scale="one_week"),
        cycle("z", previous="z", number=1),
    ]
    found = {ramp.key: ramp for ramp in improvement.ramps(tests)}
    assert [one.ent for one in found["i"].steps] == ["a", "b", "c"]
    assert found["i"].jumps == {"c"}
    assert [one.ent for one in found["x"].steps] == ["x", "y"]
    assert found["x"].jumps == frozenset()
    assert set(found) == {"i", "x", "z"}


def test_a_test_waits_for_its_dates_until_they_are_met() -> None:
    value = planned(starts_on="2026-11-20", look_on="2026-11-27")
    value["predictions"] = {"11111111": {**QUESTION, "by": "2026-11-25"}}
    value["tasks"] = {
        "22222222": {"what": "x", "when": "2026-11-21"},
        "33333333": {"what": "y", "when": "2026-11-20", "done_on": "2026-11-20"},
    }
    planning = [(str(one.day), one.what) for one in improvement.due(Cycle("c", value))]
    assert planning == [
        ("2026-11-20", "start"),
        ("2026-11-21", "task"),
        ("2026-11-25", "prediction"),
        ("2026-11-27", "look"),
    ]
    assert [one.what for one in improvement.due(Cycle("c", {**value, "stage": "study"}))] == ["study"]
    assert improvement.due(Cycle("c", {**value, "stage": "done"})) == ()


def test_the_four_features_are_counted_from_the_tests() -> None:
    first = Cycle("a", {**sealed(planned(idea="i", measure="m")), "number": 1, "stage": "done"})
    second = Cycle("b", {**sealed(planned(idea="i")), "number": 2, "stage": "do"})
    waiting = Cycle("w", planned(idea="j", scale="one_ward"))
    found = {one.code: (one.met, one.have, one.of) for one in improvement.features([first, second, waiting])}
    assert found == {
        "iterative": (True, 1, 1),
        "small": (True, 1, 1),
        "prediction": (True, 2, 2),
        "data": (False, 1, 2),
    }
    assert not any(one.met for one in improvement.features([]))


def test_hints_help_and_never_block() -> None:
    assert improvement.hints(Cycle("a", {"scale": "one_ward"}), None) == (
        "start_smaller",
        "no_measure",
        "no_look",
    )
    good = planned(measure="m", look_on="2026-11-27")
    assert improvement.hints(Cycle("a", good), None) == ()
    words = {"11111111": {"question": "Will it?", "prediction": "Yes"}}
    assert improvement.hints(Cycle("a", {**good, "predictions": words}), None) == ("no_figure",)
    assert improvement.hints(Cycle("b", {**good, "scale": "one_ward"}), Cycle("a", good)) == ("scale_jump",)


def test_the_next_cycle_asks_the_same_and_predicts_nothing_yet() -> None:
    value = sealed(
        planned(idea="i", measure="m", starts_on="2026-11-20", incidents={"55555555": {"incident": "x"}})
    )
    rows = (f"{at:08x}" for at in range(100))
    made = improvement.following(Cycle("a", value), 2, "one_week", rows)
    assert list(made["predictions"].values()) == [{"question": QUESTION["question"]}]  # type: ignore[attr-defined]
    assert (made["previous"], made["number"], made["scale"], made["stage"]) == ("a", 2, "one_week", "plan")
    assert list(made["incidents"].values()) == [{"incident": "x"}]  # type: ignore[attr-defined]
    assert not {"sealed_at", "seal", "starts_on", "look_on"} & made.keys()
    kinds.check("cycle", {**made, "previous": BY, "idea": BY, "measure": BY, "incidents": {}})
