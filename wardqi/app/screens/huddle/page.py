"""The huddle's screen: preparing, running, closing, past huddles and the ward's prompts, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from wardqi.app.screen import Command, Page, made
from wardqi.app.screens.huddle.close import ClosePane, SummaryPane
from wardqi.app.screens.huddle.past import PastPane
from wardqi.app.screens.huddle.poster import PosterPane
from wardqi.app.screens.huddle.prepare import PreparePane
from wardqi.app.screens.huddle.prompts import PromptsPane
from wardqi.app.screens.huddle.run import RunPane
from wardqi.app.workspace import Workspace
from wardqi.services import recording
from wardqi.services.desk import NotFound
from wardqi.services.huddles import closing, preparing
from wardqi.services.huddles.closing import Summary
from wardqi.services.huddles.preparing import Preparation
from wardqi.services.huddles.running import HuddleOver, Running
from wardqi.services.recording import Saved

PAPER = "paper:"
_FOLLOWS = ("huddles", "actions", "incidents", "patients", "bed_days", "checklists", "cycles")


class HuddlePage(Page):
    """Opened at "" (where the huddle stands), "start", "missed" (why was there none), "past", "prompts",
    "poster", a huddle's id, or "paper:" and the id of one that is typed in from its sheet.

    Every pane but the preparation is made when it is first wanted.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._wanted = self._sheet = ""
        self._listing = False
        self._ready: Preparation | None = None
        self.stack = QStackedWidget()
        self.prepare = PreparePane(workspace)
        self.prepare.start_wanted.connect(lambda: self.open("start"))
        self.prepare.close_wanted.connect(self._to_close)
        self.prepare.summary_wanted.connect(self._show_summary)
        self.prepare.opened.connect(self.open)
        self.stack.addWidget(self.prepare)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.stack)
        workspace.changed.connect(self._changed)

    @cached_property
    def run(self) -> RunPane:
        """The huddle itself, prompt by prompt."""
        pane = RunPane(self.workspace)
        pane.finished.connect(self._to_close)
        pane.over.connect(self._over)
        self.stack.addWidget(pane)
        return pane

    @cached_property
    def close_pane(self) -> ClosePane:
        """What came of it, before it is over."""
        pane = ClosePane(self.workspace)
        pane.closed.connect(self._show_summary)
        pane.back_wanted.connect(self._go_on)
        self.stack.addWidget(pane)
        return pane

    @cached_property
    def summary(self) -> SummaryPane:
        """A huddle that is over."""
        pane = SummaryPane(self.workspace)
        pane.left.connect(self._leave_summary)
        pane.correct_wanted.connect(self._to_close)
        self.stack.addWidget(pane)
        return pane

    @cached_property
    def past(self) -> PastPane:
        """The list of huddles."""
        pane = PastPane(self.workspace)
        pane.opened.connect(self._show_listed)
        pane.left.connect(self._prepare)
        self.stack.addWidget(pane)
        return pane

    @cached_property
    def prompts(self) -> PromptsPane:
        """The ward's own prompts."""
        pane = PromptsPane(self.workspace)
        pane.left.connect(self._prepare)
        self.stack.addWidget(pane)
        return pane

    @cached_property
    def poster(self) -> PosterPane:
        """The poster for patients."""
        pane = PosterPane(self.workspace)
        pane.left.connect(self._prepare)
        self.stack.addWidget(pane)
        return pane

    # --- what the window asks

    def open(self, ident: str) -> None:
        """Start, go on exactly where it stopped, or show what was asked for."""
        self._wanted = ident
        self._sheet = ""
        self._listing = False
        if ident == "start":
            self.workspace.do(
                preparing.start, done=self._started, failed=self._not_started, changes="huddles"
            )
        elif ident == "missed":
            self._prepare()
        elif ident == "past":
            self._show(self.past)
            self.past.load()
        elif ident == "prompts":
            self._show(self.prompts)
            self.prompts.load()
        elif ident == "poster":
            self._show(self.poster)
            self.poster.load()
            self.poster.enter()
        elif ident.startswith(PAPER):
            self._sheet = ident.removeprefix(PAPER)
            self.workspace.read(
                preparing.from_paper, self._sheet, done=self._sheet_opened, failed=self._sheet_is_in
            )
        elif ident:
            self._show_summary(ident)
        else:
            self.workspace.read(preparing.opening, done=self._opened)

    def alone(self) -> bool:
        """Full screen, the huddle stands alone: nothing else is on the wall."""
        return isinstance(self.stack.currentWidget(), RunPane | ClosePane)

    def finish(self) -> bool:
        """Ctrl+Enter: to the close, or finish it."""
        pane = self.stack.currentWidget()
        if isinstance(pane, ClosePane):
            pane.finish()
            return True
        return False

    def print_out(self) -> bool:
        """Ctrl+P prints the summary or the poster that is shown."""
        pane = self.stack.currentWidget()
        return isinstance(pane, SummaryPane | PosterPane) and pane.print_out()

    def keep(self) -> None:
        """Hand over what is typed at a prompt, and what was chosen for the close."""
        if (run := made(self.stack, RunPane)) is not None:
            run.keep()
        if isinstance(now := self.stack.currentWidget(), ClosePane):
            now.keep()

    def back(self) -> bool:
        """Esc: out of a form, to the prompts, to the preparation, then out. The huddle stands as it is."""
        pane = self.stack.currentWidget()
        if isinstance(pane, RunPane):
            if not pane.back():
                pane.stop()
                self._prepare()
            return True
        if isinstance(pane, PromptsPane) and pane.back():
            return True
        if isinstance(pane, ClosePane):
            pane.back()
            return True
        if isinstance(pane, SummaryPane):
            self._leave_summary()
            return True
        if pane is not self.prepare:
            self._prepare()
            return True
        return False

    def saved(self) -> str:
        """Ctrl+S: everything said so far is in the record."""
        running = isinstance(self.stack.currentWidget(), RunPane)
        return self.tr("Each answer is saved as you go on.") if running else ""

    def commands(self) -> Sequence[Command]:
        """What the command box offers here."""
        return (
            Command(self.tr("Past huddles"), lambda: self.open("past"), "", "history"),
            Command(self.tr("The ward's prompts"), lambda: self.open("prompts"), "", "checklist"),
            Command(self.tr("Poster for patients"), lambda: self.open("poster"), "", "wall explain print"),
        )

    # --- where the huddle stands

    def _started(self, saved: Saved) -> None:
        if saved.changes:
            self.workspace.did(self.tr("Huddle started."), recording.undo, saved.changes, changes="huddles")
        self.workspace.read(preparing.opening, done=self._opened)

    def _not_started(self, error: Exception) -> None:
        if isinstance(error, HuddleOver):
            self.workspace.announce(self.tr("Today's huddle was held."))
        elif not isinstance(error, NotFound):
            self.workspace.explain(error)
        self._prepare()

    def _opened(self, found: tuple[Preparation, Running | None]) -> None:
        ready, now = found
        self._ready = ready
        self.prepare.show_ready(ready)
        if now is None:
            self._show(self.prepare)
            self._enter(self.prepare)
        elif now.prompt is None:
            self._to_close(now.ent)
        else:
            self.run.show_huddle(ready, now)
            self._show(self.run)
            if self.run.side.opened is None:
                self.run.enter()

    def _over(self, ent: str) -> None:
        """The huddle ended, or was taken back, somewhere else while it was shown."""
        self.run.stop()
        if ent:
            self._show_summary(ent)
        else:
            self._prepare()

    def _prepare(self) -> None:
        self.workspace.read(preparing.prepare, done=self._prepared)

    def _prepared(self, ready: Preparation) -> None:
        self._ready = ready
        self.prepare.show_ready(ready)
        self._show(self.prepare)
        if self._wanted == "missed":
            self._wanted = ""
            if self.prepare.ask_missed():
                return
        self._enter(self.prepare)

    def _sheet_opened(self, found: tuple[Preparation, Running]) -> None:
        """Go on where typing the sheet in stopped."""
        ready, now = found
        if now.prompt is None:
            self._to_close(now.ent)
            return
        self.run.show_huddle(ready, now)
        self._show(self.run)
        if self.run.side.opened is None:
            self.run.enter()

    def _sheet_is_in(self, error: Exception) -> None:
        """The huddle was closed: what it came to is shown instead."""
        if isinstance(error, HuddleOver):
            self._show_summary(self._sheet)
        else:
            self.workspace.explain(error)
            self._prepare()

    def _go_on(self, ent: str) -> None:
        """Back from the close to the last prompt; of another day only where its sheet is typed in."""
        self.workspace.do(preparing.back_to_last, ent, done=self._back_again, failed=self._not_started)

    def _back_again(self, _saved: object) -> None:
        if self._sheet:
            self.workspace.read(preparing.from_paper, self._sheet, done=self._sheet_opened)
        else:
            self.workspace.read(preparing.opening, done=self._opened)

    def _to_close(self, ent: str) -> None:
        self.workspace.read(closing.summary, ent, done=self._closing)

    def _closing(self, found: Summary) -> None:
        self.close_pane.show_huddle(found)
        self._show(self.close_pane)
        self._enter(self.close_pane)
        self.workspace.announce(self.close_pane.title.text())

    def _show_listed(self, ent: str) -> None:
        self._listing = True
        self._show_summary(ent)

    def _leave_summary(self) -> None:
        """Back to where it was opened: the list of huddles, or the preparation."""
        if self._listing:
            self._listing = False
            self._show(self.past)
            self.past.enter()
        else:
            self._prepare()

    def _show_summary(self, ent: str) -> None:
        self.workspace.read(closing.summary, ent, done=self._summed_up)

    def _summed_up(self, found: Summary) -> None:
        self.summary.show_huddle(found)
        self._show(self.summary)
        self._enter(self.summary)

    def _enter(self, pane: PreparePane | ClosePane | SummaryPane) -> None:
        if self.isVisible():
            pane.enter()

    def _show(self, pane: QWidget) -> None:
        self.stack.setCurrentWidget(pane)
        self.workspace.rearranged.emit()

    def _changed(self, subject: str) -> None:
        if subject not in _FOLLOWS or not self.isVisible():
            return
        pane = self.stack.currentWidget()
        if isinstance(pane, RunPane):
            if subject == "huddles" and not self._sheet:
                self.workspace.read(preparing.opening, done=self._again)
            else:
                pane.refresh()
        elif pane is self.prepare:
            self.workspace.read(preparing.prepare, done=self.prepare.show_ready)
        elif isinstance(pane, SummaryPane) and subject == "huddles":
            self.workspace.read(closing.summary, pane.ent, done=self._summed_up_again)

    def _summed_up_again(self, found: Summary) -> None:
        """What is shown has changed: its close was undone, or what two PCs differ about was settled."""
        pane = self.stack.currentWidget()
        if not isinstance(pane, SummaryPane) or found.ent != pane.ent:
            return
        if found.ended_at is None and found.reason is None:
            self._prepare()
        else:
            pane.show_huddle(found)

    def _again(self, found: tuple[Preparation, Running | None]) -> None:
        """The start of the huddle was undone while it was shown."""
        ready, now = found
        pane = self.stack.currentWidget()
        if now is None and isinstance(pane, RunPane):
            pane.stop()
            self._prepared(ready)
