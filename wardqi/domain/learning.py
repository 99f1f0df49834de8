"""Learning cards: which words travel, what a card lacks, what tests say of an idea, how cards are found.

A card's words stay on its ward until its manager approved them; then each travels as a reviewed text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from wardqi.domain import improvement, kinds
from wardqi.domain.improvement import Cycle
from wardqi.domain.kinds import KINDS, Type, live_rows

KIND: Final = "learning_card"
DRAFT, APPROVED, CHECKED, SHARED, WITHDRAWN = STATES = ("draft", "approved", "checked", "shared", "withdrawn")
READ_ELSEWHERE: Final = (CHECKED, SHARED)
"""States in which another ward reads a card."""

TEXTS: Final = tuple(one.name for one in KINDS[KIND].fields if one.type in (Type.TEXT, Type.NOTES))
"""The fields of a card that hold words."""

STORY: Final = ("expected", "surprised", "tell_others")
STORY_WORDS: Final = 250
"""How long a learning story may be, its three parts together."""

_OWN: Final = frozenset({"quote"})
_ADAPTED: Final = ("adapted", "kept")


# --- words ---------------------------------------------------------------------------------------------


def texts(value: Mapping[str, object]) -> dict[str, str]:
    """The words of a card that would travel, by path; somebody's own words only with their consent."""
    found = {
        name: value.get(name) for name in TEXTS if name not in _OWN or value.get("quote_consent") == "yes"
    }
    for row, one in live_rows(value, "adaptations"):
        found[f"adaptations.{row}.text"] = one.get("text")
    return {path: words for path, words in found.items() if isinstance(words, str) and words.strip()}


def laid_over(value: Mapping[str, object], reviewed: Mapping[str, str]) -> dict[str, object]:
    """A card as it is read away from its ward: what travels of it, and its reviewed words by path."""
    flat = {**kinds.flatten(value), **reviewed}
    known = {row for row, _ in live_rows(value, "adaptations")}
    return kinds.nest({path: one for path, one in flat.items() if _stands(path, known)})


def _stands(path: str, rows: set[str]) -> bool:
    parts = path.split(".")
    return parts[0] != "adaptations" or len(parts) < 2 or parts[1] in rows


def count_words(*parts: str) -> int:
    """How many words these texts are together."""
    return sum(len(part.split()) for part in parts)


def story_words(value: Mapping[str, object]) -> int:
    """How many words a card's story is."""
    return count_words(*(str(value.get(name) or "") for name in STORY))


def reading_minutes(value: Mapping[str, object]) -> float:
    """How long a card takes to read, at two hundred words a minute."""
    return count_words(*texts(value).values()) / _A_MINUTE


_A_MINUTE: Final = 200
READ_IN: Final = 2
"""The most minutes a card should take to read."""


def lacking(value: Mapping[str, object]) -> tuple[str, ...]:
    """What stands between a card and its approval, as codes."""
    said = {name for name in TEXTS if str(value.get(name) or "").strip()}
    story = bool(said & set(STORY))
    return tuple(
        code
        for code, found in (
            ("title", "title" not in said),
            ("idea", "idea" not in said and not story),
            ("story_long", story_words(value) > STORY_WORDS),
            ("quote_consent", "quote" in said and not value.get("quote_consent")),
        )
        if found
    )


_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Sister|Matron|Nurse|Rev|Sir|Lady)\.?[ \u00a0]"
    r"(?P<name>[A-Z][\w'’\-]+(?:[ \u00a0][A-Z][\w'’\-]+)?)"
)


def titled(text: str) -> tuple[tuple[int, int], ...]:
    """Where a title stands before a capital: a name, though nobody here may bear it."""
    return tuple(found.span() for found in _TITLED.finditer(text))


# --- what tests say of an idea ---------------------------------------------------------------------------


def told_by(cycles: Sequence[Cycle]) -> dict[str, object]:
    """What the tests of an idea say of it: how many, how large, what was predicted and what happened."""
    begun = [one for one in cycles if one.begun]
    if not begun:
        return {}
    ordered = sorted(begun, key=lambda one: (one.text("starts_on") or one.text("sealed_at"), one.number))
    studied = [one for one in ordered if _results(one) or one.text("learned")]
    last = (studied or ordered)[-1]
    reached = max(improvement.step(one.text("scale")) for one in begun)
    verdict = _verdict(last)
    let_go = [one for one in ordered if one.text("decision") == "abandon"]
    found: dict[str, object] = {
        "cycles_run": len(begun),
        "predicted": _lines(_asked(one, _prediction(one)) for _, one in last.questions),
        "happened": _lines([*_results(last), last.text("learned")]),
        "what_failed": _lines([*(one.text("learned") for one in let_go), *map(_seen, ordered)]),
        "measure": next((one.text("measure") for one in reversed(ordered) if one.text("measure")), ""),
        "prediction_verdict": verdict,
        "scale": improvement.scales()[reached] if reached >= 0 else "",
    }
    return {name: one for name, one in found.items() if one not in ("", None)}


def _prediction(one: Mapping[str, object]) -> str:
    words = str(one.get("prediction") or "").strip()
    low, high = improvement.number(one.get("low")), improvement.number(one.get("high"))
    figures = "–".join(f"{each:g}" for each in (low, high) if each is not None)
    return f"{words} ({figures})" if words and figures else words or figures


def _results(cycle: Cycle) -> list[str]:
    return [_asked(one, str(one["result"]).strip()) for _, one in cycle.questions if one.get("result")]


def _asked(one: Mapping[str, object], answer: str) -> str:
    question = " ".join(str(one.get("question") or "").split())
    return f"{question} {answer}" if question and answer else answer


def _seen(cycle: Cycle) -> str:
    """Problems that were seen while a test ran."""
    rows = (one for _, one in live_rows(cycle.value, "observations") if one.get("kind") == "problem")
    return _lines(str(one.get("text") or "") for one in rows)


def _verdict(cycle: Cycle) -> str:
    found = {str(one["verdict"]) for _, one in cycle.questions if one.get("verdict")}
    return found.pop() if len(found) == 1 else "partly" if found else ""


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(part.strip() for part in dict.fromkeys(parts) if part.strip())


def maturity(states: Iterable[str], scale: object, run: object, wards: int) -> str:
    """How far an idea has come: tried, kept on a whole ward, kept or adapted by other wards too."""
    if wards:
        return "spread"
    if "kept" in set(states) and improvement.step(scale) >= improvement.step("one_ward"):
        return "reliable"
    return "tested" if isinstance(run, int) and run > 0 else "idea"


def wards_reached(value: Mapping[str, object], own: str) -> int:
    """Other wards that kept or adapted what a card tells of, as their results say."""
    rows = (one for _, one in live_rows(value, "results"))
    return len({one.get("ward") for one in rows if one.get("state") in _ADAPTED and one.get("ward") != own})


# --- finding cards -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filters:
    """Codes to keep cards by, any of each list; an empty one keeps all. `wards` are kinds of ward."""

    drivers: frozenset[str] = frozenset()
    wards: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    maturity: frozenset[str] = frozenset()


EVERY: Final = Filters()
"""Keeps every card."""


def folded(text: str) -> str:
    """A text as searching compares it: small letters, no accents, single spaces."""
    small = text.casefold()
    if small.isascii():
        return " ".join(small.split())
    plain = unicodedata.normalize("NFKD", small)
    return " ".join("".join(one for one in plain if not unicodedata.combining(one)).split())


def matches(wanted: str, text: str) -> bool:
    """Whether every word of a folded search is in a folded text."""
    return all(word in text for word in wanted.split())
