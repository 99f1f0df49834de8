"""Taking a bundle that arrived: the right reader, from the right sender, of the right kind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.bundles import sample
from wardqi.bundles import contents, reading, seal
from wardqi.bundles.keyring import Device
from wardqi.bundles.refused import Refused

HUB = reading.Reader([sample.HUB_PC.recv_secret], sample.keyring(), "")
WARD = reading.Reader([sample.WARD_PC.recv_secret], sample.keyring(), "heron")


def _read(data: bytes, tmp_path: Path, reader: reading.Reader = HUB) -> reading.Arrived:
    path = tmp_path / "arrived.wqb"
    path.write_bytes(data)
    return reading.read(path, reader)


def _refusal(data: bytes, tmp_path: Path, reader: reading.Reader = HUB) -> str:
    with pytest.raises(Refused) as refused:
        _read(data, tmp_path, reader)
    return refused.value.code


def test_a_wards_bundle_arrives_at_the_hub_with_its_sender(tmp_path: Path) -> None:
    arrived = _read(sample.bundle(), tmp_path)
    assert (arrived.manifest, arrived.lines) == (sample.manifest(), sample.lines(3))
    assert arrived.sender.name == "Office PC"


def test_a_reader_with_old_keys_still_reads_what_was_locked_to_them(tmp_path: Path) -> None:
    new = seal.new_device_keys()
    reader = replace(HUB, identities=[new.recv_secret, sample.HUB_PC.recv_secret])
    assert _read(sample.bundle(), tmp_path, reader).manifest == sample.manifest()


def test_a_copy_locked_anew_to_somebody_else_is_refused(tmp_path: Path) -> None:
    body = contents.pack(sample.manifest(to=(sample.WARD_PC.recv_pub,)), sample.lines(3))
    data = seal.close(body, [sample.HUB_PC.recv_pub], sample.WARD_PC)
    assert _refusal(data, tmp_path) == "not_for_us"


def test_another_organisations_bundle_is_refused(tmp_path: Path) -> None:
    assert _refusal(sample.bundle(sample.manifest(org="south-trust")), tmp_path) == "not_for_us"


@pytest.mark.parametrize("changes", [{"dev": "qi-1"}, {"dev": "heron-2"}, {"ward": "maple"}, {"ward": ""}])
def test_a_manifest_that_names_another_sender_than_its_signer_is_refused(
    changes: dict[str, object], tmp_path: Path
) -> None:
    assert _refusal(sample.bundle(sample.manifest(**changes)), tmp_path) == "wrong_sender"


def test_unknown_and_withdrawn_senders_are_told_apart(tmp_path: Path) -> None:
    ward, hub = sample.keyring().devices
    withdrawn = (replace(ward, revoked_after=sample.REP + ":2"), hub)
    for devices, code in (((hub,), "unknown_signer"), (withdrawn, "revoked_signer")):
        reader = replace(HUB, keyring=sample.keyring(devices=devices))
        assert _refusal(sample.bundle(), tmp_path, reader) == code


def _from(sender: seal.DeviceKeys, dev: str, ward: str, kind: str) -> bytes:
    to = (sample.HUB_PC.recv_pub, sample.WARD_PC.recv_pub)
    said = sample.manifest(kind=kind, dev=dev, ward=ward, to=to, n=0)
    return seal.close(contents.pack(said, []), to, sender)


@pytest.mark.parametrize(
    ("sender", "reader", "taken"),
    [
        ((sample.WARD_PC, "heron-1", "heron"), HUB, {"changes", "snapshot"}),
        ((sample.HUB_PC, "qi-1", ""), WARD, {"receipt", "changes", "snapshot"}),
        ((sample.WARD_PC, "heron-1", "heron"), WARD, {"ward", "salvage", "changes", "snapshot"}),
        ((sample.STRANGER, "maple-1", "maple"), WARD, set()),
        ((sample.HUB_PC, "qi-1", ""), HUB, {"changes", "snapshot", "receipt"}),
    ],
)
def test_each_kind_is_taken_only_from_where_it_may_come(
    sender: tuple[seal.DeviceKeys, str, str], reader: reading.Reader, taken: set[str], tmp_path: Path
) -> None:
    maple = Device(
        "maple-1", "maple", "Maple", sample.STRANGER.sign_pub, sample.STRANGER.recv_pub, "2026-01-01"
    )
    reader = replace(reader, keyring=sample.keyring(devices=(*sample.keyring().devices, maple)))
    for kind in contents.KINDS:
        data = _from(*sender, kind)
        if kind in taken:
            assert _read(data, tmp_path, reader).manifest.kind == kind
        else:
            assert _refusal(data, tmp_path, reader) == "wrong_kind"
