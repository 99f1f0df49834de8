"""The program killed while it saves, changes keys, backs up, restores, migrates: whole or nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.store.faults import victim, ward
from tests.store.faults.ward import OTHER, PASSPHRASE
from wardqi.store import _sqlite, backups, keys, migrations, opening, vault

SHORT = 5


def kills(full: int) -> pytest.MarkDecorator:
    """A few kills in every run, and the number the design asks for in the long one."""
    return pytest.mark.parametrize("count", [SHORT, pytest.param(full, marks=pytest.mark.full)])


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A locked ward of some size, with an administrator and a nurse."""
    folder = tmp_path / "sample"
    with ward.make(folder, changes=60) as opened:
        keys.add_user(folder, opened.unlocked, passphrase=OTHER, role="nurse", label="Alex", recovery=())
    return folder


def unlocked(folder: Path) -> keys.Unlocked:
    return keys.unlock(folder, PASSPHRASE, keys.people(folder)[0].uid)


@kills(100)
def test_killed_while_the_data_key_changes(sample: Path, tmp_path: Path, count: int) -> None:
    chance = random.Random(1)
    longest = victim.duration(victim.rotating, ward.copy(sample, tmp_path / "timed"))
    ids, endings = ward.look(sample).ids, []
    for _ in range(count):
        folder = ward.copy(sample, tmp_path / "victim")
        victim.kill(victim.rotating, folder, chance, longest)
        found = ward.look(folder)
        assert (found.ids, found.whole) == (ids, True)
        assert set(found.notes) <= {"rotation_finished", "keys_mended"}
        again = ward.look(folder)
        assert (again.ids, again.notes) == (ids, ())
        endings.append(unlocked(folder).gen)
    assert set(endings) <= {1, 2}
    if count > SHORT:
        assert set(endings) == {1, 2}


@kills(60)
def test_killed_while_keys_json_is_written(sample: Path, tmp_path: Path, count: int) -> None:
    chance = random.Random(2)
    longest = victim.duration(victim.changing_passphrases, ward.copy(sample, tmp_path / "timed"))
    for _ in range(count):
        folder = ward.copy(sample, tmp_path / "victim")
        victim.kill(victim.changing_passphrases, folder, chance, longest)
        nurse = keys.people(folder)[1].uid
        opens = []
        for passphrase in (OTHER, victim.THIRD):
            try:
                opens.append(keys.unlock(folder, passphrase, nurse).uid)
            except (keys.WrongPassphrase, keys.Throttled):
                (folder / "throttle.json").unlink(missing_ok=True)
        assert opens == [nurse]
        assert ward.look(folder).whole


@kills(60)
def test_killed_while_backing_up(sample: Path, tmp_path: Path, count: int) -> None:
    chance = random.Random(3)
    longest = victim.duration(victim.backing_up, ward.copy(sample, tmp_path / "timed"))
    made = 0
    for _ in range(count):
        folder = ward.copy(sample, tmp_path / "victim")
        victim.kill(victim.backing_up, folder, chance, longest)
        assert ward.look(folder).whole
        for one in backups.kept(folder):
            sound = opening.examine(one.path, unlocked(folder))
            assert sound.stamp.changes == 60 + ward.FOUNDING
            assert backups.keys_of(one.path).read_bytes() == (folder / "keys.json").read_bytes()
            made += 1
    assert made


@kills(60)
def test_killed_while_restoring(sample: Path, tmp_path: Path, count: int) -> None:
    with vault.unlock(sample, PASSPHRASE) as opened:
        made = opened.backup(sample / "copy.db")
        with opened.open() as store:
            ward.save(opened, store, "after the backup")
    chance = random.Random(9)
    longest = victim.duration(victim.restoring, ward.copy(sample, tmp_path / "timed"))
    for _ in range(count):
        folder = ward.copy(sample, tmp_path / "victim")
        victim.kill(victim.restoring, folder, chance, longest)
        aside = list(folder.glob("store.damaged-*.db"))
        if (folder / "store.db").exists():
            assert len(ward.look(folder).ids) == (60 if aside else 61)
        else:
            with pytest.raises(vault.Damaged):
                vault.unlock(folder, PASSPHRASE)
        for old in aside:
            with vault.salvage(folder, PASSPHRASE, store=old) as found:
                assert (found.faults, len(list(found.lines()))) == ((), 61 + ward.FOUNDING)
        vault.restore(folder / made.path.name, folder, PASSPHRASE).vault.lock()
        assert len(ward.look(folder).ids) == 60


@kills(60)
def test_killed_while_migrating(sample: Path, tmp_path: Path, count: int) -> None:
    chance = random.Random(4)
    longest = victim.duration(victim.migrating, ward.copy(sample, tmp_path / "timed"))
    for _ in range(count):
        folder = ward.copy(sample, tmp_path / "victim")
        victim.kill(victim.migrating, folder, chance, longest)
        db, _ = opening.open_with(folder / "store.db", unlocked(folder))
        assert _sqlite.check(db) == []
        tables = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
        done = migrations.version(db) > migrations.LATEST
        assert ("later" in tables) is done
        if done:
            assert db.execute("select count(*) from later").fetchone() == (3000,)
            assert backups.kept(folder)[0].reason == "before-migration"
        assert db.execute("select count(*) from change").fetchone() == (60 + ward.FOUNDING,)
        db.conn.close()


@kills(60)
def test_killed_while_a_store_is_made(tmp_path: Path, count: int) -> None:
    chance = random.Random(5)
    longest = victim.duration(victim.creating, tmp_path / "timed")
    for number in range(count):
        folder = tmp_path / f"victim {number}"
        victim.kill(victim.creating, folder, chance, longest)
        if vault.state(folder) == "new":
            vault.create(folder, profile="ward", passphrase=PASSPHRASE).lock()
        assert vault.state(folder) == "locked"
        assert ward.look(folder).ids == ()
        assert ward.look(folder).notes == ()


@kills(100)
def test_killed_while_saving(sample: Path, tmp_path: Path, count: int) -> None:
    chance = random.Random(6)
    before, told = ward.look(sample).ids, 0
    for _ in range(count):
        folder = ward.copy(sample, tmp_path / "victim")
        acknowledged = [one for ids in victim.kill(victim.saving, folder, chance, 0.25) for one in ids]
        found = ward.look(folder)
        assert found.whole
        assert set(found.ids) >= {*before, *acknowledged}
        # At most the one save that was under way can be there without having been acknowledged.
        assert len(found.ids) <= len(before) + len(acknowledged) + 1
        told += len(acknowledged)
    assert told
