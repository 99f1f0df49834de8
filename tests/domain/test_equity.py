"""Groups of patients, their bed days, and what a breakdown may show."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardqi.domain import codes, equity, periods
from wardqi.domain.equity import Counts, GroupDays
from wardqi.domain.privacy import HIDDEN

OCTOBER = periods.month(date(2026, 10, 1))
WARD = "0b8cbb3e-6c1f-4a53-9a5d-0d2f6f6f7a11"
OTHER = "7a4c8a52-1d4f-4d6a-8f0e-b4e0c2d5a9f1"


def patient(came: str, left: str | None = None, ward: str = WARD, **more: object) -> dict[str, object]:
    stay = {"ward": ward, "admitted_on": came, **({"left_on": left} if left else {})}
    return {"stays": {"00000001": stay}, **more}


@pytest.mark.parametrize(
    ("values", "part", "group"),
    [
        ({"ethnic_category": "M"}, "ethnic", "ethnic_black"),
        ({"ethnic_category": "Z"}, "ethnic", "ethnic_not_known"),
        ({}, "ethnic", "ethnic_not_known"),
        ({"gender": "3"}, "gender", "gender_3"),
        ({"gender": "Z"}, "gender", "gender_not_known"),
        ({"sex": "2"}, "gender", "gender_2"),
        ({"sex": "9"}, "gender", "gender_not_known"),
        ({"gender": "1", "sex": "2"}, "gender", "gender_1"),
        ({"age_band": "25_34"}, "age", "age_25_34"),
        ({"age_band": 17}, "age", "age_under_18"),
        ({"birth_date": "1961-10-02"}, "age", "age_55_64"),
        ({"birth_date": "1961-10-01"}, "age", "age_65_over"),
        ({"ld_status": "3"}, "ld", "ld_suspected"),
        ({"autism_status": "5"}, "autism", "autism_no"),
        ({"autism_status": "odd"}, "autism", "autism_not_known"),
    ],
)
def test_everybody_has_a_group_in_every_part(values: dict[str, object], part: str, group: str) -> None:
    found = equity.groups(values, date(2026, 10, 1))
    assert found[part] == group
    assert set(found) == set(equity.PARTS)
    known = codes.get("equality_group")
    assert all(one in known.in_group(name) for name, one in found.items())


def test_bed_days_of_a_group_are_those_of_its_patients_on_this_ward() -> None:
    people = [
        patient("2026-09-01", ethnic_category="A"),  # all month
        patient("2026-10-10", "2026-10-15", ethnic_category="A"),  # five nights
        patient("2026-10-30", ethnic_category="M"),  # two
        patient("2026-09-01", ward=OTHER, ethnic_category="M"),
        patient("2026-09-01", "2026-10-01", ethnic_category="M"),  # left on the first
        patient("2026-10-10", "2026-10-10", ethnic_category="M"),  # came and went
    ]
    found = equity.group_days(people, WARD, OCTOBER)
    ethnic = {name: one for name, one in found.items() if name.startswith("ethnic")}
    assert ethnic == {"ethnic_white": GroupDays(36, 2), "ethnic_black": GroupDays(2, 1)}
    assert found["gender_not_known"] == GroupDays(38, 3)


def test_two_stays_in_a_month_are_one_person() -> None:
    twice = patient("2026-10-01", "2026-10-05")
    twice["stays"] = {**twice["stays"], "00000002": {"ward": WARD, "admitted_on": "2026-10-20"}}  # type: ignore[dict-item]
    assert equity.group_days([twice], WARD, OCTOBER)["ld_not_known"] == GroupDays(4 + 12, 1)


COUNTS = st.fixed_dictionaries(
    {
        group: st.builds(
            lambda people, incidents, rows: Counts(people + incidents + rows, people + incidents, people),
            *(st.integers(0, 9) for _ in range(3)),
        )
        for group in codes.get("equality_group").in_group("ethnic")
    }
)


@given(COUNTS)
def test_no_hidden_group_can_be_worked_out(counts: dict[str, Counts]) -> None:
    beds = dict.fromkeys(counts, 400)
    shown = equity.breakdown("ethnic", counts, beds, dict.fromkeys(counts, 20))
    assert [one.group for one in shown.lines] == list(codes.get("equality_group").in_group("ethnic"))
    hidden = [one for one in shown.lines if one.people == HIDDEN]
    assert len(hidden) != 1
    for one in shown.lines:
        exact = counts[one.group]
        cells = (one.interventions, one.incidents, one.people, one.rate, one.percent)
        if one in hidden:
            assert set(cells) == {HIDDEN}
        else:
            assert min(exact.interventions, exact.incidents, exact.people) >= 5
            assert all(isinstance(cell, int) for cell in cells)
            assert one.people == 5 * ((2 * exact.people + 5) // 10)
    if next(one for one in shown.lines if one.group == "ethnic_not_known") in hidden:
        assert shown.missing == HIDDEN


def test_few_bed_days_hide_the_rate_and_unknown_ones_leave_it_out() -> None:
    counts = {"ld_yes": Counts(20, 12, 8), "ld_no": Counts(40, 30, 12)}
    short = equity.breakdown("ld", counts, {"ld_yes": 99, "ld_no": 900}, None)
    told = {one.group: one for one in short.lines}
    assert (told["ld_yes"].bed_days, told["ld_yes"].rate) == (HIDDEN, HIDDEN)
    assert (told["ld_no"].bed_days, told["ld_no"].rate, told["ld_no"].percent) == (900, 44, None)
    none = equity.breakdown("ld", counts, None, None)
    assert {(one.bed_days, one.rate) for one in none.lines} == {(None, None)}
    assert none.missing_days is None
