"""Choosing a patient by initials, bed or name; the one that is left is told with the date of birth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.domain.privacy import age_on
from wardqi.services.patients import Patient

UNKNOWN = "unknown"
ADD = "add"
_SHOWN = 6


class PatientPicker(QWidget):
    """One stop for Tab. `chosen` is a patient's id, UNKNOWN for "not known yet", or None."""

    changed = Signal()
    wanted_new = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._patients: tuple[Patient, ...] = ()
        self._found: list[str] = []
        self._chosen: str | None = None
        self.edit = QLineEdit()
        self.edit.setAccessibleName(self.tr("Patient"))
        self.edit.setAccessibleDescription(
            self.tr("Type initials, bed or name; Up and Down choose, Enter takes.")
        )
        self.edit.setMaximumWidth(theme.px(420))
        self.edit.setClearButtonEnabled(False)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Patients that fit"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._model = QStringListModel(self)
        self.list.setModel(self._model)
        self.confirm = Words("", "good")
        self.warning = Words("", "caution")
        self.problem = FieldProblem(self.edit)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(4))
        for widget in (self.edit, self.list, self.confirm, self.warning, self.problem):
            rows.addWidget(widget)
        self.edit.textEdited.connect(self._typed)
        self.edit.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self._tell()

    def setFocus(self, *_: object) -> None:  # noqa: N802 - Qt's name
        """Stand in the field.

        Not a focus proxy: Qt would then make this group a second stop of its own on the way forward.
        """
        self.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def offer(self, patients: Sequence[Patient]) -> None:
        """The patients on the ward."""
        self._patients = tuple(patients)
        self._search()
        self._tell()

    @property
    def chosen(self) -> str | None:
        """Who was chosen."""
        return self._chosen

    @property
    def patient(self) -> Patient | None:
        """The patient chosen, None for nobody or not known yet."""
        return next((one for one in self._patients if one.ent == self._chosen), None)

    @property
    def text(self) -> str:
        """What is typed while nobody is chosen."""
        return "" if self._chosen else self.edit.text()

    def choose(self, chosen: str | None, text: str = "") -> None:
        """Choose quietly; `text` stands in the field while nobody is chosen."""
        self._chosen = chosen
        self.edit.setText(self._label() if chosen else text)
        self._search()
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the field; the list stands open only while it is being used."""
        if watched is self.edit:
            if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
                self._tell(focus=event.type() == QEvent.Type.FocusIn)
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._pressed(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or not self._found:
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            if self._chosen is not None:
                self._chosen = None
                self.edit.selectAll()
                self._search(every=True)
                self._tell(focus=True)
            at = self.list.currentIndex().row()
            at = max(0, min(at + step, len(self._found) - 1)) if at >= 0 else 0
            self.list.setCurrentIndex(self._model.index(at))
            self.workspace.announce(str(self._model.data(self._model.index(at))))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.isVisible():
            self._take(max(0, self.list.currentIndex().row()))
            return True
        return False

    def _typed(self) -> None:
        self._chosen = None
        people = self._search()
        if self.edit.text().strip() and len(people) == 1:
            self._chosen = people[0]
            self.workspace.announce(self._confirmation())
        self._tell(focus=True)
        self.changed.emit()

    def _take(self, at: int) -> None:
        if not 0 <= at < len(self._found):
            return
        code = self._found[at]
        if code == ADD:
            self.wanted_new.emit()
            return
        self._chosen = code
        self.edit.setText(self._label())
        self.workspace.announce(self._confirmation())
        self._tell(focus=True)
        self.changed.emit()

    def _search(self, *, every: bool = False) -> list[str]:
        """List what fits; gives the patients among it."""
        words = [] if every or self._chosen else self.edit.text().casefold().split()
        people = [one for one in self._patients if all(_fits(word, one) for word in words)]
        exact = [
            one
            for one in people
            if words and all(word in (one.bed.casefold(), one.initials.casefold()) for word in words)
        ]
        people = exact if len(exact) == 1 else people
        lines = [self._line(one) for one in people]
        self._found = [one.ent for one in people]
        lines.append(self.tr("Not known yet"))
        lines.append(self.tr("Add someone to the ward's list"))
        self._found += [UNKNOWN, ADD]
        if words and not people and self.tr("Not known yet").casefold().startswith(" ".join(words)):
            lines, self._found = lines[:1], [UNKNOWN]
        self._model.setStringList(lines)
        self.list.setCurrentIndex(self._model.index(0))
        tall = self.list.sizeHintForRow(0) * min(len(lines), _SHOWN) + theme.px(6)
        self.list.setFixedHeight(tall)
        return [one.ent for one in people]

    def _tell(self, *, focus: bool | None = None) -> None:
        here = self.edit.hasFocus() if focus is None else focus
        self.list.setVisible(here and self._chosen is None)
        self.confirm.setText(self._confirmation())
        self.confirm.setVisible(self._chosen is not None)
        one = self.patient
        others = [other for other in self._patients if one is not None and other.ent in one.alike]
        self.warning.setText(
            self.tr("Easily mistaken for {others}. Check the date of birth.").format(
                others=say.listed([self._line(other) for other in others])
            )
        )
        self.warning.setVisible(bool(others))
        self.problem.say("" if self._chosen or here else self.problem.text)

    def _label(self) -> str:
        one = self.patient
        if one is not None:
            return self._line(one)
        return self.tr("Not known yet") if self._chosen == UNKNOWN else ""

    def _line(self, one: Patient) -> str:
        bed = self.tr("bed {bed}").format(bed=one.bed) if one.bed else ""
        return ", ".join(part for part in (one.initials, bed, one.name) if part)

    def _confirmation(self) -> str:
        one = self.patient
        if one is None:
            return self.tr("Not known yet. Add who it was before sign-off.") if self._chosen else ""
        if one.birth_date is None:
            return self.tr("{person}. Date of birth not recorded.").format(person=self._line(one))
        born = date.fromisoformat(one.birth_date)
        return self.tr("{person}, born {date}, aged {age}").format(
            person=self._line(one), date=say.day(born), age=age_on(born, self.workspace.now().date())
        )


def _fits(word: str, one: Patient) -> bool:
    """Whether a typed word begins the initials, the bed, a part of the name, or a number."""
    parts = [one.initials, one.bed, *one.name.split(), one.local_id]
    return any(part.casefold().startswith(word) for part in parts if part)
