"""Several real stores that exchange changes over a post that loses, repeats and delays what it carries."""

from __future__ import annotations

import functools
import shutil
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    rule,
    run_state_machine_as_test,
)

from tests import make
from tests.domain.test_merge import check
from wardqi.domain import kinds, merge
from wardqi.store import _sqlite, keys, log, tables
from wardqi.store.log import Act
from wardqi.store.store import Parcel, Store

NAMES = ("heron", "heron2", "hub")
FIELDS = {
    "incident": (
        "narrative",
        "reason",
        "interventions.11111111.type",
        "interventions.22222222.how",
        "started_at",
    ),
    "question": ("text", "answer"),
}
VALUES = {
    "narrative": ("She slept.", "He slept."),
    "reason": ("10", "11"),
    "interventions.11111111.type": ("07", "09"),
    "interventions.22222222.how": ("by the arm", "seated"),
    "started_at": ("2026-11-20T22:01+00:00", "2026-11-20T22:59+00:00", "2026-11-20T23:01+00:00"),
    "text": ("Why?", "How?"),
    "answer": ("Because.", "Thus."),
}


@dataclass(frozen=True)
class Place:
    """One store: its file's contents to begin with, its key, and who works there."""

    file: Path
    key: bytes
    person: keys.PersonKeys


@functools.cache
def _places() -> dict[str, Place]:
    """The three stores, each of which knows the others' people and PCs already."""
    trust = make.Trust(Path(tempfile.mkdtemp(prefix="wardqi-replicas-")) / "trust")
    try:
        make.take(trust.heron2, trust.share(trust.heron))
        make.take(trust.heron, trust.share(trust.heron2))
        make.take(trust.hub, trust.send(trust.heron))
        make.take(trust.heron, trust.answer(trust.heron))
        make.take(trust.heron2, trust.answer(trust.heron))
        found = {}
        for name in NAMES:
            unlocked = trust.session(name).vault.unlocked
            assert unlocked.keys is not None
            key, person = keys.db_key(unlocked.dek), unlocked.keys
            found[name] = Place(trust.shut(name) / "store.db", key, person)
        return found
    finally:
        trust.close()


class Replicas(RuleBasedStateMachine):
    """Two PCs of a ward and the QI team write and send; what arrives, when and how often, is chance."""

    ents = Bundle("ents")
    parcels = Bundle("parcels")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(
            tempfile.mkdtemp(prefix="wardqi-stores-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
        )
        self.clock = make.Clock()
        self.stores: dict[str, Store] = {}
        self.made: set[str] = set()
        self.kind: dict[str, str] = {}
        self.asked: set[str] = set()
        for name, place in _places().items():
            path = self.folder / f"{name}.db"
            shutil.copyfile(place.file, path)
            self.stores[name] = Store(_sqlite.connect(path, place.key))

    def write(self, name: str, act: Act) -> None:
        store = self.stores[name]
        entries = store.append([act], _places()[name].person, self.clock())
        self.made |= {entry.hash for entry in entries}
        state = tables.find(store.db, act.ent)
        assert state is not None
        assert state.heads == (entries[-1].op.id,)

    @rule(target=ents, name=st.sampled_from(NAMES), kind=st.sampled_from(sorted(FIELDS)))
    def begin(self, name: str, kind: str) -> str:
        ent = str(uuid.UUID(int=len(self.kind) + 1, version=4))
        if name == "hub":
            kind = "question"  # an incident is never the QI team's
        self.kind[ent] = kind
        if name == "hub":
            self.asked.add(ent)
        self.write(name, Act(kind, "create", ent))
        return ent

    @rule(ent=ents, name=st.sampled_from(NAMES), field=st.integers(0, 4), value=st.integers(0, 2))
    def amend(self, ent: str, name: str, field: int, value: int) -> None:
        kind = self.kind[ent]
        if tables.find(self.stores[name].db, ent) is None or (name == "hub" and kind == "incident"):
            return
        # To a question of the QI team a ward can only add its answer.
        fields = ("answer",) if ent in self.asked and name != "hub" else FIELDS[kind]
        path = fields[field % len(fields)]
        said = VALUES[path][value % len(VALUES[path])]
        parts = path.split(".")
        values = {path: said} if len(parts) == 1 else {parts[0]: {parts[1]: {parts[2]: said}}}
        self.write(name, Act(kind, "amend", ent, values))

    @rule(ent=ents, name=st.sampled_from(NAMES[:2]), action=st.sampled_from(["void", "restore"]))
    def turn(self, ent: str, name: str, action: str) -> None:
        if tables.find(self.stores[name].db, ent) is not None and ent not in self.asked:
            self.write(name, Act(self.kind[ent], action, ent, reason="mistake" if action == "void" else None))

    @rule(target=parcels, name=st.sampled_from(NAMES), low=st.integers(0, 6), high=st.integers(1, 12))
    def post(self, name: str, low: int, high: int) -> tuple[str, list[tuple[str, str]]]:
        """Any run of each replica's changes: what came before it may never arrive."""
        return name, self.lines(name, low, high)

    def lines(self, name: str, low: int = 0, high: int = 10**9) -> list[tuple[str, str]]:
        """Lines without and with their private parts, from `low` to `high` past the founding."""
        rows = self.stores[name].db.execute(
            "select op, sig, uid, private, kind from change where kind <> 'audit' and"
            " (kind not in ('user', 'replica') or seq < 5) order by rep, seq"
        )
        found: list[tuple[str, str]] = []
        for op, sig, uid, private, kind in rows.fetchall():
            entry = log.read((op, sig, uid, private, "", ""))
            if kind in ("user", "replica") or low <= entry.op.seq - 8 <= high:
                line = entry.line
                found.append((line.to_json(with_private=False), line.to_json(with_private=True)))
        return found

    @rule(parcel=parcels, to=st.sampled_from(NAMES))
    def deliver(self, parcel: tuple[str, list[tuple[str, str]]], to: str) -> None:
        self.take(to, *parcel)

    @rule(parcel=consumes(parcels))
    def lose(self, parcel: object) -> None:
        """It never arrives."""

    def take(self, to: str, sender: str, lines: list[tuple[str, str]]) -> log.Plan:
        store, within = self.stores[to], "hub" not in (to, sender)
        texts = [both[within] for both in lines]
        plan = store.plan(texts, with_private=within)
        number = str(uuid.uuid4())
        parcel = Parcel(number, "changes", True, "x", None, 1, "", "", "", "", len(lines), "{}", "")
        note = Act("audit", "import", number, {"code": "changes"})
        store.accept(plan, parcel, lambda: [note], _places()[to].person, self.clock())
        again = store.plan(texts, with_private=within)
        assert (again.new, again.completed, again.same) == ((), (), len(lines))
        return plan

    def teardown(self) -> None:
        try:
            for _ in range(2):
                for sender in NAMES:
                    for to in NAMES:
                        if sender != to:
                            self.take(to, sender, self.lines(sender))
            self.compare()
        finally:
            for store in self.stores.values():
                store.close()
            shutil.rmtree(self.folder)

    def compare(self) -> None:
        shown = {}
        for name, store in self.stores.items():
            held = {str(hashed) for (hashed,) in store.db.execute("select hash from change")}
            assert self.made <= held, f"{name} lost a change"
            assert log.verify(store.db) == []
            assert tables.differences(store.db) == []
            shown[name] = {ent: tables.find(store.db, ent) for ent in self.kind}
            for ent, record in shown[name].items():
                assert record is not None
                history = [tables.change(entry) for entry in tables.history(store.db, ent)]
                state = merge.fold(history)
                check(state, history)
                assert kinds.flatten(record.value) == state.values
                assert (record.heads, record.voided, record.review) == (
                    state.heads,
                    state.voided,
                    state.needs_review,
                )
        assert shown["heron"] == shown["heron2"]
        for ent, record in shown["hub"].items():
            same = shown["heron"][ent]
            assert (record.heads, record.voided) == (same.heads, same.voided)
            assert "narrative" not in record.value


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Replicas, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    )


def test_every_store_ends_with_the_same_records_and_no_change_is_lost() -> None:
    run(10, 25)


@pytest.mark.full
def test_every_store_ends_with_the_same_records_in_500_histories_of_60_steps() -> None:
    run(500, 60)
