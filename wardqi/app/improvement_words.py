"""Improvement in words: the aim as one sentence, stages, predictions, dates, hints and the seal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from wardqi.app import say
from wardqi.domain import improvement
from wardqi.domain.kinds import KINDS
from wardqi.services.improvement.boards import Card
from wardqi.text import QT_TRANSLATE_NOOP

FEATURES = {
    "iterative": (
        QT_TRANSLATE_NOOP("say", "Tests that build on each other"),
        QT_TRANSLATE_NOOP("say", "Begin the next cycle from what the last one taught."),
    ),
    "small": (
        QT_TRANSLATE_NOOP("say", "Small first tests"),
        QT_TRANSLATE_NOOP("say", "Start with one patient or one shift, then grow a step at a time."),
    ),
    "prediction": (
        QT_TRANSLATE_NOOP("say", "A prediction with a figure before each test"),
        QT_TRANSLATE_NOOP("say", "Say how many you expect; the guess is what you learn from."),
    ),
    "data": (
        QT_TRANSLATE_NOOP("say", "Data over time"),
        QT_TRANSLATE_NOOP("say", "Tie each test to one measure, and look at its chart."),
    ),
}
HINTS = {
    "no_scale": QT_TRANSLATE_NOOP("say", "Say how large the test is. One shift or one patient is plenty."),
    "start_smaller": QT_TRANSLATE_NOOP("say", "Could this start smaller? One shift, one nurse, one patient."),
    "scale_jump": QT_TRANSLATE_NOOP(
        "say", "This is more than one step up from the last cycle. Surprises grow too."
    ),
    "no_measure": QT_TRANSLATE_NOOP(
        "say", "Choose one measure, so that the chart can show whether it worked."
    ),
    "no_look": QT_TRANSLATE_NOOP("say", "Choose a day to look at it together, or it may never be looked at."),
    "no_figure": QT_TRANSLATE_NOOP("say", "Could one prediction be a figure? Then the chart can answer it."),
}
LACKING = {
    "no_question": QT_TRANSLATE_NOOP("say", "Ask at least one question, and leave none without words."),
    "no_prediction": QT_TRANSLATE_NOOP(
        "say", "What do you expect to see, and by when? A guess is fine; a blank can't teach us."
    ),
    "low_over_high": QT_TRANSLATE_NOOP("say", "At least is more than at most. Which one should change?"),
    "too_many_questions": QT_TRANSLATE_NOOP("say", "Twelve questions are the most. Split the test in two."),
    "too_many_tasks": QT_TRANSLATE_NOOP("say", "Fifteen tasks are the most. Split the test in two."),
    "conflict": QT_TRANSLATE_NOOP(
        "say", "Two PCs wrote different plans. Choose which words stand, then seal."
    ),
}
NOT_NOW = {
    "not_begun": QT_TRANSLATE_NOOP("say", "This test has not begun. Seal its plan first."),
    "over": QT_TRANSLATE_NOOP("say", "This test is over. Move it back to Do to add observations."),
    "before": QT_TRANSLATE_NOOP("say", "This is before the plan was sealed. Check the day."),
    "future": QT_TRANSLATE_NOOP("say", "This moment has not come yet. Check the day and time."),
    "no_decision": QT_TRANSLATE_NOOP("say", "Adopt, adapt or abandon first."),
    "scale_jump": QT_TRANSLATE_NOOP("say", "The next cycle may be one step larger at most."),
}
_DUE = {
    "start": QT_TRANSLATE_NOOP("say", "Starts"),
    "look": QT_TRANSLATE_NOOP("say", "Look at it together"),
    "prediction": QT_TRANSLATE_NOOP("say", "Predicted for"),
    "task": QT_TRANSLATE_NOOP("say", "Task"),
    "end": QT_TRANSLATE_NOOP("say", "Ends"),
    "study": QT_TRANSLATE_NOOP("say", "Study"),
    "act": QT_TRANSLATE_NOOP("say", "Decide"),
}
_SHORT_DUE = {
    **_DUE,
    "look": QT_TRANSLATE_NOOP("say", "Look"),
    "prediction": QT_TRANSLATE_NOOP("say", "Predicted"),
}
_STANDING = {
    "plan": QT_TRANSLATE_NOOP("say", "Being planned"),
    "do": QT_TRANSLATE_NOOP("say", "Under way"),
    "study": QT_TRANSLATE_NOOP("say", "Being studied"),
    "act": QT_TRANSLATE_NOOP("say", "To be decided"),
    "done": QT_TRANSLATE_NOOP("say", "Finished"),
}
_DECIDED = {
    "adopt": QT_TRANSLATE_NOOP("say", "Adopted"),
    "adapt": QT_TRANSLATE_NOOP("say", "Adapted"),
    "abandon": QT_TRANSLATE_NOOP("say", "Abandoned"),
}


def aim(value: Mapping[str, object], measure: str = "") -> str:
    """The aim as one sentence, from those of its parts that are there; empty when nothing is said."""
    what = _clean(value.get("aim_what")) or measure.lower()
    if not what:
        return ""
    up = value.get("aim_direction") == "up"
    said = say.tr("Increase {what}", what=what) if up else say.tr("Reduce {what}", what=what)
    whom = _clean(value.get("aim_for"))
    if whom:
        said = say.tr("{aim} for {whom}", aim=said, whom=whom)
    percent, figure = (improvement.number(value.get(name)) for name in ("aim_percent", "aim_value"))
    if percent is not None:
        said = say.tr("{aim} by {percent}%", aim=said, percent=_number(percent))
    if figure is not None:
        said = say.tr("{aim} to {figure}", aim=said, figure=_number(figure))
    by = improvement.day_of(value, "aim_by")
    if by is not None:
        said = say.tr("{aim} by {day}", aim=said, day=say.day(by))
    return _from_baseline(said, value) + "."


def _from_baseline(said: str, value: Mapping[str, object]) -> str:
    figure = improvement.number(value.get("baseline_value"))
    first, last = (improvement.day_of(value, name) for name in ("baseline_from", "baseline_to"))
    if figure is not None:
        said = say.tr("{aim}, from {figure}", aim=said, figure=_number(figure))
    if first is None or last is None:
        return said
    when = say.tr("{first} to {last}", first=say.month(first), last=say.month(last))
    if figure is None:
        return say.tr("{aim}, from what it was in {when}", aim=said, when=when)
    return f"{said} ({when})"


def _clean(held: object) -> str:
    """Some words as part of a sentence: one line, no full stop."""
    return " ".join(str(held or "").split()).rstrip(".")


def _number(figure: float) -> str:
    return say.number(figure, 0 if figure == int(figure) else 1)


def name(card: Card) -> str:
    """What a test is called: "Music before supper, cycle 2"."""
    idea = card.idea or say.tr("A test of change")
    return say.tr("{idea}, cycle {number}", idea=idea, number=card.number)


def stage(code: str) -> str:
    """A stage in words."""
    return say.code("cycle_stage", code)


def spread(low: float | None, high: float | None) -> str:
    """A predicted range: "0 to 2", "3 or more", "2 or fewer"; empty without figures."""
    if low is not None and high is not None:
        if low == high:
            return _number(low)
        return say.tr("{low} to {high}", low=_number(low), high=_number(high))
    if low is not None:
        return say.tr("{low} or more", low=_number(low))
    return say.tr("{high} or fewer", high=_number(high)) if high is not None else ""


def foretold(one: Mapping[str, object]) -> str:
    """A prediction in words: what was expected, the range, and by when."""
    words = str(one.get("prediction") or "").strip()
    figures = spread(improvement.number(one.get("low")), improvement.number(one.get("high")))
    by = improvement.day_of(one, "by")
    when = say.tr("by {day}", day=say.day(by)) if by is not None else ""
    told = words.rstrip(".")
    if told and figures:
        told = say.tr("{words} ({range})", words=told, range=figures)
    return ", ".join(part for part in (told or figures, when) if part)


def short_prediction(card: Card) -> str:
    """A prediction for a card: the range before the words."""
    figures = spread(card.low, card.high)
    if figures and card.prediction:
        return say.tr("{range}: {words}", range=figures, words=card.prediction)
    return figures or card.prediction


def waits(card: Card, today: date) -> str:
    """The next date of a test: "Look at it together tomorrow"; empty when it waits for none."""
    if card.next is None:
        return ""
    said = due(card.next.what)
    when = say.near_day(card.next.day, today)
    if card.next.day < today:
        return say.tr("{what}: {day}, overdue", what=said, day=when)
    return say.tr("{what}: {day}", what=said, day=when)


def due(what: str, *, short: bool = False) -> str:
    """What a date is for; `short` for a square of the calendar."""
    return say.tr((_SHORT_DUE if short else _DUE)[what])


def standing(stage: str) -> str:
    """Where a test stands, as a sentence says it."""
    return say.tr(_STANDING[stage])


def decided(card: Card) -> str:
    """How a finished test ended: abandoned with a lesson is told as gladly as adopted."""
    if not card.decision:
        return ""
    said = say.tr(_DECIDED.get(card.decision, "Decided"))
    if card.lesson:
        return say.tr("{decision}. We learned: {lesson}", decision=said, lesson=card.lesson)
    return said


def sealed(value: Mapping[str, object], standing: str, who: str, now: datetime) -> str:
    """The line beside the padlock: when and by whom, and whether the fingerprint still fits."""
    at = str(value.get("sealed_at") or "")
    when = say.full_moment(at) if len(at) > 10 else ""
    if standing == "broken":
        return say.tr(
            "Sealed {when} by {who}. These are not the words that were sealed: their fingerprint differs.",
            when=when,
            who=who,
        )
    if standing == "elsewhere":
        return say.tr("Sealed {when}. Its words stayed on the ward.", when=when)
    return say.tr(
        "Sealed {when} by {who}. Checked just now: these are the words as they were first written.",
        when=when,
        who=who or say.tr("somebody who has left"),
    )


def field(kind: str, path: str) -> str:
    """What a path of a record is called: "Prediction", "Stop rule"."""
    group, _, rest = path.partition(".")
    told = KINDS[kind]
    if not rest:
        return next((one.label for one in told.fields if one.name == group), group)
    inner = rest.rpartition(".")[2]
    rows = next((one for one in told.rows if one.name == group), None)
    if rows is None:
        return path
    return next((one.label for one in rows.fields if one.name == inner), rows.label)


def shown(kind: str, path: str, value: object, measures: Mapping[str, str]) -> str:
    """A value of a record in words: codes, days and measures by what they are called."""
    if value is None or value == "":
        return say.tr("nothing")
    if isinstance(value, bool):
        return say.tr("taken out") if value else say.tr("put back")
    if isinstance(value, int | float):
        return _number(float(value))
    text = str(value)
    group, _, rest = path.partition(".")
    told = KINDS[kind]
    fields = told.fields if not rest else next((one.fields for one in told.rows if one.name == group), ())
    inner = rest.rpartition(".")[2] or group
    held = next((one for one in fields if one.name == inner), None)
    if held is not None and held.codes:
        return say.code(held.codes, text)
    if improvement.day_of({"on": text}, "on") is not None:
        return say.day(text)
    return measures.get(text, text)
