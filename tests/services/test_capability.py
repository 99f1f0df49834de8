"""A person's own learning: evidence from real records, confirmed by a named person, and wiped for good."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests import make
from tests.app import heron
from wardqi.domain import kinds
from wardqi.domain.capability import Step
from wardqi.services import access, capability, keeping, recording
from wardqi.services.access import Session
from wardqi.services.capability import CONFIRMED, NOT_YET, WITHDRAWN, Mine
from wardqi.services.desk import Desk, NotAllowed, NotFound
from wardqi.services.improvement import cycles, drivers, ideas, projects
from wardqi.services.learning import adopting, approval, cards, spread
from wardqi.services.measuring import points
from wardqi.services.measuring.points import Figures
from wardqi.store import keys, own_learning
from wardqi.store.own_learning import Asked

QUESTION = {"question": "Will evenings be calmer?", "prediction": "Two at most", "low": 0, "high": 2}
SECRET = "I find it hard to speak up in the huddle"
PIN = "271828"


class Ward:
    """A ward with three people, of whom one at a time is at the desk."""

    def __init__(self, folder: Path) -> None:
        self.clock = heron.Clock()
        self.session: Session = heron.open_ward(
            folder / "ward", self.clock, role="ward_manager", people=False
        )
        self.session.set_pin(PIN)
        person = self.session.person
        assert person is not None
        self.uids = {"manager": person.uid}
        for who, role in (("nurse", "nurse"), ("coach", "shift_lead")):
            added = self.session.add_person(
                name=who.title(),
                job_title="",
                role=role,
                passphrase=f"seven {who} herons on the lake",
                pin=PIN,
            )
            self.uids[who] = added.uid

    @contextmanager
    def at(self, who: str) -> Iterator[Desk]:
        self.session.screen_lock()
        self.session.sign_in_pin(self.uids[who], PIN)
        with self.session.desk() as desk:
            yield desk


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    made = Ward(tmp_path_factory.mktemp("capability"))
    yield made
    made.session.close()


def shown(mine: Mine) -> list[str]:
    return [step.level for step in mine.steps if step.shown]


def a_plan(desk: Desk, project: str = "", idea: str = "") -> str:
    return cycles.plan(desk, project, idea, {"predictions": {"11111111": dict(QUESTION)}}).ent


def running(desk: Desk, project: str = "", idea: str = "") -> str:
    ent = a_plan(desk, project, idea)
    cycles.seal(desk, ent)
    return ent


def done(desk: Desk) -> str:
    ent = running(desk)
    cycles.decide(desk, ent, "adapt")
    return ent


# --- evidence


def test_steps_are_shown_by_real_records_and_only_by_ones_own(tmp_path: Path) -> None:
    ward = Ward(tmp_path)
    with ward.at("nurse") as desk:
        ent = a_plan(desk)
        assert shown(capability.mine(desk)) == []  # a plan on paper shows nothing yet
        cycles.seal(desk, ent)
        assert shown(capability.mine(desk)) == ["1"]
        cycles.decide(desk, ent, "abandon")  # let go with a lesson counts as much as adopted
        mine = capability.mine(desk)
        assert shown(mine) == ["1", "2"]
        assert [one.ent for one in mine.steps[1].evidence] == [ent]
    with ward.at("manager") as desk:
        other = running(desk)
    with ward.at("coach") as desk:
        assert shown(capability.mine(desk)) == []
        cycles.observe(desk, other, "observation", "Calm")
        assert shown(capability.mine(desk)) == ["1"]
    with ward.at("manager") as desk:
        recording.void(desk, ent, "duplicate")
    with ward.at("nurse") as desk:
        assert shown(capability.mine(desk)) == []  # evidence is never kept, so it goes with its record
    ward.session.close()


def test_a_leader_is_told_which_part_of_the_project_is_still_open(ward: Ward) -> None:
    with ward.at("nurse") as desk:
        assert capability.mine(desk).steps[2].lacking == ("leads",)
        lead = {"part": "lead", "person": desk.person.uid}
        project = projects.create(desk, {"title": "Calmer evenings", "team": {"01000001": lead}}).ent
        assert capability.mine(desk).steps[2].lacking == ("aim", "diagram", "family", "ramp")
        measures = {
            f"0{at}000001": {"measure": kinds.measure_id(desk.ward(), "incidents"), "part": part}
            for at, part in enumerate(("outcome", "process", "balancing"))
        }
        aim = {
            "aim_what": "restraint",
            "aim_for": "everyone",
            "aim_percent": 25,
            "aim_by": "2027-06-30",
            "baseline_value": 4,
        }
        projects.change(desk, project, {**aim, "measures": measures})
        assert capability.mine(desk).steps[2].lacking == ("diagram", "ramp")
        drivers.start(desk, project)
        idea = ideas.listed(desk, project)[0].ent
        ent = running(desk, project, idea)
        for _ in range(2):
            ent = cycles.decide(desk, ent, "adapt", next_scale="one_patient").next
            (row,) = (row for row, _ in kinds.live_rows(cycles.detail(desk, ent).record.value, "predictions"))
            cycles.change(desk, ent, {"predictions": {row: {"prediction": "Fewer"}}})
            cycles.seal(desk, ent)
        step = capability.mine(desk).steps[2]
        assert step.shown
        assert [one.title for one in step.evidence] == ["Calmer evenings"]
    with ward.at("coach") as desk:
        assert capability.mine(desk).steps[2].lacking == ("leads",)


def test_a_coach_has_seen_two_teams_to_a_shift(ward: Ward) -> None:
    with ward.at("manager") as desk:
        walks = {
            "name": "Walks",
            "kind": "outcome",
            "counts": "events",
            "source": "entered",
            "frequency": "month",
        }
        walks |= {"direction": "up", "denominator": "none", "per": 1, "unit": "walks", "chart": "xmr"}
        measure = points.define(desk, walks).ent
        months = [date(2025 + (at + 4) // 12, (at + 4) % 12 + 1, 1) for at in range(18)]
        figures = (6, 5, 7, 6, 5, 6, 7, 5, 6, 15, 16, 15, 14, 16, 15, 16, 15, 14)
        points.enter(
            desk,
            measure,
            desk.ward(),
            {day: Figures(many) for day, many in zip(months, figures, strict=True)},
        )
    began = {"Before": "2026-01-12", "After": "2026-10-05", "And before": "2026-01-20"}
    with ward.at("coach") as desk:
        coach = {"team": {"01000001": {"part": "coach", "person": desk.person.uid}}}
        for at, (title, day) in enumerate(began.items(), 1):
            ward.clock.at = datetime.fromisoformat(f"{day}T10:00:00+00:00")
            values = {"title": title, "aim_what": "walks", "aim_measure": measure, **coach}
            running(desk, projects.create(desk, values).ent)
            ward.clock.at = heron.NIGHT
            step = capability.mine(desk).steps[3]
            assert (step.have, step.shown) == ((1, False), (1, False), (2, True))[at - 1]
        assert {one.title for one in step.evidence} == {"Before", "And before"}


def test_an_idea_has_spread_when_another_ward_adapted_it(tmp_path: Path) -> None:
    trust = make.Trust(tmp_path / "trust")
    card = cards.create(trust.heron, {"title": "Music before supper", "idea": "Music, every evening."}).ent
    approval.approve(trust.heron, card)
    make.take(trust.hub, trust.send(trust.heron))
    shared = spread.pass_on(trust.hub, card).ent
    make.take(trust.hub, trust.send(trust.maple))
    make.take(trust.maple, trust.answer(trust.maple))
    copy = adopting.adopt(trust.maple, shared).ent
    idea = {"card": copy, "state": "kept", "state_since": "2026-11-01"}
    tried = recording.create(trust.maple, "change_idea", idea).ent
    approval.approve(trust.maple, copy)

    def home() -> Step:
        make.take(trust.hub, trust.send(trust.maple))
        make.take(trust.heron, trust.answer(trust.heron))
        return capability.mine(trust.heron).steps[4]

    assert not home().shown  # taken over as it was
    recording.amend(trust.maple, tried, {"state": "adapted", "state_since": "2026-11-09"})
    approval.approve(trust.maple, copy)
    step = home()
    assert step.shown
    assert step.evidence[0].title == "Music before supper"
    trust.close()


# --- what a person keeps


def test_nobody_else_sees_what_a_person_writes(ward: Ward) -> None:
    with ward.at("nurse") as desk:
        capability.rate(desk, "2")
        capability.write(desk, SECRET)
        mine = capability.mine(desk)
        assert (mine.rating, [one.text for one in mine.notes]) == ("2", [SECRET])
    with ward.at("manager") as desk:
        mine = capability.mine(desk)
        assert (mine.rating, mine.notes, mine.kept) == ("", (), False)
        # A manager with the whole open store before them has sealed text, and their keys do not open it.
        sealed = own_learning.find(desk.store, ward.uids["nurse"])
        assert sealed is not None
        assert isinstance(desk.signer, keys.PersonKeys)
        assert desk.signer.open(sealed) is None


def test_a_note_is_taken_out_and_put_back(ward: Ward) -> None:
    with ward.at("manager") as desk:
        note = capability.write(desk, "Ask about the night shift")
        gone = capability.take_out(desk, note.id)
        assert capability.mine(desk).notes == ()
        capability.put_back(desk, gone)
        assert capability.mine(desk).notes == (note,)
        with pytest.raises(capability.TooLong):
            capability.write(desk, "x" * 4001)
        with pytest.raises(ValueError, match="blank"):
            capability.write(desk, " \n ")
        with pytest.raises(kinds.BadValue):
            capability.rate(desk, "6")
        with pytest.raises(NotFound):
            capability.take_out(desk, "not there")


# --- confirming


def test_a_named_person_confirms_and_can_withdraw_and_both_see_it(ward: Ward) -> None:
    nurse, coach, manager = (ward.uids[who] for who in ("nurse", "coach", "manager"))
    with ward.at("nurse") as desk:
        done(desk)
        ident = capability.ask(desk, "2", coach, "You were there on Monday")
        (told,) = capability.mine(desk).standing("2")
        assert (told.state, told.other) == ("asked", "Coach")
        with pytest.raises(NotFound):
            capability.answer(desk, ident, CONFIRMED)  # not even the learner confirms their own
    with ward.at("manager") as desk:
        assert capability.mine(desk).of_me == ()
        with pytest.raises(NotFound):
            capability.answer(desk, ident, CONFIRMED)
    with ward.at("coach") as desk:
        (asked,) = capability.mine(desk).of_me
        assert (asked.other, asked.words, asked.level) == ("Nurse", "You were there on Monday", "2")
        assert asked.step is not None
        assert asked.step.shown
        capability.answer(desk, ident, NOT_YET, "One more together")
        capability.answer(desk, ident, CONFIRMED, "I watched the whole cycle")
        assert [one.state for one in capability.mine(desk).of_me] == ["confirmed"]
    with ward.at("nurse") as desk:
        (told,) = capability.mine(desk).standing("2")
        assert (told.state, told.said) == ("confirmed", "I watched the whole cycle")
    with ward.at("coach") as desk:
        capability.answer(desk, ident, WITHDRAWN, "It was another cycle")
    with ward.at("nurse") as desk:
        assert [one.state for one in capability.mine(desk).standing("2")] == ["withdrawn"]
        capability.take_back(desk, ident)
        assert capability.mine(desk).asked == ()
    with ward.at("coach") as desk:
        assert capability.mine(desk).of_me == ()
    assert nurse != manager


def test_a_confirmation_that_the_coach_did_not_sign_counts_for_nothing(ward: Ward) -> None:
    nurse, coach = ward.uids["nurse"], ward.uids["coach"]
    with ward.at("nurse") as desk:
        running(desk)
        ident = capability.ask(desk, "1", coach)
        said = {"level": "1", "state": CONFIRMED, "words": "", "asked_at": "2026-11-21T03:05+00:00"}
        own = desk.signer
        assert isinstance(own, keys.PersonKeys)
        forged = {**said, "said": "", "at": "2026-11-21T03:05+00:00", "signature": "AAAA"}
        own_learning.keep_asked(desk.store, Asked(ident, nurse, coach, own.seal(capability._bytes(forged))))
        assert [one.state for one in capability.mine(desk).standing("1")] == ["asked"]
        capability.take_back(desk, ident)


def test_a_step_that_no_record_shows_cannot_be_confirmed(ward: Ward) -> None:
    with ward.at("nurse") as desk:
        with pytest.raises(capability.NoEvidence):
            capability.ask(desk, "5", ward.uids["coach"])
        with pytest.raises(NotAllowed):
            capability.ask(desk, "1", desk.person.uid)


# --- erased, and never sent


def pages_of(session: Session) -> bytes:
    """Every page of the store's file as it is inside, those no longer used too."""
    key = keys.db_key(session.vault.unlocked.dek)
    held = session.vault.path.read_bytes()
    size, rest = 4096, 80
    plain = []
    for at in range(0, len(held), size):
        page = held[at + (16 if at == 0 else 0) : at + size]
        opened = Cipher(algorithms.AES(key), modes.CBC(page[-rest : -rest + 16])).decryptor()
        plain.append(opened.update(page[:-rest]) + opened.finalize())
    return b"".join(plain)


def test_what_is_erased_is_nowhere_in_the_open_store(ward: Ward) -> None:
    long = " ".join(f"{SECRET} {at}" for at in range(90))
    with ward.at("nurse") as desk:
        done(desk)
        capability.write(desk, long)
        first = own_learning.find(desk.store, desk.person.uid)
        capability.rate(desk, "3")  # sealed anew, so what was there before is wiped too
        second = own_learning.find(desk.store, desk.person.uid)
        ident = capability.ask(desk, "1", ward.uids["coach"], "Please look")
        (asked,) = (one for one in own_learning.asked(desk.store, desk.person.uid) if one.id == ident)
    assert first is not None
    assert second is not None
    assert len(second) > 5000  # over several pages

    def lines(sealed: str) -> list[bytes]:
        return [line.encode() for line in sealed.splitlines()[2:-2]]

    inside = pages_of(ward.session)
    assert b"create table change" in inside.lower()  # the pages were really opened
    assert SECRET.encode() not in inside  # sealed even inside the encrypted file
    assert sum(line in inside for line in lines(second)) > 50
    assert not any(line in inside for line in lines(first))
    with ward.at("nurse") as desk:
        capability.erase(desk)
        mine = capability.mine(desk)
        assert (mine.rating, mine.notes, mine.asked, mine.kept) == ("", (), (), False)
        assert "2" in shown(mine)  # the ward's own records are not touched
    inside = pages_of(ward.session)
    assert not any(line in inside for line in [*lines(second), *lines(asked.sealed)])
    with ward.at("coach") as desk:
        assert capability.mine(desk).of_me == ()


def test_nothing_of_it_is_in_the_log_or_in_a_bundle(ward: Ward, tmp_path: Path) -> None:
    with ward.at("nurse") as desk:
        running(desk)
        (before,) = desk.store.db.execute("select max(rowid) from change").fetchone()
        capability.write(desk, SECRET)
        capability.rate(desk, "2")
        ident = capability.ask(desk, "1", ward.uids["coach"])
    with ward.at("coach") as desk:
        capability.answer(desk, ident, CONFIRMED)
    with ward.at("nurse") as desk:
        capability.erase(desk)
        made = desk.store.db.execute("select action from change where rowid > ?", [before]).fetchall()
        assert {action for (action,) in made} <= {"unlock"}
        assert keeping.verify(desk).sound


def test_the_exported_file_is_a_text_and_the_trail_says_only_that(ward: Ward, tmp_path: Path) -> None:
    with ward.at("nurse") as desk:
        place = capability.export(desk, tmp_path / "my-learning.txt", f"My learning\n{SECRET}\n")
        assert place.read_text(encoding="utf-8-sig") == f"My learning\n{SECRET}\n"
        again = capability.export(desk, tmp_path / "my-learning.txt", "Another\n")
        assert again != place
        (op, private) = desk.store.db.execute(
            "select op, private from change where action = 'export' order by rowid desc limit 1"
        ).fetchone()
        assert "own_learning" in op
        assert SECRET not in f"{op}{private}"


def test_somebody_who_leaves_takes_it_with_them(tmp_path: Path) -> None:
    ward = Ward(tmp_path)
    with ward.at("nurse") as desk:
        capability.write(desk, SECRET)
    ward.session.screen_lock()
    ward.session.sign_in_passphrase(ward.uids["manager"], heron.PASSPHRASE)
    ward.session.remove_person(ward.uids["nurse"])
    with ward.session.desk() as desk:
        assert own_learning.find(desk.store, ward.uids["nurse"]) is None
    ward.session.close()
    with access.unlock(tmp_path / "ward", heron.PASSPHRASE).desk() as desk:
        assert capability.mine(desk).kept is False
