"""The map of ideas by wards at the hub: where each was tried, what became of it, and what the chart said.

An idea that several wards share is known by the card it came from or by the shipped idea it is; the words
of an idea that only one ward has stay there, and are told as a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from wardqi.domain import codes, kinds, pack
from wardqi.domain.improvement import Cycle
from wardqi.domain.kinds import live_rows
from wardqi.domain.learning import KIND, WITHDRAWN
from wardqi.services import measuring
from wardqi.services.desk import Desk, NotFound
from wardqi.services.learning import cards, collecting, spread
from wardqi.store import improvement as reading
from wardqi.store import measures, records
from wardqi.store.tables import Record

ORDER: Final = ("not_tried", "testing", "dropped", "adapted", "kept")
"""States of an idea, the one that says least first: of several, the last stands for a ward."""

OWN: Final = "own"
"""The row of ideas that wards share with nobody."""


@dataclass(frozen=True, slots=True)
class Cell:
    """An idea on a ward. `state` is a code of `idea_state`; `reason` of `dropped_reason`, `signal` of
    `chart_signal`, both empty when there is none. `ideas` and `tests` stand behind the cell."""

    state: str = "not_tried"
    reason: str = ""
    signal: str = ""
    since: str = ""
    ideas: int = 0
    tests: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A ward; where only its trust is known, that. `kind` is a code of `ward_type`."""

    ent: str
    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An idea: its name (empty for `OWN`), its driver, its card when one was passed on, a cell for each
    ward."""

    key: str
    title: str
    driver: str
    card: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """Ideas down, wards across."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Idea:
    title: str
    driver: str = ""
    card: str = ""
    cells: dict[str, Cell] = field(default_factory=dict)


def idea_map(desk: Desk) -> Map:
    """Every idea that some ward tried, or that was passed on, by name; ideas shared with nobody last."""
    desk.may("read")
    wards = {one.ent: _column(one) for one in measures.wards(desk.store)}
    known = _Known(desk)
    found: dict[str, _Idea] = dict(known.passed_on())
    signals = _Signals(desk)
    tests = _tests(desk)
    for record in reading.ideas(desk.store):
        if record.ward in wards and record.ward is not None:
            key, idea = known.idea(record)
            row = found.setdefault(key, idea)
            cell = _cell(record, tests.get(record.ent, []), known.card_of(record), signals)
            row.cells[record.ward] = _together(row.cells.get(record.ward), cell)
    columns = {**wards, **_from_results(desk, found, wards)}
    rows = sorted(found.items(), key=lambda one: (one[0] == OWN, one[1].title.casefold(), one[0]))
    return Map(
        tuple(columns.values()),
        tuple(
            Row(key, one.title, one.driver, one.card, tuple(one.cells.get(ent, Cell()) for ent in columns))
            for key, one in rows
        ),
    )


def improved(found: Map) -> Map:
    """The ideas for which the chart of some ward shows an improvement, the one with most such wards first."""
    wards = {row.key: sum(cell.signal == "improvement" for cell in row.cells) for row in found.rows}
    rows = sorted((row for row in found.rows if wards[row.key]), key=lambda row: -wards[row.key])
    return Map(found.columns, tuple(rows))


def _column(ward: Record) -> Column:
    return Column(
        ward.ent,
        str(ward.value.get("name") or ward.value.get("code") or ""),
        str(ward.value.get("ward_type") or ""),
    )


class _Known:
    """The cards of this hub, and which idea each of them and each ward's idea is."""

    def __init__(self, desk: Desk) -> None:
        self._cards = {one.ent: one for one in records.of_kind(desk.store, KIND)}
        self._own = {one.ent: one for one in spread.own_cards(desk) if one.value.get("state") != WITHDRAWN}
        self._drivers = {code: one.driver for one in cards.shipped() if (code := one.text("standard"))}

    def passed_on(self) -> Iterable[tuple[str, _Idea]]:
        """Each card that was passed on, as an idea."""
        return [self._of_card(one) for one in self._own.values()]

    def card_of(self, idea: Record) -> Record | None:
        """The ward's own card that tells of its idea."""
        return self._cards.get(str(idea.value.get("card") or ""))

    def idea(self, record: Record) -> tuple[str, _Idea]:
        """Which idea a ward's idea is."""
        card = self.card_of(record)
        named = (
            (str(card.value.get(name) or "") for name in ("parent", "shared_as")) if card is not None else ()
        )
        own = next((self._own[one] for one in named if one in self._own), None)
        if own is not None:
            return self._of_card(own)
        standard = str(record.value.get("standard") or "")
        return self._shipped(standard) if standard in self._drivers else (OWN, _Idea(""))

    def _of_card(self, card: Record) -> tuple[str, _Idea]:
        standard = str(card.value.get("standard") or "")
        if standard in self._drivers:
            key, idea = self._shipped(standard)
            return key, replace(idea, card=card.ent)
        driver = cards.primary(str(card.value.get("driver") or ""))
        return card.ent, _Idea(cards.title(card.value), driver, card.ent)

    def _shipped(self, standard: str) -> tuple[str, _Idea]:
        title = codes.get("starter_idea").plain(standard)
        return f"{cards.SHIPPED}{standard}", _Idea(title, self._drivers[standard])


def _tests(desk: Desk) -> dict[str, list[Cycle]]:
    found: dict[str, list[Cycle]] = {}
    for one in reading.cycles(desk.store):
        found.setdefault(str(one.value.get("idea") or ""), []).append(Cycle(one.ent, one.value))
    return found


def _cell(
    record: Record, tests: list[Cycle], card: Record | None, signal: Callable[[str, list[Cycle]], str]
) -> Cell:
    value = record.value
    said = "" if card is None else str(card.value.get("signal") or "")
    return Cell(
        str(value.get("state") or "not_tried"),
        str(value.get("dropped_reason") or "") if value.get("state") == "dropped" else "",
        said or signal(record.ward or "", tests),
        str(value.get("state_since") or ""),
        1,
        sum(one.begun for one in tests),
    )


def _together(held: Cell | None, more: Cell) -> Cell:
    """Several ideas of one ward that are the same: the furthest stands for them."""
    if held is None:
        return more
    first = max(held, more, key=lambda one: (ORDER.index(one.state) if one.state in ORDER else -1, one.since))
    return replace(first, ideas=held.ideas + more.ideas, tests=held.tests + more.tests)


def _from_results(desk: Desk, found: Mapping[str, _Idea], wards: Mapping[str, Column]) -> dict[str, Column]:
    """What came back of cards from wards that this hub has no records of, each place a column of its own."""
    columns: dict[str, Column] = {}
    for idea in found.values():
        card = records.find(desk.store, idea.card) if idea.card else None
        for _, one in live_rows({} if card is None else card.value, "results"):
            ward, place = str(one.get("ward") or ""), str(one.get("place") or "")
            ent = ward if ward in wards else place
            if ent not in wards:
                columns[ent] = Column(ent, place)
            names = ("state", "dropped_reason", "signal", "on")
            state, reason, signal, on = (str(one.get(name) or "") for name in names)
            if ent not in wards or idea.cells.get(ent, Cell()).state == "not_tried":
                idea.cells[ent] = _together(idea.cells.get(ent), Cell(state, reason, signal, on, 1))
    return columns


# --- what the chart said ------------------------------------------------------------------------------


class _Signals:
    """Charts of a ward's measures, each worked out once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._charts: dict[tuple[str, str], measuring.Charted | None] = {}

    def __call__(self, ward: str, tests: list[Cycle]) -> str:
        """What the chart of the latest test's measure says of the time since the first began."""
        begun = [one for one in tests if one.begun]
        measure = next((one.text("measure") for one in reversed(begun) if one.text("measure")), "")
        since = min((day for one in begun if (day := one.day("starts_on"))), default=None)
        if not measure or since is None:
            return ""
        if (ward, measure) not in self._charts:
            self._charts[ward, measure] = chart_of(self._desk, ward, measure)
        charted = self._charts[ward, measure]
        return "" if charted is None else collecting.said_since(charted, since)


def chart_of(desk: Desk, ward: str, measure: str) -> measuring.Charted | None:
    """The chart of a measure's record for a ward; None when it has none."""
    shipped = next((one for one in pack.shipped() if kinds.measure_id(ward, one) == measure), measure)
    try:
        return measuring.chart(desk, shipped, ward)
    except NotFound:
        return None


# --- what stands behind one card ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Behind:
    """What this hub itself holds of the tests that a ward's card tells of.

    `states` are those of its ideas, `decided` counts tests by their decision, `verdicts` predictions by
    verdict; `chart` is the sentence of the latest test's measure on that ward, `signal` what it says since
    the first test.
    """

    states: tuple[str, ...]
    tests: int
    decided: Mapping[str, int]
    verdicts: Mapping[str, int]
    measure: str
    chart: str
    signal: str


def behind(desk: Desk, ent: str) -> Behind:
    """The evidence behind a card of a ward; raises NotFound."""
    card = cards.record_of(desk, ent)
    ideas = [
        one for one in reading.ideas(desk.store) if one.value.get("card") == ent and one.ward == card.ward
    ]
    of_ideas = _tests(desk)
    tests = [test for one in ideas for test in of_ideas.get(one.ent, []) if test.begun]
    decisions = [one.text("decision") for one in tests if one.text("decision")]
    verdicts = [str(row["verdict"]) for one in tests for _, row in one.questions if row.get("verdict")]
    measure = next((one.text("measure") for one in reversed(tests) if one.text("measure")), "")
    since = min((day for one in tests if (day := one.day("starts_on"))), default=None)
    charted = chart_of(desk, card.ward or "", measure) if measure else None
    return Behind(
        tuple(str(one.value.get("state") or "not_tried") for one in ideas),
        len(tests),
        {code: decisions.count(code) for code in dict.fromkeys(decisions)},
        {code: verdicts.count(code) for code in dict.fromkeys(verdicts)},
        "" if charted is None else charted.title,
        "" if charted is None else charted.said.text,
        "" if charted is None or since is None else collecting.said_since(charted, since),
    )
