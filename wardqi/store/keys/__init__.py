"""keys.json: who may open the store, and the one data key (DEK) that each of them can unwrap.

A passphrase opens a person's own private keys (Argon2id, AES-256-GCM); those open the DEK, which is
sealed (age) to every person and to the trust's recovery keys; the DEK opens the store. Before anything
is sealed again, the file's tag, made with the DEK itself, must hold and its recovery list must be the
one the trust signed: else whoever can edit the file could have the next DEK sealed to themselves.

Functions that change keys.json are called by whoever holds the store's instance lock.
"""

from wardqi.store.keys.binding import carry as carry_binding
from wardqi.store.keys.changing import (
    add_opener,
    add_user,
    begin_rotation,
    change_passphrase,
    change_role,
    finish_rotation,
    remove_user,
    set_recovery,
)
from wardqi.store.keys.entries import unlisted
from wardqi.store.keys.errors import (
    BadRecovery,
    BadRequest,
    BindingLost,
    KeysDamaged,
    KeysError,
    KeysMissing,
    KeysTampered,
    NotAllowed,
    Throttled,
    WeakPassphrase,
    WrongPassphrase,
    WrongPin,
)
from wardqi.store.keys.file import MAX_BYTES
from wardqi.store.keys.passphrases import check_passphrase, check_pin
from wardqi.store.keys.pins import pin_unwrap, pin_wrap
from wardqi.store.keys.recovery import (
    RecoveryRequest,
    read_request,
    recovery_accept,
    recovery_answer,
    recovery_request,
)
from wardqi.store.keys.seals import COST, TEST_COST, PersonKeys, db_key, signed_by
from wardqi.store.keys.throttle import Failure, failures, told
from wardqi.store.keys.unlocking import (
    BACKUP_ENDING,
    BACKUPS,
    COPIES,
    KeyEntry,
    Unlocked,
    create,
    people,
    prepare,
    present,
    settle,
    stores,
    unlock,
)

__all__ = [
    "BACKUPS",
    "BACKUP_ENDING",
    "COPIES",
    "COST",
    "MAX_BYTES",
    "TEST_COST",
    "BadRecovery",
    "BadRequest",
    "BindingLost",
    "Failure",
    "KeyEntry",
    "KeysDamaged",
    "KeysError",
    "KeysMissing",
    "KeysTampered",
    "NotAllowed",
    "PersonKeys",
    "RecoveryRequest",
    "Throttled",
    "Unlocked",
    "WeakPassphrase",
    "WrongPassphrase",
    "WrongPin",
    "add_opener",
    "add_user",
    "begin_rotation",
    "carry_binding",
    "change_passphrase",
    "change_role",
    "check_passphrase",
    "check_pin",
    "create",
    "db_key",
    "failures",
    "finish_rotation",
    "people",
    "pin_unwrap",
    "pin_wrap",
    "prepare",
    "present",
    "read_request",
    "recovery_accept",
    "recovery_answer",
    "recovery_request",
    "remove_user",
    "set_recovery",
    "settle",
    "signed_by",
    "stores",
    "told",
    "unlisted",
    "unlock",
]
