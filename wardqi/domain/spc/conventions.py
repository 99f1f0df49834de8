"""The points on which control-chart tools differ, each tool's choices under its own name.

WardQI works as NHS England's SQL query v2.6a does; the others are here so that a figure from another tool
can be checked against ours with that tool's settings switched on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Rule = Literal["outside", "shift", "trend", "two_of_three"]


@dataclass(frozen=True, slots=True)
class Convention:
    """One tool's choices where the published rules leave room.

    `sigmas` is the factor on the mean moving range. `strength` ranks the rules when they disagree at one
    point; empty means all are equal, and `tie` settles what is left. `crosses` says which rules may run
    over a recalculation; `baseline_breaks` makes the end of a frozen baseline such a place too.
    `beyond_three` counts points outside the limits in the two-of-three rule. `screen_moves_centre` drops
    the later point of each extreme moving range from the centre too. `minimum` is the fewest points that
    get limits and icons. `on_limit_counts` makes a target exactly on a limit pass or fail, not hit or miss.
    `zero_median` allows a run chart of mostly zeros. `stamp` names the NHS rules in use.
    """

    name: str
    stamp: str
    sigmas: float = 2.66
    strength: tuple[Rule, ...] = ("trend", "shift", "two_of_three", "outside")
    tie: Literal["concern", "improvement"] = "concern"
    crosses: Literal["trend", "all", "none"] = "trend"
    baseline_breaks: bool = True
    beyond_three: bool = True
    screen_moves_centre: bool = False
    minimum: int = 13
    on_limit_counts: bool = True
    zero_median: bool = False


NHSE = Convention("nhse", "nhs-2.6a")

# NHS England's query as issued with its screening switched on, which also moves the centre line.
NHSE_SQL = Convention("nhse-sql", "nhs-2.6a", screen_moves_centre=True)

# NHS England's spreadsheet, Single Chart Tool v5.0.
NHSE_EXCEL = Convention(
    "nhse-excel",
    "nhs-excel-5.0",
    strength=(),
    tie="improvement",
    crosses="all",
    baseline_breaks=False,
    beyond_three=False,
)

PLOTTHEDOTS = Convention(
    "nhsrplotthedots",
    "nhs-ptd-0.2.2",
    strength=("outside", "trend", "two_of_three", "shift"),
    crosses="none",
    baseline_breaks=False,
    beyond_three=False,
    minimum=1,
    on_limit_counts=False,
)

# qicharts2 and qcc share the textbook factor and draw limits at any length.
QICHARTS2 = Convention(
    "qicharts2", "nhs-2.6a", sigmas=3 / 1.128, baseline_breaks=False, minimum=1, zero_median=True
)

CONVENTIONS: dict[str, Convention] = {c.name: c for c in (NHSE, NHSE_SQL, NHSE_EXCEL, PLOTTHEDOTS, QICHARTS2)}
