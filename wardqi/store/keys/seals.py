"""The sealing itself: private keys under a passphrase, the data key (DEK) to people, and the file's tag."""

from __future__ import annotations

import base64
import hmac
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pyrage
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wardqi.store.keys import binding
from wardqi.store.keys import file as keyfile
from wardqi.store.keys.errors import NotAllowed
from wardqi.store.keys.file import Kdf, KeyFile, Malformed, b64, canonical
from wardqi.store.keys.passphrases import normal

Dek = bytes | bytearray


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id: `m` KiB of memory, `t` passes, `p` lanes."""

    m: int
    t: int
    p: int


COST = Cost(65536, 3, 4)
TEST_COST = Cost(64, 1, 1)
"""The cheapest accepted while WARDQI_TEST=1; a program running in earnest refuses an entry made with it."""
_FLOOR = Cost(19 * 1024, 2, 1)


class TooCheap(Exception):
    """An entry whose derivation costs so little that it must have been altered."""


@dataclass(frozen=True, slots=True)
class PersonKeys:
    """A person's private keys, in memory only while they are signed in."""

    uid: str
    role: str
    age_secret: str = field(repr=False)
    sign_seed: bytes = field(repr=False)
    _signing: Ed25519PrivateKey | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the key that signs once, not at every save."""
        own = Ed25519PrivateKey.from_private_bytes(self.sign_seed) if self.sign_seed else None
        object.__setattr__(self, "_signing", own)

    @property
    def sign_pub(self) -> str:
        """The Ed25519 public key, base64."""
        return b64(self._signing_key().public_key().public_bytes_raw())

    @property
    def age_pub(self) -> str:
        """The age recipient."""
        return age_public(self.age_secret)

    def sign(self, data: bytes) -> bytes:
        """An Ed25519 signature, 64 bytes."""
        return self._signing_key().sign(data)

    def seal(self, data: bytes, *others: str) -> str:
        """An armoured age file that this person alone, and the holders of the `others` (age keys), can open.

        Raises NotAllowed("bad_recipient").
        """
        return _sealed_to(data, [self.age_pub, *others])

    def open(self, sealed: str) -> bytes | None:
        """What `seal` was given; None when it was not sealed to this person, or was altered."""
        try:
            identity = pyrage.x25519.Identity.from_str(self.age_secret)
            return bytes(pyrage.decrypt(sealed.encode("ascii", "replace"), [identity]))
        except (pyrage.DecryptError, pyrage.IdentityError):
            return None

    def _signing_key(self) -> Ed25519PrivateKey:
        if self._signing is None:
            raise ValueError("an opener signs nothing")
        return self._signing


def signed_by(sign_pub: str, signature: str, data: bytes) -> bool:
    """Whether a signature (base64) over this was made by the holder of the key (base64)."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(sign_pub, validate=True))
        key.verify(base64.b64decode(signature, validate=True), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _sealed_to(plain: bytes, recipients: Iterable[str]) -> str:
    try:
        to = [pyrage.x25519.Recipient.from_str(one) for one in dict.fromkeys(recipients)]
    except pyrage.RecipientError as error:
        raise NotAllowed("bad_recipient") from error
    return bytes(pyrage.encrypt(plain, to, armored=True)).decode("ascii")


def new_age_secret() -> str:
    """A fresh age X25519 private key."""
    return str(pyrage.x25519.Identity.generate())


def age_public(age_secret: str) -> str:
    """The recipient of an age private key; raises NotAllowed when it is not one."""
    try:
        return str(pyrage.x25519.Identity.from_str(age_secret).to_public())
    except pyrage.IdentityError as error:
        raise NotAllowed("bad_recipient") from error


# -- keys drawn from the data key


def db_key(dek: Dek) -> bytes:
    """The raw SQLCipher key of a data key."""
    return _hkdf(dek, b"wardqi/v1/db")


def _hkdf(dek: Dek, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, info).derive(bytes(dek))


def tagged(file: KeyFile, dek: Dek) -> KeyFile:
    """The file with the tag that only a holder of the data key can make."""
    return replace(file, tag=_tag(file, dek))


def tag_holds(file: KeyFile, dek: Dek) -> bool:
    """Whether the file is as a holder of this data key left it."""
    return hmac.compare_digest(_tag(file, dek), file.tag)


def _tag(file: KeyFile, dek: Dek) -> bytes:
    return hmac.digest(_hkdf(dek, b"wardqi/v1/keyfile"), file.tagged_part(), "sha256")


# -- private keys under a passphrase or PIN


def _testing() -> bool:
    return os.environ.get("WARDQI_TEST") == "1"


def new_kdf(pc: bytes | None) -> Kdf:
    """Numbers for a new entry, with a new salt; `pc` is the PC secret it will be bound to."""
    cost = TEST_COST if _testing() else COST
    return Kdf(cost.m, cost.t, cost.p, secrets.token_bytes(16), None if pc is None else binding.name_of(pc))


def derive(passphrase: str, kdf: Kdf, pc: bytes | None) -> bytes:
    """The 32-byte key of a passphrase. Takes 0.2 s and 64 MiB: off the window's thread. Raises TooCheap."""
    floor = TEST_COST if _testing() else _FLOOR
    if kdf.m < floor.m or kdf.t < floor.t:
        raise TooCheap
    return Argon2id(
        salt=kdf.salt, length=32, iterations=kdf.t, lanes=kdf.p, memory_cost=kdf.m, secret=pc
    ).derive(normal(passphrase))


def seal_private(key: bytes, aad: bytes, age_secret: str, seed: bytes | None) -> tuple[bytes, bytes]:
    """Nonce and ciphertext of private keys; `seed` is None for keys that cannot sign."""
    plain = {"age": age_secret} if seed is None else {"age": age_secret, "ed25519": b64(seed)}
    nonce = secrets.token_bytes(12)
    return nonce, AESGCM(key).encrypt(nonce, canonical(plain), aad)


def open_private(key: bytes, nonce: bytes, ct: bytes, aad: bytes) -> tuple[str, bytes | None] | None:
    """The private keys (age secret, signing seed), or None when the key or what was sealed is not right."""
    try:
        plain = AESGCM(key).decrypt(nonce, ct, aad)
        values = keyfile.only(keyfile.strict_json(plain, "ct"), "ct", {"age"}, frozenset({"ed25519"}))
        seed = keyfile.unb64(values["ed25519"], "ct", 32) if "ed25519" in values else None
    except (InvalidTag, Malformed):
        return None
    return str(values["age"]), seed


# -- the data key to people and recovery keys


def seal_dek(store: str, gen: int, dek: Dek, recipients: Iterable[str]) -> str:
    """The armoured age file holding a data key; raises NotAllowed("bad_recipient")."""
    return _sealed_to(canonical({"store": store, "gen": gen, "dek": b64(bytes(dek))}), recipients)


def open_dek(sealed: str, age_secret: str, store: str, gen: int) -> bytearray | None:
    """The data key, if this secret opens it and it is of this store and generation."""
    try:
        identity = pyrage.x25519.Identity.from_str(age_secret)
        plain = bytes(pyrage.decrypt(sealed.encode("ascii"), [identity]))
        values = keyfile.only(keyfile.strict_json(plain, "dek"), "dek", {"store", "gen", "dek"})
        if values["store"] != store or values["gen"] != gen:
            return None
        return bytearray(keyfile.unb64(values["dek"], "dek", 32))
    except (pyrage.DecryptError, pyrage.IdentityError, Malformed):
        return None


def sealed_to_all(file: KeyFile, dek: Dek, following: Dek | None) -> KeyFile:
    """The file with its data key (and the next, during a rotation) sealed to exactly those it lists."""
    to = [*(user.pub for user in file.users), *file.recovery]
    return replace(
        file,
        dek=seal_dek(file.store, file.gen, dek, to),
        dek_next=None if following is None else seal_dek(file.store, file.gen + 1, following, to),
    )
