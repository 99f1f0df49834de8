"""A disk that is full at every level: a plain refusal, nothing lost, and work again once there is room."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.store.faults import ward
from tests.store.faults.small_disk import SmallDisk, small_disk
from tests.store.faults.ward import OTHER, PASSPHRASE
from wardqi.store import backups, keys, vault

Act = Callable[[vault.Vault], object]
REFUSALS = (vault.StoreFull, vault.DiskFault)
LEVELS = [0, 1, 4096, 8192, 12288, 16384, 24576, 40960, 90000, 200000]


@pytest.fixture
def disk() -> Iterator[SmallDisk]:
    with small_disk() as made:
        yield made


def save(opened: vault.Vault) -> object:
    with opened.open() as store:
        return ward.save(opened, store, *("x" * 300 for _ in range(20)))


def back_up(opened: vault.Vault) -> object:
    return opened.backup(opened.folder / "backups" / "again.db")


def add_an_opener(opened: vault.Vault) -> object:
    return keys.add_opener(opened.folder, opened.unlocked, passphrase=OTHER, recovery=())


def rotate(opened: vault.Vault) -> object:
    return opened.rotate()


# The last number: how many times the store's size must be free before a backup is begun. With 0 the disk
# fills up in the middle of copying, or of encrypting every page again.
ACTS = [(save, 2), (back_up, 2), (back_up, 0), (add_an_opener, 2), (rotate, 2), (rotate, 0)]


def levels(count: int) -> list[int]:
    """Bytes to leave free: the edges of pages first, then anything."""
    chance = random.Random(count)
    return [*LEVELS[:count], *(chance.randrange(0, 450_000) for _ in range(count - len(LEVELS)))]


@pytest.mark.parametrize("count", [10, pytest.param(60, marks=pytest.mark.full)])
@pytest.mark.parametrize(("act", "room"), ACTS)
def test_a_full_disk_refuses_and_loses_nothing(
    disk: SmallDisk, act: Act, room: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "ROOM", room)
    # Without a small disk of our own, the reason a change of key failed cannot be seen from outside.
    refusals = REFUSALS if disk.mounted else (*REFUSALS, vault.StoreBusy)
    folder = disk.folder / "ward"
    ward.make(folder).lock()
    refused = done = 0
    for free in levels(count):
        before = ward.look(folder).ids
        opened = vault.unlock(folder, PASSPHRASE, uid=keys.people(folder)[0].uid)
        saved: object = None
        with disk.leaving(free):
            try:
                saved = act(opened)
                done += 1
            except refusals:
                refused += 1
        opened.lock()
        found = ward.look(folder)
        assert found.whole
        # Nothing of a refused save; all of one that was acknowledged.
        assert found.ids[: len(before)] == before
        assert set(found.ids) - set(before) == (set(saved) if isinstance(saved, list) else set())
        assert not list(folder.rglob("*.part"))
        clear(folder)
    assert refused
    with vault.unlock(folder, PASSPHRASE, uid=keys.people(folder)[0].uid) as opened:
        act(opened)
    assert ward.look(folder).whole
    print(f"{act.__name__} ({room}): {refused} refused, {done} done of {count}")


def clear(folder: Path) -> None:
    """Make room for the next level: backups, and entries beyond a few."""
    for path in (folder / "backups").glob("*"):
        path.unlink()


def test_unlocking_still_works_on_a_disk_without_a_free_byte(disk: SmallDisk) -> None:
    folder = disk.folder / "ward"
    ward.make(folder).lock()
    with (
        disk.leaving(0),
        vault.unlock(folder, PASSPHRASE) as opened,
        opened.open() as store,
    ):
        assert store.db.execute("select count(*) from change").fetchone() == (3 + ward.FOUNDING,)
        with pytest.raises(REFUSALS):
            ward.save(opened, store, *("x" * 300 for _ in range(50)))
        assert store.db.execute("select count(*) from change").fetchone() == (3 + ward.FOUNDING,)
        with pytest.raises(REFUSALS):
            opened.daily_backup()


def test_a_wrong_passphrase_on_a_full_disk_is_still_a_wrong_passphrase(disk: SmallDisk) -> None:
    folder = disk.folder / "ward"
    ward.make(folder).lock()
    with disk.leaving(0), pytest.raises(keys.WrongPassphrase):
        vault.unlock(folder, OTHER)


def test_a_store_that_does_not_fit_is_not_half_made(disk: SmallDisk) -> None:
    folder = disk.folder / "ward"
    folder.mkdir()
    with disk.leaving(60_000), pytest.raises(REFUSALS):
        vault.create(folder, profile="ward", passphrase=PASSPHRASE)
    assert vault.state(folder) == "new"
    vault.create(folder, profile="ward", passphrase=PASSPHRASE).lock()
    assert ward.look(folder).ids == ()
