"""The driver diagram of a project: an outline of primary drivers, secondary drivers and change ideas.

The outline is what is edited; the picture is drawn from it. An item may work through several items of the
level above ("also under"), so the outline shows it under the first and names the others. A version is a note
of a moment: what the diagram was then is read back from the log.
"""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final

from wardqi import resources
from wardqi.domain import codes, diagram, kinds, merge
from wardqi.domain.kinds import live_rows
from wardqi.services import recording
from wardqi.services.desk import Desk, NotFound, moment
from wardqi.services.improvement import ideas
from wardqi.services.recording import Saved
from wardqi.store import improvement as reading
from wardqi.store import people as store_people
from wardqi.store import records
from wardqi.store.log import Act
from wardqi.store.tables import Record

PRIMARY, SECONDARY, IDEA = LEVELS = ("primary", "secondary", "idea")
_STEP = 10
_LAST = 1_000_000
_WITHIN: Final[Mapping[str, str]] = {SECONDARY: "parents", IDEA: "drivers"}
"""The rows that name what an item works through."""


class NotThere(ValueError):
    """The item cannot be put there: `code` is no_parent, has_children, tested or same."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Item:
    """A driver or an idea. `under` are the items it works through; `state` and `tests` are an idea's."""

    ent: str
    level: str
    text: str
    order: int
    under: tuple[str, ...]
    state: str = ""
    tests: int = 0
    review: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the outline: the item, how deep it stands, and what else it works through, in words."""

    item: Item
    depth: int
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A version that was kept; `at` is when."""

    number: int
    at: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """A project's diagram: its outline from above, and the versions kept, newest first.

    `draft` when it began from the shipped starter, which is a local draft. `aim` is the project's title here.
    """

    project: str
    aim: str
    rows: tuple[Row, ...]
    versions: tuple[Version, ...]
    draft: bool
    at: str = ""

    @property
    def items(self) -> tuple[Item, ...]:
        """Each item once, in the order of the outline."""
        return tuple(row.item for row in self.rows)


def read(desk: Desk, project: str, version: int = 0) -> Diagram:
    """The diagram as it is, or as it was at a version; raises NotFound."""
    desk.may("read")
    record = _project(desk, project)
    versions = _versions(desk, record)
    at = next((one.at for one in versions if one.number == version), "")
    if version and not at:
        raise NotFound
    items = _then(desk, project, at) if at else _now(desk, project)
    return Diagram(
        project,
        str(record.value.get("title") or ""),
        tuple(_outline(items)),
        versions,
        record.value.get("starter_diagram") is True,
        at,
    )


def links(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """The lines of the picture; primary drivers hang on the aim, whose id is "aim"."""
    found = [("aim", row.item.ent) for row in rows if row.item.level == PRIMARY]
    return found + [(parent, row.item.ent) for row in rows for parent in row.item.under]


def column(item: Item) -> int:
    """The item's column in the picture; the aim is 0."""
    return LEVELS.index(item.level) + 1


def lay_out(found: Diagram, heights: Mapping[str, float], gap: float) -> diagram.Layout:
    """Where the boxes of the picture stand; `heights` by id, the aim's under "aim"."""
    boxes = [diagram.Box("aim", 0, heights["aim"])]
    boxes += [diagram.Box(one.ent, column(one), heights[one.ent]) for one in found.items]
    return diagram.arrange(boxes, links(found.rows), gap)


# --- changing the outline


def start(desk: Desk, project: str) -> Saved:
    """Fill an empty diagram with the shipped starter, marked a draft. Raises NotThere when it holds any."""
    desk.may("record")
    record = _project(desk, project)
    if _now(desk, project):
        raise NotThere("has_children")
    told = _starter()
    primary, secondary = told["primary"], told["secondary"]
    ents = {code: str(uuid.uuid4()) for code in (*primary, *secondary)}
    acts = [_driver(ents[code], project, PRIMARY, at, (), standard=code) for at, code in enumerate(primary)]
    for at, code in enumerate(secondary):
        above = [ents[one] for one, below in primary.items() if code in below]
        acts.append(_driver(ents[code], project, SECONDARY, at, above, standard=code))
    shipped = dict.fromkeys(idea for below in secondary.values() for idea in below)
    for at, code in enumerate(shipped):
        above = [ents[one] for one, below in secondary.items() if code in below]
        acts.append(_idea(str(uuid.uuid4()), project, at, above, standard=code))
    acts.append(Act("project", "amend", project, {"starter_diagram": True}, base=record.heads))
    return _kept(desk, acts, project)


def add(desk: Desk, project: str, level: str, text: str, under: str = "", after: str = "") -> Saved:
    """A new item below `after` (else last), under an item of the level above. Raises NotThere without one."""
    desk.may("record")
    _project(desk, project)
    items = _now(desk, project)
    if level != PRIMARY and _level_of(items, under) != LEVELS[LEVELS.index(level) - 1]:
        raise NotThere("no_parent")
    mates = [one.ent for one in _mates(items, level, under)]
    ent = str(uuid.uuid4())
    place = mates.index(after) + 1 if after in mates else len(mates)
    above = (under,) if under else ()
    if level == IDEA:
        made = _idea(ent, project, place, above, title=text.strip())
    else:
        made = _driver(ent, project, level, place, above, text=text.strip())
    mates.insert(place, ent)
    return _kept(desk, [made, *_numbered(items, mates, skip=ent)], ent)


def rename(desk: Desk, ent: str, text: str) -> Saved:
    """Say an item in other words; the shipped words are then no longer its own."""
    record = _record(desk, ent)
    name = "title" if record.kind == "change_idea" else "text"
    return recording.amend(desk, ent, {name: text.strip()})


def move(desk: Desk, ent: str, by: int) -> Saved:
    """Move an item up (-1) or down (1) among its like. Raises NotThere at the end of the row."""
    record = _record(desk, ent)
    items = _now(desk, str(record.value["project"]))
    item = _found(items, ent)
    mates = [one.ent for one in _mates(items, item.level, item.under[0] if item.under else "")]
    at = mates.index(ent)
    if not 0 <= at + by < len(mates):
        raise NotThere("same")
    mates.insert(at + by, mates.pop(at))
    return _kept(desk, _numbered(items, mates), ent)


def indent(desk: Desk, ent: str) -> Saved:
    """Make an item one level lower, under the item of its level that stands above it in the outline.

    A driver that becomes an idea is taken out, and the idea put in its place. Raises NotThere when nothing
    stands above, or when the driver has drivers or ideas of its own that would fall too low.
    """
    record = _record(desk, ent)
    items = _now(desk, str(record.value["project"]))
    item = _found(items, ent)
    if item.level == IDEA:
        raise NotThere("same")
    mates = _mates(items, item.level, item.under[0] if item.under else "")
    at = mates.index(item)
    if not at:
        raise NotThere("no_parent")
    if any(ent in one.under for one in items):
        raise NotThere("has_children")
    parent = mates[at - 1].ent
    last = len(_mates(items, LEVELS[LEVELS.index(item.level) + 1], parent))
    if item.level == PRIMARY:
        rows = {recording.new_row(): {"driver": parent}}
        values = {"level": SECONDARY, "parents": rows, "order": last * _STEP}
        return _kept(desk, [Act("driver", "amend", ent, values)], ent)
    new = str(uuid.uuid4())
    made = _idea(new, str(record.value["project"]), last, (parent,), title=item.text)
    return _kept(desk, [Act("driver", "void", ent, reason="moved"), made], new)


def outdent(desk: Desk, ent: str) -> Saved:
    """Make an item one level higher, below the item it stood under. Raises NotThere for a tested idea."""
    record = _record(desk, ent)
    project = str(record.value["project"])
    items = _now(desk, project)
    item = _found(items, ent)
    if item.level == PRIMARY:
        raise NotThere("same")
    if item.level == IDEA and (item.tests or item.state not in ("", "not_tried")):
        raise NotThere("tested")
    if item.level == SECONDARY and any(ent in one.under for one in items):
        raise NotThere("has_children")
    parent = _found(items, item.under[0]) if item.under else None
    above = parent.under if parent is not None else ()
    higher = LEVELS[LEVELS.index(item.level) - 1]
    mates = [one.ent for one in _mates(items, higher, above[0] if above else "")]
    place = mates.index(parent.ent) + 1 if parent is not None and parent.ent in mates else len(mates)
    if item.level == SECONDARY:
        gone = {row: {kinds.REMOVED: True} for row, _ in live_rows(record.value, "parents")}
        made = [Act("driver", "amend", ent, {"level": PRIMARY, "parents": gone, "order": place * _STEP})]
        mates.insert(place, ent)
        return _kept(desk, [*made, *_numbered(items, mates, skip=ent)], ent)
    if not above:
        raise NotThere("no_parent")
    new = str(uuid.uuid4())
    mates.insert(place, new)
    acts = [
        Act("change_idea", "void", ent, reason="moved"),
        _driver(new, project, SECONDARY, place, above[:1], text=item.text),
        *_numbered(items, mates, skip=new),
    ]
    return _kept(desk, acts, new)


def link(desk: Desk, ent: str, parent: str) -> Saved:
    """Let an item also work through another of the level above. Raises NotThere when it cannot."""
    record = _record(desk, ent)
    items = _now(desk, str(record.value["project"]))
    item, other = _found(items, ent), _found(items, parent)
    if item.level == PRIMARY or column(other) + 1 != column(item):
        raise NotThere("no_parent")
    if parent in item.under:
        raise NotThere("same")
    rows = {recording.new_row(): {"driver": parent}}
    return recording.amend(desk, ent, {_WITHIN[item.level]: rows})


def unlink(desk: Desk, ent: str, parent: str) -> Saved:
    """Take one of an item's links out; the last one stays. Raises NotThere."""
    record = _record(desk, ent)
    name = _WITHIN.get(_level(record), "")
    rows = [row for row, one in live_rows(record.value, name) if one.get("driver") == parent]
    if not rows or len(list(live_rows(record.value, name))) < 2:
        raise NotThere("no_parent")
    return recording.amend(desk, ent, {name: {row: {kinds.REMOVED: True} for row in rows}})


def remove(desk: Desk, ent: str) -> Saved:
    """Take an item out; undo brings it back. Raises NotThere when others hang on it, or it was tested."""
    record = _record(desk, ent)
    items = _now(desk, str(record.value["project"]))
    item = _found(items, ent)
    if any(one.under == (ent,) for one in items):
        raise NotThere("has_children")
    if item.tests:
        raise NotThere("tested")
    return _kept(desk, [Act(record.kind, "void", ent, reason="removed")], ent)


def keep_version(desk: Desk, project: str, note: str = "") -> Saved:
    """Keep the diagram as a version with today's date, to look back at."""
    record = _project(desk, project)
    number = max((one.number for one in _versions(desk, record)), default=0) + 1
    row: dict[str, object] = {"number": number, "at": moment(desk.now()), "by": desk.person.uid}
    if note.strip():
        row["note"] = note.strip()
    values = {"diagram_version": number, "diagram_versions": {recording.new_row(): row}}
    return recording.amend(desk, project, values)


# --- reading it


def _now(desk: Desk, project: str) -> list[Item]:
    tests: dict[str, int] = {}
    for cycle in reading.cycles(desk.store, project=project):
        idea = str(cycle.value.get("idea") or "")
        tests[idea] = tests.get(idea, 0) + 1
    found = [*reading.drivers(desk.store, project), *reading.ideas(desk.store, project)]
    return _settled([_item(one.ent, one.kind, one.value, tests.get(one.ent, 0), one.review) for one in found])


def _then(desk: Desk, project: str, at: str) -> list[Item]:
    """The items as they stood when a version was kept, from their history in the log."""
    until = datetime.fromisoformat(at) + timedelta(minutes=1)
    items = []
    for kind, ent in reading.ever(desk.store, project):
        flat: dict[str, object] = {}
        here = False
        for step in records.history(desk.store, ent):
            if _utc(step.at) >= until:
                break
            flat.update(step.after)
            if step.action in (merge.CREATE, merge.RESTORE, merge.VOID):
                here = step.action != merge.VOID
        if here:
            items.append(_item(ent, kind, kinds.nest(flat), 0, review=False))
    return _settled(items)


def _settled(items: Sequence[Item]) -> list[Item]:
    """Items whose parents stand in the order of the outline, so that the first is the same on every PC."""
    rank: dict[str, tuple[object, ...]] = {}
    found = []
    for level in LEVELS:
        for one in items:
            if one.level == level:
                under = tuple(sorted(one.under, key=lambda ent: rank.get(ent, (_LAST,))))
                above = rank.get(under[0], (_LAST,)) if under else ()
                rank[one.ent] = (*above, one.order, one.text.casefold(), one.ent)
                found.append(replace(one, under=under))
    return found


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)


def _item(ent: str, kind: str, value: Mapping[str, object], tests: int, review: bool) -> Item:
    idea = kind == "change_idea"
    level = IDEA if idea else str(value.get("level") or PRIMARY)
    under = tuple(
        str(one["driver"]) for _, one in live_rows(value, _WITHIN.get(level, "")) if one.get("driver")
    )
    order = value.get("order")
    return Item(
        ent,
        level,
        ideas.title(value) if idea else _said(value),
        order if type(order) is int else 9990,
        under,
        str(value.get("state") or "not_tried") if idea else "",
        tests,
        review,
    )


def _said(value: Mapping[str, object]) -> str:
    """A driver in its own words, else those of the shipped driver."""
    words, code = str(value.get("text") or "").strip(), str(value.get("standard") or "")
    known = codes.get("starter_driver")
    return words or (known.plain(code) if code in known else "")


def _outline(items: Sequence[Item]) -> Iterator[Row]:
    """Each item once, depth first; what hangs on nothing that is there comes last, so nothing is lost."""
    known = {one.ent: one for one in items}
    below: dict[str, list[Item]] = {}
    loose: list[Item] = []
    for one in sorted(items, key=lambda each: (each.order, each.text.casefold(), each.ent)):
        above = next((parent for parent in one.under if parent in known), None)
        if one.level == PRIMARY:
            below.setdefault("", []).append(one)
        elif above is not None:
            below.setdefault(above, []).append(one)
        else:
            loose.append(one)

    def rows(under: str, depth: int) -> Iterator[Row]:
        for one in below.get(under, ()):
            others = [known[parent].text for parent in one.under if parent in known and parent != under]
            yield Row(one, depth, tuple(others))
            yield from rows(one.ent, depth + 1)

    yield from rows("", 0)
    for one in loose:
        yield Row(one, column(one) - 1, ())
        yield from rows(one.ent, column(one))


def _mates(items: Sequence[Item], level: str, under: str) -> list[Item]:
    """The items an item is ordered among: those shown under the same one."""
    known = {one.ent for one in items}
    wanted = under if level != PRIMARY else ""
    mates = [
        one
        for one in items
        if one.level == level and next((p for p in one.under if p in known), "") == wanted
    ]
    return sorted(mates, key=lambda each: (each.order, each.text.casefold(), each.ent))


def _numbered(items: Sequence[Item], ents: Sequence[str], skip: str = "") -> list[Act]:
    """What gives items their places in this order; only those that change."""
    known = {one.ent: one for one in items}
    acts = []
    for at, ent in enumerate(ents):
        if ent != skip and known[ent].order != at * _STEP:
            kind = "change_idea" if known[ent].level == IDEA else "driver"
            acts.append(Act(kind, "amend", ent, {"order": at * _STEP}))
    return acts


def _driver(ent: str, project: str, level: str, place: int, above: Sequence[str], **words: str) -> Act:
    rows = {recording.new_row(): {"driver": one} for one in above}
    values: dict[str, object] = {"project": project, "level": level, "order": place * _STEP, **words}
    return Act("driver", "create", ent, {**values, "parents": rows} if rows else values)


def _idea(ent: str, project: str, place: int, above: Sequence[str], **words: str) -> Act:
    rows = {recording.new_row(): {"driver": one} for one in above}
    values: dict[str, object] = {"project": project, "state": "not_tried", "order": place * _STEP, **words}
    return Act("change_idea", "create", ent, {**values, "drivers": rows} if rows else values)


def _found(items: Sequence[Item], ent: str) -> Item:
    found = next((one for one in items if one.ent == ent), None)
    if found is None:
        raise NotFound
    return found


def _level_of(items: Sequence[Item], ent: str) -> str:
    return next((one.level for one in items if one.ent == ent), "")


def _level(record: Record) -> str:
    return IDEA if record.kind == "change_idea" else str(record.value.get("level") or PRIMARY)


def _versions(desk: Desk, record: Record) -> tuple[Version, ...]:
    names = {one.uid: one.name or one.uid[:8] for one in store_people.members(desk.store, retired=True)}
    found = [
        Version(number, str(one.get("at")), names.get(str(one.get("by")), ""), str(one.get("note") or ""))
        for _, one in live_rows(record.value, "diagram_versions")
        if isinstance(number := one.get("number"), int)
    ]
    return tuple(sorted(found, key=lambda one: one.number, reverse=True))


def _kept(desk: Desk, acts: Sequence[Act], ent: str) -> Saved:
    """Record several changes in one step that can be taken back together."""
    entries = desk.append_all(acts)
    record = records.find(desk.store, ent)
    number = "" if record is None else record.number
    return Saved(ent, number, tuple(entry.op.id for entry in entries), at=entries[-1].at)


def _project(desk: Desk, ent: str) -> Record:
    record = records.find(desk.store, ent)
    if record is None or record.kind != "project":
        raise NotFound
    return record


def _record(desk: Desk, ent: str) -> Record:
    desk.may("record")
    record = records.find(desk.store, ent)
    if record is None or record.kind not in ("driver", "change_idea"):
        raise NotFound
    return record


@cache
def _starter() -> Mapping[str, Mapping[str, Sequence[str]]]:
    found: Mapping[str, Mapping[str, Sequence[str]]] = tomllib.loads(
        resources.read_text("library/driver_diagram.toml")
    )
    return found
