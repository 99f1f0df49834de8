from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from tests import make
from tests.make import Trust
from wardqi.domain import kinds, privacy, spreading
from wardqi.domain.privacy import Travels
from wardqi.services import exchange, keeping, measuring, overview, paper, recording
from wardqi.services.desk import Desk
from wardqi.store import _sqlite, log, migrations, records, tables
from wardqi.store.log import Act

RECORDS = sorted(set(kinds.KINDS) - kinds.SYSTEM)


# --- every kind of record ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Kept:
    """A trust in which a record of every kind went to the hub, and was changed on two PCs at once."""

    trust: Trust
    ents: Mapping[str, str]
    sent: str
    """Everything the bundle said, decrypted."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    trust = Trust(tmp_path_factory.mktemp("kinds") / "trust")
    ents = {kind: make.record(trust.heron, kind, 1, mark=f"zq{kind}.") for kind in RECORDS}
    bundle = exchange.inspect(trust.hub, trust.send(trust.heron))
    assert bundle.arrived is not None
    exchange.accept(trust.hub, bundle)
    make.take(trust.heron2, trust.share(trust.heron))
    for kind, ent in ents.items():
        for desk, number in ((trust.heron, 2), (trust.heron2, 3)):
            field = kinds.KINDS[kind].fields[-1]
            desk.append(Act(kind, "amend", ent, {field.name: make.value(field, number)}))
    make.take(trust.heron2, trust.share(trust.heron))
    make.take(trust.heron, trust.share(trust.heron2))
    yield Kept(trust, ents, json.dumps(bundle.arrived.lines, ensure_ascii=False))
    trust.close()


def wanted(kept: Kept, kind: str) -> dict[str, object]:
    """What the record of a kind was made with, by path."""
    values: dict[str, object] = {}
    for part in make.whole(kind, 1, f"zq{kind}."):
        values |= kinds.flatten(part)
    if kind == "bed_days":
        values |= {"ward": kept.trust.heron.ward(), "month": "2026-11-01"}
    return values


@pytest.mark.parametrize("kind", RECORDS)
def test_every_kind_is_recorded_whole(kept: Kept, kind: str) -> None:
    history = records.history(kept.trust.heron.store, kept.ents[kind])
    said: dict[str, object] = {}
    for step in history:
        if "amend" not in step.action or step.after.keys() <= wanted(kept, kind).keys():
            said = {**step.after, **said}
    assert said == wanted(kept, kind)


@pytest.mark.parametrize("kind", RECORDS)
def test_every_kind_travels_as_far_as_it_may_and_no_further(kept: Kept, kind: str) -> None:
    for path, (travels, _) in privacy.TRAVELS[kind].items():
        if travels is Travels.WARD and not path.endswith(".removed"):
            assert f"zq{kind}.{path} 1" not in kept.sent
    record = records.find(kept.trust.hub.store, kept.ents[kind])
    assert record is not None
    said = wanted(kept, kind)
    if kind in spreading.SHARED_KINDS:  # what only the QI team says is not heard of a ward
        ward = kept.trust.heron.ward()
        said = spreading.heard(kind, ward, None, ward, said)
    assert set(kinds.flatten(record.value)) == {
        path for path in said if privacy.TRAVELS[kind][plain(path)][0] is not Travels.WARD
    }


@pytest.mark.parametrize("kind", RECORDS)
def test_every_kind_merges_on_two_pcs(kept: Kept, kind: str) -> None:
    one, other = (records.find(desk.store, kept.ents[kind]) for desk in (kept.trust.heron, kept.trust.heron2))
    assert one is not None
    assert one == other
    field = kinds.KINDS[kind].fields[-1]
    differ = make.value(field, 2) != make.value(field, 3)
    assert set(one.conflicts) == ({field.name} if differ else set())


def test_a_replay_of_every_kind_changes_nothing(kept: Kept) -> None:
    for desk in (kept.trust.heron, kept.trust.heron2, kept.trust.hub):
        assert keeping.verify(desk).sound


def plain(path: str) -> str:
    parts = path.split(".")
    return path if len(parts) == 1 else f"{parts[0]}.{parts[2]}"


def test_every_kind_can_be_voided_and_restored_from_anywhere_on_the_ward(trust: Trust) -> None:
    ents = {kind: make.record(trust.heron, kind) for kind in RECORDS}
    make.take(trust.heron2, trust.share(trust.heron))
    trust.heron2.append_all([Act(kind, "void", ent, reason="mistake") for kind, ent in ents.items()])
    make.take(trust.heron, trust.share(trust.heron2))
    for kind, ent in ents.items():
        record = records.find(trust.heron.store, ent)
        assert record is not None
        assert record.voided
        assert ent not in {one.ent for one in records.of_kind(trust.heron.store, kind)}
    trust.heron.append_all([Act(kind, "restore", ent) for kind, ent in ents.items()])
    for kind, ent in ents.items():
        assert ent in {one.ent for one in records.of_kind(trust.heron.store, kind)}
    assert tables.differences(trust.heron.store.db) == []


# --- tampering --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    trust = Trust(tmp_path_factory.mktemp("full") / "trust")
    desk = trust.heron
    patient = recording.create(desk, "patient", make.patient()).ent
    recording.log_incident(desk, make.incident(patient=patient, narrative="Slept after a while."))
    recording.confirm_quiet(desk, "2026-11-20", "early")
    recording.set_bed_days(desk, "2026-11-01", {"2026-11-20": 17})
    paper.make(desk, 1)
    trust.round_trip(desk)
    assert keeping.verify(desk).sound
    yield desk
    trust.close()


class _Enough(Exception):
    """The test is over: nothing that was altered stays."""


@pytest.fixture
def full(whole: Desk) -> Iterator[Desk]:
    """A ward with something in every table; what a test alters is put back after it."""
    with contextlib.suppress(_Enough), _sqlite.write_tx(whole.store.db):
        yield whole
        raise _Enough


def tamper(desk: Desk, sql: str, *values: object) -> None:
    assert desk.store.db.execute(sql, list(values)).rowcount > 0


SPOILED = {
    "rep": "'0000000000000000'",
    "seq": "seq + 1000",
    "lam": "lam + 1",
    "kind": "'patient'",
    "action": "'amend'",
    "ent": "'someone'",
    "sv": "2",
    "by": "'someone'",
    "at": "'2026-11-21T03:05:21Z'",
    "hash": f"'{'0' * 64}'",
    "op": "replace(op, '\"10\"', '\"11\"')",
    "sig": "replace(sig, substr(sig, 5, 3), 'AAA')",
    "uid": "'someone'",
    "private": "replace(private, 'Slept', 'Shouted')",
}


@pytest.mark.parametrize("column", SPOILED)
def test_verify_names_the_change_whose_column_was_altered(full: Desk, column: str) -> None:
    rep, seq, ent = full.store.db.execute(
        "select rep, seq, ent from change where kind = 'incident'"
    ).fetchone()
    where = {
        "rep": f"0000000000000000:{seq}",
        "seq": f"{rep}:{seq + 1000}",
    }.get(column, f"{rep}:{seq}")
    tamper(full, f"update change set {column} = {SPOILED[column]} where ent = ? and kind = 'incident'", ent)
    verdict = keeping.verify(full)
    assert not verdict.sound
    assert where in {fault.where for fault in verdict.log}


@pytest.mark.parametrize("column", ["op", "private"])
@pytest.mark.parametrize("value", ["", "{}", "[", "null", "\x00"])
def test_verify_goes_on_past_a_change_it_cannot_read(full: Desk, column: str, value: str) -> None:
    tamper(full, f"update change set {column} = ? where kind = 'incident'", value)
    tamper(full, "update change set sig = 'x' where kind = 'bed_days'")
    codes = {fault.code for fault in log.verify(full.store.db)}
    assert "bad_signature" in codes
    assert len(codes) > 1


def test_a_change_taken_out_of_the_log_is_missed(full: Desk) -> None:
    tamper(full, "delete from change where rowid = (select max(rowid) from change)")
    assert ("head_moved", "meta.head") in {(one.code, one.where) for one in log.verify(full.store.db)}


def test_a_person_put_into_the_table_by_hand_signs_nothing(full: Desk) -> None:
    """Who may sign is learnt from the log alone."""
    tamper(full, "update person set sign_pub = 'AAAA' where uid = ?", full.person.uid)
    verdict = keeping.verify(full)
    assert verdict.log == ()
    assert verdict.tables == ("person",)


DERIVED = {
    "replica": "update replica set ward = 'maple'",
    "person": "update person set role = 'admin'",
    "record": "update record set value = replace(value, 'lounge', 'garden') where kind = 'incident'",
    "incident": "update incident set reason = '12'",
    "intervention": "update intervention set minutes = 1",
    "incident_text": "insert into incident_text (rowid, words) values (999, 'invented')",
    "bed_day": "update bed_day set occupied = 18",
    "quiet_shift": "delete from quiet_shift",
    "paper_slip": "update paper_slip set unused = 'lost'",
}


def test_every_derived_table_is_compared() -> None:
    assert set(DERIVED) == set(migrations.DERIVED)


@pytest.mark.parametrize("table", DERIVED)
def test_a_table_changed_behind_the_log_is_named_and_mended_by_a_replay(full: Desk, table: str) -> None:
    tamper(full, DERIVED[table])
    before = full.store.db.execute("select count(*) from record").fetchone()
    assert keeping.verify(full).tables == (table,)
    assert full.store.db.execute("select count(*) from record").fetchone() == before
    tables.replay(full.store.db)
    assert keeping.verify(full).sound


def test_facts_that_do_not_fit_the_log_are_named(full: Desk) -> None:
    for key, value in (("head", "1:" + "0" * 64), ("lam", "1"), ("lam", "many")):
        held = full.store.fact(key) or ""
        full.store.settle({key: value})
        assert f"meta.{key}" in {fault.where for fault in log.verify(full.store.db)}
        full.store.settle({key: held})
    assert keeping.verify(full).sound


def test_a_pc_put_on_the_list_by_hand_is_named(full: Desk) -> None:
    tamper(full, "update device set sign_pub = 'AAAA' where ward is null")
    assert "device" in keeping.verify(full).tables


def test_comparing_leaves_everything_as_it_was(full: Desk) -> None:
    def everything() -> list[object]:
        names = [*migrations.DERIVED, "change", "meta", "mark", "bundle"]
        return [full.store.db.execute(f"select * from {name}").fetchall() for name in names]

    before = everything()
    assert tables.differences(full.store.db) == []
    assert everything() == before


# --- tables are a function of the log, whatever came when --------------------------------------------


def test_the_days_of_beds_do_not_depend_on_what_came_first(trust: Trust) -> None:
    ward = trust.heron.ward()
    days = {"days": {"20261103": {"occupied": 17}, "20261231": {"occupied": 9}, "20261199": {"occupied": 9}}}
    good = {"ward": ward, "month": "2026-11-01", **days}
    trust.heron.append(Act("bed_days", "create", kinds.month_id(ward, "2026-11-01"), good))
    trust.heron.append(Act("bed_days", "create", "2f0c2c52-8b1e-4a86-9d0e-3f1c7a9e2b44", good))
    rows = trust.heron.store.db.execute("select day, occupied from bed_day").fetchall()
    assert rows == [("2026-11-03", 17)]
    assert tables.differences(trust.heron.store.db) == []


@pytest.mark.parametrize("first", ["heron", "maple"])
def test_a_ward_cannot_take_another_wards_month_or_shift_away(trust: Trust, first: str) -> None:
    """Their ids can be worked out by anybody; whose they are cannot be changed, whatever came first."""
    ward = trust.heron.ward()
    month, shift = kinds.month_id(ward, "2026-11-01"), kinds.shift_id(ward, "2026-11-20", "early")
    recording.set_bed_days(trust.heron, "2026-11-01", {"2026-11-20": 17})
    recording.confirm_quiet(trust.heron, "2026-11-20", "early")
    false = {"ward": trust.maple.ward(), "month": "2026-11-01", "days": {"20261120": {"occupied": 1}}}
    trust.maple.append(
        Act("bed_days", "create", month, false),
        Act("quiet_shift", "create", shift, {"ward": ward, "date": "2026-11-20", "shift": "night"}),
    )
    desks = [trust.heron, trust.maple]
    for desk in desks if first == "heron" else reversed(desks):
        make.take(trust.hub, trust.send(desk))
    beds = trust.hub.store.db.execute("select ward, day, occupied from bed_day").fetchall()
    assert beds == [(ward, "2026-11-20", 17)]
    shifts = trust.hub.store.db.execute("select ward, shift from quiet_shift").fetchall()
    assert shifts == [(ward, "early")]
    assert keeping.verify(trust.hub).sound


def test_nothing_hostile_in_a_record_stops_the_tables(trust: Trust) -> None:
    values = make.incident(
        "1850-01-01T00:00+14:00",
        interventions={
            "11111111": {
                "type": "09",
                "started_at": "2199-12-31T23:59-14:00",
                "ended_at": "1850-01-01T00:00+14:00",
            }
        },
        narrative="<img src=//host/x> $\\foo$ =cmd|' /C calc'!A0 " + '"' * 5000,
        minutes=-(2**53) + 1,
    )
    trust.heron.append(Act("incident", "create", "2f0c2c52-8b1e-4a86-9d0e-3f1c7a9e2b44", values))
    assert overview.today(trust.heron)
    make.take(trust.hub, trust.send(trust.heron))
    for desk in (trust.heron, trust.hub):
        assert measuring.measure_all(desk)
        assert keeping.verify(desk).sound


def test_a_record_that_grew_change_by_change_is_as_its_log_makes_it(trust: Trust) -> None:
    desk = trust.heron
    ent = make.record(desk, "incident")
    grown: list[dict[str, object]] = [
        {"interventions": {"1a2b3c4d": {"type": "07"}}, "antecedents": ["waiting"]},
        {"interventions": {"9f8e7d6c": {"type": "14"}, "1a2b3c4d": {"in_care_plan": "yes"}}, "reason": "10"},
        {"reason": None, "antecedents": [], "narrative": "Began again."},
        {"interventions": {"1a2b3c4d": {kinds.REMOVED: True, "type": None}}},
        {"interventions": {"1a2b3c4d": {kinds.REMOVED: False, "type": "09"}}, "reason": "11"},
    ]
    for values in grown:
        desk.append(Act("incident", "amend", ent, values))
        record = records.find(desk.store, ent)
        assert record is not None
        assert kinds.flatten(values).items() <= kinds.flatten(record.value).items()
        assert tables.differences(desk.store.db) == []
    desk.append(Act("incident", "void", ent, reason="mistake"))
    desk.append(Act("incident", "amend", ent, {"reason": "12"}))
    desk.append(Act("incident", "restore", ent))
    desk.append(Act("incident", "amend", ent, {"reason": "13"}))
    assert tables.differences(desk.store.db) == []
