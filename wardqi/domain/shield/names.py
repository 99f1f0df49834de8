"""The names of a ward's people in every form in which notes use them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from wardqi.domain.shield.fold import parts, plain
from wardqi.domain.shield.lists import lists
from wardqi.domain.shield.model import Person

_LONG = 8
"""From this length on a name is known again with two slips."""
_SHORTEST = 4
"""Shorter names are known in their right spelling only."""
_REMEMBERED = 5_000
"""Words of which it is remembered whether they are a slip, for the next look at the same text."""
IsWord = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a name: whose it is, by number, and whether it is also an ordinary word."""

    people: frozenset[int]
    word: bool


@dataclass(slots=True)
class Names:
    """The index, made once for a ward's people."""

    people: Sequence[Person]
    ordinary: IsWord
    forms: dict[str, Form] = field(default_factory=dict)
    initials: dict[str, frozenset[int]] = field(default_factory=dict)
    first_letters: dict[int, frozenset[str]] = field(default_factory=dict)
    _nearby: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _asked: dict[str, Form | None] = field(default_factory=dict)
    _firsts: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        whose: dict[str, set[int]] = defaultdict(set)
        full: set[str] = set()
        initials: dict[str, set[int]] = defaultdict(set)
        for number, person in enumerate(self.people):
            for name in person.names:
                own = set(_own_forms(name))
                full |= own
                for form in own | set(_short_forms(name)):
                    whose[form].add(number)
            for letters in {person.initials.upper(), *(_initials(name) for name in person.names)}:
                if len(letters) >= 2:
                    initials[letters].add(number)
            self.first_letters[number] = frozenset(plain(name)[0] for name in person.names if plain(name))
        for form, found in whose.items():
            self.forms[form] = Form(frozenset(found), self._is_word(form))
            if form in full and len(form) >= _SHORTEST:
                for short in (form, *_without(form)):
                    self._nearby[short].add(form)
        for form, found in whose.items():  # "the Smiths", "Johns room"
            if form in full and not self.forms[form].word:
                self.forms.setdefault(f"{form}s", Form(frozenset(found), False))
        self._firsts = frozenset(form[0] for form in full)
        self.initials = {letters: frozenset(found) for letters, found in initials.items()}

    def _is_word(self, form: str) -> bool:
        known = lists()
        if form in known.small_words or form in known.calendar:
            return True
        return form not in known.seldom_words and self.ordinary(form)

    def near(self, word: str) -> Form | None:
        """The name this word is a slip away from; None when it is an ordinary word or near nobody."""
        if len(word) < _SHORTEST or (word[0] not in self._firsts and word[1] not in self._firsts):
            return None
        if word not in self._asked:
            if len(self._asked) > _REMEMBERED:
                self._asked.clear()
            self._asked[word] = self._near(word)
        return self._asked[word]

    def _near(self, word: str) -> Form | None:
        found = {form for short in (word, *_without(word)) for form in self._nearby.get(short, ())}
        close = [form for form in found if _slip(word, form)]
        if not close or self.ordinary(word):
            return None
        return Form(frozenset().union(*(self.forms[form].people for form in close)), False)


def _own_forms(name: str) -> Iterator[str]:
    """What a person is called: each part of the name, double names whole and apart, all of it as one word."""
    known = lists()
    words = [word for word in name.split() if plain(word) and plain(word) not in known.titles]
    for word in words:
        whole = plain(word)
        if len(whole) > 1 and whole not in known.particles:
            yield whole
        pieces = parts(word)
        if len(pieces) > 1:
            yield from (one for one in pieces if len(one) > 2 and one not in known.particles)
    if len(words) > 1:
        yield plain("".join(words))
        yield plain(words[-1] + "".join(words[:-1]))
    for at, word in enumerate(words[:-1]):
        if plain(word) in known.particles:
            yield plain("".join(words[at:]))
            yield plain(word + words[at + 1])


def _short_forms(name: str) -> Iterator[str]:
    """Nicknames of the given names, and the names that a nickname stands for."""
    known = lists()
    words = [plain(one) for one in re.split(r"[\s\-]+", name) if plain(one)]
    for word in words[:-1] or words:
        yield from known.nicknames.get(word, ())
        if len(word) > 2:
            yield from (whole for whole, short in known.nicknames.items() if word in short)


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s\-]+", name) if word[:1].isalpha()).upper()


def _without(word: str) -> set[str]:
    """The word with a letter left out, with two where it is long."""
    once = {word[:at] + word[at + 1 :] for at in range(len(word))}
    if len(word) < _LONG:
        return once
    return once | {short[:at] + short[at + 1 :] for short in once for at in range(len(short))}


def _slip(word: str, name: str) -> bool:
    """Whether this is the name with a slip or two: letters changed, added, left out or swapped."""
    if word == name or (name.startswith(word) and len(name) - len(word) > 1):
        return False
    allowed = 2 if min(len(word), len(name)) >= _LONG else 1
    if word[0] != name[0] and word[:2] != name[1::-1]:
        return False
    return _apart(word, name, allowed) <= allowed


def _apart(one: str, other: str, most: int) -> int:
    """Letters to change, add, leave out or swap with a neighbour; more than `most` is not told apart."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row = row, [i]
        for j, b in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = above
    return row[-1]
