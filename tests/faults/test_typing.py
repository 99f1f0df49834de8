"""The program killed (SIGKILL) while somebody types into the real form and saves."""

from __future__ import annotations

import random
import shutil
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from tests.app import heron
from tests.faults import typist
from tests.store.faults import victim
from wardqi.services import access, keeping
from wardqi.store import drafts, records

AT_RISK_S = 2.0
TOGETHER = 4


@dataclass
class Killed:
    """One typist: the turn after which they are killed, and what they had said by then."""

    folder: Path
    program: BaseProcess
    ear: Connection
    turn: int
    late_s: float
    said: list[tuple[str, int, str, int]] = field(default_factory=list)

    def listen(self) -> None:
        """Take what was said so far, so that nobody waits to be heard."""
        try:
            while self.ear.poll(0):
                self.said.append(self.ear.recv())
        except EOFError:
            pass


def killed(folders: list[Path], chance: random.Random) -> list[Killed]:
    """Some typists at once, each killed at a moment of its own."""
    group = []
    for folder in folders:
        here, there = victim._programs.Pipe()
        program = victim._programs.Process(target=typist.typing, args=(folder, there))
        program.start()
        there.close()
        group.append(Killed(folder, program, here, chance.randrange(60, 300), chance.uniform(0, 0.03)))
    for one in group:
        while one.ear.recv() is not None:
            pass  # still opening
    running = list(group)
    while running:
        for one in list(running):
            one.listen()
            if one.said and one.said[-1][3] >= one.turn:
                time.sleep(one.late_s)
                one.program.kill()
                one.program.join()
                one.listen()
                running.remove(one)
        time.sleep(0.005)
    return group


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
    for first in range(0, count, TOGETHER):
        folders = []
        for number in range(first, min(first + TOGETHER, count)):
            folder = tmp_path / f"typist-{number}" / "ward"
            shutil.copytree(tmp_path / "ward", folder)
            folders.append(folder)
        for one in killed(folders, chance):
            found = check(one)
            saved, looked_for = saved + found[0], looked_for + found[1]
            typed += sum(what == "typed" for what, *_ in one.said)
            shutil.rmtree(one.folder.parent)
    print(
        f"{count} kills while typing: {typed} keys of stories, {looked_for} texts older than"
        f" {AT_RISK_S:g} s and {saved} acknowledged records, none lost"
    )
    assert typed > 0
    assert looked_for > 0
