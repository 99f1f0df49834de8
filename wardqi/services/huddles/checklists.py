"""The ward's own huddle prompts: adding, hiding, ordering, retiring; and the list a huddle was run with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wardqi.domain import checklists, kinds
from wardqi.domain.checklists import Checklist, Prompt
from wardqi.services import recording
from wardqi.services.desk import Desk, NotFound
from wardqi.services.recording import Incomplete, Saved
from wardqi.store import records
from wardqi.store.log import Act
from wardqi.store.tables import Record

_LAST = "actions"
"""New prompts come before this one, which sums up."""


class CoreStays(Exception):
    """A core prompt is part of every huddle and cannot be hidden."""


@dataclass(frozen=True, slots=True)
class WardList:
    """The ward's checklist now. `prompts` holds hidden and retired ones too, in the ward's order."""

    base: Checklist
    edition: int
    prompts: tuple[Prompt, ...]

    def asked(self, on: date) -> tuple[Prompt, ...]:
        """What a huddle of this day goes through."""
        return checklists.asked(self.prompts, on)


def now(desk: Desk) -> WardList:
    """The ward's list as it stands."""
    record = _record(desk)
    return _listed({} if record is None else record.value)


def at_edition(desk: Desk, edition: int) -> WardList:
    """The list as it was in an edition, for the huddles that were run with it."""
    record = _record(desk)
    if record is None or record.value.get("edition") == edition:
        return now(desk)
    if edition == 0:
        return _listed({})
    flat: dict[str, object] = {}
    then: dict[str, object] | None = None
    for step in records.history(desk.store, record.ent):
        flat.update(step.after)
        if flat.get("edition") == edition:
            then = dict(flat)
    return _listed(record.value if then is None else kinds.nest(then))


def add(desk: Desk, text: str, answer: str) -> Saved:
    """A prompt of the ward's own, before the last; raises recording.Incomplete without words."""
    if not text.strip():
        raise Incomplete(["text"])
    listed = now(desk)
    row = recording.new_row()
    keys = [prompt.key for prompt in listed.prompts]
    at = keys.index(_LAST) if _LAST in keys else len(keys)
    rows = _ordered(listed, [*keys[:at], row, *keys[at:]])
    rows[row] = {**rows.get(row, {}), "text": text.strip(), "answer_kind": answer}
    return _save(desk, listed, rows)


def reword(desk: Desk, key: str, text: str, answer: str) -> Saved:
    """Other words or another kind of answer: a new prompt in the old one's place, and the old one retired."""
    if not text.strip():
        raise Incomplete(["text"])
    listed = now(desk)
    old = _own(listed, key)
    if (old.text, old.answer) == (text.strip(), answer):
        raise NotFound
    row = recording.new_row()
    keys = [prompt.key for prompt in listed.prompts]
    at = keys.index(key) + 1
    rows = _ordered(listed, [*keys[:at], row, *keys[at:]])
    rows[row] = {**rows.get(row, {}), "text": text.strip(), "answer_kind": answer}
    rows[key] = {**rows.get(key, {}), "retired_on": _yesterday(desk)}
    return _save(desk, listed, rows)


def hide(desk: Desk, key: str, hidden: bool) -> Saved:
    """Leave a prompt out, or ask it again; raises CoreStays."""
    listed = now(desk)
    prompt = _prompt(listed, key)
    if prompt.core and hidden:
        raise CoreStays
    if prompt.hidden == hidden:
        raise NotFound
    return _save(desk, listed, {_row(prompt): {**_named(prompt), "hidden": hidden}})


def retire(desk: Desk, key: str, retired: bool) -> Saved:
    """The ward's own prompt is asked no more from today, or again; its answers stay."""
    listed = now(desk)
    prompt = _own(listed, key)
    if (prompt.retired_on is not None) == retired:
        raise NotFound
    return _save(desk, listed, {prompt.key: {"retired_on": _yesterday(desk) if retired else None}})


def move(desk: Desk, key: str, by: int) -> Saved:
    """Ask a prompt earlier (-1) or later (1) among those that are not retired; raises NotFound at an end."""
    listed = now(desk)
    _prompt(listed, key)
    today = desk.now().date()
    live = [one.key for one in listed.prompts if one.retired_on is None or today <= one.retired_on]
    at = live.index(key)
    if not 0 <= at + by < len(live):
        raise NotFound
    keys = [one.key for one in listed.prompts]
    target = keys.index(live[at + by])
    keys.remove(key)
    keys.insert(target, key)
    return _save(desk, listed, _ordered(listed, keys))


def _save(desk: Desk, listed: WardList, rows: Mapping[str, Mapping[str, object]]) -> Saved:
    desk.may("manage_ward")
    ent = kinds.checklist_id(desk.ward(), checklists.USUAL)
    record = records.find(desk.store, ent)
    values: dict[str, object] = {
        "edition": listed.edition + 1,
        "base_version": listed.base.version,
        "prompts": rows,
    }
    if record is not None and not record.voided:
        return recording.amend(desk, ent, values)
    whole = {"ward": desk.ward(), "base": checklists.USUAL, **values}
    if record is None:
        return recording.create(desk, "checklist", whole, ent)
    entries = desk.append(Act("checklist", "restore", ent), Act("checklist", "amend", ent, whole))
    return Saved(ent, record.number, tuple(entry.op.id for entry in entries), at=entries[-1].at)


def _listed(value: Mapping[str, object]) -> WardList:
    base = checklists.shipped()
    edition = value.get("edition")
    return WardList(base, edition if isinstance(edition, int) else 0, checklists.edition(base, value))


def _ordered(listed: WardList, keys: Sequence[str]) -> dict[str, dict[str, object]]:
    """The rows that put these keys in this order; a key that is not in the list is a new row."""
    known = {prompt.key: prompt for prompt in listed.prompts}
    rows: dict[str, dict[str, object]] = {}
    for place, key in enumerate(keys, 1):
        prompt = known.get(key)
        if prompt is None:
            rows[key] = {"order": place}
        else:
            rows[_row(prompt)] = {**_named(prompt), "order": place}
    return rows


def _row(prompt: Prompt) -> str:
    return prompt.key if prompt.own else checklists.shipped_row(prompt.key)


def _named(prompt: Prompt) -> dict[str, object]:
    return {} if prompt.own else {"prompt": prompt.key}


def _prompt(listed: WardList, key: str) -> Prompt:
    found = next((one for one in listed.prompts if one.key == key), None)
    if found is None:
        raise NotFound
    return found


def _own(listed: WardList, key: str) -> Prompt:
    found = _prompt(listed, key)
    if not found.own:
        raise NotFound
    return found


def _yesterday(desk: Desk) -> str:
    return (desk.now().date() - timedelta(days=1)).isoformat()


def _record(desk: Desk) -> Record | None:
    found = records.find(desk.store, kinds.checklist_id(desk.ward(), checklists.USUAL))
    return None if found is None or found.voided else found
