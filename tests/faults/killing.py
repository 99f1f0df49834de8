"""Programs of people at work, some at once, each killed (SIGKILL) at a random moment of its own."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.store.faults import victim

AT_RISK_S = 2.0
Work = Callable[[Path, Connection], None]


@dataclass
class Killed:
    """One program: the turn after which it is killed, and what it had said by then."""

    folder: Path
    program: BaseProcess
    ear: Connection
    turn: int
    late_s: float
    said: list[tuple[str, int, str, int]] = field(default_factory=list)
    open: bool = False

    def gone(self) -> bool:
        """Take what was said so far, and kill it when its turn has come."""
        self._listen()
        if not self.said or self.said[-1][3] < self.turn:
            return False
        time.sleep(self.late_s)
        self.program.kill()
        self.program.join()
        self._listen()
        return True

    def _listen(self) -> None:
        try:
            while self.ear.poll(0):
                told = self.ear.recv()
                if self.open and told is not None:
                    self.said.append(told)
                self.open = self.open or told is None  # what came before was only opening
        except EOFError:
            pass


def killed(
    ward: Path, work: Work, count: int, together: int, chance: random.Random, turns: tuple[int, int]
) -> Iterator[Killed]:
    """So many programs, each on a copy of the ward; the next begins as soon as one was killed."""
    going: list[Killed] = []
    begun = 0
    try:
        while begun < count or going:
            while begun < count and len(going) < together:
                going.append(_begin(ward, work, begun, chance, turns))
                begun += 1
            one = next((one for one in going if one.gone()), None)
            if one is None:
                time.sleep(0.005)
                continue
            going.remove(one)
            yield one
            shutil.rmtree(one.folder.parent)
    finally:
        for left in going:
            left.program.kill()


def _begin(ward: Path, work: Work, number: int, chance: random.Random, turns: tuple[int, int]) -> Killed:
    folder = ward.parent / f"{work.__name__}-{number}" / "ward"
    shutil.copytree(ward, folder)
    here, there = victim._programs.Pipe()
    program = victim._programs.Process(target=work, args=(folder, there))
    program.start()
    there.close()
    return Killed(folder, program, here, chance.randrange(*turns), chance.uniform(0, 0.03))
