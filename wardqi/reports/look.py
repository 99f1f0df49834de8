"""The colours of charts, read from the shipped styles, and the shape that goes with each kind of point."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Literal

from wardqi import resources

LookName = Literal["light", "dark", "contrast"]

# matplotlib's marker and its area, in square points, for each kind of point. Never colour alone.
SHAPES: dict[str, tuple[str, float]] = {
    "none": ("o", 34.0),
    "improvement": ("D", 52.0),
    "concern": ("^", 74.0),
    "neither": ("s", 50.0),
    "ghost": ("o", 40.0),
    "hidden": ("*", 110.0),
}


@dataclass(frozen=True, slots=True)
class Look:
    """Named colours of a chart, as "#rrggbb"; print and export always use the light one."""

    background: str
    text: str
    second: str
    grid: str
    joining: str
    centre: str
    limit: str
    target: str
    common_fill: str
    common_outline: str
    improvement_fill: str
    improvement_outline: str
    concern_fill: str
    concern_outline: str
    neither_fill: str
    neither_outline: str
    ghost_outline: str
    flag_fill: str
    flag_text: str
    flag_line: str
    example: str

    def point(self, special: str) -> tuple[str, str]:
        """Fill and outline of a point by what it shows ("none", "improvement", "concern", "neither")."""
        return {
            "none": (self.common_fill, self.common_outline),
            "improvement": (self.improvement_fill, self.improvement_outline),
            "concern": (self.concern_fill, self.concern_outline),
            "neither": (self.neither_fill, self.neither_outline),
        }[special]


@lru_cache(maxsize=3)
def load_look(name: LookName) -> Look:
    """The chart colours of a theme, from the table [chart] of its style file."""
    table = tomllib.loads(resources.read_text(f"styles/{name}.toml"))["chart"]
    return Look(**{field.name: str(table[field.name]) for field in fields(Look)})
