"""Files written so that they last, the room left, and whether a folder is on this computer's own disk."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
from pathlib import Path

from wardqi.store._sqlite import DiskFault, ReadOnly, StoreFull

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}

# File systems whose disk is another computer's, as /proc/mounts names them.
_NETWORK = {
    "9p", "acfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.davfs2", "fuse.glusterfs",
    "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "glusterfs", "gfs2", "lustre", "ncpfs",
    "nfs", "nfs4", "ocfs2", "smb3", "smbfs",
}  # fmt: skip
_HOST_SHARE = re.compile(r"(^|,)trans=(fd|virtio)(,|$)")  # 9p of a virtual machine: the same computer's disk


def fault(error: OSError) -> Exception:
    """The store's own class for an operating-system error."""
    if error.errno in _FULL:
        return StoreFull(errno.errorcode[error.errno or 0])
    if error.errno in _READ_ONLY:
        return ReadOnly(errno.errorcode[error.errno or 0])
    return DiskFault(errno.errorcode.get(error.errno or 0, type(error).__name__))


def sync_file(path: Path) -> None:
    """Push a finished file's bytes to the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Push a folder's names to the disk; Windows does this by itself and has no call for it."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file by one with exactly these bytes, or leave the old one: never half.

    Temporary file beside it, flushed, read back, renamed, folder flushed.
    Raises StoreFull, ReadOnly, DiskFault.
    """
    part = path.with_name(path.name + ".part")
    try:
        try:
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if part.read_bytes() != data:
                raise DiskFault("read back differently")
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise fault(error) from error


def read_limited(path: Path, limit: int) -> bytes | None:
    """The bytes of a regular file of at most `limit` bytes; None when there is none or it cannot be read."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError:
        return None
    return data if len(data) <= limit else b""


def free_bytes(folder: Path) -> int:
    """Bytes this account may still write on the folder's disk."""
    try:
        return shutil.disk_usage(folder).free
    except OSError as error:
        raise fault(error) from error


def _unescaped(field: str) -> str:
    """A field of /proc/mounts, where blanks are written as three octal digits."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), field)


def mount_of(path: Path, mounts: str) -> tuple[str, str, str]:
    """The device, file system and options that /proc/mounts (given as text) says a real path lies on."""
    best: tuple[int, tuple[str, str, str]] = (-1, ("", "", ""))
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 4:
            continue
        point = Path(_unescaped(fields[1]))
        # Of two mounts on one point the later hides the earlier.
        if (path == point or point in path.parents) and len(point.parts) >= best[0]:
            best = (len(point.parts), (_unescaped(fields[0]), fields[2], fields[3]))
    return best[1]


def judge_mount(device: str, kind: str, options: str, *, removable: bool) -> str | None:
    """Why a mount is no place for a store: "network", "removable", or None when it is fine."""
    if kind in _NETWORK and not (kind == "9p" and _HOST_SHARE.search(options)):
        return "network"
    return "removable" if removable and device.startswith("/dev/") else None


def _removable(device: str) -> bool:
    """Whether Linux says the disk behind a device (or behind its partition) can be pulled out."""
    block = Path("/sys/class/block", Path(device).name).resolve()
    for place in (block, block.parent):
        flag = place / "removable"
        if flag.is_file():
            return flag.read_text(encoding="ascii").strip() == "1"
    return False


def not_local(folder: Path) -> str | None:
    """Why a folder is not on this computer's own disk ("network", "removable"), or None when it is.

    The folder need not exist yet. On systems that offer no answer (macOS) every folder counts as local.
    """
    real = folder.absolute()
    while not real.exists() and real != real.parent:
        real = real.parent
    real = real.resolve()
    if sys.platform == "win32":
        import ctypes

        if str(real).startswith("\\\\"):
            return "network"
        kind = ctypes.windll.kernel32.GetDriveTypeW(ctypes.c_wchar_p(real.anchor))
        return {2: "removable", 4: "network"}.get(kind)
    table = Path("/proc/mounts")
    if not table.is_file():
        return None
    device, kind_name, options = mount_of(real, table.read_text(encoding="utf-8", errors="surrogateescape"))
    return judge_mount(device, kind_name, options, removable=_removable(device))
