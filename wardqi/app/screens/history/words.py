"""What the parts of history are called: the things a column may mean, in the order they are asked."""

from __future__ import annotations

from collections.abc import Mapping

from wardqi.text import QT_TRANSLATE_NOOP, say

_CONTEXT = "history"

_TARGETS: Mapping[str, str] = {
    "external_ref": QT_TRANSLATE_NOOP("history", "Reference number"),
    "start_date": QT_TRANSLATE_NOOP("history", "Start: date, or date and time"),
    "start_time": QT_TRANSLATE_NOOP("history", "Start: time"),
    "end_date": QT_TRANSLATE_NOOP("history", "End: date, or date and time"),
    "end_time": QT_TRANSLATE_NOOP("history", "End: time"),
    "minutes": QT_TRANSLATE_NOOP("history", "Length in minutes"),
    "type": QT_TRANSLATE_NOOP("history", "Type of restrictive intervention"),
    "event_types": QT_TRANSLATE_NOOP("history", "Other event"),
    "reason": QT_TRANSLATE_NOOP("history", "Main reason"),
    "area": QT_TRANSLATE_NOOP("history", "Where"),
    "hurt_patient": QT_TRANSLATE_NOOP("history", "Patient hurt"),
    "hurt_staff": QT_TRANSLATE_NOOP("history", "Staff hurt"),
    "hurt_other": QT_TRANSLATE_NOOP("history", "Someone else hurt"),
    "in_care_plan": QT_TRANSLATE_NOOP("history", "In the care plan"),
    "death": QT_TRANSLATE_NOOP("history", "Death"),
    "serious_injury": QT_TRANSLATE_NOOP("history", "Serious injury"),
    "narrative": QT_TRANSLATE_NOOP("history", "What happened, in words"),
    "outcome_text": QT_TRANSLATE_NOOP("history", "Outcome, in words"),
    "nhs_number": QT_TRANSLATE_NOOP("history", "NHS number"),
    "local_id": QT_TRANSLATE_NOOP("history", "Local record number"),
    "patient_name": QT_TRANSLATE_NOOP("history", "Patient's name"),
    "birth_date": QT_TRANSLATE_NOOP("history", "Date of birth"),
    "ethnic_category": QT_TRANSLATE_NOOP("history", "Ethnic category"),
    "gender": QT_TRANSLATE_NOOP("history", "Gender"),
    "legal_status": QT_TRANSLATE_NOOP("history", "Mental Health Act status"),
}


def target(name: str) -> str:
    """What a column may mean, in words."""
    return say(_CONTEXT, _TARGETS[name])
