"""Explains a chart's parts in words: why this kind, what a mark means, what an icon says, what was done.

The rule stamp made here goes on every picture, because a chart that hides its rules cannot be checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wardqi import __version__
from wardqi.reports.sentences import PLAIN, Words, is_monthly, line_name, number, when
from wardqi.text import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from wardqi.domain.funnel import FunnelResult
    from wardqi.domain.spc import Analysis, Assurance, Kind, PointResult, Variation

CONTEXT = "Charts"
MADE_BY = f"WardQI {__version__}"

KIND_NAMES: dict[str, str] = {
    "run": QT_TRANSLATE_NOOP("Charts", "Run chart"),
    "xmr": QT_TRANSLATE_NOOP("Charts", "XmR chart"),
    "c": QT_TRANSLATE_NOOP("Charts", "c chart"),
    "u": QT_TRANSLATE_NOOP("Charts", "u chart"),
    "p": QT_TRANSLATE_NOOP("Charts", "p chart"),
    "up": QT_TRANSLATE_NOOP("Charts", "u′ chart (Laney)"),
    "pp": QT_TRANSLATE_NOOP("Charts", "p′ chart (Laney)"),
    "iprime": QT_TRANSLATE_NOOP("Charts", "I′ chart"),
    "g": QT_TRANSLATE_NOOP("Charts", "g chart"),
    "t": QT_TRANSLATE_NOOP("Charts", "t chart"),
}

REASONS: dict[str, str] = {
    "asked": QT_TRANSLATE_NOOP("Charts", "This kind of chart was asked for."),
    "nhs_rules": QT_TRANSLATE_NOOP(
        "Charts", "XmR chart, because NHS rules were asked for and belong on one."
    ),
    "few_points": QT_TRANSLATE_NOOP("Charts", "Run chart, because there are too few points for limits."),
    "any_measure": QT_TRANSLATE_NOOP(
        "Charts", "Run chart, because it suits any measure with ten points or more."
    ),
    "small_counts": QT_TRANSLATE_NOOP(
        "Charts", "Run chart, because counts under two a period are too small for limits to help."
    ),
    "counts": QT_TRANSLATE_NOOP("Charts", "c chart, because these are counts with nothing to divide by."),
    "rate": QT_TRANSLATE_NOOP("Charts", "u chart, because these are counts out of a changing amount."),
    "clumped_rate": QT_TRANSLATE_NOOP(
        "Charts", "u′ chart, because the counts come in clumps that would make plain u limits too tight."
    ),
    "proportion": QT_TRANSLATE_NOOP("Charts", "p chart, because these are counts out of counts."),
    "clumped_proportion": QT_TRANSLATE_NOOP(
        "Charts", "p′ chart, because the counts are large and vary more than plain p limits allow."
    ),
    "days_between": QT_TRANSLATE_NOOP("Charts", "t chart, because these are days between rare events."),
    "days_with_zeros": QT_TRANSLATE_NOOP(
        "Charts", "g chart, because some events fell on the same day, which a t chart cannot show."
    ),
    "exposure_between": QT_TRANSLATE_NOOP(
        "Charts", "g chart, because these are bed days between rare events."
    ),
}

WARNINGS: dict[str, str] = {
    "few_points": QT_TRANSLATE_NOOP("Charts", "Early days: too few points for limits or icons."),
    "few_useful": QT_TRANSLATE_NOOP(
        "Charts", "Fewer than ten points lie off the middle line: too few to judge."
    ),
    "no_spread": QT_TRANSLATE_NOOP("Charts", "Every figure is the same."),
    "short_phase": QT_TRANSLATE_NOOP("Charts", "Trial limits: a stretch has fewer than twelve points."),
    "short_baseline": QT_TRANSLATE_NOOP(
        "Charts", "Trial limits: the baseline has fewer than twelve periods."
    ),
    "few_events": QT_TRANSLATE_NOOP("Charts", "Fewer than twenty events: limits are provisional."),
    "very_few_events": QT_TRANSLATE_NOOP("Charts", "Fewer than ten events: too few to judge."),
    "clumped": QT_TRANSLATE_NOOP(
        "Charts", "The counts vary more than chance alone (s_z above 1.3): consider a u′ or p′ chart."
    ),
    "low_centre": QT_TRANSLATE_NOOP(
        "Charts", "So few events are expected that no single period can be low: only a run can show a fall."
    ),
    "uneven_denominators": QT_TRANSLATE_NOOP(
        "Charts", "The amounts behind the counts differ by over a fifth: a u chart would be fairer."
    ),
    "mostly_zero": QT_TRANSLATE_NOOP(
        "Charts", "Half the figures or more are zero: consider a chart of the time between events."
    ),
    "periods_left_out": QT_TRANSLATE_NOOP(
        "Charts", "Some periods have no row: add them as 0 if nothing happened, or empty if not recorded."
    ),
}

MARKS: dict[str, str] = {
    "above_limit": QT_TRANSLATE_NOOP("Charts", "A single point above the upper limit."),
    "below_limit": QT_TRANSLATE_NOOP("Charts", "A single point below the lower limit."),
    "shift_high": QT_TRANSLATE_NOOP("Charts", "One of {points} or more in a row above the {line}."),
    "shift_low": QT_TRANSLATE_NOOP("Charts", "One of {points} or more in a row below the {line}."),
    "trend_up": QT_TRANSLATE_NOOP("Charts", "One of {trend} or more in a row, each higher than the last."),
    "trend_down": QT_TRANSLATE_NOOP("Charts", "One of {trend} or more in a row, each lower than the last."),
    "two_of_three_high": QT_TRANSLATE_NOOP(
        "Charts", "One of two, among three in a row above the average, that come close to the upper limit."
    ),
    "two_of_three_low": QT_TRANSLATE_NOOP(
        "Charts", "One of two, among three in a row below the average, that come close to the lower limit."
    ),
}
NO_MARK = QT_TRANSLATE_NOOP("Charts", "Not marked: this point is within the usual variation.")
GHOST = QT_TRANSLATE_NOOP("Charts", "Left out: shown here, but not counted by limits or rules.")
MISSING = QT_TRANSLATE_NOOP("Charts", "Missing: nothing was recorded, which is not the same as zero.")
SMALL = QT_TRANSLATE_NOOP("Charts", "Hidden: a small number that may not be shown.")

VARIATION: dict[str | None, str] = {
    None: QT_TRANSLATE_NOOP(
        "Charts", "No variation icon: there is too little to judge, or no clear direction."
    ),
    "common": QT_TRANSLATE_NOOP("Charts", "Common cause: no significant change."),
    "improvement_high": QT_TRANSLATE_NOOP("Charts", "Special cause, improving: figures are higher."),
    "improvement_low": QT_TRANSLATE_NOOP("Charts", "Special cause, improving: figures are lower."),
    "concern_high": QT_TRANSLATE_NOOP("Charts", "Special cause, of concern: figures are higher."),
    "concern_low": QT_TRANSLATE_NOOP("Charts", "Special cause, of concern: figures are lower."),
    "neither_high": QT_TRANSLATE_NOOP("Charts", "Special cause, neither good nor bad: figures are higher."),
    "neither_low": QT_TRANSLATE_NOOP("Charts", "Special cause, neither good nor bad: figures are lower."),
}
ASSURANCE: dict[str, str] = {
    "none": QT_TRANSLATE_NOOP("Charts", "No assurance icon: there is no target to judge by."),
    "pass": QT_TRANSLATE_NOOP("Charts", "Consistently passing: the target will be met as things run now."),
    "fail": QT_TRANSLATE_NOOP("Charts", "Consistently failing: the target will be missed as things run now."),
    "hit_or_miss": QT_TRANSLATE_NOOP("Charts", "Hit and miss: meeting the target is a matter of chance."),
}

STAMPS: dict[str, str] = {
    "nhs": QT_TRANSLATE_NOOP("Charts", "NHS rules {version}, {points} points"),
    "anhoej": QT_TRANSLATE_NOOP("Charts", "Anhøj rules"),
    "ihi": QT_TRANSLATE_NOOP("Charts", "IHI rules"),
    "baseline_median": QT_TRANSLATE_NOOP("Charts", "median from {first} to {last}"),
    "baseline": QT_TRANSLATE_NOOP("Charts", "limits from {first} to {last}"),
    "phases": QT_TRANSLATE_NOOP("Charts", "new limits from {dates}"),
    "screened": QT_TRANSLATE_NOOP("Charts", "extreme moving ranges left out"),
    "excluded": QT_TRANSLATE_NOOP("Charts", "{count} left out"),
    "missing": QT_TRANSLATE_NOOP("Charts", "{count} missing"),
    "s_z": QT_TRANSLATE_NOOP("Charts", "s_z {ratio}"),
    "match": QT_TRANSLATE_NOOP("Charts", "as {tool}"),
    "trial": QT_TRANSLATE_NOOP("Charts", "trial limits"),
    "no_limits": QT_TRANSLATE_NOOP("Charts", "no limits yet"),
    "funnel_plain": QT_TRANSLATE_NOOP("Charts", "Funnel plot, exact limits at 95% and 99.8%"),
    "funnel_angle": QT_TRANSLATE_NOOP("Charts", "Funnel plot, arcsine limits at 95% and 99.8%"),
    "funnel_adjusted": QT_TRANSLATE_NOOP(
        "Charts", "Funnel plot, limits at 95% and 99.8% adjusted for overdispersion (phi {phi})"
    ),
    "funnel_few": QT_TRANSLATE_NOOP("Charts", "Too few wards for limits"),
}
ANNOUNCE: dict[str, str] = {
    "above": QT_TRANSLATE_NOOP("Charts", "{when}, {value}, above the {line}"),
    "below": QT_TRANSLATE_NOOP("Charts", "{when}, {value}, below the {line}"),
    "on": QT_TRANSLATE_NOOP("Charts", "{when}, {value}, on the {line}"),
    "above_run": QT_TRANSLATE_NOOP("Charts", "{when}, {value}, above the {line}, number {count} in a row"),
    "below_run": QT_TRANSLATE_NOOP("Charts", "{when}, {value}, below the {line}, number {count} in a row"),
    "missing": QT_TRANSLATE_NOOP("Charts", "{when}, missing"),
    "hidden": QT_TRANSLATE_NOOP("Charts", "{when}, hidden small number"),
    "excluded": QT_TRANSLATE_NOOP("Charts", "{when}, {value}, left out"),
}


def kind_name(kind: Kind) -> str:
    """The name of a kind of chart."""
    return say(CONTEXT, KIND_NAMES[kind])


def reason(code: str) -> str:
    """Why a kind of chart was chosen."""
    return say(CONTEXT, REASONS[code])


def warning(code: str) -> str:
    """A caution that belongs beside a chart."""
    return say(CONTEXT, WARNINGS[code])


def variation(icon: Variation | None) -> str:
    """What a variation icon says."""
    return say(CONTEXT, VARIATION[icon])


def assurance(icon: Assurance) -> str:
    """What an assurance icon says."""
    return say(CONTEXT, ASSURANCE[icon])


def why_marked(analysis: Analysis, place: int) -> tuple[str, ...]:
    """Every rule at a point, by its place in the series, the deciding one first."""
    point = analysis.points[place]
    if point.hidden:
        return (say(CONTEXT, SMALL),)
    if point.value is None:
        return (say(CONTEXT, MISSING),)
    if point.excluded:
        return (say(CONTEXT, GHOST),)
    if not point.marks:
        return (say(CONTEXT, NO_MARK),)
    ihi = analysis.rules == "ihi"
    places = {
        "points": 6 if ihi else analysis.settings.points,
        "trend": 5 if ihi else analysis.settings.points,
        "line": line_name(analysis),
    }
    in_order = sorted(point.marks, key=lambda mark: mark != point.decided_by)
    return tuple(say(CONTEXT, MARKS[mark], **places) for mark in in_order)


def announce(analysis: Analysis, place: int, words: Words = PLAIN) -> str:
    """A point as a screen reader says it: when, how much, which side, and how many in a row there."""
    point = analysis.points[place]
    monthly = is_monthly([each.date for each in analysis.points])
    places: dict[str, object] = {"when": when(point.date, monthly), "line": line_name(analysis)}
    if point.value is None:
        return say(CONTEXT, ANNOUNCE["hidden" if point.hidden else "missing"], **places)
    places["value"] = words.amount(point.value)
    if point.excluded:
        return say(CONTEXT, ANNOUNCE["excluded"], **places)
    if point.side == 0:
        return say(CONTEXT, ANNOUNCE["on"], **places)
    count = _in_a_row(analysis.points, place)
    name = "above" if point.side > 0 else "below"
    return say(CONTEXT, ANNOUNCE[f"{name}_run" if count > 1 else name], **places, count=count)


def _in_a_row(points: tuple[PointResult, ...], place: int) -> int:
    """How many points up to this one, in its phase, lie together on its side of the line."""
    count = 0
    for point in reversed(points[: place + 1]):
        if point.side != points[place].side or point.phase != points[place].phase:
            break
        count += 1
    return count


def stamp_line(analysis: Analysis) -> str:
    """The rule stamp: kind, rules, baseline, phases, points left out, and the version of the rules."""
    settings = analysis.settings
    monthly = is_monthly([point.date for point in analysis.points])
    version = settings.convention.stamp.removeprefix("nhs-")
    parts = [
        kind_name(analysis.kind),
        say(CONTEXT, STAMPS[analysis.rules], version=version, points=settings.points),
    ]
    if settings.baseline is not None:
        key = "baseline_median" if analysis.kind == "run" else "baseline"
        begun = next(phase.first for phase in analysis.phases if phase.baseline is not None)
        place = next(at for at, point in enumerate(analysis.points) if point.date == begun)
        last = analysis.points[place + settings.baseline - 1].date
        parts.append(say(CONTEXT, STAMPS[key], first=when(begun, monthly), last=when(last, monthly)))
    if len(analysis.phases) > 1:
        dates = ", ".join(when(phase.first, monthly) for phase in analysis.phases[1:])
        parts.append(say(CONTEXT, STAMPS["phases"], dates=dates))
    if analysis.kind != "run" and not analysis.has_limits:
        parts.append(say(CONTEXT, STAMPS["no_limits"]))
    elif {"short_phase", "short_baseline", "few_events", "very_few_events"} & set(analysis.warnings):
        parts.append(say(CONTEXT, STAMPS["trial"]))
    if settings.screen:
        parts.append(say(CONTEXT, STAMPS["screened"]))
    excluded = sum(point.excluded and point.value is not None for point in analysis.points)
    missing = sum(point.value is None for point in analysis.points)
    for key, count in (("excluded", excluded), ("missing", missing)):
        if count:
            parts.append(say(CONTEXT, STAMPS[key], count=count))
    if analysis.s_z is not None:
        parts.append(say(CONTEXT, STAMPS["s_z"], ratio=number(analysis.s_z, 2)))
    if settings.convention.name != "nhse":
        parts.append(say(CONTEXT, STAMPS["match"], tool=settings.convention.name))
    return " · ".join(parts)


def funnel_stamp(result: FunnelResult) -> str:
    """The stamp of a funnel: which limits are drawn."""
    if result.too_few:
        return say(CONTEXT, STAMPS["funnel_few"])
    if result.uses_adjusted and result.phi is not None:
        return say(CONTEXT, STAMPS["funnel_adjusted"], phi=number(result.phi, 2))
    return say(CONTEXT, STAMPS["funnel_angle" if result.kind == "proportion" else "funnel_plain"])
