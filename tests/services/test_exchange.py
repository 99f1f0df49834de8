from __future__ import annotations

import base64
import hashlib
import hmac
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests import make
from tests.forger import Forger
from tests.make import Trust, take
from wardqi.bundles import files, keyring, seal
from wardqi.services import access, exchange, keeping, pairing, recording
from wardqi.services.access import Founding
from wardqi.services.desk import Desk, NotAllowed, NotFound
from wardqi.store import log, outbox, records


def held(desk: Desk) -> set[str]:
    return {str(hashed) for (hashed,) in desk.store.db.execute("select hash from change")}


def marks(desk: Desk) -> dict[str, tuple[int, int]]:
    return {mark.rep: (mark.sent, mark.acked) for mark in outbox.marks(desk.store)}


def own(desk: Desk) -> tuple[int, int]:
    return marks(desk)[desk.store.fact("replica") or ""]


# --- there and back ---------------------------------------------------------------------------------


def test_an_incident_goes_to_the_hub_and_its_receipt_comes_back(trust: Trust) -> None:
    saved = recording.log_incident(trust.heron, make.incident(narrative="He slept."))
    assert outbox.journey(trust.heron.store, saved.ent) == "not_sent"
    path = trust.send(trust.heron)
    assert outbox.journey(trust.heron.store, saved.ent) == "sent"
    taken = take(trust.hub, path)
    assert (taken.state, taken.gaps, taken.conflicts) == ("accepted", {}, 0)
    record = records.find(trust.hub.store, saved.ent)
    assert record is not None
    assert record.value["reason"] == "10"
    assert "narrative" not in record.value
    take(trust.heron, trust.answer(trust.heron))
    assert outbox.journey(trust.heron.store, saved.ent) == "received"
    assert exchange.strip(trust.heron).not_confirmed == 0
    with pytest.raises(exchange.NothingToSend):
        exchange.export(trust.heron, trust.post)


def test_the_same_bundle_again_is_said_to_be_had_and_changes_nothing(trust: Trust) -> None:
    path = trust.send(trust.heron)
    take(trust.hub, path)
    before = make.counted(trust.hub)
    again = exchange.take(trust.hub, path)
    assert (again.state, again.new) == ("had", 0)
    renamed = shutil.copy(path, trust.post / "other name.wqb")
    assert exchange.take(trust.hub, Path(renamed)).state == "had"
    assert exchange.inspect(trust.hub, path).had_on
    assert make.counted(trust.hub) == before


def test_a_lost_bundle_heals_itself_with_the_next(trust: Trust) -> None:
    recording.log_incident(trust.heron, make.incident())
    trust.send(trust.heron).unlink()
    recording.log_incident(trust.heron, make.incident())
    taken = take(trust.hub, trust.send(trust.heron))
    assert taken.gaps == {}
    assert records.counts(trust.hub.store)["incident"] == 2


def test_bundles_may_come_in_any_order(trust: Trust) -> None:
    paths = []
    for _ in range(3):
        recording.log_incident(trust.heron, make.incident())
        paths.append(trust.send(trust.heron))
    assert take(trust.hub, paths[2]).new == 4  # the ward itself, and three incidents
    before = held(trust.hub)
    assert [take(trust.hub, path).new for path in (paths[0], paths[1])] == [0, 0]
    assert records.counts(trust.hub.store)["incident"] == 3
    assert keeping.verify(trust.hub).sound
    assert before <= held(trust.hub)


def test_a_missing_number_is_told_as_a_gap_and_its_arrival_closes_it(trust: Trust) -> None:
    for _ in range(4):
        recording.log_incident(trust.heron, make.incident())
    lines = list(outbox.lines_after(trust.heron.store, {}, own_ward=True))
    rep = trust.heron.store.fact("replica") or ""
    path = trust.send(trust.heron)
    arrived = exchange.inspect(trust.hub, path)
    assert arrived.arrived is not None
    missing = [one.seq for one in lines][6:8]
    part = [line for number, line in enumerate(arrived.arrived.lines) if number not in (6, 7)]
    plan = trust.hub.store.plan(part, with_private=False)
    assert plan.gaps == {rep: ((missing[0], missing[1]),)}
    exchange.accept(trust.hub, replace(arrived, arrived=replace(arrived.arrived, lines=part), plan=plan))
    (source,) = [one for one in exchange.sources(trust.hub) if one.rep == rep]
    assert (source.gaps, source.have) == (((missing[0], missing[1]),), missing[0] - 1)
    assert source.name == "Heron Ward, PC 1"
    take(trust.heron, trust.answer(trust.heron))
    assert own(trust.heron)[1] == missing[0] - 1
    healed = take(trust.hub, trust.send(trust.heron))
    assert healed.gaps == {}
    assert records.counts(trust.hub.store)["incident"] == 4
    assert keeping.verify(trust.hub).sound


def test_a_large_history_goes_in_parts_that_may_arrive_in_any_order_but_the_first(
    trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wardqi.bundles.contents.PART_CHANGES", 5)
    recording.log_incidents(trust.heron, [make.incident() for _ in range(9)])
    first, *rest = exchange.export(trust.heron, trust.post)
    assert len(rest) >= 2
    assert exchange.take(trust.hub, rest[-1].path).sentence.endswith("B-120")
    for made in (first, *reversed(rest)):
        take(trust.hub, made.path)
    assert records.counts(trust.hub.store)["incident"] == 9
    assert all(not one.gaps for one in exchange.sources(trust.hub))
    assert [made.number for made in (first, *rest)] == list(range(1, len(rest) + 2))


def test_everything_can_be_sent_again(trust: Trust) -> None:
    recording.log_incident(trust.heron, make.incident())
    trust.round_trip(trust.heron)
    with pytest.raises(exchange.NothingToSend):
        exchange.export(trust.heron, trust.post)
    taken = take(trust.hub, trust.send(trust.heron, everything=True))
    assert taken.new == 0
    assert taken.same > 0


def test_the_preview_counts_what_the_bundle_then_holds(trust: Trust) -> None:
    recording.log_incident(trust.heron, make.incident())
    recording.confirm_quiet(trust.heron, "2026-11-20", "late")
    preview = exchange.prepare(trust.heron)
    (made,) = exchange.export(trust.heron, trust.post)
    assert (preview.changes, preview.number, preview.recipients) == (made.changes, made.number, 2)
    assert {kind: preview.kinds[kind] for kind in ("incident", "quiet_shift", "ward")} == {
        "incident": 1,
        "quiet_shift": 1,
        "ward": 1,
    }


def test_each_bundle_names_the_one_before_it(trust: Trust) -> None:
    found = []
    for _ in range(2):
        recording.log_incident(trust.heron, make.incident())
        seen = exchange.inspect(trust.hub, trust.send(trust.heron))
        assert seen.arrived is not None
        found.append(seen.arrived)
    assert found[1].manifest.bprev == found[0].body_sha256
    assert found[1].manifest.bseq == found[0].manifest.bseq + 1


# --- receipts ---------------------------------------------------------------------------------------


def test_only_a_receipt_moves_the_confirmed_mark(trust: Trust) -> None:
    recording.log_incident(trust.heron, make.incident())
    path = trust.send(trust.heron)
    assert own(trust.heron)[1] == 0
    take(trust.hub, path)
    assert own(trust.heron)[1] == 0
    spoiled = trust.answer(trust.heron)
    spoiled.write_bytes(spoiled.read_bytes()[:-1])
    assert exchange.take(trust.heron, spoiled).state == "refused"
    assert own(trust.heron)[1] == 0
    take(trust.heron, trust.answer(trust.heron))
    assert own(trust.heron)[1] == own(trust.heron)[0] > 0


def test_an_older_receipt_that_comes_late_moves_nothing_back(trust: Trust) -> None:
    recording.log_incident(trust.heron, make.incident())
    take(trust.hub, trust.send(trust.heron))
    early = trust.answer(trust.heron)
    recording.log_incident(trust.heron, make.incident())
    take(trust.hub, trust.send(trust.heron))
    trust.clock.go(days=1)
    take(trust.heron, trust.answer(trust.heron))
    reached, told = own(trust.heron), exchange.strip(trust.heron).confirmed_to
    take(trust.heron, early)
    assert own(trust.heron) == reached
    assert exchange.strip(trust.heron).confirmed_to == told


def test_what_the_hub_took_back_is_sent_again_after_its_next_receipt(trust: Trust) -> None:
    recording.log_incident(trust.heron, make.incident())
    accepted = exchange.accept(trust.hub, exchange.inspect(trust.hub, trust.send(trust.heron)))
    take(trust.heron, trust.answer(trust.heron))
    assert own(trust.heron)[1] > 0
    assert exchange.take_back(trust.hub, accepted.bundle) == accepted.new
    take(trust.heron, trust.answer(trust.heron))
    assert own(trust.heron)[1] == 0
    take(trust.hub, trust.send(trust.heron))
    assert records.counts(trust.hub.store)["incident"] == 1


def test_a_receipt_of_more_than_this_pc_has_is_a_fork(trust: Trust) -> None:
    """An older copy of the store was put back by hand: the hub knows more of it than it does itself."""
    recording.log_incident(trust.heron, make.incident())
    folder = trust.shut("heron")
    shutil.copytree(folder, trust.folder / "older")
    recording.log_incident(trust.heron, make.incident())
    take(trust.hub, trust.send(trust.heron))
    receipt = trust.answer(trust.heron)
    trust.shut("heron")
    shutil.rmtree(folder)
    shutil.copytree(trust.folder / "older", folder)
    taken = exchange.take(trust.heron, receipt)
    assert taken.sentence.endswith("B-118")
    recording.log_incident(trust.heron, make.incident())
    assert exchange.take(trust.hub, trust.send(trust.heron)).sentence.endswith("B-118")


def test_a_receipt_for_another_ward_opens_only_there(trust: Trust) -> None:
    take(trust.hub, trust.send(trust.maple))
    path = trust.answer(trust.maple)
    assert exchange.take(trust.heron, path).sentence.endswith("B-101")


def test_questions_and_cards_come_down_and_answers_go_up(trust: Trust) -> None:
    mine, others, all_ = (
        recording.create(trust.hub, "question", {"text": text, **({"ward": ward} if ward else {})}).ent
        for text, ward in (
            ("Why so many?", trust.heron.ward()),
            ("For Maple", trust.maple.ward()),
            ("All?", ""),
        )
    )
    take(trust.hub, trust.send(trust.heron))
    taken = take(trust.heron, trust.answer(trust.heron))
    assert taken.gaps == {}  # what the hub keeps to itself is nothing that lacks
    assert {one.ent for one in records.of_kind(trust.heron.store, "question")} == {mine, all_}
    assert all(not one.gaps for one in exchange.sources(trust.heron))
    recording.amend(trust.heron, mine, {"answer": "A new admission."})
    take(trust.hub, trust.send(trust.heron))
    answered = records.find(trust.hub.store, mine)
    assert answered is not None
    assert answered.value["answer"] == "A new admission."
    assert others not in {one.ent for one in records.of_kind(trust.heron.store, "question")}
    assert keeping.verify(trust.hub).sound
    assert keeping.verify(trust.heron).sound


def test_a_conflict_is_told_in_the_receipt(trust: Trust) -> None:
    ent = recording.log_incident(trust.heron, make.incident()).ent
    take(trust.heron2, trust.share(trust.heron))
    recording.amend(trust.heron, ent, {"reason": "12"})
    recording.amend(trust.heron2, ent, {"reason": "13"})
    take(trust.hub, trust.send(trust.heron))
    assert take(trust.hub, trust.send(trust.heron2)).conflicts == 1
    seen = exchange.inspect(trust.heron, trust.answer(trust.heron))
    assert seen.arrived is not None
    (review,) = exchange.receipts.said(seen.arrived.manifest).reviews
    assert (review.kind, review.ent, review.why, review.paths) == ("incident", ent, "conflict", ("reason",))


# --- two PCs of a ward ------------------------------------------------------------------------------


def test_pcs_of_a_ward_share_everything_private_parts_included(trust: Trust) -> None:
    ent = recording.log_incident(trust.heron, make.incident(narrative="He slept.")).ent
    take(trust.heron2, trust.share(trust.heron))
    record = records.find(trust.heron2.store, ent)
    assert record is not None
    assert record.value["narrative"] == "He slept."
    recording.amend(trust.heron2, ent, {"narrative": "He slept well."})
    take(trust.heron, trust.share(trust.heron2))
    again = records.find(trust.heron.store, ent)
    assert again is not None
    assert again.value["narrative"] == "He slept well."
    assert records.find(trust.heron2.store, ent) == again


def test_one_pc_sends_for_both(trust: Trust) -> None:
    recording.log_incident(trust.heron2, make.incident())
    take(trust.heron, trust.share(trust.heron2))
    take(trust.hub, trust.send(trust.heron))
    assert records.counts(trust.hub.store)["incident"] == 1
    assert keeping.verify(trust.hub).sound


def test_a_ward_bundle_opens_at_no_other_place(trust: Trust) -> None:
    path = trust.share(trust.heron)
    for desk in (trust.hub, trust.maple):
        assert exchange.take(desk, path).sentence.endswith("B-101")


def test_a_ward_with_one_pc_has_nobody_to_share_with(trust: Trust) -> None:
    with pytest.raises(exchange.NothingToSend):
        exchange.export_to_ward(trust.maple, trust.post)


def test_a_withdrawn_pc_gets_nothing_more(trust: Trust) -> None:
    """A stolen PC's key opens no bundle made after its withdrawal, least of all one with names in it."""
    rep = trust.heron2.store.fact("replica")
    pairing.withdraw(trust.hub, trust.heron2.store.fact("device") or "", trust.keys, f"{rep}:4")
    take(trust.hub, trust.send(trust.heron))
    receipt = trust.answer(trust.heron)
    take(trust.heron, receipt)
    with pytest.raises(exchange.NothingToSend):
        exchange.export_to_ward(trust.heron, trust.post)
    assert exchange.take(trust.heron2, receipt).sentence.endswith("B-101")


def test_what_a_withdrawn_pc_wrote_before_stays_and_nothing_after_is_taken(trust: Trust) -> None:
    recording.log_incident(trust.heron2, make.incident())
    take(trust.heron, trust.share(trust.heron2))
    rep = trust.heron2.store.fact("replica") or ""
    last = log.head(trust.heron2.store.db).seq - 1
    pairing.withdraw(trust.hub, trust.heron2.store.fact("device") or "", trust.keys, f"{rep}:{last}")
    take(trust.hub, trust.send(trust.heron))
    assert records.counts(trust.hub.store)["incident"] == 1
    take(trust.heron, trust.answer(trust.heron))
    recording.log_incident(trust.heron2, make.incident())
    assert exchange.take(trust.heron, trust.share(trust.heron2)).sentence.endswith("B-109")
    forger = Forger(trust.heron2)
    with pytest.raises(log.Refused, match="revoked_device"):
        trust.heron.store.plan([forger.next()], with_private=True)


# --- a hub changes its mind -------------------------------------------------------------------------


def test_an_import_is_undone_whole_and_can_be_done_again(trust: Trust) -> None:
    recording.log_incident(trust.heron, make.incident())
    path = trust.send(trust.heron)
    before = held(trust.hub)
    accepted = exchange.accept(trust.hub, exchange.inspect(trust.hub, path))
    exchange.take_back(trust.hub, accepted.bundle)
    assert "incident" not in records.counts(trust.hub.store)
    assert exchange.heard_from(trust.hub) == []
    assert before <= held(trust.hub)
    assert keeping.verify(trust.hub).sound
    assert exchange.take(trust.hub, path).state == "accepted"
    assert records.counts(trust.hub.store)["incident"] == 1
    assert keeping.verify(trust.hub).sound


def test_undoing_one_of_several_imports_leaves_the_others_sound(trust: Trust) -> None:
    bundles = []
    for _ in range(3):
        recording.log_incident(trust.heron, make.incident())
        seen = exchange.inspect(trust.hub, trust.send(trust.heron))
        bundles.append(exchange.accept(trust.hub, seen).bundle)
    exchange.take_back(trust.hub, bundles[0])
    assert records.counts(trust.hub.store)["incident"] == 2
    assert keeping.verify(trust.hub).sound
    take(trust.heron, trust.answer(trust.heron))
    take(trust.hub, trust.send(trust.heron))
    assert records.counts(trust.hub.store)["incident"] == 3
    assert keeping.verify(trust.hub).sound


def test_only_an_import_that_stands_is_undone(trust: Trust) -> None:
    accepted = exchange.accept(trust.hub, exchange.inspect(trust.hub, trust.send(trust.heron)))
    exchange.take_back(trust.hub, accepted.bundle)
    for bundle in (accepted.bundle, "no such bundle"):
        with pytest.raises(NotFound):
            exchange.take_back(trust.hub, bundle)
    seen = exchange.inspect(trust.heron, trust.answer(trust.heron))
    exchange.accept(trust.heron, seen)
    assert seen.arrived is not None
    with pytest.raises(NotFound):
        exchange.take_back(trust.heron, seen.arrived.manifest.id)


def test_undoing_an_import_of_patients_brings_their_incidents_in_step(trust: Trust) -> None:
    patient = recording.create(trust.heron, "patient", make.patient()).ent
    accepted = exchange.accept(trust.heron2, exchange.inspect(trust.heron2, trust.share(trust.heron)))
    recording.log_incident(trust.heron2, make.incident(patient=patient))
    exchange.take_back(trust.heron2, accepted.bundle)
    assert keeping.verify(trust.heron2).sound


# --- restored ---------------------------------------------------------------------------------------


def test_a_restored_pc_goes_on_as_a_new_one_and_gets_back_what_the_backup_lacked(trust: Trust) -> None:
    recording.log_incident(trust.heron, make.incident(narrative="Before."))
    keeping.back_up(trust.session("heron"), trust.folder / "backup.db")
    late = recording.log_incident(trust.heron, make.incident(narrative="After.")).ent
    old, ward = trust.heron.store.fact("replica"), trust.heron.ward()
    take(trust.hub, trust.send(trust.heron))
    take(trust.heron2, trust.share(trust.heron))
    folder = trust.shut("heron")

    returned = keeping.restore(trust.folder / "backup.db", folder, make.PASSPHRASE)
    returned.session.close()
    assert [one.ent for one in returned.lost] == [late]
    assert trust.heron.store.fact("replica") != old
    assert records.find(trust.heron.store, late) is None
    recording.log_incident(trust.heron, make.incident())
    (snapshot,) = exchange.snapshot(trust.hub, trust.post, ward)
    take(trust.heron, snapshot.path)
    back = records.find(trust.heron.store, late)
    assert back is not None
    assert "narrative" not in back.value
    assert not records.history(trust.heron.store, late)[0].complete
    take(trust.heron, trust.share(trust.heron2))
    whole = records.find(trust.heron.store, late)
    assert whole is not None
    assert whole.value["narrative"] == "After."
    assert keeping.verify(trust.heron).sound
    take(trust.hub, trust.send(trust.heron))
    assert records.counts(trust.hub.store)["incident"] == 3
    assert keeping.verify(trust.hub).sound


def test_a_snapshot_says_nothing_of_other_wards(trust: Trust) -> None:
    for desk in (trust.heron, trust.maple):
        take(trust.hub, trust.send(desk))
    (made,) = exchange.snapshot(trust.hub, trust.post, trust.heron.ward())
    seen = exchange.inspect(trust.heron, made.path)
    assert seen.arrived is not None
    maple = trust.maple.store.fact("replica")
    assert maple not in {**seen.arrived.manifest.have, **seen.arrived.manifest.heads}
    assert maple not in json.dumps(seen.arrived.lines)


# --- pseudonyms -------------------------------------------------------------------------------------


def alias(trust: Trust, ent: str) -> object:
    record = records.find(trust.hub.store, ent)
    assert record is not None
    return record.value.get("patient")


def test_a_patient_has_one_pseudonym_in_every_ward_and_the_key_alone_gives_it(trust: Trust) -> None:
    ents = []
    for desk, number in (
        (trust.heron, "943 476 5919"),
        (trust.heron2, "943-476-5919"),
        (trust.maple, make.NHS_NUMBER),
    ):
        patient = recording.create(desk, "patient", make.patient(nhs_number=number)).ent
        ents.append(recording.log_incident(desk, make.incident(patient=patient)).ent)
        take(trust.hub, trust.send(desk))
    (name,) = {str(alias(trust, ent)) for ent in ents}
    key = base64.b64decode(trust.keys.pseudonym_key)
    assert name == hmac.new(key, make.NHS_NUMBER.encode(), hashlib.sha256).hexdigest()
    assert name != hashlib.sha256(make.NHS_NUMBER.encode()).hexdigest()
    assert trust.keys.pseudonym_key not in json.dumps(
        trust.hub.store.db.execute("select key, value from meta").fetchall()
    )


def test_another_patient_has_another_pseudonym(trust: Trust) -> None:
    found = set()
    for values in (
        {"nhs_number": "9434765870"},
        {"nhs_number": None, "local_id": "L-7"},
        {"nhs_number": None},
    ):
        patient = recording.create(trust.heron, "patient", make.patient(**values)).ent  # type: ignore[arg-type]
        found.add(recording.log_incident(trust.heron, make.incident(patient=patient)).ent)
    take(trust.hub, trust.send(trust.heron))
    assert len({alias(trust, ent) for ent in found}) == 3


def test_an_nhs_number_learnt_later_links_what_was_recorded_before(trust: Trust) -> None:
    from wardqi.services import patients

    known = recording.create(trust.maple, "patient", make.patient()).ent
    wanted = recording.log_incident(trust.maple, make.incident(patient=known)).ent
    patient = recording.create(trust.heron, "patient", make.patient(nhs_number=None)).ent
    ents = [recording.log_incident(trust.heron, make.incident(patient=patient)).ent for _ in range(2)]
    recording.void(trust.heron, ents[1], "mistake")
    saved = recording.amend(trust.heron, patient, {"nhs_number": make.NHS_NUMBER})
    for desk in (trust.heron, trust.maple):
        take(trust.hub, trust.send(desk))
    assert {alias(trust, ent) for ent in ents} == {alias(trust, wanted)}
    recording.undo(trust.heron, saved.changes)
    take(trust.hub, trust.send(trust.heron))
    assert alias(trust, ents[0]) != alias(trust, wanted)
    patients.save(trust.heron, {"nhs_number": make.NHS_NUMBER}, "", patient)
    take(trust.hub, trust.send(trust.heron))
    assert alias(trust, ents[0]) == alias(trust, wanted)


def test_what_was_recorded_before_pairing_is_linked_by_the_first_receipt(
    tmp_path: Path, trust: Trust
) -> None:
    founding = Founding("Wren Ward", make.TRUST, "Kit Moss", make.PASSPHRASE)
    session = access.set_up_ward(tmp_path / "wren", founding, clock=trust.clock)
    with session.desk() as desk:
        patient = recording.create(desk, "patient", make.patient()).ent
        ent = recording.log_incident(desk, make.incident(patient=patient)).ent
        pairing.trust_hub(desk, pairing.show_hub(trust.hub, tmp_path).path)
        _, file = pairing.add_ward(trust.hub, pairing.show_ward(desk, tmp_path).path, trust.keys)
        take(desk, exchange.welcome(trust.hub, tmp_path, file, trust.keys).path)
        assert keeping.verify(desk).sound
        (made,) = exchange.export(desk, tmp_path)
        take(trust.hub, made.path)
    session.close()
    key = base64.b64decode(trust.keys.pseudonym_key)
    assert alias(trust, ent) == hmac.new(key, make.NHS_NUMBER.encode(), hashlib.sha256).hexdigest()


# --- keys and lists ---------------------------------------------------------------------------------


def relisted(trust: Trust, **changed: object) -> keyring.Keyring:
    """The hub signs a new list, as information governance would."""
    ring = pairing.held_keyring(trust.hub.store)
    return replace(ring, version=ring.version + 1, **changed)  # type: ignore[arg-type]


def keep(desk: Desk, ring: keyring.Keyring, trust: Trust) -> None:
    text = keyring.sign(ring, trust.keys.root_seed)
    desk.store.settle(pairing.keyring_facts(text, ring), lambda db: pairing.keep_devices(db, ring))


def test_no_bundle_is_made_that_the_qi_team_could_not_open(trust: Trust) -> None:
    (key,) = pairing.held_keyring(trust.hub.store).qi
    keep(trust.heron, relisted(trust, qi=(replace(key, until="2026-11-20"),)), trust)
    with pytest.raises(exchange.NoRecipient) as refused:
        exchange.export(trust.heron, trust.post)
    assert "out of date" in refused.value.sentence()
    assert own(trust.heron)[0] == 0


def test_bundles_go_to_the_old_and_the_new_key_while_both_are_in_force(trust: Trust) -> None:
    (key,), other = pairing.held_keyring(trust.hub.store).qi, seal.new_device_keys()
    both = (replace(key, until="2027-02-01"), keyring.QiKey(other.recv_pub, "2026-11-01"))
    keep(trust.heron, relisted(trust, qi=both), trust)
    path = trust.send(trust.heron)
    assert exchange.peek(path).recipients == 3
    assert seal.decrypt(path.read_bytes(), [other.recv_secret])
    take(trust.hub, path)


def test_a_pc_whose_clock_is_behind_can_still_send(trust: Trust) -> None:
    trust.desk("heron")
    trust.clock.at = trust.clock.at.replace(year=2024)
    take(trust.hub, trust.send(trust.heron))


def test_two_lists_of_one_number_are_a_fork(trust: Trust) -> None:
    ring = pairing.held_keyring(trust.hub.store)
    other = replace(ring, devices=ring.devices[:-1])
    take(trust.hub, trust.send(trust.heron))
    keep(trust.hub, other, trust)
    taken = exchange.take(trust.heron, trust.answer(trust.heron))
    assert taken.sentence.endswith("B-123")
    assert pairing.held_keyring(trust.heron.store) == ring


def test_an_older_list_is_passed_over(trust: Trust) -> None:
    take(trust.hub, trust.send(trust.heron))
    old = pairing.held_keyring(trust.hub.store)
    keep(trust.heron, relisted(trust), trust)
    take(trust.heron, trust.answer(trust.heron))
    assert pairing.held_keyring(trust.heron.store).version == old.version + 1


def test_a_list_that_somebody_else_signed_is_refused(trust: Trust) -> None:
    seed = seal.new_seed()
    ring = replace(relisted(trust), root_pub=seal.sign_public(seed))
    trust.hub.store.settle(
        {"keyring": keyring.sign(ring, seed), "root_pub": base64.b64encode(ring.root_pub).decode()}
    )
    receipt = trust.answer(trust.heron)
    assert exchange.take(trust.heron, receipt).sentence.endswith("B-122")
    assert exchange.take(trust.heron, receipt).state == "refused"


def test_a_hub_takes_no_key_that_would_name_patients(trust: Trust) -> None:
    """Even from another hub of the trust."""
    before = trust.hub.store.fact("pseudonym_key")
    seen = exchange.inspect(trust.hub, trust.send(trust.heron))
    assert seen.arrived is not None
    manifest = replace(
        seen.arrived.manifest, kind="receipt", pseudonym_key=trust.keys.pseudonym_key, heads={}, have={}
    )
    plan = trust.hub.store.plan([], with_private=False)
    told = replace(seen, arrived=replace(seen.arrived, manifest=manifest, lines=[]), plan=plan)
    exchange.accept(trust.hub, told)
    assert trust.hub.store.fact("pseudonym_key") == before


# --- practice and real ------------------------------------------------------------------------------


def test_practice_and_real_never_meet(tmp_path: Path, trust: Trust) -> None:
    founding = Founding("Kestrel", "Practice Partnership Trust", "Ama Mensah", make.PASSPHRASE, practice=True)
    practice = access.set_up_ward(tmp_path / "practice", founding, clock=trust.clock)
    with practice.desk() as desk:
        with pytest.raises(exchange.Refused, match="B-127"):
            pairing.trust_hub(desk, pairing.show_hub(trust.hub, tmp_path).path)
        assert desk.store.fact("keyring") is None
    practice.close()
    trust.heron.store.settle({"practice": "1"})
    take(trust.hub, trust.send(trust.heron))
    assert exchange.take(trust.heron, trust.answer(trust.heron)).sentence.endswith("B-127")


@pytest.mark.parametrize("practice", [True, False])
def test_an_organisations_name_decides_nothing(tmp_path: Path, practice: bool) -> None:
    founding = Founding(
        "QI team", "Practice Partnership Trust", "Jo Park", make.PASSPHRASE, practice=practice
    )
    hub = access.set_up_hub(tmp_path / "hub", founding)
    with hub.desk() as desk:
        pairing.found_office(desk, tmp_path, make.PASSPHRASE)
        assert pairing.is_practice(pairing.held_keyring(desk.store).org) is practice
    hub.close()


# --- who may, and what the world does ---------------------------------------------------------------


def test_somebody_who_may_not_exchange_sends_and_takes_nothing(trust: Trust) -> None:
    path = trust.send(trust.heron)
    person = replace(trust.heron.person, role="health_care_assistant")
    desk = replace(trust.heron, person=person)
    for act in (
        lambda: exchange.export(desk, trust.post),
        lambda: exchange.export_to_ward(desk, trust.post),
        lambda: exchange.accept(desk, exchange.inspect(trust.hub, path)),
        lambda: exchange.take_back(desk, "x"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_store_that_is_not_paired_has_nobody_to_send_to(tmp_path: Path) -> None:
    founding = Founding("Wren Ward", make.TRUST, "Kit Moss", make.PASSPHRASE)
    session = access.set_up_ward(tmp_path / "wren", founding)
    with session.desk() as desk:
        for act in (exchange.prepare, lambda one: exchange.export(one, tmp_path)):
            with pytest.raises(pairing.NotPaired):
                act(desk)
        assert not exchange.strip(desk).paired
    session.close()


def test_a_bundle_that_cannot_be_written_marks_nothing_as_sent(trust: Trust) -> None:
    recording.log_incident(trust.heron, make.incident())
    before = make.counted(trust.heron)
    gone = trust.post / "pulled out"
    with pytest.raises(files.NotSaved):
        exchange.export(trust.heron, gone)
    assert own(trust.heron) == (0, 0)
    assert make.counted(trust.heron) == before
    assert trust.send(trust.heron).name.endswith("00001.wqb")


def test_the_receipt_that_lets_a_ward_in_confirms_nothing(trust: Trust) -> None:
    assert trust.heron.store.fact("receipt_at")
    assert exchange.strip(trust.heron).confirmed_to == ""
    recording.log_incident(trust.heron, make.incident())
    take(trust.hub, trust.send(trust.heron))
    take(trust.heron, trust.answer(trust.heron))
    assert exchange.strip(trust.heron).confirmed_to


def test_reminders_know_how_long_records_wait(trust: Trust) -> None:
    recording.log_incident(trust.heron, make.incident())
    trust.clock.go(days=9)
    assert exchange.strip(trust.heron).oldest_wait_days >= 9
    assert date.fromisoformat(outbox.oldest_waiting(trust.heron.store)[:10]) <= date(2026, 11, 21)


def test_a_wrong_or_foreign_key_file_opens_nothing(trust: Trust, tmp_path: Path) -> None:
    path = trust.folder / pairing.TRUST_KEYS
    with pytest.raises(exchange.Refused, match="B-126"):
        pairing.unlock_trust_keys(path, "not the passphrase")
    for name, data in (
        ("text", b"hello"),
        ("json", seal.lock_with_passphrase(b'{"root_seed":"x"}', "four small blue cups")),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(exchange.Refused, match="B-125"):
            pairing.unlock_trust_keys(tmp_path / name, "four small blue cups")
    with pytest.raises(exchange.Refused, match="B-125"):
        pairing.unlock_trust_keys(Path("/dev/zero"), "x")
    with pytest.raises(exchange.Refused, match="B-117"):
        pairing.unlock_trust_keys(tmp_path / "gone", "x")


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b"[" * 100_000, b'{"fmt":"wardqi-ward","v":1}'])
def test_a_pairing_file_that_is_none_is_refused(trust: Trust, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(data)
    for act in (
        lambda: pairing.trust_hub(trust.heron, path),
        lambda: pairing.add_ward(trust.hub, path, trust.keys),
    ):
        with pytest.raises(exchange.Refused, match=r"B-12[148]"):
            act()
    with pytest.raises(exchange.Refused, match="B-124"):
        pairing.trust_hub(trust.heron, Path("/dev/zero"))


def test_a_second_organisation_is_not_trusted_on_top(trust: Trust, tmp_path: Path) -> None:
    other = access.set_up_hub(tmp_path / "hub", Founding("QI", "Another Trust", "Al Fox", make.PASSPHRASE))
    with other.desk() as desk:
        shown = pairing.found_office(desk, tmp_path, make.PASSPHRASE)
    other.close()
    with pytest.raises(exchange.Refused, match="B-122"):
        pairing.trust_hub(trust.heron, shown.path)


def test_the_audit_trail_tells_of_every_file(trust: Trust) -> None:
    recording.log_incident(trust.heron, make.incident())
    path = trust.send(trust.heron)
    take(trust.hub, path)
    (made,) = [e.op for e in records.audit(trust.heron.store) if e.op.action == "export"]
    taken = next(e.op for e in records.audit(trust.hub.store) if e.op.action == "import")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (made.set["sha256"], taken.set["sha256"]) == (sha256, sha256)
