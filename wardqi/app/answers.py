"""What the records and the help answer in the command box, as lines that open what they name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from wardqi.app import help_pages, keys, say
from wardqi.app.screen import Command

if TYPE_CHECKING:
    from wardqi.services.lookup import Hit

_MOST = 8


def commands(
    hits: Iterable[Hit], typed: str, now: datetime, go: Callable[[str, str], object]
) -> Sequence[Command]:
    """The lines that fit what was typed, best first; slips and the order of words are forgiven."""
    kinds = {
        "incidents": say.tr("Incident"),
        "patients": say.tr("Patient"),
        "measures": say.tr("Measure"),
        "improvement": say.tr("Project"),
    }
    lines = [
        Command(_title(hit, now), partial(go, hit.screen, hit.ident), "", hit.words, kinds[hit.screen])
        for hit in hits
    ]
    lines += [
        Command(topic.title, partial(go, "help", topic.name), "", say.tr("help"), say.tr("Help"))
        for topic in help_pages.topics()
    ]
    return keys.search(lines, typed, most=_MOST)


def _title(hit: Hit, now: datetime) -> str:
    return f"{hit.title}, {say.moment(hit.when, now)}" if hit.when else hit.title
