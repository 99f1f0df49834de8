"""What counting needs to know of each record, as plain facts, and the choice of those a period needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from wardqi.domain import codes, incidents
from wardqi.domain.incidents import ISOLATION, Values
from wardqi.domain.kinds import live_rows
from wardqi.domain.periods import Period


@dataclass(frozen=True, slots=True)
class IncidentFact:
    """An entry as counting needs it. Days are local; `minutes` is None when the length is not known.

    `restrictive` as `incidents.restrictive` has it; `area` is a kind of area.
    """

    ent: str
    ward: str
    patient: str | None
    started: date
    minutes: int | None
    restrictive: bool = True
    event: str = "restrictive"
    event_types: frozenset[str] = frozenset()
    staff_hurt: bool = False
    negligible: bool = False
    reason: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True)
class InterventionFact:
    """One type inside an incident. `ended` is None only for isolation that is still going on.

    `minutes` is real elapsed time, None when start or end is not known. A length that falls outside the
    stay is not `valid` and is left out of averages, as the national statistics do.
    """

    incident: str
    row: str
    type: str
    started: date
    ended: date | None
    minutes: int | None
    valid: bool = True
    care_plan_seen: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """One review of one incident; a declined offer is neither held nor a failure to hold."""

    incident: str
    kind: str
    with_whom: str
    offered_48h: bool
    held_48h: bool
    held_72h: bool
    declined: bool
    offered_72h: bool = False


@dataclass(frozen=True, slots=True)
class ObservationFact:
    """One observation that was due after an injection."""

    incident: str
    done: bool


@dataclass(frozen=True, slots=True)
class HuddleFact:
    """One planned or held huddle. `on_time` is None when plan or start is not known; `disciplines` is how
    many job titles were there, None when nobody wrote down who was."""

    day: date
    held: bool
    on_time: bool | None
    minutes: int | None
    disciplines: int | None = None


@dataclass(frozen=True, slots=True)
class ActionFact:
    """One action with a due day."""

    due: date
    closed: date | None


@dataclass(frozen=True, slots=True)
class CycleFact:
    """One test of change: the days it began and was decided on, None while it has not."""

    begun: date | None
    decided: date | None


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay, from the day of arrival to the day of leaving (None: still there)."""

    patient: str
    arrived: date
    left: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything counted for one ward, or for several together.

    `census` is beds occupied by day (leave included, as nationally); `stays` are hospital spells;
    `huddle_days` the weekdays (1 Monday to 7 Sunday) a huddle is planned for. `in_use` is the first day of
    what a ward may not write down yet ("huddle", "cycle", "review"): before it nothing was missed.
    """

    incidents: tuple[IncidentFact, ...] = ()
    interventions: tuple[InterventionFact, ...] = ()
    reviews: tuple[ReviewFact, ...] = ()
    observations: tuple[ObservationFact, ...] = ()
    huddles: tuple[HuddleFact, ...] = ()
    actions: tuple[ActionFact, ...] = ()
    stays: tuple[Stay, ...] = ()
    census: Mapping[date, int] = field(default_factory=dict)
    quiet: frozenset[date] = frozenset()
    huddle_days: frozenset[int] = frozenset()
    cycles: tuple[CycleFact, ...] = ()
    in_use: Mapping[str, date] = field(default_factory=dict)


def of_incident(
    ent: str, ward: str, values: Values
) -> (
    tuple[IncidentFact, tuple[InterventionFact, ...], tuple[ReviewFact, ...], tuple[ObservationFact, ...]]
    | None
):
    """The facts of one incident record; None while it has no start. Reads what leaves the ward, nothing else.

    A restraint or injection without an end is taken to have ended the day it began: its end was not written
    down, it does not last for months. Only isolation can stay open.
    """
    started = _day(values.get("started_at"))
    if started is None:
        return None
    counts = incidents.restrictive(values)
    interventions = []
    for row_id, row in live_rows(values, "interventions"):
        begun, type_ = _day(row.get("started_at")) or started, row.get("type")
        if counts and isinstance(type_, str):
            over = _day(row.get("ended_at"))
            seen = row.get("care_plan_seen")
            interventions.append(
                InterventionFact(
                    ent,
                    row_id,
                    type_,
                    begun,
                    over if over is not None or type_ in ISOLATION else begun,
                    _whole(row.get("minutes")),
                    care_plan_seen=seen if isinstance(seen, str) else None,
                )
            )
    patient, types = values.get("patient"), values.get("event_types")
    fact = IncidentFact(
        ent,
        ward,
        patient if isinstance(patient, str) else None,
        started,
        _whole(values.get("minutes")),
        bool(interventions),
        str(values.get("event")),
        frozenset(str(one) for one in types) if isinstance(types, list) else frozenset(),
        values.get("hurt_staff") == "yes",
        values.get("negligible_decision") == "negligible",
        _code(values.get("reason")),
        _code(values.get("area_kind")),
    )
    return fact, tuple(interventions), _reviews(ent, values), _observations(ent, values)


def _reviews(ent: str, values: Values) -> tuple[ReviewFact, ...]:
    return tuple(
        ReviewFact(
            ent,
            str(row.get("kind")),
            str(row.get("with_whom")),
            row.get("offered_48h") is True,
            row.get("held_48h") is True,
            row.get("held_72h") is True,
            row.get("response") == "declined" or row.get("not_held_reason") == "2",
            row.get("offered_72h") is True,
        )
        for _, row in live_rows(values, "reviews")
    )


def _observations(ent: str, values: Values) -> tuple[ObservationFact, ...]:
    groups = codes.get("observation_done")
    found = []
    for _, row in live_rows(values, "observations"):
        done = row.get("done")
        group = groups.group(done) if isinstance(done, str) and done in groups else None
        if group in ("done", "not_done"):
            found.append(ObservationFact(ent, group == "done"))
    return tuple(found)


def _day(moment: object) -> date | None:
    return date.fromisoformat(moment[:10]) if isinstance(moment, str) else None


def _whole(value: object) -> int | None:
    return value if type(value) is int else None


def _code(value: object) -> str | None:
    return value if isinstance(value, str) else None


def counts_in(one: InterventionFact, period: Period) -> bool:
    """Whether it starts in the period, ends in it, or goes on through it: the national rule."""
    return one.started < period.end and (one.ended is None or one.ended >= period.start)


def within(facts: Facts, period: Period) -> Facts:
    """Only what a period needs; take this once before counting many measures for it."""
    kept = tuple(one for one in facts.interventions if counts_in(one, period))
    named = {one.incident for one in kept}
    entries = tuple(one for one in facts.incidents if one.started in period or one.ent in named)
    named |= {one.ent for one in entries}
    return Facts(
        entries,
        kept,
        tuple(one for one in facts.reviews if one.incident in named),
        tuple(one for one in facts.observations if one.incident in named),
        tuple(one for one in facts.huddles if one.day in period),
        tuple(one for one in facts.actions if one.due in period),
        tuple(one for one in facts.stays if days_of(one, period) > 0),
        {day: beds for day, beds in facts.census.items() if day in period},
        frozenset(day for day in facts.quiet if day in period),
        facts.huddle_days,
        tuple(one for one in facts.cycles if _day_in(one.begun, period) or _day_in(one.decided, period)),
        facts.in_use,
    )


def _day_in(day: date | None, period: Period) -> bool:
    return day is not None and day in period


def days_of(stay: Stay, period: Period) -> int:
    """Days of a stay that fall in a period; the day of leaving is not one of them."""
    last = period.end if stay.left is None else min(stay.left, period.end)
    return max(0, (last - max(stay.arrived, period.start)).days)
