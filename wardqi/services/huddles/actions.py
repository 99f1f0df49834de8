"""Actions: raised, carried, escalated, closed with a result; the list, one of them whole, those due now.

Who closed an action is told by the signed change that did it, so that two people who close the same action on
two PCs have nothing to settle between them.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wardqi.domain import codes, huddles
from wardqi.domain.kinds import derived_row_id
from wardqi.services import recording
from wardqi.services.desk import Desk, NotFound, moment
from wardqi.services.recording import Incomplete, Saved
from wardqi.store import drafts, records
from wardqi.store import huddles as store_huddles
from wardqi.store import people as store_people
from wardqi.store.drafts import Draft
from wardqi.store.huddles import ActionFilters
from wardqi.store.log import Act
from wardqi.store.records import Step
from wardqi.store.tables import Record

_MOST_OF_INCIDENT = 50


@dataclass(frozen=True, slots=True)
class Action:
    """An action as lists show it. `owner` is a person's name, `owner_role` a job title's code."""

    ent: str
    number: str
    what: str
    owner_role: str | None
    owner: str
    owner_uid: str | None
    raised_on: str | None
    due: str | None
    escalate_to: str | None
    escalated_at: str | None
    source: str | None
    status: str
    closed_on: str | None
    result_code: str | None
    result: str
    huddle: str | None
    incident: str | None
    overdue: bool
    review: bool

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.status in huddles.OPEN


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new action says; `owner` is the uid of a person of this ward."""

    what: str
    owner_role: str | None = None
    owner: str | None = None
    due: str | None = None
    escalate_to: str | None = None
    source: str = "huddle"
    huddle: str | None = None
    incident: str | None = None
    cycle: str | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """Some actions and how many there are; `more` when there are more than were counted."""

    actions: tuple[Action, ...]
    total: int
    more: bool
    offset: int


@dataclass(frozen=True, slots=True)
class Owners:
    """Who an action can be given to: live job titles by code, and people of the ward by uid."""

    roles: tuple[str, ...]
    people: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Detail:
    """One action whole, with its history; `names` are people by uid, `rivals` fields two people set apart."""

    action: Action
    steps: tuple[Step, ...]
    names: Mapping[str, str]
    rivals: tuple[str, ...]
    heads: tuple[str, ...]


def lacking(wanted: Wanted) -> tuple[str, ...]:
    """What a new action still needs, by field: what, owner, due."""
    gaps = [] if wanted.what.strip() else ["what"]
    gaps += [] if wanted.owner_role or wanted.owner else ["owner"]
    gaps += [] if wanted.due else ["due"]
    return tuple(gaps)


def raise_action(desk: Desk, wanted: Wanted) -> Saved:
    """Record a new action, open from today; raises recording.Incomplete with what it lacks."""
    return raise_actions(desk, [wanted])


def raise_actions(desk: Desk, many: Sequence[Wanted]) -> Saved:
    """Record several actions in one transaction, all or none."""
    desk.may("record")
    acts = []
    for wanted in many:
        gaps = lacking(wanted)
        if gaps:
            raise Incomplete(gaps)
        acts.append(Act("action", "create", str(uuid.uuid4()), new_values(desk, wanted)))
    entries = desk.append_all(acts)
    first = records.find(desk.store, acts[0].ent)
    number = "" if first is None else first.number
    return Saved(acts[0].ent, number, tuple(one.op.id for one in entries), at=entries[-1].at)


def new_values(desk: Desk, wanted: Wanted) -> dict[str, object]:
    """The record that a new action makes."""
    values: dict[str, object] = {
        "ward": desk.ward(),
        "what": wanted.what.strip(),
        "owner_role": wanted.owner_role,
        "owner": wanted.owner,
        "raised_on": desk.now().date().isoformat(),
        "due": wanted.due,
        "escalate_to": wanted.escalate_to,
        "source": wanted.source,
        "huddle": wanted.huddle,
        "incident": wanted.incident,
        "cycle": wanted.cycle,
        "status": "open",
    }
    return {name: value for name, value in values.items() if value is not None}


DRAFT = "action"
"""The kind of draft that holds an action that is half written outside a huddle."""


def half_written(desk: Desk, incident: str = "") -> Draft | None:
    """What the person had begun to write of a new action, from an incident or from none."""
    return drafts.find(desk.store, _draft(desk, incident))


def keep(desk: Desk, body: Mapping[str, object], incident: str = "") -> str:
    """Keep what is half written of a new action; gives when it was saved."""
    return recording.keep_draft(desk, _draft(desk, incident), DRAFT, "Action", body, incident or None)


def forget(desk: Desk, incident: str = "") -> None:
    """It was saved, or dropped."""
    recording.discard_draft(desk, _draft(desk, incident))


def _draft(desk: Desk, incident: str) -> str:
    uid = desk.person.uid
    return derived_row_id("action-draft", uid, incident) + uid[8:]


def change(desk: Desk, ent: str, values: Mapping[str, object], seen: Sequence[str] | None = None) -> Saved:
    """Change what, owner, due or the level to escalate to; only what differs. Raises Incomplete, NotFound."""
    record = _record(desk, ent)
    differs = {name: value for name, value in values.items() if record.value.get(name) != value}
    if not differs:
        raise NotFound
    whole = {**record.value, **differs}
    gaps = [name for name in ("what", "due") if not str(whole.get(name) or "").strip()]
    if not (whole.get("owner_role") or whole.get("owner")):
        gaps.append("owner")
    if gaps:
        raise Incomplete(gaps)
    return recording.amend(desk, ent, differs, seen=seen)


def begin(desk: Desk, ent: str) -> Saved:
    """Somebody has started on it."""
    _record(desk, ent)
    return recording.amend(desk, ent, {"status": "in_progress"})


def close(
    desk: Desk,
    ent: str,
    *,
    done: bool = True,
    result_code: str | None = None,
    result: str = "",
    on: date | None = None,
) -> Saved:
    """Close an action with what came of it; one that was not done needs words or a code for why.

    Raises recording.Incomplete.
    """
    _record(desk, ent)
    return recording.amend(desk, ent, closing(desk, done, result_code, result, on))


def closing(
    desk: Desk, done: bool, result_code: str | None, result: str, on: date | None
) -> dict[str, object]:
    """What closing an action changes."""
    if not done and not result.strip() and result_code is None:
        raise Incomplete(["result"])
    values: dict[str, object] = {
        "status": "done" if done else "not_done",
        "closed_on": (on or desk.now().date()).isoformat(),
    }
    if result_code is not None:
        values["result_code"] = result_code
    if result.strip():
        values["result"] = result.strip()
    return values


def reopen(desk: Desk, ent: str) -> Saved:
    """An action that was closed too early is open again; what came of it then stays in its history."""
    _record(desk, ent)
    gone = dict.fromkeys(("closed_on", "result_code", "result"))
    return recording.amend(desk, ent, {"status": "open", **gone})


def escalate(desk: Desk, ent: str, level: str) -> Saved:
    """Pass an action that is stuck up to a level (`escalation_level`), now."""
    _record(desk, ent)
    return recording.amend(desk, ent, {"escalate_to": level, "escalated_at": moment(desk.now())})


def page(
    desk: Desk,
    filters: ActionFilters,
    order: str = "due",
    descending: bool = False,
    offset: int = 0,
    size: int = 50,
) -> ListPage:
    """One page of the list, in the store's order."""
    desk.may("read")
    found = store_huddles.actions(
        desk.store, desk.ward(), filters, order=order, descending=descending, limit=size, offset=offset
    )
    return ListPage(shown(desk, found.records), found.total, found.more, offset)


def detail(desk: Desk, ent: str) -> Detail:
    """One action whole; raises NotFound."""
    desk.may("read")
    record = _record(desk, ent)
    names = names_of(desk)
    (action,) = shown(desk, [record])
    steps = tuple(records.history(desk.store, ent))
    return Detail(action, steps, names, tuple(record.conflicts), record.heads)


def still_open(desk: Desk) -> tuple[Action, ...]:
    """Every action still to be done, the one due first on top."""
    return shown(desk, store_huddles.open_actions(desk.store, desk.ward()))


def of_incident(desk: Desk, ent: str) -> tuple[Action, ...]:
    """The actions that an incident led to, open ones first, then the one raised last."""
    desk.may("read")
    filters = ActionFilters(incident=ent)
    found = store_huddles.actions(
        desk.store, desk.ward(), filters, order="raised", descending=True, limit=_MOST_OF_INCIDENT
    )
    return tuple(sorted(shown(desk, found.records), key=lambda one: not one.open))


def due_now(desk: Desk, most: int = 5) -> tuple[tuple[Action, ...], int]:
    """Actions due today or overdue, and how many there are."""
    today = desk.now().date().isoformat()
    found = store_huddles.actions(
        desk.store, desk.ward(), ActionFilters(state="open", due_by=today), limit=most
    )
    return shown(desk, found.records), found.total


def owners(desk: Desk) -> Owners:
    """Who an action can be given to."""
    today = desk.now().date()
    people = {
        one.uid: one.name for one in store_people.members(desk.store) if one.name and one.role != "opener"
    }
    return Owners(tuple(one.code for one in codes.get("job_title").live(today)), people)


def names_of(desk: Desk) -> dict[str, str]:
    """Everyone by uid, those who left too."""
    return {one.uid: one.name or one.uid[:8] for one in store_people.members(desk.store, retired=True)}


def shown(desk: Desk, found: Sequence[Record]) -> tuple[Action, ...]:
    """Records as lists show them."""
    names = names_of(desk) if found else {}
    today = desk.now().date()
    return tuple(_shown(record, names, today) for record in found)


def _shown(record: Record, names: Mapping[str, str], today: date) -> Action:
    value = record.value
    uid = _text(value.get("owner"))
    status = str(value.get("status") or "open")
    due = _text(value.get("due"))
    return Action(
        ent=record.ent,
        number=record.number,
        what=str(value.get("what") or ""),
        owner_role=_text(value.get("owner_role")),
        owner=names.get(uid, "") if uid else "",
        owner_uid=uid,
        raised_on=_text(value.get("raised_on")),
        due=due,
        escalate_to=_text(value.get("escalate_to")),
        escalated_at=_text(value.get("escalated_at")),
        source=_text(value.get("source")),
        status=status,
        closed_on=_text(value.get("closed_on")),
        result_code=_text(value.get("result_code")),
        result=str(value.get("result") or ""),
        huddle=_text(value.get("huddle")),
        incident=_text(value.get("incident")),
        overdue=huddles.overdue(due, status, today),
        review=record.review,
    )


def _record(desk: Desk, ent: str) -> Record:
    record = records.find(desk.store, ent)
    if record is None or record.kind != "action":
        raise NotFound
    return record


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
