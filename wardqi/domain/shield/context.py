"""Whether a word that is also somebody's name is the name here, told from what stands around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from wardqi.domain.shield.fold import Token
from wardqi.domain.shield.lists import lists

_NUMBER_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?[\s\-]*(?:of\s+)?$")
_NUMBER_AFTER = re.compile(r"^[\s,\-']{0,2}\d")
_OPENING = " \t\u00a0\"“‘'([{*•-–—>#|"
_QUOTES = tuple("\"'“”‘’")
_ENDS = ".!?\n:;"
Hit = Callable[[int], bool]


class Page:
    """A text's words and how it uses capitals."""

    def __init__(self, text: str, words: Sequence[Token]) -> None:
        self.text, self.words = text, words
        self._small = not any(word.capital for word in words)

    def before(self, at: int) -> Token | None:
        """The word before in the same sentence."""
        if at == 0 or any(mark in _ENDS for mark in self._between(at - 1)):
            return None
        return self.words[at - 1]

    def after(self, at: int) -> Token | None:
        """The word after in the same sentence."""
        if at + 1 >= len(self.words) or any(mark in _ENDS for mark in self._between(at)):
            return None
        return self.words[at + 1]

    def comma(self, at: int) -> bool:
        """Whether a comma follows the word."""
        return self.text[self.words[at].end : self.words[at].end + 3].lstrip("s'’ ").startswith(",")

    def labels(self, at: int) -> bool:
        """Whether the word stands alone at the start of a line or sentence, before a colon."""
        return self.words[at].capital and self.starts(at) and self.text[self.words[at].end :][:1] == ":"

    def quoted(self, at: int) -> bool:
        """Whether it is one word between quotation marks."""
        start, end = self.words[at].start, self.words[at].end
        return self.text[max(0, start - 1) : start] in _QUOTES and self.text[end : end + 1] in _QUOTES

    def starts(self, at: int) -> bool:
        """Whether the word begins a sentence, a line or what follows a colon."""
        before = self.text[max(0, self.words[at].start - 12) : self.words[at].start].rstrip(_OPENING)
        return at == 0 or not before.strip() or before[-1] in _ENDS

    def all_capitals(self, at: int) -> bool:
        """Whether the word's line is written in capitals, so that they say nothing."""
        word = self.words[at]
        if not word.text.isupper():
            return False
        left = self.text.rfind("\n", 0, word.start) + 1
        right = self.text.find("\n", word.end)
        line = self.text[left : right if right >= 0 else None]
        letters = [letter for letter in line if letter.isalpha()]
        return len(letters) > len(word.text) + 3 and sum(map(str.isupper, letters)) > 0.8 * len(letters)

    def weight(self, at: int, hit: Hit) -> float:
        """How much speaks for a name: 1 and more probably, 2 and more plainly. `hit` tells of other words."""
        return _Weighing(self, at, hit).sum()

    def _between(self, at: int) -> str:
        return self.text[self.words[at].end : self.words[at + 1].start]

    @property
    def small(self) -> bool:
        """Whether the whole text goes without capitals."""
        return self._small


class _Weighing:
    """One word weighed."""

    def __init__(self, page: Page, at: int, hit: Hit) -> None:
        self.page, self.at, self.hit = page, at, hit
        self.token = page.words[at]
        self.word = self.token.plain
        self.left, self.right = page.before(at), page.after(at)
        self.shouted = page.all_capitals(at)
        self.capital = self.token.capital and not self.shouted
        self.start = page.starts(at)
        self.lists = lists()

    def sum(self) -> float:
        before = self.left.plain if self.left else ""
        if before in self.lists.titles or before in self.lists.person_words:
            return 5.0
        return self._form() + self._before(before) + self._after() + self._company() + self._time()

    def _form(self) -> float:
        """Capitals, and owning something."""
        if self.shouted:
            found = 0.0
        elif self.capital:
            found = self._at_start() if self.start else 2.0
            if self._heading() or (not self.start and self.word in self.lists.usual_capitals):
                found -= 1.5
        else:
            found = -1.0 if self.page.small else -2.0
        if self.token.owns and self.word not in self.lists.calendar:
            found += 2
        if self.word in self.lists.small_words:
            found -= 2.5
        if not self.capital and self.page.quoted(self.at):
            found -= 2
        return found

    def _at_start(self) -> float:
        """A capital at the start says little of a word that notes begin with, more of a rarer one."""
        known = self.lists
        often = known.like_verbs | known.like_qualities | known.calendar | known.small_words | known.starters
        return 0.0 if self.word in often else 1.0

    def _heading(self) -> bool:
        left, right = self.left, self.right
        if left is None or right is None or self.start:
            return False
        return left.capital and right.capital and not (self.hit(self.at - 1) or self.hit(self.at + 1))

    def _before(self, before: str) -> float:
        if before in self.lists.determiners:
            return -4.0
        if before in self.lists.being and self.word in self.lists.like_qualities:
            return -2.0
        if before in self.lists.before_people and self.capital:
            return 1.0
        return 0.0

    def _after(self) -> float:
        right = self.right
        if self.token.owns:
            return 0.0
        if self.page.labels(self.at):
            return 2.0
        if right is None:
            return 0.0
        word, known = right.plain, self.lists
        if self.page.comma(self.at):
            return 2.0 if word in ("who", "whose", "whom") else 0.0
        if word in known.speech:
            return 3.5
        if word in known.after_things and not right.capital:
            return -3.0
        if word in known.being:
            return self._with_being()
        if word in known.modals:
            return 2.5 if self.capital else 0.0
        if self.word in ("will", "may") and word in known.after_modals:
            return -2.0 if self.capital and not self.start else -4.0
        if word in known.acts:
            return 3.0 if self.capital else 2.0 if self.shouted else 1.0
        return self._at_the_start(right)

    def _with_being(self) -> float:
        if self.word == "will":  # two verbs in a row: the first is somebody
            return 3.5
        beyond = self.page.after(self.at + 1)
        if beyond is not None and beyond.plain in self.lists.not_of_people:
            return -2.0
        return 2.0 if self.capital or self.page.small or self.shouted else 0.0

    def _at_the_start(self, right: Token) -> float:
        """A first word in notes that leave the verb out, or a quality of what follows."""
        if not (self.capital and self.start):
            return -2.0 if self.word in self.lists.like_qualities and right.capital else 0.0
        if right.plain in self.lists.telegraphic:
            other = self.word in self.lists.like_verbs or self.word in self.lists.starters
            return 0.0 if other and len(right.plain) < 4 else 2.0
        return -1.0 if self.word in self.lists.like_qualities else 0.0

    def _company(self) -> float:
        """Beside another name, in a list of people."""
        at, words = self.at, self.page.words
        for step in (1, -1):
            beside, beyond = at + step, at + 2 * step
            near = self.right if step == 1 else self.left
            if near is None:
                continue
            if near.plain in ("and", "or", "with", "then") and 0 <= beyond < len(words) and self.hit(beyond):
                return 3.0 if self.capital else 1.5
            if self.page.comma(at if step == 1 else beside) and self.hit(beside) and self.capital:
                return 3.0
        return 0.0

    def _time(self) -> float:
        """A month, a season, a number: "in May", "May 12", "12 May", "Mark 3"."""
        left = self.page.text[max(0, self.token.start - 12) : self.token.start]
        right = self.page.text[self.token.end : self.token.end + 4]
        if self.word in self.lists.calendar:
            before = self.left.plain if self.left else ""
            timed = before in self.lists.before_times or _NUMBER_BEFORE.search(left)
            if timed or _NUMBER_AFTER.match(right):
                return -5.0
            return 0.0
        return -2.0 if _NUMBER_AFTER.match(right) and not self.token.owns else 0.0
