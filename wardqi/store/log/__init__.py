"""The append-only log: chain, signatures, and who may sign.

Each replica (one installation of one store) writes changes 1, 2, 3 … ; each names the hash of the one
before it and is signed by the acting person. `write` makes changes, `plan` checks a stranger's before
any is taken, `verify` checks everything again.
"""

from __future__ import annotations

from wardqi.store.log.entries import (
    ROW,
    Act,
    Device,
    Entry,
    Head,
    Refused,
    Signer,
    check_head,
    get,
    head,
    insert,
    keep_devices,
    put,
    read,
    write,
)
from wardqi.store.log.planning import Plan, plan
from wardqi.store.log.signers import Signers, verify_signature
from wardqi.store.log.standings import Standing, standings
from wardqi.store.log.verifying import Fault, verify

__all__ = [
    "ROW",
    "Act",
    "Device",
    "Entry",
    "Fault",
    "Head",
    "Plan",
    "Refused",
    "Signer",
    "Signers",
    "Standing",
    "check_head",
    "get",
    "head",
    "insert",
    "keep_devices",
    "plan",
    "put",
    "read",
    "standings",
    "verify",
    "verify_signature",
    "write",
]
