"""The locks name every dependency once, by hash, for every system."""

from __future__ import annotations

from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.shipping.places import script

lock = script("lock")
EVERY_LOCK = pytest.mark.parametrize("path", [lock.LOCK, lock.RUN_LOCK], ids=lambda path: path.name)


@EVERY_LOCK
def test_every_entry_has_a_version_and_hashes(path: Path) -> None:
    entries = lock.read(path)
    assert entries
    assert all(entry.hashes for entry in entries.values())


@EVERY_LOCK
def test_pyside_stays_below_the_unsafe_release(path: Path) -> None:
    entries = lock.read(path)
    for name in ("pyside6-essentials", "shiboken6"):
        assert tuple(map(int, entries[name].version.split(".")[:2])) < (6, 12)


def test_pyproject_itself_keeps_pyside_below_the_unsafe_release() -> None:
    (pyside,) = [text for text in lock.Wanted.read().run if text.startswith("PySide6")]
    assert not Requirement(pyside).specifier.contains("6.12.0")


def test_the_run_time_lock_is_a_part_of_the_whole_one() -> None:
    assert lock.read(lock.RUN_LOCK).items() < lock.read(lock.LOCK).items()


def test_what_the_program_needs_is_locked_for_running_with_all_it_needs_in_turn() -> None:
    entries = lock.read(lock.RUN_LOCK)
    waiting, seen = [Requirement(text) for text in lock.Wanted.read().run], set()
    while waiting:
        need = waiting.pop()
        if need.marker and not need.marker.evaluate({"extra": ""}):
            continue
        name = canonicalize_name(need.name)
        assert name in entries, f"{name} is needed but not locked; run: python3 build/dev.py lock"
        assert need.specifier.contains(entries[name].version, prereleases=True), need
        if name not in seen:
            seen.add(name)
            waiting += [Requirement(text) for text in requires(name) or ()]
    assert seen == set(entries)


def test_what_the_workshop_needs_is_locked() -> None:
    entries = lock.read(lock.LOCK)
    for need in map(Requirement, lock.Wanted.read().develop):
        assert need.specifier.contains(entries[canonicalize_name(need.name)].version, prereleases=True), need


def test_an_entry_without_hashes_is_refused(tmp_path: Path) -> None:
    loose = tmp_path / "loose.lock"
    loose.write_text("click==8.1.0\n")
    with pytest.raises(lock.Failed, match=r"click==8\.1\.0"):
        lock.read(loose)


def test_a_need_of_windows_alone_is_noticed_on_any_system() -> None:
    entries = {"build": lock.Entry("build", "1.0", "", ("--hash=sha256:00",))}
    requires_ = {python: {"build": [Requirement('colorama; os_name == "nt"')]} for python in lock.PYTHONS}
    with pytest.raises(lock.Failed) as refused:
        lock.reached(["build"], entries, requires_)
    assert str(refused.value).splitlines() == [
        f"colorama is needed on Windows with Python {python}, but not locked for it"
        for python in lock.PYTHONS
    ]


def test_a_need_locked_for_another_system_is_noticed() -> None:
    elsewhere = lock.Entry("colorama", "1.0", 'sys_platform == "win32"', ("--hash=sha256:00",))
    with pytest.raises(lock.Failed, match="colorama is needed on Linux"):
        lock.reached(
            ["colorama"], {"colorama": elsewhere}, {python: {"colorama": []} for python in lock.PYTHONS}
        )
