"""Works out many series in one pass: lines, rules, runs and directions for every row of a matrix.

The single chart and the many-ward call both come through `work_out`, so they cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from wardqi.domain.spc import limits, rules
from wardqi.domain.spc.conventions import Rule
from wardqi.domain.spc.limits import Flags, Floats, Lines, Span
from wardqi.domain.spc.model import DIVIDED, RARE, Kind, Rules, Settings
from wardqi.domain.spc.rules import Found
from wardqi.domain.spc.runs import IHI_RUNS, Runs, Sides, anhoej, ihi_shift, ihi_trend

# The IHI rules have no published ranking: the plainest signal speaks first, and the trend, which finds
# little (Anhøj and Olesen 2014), last.
IHI_STRENGTH: tuple[Rule, ...] = ("outside", "shift", "trend")
ENOUGH_USEFUL = 10

Verdict = Literal["too_few", "too_many", "as_expected"]


@dataclass(frozen=True, slots=True)
class Worked:
    """Everything known about every row. Arrays are series by points unless said otherwise.

    `usable` are the plotted figures with missing and excluded points as NaN; `judged` says which rows had
    enough points for limits and icons; `runs` and `run_signal` have one entry, over the rows, for each phase.
    `last` is the position of each row's latest usable point, -1 for none. `final` is the direction of the
    variation icon, and `has_icon` whether one may be shown.
    """

    lines: Lines
    usable: Floats
    judged: Flags
    side: Sides
    found: Found
    direction: NDArray[np.int8]
    decided: NDArray[np.int8]
    runs: tuple[Runs, ...]
    run_signal: tuple[Flags, ...]
    last: NDArray[np.int64]
    final: NDArray[np.int8]
    has_icon: Flags


def default_rules(kind: Kind) -> Rules:
    """NHS rules on XmR charts, Anhøj rules on all others."""
    return "nhs" if kind == "xmr" else "anhoej"


def work_out(
    kind: Kind,
    using: Rules,
    values: Floats,
    counts: Floats,
    sizes: Floats,
    counted: Flags,
    spans: list[Span],
    settings: Settings,
) -> Worked:
    """Lines, flags and signals for every row.

    `values` are used by undivided charts, `counts` over `sizes` by divided ones; `counted` is False at
    excluded points. All rows share the phases in `spans`.
    """
    shown = proportion(counts, sizes) if kind in DIVIDED else values
    found_lines = limits.lines(
        kind,
        shown,
        counts,
        sizes,
        counted,
        spans,
        convention=settings.convention,
        screen=settings.screen,
        per=settings.per,
        nhs=using == "nhs",
    )
    usable = np.where(counted, found_lines.value, np.nan)
    number = (~np.isnan(usable)).sum(axis=1)
    judged = number >= settings.convention.minimum
    if kind != "run":
        _withhold(found_lines, ~judged)
    side = rules.sides(usable, found_lines.centre)
    found = _find(kind, using, usable, found_lines, side, judged, spans, settings)
    strength = settings.convention.strength if using == "nhs" else IHI_STRENGTH
    direction, decided = rules.settle(
        found,
        strength,
        rules.tie_direction(settings.improve, settings.convention),
        settings.improve == "neither",
    )
    by_phase = tuple(anhoej(side[:, span.start : span.stop]) for span in spans)
    unjudged = _mostly_zero(kind, usable)
    signals = tuple(_run_signal(using, runs) & ~unjudged for runs in by_phase)
    last = last_places(usable)
    final, has_icon = _icons(kind, using, judged, side, direction, last, by_phase, signals, spans)
    return Worked(
        found_lines, usable, judged, side, found, direction, decided, by_phase, signals, last, final, has_icon
    )


def proportion(counts: Floats, sizes: Floats) -> Floats:
    """Counts over sizes; NaN where either is missing or the size is zero."""
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        return np.asarray(np.where(sizes > 0, counts / sizes, np.nan), dtype=np.float64)


def last_places(usable: Floats) -> NDArray[np.int64]:
    """The position of each row's latest figure, -1 when it has none."""
    columns = usable.shape[1]
    if columns == 0:
        return np.full(usable.shape[0], -1, dtype=np.int64)
    there = ~np.isnan(usable)
    latest = columns - 1 - np.argmax(there[:, ::-1], axis=1)
    return np.asarray(np.where(there.any(axis=1), latest, -1), dtype=np.int64)


def _withhold(lines: Lines, rows: Flags) -> None:
    """Take the limits away from rows with too few points; the centre stays."""
    for line in (lines.lcl, lines.ucl, lines.lower2, lines.upper2, lines.low, lines.high):
        line[rows, :] = np.nan


def _find(
    kind: Kind,
    using: Rules,
    usable: Floats,
    lines: Lines,
    side: Sides,
    judged: Flags,
    spans: list[Span],
    settings: Settings,
) -> Found:
    if using == "nhs":
        found = rules.nhs(usable, lines, spans, settings.points, settings.convention)
        for high, low in found.flags.values():
            high[~judged, :] = False
            low[~judged, :] = False
        return found
    none = rules.nothing(usable.shape)
    outside = none if kind == "run" else rules.beyond(usable, lines.lcl, lines.ucl)
    shift, trend = rules.nothing(usable.shape), rules.nothing(usable.shape)
    if using == "ihi":
        for span in spans:
            here = slice(span.start, span.stop)
            shift[0][:, here], shift[1][:, here] = ihi_shift(side[:, here])
            trend[0][:, here], trend[1][:, here] = ihi_trend(usable[:, here])
    return Found({"outside": outside, "shift": shift, "trend": trend, "two_of_three": none})


def _mostly_zero(kind: Kind, usable: Floats) -> Flags:
    """Rows whose zeros all lie on one side of an average between them and the rest: their runs say nothing.

    A run chart is refused instead (see `analysis`), and charts of rare events have their zeros elsewhere.
    """
    if kind in RARE or kind == "run":
        return np.zeros(usable.shape[0], dtype=bool)
    recorded = (~np.isnan(usable)).sum(axis=1)
    return np.asarray((recorded > 0) & ((usable == 0).sum(axis=1) * 2 >= recorded))


def _run_signal(using: Rules, runs: Runs) -> Flags:
    """Whether the runs of a phase are a signal under the rule set in use."""
    if using == "nhs":
        return np.zeros(runs.useful.shape, dtype=bool)
    if using == "anhoej":
        return runs.signal
    return np.array(
        [
            ihi_verdict(int(useful), int(crossings), int(limit)) in ("too_few", "too_many")
            for useful, crossings, limit in zip(
                runs.useful, runs.crossings, runs.crossings_limit, strict=True
            )
        ],
        dtype=bool,
    )


def _icons(
    kind: Kind,
    using: Rules,
    judged: Flags,
    side: Sides,
    direction: NDArray[np.int8],
    last: NDArray[np.int64],
    by_phase: tuple[Runs, ...],
    signals: tuple[Flags, ...],
    spans: list[Span],
) -> tuple[NDArray[np.int8], Flags]:
    """The direction of the variation icon and whether it may be shown.

    The last point decides. Where runs rules are in use and it says nothing, a run signal in the last phase
    has a direction only if the run still going on is itself too long; otherwise no icon is honest.
    """
    rows = np.arange(side.shape[0])
    final = np.where(last >= 0, direction[rows, np.maximum(last, 0)], 0).astype(np.int8)
    if using == "nhs":
        return final, judged & (last >= 0)
    has_icon = (last >= 0) & (judged if kind != "run" else by_phase[-1].useful >= ENOUGH_USEFUL)
    lengths, going = current_run(side[:, spans[-1].start : spans[-1].stop])
    quiet = signals[-1] & (final == 0)
    too_long = quiet & (lengths > by_phase[-1].longest_limit)
    final = np.where(too_long, going, final).astype(np.int8)
    return final, has_icon & ~(quiet & ~too_long)


def current_run(side: Sides) -> tuple[NDArray[np.int64], Sides]:
    """How many useful points the run still going on has, and its side, for each row."""
    rows = side.shape[0]
    if side.shape[1] == 0:
        return np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=np.int8)
    useful = side != 0
    latest = side.shape[1] - 1 - np.argmax(useful[:, ::-1], axis=1)
    going = side[np.arange(rows), latest]
    other = useful & (side != going[:, np.newaxis])
    # Position just after the latest useful point on the other side.
    after = np.where(other.any(axis=1), side.shape[1] - np.argmax(other[:, ::-1], axis=1), 0)
    places = np.arange(side.shape[1])
    lengths = (useful & (places >= after[:, np.newaxis])).sum(axis=1)
    return lengths, going


def ihi_verdict(useful: int, crossings: int, crossings_limit: int) -> Verdict | None:
    """Too few or too many runs for chance, by the table, and by Anhøj's crossings past its end."""
    if useful in IHI_RUNS:
        fewest, most = IHI_RUNS[useful]
        number = crossings + 1
        return "too_few" if number < fewest else "too_many" if number > most else "as_expected"
    if useful > max(IHI_RUNS):
        return "too_few" if crossings < crossings_limit else "as_expected"
    return None
