"""Huddles written down whole after they were held: from a paper sheet, or by an invented ward."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from wardqi.domain import huddles, kinds, times
from wardqi.domain.checklists import Prompt
from wardqi.services import incidents
from wardqi.services.desk import Desk, moment
from wardqi.services.huddles import actions, checklists, plan, running
from wardqi.services.huddles.actions import Wanted
from wardqi.services.huddles.running import Answer, HuddleOver
from wardqi.services.recording import Incomplete
from wardqi.store import huddles as store_huddles
from wardqi.store.log import Act


@dataclass(frozen=True, slots=True)
class Raised:
    """An action of a past huddle, and how it ended where it has."""

    wanted: Wanted
    closed_on: date | None = None
    done: bool = True
    result_code: str | None = None
    result: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A past huddle. Without `started_at` it was not held, for `reason`; moments are aware local time.

    `answers` go by the prompt's key; `roles` by the fields of `closing.ROLES`.
    """

    day: date
    started_at: datetime | None = None
    ended_at: datetime | None = None
    reason: str | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    attendance: Mapping[str, int] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    good_thing: str = ""
    actions: Sequence[Raised] = ()


def record(desk: Desk, many: Sequence[Held]) -> list[str]:
    """Write past huddles down, all or none; gives their ids. Raises HuddleOver for a day that has one."""
    desk.may("record")
    ward, planned = desk.ward(), plan.of_ward(desk)
    shifts, listed = incidents.shift_times(desk), checklists.now(desk)
    there = store_huddles.of_days(desk.store, ward, [one.day for one in many])
    acts: list[Act] = []
    ents: list[str] = []
    for one in many:
        if one.day in there:
            raise HuddleOver
        ent = kinds.huddle_id(ward, one.day.isoformat())
        at = planned.at(one.day)
        values: dict[str, object] = {"ward": ward, "date": one.day.isoformat()}
        if at is not None:
            values["planned_at"] = moment(at)
        if one.started_at is None:
            values["not_held_reason"] = one.reason or "other"
        else:
            shift = times.shift_at(one.started_at, shifts, plan.ZONE).code
            asked = listed.asked(one.day)
            values |= {"shift": shift, **_held(one, at, asked, one.started_at)}
            values |= {
                "checklist": listed.base.name,
                "checklist_version": listed.base.version,
                "checklist_edition": listed.edition,
            }
        acts.append(Act("huddle", "create", ent, values))
        acts += [_action(desk, ent, one.day, raised) for raised in one.actions]
        ents.append(ent)
    if acts:
        desk.append_all(acts)
    return ents


def _held(one: Held, at: datetime | None, asked: Sequence[Prompt], started: datetime) -> dict[str, object]:
    values: dict[str, object] = {
        "started_at": moment(started),
        "answers": {
            prompt.row: {
                name: value for name, value in _row(prompt, said, started).items() if value is not None
            }
            for prompt in asked
            if (said := one.answers.get(prompt.key)) is not None
        },
        "attendance": running.attendance_rows(one.attendance),
        **one.roles,
    }
    on_time = huddles.on_time(at, started)
    if on_time is not None:
        values["on_time"] = on_time
    if one.ended_at is not None:
        values["ended_at"] = moment(one.ended_at)
        values["minutes"] = running.minutes_between(moment(started), moment(one.ended_at))
    if one.good_thing.strip():
        values["good_thing"] = one.good_thing.strip()
    return values


def _row(prompt: Prompt, said: Answer, started: datetime) -> dict[str, object]:
    return running.answer_row(prompt, said, said.at or moment(started))


def _action(desk: Desk, huddle: str, day: date, raised: Raised) -> Act:
    gaps = actions.lacking(raised.wanted)
    if gaps:
        raise Incomplete(gaps)
    values = actions.new_values(desk, replace(raised.wanted, huddle=huddle))
    values["raised_on"] = day.isoformat()
    if raised.closed_on is not None:
        values |= actions.closing(desk, raised.done, raised.result_code, raised.result, raised.closed_on)
    return Act("action", "create", str(uuid.uuid4()), values)
