"""Pairing wards with the QI team: the trust's keys, its signed list of PCs, and the files both sides show.

The trust's root, recovery and pseudonym keys are in neither store: they are in one file that only a
passphrase opens, to be kept by information governance and brought out to pair a PC.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from wardqi.bundles import enrolment, files, keyring, seal
from wardqi.bundles.keyring import Device, Keyring, QiKey
from wardqi.bundles.refused import Refused
from wardqi.domain import strict
from wardqi.services.access import code_of
from wardqi.services.desk import Desk
from wardqi.store import log
from wardqi.store._sqlite import Database
from wardqi.store.store import Store

TRUST_KEYS = "trust-keys.age"
HUB_FILE = "hub-public.json"
WARD_FILE = "ward-public.json"
_LARGEST_TEXT = 1024 * 1024


def _bytes_of(path: Path, otherwise: str) -> bytes:
    """A small file; Refused with that code for a large one, and for a pipe, which could be read for ever."""
    if path.exists() and not (path.is_file() and path.stat().st_size <= _LARGEST_TEXT):
        raise Refused(otherwise)
    return path.read_bytes()


class NotPaired(Exception):
    """This store is not paired yet, so there is nobody to send to or take from."""


@dataclass(frozen=True, slots=True)
class TrustKeys:
    """What the trust keeps off both programs; see `found_office`."""

    root_seed: bytes
    recovery_secret: str
    pseudonym_key: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A pairing file that was written, and the six words to read aloud."""

    path: Path
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paired:
    """A PC or hub that was paired: what it is called and its six words, to be compared by telephone."""

    name: str
    words: tuple[str, ...]


def device_keys(store: Store) -> seal.DeviceKeys:
    """This installation's own keys, from its encrypted store."""
    return seal.device_from(
        base64.b64decode(store.fact("device_seed") or ""), store.fact("device_recv") or ""
    )


def held_keyring(store: Store) -> Keyring:
    """The signed list of PCs as this store has it; raises NotPaired."""
    text, root = store.fact("keyring"), store.fact("root_pub")
    if not text or not root:
        raise NotPaired
    return keyring.parse(text, base64.b64decode(root))


def found_office(desk: Desk, folder: Path, passphrase: str) -> Shown:
    """Give a new hub the trust's keys: writes the trust's key file and the hub's public file.

    `passphrase` locks the trust's key file; choose another than anybody's own.
    """
    desk.may("manage_keys")
    store = desk.store
    recovery = seal.new_device_keys()
    root_seed = seal.new_seed()
    own = device_keys(store)
    today = desk.now().date().isoformat()
    name = store.fact("trust") or ""
    ring = Keyring(
        version=1,
        org=_new_org(name, practice=bool(store.fact("practice"))),
        org_name=name,
        root_pub=seal.sign_public(root_seed),
        devices=(Device(store.fact("device") or "", "", "QI", own.sign_pub, own.recv_pub, today),),
        qi=(QiKey(own.recv_pub, today),),
        recovery=(recovery.recv_pub,),
    )
    trust = TrustKeys(root_seed, recovery.recv_secret, base64.b64encode(secrets.token_bytes(32)).decode())
    files.write(folder / TRUST_KEYS, seal.lock_with_passphrase(_trust_text(trust), passphrase))
    store.settle({"root_pub": base64.b64encode(ring.root_pub).decode("ascii")})
    _keep(desk, keyring.sign(ring, root_seed), ring)
    return show_hub(desk, folder)


_PRACTICE = "practice-"


def is_practice(org: str) -> bool:
    """Whether an organisation is invented: its records and real ones never meet."""
    return org.startswith(_PRACTICE)


def _new_org(trust: str, *, practice: bool) -> str:
    code = code_of(trust).lower().removeprefix(_PRACTICE)
    return f"{_PRACTICE if practice else ''}{code}-{secrets.token_hex(4)}"


def show_hub(desk: Desk, folder: Path) -> Shown:
    """Write the file that wards need to trust this hub, replacing an older one."""
    ring = held_keyring(desk.store)
    text = enrolment.hub_file(desk.store.fact("keyring") or "", ring.root_pub)
    files.write(folder / HUB_FILE, text.encode("utf-8"), replace=True)
    return Shown(folder / HUB_FILE, enrolment.parse_hub_file(text).words)


def show_ward(desk: Desk, folder: Path) -> Shown:
    """Write the file with which this ward PC asks to be paired, replacing an older one."""
    store, own = desk.store, device_keys(desk.store)
    ward = enrolment.WardFile(
        dev=store.fact("device") or "",
        ward=desk.ward(),
        ward_name=store.fact("place") or "",
        name=f"{store.fact('place')}, {store.fact('device_name')}",
        sign_pub=own.sign_pub,
        recv_pub=own.recv_pub,
    )
    text = enrolment.ward_file(ward, own)
    files.write(folder / WARD_FILE, text.encode("utf-8"), replace=True)
    return Shown(folder / WARD_FILE, ward.words)


def read_text(path: Path) -> str:
    """A pairing file's text; raises Refused when it cannot be one."""
    try:
        return _bytes_of(path, "bad_enrolment").decode("utf-8")
    except OSError:
        raise Refused("cannot_read") from None
    except UnicodeDecodeError:
        raise Refused("bad_enrolment") from None


def read_hub_file(path: Path, *, practice: bool) -> enrolment.HubFile:
    """What a hub's pairing file says; raises Refused, also where practice and real would meet."""
    found = enrolment.parse_hub_file(read_text(path))
    if is_practice(found.keyring.org) != practice:
        raise Refused("practice")
    return found


def trust_hub(desk: Desk, path: Path) -> Paired:
    """A ward pins this hub's root and list. Trust it only once the six words were compared.

    Raises Refused; "other_root" when the ward already trusts another organisation. The recovery keys
    are taken over by `Session.follow_recovery`, which the caller runs next.
    """
    desk.may("manage_keys")
    found = read_hub_file(path, practice=bool(desk.store.fact("practice")))
    held = desk.store.fact("root_pub")
    pinned = base64.b64encode(found.root_pub).decode("ascii")
    if held and held != pinned:
        raise Refused("other_root")
    text, ring = found.keyring_text, found.keyring
    if held and desk.store.fact("keyring"):
        newer = keyring.newest(held_keyring(desk.store), text)
        if newer.version != ring.version:
            text, ring = desk.store.fact("keyring") or "", newer
    desk.store.settle({"root_pub": pinned})
    _keep(desk, text, ring)
    return Paired(ring.org_name, found.words)


def unlock_trust_keys(path: Path, passphrase: str) -> TrustKeys:
    """Open the trust's key file; raises Refused("wrong_passphrase") or, for any other file, "bad_key"."""
    try:
        data = _bytes_of(path, "bad_key")
    except OSError:
        raise Refused("cannot_read") from None
    try:
        said = strict.loads(seal.unlock_with_passphrase(data, passphrase))
        if not isinstance(said, dict):
            raise Refused("bad_key")
        keys = TrustKeys(
            base64.b64decode(str(said.get("root_seed")), validate=True),
            str(said.get("recovery_secret")),
            str(said.get("pseudonym_key")),
        )
    except ValueError:
        raise Refused("bad_key") from None
    seal.device_from(keys.root_seed, keys.recovery_secret)  # raises "bad_key" unless both are keys
    return keys


def add_ward(desk: Desk, path: Path, trust: TrustKeys) -> tuple[Paired, enrolment.WardFile]:
    """The hub lists this ward PC. Do it only once the six words were compared.

    The new list reaches the ward with its first receipt (see `exchange.welcome`).
    """
    desk.may("manage_keys")
    ward = enrolment.parse_ward_file(read_text(path))
    ring = held_keyring(desk.store)
    today = desk.now().date().isoformat()
    others = tuple(device for device in ring.devices if device.dev != ward.dev)
    ring = replace(ring, version=ring.version + 1, devices=(*others, ward.device(today)))
    _keep(desk, keyring.sign(ring, trust.root_seed), ring)
    return Paired(ward.name, ward.words), ward


def withdraw(desk: Desk, dev: str, trust: TrustKeys, after: str) -> None:
    """Withdraw a PC's key: what it made after the change `after` ("rep:seq") is not taken any more."""
    desk.may("manage_keys")
    ring = held_keyring(desk.store)
    devices = tuple(
        replace(device, revoked_after=after) if device.dev == dev else device for device in ring.devices
    )
    ring = replace(ring, version=ring.version + 1, devices=devices)
    _keep(desk, keyring.sign(ring, trust.root_seed), ring)


def _keep(desk: Desk, text: str, ring: Keyring) -> None:
    """Keep a list, its devices beside it for the log, and a line in the audit trail."""
    store = desk.store
    facts = keyring_facts(text, ring)
    store.settle(facts, lambda db: keep_devices(db, ring))
    about = store.fact("store_id") or "store"
    desk.append(desk.note("pair", about, code="keyring", count=ring.version))


def keyring_facts(text: str, ring: Keyring) -> dict[str, str]:
    """What a store remembers of a list."""
    return {
        "keyring": text,
        "org": ring.org,
        "trust": ring.org_name,
        "recovery": " ".join(sorted(ring.recovery)),
    }


def keep_devices(db: Database, ring: Keyring) -> None:
    """Put the list's PCs where the log looks for who may sign; inside a write transaction."""
    log.keep_devices(db, _pcs(ring))


def pcs_as_listed(store: Store) -> bool:
    """Whether the PCs the log trusts are exactly those of the signed list, whose signature is checked too."""
    try:
        listed = _pcs(held_keyring(store))
    except NotPaired:
        listed = []
    except Refused:
        return False
    rows = store.db.execute("select dev, ward, name, role, sign_pub, recv_pub, revoked_after from device")
    return set(rows) == set(listed)


def _pcs(ring: Keyring) -> list[tuple[str | None, ...]]:
    return [
        (
            device.dev,
            device.ward or None,
            device.name,
            "ward" if device.ward else "hub",
            base64.b64encode(device.sign_pub).decode("ascii"),
            device.recv_pub,
            device.revoked_after,
        )
        for device in ring.devices
    ]


def _trust_text(trust: TrustKeys) -> bytes:
    return strict.dumps(
        {
            "root_seed": base64.b64encode(trust.root_seed).decode("ascii"),
            "recovery_secret": trust.recovery_secret,
            "pseudonym_key": trust.pseudonym_key,
        }
    ).encode("utf-8")
