"""The lines inside a bundle: what was packed is read back, and what could not be ours is refused."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bundles import sample
from wardqi.bundles import contents, receipts
from wardqi.bundles.refused import Refused

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def _refusal(attempt: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        attempt()
    return refused.value.code


def _unpack(body: bytes) -> str:
    return _refusal(lambda: contents.unpack(gzip.decompress(body)))


@pytest.mark.parametrize("kind", sorted(contents.KINDS))
def test_what_was_packed_is_read_back_the_same(kind: str) -> None:
    said = sample.manifest(kind=kind, keyring="a signed text")
    lines = sample.lines(3, private=kind in contents.PRIVATE_KINDS)
    assert contents.unpack(gzip.decompress(contents.pack(said, lines))) == (said, lines)


def test_the_same_contents_pack_to_the_same_bytes() -> None:
    first = contents.pack(sample.manifest(), sample.lines(3))
    assert first == contents.pack(sample.manifest(), sample.lines(3))


def test_lines_part_at_line_feeds_only() -> None:
    lines = ['["a\u2028b\u0085c","s","u"]', '["\\r\\n","s","u"]', '[ "a" ,"s","u"]\r']
    assert contents.unpack(gzip.decompress(contents.pack(sample.manifest(), lines)))[1] == lines


@pytest.mark.parametrize("kind", sorted(contents.KINDS - contents.PRIVATE_KINDS))
def test_private_text_neither_leaves_nor_enters_in_a_kind_that_travels(kind: str) -> None:
    lines = sample.lines(2, private=True)
    assert _refusal(lambda: contents.pack(sample.manifest(kind=kind, n=2), lines)) == "private_inside"
    raw = [line.encode() for line in lines]
    assert _unpack(sample.packed(*raw, said=sample.said(kind=kind, n=2))) == "private_inside"


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b'"text"',
        b"[]",
        b'["a","b"]',
        b'["a","b","c","d","e"]',
        b'["a","b",3]',
        b'["a","b",null]',
        b'["a","b",["c"]]',
        b'["a","b","c"',
        b'["a","b","c"]x',
        b'["a","b","\xff"]',
        b'["a","b","\\ud800"]',
        b'["a","b","\xed\xa0\x80"]',
        b'["a","b",NaN]',
        b'["a","b","c\x00"]',
        b"[" * 10**5,
        b'["a","b",' + b"1" * 10**6 + b"]",
    ],
)
def test_a_change_line_of_another_shape_is_refused(line: bytes) -> None:
    assert _unpack(sample.packed(line, said=sample.said(n=1))) == "bad_line"


def test_a_line_that_would_become_two_is_not_packed() -> None:
    assert _refusal(lambda: contents.pack(sample.manifest(n=1), ['["a","b",\n"c"]'])) == "bad_line"


def test_the_number_of_lines_must_be_the_manifests() -> None:
    for number in (2, 4):
        assert (
            _refusal(lambda n=number: contents.pack(sample.manifest(n=n), sample.lines(3))) == "bad_manifest"
        )
        raw = [line.encode() for line in sample.lines(3)]
        assert _unpack(sample.packed(*raw, said=sample.said(n=number))) == "bad_manifest"


def test_a_last_line_cut_short_is_refused() -> None:
    whole = gzip.decompress(contents.pack(sample.manifest(), sample.lines(3)))
    for cut in (b"", whole[:-1], whole + b"x", b"\n"):
        assert _refusal(lambda text=cut: contents.unpack(text)) in {"bad_line", "bad_manifest"}


REPLICAS = [
    [],
    {"x": [1, 1]},
    {sample.REP: None},
    {sample.REP.upper(): [1, 1]},
    {f"{n:016x}": [1, 2] for n in range(10_001)},
]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("fmt", ["other", None, 1]),
        ("v", [0, 2, True, "1", 1.0]),
        ("kind", ["backup", "", "Changes", "changes\n", ["changes"]]),
        ("id", ["", "0C0FFEE0-1234-4ABC-8DEF-0123456789AB", "0c0ffee0-1234-1abc-8def-0123456789ab", 7]),
        ("org", ["", "two words", "../up", "x" * 65, "tr\u00fcst", "a\n"]),
        ("ward", ["-", "a b", None]),
        ("dev", ["", "=cmd", None]),
        ("rep", ["", "0123", "g" * 16, sample.REP + "\n"]),
        ("bseq", [0, -1, 1.5, "1", True, 2**53 + 1]),
        ("bprev", ["", "0" * 63, "G" * 64]),
        (
            "to",
            [
                None,
                "age1",
                ["age1"],
                [sample.HUB_PC.recv_pub] * 2,
                [1],
                [f"age1{n:058d}" for n in range(101)],
            ],
        ),
        ("n", [-1, "0", 1, None]),
        (
            "ranges",
            [
                *REPLICAS,
                {sample.REP: [2, 1]},
                {sample.REP: [0, 1]},
                {sample.REP: [1]},
                {sample.REP: [1, 2, 3]},
            ],
        ),
        (
            "heads",
            [*REPLICAS, {sample.REP: [1, "x"]}, {sample.REP: [0, "ab" * 32]}, {sample.REP: ["ab" * 32, 1]}],
        ),
        ("have", [*REPLICAS, {sample.REP: -1}, {sample.REP: 1.0}, {sample.REP: True}]),
        ("schema", [0, None, "1"]),
        ("min_schema", [0, 2, None]),
        ("app", [None, 1, "x" * 65]),
        ("made", [None, "", "yesterday", "2026-10-25T01:20:00", "2026-10-25T01:20:00+00:00"]),
        ("keyring", [1, ["text"]]),
        ("pseudonym_key", ["", "AAAA", 1, "A" * 43 + "="]),
        ("reviews", [None, {}, ["x"], [{}]]),
        ("questions", [None, {}, ["x"], [{}]]),
    ],
)
def test_a_manifest_with_one_thing_wrong_is_refused(name: str, values: list[object]) -> None:
    for value in values:
        assert _unpack(sample.packed(said=sample.said(**{name: value}))) == "bad_manifest", value


@pytest.mark.parametrize("name", sorted(sample.said()))
def test_nothing_may_be_missing_from_a_manifest(name: str) -> None:
    assert _unpack(sample.packed(said=sample.said(**{name: ...}))) == "bad_manifest"


def test_a_name_only_a_later_wardqi_knows_is_passed_over() -> None:
    read, _ = contents.unpack(gzip.decompress(sample.packed(said=sample.said(weather="fine"))))
    assert read == sample.manifest(n=0)


@given(st.dictionaries(st.sampled_from(sorted(sample.said())), JSON, max_size=4) | JSON)
def test_a_hostile_manifest_is_read_or_refused_and_never_stops_the_program(hostile: object) -> None:
    said = {**sample.said(), **hostile} if isinstance(hostile, dict) else hostile
    line = json.dumps(said).encode() + b"\n"
    try:
        read, lines = contents.unpack(line)
    except Refused:
        return
    assert lines == []
    assert contents.unpack(gzip.decompress(contents.pack(read, [])))[0] == read


@given(st.binary(max_size=200))
def test_hostile_text_is_refused_and_never_stops_the_program(hostile: bytes) -> None:
    with pytest.raises(Refused):
        contents.unpack(hostile)


def test_lines_are_split_by_number_and_by_size() -> None:
    assert contents.split([]) == []
    assert [len(part) for part in contents.split(["x"] * 45_000)] == [20_000, 20_000, 5_000]
    half = ["ä" * 250_000] * 70  # half a mebibyte less a little, each
    parts = contents.split(half)
    assert [line for part in parts for line in part] == half
    assert [len(part) for part in parts] == [31, 31, 8]
    assert all(sum(len(line.encode()) + 1 for line in part) <= contents.PART_BYTES for part in parts)


def test_a_line_longer_than_a_mebibyte_is_not_sent() -> None:
    longest = json.dumps(["x" * (contents.LONGEST_LINE - 14), "s", ""])
    assert len(longest) == contents.LONGEST_LINE - 1
    body = contents.pack(sample.manifest(n=1), [longest])
    assert contents.unpack(gzip.decompress(body))[1] == [longest]
    for attempt in (
        lambda: contents.split([longest + " "]),
        lambda: contents.pack(sample.manifest(n=1), [longest + " "]),
    ):
        assert _refusal(attempt) == "too_big"


def test_more_lines_or_text_than_a_reader_takes_are_not_packed() -> None:
    many = ['["a","b","c"]'] * contents.MOST_LINES
    assert _refusal(lambda: contents.pack(sample.manifest(n=len(many)), many)) == "too_big"
    fits = many[1:]
    body = contents.pack(sample.manifest(n=len(fits)), fits)
    assert len(contents.unpack(gzip.decompress(body))[1]) == len(fits)
    long = [json.dumps(["x" * 1_000_000, "s", "u"])] * 68
    assert _refusal(lambda: contents.pack(sample.manifest(n=68), long)) == "too_big"


RECEIPT = receipts.Receipt(
    have={sample.REP: 12},
    heads={sample.REP: (14, "cd" * 32)},
    reviews=(receipts.Review("incident", "0c0ffee0-1234-4abc-8def-0123456789ab", "conflict", ("reason",)),),
    questions=(
        receipts.Question(
            "0c0ffee0-1234-4abc-8def-0123456789ac",
            "2026-10-26",
            "Was <b>March</b> quiet?",
            "MHS76",
            "2026-03",
        ),
        receipts.Question("0c0ffee0-1234-4abc-8def-0123456789ad", "2026-10-26", "How are you?"),
    ),
    keyring="a signed text",
)


def test_a_receipt_says_to_the_ward_what_was_put_in() -> None:
    packed = contents.pack(receipts.onto(sample.manifest(n=0), RECEIPT), [])
    assert receipts.said(contents.unpack(gzip.decompress(packed))[0]) == RECEIPT


def test_a_receipt_may_bring_the_pseudonym_key_and_nothing_shows_it() -> None:
    key = "A" * 43 + "="
    said = receipts.onto(sample.manifest(n=0), replace(RECEIPT, pseudonym_key=key))
    read, _ = contents.unpack(gzip.decompress(contents.pack(said, [])))
    assert receipts.said(read).pseudonym_key == key
    assert key not in repr(read) + repr(receipts.said(read))


def test_only_a_receipt_is_read_as_one() -> None:
    assert _refusal(lambda: receipts.said(sample.manifest())) == "wrong_kind"


@pytest.mark.parametrize("field", ["kind", "ent", "why", "paths"])
def test_a_review_of_another_shape_is_refused(field: str) -> None:
    review = {"kind": "incident", "ent": "x", "why": "conflict", "paths": ["reason"], field: ["<b>", "<b>"]}
    said = sample.manifest(kind="receipt", reviews=(review,))
    assert _refusal(lambda: receipts.said(said)) == "bad_manifest"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "7"),
        ("asked", "2026-02-30"),
        ("asked", "20260201"),
        ("text", "x" * 2001),
        ("text", None),
        ("measure", "="),
        ("period", 3),
    ],
)
def test_a_question_of_another_shape_is_refused(field: str, value: object) -> None:
    good = {"id": "0c0ffee0-1234-4abc-8def-0123456789ac", "asked": "2026-10-26", "text": "Why?"}
    assert receipts.said(sample.manifest(kind="receipt", questions=(good,))).questions[0].measure == ""
    said = sample.manifest(kind="receipt", questions=({**good, field: value},))
    assert _refusal(lambda: receipts.said(said)) == "bad_manifest"
