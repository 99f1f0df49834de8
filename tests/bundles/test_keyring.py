"""The keyring and the pairing files: only what the pinned root signed is believed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.bundles import sample
from wardqi.bundles import enrolment, keyring, seal, signed
from wardqi.bundles.keyring import Device, QiKey
from wardqi.bundles.refused import Refused

ROOT = seal.sign_public(sample.ROOT_SEED)
WARD = enrolment.WardFile(
    "heron-1", "heron", "Heron Ward", "Office PC", sample.WARD_PC.sign_pub, sample.WARD_PC.recv_pub
)


def _refusal(attempt: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        attempt()
    return refused.value.code


def _resigned(text: str, fmt: str, seed: bytes, **changes: object) -> str:
    """The same signed text with some things changed, signed anew."""
    return signed.write(fmt, {**json.loads(json.loads(text)["text"]), **changes}, seed)


def test_a_signed_keyring_is_read_back_the_same() -> None:
    whole = sample.keyring(
        qi=(
            QiKey(sample.HUB_PC.recv_pub, "2026-01-01", "2026-03-31"),
            QiKey(sample.STRANGER.recv_pub, "2026-01-01"),
        ),
        devices=(
            *sample.keyring().devices,
            Device(
                "heron-2",
                "heron",
                "Tŷ",
                bytes(32),
                sample.STRANGER.recv_pub,
                "2028-02-29",
                sample.REP + ":31",
            ),
        ),
    )
    assert keyring.parse(keyring.sign(whole, sample.ROOT_SEED), ROOT) == whole


def test_a_keyring_of_another_root_is_refused() -> None:
    theirs = replace(sample.keyring(), root_pub=sample.STRANGER.sign_pub)
    text = keyring.sign(theirs, sample.STRANGER.sign_seed)
    assert _refusal(lambda: keyring.parse(text, ROOT)) == "other_root"
    ours_in_name = _resigned(
        text,
        keyring.FORMAT,
        sample.STRANGER.sign_seed,
        root_pub=json.loads(json.loads(keyring.sign(sample.keyring(), sample.ROOT_SEED))["text"])["root_pub"],
    )
    assert _refusal(lambda: keyring.parse(ours_in_name, ROOT)) == "other_root"


def test_a_keyring_is_not_signed_with_a_key_it_does_not_name() -> None:
    assert _refusal(lambda: keyring.sign(sample.keyring(), sample.STRANGER.sign_seed)) == "other_root"


def test_any_altered_letter_of_a_keyring_is_noticed() -> None:
    text = keyring.sign(sample.keyring(), sample.ROOT_SEED)
    for at in range(0, len(text), 7):
        for other in ("a", "0", '"', "\u00e9"):
            if text[at] != other:
                altered = text[:at] + other + text[at + 1 :]
                assert _refusal(lambda changed=altered: keyring.parse(changed, ROOT))
    for at in range(0, len(text), 7):
        assert _refusal(lambda cut=text[:at]: keyring.parse(cut, ROOT))


def test_bits_that_base64_does_not_count_are_noticed_too() -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    text = keyring.sign(sample.keyring(), sample.ROOT_SEED)
    last = json.loads(text)["sig"].rstrip("=")
    assert len(last) % 4, "the signature has no spare bits, so this test says nothing"
    for other in letters.replace(last[-1], ""):
        altered = text.replace(last, last[:-1] + other)
        assert _refusal(lambda changed=altered: keyring.parse(changed, ROOT)) == "bad_signature"


def test_a_signature_made_for_a_pairing_file_does_not_pass_for_a_keyring() -> None:
    said = json.loads(json.loads(keyring.sign(sample.keyring(), sample.ROOT_SEED))["text"])
    borrowed = json.loads(signed.write(enrolment.WARD_FORMAT, said, sample.ROOT_SEED))
    text = json.dumps({**borrowed, "fmt": keyring.FORMAT})
    assert _refusal(lambda: keyring.parse(text, ROOT)) == "bad_signature"


DEVICES = json.loads(json.loads(keyring.sign(sample.keyring(), sample.ROOT_SEED))["text"])["devices"]


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 0},
        {"version": "4"},
        {"org": ""},
        {"org_name": None},
        {"root_pub": "AAAA"},
        {"root_pub": "A" * 43 + "="},
        {"devices": None},
        {"devices": [{}]},
        {"devices": [DEVICES[0], DEVICES[0]]},
        {"devices": [DEVICES[0], {**DEVICES[1], "dev": DEVICES[0]["dev"]}]},
        {"devices": [DEVICES[0], {**DEVICES[1], "sign_pub": DEVICES[0]["sign_pub"]}]},
        {"devices": [{**DEVICES[0], "sign_pub": DEVICES[0]["sign_pub"][:-2] + "!="}]},
        {"devices": [{**DEVICES[0], "recv_pub": DEVICES[0]["recv_pub"][:-1] + "q"}, DEVICES[1]]},
        {"devices": [{**DEVICES[0], "recv_pub": DEVICES[0]["recv_pub"].upper()}]},
        {"devices": [{**DEVICES[0], "from": "2026-02-30"}]},
        {"devices": [{**DEVICES[0], "revoked_after": "yesterday"}]},
        {"devices": [{**DEVICES[0], "ward": "a b"}]},
        {"qi": [{"pub": "age1x", "from": "2026-01-01", "until": None}]},
        {"qi": [{"pub": sample.HUB_PC.recv_pub, "from": None}]},
        {"recovery": [sample.STRANGER.recv_pub] * 2},
        {"recovery": ["age1" + "q" * 58]},
    ],
)
def test_a_keyring_with_one_thing_wrong_is_refused_though_it_is_signed(changes: dict[str, object]) -> None:
    text = _resigned(
        keyring.sign(sample.keyring(), sample.ROOT_SEED), keyring.FORMAT, sample.ROOT_SEED, **changes
    )
    assert _refusal(lambda: keyring.parse(text, ROOT)) == "bad_keyring"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bad_keyring"),
        ("[]", "bad_keyring"),
        ("null", "bad_keyring"),
        ('{"fmt":"wardqi-keyring"}', "bad_keyring"),
        ('{"fmt":"wardqi-hub","v":1}', "bad_keyring"),
        ('{"fmt":"wardqi-keyring","v":2}', "newer"),
        ('{"fmt":"wardqi-keyring","v":1,"text":"{}","sig":"?"}', "bad_signature"),
        ('{"fmt":"wardqi-keyring","v":1,"text":"{}","sig":""}', "bad_signature"),
        ('{"fmt":"wardqi-keyring","v":1,"v":1}', "bad_keyring"),
        ("[" * 10**5, "bad_keyring"),
        (" " * (signed.LONGEST + 1), "bad_keyring"),
    ],
)
def test_what_is_no_keyring_is_refused(text: str, code: str) -> None:
    assert _refusal(lambda: keyring.parse(text, ROOT)) == code


def test_the_number_only_goes_up() -> None:
    held = sample.keyring(version=3)
    older, newer = sample.keyring(version=2), sample.keyring(version=4, devices=())
    assert keyring.newest(held, keyring.sign(older, sample.ROOT_SEED)) == held
    assert keyring.newest(held, keyring.sign(held, sample.ROOT_SEED)) == held
    assert keyring.newest(held, keyring.sign(newer, sample.ROOT_SEED)) == newer


def test_two_keyrings_of_one_number_or_of_another_organisation_are_refused() -> None:
    held = sample.keyring()
    fork, foreign = sample.keyring(devices=()), sample.keyring(version=9, org="south-trust")
    assert _refusal(lambda: keyring.newest(held, keyring.sign(fork, sample.ROOT_SEED))) == "keyring_fork"
    assert _refusal(lambda: keyring.newest(held, keyring.sign(foreign, sample.ROOT_SEED))) == "other_root"


def test_a_withdrawn_key_is_told_from_an_unknown_one() -> None:
    ward, hub = sample.keyring().devices
    ring = sample.keyring(devices=(replace(ward, revoked_after=sample.REP + ":0"), hub))
    assert ring.known(hub.sign_pub)
    assert not ring.known(sample.STRANGER.sign_pub)
    assert _refusal(lambda: ring.known(ward.sign_pub)) == "revoked_signer"
    assert ring.device(ward.sign_pub) is not None


def test_while_one_qi_key_replaces_another_both_are_used() -> None:
    ring = sample.keyring(qi=(QiKey("old", "2026-01-01", "2026-06-30"), QiKey("new", "2026-04-01")))
    assert ring.qi_recipients("2026-03-31") == ("old",)
    assert ring.qi_recipients("2026-04-01") == ring.qi_recipients("2026-06-30") == ("old", "new")
    assert ring.qi_recipients("2026-07-01") == ("new",)
    assert ring.qi_recipients("2025-12-31") == ()


def test_a_ward_file_introduces_the_pc_with_its_words() -> None:
    read = enrolment.parse_ward_file(enrolment.ward_file(WARD, sample.WARD_PC))
    assert read == WARD
    assert read.words == seal.words(sample.WARD_PC.sign_pub, sample.WARD_PC.recv_pub.encode())
    assert read.device("2026-01-01") == sample.keyring().devices[0]


def test_a_ward_file_with_a_swapped_key_or_letter_is_noticed() -> None:
    text = enrolment.ward_file(WARD, sample.WARD_PC)
    swapped = text.replace(sample.WARD_PC.recv_pub, sample.STRANGER.recv_pub)
    assert swapped != text
    assert _refusal(lambda: enrolment.parse_ward_file(swapped)) == "bad_signature"
    resigned = _resigned(text, enrolment.WARD_FORMAT, sample.STRANGER.sign_seed, ward="heron")
    assert _refusal(lambda: enrolment.parse_ward_file(resigned)) == "bad_enrolment"
    for at in range(0, len(text), 5):
        altered = text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
        assert _refusal(lambda changed=altered: enrolment.parse_ward_file(changed))


@pytest.mark.parametrize(
    "changes", [{"ward": ""}, {"dev": "../x"}, {"recv_pub": "age1x"}, {"name": 7}, {"sign_pub": ""}]
)
def test_a_ward_file_with_one_thing_wrong_is_refused_though_it_is_signed(changes: dict[str, object]) -> None:
    text = enrolment.ward_file(WARD, sample.WARD_PC)
    wrong = _resigned(text, enrolment.WARD_FORMAT, sample.WARD_PC.sign_seed, **changes)
    assert _refusal(lambda: enrolment.parse_ward_file(wrong)) == "bad_enrolment"


def test_a_ward_file_for_keys_the_pc_does_not_hold_is_not_made() -> None:
    assert _refusal(lambda: enrolment.ward_file(WARD, sample.STRANGER)) == "bad_enrolment"


def test_a_hub_file_brings_root_keyring_and_words() -> None:
    signed_text = keyring.sign(sample.keyring(), sample.ROOT_SEED)
    read = enrolment.parse_hub_file(enrolment.hub_file(signed_text, ROOT))
    assert (read.root_pub, read.keyring, read.keyring_text) == (ROOT, sample.keyring(), signed_text)
    assert read.words == seal.words(ROOT)


def test_a_hub_file_whose_root_or_keyring_was_swapped_is_refused() -> None:
    signed_text = keyring.sign(sample.keyring(), sample.ROOT_SEED)
    assert _refusal(lambda: enrolment.hub_file(signed_text, sample.STRANGER.sign_pub)) == "other_root"
    text = enrolment.hub_file(signed_text, ROOT)
    theirs = keyring.sign(
        replace(sample.keyring(), root_pub=sample.STRANGER.sign_pub), sample.STRANGER.sign_seed
    )
    swapped = json.dumps({**json.loads(text), "keyring": theirs})
    assert _refusal(lambda: enrolment.parse_hub_file(swapped)) == "other_root"
    for at in range(0, len(text), 5):
        altered = text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
        assert _refusal(lambda changed=altered: enrolment.parse_hub_file(changed))


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"fmt":"wardqi-keyring","v":1}', "\ud800"])
def test_what_is_no_pairing_file_is_refused(text: str) -> None:
    assert _refusal(lambda: enrolment.parse_ward_file(text)) == "bad_enrolment"
    assert _refusal(lambda: enrolment.parse_hub_file(text)) == "bad_enrolment"


def test_a_pairing_file_of_the_other_side_is_told_from_a_broken_one() -> None:
    ward, hub = '{"fmt":"wardqi-ward","v":1}', '{"fmt":"wardqi-hub","v":1}'
    assert _refusal(lambda: enrolment.parse_ward_file(ward)) == "bad_enrolment"
    assert _refusal(lambda: enrolment.parse_ward_file(hub)) == "other_side"
    assert _refusal(lambda: enrolment.parse_hub_file(hub)) == "bad_enrolment"
    assert _refusal(lambda: enrolment.parse_hub_file(ward)) == "other_side"


def test_a_pairing_file_of_a_newer_wardqi_says_so() -> None:
    assert _refusal(lambda: enrolment.parse_ward_file('{"fmt":"wardqi-ward","v":2}')) == "newer"
    assert _refusal(lambda: enrolment.parse_hub_file('{"fmt":"wardqi-hub","v":2}')) == "newer"
