"""The driver diagram's picture: nothing overlaps, a tree has no crossings, and order follows the outline."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wardqi.domain.diagram import Box, arrange

GAP = 8.0


@st.composite
def diagrams(draw: st.DrawFn) -> tuple[list[Box], list[tuple[str, str]]]:
    widths = [1, draw(st.integers(0, 4)), draw(st.integers(0, 8)), draw(st.integers(0, 14))]
    boxes = [
        Box(f"{column}.{at}", column, draw(st.sampled_from((20.0, 34.0, 50.0))))
        for column, many in enumerate(widths)
        for at in range(many)
    ]
    ids = [box.id for box in boxes]
    links = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=40))
    return boxes, links


def crossings(columns: tuple[tuple[str, ...], ...], links: list[tuple[str, str]]) -> int:
    """Counted the slow way: every pair of lines between the same two columns."""
    place = {one: (at, where) for at, column in enumerate(columns) for where, one in enumerate(column)}
    lines = set()
    for one, other in links:
        ends = tuple(sorted((place[one], place[other])))
        if ends[1][0] - ends[0][0] == 1:
            lines.add(ends)
    found = sorted(lines)
    return sum(
        a[0][0] == b[0][0] and (a[0][1] - b[0][1]) * (a[1][1] - b[1][1]) < 0
        for at, a in enumerate(found)
        for b in found[at + 1 :]
    )


@given(diagrams())
def test_no_boxes_overlap_and_crossings_are_counted_truly(
    given_: tuple[list[Box], list[tuple[str, str]]],
) -> None:
    boxes, links = given_
    found = arrange(boxes, links, GAP)
    height = {box.id: box.height for box in boxes}
    assert sorted(one for column in found.columns for one in column) == sorted(height)
    for column in found.columns:
        for upper, lower in pairwise(column):
            assert found.tops[lower] >= found.tops[upper] + height[upper] + GAP - 1e-6
    assert min(found.tops.values()) == 0
    outline = tuple(tuple(b.id for b in boxes if b.column == at) for at in range(len(found.columns)))
    assert found.crossings == crossings(found.columns, links)
    assert found.crossings <= crossings(outline, links)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=20), st.randoms())
def test_a_tree_is_drawn_without_a_crossing_in_whatever_order_it_is_told(
    parents: list[int], random: object
) -> None:
    drivers = [f"d{at}" for at in range(6)]
    ideas = [f"i{at}" for at in range(len(parents))]
    links = [("aim", driver) for driver in drivers]
    links += [(drivers[parent], idea) for parent, idea in zip(parents, ideas, strict=True)]
    random.shuffle(ideas)  # type: ignore[attr-defined]
    boxes = [Box("aim", 0, 40), *(Box(one, 1, 30) for one in drivers), *(Box(one, 2, 30) for one in ideas)]
    assert arrange(boxes, links, GAP).crossings == 0


def test_an_outline_without_crossings_keeps_its_order() -> None:
    boxes = [Box("aim", 0, 40), Box("b", 1, 30), Box("a", 1, 30), Box("y", 2, 30), Box("x", 2, 30)]
    found = arrange(boxes, [("aim", "b"), ("aim", "a"), ("b", "y"), ("a", "x")], GAP)
    assert found.columns == (("aim",), ("b", "a"), ("y", "x"))


def test_a_parent_stands_in_the_middle_of_its_children() -> None:
    boxes = [Box("aim", 0, 40), *(Box(f"p{at}", 1, 40) for at in range(3))]
    found = arrange(boxes, [("aim", f"p{at}") for at in range(3)], GAP)
    assert found.tops["aim"] == found.tops["p1"]


def test_nothing_at_all_is_a_picture_too() -> None:
    assert arrange([], [], GAP).height == 0
