"""The keys of the window, in one table, and the search behind the command box.

The search forgives typing slips and word order: every typed word must resemble some word of a command.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wardqi.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from wardqi.app.screen import Command


@dataclass(frozen=True, slots=True)
class Key:
    """One key: `name` is the window's action, `press` Qt's text for it, `does` what people read.
    `hint` is how it is written when it stands for several keys."""

    name: str
    press: str
    does: str
    words: str = ""
    hint: str = ""

    @property
    def shown(self) -> str:
        """How the key is written beside its command."""
        return self.hint or self.press.replace("Return", "Enter")


TABLE: tuple[Key, ...] = (
    Key("new", "Ctrl+N", QT_TRANSLATE_NOOP("keys", "New incident"), "log restraint record add"),
    Key("near_miss", "Ctrl+Shift+N", QT_TRANSLATE_NOOP("keys", "Near miss or good catch"), "log add"),
    Key("huddle", "Ctrl+Shift+H", QT_TRANSLATE_NOOP("keys", "Start today's huddle"), "meeting safety"),
    Key("saved", "Ctrl+S", QT_TRANSLATE_NOOP("keys", "Show when this was saved"), "save"),
    Key("undo", "Ctrl+Z", QT_TRANSLATE_NOOP("keys", "Undo the last step"), "take back"),
    Key("redo", "Ctrl+Y", QT_TRANSLATE_NOOP("keys", "Redo"), "again"),
    Key("region", "F6", QT_TRANSLATE_NOOP("keys", "Next part of the window"), "region"),
    Key("region_back", "Shift+F6", QT_TRANSLATE_NOOP("keys", "Previous part of the window"), "region"),
    Key("command", "Ctrl+K", QT_TRANSLATE_NOOP("keys", "Find a screen, action or record"), "command box"),
    Key("find", "Ctrl+F", QT_TRANSLATE_NOOP("keys", "Find on this screen"), "search"),
    Key("lock", "Ctrl+L", QT_TRANSLATE_NOOP("keys", "Lock the screen"), "cover leave"),
    Key("switch", "Ctrl+U", QT_TRANSLATE_NOOP("keys", "Switch person"), "sign in out user change"),
    Key("finish", "Ctrl+Return", QT_TRANSLATE_NOOP("keys", "Finish this form"), "complete done"),
    Key("exchange", "Ctrl+E", QT_TRANSLATE_NOOP("keys", "Send and receive"), "bundle receipt"),
    Key("full", "F11", QT_TRANSLATE_NOOP("keys", "Full screen, and back"), "huddle"),
    Key("print_out", "Ctrl+P", QT_TRANSLATE_NOOP("keys", "Print what this screen shows"), "paper pdf save"),
    Key("print", "F12", QT_TRANSLATE_NOOP("keys", "Print paper forms"), "paper"),
    Key("help", "F1", QT_TRANSLATE_NOOP("keys", "Help; then K for this list of keys"), "keyboard shortcuts"),
    Key("back", "Esc", QT_TRANSLATE_NOOP("keys", "Back one step; nothing is lost"), "leave close"),
)
BY_NAME = {key.name: key for key in TABLE}
NOTES = {
    key.name: key
    for key in (
        Key(
            "replace_name", "Ctrl+R", QT_TRANSLATE_NOOP("keys", "In notes: replace the name or number found")
        ),
        Key("keep_name", "Ctrl+Shift+R", QT_TRANSLATE_NOOP("keys", "In notes: keep it, it is not them")),
        Key("next_name", "F7", QT_TRANSLATE_NOOP("keys", "In notes: go to the next word pointed out")),
        Key("spell", "Ctrl+.", QT_TRANSLATE_NOOP("keys", "In notes: offer words for one that is misspelt")),
    )
}
"""Keys of a field of notes; they work only while it has the focus."""
GO = QT_TRANSLATE_NOOP("keys", "Go to an item of the navigation")


def search(
    commands: Iterable[Command], typed: str, recent: Sequence[str] = (), most: int = 12
) -> list[Command]:
    """The commands that fit what was typed, best first; with nothing typed, the recent ones first.

    `recent` holds titles, latest first. Equal fits keep the order they came in.
    """
    wanted = _split(typed)
    place = {title: at for at, title in enumerate(recent)}
    found = []
    for order, command in enumerate(commands):
        fit = _fit(wanted, _split(command.title), _split(command.words))
        if fit is not None:
            found.append((fit, place.get(command.title, len(place)), order, command))
    found.sort(key=lambda each: each[:3])
    return [each[3] for each in found[:most]]


def _split(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.casefold()).split()


def _fit(wanted: list[str], title: list[str], more: list[str]) -> float | None:
    """0 is a perfect fit; None when some typed word resembles nothing."""
    total = 0.0
    for word in wanted:
        best = min(
            [_distance(word, each) for each in title] + [_distance(word, each) + 1 for each in more],
            default=None,
        )
        if best is None or best >= _NO:
            return None
        total += best
    return total


_NO = 90.0


def _distance(typed: str, word: str) -> float:
    """How far a typed word is from a word: 0 the same, under 1 its beginning, then by slips."""
    if typed == word:
        return 0
    if word.startswith(typed):
        return 0.5
    slips = 0 if len(typed) < 4 else 1 if len(typed) < 8 else 2
    if slips:
        apart = min(_edits(typed, word), _edits(typed, word[: len(typed)]))
        if apart <= slips:
            return 1.0 + apart
    if len(typed) > 2 and typed in word:
        return 3
    return _NO


def _edits(one: str, other: str) -> int:
    """Letters to change, add, drop or swap with a neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row = row, [i]
        for j, b in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]
