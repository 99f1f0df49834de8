"""The commands `chart` and `funnel`: the JSON contract, the golden cases, and plain refusals."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests import spc_golden as golden
from tests.domain.test_funnel import FUNNELS
from tests.domain.test_spc_golden import MDC_ASSURANCE, MDC_ICONS, PTD_ASSURANCE
from tests.spc_golden import Run, assert_figures, by, charts, checked
from wardqi.cli import chart as command
from wardqi.domain.spc import ANY_KINDS, CONVENTIONS, Settings

POINT_KEYS = {
    "date",
    "value",
    "centre",
    "lcl",
    "ucl",
    "phase",
    "outside",
    "shift",
    "trend",
    "two_of_three",
    "special",
}
PHASE_KEYS = {
    "phase",
    "n",
    "centre",
    "lcl",
    "ucl",
    "longest_run",
    "longest_run_limit",
    "crossings",
    "crossings_limit",
    "run_signal",
}


def run(arguments: list[str]) -> Result:
    return CliRunner().invoke(command.chart, arguments)


def answer(arguments: list[str]) -> dict[str, Any]:
    result = run([*arguments, "--json"])
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    parsed = json.loads(result.stdout)
    assert isinstance(parsed, dict)
    return parsed


def write(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def months(values: list[object]) -> str:
    rows = "\n".join(f"2{i // 12:03d}-{i % 12 + 1:02d}-01,{value}" for i, value in enumerate(values))
    return f"date,value\n{rows}\n"


@pytest.fixture
def steady(tmp_path: Path) -> str:
    return write(tmp_path / "steady.csv", months([12, 14, 11, 13, 12, 15, 12, 11, 14, 13, 12, 10, 14, 13]))


def case_file(folder: Path, case: str, divided: bool) -> str:
    """The input of a golden case as a person would have it: a CSV, rows in any order."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["date", "numerator", "denominator"] if divided else ["date", "value"])
    for row in reversed(by("inputs.csv", "case_id")[case]):
        writer.writerow([row["x"], row["y"], row["n"]] if divided else [row["x"], row["y"]])
    return write(folder / f"{case}.csv", out.getvalue())


def options(settings: Settings) -> list[str]:
    given = ["--kind", settings.kind, "--improve", settings.improve, "--points", str(settings.points)]
    given += ["--per", str(settings.per), "--match", settings.convention.name]
    if settings.rules:
        given += ["--rules", settings.rules]
    if settings.target is not None:
        given += ["--target", str(settings.target)]
    if settings.screen:
        given += ["--screen"]
    if settings.baseline is not None:
        given += ["--baseline", str(settings.baseline)]
    for date in settings.rebase:
        given += ["--rebase", str(date)]
    for date in settings.exclude:
        given += ["--exclude", str(date)]
    return given


def through_command(case: Run, folder: Path) -> dict[str, Any]:
    file = case_file(folder, case.case, golden.is_divided(case))
    return answer([file, *options(golden.settings(case))])


@pytest.mark.parametrize("case", charts("qicharts2"))
def test_the_command_agrees_with_qicharts2(case: Run, tmp_path: Path) -> None:
    found = through_command(case, tmp_path)
    answers = by("qicharts2_points.csv", "run_id")[case.run_id]
    assert len(found["points"]) == len(answers)
    for point, row in zip(found["points"], answers, strict=True):
        ours = {"y": point["value"], "cl": point["centre"], "lcl": point["lcl"], "ucl": point["ucl"]}
        assert_figures(ours, row, f"{case.run_id} {point['date']}")
        assert point["outside"] == (row["sigma_signal"] == "1")
    phases = by("qicharts2_summary.csv", "run_id")[case.run_id]
    assert len(found["phases"]) == len(phases)
    for phase, row in zip(found["phases"], phases, strict=True):
        assert phase["run_signal"] == (row["runs_signal"] == "1")
        if int(row["n_useful"]):
            ours = (phase["longest_run"], phase["crossings"])
            assert ours == (int(row["longest_run"]), int(row["n_crossings"]))
            limits = (phase["longest_run_limit"], phase["crossings_limit"])
            assert limits == (int(row["longest_run_max"]), int(row["n_crossings_min"]))
    checked["qicharts2 points, command"] += len(answers)


@pytest.mark.parametrize("case", charts("qcc"))
def test_the_command_agrees_with_qcc(case: Run, tmp_path: Path) -> None:
    found = through_command(case, tmp_path)
    answers = by("qcc_points.csv", "run_id")[case.run_id]
    for point, row in zip(found["points"], answers, strict=True):
        ours = {"y": point["value"], "cl": point["centre"], "lcl": point["lcl"], "ucl": point["ucl"]}
        assert_figures(ours, row, f"{case.run_id} {point['date']}")
        assert point["outside"] == (row["beyond_limits"] == "1")
        assert point["shift"] or row["violating_runs"] == "0"
    checked["qcc points, command"] += len(answers)


@pytest.mark.parametrize("case", charts("NHSRplotthedots"))
def test_the_command_agrees_with_nhsrplotthedots(case: Run, tmp_path: Path) -> None:
    found = through_command(case, tmp_path)
    answers = by("nhsrplotthedots_points.csv", "run_id")[case.run_id]
    assert len(found["points"]) == len(answers)
    for point, row in zip(found["points"], answers, strict=True):
        ours = {"y": point["value"], "mean": point["centre"], "lpl": point["lcl"], "upl": point["ucl"]}
        assert_figures(ours, row, f"{case.run_id} {point['date']}")
        kind = row["point_type"].removeprefix("special_cause_").removesuffix("_high").removesuffix("_low")
        assert point["special"] == {"common_cause": "none", "neutral": "neither"}.get(kind, kind)
    summary = by("nhsrplotthedots_summary.csv", "run_id")[case.run_id][0]
    icon = summary["variation_icon"].replace("neutral", "neither")
    assert found["variation"] == ("common" if icon == "common_cause" else icon)
    assert found["assurance"] == PTD_ASSURANCE[summary["assurance_icon"]]
    checked["NHSRplotthedots points, command"] += len(answers)


@pytest.mark.parametrize("case", charts("MDC SQL"))
def test_the_command_agrees_with_the_nhs_query(case: Run, tmp_path: Path) -> None:
    found = through_command(case, tmp_path)
    answers = by("mdc_points.csv", "run_id")[case.run_id]
    assert len(found["points"]) == len(answers)
    for point, row in zip(found["points"], answers, strict=True):
        ours = {"y": point["value"], "mean": point["centre"], "lpl": point["lcl"], "upl": point["ucl"]}
        assert_figures(ours, row, f"{case.run_id} {point['date']}")
        assert point["outside"] == ("1" in (row["single_above"], row["single_below"]))
        assert point["shift"] == ("1" in (row["shift_above"], row["shift_below"]))
        assert point["trend"] == ("1" in (row["trend_up"], row["trend_down"]))
        assert point["two_of_three"] == ("1" in (row["two_sigma_above"], row["two_sigma_below"]))
        kinds = {"common": "none", "neutral": "neither"}
        assert point["special"] == kinds.get(row["point_type"], row["point_type"])
    summary = by("mdc_summary.csv", "run_id")[case.run_id][0]
    assert found["variation"] == (MDC_ICONS[summary["variation_icon"]] or "common")
    assert found["assurance"] == MDC_ASSURANCE[summary["assurance_icon"]]
    checked["NHSE SQL v2.6a points, command"] += len(answers)


@pytest.mark.parametrize(
    "case", [c for c in charts("MDC SQL") if "/mdc_6" in str(c.id) and "excl" not in str(c.id)]
)
def test_the_defaults_are_those_of_the_nhs_query(case: Run, tmp_path: Path) -> None:
    """Without rules, points or a tool named, an XmR chart answers exactly as with them."""
    full = golden.settings(case)
    file = case_file(tmp_path, case.case, divided=False)
    short = ["--kind", "xmr", "--improve", full.improve]
    for date in full.rebase:
        short += ["--rebase", str(date)]
    if full.target is not None:
        short += ["--target", str(full.target)]
    if full.baseline is not None:
        short += ["--baseline", str(full.baseline)]
    plain, named = answer([file, *short]), answer([file, *options(full)])
    assert plain["rules"] == "nhs-2.6a/6"
    assert plain["points"] == named["points"]


def test_the_answer_has_the_promised_keys(steady: str) -> None:
    found = answer([steady, "--kind", "xmr"])
    assert {"kind", "rules", "points", "phases", "variation", "assurance", "sentence"} <= set(found)
    assert all(set(point) == POINT_KEYS for point in found["points"])
    assert all(set(phase) == PHASE_KEYS for phase in found["phases"])
    assert (found["kind"], found["variation"], found["assurance"]) == ("xmr", "common", "none")
    assert found["settings"]["points"] == 6
    assert found["version"]


def test_rows_in_any_order_give_the_same_answer(tmp_path: Path) -> None:
    rows = months([3, 5, 4, 6, 2, 5, 7, 4, 3, 5, 6, 4, 2, 3]).splitlines()
    forwards = write(tmp_path / "a.csv", "\n".join(rows))
    backwards = write(tmp_path / "b.csv", "\n".join([rows[0], *rows[:0:-1]]))
    one, other = answer([forwards, "--kind", "xmr"]), answer([backwards, "--kind", "xmr"])
    assert one == other


def test_an_empty_value_is_missing_and_carries_no_flags(tmp_path: Path) -> None:
    file = write(tmp_path / "gap.csv", months([30, 12, "", 12, 13, 12, 11, 12, 13, 12, 11, 12, 13, 12]))
    missing = answer([file, "--kind", "xmr"])["points"][2]
    assert missing["value"] is None
    assert missing["special"] == "none"
    assert not any(missing[flag] for flag in ("outside", "shift", "trend", "two_of_three"))


def test_a_star_is_a_hidden_small_number_and_counts_as_missing(tmp_path: Path) -> None:
    file = write(tmp_path / "star.csv", months([8, 12, "*", 12, 13, 12, 11, 12, 13, 12, 11, 12, 13, 12]))
    assert answer([file, "--kind", "run"])["points"][2]["value"] is None


def test_the_plain_answer_is_sentences(steady: str) -> None:
    result = run([steady, "--kind", "xmr", "--target", "5"])
    assert result.exit_code == 0
    assert "As things run now, the target of 5 will be missed every time." in result.stdout
    assert "NHS rules 2.6a, 6 points" in result.stdout


def test_a_byte_order_mark_capitals_and_extra_columns_do_no_harm(tmp_path: Path) -> None:
    body = "\ufeffDate,Ward, VALUE \n" + "".join(f"2026-01-{d:02d},Heron,{d % 3}\n" for d in range(1, 20))
    assert len(answer([write(tmp_path / "bom.csv", body), "--kind", "xmr"])["points"]) == 19


@pytest.mark.parametrize(
    ("text", "arguments", "words"),
    [
        ("", [], "is empty"),
        ("date,rate\n2026-01-01,3\n", [], "no column called value"),
        ("value\n3\n", [], "no column called date"),
        ("date,value,value\n2026-01-01,3,4\n", [], "two columns called value"),
        ("date,value\n01/02/2026,3\n", [], "date on line 2"),
        ("date,value\n2026-13-01,3\n", [], "date on line 2"),
        ("date,value\n2026-01-01,three\n", [], "value on line 2 is not a number"),
        ("date,value\n2026-01-01,nan\n", [], "value on line 2 is not a number"),
        ("date,value\n2026-01-01,inf\n", [], "value on line 2 is not a number"),
        ("date,value\n2026-01-01,1,234\n", [], "Line 2 has more cells"),
        ("date;value\n2026-01-01;3\n", [], "parted by semicolons"),
        (f'date,value,note\n2026-01-01,3,"{"x" * 200_000}"\n', [], "Line 2 of"),
        ("date,value\n", [], "no rows to chart"),
        ("date,value\n2026-01-01,\n", [], "Every figure is missing"),
        ("date,value\n2026-01-01,3\n2026-01-01,4\n", ["--kind", "run"], "same date (1 Jan 2026)"),
        ("date,value\n2026-01-01,3\n7,4\n", ["--kind", "run"], "labelled with dates and others with numbers"),
        ("date,value\n2026-01-01,1e200\n", ["--kind", "run"], "too large to be real"),
        ("date,value\n2026-01-01,-3\n", ["--kind", "c"], "below zero"),
        ("date,value\n2026-01-01,3\n", ["--kind", "u"], "needs a denominator"),
        (
            "date,numerator,denominator\n2026-01-01,3,-1\n",
            ["--kind", "u"],
            "denominator (1 Jan 2026) is below",
        ),
        ("date,numerator,denominator\n2026-01-01,3,2\n", ["--kind", "p"], "larger than what it is out of"),
        ("date,numerator,denominator\n2026-01-01,3,0\n", ["--kind", "u"], "Every figure is missing"),
        (months([0] * 9 + [1] * 7), ["--kind", "run"], "median is zero"),
        (months([3, 0, 4]), ["--kind", "t"], "same time (1 Feb 2000)"),
        (months([3, 2, 4]), ["--kind", "run", "--rebase", "2030-01-01"], "outside the dates"),
        (months([3, 2, 4]), ["--kind", "run", "--exclude", "2000-06-01"], "no row to leave out"),
        (months([3, 2, 4]), ["--kind", "run", "--baseline", "9"], "longer than the stretch"),
        (months([3, 2, 4]), ["--kind", "run", "--baseline", "1"], "at least two periods"),
    ],
)
def test_what_cannot_be_charted_is_refused_in_one_sentence(
    text: str, arguments: list[str], words: str, tmp_path: Path
) -> None:
    result = run([write(tmp_path / "bad.csv", text), *arguments, "--json"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    result = run([str(tmp_path / "none.csv")])
    assert result.exit_code == 1
    assert "There is no file" in result.stderr


def test_a_folder_or_a_picture_is_refused(tmp_path: Path) -> None:
    assert run([str(tmp_path)]).exit_code == 1
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff\xfe")
    result = run([str(picture)])
    assert (result.exit_code, "not plain text" in result.stderr) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--kind", "pie"],
        ["--points", "8"],
        ["--per", "0"],
        ["--per", "nan"],
        ["--target", "nan"],
        ["--rebase", "soon"],
        ["--out", "chart.docx"],
    ],
)
def test_wrong_usage_exits_with_two(steady: str, arguments: list[str]) -> None:
    assert run([steady, *arguments]).exit_code == 2


@pytest.mark.parametrize(("suffix", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_out_writes_a_picture_of_the_kind_asked_for(
    steady: str, tmp_path: Path, suffix: str, start: bytes
) -> None:
    out = tmp_path / f"chart.{suffix}"
    assert answer([steady, "--kind", "xmr", "--out", str(out)])["kind"] == "xmr"
    assert out.read_bytes().startswith(start)


def test_a_picture_that_cannot_be_saved_is_said_plainly(steady: str, tmp_path: Path) -> None:
    result = run([steady, "--kind", "xmr", "--out", str(tmp_path / "no" / "chart.png")])
    assert result.exit_code == 1
    assert "could not be saved" in result.stderr


def test_numpy_waits_for_a_chart_and_matplotlib_for_a_picture(steady: str) -> None:
    script = (
        "import sys, wardqi.cli.chart as c\n"
        "assert 'numpy' not in sys.modules\n"
        "from click.testing import CliRunner\n"
        "assert CliRunner().invoke(c.chart, [sys.argv[1], '--kind', 'xmr', '--json']).exit_code == 0\n"
        "assert 'matplotlib' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", script, steady], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_options_offer_every_kind_and_tool() -> None:
    assert set(command.KINDS) == set(ANY_KINDS)
    assert set(command.TOOLS) == set(CONVENTIONS)


WARDS = "unit,numerator,denominator\n" + "".join(
    f"Ward {i},{20 + i % 5},{2000 + 10 * i}\n" for i in range(14)
)


def test_a_funnel_answers_in_json_and_draws(tmp_path: Path) -> None:
    file = write(tmp_path / "wards.csv", WARDS + "Kestrel,90,2100\n")
    out = tmp_path / "funnel.svg"
    arguments = [file, "--per", "1000", "--json", "--out", str(out)]
    result = CliRunner().invoke(command.funnel, arguments)
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert [unit["unit"] for unit in found["units"] if unit["state"] == "high"] == ["Kestrel"]
    assert found["centre"] == pytest.approx(1000 * (14 * 22 - 2 + 90) / (14 * 2065 + 2100), rel=0.05)
    assert out.read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize("case", FUNNELS)
def test_the_funnel_command_agrees_with_funnelplotr(case: Run, tmp_path: Path) -> None:
    given = by("inputs.csv", "case_id")[case.case]
    body = "unit,numerator,denominator\n" + "".join(f"{r['unit']},{r['y']},{r['n']}\n" for r in given)
    kind = "proportion" if case.case == "G-FUN-03" else "ratio"
    result = CliRunner().invoke(command.funnel, [write(tmp_path / "f.csv", body), "--kind", kind, "--json"])
    answers = by("funnelplotr_points.csv", "run_id")[case.run_id]
    for unit, row in zip(json.loads(result.stdout)["units"], answers, strict=True):
        ours = {"ratio": unit["value"], "z": unit["z"], **unit["unadjusted"]}
        if case.run_id == "G-FUN-03/fp_pr":
            ours |= {f"od_{name}": figure for name, figure in unit["adjusted"].items()}
        assert_figures(ours, row, f"{case.run_id} {unit['unit']}")
    checked["FunnelPlotR wards, command"] += len(answers)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("unit,numerator\nA,3\n", "no column called denominator"),
        ("unit,numerator,denominator\n,3,4\n", "has no unit"),
        ("unit,numerator,denominator\nA,3,4\nA,3,4\n", "same name (A)"),
        ("unit,numerator,denominator\nA,x,4\n", "not a number"),
        ("unit,numerator,denominator\n", "no wards"),
        ("unit,numerator,denominator\nA,0,4\nB,0,4\n", "No ward has any events"),
    ],
)
def test_a_funnel_that_cannot_be_drawn_is_refused_in_one_sentence(
    text: str, words: str, tmp_path: Path
) -> None:
    result = CliRunner().invoke(command.funnel, [write(tmp_path / "bad.csv", text)])
    assert result.exit_code == 1
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


def test_few_wards_are_told_apart_from_a_funnel(tmp_path: Path) -> None:
    file = write(tmp_path / "few.csv", "unit,numerator,denominator\nA,3,400\nB,5,500\n")
    result = CliRunner().invoke(command.funnel, [file])
    assert result.exit_code == 0
    assert "Too few wards to compare (2)" in result.stdout
