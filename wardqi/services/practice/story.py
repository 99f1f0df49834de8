"""What happens on an invented ward: a seeded stream of days, believable and the same for the same seed.

Incidents are Poisson with a mean that itself varies (so counts are clumped, as real ones are), more in
the afternoon and evening and at weekends, with one patient who may drive a cluster.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wardqi.domain import checklists, huddles
from wardqi.services.huddles.actions import Wanted
from wardqi.services.huddles.past import Held, Raised
from wardqi.services.huddles.running import Answer

ZONE = ZoneInfo("Europe/London")
BEDS = 18
_HOURS = (3, 2, 2, 2, 1, 1, 2, 4, 5, 6, 6, 6, 7, 7, 8, 9, 10, 10, 9, 9, 8, 7, 5, 4)
_WEEKDAYS = (1.0, 0.95, 0.95, 1.0, 1.05, 1.1, 1.1)
SHIFTS = (("early", 7), ("late", 14), ("night", 21))
_TYPES = (("07", 30), ("08", 14), ("09", 16), ("10", 8), ("11", 10), ("12", 3), ("13", 4), ("01", 3))
_REASONS = (("10", 60), ("11", 18), ("13", 9), ("16", 4), ("17", 3), ("19", 4), ("14", 2))
_PLACES = (
    ("lounge", 24),
    ("corridor", 22),
    ("bedroom", 20),
    ("dining", 9),
    ("clinic", 7),
    ("garden", 6),
    ("extra_care", 6),
)
_BEFORE = (
    "request_refused",
    "leave_cancelled",
    "waiting",
    "limit_setting",
    "symptoms",
    "noise_crowding",
    "conflict_patient",
    "medicine_refused",
    "call_or_visit",
    "smoking",
)
_TRIED = ("talk_down", "one_to_one", "choice", "space", "sensory", "walk", "change_of_staff", "own_plan")
_SAID = (
    "Was pacing and shouting after hearing that the garden was closed. Staff tried to talk in private first.",
    "Went towards another patient with a raised fist. Two staff held the arms and walked to a chair.",
    "Tried to leave through the ward entrance when a visitor came in.",
    "Head-banging in the bedroom, did not answer when spoken to. Held until calm.",
    "Upset after a telephone call. Threw a cup; nobody was hit.",
    "Declined medicine and pushed the trolley. The team stepped back and tried again later.",
    "Asked several times for leave that had been cancelled for lack of staff.",
)
_FIRST = (
    "Asha",
    "Ben",
    "Carys",
    "Dele",
    "Ewa",
    "Farid",
    "Gwen",
    "Hamza",
    "Isla",
    "Jon",
    "Kofi",
    "Lena",
    "Marek",
    "Nia",
    "Owen",
    "Priya",
    "Quentin",
    "Rosa",
    "Sunil",
    "Tess",
    "Umar",
    "Vera",
    "Will",
    "Xin",
    "Yusuf",
    "Zoe",
)
_LAST = (
    "Abbott",
    "Bakare",
    "Cole",
    "Dhillon",
    "Evans",
    "Fox",
    "Grant",
    "Hughes",
    "Iqbal",
    "Jarvis",
    "Khan",
    "Lowe",
    "Murphy",
    "Nowak",
    "Okoro",
    "Price",
    "Quinn",
    "Reid",
    "Shah",
    "Turner",
)
_ETHNIC = (
    ("A", 52),
    ("B", 3),
    ("C", 6),
    ("D", 4),
    ("F", 2),
    ("H", 5),
    ("J", 5),
    ("M", 9),
    ("N", 8),
    ("R", 2),
    ("Z", 4),
)
_GOOD = (
    "The garden group was full.",
    "Night staff sat up with someone who could not sleep.",
    "A calm handover.",
)
_LEFT_OPEN = 21
"""Days after which an action that nobody did is closed as not needed."""

_ACTIONS = (
    "Plan an evening activity with the peer worker",
    "Tell people about cancelled leave before noon",
    "Ask estates to mend the garden door",
    "Read the calm-down plan with the person in bed 7",
    "Ask the doctor to review as-needed medicine",
)


@dataclass(frozen=True, slots=True)
class Plot:
    """What one ward's story is.

    `level` is the mean of incidents with force a month. From month `better_from` (counted from 0) the
    mean really is lower, by the factor `better`. `alarm` is a month that is high by chance alone.
    `silent` is a month in which nobody reported. `driver` from and to months in which one patient is in
    most incidents.
    """

    name: str
    level: float
    better_from: int | None = None
    better: float = 0.75
    alarm: int | None = None
    silent: int | None = None
    driver: tuple[int, int] | None = None
    ward_type: str = "acute"
    clumping: float = 18.0
    """Shape of the gamma that a month's mean is drawn from; the smaller, the more clumped."""


PLOTS = (
    Plot("Kestrel", 16.0, better_from=8, better=0.5, alarm=3, silent=5, clumping=40.0),
    Plot("Heron", 20.0, better_from=11, clumping=60.0),
    Plot("Maple", 7.0, alarm=15, driver=(13, 15), ward_type="picu"),
    Plot("Linnet", 9.0, silent=6),
    Plot("Alder", 6.0, driver=(4, 6)),
    Plot("Plover", 14.0, ward_type="picu"),
)


@dataclass(frozen=True, slots=True)
class Patient:
    """An invented patient; `key` is how the story names them."""

    key: int
    values: dict[str, object]
    admitted: date
    left: date | None


@dataclass(frozen=True, slots=True)
class Day:
    """All that is recorded of one day; times are aware local time."""

    day: date
    admitted: tuple[Patient, ...]
    incidents: tuple[dict[str, object], ...]
    quiet: tuple[str, ...]
    occupied: int | None
    huddle: Held | None


_WAITING = 4
"""Days after which a practice ward's reviews are over."""

_AT_HUDDLE = (
    *("registered_nurse", "health_care_assistant", "doctor", "activity_worker", "occupational_therapist"),
    "pharmacist",
)

_HELD_BY = (
    ("Rhian Jones", "registered_nurse"),
    ("Tomas Silva", "registered_nurse"),
    ("Bola Ade", "health_care_assistant"),
    ("Ewan Price", "health_care_assistant"),
)
_UNFINISHED = 0.03
"""Share of older records that somebody never finished."""
_CHARACTERISTICS: dict[str, object] = {
    "disabilities": ["NN"],
    "marital_status": "S",
    "pregnancy": "no",
    "religion": "L",
    "sexual_orientation": "1",
}
_DISORDERS = ("Bipolar disorder", "Schizophrenia", "Depression", "Psychosis, first episode")


class Story:
    """The days of one ward from `first` for `months` months, up to and including `last`."""

    def __init__(self, plot: Plot, seed: int, first: date, months: int, last: date) -> None:
        self._plot, self._first, self._months, self._last = plot, first, months, last
        self._chance = random.Random(f"{seed}/{plot.name}")  # noqa: S311 - invented data, not secrets
        # Reviews have a chance of their own, so that the rest of the story does not hang on them.
        self._reviewing = random.Random(f"{seed}/{plot.name}/reviews")  # noqa: S311 - as above
        self._finishing = random.Random(f"{seed}/{plot.name}/finishing")  # noqa: S311 - as above
        self._patients: list[Patient] = []
        self._present: list[Patient] = []

    def days(self) -> Iterator[Day]:
        """Each day in order. Areas are given by kind under "area"; the patient by key under "patient"."""
        month, mean = -1, 0.0
        day = self._first
        while day <= self._last:
            index = (day.year - self._first.year) * 12 + day.month - self._first.month
            if index != month:
                month, mean = index, self._mean(index)
            yield self._day(day, month, mean)
            day += timedelta(days=1)

    def _mean(self, month: int) -> float:
        level = self._plot.level
        if self._plot.better_from is not None and month >= self._plot.better_from:
            level *= self._plot.better
        clumping = self._plot.clumping
        clumped = self._chance.gammavariate(clumping, level / clumping)
        return level * 1.8 if month == self._plot.alarm else clumped

    def _day(self, day: date, month: int, mean: float) -> Day:
        admitted = self._admit(day)
        silent = month == self._plot.silent
        expected = mean / 30.4 * _WEEKDAYS[day.weekday()]
        incidents = [] if silent else [self._incident(day, month) for _ in range(self._poisson(expected))]
        others = [] if silent else [self._other(day) for _ in range(self._poisson(0.12))]
        incidents.sort(key=lambda one: str(one["started_at"]))
        busy = {_shift_of(str(one["started_at"])) for one in incidents}
        quiet = (
            ()
            if silent
            else tuple(name for name, _ in SHIFTS if name not in busy and self._chance.random() < 0.97)
        )
        huddle = None if silent else self._huddle(day)
        return Day(day, admitted, (*incidents, *others), quiet, len(self._present), huddle)

    def _admit(self, day: date) -> tuple[Patient, ...]:
        self._present = [one for one in self._present if one.left is None or one.left > day]
        wanted = BEDS - self._chance.choice((0, 0, 1, 1, 2))
        came = []
        while len(self._present) < wanted:
            patient = self._patient(day)
            came.append(patient)
            self._patients.append(patient)
            self._present.append(patient)
        return tuple(came)

    def _patient(self, day: date) -> Patient:
        chance = self._chance
        first, last = chance.choice(_FIRST), chance.choice(_LAST)
        born = date(day.year - chance.randint(19, 63), chance.randint(1, 12), chance.randint(1, 28))
        stay = round(chance.gammavariate(2.0, 32.0)) + 4
        left = day + timedelta(days=stay)
        key = len(self._patients)
        return Patient(
            key,
            {
                "name": f"{first} {last}",
                "initials": first[0] + last[0],
                "birth_date": born.isoformat(),
                "nhs_number": _nhs_number(chance),
                "local_id": f"{self._plot.name[:3].upper()}{key:05d}",
                "ethnic_category": self._pick(_ETHNIC),
                "gender": chance.choice(("1", "2", "1", "2", "1", "2", "3")),
                "ld_status": "5" if chance.random() < 0.9 else "1",
                "autism_status": "5" if chance.random() < 0.85 else "2",
                "legal_status": self._pick((("03", 50), ("02", 35), ("01", 15))),
                **_CHARACTERISTICS,
                "diagnosis": _DISORDERS[key % len(_DISORDERS)],
            },
            day,
            left if left <= self._last else None,
        )

    def _incident(self, day: date, month: int) -> dict[str, object]:
        chance = self._chance
        start = self._moment(day)
        rows, at = {}, start
        kinds = [self._pick(_TYPES)]
        if chance.random() < 0.3:
            kinds.append("09")
        if chance.random() < 0.26:
            kinds.append("14")
        if chance.random() < 0.07:
            kinds.append("05")
        hurt = "yes" if chance.random() < 0.06 else "no"
        for kind in kinds:
            minutes = self._minutes(kind)
            end = _later(at, minutes)
            rows[f"{chance.getrandbits(32):08x}"] = {
                "type": kind,
                "started_at": _text(at),
                "ended_at": _text(end),
                "in_care_plan": self._pick((("yes", 45), ("no", 35), ("no_plan", 20))),
                "injury_patient": hurt,
                "injury_staff": "no",
            }
            at = end if kind != "14" else _later(at, 2)
        return {
            "event": "restrictive",
            "started_at": _text(start),
            "area": self._pick(_PLACES),
            "patient": self._who(month),
            "reason": self._pick(_REASONS),
            "hurt_patient": hurt,
            "hurt_staff": "yes" if chance.random() < 0.05 else "no",
            "hurt_other": "no",
            "interventions": rows,
            "antecedents": sorted(chance.sample(_BEFORE, chance.choice((1, 1, 2)))),
            "deescalation": {
                f"{chance.getrandbits(32):08x}": {
                    "method": way,
                    "result": chance.choice(("tried", "helped", "tried")),
                }
                for way in chance.sample(_TRIED, chance.choice((1, 2, 2, 3)))
            },
            "narrative": chance.choice(_SAID),
            "outcomes": [chance.choice(("settled", "one_to_one", "settled"))],
            "death": "no",
            "serious_injury": "no",
            **self._reviews(day, month, at),
            **self._finished(day),
        }

    def _finished(self, day: date) -> dict[str, object]:
        """What most records gain before they are checked; the newest, and a few others, still wait for it."""
        chance = self._finishing
        staff = chance.sample(_HELD_BY, 2)
        rows = {
            f"{chance.getrandbits(32):08x}": {
                "side": "staff",
                "name": name,
                "job_title": title,
                "part": part,
                "used_force": "yes",
            }
            for (name, title), part in zip(staff, ("left_arm", "right_arm"), strict=True)
        }
        if chance.random() < _UNFINISHED or (self._last - day).days < _WAITING:
            return {}
        return {"people_involved": rows, "others_none": True, "notify_none": "none_named"}

    def _reviews(self, day: date, month: int, end: datetime) -> dict[str, object]:
        """What was offered to patient and staff afterwards; the newest incidents still wait for it."""
        if (self._last - day).days < _WAITING:
            return {}
        chance, better = self._reviewing, self._plot.better_from
        offers = 0.9 if better is not None and month >= better else 0.65
        rows: dict[str, object] = {}
        for whom, soonest, latest in (("patient", 8, 66), ("staff", 1, 50)):
            if chance.random() > offers:
                continue
            offered = end + timedelta(hours=chance.randint(soonest, latest))
            answer = "declined" if whom == "patient" and chance.random() < 0.2 else "accepted"
            row: dict[str, object] = {
                "kind": "post_incident",
                "with_whom": whom,
                "offered_at": _text(offered),
                "response": answer,
            }
            if answer == "accepted":
                row["held_at"] = _text(offered + timedelta(minutes=chance.choice((20, 60, 240))))
            rows[f"{chance.getrandbits(32):08x}"] = row
        return {"reviews": rows} if rows else {}

    def _other(self, day: date) -> dict[str, object]:
        chance = self._chance
        event = chance.choice(("near_miss", "good_catch", "other"))
        values: dict[str, object] = {
            "event": event,
            "started_at": _text(self._moment(day)),
            "event_types": [chance.choice(("threats", "attempted_assault", "damage"))],
            "narrative": "Noticed early and talked it through together; it went no further.",
        }
        if event == "other":
            values["area"] = self._pick(_PLACES)
        return values

    def _huddle(self, day: date) -> Held | None:
        chance = self._chance
        if day.weekday() >= 5:
            return None
        planned = datetime.combine(day, time(9, 15), ZONE)
        if chance.random() < 0.08:
            reason = chance.choice(("incident", "staffing", "no_lead"))
            return None if day in huddles.bank_holidays() else Held(day, reason=reason)
        late = chance.choice((0, 0, 0, 1, 2, 4, 9))
        length = max(5, round(chance.gauss(11, 2.5)))
        started = planned + timedelta(minutes=late)
        raised = chance.random() < 0.25
        lead = chance.choice(("ward_manager", "shift_lead", "registered_nurse"))
        many = [chance.choice((1, 1, 2)) for _ in range(4)]
        people = {
            role: many[index % len(many)]
            for index, role in enumerate(_AT_HUDDLE)
            if index < 2 or (day.toordinal() * (index + 3)) % 7 > 1  # not everyone can come each day
        }
        good_thing = chance.choice(_GOOD)
        held = Held(
            day,
            started,
            started + timedelta(minutes=length),
            answers=_answers(day, started, length, raised=raised, good_thing=good_thing),
            attendance=people,
            roles={"lead_role": lead, "opening_role": list(people)[day.toordinal() % len(people)]},
            good_thing=good_thing,
            actions=(self._action(day),) if raised else (),
        )
        return None if day in huddles.bank_holidays() else held

    def _action(self, day: date) -> Raised:
        chance = self._chance
        due = day + timedelta(days=chance.choice((1, 2, 3)))
        done = chance.random() < 0.8 and due < self._last
        what = chance.choice(_ACTIONS)
        owner = chance.choice(("shift_lead", "registered_nurse", "activity_worker", "doctor"))
        wanted = Wanted(what, owner, due=due.isoformat())
        turn = day.toordinal() % 5
        if done:
            closed = due + timedelta(days=2) if turn == 0 and due + timedelta(days=2) < self._last else due
            return Raised(wanted, closed, result_code=("partly" if turn == 1 else "worked"))
        if due + timedelta(days=_LEFT_OPEN) < self._last:
            return Raised(wanted, due + timedelta(days=7), done=False, result_code="not_needed")
        return Raised(replace(wanted, escalate_to="matron") if turn == 2 else wanted)

    def _who(self, month: int) -> int:
        driver = self._plot.driver
        if driver and driver[0] <= month <= driver[1] and self._chance.random() < 0.6:
            return self._present[0].key
        # A few people are in most incidents, as on any ward.
        weights = [1.0 / (1 + (one.key * 7919) % 9) for one in self._present]
        return self._chance.choices(self._present, weights)[0].key

    def _moment(self, day: date) -> datetime:
        hour = self._chance.choices(range(24), _HOURS)[0]
        return datetime.combine(day, time(hour, self._chance.randrange(60)), ZONE)

    def _minutes(self, kind: str) -> int:
        middle = {"14": 3.0, "05": 110.0, "08": 4.0}.get(kind, 7.0)
        return max(1, round(self._chance.lognormvariate(math.log(middle), 0.6)))

    def _poisson(self, mean: float) -> int:
        limit, product, count = math.exp(-mean), self._chance.random(), 0
        while product > limit:
            product *= self._chance.random()
            count += 1
        return count

    def _pick(self, weighted: tuple[tuple[str, int], ...]) -> str:
        return self._chance.choices([one for one, _ in weighted], [weight for _, weight in weighted])[0]


def _answers(
    day: date, started: datetime, length: int, *, raised: bool, good_thing: str
) -> dict[str, Answer]:
    """What was said at each prompt, spread over the huddle's length."""
    said = {
        "yesterday": Answer("yes"),
        "last_24h": Answer("no_action"),
        "next_24h": Answer(people="bed 7", text="Leave was cancelled; a walk after lunch")
        if raised
        else Answer(),
        "physical_health": Answer("no_action"),
        "staffing": Answer(number=5 + day.toordinal() % 2),
        "environment": Answer("watch" if day.toordinal() % 9 == 0 else "no_action"),
        "patient_voice": Answer(text="More to do in the evenings") if day.weekday() == 2 else Answer(),
        "wellbeing": Answer("no_action"),
        "good_thing": Answer(text=good_thing),
        "todays_test": Answer(skipped="not_today") if day.weekday() == 4 else Answer("yes"),
    }
    prompts = checklists.shipped().prompts
    return {
        prompt.key: replace(
            said.get(prompt.key, Answer()),
            at=_text(started + timedelta(minutes=length * (place + 1) // (len(prompts) + 1))),
        )
        for place, prompt in enumerate(prompts)
    }


def _nhs_number(chance: random.Random) -> str:
    """A number of the range set aside for tests (beginning 999), with a right check digit."""
    while True:
        digits = "999" + f"{chance.randrange(10**6):06d}"
        check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11
        if check != 10:
            return digits + str(check % 11)


def _shift_of(moment: str) -> str:
    hour = int(moment[11:13])
    return "early" if 7 <= hour < 14 else "late" if 14 <= hour < 21 else "night"


def _later(at: datetime, minutes: int) -> datetime:
    """Real minutes later, also across a clock change."""
    return (at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(ZONE)


def _text(at: datetime) -> str:
    return at.isoformat(timespec="minutes")
