"""Notes: names are pointed out while one writes, one key replaces, and nothing but plain words gets in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.app import reach
from wardqi.app import theme
from wardqi.app.jobs import Jobs
from wardqi.app.settings import Settings
from wardqi.app.widgets.notes import LIMIT, Notes
from wardqi.app.workspace import Workspace
from wardqi.services import shielding
from wardqi.services.access import Session
from wardqi.store import trail

Until = Callable[[Callable[[], object]], None]
WAVY = QTextCharFormat.UnderlineStyle.WaveUnderline


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, until: Until) -> QWidget:
    made = QWidget()
    rows = QVBoxLayout(made)
    notes = Notes()
    notes.setAccessibleName("What happened")
    notes.setObjectName("notes")
    notes.set_lines(3, 8)
    notes.watch(workspace, "record")
    rows.addWidget(notes)
    rows.addWidget(notes.beside)
    made.resize(683, 384)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    notes.setFocus()
    notes.setPlainText("Smith")
    until(lambda: notes.findings)
    write(notes, "")
    return made


@pytest.fixture
def notes(page: QWidget) -> Notes:
    found = page.findChild(Notes)
    assert found is not None
    return found


def write(notes: Notes, text: str) -> None:
    notes.setPlainText(text)
    notes.check()


def said(workspace: Workspace) -> list[str]:
    heard: list[str] = []
    workspace.announced.connect(heard.append)
    return heard


def test_a_patients_name_is_pointed_out_while_it_is_typed(
    notes: Notes, workspace: Workspace, until: Until
) -> None:
    heard = said(workspace)
    QTest.keyClicks(notes, "Then Jon hit the door. ")
    until(lambda: notes.findings)
    (finding,) = notes.findings
    assert finding.text == "Jon"
    assert notes.beside.text == "‘Jon’ matches a patient on this ward. Replace with ‘the patient’?"
    assert notes.beside.isVisible()
    assert heard == [notes.beside.text]
    QTest.keyClicks(notes, "Jon again. ")
    until(lambda: len(notes.findings) == 2)
    assert len(heard) == 1  # told once


def test_a_word_is_left_alone_until_it_is_finished(notes: Notes, until: Until, qtbot: QtBot) -> None:
    with qtbot.waitSignal(notes.looked):
        QTest.keyClicks(notes, "Then Jon")
    assert notes.findings == ()
    until(lambda: notes.findings)  # a pause ends it


def test_one_key_replaces_and_undo_takes_it_back(notes: Notes) -> None:
    write(notes, "Mr Smith’s door. Sam Ade saw it.")
    QTest.keyClick(notes, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert notes.toPlainText() == "The patient’s door. Sam Ade saw it."
    QTest.keyClick(notes, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert notes.toPlainText() == "The patient’s door. A nurse saw it."
    assert notes.findings == ()
    assert not notes.beside.isVisible()
    notes.undo()
    assert notes.toPlainText() == "The patient’s door. Sam Ade saw it."


def test_the_buttons_do_the_same_by_keyboard(page: QWidget, notes: Notes) -> None:
    write(notes, "Khan shouted. Khan left.")
    QTest.keyClick(notes, Qt.Key.Key_Tab)
    assert notes.beside.replace_button.hasFocus()
    QTest.keyClick(notes.beside.replace_button, Qt.Key.Key_Space)
    assert notes.toPlainText() == "The patient shouted. Khan left."
    QTest.keyClick(notes.beside.keep_button, Qt.Key.Key_Space)
    assert notes.findings == ()
    assert notes.toPlainText() == "The patient shouted. Khan left."


def test_what_is_kept_is_kept_for_this_record_only(notes: Notes, workspace: Workspace, qtbot: QtBot) -> None:
    write(notes, "Lena brought cake.")
    QTest.keyClick(
        notes, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert notes.findings == ()
    write(notes, "LENA again, and Marsh.")
    assert [one.text for one in notes.findings] == ["Marsh"]
    other = Notes()
    qtbot.addWidget(other)
    other.watch(workspace, "another")
    write(other, "Lena")
    assert len(other.findings) == 1


def test_what_is_kept_is_known_to_whoever_opens_the_record_next(
    notes: Notes,
    workspace: Workspace,
    ward: Session,
    qtbot: QtBot,
    jobs: Jobs,
    settings: Settings,
    until: Until,
) -> None:
    write(notes, "Lena brought cake.")
    notes.keep()
    jobs.wait()
    with ward.desk() as desk:
        assert {one[0] for one in shielding.kept(desk)} == {"record"}
        public = [one.line.text for one in trail.noted(desk.store, "confirm", "kept")]
    assert "lena" not in "".join(public).casefold()  # the word itself stays on the ward

    later = Workspace(ward, settings, jobs, ward="Heron Ward")
    again, other = Notes(), Notes()
    for field, record in ((again, "record"), (other, "another")):
        qtbot.addWidget(field)
        field.watch(later, record)
        write(field, "Lena brought cake.")
    until(lambda: other.findings and not again.findings)
    workspace.undo()
    until(lambda: notes.findings)
    with ward.desk() as desk:
        assert shielding.kept(desk) == frozenset()


def test_the_keys_belong_to_the_window_when_nothing_is_pointed_out(notes: Notes) -> None:
    write(notes, "Nobody here.")
    QTest.keyClick(notes, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert notes.toPlainText() == "Nobody here."


def test_one_goes_from_finding_to_finding(notes: Notes) -> None:
    write(notes, "Khan, then Okoro, then 943 476 5919.")
    texts = []
    for _ in range(4):
        QTest.keyClick(notes, Qt.Key.Key_F7)
        assert notes.current is not None
        texts.append(notes.current.text)
    assert texts == ["Okoro", "943 476 5919", "Khan", "Okoro"]
    assert notes.beside.next_button.isVisible()


def test_letters_outside_the_basic_plane_do_not_shift_it(notes: Notes) -> None:
    write(notes, "\U0001f600\U0001f600 asked Khan to sit")
    (marked,) = notes.extraSelections()
    assert marked.cursor.selectedText() == "Khan"  # type: ignore[attr-defined]
    notes.replace()
    assert notes.toPlainText() == "\U0001f600\U0001f600 asked the patient to sit"


def test_what_is_sure_and_what_is_not_have_different_lines(notes: Notes) -> None:
    write(notes, "Lena Marsh and JS were there.")
    lines = [marked.format.underlineStyle() for marked in notes.extraSelections()]  # type: ignore[attr-defined]
    style = QTextCharFormat.UnderlineStyle
    assert lines == [style.DashUnderline, style.DotLine]


def test_pasting_brings_plain_words_only(notes: Notes) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("one\x07\u202etwo\r\nthree\u2028four <img src=//host/x>")
    notes.insertFromMimeData(data)
    assert notes.toPlainText() == "onetwo\nthree\nfour <img src=//host/x>"
    notes.clear()
    only_picture = QMimeData()
    only_picture.setImageData(theme.pixmap("add", 16).toImage())
    notes.insertFromMimeData(only_picture)
    assert notes.toPlainText() == ""


def test_hostile_words_are_said_as_they_are(notes: Notes, page: QWidget) -> None:
    write(notes, "<b>Khan</b> {text} =cmd $\\foo$")
    assert "‘Khan’" in notes.beside.text
    notes.setPlainText("Khan{instead} x")
    notes.check()
    assert reach.rich(page) == []


def test_the_count_is_shown_near_the_limit_only(notes: Notes) -> None:
    notes.setPlainText("a" * 4_000)
    assert not notes.beside.isVisible()
    notes.setPlainText("a" * (LIMIT - 10))
    assert notes.beside.isVisible()


def test_a_screen_reader_hears_name_what_was_found_and_the_keys(notes: Notes) -> None:
    write(notes, "Khan")
    told = QAccessible.queryAccessibleInterface(notes)
    assert told.text(QAccessible.Text.Name) == "What happened"
    described = told.text(QAccessible.Text.Description)
    assert "‘Khan’ matches a patient" in described
    assert "Ctrl+R" in described


def test_everything_is_named_reached_and_large_enough(page: QWidget, notes: Notes, qtbot: QtBot) -> None:
    write(notes, "Khan and Okoro")
    qtbot.wait(30)
    assert reach.unnamed(page) == []
    assert reach.unreachable(page) == []
    assert reach.small(page) == []
    assert reach.clipped(page) == []
    for size in (683, 340):
        page.resize(size, 384)
        qtbot.wait(30)
        assert reach.clipped(page) == []


def test_a_new_patient_is_known_as_soon_as_they_are_saved(
    notes: Notes, workspace: Workspace, until: Until
) -> None:
    from tests.app import heron

    write(notes, "Zofia arrived.")
    assert notes.findings == ()
    workspace.do(heron.add_patient, "Zofia Nowak", "4", "1990-01-01", changes="patients")
    until(lambda: notes.findings)


def test_a_slip_has_its_own_line_and_the_menu_offers_what_was_meant(notes: Notes, until: Until) -> None:
    write(notes, "Okoro was agitatd by the haloperidol.")

    def waved() -> list[str]:
        return [
            one.cursor.selectedText()
            for one in notes.extraSelections()
            if one.format.underlineStyle() == WAVY
        ]

    until(waved)
    assert waved() == ["agitatd"]  # a name and a ward word are no slips
    cursor = notes.textCursor()
    cursor.setPosition(12)
    notes.setTextCursor(cursor)

    def offered() -> list[str]:
        return [action.text() for action in notes.menu().actions()]

    until(lambda: "agitated" in offered())
    assert any(text.startswith("Add “agitatd”") for text in offered())
    next(one for one in notes.menu().actions() if one.text() == "agitated").trigger()
    assert notes.toPlainText() == "Okoro was agitated by the haloperidol."
    until(lambda: waved() == [])


def test_one_key_offers_what_was_meant_and_says_so(
    notes: Notes, workspace: Workspace, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, menus = said(workspace), list[QMenu]()
    monkeypatch.setattr(QMenu, "popup", lambda menu, _at: menus.append(menu))  # a real one takes the keyboard
    write(notes, "Calm. Then agitatd by the noise.")
    QTest.keyClick(notes, Qt.Key.Key_Home)  # far from the slip: the key goes to the next
    until(lambda: any(one.format.underlineStyle() == WAVY for one in notes.extraSelections()))
    QTest.keyClick(notes, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    until(lambda: menus)
    (menu,) = menus
    assert menu.accessibleName() == "Instead of “agitatd”"
    assert heard[-1].startswith("“agitatd”: agitated")
    assert heard[-1].endswith("Arrows choose, Esc leaves it.")
    assert menu.activeAction().text() == "agitated"
    menu.activeAction().trigger()
    assert notes.toPlainText() == "Calm. Then agitated by the noise."


def test_the_spelling_key_belongs_to_the_window_when_nothing_is_misspelt(notes: Notes) -> None:
    write(notes, "Calm.")
    event = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier, "."
    )
    event.ignore()
    notes.event(event)
    assert not event.isAccepted()
