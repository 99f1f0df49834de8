"""What a fall would take to be seen, and whether new limits may be offered: answers, never actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from wardqi.domain.pack import OF_PEOPLE
from wardqi.services.measuring.charts import Charted

if TYPE_CHECKING:
    from wardqi.domain.spc import Analysis, PointResult
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

    `since` is the first point of the shift, `high` its side.
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
    trail = _shift(analysis)
    if not trail or not isinstance(trail[0].date, date):
        return None
    phase = analysis.phases[-1]
    since = trail[0].date
    ends = {point.period.start: point.period.end for point in measured.finished}
    causes = [(test.day, test.name, "process_changed") for test in measured.tests if test.decision == "adopt"]
    causes += [
        (note.day, note.text, note.kind if note.kind in _REASONS else "ward_changed")
        for note in measured.notes
        if note.kind in LASTING and note.until is None
    ]
    # The shift shows at the earliest in the period in which the change was made.
    fitting = [
        cause
        for cause in causes
        if isinstance(phase.first, date) and phase.first < cause[0] < ends.get(since, since)
    ]
    if not fitting:
        return None
    begun, cause, reason = max(fitting)
    after = [point for point in analysis.recorded if isinstance(point.date, date) and point.date >= begun]
    return Suggestion(begun, cause, reason, since, len(after), trail[0].side > 0, len(after) < ENOUGH_AFTER)


_REASONS = {"recording_changed", "definition_changed"}


def _shift(analysis: Analysis) -> list[PointResult]:
    """The points of a shift that goes on to the last one, earliest first; none when there is no such."""
    last = analysis.last
    if last is None or last.side == 0:
        return []
    trail: list[PointResult] = []
    for point in reversed(analysis.points):
        if point.phase != last.phase or point.side == -last.side:
            break
        if point.side == last.side:
            trail.append(point)
        elif point.value is not None and analysis.rules == "nhs":
            break
    phase = analysis.phases[-1]
    if analysis.rules == "nhs":
        sustained = last.shift
    else:
        sustained = phase.longest_run_limit is not None and len(trail) > phase.longest_run_limit
    return trail[::-1] if sustained else []
