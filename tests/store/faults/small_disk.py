"""A disk that fills up: a memory file system of 1 MB where we may mount one, else a limit on files."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

SIZE = 1 << 20
_FILLER = "filler.bin"


class SmallDisk:
    """A folder on a disk that can be filled to within a number of bytes, and made read-only."""

    def __init__(self, folder: Path, *, mounted: bool) -> None:
        self.folder = folder
        self.mounted = mounted

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
        try:
            yield
        finally:
            if self.mounted:
                _mount("-o", "remount,rw", str(self.folder))
            else:
                self._allow(0o700, 0o600)

    def _allow(self, folders: int, files: int) -> None:
        for path in sorted(self.folder.rglob("*")):
            path.chmod(folders if path.is_dir() else files)


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True, capture_output=True)


@contextlib.contextmanager
def small_disk(place: Path) -> Iterator[SmallDisk]:
    """A small disk at a new folder; raises OSError where neither way is open (Windows)."""
    place.mkdir()
    try:
        _mount("-t", "tmpfs", "-o", f"size={SIZE},mode=700", "wardqi-test", str(place))
    except (OSError, subprocess.CalledProcessError) as error:
        if os.name != "posix" or os.geteuid() == 0:
            raise OSError(errno.ENOTSUP, "no small disk can be made here") from error
        yield SmallDisk(place, mounted=False)
        return
    try:
        yield SmallDisk(place, mounted=True)
    finally:
        subprocess.run(["umount", str(place)], check=True, capture_output=True)
