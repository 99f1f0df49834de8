"""A huddle while it runs: each answer, skip, concern and action is recorded at once, with where it stopped.

One huddle a ward and day; its id is made from both, and so are the rows of its answers, so that two PCs that
write about one huddle meet in one record.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from wardqi.domain import codes, huddles, kinds, times
from wardqi.domain.checklists import Prompt
from wardqi.domain.kinds import REMOVED, derived_row_id, live_rows
from wardqi.services import census, incidents, recording
from wardqi.services.desk import Desk, NotFound, moment
from wardqi.services.huddles import actions, plan
from wardqi.services.huddles import checklists as ward_lists
from wardqi.services.huddles.actions import Action, Wanted
from wardqi.services.recording import Saved
from wardqi.store import drafts, records
from wardqi.store import huddles as store_huddles
from wardqi.store.drafts import Draft
from wardqi.store.log import Act
from wardqi.store.tables import Record

DRAFT = "huddle"
"""The kind of draft that holds what was typed at a prompt and not entered yet."""

_MOST_CARRIED = 80
_PAST_MIDNIGHT = timedelta(hours=4)


class HuddleOver(Exception):
    """The huddle was closed; what it says is amended, not run on."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said at a prompt: as its kind of answer has it, or why it was skipped."""

    answer: str | None = None
    number: float | None = None
    scale: str | None = None
    people: str = ""
    text: str = ""
    skipped: str | None = None
    at: str | None = None

    @property
    def empty(self) -> bool:
        """Whether it was asked and nothing was written down."""
        return not (self.answer or self.people or self.text or self.skipped) and self.number is None


@dataclass(frozen=True, slots=True)
class Concern:
    """A concern and how it ends (`concern_end`); `action` is the id of its action."""

    row: str
    prompt: str
    people: str
    text: str
    ends_as: str | None
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """A huddle under way. `at` is the key of the prompt being asked, empty when all have been; `paper` the
    serial of the sheet it is typed in from."""

    ent: str
    day: date
    started_at: str
    planned_at: str | None
    on_time: bool | None
    limit: int
    edition: int
    prompts: tuple[Prompt, ...]
    at: str
    answers: Mapping[str, Answer]
    concerns: tuple[Concern, ...]
    actions: tuple[Action, ...]
    carried: tuple[Action, ...]
    attendance: Mapping[str, int]
    shown: Mapping[str, float]
    opening_role: str
    lead_role: str
    paper: str = ""
    draft: Draft | None = None

    @property
    def place(self) -> int:
        """The number of the prompt being asked, from 1; one past the last when all have been."""
        keys = [prompt.key for prompt in self.prompts]
        return keys.index(self.at) + 1 if self.at in keys else len(keys) + 1

    @property
    def prompt(self) -> Prompt | None:
        """The prompt being asked."""
        return next((one for one in self.prompts if one.key == self.at), None)


@dataclass(frozen=True, slots=True)
class Start:
    """What a huddle starts with: figures, each beside how complete reporting is; who opens, who leads."""

    shown: Mapping[str, tuple[float | None, float | None]] = field(default_factory=dict)
    opening_role: str = ""
    lead_role: str = ""


def start(desk: Desk, begin: Start | None = None) -> Saved:
    """Start today's huddle, or go on with the one that has begun. Raises HuddleOver."""
    desk.may("lead_huddle")
    going = _open_now(desk)
    if going is not None:
        return Saved(going.ent, going.number, ())
    now, ward = desk.now(), desk.ward()
    day = now.date()
    ent = kinds.huddle_id(ward, day.isoformat())
    record = records.find(desk.store, ent)
    told = {} if record is None or record.voided else record.value
    if told.get("ended_at"):
        raise HuddleOver
    begin = begin or Start()
    listed = ward_lists.now(desk)
    asked = listed.asked(day)
    planned = plan.of_ward(desk).at(day)
    values: dict[str, object] = {
        "ward": ward,
        "date": day.isoformat(),
        "shift": times.shift_at(now, incidents.shift_times(desk), plan.ZONE).code,
        "planned_at": None if planned is None else moment(planned),
        "started_at": moment(now),
        "on_time": huddles.on_time(planned, now.replace(second=0, microsecond=0)),
        "checklist": listed.base.name,
        "checklist_version": listed.base.version,
        "checklist_edition": listed.edition,
        "lead_role": begin.lead_role or _job(desk),
        "opening_role": begin.opening_role or None,
        "shown": _shown(begin.shown),
        **_at(asked[0] if asked else None),
    }
    if told.get("not_held_reason"):
        values["not_held_reason"] = None
    acts = first_acts(record, ent, {name: one for name, one in values.items() if one is not None or told})
    acts += carrying(ent, actions.still_open(desk))
    entries = desk.append_all(acts)
    made = records.find(desk.store, ent)
    number = "" if made is None else made.number
    return Saved(ent, number, tuple(entry.op.id for entry in entries), at=entries[-1].at)


def first_acts(record: Record | None, ent: str, values: Mapping[str, object]) -> list[Act]:
    """What begins a huddle with these values, whether its day has a record or not."""
    if record is None:
        return [Act("huddle", "create", ent, values)]
    again = [Act("huddle", "restore", ent)] if record.voided else []
    return [*again, Act("huddle", "amend", ent, values)]


def carrying(ent: str, still_open: Sequence[Action]) -> list[Act]:
    """What carries open actions into a huddle."""
    carried = [one.ent for one in still_open][:_MOST_CARRIED]
    rows = {derived_row_id("carried", one): {"action": one, "status": "open"} for one in carried}
    return [Act("huddle", "amend", ent, {"carried": rows})] if rows else []


def under_way(desk: Desk) -> Running | None:
    """The huddle that is being held, where it stands; None when it has not begun, or is over.

    One that began before midnight is still that huddle after it, for some hours.
    """
    record = _open_now(desk)
    return None if record is None else _running(desk, record)


def _open_now(desk: Desk) -> Record | None:
    now, ward = desk.now(), desk.ward()
    for day in (now.date(), now.date() - timedelta(days=1)):
        record = store_huddles.of_day(desk.store, ward, day)
        began = None if record is None else record.value.get("started_at")
        if record is None or not began:
            continue
        lately = day == now.date() or now - datetime.fromisoformat(str(began)) <= _PAST_MIDNIGHT
        return record if lately and not record.value.get("ended_at") else None
    return None


def resume(desk: Desk, ent: str) -> Running:
    """A huddle that has begun and was never closed, of whatever day. Raises NotFound, HuddleOver."""
    return _running(desk, open_record(desk, ent))


def answer(
    desk: Desk,
    ent: str,
    prompt: Prompt,
    said: Answer,
    then: Prompt | None,
    people: Mapping[str, int] | None = None,
    figures: Mapping[str, float] | None = None,
) -> Saved:
    """Record what was said at a prompt and go on to `then`, in one change. None: all prompts are done.

    `people` and `figures` go with it where the prompt asks for them: who is here, and what was typed.
    Beds that were read out at this prompt become the bed day of the huddle's day (see `census.feeding`).
    """
    desk.may("record")
    values: dict[str, object] = {
        "answers": {prompt.row: answer_row(prompt, said, moment(desk.now()))},
        **_at(then),
    }
    if prompt.key == "good_thing" and said.text.strip():
        values["good_thing"] = said.text.strip()
    if people:
        values["attendance"] = attendance_rows(people)
    if figures:
        values["shown"] = _shown({fact: (number, None) for fact, number in figures.items()})
    return _amend(desk, ent, values, [] if said.skipped else _beds(desk, ent, prompt, figures or {}))


def _beds(desk: Desk, ent: str, prompt: Prompt, figures: Mapping[str, float]) -> list[Act]:
    """What a prompt about beds puts into the bed days: the figures everybody saw, and those just typed."""
    asked = [fact for fact in census.FACTS if fact in prompt.facts]
    if not asked:
        return []
    value = open_record(desk, ent).value
    known = {**shown_of(value), **figures}
    told = {fact: known[fact] for fact in asked if fact in known}
    return census.feeding(desk, date.fromisoformat(str(value["date"])), told)


def skip(
    desk: Desk, ent: str, prompt: Prompt, reason: str, then: Prompt | None, said: Answer | None = None
) -> Saved:
    """A prompt that is not asked today, and why (`prompt_skipped`); words that were typed there stay."""
    return answer(desk, ent, prompt, left_out(reason, said), then)


def left_out(reason: str, said: Answer | None = None) -> Answer:
    """A skipped prompt's answer: the reason, and what had been written down before."""
    return Answer(skipped=reason, people=said.people if said else "", text=said.text if said else "")


def go_to(desk: Desk, ent: str, prompt: Prompt | None) -> Saved:
    """Ask this prompt next; None goes to the close."""
    desk.may("record")
    return _amend(desk, ent, _at(prompt))


def attend(desk: Desk, ent: str, people: Mapping[str, int]) -> Saved:
    """Who is here: how many of each role; 0 takes a role out."""
    desk.may("record")
    return _amend(desk, ent, {"attendance": attendance_rows(people)})


def attendance_rows(people: Mapping[str, int]) -> dict[str, dict[str, object]]:
    """The rows that say who is here; a role has the same row on each PC."""
    return {
        derived_row_id("attendance", role): {"role": role, "count": count, REMOVED: count <= 0}
        for role, count in people.items()
    }


def show(desk: Desk, ent: str, figures: Mapping[str, float]) -> Saved:
    """Figures that were typed in at the huddle, by code of `huddle_fact`."""
    desk.may("record")
    return _amend(desk, ent, {"shown": _shown({fact: (number, None) for fact, number in figures.items()})})


def act(desk: Desk, ent: str, wanted: Wanted) -> Saved:
    """An action that was spoken: in the record before anything else happens."""
    open_record(desk, ent)
    return actions.raise_action(desk, replace(wanted, huddle=ent))


def worry(desk: Desk, ent: str, prompt: Prompt, said: Concern, wanted: Wanted | None = None) -> Saved:
    """A concern and how it ends; one that ends as an action brings it, both in one save."""
    desk.may("record")
    record = open_record(desk, ent)
    row: dict[str, object] = {**prompt.place, "text": said.text.strip(), "ends_as": said.ends_as}
    if said.people.strip():
        row["people"] = said.people.strip()
    acts = []
    if wanted is not None:
        gaps = actions.lacking(wanted)
        if gaps:
            raise recording.Incomplete(gaps)
        row["action"] = made = str(uuid.uuid4())
        acts.append(Act("action", "create", made, actions.new_values(desk, replace(wanted, huddle=ent))))
    acts.append(Act("huddle", "amend", ent, {"concerns": {said.row or recording.new_row(): row}}))
    entries = desk.append_all(acts)
    return Saved(ent, record.number, tuple(entry.op.id for entry in entries), at=entries[-1].at)


def keep(desk: Desk, ent: str, body: Mapping[str, object]) -> str:
    """Keep what is typed and not entered yet, for whoever goes on; gives when it was saved."""
    name = _draft(ent, desk.person.uid)
    return recording.keep_draft(desk, name, DRAFT, "Huddle", body, about=ent)


def forget(desk: Desk, ent: str) -> None:
    """What was typed has been entered, or was left."""
    recording.discard_draft(desk, _draft(ent, desk.person.uid))


def _draft(ent: str, uid: str) -> str:
    return derived_row_id("huddle-draft", ent, uid) + ent[8:]


def _amend(desk: Desk, ent: str, values: Mapping[str, object], more: Sequence[Act] = ()) -> Saved:
    record = open_record(desk, ent)
    entries = desk.append(Act("huddle", "amend", ent, values), *more)
    return Saved(ent, record.number, tuple(entry.op.id for entry in entries), at=entries[-1].at)


def open_record(desk: Desk, ent: str) -> Record:
    """The record of a huddle that has begun and was not closed. Raises NotFound, HuddleOver."""
    record = records.find(desk.store, ent)
    if record is None or record.voided or record.kind != "huddle" or not record.value.get("started_at"):
        raise NotFound
    if record.value.get("ended_at"):
        raise HuddleOver
    return record


def _at(prompt: Prompt | None) -> dict[str, object]:
    return {
        "at_prompt": None if prompt is None or prompt.own else prompt.key,
        "at_own_prompt": prompt.key if prompt is not None and prompt.own else None,
    }


def answer_row(prompt: Prompt, said: Answer, at: str) -> dict[str, object]:
    """What was said at a prompt, as a whole row: given anew, it leaves nothing of the answer before."""
    number = said.number
    return {
        **prompt.place,
        "answer": said.answer,
        "number": int(number) if number is not None and number == int(number) else number,
        "scale": said.scale,
        "people": said.people.strip() or None,
        "text": said.text.strip() or None,
        "skipped": said.skipped,
        "answered_at": at,
    }


def _shown(figures: Mapping[str, tuple[float | None, float | None]]) -> dict[str, dict[str, object]]:
    rows: dict[str, dict[str, object]] = {}
    for fact, (number, reported) in figures.items():
        if number is not None:
            row: dict[str, object] = {"fact": fact, "number": number}
            if reported is not None:
                row["reported"] = round(reported, 3)
            rows[derived_row_id("shown", fact)] = row
    return rows


def _job(desk: Desk) -> str | None:
    """The code of the person's job title, where what was typed for it is one of the list."""
    said = desk.person.job_title.strip().casefold()
    titles = codes.get("job_title").entries
    return next((one.code for one in titles if said in (one.plain.casefold(), one.label.casefold())), None)


def prompts_of(desk: Desk, value: Mapping[str, object]) -> tuple[Prompt, ...]:
    """The prompts that a huddle runs with, whatever the ward's list has become since."""
    edition = value.get("checklist_edition")
    listed = ward_lists.at_edition(desk, edition if isinstance(edition, int) else 0)
    return listed.asked(date.fromisoformat(str(value["date"])))


def answers_of(value: Mapping[str, object]) -> dict[str, Answer]:
    """What was said, by the prompt's key."""
    found = {}
    for _, row in live_rows(value, "answers"):
        key = row.get("prompt") or row.get("own_prompt")
        if isinstance(key, str):
            number = row.get("number")
            found[key] = Answer(
                _text(row.get("answer")),
                number if isinstance(number, int | float) else None,
                _text(row.get("scale")),
                str(row.get("people") or ""),
                str(row.get("text") or ""),
                _text(row.get("skipped")),
                _text(row.get("answered_at")),
            )
    return found


def concerns_of(value: Mapping[str, object], prompts: Sequence[Prompt] = ()) -> tuple[Concern, ...]:
    """The concerns that were raised, in the order of the prompts they were raised at."""
    order = [one.key for one in prompts]
    found = [
        Concern(
            row_id,
            str(row.get("prompt") or row.get("own_prompt") or ""),
            str(row.get("people") or ""),
            str(row.get("text") or ""),
            _text(row.get("ends_as")),
            _text(row.get("action")),
        )
        for row_id, row in live_rows(value, "concerns")
    ]
    return tuple(
        sorted(found, key=lambda one: order.index(one.prompt) if one.prompt in order else len(order))
    )


def attendance_of(value: Mapping[str, object]) -> dict[str, int]:
    """How many of each role were there."""
    return {
        str(row["role"]): count
        for _, row in live_rows(value, "attendance")
        if row.get("role") and isinstance(count := row.get("count"), int) and count > 0
    }


def shown_of(value: Mapping[str, object]) -> dict[str, float]:
    """The figures shown, by fact."""
    return {
        str(row["fact"]): number
        for _, row in live_rows(value, "shown")
        if row.get("fact") and isinstance(number := row.get("number"), int | float)
    }


def actions_of(desk: Desk, ent: str) -> tuple[Action, ...]:
    """The actions that came out of a huddle, in the order they were raised."""
    found = store_huddles.actions(
        desk.store, desk.ward(), store_huddles.ActionFilters(huddle=ent), order="raised", limit=100
    )
    return actions.shown(desk, sorted(found.records, key=lambda one: (one.created_at, one.number)))


def carried_of(desk: Desk, value: Mapping[str, object]) -> tuple[Action, ...]:
    """The actions that were carried into a huddle, as they stand now, by when they are due."""
    ents: Sequence[str] = [str(row["action"]) for _, row in live_rows(value, "carried") if row.get("action")]
    found = [record for ent in ents if (record := records.find(desk.store, ent)) and not record.voided]
    return tuple(sorted(actions.shown(desk, found), key=lambda one: (one.due or "9999", one.number)))


def _running(desk: Desk, record: Record) -> Running:
    value = record.value
    at = value.get("at_own_prompt") or value.get("at_prompt")
    held = drafts.find(desk.store, _draft(record.ent, desk.person.uid))
    on_time = value.get("on_time")
    edition = value.get("checklist_edition")
    prompts = prompts_of(desk, value)
    return Running(
        ent=record.ent,
        day=date.fromisoformat(str(value["date"])),
        started_at=str(value["started_at"]),
        planned_at=_text(value.get("planned_at")),
        on_time=on_time if isinstance(on_time, bool) else None,
        limit=plan.of_ward(desk).minutes,
        edition=edition if isinstance(edition, int) else 0,
        prompts=prompts,
        at=at if isinstance(at, str) else "",
        answers=answers_of(value),
        concerns=concerns_of(value, prompts),
        actions=actions_of(desk, record.ent),
        carried=carried_of(desk, value),
        attendance=attendance_of(value),
        shown=shown_of(value),
        opening_role=str(value.get("opening_role") or ""),
        lead_role=str(value.get("lead_role") or ""),
        paper=str(value.get("paper_serial") or ""),
        draft=held,
    )


def minutes_between(start: str, end: str) -> int:
    """Whole minutes, in real time."""
    return max(0, int((datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds() // 60))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
