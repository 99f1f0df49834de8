"""The British English word list, read quickly: enough to tell an ordinary word from a slip in a name."""

from __future__ import annotations

import re
from functools import cache

from wardqi import resources

PLACE = "words/en_GB"
_ENDINGS = ("'s", "s", "es", "d", "ed", "ing", "er", "ers", "ly", "est", "ness", "ings", "n", "r")


@cache
def small_words() -> frozenset[str]:
    """The dictionary's words that are written small, without their endings."""
    lines = resources.read_text(f"{PLACE}.dic").split("\n")[1:]
    return frozenset(word for word in (line.partition("/")[0] for line in lines) if word[:1].islower())


def ordinary(word: str) -> bool:
    """Whether a small word is English, endings included; quick, and a little too generous.

    The name shield asks it of every word that looks like a slip in a name.
    """
    known = small_words()
    if word in known:
        return True
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) < 2 or stem == word or (len(ending) == 1 and ending in "dnr" and stem[-1] != "e"):
            continue
        if stem in known or f"{stem}e" in known:
            return True
        if ending[0] in "ei" and stem[-1:] == stem[-2:-1] and stem[:-1] in known:  # stopped, running
            return True
        if stem[-1:] == "i" and f"{stem[:-1]}y" in known:  # carried, happily
            return True
    return bool(re.fullmatch(r"(?:un|re|non|mis|over|out)\w+", word)) and _unprefixed(word)


def _unprefixed(word: str) -> bool:
    for prefix in ("un", "re", "non", "mis", "over", "out"):
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) > 3 and ordinary(rest):
            return True
    return False
