"""Finding: names, initials and numbers in a text, as findings that do not overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from wardqi.domain.shield import numbers
from wardqi.domain.shield.context import Page
from wardqi.domain.shield.fold import Token, parts, plain, tokens
from wardqi.domain.shield.lists import lists
from wardqi.domain.shield.model import Finding, Kind, Person
from wardqi.domain.shield.names import Form, IsWord, Names
from wardqi.domain.shield.standin import stand_in

_JOINED = re.compile(r"[ \t\u00a0\n]{1,3}|, ?|\. ?|[-‐‑]")
_SPACE = re.compile(r"[ \t\u00a0]{1,3}|\. ?")
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\. ?){2,4}(?!\w)")
_CAPITALS = re.compile(r"(?<![\w.\-/&])[A-Z]{2,4}(?![\w\-/&])")


_ROLES = frozenset({"patient", "nurse", "doctor"})


@dataclass(slots=True)
class _Hit:
    """One word that is, or may be, a name: how plainly (1 and more counts)."""

    first: int
    last: int
    people: frozenset[int]
    weight: float
    words: tuple[str, ...]


class Shield:
    """Looks through texts for a ward's people.

    `ordinary` tells whether a small word is in the dictionary; `places` are names of wards, rooms and trusts
    that are not people though a person may be called the same.
    """

    def __init__(self, people: Iterable[Person], ordinary: IsWord, places: Iterable[str] = ()) -> None:
        self.people: tuple[Person, ...] = tuple(people)
        self._ordinary = ordinary
        self._names = Names(self.people, ordinary)
        words = [re.escape(place) for place in places if place.strip()]
        self._places = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) if words else None

    def find(self, text: str, today: date) -> list[Finding]:
        """What could tell who somebody is, in the order of the text; no two overlap."""
        spots = numbers.spots(text, self.people, today)
        taken = [(spot.start, spot.end) for spot in spots]
        found = [
            Finding(
                spot.start,
                spot.end,
                spot.kind,
                spot.sure,
                text[spot.start : spot.end],
                spot.people,
                stand_in(spot.kind, spot.people),
            )
            for spot in spots
            if spot.kind is not None
        ]
        if self.people:
            found += self._people(text, taken)
        return sorted(found, key=lambda one: one.start)

    def is_name(self, word: str) -> bool:
        """Whether a word is a form of some name here, so that it is no misspelling."""
        return plain(word) in self._names.forms or any(one in self._names.forms for one in parts(word))

    # --- names

    def _people(self, text: str, taken: list[tuple[int, int]]) -> list[Finding]:
        words = tokens(text)
        if self._places is not None:
            taken = taken + [found.span() for found in self._places.finditer(text)]
        forms = [self._form(words, at) for at in range(len(words))]
        page = Page(text, words)
        hits = [
            hit
            for at, form in enumerate(forms)
            if form is not None
            for hit in [self._hit(page, forms, at, form)]
        ]
        found = []
        for group in self._groups(text, words, hits):
            one = self._finding(text, words, group)
            if one is not None and not _overlaps(one.start, one.end, taken):
                found.append(one)
                taken = [*taken, (one.start, one.end)]
        return found + self._initials(text, taken, page)

    def _form(self, words: Sequence[Token], at: int) -> tuple[Form, float] | None:
        """The name a word is a form of, and how plainly: 3 as it is written, 1 a short word with a slip."""
        word = words[at]
        form = self._names.forms.get(word.plain)
        if form is not None:
            return form, 3.0
        if len(word.text) > len(word.plain):  # a hyphen or an apostrophe in it
            for part in parts(word.text):
                form = self._names.forms.get(part)
                if form is not None and not form.word:
                    return form, 3.0
        if at + 1 < len(words) and word.plain in lists().particles:
            form = self._names.forms.get(word.plain + words[at + 1].plain)
            if form is not None:
                return form, 3.0
        form = self._names.near(word.plain)
        if form is not None:
            return form, 2.0 if len(word.plain) > 4 or word.capital else 1.0
        return None

    def _hit(
        self, page: Page, forms: Sequence[tuple[Form, float] | None], at: int, found: tuple[Form, float]
    ) -> _Hit:
        form, weight = found
        if form.word:
            weight = page.weight(at, lambda other: forms[other] is not None)
        return _Hit(at, at, form.people, weight, (page.words[at].plain,))

    def _groups(self, text: str, words: Sequence[Token], hits: Sequence[_Hit]) -> list[_Hit]:
        """Words beside each other that name one person are one name, and each speaks for the other."""
        grouped: list[_Hit] = []
        for hit in hits:
            last = grouped[-1] if grouped else None
            if last is not None and hit.first == last.last + 1 and last.people & hit.people:
                gap = text[words[last.last].end : words[hit.first].start]
                again = hit.words[0] in last.words  # "Will will": the name, then the verb
                if _JOINED.fullmatch(gap) and not words[last.last].owns and not again:
                    last.last, last.people = hit.last, last.people & hit.people
                    last.words += hit.words
                    last.weight = max(last.weight, hit.weight, 3.0)
                    continue
            grouped.append(hit)
        return grouped

    def _finding(self, text: str, words: Sequence[Token], hit: _Hit) -> Finding | None:
        if hit.weight < 1:
            return None
        people = tuple(self.people[one] for one in sorted(hit.people))
        first, last = self._widened(text, words, hit)
        start, end = words[first].start, words[last].end
        instead = stand_in(Kind.NAME, people)
        if _opens(text, start):
            instead = instead[:1].upper() + instead[1:]
        return Finding(start, end, Kind.NAME, hit.weight >= 2, text[start:end], people, instead)

    def _widened(self, text: str, words: Sequence[Token], hit: _Hit) -> tuple[int, int]:
        """With the title, an initial or "the patient" before the name, and an initial after it."""
        known = lists()
        first, last = hit.first, hit.last
        letters = frozenset().union(*(self._names.first_letters[one] for one in hit.people))

        def near(left: int) -> bool:
            return _SPACE.fullmatch(text[words[left].end : words[left + 1].start]) is not None

        if last + 1 < len(words) and near(last) and not words[last].owns:
            after = words[last + 1]
            if len(after.text) == 1 and after.capital and after.plain in letters and after.text != "I":
                last += 1
        while first > 0 and near(first - 1):
            before = words[first - 1]
            initial = len(before.text) == 1 and before.capital and before.plain in letters
            if not (initial or before.plain in known.titles or before.plain in known.particles):
                break
            if before.plain in ("a", "o", "de", "la") and not before.capital:
                break
            first -= 1
        if first > 0 and near(first - 1) and words[first - 1].plain in _ROLES:
            first -= 1
        if words[first].plain in _ROLES and first > 0 and near(first - 1):
            first -= words[first - 1].plain in ("the", "a", "our", "staff")
        return first, last

    # --- initials

    def _initials(self, text: str, taken: list[tuple[int, int]], page: Page) -> list[Finding]:
        found = []
        for pattern in (_DOTTED, _CAPITALS):
            for one in pattern.finditer(text):
                letters = "".join(letter for letter in one.group() if letter.isalpha())
                whose = self._names.initials.get(letters)
                if whose is None or _overlaps(*one.span(), taken):
                    continue
                if pattern is _CAPITALS and (
                    letters in lists().abbreviations or _shouting(text, one.start())
                ):
                    continue
                end = one.start() + len(one.group().rstrip())
                people = tuple(self.people[number] for number in sorted(whose))
                instead = stand_in(Kind.INITIALS, people)
                if _opens(text, one.start()):
                    instead = instead[:1].upper() + instead[1:]
                found.append(
                    Finding(one.start(), end, Kind.INITIALS, False, text[one.start() : end], people, instead)
                )
                taken = [*taken, (one.start(), end)]
        return found


def _overlaps(start: int, end: int, taken: Iterable[tuple[int, int]]) -> bool:
    return any(start < right and left < end for left, right in taken)


def _opens(text: str, start: int) -> bool:
    """Whether a sentence begins here."""
    before = text[:start].rstrip(" \t\u00a0\"“‘'([*•-–—")
    return not before or before[-1] in ".!?\n"


def _shouting(text: str, at: int) -> bool:
    """Whether the line is written in capitals."""
    left = text.rfind("\n", 0, at) + 1
    right = text.find("\n", at)
    letters = [letter for letter in text[left : right if right >= 0 else None] if letter.isalpha()]
    return len(letters) > 12 and sum(map(str.isupper, letters)) > 0.8 * len(letters)
