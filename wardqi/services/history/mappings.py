"""Column mappings: as files that the command line reads, and kept by name in this store."""

from __future__ import annotations

import json
from pathlib import Path

from wardqi.domain import history
from wardqi.domain.history import BadMapping, ColumnMapping
from wardqi.services.desk import Desk
from wardqi.services.loading import NotLoadable, mapping_said

_FACT = "history_mappings"


def read_mapping(path: Path) -> ColumnMapping:
    """A mapping file; raises loading.NotLoadable."""
    try:
        return history.parse(mapping_said(path))
    except BadMapping as error:
        raise NotLoadable("bad_mapping", str(error)) from None


def kept(desk: Desk) -> dict[str, ColumnMapping]:
    """The mappings kept in this store, by name; one that no longer reads is left out."""
    found: dict[str, ColumnMapping] = {}
    for name, said in sorted(_held(desk).items()):
        try:
            found[name] = history.parse(said)
        except BadMapping:
            continue
    return found


def keep(desk: Desk, name: str, mapping: ColumnMapping) -> None:
    """Keep a mapping under this name; one of the same name is replaced."""
    desk.may("load")
    desk.store.settle({_FACT: json.dumps({**_held(desk), name: mapping.to_json()}, ensure_ascii=False)})


def forget(desk: Desk, name: str) -> None:
    """Drop a mapping; harmless when there is none."""
    desk.may("load")
    rest = {other: said for other, said in _held(desk).items() if other != name}
    desk.store.settle({_FACT: json.dumps(rest, ensure_ascii=False)})


def _held(desk: Desk) -> dict[str, object]:
    said = json.loads(desk.store.fact(_FACT) or "{}")
    return said if isinstance(said, dict) else {}
