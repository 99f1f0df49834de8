"""A ward's points of each measure: counted from records, or typed in; by month, week or day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from wardqi.domain import facts as counting
from wardqi.domain import kinds, measures, own, pack, periods
from wardqi.domain.facts import Facts
from wardqi.domain.measures import Reporting
from wardqi.domain.pack import Counted, Measure, Point
from wardqi.domain.periods import Period
from wardqi.services.desk import Desk, NotFound
from wardqi.services.measuring import settings
from wardqi.services.measuring.settings import NOTHING, ChartSettings, CycleStart, Note, Settled
from wardqi.store import measures as reading
from wardqi.store import records
from wardqi.store.tables import Record

FIRST_MEASURES: Final = (
    "incidents_rate",
    "interventions_rate",
    "physical_rate",
    "rapid_tranquillisation_rate",
    "seclusion_starts",
    "people",
)
"""What the measures page begins with; a ward's own follow, then the others in the order of the pack."""

DETAILED = frozenset(id_ for id_ in pack.RULES if id_.startswith(("review_", "observations")))
"""Measures that need every review and observation opened."""

FREQUENCIES: Final = ("month", "week", "day")
MOST: Final[Mapping[str, int]] = {"month": 120, "week": 104, "day": 92}
"""The most periods a chart shows, the latest: ten years of months, two of weeks, a quarter of days."""

OPEN: Final = ("running", "closed")
"""States of a period that has no figure yet, or never will."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One ward's points of one measure, none left out between the first and the last.

    `record` is the id of the record that holds its settings (see `settings`), made or not.
    """

    measure: Measure
    ward: str
    ward_name: str
    points: tuple[Point, ...]
    frequency: str = "month"
    settings: ChartSettings = NOTHING
    notes: tuple[Note, ...] = ()
    tests: tuple[CycleStart, ...] = ()
    record: str = ""

    @property
    def finished(self) -> tuple[Point, ...]:
        """The points of periods that are over."""
        return tuple(one for one in self.points if one.reporting.state not in OPEN)

    @property
    def latest(self) -> Point | None:
        """The newest period that is over."""
        return next(reversed(self.finished), None)

    @property
    def completeness(self) -> float:
        """Share of the days of all finished periods that were reported."""
        done = [one.reporting for one in self.finished]
        days = sum(one.days for one in done)
        return sum(one.reported for one in done) / days if days else 0.0


def record_of(measure: str, ward: str) -> str:
    """The id of the record with a measure's settings: its own, or that of the ward's shipped one."""
    return measure if kinds.is_uuid(measure) else kinds.measure_id(ward, measure)


def own_measures(known: Settled, ward: str, today: date) -> list[Measure]:
    """The measures defined for this ward (or by this hub for all), those no longer used left out."""
    found = []
    for ent, record in known.measures.items():
        retired = settings.day_of(record.value, "retired_on")
        if record.value.get("standard") or (retired is not None and retired < today):
            continue
        made = own.measure_of(ent, record.value)
        belongs = record.value.get("ward") == ward or made.source == own.RECORDS
        if belongs and not own.problems(record.value):
            found.append(made)
    return sorted(found, key=lambda one: one.name.casefold())


def own_of(desk: Desk, ward: str) -> list[Measure]:
    """The own measures of a ward that are in use, by name."""
    return own_measures(settings.settled(desk, ward), ward, desk.now().date())


def find_measure(known: Settled, id_: str) -> Measure:
    """A measure by its id, of the pack or own; raises NotFound."""
    if id_ in pack.shipped():
        return pack.shipped()[id_]
    record = known.measures.get(id_)
    if record is None or record.value.get("standard") or own.problems(record.value):
        raise NotFound
    return own.measure_of(id_, record.value)


def measure_ward(
    desk: Desk,
    ward: str,
    ids: Sequence[str] | None = None,
    every: str | None = None,
    *,
    whole: bool = False,
) -> list[Measured]:
    """A ward's points of some measures; when none are named, of all it can have points of.

    `every` is a code of `frequency`; None takes what was settled for the measure. A period that was not
    reported, or whose bed days are not all counted, is missing and not zero. A measure counted from
    records is left out while the ward has none; `whole` takes every period there is, not the latest alone.
    Raises NotFound for an id nobody knows.
    """
    known = settings.settled(desk, ward)
    today = desk.now().date()
    if ids is None:
        wanted = [*pack.shipped().values(), *own_measures(known, ward, today)]
    else:
        wanted = [find_measure(known, one) for one in ids]
    record = records.find(desk.store, ward)
    name = str(record.value.get("name") or "") if record is not None else ""
    detail = any(one.id in DETAILED for one in wanted)
    counted = _Counted(desk, ward, record, today, detail=detail, whole=whole)
    found = []
    for one in wanted:
        ent = record_of(one.id, ward)
        kept = known.settings(ent)
        frequency = every or kept.frequency or one.frequency
        if one.source == own.RECORDS:
            points = counted.points(one, frequency)
        else:
            # What was typed in has the periods it was typed for.
            frequency = kept.frequency or one.frequency
            points = _typed(desk, one, ent, frequency)
        if points or (ids is not None and one.source != own.RECORDS):
            found.append(
                Measured(
                    one,
                    ward,
                    name,
                    points,
                    frequency,
                    kept,
                    known.notes_of(ent),
                    known.tests_of(ent),
                    ent,
                )
            )
    return found


def measure_all(desk: Desk, ids: Sequence[str] | None = None, every: str | None = "month") -> list[Measured]:
    """Every ward of this store, each measure in turn."""
    return [one for ward in reading.wards(desk.store) for one in measure_ward(desk, ward.ent, ids, every)]


class _Counted:
    """Counts measures from one ward's records, which are read once and parted once for each frequency."""

    def __init__(
        self, desk: Desk, ward: str, record: Record | None, today: date, *, detail: bool, whole: bool
    ) -> None:
        self._whole = whole
        self._desk, self._ward, self._record, self._today = desk, ward, record, today
        self._detail = detail
        self._facts: Facts | None = None
        self._parts: dict[str, list[tuple[Period, Facts, Reporting]]] = {}

    def points(self, measure: Measure, frequency: str) -> tuple[Point, ...]:
        """The points of a measure; none while the ward has nothing recorded."""
        rule = pack.RULES.get(measure.id) or own.rule(measure)
        settled = self._today - timedelta(days=pack.SETTLES.get(measure.id, 0))
        return tuple(
            pack.point(
                measure,
                part,
                period,
                replace(reporting, state="running") if period.end > settled else reporting,
                rule,
            )
            for period, part, reporting in self._by_period(frequency)
        )

    def _by_period(self, frequency: str) -> list[tuple[Period, Facts, Reporting]]:
        if frequency not in self._parts:
            self._parts[frequency] = self._parted(frequency)
        return self._parts[frequency]

    def _parted(self, frequency: str) -> list[tuple[Period, Facts, Reporting]]:
        span = reading.span(self._desk.store, self._ward)
        if span is None:
            return []
        if self._facts is None:
            self._facts = reading.of_ward(self._desk.store, self._ward, detail=self._detail)
        days = measures.reported_days(self._facts)
        opened, closed = (
            None if self._record is None else settings.day_of(self._record.value, field)
            for field in ("opened_on", "closed_on")
        )
        shown = periods.every(frequency, span[0], min(span[1], self._today))
        if not self._whole:
            shown = shown[-MOST[frequency] :]
        return [
            (
                period,
                counting.within(self._facts, period),
                measures.reporting(period, days, self._today, opened=opened, closed=closed),
            )
            for period in shown
        ]


def _typed(desk: Desk, measure: Measure, ent: str, frequency: str) -> tuple[Point, ...]:
    """The points people typed in, every period between the first and the last; those without are missing."""
    given: dict[date, Mapping[str, object]] = {}
    for record in records.of_kind(desk.store, "measure_value"):
        day = settings.day_of(record.value, "period")
        if record.value.get("measure") == ent and day is not None:
            given[periods.around(frequency, day).start] = record.value
    if not given:
        return ()
    shown = periods.every(frequency, min(given), max(given))[-MOST[frequency] :]
    return tuple(_typed_point(measure, period, given.get(period.start)) for period in shown)


def _typed_point(measure: Measure, period: Period, value: Mapping[str, object] | None) -> Point:
    told = value or {}
    if told.get("not_recorded") is True:
        told = {}
    figures = [_figure(told.get(name)) for name in ("numerator", "denominator", "value")]
    above, below, figure = figures
    if figure is None:
        figure = pack.value(measure, Counted(above, below))
    there = figure is not None
    return Point(
        period,
        above if above is not None or measure.denominator != "none" else figure,
        below,
        figure,
        Reporting(period.days, period.days if there else 0, "full" if there else "none"),
    )


def _figure(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
