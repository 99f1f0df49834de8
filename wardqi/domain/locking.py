"""How long a quiet desk stays open: before the screen locks, and under the lock before the records close."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SCREEN: Final = (1, 15)
STORE: Final = (15, 720)
"""The fewest and the most minutes a ward may choose."""

USUAL: Final = (5, 60)
"""Minutes where a ward has not chosen: the screen's, the store's."""


def limits(ward: Mapping[str, object]) -> tuple[int, int]:
    """The screen's and the store's minutes of a ward's record, always within what may be chosen."""
    chosen = (ward.get("screen_lock_minutes"), ward.get("store_lock_minutes"))
    return (
        _within(chosen[0] if isinstance(chosen[0], int) else USUAL[0], SCREEN),
        _within(chosen[1] if isinstance(chosen[1], int) else USUAL[1], STORE),
    )


def _within(minutes: int, bounds: tuple[int, int]) -> int:
    return max(bounds[0], min(bounds[1], minutes))
