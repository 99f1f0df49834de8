"""What a person is met with: Today, what needs them, the clocks, the fortnight; and a month of bed days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from wardqi.domain import clocks, codes, kinds, people, periods, times
from wardqi.services import asking, census, exchange, incidents, paper
from wardqi.services.asking import Asked
from wardqi.services.desk import Desk, moment
from wardqi.services.huddles import actions, plan, preparing, running
from wardqi.services.huddles.actions import Action
from wardqi.services.improvement import loop
from wardqi.services.improvement.loop import Changed
from wardqi.services.incidents import Line
from wardqi.services.paper import Waiting
from wardqi.services.reminders import Running, running_clocks
from wardqi.store import drafts, measures, records
from wardqi.store import huddles as store_huddles
from wardqi.store import incidents as store_incidents
from wardqi.store import people as store_people
from wardqi.store.incidents import Day, Filters

ZONE = ZoneInfo("Europe/London")
FORTNIGHT = 14
_SHOWN_GAPS = 5
_TWO = 2
_SHOWN_REVIEWS = 5
_ASK_BEFORE = timedelta(hours=1)
_NEWS = timedelta(days=30)
_SHOWN_NEWS = 3
_BEFORE_HUDDLE, _AFTER_HUDDLE = timedelta(hours=1), timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class DraftLine:
    """Something half written, and whose; `about` is the record it changes."""

    id: str
    kind: str
    title: str
    author: str
    mine: bool
    saved_at: str
    about: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """The question at the end of a shift, or about the one that has just ended."""

    day: str
    shift: str
    logged: int


@dataclass(frozen=True, slots=True)
class News:
    """What came of something that was reported: an action that was closed."""

    what: str
    result: str
    closed_on: str


@dataclass(frozen=True, slots=True)
class SentBack:
    """A record that the QI team's receipt asks the ward to look at."""

    ent: str
    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class HuddleNow:
    """Today's huddle. `state`: due (about now, or somewhat late), open, or empty; `place` of `total`.

    `mine` when this person started the one that is under way.
    """

    state: str
    planned_at: str
    place: int = 0
    total: int = 0
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Today:
    """Everything Today shows. `asked` are the QI team's questions, `sent_back` records its last receipt
    wants looked at and nobody has changed since. `days` are the last 14, oldest first, and `began` the day
    from which on one without a word counts as not reported; `gaps_total` counts unlisted ones too. `apart`
    are huddles two PCs differ about; `missed` is a planned day without a huddle or a word why. `since` are
    days since the last of each topic, empty unless the ward shows them outside the huddle, and `reported`
    the share of days they rest on. `paper` are slips that are not back, `first_steps` what setting the ward
    up left for later: people, huddle, beds, pair."""

    now: datetime
    person: str
    shift: times.Shift
    huddle: str
    huddle_now: HuddleNow
    missed: date | None
    actions: tuple[Action, ...]
    actions_total: int
    drafts: tuple[DraftLine, ...]
    gaps: tuple[Line, ...]
    gaps_total: int
    reviews: tuple[Line, ...]
    apart: tuple[tuple[str, date], ...]
    asked: tuple[Asked, ...]
    sent_back: tuple[SentBack, ...]
    late: int
    clocks: tuple[Running, ...]
    days: tuple[tuple[str, Day | None], ...]
    began: date
    since: tuple[tuple[str, int | None], ...]
    reported: float
    question: Question | None
    beds_missing: int
    paper: Waiting
    news: tuple[News, ...]
    changed: tuple[Changed, ...]
    first_steps: tuple[str, ...]
    may_record: bool
    may_read: bool


def today(desk: Desk) -> Today:
    """What Today shows this person now; on a ward's store only."""
    now = desk.now()
    ward = records.find(desk.store, desk.ward())
    value = {} if ward is None else dict(ward.value)
    shifts = incidents.shift_times(desk)
    reads = people.may(desk.person.role, "read")
    gaps, total = _gaps(desk) if reads else ((), 0)
    first = now.date() - timedelta(days=FORTNIGHT - 1)
    days = store_incidents.days(desk.store, first.isoformat(), now.date().isoformat(), desk.ward())
    every = [(first + timedelta(days=at)).isoformat() for at in range(FORTNIGHT)]
    huddle = value.get("huddle_starts")
    began = plan.ward_began(desk)
    shows = reads and value.get("days_since_shown") is True
    due, due_total = actions.due_now(desk) if reads else ((), 0)
    return Today(
        now=now,
        person=desk.person.name,
        shift=times.shift_at(now, shifts, ZONE),
        huddle=f"{huddle // 60:02}:{huddle % 60:02}" if isinstance(huddle, int) else "",
        huddle_now=_huddle(desk, now) if reads else HuddleNow("", ""),
        missed=preparing.missed_last(desk) if people.may(desk.person.role, "lead_huddle") else None,
        actions=due,
        actions_total=due_total,
        drafts=_drafts(desk),
        gaps=gaps,
        gaps_total=total,
        reviews=_reviews(desk) if reads else (),
        apart=_apart(desk) if reads else (),
        asked=asking.waiting(desk) if people.may(desk.person.role, "exchange") else (),
        sent_back=_sent_back(desk) if reads else (),
        late=store_incidents.late(desk.store, desk.ward(), first.isoformat(), now.date().isoformat()),
        clocks=running_clocks(desk, now, clocks.of_ward(value)) if reads else (),
        days=tuple((day, days.get(day)) for day in every),
        began=began,
        since=preparing.since_last(desk) if shows else (),
        reported=preparing.reported_share(desk, now.date()) if shows else 0.0,
        question=_question(desk, now, shifts),
        beds_missing=_beds_missing(desk, now.date(), began),
        paper=paper.waiting(desk),
        news=_news(desk, now.date()) if reads else (),
        changed=loop.changed(desk)[:_SHOWN_NEWS] if reads else (),
        first_steps=_first_steps(desk, value) if people.may(desk.person.role, "manage_ward") else (),
        may_record=people.may(desk.person.role, "record"),
        may_read=reads,
    )


def _first_steps(desk: Desk, ward: Mapping[str, object]) -> tuple[str, ...]:
    """What can be skipped when a ward is set up and nobody has done since; a practice ward has no team."""
    store = desk.store
    practice = bool(store.fact("practice"))
    left = {
        "people": len(store_people.members(store)) < _TWO,
        "huddle": not isinstance(ward.get("huddle_starts"), int),
        "beds": not ward.get("bed_count"),
        "pair": not store.fact("keyring") and not practice,
    }
    return tuple(step for step, open_ in left.items() if open_)


def _huddle(desk: Desk, now: datetime) -> HuddleNow:
    going = running.under_way(desk)
    if going is not None:
        record = records.find(desk.store, going.ent)
        mine = record is not None and record.created_by == desk.person.uid
        return HuddleNow("open", going.planned_at or "", going.place, len(going.prompts), mine)
    record = store_huddles.of_day(desk.store, desk.ward(), now.date())
    planned = plan.of_ward(desk).at(now.date())
    told = {} if record is None else record.value
    if planned is None or told.get("started_at") or told.get("not_held_reason"):
        return HuddleNow("", "")
    about_now = -_BEFORE_HUDDLE <= now - planned <= _AFTER_HUDDLE
    return HuddleNow("due" if about_now else "", moment(planned))


def _drafts(desk: Desk) -> tuple[DraftLine, ...]:
    """The person's own first, then others', newest first."""
    names = {one.uid: one.name or "" for one in store_people.members(desk.store, retired=True)}
    mine = desk.person.uid
    found = [
        DraftLine(
            one.id,
            one.kind,
            one.title,
            names.get(one.author, ""),
            one.author == mine,
            one.saved_at,
            one.about,
        )
        for one in drafts.all_of(desk.store)
        if one.kind != "huddle"  # the huddle itself is what Today speaks of
    ]
    return tuple(sorted(found, key=lambda one: not one.mine))


def _gaps(desk: Desk) -> tuple[tuple[Line, ...], int]:
    found = incidents.page(desk, Filters(ward=desk.ward(), state="gaps"), size=50)
    open_ones = [line for line in found.lines if line.state != "signed"]
    hidden = found.total - len(found.lines)
    return tuple(open_ones[:_SHOWN_GAPS]), len(open_ones) + hidden


def _reviews(desk: Desk) -> tuple[Line, ...]:
    return incidents.page(desk, Filters(state="review"), size=_SHOWN_REVIEWS).lines


def _apart(desk: Desk) -> tuple[tuple[str, date], ...]:
    """Huddles that are over and that two PCs wrote about apart from each other: id and day."""
    found = [
        (one.ent, date.fromisoformat(str(one.value["date"])))
        for one in records.in_review(desk.store)
        if one.kind == "huddle" and one.conflicts and not one.voided and one.value.get("ended_at")
    ]
    return tuple(found[:_SHOWN_REVIEWS])


def _sent_back(desk: Desk) -> tuple[SentBack, ...]:
    """What the last receipt names, unless it was changed since or is among the reviews here."""
    here = {one.ent for one in records.in_review(desk.store)}
    found = [one for one in exchange.to_review(desk) if one.ent not in here]
    return tuple(SentBack(one.ent, one.kind, one.number) for one in found[:_SHOWN_REVIEWS])


def _beds_missing(desk: Desk, on: date, began: date) -> int:
    """How many of the fourteen days before today, since the ward began here, have no count of beds."""
    before = (on - timedelta(days=at) for at in range(1, FORTNIGHT + 1))
    days = [day.isoformat() for day in before if day >= began]
    counted: set[str] = set()
    for month in {day[:7] for day in days}:
        counted |= measures.bed_days(desk.store, desk.ward(), month).keys()
    return sum(day not in counted for day in days)


def _question(desk: Desk, now: datetime, shifts: times.ShiftTimes) -> Question | None:
    """Asked in the last hour of a shift, and in the first hour of the next about the one before."""
    here = times.shift_at(now, shifts, ZONE)
    if here.ends - now <= _ASK_BEFORE:
        asked = here
    elif now - here.started <= _ASK_BEFORE:
        asked = times.shift_before(here, shifts, ZONE)
    else:
        return None
    if f"{asked.day} {asked.code}" in _confirmed(desk, now.date()):
        return None
    return Question(asked.day, asked.code, _logged(desk, asked))


def _logged(desk: Desk, shift: times.Shift) -> int:
    """How many incidents began during a shift."""
    first = shift.started.astimezone(ZONE).date().isoformat()
    last = shift.ends.astimezone(ZONE).date().isoformat()
    found = store_incidents.page(
        desk.store, Filters(first_day=first, last_day=last, ward=desk.ward()), limit=200
    )
    began = [datetime.fromisoformat(row.started_at) for row in found.rows if row.started_at]
    return sum(shift.started <= at.astimezone(UTC) < shift.ends for at in began)


def _confirmed(desk: Desk, on: date) -> list[str]:
    """Quiet shifts confirmed for this day or the one before, as "day shift"."""
    found = []
    for day in (on.isoformat(), (on - timedelta(days=1)).isoformat()):
        for shift in codes.get("shift").entries:
            record = records.find(desk.store, kinds.shift_id(desk.ward(), day, shift.code))
            if record is not None and not record.voided and record.value.get("confirmed"):
                found.append(f"{day} {shift.code}")
    return found


def _news(desk: Desk, on: date) -> tuple[News, ...]:
    """Actions that came from an incident and were done in the last month, newest first."""
    since = (on - _NEWS).isoformat()
    results = codes.get("action_result")
    found = [
        News(
            str(record.value.get("what") or ""),
            str(record.value.get("result") or "")
            or (results.plain(code) if (code := str(record.value.get("result_code"))) in results else ""),
            str(record.value["closed_on"]),
        )
        for record in records.of_kind(desk.store, "action", ward=desk.ward())
        if record.value.get("incident")
        and record.value.get("status") == "done"
        and str(record.value.get("closed_on") or "") >= since
    ]
    return tuple(sorted(found, key=lambda one: one.closed_on, reverse=True)[:_SHOWN_NEWS])


@dataclass(frozen=True, slots=True)
class Month:
    """A month of bed days: occupied beds by day ("2026-11-03"), and what the ward has.

    `sources` says how each of those days was counted (`bed_day_source`); `stays` what ward stays give for
    each day so far, empty where no stay is known.
    """

    month: str
    today: date
    occupied: dict[str, int]
    beds: int | None
    may_record: bool
    sources: dict[str, str] = field(default_factory=dict)
    stays: dict[str, int] = field(default_factory=dict)


def bed_month(desk: Desk, month: str) -> Month:
    """A ward's month ("2026-11") of occupied beds."""
    record = records.find(desk.store, desk.ward())
    beds = None if record is None else record.value.get("bed_count")
    days = census.of_period(desk, periods.month(date.fromisoformat(f"{month}-01")))
    return Month(
        month,
        desk.now().date(),
        {day.isoformat(): one.occupied for day, one in days.items() if one.occupied is not None},
        beds if isinstance(beds, int) else None,
        people.may(desk.person.role, "record"),
        {day.isoformat(): one.source for day, one in days.items() if one.source},
        {day.isoformat(): one.stays for day, one in days.items() if one.stays is not None},
    )
