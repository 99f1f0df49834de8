"""Reading what the library's prompts ask for: what comes before incidents again and again."""

from __future__ import annotations

from wardqi.store.store import Store


def antecedents(store: Store, ward: str, since: str) -> list[tuple[str, int]]:
    """What came before the incidents of a ward since a day, and before how many, most often first."""
    rows = store.db.execute(
        "select before.value, count(distinct i.ent) from incident i join record on record.ent = i.ent,"
        " json_each(record.value, '$.antecedents') as before"
        " where i.voided = 0 and i.ward = ? and i.day >= ? group by before.value order by 2 desc, 1",
        [ward, since],
    )
    return [(str(code), int(count)) for code, count in rows]
