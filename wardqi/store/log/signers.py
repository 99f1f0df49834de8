"""Who may sign what: PCs of the signed list, and people as the log enrolled and retired them."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from wardqi.domain import kinds, people
from wardqi.domain.changes import Line, Op
from wardqi.store._sqlite import Database
from wardqi.store.log.entries import SIGNED, Refused, get


def verify_signature(sign_pub: bytes, line: Line) -> bool:
    """Whether the line's op text was signed by the holder of this key."""
    try:
        Ed25519PublicKey.from_public_bytes(sign_pub).verify(
            base64.b64decode(line.sig, validate=True), SIGNED + line.text.encode("utf-8")
        )
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Pc:
    pub: bytes
    ward: str


@dataclass(frozen=True, slots=True)
class _Person:
    pub: bytes
    role: str
    lam: int
    ward: str


@dataclass(frozen=True, slots=True)
class _Replica:
    by: str
    ward: str


class Signers:
    """Who may sign what.

    A replica belongs to the PC that started it, and so to that PC's ward ("" is the QI team): only its
    people and that PC may add to it, and only they may enrol or retire its people. A person may sign
    after the enrolment, and no longer past a retirement on the same replica. Only an administrator
    enrols or retires, but for somebody new from the bank, whom a shift lead may let in; a PC enrols the
    first administrator.

    With `afresh` nothing is known beforehand but the list of PCs: who may sign is learnt from the changes
    themselves, which must then be given in the order of their counters.
    """

    def __init__(self, db: Database, *, afresh: bool = False) -> None:
        self._pcs: dict[str, _Pc] = {}
        self._revoked: dict[str, int] = {}
        for dev, ward, pub, revoked in db.execute("select dev, ward, sign_pub, revoked_after from device"):
            self._pcs[f"dev:{dev}"] = _Pc(_key_of(pub), str(ward or ""))
            if revoked is not None:
                rep, _, seq = str(revoked).partition(":")
                self._revoked[rep] = int(seq)
        own, pub = get(db, "device"), get(db, "device_pub")
        if own and pub:
            self._pcs[f"dev:{own}"] = _Pc(_key_of(pub), get(db, "ward") or "")
        self._people: dict[str, _Person] = {}
        self._retired: dict[str, tuple[str, int]] = {}
        self._replicas: dict[str, _Replica] = {}
        if not afresh:
            self._remember(db)

    def _remember(self, db: Database) -> None:
        for rep, ward, dev in db.execute("select rep, ward, dev from replica"):
            self._replicas[str(rep)] = _Replica(f"dev:{dev}", str(ward or ""))
        for uid, pub, role, lam, ward, retired in db.execute(
            "select uid, sign_pub, role, enrolled_lam, ward, retired from person"
        ):
            self._people[str(uid)] = _Person(_key_of(pub), str(role), int(lam), str(ward or ""))
            if retired:
                rep, _, seq = str(retired).partition(":")
                self._retired[str(uid)] = (rep, int(seq))

    def of_hub(self, rep: str) -> bool:
        """Whether a replica is one of the QI team's own."""
        started = self._replicas.get(rep)
        return started is not None and started.ward == ""

    def check(self, op: Op, line: Line) -> None:
        """Raise Refused unless the signature is whole and the signer may make this change."""
        if line.uid != op.by:
            raise Refused("signer_mismatch", op.id)
        if op.seq > self._revoked.get(op.rep, op.seq):
            raise Refused("revoked_device", op.id)
        starts = op.kind == "replica" and op.action == "start"
        replica = self._started(op) if starts else self._replicas.get(op.rep)
        if replica is None:
            raise Refused("needs_earlier", op.id)
        pub = self._of_pc(op, replica) if op.by.startswith("dev:") else self._of_person(op, replica)
        if not verify_signature(pub, line):
            raise Refused("bad_signature", op.id)
        self._replicas[op.rep] = replica
        if op.kind == "user":
            self._note(op)

    def _started(self, op: Op) -> _Replica:
        """A replica is started once, by its PC, for the ward that the signed list gives that PC."""
        pc = self._pcs.get(op.by)
        said = (f"dev:{op.set.get('dev')}", str(op.set.get("ward") or ""))
        if pc is None or op.seq != 1 or op.rep in self._replicas or said != (op.by, pc.ward):
            raise Refused("unknown_person", op.id)
        return _Replica(*said)

    def _of_pc(self, op: Op, replica: _Replica) -> bytes:
        """A PC's key: it signs its start, a first administrator, and what happened while nobody was in."""
        pc = self._pcs.get(op.by)
        if pc is None or op.kind not in kinds.SYSTEM or replica.by != op.by:
            raise Refused("unknown_person", op.id)
        if op.kind == "user" and not (
            op.action == "enrol" and people.may(str(op.set.get("role")), "manage_people")
        ):
            raise Refused("unknown_person", op.id)
        return pc.pub

    def _of_person(self, op: Op, replica: _Replica) -> bytes:
        known = self._people.get(op.by)
        if known is None:
            raise Refused("unknown_person" if op.seq == 1 else "needs_earlier", op.id)
        gone = self._retired.get(op.by)
        retired = gone is not None and gone[0] == op.rep and op.seq > gone[1]
        if retired or op.lam <= known.lam or known.ward != replica.ward:
            raise Refused("unknown_person", op.id)
        if op.kind == "user" and not (people.may(known.role, "manage_people") or self._admits(known, op)):
            raise Refused("unknown_person", op.id)
        return known.pub

    def _admits(self, known: _Person, op: Op) -> bool:
        """Whether a shift lead lets somebody in from the bank: in that role, and never here before."""
        bank = op.action == "enrol" and op.set.get("role") == people.BANK and op.ent not in self._people
        return bank and people.may(known.role, "admit_bank")

    def _note(self, op: Op) -> None:
        ward = self._replicas[op.rep].ward
        earlier = self._people.get(op.ent)
        if earlier is not None and earlier.ward != ward:
            raise Refused("unknown_person", op.id)
        if op.action == "retire":
            self._retired[op.ent] = (op.rep, op.seq)
            return
        pub, role = op.set.get("sign_pub"), op.set.get("role")
        if op.action != "enrol" or not isinstance(pub, str) or not isinstance(role, str):
            return
        try:
            key = _key_of(pub)
        except ValueError:
            raise Refused("bad_key", op.id) from None
        if earlier is not None and earlier.pub != key:
            raise Refused("key_changed", op.id)
        self._retired.pop(op.ent, None)
        lam = op.lam if earlier is None else min(earlier.lam, op.lam)
        self._people[op.ent] = _Person(key, role, lam, ward)


def _key_of(pub: object) -> bytes:
    return base64.b64decode(str(pub), validate=True)
