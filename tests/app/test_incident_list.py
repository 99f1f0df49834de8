"""The list of incidents and one record whole, in the real window on a real encrypted store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.app import heron
from tests.app.desk import Desk
from wardqi.app import choosing
from wardqi.app.screen import Page, Screen
from wardqi.app.screens.incidents.amend import Amend
from wardqi.app.screens.incidents.listing import IncidentsPage
from wardqi.app.workspace import Workspace
from wardqi.services import recording
from wardqi.store import drafts, incidents, records
from wardqi.store.incidents import Filters


class Elsewhere(Page):
    """Stands for another screen and notes where it was opened."""

    opened: str | None = None

    def open(self, ident: str) -> None:
        type(self).opened = ident


def elsewhere(workspace: Workspace) -> QWidget:
    return Elsewhere(workspace)


SCREENS = (
    Screen("incidents", "Incidents", "incidents", IncidentsPage, order=1),
    Screen("patients", "Patients", "people", elsewhere, order=2),
)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    clock = heron.Clock()
    session = heron.open_ward(tmp_path / "ward", clock, role="ward_manager")
    with session.desk() as at:
        smith, khan = heron.patient(at, "John Smith"), heron.patient(at, "Amir Khan")
        heron.incident(at, "2026-11-20T22:10+00:00", patient=smith)
        heron.incident(
            at,
            "2026-11-18T15:20+00:00",
            patient=khan,
            area="a0000004",
            reason="11",
            narrative="Asked for leave that had been cancelled",
            interventions={
                "11111111": {
                    "type": "07",
                    "started_at": "2026-11-18T15:20+00:00",
                    "ended_at": "2026-11-18T15:26+00:00",
                },
                "22222222": {
                    "type": "14",
                    "started_at": "2026-11-18T15:30+00:00",
                    "ended_at": "2026-11-18T15:31+00:00",
                },
            },
        )
    desk = Desk(qtbot, tmp_path, SCREENS, session=session, clock=clock)
    yield desk
    desk.close()


def page_of(desk: Desk, ident: str = "") -> IncidentsPage:
    page = desk.open("incidents", ident)
    assert isinstance(page, IncidentsPage)
    return page


def shown(page: IncidentsPage) -> list[str]:
    """The people in the rows, newest first."""
    return [page.table.model.row(at).person for at in range(page.table.model.rowCount())]


def words_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_the_list_shows_newest_first_and_says_how_many(desk: Desk) -> None:
    page = page_of(desk)
    assert shown(page) == ["JS", "AK"]
    assert page.ui.countLabel.text() == "2 incidents"
    assert "2 incidents" in desk.said


def test_search_narrows_as_it_is_typed_by_words_person_and_place(desk: Desk) -> None:
    page = page_of(desk)
    for typed, found in (("cancel", ["AK"]), ("john", ["JS"]), ("gard", ["AK"]), ("on the back", ["JS"])):
        desk.press(Qt.Key.Key_F, CTRL)
        desk.type(typed)
        desk.wait(lambda found=found: shown(page) == found)  # type: ignore[misc]


def test_nothing_found_says_so_and_offers_to_clear(desk: Desk) -> None:
    page = page_of(desk)
    page.look_for()
    desk.type("zzz")
    desk.wait(lambda: page.table.model.rowCount() == 0)
    assert page._empty.sentence.text() == "No incidents match these filters."
    page._clear_button.click()
    desk.wait(lambda: page.table.model.rowCount() == 2)
    assert page.ui.searchEdit.text() == ""


def test_a_ward_without_incidents_is_told_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path, SCREENS)
    page = page_of(desk)
    assert page._empty.sentence.text().startswith("No incidents yet. Press Ctrl+N")
    assert not page._clear_button.isVisible()
    desk.close()


def test_filters_are_tags_that_can_be_taken_away(desk: Desk) -> None:
    page = page_of(desk)
    page.narrowing.add_type("14")
    page.narrowing.add(area="a0000004")
    desk.wait(lambda: shown(page) == ["AK"])
    tags = [tag for tag in page.narrowing.tags.findChildren(QPushButton) if tag.isVisible()]
    assert [tag.text() for tag in tags] == ["Rapid tranquillisation injection", "Garden"]
    assert tags[0].accessibleName() == "Remove the filter Rapid tranquillisation injection"
    for tag in tags:
        tag.click()
    desk.wait(lambda: shown(page) == ["JS", "AK"])
    assert not page.narrowing.tags.isVisible()


def test_days_can_be_typed(desk: Desk) -> None:
    page = page_of(desk)
    page.narrowing.ask_days()
    desk.type("17/11")
    desk.press(Qt.Key.Key_Tab)
    desk.type("19 Nov")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: shown(page) == ["AK"])


def test_mine_and_states_and_a_day_from_today_narrow_too(desk: Desk) -> None:
    page = page_of(desk, "day:2026-11-20")
    desk.wait(lambda: shown(page) == ["JS"])
    page = page_of(desk, "filter:signed")
    desk.wait(lambda: shown(page) == [])
    page._clear()
    page.narrowing.mine()
    desk.wait(lambda: shown(page) == ["JS", "AK"])


def test_sorting_is_announced(desk: Desk) -> None:
    page = page_of(desk)
    page.table.sort_by("gaps")
    desk.settle()
    assert any("To add" in said for said in desk.said)


def test_enter_opens_the_record_beside_the_list_and_escape_closes_it(desk: Desk) -> None:
    page = page_of(desk)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    desk.wait(page.ui.detailPane.isVisible)
    assert page.ui.listPane.isVisible()
    ui = page.view.ui
    assert ui.titleLabel.text() == "Held standing, Rapid tranquillisation injection"
    assert ui.whenLabel.text().startswith("Wed 18 Nov 2026 15:20, 11 min, Garden")
    told = words_in(page.view)
    assert "AK, bed 3, Amir Khan, aged 51 then" in told
    assert "To stop serious self-harm (national code 11)" in told
    assert "Held standing: 15:20 to 15:26, 6 min" in told
    assert "Asked for leave that had been cancelled" in told
    assert "Not sent" in ui.journeyLabel.text()
    desk.press(Qt.Key.Key_Escape)
    assert not page.ui.detailPane.isVisible()
    assert page.table.view.hasFocus()


def test_in_a_narrow_window_the_record_takes_the_lists_place(qtbot: QtBot, tmp_path: Path) -> None:
    clock = heron.Clock()
    session = heron.open_ward(tmp_path / "ward", clock)
    with session.desk() as at:
        ent = heron.incident(at, "2026-11-20T22:10+00:00")
    desk = Desk(qtbot, tmp_path, SCREENS, session=session, clock=clock, size=(683, 384))
    page = page_of(desk, ent)
    assert page.ui.detailPane.isVisible()
    assert not page.ui.listPane.isVisible()
    page.ui.backButton.click()
    assert page.ui.listPane.isVisible()
    desk.close()


def test_a_gap_leads_to_the_control_that_fills_it(desk: Desk) -> None:
    page = open_smith(desk)
    links = {b.text(): b for b in page.view.ui.gapsCard.findChildren(QPushButton)}
    links["Death or serious injury"].click()
    desk.settle()
    assert isinstance(page.amending, Amend)
    assert isinstance(desk.focus, QComboBox)
    assert desk.focus.accessibleName() == "Did anyone die as a result"


def test_the_patients_own_gaps_lead_to_the_wards_list(desk: Desk) -> None:
    page = page_of(desk)
    with desk.session.desk() as at:
        khan = heron.patient(at, "Amir Khan")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    links = {b.text(): b for b in page.view.ui.gapsCard.findChildren(QPushButton)}
    links["NHS number"].click()
    desk.settle()
    assert desk.frame.here == "patients"
    assert Elsewhere.opened == khan


def test_adding_an_answer_closes_its_gap_and_undo_opens_it_again(desk: Desk) -> None:
    page = open_smith(desk)
    before = page.view.ui.gapsLabel.text()
    page._start_amending("narrative")
    desk.settle()
    desk.type("He was held after throwing a chair")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: page.amending is None)
    desk.wait(lambda: page.view.ui.gapsLabel.text() != before)
    assert "He was held after throwing a chair" in words_in(page.view)
    assert "Changed by Sam Ade" in words_in(page.view.ui.historyCard)
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.wait(lambda: page.view.ui.gapsLabel.text() == before)
    assert "was He was held after throwing a chair, now nothing" in words_in(page.view.ui.historyCard)


def test_a_changed_end_changes_the_length_with_it(desk: Desk) -> None:
    page = open_smith(desk)
    page._start_amending("interventions.11111111.ended_at")
    desk.settle()
    assert isinstance(desk.focus, QLineEdit)
    desk.focus.selectAll()
    desk.type("20/11 2225")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: page.amending is None)
    with desk.session.desk() as at:
        record = records.find(at.store, page.view.detail.line.ent)  # type: ignore[union-attr]
    assert record is not None
    rows = record.value["interventions"]
    assert isinstance(rows, dict)
    assert rows["11111111"]["minutes"] == 15


def test_a_row_can_be_added_and_taken_out_again(desk: Desk) -> None:
    page = open_smith(desk)
    page._start_amending("people_involved")
    desk.settle()
    assert page.amending is not None
    changes = page.amending.changes()
    assert {path.split(".")[0] for path in changes} == {"people_involved"}
    assert {path.split(".")[2]: value for path, value in changes.items()} == {
        "side": "staff",
        "used_force": "yes",
    }
    next(b for b in page.amending.findChildren(QPushButton) if b.text() == "Take out").click()
    assert page.amending.changes() == {}


def test_escape_keeps_a_change_as_a_draft_that_comes_back(desk: Desk) -> None:
    page = open_smith(desk)
    page._start_amending("narrative")
    desk.settle()
    desk.type("half a sent")
    desk.press(Qt.Key.Key_Escape)
    desk.settle()
    assert page.amending is None
    with desk.session.desk() as at:
        (draft,) = drafts.all_of(at.store)
        assert draft.about == page.view.detail.line.ent  # type: ignore[union-attr]
    page._start_amending("narrative")
    desk.settle()
    assert page.amending is not None
    assert page.amending.changes() == {"narrative": "half a sent"}
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: page.amending is None)
    with desk.session.desk() as at:
        assert drafts.all_of(at.store) == []


def test_leaving_the_change_leaves_the_record(desk: Desk) -> None:
    page = open_smith(desk)
    page._start_amending("narrative")
    desk.settle()
    desk.type("nothing of this stays")
    page.amending.left.emit()  # type: ignore[union-attr]
    desk.settle()
    assert page.amending is None
    with desk.session.desk() as at:
        assert drafts.all_of(at.store) == []
    with desk.session.desk() as at:
        found = records.find(at.store, page.view.detail.line.ent)  # type: ignore[union-attr]
    assert found is not None
    assert "narrative" not in found.value


def test_a_record_with_gaps_cannot_be_signed(desk: Desk) -> None:
    page = open_smith(desk)
    assert page.view.sign.isVisible()
    assert not page.view.sign.isEnabled()


def test_a_signed_record_is_amended_with_a_reason_and_keeps_the_old_value(desk: Desk) -> None:
    page = open_smith(desk)
    detail = page.view.detail
    assert detail is not None
    with desk.session.desk() as at:
        recording.amend(at, detail.line.ent, FULL)
        recording.amend(at, heron.patient(at, "John Smith"), PERSON)
        recording.sign_off(at, detail.line.ent)
    desk.workspace.changed.emit("incidents")
    desk.wait(lambda: page.view.ui.stateLabel.text() == "Signed")
    assert not page.view.sign.isVisible()
    assert page.view.ui.gapsLabel.text() == "Statutory record 16 of 16"
    page._start_amending("narrative")
    desk.settle()
    desk.press(Qt.Key.Key_A, CTRL)
    desk.type("He was held twice")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert page.amending is not None  # a reason is asked for first
    assert "Choose why" in page.amending._reason_problem.text
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: page.amending is None)
    told = words_in(page.view.ui.historyCard)
    assert "More is known now" in told
    assert "What happened: was He was held once, now He was held twice" in told
    assert "Signed off by Sam Ade" in told


def test_archive_asks_why_and_can_be_brought_back(desk: Desk) -> None:
    page = open_smith(desk)
    page.view.archive.click()
    assert page.view.ui.archiveFrame.isVisible()
    assert desk.focus is page.view.ui.archiveReason
    page.view.ui.archiveNowButton.click()
    desk.wait(lambda: shown(page) == ["AK"])
    desk.wait(page.view.ui.archivedFrame.isVisible)
    assert "Archived by Sam Ade" in words_in(page.view.ui.historyCard)
    assert "Entered in error" in words_in(page.view.ui.historyCard)
    page.view.ui.restoreButton.click()
    desk.wait(lambda: shown(page) == ["JS", "AK"])
    with desk.session.desk() as at:
        assert incidents.page(at.store, incidents.Filters(archived=True)).rows == ()


def test_a_health_care_assistant_is_offered_neither_signing_nor_archiving(
    qtbot: QtBot, tmp_path: Path
) -> None:
    clock = heron.Clock()
    session = heron.open_ward(tmp_path / "ward", clock, role="health_care_assistant", people=False)
    with session.desk() as at:
        ent = heron.incident(at, "2026-11-20T22:10+00:00")
    desk = Desk(qtbot, tmp_path, SCREENS, session=session, clock=clock)
    page = page_of(desk, ent)
    assert not page.view.sign.isVisible()
    assert not page.view.archive.isVisible()
    assert page.view.amend.isVisible()
    desk.close()


def test_hostile_words_are_shown_as_words(desk: Desk) -> None:
    with desk.session.desk() as at:
        ent = heron.incident(at, "2026-11-19T10:00+00:00", narrative="<img src=//host/x><b>x</b>")
    page = page_of(desk, ent)
    label = next(one for one in page.view.findChildren(QLabel) if "<img" in one.text())
    assert label.textFormat() == Qt.TextFormat.PlainText


FULL: dict[str, object] = {
    "narrative": "He was held once",
    "interventions": {"11111111": {"in_care_plan": "yes"}},
    "people_involved": {"33333333": {"side": "staff", "name": "Ada Obi", "job_title_text": "Nurse"}},
    "others_none": True,
    "diagnosis_not_known": True,
    "outcome_text": "Settled in his room",
    "death": "no",
    "serious_injury": "no",
    "deescalation_text": "Time in the quiet room was offered",
    "notify_none": "none_named",
}
PERSON: dict[str, object] = {
    "gender": "1",
    "ethnic_category": "A",
    "disabilities": ["01"],
    "marital_status": "S",
    "pregnancy": "no",
    "religion": "A",
    "sexual_orientation": "1",
    "ld_status": "1",
    "autism_status": "1",
}


def open_smith(desk: Desk) -> IncidentsPage:
    page = page_of(desk)
    desk.press(Qt.Key.Key_Return)
    desk.wait(page.ui.detailPane.isVisible)
    return page


# --- views, columns, tables


def chosen(button: QPushButton, *path: str) -> None:
    """Choose an item of a button's menu, by its words."""
    menu = button.menu()
    menu.aboutToShow.emit()
    for word in path[:-1]:
        menu = next(one.menu() for one in menu.actions() if one.text() == word)
    next(one for one in menu.actions() if one.text().partition("\t")[0] == path[-1]).trigger()


def test_a_view_is_saved_by_name_and_used_again(desk: Desk) -> None:
    page = page_of(desk)
    chosen(page.ui.filterButton, "Dates", "Last 7 days")
    chosen(page.ui.filterButton, "Reason", "To stop serious self-harm")
    desk.settle()
    chosen(page.views.button, "Save this view")
    assert desk.focus is page.views.name
    desk.type("Self-harm & leave")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert "View saved: Self-harm & leave" in desk.said
    page.narrowing.use(Filters())
    desk.clock.go(days=3)
    chosen(page.views.button, "Self-harm && leave")
    desk.settle()
    assert page.narrowing.filters.reason == "11"
    assert page.narrowing.filters.last_day == "2026-11-24"  # the last seven days, counted from then
    assert page.narrowing.words() == ["Last 7 days", "To stop serious self-harm"]
    assert any(command.title == "View: Self-harm & leave" for command in page.commands())
    chosen(page.views.button, "Forget a view", "Self-harm && leave")
    desk.settle()
    assert page.views.names() == []


def test_journey_and_review_due_are_filters_with_tags(desk: Desk) -> None:
    page = page_of(desk)
    chosen(page.ui.filterButton, "Journey", "Received")
    desk.settle()
    assert page.table.model.rowCount() == 0
    assert "No incidents match these filters." in page._empty.sentence.text()
    chosen(page.ui.filterButton, "Journey", "Not sent")
    chosen(page.ui.filterButton, "Review due")
    desk.settle()
    assert page.narrowing.words() == ["Review due", "Not sent"]


def test_columns_are_chosen_and_remembered_for_the_person(desk: Desk) -> None:
    page = page_of(desk)
    more = page.findChild(QPushButton, "moreButton")
    assert more is not None
    chosen(more, "Columns", "Reason")
    chosen(more, "Columns", "Where")
    titles = [column.title for column in page.table.model.columns]
    assert "Reason" in titles
    assert "Where" not in titles
    assert "Column shown: Reason" in desk.said
    assert [column.title for column in page._chosen_columns()] == titles


def test_the_list_is_saved_as_a_workbook_with_the_columns_shown(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(desk)
    more = page.findChild(QPushButton, "moreButton")
    assert more is not None
    path = tmp_path / "list.xlsx"
    monkeypatch.setattr(choosing, "new_file", lambda *given: path)
    chosen(more, "Save the list as a table")
    desk.settle()
    book = load_workbook(path).active
    assert book is not None
    rows = [[cell.value for cell in row] for row in book.iter_rows()]
    assert rows[0][:3] == ["What", "When", "Where"]
    assert [row[2] for row in rows[1:]] == ["Lounge", "Garden"]
    assert [row[1] for row in rows[1:]] == ["2026-11-20 22:10", "2026-11-18 15:20"]


def test_two_entries_of_one_event_are_marked_in_the_list(desk: Desk) -> None:
    with desk.session.desk() as at:
        smith = heron.patient(at, "John Smith")
        heron.incident(at, "2026-11-20T22:20+00:00", patient=smith)
    page = page_of(desk)
    told = [page._state(page.table.model.row(at)) for at in range(page.table.model.rowCount())]
    assert told == ["Complete, a double?", "Complete, a double?", "Complete"]


def test_an_empty_list_keeps_the_focus_on_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    session = heron.open_ward(tmp_path / "ward", heron.Clock())
    desk = Desk(qtbot, tmp_path, SCREENS, session=session)
    page = desk.open("incidents")
    assert isinstance(page, IncidentsPage)
    assert desk.focus is page.ui.searchEdit
    desk.close()


def test_paper_says_the_whole_date(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(desk)
    desk.wait(lambda: shown(page) == ["JS", "AK"])
    assert page.table.model.index(0, 1).data() == "Fri 22:10"
    printed: list[object] = []
    monkeypatch.setattr(
        page.workspace, "print_out", lambda document, *_more, **_named: printed.append(document)
    )
    assert page.print_out()
    desk.wait(lambda: bool(printed))
    assert "Fri 20 Nov 2026 22:10" in repr(printed[0])
