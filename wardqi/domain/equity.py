"""Who is restrained: incidents and bed days by group of patients, small numbers hidden.

A group's rate stands on that group's own bed days. Every number here follows the national rules for a
breakdown by characteristic (see `privacy`), inside the ward too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from wardqi.domain import codes, privacy
from wardqi.domain.facts import Stay, days_of
from wardqi.domain.kinds import live_rows
from wardqi.domain.periods import Period
from wardqi.domain.privacy import HIDDEN, Shown

Values = Mapping[str, object]

PARTS: Final = ("ethnic", "gender", "age", "ld", "autism")
"""What the breakdown goes by: groups of the list `equality_group`."""

FIELDS: Final = ("ethnic_category", "gender", "sex", "age_band", "ld_status", "autism_status")
"""What of an incident says which groups its person belongs to."""

FEWEST_BED_DAYS: Final = 100
_NOT_KNOWN = "not_known"
_BY_SEX = {"1": "1", "2": "2"}


def groups(values: Values, on: date | None = None) -> dict[str, str]:
    """The group in each part, from an incident, or from a patient as they were on a day.

    What is not said, declined or not recorded is "not known", never left out.
    """
    gender = _in(values, "gender", "gender_identity")
    if gender == _NOT_KNOWN:
        gender = _BY_SEX.get(str(values.get("sex")), _NOT_KNOWN)
    return {
        "ethnic": f"ethnic_{_group(values, 'ethnic_category')}",
        "gender": f"gender_{gender}",
        "age": f"age_{_age(values, on)}",
        "ld": f"ld_{_group(values, 'ld_status')}",
        "autism": f"autism_{_group(values, 'autism_status')}",
    }


def _group(values: Values, name: str) -> str:
    value, known = values.get(name), codes.get(name)
    if not isinstance(value, str) or value not in known:
        return _NOT_KNOWN
    return known.group(value) or _NOT_KNOWN


def _in(values: Values, name: str, codelist: str) -> str:
    value, known = values.get(name), codes.get(codelist)
    if not isinstance(value, str) or value not in known:
        return _NOT_KNOWN
    return known.group(value) or value


def _age(values: Values, on: date | None) -> str:
    born, band = values.get("birth_date"), values.get("age_band")
    if on is not None and isinstance(born, str) and date.fromisoformat(born) <= on:
        return privacy.age_band(privacy.age_on(date.fromisoformat(born), on))
    if type(band) is int:
        return privacy.age_band(band)
    return band if isinstance(band, str) and band in codes.get("age_band") else _NOT_KNOWN


@dataclass(frozen=True, slots=True)
class GroupDays:
    """Bed days of one group in one period, and how many people they were."""

    bed_days: int
    people: int


def group_days(patients: Iterable[Values], ward: str, period: Period) -> dict[str, GroupDays]:
    """Bed days and people in a period by group, from stays on this ward; empty when nobody stayed.

    A person's age is that on their first day in the period, so a birthday splits no month.
    """
    beds: dict[str, int] = {}
    people: dict[str, int] = {}
    for values in patients:
        days, first = 0, period.end
        for _, stay in live_rows(values, "stays"):
            came, left = stay.get("admitted_on"), stay.get("left_on")
            if not isinstance(came, str) or stay.get("ward") not in (None, ward):
                continue
            gone = date.fromisoformat(left) if isinstance(left, str) else None
            one = Stay("", date.fromisoformat(came), gone)
            here = days_of(one, period)
            if here:
                days += here
                first = min(first, max(one.arrived, period.start))
        if days:
            for group in groups(values, first).values():
                beds[group] = beds.get(group, 0) + days
                people[group] = people.get(group, 0) + 1
    return {group: GroupDays(beds[group], people[group]) for group in sorted(beds)}


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted of one group, exactly; never shown as it is."""

    interventions: int = 0
    incidents: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One group as it may be shown. `bed_days` and `rate` are None when its bed days are not known,
    `percent` (of people in hospital) when the people are not."""

    group: str
    interventions: Shown
    incidents: Shown
    people: Shown
    bed_days: Shown | None
    rate: Shown | None
    percent: Shown | None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One part. `missing` and `missing_days` are the per cent of interventions and of bed days whose
    group is not known."""

    part: str
    lines: tuple[Line, ...]
    missing: Shown
    missing_days: Shown | None


def breakdown(
    part: str,
    counted: Mapping[str, Counts],
    beds: Mapping[str, int] | None,
    in_hospital: Mapping[str, int] | None,
) -> Breakdown:
    """The lines of one part, every group of it, with small numbers hidden so that none can be worked out.

    `beds` and `in_hospital` are bed days and people by group; None when they are not known.
    """
    names = codes.get("equality_group").in_group(part)
    exact = {name: counted.get(name, Counts()) for name in names}
    shown = _shown(exact)
    lines = []
    for name in names:
        cells = [cell[name] for cell in shown]
        lines.append(
            Line(
                name,
                cells[0],
                cells[1],
                cells[2],
                None if beds is None else _days(beds.get(name, 0)),
                None if beds is None else _rate(exact[name], beds.get(name, 0), cells),
                None if in_hospital is None else _percent(exact[name], in_hospital.get(name, 0), cells),
            )
        )
    unknown = f"{part}_{_NOT_KNOWN}"
    total = sum(one.interventions for one in exact.values())
    missing: Shown = HIDDEN
    if unknown in exact and shown[0][unknown] != HIDDEN:
        missing = privacy.suppress_percent(exact[unknown].interventions, total)
    return Breakdown(part, tuple(lines), missing, _missing_days(unknown, names, beds))


def _shown(exact: Mapping[str, Counts]) -> list[dict[str, Shown]]:
    """Interventions, incidents and people by group. A group hidden in one is hidden in all three, because
    each says something of the others."""
    cells: list[dict[str, Shown]] = [
        privacy.suppress_cells({name: getattr(one, what) for name, one in exact.items()})
        for what in ("interventions", "incidents", "people")
    ]
    hidden = {name for cell in cells for name, value in cell.items() if value == HIDDEN}
    return [{name: HIDDEN if name in hidden else value for name, value in cell.items()} for cell in cells]


def _days(bed_days: int) -> Shown:
    return HIDDEN if bed_days < FEWEST_BED_DAYS else privacy.suppress_count(bed_days)


def _rate(one: Counts, bed_days: int, cells: list[Shown]) -> Shown:
    """Hidden too when the count was hidden only to protect another: the rate would give it back."""
    if HIDDEN in (cells[0], cells[2]):
        return HIDDEN
    return privacy.suppress_rate(one.interventions, one.people, bed_days)


def _percent(one: Counts, people: int, cells: list[Shown]) -> Shown:
    return HIDDEN if cells[2] == HIDDEN else privacy.suppress_percent(one.people, people)


def _missing_days(unknown: str, names: tuple[str, ...], beds: Mapping[str, int] | None) -> Shown | None:
    if beds is None:
        return None
    total = sum(beds.get(name, 0) for name in names)
    if total < FEWEST_BED_DAYS:
        return HIDDEN
    return (200 * beds.get(unknown, 0) + total) // (2 * total)
