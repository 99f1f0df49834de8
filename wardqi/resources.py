"""Finds the files shipped with the program, in a checkout, an installed copy and a frozen copy."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def folder() -> Path:
    """The folder of shipped files; raises FileNotFoundError when the installation is incomplete."""
    for place in (_HERE / "_resources", _HERE.parent / "resources"):
        if place.is_dir():
            return place
    raise FileNotFoundError("WardQI's own resources folder is missing; install the program again.")


def path(name: str) -> Path:
    """Where a shipped file is, for example `icons/add.svg`."""
    return folder() / name


def read_text(name: str) -> str:
    """The text of a shipped file (UTF-8)."""
    return path(name).read_text(encoding="utf-8")


def read_bytes(name: str) -> bytes:
    """The bytes of a shipped file."""
    return path(name).read_bytes()
