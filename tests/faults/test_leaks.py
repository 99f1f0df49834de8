"""Nothing that anybody typed is found in any file, in any spelling."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import _places
from tests.faults.canaries import CANARY

ROOT = Path(__file__).parents[2]


def spellings(word: str) -> dict[str, bytes]:
    """The word as bytes in every way it is likely to be written."""
    raw = word.encode()
    found = {"utf-8": raw, "utf-16-le": word.encode("utf-16-le"), "utf-16-be": word.encode("utf-16-be")}
    found |= {"lower": word.lower().encode(), "upper": word.upper().encode()}
    found |= {"hex": raw.hex().encode(), "HEX": raw.hex().upper().encode()}
    for shift in range(3):  # in base64 a word looks different at each place modulo three
        whole = base64.b64encode(bytes(shift) + raw)
        found[f"base64 {shift}"] = whole[(0, 2, 3)[shift] : len(whole) - 4]
    return found


def hits(folder: Path) -> Iterator[str]:
    """Every file, name included, in which the word is found, and how it is written there."""
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if CANARY.lower() in name.lower():
            yield f"{name} (its name)"
        if path.is_file():
            data = path.read_bytes()
            yield from (f"{name} ({how})" for how, word in spellings(CANARY).items() if word in data)


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[bytes]]:
    """What a day of work left on the disk, and how the program ended."""
    folder = tmp_path_factory.mktemp("work")
    temporary = folder / "temporary"
    temporary.mkdir()
    places = {name: str(temporary) for name in ("TMPDIR", "TMP", "TEMP", "SQLITE_TMPDIR")}
    ended = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-m", "tests.faults.canaries", str(folder)],
        cwd=ROOT,
        env={**os.environ, **_places(folder / "home"), **places},
        capture_output=True,
        check=False,
    )
    return folder, ended


def test_the_day_went_as_meant(worked: tuple[Path, subprocess.CompletedProcess[bytes]]) -> None:
    folder, ended = worked
    assert ended.returncode == 1
    names = {path.name for path in folder.rglob("*") if path.is_file()}
    assert {"store.db", "keys.json", "copy.db", "trust-keys.age"} <= names
    assert any(name.endswith(".wqb") for name in names)
    log = "".join(path.read_text() for path in folder.joinpath("logs").iterdir())
    assert log.count("ValueError") == log.count("app.fault") == 1  # the crash at the end, and none before it
    assert "count=3" in log


def test_no_file_holds_what_was_typed(worked: tuple[Path, subprocess.CompletedProcess[bytes]]) -> None:
    folder, ended = worked
    assert list(hits(folder)) == []
    (folder / "output").write_bytes(ended.stdout + ended.stderr)
    assert list(hits(folder)) == []


@pytest.mark.parametrize("how", spellings("x"))
def test_the_search_would_find_it(tmp_path: Path, how: str) -> None:
    """In each spelling, at any place of a file."""
    for before in range(3):
        data = f"{'-' * before}some {CANARY} words".encode()
        written = {
            "utf-8": data,
            "utf-16-le": data.decode().encode("utf-16-le"),
            "utf-16-be": data.decode().encode("utf-16-be"),
            "lower": data.lower(),
            "upper": data.upper(),
            "hex": data.hex().encode(),
            "HEX": data.hex().upper().encode(),
        }.get(how, base64.b64encode(data))
        (tmp_path / "file").write_bytes(written)
        assert list(hits(tmp_path)) != []
