"""What goes between the gates and the work behind them: what is asked, answered and found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Someone:
    """A person who may sign in: `words` is a name or a label, `pin` whether a PIN works for them
    now, `confirms` whether they may let somebody from the bank in."""

    uid: str
    words: str
    pin: bool = False
    confirms: bool = False


@dataclass(frozen=True, slots=True)
class Founder:
    """What the first three steps of setting up ask. `huddle` is a minute of the day, None when left open.

    A QI team's hub has no ward: `ward` is then empty.
    """

    ward: str
    trust: str
    huddle: int | None
    name: str
    job_title: str
    passphrase: str
    pin: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """One person added in the fourth step of setting up."""

    name: str
    role: str
    passphrase: str
    pin: str


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody from the bank or an agency, and who confirms them; as `access.Guest`."""

    name: str
    job_title: str
    pin: str
    lead: str
    secret: str
    is_pin: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What the frame shows of the store it stands on; `locks` are minutes, the screen's and the store's."""

    place: str
    profile: str
    practice: bool
    locks: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder holds: new, locked or damaged, who may unlock it, and its backups, newest first."""

    state: str
    people: tuple[Someone, ...]
    backups: tuple[tuple[Path, datetime], ...]
