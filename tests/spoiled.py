"""Files that must be refused, each made out of a real bundle of Heron Ward as somebody might spoil it."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pyrage

from tests import make
from tests.forger import Forger
from tests.make import Trust
from wardqi.bundles import contents, seal
from wardqi.services import exchange, pairing, recording

Spoiler = Callable[[Trust], Path]


def sent(trust: Trust) -> Path:
    """A good bundle for the hub, with an incident in it."""
    recording.log_incident(trust.heron, make.incident(narrative="He slept."))
    return trust.send(trust.heron)


def to_hub(trust: Trust) -> str:
    return trust.hub.store.fact("device_recv_pub") or ""


def opened(trust: Trust, path: Path | None = None) -> exchange.Inspection:
    found = exchange.inspect(trust.hub, path or sent(trust))
    assert found.arrived is not None
    return found


def inside(trust: Trust) -> bytes:
    """What the hub finds when it unlocks a good bundle: head line and body."""
    return seal.decrypt(sent(trust).read_bytes(), [trust.hub.store.fact("device_recv") or ""])


def written(trust: Trust, data: bytes, name: str = "SPOILED.wqb") -> Path:
    path = trust.post / name
    path.write_bytes(data)
    return path


def locked(trust: Trust, content: bytes, to: str = "") -> Path:
    """Any content, locked by whoever knows the public key."""
    return written(trust, pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(to or to_hub(trust))]))


def signed(trust: Trust, body: bytes, device: seal.DeviceKeys | None = None) -> Path:
    """Any body, signed by the ward's PC and locked to the hub."""
    keys = device or pairing.device_keys(trust.heron.store)
    return written(trust, seal.close(body, [to_hub(trust)], keys))


def bundle(trust: Trust, lines: list[str], **changed: object) -> Path:
    """A bundle with these lines and a manifest changed as told."""
    arrived = opened(trust).arrived
    assert arrived is not None
    manifest = replace(arrived.manifest, n=len(lines), **changed)  # type: ignore[arg-type]
    return signed(trust, contents.pack(manifest, lines))


def by_hand(trust: Trust, first: Mapping[str, object], *lines: str) -> Path:
    """A body that nothing of ours would pack."""
    arrived = opened(trust).arrived
    assert arrived is not None
    said = json.loads(gzip.decompress(inside(trust).split(b"\n", 1)[1]).split(b"\n", 1)[0])
    text = "\n".join([json.dumps({**said, "n": len(lines), **first}), *lines, ""])
    return signed(trust, gzip.compress(text.encode()))


def altered(trust: Trust) -> Path:
    data = bytearray(sent(trust).read_bytes())
    data[-20] ^= 1
    return written(trust, bytes(data))


def newer(trust: Trust) -> Path:
    head, body = inside(trust).split(b"\n", 1)
    return locked(trust, head.replace(b'"v":1', b'"v":2') + b"\n" + body)


def badly_signed(trust: Trust) -> Path:
    return locked(trust, inside(trust)[:-1] + b"\xff")


def readdressed(trust: Trust) -> Path:
    """Somebody who may read it locks it anew to a third."""
    arrived = opened(trust).arrived
    assert arrived is not None
    manifest = replace(arrived.manifest, to=(trust.heron.store.fact("device_recv_pub") or "",))
    return signed(trust, contents.pack(manifest, arrived.lines))


def private(trust: Trust) -> Path:
    path = trust.share(trust.heron)
    own = seal.decrypt(path.read_bytes(), [trust.heron.store.fact("device_recv") or ""])
    lines = gzip.decompress(own.split(b"\n", 1)[1]).decode().split("\n")[1:-1]
    return by_hand(trust, {}, *lines)


def of_ward_kind(trust: Trust) -> Path:
    arrived = opened(trust).arrived
    assert arrived is not None
    return bundle(trust, arrived.lines, kind="ward")


def of_a_withdrawn_pc(trust: Trust) -> Path:
    path = sent(trust)
    rep = trust.heron.store.fact("replica")
    pairing.withdraw(trust.hub, trust.heron.store.fact("device") or "", trust.keys, f"{rep}:3")
    return path


def fork(trust: Trust) -> Path:
    arrived = opened(trust).arrived
    assert arrived is not None
    exchange.accept(trust.hub, opened(trust))
    forger = Forger(trust.heron)
    forger.last = replace(forger.last, seq=2)
    return bundle(trust, [forger.next()])


def forged(trust: Trust, **changed: object) -> Path:
    forger = Forger(trust.heron)
    return bundle(trust, [*forger.lines, forger.next(**changed)])  # type: ignore[arg-type]


def of_a_stranger(trust: Trust) -> Path:
    arrived = opened(trust).arrived
    assert arrived is not None
    return signed(trust, contents.pack(arrived.manifest, arrived.lines), seal.new_device_keys())


def bomb(trust: Trust) -> Path:
    return signed(trust, gzip.compress(bytes(70 * 1024 * 1024), 9))


def large(trust: Trust) -> Path:
    path = trust.post / "large.wqb"
    with path.open("wb") as file:
        file.truncate(41 * 1024 * 1024)
    return path


def pipe(trust: Trust) -> Path:
    path = trust.post / "pipe.wqb"
    os.mkfifo(path)
    return path


def trailing(trust: Trust) -> Path:
    return signed(trust, inside(trust).split(b"\n", 1)[1] + gzip.compress(b"more\n"))


def without_beginning(trust: Trust) -> Path:
    arrived = opened(trust).arrived
    assert arrived is not None
    return bundle(trust, arrived.lines[-1:])


REFUSED: Mapping[str, tuple[str, Spoiler]] = {
    "a text": ("B-102", lambda trust: written(trust, b"Dear all, please find attached")),
    "nothing": ("B-130", lambda trust: written(trust, b"")),
    "a folder": ("B-131", lambda trust: trust.post),
    "a pipe": ("B-102", pipe),
    "a device without end": ("B-102", lambda trust: Path("/dev/zero")),
    "gone": ("B-117", lambda trust: trust.post / "gone.wqb"),
    "too large": ("B-105", large),
    "cut short": ("B-104", lambda trust: written(trust, sent(trust).read_bytes()[:-9])),
    "altered": ("B-104", altered),
    "locked with a passphrase": ("B-103", lambda trust: Path(trust.folder / pairing.TRUST_KEYS)),
    "locked to somebody else": ("B-101", lambda trust: locked(trust, b"x", seal.new_device_keys().recv_pub)),
    "no bundle inside": ("B-102", lambda trust: locked(trust, b"x")),
    "newer": ("B-106", newer),
    "badly signed": ("B-107", badly_signed),
    "by a stranger": ("B-108", of_a_stranger),
    "of a withdrawn PC": ("B-109", of_a_withdrawn_pc),
    "a bomb": ("B-110", bomb),
    "not compressed": ("B-104", lambda trust: signed(trust, b"plain")),
    "something behind it": ("B-104", trailing),
    "bad manifest": ("B-111", lambda trust: by_hand(trust, {"rep": "x"})),
    "wrong count": ("B-111", lambda trust: by_hand(trust, {"n": 3})),
    "bad line": ("B-112", lambda trust: by_hand(trust, {}, '["x"]')),
    "readdressed": ("B-113", readdressed),
    "another organisation's": ("B-113", lambda trust: bundle(trust, [], org="another-org")),
    "wrong sender": ("B-114", lambda trust: bundle(trust, [], dev="another")),
    "another ward's name on it": ("B-114", lambda trust: bundle(trust, [], ward=trust.maple.ward())),
    "of a kind that stays on the ward": ("B-115", of_ward_kind),
    "a receipt from a ward": ("B-115", lambda trust: bundle(trust, [], kind="receipt")),
    "private parts inside": ("B-116", private),
    "a fork": ("B-118", fork),
    "a broken chain": ("B-119", lambda trust: forged(trust, prev="b" * 64)),
    "a counter that leaps": ("B-119", lambda trust: forged(trust, lam=10**9)),
    "a value no record holds": ("B-119", lambda trust: forged(trust, set={"reason": "x"})),
    "no op": ("B-119", lambda trust: bundle(trust, ['["{}","","x"]'])),
    "the middle of a story": ("B-120", without_beginning),
}
"""What each is called -> the reference that is told, and how to make it; for the hub."""
