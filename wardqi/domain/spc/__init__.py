"""Statistical process control: run charts, control charts, their rules, and what they come to.

`analyse` charts one series, `analyse_many` a matrix of them. This package loads numpy, so import it when a
chart is first asked for and not at start.
"""

from __future__ import annotations

from wardqi.domain.spc.analysis import analyse, stamp
from wardqi.domain.spc.conventions import CONVENTIONS, Convention
from wardqi.domain.spc.many import Many, analyse_many
from wardqi.domain.spc.model import (
    ANY_KINDS,
    KINDS,
    Analysis,
    AnyKind,
    Assurance,
    Improve,
    Kind,
    Label,
    Mark,
    Nature,
    NotChartable,
    Phase,
    Point,
    PointResult,
    Rules,
    Series,
    Settings,
    Special,
    Variation,
)

__all__ = [
    "ANY_KINDS",
    "CONVENTIONS",
    "KINDS",
    "Analysis",
    "AnyKind",
    "Assurance",
    "Convention",
    "Improve",
    "Kind",
    "Label",
    "Many",
    "Mark",
    "Nature",
    "NotChartable",
    "Phase",
    "Point",
    "PointResult",
    "Rules",
    "Series",
    "Settings",
    "Special",
    "Variation",
    "analyse",
    "analyse_many",
    "stamp",
]
