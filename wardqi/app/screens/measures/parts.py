"""What the pages behind a chart share: a way back, questions with their problems, numbers read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from wardqi.app import parts, say, theme
from wardqi.app.parts import Unread, fill, pick, read_number, shown_number
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.spoken import Spoken
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.domain import times
from wardqi.services.measuring.changing import NotSettled
from wardqi.services.recording import Saved
from wardqi.text import QT_TRANSLATE_NOOP

__all__ = ["Pane", "Unread", "fill", "grid", "pick", "read_day", "read_number", "shown_number"]

Change = Callable[..., Saved]
Heard = Callable[[Any], None]
WIDEST = 860
PROBLEMS = {
    "missing": QT_TRANSLATE_NOOP("say", "Please answer this. Nothing was saved."),
    "order": QT_TRANSLATE_NOOP("say", "The last is before the first. Which one should change?"),
    "too_few": QT_TRANSLATE_NOOP("say", "A baseline needs two figures at least. Choose a longer stretch."),
    "inside_baseline": QT_TRANSLATE_NOOP(
        "say", "New limits cannot begin inside the frozen baseline. Choose a day after it."
    ),
    "outside": QT_TRANSLATE_NOOP("say", "This day is not on the chart. Choose one between its ends."),
    "not_a_number": QT_TRANSLATE_NOOP("say", "This is not a number that can be used here."),
    "not_above_zero": QT_TRANSLATE_NOOP("say", "This must be above nought."),
    "not_here": QT_TRANSLATE_NOOP("say", "The ward settles this on its own PC. Nothing was saved."),
    "not_counted": QT_TRANSLATE_NOOP("say", "The records cannot give this. Choose another, or type it in."),
    "not_a_date": QT_TRANSLATE_NOOP("say", "This is not a day. Write it as 4 May 2026 or 04/05/2026."),
    "number": QT_TRANSLATE_NOOP("say", "This is not a number that can be used here."),
    "negative": QT_TRANSLATE_NOOP("say", "A count cannot be below nought."),
    "below": QT_TRANSLATE_NOOP("say", "Say what the count is out of; it must be above nought."),
    "over": QT_TRANSLATE_NOOP("say", "The count is larger than what it is out of. Which one should change?"),
    "future": QT_TRANSLATE_NOOP("say", "This period has not begun yet."),
}
"""What stands beside an answer that cannot be used, by code."""


class Pane(parts.Pane):
    """A page behind the chart: what all panes have, and questions in a grid with a key of their own."""

    subject = "measures"

    def __init__(self, workspace: Workspace, title: str, back: str, widest: int = WIDEST) -> None:
        super().__init__(workspace, title, back, widest)
        self.about.show()

    def ask(self, layout: QGridLayout, name: str, label: str, field: QWidget, hint: str = "") -> None:
        """A question: its label (with an & for its key) above the field, a hint, and room for a problem."""
        said = QLabel(label)
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setBuddy(field)
        field.setAccessibleName(label.replace("&", ""))
        if hint:
            field.setAccessibleDescription(hint)
        at = layout.rowCount()
        layout.addWidget(said, at, 0)
        layout.addWidget(field, at + 1, 0)
        if hint:
            layout.addWidget(Words(hint, "small"), at + 2, 0)
        if isinstance(field, QComboBox):
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(14)
        problem = FieldProblem(field)
        self.problems[name] = problem
        layout.addWidget(problem, at + 3, 0)
        if isinstance(field, Spoken):
            field.watch(self.workspace)
            field.left.connect(self.workspace.step_back)
            layout.addWidget(field.beside, at + 4, 0)

    def clear_problems(self) -> None:
        """Before another try."""
        for problem in self.problems.values():
            problem.say("")

    def refused(self, error: Exception) -> None:
        """What was asked for cannot be: beside the answer at fault, or as a message."""
        field = getattr(error, "field", None)
        if isinstance(error, NotSettled | Unread) and field in self.problems:
            problem = self.problems[field]
            problem.say(say.tr(PROBLEMS.get(error.code, PROBLEMS["missing"])))
            if problem.field is not None:
                problem.field.setFocus()
                self.workspace.announce(problem.text)
        else:
            self.workspace.explain(error)


def grid() -> QGridLayout:
    """A column of questions."""
    made = QGridLayout()
    made.setVerticalSpacing(theme.px(4))
    made.setColumnStretch(0, 1)
    return made


def read_day(field: str, box: QLineEdit, today: date) -> date | None:
    """A day as typed; None when empty. Raises Unread."""
    text = box.text().strip()
    if not text:
        return None
    try:
        return times.read_date(text, today)
    except times.NotATime:
        raise Unread(field, "not_a_date") from None
