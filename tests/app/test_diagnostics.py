"""The log: nothing anybody typed can reach it."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning

from wardqi.app import diagnostics

CANARY = "Jon Marlow 943 476 5919"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    diagnostics.start(tmp_path / "log")
    yield tmp_path / "log" / "wardqi.log"
    diagnostics.stop()


def fail(text: str) -> None:
    raise ValueError(text)


def test_a_line_holds_an_event_counts_and_ids(log: Path) -> None:
    diagnostics.note("bundle.made", records=12, part="3f2b8c1e", seconds=1.25, ward="Heron", open=True)
    line = log.read_text(encoding="utf-8").strip()
    assert line.endswith("info bundle.made records=12 part=3f2b8c1e seconds=1.250 open=True")


def test_careless_calls_elsewhere_still_leak_nothing(log: Path) -> None:
    careless = logging.getLogger("wardqi.store.somewhere")
    careless.warning("could not save %s", CANARY)
    careless.error(f"could not save {CANARY}")
    careless.error("app.broken", extra={"facts": {"name": CANARY, "number": 9434765919}})
    try:
        fail(CANARY)
    except ValueError:
        careless.exception(CANARY)
    text = log.read_text(encoding="utf-8")
    assert len(text.splitlines()) == 4
    assert "ValueError" in text
    assert "test_diagnostics.py:" in text
    for part in (*CANARY.split(), "9434765919", "Marlow"):
        assert part not in text


def test_a_fault_has_the_same_reference_each_time(log: Path) -> None:
    references = set()
    for text in ("one", "two"):
        try:
            fail(text)
        except ValueError as error:
            references.add(diagnostics.fault(error))
    (reference,) = references
    assert reference.startswith("X-")
    assert len(reference) == 6
    assert log.read_text(encoding="utf-8").count(reference) == 2


def test_faults_nobody_caught_are_told_once_and_never_shown_raw(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    diagnostics.start(tmp_path / "log", told.append)
    try:
        for _ in range(2):
            try:
                fail(CANARY)
            except ValueError:
                sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        thread = threading.Thread(target=fail, args=(CANARY,))
        thread.start()
        thread.join()
    finally:
        diagnostics.stop()
    assert len(told) >= 1
    assert len(told) == len(set(told))
    shown = capsys.readouterr()
    assert "Marlow" not in shown.err + shown.out


def test_qts_warnings_go_there_too(log: Path) -> None:
    qWarning(CANARY)
    text = log.read_text(encoding="utf-8")
    assert "qt.message" in text
    assert "Marlow" not in text


def test_the_files_stay_small(log: Path) -> None:
    for number in range(40_000):
        diagnostics.note("app.tick", number=number)
    files = sorted(log.parent.iterdir())
    assert len(files) <= 5
    assert all(file.stat().st_size <= 256 * 1024 for file in files)


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("", encoding="utf-8")
    diagnostics.start(blocked)
    diagnostics.note("app.tick")
    diagnostics.stop()
