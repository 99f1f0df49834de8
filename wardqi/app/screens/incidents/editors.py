"""One control for each type of field, made from the field itself: its label, its list of codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import incident_words as words
from wardqi.app import say, theme
from wardqi.app.screens.incidents.choices import Choices, Option
from wardqi.app.screens.incidents.parts import ASKED_WHEN, FREE_LINES, NATIONAL, OFFERED_GROUPS, When, said
from wardqi.app.screens.incidents.when import TimeField
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.notes import Notes
from wardqi.app.widgets.spoken import Spoken
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.domain import codes, incidents, times
from wardqi.domain.kinds import Field, Type, cleaned

Offered = Sequence[tuple[str, str]]
_LINES, _MOST_LINES = 3, 5
_PAUSE_MS = 1000


def multiline(workspace: Workspace, spoken: str, record: str = "") -> Notes:
    """The control for words on many lines; every such control of an incident is made here.

    Its line `beside` goes under it; `record` is what the name shield's "keep" is remembered for.
    """
    notes = Notes()
    notes.setAccessibleName(spoken)
    notes.set_lines(_LINES, _MOST_LINES)
    notes.watch(workspace, record)
    return notes


class Pick(QComboBox):
    """A list to choose one from: by its first words, spaces too, or from the list that opens.

    The mouse wheel scrolls the page and never changes an answer.
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._forget)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters go to the first answer that begins so; a space alone opens the list."""
        text = event.text().casefold()
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if held or not text.isprintable() or not text or (text == " " and not self._typed):
            super().keyPressEvent(event)
            return
        self._typed += text
        if not self._find(self._typed, self.currentIndex()):
            self._typed = text
            self._find(text, self.currentIndex() + 1)
        self._pause.start()

    def _find(self, typed: str, first: int) -> bool:
        """Choose the next answer from there on that begins so; from the top when none follows."""
        many = self.count()
        order = [(first + step) % many for step in range(many)] if many else []
        found = next((at for at in order if self.itemText(at).casefold().startswith(typed)), None)
        if found is not None:
            self.setCurrentIndex(found)
        return found is not None

    def _forget(self) -> None:
        self._typed = ""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class Editor(QWidget):
    """A labelled control for one field of a record; `value` as the record holds it, None when empty.

    `held` is what the record says; `differs` whether the control says something else.
    """

    changed = Signal()

    def __init__(
        self, workspace: Workspace, field: Field, spoken: str, held: object, control: QWidget
    ) -> None:
        super().__init__()
        self.workspace, self.field, self.held, self.control = workspace, field, held, control
        self.when: When | None = None
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
        self._put(held)

    def setFocus(self, *_: object) -> None:  # noqa: N802 - Qt's name
        """Stand in the control.

        Not a focus proxy: Qt would then make this group a second stop of its own on the way forward.
        """
        self.control.setFocus()

    def speak(self, name: str) -> None:
        """Call the control this to a screen reader."""
        self.control.setAccessibleName(name)

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
        return self._filled()

    def _filled(self) -> bool:
        wanting = self.field.required and not self.isHidden() and not said(self.value)
        self.problem.say(self.tr("This needs an answer, or take the entry out.") if wanting else "")
        return not wanting

    def show_value(self, value: object) -> None:
        """Show an answer, quietly."""
        before = self.blockSignals(True)
        self._put(value)
        self.blockSignals(before)

    def follow(self, held: object) -> None:
        """The record says this now; a control that nobody changed says it too."""
        if held == self.held:
            return
        untouched = not self.differs
        self.held = held
        if untouched:
            self.show_value(held)

    def asked(self, beside: Mapping[str, object]) -> None:
        """Hide it where another answer makes it pointless; never while it holds something."""
        self.setHidden(self.when is not None and not self.when.met(beside) and not said(self.value))

    def _put(self, value: object) -> None:
        raise NotImplementedError


def one_line(workspace: Workspace, spoken: str, record: str = "") -> Spoken:
    """As `multiline`, for free words on one line."""
    line = Spoken()
    line.setAccessibleName(spoken)
    line.set_lines(1, 1)
    line.lets = frozenset()  # initials too: this is a record, not what is said aloud
    line.watch(workspace, record)
    line.left.connect(workspace.step_back)
    return line


class TextEditor(Editor):
    """Words, on one line or many; the name shield looks over all but names, numbers and references."""

    def __init__(self, workspace: Workspace, field: Field, spoken: str, held: object) -> None:
        self._edit: QLineEdit | Notes = _control(workspace, field, spoken)
        super().__init__(workspace, field, spoken, held, self._edit)
        rows = self.layout()
        if isinstance(self._edit, Notes) and rows is not None:
            rows.addWidget(self._edit.beside)
        self._edit.textChanged.connect(self.changed)

    def keep_for(self, record: str) -> None:
        """What the name shield's "keep" is remembered for: the record's id, or its draft's."""
        if isinstance(self._edit, Notes):
            self._edit.watch(self.workspace, record)

    @property
    def value(self) -> object:
        """The words without what no record may hold, such as marks that turn text around; None when blank."""
        edit = self._edit
        text = edit.text() if isinstance(edit, QLineEdit | Spoken) else edit.toPlainText()
        if text == self.held:
            return text
        return cleaned(text, lines=self.field.type is Type.NOTES).strip() or None

    def _put(self, value: object) -> None:
        text = value if isinstance(value, str) else ""
        if isinstance(self._edit, QLineEdit | Spoken):
            self._edit.setText(text)
        else:
            self._edit.setPlainText(text)


def _control(workspace: Workspace, field: Field, spoken: str) -> QLineEdit | Notes:
    if field.type is Type.NOTES:
        return multiline(workspace, spoken)
    return one_line(workspace, spoken) if field.name in FREE_LINES else QLineEdit()


class NumberEditor(Editor):
    """A whole number or one with a point."""

    def __init__(self, workspace: Workspace, field: Field, spoken: str, held: object) -> None:
        self._edit = QLineEdit()
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
        return self._filled()

    def _put(self, value: object) -> None:
        self._edit.setText("" if value is None else str(value))


class FlagEditor(Editor):
    """A tick."""

    def __init__(self, workspace: Workspace, field: Field, spoken: str, held: object) -> None:
        self._box = QCheckBox(field.label.replace("&", "&&"))
        super().__init__(workspace, field, spoken, held, self._box)
        self._box.toggled.connect(self.changed)

    @property
    def value(self) -> object:
        """True, or what an empty box stands for in this record."""
        return True if self._box.isChecked() else (False if self.held is not None else None)

    def _put(self, value: object) -> None:
        self._box.setChecked(value is True)


class DateEditor(Editor):
    """A day, typed."""

    def __init__(self, workspace: Workspace, field: Field, spoken: str, held: object) -> None:
        self._edit = QLineEdit()
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
        if text and read_day(text, self.workspace.now().date()) is None:
            self.problem.say(self.tr("Write a date as 3 May 1988 or 3/5/1988."))
            return False
        return self._filled()

    def _put(self, value: object) -> None:
        self._edit.setText(say.day(value) if isinstance(value, str) else "")


class MomentEditor(Editor):
    """A moment, typed and said back."""

    def __init__(self, workspace: Workspace, field: Field, spoken: str, held: object) -> None:
        self._time = TimeField(workspace, spoken)
        super().__init__(workspace, field, spoken, held, self._time)
        self._time.changed.connect(self.changed)

    def speak(self, name: str) -> None:
        """Call the field and what is in it this."""
        super().speak(name)
        self._time.edit.setAccessibleName(name)

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
        return self._filled()

    def _put(self, value: object) -> None:
        self._time.put_moment(value if isinstance(value, str) else None)


class OneEditor(Editor):
    """One of a list: codes, areas, people, rows of the record; `follows` when the list follows answers."""

    follows = False

    def __init__(
        self, workspace: Workspace, field: Field, spoken: str, held: object, options: Callable[[], Offered]
    ) -> None:
        self._box = Pick()
        self._options = options
        super().__init__(workspace, field, spoken, held, self._box)
        self._box.currentIndexChanged.connect(self.changed)

    @property
    def value(self) -> object:
        """The code chosen."""
        return self._box.currentData()

    def offer(self) -> None:
        """Show the options as they are now; the answer stays."""
        offered = [(self._box.itemData(at), self._box.itemText(at)) for at in range(1, self._box.count())]
        if offered != list(self._options()):
            self.show_value(self.value)

    def _put(self, value: object) -> None:
        before = self._box.blockSignals(True)
        self._box.clear()
        self._box.addItem("", None)
        known = []
        for code, text in self._options():
            self._box.addItem(text, code)
            known.append(code)
        if isinstance(value, str) and value not in known:  # retired since, still readable
            self._box.addItem(say.code(self.field.codes, value) if self.field.codes else value, value)
            known.append(value)
        self._box.setCurrentIndex(known.index(value) + 1 if isinstance(value, str) else 0)
        self._box.blockSignals(before)


class ManyEditor(Editor):
    """Several of a list; `follows` when the list follows answers."""

    follows = False

    def __init__(
        self,
        workspace: Workspace,
        field: Field,
        spoken: str,
        held: object,
        options: Callable[[], Sequence[Option]],
    ) -> None:
        self._choices = Choices(spoken)
        self._options = options
        self._choices.offer(options())
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

    def offer(self) -> None:
        """Show the options as they are now; the answer stays."""
        chosen = self._choices.chosen
        self._choices.offer(self._options())
        self._choices.choose(chosen)

    def _put(self, value: object) -> None:
        chosen = [str(one) for one in value] if isinstance(value, list) else []
        known = {option.code for option in self._options()}
        kept = [Option(one, self._plain(one)) for one in chosen if one not in known]
        self._choices.offer([*self._options(), *kept])
        self._choices.choose(chosen)

    def _plain(self, code: str) -> str:
        return say.code(self.field.codes, code) if self.field.codes else code


class Editors:
    """Makes controls; knows the ward's areas, people and patients by name, and the record's own rows."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        names: Mapping[str, str],
        areas: Mapping[str, str],
        patients: Offered,
    ) -> None:
        self._workspace = workspace
        self.know(names, areas, patients)
        self.rows: Callable[[str], Offered] = lambda _rows: ()
        self.values: Callable[[], Mapping[str, object]] = dict
        self.record = ""

    def know(self, names: Mapping[str, str], areas: Mapping[str, str], patients: Offered) -> None:
        """Who and what there is now."""
        self._names, self._areas, self._patients = names, areas, patients

    def make(self, field: Field, held: object, path: str, before: str = "") -> Editor:
        """The control for a field; `path` is without row ids, `before` is said before its label."""
        spoken = f"{before}: {field.label}" if before else field.label
        made = self._make(field, held, path, spoken)
        made.when = ASKED_WHEN.get(path)
        if isinstance(made, TextEditor):
            made.keep_for(self.record)
        if isinstance(made, OneEditor | ManyEditor):
            inside = (field.refers or "").startswith("incident.")
            made.follows = inside or field.name in ("antecedent_main", "negligible_decision")
        return made

    def today(self) -> date:
        """The day whose codes are offered."""
        return self._workspace.now().date()

    def _make(self, field: Field, held: object, path: str, spoken: str) -> Editor:
        workspace = self._workspace
        if field.type is Type.CODES:
            return ManyEditor(workspace, field, spoken, held, lambda: self._many(field))
        if field.type in (Type.CODE, Type.PERSON, Type.RECORD):
            return OneEditor(workspace, field, spoken, held, lambda: self._one(field, path))
        kinds: dict[Type, type[TextEditor | NumberEditor | FlagEditor | DateEditor | MomentEditor]] = {
            Type.WHOLE: NumberEditor,
            Type.NUMBER: NumberEditor,
            Type.FLAG: FlagEditor,
            Type.DATE: DateEditor,
            Type.MOMENT: MomentEditor,
        }
        return kinds.get(field.type, TextEditor)(workspace, field, spoken, held)

    def _many(self, field: Field) -> list[Option]:
        if not field.codes:
            return [Option(code, text) for code, text in self._refers(field)]
        live = codes.get(field.codes).live(self.today())
        if field.codes == "antecedent":  # under the domain of Safewards that each belongs to
            domains = codes.get("safewards_domain")
            ordered = sorted(live, key=lambda one: _place(domains, one.group))
            return [
                Option(one.code, one.plain, "", domains.plain(one.group) if one.group else self._elsewhere())
                for one in ordered
            ]
        return [Option(one.code, self._plain(field, one)) for one in live]

    def _elsewhere(self) -> str:
        return words.tr(words.NO_DOMAIN)

    def _one(self, field: Field, path: str) -> list[tuple[str, str]]:
        if not field.codes:
            return list(self._refers(field))
        groups = OFFERED_GROUPS.get(path)
        live = [
            one for one in codes.get(field.codes).live(self.today()) if groups is None or one.group in groups
        ]
        if field.name == "antecedent_main":  # one of those that were chosen
            chosen = self.values().get("antecedents")
            live = [one for one in live if isinstance(chosen, list) and one.code in chosen]
        if field.name == "negligible_decision" and incidents.not_negligible(self.values()):
            live = [one for one in live if one.code != "negligible"]
        return [(one.code, self._plain(field, one)) for one in live]

    def _plain(self, field: Field, one: codes.Code) -> str:
        return f"{one.plain}  ({one.code})" if field.name in NATIONAL else one.plain

    def _refers(self, field: Field) -> Offered:
        if field.refers == "ward.areas":
            return list(self._areas.items())
        if field.refers == "patient":
            return self._patients
        if field.refers is not None and field.refers.startswith("incident."):
            return self.rows(field.refers.removeprefix("incident."))
        if field.type is Type.PERSON:
            return sorted(self._names.items(), key=lambda pair: pair[1].casefold())
        return ()


def _place(domains: codes.CodeList, group: str | None) -> int:
    order = [one.code for one in domains.entries]
    return order.index(group) if group in order else len(order)


def read_day(text: str, today: date) -> date | None:
    """A day as typed, None when it is none."""
    try:
        return times.read_date(text, today)
    except times.NotATime:
        return None
