from __future__ import annotations

import base64
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardqi.bundles import contents
from wardqi.domain import changes
from wardqi.domain.changes import BadChange, Line, Op, digest, parse_line, parse_op, parse_private

REP = "0123456789abcdef"
OP = Op(
    rep=REP,
    seq=2,
    prev="a" * 64,
    lam=7,
    kind="incident",
    action="create",
    ent="5f0c2c52-8b1e-4a86-9d0e-3f1c7a9e2b44",
    base=(f"{REP}:1",),
    set={"reason": "10", "interventions": {"11111111": {"type": "09"}}},
    priv=None,
    by="someone",
    at="2026-10-25T00Z",
    off=60,
    sv=1,
)


def spoiled(**changed: object) -> str:
    """The op's text with some keys changed; None takes a key away."""
    body = json.loads(OP.text()) | changed
    return json.dumps({key: value for key, value in body.items() if value is not ...})


def refusal(text: str) -> str:
    with pytest.raises(BadChange) as refused:
        parse_op(text)
    return refused.value.code


def test_an_op_comes_back_from_its_own_text() -> None:
    assert parse_op(OP.text()) == OP
    assert parse_op(replace(OP, reason="mistake", priv="b" * 64, base=()).text()).reason == "mistake"


def test_a_newer_op_with_further_keys_is_read() -> None:
    assert parse_op(spoiled(colour="blue")) == OP


@pytest.mark.parametrize(
    "key", ["rep", "seq", "prev", "lam", "kind", "ent", "base", "set", "priv", "by", "at"]
)
def test_an_op_without_one_of_its_keys_is_refused(key: str) -> None:
    assert refusal(spoiled(**{key: ...})) == "not_a_change"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("rep", "0123456789ABCDEF"),
        ("rep", "0123456789abcde"),
        ("rep", 5),
        ("seq", 0),
        ("seq", -1),
        ("seq", 1.0),
        ("seq", True),
        ("seq", "1"),
        ("seq", 2**53),
        ("lam", 0),
        ("lam", 2**53),
        ("prev", "a" * 63),
        ("prev", None),
        ("kind", "incident"),
        ("kind", "Incident.create"),
        ("kind", "incident.create.again"),
        ("ent", ""),
        ("ent", "x" * 81),
        ("ent", "a b"),
        ("ent", "a\n"),
        ("by", None),
        ("at", "2026-10-25T24Z"),
        ("at", "2026-02-29T10Z"),
        ("at", "2026-10-25T10:00Z"),
        ("at", "２０２６-10-25T10Z"),
        ("off", 1441),
        ("off", "60"),
        ("sv", 0),
        ("sv", 10_001),
        ("reason", "in words"),
        ("priv", "hash"),
    ],
)
def test_a_value_that_no_op_can_have_is_refused(key: str, value: object) -> None:
    assert refusal(spoiled(**{key: value})) == "not_a_change"


@pytest.mark.parametrize("base", [None, "x", ["x"], [f"{REP}:0"], [f"{REP}:01"], [f"{REP}:1"] * 65, [1]])
def test_a_base_that_names_no_changes_is_refused(base: object) -> None:
    assert refusal(spoiled(base=base)) in ("bad_base", "not_a_change")


def test_the_29th_of_february_is_a_day_in_a_leap_year() -> None:
    assert parse_op(spoiled(at="2028-02-29T10Z")).at == "2028-02-29T10Z"


def test_a_text_may_take_64_kib_and_no_more() -> None:
    longest = "é" * (changes.LONGEST_TEXT // 2)
    assert parse_op(spoiled(set={"note": longest})).set == {"note": longest}
    assert refusal(spoiled(set={"note": longest + "e"})) == "text_too_long"
    assert refusal(spoiled(set={"rows": {"11111111": {"note": longest + "e"}}})) == "text_too_long"


def test_a_change_may_set_200_fields_and_no_more() -> None:
    fields = {f"f{number}": number for number in range(200)}
    assert len(parse_op(spoiled(set=fields)).set) == 200
    assert refusal(spoiled(set={**fields, "one": 1})) == "too_many_fields"
    rows = {"rows": {f"{number:08x}": {"a": 1, "b": 2} for number in range(101)}}
    assert refusal(spoiled(set=rows)) == "too_many_fields"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        '{"rep":1,"rep":2}',
        OP.text()[:-1],
        OP.text().replace('"seq":2', '"seq":NaN'),
        OP.text().replace('"seq":2', '"seq":' + "9" * 10**6),
        OP.text().replace('"10"', "[" * 10**5 + "]" * 10**5),
        OP.text().replace('"10"', '"\\ud800"'),
    ],
    ids=lambda text: text[:12],
)
def test_what_is_not_one_plain_json_object_is_refused(text: str) -> None:
    assert refusal(text) == "not_a_change"


@given(st.text(max_size=200) | st.recursive(st.integers() | st.text(max_size=5), st.lists).map(json.dumps))
def test_no_text_is_answered_by_anything_but_our_own_refusal(text: str) -> None:
    for parse in (parse_op, parse_line):
        with pytest.raises(BadChange):
            parse(text)


def test_a_line_comes_back_with_and_without_its_private_part() -> None:
    line = Line(OP.text(), base64.b64encode(bytes(64)).decode(), "someone", '{"salt":"x"}')
    assert parse_line(line.to_json(with_private=True)) == line
    assert parse_line(line.to_json(with_private=False)) == replace(line, private=None)


@pytest.mark.parametrize(
    "parts",
    [["a", "b"], ["a", "b", "c", "d", "e"], ["a", "b", 3], ["a", "b", ""], ["a", "b" * 129, "c"], {}, "x"],
)
def test_what_is_not_a_change_line_is_refused(parts: object) -> None:
    with pytest.raises(BadChange, match="not_a_change"):
        parse_line(json.dumps(parts))


def private(**changed: object) -> tuple[str, Op]:
    body = {"salt": "c2FsdA==", "at": "2026-10-25T00:20:05Z", "set": {"narrative": "words"}} | changed
    text = json.dumps(body)
    return text, replace(OP, priv=digest(text))


def test_a_private_part_comes_back_when_it_is_the_one_the_op_names() -> None:
    text, op = private()
    assert parse_private(text, op) == ("2026-10-25T00:20:05Z", {"narrative": "words"})


def test_another_private_part_than_the_named_one_is_refused() -> None:
    text, op = private()
    for other in (text + " ", text.replace("words", "wordz")):
        with pytest.raises(BadChange, match="does_not_match"):
            parse_private(other, op)
    with pytest.raises(BadChange, match="does_not_match"):
        parse_private(text, replace(op, priv=None))


@pytest.mark.parametrize(
    "changed",
    [
        {"set": []},
        {"set": None},
        {"at": "2026-10-25T01:20:05Z"},  # another hour than the op's
        {"at": "yesterday, by John Smith"},
        {"at": "2026-10-25T00:20:05Z\n"},
        {"at": 5},
    ],
)
def test_a_private_part_that_says_nothing_usable_is_refused(changed: dict[str, object]) -> None:
    text, op = private(**changed)
    with pytest.raises(BadChange, match="bad_private_part"):
        parse_private(text, op)


def test_the_salt_makes_equal_private_parts_differ() -> None:
    one, other = (changes.private_text(salt, "2026-10-25T00:20:05Z", {"a": "b"}) for salt in ("x", "y"))
    assert digest(one) != digest(other)


def test_a_bundle_takes_every_line_that_the_log_takes() -> None:
    assert contents.LONGEST_LINE == changes.LONGEST_LINE
