"""An incident in words: its types, its gaps, the questions about its times, its fields and their values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from wardqi.app import say
from wardqi.domain import codes, kinds
from wardqi.domain.incidents import Question
from wardqi.domain.kinds import Field, Type
from wardqi.services.incidents import Line
from wardqi.text import QT_TRANSLATE_NOOP

_CONTEXT = "incident_words"

ITEMS: Mapping[str, str] = {
    "a": QT_TRANSLATE_NOOP("incident_words", "main reason"),
    "b": QT_TRANSLATE_NOOP("incident_words", "place, start and end"),
    "c": QT_TRANSLATE_NOOP("incident_words", "types of force"),
    "d": QT_TRANSLATE_NOOP("incident_words", "whether in the care plan"),
    "e": QT_TRANSLATE_NOOP("incident_words", "patient's name"),
    "f": QT_TRANSLATE_NOOP("incident_words", "what happened"),
    "g": QT_TRANSLATE_NOOP("incident_words", "NHS number"),
    "h": QT_TRANSLATE_NOOP("incident_words", "staff involved"),
    "i": QT_TRANSLATE_NOOP("incident_words", "anyone else who took part"),
    "j": QT_TRANSLATE_NOOP("incident_words", "mental disorder"),
    "k": QT_TRANSLATE_NOOP("incident_words", "equality facts"),
    "l": QT_TRANSLATE_NOOP("incident_words", "learning disability and autism"),
    "m": QT_TRANSLATE_NOOP("incident_words", "outcome"),
    "n": QT_TRANSLATE_NOOP("incident_words", "death or serious injury"),
    "o": QT_TRANSLATE_NOOP("incident_words", "what was tried first"),
    "p": QT_TRANSLATE_NOOP("incident_words", "people told"),
}
"""The sixteen items of the statutory record, short enough for a sentence."""

ANSWERS: Mapping[str, str] = {
    "event": QT_TRANSLATE_NOOP("incident_words", "Choose what happened so this can be counted."),
    "interventions": QT_TRANSLATE_NOOP("incident_words", "Choose what happened so this can be counted."),
    "event_types": QT_TRANSLATE_NOOP("incident_words", "Choose what else happened so this can be counted."),
    "what": QT_TRANSLATE_NOOP("incident_words", "Say in a few words what happened."),
    "started_at": QT_TRANSLATE_NOOP("incident_words", "Add a start time so this can be counted."),
    "area": QT_TRANSLATE_NOOP("incident_words", "Choose where it happened."),
    "patient": QT_TRANSLATE_NOOP("incident_words", "Choose the patient, or not known yet."),
    "reason": QT_TRANSLATE_NOOP("incident_words", "Choose the main reason."),
    "hurt_patient": QT_TRANSLATE_NOOP(
        "incident_words", "Say whether the patient was hurt; not sure is an answer."
    ),
    "hurt_staff": QT_TRANSLATE_NOOP("incident_words", "Say whether staff were hurt; not sure is an answer."),
    "hurt_other": QT_TRANSLATE_NOOP(
        "incident_words", "Say whether anyone else was hurt; not sure is an answer."
    ),
}
"""What to do about an answer that is missing at the finish, by the domain's name for it."""

STATES: Mapping[str, str] = {
    "complete": QT_TRANSLATE_NOOP("incident_words", "Complete"),
    "signed": QT_TRANSLATE_NOOP("incident_words", "Signed"),
}

ACTIONS: Mapping[str, str] = {
    "create": QT_TRANSLATE_NOOP("incident_words", "Recorded"),
    "amend": QT_TRANSLATE_NOOP("incident_words", "Changed"),
    "void": QT_TRANSLATE_NOOP("incident_words", "Archived"),
    "restore": QT_TRANSLATE_NOOP("incident_words", "Brought back"),
}

SYSTEM_REASONS: Mapping[str, str] = {
    "undone": QT_TRANSLATE_NOOP("incident_words", "undone"),
    "resolved": QT_TRANSLATE_NOOP("incident_words", "two versions were settled"),
    "pseudonym": QT_TRANSLATE_NOOP("incident_words", "linked again after the patient's number changed"),
}


NO_DOMAIN = QT_TRANSLATE_NOOP("incident_words", "Not known")
MARK = QT_TRANSLATE_NOOP("incident_words", "Mark {number}")
TRIED_WAYS = QT_TRANSLATE_NOOP("incident_words", "What was tried")


def tr(source: str, **places: object) -> str:
    """A sentence of this page in the person's language."""
    said = QCoreApplication.translate(_CONTEXT, source)
    return said.format(**places) if places else said


def item(letter: str) -> str:
    """One of the sixteen items."""
    return tr(ITEMS[letter])


def to_add(gaps: Sequence[str], most: int = 3) -> str:
    """ "2 things to add before sign-off: staff involved and outcome." Empty when there is nothing."""
    if not gaps:
        return ""
    named = [item(gap) for gap in gaps[:most]]
    more = len(gaps) - len(named)
    if more:
        named.append(tr("{count} more", count=more))
    if len(gaps) == 1:
        return tr("1 thing to add before sign-off: {what}.", what=named[0])
    return tr("{count} things to add before sign-off: {what}.", count=len(gaps), what=say.listed(named))


def types(line_types: Iterable[str], event: str, event_types: Iterable[str]) -> list[str]:
    """What happened, in the ward's words: types of force first, then other things, else the kind of entry."""
    found = [say.code("restrictive_type", one) for one in line_types]
    found += [say.code("event_type", one) for one in event_types]
    if event in ("near_miss", "good_catch"):
        label = codes.get("event_kind").label(event)
        return [label, *found]
    return found or [codes.get("event_kind").label("other")]


def short(line: Line) -> str:
    """What happened in one line of a list; a type used twice is counted."""
    counted: dict[str, int] = {}
    for one in types(line.types, line.event, line.event_types):
        counted[one] = counted.get(one, 0) + 1
    return ", ".join(words if many == 1 else f"{words} ×{many}" for words, many in counted.items())


def who(line: Line) -> str:
    """The person by initials and bed, as shared screens name them; empty when nobody is named."""
    if not line.bed:
        return line.person
    said = QT_TRANSLATE_NOOP("incident_words", "{initials}, bed {bed}")
    return tr(said, initials=line.person, bed=line.bed)


def state(line: Line) -> str:
    """Draft, Complete, Signed, or Archived."""
    return tr(QT_TRANSLATE_NOOP("incident_words", "Archived")) if line.voided else tr(STATES[line.state])


def question(asked: Question, values: Mapping[str, object]) -> str:
    """The question about a time, as it stands beside its field."""
    if asked.code == "end_before_start":
        one = _row(asked.path, values)
        return tr(
            "The end ({end}) is before the start ({start}). Which one should change?",
            end=say.time(str(one.get("ended_at"))),
            start=say.time(str(one.get("started_at"))),
        )
    return tr(_QUESTIONS[asked.code])


_QUESTIONS: Mapping[str, str] = {
    "zero_minutes": QT_TRANSLATE_NOOP(
        "incident_words",
        "It ends when it starts. A length of 0 minutes is left out of averages; was it 1 minute?",
    ),
    "future": QT_TRANSLATE_NOOP("incident_words", "This is after now. Is it the right day and time?"),
    "late": QT_TRANSLATE_NOOP(
        "incident_words", "This was more than 24 hours ago. Is the day right? Late entries are welcome."
    ),
    "outside_incident": QT_TRANSLATE_NOOP(
        "incident_words", "This is before the incident began. Should the start above be earlier?"
    ),
    "overlap": QT_TRANSLATE_NOOP(
        "incident_words", "This lies over another of the same type. Is one of the times wrong?"
    ),
}


def _row(path: str, values: Mapping[str, object]) -> Mapping[str, object]:
    parts = path.split(".")
    if len(parts) < 3:
        return values
    rows = values.get(parts[0])
    one = rows.get(parts[1]) if isinstance(rows, Mapping) else None
    return one if isinstance(one, Mapping) else {}


def field_of(path: str) -> tuple[str, Field | None]:
    """A path of an incident as people call it, and its field: "Held on the back: started"."""
    parts = path.split(".")
    for plain, field in kinds.KINDS["incident"].paths():
        if plain == (path if len(parts) < 3 else f"{parts[0]}.{parts[2]}"):
            return field.label, field
    return path, None


def rows_label(name: str) -> str:
    """What a group of rows is called."""
    return next((rows.label for rows in kinds.KINDS["incident"].rows if rows.name == name), name)


def row_names(held: Mapping[str, object]) -> dict[str, str]:
    """What the rows of a record are called, by "interventions.1a2b3c4d"."""
    found = {}
    for group in kinds.KINDS["incident"].rows:
        for at, (row, one) in enumerate(kinds.live_rows(held, group.name), 1):
            type_, name = one.get("type"), one.get("name")
            known = say.code("restrictive_type", type_) if isinstance(type_, str) else name
            found[f"{group.name}.{row}"] = str(known) if known else f"{group.label} {at}"
    return found


def value(
    field: Field | None,
    held: object,
    names: Mapping[str, str],
    areas: Mapping[str, str],
    rows: Mapping[str, str] | None = None,
) -> str:
    """A value in words; what the record keeps by id is shown by name where the name is known.

    `rows` are the record's own rows, as `row_names` gives them.
    """
    if held is None or held == "" or held == []:
        return tr("nothing")
    if isinstance(held, bool):
        return tr("yes") if held else tr("no")
    if field is None:
        return str(held)
    if isinstance(held, list):
        return say.listed([value(_single(field), one, names, areas, rows) for one in held])
    if field.type in (Type.CODE, Type.CODES) and field.codes:
        return say.code(field.codes, str(held))
    if field.refers == "ward.areas":
        return areas.get(str(held), str(held))
    if field.refers is not None and field.refers.startswith("incident."):
        return (rows or {}).get(f"{field.refers.removeprefix('incident.')}.{held}", str(held))
    if field.type is Type.MOMENT and isinstance(held, str):
        return say.full_moment(held)
    if field.type is Type.DATE and isinstance(held, str):
        return say.day(held)
    if field.type is Type.PERSON:
        return names.get(str(held), tr("somebody not on this ward's list"))
    if field.name == "minutes" and isinstance(held, int):
        return say.length(held) if held >= 0 else tr("less than nothing ({minutes} min)", minutes=held)
    return str(held)


def _single(field: Field) -> Field:
    return Field(field.name, field.label, Type.CODE, field.codes, field.refers)


def when(started_at: str | None, now: datetime) -> str:
    """When it began, as a list shows it."""
    return say.moment(started_at, now) if started_at else tr("no start time")


def facts(
    held: Mapping[str, object], names: Mapping[str, str], areas: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Every filled field that is not told elsewhere on the page, and every row, as label and words."""
    kind = kinds.KINDS["incident"]
    found = [
        (field.label, value(field, held[field.name], names, areas))
        for field in kind.fields
        if field.name not in _TOLD_ELSEWHERE and held.get(field.name) not in (None, "", [], False)
    ]
    called = row_names(held)
    for rows in kind.rows:
        own = rows.name == "interventions"
        for row, one in kinds.live_rows(held, rows.name):
            said = [
                f"{_lower(field.label)} {value(field, one[field.name], names, areas, called)}"
                for field in rows.fields
                if one.get(field.name) not in (None, "", [], False)
                and not (own and field.name in _IN_TIMELINE)
            ]
            if said:
                label = called[f"{rows.name}.{row}"] if own else rows.label
                found.append((label, "; ".join(said)))
    return found


def _lower(words: str) -> str:
    """A label inside a sentence; abbreviations stay as they are."""
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"


_IN_TIMELINE = frozenset({"type", "started_at", "ended_at", "still_open", "minutes"})


_TOLD_ELSEWHERE = frozenset(
    {
        *("ward", "event", "event_types", "started_at", "ended_at", "still_open", "minutes", "area"),
        *("area_kind", "patient", "patient_unknown", "reason", "hurt_patient", "hurt_staff", "hurt_other"),
        *("recorded_by", "recorded_at", "signed_by", "signed_at", "entry_source", "loaded_from"),
        *("different_from", "spell_id", "ward_stay_id"),
    }
)


def changes(
    before: Mapping[str, object],
    after: Mapping[str, object],
    names: Mapping[str, str],
    areas: Mapping[str, str],
    rows: Mapping[str, str],
) -> list[str]:
    """What one change did, a line for each field: "Main reason: nothing, now to stop violence to others".

    `rows` names rows by "interventions.1a2b3c4d".
    """
    lines = []
    for path, new in sorted(after.items()):
        parts = path.split(".")
        label, field = field_of(path)
        if len(parts) == 3:
            label = f"{rows.get('.'.join(parts[:2]), rows_label(parts[0]))}: {label[0].lower()}{label[1:]}"
        was, now = before.get(path), value(field, new, names, areas, rows)
        if path not in before:
            lines.append(tr(QT_TRANSLATE_NOOP("incident_words", "{label}: {now}"), label=label, now=now))
        else:
            said = QT_TRANSLATE_NOOP("incident_words", "{label}: was {was}, now {now}")
            lines.append(tr(said, label=label, was=value(field, was, names, areas, rows), now=now))
    return lines


def reason(code: str) -> str:
    """Why a change was made, in words: a code of the lists, or what the program notes itself."""
    if code in SYSTEM_REASONS:
        return tr(SYSTEM_REASONS[code])
    for name in ("amend_reason", "void_reason"):
        if code in codes.get(name):
            return codes.get(name).plain(code)
    return code
