"""What a fall would take to be seen, and whether new limits may be offered: answers, never actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from wardqi.domain.pack import OF_PEOPLE
from wardqi.services.measuring.charts import Charted

if TYPE_CHECKING:
    from wardqi.domain.spc import Analysis, Label
    from wardqi.domain.spc.model import Kind, Rules

YEAR: Final = 12
ENOUGH_AFTER: Final = 12
"""Points after a change that make its limits more than trial limits."""

LASTING: Final = frozenset({"ward_move", "beds_changed", "recording_changed", "definition_changed", "policy"})
"""Kinds of note that name a cause expected to last, when no last day is given."""

_LARGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class Outlook:
    """The chance, 0 to 1, that a true fall of `percent` would be seen within `months`, and that of a signal
    with no fall at all. `mean` is what is counted in a month before the fall."""

    mean: float
    counts: str
    percent: float
    months: int
    seen: float
    false: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """New limits that may be offered: from `begun`, because of `cause`; `trial` with fewer than 12 points.

    `since` is the first point of its shift, `high` the side.
    """

    begun: date
    cause: str
    reason: str
    since: date
    points: int
    high: bool
    trial: bool


def outlook(charted: Charted, percent: float | None = None) -> Outlook | None:
    """The honest answer before anybody hopes, for this ward's own mean, rules and clumping.

    Only for monthly counts of incidents, interventions or people that should fall; None for anything else.
    It is a simulation of about a tenth of a second: ask for it off the window's thread. Kept once worked out.
    """
    measured, analysis = charted.measured, charted.analysis
    if measured is None or analysis is None or measured.frequency != "month":
        return None
    one = measured.measure
    if one.counts not in OF_PEOPLE or one.direction != "down" or one.denominator == "due":
        return None
    baseline = measured.settings.baseline
    counts = [
        point.numerator
        for point in measured.finished
        if point.value is not None
        and point.numerator is not None
        and (baseline is None or baseline.first <= point.period.start <= baseline.last)
    ]
    mean = sum(counts) / len(counts) if counts else 0.0
    if not 0 < mean <= _LARGEST:
        return None
    wanted = percent or measured.settings.aim_percent or 25.0
    seen, false = _chance(
        _plainly(mean),
        min(wanted, 100.0) / 100,
        analysis.kind if analysis.kind in ("run", "xmr", "c", "u", "up") else "xmr",
        analysis.rules,
        analysis.settings.points,
        round(max(analysis.s_z or 1.0, 1.0), 1),
    )
    return Outlook(mean, one.counts, wanted, YEAR, seen, false)


def _plainly(mean: float) -> float:
    """A mean to two figures, so that one month more asks no new simulation."""
    return float(f"{mean:.2g}")


@lru_cache(maxsize=256)
def _chance(
    mean: float, fall: float, kind: Kind, rules: Rules, points: int, clumping: float
) -> tuple[float, float]:
    from wardqi.domain.spc import Settings
    from wardqi.domain.spc.power import chance_of_seeing

    settings = Settings(kind=kind, rules=rules, points=points, improve="down")
    found = chance_of_seeing(mean, settings, reduction=fall, months=YEAR, clumping=clumping)
    return found.seen, found.false


def suggestion(charted: Charted) -> Suggestion | None:
    """New limits to offer: a sustained shift that goes on, with a known, dated, lasting cause before it.

    The split is at the day of the change, not at the first favourable point. None when any of it lacks.
    """
    measured, analysis = charted.measured, charted.analysis
    if measured is None or analysis is None:
        return None
    trail, needed = _shift(analysis)
    phase = analysis.phases[-1]
    ends = {point.period.start: point.period.end for point in measured.finished}
    causes = [(test.day, test.name, "process_changed") for test in measured.tests if test.decision == "adopt"]
    causes += [
        (note.day, note.text, note.kind if note.kind in _REASONS else "ward_changed")
        for note in measured.notes
        if note.kind in LASTING and note.until is None
    ]
    found: list[Suggestion] = []
    for begun, cause, reason in causes:
        # The period of the change itself may show it; points before it are no part of its shift.
        since = [one for one in trail if isinstance(one, date) and ends.get(one, one) > begun]
        if len(since) >= needed and isinstance(phase.first, date) and phase.first < begun:
            after = sum(isinstance(one.date, date) and one.date >= begun for one in analysis.recorded)
            high = analysis.last is not None and analysis.last.side > 0
            trial = after < ENOUGH_AFTER
            found.append(Suggestion(begun, cause, reason, since[0], after, high, trial))
    return max(found, key=lambda one: one.begun, default=None)


_REASONS = {"recording_changed", "definition_changed"}


def _shift(analysis: Analysis) -> tuple[list[Label], int]:
    """The points on one side of the line up to the last, earliest first, and how many make a shift."""
    last, phase = analysis.last, analysis.phases[-1]
    needed = analysis.settings.points if analysis.rules == "nhs" else (phase.longest_run_limit or 0) + 1
    if last is None or last.side == 0:
        return [], needed
    trail: list[Label] = []
    for point in reversed(analysis.points):
        if point.phase != last.phase or point.side == -last.side:
            break
        if point.side == last.side:
            trail.append(point.date)
        elif analysis.rules == "nhs":
            break  # a missing point or one on the line ends a shift; runs rules pass over both
    return trail[::-1], needed
