"""What must hold for any series: units, order, missing months, and flags found again by brute force."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from wardqi.domain import spc
from wardqi.domain.spc import Analysis, NotChartable, PointResult, Series, Settings
from wardqi.domain.spc.runs import crossings_limit, in_runs, longest_run_limit

FIGURES = st.integers(0, 4000).map(lambda n: n / 16)
VALUES = st.lists(FIGURES, min_size=13, max_size=45)
KINDS = ["run", "xmr", "c", "g"]


@st.composite
def with_gaps(draw: st.DrawFn) -> list[float | None]:
    """Figures enough for limits, with months missing among them."""
    values: list[float | None] = list(draw(VALUES))
    for at in draw(st.lists(st.integers(0, 45), max_size=6)):
        values.insert(at, None)
    return values


GAPPED = with_gaps()
RULES = st.sampled_from(["nhs", "anhoej", "ihi"])
MISSING = st.none()


def chart(values: list[float | None], **settings: Any) -> Analysis:
    series = Series.of_values(range(1, len(values) + 1), values)
    try:
        return spc.analyse(series, Settings(**settings))
    except NotChartable as refused:
        assume(refused.code not in ("zero_median", "all_missing"))
        raise


def flags(found: Analysis) -> list[tuple[object, ...]]:
    return [(p.marks, p.special, p.side, p.phase, p.decided_by) for p in found.points]


@given(values=GAPPED, power=st.sampled_from([0.25, 2.0, 8.0, 1024.0]))
def test_scaling_the_figures_scales_the_limits_and_no_flag_changes(
    values: list[float | None], power: float
) -> None:
    one = chart(values, kind="xmr")
    many = chart([None if v is None else v * power for v in values], kind="xmr")
    for small, large in zip(one.points, many.points, strict=True):
        for figure in ("centre", "lcl", "ucl"):
            before, after = getattr(small, figure), getattr(large, figure)
            assert after == (None if before is None else pytest.approx(before * power, rel=1e-12, abs=1e-12))
    assert flags(one) == flags(many)


@given(values=GAPPED, constant=st.sampled_from([1.0, 64.0, -32.0, 0.5]))
def test_adding_a_constant_moves_an_xmr_chart_and_no_flag_changes(
    values: list[float | None], constant: float
) -> None:
    one = chart(values, kind="xmr")
    many = chart([None if v is None else v + constant for v in values], kind="xmr")
    for before, after in zip(one.points, many.points, strict=True):
        for figure in ("centre", "lcl", "ucl"):
            was, now = getattr(before, figure), getattr(after, figure)
            assert now == (None if was is None else pytest.approx(was + constant, rel=1e-11, abs=1e-9))
    assert [p.marks for p in one.points] == [p.marks for p in many.points]


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=50)
@given(values=GAPPED, rules=RULES)
def test_reversing_time_keeps_centre_and_limits(values: list[float | None], kind: str, rules: str) -> None:
    one, other = chart(values, kind=kind, rules=rules), chart(values[::-1], kind=kind, rules=rules)
    for a, b in zip(one.points, other.points[::-1], strict=True):
        for figure in ("centre", "lcl", "ucl"):
            was = getattr(a, figure)
            assert getattr(b, figure) == (None if was is None else pytest.approx(was, rel=1e-12, abs=1e-12))
    assert one.phases[0].longest_run == other.phases[0].longest_run
    assert one.phases[0].crossings == other.phases[0].crossings


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=50)
@given(values=GAPPED, rules=RULES, count=st.integers(1, 3))
def test_appending_missing_points_changes_nothing(
    values: list[float | None], kind: str, rules: str, count: int
) -> None:
    one, more = (
        chart(values, kind=kind, rules=rules),
        chart([*values, *[None] * count], kind=kind, rules=rules),
    )
    assert more.points[: len(values)] == one.points
    assert [p.value for p in more.points[len(values) :]] == [None] * count
    assert (more.variation, more.assurance) == (one.variation, one.assurance)
    for field in ("n", "centre", "lcl", "ucl", "longest_run", "crossings", "run_signal"):
        assert getattr(more.phases[0], field) == getattr(one.phases[0], field)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=50)
@given(values=GAPPED, rules=RULES, data=st.data())
def test_the_order_of_rows_does_not_matter(
    values: list[float | None], kind: str, rules: str, data: st.DataObject
) -> None:
    one = chart(values, kind=kind, rules=rules)
    rows = data.draw(st.permutations(list(enumerate(values, start=1))))
    mixed = Series.of_values([label for label, _ in rows], [value for _, value in rows])
    assert spc.analyse(mixed, Settings(kind=kind, rules=rules)) == one


# Every flag again, by looking at each window in turn


def side(point: PointResult) -> int:
    if point.value is None or point.centre is None:
        return 0
    if math.isclose(point.value, point.centre, rel_tol=1e-12):
        return 0
    return 1 if point.value > point.centre else -1


def brute_force(points: tuple[PointResult, ...], length: int) -> list[set[str]]:
    """The marks of the NHS rules by their wording, one window at a time."""
    marks: list[set[str]] = [set() for _ in points]
    for i, point in enumerate(points):
        if point.value is not None and point.ucl is not None and point.lcl is not None:
            on_upper = math.isclose(point.value, point.ucl, rel_tol=1e-12)
            on_lower = math.isclose(point.value, point.lcl, rel_tol=1e-12)
            if point.value > point.ucl and not on_upper:
                marks[i].add("above_limit")
            if point.value < point.lcl and not on_lower:
                marks[i].add("below_limit")
    for start in range(len(points) - length + 1):
        window = range(start, start + length)
        here = [points[i] for i in window]
        if len({p.phase for p in here}) == 1:
            for way, name in ((1, "shift_high"), (-1, "shift_low")):
                if all(side(p) == way for p in here):
                    for i in window:
                        marks[i].add(name)
        figures = [p.value for p in here]
        if None not in figures:
            if all(b > a for a, b in pairwise(figures)):
                for i in window:
                    marks[i].add("trend_up")
            if all(b < a for a, b in pairwise(figures)):
                for i in window:
                    marks[i].add("trend_down")
    for start in range(len(points) - 2):
        here = list(points[start : start + 3])
        if len({p.phase for p in here}) != 1:
            continue
        for way, name in ((1, "two_of_three_high"), (-1, "two_of_three_low")):
            if not all(side(p) == way for p in here):
                continue
            far = [i for i, p in enumerate(here, start) if beyond_two_sigma(p, way)]
            if len(far) >= 2:
                for i in far:
                    marks[i].add(name)
    return marks


def beyond_two_sigma(point: PointResult, way: int) -> bool:
    line = point.upper2 if way == 1 else point.lower2
    if point.value is None or line is None or math.isclose(point.value, line, rel_tol=1e-12):
        return False
    return (point.value - line) * way > 0


WILD = st.lists(
    st.one_of(st.none(), st.sampled_from([1.0, 2.0, 3.0, 4.0]), st.sampled_from([2.5, 9.0, 9.5])),
    min_size=13,
    max_size=50,
)
WALKS = st.lists(st.sampled_from([-3.0, -1.0, 0.0, 1.0, 1.0, 4.0]), min_size=13, max_size=50).map(
    lambda steps: [float(x) for x in np.cumsum(steps)]
)


@given(values=st.one_of(WILD, WALKS, GAPPED), length=st.sampled_from([6, 7]), rebase=st.integers(2, 13))
def test_every_flag_belongs_to_a_window_and_every_window_is_flagged(
    values: list[float | None], length: int, rebase: int
) -> None:
    found = chart(values, kind="xmr", points=length, rebase=(rebase,))
    assume(found.has_limits)
    expected = brute_force(found.points, length)
    assert [set(point.marks) for point in found.points] == expected
    for point in found.points:
        assert point.outside == bool({"above_limit", "below_limit"} & set(point.marks))
        assert (point.special != "none") == bool(point.marks)
        assert (point.decided_by in point.marks) if point.marks else point.decided_by is None


def runs_by_hand(points: tuple[PointResult, ...]) -> tuple[int, int, int]:
    """Useful points, longest run and crossings, one point at a time."""
    useful = [side(p) for p in points if side(p)]
    longest = current = crossings = 0
    before = 0
    for way in useful:
        crossings += before not in (0, way)
        current = current + 1 if way == before else 1
        longest, before = max(longest, current), way
    return len(useful), longest, crossings


@given(values=GAPPED)
def test_runs_and_crossings_agree_with_counting_by_hand(values: list[float | None]) -> None:
    found = chart(values, kind="run")
    phase = found.phases[0]
    assert (phase.n_useful, phase.longest_run, phase.crossings) == runs_by_hand(found.points)
    if phase.n_useful:
        too_long = phase.longest_run > longest_run_limit(phase.n_useful)
        too_few = phase.crossings < crossings_limit(phase.n_useful)
        assert phase.run_signal == (too_long or too_few)


@pytest.mark.parametrize("useful", [*range(2, 260), 500, 999])
def test_the_crossings_limit_is_the_exact_five_per_cent_point(useful: int) -> None:
    tosses = useful - 1
    below, k = math.comb(tosses, 0), 0
    while below * 20 < 2**tosses:
        k += 1
        below += math.comb(tosses, k)
    assert crossings_limit(useful) == k


def test_the_published_limits_are_met() -> None:
    table = {10: (6, 2), 12: (7, 3), 14: (7, 4), 19: (7, 6), 22: (7, 7), 24: (8, 8), 36: (8, 13)}
    table |= {48: (9, 18), 60: (9, 23), 100: (10, 41)}
    assert {n: (longest_run_limit(n), crossings_limit(n)) for n in table} == table


def test_the_crossings_limit_of_a_very_long_series_is_near_the_normal_one() -> None:
    expected = 99_999 / 2 - 1.6449 * math.sqrt(99_999) / 2
    assert abs(crossings_limit(100_000) - expected) < 2


@given(
    row=st.lists(st.booleans(), min_size=1, max_size=30),
    length=st.integers(1, 8),
    places=st.sets(st.integers(1, 29)),
)
def test_rows_of_trues_are_found_and_never_pass_a_break(
    row: list[bool], length: int, places: set[int]
) -> None:
    breaks = np.array([i in places for i in range(len(row))])
    expected = [False] * len(row)
    for start in range(len(row) - length + 1):
        if all(row[start : start + length]) and not breaks[start + 1 : start + length].any():
            expected[start : start + length] = [True] * length
    assert in_runs(np.array([row]), length, breaks)[0].tolist() == expected


# Many series at once


@given(
    rows=st.lists(st.lists(st.one_of(st.none(), FIGURES), min_size=16, max_size=16), min_size=1, max_size=6),
    kind=st.sampled_from(["run", "xmr", "c", "g"]),
    rules=RULES,
    start=st.integers(3, 12),
    target=st.one_of(MISSING, FIGURES),
)
def test_many_series_are_charted_as_each_alone(
    rows: list[list[float | None]], kind: str, rules: str, start: int, target: float | None
) -> None:
    settings = Settings(kind=kind, rules=rules, target=target)
    matrix = np.array([[math.nan if v is None else v for v in row] for row in rows])
    together = spc.analyse_many(settings, values=matrix, phases=(start,))
    for i, row in enumerate(rows):
        try:
            alone = chart(list(row), kind=kind, rules=rules, target=target, rebase=(start + 1,))
        except NotChartable:
            continue
        assert_same(together, i, alone)


@given(
    rows=st.lists(
        st.lists(
            st.tuples(st.integers(0, 30), st.one_of(st.none(), st.integers(40, 90))), min_size=15, max_size=15
        ),
        min_size=1,
        max_size=5,
    ),
    kind=st.sampled_from(["u", "p", "up", "pp", "iprime"]),
    rules=RULES,
)
def test_many_rates_are_charted_as_each_alone(
    rows: list[list[tuple[int, int | None]]], kind: str, rules: str
) -> None:
    settings = Settings(kind=kind, rules=rules, per=1000)
    counts = np.array([[float(x) for x, _ in row] for row in rows])
    sizes = np.array([[math.nan if n is None else float(n) for _, n in row] for row in rows])
    together = spc.analyse_many(settings, numerators=counts, denominators=sizes)
    for i, row in enumerate(rows):
        series = Series.of_counts(range(15), [x for x, _ in row], [n for _, n in row])
        try:
            alone = spc.analyse(series, settings)
        except NotChartable:
            continue
        assert_same(together, i, alone)


def assert_same(together: spc.Many, row: int, alone: Analysis) -> None:
    for name in ("value", "centre", "lcl", "ucl"):
        figures = getattr(together, name)[row].tolist()
        ours = [None if math.isnan(figure) else figure for figure in figures]
        expected = [getattr(p, name) for p in alone.points]
        assert ours == [None if e is None else pytest.approx(e, rel=1e-13, abs=1e-13) for e in expected]
    for name in ("outside", "shift", "trend", "two_of_three"):
        assert getattr(together, name)[row].tolist() == [getattr(p, name) for p in alone.points]
    last = alone.phases[-1]
    assert together.longest_run[row] == last.longest_run
    assert together.crossings[row] == last.crossings
    assert together.run_signal[row] == last.run_signal
    assert together.variation[row] == alone.variation
    assert together.assurance[row] == alone.assurance


@pytest.mark.parametrize(
    ("given_settings", "arrays", "code"),
    [
        ({"kind": "auto"}, {"values": [[1.0]]}, "needs_kind"),
        ({"kind": "u"}, {"values": [[1.0]]}, "needs_denominators"),
        ({"kind": "xmr"}, {}, "no_points"),
        ({"kind": "xmr"}, {"values": [[]]}, "no_points"),
        ({"kind": "xmr"}, {"values": [1.0, 2.0]}, "uneven_rows"),
        ({"kind": "u"}, {"numerators": [[1.0]], "denominators": [[1.0, 2.0]]}, "uneven_rows"),
        ({"kind": "xmr"}, {"values": [[math.inf]]}, "not_a_number"),
        ({"kind": "xmr"}, {"values": [[1e200]]}, "too_large"),
        ({"kind": "c"}, {"values": [[-1.0]]}, "negative_count"),
        ({"kind": "t"}, {"values": [[0.0]]}, "no_time_between"),
        ({"kind": "u"}, {"numerators": [[1.0]], "denominators": [[-1.0]]}, "negative_denominator"),
        ({"kind": "p"}, {"numerators": [[2.0]], "denominators": [[1.0]]}, "numerator_over_denominator"),
        ({"kind": "xmr"}, {"values": [[1.0, 2.0]], "phases": (2,)}, "rebase_outside"),
        ({"kind": "xmr", "baseline": 1}, {"values": [[1.0, 2.0]]}, "baseline_too_short"),
        ({"kind": "xmr", "baseline": 3}, {"values": [[1.0, 2.0]]}, "baseline_too_long"),
    ],
)
def test_a_matrix_no_chart_can_hold_is_refused(
    given_settings: dict[str, Any], arrays: dict[str, Any], code: str
) -> None:
    with pytest.raises(NotChartable) as refused:
        spc.analyse_many(Settings(**given_settings), **arrays)
    assert refused.value.code == code


def test_a_ward_with_nothing_recorded_stands_among_the_others() -> None:
    matrix = np.vstack([np.full(14, np.nan), np.arange(14.0)])
    found = spc.analyse_many(Settings(kind="xmr"), values=matrix)
    assert found.variation[0] is None
    assert found.longest_run_limit[0] == -1
    assert found.variation[1] is not None
