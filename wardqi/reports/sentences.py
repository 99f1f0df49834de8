"""Says a chart in plain words, from the result alone: a sentence, what it means for the target, a next step.

Every sentence is whole and marked for translation; only figures, dates and counts are filled in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wardqi.text import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from wardqi.domain.funnel import FunnelResult
    from wardqi.domain.spc import Analysis, Label, Mark, PointResult

CONTEXT = "Charts"
ENOUGH_AFTER_CHANGE = 12
MANY_RUNS = "too_many"


@dataclass(frozen=True, slots=True)
class Words:
    """How to say this measure's figures: `unit` holds "{figure}" where the number goes, such as
    "{figure} per 1,000 bed days" or "{figure}%"; `decimals` None lets the size of the figure decide.
    """

    unit: str = "{figure}"
    decimals: int | None = None

    def amount(self, figure: float) -> str:
        """A figure with its unit."""
        return self.unit.replace("{figure}", number(figure, self.decimals))


@dataclass(frozen=True, slots=True)
class Said:
    """What a chart says: `target` is empty when there is no target to speak of."""

    sentence: str
    target: str
    next_step: str

    @property
    def text(self) -> str:
        """The sentence with the one about the target after it."""
        return f"{self.sentence} {self.target}".strip()


PLAIN = Words()
Compared = Literal["wards", "providers"]
"""What a funnel compares."""

# What the last point shows, judged: whole sentences by judgement and by the rule that decided.
SIGNALS: dict[tuple[str, str], str] = {
    ("improvement", "above_limit"): QT_TRANSLATE_NOOP(
        "Charts", "Improvement: the latest figure, {value}, is above the upper limit of {limit}."
    ),
    ("improvement", "below_limit"): QT_TRANSLATE_NOOP(
        "Charts", "Improvement: the latest figure, {value}, is below the lower limit of {limit}."
    ),
    ("improvement", "shift_high"): QT_TRANSLATE_NOOP(
        "Charts", "Improvement: the last {count} points are all above the {line} of {centre}."
    ),
    ("improvement", "shift_low"): QT_TRANSLATE_NOOP(
        "Charts", "Improvement: the last {count} points are all below the {line} of {centre}."
    ),
    ("improvement", "trend_up"): QT_TRANSLATE_NOOP(
        "Charts", "Improvement: the last {count} points have risen one after another, to {value}."
    ),
    ("improvement", "trend_down"): QT_TRANSLATE_NOOP(
        "Charts", "Improvement: the last {count} points have fallen one after another, to {value}."
    ),
    ("improvement", "two_of_three_high"): QT_TRANSLATE_NOOP(
        "Charts", "Improvement: two of the last three points are unusually high, the latest at {value}."
    ),
    ("improvement", "two_of_three_low"): QT_TRANSLATE_NOOP(
        "Charts", "Improvement: two of the last three points are unusually low, the latest at {value}."
    ),
    ("concern", "above_limit"): QT_TRANSLATE_NOOP(
        "Charts", "Concern: the latest figure, {value}, is above the upper limit of {limit}."
    ),
    ("concern", "below_limit"): QT_TRANSLATE_NOOP(
        "Charts", "Concern: the latest figure, {value}, is below the lower limit of {limit}."
    ),
    ("concern", "shift_high"): QT_TRANSLATE_NOOP(
        "Charts", "Concern: the last {count} points are all above the {line} of {centre}."
    ),
    ("concern", "shift_low"): QT_TRANSLATE_NOOP(
        "Charts", "Concern: the last {count} points are all below the {line} of {centre}."
    ),
    ("concern", "trend_up"): QT_TRANSLATE_NOOP(
        "Charts", "Concern: the last {count} points have risen one after another, to {value}."
    ),
    ("concern", "trend_down"): QT_TRANSLATE_NOOP(
        "Charts", "Concern: the last {count} points have fallen one after another, to {value}."
    ),
    ("concern", "two_of_three_high"): QT_TRANSLATE_NOOP(
        "Charts", "Concern: two of the last three points are unusually high, the latest at {value}."
    ),
    ("concern", "two_of_three_low"): QT_TRANSLATE_NOOP(
        "Charts", "Concern: two of the last three points are unusually low, the latest at {value}."
    ),
    ("neither", "above_limit"): QT_TRANSLATE_NOOP(
        "Charts", "A real change: the latest figure, {value}, is above the upper limit of {limit}."
    ),
    ("neither", "below_limit"): QT_TRANSLATE_NOOP(
        "Charts", "A real change: the latest figure, {value}, is below the lower limit of {limit}."
    ),
    ("neither", "shift_high"): QT_TRANSLATE_NOOP(
        "Charts", "A real change: the last {count} points are all above the {line} of {centre}."
    ),
    ("neither", "shift_low"): QT_TRANSLATE_NOOP(
        "Charts", "A real change: the last {count} points are all below the {line} of {centre}."
    ),
    ("neither", "trend_up"): QT_TRANSLATE_NOOP(
        "Charts", "A real change: the last {count} points have risen one after another, to {value}."
    ),
    ("neither", "trend_down"): QT_TRANSLATE_NOOP(
        "Charts", "A real change: the last {count} points have fallen one after another, to {value}."
    ),
    ("neither", "two_of_three_high"): QT_TRANSLATE_NOOP(
        "Charts", "A real change: two of the last three points are unusually high, the latest at {value}."
    ),
    ("neither", "two_of_three_low"): QT_TRANSLATE_NOOP(
        "Charts", "A real change: two of the last three points are unusually low, the latest at {value}."
    ),
}

QUIET: dict[str, str] = {
    "no_spread": QT_TRANSLATE_NOOP(
        "Charts", "Every figure so far is {centre}, so there is no variation to judge."
    ),
    "one_point": QT_TRANSLATE_NOOP("Charts", "There is one figure so far: {value}."),
    "few_points": QT_TRANSLATE_NOOP(
        "Charts", "Early days: {count} points so far, around {centre}, too few for limits."
    ),
    "few_useful": QT_TRANSLATE_NOOP(
        "Charts", "Early days: too few points lie off the {line} of {centre} to judge a pattern."
    ),
    "mostly_zero": QT_TRANSLATE_NOOP(
        "Charts",
        "Half the figures or more are zero, so many in a row below the {line} of {centre} are no sign "
        "of change.",
    ),
    "crossings": QT_TRANSLATE_NOOP(
        "Charts",
        "Not chance: the figures cross the {line} of {centre} only {crossings} times, "
        "and chance would give at least {fewest}.",
    ),
    "long_run": QT_TRANSLATE_NOOP(
        "Charts",
        "Not chance: {longest} points in a row lay on one side of the {line} of {centre}, "
        "and chance would give at most {most}.",
    ),
    "too_many": QT_TRANSLATE_NOOP(
        "Charts",
        "Not chance: the figures change sides of the {line} too often, in {runs} runs "
        "where at most {upper} are expected.",
    ),
    "too_few": QT_TRANSLATE_NOOP(
        "Charts",
        "Not chance: the figures make only {runs} runs about the {line} of {centre}, "
        "where at least {lower} are expected.",
    ),
    "ended": QT_TRANSLATE_NOOP(
        "Charts",
        "Common cause now: figures vary as usual around {centre}, and an earlier signal ended after {when}.",
    ),
    "common": QT_TRANSLATE_NOOP("Charts", "Common cause only: figures vary as usual around {centre}."),
}

TARGETS: dict[str, str] = {
    "pass": QT_TRANSLATE_NOOP("Charts", "As things run now, the target of {target} will be met every time."),
    "fail": QT_TRANSLATE_NOOP(
        "Charts", "As things run now, the target of {target} will be missed every time."
    ),
    "hit_or_miss": QT_TRANSLATE_NOOP(
        "Charts",
        "As things run now, the target of {target} will be met sometimes and missed sometimes, by chance.",
    ),
}

STEPS: dict[str, str] = {
    "record": QT_TRANSLATE_NOOP(
        "Charts", "Keep recording: limits can be drawn from {minimum} points, so decide nothing on these yet."
    ),
    "record_runs": QT_TRANSLATE_NOOP(
        "Charts", "Keep recording: a pattern can be judged once ten points lie off the middle line."
    ),
    "check_recording": QT_TRANSLATE_NOOP(
        "Charts", "Check that figures are being recorded as they happen and not copied forward."
    ),
    "longer": QT_TRANSLATE_NOOP(
        "Charts", "Count by a longer period, or chart the days between events instead."
    ),
    "process": QT_TRANSLATE_NOOP("Charts", "Look at the whole process, not at this period's figure."),
    "process_fail": QT_TRANSLATE_NOOP(
        "Charts", "Working harder at the same process will not reach the target: choose a change and test it."
    ),
    "process_chance": QT_TRANSLATE_NOOP(
        "Charts", "Do not praise or blame one figure: choose a change to the process and test it."
    ),
    "process_pass": QT_TRANSLATE_NOOP("Charts", "Keep doing what works, and keep watching."),
    "improvement": QT_TRANSLATE_NOOP(
        "Charts", "Find out what changed from {since}, keep it going, and share what you learn."
    ),
    "improvement_recording": QT_TRANSLATE_NOOP(
        "Charts",
        "Check that recording is as complete as before; then find out what changed from {since} "
        "and keep it going.",
    ),
    "improvement_new_limits": QT_TRANSLATE_NOOP(
        "Charts",
        "If the cause from {since} is known and expected to last, consider new limits from then, "
        "and share what you learn.",
    ),
    "improvement_fail": QT_TRANSLATE_NOOP(
        "Charts", "Find out what changed from {since} and keep it going: the target needs more of it."
    ),
    "concern": QT_TRANSLATE_NOOP(
        "Charts", "Find out what changed from {since}, and ask whether more is happening or more is recorded."
    ),
    "neither": QT_TRANSLATE_NOOP(
        "Charts", "Find out what changed from {since}, and whether it matters here."
    ),
    "look_back": QT_TRANSLATE_NOOP(
        "Charts", "Something changed along the way: match the chart with what was tried and when."
    ),
    "mixed": QT_TRANSLATE_NOOP(
        "Charts",
        "Check whether two different things are mixed here, such as two wards or two ways of counting.",
    ),
}

REFUSALS: dict[str, str] = {
    "no_points": QT_TRANSLATE_NOOP("Charts", "There are no rows to chart; add at least one period."),
    "all_missing": QT_TRANSLATE_NOOP("Charts", "Every figure is missing, so there is nothing to chart yet."),
    "mixed_labels": QT_TRANSLATE_NOOP(
        "Charts", "Some rows are labelled with dates and others with numbers; use one or the other."
    ),
    "duplicate_dates": QT_TRANSLATE_NOOP(
        "Charts", "Two rows have the same date{where}; keep one row for each period."
    ),
    "not_a_number": QT_TRANSLATE_NOOP(
        "Charts",
        "A figure{where} is not a number that can be charted; correct it, or leave it empty if missing.",
    ),
    "too_large": QT_TRANSLATE_NOOP(
        "Charts", "A figure{where} is too large to be real; check it and try again."
    ),
    "negative_denominator": QT_TRANSLATE_NOOP(
        "Charts", "A denominator{where} is below zero; correct it, or leave it empty if unknown."
    ),
    "negative_count": QT_TRANSLATE_NOOP(
        "Charts",
        "A count{where} is below zero, which this chart cannot show; correct it, or choose an XmR chart.",
    ),
    "numerator_over_denominator": QT_TRANSLATE_NOOP(
        "Charts",
        "A count{where} is larger than what it is out of; correct it, or choose a u chart for a rate.",
    ),
    "needs_denominators": QT_TRANSLATE_NOOP(
        "Charts",
        "This chart needs a denominator for each count, such as bed days; add them, or choose a run chart.",
    ),
    "needs_counts": QT_TRANSLATE_NOOP(
        "Charts", "This chart needs counts, not ready-made rates; give a numerator for each row."
    ),
    "needs_kind": QT_TRANSLATE_NOOP("Charts", "Name the kind of chart when charting many wards at once."),
    "uneven_rows": QT_TRANSLATE_NOOP(
        "Charts", "Every ward needs the same periods; fill in the missing rows."
    ),
    "zero_median": QT_TRANSLATE_NOOP(
        "Charts",
        "Half or more of these figures are zero, so the median is zero and nothing can fall below it; "
        "chart the days between events (t) or the bed days between them (g).",
    ),
    "rare_events": QT_TRANSLATE_NOOP(
        "Charts",
        "These events are too rare for a chart by period; chart the days between events (t) or the bed days "
        "between them (g), or join wards or periods together.",
    ),
    "no_time_between": QT_TRANSLATE_NOOP(
        "Charts",
        "Two events fall at the same time{where}, which a t chart cannot show; count one event a day, "
        "or choose a g chart.",
    ),
    "rebase_outside": QT_TRANSLATE_NOOP(
        "Charts", "New limits cannot start outside the dates of the chart{where}; choose a date within them."
    ),
    "baseline_too_short": QT_TRANSLATE_NOOP(
        "Charts", "A baseline needs at least two periods, and twelve to be trusted; choose more."
    ),
    "baseline_too_long": QT_TRANSLATE_NOOP(
        "Charts", "The baseline is longer than the stretch it belongs to; choose fewer periods."
    ),
    "exclude_not_found": QT_TRANSLATE_NOOP(
        "Charts", "There is no row to leave out{where}; choose a date that is on the chart."
    ),
    "no_units": QT_TRANSLATE_NOOP("Charts", "There are no wards to compare; add at least ten."),
    "duplicate_unit": QT_TRANSLATE_NOOP(
        "Charts", "Two rows have the same name{where}; keep one row for each ward."
    ),
    "no_events": QT_TRANSLATE_NOOP("Charts", "No ward has any events, so there is nothing to compare."),
    "all_events": QT_TRANSLATE_NOOP(
        "Charts", "Every ward is at its highest possible figure, so there is nothing to compare."
    ),
}

FUNNELS: dict[str, str] = {
    "too_few": QT_TRANSLATE_NOOP(
        "Charts", "Too few wards to compare ({count}): a funnel needs about ten to say which stand out."
    ),
    "none": QT_TRANSLATE_NOOP(
        "Charts", "No ward stands out: the {count} wards differ from {centre} no more than expected."
    ),
    "high": QT_TRANSLATE_NOOP(
        "Charts", "Wards above the outer limits: {high} of {count}, further from {centre} than expected."
    ),
    "low": QT_TRANSLATE_NOOP(
        "Charts", "Wards below the outer limits: {low} of {count}, further from {centre} than expected."
    ),
    "both": QT_TRANSLATE_NOOP(
        "Charts",
        "Wards above the outer limits: {high} of {count}; below them: {low}; "
        "all further from {centre} than expected.",
    ),
}
PROVIDER_FUNNELS: dict[str, str] = {
    "too_few": QT_TRANSLATE_NOOP(
        "Charts", "Too few providers to compare ({count}): a funnel needs about ten to say which stand out."
    ),
    "none": QT_TRANSLATE_NOOP(
        "Charts", "No provider stands out: the {count} providers differ from {centre} no more than expected."
    ),
    "high": QT_TRANSLATE_NOOP(
        "Charts", "Providers above the outer limits: {high} of {count}, further from {centre} than expected."
    ),
    "low": QT_TRANSLATE_NOOP(
        "Charts", "Providers below the outer limits: {low} of {count}, further from {centre} than expected."
    ),
    "both": QT_TRANSLATE_NOOP(
        "Charts",
        "Providers above the outer limits: {high} of {count}; below them: {low}; "
        "all further from {centre} than expected.",
    ),
}
PROVIDER_STEP = QT_TRANSLATE_NOOP(
    "Charts",
    "A funnel compares and says nothing about change: check recording and kind of provider first, "
    "then look at each provider's own chart.",
)
PROVIDER_STEP_FEW = QT_TRANSLATE_NOOP("Charts", "Look at each provider's own chart over time instead.")
FUNNEL_STEP = QT_TRANSLATE_NOOP(
    "Charts",
    "A funnel compares and says nothing about change: check recording and kind of ward first, "
    "then look at each ward's own chart.",
)
FUNNEL_STEP_FEW = QT_TRANSLATE_NOOP("Charts", "Look at each ward's own chart over time instead.")

WHERE_DATE = QT_TRANSLATE_NOOP("Charts", " ({when})")
LINES = {
    "median": QT_TRANSLATE_NOOP("Charts", "median"),
    "average": QT_TRANSLATE_NOOP("Charts", "average"),
}
POINT_NUMBER = QT_TRANSLATE_NOOP("Charts", "point {number}")
MONTH_YEAR = QT_TRANSLATE_NOOP("Charts", "{month} {year}")
DAY_MONTH_YEAR = QT_TRANSLATE_NOOP("Charts", "{day} {month} {year}")
MONTHS = (
    QT_TRANSLATE_NOOP("Charts", "Jan"),
    QT_TRANSLATE_NOOP("Charts", "Feb"),
    QT_TRANSLATE_NOOP("Charts", "Mar"),
    QT_TRANSLATE_NOOP("Charts", "Apr"),
    QT_TRANSLATE_NOOP("Charts", "May"),
    QT_TRANSLATE_NOOP("Charts", "Jun"),
    QT_TRANSLATE_NOOP("Charts", "Jul"),
    QT_TRANSLATE_NOOP("Charts", "Aug"),
    QT_TRANSLATE_NOOP("Charts", "Sep"),
    QT_TRANSLATE_NOOP("Charts", "Oct"),
    QT_TRANSLATE_NOOP("Charts", "Nov"),
    QT_TRANSLATE_NOOP("Charts", "Dec"),
)


def chart_sentence(analysis: Analysis, words: Words = PLAIN) -> Said:
    """What the chart says, whether the target will be met, and what to do next."""
    sentence, step = _pattern(analysis, words)
    target = ""
    if analysis.assurance != "none" and analysis.settings.target is not None:
        target = say(CONTEXT, TARGETS[analysis.assurance], target=words.amount(analysis.settings.target))
    return Said(sentence, target, step)


NONE_REPORTED = QT_TRANSLATE_NOOP(
    "Charts", "Nothing to chart yet: no finished month or week has been reported."
)


def none_reported() -> Said:
    """What stands for the chart of a measure, whose rows are reported periods, before there is one."""
    return Said(say(CONTEXT, NONE_REPORTED), "", "")


def refusal(code: str, where: Label | str | None = None) -> str:
    """Why a chart or a funnel cannot be drawn and what to do; `where` is the date or ward at fault."""
    named = ""
    if where is not None:
        named = say(CONTEXT, WHERE_DATE, when=where if isinstance(where, str) else when(where))
    return say(CONTEXT, REFUSALS[code], where=named)


def funnel_sentence(result: FunnelResult, words: Words = PLAIN, of: Compared = "wards") -> Said:
    """How many wards (or providers) stand out, and a caution."""
    told, step, step_few = FUNNELS, FUNNEL_STEP, FUNNEL_STEP_FEW
    if of == "providers":
        told, step, step_few = PROVIDER_FUNNELS, PROVIDER_STEP, PROVIDER_STEP_FEW
    judged = [unit for unit in result.units if unit.state != "missing"]
    if result.too_few:
        return Said(say(CONTEXT, told["too_few"], count=len(judged)), "", say(CONTEXT, step_few))
    high = sum(unit.state == "high" for unit in judged)
    low = sum(unit.state == "low" for unit in judged)
    key = "both" if high and low else "high" if high else "low" if low else "none"
    centre = words.amount(result.centre)
    places = {"count": len(judged), "high": high, "low": low, "centre": centre}
    return Said(say(CONTEXT, told[key], **places), "", say(CONTEXT, step))


_LONG, _SMALL, _NOISE = 1e15, 0.0005, 1e-9


def number(figure: float, decimals: int | None = None) -> str:
    """A figure as people write it: three figures or so, thousands parted, no trailing noughts.

    One too long to read has a power of ten; one very near nought two figures, and at last nought itself.
    """
    size = abs(figure)
    if decimals is None and (size >= _LONG or _NOISE <= size < _SMALL):
        text = f"{size:.3g}" if size >= _LONG else f"{size:.2g}"
        return text.replace("e+", "e") if figure >= 0 else f"−{text.replace('e+', 'e')}"
    places = decimals
    if places is None:
        places = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3
    text = f"{size:,.{places}f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    is_nothing = not text.strip("0.,")
    return text if figure >= 0 or is_nothing else f"−{text}"


def when(label: Label, monthly: bool = False) -> str:
    """A label in words: "3 Nov 2026", "Nov 2026" on monthly charts, or "point 12"."""
    if not isinstance(label, dt.date):
        return say(CONTEXT, POINT_NUMBER, number=label)
    month = say(CONTEXT, MONTHS[label.month - 1])
    if monthly:
        return say(CONTEXT, MONTH_YEAR, month=month, year=label.year)
    return say(CONTEXT, DAY_MONTH_YEAR, day=label.day, month=month, year=label.year)


def is_monthly(labels: Sequence[Label]) -> bool:
    """Whether every label is the first of a month."""
    return bool(labels) and all(isinstance(label, dt.date) and label.day == 1 for label in labels)


def line_code(analysis: Analysis) -> str:
    """What the centre line is: "median" on run charts and on g charts, "average" elsewhere."""
    median = analysis.kind == "run" or (analysis.kind == "g" and analysis.rules != "nhs")
    return "median" if median else "average"


def line_name(analysis: Analysis) -> str:
    """The word for the centre line, as it stands inside a sentence."""
    return say(CONTEXT, LINES[line_code(analysis)])


def _pattern(analysis: Analysis, words: Words) -> tuple[str, str]:
    """The sentence and the next step."""
    last = analysis.last
    if last is None or last.value is None or last.centre is None:
        return say(CONTEXT, REFUSALS["all_missing"], where=""), say(CONTEXT, STEPS["record_runs"])
    monthly = is_monthly([point.date for point in analysis.points])
    places: dict[str, object] = {
        "value": words.amount(last.value),
        "centre": words.amount(last.centre),
        "line": line_name(analysis),
        "count": len(analysis.recorded),
        "minimum": analysis.settings.convention.minimum,
    }
    if analysis.variation is not None and analysis.variation != "common":
        return _signal(analysis, last, words, places, monthly)
    key, step = _quiet(analysis)
    phase = analysis.phases[-1]
    earlier = [point for point in analysis.recorded if point.special != "none"]
    if key == "common" and earlier:
        key = "ended"
        places["when"] = when(earlier[-1].date, monthly)
    places |= {
        "crossings": phase.crossings,
        "fewest": phase.crossings_limit,
        "longest": phase.longest_run,
        "most": phase.longest_run_limit,
        "runs": phase.crossings + 1,
        "lower": phase.runs_lower if phase.runs_lower is not None else (phase.crossings_limit or 0) + 1,
        "upper": phase.runs_upper,
    }
    return say(CONTEXT, QUIET[key], **places), say(CONTEXT, STEPS[step], **places)


def _quiet(analysis: Analysis) -> tuple[str, str]:
    """Which sentence and step suit a chart whose last point shows no direction."""
    phase = analysis.phases[-1]
    warned = set(analysis.warnings)
    if len(analysis.recorded) == 1:
        return "one_point", "record" if analysis.kind != "run" else "record_runs"
    if "no_spread" in warned:
        return "no_spread", "check_recording"
    if "few_points" in warned and not phase.run_signal:
        return "few_points", "record"
    if "mostly_zero" in warned and analysis.rules != "nhs":
        return "mostly_zero", "longer"
    if "few_useful" in warned:
        return "few_useful", "record_runs"
    if phase.run_signal:
        if phase.verdict is not None:
            many = phase.verdict == MANY_RUNS
            return ("too_many", "mixed") if many else ("too_few", "look_back")
        too_long = phase.longest_run > (phase.longest_run_limit or 0)
        return ("long_run" if too_long else "crossings"), "look_back"
    steps = {"fail": "process_fail", "hit_or_miss": "process_chance", "pass": "process_pass"}
    return "common", steps.get(analysis.assurance, "process")


def _signal(
    analysis: Analysis, last: PointResult, words: Words, places: dict[str, object], monthly: bool
) -> tuple[str, str]:
    """The sentence and step of a chart whose last point shows a direction."""
    variation = str(analysis.variation)
    judgement, side = variation.rsplit("_", 1)
    mark = last.decided_by or ("shift_high" if side == "high" else "shift_low")
    trail = _trail(analysis, last, mark, side)
    limit = last.ucl if side == "high" else last.lcl
    places |= {
        "count": len(trail),
        "limit": words.amount(limit) if limit is not None else "",
        "since": when(trail[0].date, monthly),
    }
    step = judgement
    if judgement == "improvement":
        lasting = mark.startswith("shift") and len(trail) >= ENOUGH_AFTER_CHANGE
        if analysis.assurance == "fail":
            step = "improvement_fail"
        elif lasting:
            step = "improvement_new_limits"
        elif side == "low" and analysis.settings.improve == "down":
            step = "improvement_recording"
    return say(CONTEXT, SIGNALS[judgement, mark], **places), say(CONTEXT, STEPS[step], **places)


def _trail(analysis: Analysis, last: PointResult, mark: Mark, side: str) -> list[PointResult]:
    """The points, up to the last one, that make up its signal, earliest first."""
    if not mark.startswith(("shift", "trend")):
        return [last]
    wanted = 1 if side == "high" else -1
    skips = analysis.rules != "nhs"  # runs rules pass over points on the line and missing ones
    trail: list[PointResult] = []
    for point in reversed(analysis.points):
        marked = (
            mark in point.marks if last.decided_by else point.side == wanted and point.phase == last.phase
        )
        if marked:
            trail.append(point)
        elif trail and not (skips and (point.side == 0 or point.value == trail[-1].value)):
            break
    return trail[::-1]
