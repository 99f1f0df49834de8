"""What the gates made in code share: a title, labelled fields with their problems, and a row of buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from wardqi.app import theme
from wardqi.app.gates.gate import Gate, reveal
from wardqi.app.settings import Settings
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words, look


class Asking(Gate):
    """A gate that asks for a few things; put them in with `ask`, then the buttons with `end`."""

    def __init__(self, settings: Settings, title: str, intro: str) -> None:
        super().__init__(settings)
        self.rows = QVBoxLayout(self.inside)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(theme.px(8))
        self.title = Words(title, "title")
        self.intro = Words(intro, "second")
        self.rows.addWidget(self.title)
        self.rows.addWidget(self.intro)
        self.setAccessibleName(title)
        self.lines: dict[QWidget, FieldProblem] = {}

    def ask(self, label: str, field: QWidget, note: str = "", beside: QWidget | None = None) -> None:
        """A field under its label, perhaps with a button beside it, and room for its problem."""
        words = Words(label, "subheading")
        words.setBuddy(field)
        field.setAccessibleName(label.replace("&", ""))
        self.rows.addWidget(words)
        if note:
            field.setAccessibleDescription(note)
            self.rows.addWidget(Words(note, "small"))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(field, 1)
        if beside is not None:
            row.addWidget(beside)
        self.rows.addLayout(row)
        line = FieldProblem(field)
        self.lines[field] = line
        self.rows.addWidget(line)

    def ask_secret(self, label: str, note: str = "", show: str = "") -> QLineEdit:
        """A field whose text is hidden; `show` names a button that shows it."""
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        button = QPushButton(self.tr("Show")) if show else None
        if button is not None:
            button.setCheckable(True)
            button.setAccessibleName(show)
            reveal(field, button)
        self.ask(label, field, note, button)
        return field

    def end(self, *buttons: QPushButton) -> None:
        """The buttons, the first of them the one this gate is for."""
        look(buttons[0], "primary")
        row = Flow(8)
        for button in buttons:
            row.add(button)
        self.rows.addWidget(row)

    def tell(self, *told: tuple[QWidget, str]) -> bool:
        """Show each problem beside its field and go to the first; True when there is none."""
        for field, text in told:
            self.lines[field].say(text)
        first = next((field for field, text in told if text), None)
        if first is not None:
            first.setFocus()
        return first is None
