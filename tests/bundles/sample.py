"""Two PCs that know each other, and bundles between them, for the tests beside this file."""

from __future__ import annotations

import base64
import gzip
import json
import shutil
from dataclasses import replace
from functools import cache

import pyrage

from wardqi.bundles import contents, seal
from wardqi.bundles.contents import Manifest
from wardqi.bundles.keyring import Device, Keyring, QiKey

REP = "0123456789abcdef"
ORG = "north-trust"
ROOT_SEED = bytes(range(32))
WARD_PC = seal.device_from(b"w" * 32, str(pyrage.x25519.Identity.generate()))
HUB_PC = seal.device_from(b"h" * 32, str(pyrage.x25519.Identity.generate()))
STRANGER = seal.device_from(b"s" * 32, str(pyrage.x25519.Identity.generate()))


def keyring(**changes: object) -> Keyring:
    """The organisation's keyring: one ward's PC and the QI team's."""
    whole = Keyring(
        version=3,
        org=ORG,
        org_name="North Trust",
        root_pub=seal.sign_public(ROOT_SEED),
        devices=(
            Device("heron-1", "heron", "Office PC", WARD_PC.sign_pub, WARD_PC.recv_pub, "2026-01-01"),
            Device("qi-1", "", "QI team", HUB_PC.sign_pub, HUB_PC.recv_pub, "2026-01-01"),
        ),
        qi=(QiKey(HUB_PC.recv_pub, "2026-01-01"),),
        recovery=(STRANGER.recv_pub,),
    )
    return replace(whole, **changes)


def lines(count: int, private: bool = False) -> list[str]:
    """Change lines in their outer form."""
    return [
        json.dumps(
            [json.dumps({"rep": REP, "seq": seq, "set": {"reason": "ä" * (seq % 7)}}), "c2ln", f"user-{seq}"]
            + (['{"salt":"x","set":{}}'] if private else [])
        )
        for seq in range(1, count + 1)
    ]


def manifest(**changes: object) -> Manifest:
    """The manifest of a first bundle of the ward's PC to the QI team, with three changes."""
    whole = Manifest(
        kind="changes",
        id="0c0ffee0-1234-4abc-8def-0123456789ab",
        org=ORG,
        ward="heron",
        dev="heron-1",
        rep=REP,
        bseq=1,
        bprev=contents.FIRST_BPREV,
        to=(HUB_PC.recv_pub, WARD_PC.recv_pub),
        n=3,
        ranges={REP: (1, 3)},
        heads={REP: (3, "ab" * 32)},
        have={REP: 3},
        schema=1,
        min_schema=1,
        app="1.0.0",
        made="2026-10-25T01:20:00Z",
    )
    return replace(whole, **changes)


def bundle(said: Manifest | None = None, changes: list[str] | None = None) -> bytes:
    """A bundle of the ward's PC, locked to everybody its manifest names."""
    changes = lines(3) if changes is None else changes
    said = said or manifest(n=len(changes))
    return seal.close(contents.pack(said, changes), said.to, WARD_PC)


def packed(*raw: bytes, said: object = None) -> bytes:
    """A compressed body whose manifest line says exactly that, then the raw lines: no rule is kept."""
    first = contents.pack(manifest(n=0), []) if said is None else b""
    text = gzip.decompress(first) if first else json.dumps(said).encode() + b"\n"
    return gzip.compress(text + b"".join(line + b"\n" for line in raw))


def said(**changes: object) -> dict[str, object]:
    """The manifest as the JSON object inside a bundle; a change of `...` leaves that name out."""
    whole = json.loads(gzip.decompress(contents.pack(manifest(n=0), [])))
    return {name: value for name, value in {**whole, **changes}.items() if value is not ...}


def signed(body: bytes, head: bytes | None = None, to: tuple[str, ...] = (HUB_PC.recv_pub,)) -> bytes:
    """A bundle file around any body, and any head when one is given."""
    if head is None:
        return seal.close(body, to, WARD_PC)
    return pyrage.encrypt(head + b"\n" + body, [pyrage.x25519.Recipient.from_str(one) for one in to])


def signature(body: bytes) -> str:
    """The ward PC's signature over a body, as a head carries it."""
    return base64.b64encode(seal.sshsig_sign(WARD_PC.sign_seed, seal.NAMESPACE, body)).decode()


@cache
def command(name: str) -> str:
    """Where a command of the system is; a test that needs it cannot pass without."""
    found = shutil.which(name)
    assert found, (
        f"The command {name} is not installed, and this test needs it: install age and openssh-client."
    )
    return found
