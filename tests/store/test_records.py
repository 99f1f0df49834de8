from __future__ import annotations

from tests import make
from tests.make import Trust
from wardqi.services import recording
from wardqi.store import records


def test_records_of_a_kind_come_oldest_first_and_voided_ones_only_when_asked_for(trust: Trust) -> None:
    ents = []
    for _ in range(3):
        trust.clock.go(minutes=1)
        ents.append(recording.log_incident(trust.heron, make.incident()).ent)
    recording.void(trust.heron, ents[1], "mistake")
    store = trust.heron.store
    assert [one.ent for one in records.of_kind(store, "incident")] == [ents[0], ents[2]]
    assert [one.ent for one in records.of_kind(store, "incident", voided=True)] == ents
    assert records.of_kind(store, "incident", ward="another ward") == []
    assert records.counts(store)["incident"] == 2


def test_a_record_is_found_by_its_id_alone(trust: Trust) -> None:
    ent = recording.log_incident(trust.heron, make.incident()).ent
    found = records.find(trust.heron.store, ent)
    assert found is not None
    assert (found.ent, found.kind, found.ward) == (ent, "incident", trust.heron.ward())
    assert records.find(trust.heron.store, "no such record") is None


def test_what_is_here_already_is_told_from_what_is_not_in_any_number(trust: Trust) -> None:
    ents = recording.log_incidents(trust.heron, [make.incident() for _ in range(3)])
    strangers = [f"no such record {number}" for number in range(900)]  # more than one question can hold
    assert records.present(trust.heron.store, [*strangers[:450], *ents, *strangers[450:]]) == set(ents)
    assert records.present(trust.heron.store, []) == set()


def test_history_tells_each_step_with_what_stood_before(trust: Trust) -> None:
    ent = recording.log_incident(trust.heron, make.incident()).ent
    recording.amend(trust.heron, ent, {"reason": "12"}, reason="mistake")
    recording.void(trust.heron, ent, "mistake")
    recording.restore(trust.heron, ent)
    created, amended, voided, restored = records.history(trust.heron.store, ent)
    assert [one.action for one in (created, amended, voided, restored)] == [
        *("create", "amend", "void", "restore")
    ]
    assert created.before == {}
    assert (amended.before, amended.after, amended.reason) == ({"reason": "10"}, {"reason": "12"}, "mistake")
    assert (voided.before, voided.after) == ({}, {})
    assert {one.by for one in (created, amended, voided, restored)} == {trust.heron.person.uid}
    assert all(one.complete for one in (created, amended, voided, restored))


def test_a_change_is_found_by_its_number(trust: Trust) -> None:
    saved = recording.log_incident(trust.heron, make.incident())
    entry = records.entry(trust.heron.store, saved.changes[0])
    assert entry is not None
    assert (entry.op.id, entry.op.ent) == (saved.changes[0], saved.ent)
    assert records.entry(trust.heron.store, "0000000000000000:1") is None


def test_the_audit_trail_is_newest_first_and_paged(trust: Trust) -> None:
    for number in range(5):
        trust.clock.go(minutes=1)
        trust.heron.append(trust.heron.note("view", f"record-{number}"))
    newest = [one.op.ent for one in records.audit(trust.heron.store, limit=3)]
    assert newest == ["record-4", "record-3", "record-2"]
    older = [one.op.ent for one in records.audit(trust.heron.store, limit=2, offset=3)]
    assert older == ["record-1", "record-0"]
