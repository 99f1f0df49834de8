"""Incidents on paper: the statutory record and the list, from the real window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests import make
from tests.app import heron
from tests.app.desk import Desk
from wardqi.app import incident_paper, screens
from wardqi.app.printing import Printout, Stamp
from wardqi.app.screens.incidents.listing import IncidentsPage
from wardqi.app.screens.print_out import PrintPage
from wardqi.domain.kinds import KINDS
from wardqi.reports import page
from wardqi.services import incidents as reading
from wardqi.services import recording

CTRL = Qt.KeyboardModifier.ControlModifier
HOSTILE = "<img src=//host/x> $\\foo$ =cmd "
TYPES = {
    "11111111": {
        "type": "07",
        "started_at": "2026-11-20T22:10+00:00",
        "ended_at": "2026-11-20T22:14+00:00",
        "minutes": 4,
        "in_care_plan": "yes",
        "injury_staff": "yes",
    },
    "22222222": {
        "type": "14",
        "started_at": "2026-11-20T23:55+00:00",
        "ended_at": "2026-11-21T00:01+00:00",
        "minutes": 6,
    },
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("paper")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    clock = heron.Clock()
    session = heron.open_ward(tmp_path / "ward", clock, role="ward_manager")
    with session.desk() as at:
        smith = heron.patient(at, "John Smith")
        heron.incident(
            at,
            "2026-11-20T22:10+00:00",
            patient=smith,
            interventions=TYPES,
            narrative="Threw a chair.",
            others_none=True,
            legal_status="03",
            people_involved={
                "11111111": {
                    "side": "staff",
                    "name": "Rhian Jones",
                    "job_title": "registered_nurse",
                    "part": "lead",
                }
            },
            reviews={
                "11111111": {
                    "kind": "post_incident",
                    "with_whom": "patient",
                    "offered_at": "2026-11-21T01:00+00:00",
                    "response": "declined",
                }
            },
        )
        heron.incident(at, "2026-11-18T15:20+00:00", reason="11")
    made = Desk(qtbot, tmp_path, screens.ALL, session=session, clock=clock)
    yield made
    made.close()


def said(desk: Desk, ent: str) -> list[str]:
    with desk.session.desk() as at:
        return page.words(incident_paper.record(reading.detail(at, ent), "Heron Ward")).splitlines()


def first(desk: Desk) -> str:
    with desk.session.desk() as at:
        return reading.page(at, reading.Filters()).lines[0].ent


def test_the_record_tells_all_sixteen_items_in_the_acts_order(desk: Desk) -> None:
    lines = said(desk, first(desk))
    letters = [line[1] for line in lines if line[:1] == "(" and line[2:4] == "),"]
    assert letters == list("abcdefghijklmnop")
    held = next(line for line in lines if line.startswith("Held standing (07), 22:10, 22:14, 4 min, yes, "))
    assert "staff: yes" in held
    told = "Rapid tranquillisation injection (14), 23:55, Sat 21 Nov 2026 00:01, 6 min, not recorded, "
    assert any(line.startswith(told) for line in lines)
    assert "(a), Main reason, To stop violence to others (national code 10)" in lines
    assert "(e), Patient's name, John Smith, born 3 May 1988" in lines
    assert "(g), NHS number, 943 476 5919" in lines
    assert "(h), Staff involved, Rhian Jones, Nurse, led" in lines
    assert "(i), Anyone else who took part, Nobody but staff took part" in lines
    assert "Mental Health Act status: Section 3" in lines
    assert any(line.startswith("Review within 48 hours, Patient,") and "not held" in line for line in lines)
    assert lines[-2:] == ["Name, Signature, Date"] * 2


def test_what_is_missing_is_said_and_a_draft_of_a_record_is_not_called_signed(desk: Desk) -> None:
    lines = said(desk, first(desk))
    state = next(line for line in lines if line.startswith("State:"))
    assert "Not signed" in state
    assert "outcome" in state
    at = lines.index("(m), Outcome, Still to add.")
    assert lines[at + 1] == "(n), Death or serious injury, Still to add."


def test_a_change_keeps_what_stood_before_and_why_on_paper(desk: Desk) -> None:
    ent = first(desk)
    with desk.session.desk() as at:
        heads = reading.detail(at, ent).record.heads
        reading.amend(at, ent, {"narrative": "Threw a cup."}, "mistake", heads)
    told = "\n".join(said(desk, ent))
    assert "(f), What happened, Threw a cup." in told
    assert "was Threw a chair., now Threw a cup." in told
    assert "A mistake was put right" in told


def test_ctrl_p_on_a_record_previews_it_and_escape_gives_the_record_back(desk: Desk) -> None:
    shown = desk.open("incidents", first(desk))
    assert isinstance(shown, IncidentsPage)
    desk.press(Qt.Key.Key_P, CTRL)
    desk.settle()
    preview = desk.frame.page
    assert isinstance(preview, PrintPage)
    assert preview.title.text() == "Statutory record of the use of force"
    assert preview.printout is not None
    assert preview.printout.document.sensitive
    assert preview.printout.document.size == "A4"
    assert preview.printout.count <= 2
    desk.press(Qt.Key.Key_Escape)
    assert desk.frame.page is shown
    assert shown.ui.detailPane.isVisible()


def test_the_list_prints_as_it_is_shown_with_its_filters(desk: Desk) -> None:
    shown = desk.open("incidents")
    assert isinstance(shown, IncidentsPage)
    shown.narrowing.add(reason="11")
    desk.settle()
    desk.press(Qt.Key.Key_P, CTRL)
    desk.settle()
    preview = desk.frame.page
    assert isinstance(preview, PrintPage)
    assert preview.printout is not None
    told = page.words(preview.printout.document)
    assert "Filters: To stop serious self-harm." in told
    assert "1 incident" in told
    assert "Held on the back" in told
    assert "Held standing" not in told


def test_an_entry_without_force_is_told_without_the_acts_items(desk: Desk) -> None:
    with desk.session.desk() as at:
        values = {"event": "near_miss", "started_at": "2026-11-20T10:00+00:00", "narrative": "Saw it coming."}
        ent = recording.log_incident(at, values).ent
    lines = said(desk, ent)
    assert "Record of an incident" in lines
    assert "What happened: Saw it coming." in lines
    assert not any(line.startswith("(a)") for line in lines)


@pytest.mark.parametrize("event", ["near_miss", "restrictive"])
def test_hostile_text_in_every_field_is_on_paper_as_text(desk: Desk, event: str) -> None:
    with desk.session.desk() as at:
        ent = make.record(at, "incident", 1, HOSTILE)
        recording.amend(at, ent, {"event": event, "negligible_decision": "record"}, reason="mistake")
        document = incident_paper.record(reading.detail(at, ent), HOSTILE)
    told = page.words(document)
    assert ("(a), Main reason" in told) is (event == "restrictive")
    kind = KINDS["incident"]
    wanted = [field.name for field in kind.fields if field.type in WORDS and field.name not in NOT_TOLD]
    wanted += [
        f"{rows.name}.{field.name}" for rows in kind.rows for field in rows.fields if field.type in WORDS
    ]
    assert [name for name in wanted if f"{HOSTILE}{name}" not in told] == []
    assert Printout(document, Stamp(HOSTILE, desk.clock())).pdf().startswith(b"%PDF-")


WORDS = ("text", "notes")
NOT_TOLD = {"spell_id", "ward_stay_id", "loaded_from"}
