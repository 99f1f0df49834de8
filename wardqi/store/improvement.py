"""Reading improvement projects, their ideas and their tests of change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wardqi.domain import merge
from wardqi.store import tables
from wardqi.store.store import Store
from wardqi.store.tables import Record


def projects(store: Store) -> list[Record]:
    """All projects, oldest first."""
    return _of(store, "project", "", [])


def ideas(store: Store, project: str | None = None) -> list[Record]:
    """Change ideas, of one project or all."""
    if project is None:
        return _of(store, "change_idea", "", [])
    return _of(store, "change_idea", " and json_extract(value, '$.project') = ?", [project])


def drivers(store: Store, project: str) -> list[Record]:
    """The drivers of a project's diagram."""
    return _of(store, "driver", " and json_extract(value, '$.project') = ?", [project])


def ever(store: Store, project: str) -> list[tuple[str, str]]:
    """The kind and id of every driver and idea a project ever had, those taken out since too."""
    rows = store.db.execute(
        "select kind, ent from record where kind in ('driver', 'change_idea')"
        " and json_extract(value, '$.project') = ? order by created_at, ent",
        [project],
    )
    return [(str(kind), str(ent)) for kind, ent in rows]


def cycles(
    store: Store,
    *,
    project: str | None = None,
    stages: Sequence[str] = (),
    decision: str = "",
    since: str = "",
) -> list[Record]:
    """Tests of change, oldest first: of a project, in some stages, with a decision since a day."""
    sql, values = "", []
    if project is not None:
        sql += " and json_extract(value, '$.project') = ?"
        values.append(project)
    if stages:
        marks = ",".join("?" * len(stages))
        sql += f" and coalesce(json_extract(value, '$.stage'), 'plan') in ({marks})"
        values.extend(stages)
    if decision:
        sql += " and json_extract(value, '$.decision') = ?"
        values.append(decision)
    if since:
        sql += " and json_extract(value, '$.decided_on') >= ?"
        values.append(since)
    return _of(store, "cycle", sql, values)


def after(store: Store, cycle: str) -> list[Record]:
    """The cycles that follow one in its ramp."""
    return _of(store, "cycle", " and json_extract(value, '$.previous') = ?", [cycle])


def attempts(store: Store, cycle: str) -> Mapping[str, tuple[merge.Rival, ...]]:
    """What somebody tried to change in a sealed plan, by path; it did not take effect."""
    return tables.attempts(store.db, cycle)


def _of(store: Store, kind: str, where: str, values: Sequence[str]) -> list[Record]:
    rows = store.db.execute(
        f"select {tables.COLUMNS} from record where kind = ? and voided = 0{where} order by created_at, ent",
        [kind, *values],
    )
    return [tables.read(row) for row in rows]
