"""Who may do what: roles from the list `role`, and the acts each of them is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ACTS: Final = frozenset(
    {
        "read",  # see the ward's records, patients' names included
        "record",  # log incidents, quiet shifts, bed days, huddle answers, actions, tests of change
        "amend_signed",  # change a record after it was signed
        "void",  # archive a record, or bring it back
        "sign",  # sign a record as checked
        "lead_huddle",  # start and close a huddle
        "register_patients",  # add and change patients
        "define_measures",  # make measures, freeze baselines, set new limits
        "approve_sharing",  # let a card or a reviewed text leave the ward
        "check_sharing",  # pass a card on to other wards and the region
        "manage_ward",  # ward profile, areas, beds, prompts, lists, review clocks
        "admit_bank",  # let somebody from the bank or an agency sign in
        "manage_people",  # enrol, retire, reset
        "manage_keys",  # pairing, rotation, recovery, restore
        "exchange",  # make bundles, open receipts, import
        "load",  # bring history from another system
        "analyse",  # the hub: coverage, comparison, questions to wards
        "extract",  # save records as files outside the locked store: the national extract, lists, tables
        "publish",  # reports that leave the trust, always with small numbers hidden
        "audit",  # read who looked at and changed what
    }
)
"""Every act a role can be asked about."""

_CARE = {"read", "record", "lead_huddle"}
_REGISTERED = _CARE | {"register_patients"}
_LEAD = _REGISTERED | {"sign", "amend_signed", "void", "exchange", "admit_bank"}
_MANAGER = _LEAD | {
    "define_measures",
    "approve_sharing",
    "manage_ward",
    "manage_people",
    "manage_keys",
    "load",
    "extract",
    "audit",
}
_ANALYST = {"read", "record", "define_measures", "exchange", "load", "analyse", "publish"}

MAY: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "nurse": frozenset(_REGISTERED | {"sign", "exchange"}),
        "health_care_assistant": frozenset(_CARE),
        "shift_lead": frozenset(_LEAD),
        "ward_manager": frozenset(_MANAGER),
        "doctor": frozenset(_REGISTERED | {"sign"}),
        "therapist": frozenset(_CARE),
        "bank_staff": frozenset(_CARE),
        "peer_worker": frozenset({"record"}),
        "admin": frozenset(_MANAGER | {"analyse"}),
        "qi_analyst": frozenset(_ANALYST),
        "qi_lead": frozenset(
            _ANALYST | {"check_sharing", "void", "manage_people", "manage_keys", "manage_ward", "audit"}
        ),
        "ig_lead": frozenset({"audit", "manage_keys"}),
        "opener": frozenset(),
    }
)
"""What each role may do. An opener unlocks the store in the morning and signs nothing."""


BANK: Final = "bank_staff"
"""The role that whoever may `admit_bank` can give, and no other."""


class UnknownAct(ValueError):
    """The program asked about an act that no role table names."""


def may(role: str, act: str) -> bool:
    """Whether a role allows an act; an unknown role (from a newer program, perhaps) allows none.

    Raises UnknownAct, so that a misspelt act is found by the first test that meets it, and never allows.
    """
    if act not in ACTS:
        raise UnknownAct(act)
    return act in MAY.get(role, frozenset())


def roles_that_may(act: str) -> tuple[str, ...]:
    """The roles to ask when one's own may not, in the table's order."""
    return tuple(role for role in MAY if may(role, act))
