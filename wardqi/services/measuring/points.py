"""A ward's own measures and the figures people type in: by hand, or from a CSV with a plan shown first.

A period without a figure is missing, never zero; "not recorded" says so on purpose.
"""

from __future__ import annotations

import csv
import math
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from wardqi.domain import kinds, own, pack, periods, times
from wardqi.domain.kinds import BadValue
from wardqi.domain.pack import Measure
from wardqi.services import loading
from wardqi.services.desk import Desk, NotFound
from wardqi.services.measuring import settings
from wardqi.services.measuring.changing import NotSettled
from wardqi.services.measuring.series import find_measure, record_of
from wardqi.services.recording import Saved
from wardqi.store import records
from wardqi.store.log import Act
from wardqi.text import QT_TRANSLATE_NOOP, say

_CONTEXT = "Loading"
REASONS: Final[Mapping[str, str]] = {
    "period": QT_TRANSLATE_NOOP("Loading", "the period is not a date such as 2026-10-01"),
    "future": QT_TRANSLATE_NOOP("Loading", "the period has not begun yet"),
    "number": QT_TRANSLATE_NOOP("Loading", "a figure is not a number"),
    "negative": QT_TRANSLATE_NOOP("Loading", "a count is below zero"),
    "below": QT_TRANSLATE_NOOP("Loading", "what it is out of is missing or zero"),
    "over": QT_TRANSLATE_NOOP("Loading", "the count is larger than what it is out of"),
    "twice": QT_TRANSLATE_NOOP("Loading", "this period came before with another figure"),
    "long": QT_TRANSLATE_NOOP("Loading", "this row has more columns than the heading"),
    "note": QT_TRANSLATE_NOOP("Loading", "the note has characters that cannot be kept"),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What was typed for one period: a count and what it is out of, or a ready value; all None is missing."""

    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    note: str = ""

    @property
    def missing(self) -> bool:
        """Whether nothing was recorded."""
        return self.numerator is None and self.denominator is None and self.value is None


@dataclass(frozen=True, slots=True)
class Held:
    """One period of a typed measure and what is kept for it; `figures` None where nothing was said yet."""

    start: date
    figures: Figures | None


def define(desk: Desk, values: Mapping[str, object], ent: str | None = None) -> Saved:
    """Make an own measure (`ent` None), or change one. Raises NotSettled, kinds.BadValue, NotFound.

    On a ward it is the ward's; on a hub it is counted for every ward.
    """
    desk.may("define_measures")
    whole = dict(values)
    if ent is None:
        whole["ward"] = desk.store.fact("ward") or None
        whole = {name: value for name, value in whole.items() if value not in (None, "", [])}
    else:
        record = records.find(desk.store, ent)
        if record is None or record.kind != "measure" or record.value.get("standard"):
            raise NotFound
        whole = {name: value for name, value in whole.items() if record.value.get(name) != value}
        if not whole:
            raise NotFound
    held = {} if ent is None else dict(record.value)  # type: ignore[union-attr]
    wrong = own.problems({**held, **whole})
    if not desk.store.fact("ward") and {**held, **whole}.get("source") == own.ENTERED:
        wrong.setdefault("source", "not_here")
    if wrong:
        name, code = next(iter(wrong.items()))
        raise NotSettled(code, name)
    act = Act("measure", "create" if ent is None else "amend", ent or str(uuid.uuid4()), whole)
    entries = desk.append(act)
    return Saved(act.ent, "", (entries[-1].op.id,), (), entries[-1].at)


def retire(desk: Desk, ent: str) -> Saved:
    """No longer show an own measure after today; its figures stay."""
    desk.may("define_measures")
    record = records.find(desk.store, ent)
    if record is None or record.kind != "measure" or record.value.get("standard"):
        raise NotFound
    yesterday = date.fromordinal(desk.now().date().toordinal() - 1)
    entries = desk.append(Act("measure", "amend", ent, {"retired_on": yesterday.isoformat()}))
    return Saved(ent, record.number, (entries[-1].op.id,), (), entries[-1].at)


def held(desk: Desk, measure: str, ward: str, count: int = 24) -> list[Held]:
    """The latest periods of a typed measure up to now, newest first, and what is kept for each."""
    known = settings.settled(desk, ward)
    one, ent = find_measure(known, measure), record_of(measure, ward)
    frequency = known.settings(ent).frequency or one.frequency
    today = desk.now().date()
    shown = []
    period = periods.around(frequency, today)
    for _ in range(count):
        shown.append(period)
        period = periods.around(frequency, date.fromordinal(period.start.toordinal() - 1))
    found = []
    for period in shown:
        record = records.find(desk.store, kinds.point_id(ent, period.start.isoformat()))
        there = record is not None and not record.voided
        found.append(Held(period.start, _figures(record.value) if there and record is not None else None))
    return found


def _figures(value: Mapping[str, object]) -> Figures:
    def figure(name: str) -> float | None:
        one = value.get(name)
        return float(one) if isinstance(one, int | float) and not isinstance(one, bool) else None

    if value.get("not_recorded") is True:
        return Figures(note=str(value.get("note") or ""))
    return Figures(figure("numerator"), figure("denominator"), figure("value"), str(value.get("note") or ""))


def problem(measure: Measure, given: Figures) -> str:
    """Why these figures cannot stand for a period, as a code of REASONS; empty when they can."""
    figures = (given.numerator, given.denominator, given.value)
    if any(one is not None and not math.isfinite(one) for one in figures):
        return "number"
    if given.missing or given.value is not None:
        return ""
    if given.numerator is not None and given.numerator < 0:
        return "negative"
    if measure.denominator == "none":
        return ""
    if given.numerator is None or not given.denominator or given.denominator < 0:
        return "below"
    is_share = measure.chart in ("p", "pp")
    return "over" if is_share and given.numerator > given.denominator else ""


def enter(desk: Desk, measure: str, ward: str, given: Mapping[date, Figures]) -> Saved:
    """Keep the figures of some periods, in one transaction; only what differs is recorded.

    Raises NotSettled(code of REASONS) for figures that cannot stand, NotFound when nothing differs.
    """
    desk.may("record")
    if (desk.store.fact("ward") or "") != ward:
        raise NotSettled("not_here", "ward")
    one = find_measure(settings.settled(desk, ward), measure)
    for start, figures in given.items():
        wrong = "future" if start > desk.now().date() else problem(one, figures)
        if wrong:
            raise NotSettled(wrong, start.isoformat())
    before, acts = _acts(desk, one, ward, given)
    if not acts:
        raise NotFound
    entries = desk.append_all([*before, *acts])
    kept = entries[-len(acts) :]
    return Saved(kept[0].op.ent, "", tuple(entry.op.id for entry in kept), (), kept[-1].at)


def _acts(
    desk: Desk, measure: Measure, ward: str, given: Mapping[date, Figures]
) -> tuple[list[Act], list[Act]]:
    """What comes before (the measure's record begun), and the acts that undo takes back."""
    ent = record_of(measure.id, ward)
    before: list[Act] = []
    if records.find(desk.store, ent) is None:
        shipped = pack.shipped()[measure.id]
        values = {"ward": ward, "name": shipped.name, "standard": measure.id}
        before.append(Act("measure", "create", ent, values))
    acts = []
    for start, figures in sorted(given.items()):
        wanted: dict[str, object] = {
            "numerator": figures.numerator,
            "denominator": figures.denominator,
            "value": figures.value,
            "not_recorded": True if figures.missing else None,
            "note": figures.note.strip() or None,
        }
        point = kinds.point_id(ent, start.isoformat())
        record = records.find(desk.store, point)
        if record is None:
            said = {name: value for name, value in wanted.items() if value is not None}
            whole = {"measure": ent, "ward": ward, "period": start.isoformat(), **said}
            acts.append(Act("measure_value", "create", point, whole))
            continue
        if record.voided:
            acts.append(Act("measure_value", "restore", point))
        changed = {name: value for name, value in wanted.items() if record.value.get(name) != value}
        if changed:
            acts.append(Act("measure_value", "amend", point, changed))
    return before, acts


# --- from a CSV -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BadPoint:
    """A row that was set aside: its line in the file and why, as a code of REASONS."""

    line: int
    reason: str

    def sentence(self) -> str:
        """The reason in words."""
        return say(_CONTEXT, REASONS[self.reason])


@dataclass(frozen=True, slots=True)
class PointsPlan:
    """What taking a CSV of figures would do; nothing has been done. Counts are of periods."""

    rows: int
    new: int
    changed: int
    same: int
    missing: int
    bad: tuple[BadPoint, ...]
    given: Mapping[date, Figures] = field(repr=False)


def plan_points(desk: Desk, measure: str, ward: str, path: Path) -> PointsPlan:
    """Read a CSV with `period`, and `value` or `numerator` and `denominator`; `note` may follow.

    A period is any of its days, "2026-10" for a month. Changes nothing. Raises loading.NotLoadable.
    """
    return _plan(desk, measure, ward, *loading.csv_rows(path))


def plan_pasted(desk: Desk, measure: str, ward: str, text: str) -> PointsPlan:
    """As `plan_points`, from cells copied out of a spreadsheet or a CSV's own text.

    Without a heading the columns are the period and the value, or period, numerator and denominator.
    """
    if len(text) > loading.LARGEST_FILE:
        raise loading.NotLoadable("too_big")
    lines = text.splitlines()
    tabs = any("\t" in line for line in lines)
    try:
        found = list(enumerate(csv.reader(lines, delimiter="\t" if tabs else ","), start=1))
    except csv.Error:
        raise loading.NotLoadable("not_text") from None
    rows = [(line, cells) for line, cells in found if any(cell.strip() for cell in cells)]
    if not rows:
        raise loading.NotLoadable("empty")
    if _day(rows[0][1][0], desk.now().date()) is not None:
        wide = max(len(cells) for _, cells in rows)
        heading = ["period", "numerator", "denominator"] if wide > 2 else ["period", "value"]
    else:
        heading = rows.pop(0)[1]
    return _plan(desk, measure, ward, heading, rows)


def _day(cell: str, today: date) -> date | None:
    """A day of a period: "2026-10", "2026-10-01", or as people and spreadsheets write it here, 01/10/2026."""
    text = cell.strip()
    text = f"{text}-01" if len(text) == 7 else text
    if kinds.is_date(text):
        return date.fromisoformat(text)
    try:
        return times.read_date(text, today) if "/" in text else None
    except times.NotATime:
        return None


def _plan(
    desk: Desk, measure: str, ward: str, heading: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]
) -> PointsPlan:
    known = settings.settled(desk, ward)
    one, ent = find_measure(known, measure), record_of(measure, ward)
    frequency = known.settings(ent).frequency or one.frequency
    columns = [cell.strip().lower() for cell in heading]
    for needed in (("period",), ("value", "numerator")):
        if not any(name in columns for name in needed):
            raise loading.NotLoadable("no_column", needed[0])
    given: dict[date, Figures] = {}
    bad: list[BadPoint] = []
    for line, cells in rows:
        told = _row(one, frequency, desk.now().date(), columns, cells)
        if isinstance(told, str):
            bad.append(BadPoint(line, told))
        elif told[0] in given and given[told[0]] != told[1]:
            bad.append(BadPoint(line, "twice"))
        else:
            given[told[0]] = told[1]
    _, acts = _acts(desk, one, ward, given)
    touched = {act.ent for act in acts}
    new = sum(act.action == "create" for act in acts)
    missing = sum(figures.missing for figures in given.values())
    return PointsPlan(
        len(rows), new, len(touched) - new, len(given) - len(touched), missing, tuple(bad), given
    )


def _row(
    measure: Measure, frequency: str, today: date, columns: Sequence[str], cells: Sequence[str]
) -> tuple[date, Figures] | str:
    """The period and figures of one row, or why it is set aside."""
    if any(cell.strip() for cell in cells[len(columns) :]):
        return "long"
    told = {name: cell.strip() for name, cell in zip(columns, cells, strict=False)}
    day = _day(told.get("period", ""), today)
    if day is None:
        return "period"
    start = periods.around(frequency, day).start
    if start > today:
        return "future"
    try:
        above, below, value = (
            float(told[name]) if told.get(name) else None for name in ("numerator", "denominator", "value")
        )
        figures = Figures(above, below, value, told.get("note", ""))
        kinds.check("measure_value", {"note": figures.note})
    except ValueError as error:
        return "note" if isinstance(error, BadValue) else "number"
    return problem(measure, figures) or (start, figures)


def write_points(plan: PointsPlan, path: Path) -> None:
    """The rows that were set aside as a CSV, each with its line and the reason; raises OSError."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["line", "reason"])
        writer.writerows([one.line, one.sentence()] for one in plan.bad)
