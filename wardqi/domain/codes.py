"""Versioned code lists from `resources/codes`, one file a list; retired codes stay, for old records."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from wardqi import resources

_NAME = re.compile(r"[a-z][a-z0-9_]{1,40}", re.ASCII)
_STATUSES = frozenset({"verified", "unverified"})


class BadList(ValueError):
    """A shipped list is missing or does not read; the program was put together wrongly."""


class UnknownCode(KeyError):
    """A code that the list has never held."""


@dataclass(frozen=True, slots=True)
class Code:
    """One entry. `label` is the short national meaning, `plain` the words a ward uses.

    `valid_to` is the last day the code could be used; None while it is live. `status` is "verified" when
    the code and meaning were seen in its source, else "unverified": to be confirmed before a live release.
    """

    code: str
    label: str
    plain: str
    group: str | None
    valid_from: date | None
    valid_to: date | None
    source: str
    status: str

    def live(self, on: date) -> bool:
        """Whether it may be offered for something that happened on this day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list in its own order, retired codes included."""

    name: str
    title: str
    version: str
    entries: tuple[Code, ...]
    _by_code: Mapping[str, Code] = field(repr=False, compare=False)

    def __contains__(self, code: object) -> bool:
        """Whether the list ever held the code."""
        return code in self._by_code

    def __getitem__(self, code: str) -> Code:
        """The entry of a code; raises UnknownCode."""
        try:
            return self._by_code[code]
        except KeyError:
            raise UnknownCode(f"{self.name}: {code}") from None

    def label(self, code: str) -> str:
        """The short national meaning; raises UnknownCode."""
        return self[code].label

    def plain(self, code: str) -> str:
        """The ward's words; raises UnknownCode."""
        return self[code].plain

    def group(self, code: str) -> str | None:
        """The group the code is counted in, None when it has none; raises UnknownCode."""
        return self[code].group

    def live(self, on: date) -> tuple[Code, ...]:
        """The codes a form may offer for something that happened on this day, in the list's order."""
        return tuple(entry for entry in self.entries if entry.live(on))

    def in_group(self, group: str) -> tuple[str, ...]:
        """Every code of a group, retired ones included, so that history is counted too."""
        return tuple(entry.code for entry in self.entries if entry.group == group)


@cache
def get(name: str) -> CodeList:
    """The list of this name; raises BadList when it was not shipped or does not read."""
    if not _NAME.fullmatch(name):
        raise BadList(name)
    try:
        text = resources.read_text(f"codes/{name}.toml")
    except FileNotFoundError:
        raise BadList(name) from None
    return parse(name, text)


def names() -> tuple[str, ...]:
    """Every list shipped, in order."""
    return tuple(sorted(file.stem for file in resources.path("codes").glob("*.toml")))


def parse(name: str, text: str) -> CodeList:
    """A list from its TOML text; raises BadList for a repeated code, an unknown status or a missing part."""
    try:
        told = tomllib.loads(text)
        entries = tuple(_entry(told, row) for row in told["code"])
        made = CodeList(
            name, told["title"], told["version"], entries, {entry.code: entry for entry in entries}
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise BadList(f"{name}: {error}") from error
    if len(made._by_code) != len(entries) or not entries:
        raise BadList(f"{name}: a code is there twice, or none is")
    if any(entry.status not in _STATUSES for entry in entries):
        raise BadList(f"{name}: a status is neither verified nor unverified")
    return made


def _entry(told: Mapping[str, str], row: Mapping[str, object]) -> Code:
    code, label = row["code"], row["label"]
    plain, group = row.get("plain", label), row.get("group")
    since, until = row.get("valid_from"), row.get("valid_to")
    if not (isinstance(code, str) and isinstance(label, str) and isinstance(plain, str)):
        raise TypeError("code, label and plain are texts")
    if not (group is None or isinstance(group, str)):
        raise TypeError("group is a text")
    if not (since is None or isinstance(since, date)) or not (until is None or isinstance(until, date)):
        raise TypeError("valid_from and valid_to are dates")
    source, status = row.get("source", told["source"]), row.get("status", told["status"])
    return Code(code, label, plain, group, since, until, str(source), str(status))
