"""Who may sign in here, what they may do, and how they stand: for the list of people."""

from __future__ import annotations

from dataclasses import dataclass

from wardqi.domain import codes
from wardqi.domain import people as roles
from wardqi.services.access import Session
from wardqi.services.desk import NotAllowed
from wardqi.store import drafts, keys, people, records, trail

OPENER = "opener"


@dataclass(frozen=True, slots=True)
class Colleague:
    """A line of the list. Moments are UTC texts, empty for never.

    `state`: active; elsewhere (signs in on another PC of this ward); unfinished (retired, but the key was
    not changed yet); retired. `pin`: set, blocked (five wrong tries) or none. An opener is a shared
    passphrase: `name` is its label, and it has no role but that.
    """

    uid: str
    name: str
    role: str
    job_title: str
    pin: str
    signed_in: str
    state: str
    retired_at: str
    own: bool


def everybody(session: Session) -> tuple[Colleague, ...]:
    """Everybody who works with this store: those who may sign in by name, openers, then those who left.

    Raises NotAllowed.
    """
    with session.desk() as desk:
        desk.may("manage_people")
        store, mine = desk.store, desk.person.uid
        ward = store.fact("ward") or None
        entries = {entry.uid: entry for entry in keys.people(session.vault.folder)}
        last = trail.last_sign_ins(store)
        here = {*entries, *people.with_pin(store)}
        found = []
        for member in people.members(store, retired=True):
            if member.uid not in here and member.ward != ward:
                continue
            left = records.entry(store, member.retired_by) if member.retired_by else None
            found.append(
                Colleague(
                    uid=member.uid,
                    name=member.name or member.uid[:8],
                    role=member.role,
                    job_title=member.job_title or "",
                    pin=_pin(people.pin(store, member.uid)),
                    signed_in=last.get(member.uid, ""),
                    state=_state(member.retired, member.uid in here),
                    retired_at="" if left is None else left.at,
                    own=member.uid == mine,
                )
            )
    openers = [
        Colleague(entry.uid, entry.label, OPENER, "", "none", "", "active", "", own=False)
        for entry in entries.values()
        if entry.role == OPENER
    ]
    return tuple(sorted([*found, *openers], key=_order))


def _pin(held: tuple[str, int] | None) -> str:
    if held is None:
        return "none"
    return "set" if held[1] < people.PIN_TRIES else "blocked"


def _state(retired: bool, here: bool) -> str:
    if retired:
        return "unfinished" if here else "retired"
    return "active" if here else "elsewhere"


def _order(one: Colleague) -> tuple[object, ...]:
    return (one.state == "retired", one.role == OPENER, one.name.casefold(), one.uid)


@dataclass(frozen=True, slots=True)
class Leaving:
    """What retiring somebody would leave behind: `drafts` of theirs that nobody else can finish."""

    uid: str
    name: str
    opener: bool
    drafts: int


def leaving(session: Session, uid: str) -> Leaving:
    """What to know before somebody is retired; raises NotAllowed."""
    with session.desk() as desk:
        desk.may("manage_people")
        if uid == desk.person.uid:
            raise NotAllowed("remove_self")
        member = people.member(desk.store, uid)
        if member is not None:
            unfinished = len(drafts.all_of(desk.store, uid))
            return Leaving(uid, member.name or uid[:8], opener=False, drafts=unfinished)
    label = next((entry.label for entry in keys.people(session.vault.folder) if entry.uid == uid), "")
    return Leaving(uid, label, opener=True, drafts=0)


def offered_roles(profile: str) -> tuple[str, ...]:
    """The roles somebody may be given in this kind of store, in the list's order."""
    groups = ("hub" if profile == "hub" else "ward", "administration")
    return tuple(
        entry.code for entry in codes.get("role").entries if entry.group in groups and entry.code != OPENER
    )


def acts_of(role: str) -> tuple[str, ...]:
    """What a role may do, as `domain.people` names it, in the order people think of it."""
    return tuple(act for act in _ACTS if roles.may(role, act))


_ACTS = (
    "read",
    "record",
    "sign",
    "register_patients",
    "void",
    "exchange",
    "analyse",
    "define_measures",
    "manage_ward",
    "manage_people",
    "manage_keys",
    "audit",
)


@dataclass(frozen=True, slots=True)
class Own:
    """The sign-in of whoever asks; `pin` as in Colleague, `signed_in` the time before this one or empty."""

    name: str
    role: str
    job_title: str
    pin: str


def own(session: Session) -> Own:
    """How the person signed in gets in."""
    with session.desk() as desk:
        person = desk.person
        return Own(person.name, person.role, person.job_title, _pin(people.pin(desk.store, person.uid)))
