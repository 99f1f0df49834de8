"""What was settled for a ward's charts: baselines, aims, new limits, notes, and the tests that began.

A shipped measure's settings are a record of the kind `measure` with an id derived from ward and measure;
an own measure is its own record. Everything is read once for a ward and looked up from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from wardqi.domain import codes, kinds
from wardqi.services.desk import Desk
from wardqi.store import people, records
from wardqi.store.tables import Record


@dataclass(frozen=True, slots=True)
class Baseline:
    """The days limits are frozen on, both included; who decided, when and why."""

    first: date
    last: date
    set_on: date | None
    set_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rebase:
    """New limits from a day on. `reason` is a code of `rebase_reason`; `row` its row in the record."""

    row: str
    from_date: date
    reason: str
    note: str
    set_on: date | None
    set_by: str


@dataclass(frozen=True, slots=True)
class ChartRules:
    """By which rules charts are judged; None means nothing was settled.

    `rules` is a code of `chart_rules`, `points` how many make a shift or a trend, `screening` whether extreme
    moving ranges are left out of the limits.
    """

    rules: str | None = None
    points: int | None = None
    screening: bool | None = None

    def over(self, general: ChartRules) -> ChartRules:
        """These where something was settled, the general ones elsewhere."""
        return ChartRules(
            self.rules or general.rules,
            self.points or general.points,
            general.screening if self.screening is None else self.screening,
        )


AS_SHIPPED = ChartRules()
SHIFT_POINTS = (6, 7)


@dataclass(frozen=True, slots=True)
class ChartSettings:
    """How one measure of one ward is charted; None means nothing was settled.

    `aim_percent` is how far from the baseline's mean to go, in the better direction. `rules` are the
    measure's own, `ward_rules` those of every chart of the ward.
    """

    chart: str | None = None
    frequency: str | None = None
    target: float | None = None
    target_by: date | None = None
    aim_percent: float | None = None
    baseline: Baseline | None = None
    rebases: tuple[Rebase, ...] = ()
    rules: ChartRules = AS_SHIPPED
    ward_rules: ChartRules = AS_SHIPPED

    @property
    def in_use(self) -> ChartRules:
        """The rules that the chart is judged by."""
        return self.rules.over(self.ward_rules)


@dataclass(frozen=True, slots=True)
class Note:
    """Something written on a chart, from `day` to `until`; `measure` empty means every chart of the ward.

    `text` is the note's words, or where they stay on the ward its kind in words.
    """

    ent: str
    measure: str
    day: date
    until: date | None
    kind: str
    text: str
    excluded: bool


@dataclass(frozen=True, slots=True)
class CycleStart:
    """A test of change that began; `decision` and `decided_on` as the cycle has them."""

    ent: str
    measure: str
    day: date
    name: str
    decision: str


NOTHING = ChartSettings()


@dataclass(frozen=True, slots=True)
class Settled:
    """Everything settled for one ward, by the id of the measure's record."""

    measures: Mapping[str, Record]
    notes: tuple[Note, ...]
    tests: tuple[CycleStart, ...]
    names: Mapping[str, str]
    rules: ChartRules = AS_SHIPPED

    def settings(self, ent: str) -> ChartSettings:
        """The settings kept in a measure's record, with the ward's rules."""
        record = self.measures.get(ent)
        kept = NOTHING if record is None else _settings(record.value, self.names)
        return replace(kept, ward_rules=self.rules)

    def notes_of(self, ent: str) -> tuple[Note, ...]:
        """The notes on a measure's chart, earliest first."""
        return tuple(one for one in self.notes if one.measure in ("", ent))

    def tests_of(self, ent: str) -> tuple[CycleStart, ...]:
        """The tests to flag on a measure's chart, earliest first."""
        return tuple(one for one in self.tests if one.measure in ("", ent))


def settled(desk: Desk, ward: str) -> Settled:
    """Read what was settled for a ward."""
    measures = {
        one.ent: one
        for one in records.of_kind(desk.store, "measure")
        if one.value.get("ward") in (None, "", ward)
    }
    names = {one.uid: one.name or "" for one in people.members(desk.store, retired=True)}
    own = records.find(desk.store, ward)
    rules = AS_SHIPPED if own is None else _rules(own.value)
    return Settled(measures, tuple(_notes(desk, ward)), tuple(_tests(desk, ward)), names, rules)


def _rules(value: Mapping[str, object]) -> ChartRules:
    """The rules a ward's or a measure's record holds; what no chart can have is nothing settled."""
    rules, points, screening = (value.get(name) for name in ("chart_rules", "shift_points", "screening"))
    return ChartRules(
        rules if isinstance(rules, str) and rules in codes.get("chart_rules") else None,
        points if isinstance(points, int) and points in SHIFT_POINTS else None,
        screening if isinstance(screening, bool) else None,
    )


def _settings(value: Mapping[str, object], names: Mapping[str, str]) -> ChartSettings:
    first, last = day_of(value, "baseline_from"), day_of(value, "baseline_to")
    baseline = None
    if first is not None and last is not None and first <= last:
        baseline = Baseline(
            first,
            last,
            day_of(value, "baseline_set_on"),
            names.get(str(value.get("baseline_set_by")), ""),
            str(value.get("baseline_reason") or ""),
        )
    rebases = [
        Rebase(
            row,
            begun,
            str(one.get("reason") or "other"),
            str(one.get("note") or ""),
            day_of(one, "set_on"),
            names.get(str(one.get("set_by")), ""),
        )
        for row, one in kinds.live_rows(value, "rebases")
        if (begun := day_of(one, "from_date")) is not None
    ]
    return ChartSettings(
        chart=_text(value, "chart"),
        frequency=_text(value, "frequency"),
        target=_number(value, "target"),
        target_by=day_of(value, "target_by"),
        aim_percent=_number(value, "aim_percent"),
        baseline=baseline,
        rebases=tuple(sorted(rebases, key=lambda one: one.from_date)),
        rules=_rules(value),
    )


def _notes(desk: Desk, ward: str) -> list[Note]:
    found = []
    for record in records.of_kind(desk.store, "annotation"):
        value, day = record.value, day_of(record.value, "date")
        if day is None or value.get("ward") not in (None, "", ward):
            continue
        kind = str(value.get("kind") or "other")
        words = str(value.get("text") or "").strip()
        found.append(
            Note(
                record.ent,
                str(value.get("measure") or ""),
                day,
                day_of(value, "until"),
                kind,
                words or _label("annotation_kind", kind),
                value.get("excluded") is True,
            )
        )
    return sorted(found, key=lambda one: (one.day, one.ent))


def _tests(desk: Desk, ward: str) -> list[CycleStart]:
    """Cycles that have begun: past the planning, and their first day is over or here."""
    today = desk.now().date()
    ideas = {one.ent: one.value for one in records.of_kind(desk.store, "change_idea")}
    found = []
    for record in records.of_kind(desk.store, "cycle"):
        value, begun = record.value, day_of(record.value, "starts_on")
        planned = value.get("stage") in (None, "", "plan")
        if begun is None or begun > today or planned or value.get("ward") not in (None, "", ward):
            continue
        found.append(
            CycleStart(
                record.ent,
                str(value.get("measure") or ""),
                begun,
                _name(value, ideas.get(str(value.get("idea")), {})),
                str(value.get("decision") or ""),
            )
        )
    return sorted(found, key=lambda one: (one.day, one.ent))


def _name(cycle: Mapping[str, object], idea: Mapping[str, object]) -> str:
    """What a test is called: its idea, its objective, else what kind of cycle it is."""
    for value, field in ((idea, "title"), (cycle, "objective")):
        words = str(value.get(field) or "").strip()
        if words:
            return words.splitlines()[0]
    if idea.get("standard"):
        return _label("starter_idea", str(idea["standard"]))
    kind = str(cycle.get("type") or "")
    return _label("cycle_type", kind) if kind else _label("annotation_kind", "test_start")


def _label(codelist: str, code: str) -> str:
    known = codes.get(codelist)
    return known.label(code) if code in known else code


def day_of(value: Mapping[str, object], field: str) -> date | None:
    """A day that a field holds; None when it holds none."""
    held = value.get(field)
    return date.fromisoformat(held) if isinstance(held, str) and kinds.is_date(held) else None


def _text(value: Mapping[str, object], field: str) -> str | None:
    held = value.get(field)
    return held if isinstance(held, str) and held else None


def _number(value: Mapping[str, object], field: str) -> float | None:
    held = value.get(field)
    return float(held) if isinstance(held, int | float) and not isinstance(held, bool) else None
