"""A project's diagram, team, measures and story through the window, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.app import heron, reach
from tests.app.desk import Desk
from wardqi.app.printing import Printout, Stamp
from wardqi.app.screens import ALL
from wardqi.app.screens.improvement import project_paper
from wardqi.app.screens.improvement.page import ImprovementPage
from wardqi.reports.page import Picture
from wardqi.services.improvement import cycles, drivers, ideas, projects
from wardqi.services.measuring import points
from wardqi.services.measuring.points import Figures

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    clock = heron.Clock()
    session = heron.open_ward(tmp_path / "ward", clock, role="ward_manager")
    made = Desk(qtbot, tmp_path, ALL, session=session, clock=clock)
    yield made
    made.close()


def project(desk: Desk, *, starter: bool = False) -> str:
    with desk.session.desk() as own:
        ent = projects.create(own, {"title": "Calmer evenings"}).ent
        if starter:
            drivers.start(own, ent)
    return ent


def outline(desk: Desk, ent: str) -> list[str]:
    with desk.session.desk() as own:
        return ["  " * row.depth + row.item.text for row in drivers.read(own, ent).rows]


def opened(desk: Desk, ident: str) -> ImprovementPage:
    page = desk.open("improvement", ident)
    assert isinstance(page, ImprovementPage)
    return page


def test_an_outline_is_typed_turned_moved_and_taken_back_by_keys(desk: Desk) -> None:
    ent = project(desk)
    page = opened(desk, f"diagram:{ent}").diagram
    desk.wait(page.empty.isVisible)
    page._scratch()
    desk.type("People")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    page.outline.setFocus()
    desk.press(Qt.Key.Key_Insert)
    desk.type("Plans")
    desk.press(Qt.Key.Key_Tab)
    desk.settle()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert outline(desk, ent) == ["People", "  Plans"]
    page.outline.setFocus()
    desk.press(Qt.Key.Key_Insert)
    desk.type("Space")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    page.outline.setFocus()
    desk.press(Qt.Key.Key_Up, ALT)
    desk.settle()
    assert outline(desk, ent) == ["People", "  Space", "  Plans"]
    desk.press(Qt.Key.Key_Right, ALT)
    desk.settle()
    assert outline(desk, ent) == ["People", "  Space", "  Plans"], "nothing stands above it to go under"
    desk.press(Qt.Key.Key_Delete)
    desk.settle()
    assert outline(desk, ent) == ["People", "  Plans"]
    assert desk.workspace.undo()
    desk.settle()
    assert outline(desk, ent) == ["People", "  Space", "  Plans"]


def test_esc_leaves_a_line_that_was_only_begun(desk: Desk) -> None:
    ent = project(desk, starter=True)
    before = outline(desk, ent)
    page = opened(desk, f"diagram:{ent}").diagram
    page.outline.setFocus()
    desk.press(Qt.Key.Key_Insert)
    desk.type("Nothing")
    desk.press(Qt.Key.Key_Escape)
    desk.settle()
    assert outline(desk, ent) == before
    assert page.outline.topLevelItemCount() == 6


def test_a_link_is_typed_by_name(desk: Desk) -> None:
    ent = project(desk, starter=True)
    page = opened(desk, f"diagram:{ent}").diagram
    assert page.found is not None
    idea = next(one for one in page.found.items if one.text == "Ward-round sheet")
    page.outline.choose(idea.ent)
    page.link_edit.setFocus()
    desk.type("nobody knows")
    desk.press(Qt.Key.Key_Return)
    assert page.link_problem.text
    page.link_edit.clear()
    desk.type("Words that calm")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert page.found is not None
    (row,) = [row for row in page.found.rows if row.item.ent == idea.ent]
    assert row.also == ("Words that calm",)


def test_the_picture_is_saved_as_it_is_shown_and_printed(desk: Desk, tmp_path: Path) -> None:
    ent = project(desk, starter=True)
    screen = opened(desk, f"diagram:{ent}")
    for name, begins in (("d.png", b"\x89PNG"), ("d.svg", b"<?xml"), ("d.pdf", b"%PDF")):
        screen.diagram.save_to(tmp_path / name)
        desk.settle()
        assert (tmp_path / name).read_bytes().startswith(begins)
    assert b"Soft Words" in (tmp_path / "d.svg").read_bytes()
    assert screen.print_out()
    desk.settle()
    assert desk.frame.here == "print_out"


def test_hostile_words_are_words_in_outline_and_picture(desk: Desk, tmp_path: Path) -> None:
    ent = project(desk)
    with desk.session.desk() as own:
        drivers.add(own, ent, "primary", "<img src=//host/x> & $\\foo$")
    page = opened(desk, f"diagram:{ent}").diagram
    line = page.outline.topLevelItem(0)
    assert line is not None
    assert line.text(0) == "<img src=//host/x> & $\\foo$"
    page.save_to(tmp_path / "d.svg")
    desk.settle()
    assert b"&lt;img" in (tmp_path / "d.svg").read_bytes()


def test_team_measures_score_and_story_are_kept_and_printed(desk: Desk) -> None:
    ent = project(desk)
    screen = opened(desk, f"project:{ent}")
    screen.project.story.click()
    desk.settle()
    page = screen.story
    part, name = page.team.boxes["part"], page.team.boxes["name"]
    assert isinstance(part, QComboBox)
    assert isinstance(name, QLineEdit)
    part.setCurrentIndex(part.findData("patient"))
    name.setText("Robin")
    score, reason = page.scores.boxes["score"], page.scores.boxes["reason"]
    assert isinstance(score, QComboBox)
    assert isinstance(reason, QLineEdit)
    score.setCurrentIndex(score.findData("1.0"))
    reason.setText("The team has met")
    measure = page.measures.boxes["measure"]
    assert isinstance(measure, QComboBox)
    measure.setCurrentIndex(1)
    page.story["lessons"].setText("Begin earlier in the evening.")
    page.finish()
    desk.settle()
    with desk.session.desk() as own:
        value = projects.page(own, ent).record.value
    (member,) = value["team"].values()
    (given,) = value["scores"].values()
    assert (member["part"], member["name"]) == ("patient", "Robin")
    assert (given["score"], given["on"], given["by"]) == ("1.0", "2026-11-21", desk.workspace.person.uid)
    assert len(value["measures"]) == 1
    assert value["lessons"] == "Begin earlier in the evening."
    assert screen.stack.currentWidget() is screen.project
    assert screen.print_out()
    desk.settle()
    assert desk.frame.here == "print_out"


@pytest.mark.parametrize("what", ["diagram", "story"])
def test_the_pages_are_named_reachable_and_unclipped(desk: Desk, what: str) -> None:
    ent = project(desk, starter=True)
    page = opened(desk, f"project:{ent}")
    page._wanted(what, "")
    desk.settle()
    for size in ((1366, 768), (683, 384)):
        desk.window.resize(*size)
        desk.settle()
        assert reach.unnamed(page) == []
        assert reach.unreachable(page) == []
        assert reach.rich(page) == []
        assert reach.small(page) == []
        assert reach.clipped(page) == []


def test_a_progress_score_wants_its_reason_and_the_page_tells_it(desk: Desk) -> None:
    with desk.session.desk() as at:
        project = projects.create(at, {"title": "Calmer evenings", "aim_what": "restraint"}).ent
    desk.open("improvement", f"project:{project}")
    page = desk.frame.page
    assert isinstance(page, ImprovementPage)
    page._wanted("story", "")
    desk.settle()
    score, why = page.story.scores.boxes["score"], page.story.scores.boxes["reason"]
    assert isinstance(score, QComboBox)
    assert isinstance(why, QLineEdit)
    score.setCurrentIndex(score.findData("2.5"))
    page.story.finish()
    assert page.story.scores.problems["reason"].text
    assert QApplication.focusWidget() is why
    desk.type("Two tests, and no change on the chart yet")
    page.story.finish()
    desk.settle()
    told = page.project.told
    told.fold(False)
    said = [one.text() for one in told.body.findChildren(QLabel)]
    expected = "Progress: 2.5 Changes tested, no improvement: Two tests, and no change on the chart yet"
    assert expected in said
    assert told.button.text().endswith("0 people, 0 measures")


def test_a_project_with_long_texts_still_prints_on_one_side(tmp_path: Path) -> None:
    clock = heron.Clock()
    session = heron.open_ward(tmp_path / "ward", clock, role="ward_manager", people=False)
    long = "Evenings are long and there is little to do. " * 30
    with session.desk() as desk:
        values: dict[str, object] = dict.fromkeys(("problem", "results", "lessons", "aim_for"), long)
        values |= {"title": "Calmer evenings", "aim_what": "restraint", "aim_percent": 25}
        walks = {
            "name": "Walks",
            "kind": "outcome",
            "counts": "events",
            "source": "entered",
            "frequency": "month",
        }
        walks |= {"frequency": "month", "direction": "up", "denominator": "none", "unit": "walks"}
        walks |= {"per": 1, "chart": "xmr"}
        values["aim_measure"] = measure = points.define(desk, walks).ent
        values["team"] = {
            f"{at:02d}00000a": {"part": "patient", "name": f"Somebody with a name {at}", "credit": credit}
            for at, credit in enumerate(("named", "anonymous") * 10)
        }
        project = projects.create(desk, values).ent
        for at in range(9):
            idea = ideas.add(desk, project, f"{long[:200]} {at}").ent
            asked = {"question": long, "prediction": long, "low": 0, "high": at}
            ent = cycles.plan(desk, project, idea, {"predictions": {"0100000a": asked}}).ent
            cycles.seal(desk, ent)
            cycles.study(desk, ent, {"learned": long})
            cycles.decide(desk, ent, "adapt")
        project_paper.document(desk, project, "Heron Ward", desk.now())  # no figures yet
        months = [date(2025 + (at + 9) // 12, (at + 9) % 12 + 1, 1) for at in range(13)]
        points.enter(desk, measure, desk.ward(), {day: Figures(6 + day.month % 3) for day in months})
        document = project_paper.document(desk, project, "Heron Ward", desk.now())
        assert any(isinstance(block, Picture) for block in document.blocks)
        assert Printout(document, Stamp("Sam Ade", desk.now())).count == 1
        team = next(text for label, text in document.blocks[1].rows if label == "Team")  # type: ignore[union-attr]
        assert "Somebody with a name 0 (patient)" in team
        assert "Somebody with a name 1 " not in team  # who asked for no name has none
    session.close()
