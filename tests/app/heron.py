"""A small invented ward on a real encrypted store, for tests of its screens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from wardqi.services import access, patients, recording
from wardqi.services.access import Founding, Session
from wardqi.services.desk import Desk
from wardqi.store.log import Act

NIGHT = datetime.fromisoformat("2026-11-21T03:05:20+00:00")
PASSPHRASE = "seven herons over the lake"

AREAS = {
    "a0000001": {"name": "Lounge", "kind": "lounge", "order": 1},
    "a0000002": {"name": "Corridor", "kind": "corridor", "order": 2},
    "a0000003": {"name": "Clinic", "kind": "clinic", "order": 3},
    "a0000004": {"name": "Garden", "kind": "garden", "order": 4},
    "a0000005": {"name": "Seclusion room", "kind": "seclusion", "order": 5},
}

PEOPLE = (
    ("John Smith", "7", "1988-05-03", "9434765919"),
    ("Jane Sands", "12", "1991-11-30", ""),
    ("Amir Khan", "3", "1975-02-14", ""),
    ("Precious Okoro", "5", "2001-08-09", ""),
    ("Lena Marsh", "9", "1969-01-21", ""),
)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NIGHT) -> None:
        self.at = now

    def __call__(self) -> datetime:
        return self.at

    def go(self, **by: int) -> None:
        """Move it on."""
        self.at += timedelta(**by)


def open_ward(
    folder: Path, clock: Clock, *, role: str = "nurse", people: bool = True, areas: bool = True
) -> Session:
    """Heron Ward with areas and patients, a nurse signed in."""
    founding = Founding(
        place="Heron Ward",
        trust="Lakeside NHS Trust",
        person="Sam Ade",
        label="Sam",
        passphrase=PASSPHRASE,
        job_title="Staff nurse",
        role=role,
    )
    session = access.set_up_ward(folder, founding, clock=clock, areas=())
    with session.desk() as desk:
        known = {"areas": AREAS} if areas else {}
        desk.append(Act("ward", "amend", desk.ward(), {**known, "bed_count": 18}))
        if people:
            for name, bed, born, number in PEOPLE:
                add_patient(desk, name, bed, born, number)
    return session


def add_patient(desk: Desk, name: str, bed: str, born: str, number: str = "") -> str:
    """One more patient; gives their id."""
    values: dict[str, object] = {
        "name": name,
        "initials": "".join(part[0] for part in name.split()),
        "birth_date": born,
        "came_on": "2026-09-01",
    }
    if number:
        values["nhs_number"] = number
    return patients.save(desk, values, bed).ent


def patient(desk: Desk, name: str) -> str:
    """The id of a patient by name."""
    return next(one.ent for one in patients.listed(desk) if one.name == name)


def incident(desk: Desk, start: str, **more: object) -> str:
    """A restraint in the lounge, or what `more` makes of it; gives its id."""
    rows: Mapping[str, object] = {
        "11111111": {"type": "09", "started_at": start, "ended_at": _plus(start, 8)},
    }
    values: dict[str, object] = {
        "event": "restrictive",
        "started_at": start,
        "area": "a0000001",
        "reason": "10",
        "hurt_patient": "no",
        "hurt_staff": "no",
        "hurt_other": "no",
        "interventions": rows,
        **more,
    }
    if "patient" not in values:
        values["patient_unknown"] = True
    return recording.log_incident(desk, values).ent


def _plus(start: str, minutes: int) -> str:
    return (datetime.fromisoformat(start) + timedelta(minutes=minutes)).isoformat(timespec="minutes")
