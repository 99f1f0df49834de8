"""What the command box finds in the records: an incident by its number, patients, measures, projects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wardqi.domain import pack
from wardqi.services import measuring, patients
from wardqi.services.desk import Desk
from wardqi.store import improvement, incidents

_LETTERS = 4
"""How many letters and digits stand before the stroke of an incident's number."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that can be opened: on which screen, at what, and what it is called.

    `words` are further words it may be found by; `when` is when an incident began.
    """

    screen: str
    ident: str
    title: str
    words: str = ""
    when: str = ""


def candidates(desk: Desk, typed: str) -> tuple[Hit, ...]:
    """Everything that has a name, and the incident whose number was typed."""
    desk.may("read")
    return (*_numbered(desk, typed), *_patients(desk), *_measures(desk), *_projects(desk))


def _numbered(desk: Desk, typed: str) -> Iterator[Hit]:
    number = "".join(letter for letter in typed if letter.isalnum()).upper()
    number = f"{number[:_LETTERS]}-{number[_LETTERS:]}"
    ent = incidents.numbered(desk.store, number)
    found = incidents.find(desk.store, ent) if ent is not None else None
    if found is not None:
        yield Hit("incidents", found[0].ent, number, typed, found[0].started_at or "")


def _patients(desk: Desk) -> Iterator[Hit]:
    if desk.store.profile == "ward":
        for one in patients.listed(desk):
            title = ", ".join(part for part in (one.initials, one.name) if part)
            yield Hit("patients", one.ent, title, f"{one.bed} {one.local_id} {one.nhs_number}")


def _measures(desk: Desk) -> Iterator[Hit]:
    own = measuring.own_of(desk, desk.ward()) if desk.store.profile == "ward" else ()
    for one in (*own, *pack.shipped().values()):
        yield Hit("measures", one.id, one.name)


def _projects(desk: Desk) -> Iterator[Hit]:
    if desk.store.profile == "ward":
        for one in improvement.projects(desk.store):
            yield Hit("improvement", f"project:{one.ent}", str(one.value.get("title") or ""))
