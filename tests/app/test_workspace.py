"""What a screen asks of the workspace, on a real ward."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject

from tests.app import heron
from wardqi.app.jobs import Jobs
from wardqi.app.say import Message
from wardqi.app.settings import Settings
from wardqi.app.workspace import Workspace
from wardqi.services import recording
from wardqi.services.access import Session
from wardqi.services.desk import Desk, NotFound

Until = Callable[[Callable[[], object]], None]


class Screen(QObject):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.events: list[object] = []
        self.answers: list[Any] = []
        workspace.changed.connect(self.changed)

    def done(self, answer: object) -> None:
        self.answers.append(answer)
        self.events.append("done")

    def changed(self, subject: str) -> None:
        self.events.append(subject)


def voided(desk: Desk, ent: str) -> bool:
    row = desk.store.db.execute("select voided from record where ent = ?", [ent]).fetchone()
    return bool(row[0])


def test_a_write_answers_first_and_then_tells_everyone_what_changed(
    workspace: Workspace, until: Until
) -> None:
    screen = Screen(workspace)
    workspace.do(heron.incident, "2026-11-21T02:50+00:00", done=screen.done, changes="incidents")
    until(lambda: len(screen.events) == 2)
    assert screen.events == ["done", "incidents"]


def test_undo_takes_a_record_back_and_redo_brings_it_again(
    workspace: Workspace, ward: Session, until: Until
) -> None:
    screen = Screen(workspace)
    with ward.desk() as desk:
        saved = recording.log_incident(
            desk,
            {
                "event": "restrictive",
                "started_at": "2026-11-21T02:50+00:00",
                "area": "a0000001",
                "reason": "10",
                "patient_unknown": True,
                "hurt_patient": "no",
                "hurt_staff": "no",
                "hurt_other": "no",
                "interventions": {
                    "11111111": {
                        "type": "09",
                        "started_at": "2026-11-21T02:50+00:00",
                        "ended_at": "2026-11-21T02:58+00:00",
                    }
                },
            },
        )
    workspace.did("Saved.", recording.undo, saved.changes, changes="incidents")

    def is_void() -> bool:
        with ward.desk() as desk:
            return voided(desk, saved.ent)

    assert workspace.undo()
    until(lambda: screen.events.count("incidents") == 1)
    assert is_void()
    assert workspace.redo()
    until(lambda: screen.events.count("incidents") == 2)
    assert not is_void()
    assert workspace.undo()
    until(lambda: screen.events.count("incidents") == 3)
    assert is_void()
    assert not workspace.undo()


def test_a_refusal_nobody_waits_for_becomes_a_message(workspace: Workspace, until: Until) -> None:
    messages: list[Message] = []
    workspace.messaged.connect(messages.append)
    workspace.do(_not_there)
    until(lambda: messages)
    assert messages[0].ref == "R-401"
    assert messages[0].what
    assert messages[0].safe
    assert messages[0].do


def test_a_fault_of_ours_is_told_by_a_reference_alone(workspace: Workspace, until: Until) -> None:
    messages: list[Message] = []
    workspace.messaged.connect(messages.append)
    workspace.do(_breaks, "Jon was restrained")
    until(lambda: messages)
    assert messages[0].ref.startswith("X-")
    assert "Jon" not in messages[0].sentence()


def test_work_asked_for_before_the_lock_is_kept_and_later_work_is_dropped(
    workspace: Workspace, ward: Session, jobs: Jobs, until: Until
) -> None:
    screen, late, messages = Screen(workspace), Screen(workspace), []
    workspace.messaged.connect(messages.append)
    workspace.do(heron.incident, "2026-11-21T02:50+00:00", done=screen.done)
    until(lambda: screen.answers)
    ward.screen_lock()
    workspace.do(heron.incident, "2026-11-21T02:55+00:00", done=late.done)
    until(lambda: not jobs.busy)
    assert not late.answers
    assert not messages


def test_nothing_of_one_person_is_signed_by_the_next(
    workspace: Workspace, ward: Session, jobs: Jobs, until: Until
) -> None:
    other = ward.add_person(
        name="Bola Ade", job_title="", role="nurse", passphrase="another lake of herons", pin="314159"
    )
    ward.screen_lock()
    ward.sign_in_pin(other.uid, "314159")
    late = Screen(workspace)
    workspace.do(heron.incident, "2026-11-21T02:55+00:00", done=late.done)
    until(lambda: not jobs.busy)
    assert not late.answers
    with ward.desk() as desk:
        assert desk.store.db.execute("select count(*) from record where kind = 'incident'").fetchone() == (0,)


def test_a_workspace_needs_somebody(ward: Session, settings: Settings, jobs: Jobs) -> None:
    ward.screen_lock()
    with pytest.raises(RuntimeError):
        Workspace(ward, settings, jobs)


def _not_there(_desk: Desk) -> None:
    raise NotFound


def _breaks(_desk: Desk, text: str) -> None:
    raise ValueError(text)
