"""What a record kind is made of: typed fields and rows of them; and the check of a value."""

from __future__ import annotations

import math
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from wardqi.domain import codes

TEXT_LIMIT = 65_536
"""Bytes of UTF-8 that one text may take."""

FIELD_LIMIT = 200
"""Paths that one change may set; a longer entry is written as several changes."""

WHOLE_LIMIT = 2**53 - 1
"""Largest whole number that every reader of JSON keeps exactly."""

REMOVED = "removed"
"""The field every row has besides its own: true takes the row out."""

ROW_ID = re.compile(r"[0-9a-f]{8}", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_PSEUDONYM = re.compile(r"[0-9a-f]{64}", re.ASCII)
_YEARS = ("1850", "2199")  # a slip of the pen in a year must not overflow a clock, nor make a chart of ages
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}[+-]\d{2}:\d{2}", re.ASCII)
# Control characters, separators of lines and paragraphs, half characters, and marks that turn text around.
_UNSAFE = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
)
_NOT_IN_NOTES = re.compile(f"[{_UNSAFE}]")
_BREAKS = re.compile(r"\r\n|[\r\u2028\u2029]")
_NOT_IN_TEXT = re.compile(f"[\\t\\n{_UNSAFE}]")


class Type(StrEnum):
    """What a field holds. PERSON is the uid of a user; RECORD the id of another record."""

    TEXT = "text"
    NOTES = "notes"
    CODE = "code"
    CODES = "codes"
    FLAG = "flag"
    WHOLE = "whole"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    RECORD = "record"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a record says.

    `codes` names the list a CODE or CODES value comes from. `refers` names the kind a RECORD points to,
    or, for a CODE without a list, the rows it points into ("ward.areas": the value is a row id).
    """

    name: str
    label: str
    type: Type
    codes: str | None = None
    refers: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """Children kept inside a record as {row id: {field: value}}; each also has the flag `removed`."""

    name: str
    label: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record; `version` is the schema number its changes carry."""

    name: str
    label: str
    plural: str
    fields: tuple[Field, ...]
    rows: tuple[Rows, ...] = ()
    version: int = 1

    def paths(self) -> Iterator[tuple[str, Field]]:
        """Every path without row ids ("reason", "interventions.type"), the rows' `removed` included."""
        for field in self.fields:
            yield field.name, field
        for rows in self.rows:
            for field in (*rows.fields, removed_field()):
                yield f"{rows.name}.{field.name}", field


class BadValue(ValueError):
    """A value a record of this kind may not hold: `code` says why, `path` where. Never the value itself."""

    def __init__(self, kind: str, path: str, code: str) -> None:
        super().__init__(f"{kind}: {path}: {code}")
        self.kind = kind
        self.path = path
        self.code = code


def removed_field() -> Field:
    """The flag that takes a row out."""
    return Field(REMOVED, "Taken out", Type.FLAG)


def problem(field: Field, value: object) -> str | None:
    """Why a field may not hold a value, as a code; None when it may. None as a value clears the field."""
    return None if value is None else _PROBLEMS[field.type](field, value)


def _text(field: Field, value: object) -> str | None:
    if not isinstance(value, str):
        return "wrong_type"
    # A character takes at most four bytes, so most texts need not be encoded to be measured.
    if len(value) * 4 > TEXT_LIMIT and len(value.encode("utf-8", "surrogatepass")) > TEXT_LIMIT:
        return "too_long"
    unsafe = _NOT_IN_NOTES if field.type is Type.NOTES else _NOT_IN_TEXT
    return "control_character" if unsafe.search(value) else None


def _code(field: Field, value: object) -> str | None:
    if field.codes == "age_band" and type(value) is int:
        # The exact age may stand on the ward; what leaves is always the band (see privacy.Cut).
        return None if 0 <= value <= 130 else "out_of_range"
    if not isinstance(value, str):
        return "wrong_type"
    if field.codes is None:
        return None if ROW_ID.fullmatch(value) else "not_a_row"
    return None if value in codes.get(field.codes) else "not_in_list"


def _codes(field: Field, value: object) -> str | None:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return "wrong_type"
    if value != sorted(set(value)):
        return "not_sorted"
    return next((why for why in (_code(field, item) for item in value) if why), None)


def _flag(field: Field, value: object) -> str | None:
    return None if isinstance(value, bool) else "wrong_type"


def _whole(field: Field, value: object) -> str | None:
    if type(value) is not int:
        return "wrong_type"
    return None if abs(value) <= WHOLE_LIMIT else "out_of_range"


def _number(field: Field, value: object) -> str | None:
    if type(value) is int:
        return _whole(field, value)
    if not isinstance(value, float):
        return "wrong_type"
    return None if math.isfinite(value) else "not_a_number"


def _date(field: Field, value: object) -> str | None:
    if not isinstance(value, str):
        return "wrong_type"
    return None if is_date(value) else "not_a_date"


def _moment(field: Field, value: object) -> str | None:
    if not isinstance(value, str):
        return "wrong_type"
    return None if is_moment(value) else "not_a_moment"


def _record(field: Field, value: object) -> str | None:
    if not isinstance(value, str):
        return "wrong_type"
    known = is_uuid(value) or (field.refers == "patient" and _PSEUDONYM.fullmatch(value))
    return None if known else "not_a_record"


def _person(field: Field, value: object) -> str | None:
    if not isinstance(value, str):
        return "wrong_type"
    return None if is_uuid(value) else "not_a_person"


_PROBLEMS: Mapping[Type, Callable[[Field, object], str | None]] = {
    Type.TEXT: _text,
    Type.NOTES: _text,
    Type.CODE: _code,
    Type.CODES: _codes,
    Type.FLAG: _flag,
    Type.WHOLE: _whole,
    Type.NUMBER: _number,
    Type.DATE: _date,
    Type.MOMENT: _moment,
    Type.RECORD: _record,
    Type.PERSON: _person,
}


def is_uuid(text: str) -> bool:
    """Whether this is a UUID in its usual lower-case form."""
    return _UUID.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Whether this is a day that exists, written 2026-10-25, in a year that records can be about."""
    if not _DATE.fullmatch(text) or not _YEARS[0] <= text[:4] <= _YEARS[1]:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_moment(text: str) -> bool:
    """Whether this is a minute that exists, with its offset, in such a year: 2026-10-25T01:20+01:00."""
    if not _MOMENT.fullmatch(text) or not _YEARS[0] <= text[:4] <= _YEARS[1]:
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    hours, minutes = int(text[-5:-3]), int(text[-2:])
    return hours * 60 + minutes <= 14 * 60 and minutes < 60


def cleaned(text: str, *, lines: bool = False) -> str:
    """Text from outside without what no record may hold; line breaks stay only where `lines` are allowed."""
    text = _BREAKS.sub("\n", text) if lines else " ".join(text.split())
    text = _NOT_IN_NOTES.sub("", text)
    return text.encode("utf-8")[:TEXT_LIMIT].decode("utf-8", "ignore")


def derived_id(*parts: str) -> str:
    """The same record id on every PC from the same parts, so that two PCs' entries about one thing meet."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))


def derived_row_id(*parts: str) -> str:
    """The same row id on every PC from the same parts."""
    return derived_id(*parts)[:8]


_NAMESPACE = uuid.UUID("6f0d3c52-8b1e-5a86-9d0e-3f1c7a9e2b44")
