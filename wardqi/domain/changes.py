"""A change: the one thing that is ever written, and its exact text.

A record is never overwritten; it is the fold (see `merge`) of the changes made to it. A change has
an *op text*, which holds only what may leave the ward and is signed, and a *private text*, which
stays on the ward and is tied to the op text by its salted hash. The exact bytes are what is signed,
hashed, stored and forwarded: nothing ever writes somebody's op text anew.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from wardqi.domain import strict

FIRST_PREV = "0" * 64
LARGEST = 2**53
LONGEST_TEXT = 64 * 1024
LONGEST_LINE = 1024 * 1024
"""Bytes that a change takes in a bundle at most, its private part included."""
MOST_FIELDS = 200
MOST_BASES = 64
LAMPORT_LEAP = 10**6
"""How far ahead of our own counter a stranger's may be."""

_REPLICA = re.compile(r"[0-9a-f]{16}\Z")
_HASH = re.compile(r"[0-9a-f]{64}\Z")
_KIND = re.compile(r"[a-z][a-z_]{0,39}\.[a-z][a-z_]{0,39}\Z")
_ID = re.compile(r"[0-9a-f]{16}:[1-9][0-9]{0,15}\Z")
_NAME = re.compile(r"[0-9A-Za-z:_.\-]{1,80}\Z")
_HOUR = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}Z\Z")
_EXACT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-5][0-9]:[0-5][0-9]Z\Z")
_KEYS = frozenset(
    {"rep", "seq", "prev", "lam", "kind", "ent", "base", "set", "priv", "by", "at", "off", "sv"}
)


class BadChange(ValueError):
    """A change that cannot be taken; `code` says why, in a word that a screen turns into a sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Op:
    """One change's op text, parsed. `off` is in minutes east of UTC; `at` is UTC cut to the hour."""

    rep: str
    seq: int
    prev: str
    lam: int
    kind: str
    action: str
    ent: str
    base: tuple[str, ...]
    set: Mapping[str, object]
    priv: str | None
    by: str
    at: str
    off: int
    sv: int
    reason: str | None = None

    @property
    def id(self) -> str:
        """`rep:seq`, unique for ever."""
        return f"{self.rep}:{self.seq}"

    def text(self) -> str:
        """The op text to sign and keep; call it once, when the change is made."""
        body: dict[str, object] = {
            "rep": self.rep,
            "seq": self.seq,
            "prev": self.prev,
            "lam": self.lam,
            "kind": f"{self.kind}.{self.action}",
            "ent": self.ent,
            "base": list(self.base),
            "set": self.set,
            "priv": self.priv,
            "by": self.by,
            "at": self.at,
            "off": self.off,
            "sv": self.sv,
        }
        if self.reason is not None:
            body["reason"] = self.reason
        return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Line:
    """A change as it is stored and sent: exact op text, signature (base64), signer, private text."""

    text: str
    sig: str
    uid: str
    private: str | None = None

    def to_json(self, *, with_private: bool) -> str:
        """The line of a bundle; without its private part when it leaves the ward."""
        parts = [self.text, self.sig, self.uid]
        if with_private and self.private is not None:
            parts.append(self.private)
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def parse_line(text: str) -> Line:
    """Read a bundle's change line; raises BadChange when it is not exactly that."""
    value = _load(text)
    if not isinstance(value, list) or len(value) not in (3, 4):
        raise BadChange("not_a_change")
    if not all(isinstance(part, str) for part in value):
        raise BadChange("not_a_change")
    if not _NAME.match(value[2]) or len(value[1]) > 128:
        raise BadChange("not_a_change")
    return Line(*value)


def parse_op(text: str) -> Op:
    """Read an op text strictly; raises BadChange. Unknown keys are allowed, so that newer ops can be kept."""
    value = _load(text)
    if not isinstance(value, dict) or not value.keys() >= _KEYS:
        raise BadChange("not_a_change")
    whole = _whole
    kind = _match(_KIND, value["kind"])
    base = value["base"]
    if not isinstance(base, list) or len(base) > MOST_BASES:
        raise BadChange("bad_base")
    fields = value["set"]
    if not isinstance(fields, dict):
        raise BadChange("bad_set")
    measure(fields)
    priv, reason = value["priv"], value.get("reason")
    return Op(
        rep=_match(_REPLICA, value["rep"]),
        seq=whole(value["seq"], 1),
        prev=_match(_HASH, value["prev"]),
        lam=whole(value["lam"], 1),
        kind=kind.partition(".")[0],
        action=kind.partition(".")[2],
        ent=_match(_NAME, value["ent"]),
        base=tuple(_match(_ID, one) for one in base),
        set=fields,
        priv=None if priv is None else _match(_HASH, priv),
        by=_match(_NAME, value["by"]),
        at=_hour(value["at"]),
        off=whole(value["off"], -1440, 1440),
        sv=whole(value["sv"], 1, 10_000),
        reason=None if reason is None else _match(_NAME, reason),
    )


def private_text(salt: str, at: str, values: Mapping[str, object]) -> str:
    """The private part: a salt (32 random bytes, base64), the exact UTC time, and the private fields."""
    body = {"salt": salt, "at": at, "set": values}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def parse_private(text: str, op: Op) -> tuple[str | None, Mapping[str, object]]:
    """The exact time and the fields of an op's private text, which must hash to what the op says."""
    if op.priv is None or digest(text) != op.priv:
        raise BadChange("private_part_does_not_match")
    value = _load(text)
    if not isinstance(value, dict):
        raise BadChange("bad_private_part")
    fields, at = value.get("set"), value.get("at")
    if not isinstance(fields, dict):
        raise BadChange("bad_private_part")
    if at is not None and not (isinstance(at, str) and _EXACT.match(at) and at[:13] == op.at[:13]):
        raise BadChange("bad_private_part")
    measure(fields)
    return at, fields


def measure(fields: Mapping[str, object]) -> None:
    """Hold a set of fields to the limits on count and length; raises BadChange."""
    count, waiting = 0, list(fields.values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(value.values())
            continue
        count += 1
        if isinstance(value, str):
            too_long = len(value) > LONGEST_TEXT or len(value.encode("utf-8")) > LONGEST_TEXT
        else:
            too_long = isinstance(value, list) and len(value) > MOST_FIELDS
        if too_long:
            raise BadChange("text_too_long")
    if count > MOST_FIELDS:
        raise BadChange("too_many_fields")


def _load(text: str) -> object:
    try:
        return strict.loads(text)
    except strict.NotStrict as error:
        raise BadChange("not_a_change") from error


def _match(pattern: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not pattern.match(value):
        raise BadChange("not_a_change")
    return value


def _hour(value: object) -> str:
    """An hour that exists, in UTC."""
    text = _match(_HOUR, value)
    try:
        datetime.fromisoformat(text[:13])
    except ValueError:
        raise BadChange("not_a_change") from None
    return text


def _whole(value: object, least: int, most: int = LARGEST - 1) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadChange("not_a_change")
    return value
