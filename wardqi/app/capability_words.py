"""The ladder from learner to leader in words: steps, what shows them, what is open, what was confirmed."""

from __future__ import annotations

import tomllib
from datetime import datetime
from functools import cache

from wardqi import resources
from wardqi.app import say
from wardqi.domain import codes
from wardqi.domain.capability import Evidence, Step
from wardqi.services.capability import Confirmation, Mine
from wardqi.text import QT_TRANSLATE_NOOP

PRIVATE = QT_TRANSLATE_NOOP(
    "say",
    "Only you can see this page. It is locked with your own key, stays on this computer and is never sent. "
    "It is not a score, and nobody is compared.",
)
_WHAT = {
    "huddle": QT_TRANSLATE_NOOP("say", "Recorded or closed a huddle"),
    "action": QT_TRANSLATE_NOOP("say", "Carried out an action"),
    "test": QT_TRANSLATE_NOOP("say", "Took part in a test"),
    "cycle": QT_TRANSLATE_NOOP("say", "Ran a test with a sealed prediction"),
    "project": QT_TRANSLATE_NOOP("say", "Leads a project"),
    "coached": QT_TRANSLATE_NOOP("say", "Coached a team whose chart shows a shift"),
    "spread": QT_TRANSLATE_NOOP("say", "Another ward took the idea over and adapted it"),
}
_LACKING = {
    "took_part": QT_TRANSLATE_NOOP(
        "say", "Record or close a huddle, carry out an action of your own, or write down what a test shows."
    ),
    "ran": QT_TRANSLATE_NOOP("say", "Own a test: predict, seal, observe, study and decide."),
    "leads": QT_TRANSLATE_NOOP("say", "Be named as the lead in a project's team, from the ward's list."),
    "aim": QT_TRANSLATE_NOOP("say", "the aim: what, for whom, how much, by when and from what baseline"),
    "diagram": QT_TRANSLATE_NOOP("say", "a driver diagram with primary and secondary drivers and an idea"),
    "family": QT_TRANSLATE_NOOP("say", "an outcome, a process and a balancing measure"),
    "ramp": QT_TRANSLATE_NOOP("say", "a ramp of three cycles"),
    "teams": QT_TRANSLATE_NOOP(
        "say", "Be named as the QI coach of two teams whose charts shift to the better after a first test."
    ),
    "spread": QT_TRANSLATE_NOOP("say", "Share an idea as a card that another ward takes over and adapts."),
}
_PARTS = ("aim", "diagram", "family", "ramp")


def level(code: str) -> str:
    """A step by its name: "2 Doer"."""
    return say.tr("{number} {name}", number=code, name=codes.get("capability_level")[code].label)


def meaning(code: str) -> str:
    """What a step means."""
    return codes.get("capability_level").plain(code)


def shown(step: Step) -> str:
    """Whether the ward's records show a step, and what is still open."""
    if step.shown:
        return say.tr("Your records show this.")
    parts = [say.tr(_LACKING[code]) for code in step.lacking if code in _PARTS]
    if parts:
        return say.tr("Not yet. This project still needs {parts}.", parts=say.listed(parts))
    return say.tr("Not yet. {what}", what=" ".join(say.tr(_LACKING[code]) for code in step.lacking))


def evidence(step: Step) -> list[str]:
    """What shows a step, a line each; the rest as a count."""
    lines = [_line(one) for one in step.evidence]
    more = step.have - len(lines)
    if more > 0 and step.evidence:
        lines.append(say.tr("and {more} more", more=say.number(more)))
    return lines


def _line(one: Evidence) -> str:
    said = say.tr(_WHAT[one.what])
    if one.title:
        said = say.tr("{what}: {title}", what=said, title=" ".join(one.title.split()))
    return say.tr("{what}, {day}", what=said, day=say.day(one.on)) if one.on else said


def confirmed(one: Confirmation, now: datetime) -> str:
    """What stands between a learner and a coach, for the learner."""
    when = say.moment(one.at, now) if one.at else say.moment(one.asked_at, now)
    told = {
        "asked": say.tr("{name} was asked to confirm this, {when}", name=one.other, when=when),
        "confirmed": say.tr("Confirmed by {name}, {when}", name=one.other, when=when),
        "not_yet": say.tr("{name} says not yet, {when}", name=one.other, when=when),
        "withdrawn": say.tr("{name} withdrew the confirmation, {when}", name=one.other, when=when),
    }[one.state]
    return say.tr("{told}: {words}", told=told, words=one.said) if one.said else f"{told}."


def asked_of_me(one: Confirmation, now: datetime) -> str:
    """What stands between a learner and a coach, for the coach."""
    when = say.moment(one.at, now) if one.at else say.moment(one.asked_at, now)
    return {
        "asked": say.tr("{name} asks you to confirm this step, {when}.", name=one.other, when=when),
        "confirmed": say.tr("You confirmed this step for {name}, {when}.", name=one.other, when=when),
        "not_yet": say.tr("You told {name} not yet, {when}.", name=one.other, when=when),
        "withdrawn": say.tr("You withdrew your confirmation for {name}, {when}.", name=one.other, when=when),
    }[one.state]


def dose(role: str) -> str:
    """What is suggested for a role; empty where nothing is."""
    return next((words for roles, words in _doses() if role in roles), "")


@cache
def _doses() -> tuple[tuple[tuple[str, ...], str], ...]:
    told = tomllib.loads(resources.read_text("capability.toml"))["dose"]
    return tuple((tuple(one["roles"]), one["words"]) for one in told)


def file(mine: Mine, name: str, now: datetime) -> str:
    """The whole record as a text to read without WardQI."""
    lines = [
        say.tr("My learning: {name}", name=name),
        say.tr("Saved {when}. For me alone; not a score.", when=say.full_moment(now)),
        "",
        say.tr("STEPS"),
    ]
    for step in mine.steps:
        lines += ["", f"{level(step.level)}: {meaning(step.level)}", shown(step)]
        lines += [f"  - {one}" for one in evidence(step)]
        lines += [f"  * {confirmed(one, now)}" for one in mine.standing(step.level)]
    rating = level(mine.rating) if mine.rating else say.tr("Not said")
    lines += ["", say.tr("WHERE I WOULD PUT MYSELF"), rating, "", say.tr("MY NOTES")]
    for note in mine.notes:
        lines += ["", say.day(note.on), note.text]
    if not mine.notes:
        lines.append(say.tr("None"))
    return "\n".join(lines) + "\n"
