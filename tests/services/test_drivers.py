"""The driver diagram's outline: items added, moved, linked and taken out, and how it stood at a version."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.app import heron
from wardqi.services import recording
from wardqi.services.access import Session
from wardqi.services.desk import Desk
from wardqi.services.improvement import cycles, drivers, projects
from wardqi.services.improvement.drivers import NotThere


@pytest.fixture(scope="module")
def clock() -> heron.Clock:
    return heron.Clock()


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory, clock: heron.Clock) -> Iterator[Session]:
    made = heron.open_ward(
        tmp_path_factory.mktemp("drivers") / "ward", clock, role="ward_manager", people=False, areas=False
    )
    yield made
    made.close()


@pytest.fixture
def desk(session: Session) -> Iterator[Desk]:
    with session.desk() as opened:
        yield opened


@pytest.fixture
def project(desk: Desk) -> str:
    return projects.create(desk, {"title": "Calmer evenings"}).ent


def outline(desk: Desk, project: str, version: int = 0) -> list[str]:
    return ["  " * row.depth + row.item.text for row in drivers.read(desk, project, version).rows]


def small(desk: Desk, project: str) -> dict[str, str]:
    """Two primary drivers, a secondary one under each, and an idea."""
    one = drivers.add(desk, project, "primary", "People").ent
    two = drivers.add(desk, project, "primary", "Place").ent
    a = drivers.add(desk, project, "secondary", "Plans", under=one).ent
    b = drivers.add(desk, project, "secondary", "Space", under=two).ent
    idea = drivers.add(desk, project, "idea", "Own words", under=a).ent
    return {"one": one, "two": two, "a": a, "b": b, "idea": idea}


def test_an_outline_is_read_depth_first(desk: Desk, project: str) -> None:
    small(desk, project)
    assert outline(desk, project) == ["People", "  Plans", "    Own words", "Place", "  Space"]


def test_a_new_item_stands_after_the_one_it_was_added_at(desk: Desk, project: str) -> None:
    made = small(desk, project)
    drivers.add(desk, project, "primary", "Time", after=made["one"])
    assert outline(desk, project) == ["People", "  Plans", "    Own words", "Time", "Place", "  Space"]


def test_items_move_among_their_like_and_no_further(desk: Desk, project: str) -> None:
    made = small(desk, project)
    drivers.move(desk, made["two"], -1)
    assert outline(desk, project)[:2] == ["Place", "  Space"]
    with pytest.raises(NotThere):
        drivers.move(desk, made["two"], -1)


def test_indenting_puts_an_item_under_the_one_above(desk: Desk, project: str) -> None:
    made = small(desk, project)
    time = drivers.add(desk, project, "primary", "Time", after=made["one"]).ent
    drivers.indent(desk, time)
    assert outline(desk, project)[:4] == ["People", "  Plans", "    Own words", "  Time"]
    drivers.indent(desk, time)
    assert outline(desk, project)[:4] == ["People", "  Plans", "    Own words", "    Time"]


def test_outdenting_is_the_way_back(desk: Desk, project: str) -> None:
    made = small(desk, project)
    again = drivers.outdent(desk, made["idea"]).ent
    assert outline(desk, project)[:3] == ["People", "  Plans", "  Own words"]
    drivers.outdent(desk, again)
    assert outline(desk, project) == ["People", "  Plans", "Own words", "Place", "  Space"]


def test_every_step_is_undone_in_one(desk: Desk, project: str) -> None:
    made = small(desk, project)
    before = outline(desk, project)
    steps = (
        lambda: drivers.move(desk, made["two"], -1),
        lambda: drivers.outdent(desk, made["idea"]),
        lambda: drivers.rename(desk, made["a"], "Care plans"),
        lambda: drivers.link(desk, made["idea"], made["b"]),
        lambda: drivers.remove(desk, made["b"]),
        lambda: drivers.add(desk, project, "primary", "Time", after=made["one"]),
    )
    for step in steps:
        saved = step()
        assert outline(desk, project) != before or drivers.read(desk, project).rows[2].also
        recording.undo(desk, saved.changes)
        assert outline(desk, project) == before


def test_an_item_may_work_through_several(desk: Desk, project: str) -> None:
    made = small(desk, project)
    drivers.link(desk, made["idea"], made["b"])
    found = drivers.read(desk, project)
    (row,) = [row for row in found.rows if row.item.ent == made["idea"]]
    assert (row.depth, row.also) == (2, ("Space",))
    assert (made["b"], made["idea"]) in drivers.links(found.rows)
    drivers.unlink(desk, made["idea"], made["a"])
    assert outline(desk, project) == ["People", "  Plans", "Place", "  Space", "    Own words"]
    with pytest.raises(NotThere):
        drivers.unlink(desk, made["idea"], made["b"])


def test_what_cannot_be_put_there_says_why(desk: Desk, project: str) -> None:
    made = small(desk, project)
    refused = (
        ("no_parent", lambda: drivers.add(desk, project, "idea", "x", under=made["one"])),
        ("no_parent", lambda: drivers.indent(desk, made["one"])),
        ("has_children", lambda: drivers.indent(desk, made["two"])),
        ("has_children", lambda: drivers.outdent(desk, made["a"])),
        ("has_children", lambda: drivers.remove(desk, made["a"])),
        ("no_parent", lambda: drivers.link(desk, made["idea"], made["one"])),
        ("same", lambda: drivers.link(desk, made["idea"], made["a"])),
        ("same", lambda: drivers.outdent(desk, made["one"])),
    )
    for code, step in refused:
        with pytest.raises(NotThere) as why:
            step()
        assert why.value.code == code


def test_an_idea_that_was_tested_stays_an_idea(desk: Desk, project: str) -> None:
    made = small(desk, project)
    cycles.plan(desk, project, made["idea"])
    for step in (drivers.outdent, drivers.remove):
        with pytest.raises(NotThere) as why:
            step(desk, made["idea"])
        assert why.value.code == "tested"
    assert drivers.read(desk, project).rows[2].item.tests == 1


def test_a_version_shows_the_diagram_as_it_was(desk: Desk, project: str, clock: heron.Clock) -> None:
    made = small(desk, project)
    drivers.keep_version(desk, project, "First")
    before = outline(desk, project)
    clock.go(days=1)
    drivers.rename(desk, made["a"], "Care plans")
    drivers.remove(desk, made["b"])
    drivers.add(desk, project, "primary", "Time")
    drivers.keep_version(desk, project)
    assert outline(desk, project, 1) == before
    assert outline(desk, project, 2) == outline(desk, project) != before
    assert [(one.number, one.note, one.by) for one in drivers.read(desk, project).versions] == [
        (2, "", "Sam Ade"),
        (1, "First", "Sam Ade"),
    ]


def test_the_shipped_diagram_is_a_draft_whose_picture_overlaps_nowhere(desk: Desk, project: str) -> None:
    drivers.start(desk, project)
    found = drivers.read(desk, project)
    assert found.draft
    levels = [one.level for one in found.items]
    assert [levels.count(level) for level in drivers.LEVELS] == [6, 12, 25]
    heights = {"aim": 60.0, **{one.ent: 36.0 for one in found.items}}
    placed = drivers.lay_out(found, heights, 8)
    for column in placed.columns:
        for upper, lower in pairwise(column):
            assert placed.tops[lower] - placed.tops[upper] >= heights[upper] + 8 - 1e-6
    with pytest.raises(NotThere):
        drivers.start(desk, project)
