"""A trust's months for the region: sums of all its wards, with small numbers hidden as the national
statistics do.

A month counts only when every ward that was open, and sent records by then, reported it in full. Nothing
smaller than the trust is told, and of interventions by type a single hidden cell takes the next smallest
with it, so that none can be had by taking the others from the total.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wardqi.domain import codes, kinds, measures, periods, privacy
from wardqi.domain.facts import Facts, within
from wardqi.domain.periods import Period
from wardqi.domain.privacy import HIDDEN, Shown
from wardqi.services.desk import Desk
from wardqi.store import measures as reading
from wardqi.store import records
from wardqi.store.log import Act
from wardqi.store.tables import Record

MONTHS = 24
ROUNDED_TO = HIDDEN_UNDER = 5
_FEWEST_BED_DAYS = 100

PEOPLE, BED_DAYS, INCIDENTS, INTERVENTIONS = "people_restrained", "bed_days", "incidents", "interventions"
WARDS = "wards_counted"
"""The series of a trust, named as outside series are."""


@dataclass(frozen=True, slots=True)
class Month:
    """A trust's month: each series' figure, HIDDEN where it is too small to show."""

    start: date
    figures: Mapping[str, Shown]

    @property
    def hidden(self) -> tuple[str, ...]:
        """The series that are hidden in it."""
        return tuple(name for name, one in self.figures.items() if one == HIDDEN)


@dataclass(frozen=True, slots=True)
class Rollup:
    """A trust's finished months; `lacking` are those that a ward did not report in full, and are not told."""

    trust: str
    wards: int
    months: tuple[Month, ...]
    lacking: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class _Ward:
    record: Record
    facts: Facts
    days: frozenset[date]
    began: date

    def state(self, period: Period, today: date) -> str:
        """As `measures.reporting` has it; closed also before the ward's first record."""
        if period.end <= self.began:
            return "closed"
        opened, closed = (_day(self.record, name) for name in ("opened_on", "closed_on"))
        return measures.reporting(period, self.days, today, opened=opened, closed=closed).state


def rollup(desk: Desk, months: int = MONTHS) -> Rollup:
    """The trust's last finished months, of the wards this hub holds records of."""
    today = desk.now().date()
    wards = list(_wards(desk))
    told, lacking = [], []
    for period in _finished(wards, today)[-months:]:
        states = [one.state(period, today) for one in wards]
        open_wards = [one for one, state in zip(wards, states, strict=True) if state != "closed"]
        if open_wards and all(state in ("full", "closed") for state in states):
            told.append(Month(period.start, _figures(open_wards, period)))
        else:
            lacking.append(period.start)
    return Rollup(desk.store.fact("trust") or "", len(wards), tuple(told), tuple(lacking))


def _wards(desk: Desk) -> Iterator[_Ward]:
    for record in reading.wards(desk.store):
        span = reading.span(desk.store, record.ent)
        if span is not None:
            facts = reading.of_ward(desk.store, record.ent, detail=False)
            yield _Ward(record, facts, frozenset(measures.reported_days(facts)), span[0])


def _finished(wards: Sequence[_Ward], today: date) -> list[Period]:
    if not wards:
        return []
    first = min(one.began for one in wards)
    return [one for one in periods.months(first, today) if one.end <= today]


def _figures(wards: Sequence[_Ward], period: Period) -> dict[str, Shown]:
    parts = [within(one.facts, period) for one in wards]
    people = {person for one in parts for person in measures.by_person(one, period, None)}
    groups = codes.get("restrictive_type")
    by_type: dict[str, int] = dict.fromkeys(_groups(), 0)
    for one in parts:
        for row in measures.interventions_in(one, period).values():
            by_type[groups.group(row.type) or "other"] += 1
    figures: dict[str, Shown] = {
        WARDS: len(wards),
        PEOPLE: privacy.suppress_count(len(people)),
        INCIDENTS: privacy.suppress_count(sum(measures.incident_count(one, period) for one in parts)),
        INTERVENTIONS: privacy.suppress_count(sum(by_type.values())),
    }
    # Without a total there is nothing to take the cells from, and so nothing that they could give away.
    cells = privacy.suppress_cells(by_type)
    figures |= {f"{INTERVENTIONS}_{name}": shown for name, shown in cells.items()}
    counted = [measures.census_days(one.facts.census, period) for one in wards]
    if all(days == period.days for _, days in counted):
        beds = sum(one for one, _ in counted)
        figures[BED_DAYS] = beds if beds >= _FEWEST_BED_DAYS else HIDDEN
    return figures


def _groups() -> tuple[str, ...]:
    known = codes.get("restrictive_type")
    return tuple(dict.fromkeys(known.group(one.code) or "other" for one in known.entries))


def acts(desk: Desk, ward: str, found: Rollup) -> list[Act]:
    """The changes that bring the outlet's series in step with a trust's months; `ward` is the outlet's."""
    series = dict.fromkeys(name for month in found.months for name in month.figures)
    made = (_series(desk, ward, found, name) for name in series)
    return [act for act in made if act is not None]


def _series(desk: Desk, ward: str, found: Rollup, name: str) -> Act | None:
    ent = kinds.rollup_id(ward, name)
    held = records.find(desk.store, ent)
    before = {} if held is None else kinds.flatten(held.value)
    months = {
        kinds.month_row(month.start.isoformat()): _cell(month.figures[name])
        for month in found.months
        if name in month.figures
    }
    wanted = kinds.flatten({**_about(found.trust, name), "months": months})
    # A month that is no longer whole is taken out; one that is whole again comes back.
    for row, _ in kinds.live_rows({} if held is None else held.value, "months"):
        if row not in months:
            wanted[f"months.{row}.{kinds.REMOVED}"] = True
    for row in months:
        if before.get(f"months.{row}.{kinds.REMOVED}"):
            wanted[f"months.{row}.{kinds.REMOVED}"] = False
    changed = {path: one for path, one in wanted.items() if before.get(path) != one}
    if not changed:
        return None
    return Act("external_series", "create" if held is None else "amend", ent, kinds.nest(changed))


def _cell(shown: Shown) -> dict[str, object]:
    return {"value": None if shown == HIDDEN else float(shown), "suppressed": shown == HIDDEN}


def _about(trust: str, name: str) -> dict[str, object]:
    counted = name.partition("_")[0]
    whole = name == WARDS
    return {
        "name": f"{trust}: {name.replace('_', ' ')}",
        "provider": trust,
        "measure": name,
        "counts": counted if counted in codes.get("counted_thing") else None,
        "unit": name.replace("_", " "),
        "source": trust,
        "rounded_to": None if whole or name == BED_DAYS else ROUNDED_TO,
        "hidden_under": None if whole else _FEWEST_BED_DAYS if name == BED_DAYS else HIDDEN_UNDER,
    }


def _day(record: Record, name: str) -> date | None:
    held = record.value.get(name)
    return date.fromisoformat(held) if isinstance(held, str) else None
