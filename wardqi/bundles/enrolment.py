"""Pairing files: what a ward PC shows the QI team, and the QI team a ward PC, before they know each other.

Each is signed by the key it introduces, so that a slip of the pen or a swapped half is noticed. That it
is the right key only the six words say, read aloud by telephone and compared on both screens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wardqi.bundles import fields, keyring, seal, signed
from wardqi.bundles.keyring import Device, Keyring
from wardqi.bundles.refused import Refused
from wardqi.domain import strict

WARD_FORMAT: Final = "wardqi-ward"
HUB_FORMAT: Final = "wardqi-hub"
_BAD: Final = "bad_enrolment"
_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class WardFile:
    """A ward PC that asks to be paired: `ward` is the ward's code, `name` says which PC."""

    dev: str
    ward: str
    ward_name: str
    name: str
    sign_pub: bytes
    recv_pub: str

    @property
    def words(self) -> tuple[str, ...]:
        """The six words to compare with those on the ward's screen."""
        return seal.words(self.sign_pub, self.recv_pub.encode())

    def device(self, since: str) -> Device:
        """The keyring's entry for this PC, from a date on."""
        return Device(self.dev, self.ward, self.name, self.sign_pub, self.recv_pub, since)


@dataclass(frozen=True, slots=True)
class HubFile:
    """A QI team that asks to be trusted: its root to pin, and its keyring with the signed text."""

    root_pub: bytes
    keyring: Keyring
    keyring_text: str

    @property
    def words(self) -> tuple[str, ...]:
        """The six words to compare with those on the QI team's screen."""
        return seal.words(self.root_pub)


def ward_file(ward: WardFile, device: seal.DeviceKeys) -> str:
    """The text of `ward-public.json`, signed by the PC's own key; raises Refused."""
    text = signed.write(
        WARD_FORMAT,
        {
            "dev": ward.dev,
            "ward": ward.ward,
            "ward_name": ward.ward_name,
            "name": ward.name,
            "sign_pub": fields.written_key(ward.sign_pub),
            "recv_pub": ward.recv_pub,
        },
        device.sign_seed,
    )
    if parse_ward_file(text) != ward:
        raise Refused(_BAD)
    return text


def parse_ward_file(text: str) -> WardFile:
    """What `ward-public.json` says; raises Refused. Trust it only once the words were compared."""
    said, signer = signed.read(WARD_FORMAT, text, _BAD, twin=HUB_FORMAT)
    with fields.reading(_BAD):
        ward = WardFile(
            dev=fields.text(said.get("dev"), fields.TOKEN),
            ward=fields.text(said.get("ward"), fields.TOKEN),
            ward_name=fields.text(said.get("ward_name"), _LONGEST_NAME),
            name=fields.text(said.get("name"), _LONGEST_NAME),
            sign_pub=fields.key(said.get("sign_pub")),
            recv_pub=fields.text(said.get("recv_pub"), fields.AGE_PUB),
        )
        if ward.sign_pub != signer or not seal.is_recipient(ward.recv_pub):
            raise fields.Unfit
        return ward


def hub_file(keyring_text: str, root_pub: bytes) -> str:
    """The text of `hub-public.json`: the root's public key and the keyring it signed; raises Refused."""
    text = strict.dumps(
        {
            "fmt": HUB_FORMAT,
            "v": signed.VERSION,
            "root_pub": fields.written_key(root_pub),
            "keyring": keyring_text,
        }
    )
    parse_hub_file(text)
    return text


def parse_hub_file(text: str) -> HubFile:
    """What `hub-public.json` says; raises Refused. Pin its root only once the words were compared."""
    said = signed.document(HUB_FORMAT, text, _BAD, twin=WARD_FORMAT)
    with fields.reading(_BAD):
        root_pub = fields.key(said.get("root_pub"))
        keyring_text = fields.text(said.get("keyring"), signed.LONGEST)
    return HubFile(root_pub, keyring.parse(keyring_text, root_pub), keyring_text)
