"""Roles and what each may do."""

from __future__ import annotations

import pytest

from wardqi.domain import codes, people


def test_every_role_of_the_list_is_in_the_table_and_no_other() -> None:
    assert set(people.MAY) == {entry.code for entry in codes.get("role").entries}


def test_the_table_allows_only_acts_that_exist_and_each_act_is_somebodys() -> None:
    assert frozenset().union(*people.MAY.values()) == people.ACTS


def test_an_unknown_role_may_do_nothing() -> None:
    assert not any(people.may("superuser", act) for act in people.ACTS)
    assert not any(people.may("", act) for act in people.ACTS)


def test_a_misspelt_act_is_a_fault_and_never_allowed() -> None:
    with pytest.raises(people.UnknownAct, match="recrod"):
        people.may("admin", "recrod")


def test_an_opener_only_opens() -> None:
    assert people.MAY["opener"] == frozenset()


@pytest.mark.parametrize(
    "role", ["nurse", "health_care_assistant", "bank_staff", "shift_lead", "ward_manager"]
)
def test_everybody_on_a_shift_may_record(role: str) -> None:
    assert people.may(role, "record")
    assert people.may(role, "read")


@pytest.mark.parametrize(
    "role", ["health_care_assistant", "bank_staff", "therapist", "peer_worker", "qi_analyst"]
)
def test_those_who_may_not_sign_do_not_change_what_is_signed(role: str) -> None:
    for act in ("sign", "amend_signed", "void", "manage_people", "manage_keys"):
        assert not people.may(role, act)


def test_changing_a_signed_record_needs_the_right_to_sign() -> None:
    assert set(people.roles_that_may("amend_signed")) <= set(people.roles_that_may("sign"))


def test_a_peer_worker_does_not_see_the_wards_records() -> None:
    assert not people.may("peer_worker", "read")


def test_hub_acts_are_not_the_wards() -> None:
    assert set(people.roles_that_may("publish")) == {"qi_analyst", "qi_lead"}
    assert set(people.roles_that_may("check_sharing")) == {"qi_lead"}
    assert set(people.roles_that_may("approve_sharing")) == {"ward_manager", "admin"}


def test_each_store_has_somebody_to_manage_people_and_keys() -> None:
    for act in ("manage_people", "manage_keys"):
        assert {"ward_manager", "admin", "qi_lead"} <= set(people.roles_that_may(act))
