"""Tests of change: what may be edited when, the seal over a plan, steps of scale, ramps, the four features.

A plan may be written freely until its test begins. Then it is sealed: its text, who sealed it and when, and
a fingerprint of all of it are kept in one change, and nothing that comes later replaces them. What is added
afterwards stands beside the plan with its own time and author.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from wardqi.domain import codes, kinds, merge
from wardqi.domain.kinds import live_rows

PLAN, DO, STUDY, ACT, DONE = STAGES = ("plan", "do", "study", "act", "done")
UNDER_WAY: Final = (DO, STUDY, ACT)
SMALL: Final = ("one_patient", "one_shift")
"""Scales that a first test should have."""

MOST_QUESTIONS, MOST_TASKS = 12, 15
"""More would not fit into the one change that seals a plan."""

MARK: Final = "sealed_at"
_FIELDS: Final = (
    *("objective", "scale", "type", "starts_on", "measure", "risks", "stop_rule"),
    *("data_what", "data_who", "data_when", "data_where", "data_how"),
)
_ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "predictions": ("question", "prediction", "low", "high", "by"),
    "tasks": ("what", "who", "who_role", "when", "where", "how"),
}
_SEALING: Final = ("sealed_at", "sealed_by")
SEALED_PATHS: Final = frozenset(
    {
        *_FIELDS,
        *_SEALING,
        "seal",
        *(f"{rows}.{name}" for rows, names in _ROWS.items() for name in (*names, kinds.REMOVED)),
    }
)
"""Paths, without row ids, of what a seal covers."""


class Sealed(Exception):
    """The plan of this test is sealed; `paths` are what somebody tried to change. Nothing was saved."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(", ".join(paths))
        self.paths = tuple(paths)


class NotReady(Exception):
    """A test cannot begin yet; `lacking` are codes such as "no_prediction" (of the rows in `rows`)."""

    def __init__(self, lacking: Sequence[str], rows: Sequence[str] = ()) -> None:
        super().__init__(", ".join(lacking))
        self.lacking = tuple(lacking)
        self.rows = tuple(rows)


# --- the seal


def covered(path: str) -> bool:
    """Whether a seal covers this path ("objective", "predictions.1a2b3c4d.low")."""
    head, dot, rest = path.partition(".")
    return (f"{head}.{rest.partition('.')[2]}" if dot else head) in SEALED_PATHS


LOCK: Final = merge.Lock(MARK, covered)
"""What folding needs: the change that first says when it was sealed fixes what the seal covers."""


def plan(value: Mapping[str, object]) -> dict[str, object]:
    """The part of a test that a seal is taken over, by path: answered fields, and rows not taken out."""
    found = {name: value[name] for name in (*_FIELDS, *_SEALING) if value.get(name) not in (None, "")}
    for rows, names in _ROWS.items():
        for row, one in live_rows(value, rows):
            found |= {f"{rows}.{row}.{name}": one[name] for name in names if one.get(name) not in (None, "")}
    return found


def fingerprint(value: Mapping[str, object]) -> str:
    """SHA-256 over the plan, its paths in order: 64 hex digits."""
    text = json.dumps(plan(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(f"wardqi-plan-v1\0{text}".encode()).hexdigest()


def sealing(value: Mapping[str, object], at: str, by: str) -> dict[str, object]:
    """What the change that seals a plan sets: the whole plan again, when, who, and the fingerprint.

    It repeats the plan so that it stands on its own, whatever else arrives later. Raises NotReady.
    """
    lacking, rows = unready(value)
    if lacking:
        raise NotReady(lacking, rows)
    whole = {**value, "sealed_at": at, "sealed_by": by}
    return kinds.nest({**plan(whole), "seal": fingerprint(whole)})


def standing(value: Mapping[str, object]) -> str:
    """Of a seal: "open" before it, "whole", "broken", or "elsewhere" where the words were not sent."""
    if not value.get(MARK):
        return "open"
    if not value.get("seal"):
        return "elsewhere"
    return "whole" if value["seal"] == fingerprint(value) else "broken"


def unready(value: Mapping[str, object]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a plan still lacks before its test may begin: codes, and the rows of questions they are about."""
    questions = dict(live_rows(value, "predictions"))
    unasked = [row for row, one in questions.items() if not _said(one, "question")]
    blank = [row for row, one in questions.items() if row not in unasked and not predicted(one)]
    turned = [row for row, one in questions.items() if _turned(one)]
    lacking = [
        code
        for code, found in (
            ("no_question", not questions or unasked),
            ("no_prediction", blank),
            ("low_over_high", turned),
            ("too_many_questions", len(questions) > MOST_QUESTIONS),
            ("too_many_tasks", sum(1 for _ in live_rows(value, "tasks")) > MOST_TASKS),
        )
        if found
    ]
    return tuple(lacking), tuple(dict.fromkeys([*unasked, *blank, *turned]))


def predicted(one: Mapping[str, object]) -> bool:
    """Whether a question has a prediction: in words or as a figure."""
    return _said(one, "prediction") or one.get("low") is not None or one.get("high") is not None


def _said(one: Mapping[str, object], name: str) -> bool:
    return bool(str(one.get(name) or "").strip())


def _turned(one: Mapping[str, object]) -> bool:
    low, high = number(one.get("low")), number(one.get("high"))
    return low is not None and high is not None and low > high


def check_change(before: Mapping[str, object], after: Mapping[str, object]) -> None:
    """Whether one change may take a test from `before` to `after`; the one rule that blocks anything.

    Raises Sealed when it alters what was sealed, NotReady when the test would begin without a true seal.
    """
    if before.get(MARK):
        old, new = plan(before), plan(after)
        altered = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
        if before.get("seal") != after.get("seal"):
            altered.add("seal")
        if altered:
            raise Sealed(sorted(altered))
        return
    if after.get(MARK):
        lacking, rows = unready(after)
        if not lacking and standing(after) != "whole":
            lacking = ("not_sealed",)
        if lacking:
            raise NotReady(lacking, rows)
    elif after.get("stage") in (*UNDER_WAY, DONE):
        raise NotReady(("not_sealed",))


# --- scale


def scales() -> tuple[str, ...]:
    """Scales from the smallest."""
    return tuple(one.code for one in codes.get("cycle_scale").entries)


def step(scale: object) -> int:
    """How high a scale stands, from 0; -1 when none was chosen."""
    known = scales()
    return known.index(scale) if isinstance(scale, str) and scale in known else -1


def next_scale(scale: object, decision: str) -> str:
    """The scale to offer for the next cycle: one step up after adopt, the same otherwise."""
    known = scales()
    at = max(0, step(scale))
    return known[min(at + 1, len(known) - 1)] if decision == "adopt" else known[at]


def next_scales(scale: object) -> tuple[str, ...]:
    """The scales that the next cycle may be offered: one step up at most."""
    return scales()[: max(0, step(scale)) + 2]


# --- cycles and ramps


@dataclass(frozen=True, slots=True)
class Cycle:
    """A test of change as lists and rules look at it; dates are None where nothing was said."""

    ent: str
    value: Mapping[str, object]

    def text(self, name: str) -> str:
        """A field as text, empty when it is not answered."""
        held = self.value.get(name)
        return held if isinstance(held, str) else ""

    def day(self, name: str) -> date | None:
        """A field as a day."""
        return day_of(self.value, name)

    @property
    def stage(self) -> str:
        """Its stage; one that says none is still being planned."""
        return self.text("stage") or PLAN

    @property
    def sealed(self) -> bool:
        """Whether its plan was sealed."""
        return bool(self.value.get(MARK))

    @property
    def number(self) -> int:
        """Its place in the ramp, from 1."""
        held = self.value.get("number")
        return held if type(held) is int and held > 0 else 1

    @property
    def questions(self) -> tuple[tuple[str, Mapping[str, object]], ...]:
        """Its questions with their predictions, by row."""
        return tuple((row, one) for row, one in live_rows(self.value, "predictions") if one.get("question"))

    @property
    def begun(self) -> bool:
        """Whether it is past the planning."""
        return self.stage != PLAN


@dataclass(frozen=True, slots=True)
class Ramp:
    """Cycles for one idea, first to last. `jumps` are those more than a step above all before them."""

    key: str
    idea: str
    steps: tuple[Cycle, ...]
    jumps: frozenset[str]


def ramps(cycles: Iterable[Cycle]) -> tuple[Ramp, ...]:
    """Cycles as ramps: those of one idea together, and those that followed each other without one."""
    known = {one.ent: one for one in cycles}
    groups: dict[str, list[Cycle]] = {}
    for one in known.values():
        groups.setdefault(_ramp_of(one, known), []).append(one)
    return tuple(_ramp(key, steps) for key, steps in groups.items())


def _ramp_of(one: Cycle, known: Mapping[str, Cycle]) -> str:
    seen = {one.ent}
    while not one.text("idea"):
        before = known.get(one.text("previous"))
        if before is None or before.ent in seen:
            return one.ent
        seen.add(before.ent)
        one = before
    return one.text("idea")


def _ramp(key: str, steps: list[Cycle]) -> Ramp:
    ordered = sorted(steps, key=lambda one: (one.number, one.text("starts_on") or "~", one.ent))
    jumps, highest = set(), -1
    for one in ordered:
        at = step(one.text("scale"))
        if at > highest + 1 and (highest >= 0 or at > step(SMALL[-1])):
            jumps.add(one.ent)
        highest = max(highest, at)
    return Ramp(
        key,
        next((one.text("idea") for one in ordered if one.text("idea")), ""),
        tuple(ordered),
        frozenset(jumps),
    )


# --- due dates


@dataclass(frozen=True, slots=True)
class Due:
    """A date of a test. `what` is start, look, prediction, task or end; `row` the row it stands in."""

    day: date
    what: str
    ent: str
    row: str = ""


def due(cycle: Cycle) -> tuple[Due, ...]:
    """The dates a test still waits for, earliest first."""
    found: list[Due] = []

    def add(what: str, day: date | None, row: str = "") -> None:
        if day is not None:
            found.append(Due(day, what, cycle.ent, row))

    if cycle.stage == PLAN:
        add("start", cycle.day("starts_on"))
    if cycle.stage in (PLAN, DO):
        add("look", cycle.day("look_on"))
        add("end", cycle.day("ends_on"))
        for row, one in cycle.questions:
            if one.get("verdict") is None:
                add("prediction", day_of(one, "by"), row)
        for row, one in live_rows(cycle.value, "tasks"):
            if not one.get("done_on"):
                add("task", day_of(one, "when"), row)
    elif cycle.stage in (STUDY, ACT):
        add(cycle.stage, cycle.day("look_on") or cycle.day("ends_on"))
    return tuple(sorted(found, key=lambda one: (one.day, one.what, one.row)))


# --- the method


FEATURES: Final = ("iterative", "small", "prediction", "data")


@dataclass(frozen=True, slots=True)
class Feature:
    """One of the four features of the method: whether it is there, and of how many how many have it."""

    code: str
    met: bool
    have: int
    of: int


def features(cycles: Sequence[Cycle]) -> tuple[Feature, ...]:
    """The four features of the method in a project's tests, for a quiet checklist; they block nothing.

    Tests that build on each other, small first tests, a prediction with a figure sealed before each test,
    and data over time: each test looked at by one measure's chart.
    """
    begun = [one for one in cycles if one.begun]
    all_ramps = ramps(cycles)
    started = [ramp for ramp in all_ramps if any(one.begun for one in ramp.steps)]
    built = [ramp for ramp in started if sum(one.begun for one in ramp.steps) > 1]
    small = [
        ramp for ramp in started if step(ramp.steps[0].text("scale")) in range(len(SMALL)) and not ramp.jumps
    ]
    foretold = [one for one in begun if one.sealed and any(_figure(asked) for _, asked in one.questions)]
    charted = [one for one in begun if one.text("measure")]
    return (
        Feature("iterative", bool(built), len(built), len(started)),
        Feature("small", bool(started) and len(small) == len(started), len(small), len(started)),
        Feature("prediction", bool(begun) and len(foretold) == len(begun), len(foretold), len(begun)),
        Feature("data", bool(begun) and len(charted) == len(begun), len(charted), len(begun)),
    )


def _figure(one: Mapping[str, object]) -> bool:
    return one.get("low") is not None or one.get("high") is not None


def hints(cycle: Cycle, before: Cycle | None) -> tuple[str, ...]:
    """What might make a plan a better test, as codes; said beside the plan, never in the way."""
    found = []
    scale = step(cycle.text("scale"))
    if scale < 0:
        found.append("no_scale")
    elif before is None and scale >= len(SMALL):
        found.append("start_smaller")
    elif before is not None and step(before.text("scale")) >= 0 and scale > step(before.text("scale")) + 1:
        found.append("scale_jump")
    if not cycle.text("measure"):
        found.append("no_measure")
    if cycle.day("look_on") is None:
        found.append("no_look")
    if cycle.questions and not any(_figure(one) for _, one in cycle.questions):
        found.append("no_figure")
    return tuple(found)


IDEA_AFTER: Final[Mapping[str, str]] = {"adopt": "kept", "adapt": "adapted", "abandon": "dropped"}
"""The state an idea takes by what was decided about its test."""

CARRIED: Final = (
    *("ward", "project", "idea", "objective", "type", "owner", "owner_role", "risks", "stop_rule", "measure"),
    *("data_what", "data_who", "data_when", "data_where", "data_how"),
)
"""Fields that the next cycle takes over from the one before."""


def following(cycle: Cycle, number_: int, scale: str, rows: Iterable[str]) -> dict[str, object]:
    """The plan of the cycle after this one: the same but for its predictions and dates, which are new.

    `rows` gives fresh row ids.
    """
    ids = iter(rows)
    value = cycle.value
    found: dict[str, object] = {name: value[name] for name in CARRIED if value.get(name) not in (None, "")}
    found |= {"previous": cycle.ent, "number": number_, "scale": scale, "stage": PLAN}
    found["predictions"] = {next(ids): {"question": one["question"]} for _, one in cycle.questions}
    kept = ("what", "who", "who_role", "where", "how")
    found["tasks"] = {
        next(ids): {name: one[name] for name in kept if one.get(name) not in (None, "")}
        for _, one in live_rows(value, "tasks")
        if one.get("what")
    }
    for name in ("team", "incidents"):
        found[name] = {
            next(ids): {key: item for key, item in one.items() if key != kinds.REMOVED and item is not None}
            for _, one in live_rows(value, name)
        }
    return {name: held for name, held in found.items() if held != {}}


def day_of(value: Mapping[str, object], name: str) -> date | None:
    """A day that a field holds; None when it holds none."""
    held = value.get(name)
    return date.fromisoformat(held) if isinstance(held, str) and kinds.is_date(held) else None


def number(held: object) -> float | None:
    """A number that a field holds; None when it holds none."""
    return float(held) if isinstance(held, int | float) and not isinstance(held, bool) else None
