"""Builds everything, in order: the program from its first window to the last word on the disk.

Nothing heavy is imported before the first window is shown: services come with the first thing that is
done, the screens with their first opening, charts with the first chart.
"""

from __future__ import annotations

from wardqi.app import plain_import  # noqa: F401 - before anything of Qt

# isort: split
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from wardqi.app import diagnostics, entrance, theme
from wardqi.app.away import Away
from wardqi.app.idle import Activity, Idle
from wardqi.app.jobs import Job, Jobs, Slot
from wardqi.app.settings import Settings
from wardqi.app.window import Window

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from wardqi.app.gates.answers import Facts, Found, Founder, Guest, Newcomer, Someone
    from wardqi.app.problems import Message
    from wardqi.app.workspace import Workspace
    from wardqi.services.access import Session
    from wardqi.services.keeping import Returned

PRACTICE = "practice"
WARD = "ward"
_QUIET_MOMENT_MS = 5000
_BETWEEN_MS = 50
"""What follows the first window comes in parts, so that what somebody types meanwhile never waits long."""
_REFUSALS = frozenset({"WrongPassphrase", "WrongPin", "PinBlocked", "Throttled", "NotAllowed"})
_DAMAGE = frozenset({"Damaged", "Unreadable", "KeysMissing", "KeysDamaged"})


def data_folder() -> Path:
    """Where this computer's ward lives when nothing else is said: shared by its Windows accounts."""
    import platformdirs

    if sys.platform == "win32":
        return platformdirs.site_data_path("WardQI", appauthor=False)
    return platformdirs.user_data_path("WardQI", appauthor=False)


def run(folder: Path | None = None, *, practice: bool = False) -> int:
    """Open the window on a store's folder, or on the practice ward in its own folder beside it."""
    app = make_app()
    program = Program(folder or data_folder() / (PRACTICE if practice else WARD))
    program.start(practice=practice)
    return app.exec()


def make_app() -> QApplication:
    """The Qt application, with its name and language."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([*sys.argv[:1], "-style", "fusion"])
        app.setProperty(theme.FUSION, True)
    app.setApplicationName("WardQI")
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    return app


class Program(QObject):
    """Which gate or frame is shown, and why. One store, one window."""

    broke = Signal(str)

    def __init__(self, folder: Path, settings: Settings | None = None) -> None:
        super().__init__()
        import platformdirs

        self.folder = folder
        state = platformdirs.user_state_path("WardQI", appauthor=False)
        self.settings = settings or Settings(
            platformdirs.user_config_path("WardQI", appauthor=False) / "settings.ini", self
        )
        self._laid_out = (0, False)
        self.broke.connect(self._fault)
        diagnostics.start(state, self.broke.emit)
        self._dress()
        app = make_app()
        self.activity = Activity(app)
        self.jobs = Jobs(self)
        self.idle = Idle(self.activity)
        self.window = Window(self.settings, self.activity)
        self.session: Session | None = None
        self.workspace: Workspace | None = None
        self.gate: QWidget | None = None
        self._asked_from: QWidget | None = None
        self._found: Found | None = None
        self._recent: list[str] = []
        self._returned: Returned | None = None
        self._left = False
        self.settings.changed.connect(self._setting)
        app.styleHints().colorSchemeChanged.connect(theme.again)
        self.window.leaving.connect(self.leave)
        self.away = Away(self)
        self.away.gone.connect(self.lock)
        self._behind: list[Callable[[], object]] = [
            self.window.ring_focus,
            self.activity.listen,
            self._watch_for_leaving,
        ]
        self.idle.quiet.connect(self.lock)
        self.idle.long_quiet.connect(self.close_store)

    def start(self, *, practice: bool = False) -> None:
        """Show the first window at once; what the folder holds is found out behind it."""
        if practice:
            self._practise()
        elif not self.folder.is_dir() or not any(self.folder.iterdir()):
            self._first_start()
        else:
            self._show_unlock()
            self._behind.append(self._look)
        self.window.show()
        QTimer.singleShot(0, self, self._follow_on)

    def _follow_on(self) -> None:
        """Once the window has been drawn, which the first turn of events does: the rest, part after part."""
        for at, part in enumerate(self._behind, start=1):
            QTimer.singleShot(at * _BETWEEN_MS, self, part)

    def _watch_for_leaving(self) -> None:
        if sys.platform == "win32":
            self.away.watch(int(self.window.winId()))

    def _look(self) -> None:
        self._run(partial(entrance.look_at, self.folder), self._looked, self._cannot_open)

    def _looked(self, found: Found) -> None:
        self._found = found
        if found.state == "new":
            self._first_start()
        elif found.state == "damaged":
            self._damaged()
        else:
            self._unlock(found.people)
            self.jobs.read(self.jobs.job(), entrance.make_ready)

    def _damaged(self) -> None:
        from wardqi.app import problems, say

        self._trouble(say.tr("The records are damaged"), problems.damaged(), damaged=True)

    def _first_start(self) -> None:
        from wardqi.app.gates.first_start import FirstStart

        gate = FirstStart(self.settings, practice=True)
        gate.set_up_wanted.connect(partial(self._set_up, "ward"))
        gate.practice_wanted.connect(self._practise)
        gate.hub_wanted.connect(partial(self._set_up, "hub"))
        gate.restore_wanted.connect(self._restore)
        self._show(gate)

    def _unlock(self, people: tuple[Someone, ...]) -> None:
        from wardqi.app.gates.enter import Enter

        if not (isinstance(self.gate, Enter) and self.gate.opening):
            self._show_unlock()
        if isinstance(self.gate, Enter):
            self.gate.offer(people)

    def _show_unlock(self) -> None:
        """The form at once; who may unlock is read behind it and offered when known."""
        from wardqi.app.gates.enter import Enter

        gate = Enter(self.settings, (), opening=True)
        gate.tried.connect(self._try_unlock)
        gate.other_wanted.connect(self._recover)
        self._show(gate)

    def _try_unlock(self, uid: str, passphrase: str, _pin: bool) -> None:
        self._run(partial(entrance.unlock, self.folder, passphrase, uid), self._opened, self._not_opened)

    def _not_opened(self, error: Exception) -> None:
        from wardqi.app import say
        from wardqi.app.gates.enter import Enter

        name, message = type(error).__name__, self._message(error)
        if name in _REFUSALS and isinstance(self.gate, Enter):
            self.gate.refuse(message, int(getattr(error, "wait_s", 0)))
        elif name == "InUse":
            self._trouble(say.tr("WardQI is open already"), message)
        else:
            self._trouble(say.tr("The records cannot be opened"), message, damaged=name in _DAMAGE)

    def _cannot_open(self, error: Exception) -> None:
        from wardqi.app import say

        name = type(error).__name__
        self._trouble(say.tr("The records cannot be opened"), self._message(error), damaged=name in _DAMAGE)

    def _trouble(self, title: str, message: Message, *, damaged: bool = False) -> None:
        from wardqi.app import say
        from wardqi.app.gates.trouble import Trouble

        choices: list[tuple[str, Callable[[], object]]] = []
        if damaged:
            choices.append((say.tr("Restore a backup"), self._restore))
            choices.append((say.tr("Save what can still be read"), self._rescue))
        choices.append((say.tr("Try again"), self._again))
        choices.append((say.tr("Close WardQI"), self.window.close))
        self._show(Trouble(self.settings, title, message, choices))

    def _opened(self, session: Session) -> None:
        """The store is open; its opener is signed in, unless the passphrase was the ward's own."""
        self.session = session
        diagnostics.note("store.opened", notes=len(session.vault.notes))
        if session.person is None:
            self.idle.watch(True)
            self.idle.covered(True)
            self._who_is_here()
        else:
            self._enter()
        QTimer.singleShot(_QUIET_MOMENT_MS, self, self._look_after)

    def _look_after(self) -> None:
        """Once people are in, and out of their way: today's backup and weekly check; charts made ready."""
        session = self.session
        if session is not None:
            self.jobs.read(self.jobs.job(failed=self._not_looked_after), entrance.warm)
            job = self.jobs.job(done=self._looked_after, failed=self._not_looked_after)
            self.jobs.read(job, partial(entrance.look_after, session))

    def _looked_after(self, _: object) -> None:
        if self.workspace is not None:
            self.workspace.changed.emit("backups")

    def _not_looked_after(self, error: Exception) -> None:
        # A store locked meanwhile is looked after the next time it is opened.
        if self.workspace is not None and type(error).__name__ not in ("Locked", "StoreBusy"):
            self.workspace.show(self._message(error))

    def _enter(self) -> None:
        """Show the frame of whoever is signed in: their own as they left it, or a new one."""
        session = self.session
        if session is None or session.person is None:
            return
        person = session.person
        self._recent = [person.uid, *(uid for uid in self._recent if uid != person.uid)]
        self.idle.watch(True)
        if self.workspace is not None and self.workspace.person.uid == person.uid and self.window.frame:
            self.window.show_frame(self.window.frame)
            self.gate = None
            return
        self.settings.follow(person.uid)
        self._run(partial(entrance.facts, session), self._furnish, self._cannot_open)

    def _furnish(self, facts: Facts) -> None:
        from wardqi.app import problems
        from wardqi.app.workspace import Workspace

        session = self.session
        if session is None or session.person is None:
            return
        self.window.drop_frame()
        self.workspace = Workspace(
            session,
            self.settings,
            self.jobs,
            ward=facts.place,
            profile=facts.profile,
            practice=facts.practice,
            guest=facts.practice and self.folder.name != PRACTICE,
        )
        self.workspace.locking.connect(self.lock)
        self.workspace.practice_wanted.connect(self._to_practice)
        self.workspace.practice_left.connect(self._from_practice)
        self.workspace.changed.connect(self._changed)
        self.idle.limit(*facts.locks)
        self._show_frame(self.workspace, "")
        self.gate = None
        for note in session.vault.notes:
            if (message := problems.noted(note)) is not None:
                self.workspace.show(message)
        if self._returned is not None:
            self.workspace.show(problems.restored(self._returned.reaches, len(self._returned.lost)))
            self._returned = None

    def _changed(self, subject: str) -> None:
        """The ward's own record says how long a quiet desk stays open, and what the ward is called."""
        if subject == "ward" and self.session is not None:
            job = self.jobs.job(done=self._follow, failed=self._not_looked_after)
            self.jobs.read(job, partial(entrance.facts, self.session))

    def _follow(self, facts: Facts) -> None:
        self.idle.limit(*facts.locks)
        if self.workspace is not None and self.window.frame is not None:
            self.workspace.ward = facts.place
            self.window.frame.name()

    def lock(self) -> None:
        """Cover the screen at once; drafts are kept, and then the person's keys are forgotten."""
        from wardqi.app.gates.cover import Cover

        session = self.session
        if session is None or self.window.covered:
            return
        if self.window.frame is not None:
            self.window.frame.keep()
        place = self.workspace.ward if self.workspace else ""
        gate = Cover(place, _wall_clock)
        gate.sign_in_wanted.connect(self._who_is_here)
        self._show(gate)
        self.idle.covered(True)
        QGuiApplication.clipboard().clear()
        self._run(partial(entrance.cover, session), self._covered, self._cannot_open)

    def switch(self) -> None:
        """Another person wants to sign in: the cover's list of people at once."""
        self.lock()
        self._who_is_here()

    def _covered(self, drafts: int) -> None:
        from wardqi.app.gates.cover import Cover

        if isinstance(self.gate, Cover):
            self.gate.drafts(drafts)

    def _who_is_here(self) -> None:
        if self.session is not None:
            self._asked_from = self.gate
            self._run(
                partial(entrance.people, self.session, tuple(self._recent)), self._list, self._cannot_open
            )

    def _list(self, people: list[Someone]) -> None:
        from wardqi.app.gates.enter import Enter

        if self.gate is not self._asked_from:
            return  # somebody pressed twice, and what they have typed since must stay
        gate = Enter(self.settings, people, opening=False, can_leave=True)
        gate.tried.connect(self._try_enter)
        gate.other_wanted.connect(partial(self._not_listed, [one for one in people if one.confirms]))
        gate.left.connect(self._cover_again)
        self._show(gate)

    def _not_listed(self, leads: list[Someone]) -> None:
        from wardqi.app.gates.guest import NotListed

        gate = NotListed(self.settings, leads)
        gate.asked.connect(self._admit)
        gate.left.connect(self._who_is_here)
        self._show(gate)

    def _admit(self, guest: Guest) -> None:
        if self.session is not None:
            self._run(partial(entrance.admit, self.session, guest), self._entered, self._refuse)

    def _cover_again(self) -> None:
        from wardqi.app.gates.cover import Cover

        gate = Cover(self.workspace.ward if self.workspace else "", _wall_clock)
        gate.sign_in_wanted.connect(self._who_is_here)
        self._show(gate)

    def _try_enter(self, uid: str, secret: str, is_pin: bool) -> None:
        if self.session is not None:
            work = partial(entrance.sign_in, self.session, uid, secret, is_pin)
            self._run(work, self._entered, self._not_opened)

    def _entered(self, _person: object) -> None:
        self.idle.covered(False)
        self._enter()

    def close_store(self) -> None:
        """The store lock: after the longer quiet the key is dropped; a passphrase opens it again."""
        self._close(self._looked)

    def _close(self, then: Slot) -> None:
        """Drop the key; `then` is told what the ward's folder holds."""
        session, self.session = self.session, None
        if session is None:
            return
        self.idle.watch(False)
        self.window.drop_frame()
        self.workspace = None
        self._run(partial(entrance.close, session, self.folder), then, self._cannot_open)

    def _to_practice(self) -> None:
        """From the ward to the practice ward: drafts are kept, and the ward's records closed first."""
        if self.window.frame is not None:
            self.window.frame.keep()
        self._close(self._look_round)

    def _look_round(self, found: Found) -> None:
        self._found = found
        self._practise()

    def _from_practice(self) -> None:
        if self.window.frame is not None:
            self.window.frame.keep()
        self.close_store()

    def leave(self) -> None:
        """The window is closing: keep drafts, wait for what runs, drop the key."""
        if self._left:
            return
        self._left = True
        self.idle.watch(False)
        if self.window.frame is not None and not self.window.covered:
            self.window.frame.keep()
        self.away.close()
        self.jobs.close()
        if self.session is not None:
            self.session.close()
            self.session = None
        diagnostics.note("app.closed")

    def _set_up(self, profile: str) -> None:
        from wardqi.app.gates.set_up import SetUp

        gate = SetUp(self.settings, entrance.roles_of(profile), hub=profile == "hub")
        gate.founded.connect(self._make)
        gate.added.connect(self._add)
        gate.finished.connect(self._enter)
        gate.left.connect(self._first_start)
        self._show(gate)

    def _make(self, founder: Founder) -> None:
        make = entrance.make_ward if founder.ward else entrance.make_hub
        self._run(partial(make, self.folder, founder), self._made, self._refuse)

    def _made(self, session: Session) -> None:
        from wardqi.app.gates.set_up import SetUp

        self.session = session
        if isinstance(self.gate, SetUp):
            self.gate.made()

    def _add(self, newcomer: Newcomer) -> None:
        if self.session is not None:
            self._run(partial(entrance.add_person, self.session, newcomer), self._added, self._refuse)

    def _added(self, person: tuple[str, str]) -> None:
        from wardqi.app.gates.set_up import SetUp

        if isinstance(self.gate, SetUp):
            self.gate.joined(*person)

    def _refuse(self, error: Exception) -> None:
        refuse = getattr(self.gate, "refuse", None)
        if refuse is not None:
            refuse(self._message(error))

    def _practise(self) -> None:
        from wardqi.app import say
        from wardqi.app.gates.waiting import Waiting

        home = self.folder
        if home.name != PRACTICE:
            home = home.with_name(PRACTICE) if home == data_folder() / WARD else home / PRACTICE
        gate = Waiting(
            self.settings,
            say.tr("Preparing the practice ward"),
            say.tr("Eighteen months of invented days are being recorded. This happens once."),
        )
        self._show(gate)
        job = self.jobs.job(done=self._opened, failed=self._cannot_open)
        job.progress.connect(gate.report)
        self.jobs.write(job, partial(entrance.practise, home, job.report))

    def _restore(self) -> None:
        from wardqi.app.gates.restore import Restore

        kept = self._found.backups if self._found else ()
        gate = Restore(self.settings, kept, _wall_clock())
        gate.chosen.connect(self._try_restore)
        gate.left.connect(self._again)
        self._show(gate)

    def _try_restore(self, backup: Path, passphrase: str) -> None:
        self._run(partial(entrance.bring_back, backup, self.folder, passphrase), self._restored, self._refuse)

    def _restored(self, returned: Returned) -> None:
        self._returned = returned
        self._opened(returned.session)

    def _rescue(self) -> None:
        from wardqi.app.gates.rescue import Rescue

        gate = Rescue(self.settings)
        gate.chosen.connect(self._try_rescue)
        gate.restore_wanted.connect(self._restore)
        gate.left.connect(self._again)
        self._show(gate)

    def _try_rescue(self, to: Path, passphrase: str) -> None:
        self._run(partial(entrance.rescue, self.folder, passphrase, to), self._rescued, self._refuse)

    def _rescued(self, saved: tuple[list[str], int, int]) -> None:
        from wardqi.app.gates.rescue import Rescue

        if isinstance(self.gate, Rescue):
            self.gate.saved(*saved)

    def _recover(self) -> None:
        from wardqi.app.gates.recover import AskRecovery

        gate = AskRecovery(self.settings)
        gate.wanted.connect(self._try_request)
        gate.answer_wanted.connect(self._answer)
        gate.left.connect(self._again)
        self._show(gate)

    def _try_request(self, to: Path, passphrase: str) -> None:
        work = partial(entrance.ask_recovery, self.folder, to, passphrase)
        self._run(work, self._requested, self._refuse)

    def _requested(self, made: tuple[str, tuple[str, ...]]) -> None:
        from wardqi.app.gates.recover import AskRecovery

        if isinstance(self.gate, AskRecovery):
            self.gate.made(*made)

    def _answer(self) -> None:
        from wardqi.app.gates.recover import TakeAnswer

        gate = TakeAnswer(self.settings)
        gate.chosen.connect(self._try_answer)
        gate.left.connect(self._recover)
        self._show(gate)

    def _try_answer(self, path: Path, name: str, passphrase: str) -> None:
        work = partial(entrance.take_answer, self.folder, path, name, passphrase)
        self._run(work, self._opened, self._refuse)

    def _again(self) -> None:
        self._show_unlock()
        self._look()

    def _show(self, gate: QWidget) -> None:
        self.gate = gate
        self.window.show_gate(gate)

    def _run(self, fn: Callable[[], object], done: Slot, failed: Slot) -> Job:
        return self.jobs.write(self.jobs.job(done=done, failed=failed), fn)

    def _message(self, error: Exception) -> Message:
        from wardqi.app import say

        return say.problem(error) or say.broke(diagnostics.fault(error))

    def _fault(self, reference: str) -> None:
        from wardqi.app import say

        if self.workspace is not None:
            self.workspace.show(say.broke(reference))

    def _setting(self, name: str) -> None:
        if name not in ("theme", "text_size", "easy_font"):
            return
        before = self._laid_out
        self._dress()
        if before != self._laid_out:
            self._relay()

    def _relay(self) -> None:
        """Lay the frame out anew at another text size; drafts are kept first."""
        old = self.window.frame
        if old is None or self.workspace is None or self.window.covered:
            return
        old.keep()
        self._show_frame(self.workspace, old.here)

    def _show_frame(self, workspace: Workspace, here: str) -> None:
        from wardqi.app import screens
        from wardqi.app.frame import Frame

        frame = Frame(workspace, screens.ALL)
        frame.wanted_lock.connect(self.lock)
        frame.wanted_switch.connect(self.switch)
        self.window.show_frame(frame)
        names = [screen.name for screen in frame.listed]
        if names:
            home = "hub" if workspace.profile == "hub" and "hub" in names else names[0]
            frame.open(here if here in names else home)

    def _dress(self) -> None:
        size, easy = self.settings.number("text_size"), self.settings.flag("easy_font")
        theme.apply(self.settings.text("theme"), size, easy_font=easy)
        self._laid_out = (size, easy)


def _wall_clock() -> datetime:
    from datetime import datetime

    return datetime.now().astimezone().replace(microsecond=0)
