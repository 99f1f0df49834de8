"""What a store is made of and how large it is: for the page that says whether all is well."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wardqi.store import backups, disk, migrations
from wardqi.store.store import Store


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes on the disk, how many backups there are, and how many changes the log holds."""

    store: int
    backups: int
    copies: int
    free: int
    changes: int


@dataclass(frozen=True, slots=True)
class Engine:
    """Versions: of the schema, of SQLCipher, and of SQLite inside it."""

    schema: int
    cipher: str
    sqlite: str


def sizes(store: Store, folder: Path, file: Path) -> Sizes:
    """How large the store and its backups are; raises OSError where the folder cannot be read."""
    kept = backups.kept(folder)
    (changes,) = store.db.execute("select count(*) from change").fetchone()
    return Sizes(
        store=file.stat().st_size,
        backups=sum(one.path.stat().st_size for one in kept),
        copies=len(kept),
        free=disk.free_bytes(folder),
        changes=int(changes),
    )


def engine(store: Store) -> Engine:
    """What opens the file."""
    (cipher,) = store.db.execute("pragma cipher_version").fetchone()
    (sqlite,) = store.db.execute("select sqlite_version()").fetchone()
    return Engine(migrations.version(store.db), str(cipher), str(sqlite))
