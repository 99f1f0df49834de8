"""Pins every dependency to one version and the hashes of its files, for all systems at once.

`requirements.lock` is what a checkout's `.venv` holds, `requirements-run.lock` the part of it that the
program itself needs. pip-compile sees only the system it runs on, so what other systems need besides
(ELSEWHERE) is handed to it as if needed here, and gets its condition back afterwards. Then two things are
checked: that a Windows x86-64 wheel exists for every entry, and that no system or Python lacks an entry.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

BUILD = Path(__file__).resolve().parent
PROJECT = BUILD.parent / "pyproject.toml"
LOCK = BUILD / "requirements.lock"
RUN_LOCK = BUILD / "requirements-run.lock"
PYTHONS = ("3.11", "3.12", "3.13")
SYSTEMS = {
    "Linux": {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
    "Windows": {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
    "macOS": {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"},
}
ELSEWHERE = {
    "colorama": 'sys_platform == "win32"',
    "macholib": 'sys_platform == "darwin"',
    "pefile": 'sys_platform == "win32"',
    "pywin32-ctypes": 'sys_platform == "win32"',
}


class Failed(Exception):
    """The locks are wrong or cannot be made; its text says how, one line a fault."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One locked dependency; `marker` says on which systems it is installed, "" on all."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    def text(self, *, marked: bool = True) -> str:
        """The entry as pip reads it."""
        condition = f" ; {self.marker}" if marked and self.marker else ""
        return " \\\n    ".join((f"{self.name}=={self.version}{condition}", *self.hashes)) + "\n"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the project asks for directly."""

    run: tuple[str, ...]
    develop: tuple[str, ...]

    @classmethod
    def read(cls) -> Wanted:
        """As pyproject.toml says."""
        project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
        return cls(tuple(project["project"]["dependencies"]), tuple(project["dependency-groups"]["dev"]))


def main() -> int:
    """Exit code 1 when a lock is at fault."""
    parser = argparse.ArgumentParser(description="Pin the dependencies, or check the pins.")
    parser.add_argument("--check", action="store_true", help="change nothing")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions allowed")
    asked = parser.parse_args()
    wanted = Wanted.read()
    try:
        entries = read(LOCK) if asked.check else compiled(wanted, upgrade=asked.upgrade)
        requires = {python: windows_wheels(entries, python) for python in PYTHONS}
        everything = reached((*wanted.run, *wanted.develop), entries, requires)
        run = reached(wanted.run, entries, requires)
        if strays := entries.keys() - everything:
            raise Failed(f"Nothing needs these any more: {', '.join(sorted(strays))}")
        run_entries = {name: entry for name, entry in entries.items() if name in run}
        if asked.check and read(RUN_LOCK) != run_entries:
            raise Failed("requirements-run.lock is not the run-time part of requirements.lock")
    except Failed as problem:
        print(problem, file=sys.stderr)
        return 1
    if not asked.check:
        write(LOCK, entries)
        write(RUN_LOCK, run_entries)
    print(f"Nothing is missing on {', '.join(SYSTEMS)} with Python {', '.join(PYTHONS)}.")
    print(f"{LOCK.name} holds {len(entries)} dependencies, {RUN_LOCK.name} {len(run_entries)} of them.")
    return 0


def compiled(wanted: Wanted, *, upgrade: bool) -> dict[str, Entry]:
    """Choose versions with pip-compile, keeping today's unless told to upgrade."""
    with tempfile.TemporaryDirectory() as folder:
        asked, answer = Path(folder, "asked.in"), Path(folder, "answer.txt")
        asked.write_text("\n".join((*wanted.run, *wanted.develop, *ELSEWHERE)), encoding="utf-8")
        if LOCK.exists():
            answer.write_text(as_text(read(LOCK).values(), marked=False), encoding="utf-8")
        tool = [sys.executable, "-m", "piptools", "compile", "-q", "--generate-hashes", "--allow-unsafe"]
        plain = ["--strip-extras", "--no-header", "--no-annotate", "--no-emit-options"]
        plain += ["--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host"]
        newest = ["--upgrade"] if upgrade else []
        said(subprocess.run([*tool, *plain, *newest, "-o", answer, asked], capture_output=True, text=True))
        return {name: replace(entry, marker=ELSEWHERE.get(name, "")) for name, entry in read(answer).items()}


def read(path: Path) -> dict[str, Entry]:
    """The entries of a lock by name; raises Failed at an entry without hashes or a line of another kind."""
    if not path.exists():
        raise Failed(f"{path.name} is missing; make it with: python3 build/dev.py lock")
    entries: dict[str, Entry] = {}
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        if not line.strip():
            continue
        parts = re.fullmatch(
            r"([A-Za-z0-9._-]+)==(\S+)(?:\s*;\s*(.+?))?((?:\s+--hash=sha256:[0-9a-f]{64})+)\s*", line
        )
        if not parts:
            raise Failed(f"{path.name}: not a pinned and hashed dependency: {line.split(' --hash')[0]}")
        name = canonicalize_name(parts[1])
        entries[name] = Entry(name, parts[2], parts[3] or "", tuple(parts[4].split()))
    return entries


def write(path: Path, entries: Mapping[str, Entry]) -> None:
    """Write a lock, headed by how it is made."""
    text = "# Made by: python3 build/dev.py lock\n" + as_text(entries.values())
    path.write_text(text, encoding="utf-8", newline="\n")


def as_text(entries: Iterable[Entry], *, marked: bool = True) -> str:
    """Entries as pip reads them; unmarked, they stand for every system."""
    return "".join(entry.text(marked=marked) for entry in entries)


def windows_wheels(entries: Mapping[str, Entry], python: str) -> dict[str, list[Requirement]]:
    """What each entry itself requires, read from its Windows wheel for this Python.

    Raises Failed when an entry that Windows needs has no such wheel, or none with a locked hash.
    """
    there = environment("Windows", python)
    for_windows = [e for e in entries.values() if not e.marker or Marker(e.marker).evaluate(there)]
    others = [entry for entry in entries.values() if entry not in for_windows]
    report = wheels(for_windows, "win_amd64", python)
    print(
        f"{len(report)} of {len(for_windows)} have a Windows x86-64 wheel for CPython {python}.", flush=True
    )
    return report | (wheels(others, "any", python) if others else {})


def wheels(entries: Sequence[Entry], platform: str, python: str) -> dict[str, list[Requirement]]:
    """What each entry requires, from the wheel pip would take there; raises Failed when there is none."""
    with tempfile.TemporaryDirectory() as folder:
        lock, report = Path(folder, "lock.txt"), Path(folder, "report.json")
        lock.write_text(as_text(entries, marked=False), encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "install", "-q", "--dry-run", "--ignore-installed", "--no-deps"]
        exact = ["--require-hashes", "--only-binary=:all:", "--implementation", "cp", "--target", folder]
        where = ["--platform", platform, "--python-version", python]
        said(
            subprocess.run(
                [*pip, *exact, *where, "--report", report, "-r", lock], capture_output=True, text=True
            )
        )
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    metadata = [item["metadata"] for item in found]
    return {
        canonicalize_name(about["name"]): [Requirement(text) for text in about.get("requires_dist", ())]
        for about in metadata
    }


def reached(
    roots: Iterable[str],
    entries: Mapping[str, Entry],
    requires: Mapping[str, Mapping[str, list[Requirement]]],
) -> set[str]:
    """Every entry needed on any system and Python; raises Failed for a need that no entry meets."""
    faults: set[str] = set()
    everywhere: set[str] = set()
    for system in SYSTEMS:
        for python in PYTHONS:
            there = environment(system, python)
            waiting = [(Requirement(root), "") for root in roots]
            seen: set[tuple[str, str]] = set()
            while waiting:
                requirement, extra = waiting.pop()
                if requirement.marker and not requirement.marker.evaluate(there | {"extra": extra}):
                    continue
                name = canonicalize_name(requirement.name)
                entry = entries.get(name)
                if entry is None or (entry.marker and not Marker(entry.marker).evaluate(there)):
                    faults.add(f"{name} is needed on {system} with Python {python}, but not locked for it")
                elif not requirement.specifier.contains(entry.version, prereleases=True):
                    faults.add(f"{name} is locked at {entry.version}, but {requirement} is asked for")
                else:
                    new = {(name, extra) for extra in ("", *requirement.extras)} - seen
                    seen |= new
                    waiting += [(need, extra) for _, extra in new for need in requires[python][name]]
            everywhere |= {name for name, _ in seen}
    if faults:
        raise Failed("\n".join(sorted(faults)))
    return everywhere


def environment(system: str, python: str) -> dict[str, str]:
    """The marker environment of a system and a Python, over that of this machine."""
    return SYSTEMS[system] | {"python_version": python, "python_full_version": f"{python}.0", "extra": ""}


def said(answer: subprocess.CompletedProcess[str]) -> None:
    """Raise Failed with a tool's last words when it failed."""
    if answer.returncode:
        faults = [line for line in answer.stderr.splitlines() if not line.startswith("WARNING")]
        raise Failed("\n".join(faults[-12:]))


if __name__ == "__main__":
    sys.exit(main())
