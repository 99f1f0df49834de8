"""A computer that can seal bytes for itself, as Windows does, so that tests can be on one or another."""

from __future__ import annotations


class OneMachine:
    """What Windows offers, for the tests: bytes sealed here open only with the same machine's number."""

    def __init__(self, machine: int) -> None:
        self.machine = machine

    def seal(self, data: bytes) -> bytes:
        return bytes([self.machine]) + bytes(byte ^ self.machine for byte in data)

    def unseal(self, data: bytes) -> bytes:
        if data[0] != self.machine:
            raise OSError("sealed elsewhere")
        return bytes(byte ^ self.machine for byte in data[1:])
