"""The figures and sentences of docs/national.md, made from the published file by the commands it names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wardqi.cli.main import wardqi

ROOT = Path(__file__).parents[2]
PAGE = " ".join((ROOT / "docs" / "national.md").read_text(encoding="utf-8").replace("\n> ", " ").split())
FIGURES = ROOT / "tests" / "data" / "mhsds" / "provider_months_2021-09_2022-08.csv"
MAPPING = ROOT / "resources" / "mappings" / "mhsds-provider-months.json"


def command(*parts: object) -> Result:
    done = CliRunner().invoke(
        wardqi, [str(part) for part in parts], env={"WARDQI_PASSPHRASE": "seven herons over the lake"}
    )
    assert done.exit_code == 0, done.output
    return done


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    folder = tmp_path_factory.mktemp("national")
    command("hub", "init", folder / "hub", "--trust", "Example Trust")
    command("load", folder / "hub", FIGURES, "--mapping", MAPPING)
    told = command("measures", folder / "hub", "--outside", folder / "outside")
    return folder / "outside", told


def test_the_funnel_says_what_the_page_says(outside: tuple[Path, Result]) -> None:
    folder, told = outside
    assert (
        "24 providers with all 12 months; left out: 3 with a hidden small number, 39 with a month missing."
        in told.stderr
    )
    assert "Only 24 have every month" in PAGE
    assert "39 are left out" in PAGE
    assert "3 are left out" in PAGE
    answer = json.loads(
        command("funnel", folder / "providers.csv", "--per", 1000, "--of", "providers", "--json").stdout
    )
    assert answer["sentence"] in PAGE
    assert round(answer["phi"]) == 60
    assert answer["limits"] == "adjusted"
    assert len(answer["units"]) == 24
    said = command("funnel", folder / "providers.csv", "--per", 1000, "--of", "providers").stdout
    assert said.splitlines()[1] in PAGE


@pytest.mark.parametrize("kind", ["run", "xmr"])
def test_the_charts_of_all_providers_say_what_the_page_says(outside: tuple[Path, Result], kind: str) -> None:
    folder, _ = outside
    answer = json.loads(
        command("chart", folder / "all-providers.csv", "--kind", kind, "--per", 1000, "--json").stdout
    )
    assert answer["sentence"] in PAGE
    assert len(answer["points"]) == 12
    assert all(point["ucl"] is None for point in answer["points"])


def test_the_pictures_of_the_page_are_there() -> None:
    for name in ("national-funnel.png", "national-run.png"):
        assert f"pictures/{name}" in PAGE
        assert (ROOT / "docs" / "pictures" / name).read_bytes().startswith(b"\x89PNG")


def test_a_hub_without_series_from_outside_says_so(tmp_path: Path) -> None:
    command("hub", "init", tmp_path / "hub", "--trust", "Example Trust")
    done = CliRunner().invoke(
        wardqi,
        ["measures", str(tmp_path / "hub"), "--outside", str(tmp_path / "out")],
        env={"WARDQI_PASSPHRASE": "seven herons over the lake"},
    )
    assert done.exit_code == 1
    assert "Load their series first" in done.stderr
    assert not (tmp_path / "out").exists()
