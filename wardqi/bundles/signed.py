"""A JSON text with its signature beside it: the form of the keyring and of pairing files.

`{"fmt": ..., "v": 1, "text": "<JSON>", "sig": "<base64 SSHSIG>"}`; the signature is over the UTF-8 bytes
of `text` exactly as it stands, namespace `<fmt>-v1`.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Final

from wardqi.bundles import fields, seal
from wardqi.bundles.refused import Refused
from wardqi.domain import strict

LONGEST: Final = 512 * 1024
VERSION: Final = 1
_MOST_NAMES: Final = 100


def write(fmt: str, said: Mapping[str, object], seed: bytes) -> str:
    """The signed text of a JSON object."""
    text = strict.dumps(said)
    signature = seal.sshsig_sign(seed, namespace(fmt), text.encode())
    return strict.dumps({"fmt": fmt, "v": VERSION, "text": text, "sig": base64.b64encode(signature).decode()})


def read(fmt: str, text: str, code: str, *, twin: str = "") -> tuple[dict[str, object], bytes]:
    """What a signed text says, and the key that signed it, whoever's it is; raises Refused as `document`."""
    envelope = document(fmt, text, code, twin=twin)
    with fields.reading(code):
        inner = fields.text(envelope.get("text"), LONGEST)
    with fields.reading("bad_signature"):
        blob = fields.raw(envelope.get("sig"), LONGEST)
    signer = seal.sshsig_verify(blob, namespace(fmt), inner.encode())
    return _object(inner, code), signer


def document(fmt: str, text: str, code: str, *, twin: str = "") -> dict[str, object]:
    """A JSON object of that format and of our version; raises Refused with the code, or "newer".

    `twin` is a format that is easily taken for this one: then it is refused as "other_side".
    """
    said = _object(text, code)
    with fields.reading(code):
        if said.get("fmt") != fmt:
            if twin and said.get("fmt") == twin:
                raise Refused("other_side")
            raise fields.Unfit
        if fields.whole(said.get("v"), VERSION) > VERSION:
            raise Refused("newer")
    return said


def namespace(fmt: str) -> str:
    """What the signature is for: a signature over one format never passes for another's."""
    return f"{fmt}-v{VERSION}"


def _object(text: str, code: str) -> dict[str, object]:
    if len(text) > LONGEST:
        raise Refused(code)
    try:
        value = strict.loads(text)
    except strict.NotStrict:
        raise Refused(code) from None
    with fields.reading(code):
        return fields.mapping(value, _MOST_NAMES)
