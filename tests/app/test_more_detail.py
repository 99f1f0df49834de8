"""More detail of an incident, in the form while it is written: folded, counted, kept as typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.app import reach
from tests.app.desk import Desk
from tests.app.test_incident_form import SCREENS
from wardqi.app.screens.incidents.body_map import BodyMap, place_of, region_at
from wardqi.app.screens.incidents.editors import Editor
from wardqi.app.screens.incidents.form import IncidentForm
from wardqi.app.screens.incidents.groups import MarkGroup, RowGroup, TriedGroup
from wardqi.app.screens.incidents.more import Inside
from wardqi.app.widgets.spoken import Spoken
from wardqi.domain import codes, kinds
from wardqi.services import recording
from wardqi.store import drafts, incidents, records

CTRL, TAB, SPACE = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Tab, Qt.Key.Key_Space


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, tmp_path, SCREENS)
    desk.open("incident")
    desk.type("09")
    yield desk
    desk.close()


def form_of(desk: Desk) -> IncidentForm:
    page = desk.frame.page
    assert isinstance(page, IncidentForm)
    return page


def part(desk: Desk, name: str) -> Inside:
    inside = form_of(desk).questions.more.inside(name)
    desk.settle()
    return inside


def test_a_line_of_words_is_seen_whole(desk: Desk) -> None:
    desk.open("incident")
    inside = part(desk, "story")
    desk.settle()
    lines = inside.findChildren(Spoken)
    assert lines
    for line in lines:
        assert line.maximumHeight() >= line.minimumHeight()
        below = line.mapTo(inside, line.rect().bottomLeft()).y()
        assert below <= inside.height()


def finish(desk: Desk) -> dict[str, object]:
    """Answer what is left and finish; gives the record."""
    form = form_of(desk)
    form.questions.where.setFocus()
    desk.type("1")
    form.questions.who.setFocus()
    desk.type("7")
    form.questions.reason.setFocus()
    desk.type("10")
    form.questions.hurt.setFocus()
    desk.type("0")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: desk.frame.here == "today")
    with desk.session.desk() as at:
        (row,) = incidents.page(at.store).rows
        found = records.find(at.store, row.ent)
    assert found is not None
    return dict(found.value)


def test_every_part_can_be_reached_is_named_and_shows_plain_text(desk: Desk) -> None:
    more = form_of(desk).questions.more
    for name in more.sections:
        for group in part(desk, name).groups:
            if isinstance(group, RowGroup) and group.group.starts:
                group.start(0)
    desk.settle()
    assert reach.unnamed(more) == []
    assert reach.rich(more) == []
    assert reach.small(more) == []
    order = more.stops()
    assert order == list(dict.fromkeys(order))


@pytest.fixture
def longer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every word of a list two fifths longer, as another language may have it."""
    made = codes._entry

    def lengthened(told: Mapping[str, str], row: Mapping[str, object]) -> codes.Code:
        one = made(told, row)
        return replace(one, plain=f"{one.plain} {'übermaß ' * 20}"[: len(one.plain) * 7 // 5])

    monkeypatch.setattr(codes, "_entry", lengthened)
    codes.get.cache_clear()
    yield
    codes.get.cache_clear()


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_words_two_fifths_longer_are_whole_in_every_part(
    longer: None, qtbot: QtBot, tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = Desk(qtbot, tmp_path, SCREENS, size=size)
    desk.open("incident")
    desk.type("09140504")
    more = form_of(desk).questions.more
    cut = {}
    for name in more.sections:
        for group in part(desk, name).groups:
            if isinstance(group, TriedGroup):
                group.ways.choose([one.code for one in codes.get("deescalation").entries])
                group._chose()
            elif isinstance(group, RowGroup) and group.group.starts:
                group.start(0)
        more.sections[name].fold(False)
        desk.settle()
        if found := reach.cut(more.sections[name]):
            cut[name] = found
        more.sections[name].fold(True)
    assert cut == {}
    desk.close()


def test_counters_and_the_meter_follow_what_is_answered(desk: Desk) -> None:
    form = form_of(desk)
    inside = part(desk, "outcome")
    section = form.questions.more.sections["outcome"]
    assert section.button.accessibleName() == "Outcome, 0 of 4"
    before = form.ui.meterLabel.text()
    for name in ("death", "serious_injury"):
        control = inside.editor(name)
        assert control is not None
        control.setFocus()
        desk.type("n")
    assert section.button.accessibleName() == "Outcome, 2 of 4"
    assert form.ui.meterLabel.text() != before
    assert not form.questions.meter.links["n"].isVisible()


def test_a_gap_of_the_meter_leads_into_its_part(desk: Desk) -> None:
    form = form_of(desk)
    form.questions.meter.links["n"].click()
    desk.settle()
    assert form.questions.more.sections["outcome"].button.isChecked()
    assert form.questions.more.inside("outcome").editor("death").isAncestorOf(desk.focus)  # type: ignore[union-attr]


def test_what_was_written_in_a_part_is_in_the_draft_and_comes_back(desk: Desk) -> None:
    inside = part(desk, "before")
    inside.editor("asked_for").setFocus()  # type: ignore[union-attr]
    desk.type("To phone home")
    tried = part(desk, "tried").groups[0]
    assert isinstance(tried, TriedGroup)
    tried.ways.setFocus()
    desk.type("walk")
    desk.press(SPACE)
    desk.press(TAB)
    desk.type("2")
    form = form_of(desk)
    changes = form.questions.more.changes()
    assert set(changes.values()) == {"To phone home", "walk", "helped"}
    form.keep()
    desk.settle()
    with desk.session.desk() as at:
        (draft,) = drafts.all_of(at.store)
    desk.open("incident", f"draft:{draft.id}")
    assert form.questions.more.changes() == changes
    assert form.questions.more.sections["tried"].button.accessibleName().endswith("1 of 2")
    part(desk, "before")
    part(desk, "tried")
    assert form.questions.more.changes() == changes
    assert finish(desk)["asked_for"] == "To phone home"


def test_the_main_thing_before_it_is_one_of_those_chosen_under_their_safewards_domains(desk: Desk) -> None:
    inside = part(desk, "before")
    main = inside.editor("antecedent_main")
    assert main is not None
    assert main.isHidden()
    inside.editor("antecedents").setFocus()  # type: ignore[union-attr]
    desk.type("leave")
    desk.press(SPACE)
    assert not main.isHidden()
    main.setFocus()
    desk.type("l")
    assert part(desk, "before").flat()["antecedent_main"] == "leave_cancelled"


def test_a_way_without_a_result_is_asked_about_and_nothing_is_lost(desk: Desk) -> None:
    tried = part(desk, "tried").groups[0]
    assert isinstance(tried, TriedGroup)
    tried.ways.choose(["walk"])
    tried._chose()
    assert not form_of(desk).questions.more.check()
    assert tried.results["walk"][2].text == "Say how it went."


def test_medicine_alone_is_pointed_out(desk: Desk) -> None:
    inside = part(desk, "tried")
    tried = inside.groups[0]
    assert isinstance(tried, TriedGroup)
    tried.ways.setFocus()
    desk.type("medicine")
    desk.press(SPACE)
    desk.press(TAB)
    desk.type("2")
    assert inside.hint.text().startswith("Medicine alone")
    tried.ways.setFocus()
    desk.type("talking")
    desk.press(SPACE)
    assert inside.hint.isHidden()


def test_marks_are_made_in_the_picture_by_mouse_and_by_keyboard_and_in_the_list(desk: Desk) -> None:
    group = part(desk, "injuries").groups[2]
    assert isinstance(group, MarkGroup)
    box = group.map._box("back")
    QTest.mouseClick(group.map, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    desk.type("b")  # a bruise: the focus stands at the kind of mark
    group.map.setFocus()
    desk.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    desk.press(Qt.Key.Key_Return)
    desk.type("g")
    add = next(b for b in group.findChildren(QPushButton) if b.text().startswith("Add a mark"))
    add.click()
    desk.type("knee")
    group.rows[-1].editors[3].setFocus()
    desk.type("r")
    assert [(mark.number, mark.view) for mark in group.map.marks] == [(1, "back"), (2, "back"), (3, "front")]
    marks = finish(desk)["marks"]
    assert isinstance(marks, dict)
    told = sorted((one["kind"], one["region"], one.get("view"), "x" in one) for one in marks.values())
    assert told == [
        ("abrasion", "hip", "back", True),
        ("bruise", "hip", "back", True),
        ("redness", "knee", None, False),
    ]


def test_every_region_of_the_list_has_a_place_in_the_picture_that_reads_back() -> None:
    for entry in codes.get("body_region").entries:
        if entry.code == "several":
            continue
        view = "back" if entry.code.startswith("back") else "front"
        for side in ("left", "right"):
            place = place_of(view, entry.code, side)
            assert place is not None, entry.code
            assert region_at(view, *place) == (entry.code, side)


def test_the_picture_tells_a_screen_reader_where_its_cross_is(desk: Desk) -> None:
    del desk
    map_ = BodyMap()
    assert "Front: Chest, middle" in map_.accessibleDescription()
    map_._move(0, 600)
    assert "Front: Lower leg" in map_.accessibleDescription()


def test_what_is_not_known_is_answered_by_one_button(desk: Desk) -> None:
    inside = part(desk, "person")
    inside.not_known.click()
    value = finish(desk)
    assert (value["ethnic_category"], value["religion"], value["diagnosis_not_known"]) == ("99", "N", True)
    assert "age_band" in value


def test_negligible_force_is_decided_by_six_questions_and_logged(desk: Desk) -> None:
    form = form_of(desk)
    inside = part(desk, "negligible")
    decision = inside.editor("negligible_decision")
    assert decision is not None
    tests = inside.editor("negligible_tests")
    assert tests is not None
    tests.setFocus()
    desk.type("someone")
    desk.press(SPACE)
    assert inside.hint.text() == "The full record is kept: someone complained."
    decision.setFocus()
    desk.type("neg")
    assert "negligible_decision" not in inside.flat()  # it is not offered
    tests.setFocus()
    desk.press(SPACE)
    decision.setFocus()
    desk.type("neg")
    assert form.ui.meterLabel.text() == "Statutory record"
    value = finish(desk)
    assert (value["negligible_decision"], value["negligible_by"]) == ("negligible", desk.session.person.uid)  # type: ignore[union-attr]
    assert value["negligible_at"] == "2026-11-21T03:05+00:00"


def test_an_answer_about_a_type_goes_with_the_type(desk: Desk) -> None:
    inside = part(desk, "law")
    inside.editor(
        "interventions." + next(iter(form_of(desk).questions.spans.values())) + ".in_care_plan"
    ).setFocus()  # type: ignore[union-attr]
    desk.type("i")
    assert len(form_of(desk).questions.more.changes()) == 1
    form_of(desk).questions.what.setFocus()
    desk.type("0907")
    changes = kinds.flatten(form_of(desk).questions.values())
    assert not any(path.endswith("in_care_plan") for path in changes)


def test_a_new_answer_to_anyone_hurt_is_followed_by_each_type(desk: Desk) -> None:
    finish(desk)
    with desk.session.desk() as at:
        from wardqi.services import incidents as services

        (row,) = incidents.page(at.store).rows
        services.amend(at, row.ent, {"hurt_patient": "yes"}, None, records.find(at.store, row.ent).heads)  # type: ignore[union-attr]
        found = records.find(at.store, row.ent)
        assert found is not None
        ((_, one),) = kinds.live_rows(found.value, "interventions")
        assert (one["injury_patient"], one["injury_staff"]) == ("yes", "no")
        recording.undo(at, [found.heads[0]])


def test_an_impossible_time_is_named_while_it_is_typed(desk: Desk) -> None:
    when = form_of(desk).questions.when
    when.setFocus()
    desk.type("256")
    assert when.problem.text == ""
    desk.type("1")
    assert when.problem.text == "There is no 25:61 on a clock. Which time was it?"


def test_ten_minutes_of_holding_change_shape_and_words(desk: Desk) -> None:
    row = form_of(desk).questions.spans._rows["09"]
    row.lasted.setFocus()
    desk.type("9")
    assert row.band.words.text() == "Published band: 0 to 10 minutes."
    row.lasted.edit.selectAll()
    desk.type("10")
    assert row.band.words.text() == "10 minutes or longer. Published band: 0 to 10 minutes."
    assert row.band.words.property("look") == "caution"


def test_one_line_of_words_is_shielded_as_notes_are_but_names_and_numbers_are_not(desk: Desk) -> None:
    place = part(desk, "story").editor("place")
    assert isinstance(place, Editor)
    line = place.control
    assert isinstance(line, Spoken)
    line.setFocus()
    desk.type("Outside Lena's room")
    line.check()
    desk.wait(lambda: bool(line.findings))
    assert line.beside.isVisible()
    desk.press(Qt.Key.Key_R, CTRL)
    assert line.text() == "Outside the patient's room"
    assert place.value == "Outside the patient's room"
    reference = part(desk, "numbers").editor("external_ref")
    assert isinstance(reference, Editor)
    assert isinstance(reference.control, QLineEdit)
