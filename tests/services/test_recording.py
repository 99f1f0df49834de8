from __future__ import annotations

from dataclasses import replace

import pytest

from tests import make
from tests.make import Trust
from wardqi.domain import kinds
from wardqi.services import keeping, patients, recording
from wardqi.services.desk import Desk, NotAllowed, NotFound
from wardqi.store import drafts, records
from wardqi.store.store import NotSaved


@pytest.fixture
def desk(trust: Trust) -> Desk:
    return trust.heron


def value(desk: Desk, ent: str) -> dict[str, object]:
    record = records.find(desk.store, ent)
    assert record is not None
    return dict(record.value)


def as_role(desk: Desk, role: str) -> Desk:
    return replace(desk, person=replace(desk.person, role=role))


# --- incidents --------------------------------------------------------------------------------------


def test_what_follows_from_the_answers_is_filled_in(desk: Desk) -> None:
    rows = {
        "11111111": {
            "type": "09",
            "started_at": "2026-11-20T22:10+00:00",
            "ended_at": "2026-11-20T22:15+00:00",
        },
        "22222222": {
            "type": "07",
            "started_at": "2026-11-20T22:05+00:00",
            "ended_at": "2026-11-20T22:30+00:00",
        },
    }
    values = make.incident(interventions=rows)
    del values["started_at"]
    found = value(desk, recording.log_incident(desk, values).ent)
    assert (found["started_at"], found["ended_at"]) == ("2026-11-20T22:05+00:00", "2026-11-20T22:30+00:00")
    assert found["minutes"] == 25
    assert found["interventions"]["11111111"]["minutes"] == 5  # type: ignore[index]
    assert (found["ward"], found["recorded_by"]) == (desk.ward(), desk.person.uid)


def test_an_end_before_the_start_is_kept_but_has_no_length(desk: Desk) -> None:
    rows = {
        "11111111": {
            "type": "09",
            "started_at": "2026-11-20T22:10+00:00",
            "ended_at": "2026-11-20T22:00+00:00",
        }
    }
    found = value(desk, recording.log_incident(desk, make.incident(interventions=rows)).ent)
    assert "minutes" not in found["interventions"]["11111111"]  # type: ignore[index]


def test_an_incident_that_cannot_be_counted_is_not_finished_and_its_draft_stays(desk: Desk) -> None:
    recording.keep_draft(desk, "d", "incident", "half", {"reason": "10"})
    before = make.counted(desk)
    with pytest.raises(recording.Incomplete) as lacking:
        recording.log_incident(desk, {"reason": "10"}, "d")
    assert lacking.value.lacking
    assert make.counted(desk) == before
    assert drafts.find(desk.store, "d") is not None


def test_a_draft_goes_only_when_its_record_is_there(desk: Desk) -> None:
    recording.keep_draft(desk, "d", "incident", "half", {})
    saved = recording.log_incident(desk, make.incident(), "d")
    assert drafts.find(desk.store, "d") is None
    assert records.find(desk.store, saved.ent) is not None


def test_a_save_that_cannot_be_read_back_keeps_the_draft(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    recording.keep_draft(desk, "d", "incident", "half", {})

    def lost(*_: object) -> None:
        raise NotSaved("x")

    monkeypatch.setattr(type(desk.store), "_read_back", lost)
    with pytest.raises(NotSaved):
        recording.log_incident(desk, make.incident(), "d")
    assert drafts.find(desk.store, "d") is not None


def test_several_incidents_are_logged_all_or_none(desk: Desk) -> None:
    with pytest.raises(recording.Incomplete):
        recording.log_incidents(desk, [make.incident(), {}])
    assert records.of_kind(desk.store, "incident") == []
    assert len(recording.log_incidents(desk, [make.incident(), make.incident()])) == 2


@pytest.mark.parametrize("text", ["a\x07b", "a\u202eb", "a\u2028b", "x" * 65_537, "half \ud800"])
def test_text_that_no_record_may_hold_is_refused_before_anything_is_written(desk: Desk, text: str) -> None:
    before = make.counted(desk)
    with pytest.raises(kinds.BadValue):
        recording.log_incident(desk, make.incident(narrative=text))
    assert make.counted(desk) == before


@pytest.mark.parametrize(
    "text",
    [
        "<img src=//host/x><b>bold</b>",
        "$\\foo$ {0} %s",
        "=cmd|' /C calc'!A0",
        "'; drop table change; --",
        "é" * 32_768,
        "several\nlines\tand tabs",
        "\U0001f9a9 🏴󠁧󠁢󠁷󠁬󠁳󠁿 ﷽",
    ],
)
def test_hostile_text_is_kept_as_it_is_through_the_whole_chain(trust: Trust, text: str) -> None:
    ent = recording.log_incident(trust.heron, make.incident(narrative=text)).ent
    asked = recording.create(trust.heron, "question", {"text": text[:60_000]}).ent
    make.take(trust.heron2, trust.share(trust.heron))
    make.take(trust.hub, trust.send(trust.heron2))
    assert value(trust.heron2, ent)["narrative"] == text
    assert value(trust.hub, asked)["text"] == text[:60_000]
    for desk in (trust.heron, trust.heron2, trust.hub):
        assert keeping.verify(desk).sound


# --- amending ---------------------------------------------------------------------------------------


def test_amended_times_change_the_length(desk: Desk) -> None:
    ent = recording.log_incident(desk, make.incident()).ent
    recording.amend(desk, ent, {"interventions": {"11111111": {"ended_at": "2026-11-20T22:20+00:00"}}})
    assert value(desk, ent)["interventions"]["11111111"]["minutes"] == 20  # type: ignore[index]
    recording.amend(desk, ent, {"interventions": {"11111111": {"ended_at": None}}})
    assert value(desk, ent)["interventions"]["11111111"]["minutes"] is None  # type: ignore[index]


def test_a_length_given_without_an_end_outlives_another_start(desk: Desk) -> None:
    rows = {"11111111": {"type": "09", "started_at": "2026-11-20T22:00+00:00", "minutes": 12}}
    ent = recording.log_incident(desk, make.incident(interventions=rows)).ent
    recording.amend(desk, ent, {"interventions": {"11111111": {"started_at": "2026-11-20T22:05+00:00"}}})
    assert value(desk, ent)["interventions"]["11111111"]["minutes"] == 12  # type: ignore[index]


def test_two_people_who_saw_the_same_record_and_changed_it_are_asked(desk: Desk) -> None:
    ent = recording.log_incident(desk, make.incident()).ent
    record = records.find(desk.store, ent)
    assert record is not None
    recording.amend(desk, ent, {"reason": "12"}, seen=record.heads)
    recording.amend(desk, ent, {"reason": "13"}, seen=record.heads)
    asked = records.find(desk.store, ent)
    assert asked is not None
    assert {rival.value for rival in asked.conflicts["reason"]} == {"12", "13"}
    assert [one.ent for one in records.in_review(desk.store)] == [ent]
    recording.resolve(desk, ent, "reason", "12")
    assert records.in_review(desk.store) == []
    assert value(desk, ent)["reason"] == "12"


def test_a_signed_record_is_changed_only_by_who_may(desk: Desk) -> None:
    ent = recording.log_incident(desk, make.incident()).ent
    recording.amend(desk, ent, {"signed_at": "2026-11-21T03:05+00:00", "signed_by": desk.person.uid})
    for role in ("nurse", "health_care_assistant"):
        with pytest.raises(NotAllowed):
            recording.amend(as_role(desk, role), ent, {"reason": "12"})
    recording.amend(as_role(desk, "ward_manager"), ent, {"reason": "12"}, reason="mistake")


def test_who_may_not_record_voids_or_signs_nothing(desk: Desk) -> None:
    ent = recording.log_incident(desk, make.incident()).ent
    for role, act in (
        ("opener", lambda one: recording.log_incident(one, make.incident())),
        ("nurse", lambda one: recording.void(one, ent, "mistake")),
        ("nurse", lambda one: recording.restore(one, ent)),
        ("health_care_assistant", lambda one: recording.sign_off(one, ent)),
        ("opener", lambda one: recording.set_bed_days(one, "2026-11-01", {"2026-11-01": 1})),
    ):
        with pytest.raises(NotAllowed):
            act(as_role(desk, role))


def test_what_is_not_there_is_not_changed(desk: Desk) -> None:
    for act in (recording.restore, lambda one, ent: recording.amend(one, ent, {}), recording.sign_off):
        with pytest.raises(NotFound):
            act(desk, "no such record")


# --- undo -------------------------------------------------------------------------------------------


def test_a_new_record_is_undone_by_voiding_and_done_again_by_restoring(desk: Desk) -> None:
    saved = recording.log_incident(desk, make.incident())
    undone = recording.undo(desk, saved.changes)
    assert records.of_kind(desk.store, "incident") == []
    recording.undo(desk, undone.changes)
    assert [one.ent for one in records.of_kind(desk.store, "incident")] == [saved.ent]
    assert keeping.verify(desk).sound


def test_an_amendment_is_undone_field_by_field_and_new_rows_are_taken_out(desk: Desk) -> None:
    ent = recording.log_incident(desk, make.incident()).ent
    before = value(desk, ent)
    rows = {"11111111": {"type": "07"}, "22222222": {"type": "04", "started_at": "2026-11-20T22:05+00:00"}}
    saved = recording.amend(desk, ent, {"reason": "12", "place": "By the door", "interventions": rows})
    after = value(desk, ent)
    undone = recording.undo(desk, saved.changes)
    now = value(desk, ent)
    assert (now["reason"], now["place"]) == (before["reason"], None)
    assert dict(kinds.live_rows(now, "interventions")) == dict(kinds.live_rows(before, "interventions"))
    (types,) = desk.store.db.execute("select types from incident where ent = ?", [ent]).fetchone()
    assert types == "09"
    recording.undo(desk, undone.changes)
    again = value(desk, ent)
    assert dict(kinds.live_rows(again, "interventions")).keys() == {"11111111", "22222222"}
    assert again["reason"] == after["reason"]


def test_steps_are_undone_one_after_another(desk: Desk) -> None:
    ent = recording.log_incident(desk, make.incident()).ent
    steps = [
        recording.amend(desk, ent, {"interventions": {"22222222": {"type": "04"}}}),
        recording.amend(desk, ent, {"reason": "12"}),
        recording.amend(desk, ent, {"interventions": {"33333333": {"type": "05"}}}),
    ]
    for step in reversed(steps):
        recording.undo(desk, step.changes)
    found = value(desk, ent)
    assert list(dict(kinds.live_rows(found, "interventions"))) == ["11111111"]
    assert found["reason"] == "10"


def test_what_somebody_built_on_is_not_undone(desk: Desk) -> None:
    saved = recording.log_incident(desk, make.incident())
    recording.amend(desk, saved.ent, {"reason": "12"})
    with pytest.raises(recording.ChangedMeanwhile):
        recording.undo(desk, saved.changes)
    with pytest.raises(NotFound):
        recording.undo(desk, [])


# --- quiet shifts, bed days, drafts -----------------------------------------------------------------


def test_a_shift_is_quiet_once_however_often_it_is_confirmed(trust: Trust) -> None:
    for desk in (trust.heron, trust.heron, trust.heron2):
        recording.confirm_quiet(desk, "2026-11-20", "early")
    make.take(trust.heron2, trust.share(trust.heron))
    rows = trust.heron2.store.db.execute("select day, shift from quiet_shift").fetchall()
    assert rows == [("2026-11-20", "early")]
    saved = recording.confirm_quiet(trust.heron, "2026-11-21", "late")
    recording.undo(trust.heron, saved.changes)
    recording.confirm_quiet(trust.heron, "2026-11-21", "late")
    (count,) = trust.heron.store.db.execute("select count(*) from quiet_shift").fetchone()
    assert count == 2


def test_bed_days_are_kept_by_day_and_only_what_differs_is_recorded(desk: Desk) -> None:
    recording.set_bed_days(desk, "2026-11-01", {"2026-11-01": 17, "2026-11-02": 18})
    saved = recording.set_bed_days(
        desk, "2026-11-15", {"2026-11-01": 17, "2026-11-02": 16, "2026-11-03": None}
    )
    (step,) = [one for one in records.history(desk.store, saved.ent) if one.id in saved.changes]
    assert step.after == {"days.20261102.occupied": 16}
    assert desk.store.db.execute("select day, occupied from bed_day order by day").fetchall() == [
        ("2026-11-01", 17),
        ("2026-11-02", 16),
    ]
    with pytest.raises(NotFound):
        recording.set_bed_days(desk, "2026-11-01", {"2026-11-01": 17})
    recording.undo(desk, saved.changes)
    assert ("2026-11-02", 18) in desk.store.db.execute("select day, occupied from bed_day").fetchall()


@pytest.mark.parametrize("days", [{"2026-12-01": 1}, {"2026-11-31": 1}, {"2026-11-01": -1}, {"1st": 1}])
def test_days_of_another_month_and_fewer_than_no_beds_are_refused(desk: Desk, days: dict[str, int]) -> None:
    with pytest.raises(kinds.BadValue):
        recording.set_bed_days(desk, "2026-11-01", days)


def test_a_draft_is_its_authors_alone(desk: Desk) -> None:
    recording.keep_draft(desk, "d", "incident", "mine", {"narrative": "words"})
    other = replace(desk, person=replace(desk.person, uid="somebody-else"))
    for act in (
        lambda: recording.keep_draft(other, "d", "incident", "theirs", {}),
        lambda: recording.open_draft(other, "d"),
        lambda: recording.discard_draft(other, "d"),
        lambda: recording.log_incident(other, make.incident(), "d"),
    ):
        with pytest.raises(recording.NotYours):
            act()
    assert recording.open_draft(desk, "d").body == {"narrative": "words"}
    gone = recording.discard_draft(desk, "d")
    assert gone is not None
    recording.put_back_draft(desk, gone)
    assert recording.open_draft(desk, "d") == gone


def test_a_draft_is_neither_counted_nor_sent(trust: Trust) -> None:
    recording.keep_draft(trust.heron, "d", "incident", "mine", {"narrative": "words"})
    make.take(trust.heron2, trust.share(trust.heron))
    assert drafts.all_of(trust.heron2.store) == []
    assert records.of_kind(trust.heron.store, "incident") == []


def test_a_patients_number_found_later_in_the_register_is_recorded_once(desk: Desk) -> None:
    ent = patients.save(desk, make.patient(nhs_number=None), "7").ent
    patients.save(desk, {"nhs_number": make.NHS_NUMBER}, "7", ent)
    with pytest.raises(NotFound):
        patients.save(desk, {"nhs_number": make.NHS_NUMBER}, "7", ent)
