"""The vault: made, unlocked, locked, its data key changed, its damage noticed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.store.faults import ward
from tests.store.faults.ward import OTHER, PASSPHRASE
from wardqi.store import _sqlite, disk, keys, log, migrations, opening, vault


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a ward's store is to be; not there yet."""
    return tmp_path / "ward"


@pytest.fixture
def locked(folder: Path) -> Path:
    """A ward with three changes, locked."""
    ward.make(folder).lock()
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# -- making and unlocking


@pytest.mark.parametrize("profile", ["ward", "hub"])
def test_a_new_store_opens_with_its_passphrase(folder: Path, profile: str) -> None:
    with ward.make(folder, profile=profile) as made:
        replica = made.replica
        assert (made.profile, made.notes) == (profile, ())
    with vault.unlock(folder, PASSPHRASE) as opened:
        assert (opened.profile, opened.replica, opened.notes) == (profile, replica, ())
        with opened.open() as store:
            assert store.fact("store_id") == opened.unlocked.store
            assert log.head(store.db).seq == 3 + ward.FOUNDING
    assert len(replica) == 16


def test_a_wrong_passphrase_leaves_the_folder_free_for_the_right_one(locked: Path) -> None:
    with pytest.raises(keys.WrongPassphrase):
        vault.unlock(locked, OTHER, uid=keys.people(locked)[0].uid)
    assert [one.uid for one in keys.failures(locked)] == [keys.people(locked)[0].uid]


def test_an_empty_folder_is_a_first_run(tmp_path: Path) -> None:
    assert vault.state(tmp_path) == "new"
    with pytest.raises(vault.NoStore):
        vault.unlock(tmp_path, PASSPHRASE)
    with pytest.raises(vault.NoStore):
        vault.unlock(tmp_path / "none", PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("gone", ["store.db", "keys", "all but the backups"])
def test_a_store_is_never_made_where_one_was(locked: Path, gone: str) -> None:
    with vault.unlock(locked, PASSPHRASE) as opened:
        opened.daily_backup()
    if gone != "keys":
        (locked / "store.db").unlink()
    if gone != "store.db":
        for name in keys.COPIES:
            (locked / name).unlink()
    before = names(locked)
    with pytest.raises(vault.AlreadyThere):
        vault.create(locked, profile="ward", passphrase=OTHER)
    assert names(locked) == before
    assert vault.state(locked) != "new"


def test_a_weak_passphrase_makes_no_store(folder: Path) -> None:
    with pytest.raises(keys.WeakPassphrase):
        vault.create(folder, profile="ward", passphrase="password1234")
    assert not folder.exists()


def test_a_store_is_refused_on_a_network_or_removable_disk(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "not_local", lambda _: "network")
    with pytest.raises(vault.NotLocal) as refused:
        vault.create(folder, profile="ward", passphrase=PASSPHRASE)
    assert (refused.value.why, refused.value.path, folder.exists()) == ("network", folder, False)


def test_a_store_already_on_a_network_disk_opens_with_a_word_of_warning(
    locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "not_local", lambda _: "network")
    with vault.unlock(locked, PASSPHRASE) as opened:
        assert opened.notes == ("network",)


def test_only_the_owner_may_look_into_the_folder(locked: Path) -> None:
    if os.name == "posix":
        assert locked.stat().st_mode & 0o077 == 0
        assert all((locked / name).stat().st_mode & 0o077 == 0 for name in keys.COPIES)


def test_a_creation_cut_short_before_the_last_step_is_finished(locked: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    ward.make(new, changes=0).lock()
    (new / "store.db").rename(new / opening.UNFINISHED)
    assert vault.state(new) == "locked"
    with vault.unlock(new, PASSPHRASE) as opened:
        assert opened.notes == ("creation_finished",)
    assert (new / "store.db").exists()
    assert ward.look(new).ids == ()


def test_a_store_with_records_is_not_taken_for_an_unfinished_creation(locked: Path) -> None:
    (locked / "store.db").rename(locked / opening.UNFINISHED)
    with pytest.raises(vault.Damaged) as damage:
        vault.unlock(locked, PASSPHRASE)
    assert damage.value.code == "missing"
    assert (locked / opening.UNFINISHED).exists()


# -- one at a time, and locking


def test_a_second_window_hears_who_has_the_store(locked: Path) -> None:
    with vault.unlock(locked, PASSPHRASE):
        with pytest.raises(vault.InUse) as refused:
            vault.unlock(locked, PASSPHRASE)
        assert f"process {os.getpid()}" in refused.value.holder
    vault.unlock(locked, PASSPHRASE).lock()


def test_another_program_hears_who_has_the_store(locked: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from wardqi.store import vault\n"
        "try: vault.unlock(Path(sys.argv[1]), sys.argv[2])\n"
        "except vault.InUse as held: print(held.holder)\n"
    )
    with vault.unlock(locked, PASSPHRASE):
        said = subprocess.run(
            [sys.executable, "-c", code, str(locked), PASSPHRASE],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        )
    assert f"process {os.getpid()}, since" in said.stdout


def test_each_thread_has_its_own_connection(locked: Path) -> None:
    counts = []

    def read() -> None:
        with opened.open() as store:
            counts.append(log.head(store.db).seq)

    with vault.unlock(locked, PASSPHRASE) as opened:
        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert counts == [3 + ward.FOUNDING] * 4


def test_a_locked_vault_opens_nothing_and_remembers_no_key(locked: Path) -> None:
    opened = vault.unlock(locked, PASSPHRASE)
    store, dek = opened.open(), opened.unlocked.dek
    opened.lock()
    opened.lock()
    assert dek == bytes(32)
    assert opened.unlocked.keys is None
    assert not _sqlite.is_open(store.db)
    for act in (opened.open, opened.backup, opened.daily_backup, opened.rotate):
        with pytest.raises(vault.Locked):
            act()


def test_locking_waits_for_a_save_in_another_thread(locked: Path) -> None:
    opened = vault.unlock(locked, PASSPHRASE)
    begun, go_on = threading.Event(), threading.Event()

    def work() -> None:
        with opened.open() as store, _sqlite.write_tx(store.db):
            begun.set()
            go_on.wait(10)
            log.put(store.db, "seen", "yes")

    thread = threading.Thread(target=work)
    thread.start()
    begun.wait(10)
    threading.Timer(0.2, go_on.set).start()
    opened.lock()
    thread.join()
    with vault.unlock(locked, PASSPHRASE) as again, again.open() as store:
        assert store.fact("seen") == "yes"


def test_locking_interrupts_work_that_does_not_end_and_undoes_it(locked: Path) -> None:
    opened = vault.unlock(locked, PASSPHRASE)
    begun, said = threading.Event(), []
    endless = "with recursive n (i) as (select 1 union all select i + 1 from n) select count(*) from n"

    def work() -> None:
        with opened.open() as store:
            try:
                with _sqlite.write_tx(store.db):
                    log.put(store.db, "seen", "yes")
                    begun.set()
                    store.db.execute(endless).fetchone()
            except _sqlite.OperationalError as error:
                said.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    begun.wait(10)
    opened.lock(patience_s=0.1)
    thread.join()
    assert said == ["interrupted"]
    with vault.unlock(locked, PASSPHRASE) as again, again.open() as store:
        assert store.fact("seen") is None


def test_a_connection_that_stays_open_keeps_the_store_taken_but_not_the_key(locked: Path) -> None:
    opened = vault.unlock(locked, PASSPHRASE)
    ready, leave = threading.Event(), threading.Event()

    def work() -> None:
        store = opened.open()
        ready.set()
        leave.wait(20)
        store.close()

    thread = threading.Thread(target=work)
    thread.start()
    ready.wait(10)
    with pytest.raises(vault.StoreBusy):
        opened.lock(patience_s=0.05)
    assert opened.unlocked.dek == bytes(32)
    with pytest.raises(vault.InUse):
        vault.unlock(locked, PASSPHRASE)
    leave.set()
    thread.join()


# -- damage


@pytest.mark.parametrize("code", ["missing", "empty"])
def test_a_missing_or_empty_store_beside_its_keys_is_damage(locked: Path, code: str) -> None:
    (locked / "store.db").unlink()
    if code == "empty":
        (locked / "store.db").touch()
    before = names(locked)
    assert vault.state(locked) == "damaged"
    with pytest.raises(vault.Damaged) as damage:
        vault.unlock(locked, PASSPHRASE)
    assert (damage.value.code, names(locked)) == (code, before)


def spoil(locked: Path, how: str) -> None:
    store = locked / "store.db"
    data = bytearray(store.read_bytes())
    if how == "first page":
        data[200] ^= 1
    elif how == "a page":
        data[len(data) // 3] ^= 1  # a page of data: those of the schema are read first and told otherwise
    elif how == "cut":
        del data[-4096:]
    elif how == "longer":
        data += os.urandom(4096)
    elif how == "a bit longer":
        data += b"x"
    else:
        data[:] = b"not a database"
    store.write_bytes(data)


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("first page", "unreadable"),
        ("a page", "pages"),
        ("cut", "structure"),
        ("longer", "pages"),
        ("a bit longer", "pages"),
        ("rubbish", "unreadable"),
    ],
)
def test_a_spoiled_store_is_noticed_and_not_written_to(locked: Path, how: str, code: str) -> None:
    spoil(locked, how)
    before = {path.name: path.read_bytes() for path in locked.iterdir() if path.name != "store.lock"}
    with pytest.raises(vault.Damaged) as damage:
        vault.unlock(locked, PASSPHRASE)
    after = {path.name: path.read_bytes() for path in locked.iterdir() if path.name != "store.lock"}
    assert (damage.value.code, after) == (code, before)


def test_an_older_store_put_back_into_a_newer_ones_pages_is_noticed(locked: Path) -> None:
    with vault.unlock(locked, PASSPHRASE) as opened, opened.open() as store, _sqlite.write_tx(store.db):
        store.db.execute("delete from change where seq = 5")
    with pytest.raises(vault.Damaged) as damage:
        vault.unlock(locked, PASSPHRASE)
    assert damage.value.code == "old_copy"


def test_another_wards_store_is_not_taken_for_this_one(locked: Path, tmp_path: Path) -> None:
    ward.make(tmp_path / "other").lock()
    shutil.copyfile(tmp_path / "other" / "store.db", locked / "store.db")
    with pytest.raises(vault.Damaged) as damage:
        vault.unlock(locked, PASSPHRASE)
    assert damage.value.code == "unreadable"


def test_a_store_of_a_newer_wardqi_is_refused_unchanged(
    locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (locked / "store.db").read_bytes()
    monkeypatch.setattr(migrations, "LATEST", 0)
    with pytest.raises(vault.NewerStore):
        vault.unlock(locked, PASSPHRASE)
    assert (locked / "store.db").read_bytes() == before
    assert not (locked / "backups").exists()


def test_an_older_store_is_backed_up_before_it_is_migrated(
    locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(db: _sqlite.Database) -> None:
        db.execute("create table later (id integer primary key)")

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
    monkeypatch.setattr(migrations, "LATEST", migrations.LATEST + 1)
    with vault.unlock(locked, PASSPHRASE) as opened, opened.open() as store:
        assert opened.notes == ("migrated",)
        assert migrations.version(store.db) == migrations.LATEST
        assert store.db.execute("select count(*) from later").fetchone() == (0,)
    (backup,) = (locked / "backups").glob("*-before-migration.db")
    monkeypatch.undo()
    with vault.restore(backup, locked.parent / "old", PASSPHRASE).vault as old:
        assert old.replica


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(db: _sqlite.Database) -> None:
        db.execute("create table later (id integer primary key)")
        db.execute("insert into missing values (1)")

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
    monkeypatch.setattr(migrations, "LATEST", migrations.LATEST + 1)
    with pytest.raises(_sqlite.OperationalError):
        vault.unlock(locked, PASSPHRASE)
    monkeypatch.undo()
    assert len(ward.look(locked).ids) == 3


# -- damaged keys


def test_damaged_keys_are_mended_from_their_spare_with_a_note(locked: Path) -> None:
    (locked / "keys.json").write_bytes(b"\0" * 100)
    with vault.unlock(locked, PASSPHRASE) as opened:
        assert opened.notes == ("keys_mended",)
    assert (locked / "keys.json").read_bytes() == (locked / "keys.json.bak").read_bytes()
    assert ward.look(locked).notes == ()


def test_keys_that_are_all_gone_come_back_from_a_backup(locked: Path) -> None:
    with vault.unlock(locked, PASSPHRASE) as opened:
        opened.daily_backup()
        opened.rotate()
    for name in keys.COPIES:
        (locked / name).unlink()
    assert vault.state(locked) == "locked"
    with vault.unlock(locked, PASSPHRASE) as opened:
        assert opened.notes == ("keys_mended",)
        assert opened.unlocked.gen == 2
    assert ward.look(locked).notes == ()


def test_without_any_keys_the_store_cannot_be_opened(locked: Path) -> None:
    for name in keys.COPIES:
        (locked / name).unlink()
    with pytest.raises(keys.KeysMissing):
        vault.unlock(locked, PASSPHRASE)
    assert (locked / "store.db").exists()


# -- the data key


@pytest.mark.parametrize("profile", ["ward", "hub"])
def test_a_rotation_changes_the_data_key_and_nothing_else(folder: Path, profile: str) -> None:
    with ward.make(folder, profile=profile) as opened:
        old = bytes(opened.unlocked.dek)
        opened.rotate()
        assert (opened.unlocked.gen, opened.unlocked.next) == (2, None)
        with opened.open() as store:
            ward.save(opened, store, "after")
    with pytest.raises(_sqlite.Unreadable):
        _sqlite.connect(folder / "store.db", keys.db_key(old))
    found = ward.look(folder)
    assert (len(found.ids), found.whole) == (4, True)


def test_a_person_removed_cannot_open_the_store_with_what_they_knew(folder: Path) -> None:
    with ward.make(folder) as opened:
        alex = keys.add_user(folder, opened.unlocked, passphrase=OTHER, role="nurse", recovery=())
        known = keys.unlock(folder, OTHER, alex.uid)
        opened.rotate(without=alex.uid)
    with pytest.raises(keys.WrongPassphrase):
        vault.unlock(folder, OTHER, uid=alex.uid)
    with pytest.raises(_sqlite.Unreadable):
        _sqlite.connect(folder / "store.db", keys.db_key(known.dek))


def test_a_rotation_is_refused_while_somebody_is_reading(locked: Path) -> None:
    with vault.unlock(locked, PASSPHRASE) as opened:
        ready, leave = threading.Event(), threading.Event()

        def read() -> None:
            with opened.open():
                ready.set()
                leave.wait(20)

        thread = threading.Thread(target=read)
        thread.start()
        ready.wait(10)
        with pytest.raises(vault.StoreBusy):
            opened.rotate()
        leave.set()
        thread.join()
        assert (opened.unlocked.gen, opened.unlocked.next) == (1, None)
        opened.rotate()
        assert opened.unlocked.gen == 2


def test_a_rekey_that_a_stranger_blocks_is_not_taken_for_done(
    locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_sqlite, "TIMEOUT_S", 0.2)
    opened = vault.unlock(locked, PASSPHRASE)
    stranger = _sqlite.connect(locked / "store.db", keys.db_key(opened.unlocked.dek))
    stranger.execute("begin")
    stranger.execute("select count(*) from change").fetchall()
    with pytest.raises(vault.StoreBusy):
        opened.rotate()
    stranger.execute("rollback")
    stranger.conn.close()
    opened.lock()
    found = ward.look(locked)
    assert (len(found.ids), found.whole, found.notes) == (3, True, ("rotation_finished",))


def test_a_rotation_cut_short_before_or_after_the_rekey_goes_on_at_unlocking(
    locked: Path, tmp_path: Path
) -> None:
    with vault.unlock(locked, PASSPHRASE) as opened:
        keys.begin_rotation(locked, opened.unlocked, recovery=())
        assert opened.unlocked.next is not None
        after = keys.db_key(opened.unlocked.next)
        before = keys.db_key(opened.unlocked.dek)
    late = ward.copy(locked, tmp_path / "late")
    db = _sqlite.connect(late / "store.db", before)
    _sqlite.rekey(db, after)
    db.conn.close()
    for folder in (locked, late):
        found = ward.look(folder)
        assert (len(found.ids), found.notes) == (3, ("rotation_finished",))
        assert json.loads((folder / "keys.json").read_bytes())["dek_next"] is None
        db = _sqlite.connect(folder / "store.db", after)
        db.conn.close()
        assert ward.look(folder).notes == ()


def test_a_rotation_that_has_no_room_waits_and_keeps_nobody_out(
    locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with vault.unlock(locked, PASSPHRASE) as opened:
        keys.begin_rotation(locked, opened.unlocked, recovery=())
    monkeypatch.setattr(disk, "free_bytes", lambda _: 1000)
    with vault.unlock(locked, PASSPHRASE) as opened, opened.open() as store:
        assert opened.notes == ("rotation_waits",)
        ward.save(opened, store, "still possible")
    monkeypatch.undo()
    assert ward.look(locked).notes == ("rotation_finished",)


def test_an_opener_opens_the_store_in_the_morning(folder: Path) -> None:
    with ward.make(folder) as opened:
        keys.add_opener(folder, opened.unlocked, passphrase=OTHER, label="Morning", recovery=())
    with vault.unlock(folder, OTHER) as morning, morning.open() as store:
        assert morning.unlocked.keys is None
        assert log.head(store.db).seq == 3 + ward.FOUNDING


def test_a_recovered_store_opens_with_the_new_passphrase(folder: Path) -> None:
    from tests.store.test_keys import recovery_pair

    secret, public = recovery_pair()
    with vault.create(folder, profile="ward", passphrase=PASSPHRASE, recovery=[public]):
        pass
    request = keys.recovery_request(folder, OTHER)
    keys.recovery_accept(folder, keys.recovery_answer(request.text, secret), OTHER, recovery=[public])
    assert ward.look(folder, OTHER).ids == ()
