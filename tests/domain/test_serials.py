"""Serials of paper slips: short, readable, and a mistyped one is noticed."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardqi.domain import serials
from wardqi.domain.serials import ALPHABET, LENGTH, MOST, NotASerial

PCS = st.text("0123456789abcdef", min_size=16, max_size=16)
MADE = st.builds(lambda pc, number: serials.of(serials.mark(pc), number), PCS, st.integers(0, MOST - 1))


def why(text: str) -> str:
    with pytest.raises(NotASerial) as caught:
        serials.read(text)
    return caught.value.code


@given(MADE)
def test_a_serial_is_read_as_it_is_shown_however_it_is_typed(serial: str) -> None:
    plain = serial.replace("-", "")
    assert len(plain) == LENGTH
    for said in (serial, plain, plain.lower(), f" {plain[:4]} {plain[4:]} \r\n", plain.replace("0", "o")):
        assert serials.read(said) == serial
    assert serials.read(plain.replace("1", "l").replace("2", "z")) == serial


@given(MADE, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_any_one_wrong_character_is_noticed(serial: str, at: int, other: str) -> None:
    plain = serial.replace("-", "")
    wrong = plain[:at] + other + plain[at + 1 :]
    if wrong != plain:
        assert why(wrong) == "check"


@given(MADE)
def test_any_two_characters_that_changed_places_are_noticed(serial: str) -> None:
    plain = serial.replace("-", "")
    for one, two in itertools.combinations(range(LENGTH), 2):
        letters = list(plain)
        letters[one], letters[two] = letters[two], letters[one]
        if (wrong := "".join(letters)) != plain:
            assert why(wrong) == "check"


def test_what_is_no_serial_says_why() -> None:
    assert why("  ") == "empty"
    assert why("K7QM") == "length"
    assert why("K7QM-014P-9") == "length"
    assert why("<img=x/>") == "character"
    assert why("\u202eK7QM014") == "character"


@given(PCS, st.integers(0, MOST - 1))
def test_numbers_and_marks_come_back(pc: str, number: int) -> None:
    serial = serials.of(serials.mark(pc), number)
    assert serials.parts(serial) == (serials.mark(pc), number)


def test_serials_of_a_pc_are_in_order_and_none_comes_twice() -> None:
    made = [serials.of("K7QM", number) for number in range(2000)]
    assert made == sorted(made)
    assert len(set(made)) == 2000
    for past in (-1, MOST):
        with pytest.raises(ValueError, match="no more"):
            serials.of("K7QM", past)


def test_there_are_no_letters_that_read_like_others_and_no_words() -> None:
    assert not set("AEIOULZ") & set(ALPHABET)
    assert len(set(ALPHABET)) == 29


def test_the_example_people_are_shown_is_one() -> None:
    assert serials.read(serials.EXAMPLE) == serials.EXAMPLE
