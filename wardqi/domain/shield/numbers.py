"""Numbers, dates and addresses that tell who somebody is, found by their form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from wardqi.domain.incidents import nhs_number_holds
from wardqi.domain.shield.fold import UNSEEN
from wardqi.domain.shield.lists import lists
from wardqi.domain.shield.model import Kind, Person

_OLDEST, _YOUNGEST = 110, 16


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch found by its form; of kind None where it is only known to be nothing else."""

    start: int
    end: int
    kind: Kind | None
    sure: bool = True
    people: tuple[Person, ...] = ()


def spots(text: str, people: Sequence[Person], today: date) -> list[Spot]:
    """Every number, date and address in the text, none overlapping another."""
    found: list[Spot] = []
    for search in (_emails, _dates, _own_numbers, _nhs_numbers, _phones, _postcodes):
        for spot in search(text, people, today):
            if not any(spot.start < other.end and other.start < spot.end for other in found):
                found.append(spot)
    return sorted((spot for spot in found if spot.kind is not None), key=lambda spot: spot.start)


# --- addresses ----------------------------------------------------------------------------------------

_EMAIL = re.compile(r"[\w.+'\-]+@[\w\-]+(?:\.[\w\-]+)+")
# The second part of a postcode never holds C, I, K, M, O or V.
_POSTCODE = re.compile(
    r"(?<![\w/])([A-Z]{1,2})\d[\dA-Z]?[ \u00a0]{0,2}(\d[ABD-HJLNP-UW-Z]{2})(?!\w)",
    re.IGNORECASE,
)
_NO_INWARD: Final = re.compile(r"\d(?:st|nd|rd|th|hr|pt|ft|am|pm)")


def _emails(text: str, _people: Sequence[Person], _today: date) -> Iterator[Spot]:
    if "@" in text:
        for found in _EMAIL.finditer(text):
            yield Spot(found.start(), found.end(), Kind.EMAIL)


def _postcodes(text: str, _people: Sequence[Person], _today: date) -> Iterator[Spot]:
    for found in _POSTCODE.finditer(text):
        area, inward = found.groups()
        if area.upper() in lists().postcode_areas and not _NO_INWARD.fullmatch(inward):  # "s17 1st", "W2 2nd"
            yield Spot(found.start(), found.end(), Kind.POSTCODE)


# --- dates --------------------------------------------------------------------------------------------

_MONTH_NAMES = (
    "jan january,feb february,mar march,apr april,may,jun june,jul july,aug august,sep sept september,"
    "oct october,nov november,dec december"
)
_MONTHS: Final[Mapping[str, int]] = {
    name: at for at, names in enumerate(_MONTH_NAMES.split(","), 1) for name in names.split()
}
_MONTH = "[a-z]{3,9}"
_YEAR = r"(?P<y>(?:19|20)\d\d|['’]?\d\d)"
_TH = r"(?:\s?(?:st|nd|rd|th))?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d/.\-])(?P<d>\d{{1,2}})\s?([/.\-–])\s?(?P<m>\d{{1,2}})\s?\2\s?{_YEAR}(?![\d/])",
        r"(?<![\d/.\-])(?P<d>\d{1,2}) (?P<m>\d{1,2}) (?P<y>(?:19|20)\d\d)(?! ?\d)",
        r"(?<!\d)(?P<y>(?:19|20)\d\d)([/.\-–])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}}){_TH}[\s\-./]{{0,2}}(?:of\s+)?(?P<m>{_MONTH})[\s\-./,]{{0,2}}{_YEAR}(?!\d)",
        rf"(?<!\w)(?P<m>{_MONTH})[\s.]{{1,2}}(?P<d>\d{{1,2}}){_TH},?\s+(?P<y>(?:19|20)\d\d)(?!\d)",
    )
)
_RUN_TOGETHER = re.compile(r"(?<![\d.,/])(?P<d>\d\d)(?P<m>\d\d)(?P<y>(?:19|20)?\d\d)(?![\d.,/])")
_BORN = re.compile(r"(?:\bd\.?\s?o\.?\s?b\b|\bborn\b|\bbirth(?:day|date)?\b)[^\n]{0,14}$", re.IGNORECASE)


def _dates(text: str, people: Sequence[Person], today: date) -> Iterator[Spot]:
    born: dict[date, tuple[Person, ...]] = {}
    for person in people:
        if person.birth_date is not None:
            born[person.birth_date] = (*born.get(person.birth_date, ()), person)
    for pattern in _DATES:
        for found in pattern.finditer(text):
            yield from _date(text, found, born, today)
    for found in _RUN_TOGETHER.finditer(text):
        whose = [person for day in _days(found, today) for person in born.get(day, ())]
        if whose:
            yield Spot(found.start(), found.end(), Kind.BIRTH_DATE, True, tuple(whose))


def _date(
    text: str, found: re.Match[str], born: Mapping[date, tuple[Person, ...]], today: date
) -> Iterator[Spot]:
    days = _days(found, today)
    if not days:
        return
    whose = [person for day in days for person in born.get(day, ())]
    told = _BORN.search(text[max(0, found.start() - 24) : found.start()]) is not None
    if whose or told:
        yield Spot(found.start(), found.end(), Kind.BIRTH_DATE, True, tuple(whose))
    elif any(_YOUNGEST <= today.year - day.year <= _OLDEST for day in days):
        yield Spot(found.start(), found.end(), Kind.BIRTH_DATE, False)
    else:
        yield Spot(found.start(), found.end(), None)


def _days(found: re.Match[str], today: date) -> list[date]:
    """The days it may mean: a year of two digits is the last such year, or the one before."""
    month = found["m"].casefold()
    number = int(month) if month.isdecimal() else _MONTHS.get(month, 0)
    year = int(found["y"].lstrip("'’"))
    years = [year] if year > 99 else [one for one in (1900 + year, 2000 + year) if one <= today.year]
    days = []
    for one in years:
        try:
            days.append(date(one, number, int(found["d"])))
        except ValueError:
            return []
    return days


# --- numbers ------------------------------------------------------------------------------------------

_GAP = rf"[ \t\n\u00a0\-‐‑–.{UNSEEN}]{{0,3}}"
_DIGITS = re.compile(rf"\d(?:{_GAP}\d){{9,}}")
_NHS = re.compile(r"\bn\.?h\.?s\b[^\d\n]{0,16}$", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\d+.,/])(?:(?:\+|\b00)44[\s().\-‑–]{0,3}(?:0\)?[\s.\-‑–]{0,2})?[1235789]|\(?0[1235789])"
    r"(?:[\s().\-‑–]{0,2}\d){8,9}(?!\d)"
)


def _nhs_numbers(text: str, _people: Sequence[Person], _today: date) -> Iterator[Spot]:
    by_number = {digits: person for person in _people for digits in person.numbers if len(digits) == 10}
    for run in _DIGITS.finditer(text):
        for start, end, digits in _tens(text, run.start(), run.end()):
            if nhs_number_holds(digits):
                person = by_number.get(digits)
                yield Spot(start, end, Kind.NHS_NUMBER, True, () if person is None else (person,))
                break
            if _NHS.search(text[max(0, start - 24) : start]):
                yield Spot(start, end, Kind.NHS_NUMBER, False)
                break


def _tens(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Ten digits that begin and end where the written groups do, with one sort of gap between them."""
    groups: list[tuple[int, int]] = [(one.start(), one.end()) for one in re.finditer(r"\d+", text[start:end])]
    for first in range(len(groups)):
        digits = ""
        for last in range(first, len(groups)):
            digits += text[start + groups[last][0] : start + groups[last][1]]
            if len(digits) == 10:
                gaps = {
                    text[start + groups[at][1] : start + groups[at + 1][0]].strip(_SPACES) or " "
                    for at in range(first, last)
                }
                if len(gaps) <= 1:
                    plain = "".join(str(unicodedata.digit(digit)) for digit in digits)
                    yield start + groups[first][0], start + groups[last][1], plain
            if len(digits) >= 10:
                break


_SPACES = " \t\n\u00a0\u200b\u200c\u200d\u2060\ufeff"


def _phones(text: str, _people: Sequence[Person], _today: date) -> Iterator[Spot]:
    for found in _PHONE.finditer(text):
        yield Spot(found.start(), found.end(), Kind.PHONE)


def _own_numbers(text: str, people: Sequence[Person], _today: date) -> Iterator[Spot]:
    """The ward's own numbers of patients, as they are written in the register."""
    for person in people:
        for number in person.numbers:
            if len(number) < 4 or (len(number) == 10 and number.isdecimal()):
                continue
            for found in re.finditer(rf"(?<!\w){re.escape(number)}(?!\w)", text, re.IGNORECASE):
                yield Spot(found.start(), found.end(), Kind.LOCAL_NUMBER, True, (person,))
