"""Words of a text as the shield compares them: no accents, no case, no invisible or look-alike letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_LETTER = r"[^\W\d_]"
UNSEEN: Final = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""Characters that take no place on the screen, for a character class."""
_INSIDE = rf"(?:{_LETTER}|[\u0300-\u036f{UNSEEN}])"
JOINS: Final = "'\u2019\u2018\u02bc\u0060\u00b4\uff07\u2010\u2011\\-"
_WORD = re.compile(rf"{_LETTER}{_INSIDE}*(?:[{JOINS}]{_LETTER}{_INSIDE}*)*")
_APOSTROPHES = JOINS[:7]

# Letters that do not fall apart into a plain letter and a mark, and letters of other scripts that look alike.
_ALIKE = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i",
        "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "к": "k", "м": "m", "н": "h",
        "т": "t", "в": "b", "і": "i", "ј": "j", "ѕ": "s", "ԁ": "d", "һ": "h", "ո": "n", "α": "a", "ο": "o",
        "ν": "v", "ρ": "p", "τ": "t", "ι": "i", "κ": "k", "ε": "e", "υ": "u",
    }
)  # fmt: skip


@dataclass(slots=True)
class Token:
    """A word and where it stands; `end` is before an 's that says whose something is."""

    start: int
    end: int
    text: str
    plain: str
    owns: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()

    @property
    def shouted(self) -> bool:
        """Whether it is in capitals throughout, and longer than a letter."""
        return len(self.text) > 1 and self.text.isupper()


def tokens(text: str) -> list[Token]:
    """The words of a text in order; hyphens and apostrophes inside hold a word together."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for found in _WORD.finditer(text):
        start, end, word = found.start(), found.end(), found.group()
        owns = False
        if len(word) > 2 and word[-1] in "sS" and word[-2] in _APOSTROPHES:
            owns, end, word = True, end - 2, word[:-2]
        yield Token(start, end, word, plain(word), owns)


def plain(word: str) -> str:
    """A word for comparing: letters only, small, without marks ("O’Neill" is "oneill")."""
    if word.isascii():
        if word.isalpha():
            return word.lower()
        return "".join(letter for letter in word.lower() if letter.isalnum())
    bare = unicodedata.normalize("NFKD", word).casefold().translate(_ALIKE)
    return "".join(letter for letter in bare if letter.isalnum())


def parts(word: str) -> list[str]:
    """The parts of a word at its hyphens and apostrophes, plain."""
    return [one for one in (plain(part) for part in re.split(f"[{JOINS}\\s.,]+", word)) if one]
