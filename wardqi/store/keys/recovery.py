"""Recovery: the trust's key opens the data key offline, and hands it to a one-time key made on the ward.

The recovery private key never visits a ward PC, and the one-time private key never leaves it: it waits
under the new passphrase, so that a stolen disk with a stolen answer opens nothing. A thief could send a
request too; who asks is for people to find out (the words of the one-time key, read back by telephone).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wardqi.store import disk
from wardqi.store.keys import binding, entries, seals
from wardqi.store.keys import file as keyfile
from wardqi.store.keys.errors import (
    BadRecovery,
    BadRequest,
    BindingLost,
    KeysDamaged,
    KeysMissing,
    WeakPassphrase,
)
from wardqi.store.keys.file import KeyFile, Malformed, b64, canonical
from wardqi.store.keys.passphrases import check_passphrase
from wardqi.store.keys.unlocking import COPIES, Unlocked, present, readable

WAITING = "recovery.json"
_MAX_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class RecoveryRequest:
    """What a ward sends: `text` is the whole file, `to` the one-time recipient to be read back."""

    text: str
    store: str
    to: str


def _newest(folder: Path) -> KeyFile:
    copies, _ = readable(folder, [folder / name for name in COPIES])
    if not copies:
        raise KeysDamaged if present(folder) else KeysMissing
    return copies[0][1]


def recovery_request(folder: Path, passphrase: str) -> RecoveryRequest:
    """Make a one-time key, keep its private half under a new passphrase, and say what to send.

    A second request replaces the first, whose answer will then be of no use. Raises WeakPassphrase,
    KeysDamaged, KeysMissing.
    """
    codes = check_passphrase(passphrase)
    if codes:
        raise WeakPassphrase(codes)
    file = _newest(folder)
    secret = seals.new_age_secret()
    to = seals.age_public(secret)
    try:
        pc = binding.ensure(folder)
    except binding.Lost as error:
        raise BindingLost from error
    kdf = seals.new_kdf(pc)
    head = {"fmt": "wardqi-recovery-waiting", "v": 1, "store": file.store, "to": to, "kdf": kdf.to_json()}
    nonce, ct = seals.seal_private(seals.derive(passphrase, kdf, pc), canonical(head), secret, None)
    disk.write_whole(folder / WAITING, canonical({**head, "nonce": b64(nonce), "ct": b64(ct)}))
    asked = {
        "fmt": "wardqi-recovery-request",
        "v": 1,
        "store": file.store,
        "gen": file.gen,
        "dek": file.dek,
        "dek_next": file.dek_next,
        "to": to,
    }
    return RecoveryRequest(canonical(asked).decode(), file.store, to)


def read_request(text: str) -> RecoveryRequest:
    """A request as IG receives it; raises BadRequest("malformed")."""
    asked = _asked(text)
    return RecoveryRequest(text, keyfile.store_id(asked["store"]), keyfile.recipient(asked["to"], "to"))


def recovery_answer(request: str, recovery_secret: str) -> str:
    """At IG, away from the ward: open the data key with the recovery key and seal it to the one-time key.

    Raises BadRequest: malformed, or not_for_this_key (which also stands for a request whose store id is not
    the one sealed with the data key).
    """
    asked = _asked(request)
    try:
        store = keyfile.store_id(asked["store"])
        gen = keyfile.whole(asked["gen"], "gen", 1, 1 << 31)
        to = keyfile.recipient(asked["to"], "to")
        sealed = [keyfile.armour(asked["dek"], "dek")]
        if asked["dek_next"] is not None:
            sealed.append(keyfile.armour(asked["dek_next"], "dek_next"))
    except Malformed:
        raise BadRequest("malformed") from None
    opened = [
        seals.open_dek(one, recovery_secret.strip(), store, gen + step) for step, one in enumerate(sealed)
    ]
    if any(dek is None for dek in opened):
        raise BadRequest("not_for_this_key")
    again = [seals.seal_dek(store, gen + step, dek, [to]) for step, dek in enumerate(opened) if dek]
    answer = {
        "fmt": "wardqi-recovery-answer",
        "v": 1,
        "store": store,
        "gen": gen,
        "dek": again[0],
        "dek_next": again[1] if len(again) > 1 else None,
    }
    return canonical(answer).decode()


def recovery_accept(
    folder: Path,
    answer: str,
    passphrase: str,
    *,
    label: str = "",
    recovery: Sequence[str],
) -> Unlocked:
    """Take IG's answer: a new administrator with the passphrase given at the request.

    Everybody else keeps their entry, unless keys.json was edited: then only the new administrator is left,
    and `recovery` (the list in the signed keyring) is sealed to anew. Call `Vault` unlocking afterwards with
    the same passphrase. Raises BadRecovery: malformed, none_waiting, wrong_passphrase, another_store,
    not_for_this_key; WeakPassphrase, BindingLost.
    """
    secret = _waiting_secret(folder, passphrase)
    got = _parsed(answer, "wardqi-recovery-answer", {"store", "gen", "dek", "dek_next"})
    file = _newest(folder)
    if got["store"] != file.store:
        raise BadRecovery("another_store")
    try:
        gen = keyfile.whole(got["gen"], "gen", 1, 1 << 31)
        sealed = keyfile.armour(got["dek"], "dek")
        sealed_next = None if got["dek_next"] is None else keyfile.armour(got["dek_next"], "dek_next")
    except Malformed:
        raise BadRecovery("malformed") from None
    dek = seals.open_dek(sealed, secret, file.store, gen)
    following = None if sealed_next is None else seals.open_dek(sealed_next, secret, file.store, gen + 1)
    if dek is None or (following is None) != (sealed_next is None):
        raise BadRecovery("not_for_this_key")
    entry, person = entries.new(folder, "admin", label, passphrase)
    if seals.tag_holds(file, dek) and file.gen == gen and (file.dek_next is None) == (following is None):
        file = file.with_user(entry)
    else:
        file = replace(file, gen=gen, users=(entry,), recovery=tuple(sorted(set(recovery))))
    file = seals.tagged(seals.sealed_to_all(file, dek, following), dek)
    keyfile.write(folder, file)
    (folder / WAITING).unlink(missing_ok=True)
    return Unlocked(person, dek, gen, file.store, person.uid, file, following)


def _asked(text: str) -> dict[str, object]:
    try:
        return _parsed(text, "wardqi-recovery-request", {"store", "gen", "dek", "dek_next", "to"})
    except BadRecovery as error:
        raise BadRequest(error.code) from None


def _parsed(text: str, fmt: str, keys: set[str]) -> dict[str, object]:
    try:
        data = text.strip().encode("utf-8")
        if len(data) > _MAX_BYTES:
            raise Malformed("size")
        values = keyfile.only(keyfile.strict_json(data, fmt), fmt, {"fmt", "v", *keys})
        if values["fmt"] != fmt or values["v"] != 1:
            raise Malformed(fmt)
    except (Malformed, UnicodeEncodeError):
        raise BadRecovery("malformed") from None
    return values


def _waiting_secret(folder: Path, passphrase: str) -> str:
    """The one-time private key, from under the passphrase given at the request."""
    data = disk.read_limited(folder / WAITING, _MAX_BYTES)
    if not data:
        raise BadRecovery("none_waiting")
    try:
        keys = {"fmt", "v", "store", "to", "kdf", "nonce", "ct"}
        values = keyfile.only(keyfile.strict_json(data, "waiting"), "waiting", keys)
        nonce = keyfile.unb64(values.pop("nonce"), "nonce", 12)
        ct = keyfile.unb64(values.pop("ct"), "ct")
        kdf = keyfile.parse_kdf(values["kdf"])
        pc = None if kdf.pc is None else binding.load(folder, kdf.pc)
        key = seals.derive(passphrase, kdf, pc)
    except binding.Lost as error:
        raise BindingLost from error
    except (Malformed, seals.TooCheap):
        raise BadRecovery("none_waiting") from None
    private = seals.open_private(key, nonce, ct, canonical(values))
    if private is None:
        raise BadRecovery("wrong_passphrase")
    return private[0]
