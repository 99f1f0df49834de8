"""How complete a hub's figures are: each ward by month, and what has not come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wardqi.domain import measures, periods
from wardqi.domain.facts import Facts
from wardqi.domain.periods import Period
from wardqi.services import exchange
from wardqi.services.desk import Desk, NotFound
from wardqi.store import measures as reading
from wardqi.store import records
from wardqi.store.tables import Record

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward this store has records of. `kind` is a code of `ward_type`; `beds` None when not said."""

    ent: str
    name: str
    kind: str = ""
    beds: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A ward's month. `state` is full, part, none, running, closed (not open) or before (its first record).

    `reported` of `days` days have an entry or a quiet shift; `counted` of them a midnight count of beds.
    """

    month: date
    state: str
    reported: int
    days: int
    counted: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Changes of a PC that have not been received: from `first` to `last`, both included."""

    pc: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class WardCoverage:
    """A ward's row: a cell for each month, and what has not been received of its PCs."""

    ward: Ward
    cells: tuple[Cell, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Wards by months, the wards by name, the months in order and the running one last."""

    months: tuple[date, ...]
    rows: tuple[WardCoverage, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """What a ward's month lacks, day by day: days nobody reported on, days whose beds were not counted."""

    ward: Ward
    month: date
    cell: Cell
    days: tuple[date, ...]
    beds: tuple[date, ...]
    gaps: tuple[Gap, ...]


def wards(desk: Desk) -> list[Ward]:
    """Every ward this store has records of, by name."""
    return [_ward(one) for one in reading.wards(desk.store)]


def matrix(desk: Desk, months: int = MONTHS) -> Matrix:
    """How much each ward reported in the last months, this one included."""
    today = desk.now().date()
    wanted = _months(today, months)
    gaps = _gaps(desk)
    rows = []
    for own in reading.wards(desk.store):
        facts = reading.of_ward(desk.store, own.ent, detail=False)
        span = reading.span(desk.store, own.ent)
        cells = tuple(_cell(own, facts, one, today, span[0] if span else None) for one in wanted)
        rows.append(WardCoverage(_ward(own), cells, gaps.get(own.ent, ())))
    return Matrix(tuple(one.start for one in wanted), tuple(rows))


def missing(desk: Desk, ward: str, month: date) -> Missing:
    """What a ward's month lacks; raises NotFound for a ward this store does not know."""
    own = records.find(desk.store, ward)
    if own is None or own.kind != "ward":
        raise NotFound
    today = desk.now().date()
    period = periods.month(month)
    facts = reading.of_ward(desk.store, ward, detail=False)
    span = reading.span(desk.store, ward)
    cell = _cell(own, facts, period, today, span[0] if span else None)
    open_days: list[date] = []
    if cell.state not in ("closed", "before"):
        open_days = [day for day in period if day < today and _open(own, day)]
    reported = measures.reported_days(facts)
    return Missing(
        _ward(own),
        period.start,
        cell,
        tuple(day for day in open_days if day not in reported),
        tuple(day for day in open_days if day not in facts.census),
        _gaps(desk).get(ward, ()),
    )


def runs(days: Sequence[date]) -> list[tuple[date, date]]:
    """Days in order as stretches without a break, each with its first and last day."""
    found: list[tuple[date, date]] = []
    for day in days:
        if found and day - found[-1][1] == timedelta(days=1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _months(today: date, count: int) -> tuple[Period, ...]:
    first = periods.month(today)
    found = [first]
    for _ in range(count):
        first = periods.month(first.start - timedelta(days=1))
        found.append(first)
    return tuple(reversed(found))


def _cell(own: Record, facts: Facts, period: Period, today: date, began: date | None) -> Cell:
    told = measures.reporting(
        period,
        measures.reported_days(facts),
        today,
        opened=_date(own, "opened_on"),
        closed=_date(own, "closed_on"),
    )
    counted = sum(day in facts.census for day in period if day < today and _open(own, day))
    before = began is None or period.end <= began
    state = "before" if before and told.state == "none" else told.state
    return Cell(period.start, state, told.reported, told.days, counted)


def _open(own: Record, day: date) -> bool:
    opened, closed = _date(own, "opened_on"), _date(own, "closed_on")
    return (opened is None or day >= opened) and (closed is None or day < closed)


def _date(own: Record, field: str) -> date | None:
    value = own.value.get(field)
    return date.fromisoformat(value) if isinstance(value, str) else None


def _ward(own: Record) -> Ward:
    value, beds = own.value, own.value.get("bed_count")
    return Ward(
        own.ent,
        str(value.get("name") or value.get("code") or ""),
        str(value.get("ward_type") or ""),
        beds if isinstance(beds, int) else None,
    )


def _gaps(desk: Desk) -> dict[str, tuple[Gap, ...]]:
    found: dict[str, list[Gap]] = {}
    for source in exchange.sources(desk):
        for first, last in source.gaps:
            found.setdefault(source.ward, []).append(Gap(source.name, first, last))
    return {ward: tuple(gaps) for ward, gaps in found.items()}
