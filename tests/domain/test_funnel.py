"""Funnels: limits agree with the peers, and what cannot be compared is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import spc_golden as golden
from tests.spc_golden import Run, assert_figures, by, checked
from wardqi.domain.funnel import FunnelResult, NotComparable, funnel, gamma_quantile, limits_at

FUNNELS = [
    pytest.param(run, id=run.run_id)
    for run in golden.runs()
    if run.peer == "FunnelPlotR" and run.run_id != "G-FUN-04/fp_rc" and run.run_id not in golden.OTHER_METHOD
]


def worked(run: Run) -> FunnelResult:
    given_rows = by("inputs.csv", "case_id")[run.case]
    return funnel(
        [row["unit"] for row in given_rows],
        [float(row["y"]) for row in given_rows],
        [float(row["n"]) for row in given_rows],
        kind="proportion" if run.case == "G-FUN-03" else "ratio",
    )


@pytest.mark.parametrize("run", FUNNELS)
def test_funnels_agree_with_funnelplotr_in_every_ward(run: Run) -> None:
    found = worked(run)
    answers = by("funnelplotr_points.csv", "run_id")[run.run_id]
    summary = by("funnelplotr_summary.csv", "run_id")[run.run_id][0]
    adjusts = summary["draw_adjusted"] == "1"
    for unit, row in zip(found.units, answers, strict=True):
        assert unit.name == row["unit"]
        assert unit.plain is not None
        assert unit.adjusted is not None
        ours = {
            "ratio": unit.value,
            "z": unit.z,
            "lcl95": unit.plain.lcl95,
            "ucl95": unit.plain.ucl95,
            "lcl998": unit.plain.lcl998,
            "ucl998": unit.plain.ucl998,
        }
        if adjusts:
            ours["z_trimmed"] = unit.z_held
        if adjusts and run.case == "G-FUN-03":
            limits = unit.adjusted
            ours |= {"od_lcl95": limits.lcl95, "od_ucl95": limits.ucl95}
            ours |= {"od_lcl998": limits.lcl998, "od_ucl998": limits.ucl998}
            assert (unit.state in ("high", "low")) == (row["outlier"] == "1")
        if not adjusts:
            beyond = not unit.plain.lcl998 <= float(unit.value or 0) <= unit.plain.ucl998
            assert beyond == (row["outlier"] == "1")
        assert_figures(ours, row, f"{run.run_id} {unit.name}")
    if adjusts:
        assert_figures({"phi": found.phi, "tau2": found.tau2}, summary, run.run_id)
    checked["FunnelPlotR wards, function"] += len(answers)


@pytest.mark.parametrize("case", ["G-FUN-01", "G-FUN-02"])
def test_adjusted_limits_are_brought_back_to_the_plotted_scale(case: str) -> None:
    found = worked(next(run for run in golden.runs() if run.case == case))
    answers = by("funnel_recommended.csv", "case_id")[case]
    for unit, row in zip(found.units, answers, strict=True):
        assert unit.adjusted is not None
        ours = {
            "observed": unit.numerator,
            "expected": unit.expected,
            "ratio": unit.value,
            "phi": found.phi,
            "tau2": found.tau2,
            "od_lcl95": unit.adjusted.lcl95,
            "od_ucl95": unit.adjusted.ucl95,
            "od_lcl998": unit.adjusted.lcl998,
            "od_ucl998": unit.adjusted.ucl998,
        }
        assert_figures(ours, row, f"{case} {unit.name}")
        assert (unit.state in ("high", "low")) == (row["outside_998"] == "1")
    checked["recommended funnel wards, function"] += len(answers)


def test_a_count_out_of_bed_days_is_never_treated_as_a_count_out_of_counts() -> None:
    """The unsuitable method puts 27 of these 30 wards outside; compared as rates almost none is."""
    given_rows = by("inputs.csv", "case_id")["G-FUN-04"]
    found = funnel(
        [row["unit"] for row in given_rows],
        [float(row["y"]) for row in given_rows],
        [float(row["n"]) for row in given_rows],
    )
    assert len(found.outliers) <= 2


def exact_poisson_upper_tail(mean: float, at_least: int) -> float:
    return 1 - sum(math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1)) for k in range(at_least))


@given(expected=st.integers(1, 400))
def test_poisson_limits_leave_the_stated_chance_outside(expected: int) -> None:
    """A gamma quantile at a whole shape is the Poisson mean whose tail is exactly that."""
    upper = float(gamma_quantile(np.array([expected + 1.0]), np.array([0.975]))[0])
    assert 1 - exact_poisson_upper_tail(upper, expected + 1) == pytest.approx(0.025, rel=1e-7)


def test_gamma_quantiles_of_very_many_events_go_on_where_the_series_stops() -> None:
    tails = np.array([0.001, 0.025, 0.975, 0.999])
    below, above = (gamma_quantile(np.full(4, shape), tails) / shape for shape in (1e6, 1e6 + 1))
    assert above == pytest.approx(below, rel=5e-9)


def test_wards_with_a_trillion_events_are_compared_at_once() -> None:
    found = funnel([f"W{i}" for i in range(30)], [1e12 + i * 1e9 for i in range(30)], [1e14] * 30)
    assert found.uses_adjusted
    plain = found.units[0].plain
    assert plain is not None
    assert plain.ucl95 / found.theta == pytest.approx(1 + 1.959964 / math.sqrt(found.theta * 1e14), rel=1e-9)


@given(shape=st.floats(1e-2, 3e3))
def test_gamma_quantiles_rise_with_their_probability(shape: float) -> None:
    tails = np.array([0.001, 0.025, 0.975, 0.999])
    found = gamma_quantile(np.full(4, shape), tails)
    assert np.isfinite(found).all()
    assert (np.diff(found) >= 0).all()


def wards(count: int) -> tuple[list[str], list[float], list[float]]:
    rng = np.random.default_rng(5)
    days = rng.uniform(3000, 9000, count)
    return [f"Ward {i}" for i in range(count)], rng.poisson(days * 0.01).tolist(), days.tolist()


@given(order=st.permutations(range(14)), per=st.sampled_from([1.0, 1000.0]))
def test_the_order_of_wards_and_the_unit_do_not_matter(order: list[int], per: float) -> None:
    names, x, n = wards(14)
    plain = {unit.name: unit for unit in funnel(names, x, n).units}
    mixed = funnel([names[i] for i in order], [x[i] for i in order], [n[i] for i in order], per=per)
    for unit in mixed.units:
        other = plain[unit.name]
        assert unit.state == other.state
        assert unit.value == pytest.approx(float(other.value or 0) * per)
        assert unit.adjusted is not None
        assert other.adjusted is not None
        assert unit.adjusted.ucl998 == pytest.approx(other.adjusted.ucl998 * per)


def test_fewer_than_ten_wards_are_listed_but_not_judged() -> None:
    names, x, n = wards(9)
    found = funnel(names, x, n)
    assert found.too_few
    assert (found.phi, found.tau2) == (None, None)
    assert {unit.state for unit in found.units} == {"not_judged"}
    assert found.outliers == ()


def test_a_ward_without_bed_days_is_listed_and_left_out_of_the_centre() -> None:
    names, x, n = wards(12)
    found = funnel([*names, "Closed", "Unknown"], [*x, 3, None], [*n, 0, 400])
    assert [unit.state for unit in found.units[-2:]] == ["missing", "missing"]
    assert found.theta == pytest.approx(sum(x) / sum(n))


def test_a_ward_far_above_the_rest_is_an_outlier() -> None:
    names, x, n = wards(30)
    x[4] *= 4
    assert [unit.name for unit in funnel(names, x, n).outliers] == ["Ward 4"]


def test_curves_pass_through_each_wards_own_limits() -> None:
    names, x, n = wards(20)
    found = funnel(names, x, n, per=1000)
    plain, adjusted = limits_at(found, n)
    assert adjusted is not None
    assert [u.plain for u in found.units] == plain
    assert [u.adjusted for u in found.units] == adjusted


@pytest.mark.parametrize(
    ("units", "numerators", "denominators", "kind", "code"),
    [
        ([], [], [], "rate", "no_units"),
        (["A", "A"], [1, 2], [10, 10], "rate", "duplicate_unit"),
        (["A"], [None], [10], "rate", "all_missing"),
        (["A", "B"], [1, 2], [0, 0], "rate", "all_missing"),
        (["A", "B"], [0, 0], [10, 10], "rate", "no_events"),
        (["A", "B"], [5, 5], [5, 5], "proportion", "all_events"),
        (["A"], [-1], [10], "rate", "negative_count"),
        (["A"], [1], [-10], "rate", "negative_denominator"),
        (["A"], [11], [10], "proportion", "numerator_over_denominator"),
        (["A"], [math.nan], [10], "rate", "not_a_number"),
        (["A"], [1], [math.inf], "rate", "not_a_number"),
        (["A"], [1e300], [1], "rate", "too_large"),
        (["A"], [1], [1e-300], "ratio", "too_large"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_its_reason(
    units: list[str], numerators: list[float], denominators: list[float], kind: str, code: str
) -> None:
    with pytest.raises(NotComparable) as refused:
        funnel(units, numerators, denominators, kind)
    assert refused.value.code == code
