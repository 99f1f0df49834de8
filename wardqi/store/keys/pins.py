"""A person's PIN: their private keys wrapped once more, to be kept inside the encrypted store only."""

from __future__ import annotations

from wardqi.store.keys import file as keyfile
from wardqi.store.keys import seals
from wardqi.store.keys.errors import WeakPassphrase, WrongPin
from wardqi.store.keys.file import Malformed, b64, canonical
from wardqi.store.keys.passphrases import check_pin
from wardqi.store.keys.seals import PersonKeys


def pin_wrap(keys: PersonKeys, pin: str) -> str:
    """The keys sealed under a PIN, as JSON text. Six digits protect nothing on a disk: never write it outside
    the store. Raises WeakPassphrase.
    """
    codes = check_pin(pin)
    if codes:
        raise WeakPassphrase(codes)
    kdf = seals.new_kdf(None)
    head = {"fmt": "wardqi-pin", "v": 1, "uid": keys.uid, "role": keys.role, "kdf": kdf.to_json()}
    key = seals.derive(pin, kdf, None)
    nonce, ct = seals.seal_private(key, canonical(head), keys.age_secret, keys.sign_seed or None)
    return canonical({**head, "nonce": b64(nonce), "ct": b64(ct)}).decode()


def pin_unwrap(blob: str, pin: str) -> PersonKeys:
    """The person's keys again; raises WrongPin. Counting wrong PINs is the caller's."""
    try:
        values = keyfile.only(
            keyfile.strict_json(blob.encode("utf-8", "surrogatepass"), "pin"),
            "pin",
            {"fmt", "v", "uid", "role", "kdf", "nonce", "ct"},
        )
        nonce = keyfile.unb64(values.pop("nonce"), "pin.nonce", 12)
        ct = keyfile.unb64(values.pop("ct"), "pin.ct")
        key = seals.derive(pin, keyfile.parse_kdf(values["kdf"]), None)
    except (Malformed, seals.TooCheap):
        raise WrongPin from None
    private = seals.open_private(key, nonce, ct, canonical(values))
    if private is None or values["fmt"] != "wardqi-pin" or values["v"] != 1:
        raise WrongPin
    return PersonKeys(str(values["uid"]), str(values["role"]), private[0], private[1] or b"")
