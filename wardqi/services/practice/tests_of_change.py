"""What the practice ward tested: three projects that hang together, eight cycles, one let go with a lesson.

The ward's real fall begins in the month its first ramp reaches the whole ward, so the chart shows what a
ramp that worked looks like. Everything goes through the same services that people use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Protocol

from wardqi.domain import kinds
from wardqi.services import recording
from wardqi.services.desk import Desk
from wardqi.services.improvement import cycles, drivers, ideas, projects
from wardqi.services.practice.story import ZONE
from wardqi.store import incidents as store_incidents
from wardqi.store import people as store_people
from wardqi.store.incidents import Filters

MEASURE = "incidents_rate"
_LEAD, _COACH = "Rhian Jones", "Sam Lee"
_TEAM: Mapping[str, Mapping[str, object]] = {
    "01000001": {"part": "lead", "job_title": "registered_nurse", "credit": "named", "name": _LEAD},
    "02000002": {
        "part": "patient",
        "stages": ["design", "idea", "study"],
        "influence": "co_designed",
        "credit": "anonymous",
    },
    "03000003": {"part": "peer_worker", "stages": ["test"], "influence": "co_led", "credit": "not_asked"},
    "04000004": {"part": "coach", "job_title": "shift_lead", "credit": "named", "name": _COACH},
}
_FAMILY = (("outcome", MEASURE), ("process", "review_held_patient_72h"), ("balancing", "staff_hurt"))


@dataclass(frozen=True, slots=True)
class Told:
    """One cycle: how many days before the end it began, what was asked, expected, seen and decided."""

    began: int
    lasted: int
    scale: str
    question: str
    prediction: str
    low: float | None
    high: float | None
    seen: tuple[tuple[str, str], ...]
    verdict: str = ""
    result: str = ""
    learned: str = ""
    decision: str = ""
    words: str = ""
    dropped: str = ""


@dataclass(frozen=True, slots=True)
class Idea:
    """A change idea and the cycles that tried it, each from the one before."""

    title: str
    standard: str
    charted: bool
    behind: bool
    stop_rule: str
    tasks: tuple[tuple[str, str], ...]
    cycles: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """A project with its ideas; `before` is how many days before the end it began."""

    title: str
    what: str
    whom: str
    before: int
    problem: str
    why: str
    ideas: tuple[Idea, ...]
    scores: tuple[tuple[int, str, str], ...] = ()
    """How far it was judged to be: days before the end, a code of `progress_score`, and why."""
    told: tuple[tuple[str, str], ...] = ()
    diagram: bool = False


def projects_from(shift: int) -> tuple[Project, ...]:
    """The three projects; `shift` is how many days before the end the ward's figures really fell."""
    return (
        Project(
            "Calmer evenings",
            "incidents with restraint",
            "everyone on Kestrel Ward",
            shift + 60,
            "Most incidents fall between four and nine in the evening, when little is on offer.",
            "People told us that evenings are long; something they chose themselves would help.",
            (
                Idea(
                    "Evening and weekend activities",
                    "evening_activities",
                    True,
                    True,
                    "We stop when anybody feels pushed to take part.",
                    (
                        ("Ask people what they want to do", "Peer worker"),
                        ("Keep the list on the board", "Late shift"),
                    ),
                    (
                        Told(
                            shift + 45,
                            3,
                            "one_shift",
                            "Will people come to an hour of music on a late shift?",
                            "Four people or more",
                            4,
                            12,
                            (
                                ("observation", "Six came, two danced."),
                                ("patient_feedback", "Nice to choose the songs."),
                            ),
                            "confirmed",
                            "Six people came",
                            "Ask at the community meeting first; the songs matter.",
                            "adapt",
                            "Let people choose the activity",
                        ),
                        Told(
                            shift + 30,
                            8,
                            "one_week",
                            "Will there be fewer incidents on evenings with an activity?",
                            "One or none in the week",
                            0,
                            1,
                            (
                                ("surprise", "The quietest evening was the one with cooking."),
                                ("data", "One incident in seven evenings."),
                            ),
                            "confirmed",
                            "One incident in seven evenings",
                            "A named person each evening, or it does not happen.",
                            "adopt",
                            "Every evening, with a name on the board",
                        ),
                        Told(
                            shift,
                            75,
                            "one_ward",
                            "Will the rate for the whole ward fall and stay down?",
                            "By a third within three months",
                            8,
                            22,
                            (
                                ("observation", "Bank staff follow the board."),
                                ("staff_feedback", "Evenings feel shorter."),
                                ("problem", "No activity on two Sundays."),
                            ),
                            "confirmed",
                            "The chart shows eight points below the old average",
                            "It lasts when weekends have a name on the board too.",
                            "adopt",
                            "Part of how this ward works",
                        ),
                    ),
                ),
            ),
            (
                (shift + 40, "1.5", "The team is there, and people were asked what they want."),
                (shift - 75, "3.5", "Eight months below the old average on the chart."),
            ),
            (
                (
                    "context",
                    "An acute ward of eighteen beds. The other two projects began from what evenings "
                    "taught: news about leave, and a place to be calm.",
                ),
                ("results", "The rate fell in the month the whole ward took it up, and it stayed down."),
                ("lessons", "Let people choose, put a name on the board for each evening, weekends too."),
                ("limits", "Two people who were in many incidents left in the same months."),
            ),
            diagram=True,
        ),
        Project(
            "No bad news without warning",
            "incidents after cancelled leave",
            "people with leave",
            shift - 60,
            "Hearing late that leave is cancelled is the most common thing before an incident.",
            "People cope better with news that comes early, in private, with a choice.",
            (
                Idea(
                    "Cancelled leave told before noon",
                    "bad_news",
                    False,
                    True,
                    "We stop when anybody hears it from somebody else first.",
                    (("Look at the diary at eight", "Shift lead"),),
                    (
                        Told(
                            shift - 75,
                            6,
                            "one_patient",
                            "Will the person hear it before noon on every day this week?",
                            "On four days of five",
                            4,
                            5,
                            (
                                ("observation", "Four days of five."),
                                ("patient_feedback", "I could plan something else."),
                            ),
                            "confirmed",
                            "Four days of five",
                            "It hangs on the doctor being asked at eight.",
                            "adapt",
                            "Ask at the morning huddle",
                        ),
                        Told(
                            28,
                            15,
                            "one_shift",
                            "Will everybody with leave hear by noon when the huddle asks?",
                            "Nine of ten",
                            9,
                            10,
                            (
                                ("problem", "One heard at one o'clock."),
                                ("observation", "Nine of ten heard by noon."),
                            ),
                            "confirmed",
                            "Nine of ten",
                            "The huddle needs the list, not the memory.",
                            "adopt",
                            "The huddle asks every morning, with the list in hand",
                        ),
                        Told(
                            8,
                            14,
                            "one_week",
                            "Will the printed list bring it to ten of ten?",
                            "Ten of ten, or nine on a bad day",
                            9,
                            10,
                            (
                                ("observation", "All four heard by eleven."),
                                ("staff_feedback", "The list saves a walk."),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        Project(
            "A calm corner",
            "time in seclusion",
            "people who ask for quiet",
            shift - 100,
            "There is nowhere to go that is quiet and not locked.",
            "A place with choice of light and sound may be enough on many evenings.",
            (
                Idea(
                    "Board games in the quiet room after supper",
                    "calm_box",
                    False,
                    False,
                    "We stop when the room is wanted for rest.",
                    (("Put the games out at seven", "Health care assistant"),),
                    (
                        Told(
                            shift - 105,
                            5,
                            "one_shift",
                            "Will people use the quiet room for games after supper?",
                            "Three evenings of five",
                            3,
                            5,
                            (
                                ("observation", "One person once."),
                                ("patient_feedback", "I want the room to be quiet."),
                            ),
                            "not",
                            "Once in five evenings",
                            "The quiet room is for quiet. Games belong in the lounge.",
                            "abandon",
                            "Leave the room as it is",
                            "not_wanted",
                        ),
                    ),
                ),
                Idea(
                    "A box of things that calm, in the quiet room",
                    "calm_down",
                    False,
                    False,
                    "We stop when anything in the box is used to hurt.",
                    (("Choose the things with three patients", "Peer worker"),),
                    (
                        Told(
                            -2,
                            10,
                            "one_patient",
                            "Will one person use the box before asking for medicine?",
                            "On two evenings of five",
                            2,
                            5,
                            (),
                        ),
                    ),
                ),
            ),
        ),
    )


_LOOKED_AT = 60


class Clock(Protocol):
    """What the story needs of a clock: a moment that can be set."""

    at: datetime


class Trials:
    """The tests of a ward's story; `until` records what happened up to a day, in the order of time."""

    def __init__(self, desk: Desk, clock: Clock, last: date, better_from: date) -> None:
        self._desk, self._clock, self._last = desk, clock, last
        self._ents: dict[object, str] = {}
        steps: list[tuple[datetime, Callable[[], None]]] = []
        for project in projects_from((last - better_from).days):
            steps.append((_moment(last - timedelta(days=project.before)), partial(self._begin, project)))
            for before_end, score, why in project.scores:
                words = project.told if before_end == project.scores[-1][0] else ()
                tell = partial(self._tell, project, score, why, words)
                steps.append((_moment(last - timedelta(days=before_end), 15), tell))
            for idea in project.ideas:
                for told, before in zip(idea.cycles, (None, *idea.cycles), strict=False):
                    steps += self._cycle(project, idea, told, before)
        self._steps = sorted(steps, key=lambda one: one[0])

    def until(self, day: date) -> None:
        """Record every step up to the end of a day that was not recorded yet; moves the clock on."""
        while self._steps and self._steps[0][0].date() <= day:
            self._clock.at, step = self._steps.pop(0)
            step()

    def _begin(self, project: Project) -> None:
        began = self._last - timedelta(days=project.before)
        values: dict[str, object] = {
            "title": project.title,
            "topic": "restrictive_practice",
            "status": "active",
            "aim_what": project.what,
            "aim_for": project.whom,
            "aim_direction": "down",
            "aim_percent": 25,
            "aim_by": (self._last + timedelta(days=180)).isoformat(),
            "aim_measure": kinds.measure_id(self._desk.ward(), MEASURE),
            "baseline_from": _month(began - timedelta(days=180)),
            "baseline_to": _month(began),
            "sponsor_name": "Dr Lin Okafor",
            "sponsor_role": "consultant",
            "problem": project.problem,
            "rationale": project.why,
            "team": self._team(),
            "measures": {
                f"{at:02x}000000": {"measure": kinds.measure_id(self._desk.ward(), one), "part": part}
                for at, (part, one) in enumerate(_FAMILY, 1)
            },
        }
        self._ents[project] = ent = projects.create(self._desk, values).ent
        if project.diagram:
            drivers.start(self._desk, ent)

    def _team(self) -> Mapping[str, object]:
        """The team, its staff as the ward's list has them."""
        known = {one.name: one.uid for one in store_people.members(self._desk.store)}
        found: dict[str, object] = {}
        for row, one in _TEAM.items():
            uid = known.get(str(one.get("name")))
            rest = {name: held for name, held in one.items() if uid is None or name != "name"}
            found[row] = {**rest, **({"person": uid} if uid else {})}
        return found

    def _tell(self, project: Project, score: str, why: str, told: tuple[tuple[str, str], ...]) -> None:
        scores = {recording.new_row(): {"score": score, "reason": why}}
        projects.change(self._desk, self._ents[project], {**dict(told), "scores": scores})

    def _cycle(
        self, project: Project, idea: Idea, told: Told, before: Told | None
    ) -> Iterator[tuple[datetime, Callable[[], None]]]:
        """The steps of one cycle: planned and sealed, seen, decided."""
        began = self._last - timedelta(days=told.began)
        yield _moment(min(began, self._last)), partial(self._plan, project, idea, told, before)
        if began > self._last:
            return
        days = max(1, min(told.lasted, (self._last - began).days))
        for at, (kind, words) in enumerate(told.seen, 1):
            day = began + timedelta(days=days * at // (len(told.seen) + 1))
            yield _moment(day, 18), partial(self._observe, told, kind, words)
        if told.decision:
            yield _moment(began + timedelta(days=told.lasted), 20), partial(self._decide, told)

    def _plan(self, project: Project, idea: Idea, told: Told, before: Told | None) -> None:
        desk, within = self._desk, self._ents[project]
        if idea not in self._ents:
            self._ents[idea] = self._idea(within, idea)
        began = self._last - timedelta(days=told.began)
        look = (began + timedelta(days=told.lasted)).isoformat()
        asked: dict[str, object] = {"question": told.question, "prediction": told.prediction, "by": look}
        asked |= {name: held for name, held in (("low", told.low), ("high", told.high)) if held is not None}
        values: dict[str, object] = {
            "objective": told.question,
            "scale": told.scale,
            "type": "implement" if told.scale == "one_ward" else "test",
            "starts_on": began.isoformat(),
            "look_on": look,
            "stop_rule": idea.stop_rule,
            "predictions": {"01000001": asked},
            "tasks": _tasks(idea.tasks, began),
        }
        if idea.charted:
            values["measure"] = kinds.measure_id(desk.ward(), MEASURE)
        if idea.behind:
            values["incidents"] = self._behind(min(began, self._last))
        if before is not None:
            values["previous"] = self._ents[before]
        self._ents[told] = ent = cycles.plan(desk, within, self._ents[idea], values).ent
        if began <= self._last:
            cycles.seal(desk, ent)

    def _observe(self, told: Told, kind: str, words: str) -> None:
        cycles.observe(self._desk, self._ents[told], kind, words)

    def _decide(self, told: Told) -> None:
        found = {"verdict": told.verdict, "result": told.result}
        values = {"predictions": {"01000001": found}, "learned": told.learned, "as_planned": "yes"}
        cycles.study(self._desk, self._ents[told], values)
        cycles.decide(self._desk, self._ents[told], told.decision, told.words, dropped=told.dropped)

    def _idea(self, project: str, idea: Idea) -> str:
        """An idea of the project's diagram, or one that is put on its list."""
        known = (
            one.ent for one in ideas.listed(self._desk, project) if one.value.get("standard") == idea.standard
        )
        return next(known, "") or ideas.add(self._desk, project, idea.title, standard=idea.standard).ent

    def _behind(self, began: date) -> Mapping[str, object]:
        """Incidents from before a test, one of each who reported, for them to hear what came of it."""
        since = (began - timedelta(days=90)).isoformat()
        filters = Filters(first_day=since, last_day=began.isoformat(), ward=self._desk.ward())
        found = store_incidents.page(self._desk.store, filters, limit=_LOOKED_AT)
        reported = {row.author: row.ent for row in found.rows}
        return {f"{at:02x}000000": {"incident": ent} for at, ent in enumerate(reported.values(), 1)}


def _month(day: date) -> str:
    return day.replace(day=1).isoformat()


def _tasks(tasks: Sequence[tuple[str, str]], when: date) -> dict[str, object]:
    return {
        f"{at:02x}000000": {"what": what, "who": who, "when": when.isoformat()}
        for at, (what, who) in enumerate(tasks, 1)
    }


def _moment(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour, 0), ZONE)
