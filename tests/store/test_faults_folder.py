"""A folder that is read-only or gone, a file that others hold, many who write at once: no save is lost."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.faults import victim, ward
from tests.store.faults.small_disk import SmallDisk, small_disk
from tests.store.faults.ward import PASSPHRASE
from wardqi.store import _sqlite, keys, vault

WRITES = 150


@pytest.fixture
def disk() -> Iterator[SmallDisk]:
    with small_disk() as made:
        yield made


def test_a_read_only_folder_is_said_to_be_read_only(disk: SmallDisk) -> None:
    folder = disk.folder / "ward"
    ward.make(folder).lock()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with disk.read_only():
        with pytest.raises(vault.ReadOnly):
            vault.unlock(folder, PASSPHRASE)
        with vault.salvage(folder, PASSPHRASE) as readable:
            assert len(list(readable.lines())) == 3 + ward.FOUNDING
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert len(ward.look(folder).ids) == 3


def test_a_folder_pulled_away_is_a_fault_of_the_disk(tmp_path: Path) -> None:
    folder = tmp_path / "ward"
    opened = ward.make(folder)
    shutil.move(folder, tmp_path / "elsewhere")
    with pytest.raises(vault.DiskFault):
        opened.open()
    for act in (opened.backup, opened.daily_backup, opened.rotate):
        with pytest.raises(vault.DiskFault):
            act()
    opened.lock()
    with pytest.raises(vault.NoStore):
        vault.unlock(folder, PASSPHRASE)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.move(tmp_path / "elsewhere", folder)
    assert len(ward.look(folder).ids) == 3


def test_a_file_held_by_another_program_is_said_to_be_busy_and_opens_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ward"
    ward.make(folder).lock()
    holder = victim.holding(folder)
    monkeypatch.setattr(_sqlite, "TIMEOUT_S", 0.1)
    try:
        with pytest.raises(vault.StoreBusy):
            vault.unlock(folder, PASSPHRASE)
    finally:
        holder.kill()
        holder.join()
    assert len(ward.look(folder).ids) == 3


@pytest.mark.parametrize("profile", ["ward", "hub"])
def test_two_threads_write_at_once_and_every_save_is_there(tmp_path: Path, profile: str) -> None:
    folder = tmp_path / "store"
    saved: list[str] = []

    def write() -> None:
        with opened.open() as store:
            for number in range(WRITES):
                saved.extend(ward.save(opened, store, f"note {number}"))

    with ward.make(folder, changes=1, profile=profile) as opened:
        threads = [threading.Thread(target=write) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    found = ward.look(folder)
    assert found.whole
    assert sorted(found.ids[1:]) == sorted(saved)
    assert len(saved) == 2 * WRITES


def test_two_programs_write_at_once_and_every_write_is_there(tmp_path: Path) -> None:
    path, key = tmp_path / "shared.db", b"k" * 32
    db = _sqlite.connect(path, key, create=True)
    with _sqlite.write_tx(db):
        db.execute("create table note (writer integer, number integer)")
        db.execute("create table total (n integer)")
        db.execute("insert into total values (0)")
    db.conn.close()
    victim.two_writers(path, key, WRITES)
    db = _sqlite.connect(path, key)
    assert db.execute("select n from total").fetchone() == (2 * WRITES,)
    assert db.execute("select writer, count(*) from note group by writer order by writer").fetchall() == [
        (0, WRITES),
        (1, WRITES),
    ]
    assert _sqlite.check(db) == []
    db.conn.close()


def test_a_program_killed_leaves_the_folder_free(tmp_path: Path) -> None:
    folder = tmp_path / "ward"
    ward.make(folder).lock()
    holder = victim.keeping_open(folder)
    with pytest.raises(vault.InUse) as refused:
        vault.unlock(folder, PASSPHRASE)
    assert f"process {holder.pid}" in refused.value.holder
    holder.kill()
    holder.join()
    assert len(ward.look(folder).ids) == 3
    assert keys.failures(folder) == []
