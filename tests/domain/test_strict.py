"""Strict JSON: what two readers could understand differently is refused, and quickly."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardqi.domain import strict

WHOLE = st.integers(-(2**53), 2**53)
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLE | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def _code(text: str | bytes) -> str:
    with pytest.raises(strict.NotStrict) as refused:
        strict.loads(text)
    return refused.value.code


def _depth(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(_depth, inner), default=0)


@given(VALUES)
def test_an_ordinary_value_comes_back_the_same(value: object) -> None:
    text = json.dumps(value)
    if _depth(value) > strict.DEEPEST:
        assert _code(text) == "too_deep"
    else:
        assert strict.loads(text) == value
        assert strict.loads(text.encode()) == value
        assert strict.loads(strict.dumps(value)) == value


@given(st.text() | st.binary() | st.text(alphabet='{}[]",:\\u0dD8eE+-.1 \n'))
def test_any_text_is_read_or_refused_in_our_own_way(text: str | bytes) -> None:
    try:
        value = strict.loads(text)
    except strict.NotStrict:
        return
    assert json.loads(text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_json"),
        ("{", "not_json"),
        ("{'a':1}", "not_json"),
        ("[1,]", "not_json"),
        ("1 2", "not_json"),
        ("01", "not_json"),
        ('"a\nb"', "not_json"),
        ("\ufeff{}", "not_json"),
        ("// note\n1", "not_json"),
        (b"\xff", "not_text"),
        (b'"\xed\xa0\x80"', "not_text"),
        ('{"a":1,"a":1}', "duplicate_key"),
        ('[{"b":{"a":1,"\\u0061":2}}]', "duplicate_key"),
        ("NaN", "not_a_number"),
        ("[Infinity]", "not_a_number"),
        ('{"a":-Infinity}', "not_a_number"),
        ("1e999", "number_too_big"),
        ("-1e999", "number_too_big"),
        ("9007199254740993", "number_too_big"),
        ("-9007199254740993", "number_too_big"),
        ('"\\ud800"', "half_character"),
        ('{"\\udc00":1}', "half_character"),
        ('[["\\ud83d\\uD83D"]]', "half_character"),
        ('"\ud800"', "half_character"),
        ("[" * 9 + "]" * 9, "too_deep"),
        ('{"a":' * 9 + "1" + "}" * 9, "too_deep"),
        ('["\\"",' + "[" * 8 + "]" * 9, "too_deep"),
    ],
)
def test_what_is_not_strict_is_refused_with_its_reason(text: str | bytes, code: str) -> None:
    assert _code(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "9007199254740992",
        "-9007199254740992",
        '"\\ud83d\\ude00"',
        '"\\\\ud800"',
        "[" * 8 + "]" * 8,
        json.dumps("[" * 500),
        json.dumps(["[" * 500, '"' * 9, "{" * 20 + "\\"]),
        "[" + ",".join(["[]"] * 100) + "]",
        "1.25e-3",
        " [1 , 2]\n",
    ],
)
def test_what_only_looks_alarming_is_read(text: str) -> None:
    assert strict.loads(text) == json.loads(text)


@pytest.mark.parametrize("digits", ["1" * 10**6, "-" + "1" * 10**6, "1." + "1" * 10**6, "1e" + "1" * 10**6])
def test_a_number_of_a_million_digits_is_refused_without_being_read(digits: str) -> None:
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)  # the standard parser's own guard is not what saves us
    try:
        assert _code(f'{{"a":{digits}}}') == "number_too_big"
    finally:
        sys.set_int_max_str_digits(limit)


@pytest.mark.parametrize("text", ["[" * 10**5, "[" * 10**5 + "]" * 10**5, '{"a":' * 10**5, "[{}," * 10**5])
def test_nesting_of_a_hundred_thousand_is_refused(text: str) -> None:
    assert _code(text) == "too_deep"


@pytest.mark.parametrize("text", ['"\\"' * 500_000, '"' * 10**6, '["' + "\\" * 10**6, "\\" * 10**6])
def test_a_million_quotes_or_slashes_are_scanned_once(text: str) -> None:
    assert _code("{}{}{}{}{}{}{}{}{}" + text) == "not_json"


def test_writing_sorts_keys_and_keeps_letters() -> None:
    assert strict.dumps({"b": [1, 2.5, None], "a": "Tŷ Hafan"}) == '{"a":"Tŷ Hafan","b":[1,2.5,null]}'


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"),
        (2**53 + 1, "number_too_big"),
        ("\ud800", "half_character"),
        ([[[[[[[[[1]]]]]]]]], "too_deep"),
    ],
)
def test_what_could_not_be_read_back_is_not_written(value: object, code: str) -> None:
    with pytest.raises(strict.NotStrict) as refused:
        strict.dumps(value)
    assert refused.value.code == code


def test_a_list_that_holds_itself_is_not_written() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(strict.NotStrict):
        strict.dumps(endless)
