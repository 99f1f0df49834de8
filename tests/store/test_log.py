from __future__ import annotations

import base64
import itertools
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests import make
from tests.forger import FOUND, Forger, Stranger, lines_of
from tests.make import Trust
from wardqi.domain import changes, kinds
from wardqi.domain.changes import parse_line, parse_op
from wardqi.services import exchange, recording
from wardqi.services.desk import Desk
from wardqi.store import _sqlite, log, outbox, records
from wardqi.store.log import Act


def refusal(desk: Desk, lines: list[str], *, with_private: bool = False) -> str:
    with pytest.raises(log.Refused) as refused:
        desk.store.plan(lines, with_private=with_private)
    return refused.value.code


# --- the chain --------------------------------------------------------------------------------------


def test_each_change_names_the_one_before_it_and_is_signed(trust: Trust) -> None:
    for _ in range(3):
        recording.log_incident(trust.heron, make.incident())
    ops = [parse_op(parse_line(line).text) for line in lines_of(trust.heron)]
    own = [op for op in ops if op.rep == trust.heron.store.fact("replica")]
    assert [op.seq for op in own] == list(range(1, len(own) + 1))
    assert own[0].prev == changes.FIRST_PREV
    texts = [
        parse_line(line).text for line in lines_of(trust.heron) if parse_op(parse_line(line).text) in own
    ]
    assert [op.prev for op in own[1:]] == [changes.digest(text) for text in texts[:-1]]
    assert all(one.lam < other.lam for one, other in itertools.pairwise(own))
    assert log.verify(trust.heron.store.db) == []


def test_what_leaves_says_only_the_hour_and_the_exact_time_stays(trust: Trust) -> None:
    saved = recording.log_incident(trust.heron, make.incident())
    entry = records.entry(trust.heron.store, saved.changes[0])
    assert entry is not None
    assert (entry.op.at, entry.at) == ("2026-11-21T03Z", "2026-11-21T03:05:20Z")
    assert "03:05:20" not in entry.line.text


def test_a_second_story_under_one_number_is_a_fork(trust: Trust) -> None:
    recording.log_incident(trust.heron, make.incident())
    make.take(trust.hub, trust.send(trust.heron))
    forger = Forger(trust.heron)
    forger.last = replace(forger.last, seq=forger.last.seq - 2)  # before the note of the export
    assert refusal(trust.hub, [forger.next()]) == "fork"


def test_two_stories_in_one_bundle_are_a_fork(trust: Trust) -> None:
    forger = Forger(trust.heron)
    last, text = forger.last, forger.text
    one = forger.next()
    forger.last, forger.text = last, text
    assert refusal(trust.hub, [*forger.lines, one, forger.next(set={"reason": "12"})]) == "fork"


def test_nobody_else_may_go_on_with_our_own_chain(trust: Trust) -> None:
    """A copy of this PC's store, carried elsewhere, goes on under the same name: that must be noticed."""
    line = Forger(trust.heron).next()
    assert refusal(trust.heron, [line]) == "fork"


def test_a_change_that_follows_another_than_the_last_breaks_the_chain(trust: Trust) -> None:
    forger = Forger(trust.heron)
    assert refusal(trust.hub, [*forger.lines, forger.next(prev="b" * 64)]) == "broken_chain"


def test_a_change_put_before_one_that_is_here_must_be_what_that_one_follows(trust: Trust) -> None:
    forger = Forger(trust.heron)
    last, text = forger.last, forger.text
    forger.next()
    after = forger.next(ent=FOUND[:-1] + "5")
    make.take(trust.hub, trust.send(trust.heron))
    accept(trust.hub, [after])
    forger.last, forger.text = last, text
    assert refusal(trust.hub, [forger.next(set={"reason": "12"})]) == "broken_chain"


def test_a_counter_that_goes_back_breaks_the_chain(trust: Trust) -> None:
    forger = Forger(trust.heron)
    assert refusal(trust.hub, [*forger.lines, forger.next(lam=forger.last.lam)]) == "broken_chain"


def test_a_counter_that_leaps_is_refused_and_a_large_step_is_not(trust: Trust) -> None:
    most = int(trust.hub.store.fact("lam") or 0) + changes.LAMPORT_LEAP
    forger = Forger(trust.heron)
    assert len(trust.hub.store.plan([*forger.lines, forger.next(lam=most)], with_private=False).new) > 0
    assert refusal(trust.hub, [*forger.lines, Forger(trust.heron).next(lam=most + 1)]) == "counter_leap"


def test_our_own_counter_stays_above_all_that_was_seen(trust: Trust) -> None:
    forger = Forger(trust.heron)
    accept(trust.hub, [*forger.lines, forger.next(lam=500_000)])
    (entry, *_) = trust.hub.append(trust.hub.note("view", "x"))
    assert entry.op.lam > 500_000


# --- who may sign -----------------------------------------------------------------------------------


def test_an_altered_text_does_not_fit_its_signature(trust: Trust) -> None:
    forger = Forger(trust.heron)
    line = parse_line(forger.next())
    altered = replace(line, text=line.text.replace('"reason":"10"', '"reason":"12"'))
    assert altered != line
    assert refusal(trust.hub, [*forger.lines, altered.to_json(with_private=False)]) == "bad_signature"


@pytest.mark.parametrize("sig", ["", "AAAA", "not base64", base64.b64encode(bytes(64)).decode()])
def test_a_signature_that_is_none_is_refused(trust: Trust, sig: str) -> None:
    forger = Forger(trust.heron)
    line = replace(parse_line(forger.next()), sig=sig)
    assert refusal(trust.hub, [*forger.lines, line.to_json(with_private=False)]) == "bad_signature"


def test_a_line_that_names_another_signer_than_its_op_is_refused(trust: Trust) -> None:
    forger = Forger(trust.heron)
    line = replace(parse_line(forger.next()), uid="somebody-else")
    assert refusal(trust.hub, [*forger.lines, line.to_json(with_private=False)]) == "signer_mismatch"


def test_an_unknown_person_is_refused(trust: Trust) -> None:
    forger = Forger(trust.heron)
    assert refusal(trust.hub, [*forger.lines, forger.next(Stranger())]) == "needs_earlier"
    assert refusal(trust.hub, [Forger(trust.heron).next()]) == "needs_earlier"


def test_a_person_may_not_sign_what_claims_to_be_older_than_their_enrolment(trust: Trust) -> None:
    make.take(trust.hub, trust.send(trust.heron))
    (lam,) = trust.heron.store.db.execute(
        "select enrolled_lam from person where uid = ?", [trust.heron.person.uid]
    ).fetchone()
    forger = Forger(trust.heron)
    assert refusal(trust.hub, [forger.next(lam=lam)]) in ("unknown_person", "broken_chain")


def test_somebody_who_has_left_signs_no_more_and_what_they_signed_stays(trust: Trust) -> None:
    leaver = trust.session("heron").add_person(
        name="Lee Vane", job_title="nurse", role="nurse", passphrase="three grey geese fly"
    )
    kept = trust.session("heron").sign_in_passphrase(leaver.uid, "three grey geese fly")
    assert kept.uid == leaver.uid
    with trust.session("heron").desk() as desk:
        signer = desk.signer
        saved = recording.log_incident(desk, make.incident())
    trust.session("heron").sign_in_passphrase(trust.heron.person.uid, make.PASSPHRASE)
    trust.heron.append(Act("user", "retire", leaver.uid))
    forger = Forger(trust.heron)
    assert refusal(trust.hub, [*forger.lines, forger.next(signer)]) == "unknown_person"
    make.take(trust.hub, trust.send(trust.heron))
    assert records.entry(trust.hub.store, saved.changes[0]) is not None
    assert log.verify(trust.hub.store.db) == []


@pytest.mark.parametrize("action", ["enrol", "retire"])
def test_only_who_manages_people_enrols_or_retires(trust: Trust, action: str) -> None:
    nurse = trust.session("heron").add_person(
        name="Lee Vane", job_title="nurse", role="nurse", passphrase="three grey geese fly"
    )
    trust.session("heron").sign_in_passphrase(nurse.uid, "three grey geese fly")
    with trust.session("heron").desk() as desk:
        signer = desk.signer
    forger, stranger = Forger(trust.heron), Stranger()
    values = {"role": "ward_manager", "sign_pub": stranger.pub} if action == "enrol" else {}
    ent = stranger.uid if action == "enrol" else trust.heron.person.uid
    line = forger.next(signer, kind="user", action=action, ent=ent, set=values)
    assert refusal(trust.hub, [*forger.lines, line]) == "unknown_person"


def device(desk: Desk) -> log.Device:
    return desk.store.device


def test_a_pc_enrols_nobody_but_an_administrator_and_writes_no_records(trust: Trust) -> None:
    stranger = Stranger()
    for values in ({"role": "nurse", "sign_pub": stranger.pub}, {"sign_pub": stranger.pub}):
        forger = Forger(trust.heron)
        line = forger.next(device(trust.heron), kind="user", action="enrol", ent=stranger.uid, set=values)
        assert refusal(trust.hub, [*forger.lines, line]) == "unknown_person"
    forger = Forger(trust.heron)
    assert refusal(trust.hub, [*forger.lines, forger.next(device(trust.heron))]) == "unknown_person"


def test_a_person_of_one_ward_writes_nothing_for_another(trust: Trust) -> None:
    """A ward's PC in bad hands can falsify its own ward's figures, and nobody else's."""
    for desk in (trust.heron, trust.maple):
        make.take(trust.hub, trust.send(desk))
    forger = Forger(trust.heron)
    assert refusal(trust.hub, [forger.next(trust.maple.signer)]) == "unknown_person"
    forger = Forger(trust.heron)
    assert refusal(trust.hub, [forger.next(device(trust.maple), kind="audit", action="view", set={})]) == (
        "unknown_person"
    )


def start_of(desk: Desk, ward: str, dev: str, rep: str | None = None, seq: int = 1) -> str:
    """The start of a new installation, signed by the PC of the desk."""
    forger = Forger(desk)
    forger.last = replace(forger.last, rep=rep or secrets.token_hex(8), seq=seq - 1)
    return forger.next(
        device(desk),
        kind="replica",
        action="start",
        set={"ward": ward or None, "dev": dev},
        prev=changes.FIRST_PREV,
        lam=1,
    )


def test_a_pc_starts_installations_for_its_own_ward_and_in_its_own_name_only(trust: Trust) -> None:
    maple, dev = trust.maple, trust.maple.store.fact("device") or ""
    heron = trust.heron.store.fact("device") or ""
    for line in (
        start_of(maple, trust.heron.ward(), dev),
        start_of(maple, "", dev),
        start_of(maple, maple.ward(), heron),
        start_of(maple, maple.ward(), dev, seq=2),
    ):
        assert refusal(trust.hub, [line]) == "unknown_person"
    assert len(trust.hub.store.plan([start_of(maple, maple.ward(), dev)], with_private=False).new) == 1


def test_an_installation_is_started_once(trust: Trust) -> None:
    make.take(trust.hub, trust.send(trust.maple))
    rep = trust.hub.store.fact("replica") or ""
    line = start_of(trust.maple, trust.maple.ward(), trust.maple.store.fact("device") or "", rep)
    assert refusal(trust.hub, [line]) == "fork"


def test_nobody_takes_over_a_person_of_another_ward(trust: Trust) -> None:
    for desk in (trust.heron, trust.maple):
        make.take(trust.hub, trust.send(desk))
    stranger = Stranger()
    values = {"role": "ward_manager", "sign_pub": stranger.pub}
    for uid in (trust.heron.person.uid, trust.hub.person.uid):
        for action in ("enrol", "retire"):
            forger = Forger(trust.maple)
            line = forger.next(kind="user", action=action, ent=uid, set=values if action == "enrol" else {})
            assert refusal(trust.hub, [line]) == "unknown_person"


def test_a_persons_key_is_not_changed_under_their_name(trust: Trust) -> None:
    forger, stranger = Forger(trust.heron), Stranger()
    line = forger.next(
        kind="user",
        action="enrol",
        ent=trust.heron.person.uid,
        set={"role": "ward_manager", "sign_pub": stranger.pub},
    )
    assert refusal(trust.hub, [*forger.lines, line]) == "key_changed"


# --- what a change may say --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        {"reason": "no such reason"},
        {"interventions": {"x": {"type": "09"}}},
        {"interventions": {"11111111": {"type": "09\u202e"}}},
        {"interventions": "none"},
        {"started_at": "yesterday"},
        {"minutes": "8"},
    ],
)
def test_a_value_that_no_record_may_hold_is_refused(trust: Trust, values: dict[str, object]) -> None:
    forger = Forger(trust.heron)
    assert refusal(trust.hub, [*forger.lines, forger.next(set=values)]) == "bad_value"


def accept(desk: Desk, lines: list[str], *, with_private: bool = False) -> log.Plan:
    """Take lines as if they had come in a bundle."""
    plan = desk.store.plan(lines, with_private=with_private)
    parcel = exchange.Parcel(FOUND, "changes", True, "x", None, 1, "", "", "", "", len(lines), "{}", "")
    desk.store.accept(plan, parcel, lambda: [desk.note("import", FOUND)], desk.signer, desk.now())
    return plan


NEWER: Mapping[str, Callable[[Forger], str]] = {
    "a newer schema": lambda forger: forger.next(sv=kinds.KINDS["incident"].version + 1, set={"reason": 5}),
    "an unknown kind": lambda forger: forger.next(
        kind="hologram", set={"colour": ["blue"], "deep": {"a": {"b": 1}}}
    ),
    "an unknown act": lambda forger: forger.next(action="bless"),
}


@pytest.mark.parametrize("what", NEWER)
def test_what_only_a_newer_version_knows_is_kept_and_forwarded_byte_for_byte(trust: Trust, what: str) -> None:
    forger = Forger(trust.heron)
    line = NEWER[what](forger)
    plan = accept(trust.hub, [*forger.lines, line])
    assert plan.newer == (what != "an unknown act")
    assert records.find(trust.hub.store, FOUND) is None
    held = [one.text for one in outbox.lines_after(trust.hub.store, {}, ward=trust.heron.ward())]
    assert line in held
    assert log.verify(trust.hub.store.db) == []
    after = forger.next(ent=FOUND[:-1] + "5")
    assert accept(trust.hub, [after]).newer == 0


def test_a_field_of_a_newer_version_is_kept_and_the_others_are_shown(trust: Trust) -> None:
    forger = Forger(trust.heron)
    values = {
        "reason": "10",
        "mood": "calm",
        "interventions": {"11111111": {"type": "09", "x.type": "07", "pressure": 5}},
        "interventions.11111111.type": "07",
        "moods": {"11111111": {"a": 1}},
    }
    line = forger.next(set=values)
    assert accept(trust.hub, [*forger.lines, line]).newer == 1
    record = records.find(trust.hub.store, FOUND)
    assert record is not None
    assert record.value == {"reason": "10", "interventions": {"11111111": {"type": "09"}}}
    assert line in [one.text for one in outbox.lines_after(trust.hub.store, {}, ward=trust.heron.ward())]


def test_a_newer_change_keeps_its_private_part_between_pcs_of_a_ward(trust: Trust) -> None:
    private = changes.private_text(
        "c2FsdA==", "2026-11-21T03:05:20Z", {"mood": "calm", "narrative": "Words."}
    )
    for kind, sv in (("hologram", 1), ("incident", 9), ("incident", 1)):
        forger = Forger(trust.heron)
        line = forger.next(kind=kind, sv=sv, private=private, at="2026-11-21T03Z")
        plan = trust.heron2.store.plan([*forger.lines, line], with_private=True)
        assert plan.new[-1].line.private == private


def test_a_private_part_is_held_to_the_same_rules(trust: Trust) -> None:
    bad = changes.private_text("c2FsdA==", "2026-11-21T03:05:20Z", {"narrative": "turned\u202earound"})
    forger = Forger(trust.heron)
    lines = [*forger.lines, forger.next(private=bad, at="2026-11-21T03Z")]
    assert refusal(trust.heron2, lines, with_private=True) == "bad_private_part"
    other = replace(parse_line(lines[-1]), private="{}").to_json(with_private=True)
    assert refusal(trust.heron2, [*lines[:-1], other], with_private=True) == "bad_private_part"


def test_a_qi_store_takes_no_private_part(trust: Trust) -> None:
    assert refusal(trust.hub, lines_of(trust.heron, with_private=True)) == "private_part_sent"


def test_a_private_part_that_was_lacking_is_taken_later(trust: Trust) -> None:
    saved = recording.log_incident(trust.heron, make.incident(narrative="He slept."))
    accept(trust.heron2, lines_of(trust.heron))
    lacking = records.find(trust.heron2.store, saved.ent)
    assert lacking is not None
    assert "narrative" not in lacking.value
    assert not records.history(trust.heron2.store, saved.ent)[0].complete
    plan = accept2(trust.heron2, lines_of(trust.heron, with_private=True))
    assert (len(plan.new), len(plan.completed)) == (0, len(lines_of(trust.heron)) - 0)
    whole = records.find(trust.heron2.store, saved.ent)
    assert whole is not None
    assert whole.value["narrative"] == "He slept."
    assert whole.created_at == "2026-11-21T03:05:20Z"
    assert accept2(trust.heron2, lines_of(trust.heron, with_private=True)).completed == ()


def accept2(desk: Desk, lines: list[str]) -> log.Plan:
    return accept(desk, lines, with_private=True)


def test_a_private_part_removed_by_order_leaves_chain_and_signatures_whole(trust: Trust) -> None:
    saved = recording.log_incident(trust.heron, make.incident(narrative="He slept."))
    rep, _, seq = saved.changes[0].partition(":")
    db = trust.heron.store.db
    with _sqlite.write_tx(db):
        db.execute("update change set private = null where rep = ? and seq = ?", [rep, int(seq)])
    assert log.verify(db) == []
    make.take(trust.hub, trust.send(trust.heron))


def test_a_change_too_large_for_any_bundle_is_not_taken_into_the_log(trust: Trust) -> None:
    """Escaped twice, quotation marks take four bytes: such a change could never be sent."""
    texts = ("narrative", "deescalation_text", "asked_for", "early_signs", "outcome_text")
    before = make.counted(trust.heron)
    with pytest.raises(kinds.BadValue, match="too_long"):
        trust.heron.append(Act("incident", "create", FOUND, dict.fromkeys(texts, '"' * 65_000)))
    assert make.counted(trust.heron) == before
    trust.heron.append(Act("incident", "create", FOUND, dict.fromkeys(texts[:3], '"' * 65_000)))
    make.take(trust.heron2, trust.share(trust.heron))


def test_a_record_with_more_heads_than_a_change_can_name_can_still_be_settled(trust: Trust) -> None:
    trust.heron.append(Act("incident", "create", FOUND, {"reason": "10"}))
    acts = [Act("incident", "amend", FOUND, {"reason": "11"}, base=()) for _ in range(80)]
    trust.heron.append_all(acts)
    for _ in range(2):
        recording.amend(trust.heron, FOUND, {"reason": "12"})
    record = records.find(trust.heron.store, FOUND)
    assert record is not None
    assert not record.review


# --- clocks -----------------------------------------------------------------------------------------


def codes_of(desk: Desk, action: str) -> list[object]:
    """What this PC itself noted under an act of the audit trail."""
    rows = desk.store.db.execute(
        f"select {log.ROW} from change where kind = 'audit' and action = ? and rep = ? order by rowid",
        [action, desk.store.fact("replica")],
    )
    return [log.read(row).op.set.get("code") for row in rows.fetchall()]


@pytest.mark.parametrize("back", [timedelta(minutes=6), timedelta(days=1), timedelta(days=3650)])
def test_a_clock_set_back_is_noted_and_nothing_goes_out_of_order(trust: Trust, back: timedelta) -> None:
    first = recording.log_incident(trust.heron, make.incident())
    trust.clock.at -= back
    second = recording.log_incident(trust.heron, make.incident())
    recording.log_incident(trust.heron, make.incident())
    assert codes_of(trust.heron, "clock") == ["clock_back"]
    one, other = (records.entry(trust.heron.store, saved.changes[0]) for saved in (first, second))
    assert one is not None
    assert other is not None
    assert one.op.lam < other.op.lam
    assert log.verify(trust.heron.store.db) == []


def test_a_few_minutes_back_are_nothing(trust: Trust) -> None:
    recording.log_incident(trust.heron, make.incident())
    trust.clock.go(minutes=-4)
    recording.log_incident(trust.heron, make.incident())
    assert codes_of(trust.heron, "clock") == []


def test_a_clock_set_back_is_noted_when_the_next_thing_is_an_import_or_an_export(trust: Trust) -> None:
    recording.log_incident(trust.heron, make.incident())
    trust.clock.go(days=-1)
    trust.send(trust.heron)
    assert codes_of(trust.heron, "clock") == ["clock_back"]
    make.take(trust.heron2, trust.share(trust.heron))
    trust.clock.go(days=-1)
    make.take(trust.heron2, trust.share(trust.heron))
    assert codes_of(trust.heron2, "clock") == ["clock_back"]


def test_a_clock_ten_years_ahead_and_right_again(trust: Trust) -> None:
    trust.clock.go(days=3652)
    recording.log_incident(trust.heron, make.incident())
    trust.clock.go(days=-3652)
    saved = recording.log_incident(trust.heron, make.incident())
    assert codes_of(trust.heron, "clock") == ["clock_back"]
    make.take(trust.hub, trust.send(trust.heron))
    assert records.entry(trust.hub.store, saved.changes[0]) is not None
    assert log.verify(trust.hub.store.db) == []


@pytest.mark.parametrize(
    ("before", "after", "minutes"),
    [
        ("2026-10-25T01:50+01:00", "2026-10-25T01:10+00:00", 20),  # the hour that comes twice
        ("2027-03-28T00:50+00:00", "2027-03-28T02:10+01:00", 20),  # the hour that never comes
        ("2028-02-28T23:50+00:00", "2028-02-29T00:10+00:00", 20),
        ("2026-11-20T22:00+00:00", "2026-11-21T01:00+02:00", 60),  # a PC whose offset was changed
    ],
)
def test_real_time_is_kept_across_summer_time_and_leap_days(
    trust: Trust, before: str, after: str, minutes: int
) -> None:
    rows = {"11111111": {"type": "04", "started_at": before, "ended_at": after}}
    trust.clock.at = datetime.fromisoformat(after) + timedelta(hours=1)
    saved = recording.log_incident(trust.heron, make.incident(before, interventions=rows))
    make.take(trust.hub, trust.send(trust.heron))
    record = records.find(trust.hub.store, saved.ent)
    assert record is not None
    assert record.value["minutes"] == minutes
    op = records.entry(trust.hub.store, saved.changes[0])
    assert op is not None
    offset = trust.clock.at.utcoffset()
    assert offset is not None
    assert op.op.off == offset.total_seconds() / 60
    assert codes_of(trust.heron, "clock") == []
    (day,) = trust.hub.store.db.execute("select day from incident where ent = ?", [saved.ent]).fetchone()
    assert day == before[:10]
    assert json.loads(json.dumps(record.value)) == record.value
