"""Huddles and actions in words: figures, owners, due days, concerns, how a huddle went."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from wardqi.app import incident_words, say
from wardqi.domain import kinds
from wardqi.domain.checklists import Prompt
from wardqi.domain.kinds import Type
from wardqi.services import census
from wardqi.services.census import Count
from wardqi.services.huddles.actions import Action
from wardqi.services.huddles.closing import Progress, Summary
from wardqi.services.huddles.preparing import TYPED, Figure, Test
from wardqi.services.huddles.running import Answer, Concern
from wardqi.services.incidents import Line
from wardqi.text import QT_TRANSLATE_NOOP

_CONTEXT = "huddle_words"


def tr(source: str, **places: object) -> str:
    """A sentence of huddles in the person's language."""
    said = QCoreApplication.translate(_CONTEXT, source)
    return said.format(**places) if places else said


def asked(prompt: Prompt) -> str:
    """A prompt as it is read out; the ward's own stays as the ward wrote it."""
    return prompt.text if prompt.own else QCoreApplication.translate("checklist", prompt.text)


def title(prompt: Prompt) -> str:
    """What a prompt is about, in a few words."""
    return prompt.title if prompt.own else say.code("huddle_prompt", prompt.key)


def role(code: str) -> str:
    """A job title, empty when there is none."""
    return say.code("job_title", code) if code else ""


def weekdays(days: Collection[int]) -> str:
    """Days of the week (1 Monday): "Every day", "Monday to Friday", or each by name; empty when none."""
    if set(days) == set(range(1, 8)):
        return tr("Every day")
    if set(days) == set(range(1, 6)):
        return tr("Monday to Friday")
    return say.listed([say.code("weekday", str(day)) for day in sorted(days)])


def owner(action: Action) -> str:
    """Who does it: a person, a role, or both."""
    parts = [part for part in (action.owner, role(action.owner_role or "")) if part]
    return ", ".join(parts) or tr("nobody yet")


def due(action: Action, today: date) -> str:
    """By when, or that it is over time."""
    if action.due is None:
        return tr("no date")
    day = say.near_day(action.due, today)
    return tr("due {day}, overdue", day=day) if action.overdue else tr("by {day}", day=day)


def action(one: Action, today: date) -> str:
    """One line for a list: "Mend the door: Ward manager, by tomorrow"."""
    said = tr("{what}: {who}, {due}", what=one.what, who=owner(one), due=due(one, today))
    if one.escalate_to:
        return tr(
            "{action}; if stuck, tell {level}",
            action=said,
            level=say.code("escalation_level", one.escalate_to),
        )
    return said


def standing(one: Action, today: date) -> str:
    """The second line of an action: who and by when, or what came of it."""
    if one.open:
        return tr("{who}, {due}", who=owner(one), due=due(one, today))
    came = one.result or (say.code("action_result", one.result_code) if one.result_code else "")
    state, day = say.code("action_status", one.status), say.day(one.closed_on) if one.closed_on else ""
    return ". ".join(part for part in (f"{state} {day}".strip(), came) if part)


def concern(one: Concern) -> str:
    """ "Bed 3: door sticks. Watch"."""
    what = ": ".join(part for part in (one.people, one.text) if part)
    ends = say.code("concern_end", one.ends_as) if one.ends_as else tr("not settled yet")
    return tr("{what}. {ends}", what=what or tr("A concern"), ends=ends)


def happened(line: Line, now_day: date) -> str:
    """An incident of the last day, with initials or a bed only."""
    at = say.time(line.started_at) if line.started_at else ""
    if line.started_at and date.fromisoformat(line.started_at[:10]) != now_day:
        at = tr("yesterday {time}", time=at)
    parts = (at, incident_words.short(line), line.area, incident_words.who(line))
    return ", ".join(part for part in parts if part)


def figure(fact: str, one: Figure) -> str:
    """What a figure says: its number, or that nothing is known."""
    if one.number is None:
        return tr("none recorded") if fact.startswith("days_since_") else tr("not known")
    if fact.startswith("days_since_"):
        return say.count(int(one.number), "day", "days")
    return number(one.number)


def ward_figures(shown: Mapping[str, float]) -> list[str]:
    """Beds and staff as they stood at a huddle, a line each; nothing where none were known."""
    lines = []
    for told, facts in (
        (tr("Beds"), census.FACTS),
        (tr("Staff"), [fact for fact in TYPED if fact not in census.FACTS]),
    ):
        parts = [f"{brief(fact).lower()} {number(shown[fact])}" for fact in facts if fact in shown]
        if parts:
            lines.append(tr("{what}: {figures}", what=told, figures=", ".join(parts)))
    return lines


def test(one: Test) -> tuple[str, str]:
    """A test of change for the huddle: what is asked, then who does it and what to watch for."""
    who, watch = one.owner or role(one.owner_role or ""), one.watch.strip().split("\n", 1)[0].rstrip(".")
    parts = (tr("Who: {who}.", who=who) if who else "", tr("Watch for: {what}.", what=watch) if watch else "")
    return one.objective, " ".join(part for part in parts if part)


def number(value: float) -> str:
    """A number without needless places."""
    return say.number(value, 0 if value == int(value) else 1)


_TOPICS = {
    "days_since_restraint": QT_TRANSLATE_NOOP("huddle_words", "Restraint"),
    "days_since_prone": QT_TRANSLATE_NOOP("huddle_words", "Prone restraint"),
    "days_since_seclusion": QT_TRANSLATE_NOOP("huddle_words", "Seclusion"),
    "days_since_rapid_tranquillisation": QT_TRANSLATE_NOOP("huddle_words", "Rapid tranquillisation"),
    "days_since_assault": QT_TRANSLATE_NOOP("huddle_words", "Assault"),
    "days_since_self_harm": QT_TRANSLATE_NOOP("huddle_words", "Self-harm"),
}


def topic(code: str) -> str:
    """What a days-since figure counts from: "Restraint", "Self-harm"."""
    return tr(_TOPICS[code]) if code in _TOPICS else fact(code)


def since(counted: Sequence[tuple[str, int | None]]) -> str:
    """Days since the last of each topic, in one sentence; topics that never were are told as such."""
    parts = [
        tr("{topic} {days}", topic=topic(code), days=say.count(days, "day", "days"))
        if days is not None
        else tr("{topic} none recorded", topic=topic(code))
        for code, days in counted
    ]
    return tr("Days since the last: {parts}.", parts="; ".join(parts))


def fact(code: str) -> str:
    """The label of a figure."""
    return say.code("huddle_fact", code)


def brief(code: str) -> str:
    """A figure of beds or staff where its group is named above it: "On leave"."""
    told = {
        "occupied": tr("Occupied"),
        "leave": tr("On leave"),
        "admissions": tr("Coming in"),
        "discharges": tr("Going home"),
        "staff_planned": tr("Planned"),
        "staff_present": tr("Here"),
    }
    return told.get(code, fact(code))


def known(one: Figure) -> str:
    """Where a figure that may be typed comes from."""
    told = {
        "register": tr("from stays"),
        "counted": tr("counted"),
        "typed": tr("typed"),
    }
    return told.get(one.known, tr("not known"))


def denominator(beds: Count) -> str:
    """Which count of a day's beds is in use, and who made it."""
    if beds.occupied is None:
        return tr("Not counted yet today: this figure becomes the bed day.")
    number_ = say.number(beds.occupied)
    if beds.source == census.HUDDLE:
        return tr("Bed day in use: {beds}, from the huddle.", beds=number_)
    if beds.source == census.HAND:
        return tr("Bed day in use: {beds}, counted by hand.", beds=number_)
    how = say.code("bed_day_source", beds.source).lower()
    return tr("Bed day in use: {beds}, {how}.", beds=number_, how=how)


def apart(beds: Count, counted: float | None = None) -> str:
    """What ward stays give beside a count, and how far apart they are; empty where no stay is known."""
    if beds.stays is None:
        return ""
    given = say.number(beds.stays)
    against = beds.occupied if counted is None else counted
    if against is None:
        return tr("Ward stays give {given}.", given=given)
    more = beds.stays - against
    if not more:
        return tr("Ward stays give the same.")
    told = (
        tr("{number} more", number=number(more)) if more > 0 else tr("{number} fewer", number=number(-more))
    )
    return tr("Ward stays give {given} ({more}).", given=given, more=told)


def reported(share: float) -> str:
    """What stands beside every days-since figure."""
    return tr("{share} per cent of the last 30 days were reported.", share=say.number(share * 100))


def answer(prompt: Prompt, said: Answer | None) -> str:
    """What was said at a prompt, for the summary; empty when nothing was written down."""
    if said is None:
        return tr("not asked")
    parts = []
    if said.skipped:
        parts.append(tr("left out: {reason}", reason=say.code("prompt_skipped", said.skipped).lower()))
    if said.answer:
        parts.append(say.code("huddle_answer", said.answer))
    if said.number is not None:
        told = number(said.number)
        parts.append(
            tr("{tool}: {number}", tool=say.code("risk_tool", said.scale), number=told)
            if said.scale
            else told
        )
    parts += [part for part in (said.people, said.text) if part]
    return ". ".join(parts)


def said(one: Summary) -> list[tuple[Prompt, str]]:
    """What was said at each prompt; the good thing has a place of its own."""
    told = [(prompt, answer(prompt, one.answers.get(prompt.key))) for prompt in one.prompts]
    return [(prompt, words) for prompt, words in told if words and words != one.good_thing]


def rival(path: str, value: object, prompts: Sequence[Prompt]) -> tuple[str, str]:
    """What two PCs differ about, and one of the values, in words."""
    parts = path.split(".")
    plain = path if len(parts) < 3 else f"{parts[0]}.{parts[2]}"
    field = next((one for name, one in kinds.KINDS["huddle"].paths() if name == plain), None)
    at = next((one for one in prompts if len(parts) == 3 and one.row == parts[1]), None)
    label = plain if field is None else field.label
    what = tr("{prompt}: {label}", prompt=title(at), label=label) if at is not None else label
    if value is None or value == "":
        return what, tr("nothing")
    if isinstance(value, bool):
        return what, tr("yes") if value else tr("no")
    if field is not None and field.type is Type.CODE and field.codes:
        return what, say.code(field.codes, str(value))
    if field is not None and field.type is Type.MOMENT:
        return what, say.full_moment(str(value))
    return what, str(value)


def attendance(people: dict[str, int]) -> str:
    """Who was there: "Nurse 2, Doctor 1"."""
    return ", ".join(
        tr("{role} {count}", role=role(one), count=say.number(many)) for one, many in people.items()
    )


def went(one: Summary) -> str:
    """How a huddle went, in one line."""
    if one.reason:
        return tr("Not held: {reason}", reason=say.code("huddle_not_held", one.reason).lower())
    if one.started_at is None:
        return tr("Not held")
    began = tr("Started {time}", time=say.time(one.started_at))
    if one.ended_at is None or one.minutes is None:
        return tr("{began}, not closed", began=began)
    return tr("{began}, {length}", began=began, length=say.length(one.minutes))


def progress(now: Progress) -> list[str]:
    """How the ward's huddles go, a sentence a line; nothing scolds."""
    lines = []
    if now.planned:
        lines.append(
            tr("Last 7 days: {held} of {planned} planned huddles held.", held=now.held, planned=now.planned)
        )
    parts = []
    if now.minutes is not None:
        parts.append(tr("usually {length}", length=say.length(round(now.minutes))))
    if now.punctual is not None:
        parts.append(tr("{share} per cent started on time", share=say.number(now.punctual * 100)))
    if now.disciplines is not None:
        parts.append(tr("{roles} there", roles=say.count(round(now.disciplines), "role", "roles")))
    if now.actions_on_time is not None:
        parts.append(
            tr("{share} per cent of actions closed in time", share=say.number(now.actions_on_time * 100))
        )
    if parts:
        lines.append(tr("Last 28 days: {parts}.", parts=say.listed(parts)))
    if now.embedded:
        lines.append(tr("Huddles are embedded: {run} weekdays in a row.", run=now.run))
    elif now.run:
        lines.append(
            tr("{run} in a row; 15 in a row means embedded.", run=say.count(now.run, "weekday", "weekdays"))
        )
    return lines


def counted(actions: Sequence[object]) -> str:
    """ "3 actions"."""
    return say.count(len(actions), "action", "actions")
