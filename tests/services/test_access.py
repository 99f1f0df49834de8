from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import pytest

from tests import make
from tests.make import Trust
from wardqi.domain import kinds
from wardqi.services import access, keeping, recording
from wardqi.services.access import Founding, PinBlocked, SetUpUnfinished
from wardqi.services.desk import NotAllowed
from wardqi.store import keys, log, records, vault
from wardqi.store.log import Act

NURSE = "three grey geese fly"


def audit(session: access.Session, action: str) -> list[object]:
    """The codes of one act in the audit trail, oldest first."""
    with session.vault.open() as store:
        return [one.op.set.get("code") for one in records.audit(store) if one.op.action == action][::-1]


def nurse(trust: Trust, **more: str) -> str:
    return (
        trust.session("heron")
        .add_person(name="Lee Vane", job_title="Staff nurse", role="nurse", passphrase=NURSE, **more)
        .uid
    )


# --- setting up -------------------------------------------------------------------------------------


def test_a_new_ward_is_whole_in_one_save(tmp_path: Path) -> None:
    session = access.set_up_ward(
        tmp_path / "ward", Founding("Heron Ward", make.TRUST, "Sam Ade", make.PASSPHRASE)
    )
    with session.desk() as desk:
        ops = [
            log.read(row).op for row in desk.store.db.execute(f"select {log.ROW} from change order by seq")
        ]
        assert [f"{op.kind}.{op.action}" for op in ops] == [
            *("replica.start", "user.enrol", "ward.create", "audit.unlock")
        ]
        assert keeping.verify(desk).sound
        assert (desk.person.name, desk.person.role) == ("Sam Ade", "ward_manager")
    session.close()


def test_a_set_up_cut_short_is_told_and_goes_on_with_the_same_passphrase(tmp_path: Path) -> None:
    founding = Founding("Heron Ward", make.TRUST, "Sam Ade", make.PASSPHRASE)
    vault.create(tmp_path / "ward", profile="ward", passphrase=make.PASSPHRASE).lock()
    with pytest.raises(SetUpUnfinished):
        access.unlock(tmp_path / "ward", make.PASSPHRASE)
    with pytest.raises(vault.AlreadyThere):
        access.set_up_ward(
            tmp_path / "ward", Founding("Heron", make.TRUST, "Al Fox", "some other passphrase here")
        )
    with pytest.raises((vault.AlreadyThere, keys.Throttled)):
        access.set_up_hub(tmp_path / "ward", founding)
    shutil.rmtree(tmp_path / "ward")
    vault.create(tmp_path / "ward", profile="ward", passphrase=make.PASSPHRASE).lock()
    session = access.set_up_ward(tmp_path / "ward", founding)
    with session.desk() as desk:
        assert keeping.verify(desk).sound
    session.close()
    with pytest.raises(vault.AlreadyThere):
        access.set_up_ward(tmp_path / "ward", founding)


@pytest.mark.parametrize("field", ["place", "trust", "person", "job_title", "pc"])
def test_a_word_that_cannot_be_kept_makes_nothing(tmp_path: Path, field: str) -> None:
    said = {"place": "Heron", "trust": "T", "person": "Sam", "passphrase": make.PASSPHRASE} | {
        field: "a\x07b"
    }
    with pytest.raises(kinds.BadValue):
        access.set_up_ward(tmp_path / "ward", Founding(**said))
    assert not (tmp_path / "ward").exists()


# --- signing in -------------------------------------------------------------------------------------


def test_before_unlocking_nobodys_name_is_shown(trust: Trust) -> None:
    nurse(trust)
    assert [one.label for one in access.ways_in(trust.folder / "heron")] == ["SA", "LV"]
    # Keys and salts are left out: by chance they may spell anything.
    text = re.sub(r"[A-Za-z0-9+/=]{16,}", "", (trust.folder / "heron" / "keys.json").read_text())
    assert "label" in text
    assert "Sam" not in text
    assert "Vane" not in text


def test_each_person_signs_what_they_do(trust: Trust) -> None:
    uid = nurse(trust)
    session = trust.session("heron")
    session.sign_in_passphrase(uid, NURSE)
    with session.desk() as desk:
        saved = recording.log_incident(desk, make.incident())
        entry = records.entry(desk.store, saved.changes[0])
    assert entry is not None
    assert entry.op.by == uid
    assert log.verify(trust.heron.store.db) == []


def test_under_the_screen_lock_nobody_works_and_a_pin_opens_it_again(trust: Trust) -> None:
    session = trust.session("heron")
    session.set_pin("271828")
    session.screen_lock()
    with pytest.raises(access.NobodyHere), session.desk():
        pass
    with pytest.raises(access.NobodyHere):
        session.set_pin("314159")
    uid = session.people()[0].uid
    assert session.sign_in_pin(uid, "271828").uid == uid


def test_five_wrong_pins_and_only_the_passphrase_helps(trust: Trust) -> None:
    session = trust.session("heron")
    session.set_pin("271828")
    uid = trust.heron.person.uid
    for _ in range(5):
        assert session.has_pin(uid)
        with pytest.raises(keys.WrongPin):
            session.sign_in_pin(uid, "271829")
    assert not session.has_pin(uid)
    with pytest.raises(PinBlocked):
        session.sign_in_pin(uid, "271828")
    assert audit(session, "unlock_failed") == ["pin"] * 5
    session.sign_in_passphrase(uid, make.PASSPHRASE)
    assert session.sign_in_pin(uid, "271828").uid == uid


def test_a_try_counts_before_it_is_tried(trust: Trust, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pulling the plug gives nobody another try."""
    session = trust.session("heron")
    session.set_pin("271828")
    uid = trust.heron.person.uid

    def plug(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(keys, "pin_unwrap", plug)
        for _ in range(5):
            with pytest.raises(KeyboardInterrupt):
                session.sign_in_pin(uid, "271828")
    with pytest.raises(PinBlocked):
        session.sign_in_pin(uid, "271828")


def test_failed_tries_are_told_at_the_next_unlocking(trust: Trust) -> None:
    trust.desk("heron")
    folder = trust.shut("heron")
    with pytest.raises(keys.WrongPassphrase):
        access.unlock(folder, "not the passphrase")
    with pytest.raises(keys.Throttled):
        access.unlock(folder, make.PASSPHRASE)
    time.sleep(1.2)  # as long as a first wrong try makes everybody wait
    assert audit(trust.session("heron"), "unlock_failed") == ["passphrase"]


# --- people -----------------------------------------------------------------------------------------


def test_somebody_removed_can_neither_unlock_nor_sign_in(trust: Trust) -> None:
    uid = nurse(trust, pin="314159")
    folder = trust.shut("heron")
    session = access.unlock(folder, make.PASSPHRASE)
    session.remove_person(uid)
    with pytest.raises(PinBlocked):
        session.sign_in_pin(uid, "314159")
    assert uid not in {one.uid for one in session.people()}
    with session.desk() as desk:
        assert keeping.verify(desk).sound
    session.close()
    with pytest.raises(keys.WrongPassphrase):
        access.unlock(folder, NURSE)


def test_a_removal_that_was_cut_short_is_finished_at_the_next_unlocking(trust: Trust) -> None:
    uid = nurse(trust)
    trust.heron.append(Act("user", "retire", uid))  # and the power went
    folder = trust.shut("heron")
    assert uid in {one.uid for one in access.ways_in(folder)}
    trust.desk("heron")
    assert uid not in {one.uid for one in access.ways_in(folder)}
    assert keeping.verify(trust.heron).sound


def test_who_may_not_manage_people_adds_and_removes_nobody(trust: Trust) -> None:
    uid = nurse(trust)
    session = trust.session("heron")
    session.sign_in_passphrase(uid, NURSE)
    with pytest.raises(NotAllowed):
        session.add_person(name="X Y", job_title="", role="nurse", passphrase="four tall blue gates")
    with pytest.raises(NotAllowed):
        session.remove_person(trust.heron.person.uid)
    assert len(access.ways_in(trust.folder / "heron")) == 2


def test_nobody_removes_themselves(trust: Trust) -> None:
    with pytest.raises(NotAllowed):
        trust.session("heron").remove_person(trust.heron.person.uid)


def test_the_hub_knows_people_by_id_alone(trust: Trust) -> None:
    nurse(trust)
    make.take(trust.hub, trust.send(trust.heron))
    rows = trust.hub.store.db.execute("select name, job_title from person where ward is not null").fetchall()
    assert rows == [(None, None), (None, None)]


# --- keeping ----------------------------------------------------------------------------------------


def test_what_a_backup_lacks_is_told_even_when_the_clock_went_back(trust: Trust, tmp_path: Path) -> None:
    ent = recording.log_incident(trust.heron, make.incident()).ent
    keeping.back_up(trust.session("heron"), tmp_path / "copy.db")
    trust.clock.go(days=-2)
    recording.amend(trust.heron, ent, {"reason": "12"})
    late = recording.log_incident(trust.heron, make.incident()).ent
    folder = trust.shut("heron")
    returned = keeping.restore(tmp_path / "copy.db", folder, make.PASSPHRASE)
    returned.session.close()
    assert {one.ent for one in returned.lost} == {ent, late}
    assert returned.known


def test_restoring_over_a_damaged_store_says_that_nobody_knows_what_lacks(
    trust: Trust, tmp_path: Path
) -> None:
    keeping.back_up(trust.session("heron"), tmp_path / "copy.db")
    folder = trust.shut("heron")
    (folder / "store.db").write_bytes(b"x" * 8192)
    returned = keeping.restore(tmp_path / "copy.db", folder, make.PASSPHRASE)
    returned.session.close()
    assert (returned.known, returned.lost) == (False, ())
    assert returned.replaced is not None
    assert returned.replaced.read_bytes() == b"x" * 8192


def test_a_wrong_passphrase_restores_nothing_and_is_told_as_one(trust: Trust, tmp_path: Path) -> None:
    keeping.back_up(trust.session("heron"), tmp_path / "copy.db")
    folder = trust.shut("heron")
    with pytest.raises(keys.WrongPassphrase):
        keeping.restore(tmp_path / "copy.db", folder, "not the passphrase")
    assert not list(folder.glob("store.damaged*"))
