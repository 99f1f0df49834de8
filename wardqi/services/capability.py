"""A person's own learning record: the ladder read from real records, and what they keep for themselves.

What a person writes and how they rate themselves is sealed to their own keys, stays in this store and is in
no log, bundle or receipt; erasing it wipes it. Evidence is never kept: it is read off the ward's records each
time. A step is confirmed by a named person, whom the learner asks; what these two say is sealed to them both.

mine = capability.mine(desk)
capability.ask(desk, "2", coach);  capability.answer(coach_desk, ident, "confirmed", "I watched it");
capability.erase(desk)
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from wardqi.bundles import files
from wardqi.domain import capability, kinds, people
from wardqi.domain.capability import AWARE, COACH, DOER, EXPERT, LEADER, LEVELS, Evidence, Step
from wardqi.domain.improvement import Cycle
from wardqi.domain.spc.model import Analysis
from wardqi.services import measuring
from wardqi.services.desk import Desk, NotAllowed, NotFound, moment
from wardqi.services.improvement import boards, ideas
from wardqi.services.improvement.ideas import Idea
from wardqi.store import improvement as reading
from wardqi.store import keys, own_learning
from wardqi.store import people as store_people
from wardqi.store.own_learning import Asked
from wardqi.store.tables import Record

ASKED, CONFIRMED, NOT_YET, WITHDRAWN = "asked", "confirmed", "not_yet", "withdrawn"
LONGEST = 4000
_SHOWN = 3
"""Records of one sort that are shown for a step; the rest are counted."""
_SIGNED = b"wardqi-confirmed-v1\0"


class TooLong(ValueError):
    """A note longer than is kept."""


class NoEvidence(Exception):
    """No real record shows this step yet, so there is nothing to confirm."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person wrote for themselves; `on` is its day as text."""

    id: str
    on: str
    text: str


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A step that a learner asked a coach to confirm. `state` is asked, confirmed, not_yet or withdrawn.

    `other` is the name of the other of the two; `words` are the learner's, `said` the coach's. `step` is
    given to the coach: what the learner's records show now.
    """

    id: str
    level: str
    state: str
    other: str
    words: str
    said: str
    asked_at: str
    at: str
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Mine:
    """All there is of one person's learning. `rating` is their own, a level or empty; `kept` whether there
    is anything to erase."""

    steps: tuple[Step, ...]
    rating: str
    notes: tuple[Note, ...]
    asked: tuple[Confirmation, ...]
    of_me: tuple[Confirmation, ...]
    coaches: tuple[tuple[str, str], ...]
    kept: bool

    def standing(self, level: str) -> tuple[Confirmation, ...]:
        """What was asked about a step, the latest last."""
        return tuple(one for one in self.asked if one.level == level)


def mine(desk: Desk) -> Mine:
    """The record of the person at the desk; nobody can ask for another's."""
    held = _held(desk)
    said = [_told(desk, one) for one in own_learning.asked(desk.store, desk.person.uid)]
    known = [(row, one) for row, one in said if one is not None]
    return Mine(
        steps(desk, desk.person.uid),
        held.rating,
        tuple(sorted(held.notes, key=_newest)),
        _in_order(one for row, one in known if row.learner == desk.person.uid),
        _in_order(one for row, one in known if row.coach == desk.person.uid),
        _coaches(desk),
        own_learning.find(desk.store, desk.person.uid) is not None
        or any(row.learner == desk.person.uid for row, _ in said),
    )


def _newest(note: Note) -> tuple[int, str]:
    return -date.fromisoformat(note.on).toordinal(), note.id


def _in_order(found: Iterable[Confirmation]) -> tuple[Confirmation, ...]:
    return tuple(sorted(found, key=lambda one: (one.asked_at, one.id)))


def _coaches(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Who may be asked: everybody of this ward but oneself."""
    return tuple(
        (one.uid, one.name or one.uid[:8])
        for one in store_people.members(desk.store)
        if one.uid != desk.person.uid and one.role != people.BANK
    )


# --- what a person keeps


def rate(desk: Desk, level: str) -> str:
    """Say where one would put oneself, a level or nothing; gives what it was before."""
    if level and level not in LEVELS:
        raise kinds.BadValue("own_learning", "rating", "not_in_list")
    held = _held(desk)
    _keep(desk, replace(held, rating=level))
    return held.rating


def write(desk: Desk, text: str, on: date | None = None, ident: str = "") -> Note:
    """Write a note for oneself, or put another text in its place; raises TooLong, ValueError when blank."""
    words = kinds.cleaned(text, lines=True).strip()
    if not words:
        raise ValueError("a blank note")
    if len(words) > LONGEST:
        raise TooLong
    held = _held(desk)
    note = Note(ident or secrets.token_hex(4), (on or desk.now().date()).isoformat(), words)
    others = tuple(one for one in held.notes if one.id != note.id)
    _keep(desk, replace(held, notes=(*others, note)))
    return note


def take_out(desk: Desk, ident: str) -> Note:
    """Take a note out; gives it back, so that it can be put in again."""
    held = _held(desk)
    gone = next((one for one in held.notes if one.id == ident), None)
    if gone is None:
        raise NotFound
    _keep(desk, replace(held, notes=tuple(one for one in held.notes if one.id != ident)))
    return gone


def put_back(desk: Desk, note: Note) -> Note:
    """Put a note in again that was taken out."""
    return write(desk, note.text, date.fromisoformat(note.on), note.id)


def erase(desk: Desk) -> None:
    """Wipe all that is kept of the person at the desk, their confirmations too; nothing brings it back."""
    own_learning.erase(desk.store, desk.person.uid)


def export(desk: Desk, path: Path, text: str) -> Path:
    """Save the record as a file, in the words given; the audit trail says that a file was saved, no more.

    Raises `files.NotSaved`.
    """
    place = files.free_path(path.parent, path.name)
    files.write(place, text.encode("utf-8-sig"))
    desk.append(desk.note("export", desk.person.uid, code="own_learning"))
    return place


@dataclass(frozen=True, slots=True)
class _Kept:
    rating: str = ""
    notes: tuple[Note, ...] = ()


def _held(desk: Desk) -> _Kept:
    """What this person keeps, opened with their own keys."""
    sealed = own_learning.find(desk.store, desk.person.uid)
    plain = None if sealed is None else _keys(desk).open(sealed)
    if plain is None:
        return _Kept()
    told = json.loads(plain)
    return _Kept(told["rating"], tuple(Note(**one) for one in told["notes"]))


def _keep(desk: Desk, held: _Kept) -> None:
    own_learning.keep(desk.store, desk.person.uid, _keys(desk).seal(_bytes(asdict(held))))


def _keys(desk: Desk) -> keys.PersonKeys:
    if not isinstance(desk.signer, keys.PersonKeys):
        raise NotAllowed("own_learning")
    return desk.signer


def _bytes(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8")


# --- confirming


def ask(desk: Desk, level: str, coach: str, words: str = "") -> str:
    """Ask a named person to confirm a step; gives its id. Raises NoEvidence, TooLong, NotAllowed."""
    if coach not in dict(_coaches(desk)):
        raise NotAllowed("own_learning")
    if len(words) > LONGEST:
        raise TooLong
    step = next((one for one in steps(desk, desk.person.uid) if one.level == level), None)
    if step is None or not step.shown:
        raise NoEvidence
    ident = secrets.token_hex(8)
    said = {"level": level, "state": ASKED, "words": kinds.cleaned(words), "asked_at": moment(desk.now())}
    _keep_asked(desk, ident, desk.person.uid, coach, said)
    return ident


def take_back(desk: Desk, ident: str) -> None:
    """Take back what one asked for, with whatever was answered."""
    own_learning.drop_asked(desk.store, ident, desk.person.uid)


def answer(desk: Desk, ident: str, state: str, words: str = "") -> None:
    """Confirm a step, say "not_yet", or withdraw what was confirmed; only whoever was asked can."""
    row = next((one for one in own_learning.asked(desk.store, desk.person.uid) if one.id == ident), None)
    if row is None or row.coach != desk.person.uid:
        raise NotFound
    said = _opened(desk, row)
    if said is None or state not in (CONFIRMED, NOT_YET, WITHDRAWN):
        raise NotFound
    if len(words) > LONGEST:
        raise TooLong
    at = moment(desk.now())
    now = {**said, "state": state, "said": kinds.cleaned(words), "at": at}
    signature = _keys(desk).sign(_covered(row, str(said["level"]), state, at))
    now["signature"] = base64.b64encode(signature).decode("ascii")
    _keep_asked(desk, ident, row.learner, row.coach, now)


def _keep_asked(desk: Desk, ident: str, learner: str, coach: str, said: Mapping[str, object]) -> None:
    other = coach if learner == desk.person.uid else learner
    known = store_people.public_keys(desk.store, other)
    if known is None:
        raise NotFound
    sealed = _keys(desk).seal(_bytes(said), known[1])
    own_learning.keep_asked(desk.store, Asked(ident, learner, coach, sealed))


def _told(desk: Desk, row: Asked) -> tuple[Asked, Confirmation | None]:
    said = _opened(desk, row)
    if said is None:
        return row, None
    mine_ = row.learner == desk.person.uid
    other = store_people.member(desk.store, row.coach if mine_ else row.learner)
    level, state = str(said["level"]), str(said["state"])
    if state != ASKED and not _signed(desk, row, said):
        state = ASKED  # nobody but the coach says that a step is confirmed
    return row, Confirmation(
        row.id,
        level,
        state,
        "" if other is None else other.name or other.uid[:8],
        str(said.get("words") or ""),
        str(said.get("said") or ""),
        str(said["asked_at"]),
        str(said.get("at") or ""),
        None if mine_ else next(one for one in steps(desk, row.learner) if one.level == level),
    )


def _opened(desk: Desk, row: Asked) -> dict[str, object] | None:
    plain = _keys(desk).open(row.sealed)
    return None if plain is None else json.loads(plain)


def _signed(desk: Desk, row: Asked, said: Mapping[str, object]) -> bool:
    known = store_people.public_keys(desk.store, row.coach)
    covered = _covered(row, str(said["level"]), str(said["state"]), str(said.get("at") or ""))
    return known is not None and keys.signed_by(known[0], str(said.get("signature") or ""), covered)


def _covered(row: Asked, level: str, state: str, at: str) -> bytes:
    return _SIGNED + "\0".join((row.id, row.learner, row.coach, level, state, at)).encode()


# --- evidence


def steps(desk: Desk, uid: str) -> tuple[Step, ...]:
    """The five steps and what the records of this ward show of them for one person."""
    tests = [Cycle(one.ent, one.value) for one in reading.cycles(desk.store)]
    projects = reading.projects(desk.store)
    known = ideas.listed(desk)
    called = {one.ent: one.title for one in known}
    return (
        _aware(desk, uid, tests, called),
        _doer(uid, tests, called),
        _leader(desk, uid, projects, tests),
        _coached(desk, uid, projects, tests),
        _spread(desk, uid, projects, known),
    )


def _aware(desk: Desk, uid: str, tests: Sequence[Cycle], called: Mapping[str, str]) -> Step:
    held = [Evidence("huddle", "huddle", ent, "", on) for ent, on in own_learning.huddles(desk.store, uid)]
    done = [Evidence("action", "action", ent, "", on) for ent, on in own_learning.actions(desk.store, uid)]
    seen = [_test("test", one, called) for one in tests if capability.took_part(one, uid)]
    found = sorted([*held, *done, *seen], key=lambda one: one.on, reverse=True)
    return Step(AWARE, tuple(found[:_SHOWN]), () if found else ("took_part",), len(found))


def _doer(uid: str, tests: Sequence[Cycle], called: Mapping[str, str]) -> Step:
    found = [_test("cycle", one, called) for one in tests if capability.ran(one, uid)]
    found.sort(key=lambda one: one.on, reverse=True)
    return Step(DOER, tuple(found[:_SHOWN]), () if found else ("ran",), len(found))


def _test(what: str, cycle: Cycle, called: Mapping[str, str]) -> Evidence:
    words = called.get(cycle.text("idea"), "") or cycle.text("objective")
    on = cycle.text("decided_on") or cycle.text("sealed_at")[:10] or cycle.text("starts_on")
    return Evidence(what, "cycle", cycle.ent, words, on)


def _leader(desk: Desk, uid: str, projects: Sequence[Record], tests: Sequence[Cycle]) -> Step:
    """The project somebody leads that lacks least."""
    best: tuple[tuple[str, ...], Record] | None = None
    for one in projects:
        if "lead" in capability.parts_in(one.value, uid):
            levels = {str(row.value.get("level")) for row in reading.drivers(desk.store, one.ent)}
            many = len(reading.ideas(desk.store, one.ent))
            within = [test for test in tests if test.text("project") == one.ent]
            lacking = capability.lacks(one.value, levels, many, within)
            if best is None or len(lacking) < len(best[0]):
                best = lacking, one
    if best is None:
        return Step(LEADER, (), ("leads",))
    return Step(LEADER, (_project("project", best[1]),), best[0], 0 if best[0] else 1)


def _project(what: str, record: Record, on: str = "") -> Evidence:
    title = str(record.value.get("title") or "")
    return Evidence(what, "project", record.ent, title, on or str(record.value.get("started_on") or ""))


def _coached(desk: Desk, uid: str, projects: Sequence[Record], tests: Sequence[Cycle]) -> Step:
    found = []
    for one in projects:
        if "coach" in capability.parts_in(one.value, uid):
            on = _shift(desk, one, [test for test in tests if test.text("project") == one.ent])
            if on:
                found.append(_project("coached", one, on))
    lacking = () if len(found) >= capability.TEAMS else ("teams",)
    return Step(COACH, tuple(found), lacking, len(found), capability.TEAMS)


def _shift(desk: Desk, project: Record, tests: Sequence[Cycle]) -> str:
    """The day from which the aim's chart shows a shift to the better after a first test; empty for none."""
    measure = boards.measure_of(desk, str(project.value.get("aim_measure") or ""))
    began = min((one.text("starts_on") for one in tests if one.begun and one.text("starts_on")), default="")
    if not measure or not began:
        return ""
    try:
        analysis = measuring.chart(desk, measure, desk.ward()).analysis
    except NotFound:
        return ""
    days = [] if analysis is None else _better(analysis)
    return min((day for day in days if day >= began[:7]), default="")


def _better(analysis: Analysis) -> list[str]:
    """The first day of each shift to the better; under runs rules of the run that is a signal now."""
    points = analysis.recorded
    marked = [one.shift and one.special == "improvement" for one in points]
    variation = analysis.variation or ""
    if not any(marked) and variation.startswith("improvement"):
        other = -1 if variation.endswith("high") else 1
        last = max((at for at, one in enumerate(points) if one.side == other), default=-1)
        marked = [at > last for at in range(len(points))]
    before = [False, *marked]
    return [
        str(one.date)[:10] for one, now, was in zip(points, marked, before, strict=False) if now and not was
    ]


def _spread(desk: Desk, uid: str, projects: Sequence[Record], known: Sequence[Idea]) -> Step:
    ward = desk.ward()
    cards = own_learning.cards(desk.store)
    children = [one.value for one in cards if one.value.get("parent")]
    led = {one.ent for one in projects if capability.parts_in(one.value, uid) & {"lead", "coach"}}
    linked = {str(one.value.get("card")) for one in known if one.value.get("project") in led}
    found = []
    for one in cards:
        if one.value.get("ward") not in (None, ward) or not (one.created_by == uid or one.ent in linked):
            continue
        on = capability.adapted_elsewhere(one.ent, ward, one.value, children)
        if on:
            title = str(one.value.get("title") or "")
            found.append(Evidence("spread", "learning_card", one.ent, title, on.strip("-")))
    return Step(EXPERT, tuple(found[:_SHOWN]), () if found else ("spread",), len(found))
