"""Where a prompt is answered, by its kind of answer; digits choose, and Enter in a field goes on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDoubleValidator, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import huddle_words as words
from wardqi.app import parts, say, theme
from wardqi.app.screens.huddle import figures
from wardqi.app.widgets.attendance import Attendance
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.spoken import Spoken
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes
from wardqi.domain.checklists import Prompt
from wardqi.services.huddles.preparing import TYPED
from wardqi.services.huddles.running import Answer, Running

_CHOICES = {"yes_no": "yes_no", "concern": "concern"}
_CONCERN_ORDER = ("no_action", "watch", "concern")
_MOST = 1_000_000


class Answering(QWidget):
    """The answer of one prompt. `entered`: Enter in a field; `left`: Esc in one; `edited`: anything changed;
    `done_wanted` names a carried action that was done."""

    entered = Signal()
    left = Signal()
    edited = Signal()
    done_wanted = Signal(str)

    def __init__(self, workspace: Workspace, prompt: Prompt, now: Running, usual: Mapping[str, int]) -> None:
        super().__init__()
        self._workspace = workspace
        self.words: Spoken | None = None
        self.people: Spoken | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.px(10))
        self._prompt = prompt
        self._choices: list[tuple[str, QPushButton]] = []
        self._group: QButtonGroup | None = None
        self._edits: dict[str, QLineEdit] = {}
        self._figures: dict[str, QLineEdit] = {}
        self._scale: QComboBox | None = None
        self._before: dict[str, float] = {}
        self.attendance: Attendance | None = None
        self._make(prompt, now, usual)

    def _make(self, prompt: Prompt, now: Running, usual: Mapping[str, int]) -> None:
        """The controls that this prompt needs, with what was answered before in them."""
        said = now.answers.get(prompt.key) or Answer()
        typed = [fact for fact in prompt.facts if fact in TYPED]
        if prompt.key == "opening":
            self.attendance = Attendance("said")
            self.attendance.show_people(now.attendance or usual)
            self.attendance.changed.connect(self.edited)
            self._rows.addWidget(self.attendance)
        if prompt.key == "yesterday":
            self._carry(now)
        if typed:
            self._offer_figures(typed, now.shown)
        if prompt.answer in _CHOICES:
            self._offer_choices(prompt, said)
        if prompt.answer == "score":
            self._offer_score(said)
        elif prompt.answer == "number" and not typed:
            self._line("number", self.tr("Number"), _shown(said.number), numeric=True)
        if prompt.answer == "people":
            self.people = self._spoken(self.tr("Initials or beds"), said.people)
        if prompt.answer != "none":
            name = self.tr("In a few words") if prompt.answer in ("text", "people") else self.tr("Note")
            self.words = self._spoken(name, said.text)

    def said(self) -> Answer:
        """What is answered now."""
        chosen = next((code for code, button in self._choices if button.isChecked()), None)
        number = _number(self._edits["number"].text()) if "number" in self._edits else None
        if number is None and self._prompt.answer == "number":
            number = self._figure_of_prompt()
        scale = str(self._scale.currentData()) if self._scale is not None and number is not None else None
        said = "" if self.words is None else self.words.text()
        people = "" if self.people is None else self.people.text()
        return Answer(chosen, number, scale, people, said)

    def typed(self) -> dict[str, float]:
        """Figures that were typed and differ from those shown."""
        found = {}
        for fact, edit in self._figures.items():
            number = _number(edit.text())
            if number is not None and number != self._before.get(fact):
                found[fact] = number
        return found

    def body(self) -> dict[str, object]:
        """What is typed, for a draft."""
        lines = {name: edit.text() for name, edit in self._edits.items() if edit.text()}
        lines |= {name: field.text() for name, field in self._said() if field.text()}
        figures = {fact: edit.text() for fact, edit in self._figures.items() if edit.text()}
        chosen = next((code for code, button in self._choices if button.isChecked()), "")
        return {"lines": lines, "figures": figures, "chosen": chosen}

    def restore(self, body: Mapping[str, object]) -> None:
        """Put back what a draft kept."""
        for part, fields in (("lines", self._edits), ("figures", self._figures)):
            kept = body.get(part)
            for key, text in kept.items() if isinstance(kept, dict) else ():
                if key in fields:
                    fields[key].setText(str(text))
        held = body.get("lines")
        for name, field in self._said():
            if isinstance(held, dict) and held.get(name):
                field.setText(str(held[name]))
        for code, button in self._choices:
            if code == body.get("chosen"):
                button.setChecked(True)

    def choose(self, code: str) -> None:
        """Choose an answer by its code, if this prompt has it."""
        for each, button in self._choices:
            if each == code:
                button.setChecked(True)

    def digit(self, digit: str) -> bool:
        """A digit chooses an answer, or begins a number; False when this prompt has neither."""
        if self._choices:
            at = int(digit) - 1
            if 0 <= at < len(self._choices):
                self._choices[at][1].setChecked(True)
                self.edited.emit()
                return True
            return False
        numbers = [*self._figures.values(), *([self._edits["number"]] if "number" in self._edits else [])]
        if not numbers:
            return False
        numbers[0].setFocus(Qt.FocusReason.TabFocusReason)
        numbers[0].setText(digit)
        self.edited.emit()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on and Esc goes back to the prompt, from any field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
                Qt.KeyboardModifier.ControlModifier
            ):
                self.entered.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    # --- parts

    def _carry(self, now: Running) -> None:
        """Actions that were carried in, each with the way to say that it was done."""
        day = now.day
        if not now.carried:
            self._rows.addWidget(Words(self.tr("No actions were open."), "told"))
        for one in now.carried[:_CARRIED]:
            row = QHBoxLayout()
            row.setSpacing(theme.px(8))
            told = Words(words.action(one, day), "said-caution" if one.overdue else "said")
            row.addWidget(told, 1)
            if one.open:
                button = QPushButton(self.tr("Done"))
                theme.dress(button, "tick", "good", 20)
                button.setAccessibleName(self.tr("Done: {what}").format(what=one.what))
                button.clicked.connect(partial(self._done, button, one.ent))
            else:
                button = QPushButton(say.code("action_status", one.status))
                button.setEnabled(False)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.addLayout(row)
        more = len(now.carried) - _CARRIED
        if more > 0:
            self._rows.addWidget(
                Words(say.count(more, "more open action", "more open actions"), "said-second")
            )

    def _done(self, button: QPushButton, ent: str) -> None:
        """Once, however often it is pressed; the list is shown anew when it was saved, or was not."""
        button.setEnabled(False)
        self.done_wanted.emit(ent)

    def _offer_figures(self, facts: list[str], shown: Mapping[str, float]) -> None:
        """Fields in one row, each under its name."""
        self._before = {fact: shown[fact] for fact in facts if fact in shown}
        row = Flow(18)
        for fact in facts:
            edit = self._edit(_shown(shown.get(fact)), numeric=True)
            edit.setValidator(figures.validator(fact, edit))
            edit.setFixedWidth(theme.px(76))
            edit.setAccessibleName(words.fact(fact))
            row.add(parts.named(Words(words.brief(fact), "told"), edit, gap=4))
            self._figures[fact] = edit
        self._rows.addWidget(row)

    def _offer_choices(self, prompt: Prompt, said: Answer) -> None:
        listed = codes.get("huddle_answer")
        group = _CHOICES[prompt.answer]
        order = _CONCERN_ORDER if group == "concern" else listed.in_group(group)
        self._group = QButtonGroup(self)
        row = Flow(8)
        for at, code in enumerate(order, 1):
            told = say.code("huddle_answer", code)
            button = QPushButton(f"{at}  {told}".replace("&", "&&"))
            button.setAccessibleName(told)
            button.setCheckable(True)
            look(button, "answer")
            self._group.addButton(button)
            button.clicked.connect(lambda _on=False: self.edited.emit())
            row.add(button)
            self._choices.append((code, button))
        usual = "no_action" if group == "concern" and said.empty else ""
        self.choose(said.answer or usual)
        self._rows.addWidget(row)

    def _offer_score(self, said: Answer) -> None:
        self._scale = QComboBox()
        self._scale.setAccessibleName(self.tr("Which score"))
        for entry in codes.get("risk_tool").entries:
            self._scale.addItem(say.code("risk_tool", entry.code), entry.code)
        self._scale.setCurrentIndex(max(0, self._scale.findData(said.scale or "broset")))
        self._scale.currentIndexChanged.connect(lambda _at: self.edited.emit())
        self._rows.addWidget(self._scale)
        self._line("number", self.tr("Score, as staff worked it out"), _shown(said.number), numeric=True)

    def _line(self, name: str, label: str, text: str, *, numeric: bool = False) -> None:
        edit = self._edit(text, numeric=numeric)
        edit.setAccessibleName(label)
        above = Words(label, "said-second")
        above.setBuddy(edit)
        self._rows.addWidget(above)
        self._rows.addWidget(edit)
        if numeric:
            edit.setMaximumWidth(theme.px(140))
        self._edits[name] = edit

    def _said(self) -> list[tuple[str, Spoken]]:
        """The fields of words, by what a draft calls them."""
        fields = (("people", self.people), ("text", self.words))
        return [(name, field) for name, field in fields if field is not None]

    def _spoken(self, label: str, text: str) -> Spoken:
        """Words for everyone to read, under the name shield."""
        field = Spoken()
        look(field, "spoken")
        field.setMinimumHeight(theme.px(_FIELD))
        field.setMaximumHeight(theme.px(_FIELD + 16))
        field.setAccessibleName(label)
        field.watch(self._workspace)
        field.setText(text)
        above = Words(label, "said-second")
        above.setBuddy(field)
        for widget in (above, field, field.beside):
            self._rows.addWidget(widget)
        field.entered.connect(self.entered)
        field.left.connect(self.left)
        field.edited.connect(self.edited)
        return field

    def _edit(self, text: str, *, numeric: bool) -> QLineEdit:
        edit = QLineEdit(text)
        look(edit, "spoken")
        if numeric:
            check = QDoubleValidator(0, _MOST, 1, edit)
            check.setNotation(QDoubleValidator.Notation.StandardNotation)
            edit.setValidator(check)
        edit.installEventFilter(self)
        edit.textEdited.connect(lambda _text: self.edited.emit())
        return edit

    def _figure_of_prompt(self) -> float | None:
        known = [_number(edit.text()) for edit in self._figures.values()]
        return next((one for one in reversed(known) if one is not None), None)


_CARRIED = 6
_FIELD = 48


def _shown(number: float | None) -> str:
    return "" if number is None else str(int(number) if number == int(number) else number)


def _number(text: str) -> float | None:
    try:
        found = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return found if 0 <= found <= _MOST else None
