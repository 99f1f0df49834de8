"""Improvement: projects, each with its tests; a test from plan to decision; ramps; the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from wardqi.app import improvement_words as words
from wardqi.app import say
from wardqi.app.parts import Pane
from wardqi.app.problems import Message
from wardqi.app.screen import Command, Page, made
from wardqi.app.screens.improvement.aim_page import AimPage
from wardqi.app.screens.improvement.calendar_page import CalendarPage
from wardqi.app.screens.improvement.cycle_page import CyclePage
from wardqi.app.screens.improvement.diagram_page import DiagramPage
from wardqi.app.screens.improvement.list_page import ListPage
from wardqi.app.screens.improvement.project_page import ProjectPage
from wardqi.app.screens.improvement.ramp_page import RampPage
from wardqi.app.screens.improvement.story_page import StoryPage
from wardqi.app.screens.improvement.worksheet import REVIEW
from wardqi.app.workspace import Workspace
from wardqi.domain import codes, people
from wardqi.domain.improvement import DO, NotReady, Sealed
from wardqi.services import recording
from wardqi.services.improvement import boards, cycles, ideas, projects
from wardqi.services.improvement.boards import Entry, Staircase
from wardqi.services.improvement.cycles import Detail, NotNow
from wardqi.services.improvement.projects import Line, Offer
from wardqi.services.improvement.projects import Page as Project
from wardqi.services.learning import pages
from wardqi.services.learning.cards import Card as LearningCard
from wardqi.services.recording import Saved
from wardqi.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from wardqi.reports.page import Document
    from wardqi.services.desk import Desk

SUBJECT = "improvement"


class ImprovementPage(Page):
    """`open` knows: nothing (the projects), "project:ID", "cycle:ID", "ramp:ID" of a project, "calendar".

    Every page but the list is made when somebody first goes there: all of them together take a second.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.stack = QStackedWidget()
        self.list = ListPage(workspace)
        self.stack.addWidget(self.list)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.stack)
        self._project = ""
        self._at = ""
        self._chosen = ""
        self._trail: list[QWidget] = []
        self.list.opened.connect(self._open_project)
        self.list.new_wanted.connect(self._open_new)
        self.list.calendar_wanted.connect(self._open_calendar)
        workspace.changed.connect(self._changed)

    @cached_property
    def aim(self) -> AimPage:
        """The form of a project."""
        page = AimPage(self.workspace)
        page.made.connect(self._made)
        self._add(page)
        return page

    @cached_property
    def project(self) -> ProjectPage:
        """One project with its tests."""
        page = ProjectPage(self.workspace)
        page.wanted.connect(self._wanted)
        page.moved.connect(self._move)
        page.settled.connect(self._settle)
        page.library.wanted.connect(self._open_library)
        self._add(page)
        return page

    @cached_property
    def cycle(self) -> CyclePage:
        """One test, from plan to decision."""
        page = CyclePage(self.workspace)
        page.wanted.connect(self._wanted)
        page.moved.connect(self._move)
        page.settled.connect(self._settle)
        page.sealed_now.connect(self._begun)
        page.finished.connect(self._finished)
        self._add(page)
        return page

    @cached_property
    def ramp(self) -> RampPage:
        """The ramps of a project."""
        page = RampPage(self.workspace)
        page.opened.connect(self._open_cycle)
        self._add(page)
        return page

    @cached_property
    def calendar(self) -> CalendarPage:
        """The tests of a month."""
        page = CalendarPage(self.workspace)
        page.opened.connect(self._open_cycle)
        page.month_wanted.connect(self._read_month)
        self._add(page)
        return page

    @cached_property
    def diagram(self) -> DiagramPage:
        """The driver diagram of a project."""
        page = DiagramPage(self.workspace)
        self._add(page)
        return page

    @cached_property
    def story(self) -> StoryPage:
        """How a project ended."""
        page = StoryPage(self.workspace)
        page.made.connect(self.back)
        self._add(page)
        return page

    def _add(self, page: Pane) -> None:
        page.left.connect(self.back)
        self.stack.addWidget(page)

    @property
    def _found(self) -> Project | None:
        """The project that was shown last, if its page was ever opened."""
        page = made(self.stack, ProjectPage)
        return None if page is None else page.found

    # --- going about

    def open(self, ident: str) -> None:
        """The screen was opened, perhaps at one thing."""
        what, _, ent = ident.partition(":")
        if what == "project" and ent:
            self._open_project(ent)
        elif what == "cycle" and ent:
            self._open_cycle(ent)
        elif what == "ramp" and ent:
            self._project = ent
            self._open_ramp()
        elif what == "diagram" and ent:
            self._project = ent
            self._show(self.diagram)
        elif what == "calendar":
            self._open_calendar()
        elif self.stack.currentWidget() is self.list or not ident:
            self._show(self.list, forget=True)

    def _show(self, pane: QWidget, *, forget: bool = False) -> None:
        """Go to a page, remembering the way back."""
        now = self.stack.currentWidget()
        if isinstance(now, CyclePage) and now is not pane:
            now.keep()
        if forget:
            self._trail.clear()
        elif now is not pane and not isinstance(now, AimPage):
            if pane in self._trail:
                del self._trail[self._trail.index(pane) :]
            elif now is not None:
                self._trail.append(now)
        self.stack.setCurrentWidget(pane)
        self._refresh()

    def back(self) -> bool:
        """One page back; from the projects the window goes on."""
        now = self.stack.currentWidget()
        if now is self.list:
            return False
        if isinstance(now, AimPage | StoryPage) and now.leave():
            return True
        if isinstance(now, CyclePage):
            now.keep()
            if now.unread:
                self._tell_unread()
            self._chosen = now.detail.record.ent if now.detail is not None else ""
        before = self._trail.pop() if self._trail else (self.project if self._project else self.list)
        if before is now:
            before = self.list
        self.stack.setCurrentWidget(before)
        self._refresh()
        if before is self.list:
            self.list.table.setFocus()
        elif isinstance(before, ProjectPage):
            self._enter = True
        return True

    _enter = False

    def _tell_unread(self) -> None:
        self.workspace.show(
            Message(
                what=self.tr("One answer could not be read, so it is not kept."),
                safe=self.tr("The rest of the test is saved."),
                do=self.tr("Open the test again to mend it."),
                tone="caution",
            )
        )

    def finish(self) -> bool:
        """Ctrl+Enter: finish the form that is open."""
        now = self.stack.currentWidget()
        if isinstance(now, AimPage | CyclePage | StoryPage):
            now.finish()
            return True
        return False

    def print_out(self) -> bool:
        """Ctrl+P: the diagram, or the project on one side of A4."""
        now = self.stack.currentWidget()
        if isinstance(now, DiagramPage):
            return now.print_out()
        if not isinstance(now, ProjectPage) or not self._project:
            return False
        self.workspace.read(_paper, self._project, self.workspace.ward, done=self._printed)
        return True

    def _printed(self, document: Document) -> None:
        self.workspace.print_out(document, "project", self._project, "project")

    def keep(self) -> None:
        """Whatever is half written is kept now."""
        if (cycle := made(self.stack, CyclePage)) is not None:
            cycle.keep()
        if isinstance(now := self.stack.currentWidget(), AimPage | StoryPage):
            now.leave()

    def saved(self) -> str:
        """When the plan was last kept."""
        now = self.stack.currentWidget()
        return now.worksheet.saved_at.text() if isinstance(now, CyclePage) else ""

    def commands(self) -> Sequence[Command]:
        """What the command box offers here."""
        found = [Command(self.tr("Calendar of tests"), self._open_calendar, "", self.tr("dates due"))]
        if people.may(self.workspace.role, "record"):
            found.append(Command(self.tr("New project"), self._open_new, "", self.tr("aim improvement")))
            if self._project:
                plan = partial(self._wanted, "plan", "")
                found.append(Command(self.tr("Plan a test"), plan, "", self.tr("PDSA cycle")))
        return found

    def _changed(self, subject: str) -> None:
        if subject == SUBJECT and self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        """Read what the page that is shown needs."""
        now = self.stack.currentWidget()
        read = self.workspace.read
        if now is self.list:
            read(projects.listed, done=self._show_list)
        elif isinstance(now, ProjectPage) and self._project:
            read(projects.page, self._project, done=self._show_project, failed=self._gone)
        elif isinstance(now, CyclePage) and self._at:
            read(cycles.detail, self._at, done=self._show_cycle, failed=self._gone)
        elif isinstance(now, RampPage):
            read(_ramps, self._project, done=self._show_ramps)
        elif isinstance(now, CalendarPage):
            now.ask()
        elif isinstance(now, DiagramPage):
            now.open(self._project)

    def _gone(self, error: Exception) -> None:
        self.workspace.explain(error)
        self._show(self.list, forget=True)

    def _show_list(self, lines: tuple[Line, ...]) -> None:
        self.list.show_lines(lines)

    def _show_project(self, page: Project) -> None:
        if page.record.ent != self._project:
            return
        self.project.show_page(page)
        self.workspace.read(_cards, self._project, done=self._show_cards)
        if self._enter:
            self._enter = False
            self.project.enter(self._chosen)

    def _show_cards(self, answer: tuple[str, tuple[LearningCard, ...]]) -> None:
        project, found = answer
        page = self._found
        if page is not None and project == self._project:
            tested = any(one.sealed for one in page.tests)
            self.project.library.show_cards(found, may_write="record" in page.may, tested=tested)

    def _open_library(self, wanted: str) -> None:
        to = {"write": f"project:{self._project}", "story": f"story:{self._project}"}
        self.workspace.go("learning", to.get(wanted, wanted))

    def _show_cycle(self, detail: Detail) -> None:
        if detail.record.ent != self._at:
            return
        self._project = detail.card.project or self._project
        at, self._question = self._question, ""
        self.cycle.open(detail, at, enter=self._fresh)
        self._fresh = False

    _question = ""
    _fresh = False

    def _show_ramps(self, answer: tuple[str, tuple[Staircase, ...]]) -> None:
        title, found = answer
        self.ramp.show_ramps(title, found, self._chosen)

    def _read_month(self, first: object, last: object) -> None:
        self.workspace.read(boards.calendar, first, last, done=self._show_month)

    def _show_month(self, entries: tuple[Entry, ...]) -> None:
        self.calendar.show_entries(entries)

    # --- what was asked for

    def _open_project(self, ent: str) -> None:
        self._project = ent
        self._enter = True
        self._show(self.project)

    def _open_cycle(self, ent: str, question: str = "") -> None:
        self._at, self._question, self._fresh = ent, question, True
        self._show(self.cycle)

    def _open_ramp(self) -> None:
        self._show(self.ramp)

    def _open_calendar(self) -> None:
        self._show(self.calendar)
        self.calendar.back.setFocus()

    def _open_new(self) -> None:
        self.workspace.read(projects.offer, done=self._offer_new)

    def _offer_new(self, offered: Offer) -> None:
        self._show(self.aim)
        self.aim.open_new(offered)

    def _offer_aim(self, offered: Offer) -> None:
        if (found := self._found) is not None:
            self._show(self.aim)
            self.aim.open_record(found.record, offered)

    def _made(self, ent: str) -> None:
        self._project = ent
        self._enter = True
        self._trail = [self.list]
        self.stack.setCurrentWidget(self.project)
        self._refresh()

    def _wanted(self, what: str, ent: str) -> None:
        if what == "open":
            self._open_cycle(ent)
        elif what == "aim":
            self.workspace.read(projects.offer, done=self._offer_aim)
        elif what == "ramp":
            self._chosen = ent
            self._open_ramp()
        elif what == "calendar":
            self._open_calendar()
        elif what == "story":
            if (found := self._found) is not None:
                self._show(self.story)
                self.story.open(found)
        elif what == "print":
            self.print_out()
        elif what == "diagram":
            self._show(self.diagram)
            self.diagram.back.setFocus()
        elif what == "plan":
            self.workspace.do(cycles.plan, self._project, "", done=self._planned, changes=SUBJECT)
        elif what == "idea":
            self.workspace.do(_try_idea, self._project, ent, done=self._planned, changes=SUBJECT)
        elif what == "card":
            self.workspace.go("learning", f"cycle:{ent}")
        elif what == "clone":
            self.workspace.do(cycles.clone, ent, done=self._cloned, changes=SUBJECT)

    def _planned(self, saved: Saved) -> None:
        self._say_kept(self.tr("A test is begun on paper. Nothing is sealed yet."), saved)
        self._open_cycle(saved.ent)

    def _cloned(self, saved: Saved) -> None:
        self._say_kept(self.tr("The next cycle is there, its predictions still blank."), saved)
        self._open_cycle(saved.ent, "questions")

    def _move(self, ent: str, stage: str) -> None:
        """To another stage; into Do only by reading the plan once more and sealing it."""
        cards = found.tests if (found := self._found) is not None else ()
        card = next((one for one in cards if one.ent == ent), None)
        if (
            card is not None
            and not card.sealed
            and stage == DO
            and isinstance(self.stack.currentWidget(), ProjectPage)
        ):
            self._open_cycle(ent, REVIEW)
            return
        self._chosen = ent
        self.workspace.do(_moved, ent, stage, done=self._was_moved, failed=self._not_moved, changes=SUBJECT)

    def _was_moved(self, answer: tuple[str, Saved]) -> None:
        stage, saved = answer
        self._say_kept(say.tr("Moved to {stage}.", stage=words.stage(stage)), saved)
        self._enter = isinstance(self.stack.currentWidget(), ProjectPage)

    def _not_moved(self, error: Exception) -> None:
        told = ""
        if isinstance(error, NotReady):
            told = words.LACKING.get(error.lacking[0], "")
        elif isinstance(error, NotNow):
            told = words.NOT_NOW.get(error.code, "")
        elif isinstance(error, Sealed):
            told = _SEALED
        if not told:
            self.workspace.explain(error)
            return
        self.workspace.show(Message(what=say.tr(told), tone="caution"))

    def _settle(self, path: str, value: object) -> None:
        now = self.stack.currentWidget()
        ent = self._project if isinstance(now, ProjectPage) else self._at
        self.workspace.do(recording.resolve, ent, path, value, done=self._settled, changes=SUBJECT)

    def _settled(self, saved: Saved) -> None:
        self._say_kept(self.tr("This answer stands now."), saved)

    def _begun(self, _ent: str) -> None:
        """A plan was sealed; nothing takes that back."""
        self.workspace.show(
            Message(
                what=self.tr("The plan is sealed and the test has begun."),
                safe=self.tr("Your predictions stand as you wrote them."),
                tone="good",
            )
        )

    def _finished(self, _ent: str, following: str) -> None:
        if following:
            self._open_cycle(following, "questions")

    def _say_kept(self, said: str, saved: Saved) -> None:
        self.workspace.did(said, recording.undo, saved.changes, changes=SUBJECT)


_SEALED = QT_TRANSLATE_NOOP(
    "say", "A sealed plan does not go back to Plan. Clone it as the next cycle instead."
)


def _moved(desk: Desk, ent: str, stage: str) -> tuple[str, Saved]:
    return stage, cycles.move(desk, ent, stage)


def _try_idea(desk: Desk, project: str, code: str) -> Saved:
    """Begin to plan a test of a shipped idea."""
    idea = ideas.add(desk, project, codes.get("starter_idea").plain(code), standard=code).ent
    return cycles.plan(desk, project, idea)


def _cards(desk: Desk, project: str) -> tuple[str, tuple[LearningCard, ...]]:
    return project, pages.of_project(desk, project)


def _paper(desk: Desk, project: str, ward: str) -> Document:
    from wardqi.app.screens.improvement import project_paper

    return project_paper.document(desk, project, ward, desk.now())


def _ramps(desk: Desk, project: str) -> tuple[str, tuple[Staircase, ...]]:
    return projects.page(desk, project).title, boards.ramps(desk, project)
