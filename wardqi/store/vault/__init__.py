"""The store's folder, locked and unlocked: made, opened, backed up, restored, salvaged.

It never writes to a store that any check finds wrong, and never takes a missing or empty store beside a
keys.json for a first run.
"""

from wardqi.store._sqlite import DiskFault, ReadOnly, StoreBusy, StoreFull
from wardqi.store.backups import Backup, NotProved
from wardqi.store.instance import InUse
from wardqi.store.opening import Damaged, NewerStore
from wardqi.store.vault.entering import create, state, unlock
from wardqi.store.vault.errors import AlreadyThere, Locked, NoStore, NotLocal
from wardqi.store.vault.restoring import Restored, restore
from wardqi.store.vault.salvaging import Salvage, salvage
from wardqi.store.vault.unlocked import Vault

__all__ = [
    "AlreadyThere",
    "Backup",
    "Damaged",
    "DiskFault",
    "InUse",
    "Locked",
    "NewerStore",
    "NoStore",
    "NotLocal",
    "NotProved",
    "ReadOnly",
    "Restored",
    "Salvage",
    "StoreBusy",
    "StoreFull",
    "Vault",
    "create",
    "restore",
    "salvage",
    "state",
    "unlock",
]
