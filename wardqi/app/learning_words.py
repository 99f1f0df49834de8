"""Learning cards in words: where a card stands, who wrote it, its setting, what came of it elsewhere."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from wardqi.app import say
from wardqi.domain import learning
from wardqi.domain.learning import STORY_WORDS
from wardqi.services.learning.adopting import Result
from wardqi.services.learning.approval import Found
from wardqi.services.learning.cards import SETTING, Card
from wardqi.text import QT_TRANSLATE_NOOP

HOW = (
    ("problem", QT_TRANSLATE_NOOP("say", "The problem")),
    ("core_parts", QT_TRANSLATE_NOOP("say", "Keep these parts")),
    ("flexible_parts", QT_TRANSLATE_NOOP("say", "These may vary")),
    ("steps", QT_TRANSLATE_NOOP("say", "Steps and materials")),
    ("who_needed", QT_TRANSLATE_NOOP("say", "Who is needed")),
)
"""How an idea is done: fields of a card and what stands above each."""

WHAT_HAPPENED = (
    ("predicted", QT_TRANSLATE_NOOP("say", "What we predicted")),
    ("happened", QT_TRANSLATE_NOOP("say", "What happened")),
    ("balancing", QT_TRANSLATE_NOOP("say", "Balancing effects and harms")),
    ("what_failed", QT_TRANSLATE_NOOP("say", "What did not work")),
    ("equality_impact", QT_TRANSLATE_NOOP("say", "Effect on equality")),
    ("patient_part", QT_TRANSLATE_NOOP("say", "Part patients and carers played")),
    ("quote", QT_TRANSLATE_NOOP("say", "In somebody's own words")),
    ("conditions", QT_TRANSLATE_NOOP("say", "What it depended on")),
)
"""What came of it on the ward that wrote the card."""

TELLING = (
    ("expected", QT_TRANSLATE_NOOP("say", "What did you expect?")),
    ("surprised", QT_TRANSLATE_NOOP("say", "What surprised you?")),
    ("tell_others", QT_TRANSLATE_NOOP("say", "What would you tell another ward?")),
)
"""The three prompts of a learning story."""

TOLD = (
    ("expected", QT_TRANSLATE_NOOP("say", "We expected")),
    ("surprised", QT_TRANSLATE_NOOP("say", "What surprised us")),
    ("tell_others", QT_TRANSLATE_NOOP("say", "What we would tell another ward")),
)
"""The same, as they are read."""

LACKING: Final = {
    "title": QT_TRANSLATE_NOOP("say", "Give it a title in plain words."),
    "idea": QT_TRANSLATE_NOOP("say", "Say the idea in one sentence, or tell its story."),
    "story_long": QT_TRANSLATE_NOOP("say", "The story is longer than 250 words. Shorten it a little."),
    "quote_consent": QT_TRANSLATE_NOOP("say", "Say whether there is consent to the quote."),
}

_FOUND: Final = {
    "name": QT_TRANSLATE_NOOP("say", "A name"),
    "initials": QT_TRANSLATE_NOOP("say", "Somebody's initials"),
    "nhs_number": QT_TRANSLATE_NOOP("say", "An NHS number"),
    "local_number": QT_TRANSLATE_NOOP("say", "A hospital number"),
    "birth_date": QT_TRANSLATE_NOOP("say", "A date of birth"),
    "phone": QT_TRANSLATE_NOOP("say", "A telephone number"),
    "postcode": QT_TRANSLATE_NOOP("say", "A postcode"),
    "email": QT_TRANSLATE_NOOP("say", "An e-mail address"),
}

_PICTURES: Final = {
    "person_centred": "card-person-centred",
    "predict_prevent": "card-predict-prevent",
    "calm_environment": "card-calm-environment",
    "staff_skill": "card-staff-skill",
    "learn": "card-learn",
    "leadership": "card-leadership",
}


def picture(card: Card) -> str:
    """The drawing that goes with a card, by name: of its kind, else of its driver."""
    kind = card.text("kind")
    if kind == "story":
        return "card-story"
    return "card-how-to" if kind == "how_to" else _PICTURES.get(card.driver, "card-learn")


def kind(card: Card) -> str:
    """What kind of card it is."""
    return say.code("card_kind", card.text("kind") or "idea")


def driver(card: Card) -> str:
    """What it works on."""
    return say.code("starter_driver", card.driver) if card.driver else ""


def maturity(card: Card) -> str:
    """How far it has come; a guide is no idea and has come nowhere."""
    if card.text("kind") == "how_to":
        return ""
    code = card.text("maturity") or "idea"
    return say.tr("Not tested yet") if code == "idea" else say.code("maturity", code)


def source(card: Card) -> str:
    """Who wrote it, and where this ward's own card stands."""
    if card.shipped:
        return say.tr("Comes with WardQI")
    if not card.own:
        return card.ward_name or say.tr("Another ward")
    if card.changed:
        return say.tr("Ours, changed since approval")
    return say.tr(_OURS.get(card.state, _OURS["draft"]))


_OURS: Final = {
    "draft": QT_TRANSLATE_NOOP("say", "Ours: a draft"),
    "approved": QT_TRANSLATE_NOOP("say", "Ours: approved"),
    "checked": QT_TRANSLATE_NOOP("say", "Ours: checked"),
    "shared": QT_TRANSLATE_NOOP("say", "Ours: shared"),
    "withdrawn": QT_TRANSLATE_NOOP("say", "Ours: taken back"),
}


def standing(card: Card) -> str:
    """Where a card of this ward stands, as a sentence; empty for others."""
    if not card.own or card.shipped:
        return ""
    if card.changed:
        return say.tr("Others read the wording that was approved until this one is approved too.")
    return say.tr(_STANDING.get(card.state, _STANDING["draft"]))


_STANDING: Final = {
    "draft": QT_TRANSLATE_NOOP(
        "say", "A draft. Its words stay on this ward until the ward manager approves."
    ),
    "approved": QT_TRANSLATE_NOOP("say", "Approved. It goes to the QI team with the next bundle."),
    "checked": QT_TRANSLATE_NOOP("say", "Checked by the QI lead."),
    "shared": QT_TRANSLATE_NOOP("say", "Shared: other wards read it."),
    "withdrawn": QT_TRANSLATE_NOOP("say", "Taken back. Its words go to nobody."),
}


def quick(card: Card) -> list[tuple[str, str]]:
    """What it takes, in short: minutes, cost, people."""
    value = card.value
    found = []
    minutes = value.get("minutes")
    if isinstance(minutes, int) and card.text("kind") != "how_to":
        found.append((say.tr("Takes"), say.count(minutes, "minute", "minutes")))
    if value.get("cost"):
        found.append((say.tr("Costs"), say.code("cost_band", str(value["cost"]))))
    roles = value.get("roles_needed")
    if isinstance(roles, list) and roles:
        found.append(
            (say.tr("Needs"), say.listed([say.code("job_title", str(one)).lower() for one in roles]))
        )
    if card.safewards:
        found.append(("Safewards", say.code("safewards_intervention", card.safewards)))
    return found


_SETTING_LISTS: Final = {
    "ward_type": "ward_type",
    "security": "security_level",
    "sex": "ward_sex",
    "ages": "ward_ages",
}


def setting(card: Card) -> str:
    """What kind of ward it comes from."""
    told = []
    for name in SETTING:
        held = card.value.get(name)
        if name == "bed_count" and isinstance(held, int):
            told.append(say.count(held, "bed", "beds"))
        elif held and name in _SETTING_LISTS:
            told.append(say.code(_SETTING_LISTS[name], str(held)))
    return ", ".join(told)


def evidence(value: Mapping[str, object]) -> str:
    """What the tests behind a card come to, as one line; empty before the first."""
    run = value.get("cycles_run")
    if not isinstance(run, int) or not run:
        return ""
    told = [say.count(run, "test", "tests")]
    if value.get("scale"):
        told.append(say.tr("largest: {scale}", scale=say.code("cycle_scale", str(value["scale"])).lower()))
    if value.get("prediction_verdict"):
        told.append(say.code("prediction_verdict", str(value["prediction_verdict"])).lower())
    if value.get("signal"):
        told.append(say.tr("chart: {signal}", signal=say.code("chart_signal", str(value["signal"])).lower()))
    return "; ".join(told)


def result(one: Result) -> str:
    """What came of a card on a ward, as one line."""
    told = [say.code("idea_state", one.state).lower()] if one.state else []
    if one.dropped_reason:
        told[-1:] = [say.tr("dropped: {why}", why=say.code("dropped_reason", one.dropped_reason).lower())]
    if one.signal:
        told.append(say.tr("chart: {signal}", signal=say.code("chart_signal", one.signal).lower()))
    if one.on:
        told.append(say.day(one.on))
    return say.tr("{ward}: {what}", ward=one.ward_name or say.tr("Another ward"), what=", ".join(told))


def field(path: str) -> str:
    """What a path of a card is called, as the card shows it."""
    if path.startswith("adaptations."):
        return say.tr("What was changed here")
    known = dict((*HOW, *WHAT_HAPPENED, *TOLD))
    known |= {"title": "Title", "idea": "The idea in a sentence"}
    return say.tr(known.get(path, path))


def found(one: Found) -> str:
    """What was found, how sure that is, and where."""
    what, where = say.tr(_FOUND.get(one.kind, "A name")), field(one.path)
    if one.sure:
        return say.tr("{what} in “{field}”", what=what, field=where)
    return say.tr("{what}, perhaps, in “{field}”", what=what, field=where)


def around(one: Found, reach: int = 40) -> str:
    """What was found, in quotation marks, with a few words around it."""
    before, after = one.whole[: one.start], one.whole[one.end :]
    left = ("…" if len(before) > reach else "") + before[-reach:]
    right = after[:reach] + ("…" if len(after) > reach else "")
    return " ".join(f"{left}“{one.text}”{right}".split())


def story_count(words: int) -> str:
    """How many words a story is, of how many."""
    if words > STORY_WORDS:
        return say.tr(
            "{words} of {most} words: {over} too many",
            words=words,
            most=STORY_WORDS,
            over=words - STORY_WORDS,
        )
    return say.tr("{words} of {most} words", words=words, most=STORY_WORDS)


def reading(value: Mapping[str, object]) -> str:
    """How long a card takes to read, and that two minutes are enough."""
    minutes = learning.reading_minutes(value)
    if minutes > learning.READ_IN:
        return say.tr("Takes about {minutes} minutes to read: what can go?", minutes=math.ceil(minutes))
    return say.tr("Read in two minutes or less.")
