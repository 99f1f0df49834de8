"""Months of a ward lived through quickly: so many incidents each, every other shift quiet, beds counted."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta

from tests import make
from wardqi.domain import periods
from wardqi.services import recording
from wardqi.services.desk import Desk, NotFound

FIRST = date(2025, 5, 1)
SHIFTS = ("early", "late", "night")


def patients(desk: Desk, *people: dict[str, object]) -> list[str]:
    """People on the ward from the first day on, unless their values say otherwise."""
    made = []
    for number, values in enumerate(people):
        stay = {"ward": desk.ward(), "admitted_on": FIRST.isoformat()}
        whole = {"initials": f"P{number}", "stays": {f"{number:08x}": stay}, **values}
        made.append(("patient", whole, None))
    return recording.create_all(desk, made)


def live(
    desk: Desk,
    counts: Sequence[int | None],
    who: Sequence[str] = (),
    *,
    first: date = FIRST,
    beds: int = 10,
    **more: object,
) -> None:
    """So many incidents in each month; None is a month in which nobody reported anything."""
    shown = periods.months(first, first + timedelta(days=31 * (len(counts) - 1)))
    incidents = []
    quiet = []
    turn = 0
    for month, count in zip(shown, counts, strict=True):
        with suppress(NotFound):  # counted already
            recording.set_bed_days(
                desk, month.start.isoformat(), {day.isoformat(): beds for day in month}, "midnight"
            )
        if count is None:
            continue
        for number in range(count):
            day = month.start + timedelta(days=number * month.days // count)
            values = make.incident(f"{day.isoformat()}T12:00+00:00", **more)
            if who:
                values["patient"] = who[turn % len(who)]
                values.pop("patient_unknown", None)
                turn += 1
            incidents.append(values)
        quiet += [(day.isoformat(), shift) for day in month for shift in SHIFTS]
    recording.log_incidents(desk, incidents)
    recording.confirm_quiet_shifts(desk, quiet)
