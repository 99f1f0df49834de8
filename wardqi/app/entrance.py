"""What the gates ask of the store, each as one piece of work for a worker thread; no window here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wardqi.app.gates.answers import Facts, Found, Founder, Guest, Newcomer, Someone
    from wardqi.app.jobs import Report
    from wardqi.services.access import Founding, Session
    from wardqi.services.keeping import Returned


def look_at(folder: Path) -> Found:
    """What is in the folder, before anything is unlocked."""
    from wardqi.app.gates.answers import Found, Someone
    from wardqi.services import access
    from wardqi.store import backups

    state = access.state(folder)
    people = () if state == "new" else tuple(Someone(e.uid, e.label) for e in access.ways_in(folder))
    kept = sorted(((one.path, one.at) for one in backups.kept(folder)), key=lambda one: one[1], reverse=True)
    return Found(state, people, tuple(kept))


def make_ready() -> None:
    """Load what the first screens ask of the store, while somebody types a passphrase; none of it is Qt's."""
    from wardqi.services import exchange, incidents, overview, paper, shielding, spelling  # noqa: F401
    from wardqi.services.huddles import closing, running  # noqa: F401
    from wardqi.services.improvement import ideas  # noqa: F401
    from wardqi.services.learning import prompts, spread  # noqa: F401


def unlock(folder: Path, passphrase: str, uid: str) -> Session:
    """Open the store."""
    from wardqi.services import access

    return access.unlock(folder, passphrase, uid)


def practise(folder: Path, report: Report) -> Session:
    """Open the practice ward, making it first if it is not there."""
    from wardqi.services.practice import open_practice_ward

    return open_practice_ward(folder, report)


def look_after(session: Session) -> None:
    """The day's backup, and once a week the check of the log."""
    from wardqi.services import keeping

    keeping.look_after(session)


def warm() -> None:
    """Have charts ready before somebody asks for the first."""
    from wardqi.app import charting

    charting.warm()


def facts(session: Session) -> Facts:
    """What the frame shows."""
    from wardqi.app.gates.answers import Facts
    from wardqi.services.administering import times

    with session.vault.open() as store:
        return Facts(
            store.fact("place") or "",
            store.fact("profile") or "ward",
            bool(store.fact("practice")),
            times.locks(store),
        )


def people(session: Session, recent: tuple[str, ...]) -> list[Someone]:
    """Who may sign in here, the most recent first."""
    from wardqi.app.gates.answers import Someone
    from wardqi.domain.people import may

    place = {uid: at for at, uid in enumerate(recent)}
    members = sorted(session.people(), key=lambda member: place.get(member.uid, len(place)))
    return [
        Someone(m.uid, m.name or m.uid[:8], session.has_pin(m.uid), may(m.role, "admit_bank"))
        for m in members
    ]


def sign_in(session: Session, uid: str, secret: str, is_pin: bool) -> str:
    """Sign a person in; gives their uid."""
    person = session.sign_in_pin(uid, secret) if is_pin else session.sign_in_passphrase(uid, secret)
    return person.uid


def cover(session: Session) -> int:
    """Forget the person, after every write asked for before; gives how many drafts are kept."""
    from wardqi.store import drafts

    session.screen_lock()
    with session.vault.open() as store:
        return len(drafts.all_of(store))


def close(session: Session, folder: Path) -> Found:
    """Drop the key, and look at the folder as it is then."""
    session.close()
    return look_at(folder)


def make_ward(folder: Path, founder: Founder) -> Session:
    """Set up a ward with its first person signed in."""
    from wardqi.services import access, recording

    session = access.set_up_ward(folder, _founding(founder, founder.ward))
    try:
        if founder.pin:
            session.set_pin(founder.pin)
        if founder.huddle is not None:
            with session.desk() as desk:
                recording.amend(desk, desk.ward(), {"huddle_starts": founder.huddle})
    except BaseException:
        session.close()
        raise
    return session


def make_hub(folder: Path, founder: Founder) -> Session:
    """Set up a QI team's hub with its first person signed in; the trust's keys are made next, in the hub."""
    from wardqi.services import access

    session = access.set_up_hub(folder, _founding(founder, QI_TEAM))
    try:
        if founder.pin:
            session.set_pin(founder.pin)
    except BaseException:
        session.close()
        raise
    return session


QI_TEAM = "QI team"


def _founding(founder: Founder, place: str) -> Founding:
    from wardqi.services.access import Founding

    return Founding(
        place=place,
        trust=founder.trust,
        person=founder.name,
        passphrase=founder.passphrase,
        job_title=founder.job_title,
    )


def add_person(session: Session, newcomer: Newcomer) -> tuple[str, str]:
    """Enrol a person; gives name and role."""
    person = session.add_person(
        name=newcomer.name,
        job_title="",
        role=newcomer.role,
        passphrase=newcomer.passphrase,
        pin=newcomer.pin,
    )
    return person.name, person.role


def admit(session: Session, guest: Guest) -> str:
    """Let somebody from the bank in and sign them in; gives their uid."""
    from wardqi.services import access

    asked = access.Guest(guest.name, guest.job_title, guest.pin, guest.lead, guest.secret, guest.is_pin)
    return session.admit(asked).uid


def rescue(folder: Path, passphrase: str, to: Path) -> tuple[list[str], int, int]:
    """Save what still reads; gives the files' names, how many changes, and how many are lost."""
    from wardqi.services import salvaging

    saved = salvaging.rescue(folder, passphrase, to)
    return [path.name for path in saved.paths], saved.changes, saved.lost


def ask_recovery(folder: Path, to: Path, passphrase: str) -> tuple[str, tuple[str, ...]]:
    """Write a recovery request; gives its name and its six words."""
    from wardqi.bundles import files
    from wardqi.services import recovery

    asked = recovery.request(folder, passphrase)
    path = files.free_path(to, "wardqi-recovery-request.json")
    files.write(path, asked.text.encode("utf-8"))
    return path.name, asked.words


def take_answer(folder: Path, path: Path, name: str, passphrase: str) -> Session:
    """Take the trust's answer in; the person named is the manager from now on."""
    from wardqi.services import pairing, recovery

    return recovery.accept(folder, pairing.read_text(path), passphrase, name=name)


def bring_back(backup: Path, folder: Path, passphrase: str) -> Returned:
    """Restore a backup in the place of the store."""
    from wardqi.services import keeping

    return keeping.restore(backup, folder, passphrase)


def roles_of(profile: str) -> list[str]:
    """The roles that people of a ward, or of a hub, may have, in the list's order."""
    from wardqi.domain import codes

    return [entry.code for entry in codes.get("role").entries if entry.group == profile]
