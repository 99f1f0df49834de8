"""Half-written records, kept encrypted for their author until they are finished.

A draft is not yet a record: it is not in the log, does not travel and is not counted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from wardqi.store import _sqlite
from wardqi.store.store import Store


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person was writing. `about` is the record it amends, or None; `body` is the form's."""

    id: str
    kind: str
    author: str
    about: str | None
    title: str
    body: Mapping[str, object]
    started_at: str
    saved_at: str


def keep(store: Store, draft: Draft) -> None:
    """Save a draft, replacing what was kept of it; only its author's may be replaced."""
    with _sqlite.write_tx(store.db):
        store.db.execute(
            "insert into draft (id, kind, author, about, title, body, started_at, saved_at)"
            " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set title = excluded.title,"
            " body = excluded.body, saved_at = excluded.saved_at where author = excluded.author",
            [
                draft.id,
                draft.kind,
                draft.author,
                draft.about,
                draft.title,
                json.dumps(draft.body, ensure_ascii=False),
                draft.started_at,
                draft.saved_at,
            ],
        )


def drop(store: Store, draft_id: str) -> None:
    """Forget a draft, once its record is safely in the log or its author discards it."""
    with _sqlite.write_tx(store.db):
        store.db.execute("delete from draft where id = ?", [draft_id])


def find(store: Store, draft_id: str) -> Draft | None:
    """One draft by id."""
    row = store.db.execute(f"select {_COLUMNS} from draft where id = ?", [draft_id]).fetchone()
    return None if row is None else _draft(row)


def all_of(store: Store, author: str | None = None) -> list[Draft]:
    """Drafts, newest first; one person's, or everyone's."""
    where, values = ("", []) if author is None else (" where author = ?", [author])
    rows = store.db.execute(f"select {_COLUMNS} from draft{where} order by saved_at desc", values)
    return [_draft(row) for row in rows]


_COLUMNS = "id, kind, author, about, title, body, started_at, saved_at"


def _draft(row: tuple[object, ...]) -> Draft:
    ident, kind, author, about, title, body, started, saved = row
    return Draft(
        str(ident),
        str(kind),
        str(author),
        None if about is None else str(about),
        str(title),
        json.loads(str(body)),
        str(started),
        str(saved),
    )
