"""Signs and encrypts files that travel, and opens them; nothing else in the bundles knows a cipher.

A bundle is an age file; inside it a head line with the device's signature, then the compressed body.
Opening goes strictly outwards in: size, age header, whole decryption, head, signature, signer, and
only then decompression. The first thing that does not fit raises Refused.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import io
import re
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from wardqi import resources
from wardqi.bundles import fields, outside
from wardqi.bundles.outside import AGE_LINE, LARGEST_FILE, LONGEST_AGE_HEADER, MOST_STANZAS
from wardqi.bundles.refused import Refused
from wardqi.domain import strict

FORMAT: Final = "wardqi-bundle"
VERSION: Final = 1
NAMESPACE: Final = "wardqi-bundle-v1"

LARGEST_BODY: Final = 64 * 1024 * 1024  # inflated
LONGEST_HEAD: Final = 4096

_PASSPHRASE_HEADER: Final = re.compile(AGE_LINE + rb"-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)\n")
_MOST_WORK: Final = 21  # 2 GiB and some seconds; the library asks for 18 to 20 when it locks
_GZIP: Final = 16 + zlib.MAX_WBITS
# age adds a header and 16 bytes to every 64 KiB; kept free so that what we close can be opened.
_AGE_ROOM: Final = LONGEST_AGE_HEADER + LONGEST_HEAD + 16 * (LARGEST_FILE // 65536 + 1)


# --- keys -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """A PC's own keys: Ed25519 to sign (32 raw bytes each), age X25519 to receive (text)."""

    sign_seed: bytes = field(repr=False)
    sign_pub: bytes
    recv_secret: str = field(repr=False)
    recv_pub: str


def new_device_keys() -> DeviceKeys:
    """Fresh random keys."""
    return device_from(new_seed(), str(pyrage.x25519.Identity.generate()))


def device_from(sign_seed: bytes, recv_secret: str) -> DeviceKeys:
    """The keys that were stored as their two private halves; raises Refused("bad_key")."""
    return DeviceKeys(sign_seed, sign_public(sign_seed), recv_secret, recv_public(recv_secret))


def new_seed() -> bytes:
    """A fresh Ed25519 private key, 32 bytes: for the organisation's root."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def sign_public(seed: bytes) -> bytes:
    """The public half, 32 bytes, of an Ed25519 private key; raises Refused("bad_key")."""
    return _signing_key(seed).public_key().public_bytes_raw()


def recv_public(recv_secret: str) -> str:
    """The `age1...` recipient of an `AGE-SECRET-KEY-...`; raises Refused("bad_key")."""
    return str(_identity(recv_secret).to_public())


def is_recipient(text: str) -> bool:
    """Whether the text is an age X25519 recipient, written the one usual way."""
    try:
        return str(pyrage.x25519.Recipient.from_str(text)) == text
    except pyrage.RecipientError:
        return False


def words(*pubs: bytes) -> tuple[str, ...]:
    """Six words for reading keys aloud: the first 66 bits of the SHA-256 of the keys, one after another."""
    number = int.from_bytes(hashlib.sha256(b"".join(pubs)).digest(), "big") >> (256 - 66)
    every = _word_list()
    return tuple(every[(number >> shift) & 0x7FF] for shift in range(55, -1, -11))


@functools.cache
def _word_list() -> tuple[str, ...]:
    return tuple(resources.read_text("words/english.txt").split())


def _signing_key(seed: bytes) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(seed)
    except ValueError:
        raise Refused("bad_key") from None


def _identity(recv_secret: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(recv_secret)
    except pyrage.IdentityError:
        raise Refused("bad_key") from None


def _recipient(recv_pub: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(recv_pub)
    except pyrage.RecipientError:
        raise Refused("bad_key") from None


# --- signatures in OpenSSH's SSHSIG form (OpenSSH, PROTOCOL.sshsig) -------------------------------------


def sshsig_sign(seed: bytes, namespace: str, data: bytes | memoryview) -> bytes:
    """The SSHSIG blob of a signature by an Ed25519 private key (32 bytes), hash sha512, no armour."""
    key = _signing_key(seed)
    return _sshsig_blob(
        key.public_key().public_bytes_raw(), namespace, key.sign(_sshsig_signed(namespace, data))
    )


def sshsig_verify(blob: bytes, namespace: str, data: bytes | memoryview) -> bytes:
    """The public key (32 bytes) that signed the data, whoever's it is; raises Refused("bad_signature")."""
    # Everything but the key and the signature is known beforehand, so the blob has one shape only.
    empty = _sshsig_blob(bytes(32), namespace, bytes(64))
    at = len(_SSHSIG_START) + 8 + len(_ED25519)
    pub, signature = blob[at : at + 32], blob[-64:]
    if len(blob) != len(empty) or blob != _sshsig_blob(pub, namespace, signature):
        raise Refused("bad_signature")
    try:
        Ed25519PublicKey.from_public_bytes(pub).verify(signature, _sshsig_signed(namespace, data))
    except (InvalidSignature, ValueError):
        raise Refused("bad_signature") from None
    return pub


def _string(value: bytes) -> bytes:
    return struct.pack(">I", len(value)) + value


_ED25519: Final = _string(b"ssh-ed25519")
_SHA512: Final = _string(b"sha512")
_RESERVED: Final = _string(b"")
_SSHSIG_START: Final = b"SSHSIG" + struct.pack(">I", 1)


def _sshsig_blob(pub: bytes, namespace: str, signature: bytes) -> bytes:
    return b"".join(
        (
            _SSHSIG_START,
            _string(_ED25519 + _string(pub)),
            _string(namespace.encode()),
            _RESERVED,
            _SHA512,
            _string(_ED25519 + _string(signature)),
        )
    )


def _sshsig_signed(namespace: str, data: bytes | memoryview) -> bytes:
    digest = hashlib.sha512(data).digest()
    return b"".join((b"SSHSIG", _string(namespace.encode()), _RESERVED, _SHA512, _string(digest)))


# --- closing ------------------------------------------------------------------------------------------


def close(body: bytes, recipients: Sequence[str], device: DeviceKeys) -> bytes:
    """The bytes of a bundle file: the body (one gzip member) signed by the device, locked to the recipients.

    Only these recipients can open it: the sender's own is added by whoever wants to reread it.
    Raises Refused with "bad_key" for a recipient that is none, "too_big" for what no reader would take.
    """
    if len(body) > LARGEST_FILE - _AGE_ROOM or len(recipients) >= MOST_STANZAS:
        raise Refused("too_big")
    signature = base64.b64encode(sshsig_sign(device.sign_seed, NAMESPACE, body)).decode()
    head = strict.dumps({"fmt": FORMAT, "v": VERSION, "sig": signature}).encode()
    locks = [_recipient(recipient) for recipient in recipients]
    file = io.BytesIO()
    try:
        # In pieces, because fresh memory for head and body together costs more than locking them.
        pyrage.encrypt_io(_HeadThenBody(head + b"\n", body), file, locks)
    except pyrage.EncryptError:
        raise Refused("bad_key") from None  # no recipients at all
    return file.getvalue()


class _HeadThenBody:
    """A stream of two byte strings, one after the other."""

    def __init__(self, head: bytes, body: bytes) -> None:
        self._head = io.BytesIO(head)
        self._body = io.BytesIO(body)

    def read(self, size: int) -> bytes:
        return self._head.read(size) or self._body.read(size)


# --- opening ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle whose signer is known: `body` is inflated, the two hashes are hex SHA-256.

    `sha256` is of the whole file, `body_sha256` of the compressed body: what the sender's next bundle
    calls `bprev`.
    """

    body: bytes = field(repr=False)
    signer: bytes
    sha256: str
    body_sha256: str


@dataclass(frozen=True, slots=True)
class Peek:
    """What a bundle shows without a key: bytes, recipients, and stanzas of other types (decoys, usually)."""

    size: int
    recipients: int
    others: int


def open_file(path: Path, identities: Sequence[str], known: Callable[[bytes], bool]) -> Opened:
    """Open a bundle with any of our `AGE-SECRET-KEY-...` identities.

    `known` is asked whether a signing key is in the keyring now held; it may raise Refused itself, for
    one withdrawn. The file is read once. Raises Refused, and nothing of the content was parsed before
    its signer was known.
    """
    return open_bytes(outside.read(path), identities, known)


def open_bytes(data: bytes, identities: Sequence[str], known: Callable[[bytes], bool]) -> Opened:
    """As `open_file`, of a file's bytes."""
    inside = decrypt(data, identities)
    end = inside.find(b"\n", 0, LONGEST_HEAD + 1)
    if end < 0:
        raise Refused("not_a_bundle")
    signature = _head_signature(inside[:end])
    body = memoryview(inside)[end + 1 :]
    signer = sshsig_verify(signature, NAMESPACE, body)
    if not known(signer):
        raise Refused("unknown_signer")
    return Opened(
        body=_inflate(body),
        signer=signer,
        sha256=hashlib.sha256(data).hexdigest(),
        body_sha256=hashlib.sha256(body).hexdigest(),
    )


def decrypt(data: bytes, identities: Sequence[str]) -> bytes:
    """The whole content of an age file for one of our identities, or Refused: never a part of it."""
    if not 0 < len(data) <= LARGEST_FILE:
        raise Refused("too_big" if data else "not_a_bundle")
    outside.stanzas(data)
    keys = [_identity(identity) for identity in identities]
    try:
        return bytes(pyrage.decrypt(data, keys))
    except pyrage.DecryptError as error:
        no_key = str(error) == "No matching keys found"
        raise Refused("wrong_recipient" if no_key else "truncated_or_altered") from None


def peek(path: Path) -> Peek:
    """What can be said of a bundle file without any key; raises Refused."""
    size, start = outside.start(path)
    types = outside.stanzas(start)
    recipients = types.count(b"X25519")
    return Peek(size, recipients, len(types) - recipients)


def _head_signature(line: bytes) -> bytes:
    try:
        head = strict.loads(line)
    except strict.NotStrict:
        raise Refused("not_a_bundle") from None
    if not isinstance(head, dict) or head.get("fmt") != FORMAT:
        raise Refused("not_a_bundle")
    version, signature = head.get("v"), head.get("sig")
    if type(version) is int and version > VERSION:
        raise Refused("newer")
    if type(version) is not int or version != VERSION or not isinstance(signature, str):
        raise Refused("not_a_bundle")
    with fields.reading("bad_signature"):
        return fields.raw(signature, LONGEST_HEAD)


def _inflate(body: memoryview) -> bytes:
    """The text of exactly one gzip member, at most LARGEST_BODY bytes long."""
    unpacker = zlib.decompressobj(_GZIP)
    try:
        text = unpacker.decompress(body, LARGEST_BODY + 1)
    except zlib.error:
        raise Refused("truncated_or_altered") from None
    if len(text) > LARGEST_BODY:
        raise Refused("bomb")
    if not unpacker.eof or unpacker.unused_data:
        raise Refused("truncated_or_altered")
    return text


# --- the trust's own keys, kept off the program ------------------------------------------------------


def lock_with_passphrase(data: bytes, passphrase: str) -> bytes:
    """A standard age file that opens with the passphrase, also without WardQI (`age -d`)."""
    return bytes(pyrage.passphrase.encrypt(data, passphrase))


def unlock_with_passphrase(data: bytes, passphrase: str) -> bytes:
    """What `lock_with_passphrase` locked; only ever for a file the trust made itself.

    Raises Refused: "wrong_passphrase", or "bad_key" for a file that was not locked this way.
    """
    # The library would work for a minute, in gigabytes, because a swapped file asks for it.
    asked = _PASSPHRASE_HEADER.match(data, 0, LONGEST_AGE_HEADER)
    if asked is None or int(asked[1]) > _MOST_WORK:
        raise Refused("bad_key")
    try:
        return bytes(pyrage.passphrase.decrypt(data, passphrase))
    except pyrage.DecryptError:
        raise Refused("wrong_passphrase") from None
