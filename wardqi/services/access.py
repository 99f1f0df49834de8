"""Signing in: setting up a store, unlocking it, who is at the desk, and the two levels of lock.

The store is unlocked by somebody's passphrase and stays open under the screen lock; each person then
signs in with a PIN or passphrase of their own. A PIN never opens a closed store.
"""

from __future__ import annotations

import base64
import secrets
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from wardqi.bundles import seal
from wardqi.domain import codes, kinds
from wardqi.domain import people as roles
from wardqi.domain.patients import initials
from wardqi.services.desk import Desk, NotAllowed, NotFound, Person
from wardqi.store import keys, own_learning, people, vault
from wardqi.store.log import Act
from wardqi.store.store import Store
from wardqi.text import QT_TRANSLATE_NOOP, say

FIRST_ROLE = {"ward": "ward_manager", "hub": "qi_lead"}
"""The role of the person who sets a store up; both may enrol others."""

FIRST_AREAS = (
    "lounge",
    "dining",
    "corridor",
    "bedroom",
    "bathroom",
    "quiet_room",
    "seclusion",
    "clinic",
    "office",
    "activity",
    "garden",
    "entrance",
)
"""Kinds of area that a new ward begins with, most used first; the ward then names its own."""

_PATIENCE_S = 30.0
_LOOKS_AGAIN_S = 0.05


class PinBlocked(Exception):
    """Too many wrong PINs: this person needs the passphrase once."""


class SetUpUnfinished(Exception):
    """Setting up was cut short after the keys were made and before the first record."""

    def sentence(self) -> str:
        """What happened, what is safe and what to do."""
        return say("Access", _UNFINISHED)


_UNFINISHED = QT_TRANSLATE_NOOP(
    "Access",
    "Setting up this store was cut short before anything was recorded, so nothing is lost. "
    "Set it up again with the same passphrase, or in another folder.",
)


LONGEST_NAME = 120
"""Characters of a ward's, trust's or person's name: pairing files and labels must hold it."""


class NoName(Exception):
    """A new store needs a name for its ward, its trust and its first person, none of them too long."""

    def sentence(self) -> str:
        """What happened, what is safe and what to do."""
        return say("Access", _NO_NAME, most=LONGEST_NAME)


_NO_NAME = QT_TRANSLATE_NOOP(
    "Access",
    "The ward, the trust and the first person each need a name of 1 to {most} characters. "
    "Nothing was made. Correct the name and try again.",
)


class NobodyHere(Exception):
    """The screen is locked; somebody has to sign in first."""


def wall_clock() -> datetime:
    """Local time with its offset, as the PC has it."""
    return datetime.now().astimezone().replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A way in, shown before unlocking: no names, only the label the person chose, or initials."""

    uid: str
    label: str


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is not on the list, and who of this ward confirms them, with a secret of their own."""

    name: str
    job_title: str
    pin: str
    lead: str
    secret: str
    is_pin: bool


class Session:
    """An unlocked store and whoever is at it. Safe to use from several threads."""

    def __init__(self, opened: vault.Vault, clock: Callable[[], datetime] = wall_clock) -> None:
        self.vault = opened
        self.now = clock
        self._lock = threading.Lock()
        self._person: Person | None = None
        self._keys: keys.PersonKeys | None = None
        self._calm = threading.Event()
        self._calm.set()

    @property
    def person(self) -> Person | None:
        """Who is signed in; None under the screen lock."""
        return self._person

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """A desk on a connection that nobody else has meanwhile; raises NobodyHere under the lock."""
        self._calm.wait()  # while the data key is being changed
        with self._lock:
            person, own = self._person, self._keys
        if person is None or own is None:
            raise NobodyHere
        with self.vault.lend() as store:
            yield Desk(store, person, own, self.now)

    def fact(self, key: str) -> str | None:
        """A fact about the store, also under the screen lock."""
        with self.vault.open() as store:
            return store.fact(key)

    def people(self) -> list[people.Member]:
        """Everyone who may sign in here, by name."""
        with self.vault.open() as store:
            own = {entry.uid for entry in keys.people(self.vault.folder)} | people.with_pin(store)
            return [member for member in people.members(store) if member.uid in own]

    def has_pin(self, uid: str) -> bool:
        """Whether this person can sign in by PIN now."""
        with self.vault.open() as store:
            found = people.pin(store, uid)
        return found is not None and found[1] < people.PIN_TRIES

    def sign_in_pin(self, uid: str, pin: str) -> Person:
        """Sign a person in by PIN; raises keys.WrongPin, and PinBlocked after five wrong ones."""
        with self.vault.open() as store:
            found = people.pin(store, uid)
            if found is None or found[1] >= people.PIN_TRIES:
                raise PinBlocked
            wrapped, wrong = found
            # Counted before it is tried, so that pulling the plug does not give another try.
            people.count_wrong_pin(store, uid, wrong + 1)
            try:
                own = keys.pin_unwrap(wrapped, pin)
            except keys.WrongPin:
                self._note(store, Act("audit", "unlock_failed", uid, {"code": "pin"}))
                raise
            people.count_wrong_pin(store, uid, 0)
            return self._admit(store, own, "pin")

    def sign_in_passphrase(self, uid: str, passphrase: str) -> Person:
        """Sign a person in by passphrase; raises keys.WrongPassphrase or keys.Throttled."""
        opened = keys.unlock(self.vault.folder, passphrase, uid)
        own = opened.keys
        opened.forget()
        if own is None:
            raise NotAllowed("sign_in")
        with self.vault.open() as store:
            found = people.pin(store, uid)
            if found is not None and found[1]:
                people.count_wrong_pin(store, uid, 0)
            person = self._admit(store, own, "passphrase")
        self.follow_role(passphrase)
        return person

    def admit(self, guest: Guest) -> Person:
        """Let somebody from the bank or an agency in, confirmed by a shift lead, and sign them in.

        They get keys of their own under their PIN, inside the store only: they can never open a closed one.
        Raises NotAllowed, PinBlocked, and keys.WrongPin, WrongPassphrase, Throttled, WeakPassphrase.
        """
        codes_found = keys.check_pin(guest.pin)
        if codes_found:
            raise keys.WeakPassphrase(codes_found)
        kinds.check("user", {"name": guest.name, "job_title": guest.job_title})
        sign_in = self.sign_in_pin if guest.is_pin else self.sign_in_passphrase
        lead = sign_in(guest.lead, guest.secret)
        try:
            if not roles.may(lead.role, "admit_bank"):
                raise NotAllowed("admit_bank")
            own = keys.unlisted()
            with self.desk() as desk:
                desk.append(enrolment(own, guest.name, guest.job_title, roles.BANK))
                people.keep_pin(desk.store, own.uid, keys.pin_wrap(own, guest.pin))
        finally:
            self.screen_lock()
        return self.sign_in_pin(own.uid, guest.pin)

    def set_pin(self, pin: str) -> None:
        """Give the person signed in a PIN for quick switching; raises keys.WeakPassphrase."""
        if self._keys is None:
            raise NobodyHere
        wrapped = keys.pin_wrap(self._keys, pin)
        with self.vault.open() as store:
            people.keep_pin(store, self._keys.uid, wrapped)

    def change_pin(self, passphrase: str, pin: str) -> None:
        """Give the person signed in another PIN, proved by their passphrase, so that nobody passing by can.

        Raises keys.WrongPassphrase, keys.Throttled, keys.WeakPassphrase.
        """
        with self.desk() as desk:
            codes_found = keys.check_pin(pin)
            if codes_found:
                raise keys.WeakPassphrase(codes_found)
            keys.unlock(self.vault.folder, passphrase, desk.person.uid).forget()
            self.set_pin(pin)
            desk.append(desk.note("pin", desk.person.uid, code="set"))

    def screen_lock(self) -> None:
        """Forget the person and their keys; the store stays open for the next to sign in."""
        with self._lock:
            self._person = self._keys = None
            self.vault.unlocked.keys = None

    def close(self) -> None:
        """Store lock: forget the person, drop the data key, close the file."""
        self.screen_lock()
        self.vault.lock()

    def add_person(
        self, *, name: str, job_title: str, role: str, passphrase: str, label: str = "", pin: str = ""
    ) -> Person:
        """Enrol a person: their own keys, wrapped by their own passphrase, and a signed change saying so."""
        self.follow_recovery()
        with self.desk() as desk:
            desk.may("manage_people")
            key_role = "admin" if roles.may(role, "manage_people") else "nurse"
            own = keys.add_user(
                self.vault.folder,
                self.vault.unlocked,
                passphrase=passphrase,
                role=key_role,
                label=label or initials(name),
                recovery=self._recovery(desk.store),
            )
            desk.append(enrolment(own, name, job_title, role))
            if pin:
                people.keep_pin(desk.store, own.uid, keys.pin_wrap(own, pin))
        return Person(own.uid, name, role, job_title)

    def change_person(self, uid: str, *, role: str, job_title: str) -> Person:
        """Give a person another role or job title; their keys and passphrase stay.

        A role that may manage people also needs their keys to be an administrator's; that follows by itself
        when they next type their passphrase. Raises NotAllowed, NotFound when nothing differs.
        """
        with self.desk() as desk:
            desk.may("manage_people")
            if uid == desk.person.uid:
                raise NotAllowed("change_self")
            member, pubs = people.member(desk.store, uid), people.public_keys(desk.store, uid)
            if member is None or pubs is None or member.retired:
                raise NotFound
            if (member.role, member.job_title or "") == (role, job_title):
                raise NotFound
            name = member.name or uid[:8]
            values = {"role": role, "sign_pub": pubs[0], "age_pub": pubs[1]}
            kinds.check("user", {"name": name, "job_title": job_title, "role": role})
            desk.append(Act("user", "enrol", uid, {**values, "name": name, "job_title": job_title}))
        return Person(uid, name, role, job_title)

    def add_opener(self, label: str, passphrase: str) -> str:
        """Add a shared passphrase that opens the store and signs nothing; gives its id.

        `label` is shown before unlocking. Raises keys.WeakPassphrase, keys.NotAllowed.
        """
        self.follow_recovery()
        with self.desk() as desk:
            desk.may("manage_people")
            uid = keys.add_opener(
                self.vault.folder,
                self.vault.unlocked,
                passphrase=passphrase,
                label=label,
                recovery=self._recovery(desk.store),
            )
            desk.append(desk.note("opener", uid, code="added"))
        return uid

    def remove_person(self, uid: str) -> None:
        """Retire a person, or take a shared passphrase away: the store gets a new data key.

        Somebody who is retired may not sign in from that moment on, even should changing the key be cut
        short; asking again then ends it. What others are reading is waited for, and what they ask for
        meanwhile waits. Raises NotAllowed, keys.NotAllowed, and of the vault StoreBusy, StoreFull.
        """
        self.follow_recovery()
        with self.desk() as desk:
            desk.may("manage_people")
            if uid == desk.person.uid:
                raise NotAllowed("remove_self")
            if self._keys is None or self._keys.role != "admin":
                raise keys.NotAllowed("not_admin")
            member = people.member(desk.store, uid)
            if member is None:
                desk.append(desk.note("opener", uid, code="removed"))
            elif not member.retired:
                desk.append(Act("user", "retire", uid))
            people.drop_pin(desk.store, uid)
            own_learning.erase(desk.store, uid)
            recovery = self._recovery(desk.store)
        self._change_key(recovery, uid)

    def _change_key(self, recovery: list[str], uid: str) -> None:
        """Rotate the data key without this entry, as soon as nobody has the store open."""
        end = time.monotonic() + _PATIENCE_S
        self._calm.clear()
        try:
            while True:
                # Once the entry is gone, what is left of an earlier try is only to end the change.
                here = any(entry.uid == uid for entry in keys.people(self.vault.folder))
                if not here and self.vault.unlocked.next is None:
                    return
                try:
                    self.vault.rotate(recovery=recovery, without=uid if here else None)
                except vault.StoreBusy:
                    if time.monotonic() > end:
                        raise
                    time.sleep(_LOOKS_AGAIN_S)
                else:
                    return
        finally:
            self._calm.set()

    def change_passphrase(self, old: str, new: str) -> None:
        """Give the person signed in a new passphrase; raises keys.WrongPassphrase, keys.WeakPassphrase."""
        with self.desk() as desk:
            uid = desk.person.uid
            keys.change_passphrase(self.vault.folder, self.vault.unlocked, uid, old, new)
            desk.append(desk.note("passphrase", uid, code="changed"))

    def follow_recovery(self) -> bool:
        """Seal the data key to the recovery keys of the signed list, when they differ; says whether it did.

        Only an administrator can; for anybody else it waits until one signs in.
        """
        with self.vault.open() as store:
            wanted = self._recovery(store)
        file = self.vault.unlocked.file
        own = self._keys
        if (
            not wanted
            or file is None
            or own is None
            or own.role != "admin"
            or set(file.recovery) == set(wanted)
        ):
            return False
        keys.set_recovery(self.vault.folder, self.vault.unlocked, wanted)
        return True

    def follow_role(self, passphrase: str) -> None:
        """Let the keys of whoever just signed in follow the role that the log gives them by now."""
        own, person, file = self._keys, self._person, self.vault.unlocked.file
        entry = None if file is None or own is None else file.user(own.uid)
        if own is None or person is None or entry is None:
            return
        wanted = "admin" if roles.may(person.role, "manage_people") else "nurse"
        if entry.role != wanted:
            keys.change_role(self.vault.folder, self.vault.unlocked, own.uid, passphrase, wanted)
            self._keys = self.vault.unlocked.keys = replace(own, role=wanted)

    def start(self) -> None:
        """What every unlocking does: open the chain of a new installation, tell of failed tries, sign in."""
        own = self.vault.unlocked.keys
        failures = keys.failures(self.vault.folder)
        if self.fact("device") is None:
            raise SetUpUnfinished
        with self.vault.open() as store:
            store.start_replica(self.now())
            if failures:
                where = store.fact("store_id") or "store"
                values = {"code": "passphrase", "count": len(failures)}
                self._note(store, Act("audit", "unlock_failed", where, values))
                keys.told(self.vault.folder, failures)
            if own is not None:
                self._admit(store, own, "unlock")
        self._finish_removals()

    def _finish_removals(self) -> None:
        """Take away the way in of a person who was retired when the program was cut short."""
        if self._person is None or not roles.may(self._person.role, "manage_people"):
            return
        with self.vault.open() as store:
            gone = {member.uid for member in people.members(store, retired=True) if member.retired}
            recovery = self._recovery(store)
        for entry in keys.people(self.vault.folder):
            if entry.uid in gone:
                self.vault.rotate(recovery=recovery, without=entry.uid)

    def _admit(self, store: Store, own: keys.PersonKeys, how: str) -> Person:
        member = people.member(store, own.uid)
        if member is None or member.retired:
            raise NotAllowed("sign_in")
        person = Person(member.uid, member.name or member.uid[:8], member.role, member.job_title or "")
        file = self.vault.unlocked.file
        entry = None if file is None else file.user(own.uid)
        if entry is not None and entry.role != own.role:  # a PIN holds the keys as they were before
            own = replace(own, role=entry.role)
        store.append([Act("audit", "unlock", own.uid, {"code": how})], own, self.now())
        with self._lock:
            self._person, self._keys = person, own
            self.vault.unlocked.keys, self.vault.unlocked.uid = own, own.uid
        return person

    def _note(self, store: Store, act: Act) -> None:
        store.append([act], store.device, self.now())

    @staticmethod
    def _recovery(store: Store) -> list[str]:
        return (store.fact("recovery") or "").split()


def state(folder: Path) -> str:
    """`new` (nothing here), `locked`, or `damaged` (one of the two files is missing or empty)."""
    return vault.state(folder)


def ways_in(folder: Path) -> list[Entry]:
    """Who may unlock this store, as they are shown before it is open."""
    return [Entry(one.uid, one.label) for one in keys.people(folder)]


def unlock(
    folder: Path, passphrase: str, uid: str | None = None, *, clock: Callable[[], datetime] = wall_clock
) -> Session:
    """Open a store and sign in whoever's passphrase it was (nobody, for an opener's).

    Raises the keys' and the vault's errors: WrongPassphrase, Throttled, KeysDamaged, KeysMissing,
    Damaged, InUse, NewerStore, BindingLost.
    """
    session = Session(vault.unlock(folder, passphrase, uid=uid), clock)
    try:
        session.start()
        session.follow_role(passphrase)
    except BaseException:
        session.close()
        raise
    return session


@dataclass(frozen=True, slots=True)
class Founding:
    """What setting up a store asks. `label` is shown before unlocking, so it need not be a name."""

    place: str
    trust: str
    person: str
    passphrase: str
    job_title: str = ""
    label: str = ""
    pc: str = "PC 1"
    practice: bool = False
    role: str = ""


def set_up_ward(
    folder: Path,
    founding: Founding,
    *,
    clock: Callable[[], datetime] = wall_clock,
    ward: str = "",
    areas: Sequence[str] | None = None,
) -> Session:
    """A new ward store with its first person, who may enrol others, signed in.

    `areas` are the kinds of area it begins with, codes of the list `area_kind`; when not given, the usual
    ones, but none for a further PC of a ward there is (`ward`), which has its areas already.
    Raises NoName and kinds.BadValue before anything is made, and what `vault.create` raises.
    """
    ent = ward or str(uuid.uuid4())
    if areas is None:
        areas = () if ward else FIRST_AREAS
    values: dict[str, object] = {
        "name": founding.place,
        "code": code_of(founding.place),
        "trust": founding.trust,
        "practice": founding.practice,
    }
    if areas:
        values["areas"] = first_areas(ent, areas)
    kinds.check("ward", values)
    return _found(folder, "ward", founding, clock, ent, Act("ward", "create", ent, values))


def first_areas(ward: str, areas: Sequence[str]) -> dict[str, dict[str, object]]:
    """Areas as a ward's record holds them, named as their kinds are; a kind's row is the same on every PC."""
    known = codes.get("area_kind")
    return {
        kinds.derived_row_id("area", ward, kind): {"name": known.plain(kind), "kind": kind, "order": order}
        for order, kind in enumerate(areas, 1)
    }


def set_up_hub(folder: Path, founding: Founding, *, clock: Callable[[], datetime] = wall_clock) -> Session:
    """A new QI store with its first person signed in; `exchange.found_office` gives it the trust's keys."""
    return _found(folder, "hub", founding, clock, "")


def _found(
    folder: Path,
    profile: str,
    founding: Founding,
    clock: Callable[[], datetime],
    ward: str,
    *first: Act,
) -> Session:
    """The store with everything it needs to be used, in one save: its PC, its first person, first records."""
    for name in (founding.place, founding.trust, founding.person):
        if not 0 < len(name.strip()) <= LONGEST_NAME:
            raise NoName
    kinds.check("ward", {"name": founding.place, "trust": founding.trust})
    kinds.check("user", {"name": founding.person, "job_title": founding.job_title})
    kinds.check("replica", {"name": founding.pc})
    session = Session(_made(folder, profile, founding), clock)
    opened = session.vault
    try:
        own = opened.unlocked.keys
        if own is None:
            raise NotAllowed("sign_in")
        device = seal.new_device_keys()
        role = founding.role or FIRST_ROLE[profile]
        with opened.open() as store, store.together():
            store.settle(
                {
                    "trust": founding.trust,
                    "place": founding.place,
                    "ward": ward,
                    "practice": "1" if founding.practice else "",
                    "device": secrets.token_hex(8),
                    "device_name": founding.pc,
                    "device_seed": base64.b64encode(device.sign_seed).decode("ascii"),
                    "device_pub": base64.b64encode(device.sign_pub).decode("ascii"),
                    "device_recv": device.recv_secret,
                    "device_recv_pub": device.recv_pub,
                    "pseudonym_key": base64.b64encode(secrets.token_bytes(32)).decode("ascii"),
                }
            )
            store.start_replica(clock())
            person = enrolment(own, founding.person, founding.job_title, role)
            store.append([person], store.device, clock())
            if first:
                store.append(first, own, clock())
        session.start()
    except BaseException:
        session.close()
        raise
    return session


def _made(folder: Path, profile: str, founding: Founding) -> vault.Vault:
    """A new vault, or one whose set-up was cut short before anything was recorded."""
    label = founding.label or initials(founding.person)
    try:
        return vault.create(folder, profile=profile, passphrase=founding.passphrase, label=label)
    except vault.AlreadyThere:
        try:
            opened = vault.unlock(folder, founding.passphrase)
        except (keys.KeysError, vault.Damaged):
            opened = None
        if opened is not None:
            with opened.open() as store:
                unfinished = store.fact("device") is None and opened.profile == profile
            if unfinished:
                return opened
            opened.lock()
        raise


def enrolment(own: keys.PersonKeys, name: str, job_title: str, role: str) -> Act:
    """The change that makes a person's keys known to everybody who reads the log."""
    values = {
        "role": role,
        "sign_pub": own.sign_pub,
        "age_pub": own.age_pub,
        "name": name,
        "job_title": job_title,
    }
    return Act("user", "enrol", own.uid, values)


def code_of(name: str) -> str:
    """A short code for file names, from a ward's name: "Heron Ward" is HERON."""
    words = (
        "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in name).upper().split()
    )
    kept = [word for word in words if word != "WARD"] or words or ["WARD"]
    return "-".join(kept)[:20].strip("-")
