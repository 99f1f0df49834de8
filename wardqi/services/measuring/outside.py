"""Series brought from outside: the national figures of each provider, and of all of them together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from wardqi.domain import codes, kinds, measures
from wardqi.services.desk import Desk, NotFound
from wardqi.services.measuring.charts import Charted, analysed, kind_of
from wardqi.store import records


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


@dataclass(frozen=True, slots=True)
class Whole:
    """Providers that published both figures in every month there is, summed over the months.

    `rows` are name, people restrained (each month's anew) and bed days; `hidden` counts the providers left
    out because a small number was withheld in some month, `others` those left out for a month without a row.
    """

    months: tuple[date, ...]
    rows: tuple[tuple[str, float, float], ...]
    hidden: int
    others: int


def outside_whole(desk: Desk) -> Whole:
    """What a funnel of providers stands on; raises NotFound when no provider has every month."""
    rates = outside_rates(desk)
    rows, hidden, others = [], 0, 0
    months: tuple[date, ...] = ()
    for name, found in rates.items():
        months = months or tuple(one.month for one in found)
        if all(one.numerator is not None and one.denominator for one in found):
            above = sum(one.numerator or 0.0 for one in found)
            rows.append((name, above, sum(one.denominator or 0.0 for one in found)))
        elif all(one.hidden or (one.numerator is not None and one.denominator) for one in found):
            hidden += 1
        else:
            others += 1
    if not rows:
        raise NotFound
    return Whole(months, tuple(rows), hidden, others)


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
    settings = spc.Settings(kind=kind_of(kind), improve="down", per=1000.0 if divided else 1.0)
    title = codes.get("national_measure").label("MHS76")
    charted = analysed(series, settings, title, "per 1,000 bed days", "people")
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
