"""Takes a bundle that arrived as far as it can be taken without a store: opened, read, and meant for us.

What is left for the store: people's signatures on the changes, the chain, and whether they are new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wardqi.bundles import contents, seal
from wardqi.bundles.contents import Manifest
from wardqi.bundles.keyring import Device, Keyring
from wardqi.bundles.refused import Refused

_FROM_WARD_TO_HUB: Final = frozenset({"changes", "snapshot"})
_FROM_HUB_TO_WARD: Final = frozenset({"receipt", "changes", "snapshot"})
_WITHIN_WARD: Final = frozenset({"ward", "salvage", "changes", "snapshot"})
_BETWEEN_HUBS: Final = frozenset({"changes", "snapshot", "receipt"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: private keys (old ones too), the keyring now held, and the ward ("" for the QI team)."""

    identities: Sequence[str]
    keyring: Keyring
    ward: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """A bundle whose sender is known and who meant it for us; both hashes as in `seal.Opened`."""

    manifest: Manifest
    lines: list[str]
    sender: Device
    sha256: str
    body_sha256: str


def read(path: Path, reader: Reader) -> Arrived:
    """Read a bundle file in the one safe order; raises Refused at the first thing that does not fit."""
    opened = seal.open_file(path, reader.identities, reader.keyring.known)
    manifest, lines = contents.unpack(opened.body)
    ours = {seal.recv_public(identity) for identity in reader.identities}
    if ours.isdisjoint(manifest.to) or manifest.org != reader.keyring.org:
        raise Refused("not_for_us")  # a copy that somebody locked to us anew
    sender = reader.keyring.device(opened.signer)
    if sender is None or (manifest.dev, manifest.ward) != (sender.dev, sender.ward):
        raise Refused("wrong_sender")
    if manifest.kind not in _kinds(sender.ward, reader.ward):
        raise Refused("wrong_kind")
    return Arrived(manifest, lines, sender, opened.sha256, opened.body_sha256)


def _kinds(sender_ward: str, our_ward: str) -> frozenset[str]:
    """The kinds of bundle that may come from that ward to ours, "" being the QI team."""
    if sender_ward == our_ward:
        return _WITHIN_WARD if our_ward else _BETWEEN_HUBS
    if not our_ward:
        return _FROM_WARD_TO_HUB
    return _FROM_HUB_TO_WARD if not sender_ward else frozenset()
