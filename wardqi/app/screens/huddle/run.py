"""Running a huddle: one prompt at a time, readable from across the room; every answer is recorded at once."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QBoxLayout,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import huddle_words as words
from wardqi.app import say, theme
from wardqi.app.screens.huddle.answering import Answering
from wardqi.app.screens.huddle.side import Side
from wardqi.app.screens.huddle.timer import QuietTimer
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import checklists
from wardqi.domain.checklists import Prompt
from wardqi.services import recording
from wardqi.services.desk import Desk, NotFound
from wardqi.services.huddles import actions, running
from wardqi.services.huddles.actions import Owners, Wanted
from wardqi.services.huddles.preparing import TYPED, Figure, Preparation
from wardqi.services.huddles.running import Concern, Running
from wardqi.services.recording import Saved

_ONE_COLUMN = 1000
_SIDE = 400
_TICK_MS = 10_000
_KEEP_MS = 1000
_LINES = 5


class PromptPane(QFrame):
    """The prompt. The huddle's single keys work here and nowhere else; `pressed` names what was meant."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        look(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(
            self.tr("Enter: next. Backspace: previous. A: action. C: concern. S: leave out. Digits answer.")
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Backspace, A, C, S and digits; everything else goes its usual way.

        Enter on a button inside presses it; on an answer that is chosen already it goes on.
        """
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        meant = _KEYS.get(Qt.Key(event.key())) if plain else None
        if meant is None and plain and event.text().isdigit():
            meant = event.text()
        inside = None if self.hasFocus() else self.focusWidget()
        if meant == "next" and isinstance(inside, QPushButton) and not inside.isChecked():
            inside.click()
        elif meant is None:
            super().keyPressEvent(event)
        else:
            self.pressed.emit(meant)


_KEYS = {
    Qt.Key.Key_Return: "next",
    Qt.Key.Key_Enter: "next",
    Qt.Key.Key_Backspace: "back",
    Qt.Key.Key_A: "action",
    Qt.Key.Key_C: "concern",
    Qt.Key.Key_S: "skip",
}


class RunPane(QWidget):
    """`finished` when every prompt was gone through; `over` when it ended elsewhere (empty: taken back)."""

    finished = Signal(str)
    over = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._now: Running | None = None
        self._ready: Preparation | None = None
        self._answering: Answering | None = None
        self._unkept = self._kept = self._touched = False
        self._sent: dict[str, object] = {}
        self.pane = PromptPane()
        self.side = Side(workspace)
        self.timer = QuietTimer()
        self.bar = QProgressBar()
        self.place = Words("", "said")
        self._lay_out()
        self._connect()

    # --- what the page asks

    def show_huddle(self, ready: Preparation, now: Running) -> None:
        """Go on with a huddle exactly where it stopped, with what was typed there and not entered."""
        if now.ent != self.ent:
            self.side.action.form.start()
            self.side.concern.start()
        self._ready, self._now = ready, now
        self._kept = now.draft is not None
        self.workspace.read(actions.owners, done=self._offered)
        self.side.open(None)
        self.timer.setVisible(not now.paper)
        self._tell_time()
        self._clock.start()
        self._show_prompt()
        self._restore()

    @property
    def ent(self) -> str:
        """The huddle that is run; empty before one is."""
        return "" if self._now is None else self._now.ent

    def enter(self) -> None:
        """Stand on the prompt, where the keys work, and show it from its first word."""
        self.pane.setFocus(Qt.FocusReason.OtherFocusReason)
        self._sheet.area.verticalScrollBar().setValue(0)

    def keep(self) -> None:
        """Hand over what is typed and not entered yet."""
        self._typing.stop()
        if self._now is not None and self._unkept:
            self._unkept, self._kept = False, True
            self.workspace.do(running.keep, self._now.ent, self._body())

    def back(self) -> bool:
        """Esc: out of a form to the prompt; False when already there."""
        if self.side.opened is not None or not self.pane.hasFocus():
            self._close_panel()
            return True
        return False

    def stop(self) -> None:
        """The page shows something else."""
        self._clock.stop()
        self.keep()

    def refresh(self) -> None:
        """Actions changed, here or by undo: read what the huddle has come to."""
        if self._now is not None:
            self.workspace.read(running.resume, self._now.ent, done=self._refreshed, failed=self._gone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Prompt and actions side by side where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_ONE_COLUMN) or (self.width() >= _ONE_COLUMN and theme.scale() <= 1)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(across if wide else down)
        self.side.setMaximumWidth(theme.px(_SIDE) if wide else 16_777_215)
        self.pane.setMinimumHeight(theme.px(420) if wide and self.height() > theme.px(520) else 0)

    # --- building

    def _lay_out(self) -> None:
        self.number = Words("", "said-second")
        self.text = Words("", "prompt")
        self._facts = QVBoxLayout()
        self._facts.setSpacing(theme.px(6))
        self._answers = QVBoxLayout()
        inside = QVBoxLayout(self.pane)
        edge = theme.px(20)
        inside.setContentsMargins(edge, theme.px(14), edge, edge)
        inside.setSpacing(theme.px(10))
        inside.addWidget(self.number)
        inside.addWidget(self.text)
        inside.addLayout(self._facts)
        inside.addSpacing(theme.px(4))
        inside.addLayout(self._answers)
        inside.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.px(20))
        self._columns.addWidget(self.pane, 3)
        self._columns.addWidget(self.side, 2)
        self._sheet = Sheet()
        self._sheet.add_layout(self._columns, 1)
        self._sheet.foot(self._make_foot())
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._sheet)

    def _make_foot(self) -> QWidget:
        foot = QFrame()
        look(foot, "card")
        self.back_button = QPushButton(self.tr("Previous  Backspace"))
        self.action_button = QPushButton(self.tr("Action  A"))
        self.concern_button = QPushButton(self.tr("Concern  C"))
        self.skip_button = QPushButton(self.tr("Leave out  S"))
        self.next_button = QPushButton("")
        look(self.next_button, "primary")
        for button, name in (
            (self.back_button, self.tr("Previous")),
            (self.action_button, self.tr("Action")),
            (self.concern_button, self.tr("Concern")),
            (self.skip_button, self.tr("Leave out")),
        ):
            button.setAccessibleName(name)
            button.setMinimumHeight(theme.px(40))
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(theme.px(80))
        self.bar.setFixedHeight(theme.px(10))
        self.bar.setAccessibleName(self.tr("Prompts gone through"))
        self.place.setWordWrap(False)
        state = QHBoxLayout()
        state.setSpacing(theme.px(12))
        state.addWidget(self.place)
        state.addWidget(self.bar)
        state.addWidget(self.timer)
        told = QWidget()
        told.setLayout(state)
        state.setContentsMargins(0, 0, 0, 0)
        line = Flow(10)
        for widget in (told, *(self.back_button, self.action_button, self.concern_button, self.skip_button)):
            line.add(widget)
        line.add(self.next_button)
        row = QVBoxLayout(foot)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        row.addWidget(line)
        return foot

    def _connect(self) -> None:
        self.pane.pressed.connect(self._pressed)
        for button, meant in (
            (self.back_button, "back"),
            (self.action_button, "action"),
            (self.concern_button, "concern"),
            (self.skip_button, "skip"),
            (self.next_button, "next"),
        ):
            button.clicked.connect(lambda _on=False, what=meant: self._pressed(what))
        self.side.action.saved.connect(self._act)
        self.side.concern.saved.connect(self._worry)
        self.side.skip.chosen.connect(self._skip)
        for panel in self.side.panels:
            panel.left.connect(self._close_panel)
        self.side.action.edited.connect(self._edited)
        self.side.concern.edited.connect(self._edited)
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tell_time)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_KEEP_MS)
        self._typing.timeout.connect(self.keep)

    def _offered(self, owners: Owners) -> None:
        self.side.offer(owners)
        self._restore_panel()

    # --- the keys

    def _pressed(self, meant: str) -> None:
        if self._now is None:
            return
        todo: dict[str, Callable[[], None]] = {
            "next": self._next,
            "back": self._previous,
            "action": self._open_action,
            "concern": self._open_concern,
            "skip": self._open_skip,
        }
        if meant in todo:
            todo[meant]()
        elif self._answering is not None and self._answering.digit(meant):
            self._sheet.see(self._answering)
            self._announce_choice()

    def _next(self) -> None:
        now, prompt = self._now, self._prompt
        if now is None or prompt is None:
            return
        then = checklists.following(now.prompts, prompt.key)
        if self._left_out(prompt) and not self._touched:
            self._record(running.go_to, then)  # the reason stays until somebody answers after all
            self._go(then)
        else:
            self._answer(then)

    def _left_out(self, prompt: Prompt) -> str:
        """Why a prompt was left out before; empty when it was not."""
        said = None if self._now is None else self._now.answers.get(prompt.key)
        return "" if said is None or not said.skipped else say.code("prompt_skipped", said.skipped)

    def _answer(self, then: Prompt | None) -> None:
        now, prompt, answering = self._now, self._prompt, self._answering
        if now is None or prompt is None or answering is None:
            return
        said = answering.said()
        people = answering.attendance.people if answering.attendance is not None else None
        figures = answering.typed()
        self._record(running.answer, prompt, said, then, people, figures)
        kept = {**now.shown, **figures}
        here = {role: count for role, count in (people or now.attendance).items() if count}
        answers = {**now.answers, prompt.key: said}
        self._now = replace(now, answers=answers, shown=kept, attendance=here)
        self._go(then)

    def _previous(self) -> None:
        now, prompt = self._now, self._prompt
        before = None if now is None or prompt is None else checklists.preceding(now.prompts, prompt.key)
        if before is not None and self._touched:
            self._answer(before)  # what was typed or chosen here is not left behind
        elif before is not None:
            self._record(running.go_to, before)
            self._go(before)

    def _open_action(self) -> None:
        if not self.side.action.form.body():
            self.side.action.form.start()
        self.side.open(self.side.action)
        self.side.action.form.enter()
        self._sheet.see(self.side.action)

    def _open_concern(self) -> None:
        if not self.side.concern.body():
            self.side.concern.start()
        self.side.open(self.side.concern)
        self.side.concern.enter()
        self._sheet.see(self.side.concern)

    def _open_skip(self) -> None:
        self.side.open(self.side.skip)
        self.side.skip.enter()
        self._sheet.see(self.side.skip)

    def _close_panel(self) -> None:
        """Out of a form: what Esc leaves half written is there again when the form is opened again."""
        self.side.open(None)
        self.enter()
        self._tidy_draft()

    def _act(self, wanted: Wanted) -> None:
        now = self._now
        if now is not None:
            self._sent = self.side.action.form.body()
            self.workspace.do(
                running.act, now.ent, wanted, done=self._acted, failed=self._not_acted, changes="actions"
            )
            self.side.action.form.start()
            self.side.open(None)
            self.enter()

    def _not_acted(self, error: Exception) -> None:
        """Nothing that was spoken is lost: the form stands again as it was."""
        self._told(error)
        if not self.side.action.form.body():
            self.side.action.form.restore(self._sent)
        self.side.open(self.side.action)
        self._edited()

    def _acted(self, saved: Saved) -> None:
        self._tidy_draft()
        self.workspace.did(self.tr("Action saved."), recording.undo, saved.changes, changes="actions")

    def _worry(self, said: Concern, wanted: Wanted | None) -> None:
        now, prompt = self._now, self._prompt
        if now is not None and prompt is not None:
            self._sent = self.side.concern.body()
            self.workspace.do(
                running.worry,
                *(now.ent, prompt, said, wanted),
                done=self._worried,
                failed=self._not_worried,
                changes="actions",
            )
            if self._answering is not None:
                self._answering.choose("watch" if said.ends_as == "watch" else "concern")
                self._touched = True
            self.side.concern.start()
            self.side.open(None)
            self.enter()

    def _not_worried(self, error: Exception) -> None:
        self._told(error)
        if not self.side.concern.body():
            self.side.concern.restore(self._sent)
        self.side.open(self.side.concern)
        self._edited()

    def _worried(self, saved: Saved) -> None:
        self._tidy_draft()
        self.workspace.did(self.tr("Concern saved."), recording.undo, saved.changes, changes="actions")

    def _skip(self, reason: str) -> None:
        now, prompt = self._now, self._prompt
        if now is None or prompt is None:
            return
        then = checklists.following(now.prompts, prompt.key)
        said = self._answering.said() if self._answering is not None and self._touched else None
        self._record(running.skip, prompt, reason, then, said)
        answers = {**now.answers, prompt.key: running.left_out(reason, said)}
        self._now = replace(now, answers=answers)
        self.side.open(None)
        self._go(then)

    def _done(self, ent: str) -> None:
        now = self._now
        if now is not None:
            on = now.day if now.paper else None  # a sheet's ticks were made on its day
            self.enter()
            self.workspace.do(_close, ent, on, done=self._did, failed=self._not_did, changes="actions")

    def _not_did(self, error: Exception) -> None:
        self.workspace.explain(error)
        self.refresh()  # its button can be pressed again

    def _did(self, saved: Saved) -> None:
        self.workspace.did(self.tr("Action done."), recording.undo, saved.changes, changes="actions")

    def _record(self, fn: Callable[..., object], *args: object) -> None:
        """Save, in the order of the keys; what could not be saved is told, and the huddle read again."""
        if self._now is not None:
            self.workspace.do(fn, self._now.ent, *args, failed=self._not_saved)

    def _not_saved(self, error: Exception) -> None:
        self._told(error)
        if self._now is not None and not self._ended(error):
            self.workspace.read(running.resume, self._now.ent, done=self._restart, failed=self._gone)

    def _restart(self, now: Running) -> None:
        self._now = now
        self._show_prompt()

    def _refreshed(self, now: Running) -> None:
        if self._now is None or now.ent != self._now.ent:
            return
        self._now = replace(self._now, actions=now.actions, concerns=now.concerns, carried=now.carried)
        self.side.so_far.show_now(self._now, self._now.day)
        prompt = self._prompt
        if prompt is not None and prompt.key in ("yesterday", "actions"):
            inside = self.pane.isAncestorOf(self.focusWidget() or self)
            self._show_prompt(said=self._answering.body() if self._answering is not None else None)
            if inside:
                self.enter()

    def _gone(self, error: Exception) -> None:
        self._told(error)

    def _told(self, error: Exception) -> None:
        """Say it; a huddle that ended or was taken back somewhere else is not run on."""
        self.workspace.explain(error)
        if self._now is not None and self._ended(error):
            ent, self._now = self._now.ent, None
            self.over.emit(ent if isinstance(error, running.HuddleOver) else "")

    @staticmethod
    def _ended(error: Exception) -> bool:
        return isinstance(error, running.HuddleOver | NotFound)

    # --- the prompt

    @property
    def _prompt(self) -> Prompt | None:
        return None if self._now is None else self._now.prompt

    def _go(self, then: Prompt | None) -> None:
        now = self._now
        if now is None:
            return
        self._now = replace(now, at="" if then is None else then.key)
        if then is None:
            self._clock.stop()
            self._tidy_draft(answered=True)
            self.finished.emit(now.ent)
            return
        self._show_prompt()
        self._tidy_draft(answered=True)
        self.enter()
        self.workspace.announce(f"{self.place.text()}. {words.asked(then)}")

    def _show_prompt(self, said: dict[str, object] | None = None) -> None:
        now, ready, prompt = self._now, self._ready, self._prompt
        if now is None or ready is None or prompt is None:
            return
        total = len(now.prompts)
        self.place.setText(self.tr("{place} of {total}").format(place=now.place, total=total))
        self.bar.setRange(0, total)
        self.bar.setValue(now.place)
        self.number.setText(self._heading(prompt))
        self.text.setText(words.asked(prompt))
        self.pane.setAccessibleName(
            self.tr("Prompt {place} of {total}: {text}").format(
                place=now.place, total=total, text=words.asked(prompt)
            )
        )
        self.back_button.setEnabled(now.place > 1)
        last = now.place == total
        self.next_button.setText(self.tr("Close  Enter") if last else self.tr("Next  Enter"))
        self.next_button.setAccessibleName(self.tr("To the close") if last else self.tr("Next"))
        self._tell_facts(prompt)
        self._replace_answering(Answering(self.workspace, prompt, now, ready.attendance))
        self._touched = said is not None and self._touched
        if said is not None and self._answering is not None:
            self._answering.restore(said)
        self.side.so_far.show_now(now, now.day)

    def _replace_answering(self, fresh: Answering) -> None:
        old, self._answering = self._answering, fresh
        if old is not None:
            self._answers.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._answers.addWidget(fresh)
        fresh.entered.connect(self._next)
        fresh.left.connect(self.enter)
        fresh.edited.connect(self._answer_edited)
        fresh.done_wanted.connect(self._done)
        order = [self.pane, *self._stops(fresh)]  # what followed the prompt now follows its answer
        for before, after in itertools.pairwise(order):
            QWidget.setTabOrder(before, after)

    @staticmethod
    def _stops(root: QWidget) -> list[QWidget]:
        return [
            each
            for each in root.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not isinstance(each.parentWidget(), QAbstractSpinBox | QComboBox)
            and each.window() is root.window()
        ]

    def _heading(self, prompt: Prompt) -> str:
        now = self._now
        opener = words.role(now.opening_role) if now is not None else ""
        if prompt.key == "opening" and opener:
            return self.tr("{role} opens today").format(role=opener)
        return self.tr("The ward's own prompt") if prompt.own else words.title(prompt)

    def _tell_facts(self, prompt: Prompt) -> None:
        while self._facts.count():
            item = self._facts.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for widget in self._facts_of(prompt):
            self._facts.addWidget(widget)

    def _facts_of(self, prompt: Prompt) -> list[QWidget]:
        ready, now = self._ready, self._now
        if ready is None or now is None:
            return []
        told: list[QWidget] = []
        reason = self._left_out(prompt)
        if reason:
            line = self.tr("Left out: {reason}. Enter leaves it so; an answer takes its place.")
            told.append(Words(line.format(reason=reason[0].lower() + reason[1:]), "said-caution"))
        figures = self._figures(ready, now)
        facts = [fact for fact in prompt.facts if fact not in TYPED and fact in figures]
        some = [fact for fact in facts if figures[fact].number or fact.startswith("days_since_")]
        if some and prompt.key != "actions":
            told.append(self._grid(some, figures))
        nought = [words.fact(fact) for fact in facts if fact not in some]
        if nought and prompt.key != "actions":
            line = self.tr("None: {facts}.").format(
                facts=say.listed([one[0].lower() + one[1:] for one in nought])
            )
            told.append(Words(line, "said-second"))
        lines: list[str] = []
        if now.paper and prompt.key in ("last_24h", "todays_test"):
            lines = []  # the sheet says what was so then
        elif prompt.key == "opening":
            leads = words.role(now.lead_role)
            led = self.tr("Led by: {role}.").format(role=leads) if leads else ""
            lines = [" ".join((self._started(now), led)).strip(), *ready_rules()[:2]]
        elif prompt.key == "days_since" and facts:
            share = figures[facts[0]].reported
            lines = [words.reported(share)] if share is not None else []
        elif prompt.key == "last_24h":
            lines = [words.happened(line, now.day) for line in ready.happened[:_LINES]]
            more = len(ready.happened) - _LINES
            lines += [say.count(more, "more incident", "more incidents")] if more > 0 else []
        elif prompt.key == "todays_test":
            lines = [line for one in ready.tests for line in words.test(one) if line]
            lines = lines or [self.tr("No test is being done today.")]
        elif prompt.key == "actions":
            lines = [words.action(one, now.day) for one in now.actions]
            lines = lines or [self.tr("No actions today.")]
        if "occupied" in prompt.facts:
            told += [Words(line, "said-second") for line in (self._beds(ready, now),) if line]
        look_of = "said-second" if prompt.key in ("days_since", "opening") else "told"
        told += [Words(line, look_of) for line in lines if line]
        return told

    @staticmethod
    def _beds(ready: Preparation, now: Running) -> str:
        """Which count of today's beds is in use, and what stays give beside the one read out."""
        said = (words.denominator(ready.beds), words.apart(ready.beds, now.shown.get("occupied")))
        return " ".join(part for part in said if part)

    @staticmethod
    def _figures(ready: Preparation, now: Running) -> Mapping[str, Figure]:
        """Those of the preparation, but for carried actions, some of which may be done by now."""
        if not ready.figures:
            return {}
        carried = {
            "actions_open": sum(one.open for one in now.carried),
            "actions_overdue": sum(one.overdue for one in now.carried),
        }
        return {**ready.figures, **{fact: Figure(many, "record") for fact, many in carried.items()}}

    def _grid(self, facts: list[str], figures: Mapping[str, Figure]) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        for at, fact in enumerate(facts):
            figure = figures[fact]
            grid.addWidget(Words(words.topic(fact), "told"), at, 0)
            number = Words(words.figure(fact, figure), "told")
            number.setWordWrap(False)
            grid.addWidget(number, at, 1)
        grid.setColumnStretch(0, 1)
        return box

    def _started(self, now: Running) -> str:
        if now.planned_at is None:
            return self.tr("Started {time}.").format(time=say.time(now.started_at))
        told = self.tr("Planned {plan}, started {time}.")
        return told.format(plan=say.time(now.planned_at), time=say.time(now.started_at))

    def _announce_choice(self) -> None:
        if self._answering is not None:
            said = self._answering.said()
            if said.answer:
                self.workspace.announce(say.code("huddle_answer", said.answer))

    def _tell_time(self) -> None:
        now = self._now
        if now is not None:
            here = self.workspace.now().isoformat(timespec="minutes")
            self.timer.show_minutes(running.minutes_between(now.started_at, here), now.limit)

    # --- what is typed and not entered

    def _answer_edited(self) -> None:
        self._touched = True
        self._edited()

    def _edited(self) -> None:
        self._unkept = True
        if self._now is not None and not self._typing.isActive():
            self._typing.start()  # kept a second after the first key, however long typing goes on

    def _body(self) -> dict[str, object]:
        prompt = self._prompt
        body: dict[str, object] = {"prompt": "" if prompt is None else prompt.key}
        if self._answering is not None and self._touched:
            body["answer"] = self._answering.body()
        body["action"] = self.side.action.form.body()
        body["concern"] = self.side.concern.body()
        return body

    def _restore(self) -> None:
        held = self._now.draft.body if self._now is not None and self._now.draft is not None else {}
        prompt, answer = self._prompt, held.get("answer")
        here = prompt is not None and held.get("prompt") == prompt.key
        if here and isinstance(answer, dict) and self._answering is not None:
            self._answering.restore(answer)
            self._touched = True
        if held.get("action"):
            self.side.open(self.side.action)
        elif held.get("concern"):
            self.side.open(self.side.concern)

    def _restore_panel(self) -> None:
        """Put the forms back as they were typed, once the people they can be given to are known."""
        held = self._now.draft.body if self._now is not None and self._now.draft is not None else {}
        action, concern = held.get("action"), held.get("concern")
        if isinstance(action, dict) and action and not self.side.action.form.body():
            self.side.action.form.restore(action)
        if isinstance(concern, dict) and concern and not self.side.concern.body():
            self.side.concern.restore(concern)
        if self.side.opened is self.side.action:
            self.side.action.form.enter()
        elif self.side.opened is self.side.concern:
            self.side.concern.enter()

    def _tidy_draft(self, *, answered: bool = False) -> None:
        """What was typed was entered: nothing of it is kept, unless something half written still stands."""
        self._typing.stop()
        self._unkept = False
        if self.side.action.form.body() or self.side.concern.body() or (self._touched and not answered):
            self._edited()
        elif self._now is not None and self._kept:
            self._kept = False
            self._now = replace(self._now, draft=None)
            self.workspace.do(running.forget, self._now.ent)


def _close(desk: Desk, ent: str, on: date | None) -> Saved:
    return actions.close(desk, ent, on=on)


def ready_rules() -> tuple[str, ...]:
    """The ground rules, the first of which open every huddle."""
    return tuple(QCoreApplication.translate("checklist", rule) for rule in checklists.shipped().ground_rules)
