"""What stands beside a chart in words: the aim, the chance of seeing a fall, who is behind it, new limits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from wardqi.app import charting, say
from wardqi.domain import own
from wardqi.services import census, measuring
from wardqi.services.measuring import Charted, Measured, Suggestion

if TYPE_CHECKING:
    from wardqi.services.desk import Desk


def period(measured: Measured, start: date) -> str:
    """A period's name: "Nov 2026", "week of 2 Nov 2026", or the day."""
    if measured.frequency == "month":
        return say.month(start)
    return say.tr("week of {day}", day=say.day(start)) if measured.frequency == "week" else say.day(start)


def aim(charted: Charted) -> str:
    """The aim as a sentence; says what lacks when there is none."""
    from wardqi.reports import outlook

    found, measured = charted.aim, charted.measured
    if found is None:
        kept = measured.settings if measured is not None else None
        if kept is not None and kept.aim_percent is not None:
            return say.tr(
                "An aim of {percent}% is set. Freeze a baseline to see its line.",
                percent=_plain(kept.aim_percent),
            )
        return say.tr("No aim is set.")
    words = charting.words_of(charted)
    up = measured is not None and measured.measure.direction == "up"
    return outlook.aim(found.percent, words.amount(found.mean), words.amount(found.line), found.by, up=up)


def offer(measured: Measured, found: Suggestion | None) -> str:
    """Why new limits may be offered; empty when nothing suggests them."""
    from wardqi.reports import outlook

    if found is None:
        return ""
    return outlook.rebase(
        found.begun,
        found.cause,
        found.since,
        found.points,
        high=found.high,
        trial=found.trial,
        monthly=measured.frequency == "month",
    )


def chance(_desk: Desk, charted: Charted) -> tuple[Charted, str]:
    """The chance of seeing a fall, as a sentence; empty where it cannot be told. A worker's job."""
    from wardqi.reports import outlook

    found = measuring.outlook(charted)
    if found is None:
        return charted, ""
    things = say.code("counted_thing", found.counts).lower()
    return charted, outlook.chance(found.mean, things, found.percent, found.months, found.seen, found.false)


def beds(desk: Desk, charted: Charted) -> tuple[Charted, str]:
    """Which bed days stand below the line, and who counted them; empty for no rate. A worker's job."""
    measured = charted.measured
    if measured is None or measured.measure.source != own.RECORDS or not measured.finished:
        return charted, ""
    if measured.measure.denominator == "spell_bed_days":
        return charted, say.tr("Denominator in use: bed days worked out from ward stays.")
    if measured.measure.denominator != "ward_stay_bed_days":
        return charted, ""
    first, last = measured.finished[0].period.start, measured.finished[-1].period.end - timedelta(days=1)
    counted = census.sources(desk, measured.ward, first, last)
    parts = [
        say.tr(
            "{how} on {days}",
            how=say.code("bed_day_source", source).lower(),
            days=say.count(many, "day", "days"),
        )
        for source, many in sorted(counted.items(), key=lambda one: -one[1])
    ]
    return charted, say.tr("Denominator in use: bed days {parts}.", parts=say.listed(parts)) if parts else ""


def people(measured: Measured) -> str:
    """Who stands behind the newest figure; empty for what is not counted of people."""
    from wardqi.reports import outlook

    newest = next((one for one in reversed(measured.finished) if one.value is not None), None)
    if newest is None or newest.people is None or not newest.numerator:
        return ""
    return outlook.people(period(measured, newest.period.start), newest.people, newest.top_share)


def _plain(figure: float) -> str:
    return f"{figure:g}"
