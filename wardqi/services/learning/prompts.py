"""When a card is worth a look: something comes before incidents again and again.

The first signal on a chart and the first Study are known where they are shown; here is what each leads to.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Final

from wardqi import resources
from wardqi.services.desk import Desk
from wardqi.services.learning import cards
from wardqi.services.learning.cards import GUIDE, SHIPPED, Card
from wardqi.store import learning as reading

SIGNAL, STUDY, ANTECEDENT = PROMPTS = ("signal", "study", "antecedent")
GUIDES: Final = {
    SIGNAL: f"{SHIPPED}{GUIDE}signal",
    STUDY: f"{SHIPPED}{GUIDE}study",
    ANTECEDENT: f"{SHIPPED}{GUIDE}again",
}
"""The shipped guide that each prompt leads to."""

_DAYS = timedelta(days=28)
_OFTEN = 4


@dataclass(frozen=True, slots=True)
class Repeated:
    """What came before so many incidents of the last four weeks, and cards that may help with it."""

    antecedent: str
    count: int
    cards: tuple[Card, ...]


def repeated(desk: Desk) -> Repeated | None:
    """What comes before incidents most often, when it came at least four times; "not known" is nothing."""
    desk.may("read")
    since = (desk.now().date() - _DAYS).isoformat()
    known = _ideas()
    for code, count in reading.antecedents(desk.store, desk.ward(), since):
        if code in known and count >= _OFTEN:
            return Repeated(code, count, helping(code))
    return None


def helping(antecedent: str) -> tuple[Card, ...]:
    """The shipped cards that may help with what came before."""
    by_code = {one.text("standard"): one for one in cards.shipped()}
    return tuple(by_code[one] for one in _ideas().get(antecedent, ()) if one in by_code)


@cache
def _ideas() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = tomllib.loads(resources.read_text("library/antecedents.toml"))[
        "ideas"
    ]
    return found
