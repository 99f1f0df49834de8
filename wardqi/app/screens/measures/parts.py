"""What the pages behind a chart share: a way back, questions with their problems, numbers read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.spoken import Spoken
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes, people, times
from wardqi.services import recording
from wardqi.services.measuring.changing import NotSettled
from wardqi.services.recording import Saved
from wardqi.text import QT_TRANSLATE_NOOP

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


class Unread(ValueError):
    """What was typed cannot be read; `field` is the answer and `code` one of PROBLEMS."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code


class Pane(QWidget):
    """A page behind the chart: back, title, what it is about, and questions in a column.

    `left` asks for the page before.
    """

    left = Signal()

    def __init__(self, workspace: Workspace, title: str, back: str, widest: int = WIDEST) -> None:
        super().__init__()
        self.workspace = workspace
        self.back = QPushButton(back)
        look(self.back, "quiet")
        theme.dress(self.back, "back", "action", 18)
        self.back.clicked.connect(self.left)
        self.title = Words(title, "title")
        self.about = Words("", "second")
        self.sheet = Sheet(widest)
        self.sheet.rows.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.sheet.add(self.title)
        self.sheet.add(self.about)
        self.problems: dict[str, FieldProblem] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.sheet)

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

    def kept(self, said: str, saved: Saved, changes: str = "measures") -> None:
        """Say what was saved, and how to take it back."""
        self.workspace.did(said, recording.undo, saved.changes, changes=changes)

    def may(self, act: str) -> bool:
        """Whether the person here may do this."""
        return people.may(self.workspace.role, act)


def grid() -> QGridLayout:
    """A column of questions."""
    made = QGridLayout()
    made.setVerticalSpacing(theme.px(4))
    made.setColumnStretch(0, 1)
    return made


def fill(box: QComboBox, codelist: str, only: Iterable[str] = (), blank: str = "") -> None:
    """Offer a code list's codes in words; `only` some, in that order; `blank` is what no answer is called."""
    known = codes.get(codelist)
    box.clear()
    if blank:
        box.addItem(blank, "")
    for code in list(only) or [one.code for one in known.entries if one.valid_to is None]:
        box.addItem(known.plain(code), code)


def pick(box: QComboBox, value: object) -> None:
    """Choose the line with this value; the first when there is none."""
    box.setCurrentIndex(max(0, box.findData(value)))


def read_number(field: str, box: QLineEdit) -> float | None:
    """A number as typed, a comma or a per cent sign allowed; None when empty. Raises Unread."""
    text = box.text().strip().rstrip("%").strip().replace("\u2212", "-").replace(",", ".")
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        raise Unread(field, "not_a_number") from None


def read_day(field: str, box: QLineEdit, today: date) -> date | None:
    """A day as typed; None when empty. Raises Unread."""
    text = box.text().strip()
    if not text:
        return None
    try:
        return times.read_date(text, today)
    except times.NotATime:
        raise Unread(field, "not_a_date") from None


def shown_number(figure: float | None) -> str:
    """A number as it is typed."""
    return "" if figure is None else f"{figure:g}"
