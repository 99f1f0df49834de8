"""From the first start to signing in again, on a real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests import make as make_trust
from tests.app import heron, reach
from wardqi.app.gates.answers import Someone
from wardqi.app.gates.cover import Cover
from wardqi.app.gates.enter import Enter
from wardqi.app.gates.first_start import FirstStart
from wardqi.app.gates.guest import NotListed
from wardqi.app.gates.recover import AskRecovery, TakeAnswer
from wardqi.app.gates.rescue import Rescue
from wardqi.app.gates.restore import Restore
from wardqi.app.gates.set_up import DISPLAY, PEOPLE, READY, WARD, YOU, SetUp
from wardqi.app.gates.trouble import Trouble
from wardqi.app.main import Program
from wardqi.app.screens.hub.page import Hub
from wardqi.app.settings import Settings
from wardqi.services import access, keeping, recovery, salvaging
from wardqi.services import practice as practice_ward
from wardqi.services.access import Founding
from wardqi.services.administering import times
from wardqi.services.desk import NotAllowed
from wardqi.store import keys, records

Until = Callable[[Callable[[], object]], None]
PASSPHRASE = "green heron by the lake"


@pytest.fixture
def make(settings: Settings, home: Path, qtbot: QtBot, until: Until) -> Iterator[Callable[[Path], Program]]:
    made: list[Program] = []

    def start(folder: Path) -> Program:
        program = Program(folder, settings)
        made.append(program)
        program.start()
        return program

    yield start
    for program in made:
        program.window.close()
        until(lambda program=program: not program.jobs.busy)
        QApplication.instance().removeEventFilter(program.activity)  # type: ignore[union-attr]
        program.window.deleteLater()
        program.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ward with a PIN, closed."""
    place = tmp_path / "ward"
    session = heron.open_ward(place, heron.Clock(), role="ward_manager", people=False)
    session.set_pin("271828")
    session.add_person(
        name="Bola Ade", job_title="", role="nurse", passphrase=PASSPHRASE, label="Bola", pin="314159"
    )
    session.close()
    return place


def gate(program: Program, kind: type[QWidget]) -> bool:
    return isinstance(program.gate, kind)


def enter(program: Program, secret: str, at: int = 0) -> Enter:
    form = program.gate
    assert isinstance(form, Enter)
    form.ui.peopleList.setCurrentRow(at)
    form.ui.secretEdit.setText(secret)
    form.ui.enterButton.click()
    return form


def opened(make: Callable[[Path], Program], folder: Path, until: Until) -> Program:
    program = make(folder)
    until(lambda: gate(program, Enter) and program.gate.ui.peopleList.count() == 2)  # type: ignore[union-attr]
    enter(program, heron.PASSPHRASE, _row(program, "Sam"))
    until(lambda: program.window.frame is not None and not program.window.covered)
    return program


def _row(program: Program, words: str) -> int:
    form = program.gate
    assert isinstance(form, Enter)
    texts = [form.ui.peopleList.item(at).text() for at in range(form.ui.peopleList.count())]
    return next(at for at, text in enumerate(texts) if words in text)


def test_a_ward_is_set_up_in_five_steps(
    make: Callable[[Path], Program], tmp_path: Path, until: Until
) -> None:
    program = make(tmp_path / "new")
    assert gate(program, FirstStart)
    program.gate.ui.setUpButton.click()  # type: ignore[union-attr]
    form = program.gate
    assert isinstance(form, SetUp)
    ui = form.ui
    assert form.step == DISPLAY
    ui.nextButton.click()
    ui.nextButton.click()
    assert form.step == WARD
    assert form._lines[ui.wardEdit].text
    ui.wardEdit.setText("Heron Ward")
    ui.trustEdit.setText("Lakeside NHS Trust")
    ui.huddleEdit.setText("25:99")
    ui.nextButton.click()
    assert form._lines[ui.huddleEdit].text
    ui.huddleEdit.setText("0915")
    ui.nextButton.click()
    assert form.step == YOU
    ui.nameEdit.setText("Amara Mensah")
    ui.passEdit.setText("password1234")
    ui.againEdit.setText("something else")
    ui.pinEdit.setText("111111")
    ui.nextButton.click()
    for edit in (ui.passEdit, ui.againEdit, ui.pinEdit):
        assert form._lines[edit].text
    ui.passEdit.setText(PASSPHRASE)
    ui.againEdit.setText(PASSPHRASE)
    ui.pinEdit.setText("271828")
    ui.nextButton.click()
    until(lambda: form.step == PEOPLE)
    assert ui.passEdit.text() == ""
    ui.memberNameEdit.setText("Sam Lee")
    ui.memberPassEdit.setText("quiet corridor lamp seven")
    ui.addButton.click()
    until(lambda: ui.peopleList.count() == 1)
    ui.nextButton.click()
    assert form.step == READY
    ui.nextButton.click()
    until(lambda: program.window.frame is not None)
    assert program.workspace is not None
    assert program.workspace.ward == "Heron Ward"
    assert program.workspace.person.name == "Amara Mensah"
    assert program.session is not None
    with program.session.desk() as desk:
        ward = desk.store.db.execute("select value from record where kind = 'ward'").fetchone()[0]
    assert '"huddle_starts":555' in ward.replace(" ", "")


def test_a_qi_team_sets_its_hub_up_and_is_led_to_the_trusts_keys(
    make: Callable[[Path], Program], tmp_path: Path, until: Until, qtbot: QtBot
) -> None:
    program = make(tmp_path / "hub")
    program.gate.ui.hubButton.click()  # type: ignore[union-attr]
    form = program.gate
    assert isinstance(form, SetUp)
    ui = form.ui
    ui.nextButton.click()
    assert not ui.wardEdit.isVisible()
    ui.nextButton.click()
    assert form.step == WARD
    assert form._lines[ui.trustEdit].text
    qtbot.keyClicks(ui.trustEdit, "Lakeside NHS Trust")
    assert not form._lines[ui.trustEdit].text
    ui.nextButton.click()
    ui.nameEdit.setText("Ann Lee")
    ui.passEdit.setText(PASSPHRASE)
    ui.againEdit.setText(PASSPHRASE)
    ui.nextButton.click()
    until(lambda: form.step == PEOPLE)
    assert [ui.roleBox.itemData(at) for at in range(ui.roleBox.count())] == ["qi_analyst", "qi_lead"]
    ui.skipButton.click()
    ui.nextButton.click()
    until(lambda: program.window.frame is not None)
    assert program.workspace is not None
    assert (program.workspace.profile, program.workspace.role) == ("hub", "qi_lead")
    frame = program.window.frame
    assert frame is not None
    assert frame.here == "hub"
    frame.open("hub", "wards")
    page = frame.page
    assert isinstance(page, Hub)
    until(lambda: page.wards.office.isVisible())


def test_the_morning_passphrase_opens_the_records(
    make: Callable[[Path], Program], folder: Path, until: Until
) -> None:
    program = opened(make, folder, until)
    assert program.workspace is not None
    assert program.workspace.person.name == "Sam Ade"


def test_a_wrong_passphrase_is_told_plainly_and_then_slowed(
    make: Callable[[Path], Program], folder: Path, until: Until
) -> None:
    program = make(folder)
    until(lambda: gate(program, Enter) and program.gate.ui.peopleList.count() == 2)  # type: ignore[union-attr]
    form = enter(program, "not this passphrase at all")
    until(lambda: form.problem)
    assert "does not open" in form.problem
    for _ in range(8):  # each wait is twice as long as the last, so even a slow computer meets one
        if "wait" in form.problem:
            break
        form._seconds = 0
        form.ui.enterButton.setEnabled(True)
        form._problem.say("")
        enter(program, "not this passphrase at all")
        until(lambda: form.problem)
    assert "wait" in form.problem
    assert not form.ui.enterButton.isEnabled()


def test_names_are_found_by_typing_and_the_arrows_choose(
    make: Callable[[Path], Program], folder: Path, until: Until, qtbot: QtBot
) -> None:
    program = make(folder)
    until(lambda: gate(program, Enter) and program.gate.ui.peopleList.count() == 2)  # type: ignore[union-attr]
    form = program.gate
    assert isinstance(form, Enter)
    qtbot.keyClicks(form.ui.findEdit, "bol")
    assert form.ui.peopleList.count() == 1
    assert form.ui.peopleList.item(0).text() == "Bola"


def test_locking_keeps_the_frame_and_a_pin_brings_it_back(
    make: Callable[[Path], Program], folder: Path, until: Until
) -> None:
    program = opened(make, folder, until)
    frame, session = program.window.frame, program.session
    assert session is not None
    program.lock()
    assert gate(program, Cover)
    assert program.window.covered
    until(lambda: session.person is None)
    program.gate.ui.newPersonButton.click()  # type: ignore[union-attr]
    until(lambda: gate(program, Enter))
    form = enter(program, "000000", _row(program, "Sam"))
    until(lambda: form.problem)
    assert "PIN" in form.problem
    enter(program, "271828", _row(program, "Sam"))
    until(lambda: not program.window.covered)
    assert program.window.frame is frame


def test_another_person_gets_a_frame_of_their_own(
    make: Callable[[Path], Program], folder: Path, until: Until
) -> None:
    program = opened(make, folder, until)
    frame = program.window.frame
    program.switch()
    until(lambda: gate(program, Enter))
    enter(program, "314159", _row(program, "Bola"))
    until(lambda: not program.window.covered)
    assert program.window.frame is not frame
    assert program.workspace is not None
    assert program.workspace.person.name == "Bola Ade"
    program.switch()
    until(lambda: gate(program, Enter))
    assert _row(program, "Bola") == 0, "the most recent person comes first"


def test_after_the_longer_quiet_a_pin_no_longer_opens_anything(
    make: Callable[[Path], Program], folder: Path, until: Until
) -> None:
    program = opened(make, folder, until)
    program.lock()
    program.close_store()
    until(lambda: gate(program, Enter) and program.gate.ui.peopleList.count() == 2)  # type: ignore[union-attr]
    assert program.session is None
    assert program.window.frame is None
    form = enter(program, "271828", _row(program, "Sam"))
    until(lambda: form.problem)


def test_a_second_window_says_who_has_the_records(
    make: Callable[[Path], Program], folder: Path, until: Until
) -> None:
    first = access.unlock(folder, heron.PASSPHRASE)
    try:
        program = make(folder)
        until(lambda: gate(program, Enter) and program.gate.ui.peopleList.count() == 2)  # type: ignore[union-attr]
        enter(program, heron.PASSPHRASE, _row(program, "Sam"))
        until(lambda: gate(program, Trouble))
        assert "already open" in program.gate.ui.whatLabel.text()  # type: ignore[union-attr]
    finally:
        first.close()
    program.gate.buttons[0].click()  # type: ignore[union-attr]
    until(lambda: gate(program, Enter))


@pytest.mark.parametrize("harm", ["missing", "empty", "garbage"])
def test_damage_is_never_taken_for_a_first_start(
    make: Callable[[Path], Program], folder: Path, until: Until, harm: str
) -> None:
    store = folder / "store.db"
    if harm == "missing":
        store.unlink()
    else:
        store.write_bytes(b"" if harm == "empty" else b"\x00" * store.stat().st_size)
    program = make(folder)
    if harm == "garbage":
        until(lambda: gate(program, Enter) and program.gate.ui.peopleList.count() == 2)  # type: ignore[union-attr]
        enter(program, heron.PASSPHRASE, _row(program, "Sam"))
    until(lambda: gate(program, Trouble))
    words = [button.text() for button in program.gate.buttons]  # type: ignore[union-attr]
    assert words == ["Restore a backup", "Save what can still be read", "Try again", "Close WardQI"]
    program.gate.buttons[0].click()  # type: ignore[union-attr]
    assert gate(program, Restore)


def test_a_backup_is_restored_from_the_damage_screen(
    make: Callable[[Path], Program], folder: Path, until: Until
) -> None:
    session = access.unlock(folder, heron.PASSPHRASE)
    session.vault.backup()
    session.close()
    (folder / "store.db").write_bytes(b"")
    program = make(folder)
    until(lambda: gate(program, Trouble))
    program.gate.buttons[0].click()  # type: ignore[union-attr]
    form = program.gate
    assert isinstance(form, Restore)
    assert form.ui.backupList.count() == 1
    form.ui.secretEdit.setText(heron.PASSPHRASE)
    form.ui.restoreButton.click()
    until(lambda: program.window.frame is not None)
    assert any("backup is in place" in m.what for m in program.window.frame.messages.messages())  # type: ignore[union-attr]


def test_a_backup_comes_back_on_a_new_pc(
    make: Callable[[Path], Program], folder: Path, tmp_path: Path, until: Until
) -> None:
    session = access.unlock(folder, heron.PASSPHRASE)
    copy = keeping.back_up(session, tmp_path / "copy.db").path
    session.close()
    program = make(tmp_path / "new pc")
    assert gate(program, FirstStart)
    program.gate.ui.restoreButton.click()  # type: ignore[union-attr]
    form = program.gate
    assert isinstance(form, Restore)
    form.ui.backButton.click()
    until(lambda: gate(program, FirstStart))
    program.gate.ui.restoreButton.click()  # type: ignore[union-attr]
    form = program.gate
    assert isinstance(form, Restore)
    form.take(tmp_path / "gone.db")
    form.ui.secretEdit.setText(heron.PASSPHRASE)
    form.ui.restoreButton.click()
    until(lambda: "no whole backup" in form._problem.text)
    form.take(copy)
    form.ui.restoreButton.click()
    until(lambda: program.window.frame is not None)
    assert program.workspace is not None
    assert program.workspace.person.name == "Sam Ade"


def test_what_still_reads_is_saved_and_comes_back_on_top_of_a_backup(
    make: Callable[[Path], Program], folder: Path, tmp_path: Path, until: Until
) -> None:
    session = access.unlock(folder, heron.PASSPHRASE)
    session.vault.backup()
    with session.desk() as desk:
        ents = [heron.incident(desk, f"2026-11-20T{hour:02}:10+00:00") for hour in range(12)]
    session.close()
    store = folder / "store.db"
    data = bytearray(store.read_bytes())
    data[-200] ^= 1
    store.write_bytes(data)
    program = make(folder)
    until(lambda: gate(program, Enter) and program.gate.ui.peopleList.count() == 2)  # type: ignore[union-attr]
    enter(program, heron.PASSPHRASE, _row(program, "Sam"))
    until(lambda: gate(program, Trouble))
    program.gate.buttons[1].click()  # type: ignore[union-attr]
    form = program.gate
    assert isinstance(form, Rescue)
    before = store.read_bytes()
    form.secret.setText("not the one I have")
    form.save_in(tmp_path)
    until(lambda: form.lines[form.secret].text)
    assert list(tmp_path.glob("salvage-*")) == []
    (folder / "throttle.json").unlink()
    form.secret.setText(heron.PASSPHRASE)
    form.save_in(tmp_path)
    until(lambda: form.restore_button.isVisible())
    assert store.read_bytes() == before
    (file,) = tmp_path.glob("salvage-*.wqb")
    assert file.name in form.result.text()
    form.restore_button.click()
    program.gate.ui.secretEdit.setText(heron.PASSPHRASE)  # type: ignore[union-attr]
    program.gate.ui.restoreButton.click()  # type: ignore[union-attr]
    until(lambda: program.window.frame is not None)
    assert program.session is not None
    with program.session.desk() as desk:
        assert not [ent for ent in ents if records.find(desk.store, ent)]
        back = salvaging.bring_in(desk, file)
        assert back.new > 0
        assert [ent for ent in ents if records.find(desk.store, ent)]
        assert keeping.verify(desk).sound
        again = salvaging.bring_in(desk, file)
        assert (again.new, again.same) == (0, back.new + back.same)


def test_when_everybody_forgot_the_trust_lets_a_new_manager_in(
    make: Callable[[Path], Program], tmp_path: Path, until: Until
) -> None:
    trust = make_trust.Trust(tmp_path / "trust")
    trust.session("heron").follow_recovery()
    folder = trust.shut("heron")
    program = make(folder)
    until(lambda: gate(program, Enter) and program.gate.ui.peopleList.count() == 1)  # type: ignore[union-attr]
    program.gate.other_button.click()  # type: ignore[union-attr]
    form = program.gate
    assert isinstance(form, AskRecovery)
    form.secret.setText("letmein")
    form.save_button.click()
    assert "12 characters" in form.lines[form.secret].text
    form.secret.setText(PASSPHRASE)
    form.save_in(tmp_path)
    until(lambda: form.words.isVisible())
    request = (tmp_path / "wardqi-recovery-request.json").read_text(encoding="utf-8")
    assert recovery.read(request).words == tuple(form.words.text().split())
    answer = tmp_path / "answer.json"
    answer.write_text(recovery.answer(request, trust.keys), encoding="utf-8")
    form.answer_button.click()
    taking = program.gate
    assert isinstance(taking, TakeAnswer)
    taking.name.setText("Rhian Jones")
    taking.secret.setText("not the one I chose")
    taking.take(answer)
    until(lambda: taking.lines[taking.secret].text)
    taking.secret.setText(PASSPHRASE)
    taking.take(answer)
    until(lambda: program.window.frame is not None)
    assert program.workspace is not None
    assert (program.workspace.person.name, program.workspace.role) == ("Rhian Jones", "ward_manager")
    trust.close()


def test_somebody_from_the_bank_is_let_in_by_a_shift_lead_and_by_nobody_less(
    make: Callable[[Path], Program], folder: Path, until: Until
) -> None:
    program = opened(make, folder, until)
    program.switch()
    until(lambda: gate(program, Enter))
    program.gate.other_button.click()  # type: ignore[union-attr]
    form = program.gate
    assert isinstance(form, NotListed)
    assert [form.lead.itemText(at) for at in range(form.lead.count())] == ["Sam Ade"]  # the nurse may not
    form.name.setText("Kofi Boateng")
    form.job.setText("Lakeside bank")
    form.pin.setText("111111")
    form.again.setText("161803")
    form.enter_button.click()
    assert "easy to guess" in form.lines[form.pin].text
    form.pin.setText("161803")
    form.secret.setText("000001")
    form.enter_button.click()
    until(lambda: form.lines[form.secret].text)
    form.secret.setText("271828")
    form.enter_button.click()
    until(lambda: not program.window.covered)
    assert program.workspace is not None
    assert (program.workspace.person.name, program.workspace.role) == ("Kofi Boateng", "bank_staff")
    assert "administration" not in [screen.name for screen in program.window.frame.screens]  # type: ignore[union-attr]
    session = program.session
    assert session is not None
    assert session.person is not None
    uid = session.person.uid
    assert len(keys.people(folder)) == 2  # no way into a closed store
    with session.desk() as desk:
        ent = heron.incident(desk, "2026-11-20T22:00+00:00")
        assert keeping.verify(desk).sound
        held = records.find(desk.store, ent)
        assert held is not None
    session.screen_lock()
    bola = next(one.uid for one in session.people() if one.name == "Bola Ade")
    with pytest.raises(NotAllowed):
        session.admit(access.Guest("Ann Lee", "", "161803", bola, "314159", is_pin=True))
    assert session.person is None
    session.sign_in_pin(next(one.uid for one in session.people() if one.name == "Sam Ade"), "271828")
    session.remove_person(uid)
    with pytest.raises(access.PinBlocked):
        session.sign_in_pin(uid, "161803")


def test_the_ward_s_own_minutes_decide_when_the_desk_locks(
    make: Callable[[Path], Program], folder: Path, until: Until
) -> None:
    program = opened(make, folder, until)
    assert program.idle.minutes == (5, 60)
    assert program.workspace is not None
    program.workspace.do(times.save_locks, 2, 30, changes="ward")
    until(lambda: program.idle.minutes == (2, 30))


def test_the_screen_locks_when_the_computer_does(
    make: Callable[[Path], Program], folder: Path, until: Until
) -> None:
    program = opened(make, folder, until)
    program.away.heard(0x02B1, 0x7)
    assert gate(program, Cover)
    until(lambda: program.session is not None and program.session.person is None)


def test_the_shared_passphrase_opens_the_records_and_then_asks_who_is_here(
    make: Callable[[Path], Program], folder: Path, until: Until
) -> None:
    session = access.unlock(folder, heron.PASSPHRASE)
    session.add_opener("Ward passphrase", "four brown hens in a row")
    session.close()
    program = make(folder)
    until(lambda: gate(program, Enter) and program.gate.ui.peopleList.count() == 3)  # type: ignore[union-attr]
    enter(program, "four brown hens in a row", _row(program, "Ward passphrase"))
    until(lambda: gate(program, Enter) and not program.gate.opening)  # type: ignore[union-attr]
    assert program.session is not None
    assert program.session.person is None
    form = program.gate
    assert isinstance(form, Enter)
    names = [form.ui.peopleList.item(at).text() for at in range(form.ui.peopleList.count())]
    assert sorted(names) == ["Bola Ade", "Sam Ade"]
    enter(program, "314159", _row(program, "Bola"))
    until(lambda: not program.window.covered)
    assert program.workspace is not None
    assert program.workspace.person.name == "Bola Ade"


def test_closing_drops_the_key(make: Callable[[Path], Program], folder: Path, until: Until) -> None:
    program = opened(make, folder, until)
    session = program.session
    assert session is not None
    program.window.close()
    assert session.person is None
    again = access.unlock(folder, heron.PASSPHRASE)
    again.close()


def test_every_gate_can_be_used_by_keyboard_and_ear(
    make: Callable[[Path], Program], folder: Path, tmp_path: Path, until: Until, qtbot: QtBot
) -> None:
    program = make(tmp_path / "new")
    window = program.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    def check() -> None:
        qtbot.wait(20)
        assert reach.unnamed(window) == []
        assert reach.unreachable(window) == []
        assert reach.rich(window) == []
        assert reach.small(window) == []
        qtbot.waitUntil(lambda: reach.clipped(window) == [], timeout=20_000)
        assert program.gate is not None
        assert program.gate.accessibleName()

    for size in ((1366, 768), (683, 384)):
        window.resize(*size)
        program._first_start()
        check()
        for profile in ("ward", "hub"):
            program._set_up(profile)
            form = program.gate
            assert isinstance(form, SetUp)
            for step in range(READY + 1):
                form._go(step)
                check()
        program.folder = folder
        program._again()
        until(lambda: program.gate.ui.peopleList.count() == 2)  # type: ignore[union-attr]
        check()
        program._restore()
        check()
        program._rescue()
        check()
        program.gate.saved(["salvage-1.wqb"], 400, 3)  # type: ignore[union-attr]
        check()
        program._recover()
        check()
        program.gate.made("request.json", ("one", "two", "three", "four", "five", "six"))  # type: ignore[union-attr]
        check()
        program._answer()
        check()
        program._not_listed([Someone("u", "Bola Ade", pin=True, confirms=True)])
        check()
        program._cannot_open(ValueError("anything"))
        check()


def test_one_practises_from_the_ward_and_comes_back_to_it(
    make: Callable[[Path], Program], folder: Path, until: Until
) -> None:
    practice = Founding(
        "Kestrel Ward", "Practice Trust", "Amara Mensah", practice_ward.PASSPHRASE, practice=True
    )
    access.set_up_ward(folder / "practice", practice).close()  # made before, so that it opens at once
    program = opened(make, folder, until)
    program.window.frame.open("huddle")  # type: ignore[union-attr]
    until(lambda: not program.jobs.busy)
    page = program.window.frame.page  # type: ignore[union-attr]
    (button,) = [one for one in page.findChildren(QPushButton) if one.text() == "Practise with the demo ward"]  # type: ignore[union-attr]
    ward = program.session
    button.click()
    until(lambda: program.workspace is not None and program.workspace.practice)
    assert ward is not None
    assert ward.vault.unlocked.keys is None  # the key is dropped
    assert program.window.frame is not None
    bar = program.window.frame.top
    assert bar.practice.isVisible()
    assert bar.ward.text() == "Kestrel Ward"
    (leave,) = [one for one in bar.person.menu().actions() if one.text() == "Leave the practice ward"]
    assert "Leave the practice ward" in [one.title for one in program.window.frame.offered()]
    leave.trigger()
    until(lambda: gate(program, Enter) and program.gate.ui.peopleList.count() == 2)  # type: ignore[union-attr]
    assert program.session is None
    enter(program, heron.PASSPHRASE, _row(program, "Sam"))
    until(lambda: program.window.frame is not None and not program.window.covered)
    assert program.workspace is not None
    assert not program.workspace.practice
    assert not program.workspace.guest


def test_a_practice_ward_opened_by_itself_has_nowhere_to_leave_to(
    make: Callable[[Path], Program], tmp_path: Path, until: Until
) -> None:
    home = tmp_path / "practice"
    practice = Founding(
        "Kestrel Ward", "Practice Trust", "Amara Mensah", practice_ward.PASSPHRASE, practice=True
    )
    access.set_up_ward(home, practice).close()
    program = make(home)
    until(lambda: gate(program, Enter) and program.gate.ui.peopleList.count() == 1)  # type: ignore[union-attr]
    enter(program, practice_ward.PASSPHRASE)
    until(lambda: program.window.frame is not None and not program.window.covered)
    assert program.window.frame is not None
    bar = program.window.frame.top
    assert "Leave the practice ward" not in [one.text() for one in bar.person.menu().actions()]
