"""A ward's measures as it settled them: baselines, new limits, notes, tests, weeks, who is behind a count."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from tests import make
from tests.services import months
from wardqi.domain import improvement, kinds
from wardqi.services import measuring, recording
from wardqi.services.desk import Desk, NotAllowed, NotFound, Person
from wardqi.services.measuring import changing
from wardqi.services.measuring.changing import NotSettled
from wardqi.services.measuring.settings import ChartRules
from wardqi.store import records

RATE = "incidents_rate"
COUNTS = (9, 11, 8, 10, 12, None, 9, 10, 11, 8, 10, 9, 4, 5, 3, 4, 5, 4)
"""From May 2025; October 2025 was not reported; from May 2026 fewer than half."""


REVIEWS = ("incidents", "review_held_patient_48h", "review_held_patient_72h")


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Iterator[make.Trust]:
    made = make.Trust(tmp_path_factory.mktemp("measuring") / "trust")
    who = months.patients(made.heron, *({"gender": "1"} for _ in range(4)))
    months.live(made.heron, COUNTS, who)
    yield made
    made.close()


@pytest.fixture
def desk(trust: make.Trust) -> Iterator[Desk]:
    """Heron Ward, everything a test settles undone afterwards."""
    heron = trust.heron
    (before,) = heron.store.db.execute("select max(rowid) from change").fetchone()
    yield heron
    rows = heron.store.db.execute(
        "select rep, seq from change where rowid > ? order by rowid desc", [before]
    ).fetchall()
    ents = {}
    for rep, seq in rows:
        entry = records.entry(heron.store, f"{rep}:{seq}")
        assert entry is not None
        ents[entry.op.ent] = entry.op.kind
    for ent, kind in ents.items():
        record = records.find(heron.store, ent)
        if kind not in (*kinds.SYSTEM, "ward") and record is not None and not record.voided:
            recording.void(heron, ent, "mistake")


def chart(desk: Desk, **more: str) -> measuring.Charted:
    return measuring.chart(desk, RATE, desk.ward(), **more)


def stamp(charted: measuring.Charted) -> str:
    from wardqi.reports import explain

    assert charted.analysis is not None
    return explain.stamp_line(charted.analysis)


def test_a_month_nobody_reported_is_missing_and_not_zero(desk: Desk) -> None:
    (measured,) = measuring.measure_ward(desk, desk.ward(), ["incidents"])
    values = [one.value for one in measured.finished]
    assert values == list(COUNTS)
    assert measured.points[-1].reporting.state == "full"


def test_weeks_and_days_are_counted_like_months(desk: Desk) -> None:
    for every, length, most in (("week", 7, 104), ("day", 1, 92)):
        (measured,) = measuring.measure_ward(desk, desk.ward(), ["incidents"], every)
        assert measured.frequency == every
        assert {one.period.days for one in measured.points} == {length}
        assert len(measured.points) <= most
        edges = [(one.period.end, two.period.start) for one, two in pairwise(measured.points)]
        assert all(end == start for end, start in edges)
    by_week = measuring.measure_ward(desk, desk.ward(), ["incidents"], "week")[0]
    silent = [one for one in by_week.finished if date(2025, 10, 6) <= one.period.start <= date(2025, 10, 20)]
    assert silent
    assert all(one.value is None for one in silent)
    charted = chart(desk, every="week")
    assert charted.analysis is not None
    assert len(charted.analysis.points) == len(by_week.finished)


def test_a_frozen_baseline_holds_and_is_undone(desk: Desk) -> None:
    before = stamp(chart(desk))
    saved = changing.freeze(
        desk, RATE, desk.ward(), date(2025, 5, 1), date(2026, 4, 1), "The year before the change"
    )
    settled = chart(desk)
    assert "limits from May 2025 to Apr 2026" in stamp(settled)
    kept = settled.measured.settings.baseline if settled.measured else None
    assert kept is not None
    assert (kept.set_by, kept.reason) == ("Sam Ade", "The year before the change")
    assert kept.set_on == make.NIGHT.date()
    # 107 incidents in eleven reported months of 10 beds: October's bed days do not count.
    assert settled.analysis is not None
    assert settled.analysis.phases[0].centre == pytest.approx(1000 * 107 / (365 - 31) / 10)
    assert "all below" in chart(desk, kind="xmr").said.sentence
    recording.undo(desk, saved.changes)
    assert stamp(chart(desk)) == before


def test_an_aim_is_a_line_under_the_baselines_mean(desk: Desk) -> None:
    ward = desk.ward()
    assert changing.aim(desk, RATE, ward, 25.0, None, date(2027, 3, 31)).changes
    assert chart(desk).aim is None  # there is no baseline to aim from
    frozen = changing.freeze(desk, RATE, ward, date(2025, 5, 1), date(2026, 4, 1), "Before")
    charted = chart(desk)
    assert charted.aim is not None
    mean = 1000 * 107 / (365 - 31) / 10
    assert charted.aim.mean == pytest.approx(mean)
    assert charted.aim.line == pytest.approx(0.75 * mean)
    assert charted.aim.by == date(2027, 3, 31)
    assert charted.analysis is not None
    assert charted.analysis.settings.target == pytest.approx(0.75 * mean)
    assert charted.analysis.assurance == "hit_or_miss"
    assert "by chance" in charted.said.target
    recording.undo(desk, frozen.changes)
    assert chart(desk).aim is None


def test_several_settings_of_one_measure_are_undone_one_after_another(desk: Desk) -> None:
    ward = desk.ward()
    steps = [
        changing.aim(desk, RATE, ward, 25.0, None, None),
        changing.freeze(desk, RATE, ward, date(2025, 5, 1), date(2026, 4, 1), "Before"),
        changing.rebase(desk, RATE, ward, date(2026, 5, 1), "process_changed", "Evening activities"),
    ]
    redo = [recording.undo(desk, one.changes) for one in reversed(steps)]
    (measured,) = measuring.measure_ward(desk, ward, [RATE])
    assert measured.settings == measuring.measure_ward(desk, ward, ["incidents"])[0].settings
    for one in reversed(redo):
        recording.undo(desk, one.changes)
    kept = measuring.measure_ward(desk, ward, [RATE])[0].settings
    assert kept.aim_percent == 25
    assert kept.baseline is not None
    assert [one.note for one in kept.rebases] == ["Evening activities"]


def test_undo_is_refused_once_somebody_changed_the_setting_again(desk: Desk) -> None:
    saved = changing.aim(desk, RATE, desk.ward(), 25.0, None, None)
    changing.aim(desk, RATE, desk.ward(), 33.0, None, None)
    with pytest.raises(recording.ChangedMeanwhile):
        recording.undo(desk, saved.changes)


def test_a_measure_is_judged_by_rules_of_its_own_and_undone(desk: Desk) -> None:
    by_nhs = chart(desk, kind="xmr")
    assert "NHS rules 2.6a, 6 points" in stamp(by_nhs)
    saved = changing.judge_by(desk, RATE, desk.ward(), ChartRules("nhs", 7, True))
    settled = chart(desk, kind="xmr")
    assert "NHS rules 2.6a, 7 points" in stamp(settled)
    assert "extreme moving ranges left out" in stamp(settled)
    assert settled.analysis is not None
    # The six low months from May 2026 are a shift by 6 points and none by 7.
    assert not any(point.shift for point in settled.analysis.points)
    assert by_nhs.analysis is not None
    assert any(point.shift for point in by_nhs.analysis.points)
    assert "7 points" not in stamp(measuring.chart(desk, "people", desk.ward(), kind="xmr"))
    recording.undo(desk, saved.changes)
    assert stamp(chart(desk, kind="xmr")) == stamp(by_nhs)


def test_rules_of_every_chart_reach_each_measure_that_says_nothing_else(desk: Desk) -> None:
    own = changing.judge_by(desk, RATE, desk.ward(), ChartRules(points=7))
    general = changing.judge_by(desk, "people", desk.ward(), ChartRules("ihi", 7, None), everywhere=True)
    assert "IHI rules" in stamp(measuring.chart(desk, "incidents", desk.ward()))
    assert "IHI rules" in stamp(chart(desk))
    changing.judge_by(desk, RATE, desk.ward(), ChartRules("anhoej"))
    assert "Anhøj rules" in stamp(chart(desk))
    recording.undo(desk, general.changes)
    assert "IHI rules" not in stamp(measuring.chart(desk, "incidents", desk.ward()))
    with pytest.raises(recording.ChangedMeanwhile):
        recording.undo(desk, own.changes)


def test_rules_for_every_chart_clear_those_of_the_measure_they_were_chosen_on(desk: Desk) -> None:
    changing.judge_by(desk, RATE, desk.ward(), ChartRules("anhoej"))
    saved = changing.judge_by(desk, RATE, desk.ward(), ChartRules("ihi"), everywhere=True)
    assert "IHI rules" in stamp(chart(desk))
    recording.undo(desk, saved.changes)
    assert "Anhøj rules" in stamp(chart(desk))


def test_huddles_actions_and_tests_of_change_are_measured_from_their_records(desk: Desk) -> None:
    ward = desk.ward()
    made: list[tuple[str, dict[str, object], str | None]] = [
        ("huddle", {"ward": ward, "date": day, **more}, None)
        for day, more in (
            ("2026-09-21", {"started_at": "2026-09-21T09:17+01:00", "on_time": True, "minutes": 12}),
            ("2026-09-22", {"started_at": "2026-09-22T09:40+01:00", "on_time": False, "minutes": 16}),
            ("2026-09-23", {"not_held_reason": "staffing"}),
        )
    ]
    made[0][1]["attendance"] = {
        "00000001": {"role": "ward_manager", "count": 1},
        "00000002": {"role": "registered_nurse", "count": 2},
        "00000003": {"role": "doctor", "count": 0},
    }
    made += [
        ("action", {"ward": ward, "what": "x", "due": "2026-09-25", "closed_on": "2026-09-25"}, None),
        ("action", {"ward": ward, "what": "y", "due": "2026-09-28"}, None),
        ("cycle", {"ward": ward, "stage": "plan", "starts_on": "2026-09-25"}, None),
    ]
    test: dict[str, object] = {"ward": ward, "starts_on": "2026-09-24"}
    made.append(("cycle", {**test, **_begun(test)}, None))
    recording.create_all(desk, made)
    recording.amend(desk, ward, {"huddle_days": ["1", "2", "3", "4", "5"]})
    ids = [
        *("huddles_held", "huddles_on_time", "huddle_minutes", "huddle_disciplines"),
        *("actions_on_time", "tests_begun"),
    ]
    found = measuring.measure_ward(desk, ward, ids)
    by_month = {one.measure.id: {point.period.start: point.value for point in one.points} for one in found}
    september = {name: values[date(2026, 9, 1)] for name, values in by_month.items()}
    assert september == {
        "huddles_held": pytest.approx(100 * 2 / 8),
        "huddles_on_time": 50,
        "huddle_minutes": 14,
        "huddle_disciplines": 2,
        "actions_on_time": 50,
        "tests_begun": 1,
    }
    assert {name: values[date(2026, 8, 1)] for name, values in by_month.items()} == dict.fromkeys(ids)
    after = {name: values[date(2026, 10, 1)] for name, values in by_month.items()}
    assert after == {**dict.fromkeys(ids), "tests_begun": 0}


def test_a_review_is_not_late_before_its_hours_are_up(desk: Desk) -> None:
    recording.confirm_quiet_shifts(desk, [(make.NIGHT.date().isoformat(), "early")])
    held = {one.measure.id: one for one in measuring.measure_ward(desk, desk.ward(), REVIEWS, "day")}
    today = make.NIGHT.date()
    ago = {name: (today - one.finished[-1].period.start).days for name, one in held.items()}
    assert ago == {"incidents": 1, "review_held_patient_48h": 3, "review_held_patient_72h": 4}


def test_new_limits_begin_where_a_person_says_and_can_be_taken_back(desk: Desk) -> None:
    ward = desk.ward()
    changing.rebase(desk, RATE, ward, date(2026, 5, 1), "process_changed", "Evening activities began")
    charted = chart(desk)
    assert charted.analysis is not None
    assert [phase.first for phase in charted.analysis.phases] == [date(2025, 5, 1), date(2026, 5, 1)]
    assert charted.measured is not None
    (kept,) = charted.measured.settings.rebases
    assert (kept.set_by, kept.reason) == ("Sam Ade", "process_changed")
    changing.take_back_rebase(desk, RATE, ward, kept.row)
    again = chart(desk)
    assert again.analysis is not None
    assert len(again.analysis.phases) == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (lambda d: changing.freeze(d, RATE, d.ward(), date(2025, 5, 1), date(2026, 4, 1), " "), "missing"),
        (lambda d: changing.freeze(d, RATE, d.ward(), date(2026, 4, 1), date(2025, 5, 1), "x"), "order"),
        (lambda d: changing.freeze(d, RATE, d.ward(), date(2025, 9, 1), date(2025, 10, 1), "x"), "too_few"),
        (lambda d: changing.rebase(d, RATE, d.ward(), date(2026, 5, 1), "other", ""), "missing"),
        (lambda d: changing.rebase(d, RATE, d.ward(), date(2024, 5, 1), "other", "x"), "outside"),
        (lambda d: changing.aim(d, RATE, d.ward(), 125.0, None, None), "not_a_number"),
        (lambda d: changing.note(d, RATE, d.ward(), date(2026, 5, 1), "other", "", excluded=True), "missing"),
    ],
)
def test_settings_no_chart_can_have_are_refused(desk: Desk, wrong: object, code: str) -> None:
    before = make.counted(desk)
    with pytest.raises(NotSettled) as told:
        wrong(desk)  # type: ignore[operator]
    assert told.value.code == code
    assert make.counted(desk) == before


def test_only_who_may_define_measures_sets_limits_and_only_on_the_ward(desk: Desk, trust: make.Trust) -> None:
    helper = Desk(
        desk.store, Person(desk.person.uid, "Sam Ade", "health_care_assistant"), desk.signer, desk.now
    )
    with pytest.raises(NotAllowed):
        changing.aim(helper, RATE, desk.ward(), 25.0, None, None)
    changing.note(helper, RATE, desk.ward(), date(2026, 5, 4), "other", "Garden opened")
    with pytest.raises(NotAllowed):
        changing.note(helper, RATE, desk.ward(), date(2026, 5, 4), "other", "Garden opened", excluded=True)
    with pytest.raises(NotSettled) as told:
        changing.aim(trust.maple, RATE, desk.ward(), 25.0, None, None)
    assert told.value.code == "not_here"


def test_a_note_shows_on_its_chart_and_one_for_all_on_every_chart(desk: Desk) -> None:
    ward = desk.ward()
    changing.note(desk, RATE, ward, date(2026, 2, 14), "ward_move", "Moved to the new building")
    changing.note(desk, RATE, ward, date(2026, 2, 20), "staffing", "", everywhere=True)
    noted = {p.date: p.note for p in chart(desk).analysis.points if p.note}  # type: ignore[union-attr]
    assert noted == {date(2026, 2, 1): "Moved to the new building; Staffing changed"}
    other = measuring.chart(desk, "interventions_rate", ward)
    assert [p.note for p in other.analysis.points if p.note] == ["Staffing changed"]  # type: ignore[union-attr]


def test_a_point_is_left_out_with_a_reason_and_comes_back(desk: Desk) -> None:
    saved = changing.note(
        desk, RATE, desk.ward(), date(2025, 9, 10), "one_person", "One person's stay", excluded=True
    )
    charted = chart(desk)
    assert charted.analysis is not None
    assert [p.date for p in charted.analysis.points if p.excluded] == [date(2025, 9, 1)]
    assert "1 left out" in stamp(charted)
    changing.take_back_note(desk, saved.ent)
    again = chart(desk)
    assert again.analysis is not None
    assert not any(point.excluded for point in again.analysis.points)


def test_tests_that_began_are_flagged_by_themselves(desk: Desk) -> None:
    ward = desk.ward()
    idea = recording.create(desk, "change_idea", {"title": "Evening activities"}).ent
    values: dict[str, object] = {"ward": ward, "idea": idea, "starts_on": "2026-05-04"}
    cycle = recording.create(desk, "cycle", {**values, "stage": "plan"}).ent
    assert chart(desk).flags == ()
    recording.amend(desk, cycle, _begun(values))
    assert chart(desk).flags == ((date(2026, 5, 4), "Evening activities"),)
    recording.void(desk, cycle, "duplicate")
    assert chart(desk).flags == ()
    values["measure"] = kinds.measure_id(ward, "people")
    recording.create(desk, "cycle", {**values, **_begun(values)})
    assert chart(desk).flags == ()
    assert measuring.chart(desk, "people", ward).flags != ()
    later = {**values, "measure": None, "starts_on": "2027-01-04"}
    recording.create(desk, "cycle", {**later, **_begun(later)})
    assert chart(desk).flags == ()


def _begun(values: dict[str, object]) -> dict[str, object]:
    """What seals a plan and begins its test."""
    asked = {"predictions": {"11111111": {"question": "Will it help?", "prediction": "Yes"}}}
    sealed = improvement.sealing({**values, **asked}, "2026-05-01T09:00+01:00", str(uuid.uuid4()))
    return {**sealed, "stage": "do"}


def test_new_limits_are_offered_only_with_a_shift_a_cause_and_a_date(desk: Desk) -> None:
    ward = desk.ward()
    changing.freeze(desk, RATE, ward, date(2025, 5, 1), date(2026, 4, 1), "Before")

    def offered() -> measuring.Suggestion | None:
        return measuring.suggestion(measuring.chart(desk, RATE, ward, "xmr"))

    assert offered() is None  # a shift, but nobody knows why
    values: dict[str, object] = {"ward": ward, "type": "test", "starts_on": "2026-05-04"}
    cycle = recording.create(desk, "cycle", {**values, **_begun(values)}).ent
    assert offered() is None  # still a test: it may not last
    recording.amend(desk, cycle, {"stage": "done", "decision": "adopt"})
    found = offered()
    assert found is not None
    assert (found.begun, found.since, found.trial, found.high) == (
        date(2026, 5, 4),
        date(2026, 5, 1),
        True,
        False,
    )
    assert found.points == 5  # June to October: the month of the change is neither before nor after
    assert measuring.suggestion(measuring.chart(desk, "people", ward, "xmr")) is None


def test_the_chance_of_seeing_a_fall_is_that_of_the_published_table(desk: Desk) -> None:
    found = measuring.outlook(measuring.chart(desk, "incidents", desk.ward(), "xmr"))
    assert found is not None
    assert found.mean == pytest.approx(sum(one for one in COUNTS if one) / 17)
    assert (found.percent, found.months) == (25.0, 12)
    # For 8 a month, NHS rules and 6 points the published simulation says 63 in 100, 17 or so without a fall.
    assert found.seen == pytest.approx(0.63, abs=0.05)
    assert found.false == pytest.approx(0.16, abs=0.04)


def test_there_is_no_chance_to_tell_for_what_is_not_a_monthly_count(desk: Desk) -> None:
    ward = desk.ward()
    assert measuring.outlook(measuring.chart(desk, "huddles_held", ward)) is None
    assert measuring.outlook(measuring.chart(desk, RATE, ward, every="week")) is None


def test_people_and_the_most_of_one_stand_beside_every_count(desk: Desk) -> None:
    for name in ("incidents", RATE, "interventions", "people", "physical_rate"):
        (measured,) = measuring.measure_ward(desk, desk.ward(), [name])
        first = measured.points[0]  # nine incidents of four people in turn
        assert (first.people, first.top, first.named) == (4, 3, 9), name
        assert first.top_share == pytest.approx(1 / 3)
    (huddles,) = measuring.measure_ward(desk, desk.ward(), ["huddles_held"])
    assert huddles.points[0].people is None


def test_settings_reach_the_hub_without_who_or_why(trust: make.Trust, tmp_path: Path) -> None:
    ward = trust.heron.ward()
    frozen = changing.freeze(trust.heron, RATE, ward, date(2025, 5, 1), date(2026, 4, 1), "Only for us")
    trust.round_trip(trust.heron)
    charted = measuring.chart(trust.hub, RATE, ward)
    assert "limits from May 2025 to Apr 2026" in stamp(charted)
    kept = charted.measured.settings.baseline if charted.measured else None
    assert kept is not None
    assert (kept.set_by, kept.reason) == ("", "")
    with pytest.raises(NotSettled):
        changing.aim(trust.hub, RATE, ward, 25.0, None, None)
    recording.undo(trust.heron, frozen.changes)


def test_an_unknown_measure_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        measuring.measure_ward(desk, desk.ward(), ["no_such"])
