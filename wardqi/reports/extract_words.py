"""What the checks of the national extract say, for the window, the command line and the file of checks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from wardqi.text import QT_TRANSLATE_NOOP, say

_CONTEXT: Final = "Extract"

CHECKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "type_missing": QT_TRANSLATE_NOOP("Extract", "The type of force is missing."),
        "type_unknown": QT_TRANSLATE_NOOP("Extract", "The type of force is not in the national list."),
        "type_retired": QT_TRANSLATE_NOOP("Extract", "The type of force is a code that was retired in 2019."),
        "type_default": QT_TRANSLATE_NOOP("Extract", "The type of force is the default code 99."),
        "start_missing": QT_TRANSLATE_NOOP("Extract", "The start is missing."),
        "no_types": QT_TRANSLATE_NOOP("Extract", "None of its types of force can be sent."),
        "request_missing": QT_TRANSLATE_NOOP("Extract", "When the police were asked for is missing."),
        "zero_length": QT_TRANSLATE_NOOP("Extract", "It ends when it starts."),
        "end_before_start": QT_TRANSLATE_NOOP("Extract", "It ends before it starts."),
        "end_missing": QT_TRANSLATE_NOOP("Extract", "The end is missing."),
        "outside_spell": QT_TRANSLATE_NOOP("Extract", "It lies outside the patient's stay."),
        "outside_incident": QT_TRANSLATE_NOOP("Extract", "It lies outside the times of its incident."),
        "reason_missing": QT_TRANSLATE_NOOP("Extract", "The main reason is missing."),
        "reason_default": QT_TRANSLATE_NOOP("Extract", "The main reason is not known (99)."),
        "patient_missing": QT_TRANSLATE_NOOP("Extract", "The patient is not known yet."),
        "spell_missing": QT_TRANSLATE_NOOP("Extract", "The hospital spell number is missing."),
        "ward_stay_missing": QT_TRANSLATE_NOOP("Extract", "The ward stay number is missing."),
        "review_reason_missing": QT_TRANSLATE_NOOP(
            "Extract", "The patient's review was not held within 48 hours and no reason is given."
        ),
        "legal_informal": QT_TRANSLATE_NOOP(
            "Extract", "The legal status is informal (01); send no legal status row for it."
        ),
        "unsettled": QT_TRANSLATE_NOOP("Extract", "Two versions of this record wait for a choice."),
    }
)
EFFECTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "left_out": QT_TRANSLATE_NOOP("Extract", "Left out"),
        "not_counted": QT_TRANSLATE_NOOP("Extract", "Not counted in lengths"),
        "look": QT_TRANSLATE_NOOP("Extract", "To look at"),
    }
)
TABLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "MHS505": QT_TRANSLATE_NOOP("Extract", "Incidents"),
        "MHS515": QT_TRANSLATE_NOOP("Extract", "Types of force"),
        "MHS516": QT_TRANSLATE_NOOP("Extract", "Police asked for help"),
    }
)
HEADING: Final = (
    QT_TRANSLATE_NOOP("Extract", "Number"),
    QT_TRANSLATE_NOOP("Extract", "Table"),
    QT_TRANSLATE_NOOP("Extract", "Row"),
    QT_TRANSLATE_NOOP("Extract", "Effect"),
    QT_TRANSLATE_NOOP("Extract", "What"),
)


def check(code: str) -> str:
    """What a check found."""
    return say(_CONTEXT, CHECKS[code])


def effect(code: str) -> str:
    """What follows from it."""
    return say(_CONTEXT, EFFECTS[code])


def table(name: str) -> str:
    """What a national table holds."""
    return say(_CONTEXT, TABLES[name])


def heading() -> tuple[str, ...]:
    """The heads of the file of checks."""
    return tuple(say(_CONTEXT, one) for one in HEADING)
