"""Where a person works: the open store, who they are, their keys, the clock; every service takes it first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from wardqi.domain import people
from wardqi.store.log import Act, Entry, Signer
from wardqi.store.store import Store


class NotAllowed(Exception):
    """This person's role may not do this; `act` as in `domain.people`."""

    def __init__(self, act: str) -> None:
        super().__init__(act)
        self.act = act


class NotFound(Exception):
    """There is no such record in this store."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in. `role` is a code of the list `role`."""

    uid: str
    name: str
    role: str
    job_title: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Given to every service function. `now` gives aware local time."""

    store: Store
    person: Person
    signer: Signer
    now: Callable[[], datetime]

    def may(self, act: str) -> None:
        """Raise NotAllowed unless this person's role allows the act."""
        if not people.may(self.person.role, act):
            raise NotAllowed(act)

    def append(self, *acts: Act) -> tuple[Entry, ...]:
        """Record changes, signed by this person, now; see Store.append."""
        return self.store.append(acts, self.signer, self.now())

    def append_all(self, acts: Sequence[Act]) -> tuple[Entry, ...]:
        """Record many changes in one transaction."""
        return self.store.append(acts, self.signer, self.now())

    def ward(self) -> str:
        """The id of this store's ward; raises LookupError on a hub."""
        ward = self.store.fact("ward")
        if not ward:
            raise LookupError("this store belongs to no ward")
        return ward

    def note(self, action: str, about: str, **values: object) -> Act:
        """A line for the audit trail: what was done (`action`) to what (`about`)."""
        return Act("audit", action, about, values)


def moment(at: datetime) -> str:
    """Aware local time as records hold it: to the minute, with its offset."""
    return at.isoformat(timespec="minutes")
