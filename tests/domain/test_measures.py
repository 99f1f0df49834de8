"""The national formulas, bed days, reporting, and the shipped pack, against figures worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardqi.domain import codes, facts, incidents, measures, pack, periods
from wardqi.domain.facts import (
    ActionFact,
    CycleFact,
    Facts,
    HuddleFact,
    IncidentFact,
    InterventionFact,
    ObservationFact,
    ReviewFact,
    Stay,
)
from wardqi.domain.measures import Durations, Reporting
from wardqi.domain.periods import Period
from wardqi.domain.privacy import split

OCTOBER = periods.month(date(2026, 10, 1))
FULL = Reporting(31, 31, "full")


def day(number: int, month: int = 10) -> date:
    return date(2026, month, number)


FIFTH = day(5)


def incident(ent: str, patient: str | None, started: date = FIFTH, **more: object) -> IncidentFact:
    return replace(IncidentFact(ent, "heron", patient, started, None), **more)  # type: ignore[arg-type]


def intervention(
    ent: str,
    row: str,
    type_: str = "09",
    started: date = FIFTH,
    ended: date | None = FIFTH,
    minutes: int | None = 10,
) -> InterventionFact:
    return InterventionFact(ent, row, type_, started, ended, minutes)


def example() -> Facts:
    """Three incidents of two people and one unknown; seven interventions."""
    return Facts(
        incidents=(
            incident("i1", "p1", minutes=25),
            incident("i2", "p1", day(9), minutes=12),
            incident("i3", "p2", day(9), minutes=6),
            incident("i4", None, day(31), minutes=None),
        ),
        interventions=(
            intervention("i1", "a", "07", minutes=5),
            intervention("i1", "b", "09", minutes=15),
            intervention("i1", "c", "14", minutes=1),
            intervention("i2", "a", "01", day(9), day(9), 12),
            intervention("i3", "a", "08", day(9), day(9), 6),
            intervention("i3", "b", "16", day(9), day(9), 0),
            intervention("i4", "a", "13", day(31), day(31), None),
        ),
        census={day(n): 20 for n in range(1, 32)},
        stays=(
            Stay("p1", day(1, 9), None),
            Stay("p2", day(9), day(12)),
            Stay("p3", day(31), None),
            Stay("p4", day(1, 9), day(1)),
        ),
    )


def figure(name: str, known: Facts | None = None, period: Period = OCTOBER) -> float | None:
    return pack.point(pack.shipped()[name], known or example(), period, FULL).value


def test_one_event_of_three_types_is_one_incident_and_three_interventions() -> None:
    known = Facts(
        incidents=(incident("i1", "p1"),),
        interventions=tuple(
            intervention("i1", row, type_) for row, type_ in (("a", "07"), ("b", "09"), ("c", "14"))
        ),
    )
    assert measures.incident_count(known, OCTOBER) == 1
    assert measures.interventions(known, OCTOBER) == 3
    assert measures.people(known, OCTOBER) == 1


def test_the_national_measures_of_the_example() -> None:
    assert figure("people") == 2  # MHS76; the unknown patient adds nobody
    assert figure("interventions") == 7  # MHS77
    assert figure("incidents") == 4  # MHS136
    assert figure("interventions_per_incident") == pytest.approx(7 / 4)  # MHS137
    assert figure("interventions_rate") == pytest.approx(1000 * 7 / 620)  # MHS117: 31 days of 20 beds
    assert figure("interventions_spell_rate") == pytest.approx(1000 * 7 / (31 + 3 + 1))  # MHS96
    assert figure("people_percent") == pytest.approx(100 * 2 / 3)  # MHS97; p4 left on the first day


def test_the_same_row_told_twice_counts_once() -> None:
    known = example()
    doubled = replace(
        known, incidents=known.incidents * 2, interventions=known.interventions + known.interventions
    )
    for name in ("people", "interventions", "incidents", "interventions_per_incident", "top_person_share"):
        assert figure(name, doubled) == figure(name, known), name


def test_row_ids_are_unique_only_inside_their_incident() -> None:
    known = Facts(interventions=(intervention("i1", "a"), intervention("i2", "a")))
    assert measures.interventions(known, OCTOBER) == 2


@pytest.mark.parametrize(
    ("started", "ended", "counted"),
    [
        (day(30, 9), day(30, 9), False),
        (day(30, 9), day(1), True),  # ends in it
        (day(31), day(1, 11), True),  # starts in it
        (day(1, 9), day(1, 11), True),  # goes on through it
        (day(1, 9), None, True),  # still open
        (day(1, 11), None, False),
        (day(1, 11), day(2, 11), False),
    ],
)
def test_an_intervention_counts_where_it_starts_ends_or_goes_on(
    started: date, ended: date | None, counted: bool
) -> None:
    known = Facts(interventions=(intervention("i1", "a", "05", started, ended),))
    assert measures.interventions(known, OCTOBER) == counted


def test_types_choose_what_is_counted() -> None:
    assert figure("prone_rate") == pytest.approx(1000 * 1 / 620)
    assert figure("physical_rate") == pytest.approx(1000 * 4 / 620)
    assert figure("rapid_tranquillisation_rate") == pytest.approx(1000 * 1 / 620)
    assert figure("other_chemical") == 1
    assert figure("mechanical") == 0


def test_one_persons_share_leaves_out_incidents_of_nobody_known() -> None:
    assert figure("top_person_share") == pytest.approx(100 * 2 / 3)
    assert figure("top_person_share", Facts()) is None


def test_lengths_that_cannot_be_are_dropped_not_counted_as_zero() -> None:
    found = measures.durations(example(), OCTOBER)
    assert found == Durations(5, 39, 39 / 5, 6, 15)  # 5, 15, 1, 12, 6: not the zero, not the unknown
    assert figure("intervention_minutes_mean") == pytest.approx(7.8)  # MHS98
    assert figure("intervention_minutes_median") == 6  # MHS98a
    assert figure("intervention_minutes_longest") == 15  # MHS99
    known = Facts(
        interventions=(intervention("i1", "a", minutes=-20), replace(intervention("i1", "b"), valid=False))
    )
    assert measures.durations(known, OCTOBER) == Durations(0, 0, None, None, None)
    assert figure("intervention_minutes_mean", known) is None
    assert figure("intervention_minutes_longest", known) is None


def test_lengths_of_incidents_are_their_own() -> None:
    found = measures.durations(example(), OCTOBER, of_incidents=True)
    assert found == Durations(3, 43, 43 / 3, 12, 25)
    assert figure("incident_minutes_mean") == pytest.approx(43 / 3)  # MHS138
    assert figure("incident_minutes_median") == 12  # MHS138a
    assert figure("incident_minutes_longest") == 25  # MHS139


def test_lengths_by_type() -> None:
    assert measures.durations(example(), OCTOBER, ("07", "09")) == Durations(2, 20, 10, 10, 15)


def test_a_night_with_the_clock_change_has_its_real_length() -> None:
    values = _record("2026-10-25T01:50+01:00", "2026-10-25T01:10+00:00")
    told = facts.of_incident("i1", "heron", values)
    assert told is not None
    entry, rows, _, _ = told
    known = Facts(incidents=(entry,), interventions=rows)
    assert measures.durations(known, OCTOBER).longest == 20
    assert measures.durations(known, OCTOBER, of_incidents=True).longest == 20
    assert entry.started == date(2026, 10, 25)


def test_isolation_still_open_has_lasted_until_the_periods_end() -> None:
    known = Facts(
        interventions=(
            intervention("i1", "a", "05", day(30), None),
            intervention("i2", "a", "05", day(22), day(3, 11)),
            intervention("i3", "a", "05", day(2), day(4)),
            intervention("i4", "a", "06", day(1, 9), None),
        )
    )
    assert measures.days_so_far(known, OCTOBER, "05") == [2, 10]
    assert figure("seclusion_open_days", known) == 6  # MHS146
    assert figure("segregation_open_days", known) == 61  # MHS147: September and October
    assert figure("seclusion_starts", known) == 3
    assert figure("seclusion_nights", known) == 2 + 10 + 2
    assert figure("segregation_nights", known) == 31
    assert figure("segregation_starts", known) == 0
    assert figure("segregation_open_days", Facts()) is None


def test_hours_of_seclusion_belong_to_the_month_it_began() -> None:
    known = Facts(
        interventions=(
            intervention("i1", "a", "05", day(31), day(2, 11), 2880),
            intervention("i2", "a", "05", day(30, 9), day(1), 600),
            intervention("i3", "a", "05", day(8), day(8), 90),
            intervention("i4", "a", "05", day(30), None, None),
        )
    )
    assert figure("seclusion_hours", known) == 49.5


@pytest.mark.parametrize(
    ("arrived", "left", "expected"),
    [
        (day(1, 9), None, 31),
        (day(1), day(1, 11), 31),
        (day(1), day(31), 30),
        (day(31), None, 1),
        (day(31), day(31), 0),
        (day(1, 9), day(1), 0),
        (day(1, 9), day(2), 1),
        (day(1, 11), None, 0),
        (day(10), day(10), 0),
        (day(10), day(9), 0),
    ],
)
def test_bed_days_of_a_stay_by_the_national_rule(arrived: date, left: date | None, expected: int) -> None:
    assert measures.bed_days([Stay("p", arrived, left)], OCTOBER) == expected


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 400))
def test_bed_days_of_months_add_up_to_the_stay(arrived: date, nights: int) -> None:
    stay = Stay("p", arrived, arrived + timedelta(days=nights))
    run = periods.months(date(2026, 1, 1), date(2028, 3, 1))
    assert sum(measures.bed_days([stay], period) for period in run) == nights
    weeks = periods.weeks(date(2026, 1, 1), date(2028, 3, 1))
    assert sum(measures.bed_days([stay], period) for period in weeks) == nights


def test_a_missing_day_of_the_census_leaves_no_rate() -> None:
    known = example()
    short = replace(known, census={d: beds for d, beds in known.census.items() if d.day != 17})
    assert measures.census_days(short.census, OCTOBER) == (600, 30)
    point = pack.point(pack.shipped()["interventions_rate"], short, OCTOBER, FULL)
    assert (point.numerator, point.denominator, point.value) == (7, None, None)
    assert figure("interventions", short) == 7


def test_an_empty_ward_has_no_rate_either() -> None:
    known = replace(example(), census={day(n): 0 for n in range(1, 32)})
    assert figure("interventions_rate", known) is None
    assert measures.rate(3, 0) is None
    assert measures.rate(3, None) is None
    assert measures.rate(3, 600) == 5


def _reported(count: int) -> set[date]:
    return {day(n) for n in range(1, count + 1)}


@pytest.mark.parametrize(
    ("count", "state"), [(0, "none"), (1, "part"), (27, "part"), (28, "full"), (31, "full")]
)
def test_a_month_is_full_from_nine_days_in_ten(count: int, state: str) -> None:
    found = measures.reporting(OCTOBER, _reported(count), day(1, 11))
    assert found == Reporting(31, count, state)
    assert found.share == pytest.approx(count / 31)


def test_a_month_nobody_reported_is_missing_and_a_quiet_one_is_zero() -> None:
    quiet = Facts(quiet=frozenset(OCTOBER), census=dict.fromkeys(OCTOBER, 20))
    measure = pack.shipped()["interventions_rate"]
    silent = replace(quiet, quiet=frozenset())

    def told(known: Facts) -> float | None:
        state = measures.reporting(OCTOBER, measures.reported_days(known), day(1, 11))
        return pack.point(measure, known, OCTOBER, state).value

    assert told(quiet) == 0
    assert told(silent) is None


def test_a_part_reported_month_gives_its_count_but_no_figure() -> None:
    state = measures.reporting(OCTOBER, _reported(20), day(1, 11))
    point = pack.point(pack.shipped()["interventions"], example(), OCTOBER, state)
    assert (point.numerator, point.value, point.reporting.state) == (7, None, "part")


def test_an_entry_of_any_kind_reports_its_day() -> None:
    known = Facts(
        incidents=(incident("i1", None, day(4), restrictive=False, event="good_catch"),),
        quiet=frozenset({day(5)}),
    )
    assert measures.reported_days(known) == {day(4), day(5)}


def test_a_month_that_is_not_over_runs_on_its_days_so_far() -> None:
    assert measures.reporting(OCTOBER, _reported(10), day(11)) == Reporting(10, 10, "running")
    assert measures.reporting(OCTOBER, _reported(31), day(31)) == Reporting(30, 30, "running")
    assert measures.reporting(OCTOBER, set(), day(1, 9)) == Reporting(0, 0, "running")


def test_only_days_the_ward_was_open_are_asked_for() -> None:
    opened = measures.reporting(OCTOBER, {day(30), day(31)}, day(1, 11), opened=day(30))
    assert opened == Reporting(2, 2, "full")
    closing = measures.reporting(OCTOBER, {day(1)}, day(1, 11), closed=day(2))
    assert closing == Reporting(1, 1, "full")
    for dates in ({"opened": day(1, 11)}, {"closed": day(1)}):
        assert measures.reporting(OCTOBER, set(), day(1, 12), **dates).state == "closed"


def test_the_share_that_counts_as_full_is_a_setting() -> None:
    assert measures.reporting(OCTOBER, _reported(20), day(1, 11), full_from=0.6).state == "full"
    assert measures.reporting(OCTOBER, set(), day(1, 11), full_from=0).state == "none"


def test_months_and_weeks_leave_none_out_and_touch() -> None:
    run = periods.months(date(2025, 11, 30), date(2026, 3, 1))
    assert [period.start for period in run] == [
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
        date(2026, 3, 1),
    ]
    assert all(one.end == two.start for one, two in pairwise(run))
    assert periods.month(date(2028, 2, 10)).days == 29
    assert periods.week(date(2026, 11, 22)) == Period(date(2026, 11, 16), date(2026, 11, 23))
    assert len(periods.weeks(date(2026, 11, 22), date(2026, 11, 23))) == 2


def _record(start: str, end: str | None, **more: object) -> dict[str, object]:
    minutes = {} if end is None else {"ended_at": end, "minutes": incidents.minutes_between(start, end)}
    return {
        "event": "restrictive",
        "patient": "p1",
        "started_at": start,
        **minutes,
        "interventions": {"00000001": {"type": "09", "started_at": start, **minutes}},
        **more,
    }


def test_a_record_becomes_facts() -> None:
    values = _record(
        "2026-10-05T23:50+01:00",
        "2026-10-06T00:10+01:00",
        hurt_staff="yes",
        event_types=["assault_on_staff"],
        reviews={
            "00000002": {"kind": "post_incident", "with_whom": "patient", "held_48h": True, "held_72h": True},
            "00000003": {"kind": "post_incident", "with_whom": "staff", "response": "declined"},
            "00000004": {"kind": "formal", "with_whom": "staff", "removed": True},
        },
        observations={
            "00000005": {"done": "seen_from_door"},
            "00000006": {"done": "not_done"},
            "00000007": {"done": "not_needed"},
        },
    )
    told = facts.of_incident("i1", "heron", values)
    assert told is not None
    entry, rows, reviews, observations = told
    assert entry == IncidentFact(
        "i1", "heron", "p1", day(5), 20, True, "restrictive", frozenset({"assault_on_staff"}), staff_hurt=True
    )
    assert rows == (InterventionFact("i1", "00000001", "09", day(5), day(6), 20),)
    assert reviews == (
        ReviewFact("i1", "post_incident", "patient", False, True, True, False),
        ReviewFact("i1", "post_incident", "staff", False, False, False, True),
    )
    assert observations == (ObservationFact("i1", True), ObservationFact("i1", False))


def test_only_isolation_stays_open_when_no_end_was_written() -> None:
    values = _record("2026-10-05T23:50+01:00", None)
    told = facts.of_incident("i1", "heron", values)
    assert told is not None
    assert told[1][0].ended == day(5)
    secluded = {
        **values,
        "interventions": {"00000001": {"type": "05", "started_at": "2026-10-05T23:50+01:00"}},
    }
    told = facts.of_incident("i1", "heron", secluded)
    assert told is not None
    assert told[1][0].ended is None


@pytest.mark.parametrize(
    "more", [{"event": "near_miss"}, {"event": "good_catch"}, {"negligible_decision": "negligible"}]
)
def test_near_misses_and_negligible_force_are_no_restrictive_interventions(more: dict[str, object]) -> None:
    told = facts.of_incident("i1", "heron", {**_record("2026-10-05T10:00+01:00", None), **more})
    assert told is not None
    entry, rows, _, _ = told
    assert (entry.restrictive, rows) == (False, ())


def test_a_draft_without_a_start_has_no_facts() -> None:
    assert facts.of_incident("i1", "heron", {"event": "restrictive"}) is None


def test_what_leaves_the_ward_gives_the_same_facts_but_the_patients_name() -> None:
    patient = "0b8cbb3e-6c1f-4a53-9a5d-0d2f6f6f7a11"
    values = _record("2026-10-05T10:05+01:00", "2026-10-05T10:25+01:00", patient=patient, hurt_staff="yes")
    public, _ = split("incident", values, lambda _: "ab" * 32)
    here, there = (facts.of_incident("i1", "heron", told) for told in (values, public))
    assert here is not None
    assert there is not None
    assert there[0] == replace(here[0], patient="ab" * 32)
    assert there[1:] == here[1:]


def test_taking_only_what_a_period_needs_changes_no_figure() -> None:
    known = busy()
    for period in periods.months(day(1, 9), day(1, 11)):
        cut = facts.within(known, period)
        for name in pack.RULES:
            assert figure(name, cut, period) == figure(name, known, period), name


def busy() -> Facts:
    """Something for every measure, in three months."""
    held = ReviewFact("i1", "post_incident", "patient", True, True, True, False)
    return replace(
        example(),
        incidents=(
            *example().incidents,
            incident("i5", "p1", day(30, 9), minutes=9),
            incident("i6", None, day(7), event="near_miss", restrictive=False, staff_hurt=True),
            incident("i11", None, day(7), event="good_catch", restrictive=False),
            incident("i12", None, day(19), event="good_catch", restrictive=False),
            incident("i13", None, day(1, 11), event="near_miss", restrictive=False),
            incident(
                "i7", None, day(7), event="other", restrictive=False, event_types=frozenset({"self_harm"})
            ),
            incident(
                "i8",
                "p2",
                day(8),
                event="other",
                restrictive=False,
                event_types=frozenset({"assault_on_staff"}),
            ),
            incident(
                "i9", "p2", day(8), event="restrictive", restrictive=False, negligible=True, staff_hurt=True
            ),
            incident("i10", "p2", day(8), event="other", event_types=frozenset({"attempted_assault"})),
        ),
        interventions=(
            *example().interventions,
            intervention("i5", "a", "05", day(30, 9), day(2), 3000),
            replace(intervention("i1", "d", "06", day(5), None, None), care_plan_seen="yes"),
            replace(intervention("i2", "d", "04", day(9), day(9)), care_plan_seen="no"),
        ),
        reviews=(
            held,
            ReviewFact("i2", "post_incident", "patient", True, False, True, False, offered_72h=True),
            ReviewFact("i3", "post_incident", "patient", True, False, False, True, offered_72h=True),
            ReviewFact("i3", "immediate", "patient", True, True, True, False),
            replace(held, with_whom="staff"),
        ),
        observations=(ObservationFact("i1", True), ObservationFact("i1", True), ObservationFact("i1", False)),
        huddles=(
            HuddleFact(day(5), True, True, 12),
            HuddleFact(day(6), True, False, 16, 4),
            HuddleFact(day(7), False, None, None),
            HuddleFact(day(10), True, True, None, 3),  # a Saturday
            HuddleFact(day(3, 11), True, None, 9),
        ),
        cycles=(
            CycleFact(day(28, 9), day(12)),
            CycleFact(day(12), day(30)),
            CycleFact(None, None),  # still being planned
        ),
        in_use={"huddle": day(1), "cycle": day(28, 9), "review": day(5)},
        actions=(ActionFact(day(5), day(5)), ActionFact(day(6), day(7)), ActionFact(day(8), None)),
        huddle_days=frozenset({1, 2, 3, 4, 5}),
    )


@pytest.mark.parametrize(
    ("name", "above", "below"),
    [
        ("review_offered_patient_48h", 3, 5),  # i1 to i4 and i10 began restrictive in October
        ("review_held_patient_48h", 1, 4),  # i3 declined
        ("review_held_patient_72h", 2, 4),
        ("review_offered_staff_48h", 1, 5),
        ("review_held_staff_48h", 1, 5),
        ("review_held_staff_72h", 1, 5),
        ("care_plan_seen", 1, 2),
        ("observations_done", 2, 3),
        ("huddles_held", 2, 22),  # 22 weekdays in October 2026; the Saturday makes up for none
        ("huddles_on_time", 2, 3),
        ("huddle_minutes", 14, None),
        ("huddle_disciplines", 7, 2),  # nobody wrote down who was there on the 5th
        ("review_offered_patient_72h", 2, 5),
        ("review_offered_staff_72h", 0, 5),
        ("tests_begun", 1, None),
        ("tests_decided", 2, None),
        ("near_misses", 1, None),
        ("good_catches", 2, None),
        ("actions_on_time", 1, 3),
        ("staff_hurt", 1, None),
        ("assaults", 1, None),
        ("self_harm", 1, None),
        ("negligible_decisions", 1, None),
        ("mechanical", 1, None),
        ("segregation_starts", 1, None),
    ],
)
def test_process_and_balancing_measures(name: str, above: float, below: float | None) -> None:
    counted = pack.RULES[name](busy(), OCTOBER)
    assert (counted.above, counted.below) == (above, below)


def test_every_shipped_measure_counted_from_records_has_its_rule_and_no_rule_is_idle() -> None:
    shipped = pack.shipped()
    assert list(shipped) == [entry.code for entry in codes.get("measure_pack").entries]
    assert {one.id for one in shipped.values() if one.source == "records"} == set(pack.RULES)
    assert {one.source for one in shipped.values()} == {"records", "entered"}


def test_shipped_measures_use_codes_that_exist() -> None:
    for one in pack.shipped().values():
        for name, code in (
            ("measure_kind", one.kind),
            ("counted_thing", one.counts),
            ("denominator", one.denominator),
            ("better_when", one.direction),
            ("frequency", one.frequency),
            ("measure_source", one.source),
            ("chart_kind", one.chart),
        ):
            assert code in codes.get(name), f"{one.id}: {code}"
        assert one.national is None or one.national in codes.get("national_measure")
        assert all(code in codes.get("restrictive_type") for code in one.types)
        assert one.kind == codes.get("measure_pack").group(one.id)
        assert one.definition.endswith(".")


def test_a_measure_divides_when_it_says_it_does() -> None:
    for name, rule in pack.RULES.items():
        below = rule(busy(), OCTOBER).below
        assert (below is None) == (pack.shipped()[name].denominator == "none"), name


def test_every_national_measure_of_the_reference_is_shipped() -> None:
    shipped = {one.national for one in pack.shipped().values()} - {None}
    assert shipped == {
        *("MHS76", "MHS77", "MHS96", "MHS97", "MHS98", "MHS98a", "MHS99", "MHS117"),
        *("MHS136", "MHS137", "MHS138", "MHS138a", "MHS139", "MHS146", "MHS147"),
    }


def test_a_measure_of_huddles_needs_no_reported_incidents_but_a_period_that_is_over() -> None:
    measure = pack.shipped()["huddles_held"]
    point = pack.point(measure, busy(), OCTOBER, Reporting(31, 0, "none"))
    assert point.value == pytest.approx(100 * 2 / 22)
    assert pack.point(measure, busy(), OCTOBER, Reporting(9, 9, "running")).value is None


NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))
AUGUST = Period(date(2026, 8, 1), date(2026, 9, 1))


@pytest.mark.parametrize(
    "name",
    [
        *("huddles_held", "huddles_on_time", "huddle_minutes", "huddle_disciplines"),
        *("tests_begun", "tests_decided"),
        *(one for one in pack.RULES if one.startswith("review_")),
    ],
)
def test_a_period_without_a_huddle_or_before_the_first_test_is_missing_and_not_zero(name: str) -> None:
    point = pack.point(pack.shipped()[name], busy(), AUGUST, FULL)
    assert point.value is None


def test_a_month_of_missed_huddles_that_were_written_down_is_zero() -> None:
    missed = replace(busy(), huddles=(HuddleFact(day(7), False, None, None),))
    assert pack.point(pack.shipped()["huddles_held"], missed, OCTOBER, FULL).value == 0


def test_huddles_are_planned_from_the_first_one_on() -> None:
    begun = replace(busy(), in_use={"huddle": day(26)})
    counted = pack.RULES["huddles_held"](begun, OCTOBER)
    assert counted.below == 5  # Monday 26 to Friday 30 October 2026


def test_huddles_without_a_known_plan_are_left_out_of_punctuality() -> None:
    counted = pack.RULES["huddles_on_time"](busy(), NOVEMBER)
    assert (counted.above, counted.below) == (0, 0)
    assert pack.point(pack.shipped()["huddles_on_time"], busy(), NOVEMBER, FULL).value is None


def test_a_month_with_no_test_begun_after_the_first_is_a_true_zero() -> None:
    assert pack.point(pack.shipped()["tests_begun"], busy(), NOVEMBER, FULL).value == 0


def test_a_measure_people_type_in_is_not_counted() -> None:
    with pytest.raises(KeyError):
        pack.point(pack.shipped()["staff_sickness"], busy(), OCTOBER, FULL)
