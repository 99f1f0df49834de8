"""Who a patient is on the ward: initials, the NHS number as it is written, names easily mistaken."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from wardqi.domain.incidents import nhs_number_holds
from wardqi.domain.kinds import live_rows

Values = Mapping[str, object]


def initials(name: str) -> str:
    """The first letter of each part of a name: "Mary-Ann O'Neil" is "MAO"."""
    parts = name.replace("-", " ").split()
    return "".join(part[0] for part in parts if part[0].isalpha()).upper()


def nhs_number(text: str) -> str:
    """The ten digits of an NHS number as typed, spaces and dashes left out; anything else as it stands."""
    return "".join(letter for letter in text if letter not in " -\u00a0\u2011\u2013\t")


def spaced(number: str) -> str:
    """An NHS number as it is printed: "943 476 5919"."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if len(number) == 10 else number


def nhs_problem(text: str) -> str | None:
    """Why this is no NHS number: length, digits, check; None when its check digit holds (modulus 11)."""
    number = nhs_number(text)
    if not (number.isascii() and number.isdigit()):
        return "digits"
    if len(number) != 10:
        return "length"
    return None if nhs_number_holds(number) else "check"


def problems(values: Values, today: date) -> dict[str, str]:
    """What stands in the way of keeping a patient, as a code by field; {} when nothing does.

    Codes: missing (neither initials nor name), digits, length, check, future, too_old.
    """
    found: dict[str, str] = {}
    if not (_plain(values.get("initials")) or _plain(values.get("name"))):
        found["initials"] = "missing"
    number = values.get("nhs_number")
    if isinstance(number, str) and number:
        why = nhs_problem(number)
        if why:
            found["nhs_number"] = why
    born = values.get("birth_date")
    if isinstance(born, str):
        day = date.fromisoformat(born)
        if day > today:
            found["birth_date"] = "future"
        elif today.year - day.year > 120:
            found["birth_date"] = "too_old"
    return found


LEAVE, BACK = "on_leave", "back"


def move_problem(values: Values, move: str, day: date, today: date) -> str | None:
    """Why a move cannot be of this day, as a code; None when it can.

    Codes: future; before_stay (they had not come yet); before_leave (they had not gone yet); away (they are
    on leave already); not_away.
    """
    if day > today:
        return "future"
    if move in (LEAVE, BACK) and (leave_since(values) is not None) == (move == LEAVE):
        return "away" if move == LEAVE else "not_away"
    came = max((str(one.get("admitted_on") or "") for one in open_stays(values)), default="")
    if came and day.isoformat() < came:
        return "before_stay"
    went = leave_since(values)
    return "before_leave" if went and day.isoformat() < went else None


def open_stays(values: Values) -> list[Values]:
    """The stays nobody has ended."""
    return [one for _, one in live_rows(values, "stays") if not one.get("left_on")]


def leave_since(values: Values) -> str | None:
    """The day somebody went on the leave they are on, None when they are on none."""
    gone = [str(one.get("went_on")) for _, one in live_rows(values, "leaves") if not one.get("back_on")]
    return max(gone, default=None)


def alike(one: Values, others: Sequence[Values]) -> list[int]:
    """Which of the others could be mistaken for this patient, by their place in the sequence.

    The same initials, the same NHS number, or names that differ by one slip in each part.
    """
    return [at for at, other in enumerate(others) if _alike(one, other)]


def _alike(one: Values, other: Values) -> bool:
    for name in ("nhs_number", "initials"):
        if _plain(one.get(name)) and _plain(one.get(name)) == _plain(other.get(name)):
            return True
    mine, theirs = _plain(one.get("name")).split(), _plain(other.get("name")).split()
    if not mine or not theirs:
        return False
    if mine[-1] == theirs[-1]:
        return True
    return len(mine) == len(theirs) and all(_near(a, b) for a, b in zip(mine, theirs, strict=True))


def _plain(value: object) -> str:
    """Folded for comparing: no accents, case or punctuation."""
    if not isinstance(value, str):
        return ""
    bare = unicodedata.normalize("NFKD", value).casefold()
    return " ".join(
        "".join(letter if letter.isalnum() else " " * letter.isspace() for letter in bare).split()
    )


def _near(one: str, other: str) -> bool:
    """Whether two words differ by at most one letter changed, added, dropped, or swapped with the next."""
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) > len(other):
        one, other = other, one
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    rest, longer = one[start:], other[start:]
    if len(one) < len(other):
        return rest == longer[1:]
    swapped = len(rest) > 1 and rest[0] == longer[1] and rest[1] == longer[0] and rest[2:] == longer[2:]
    return rest[1:] == longer[1:] or swapped
