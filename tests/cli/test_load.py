"""The national open data into a hub by the command line, and rows that cannot be understood."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import make
from tests.cli.program import Program
from tests.make import Trust
from wardqi.services import keeping, measuring
from wardqi.services.loading import PROBLEMS, REASONS

ROOT = Path(__file__).parents[2]
CSV = ROOT / "tests" / "data" / "mhsds" / "provider_months_2021-09_2022-08.csv"
MAPPING = ROOT / "resources" / "mappings" / "mhsds-provider-months.json"
COMMAS = "CUMBRIA, NORTHUMBERLAND, TYNE AND WEAR NHS FOUNDATION TRUST"
LATE = "TEES, ESK AND WEAR VALLEYS NHS FOUNDATION TRUST"
"""A provider that did not publish every month."""


def published() -> dict[tuple[str, str], dict[str, str]]:
    """The figures as the file has them, read without the program."""
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    with CSV.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["provider"], row["measure"]][row["month"]] = row["value"]
    return dict(found)


@pytest.fixture(scope="module")
def national(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trust]:
    trust = Trust(tmp_path_factory.mktemp("national") / "trust")
    yield trust
    trust.close()


@pytest.fixture(scope="module")
def loaded(national: Trust, request: pytest.FixtureRequest) -> dict[str, Any]:
    """The answers of a dry run, of loading, and of loading again."""
    with pytest.MonkeyPatch.context() as patch:
        capture = request.config.pluginmanager.getplugin("capturemanager")
        hub = national.folder / "hub"
        answers = {}
        for name, more in (("dry", ["--dry-run"]), ("first", []), ("again", [])):
            with capture.global_and_fixture_disabled():
                answers[name] = _run(patch, ["load", hub, CSV, "--mapping", MAPPING, *more, "--json"])
        return answers


def _run(patch: pytest.MonkeyPatch, arguments: list[object]) -> Any:
    import contextlib
    import io

    from wardqi.cli.main import main

    patch.setenv("WARDQI_PASSPHRASE", make.PASSPHRASE)
    out = io.StringIO()
    with contextlib.redirect_stdout(out), pytest.raises(SystemExit) as end:
        main([str(one) for one in arguments])
    assert end.value.code == 0
    return json.loads(out.getvalue())


def test_a_dry_run_says_what_loading_then_does(loaded: dict[str, Any]) -> None:
    assert loaded["dry"].pop("loaded") is False
    assert loaded["first"].pop("loaded") is True
    assert loaded["dry"] == loaded["first"]


def test_all_8184_rows_are_loaded(loaded: dict[str, Any]) -> None:
    first = loaded["first"]
    assert (first["rows"], first["new"], first["changed"], first["same"], first["bad"]) == (
        8184,
        8184,
        0,
        0,
        0,
    )
    assert first["hidden"] == sum(value == "" for months in published().values() for value in months.values())
    assert first["series"] == len(published())
    assert first["bad_file"] is None


def test_loading_again_changes_nothing(loaded: dict[str, Any]) -> None:
    again = loaded["again"]
    assert (again["new"], again["changed"], again["same"], again["series"]) == (0, 0, 8184, 0)


def test_every_provider_is_there_by_its_whole_name(loaded: dict[str, Any], national: Trust) -> None:
    held = {one.provider: set(one.measures) for one in measuring.outside_providers(national.hub)}
    wanted: dict[str, set[str]] = defaultdict(set)
    for provider, measure in published():
        wanted[provider].add(measure)
    assert held == wanted
    assert COMMAS in held


@pytest.mark.parametrize("provider", [COMMAS, LATE])
def test_a_providers_months_are_as_published(loaded: dict[str, Any], national: Trust, provider: str) -> None:
    people, beds = (published()[provider, measure] for measure in ("people_restrained", "bed_days"))
    months, count = measuring.outside_rate(national.hub, provider)
    assert count == 1
    assert len(months) == 12
    for one in months:
        month = one.month.isoformat()
        assert one.numerator == (float(people[month]) if people.get(month) else None)
        assert one.denominator == (float(beds[month]) if beds.get(month) else None)
        assert one.hidden == ("" in (people.get(month), beds.get(month)))
        if one.numerator is not None and one.denominator is not None:
            assert one.rate == pytest.approx(1000 * one.numerator / one.denominator)
        else:
            assert one.rate is None


def test_all_providers_are_those_with_every_month(loaded: dict[str, Any], national: Trust) -> None:
    figures = published()
    months = sorted({month for found in figures.values() for month in found})
    whole = [
        provider
        for provider, measure in figures
        if measure == "people_restrained"
        and all(
            figures.get((provider, name), {}).get(month)
            for month in months
            for name in ("people_restrained", "bed_days")
        )
    ]
    found, count = measuring.outside_rate(national.hub, measuring.ALL_PROVIDERS)
    assert count == len(whole) == 24
    for one, month in zip(found, months, strict=True):
        people = sum(float(figures[name, "people_restrained"][month]) for name in whole)
        beds = sum(float(figures[name, "bed_days"][month]) for name in whole)
        assert (one.month, one.numerator, one.denominator) == (date.fromisoformat(month), people, beds)


@pytest.mark.parametrize("provider", [COMMAS, LATE, measuring.ALL_PROVIDERS])
@pytest.mark.parametrize("kind", ["u", "run"])
def test_a_chart_is_made_of_it(loaded: dict[str, Any], national: Trust, provider: str, kind: str) -> None:
    charted = measuring.outside_chart(national.hub, provider, kind)
    assert charted.analysis is not None
    assert charted.counts == "people"
    assert len(charted.analysis.points) == 12
    assert charted.said.text


def test_measures_of_the_hub_hold_them(loaded: dict[str, Any], national: Trust) -> None:
    national.shut("hub")
    with pytest.MonkeyPatch.context() as patch:
        rows = _run(patch, ["measures", national.folder / "hub", "--json"])["measures"]
    outside = [row for row in rows if row["source"] == "outside"]
    assert outside[0].keys() == {
        *("ward", "ward_id", "measure", "name", "national", "counts", "month", "numerator", "denominator"),
        *("value", "completeness", "reporting", "source"),
    }
    assert {row["month"] for row in outside if row["ward"] == COMMAS} == {
        f"{2021 + (month > 12)}-{(month - 1) % 12 + 1:02d}" for month in range(9, 21)
    }
    late = [row for row in outside if row["ward"] == LATE and row["value"] is None]
    assert {row["reporting"] for row in late} == {"none"}
    assert keeping.verify(national.hub).sound


# --- what is wrong with a file ----------------------------------------------------------------------

HEADING = "month,provider,measure,value,suppressed\n"
ROWS = {
    "short": "2021-09-01,Trust,people_restrained\n",
    "long": "2021-09-01,Trust,people_restrained,5,,more\n",
    "month": "September,Trust,people_restrained,5,\n",
    "provider": "2021-09-01,,people_restrained,5,\n",
    "measure": "2021-09-01,Trust,people_counted,5,\n",
    "value": "2021-09-01,Trust,people_restrained,many,\n",
    "twice": "2021-09-01,Trust,people_restrained,6,\n",
}


def write(folder: Path, *rows: str, heading: str = HEADING) -> Path:
    path = folder / "figures.csv"
    path.write_text(heading + "".join(rows), encoding="utf-8")
    return path


def test_bad_rows_go_to_a_file_with_the_reason_and_good_ones_go_in(wardqi: Program, trust: Trust) -> None:
    good = "2021-09-01,Trust,people_restrained,5,\n"
    formula = "=cmd|' /C calc'!A0,Trust,people_restrained,5,\n"
    path = write(trust.folder, good, *ROWS.values(), formula)
    said = wardqi.done("load", trust.folder / "hub", path, "--mapping", MAPPING)
    assert (said["rows"], said["new"], said["bad"]) == (9, 1, 8)
    assert set(ROWS) == set(REASONS)
    with Path(said["bad_file"]).open(encoding="utf-8-sig", newline="") as file:
        heading, *rows = csv.reader(file)
    assert heading == ["line", "reason", *HEADING.strip().split(",")]
    assert [(row[0], row[1]) for row in rows[:-1]] == [
        (str(number), REASONS[reason]) for number, reason in enumerate(ROWS, 3)
    ]
    assert rows[-1][2].startswith("'=cmd")
    assert (trust.folder / "figures.csv").read_text().startswith(HEADING + good)


@pytest.mark.parametrize("begins", ["=1", "+1", "-1", "@x", "＝1", " =1", "\ufeff=1", "\u2003=1", "\t=1"])
def test_no_cell_set_aside_is_a_formula(wardqi: Program, trust: Trust, begins: str) -> None:
    path = write(trust.folder, f'2021-09-01,"{begins}",unknown,5,\n')
    said = wardqi.done("load", trust.folder / "hub", path, "--mapping", MAPPING)
    with Path(said["bad_file"]).open(encoding="utf-8-sig", newline="") as file:
        *_, row = csv.reader(file)
    assert row[3] == f"'{begins}"


@pytest.mark.parametrize(
    "value", ["-1", "1e13", "nan", "inf", "1_000", "１２", "0x5", "1,5", "5 %", "9" * 400]
)
def test_a_value_that_is_no_number_is_set_aside(wardqi: Program, trust: Trust, value: str) -> None:
    path = write(trust.folder, f'2021-09-01,Trust,people_restrained,"{value}",\n')
    assert wardqi.done("load", trust.folder / "hub", path, "--mapping", MAPPING)["bad"] == 1


@pytest.mark.parametrize("name", ["bad\x07name", "turned\u202ename", "two\nlines"])
def test_a_provider_with_characters_no_name_has_is_set_aside(
    wardqi: Program, trust: Trust, name: str
) -> None:
    path = write(trust.folder, f'2021-09-01,"{name}",people_restrained,5,\n')
    assert wardqi.done("load", trust.folder / "hub", path, "--mapping", MAPPING)["bad"] == 1


def test_a_corrected_figure_replaces_the_old_one_and_is_history(wardqi: Program, trust: Trust) -> None:
    for value in ("5", "10"):
        path = write(trust.folder, f"2021-09-01,Trust,people_restrained,{value},\n")
        said = wardqi.done("load", trust.folder / "hub", path, "--mapping", MAPPING)
    assert (said["new"], said["changed"], said["same"]) == (0, 1, 0)
    ((month,), _) = measuring.outside_rate(trust.hub, "Trust")
    assert month.numerator == 10
    assert keeping.verify(trust.hub).sound


def test_where_bad_rows_cannot_be_written_nothing_is_loaded(wardqi: Program, trust: Trust) -> None:
    path = write(trust.folder, "2021-09-01,Trust,people_restrained,5,\n", ROWS["short"])
    for target in (trust.folder / "gone" / "bad.csv", path, trust.folder):
        before = path.read_bytes()
        wardqi.refused("load", trust.folder / "hub", path, "--mapping", MAPPING, "--bad", target)
        assert path.read_bytes() == before
    assert measuring.outside_providers(trust.hub) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "cannot_read"),
        (b"", "empty"),
        (HEADING.encode(), "empty"),
        (b"month,provider\n1,2\n", "no_column"),
        (b"\xff\xfe\x00m", "not_text"),
        (HEADING.encode() + b'"' + b"x" * 200_000 + b'"\n', "not_text"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    wardqi: Program, trust: Trust, content: bytes | None, code: str
) -> None:
    path = trust.folder / "figures.csv"
    if content is not None:
        path.write_bytes(content)
    said = wardqi.refused("load", trust.folder / "hub", path, "--mapping", MAPPING)
    assert said.split("{")[0][:20] == PROBLEMS[code].split("{")[0][:20]


def test_neither_a_pipe_nor_a_folder_is_read(wardqi: Program, trust: Trust) -> None:
    for path in (Path("/dev/zero"), trust.folder):
        assert "could not be read" in wardqi.refused("load", trust.folder / "hub", path, "--mapping", MAPPING)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "[" * 100_000,
        '{"fmt":"wardqi-mapping","kind":"incident"}',
        '{"fmt":"wardqi-mapping","kind":"external_series","columns":{"month":"a"}}',
        '{"fmt":"wardqi-mapping","kind":"external_series","columns":[],"measures":{}}',
        '{"fmt":"wardqi-mapping","kind":"external_series","columns":{"month":"a","provider":"b","measure":"c",'
        '"value":"d"},"measures":{"x":{"counts":"no such"}}}',
        '{"fmt":"wardqi-mapping","kind":"external_series","columns":{"month":"a","provider":"b","measure":"c",'
        '"value":"d"},"measures":{"x":{}},"missing":[1]}',
    ],
)
def test_a_mapping_that_is_none_is_refused(wardqi: Program, trust: Trust, text: str) -> None:
    mapping = trust.folder / "mapping.json"
    mapping.write_text(text)
    path = write(trust.folder, "2021-09-01,Trust,people_restrained,5,\n")
    assert "mapping" in wardqi.refused("load", trust.folder / "hub", path, "--mapping", mapping)


def test_a_ward_takes_no_series_from_outside(wardqi: Program, trust: Trust) -> None:
    path = write(trust.folder, "2021-09-01,Trust,people_restrained,5,\n")
    assert "belong in a hub" in wardqi.refused("load", trust.folder / "heron", path, "--mapping", MAPPING)
