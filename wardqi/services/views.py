"""Views of a list that a person saved by name: their own, kept in the encrypted store of this PC."""

from __future__ import annotations

import json
from collections.abc import Mapping

from wardqi.services.desk import Desk

LONGEST_NAME = 60


def saved(desk: Desk, name: str) -> dict[str, Mapping[str, object]]:
    """This person's views of a list, by the name they gave, in the alphabet's order."""
    held = _held(desk, name)
    return {view: held[view] for view in sorted(held, key=str.casefold)}


def keep(desk: Desk, name: str, view: str, values: Mapping[str, object]) -> str:
    """Keep a view under this name, in the place of one of the same name; gives the name as kept."""
    title = " ".join(view.split())[:LONGEST_NAME]
    _settle(desk, name, {**_held(desk, name), title: dict(values)})
    return title


def drop(desk: Desk, name: str, view: str) -> tuple[str, Mapping[str, object]]:
    """Forget a view; gives what is needed to keep it again. Raises KeyError when there is none."""
    held = _held(desk, name)
    values = held.pop(view)
    _settle(desk, name, held)
    return view, values


def _held(desk: Desk, name: str) -> dict[str, Mapping[str, object]]:
    kept = json.loads(desk.store.fact(_fact(desk, name)) or "{}")
    return {str(view): values for view, values in kept.items() if isinstance(values, dict)}


def _settle(desk: Desk, name: str, held: Mapping[str, object]) -> None:
    desk.store.settle({_fact(desk, name): json.dumps(held, ensure_ascii=False)})


def _fact(desk: Desk, name: str) -> str:
    return f"views:{name}:{desk.person.uid}"
