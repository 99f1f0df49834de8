"""A card filled from what the records already know: the tests of an idea, and the ward's chart.

What is found is offered to the person who writes the card, who may say it better; nothing here is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from wardqi.domain import codes, learning
from wardqi.domain.improvement import Cycle
from wardqi.domain.kinds import live_rows
from wardqi.services import measuring
from wardqi.services.desk import Desk, NotFound
from wardqi.services.improvement import boards, ideas
from wardqi.services.learning import cards
from wardqi.services.measuring import Charted
from wardqi.store import improvement as reading
from wardqi.store import records
from wardqi.store.tables import Record

Values = dict[str, object]
Find = Callable[[Desk, str], tuple[Values, tuple[str, ...]]]


def from_cycle(desk: Desk, ent: str) -> tuple[Values, tuple[str, ...]]:
    """What a card about a test begins with, and the ideas it tells of: all tests of the same idea count."""
    cycle = _record(desk, ent, "cycle")
    idea = str(cycle.value.get("idea") or "")
    if idea and records.find(desk.store, idea) is not None:
        return from_idea(desk, idea)
    found = {**_told(desk, [Cycle(cycle.ent, cycle.value)], []), "title": _line(cycle.value.get("objective"))}
    return {name: one for name, one in found.items() if one}, ()


def from_idea(desk: Desk, ent: str) -> tuple[Values, tuple[str, ...]]:
    """What a card about a change idea begins with, and the ideas it tells of."""
    idea = _record(desk, ent, "change_idea")
    value = idea.value
    project = _project(desk, value)
    found: Values = {
        "title": ideas.title(value),
        "idea": str(value.get("description") or ""),
        "problem": str(project.get("problem") or ""),
        "standard": value.get("standard"),
        "driver": _driver(desk, value),
        **_parts(value),
        **_team(project),
        **_told(desk, tests_of(desk, [ent]), [idea]),
    }
    return {name: one for name, one in found.items() if one not in (None, "")}, (ent,)


def from_project(desk: Desk, ent: str) -> tuple[Values, tuple[str, ...]]:
    """What a card or story about a whole project begins with, and the ideas of it that were tested."""
    project = _record(desk, ent, "project").value
    tested = [one for one in ideas.listed(desk, ent) if one.state != "not_tried"]
    held = [records.find(desk.store, one.ent) for one in tested]
    known = [one for one in held if one is not None]
    tests = [Cycle(one.ent, one.value) for one in reading.cycles(desk.store, project=ent)]
    found: Values = {
        "title": str(project.get("title") or ""),
        "problem": str(project.get("problem") or ""),
        "conditions": str(project.get("context") or ""),
        "driver": next((code for one in known if (code := _driver(desk, one.value))), ""),
        **_team(project),
        **_told(desk, tests, known),
    }
    return {name: one for name, one in found.items() if one not in (None, "")}, tuple(
        one.ent for one in known
    )


def what_happened(desk: Desk, ent: str) -> Values:
    """What the tests behind one of this ward's cards say now, where the card does not say it yet.

    Words that somebody wrote stay; what further tests say is put below them.
    """
    card = cards.own(desk, ent)
    behind = ideas_of(desk, ent)
    found = _told(desk, tests_of(desk, [one.ent for one in behind]), behind)
    found["maturity"] = learning.maturity(
        (str(one.value.get("state")) for one in behind),
        found.get("scale") or card.value.get("scale"),
        found.get("cycles_run") or card.value.get("cycles_run"),
        learning.wards_reached(card.value, desk.ward()),
    )
    further = found.get("cycles_run") != card.value.get("cycles_run")
    said = {name: _below(name, card.value.get(name), one, further=further) for name, one in found.items()}
    return {name: one for name, one in said.items() if one != card.value.get(name)}


def _below(name: str, held: object, found: object, *, further: bool) -> object:
    """Words found, below those that are there already; what is no words takes the place of what was."""
    if name not in learning.TEXTS or not held:
        return found
    return f"{held}\n{found}" if further and str(found) not in str(held) else held


def ideas_of(desk: Desk, card: str) -> list[Record]:
    """The change ideas of this ward that a card tells of."""
    return [one for one in reading.ideas(desk.store) if one.value.get("card") == card]


def tests_of(desk: Desk, of_ideas: Sequence[str]) -> list[Cycle]:
    """The tests of these ideas, oldest first."""
    wanted = set(of_ideas)
    return [
        Cycle(one.ent, one.value) for one in reading.cycles(desk.store) if one.value.get("idea") in wanted
    ]


def _told(desk: Desk, tests: Sequence[Cycle], of_ideas: Sequence[Record]) -> Values:
    """What tests and chart say; nothing while no test has begun."""
    found = learning.told_by(tests)
    if not found:
        return {}
    states = (str(one.value.get("state")) for one in of_ideas)
    found["maturity"] = learning.maturity(states, found.get("scale"), found.get("cycles_run"), 0)
    begun = min((day for one in tests if one.begun and (day := one.day("starts_on"))), default=None)
    signal = signal_since(desk, str(found.get("measure") or ""), begun)
    balancing = _balancing(desk, [str(one.value.get("project") or "") for one in tests], begun)
    more = {"signal": signal, "balancing": balancing}
    return {**found, **{name: one for name, one in more.items() if one}}


def _balancing(desk: Desk, of_projects: Sequence[str], since: date | None) -> str:
    """What the charts of the balancing measures say since the tests began, one line each."""
    called = dict(boards.measures(desk))
    found = []
    for ent in dict.fromkeys(of_projects):
        project = records.find(desk.store, ent)
        for _, one in live_rows({} if project is None else project.value, "measures"):
            measure = str(one.get("measure") or "")
            signal = signal_since(desk, measure, since) if one.get("part") == "balancing" else ""
            if signal:
                found.append(f"{called.get(measure, '')}: {codes.get('chart_signal').plain(signal).lower()}")
    return "\n".join(dict.fromkeys(found))


def signal_since(desk: Desk, measure: str, since: date | None) -> str:
    """What the chart of a measure's record says of the time since a day, as a code of `chart_signal`."""
    known = boards.measure_of(desk, measure)
    if not known or since is None:
        return ""
    try:
        charted = measuring.chart(desk, known, desk.ward())
    except NotFound:
        return ""
    return said_since(charted, since)


def said_since(charted: Charted, since: date) -> str:
    """What a chart says of the time since a day, as a code of `chart_signal`."""
    if charted.analysis is None:
        return "too_early"
    points = [
        one
        for one in charted.analysis.points
        if _day(one.date) >= since and not one.excluded and not one.hidden
    ]
    last = next((one.special for one in reversed(points) if one.special != "none"), "")
    if not last:
        return "too_early" if len(points) < _ENOUGH else "common"
    return last


_ENOUGH = 6
"""Points since a test began below which no signal says little."""


def _day(label: date | int) -> date:
    return label if isinstance(label, date) else date.min


def _driver(desk: Desk, idea: Mapping[str, object]) -> str:
    """The starter's primary driver that an idea works on, where its diagram came from the starter."""
    standard = str(idea.get("standard") or "")
    if standard:
        return next((one.driver for one in cards.shipped() if one.text("standard") == standard), "")
    for _, row in live_rows(idea, "drivers"):
        driver = records.find(desk.store, str(row.get("driver") or ""))
        if driver is not None and driver.value.get("standard"):
            return cards.primary(str(driver.value["standard"]))
    return ""


def _parts(idea: Mapping[str, object]) -> Values:
    """What the shipped card of an idea says of how to do it."""
    standard = str(idea.get("standard") or "")
    card = next((one for one in cards.shipped() if one.text("standard") == standard and standard), None)
    if card is None:
        return {}
    names = (*("core_parts", "flexible_parts", "steps"), *("roles_needed", "minutes", "cost"))
    own = {"idea": card.value["idea"]} if not idea.get("description") else {}
    return {**own, **{name: card.value[name] for name in names if name in card.value}}


def _team(project: Mapping[str, object]) -> Values:
    """The part that patients, carers and peer workers had, without a name."""
    known, levels = codes.get("team_part"), codes.get("influence_level")
    told = []
    for _, one in live_rows(project, "team"):
        part, level = str(one.get("part") or ""), str(one.get("influence") or "")
        if part in _WITH and part in known:
            told.append(known.plain(part) + (f": {levels.plain(level)}" if level in levels else ""))
    return {"patient_part": "\n".join(dict.fromkeys(told))} if told else {}


_WITH = ("patient", "carer", "peer_worker", "advocate")


def _project(desk: Desk, idea: Mapping[str, object]) -> Mapping[str, object]:
    found = records.find(desk.store, str(idea.get("project") or ""))
    return {} if found is None else found.value


def _record(desk: Desk, ent: str, kind: str) -> Record:
    desk.may("record")
    record = records.find(desk.store, ent)
    if record is None or record.kind != kind:
        raise NotFound
    return record


def _line(words: object) -> str:
    return next(iter(str(words or "").strip().splitlines()), "")


def card_of(desk: Desk, about: Sequence[str]) -> str:
    """The card of this ward that these ideas have already; empty when they have none."""
    for one in about:
        idea = records.find(desk.store, one)
        card = records.find(desk.store, str(idea.value.get("card") or "")) if idea is not None else None
        if card is not None and not card.voided and cards.is_own(desk, card):
            return card.ent
    return ""
