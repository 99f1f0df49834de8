"""Send and receive in the real window: what waits, a bundle made, a receipt opened, pairing by six words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests import make
from tests.app import heron, reach
from tests.app.desk import Desk
from wardqi.app import choosing
from wardqi.app.screens import exchange as screen
from wardqi.app.screens.exchange.page import Exchange
from wardqi.app.widgets.words import Words
from wardqi.services import asking, exchange, overview, pairing, recording
from wardqi.store import records


@pytest.fixture
def trust(tmp_path: Path) -> Iterator[make.Trust]:
    made = make.Trust(tmp_path / "trust")
    made.round_trip(made.heron)
    with_things(made)
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, trust: make.Trust) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path, [screen.SCREEN], session=trust.session("heron"), clock=heron.Clock())
    yield made
    made.jobs.wait()
    made.settle()
    made.jobs.close()


def with_things(trust: make.Trust) -> None:
    """Two incidents and a quiet shift that nobody has sent."""
    patient = recording.create(trust.heron, "patient", {"name": "Jo Bloggs", "nhs_number": make.NHS_NUMBER})
    for hour in (1, 2):
        values = make.incident(f"2026-11-20T0{hour}:05+00:00", patient=patient.ent)
        recording.log_incident(trust.heron, values)
    recording.confirm_quiet(trust.heron, "2026-11-19", "late")


def page_of(desk: Desk, ident: str = "") -> Exchange:
    page = desk.open("exchange", ident)
    assert isinstance(page, Exchange)
    return page


def words(root: QWidget) -> str:
    """Everything a page says now."""
    shown = [label.text() for label in root.findChildren(Words) if label.isVisible()]
    return " ".join([*shown, *(b.text() for b in root.findChildren(QPushButton) if b.isVisible())])


def bundle(desk: Desk, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Make the next bundle by the page."""
    folder.mkdir(exist_ok=True)
    before = set(folder.iterdir())
    monkeypatch.setattr(choosing, "folder", lambda *_: folder)
    page = page_of(desk, "bundle")
    desk.wait(page.bundle.ui.saveButton.isEnabled)
    page.bundle.ui.saveButton.click()
    desk.wait(page.bundle.ui.afterLabel.isVisible)
    (made,) = set(folder.iterdir()) - before
    return made


def test_what_waits_is_counted_by_kind_and_every_record_can_be_listed(desk: Desk) -> None:
    page = page_of(desk)
    said = words(page.front.ready)
    assert "2 incidents" in said
    assert "1 quiet shift" in said
    assert "4 records not sent" in page.front.sentence.text()
    link = next(b for b in page.front.ready.findChildren(QPushButton) if b.text() == "2 incidents")
    link.click()
    desk.wait(lambda: page.listing.table.model.rowCount() == 2)
    assert page.listing.title.text() == "2 incidents to send"
    desk.press(Qt.Key.Key_Escape)
    assert page.front.isVisible()


def test_the_preview_says_what_is_inside_and_what_is_left_out(desk: Desk) -> None:
    page = page_of(desk, "bundle")
    ui = page.bundle.ui
    desk.wait(ui.saveButton.isEnabled)
    assert "2 incidents" in ui.insideLabel.text()
    assert "Names, NHS numbers, staff names and free text stay on this ward" in ui.outLabel.text()
    table = page.bundle.table
    desk.wait(lambda: table.model.rowCount() > 0)
    ui.showBox.setCurrentIndex(ui.showBox.findData("all"))
    ui.showBox.activated.emit(0)
    told, examples = {}, {}
    for offset in range(0, 1000, 100):
        page.bundle._show_fields(offset)
        for at in range(table.model.rowCount()):
            cells = [table.model.index(at, column).data() for column in range(5)]
            told[cells[0]] = (cells[1], cells[2])
            examples[cells[0]] = (cells[3], cells[4])
    assert told["Patient · NHS number"] == ("Stays on this ward", "")
    assert told["Patient · Name"] == ("Stays on this ward", "")
    assert told["Incident · Started"] == ("QI team", "Cut to the hour")
    assert told["Incident · Patient"] == ("QI team", "As a code, never a name")
    assert examples["Patient · Name"] == ("Jo Bloggs", "")
    here, there = examples["Incident · Started"]
    assert (here[13:16], there) == (":05", f"{here[:13]}:00")


def test_a_bundle_is_saved_where_the_person_says_and_the_qi_team_can_take_it(
    desk: Desk, trust: make.Trust, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = bundle(desk, monkeypatch, tmp_path / "stick")
    page = page_of(desk)
    after = page.bundle.ui.afterLabel.text()
    assert made.name in after
    assert "Put it in the QI folder or attach it to an NHSmail message." in after
    assert "Bloggs" not in made.name
    taken = exchange.take(trust.hub, made)
    assert (taken.state, taken.new) == ("accepted", 4)
    desk.press(Qt.Key.Key_Escape)
    desk.settle()
    assert "4 records sent, not confirmed." in page.front.sentence.text()
    assert made.name.rpartition("-")[2].removesuffix(".wqb")[1:] in words(page.front.waiting)


def test_a_receipt_is_looked_at_first_and_then_confirms_what_was_sent(
    desk: Desk, trust: make.Trust, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange.take(trust.hub, bundle(desk, monkeypatch, tmp_path / "stick"))
    receipt = trust.answer(trust.heron)
    page = page_of(desk, "receipt")
    page.receipt.look_at(receipt)
    desk.wait(page.receipt.take.isVisible)
    assert "The QI team has" in words(page.receipt.says)
    assert exchange.strip(trust.heron).not_confirmed == 4
    page.receipt.take.click()
    desk.wait(page.receipt.after.isVisible)
    assert page.receipt.after.text().startswith("Receipt taken in. 4 records confirmed, 0 still")
    assert exchange.strip(trust.heron).not_confirmed == 0
    page.receipt.look_at(receipt)
    desk.wait(lambda: "before" in words(page.receipt.says))
    assert "You took this one in before." in words(page.receipt.says)
    assert not page.receipt.take.isVisible()


def test_a_file_that_is_no_receipt_is_refused_in_a_sentence_and_nothing_changes(
    desk: Desk, trust: make.Trust, tmp_path: Path
) -> None:
    wrong = tmp_path / "letter.wqb"
    wrong.write_bytes(b"Dear colleagues")
    page = page_of(desk, "receipt")
    before = exchange.strip(trust.heron)
    page.receipt.look_at(wrong)
    desk.wait(lambda: bool(page.receipt.problem.text))
    assert page.receipt.problem.text.startswith("This file was not made by WardQI. Nothing was imported.")
    assert page.receipt.problem.text.count("B-102") == 1
    assert not page.receipt.take.isVisible()
    assert exchange.strip(trust.heron) == before


def test_a_bundle_is_not_made_in_a_folder_that_is_gone(
    desk: Desk, trust: make.Trust, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "folder", lambda *_: tmp_path / "pulled out")
    page = page_of(desk, "bundle")
    desk.wait(page.bundle.ui.saveButton.isEnabled)
    page.bundle.ui.saveButton.click()
    desk.wait(lambda: bool(page.bundle.problem.text))
    assert "Your records are safe" in page.bundle.problem.text
    assert exchange.strip(trust.heron).not_sent == 4
    assert page.bundle.ui.saveButton.isEnabled()


def test_a_backup_is_made_and_listed(desk: Desk) -> None:
    page = page_of(desk)
    assert "No backup yet" in words(page.front.backups)
    page.front.keep.click()
    desk.wait(lambda: "Last backup" in words(page.front.backups))
    assert "by hand" in words(page.front.backups)


class Unpaired:
    """A ward's own window before it knows a QI team, and a hub's public file."""

    def __init__(self, qtbot: QtBot, tmp_path: Path, trust: make.Trust, role: str) -> None:
        self.clock = heron.Clock()
        self.session = heron.open_ward(tmp_path / "new", self.clock, role=role, people=False)
        self.desk = Desk(qtbot, tmp_path, [screen.SCREEN], session=self.session, clock=self.clock)
        self.hub = pairing.show_hub(trust.hub, tmp_path)


def test_pairing_trusts_only_after_the_words_were_compared_with_somebody_named(
    qtbot: QtBot, tmp_path: Path, trust: make.Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = Unpaired(qtbot, tmp_path, trust, "ward_manager")
    page = page_of(new.desk, "pair")
    ui = page.pair.ui
    monkeypatch.setattr(choosing, "folder", lambda *_: tmp_path)
    ui.showButton.click()
    new.desk.wait(ui.ownWords.isVisible)
    assert len(ui.ownWords.text().split()) == 6
    page.pair.look_at(new.hub.path)
    new.desk.wait(ui.matchStep.isVisible)
    assert tuple(ui.hubWords.text().split()) == new.hub.words
    assert not ui.trustButton.isEnabled()
    ui.sameBox.setChecked(True)
    assert not ui.trustButton.isEnabled()
    ui.secondEdit.setText("Jo Park, QI lead")
    assert new.session.fact("root_pub") is None
    ui.trustButton.click()
    new.desk.wait(ui.doneStep.isVisible)
    assert new.session.fact("root_pub")
    keys = new.session.vault.unlocked.file
    assert keys is not None
    assert list(keys.recovery) == (new.session.fact("recovery") or "").split()
    with new.session.desk() as at:
        noted = [entry.op.set.get("code") for entry in records.audit(at.store)]
    assert "words_compared" in noted
    new.desk.close()


def test_words_that_differ_trust_nothing(qtbot: QtBot, tmp_path: Path, trust: make.Trust) -> None:
    new = Unpaired(qtbot, tmp_path, trust, "ward_manager")
    page = page_of(new.desk, "pair")
    page.pair.look_at(new.hub.path)
    new.desk.wait(page.pair.ui.matchStep.isVisible)
    page.pair.ui.differButton.click()
    assert page.pair.problem.text.startswith("Nothing was trusted.")
    assert not page.pair.ui.matchStep.isVisible()
    assert new.session.fact("root_pub") is None
    new.desk.close()


def test_a_file_that_is_no_pairing_file_is_refused(qtbot: QtBot, tmp_path: Path, trust: make.Trust) -> None:
    new = Unpaired(qtbot, tmp_path, trust, "ward_manager")
    page = page_of(new.desk, "pair")
    (tmp_path / "bad.json").write_text('{"fmt": "something"}', encoding="utf-8")
    page.pair.look_at(tmp_path / "bad.json")
    new.desk.wait(lambda: bool(page.pair.problem.text))
    assert "B-124" in page.pair.problem.text
    new.desk.close()


def test_an_unpaired_nurse_is_told_that_records_are_safe_and_cannot_pair(
    qtbot: QtBot, tmp_path: Path, trust: make.Trust
) -> None:
    new = Unpaired(qtbot, tmp_path, trust, "nurse")
    page = page_of(new.desk)
    assert "not paired with a QI team yet" in words(page.front.ready)
    assert not page.front.make.isEnabled()
    assert not page.front.pair.isVisible()
    page_of(new.desk, "pair")
    assert page.pair.ui.roleLabel.isVisible()
    assert not page.pair.ui.showButton.isEnabled()
    new.desk.close()


@pytest.mark.parametrize("ident", ["", "bundle", "receipt", "pair"])
def test_every_page_is_named_reached_and_unclipped(desk: Desk, ident: str) -> None:
    for size in ((1366, 768), (683, 384)):
        desk.window.resize(*size)
        page = page_of(desk, ident)
        desk.qtbot.wait(50)
        desk.settle()
        assert reach.unnamed(page) == []
        assert reach.unreachable(page) == []
        assert reach.rich(page) == []
        assert reach.small(page) == []
        assert reach.clipped(page) == []


def test_a_question_is_answered_from_its_page_and_goes_out_with_the_next_bundle(
    desk: Desk, trust: make.Trust
) -> None:
    asking.ask(trust.hub, trust.heron.ward(), None, "Is 14 beds right for May?")
    make.take(trust.heron, trust.answer(trust.heron))
    page = page_of(desk)
    assert "Question from the QI team: Is 14 beds right for May?" in words(page.front)
    (asked,) = asking.waiting(trust.heron)
    for size in ((1366, 768), (683, 384)):
        desk.window.resize(*size)
        page_of(desk, f"question:{asked.ent}")
        assert page.answer.isVisible()
        assert reach.unnamed(page) == []
        assert reach.unreachable(page) == []
        assert reach.small(page) == []
        assert reach.clipped(page) == []
    page.answer.save_button.click()
    assert page.answer.problem.text == "Choose the answer that fits best."
    page.answer.buttons["right"].setChecked(True)
    page.answer.notes.setPlainText("Fourteen since April.")
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert asking.waiting(trust.heron) == ()
    assert "1 question" in words(page.front)
    make.take(trust.hub, trust.send(trust.heron))
    (back,) = asking.of_ward(trust.hub, trust.heron.ward())
    assert (back.code, back.answer) == ("right", "Fourteen since April.")


def test_what_a_receipt_sends_back_stays_on_today_until_somebody_changed_it(trust: make.Trust) -> None:
    ent = recording.log_incident(trust.heron, make.incident(patient_unknown=True)).ent
    make.take(trust.hub, trust.send(trust.heron))
    make.take(trust.heron2, trust.share(trust.heron))
    for name, reason in (("heron", "11"), ("heron2", "12")):
        recording.amend(trust.desk(name), ent, {"reason": reason}, reason="correction")
        make.take(trust.hub, trust.send(trust.desk(name)))
    trust.clock.go(hours=1)
    make.take(trust.heron, trust.answer(trust.heron))
    assert [one.ent for one in overview.today(trust.heron).sent_back] == [ent]
    trust.clock.go(hours=1)
    recording.amend(trust.heron, ent, {"reason": "13"}, reason="correction")
    assert overview.today(trust.heron).sent_back == ()


def test_free_text_is_looked_through_one_by_one_and_names_are_stopped(desk: Desk, trust: make.Trust) -> None:
    values = make.incident("2026-11-20T05:05+00:00", narrative="Mr Bloggs threw a cup.")
    recording.log_incident(trust.heron, values)
    page = page_of(desk, "bundle")
    desk.wait(page.bundle.ui.saveButton.isEnabled)
    page.bundle.texts.click()
    desk.wait(lambda: page.texts.current is not None)
    copy = page.texts.copy
    desk.wait(lambda: bool(copy.findings))
    assert page.texts.here.text() == "Mr Bloggs threw a cup."
    assert reach.unnamed(page) == []
    assert reach.rich(page) == []
    assert reach.clipped(page) == []
    page.texts.send.click()
    desk.wait(lambda: bool(page.texts.problem.text))
    assert records.of_kind(trust.heron.store, "shared_text") == []
    copy.setFocus()
    desk.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert copy.toPlainText() == "The patient threw a cup."
    page.texts.send.click()
    desk.wait(lambda: page.texts.current is None)
    (shared,) = records.of_kind(trust.heron.store, "shared_text")
    assert shared.value["text"] == "The patient threw a cup."
    desk.press(Qt.Key.Key_Escape)
    assert page.bundle.isVisible()


def test_a_text_that_stops_the_bundle_is_settled_with_a_reason(
    desk: Desk, trust: make.Trust, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = {"ward": trust.heron.ward(), "text": "Why?", "answer": "Ask Mr Bloggs."}
    recording.create(trust.heron, "question", question)
    monkeypatch.setattr(choosing, "folder", lambda *_: tmp_path)
    page = page_of(desk, "bundle")
    desk.wait(page.bundle.ui.saveButton.isEnabled)
    page.bundle.ui.saveButton.click()
    desk.wait(lambda: bool(page.bundle.problem.text))
    assert "may name somebody" in page.bundle.problem.text
    page.bundle.texts.click()
    desk.wait(lambda: page.texts.current is not None)
    page.texts.send.click()
    desk.wait(lambda: bool(page.texts.problem.text))
    page.texts.why.setText("A football club")
    page.texts.send.click()
    desk.wait(lambda: page.texts.current is None)
    bundle(desk, monkeypatch, tmp_path / "stick")
