"""What to write in place of what was found."""

from __future__ import annotations

import re
from typing import Final

from wardqi.domain.shield.model import Finding, Kind, Person, Side

_PATIENT = "the patient"
_STAFF = "a member of staff"
# A job title, as it is written, to what a reader outside the ward needs to know of it.
_PARTS: Final = (
    (r"student|trainee", "a student"),
    (r"support worker|care assistant|\bhc?a\b|\bhcsw\b", "a support worker"),
    (r"manager|matron", "a manager"),
    (r"nurs|\brmn\b|\brgn\b", "a nurse"),
    (r"psychologist", "a psychologist"),
    (r"doctor|psychiatrist|consultant|registrar|physician|\bsho\b", "a doctor"),
    (r"occupational|\bot\b", "an occupational therapist"),
    (r"social worker", "a social worker"),
    (r"pharmac", "a pharmacist"),
    (r"advocate", "an advocate"),
    (r"peer", "a peer worker"),
    (r"security", "a security officer"),
)
_REMOVED: Final = {
    Kind.NHS_NUMBER: "[number removed]",
    Kind.LOCAL_NUMBER: "[number removed]",
    Kind.BIRTH_DATE: "[date removed]",
    Kind.PHONE: "[phone number removed]",
    Kind.POSTCODE: "[postcode removed]",
    Kind.EMAIL: "[email address removed]",
}


def stand_in(kind: Kind, people: tuple[Person, ...]) -> str:
    """The words for what was found: who they are on the ward, or that something was taken out."""
    if kind not in (Kind.NAME, Kind.INITIALS):
        return _REMOVED[kind]
    if any(person.side is Side.PATIENT for person in people):
        return _PATIENT
    words = {_part(person.part) for person in people}
    return words.pop() if len(words) == 1 else _STAFF


def _part(title: str) -> str:
    plain = title.casefold()
    return next((words for pattern, words in _PARTS if re.search(pattern, plain)), _STAFF)


def replaced(text: str, finding: Finding) -> str:
    """The text with what was found taken out."""
    return text[: finding.start] + finding.instead + text[finding.end :]
