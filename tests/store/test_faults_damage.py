"""Every byte of a store and of keys.json, spoiled: noticed before anything is written."""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.faults import ward
from tests.store.faults.ward import PASSPHRASE
from wardqi.store import _sqlite, keys, log, opening, vault

PAGE = 4096


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A locked ward of three changes, and no journal beside it."""
    folder = tmp_path / "ward"
    ward.make(folder).lock()
    (folder / "store.db-journal").unlink(missing_ok=True)
    return folder


def noticed(store: Path, unlocked: keys.Unlocked) -> str:
    """The code of the damage that the checks of unlocking find; "" for none."""
    try:
        opening.examine(store, unlocked)
    except vault.Damaged as damage:
        return damage.code
    return ""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A store of a few pages: the log and the facts alone."""
    folder = tmp_path / "small"
    folder.mkdir()
    made = keys.create(folder, store="6f1c0e1e-4b5a-4f0e-9a51-000000000001", passphrase=PASSPHRASE)
    db = _sqlite.connect(folder / "store.db", keys.db_key(made.dek), create=True)
    with _sqlite.write_tx(db):
        db.execute("create table meta (key text primary key, value text not null) without rowid")
        db.execute("create table change (rep text, seq integer, hash text, words text)")
        db.execute("insert into change values ('aa', 1, 'bb', ?)", ["w" * 17_000])
        facts = {"store_id": made.store, "profile": "ward", "replica": "aa", "head": "1:bb"}
        for key, value in facts.items():
            log.put(db, key, value)
    db.conn.close()
    (folder / "store.db-journal").unlink()
    return folder


def flips_missed(folder: Path, count: int | None) -> list[int]:
    """Where one flipped bit goes unnoticed, of so many places (None: of every byte)."""
    store, unlocked = folder / "store.db", keys.unlock(folder, PASSPHRASE)
    whole = store.read_bytes()
    assert noticed(store, unlocked) == ""
    chance = random.Random(7)
    places = range(len(whole)) if count is None else sorted(chance.sample(range(len(whole)), count))
    missed, codes = [], set()
    with store.open("r+b", buffering=0) as file:
        for place in places:
            file.seek(place)
            file.write(bytes([whole[place] ^ (1 << chance.randrange(8))]))
            code = noticed(store, unlocked)
            codes.add(code)
            if not code:
                missed.append(place)
            file.seek(place)
            file.write(whole[place : place + 1])
    assert codes <= {"", "unreadable", "pages", "structure"}
    assert store.read_bytes() == whole
    assert noticed(store, unlocked) == ""
    print(f"{len(places)} flips, {len(missed)} missed")
    return missed


@pytest.mark.parametrize("count", [300, pytest.param(10_000, marks=pytest.mark.full)])
def test_a_flip_in_a_wards_store_is_noticed(folder: Path, count: int) -> None:
    assert flips_missed(folder, count) == []


@pytest.mark.parametrize("count", [100, pytest.param(None, marks=pytest.mark.full)])
def test_a_flip_in_any_byte_of_a_small_store_is_noticed(small: Path, count: int | None) -> None:
    assert flips_missed(small, count) == []


def test_a_cut_at_any_page_is_noticed(folder: Path) -> None:
    store, unlocked = folder / "store.db", keys.unlock(folder, PASSPHRASE)
    whole = store.read_bytes()
    for length in range(0, len(whole), PAGE):
        store.write_bytes(whole[:length])
        assert noticed(store, unlocked) == ("structure" if length else "empty"), length
        assert store.read_bytes() == whole[:length]


@pytest.mark.parametrize("count", [60, pytest.param(2000, marks=pytest.mark.full)])
def test_a_cut_anywhere_is_noticed(folder: Path, count: int) -> None:
    store, unlocked = folder / "store.db", keys.unlock(folder, PASSPHRASE)
    whole = store.read_bytes()
    for length in random.Random(8).sample(range(len(whole)), count):
        store.write_bytes(whole[:length])
        assert noticed(store, unlocked), length
        assert store.read_bytes() == whole[:length]


def test_the_damage_is_noticed_by_unlocking_before_anything_is_written(folder: Path) -> None:
    store = folder / "store.db"
    whole = store.read_bytes()
    for place in (0, 20, PAGE - 1, 5 * PAGE, len(whole) - 1):
        spoiled = bytearray(whole)
        spoiled[place] ^= 0x20
        store.write_bytes(spoiled)
        before = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "store.lock"}
        with pytest.raises(vault.Damaged):
            vault.unlock(folder, PASSPHRASE)
        after = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "store.lock"}
        assert after == before


def spoiled_keys(whole: bytes, step: int) -> Iterator[bytes]:
    """Two bits of each byte flipped, one after the other; every cut; things added behind."""
    for place in range(0, len(whole), step):
        for bit in (place % 8, (place + 3) % 8):
            yield whole[:place] + bytes([whole[place] ^ (1 << bit)]) + whole[place + 1 :]
    for length in range(0, len(whole), step):
        yield whole[:length]
    for tail in (b"\n", b" ", b"\0", b"}", b"x", whole, b"," * 1000, bytes(1 << 20)):
        yield whole + tail


@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.full)])
def test_a_keys_file_spoiled_in_any_byte_opens_nothing(tmp_path: Path, step: int) -> None:
    made = keys.create(tmp_path, store="6f1c0e1e-4b5a-4f0e-9a51-000000000001", passphrase=PASSPHRASE)
    keys.add_opener(tmp_path, made, passphrase="gravel lantern oboe thirty", recovery=())
    whole = (tmp_path / "keys.json").read_bytes()
    clock = itertools.count(0, 100)
    tries = 0
    for data in spoiled_keys(whole, step):
        for name in keys.COPIES:
            (tmp_path / name).write_bytes(data)
        with pytest.raises((keys.KeysDamaged, keys.KeysTampered, keys.WrongPassphrase)):
            keys.unlock(tmp_path, PASSPHRASE, now=lambda: float(next(clock)))
        tries += 1
    assert tries > 3 * len(whole) // step - 3
    for name in keys.COPIES:
        (tmp_path / name).write_bytes(whole)
    assert keys.unlock(tmp_path, PASSPHRASE, now=lambda: float(next(clock))).dek == made.dek


def test_one_spoiled_keys_file_keeps_nobody_out(folder: Path) -> None:
    whole = (folder / "keys.json").read_bytes()
    for number, data in enumerate(spoiled_keys(whole, 97)):
        name = keys.COPIES[number % 2]
        (folder / name).write_bytes(data)
        with vault.unlock(folder, PASSPHRASE) as opened:
            assert opened.notes == (("keys_mended",) if name == "keys.json" else ())
        assert all((folder / name).read_bytes() == whole for name in keys.COPIES)
        for kept in folder.glob("keys.damaged-*.json"):
            kept.unlink()


def test_a_whole_older_store_put_back_is_not_taken_for_damage_but_a_mixture_is(
    folder: Path, tmp_path: Path
) -> None:
    older = ward.copy(folder, tmp_path / "older")
    with vault.unlock(folder, PASSPHRASE) as opened, opened.open() as store:
        ward.save(opened, store, *(f"newer {number}" for number in range(40)))
    unlocked = keys.unlock(folder, PASSPHRASE)
    new, old = (folder / "store.db").read_bytes(), (older / "store.db").read_bytes()
    changed = [at for at in range(PAGE, len(old), PAGE) if new[at : at + PAGE] != old[at : at + PAGE]]
    assert changed
    missed = []
    for at in changed:
        mixture = new[:at] + old[at : at + PAGE] + new[at + PAGE :]
        (folder / "store.db").write_bytes(mixture)
        if not noticed(folder / "store.db", unlocked):
            missed.append(at)
    # What page checks cannot see (an old copy of one page that fits) is for the chain and the receipts.
    assert len(missed) < len(changed)
    shutil.copyfile(older / "store.db", folder / "store.db")
    assert noticed(folder / "store.db", unlocked) == ""
