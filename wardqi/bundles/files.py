"""Names bundle files and writes them so that a file under its final name is whole."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from wardqi.text import QT_TRANSLATE_NOOP, say

_CONTEXT: Final = "NotSaved"

REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "full": QT_TRANSLATE_NOOP(
            "NotSaved",
            "The file was not saved: the folder is full. Your records are safe. "
            "Free some space, or choose another folder.",
        ),
        "gone": QT_TRANSLATE_NOOP(
            "NotSaved",
            "The file was not saved: the folder can't be reached any more. Your records are safe. "
            "Put the stick back, or choose another folder.",
        ),
        "read_only": QT_TRANSLATE_NOOP(
            "NotSaved",
            "The file was not saved: this folder does not let you save files. Your records are safe. "
            "Choose another folder.",
        ),
        "exists": QT_TRANSLATE_NOOP(
            "NotSaved",
            "The file was not saved: another file of that name is there already, and it was kept. "
            "Your records are safe. Choose another folder.",
        ),
        "altered": QT_TRANSLATE_NOOP(
            "NotSaved",
            "The file was not saved: the stick or folder did not keep it as it was written. "
            "Your records are safe. Use another stick or folder.",
        ),
    }
)

_CODES: Final = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EROFS: "read_only",
}


class NotSaved(Exception):
    """Nothing was saved under the name; `code` is full, gone, read_only, exists or altered."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def sentence(self) -> str:
        """What happened, what is safe and what to do."""
        return say(_CONTEXT, REASONS[self.code])


def file_name(ward_code: str, pc: str, bseq: int) -> str:
    """`<ward code>-<pc>-<number, 5 digits>.wqb` in plain ASCII: a hint for people, never to be trusted."""
    return f"{_plain(ward_code, 'ward')}-{_plain(pc, 'pc')}-{bseq:05d}.wqb"


def free_path(folder: Path, name: str) -> Path:
    """Where the name is free in the folder: `name`, else with -2, -3 ... before its ending."""
    path, number = folder / name, 1
    while os.path.lexists(path):
        number += 1
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return path


def write(path: Path, data: bytes, *, replace: bool = False) -> str:
    """Save a file and give its SHA-256 (hex), once it was read back from the drive and is the same.

    Until then it lies beside its place as `.part`, which is taken away again when something goes wrong.
    A file already there is kept unless `replace`. Raises NotSaved.
    """
    part = path.with_name(path.name + ".part")
    expected = hashlib.sha256(data).hexdigest()
    try:
        if not replace and os.path.lexists(path):
            raise NotSaved("exists")
        part.unlink(missing_ok=True)
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with part.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                raise NotSaved("altered")
        if replace:
            part.replace(path)
        else:
            part.rename(path)
        _flush_folder(path.parent)
    except (OSError, NotSaved) as trouble:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(trouble, OSError):
            raise NotSaved(_CODES.get(trouble.errno or 0, "gone")) from None
        raise
    return expected


@contextlib.contextmanager
def trouble() -> Iterator[None]:
    """Turns what the drive refuses, in a step beside `write`, into NotSaved."""
    try:
        yield
    except OSError as error:
        raise NotSaved(_CODES.get(error.errno or 0, "gone")) from None


def _flush_folder(folder: Path) -> None:
    """Make the new name itself last; where a folder cannot be opened or flushed, the drive sees to it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _plain(name: str, otherwise: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "_".join(re.findall(r"[A-Za-z0-9]+", ascii_only))[:24] or otherwise
