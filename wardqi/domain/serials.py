"""Serials of paper slips: eight characters, "K7QM-014R", made so that no PC prints another's and no slip of
the finger passes for a serial.

The first four are the PC's mark, the next three count its slips, the last is a check: it notices any one
wrong character and any two that changed places. There are no letters that read like others, nor vowels.
"""

from __future__ import annotations

import hashlib
from typing import Final

ALPHABET: Final = "0123456789BCDFGHJKMNPQRSTVWXY"
"""29 characters, a prime number, as the check needs; O, I, L and Z are read as 0, 1, 1 and 2."""

MARK, NUMBER = 4, 3
LENGTH: Final = MARK + NUMBER + 1
MOST: Final = len(ALPHABET) ** NUMBER
"""How many slips one mark can number."""

EXAMPLE: Final = "K7QM-014R"

_BASE = len(ALPHABET)
_READ_AS = str.maketrans("OILZ", "0112", " -\u2010\u2011\u2012\u2013\u2014\u00a0\t")


class NotASerial(ValueError):
    """What was typed is no serial. `code`: empty, length, character, or check (it was mistyped)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read(text: str) -> str:
    """A serial as it is kept, from what was typed or scanned; raises NotASerial."""
    said = text.strip().upper().translate(_READ_AS)
    if not said:
        raise NotASerial("empty")
    if len(said) != LENGTH:
        raise NotASerial("length")
    if any(letter not in ALPHABET for letter in said):
        raise NotASerial("character")
    if _check(said[:-1]) != said[-1]:
        raise NotASerial("check")
    return _shown(said)


def mark(pc: str, turn: int = 0) -> str:
    """The mark of a PC, from the name its store has in the log; another `turn` gives it another."""
    digest = hashlib.sha256(f"paper\x1f{pc}\x1f{turn}".encode()).digest()
    return _digits(int.from_bytes(digest[:8]), MARK)


def of(mark_: str, number: int) -> str:
    """The serial of a PC's slip of this number, from 0; raises ValueError past the last."""
    if not 0 <= number < MOST:
        raise ValueError("a mark numbers no more slips")
    said = mark_ + _digits(number, NUMBER)
    return _shown(said + _check(said))


def parts(serial: str) -> tuple[str, int]:
    """The mark and the number of a serial as it is kept."""
    said = serial.replace("-", "")
    number = 0
    for letter in said[MARK : MARK + NUMBER]:
        number = number * _BASE + ALPHABET.index(letter)
    return said[:MARK], number


def _check(said: str) -> str:
    """The last character: with it the weighted sum, each place by its own weight, is a multiple of 29."""
    total = sum(at * ALPHABET.index(letter) for at, letter in enumerate(said, 2))
    return ALPHABET[-total % _BASE]


def _digits(number: int, places: int) -> str:
    said = ""
    for _ in range(places):
        number, rest = divmod(number, _BASE)
        said = ALPHABET[rest] + said
    return said


def _shown(said: str) -> str:
    return f"{said[:MARK]}-{said[MARK:]}"
