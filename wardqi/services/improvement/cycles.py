"""Tests of change: planned, predicted and sealed, observed, studied, decided, and followed by the next.

ent = cycles.plan(desk, project, idea, {"predictions": {...}, "scale": "one_shift"}).ent
cycles.seal(desk, ent, seen)                    # the plan stands from now on; the test is in Do
cycles.observe(desk, ent, "surprise", "...")    # dated, while it is under way
cycles.move(desk, ent, "study"); cycles.study(desk, ent, {...})
cycles.decide(desk, ent, "adapt", next_scale="one_shift")
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from wardqi.domain import improvement, kinds, merge, people
from wardqi.domain.improvement import DO, DONE, PLAN, STAGES, STUDY, Cycle
from wardqi.services import recording
from wardqi.services.desk import Desk, NotFound, moment
from wardqi.services.improvement import boards, ideas
from wardqi.services.improvement.boards import Card
from wardqi.services.improvement.ideas import Idea
from wardqi.services.recording import Saved
from wardqi.store import improvement as reading
from wardqi.store import people as store_people
from wardqi.store import records
from wardqi.store.log import Act
from wardqi.store.records import Step
from wardqi.store.tables import Record


class NotNow(Exception):
    """Something a test cannot do in its stage, as a code: "not_begun", "no_decision", "before", "future"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody tried to make of a sealed plan; the sealed words stand."""

    path: str
    value: object
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One test whole: itself, the one before it, those after, its seal, and what it can be tied to.

    `seal` is as `improvement.standing`; `hints` are codes; `measure` is the id that charts know.
    """

    record: Record
    card: Card
    before: Card | None
    after: tuple[Card, ...]
    seal: str
    attempts: tuple[Attempt, ...]
    hints: tuple[str, ...]
    lacking: tuple[str, ...]
    ideas: tuple[Idea, ...]
    measures: tuple[tuple[str, str], ...]
    measure: str
    names: Mapping[str, str]
    people: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision kept; `next` is the cycle that was begun from it, empty when none was."""

    saved: Saved
    next: str


def plan(desk: Desk, project: str, idea: str, values: Mapping[str, object] | None = None) -> Saved:
    """Begin to plan a test of an idea: the first of its ramp, or the next by number."""
    desk.may("record")
    act = planned(desk, project, idea, values)
    return _kept(desk, [act], act.ent)


def planned(desk: Desk, project: str, idea: str, values: Mapping[str, object] | None = None) -> Act:
    """The change that begins a plan, to be recorded with others."""
    given = dict(values or {})
    whole: dict[str, object] = {
        "ward": desk.ward(),
        "stage": PLAN,
        "owner": desk.person.uid,
        **({"project": project} if project else {}),
        **({"idea": idea} if idea else {}),
        **given,
    }
    whole.setdefault("number", _number(desk, project, idea))
    return Act("cycle", "create", str(uuid.uuid4()), whole)


def _number(desk: Desk, project: str, idea: str) -> int:
    """The place after the last cycle of an idea."""
    same = [
        Cycle(one.ent, one.value).number
        for one in (reading.cycles(desk.store, project=project) if idea else ())
        if one.value.get("idea") == idea
    ]
    return max(same, default=0) + 1


def change(desk: Desk, ent: str, values: Mapping[str, object], seen: Sequence[str] | None = None) -> Saved:
    """Change what may still be changed; raises improvement.Sealed for what a seal covers, NotFound."""
    _cycle(desk, ent)
    return recording.amend(desk, ent, values, seen=seen)


def clone(desk: Desk, ent: str, scale: str = "") -> Saved:
    """The next cycle of a ramp: the same questions and tasks, no predictions and no dates yet."""
    desk.may("record")
    act = _following(desk, _cycle(desk, ent), scale)
    return _kept(desk, [act], act.ent)


def _following(desk: Desk, cycle: Cycle, scale: str) -> Act:
    number = max((Cycle(one.ent, one.value).number for one in _ramp(desk, cycle)), default=cycle.number) + 1
    fresh = (recording.next_row(at) for at in count(1))
    scale = scale or improvement.next_scale(cycle.text("scale"), cycle.text("decision"))
    values = improvement.following(cycle, number, scale, fresh)
    return Act("cycle", "create", str(uuid.uuid4()), {**values, "owner": desk.person.uid})


def _ramp(desk: Desk, cycle: Cycle) -> list[Record]:
    """Every cycle of this one's ramp, itself too."""
    project = cycle.text("project")
    around = reading.cycles(desk.store, project=project) if project else reading.cycles(desk.store)
    found = improvement.ramps(Cycle(one.ent, one.value) for one in around)
    mine = next((one for one in found if any(step.ent == cycle.ent for step in one.steps)), None)
    ents = {step.ent for step in mine.steps} if mine else {cycle.ent}
    return [one for one in around if one.ent in ents]


def seal(desk: Desk, ent: str, seen: Sequence[str] | None = None) -> Saved:
    """Seal the plan and begin the test. From now on nothing replaces what was predicted.

    Raises improvement.NotReady without a prediction for each question, or where two PCs' plans differ;
    ChangedMeanwhile when the plan is not the one the person looked at; Sealed when it is sealed already.
    """
    desk.may("record")
    cycle, record = _cycle(desk, ent), _record(desk, ent)
    if cycle.sealed:
        raise improvement.Sealed(["sealed_at"])
    if seen is not None and tuple(seen) != record.heads:
        raise recording.ChangedMeanwhile
    if any(improvement.covered(path) for path in record.conflicts):
        raise improvement.NotReady(["conflict"])
    today = desk.now().date().isoformat()
    # What is predicted now is about what follows: a test cannot have begun before its seal.
    value = {**record.value, "starts_on": max(cycle.text("starts_on"), today)}
    values = improvement.sealing(value, moment(desk.now()), desk.person.uid)
    acts = [
        Act("cycle", "amend", ent, {**values, "stage": DO}, base=record.heads),
        *ideas.stands(desk, _untested(desk, cycle.text("idea")), "testing"),
    ]
    return _kept(desk, acts, ent)


def _untested(desk: Desk, idea: str) -> str:
    """The idea, when nothing further is known of it than that it was not tried."""
    record = records.find(desk.store, idea) if idea else None
    return idea if record is not None and record.value.get("state") in (None, "", "not_tried") else ""


def observe(
    desk: Desk, ent: str, kind: str, text: str, number: float | None = None, at: datetime | None = None
) -> Saved:
    """Write down what was seen while the test runs; `at` is when, else now. Raises NotNow."""
    cycle = _cycle(desk, ent)
    if cycle.stage not in (DO, STUDY):
        raise NotNow("not_begun" if cycle.stage == PLAN else "over")
    when = at or desk.now()
    if when > desk.now():
        raise NotNow("future")
    sealed = cycle.text("sealed_at")
    if sealed and moment(when)[:10] < sealed[:10]:
        raise NotNow("before")
    row: dict[str, object] = {"at": moment(when), "kind": kind, "text": text, "by": desk.person.uid}
    if number is not None:
        row["number"] = number
    return recording.amend(desk, ent, {"observations": {recording.new_row(): row}})


def add_to_plan(desk: Desk, ent: str, text: str) -> Saved:
    """Write something under a sealed plan, with its time and author; the plan itself stays as it was."""
    _cycle(desk, ent)
    row = {"text": text, "at": moment(desk.now()), "by": desk.person.uid}
    return recording.amend(desk, ent, {"additions": {recording.new_row(): row}})


def task_done(desk: Desk, ent: str, row: str, done: bool) -> Saved:
    """Tick a task off, or take the tick away."""
    _cycle(desk, ent)
    on = desk.now().date().isoformat() if done else None
    return recording.amend(desk, ent, {"tasks": {row: {"done_on": on}}})


def move(desk: Desk, ent: str, stage: str) -> Saved:
    """Move a test to another stage: forward from Plan only by its seal, back to Plan never once sealed.

    Raises NotNow, improvement.NotReady, improvement.Sealed.
    """
    cycle = _cycle(desk, ent)
    if stage not in STAGES:
        raise kinds.BadValue("cycle", "stage", "not_in_list")
    if stage == PLAN and cycle.sealed:
        raise improvement.Sealed(["stage"])
    if stage != PLAN and not cycle.sealed:
        return seal(desk, ent)
    if stage == DONE and not cycle.text("decision"):
        raise NotNow("no_decision")
    return recording.amend(desk, ent, {"stage": stage})


def study(desk: Desk, ent: str, values: Mapping[str, object]) -> Saved:
    """Keep what was found: a verdict and a result for each question, what was learned, as planned or not."""
    cycle = _cycle(desk, ent)
    if not cycle.begun:
        raise NotNow("not_begun")
    return recording.amend(desk, ent, values)


def decide(
    desk: Desk,
    ent: str,
    decision: str,
    words: str = "",
    *,
    dropped: str = "",
    next_scale: str = "",
) -> Decided:
    """Adopt, adapt or abandon: the test is finished, its idea moves on, and perhaps the next cycle begins.

    `dropped` is a code of `dropped_reason`; `next_scale` the scale of the next cycle, empty for none, at most
    one step up. Raises NotNow, kinds.BadValue.
    """
    cycle = _cycle(desk, ent)
    if not cycle.begun:
        raise NotNow("not_begun")
    if next_scale and next_scale not in improvement.next_scales(cycle.text("scale")):
        raise NotNow("scale_jump")
    today = desk.now().date().isoformat()
    values: dict[str, object] = {"stage": DONE, "decision": decision, "decided_on": today}
    if words:
        values["decision_text"] = words
    if not cycle.text("ends_on"):
        values["ends_on"] = today
    acts = [
        Act("cycle", "amend", ent, values),
        *ideas.stands(desk, cycle.text("idea"), improvement.IDEA_AFTER.get(decision, "testing"), dropped),
    ]
    following = _following(desk, cycle, next_scale) if next_scale else None
    if following is not None:
        acts.append(following)
    return Decided(_kept(desk, acts, ent), "" if following is None else following.ent)


def detail(desk: Desk, ent: str) -> Detail:
    """One test whole; raises NotFound."""
    desk.may("read")
    record = _record(desk, ent)
    cycle = Cycle(record.ent, record.value)
    names = {one.uid: one.name or one.uid[:8] for one in store_people.members(desk.store, retired=True)}
    known = ideas.listed(desk, cycle.text("project") or None)
    previous = records.find(desk.store, cycle.text("previous")) if cycle.text("previous") else None
    (card,) = boards.cards(desk, [record], known, names)
    (before,) = boards.cards(desk, [previous], known, names) if previous is not None else (None,)
    lacking, _ = improvement.unready(record.value)
    return Detail(
        record=record,
        card=card,
        before=before,
        after=boards.cards(desk, reading.after(desk.store, ent), known, names),
        seal=improvement.standing(record.value),
        attempts=_attempts(reading.attempts(desk.store, ent), names) if cycle.sealed else (),
        hints=() if cycle.begun else improvement.hints(cycle, before.cycle if before else None),
        lacking=() if cycle.sealed else lacking,
        ideas=known,
        measures=boards.measures(desk),
        measure=boards.measure_of(desk, cycle.text("measure")),
        names=names,
        people=boards.people(desk),
        steps=tuple(records.history(desk.store, ent)),
        may=frozenset(act for act in people.ACTS if people.may(desk.person.role, act)),
    )


def _attempts(found: Mapping[str, Sequence[merge.Rival]], names: Mapping[str, str]) -> tuple[Attempt, ...]:
    told = [
        Attempt(path, rival.value, names.get(rival.by, rival.by[:8]), rival.at)
        for path, rivals in found.items()
        for rival in rivals
    ]
    return tuple(sorted(told, key=lambda one: (one.at, one.path)))


def _record(desk: Desk, ent: str) -> Record:
    record = records.find(desk.store, ent)
    if record is None or record.kind != "cycle":
        raise NotFound
    return record


def _cycle(desk: Desk, ent: str) -> Cycle:
    return Cycle(ent, _record(desk, ent).value)


def _kept(desk: Desk, acts: Sequence[Act], ent: str) -> Saved:
    """Record several changes in one step that can be taken back together."""
    entries = desk.append_all(acts)
    record = _record(desk, ent)
    return Saved(ent, record.number, tuple(entry.op.id for entry in entries), at=entries[-1].at)
