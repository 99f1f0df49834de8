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
LEVELS = [0, 4096, 12288, 24576, 90000, 300000]


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


# How many times the store's size must be free before a backup is begun (with 0 the disk fills up in the
# middle of copying, or of encrypting every page again), and the most room that is interesting.
ACTS = [
    (save, 2, 120_000),
    (back_up, 2, 450_000),
    (back_up, 0, 300_000),
    (add_an_opener, 2, 16_000),
    (rotate, 2, 600_000),
    (rotate, 0, 600_000),
]


def levels(count: int, most: int) -> list[int]:
    """Bytes to leave free: the edges of pages first, then anything."""
    chance = random.Random(count)
    return [*LEVELS[:count], *(chance.randrange(0, most) for _ in range(count - len(LEVELS)))]


@pytest.mark.parametrize("count", [len(LEVELS), pytest.param(60, marks=pytest.mark.full)])
@pytest.mark.parametrize(("act", "room", "most"), ACTS)
def test_a_full_disk_refuses_and_loses_nothing(
    disk: SmallDisk,
    tmp_path: Path,
    act: Act,
    room: int,
    most: int,
    count: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(backups, "ROOM", room)
    # Without a small disk of our own, the reason a change of key failed cannot be seen from outside.
    refusals = REFUSALS if disk.mounted else (*REFUSALS, vault.StoreBusy)
    ward.make(tmp_path / "sample").lock()
    before = ward.look(tmp_path / "sample").ids
    refused = done = 0
    for free in levels(count, most):
        folder = ward.copy(tmp_path / "sample", disk.folder / "ward")
        opened = vault.unlock(folder, PASSPHRASE)
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
        assert found.ids == (*before, *(saved if isinstance(saved, list) else ()))
        assert not list(folder.rglob("*.part"))
        with vault.unlock(folder, PASSPHRASE, uid=keys.people(folder)[0].uid) as again:
            act(again)
        assert ward.look(folder).whole
    assert refused
    print(f"{act.__name__} ({room}): {refused} refused, {done} done of {count}")


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
