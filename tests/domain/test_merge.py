from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wardqi.domain import merge
from wardqi.domain.merge import Change, State, fold

A, B, C = "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc"


def change(
    id_: str, lam: int, sets: dict[str, object] | None = None, *base: str, action: str = "amend"
) -> Change:
    return Change(id_, lam, action, base, sets or {}, by=f"by {id_}", at=f"2026-10-25T{lam:02d}Z")


CREATED = change("a:1", 1, {"reason": "10", "area": "lounge"}, action="create")


# --- the rule, said again as plainly as it can be ---------------------------------------------------


def reaches(one: str, other: str, by_id: dict[str, Change]) -> bool:
    """Whether `one` builds on `other`, directly or not; a base with no lower counter is none."""
    for base in by_id[one].base:
        if (
            base in by_id
            and by_id[base].lam < by_id[one].lam
            and (base == other or reaches(base, other, by_id))
        ):
            return True
    return False


def standing(setters: Sequence[str], by_id: dict[str, Change]) -> list[str]:
    found = [
        one for one in setters if not any(reaches(other, one, by_id) for other in setters if other != one)
    ]
    return sorted(found, key=lambda one: by_id[one].rank, reverse=True)


def check(state: State, changes: Sequence[Change]) -> None:
    """Hold a state to the rule of the design: the last independent values of each field, highest first."""
    by_id = {one.id: one for one in changes}
    paths = {path for one in changes for path in one.sets}
    assert set(state.values) == paths
    for path in paths:
        left = standing([one.id for one in changes if path in one.sets], by_id)
        assert state.values[path] == by_id[left[0]].sets[path]
        values = [by_id[one].sets[path] for one in left]
        distinct = [value for at, value in enumerate(values) if value not in values[:at]]
        if len(distinct) > 1:
            assert [rival.value for rival in state.conflicts[path]] == distinct
        else:
            assert path not in state.conflicts
    heads = [one for one in by_id if not any(reaches(other, one, by_id) for other in by_id if other != one)]
    assert state.heads == tuple(sorted(heads))
    acts = standing([one.id for one in changes if one.action in ("void", "restore")], by_id)
    voids = [one for one in acts if by_id[one].action == "void"]
    assert state.voided == bool(voids)
    unseen = [
        one
        for one in by_id
        if voids
        and by_id[one].action in ("create", "amend", "restore")
        and not any(reaches(void, one, by_id) or reaches(one, void, by_id) for void in voids)
        and not any(
            reaches(third, one, by_id) and all(reaches(third, void, by_id) for void in voids)
            for third in by_id
        )
    ]
    assert state.amended_meanwhile == bool(unseen)
    assert state.needs_review == bool(state.conflicts or unseen)


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Changes of some replicas to one record, with bases that have not arrived, and with forged ones."""
    count = draw(st.integers(1, 9))
    made: list[Change] = []
    for number in range(count):
        lam = draw(st.integers(1, 6))
        bases = draw(st.lists(st.sampled_from([f"{'abc'[n % 3]}:{n}" for n in range(count + 1)]), max_size=3))
        action = draw(st.sampled_from(["amend", "amend", "amend", "void", "restore"]))
        sets = draw(
            st.dictionaries(st.sampled_from(["p", "q"]), st.sampled_from(["x", "y", 1, None]), max_size=2)
        )
        made.append(change(f"{'abc'[number % 3]}:{number}", lam, dict(sets), *bases, action=action))
    return made


@settings(max_examples=400)
@given(histories(), st.integers())
def test_the_state_follows_the_rule_whatever_the_history(history: list[Change], seed: int) -> None:
    state = fold(history)
    check(state, history)
    shuffled = history * 2
    random.Random(seed).shuffle(shuffled)
    assert fold(shuffled) == state


@pytest.mark.full
@settings(max_examples=20_000)
@given(histories(), st.integers())
def test_the_state_follows_the_rule_in_many_histories(history: list[Change], seed: int) -> None:
    test_the_state_follows_the_rule_whatever_the_history.hypothesis.inner_test(history, seed)  # type: ignore[attr-defined]


# --- what the rule means ----------------------------------------------------------------------------


def test_a_later_change_that_builds_on_the_earlier_is_simply_the_value() -> None:
    state = fold([CREATED, change("a:2", 2, {"reason": "20"}, "a:1")])
    assert (state.values, state.conflicts, state.heads) == ({"reason": "20", "area": "lounge"}, {}, ("a:2",))
    assert (state.created_by, state.changed_by, state.lam) == ("by a:1", "by a:2", 2)


def test_different_values_given_independently_are_a_conflict_and_the_highest_shows() -> None:
    one, other = change("a:2", 2, {"reason": "20"}, "a:1"), change("b:1", 5, {"reason": "30"}, "a:1")
    state = fold([other, CREATED, one])
    assert state.values["reason"] == "30"
    assert [(rival.value, rival.change, rival.by) for rival in state.conflicts["reason"]] == [
        ("30", "b:1", "by b:1"),
        ("20", "a:2", "by a:2"),
    ]
    assert state.needs_review
    assert state.heads == ("a:2", "b:1")


def test_equal_values_and_different_fields_are_no_conflict() -> None:
    state = fold(
        [
            CREATED,
            change("a:2", 2, {"reason": "20"}, "a:1"),
            change("b:1", 2, {"reason": "20", "area": "x"}, "a:1"),
        ]
    )
    assert not state.needs_review
    assert state.values == {"reason": "20", "area": "x"}


def test_true_is_not_one() -> None:
    state = fold([CREATED, change("a:2", 2, {"flag": True}, "a:1"), change("b:1", 2, {"flag": 1}, "a:1")])
    assert len(state.conflicts["flag"]) == 2


def test_a_change_that_names_every_head_settles_the_conflict() -> None:
    history = [CREATED, change("a:2", 2, {"reason": "20"}, "a:1"), change("b:1", 3, {"reason": "30"}, "a:1")]
    settled = fold([*history, change("a:3", 4, {"reason": "20"}, *fold(history).heads)])
    assert (settled.values["reason"], settled.conflicts, settled.heads) == ("20", {}, ("a:3",))


def test_rows_of_one_record_merge_field_by_field() -> None:
    rows = {"interventions.1.type": "09", "interventions.1.minutes": 5}
    state = fold(
        [
            change("a:1", 1, rows, action="create"),
            change("a:2", 2, {"interventions.1.minutes": 6}, "a:1"),
            change("b:1", 2, {"interventions.2.type": "07"}, "a:1"),
        ]
    )
    assert state.values == rows | {"interventions.1.minutes": 6, "interventions.2.type": "07"}
    assert not state.needs_review


def test_a_void_hides_the_record_and_a_restore_brings_it_back() -> None:
    void = change("a:2", 2, None, "a:1", action="void")
    assert fold([CREATED, void]).voided
    assert not fold([CREATED, void]).needs_review
    assert not fold([CREATED, void, change("a:3", 3, None, "a:2", action="restore")]).voided


def test_an_amendment_made_while_the_record_was_being_voided_asks_for_a_review() -> None:
    history = [
        CREATED,
        change("a:2", 2, None, "a:1", action="void"),
        change("b:1", 2, {"reason": "20"}, "a:1"),
    ]
    state = fold(history)
    assert state.voided
    assert state.amended_meanwhile
    assert state.values["reason"] == "20"


@pytest.mark.parametrize(("action", "voided"), [("void", True), ("restore", False), ("amend", True)])
def test_whoever_has_seen_void_and_amendment_ends_the_review(action: str, voided: bool) -> None:
    history = [
        CREATED,
        change("a:2", 2, None, "a:1", action="void"),
        change("b:1", 2, {"reason": "20"}, "a:1"),
    ]
    state = fold([*history, change("c:1", 3, None, "a:2", "b:1", action=action)])
    assert (state.voided, state.needs_review) == (voided, False)


def test_a_void_and_a_restore_made_independently_leave_it_voided_and_ask() -> None:
    void = change("a:2", 2, None, "a:1", action="void")
    again, back = (
        change("a:3", 3, None, "a:2", action="void"),
        change("b:1", 3, None, "a:2", action="restore"),
    )
    state = fold([CREATED, void, again, back])
    assert state.voided
    assert state.amended_meanwhile


def test_a_forged_circle_of_bases_has_no_effect() -> None:
    one, other = change("a:2", 3, {"reason": "20"}, "b:1"), change("b:1", 3, {"reason": "30"}, "a:2")
    state = fold([CREATED, one, other])
    assert len(state.conflicts["reason"]) == 3
    assert fold([change("a:1", 1, {"p": 1}, "a:1", action="create")]).values == {"p": 1}


def test_a_base_from_the_future_does_not_silence_what_it_names() -> None:
    late = change("b:1", 2, {"reason": "30"}, "a:9")
    early = change("a:9", 9, {"reason": "20"})
    assert len(fold([early, late]).conflicts["reason"]) == 2


def test_a_base_that_has_not_arrived_is_taken_into_account_when_it_does() -> None:
    middle, last = change("b:1", 2, {"reason": "20"}, "a:1"), change("c:1", 3, {"reason": "30"}, "b:1")
    without = fold([CREATED, last])
    assert len(without.conflicts["reason"]) == 2
    assert fold([CREATED, last, middle]).conflicts == {}


def test_no_changes_are_no_record() -> None:
    with pytest.raises(ValueError, match="at least one"):
        fold([])


def test_a_long_history_is_folded_in_a_moment() -> None:
    history = [CREATED]
    for number in range(2, 3001):
        history.append(change(f"a:{number}", number, {"reason": str(number)}, f"a:{number - 1}"))
    state = fold(history)
    assert state.values["reason"] == "3000"
    assert state.conflicts == {}
    assert merge.VOID == "void"
