"""Pictures of charts: nothing clipped, nothing interpreted, never colour alone, and every kind of file."""

from __future__ import annotations

import datetime as dt
import sys
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from wardqi import __version__
from wardqi.domain import spc
from wardqi.domain.funnel import FunnelResult, funnel
from wardqi.domain.spc import Analysis, Point, Series, Settings
from wardqi.reports.canvas import clean, spread
from wardqi.reports.chart import (
    Flag,
    draw,
    draw_funnel,
    icon_figure,
    load_look,
    locate,
    render,
    save,
    small,
)
from wardqi.reports.look import SHAPES, Look
from wardqi.reports.predicted import Band
from wardqi.reports.sentences import Words

STEADY = [12.0, 14, 11, 13, 12, 15, 12, 11, 14, 13, 12, 10, 14, 13, 11, 12]
HOSTILE = r"Ward $\frac{1}{0}$ & <b>bold</b> ${x}$ \textbf{%s} {figure} 100%"
LOOKS = ["light", "dark", "contrast"]


def months(count: int) -> list[dt.date]:
    return [dt.date(2024 + i // 12, i % 12 + 1, 1) for i in range(count)]


def chart(values: list[float | None], kind: str = "xmr", **settings: Any) -> Analysis:
    return spc.analyse(Series.of_values(months(len(values)), values), Settings(kind=kind, **settings))


def rich() -> Analysis:
    """A gap, a ghost, a hidden figure, a note, signals, new limits and a target."""
    values: list[float | None] = [*STEADY, 30, 5, 4, 6, 5, 4, 5, 5.5, 6, 5, 4, 6, 5, 4]
    points = [Point(date, value=v) for date, v in zip(months(len(values)), values, strict=True)]
    points[4] = Point(points[4].date)
    points[6] = Point(points[6].date, hidden=True)
    points[9] = Point(points[9].date, value=13, note=HOSTILE)
    settings = Settings("xmr", target=9, exclude=(points[2].date,), rebase=(points[8].date,))
    return spc.analyse(Series(tuple(points)), settings)


def texts(figure: Figure) -> list[Text]:
    return [each for each in figure.findobj(Text) if each.get_text()]


def lines(figure: Figure) -> list[Line2D]:
    return list(figure.findobj(Line2D))


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("size", [(9.6, 5.6), (6.2, 4.2), (13.0, 7.0)])
def test_no_word_is_clipped_and_no_two_words_overlap(look: Any, size: tuple[float, float]) -> None:
    figure = draw(
        rich(),
        load_look(look),
        title="Physical restraint, Heron Ward, by month and as recorded by the staff on duty",
        y_label="Incidents per 1,000 occupied bed days",
        words=Words("{figure} per 1,000 bed days"),
        size=size,
        flags=[Flag(dt.date(2025, 3, 1), "Safety huddle"), Flag(dt.date(2025, 9, 14), "Sensory room")],
        footer="Internal: do not publish",
    )
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    width, height = figure.bbox.width, figure.bbox.height
    boxes = [(each.get_text(), each.get_window_extent(renderer)) for each in texts(figure)]
    for words, box in boxes:
        assert box.x0 >= 0, words
        assert box.y0 >= 0, words
        assert box.x1 <= width, words
        assert box.y1 <= height, words
    for (one, a), (other, b) in combinations(boxes, 2):
        apart = a.x1 <= b.x0 + 1 or b.x1 <= a.x0 + 1 or a.y1 <= b.y0 + 2 or b.y1 <= a.y0 + 2
        assert apart, (one, other)


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_what_people_type_is_shown_as_typed(kind: str, tmp_path: Path) -> None:
    figure = draw(
        rich(), load_look("light"), title=HOSTILE, y_label=HOSTILE, flags=[Flag(dt.date(2025, 1, 1), HOSTILE)]
    )
    shown = " ".join(each.get_text() for each in texts(figure))
    assert HOSTILE in shown
    assert not any(each.get_parse_math() or each.get_usetex() for each in figure.findobj(Text))
    save(figure, tmp_path / f"chart.{kind}")
    assert (tmp_path / f"chart.{kind}").stat().st_size > 2000


def test_control_characters_and_line_ends_cannot_break_a_title() -> None:
    assert clean("a\x00b\n\nc\u202ed\te") == "a b c d e"
    assert len(clean("x" * 5000)) == 200


@pytest.mark.parametrize("look", LOOKS)
def test_points_differ_in_shape_and_not_in_colour_alone(look: Any) -> None:
    shapes = [SHAPES[name][0] for name in ("none", "improvement", "concern", "neither", "hidden")]
    assert len(set(shapes)) == len(shapes)
    figure = draw(rich(), load_look(look))
    used = {line.get_marker() for line in lines(figure)}
    assert {"o", "D", "^", "*"} <= used


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", LOOKS)
def test_words_and_outlines_stand_out_from_the_background(name: Any) -> None:
    look = load_look(name)
    for words in (look.text, look.second, look.target, look.example):
        assert contrast(words, look.background) >= 4.5
    assert contrast(look.flag_text, look.flag_fill) >= 4.5
    outlines = [look.point(special)[1] for special in ("none", "improvement", "concern", "neither")]
    for mark in (*outlines, look.ghost_outline, look.centre, look.limit, look.joining):
        assert contrast(mark, look.background) >= 3


def test_the_light_look_is_the_one_of_plot_the_dots() -> None:
    look = load_look("light")
    fills = [look.point(special)[0] for special in ("none", "improvement", "concern", "neither")]
    assert fills == ["#a6a6a6", "#00b0f0", "#e46c0a", "#490092"]


def drawn(figure: Figure, look: Look, colour: str) -> list[Line2D]:
    return [line for line in lines(figure) if line.get_color() == colour and line.get_linestyle() != "None"]


def test_the_line_is_broken_where_a_month_is_missing() -> None:
    look = load_look("light")
    values: list[float | None] = [*STEADY[:5], None, *STEADY[5:]]
    (line,) = drawn(draw(chart(values), look), look, look.joining)
    heights = [float(y) for y in line.get_ydata()]
    assert [i for i, y in enumerate(heights) if y != y] == [5]


def test_limits_break_where_they_were_worked_out_anew() -> None:
    look = load_look("light")
    values = [*STEADY, *[v / 2 for v in STEADY]]
    figure = draw(chart(values, rebase=(months(17)[16],)), look)
    limits = [line for line in drawn(figure, look, look.limit) if line.get_linestyle() == "--"]
    assert len(limits) == 4
    ends = {round(float(line.get_xdata()[-1]), 6) for line in limits[:2]}
    starts = {round(float(line.get_xdata()[0]), 6) for line in limits[2:]}
    assert ends == starts


def test_limits_step_with_the_denominator() -> None:
    look = load_look("light")
    sizes = [400.0 + 20 * (i % 5) for i in range(15)]
    series = Series.of_counts(months(15), [9.0 + i % 4 for i in range(15)], sizes)
    figure = draw(spc.analyse(series, Settings("u")), look)
    upper = max(drawn(figure, look, look.limit), key=lambda line: len(line.get_xdata()))
    assert len(set(upper.get_ydata())) == 5


def test_a_lower_limit_below_zero_is_drawn_at_zero() -> None:
    look = load_look("light")
    found = chart([0.0, 3, 1, 0, 4, 0, 2, 5, 0, 1, 3, 0, 2, 1])
    assert float(found.points[0].lcl or 0) < 0
    figure = draw(found, look)
    base = max(
        float(y) for line in lines(figure) for y in line.get_ydata() if line.get_color() == look.second
    )
    lowest = [float(y) for line in drawn(figure, look, look.limit) for y in line.get_ydata()]
    assert max(lowest) <= base
    labels = [each.get_text() for each in texts(figure)]
    assert not any(label.startswith("Lower limit") for label in labels)


def test_the_picture_says_its_sentence_and_carries_its_stamp() -> None:
    said = " ".join(each.get_text() for each in texts(draw(chart([*STEADY, 30]), load_look("light"))))
    assert "Concern: the latest figure, 30, is above the upper limit" in said
    assert f"XmR chart · NHS rules 2.6a, 6 points · WardQI {__version__}" in said


def test_every_icon_carries_its_letter() -> None:
    look = load_look("light")
    letters = {
        "common": "C",
        "improvement_high": "H",
        "improvement_low": "L",
        "concern_high": "H",
        "concern_low": "L",
        "neither_high": "H",
        "neither_low": "L",
    }
    for icon, letter in letters.items():
        figure = icon_figure("variation", icon, "none", "down", look)  # type: ignore[arg-type]
        assert [each.get_text() for each in texts(figure)] == [letter]
    for icon, letter in {"pass": "P", "fail": "F", "hit_or_miss": "?"}.items():
        figure = icon_figure("assurance", None, icon, "up", look)  # type: ignore[arg-type]
        assert [each.get_text() for each in texts(figure)] == [letter]
    assert texts(icon_figure("assurance", None, "none", "up", look)) == []


def test_tests_are_numbered_in_time_order_and_notes_lettered() -> None:
    flags = [
        Flag(dt.date(2025, 9, 14), "Later"),
        Flag(dt.date(2025, 3, 1), "Earlier"),
        Flag(dt.date(2035, 1, 1), "Beyond the chart"),
    ]
    said = [each.get_text() for each in texts(draw(rich(), load_look("light"), flags=flags))]
    assert "1  1 Mar 2025: Earlier" in said
    assert "2  14 Sep 2025: Later" in said
    assert not any("Beyond" in words for words in said)
    assert any(words.startswith("a  Oct 2024: Ward $") for words in said)


def test_points_can_be_found_on_the_picture() -> None:
    found = rich()
    figure = draw(found, load_look("light"))
    places = locate(figure)
    assert [place is None for place in places] == [point.value is None for point in found.points]
    seen = [place for place in places if place is not None]
    assert all(0 < x < 1 and 0 < y < 1 for x, y in seen)
    assert [x for x, _ in seen] == sorted(x for x, _ in seen)
    values = [point.value or 0 for point in found.points if point.value is not None]
    assert values.index(max(values)) == min(range(len(seen)), key=lambda i: seen[i][1])


def test_an_example_is_faint_and_says_so() -> None:
    figure = draw(chart([*STEADY, 30]), load_look("light"), example="Example, not your data")
    said = " ".join(each.get_text() for each in texts(figure))
    assert "Example, not your data" in said
    assert "Concern" not in said
    marks = [line for line in lines(figure) if line.get_marker() == "o" and len(line.get_xdata()) > 1]
    assert [line.get_alpha() for line in marks] == [0.25]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([5.0], "run"),
        ([5.0, 5.0], "xmr"),
        ([0.0] * 14, "c"),
        ([-3.0, 4.0] * 8, "xmr"),
        ([1e90, 2e90] * 8, "xmr"),
        ([1e-12, 2e-12] * 8, "xmr"),
        ([float(i % 9 + 1) for i in range(2000)], "xmr"),
        ([3.0, 9, 4, 20, 1] * 5, "t"),
    ],
    ids=["one", "two", "zeros", "negative", "huge", "tiny", "long", "events"],
)
def test_odd_charts_are_drawn(values: list[float | None], kind: str) -> None:
    series = Series.of_values(range(1, len(values) + 1), values)
    figure = draw(spc.analyse(series, Settings(kind=kind, target=2.0)), load_look("light"))
    assert render(figure, "png").startswith(b"\x89PNG")


def test_a_small_chart_shows_its_title_and_latest_figure() -> None:
    figure = small(
        chart([*STEADY, 30]), load_look("dark"), title="Physical restraint, a long name for a list"
    )
    said = [each.get_text() for each in texts(figure)]
    assert said[0].endswith("…")
    assert said[1] == "30"
    assert len(locate(figure)) == 17


def test_the_same_chart_is_the_same_picture() -> None:
    one, other = (render(draw(rich(), load_look("light"), title="A"), "svg") for _ in range(2))
    assert one == other


def test_a_file_of_another_kind_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="png"):
        save(draw(chart(STEADY), load_look("light")), tmp_path / "chart.jpg")


def test_windows_are_never_opened() -> None:
    render(draw(chart(STEADY), load_look("light")), "png")
    assert "matplotlib.pyplot" not in sys.modules


def wards(count: int = 24) -> FunnelResult:
    names = [HOSTILE if i == 3 else f"Ward {i}" for i in range(count)]
    counts = [60.0 + i % 9 for i in range(count)]
    counts[3] *= 4
    counts[7] = 3
    return funnel(names, counts, [5000.0 + 90 * i for i in range(count)], per=1000)


@pytest.mark.parametrize("look", LOOKS)
def test_a_funnel_names_the_wards_that_stand_out(look: Any) -> None:
    figure = draw_funnel(
        wards(), load_look(look), title=HOSTILE, x_label="Occupied bed days", y_label="Rate", improve="down"
    )
    figure.canvas.draw()
    said = [each.get_text() for each in texts(figure)]
    assert "Ward 7" in said
    assert any(words.startswith("Ward $") and words.endswith("…") for words in said)
    assert not any(each.get_parse_math() for each in figure.findobj(Text))
    assert {"^", "v", "o"} <= {line.get_marker() for line in lines(figure)}
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    for each in texts(figure):
        box = each.get_window_extent(renderer)
        assert box.x0 >= 0, each.get_text()
        assert box.x1 <= figure.bbox.width, each.get_text()


def test_few_wards_are_drawn_without_limits() -> None:
    figure = draw_funnel(wards(8), load_look("light"))
    assert not any("99.8%" in each.get_text() for each in texts(figure))


def test_labels_are_moved_apart_and_kept_inside() -> None:
    placed = spread([1.0, 1.05, 1.02, 4.0], 0.2, 0.0, 4.0)
    in_order = sorted(placed)
    assert all(b - a >= 0.2 - 1e-9 for a, b in pairwise(in_order))
    assert min(placed) >= 0
    assert max(placed) <= 4
    assert placed[0] < placed[2] < placed[1]


@pytest.mark.parametrize(
    ("band", "said"),
    [
        (Band(dt.date(2024, 9, 1), None, 3, 7), "Predicted 3 to 7"),
        (Band(dt.date(2024, 9, 1), dt.date(2024, 11, 1), None, 30), "Predicted 30 or fewer"),
        (Band(dt.date(2026, 1, 1), dt.date(2026, 2, 1), 11, None), "Predicted 11 or more"),
    ],
)
def test_a_predicted_range_is_drawn_and_said_inside_the_chart(band: Band, said: str) -> None:
    plain = draw(chart([*STEADY]), load_look("light"))
    figure = draw(chart([*STEADY]), load_look("light"), bands=[band])
    assert said in [each.get_text() for each in texts(figure)]
    (box,) = [each for each in figure.findobj(Rectangle) if each.get_alpha() == 0.13]
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    wide, high = figure.canvas.get_width_height()
    ends = box.get_window_extent(renderer)
    assert 0 <= ends.x0 < ends.x1 <= wide
    assert 0 <= ends.y0 < ends.y1 <= high
    assert [each for each in plain.findobj(Rectangle) if each.get_alpha() == 0.13] == []
