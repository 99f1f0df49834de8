"""A ward's own measures: what they may count, how their records read, and how they are counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from wardqi.domain import measures
from wardqi.domain.facts import Facts
from wardqi.domain.pack import Counted, Measure, Rule, narrowed
from wardqi.domain.periods import Period

Values = Mapping[str, object]

_Above = Callable[[Facts, Period], float]
_Below = Callable[[Facts, Period], float | None]


def _minutes(facts: Facts, period: Period) -> float:
    return measures.durations(facts, period).total


def _days(facts: Facts, period: Period) -> float:
    """Days of the period with at least one such incident begun."""
    named = {incident for incident, _ in measures.interventions_in(facts, period)}
    return len({one.started for one in facts.incidents if one.ent in named and one.started in period})


def _beds(facts: Facts, period: Period) -> float | None:
    total, counted = measures.census_days(facts.census, period)
    return total if counted == period.days else None


ABOVE: Final[Mapping[str, _Above]] = {
    "incidents": measures.incident_count,
    "interventions": measures.interventions,
    "people": measures.people,
    "days": _days,
    "minutes": _minutes,
}
"""What an own measure may count from records, by code of `counted_thing`."""

BELOW: Final[Mapping[str, _Below]] = {
    "none": lambda _facts, _period: None,
    "ward_stay_bed_days": _beds,
    "incidents": measures.incident_count,
    "interventions": measures.interventions,
    "people_in_hospital": lambda facts, period: measures.people_in_hospital(facts.stays, period),
    "people_restrained": measures.people,
}
"""What may stand below the line when counted from records: everything, not only what the filter keeps."""

TYPED: Final = ("none", "answers", "planned", "due", "ward_stay_bed_days", "people_in_hospital", "incidents")
"""What may stand below the line of a measure whose figures are typed in."""

RECORDS, ENTERED = "records", "entered"
_NEEDED = ("name", "kind", "counts", "source", "frequency", "direction")


def problems(values: Values) -> dict[str, str]:
    """What stands in the way of using these values as a measure, as a code by field; {} when nothing does.

    Codes: missing, not_counted (records cannot give it), not_a_number, not_above_zero.
    """
    found = {name: "missing" for name in _NEEDED if not str(values.get(name) or "").strip()}
    below = values.get("denominator") or "none"
    if values.get("source") == RECORDS:
        if "counts" not in found and values.get("counts") not in ABOVE:
            found["counts"] = "not_counted"
        if below not in BELOW:
            found["denominator"] = "not_counted"
    per = values.get("per")
    if per is not None and (not isinstance(per, int | float) or isinstance(per, bool)):
        found["per"] = "not_a_number"
    elif isinstance(per, int | float) and not 0 < per <= 1_000_000:
        found["per"] = "not_above_zero"
    return found


def measure_of(ent: str, values: Values) -> Measure:
    """An own measure from its record; what it leaves out takes the plainest meaning."""
    counts = str(values.get("counts") or "events")
    below = str(values.get("denominator") or "none")
    per = values.get("per")
    source = str(values.get("source") or ENTERED)
    return Measure(
        id=ent,
        name=str(values.get("name") or ""),
        kind=str(values.get("kind") or "outcome"),
        counts=counts,
        numerator=str(values.get("numerator") or ""),
        denominator=below,
        per=per if isinstance(per, int | float) else 1,
        unit=str(values.get("unit") or "") or counts,
        direction=str(values.get("direction") or "neither"),
        frequency=str(values.get("frequency") or "month"),
        source=source,
        chart=str(values.get("chart") or "auto"),
        national=None,
        types=_codes(values.get("types")),
        definition=str(values.get("definition") or ""),
        reported=source == RECORDS,
        status="own",
        reasons=_codes(values.get("reasons")),
        areas=_codes(values.get("areas")),
    )


def _codes(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


def rule(measure: Measure) -> Rule:
    """How an own measure is counted from records; raises KeyError for one that records cannot give."""
    above, below = ABOVE[measure.counts], BELOW[measure.denominator]

    def counted(facts: Facts, period: Period) -> Counted:
        return Counted(above(narrowed(facts, measure), period), below(facts, period))

    return counted
