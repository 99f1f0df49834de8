"""One person's entry: made, opened, given another passphrase."""

from __future__ import annotations

import base64
import secrets
import uuid
from dataclasses import replace
from pathlib import Path

from wardqi.store.keys import binding, seals
from wardqi.store.keys.errors import BindingLost, WeakPassphrase
from wardqi.store.keys.file import MAX_LABEL, Kdf, User
from wardqi.store.keys.passphrases import check_passphrase
from wardqi.store.keys.seals import PersonKeys


def new(folder: Path, role: str, label: str, passphrase: str) -> tuple[User, PersonKeys]:
    """A new person with new keys, sealed under a passphrase and bound to this PC where that is possible.

    An opener's keys hold no signing seed. Raises WeakPassphrase, BindingLost.
    """
    seed = b"" if role == "opener" else secrets.token_bytes(32)
    person = PersonKeys(str(uuid.uuid4()), role, seals.new_age_secret(), seed)
    bare = User(
        uid=person.uid,
        role=role,
        label=" ".join(label.split())[:MAX_LABEL],
        pub=person.age_pub,
        sign_pub=base64.b64decode(person.sign_pub) if seed else None,
        kdf=Kdf(0, 0, 0, b""),
        nonce=b"",
        ct=b"",
    )
    return protected(folder, bare, person.age_secret, seed or None, passphrase), person


def unlisted() -> PersonKeys:
    """Keys of a person without an entry: they open no closed store, and live in an open one under a PIN."""
    return PersonKeys(str(uuid.uuid4()), "nurse", seals.new_age_secret(), secrets.token_bytes(32))


def protected(
    folder: Path, entry: User, age_secret: str, seed: bytes | None, passphrase: str, *, checked: bool = False
) -> User:
    """The entry sealed afresh under a passphrase: new salt, nonce and ciphertext.

    `checked` is for the passphrase it has already, which may be older than a rule.
    """
    codes = [] if checked else check_passphrase(passphrase)
    if codes:
        raise WeakPassphrase(codes)
    try:
        pc = binding.ensure(folder)
    except binding.Lost as error:
        raise BindingLost from error
    entry = replace(entry, kdf=seals.new_kdf(pc))
    key = seals.derive(passphrase, entry.kdf, pc)
    nonce, ct = seals.seal_private(key, entry.aad(), age_secret, seed)
    return replace(entry, nonce=nonce, ct=ct)


def opened(folder: Path, entry: User, passphrase: str) -> tuple[str, bytes | None] | None:
    """An entry's age secret and signing seed; None when the passphrase is not its own or it was altered.

    Raises BindingLost.
    """
    try:
        pc = None if entry.kdf.pc is None else binding.load(folder, entry.kdf.pc)
        key = seals.derive(passphrase, entry.kdf, pc)
    except binding.Lost as error:
        raise BindingLost from error
    except seals.TooCheap:
        return None
    return seals.open_private(key, entry.nonce, entry.ct, entry.aad())
