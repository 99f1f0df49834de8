"""A problem with one answer, said beside it, and the list at the top that leads to each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wardqi.app import theme
from wardqi.app.widgets.words import Icon, Words, look, mark


class FieldProblem(QWidget):
    """A line under a field: icon and words, or nothing. The field's border and its spoken description
    change with it, so the problem is never colour alone."""

    def __init__(self, field: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field: QWidget | None = None
        self._before = ""
        self._words: Words | None = None
        self.setVisible(False)
        if field is not None:
            self.guard(field)

    def guard(self, field: QWidget) -> None:
        """Name the field this line is about."""
        self._field, self._before = field, field.accessibleDescription()

    @property
    def field(self) -> QWidget | None:
        """The field this line is about."""
        return self._field

    @property
    def text(self) -> str:
        """The problem, empty when there is none."""
        return "" if self._words is None or self.isHidden() else self._words.text()

    def say(self, text: str) -> None:
        """Show a problem; empty text takes it away."""
        if text and self._words is None:
            self._words = self._make()
        if self._words is not None:
            self._words.setText(text)
        self.setVisible(bool(text))
        if self._field is not None:
            mark(self._field, "problem", bool(text))
            self._field.setAccessibleDescription(text or self._before)

    def _make(self) -> Words:
        """Icon and words, once there is something to say: most answers of a form never have a problem."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        words = Words("", "problem")
        row.addWidget(Icon("problem", 18, "problem"))
        row.addWidget(words, 1)
        return words


class ProblemList(QFrame):
    """The summary at the top of a form; each line moves focus to its answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look(self, "problem-box")
        self._rows = QVBoxLayout(self)
        edge = theme.px(12)
        self._rows.setContentsMargins(edge, edge, edge, edge)
        self._rows.setSpacing(theme.px(4))
        self._head = Words("", "subheading")
        self._rows.addWidget(self._head)
        self.setVisible(False)

    def show_problems(self, head: str, problems: Sequence[FieldProblem]) -> None:
        """List the problems that are being shown; none hides the summary."""
        while self._rows.count() > 1:
            item = self._rows.takeAt(1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        told = [problem for problem in problems if problem.text]
        self._head.setText(head)
        for problem in told:
            link = QPushButton(problem.text.replace("&", "&&"))
            look(link, "link")
            if problem.field is not None:
                link.clicked.connect(problem.field.setFocus)
            self._rows.addWidget(link)
        self.setVisible(bool(told))
        first = self._rows.itemAt(1)
        link_at_top = first.widget() if first is not None else None
        if told and link_at_top is not None:
            link_at_top.setFocus()
