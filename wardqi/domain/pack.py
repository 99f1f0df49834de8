"""The shipped measures: their definitions, read from `resources/measures.toml`, and how each is counted."""

from __future__ import annotations

import statistics
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from wardqi import resources
from wardqi.domain import codes, huddles, measures
from wardqi.domain.facts import CycleFact, Facts, HuddleFact, IncidentFact, InterventionFact, ReviewFact
from wardqi.domain.measures import Reporting
from wardqi.domain.periods import Period


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure, of the pack or a ward's own. Lists of codes as in the kind `measure`.

    `national` is the id of the national measure it reproduces. `per` multiplies the quotient. `source`
    "records" means counted by `RULES`; "entered" that people type the points. `reported` says that a figure
    stands only for a period whose days were accounted for. `short` names what is counted without what it
    is divided by, where the name says both.
    """

    id: str
    name: str
    kind: str
    counts: str
    numerator: str
    denominator: str
    per: float
    unit: str
    direction: str
    frequency: str
    source: str
    chart: str
    national: str | None
    types: tuple[str, ...]
    definition: str
    reported: bool
    status: str
    reasons: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    short: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One period of one measure; `value` is None when missing: not reported, or nothing to divide by.

    `people` are the distinct persons behind a count and `top` how many of their `named` incidents were one
    person's; None where the measure does not count incidents, interventions or people.
    """

    period: Period
    numerator: float | None
    denominator: float | None
    value: float | None
    reporting: Reporting
    people: int | None = None
    top: int | None = None
    named: int | None = None

    @property
    def top_share(self) -> float | None:
        """The share, 0 to 1, of the incidents of known people that were one person's."""
        return self.top / self.named if self.top is not None and self.named else None


@dataclass(frozen=True, slots=True)
class Counted:
    """What stands above and below the line; `below` is None when there is nothing to divide by."""

    above: float | None
    below: float | None = None


Rule = Callable[[Facts, Period], Counted]


def _beds(facts: Facts, period: Period) -> float | None:
    total, counted = measures.census_days(facts.census, period)
    return total if counted == period.days else None


def _spell_beds(facts: Facts, period: Period) -> float | None:
    return measures.bed_days(facts.stays, period) if facts.stays else None


def _per_bed(count: Callable[[Facts, Period, Collection[str] | None], int], group: str | None = None) -> Rule:
    return lambda facts, period: Counted(count(facts, period, _types(group)), _beds(facts, period))


def _types(group: str | None) -> Collection[str] | None:
    """The types of a group of the national list, a single type, or all."""
    if group is None:
        return None
    return codes.get("restrictive_type").in_group(group) or (group,)


def _share_of_one(facts: Facts, period: Period) -> Counted:
    by_person = measures.by_person(facts, period, None)
    return Counted(max(by_person.values(), default=0), by_person.total())


def _began(facts: Facts, period: Period, type_: str) -> list[InterventionFact]:
    found = measures.interventions_in(facts, period, (type_,)).values()
    return [one for one in found if one.started in period]


def _mean(*, of_incidents: bool) -> Rule:
    def rule(facts: Facts, period: Period) -> Counted:
        found = measures.durations(facts, period, of_incidents=of_incidents)
        return Counted(found.total, found.count)

    return rule


def _seclusion_hours(facts: Facts, period: Period) -> Counted:
    return Counted(sum(one.minutes or 0 for one in _began(facts, period, "05")) / 60)


def _open_days(type_: str) -> Rule:
    def rule(facts: Facts, period: Period) -> Counted:
        days = measures.days_so_far(facts, period, type_)
        return Counted(sum(days), len(days))

    return rule


def _review(with_whom: str, done: Callable[[ReviewFact], bool], *, offered: bool = False) -> Rule:
    """Incidents that began in the period with such a review, of those that had one due.

    For reviews held, incidents whose review was declined (and not held after all) are not counted as due.
    Before the ward's first review of any kind none was written down, which is not the same as none held.
    """

    def rule(facts: Facts, period: Period) -> Counted:
        first = facts.in_use.get("review")
        due = {one.ent for one in facts.incidents if one.restrictive and one.started in period}
        found = [one for one in facts.reviews if one.incident in due and one.with_whom == with_whom]
        met = {one.incident for one in found if one.kind != "immediate" and done(one)}
        if not offered:
            due -= {one.incident for one in found if one.declined} - met
        unknown = first is None or first >= period.end
        return Counted(None if unknown else len(met), len(due))

    return rule


def _plan_seen(facts: Facts, period: Period) -> Counted:
    asked = [
        one for one in measures.interventions_in(facts, period).values() if one.care_plan_seen is not None
    ]
    return Counted(sum(one.care_plan_seen == "yes" for one in asked), len(asked))


def _observed(facts: Facts, period: Period) -> Counted:
    begun = {one.ent for one in facts.incidents if one.started in period}
    due = [one for one in facts.observations if one.incident in begun]
    return Counted(sum(one.done for one in due), len(due))


def _huddles(facts: Facts, period: Period) -> Counted:
    """Planned days count from the ward's first huddle; a period with no huddle written down is missing."""
    first = facts.in_use.get("huddle", period.start)
    planned = sum(huddles.planned(day, facts.huddle_days) for day in period if day >= first)
    told = [one for one in facts.huddles if one.day in period]
    held = {one.day for one in told if one.held}
    above = sum(huddles.planned(day, facts.huddle_days) for day in held) if told else None
    return Counted(above, planned)


def _held(facts: Facts, period: Period) -> list[HuddleFact]:
    return [one for one in facts.huddles if one.held and one.day in period]


def _punctual(facts: Facts, period: Period) -> Counted:
    known = [one.on_time for one in _held(facts, period) if one.on_time is not None]
    return Counted(sum(known), len(known))


def _huddle_minutes(facts: Facts, period: Period) -> Counted:
    lengths = [one.minutes for one in _held(facts, period) if one.minutes is not None]
    return Counted(statistics.median(lengths) if lengths else None)


def _disciplines(facts: Facts, period: Period) -> Counted:
    known = [one.disciplines for one in _held(facts, period) if one.disciplines is not None]
    return Counted(sum(known), len(known))


def _tests(day_of: Callable[[CycleFact], date | None]) -> Rule:
    """Tests of change by one of their days; before the ward's first test there is nothing to count."""

    def rule(facts: Facts, period: Period) -> Counted:
        first = facts.in_use.get("cycle")
        if first is None or first >= period.end:
            return Counted(None)
        days = (day_of(one) for one in facts.cycles)
        return Counted(sum(day is not None and day in period for day in days))

    return rule


def _actions(facts: Facts, period: Period) -> Counted:
    due = [one for one in facts.actions if one.due in period]
    return Counted(sum(one.closed is not None and one.closed <= one.due for one in due), len(due))


def _entries(told: Callable[[IncidentFact], bool]) -> Rule:
    def rule(facts: Facts, period: Period) -> Counted:
        real = (one for one in facts.incidents if one.event not in ("near_miss", "good_catch"))
        return Counted(len({one.ent for one in real if one.started in period and told(one)}))

    return rule


def _nearly(event: str) -> Rule:
    def rule(facts: Facts, period: Period) -> Counted:
        found = {one.ent for one in facts.incidents if one.event == event and one.started in period}
        return Counted(len(found))

    return rule


def _of_group(group: str) -> Callable[[IncidentFact], bool]:
    return lambda one: bool(one.event_types & frozenset(codes.get("event_type").in_group(group)))


_ASSAULTS = frozenset({"assault_on_patient", "assault_on_staff", "assault_on_other"})

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "interventions": lambda facts, period: Counted(measures.interventions(facts, period)),
        "interventions_rate": _per_bed(measures.interventions),
        "interventions_spell_rate": lambda facts, period: Counted(
            measures.interventions(facts, period), _spell_beds(facts, period)
        ),
        "incidents": lambda facts, period: Counted(measures.incident_count(facts, period)),
        "incidents_rate": _per_bed(measures.incident_count),
        "interventions_per_incident": lambda facts, period: Counted(
            measures.interventions(facts, period), measures.incident_count(facts, period)
        ),
        "people": lambda facts, period: Counted(measures.people(facts, period)),
        "people_percent": lambda facts, period: Counted(
            measures.people(facts, period), measures.people_in_hospital(facts.stays, period)
        ),
        "top_person_share": _share_of_one,
        "physical_rate": _per_bed(measures.incident_count, "physical"),
        "prone_rate": _per_bed(measures.incident_count, "01"),
        "mechanical": lambda facts, period: Counted(
            measures.interventions(facts, period, _types("mechanical"))
        ),
        "rapid_tranquillisation_rate": _per_bed(measures.interventions, "14"),
        "other_chemical": lambda facts, period: Counted(
            measures.interventions(facts, period, ("03", "15", "16", "17"))
        ),
        "seclusion_starts": lambda facts, period: Counted(len(_began(facts, period, "05"))),
        "seclusion_hours": _seclusion_hours,
        "seclusion_nights": lambda facts, period: Counted(measures.nights(facts, period, "05")),
        "segregation_starts": lambda facts, period: Counted(len(_began(facts, period, "06"))),
        "segregation_nights": lambda facts, period: Counted(measures.nights(facts, period, "06")),
        "intervention_minutes_mean": _mean(of_incidents=False),
        "intervention_minutes_median": lambda facts, period: Counted(
            measures.durations(facts, period).median
        ),
        "intervention_minutes_longest": lambda facts, period: Counted(
            measures.durations(facts, period).longest
        ),
        "incident_minutes_mean": _mean(of_incidents=True),
        "incident_minutes_median": lambda facts, period: Counted(
            measures.durations(facts, period, of_incidents=True).median
        ),
        "incident_minutes_longest": lambda facts, period: Counted(
            measures.durations(facts, period, of_incidents=True).longest
        ),
        "seclusion_open_days": _open_days("05"),
        "segregation_open_days": _open_days("06"),
        "review_offered_patient_48h": _review("patient", lambda one: one.offered_48h, offered=True),
        "review_offered_patient_72h": _review("patient", lambda one: one.offered_72h, offered=True),
        "review_held_patient_48h": _review("patient", lambda one: one.held_48h),
        "review_held_patient_72h": _review("patient", lambda one: one.held_72h),
        "review_offered_staff_48h": _review("staff", lambda one: one.offered_48h, offered=True),
        "review_offered_staff_72h": _review("staff", lambda one: one.offered_72h, offered=True),
        "review_held_staff_48h": _review("staff", lambda one: one.held_48h),
        "review_held_staff_72h": _review("staff", lambda one: one.held_72h),
        "care_plan_seen": _plan_seen,
        "observations_done": _observed,
        "huddles_held": _huddles,
        "huddles_on_time": _punctual,
        "huddle_minutes": _huddle_minutes,
        "huddle_disciplines": _disciplines,
        "actions_on_time": _actions,
        "tests_begun": _tests(lambda one: one.begun),
        "tests_decided": _tests(lambda one: one.decided),
        "near_misses": _nearly("near_miss"),
        "good_catches": _nearly("good_catch"),
        "staff_hurt": _entries(lambda one: one.staff_hurt),
        "assaults": _entries(lambda one: bool(one.event_types & _ASSAULTS)),
        "self_harm": _entries(_of_group("self_harm")),
        "negligible_decisions": _entries(lambda one: one.negligible),
    }
)
"""How each shipped measure that is counted from records is counted."""


SETTLES: Final[Mapping[str, int]] = MappingProxyType(
    {one: 3 if one.endswith("72h") else 2 for one in RULES if one.startswith("review_")}
)
"""Days after a period's end until its figure stands: a review is not late before its hours are up."""

OF_PEOPLE: Final = frozenset({"incidents", "interventions", "people"})
"""What is counted of persons: how many they are, and the most of one, stands beside each such count."""


@cache
def shipped() -> Mapping[str, Measure]:
    """The measures the program comes with, by id, in the order to show them."""
    told = tomllib.loads(resources.read_text("measures.toml"))["measure"]
    return MappingProxyType({one["id"]: _shipped(one) for one in told})


def _shipped(one: Mapping[str, object]) -> Measure:
    names = codes.get("measure_pack")
    types, per = one.get("types", []), one.get("per", 1)
    if not isinstance(types, list) or not isinstance(per, int | float):
        raise TypeError(f"measures.toml: {one['id']}")
    return Measure(
        id=str(one["id"]),
        name=names.label(str(one["id"])),
        kind=str(one["kind"]),
        counts=str(one["counts"]),
        numerator=str(one["numerator"]),
        denominator=str(one.get("denominator", "none")),
        per=per,
        unit=str(one["unit"]),
        direction=str(one.get("direction", "down")),
        frequency=str(one.get("frequency", "month")),
        source=str(one.get("source", "records")),
        chart=str(one.get("chart", "auto")),
        national=None if "national" not in one else str(one["national"]),
        types=tuple(str(code) for code in types),
        definition=str(one["definition"]),
        reported=one.get("reported") is not False,
        status=str(one["status"]),
        short=str(one.get("short", "")),
    )


def narrowed(facts: Facts, measure: Measure) -> Facts:
    """Only the incidents and interventions that the measure's filter keeps; the rest as it was."""
    if not (measure.types or measure.reasons or measure.areas):
        return facts
    kept = tuple(
        one
        for one in facts.incidents
        if (not measure.reasons or one.reason in measure.reasons)
        and (not measure.areas or one.area in measure.areas)
    )
    named = {one.ent for one in kept}
    rows = tuple(
        one
        for one in facts.interventions
        if one.incident in named and (not measure.types or one.type in measure.types)
    )
    return replace(facts, incidents=kept, interventions=rows)


def point(
    measure: Measure, facts: Facts, period: Period, reporting: Reporting, rule: Rule | None = None
) -> Point:
    """One period of a measure counted from records, by the pack's rule for it unless another is given.

    A figure that rests on reporting stands only when the period was reported in full; otherwise what was
    counted is given, but no value. Raises KeyError for a measure that is typed in.
    """
    counted = (rule or RULES[measure.id])(facts, period)
    stands = reporting.state == "full" if measure.reported else reporting.state not in ("running", "closed")
    figure = value(measure, counted) if stands else None
    if measure.counts not in OF_PEOPLE:
        return Point(period, counted.above, counted.below, figure, reporting)
    by_person = measures.by_person(narrowed(facts, measure), period, measure.types or None)
    return Point(
        period,
        counted.above,
        counted.below,
        figure,
        reporting,
        len(by_person),
        max(by_person.values(), default=0),
        by_person.total(),
    )


def value(measure: Measure, counted: Counted) -> float | None:
    """The figure: above over below times `per`; None when there is nothing above or nothing to divide by."""
    if counted.above is None:
        return None
    if measure.denominator == "none":
        return measure.per * counted.above
    return measure.per * counted.above / counted.below if counted.below else None
