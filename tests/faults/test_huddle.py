"""The program killed (SIGKILL) in the middle of a huddle: no spoken action is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.app import heron
from tests.faults import huddler, killing
from tests.faults.killing import AT_RISK_S, Killed
from tests.faults.typist import TURN_S
from wardqi.services import access, keeping
from wardqi.services.huddles import running
from wardqi.store import records

TOGETHER = 2
TURNS = (40, 260)


def check(one: Killed) -> tuple[int, int]:
    """Every action said to be saved is there, what was typed before is kept, and the place is known."""
    session = access.unlock(one.folder, heron.PASSPHRASE)
    try:
        with session.desk() as desk:
            assert keeping.verify(desk).sound
            recorded = [str(held.value.get("what")) for held in records.of_kind(desk.store, "action")]
            now = running.under_way(desk)
            assert now is not None, "the huddle itself is lost"
    finally:
        session.close()
    assert len(recorded) == len(set(recorded)), "an action was written twice"
    saved = [text for what, _, text, _ in one.said if what == "saved"]
    for text in saved:
        assert text in recorded, "a spoken action is lost"
    places = [int(text) for what, _, text, _ in one.said if what == "at"]
    seen = places[-2:] or [1]
    # What the last key asked for may still have been on its way.
    assert now.place in {*seen, *([1] if len(places) < 2 else [])}, (now.place, places[-3:])
    held = now.draft.body.get("action") if now.draft is not None else None
    drafted = str(held.get("what")) if isinstance(held, dict) else ""
    last = one.said[-1][3]
    old = {
        number: text
        for what, number, text, turn in one.said
        if what == "typed" and (last - turn) * TURN_S > AT_RISK_S
    }
    for text in old.values():
        found = any(whole.startswith(text.strip()) for whole in [*recorded, drafted])
        assert found, f"typed more than two seconds ago, and lost: {text}"
    return len(saved), len(old)


@pytest.mark.parametrize("count", [4, pytest.param(50, marks=pytest.mark.full)])
def test_killed_while_a_huddle_runs(tmp_path: Path, count: int) -> None:
    session = heron.open_ward(tmp_path / "ward", heron.Clock(), role="ward_manager")
    session.close()
    chance = random.Random(9)
    saved = looked_for = 0
    for one in killing.killed(tmp_path / "ward", huddler.huddling, count, TOGETHER, chance, TURNS):
        found = check(one)
        saved, looked_for = saved + found[0], looked_for + found[1]
    print(f"{count} kills during a huddle: {saved} spoken actions acknowledged, none lost")
    assert saved > 0
    assert looked_for > 0
