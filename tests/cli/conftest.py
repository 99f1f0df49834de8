"""A small trust on disk, made anew for each test that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import make


@pytest.fixture
def trust(tmp_path: Path) -> Iterator[make.Trust]:
    """Two PCs of one ward, another ward and the QI team, paired."""
    made = make.Trust(tmp_path / "trust")
    yield made
    made.close()
