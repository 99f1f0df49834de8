"""Reading incidents for people: what the form offers, the list with names in it, one record whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from wardqi.domain import clocks, codes, incidents, kinds, people, times
from wardqi.domain.kinds import live_rows
from wardqi.services import patients, recording
from wardqi.services.desk import Desk, NotFound
from wardqi.services.patients import Patient
from wardqi.services.recording import Saved
from wardqi.store import clocks as store_clocks
from wardqi.store import drafts, outbox, records, tables
from wardqi.store import incidents as store_incidents
from wardqi.store import people as store_people
from wardqi.store.drafts import Draft
from wardqi.store.incidents import Filters
from wardqi.store.records import Step
from wardqi.store.tables import Record


@dataclass(frozen=True, slots=True)
class Area:
    """A place a form offers. `row` is the ward's area; an area kind stands alone where the ward has none."""

    row: str | None
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What a form needs when it opens: places with the last used first, patients, the person's own drafts.

    `people` are staff and `named` the ward's areas by their ids; `limits` how long its clocks run.
    """

    areas: tuple[Area, ...]
    patients: tuple[Patient, ...]
    drafts: tuple[Draft, ...]
    shifts: times.ShiftTimes
    people: Mapping[str, str]
    named: Mapping[str, str]
    limits: clocks.Intervals


@dataclass(frozen=True, slots=True)
class Line:
    """An incident as the list shows it, ids turned into what people call them."""

    ent: str
    number: str
    started_at: str | None
    minutes: int | None
    types: tuple[str, ...]
    event: str
    event_types: tuple[str, ...]
    area: str
    person: str
    bed: str
    reason: str | None
    hurt: tuple[str, ...]
    state: str
    gaps: int
    journey: str
    author: str
    mine: bool
    voided: bool
    review: bool
    double: bool = False


@dataclass(frozen=True, slots=True)
class ListPage:
    """Some lines and how many there are; `more` when there are more than were counted."""

    lines: tuple[Line, ...]
    total: int
    more: bool
    offset: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the list can be narrowed to: the ward's areas by id."""

    areas: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Detail:
    """One incident whole, with everything needed to tell it in words.

    `names` are people by uid; `may` the acts of the person looking; `cannot_sign` as the domain gives it;
    `draft` what that person had begun to change. `back` is why the QI team sent it back, as
    `store.outbox.sent_back` gives it, and `asked` what it asks about it.
    """

    line: Line
    record: Record
    patient: Patient | None
    statutory: incidents.Statutory
    cannot_sign: tuple[str, ...]
    clocks: tuple[clocks.Clock, ...]
    steps: tuple[Step, ...]
    names: Mapping[str, str]
    areas: Mapping[str, str]
    may: frozenset[str]
    draft: Draft | None
    back: str = ""
    asked: tuple[str, ...] = ()


OFF_WARD = ("off_ward", "community")
"""Kinds of area that are always offered, since things happen away from the ward too."""


def opening(desk: Desk) -> Opening:
    """What the incident form offers now."""
    mine = tuple(
        one
        for one in drafts.all_of(desk.store, desk.person.uid)
        if one.kind == "incident" and one.about is None
    )
    known = patients.listed(desk) if people.may(desk.person.role, "read") else ()
    return Opening(
        places(desk),
        known,
        mine,
        shift_times(desk),
        _people(desk),
        _areas(desk),
        clocks.of_ward(_ward(desk)),
    )


def shift_times(desk: Desk) -> times.ShiftTimes:
    """When this ward's shifts start."""
    ward = _ward(desk)
    own = (ward.get(name) for name in ("day_starts", "late_starts", "night_starts"))
    return times.ShiftTimes.of_ward(*own)


def places(desk: Desk) -> tuple[Area, ...]:
    """Where things happen: the ward's areas, last used first, then away from the ward.

    A ward that has not listed its areas is offered the kinds of area instead.
    """
    kinds_of = codes.get("area_kind")
    ward = _ward(desk)
    known = {
        row: Area(row, str(one.get("kind") or "other"), str(one.get("name") or ""))
        for row, one in sorted(
            live_rows(ward, "areas"), key=lambda pair: (_order(pair[1]), str(pair[1].get("name")).casefold())
        )
    }
    if not known:
        today = desk.now().date()
        return tuple(Area(None, one.code, one.plain) for one in kinds_of.live(today))
    used = [row for row in store_incidents.recent_areas(desk.store) if row in known]
    ordered = [*dict.fromkeys(used), *(row for row in known if row not in used)]
    away = tuple(Area(None, kind, kinds_of.plain(kind)) for kind in OFF_WARD)
    return (*(known[row] for row in ordered), *away)


def areas_in_order(desk: Desk) -> tuple[Area, ...]:
    """The same places in the ward's own order, which stays from day to day: as paper numbers them."""
    here = {area.row: area for area in places(desk) if area.row is not None}
    if not here:
        return places(desk)
    ward = dict(live_rows(_ward(desk), "areas"))
    ordered = sorted(here, key=lambda row: (_order(ward[row]), here[row].name.casefold()))
    return (*(here[row] for row in ordered), *(area for area in places(desk) if area.row is None))


def choices(desk: Desk) -> Choices:
    """What the list's filters offer."""
    return Choices(_areas(desk))


def page(
    desk: Desk,
    filters: Filters,
    order: str = "when",
    descending: bool = True,
    offset: int = 0,
    size: int = 50,
) -> ListPage:
    """One page of the list, in the store's order."""
    desk.may("read")
    found = store_incidents.page(
        desk.store, _resolved(desk, filters), order=order, descending=descending, limit=size, offset=offset
    )
    return ListPage(_lines(desk, found.rows), found.total, found.more, offset)


def every(
    desk: Desk, filters: Filters, order: str = "when", descending: bool = True, most: int = 200_000
) -> Iterator[tuple[Line, ...]]:
    """All lines of the list, a thousand at a time, as far as `most`."""
    desk.may("read")
    wanted = _resolved(desk, filters)
    for offset in range(0, most, _BATCH):
        found = store_incidents.page(
            desk.store, wanted, order=order, descending=descending, limit=_BATCH, offset=offset
        )
        if found.rows:
            yield _lines(desk, found.rows)
        if len(found.rows) < _BATCH:
            return


_BATCH = 1000
_REVIEW_DAYS = timedelta(days=30)
REVIEW_DUE = "review_due"
"""A state of the list's filters that no column tells: a review after the incident is due or overdue."""


def _resolved(desk: Desk, filters: Filters) -> Filters:
    """Filters that the store can answer."""
    if filters.state != REVIEW_DUE:
        return filters
    return replace(filters, state=None, among=_reviews_due(desk))


def _reviews_due(desk: Desk) -> tuple[str, ...]:
    now, limits = desk.now(), clocks.of_ward(_ward(desk))
    back = (now.date() - _REVIEW_DAYS).isoformat()
    found = []
    for ent in store_clocks.since(desk.store, desk.ward(), back):
        record = records.find(desk.store, ent)
        going = () if record is None else clocks.running(record.value, now, limits)
        if any(clock.row is None and clock.state in ("due", "overdue") for clock in going):
            found.append(ent)
    return tuple(found)


def _lines(desk: Desk, rows: Sequence[store_incidents.Row]) -> tuple[Line, ...]:
    """Lines of rows, with one question to the store for each thing that is not in them."""
    names = _Names(desk)
    ents = [row.ent for row in rows]
    journeys = outbox.journeys(desk.store, ents)
    doubles_ = store_incidents.doubles(desk.store, ents)
    kinds_ = store_incidents.area_kinds(desk.store, [row.ent for row in rows if row.area is None])
    return tuple(
        replace(names.line(row, journeys[row.ent], kinds_.get(row.ent, "")), double=row.ent in doubles_)
        for row in rows
    )


def detail(desk: Desk, ent: str) -> Detail:
    """One incident whole; raises NotFound."""
    desk.may("read")
    found = store_incidents.find(desk.store, ent)
    if found is None:
        raise NotFound
    row, record = found
    names = _Names(desk)
    (line,) = _lines(desk, [row])
    patient = names.patient(row.patient)
    known = None if patient is None else patient.value
    now = desk.now()
    return Detail(
        line=line,
        record=record,
        patient=patient,
        statutory=incidents.statutory(record.value, known),
        cannot_sign=tuple(incidents.cannot_sign(record.value, known)),
        clocks=clocks.running(record.value, now, clocks.of_ward(_ward(desk))),
        steps=tuple(records.history(desk.store, ent)),
        names=names.people,
        areas=names.areas,
        may=frozenset(act for act in people.ACTS if people.may(desk.person.role, act)),
        draft=next(
            (
                one
                for one in drafts.all_of(desk.store, desk.person.uid)
                if one.kind == "incident" and one.about == ent
            ),
            None,
        ),
        back=outbox.sent_back(desk.store).get(ent, ""),
        asked=_asked(desk, ent),
    )


def _asked(desk: Desk, ent: str) -> tuple[str, ...]:
    """What the QI team asks about a record and nobody has answered."""
    about = (one.value for one in records.of_kind(desk.store, "question") if one.value.get("about") == ent)
    return tuple(
        str(one.get("text") or "") for one in about if not (one.get("answered_on") or one.get("closed_on"))
    )


def doubles(desk: Desk, values: Mapping[str, object]) -> tuple[Line, ...]:
    """Incidents that may be the one being written: within half an hour, same patient or same type."""
    started = tables.minute(values.get("started_at"))
    if started is None:
        return ()
    patient = values.get("patient")
    types = {str(row.get("type")) for _, row in live_rows(values, "interventions")}
    found = []
    for row in store_incidents.near(desk.store, started):
        same_person = patient is not None and row.patient == patient
        if same_person or (patient is None and types & set(row.types)):
            found.append(row)
    return _lines(desk, found)


def _ward(desk: Desk) -> Mapping[str, object]:
    ward = desk.store.fact("ward")
    record = records.find(desk.store, ward) if ward else None
    return {} if record is None else record.value


def _areas(desk: Desk) -> dict[str, str]:
    """What the ward's areas are called, those retired too: older incidents happened there."""
    rows = _ward(desk).get("areas")
    areas = rows.items() if isinstance(rows, dict) else ()
    return {row: str(one.get("name") or "") for row, one in areas if isinstance(one, dict)}


def _people(desk: Desk, *, retired: bool = False) -> dict[str, str]:
    """Staff by uid; those who left only where older records name them."""
    return {
        member.uid: member.name or member.uid[:8]
        for member in store_people.members(desk.store, retired=retired)
    }


def _order(one: Mapping[str, object]) -> int:
    order = one.get("order")
    return order if isinstance(order, int) else 999


class _Names:
    """Looks names up once for many lines."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.areas = _areas(desk)
        self.people = _people(desk, retired=True)
        self._patients: dict[str, Patient | None] = {}

    def patient(self, ent: str | None) -> Patient | None:
        """The patient of a row; None when not known, or on a hub."""
        if ent is None:
            return None
        if ent not in self._patients:
            self._patients[ent] = patients.find(self._desk, ent)
        return self._patients[ent]

    def line(self, row: store_incidents.Row, journey: str, area_kind: str) -> Line:
        """A row with names in it."""
        patient = self.patient(row.patient)
        return Line(
            ent=row.ent,
            number=row.number,
            started_at=row.started_at,
            minutes=row.minutes,
            types=row.types,
            event=row.event,
            event_types=row.event_types,
            area=self.areas.get(row.area, "") if row.area else _kind_words(area_kind),
            person="" if patient is None else patient.initials,
            bed="" if patient is None else patient.bed,
            reason=row.reason,
            hurt=row.hurt,
            state=row.state,
            gaps=row.gaps,
            journey=journey,
            author=self.people.get(row.author, ""),
            mine=row.author == self._desk.person.uid,
            voided=row.voided,
            review=row.review,
        )


def _kind_words(kind: str) -> str:
    return codes.get("area_kind").plain(kind) if kind else ""


def amend(
    desk: Desk,
    ent: str,
    values: Mapping[str, object],
    reason: str | None,
    seen: tuple[str, ...],
) -> Saved:
    """Change an incident, with what follows from the change: lengths, and whether reviews were in time.

    `seen` are the heads the person was looking at. Raises NotFound, NotAllowed, kinds.BadValue.
    """
    record = records.find(desk.store, ent)
    if record is None:
        raise NotFound
    whole = kinds.nest({**kinds.flatten(record.value), **kinds.flatten(values)})
    changed = {**kinds.flatten(values), **_follows(record.value, whole)}
    if changed.get("negligible_decision"):
        changed |= recording.decided(desk)
    return recording.amend(desk, ent, kinds.nest(changed), reason=reason, seen=seen)


def amending(desk: Desk, ent: str) -> tuple[Detail, tuple[Patient, ...]]:
    """What changing a record needs: the record as it is now, and the patients it could be about."""
    return detail(desk, ent), patients.listed(desk)


def _follows(before: Mapping[str, object], whole: Mapping[str, object]) -> dict[str, object]:
    """By path, what follows from an incident's times and differs from what it held."""
    wanted: dict[str, object] = {"minutes": _minutes(whole)}
    for row, one in live_rows(whole, "interventions"):
        wanted[f"interventions.{row}.minutes"] = _minutes(one)
    for row, marks in incidents.review_marks(whole).items():
        wanted |= {f"reviews.{row}.{name}": mark for name, mark in marks.items()}
    wanted |= _hurt_follows(before, whole)
    held = kinds.flatten(before)
    return {path: value for path, value in wanted.items() if held.get(path) != value}


def _hurt_follows(before: Mapping[str, object], whole: Mapping[str, object]) -> dict[str, object]:
    """What a new answer to "anyone hurt" says of each type, where the old answer had said it too."""
    told, held, now = incidents.injuries_told(before), kinds.flatten(before), kinds.flatten(whole)
    following = incidents.injuries_told(whole)
    paths = (path for path in {**told, **following} if now.get(path) in (None, told.get(path)))
    changed = (
        path for path in paths if told.get(path) != following.get(path) and held.get(path) == now.get(path)
    )
    return {path: following.get(path) for path in changed}


def _minutes(one: Mapping[str, object]) -> int | None:
    start, end = one.get("started_at"), one.get("ended_at")
    if not (isinstance(start, str) and isinstance(end, str)):
        return None
    return incidents.minutes_between(start, end)
