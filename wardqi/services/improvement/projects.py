"""Projects: made from the parts of an aim, listed, and read whole for their page.

ent = projects.create(desk, {"title": "Calmer evenings", "aim_what": "restraint", ...}).ent
page = projects.page(desk, ent)      # record, ideas, tests, the four features of the method
"""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from wardqi import resources
from wardqi.domain import improvement, people
from wardqi.domain.improvement import Cycle, Feature
from wardqi.services import recording
from wardqi.services.desk import Desk, NotFound
from wardqi.services.improvement import boards, ideas
from wardqi.services.improvement.boards import Card
from wardqi.services.improvement.ideas import Idea
from wardqi.services.recording import Saved
from wardqi.store import improvement as reading
from wardqi.store import people as store_people
from wardqi.store import records
from wardqi.store.log import Act
from wardqi.store.tables import Record


class NotFit(ValueError):
    """Answers that cannot be kept: `fields` by name, each with a code such as "missing"."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = dict(fields)


@dataclass(frozen=True, slots=True)
class Line:
    """A project in the list; `open_tests` are past planning and not finished."""

    ent: str
    title: str
    status: str
    value: Mapping[str, object]
    measure: str
    tests: int
    open_tests: int
    review: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One project whole. `measure` is the name of the aim's measure; `names` are people by uid."""

    record: Record
    measure: str
    ideas: tuple[Idea, ...]
    tests: tuple[Card, ...]
    features: tuple[Feature, ...]
    names: Mapping[str, str]
    may: frozenset[str]
    measures: tuple[tuple[str, str], ...]
    """Every measure the project can be tied to: the id of its record, and its name."""
    people: tuple[tuple[str, str], ...]
    """Who of this ward's list can be in its team: uid and name."""

    @property
    def title(self) -> str:
        """What the project is called."""
        return str(self.record.value.get("title") or "")


@dataclass(frozen=True, slots=True)
class Offer:
    """What the form of a new project begins with: figures that a ward may change, and the measures it has."""

    percent: float
    by: date
    measures: tuple[tuple[str, str], ...]


def offer(desk: Desk) -> Offer:
    """What a new project is offered: the share and the length of the aim are settings."""
    told = _settings()
    by = _months_on(desk.now().date(), int(told["months"]))
    return Offer(float(told["percent"]), by, boards.measures(desk))


def _months_on(day: date, months: int) -> date:
    """The last day of the month so many months on."""
    month = day.year * 12 + day.month + months
    return date(month // 12, month % 12 + 1, 1) - timedelta(days=1)


@cache
def _settings() -> Mapping[str, float]:
    found: Mapping[str, float] = tomllib.loads(resources.read_text("improvement.toml"))["aim"]
    return found


def create(desk: Desk, values: Mapping[str, object]) -> Saved:
    """Begin a project; its fields as the kind `project` has them. Raises NotFit without a title."""
    act = begun(desk, values)
    return recording.create(desk, "project", act.values, act.ent)


def begun(desk: Desk, values: Mapping[str, object]) -> Act:
    """The change that begins a project, to be recorded with others; as `create`."""
    desk.may("record")
    _fit(values)
    whole = {"ward": desk.ward(), "status": "planning", "started_on": desk.now().date().isoformat(), **values}
    return Act("project", "create", str(uuid.uuid4()), whole)


def change(desk: Desk, ent: str, values: Mapping[str, object], seen: Sequence[str] | None = None) -> Saved:
    """Change some fields of a project; `seen` as for recording.amend. Raises NotFit, NotFound."""
    record = _project(desk, ent)
    _fit({**record.value, **values})
    return recording.amend(desk, ent, _scored(desk, record, values), seen=seen)


def _scored(desk: Desk, record: Record, values: Mapping[str, object]) -> Mapping[str, object]:
    """A new progress score says when it was given and by whom."""
    rows, held = values.get("scores"), record.value.get("scores")
    if not isinstance(rows, Mapping):
        return values
    known = held if isinstance(held, Mapping) else {}
    stamp = {"on": desk.now().date().isoformat(), "by": desk.person.uid}
    made = {row: {**stamp, **one} if row not in known else one for row, one in rows.items()}
    return {**values, "scores": made}


def _fit(values: Mapping[str, object]) -> None:
    wrong = {}
    if not str(values.get("title") or "").strip():
        wrong["title"] = "missing"
    percent = improvement.number(values.get("aim_percent"))
    if percent is not None and not 0 < percent <= 1000:
        wrong["aim_percent"] = "not_above_zero"
    first, last = (improvement.day_of(values, name) for name in ("baseline_from", "baseline_to"))
    if first is not None and last is not None and first > last:
        wrong["baseline_to"] = "order"
    if wrong:
        raise NotFit(wrong)


def listed(desk: Desk) -> tuple[Line, ...]:
    """All projects of this store: under way first, then by when they began."""
    tests: dict[str, list[str]] = {}
    for record in reading.cycles(desk.store):
        stage = Cycle(record.ent, record.value).stage
        tests.setdefault(str(record.value.get("project") or ""), []).append(stage)
    called = dict(boards.measures(desk))
    found = [
        Line(
            one.ent,
            str(one.value.get("title") or ""),
            str(one.value.get("status") or "planning"),
            one.value,
            called.get(str(one.value.get("aim_measure") or ""), ""),
            len(tests.get(one.ent, ())),
            sum(stage in improvement.UNDER_WAY for stage in tests.get(one.ent, ())),
            one.review,
        )
        for one in reading.projects(desk.store)
    ]
    return tuple(sorted(found, key=lambda one: one.status in ("finished", "stopped")))


def page(desk: Desk, ent: str) -> Page:
    """One project whole; raises NotFound."""
    desk.may("read")
    record = _project(desk, ent)
    tests = reading.cycles(desk.store, project=ent)
    known = ideas.listed(desk, ent)
    known_measures = boards.measures(desk)
    names = {one.uid: one.name or one.uid[:8] for one in store_people.members(desk.store, retired=True)}
    return Page(
        record,
        dict(known_measures).get(str(record.value.get("aim_measure") or ""), ""),
        known,
        boards.cards(desk, tests, known, names),
        improvement.features([Cycle(one.ent, one.value) for one in tests]),
        names,
        frozenset(act for act in people.ACTS if people.may(desk.person.role, act)),
        known_measures,
        boards.people(desk),
    )


def settle(desk: Desk, ent: str, path: str, value: object) -> Saved:
    """Choose between two values that were written on two PCs."""
    return recording.resolve(desk, ent, path, value)


def _project(desk: Desk, ent: str) -> Record:
    record = records.find(desk.store, ent)
    if record is None or record.kind != "project":
        raise NotFound
    return record
