"""Months of figures for tests of charts: so many incidents a month, every day reported, beds counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests import make
from wardqi.domain import periods
from wardqi.services import recording
from wardqi.services.desk import Desk

COUNTS = (4, 6, 5, 3, 7, 4, None, 5, 6, 4, 5, 3, 4, 6)
"""Incidents of the months from September 2025 to October 2026; None for a month nobody reported on."""


def months(count: int = len(COUNTS)) -> Sequence[periods.Period]:
    """The months, the last of them October 2026."""
    return periods.months(date(2025, 9, 1), date(2026, 10, 31))[-count:]


def live(desk: Desk, counts: Sequence[int | None] = COUNTS, *, beds: bool = True) -> None:
    """Record so many incidents in each month, confirm every other day as quiet, and count twenty beds."""
    for month, many in zip(months(len(counts)), counts, strict=True):
        if many is None:
            continue
        days = [day.isoformat() for day in month]
        busy = days[:many]
        recording.log_incidents(
            desk, [make.incident(f"{day}T14:00+00:00", patient_unknown=True) for day in busy]
        )
        recording.confirm_quiet_shifts(desk, [(day, "late") for day in days[many:]])
        if beds:
            recording.set_bed_days(desk, days[0][:7], dict.fromkeys(days, 20))
