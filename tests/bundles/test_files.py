"""Naming and writing files: under its final name a file is whole, or it is not there."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from wardqi.bundles import files
from wardqi.bundles.files import REASONS, NotSaved


def _refusal(path: Path, data: bytes = b"new") -> str:
    with pytest.raises(NotSaved) as trouble:
        files.write(path, data)
    return trouble.value.code


def test_what_was_written_is_there_whole_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "heron-pc1-00001.wqb"
    data = os.urandom(300_000)
    assert files.write(path, data) == hashlib.sha256(data).hexdigest()
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_an_older_file_of_that_name_is_kept_unless_replacing_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "hub-public.json"
    path.write_bytes(b"old")
    assert _refusal(path) == "exists"
    assert path.read_bytes() == b"old"
    files.write(path, b"new", replace=True)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_what_an_interrupted_attempt_left_does_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "a.wqb.part").write_bytes(b"half")
    files.write(tmp_path / "a.wqb", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.wqb"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="links need a right on Windows")
def test_a_link_laid_in_wait_is_not_written_through(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_bytes(b"precious")
    (tmp_path / "a.wqb.part").symlink_to(target)
    files.write(tmp_path / "a.wqb", b"new")
    assert target.read_bytes() == b"precious"
    assert not (tmp_path / "a.wqb").is_symlink()


def test_a_folder_that_is_gone_is_said_so(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "stick" / "a.wqb") == "gone"


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "full"), (errno.EROFS, "read_only"), (errno.EACCES, "read_only"), (errno.EIO, "gone")],
)
def test_a_drive_that_gives_up_leaves_nothing_behind(
    number: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(_handle: int) -> None:
        raise OSError(number, "the drive gave up")

    monkeypatch.setattr(os, "fsync", give_up)
    assert _refusal(tmp_path / "a.wqb") == code
    assert list(tmp_path.iterdir()) == []


SAVE_WITHOUT_ROOM = """
import resource, sys
from pathlib import Path
from wardqi.bundles import files
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    files.write(Path(sys.argv[1]), bytes(300_000))
except files.NotSaved as trouble:
    print(trouble.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit for a process")
def test_when_there_is_really_no_room_nothing_is_left_behind(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAVE_WITHOUT_ROOM, str(tmp_path / "a.wqb")],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert (done.stdout, done.stderr) == ("full\n", "")
    assert list(tmp_path.iterdir()) == []


def test_a_drive_that_does_not_keep_what_was_written_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush = os.fsync

    def lose_a_bit(handle: int) -> None:
        os.lseek(handle, 10, os.SEEK_SET)
        os.write(handle, b"\xff")
        flush(handle)

    monkeypatch.setattr(os, "fsync", lose_a_bit)
    assert _refusal(tmp_path / "a.wqb", bytes(1000)) == "altered"
    assert list(tmp_path.iterdir()) == []


def test_every_trouble_has_a_whole_message() -> None:
    for code in REASONS:
        assert "Your records are safe." in NotSaved(code).sentence()


@pytest.mark.parametrize(
    ("ward", "pc", "number", "name"),
    [
        ("heron", "pc1", 142, "heron-pc1-00142.wqb"),
        ("Tŷ Hafan", "Office PC/2", 1, "Ty_Hafan-Office_PC_2-00001.wqb"),
        ("../../etc", "C:\\x", 7, "etc-C_x-00007.wqb"),
        ("東", "", 100_000, "ward-pc-100000.wqb"),
        ("w" * 99, "p" * 99, 3, "w" * 24 + "-" + "p" * 24 + "-00003.wqb"),
    ],
)
def test_a_file_name_is_plain_whatever_the_ward_is_called(ward: str, pc: str, number: int, name: str) -> None:
    assert files.file_name(ward, pc, number) == name


def test_a_free_name_is_found_beside_those_taken(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        path = files.free_path(tmp_path, "heron-pc1-00001.wqb")
        files.write(path, b"x")
        names.append(path.name)
    assert names == ["heron-pc1-00001.wqb", "heron-pc1-00001-2.wqb", "heron-pc1-00001-3.wqb"]
