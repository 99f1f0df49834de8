"""What the library offers where it may help, in words: a sentence, and the cards it leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wardqi.app import say
from wardqi.services.learning import cards, prompts
from wardqi.services.learning.prompts import GUIDES, SIGNAL, STUDY, Repeated

if TYPE_CHECKING:
    from wardqi.domain.spc import Analysis

Offer = tuple[str, tuple[tuple[str, str], ...]]
_LATELY = 6


def signal(analysis: Analysis | None) -> Offer:
    """On a chart whose latest points hold a signal."""
    points = () if analysis is None else analysis.points[-_LATELY:]
    if not any(one.special in ("improvement", "concern") for one in points):
        return "", ()
    return say.tr("This chart shows a signal. A short card says what to do with one."), _guide(SIGNAL)


def study() -> Offer:
    """At a Study."""
    return say.tr("A short card about studying a test:"), _guide(STUDY)


def repeated(found: Repeated) -> Offer:
    """Where something comes before incidents again and again."""
    before = say.code("antecedent", found.antecedent).lower()
    told = say.tr(
        "Before {many} incidents in four weeks: {what}. Ideas that may help, each read in two minutes.",
        many=found.count,
        what=before,
    )
    ideas = tuple((one.ref, one.title) for one in found.cards[:2])
    return told, (*ideas, *_guide(prompts.ANTECEDENT))


def _guide(code: str) -> tuple[tuple[str, str], ...]:
    ref = GUIDES[code]
    return tuple((one.ref, one.title) for one in cards.shipped() if one.ref == ref)
