"""When every passphrase of a ward is forgotten: a request, the trust's answer, and a new administrator.

The ward keeps the private half of a one-time key; information governance opens the data key with the
trust's recovery key, away from the ward, after comparing six words by telephone, two people together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wardqi.bundles import seal
from wardqi.domain.patients import initials
from wardqi.services import access
from wardqi.services.access import Session
from wardqi.services.pairing import TrustKeys
from wardqi.store import keys, vault
from wardqi.store.log import Act


@dataclass(frozen=True, slots=True)
class Request:
    """What the ward sends, and the six words of its one-time key."""

    text: str
    words: tuple[str, ...]


def request(folder: Path, passphrase: str) -> Request:
    """Ask for help; `passphrase` is the new one, needed again when the answer comes.

    Raises keys.WeakPassphrase, keys.KeysMissing, keys.KeysDamaged.
    """
    asked = keys.recovery_request(folder, passphrase)
    return Request(asked.text, seal.words(asked.to.encode()))


def read(text: str) -> Request:
    """A request as it arrived at information governance; raises keys.BadRecovery."""
    asked = keys.read_request(text)
    return Request(asked.text, seal.words(asked.to.encode()))


def answer(text: str, trust: TrustKeys) -> str:
    """Open the ward's data key and hand it to the one-time key of the request; raises keys.BadRecovery."""
    return keys.recovery_answer(text, trust.recovery_secret)


def accept(
    folder: Path,
    text: str,
    passphrase: str,
    *,
    name: str,
    role: str = "ward_manager",
    clock: Callable[[], datetime] = access.wall_clock,
) -> Session:
    """Take the answer: the store opens for a new administrator, and the log says how they came in.

    Raises keys.BadRecovery, and what unlocking raises.
    """
    came = keys.recovery_accept(folder, text, passphrase, label=initials(name), recovery=())
    own, uid = came.keys, came.uid
    came.forget()
    session = Session(vault.unlock(folder, passphrase, uid=uid), clock)
    try:
        if own is None:
            raise keys.BadRecovery("malformed")
        with session.vault.open() as store:
            store.start_replica(clock())
            acts = [
                access.enrolment(own, name, "", role),
                Act("audit", "recovery", store.fact("store_id") or "store", {"code": "accepted"}),
            ]
            store.append(acts, store.device, clock())
        session.start()
        session.follow_recovery()
    except BaseException:
        session.close()
        raise
    return session
