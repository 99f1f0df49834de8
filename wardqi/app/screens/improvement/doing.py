"""A test under way: the sealed plan, its tasks, and what is seen while it runs, each with its moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wardqi.app import improvement_words as words
from wardqi.app import parts, say
from wardqi.app.parts import Notes, ask, button, column, grid
from wardqi.app.screens.improvement.plan_view import SealedPlan
from wardqi.app.screens.improvement.rows_form import said
from wardqi.app.screens.improvement.steps import TASKS
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.domain import kinds, times
from wardqi.domain.improvement import DO, STUDY
from wardqi.services import recording
from wardqi.services.improvement import cycles
from wardqi.services.improvement.cycles import Detail, NotNow
from wardqi.services.recording import Saved

ZONE = ZoneInfo("Europe/London")


class Doing(QWidget):
    """`studied` asks for the next stage."""

    studied = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._detail: Detail | None = None
        rows = column(self)
        rows.addWidget(self._form())
        self.seen = Card(self.tr("Seen so far"))
        rows.addWidget(self.seen)
        self.tasks = Card(self.tr("Tasks"))
        rows.addWidget(self.tasks)
        self.sealed = SealedPlan()
        rows.addWidget(self.sealed)
        rows.addWidget(self._addition())

    def _form(self) -> QWidget:
        self.form = Card(self.tr("What did you see?"))
        self.kind, self.text, self.number, self.at = QComboBox(), Notes(lines=2), QLineEdit(), QLineEdit()
        parts.fill(self.kind, "cycle_observation")
        inside = QWidget()
        rows = column(inside)
        self.problem = ask(rows, self.tr("In words, no names"), self.text)
        trio = QWidget()
        beside = grid(trio)
        self.problems = {}
        for at, (name, label, box) in enumerate(
            (
                ("kind", self.tr("Kind"), self.kind),
                ("number", self.tr("A figure, if there is one"), self.number),
                ("at", self.tr("When, if not now"), self.at),
            )
        ):
            cell: QVBoxLayout = column()
            self.problems[name] = ask(cell, label, box)
            cell.addStretch(1)
            beside.addLayout(cell, 0, at)
            beside.setColumnStretch(at, 1)
        rows.addWidget(trio)
        line = QHBoxLayout()
        self.save = button(self.tr("Write it down"), self.observe, "add", "primary")
        self.on = button(self.tr("Look at the results"), self.studied.emit, "measures")
        line.addWidget(self.save)
        line.addWidget(self.on)
        line.addStretch(1)
        rows.addLayout(line)
        self.form.add(inside)
        return self.form

    def _addition(self) -> QWidget:
        self.more = Card(self.tr("Add to the plan"))
        self.more.add(
            Words(
                self.tr("The sealed words stay; what you add stands below them with today's date."), "small"
            )
        )
        self.extra = Notes(self.tr("What is added"), 2)
        self.more.add(self.extra)
        self.more.add(self.extra.beside)
        line = QHBoxLayout()
        self.add_button = button(self.tr("Add"), self.extend, "add")
        line.addWidget(self.add_button)
        line.addStretch(1)
        holder = QWidget()
        holder.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        self.more.add(holder)
        return self.more

    def open(self, detail: Detail) -> None:
        """Show a test."""
        if self._detail is None or self._detail.record.ent != detail.record.ent:
            for box in (self.text, self.number, self.at, self.extra):
                box.clear()
            parts.watch(self, self.workspace, detail.record.ent)
        self._detail = detail
        may = "record" in detail.may
        open_now = detail.card.stage in (DO, STUDY)
        self.form.setVisible(may and open_now)
        self.on.setVisible(detail.card.stage == DO)
        self.more.setVisible(may and detail.card.sealed)
        self.sealed.show_detail(detail, self.workspace.now())
        self._show_seen(detail)
        self._show_tasks(detail, may)

    def _show_seen(self, detail: Detail) -> None:
        self.seen.clear()
        now = self.workspace.now()
        found = sorted(
            (one for _, one in kinds.live_rows(detail.record.value, "observations")),
            key=lambda one: str(one.get("at")),
            reverse=True,
        )
        for one in found:
            said_then = QWidget()
            both = column(said_then, 0)
            both.addWidget(Words(told_of(one)))
            kind = say.code("cycle_observation", str(one.get("kind") or "observation"))
            at = say.moment(str(one["at"]), now) if one.get("at") else ""
            by = detail.names.get(str(one.get("by") or ""), "")
            both.addWidget(Words(", ".join(part for part in (kind, at, by) if part), "small"))
            self.seen.add(said_then)
        if not found:
            self.seen.add(
                Words(self.tr("Nothing written yet. Surprises and what people say count too."), "second")
            )

    def _show_tasks(self, detail: Detail, may: bool) -> None:
        self.tasks.clear()
        rows = list(kinds.live_rows(detail.record.value, "tasks"))
        ticks = []
        for row, one in rows:
            tick = QCheckBox(said(TASKS, one).replace("&", "&&"))
            tick.setChecked(bool(one.get("done_on")))
            tick.setEnabled(may)
            tick.clicked.connect(partial(self._tick, row))
            self.tasks.add(tick)
            ticks.append(tick)
        parts.before(self.extra, ticks)
        self.tasks.setVisible(bool(rows))

    def observe(self) -> None:
        """Write an observation down."""
        detail = self._detail
        for problem in (self.problem, *self.problems.values()):
            problem.say("")
        if detail is None:
            return
        text = self.text.text()
        try:
            number = parts.read_number("number", self.number)
        except parts.Unread as error:
            self._refuse("number", say.tr(parts.PROBLEMS[error.code]))
            return
        if not text and number is None:
            self.problem.say(self.tr("Write a few words, or a figure."))
            self.text.setFocus()
            return
        at = self._when()
        if at is None and self.at.text().strip():
            self._refuse("at", self.tr("This is not a time. Write it as 14:30 or yesterday 9:00."))
            return
        self.workspace.do(
            cycles.observe,
            detail.record.ent,
            self.kind.currentData(),
            text,
            number,
            at,
            done=self._observed,
            failed=self._not_observed,
            changes="improvement",
        )

    def _when(self) -> datetime | None:
        typed = self.at.text().strip()
        if not typed:
            return None
        try:
            told = times.read(typed, self.workspace.now(), ZONE)
        except times.NotATime:
            return None
        return datetime.fromisoformat(told.certain or told.moments[0])

    def _observed(self, saved: Saved) -> None:
        for box in (self.text, self.number, self.at):
            box.clear()
        self.kind.setCurrentIndex(0)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.workspace.did(self.tr("Written down."), recording.undo, saved.changes, changes="improvement")

    def _not_observed(self, error: Exception) -> None:
        if isinstance(error, NotNow) and error.code in ("before", "future"):
            self._refuse("at", say.tr(words.NOT_NOW[error.code]))
        else:
            self.workspace.explain(error)

    def _refuse(self, field: str, told: str) -> None:
        self.problems[field].say(told)
        box = self.problems[field].field
        if box is not None:
            box.setFocus()
        self.workspace.announce(told)

    def extend(self) -> None:
        """Add to the sealed plan."""
        detail, text = self._detail, self.extra.text()
        if detail is None or not text:
            self.extra.setFocus()
            return
        self.workspace.do(
            cycles.add_to_plan, detail.record.ent, text, done=self._extended, changes="improvement"
        )

    def _extended(self, saved: Saved) -> None:
        self.extra.clear()
        self.workspace.did(self.tr("Added."), recording.undo, saved.changes, changes="improvement")

    def _tick(self, row: str, done: bool) -> None:
        if self._detail is not None:
            self.workspace.do(
                cycles.task_done, self._detail.record.ent, row, done, done=self._ticked, changes="improvement"
            )

    def _ticked(self, saved: Saved) -> None:
        self.workspace.did(self.tr("Task kept."), recording.undo, saved.changes, changes="improvement")


def told_of(one: Mapping[str, object]) -> str:
    """An observation in words, its figure too."""
    text, number = str(one.get("text") or "").strip(), parts.shown_number(one.get("number"))
    return say.tr("{figure}: {words}", figure=number, words=text) if number and text else number or text
