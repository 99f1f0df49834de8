"""What a record lacks, what about its times to ask, and what it takes from the patient."""

from __future__ import annotations

import copy
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardqi.domain import incidents
from wardqi.domain.incidents import Question
from wardqi.domain.kinds import check, flatten, nest

UID = "0b8cbb3e-6c1f-4a53-9a5d-0d2f6f6f7a11"
LONDON = ZoneInfo("Europe/London")
NOW = datetime.fromisoformat("2026-11-23T04:00+00:00")

PATIENT: dict[str, object] = {
    "name": "Test Person",
    "nhs_number": "943 476 5919",
    "birth_date": "1992-03-14",
    "diagnosis": "Bipolar affective disorder",
    "ethnic_category": "M",
    "gender": "2",
    "disabilities": ["NN"],
    "marital_status": "S",
    "pregnancy": "no",
    "religion": "L",
    "sexual_orientation": "Z",
    "ld_status": "5",
    "autism_status": "X",
}


def whole() -> dict[str, object]:
    """An incident with everything the Act asks for, two types inside it."""
    return {
        "event": "restrictive",
        "patient": UID,
        "started_at": "2026-11-23T03:05+00:00",
        "ended_at": "2026-11-23T03:25+00:00",
        "area": "00c0ffee",
        "reason": "10",
        "hurt_patient": "no",
        "hurt_staff": "no",
        "hurt_other": "no",
        "narrative": "Held on the back by two staff.",
        "interventions": {
            "00000001": {
                "type": "09",
                "started_at": "2026-11-23T03:05+00:00",
                "ended_at": "2026-11-23T03:14+00:00",
                "in_care_plan": "yes",
            },
            "00000002": {
                "type": "14",
                "started_at": "2026-11-23T03:14+00:00",
                "ended_at": "2026-11-23T03:15+00:00",
                "in_care_plan": "no_plan",
            },
        },
        "people_involved": {
            "00000003": {
                "side": "staff",
                "name": "A. Mensah",
                "job_title": "registered_nurse",
                "part": "lead",
            }
        },
        "others_none": True,
        "deescalation": {"00000004": {"method": "talk_down", "result": "tried"}},
        "outcomes": ["settled"],
        "death": "no",
        "serious_injury": "no",
        "notify_none": "none_named",
    }


def without(*paths: str) -> dict[str, object]:
    flat = flatten(whole())
    return nest({path: value for path, value in flat.items() if path not in paths})


def adding(**values: object) -> dict[str, object]:
    return {**whole(), **values}


def test_the_whole_record_is_sound_complete_and_sixteen_of_sixteen() -> None:
    check("incident", whole())
    check("patient", PATIENT)
    assert incidents.complete(whole()) == []
    found = incidents.statutory(whole(), PATIENT)
    assert found.applies
    assert "".join(found.present) == "abcdefghijklmnop"
    assert found.missing == ()
    assert incidents.cannot_sign(whole(), PATIENT) == []


@pytest.mark.parametrize(
    ("item", "values", "gaps"),
    [
        ("a", without("reason"), ("reason",)),
        ("a", adding(reason="99"), ("reason",)),
        ("b", without("area"), ("area",)),
        ("b", without("ended_at"), ("ended_at",)),
        ("b", without("started_at"), ("started_at",)),
        ("d", without("interventions.00000002.in_care_plan"), ("interventions.00000002.in_care_plan",)),
        ("f", without("narrative"), ("narrative",)),
        ("f", adding(narrative="  \n"), ("narrative",)),
        ("h", without("people_involved.00000003.name"), ("people_involved.00000003.name",)),
        ("h", without("people_involved.00000003.job_title"), ("people_involved.00000003.job_title",)),
        ("h", adding(people_involved={}), ("people_involved",)),
        ("h", adding(people_involved={"00000003": {"side": "staff", "removed": True}}), ("people_involved",)),
        ("i", without("others_none"), ("others_none",)),
        ("m", without("outcomes"), ("outcomes",)),
        ("m", adding(outcomes=[]), ("outcomes",)),
        ("n", without("death"), ("death",)),
        ("n", without("serious_injury"), ("serious_injury",)),
        ("o", adding(deescalation={}), ("deescalation",)),
        ("p", without("notify_none"), ("notified",)),
    ],
)
def test_each_missing_item_is_named_with_where_to_fill_it(
    item: str, values: dict[str, object], gaps: tuple[str, ...]
) -> None:
    found = incidents.statutory(values, PATIENT)
    assert found.missing == (item,)
    assert found.gaps == {item: gaps}
    assert len(found.present) == 15
    assert item in incidents.cannot_sign(values, PATIENT)


@pytest.mark.parametrize(
    ("item", "field"),
    [
        ("e", "name"),
        ("g", "nhs_number"),
        ("j", "diagnosis"),
        ("k", "birth_date"),
        ("k", "gender"),
        ("k", "ethnic_category"),
        ("k", "disabilities"),
        ("k", "marital_status"),
        ("k", "pregnancy"),
        ("k", "religion"),
        ("k", "sexual_orientation"),
        ("l", "ld_status"),
        ("l", "autism_status"),
    ],
)
def test_what_is_not_known_of_the_patient_is_missing(item: str, field: str) -> None:
    patient = {name: value for name, value in PATIENT.items() if name != field}
    assert incidents.statutory(whole(), patient).missing == (item,)


def test_without_a_patient_five_items_are_missing() -> None:
    assert incidents.statutory(whole(), None).missing == ("e", "g", "j", "k", "l")


def test_not_known_is_an_answer_where_the_law_allows() -> None:
    patient = {"name": "Test Person", "nhs_number": "9434765919", "birth_date": "1992-03-14"}
    values = adding(
        diagnosis_not_known=True,
        ethnic_category="99",
        gender="X",
        disabilities=["ZZ"],
        marital_status="N",
        pregnancy="not_known",
        religion="N",
        sexual_orientation="9",
        ld_status="X",
        autism_status="U",
    )
    assert incidents.statutory(values, patient).missing == ()


def test_an_injection_alone_needs_a_type_too() -> None:
    values = adding(
        interventions={
            "00000001": {"started_at": "2026-11-23T03:05+00:00", "in_care_plan": "yes"},
            "00000002": {"type": "14", "started_at": "2026-11-23T03:05+00:00", "in_care_plan": "yes"},
        }
    )
    assert incidents.statutory(values, PATIENT).missing == ("c",)
    assert incidents.complete(values) == ["interventions"]


def test_staff_who_did_not_use_force_need_no_job_title() -> None:
    people = copy.deepcopy(whole()["people_involved"])
    assert isinstance(people, dict)
    people["00000009"] = {"side": "staff", "used_force": "no"}
    assert incidents.statutory(adding(people_involved=people), PATIENT).missing == ()
    people["00000009"] = {"side": "staff", "used_force": "yes", "person": UID}
    found = incidents.statutory(adding(people_involved=people), PATIENT)
    assert found.gaps == {"h": ("people_involved.00000009.job_title",)}


@pytest.mark.parametrize(
    ("row", "gaps"),
    [
        ({"who": "police", "why_code": "asked_by_staff"}, ()),
        ({"who": "police", "why": "We asked them to."}, ()),
        ({"who": "police"}, ("people_involved.00000009.why",)),
        ({"why": "We asked them to."}, ("people_involved.00000009.who",)),
    ],
)
def test_a_person_who_is_not_staff_needs_who_and_why(row: dict[str, object], gaps: tuple[str, ...]) -> None:
    people = copy.deepcopy(whole()["people_involved"])
    assert isinstance(people, dict)
    people["00000009"] = {"side": "not_staff", **row}
    values = adding(people_involved=people, others_none=None)
    found = incidents.statutory(values, PATIENT)
    assert (found.gaps or {}).get("i", ()) == gaps


def test_a_witness_is_not_somebody_who_took_part() -> None:
    people = copy.deepcopy(whole()["people_involved"])
    assert isinstance(people, dict)
    people["00000009"] = {"side": "not_staff", "part": "witness"}
    assert incidents.statutory(adding(people_involved=people), PATIENT).missing == ()
    assert incidents.statutory(adding(people_involved=people, others_none=None), PATIENT).missing == ("i",)


@pytest.mark.parametrize(
    ("row", "gaps"),
    [
        ({"who": "carer", "answer": "told", "at": "2026-11-23T09:00+00:00", "by": UID}, ()),
        ({"who": "carer", "answer": "told", "at": "2026-11-23T09:00+00:00", "by_name": "Sam"}, ()),
        ({"who": "carer", "answer": "told", "by": UID}, ("notified.00000008.at",)),
        ({"who": "carer", "answer": "told", "at": "2026-11-23T09:00+00:00"}, ("notified.00000008.by",)),
        ({"who": "carer", "answer": "tried"}, ()),
        ({"who": "carer", "answer": "to_do"}, ("notified.00000008.answer",)),
        ({"who": "carer"}, ("notified.00000008.answer",)),
    ],
)
def test_people_named_in_the_plan_were_told_when_and_by_whom(
    row: dict[str, object], gaps: tuple[str, ...]
) -> None:
    found = incidents.statutory(adding(notify_none=None, notified={"00000008": row}), PATIENT)
    assert (found.gaps or {}).get("p", ()) == gaps


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, False),
        ({"deescalation": {"00000001": {"method": "talk_down", "result": "tried"}}}, True),
        ({"deescalation": {"00000001": {"method": "talk_down", "result": "made_worse"}}}, True),
        ({"deescalation": {"00000001": {"method": "oral_medicine", "result": "helped"}}}, False),
        (
            {
                "deescalation": {"00000001": {"method": "oral_medicine", "result": "helped"}},
                "deescalation_text": "We offered a tablet.",
            },
            False,
        ),
        (
            {
                "deescalation": {
                    "00000001": {"method": "oral_medicine", "result": "tried"},
                    "00000002": {"method": "walk", "result": "helped"},
                }
            },
            True,
        ),
        ({"deescalation": {"00000001": {"method": "walk", "result": "helped", "removed": True}}}, False),
        ({"deescalation": {"00000001": {"method": "walk", "result": "not_possible"}}}, False),
        (
            {
                "deescalation": {"00000001": {"method": "walk", "result": "not_possible"}},
                "deescalation_none": True,
                "deescalation_none_reason": "no_warning",
            },
            True,
        ),
        ({"deescalation_none": True}, False),
        ({"deescalation_none": False, "deescalation_none_reason": "no_warning"}, False),
        ({"deescalation_text": "We talked for ten minutes."}, True),
        ({"deescalation_text": "   "}, False),
    ],
)
def test_medicine_alone_is_no_deescalation(values: dict[str, object], told: bool) -> None:
    assert incidents.tried_first(values) is told


@pytest.mark.parametrize("event", ["near_miss", "good_catch"])
def test_a_near_miss_is_never_restrictive_even_with_interventions_in_it(event: str) -> None:
    values = adding(event=event)
    assert not incidents.restrictive(values)
    assert incidents.statutory(values, PATIENT) == incidents.Statutory(applies=False)


def test_force_judged_negligible_has_no_statutory_record() -> None:
    light = {"00000001": {"type": "08", "started_at": "2026-11-23T03:05+00:00"}}
    assert not incidents.restrictive(adding(interventions=light, negligible_decision="negligible"))
    assert incidents.restrictive(adding(interventions=light, negligible_decision="record"))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"negligible_tests": ["complained"]}, ["complained"]),
        ({"hurt_staff": "yes"}, ["hurt"]),
        ({"interventions": {"00000001": {"type": "14"}}}, ["mechanical_chemical"]),
        ({"interventions": {"00000001": {"type": "05"}}}, ["not_light"]),
        ({"interventions": {"00000001": {"type": "08", "staff_count": 2}}}, ["several_staff"]),
        ({"interventions": {"00000001": {"type": "08", "staff_count": 1}}}, []),
    ],
)
def test_some_force_can_never_be_judged_negligible(more: dict[str, object], why: list[str]) -> None:
    values = {
        **adding(interventions={"00000001": {"type": "08"}}),
        **more,
        "negligible_decision": "negligible",
    }
    assert incidents.not_negligible(values) == why
    assert incidents.restrictive(values) is bool(why)


def test_nobody_hurt_is_said_of_every_type_and_an_injury_only_where_it_can_be_one() -> None:
    two = {"00000001": {"type": "09"}, "00000002": {"type": "14"}}
    values = adding(interventions=two, hurt_patient="yes", hurt_staff="no", hurt_other="unsure")
    assert incidents.injuries_told(values) == {
        "interventions.00000001.injury_staff": "no",
        "interventions.00000002.injury_staff": "no",
    }
    one = adding(interventions={"00000001": {"type": "09"}}, hurt_patient="yes")
    assert incidents.injuries_told(one)["interventions.00000001.injury_patient"] == "yes"


@pytest.mark.parametrize(
    ("minutes", "band"),
    [
        (0, (0, 10)),
        (10, (0, 10)),
        (11, (11, 30)),
        (30, (11, 30)),
        (31, (31, 60)),
        (60, (31, 60)),
        (61, (60, None)),
    ],
)
def test_a_length_falls_in_its_published_band(minutes: int, band: tuple[int, int | None]) -> None:
    assert incidents.duration_band(minutes) == band


def test_an_incident_whose_interventions_were_taken_out_is_not_restrictive() -> None:
    assert not incidents.restrictive(adding(interventions={"00000001": {"type": "09", "removed": True}}))


@pytest.mark.parametrize(
    ("values", "lacking"),
    [
        ({}, ["event", "started_at"]),
        (
            {"event": "restrictive"},
            [
                *("interventions", "started_at", "area", "patient", "reason"),
                *("hurt_patient", "hurt_staff", "hurt_other"),
            ],
        ),
        ({"event": "near_miss"}, ["what", "started_at"]),
        ({"event": "good_catch", "event_types": ["ligature"], "started_at": "2026-11-23T03:05+00:00"}, []),
        (
            {"event": "near_miss", "narrative": "A door stood open.", "started_at": "2026-11-23T03:05+00:00"},
            [],
        ),
        ({"event": "other", "event_types": ["self_harm"], "area_kind": "bathroom"}, ["started_at"]),
    ],
)
def test_a_record_lacks_what_its_questions_ask(values: dict[str, object], lacking: list[str]) -> None:
    assert incidents.complete(values) == lacking


def test_a_patient_not_known_yet_is_an_answer() -> None:
    values = {**without("patient"), "patient_unknown": True}
    assert incidents.complete(values) == []
    assert incidents.complete(without("patient")) == ["patient"]


def test_isolation_still_going_on_can_be_signed_but_a_hold_without_an_end_cannot() -> None:
    open_row = {"type": "05", "started_at": "2026-11-23T03:05+00:00", "in_care_plan": "no"}
    going_on = {**without("ended_at"), "interventions": {"00000001": open_row}}
    assert incidents.statutory(going_on, PATIENT).missing == ("b",)
    assert incidents.cannot_sign(going_on, PATIENT) == []
    held = {**going_on, "interventions": {"00000001": {**open_row, "type": "09"}}}
    assert incidents.cannot_sign(held, PATIENT) == ["b"]
    nowhere = {name: value for name, value in going_on.items() if name != "area"}
    assert incidents.cannot_sign(nowhere, PATIENT) == ["area", "b"]


def test_a_local_number_lets_somebody_without_an_nhs_number_be_signed() -> None:
    patient = {name: value for name, value in PATIENT.items() if name != "nhs_number"}
    assert incidents.cannot_sign(whole(), patient) == ["g"]
    assert incidents.cannot_sign(whole(), {**patient, "local_id": "RX12345"}) == []
    assert incidents.statutory(whole(), {**patient, "local_id": "RX12345"}).missing == ("g",)


@given(st.sets(st.sampled_from(sorted(flatten(whole())))))
def test_present_and_missing_are_always_the_sixteen(taken: set[str]) -> None:
    found = incidents.statutory(without(*taken), PATIENT)
    if found.applies:
        assert sorted(found.present + found.missing) == list(incidents.ITEMS)
        assert tuple(found.gaps or ()) == found.missing
    else:
        assert not incidents.restrictive(without(*taken))


@pytest.mark.parametrize("number", ["9434765919", "943 476 5919", "4505577104", "1111111111"])
def test_a_right_check_digit_is_accepted(number: str) -> None:
    assert incidents.nhs_number_holds(number)


@pytest.mark.parametrize(
    "number",
    ["9434765918", "9434756919", "", "943476591", "94347659190", "٩٤٣٤٧٦٥٩١٩", "943-476-5919", "0000000010"],
)
def test_a_wrong_number_is_not(number: str) -> None:
    assert not incidents.nhs_number_holds(number)


def test_every_swap_of_two_neighbouring_digits_is_noticed() -> None:
    number = "9434765919"
    for place in range(9):
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert incidents.nhs_number_holds(swapped) == (swapped == number)


def test_an_incident_takes_the_equality_facts_as_they_were_then() -> None:
    taken = incidents.carried({**PATIENT, "legal_status": "03", "dols": False}, whole())
    assert taken["age_band"] == "25_34"
    assert taken["ethnic_category"] == "M"
    assert taken["legal_status"] == "03"
    assert taken["dols"] is False
    assert not {"name", "nhs_number", "birth_date", "initials"} & taken.keys()
    check("incident", taken)


def test_the_age_is_that_of_the_day_it_happened() -> None:
    born = {"birth_date": "2001-11-23"}
    assert incidents.carried(born, {"started_at": "2026-11-22T23:59+00:00"}) == {"age_band": "18_24"}
    assert incidents.carried(born, {"started_at": "2026-11-23T00:00+00:00"}) == {"age_band": "25_34"}
    assert incidents.carried({"birth_date": "2027-01-01"}, whole()) == {}


def test_minutes_are_real_across_both_clock_changes() -> None:
    assert incidents.minutes_between("2026-10-25T01:50+01:00", "2026-10-25T01:10+00:00") == 20
    assert incidents.minutes_between("2026-03-29T00:50+00:00", "2026-03-29T02:10+01:00") == 20
    assert incidents.minutes_between("2026-10-25T01:10+00:00", "2026-10-25T01:50+01:00") == -20


def _asked(**values: object) -> list[Question]:
    return incidents.questions({"started_at": "2026-11-23T03:05+00:00", **values}, NOW)


def _rows(*spans: tuple[str, str, str | None]) -> dict[str, object]:
    return {
        f"0000000{n}": {
            "type": type_,
            "started_at": f"2026-11-23T{start}+00:00",
            **({"ended_at": f"2026-11-23T{end}+00:00"} if end else {}),
        }
        for n, (type_, start, end) in enumerate(spans, 1)
    }


def test_usual_times_raise_no_question() -> None:
    assert incidents.questions(whole(), NOW) == []


@pytest.mark.parametrize(
    ("values", "code", "path"),
    [
        ({"ended_at": "2026-11-23T02:50+00:00"}, "end_before_start", "ended_at"),
        ({"ended_at": "2026-11-23T03:05+00:00"}, "zero_minutes", "ended_at"),
        ({"ended_at": "2026-11-23T04:01+00:00"}, "future", "ended_at"),
        ({"started_at": "2026-11-23T04:01+00:00"}, "future", "started_at"),
        ({"started_at": "2026-11-22T03:59+00:00"}, "late", "started_at"),
        (
            {"interventions": _rows(("09", "03:04", "03:10"))},
            "outside_incident",
            "interventions.00000001.started_at",
        ),
        (
            {"interventions": _rows(("09", "03:10", "03:10"))},
            "zero_minutes",
            "interventions.00000001.ended_at",
        ),
        (
            {"interventions": _rows(("09", "03:10", "03:09"))},
            "end_before_start",
            "interventions.00000001.ended_at",
        ),
        (
            {"ended_at": "2026-11-23T03:20+00:00", "interventions": _rows(("09", "03:10", "03:21"))},
            "outside_incident",
            "interventions.00000001.ended_at",
        ),
        (
            {"interventions": _rows(("09", "03:05", "03:15"), ("09", "03:14", "03:20"))},
            "overlap",
            "interventions.00000002.started_at",
        ),
        (
            {"interventions": _rows(("05", "03:05", None), ("05", "03:40", None))},
            "overlap",
            "interventions.00000002.started_at",
        ),
    ],
)
def test_odd_times_are_asked_about(values: dict[str, object], code: str, path: str) -> None:
    assert _asked(**values) == [Question(code, path)]


def test_a_long_span_lies_over_the_third_though_the_second_is_over() -> None:
    rows = _rows(("09", "03:05", "03:50"), ("09", "03:10", "03:12"), ("09", "03:40", "03:45"))
    assert [one.path for one in _asked(interventions=rows)] == [
        "interventions.00000002.started_at",
        "interventions.00000003.started_at",
    ]


def test_two_types_at_once_and_touching_rows_are_usual() -> None:
    rows = _rows(("09", "03:05", "03:15"), ("14", "03:10", "03:11"), ("09", "03:15", "03:20"))
    assert _asked(interventions=rows) == []


def test_exactly_a_day_is_not_late_and_lateness_is_measured_when_it_was_recorded() -> None:
    assert _asked(started_at="2026-11-22T04:00+00:00") == []
    values = {"started_at": "2026-11-20T04:00+00:00", "recorded_at": "2026-11-20T05:00+00:00"}
    assert incidents.questions(values, NOW) == []


def test_the_repeated_hour_is_not_end_before_start() -> None:
    values = {"started_at": "2026-10-25T01:50+01:00", "ended_at": "2026-10-25T01:10+00:00"}
    now = datetime.fromisoformat("2026-10-25T02:00+00:00")
    assert incidents.questions(values, now) == []


@pytest.mark.parametrize(
    ("local", "moments"),
    [
        ("2026-10-25T01:20", ("2026-10-25T01:20+01:00", "2026-10-25T01:20+00:00")),
        ("2026-10-25T00:59", ("2026-10-25T00:59+01:00",)),
        ("2026-10-25T02:00", ("2026-10-25T02:00+00:00",)),
        ("2026-03-29T01:30", ()),
        ("2026-03-29T00:59", ("2026-03-29T00:59+00:00",)),
        ("2026-03-29T02:00", ("2026-03-29T02:00+01:00",)),
        ("2026-07-01T12:00", ("2026-07-01T12:00+01:00",)),
    ],
)
def test_a_time_on_the_wall_may_mean_two_moments_or_none(local: str, moments: tuple[str, ...]) -> None:
    assert incidents.moments_at(datetime.fromisoformat(local), LONDON) == moments


@pytest.mark.parametrize(
    ("held", "in_48", "in_72"),
    [
        ("2026-10-26T00:30+00:00", True, True),
        ("2026-10-26T00:31+00:00", False, True),
        ("2026-10-27T00:30+00:00", False, True),
        ("2026-10-27T00:31+00:00", False, False),
    ],
)
def test_forty_eight_hours_are_real_hours_across_the_clock_change(
    held: str, in_48: bool, in_72: bool
) -> None:
    values = {
        "ended_at": "2026-10-24T01:30+01:00",
        "reviews": {"00000001": {"kind": "post_incident", "with_whom": "patient", "held_at": held}},
    }
    assert incidents.review_marks(values) == {"00000001": {"held_48h": in_48, "held_72h": in_72}}


def test_an_offer_is_marked_apart_from_the_meeting_and_nothing_without_an_end() -> None:
    row = {"kind": "post_incident", "with_whom": "staff", "offered_at": "2026-11-23T09:00+00:00"}
    values = {"ended_at": "2026-11-23T03:30+00:00", "reviews": {"00000001": row}}
    assert incidents.review_marks(values) == {"00000001": {"offered_48h": True, "offered_72h": True}}
    assert incidents.review_marks({"reviews": {"00000001": row}}) == {}
