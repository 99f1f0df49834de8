"""Sealing and opening: what was closed opens the same, and nothing else opens at all."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from tests.bundles import sample
from wardqi.bundles import contents, outside, seal
from wardqi.bundles.refused import REASONS, Refused

VECTORS = Path(__file__).parents[1] / "data" / "age"
HUB = [sample.HUB_PC.recv_secret]


def _known(pub: bytes) -> bool:
    return pub == sample.WARD_PC.sign_pub


def _refusal(data: bytes, identities: list[str] = HUB) -> str:
    with pytest.raises(Refused) as refused:
        seal.open_bytes(data, identities, _known)
    return refused.value.code


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "heron-1-00001.wqb"
    path.write_bytes(sample.bundle())
    return path


def test_what_was_closed_opens_with_either_recipients_key(saved: Path) -> None:
    for keys in (sample.HUB_PC, sample.WARD_PC):
        opened = seal.open_file(saved, [sample.STRANGER.recv_secret, keys.recv_secret], _known)
        assert contents.unpack(opened.body) == (sample.manifest(), sample.lines(3))
        assert opened.signer == sample.WARD_PC.sign_pub


def test_the_hashes_are_of_the_file_and_of_the_compressed_body() -> None:
    body = contents.pack(sample.manifest(), sample.lines(3))
    data = seal.close(body, sample.manifest().to, sample.WARD_PC)
    opened = seal.open_bytes(data, HUB, _known)
    assert opened.sha256 == hashlib.sha256(data).hexdigest()
    assert opened.body_sha256 == hashlib.sha256(body).hexdigest()


def test_the_same_body_closed_twice_looks_different() -> None:
    assert sample.bundle() != sample.bundle()


def test_a_key_of_nobody_named_opens_nothing() -> None:
    assert _refusal(sample.bundle(), [sample.STRANGER.recv_secret]) == "wrong_recipient"
    assert _refusal(sample.bundle(), []) == "wrong_recipient"


def test_a_strangers_bundle_is_refused_before_anything_inside_is_read() -> None:
    data = seal.close(b"not even compressed", [sample.HUB_PC.recv_pub], sample.STRANGER)
    assert _refusal(data) == "unknown_signer"


def test_the_keyring_may_refuse_a_signer_in_its_own_words() -> None:
    def withdrawn(_pub: bytes) -> bool:
        raise Refused("revoked_signer")

    with pytest.raises(Refused, match="revoked_signer"):
        seal.open_bytes(sample.bundle(), HUB, withdrawn)


def test_peeking_tells_size_and_recipients_without_a_key(saved: Path) -> None:
    seen = seal.peek(saved)
    assert (seen.size, seen.recipients) == (saved.stat().st_size, 2)
    assert seen.others <= 1


def _open(path: Path) -> object:
    return seal.open_file(path, HUB, _known)


@pytest.mark.parametrize("take", [seal.peek, _open])
def test_what_is_no_file_of_ours_is_refused_by_its_outside(
    take: Callable[[Path], object], tmp_path: Path
) -> None:
    def refusal(path: Path) -> str:
        with pytest.raises(Refused) as refused:
            take(path)
        return refused.value.code

    assert refusal(tmp_path / "absent.wqb") == "cannot_read"
    assert refusal(tmp_path) == "folder"
    for name, content, code in (
        ("empty.wqb", b"", "empty"),
        ("letter.wqb", b"Dear QI team,\n", "not_a_bundle"),
        ("armour.wqb", pyrage.encrypt(b"x", [_lock()], armored=True), "not_a_bundle"),
        ("passphrase.wqb", _vector("scrypt"), "passphrase"),
    ):
        (tmp_path / name).write_bytes(content)
        assert refusal(tmp_path / name) == code
    huge = tmp_path / "huge.wqb"
    with huge.open("wb") as file:
        file.truncate(outside.LARGEST_FILE + 1)
    assert refusal(huge) == "too_big"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_does_not_hold_the_program_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wqb")
    with pytest.raises(Refused, match="not_a_bundle"):
        seal.peek(tmp_path / "pipe.wqb")


def _vector(name: str) -> bytes:
    """The age file of a published vector, without the lines that describe it."""
    return (VECTORS / name).read_bytes().partition(b"\n\n")[2]


def _lock() -> pyrage.x25519.Recipient:
    return pyrage.x25519.Recipient.from_str(sample.HUB_PC.recv_pub)


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"", "not_a_bundle"),
        (b"[]", "not_a_bundle"),
        (b'"wardqi-bundle"', "not_a_bundle"),
        (b'{"fmt":"other","v":1,"sig":""}', "not_a_bundle"),
        (b'{"fmt":"wardqi-bundle","v":true,"sig":""}', "not_a_bundle"),
        (b'{"fmt":"wardqi-bundle","v":"2","sig":""}', "not_a_bundle"),
        (b'{"fmt":"wardqi-bundle","v":0,"sig":""}', "not_a_bundle"),
        (b'{"fmt":"wardqi-bundle","v":1,"v":2,"sig":""}', "not_a_bundle"),
        (b'{"fmt":"wardqi-bundle","v":1}', "not_a_bundle"),
        (b'{"fmt":"wardqi-bundle","v":1,"sig":7}', "not_a_bundle"),
        (b'{"fmt":"wardqi-bundle","v":2}', "newer"),
        (b'{"fmt":"wardqi-bundle","v":9007199254740992,"sig":null}', "newer"),
        (b'{"fmt":"wardqi-bundle","v":1,"sig":"%"}', "bad_signature"),
        (b'{"fmt":"wardqi-bundle","v":1,"sig":"\xc3\xa4"}', "bad_signature"),
        (b'{"fmt":"wardqi-bundle","v":1,"sig":""}', "bad_signature"),
        (b"\xff\xfe", "not_a_bundle"),
        (b"x" * 5000, "not_a_bundle"),
    ],
)
def test_a_head_of_another_shape_is_refused(head: bytes, code: str) -> None:
    assert _refusal(sample.signed(sample.packed(), head)) == code


def test_a_head_may_be_4096_bytes_and_not_one_more() -> None:
    body = sample.packed()
    head = json.dumps({"fmt": "wardqi-bundle", "v": 1, "sig": sample.signature(body)}).encode()
    longest = head[:-1] + b" " * (4096 - len(head)) + b"}"
    assert seal.open_bytes(sample.signed(body, longest), HUB, _known).signer == sample.WARD_PC.sign_pub
    assert _refusal(sample.signed(body, longest[:-1] + b" }")) == "not_a_bundle"


def test_a_signature_for_another_body_purpose_or_hash_is_refused() -> None:
    data = b"the body"
    blob = seal.sshsig_sign(sample.WARD_PC.sign_seed, "wardqi-bundle-v1", data)
    assert seal.sshsig_verify(blob, "wardqi-bundle-v1", data) == sample.WARD_PC.sign_pub
    for changed, namespace, said in (
        (blob, "wardqi-bundle-v1", b"the other body"),
        (blob, "wardqi-keyring-v1", data),
        (blob.replace(b"sha512", b"sha256"), "wardqi-bundle-v1", data),
        (blob.replace(b"ssh-ed25519", b"ssh-ed25518"), "wardqi-bundle-v1", data),
        (blob + b"\0", "wardqi-bundle-v1", data),
        (b"", "wardqi-bundle-v1", data),
    ):
        with pytest.raises(Refused, match="bad_signature"):
            seal.sshsig_verify(changed, namespace, said)


def test_every_flipped_bit_of_a_signature_is_noticed() -> None:
    blob = seal.sshsig_sign(sample.WARD_PC.sign_seed, "n", b"data")
    for at in range(len(blob) * 8):
        changed = bytearray(blob)
        changed[at // 8] ^= 1 << at % 8
        with pytest.raises(Refused, match="bad_signature"):
            seal.sshsig_verify(bytes(changed), "n", b"data")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "truncated_or_altered"),
        (b"plain text\n", "truncated_or_altered"),
        (gzip.compress(b"one\n", mtime=0)[:-1], "truncated_or_altered"),
        (gzip.compress(b"one\n", mtime=0) + b"\0", "truncated_or_altered"),
        (gzip.compress(b"one\n", mtime=0) + gzip.compress(b"two\n", mtime=0), "truncated_or_altered"),
        (gzip.compress(b"one\n", mtime=0)[:-5] + b"\0\0\0\0\0", "truncated_or_altered"),
        (gzip.compress(bytes(seal.LARGEST_BODY + 1)), "bomb"),
    ],
)
def test_a_body_that_is_not_one_bearable_gzip_member_is_refused(body: bytes, code: str) -> None:
    assert _refusal(sample.signed(body)) == code


def test_a_body_of_exactly_64_mib_still_opens() -> None:
    opened = seal.open_bytes(sample.signed(gzip.compress(bytes(seal.LARGEST_BODY), 1)), HUB, _known)
    assert len(opened.body) == seal.LARGEST_BODY


def test_a_header_with_thousands_of_recipients_is_not_tried() -> None:
    header, mac = sample.bundle().split(b"\n--- ", 1)
    stanza = header[header.index(b"\n-> X25519") : header.index(b"\n-> X25519", 40)]
    assert _refusal(header + stanza * 200 + b"\n--- " + mac) == "too_big"


def test_closing_refuses_what_no_reader_would_open() -> None:
    for recipients in ([], ["age1nobody"], [sample.HUB_PC.recv_secret]):
        with pytest.raises(Refused, match="bad_key"):
            seal.close(b"body", recipients, sample.WARD_PC)
    with pytest.raises(Refused, match="too_big"):
        seal.close(bytes(outside.LARGEST_FILE), [sample.HUB_PC.recv_pub], sample.WARD_PC)
    with pytest.raises(Refused, match="too_big"):
        seal.close(b"body", [sample.HUB_PC.recv_pub] * 100, sample.WARD_PC)


def test_the_largest_body_and_the_most_recipients_that_close_open_again() -> None:
    room = outside.LARGEST_FILE - outside.LONGEST_AGE_HEADER - seal.LONGEST_HEAD - 16 * 641
    data = seal.close(
        gzip.compress(os.urandom(room - 20_000), 0), [sample.HUB_PC.recv_pub] * 99, sample.WARD_PC
    )
    assert len(seal.open_bytes(data, HUB, _known).body) == room - 20_000


def test_device_keys_come_back_from_their_private_halves() -> None:
    keys = seal.new_device_keys()
    assert seal.device_from(keys.sign_seed, keys.recv_secret) == keys
    assert keys.recv_secret not in repr(keys)
    assert repr(keys.sign_seed) not in repr(keys)
    for seed, secret in ((b"short", keys.recv_secret), (keys.sign_seed, "AGE-SECRET-KEY-1"), (b"", "")):
        with pytest.raises(Refused, match="bad_key"):
            seal.device_from(seed, secret)


def test_six_words_follow_from_every_bit_of_the_keys() -> None:
    bits = bin(int(hashlib.sha256(b"a key" + b"another").hexdigest(), 16) | 1 << 256)[3:]
    every = (Path(__file__).parents[2] / "resources/words/english.txt").read_text().split()
    assert seal.words(b"a key", b"another") == tuple(
        every[int(bits[at : at + 11], 2)] for at in range(0, 66, 11)
    )
    assert seal.words(b"a key") != seal.words(b"a kez")


def test_the_word_list_is_whole_and_its_words_are_told_apart_by_four_letters() -> None:
    every = (Path(__file__).parents[2] / "resources/words/english.txt").read_text().split()
    assert len({word[:4] for word in every}) == 2048 == len(every)


def test_every_reason_has_its_own_reference_and_a_whole_message() -> None:
    references = [reference for reference, _ in REASONS.values()]
    assert len(set(references)) == len(references)
    for code, (reference, _) in REASONS.items():
        refused = Refused(code)
        assert refused.sentence().endswith(f". Ref {reference}")
        assert any(
            safe in refused.sentence()
            for safe in ("Nothing was imported", "Nothing was opened", "Nothing was changed")
        )


@pytest.mark.parametrize("path", sorted(VECTORS.glob("[a-z]*")), ids=lambda path: path.name)
def test_a_published_age_vector_is_decided_as_it_says(path: Path) -> None:
    lines, _, data = path.read_bytes().partition(b"\n\n")
    said = [line.split(": ", 1) for line in lines.decode().split("\n")]
    facts = dict(said)
    if facts.get("compressed") == "zlib":
        data = zlib.decompress(data)
    identities = [value for name, value in said if name == "identity"]
    if facts["expect"] == "success" and "passphrase" not in facts and "armored" not in facts:
        assert hashlib.sha256(seal.decrypt(data, identities)).hexdigest() == facts["payload"]
        return
    with pytest.raises(Refused) as refused:
        seal.decrypt(data, identities)
    if "passphrase" in facts and "armored" not in facts:
        assert refused.value.code == "passphrase"
    elif facts["expect"] == "no match":
        assert refused.value.code == "wrong_recipient"
    else:
        assert refused.value.code in {"truncated_or_altered", "not_a_bundle"}


@pytest.mark.full  # locking is meant to be slow work
def test_a_file_locked_with_a_passphrase_opens_with_it() -> None:
    locked = seal.lock_with_passphrase(b"the trust's keys", "correct horse battery staple")
    assert seal.unlock_with_passphrase(locked, "correct horse battery staple") == b"the trust's keys"


def test_a_passphrase_file_made_elsewhere_opens_with_its_passphrase_alone() -> None:
    assert seal.unlock_with_passphrase(_vector("scrypt"), "password") == b"age"
    with pytest.raises(Refused, match="wrong_passphrase"):
        seal.unlock_with_passphrase(_vector("scrypt"), "correct horse battery")


def test_a_file_that_asks_for_absurd_work_or_is_not_locked_so_is_not_tried() -> None:
    for data in (_vector("scrypt_work_factor_23"), sample.bundle(), b"", b"Dear QI team"):
        with pytest.raises(Refused, match="bad_key"):
            seal.unlock_with_passphrase(data, "password")
