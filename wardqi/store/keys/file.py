"""What keys.json says: its exact form, read strictly and written canonically. Nothing here holds a secret."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from wardqi.store import disk

NAME = "keys.json"
SPARE = "keys.json.bak"
ROLES = ("nurse", "admin", "opener")
MAX_BYTES = 1 << 20
MAX_USERS = 500
MAX_LABEL = 60

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_ARMOUR = re.compile(
    r"-----BEGIN AGE ENCRYPTED FILE-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END AGE ENCRYPTED FILE-----\n"
)
_PC_ID = re.compile(r"[0-9a-f]{16}")


class Malformed(ValueError):
    """The text is not a keys.json of ours; the argument names the place, never its content."""


@dataclass(frozen=True, slots=True)
class Kdf:
    """How a passphrase becomes a key: Argon2id with `m` KiB, `t` passes, `p` lanes.

    `pc` names the PC secret that goes in as well; None when the entry is not bound to a PC.
    """

    m: int
    t: int
    p: int
    salt: bytes
    pc: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The numbers as keys.json writes them."""
        values = {"alg": "argon2id", "m": self.m, "t": self.t, "p": self.p, "salt": b64(self.salt)}
        return values if self.pc is None else {**values, "pc": self.pc}


@dataclass(frozen=True, slots=True)
class User:
    """One person's (or opener's) entry; `sign_pub` is None for the role opener, which cannot sign."""

    uid: str
    role: str
    label: str
    pub: str
    sign_pub: bytes | None
    kdf: Kdf
    nonce: bytes
    ct: bytes

    def aad(self) -> bytes:
        """What the sealed private keys are bound to: the entry without nonce and ct."""
        entry = self.to_json()
        del entry["nonce"], entry["ct"]
        return canonical(entry)

    def to_json(self) -> dict[str, Any]:
        """The entry as keys.json writes it."""
        entry: dict[str, Any] = {
            "uid": self.uid,
            "role": self.role,
            "pub": self.pub,
            "sign_pub": None if self.sign_pub is None else b64(self.sign_pub),
            "kdf": self.kdf.to_json(),
            "nonce": b64(self.nonce),
            "ct": b64(self.ct),
        }
        return {**entry, "label": self.label} if self.label else entry


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A whole keys.json. `dek` and `dek_next` are armoured age files; `tag` is checked by `seals`."""

    store: str
    gen: int
    users: tuple[User, ...]
    recovery: tuple[str, ...]
    dek: str
    dek_next: str | None
    tag: bytes

    def user(self, uid: str) -> User | None:
        """The entry with this id."""
        return next((user for user in self.users if user.uid == uid), None)

    def with_user(self, user: User) -> KeyFile:
        """The same file with this entry added, or put in the place of the one with its id."""
        others = [user if old.uid == user.uid else old for old in self.users]
        return replace(self, users=tuple(others if user in others else [*others, user]))

    def tagged_part(self) -> bytes:
        """What the tag covers: the canonical text without the tag."""
        values = self._values()
        del values["tag"]
        return canonical(values)

    def to_bytes(self) -> bytes:
        """The exact bytes of the file."""
        return canonical(self._values())

    def _values(self) -> dict[str, Any]:
        return {
            "fmt": "wardqi-keys",
            "v": 1,
            "store": self.store,
            "gen": self.gen,
            "users": [user.to_json() for user in self.users],
            "recovery": list(self.recovery),
            "dek": self.dek,
            "dek_next": self.dek_next,
            "tag": b64(self.tag),
        }


def canonical(values: Mapping[str, object]) -> bytes:
    """The one way our JSON is written: sorted keys, no blanks, UTF-8."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def strict_json(data: bytes, what: str) -> dict[str, Any]:
    """A JSON object, accepted only in its canonical form (so no double keys, no NaN); raises Malformed."""
    try:
        values = json.loads(data.decode("utf-8"))
        if isinstance(values, dict) and canonical(values) == data:
            return values
    except (ValueError, RecursionError):
        pass
    raise Malformed(what)


def b64(data: bytes) -> str:
    """Standard base64 text."""
    return base64.b64encode(data).decode("ascii")


def unb64(value: object, place: str, size: int | None = None) -> bytes:
    """The bytes of base64 text in its only canonical form, of exactly `size` bytes if given."""
    if isinstance(value, str):
        try:
            data = base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            raise Malformed(place) from None
        if b64(data) == value and (size is None or len(data) == size):
            return data
    raise Malformed(place)


def text(value: object, place: str, pattern: re.Pattern[str]) -> str:
    """A text wholly matching a pattern."""
    if isinstance(value, str) and pattern.fullmatch(value):
        return value
    raise Malformed(place)


def store_id(value: object) -> str:
    """A store's id."""
    return text(value, "store", _UUID)


def recipient(value: object, place: str = "recipient") -> str:
    """An age X25519 recipient, by its form."""
    return text(value, place, _RECIPIENT)


def armour(value: object, place: str) -> str:
    """An armoured age file, by its form."""
    return text(value, place, _ARMOUR)


def whole(value: object, place: str, low: int, high: int) -> int:
    """A whole number within bounds (a boolean is not one)."""
    if type(value) is int and low <= value <= high:
        return value
    raise Malformed(place)


def only(
    values: object, place: str, needed: set[str], optional: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """An object with exactly these keys."""
    if isinstance(values, dict) and needed <= values.keys() <= needed | optional:
        return values
    raise Malformed(place)


def parse_kdf(value: object) -> Kdf:
    """The numbers of a derivation, by their form; whether they are strong enough is asked when deriving."""
    kdf = only(value, "kdf", {"alg", "m", "t", "p", "salt"}, frozenset({"pc"}))
    if kdf["alg"] != "argon2id":
        raise Malformed("kdf.alg")
    lanes = whole(kdf["p"], "kdf.p", 1, 16)
    return Kdf(
        m=whole(kdf["m"], "kdf.m", 8 * lanes, 1 << 20),
        t=whole(kdf["t"], "kdf.t", 1, 10),
        p=lanes,
        salt=unb64(kdf["salt"], "kdf.salt", 16),
        pc=text(kdf["pc"], "kdf.pc", _PC_ID) if "pc" in kdf else None,
    )


def _parse_user(value: object) -> User:
    entry = only(
        value,
        "users",
        {"uid", "role", "pub", "sign_pub", "kdf", "nonce", "ct"},
        frozenset({"label"}),
    )
    role = entry["role"]
    if role not in ROLES:
        raise Malformed("users.role")
    sign_pub = None if entry["sign_pub"] is None else unb64(entry["sign_pub"], "users.sign_pub", 32)
    if (sign_pub is None) != (role == "opener"):
        raise Malformed("users.sign_pub")
    label = entry.get("label", "")
    if not isinstance(label, str) or len(label) > MAX_LABEL or ("label" in entry and not label):
        raise Malformed("users.label")
    sealed = unb64(entry["ct"], "users.ct")
    if not 16 < len(sealed) <= 1024:
        raise Malformed("users.ct")
    return User(
        uid=text(entry["uid"], "users.uid", _UUID),
        role=role,
        label=label,
        pub=recipient(entry["pub"], "users.pub"),
        sign_pub=sign_pub,
        kdf=parse_kdf(entry["kdf"]),
        nonce=unb64(entry["nonce"], "users.nonce", 12),
        ct=sealed,
    )


def parse(data: bytes) -> KeyFile:
    """A keys.json from its bytes; raises Malformed for anything that we would not have written."""
    if len(data) > MAX_BYTES:
        raise Malformed("size")
    values = only(
        strict_json(data, "json"),
        "keys",
        {"fmt", "v", "store", "gen", "users", "recovery", "dek", "dek_next", "tag"},
    )
    if values["fmt"] != "wardqi-keys" or type(values["v"]) is not int or values["v"] != 1:
        raise Malformed("fmt")
    users, recovery = values["users"], values["recovery"]
    if not isinstance(users, list) or not 1 <= len(users) <= MAX_USERS:
        raise Malformed("users")
    if not isinstance(recovery, list) or len(recovery) > 20:
        raise Malformed("recovery")
    entries = tuple(_parse_user(user) for user in users)
    if len({user.uid for user in entries}) != len(entries):
        raise Malformed("users.uid")
    return KeyFile(
        store=store_id(values["store"]),
        gen=whole(values["gen"], "gen", 1, 1 << 31),
        users=entries,
        recovery=tuple(recipient(one, "recovery") for one in recovery),
        dek=armour(values["dek"], "dek"),
        dek_next=None if values["dek_next"] is None else armour(values["dek_next"], "dek_next"),
        tag=unb64(values["tag"], "tag", 32),
    )


def write(folder: Path, keys: KeyFile) -> None:
    """Replace keys.json, then its spare copy; each is whole at every moment."""
    data = keys.to_bytes()
    parse(data)
    disk.write_whole(folder / NAME, data)
    disk.write_whole(folder / SPARE, data)
