"""The ward's own record: its profile, its areas and its beds; every save is one change that can be undone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wardqi.domain import kinds
from wardqi.domain.kinds import REMOVED
from wardqi.services import recording
from wardqi.services.desk import Desk, NotFound
from wardqi.services.recording import Saved
from wardqi.store import records
from wardqi.store.tables import Record

PROFILE = (
    "name",
    "code",
    "site",
    "ward_type",
    "security",
    "sex",
    "ages",
    "bed_count",
    "day_starts",
    "late_starts",
    "night_starts",
    "huddle_starts",
)
"""The fields of the profile."""

MOST_BEDS = 200
_CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*", re.ASCII)
_LONGEST_CODE = 20
_LONGEST_NAME = 80
_SHIFTS = ("day_starts", "late_starts", "night_starts")


class NotFit(Exception):
    """What was written cannot be kept; `problems` are codes by field.

    Codes: missing, too_long, not_a_code, not_a_number, out_of_order, taken.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {code}" for field, code in problems.items()))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class Place:
    """An area or a bed. `kind` is the area's, `area` the row of the bed's; `until` is a bed's last day.

    `retired` ones are no longer offered, and stay in what was recorded there.
    """

    row: str
    name: str
    kind: str
    area: str
    order: int
    retired: bool
    until: str


@dataclass(frozen=True, slots=True)
class Ward:
    """The ward as its page shows it; `heads` go back with a save, so that nobody's change is overwritten."""

    profile: Mapping[str, object]
    areas: tuple[Place, ...]
    beds: tuple[Place, ...]
    heads: tuple[str, ...]


def ward(desk: Desk) -> Ward:
    """The ward now; raises NotAllowed, and LookupError on a hub."""
    desk.may("manage_ward")
    record = own_record(desk)
    today = desk.now().date().isoformat()
    return Ward(
        {name: record.value.get(name) for name in PROFILE},
        _areas(record),
        _beds(record, today),
        record.heads,
    )


def check_profile(values: Mapping[str, object]) -> dict[str, str]:
    """What is wrong with a whole profile, codes by field; empty when it can be saved."""
    problems: dict[str, str] = {}
    name, code, beds = values.get("name"), values.get("code"), values.get("bed_count")
    if not name:
        problems["name"] = "missing"
    elif len(str(name)) > _LONGEST_NAME:
        problems["name"] = "too_long"
    if not code:
        problems["code"] = "missing"
    elif not _CODE.fullmatch(str(code)) or len(str(code)) > _LONGEST_CODE:
        problems["code"] = "not_a_code"
    if beds is not None and not (isinstance(beds, int) and 0 <= beds <= MOST_BEDS):
        problems["bed_count"] = "not_a_number"
    starts = [values.get(field) for field in _SHIFTS]
    for field, start in zip(_SHIFTS, starts, strict=True):
        if start is None and any(other is not None for other in starts):
            problems[field] = "missing"
    whole = [start for start in starts if isinstance(start, int)]
    if len(whole) == len(_SHIFTS) and not whole[0] < whole[1] < whole[2]:
        problems["late_starts" if whole[1] <= whole[0] else "night_starts"] = "out_of_order"
    return problems


def save_profile(desk: Desk, values: Mapping[str, object], seen: Sequence[str]) -> Saved:
    """Keep what differs of the profile. Raises NotFit; NotFound when nothing differs."""
    desk.may("manage_ward")
    record = own_record(desk)
    whole = {name: values.get(name, record.value.get(name)) for name in PROFILE}
    problems = check_profile(whole)
    if problems:
        raise NotFit(problems)
    changed = {name: whole[name] for name in PROFILE if record.value.get(name) != whole[name]}
    if not changed:
        raise NotFound
    saved = recording.amend(desk, record.ent, changed, seen=seen)
    _rename(desk)
    return saved


def undo(desk: Desk, changes: Sequence[str]) -> Saved:
    """Take a save back, as `recording.undo`; the ward's name on the screen follows."""
    desk.may("manage_ward")
    saved = recording.undo(desk, changes)
    _rename(desk)
    return saved


def _rename(desk: Desk) -> None:
    """The store knows its ward's name for the top of the window, before anybody reads a record."""
    name = str(own_record(desk).value.get("name") or "")
    if name and desk.store.fact("place") != name:
        desk.store.settle({"place": name})


def save_area(desk: Desk, row: str | None, name: str, kind: str) -> Saved:
    """Add an area (row None) at the end of the list, or change one; raises NotFit, NotFound."""
    return _save(desk, "areas", row, {"name": _worded(name), "kind": kind})


def save_bed(desk: Desk, row: str | None, label: str, area: str) -> Saved:
    """Add a bed (row None) at the end of the list, or change one; `area` is a row of the ward's areas."""
    return _save(desk, "beds", row, {"label": _worded(label), "area": area or None})


def _save(desk: Desk, rows: str, row: str | None, values: dict[str, object]) -> Saved:
    desk.may("manage_ward")
    record = own_record(desk)
    places = _places(record, rows, desk)
    naming = "name" if rows == "areas" else "label"
    name = str(values[naming])
    if not name:
        raise NotFit({naming: "missing"})
    if len(name) > _LONGEST_NAME:
        raise NotFit({naming: "too_long"})
    if any(one.name.casefold() == name.casefold() and one.row != row for one in places):
        raise NotFit({naming: "taken"})
    if row is None:
        values["order"] = 1 + max((one.order for one in places), default=0)
        given = {field: value for field, value in values.items() if value is not None}
        return recording.amend(desk, record.ent, {rows: {recording.new_row(): given}})
    held = _row(record, rows, row)
    changed = {field: value for field, value in values.items() if held.get(field) != value}
    if not changed:
        raise NotFound
    return recording.amend(desk, record.ent, {rows: {row: changed}})


def move(desk: Desk, rows: str, row: str, by: int) -> Saved:
    """Move an area or a bed up (-1) or down (1) among those in use; raises NotFound at either end."""
    desk.may("manage_ward")
    record = own_record(desk)
    order = [one.row for one in _places(record, rows, desk) if not one.retired]
    if row not in order or not 0 <= order.index(row) + by < len(order):
        raise NotFound
    at = order.index(row)
    order.insert(at + by, order.pop(at))
    changed: dict[str, dict[str, object]] = {
        one: {"order": place}
        for place, one in enumerate(order, 1)
        if _row(record, rows, one).get("order") != place
    }
    return recording.amend(desk, record.ent, {rows: changed})


def retire(desk: Desk, rows: str, row: str) -> Saved:
    """Take an area or a bed out of use; what was recorded there keeps its name."""
    values: dict[str, object] = (
        {REMOVED: True} if rows == "areas" else {"open_to": desk.now().date().isoformat()}
    )
    return _turn(desk, rows, row, values)


def bring_back(desk: Desk, rows: str, row: str) -> Saved:
    """Take it into use again; raises NotFit when another has its name by now."""
    record = own_record(desk)
    places = _places(record, rows, desk)
    name = next((one.name.casefold() for one in places if one.row == row), "")
    if any(one.name.casefold() == name and one.row != row and not one.retired for one in places):
        raise NotFit({"name": "taken"})
    return _turn(desk, rows, row, {REMOVED: False} if rows == "areas" else {"open_to": None})


def _turn(desk: Desk, rows: str, row: str, values: Mapping[str, object]) -> Saved:
    desk.may("manage_ward")
    record = own_record(desk)
    _row(record, rows, row)
    return recording.amend(desk, record.ent, {rows: {row: values}})


def own_record(desk: Desk) -> Record:
    """The record of the ward of this installation; raises NotFound."""
    record = records.find(desk.store, desk.ward())
    if record is None:
        raise NotFound
    return record


def _row(record: Record, rows: str, row: str) -> Mapping[str, object]:
    held = record.value.get(rows)
    one = held.get(row) if isinstance(held, dict) else None
    if not isinstance(one, dict):
        raise NotFound
    return one


def _places(record: Record, rows: str, desk: Desk) -> tuple[Place, ...]:
    return _areas(record) if rows == "areas" else _beds(record, desk.now().date().isoformat())


def _areas(record: Record) -> tuple[Place, ...]:
    held = record.value.get("areas")
    found = [
        Place(
            row=row,
            name=str(one.get("name") or ""),
            kind=str(one.get("kind") or "other"),
            area="",
            order=_order(one),
            retired=one.get(REMOVED) is True,
            until="",
        )
        for row, one in (held.items() if isinstance(held, dict) else ())
        if isinstance(one, dict)
    ]
    return tuple(sorted(found, key=_place_order))


def _beds(record: Record, today: str) -> tuple[Place, ...]:
    found = []
    for row, one in kinds.live_rows(record.value, "beds"):
        until = str(one.get("open_to") or "")
        found.append(
            Place(
                row=row,
                name=str(one.get("label") or ""),
                kind="",
                area=str(one.get("area") or ""),
                order=_order(one),
                retired=bool(until) and until <= today,
                until=until,
            )
        )
    return tuple(sorted(found, key=_place_order))


def _order(one: Mapping[str, object]) -> int:
    order = one.get("order")
    return order if isinstance(order, int) else 999


def _place_order(one: Place) -> tuple[object, ...]:
    digits = "".join(letter for letter in one.name if letter.isdigit())
    return (one.retired, one.order, int(digits or 0), one.name.casefold(), one.row)


def _worded(text: str) -> str:
    return " ".join(text.split())
