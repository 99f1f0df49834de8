"""Reading what still reads in a damaged store, without writing to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from wardqi.store import _sqlite, keys, opening
from wardqi.store._sqlite import Database, Unreadable
from wardqi.store.opening import STORE, Damaged
from wardqi.store.vault.entering import nothing_here
from wardqi.store.vault.errors import NoStore

_STEP = 256


_WAYS = ("", " indexed by change_of_record", " indexed by change_to_send")
"""Where the number of a row may be read: the table itself, then its indexes."""


@dataclass(slots=True)
class Salvage:
    """A damaged store, open for reading only. `faults` are what the checks say; `lost` counts unread rows."""

    faults: tuple[str, ...]
    unlocked: keys.Unlocked
    _path: Path
    _key: bytes
    _immutable: bool
    lost: int = 0

    def __enter__(self) -> Salvage:
        """Use it in a with statement; the key is forgotten at the end."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Forget the key, whatever happened."""
        self.close()

    def close(self) -> None:
        """Forget the key."""
        self.unlocked.forget()
        self._key = bytes(32)

    def open(self) -> Database:
        """A read-only connection; once it has met a bad page it may refuse good ones too: take another."""
        return _sqlite.connect(self._path, self._key, read_only=True, immutable=self._immutable)

    def lines(self) -> Iterator[tuple[str, str, str, str | None]]:
        """Every change line that can be read, in the order it was recorded: op, signature, uid, private.

        What comes out was not checked against chain and signatures; whoever takes it in does that. Rows on
        bad pages are left out, and counted in `lost` as far as their numbers are known.
        """
        low, high = self._bounds()
        for start in range(low, high + 1, _STEP):
            yield from self._between(start, min(start + _STEP - 1, high))

    def _bounds(self) -> tuple[int, int]:
        """The first and the last row number; when an end cannot be read, an index may still know it."""
        low, high = (
            next((found for by in _WAYS if (found := self._number(sql + by)) is not None), None)
            for sql in ("select min(rowid) from change", "select max(rowid) from change")
        )
        if low is None:
            low = 1
        if high is None:
            # The file's size bounds how many rows there can be.
            high = max(low, self._path.stat().st_size // 64)
        return low, high

    def _number(self, sql: str) -> int | None:
        try:
            db = self.open()
        except Unreadable:
            return None
        try:
            with _sqlite.world_faults():
                found = db.execute(sql).fetchone()[0]
        except Unreadable:
            return None
        finally:
            db.conn.close()
        return 0 if found is None else int(found)

    def _between(self, first: int, last: int) -> list[tuple[str, str, str, str | None]]:
        """The rows of a stretch; one that cannot be read whole is tried in halves."""
        db = self.open()
        try:
            with _sqlite.world_faults():
                rows = db.execute(
                    "select op, sig, uid, private from change where rowid between ? and ? order by rowid",
                    [first, last],
                ).fetchall()
                return [(str(op), str(sig), str(uid), private) for op, sig, uid, private in rows]
        except Unreadable:
            pass
        finally:
            db.conn.close()
        if first == last:
            self.lost += 1
            return []
        middle = (first + last) // 2
        return self._between(first, middle) + self._between(middle + 1, last)


def salvage(folder: Path, passphrase: str, *, uid: str | None = None, store: Path | None = None) -> Salvage:
    """Open a damaged store (or one that was moved aside, `store`) for reading only; nothing is written.

    A left-over journal is ignored where the folder does not let it be rolled back. Raises NoStore, and
    Damaged("missing"), ("empty") or ("unreadable") when there is nothing to read; what `keys.unlock` does.
    """
    path = store or folder / STORE
    if store is None and nothing_here(folder):
        raise NoStore
    if not path.is_file():
        raise Damaged("missing")
    if path.stat().st_size == 0:
        raise Damaged("empty")
    copies = None
    if store is not None:
        beside = [folder / name for name in keys.COPIES]
        aside = sorted(folder.glob("keys.damaged-*.json"), reverse=True)
        copies = [[path] for path in (*aside, *beside)]
    unlocked = keys.unlock(folder, passphrase, uid, copies=copies)
    for dek in filter(None, (unlocked.dek, unlocked.next)):
        for immutable in (False, True):
            key = keys.db_key(dek)
            try:
                db = _sqlite.connect(path, key, read_only=True, immutable=immutable)
            except (Unreadable, _sqlite.ReadOnly, _sqlite.DiskFault):
                continue
            try:
                faults = tuple(_sqlite.check(db))
            finally:
                db.conn.close()
            return Salvage(faults, unlocked, path, key, immutable)
    unlocked.forget()
    raise opening.Damaged("unreadable")
