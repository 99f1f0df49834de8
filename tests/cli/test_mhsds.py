"""The command that makes the national extract."""

from __future__ import annotations

from pathlib import Path

from tests import make
from tests.cli.program import Program
from tests.make import Trust
from wardqi.services import recording


def test_a_period_is_checked_then_saved(wardqi: Program, trust: Trust, tmp_path: Path) -> None:
    recording.log_incident(trust.heron, make.incident())
    trust.close()
    store = trust.folder / "heron"
    period = ("--from", "2026-11-01", "--to", "2026-11-30")
    looked = wardqi.done("mhsds", store, *period)
    assert looked.keys() == {"rows", "people", "counted_in_lengths", "checks", "folder"}
    assert looked["rows"] == {"MHS505": 1, "MHS515": 1, "MHS516": 0}
    assert looked["folder"] is None
    assert {one["code"] for one in looked["checks"]} >= {"patient_missing"}
    saved = wardqi.done("mhsds", store, *period, "--to-dir", tmp_path / "out")
    assert sorted(one.name for one in Path(saved["folder"]).iterdir()) == [
        *("MHS505.csv", "MHS515.csv", "MHS516.csv", "checks.csv")
    ]
    told = wardqi("mhsds", store, *period)
    assert told.code == 0
    assert "The patient is not known yet." in told.out
    assert "Nothing was saved" in told.out


def test_a_period_that_ends_before_it_begins_is_wrong_usage(wardqi: Program, trust: Trust) -> None:
    trust.close()
    answer = wardqi("mhsds", trust.folder / "heron", "--from", "2026-11-30", "--to", "2026-11-01")
    assert answer.code == 2


def test_what_a_hub_has_is_not_for_an_extract(wardqi: Program, trust: Trust) -> None:
    trust.close()
    said = wardqi.refused("mhsds", trust.folder / "hub", "--from", "2026-11-01", "--to", "2026-11-30")
    assert "role may not" in said or "ward" in said
