"""The power cut while incidents are saved: nothing acknowledged is lost, whatever reached the disk."""

from __future__ import annotations

import random
import shutil
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests import make
from tests.faults import power
from tests.make import Trust
from wardqi.services import access, keeping
from wardqi.store import drafts, records
from wardqi.store.opening import Damaged

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(sys.platform != "linux", reason="the writes are told by strace"),
]

SAVING = """
import os, sys
from pathlib import Path
from tests.faults import victim
folder = Path(sys.argv[1])
told = os.open(folder / "said", os.O_WRONLY | os.O_CREAT, 0o600)

class Enough(Exception):
    pass

class Said:
    def send(self, what):
        if what is not None:
            os.write(told, " ".join(map(str, what)).encode())
            if what[:2] == ("saved", 24):
                raise Enough

try:
    victim.logging(folder, Said())
except Enough:
    os._exit(0)
"""


@pytest.fixture
def saving(trust: Trust, tmp_path: Path) -> tuple[Path, dict[Path, bytes], list[power.Step]]:
    """A ward's folder as it was, and every call of a program that then logged 25 incidents in it."""
    trust.desk("heron")
    trust.close()
    folder = tmp_path / "ward"
    shutil.copytree(trust.folder / "heron", folder)
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    steps = power.record(folder, SAVING, folder)
    assert sum(step.what == "flush" for step in steps) > 100
    return folder, before, steps


def _after(folder: Path, files: dict[Path, bytes], said: list[str]) -> tuple[int, int]:
    """Judge what is left: everything said to be saved is there, and what was not has its draft."""
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()
    for path, content in files.items():
        path.write_bytes(content)
    saved = {number: ent for what, number, ent in (one.split() for one in said) if what == "saved"}
    drafted = [(number, draft) for what, number, draft in (one.split() for one in said) if what == "draft"]
    with closing(access.unlock(folder, make.PASSPHRASE)) as session, session.desk() as desk:
        verdict = keeping.verify(desk)
        assert verdict.sound, verdict
        for number, ent in saved.items():
            record = records.find(desk.store, ent)
            assert record is not None, "an acknowledged incident is lost"
            assert record.value["narrative"] == f"incident {number}"
        words = {one.value.get("narrative") for one in records.of_kind(desk.store, "incident")}
        for number, draft in drafted:
            there = drafts.find(desk.store, draft) is not None
            assert there or f"incident {number}" in words, "neither draft nor record"
    return len(saved), len(drafted)


def test_power_cuts_while_incidents_are_logged(
    saving: tuple[Path, dict[Path, bytes], list[power.Step]],
) -> None:
    folder, before, steps = saving
    acknowledged = states = 0
    for said, files in power.cuts(folder, before, steps, 500, random.Random(11)):
        acknowledged += _after(folder, files, said)[0]
        states += 1
    print(f"{states} power cuts while logging: {acknowledged} saves acknowledged, 0 lost, 0 damaged")
    assert acknowledged > states


def test_a_program_that_does_not_flush_is_found_out(
    saving: tuple[Path, dict[Path, bytes], list[power.Step]],
) -> None:
    folder, before, steps = saving
    careless = [step for step in steps if step.what != "flush"]
    caught = 0
    for said, files in power.cuts(folder, before, careless, 10, random.Random(12)):
        try:
            _after(folder, files, said)
        except (AssertionError, Damaged):
            caught += 1
    assert caught >= 8
