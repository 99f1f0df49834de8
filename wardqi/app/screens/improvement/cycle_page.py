"""One test of change: its four stages side by side, each with what it asks; the one it is in comes first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from wardqi.app import improvement_words as words
from wardqi.app import parts, say, theme
from wardqi.app.parts import Pane, Rivals, button
from wardqi.app.screens.improvement.acting import Acting
from wardqi.app.screens.improvement.board import COLUMNS
from wardqi.app.screens.improvement.doing import Doing
from wardqi.app.screens.improvement.plan_view import SealedPlan
from wardqi.app.screens.improvement.studying import Studying
from wardqi.app.screens.improvement.worksheet import REVIEW, Worksheet
from wardqi.app.widgets.flow import Flow
from wardqi.app.workspace import Workspace
from wardqi.domain.improvement import ACT, DO, DONE, PLAN, STUDY
from wardqi.services.improvement.cycles import Detail


class CyclePage(Pane):
    """Asks by `wanted(what, ent)` (open, clone, ramp), `moved(ent, stage)` and `settled(path, value)`."""

    moved = Signal(str, str)
    settled = Signal(str, object)
    sealed_now = Signal(str)
    finished = Signal(str, str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "", self.tr("The project"))
        self.detail: Detail | None = None
        tools = self.tools()
        self.clone = button(self.tr("Clone as the next cycle"), partial(self._want, "clone"), "add")
        self.ramp = button(self.tr("Ramp"), partial(self._want, "ramp"), "up")
        tools.add(self.clone)
        tools.add(self.ramp)
        self.rivals = Rivals()
        self.rivals.chosen.connect(self.settled)
        self.sheet.add(self.rivals)
        self.stages: dict[str, QPushButton] = {}
        self.sheet.add(self._stage_bar())
        self.worksheet = Worksheet(workspace)
        self.worksheet.begun.connect(self.sealed_now)
        self.worksheet.kept.connect(self._kept)
        self.sealed = SealedPlan()
        self.doing = Doing(workspace)
        self.doing.studied.connect(partial(self._move, STUDY))
        self.studying = Studying(workspace)
        self.studying.decided.connect(partial(self._move, ACT))
        self.acting = Acting(workspace)
        self.acting.finished.connect(self.finished)
        self.acting.opened.connect(partial(self.wanted.emit, "open"))
        self.acting.cloned.connect(partial(self._want, "clone"))
        self.views: dict[str, QWidget] = {
            PLAN: self.worksheet,
            "sealed": self.sealed,
            DO: self.doing,
            STUDY: self.studying,
            ACT: self.acting,
        }
        for view in self.views.values():
            self.sheet.add(view)
            view.hide()
        self.sheet.end()

    def _stage_bar(self) -> QWidget:
        bar = Flow(8)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        for stage in COLUMNS:
            one = QPushButton()
            one.setCheckable(True)
            one.clicked.connect(partial(self._show_stage, stage))
            self._group.addButton(one)
            bar.add(one)
            self.stages[stage] = one
        return bar

    def open(self, detail: Detail, at: str = "", *, enter: bool = False) -> None:
        """Show a test at the stage it is in, or its plan at one question (`at`); a new stage takes focus."""
        fresh = self.detail is None or self.detail.record.ent != detail.record.ent
        before = "" if fresh or self.detail is None else self.detail.card.stage
        self._take(detail)
        moved = before not in ("", detail.card.stage)
        if fresh or moved or enter or at:
            self._show_stage(self._view_of(detail), at=at)
        else:
            self._refresh()
        if not at and (enter or moved):
            self.enter()

    def _take(self, detail: Detail) -> None:
        self.detail = detail
        card = detail.card
        about = words.standing(card.stage)
        waits = words.waits(card, self.workspace.now().date())
        self.tell(words.name(card), " · ".join(one for one in (about, waits) if one))
        may = "record" in detail.may
        self.clone.setVisible(may)
        self.rivals.show_rivals(detail.record, detail.names, dict(detail.measures), self.workspace.now(), may)
        parts.before(self.stages[PLAN], parts.tab_stops(self.rivals))
        here = self._view_of(detail)
        reached = COLUMNS.index(here)
        for at, (stage, one) in enumerate(self.stages.items()):
            told = words.stage(stage)
            now = stage == here and card.stage != DONE
            one.setText(say.tr("{stage}, now", stage=told) if now else told)
            one.setEnabled(at <= reached)
            theme.dress(one, "tick" if at < reached or card.stage == DONE else "right", "text", 16)

    @staticmethod
    def _view_of(detail: Detail) -> str:
        return ACT if detail.card.stage == DONE else detail.card.stage

    def _kept(self, detail: Detail) -> None:
        if self.detail is not None and detail.record.ent == self.detail.record.ent:
            self._take(detail)

    def _show_stage(self, stage: str, _on: bool = False, *, at: str = "") -> None:
        self.keep()
        self._stage = stage
        self.stages[stage].setChecked(True)
        self.sheet.area.verticalScrollBar().setValue(0)
        self._refresh(at)

    _stage = PLAN

    def _show_only(self) -> None:
        detail = self.detail
        shown = self._stage
        if detail is not None and shown == PLAN and detail.card.sealed:
            shown = "sealed"
        for name, view in self.views.items():
            view.setVisible(name == shown)

    def _refresh(self, at: str = "") -> None:
        detail = self.detail
        if detail is None:
            return
        self._show_only()
        if self._stage == PLAN and not detail.card.sealed:
            self.worksheet.open(detail, at)
        elif self._stage == PLAN:
            self.sealed.show_detail(detail, self.workspace.now())
        elif self._stage == DO:
            self.doing.open(detail)
        elif self._stage == STUDY:
            self.studying.open(detail)
        else:
            self.acting.open(detail)

    def enter(self) -> None:
        """Put focus where work goes on."""
        if self._stage == DO and self.doing.form.isVisible():
            self.doing.text.setFocus()
        elif self._stage == ACT and self.acting.form.isVisible():
            self.acting.choices["adopt"].setFocus()
        elif self._stage != PLAN or (self.detail is not None and self.detail.card.sealed):
            self.stages[self._stage].setFocus()

    def review(self) -> None:
        """The plan to read before its seal."""
        if self.detail is not None and not self.detail.card.sealed:
            self._show_stage(PLAN, at=REVIEW)

    def finish(self) -> None:
        """Ctrl+Enter: on to the next question, write down, decide."""
        detail = self.detail
        if detail is None:
            return
        if self._stage == PLAN and not detail.card.sealed:
            self.worksheet.forward()
        elif self._stage == DO and self.doing.form.isVisible():
            self.doing.observe()
        elif self._stage == STUDY and self.studying.on.isVisible():
            self.studying.forward()
        elif self._stage == ACT and self.acting.form.isVisible():
            self.acting.decide()

    @property
    def unread(self) -> bool:
        """Whether an answer that stands here cannot be read, and so is not kept."""
        return self.worksheet.unread or self.studying.unread

    def keep(self) -> None:
        """Keep whatever is half written."""
        self.worksheet.keep()
        self.studying.keep()

    def _move(self, stage: str) -> None:
        if self.detail is not None:
            self.moved.emit(self.detail.record.ent, stage)

    def _want(self, what: str) -> None:
        if self.detail is not None:
            self.keep()
            self.wanted.emit(what, self.detail.record.ent)
