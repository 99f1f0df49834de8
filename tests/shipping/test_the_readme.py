"""What the README tells a person to type works as it stands there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.shipping.places import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
WARDQI = f'set -eu; wardqi() {{ "{sys.executable}" -m wardqi "$@"; }}\n'


def commands(heading: str) -> str:
    """The first block of commands under a heading."""
    return README.partition(f"\n## {heading}\n")[2].partition("\n```\n")[2].partition("\n```\n")[0]


def test_a_ward_and_a_hub_exchange_a_first_bundle_by_hand(home: Path, tmp_path: Path) -> None:
    answer = subprocess.run(
        [
            "bash",
            "-c",
            WARDQI + commands("A ward, a hub and a first bundle by hand") + "\nwardqi verify heron",
        ],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "WARDQI_PASSPHRASE": "four blue lanterns by the river"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "HERON-PC_1-00001.wqb: accepted, 1 new" in answer.stdout
    assert "QI-PC_1-00002.wqb: accepted" in answer.stdout
    assert (tmp_path / "hub" / "trust-keys.age").is_file()


def test_files_the_readme_points_to_are_there() -> None:
    links = [part.partition(")")[0] for part in README.split("](")[1:]]
    assert "LICENSE" in links
    assert all((ROOT / link).is_file() for link in links)
