"""What a section of an incident asks back about the answers so far, in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from wardqi.app import say
from wardqi.domain import codes, incidents
from wardqi.domain.kinds import live_rows
from wardqi.text import QT_TRANSLATE_NOOP

Values = Mapping[str, object]
_CONTEXT = "incident_hints"

_ONLY_MEDICINE = QT_TRANSLATE_NOOP(
    "incident_hints",
    "Medicine alone does not count as trying something else first. Add what else was tried, or why not.",
)
_GRAVE = QT_TRANSLATE_NOOP(
    "incident_hints",
    "A death or serious injury is looked into under the published guidance. Tell the person in charge.",
)
_INFORMAL = QT_TRANSLATE_NOOP(
    "incident_hints",
    "The person was informal: were the legal basis and an assessment under the Act considered?",
)
_RIDDOR = QT_TRANSLATE_NOOP(
    "incident_hints", "Does an injury of staff have to be reported to the Health and Safety Executive?"
)
_IN_DOUBT = QT_TRANSLATE_NOOP(
    "incident_hints",
    "If in doubt, keep the full record. Tick what applies: any of it means the force was not negligible.",
)
_FULL_RECORD = QT_TRANSLATE_NOOP("incident_hints", "The full record is kept: {why}.")
_REMINDERS = QT_TRANSLATE_NOOP("incident_hints", "Reminders only. Follow your policy and the patient's plan.")


def of_part(part: str, values: Values) -> str:
    """What a section asks back; empty where there is nothing."""
    told = _HINTS.get(part)
    return told(values) if told is not None else ""


def _tr(source: str) -> str:
    return QCoreApplication.translate(_CONTEXT, source)


def _tried(values: Values) -> str:
    ways = codes.get("deescalation")
    tried = {ways.group(str(one["method"])) for _, one in live_rows(values, "deescalation")}
    return _tr(_ONLY_MEDICINE) if tried == {"medicine"} and not incidents.tried_first(values) else ""


def _outcome(values: Values) -> str:
    return _tr(_GRAVE) if "yes" in (values.get("death"), values.get("serious_injury")) else ""


def _law(values: Values) -> str:
    return _tr(_INFORMAL) if values.get("legal_status") == "01" else ""


def _injuries(values: Values) -> str:
    staff = [one for _, one in live_rows(values, "injuries") if one.get("whose") == "staff"]
    grave = [one for one in staff if one.get("absence") or one.get("kind") == "fracture"]
    return _tr(_RIDDOR) if any(not one.get("riddor") for one in grave) else ""


def _negligible(values: Values) -> str:
    found = incidents.not_negligible(values)
    if not found:
        return _tr(_IN_DOUBT)
    list_ = codes.get("negligible_test")
    why = [list_.plain(one) for one in found]
    said = say.listed([one[:1].lower() + one[1:] for one in why])
    return _tr(_FULL_RECORD).format(why=said)


def _isolation(_: Values) -> str:
    return _tr(_REMINDERS)


_HINTS: Mapping[str, Callable[[Values], str]] = {
    "tried": _tried,
    "outcome": _outcome,
    "law": _law,
    "injuries": _injuries,
    "negligible": _negligible,
    "isolation": _isolation,
}
