"""Damage of every kind to a bundle: always noticed, and always in our own words."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bundles import sample
from wardqi.bundles import seal
from wardqi.bundles.refused import Refused

DATA = sample.bundle(sample.manifest(n=30), sample.lines(30))
STRIDE = 7


def _taken(data: bytes) -> bool:
    """Whether a damaged bundle opened; anything raised but Refused fails the test."""
    try:
        seal.open_bytes(data, [sample.HUB_PC.recv_secret], lambda pub: pub == sample.WARD_PC.sign_pub)
    except Refused:
        return False
    return True


def _flipped(at: int, bit: int) -> bytes:
    data = bytearray(DATA)
    data[at] ^= 1 << bit
    return bytes(data)


def _two_bits(at: int) -> tuple[int, ...]:
    return tuple(random.Random(at).sample(range(8), 2))


def _check_flips(step: int) -> None:
    taken = [
        (at, bit) for at in range(0, len(DATA), step) for bit in _two_bits(at) if _taken(_flipped(at, bit))
    ]
    assert taken == []


def _check_cuts(step: int) -> None:
    assert [length for length in range(0, len(DATA), step) if _taken(DATA[:length])] == []


def test_the_bundle_itself_is_sound_and_large_enough() -> None:
    assert _taken(DATA)
    assert len(DATA) >= 1024


def test_flipped_bits_are_noticed() -> None:
    _check_flips(STRIDE)


def test_a_cut_at_any_length_is_noticed() -> None:
    _check_cuts(STRIDE)


@pytest.mark.full
def test_two_flipped_bits_of_every_byte_are_noticed() -> None:
    _check_flips(1)


@pytest.mark.full
def test_a_cut_at_every_length_is_noticed() -> None:
    _check_cuts(1)


@pytest.mark.parametrize(
    "more",
    [b"\0", b"\n", b"x" * 16, bytes(65_536), DATA],
    ids=["nul", "newline", "letters", "zeros", "itself"],
)
def test_anything_appended_is_noticed(more: bytes) -> None:
    assert not _taken(DATA + more)


def test_anything_put_in_front_or_left_out_is_noticed() -> None:
    assert not _taken(b"\n" + DATA)
    for start in range(1, len(DATA), 31):
        assert not _taken(DATA[start:])
        assert not _taken(DATA[:start] + DATA[start + 1 :])
        assert not _taken(DATA[:start] + DATA[start - 1 :])


def test_parts_of_two_bundles_do_not_make_a_third() -> None:
    other = sample.bundle(sample.manifest(n=30), sample.lines(30))
    shared = DATA.index(b"X25519 ") + len(b"X25519 ")  # up to here all bundles are alike
    for at in range(shared + 1, min(len(DATA), len(other)), 31):
        mixed = DATA[:at] + other[at:]
        assert mixed in (DATA, other) or not _taken(mixed)


STANZA = st.builds(
    lambda kind, more, body: b"-> " + kind + more + b"\n" + body + b"\n",
    st.sampled_from([b"X25519", b"scrypt", b"ssh-rsa", b"", b"x-grease"]),
    st.sampled_from([b"", b" ", b" 18", b" " + b"A" * 43, b" \xff"]),
    st.sampled_from([b"", b"A" * 43, b"A" * 64, b"A" * 65, b"-", b"-> "]),
)


@given(
    st.lists(STANZA, max_size=4),
    st.sampled_from([b"", b"--- ", b"---", b"--- " + b"A" * 43 + b"\n"]),
    st.binary(),
)
def test_a_hostile_header_is_refused_and_never_stops_the_program(
    stanzas: list[bytes], end: bytes, rest: bytes
) -> None:
    assert not _taken(b"age-encryption.org/v1\n" + b"".join(stanzas) + end + rest)
