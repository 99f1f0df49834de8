"""The steps of the worksheet: each asks one thing of a plan, and tells what the last cycle answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import improvement_words as words
from wardqi.app import incident_words, parts, say, theme
from wardqi.app.parts import Notes, ask, column, grid
from wardqi.app.screens.improvement.rows_form import Asked, RowsForm, said
from wardqi.app.widgets.spoken import Spoken
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.domain import codes, improvement, kinds
from wardqi.services.improvement.cycles import Detail
from wardqi.services.incidents import Line
from wardqi.services.recording import new_row, next_row
from wardqi.text import QT_TRANSLATE_NOOP

TASKS = (
    Asked("what", QT_TRANSLATE_NOOP("say", "What needs doing"), first=True),
    Asked("who", QT_TRANSLATE_NOOP("say", "Who")),
    Asked("when", QT_TRANSLATE_NOOP("say", "When"), "day"),
    Asked("where", QT_TRANSLATE_NOOP("say", "Where")),
)
PEOPLE = (
    Asked("part", QT_TRANSLATE_NOOP("say", "Part in the work"), "code", "team_part", first=True),
    Asked("name", QT_TRANSLATE_NOOP("say", "Name, if they want it written")),
    Asked("person", QT_TRANSLATE_NOOP("say", "Or somebody of this ward's list"), "choice"),
    Asked("influence", QT_TRANSLATE_NOOP("say", "How much say they had"), "code", "influence_level"),
    Asked("credit", QT_TRANSLATE_NOOP("say", "How to be credited"), "code", "credit_wish"),
    Asked("stages", QT_TRANSLATE_NOOP("say", "Took part in"), "codes", "coproduction_stage"),
)


class Step(QWidget):
    """One question. `typed` when something was changed and waits to be kept."""

    typed = Signal()

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__()
        self.title, self.hint = title, hint
        self.rows = column(self)

    def load(self, detail: Detail) -> None:
        """Show what the plan holds."""
        raise NotImplementedError

    def values(self, today: date) -> dict[str, object]:
        """What stands here, as a change sets it; raises parts.Unread."""
        raise NotImplementedError

    def before(self, value: Mapping[str, object], detail: Detail) -> str:
        """What a cycle answered here, in words."""
        raise NotImplementedError

    def refuse(self, _error: parts.Unread) -> bool:
        """Say beside an answer why it cannot be read."""
        return False

    def tell(self, detail: Detail) -> None:
        """Refresh hints once the plan was kept."""


class Text(Step):
    """Notes that answer fields of the record, each under its label."""

    def __init__(self, title: str, hint: str, fields: Sequence[tuple[str, str, int]]) -> None:
        super().__init__(title, hint)
        self.boxes: dict[str, Notes | Spoken] = {}
        for name, label, lines in fields:
            box: Notes | Spoken = Notes(lines=lines) if lines > 1 else Spoken()
            ask(self.rows, label, box)
            box.textChanged.connect(self.typed)
            self.boxes[name] = box
        self._labels = {name: label for name, label, _ in fields}

    def load(self, detail: Detail) -> None:
        """Show the texts."""
        for name, box in self.boxes.items():
            box.setText(str(detail.record.value.get(name) or ""))

    def values(self, today: date) -> dict[str, object]:
        """The texts."""
        return {name: box.text().strip() or None for name, box in self.boxes.items()}

    def before(self, value: Mapping[str, object], detail: Detail) -> str:
        """The texts of the last cycle."""
        held = [(self._labels[name], str(value.get(name) or "").strip()) for name in self.boxes]
        if len(held) == 1:
            return held[0][1]
        return "\n".join(f"{label}: {text}" for label, text in held if text)


class IdeaStep(Step):
    """Which idea this tries: one of the project's, or a new one in a few words."""

    def __init__(self) -> None:
        super().__init__(
            say.tr("Which idea does this try?"), say.tr("One idea at a time, so that you know what did it.")
        )
        self.box, self.new = QComboBox(), QLineEdit()
        ask(self.rows, say.tr("Change idea"), self.box)
        ask(
            self.rows,
            say.tr("Or a new idea, in plain words"),
            self.new,
            say.tr("Such as: music before supper."),
        )
        self.aim = Notes(lines=2)
        ask(self.rows, say.tr("What do you want to find out?"), self.aim)
        self.box.currentIndexChanged.connect(self.typed)
        self.new.textChanged.connect(self.typed)
        self.aim.textChanged.connect(self.typed)

    def load(self, detail: Detail) -> None:
        """Show the ideas of the project."""
        self.box.clear()
        self.box.addItem(say.tr("Not chosen yet"), "")
        for idea in detail.ideas:
            self.box.addItem(idea.title, idea.ent)
        parts.pick(self.box, detail.record.value.get("idea"))
        self.new.clear()
        self.aim.setText(str(detail.record.value.get("objective") or ""))

    def values(self, today: date) -> dict[str, object]:
        """The idea chosen, and what is to be found out; a new one is added by the worksheet first."""
        return {"idea": self.box.currentData() or None, "objective": self.aim.text() or None}

    def before(self, value: Mapping[str, object], detail: Detail) -> str:
        """The idea and objective of the last cycle."""
        called = {idea.ent: idea.title for idea in detail.ideas}
        told = (called.get(str(value.get("idea")), ""), str(value.get("objective") or "").strip())
        return "\n".join(one for one in told if one)


class ScaleStep(Step):
    """How large the test is: the smallest first; a jump is pointed out and allowed."""

    def __init__(self) -> None:
        super().__init__(
            say.tr("How small can it be?"),
            say.tr("Start small: one shift, one nurse, one patient. Grow a step at a time."),
        )
        self.group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        for one in codes.get("cycle_scale").entries:
            choice = QRadioButton(one.plain)
            choice.toggled.connect(self.typed)
            self.group.addButton(choice)
            self.rows.addWidget(choice)
            self.choices[one.code] = choice
        self.kind = QComboBox()
        parts.fill(self.kind, "cycle_type", blank=say.tr("Not said"))
        ask(self.rows, say.tr("Kind of cycle"), self.kind)
        self.kind.currentIndexChanged.connect(self.typed)
        self.hinted = Words("", "caution")
        self.rows.addWidget(self.hinted)

    def load(self, detail: Detail) -> None:
        """Show the scale."""
        value = detail.record.value
        self.group.setExclusive(False)
        for code, choice in self.choices.items():
            choice.setChecked(code == value.get("scale"))
        self.group.setExclusive(True)
        parts.pick(self.kind, value.get("type"))
        self.tell(detail)

    def tell(self, detail: Detail) -> None:
        """Point out a large first test or a jump."""
        told = [code for code in detail.hints if code in ("start_smaller", "scale_jump")]
        self.hinted.setText(say.tr(words.HINTS[told[0]]) if told else "")
        self.hinted.setVisible(bool(told))

    def values(self, today: date) -> dict[str, object]:
        """The scale and kind."""
        scale = next((code for code, choice in self.choices.items() if choice.isChecked()), None)
        return {"scale": scale, "type": self.kind.currentData() or None}

    def before(self, value: Mapping[str, object], detail: Detail) -> str:
        """The scale of the last cycle."""
        scale = str(value.get("scale") or "")
        return say.code("cycle_scale", scale) if scale else ""


class QuestionsStep(Step):
    """What the test is to answer: one question or a few."""

    def __init__(self) -> None:
        super().__init__(
            say.tr("What do you want the test to answer?"),
            say.tr("One question is enough. Each gets a prediction of its own on the next pages."),
        )
        self._lines = column(gap=8)
        self.rows.addLayout(self._lines)
        self.boxes: dict[str, Notes] = {}
        self._gone: set[str] = set()
        self.more = parts.button(say.tr("Another question"), self._more, "add")
        self.rows.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def load(self, detail: Detail) -> None:
        """Show the questions; the first is there to be written."""
        asked = dict(kinds.live_rows(detail.record.value, "predictions"))
        if (
            list(asked) == [row for row, box in self.boxes.items() if box.text() or row in asked]
            and self.boxes
        ):
            for row, one in asked.items():
                self.boxes[row].setText(str(one.get("question") or ""))
            return
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes, self._gone = {}, set()
        for row, one in asked.items():
            self._line(row, str(one.get("question") or ""))
        if not asked:
            self._line(next_row(1), "")

    def _line(self, row: str, text: str) -> None:
        line = QWidget()
        rows: QVBoxLayout = column(line, 2)
        box = Notes(lines=2)
        number = len(self.boxes) + 1
        ask(rows, say.tr("Question {number}", number=number), box)
        box.setText(text)
        box.textChanged.connect(self.typed)
        self.boxes[row] = box
        self._lines.addWidget(line)
        parts.before(self.more, [box])
        self.more.setEnabled(len(self.boxes) < improvement.MOST_QUESTIONS)

    def _more(self) -> None:
        row = next_row(len(self.boxes) + 1)
        self._line(row, "")
        self.boxes[row].setFocus()

    def values(self, today: date) -> dict[str, object]:
        """The questions; one that was emptied is taken out."""
        made: dict[str, object] = {}
        for row, box in self.boxes.items():
            made[row] = (
                {"question": box.text(), kinds.REMOVED: False} if box.text() else {kinds.REMOVED: True}
            )
        return {"predictions": made}

    def before(self, value: Mapping[str, object], detail: Detail) -> str:
        """The questions of the last cycle."""
        return "\n".join(str(one.get("question")) for _, one in kinds.live_rows(value, "predictions"))


class PredictionStep(Step):
    """What is expected for one question: words, a figure, a day."""

    def __init__(self, row: str, question: str, number: int, of: int) -> None:
        title = say.tr("What do you expect to see?")
        super().__init__(
            title, say.tr("A guess is fine; a blank can't teach us. A figure can be put on the chart.")
        )
        self.row = row
        self.question = Words(
            say.tr("Question {number} of {of}: {question}", number=number, of=of, question=question),
            "subheading",
        )
        self.rows.addWidget(self.question)
        self.words = Notes(lines=2)
        self.low, self.high, self.by = QLineEdit(), QLineEdit(), QLineEdit()
        ask(self.rows, say.tr("We expect"), self.words)
        inside = QWidget()
        beside = grid(inside)
        self.problems = {}
        for at, (name, label, box) in enumerate(
            (
                ("low", say.tr("At least"), self.low),
                ("high", say.tr("At most"), self.high),
                ("by", say.tr("By when"), self.by),
            )
        ):
            cell = column()
            self.problems[name] = ask(cell, label, box)
            cell.addStretch(1)
            beside.addLayout(cell, 0, at)
            beside.setColumnStretch(at, 1)
            box.textChanged.connect(self.typed)
        self.rows.addWidget(inside)
        self.words.textChanged.connect(self.typed)

    def load(self, detail: Detail) -> None:
        """Show the prediction."""
        one = dict(kinds.live_rows(detail.record.value, "predictions")).get(self.row, {})
        self.words.setText(str(one.get("prediction") or ""))
        self.low.setText(parts.shown_number(one.get("low")))
        self.high.setText(parts.shown_number(one.get("high")))
        self.by.setText(parts.shown_day(one.get("by")))

    def values(self, today: date) -> dict[str, object]:
        """The prediction."""
        for problem in self.problems.values():
            problem.say("")
        low, high = parts.read_number("low", self.low), parts.read_number("high", self.high)
        by = parts.read_day("by", self.by, today)
        return {
            "predictions": {
                self.row: {"prediction": self.words.text() or None, "low": low, "high": high, "by": by}
            }
        }

    def refuse(self, error: parts.Unread) -> bool:
        """Beside the figure or the day."""
        problem = self.problems.get(error.field)
        if problem is None:
            return False
        problem.say(say.tr(parts.PROBLEMS[error.code]))
        if problem.field is not None:
            problem.field.setFocus()
        return True

    def before(self, value: Mapping[str, object], detail: Detail) -> str:
        """What the last cycle predicted for the same question, and what happened."""
        mine = self.question.text()
        rows = [one for _, one in kinds.live_rows(value, "predictions")]
        same = [one for one in rows if str(one.get("question")) and str(one.get("question")) in mine] or rows
        told = []
        for one in same:
            told.append(
                say.tr("We expected: {prediction}", prediction=words.foretold(one) or say.tr("nothing said"))
            )
            if one.get("result") or one.get("value") is not None:
                happened = str(one.get("result") or "") or parts.shown_number(one.get("value"))
                told.append(say.tr("It was: {result}", result=happened))
            if one.get("verdict"):
                told.append(say.code("prediction_verdict", str(one["verdict"])))
        return "\n".join(told)


class DataStep(Step):
    """One measure, and who collects what, when, where and how."""

    def __init__(self) -> None:
        super().__init__(
            say.tr("How will you know?"),
            say.tr("One measure is enough. A tally on paper counts too: say who keeps it."),
        )
        self.measure = QComboBox()
        ask(self.rows, say.tr("Measure, for the chart"), self.measure)
        self.text = Text(
            "",
            "",
            (
                ("data_what", say.tr("What is noted"), 2),
                ("data_who", say.tr("By whom"), 1),
                ("data_when", say.tr("When"), 1),
                ("data_where", say.tr("Where"), 1),
                ("data_how", say.tr("How"), 2),
            ),
        )
        self.rows.addWidget(self.text)
        self.text.typed.connect(self.typed)
        self.measure.currentIndexChanged.connect(self.typed)

    def load(self, detail: Detail) -> None:
        """Show the data plan."""
        self.measure.clear()
        self.measure.addItem(say.tr("No measure chosen"), "")
        for ent, called in detail.measures:
            self.measure.addItem(called, ent)
        parts.pick(self.measure, detail.record.value.get("measure"))
        self.text.load(detail)

    def values(self, today: date) -> dict[str, object]:
        """Measure and data plan."""
        return {"measure": self.measure.currentData() or None, **self.text.values(today)}

    def before(self, value: Mapping[str, object], detail: Detail) -> str:
        """The last cycle's."""
        called = dict(detail.measures).get(str(value.get("measure") or ""), "")
        return "\n".join(one for one in (called, self.text.before(value, detail)) if one)


class RowsStep(Step):
    """Rows such as tasks or people."""

    def __init__(
        self,
        title: str,
        hint: str,
        group: str,
        fields: Sequence[Asked],
        add: str,
        today: Callable[[], date],
    ) -> None:
        super().__init__(title, hint)
        self.fields = fields
        self.form = RowsForm(group, fields, add, today)
        self.form.changed.connect(self.typed)
        self.rows.addWidget(self.form)

    def load(self, detail: Detail) -> None:
        """Show the rows."""
        if "person" in self.form.boxes:
            self.form.offer("person", detail.people)
        self.form.load(detail.record.value)

    def values(self, today: date) -> dict[str, object]:
        """The rows."""
        return self.form.values(today)

    def refuse(self, error: parts.Unread) -> bool:
        """Beside the day."""
        return self.form.refuse(error)

    def before(self, value: Mapping[str, object], detail: Detail) -> str:
        """The last cycle's rows."""
        called = {"person": detail.names}
        return "\n".join(said(self.fields, one, called) for _, one in kinds.live_rows(value, self.form.group))


class DatesStep(Step):
    """When it starts and ends, and the day to look at it."""

    def __init__(self) -> None:
        super().__init__(
            say.tr("When will you look at it?"),
            say.tr("Soon: a week is better than a month. Write 4 May, Friday or in 2 weeks."),
        )
        self.boxes = {name: QLineEdit() for name in ("starts_on", "look_on", "ends_on")}
        labels = (say.tr("Starts on"), say.tr("Look at it together on"), say.tr("Ends on"))
        self.problems = {}
        for (name, box), label in zip(self.boxes.items(), labels, strict=True):
            self.problems[name] = ask(self.rows, label, box)
            box.textChanged.connect(self.typed)
        self._labels = dict(zip(self.boxes, labels, strict=True))

    def load(self, detail: Detail) -> None:
        """Show the dates."""
        for name, box in self.boxes.items():
            box.setText(parts.shown_day(detail.record.value.get(name)))

    def values(self, today: date) -> dict[str, object]:
        """The dates."""
        for problem in self.problems.values():
            problem.say("")
        return {name: parts.read_day(name, box, today) for name, box in self.boxes.items()}

    def refuse(self, error: parts.Unread) -> bool:
        """Beside the date."""
        problem = self.problems.get(error.field)
        if problem is None:
            return False
        problem.say(say.tr(parts.PROBLEMS[error.code]))
        if problem.field is not None:
            problem.field.setFocus()
        return True

    def before(self, value: Mapping[str, object], detail: Detail) -> str:
        """The last cycle's dates."""
        return "\n".join(
            f"{self._labels[name]}: {say.day(str(value[name]))}" for name in self.boxes if value.get(name)
        )


class IncidentsStep(Step):
    """The incidents that made people think of it: whoever logged them hears what was changed."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            say.tr("Which incidents are behind it?"),
            say.tr("Optional. When the change is adopted, those who logged them hear of it on Today."),
        )
        self._workspace = workspace
        self._held: dict[str, str] = {}
        self._lines: tuple[Line, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName(say.tr("Recent incidents, Space ticks"))
        self.list.setMinimumHeight(theme.px(160))
        self.list.itemChanged.connect(lambda _item: self.typed.emit())
        self.rows.addWidget(self.list)
        self.none = Words(say.tr("No incidents in this store yet."), "second")
        self.rows.addWidget(self.none)

    def offer(self, lines: tuple[Line, ...]) -> None:
        """The latest incidents to choose from."""
        self._lines = lines
        self._fill()

    def load(self, detail: Detail) -> None:
        """Tick those that are behind the test."""
        self._held = {
            str(one.get("incident")): row for row, one in kinds.live_rows(detail.record.value, "incidents")
        }
        self._fill()

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        now = self._workspace.now()
        for line in self._lines:
            told = ", ".join(
                one
                for one in (incident_words.when(line.started_at, now), incident_words.short(line), line.area)
                if one
            )
            item = QListWidgetItem(told)
            item.setData(Qt.ItemDataRole.UserRole, line.ent)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = line.ent in self._held
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self.list.setVisible(bool(self._lines))
        self.none.setVisible(not self._lines)

    def values(self, today: date) -> dict[str, object]:
        """The incidents ticked; those taken off are taken out."""
        made: dict[str, object] = {}
        for at in range(self.list.count()):
            item = self.list.item(at)
            ent, ticked = str(item.data(Qt.ItemDataRole.UserRole)), item.checkState() == Qt.CheckState.Checked
            if ticked and ent not in self._held:
                self._held[ent] = new_row()
                made[self._held[ent]] = {"incident": ent, kinds.REMOVED: False}
            elif ticked:
                made[self._held[ent]] = {"incident": ent}
            elif ent in self._held:
                made[self._held.pop(ent)] = {kinds.REMOVED: True}
        return {"incidents": made}

    def before(self, value: Mapping[str, object], detail: Detail) -> str:
        """How many the last cycle had."""
        many = sum(1 for _ in kinds.live_rows(value, "incidents"))
        return say.count(many, "incident", "incidents") if many else ""


def differing(held: Mapping[str, object], wanted: Mapping[str, Any]) -> dict[str, object]:
    """What of these values differs from what a record holds, nested; nothing and empty are the same."""
    flat = kinds.flatten(held)
    rows = {path.rpartition(".")[0] for path in flat}
    changed = {}
    for path, value in kinds.flatten(wanted).items():
        row, _, name = path.rpartition(".")
        unknown = name == kinds.REMOVED and row not in rows  # a row that was never kept need not be taken out
        if not unknown and _said(flat.get(path)) != _said(value):
            changed[path] = value
    return kinds.nest(changed)


def _said(value: object) -> object:
    return None if value is False or value == "" else value
