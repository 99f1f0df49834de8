"""Reading which incidents have time running: isolation that is still open, and incidents of the last days."""

from __future__ import annotations

from wardqi.store.store import Store


def open_isolation(store: Store, ward: str) -> list[str]:
    """Incidents with seclusion or segregation that has not ended, the longest first."""
    rows = store.db.execute(
        "select ent from intervention"
        " where voided = 0 and ward = ? and type in ('05', '06') and ended is null"
        " group by ent order by min(started)",
        [ward],
    )
    return [str(ent) for (ent,) in rows]


def since(store: Store, ward: str, day: str) -> list[str]:
    """Incidents with force that began on this day or later, oldest first."""
    rows = store.db.execute(
        "select ent from intervention where voided = 0 and ward = ? and day >= ?"
        " group by ent order by min(started)",
        [ward, day],
    )
    return [str(ent) for (ent,) in rows]
