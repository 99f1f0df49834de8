"""What every screen is given: do, read, who is here, the time, what changed, and the way to lock.

A screen never opens the store. It names a service function; `do` and `read` open a desk on a worker,
call `fn(desk, *args)` there, and bring the answer back to a bound method of the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from wardqi.app import diagnostics, say
from wardqi.app.jobs import Job, Jobs, Slot, Stopped
from wardqi.app.settings import Settings

if TYPE_CHECKING:
    from wardqi.reports.page import Document

Service = Callable[..., Any]


class Person(Protocol):
    """Who is signed in."""

    @property
    def uid(self) -> str:
        """Their identity, stable for life."""

    @property
    def name(self) -> str:
        """The name they are shown by."""

    @property
    def role(self) -> str:
        """A role code of `domain.people`."""


class Door(Protocol):
    """The unlocked store as the window needs it: `services.access.Session` is one."""

    @property
    def person(self) -> Person | None:
        """Who is signed in; None under the screen lock."""

    def desk(self) -> AbstractContextManager[Any]:
        """A desk for the calling thread, closed when left."""


@dataclass(frozen=True, slots=True)
class Undo:
    """A step that can be taken back: `fn(desk, *args)` undoes it; `redo` does it again, if it can be."""

    said: str
    fn: Service
    args: tuple[object, ...] = ()
    changes: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a screen wants printed. `code` and `about` are for the audit trail: what it is, such as
    "incident", and the record, empty for the store as a whole. `name` is offered for a PDF's file. What has
    serials of its own goes on paper `once`."""

    document: Document
    code: str
    about: str = ""
    name: str = ""
    once: bool = False


class Workspace(QObject):
    """One store and one person; a new one is made for the next person, so nothing is handed on.

    Work that a screen asks for runs only while that person is signed in: under the lock, or after
    somebody else came, it is dropped, so nothing is ever signed by another hand.
    """

    changed = Signal(str)
    messaged = Signal(object)
    announced = Signal(str)
    went = Signal(str, str)
    stepped_back = Signal()
    rearranged = Signal()
    undoable = Signal(object)
    undone = Signal(object)
    locking = Signal()
    practice_wanted = Signal()
    practice_left = Signal()

    def __init__(
        self,
        door: Door,
        settings: Settings,
        jobs: Jobs,
        *,
        ward: str = "",
        profile: str = "ward",
        practice: bool = False,
        guest: bool = False,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.ward, self.profile, self.practice = ward, profile, practice
        self.guest = guest  # came to practise from a ward of this computer, and goes back there
        if door.person is None:
            raise RuntimeError("nobody is signed in")
        self.person: Person = door.person
        self._door, self._jobs, self._clock = door, jobs, clock
        self.paper: Paper | None = None
        self._undo: list[Undo] = []
        self._redo: list[Undo] = []

    @property
    def role(self) -> str:
        """The role of the person signed in."""
        return self.person.role

    def now(self) -> datetime:
        """The local time with its offset, to the second."""
        if self._clock is not None:
            return self._clock()
        return datetime.now().astimezone().replace(microsecond=0)

    def do(
        self,
        fn: Service,
        *args: object,
        done: Slot | None = None,
        failed: Slot | None = None,
        changes: str = "",
        progress: bool = False,
    ) -> Job:
        """Write: run `fn(desk, *args)` off the window's thread, after every earlier `do`.

        `done(answer)` or `failed(error)` is called back, bound methods of a QObject only. Without
        `failed`, a message says what happened. `changes` names what to refresh, for example
        "incidents"; it is announced by `changed` after `done`. With `progress`, `fn` is also given
        `report=` (call it with part, whole) and the job's `progress` and `stop()` work.
        """
        return self._run(fn, args, done, failed, changes, progress, writes=True)

    def read(
        self, fn: Service, *args: object, done: Slot, failed: Slot | None = None, progress: bool = False
    ) -> Job:
        """Read: as `do`, beside whatever else runs; nothing is announced as changed."""
        return self._run(fn, args, done, failed, "", progress, writes=False)

    def tend(
        self,
        fn: Service,
        *args: object,
        done: Slot | None = None,
        failed: Slot | None = None,
        changes: str = "",
    ) -> Job:
        """As `do`, for what concerns the store as a whole, such as a backup: `fn(session, *args)`."""
        job = self._job(done, failed, changes)
        door, uid = self._door, self.person.uid

        def work() -> object:
            person = door.person
            if person is None or person.uid != uid:
                raise Stopped
            return fn(door, *args)

        return self._jobs.write(job, work)

    def did(self, said: str, undo: Service, *args: object, changes: str = "") -> None:
        """Say what was saved, and offer `undo(desk, *args)` for ten seconds and by Ctrl+Z after that.

        When `undo` answers with further `changes` (as `recording.undo` does), undoing those is the redo.
        """
        step = Undo(said, undo, args, changes)
        self._undo.append(step)
        self._redo.clear()
        self.undoable.emit(step)
        self.announce(said)

    def undo(self) -> bool:
        """Take back the last step of this person; False when there is none."""
        return self._turn(self._undo, self._redo, self.undone)

    def redo(self) -> bool:
        """Do the last undone step again; False when there is none."""
        return self._turn(self._redo, self._undo, self.undoable)

    def forget_steps(self, changes: str) -> None:
        """No step that changes this can be undone or done again any more: what it was about is wiped."""
        for steps in (self._undo, self._redo):
            steps[:] = [step for step in steps if step.changes != changes]

    def _turn(self, source: list[Undo], target: list[Undo], news: SignalInstance) -> bool:
        if not source:
            return False
        step = source.pop()
        reply = _Turned(self, step, target, news)
        self.do(step.fn, *step.args, done=reply.done, changes=step.changes)
        return True

    def go(self, name: str, ident: str = "") -> None:
        """Open a screen by its name in the list, perhaps at one record."""
        self.went.emit(name, ident)

    def step_back(self) -> None:
        """Leave this screen, as Esc does."""
        self.stepped_back.emit()

    def print_out(
        self, document: Document, code: str, about: str = "", name: str = "", *, once: bool = False
    ) -> None:
        """Show a document as it will be on paper; from there it is printed or saved as a PDF."""
        self.paper = Paper(document, code, about, name, once)
        self.went.emit("print_out", "")

    def show(self, message: say.Message) -> None:
        """Show a message until it is dismissed; never a box to click away."""
        self.messaged.emit(message)

    def announce(self, text: str) -> None:
        """Tell a screen reader, politely: saved, found, moved, counts."""
        self.announced.emit(text)

    def practise(self) -> None:
        """Close the ward's records and look round the practice ward."""
        self.practice_wanted.emit()

    def leave_practice(self) -> None:
        """Close the practice ward and go back to where one came from."""
        self.practice_left.emit()

    def lock(self) -> None:
        """Cover the screen now; drafts are kept first and nothing is asked."""
        self.locking.emit()

    def _run(
        self,
        fn: Service,
        args: tuple[object, ...],
        done: Slot | None,
        failed: Slot | None,
        changes: str,
        progress: bool,
        *,
        writes: bool,
    ) -> Job:
        job = self._job(done, failed, changes)
        door, uid = self._door, self.person.uid

        def work() -> object:
            with door.desk() as desk:
                if desk.person.uid != uid:
                    raise Stopped
                if progress:
                    return fn(desk, *args, report=job.report)
                return fn(desk, *args)

        return (self._jobs.write if writes else self._jobs.read)(job, work)

    def _job(self, done: Slot | None, failed: Slot | None, changes: str) -> Job:
        job = self._jobs.job(done=done, failed=failed or self.explain)
        if changes:
            _Change(self, job, changes)
        return job

    def explain(self, error: Exception) -> None:
        """Say what went wrong, in the words of `say.problem`; a fault of ours by its reference."""
        if isinstance(error, Stopped) or self._door.person is None:
            return
        message = say.problem(error)
        if message is None:
            message = say.broke(diagnostics.fault(error))
        self.show(message)


class _Turned(QObject):
    """Hears that a step was undone (or done again), and keeps the way back."""

    def __init__(self, workspace: Workspace, step: Undo, target: list[Undo], news: SignalInstance) -> None:
        super().__init__(workspace)
        self._step, self._target, self._news = step, target, news

    def done(self, answer: object) -> None:
        """The step was turned; its answer may tell how to turn it again."""
        changes = getattr(answer, "changes", None)
        if changes:
            self._target.append(Undo(self._step.said, self._step.fn, (changes,), self._step.changes))
        self._news.emit(self._step)
        self.deleteLater()


class _Change(QObject):
    """Announces what a finished job changed, after the job's own `done`."""

    def __init__(self, workspace: Workspace, job: Job, subject: str) -> None:
        super().__init__(job)
        self._workspace, self._subject = workspace, subject
        job.done.connect(self._done)

    def _done(self, _answer: object) -> None:
        self._workspace.changed.emit(self._subject)
