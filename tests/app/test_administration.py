"""Administration: people who come and go, one's own sign-in, the ward, the trail, health, and keys."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests import make
from tests.app import heron, reach
from tests.app.desk import Desk
from wardqi.app import choosing, screens, theme
from wardqi.app.frame import Frame
from wardqi.app.jobs import Jobs
from wardqi.app.screens.administration import audit_words, keys
from wardqi.app.screens.administration.audit import Audit
from wardqi.app.screens.administration.health import Health
from wardqi.app.screens.administration.keeping import Keeping
from wardqi.app.screens.administration.keys import Keys
from wardqi.app.screens.administration.own import MySignIn
from wardqi.app.screens.administration.page import Administration
from wardqi.app.screens.administration.people import People
from wardqi.app.screens.administration.times import TimesPage
from wardqi.app.screens.administration.ward import WardPage
from wardqi.app.screens.print_out import PrintPage
from wardqi.app.settings import Settings
from wardqi.app.workspace import Workspace
from wardqi.domain.clocks import of_ward, running
from wardqi.reports import page as report
from wardqi.services import access, pairing, recording, recovery
from wardqi.services.access import Founding, Session
from wardqi.services.administering import acts, condition, times, ward
from wardqi.services.administering.acts import Wanted
from wardqi.services.desk import NotAllowed, NotFound
from wardqi.store import _sqlite, drafts, records, vault
from wardqi.store import keys as store_keys

SECRET = "a kite above the harbour"
OTHER = "four brown hens in a row"
PIN = "482915"
CTRL = Qt.KeyboardModifier.ControlModifier
TABS = ("people", "own", "ward", "times", "audit", "health", "keeping", "keys")


@pytest.fixture
def manager(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    clock = heron.Clock()
    session = heron.open_ward(tmp_path / "ward", clock, role="ward_manager")
    made = Desk(qtbot, tmp_path, screens.ALL, session=session, clock=clock)
    yield made
    made.close()


@pytest.fixture
def page(manager: Desk) -> Administration:
    found = manager.open("administration")
    assert isinstance(found, Administration)
    return found


def tab(desk: Desk, page: Administration, name: str) -> object:
    desk.open("administration", name)
    return page.pages[name]


def add_nurse(session: Session, name: str = "Rhian Jones") -> str:
    return session.add_person(
        name=name, job_title="Staff nurse", role="nurse", passphrase=SECRET, pin=PIN
    ).uid


def words(widget: object) -> str:
    return " ".join(
        label.text()
        for label in widget.findChildren(QLabel)
        if label.isVisible()  # type: ignore[attr-defined]
    )


# --- reach --------------------------------------------------------------------------------------------


def test_every_tab_is_named_reached_plain_and_unclipped(manager: Desk, page: Administration) -> None:
    add_nurse(manager.session)
    assert page.names == TABS
    for size in ((1366, 768), (683, 384)):
        manager.window.resize(*size)
        for name in TABS:
            shown = tab(manager, page, name)
            assert reach.unnamed(page) == [], name
            assert reach.unreachable(page) == [], name
            assert reach.rich(page) == [], name
            assert reach.small(page) == [], name
            assert reach.clipped(page) == [], name
            assert len(reach.controls(page)) <= 45, name
            assert shown.isVisible()  # type: ignore[attr-defined]
    assert manager.frame.messages.messages() == ()


def test_no_words_are_cut_off_at_twice_the_text(manager: Desk) -> None:
    theme.apply("light", 200)
    manager.frame = Frame(manager.workspace, screens.ALL)
    manager.window.show_frame(manager.frame)
    for name in TABS:
        assert reach.clipped(manager.open("administration", name)) == [], name


def test_the_pages_of_people_are_reached_and_named_too(manager: Desk, page: Administration) -> None:
    add_nurse(manager.session)
    manager.window.resize(683, 384)
    people = tab(manager, page, "people")
    assert isinstance(people, People)
    choose(people, "Rhian Jones")
    for button in (people.add_button, people.opener_button, people.role_button, people.retire_button):
        button.click()
        manager.settle()
        assert reach.unnamed(page) == []
        assert reach.unreachable(page) == []
        assert reach.small(page) == []
        assert reach.clipped(page) == []
        assert page.back()
        manager.settle()


def test_everybody_has_their_own_sign_in_and_a_nurse_nothing_else(qtbot: QtBot, tmp_path: Path) -> None:
    clock = heron.Clock()
    session = heron.open_ward(tmp_path / "ward", clock, role="nurse")
    desk = Desk(qtbot, tmp_path, screens.ALL, session=session, clock=clock)
    assert not desk.frame.open("administration")
    assert "administration" not in [screen.name for screen in desk.frame.listed]
    desk.frame.top.own_wanted.emit()
    desk.settle()
    found = desk.frame.page
    assert isinstance(found, Administration)
    assert found.names == ("own",)
    assert not found.tabs.tabBar().isVisible()
    desk.close()


def test_a_hub_has_no_ward_to_change(qtbot: QtBot, tmp_path: Path, settings: Settings, jobs: Jobs) -> None:
    founding = Founding("QI team", "Lakeside NHS Trust", "Ola Finch", heron.PASSPHRASE)
    hub = access.set_up_hub(tmp_path / "hub", founding, clock=heron.Clock())
    found = Administration(Workspace(hub, settings, jobs, ward="QI team", profile="hub", clock=heron.Clock()))
    qtbot.addWidget(found)
    assert found.names == ("people", "own", "audit", "health", "keeping", "keys")
    found.open("people")
    people = found.pages["people"]
    assert isinstance(people, People)
    assert people.person.ui.roleBox.findData("nurse") < 0
    assert people.person.ui.roleBox.findData("qi_analyst") >= 0
    hub.close()


# --- people -------------------------------------------------------------------------------------------


def choose(people: People, name: str) -> None:
    model = people.table.model
    row = next(at for at in range(model.rowCount()) if model.row(at).name == name)
    people.table.view.setCurrentIndex(model.index(row, 0))


def listed(people: People) -> list[tuple[str, str]]:
    model = people.table.model
    return [(model.row(at).name, model.row(at).state) for at in range(model.rowCount())]


def test_a_person_is_added_by_keyboard_alone_and_can_sign_in(manager: Desk, page: Administration) -> None:
    people = tab(manager, page, "people")
    assert isinstance(people, People)
    people.add_button.setFocus()
    manager.press(Qt.Key.Key_Space)
    manager.settle()
    manager.type("Rhian Jones")
    manager.press(Qt.Key.Key_Tab)
    manager.type("Staff nurse")
    manager.press(Qt.Key.Key_Tab)
    manager.type("D")  # the first role with that letter
    assert people.person.ui.roleBox.currentData() == "doctor"
    assert "sign records as checked" in people.person.ui.roleNote.text()
    for typed in (SECRET, SECRET, PIN):
        manager.press(Qt.Key.Key_Tab)
        manager.type(typed)
    manager.press(Qt.Key.Key_Return, CTRL)
    manager.settle()
    assert listed(people) == [("Rhian Jones", "active"), ("Sam Ade", "active")]
    assert people.table.current().name == "Rhian Jones"
    assert people.after.text() == "Rhian Jones is added and can sign in now."
    assert people.after.text() in manager.said
    assert people.person.ui.passEdit.text() == ""
    uid = people.table.current().uid
    assert manager.session.sign_in_pin(uid, PIN).role == "doctor"


def test_what_is_missing_is_said_beside_each_field(manager: Desk, page: Administration) -> None:
    people = tab(manager, page, "people")
    assert isinstance(people, People)
    people.add_button.click()
    ui, lines = people.person.ui, people.person.lines
    ui.passEdit.setText("letmein")
    ui.againEdit.setText("letmeout")
    ui.pinEdit.setText("1234")
    people.person.add()
    assert lines[ui.nameEdit].text == "Write the person's name."
    assert "12 characters" in lines[ui.passEdit].text
    assert lines[ui.againEdit].text == "The two are not the same."
    assert "6 digits" in lines[ui.pinEdit].text
    assert manager.focus is ui.nameEdit
    assert ui.nameEdit.accessibleDescription() == "Write the person's name."
    page.keep()
    assert {ui.passEdit.text(), ui.againEdit.text(), ui.pinEdit.text()} == {""}


def test_the_rules_say_when_they_are_kept(manager: Desk, page: Administration) -> None:
    own = tab(manager, page, "own")
    assert isinstance(own, MySignIn)
    before = own.rules.told
    own.ui.freshEdit.setText("password password")
    assert [told.endswith(": yes") for told in own.rules.told] == [True, False]
    own.ui.freshEdit.setText(SECRET)
    assert all(told.endswith(": yes") for told in own.rules.told)
    own.ui.freshEdit.clear()
    assert own.rules.told == before


def test_nobody_is_retired_before_the_word_is_typed(manager: Desk, page: Administration) -> None:
    uid = add_nurse(manager.session)
    with manager.session.vault.open() as store:
        drafts.keep(
            store,
            drafts.Draft("d", "incident", uid, None, "Draft", {}, "2026-11-21T03:00", "2026-11-21T03:00"),
        )
    people = tab(manager, page, "people")
    assert isinstance(people, People)
    choose(people, "Rhian Jones")
    people.retire_button.click()
    manager.settle()
    assert "1 unfinished draft which nobody else can finish" in words(people.retire)
    assert "Retire Rhian Jones" in words(people.retire)
    manager.type("yes")
    manager.press(Qt.Key.Key_Return)
    manager.settle()
    assert "Nothing was changed" in people.retire.problem.text
    assert manager.focus is people.retire.ui.wordEdit
    people.retire.ui.wordEdit.clear()
    manager.type("Retire")
    manager.press(Qt.Key.Key_Return)
    assert people.retire.busy
    assert page.back()  # Esc while the key is changed leaves the page where it is
    assert people.retire.isVisible()
    manager.settle()
    assert listed(people) == [("Sam Ade", "active"), ("Rhian Jones", "retired")]
    assert people.after.text() == "Rhian Jones is retired. The key is changed."
    assert not people.retire_button.isEnabled()
    with pytest.raises(store_keys.KeysError):
        manager.session.sign_in_passphrase(uid, SECRET)


def test_a_full_disk_while_retiring_is_told_and_can_be_tried_again(
    manager: Desk, page: Administration, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_nurse(manager.session)
    people = tab(manager, page, "people")
    assert isinstance(people, People)
    choose(people, "Rhian Jones")

    def full(*_: object, **__: object) -> None:
        raise vault.StoreFull("no room")

    with monkeypatch.context() as patch:
        patch.setattr(manager.session.vault, "rotate", full)
        people.retire_button.click()
        manager.settle()
        people.retire.ui.wordEdit.setText("retire")
        people.retire.ui.retireButton.click()
        manager.settle()
    assert "the key is not changed yet" in people.retire.problem.text
    people.retire.ui.retireButton.click()
    manager.settle()
    assert ("Rhian Jones", "retired") in listed(people)


def test_a_shared_passphrase_is_added_and_taken_away(manager: Desk, page: Administration) -> None:
    people = tab(manager, page, "people")
    assert isinstance(people, People)
    people.opener_button.click()
    people.opener.ui.passEdit.setText(OTHER)
    people.opener.ui.againEdit.setText(OTHER)
    people.opener.add()
    manager.settle()
    assert people.after.text() == "Ward passphrase opens the records from now on."
    choose(people, "Ward passphrase")
    assert people.retire_button.text() == "Take this passphrase away"
    people.retire_button.click()
    manager.settle()
    people.retire.ui.wordEdit.setText("remove")
    people.retire.ui.retireButton.click()
    manager.settle()
    assert listed(people) == [("Sam Ade", "active")]


def test_enter_on_oneself_leads_to_ones_own_sign_in(manager: Desk, page: Administration) -> None:
    people = tab(manager, page, "people")
    assert isinstance(people, People)
    people.table.view.setFocus()
    assert not people.retire_button.isEnabled()
    manager.press(Qt.Key.Key_Return)
    manager.settle()
    assert page.pages["own"].isVisible()


def test_a_nurse_becomes_ward_manager_and_can_retire_people_after_the_next_passphrase(
    manager: Desk, page: Administration
) -> None:
    uid = add_nurse(manager.session)
    other = add_nurse(manager.session, "Bola Ade")
    people = tab(manager, page, "people")
    assert isinstance(people, People)
    choose(people, "Sam Ade")
    assert not people.role_button.isEnabled()
    choose(people, "Rhian Jones")
    people.table.view.setFocus()
    manager.press(Qt.Key.Key_Return)
    role = people.role
    assert role.isVisible()
    assert not role.save_button.isEnabled()
    role.role_box.setCurrentIndex(role.role_box.findData("ward_manager"))
    assert "add and retire people" in role.note.text()
    assert "once they have signed in with their passphrase" in role.keys_note.text()
    role.job_edit.setText("Ward manager")
    manager.press(Qt.Key.Key_Return, CTRL)
    manager.settle()
    assert people.after.text() == "Rhian Jones: ward manager from now on."
    assert people.table.current().role == "ward_manager"
    audit = tab(manager, page, "audit")
    assert isinstance(audit, Audit)
    assert told(audit)[0] == "Sam Ade: Changed Rhian Jones: ward manager from now on"
    session = manager.session
    session.screen_lock()
    assert session.sign_in_pin(uid, PIN).role == "ward_manager"
    with pytest.raises(store_keys.NotAllowed):
        session.remove_person(other)
    session.screen_lock()
    session.sign_in_passphrase(uid, SECRET)
    session.screen_lock()
    session.sign_in_pin(uid, PIN)  # the PIN is the old one, the keys are not
    session.remove_person(other)
    assert other not in {one.uid for one in session.people()}


def test_a_manager_who_steps_down_can_no_longer_change_keys(manager: Desk) -> None:
    session = manager.session
    uid = session.add_person(name="Rhian Jones", job_title="", role="ward_manager", passphrase=SECRET).uid
    assert session.change_person(uid, role="nurse", job_title="Staff nurse").role == "nurse"
    with pytest.raises(NotFound):
        session.change_person(uid, role="nurse", job_title="Staff nurse")
    session.screen_lock()
    session.sign_in_passphrase(uid, SECRET)
    with pytest.raises(NotAllowed):
        session.add_person(name="Bola Ade", job_title="", role="nurse", passphrase=OTHER)
    with pytest.raises(store_keys.NotAllowed):
        store_keys.set_recovery(session.vault.folder, session.vault.unlocked, [])
    assert session.person is not None
    with pytest.raises(NotAllowed):
        session.change_person(session.person.uid, role="ward_manager", job_title="")


# --- my sign-in ---------------------------------------------------------------------------------------


def fill(*pairs: tuple[QLineEdit, str]) -> None:
    for edit, text in pairs:
        edit.setText(text)


def test_a_passphrase_is_changed_only_by_who_knows_it(manager: Desk, page: Administration) -> None:
    own = tab(manager, page, "own")
    assert isinstance(own, MySignIn)
    ui = own.ui
    fill((ui.oldEdit, "not the one I have"), (ui.freshEdit, OTHER), (ui.againEdit, OTHER))
    ui.passButton.click()
    manager.settle()
    assert "That is not your passphrase" in own.lines[ui.oldEdit].text
    manager.qtbot.wait(1100)  # a second's wait after a wrong one
    ui.oldEdit.setText(heron.PASSPHRASE)
    ui.passButton.click()
    manager.settle()
    assert manager.frame.messages.messages()[0].what == "Your passphrase is changed."
    assert {edit.text() for edit in own.lines} == {""}
    assert manager.session.person is not None
    manager.session.sign_in_passphrase(manager.session.person.uid, OTHER)


def test_a_pin_is_set_with_the_passphrase(manager: Desk, page: Administration) -> None:
    own = tab(manager, page, "own")
    assert isinstance(own, MySignIn)
    ui = own.ui
    assert ui.pinState.text() == "You have no PIN yet."
    fill((ui.proofEdit, heron.PASSPHRASE), (ui.pinEdit, "111111"), (ui.pinAgainEdit, "111111"))
    ui.pinEdit.setFocus()
    assert page.finish()
    assert "easy to guess" in own.lines[ui.pinEdit].text
    fill((ui.pinEdit, PIN), (ui.pinAgainEdit, PIN))
    assert page.finish()
    manager.settle()
    assert ui.pinState.text() == "You have a PIN."
    assert ui.pinButton.text() == "Change my PIN"
    assert manager.session.person is not None
    assert manager.session.sign_in_pin(manager.session.person.uid, PIN).name == "Sam Ade"


def test_leaving_the_tab_forgets_what_was_typed(manager: Desk, page: Administration) -> None:
    own = tab(manager, page, "own")
    assert isinstance(own, MySignIn)
    own.ui.oldEdit.setText(heron.PASSPHRASE)
    tab(manager, page, "health")
    assert own.ui.oldEdit.text() == ""


# --- the ward -----------------------------------------------------------------------------------------


def saved(desk: Desk) -> ward.Ward:
    with desk.session.desk() as found:
        return ward.ward(found)


def test_the_profile_is_saved_as_one_change_and_undone_by_ctrl_z(manager: Desk, page: Administration) -> None:
    shown = tab(manager, page, "ward")
    assert isinstance(shown, WardPage)
    profile = shown.profile
    assert not profile.ui.saveButton.isEnabled()
    profile.ui.siteEdit.setFocus()
    manager.type("Riverside")
    profile.ui.earlyEdit.setText("0715")
    profile.ui.lateEdit.setText("14:15")
    profile.ui.nightEdit.setText("2115")
    profile.ui.securityBox.setCurrentIndex(profile.ui.securityBox.findData("1"))
    manager.press(Qt.Key.Key_Return, CTRL)
    manager.settle()
    now = saved(manager).profile
    assert (now["site"], now["day_starts"], now["night_starts"], now["security"]) == (
        "Riverside",
        435,
        1275,
        "1",
    )
    assert manager.frame.undo_bar.text == "Profile saved."
    assert profile.ui.earlyEdit.text() == "07:15"
    manager.workspace.undo()
    manager.settle()
    assert saved(manager).profile["site"] is None
    assert profile.ui.siteEdit.text() == ""
    manager.workspace.redo()
    manager.settle()
    assert profile.ui.siteEdit.text() == "Riverside"


def test_what_cannot_be_kept_is_said_beside_it(manager: Desk, page: Administration) -> None:
    shown = tab(manager, page, "ward")
    assert isinstance(shown, WardPage)
    ui = shown.profile.ui
    fill((ui.nameEdit, ""), (ui.codeEdit, "her on"), (ui.bedsEdit, "many"), (ui.earlyEdit, "seven"))
    fill((ui.lateEdit, "0900"), (ui.nightEdit, "0800"))
    ui.saveButton.click()
    lines = shown.profile.lines
    assert lines["name"].text == "Please fill this in."
    assert "letters, digits and hyphens" in lines["code"].text
    assert "0 to 200" in lines["bed_count"].text
    assert lines["day_starts"].text == "Write it as 0700."
    assert manager.focus is ui.nameEdit
    assert saved(manager).profile["name"] == "Heron Ward"
    ui.resetButton.click()
    assert ui.nameEdit.text() == "Heron Ward"
    assert lines["name"].text == ""


def test_what_is_half_typed_stays_when_an_area_is_saved(manager: Desk, page: Administration) -> None:
    shown = tab(manager, page, "ward")
    assert isinstance(shown, WardPage)
    shown.profile.ui.siteEdit.setText("River")
    shown.areas.add_button.click()
    shown.areas.form.nameEdit.setText("Blue room")
    shown.areas.form.saveButton.click()
    manager.settle()
    assert shown.profile.ui.siteEdit.text() == "River"
    shown.profile.save()
    manager.settle()
    assert saved(manager).profile["site"] == "River"


def test_areas_are_added_changed_moved_and_retired_with_undo(manager: Desk, page: Administration) -> None:
    shown = tab(manager, page, "ward")
    assert isinstance(shown, WardPage)
    areas = shown.areas
    areas.add_button.setFocus()
    manager.press(Qt.Key.Key_Space)
    manager.type("Blue room")
    manager.press(Qt.Key.Key_Return)
    manager.settle()
    assert areas.table.current().name == "Blue room"
    assert not areas.editor.isVisible()
    areas.up_button.click()
    manager.settle()
    assert [one.name for one in saved(manager).areas][-2:] == ["Blue room", "Seclusion room"]
    areas.change_button.click()
    areas.form.nameEdit.setText("GARDEN")
    areas.form.saveButton.click()
    manager.settle()
    assert "one of that name already" in areas.problem.text
    areas.form.nameEdit.setText("Green room")
    areas.form.saveButton.click()
    manager.settle()
    assert areas.table.current().name == "Green room"
    areas.retire_button.click()
    manager.settle()
    assert saved(manager).areas[-1].retired
    assert areas.table.current().name == "Green room"
    assert areas.retire_button.text() == "Bring back"
    assert not areas.change_button.isEnabled()
    manager.workspace.undo()
    manager.settle()
    assert not any(one.retired for one in saved(manager).areas)
    manager.workspace.undo()
    manager.settle()
    assert "Blue room" in [one.name for one in saved(manager).areas]


def test_a_bed_is_put_into_an_area_and_taken_out_of_use(manager: Desk, page: Administration) -> None:
    shown = tab(manager, page, "ward")
    assert isinstance(shown, WardPage)
    beds = shown.beds
    beds.add_button.click()
    beds.form.nameEdit.setText("14")
    beds.form.kindBox.setCurrentIndex(beds.form.kindBox.findText("Corridor"))
    beds.form.saveButton.click()
    manager.settle()
    assert (beds.table.current().name, beds.table.current().area) == ("14", "a0000002")
    beds.retire_button.click()
    manager.settle()
    gone = saved(manager).beds[-1]
    assert (gone.name, gone.until, gone.retired) == ("14", "2026-11-21", True)


def test_esc_closes_an_editor_and_saves_nothing(manager: Desk, page: Administration) -> None:
    shown = tab(manager, page, "ward")
    assert isinstance(shown, WardPage)
    shown.areas.add_button.click()
    shown.areas.form.nameEdit.setText("Blue room")
    assert page.back()
    assert not shown.areas.editor.isVisible()
    assert len(saved(manager).areas) == len(heron.AREAS)


# --- locks and clocks ---------------------------------------------------------------------------------


def test_the_ward_chooses_when_a_quiet_desk_locks(manager: Desk, page: Administration) -> None:
    shown = tab(manager, page, "times")
    assert isinstance(shown, TimesPage)
    locks = shown.locks
    assert (locks.screen_box.value(), locks.store_box.value()) == (5, 60)
    assert (locks.screen_box.minimum(), locks.screen_box.maximum()) == (1, 15)
    assert (locks.store_box.minimum(), locks.store_box.maximum()) == (15, 720)
    assert not locks.save_button.isEnabled()
    locks.screen_box.setValue(2)
    locks.store_box.setValue(30)
    locks.screen_box.setFocus()
    manager.press(Qt.Key.Key_Return, CTRL)
    manager.settle()
    with manager.session.vault.open() as store:
        assert times.locks(store) == (2, 30)
    assert manager.frame.undo_bar.text == "The screen locks after 2 min, the records close after 30 min."
    manager.workspace.undo()
    manager.settle()
    with manager.session.vault.open() as store:
        assert times.locks(store) == (5, 60)
    assert locks.screen_box.value() == 5


def test_no_lock_is_kept_outside_its_bounds(manager: Desk) -> None:
    with manager.session.desk() as desk:
        with pytest.raises(ward.NotFit) as refused:
            times.save_locks(desk, 0, 721)
        assert set(refused.value.problems) == {"screen_lock_minutes", "store_lock_minutes"}
        recording.amend(desk, desk.ward(), {"screen_lock_minutes": 999, "store_lock_minutes": 1})
    with manager.session.vault.open() as store:
        assert times.locks(store) == (15, 15)


def test_a_review_clock_is_set_for_the_ward_and_back_to_standard(manager: Desk, page: Administration) -> None:
    shown = tab(manager, page, "times")
    assert isinstance(shown, TimesPage)
    clocks = shown.clocks
    assert clocks.table.current().clock == "review_patient"
    assert not clocks.standard_button.isEnabled()
    clocks.table.view.setFocus()
    manager.press(Qt.Key.Key_Return)
    assert manager.focus is clocks.amount
    assert (clocks.amount.value(), clocks.unit.currentText()) == (2, "days")
    clocks.amount.setValue(36)
    clocks.unit.setCurrentIndex(1)
    manager.press(Qt.Key.Key_Return, CTRL)
    manager.settle()
    assert (clocks.table.current().minutes, clocks.table.current().own) == (36 * 60, True)
    assert clocks.editor.isHidden()
    with manager.session.desk() as desk:
        ent = heron.incident(desk, "2026-11-20T22:00+00:00")
        now = records.find(desk.store, desk.ward())
        held = records.find(desk.store, ent)
        assert now is not None
        assert held is not None
        due = {one.clock: one.due for one in running(held.value, heron.NIGHT, of_ward(now.value))}
    assert due["review_patient"].isoformat() == "2026-11-22T10:08:00+00:00"
    clocks.standard_button.click()
    manager.settle()
    assert (clocks.table.current().minutes, clocks.table.current().own) == (2880, False)
    manager.workspace.undo()
    manager.settle()
    assert clocks.table.current().minutes == 36 * 60


# --- the audit trail ----------------------------------------------------------------------------------


def told(audit: Audit) -> list[str]:
    model = audit.table.model
    return [
        f"{audit_words.who(model.row(at))}: {audit_words.what(model.row(at))}"
        for at in range(model.rowCount())
    ]


def test_the_trail_is_told_in_words_and_narrowed(manager: Desk, page: Administration) -> None:
    with manager.session.desk() as desk:
        ent = heron.incident(desk, "2026-11-20T22:00+00:00")
        recording.amend(desk, ent, {"reason": "11"}, reason="correction")
    audit = tab(manager, page, "audit")
    assert isinstance(audit, Audit)
    assert told(audit)[0].startswith("Sam Ade: Changed: incident ")
    assert "main reason" in told(audit)[0]
    everything = audit.table.model.rowCount()
    audit.act.setCurrentIndex(audit.act.findData("recorded"))
    audit.act.activated.emit(audit.act.currentIndex())
    manager.settle()
    assert all("Recorded: " in line for line in told(audit))
    assert manager.said[-1] == f"{audit.table.model.rowCount()} lines found"
    audit.person.setCurrentIndex(audit.person.findData(acts.DEVICE))
    audit.person.activated.emit(audit.person.currentIndex())
    manager.settle()
    assert told(audit) == []
    assert "Nothing in the trail matches these filters." in words(audit)
    audit.clear_button.click()
    manager.settle()
    assert audit.table.model.rowCount() == everything
    assert page.look_for()
    assert manager.focus is audit.person


def test_the_trail_is_turned_page_by_page(manager: Desk, page: Administration) -> None:
    with manager.session.desk() as desk:
        for at in range(60):
            recording.amend(desk, desk.ward(), {"bed_count": at})
    audit = tab(manager, page, "audit")
    assert isinstance(audit, Audit)
    first = told(audit)
    assert len(first) == 50
    audit.table.after.click()
    manager.settle()
    assert told(audit)[-1] == "This PC: WardQI was set up or restored on a PC"


def test_every_line_of_the_trail_has_words(trust: make.Trust) -> None:
    trust.round_trip(trust.heron)
    make.take(trust.heron, trust.share(trust.heron2))
    session = trust.session("heron")
    session.change_passphrase(make.PASSPHRASE, OTHER)
    session.change_pin(OTHER, PIN)
    with session.desk() as desk:
        ent = heron.incident(desk, "2026-11-20T22:00+00:00", area=None, area_kind="lounge")
        recording.void(desk, ent, "duplicate")
        recording.restore(desk, ent)
        lines = acts.page(desk, Wanted(), size=500).lines
        said = [audit_words.what(line) for line in lines]
    assert all(sentence and "{" not in sentence and "_" not in sentence for sentence in said)
    for piece in ("Archived: incident", "Brought back", "Changed their own passphrase", "Set their own PIN"):
        assert any(piece in sentence for sentence in said), piece
    assert any(sentence.startswith("Made a bundle for the QI team: ") for sentence in said)


@pytest.fixture
def trust(tmp_path: Path) -> Iterator[make.Trust]:
    made = make.Trust(tmp_path / "trust")
    yield made
    made.close()


def test_the_trail_is_saved_as_a_table_with_all_its_pages(
    manager: Desk, page: Administration, tmp_path: Path
) -> None:
    with manager.session.desk() as desk:
        for at in range(60):
            recording.amend(desk, desk.ward(), {"bed_count": at})
    manager.session.add_person(name="=cmd()", job_title="", role="nurse", passphrase=SECRET, pin="")
    audit = tab(manager, page, "audit")
    assert isinstance(audit, Audit)
    audit.save(tmp_path / "trail.csv")
    manager.settle()
    with (tmp_path / "trail.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["When", "Who", "What", "Change"]
    assert len(rows) > 61
    assert rows[1][0] == "2026-11-21 03:05:20+00:00"
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert "not encrypted" in audit.after.text()
    assert told(audit)[0].startswith("Sam Ade: Saved the audit trail as a table: ")


# --- health -------------------------------------------------------------------------------------------


def test_health_checks_everything_now_and_says_so(manager: Desk, page: Administration) -> None:
    health = tab(manager, page, "health")
    assert isinstance(health, Health)
    assert "Not checked yet" in words(health)
    assert "No backup yet" in words(health)
    health.check_button.click()
    assert manager.focus is health.stop_button
    manager.settle()
    assert health.result.text().startswith("Sound: ")
    assert manager.focus is health.check_button
    assert "Last found sound: today." in words(health)
    health.backup_button.click()
    manager.settle()
    assert "Last backup" in words(health)


def test_a_check_that_is_stopped_changes_nothing(
    manager: Desk, page: Administration, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(_desk: object, report: Callable[[int, int], None]) -> None:
        while True:  # until the report says that the person stopped it
            report(1, 2)

    monkeypatch.setattr(condition.keeping, "verify", endless)
    health = tab(manager, page, "health")
    assert isinstance(health, Health)
    health.check_button.click()
    assert page.back()
    manager.settle()
    assert health.result.text() == "Stopped. Nothing was changed."
    assert "Not checked yet" in words(health)
    assert not health.bar.isVisible()


def test_a_store_that_is_not_sound_is_told_with_its_faults(manager: Desk, page: Administration) -> None:
    with manager.session.vault.open() as store, _sqlite.write_tx(store.db):
        store.db.execute("update change set op = replace(op, 'HERON', 'ROBIN') where kind = 'ward'")
    health = tab(manager, page, "health")
    assert isinstance(health, Health)
    health.check_button.click()
    manager.settle()
    assert "Not sound" in health.result.text()
    assert "keep the backups" in health.result.text()
    assert "altered" in health.result.text()
    assert "Not checked yet" in words(health)


def test_what_happened_at_unlocking_is_told(manager: Desk, page: Administration) -> None:
    manager.session.vault.notes = ("network", "migrated")
    health = tab(manager, page, "health")
    assert isinstance(health, Health)
    assert "network folder" in words(health)
    assert "a backup was made first" in words(health)


# --- backups and help ---------------------------------------------------------------------------------


def test_a_restore_is_tried_beside_the_records_and_leaves_nothing_behind(
    manager: Desk, page: Administration
) -> None:
    with manager.session.desk() as desk:
        heron.incident(desk, "2026-11-20T22:00+00:00")
    made = manager.session.vault.backup()
    with manager.session.desk() as desk:
        heron.incident(desk, "2026-11-20T23:00+00:00")
    folder = manager.session.vault.folder
    before = {path.name for path in folder.iterdir()}
    keeping = tab(manager, page, "keeping")
    assert isinstance(keeping, Keeping)
    drill = keeping.drill
    assert "Never tried yet." in words(drill)
    assert Path(drill.box.currentData()) == made.path
    drill.run_button.click()
    assert drill.problem.text == "Type your passphrase."
    drill.secret.setText("not the one I have")
    drill.run_button.click()
    manager.settle()
    assert "does not open this backup" in drill.problem.text
    drill.secret.setText(heron.PASSPHRASE)
    drill.secret.setFocus()
    manager.press(Qt.Key.Key_Return, CTRL)
    manager.settle()
    assert "The restore works: " in drill.result.text()
    assert "1 record here came or changed after it." in drill.result.text()
    assert drill.secret.text() == ""
    assert "Last tried" in words(drill)
    assert {path.name for path in folder.iterdir()} == before
    with manager.session.desk() as desk:
        assert audit_words.what(acts.page(desk, Wanted()).lines[0]) == "Tried a restore"


def test_a_backup_that_is_damaged_does_not_pass_the_drill(manager: Desk, page: Administration) -> None:
    made = manager.session.vault.backup()
    data = bytearray(made.path.read_bytes())
    data[len(data) // 2] ^= 1
    made.path.write_bytes(data)
    keeping = tab(manager, page, "keeping")
    assert isinstance(keeping, Keeping)
    keeping.drill.secret.setText(heron.PASSPHRASE)
    keeping.drill.run_button.click()
    manager.settle()
    assert not keeping.drill.result.isVisible()
    assert manager.frame.messages.messages()
    assert not (manager.session.vault.folder / "drill").exists()


def test_the_help_file_is_shown_whole_before_it_is_saved_and_names_nobody(
    manager: Desk, page: Administration, tmp_path: Path
) -> None:
    with manager.session.desk() as desk:
        heron.incident(desk, "2026-11-20T22:00+00:00", narrative="John Smith threw the radio")
    keeping = tab(manager, page, "keeping")
    assert isinstance(keeping, Keeping)
    keeping.help.make_button.click()
    manager.settle()
    shown = keeping.help.view.toPlainText()
    assert "incident: 1" in shown
    assert "changes: " in shown
    for hidden in ("Smith", "Sam", "Heron", "Lakeside", "9434765919", "radio", str(tmp_path)):
        assert hidden not in shown
    keeping.help.save(tmp_path / "help.txt")
    manager.settle()
    assert (tmp_path / "help.txt").read_text(encoding="utf-8") == shown
    assert keeping.help.result.text() == "Saved as help.txt. You decide who gets it."
    assert not keeping.help.view.isVisible()
    with manager.session.desk() as desk:
        assert audit_words.what(acts.page(desk, Wanted()).lines[0]) == "Saved a help file"


# --- keys and recovery --------------------------------------------------------------------------------


def test_keys_tell_this_pcs_words_and_what_forgetting_would_mean(manager: Desk, page: Administration) -> None:
    shown = tab(manager, page, "keys")
    assert isinstance(shown, Keys)
    assert len(shown.words.text().split()) == 6
    assert shown.words.accessibleName().count(", ") == 5
    assert "Nobody yet." in words(shown)
    assert "Add a second manager." in words(shown)
    shown.pair_button.click()
    manager.settle()
    assert manager.frame.here == "exchange"
    manager.open("administration", "keys")  # read anew: the button is still there
    assert shown.pair_button.isVisible()


def test_the_steps_are_shown_as_paper_whole_and_saving_them_is_in_the_trail(
    manager: Desk, page: Administration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = tab(manager, page, "keys")
    assert isinstance(shown, Keys)
    shown.print_button.click()
    manager.settle()
    paper = manager.frame.page
    assert isinstance(paper, PrintPage)
    assert paper.printout is not None
    text = report.words(paper.printout.document)
    assert text.startswith("Heron Ward\nIf everybody forgets their passphrase\n1.  First ask everybody")
    assert f"{len(keys.STEPS)}.  " in text
    file = tmp_path / "steps.pdf"
    monkeypatch.setattr(choosing, "new_file", lambda *_: file)
    paper.save_button.click()
    manager.settle()
    assert file.read_bytes().startswith(b"%PDF")
    with manager.session.desk() as desk:
        newest = acts.page(desk, Wanted(group="sent")).lines[0]
    assert audit_words.what(newest) == "Saved the recovery steps as a PDF"
    manager.open("administration", "keys")


def test_a_paired_ward_tells_whom_it_trusts_and_how_many_keys_could_recover_it(
    trust: make.Trust, qtbot: QtBot, settings: Settings, jobs: Jobs
) -> None:
    session = trust.session("heron")
    shown = Keys(Workspace(session, settings, jobs, ward="Heron Ward", clock=trust.clock))
    qtbot.addWidget(shown)
    shown.show()
    shown.refresh()
    qtbot.waitUntil(lambda: not jobs.busy, timeout=60_000)
    qtbot.waitUntil(lambda: "1 recovery key" in words(shown))
    assert make.TRUST in words(shown)
    assert "Their six words" in words(shown)


def test_two_people_at_the_hub_answer_a_ward_that_cannot_get_in(
    trust: make.Trust, tmp_path: Path, qtbot: QtBot, settings: Settings, jobs: Jobs
) -> None:
    trust.session("heron").follow_recovery()
    asked = recovery.request(trust.shut("heron"), OTHER)
    request = tmp_path / "request.json"
    request.write_text(asked.text, encoding="utf-8")
    place = Workspace(trust.session("hub"), settings, jobs, ward="QI team", profile="hub", clock=trust.clock)
    shown = Keys(place)
    qtbot.addWidget(shown)
    shown.resize(1100, 768)
    shown.show()
    card = shown.answer
    assert card is not None
    assert not card.answer_button.isVisible()
    card.read(request)
    qtbot.waitUntil(card.answer_button.isVisible, timeout=60_000)
    assert tuple(card.words.text().split()) == asked.words
    assert reach.unnamed(shown) == []
    qtbot.waitUntil(lambda: reach.clipped(shown) == [], timeout=20_000)
    for wanted, fill_in in (
        ("Compare the six words first.", lambda: card.compared.setChecked(True)),
        ("Name the second person.", lambda: card.second.setText("Ann Lee")),
        ("Type the passphrase of the trust's keys.", lambda: card.secret.setText("not the trust's at all")),
    ):
        card.answer_button.click()
        assert card.problem.text == wanted
        fill_in()
    card.problem.say("")
    keys_file = trust.folder / pairing.TRUST_KEYS
    card.reply(keys_file, tmp_path)
    qtbot.waitUntil(lambda: bool(card.problem.text), timeout=60_000)
    assert not (tmp_path / "wardqi-recovery-answer.json").exists()
    card.secret.setText(make.PASSPHRASE)
    card.reply(keys_file, tmp_path)
    qtbot.waitUntil(lambda: card.result.isVisible(), timeout=60_000)
    assert card.secret.text() == ""
    answer = (tmp_path / "wardqi-recovery-answer.json").read_text(encoding="utf-8")
    back = recovery.accept(trust.folder / "heron", answer, OTHER, name="Rhian Jones", clock=trust.clock)
    assert back.person is not None
    assert back.person.role == "ward_manager"
    back.close()
    line = acts.page(trust.hub, Wanted()).lines[0]
    assert (audit_words.what(line), line.note) == ("Answered a ward's recovery request", "Ann Lee")
