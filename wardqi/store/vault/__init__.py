"""The store's folder, locked and unlocked: made, opened, backed up, restored, salvaged.

It never writes to a store that any check finds wrong, and never takes a missing or empty store beside a
keys.json for a first run.
"""

from wardqi.store._sqlite import DiskFault, ReadOnly, StoreBusy, StoreFull
from wardqi.store.backups import Backup, NotProved
from wardqi.store.instance import InUse
from wardqi.store.opening import Damaged, NewerStore
from wardqi.store.vault.entering import create, state, unlock
from wardqi.store.vault.errors import (
    AlreadyThere,
    BackupKeysMissing,
    BadBackup,
    Locked,
    NoStore,
    NotLocal,
    OtherStore,
)
from wardqi.store.vault.restoring import Restored, restore, same_store
from wardqi.store.vault.salvaging import Salvage, salvage
from wardqi.store.vault.unlocked import Vault

__all__ = [
    "AlreadyThere",
    "Backup",
    "BackupKeysMissing",
    "BadBackup",
    "Damaged",
    "DiskFault",
    "InUse",
    "Locked",
    "NewerStore",
    "NoStore",
    "NotLocal",
    "NotProved",
    "OtherStore",
    "ReadOnly",
    "Restored",
    "Salvage",
    "StoreBusy",
    "StoreFull",
    "Vault",
    "create",
    "restore",
    "salvage",
    "same_store",
    "state",
    "unlock",
]
