"""Control charts through the public function: rules, phases, choices, and data no chart should trip over."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest

from wardqi.domain import spc
from wardqi.domain.spc import Analysis, NotChartable, Point, Series, Settings

STEADY = [12.0, 14, 11, 13, 12, 15, 12, 11, 14, 13, 12, 10, 14, 13, 11, 12]


def months(count: int, year: int = 2025) -> list[dt.date]:
    return [dt.date(year + i // 12, i % 12 + 1, 1) for i in range(count)]


def chart(values: list[float | None], kind: str = "xmr", **settings: Any) -> Analysis:
    return spc.analyse(Series.of_values(months(len(values)), values), Settings(kind=kind, **settings))


def refusal(series: Series, **settings: Any) -> str:
    with pytest.raises(NotChartable) as refused:
        spc.analyse(series, Settings(**settings))
    return refused.value.code


# The rules, one at a time


def test_a_point_on_the_limit_is_not_beyond_it() -> None:
    found = chart([0.1] * 14)
    assert not any(point.outside for point in found.points)
    assert {point.side for point in found.points} == {0}


def test_six_on_one_side_are_a_shift_and_five_are_not() -> None:
    five = chart([*STEADY, 13, 14, 13, 14, 13])
    assert not any(point.shift for point in five.points)
    six = chart([*STEADY, 13, 14, 13, 14, 13, 14])
    assert [point.shift for point in six.points[-7:]] == [False, *[True] * 6]


def test_seven_points_can_be_asked_for() -> None:
    six = [*STEADY, 13, 14, 13, 14, 13, 14]
    assert not any(point.shift for point in chart(six, points=7).points)
    assert any(point.shift for point in chart([*six, 13], points=7).points)
    assert chart(six, points=7).stamp == "nhs-2.6a/7"


def test_a_point_on_the_mean_breaks_a_shift() -> None:
    values = [10.0, 10, 10, 12, 10, 10, 10, 8, 8, 8, 8, 8, 12, 12, 12, 12]
    found = chart(values)
    assert found.points[0].centre == 10
    assert not any(point.shift for point in found.points)


def test_six_rising_points_are_a_trend_and_an_equal_neighbour_breaks_it() -> None:
    rising = chart([12, 13, 11, 12, 13, 11, 12, 13, 8, 9, 10, 11, 12, 13])
    assert [point.trend for point in rising.points] == [False] * 8 + [True] * 6
    broken = chart([12, 13, 11, 12, 13, 11, 12, 13, 8, 9, 10, 10, 12, 13])
    assert not any(point.trend for point in broken.points)


def test_a_missing_month_breaks_a_run_and_touches_no_moving_range() -> None:
    values: list[float | None] = [*STEADY[:10], 15.0, 15, 15, None, 15, 15, 15]
    found = chart(values)
    assert not any(point.shift for point in found.points)
    gap = found.points[13]
    assert (gap.value, gap.special, gap.marks, gap.side) == (None, "none", (), 0)
    assert (gap.moving_range, found.points[14].moving_range) == (None, None)


def test_only_a_trend_crosses_new_limits() -> None:
    values = [12.0, 14, 11, 13, 12, 15, 12, 11, 14, 8, 9, 10, 11, 12, 13, 9, 8, 9, 8, 10, 9, 8, 9, 10, 9]
    found = chart(values, rebase=(months(25)[12],))
    assert [i for i, point in enumerate(found.points) if point.trend] == [9, 10, 11, 12, 13, 14]
    assert [phase.n for phase in found.phases] == [12, 13]


def test_a_shift_stops_at_new_limits() -> None:
    low, high = [5.0, 6, 5, 4, 5, 6] * 2, [15.0, 16, 15, 14, 15, 16] * 2
    whole = chart([*low, *high])
    assert sum(point.shift for point in whole.points) == 24
    split = chart([*low, *high], rebase=(months(24)[12],))
    assert not any(point.shift for point in split.points)
    assert [phase.centre for phase in split.phases] == [pytest.approx(31 / 6), pytest.approx(91 / 6)]


def test_the_last_point_decides_the_variation_icon() -> None:
    assert chart([*STEADY, 30]).variation == "concern_high"
    assert chart([*STEADY, 30], improve="up").variation == "improvement_high"
    assert chart([*STEADY, 30], improve="neither").variation == "neither_high"
    assert chart([*STEADY, 0]).variation == "improvement_low"
    assert chart([*STEADY, 30, 12]).variation == "common"


def test_the_icon_is_that_of_the_last_month_recorded() -> None:
    assert chart([*STEADY, 30, None, None]).variation == "concern_high"


@pytest.mark.parametrize(
    ("target", "improve", "icon"),
    [
        (30.0, "down", "pass"),
        (30.0, "up", "fail"),
        (12.0, "down", "hit_or_miss"),
        (1.0, "down", "fail"),
        (1.0, "up", "pass"),
        (30.0, "neither", "none"),
        (None, "down", "none"),
    ],
)
def test_the_assurance_icon_compares_the_target_with_the_limits(
    target: float | None, improve: str, icon: str
) -> None:
    assert chart(STEADY, target=target, improve=improve).assurance == icon


def test_a_target_on_a_limit_passes_or_fails() -> None:
    upper = chart(STEADY).points[-1].ucl
    assert chart(STEADY, target=upper).assurance == "pass"
    assert chart(STEADY, target=upper, improve="up").assurance == "fail"


def test_a_lower_limit_held_at_zero_promises_nothing_about_zero() -> None:
    counts = [4.0, 2, 5, 3, 6, 4, 3, 2, 4, 5, 3, 4, 2, 5]
    found = chart(counts, kind="c", target=0)
    assert found.phases[0].lcl == 0
    assert found.assurance == "hit_or_miss"


def test_twelve_points_have_no_limits_and_no_icons_and_thirteen_have() -> None:
    early = chart(STEADY[:12], target=10)
    assert early.points[0].centre is not None
    assert not early.has_limits
    assert (early.variation, early.assurance) == (None, "none")
    assert "few_points" in early.warnings
    assert chart(STEADY[:13], target=10).has_limits


def test_missing_months_do_not_count_towards_thirteen() -> None:
    assert not chart([*STEADY[:12], None, None]).has_limits


def test_an_excluded_point_is_shown_and_never_counted() -> None:
    values = [*STEADY[:8], 90.0, *STEADY[8:]]
    found = chart(values, exclude=(months(9)[8],))
    ghost = found.points[8]
    assert (ghost.value, ghost.excluded, ghost.outside, ghost.special) == (90, True, False, "none")
    assert found.points[0].centre == pytest.approx(sum(STEADY) / len(STEADY))


def test_a_frozen_baseline_keeps_its_limits_and_the_rules_go_on() -> None:
    found = chart([*STEADY[:12], 5, 6, 5, 4, 5, 6, 5], baseline=12)
    assert found.points[-1].centre == pytest.approx(sum(STEADY[:12]) / 12)
    assert found.variation == "improvement_low"
    assert found.phases[0].baseline == 12


def test_screening_leaves_the_centre_and_narrows_the_limits() -> None:
    values = [*STEADY, 60, *STEADY]
    plain, screened = chart(values), chart(values, screen=True)
    assert plain.points[0].centre == screened.points[0].centre
    assert float(screened.points[0].ucl or 0) < float(plain.points[0].ucl or 0)


@pytest.mark.parametrize(("step", "kept"), [(48.75 / 12.75, True), (49.5 / 12.7, False)])
def test_a_moving_range_is_extreme_from_three_and_a_quarter_means(step: float, kept: bool) -> None:
    """Fifteen steps of 1 and one of 3.25 or 3.30 times the mean step; the screen is at 3.267."""
    values = [10.0 + i % 2 for i in range(16)]
    found = chart([*values, values[-1] + step], screen=True).phases[0]
    assert found.mean_moving_range == pytest.approx((15 + step) / 16 if kept else 1.0)
    assert found.moving_range_limit == pytest.approx(3.267 * float(found.mean_moving_range or 0))


def test_rates_are_multiplied_at_the_end() -> None:
    counts, days = [4.0, 6, 5, 7, 3, 6, 5, 4, 6, 5, 7, 4, 6], [410.0 + 7 * i for i in range(13)]
    series = Series.of_counts(months(13), counts, days)
    one = spc.analyse(series, Settings(kind="u"))
    thousand = spc.analyse(series, Settings(kind="u", per=1000))
    assert one.points[0].centre == pytest.approx(sum(counts) / sum(days))
    for small, large in zip(one.points, thousand.points, strict=True):
        assert large.ucl == pytest.approx(1000 * float(small.ucl or 0))
        assert large.value == pytest.approx(1000 * float(small.value or 0))


def test_a_proportion_stays_between_nothing_and_all() -> None:
    sizes = [6.0, 8, 5, 9, 7, 6, 8, 5, 7, 6, 9, 8, 6, 7]
    done = [size - (i % 2) for i, size in enumerate(sizes)]
    found = spc.analyse(Series.of_counts(months(14), done, sizes), Settings(kind="p"))
    assert min(float(point.lcl or 0) for point in found.points) >= 0
    assert max(float(point.ucl or 0) for point in found.points) == 1


def test_a_quiet_long_run_gives_a_run_chart_its_direction() -> None:
    before = [20.0, 22, 19, 21, 20, 23, 21, 20, 22, 21, 20, 22]
    falling = [*before, 9, 8, 10, 9, 11, 8, 9, 10, 8, 9, 11, 10]
    found = chart(falling, kind="run")
    assert found.phases[0].run_signal
    assert found.variation == "improvement_low"
    assert not any(point.shift for point in found.points)


def test_a_run_signal_without_direction_shows_no_icon() -> None:
    found = chart([*[1.0] * 10, *[9.0] * 10, 1, 9, 1, 9], kind="run")
    assert found.phases[0].run_signal
    assert found.variation is None


@pytest.mark.parametrize("kind", ["c", "u"])
def test_a_row_of_zeros_among_mostly_zeros_is_no_signal(kind: str) -> None:
    counts = [2.0, 3, 2, *[0.0] * 13]
    series = Series.of_counts(range(16), counts, [100.0] * 16)
    found = spc.analyse(series, Settings(kind=kind))  # type: ignore[arg-type]
    assert found.phases[0].longest_run == 13
    assert not found.phases[0].run_signal
    assert found.variation == "common"
    assert "mostly_zero" in found.warnings


def test_nhs_rules_leave_run_signals_alone() -> None:
    assert not chart([1.0] * 9 + [9.0] * 9).phases[0].run_signal


def test_ihi_rules_name_their_shift_and_trend() -> None:
    found = chart([5.0, 7, 5, 7, 5, 7, 5, 7, 8, 9, 10, 11, 5, 7, 5, 4], kind="run", rules="ihi")
    assert [i for i, point in enumerate(found.points) if point.trend] == [6, 7, 8, 9, 10, 11]
    assert found.phases[0].verdict is not None


def test_every_rule_at_a_point_is_listed() -> None:
    found = chart([*STEADY, 10, 13, 16, 19, 22, 25])
    last = found.points[-1]
    assert set(last.marks) >= {"above_limit", "trend_up"}
    assert last.decided_by == "trend_up"


# Which chart


@pytest.mark.parametrize(
    ("counts", "days", "per", "kind", "reason"),
    [
        ([5.0, 6, 4, 7, 5, 6, 4, 5, 7, 6, 5, 4, 6, 5], 400.0, 1000, "u", "rate"),
        ([1.0, 2, 1, 0, 2, 1, 3, 1, 2, 1, 2, 1, 0, 2], 400.0, 1000, "run", "small_counts"),
        ([5.0, 6, 4, 7, 5, 6, 4], 400.0, 1000, "run", "few_points"),
        ([15.0, 16, 14, 17, 15, 16, 14, 15, 17, 16, 15, 14, 16, 15], 20.0, 1, "p", "proportion"),
        ([2.0, 30, 3, 28, 1, 33, 2, 29] * 3, 400.0, 1000, "up", "clumped_rate"),
        ([150.0, 390, 160, 380, 140, 370] * 4, 400.0, 1, "pp", "clumped_proportion"),
    ],
)
def test_auto_suits_counts_out_of_something(
    counts: list[float], days: float, per: float, kind: str, reason: str
) -> None:
    series = Series.of_counts(months(len(counts)), counts, [days] * len(counts))
    found = spc.analyse(series, Settings(per=per))
    assert (found.kind, found.reason) == (kind, reason)


@pytest.mark.parametrize(
    ("nature", "values", "kind", "reason"),
    [
        (None, STEADY, "run", "any_measure"),
        ("measurement", STEADY, "run", "any_measure"),
        ("rate", [0.0, 0, 0, 2, 0, 0, 3, 0, 0, 1, 0, 0, 0, 2], "run", "any_measure"),
        ("count", STEADY, "c", "counts"),
        ("days_between", STEADY, "t", "days_between"),
        ("days_between", [*STEADY, 0.0], "g", "days_with_zeros"),
        ("exposure_between", STEADY, "g", "exposure_between"),
    ],
)
def test_auto_suits_ready_figures(nature: Any, values: list[float], kind: str, reason: str) -> None:
    series = Series.of_values(months(len(values)), values, nature)
    settings = Settings()
    if reason == "any_measure" and 0.0 in values:
        assert refusal(series) == "zero_median"
        return
    found = spc.analyse(series, settings)
    assert (found.kind, found.reason) == (kind, reason)


def test_auto_refuses_months_mostly_of_zero() -> None:
    counts = [0.0, 0, 1, 0, 0, 2, 0, 0, 1, 0, 0, 0, 1, 0]
    assert refusal(Series.of_counts(months(14), counts, [400.0] * 14), per=1000) == "rare_events"


def test_nhs_rules_ask_for_an_xmr_chart() -> None:
    found = spc.analyse(Series.of_values(months(16), STEADY), Settings(rules="nhs"))
    assert (found.kind, found.reason, found.stamp) == ("xmr", "nhs_rules", "nhs-2.6a/6")


# Data no chart should trip over


@pytest.mark.parametrize("kind", ["run", "xmr", "c", "g"])
@pytest.mark.parametrize(
    "values",
    [[5.0], [5.0, 5.0], [5.0] * 20, [1e90, 2e90, 1e90] * 5, [1e-300, 2e-300] * 8, [0.0] * 14 + [5.0] * 20],
    ids=["one", "two", "equal", "huge", "tiny", "zeros"],
)
def test_odd_series_get_a_defined_answer(kind: str, values: list[float]) -> None:
    found = chart(list(values), kind=kind)
    for point in found.points:
        for figure in (point.centre, point.lcl, point.ucl, point.value):
            assert figure is None or math.isfinite(figure)


def test_all_zero_counts_have_limits_of_zero_on_every_counted_chart() -> None:
    for kind in ("u", "up", "p", "pp", "iprime"):
        series = Series.of_counts(months(14), [0.0] * 14, [100.0] * 14)
        found = spc.analyse(series, Settings(kind=kind))
        assert {(p.centre, p.lcl, p.ucl) for p in found.points} == {(0, 0, 0)}, kind
        assert found.s_z is None


def test_counts_that_are_always_all_have_limits_of_all() -> None:
    series = Series.of_counts(months(14), [9.0] * 14, [9.0] * 14)
    for kind in ("p", "pp"):
        found = spc.analyse(series, Settings(kind=kind))
        assert {(p.centre, p.lcl, p.ucl, p.outside) for p in found.points} == {(1, 1, 1, False)}


def test_a_month_without_bed_days_has_no_point_and_no_limits() -> None:
    series = Series.of_counts(months(15), [4.0] * 15, [100.0] * 13 + [0, None])
    found = spc.analyse(series, Settings(kind="u"))
    assert [(p.value, p.ucl) for p in found.points[-2:]] == [(None, None), (None, None)]
    assert found.phases[0].n == 13


def test_a_phase_with_nothing_recorded_has_no_lines() -> None:
    found = chart([*STEADY, None, None, None], rebase=(months(17)[16],))
    assert found.phases[1].n == 0
    assert (found.points[-1].centre, found.points[-1].ucl) == (None, None)
    assert found.phases[1].longest_run_limit is None


@pytest.mark.parametrize(
    ("points", "settings", "code"),
    [
        ((), {}, "no_points"),
        ((Point(1), Point(2)), {}, "all_missing"),
        ((Point(1, value=math.nan),), {}, "not_a_number"),
        ((Point(1, value=math.inf),), {}, "not_a_number"),
        ((Point(1, numerator=1, denominator=-math.inf),), {}, "not_a_number"),
        ((Point(1, value=1e101),), {}, "too_large"),
        ((Point(1, numerator=1e99, denominator=1e-99),), {"kind": "u"}, "too_large"),
        ((Point(1, numerator=1, denominator=-1),), {}, "negative_denominator"),
        ((Point(1, numerator=-1, denominator=1),), {"kind": "u"}, "negative_count"),
        ((Point(1, value=-1),), {"kind": "c"}, "negative_count"),
        ((Point(1, value=-1),), {"kind": "t"}, "negative_count"),
        ((Point(1, value=0),), {"kind": "t"}, "no_time_between"),
        ((Point(1, numerator=2, denominator=1),), {"kind": "p"}, "numerator_over_denominator"),
        ((Point(1, value=1), Point(1, value=2)), {"kind": "run"}, "duplicate_dates"),
        ((Point(1, value=1),), {"kind": "u"}, "needs_denominators"),
        ((Point(1, value=1, denominator=4),), {"kind": "u"}, "needs_counts"),
        ((Point(1, value=1),), {"kind": "run", "rebase": (5,)}, "rebase_outside"),
        ((Point(1, value=1),), {"kind": "run", "rebase": (dt.date(2026, 1, 1),)}, "mixed_labels"),
        ((Point(1, value=1),), {"kind": "run", "exclude": (5,)}, "exclude_not_found"),
        ((Point(1, value=1),), {"kind": "run", "exclude": (1,)}, "all_missing"),
        ((Point(1, value=1),), {"kind": "run", "baseline": 0}, "baseline_too_short"),
        ((Point(1, value=1),), {"kind": "run", "baseline": 5}, "baseline_too_long"),
    ],
)
def test_what_cannot_be_charted_is_refused_with_its_reason(
    points: tuple[Point, ...], settings: dict[str, Any], code: str
) -> None:
    assert refusal(Series(points), **settings) == code


def test_labels_of_two_sorts_are_refused() -> None:
    with pytest.raises(NotChartable) as refused:
        Series((Point(1, value=1), Point(dt.date(2026, 1, 1), value=1)))
    assert refused.value.code == "mixed_labels"


@pytest.mark.parametrize("wrong", [{"kind": "pie"}, {"rules": "mine"}, {"improve": "left"}, {"points": 8}])
def test_settings_no_chart_has_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"no such|6 or 7"):
        Settings(**wrong)


def test_a_month_left_out_is_asked_about() -> None:
    dates = [*months(8), *months(20)[9:]]
    found = spc.analyse(Series.of_values(dates, [5.0 + i % 3 for i in range(19)]), Settings(kind="run"))
    assert "periods_left_out" in found.warnings
    whole = spc.analyse(Series.of_values(months(19), [5.0 + i % 3 for i in range(19)]), Settings(kind="run"))
    assert "periods_left_out" not in whole.warnings


def test_two_events_on_a_day_keep_their_order_on_a_g_chart() -> None:
    day = dt.date(2026, 1, 5)
    points = tuple(Point(day if i < 2 else day + dt.timedelta(i), value=float(i)) for i in range(14))
    assert [p.value for p in spc.analyse(Series(points), Settings(kind="g")).points] == list(range(14))
