from __future__ import annotations

from datetime import date

from tests import make
from tests.make import Trust
from wardqi.services import recording
from wardqi.store import measures


def test_a_ward_is_counted_from_what_was_recorded(trust: Trust) -> None:
    desk = trust.heron
    patient = recording.create(desk, "patient", make.patient()).ent
    recording.log_incident(desk, make.incident("2026-11-10T22:00+00:00", patient=patient))
    recording.set_bed_days(desk, "2026-11-01", {"2026-11-10": 17, "2026-11-11": 18})
    recording.confirm_quiet(desk, "2026-11-12", "early")
    facts = measures.of_ward(desk.store, desk.ward())
    (incident,) = facts.incidents
    assert (incident.started, incident.minutes, incident.restrictive) == (date(2026, 11, 10), 8, True)
    assert incident.patient == patient
    (intervention,) = facts.interventions
    assert (intervention.type, intervention.minutes) == ("09", 8)
    assert facts.census == {date(2026, 11, 10): 17, date(2026, 11, 11): 18}
    assert facts.quiet == {date(2026, 11, 12)}


def test_what_was_voided_is_not_counted(trust: Trust) -> None:
    ent = recording.log_incident(trust.heron, make.incident()).ent
    recording.void(trust.heron, ent, "mistake")
    facts = measures.of_ward(trust.heron.store, trust.heron.ward())
    assert (facts.incidents, facts.interventions) == ((), ())


def test_the_hub_counts_the_same_without_knowing_the_patient(trust: Trust) -> None:
    patient = recording.create(trust.heron, "patient", make.patient()).ent
    for start in ("2026-11-10T22:10+00:00", "2026-11-11T22:50+00:00"):
        recording.log_incident(trust.heron, make.incident(start, patient=patient))
    make.take(trust.hub, trust.send(trust.heron))
    here = measures.of_ward(trust.heron.store, trust.heron.ward())
    there = measures.of_ward(trust.hub.store, trust.heron.ward())
    for one, other in zip(here.incidents, there.incidents, strict=True):
        assert (one.ent, one.started, one.minutes, one.restrictive) == (
            *(other.ent, other.started, other.minutes, other.restrictive),
        )
    assert len({one.patient for one in there.incidents}) == 1
    assert patient not in {one.patient for one in there.incidents}


def test_each_ward_is_counted_alone(trust: Trust) -> None:
    for desk in (trust.heron, trust.maple):
        recording.log_incident(desk, make.incident())
        make.take(trust.hub, trust.send(desk))
    assert [one.value["name"] for one in measures.wards(trust.hub.store)] == ["Heron Ward", "Maple Ward"]
    for desk in (trust.heron, trust.maple):
        assert len(measures.of_ward(trust.hub.store, desk.ward()).incidents) == 1


def test_the_span_is_from_the_first_day_with_anything_to_the_last(trust: Trust) -> None:
    store, ward = trust.heron.store, trust.heron.ward()
    assert measures.span(store, ward) is None
    recording.set_bed_days(trust.heron, "2026-09-01", {"2026-09-03": 17})
    recording.log_incident(trust.heron, make.incident("2026-10-10T22:00+00:00"))
    recording.confirm_quiet(trust.heron, "2026-11-12", "early")
    assert measures.span(store, ward) == (date(2026, 9, 3), date(2026, 11, 12))


def test_beds_of_a_month_are_that_months_only(trust: Trust) -> None:
    recording.set_bed_days(trust.heron, "2026-10-01", {"2026-10-31": 16})
    recording.set_bed_days(trust.heron, "2026-11-01", {"2026-11-01": 17})
    assert measures.bed_days(trust.heron.store, trust.heron.ward(), "2026-11") == {"2026-11-01": 17}
