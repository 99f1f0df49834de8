"""What a huddle finds when it opens: the last day, what still runs, carried actions, figures, today's test.

Everything comes from the record; what it cannot know (staff, leave) is typed once and kept with the huddle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from wardqi.domain import clocks, codes, huddles, kinds, people
from wardqi.services import census
from wardqi.services.census import Count
from wardqi.services.desk import Desk, NotFound, moment
from wardqi.services.huddles import actions, closing, plan, running
from wardqi.services.huddles.actions import Action
from wardqi.services.huddles.closing import Progress
from wardqi.services.incidents import Line
from wardqi.services.incidents import page as incident_page
from wardqi.services.recording import Saved
from wardqi.services.reminders import Running, running_clocks
from wardqi.store import huddles as store_huddles
from wardqi.store import incidents as store_incidents
from wardqi.store import records
from wardqi.store.incidents import Filters
from wardqi.store.log import Act
from wardqi.store.tables import Record

_DAY = timedelta(days=1)
_REPORTED_OVER = 30
_MOST = 100
_MISSED_OVER = 7
TYPED = (*census.FACTS, "staff_planned", "staff_present")
"""Figures a person may type, by code of `huddle_fact`; beds may be known from stays or an earlier count."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `reported` stands beside days since: the share of the last 30 days somebody accounted for.

    `known` says where it comes from: record, register (ward stays), counted (the bed days), typed at the
    huddle; empty when it is not known.
    """

    number: float | None
    known: str
    reported: float | None = None


@dataclass(frozen=True, slots=True)
class Test:
    """A test of change that is being done today."""

    ent: str
    objective: str
    owner_role: str | None
    owner: str
    watch: str


@dataclass(frozen=True, slots=True)
class Preparation:
    """The opening page. `state`: none, open, held or not_held, of today's huddle, whose id is `ent`.

    `beds` is the bed day of today as it stands, with what stays give beside it. `unclosed` are days whose
    huddle began and was never closed; `missed` planned days without a word.
    """

    now: datetime
    day: date
    planned_at: str | None
    limit: int
    state: str
    ent: str
    place: tuple[int, int]
    opener: str
    happened: tuple[Line, ...]
    clocks: tuple[Running, ...]
    carried: tuple[Action, ...]
    tests: tuple[Test, ...]
    figures: Mapping[str, Figure]
    beds: Count
    attendance: Mapping[str, int]
    missed: tuple[date, ...]
    unclosed: tuple[tuple[str, date], ...]
    progress: Progress
    first: bool
    may_lead: bool
    may_manage: bool


def prepare(desk: Desk) -> Preparation:
    """Everything the huddle of today starts from."""
    desk.may("read")
    now, ward = desk.now(), desk.ward()
    day = now.date()
    planned = plan.of_ward(desk)
    lately = store_huddles.of_days(desk.store, ward, _back(day, huddles.LOOK_BACK))
    today = lately.get(day)
    held = [on for on, one in lately.items() if one.value.get("started_at")]
    before = [lately[on] for on in sorted(held, reverse=True) if on != day]
    ticking = running_clocks(desk, now, clocks.of_ward(plan.ward_values(desk)))
    carried = actions.still_open(desk)
    happened = _happened(desk, now)
    explained = [on for on, one in lately.items() if one.value.get("not_held_reason")]
    at = planned.at(day)
    register = store_huddles.stays_now(desk.store, ward, day)
    beds = census.of_day(desk, day, register.get("occupied"))
    return Preparation(
        now=now,
        day=day,
        planned_at=None if at is None else moment(at),
        limit=planned.minutes,
        state=_state(today),
        ent=kinds.huddle_id(ward, day.isoformat()),
        place=_place(desk, today),
        opener=_opener(today, before),
        happened=happened,
        clocks=ticking,
        carried=carried,
        tests=_tests(desk),
        figures=figures(desk, today, ticking, carried, len(happened)) | _typed(today, beds, register),
        beds=beds,
        attendance=_usual(before),
        missed=_missed(held, explained, day, planned, before),
        unclosed=tuple(
            (one.ent, on) for on, one in sorted(lately.items()) if on != day and _state(one) == "open"
        ),
        progress=closing.progress(desk, lately),
        first=not before and today is None,
        may_lead=people.may(desk.person.role, "lead_huddle"),
        may_manage=people.may(desk.person.role, "manage_ward"),
    )


def opening(desk: Desk) -> tuple[Preparation, running.Running | None]:
    """What the huddle's screen opens with: the preparation, and today's huddle where it is under way."""
    return prepare(desk), running.under_way(desk)


def from_paper(desk: Desk, ent: str) -> tuple[Preparation, running.Running]:
    """A huddle that is typed in from its sheet: of today's preparation only the beds of its own day.

    Raises NotFound, running.HuddleOver.
    """
    now = running.resume(desk, ent)
    stays = store_huddles.stays_now(desk.store, desk.ward(), now.day).get("occupied")
    beds = census.of_day(desk, now.day, stays)
    bare = replace(prepare(desk), happened=(), tests=(), figures={}, beds=beds, attendance={})
    return bare, now


def back_to_last(desk: Desk, ent: str) -> Saved:
    """From the close back to the last prompt. Raises NotFound unless under way or typed in from paper."""
    now = running.resume(desk, ent)
    going = running.under_way(desk)
    here = bool(now.paper) or (going is not None and going.ent == ent)
    if not here or not now.prompts:
        raise NotFound
    return running.go_to(desk, now.ent, now.prompts[-1])


def start(desk: Desk) -> Saved:
    """Start today's huddle with everything that is prepared, or go on with the one that has begun."""
    ready = prepare(desk)
    shown = {fact: (one.number, one.reported) for fact, one in ready.figures.items()}
    return running.start(desk, running.Start(shown, ready.opener))


def type_in(desk: Desk, typed: Mapping[str, float]) -> Saved:
    """Keep figures that a person typed, before the huddle or while it runs, by code of `huddle_fact`.

    Those of beds are the bed day of today too (see `census.feeding`).
    """
    desk.may("record")
    on = desk.now().date()
    day = on.isoformat()
    ent = kinds.huddle_id(desk.ward(), day)
    rows = {
        kinds.derived_row_id("shown", fact): {"fact": fact, "number": number}
        for fact, number in typed.items()
    }
    record = records.find(desk.store, ent)
    acts = []
    if record is None:
        acts.append(Act("huddle", "create", ent, {"ward": desk.ward(), "date": day, "shown": rows}))
    else:
        acts += [Act("huddle", "restore", ent)] if record.voided else []
        acts.append(Act("huddle", "amend", ent, {"shown": rows}))
    acts += census.feeding(desk, on, typed)
    entries = desk.append_all(acts)
    return Saved(ent, "", tuple(entry.op.id for entry in entries), at=entries[-1].at)


def figures(
    desk: Desk,
    today: Record | None,
    ticking: tuple[Running, ...],
    carried: tuple[Action, ...],
    happened: int,
) -> dict[str, Figure]:
    """Every figure that the record gives, by code of `huddle_fact`."""
    day, ward = desk.now().date(), desk.ward()
    share = reported_share(desk, day)
    found = {
        fact: Figure(huddles.days_since(last, day), "record", share)
        for fact, last in store_huddles.last_days(desk.store, ward, huddles.topics()).items()
    }
    group = codes.get("review_clock")
    reviews = [one for one in ticking if one.due is not None and group.group(one.what) == "after_incident"]
    isolation = [one.what for one in ticking if one.since is not None]
    watched = {one.ent for one in ticking if one.due and group.group(one.what) == "observation"}
    counted = {
        "incidents_24h": happened,
        "reviews_due": sum(not one.overdue for one in reviews),
        "reviews_overdue": sum(one.overdue for one in reviews),
        "observations_running": len(watched),
        "in_seclusion": isolation.count("05"),
        "in_segregation": isolation.count("06"),
        "actions_open": len(carried),
        "actions_overdue": sum(one.overdue for one in carried),
    }
    found |= {fact: Figure(number, "record") for fact, number in counted.items()}
    return found


def _typed(today: Record | None, beds: Count, register: Mapping[str, int]) -> dict[str, Figure]:
    """Figures a person may type: what was typed, else what was counted already, else what stays give."""
    typed = {} if today is None else running.shown_of(today.value)
    found = {}
    for fact in TYPED:
        counted = getattr(beds, fact, None)
        known = counted if counted is not None else register.get(fact)
        if fact in typed and typed[fact] != known:
            found[fact] = Figure(typed[fact], "typed")
        elif counted is not None:
            found[fact] = Figure(counted, "typed" if beds.source == census.HUDDLE else "counted")
        elif known is not None:
            found[fact] = Figure(known, "register")
        else:
            found[fact] = Figure(None, "")
    return found


def reported_share(desk: Desk, day: date, over: int = _REPORTED_OVER) -> float:
    """The share of the days before this one that somebody accounted for, by an entry or a quiet shift."""
    first, last = day - timedelta(days=over), day - _DAY
    days = store_incidents.days(desk.store, first.isoformat(), last.isoformat(), desk.ward())
    return len(days) / over


def since_last(desk: Desk) -> tuple[tuple[str, int | None], ...]:
    """Days since the last of each topic, by code of `huddle_fact`; None where there has been none."""
    day = desk.now().date()
    last = store_huddles.last_days(desk.store, desk.ward(), huddles.topics())
    return tuple((fact, huddles.days_since(on, day)) for fact, on in last.items())


def missed_last(desk: Desk) -> date | None:
    """The last planned day of the past week without a huddle or a word why; None when there is none."""
    day = desk.now().date()
    lately = store_huddles.of_days(desk.store, desk.ward(), _back(day, huddles.LOOK_BACK))
    held = [on for on, one in lately.items() if one.value.get("started_at")]
    explained = [on for on, one in lately.items() if one.value.get("not_held_reason")]
    before = [lately[on] for on in held if on != day]
    missed = _missed(held, explained, day, plan.of_ward(desk), before)
    return missed[-1] if missed else None


def _back(day: date, many: int) -> list[date]:
    return [day - timedelta(days=at) for at in range(many + 1)]


def _state(record: Record | None) -> str:
    value = {} if record is None else record.value
    if value.get("started_at"):
        return "held" if value.get("ended_at") else "open"
    return "not_held" if value.get("not_held_reason") else "none"


def _place(desk: Desk, record: Record | None) -> tuple[int, int]:
    """At which prompt of how many a huddle under way stands."""
    if record is None or _state(record) != "open":
        return (0, 0)
    keys = [one.key for one in running.prompts_of(desk, record.value)]
    at = record.value.get("at_own_prompt") or record.value.get("at_prompt")
    return (keys.index(at) + 1 if at in keys else len(keys) + 1, len(keys))


def _opener(today: Record | None, before: list[Record]) -> str:
    if today is not None and today.value.get("opening_role"):
        return str(today.value["opening_role"])
    recent = [str(one.value["opening_role"]) for one in before if one.value.get("opening_role")]
    came = [role for one in before[:10] for role in running.attendance_of(one.value)]
    return huddles.opener(list(dict.fromkeys(sorted(came, key=_junior))) or list(_FIRST_OPENERS), recent)


_FIRST_OPENERS = ("health_care_assistant", "registered_nurse", "activity_worker", "doctor", "ward_clerk")


def _junior(role: str) -> int:
    """Those who are heard least elsewhere open first."""
    order = [one.code for one in codes.get("job_title").entries]
    first = _FIRST_OPENERS.index(role) if role in _FIRST_OPENERS else len(_FIRST_OPENERS)
    return first * len(order) + (order.index(role) if role in order else len(order))


def _usual(before: list[Record]) -> dict[str, int]:
    return running.attendance_of(before[0].value) if before else {}


def _happened(desk: Desk, now: datetime) -> tuple[Line, ...]:
    since = now - _DAY
    found = incident_page(
        desk, Filters(first_day=since.date().isoformat(), ward=desk.ward()), descending=False, size=_MOST
    )
    return tuple(
        line
        for line in found.lines
        if line.started_at and since <= datetime.fromisoformat(line.started_at) <= now
    )


def _missed(
    held: list[date], explained: list[date], day: date, planned: plan.Plan, before: list[Record]
) -> tuple[date, ...]:
    """Planned days of the last week, none before the ward's first huddle."""
    if not before:
        return ()
    begun = min(date.fromisoformat(str(one.value["date"])) for one in before)
    first = max(begun, day - timedelta(days=_MISSED_OVER))
    return huddles.missed(held, explained, first, day - _DAY, planned.weekdays)


def _tests(desk: Desk) -> tuple[Test, ...]:
    names = actions.names_of(desk)
    return tuple(
        Test(
            record.ent,
            str(record.value.get("objective") or ""),
            str(record.value["owner_role"]) if record.value.get("owner_role") else None,
            names.get(str(record.value.get("owner")), ""),
            str(record.value.get("data_what") or ""),
        )
        for record in store_huddles.tests_running(desk.store, desk.ward())
    )
