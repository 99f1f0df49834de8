"""Text that would be markup, a formula or a trick elsewhere is plain text wherever a record is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.app import heron, reach
from tests.app.desk import Desk
from wardqi.app import screens
from wardqi.app.screens.incidents.form import IncidentForm
from wardqi.app.screens.incidents.listing import IncidentsPage
from wardqi.domain import kinds
from wardqi.domain.kinds import Field, Type
from wardqi.services import recording
from wardqi.store import drafts, incidents, records
from wardqi.store.log import Act

HOSTILE = "<img src=//host/x> <b>b</b> $\\foo$ =1+1 &amp; '"
TURNED = "left\u202eright\u2066 and\u200f back"
KIND = kinds.KINDS["incident"]
WORDS = (Type.TEXT, Type.NOTES)


def hostile(fields: tuple[Field, ...], sort: str = "") -> dict[str, object]:
    """Every text of these fields, each hostile in its own way."""
    return {one.name: f"{HOSTILE} {sort}{one.name}" for one in fields if one.type in WORDS}


def record() -> dict[str, object]:
    """An incident that is hostile wherever words can be written."""
    rows: dict[str, object] = {}
    for at, group in enumerate(KIND.rows):
        texts = hostile(group.fields, f"{group.name}.")
        if texts:
            rows[group.name] = {f"{at:08x}": {**NEEDED.get(group.name, {}), **texts}}
    return hostile(KIND.fields) | rows


NEEDED: dict[str, dict[str, object]] = {
    "interventions": {
        "type": "09",
        "started_at": "2026-11-20T22:10+00:00",
        "ended_at": "2026-11-20T22:18+00:00",
    },
    "people_involved": {"side": "staff"},
    "deescalation": {"method": "talk_down", "result": "tried"},
    "injuries": {"whose": "patient"},
    "marks": {"region": "head", "kind": "bruise"},
    "observations": {"done": "done"},
    "isolation_reviews": {"clock": "seclusion_nursing"},
    "reviews": {"kind": "post_incident", "with_whom": "patient"},
    "notified": {"who": "nearest_relative", "answer": "told"},
}


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    clock = heron.Clock()
    session = heron.open_ward(tmp_path / "ward", clock, role="ward_manager", people=False)
    with session.desk() as at:
        at_risk = heron.add_patient(at, f"{HOSTILE} Person", "7", "1988-05-03")
        areas = {"a0000001": {"name": HOSTILE}}
        at.append(Act("ward", "amend", at.ward(), {"areas": areas}))
        heron.incident(at, "2026-11-20T22:10+00:00", patient=at_risk, **record())
    desk = Desk(qtbot, tmp_path, screens.ALL, session=session, clock=clock)
    yield desk
    desk.close()


def shown(widget: QWidget) -> list[str]:
    """Every text in sight of a page, whatever shows it."""
    found = [label.text() for label in widget.findChildren(QLabel)]
    found += [edit.text() for edit in widget.findChildren(QLineEdit)]
    return found + [edit.toPlainText() for edit in widget.findChildren(QPlainTextEdit)]


def tips(widget: QWidget) -> list[str]:
    """Every tooltip of a page."""
    return [each.toolTip() for each in [widget, *widget.findChildren(QWidget)] if each.toolTip()]


def cells(model: QAbstractItemModel, role: Qt.ItemDataRole) -> list[str]:
    """What a list shows, or shows in tips."""
    return [
        str(model.data(model.index(row, column, QModelIndex()), role) or "")
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]


def page_of(desk: Desk) -> IncidentsPage:
    page = desk.open("incidents")
    assert isinstance(page, IncidentsPage)
    desk.wait(lambda: page.table.model.rowCount() == 1)
    return page


def opened(desk: Desk) -> IncidentsPage:
    """The record, in the pane beside the list."""
    page = page_of(desk)
    with desk.session.desk() as at:
        (row,) = incidents.page(at.store).rows
    desk.frame.open("incidents", row.ent)
    desk.wait(lambda: page.view.detail is not None)
    return page


def test_in_the_list_and_its_tips(desk: Desk) -> None:
    page = page_of(desk)
    assert any(HOSTILE in text for text in cells(page.table.model, Qt.ItemDataRole.DisplayRole))
    told = cells(page.table.model, Qt.ItemDataRole.ToolTipRole)
    assert not [tip for tip in told if "<img" in tip or "<b>" in tip]
    assert any("&lt;img" in tip for tip in told)


def test_in_the_detail_every_text_of_every_field_stands_as_it_was_written(desk: Desk) -> None:
    view = opened(desk).view
    words = "\n".join(shown(view))
    for one in KIND.fields:
        if one.type in WORDS and one.name not in ("spell_id", "ward_stay_id", "loaded_from"):
            assert f"{HOSTILE} {one.name}" in words, one.name
    for group in KIND.rows:
        for one in group.fields:
            if one.type in WORDS:
                assert f"{HOSTILE} {group.name}.{one.name}" in words, f"{group.name}.{one.name}"
    assert reach.rich(view) == []
    assert not [tip for tip in tips(view) if "<img" in tip or "<b>" in tip]


def test_in_the_history_old_and_new(desk: Desk) -> None:
    page = opened(desk)
    assert page.view.detail is not None
    with desk.session.desk() as at:
        recording.amend(at, page.view.detail.line.ent, {"narrative": f"{HOSTILE} later"})
    page.view.detail = None
    desk.frame.open("incidents", page._wanted)
    desk.wait(lambda: page.view.detail is not None)
    history = shown(page.view.ui.historyCard)
    assert any(f"was {HOSTILE} narrative, now {HOSTILE} later" in text for text in history)
    assert reach.rich(page.view.ui.historyCard) == []


def test_while_it_is_changed_and_in_its_draft(desk: Desk) -> None:
    page = opened(desk)
    page._start_amending("narrative")
    desk.settle()
    assert page.amending is not None
    for name in page.amending.more.sections:
        page.amending.more.inside(name)
    desk.settle()
    words = "\n".join(shown(page.amending))
    assert f"{HOSTILE} people_involved.name" in words
    assert reach.rich(page.amending) == []
    assert not [tip for tip in tips(page.amending) if "<img" in tip or "<b>" in tip]
    assert page.amending.changes() == {}  # what stands there is what is kept, to the letter


def test_in_the_form_marks_that_turn_text_around_are_left_out_and_the_rest_is_kept(desk: Desk) -> None:
    page = desk.open("incident", "near_miss")
    assert isinstance(page, IncidentForm)
    desk.type("1")
    page.questions.story.setPlainText(f"{HOSTILE} {TURNED}")
    page.keep()
    desk.settle()
    with desk.session.desk() as at:
        assert [HOSTILE in str(one.body["story"]) for one in drafts.all_of(at.store)] == [True]
    page.finish()
    desk.wait(lambda: desk.frame.here == "today")
    with desk.session.desk() as at:
        rows = [row for row in incidents.page(at.store).rows if row.event == "near_miss"]
        held = records.find(at.store, rows[0].ent)
    assert held is not None
    assert held.value["narrative"] == f"{HOSTILE} leftright and back"
    today = desk.frame.page
    assert today is not None
    assert reach.rich(today) == []
