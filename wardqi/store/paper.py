"""Reading paper slips: by serial, those still out, and what each came back as."""

from __future__ import annotations

from dataclasses import dataclass

from wardqi.store.store import Store

_COLUMNS = (
    "serial, ent, row, coalesce(pc, ''), form, coalesce(day, ''), coalesce(made_by, ''),"
    " coalesce(printed_at, ''), coalesce(made_at, ''), coalesce(unused, ''), coalesce(unused_by, ''),"
    " coalesce(unused_at, '')"
)
_BACK = (
    "(select 1 from record indexed by record_by_paper where record.ward = paper_slip.ward and voided = 0"
    " and json_extract(value, '$.paper_serial') = paper_slip.serial)"
)
_OUT = f"ward = ? and unused is null and printed_at is not null and not exists {_BACK}"


@dataclass(frozen=True, slots=True)
class Row:
    """One slip as it was printed; empty where nothing is known. `batch` and `row` say where it is kept."""

    serial: str
    batch: str
    row: str
    pc: str
    form: str
    day: str
    made_by: str
    printed_at: str
    made_at: str
    unused: str
    unused_by: str
    unused_at: str


@dataclass(frozen=True, slots=True)
class Return:
    """A record that says it came from a slip."""

    ent: str
    kind: str
    number: str
    day: str
    recorded_at: str


def find(store: Store, ward: str, serial: str) -> list[Row]:
    """A ward's slips with this serial, the first made on top; two only where two PCs printed one serial."""
    rows = store.db.execute(
        f"select {_COLUMNS} from paper_slip where serial = ? and ward = ? order by made_at, ent",
        [serial, ward],
    )
    return [Row(*row) for row in rows]


def returns(store: Store, ward: str, serial: str) -> list[Return]:
    """What a slip came back as, the first on top; archived records do not count."""
    rows = store.db.execute(
        "select ent, kind, number, coalesce(json_extract(value, '$.date'),"
        " substr(json_extract(value, '$.started_at'), 1, 10), ''), created_at"
        " from record indexed by record_by_paper"
        " where ward = ? and voided = 0 and json_extract(value, '$.paper_serial') = ?"
        " order by created_at, ent",
        [ward, serial],
    )
    return [Return(*(str(part) for part in row)) for row in rows]


def out(store: Store, ward: str, *, limit: int = 50, offset: int = 0) -> tuple[list[Row], int]:
    """Slips that were printed and neither came back nor were accounted for, the oldest on top; how many."""
    rows = store.db.execute(
        f"select {_COLUMNS} from paper_slip indexed by paper_slip_open where {_OUT}"
        " order by printed_at, serial limit ? offset ?",
        [ward, limit, offset],
    )
    found = [Row(*row) for row in rows]
    if offset == 0 and len(found) < limit:
        return found, len(found)
    return found, waiting(store, ward)[0]


def waiting(store: Store, ward: str) -> tuple[int, str]:
    """How many slips are still out, and when the oldest of them was printed."""
    many, oldest = store.db.execute(
        f"select count(*), coalesce(min(printed_at), '') from paper_slip indexed by paper_slip_open"
        f" where {_OUT}",
        [ward],
    ).fetchone()
    return int(many), str(oldest)


def of_batch(store: Store, batch: str) -> list[Row]:
    """The slips of one printing that are still out."""
    rows = store.db.execute(
        f"select {_COLUMNS} from paper_slip where ent = ? and unused is null and not exists {_BACK}"
        " order by serial",
        [batch],
    )
    return [Row(*row) for row in rows]


def last_marked(store: Store, mark: str, pc: str) -> tuple[str, bool]:
    """The last serial with a mark, empty before the first; and whether another installation made any."""
    within = "serial >= ? and serial < ?", [f"{mark}-", f"{mark}."]
    last = store.db.execute(f"select max(serial) from paper_slip where {within[0]}", within[1]).fetchone()
    other = store.db.execute(
        f"select 1 from paper_slip where {within[0]} and pc is not ? limit 1", [*within[1], pc]
    ).fetchone()
    return str(last[0] or ""), other is not None


def installations(store: Store, ward: str) -> set[str]:
    """Every installation of a ward that this store knows of."""
    return {str(rep) for (rep,) in store.db.execute("select rep from replica where ward = ?", [ward])}
