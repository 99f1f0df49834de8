"""Paper forms: serials that never meet, slips that come back, and those that are accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests import make
from wardqi.domain import codes, kinds, serials
from wardqi.services import incidents, keeping, paper, printing, recording
from wardqi.services.desk import Desk, NotFound
from wardqi.services.huddles import closing, running
from wardqi.services.huddles.running import Answer, HuddleOver
from wardqi.store import records
from wardqi.store.log import Act

NIGHT = datetime.fromisoformat("2026-11-24T03:10:00+00:00")  # a Tuesday
AREAS = {
    "a0000001": {"name": "Lounge", "kind": "lounge", "order": 2},
    "a0000002": {"name": "Corridor", "kind": "corridor", "order": 1},
}
AWAY = [codes.get("area_kind").plain(kind) for kind in incidents.OFF_WARD]


@pytest.fixture
def clock() -> make.Clock:
    return make.Clock(NIGHT)


@pytest.fixture
def trust(tmp_path: Path, clock: make.Clock) -> Iterator[make.Trust]:
    made = make.Trust(tmp_path / "trust", clock)
    known = records.find(made.heron.store, made.heron.ward())
    assert known is not None
    usual = {row: {"removed": True} for row, _ in kinds.live_rows(known.value, "areas")}
    ward = {"huddle_starts": 555, "huddle_days": ["1", "2", "3", "4", "5"], "areas": {**usual, **AREAS}}
    made.heron.append(Act("ward", "amend", made.heron.ward(), ward))
    yield made
    made.close()


@pytest.fixture
def desk(trust: make.Trust) -> Desk:
    return trust.heron


def printed(desk: Desk, slips: int = 10) -> paper.Made:
    made = paper.make(desk, slips)
    printing.printed(desk, "paper_forms", made.batch, slips + 1)
    return made


def log(desk: Desk, serial: str) -> recording.Saved:
    return recording.log_incident(desk, make.incident(paper_serial=serial, entry_source="paper"))


def out(desk: Desk) -> list[str]:
    return [slip.serial for slip in paper.page(desk).slips]


def exchange(trust: make.Trust) -> None:
    make.take(trust.heron2, trust.share(trust.heron))
    make.take(trust.heron, trust.share(trust.heron2))


def test_a_printing_has_a_sheet_and_ten_slips_each_with_a_serial_of_its_own(desk: Desk) -> None:
    made = paper.make(desk)
    every = [made.sheet, *made.slips]
    assert len(set(every)) == 11
    assert [serials.read(one) for one in every] == every
    assert made.day == date(2026, 11, 24)
    assert made.planned_at == "2026-11-24T09:15+00:00"
    assert [area.name for area in made.places] == ["Corridor", "Lounge", *AWAY]
    assert len(made.prompts) == 14
    again = paper.make(desk, 2, sheet=False)
    assert again.sheet == ""
    assert not set(again.slips) & set(every)


def test_what_was_only_looked_at_is_not_waited_for(desk: Desk) -> None:
    made = paper.make(desk)
    assert paper.waiting(desk) == paper.Waiting()
    printing.printed(desk, "paper_forms", made.batch, 11)
    assert paper.waiting(desk) == paper.Waiting(11, "2026-11-24T03:10+00:00")
    assert out(desk) == sorted([made.sheet, *made.slips])
    before = make.counted(desk)
    printing.printed(desk, "paper_forms", made.batch, 11)
    assert make.counted(desk) == before + 1  # the line of the trail alone


def test_saving_as_pdf_counts_as_printing(desk: Desk, tmp_path: Path) -> None:
    made = paper.make(desk, 1)
    printing.saved(desk, tmp_path / "forms.pdf", b"%PDF", "paper_forms", made.batch, 2)
    assert paper.waiting(desk).count == 2


def test_an_incident_that_names_the_serial_is_the_slip_come_back(desk: Desk) -> None:
    made = printed(desk, 2)
    serial = made.slips[0]
    saved = log(desk, serial.lower().replace("-", " "))
    found = paper.find(desk, serial)
    assert found.state == "back"
    assert [(one.ent, one.number, one.day) for one in found.came_back] == [
        (saved.ent, saved.number, "2026-11-20")
    ]
    assert out(desk) == sorted([made.sheet, made.slips[1]])
    recording.undo(desk, saved.changes)
    assert paper.find(desk, serial).state == "out"
    assert serial in out(desk)


def test_a_serial_added_to_an_incident_later_is_kept_in_its_own_form(desk: Desk) -> None:
    made = printed(desk, 1)
    ent = recording.log_incident(desk, make.incident()).ent
    recording.amend(desk, ent, {"paper_serial": made.slips[0].replace("-", "").lower()})
    record = records.find(desk.store, ent)
    assert record is not None
    assert record.value["paper_serial"] == made.slips[0]
    assert out(desk) == [made.sheet]
    recording.amend(desk, ent, {"paper_serial": "Trust form 12"})  # somebody else's number stays as it is
    assert made.slips[0] in out(desk)


def test_a_mistyped_serial_and_one_that_was_never_printed_are_told_apart(desk: Desk) -> None:
    made = printed(desk, 1)
    good = made.slips[0]
    wrong = good[:-1] + next(one for one in serials.ALPHABET if one != good[-1])
    with pytest.raises(serials.NotASerial) as caught:
        paper.find(desk, wrong)
    assert caught.value.code == "check"
    with pytest.raises(paper.NoSuchSlip) as unknown:
        paper.find(desk, serials.of(serials.mark("elsewhere"), 7))
    assert unknown.value.serial == serials.of(serials.mark("elsewhere"), 7)


def test_a_slip_is_marked_as_not_used_and_turns_up_after_all(desk: Desk) -> None:
    made = printed(desk, 2)
    paper.not_used(desk, made.slips[0], "spoiled")
    found = paper.find(desk, made.slips[0])
    assert (found.state, found.unused, found.unused_by) == ("unused", "spoiled", "Sam Ade")
    assert made.slips[0] not in out(desk)
    paper.used_after_all(desk, made.slips[0])
    assert paper.find(desk, made.slips[0]).state == "out"
    saved = paper.not_used(desk, made.slips[1], "lost")
    recording.undo(desk, saved.changes)
    assert paper.find(desk, made.slips[1]).state == "out"
    log(desk, made.slips[0])
    with pytest.raises(NotFound):
        paper.not_used(desk, made.slips[0], "spoiled")


def test_the_rest_of_a_printing_is_accounted_for_at_once(desk: Desk) -> None:
    first, second = printed(desk, 3), printed(desk, 1)
    log(desk, first.slips[0])
    recording.keep_draft(desk, "d1", "incident", "Incident", {"paper": first.slips[1]})
    paper.rest_not_used(desk, first.slips[2], "blank")
    assert out(desk) == sorted([first.slips[1], second.sheet, *second.slips])
    assert paper.find(desk, first.slips[1]).state == "typing"
    assert paper.find(desk, first.slips[1]).mine == "d1"
    with pytest.raises(NotFound):
        paper.rest_not_used(desk, first.slips[2], "blank")


def test_the_numbers_on_the_slip_stay_its_own(desk: Desk) -> None:
    made = printed(desk, 1)
    row = {"a0000001": {"order": 0}, "a0000003": {"name": "Garden", "kind": "garden", "order": 0}}
    recording.amend(desk, desk.ward(), {"areas": row})
    names = [area.name for area in paper.filling(desk, made.slips[0]).places]
    assert names == ["Corridor", "Lounge", *AWAY, "Garden"]
    recording.amend(desk, desk.ward(), {"areas": {"a0000002": {"removed": True}}})
    assert paper.filling(desk, made.slips[0]).places == ()  # better no numbers than the wrong ones


def test_two_pcs_print_apart_and_meet_without_a_serial_twice(trust: make.Trust) -> None:
    here, there = printed(trust.heron), printed(trust.heron2)
    one, two = {here.sheet, *here.slips}, {there.sheet, *there.slips}
    assert not one & two
    exchange(trust)
    assert set(out(trust.heron)) == set(out(trust.heron2)) == one | two
    more, yet = printed(trust.heron), printed(trust.heron2)
    assert len(one | two | {*more.slips, *yet.slips, more.sheet, yet.sheet}) == 44


def test_pcs_that_know_each_other_never_use_one_mark(
    trust: make.Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where chance gave two PCs the same mark, the one that knows takes another."""
    true = serials.mark
    monkeypatch.setattr(serials, "mark", lambda pc, turn=0: "K7QM" if turn == 0 else true(pc, turn))
    first = printed(trust.heron)
    make.take(trust.heron2, trust.share(trust.heron))
    second = printed(trust.heron2)
    assert not {*first.slips, first.sheet} & {*second.slips, second.sheet}
    assert serials.parts(second.sheet)[0] != "K7QM"


def test_a_slip_typed_in_on_both_pcs_tells_both_incidents(trust: make.Trust) -> None:
    made = printed(trust.heron, 1)
    exchange(trust)
    one, two = log(trust.heron, made.slips[0]), log(trust.heron2, made.slips[0])
    exchange(trust)
    for desk in (trust.heron, trust.heron2):
        assert {back.ent for back in paper.find(desk, made.slips[0]).came_back} == {one.ent, two.ent}
        assert not records.in_review(desk.store)


def test_one_pc_marks_the_slip_that_the_other_types_in(trust: make.Trust) -> None:
    made = printed(trust.heron, 1)
    exchange(trust)
    paper.not_used(trust.heron, made.slips[0], "lost")
    log(trust.heron2, made.slips[0])
    exchange(trust)
    assert {paper.find(desk, made.slips[0]).state for desk in (trust.heron, trust.heron2)} == {"back"}


def test_what_two_pcs_made_with_one_serial_is_told(
    trust: make.Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = serials.mark
    monkeypatch.setattr(serials, "mark", lambda pc, turn=0: "K7QM" if turn == 0 else true(pc, turn))
    monkeypatch.setattr("wardqi.store.paper.installations", lambda store, ward: set())
    one, two = printed(trust.heron, 1), printed(trust.heron2, 1)
    assert one.slips == two.slips  # they had not heard of each other, and chance was against them
    exchange(trust)
    assert paper.find(trust.heron, one.slips[0]).twice


def test_serials_stay_on_the_ward_and_the_tables_follow_the_log(trust: make.Trust) -> None:
    made = printed(trust.heron, 1)
    log(trust.heron, made.slips[0])
    path = trust.send(trust.heron)
    make.take(trust.hub, path)
    found = records.of_kind(trust.hub.store, "paper_batch")
    assert [{row["form"] for _, row in kinds.live_rows(one.value, "slips")} for one in found] == [
        {"incident_slip", "huddle_sheet"}
    ]
    for (line,) in trust.hub.store.db.execute("select op from change"):
        assert made.slips[0] not in str(line)
    assert keeping.verify(trust.heron).sound


def test_a_sheet_is_for_the_next_planned_day_once_today_is_over(desk: Desk, clock: make.Clock) -> None:
    closing.not_held(desk, NIGHT.date(), "staffing")
    assert paper.sheet_day(desk) == date(2026, 11, 25)
    clock.go(days=4)  # a Saturday
    assert paper.sheet_day(desk) == date(2026, 11, 30)


def test_a_huddle_from_its_sheet_keeps_its_own_day_and_length(desk: Desk, clock: make.Clock) -> None:
    made = printed(desk, 1)
    clock.go(days=2, hours=8)
    began = datetime.fromisoformat("2026-11-24T09:18+00:00")
    saved = paper.begin_huddle(desk, made.sheet, began, 11)
    now = running.resume(desk, saved.ent)
    assert (now.day, now.paper, now.on_time, now.at) == (NIGHT.date(), made.sheet, True, "opening")
    prompt = next(one for one in now.prompts if "occupied" in one.facts)
    running.answer(desk, saved.ent, prompt, Answer(), None, figures={"occupied": 16})
    closing.close(desk, saved.ent)
    found = closing.summary(desk, saved.ent)
    assert (found.minutes, found.ended_at) == (11, "2026-11-24T09:29+00:00")
    record = records.find(desk.store, kinds.month_id(desk.ward(), "2026-11-01"))
    assert record is not None
    assert record.value["days"] == {"20261124": {"occupied": 16, "source": "huddle"}}
    assert paper.find(desk, made.sheet).state == "back"
    with pytest.raises(HuddleOver):
        paper.begin_huddle(desk, made.sheet, began, 11)


def test_a_day_explained_as_not_held_was_held_on_paper(desk: Desk) -> None:
    made = printed(desk, 1)
    closing.not_held(desk, NIGHT.date(), "staffing")
    saved = paper.begin_huddle(desk, made.sheet, NIGHT, 9)
    assert closing.summary(desk, saved.ent).reason is None
    with pytest.raises(NotFound):
        paper.begin_huddle(desk, made.slips[0], NIGHT, 9)
