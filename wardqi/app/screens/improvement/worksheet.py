"""The plan of a test, one question at a time with the last cycle's answer beside it; at its end, the seal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wardqi.app import improvement_words as words
from wardqi.app import parts, say, theme
from wardqi.app.parts import button, column
from wardqi.app.screens.improvement.plan_view import PlanView
from wardqi.app.screens.improvement.steps import (
    PEOPLE,
    TASKS,
    DataStep,
    DatesStep,
    IdeaStep,
    IncidentsStep,
    PredictionStep,
    QuestionsStep,
    RowsStep,
    ScaleStep,
    Step,
    Text,
    differing,
)
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.guide import GuideOffer
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.domain import kinds
from wardqi.domain.improvement import NotReady
from wardqi.services import incidents as reading_incidents
from wardqi.services.improvement import cycles, ideas
from wardqi.services.improvement.cycles import Detail
from wardqi.services.recording import Saved
from wardqi.store.incidents import Filters

if TYPE_CHECKING:
    from wardqi.services.desk import Desk

_PAUSE_MS = 1500
_BESIDE = 820
_OFFERED = 20
REVIEW = "review"


class Worksheet(QWidget):
    """`kept(Detail)` after anything was saved; `begun(ent)` once the plan is sealed."""

    kept = Signal(object)
    begun = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._detail: Detail | None = None
        self._wanted = ""
        self._dirty = False
        self._moving = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self.steps: dict[str, Step] = {}
        self._fixed = self._make_steps()
        self._shown = ""
        self._lay_out()

    def _make_steps(self) -> dict[str, Step]:
        today = self._today
        risks = Text(
            say.tr("What could go wrong?"),
            say.tr("And what would make you stop at once? Everybody may say stop."),
            (("risks", say.tr("Risks"), 3), ("stop_rule", say.tr("We stop when"), 2)),
        )
        tasks = RowsStep(
            say.tr("Who does what?"),
            say.tr("Small jobs with a name and a day."),
            "tasks",
            TASKS,
            say.tr("Add the task"),
            today,
        )
        people = RowsStep(
            say.tr("Who plans this with you?"),
            say.tr(
                "Patients, carers and peer workers: how much say they had, and how they want to be credited."
            ),
            "team",
            PEOPLE,
            say.tr("Add the person"),
            today,
        )
        made: dict[str, Step] = {
            "idea": IdeaStep(),
            "scale": ScaleStep(),
            "questions": QuestionsStep(),
            "data": DataStep(),
            "tasks": tasks,
            "dates": DatesStep(),
            "risks": risks,
            "people": people,
            "incidents": IncidentsStep(self.workspace),
        }
        for step in made.values():
            step.typed.connect(self._typed)
        return made

    def _lay_out(self) -> None:
        rows = column(self)
        self.progress = Words("", "second")
        self.jump = QComboBox()
        self.jump.setAccessibleName(self.tr("Go to a question"))
        parts.fit(self.jump, 26)
        self.jump.activated.connect(self._jumped)
        top = QHBoxLayout()
        top.addWidget(self.progress, 1)
        top.addWidget(self.jump)
        rows.addLayout(top)
        self.guide = GuideOffer(self.workspace, "prediction")
        rows.addWidget(self.guide)
        self.beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.beside.setSpacing(theme.px(16))
        self.card = Card()
        self.question = Words("", "heading")
        self.hint = Words("", "second")
        self.card.add(self.question)
        self.card.add(self.hint)
        self._place = QWidget()
        self._inside: QVBoxLayout = column(self._place)
        self.card.add(self._place)
        self.last = Card(self.tr("Last cycle"), kind="note-box")
        self.answered = Words()
        self.last.add(self.answered)
        self.beside.addWidget(self.card, 3, Qt.AlignmentFlag.AlignTop)
        self.beside.addWidget(self.last, 2, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(self.beside)
        foot = QHBoxLayout()
        self.back = button(self.tr("Back"), lambda: self.go(-1), "back")
        self.saved_at = Words("", "small")
        self.next = button(self.tr("Next"), self.forward, kind="primary")
        foot.addWidget(self.back)
        foot.addWidget(self.saved_at, 1)
        foot.addWidget(self.next)
        rows.addLayout(foot)
        self.review = _Review()
        self.review.word.returnPressed.connect(self.forward)
        self._inside.addWidget(self.review)
        for step in self._fixed.values():
            self._inside.addWidget(step)
            step.hide()

    def open(self, detail: Detail, at: str = "") -> None:
        """Show a plan, from its first question or at one; another plan begins anew."""
        fresh = self._detail is None or self._detail.record.ent != detail.record.ent
        if fresh:
            self._shown, self._dirty = "", False
            self._pause.stop()
            self.saved_at.setText("")
        self._detail = detail
        self._again(load=fresh or not self._dirty)
        if fresh or at:
            self.show_step(at or next(iter(self.steps)))
        if fresh:
            self.workspace.read(_recent, done=self._offer_incidents)

    def _again(self, *, load: bool) -> None:
        """The steps this plan has: one for each of its questions among them."""
        detail = self._detail
        if detail is None:
            return
        asked = [
            (row, one)
            for row, one in kinds.live_rows(detail.record.value, "predictions")
            if one.get("question")
        ]
        foretold: dict[str, Step] = {}
        for at, (row, one) in enumerate(asked, 1):
            name = f"predict:{row}"
            old = self.steps.get(name)
            told = say.tr(
                "Question {number} of {of}: {question}",
                number=at,
                of=len(asked),
                question=str(one["question"]),
            )
            if isinstance(old, PredictionStep):
                old.question.setText(told)
                foretold[name] = old
                continue
            made = PredictionStep(row, str(one["question"]), at, len(asked))
            made.typed.connect(self._typed)
            self._inside.addWidget(made)
            made.hide()
            made.load(detail)
            foretold[name] = made
        for name, step in list(self.steps.items()):
            if name.startswith("predict:") and name not in foretold:
                step.hide()
                step.deleteLater()
        fixed = self._fixed
        self.steps = {
            **{name: fixed[name] for name in ("idea", "scale", "questions")},
            **foretold,
            **{name: step for name, step in fixed.items() if name not in ("idea", "scale", "questions")},
        }
        parts.watch(self, self.workspace, detail.record.ent)
        for step in self.steps.values():
            if load:
                step.blockSignals(True)
                step.load(detail)
                step.blockSignals(False)
            step.tell(detail)
        self.review.show_plan(detail, self.workspace.now().date())
        self._list_steps()
        self._tell()

    def _list_steps(self) -> None:
        self.jump.clear()
        for name, step in self.steps.items():
            title = step.title
            if isinstance(step, PredictionStep):
                title = say.tr("Prediction: {question}", question=step.question.text())
            self.jump.addItem(title, name)
        self.jump.addItem(self.tr("Read it once more, then seal"), REVIEW)
        self.jump.setCurrentIndex(max(0, self.jump.findData(self._shown)))

    def _offer_incidents(self, lines: object) -> None:
        step = self._fixed["incidents"]
        if isinstance(step, IncidentsStep) and isinstance(lines, tuple):
            step.offer(lines)

    @property
    def names(self) -> list[str]:
        """The steps in order, the reading at the end included."""
        return [*self.steps, REVIEW]

    def show_step(self, name: str) -> None:
        """Show one question and put focus in it."""
        if name not in self.names:
            name = self.names[0]
        self._shown = name
        if isinstance(self.steps.get(name), PredictionStep):
            self.guide.offer()
        for each, step in self.steps.items():
            step.setVisible(each == name)
        self.review.setVisible(name == REVIEW)
        self._tell()
        first: QWidget = self.review.word
        if name == REVIEW:
            self.review.word.clear()
            parts.before(self.back, [self.review.word])
        else:
            parts.before(self.back, _stops(self.steps[name]))
            first = next((one for one in _stops(self.steps[name]) if one.isEnabled()), self.next)
        first.setFocus(Qt.FocusReason.TabFocusReason)
        self.workspace.announce(f"{self.progress.text()}. {self.question.text()}")

    def _tell(self) -> None:
        detail = self._detail
        if detail is None or not self._shown:
            return
        at = self.names.index(self._shown) if self._shown in self.names else 0
        self.progress.setText(self.tr("{at} of {all}").format(at=at + 1, all=len(self.names)))
        self.jump.setCurrentIndex(max(0, self.jump.findData(self._shown)))
        self.back.setEnabled(at > 0)
        last = self._shown == REVIEW
        self.next.setText(self.tr("Seal the plan and begin") if last else self.tr("Next"))
        step = self.steps.get(self._shown)
        self.question.setText(self.tr("Read it once more") if step is None else step.title)
        self.hint.setText(
            self.tr("From now on these words stand as they are. You can add to them, with the date.")
            if step is None
            else step.hint
        )
        before = detail.before
        self.last.setVisible(before is not None and step is not None)
        if before is not None and step is not None:
            self.last.heading.setText(self.tr("Last time, in cycle {number}").format(number=before.number))
            told = step.before(before.cycle.value, detail)
            self.answered.setText(told or self.tr("Nothing was written."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The last cycle beside the question, or below it."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_BESIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self.beside.setDirection(across if wide else down)

    # --- going on

    def _jumped(self) -> None:
        self._to(str(self.jump.currentData()))

    def go(self, by: int) -> None:
        """One question on or back."""
        at = self.names.index(self._shown) + by
        if 0 <= at < len(self.names):
            self._to(self.names[at])

    def forward(self) -> None:
        """The next question; at the end, seal the plan."""
        if self._shown == REVIEW:
            self._seal()
        else:
            self._moving = 1
            self._to("")

    def _to(self, name: str) -> None:
        """Keep this answer, then go on: what comes next may hang on it (a question gets its own page)."""
        self._wanted = name or "+1"
        if not self._keep():
            self._wanted = ""

    def _typed(self) -> None:
        self._dirty = True
        self._pause.start()

    def keep(self) -> None:
        """Keep what is written here now."""
        if self._dirty:
            self._keep(quiet=True)

    @property
    def unread(self) -> bool:
        """Whether an answer that stands here cannot be read, and so is not kept."""
        step = self.steps.get(self._shown)
        if step is None or not self._dirty:
            return False
        try:
            step.values(self._today())
        except parts.Unread:
            return True
        return False

    def _keep(self, *, quiet: bool = False) -> bool:
        """Save this step's answers; False when one of them cannot be read."""
        self._pause.stop()
        detail, step = self._detail, self.steps.get(self._shown)
        if detail is None:
            return False
        if step is None:
            self._arrive()
            return True
        try:
            wanted = step.values(self._today())
        except parts.Unread as error:
            if not quiet and step.refuse(error):
                self.workspace.announce(say.tr(parts.PROBLEMS[error.code]))
            return False
        changed = differing(detail.record.value, wanted)
        idea = step.new.text().strip() if isinstance(step, IdeaStep) and not quiet else ""
        if not changed and not idea:
            self._dirty = False
            self._arrive()
            return True
        self._dirty = False
        self.workspace.do(
            _change,
            detail.record.ent,
            str(detail.record.value.get("project") or ""),
            changed,
            idea,
            detail.record.heads,
            done=self._kept,
            changes="improvement",
        )
        return True

    def _kept(self, detail: Detail) -> None:
        if self._detail is None or detail.record.ent != self._detail.record.ent:
            return
        self._detail = detail
        self._again(load=not self._dirty)
        self.saved_at.setText(self.tr("Saved {time}").format(time=say.exact_time(self.workspace.now())))
        self.kept.emit(detail)
        self._arrive()

    def _arrive(self) -> None:
        """Where the person wanted to go, now that the answer is kept."""
        wanted, self._wanted = self._wanted, ""
        if wanted == "+1":
            self.show_step(self.names[min(self.names.index(self._shown) + 1, len(self.names) - 1)])
        elif wanted:
            self.show_step(wanted)

    # --- the seal

    def _seal(self) -> None:
        detail = self._detail
        if detail is None:
            return
        if detail.lacking:
            self._not_ready(NotReady(detail.lacking))
            return
        if not self.review.meant:
            self.workspace.announce(self.review.ask_again())
            return
        self.review.word.clear()
        self.workspace.do(
            cycles.seal,
            detail.record.ent,
            detail.record.heads,
            done=self._sealed,
            failed=self._not_ready,
            changes="improvement",
        )

    def _sealed(self, saved: Saved) -> None:
        self.workspace.announce(self.tr("The plan is sealed. The test has begun."))
        self.begun.emit(saved.ent)

    def _not_ready(self, error: Exception) -> None:
        if not isinstance(error, NotReady):
            self.workspace.explain(error)
            return
        code = error.lacking[0]
        told = say.tr(words.LACKING.get(code, words.LACKING["no_prediction"]))
        self.workspace.announce(told)
        self.review.lack(told)
        if code in ("no_prediction", "low_over_high"):
            name = next((one for one in self.steps if one.startswith("predict:") and self._blank(one)), "")
            if name:
                self.show_step(name)
                self.hint.setText(told)
        elif code == "no_question":
            self.show_step("questions")
            self.hint.setText(told)

    def _blank(self, name: str) -> bool:
        from wardqi.domain import improvement

        step, detail = self.steps[name], self._detail
        if detail is None or not isinstance(step, PredictionStep):
            return False
        one = dict(kinds.live_rows(detail.record.value, "predictions")).get(step.row, {})
        low, high = improvement.number(one.get("low")), improvement.number(one.get("high"))
        return not improvement.predicted(one) or (low is not None and high is not None and low > high)

    def _today(self) -> date:
        return self.workspace.now().date()


class _Review(QWidget):
    """The whole plan to read before it is sealed, and what might make it a better test."""

    def __init__(self) -> None:
        super().__init__()
        rows = column(self)
        self.lacks = Words("", "problem")
        rows.addWidget(self.lacks)
        self.plan = PlanView()
        rows.addWidget(self.plan)
        self.hints = Card(self.tr("Could it teach more?"), kind="note-box")
        rows.addWidget(self.hints)
        self.word = QLineEdit()
        confirm = Card(kind="note-box")
        inside = QWidget()
        self.problem = parts.ask(
            column(inside),
            self.tr("Type SEAL to begin"),
            self.word,
            self.tr("Nothing takes a seal back. Until then every word can still change."),
        )
        confirm.add(inside)
        rows.addWidget(confirm)

    @property
    def meant(self) -> bool:
        """Whether the word that confirms it was typed."""
        return self.word.text().strip().upper() == self.tr("SEAL")

    def ask_again(self) -> str:
        """Say that the word is missing."""
        told = self.tr("Type SEAL here first. Nothing is sealed yet.")
        self.problem.say(told)
        self.word.setFocus()
        return told

    def show_plan(self, detail: Detail, today: date) -> None:
        """Show the plan, what it lacks and hints."""
        self.plan.show_plan(detail)
        self.problem.say("")
        self.lack(say.tr(words.LACKING[detail.lacking[0]]) if detail.lacking else "")
        self.hints.clear()
        for code in detail.hints:
            self.hints.add(Words(say.tr(words.HINTS[code])))
        self.hints.setVisible(bool(detail.hints))

    def lack(self, told: str) -> None:
        """Say what is missing."""
        self.lacks.setText(told)
        self.lacks.setVisible(bool(told))


def _stops(step: Step) -> list[QWidget]:
    """The tab stops of a step in the order Tab has now."""
    found, inside = [], set(parts.tab_stops(step))
    each = step.nextInFocusChain()
    while each is not None and each is not step:
        if each in inside:
            found.append(each)
        each = each.nextInFocusChain()
    return found


def _change(
    desk: Desk, ent: str, project: str, changed: dict[str, object], idea: str, seen: tuple[str, ...]
) -> Detail:
    """Keep answers of a plan, a new idea among them; gives the test as it is now."""
    if idea:
        changed = {**changed, "idea": ideas.add(desk, project, idea).ent}
    cycles.change(desk, ent, changed, seen)
    return cycles.detail(desk, ent)


def _recent(desk: Desk) -> object:
    found = reading_incidents.page(desk, Filters(ward=desk.ward()), size=_OFFERED)
    return found.lines
