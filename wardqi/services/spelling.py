"""British English and a ward's own words: which words are spelt right, and what may have been meant.

The dictionary takes a second to load, so the window asks from a worker, never on its own thread.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from wardqi import resources
from wardqi.domain.kinds import derived_row_id, live_rows
from wardqi.domain.shield import Shield
from wardqi.services import dictionary
from wardqi.services.desk import Desk
from wardqi.services.recording import Saved
from wardqi.store import records
from wardqi.store.log import Act

_MOST = 4
_LONGEST = 40
_loading = threading.Lock()


class IsAName(Exception):
    """A name of this ward's people is never put into its dictionary."""


def wrong(desk: Desk, words: Iterable[str]) -> frozenset[str]:
    """Those of the words that neither the dictionary nor the ward knows; the first time takes a second."""
    known = _shipped() | _own(desk)
    return frozenset(word for word in words if not _right(word, known))


def suggestions(_desk: Desk, word: str) -> tuple[str, ...]:
    """What may have been meant, likeliest first: ward words a slip away, then the dictionary's."""
    folded = word.casefold()
    near = [one for one in sorted(_shipped()) if one[0] == folded[0] and _close(one, folded)]
    found = [*near, *_dictionary().suggest(word)] if len(word) <= _LONGEST else near
    return tuple(dict.fromkeys(_as_written(one, word) for one in found if " " not in one))[:_MOST]


def learn(desk: Desk, word: str, shield: Shield) -> Saved:
    """Add a word to the ward's own, for everyone on it; raises IsAName for a name of its people."""
    desk.may("record")
    if shield.is_name(word):
        raise IsAName
    ward, small = desk.ward(), word.strip().casefold()
    row = derived_row_id("word", ward, small)
    (entry,) = desk.append(Act("ward", "amend", ward, {"words": {row: {"word": small}}}))
    return Saved(ward, "", (entry.op.id,), (), entry.at)


def _right(word: str, known: frozenset[str]) -> bool:
    folded = word.casefold()
    if folded in known or word in dictionary.small_words():
        return True
    if _dictionary().lookup(word):
        return True
    parts = re.split("[-‐‑]", word)
    return len(parts) > 1 and all(len(part) < 4 or _right(part, known) for part in parts)


def _own(desk: Desk) -> frozenset[str]:
    ward = desk.store.fact("ward")
    record = records.find(desk.store, ward) if ward else None
    rows = () if record is None else live_rows(record.value, "words")
    return frozenset(str(one.get("word") or "").casefold() for _, one in rows)


@cache
def _shipped() -> frozenset[str]:
    lines = resources.read_text("words/ward.txt").split("\n")
    return frozenset(line.strip().casefold() for line in lines if line.strip() and not line.startswith("#"))


def _dictionary() -> Any:
    with _loading:  # two fields may ask at once, and loading is long
        return _load()


@cache
def _load() -> Any:
    from spylls.hunspell import Dictionary

    return Dictionary.from_files(str(resources.path(dictionary.PLACE)))


def _close(one: str, other: str) -> bool:
    """Whether two words of some length are alike but for a letter or two."""
    if abs(len(one) - len(other)) > 2 or len(one) < 5:
        return False
    return SequenceMatcher(None, one, other).ratio() > 0.85


def _as_written(suggested: str, word: str) -> str:
    return suggested[:1].upper() + suggested[1:] if word[:1].isupper() else suggested
