"""Initials, NHS numbers and names easily mistaken."""

from __future__ import annotations

from datetime import date

import pytest

from wardqi.domain import patients

TODAY = date(2026, 11, 23)


def test_initials_come_from_each_part_of_a_name() -> None:
    assert patients.initials("Mary-Ann O'Neil") == "MAO"
    assert patients.initials("  zoë  ábel ") == "ZÁ"
    assert patients.initials("") == ""


@pytest.mark.parametrize("text", ["9434765919", "943 476 5919", "943-476-5919"])
def test_a_right_nhs_number_is_taken_however_it_is_spaced(text: str) -> None:
    assert patients.nhs_problem(text) is None
    assert patients.spaced(patients.nhs_number(text)) == "943 476 5919"


@pytest.mark.parametrize(
    ("text", "why"),
    [("9434765918", "check"), ("943476591", "length"), ("94347659190", "length"), ("943476591x", "digits")],
)
def test_a_wrong_nhs_number_is_told_apart(text: str, why: str) -> None:
    assert patients.nhs_problem(text) == why


def test_any_single_wrong_digit_is_noticed() -> None:
    right = "9434765919"
    for place in range(10):
        for digit in "0123456789":
            if digit != right[place]:
                assert patients.nhs_problem(right[:place] + digit + right[place + 1 :]) == "check"


def test_a_patient_needs_initials_or_a_name_and_a_likely_birth_date() -> None:
    assert patients.problems({"name": " "}, TODAY) == {"initials": "missing"}
    assert patients.problems({"initials": "JS"}, TODAY) == {}
    assert patients.problems({"initials": "JS", "birth_date": "2026-11-24"}, TODAY) == {
        "birth_date": "future"
    }
    assert patients.problems({"initials": "JS", "birth_date": "1890-01-01"}, TODAY) == {
        "birth_date": "too_old"
    }
    assert patients.problems({"initials": "JS", "nhs_number": "123"}, TODAY) == {"nhs_number": "length"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"initials": "JS", "name": "John Smith"}, {"initials": "js", "name": "Jane Sands"}),
        ({"name": "John Smith"}, {"name": "Mary Smith"}),
        ({"name": "Jon Smith"}, {"name": "John Smyth"}),
        ({"name": "Zoë Brian"}, {"name": "Zoe Brain"}),
        ({"nhs_number": "9434765919"}, {"nhs_number": "9434765919"}),
    ],
)
def test_those_easily_mistaken_are_found_both_ways(one: dict[str, str], other: dict[str, str]) -> None:
    assert patients.alike(one, [other]) == [0]
    assert patients.alike(other, [one]) == [0]


def test_those_plainly_different_are_left_alone() -> None:
    one = {"initials": "JS", "name": "John Smith", "nhs_number": "9434765919"}
    others = [{"initials": "AK", "name": "Amir Khan"}, {"initials": ""}, {}]
    assert patients.alike(one, others) == []
