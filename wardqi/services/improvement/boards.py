"""Reading tests of change: cards for board and list, ramps, the calendar, today's tests for the huddle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wardqi.domain import improvement, kinds, pack
from wardqi.domain.improvement import Cycle, Due, Ramp
from wardqi.services import measuring
from wardqi.services.desk import Desk
from wardqi.services.improvement import ideas
from wardqi.services.improvement.ideas import Idea
from wardqi.store import improvement as reading
from wardqi.store import people as store_people
from wardqi.store.tables import Record


@dataclass(frozen=True, slots=True)
class Card:
    """A test of change on the board. `question` and `prediction` are the first of its questions.

    `next` is the date it waits for, `idea` what it tries in words; `review` asks for a choice between PCs.
    """

    ent: str
    project: str
    idea: str
    number: int
    stage: str
    scale: str
    question: str
    prediction: str
    low: float | None
    high: float | None
    questions: int
    next: Due | None
    owner: str
    decision: str
    decided_on: str
    lesson: str
    sealed: bool
    review: bool
    cycle: Cycle


@dataclass(frozen=True, slots=True)
class Entry:
    """A date in the calendar and the test it belongs to; `words` say which task or question."""

    due: Due
    card: Card
    words: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a staircase; `jump` when it is more than one scale above all before it."""

    card: Card
    jump: bool


@dataclass(frozen=True, slots=True)
class Staircase:
    """The ramp of one idea."""

    key: str
    idea: str
    state: str
    steps: tuple[Step, ...]


def measures(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The measures a test or an aim can be tied to: the id of their record, and their name."""
    if desk.store.profile != "ward":
        return ()
    ward = desk.ward()
    shipped = [(kinds.measure_id(ward, one.id), one.name) for one in pack.shipped().values()]
    return (*((one.id, one.name) for one in measuring.own_of(desk, ward)), *shipped)


def people(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Who works here and can be in a team: uid and name."""
    return tuple((one.uid, one.name or one.uid[:8]) for one in store_people.members(desk.store))


def measure_of(desk: Desk, ent: str) -> str:
    """The id that charts know a measure by, from the id of its record; empty when there is none."""
    if not ent or desk.store.profile != "ward":
        return ""
    ward = desk.ward()
    found = next((one.id for one in pack.shipped().values() if kinds.measure_id(ward, one.id) == ent), "")
    return found or (ent if any(one.id == ent for one in measuring.own_of(desk, ward)) else "")


def cards(
    desk: Desk, tests: Sequence[Record], known: Sequence[Idea], names: Mapping[str, str]
) -> tuple[Card, ...]:
    """Tests as cards, in the order given."""
    called = {one.ent: one.title for one in known}
    return tuple(_card(one, called, names) for one in tests)


def _card(record: Record, called: Mapping[str, str], names: Mapping[str, str]) -> Card:
    cycle = Cycle(record.ent, record.value)
    _, first = next(iter(cycle.questions), ("", {}))
    waits = improvement.due(cycle)
    return Card(
        ent=record.ent,
        project=cycle.text("project"),
        idea=called.get(cycle.text("idea"), "") or _line(cycle.text("objective")),
        number=cycle.number,
        stage=cycle.stage,
        scale=cycle.text("scale"),
        question=_line(first.get("question")),
        prediction=_line(first.get("prediction")),
        low=improvement.number(first.get("low")),
        high=improvement.number(first.get("high")),
        questions=len(cycle.questions),
        next=waits[0] if waits else None,
        owner=names.get(cycle.text("owner"), ""),
        decision=cycle.text("decision"),
        decided_on=cycle.text("decided_on"),
        lesson=_line(cycle.text("learned")),
        sealed=cycle.sealed,
        review=record.review,
        cycle=cycle,
    )


def _line(words: object) -> str:
    """The first line of a text."""
    return next(iter(str(words or "").strip().splitlines()), "")


def _every(desk: Desk, tests: Sequence[Record]) -> tuple[Card, ...]:
    names = {one.uid: one.name or "" for one in store_people.members(desk.store, retired=True)}
    return cards(desk, tests, ideas.listed(desk), names)


def ramps(desk: Desk, project: str) -> tuple[Staircase, ...]:
    """The ramps of a project, each from its first cycle to its last."""
    desk.may("read")
    tests = reading.cycles(desk.store, project=project)
    found = {one.ent: one for one in _every(desk, tests)}
    states = {one.ent: one.state for one in ideas.listed(desk, project)}
    every = improvement.ramps(card.cycle for card in found.values())
    return tuple(_staircase(one, found, states) for one in every)


def _staircase(ramp: Ramp, found: Mapping[str, Card], states: Mapping[str, str]) -> Staircase:
    steps = tuple(Step(found[one.ent], one.ent in ramp.jumps) for one in ramp.steps)
    return Staircase(ramp.key, steps[0].card.idea, states.get(ramp.idea, ""), steps)


def calendar(desk: Desk, first: date, last: date) -> tuple[Entry, ...]:
    """Every date that open tests wait for within these days, and what is overdue before them."""
    desk.may("read")
    today = desk.now().date()
    tests = reading.cycles(desk.store, stages=(improvement.PLAN, *improvement.UNDER_WAY))
    found = []
    for card in _every(desk, tests):
        for one in improvement.due(card.cycle):
            overdue = one.day < today
            if first <= one.day <= last:
                found.append(Entry(one, card, _about(card.cycle, one), overdue))
    return tuple(sorted(found, key=lambda one: (one.due.day, one.card.idea, one.card.number, one.due.what)))


def _about(cycle: Cycle, one: Due) -> str:
    rows = {"task": ("tasks", "what"), "prediction": ("predictions", "question")}
    if one.what not in rows:
        return ""
    group, name = rows[one.what]
    rows_of = dict(kinds.live_rows(cycle.value, group))
    return _line(rows_of.get(one.row, {}).get(name))


def today(desk: Desk) -> tuple[Card, ...]:
    """The tests that are being carried out now, for the huddle: who, and what to watch."""
    desk.may("read")
    return _every(desk, reading.cycles(desk.store, stages=(improvement.DO,)))
