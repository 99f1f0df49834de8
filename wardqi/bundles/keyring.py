"""Who may send and who may receive: the organisation's list of PCs and keys, signed by its root.

The root's public key is pinned when a PC is paired; from then on a list signed by anybody else is
refused, and the list's number only goes up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from wardqi.bundles import fields, seal, signed
from wardqi.bundles.refused import Refused

FORMAT: Final = "wardqi-keyring"
_BAD: Final = "bad_keyring"
_MOST_NAMES: Final = 100
_MOST_DEVICES: Final = 2000
_MOST_KEYS: Final = 50
_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Device:
    """A paired PC; `ward` is empty for the QI team's own.

    `since` is a date, 2026-10-25. `revoked_after` is None, or the last change ("rep:seq") that was
    still trusted when the PC's key was withdrawn.
    """

    dev: str
    ward: str
    name: str
    sign_pub: bytes
    recv_pub: str
    since: str
    revoked_after: str | None = None


@dataclass(frozen=True, slots=True)
class QiKey:
    """A key of the QI team to lock bundles to, from one date to another (None: no end yet), both included."""

    pub: str
    since: str
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Keyring:
    """One version of the list; `recovery` are the trust's recovery recipients."""

    version: int
    org: str
    org_name: str
    root_pub: bytes
    devices: tuple[Device, ...] = ()
    qi: tuple[QiKey, ...] = ()
    recovery: tuple[str, ...] = ()

    def device(self, sign_pub: bytes) -> Device | None:
        """The PC that signs with this key, also one whose key was withdrawn."""
        return next((device for device in self.devices if device.sign_pub == sign_pub), None)

    def known(self, sign_pub: bytes) -> bool:
        """What `seal.open_file` asks; raises Refused("revoked_signer") for a key that was withdrawn."""
        device = self.device(sign_pub)
        if device is not None and device.revoked_after is not None:
            raise Refused("revoked_signer")
        return device is not None

    def qi_recipients(self, day: str) -> tuple[str, ...]:
        """The QI team's keys in force on a date: two while one replaces the other."""
        return tuple(
            one.pub for one in self.qi if one.since <= day and (one.until is None or day <= one.until)
        )


def sign(keyring: Keyring, root_seed: bytes) -> str:
    """The signed text to hand on; raises Refused when no reader would take it back."""
    text = signed.write(FORMAT, _values(keyring), root_seed)
    if parse(text, keyring.root_pub) != keyring:
        raise Refused(_BAD)
    return text


def parse(text: str, pinned_root: bytes) -> Keyring:
    """The keyring of a signed text; raises Refused, with "other_root" when another key signed it."""
    said, signer = signed.read(FORMAT, text, _BAD)
    if signer != pinned_root:
        raise Refused("other_root")
    with fields.reading(_BAD):
        keyring = Keyring(
            version=fields.whole(said.get("version"), 1),
            org=fields.text(said.get("org"), fields.TOKEN),
            org_name=fields.text(said.get("org_name"), _LONGEST_NAME),
            root_pub=fields.key(said.get("root_pub")),
            devices=tuple(map(_device, fields.sequence(said.get("devices"), _MOST_DEVICES))),
            qi=tuple(map(_qi_key, fields.sequence(said.get("qi"), _MOST_KEYS))),
            recovery=fields.texts(said.get("recovery"), fields.AGE_PUB, _MOST_KEYS),
        )
        if keyring.root_pub != pinned_root:
            raise fields.Unfit
        # Two PCs of one name or key would make it a matter of chance whose bundle it is.
        for names in (
            {device.dev for device in keyring.devices},
            {device.sign_pub for device in keyring.devices},
        ):
            if len(names) != len(keyring.devices):
                raise fields.Unfit
        for recipient in (
            *(device.recv_pub for device in keyring.devices),
            *(one.pub for one in keyring.qi),
            *keyring.recovery,
        ):
            if not seal.is_recipient(recipient):
                raise fields.Unfit
        return keyring


def newest(held: Keyring, text: str) -> Keyring:
    """The held keyring, or the one in the text when its number is higher.

    A late receipt may bring an older list: that is no fault. Raises Refused when the text is not signed
    by the root that is pinned, is another organisation's, or carries the same number with other contents.
    """
    other = parse(text, held.root_pub)
    if other.org != held.org:
        raise Refused("other_root")
    if other.version == held.version and other != held:
        raise Refused("keyring_fork")
    return other if other.version > held.version else held


def _device(value: object) -> Device:
    said = fields.mapping(value, _MOST_NAMES)
    revoked = said.get("revoked_after")
    return Device(
        dev=fields.text(said.get("dev"), fields.TOKEN),
        ward=fields.text(said.get("ward"), fields.TOKEN_OR_NONE),
        name=fields.text(said.get("name"), _LONGEST_NAME),
        sign_pub=fields.key(said.get("sign_pub")),
        recv_pub=fields.text(said.get("recv_pub"), fields.AGE_PUB),
        since=fields.day(said.get("from")),
        revoked_after=None if revoked is None else fields.text(revoked, fields.POSITION),
    )


def _qi_key(value: object) -> QiKey:
    said = fields.mapping(value, _MOST_NAMES)
    until = said.get("until")
    return QiKey(
        pub=fields.text(said.get("pub"), fields.AGE_PUB),
        since=fields.day(said.get("from")),
        until=None if until is None else fields.day(until),
    )


def _values(keyring: Keyring) -> Mapping[str, object]:
    return {
        "version": keyring.version,
        "org": keyring.org,
        "org_name": keyring.org_name,
        "root_pub": fields.written_key(keyring.root_pub),
        "devices": [
            {
                "dev": device.dev,
                "ward": device.ward,
                "name": device.name,
                "sign_pub": fields.written_key(device.sign_pub),
                "recv_pub": device.recv_pub,
                "from": device.since,
                "revoked_after": device.revoked_after,
            }
            for device in keyring.devices
        ],
        "qi": [{"pub": one.pub, "from": one.since, "until": one.until} for one in keyring.qi],
        "recovery": list(keyring.recovery),
    }
