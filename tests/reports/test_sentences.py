"""What charts say, from the result alone: a table of examples, and a sentence for every case."""

from __future__ import annotations

import datetime as dt
import re
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest

import wardqi.domain
from wardqi import text
from wardqi.domain import spc
from wardqi.domain.funnel import funnel
from wardqi.domain.spc import Analysis, Series, Settings
from wardqi.reports import explain, sentences
from wardqi.reports.sentences import Words, chart_sentence, funnel_sentence, number, refusal, when

STEADY = [12.0, 14, 11, 13, 12, 15, 12, 11, 14, 13, 12, 10, 14, 13, 11, 12]
LOW = [5.0, 6, 5, 4, 6, 5]
HIGH = [21.0, 20, 22, 21, 20, 22]
BED_DAYS = Words("{figure} per 1,000 bed days")


def chart(values: list[float | None], kind: str = "xmr", **settings: Any) -> Analysis:
    dates = [dt.date(2025 + i // 12, i % 12 + 1, 1) for i in range(len(values))]
    return spc.analyse(Series.of_values(dates, values), Settings(kind=kind, **settings))


EXAMPLES = [
    (
        chart(STEADY),
        "Common cause only: figures vary as usual around 12.4.",
        "",
        "Look at the whole process, not at this period's figure.",
    ),
    (
        chart([*STEADY, *LOW]),
        "Improvement: the last 6 points are all below the average of 10.5.",
        "",
        "Check that recording is as complete as before; then find out what changed from May 2026 and keep it "
        "going.",
    ),
    (
        chart([*STEADY, *LOW], improve="up"),
        "Concern: the last 6 points are all below the average of 10.5.",
        "",
        "Find out what changed from May 2026, and ask whether more is happening or more is recorded.",
    ),
    (
        chart([*STEADY, *LOW], improve="neither"),
        "A real change: the last 6 points are all below the average of 10.5.",
        "",
        "Find out what changed from May 2026, and whether it matters here.",
    ),
    (
        chart([*STEADY, 30], target=40),
        "Concern: the latest figure, 30, is above the upper limit of 21.5.",
        "As things run now, the target of 40 will be met every time.",
        "Find out what changed from May 2026, and ask whether more is happening or more is recorded.",
    ),
    (
        chart([*STEADY, 10, 13, 16, 19, 22, 25]),
        "Concern: the last 6 points have risen one after another, to 25.",
        "",
        "Find out what changed from May 2026, and ask whether more is happening or more is recorded.",
    ),
    (
        chart([*STEADY, 30, 12]),
        "Common cause now: figures vary as usual around 13.4, and an earlier signal ended after May 2026.",
        "",
        "Look at the whole process, not at this period's figure.",
    ),
    (
        chart(STEADY, target=12),
        "Common cause only: figures vary as usual around 12.4.",
        "As things run now, the target of 12 will be met sometimes and missed sometimes, by chance.",
        "Do not praise or blame one figure: choose a change to the process and test it.",
    ),
    (
        chart(STEADY, target=2),
        "Common cause only: figures vary as usual around 12.4.",
        "As things run now, the target of 2 will be missed every time.",
        "Working harder at the same process will not reach the target: choose a change and test it.",
    ),
    (
        chart(STEADY[:7], target=10),
        "Early days: 7 points so far, around 12.7, too few for limits.",
        "",
        "Keep recording: limits can be drawn from 13 points, so decide nothing on these yet.",
    ),
    (
        chart([4.0] * 15),
        "Every figure so far is 4, so there is no variation to judge.",
        "",
        "Check that figures are being recorded as they happen and not copied forward.",
    ),
    (
        chart([7.0], kind="run"),
        "There is one figure so far: 7.",
        "",
        "Keep recording: a pattern can be judged once ten points lie off the middle line.",
    ),
    (
        chart(STEADY[:6], kind="run"),
        "Early days: too few points lie off the median of 12.5 to judge a pattern.",
        "",
        "Keep recording: a pattern can be judged once ten points lie off the middle line.",
    ),
    (
        chart([*[1.0] * 10, *[9.0] * 10, 1, 9, 1, 9], kind="run"),
        "Not chance: 10 points in a row lay on one side of the median of 5, and chance would give at most 8.",
        "",
        "Something changed along the way: match the chart with what was tried and when.",
    ),
    (
        chart([1.0, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9, 9, 1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9], kind="run"),
        "Not chance: the figures cross the median of 5 only 3 times, and chance would give at least 8.",
        "",
        "Something changed along the way: match the chart with what was tried and when.",
    ),
    (
        chart([1.0, 9] * 10, kind="run", rules="ihi"),
        "Not chance: the figures change sides of the median too often, in 20 runs where at most 16 are "
        "expected.",
        "",
        "Check whether two different things are mixed here, such as two wards or two ways of counting.",
    ),
    (
        chart([20.0, 22, 19, 21, 20, 23, 21, 20, 22, 21, 20, 22, *LOW, *LOW], kind="run"),
        "Improvement: the last 12 points are all below the median of 12.5.",
        "",
        "If the cause from Jan 2026 is known and expected to last, consider new limits from then, and share "
        "what you learn.",
    ),
    (
        chart([2.0, 3, 2, *[0.0] * 13], kind="c"),
        "Half the figures or more are zero, so many in a row below the average of 0.438 are no sign of "
        "change.",
        "",
        "Count by a longer period, or chart the days between events instead.",
    ),
]


@pytest.mark.parametrize(
    ("analysis", "sentence", "target", "step"), EXAMPLES, ids=[row[1][:48] for row in EXAMPLES]
)
def test_charts_say_what_they_show(analysis: Analysis, sentence: str, target: str, step: str) -> None:
    said = chart_sentence(analysis)
    assert (said.sentence, said.target, said.next_step) == (sentence, target, step)
    assert said.text == f"{sentence} {target}".strip()


def test_figures_carry_their_unit() -> None:
    said = chart_sentence(chart(STEADY, target=12), BED_DAYS)
    assert "around 12.4 per 1,000 bed days." in said.sentence
    assert "target of 12 per 1,000 bed days will" in said.target


def test_a_unit_is_never_read_as_a_template() -> None:
    said = chart_sentence(chart(STEADY), Words("{figure} {centre} {0} $x$"))
    assert "12.4 {centre} {0} $x$" in said.sentence


def test_every_signal_has_a_sentence_for_every_judgement() -> None:
    judgements = ("improvement", "concern", "neither")
    assert set(sentences.SIGNALS) == set(product(judgements, get_args(spc.Mark)))


@pytest.mark.parametrize(
    ("tail", "mark"),
    [
        ([40.0], "above_limit"),
        ([-20.0], "below_limit"),
        (HIGH, "shift_high"),
        (LOW, "shift_low"),
        ([10.0, 11, 12, 13, 14, 15], "trend_up"),
        ([15.0, 14, 13, 12, 11, 10], "trend_down"),
        ([13.0, 17.5, 17.6], "two_of_three_high"),
        ([12.0, 7.0, 7.1], "two_of_three_low"),
    ],
)
@pytest.mark.parametrize("improve", ["down", "up", "neither"])
@pytest.mark.parametrize("target", [None, -50.0, 12.0, 50.0])
def test_every_combination_says_something_whole(
    tail: list[float], mark: str, improve: str, target: float | None
) -> None:
    found = chart([*STEADY, *STEADY, *tail], improve=improve, target=target)
    assert found.last is not None
    assert found.last.decided_by == mark
    said = chart_sentence(found)
    for part in (said.sentence, said.next_step):
        assert part.endswith(".")
        assert not re.search(r"[{}]|None|nan", part)
    assert bool(said.target) == (target is not None and improve != "neither")


def codes_in(pattern: str) -> set[str]:
    folder = Path(wardqi.domain.__file__).parent
    files = [folder / "funnel.py", *sorted((folder / "spc").glob("*.py"))]
    return {code for file in files for code in re.findall(pattern, file.read_text("utf-8"))}


def test_every_refusal_has_its_sentence() -> None:
    raised = codes_in(r'Not(?:Chartable|Comparable)\("(\w+)"')
    raised |= codes_in(r'_refuse_where\([^"]*"(\w+)"')
    assert len(raised) > 20
    assert raised == set(sentences.REFUSALS)
    for code in raised:
        for where in (None, dt.date(2026, 3, 1), 7, "Heron {0}"):
            assert refusal(code, where).endswith(".")


def test_a_refusal_names_the_row_at_fault() -> None:
    assert "(1 Mar 2026)" in refusal("duplicate_dates", dt.date(2026, 3, 1))
    assert "(Heron)" in refusal("duplicate_unit", "Heron")


def test_every_warning_and_reason_has_its_words() -> None:
    analysis = (Path(wardqi.domain.__file__).parent / "spc" / "analysis.py").read_text("utf-8")
    block = analysis[analysis.index("checks = {") :]
    warned = set(re.findall(r'^        "(\w+)":', block, re.MULTILINE))
    assert warned == set(explain.WARNINGS)
    kinds = "|".join(spc.KINDS)
    choosing = (Path(wardqi.domain.__file__).parent / "spc" / "choose.py").read_text("utf-8")
    reasons = set(re.findall(rf'"(?:{kinds})", "(\w+)"', choosing))
    assert reasons | {"asked"} == set(explain.REASONS)


def test_every_icon_and_mark_has_its_words() -> None:
    assert set(explain.VARIATION) == {None, *get_args(spc.Variation)}
    assert set(explain.ASSURANCE) == set(get_args(spc.Assurance))
    assert set(explain.MARKS) == set(get_args(spc.Mark))
    assert set(explain.KIND_NAMES) == set(spc.KINDS)


def test_a_marked_point_explains_every_rule_the_deciding_one_first() -> None:
    found = chart([*STEADY, 10, 13, 16, 19, 22, 25])
    why = explain.why_marked(found, len(found.points) - 1)
    assert why[0] == "One of 6 or more in a row, each higher than the last."
    assert "A single point above the upper limit." in why
    assert explain.why_marked(found, 0) == ("Not marked: this point is within the usual variation.",)


def test_missing_hidden_and_excluded_points_explain_themselves() -> None:
    points = [spc.Point(i, value=float(i % 4)) for i in range(14)]
    points[3], points[5] = spc.Point(3), spc.Point(5, hidden=True)
    found = spc.analyse(Series(tuple(points)), Settings(kind="xmr", exclude=(7,)))
    words = [explain.why_marked(found, i)[0] for i in (3, 5, 7)]
    assert [word.split(":")[0] for word in words] == ["Missing", "Hidden", "Left out"]
    spoken = [explain.announce(found, i) for i in (3, 5, 7)]
    assert spoken == ["point 3, missing", "point 5, hidden small number", "point 7, 3, left out"]


def test_points_are_announced_with_their_place_in_a_run() -> None:
    found = chart([*STEADY, *LOW])
    assert explain.announce(found, 0, BED_DAYS) == "Jan 2025, 12 per 1,000 bed days, above the average"
    assert explain.announce(found, 18).endswith("5, below the average, number 3 in a row")


def test_the_stamp_says_everything_needed_to_check_the_chart() -> None:
    dates = [dt.date(2025 + i // 12, i % 12 + 1, 1) for i in range(26)]
    values: list[float | None] = [*STEADY, *STEADY[:9], None]
    settings = Settings("xmr", screen=True, baseline=12, rebase=(dates[14],), exclude=(dates[3],), points=7)
    stamp = explain.stamp_line(spc.analyse(Series.of_values(dates, values), settings))
    for part in (
        "XmR chart",
        "NHS rules 2.6a, 7 points",
        "limits from Jan 2025 to Dec 2025",
        "new limits from Mar 2026",
        "extreme moving ranges left out",
        "1 left out",
        "1 missing",
        "trial limits",
    ):
        assert part in stamp
    assert "no limits yet" in explain.stamp_line(chart(STEADY[:5]))


def test_a_laney_chart_shows_its_ratio() -> None:
    series = Series.of_counts(range(14), [5.0, 9, 3, 7, 12, 4, 8, 6, 5, 9, 7, 3, 8, 6], [400.0] * 14)
    found = spc.analyse(series, Settings("up", per=1000))
    assert f"s_z {found.s_z:.2f}" in explain.stamp_line(found)


@pytest.mark.parametrize(
    ("figure", "written"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (12.0, "12"),
        (12.345, "12.3"),
        (1.005, "1"),
        (0.0456, "0.046"),
        (1234.5, "1,234"),
        (-3.2, "−3.2"),
        (999.96, "1,000"),
        (99.96, "100"),
        (-0.0001, "−0.0001"),
        (0.00042, "0.00042"),
        (1e-300, "0"),
        (-1e-17, "0"),
        (1.5e99, "1.5e99"),
        (-2e15, "−2e15"),
    ],
)
def test_figures_are_written_as_people_write_them(figure: float, written: str) -> None:
    assert number(figure) == written


def test_labels_are_written_as_dates_or_numbers() -> None:
    assert when(dt.date(2026, 11, 3)) == "3 Nov 2026"
    assert when(dt.date(2026, 11, 1), monthly=True) == "Nov 2026"
    assert when(12) == "point 12"


def wards(boost: dict[int, float], count: int = 20) -> Any:
    names = [f"Ward {i}" for i in range(count)]
    counts = [50.0 + i % 7 for i in range(count)]
    for i, factor in boost.items():
        counts[i] *= factor
    return funnel(names, counts, [5000.0 + 40 * i for i in range(count)], per=1000)


@pytest.mark.parametrize(
    ("boost", "count", "words"),
    [
        ({}, 20, "No ward stands out"),
        ({2: 4.0}, 20, "Wards above the outer limits: 1 of 20"),
        ({2: 0.1}, 20, "Wards below the outer limits: 1 of 20"),
        ({2: 4.0, 5: 0.1}, 20, "Wards above the outer limits: 1 of 20; below them: 1"),
        ({}, 5, "Too few wards to compare (5)"),
    ],
)
def test_funnels_say_who_stands_out(boost: dict[int, float], count: int, words: str) -> None:
    said = funnel_sentence(wards(boost, count))
    assert said.text.startswith(words)
    assert said.next_step.endswith(".")


def test_sentences_go_through_the_translator() -> None:
    text.install(lambda context, source: f"[{context}] {source}")
    try:
        assert chart_sentence(chart(STEADY)).sentence.startswith("[Charts] Common cause only")
    finally:
        text.install(None)
