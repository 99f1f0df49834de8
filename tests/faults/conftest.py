"""A small trust on disk, made anew for each test that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import make
from tests.cli.program import Program


@pytest.fixture
def trust(tmp_path: Path) -> Iterator[make.Trust]:
    """Two PCs of one ward, another ward and the QI team, paired."""
    made = make.Trust(tmp_path / "trust")
    yield made
    made.close()


@pytest.fixture
def wardqi(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    """The command line, run in this process."""
    return Program(capsys, monkeypatch)
