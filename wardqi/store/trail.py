"""Reading who did what here, and when: every change made on this ward's (or hub's) own installations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from wardqi.store import log
from wardqi.store.store import Store

DEVICE = "dev:"
"""What the ids of installations begin with; as a person to look for, it means any of them."""

_RECORDS = "kind not in ('user', 'replica', 'audit')"
_AUDIT = "kind = 'audit' and action in"
GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "signed_in": "kind = 'audit' and action = 'unlock'",
        "refused": "kind = 'audit' and action = 'unlock_failed'",
        "recorded": f"{_RECORDS} and action = 'create'",
        "changed": f"{_RECORDS} and action = 'amend'",
        "archived": f"{_RECORDS} and action in ('void', 'restore')",
        "people": f"(kind = 'user' or {_AUDIT} ('opener', 'passphrase', 'pin'))",
        "sent": f"{_AUDIT} ('export', 'import', 'load', 'print')",
        "keys": f"(kind = 'replica' or {_AUDIT} ('pair', 'recovery'))",
        "kept": f"{_AUDIT} ('backup', 'clock')",
    }
)
"""Sorts of acts by name, as conditions on a change."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are asked for: whose (a person's id, or DEVICE) and of which group; None means all."""

    by: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One act. `record` is the number people know the record by, empty for what is no record."""

    entry: log.Entry
    record: str


def count(store: Store, wanted: Wanted) -> int:
    """How many lines there are."""
    where, values = _where(store, wanted)
    (found,) = store.db.execute(f"select count(*) from change where {where}", values).fetchone()
    return int(found)


def page(store: Store, wanted: Wanted, *, limit: int, offset: int = 0) -> list[Line]:
    """Lines, the newest first."""
    where, values = _where(store, wanted)
    # The rows are chosen by their numbers first, so that sorting does not carry their texts along.
    chosen = (
        f"select rowid as place, at as moment, lam as turn from change where {where}"
        " order by at desc, lam desc, rowid desc limit ? offset ?"
    )
    columns = ", ".join(f"change.{name}" for name in log.ROW.split(", "))
    rows = store.db.execute(
        f"select {columns}, coalesce(record.number, '') from ({chosen})"
        " join change on change.rowid = place left join record on record.ent = change.ent"
        " order by moment desc, turn desc, place desc",
        [*values, limit, offset],
    )
    return [Line(log.read(row[:6]), str(row[6])) for row in rows.fetchall()]


def last_sign_ins(store: Store) -> dict[str, str]:
    """When each person last signed in on these installations, UTC, by their ids."""
    where, values = _where(store, Wanted(group="signed_in"))
    rows = store.db.execute(f"select by, max(at) from change where {where} group by by", values)
    return {str(uid): str(at) for uid, at in rows}


def latest(store: Store, action: str, code: str) -> log.Entry | None:
    """The last line of the audit trail with this action and code."""
    where, values = _where(store, Wanted())
    rows = store.db.execute(
        f"select {log.ROW} from change where {where} and kind = 'audit' and action = ?"
        " order by at desc, lam desc",
        [*values, action],
    )
    return next((one for one in map(log.read, rows) if one.op.set.get("code") == code), None)


def noted(store: Store, action: str, code: str) -> list[log.Entry]:
    """Every line of the audit trail with this action and code."""
    where, values = _where(store, Wanted())
    rows = store.db.execute(
        f"select {log.ROW} from change where {where} and kind = 'audit' and action = ?", [*values, action]
    )
    return [one for one in map(log.read, rows) if one.op.set.get("code") == code]


def _where(store: Store, wanted: Wanted) -> tuple[str, list[object]]:
    """The condition, and its values: own installations are those of the same ward, or the hub's."""
    conditions = ["rep in (select rep from replica where ward is ?)"]
    values: list[object] = [store.fact("ward") or None]
    if wanted.group is not None:
        conditions.append(GROUPS[wanted.group])
    if wanted.by == DEVICE:
        conditions.append("by like 'dev:%'")
    elif wanted.by is not None:
        conditions.append("by = ?")
        values.append(wanted.by)
    return " and ".join(conditions), values
