"""A small trust on disk, made anew for each test that asks for it."""

from __future__ import annotations

from tests.services.conftest import trust

__all__ = ["trust"]
