"""What goes into a control chart and what comes out: plain frozen values, no arithmetic."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from wardqi.domain.spc.conventions import NHSE, Convention

Label = dt.date | int

Kind = Literal["run", "xmr", "c", "u", "p", "up", "pp", "iprime", "g", "t"]
AnyKind = Literal["auto", "run", "xmr", "c", "u", "p", "up", "pp", "iprime", "g", "t"]
Rules = Literal["nhs", "anhoej", "ihi"]
Improve = Literal["down", "up", "neither"]
Nature = Literal["rate", "proportion", "count", "measurement", "days_between", "exposure_between"]
Special = Literal["none", "improvement", "concern", "neither"]
Variation = Literal[
    "common",
    "improvement_high",
    "improvement_low",
    "concern_high",
    "concern_low",
    "neither_high",
    "neither_low",
]
Assurance = Literal["none", "pass", "fail", "hit_or_miss"]
Mark = Literal[
    "above_limit",
    "below_limit",
    "shift_high",
    "shift_low",
    "trend_up",
    "trend_down",
    "two_of_three_high",
    "two_of_three_low",
]

KINDS: tuple[Kind, ...] = get_args(Kind)
ANY_KINDS: tuple[AnyKind, ...] = get_args(AnyKind)

# Charts that need a count and what it is out of.
DIVIDED: frozenset[Kind] = frozenset({"u", "p", "up", "pp", "iprime"})
# Charts whose points are events, so the same day may come twice.
RARE: frozenset[Kind] = frozenset({"g", "t"})
# Charts of counts, which cannot be negative.
COUNTED: frozenset[Kind] = frozenset({"c", "u", "p", "up", "pp", "iprime", "g", "t"})


def in_time(label: Label) -> int:
    """A number that puts labels of one sort in time order."""
    return label.toordinal() if isinstance(label, dt.date) else label


class NotChartable(ValueError):
    """The series cannot honestly be charted this way.

    `code` says why (the sentences for the codes live with the reports); `where` is the label of the
    first row at fault, when one row is.
    """

    def __init__(self, code: str, where: Label | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.where = where


@dataclass(frozen=True, slots=True)
class Point:
    """One period or one event; a figure that is None was not recorded, which is never zero.

    `hidden` marks a small number withheld before publication: it counts as missing and is drawn as a star.
    """

    date: Label
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    note: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Points in time order; the order they are given in does not matter.

    `nature` says what the figures are and guides the automatic choice of chart; None means unknown.
    """

    points: tuple[Point, ...]
    nature: Nature | None = None

    def __post_init__(self) -> None:
        """Put the points in time order."""
        if len({isinstance(point.date, dt.date) for point in self.points}) > 1:
            raise NotChartable("mixed_labels")
        in_order = tuple(sorted(self.points, key=lambda point: in_time(point.date)))
        object.__setattr__(self, "points", in_order)

    @classmethod
    def of_values(
        cls, dates: Iterable[Label], values: Iterable[float | None], nature: Nature | None = None
    ) -> Series:
        """A series of ready figures, one for each label."""
        return cls(tuple(Point(d, value=v) for d, v in zip(dates, values, strict=True)), nature)

    @classmethod
    def of_counts(
        cls,
        dates: Iterable[Label],
        numerators: Iterable[float | None],
        denominators: Iterable[float | None],
        nature: Nature | None = None,
    ) -> Series:
        """A series of counts and what each is out of (bed days, incidents reviewed)."""
        rows = zip(dates, numerators, denominators, strict=True)
        return cls(tuple(Point(d, numerator=n, denominator=b) for d, n, b in rows), nature)

    @property
    def dates(self) -> tuple[Label, ...]:
        """The labels, earliest first."""
        return tuple(point.date for point in self.points)

    @property
    def values(self) -> tuple[float | None, ...]:
        """The ready figures as given; None where a row has none."""
        return tuple(point.value for point in self.points)

    @property
    def numerators(self) -> tuple[float | None, ...]:
        """The counts as given; None where a row has none."""
        return tuple(point.numerator for point in self.points)

    @property
    def denominators(self) -> tuple[float | None, ...]:
        """What the counts are out of, as given; None where a row has none."""
        return tuple(point.denominator for point in self.points)

    @property
    def is_divided(self) -> bool:
        """Whether any row has a denominator."""
        return any(point.denominator is not None for point in self.points)


@dataclass(frozen=True, slots=True)
class Settings:
    """How to chart a series. The defaults are NHS England's current tools (`nhs-2.6a`, 6 points).

    `rules` None means NHS rules on XmR and Anhøj rules on everything else. `points` is N, the length of a
    shift and of a trend. `screen` leaves out extreme moving ranges once. `rebase` holds the first label of
    each new phase. `baseline` freezes centre and limits on that many first periods of the first phase, or of
    the phase that `baseline_from` begins.
    `per` multiplies a rate at the end (1,000 for bed days). `exclude` holds labels of points that are
    shown but never counted. `convention` reproduces another tool; leave it alone otherwise.
    """

    kind: AnyKind = "auto"
    rules: Rules | None = None
    points: int = 6
    screen: bool = False
    improve: Improve = "down"
    target: float | None = None
    rebase: tuple[Label, ...] = ()
    baseline: int | None = None
    per: float = 1.0
    exclude: tuple[Label, ...] = ()
    convention: Convention = NHSE
    baseline_from: Label | None = None

    def __post_init__(self) -> None:
        """Refuse settings no chart has."""
        if self.kind not in ANY_KINDS:
            raise ValueError(f"no such chart: {self.kind}")
        if self.rules is not None and self.rules not in get_args(Rules):
            raise ValueError(f"no such rules: {self.rules}")
        if self.improve not in get_args(Improve):
            raise ValueError(f"no such direction: {self.improve}")
        if self.points not in (6, 7):
            raise ValueError("a shift or trend is 6 or 7 points")


class PointResult(NamedTuple):
    """One plotted point and everything the rules say about it.

    `centre` and the limits are in plotted units. `side` is 1 above the centre, -1 below, 0 on it or not
    plotted. `marks` lists every rule at the point; `decided_by` is the one that gave it its colour.
    `lower2` and `upper2` are the two-sigma lines.
    """

    date: Label
    value: float | None
    numerator: float | None
    denominator: float | None
    note: str
    centre: float | None
    lcl: float | None
    ucl: float | None
    lower2: float | None
    upper2: float | None
    moving_range: float | None
    phase: int
    side: int
    outside: bool
    shift: bool
    trend: bool
    two_of_three: bool
    special: Special
    marks: tuple[Mark, ...]
    decided_by: Mark | None
    excluded: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch between recalculations.

    `n` counts plotted points that are not excluded; `lcl` and `ucl` are those of the last of them, since on
    some charts they step with the denominator. The run figures are Anhøj's; their limits are None when
    no useful point is left. `run_signal` follows the rule set in use and is False under NHS rules.
    `verdict` is the IHI judgement on the number of runs. `s_z` is Laney's ratio;
    `mean_moving_range` belongs to XmR charts.
    """

    number: int
    first: Label
    last: Label
    n: int
    centre: float | None
    lcl: float | None
    ucl: float | None
    n_useful: int
    longest_run: int
    longest_run_limit: int | None
    crossings: int
    crossings_limit: int | None
    run_signal: bool
    runs_lower: int | None
    runs_upper: int | None
    verdict: Literal["too_few", "too_many", "as_expected"] | None
    s_z: float | None
    mean_moving_range: float | None
    moving_range_limit: float | None
    baseline: int | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """A chart worked out: draw it, say it, or list it; nothing is left to compute.

    `reason` is why the kind was chosen ("asked" when it was given). `variation` is None when no icon may be
    shown: too few points, or a run signal that has no direction. `warnings` are codes.
    """

    kind: Kind
    reason: str
    rules: Rules
    stamp: str
    settings: Settings
    points: tuple[PointResult, ...]
    phases: tuple[Phase, ...]
    variation: Variation | None
    assurance: Assurance
    s_z: float | None
    warnings: tuple[str, ...] = field(default=())

    @property
    def recorded(self) -> Sequence[PointResult]:
        """The plotted points that count: not missing, not excluded."""
        return [p for p in self.points if p.value is not None and not p.excluded]

    @property
    def last(self) -> PointResult | None:
        """The latest plotted point that counts."""
        return next((p for p in reversed(self.points) if p.value is not None and not p.excluded), None)

    @property
    def has_limits(self) -> bool:
        """Whether any point has a limit to draw."""
        return any(p.ucl is not None or p.lcl is not None for p in self.points)
