"""The states of Improvement and of My learning that are worth pictures of their own."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import cast

from wardqi.app import printing
from wardqi.app.frame import Frame
from wardqi.app.screens.improvement import project_paper
from wardqi.app.screens.improvement.page import ImprovementPage
from wardqi.app.screens.my_learning.page import MyLearningPage
from wardqi.app.widgets.sheet import Sheet
from wardqi.domain import kinds
from wardqi.services import capability, recording
from wardqi.services.access import Session
from wardqi.services.desk import Desk
from wardqi.services.improvement import cycles, drivers, ideas, projects
from wardqi.store import records
from wardqi.store.log import Act

Picture = Callable[[str], None]
Settle = Callable[[], None]
PRIMARY, SECONDARY, IDEAS = 4, 10, 25
_TITLE = "Fewer held in the evening"
_ASKED: dict[str, object] = {
    "question": "Will fewer people be held on evenings with music?",
    "prediction": "Two or fewer in a fortnight, most of them on Sundays",
    "low": 0,
    "high": 2,
}


def states(frame: Frame, session: Session, settle: Settle, picture: Picture) -> None:
    """Bring each state about and take its picture."""
    with session.desk() as desk:
        ents = _made(desk)
    frame.open("improvement", f"project:{ents['project']}")
    settle()
    page = cast("ImprovementPage", frame.page)
    picture("improvement-project")
    page.project.as_list.click()
    picture("improvement-tests")
    page.project.as_board.click()
    page.project.method.fold(False)
    picture("improvement-method")
    page.project.method.fold(True)
    _project_pages(page, settle, picture)
    _cycle_pages(page, ents, settle, picture)
    page.open(f"project:{ents['rivals']}")
    picture("improvement-two-pcs")
    page.open(f"diagram:{ents['project']}")
    picture("improvement-diagram")
    page.open(f"ramp:{ents['project']}")
    picture("improvement-ramp")
    _own(frame, session, settle, picture)


def paper(session: Session, ward: str, out: Path) -> None:
    """The printed side of A4 of a project as a picture, by way of its PDF."""
    with session.desk() as desk:
        ent = _made(desk)["project"]
        document = project_paper.document(desk, ent, ward, desk.now())
        stamp = printing.Stamp(desk.person.name, desk.now(), practice=True)
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "project.pdf"
        printing.to_pdf(document, file, stamp)
        subprocess.run(["pdftoppm", "-r", "110", "-png", str(file), str(out)], check=True)


def _project_pages(page: ImprovementPage, settle: Settle, picture: Picture) -> None:
    for name in ("aim", "story"):
        page._wanted(name, "")
        settle()
        picture(f"improvement-{name}")
        page.back()
        settle()


def _cycle_pages(page: ImprovementPage, ents: dict[str, str], settle: Settle, picture: Picture) -> None:
    sheet = page.cycle.worksheet
    for step in ("idea", "scale", "questions", "predict", "data", "tasks", "dates", "risks", "people"):
        page._open_cycle(ents["plan"], step)
        settle()
        if step == "predict":
            sheet.show_step(next(one for one in sheet.names if one.startswith("predict:")))
        picture(f"improvement-plan-{step}")
    page._open_cycle(ents["ready"])
    settle()
    page.cycle.review()
    picture("improvement-plan-review")
    for stage in ("do", "study", "act", "done"):
        page._open_cycle(ents[stage])
        settle()
        picture(f"improvement-{stage}")
        bar = page.cycle.sheet.area.verticalScrollBar()
        if bar.maximum() > bar.pageStep() // 3:
            bar.setValue(bar.maximum())
            picture(f"improvement-{stage}-below")
    page._open_cycle(ents["do"])
    settle()
    page.cycle.stages["plan"].click()
    picture("improvement-plan-sealed")


def _own(frame: Frame, session: Session, settle: Settle, picture: Picture) -> None:
    with session.desk() as desk:
        mine = capability.mine(desk)
        if not mine.notes:
            capability.write(
                desk, "Went to the trust's morning on improvement. Ask a patient to open the huddle."
            )
            capability.ask(desk, "2", mine.coaches[-1][0], "You sat in on the second test")
    frame.open("my_learning")
    settle()
    page = cast("MyLearningPage", frame.page)
    page.ladder.rungs["1"].ask.click()
    picture("my-learning-ask")
    page.back()
    bar = cast("Sheet", page.findChild(Sheet)).area.verticalScrollBar()
    bar.setValue(bar.maximum())
    picture("my-learning-end")


def _made(desk: Desk) -> dict[str, str]:
    """A project with a large diagram and a test in each stage; made once in a store."""
    known = {str(one.title): one.ent for one in projects.listed(desk)}
    if _TITLE not in known:
        _make(desk)
    ent = next(one.ent for one in projects.listed(desk) if one.title == _TITLE)
    found = {"project": ent}
    for card in projects.page(desk, ent).tests:
        name = card.stage if card.stage != "plan" or not card.prediction else "ready"
        found[name] = card.ent
    found["rivals"] = next(one.ent for one in projects.listed(desk) if one.review)
    return found


def _make(desk: Desk) -> None:
    today = desk.now().date()
    measure = kinds.measure_id(desk.ward(), "incidents_rate")
    family = (("outcome", "incidents_rate"), ("process", "huddles_held"), ("balancing", "staff_hurt"))
    values = {
        "title": _TITLE,
        "status": "active",
        "aim_what": "incidents with restraint",
        "aim_for": "everyone on the ward after four in the afternoon",
        "aim_percent": 25,
        "aim_by": (today + timedelta(days=200)).isoformat(),
        "aim_measure": measure,
        "baseline_value": 30,
        "problem": "Most incidents fall between four and nine in the evening.",
        "measures": {
            f"0{at}00000a": {"measure": kinds.measure_id(desk.ward(), one), "part": part}
            for at, (part, one) in enumerate(family)
        },
        "team": {
            "0100000a": {"part": "lead", "person": desk.person.uid, "credit": "named"},
            "0200000a": {"part": "patient", "influence": "co_designed", "credit": "anonymous"},
        },
    }
    project = projects.create(desk, values).ent
    found = _diagram(desk, project)
    for turn, stage in enumerate(("ready", "do", "study", "act", "done", "plan")):
        _test(desk, project, found[turn], measure, stage)
    _rivals(desk)


def _test(desk: Desk, project: str, idea: str, measure: str, stage: str) -> None:
    today = desk.now().date()
    asked = {"question": _ASKED["question"]} if stage == "plan" else dict(_ASKED)
    values: dict[str, object] = {
        "measure": measure,
        "scale": "one_shift",
        "type": "test",
        "look_on": (today + timedelta(days=7)).isoformat(),
        "stop_rule": "We stop when anybody feels pushed to take part.",
        "risks": "The room may be too small for everybody who comes.",
        "tasks": {
            "0100000a": {
                "what": "Bring the speaker",
                "who": "Late shift",
                "when": today.isoformat(),
                "where": "Lounge",
            }
        },
        "predictions": {"0100000a": asked},
    }
    ent = cycles.plan(desk, project, idea, values).ent
    if stage in ("plan", "ready"):
        return
    cycles.seal(desk, ent)
    cycles.observe(desk, ent, "observation", "Six came and two danced.")
    cycles.observe(desk, ent, "patient_feedback", "Nice to choose the songs ourselves.")
    if stage in ("study", "act"):
        cycles.move(desk, ent, stage)
    elif stage == "done":
        cycles.study(desk, ent, {"learned": "Ask at the community meeting first; the songs matter."})
        cycles.decide(desk, ent, "abandon", "Leave the lounge as it is", dropped="not_wanted")


def _diagram(desk: Desk, project: str) -> list[str]:
    """Four primary drivers, ten secondary ones, twenty-five ideas, some of them under two."""
    primary = [
        drivers.add(desk, project, "primary", text).ent
        for text in ("Evenings worth having", "News that comes early", "Staff at their best", "A calm place")
    ]
    secondary = [
        drivers.add(desk, project, "secondary", f"{text} in time", primary[at % PRIMARY]).ent
        for at, text in enumerate(
            (
                "Choice",
                "Company",
                "Leave",
                "Ward round",
                "Handover",
                "Breaks",
                "Noise",
                "Light",
                "Space",
                "Rest",
            )
        )
    ]
    found = [
        drivers.add(
            desk, project, "idea", f"Idea {at + 1}: something small to try", secondary[at % SECONDARY]
        ).ent
        for at in range(IDEAS)
    ]
    drivers.link(desk, found[0], secondary[3])
    drivers.link(desk, found[7], secondary[1])
    return [one.ent for one in ideas.listed(desk, project)]


def _rivals(desk: Desk) -> None:
    """A project of which two PCs wrote two answers, neither knowing of the other."""
    ent = projects.create(desk, {"title": "Quieter nights", "aim_what": "noise after eleven"}).ent
    record = records.find(desk.store, ent)
    heads = () if record is None else record.heads
    for words in ("Doors bang when the linen comes.", "The night trolley wakes people at two."):
        desk.append(Act("project", "amend", ent, {"problem": words}, base=heads))
    recording.amend(desk, ent, {"rationale": "People asked for it at the community meeting."})
