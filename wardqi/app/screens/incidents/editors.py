"""One control for each type of field, made from the field itself: its label, its list of codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import incident_words as words
from wardqi.app import say, theme
from wardqi.app.screens.incidents.choices import Choices, Option
from wardqi.app.screens.incidents.when import TimeField
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes, times
from wardqi.domain.kinds import Field, Type

_FEW = 6


class Editor(QWidget):
    """A labelled control for one field of a record; `value` as the record holds it, None when empty."""

    changed = Signal()

    def __init__(
        self, workspace: Workspace, field: Field, spoken: str, held: object, control: QWidget
    ) -> None:
        super().__init__()
        self.workspace, self.field, self.held, self.control = workspace, field, held, control
        control.setAccessibleName(spoken)
        self.problem = FieldProblem(control)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(2))
        if not isinstance(control, QCheckBox):
            label = Words(field.label)
            label.setBuddy(control)
            rows.addWidget(label)
        rows.addWidget(control)
        rows.addWidget(self.problem)

    def setFocus(self, *_: object) -> None:  # noqa: N802 - Qt's name
        """Stand in the control.

        Not a focus proxy: Qt would then make this group a second stop of its own on the way forward.
        """
        self.control.setFocus()

    @property
    def value(self) -> object:
        """What the control holds."""
        raise NotImplementedError

    @property
    def differs(self) -> bool:
        """Whether it would change the record."""
        return self.value != self.held

    def check(self) -> bool:
        """Whether what is typed can be kept; says beside it why not."""
        return True


class TextEditor(Editor):
    """Words, on one line or many."""

    def __init__(self, workspace: Workspace, field: Field, spoken: str, held: object) -> None:
        self._edit: QLineEdit | QPlainTextEdit
        text = held if isinstance(held, str) else ""
        if field.type is Type.NOTES:
            self._edit = area = QPlainTextEdit()
            area.setTabChangesFocus(True)
            area.setPlainText(text)
            line = area.fontMetrics().lineSpacing()
            area.setMinimumHeight(line * 3 + theme.px(16))
            area.setMaximumHeight(line * 8 + theme.px(16))
        else:
            self._edit = QLineEdit(text)
        super().__init__(workspace, field, spoken, held, self._edit)
        self._edit.textChanged.connect(self.changed)

    @property
    def value(self) -> object:
        """The words, None when blank."""
        edit = self._edit
        text = edit.toPlainText() if isinstance(edit, QPlainTextEdit) else edit.text()
        return text.strip() or None


class NumberEditor(Editor):
    """A whole number or one with a point."""

    def __init__(self, workspace: Workspace, field: Field, spoken: str, held: object) -> None:
        self._edit = QLineEdit("" if held is None else str(held))
        self._edit.setMaximumWidth(theme.px(160))
        super().__init__(workspace, field, spoken, held, self._edit)
        self._edit.textChanged.connect(self.changed)

    @property
    def value(self) -> object:
        """The number; what does not read is kept as it was."""
        text = self._edit.text().strip()
        if not text:
            return None
        try:
            return int(text) if self.field.type is Type.WHOLE else float(text)
        except ValueError:
            return self.held

    def check(self) -> bool:
        """Whether it reads as a number."""
        text = self._edit.text().strip()
        try:
            if text:
                _ = int(text) if self.field.type is Type.WHOLE else float(text)
        except ValueError:
            self.problem.say(self.tr("Write a number."))
            return False
        self.problem.say("")
        return True


class FlagEditor(Editor):
    """A tick."""

    def __init__(self, workspace: Workspace, field: Field, spoken: str, held: object) -> None:
        self._box = QCheckBox(field.label.replace("&", "&&"))
        self._box.setChecked(held is True)
        super().__init__(workspace, field, spoken, held, self._box)
        self._box.toggled.connect(self.changed)

    @property
    def value(self) -> object:
        """True, or what an empty box stands for in this record."""
        return True if self._box.isChecked() else (False if self.held is not None else None)


class DateEditor(Editor):
    """A day, typed."""

    def __init__(self, workspace: Workspace, field: Field, spoken: str, held: object) -> None:
        self._edit = QLineEdit(say.day(held) if isinstance(held, str) else "")
        self._edit.setMaximumWidth(theme.px(220))
        super().__init__(workspace, field, spoken, held, self._edit)
        self._edit.textChanged.connect(self.changed)

    @property
    def value(self) -> object:
        """The day; what does not read is kept as it was."""
        text = self._edit.text().strip()
        if not text:
            return None
        day = read_day(text, self.workspace.now().date())
        return self.held if day is None else day.isoformat()

    def check(self) -> bool:
        """Whether it reads as a day."""
        text = self._edit.text().strip()
        wrong = bool(text) and read_day(text, self.workspace.now().date()) is None
        self.problem.say(self.tr("Write a date as 3 May 1988 or 3/5/1988.") if wrong else "")
        return not wrong


class MomentEditor(Editor):
    """A moment, typed and said back."""

    def __init__(self, workspace: Workspace, field: Field, spoken: str, held: object) -> None:
        self._time = TimeField(workspace, spoken)
        self._time.put_moment(held if isinstance(held, str) else None)
        super().__init__(workspace, field, spoken, held, self._time)
        self._time.changed.connect(self.changed)

    @property
    def value(self) -> object:
        """The moment; what does not read is kept as it was."""
        if self._time.empty:
            return None
        return self._time.moment or self.held

    def check(self) -> bool:
        """Whether it reads as a moment, without doubt."""
        if self._time.in_doubt:
            self._time.problem.say(self._time.trouble())
            return False
        return True


class OneEditor(Editor):
    """One of a list: codes, areas, people."""

    def __init__(
        self,
        workspace: Workspace,
        field: Field,
        spoken: str,
        held: object,
        options: Sequence[tuple[str, str]],
    ) -> None:
        self._box = QComboBox()
        self._box.addItem("", None)
        for code, text in options:
            self._box.addItem(text, code)
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(20)
        known = [code for code, _ in options]
        if isinstance(held, str) and held not in known:  # retired since, still readable
            self._box.addItem(say.code(field.codes, held) if field.codes else held, held)
            known.append(held)
        self._box.setCurrentIndex(known.index(held) + 1 if held in known else 0)
        super().__init__(workspace, field, spoken, held, self._box)
        self._box.currentIndexChanged.connect(self.changed)

    @property
    def value(self) -> object:
        """The code chosen."""
        return self._box.currentData()


class ManyEditor(Editor):
    """Several of a list."""

    def __init__(
        self,
        workspace: Workspace,
        field: Field,
        spoken: str,
        held: object,
        options: Sequence[tuple[str, str]],
    ) -> None:
        self._choices = Choices(spoken)
        self._choices.offer([Option(code, text) for code, text in options])
        self._choices.choose([str(one) for one in held] if isinstance(held, list) else [])
        super().__init__(workspace, field, spoken, held, self._choices)
        self._choices.changed.connect(self.changed)

    @property
    def value(self) -> object:
        """The codes chosen, None when none is."""
        return sorted(self._choices.chosen) or None

    @property
    def differs(self) -> bool:
        """An empty list and nothing are the same answer."""
        return (self.value or []) != (self.held or [])


class Editors:
    """Makes controls; knows the ward's areas, people and patients by name."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        names: Mapping[str, str],
        areas: Mapping[str, str],
        patients: Sequence[tuple[str, str]],
    ) -> None:
        self._workspace = workspace
        self._names, self._areas, self._patients = names, areas, patients

    def make(self, field: Field, held: object, before: str = "") -> Editor:
        """The control for a field; `before` is said before its label where the label alone is not enough."""
        spoken = f"{before}: {field.label}" if before else field.label
        if field.type is Type.CODES and field.codes:
            return ManyEditor(self._workspace, field, spoken, held, self._options(field))
        if field.type in (Type.CODE, Type.PERSON, Type.RECORD):
            return OneEditor(self._workspace, field, spoken, held, self._options(field))
        kinds: dict[Type, type[TextEditor | NumberEditor | FlagEditor | DateEditor | MomentEditor]] = {
            Type.WHOLE: NumberEditor,
            Type.NUMBER: NumberEditor,
            Type.FLAG: FlagEditor,
            Type.DATE: DateEditor,
            Type.MOMENT: MomentEditor,
        }
        return kinds.get(field.type, TextEditor)(self._workspace, field, spoken, held)

    def _options(self, field: Field) -> list[tuple[str, str]]:
        if field.codes:
            live = codes.get(field.codes).live(self._workspace.now().date())
            return [(one.code, one.plain) for one in live]
        if field.refers == "ward.areas":
            return list(self._areas.items())
        if field.refers == "patient":
            return list(self._patients)
        if field.type is Type.PERSON:
            return sorted(self._names.items(), key=lambda pair: pair[1].casefold())
        return []


def read_day(text: str, today: date) -> date | None:
    """A day as typed, None when it is none."""
    try:
        return times.read_date(text, today)
    except times.NotATime:
        return None


class RowEditors(QWidget):
    """The controls of one row inside a record, with a way to take the row out."""

    changed = Signal()
    taken_out = Signal()

    def __init__(self, row: str, title: str, editors: Sequence[Editor]) -> None:
        super().__init__()
        self.row, self.editors = row, tuple(editors)
        self.removed = False
        rows = QVBoxLayout(self)
        rows.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        rows.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.addWidget(Words(title, "subheading"), 1)
        button = QPushButton(self.tr("Take out"))
        button.setAccessibleName(self.tr("Take out: {row}").format(row=title))
        look(button, "quiet")
        button.clicked.connect(self._take_out)
        head.addWidget(button)
        rows.addLayout(head)
        for editor in self.editors:
            rows.addWidget(editor)
            editor.changed.connect(self.changed)

    def _take_out(self) -> None:
        self.removed = True
        self.hide()
        self.taken_out.emit()
        self.changed.emit()


def row_title(rows: str, values: Mapping[str, object], at: int) -> str:
    """What a row is called: its type where it has one, else the group's name and its place."""
    type_ = values.get("type")
    if isinstance(type_, str):
        return say.code("restrictive_type", type_)
    return f"{words.rows_label(rows)} {at}"
