"""Looking after a store: people who come and go, the ward's own record, the trail, health and keys."""

from __future__ import annotations

import csv
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import make
from wardqi.domain import codes
from wardqi.services import access, incidents, keeping, recording
from wardqi.services.access import Founding, Session
from wardqi.services.administering import acts, condition, staff, ward
from wardqi.services.administering.acts import Wanted
from wardqi.services.desk import Desk, NotAllowed, NotFound
from wardqi.store import keys, records, vault
from wardqi.store.log import Act

SECRET = "a kite above the harbour"
OTHER = "four brown hens in a row"
PIN = "482915"


@pytest.fixture
def clock() -> make.Clock:
    return make.Clock()


@pytest.fixture
def heron(tmp_path: Path, clock: make.Clock) -> Iterator[Session]:
    founding = Founding("Heron Ward", "Lakeside NHS Trust", "Ama Mensah", make.PASSPHRASE, "Ward manager")
    session = access.set_up_ward(tmp_path / "ward", founding, clock=clock)
    yield session
    session.close()


@pytest.fixture
def desk(heron: Session) -> Iterator[Desk]:
    with heron.desk() as found:
        yield found


def add_nurse(session: Session, name: str = "Sam Ade", passphrase: str = SECRET, pin: str = PIN) -> str:
    return session.add_person(
        name=name, job_title="Staff nurse", role="nurse", passphrase=passphrase, pin=pin
    ).uid


# --- a new ward's areas -------------------------------------------------------------------------------


def test_a_new_ward_can_say_where_on_its_first_day(desk: Desk) -> None:
    offered = [one for one in incidents.places(desk) if one.row is not None]
    assert [one.kind for one in offered] == list(access.FIRST_AREAS)
    known = codes.get("area_kind")
    assert [one.name for one in offered] == [known.plain(kind) for kind in access.FIRST_AREAS]
    saved = recording.log_incident(desk, {**make.incident(), "area": offered[0].row, "area_kind": "lounge"})
    assert incidents.detail(desk, saved.ent).line.area == "Lounge or day room"


def test_a_ward_may_begin_with_areas_of_its_own_or_none(tmp_path: Path) -> None:
    founding = Founding("Heron Ward", "Lakeside NHS Trust", "Ama Mensah", make.PASSPHRASE)
    own = access.set_up_ward(tmp_path / "own", founding, areas=("garden",))
    with own.desk() as desk:
        assert [one.kind for one in incidents.places(desk) if one.row] == ["garden"]
    own.close()
    bare = access.set_up_ward(tmp_path / "none", founding, areas=())
    with bare.desk() as desk:
        assert not [one for one in incidents.places(desk) if one.row]
    bare.close()


def test_a_further_pc_of_a_ward_brings_no_second_set_of_areas(trust: make.Trust) -> None:
    make.take(trust.heron, trust.share(trust.heron2))
    names = [one.name for one in ward.ward(trust.heron).areas]
    assert len(names) == len(access.FIRST_AREAS)
    record = records.find(trust.heron.store, trust.heron.ward())
    assert record is not None
    assert not [path for path in record.conflicts if path.startswith("areas.")]


# --- people -------------------------------------------------------------------------------------------


def test_the_list_tells_role_pin_and_last_sign_in(heron: Session, clock: make.Clock) -> None:
    uid = add_nurse(heron)
    clock.go(hours=2)
    heron.sign_in_pin(uid, PIN)
    manager = next(one.uid for one in heron.people() if one.name == "Ama Mensah")
    heron.sign_in_passphrase(manager, make.PASSPHRASE)
    ama, sam = staff.everybody(heron)
    assert (ama.name, ama.own, ama.pin, ama.state) == ("Ama Mensah", True, "none", "active")
    assert (sam.name, sam.role, sam.job_title, sam.pin) == ("Sam Ade", "nurse", "Staff nurse", "set")
    assert sam.signed_in == "2026-11-21T05:05:20Z"


def test_a_blocked_pin_is_told(heron: Session) -> None:
    uid = add_nurse(heron)
    for _ in range(5):
        with pytest.raises(keys.WrongPin):
            heron.sign_in_pin(uid, "135790")
    assert next(one.pin for one in staff.everybody(heron) if one.uid == uid) == "blocked"


def test_only_those_who_manage_people_see_the_list(heron: Session) -> None:
    uid = add_nurse(heron)
    heron.sign_in_pin(uid, PIN)
    with pytest.raises(NotAllowed):
        staff.everybody(heron)
    with pytest.raises(NotAllowed):
        staff.leaving(heron, uid)
    with pytest.raises(NotAllowed):
        heron.add_opener("Ward passphrase", OTHER)
    with pytest.raises(NotAllowed):
        heron.remove_person(next(one.uid for one in heron.people() if one.uid != uid))


def test_who_was_retired_cannot_open_the_store_and_keeps_a_place_in_its_history(heron: Session) -> None:
    uid = add_nurse(heron)
    before = heron.vault.unlocked.gen
    heron.remove_person(uid)
    assert heron.vault.unlocked.gen == before + 1
    gone = next(one for one in staff.everybody(heron) if one.uid == uid)
    assert (gone.name, gone.state, gone.pin) == ("Sam Ade", "retired", "none")
    assert gone.retired_at == "2026-11-21T03:05:20Z"
    with heron.desk() as desk:
        assert keeping.verify(desk).sound
    folder = heron.vault.folder
    heron.close()
    access.unlock(folder, make.PASSPHRASE).close()
    with pytest.raises(keys.WrongPassphrase):
        access.unlock(folder, SECRET)


def test_nobody_retires_themselves(heron: Session) -> None:
    assert heron.person is not None
    with pytest.raises(NotAllowed):
        heron.remove_person(heron.person.uid)
    with pytest.raises(NotAllowed):
        staff.leaving(heron, heron.person.uid)


def test_changing_the_key_waits_for_what_others_read_and_they_for_it(heron: Session) -> None:
    uid = add_nurse(heron)
    reading, go_on, after = threading.Event(), threading.Event(), []

    def read() -> None:
        with heron.desk() as desk:
            reading.set()
            go_on.wait(20)
            desk.store.fact("place")

    def come_later() -> None:
        with heron.desk() as desk:
            after.append(desk.store.fact("place"))

    def retire() -> None:
        heron.remove_person(uid)

    reader = threading.Thread(target=read)
    reader.start()
    assert reading.wait(20)
    changing = threading.Thread(target=retire)
    changing.start()
    later = threading.Thread(target=come_later)
    later.start()
    go_on.set()
    for thread in (reader, changing, later):
        thread.join(30)
        assert not thread.is_alive()
    assert after == ["Heron Ward"]
    assert [one.state for one in staff.everybody(heron) if one.uid == uid] == ["retired"]


def test_a_retirement_that_was_cut_short_is_told_and_can_be_ended(
    heron: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = add_nurse(heron)

    def full(*_: object, **__: object) -> None:
        raise vault.StoreFull("no room")

    with monkeypatch.context() as patch:
        patch.setattr(heron.vault, "rotate", full)
        with pytest.raises(vault.StoreFull):
            heron.remove_person(uid)
    assert [one.state for one in staff.everybody(heron) if one.uid == uid] == ["unfinished"]
    with pytest.raises(NotAllowed):
        heron.sign_in_passphrase(uid, SECRET)
    heron.remove_person(uid)
    assert [one.state for one in staff.everybody(heron) if one.uid == uid] == ["retired"]


def test_retiring_tells_of_drafts_nobody_else_can_finish(heron: Session) -> None:
    uid = add_nurse(heron)
    manager = heron.person
    assert manager is not None
    heron.sign_in_pin(uid, PIN)
    with heron.desk() as desk:
        recording.keep_draft(desk, "11111111-1111-4111-8111-111111111111", "incident", "Draft", {})
    heron.sign_in_passphrase(manager.uid, make.PASSPHRASE)
    assert staff.leaving(heron, uid) == staff.Leaving(uid, "Sam Ade", opener=False, drafts=1)


def test_a_shared_passphrase_opens_the_store_for_nobody_and_can_be_taken_away(heron: Session) -> None:
    uid = heron.add_opener("Ward passphrase", OTHER)
    opener = next(one for one in staff.everybody(heron) if one.uid == uid)
    assert (opener.name, opener.role) == ("Ward passphrase", "opener")
    folder = heron.vault.folder
    heron.close()
    opened = access.unlock(folder, OTHER)
    assert opened.person is None
    opened.close()
    again = access.unlock(folder, make.PASSPHRASE)
    assert staff.leaving(again, uid).opener
    again.remove_person(uid)
    assert [one.uid for one in staff.everybody(again)] == [again.person.uid if again.person else ""]
    again.close()
    with pytest.raises(keys.WrongPassphrase):
        access.unlock(folder, OTHER)


def test_people_can_be_added_after_somebody_else_took_the_trusts_newer_recovery_keys(
    heron: Session, trust: make.Trust
) -> None:
    with heron.desk() as desk:
        desk.store.settle({"recovery": trust.hub.store.fact("recovery") or ""})
    add_nurse(heron)
    assert len(heron.vault.unlocked.file.recovery) == 1


def test_every_role_that_is_offered_says_what_it_may_do() -> None:
    for profile in ("ward", "hub"):
        offered = staff.offered_roles(profile)
        assert "opener" not in offered
        assert all(staff.acts_of(role) for role in offered)
    assert "nurse" not in staff.offered_roles("hub")


# --- one's own sign-in --------------------------------------------------------------------------------


def test_a_pin_is_changed_only_with_the_passphrase(heron: Session) -> None:
    with pytest.raises(keys.WeakPassphrase):
        heron.change_pin(make.PASSPHRASE, "123456")
    with pytest.raises(keys.WrongPassphrase):
        heron.change_pin("not the passphrase at all", PIN)
    assert staff.own(heron).pin == "none"


def test_a_pin_that_was_set_signs_in_and_is_in_the_trail(heron: Session) -> None:
    assert heron.person is not None
    heron.change_pin(make.PASSPHRASE, PIN)
    assert staff.own(heron).pin == "set"
    assert heron.sign_in_pin(heron.person.uid, PIN).name == "Ama Mensah"
    with heron.desk() as desk:
        assert [line.action for line in acts.page(desk, Wanted(group="people")).lines] == ["pin", "enrol"]


def test_a_changed_passphrase_is_the_only_one_that_opens(heron: Session) -> None:
    heron.change_passphrase(make.PASSPHRASE, OTHER)
    folder = heron.vault.folder
    heron.close()
    access.unlock(folder, OTHER).close()
    with pytest.raises(keys.WrongPassphrase):
        access.unlock(folder, make.PASSPHRASE)


# --- the ward -----------------------------------------------------------------------------------------


def profile(desk: Desk, **more: object) -> dict[str, object]:
    return {**ward.ward(desk).profile, **more}


def test_a_profile_is_saved_undone_and_saved_again(desk: Desk) -> None:
    seen = ward.ward(desk).heads
    saved = ward.save_profile(desk, profile(desk, name="Curlew Ward", bed_count=16), seen)
    assert ward.ward(desk).profile["bed_count"] == 16
    assert desk.store.fact("place") == "Curlew Ward"
    undone = ward.undo(desk, saved.changes)
    assert ward.ward(desk).profile["name"] == "Heron Ward"
    assert desk.store.fact("place") == "Heron Ward"
    ward.undo(desk, undone.changes)
    assert desk.store.fact("place") == "Curlew Ward"


def test_only_what_differs_is_recorded(desk: Desk) -> None:
    before = make.counted(desk)
    with pytest.raises(NotFound):
        ward.save_profile(desk, profile(desk), ward.ward(desk).heads)
    assert make.counted(desk) == before


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        ({"name": ""}, {"name": "missing"}),
        ({"name": "x" * 81}, {"name": "too_long"}),
        ({"code": "heron ward"}, {"code": "not_a_code"}),
        ({"code": ""}, {"code": "missing"}),
        ({"bed_count": 201}, {"bed_count": "not_a_number"}),
        ({"day_starts": 420}, {"late_starts": "missing", "night_starts": "missing"}),
        ({"day_starts": 420, "late_starts": 400, "night_starts": 1290}, {"late_starts": "out_of_order"}),
        ({"day_starts": 420, "late_starts": 840, "night_starts": 60}, {"night_starts": "out_of_order"}),
    ],
)
def test_a_profile_that_makes_no_sense_is_refused_whole(
    desk: Desk, values: dict[str, object], problems: dict[str, str]
) -> None:
    with pytest.raises(ward.NotFit) as found:
        ward.save_profile(desk, profile(desk, **values), ward.ward(desk).heads)
    assert found.value.problems == problems
    assert ward.ward(desk).profile["name"] == "Heron Ward"


def test_an_area_is_added_renamed_moved_retired_and_brought_back(desk: Desk) -> None:
    ward.save_area(desk, None, "  Low   stimulus room ", "quiet_room")
    added = ward.ward(desk).areas[-1]
    assert added.name == "Low stimulus room"
    ward.save_area(desk, added.row, "Blue room", "quiet_room")
    ward.move(desk, "areas", added.row, -1)
    assert [one.name for one in ward.ward(desk).areas][-2:] == ["Blue room", "Entrance or airlock"]
    ward.retire(desk, "areas", added.row)
    assert ward.ward(desk).areas[-1] == ward.Place(added.row, "Blue room", "quiet_room", "", 12, True, "")
    assert "Blue room" not in [one.name for one in incidents.places(desk)]
    ward.bring_back(desk, "areas", added.row)
    assert "Blue room" in [one.name for one in incidents.places(desk)]


def test_an_area_moves_by_as_few_changes_as_it_takes_and_not_past_the_ends(desk: Desk) -> None:
    first, second, *_ = ward.ward(desk).areas
    saved = ward.move(desk, "areas", second.row, -1)
    assert [one.row for one in ward.ward(desk).areas][:2] == [second.row, first.row]
    (change,) = saved.changes
    entry = records.entry(desk.store, change)
    assert entry is not None
    assert entry.op.set["areas"] == {second.row: {"order": 1}, first.row: {"order": 2}}
    with pytest.raises(NotFound):
        ward.move(desk, "areas", second.row, -1)


def test_an_older_incident_still_says_where_when_the_area_is_retired(desk: Desk) -> None:
    area = ward.ward(desk).areas[0]
    saved = recording.log_incident(desk, {**make.incident(), "area": area.row})
    ward.retire(desk, "areas", area.row)
    assert incidents.detail(desk, saved.ent).line.area == "Lounge or day room"


def test_two_places_never_have_one_name(desk: Desk) -> None:
    with pytest.raises(ward.NotFit) as found:
        ward.save_area(desk, None, "GARDEN or courtyard", "garden")
    assert found.value.problems == {"name": "taken"}
    with pytest.raises(ward.NotFit):
        ward.save_area(desk, None, "   ", "garden")


def test_a_bed_is_added_and_taken_out_of_use_with_its_day_kept(desk: Desk) -> None:
    area = ward.ward(desk).areas[3].row
    ward.save_bed(desk, None, "1", area)
    saved = ward.save_bed(desk, None, "2", "")
    with pytest.raises(ward.NotFit):
        ward.save_bed(desk, None, "2", "")
    one, two = ward.ward(desk).beds
    assert (one.name, one.area, two.name, two.area) == ("1", area, "2", "")
    retired = ward.retire(desk, "beds", two.row)
    assert ward.ward(desk).beds[1].until == "2026-11-21"
    assert ward.ward(desk).beds[1].retired
    ward.undo(desk, retired.changes)
    assert not ward.ward(desk).beds[1].retired
    ward.undo(desk, saved.changes)
    assert [one.name for one in ward.ward(desk).beds] == ["1"]


def test_a_nurse_changes_nothing_of_the_ward(heron: Session) -> None:
    heron.sign_in_pin(add_nurse(heron), PIN)
    with heron.desk() as desk:
        for refused in (
            lambda: ward.ward(desk),
            lambda: ward.save_area(desk, None, "Blue room", "quiet_room"),
            lambda: ward.retire(desk, "areas", "00000000"),
            lambda: ward.save_profile(desk, {"name": "Mine"}, ()),
            lambda: acts.page(desk, Wanted()),
        ):
            with pytest.raises(NotAllowed):
                refused()


# --- the trail ----------------------------------------------------------------------------------------


def test_the_trail_tells_the_newest_first_who_and_what(heron: Session, clock: make.Clock) -> None:
    uid = add_nurse(heron)
    clock.go(minutes=5)
    heron.sign_in_pin(uid, PIN)
    with heron.desk() as desk:
        clock.go(minutes=5)
        saved = recording.log_incident(desk, make.incident())
        clock.go(minutes=5)
        recording.amend(desk, saved.ent, {"reason": "11"})
    manager = next(one.uid for one in heron.people() if one.uid != uid)
    clock.go(minutes=5)
    heron.sign_in_passphrase(manager, make.PASSPHRASE)
    with heron.desk() as desk:
        lines = acts.page(desk, Wanted()).lines
        assert [(one.who, one.kind, one.action) for one in lines[:4]] == [
            ("Ama Mensah", "audit", "unlock"),
            ("Sam Ade", "incident", "amend"),
            ("Sam Ade", "incident", "create"),
            ("Sam Ade", "audit", "unlock"),
        ]
        assert lines[1].record == lines[2].record == saved.number
        assert lines[1].fields == ("Main reason",)
        assert lines[3].code == "pin"
        assert [one.about for one in lines if one.kind == "user"] == ["Sam Ade", "Ama Mensah"]


def test_the_trail_is_narrowed_by_person_and_act_and_turned_page_by_page(heron: Session) -> None:
    uid = add_nurse(heron)
    heron.sign_in_pin(uid, PIN)
    with heron.desk() as desk:
        for _ in range(3):
            recording.log_incident(desk, make.incident())
    manager = next(one.uid for one in heron.people() if one.uid != uid)
    heron.sign_in_passphrase(manager, make.PASSPHRASE)
    with heron.desk() as desk:
        everything = acts.page(desk, Wanted(), size=500)
        assert everything.total == len(everything.lines) == make.counted(desk)
        halves = [
            line for at in range(0, everything.total, 4) for line in acts.page(desk, Wanted(), at, 4).lines
        ]
        assert halves == list(everything.lines)
        assert acts.page(desk, Wanted(by=uid, group="recorded")).total == 3
        assert acts.page(desk, Wanted(by=manager, group="recorded")).total == 1
        assert {one.who for one in acts.page(desk, Wanted(by=acts.DEVICE)).lines} == {""}
        counts = [acts.page(desk, Wanted(group=group)).total for group in acts.GROUPS]
        assert sum(counts) == everything.total
        assert (uid, "Sam Ade") in acts.persons(desk)


def test_a_wrong_passphrase_before_unlocking_is_in_the_trail(heron: Session) -> None:
    folder = heron.vault.folder
    assert heron.person is not None
    uid = heron.person.uid
    heron.close()
    with pytest.raises(keys.WrongPassphrase):
        access.unlock(folder, "not the passphrase at all")
    again = access.unlock(folder, make.PASSPHRASE, uid)
    with again.desk() as desk:
        (line,) = acts.page(desk, Wanted(group="refused")).lines
        assert (line.who, line.code, line.count) == ("", "passphrase", 1)
    again.close()


def test_a_saved_trail_holds_no_formula_and_is_itself_in_the_trail(
    heron: Session, desk: Desk, tmp_path: Path
) -> None:
    desk.append(Act("audit", "pair", "store", {"code": "words_compared", "note": "=1+1"}))
    path = tmp_path / "trail.csv"
    seen: list[tuple[int, int]] = []
    saved = acts.export(
        desk, Wanted(), path, ["When", "Note"], lambda one: (one.at, one.note), lambda *at: seen.append(at)
    )
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == saved + 1
    assert "'=1+1" in [row[1] for row in rows]
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    assert seen[-1] == (saved, saved)
    newest = acts.page(desk, Wanted()).lines[0]
    assert (newest.action, newest.code, newest.count) == ("export", "trail", saved)


def test_the_trail_of_a_hub_is_its_own_and_not_its_wards(trust: make.Trust) -> None:
    recording.log_incident(trust.heron, make.incident())
    make.take(trust.hub, trust.send(trust.heron))
    lines = acts.page(trust.hub, Wanted(), size=500).lines
    assert {one.who for one in lines} <= {"Jo Park", ""}
    assert not [one for one in lines if one.kind == "incident"]
    assert [uid for uid, name in acts.persons(trust.hub)] == [trust.hub.person.uid]


# --- health and keys ----------------------------------------------------------------------------------


def test_health_tells_sizes_versions_and_the_last_backup(heron: Session) -> None:
    found = condition.health(heron)
    assert found.backup_at is None
    assert found.sizes.copies == 0
    assert found.sizes.store == heron.vault.path.stat().st_size
    assert found.engine.schema >= 1
    assert found.engine.cipher
    keeping.back_up(heron)
    again = condition.health(heron)
    assert again.backup_at is not None
    assert again.sizes.copies == 1
    assert again.sizes.backups > 0


def test_checking_everything_counts_as_this_weeks_check(heron: Session, desk: Desk) -> None:
    steps: list[tuple[int, int]] = []
    verdict = condition.check_everything(desk, lambda *at: steps.append(at))
    assert verdict.sound
    assert steps
    assert condition.health(heron).checked_on == "2026-11-21"


def test_a_store_that_is_not_sound_has_not_been_checked(heron: Session, desk: Desk) -> None:
    desk.store.db.execute("update change set op = replace(op, 'HERON', 'ROBIN') where kind = 'ward'")
    desk.store.db.conn.commit()
    verdict = condition.check_everything(desk, lambda *at: None)
    assert [fault.code for fault in verdict.log][:1] == ["altered"]
    assert condition.health(heron).checked_on == ""


def test_keys_tell_the_words_both_sides_read_aloud(trust: make.Trust) -> None:
    from wardqi.services import pairing

    own = condition.key_standing(trust.session("heron"))
    hub = condition.key_standing(trust.session("hub"))
    assert own.words == pairing.show_ward(trust.heron, trust.post).words
    assert own.trusted is not None
    assert own.trusted.name == make.TRUST
    assert own.trusted.words == hub.words == pairing.show_hub(trust.hub, trust.post).words
    assert own.recovery == 1
    assert hub.trusted is None


def test_a_ward_alone_trusts_nobody_and_has_no_recovery_key(heron: Session) -> None:
    found = condition.key_standing(heron)
    assert found.trusted is None
    assert len(found.words) == 6
    assert (found.recovery, found.sealed) == (0, True)
