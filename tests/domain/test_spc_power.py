"""The chance of seeing a fall, against 6,000 simulated wards of another program."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from wardqi.domain.spc import Settings
from wardqi.domain.spc.power import chance_of_seeing

SIMULATED = Path(__file__).parents[1] / "data" / "spc" / "detection_power_simulated.csv"
ROWS = [
    row
    for row in csv.DictReader(SIMULATED.open(encoding="utf-8"))
    if row["mean_per_month"] in ("2", "4", "8", "16", "32") and row["months_after"] == "12"
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['mean_per_month']}-{row['reduction_pct']}")
@pytest.mark.parametrize(
    ("column", "settings"),
    [
        ("mdc6_baseline12_improvement_signal", Settings(kind="xmr", points=6)),
        ("mdc7_baseline12_improvement_signal", Settings(kind="xmr", points=7)),
        ("anhoej_baseline_median", Settings(kind="run")),
    ],
)
def test_the_chance_agrees_with_the_reference_simulation(
    row: dict[str, str], column: str, settings: Settings
) -> None:
    fall = float(row["reduction_pct"]) / 100
    chance = chance_of_seeing(float(row["mean_per_month"]), settings, reduction=fall or 0.25)
    found = chance.seen if fall else chance.false
    assert found == pytest.approx(float(row[column]), abs=0.035)


def test_clumped_counts_make_a_fall_harder_to_see() -> None:
    plain = chance_of_seeing(8, Settings(kind="xmr"))
    clumped = chance_of_seeing(8, Settings(kind="xmr"), clumping=2.0)
    assert clumped.seen < plain.seen


def test_the_same_question_has_the_same_answer() -> None:
    assert chance_of_seeing(5, Settings(kind="c")) == chance_of_seeing(5, Settings(kind="c"))


def test_no_mean_no_answer() -> None:
    with pytest.raises(ValueError, match="above zero"):
        chance_of_seeing(0, Settings(kind="xmr"))
