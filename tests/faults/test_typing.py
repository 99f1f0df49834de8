"""The program killed (SIGKILL) while somebody types into the real form and saves."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.app import heron
from tests.faults import killing, typist
from tests.faults.killing import AT_RISK_S, Killed
from wardqi.services import access, keeping
from wardqi.store import drafts, records

TOGETHER = 4
TURNS = (60, 300)


def check(one: Killed) -> tuple[int, int]:
    """Nothing older than two seconds and nothing acknowledged is lost; gives how much was looked for."""
    session = access.unlock(one.folder, heron.PASSPHRASE)
    try:
        with session.desk() as desk:
            assert keeping.verify(desk).sound
            recorded = {str(held.value.get("narrative")) for held in records.of_kind(desk.store, "incident")}
            bodies = [draft.body for draft in drafts.all_of(desk.store)]
    finally:
        session.close()
    kept = recorded | {_story(body) for body in bodies}
    last = one.said[-1][3] if one.said else 0
    saved = [text for what, _, text, _ in one.said if what == "saved"]
    for text in saved:
        assert text.strip() in recorded, "an acknowledged record is lost"
    old = [
        (number, text)
        for what, number, text, turn in one.said
        if what == "typed" and (last - turn) * typist.TURN_S > AT_RISK_S
    ]
    longest = dict(old)  # later ones are longer
    for text in longest.values():
        assert any(held.startswith(text.strip()) for held in kept), (
            f"typed more than two seconds ago, and lost: {text}"
        )
    return len(saved), len(longest)


def _story(body: object) -> str:
    if not isinstance(body, dict):
        return ""
    more = body.get("more")
    told = more.get("narrative") if isinstance(more, dict) else None
    return str(told or body.get("story") or "")


@pytest.mark.parametrize("count", [8, pytest.param(200, marks=pytest.mark.full)])
def test_killed_while_somebody_types_and_saves(tmp_path: Path, count: int) -> None:
    session = heron.open_ward(tmp_path / "ward", heron.Clock(), role="ward_manager")
    session.close()
    chance = random.Random(6)
    saved = looked_for = typed = 0
    for one in killing.killed(tmp_path / "ward", typist.typing, count, TOGETHER, chance, TURNS):
        found = check(one)
        saved, looked_for = saved + found[0], looked_for + found[1]
        typed += sum(what == "typed" for what, *_ in one.said)
    print(
        f"{count} kills while typing: {typed} keys of stories, {looked_for} texts older than"
        f" {AT_RISK_S:g} s and {saved} acknowledged records, none lost"
    )
    assert typed > 0
    assert looked_for > 0
