"""What a passphrase or a PIN must be, before anything is protected by it."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata

from wardqi import resources

COMMON = "words/common-passphrases.txt"
LENGTH = 12
WORDS = 4
LONGEST = 1024
PIN_LENGTH = 6


def normal(passphrase: str) -> bytes:
    """The bytes a passphrase stands for: the same on every keyboard (Unicode form NFC)."""
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


@functools.cache
def _common() -> tuple[frozenset[str], re.Pattern[str]]:
    """The shipped list, and a pattern for text made of nothing but its entries."""
    lines = resources.read_text(COMMON).splitlines()
    entries = frozenset(_letters(line) for line in lines if line and not line.startswith("#"))
    longest_first = sorted(entries, key=len, reverse=True)
    return entries, re.compile("(?:" + "|".join(map(re.escape, longest_first)) + ")+")


def _letters(text: str) -> str:
    """Letters and digits only, so that "Pass-word 1" and "password1" are the same."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def _is_common(text: str) -> bool:
    entries, made_of = _common()
    plain = _letters(text)
    bare = plain.strip("0123456789")
    return plain in entries or bare in entries or not bare or made_of.fullmatch(bare) is not None


def check_passphrase(text: str) -> list[str]:
    """Why a passphrase is too weak, as codes; [] when it may be used.

    `too_short` (under 12 characters and under 4 words), `too_long`, `control_character`,
    `repetitive` (fewer than 5 different characters), `common` (on the shipped list, or made of it).
    """
    codes = []
    form = unicodedata.normalize("NFC", text)
    words = {word.casefold() for word in form.split() if len(word) > 1}
    if len(form.strip()) < LENGTH and len(words) < WORDS:
        codes.append("too_short")
    if len(form) > LONGEST:
        codes.append("too_long")
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in form):
        codes.append("control_character")
    if len(set(_letters(form))) < 5:
        codes.append("repetitive")
    elif _is_common(form):
        codes.append("common")
    return codes


def check_pin(pin: str) -> list[str]:
    """Why a PIN may not be used: `not_digits`, `too_short`, `too_long`, `too_simple`; [] when it may be."""
    if not (pin.isascii() and pin.isdigit()):
        return ["not_digits"]
    if len(pin) < PIN_LENGTH:
        return ["too_short"]
    if len(pin) > 32:
        return ["too_long"]
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}
    return ["too_simple"] if len(steps) == 1 or len(set(pin)) < 3 else []
