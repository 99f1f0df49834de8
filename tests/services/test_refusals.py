"""Whatever arrives is refused with one sentence, and nothing is written but a line in the audit trail."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests import make, spoiled
from tests.forger import Forger
from tests.make import Trust
from wardqi.services import exchange, keeping
from wardqi.services.desk import Desk
from wardqi.store import log


def last(desk: Desk) -> log.Entry:
    row = desk.store.db.execute(f"select {log.ROW} from change order by rowid desc limit 1").fetchone()
    return log.read(row)


@pytest.mark.parametrize("what", spoiled.REFUSED)
def test_it_is_refused_and_only_noted(trust: Trust, what: str) -> None:
    ref, spoil = spoiled.REFUSED[what]
    path = spoil(trust)
    data = path.read_bytes() if path.is_file() else b""
    before, parcels = make.counted(trust.hub), len(exchange.outbox.parcels(trust.hub.store))
    taken = exchange.take(trust.hub, path)
    assert taken.state == "refused", taken
    assert taken.sentence.endswith(f"Ref {ref}")
    assert len(taken.sentence.split(". ")) >= 3
    assert make.counted(trust.hub) == before + 1
    assert len(exchange.outbox.parcels(trust.hub.store)) == parcels
    noted = last(trust.hub)
    assert (noted.op.kind, noted.op.action, noted.op.set["code"]) == ("audit", "import", ref)
    assert noted.op.set["sha256"] == (hashlib.sha256(data).hexdigest() if data or path.is_file() else "")
    if path.is_file():
        assert path.read_bytes() == data
        assert path.name not in noted.line.text + str(noted.line.private)
    assert keeping.verify(trust.hub).sound


def test_looking_alone_writes_nothing(trust: Trust) -> None:
    path = spoiled.altered(trust)
    before = make.counted(trust.hub)
    assert exchange.inspect(trust.hub, path).state == "refused"
    assert make.counted(trust.hub) == before


def test_a_refused_file_does_not_stop_a_good_one(trust: Trust) -> None:
    bad = spoiled.altered(trust)
    good = spoiled.sent(trust)
    states = [exchange.take(trust.hub, path).state for path in (bad, good, bad)]
    assert states == ["refused", "accepted", "refused"]


def test_a_file_that_changes_between_look_and_acceptance_is_taken_as_it_was_looked_at(
    trust: Trust, tmp_path: Path
) -> None:
    path = spoiled.sent(trust)
    seen = exchange.inspect(trust.hub, path)
    path.write_bytes(b"something else")
    assert exchange.accept(trust.hub, seen).new > 0
    assert keeping.verify(trust.hub).sound


def test_a_refused_inspection_cannot_be_accepted(trust: Trust) -> None:
    with pytest.raises(exchange.Refused):
        exchange.accept(trust.hub, exchange.inspect(trust.hub, spoiled.altered(trust)))


def test_a_fork_that_appears_between_look_and_acceptance_is_refused(trust: Trust) -> None:
    """Two tellings of one change, both looked at before either is taken."""
    story = exchange.inspect(trust.hub, spoiled.sent(trust))
    assert story.arrived is not None
    forger = Forger(trust.heron, story.arrived.lines[:-1])
    other = exchange.inspect(trust.hub, spoiled.bundle(trust, [*forger.lines, forger.next()]))
    assert (story.state, other.state) == ("new", "new")
    exchange.accept(trust.hub, story)
    before = make.counted(trust.hub)
    with pytest.raises(exchange.Refused, match="B-118"):
        exchange.accept(trust.hub, other)
    assert make.counted(trust.hub) == before
