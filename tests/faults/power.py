"""A program's writes and flushes as `strace` sees them, and the disks that a power cut could leave of them.

What was flushed is there. Of what was written since, any part may be: a write may be missing while a later
one is there, and one that was under way may have changed some of its sectors only.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wardqi.store.opening import STORE

SECTOR = 512
_CALLS = "pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename,openat"
_LINE = re.compile(r"\d+ +(\w+)\((?:AT_FDCWD<[^>]*>, )?(.*)\) += (-?\d+)")
_OPEN = re.compile(r"\d+<([^>]*)>(?:, )?(.*)")


@dataclass(frozen=True, slots=True)
class Step:
    """One call: `write` of `data` at a place, `cut` to a length, `flush`, `make`, `drop`, or `said`."""

    what: str
    path: Path
    data: bytes = b""
    at: int = 0


def record(folder: Path, script: str, *arguments: object) -> list[Step]:
    """Run a Python script and give what it did to the files in the folder, and what it wrote to `said`."""
    trace = folder.with_name(f"{folder.name}.trace")
    strace = ["strace", "-f", "-y", "-xx", "-s", "1000000", "-e", f"trace={_CALLS}", "-o", str(trace)]
    subprocess.run(
        [*strace, sys.executable, "-c", script, *map(str, arguments)],
        check=True,
        cwd=Path(__file__).parents[2],
    )
    with trace.open(encoding="ascii") as lines:
        return [step for line in lines for step in _read(line, folder)]


def _read(line: str, folder: Path) -> Iterator[Step]:
    found = _LINE.match(line)
    if not found or int(found[3]) < 0:
        assert "unfinished" not in line, "two threads wrote at once"
        return
    call, rest = found[1], found[2]
    if call in ("unlink", "openat", "rename"):
        path = Path(_text(rest.split(", ")[0]).decode())
        assert call != "rename" or path.parent != folder
        if path.parent == folder and path.name.startswith(STORE) and (call == "unlink" or "O_CREAT" in rest):
            yield Step("drop" if call == "unlink" else "make", path)
        return
    opened = _OPEN.match(rest)
    assert opened is not None, line[:200]
    path = Path(_text(opened[1]).decode())
    given = opened[2].split(", ")
    if path == folder / "said":
        yield Step("said", path, _text(given[0]))
    elif path != folder and not (path.parent == folder and path.name.startswith(STORE)):
        return
    elif call in ("pwrite64", "write"):
        assert call == "pwrite64", "a write whose place is not known"
        yield Step("write", path, _text(given[0]), int(given[2]))
    elif call == "ftruncate":
        yield Step("cut", path, at=int(given[0]))
    else:
        yield Step("flush", path)


def _text(escaped: str) -> bytes:
    return bytes.fromhex(escaped.strip('"').replace("\\x", ""))


@dataclass
class Disk:
    """What is on the disk for good, and what is on its way there."""

    folder: Path
    kept: dict[Path, bytearray]
    waiting: dict[Path, list[Step]] = field(default_factory=dict)
    names: list[Step] = field(default_factory=list)

    def take(self, step: Step) -> None:
        """The next call of the program."""
        if step.what == "flush" and step.path == self.folder:
            for each in self.names:
                _name(self.kept, each)
            self.names = []
        elif step.what == "flush":
            for each in self.waiting.pop(step.path, []):
                _write(self.kept.setdefault(step.path, bytearray()), each)
        elif step.what == "drop" or (step.what == "make" and step.path not in self.kept):
            self.names.append(step)
        elif step.what in ("write", "cut"):
            self.waiting.setdefault(step.path, []).append(step)

    def after(self, chance: random.Random) -> dict[Path, bytes]:
        """The files after a power cut now."""
        left = {path: bytearray(content) for path, content in self.kept.items()}
        for step in self.names:
            if chance.random() < 0.5:
                _name(left, step)
        for path, steps in self.waiting.items():
            if path in left:
                for step in steps:
                    _write_some(left[path], step, chance)
        return {path: bytes(content) for path, content in left.items()}


def _name(files: dict[Path, bytearray], step: Step) -> None:
    if step.what == "drop":
        files.pop(step.path, None)
    else:
        files.setdefault(step.path, bytearray())


def _write(content: bytearray, step: Step) -> None:
    if step.what == "cut":
        del content[step.at :]
        content.extend(bytes(step.at - len(content)))
        return
    content.extend(bytes(max(0, step.at - len(content))))
    content[step.at : step.at + len(step.data)] = step.data


def _write_some(content: bytearray, step: Step, chance: random.Random) -> None:
    """All of a call, nothing of it, or some of the sectors it touches."""
    fate = chance.random()
    if fate < 0.4:
        _write(content, step)
    elif fate < 0.7 and step.what == "write":
        end = step.at + len(step.data)
        for sector in range(step.at // SECTOR, (end - 1) // SECTOR + 1):
            first, last = max(step.at, sector * SECTOR), min(end, (sector + 1) * SECTOR)
            if chance.random() < 0.5:
                part = step.data[first - step.at : last - step.at]
                _write(content, Step("write", step.path, part, first))


def cuts(
    folder: Path, before: dict[Path, bytes], steps: Sequence[Step], count: int, chance: random.Random
) -> Iterator[tuple[list[str], dict[Path, bytes]]]:
    """So many power cuts at random moments: what the program had said by then, and the files it leaves."""
    moments = sorted(chance.randrange(len(steps) + 1) for _ in range(count))
    disk = Disk(folder, {path: bytearray(content) for path, content in before.items()})
    said: list[str] = []
    done = 0
    for moment in moments:
        for step in steps[done:moment]:
            if step.what == "said":
                said.append(step.data.decode())
            else:
                disk.take(step)
        done = moment
        yield list(said), disk.after(chance)
