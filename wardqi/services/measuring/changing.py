"""Changing how a measure is charted: baselines, aims, new limits, notes. Every change is in the log.

Each function answers with what `recording.undo` takes back. Only a person changes limits, with a reason
and a date; nothing here happens by itself.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date

from wardqi.domain import codes, kinds, pack
from wardqi.services import recording
from wardqi.services.desk import Desk, NotFound
from wardqi.services.measuring import settings
from wardqi.services.measuring.charts import FEWEST, left_out
from wardqi.services.measuring.series import Measured, find_measure, measure_ward, record_of
from wardqi.services.measuring.settings import AS_SHIPPED, SHIFT_POINTS, ChartRules
from wardqi.services.recording import Saved
from wardqi.store import records
from wardqi.store.log import Act


class NotSettled(ValueError):
    """A setting that no chart can have; nothing was saved. `code` says why, `field` which answer.

    Codes: missing, order, too_few, inside_baseline, outside, not_a_number, not_here.
    """

    def __init__(self, code: str, field: str) -> None:
        super().__init__(f"{field}: {code}")
        self.code = code
        self.field = field


def freeze(desk: Desk, measure: str, ward: str, first: date, last: date, reason: str) -> Saved:
    """Freeze the limits on the periods between two days, both included. Raises NotSettled, NotFound."""
    measured = _measured(desk, measure, ward)
    if not reason.strip():
        raise NotSettled("missing", "reason")
    if last < first:
        raise NotSettled("order", "last")
    skip = set(left_out(measured))
    within = [one for one in measured.finished if first <= one.period.start <= last]
    if sum(one.value is not None and one.period.start not in skip for one in within) < FEWEST:
        raise NotSettled("too_few", "last")
    if any(first < one.from_date <= last for one in measured.settings.rebases):
        raise NotSettled("inside_baseline", "first")
    return _amend(
        desk,
        measure,
        ward,
        {
            "baseline_from": within[0].period.start.isoformat(),
            "baseline_to": within[-1].period.start.isoformat(),
            "baseline_set_on": desk.now().date().isoformat(),
            "baseline_set_by": desk.person.uid,
            "baseline_reason": reason.strip(),
        },
    )


def release(desk: Desk, measure: str, ward: str, reason: str) -> Saved:
    """Let the limits follow all points again; who, when and why is kept in the record's history."""
    if not reason.strip():
        raise NotSettled("missing", "reason")
    return _amend(
        desk,
        measure,
        ward,
        {
            "baseline_from": None,
            "baseline_to": None,
            "baseline_set_on": desk.now().date().isoformat(),
            "baseline_set_by": desk.person.uid,
            "baseline_reason": reason.strip(),
        },
    )


def aim(
    desk: Desk, measure: str, ward: str, percent: float | None, target: float | None, by: date | None
) -> Saved:
    """Set the aim: so many per cent from the baseline's mean, or a figure of its own; None clears it."""
    if percent is not None and not 0 < percent <= 100:
        raise NotSettled("not_a_number", "percent")
    return _amend(
        desk,
        measure,
        ward,
        {"aim_percent": percent, "target": target, "target_by": None if by is None else by.isoformat()},
    )


def chart_as(desk: Desk, measure: str, ward: str, kind: str | None, frequency: str | None) -> Saved:
    """Settle which chart and which periods a measure is shown by; None is the measure's own way."""
    return _amend(desk, measure, ward, {"chart": kind, "frequency": frequency})


def judge_by(desk: Desk, measure: str, ward: str, rules: ChartRules, *, everywhere: bool = False) -> Saved:
    """Settle the rules of one measure's chart, or with `everywhere` of every chart of the ward.

    None is what stands without them: the ward's for a measure, the program's for a ward. With `everywhere`
    the measure's own are cleared, so that what was settled is what shows. Raises NotSettled.
    """
    if rules.points is not None and rules.points not in SHIFT_POINTS:
        raise NotSettled("not_a_number", "points")
    if rules.rules is not None and rules.rules not in codes.get("chart_rules"):
        raise NotSettled("missing", "rules")
    values = _rules(rules)
    if not everywhere:
        return _amend(desk, measure, ward, values)
    desk.may("define_measures")
    _own_ward(desk, ward)
    acts = [Act("ward", "amend", ward, values)]
    record = records.find(desk.store, record_of(measure, ward))
    if record is not None and any(record.value.get(name) is not None for name in values):
        acts.append(Act("measure", "amend", record.ent, _rules(AS_SHIPPED)))
    entries = desk.append_all(acts)
    return Saved(ward, "", tuple(entry.op.id for entry in entries), (), entries[-1].at)


def _rules(rules: ChartRules) -> dict[str, object]:
    return {"chart_rules": rules.rules, "shift_points": rules.points, "screening": rules.screening}


def rebase(desk: Desk, measure: str, ward: str, begun: date, reason: str, note: str) -> Saved:
    """Work limits out anew from a day on. `reason` is a code of `rebase_reason`; words are needed too.

    Raises NotSettled.
    """
    measured = _measured(desk, measure, ward)
    if not note.strip():
        raise NotSettled("missing", "note")
    if not reason:
        raise NotSettled("missing", "reason")
    points = measured.finished
    if not points or not points[0].period.start < begun <= points[-1].period.start:
        raise NotSettled("outside", "begun")
    kept = measured.settings.baseline
    if kept is not None and kept.first <= begun <= kept.last:
        raise NotSettled("inside_baseline", "begun")
    row = {
        "from_date": begun.isoformat(),
        "reason": reason,
        "note": note.strip(),
        "set_on": desk.now().date().isoformat(),
        "set_by": desk.person.uid,
    }
    return _amend(desk, measure, ward, {"rebases": {recording.new_row(): row}})


def take_back_rebase(desk: Desk, measure: str, ward: str, row: str) -> Saved:
    """Take new limits out again; the record's history keeps them."""
    return _amend(desk, measure, ward, {"rebases": {row: {kinds.REMOVED: True}}})


def note(
    desk: Desk,
    measure: str,
    ward: str,
    day: date,
    kind: str,
    text: str,
    *,
    until: date | None = None,
    excluded: bool = False,
    everywhere: bool = False,
) -> Saved:
    """Write a note on a chart, or with `everywhere` on each chart of the ward.

    `excluded` leaves the periods it touches out of limits and rules, which needs words and the right to
    set limits. Raises NotSettled.
    """
    desk.may("define_measures" if excluded else "record")
    if not kind:
        raise NotSettled("missing", "kind")
    if excluded and not text.strip():
        raise NotSettled("missing", "text")
    if until is not None and until < day:
        raise NotSettled("order", "until")
    _own_ward(desk, ward)
    acts = [] if everywhere else _make(desk, measure, ward)
    values: dict[str, object] = {"ward": ward, "date": day.isoformat(), "kind": kind}
    if not everywhere:
        values["measure"] = record_of(measure, ward)
    if text.strip():
        values["text"] = text.strip()
    if until is not None:
        values["until"] = until.isoformat()
    if excluded:
        values["excluded"] = True
    made = Act("annotation", "create", str(uuid.uuid4()), values)
    entries = desk.append(*acts, made)
    return Saved(made.ent, "", (entries[-1].op.id,), (), entries[-1].at)


def take_back_note(desk: Desk, ent: str) -> Saved:
    """Take a note off the charts; nothing is removed from the log."""
    record = records.find(desk.store, ent)
    if record is None or record.kind != "annotation":
        raise NotFound
    desk.may("define_measures" if record.value.get("excluded") is True else "record")
    entries = desk.append(Act("annotation", "void", ent, reason="taken_off"))
    return Saved(ent, record.number, (entries[-1].op.id,), (), entries[-1].at)


def _measured(desk: Desk, measure: str, ward: str) -> Measured:
    found = measure_ward(desk, ward, [measure])
    if not found:
        raise NotFound
    return found[0]


def _own_ward(desk: Desk, ward: str) -> None:
    """A ward's charts are settled on the ward: its records are its own, and the hub's would not join them."""
    if (desk.store.fact("ward") or "") != ward:
        raise NotSettled("not_here", "ward")


def _make(desk: Desk, measure: str, ward: str) -> list[Act]:
    """The acts that begin a shipped measure's record on this ward, before its first setting."""
    ent = record_of(measure, ward)
    record = records.find(desk.store, ent)
    if record is not None and not record.voided:
        return []
    if record is not None:
        return [Act("measure", "restore", ent), Act("measure", "amend", ent, _cleared(record.value))]
    shipped = pack.shipped().get(measure)
    if shipped is None:
        raise NotFound
    return [Act("measure", "create", ent, {"ward": ward, "name": shipped.name, "standard": measure})]


def _cleared(value: Mapping[str, object]) -> dict[str, object]:
    """What empties a record that was archived, so that bringing it back brings no old setting with it."""
    rows = {row: {kinds.REMOVED: True} for row, _ in kinds.live_rows(value, "rebases")}
    kept = ("ward", "name", "standard", "rebases")
    return {**{name: None for name in value if name not in kept}, **({"rebases": rows} if rows else {})}


def _amend(desk: Desk, measure: str, ward: str, values: Mapping[str, object]) -> Saved:
    """Change the settings, beginning the record where there is none: undo then leaves it empty, not gone."""
    desk.may("define_measures")
    _own_ward(desk, ward)
    find_measure(settings.settled(desk, ward), measure)
    ent = record_of(measure, ward)
    acts = _make(desk, measure, ward)
    entries = desk.append(*acts, Act("measure", "amend", ent, values))
    record = records.find(desk.store, ent)
    return Saved(ent, "" if record is None else record.number, (entries[-1].op.id,), (), entries[-1].at)
