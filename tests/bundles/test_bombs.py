"""Small files that would unpack to far too much: refused within a bound of memory."""

from __future__ import annotations

import gzip
import json
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from tests.bundles import sample
from wardqi.bundles.contents import LONGEST_LINE, MOST_LINES

MOST_MEMORY = 400 * 1024 * 1024

# Prints the refusal and how far the process grew beyond what it needed for an honest bundle.
READ = """
import json, resource, sys
from pathlib import Path
from wardqi.bundles import contents, seal
from wardqi.bundles.refused import Refused

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

def read(path):
    opened = seal.open_file(Path(path), [sys.argv[3]], lambda pub: True)
    return contents.unpack(opened.body)

read(sys.argv[1])
before = peak()
try:
    read(sys.argv[2])
    code = "taken"
except Refused as refused:
    code = refused.code
print(json.dumps([code, peak() - before]))
"""


def _gzip(first: bytes, repeated: bytes, times: int) -> bytes:
    """One sound gzip member of a text far too long to hold.

    A full flush makes each repetition the same compressed bytes, so they are compressed once.
    """
    packer = zlib.compressobj(9, wbits=-15)
    start = packer.compress(first) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(repeated) + packer.flush(zlib.Z_FULL_FLUSH)
    check = zlib.crc32(first)
    for _ in range(times):
        check = zlib.crc32(repeated, check)
    size = len(first) + len(repeated) * times
    head = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    return head + start + again * times + packer.flush() + struct.pack("<II", check, size % 2**32)


def _first(count: int) -> bytes:
    return json.dumps(sample.said(n=count)).encode() + b"\n"


BOMBS = {
    "a gibibyte of nothing": (lambda: _gzip(b"", bytes(1 << 20), 1024), "bomb"),
    "a gibibyte of lines": (lambda: _gzip(_first(9), b"[]\n" * (1 << 18), 1400), "bomb"),
    "a million lines": (lambda: _gzip(_first(10**6), b'["a","b","c"]\n' * 1000, 1000), "bomb"),
    "a million lines, one character each": (lambda: _gzip(_first(10**6), b"\n" * 1000, 1000), "bomb"),
    "a line of ten megabytes": (lambda: _gzip(_first(1), b"x" * 10**6, 10), "bad_line"),
    "an ended line of ten megabytes": (lambda: _gzip(_first(1), b"x" * 10**7 + b"\n", 1), "bomb"),
    "a manifest of ten megabytes": (lambda: _gzip(b"", b"{" * 10**7 + b"\n", 1), "bomb"),
    "a depth of a hundred thousand": (
        lambda: _gzip(_first(1), b"[" * 10**5 + b"]" * 10**5 + b"\n", 1),
        "bad_line",
    ),
    "a deep manifest": (lambda: _gzip(b"", b'{"a":' * 10**5 + b"\n", 1), "bad_manifest"),
    "an integer of a million digits": (
        lambda: _gzip(_first(1), b'["a","b",' + b"9" * 10**6 + b"]\n", 1),
        "bad_line",
    ),
    "a long integer in the manifest": (
        lambda: _gzip(b"", b'{"v":' + b"9" * 10**6 + b"}\n", 1),
        "bad_manifest",
    ),
    # Held whole before the count is found wrong; one wide character makes a whole line four times as wide.
    "the most lines that are read, and wide": (
        lambda: _gzip(_first(1), (b'["' + b"a" * 1290 + "\U0001f600".encode() + b'","s","u"]\n') * 48, 1040),
        "bad_manifest",
    ),
    "a hundred thousand names": (
        lambda: _gzip(b"{", b"".join(b'"%05d":0,' % n for n in range(100_000)) + b'"last":0}\n', 1),
        "bad_manifest",
    ),
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process's peak this way")
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_bounded_memory(name: str, tmp_path: Path) -> None:
    make, expected = BOMBS[name]
    bomb = sample.signed(make())
    assert len(bomb) < 2_000_000
    (tmp_path / "honest.wqb").write_bytes(sample.bundle())
    (tmp_path / "bomb.wqb").write_bytes(bomb)
    arguments = [str(tmp_path / "honest.wqb"), str(tmp_path / "bomb.wqb"), sample.HUB_PC.recv_secret]
    done = subprocess.run(
        [sys.executable, "-c", READ, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    code, grown = json.loads(done.stdout)
    assert code == expected
    assert grown < MOST_MEMORY


def test_the_bombs_are_sound_gzip_files_so_that_only_their_size_speaks_against_them() -> None:
    assert gzip.decompress(_gzip(b"first\n", b"again\n" * 100, 50)) == b"first\n" + b"again\n" * 5000


def test_the_most_lines_and_the_longest_are_where_they_are_said_to_be() -> None:
    assert (MOST_LINES, LONGEST_LINE) == (50_000, 1 << 20)
