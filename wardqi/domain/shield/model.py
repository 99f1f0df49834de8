"""What the shield is told about people, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Side(StrEnum):
    """Whether somebody is cared for on the ward or works there."""

    PATIENT = "patient"
    STAFF = "staff"


class Kind(StrEnum):
    """What was found."""

    NAME = "name"
    INITIALS = "initials"
    NHS_NUMBER = "nhs_number"
    LOCAL_NUMBER = "local_number"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"
    POSTCODE = "postcode"
    EMAIL = "email"


CERTAIN_KINDS = frozenset({Kind.NHS_NUMBER, Kind.LOCAL_NUMBER, Kind.PHONE, Kind.POSTCODE, Kind.EMAIL})
"""Kinds that are told by their form alone."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the shield looks for: every name they go by, and what else is theirs.

    `part` is what to call them instead: a job title's code for staff, anything for a patient.
    """

    ident: str
    side: Side
    names: tuple[str, ...]
    initials: str = ""
    birth_date: date | None = None
    numbers: tuple[str, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of the text, `start` to `end`.

    `sure` is False where it may well be nobody: two capitals that are a patient's initials, a word that is
    also a name, a date that could be a birth date. `people` are those it may stand for, none for what is
    told by its form; `instead` is what to write in its place.
    """

    start: int
    end: int
    kind: Kind
    sure: bool
    text: str
    people: tuple[Person, ...]
    instead: str
