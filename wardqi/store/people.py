"""Reading who works here, and keeping each person's PIN-wrapped keys inside the encrypted file."""

from __future__ import annotations

from dataclasses import dataclass

from wardqi.store import _sqlite
from wardqi.store.store import Store

PIN_TRIES = 5
"""Wrong PINs in a row after which that person needs the passphrase."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person enrolled in this store. `name` is None where only the id has travelled; `retired_by` is the
    change that retired them, `enrolled_lam` the counter of the change that first enrolled them."""

    uid: str
    role: str
    name: str | None
    job_title: str | None
    ward: str | None
    retired: bool
    retired_by: str | None = None
    enrolled_lam: int = 0


def members(store: Store, *, retired: bool = False) -> list[Member]:
    """Everyone enrolled, by name; those who left only when asked for."""
    where = "" if retired else " where retired is null"
    rows = store.db.execute(
        "select uid, role, name, job_title, ward, retired, enrolled_lam from person"
        f"{where} order by name, uid"
    )
    return [_member(row) for row in rows]


def member(store: Store, uid: str) -> Member | None:
    """One person by id, also when they have left."""
    row = store.db.execute(
        "select uid, role, name, job_title, ward, retired, enrolled_lam from person where uid = ?", [uid]
    ).fetchone()
    return None if row is None else _member(row)


def public_keys(store: Store, uid: str) -> tuple[str, str] | None:
    """A person's signing and receiving key, as the log has them."""
    row = store.db.execute("select sign_pub, age_pub from person where uid = ?", [uid]).fetchone()
    return None if row is None else (str(row[0]), str(row[1]))


def _member(row: tuple[object, ...]) -> Member:
    uid, role, name, job, ward, retired, lam = row
    gone = _text(retired)
    return Member(
        str(uid), str(role), _text(name), _text(job), _text(ward), gone is not None, gone, int(str(lam))
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def keep_pin(store: Store, uid: str, wrapped: str) -> None:
    """Keep a person's PIN-wrapped keys; a new one replaces the old and forgets wrong tries."""
    with _sqlite.write_tx(store.db):
        store.db.execute("insert or replace into pin (uid, wrapped, wrong) values (?, ?, 0)", [uid, wrapped])


def pin(store: Store, uid: str) -> tuple[str, int] | None:
    """A person's wrapped keys and how many wrong tries came since the last right one."""
    row = store.db.execute("select wrapped, wrong from pin where uid = ?", [uid]).fetchone()
    return None if row is None else (str(row[0]), int(row[1]))


def with_pin(store: Store) -> set[str]:
    """Everybody whose keys are kept under a PIN."""
    return {str(uid) for (uid,) in store.db.execute("select uid from pin")}


def count_wrong_pin(store: Store, uid: str, wrong: int) -> None:
    """Remember how many wrong tries there were; 0 after a right one."""
    with _sqlite.write_tx(store.db):
        store.db.execute("update pin set wrong = ? where uid = ?", [wrong, uid])


def drop_pin(store: Store, uid: str) -> None:
    """Forget a person's PIN."""
    with _sqlite.write_tx(store.db):
        store.db.execute("delete from pin where uid = ?", [uid])
