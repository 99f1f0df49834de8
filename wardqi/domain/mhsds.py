"""The ward's restrictive interventions as the Mental Health Services Data Set asks for them, with checks.

Tables MHS505 (incidents), MHS515 (types inside them) and MHS516 (police), by their physical item names. An
intervention belongs to a period when it starts in it, ends in it, or is open at its end. The checks say what
the national rules would refuse, leave out of lengths, or warn of; nothing is put right silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType

from wardqi.domain import codes
from wardqi.domain.incidents import ISOLATION, REVIEW, Values, moment_of, restrictive
from wardqi.domain.kinds import live_rows

INCIDENTS, TYPES, POLICE = "MHS505", "MHS515", "MHS516"
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        INCIDENTS: (
            "RestrictiveIntIncID",
            "HospProvSpellID",
            "StartDateRestrictiveIntInc",
            "StartTimeRestrictiveIntInc",
            "EndDateRestrictiveIntInc",
            "EndTimeRestrictiveIntInc",
            "RestrictiveIntReason",
            "RestrictiveIntPIReviewHeldPat",
            "RestrictiveIntPIReviewNotHeldReasPat",
            "RestrictiveIntPIReviewHeldCarePers",
        ),
        TYPES: (
            "RestrictiveIntTypeID",
            "RestrictiveIntIncID",
            "RestrictiveIntType",
            "StartDateRestrictiveIntType",
            "StartTimeRestrictiveIntType",
            "EndDateRestrictiveIntType",
            "EndTimeRestrictiveIntType",
            "RestraintInjuryPatient",
            "RestraintInjuryCarePers",
            "RestraintInjuryOtherPers",
        ),
        POLICE: (
            "WardStayID",
            "PoliceAssistReqDate",
            "PoliceAssistReqTime",
            "PoliceAssistArrDate",
            "PoliceAssistArrTime",
            "PoliceRestraintForceUsedInd",
        ),
    }
)

CHECKS: Mapping[str, str] = MappingProxyType(
    {
        "type_missing": "left_out",
        "type_unknown": "left_out",
        "type_retired": "left_out",
        "type_default": "left_out",
        "start_missing": "left_out",
        "no_types": "left_out",
        "request_missing": "left_out",
        "zero_length": "not_counted",
        "end_before_start": "not_counted",
        "end_missing": "not_counted",
        "outside_spell": "not_counted",
        "outside_incident": "look",
        "reason_missing": "look",
        "reason_default": "look",
        "patient_missing": "look",
        "spell_missing": "look",
        "ward_stay_missing": "look",
        "review_reason_missing": "look",
        "legal_informal": "look",
        "unsettled": "look",
    }
)
"""Every check and its effect: the row is left out of the extract, goes but is not counted in lengths, or goes
and should be looked at."""

_REVIEWS = ("post_incident", "formal")
_YES_NO = {"yes": "Y", "no": "N"}
_DEFAULT = "99"

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An incident as it stands, with what is known of its patient (None: not known)."""

    ent: str
    number: str
    values: Values
    patient: Values | None
    unsettled: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the national rules would trip over; `row` is the intervention's or request's id, or empty."""

    ent: str
    number: str
    table: str
    row: str
    code: str

    @property
    def effect(self) -> str:
        """What follows, as in `CHECKS`."""
        return CHECKS[self.code]


@dataclass(frozen=True, slots=True)
class Extract:
    """The rows of each table and what was found. `counted` is how many types count in lengths."""

    first: date
    last: date
    tables: Mapping[str, tuple[Row, ...]]
    findings: tuple[Finding, ...]
    people: int
    counted: int


def extract(sources: Iterable[Source], first: date, last: date, now: datetime) -> Extract:
    """The extract of the days from `first` to `last`, both included, in the order the incidents are given."""
    work = _Work(first, last, now)
    for source in sources:
        work.add(source)
    tables = {name: tuple(rows) for name, rows in work.tables.items()}
    return Extract(first, last, tables, tuple(work.findings), len(work.people), work.counted)


@dataclass(slots=True)
class _Work:
    first: date
    last: date
    now: datetime
    tables: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in COLUMNS})
    findings: list[Finding] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    counted: int = 0

    def add(self, source: Source) -> None:
        """Take one incident, if it belongs to the period."""
        values = source.values
        if restrictive(values):
            mine = [(row, one) for row, one in live_rows(values, "interventions") if self._inside(one)]
            if mine:
                self._incident(source, mine)
        for row, one in live_rows(values, "police"):
            self._police(source, row, one)

    def _inside(self, one: Values) -> bool:
        """Whether an intervention starts, ends or stands open in the period."""
        start, end = _day(one, "started_at"), _day(one, "ended_at")
        if start is None:
            return end is None or self.first <= end <= self.last
        return start <= self.last and (start >= self.first or end is None or end >= self.first)

    def _incident(self, source: Source, mine: list[tuple[str, Values]]) -> None:
        values, found = source.values, []
        rows = [made for row, one in mine if (made := self._type(source, row, one)) is not None]
        found += list(_of_incident(source, self.now))
        if not _day(values, "started_at"):
            found.append("start_missing")
        if not rows:
            found = ["no_types"]
        self._note(source, INCIDENTS, "", found)
        if not rows or "start_missing" in found:
            return
        self.tables[TYPES] += rows
        self.tables[INCIDENTS].append(_incident_row(source, self.now))
        if values.get("patient"):
            self.people.add(str(values["patient"]))

    def _type(self, source: Source, row: str, one: Values) -> Row | None:
        found = list(_of_type(source, one))
        self._note(source, TYPES, row, found)
        effects = {CHECKS[code] for code in found}
        if "left_out" in effects:
            return None
        if "not_counted" not in effects and one.get("ended_at"):
            self.counted += 1
        hurt = (str(one.get(f"injury_{who}")) for who in ("patient", "staff", "other"))
        injuries = tuple(_YES_NO.get(answer, "") for answer in hurt)
        times = (*_moment(one, "started_at"), *_moment(one, "ended_at"))
        return (row, source.ent, str(one["type"]), *times, *injuries)

    def _police(self, source: Source, row: str, one: Values) -> None:
        asked = _day(one, "requested_at")
        started = _day(source.values, "started_at")
        if asked is None:
            if started is not None and self.first <= started <= self.last:
                self._note(source, POLICE, row, ["request_missing"])
            return
        if not self.first <= asked <= self.last:
            return
        stay = _stay_id(source, "ward_stay_id", asked)
        self._note(source, POLICE, row, [] if stay else ["ward_stay_missing"])
        force = _YES_NO.get(str(one.get("force_used")), "")
        times = (*_moment(one, "requested_at"), *_moment(one, "arrived_at"))
        self.tables[POLICE].append((stay, *times, force))

    def _note(self, source: Source, table: str, row: str, found: Iterable[str]) -> None:
        self.findings += [Finding(source.ent, source.number, table, row, code) for code in found]


def _incident_row(source: Source, now: datetime) -> Row:
    values = source.values
    reason = values.get("reason")
    started = _day(values, "started_at") or now.date()
    patient, staff = review_held(values, "patient", now), review_held(values, "staff", now)
    return (
        source.ent,
        _stay_id(source, "spell_id", started),
        *_moment(values, "started_at"),
        *_moment(values, "ended_at"),
        str(reason or ""),
        patient,
        not_held_reason(values) if patient == "N" else "",
        staff,
    )


def review_held(values: Values, with_whom: str, now: datetime) -> str:
    """Y when a review was held within 48 hours of the end; N when that time is over; empty until then."""
    end = moment_of(values, "ended_at")
    if end is None:
        return ""
    for row in _reviews(values, with_whom):
        held = moment_of(row, "held_at")
        if held is not None and held - end <= REVIEW:
            return "Y"
    return "N" if now - end > REVIEW else ""


def not_held_reason(values: Values) -> str:
    """The national reason the patient's review was not held; an offer that was declined is 2."""
    rows = list(_reviews(values, "patient"))
    given = [str(row["not_held_reason"]) for row in rows if row.get("not_held_reason")]
    if given:
        return given[0]
    return "2" if any(row.get("response") == "declined" for row in rows) else ""


def _reviews(values: Values, with_whom: str) -> Iterator[Values]:
    for _, row in live_rows(values, "reviews"):
        if row.get("with_whom") == with_whom and row.get("kind") in _REVIEWS:
            yield row


def _of_incident(source: Source, now: datetime) -> Iterator[str]:
    values = source.values
    rows = [row for _, row in live_rows(values, "interventions")]
    open_isolation = any(row.get("type") in ISOLATION and not row.get("ended_at") for row in rows)
    yield from _lengths(values, may_be_open=open_isolation)
    if not values.get("reason"):
        yield "reason_missing"
    elif values["reason"] == _DEFAULT:
        yield "reason_default"
    if source.patient is None:
        yield "patient_missing"
    elif not _stay_id(source, "spell_id", _day(values, "started_at") or now.date()):
        yield "spell_missing"
    if source.patient is not None and _outside_spell(source.patient, values):
        yield "outside_spell"
    if review_held(values, "patient", now) == "N" and not not_held_reason(values):
        yield "review_reason_missing"
    if values.get("legal_status") == "01":
        yield "legal_informal"
    if source.unsettled:
        yield "unsettled"


def _of_type(source: Source, one: Values) -> Iterator[str]:
    yield from _code(str(one.get("type") or ""), _day(one, "started_at"))
    if not one.get("started_at"):
        yield "start_missing"
        return
    yield from _lengths(one, may_be_open=one.get("type") in ISOLATION)
    if source.patient is not None and _outside_spell(source.patient, one):
        yield "outside_spell"
    if _outside(source.values, one):
        yield "outside_incident"


def _code(type_: str, on: date | None) -> Iterator[str]:
    known = codes.get("restrictive_type")
    if not type_:
        yield "type_missing"
    elif type_ == _DEFAULT:
        yield "type_default"
    elif type_ not in known:
        yield "type_unknown"
    elif on is not None and not known[type_].live(on):
        yield "type_retired"


def _lengths(one: Values, *, may_be_open: bool) -> Iterator[str]:
    start, end = moment_of(one, "started_at"), moment_of(one, "ended_at")
    if start is None:
        return
    if end is None:
        if not may_be_open:
            yield "end_missing"
    elif end <= start:
        yield "zero_length" if end == start else "end_before_start"


def _outside(values: Values, one: Values) -> bool:
    begun, over = moment_of(values, "started_at"), moment_of(values, "ended_at")
    start, end = moment_of(one, "started_at"), moment_of(one, "ended_at")
    early = begun is not None and start is not None and start < begun
    late = over is not None and ((start is not None and start > over) or (end is not None and end > over))
    return early or late


def _outside_spell(patient: Values, one: Values) -> bool:
    """Whether it began before the patient came or ended after they left; False where no stay is known."""
    stays = [row for _, row in live_rows(patient, "stays") if row.get("admitted_on")]
    start, end = _day(one, "started_at"), _day(one, "ended_at")
    if not stays or start is None:
        return False
    return not any(_covers(stay, start, end or start) for stay in stays)


def _covers(stay: Values, start: date, end: date) -> bool:
    came, left = date.fromisoformat(str(stay["admitted_on"])), stay.get("left_on")
    return came <= start and (not left or end <= date.fromisoformat(str(left)))


def _stay_id(source: Source, name: str, on: date) -> str:
    """An identifier of the record system: the incident's own, else that of the stay it fell in."""
    own = source.values.get(name)
    if own:
        return str(own)
    patient = source.patient or {}
    for _, stay in live_rows(patient, "stays"):
        if stay.get("admitted_on") and _covers(stay, on, on) and stay.get(name):
            return str(stay[name])
    return str(patient.get(name) or "")


def _day(one: Values, name: str) -> date | None:
    value = one.get(name)
    return date.fromisoformat(value[:10]) if isinstance(value, str) else None


def _moment(one: Values, name: str) -> tuple[str, str]:
    """A moment as the data set writes it: local date, and local time to the second."""
    value = one.get(name)
    return (value[:10], f"{value[11:16]}:00") if isinstance(value, str) else ("", "")


def around(first: date) -> date:
    """Incidents from this day on may hold a police request of the period."""
    return first - timedelta(days=7)
