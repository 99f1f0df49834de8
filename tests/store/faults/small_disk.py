"""A disk that fills up: a memory file system of 1 MB where we may mount one, else a limit on files."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

SIZE = 1 << 20
_FILLER = "filler.bin"
_NOBODY = 65534


class SmallDisk:
    """A folder on a disk that can be filled to within a number of bytes, and made read-only."""

    def __init__(self, folder: Path, *, mounted: bool) -> None:
        self.folder = folder
        self.mounted = mounted
        self._administrator = os.geteuid() == 0

    @contextlib.contextmanager
    def leaving(self, free: int) -> Iterator[None]:
        """Leave about this many bytes; where nothing is mounted, refuse to write behind the first so many."""
        if self.mounted:
            filler = self.folder / _FILLER
            self._fill(filler, free)
            try:
                yield
            finally:
                filler.unlink()
            return
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (free, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    def _fill(self, filler: Path, free: int) -> None:
        with filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, shutil.disk_usage(self.folder).free - free))

    @contextlib.contextmanager
    def read_only(self) -> Iterator[None]:
        """Let nobody write: an administrator neither, where something is mounted."""
        if self.mounted:
            _mount("-o", "remount,ro", str(self.folder))
        else:
            self._allow(0o500, 0o400)
            if self._administrator:  # whom no permission stops
                os.seteuid(_NOBODY)
        try:
            yield
        finally:
            if self.mounted:
                _mount("-o", "remount,rw", str(self.folder))
            else:
                if self._administrator:
                    os.seteuid(0)
                self._allow(0o700, 0o600)

    def _allow(self, folders: int, files: int) -> None:
        for path in (self.folder, *self.folder.rglob("*")):
            path.chmod(folders if path.is_dir() else files)
            if self._administrator:
                os.chown(path, _NOBODY, _NOBODY)


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True, capture_output=True)


@contextlib.contextmanager
def small_disk() -> Iterator[SmallDisk]:
    """A small disk, taken away at the end; raises OSError where it cannot be had (Windows)."""
    if os.name != "posix":
        raise OSError(errno.ENOTSUP, "no small disk can be made here")
    place = Path(tempfile.mkdtemp(prefix="wardqi-small-disk-"))
    try:
        _mount("-t", "tmpfs", "-o", f"size={SIZE},mode=700", "wardqi-test", str(place))
        mounted = True
    except (OSError, subprocess.CalledProcessError):
        mounted = False
    try:
        yield SmallDisk(place, mounted=mounted)
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(place)], check=True, capture_output=True)
        shutil.rmtree(place)
