"""Every kind of record the program keeps: its fields, their types and code lists, one module a subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from wardqi.domain.kinds import (
    huddle,
    improvement,
    incident,
    learning,
    measure,
    paper,
    patient,
    system,
    ward,
)
from wardqi.domain.kinds.model import (
    FIELD_LIMIT,
    REMOVED,
    ROW_ID,
    TEXT_LIMIT,
    BadValue,
    Field,
    Kind,
    Rows,
    Type,
    cleaned,
    derived_id,
    derived_row_id,
    is_date,
    is_moment,
    is_uuid,
    problem,
    removed_field,
)

__all__ = [
    "FIELD_LIMIT",
    "KINDS",
    "REMOVED",
    "SYSTEM",
    "TEXT_LIMIT",
    "BadValue",
    "Field",
    "Kind",
    "Rows",
    "Type",
    "check",
    "checklist_id",
    "cleaned",
    "day_row",
    "derived_row_id",
    "evidence_id",
    "flatten",
    "group_row",
    "history_id",
    "huddle_id",
    "is_date",
    "is_moment",
    "is_uuid",
    "known",
    "lacking",
    "live_rows",
    "measure_id",
    "month_id",
    "month_row",
    "nest",
    "outlet_id",
    "point_id",
    "rollup_id",
    "series_id",
    "shift_id",
]

SYSTEM = frozenset({"user", "replica", "audit"})
"""Kinds that tell of people, installations and acts; they are never folded into records."""

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            ward.WARD,
            patient.PATIENT,
            incident.INCIDENT,
            ward.QUIET_SHIFT,
            ward.BED_DAYS,
            huddle.CHECKLIST,
            huddle.HUDDLE,
            huddle.ACTION,
            paper.PAPER_BATCH,
            improvement.PROJECT,
            improvement.DRIVER,
            improvement.CHANGE_IDEA,
            improvement.CYCLE,
            measure.MEASURE,
            measure.MEASURE_VALUE,
            measure.ANNOTATION,
            measure.EXTERNAL_SERIES,
            learning.LEARNING_CARD,
            learning.SHARED_TEXT,
            learning.QUESTION,
            system.USER,
            system.REPLICA,
            system.AUDIT,
        )
    }
)


def check(kind: str, values: Mapping[str, object]) -> None:
    """Whether one change may set these values; raises BadValue at the first that it may not.

    Only what is given is looked at: a change sets some fields, not all (see `lacking`).
    None clears a field. Codes retired from their list are accepted, because history holds them.
    """
    if kind not in KINDS:
        raise BadValue(kind, "", "unknown_kind")
    fields, rows = _fields(kind)
    count = 0
    for name, value in values.items():
        if name in fields:
            _check_field(kind, name, fields[name], value)
            count += 1
        elif name in rows:
            count += _check_rows(kind, name, rows[name], value)
        else:
            raise BadValue(kind, name, "unknown_field")
    if count > FIELD_LIMIT:
        raise BadValue(kind, "", "too_many")


def known(kind: str, values: Mapping[str, object]) -> tuple[dict[str, object], bool]:
    """The part of a change's values that this version has fields for, and whether that is all of it.

    A newer WardQI may have added fields; what is left out here stays in the log. Rows keep their ids as
    they are, for `check` to judge.
    """
    fields, rows = _fields(kind)
    found: dict[str, object] = {}
    whole = True
    for name, value in values.items():
        if name in fields:
            found[name] = value
        elif name not in rows:
            whole = False
        elif not isinstance(value, Mapping):
            found[name] = value
        else:
            found[name] = kept = {}
            for row_id, row in value.items():
                if isinstance(row, Mapping):
                    kept[row_id] = {key: item for key, item in row.items() if key in rows[name]}
                    whole = whole and len(kept[row_id]) == len(row)
                else:
                    kept[row_id] = row
    return found, whole


@cache
def _fields(kind: str) -> tuple[Mapping[str, Field], Mapping[str, Mapping[str, Field]]]:
    """The fields of a kind by name, and those of its rows by the rows' name."""
    told = KINDS[kind]
    rows = {group.name: {f.name: f for f in (*group.fields, removed_field())} for group in told.rows}
    return {field.name: field for field in told.fields}, rows


def _check_field(kind: str, path: str, field: Field, value: object) -> None:
    why = problem(field, value)
    if why:
        raise BadValue(kind, path, why)


def _check_rows(kind: str, name: str, fields: Mapping[str, Field], value: object) -> int:
    if not isinstance(value, Mapping):
        raise BadValue(kind, name, "wrong_type")
    count = 0
    for row_id, row in value.items():
        if not isinstance(row_id, str) or not ROW_ID.fullmatch(row_id):
            raise BadValue(kind, name, "bad_row_id")
        if not isinstance(row, Mapping):
            raise BadValue(kind, f"{name}.{row_id}", "wrong_type")
        for key, item in row.items():
            path = f"{name}.{row_id}.{key}"
            if key not in fields:
                raise BadValue(kind, path, "unknown_field")
            _check_field(kind, path, fields[key], item)
            count += 1
    return count


def lacking(kind: str, values: Mapping[str, object]) -> tuple[str, ...]:
    """The required paths that whole values leave empty, those of rows that were not taken out included."""
    told = KINDS[kind]
    gaps = [field.name for field in told.fields if field.required and values.get(field.name) in (None, "")]
    for group in told.rows:
        for row_id, row in live_rows(values, group.name):
            gaps += [
                f"{group.name}.{row_id}.{field.name}"
                for field in group.fields
                if field.required and row.get(field.name) in (None, "")
            ]
    return tuple(gaps)


def live_rows(values: Mapping[str, object], name: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The rows of this name that were not taken out, with their ids, in the order of their ids."""
    rows = values.get(name)
    if isinstance(rows, Mapping):
        for row_id in sorted(rows):
            row = rows[row_id]
            if isinstance(row, Mapping) and row.get(REMOVED) is not True:
                yield row_id, row


def flatten(values: Mapping[str, object]) -> dict[str, object]:
    """Values by path: "reason", "interventions.1a2b3c4d.type". Empty rows leave nothing."""
    flat: dict[str, object] = {}
    for name, value in values.items():
        if not isinstance(value, Mapping):
            flat[name] = value
            continue
        for row_id, row in value.items():
            for key, item in row.items():
                flat[f"{name}.{row_id}.{key}"] = item
    return flat


def nest(flat: Mapping[str, object]) -> dict[str, object]:
    """The opposite of `flatten`; raises ValueError for a path of two or more than three parts."""
    values: dict[str, object] = {}
    for path, item in flat.items():
        parts = path.split(".")
        if len(parts) == 1:
            values[path] = item
        elif len(parts) == 3:
            rows = values.setdefault(parts[0], {})
            if not isinstance(rows, dict):
                raise ValueError(path)
            rows.setdefault(parts[1], {})[parts[2]] = item
        else:
            raise ValueError(path)
    return values


def month_id(ward_id: str, month: str) -> str:
    """The id of a ward's bed-day record for the month of this day, the same on each of its PCs."""
    return derived_id("bed_days", ward_id, month[:7])


def shift_id(ward_id: str, day: str, shift: str) -> str:
    """The id of a ward's quiet-shift record, so that two people confirming one shift make one record."""
    return derived_id("quiet_shift", ward_id, day, shift)


def huddle_id(ward_id: str, day: str) -> str:
    """The id of a ward's huddle of this day, so that two PCs writing about one huddle make one record."""
    return derived_id("huddle", ward_id, day)


def checklist_id(ward_id: str, base: str) -> str:
    """The id of a ward's own changes to a shipped checklist, the same on each of its PCs."""
    return derived_id("checklist", ward_id, base)


def measure_id(ward_id: str, standard: str) -> str:
    """The id of a ward's settings of a shipped measure, so that two PCs' settings meet in one record."""
    return derived_id("measure", ward_id, standard)


def point_id(measure_id: str, period: str) -> str:
    """The id of the value of a measure for the period that begins on this day."""
    return derived_id("measure_value", measure_id, period)


def series_id(provider: str, measure: str) -> str:
    """The id of an outside series, so that loading a file again meets the same record."""
    return derived_id("external_series", provider, measure)


def rollup_id(ward_id: str, measure: str) -> str:
    """The id of a series that a trust sends the region; `ward_id` is what the trust is to the region."""
    return derived_id("rollup", ward_id, measure)


def outlet_id(org: str) -> str:
    """What an organisation is to its region, the same when its outlet has to be made again."""
    return derived_id("outlet", org)


def evidence_id(ward_id: str, card: str, adopter: str) -> str:
    """The id of what a trust tells the region of a card on one of its wards, which it does not name."""
    return derived_id("evidence", ward_id, card, adopter)


def history_id(ward_id: str, reference: str) -> str:
    """The id of an incident from another system, so that loading a file again, or on another PC, meets it."""
    return derived_id("history", ward_id, reference)


def day_row(day: str) -> str:
    """The row id of a day, "2026-11-03" to "20261103"."""
    return day.replace("-", "")


def group_row(group: str) -> str:
    """The row id of a group of patients in a month's bed days, the same on each of the ward's PCs."""
    return derived_row_id("group", group)


def month_row(month: str) -> str:
    """The row id of a month, from any of its days: "2021-09-01" to "20210900"."""
    return month[:7].replace("-", "") + "00"
