"""Changes that nobody made: what a thief, a stranger or a broken program could put into a bundle."""

from __future__ import annotations

import base64
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wardqi.domain import changes
from wardqi.domain.changes import Line, parse_line, parse_op
from wardqi.services.desk import Desk
from wardqi.store import log, outbox

FOUND = "2f0c2c52-8b1e-4a86-9d0e-3f1c7a9e2b44"


def lines_of(desk: Desk, *, with_private: bool = False) -> list[str]:
    return [one.text for one in outbox.lines_after(desk.store, {}, own_ward=True, with_private=with_private)]


class Forger:
    """Writes on after the last change of a PC, signing with whatever key is given: what a thief could do."""

    def __init__(self, desk: Desk, lines: list[str] | None = None) -> None:
        self.lines = lines_of(desk) if lines is None else lines
        self.signer = desk.signer
        rep = desk.store.fact("replica")
        texts = [parse_line(line).text for line in self.lines]
        self.text = [text for text in texts if parse_op(text).rep == rep][-1]
        self.last = parse_op(self.text)

    def next(self, signer: log.Signer | None = None, uid: str | None = None, **changed: object) -> str:
        """The line of one more change, spoiled as told; it is also what the next one follows."""
        signer = signer or self.signer
        private = changed.pop("private", None)
        op = replace(
            self.last,
            **{
                "seq": self.last.seq + 1,
                "prev": changes.digest(self.text),
                "lam": self.last.lam + 1,
                "kind": "incident",
                "action": "create",
                "ent": FOUND,
                "base": (),
                "set": {"reason": "10"},
                "priv": None if private is None else changes.digest(str(private)),
                "by": uid or signer.uid,
                "reason": None,
                "sv": 1,
                **changed,
            },  # type: ignore[arg-type]
        )
        self.last, self.text = op, op.text()
        sig = base64.b64encode(signer.sign(b"wardqi-op-v1\0" + self.text.encode())).decode()
        return Line(self.text, sig, op.by, None if private is None else str(private)).to_json(
            with_private=True
        )


class Stranger:
    """Somebody with a key that nobody enrolled."""

    def __init__(self, uid: str = "9b1c2c52-8b1e-4a86-9d0e-3f1c7a9e2b44") -> None:
        self.uid = uid
        self.key = Ed25519PrivateKey.generate()
        self.pub = base64.b64encode(self.key.public_key().public_bytes_raw()).decode()

    def sign(self, data: bytes) -> bytes:
        return self.key.sign(data)
