"""The picture of a driver diagram: columns from the aim to the ideas, ordered so that few lines cross.

Boxes stand in columns (the aim first). Within a column they are ordered by where their neighbours stand
(the barycentre rule of layered drawing), starting from the outline's own order and leaving it only for fewer
crossings. Their heights are then spread so that each stands as near the middle of its neighbours as the
boxes above and below allow: least squares under a fixed order, solved by pooling neighbours that collide.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Box:
    """A box to place: its column (0 is the aim) and its height."""

    id: str
    column: int
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where boxes stand: ids by column from above, the top of each, how high all is, and crossings left."""

    columns: tuple[tuple[str, ...], ...]
    tops: Mapping[str, float]
    height: float
    crossings: int


def arrange(boxes: Sequence[Box], links: Iterable[tuple[str, str]], gap: float) -> Layout:
    """Place boxes; links join a box to one in the next column, either way round, others are not drawn.

    The order of `boxes` is the outline's. Deterministic.
    """
    if not boxes:
        return Layout((), {}, 0.0, 0)
    by_id = {box.id: box for box in boxes}
    wide = max(box.column for box in boxes) + 1
    columns = [[box.id for box in boxes if box.column == at] for at in range(wide)]
    beside = _neighbours(by_id, links)
    columns = _untangled(columns, beside)
    tops = _spread(columns, beside, by_id, gap)
    height = max((tops[one] + by_id[one].height for one in tops), default=0.0)
    return Layout(tuple(map(tuple, columns)), tops, height, _crossings(columns, beside))


@dataclass(frozen=True, slots=True)
class _Beside:
    """Neighbours of each box in the column before it and after it."""

    left: Mapping[str, list[str]]
    right: Mapping[str, list[str]]


def _neighbours(by_id: Mapping[str, Box], links: Iterable[tuple[str, str]]) -> _Beside:
    found = _Beside({one: [] for one in by_id}, {one: [] for one in by_id})
    for one, other in dict.fromkeys(links):
        if one not in by_id or other not in by_id:
            continue
        if by_id[one].column > by_id[other].column:
            one, other = other, one
        if by_id[one].column + 1 == by_id[other].column and other not in found.right[one]:
            found.right[one].append(other)
            found.left[other].append(one)
    return found


def _untangled(columns: list[list[str]], beside: _Beside) -> list[list[str]]:
    """Sweep to and fro, keeping the best order seen; the outline's order wins a draw."""
    best, fewest = columns, _crossings(columns, beside)
    now = [list(column) for column in columns]
    for sweep in range(SWEEPS):
        if not fewest:
            break
        ahead = sweep % 2 == 0
        order = range(1, len(now)) if ahead else range(len(now) - 2, -1, -1)
        for at in order:
            known = beside.left if ahead else beside.right
            _by_middle(now[at], now[at - 1 if ahead else at + 1], known)
            _swap_neighbours(now, at, beside)
        crossed = _crossings(now, beside)
        if crossed < fewest:
            best, fewest = [list(column) for column in now], crossed
    return best


def _by_middle(column: list[str], other: Sequence[str], known: Mapping[str, list[str]]) -> None:
    place = {one: at for at, one in enumerate(other)}
    middle = {
        one: sum(place[each] for each in known[one]) / len(known[one]) if known[one] else float(at)
        for at, one in enumerate(column)
    }
    column.sort(key=middle.__getitem__)  # stable, so equals keep their order


def _swap_neighbours(columns: list[list[str]], at: int, beside: _Beside) -> None:
    """Exchange two that stand next to each other wherever that uncrosses lines."""
    column = columns[at]
    places = [
        ({one: place for place, one in enumerate(columns[near])}, known)
        for near, known in ((at - 1, beside.left), (at + 1, beside.right))
        if 0 <= near < len(columns)
    ]
    for upper in range(len(column) - 1):
        one, other = column[upper], column[upper + 1]
        as_it_is = sum(_pair(known[one], known[other], place) for place, known in places)
        turned = sum(_pair(known[other], known[one], place) for place, known in places)
        if turned < as_it_is:
            column[upper], column[upper + 1] = other, one


def _pair(upper: Sequence[str], lower: Sequence[str], place: Mapping[str, int]) -> int:
    """How many lines of two boxes cross, the first standing above the second."""
    return sum(place[a] > place[b] for a in upper for b in lower)


def _crossings(columns: Sequence[Sequence[str]], beside: _Beside) -> int:
    total = 0
    for at, column in enumerate(columns[:-1]):
        place = {one: where for where, one in enumerate(columns[at + 1])}
        seen: list[int] = []
        for one in column:
            ends = sorted(place[each] for each in beside.right[one])
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total


def _spread(
    columns: Sequence[Sequence[str]], beside: _Beside, by_id: Mapping[str, Box], gap: float
) -> dict[str, float]:
    tops: dict[str, float] = {}
    for column in columns:
        top = 0.0
        for one in column:
            tops[one] = top
            top += by_id[one].height + gap
    tallest = max(
        range(len(columns)), key=lambda at: sum(by_id[one].height + gap for one in columns[at]), default=0
    )
    # The fullest column stands packed; the others follow it outwards, then all give way once more.
    outward = [*range(tallest - 1, -1, -1), *range(tallest + 1, len(columns))]
    for at in (*outward, tallest, *outward):
        wanted = []
        for one in columns[at]:
            near = [*beside.left[one], *beside.right[one]]
            middle = [tops[each] + by_id[each].height / 2 for each in near]
            wanted.append(sum(middle) / len(middle) - by_id[one].height / 2 if middle else tops[one])
        heights = [by_id[one].height + gap for one in columns[at]]
        for one, top in zip(columns[at], _settled(wanted, heights), strict=True):
            tops[one] = top
    lowest = min(tops.values(), default=0.0)
    return {one: top - lowest for one, top in tops.items()}


def _settled(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Tops nearest to the wanted ones, in order and without overlap (pool adjacent violators)."""
    offsets = [sum(heights[:at]) for at in range(len(heights))]
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        total, many = want - offset, 1
        while pools and pools[-1][0] / pools[-1][1] > total / many:
            before, count = pools.pop()
            total, many = total + before, many + count
        pools.append((total, many))
    level = [total / many for total, many in pools for _ in range(many)]
    return [one + offset for one, offset in zip(level, offsets, strict=True)]
