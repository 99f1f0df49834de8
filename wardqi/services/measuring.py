"""From records to a sentence: a measure's points by month, its chart, and what the chart says.

The chart engine loads numpy, so it is imported when the first chart is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from wardqi.domain import codes, kinds, measures, pack, periods
from wardqi.domain.facts import Facts, within
from wardqi.domain.pack import Point, Shipped
from wardqi.domain.periods import Period
from wardqi.services.desk import Desk, NotFound
from wardqi.store import measures as reading
from wardqi.store import records
from wardqi.store.tables import Record

if TYPE_CHECKING:
    from wardqi.domain import spc
    from wardqi.domain.spc import Analysis, Settings
    from wardqi.reports.sentences import Said

FIRST_MEASURES = (
    "incidents_rate",
    "interventions_rate",
    "physical_rate",
    "rapid_tranquillisation_rate",
    "seclusion_starts",
    "people",
)
"""What the measures page begins with; the others follow in the order of the pack."""

DETAILED = frozenset(id_ for id_ in pack.RULES if id_.startswith(("review_", "observations")))
"""Measures that need every review and observation opened."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One ward's points of one measure, a month each, none left out between the first and the last."""

    measure: Shipped
    ward: str
    ward_name: str
    points: tuple[Point, ...]

    @property
    def latest(self) -> Point | None:
        """The newest month that is over."""
        return next(
            (one for one in reversed(self.points) if one.reporting.state not in ("running", "closed")), None
        )

    @property
    def completeness(self) -> float:
        """Share of the days of all finished months that were reported."""
        done = [one.reporting for one in self.points if one.reporting.state not in ("running", "closed")]
        days = sum(one.days for one in done)
        return sum(one.reported for one in done) / days if days else 0.0


@dataclass(frozen=True, slots=True)
class Charted:
    """A chart worked out. `analysis` is None when the series cannot be charted: then `said` says why.

    `title` and `axis` are what to print; `counts` is people, incidents or interventions.
    """

    title: str
    axis: str
    counts: str
    analysis: Analysis | None
    said: Said
    measured: Measured | None = None
    note: str = ""


def measure_ward(desk: Desk, ward: str, ids: Sequence[str] | None = None) -> list[Measured]:
    """A ward's points of some measures (all that are counted from records, when none are named).

    A month that was not reported, or whose bed days are not all counted, is missing and not zero.
    """
    wanted = [pack.shipped()[one] for one in (ids if ids is not None else pack.RULES)]
    span = reading.span(desk.store, ward)
    if span is None:
        return []
    facts = reading.of_ward(desk.store, ward, detail=any(one.id in DETAILED for one in wanted))
    own = records.find(desk.store, ward)
    name = str(own.value.get("name") or "") if own is not None else ""
    today = desk.now().date()
    parts = _by_month(facts, periods.months(span[0], min(span[1], today)))
    days = measures.reported_days(facts)
    opened, closed = (_date(own, field) for field in ("opened_on", "closed_on"))
    reportings = {
        period: measures.reporting(period, days, today, opened=opened, closed=closed) for period, _ in parts
    }
    return [
        Measured(
            one,
            ward,
            name,
            tuple(pack.point(one, part, period, reportings[period]) for period, part in parts),
        )
        for one in wanted
    ]


def _by_month(facts: Facts, months: Iterable[Period]) -> list[tuple[Period, Facts]]:
    return [(period, within(facts, period)) for period in months]


def _date(record: Record | None, field: str) -> date | None:
    value = record.value.get(field) if record is not None else None
    return date.fromisoformat(value) if isinstance(value, str) else None


def measure_all(desk: Desk, ids: Sequence[str] | None = None) -> list[Measured]:
    """Every ward of this store, each measure in turn."""
    return [one for ward in reading.wards(desk.store) for one in measure_ward(desk, ward.ent, ids)]


def chart(desk: Desk, measure: str, ward: str, kind: str | None = None) -> Charted:
    """A measure's chart for a ward; `kind` None takes the measure's own. Raises NotFound without records."""
    found = measure_ward(desk, ward, [measure])
    if not found:
        raise NotFound
    return chart_of(found[0], kind)


def chart_of(measured: Measured, kind: str | None = None) -> Charted:
    """The chart of points already measured."""
    from wardqi.domain import spc

    one = measured.measure
    wanted = kind or one.chart
    points = [point for point in measured.points if point.reporting.state not in ("running", "closed")]
    divided = one.denominator != "none"
    series = spc.Series(tuple(_point(point, divided, wanted) for point in points), nature=None)
    per = one.per if divided and wanted not in ("run", "xmr") else 1.0
    settings = spc.Settings(kind=_kind(wanted), improve=_improve(one.direction), per=per)
    return replace(
        _analysed(series, settings, one.name, one.unit, one.counts),
        measured=measured,
        note=one.definition,
    )


def _point(point: Point, divided: bool, kind: str) -> spc.Point:
    from wardqi.domain import spc

    day = point.period.start
    if point.value is None:
        return spc.Point(day)
    if divided and kind not in ("run", "xmr"):
        return spc.Point(day, numerator=point.numerator, denominator=point.denominator)
    return spc.Point(day, value=point.value)


def _kind(code: str) -> spc.AnyKind:
    from wardqi.domain import spc

    return next((kind for kind in spc.ANY_KINDS if kind == code), "auto")


def _improve(direction: str) -> spc.Improve:
    return "up" if direction == "up" else "neither" if direction == "neither" else "down"


def _analysed(series: spc.Series, settings: Settings, title: str, unit: str, counts: str) -> Charted:
    from wardqi.domain import spc
    from wardqi.reports import sentences

    words = sentences.Words(unit=f"{{figure}}{unit}" if unit.startswith("%") else f"{{figure}} {unit}")
    try:
        analysis = spc.analyse(series, settings)
    except spc.NotChartable as error:
        said = sentences.Said(sentences.refusal(error.code, error.where), "", "")
        return Charted(title, unit, counts, None, said)
    return Charted(title, unit, counts, analysis, sentences.chart_sentence(analysis, words))


# --- series from outside ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outside:
    """A provider with outside series in this hub, and which measures of it are held."""

    provider: str
    measures: tuple[str, ...]


ALL_PROVIDERS = ""
"""Stands for every provider that has all the months of both series."""

PEOPLE_RESTRAINED, BED_DAYS = "people_restrained", "bed_days"


def outside_providers(desk: Desk) -> list[Outside]:
    """Every provider with series brought from outside, by name."""
    found: dict[str, list[str]] = {}
    for record in records.of_kind(desk.store, "external_series"):
        found.setdefault(str(record.value["provider"]), []).append(str(record.value["measure"]))
    return [Outside(name, tuple(sorted(found[name]))) for name in sorted(found, key=str.casefold)]


@dataclass(frozen=True, slots=True)
class OutsideMonth:
    """A month of an outside rate; `hidden` when the publisher withheld a small number."""

    month: date
    numerator: float | None
    denominator: float | None
    hidden: bool

    @property
    def rate(self) -> float | None:
        """Per 1,000 bed days; None when either is missing."""
        return measures.rate(self.numerator, self.denominator) if self.numerator is not None else None


def outside_rate(desk: Desk, provider: str) -> tuple[list[OutsideMonth], int]:
    """People restrained and bed days of a provider by month, and how many providers are in it.

    ALL_PROVIDERS adds up the providers that published both figures in every month there is. A month that
    was not published is absent from its series and comes back with None.
    """
    people = _outside(desk, PEOPLE_RESTRAINED)
    beds = _outside(desk, BED_DAYS)
    months = sorted({month for one in people.values() for month in one})
    if provider != ALL_PROVIDERS:
        if provider not in people:
            raise NotFound
        return [_outside_month(month, people[provider], beds.get(provider, {})) for month in months], 1
    whole = [
        name
        for name, one in people.items()
        if all(_known(one, month) and _known(beds.get(name, {}), month) for month in months)
    ]
    if not whole:
        raise NotFound
    return [
        OutsideMonth(
            month,
            sum(_number(people[name], month) for name in whole),
            sum(_number(beds[name], month) for name in whole),
            hidden=False,
        )
        for month in months
    ], len(whole)


def outside_rates(desk: Desk) -> dict[str, list[OutsideMonth]]:
    """Every provider's months, by name; as `outside_rate` gives them for one."""
    people, beds = _outside(desk, PEOPLE_RESTRAINED), _outside(desk, BED_DAYS)
    months = sorted({month for one in people.values() for month in one})
    return {
        name: [_outside_month(month, people[name], beds.get(name, {})) for month in months]
        for name in sorted(people, key=str.casefold)
    }


def outside_chart(desk: Desk, provider: str, kind: str = "u") -> Charted:
    """People restrained per 1,000 bed days, by month, of one provider or of all with every month."""
    from wardqi.domain import spc

    months, count = outside_rate(desk, provider)
    divided = kind not in ("run", "xmr")
    series = spc.Series(
        tuple(
            spc.Point(one.month, numerator=one.numerator, denominator=one.denominator, hidden=one.hidden)
            if divided
            else spc.Point(one.month, value=one.rate, hidden=one.hidden)
            for one in months
        )
    )
    settings = spc.Settings(kind=_kind(kind), improve="down", per=1000.0 if divided else 1.0)
    title = codes.get("national_measure").label("MHS76")
    charted = _analysed(series, settings, title, "per 1,000 bed days", "people")
    return replace(charted, note=f"{count}")


_Months = Mapping[date, Mapping[str, object]]


def _outside(desk: Desk, measure: str) -> dict[str, _Months]:
    found: dict[str, _Months] = {}
    for record in records.of_kind(desk.store, "external_series"):
        if record.value.get("measure") == measure:
            found[str(record.value["provider"])] = {
                date(int(row[:4]), int(row[4:6]), 1): one
                for row, one in kinds.live_rows(record.value, "months")
            }
    return found


def _known(months: _Months, month: date) -> bool:
    return month in months and months[month].get("value") is not None


def _number(months: _Months, month: date) -> float:
    value = months[month].get("value")
    return float(value) if isinstance(value, int | float) else 0.0


def _outside_month(month: date, people: _Months, beds: _Months) -> OutsideMonth:
    hidden = any(one.get(month, {}).get("suppressed") is True for one in (people, beds))
    return OutsideMonth(
        month,
        _number(people, month) if _known(people, month) else None,
        _number(beds, month) if _known(beds, month) else None,
        hidden,
    )
