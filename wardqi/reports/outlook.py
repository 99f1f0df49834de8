"""Says what a fall would take to be seen, who stands behind a count, and why new limits may be offered."""

from __future__ import annotations

import datetime as dt

from wardqi.reports.sentences import number, when
from wardqi.text import QT_TRANSLATE_NOOP, say

CONTEXT = "Charts"

SEEN: dict[str, str] = {
    "hardly": QT_TRANSLATE_NOOP(
        "Charts",
        "With about {mean} {counts} a month, a true {percent}% fall would be seen within {months} months "
        "less than 1 time in 20.",
    ),
    "some": QT_TRANSLATE_NOOP(
        "Charts",
        "With about {mean} {counts} a month, a true {percent}% fall would be seen within {months} months "
        "about {tenths} times in 10.",
    ),
    "one": QT_TRANSLATE_NOOP(
        "Charts",
        "With about {mean} {counts} a month, a true {percent}% fall would be seen within {months} months "
        "about 1 time in 10.",
    ),
    "nearly": QT_TRANSLATE_NOOP(
        "Charts",
        "With about {mean} {counts} a month, a true {percent}% fall would nearly always be seen within "
        "{months} months.",
    ),
}
FALSE: dict[str, str] = {
    "hardly": QT_TRANSLATE_NOOP("Charts", "With no change at all, the chart would hardly ever show one."),
    "one": QT_TRANSLATE_NOOP("Charts", "With no change at all, the chart would show one about 1 time in 10."),
    "some": QT_TRANSLATE_NOOP(
        "Charts", "With no change at all, the chart would show one about {tenths} times in 10."
    ),
}
PATIENCE = QT_TRANSLATE_NOOP("Charts", "Give it 24 months, or look at several wards together.")

AIM: dict[str, str] = {
    "down": QT_TRANSLATE_NOOP(
        "Charts", "The aim is {percent}% below the baseline's mean of {mean}: {line} or less."
    ),
    "up": QT_TRANSLATE_NOOP(
        "Charts", "The aim is {percent}% above the baseline's mean of {mean}: {line} or more."
    ),
    "by": QT_TRANSLATE_NOOP("Charts", "The aim is for {day}."),
}

REBASE: dict[str, str] = {
    "low": QT_TRANSLATE_NOOP(
        "Charts",
        "New limits may be right from {begun} ({cause}): every point since {since} is below the line, and "
        "{points} points follow the change.",
    ),
    "high": QT_TRANSLATE_NOOP(
        "Charts",
        "New limits may be right from {begun} ({cause}): every point since {since} is above the line, and "
        "{points} points follow the change.",
    ),
    "trial": QT_TRANSLATE_NOOP("Charts", "With fewer than twelve points they would be trial limits."),
    "person": QT_TRANSLATE_NOOP(
        "Charts", "Somebody decides this, with a reason; it never happens by itself."
    ),
}

PEOPLE: dict[str, str] = {
    "none": QT_TRANSLATE_NOOP("Charts", "{when}: nobody known."),
    "one": QT_TRANSLATE_NOOP("Charts", "{when}: all of it was one person."),
    "some": QT_TRANSLATE_NOOP("Charts", "{when}: {people} people; one person had {share}% of the incidents."),
}


def chance(mean: float, counts: str, percent: float, months: int, seen: float, false: float) -> str:
    """The chance of seeing a fall, as a sentence; with patience advised where it is below one half.

    `counts` is the plural of what is counted, such as "incidents".
    """
    places = {
        "mean": number(mean) if mean < 10 else f"{mean:.0f}",
        "counts": counts,
        "percent": number(percent),
        "months": months,
        "tenths": round(seen * 10),
    }
    key = (
        "hardly" if seen < 0.05 else "nearly" if seen >= 0.95 else "one" if round(seen * 10) == 1 else "some"
    )
    told = [say(CONTEXT, SEEN[key], **places)]
    rare = "hardly" if false < 0.05 else "one" if round(false * 10) == 1 else "some"
    told.append(say(CONTEXT, FALSE[rare], tenths=round(false * 10)))
    if seen < 0.5:
        told.append(say(CONTEXT, PATIENCE))
    return " ".join(told)


def aim(percent: float, mean: str, line: str, by: dt.date | None, *, up: bool = False) -> str:
    """The aim as a sentence; `mean` and `line` come with their units."""
    said = say(CONTEXT, AIM["up" if up else "down"], percent=number(percent), mean=mean, line=line)
    return said if by is None else f"{said} {say(CONTEXT, AIM['by'], day=when(by))}"


def rebase(
    begun: dt.date, cause: str, since: dt.date, points: int, *, high: bool, trial: bool, monthly: bool
) -> str:
    """Why new limits may be offered, and that nobody sets them but a person."""
    places = {"begun": when(begun), "cause": cause, "since": when(since, monthly), "points": points}
    told = [say(CONTEXT, REBASE["high" if high else "low"], **places)]
    if trial:
        told.append(say(CONTEXT, REBASE["trial"]))
    return " ".join([*told, say(CONTEXT, REBASE["person"])])


def people(at: str, count: int, share: float | None) -> str:
    """Who stands behind one period's count; `share` of one person, 0 to 1."""
    if not count or share is None:
        return say(CONTEXT, PEOPLE["none"], when=at)
    if count == 1 and share >= 1:
        return say(CONTEXT, PEOPLE["one"], when=at)
    return say(CONTEXT, PEOPLE["some"], when=at, people=count, share=round(share * 100))
