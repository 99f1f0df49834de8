"""Who is restrained: a ward's breakdowns by group of patients, each on the group's own bed days.

On the ward bed days of a group come from its patients' stays. They leave as monthly sums, written down as
a change of the month's bed days whenever a bundle is made, for stays themselves never leave.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wardqi.domain import equity, kinds, measures, periods, privacy
from wardqi.domain.equity import Breakdown, Counts, GroupDays
from wardqi.domain.facts import Facts, within
from wardqi.domain.periods import Period
from wardqi.domain.privacy import Shown
from wardqi.services.desk import Desk, NotFound
from wardqi.store import measures as reading
from wardqi.store import records
from wardqi.store.log import Act
from wardqi.store.tables import Record

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Equity:
    """The breakdowns of whole months from `first` to `last` (their first days).

    `lacking` are months whose bed days by group are not known; while there are any, no rate is given.
    `covered` is the share of the beds counted at midnight that stays account for, None without a count.
    """

    ward: str
    ward_name: str
    first: date
    last: date
    interventions: Shown
    incidents: Shown
    people: Shown
    parts: tuple[Breakdown, ...]
    lacking: tuple[date, ...]
    covered: float | None


def breakdown(desk: Desk, ward: str, months: int = MONTHS) -> Equity:
    """A ward's breakdowns over its latest whole months; raises NotFound before the first."""
    record = records.find(desk.store, ward)
    span = reading.span(desk.store, ward)
    if record is None or record.kind != "ward" or span is None:
        raise NotFound
    over = [one for one in periods.months(*span) if one.end <= desk.now().date()][-months:]
    if not over:
        raise NotFound
    whole = Period(over[0].start, over[-1].end)
    facts = within(reading.of_ward(desk.store, ward, detail=False), whole)
    counted = _counted(facts, whole, _incident_groups(desk, ward))
    beds, in_hospital, lacking = _days(desk, ward, over, whole)
    return Equity(
        ward,
        str(record.value.get("name") or ""),
        over[0].start,
        over[-1].start,
        privacy.suppress_count(measures.interventions(facts, whole)),
        privacy.suppress_count(measures.incident_count(facts, whole)),
        privacy.suppress_count(measures.people(facts, whole)),
        tuple(equity.breakdown(part, counted, beds, in_hospital) for part in equity.PARTS),
        lacking,
        _covered(facts.census, beds, whole),
    )


def _covered(census: Mapping[date, int], beds: Mapping[str, int] | None, period: Period) -> float | None:
    """Bed days of all groups over those counted at midnight; None where a day was not counted."""
    counted, days = measures.census_days(census, period)
    if beds is None or not counted or days < period.days:
        return None
    return _whole_of(beds) / counted


def _whole_of(beds: Mapping[str, int]) -> int:
    """Everybody's bed days: those of the groups of any one part."""
    return sum(days for group, days in beds.items() if group.startswith(equity.PARTS[0]))


def _incident_groups(desk: Desk, ward: str) -> dict[str, dict[str, str]]:
    """The groups of each incident's person, as recorded then; what is missing there, from the patient."""
    patients = {one.ent: one.value for one in records.of_kind(desk.store, "patient", ward=ward)}
    found = {}
    for ent, patient, said in reading.equality(desk.store, ward):
        known = dict(patients.get(patient or "", {}))
        known.update({name: value for name, value in said.items() if value is not None})
        day = said.get("day")
        found[ent] = equity.groups(known, date.fromisoformat(day) if isinstance(day, str) else None)
    return found


def _counted(facts: Facts, period: Period, groups: Mapping[str, Mapping[str, str]]) -> dict[str, Counts]:
    """Interventions, incidents and people by group."""
    person = {one.ent: one.patient for one in facts.incidents}
    rows: dict[str, int] = {}
    incidents: dict[str, set[str]] = {}
    people: dict[str, set[str]] = {}
    for incident, _ in measures.interventions_in(facts, period):
        for group in groups.get(incident, {}).values():
            rows[group] = rows.get(group, 0) + 1
            incidents.setdefault(group, set()).add(incident)
            who = person.get(incident)
            if who:
                people.setdefault(group, set()).add(who)
    return {group: Counts(rows[group], len(incidents[group]), len(people.get(group, ()))) for group in rows}


def _days(
    desk: Desk, ward: str, over: list[Period], whole: Period
) -> tuple[dict[str, int] | None, dict[str, int] | None, tuple[date, ...]]:
    """Bed days by group, people in hospital by group (on the ward only), and months without them."""
    if desk.store.fact("ward") == ward:
        found = equity.group_days(_patients(desk, ward), ward, whole)
        if not found:
            return None, None, tuple(one.start for one in over)
        beds = {group: one.bed_days for group, one in found.items()}
        return beds, {group: one.people for group, one in found.items()}, ()
    total: dict[str, int] = {}
    lacking = []
    for month in over:
        rows = held(records.find(desk.store, kinds.month_id(ward, month.start.isoformat())))
        if not rows:
            lacking.append(month.start)
        for group, one in rows.items():
            total[group] = total.get(group, 0) + one.bed_days
    return (None if lacking else total), None, tuple(lacking)


def _patients(desk: Desk, ward: str) -> list[Mapping[str, object]]:
    return [one.value for one in records.of_kind(desk.store, "patient", ward=ward)]


def held(record: Record | None) -> dict[str, GroupDays]:
    """The bed days by group that a month's record holds."""
    if record is None or record.voided:
        return {}
    return {
        str(row["group"]): GroupDays(_whole(row.get("bed_days")), _whole(row.get("people")))
        for _, row in kinds.live_rows(record.value, "groups")
        if isinstance(row.get("group"), str)
    }


def _whole(value: object) -> int:
    return value if type(value) is int else 0


def derived(desk: Desk) -> list[Act]:
    """The changes that bring the finished months' bed days by group in step with this ward's stays.

    A month of which this PC knows too few stays, or whose beds were not all counted, is left alone.
    """
    ward = desk.store.fact("ward")
    if not ward:
        return []
    patients = _patients(desk, ward)
    stays = [
        str(stay["admitted_on"])
        for value in patients
        for _, stay in kinds.live_rows(value, "stays")
        if isinstance(stay.get("admitted_on"), str)
    ]
    span = reading.span(desk.store, ward)
    if not stays or span is None:
        return []
    today = desk.now().date()
    first = max(span[0], date.fromisoformat(min(stays)))
    acts = []
    for month in periods.months(first, today):
        wanted = equity.group_days(patients, ward, month)
        if month.end <= today and _accounted(desk, ward, month, wanted):
            acts += _month(desk, ward, month, wanted)
    return acts


def _accounted(desk: Desk, ward: str, month: Period, wanted: Mapping[str, GroupDays]) -> bool:
    """Whether this PC knows the stays of nearly everybody who was counted, so that groups can be trusted.

    Another PC of the ward may know more patients; its sums are then left as they are.
    """
    census = {
        date.fromisoformat(day): beds
        for day, beds in reading.bed_days(desk.store, ward, month.start.isoformat()[:7]).items()
    }
    share = _covered(census, {group: one.bed_days for group, one in wanted.items()}, month)
    return share is not None and share >= measures.FULL_FROM


def _month(desk: Desk, ward: str, month: Period, wanted: Mapping[str, GroupDays]) -> list[Act]:
    ent = kinds.month_id(ward, month.start.isoformat())
    record = records.find(desk.store, ent)
    if record is not None and record.voided:
        return []
    have = held(record)
    rows: dict[str, object] = {
        kinds.group_row(group): {"group": group, "bed_days": one.bed_days, "people": one.people}
        for group, one in wanted.items()
        if have.get(group) != one
    }
    rows |= {
        kinds.group_row(group): {"group": group, "bed_days": 0, "people": 0}
        for group, one in have.items()
        if group not in wanted and one != GroupDays(0, 0)
    }
    if not rows:
        return []
    if record is None:
        values = {"ward": ward, "month": month.start.isoformat(), "groups": rows}
        return [Act("bed_days", "create", ent, values, reason="derived")]
    return [Act("bed_days", "amend", ent, {"groups": rows}, reason="derived")]
