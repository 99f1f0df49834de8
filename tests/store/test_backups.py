"""Backups: proved, kept long enough, refused politely, and restored as a new replica."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.store.faults import ward
from tests.store.faults.ward import OTHER, PASSPHRASE
from wardqi.store import _sqlite, backups, disk, keys, log, vault

DAY = datetime.fromisoformat("2026-03-02T08:00:00+00:00")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "ward"


def backup_names(folder: Path) -> list[str]:
    return [one.path.name for one in backups.kept(folder)]


def whole(folder: Path) -> dict[str, bytes]:
    """Every file but the lock's and the throttle's."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "store.lock"
    }


@pytest.mark.parametrize("profile", ["ward", "hub"])
def test_a_backup_holds_everything_and_opens_with_the_same_passphrase(
    folder: Path, tmp_path: Path, profile: str
) -> None:
    with ward.make(folder, profile=profile) as opened:
        made = opened.backup(tmp_path / "stick" / "copy.db")
        assert made.stamp.changes == 3 + ward.FOUNDING
    assert sorted(path.name for path in (tmp_path / "stick").iterdir()) == ["copy.db", "copy.db.keys.json"]
    with vault.restore(made.path, tmp_path / "there", PASSPHRASE).vault as back, back.open() as store:
        assert back.profile == profile
        assert log.verify(store.db) == []
        assert store.db.execute("select count(*) from change").fetchone() == (3 + ward.FOUNDING,)


def test_a_backup_is_as_unreadable_as_the_store(folder: Path) -> None:
    with ward.make(folder) as opened:
        made = opened.backup()
    data = made.path.read_bytes()
    assert b"SQLite format" not in data
    assert b"note 1" not in data


def test_work_goes_on_after_a_backup(folder: Path) -> None:
    with ward.make(folder) as opened, opened.open() as store:
        opened.backup()
        ward.save(opened, store, "after")
        assert opened.backup().stamp.changes == 4 + ward.FOUNDING


def test_reading_goes_on_while_a_backup_is_made_and_locking_waits_for_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, copying, go_on = _sqlite.vacuum_into, threading.Event(), threading.Event()

    def slow(db: _sqlite.Database, to: Path) -> None:
        copying.set()
        go_on.wait(20)
        real(db, to)

    monkeypatch.setattr(_sqlite, "vacuum_into", slow)
    opened = ward.make(folder)
    work = threading.Thread(target=opened.backup)
    work.start()
    copying.wait(20)
    with opened.open() as store:
        assert store.db.execute("select count(*) from change").fetchone() == (3 + ward.FOUNDING,)
    locking = threading.Thread(target=opened.lock)
    locking.start()
    locking.join(0.2)
    with pytest.raises(vault.Locked):
        opened.open()
    with pytest.raises(vault.InUse):
        vault.unlock(folder, PASSPHRASE)
    go_on.set()
    work.join()
    locking.join()
    assert len(backups.kept(folder)) == 1
    assert len(ward.look(folder).ids) == 3


def test_there_is_one_daily_backup_a_day(folder: Path) -> None:
    with ward.make(folder) as opened:
        assert opened.daily_backup(DAY) is not None
        assert opened.daily_backup(DAY + timedelta(hours=12)) is None
        assert opened.daily_backup(DAY + timedelta(days=1)) is not None
    assert backup_names(folder) == ["2026-03-03-080000-daily.db", "2026-03-02-080000-daily.db"]


def test_seven_days_and_four_weeks_are_kept(folder: Path) -> None:
    with ward.make(folder, changes=0) as opened:
        opened.backup(reason="daily", now=DAY)
    (made,) = backups.kept(folder)
    for day in range(1, 60):
        name = f"{DAY + timedelta(days=day):%Y-%m-%d-%H%M%S}-daily.db"
        for path in (made.path, backups.keys_of(made.path)):
            (path.parent / path.name.replace("2026-03-02-080000-daily.db", name)).write_bytes(b"")
        backups.prune(folder, (DAY + timedelta(days=day)).date())
    today = date(2026, 4, 30)
    held = [one.at.date() for one in backups.kept(folder)]
    assert held[:7] == [today - timedelta(days=ago) for ago in range(7)]
    assert held[7:] == [date(2026, 4, 23), date(2026, 4, 19), date(2026, 4, 12), date(2026, 4, 5)]
    assert len(list((folder / "backups").iterdir())) == 2 * len(held)


def test_taking_old_backups_away_touches_nothing_else(folder: Path) -> None:
    held = folder / "backups"
    held.mkdir(parents=True)
    for day in range(1, 25):
        (held / f"2026-01-{day:02}-080000-daily.db").touch()
    for name in ("mine.db", "2026-01-01.db", "2026-99-99-080000-daily.db", "notes.txt"):
        (held / name).touch()
    (held / "2026-01-24-090000-daily.db.part").touch()
    (held / "2036-01-01-080000-daily.db").touch()
    gone = backups.prune(folder, date(2026, 1, 24))
    left = {path.name for path in held.iterdir()}
    assert {"mine.db", "2026-01-01.db", "2026-99-99-080000-daily.db", "notes.txt"} < left
    assert "2036-01-01-080000-daily.db" in left
    assert not any(name.endswith(".part") for name in left)
    assert all("2026-01-" in path.name for path in gone)
    assert sum(name.startswith("2026-01-") and name.endswith("daily.db") for name in left) == 7 + 3


def test_without_room_for_two_stores_no_backup_is_begun(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ward.make(folder) as opened:
        before = whole(folder)
        size = (folder / "store.db").stat().st_size
        monkeypatch.setattr(disk, "free_bytes", lambda _: 2 * size - 1)
        with pytest.raises(vault.StoreFull):
            opened.daily_backup(DAY)
        assert whole(folder) == before
        monkeypatch.setattr(disk, "free_bytes", lambda _: 2 * size)
        assert opened.daily_backup(DAY) is not None


def test_a_copy_that_is_not_equal_to_the_store_is_not_called_a_backup(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = _sqlite.vacuum_into

    def flips_a_byte(db: _sqlite.Database, to: Path) -> None:
        real(db, to)
        data = bytearray(to.read_bytes())
        data[len(data) // 2] ^= 1
        to.write_bytes(data)

    def forgets_a_change(db: _sqlite.Database, to: Path) -> None:
        real(db, to)
        copy = _sqlite.connect(to, keys.db_key(opened.unlocked.dek))
        copy.execute("delete from change where seq = 2")
        copy.conn.close()

    with ward.make(folder) as opened:
        for fault in (flips_a_byte, forgets_a_change):
            monkeypatch.setattr(_sqlite, "vacuum_into", fault)
            with pytest.raises(vault.NotProved):
                opened.backup()
            assert list((folder / "backups").iterdir()) == []
        monkeypatch.undo()
        assert opened.backup().stamp.changes == 3 + ward.FOUNDING


def test_a_restored_store_is_a_new_replica_and_goes_on(folder: Path) -> None:
    with ward.make(folder) as opened:
        made = opened.backup()
        with opened.open() as store:
            lost = ward.save(opened, store, "after the backup")
    back = vault.restore(made.path, folder, PASSPHRASE, now=DAY)
    with back.vault, back.vault.open() as store:
        assert back.old_replica == opened.replica
        assert back.vault.replica not in (back.old_replica, "")
        assert store.fact("replica") == back.vault.replica
        store.start_replica(ward.NOW)
        (saved,) = ward.save(back.vault, store, "goes on")
        assert saved == f"{back.vault.replica}:2"
    found = ward.look(folder)
    assert found.whole
    assert saved in found.ids
    assert lost[0] not in found.ids
    assert back.replaced == folder / "store.damaged-20260302-080000.db"


def test_what_was_there_before_a_restore_can_still_be_read(folder: Path) -> None:
    with ward.make(folder) as opened:
        made = opened.backup()
        with opened.open() as store:
            ward.save(opened, store, "after the backup")
    back = vault.restore(made.path, folder, PASSPHRASE)
    back.vault.lock()
    with vault.salvage(folder, PASSPHRASE, store=back.replaced) as old:
        assert old.faults == ()
        assert len(list(old.lines())) == 4 + ward.FOUNDING


def test_a_journal_left_by_the_damaged_store_is_not_rolled_into_the_restored_one(folder: Path) -> None:
    with ward.make(folder) as opened:
        made = opened.backup()
    (folder / "store.db-journal").write_bytes(b"left over" * 1000)
    vault.restore(made.path, folder, PASSPHRASE, now=DAY).vault.lock()
    assert (folder / "store.damaged-20260302-080000.db-journal").read_bytes() == b"left over" * 1000
    assert ward.look(folder).whole


@pytest.mark.parametrize("spoil", ["flip", "cut", "empty", "rubbish", "gone"])
def test_a_spoiled_backup_is_refused_and_nothing_is_moved(folder: Path, spoil: str) -> None:
    with ward.make(folder) as opened:
        made = opened.backup()
    data = bytearray(made.path.read_bytes())
    if spoil == "flip":
        data[len(data) // 2] ^= 4
    elif spoil == "cut":
        del data[-4096:]
    elif spoil == "empty":
        data.clear()
    else:
        data[:] = b"rubbish" * 1000
    made.path.write_bytes(data)
    if spoil == "gone":
        made.path.unlink()
    before = whole(folder)
    with pytest.raises(vault.BadBackup):
        vault.restore(made.path, folder, PASSPHRASE)
    assert whole(folder) == before
    assert len(ward.look(folder).ids) == 3


def test_a_backup_is_never_put_over_another_store(folder: Path, tmp_path: Path) -> None:
    with ward.make(folder) as opened:
        made = opened.backup()
    other = tmp_path / "other"
    ward.make(other).lock()
    before = whole(other)
    with pytest.raises(vault.OtherStore):
        vault.restore(made.path, other, PASSPHRASE)
    assert whole(other) == before


def test_a_backup_without_its_keys_is_told_as_that(folder: Path, tmp_path: Path) -> None:
    with ward.make(folder) as opened:
        made = opened.backup()
    alone = tmp_path / "alone" / "copy.db"
    alone.parent.mkdir()
    alone.write_bytes(made.path.read_bytes())
    with pytest.raises(vault.BackupKeysMissing):
        vault.restore(alone, tmp_path / "new", PASSPHRASE)
    assert not (tmp_path / "new").exists()


def test_a_restore_with_a_wrong_passphrase_moves_nothing(folder: Path, tmp_path: Path) -> None:
    with ward.make(folder) as opened:
        made = opened.backup()
    before = whole(folder)
    with pytest.raises(keys.WrongPassphrase):
        vault.restore(made.path, folder, OTHER)
    after = whole(folder)
    assert after.pop("throttle.json")
    assert after == before


def test_a_restore_keeps_the_people_and_passphrases_of_today(folder: Path) -> None:
    with ward.make(folder) as opened:
        made = opened.backup()
        keys.add_user(folder, opened.unlocked, passphrase=OTHER, role="nurse", label="Alex", recovery=())
    (folder / "store.db").unlink()
    vault.restore(made.path, folder, OTHER).vault.lock()
    assert [one.label for one in keys.people(folder)] == ["Sam", "Alex"]
    assert len(ward.look(folder).ids) == 3


def test_a_backup_from_before_a_change_of_data_key_comes_back_with_its_own_keys(folder: Path) -> None:
    with ward.make(folder) as opened:
        made = opened.backup()
        opened.rotate()
    vault.restore(made.path, folder, PASSPHRASE, now=DAY).vault.lock()
    assert (folder / "keys.damaged-20260302-080000.json").exists()
    found = ward.look(folder)
    assert (len(found.ids), found.notes) == (3, ())


def test_a_folder_copied_by_hand_can_be_restored_from(folder: Path, tmp_path: Path) -> None:
    ward.make(folder).lock()
    with vault.restore(folder / "store.db", tmp_path / "new pc", PASSPHRASE).vault as back:
        assert back.replica
    assert len(ward.look(folder).ids) == 3


def test_a_store_in_use_is_not_restored_over(folder: Path) -> None:
    with ward.make(folder) as opened:
        made = opened.backup()
        with pytest.raises(vault.InUse):
            vault.restore(made.path, folder, PASSPHRASE)


def test_a_damaged_store_gives_what_still_reads(folder: Path) -> None:
    with ward.make(folder, changes=400):
        pass
    store = folder / "store.db"
    data = bytearray(store.read_bytes())
    for page in range(len(data) // 4096 // 2, len(data) // 4096, 9):
        data[page * 4096 + 50] ^= 1
    store.write_bytes(data)
    before = whole(folder)
    with pytest.raises(vault.Damaged):
        vault.unlock(folder, PASSPHRASE)
    with vault.salvage(folder, PASSPHRASE) as found:
        lines = list(found.lines())
        assert found.faults
        assert 0 < found.lost < 400
        assert len(lines) + found.lost == 400 + ward.FOUNDING
    assert all(op.startswith("{") and len(sig) == 88 for op, sig, _, _ in lines)
    assert whole(folder) == before


def test_a_store_whose_first_page_is_gone_says_so(folder: Path) -> None:
    ward.make(folder).lock()
    data = bytearray((folder / "store.db").read_bytes())
    data[:4096] = bytes(4096)
    (folder / "store.db").write_bytes(data)
    with pytest.raises(vault.Damaged) as damage:
        vault.salvage(folder, PASSPHRASE)
    assert damage.value.code == "unreadable"
