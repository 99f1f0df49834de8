"""Whole jobs on a disk that is full at some level: a plain refusal, nothing lost, and work again later."""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import make
from tests.cli.program import Program
from tests.make import Trust
from tests.store.faults.small_disk import SmallDisk, small_disk
from wardqi.bundles import files
from wardqi.services import access, exchange, keeping, recording
from wardqi.services.access import Session
from wardqi.services.desk import Desk
from wardqi.store import drafts, log, records, vault

REFUSALS = (vault.StoreFull, vault.DiskFault, files.NotSaved)
LEVELS = (0, 4096, 20_000)


@pytest.fixture
def disk() -> Iterator[SmallDisk]:
    with small_disk() as made:
        yield made


def levels(count: int, most: int) -> list[int]:
    """Bytes to leave free: hardly any first, then anything."""
    chance = random.Random(count)
    return [*LEVELS[:count], *(chance.randrange(0, most) for _ in range(count - len(LEVELS)))]


def fills(full: int) -> pytest.MarkDecorator:
    """A few levels in every run, and the number the design asks for in the long one."""
    return pytest.mark.parametrize("count", [4, pytest.param(full, marks=pytest.mark.full)])


def placed(store: Path, folder: Path) -> Session:
    """The store copied to a place, unlocked."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(store, folder, ignore=shutil.ignore_patterns("backups"))
    return access.unlock(folder, make.PASSPHRASE)


def attempt(disk: SmallDisk, free: int, act: Callable[[], object]) -> bool:
    """Whether it was done with that much room; else it was refused in a way people are told."""
    with disk.leaving(free):
        try:
            act()
        except REFUSALS:
            return False
    return True


def check(desk: Desk) -> None:
    verdict = keeping.verify(desk)
    assert verdict.sound, verdict


@fills(50)
def test_logging_an_incident_keeps_the_draft_or_the_record(trust: Trust, disk: SmallDisk, count: int) -> None:
    trust.desk("heron")
    trust.close()
    done = 0
    for free in levels(count, 200_000):
        session = placed(trust.folder / "heron", disk.folder / "ward")
        with session.desk() as desk:
            words = {"narrative": "x" * 6000}
            recording.keep_draft(desk, "draft", "incident", "", words)
            before = make.counted(desk)

            def log_it(desk: Desk = desk, words: dict[str, str] = words) -> None:
                recording.log_incident(desk, make.incident(**words), "draft")

            saved = attempt(disk, free, log_it)
            done += saved
            held = records.counts(desk.store).get("incident", 0)
            assert held == make.counted(desk) - before
            assert saved <= held
            assert held or drafts.find(desk.store, "draft") is not None
            if not held:
                log_it()
            check(desk)
        session.close()
    assert done < count
    print(f"logging: {count - done} refused, {done} done of {count}")


@fills(50)
def test_an_import_is_whole_or_nothing(trust: Trust, disk: SmallDisk, count: int) -> None:
    recording.log_incidents(trust.heron, [make.incident() for _ in range(30)])
    path = trust.send(trust.heron)
    trust.desk("hub")
    trust.close()
    done = 0
    for free in levels(count, 700_000):
        session = placed(trust.folder / "hub", disk.folder / "hub")
        with session.desk() as desk:
            before = make.counted(desk)
            taken = attempt(disk, free, lambda: make.take(desk, path))
            done += taken
            assert records.counts(desk.store).get("incident", 0) == (30 if taken else 0)
            if not taken:
                assert make.counted(desk) == before
                make.take(desk, path)
            check(desk)
        session.close()
    assert done < count
    print(f"importing: {count - done} refused, {done} done of {count}")


@pytest.mark.parametrize("full", ["the stick", "the disk of the store"])
@fills(50)
def test_a_bundle_is_made_and_noted_or_neither(trust: Trust, disk: SmallDisk, full: str, count: int) -> None:
    recording.log_incidents(trust.heron, [make.incident() for _ in range(30)])
    hub = trust.hub
    trust.shut("heron")
    done = 0
    for number, free in enumerate(levels(count, 120_000)):
        stick = trust.folder / f"stick-{number}" if full != "the stick" else disk.folder / "stick"
        shutil.rmtree(stick, ignore_errors=True)
        stick.mkdir()
        place = trust.folder / f"ward-{number}" if full == "the stick" else disk.folder / "ward"
        session = placed(trust.folder / "heron", place)
        with session.desk() as desk:
            made = attempt(disk, free, lambda: exchange.export(desk, stick))  # noqa: B023 - called at once
            done += made
            assert len(list(stick.iterdir())) == made
            assert len(exchange.outbox.parcels(desk.store, incoming=False)) == made
            if not made:
                assert all(mark.sent == 0 for mark in exchange.outbox.marks(desk.store))
                exchange.export(desk, stick)
            (path,) = stick.iterdir()
            assert exchange.inspect(hub, path).state == "new"
            check(desk)
        session.close()
    assert done < count
    print(f"exporting ({full}): {count - done} refused, {done} done of {count}")


def test_the_commands_say_it_in_a_sentence(wardqi: Program, trust: Trust, disk: SmallDisk) -> None:
    recording.log_incident(trust.heron, make.incident())
    trust.close()
    shutil.copytree(trust.folder / "heron", disk.folder / "heron")
    with disk.leaving(0):
        assert wardqi.refused("export", disk.folder / "heron", "--to", trust.post).endswith(
            ("D-201", "D-204")
        )
        assert "folder is full" in wardqi.refused("export", trust.folder / "heron", "--to", disk.folder)
    with disk.read_only():
        assert wardqi.refused("verify", disk.folder / "heron").endswith("D-202")
        assert "does not let you save" in wardqi.refused(
            "export", trust.folder / "heron", "--to", disk.folder
        )
    assert wardqi.done("verify", disk.folder / "heron")["sound"]
    assert list(trust.post.iterdir()) == []


@pytest.mark.parametrize("each", [25, pytest.param(150, marks=pytest.mark.full)])
def test_two_who_write_at_once_lose_nothing(trust: Trust, each: int) -> None:
    session = trust.session("heron")
    kept: list[list[str]] = [[], []]

    def write(mine: list[str]) -> None:
        with session.desk() as desk:
            for _ in range(each):
                mine.append(recording.log_incident(desk, make.incident()).ent)

    threads = [threading.Thread(target=write, args=(mine,)) for mine in kept]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(mine) for mine in kept] == [each, each]
    assert {one.ent for one in records.of_kind(trust.heron.store, "incident")} == {*kept[0], *kept[1]}
    assert log.verify(trust.heron.store.db) == []
    check(trust.heron)
