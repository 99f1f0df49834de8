"""What the shield knows of English, read once from `resources/words/shield.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from wardqi import resources


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of the file by name; see there what each is for."""

    seldom_words: frozenset[str]
    small_words: frozenset[str]
    like_verbs: frozenset[str]
    starters: frozenset[str]
    calendar: frozenset[str]
    like_qualities: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    determiners: frozenset[str]
    before_times: frozenset[str]
    acts: frozenset[str]
    speech: frozenset[str]
    being: frozenset[str]
    modals: frozenset[str]
    after_modals: frozenset[str]
    not_of_people: frozenset[str]
    usual_capitals: frozenset[str]
    telegraphic: frozenset[str]
    before_people: frozenset[str]
    person_words: frozenset[str]
    after_things: frozenset[str]
    abbreviations: frozenset[str]
    postcode_areas: frozenset[str]
    nicknames: Mapping[str, tuple[str, ...]]


@cache
def lists() -> Lists:
    """The shipped lists."""
    kept = tomllib.loads(resources.read_text("words/shield.toml"))
    nicknames = {name: tuple(short.split()) for name, short in kept.pop("nicknames").items()}
    return Lists(nicknames=nicknames, **{name: frozenset(words.split()) for name, words in kept.items()})
