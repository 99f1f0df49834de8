"""Reviews and checks that time runs on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from wardqi.domain import clocks, codes
from wardqi.domain.clocks import Clock


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def incident(**values: object) -> dict[str, object]:
    return {
        "event": "restrictive",
        "started_at": "2026-11-20T02:40+00:00",
        "ended_at": "2026-11-20T03:00+00:00",
        "interventions": {"00000001": {"type": "09", "started_at": "2026-11-20T02:40+00:00"}},
        **values,
    }


def states(values: dict[str, object], now: str) -> dict[str, str]:
    return {one.clock: one.state for one in clocks.running(values, at(now))}


def review(kind: str, with_whom: str, **fields: object) -> dict[str, object]:
    return {"kind": kind, "with_whom": with_whom, **fields}


def test_every_shipped_clock_is_in_the_list_of_clocks() -> None:
    assert set(clocks.shipped()) <= {entry.code for entry in codes.get("review_clock").entries}


def test_reviews_wait_for_the_end() -> None:
    found = clocks.running(incident(ended_at=None), at("2026-11-25T00:00+00:00"))
    assert found == tuple(
        Clock(clock, None, "waiting") for clock in ("review_patient", "review_staff", "formal_review")
    )


@pytest.mark.parametrize(
    ("now", "patient", "formal"),
    [
        ("2026-11-22T03:00+00:00", "due", "due"),
        ("2026-11-22T03:01+00:00", "overdue", "due"),
        ("2026-11-23T03:01+00:00", "overdue", "overdue"),
    ],
)
def test_reviews_are_due_at_48_and_72_hours(now: str, patient: str, formal: str) -> None:
    found = states(incident(), now)
    assert found == {"review_patient": patient, "review_staff": patient, "formal_review": formal}


def test_the_hours_are_real_across_the_clock_change() -> None:
    values = incident(ended_at="2026-10-24T01:30+01:00")
    (patient, *_) = clocks.running(values, at("2026-10-25T12:00+00:00"))
    assert patient.due == at("2026-10-26T00:30+00:00")


def test_a_review_held_is_in_time_or_late_by_its_first_meeting() -> None:
    rows = {
        "00000002": review("post_incident", "patient", held_at="2026-11-24T03:00+00:00"),
        "00000003": review("post_incident", "patient", held_at="2026-11-22T03:00+00:00"),
        "00000004": review("post_incident", "staff", held_at="2026-11-22T03:01+00:00"),
    }
    found = states(incident(reviews=rows), "2026-12-01T00:00+00:00")
    assert found == {"review_patient": "in_time", "review_staff": "late", "formal_review": "overdue"}


def test_a_declined_offer_is_an_answer_and_a_delay_is_not() -> None:
    declined = {"00000002": review("post_incident", "patient", response="declined")}
    delayed = {"00000002": review("post_incident", "patient", response="delayed")}
    taken_out = {"00000002": review("post_incident", "patient", response="declined", removed=True)}
    now = "2026-12-01T00:00+00:00"
    assert states(incident(reviews=declined), now)["review_patient"] == "declined"
    assert states(incident(reviews=delayed), now)["review_patient"] == "overdue"
    assert states(incident(reviews=taken_out), now)["review_patient"] == "overdue"


def test_an_immediate_talk_is_not_the_review() -> None:
    rows = {"00000002": review("immediate", "patient", held_at="2026-11-20T04:00+00:00")}
    assert states(incident(reviews=rows), "2026-12-01T00:00+00:00")["review_patient"] == "overdue"


def test_entries_without_force_have_no_clocks() -> None:
    assert clocks.running(incident(event="near_miss"), at("2026-12-01T00:00+00:00")) == ()
    assert clocks.running(incident(interventions={}), at("2026-12-01T00:00+00:00")) == ()


def seclusion(**values: object) -> dict[str, object]:
    row = {"type": "05", "started_at": "2026-11-20T02:00+00:00"}
    return incident(ended_at=None, interventions={"00000001": row}, **values)


def test_seclusion_has_its_own_clocks_until_it_ends() -> None:
    found = {one.clock: one for one in clocks.running(seclusion(), at("2026-11-20T03:30+00:00")) if one.row}
    assert {clock: one.due for clock, one in found.items()} == {
        "seclusion_entry": at("2026-11-20T02:15+00:00"),
        "seclusion_nursing": at("2026-11-20T04:00+00:00"),
        "seclusion_doctor": at("2026-11-20T03:00+00:00"),
        "seclusion_medical": at("2026-11-20T06:00+00:00"),
        "seclusion_independent": at("2026-11-20T10:00+00:00"),
    }
    assert {clock for clock, one in found.items() if one.state == "overdue"} == {
        "seclusion_entry",
        "seclusion_doctor",
    }
    ended = seclusion()
    ended["interventions"] = {
        "00000001": {
            "type": "05",
            "started_at": "2026-11-20T02:00+00:00",
            "ended_at": "2026-11-20T03:00+00:00",
        }
    }
    assert [one for one in clocks.running(ended, at("2026-11-20T03:30+00:00")) if one.row] == []


def test_a_clock_that_comes_round_starts_again_and_one_that_does_not_is_met() -> None:
    def held(clock: str, text: str) -> dict[str, object]:
        return {"intervention": "00000001", "clock": clock, "held_at": text}

    rows = {
        "00000002": held("seclusion_nursing", "2026-11-20T04:10+00:00"),
        "00000003": held("seclusion_nursing", "2026-11-20T03:50+00:00"),
        "00000004": held("seclusion_doctor", "2026-11-20T03:01+00:00"),
        "00000005": {**held("seclusion_medical", "2026-11-20T05:00+00:00"), "intervention": "0000000f"},
    }
    found = {
        one.clock: one
        for one in clocks.running(seclusion(isolation_reviews=rows), at("2026-11-20T05:00+00:00"))
    }
    assert found["seclusion_nursing"].due == at("2026-11-20T06:10+00:00")
    assert found["seclusion_doctor"].state == "late"
    assert found["seclusion_medical"].due == at("2026-11-20T06:00+00:00")


def injection(**fields: object) -> dict[str, object]:
    row = {"type": "14", "started_at": "2026-11-20T02:40+00:00", **fields}
    return incident(interventions={"00000001": row})


@pytest.mark.parametrize(
    ("fields", "minutes", "clock"),
    [
        ({}, 60, "rapid_tranquillisation"),
        ({"observe_risks": ["sedated"]}, 15, "rapid_tranquillisation_close"),
        ({"observe_every": 30}, 30, "rapid_tranquillisation"),
    ],
)
def test_observations_follow_each_injection(fields: dict[str, object], minutes: int, clock: str) -> None:
    values = injection(**fields)
    first = next(one for one in clocks.running(values, at("2026-11-20T02:41+00:00")) if one.row)
    start = at("2026-11-20T02:40+00:00")
    assert first == Clock(clock, start + timedelta(minutes=minutes), "due", "00000001")
    values["observations"] = {
        "00000005": {"intervention": "00000001", "done": "done", "done_at": "2026-11-20T03:00+00:00"},
        "00000006": {"intervention": "00000001", "done": "not_done", "done_at": "2026-11-20T03:30+00:00"},
        "00000007": {
            "intervention": "00000001",
            "done": "seen_from_door",
            "done_at": "2026-11-20T03:10+00:00",
        },
    }
    after = next(one for one in clocks.running(values, at("2026-11-20T03:11+00:00")) if one.row)
    assert after.due == at("2026-11-20T03:10+00:00") + timedelta(minutes=minutes)


def test_observations_stop_when_somebody_says_so() -> None:
    values = injection(observe_ended_at="2026-11-20T06:00+00:00")
    assert [one for one in clocks.running(values, at("2026-11-21T00:00+00:00")) if one.row] == []


def test_a_ward_sets_its_own_lengths_but_no_nonsense() -> None:
    ward = {
        "clocks": {
            "00000001": {"clock": "review_patient", "minutes": 1440},
            "00000002": {"clock": "review_staff", "minutes": 0},
            "00000003": {"clock": "formal_review", "minutes": 60, "removed": True},
        }
    }
    own = clocks.of_ward(ward)
    assert own["review_patient"].length == timedelta(days=1)
    assert own["review_staff"] == clocks.shipped()["review_staff"]
    assert own["formal_review"] == clocks.shipped()["formal_review"]
    found = clocks.running(incident(), at("2026-11-21T12:00+00:00"), own)
    assert found[0] == Clock("review_patient", datetime(2026, 11, 21, 3, tzinfo=UTC), "overdue")
