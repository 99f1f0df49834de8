"""Study: the chart with the predicted range over it, then for each prediction whether it came as expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import charting, offers, parts, say, theme
from wardqi.app import improvement_words as words
from wardqi.app.card_offer import CardOffer
from wardqi.app.chart_panel import ChartPanel
from wardqi.app.charting import Told
from wardqi.app.parts import Notes, ask, button, column, grid
from wardqi.app.screens.improvement.steps import differing
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.guide import GuideOffer
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.domain import codes, improvement
from wardqi.services import measuring
from wardqi.services.desk import NotFound
from wardqi.services.improvement import boards, cycles
from wardqi.services.improvement.cycles import Detail
from wardqi.services.learning import prompts
from wardqi.services.measuring import Predicted
from wardqi.store import records

if TYPE_CHECKING:
    from wardqi.services.desk import Desk

_PAUSE_MS = 1500
SHORT = timedelta(days=62)
"""A test shorter than this is looked at by the week."""


def read(desk: Desk, ent: str, every: str, kind: str) -> Told:
    """The chart of a test's measure, what it predicted drawn over it; raises NotFound."""
    record = records.find(desk.store, ent)
    if record is None:
        raise NotFound
    cycle = improvement.Cycle(ent, record.value)
    measure = boards.measure_of(desk, cycle.text("measure"))
    found = measuring.measure_ward(desk, desk.ward(), [measure], every or None) if measure else []
    if not found:
        raise NotFound
    counted = charting.as_counts(found[0])
    charted = charting.chart_of(counted or found[0], kind or None)
    # A range predicted for a rate says nothing about counts.
    ranges = predicted(cycle) if counted is None else ()
    return charting.tell(replace(charted, predicted=ranges))


def predicted(cycle: improvement.Cycle) -> tuple[Predicted, ...]:
    """The ranges a test predicted, from its start to the day each was predicted for."""
    first = cycle.day("starts_on")
    if first is None:
        return ()
    found = []
    for _, one in cycle.questions:
        low, high = improvement.number(one.get("low")), improvement.number(one.get("high"))
        if low is not None or high is not None:
            last = improvement.day_of(one, "by") or cycle.day("look_on") or cycle.day("ends_on")
            found.append(Predicted(first, last, low, high))
    return tuple(found[:1])


def period(cycle: improvement.Cycle, today: date) -> str:
    """By week for a short test; a long one as its measure is charted."""
    first = cycle.day("starts_on") or today
    last = cycle.day("ends_on") or cycle.day("look_on") or today
    return "week" if max(last, first) - first < SHORT else ""


class Studying(QWidget):
    """`decided` asks for the next stage."""

    decided = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._detail: Detail | None = None
        self._dirty = False
        self._on = False
        self._shown_chart: tuple[str, str] = ("", "")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        rows = column(self)
        self.panel = ChartPanel(workspace, self.tr("Chart of the measure"))
        self.panel.view.picture.setMinimumHeight(theme.px(240))
        self.panel.failed.connect(self._no_chart)
        self.every = QComboBox()
        for code, told in (
            ("", self.tr("As its measure is charted")),
            ("week", self.tr("By week")),
            ("day", self.tr("By day")),
        ):
            self.every.addItem(told, code)
        self.every.setAccessibleName(self.tr("A point for each"))
        self.every.activated.connect(self._open_chart)
        line = Flow(8)
        for part in (self.every, *self.panel.tools):
            line.add(part)
        self.guide = GuideOffer(workspace, "study")
        rows.addWidget(self.guide)
        self.cards = CardOffer(workspace, prompts.STUDY)
        rows.addWidget(self.cards)
        self.chart = Card(self.tr("What the measure says"))
        self.chart.add(line)
        self.chart.add(self.panel, 1)
        rows.addWidget(self.chart)
        self.none = Card(kind="note-box")
        self.none_words = Words()
        self.none.add(self.none_words)
        rows.addWidget(self.none)
        self._questions = column()
        rows.addLayout(self._questions)
        self.asked: dict[str, Answer] = {}
        self.last = self._learned()
        rows.addWidget(self.last)

    def _learned(self) -> Card:
        card = Card(self.tr("What did we learn?"))
        inside = QWidget()
        rows = column(inside)
        self.learned = Notes(lines=3)
        ask(
            rows,
            self.tr("What we learned"),
            self.learned,
            self.tr("What would you tell the next shift? A test that did not work teaches as much."),
        )
        self.as_planned = QComboBox()
        parts.fill(self.as_planned, "partly", blank=self.tr("Not said"))
        ask(rows, self.tr("Was it carried out as planned?"), self.as_planned)
        self.saved_at = Words("", "small")
        line = QHBoxLayout()
        self.on = button(self.tr("Decide what comes next"), self.forward, kind="primary")
        line.addWidget(self.on)
        line.addWidget(self.saved_at, 1)
        rows.addLayout(line)
        card.add(inside)
        self.learned.textChanged.connect(self._typed)
        self.as_planned.currentIndexChanged.connect(self._typed)
        return card

    def open(self, detail: Detail) -> None:
        """Show a test; its chart first."""
        fresh = self._detail is None or self._detail.record.ent != detail.record.ent
        self._detail = detail
        if fresh:
            self._pause.stop()
            self._dirty = False
            self.saved_at.setText("")
            self._make_questions(detail)
            parts.watch(self, self.workspace, detail.record.ent)
        if fresh or not self._dirty:
            self._load(detail)
        may = "record" in detail.may
        self.on.setVisible(may and detail.card.stage == improvement.STUDY)
        for box in (self.learned, self.as_planned, *(one for one in self.asked.values())):
            box.setEnabled(may)
        if detail.card.stage == improvement.STUDY:
            self.guide.offer()
            self.cards.offer(*offers.study())
        if fresh:
            self.every.setCurrentIndex(
                max(0, self.every.findData(period(detail.card.cycle, self.workspace.now().date())))
            )
            self._open_chart()

    def _open_chart(self) -> None:
        detail = self._detail
        if detail is None:
            return
        called = dict(detail.measures).get(detail.card.cycle.text("measure"), "")
        self.chart.setVisible(bool(detail.measure))
        self.none.setVisible(not detail.measure)
        if not detail.measure:
            self.none_words.setText(
                self.tr("No measure was chosen, so there is no chart. What was written down is the result.")
            )
            return
        self.chart.heading.setText(called)
        self.panel.title = f"{called}: {words.name(detail.card)}"
        self.panel.file_name = "test"
        self.panel.open(read, detail.record.ent, self.every.currentData())

    def _no_chart(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.chart.hide()
            self.none.show()
            self.none_words.setText(
                self.tr("There are no figures for this measure yet. The chart comes with them.")
            )
        else:
            self.workspace.explain(error)

    def _make_questions(self, detail: Detail) -> None:
        while (item := self._questions.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.asked = {}
        for row, one in detail.card.cycle.questions:
            answer = Answer(one)
            answer.typed.connect(self._typed)
            self._questions.addWidget(answer)
            self.asked[row] = answer
            parts.before(self.learned, parts.tab_stops(answer))

    def _load(self, detail: Detail) -> None:
        value = detail.record.value
        for box in (self.learned, self.as_planned, *self.asked.values()):
            box.blockSignals(True)
        self.learned.setText(str(value.get("learned") or ""))
        parts.pick(self.as_planned, value.get("as_planned"))
        rows = dict(detail.card.cycle.questions)
        for row, answer in self.asked.items():
            answer.load(rows.get(row, {}))
        for box in (self.learned, self.as_planned, *self.asked.values()):
            box.blockSignals(False)

    def values(self) -> dict[str, object]:
        """What stands here; raises parts.Unread."""
        return {
            "learned": self.learned.text() or None,
            "as_planned": self.as_planned.currentData() or None,
            "predictions": {row: answer.values() for row, answer in self.asked.items()},
        }

    @property
    def unread(self) -> bool:
        """Whether an answer that stands here cannot be read, and so is not kept."""
        try:
            return self._dirty and not self.values()
        except parts.Unread:
            return True

    def _typed(self) -> None:
        self._dirty = True
        self._pause.start()

    def keep(self) -> None:
        """Keep what is written here now."""
        self._pause.stop()
        detail = self._detail
        if detail is None or not self._dirty:
            return
        try:
            changed = differing(detail.record.value, self.values())
        except parts.Unread:
            return
        self._dirty = False
        if changed:
            self.workspace.do(
                cycles.study, detail.record.ent, changed, done=self._kept, changes="improvement"
            )

    def _kept(self, _saved: object) -> None:
        self.saved_at.setText(self.tr("Saved {time}").format(time=say.exact_time(self.workspace.now())))

    def forward(self) -> None:
        """On to the decision; what is written is kept first."""
        self.keep()
        self.decided.emit()


class Answer(Card):
    """One prediction beside what happened: as expected, partly, not."""

    typed = Signal()

    def __init__(self, one: Mapping[str, object]) -> None:
        super().__init__(str(one.get("question") or ""))
        told = words.foretold(one) or say.tr("nothing said")
        self.add(Words(say.tr("We expected: {prediction}", prediction=told)))
        self.group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        line = QHBoxLayout()
        line.setSpacing(theme.px(16))
        for each in codes.get("prediction_verdict").entries:
            choice = QRadioButton(each.plain)
            self.group.addButton(choice)
            choice.clicked.connect(lambda _on=False: self.typed.emit())
            line.addWidget(choice)
            self.choices[each.code] = choice
        line.addStretch(1)
        holder = QWidget()
        holder.setLayout(line)
        holder.setAccessibleName(say.tr("As expected?"))
        line.setContentsMargins(0, 0, 0, 0)
        self.add(holder)
        self.result, self.figure = Notes(lines=2), QLineEdit()
        inside = QWidget()
        beside = grid(inside)
        first: QVBoxLayout = column()
        ask(first, say.tr("What happened"), self.result)
        second: QVBoxLayout = column()
        self.problem: FieldProblem = ask(second, say.tr("As a figure"), self.figure)
        second.addStretch(1)
        beside.addLayout(first, 0, 0)
        beside.addLayout(second, 0, 1)
        beside.setColumnStretch(0, 3)
        beside.setColumnStretch(1, 1)
        self.add(inside)
        self.result.textChanged.connect(self.typed)
        self.figure.textChanged.connect(self.typed)

    def load(self, one: Mapping[str, object]) -> None:
        """Show what was found."""
        self.group.setExclusive(False)
        for code, choice in self.choices.items():
            choice.setChecked(code == one.get("verdict"))
        self.group.setExclusive(True)
        self.result.setText(str(one.get("result") or ""))
        self.figure.setText(parts.shown_number(one.get("value")))

    def values(self) -> dict[str, object]:
        """What was found; raises parts.Unread."""
        self.problem.say("")
        try:
            figure = parts.read_number("value", self.figure)
        except parts.Unread as error:
            self.problem.say(say.tr(parts.PROBLEMS[error.code]))
            raise
        verdict = next((code for code, choice in self.choices.items() if choice.isChecked()), None)
        return {"verdict": verdict, "result": self.result.text() or None, "value": figure}
