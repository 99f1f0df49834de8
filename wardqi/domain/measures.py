"""Counting: the national restrictive-intervention measures, bed days, and how much was reported.

An incident is one event, an intervention one type inside it, and people are persons: each measure says
which it counts. A period nobody reported on is missing, not zero (see `reporting`).
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from wardqi.domain.facts import Facts, InterventionFact, Stay, counts_in, days_of
from wardqi.domain.periods import Period

FULL_FROM: Final = 0.9
"""Share of a period's days that must be reported before its figure counts.

Fewer, and the figure may be low only because days were not written down: with one day in ten missing, the
most that can be missing is well under the 25 per cent a ward usually aims for. A setting; 0.9 unless
changed.
"""


@dataclass(frozen=True, slots=True)
class Reporting:
    """How much of a period was reported: `state` is none, part, full, running (not over yet) or closed."""

    days: int
    reported: int
    state: str

    @property
    def share(self) -> float:
        """Reported days of the days there were, 0 to 1."""
        return self.reported / self.days if self.days else 0.0


@dataclass(frozen=True, slots=True)
class Durations:
    """Minutes over the valid lengths; None when there is none."""

    count: int
    total: int
    mean: float | None
    median: float | None
    longest: int | None


def interventions_in(
    facts: Facts, period: Period, types: Collection[str] | None = None
) -> dict[tuple[str, str], InterventionFact]:
    """The interventions of a period, of some types when given, by (incident, row): each pair counts once."""
    return {
        (one.incident, one.row): one
        for one in facts.interventions
        if counts_in(one, period) and (types is None or one.type in types)
    }


def interventions(facts: Facts, period: Period, types: Collection[str] | None = None) -> int:
    """MHS77: distinct pairs of incident and intervention."""
    return len(interventions_in(facts, period, types))


def incident_count(facts: Facts, period: Period, types: Collection[str] | None = None) -> int:
    """MHS136: distinct incidents with an intervention in the period."""
    return len({incident for incident, _ in interventions_in(facts, period, types)})


def people(facts: Facts, period: Period, types: Collection[str] | None = None) -> int:
    """MHS76: distinct people with an intervention in the period. A patient not known yet adds nobody."""
    return len(by_person(facts, period, types))


def by_person(facts: Facts, period: Period, types: Collection[str] | None) -> Counter[str]:
    """Incidents by person."""
    named = {incident for incident, _ in interventions_in(facts, period, types)}
    return Counter(
        patient
        for ent, patient in {(one.ent, one.patient) for one in facts.incidents}
        if ent in named and patient
    )


def rate(count: float, bed_days: float | None, per: float = 1000) -> float | None:
    """MHS96 on hospital-spell bed days, MHS117 on ward-stay bed days; None, never a guess, without them."""
    return per * count / bed_days if bed_days else None


def people_in_hospital(stays: Iterable[Stay], period: Period) -> int:
    """Distinct people with a stay that touches the period, for MHS97."""
    return len({one.patient for one in stays if days_of(one, period) > 0})


def bed_days(stays: Iterable[Stay], period: Period) -> int:
    """Days in the period of all stays: from arrival to leaving, or to the end for those still there.

    The day of leaving is not counted; leave is not subtracted. In all month adds the month's number of days.
    """
    return sum(days_of(one, period) for one in stays)


def census_days(census: Mapping[date, int], period: Period) -> tuple[int, int]:
    """Bed days by midnight census, and how many of the period's days were counted at all."""
    given = [census[day] for day in period if day in census]
    return sum(given), len(given)


def durations(
    facts: Facts, period: Period, types: Collection[str] | None = None, *, of_incidents: bool = False
) -> Durations:
    """MHS98, 98a and 99 over interventions; MHS138, 138a and 139 over incidents.

    Only lengths with both times, the end after the start, inside the stay. Anything else is dropped, not
    zero.
    """
    found = interventions_in(facts, period, types)
    if of_incidents:
        named = {incident for incident, _ in found}
        lengths = [
            one.minutes for one in {one.ent: one for one in facts.incidents if one.ent in named}.values()
        ]
    else:
        lengths = [one.minutes for one in found.values() if one.valid]
    minutes = [length for length in lengths if length is not None and length > 0]
    if not minutes:
        return Durations(0, 0, None, None, None)
    total = sum(minutes)
    return Durations(len(minutes), total, total / len(minutes), statistics.median(minutes), max(minutes))


def days_so_far(facts: Facts, period: Period, type_: str) -> list[int]:
    """MHS146, MHS147: days each isolation open at the period's end has lasted, the last day included."""
    return sorted(
        (period.end - one.started).days
        for one in interventions_in(facts, period, (type_,)).values()
        if one.ended is None or one.ended >= period.end
    )


def nights(facts: Facts, period: Period, type_: str) -> int:
    """Midnights, summed over people, on which isolation of this type was going on."""
    total = 0
    for one in interventions_in(facts, period, (type_,)).values():
        last = period.end if one.ended is None else min(one.ended, period.end)
        total += max(0, (last - max(one.started, period.start)).days)
    return total


def reported_days(facts: Facts) -> frozenset[date]:
    """Days somebody accounted for: an entry of any kind began, or a shift was confirmed quiet."""
    return facts.quiet | {one.started for one in facts.incidents}


def reporting(
    period: Period,
    reported: Collection[date],
    today: date,
    *,
    opened: date | None = None,
    closed: date | None = None,
    full_from: float = FULL_FROM,
) -> Reporting:
    """How much of a period stands on reported days, of the days the ward was open.

    full: `full_from` of the days or more; part: some; none: no day; running: the period is not over on
    `today`; closed: the ward was not open on any of its days. Only a full period has a figure.
    """
    days = [
        day
        for day in period
        if day < today and (opened is None or day >= opened) and (closed is None or day < closed)
    ]
    done = sum(day in reported for day in days)
    never_open = (opened is not None and opened >= period.end) or (
        closed is not None and closed <= period.start
    )
    if never_open:
        state = "closed"
    elif period.end > today:
        state = "running"
    elif not done:
        state = "none"
    else:
        state = "full" if done >= full_from * len(days) else "part"
    return Reporting(len(days), done, state)
