"""An invented ward made real: its store, people with keys, and every day recorded through the services."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from wardqi.domain import codes, times
from wardqi.services import access, recording
from wardqi.services.access import Founding, Session
from wardqi.services.desk import Desk, Person
from wardqi.services.huddles import past
from wardqi.services.practice import learning
from wardqi.services.practice.story import BEDS, PLOTS, ZONE, Day, Patient, Plot, Story
from wardqi.services.practice.tests_of_change import Trials
from wardqi.store import records
from wardqi.store.log import Signer

PASSPHRASE = "practice makes nothing perfect yet"  # noqa: S105 - opens invented data only
PIN = "271828"
"""Everybody's PIN on a practice ward."""

TRUST = "Practice Trust"
MANAGER = ("Ama Mensah", "ward_manager", "ward_manager")
STAFF = (
    ("Sam Lee", "shift_lead", "shift_lead"),
    ("Rhian Jones", "nurse", "registered_nurse"),
    ("Tomas Silva", "nurse", "registered_nurse"),
    ("Bola Ade", "health_care_assistant", "health_care_assistant"),
)
AREAS = (
    "lounge",
    "corridor",
    "bedroom",
    "dining",
    "clinic",
    "garden",
    "extra_care",
    "quiet_room",
    "seclusion",
)
_TESTED_MONTHS = 6
_MANAGER_LOGS = 9
"""Every so many days it is the manager who writes down what happened."""
_SHIFTS = times.ShiftTimes(early=420, late=840, night=1260)
_DAILY = 14
"""The last days are recorded day by day; older ones half a month at a time."""

Report = Callable[[int, int], None]


class StoryClock:
    """A clock that the story moves."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The story's present moment."""
        return self.at


@dataclass(frozen=True, slots=True)
class Span:
    """The days a story covers, both included, and how many months that is."""

    first: date
    last: date
    months: int


def span(months: int, today: date) -> Span:
    """Whole months up to the end of last month, and this month so far."""
    first = today.replace(day=1)
    for _ in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    return Span(first, today - timedelta(days=1), months)


def open_practice_ward(folder: Path, report: Report | None = None, seed: int = 1) -> Session:
    """The practice ward Kestrel, made on first use: eighteen invented months. Its manager is signed in."""
    if access.state(folder) != "new":
        session = access.unlock(folder, PASSPHRASE)
        if _lived(session):
            return session
        session.close()
        shutil.rmtree(folder)  # its making was cut short, so that nothing was recorded in it
    today = access.wall_clock().date()
    clock = StoryClock(access.wall_clock())
    session = make_ward(folder, PLOTS[0], seed, span(18, today), clock, report)
    session.now = access.wall_clock
    return session


def _lived(session: Session) -> bool:
    """Whether the story was recorded, all of it in one transaction; a ward in earnest is never taken away."""
    with session.desk() as desk:
        return desk.store.fact("practice") != "1" or bool(records.counts(desk.store).get("patient"))


def make_ward(
    folder: Path, plot: Plot, seed: int, days: Span, clock: StoryClock, report: Report | None = None
) -> Session:
    """Set up a ward and live through its story; gives its session, signed in as the manager."""
    clock.at = datetime.combine(days.first, time(6, 0), ZONE)
    founding = Founding(
        place=f"{plot.name} Ward",
        trust=TRUST,
        person=MANAGER[0],
        passphrase=PASSPHRASE,
        job_title=codes.get("job_title").plain(MANAGER[2]),
        label="Ward manager",
        practice=True,
        role=MANAGER[1],
    )
    session = access.set_up_ward(folder, founding, clock=clock, areas=AREAS)
    session.set_pin(PIN)
    people = [
        session.add_person(
            name=name,
            role=role,
            job_title=codes.get("job_title").plain(job),
            passphrase=f"{PASSPHRASE} {name}",
            label=name.split()[0],
            pin=PIN,
        )
        for name, role, job in STAFF
    ]
    manager = session.person
    if manager is None:
        raise access.NobodyHere
    try:
        with _team(session, people, manager) as team, team[0].store.together():
            _Ward(team, plot).live(Story(plot, seed, days.first, days.months, days.last), days, clock, report)
    except BaseException:
        session.close()
        raise
    return session


@contextmanager
def _team(session: Session, people: list[Person], manager: Person) -> Iterator[list[Desk]]:
    """Everybody at one desk each, the manager first, on one connection."""
    signers: list[tuple[Person, Signer]] = []
    for person in people:
        session.sign_in_pin(person.uid, PIN)
        with session.desk() as desk:
            signers.append((desk.person, desk.signer))
    session.sign_in_pin(manager.uid, PIN)
    with session.desk() as desk:
        yield [desk, *(replace(desk, person=person, signer=signer) for person, signer in signers)]


class _Ward:
    """One ward being lived through."""

    def __init__(self, team: list[Desk], plot: Plot) -> None:
        self._team, self._plot = team, plot
        self._patients: dict[int, str] = {}
        self._areas: dict[str, str] = {}
        self._night: list[tuple[str, str]] = []

    def live(self, story: Story, days: Span, clock: StoryClock, report: Report | None) -> None:
        """Record every day of the story, in order."""
        manager = self._team[0]
        self._open_ward(manager)
        total = (days.last - days.first).days + 1
        batch: list[Day] = []
        testing = self._testing(manager, days, clock)
        for number, day in enumerate(story.days(), 1):
            batch.append(day)
            recent = (days.last - day.day).days < _DAILY
            if recent or day.day.day in (1, 15) or day.day == days.last:
                if testing is not None:
                    testing.until(day.day)
                clock.at = datetime.combine(day.day, time(23, 30), ZONE)
                self._record(batch)
                batch = []
            if report is not None and number % 20 == 0:
                report(number, total)
        if testing is not None:
            learning.record(manager)
        self._confirm(self._night)
        self._sign()

    def _sign(self) -> None:
        """The shift lead checked and signed every record that is whole."""
        lead = self._team[1]
        ready = recording.ready_to_sign(lead)
        if ready:
            recording.sign_off_all(lead, ready)

    def _testing(self, desk: Desk, days: Span, clock: StoryClock) -> Trials | None:
        """The tests behind the practice ward's improvement, where its story is long enough to hold them."""
        months = self._plot.better_from
        if self._plot is not PLOTS[0] or months is None or days.months < months + _TESTED_MONTHS:
            return None
        first = days.first.year * 12 + days.first.month - 1 + months
        return Trials(desk, clock, days.last, date(first // 12, first % 12 + 1, 1))

    def _open_ward(self, desk: Desk) -> None:
        areas = access.first_areas(desk.ward(), AREAS)
        self._areas = dict(zip(AREAS, areas, strict=True))
        beds = {
            recording.new_row(): {"label": f"Bed {number}", "order": number} for number in range(1, BEDS + 1)
        }
        recording.amend(
            desk,
            desk.ward(),
            {
                "ward_type": self._plot.ward_type,
                "security": "0",
                "sex": "mixed",
                "ages": "adults",
                "bed_count": BEDS,
                "site": "Riverside",
                "day_starts": _SHIFTS.early,
                "late_starts": _SHIFTS.late,
                "night_starts": _SHIFTS.night,
                "huddle_starts": 555,
                "huddle_days": ["1", "2", "3", "4", "5"],
                "beds": beds,
            },
        )

    def _record(self, batch: list[Day]) -> None:
        """What a fortnight, or lately a day, brought: written down by whoever was on shift."""
        manager, lead, *others = self._team
        self._admit(manager, [patient for day in batch for patient in day.admitted])
        written: dict[int, list[dict[str, object]]] = {}
        for day in batch:
            turn = day.day.toordinal()
            author = -1 if turn % _MANAGER_LOGS == 0 else turn % len(others)
            written.setdefault(author, []).extend(self._placed(one) for one in day.incidents)
        for author, found in written.items():
            if found:
                recording.log_incidents(manager if author < 0 else others[author], found)
        self._confirm(self._quiet(batch))
        counted: dict[str, dict[str, int | None]] = {}
        for day in batch:
            counted.setdefault(day.day.isoformat()[:7], {})[day.day.isoformat()] = day.occupied
        for month, occupied in counted.items():
            recording.set_bed_days(manager, month, occupied, source="midnight")
        past.record(lead, [day.huddle for day in batch if day.huddle is not None])

    def _quiet(self, batch: list[Day]) -> list[tuple[str, str]]:
        """Shifts of these days without an entry; the last night waits for its small hours."""
        entries = [datetime.fromisoformat(str(one["started_at"])) for day in batch for one in day.incidents]
        shifts = [times.shift_at(at, _SHIFTS, ZONE) for at in entries]
        busy = {(shift.day, shift.code) for shift in shifts}
        told = [(day.day.isoformat(), shift) for day in batch for shift in day.quiet]
        quiet = [one for one in (*self._night, *told) if one not in busy]
        last = (batch[-1].day.isoformat(), "night")
        self._night = [last] if last in quiet else []
        return [one for one in quiet if one != last]

    def _confirm(self, quiet: list[tuple[str, str]]) -> None:
        if quiet:
            recording.confirm_quiet_shifts(self._team[1], quiet)

    def _admit(self, desk: Desk, patients: list[Patient]) -> None:
        if not patients:
            return
        ward = desk.ward()
        made = []
        for patient in patients:
            stay: dict[str, object] = {"ward": ward, "admitted_on": patient.admitted.isoformat()}
            if patient.left is not None:
                stay["left_on"] = patient.left.isoformat()
            made.append(("patient", {**patient.values, "stays": {recording.new_row(): stay}}, None))
        for patient, ent in zip(patients, recording.create_all(desk, made), strict=True):
            self._patients[patient.key] = ent

    def _placed(self, one: dict[str, object]) -> dict[str, object]:
        values = dict(one)
        if "area" in values:
            values["area_kind"] = values["area"]
            values["area"] = self._areas[str(values["area"])]
        if "patient" in values:
            values["patient"] = self._patients[int(str(values["patient"]))]
        return values
