"""Reads the golden cases: a series and the settings for each run of a peer's tool, and the peer's answers."""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from wardqi.domain import spc
from wardqi.domain.spc import CONVENTIONS, Series, Settings

FOLDER = Path(__file__).parent / "data" / "spc"
TOLERANCE = 1e-8

# Runs whose answers are wrong, and are not to be matched.
NOT_MATCHED = {
    "G-XMR-14/qic_i_screened": "qicharts2 loses its limits when every moving range is zero",
    "G-XMR-14/ptd_default": "NHSRplotthedots loses its limits when every moving range is zero",
    "G-XMR-17/ptd_default": "NHSRplotthedots raises false flags beside a missing value (its issue #156)",
    "G-FUN-01/fp_sr_cqc": "adjusted limits are not squared back (its issue #33); all else is matched",
    "G-FUN-02/fp_sr_cqc": "adjusted limits are not squared back (its issue #33); all else is matched",
    "G-FUN-02/fp_sr_cqc_95": "adjusted limits are not squared back (its issue #33); all else is matched",
    "G-FUN-04/fp_rc": "a count of incidents is not a count out of bed days: the method does not suit rates",
}
# Runs of methods WardQI leaves out on purpose.
OTHER_METHOD = {
    "G-FUN-01/fp_sr_shmi": "log ratios with the outer tenth dropped: fails on a ward with no incidents",
    "G-FUN-02/fp_sr_shmi": "log ratios with the outer tenth dropped: fails on a ward with no incidents",
}

QIC_KINDS = {
    "run": "run",
    "i": "xmr",
    "c": "c",
    "u": "u",
    "up": "up",
    "p": "p",
    "pp": "pp",
    "ip": "iprime",
    "g": "g",
    "t": "t",
}
DIRECTIONS = {
    "decrease": "down",
    "increase": "up",
    "neutral": "neither",
    "Down": "down",
    "Up": "up",
    "Neither": "neither",
}

# Rows checked for each peer, filled by the tests and printed at the end of the run.
checked: Counter[str] = Counter()


@dataclass(frozen=True)
class Run:
    """One run of one tool on one case."""

    run_id: str
    case: str
    peer: str
    call: str
    reproduce: str


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a file of the golden cases."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def by(name: str, key: str) -> dict[str, list[dict[str, str]]]:
    """The rows of a file grouped by a column."""
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(name):
        groups[row[key]].append(row)
    return groups


@cache
def runs() -> tuple[Run, ...]:
    """Every run in the files."""
    return tuple(
        Run(r["run_id"], r["case_id"], r["peer"], r["call"], r["reproduce"]) for r in rows("runs.csv")
    )


def charts(peer: str) -> list[pytest.param]:
    """The runs of one peer that are to be matched, as parameters of a test."""
    return [
        pytest.param(run, id=run.run_id)
        for run in runs()
        if run.peer == peer and run.run_id not in NOT_MATCHED
    ]


def figure(text: str) -> float | None:
    """A cell as a number; an empty one is nothing."""
    return float(text) if text else None


def series(case: str, divided: bool) -> Series:
    """The input of a case."""
    given = by("inputs.csv", "case_id")[case]
    dates = [dt.date.fromisoformat(row["x"]) for row in given]
    figures = [figure(row["y"]) for row in given]
    if divided:
        return Series.of_counts(dates, figures, [figure(row["n"]) for row in given])
    return Series.of_values(dates, figures)


def rebases(case: str) -> tuple[dt.date, ...]:
    """The first dates of the second and later phases of a case."""
    given = by("inputs.csv", "case_id")[case]
    return tuple(
        dt.date.fromisoformat(after["x"])
        for before, after in pairwise(given)
        if after["part"] != before["part"]
    )


def _found(pattern: str, text: str) -> str | None:
    match = re.search(pattern, text)
    return match.group(1) if match else None


def settings(run: Run) -> Settings:
    """The settings that make WardQI work as the run's tool was told to."""
    call = run.call
    rebase = rebases(run.case)
    target = figure(_found(r"[tT]arget = ([\d.]+)", call) or "")
    if run.peer == "qicharts2":
        left_out = [int(n) for n in re.findall(r"\d+", _found(r"exclude = c\(([^)]*)\)", call) or "")]
        dates = series(run.case, divided=False).dates
        freeze = _found(r"freeze = (\d+)", call)
        return Settings(
            kind=QIC_KINDS[str(_found(r"chart = '(\w+)'", call))],
            rules="anhoej",
            screen="screenedmr = TRUE" in call,
            rebase=rebase,
            baseline=int(freeze) if freeze else None,
            per=float(_found(r"multiply = (\d+)", call) or 1),
            exclude=tuple(dates[n - 1] for n in left_out),
            convention=CONVENTIONS["qicharts2"],
        )
    if run.peer == "qcc":
        kind = str(_found(r"type = '(\w)'", call))
        return Settings(kind=kind, rules="nhs", points=7, convention=CONVENTIONS["qicharts2"])
    if run.peer == "NHSRplotthedots":
        fixed = _found(r"fix_after_n_points = (\d+)", call)
        return Settings(
            kind="xmr",
            points=7,
            screen="screen_outliers = TRUE" in call,
            improve=DIRECTIONS[str(_found(r"improvement_direction = '(\w+)'", call))],
            target=target,
            rebase=rebase,
            baseline=int(fixed) if fixed else None,
            convention=CONVENTIONS["nhsrplotthedots"],
        )
    assert run.peer == "MDC SQL"
    baseline = _found(r"baseline = first (\d+)", call)
    screen = "ExcludeMovingRangeOutliers = 1" in call
    return Settings(
        kind=str(_found(r"ChartType = '(\w+)'", call)).lower(),
        rules="nhs",
        points=int(str(_found(r"shift points = (\d)", call))),
        screen=screen,
        improve=DIRECTIONS[str(_found(r"MetricImprovement = '(\w+)'", call))],
        target=target,
        rebase=rebase,
        baseline=int(baseline) if baseline else None,
        convention=CONVENTIONS["nhse-sql" if screen else "nhse"],
    )


def analysis(run: Run) -> spc.Analysis:
    """The run's case through the public function."""
    chosen = settings(run)
    return spc.analyse(series(run.case, divided=is_divided(run)), chosen)


def is_divided(run: Run) -> bool:
    """Whether the run's chart is of counts out of something."""
    return settings(run).kind in ("u", "p", "up", "pp", "iprime")


def agree(ours: float | None, theirs: float | None) -> bool:
    """Equal at the stated tolerance, or both nothing."""
    if ours is None or theirs is None:
        return ours is None and theirs is None
    return math.isclose(ours, theirs, rel_tol=TOLERANCE, abs_tol=1e-9)


def assert_figures(ours: dict[str, float | None], row: dict[str, str], where: str) -> None:
    """Every named figure agrees with the column of the same name."""
    for name, value in ours.items():
        theirs = figure(row[name])
        assert agree(value, theirs), f"{where}: {name} is {value}, not {theirs}"
