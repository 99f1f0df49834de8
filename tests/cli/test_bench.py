"""The benchmark tells every figure beside a floor of the same run; nothing here is timed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import Program
from wardqi.cli import benchmarks, library_benchmarks, project_benchmarks


def test_a_growing_store_is_measured_at_each_size(wardqi: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmarks, "SAVES", 4)
    told = wardqi("bench", "--sizes", "20,10", "--only", "save,search,unlock,growth", "--json").json
    results = told["results"]
    assert {one["name"] for one in results} <= told["targets"].keys()
    for name in ("save", "search", "unlock"):
        found = [one for one in results if one["name"] == name]
        assert [one["size"] for one in found] == [10, 20]
        assert all(one["ratio"] > 0 and any(key.startswith("floor_") for key in one) for one in found)
    grown = [one for one in results if one["name"] == "growth"]
    assert [(one["of"].split()[0], one["from"], one["to"]) for one in grown] == [
        ("save", 10, 20),
        ("search", 10, 20),
        ("unlock", 10, 20),
    ]


@pytest.mark.full  # the trust's own keys are locked by slow work
def test_an_exchange_is_measured_against_age_and_against_bare_rows(tmp_path: Path) -> None:
    results = benchmarks._exchange(tmp_path / "exchange", 10)
    assert [(one["name"], one["size"]) for one in results] == [("export", 10), ("import", 10)]
    for one in results:
        assert float(str(one["floor_seconds"])) > 0
        assert float(str(one["ratio"])) > 0


def test_a_load_is_measured_against_bare_rows(tmp_path: Path) -> None:
    found = benchmarks._load(tmp_path / "load", 12)
    assert (found["name"], found["size"]) == ("load", 12)
    assert float(str(found["floor_seconds"])) > 0


def test_a_window_and_a_bare_one_are_started_in_turn(tmp_path: Path) -> None:
    start, memory = benchmarks._start(tmp_path, pairs=1)
    assert float(str(start["seconds"])) > 0
    assert float(str(start["floor_seconds"])) > 0
    assert int(str(memory["peak_mb"])) > int(str(memory["floor_mb"])) > 0


@pytest.mark.full  # a window of its own
def test_letters_typed_into_the_library_are_measured_against_the_same_window_unchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_benchmarks, "CARDS", 3)
    (found,) = library_benchmarks.library(tmp_path)
    assert int(str(found["size"])) > 3
    assert float(str(found["type_ms"])) > 0
    assert float(str(found["floor_ms"])) > 0


def test_a_diagram_is_placed_beside_a_floor_of_the_same_run() -> None:
    (found,) = project_benchmarks.diagram()
    assert (found["name"], found["size"]) == ("diagram", 25)
    assert float(str(found["layout_ms"])) > 0
    assert float(str(found["floor_ms"])) > 0
