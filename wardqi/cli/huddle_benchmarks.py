"""Benchmarks of the huddle: opening the preparation and saving an answer, with five years behind the ward."""

from __future__ import annotations

import statistics
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from wardqi.cli import measuring
from wardqi.cli.measuring import Result, ms, p95, times
from wardqi.domain import checklists, huddles
from wardqi.services import recording
from wardqi.services.desk import Desk, moment
from wardqi.services.huddles import past, preparing, running
from wardqi.services.huddles.actions import Wanted
from wardqi.services.huddles.plan import ZONE
from wardqi.services.huddles.running import Answer

PREPARE = "p95 <= 150 ms with five years of data"
ANSWER = "p95 <= 10 ms with five years of data"
YEARS = 5
_BATCH = 60
_HUDDLES = 4


def huddles_of(folder: Path) -> list[Result]:
    """Five years of weekday huddles, actions, stays and incidents, then both measured; floors are one
    indexed read, and as many commits of a line in other records. Answers are those of four huddles."""
    with measuring.ward(folder / "huddles") as session, session.desk() as desk:
        made = _live(desk)
        preparing.prepare(desk)
        opened = times(lambda _: preparing.prepare(desk), 30)
        read = times(lambda _: desk.store.db.execute("select * from record limit 1").fetchone(), 30)
        saved: list[float] = []
        floor: list[float] = []
        for days in range(_HUDDLES):
            later = _on_another_day(desk, days)
            saved += _answers(later)
            other = recording.create(later, "action", {"ward": desk.ward(), "what": "Floor"}).ent
            floor += times(partial(_result_of, later, other), len(checklists.shipped().prompts))
    return [
        _result("huddle_prepare", made, opened, read),
        _result("huddle_answer", made, saved, floor),
    ]


def _on_another_day(desk: Desk, days: int) -> Desk:
    return replace(desk, now=lambda: desk.now() + timedelta(days=days))


def _answers(desk: Desk) -> list[float]:
    """How long each answer of one whole huddle took to save."""
    ent = preparing.start(desk).ent
    prompts = checklists.shipped().prompts
    after = (*prompts[1:], None)
    return times(
        lambda number: running.answer(
            desk, ent, prompts[number], Answer(text=f"Said {number}"), after[number]
        ),
        len(prompts),
    )


def _result_of(desk: Desk, ent: str, number: int) -> None:
    recording.amend(desk, ent, {"result": f"Said {number}"})


def _live(desk: Desk) -> int:
    """Fill the ward; gives how many huddles were held."""
    recording.amend(desk, desk.ward(), {"huddle_starts": 555, "huddle_days": ["1", "2", "3", "4", "5"]})
    today = desk.now().date()
    first = today - timedelta(days=365 * YEARS)
    days = [first + timedelta(days=at) for at in range((today - first).days)]
    held = [_held(day) for day in days if huddles.working_day(day)]
    for start in range(0, len(held), _BATCH):
        past.record(desk, held[start : start + _BATCH])
    for start in range(0, len(days), _BATCH):
        batch = days[start : start + _BATCH]
        recording.log_incidents(desk, [_incident(day, hour) for day in batch for hour in (11, 19)])
    recording.confirm_quiet_shifts(
        desk, [(day.isoformat(), shift) for day in days[-60:] for shift in ("early", "late", "night")]
    )
    made = []
    for number in range(900):
        came = first + timedelta(days=2 * number)
        left = came + timedelta(days=40)
        stay = {"ward": desk.ward(), "admitted_on": came.isoformat()}
        stay |= {"left_on": left.isoformat()} if left < today else {}
        made.append(("patient", {"name": f"Person {number}", "stays": {"11111111": stay}}, None))
    recording.create_all(desk, made)
    return len(held)


def _incident(day: date, hour: int) -> dict[str, object]:
    begun = datetime(day.year, day.month, day.day, hour, 5, tzinfo=ZONE)
    kind = ("07", "09", "11", "14", "01", "05")[(day.toordinal() + hour) % 6]
    row = {"type": kind, "started_at": moment(begun), "ended_at": moment(begun + timedelta(minutes=9))}
    return {
        "event": "restrictive",
        "event_types": ["self_harm" if day.day % 9 == 0 else "threats"],
        "started_at": moment(begun),
        "area_kind": "lounge",
        "patient_unknown": True,
        "reason": "10",
        "hurt_patient": "no",
        "hurt_staff": "no",
        "hurt_other": "no",
        "interventions": {recording.new_row(): row},
    }


def _held(day: date) -> past.Held:
    begun = datetime(day.year, day.month, day.day, 9, 16, tzinfo=ZONE)
    due = day + timedelta(days=2)
    wanted = Wanted("Read the calm-down plan together", "registered_nurse", due=due.isoformat())
    closed = None if day.day == 13 else due
    return past.Held(
        day,
        begun,
        begun + timedelta(minutes=11),
        answers={prompt.key: Answer(text="Nothing new today") for prompt in checklists.shipped().prompts},
        attendance={"registered_nurse": 2, "health_care_assistant": 2, "doctor": 1},
        actions=(past.Raised(wanted, closed, result_code="worked" if closed else None),),
    )


def _result(name: str, size: int, ours: list[float], floor: list[float]) -> Result:
    return {
        "name": name,
        "size": size,
        "p50_ms": ms(statistics.median(ours)),
        "p95_ms": ms(p95(ours)),
        "floor_p50_ms": ms(statistics.median(floor)),
        "ratio": round(statistics.median(ours) / max(statistics.median(floor), 1e-6), 1),
    }
