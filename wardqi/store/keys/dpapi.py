"""Windows' own sealing of bytes for one machine (DPAPI, machine scope), through ctypes."""

from __future__ import annotations

import ctypes
import sys

_LOCAL_MACHINE = 0x4
_UI_FORBIDDEN = 0x1
_DESCRIPTION = "WardQI"


class _Blob(ctypes.Structure):
    """DATA_BLOB of wincrypt.h."""

    _fields_ = (("size", ctypes.c_uint32), ("data", ctypes.POINTER(ctypes.c_char)))


class MachineSealer:
    """CryptProtectData and its opposite; bytes sealed here open on this Windows installation only."""

    def seal(self, data: bytes) -> bytes:
        """Seal for the machine; raises OSError."""
        return self._call("CryptProtectData", data)

    def unseal(self, data: bytes) -> bytes:
        """Open what `seal` made here; raises OSError."""
        return self._call("CryptUnprotectData", data)

    def _call(self, name: str, data: bytes) -> bytes:
        if sys.platform != "win32":
            raise OSError("DPAPI is part of Windows")
        buffer = ctypes.create_string_buffer(data, len(data))
        given = _Blob(len(data), ctypes.cast(buffer, ctypes.POINTER(ctypes.c_char)))
        made = _Blob()
        function = getattr(ctypes.WinDLL("crypt32", use_last_error=True), name)
        function.restype = ctypes.c_int
        description = ctypes.c_wchar_p(_DESCRIPTION) if name == "CryptProtectData" else None
        flags = ctypes.c_uint32(_LOCAL_MACHINE | _UI_FORBIDDEN)
        done = function(ctypes.byref(given), description, None, None, None, flags, ctypes.byref(made))
        if not done:
            raise ctypes.WinError(ctypes.get_last_error())
        try:
            return ctypes.string_at(made.data, made.size)
        finally:
            free = ctypes.WinDLL("kernel32").LocalFree
            free.argtypes = (ctypes.c_void_p,)
            free(ctypes.cast(made.data, ctypes.c_void_p))
