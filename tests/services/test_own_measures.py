"""A ward's own measures: counted from records through a filter, or typed in by hand and from a CSV."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests import make
from tests.services import months
from wardqi.domain import own
from wardqi.services import loading, measuring, recording
from wardqi.services.desk import Desk, NotFound
from wardqi.services.measuring import points
from wardqi.services.measuring.changing import NotSettled
from wardqi.services.measuring.points import Figures

TYPED: dict[str, object] = {
    "name": "Activities that took place",
    "kind": "process",
    "counts": "events",
    "source": "entered",
    "frequency": "month",
    "direction": "up",
    "denominator": "planned",
    "per": 100,
    "unit": "per cent of planned",
    "chart": "p",
}
WALKS = {**TYPED, "name": "Walks", "denominator": "none", "per": 1, "unit": "walks", "chart": "run"}
COUNTED: dict[str, object] = {
    "name": "Restraint for medicine in the clinic",
    "kind": "outcome",
    "counts": "incidents",
    "source": "records",
    "frequency": "month",
    "direction": "down",
    "reasons": ["13"],
    "areas": ["clinic"],
    "denominator": "incidents",
    "per": 100,
    "unit": "per cent of incidents",
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    trust = make.Trust(tmp_path / "trust")
    yield trust.heron
    trust.close()


def values(desk: Desk, ent: str) -> list[float | None]:
    return [one.value for one in measuring.measure_ward(desk, desk.ward(), [ent])[0].points]


def test_an_own_measure_counts_what_its_filter_keeps_out_of_everything(desk: Desk) -> None:
    september = date(2026, 9, 1)
    months.live(desk, [4, 0], first=september)
    months.live(desk, [2], first=september, area_kind="clinic", reason="13")
    months.live(desk, [2], first=september, area_kind="lounge", reason="13")
    ent = points.define(desk, COUNTED).ent
    (measured,) = measuring.measure_ward(desk, desk.ward(), [ent])
    first, second = measured.finished
    assert (first.numerator, first.denominator, first.value) == (2, 8, 25)
    assert (second.numerator, second.denominator, second.value) == (0, 0, None)
    recording.amend(desk, ent, {"types": ["14"], "reasons": None, "areas": None})
    assert measuring.measure_ward(desk, desk.ward(), [ent])[0].finished[0].value == 0
    assert ent in [one.measure.id for one in measuring.measure_ward(desk, desk.ward())]


def test_defining_a_measure_is_undone_and_done_again(desk: Desk) -> None:
    saved = points.define(desk, TYPED)
    again = recording.undo(desk, saved.changes)
    with pytest.raises(NotFound):
        measuring.measure_ward(desk, desk.ward(), [saved.ent])
    recording.undo(desk, again.changes)
    assert measuring.measure_ward(desk, desk.ward(), [saved.ent])[0].measure.name == TYPED["name"]
    points.retire(desk, saved.ent)
    assert saved.ent not in [one.measure.id for one in measuring.measure_ward(desk, desk.ward())]


@pytest.mark.parametrize(
    ("more", "field", "code"),
    [
        ({"name": " "}, "name", "missing"),
        ({"source": "records", "counts": "answers"}, "counts", "not_counted"),
        (
            {"source": "records", "counts": "incidents", "denominator": "planned"},
            "denominator",
            "not_counted",
        ),
        ({"per": 0}, "per", "not_above_zero"),
    ],
)
def test_a_measure_that_cannot_be_is_refused_by_the_answer_at_fault(
    desk: Desk, more: dict[str, object], field: str, code: str
) -> None:
    with pytest.raises(NotSettled) as told:
        points.define(desk, {**TYPED, **more})
    assert (told.value.field, told.value.code) == (field, code)


def test_typed_figures_missing_is_not_zero(desk: Desk) -> None:
    ent = points.define(desk, TYPED).ent
    given = {
        date(2026, 6, 1): Figures(3, 5),
        date(2026, 7, 1): Figures(0, 4),
        date(2026, 9, 1): Figures(note="Nobody wrote it down"),
        date(2026, 10, 1): Figures(4, 4),
    }
    saved = points.enter(desk, ent, desk.ward(), given)
    assert len(saved.changes) == 4
    assert values(desk, ent) == [60, 0, None, None, 100]
    charted = measuring.chart(desk, ent, desk.ward())
    assert charted.analysis is not None
    assert [one.value is None for one in charted.analysis.points] == [False, False, True, True, False]
    with pytest.raises(NotFound):
        points.enter(desk, ent, desk.ward(), given)  # nothing differs
    recording.undo(desk, saved.changes)
    assert values(desk, ent) == []
    points.enter(desk, ent, desk.ward(), {date(2026, 6, 1): Figures(1, 5)})
    assert values(desk, ent) == [20]
    held = points.held(desk, ent, desk.ward(), 6)
    assert [one.start.month for one in held] == [11, 10, 9, 8, 7, 6]
    assert [one.figures is None for one in held] == [True, True, True, True, True, False]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Figures(6, 5), "over"),
        (Figures(-1, 5), "negative"),
        (Figures(3, 0), "below"),
        (Figures(3, None), "below"),
        (Figures(float("nan"), 5), "number"),
    ],
)
def test_figures_that_cannot_stand_are_refused(desk: Desk, given: Figures, code: str) -> None:
    ent = points.define(desk, TYPED).ent
    with pytest.raises(NotSettled) as told:
        points.enter(desk, ent, desk.ward(), {date(2026, 6, 1): given})
    assert told.value.code == code
    with pytest.raises(NotSettled):
        points.enter(desk, ent, desk.ward(), {date(2027, 6, 1): Figures(1, 5)})


def test_a_shipped_measure_that_is_typed_in_takes_figures_too(desk: Desk) -> None:
    ward = desk.ward()
    points.enter(desk, "patients_feel_safe", ward, {date(2026, 10, 1): Figures(38, 10)})
    (measured,) = measuring.measure_ward(desk, ward, ["patients_feel_safe"])
    assert [one.value for one in measured.points] == [3.8]
    assert "patients_feel_safe" in [one.measure.id for one in measuring.measure_ward(desk, ward)]


def test_a_csv_is_planned_first_and_bad_rows_are_told_apart(desk: Desk, tmp_path: Path) -> None:
    ent = points.define(desk, TYPED).ent
    points.enter(desk, ent, desk.ward(), {date(2026, 5, 1): Figures(2, 4)})
    path = tmp_path / "activities.csv"
    path.write_text(
        "Period,Numerator,Denominator,Note\n"
        "2026-05,2,4,\n"
        "2026-06-17,3,5,Trip\n"
        "2026-07-01,,,\n"
        "2026-08,6,5,\n"
        "2026-08-32,1,5,\n"
        "2026-09,one,5,\n"
        "2026-06,4,5,\n"
        "2027-01,4,5,\n"
        "2026-10,4,5,,surplus\n",
        encoding="utf-8",
    )
    before = make.counted(desk)
    plan = points.plan_points(desk, ent, desk.ward(), path)
    assert make.counted(desk) == before
    assert (plan.rows, plan.new, plan.changed, plan.same, plan.missing) == (9, 2, 0, 1, 1)
    told = [(one.line, one.reason) for one in plan.bad]
    assert told == [(5, "over"), (6, "period"), (7, "number"), (8, "twice"), (9, "future"), (10, "long")]
    points.enter(desk, ent, desk.ward(), plan.given)
    assert values(desk, ent) == [50, 60, None]
    again = points.plan_points(desk, ent, desk.ward(), path)
    assert (again.new, again.changed, again.same) == (0, 0, 3)
    points.write_points(plan, tmp_path / "bad.csv")
    assert "the count is larger" in (tmp_path / "bad.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("2026-10\t5\n2026-09\t\n", {date(2026, 10, 1): Figures(value=5), date(2026, 9, 1): Figures()}),
        ("2026-10-14\t5\t20\r\n", {date(2026, 10, 1): Figures(5, 20)}),
        (
            "01/10/2026\t5\n1/9/2026\t4\n",
            {date(2026, 10, 1): Figures(value=5), date(2026, 9, 1): Figures(value=4)},
        ),
        ("Period,Value,Note\n2026-10,5,=cmd\n", {date(2026, 10, 1): Figures(value=5, note="=cmd")}),
    ],
)
def test_cells_copied_from_a_sheet_are_planned_like_a_csv(
    desk: Desk, text: str, given: dict[date, Figures]
) -> None:
    ent = points.define(desk, WALKS).ent
    plan = points.plan_pasted(desk, ent, desk.ward(), text)
    assert dict(plan.given) == given
    assert not plan.bad


@pytest.mark.parametrize(("text", "code"), [("", "empty"), ("a\tb\n1\t2", "no_column"), (" \n\t", "empty")])
def test_a_paste_that_is_no_table_is_refused_in_a_sentence(desk: Desk, text: str, code: str) -> None:
    ent = points.define(desk, WALKS).ent
    with pytest.raises(loading.NotLoadable) as refused:
        points.plan_pasted(desk, ent, desk.ward(), text)
    assert refused.value.code == code
    assert refused.value.sentence()


def test_a_csv_without_the_columns_is_refused_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    ent = points.define(desk, TYPED).ent
    path = tmp_path / "odd.csv"
    path.write_text("month,count\n2026-05,2\n")
    with pytest.raises(loading.NotLoadable) as told:
        points.plan_points(desk, ent, desk.ward(), path)
    assert "period" in told.value.sentence()


def test_a_hub_counts_its_own_measure_for_every_ward(tmp_path: Path) -> None:
    trust = make.Trust(tmp_path / "trust")
    for ward, count in ((trust.heron, 4), (trust.maple, 2)):
        months.live(ward, [count], first=date(2026, 9, 1), reason="13", area_kind="clinic")
        trust.round_trip(ward)
    ent = points.define(trust.hub, COUNTED).ent
    counted = {
        one.ward: one.points[0].numerator for one in measuring.measure_all(trust.hub) if one.measure.id == ent
    }
    assert counted == {trust.heron.ward(): 4, trust.maple.ward(): 2}
    with pytest.raises(NotSettled):
        points.define(trust.hub, TYPED)
    trust.close()


def test_every_thing_an_own_measure_may_count_is_a_code_of_its_list() -> None:
    from wardqi.domain import codes

    assert set(own.ABOVE) <= {one.code for one in codes.get("counted_thing").entries}
    assert {*own.BELOW, *own.TYPED} <= {one.code for one in codes.get("denominator").entries}
