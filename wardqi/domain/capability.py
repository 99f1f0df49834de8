"""The ladder from learner to leader: which real records show that somebody has taken a step.

It is read off records whenever a person looks, for that person, and kept nowhere. It says what was done,
never how well: no figure compares two people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from wardqi.domain.improvement import DONE, Cycle, ramps, standing
from wardqi.domain.kinds import live_rows

AWARE, DOER, LEADER, COACH, EXPERT = LEVELS = ("1", "2", "3", "4", "5")
"""The steps, codes of the list `capability_level`."""

TEAMS: Final = 2
"""Teams that somebody has coached to a shift before it is a coach's step."""
RAMP: Final = 3
"""Cycles of one ramp that a leader's project has begun."""
FAMILY: Final = ("outcome", "process", "balancing")
PARTS: Final = ("aim", "diagram", "family", "ramp")
"""What a project that somebody leads needs, in the order it is made."""
_AIM: Final = ("aim_what", "aim_for", "aim_by")
_HOW_MUCH: Final = ("aim_percent", "aim_value")
_FROM: Final = ("baseline_value", "baseline_from")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A record that shows something: `what` was done, as a code: huddle, action, test, cycle, ...

    `ent` and `title` are the record's, `on` the day as text, or empty.
    """

    what: str
    kind: str
    ent: str
    title: str
    on: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the ladder: what shows it, and what is still open, as codes; `have` of `of` it counts."""

    level: str
    evidence: tuple[Evidence, ...]
    lacking: tuple[str, ...] = ()
    have: int = 0
    of: int = 1

    @property
    def shown(self) -> bool:
        """Whether real records show this step."""
        return self.have >= self.of and not self.lacking


def took_part(cycle: Cycle, uid: str) -> bool:
    """Whether somebody owned, sealed, observed or is named in the team of a test that began."""
    if not cycle.begun:
        return False
    if uid in (cycle.text("owner"), cycle.text("sealed_by")):
        return True
    seen = (one.get("by") for _, one in live_rows(cycle.value, "observations"))
    return uid in seen or bool(parts_in(cycle.value, uid))


def ran(cycle: Cycle, uid: str) -> bool:
    """Whether somebody ran a test from a sealed prediction to a decision, whatever was decided."""
    mine = uid in (cycle.text("owner"), cycle.text("sealed_by"))
    return mine and cycle.stage == DONE and cycle.sealed and standing(cycle.value) == "whole"


def parts_in(value: Mapping[str, object], uid: str) -> frozenset[str]:
    """The parts somebody of the ward's list has in a team: lead, coach, ...; member where none is said."""
    return frozenset(
        str(one.get("part") or "member") for _, one in live_rows(value, "team") if one.get("person") == uid
    )


def lacks(
    value: Mapping[str, object], levels: Collection[str], ideas: int, cycles: Iterable[Cycle]
) -> tuple[str, ...]:
    """Which of PARTS a project lacks; `levels` are those of its drivers, `ideas` how many it has."""
    steps = max((sum(one.begun for one in ramp.steps) for ramp in ramps(cycles)), default=0)
    family = {one.get("part") for _, one in live_rows(value, "measures")}
    has = {
        "aim": _whole_aim(value),
        "diagram": {"primary", "secondary"} <= set(levels) and ideas > 0,
        "family": set(FAMILY) <= family,
        "ramp": steps >= RAMP,
    }
    return tuple(part for part in PARTS if not has[part])


def _whole_aim(value: Mapping[str, object]) -> bool:
    """What, for whom, how much, by when and from what baseline."""

    def said(name: str) -> bool:
        return value.get(name) not in (None, "")

    return all(map(said, _AIM)) and any(map(said, _HOW_MUCH)) and any(map(said, _FROM))


def adapted_elsewhere(
    ent: str, ward: str, value: Mapping[str, object], children: Iterable[Mapping[str, object]]
) -> str:
    """The day on which another ward had taken a card over with a change of its own; empty when none has.

    Told by the results sent back on the card, or by the other wards' own cards (`children`). "-" when the
    day was not said.
    """
    days = [
        str(one.get("on") or "-")
        for _, one in live_rows(value, "results")
        if one.get("ward") not in (None, ward) and one.get("state") == "adapted"
    ]
    for child in children:
        if child.get("parent") == ent and child.get("ward") not in (None, ward):
            days += [str(one.get("on") or "-") for _, one in live_rows(child, "adaptations")]
    return min(days, default="")
