"""Rows of a record, such as tasks: those there are, to be changed or taken out, and a form for another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wardqi.app import parts, say, theme
from wardqi.app.parts import ask, button, column, grid
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words
from wardqi.domain import codes, kinds
from wardqi.services.recording import next_row


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of a row: `kind`: text, day, code, codes, choice (see `offer`); `first` must be answered,
    and what is `needed` in every row."""

    name: str
    label: str
    kind: str = "text"
    codes: str = ""
    first: bool = False
    needed: bool = False


class RowsForm(QWidget):
    """`changed` after a row was added, changed or taken out. What is half typed is added on leaving."""

    changed = Signal()

    def __init__(
        self, group: str, fields: Sequence[Asked], add: str, today: Callable[[], date], across: int = 2
    ) -> None:
        super().__init__()
        self.group, self._fields = group, tuple(fields)
        self._rows: dict[str, dict[str, object]] = {}
        self._gone: set[str] = set()
        self._editing = ""
        self._add, self._today = add, today
        self.boxes: dict[str, QWidget] = {}
        self.problems: dict[str, FieldProblem] = {}
        self._called: dict[str, Mapping[str, str]] = {}
        rows = column(self, 8)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(4))
        rows.addLayout(self._list)
        inside = QWidget()
        beside = grid(inside)
        for at, one in enumerate(self._fields):
            self._place(beside, at, one, across)
        for at in range(across):
            beside.setColumnStretch(at, 1)
        rows.addWidget(inside)
        self.add = button(add, self._added, "add")
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        rows.addLayout(line)

    def _place(self, beside: QGridLayout, at: int, one: Asked, across: int) -> None:
        box: QWidget
        if one.kind == "choice":
            box = QComboBox()
        elif one.kind == "code":
            box = QComboBox()
            parts.fill(box, one.codes, blank=say.tr("Not said"))
        elif one.kind == "codes":
            box = _Checks(one.codes)
        else:
            box = QLineEdit()
        cell = column()
        if isinstance(box, _Checks):
            cell.addWidget(Words(say.tr(one.label)))
            cell.addWidget(box)
        else:
            self.problems[one.name] = ask(cell, say.tr(one.label), box)
        cell.addStretch(1)
        beside.addLayout(cell, at // across, at % across)
        self.boxes[one.name] = box

    def offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """What a field of the kind choice can be: values, and what they are called."""
        self._called[name] = dict(choices)
        box = self.boxes[name]
        if isinstance(box, QComboBox):
            box.clear()
            box.addItem(say.tr("Not said"), "")
            for value, called in choices:
                box.addItem(called, value)

    def load(self, value: Mapping[str, object]) -> None:
        """Show the rows of a record."""
        self._rows = {row: dict(one) for row, one in kinds.live_rows(value, self.group)}
        self._gone = set()
        self._clear()
        self._show()

    def values(self, today: date) -> dict[str, object]:
        """The rows as a change sets them; what is half typed counts as a row. Raises parts.Unread."""
        if self._typed():
            self._take(today)
            self._show()
        made: dict[str, object] = {row: dict(one) for row, one in self._rows.items()}
        made |= {row: {kinds.REMOVED: True} for row in self._gone}
        return {self.group: made}

    def _typed(self) -> bool:
        first = next(one for one in self._fields if one.first)
        box = self.boxes[first.name]
        if isinstance(box, QComboBox):
            return bool(box.currentData())
        return isinstance(box, QLineEdit) and bool(box.text().strip())

    def _take(self, today: date) -> None:
        """What is typed becomes a row."""
        found: dict[str, object] = {}
        for one in self._fields:
            box = self.boxes[one.name]
            if isinstance(box, QComboBox):
                found[one.name] = box.currentData() or None
            elif isinstance(box, _Checks):
                found[one.name] = box.codes() or None
            elif isinstance(box, QLineEdit):
                if one.kind == "day":
                    found[one.name] = parts.read_day(one.name, box, today)
                else:
                    found[one.name] = box.text().strip() or None
        missing = next((one.name for one in self._fields if one.needed and found[one.name] is None), "")
        if missing:
            raise parts.Unread(missing, "missing")
        row = self._editing or next_row(len(self._rows) + len(self._gone) + 1)
        held = self._rows.get(row, {})
        kept = {name: new for name, new in found.items() if new is not None or held.get(name) is not None}
        self._rows[row] = {**held, **kept}
        self._clear()

    def _added(self) -> None:
        for problem in self.problems.values():
            problem.say("")
        first = next(one for one in self._fields if one.first)
        if not self._typed():
            self.refuse(parts.Unread(first.name, "missing"))
            return
        try:
            self._take(self._today())
        except parts.Unread as error:
            self.refuse(error)
            return
        self._show()
        self.boxes[first.name].setFocus()
        self.changed.emit()

    def refuse(self, error: parts.Unread) -> bool:
        """Say beside an answer why it cannot be read; False when it is none of ours."""
        problem = self.problems.get(error.field)
        if problem is None:
            return False
        problem.say(say.tr(parts.PROBLEMS[error.code]))
        if problem.field is not None:
            problem.field.setFocus()
        return True

    def _clear(self) -> None:
        self._editing = ""
        self.add.setText(self._add)
        for problem in self.problems.values():
            problem.say("")
        for box in self.boxes.values():
            if isinstance(box, QComboBox):
                box.setCurrentIndex(0)
            elif isinstance(box, _Checks):
                box.tick(())
            elif isinstance(box, QLineEdit):
                box.clear()

    def _show(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        lines = [self._line(row, one) for row, one in self._rows.items()]
        for line in lines:
            self._list.addWidget(line)
        first = self.boxes[self._fields[0].name]
        parts.before(first, [stop for line in lines for stop in parts.tab_stops(line)])

    def _line(self, row: str, one: Mapping[str, object]) -> QWidget:
        told = said(self._fields, one, self._called)
        line = QWidget()
        beside = QHBoxLayout(line)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.px(8))
        beside.addWidget(Words(told), 1)
        edit = button(say.tr("Change"), partial(self._edit, row), name=say.tr("Change: {what}", what=told))
        out = button(say.tr("Take out"), partial(self._out, row), name=say.tr("Take out: {what}", what=told))
        beside.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(out, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _edit(self, row: str) -> None:
        one = self._rows[row]
        self._clear()
        self._editing = row
        for asked in self._fields:
            box, held = self.boxes[asked.name], one.get(asked.name)
            if isinstance(box, QComboBox):
                parts.pick(box, held)
            elif isinstance(box, _Checks):
                box.tick(held if isinstance(held, list) else ())
            elif isinstance(box, QLineEdit):
                box.setText(parts.shown_day(held) if asked.kind == "day" else str(held or ""))
        self.add.setText(say.tr("Keep the change"))
        self.boxes[self._fields[0].name].setFocus()

    def _out(self, row: str) -> None:
        del self._rows[row]
        self._gone.add(row)
        if self._editing == row:
            self._clear()
        self._show()
        self.boxes[self._fields[0].name].setFocus()
        self.changed.emit()


class _Checks(Flow):
    """Several codes of a list."""

    def __init__(self, codelist: str) -> None:
        super().__init__(8)
        self._boxes = {one.code: QCheckBox(one.plain) for one in codes.get(codelist).entries}
        for box in self._boxes.values():
            self.add(box)

    def codes(self) -> list[str]:
        """Those ticked, as records hold them."""
        return sorted(code for code, box in self._boxes.items() if box.isChecked())

    def tick(self, chosen: Sequence[object]) -> None:
        """Tick these and no others."""
        for code, box in self._boxes.items():
            box.setChecked(code in chosen)


def said(
    fields: Sequence[Asked], one: Mapping[str, object], called: Mapping[str, Mapping[str, str]] | None = None
) -> str:
    """A row as one line of words; `called` gives the words of choices."""
    told = []
    for asked in fields:
        held = one.get(asked.name)
        if held in (None, "", []):
            continue
        if asked.kind == "day":
            told.append(say.day(str(held)))
        elif asked.kind == "choice":
            told.append((called or {}).get(asked.name, {}).get(str(held), ""))
        elif asked.kind == "code":
            told.append(say.code(asked.codes, str(held)))
        elif isinstance(held, list):
            told.append(say.listed([say.code(asked.codes, str(each)).lower() for each in held]))
        else:
            told.append(" ".join(str(held).split()))
    return " · ".join(one for one in told if one)
