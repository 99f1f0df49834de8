"""Guides of two minutes: each is offered once where it is first needed, one a day at most, until ended.

What a person has ended is kept with their other choices of the screen; it says nothing of what they know.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from wardqi import resources
from wardqi.app.settings import Settings


@dataclass(frozen=True, slots=True)
class Guide:
    """A short text: `first_at` is where it is first needed."""

    code: str
    title: str
    first_at: str
    words: tuple[str, ...]


@cache
def every() -> tuple[Guide, ...]:
    """All guides, in the order they are listed."""
    told = tomllib.loads(resources.read_text("guides.toml"))["guide"]
    return tuple(Guide(one["code"], one["title"], one["first_at"], tuple(one["words"])) for one in told)


def wanted(settings: Settings, place: str, today: date) -> Guide | None:
    """The guide to offer here now; None when it was offered before, or another was today."""
    if settings.text("guide_day") == today.isoformat():
        return None
    seen = settings.text("seen_guides").split()
    return next((one for one in every() if one.first_at == place and one.code not in seen), None)


def offered(settings: Settings, guide: Guide, today: date) -> None:
    """A guide is on the screen: it is not offered again, and no other is today."""
    settings.keep("guide_day", today.isoformat())
    seen = settings.text("seen_guides").split()
    if guide.code not in seen:
        settings.keep("seen_guides", " ".join([*seen, guide.code]))


def end(settings: Settings) -> None:
    """This person wants no more guides, ever."""
    settings.keep("seen_guides", " ".join(one.code for one in every()))
