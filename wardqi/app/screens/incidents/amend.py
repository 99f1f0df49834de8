"""Adding to a record or changing it: all its parts in folded sections, and a reason when it was signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wardqi.app import incident_words as words
from wardqi.app import say, theme
from wardqi.app.screens.incidents.editors import Editor, Editors, RowEditors, row_title
from wardqi.app.widgets.card import Section
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes, kinds
from wardqi.domain.kinds import Field, live_rows
from wardqi.services import recording
from wardqi.services.incidents import Detail
from wardqi.text import QT_TRANSLATE_NOOP

_KIND = kinds.KINDS["incident"]
_FIELDS = {field.name: field for field in _KIND.fields}
_ROWS = {rows.name: {field.name: field for field in rows.fields} for rows in _KIND.rows}


@dataclass(frozen=True, slots=True)
class Part:
    """A section: fields of the record, and one group of its rows with the fields that are offered."""

    title: str
    fields: tuple[str, ...] = ()
    rows: str = ""
    row_fields: tuple[str, ...] = ()


PARTS: Sequence[Part] = (
    Part(
        QT_TRANSLATE_NOOP("incident_words", "What happened"),
        ("narrative", "prevented_by", "event_types"),
    ),
    Part(
        QT_TRANSLATE_NOOP("incident_words", "Types of force and their times"),
        rows="interventions",
        row_fields=(
            *("type", "started_at", "ended_at", "still_open", "in_care_plan", "how", "holds", "staff_count"),
            *("injury_patient", "injury_staff", "injury_other"),
        ),
    ),
    Part(
        QT_TRANSLATE_NOOP("incident_words", "When, where, who and why"),
        (
            *("started_at", "ended_at", "area", "place", "patient", "patient_unknown", "reason"),
            *("reasons_secondary", "hurt_patient", "hurt_staff", "hurt_other"),
        ),
    ),
    Part(
        QT_TRANSLATE_NOOP("incident_words", "Before it started"),
        ("antecedents", "antecedent_main", "asked_for", "early_signs", "noticed_by"),
    ),
    Part(
        QT_TRANSLATE_NOOP("incident_words", "What was tried first"),
        ("deescalation_text", "deescalation_none", "deescalation_none_reason"),
        "deescalation",
        ("method", "result", "note"),
    ),
    Part(
        QT_TRANSLATE_NOOP("incident_words", "People involved"),
        ("others_none",),
        "people_involved",
        (
            "side",
            "person",
            "name",
            "job_title",
            "job_title_text",
            "part",
            "used_force",
            "who",
            "why_code",
            "why",
        ),
    ),
    Part(
        QT_TRANSLATE_NOOP("incident_words", "Outcome"),
        ("death", "serious_injury", "outcomes", "outcome_text", "harm_physical", "harm_psychological"),
    ),
    Part(
        QT_TRANSLATE_NOOP("incident_words", "About the person, as known then"),
        (
            *(
                "diagnosis",
                "diagnosis_not_known",
                "legal_status",
                "ethnic_category",
                "gender",
                "disabilities",
            ),
            *("ld_status", "autism_status", "marital_status", "pregnancy", "religion", "sexual_orientation"),
            "age_band",
        ),
    ),
    Part(
        QT_TRANSLATE_NOOP("incident_words", "People told"),
        ("notify_none",),
        "notified",
        ("who", "name", "answer", "at", "by", "by_name", "how"),
    ),
    Part(
        QT_TRANSLATE_NOOP("incident_words", "Reviews offered and held"),
        rows="reviews",
        row_fields=(
            *("kind", "with_whom", "offered_at", "response", "held_at", "not_held_reason"),
            *("would_have_helped", "care_plan_changed", "care_plan_changes", "learning"),
        ),
    ),
    Part(
        QT_TRANSLATE_NOOP("incident_words", "The patient's own account"),
        ("patient_account", "patient_part"),
    ),
    Part(
        QT_TRANSLATE_NOOP("incident_words", "Numbers elsewhere"),
        ("external_ref", "lfpse_ref", "paper_serial"),
    ),
)


class _Unfolded(QWidget):
    """The controls of one section, made when it is first opened."""

    changed = Signal()

    def __init__(
        self, part: Part, value: Mapping[str, object], editors: Editors, begun: Mapping[str, object]
    ) -> None:
        super().__init__()
        self._part, self._make, self._begun = part, editors, begun
        self.fields = [self._editor(_FIELDS[name], value.get(name), name) for name in part.fields]
        self.rows: list[RowEditors] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(12))
        for row, one in self._all_rows(value):
            self._add(row, one)
        if part.rows:
            button = QPushButton(self.tr("Add one"))
            button.setAccessibleName(self.tr("Add one: {what}").format(what=words.rows_label(part.rows)))
            theme.dress(button, "add", "action", 18)
            button.clicked.connect(self._add_empty)
            row_of_button = QHBoxLayout()
            row_of_button.addWidget(button)
            row_of_button.addStretch(1)
            self._box.addLayout(row_of_button)
        for editor in self.fields:
            self._box.addWidget(editor)
            editor.changed.connect(self.changed)

    def editor(self, path: str) -> QWidget | None:
        """The control for a path, or for the group it belongs to."""
        for editor in self.fields:
            if editor.field.name == path:
                return editor
        parts = path.split(".")
        if parts[0] == self._part.rows:
            for group in self.rows:
                for editor in group.editors:
                    if len(parts) == 3 and (group.row, editor.field.name) == (parts[1], parts[2]):
                        return editor
            if not self.rows:
                self._add_empty()
            return self.rows[0].editors[0]
        return None

    def flat(self) -> dict[str, object]:
        """What would change, by path."""
        found = {editor.field.name: editor.value for editor in self.fields if editor.differs}
        for group in self.rows:
            path = f"{self._part.rows}.{group.row}"
            new = all(editor.held is None for editor in group.editors)
            if group.removed:
                if not new:
                    found[f"{path}.removed"] = True
                continue
            found |= {f"{path}.{one.field.name}": one.value for one in group.editors if one.differs}
        return found

    def check(self) -> Editor | None:
        """The first control whose words cannot be kept; None when all can."""
        every = [*self.fields, *(one for group in self.rows if not group.removed for one in group.editors)]
        return next((editor for editor in every if not editor.check()), None)

    def _add_empty(self) -> None:
        group = self._add(recording.new_row(), {})
        group.editors[0].setFocus()
        self.changed.emit()

    def _all_rows(self, value: Mapping[str, object]) -> list[tuple[str, Mapping[str, object]]]:
        """The record's rows, then those that were begun and are only in the draft."""
        if not self._part.rows:
            return []
        held = dict(live_rows(value, self._part.rows))
        parts = [path.split(".") for path in self._begun]
        begun = [one[1] for one in parts if len(one) == 3 and one[0] == self._part.rows]
        return [*held.items(), *((row, {}) for row in dict.fromkeys(begun) if row not in held)]

    def _editor(self, field: Field, held: object, path: str, before: str = "") -> Editor:
        """The control of a field, showing what was begun where something was."""
        editor = self._make.make(field, self._begun.get(path, held), before)
        editor.held = held
        return editor

    def _add(self, row: str, one: Mapping[str, object]) -> RowEditors:
        title = row_title(self._part.rows, one, len(self.rows) + 1)
        fields: dict[str, Field] = _ROWS[self._part.rows]
        path = f"{self._part.rows}.{row}"
        editors = [
            self._editor(fields[name], one.get(name), f"{path}.{name}", title)
            for name in self._part.row_fields
        ]
        group = RowEditors(row, title, editors)
        group.removed = self._begun.get(f"{path}.removed") is True
        frame = QFrame()
        look(frame, "inset")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(group)
        group.taken_out.connect(frame.hide)
        group.changed.connect(self.changed)
        frame.setHidden(group.removed)
        self._box.insertWidget(len(self.rows), frame)
        self.rows.append(group)
        return group


class Amend(QWidget):
    """The record open for adding. `saved` carries (values, reason) to be recorded; `left` gives it up.

    `changed` tells that something was typed, so that it can be kept as a draft.
    """

    saved = Signal(object, object)
    left = Signal()
    changed = Signal()

    def __init__(self, workspace: Workspace, detail: Detail, patients: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.workspace, self._detail = workspace, detail
        self._signed = detail.line.state == "signed"
        self._value = detail.record.value
        kept = detail.draft.body.get("changes") if detail.draft is not None else None
        self._begun: Mapping[str, object] = kept if isinstance(kept, dict) else {}
        self._editors = Editors(workspace, names=detail.names, areas=detail.areas, patients=patients)
        self._open: dict[Part, _Unfolded] = {}
        self._sections: dict[Part, Section] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(8))
        rows.addWidget(Words(self.tr("Add or change"), "heading"))
        said = (
            self.tr("This record is signed: each change keeps the old value and needs a reason.")
            if self._signed
            else self.tr("Old values stay readable in the history. Ctrl+Down opens the next part.")
        )
        rows.addWidget(Words(said, "second"))
        for part in PARTS:
            section = Section(words.tr(part.title))
            section.opened.connect(lambda on, part=part: self._unfold(part) if on else None)
            self._sections[part] = section
            self._count(part)
            rows.addWidget(section)
        for part in PARTS:
            if any(path.split(".")[0] in (*part.fields, part.rows) for path in self._begun):
                self._sections[part].fold(False)
        rows.addWidget(self._make_reason())
        rows.addLayout(self._make_buttons())
        rows.addStretch(1)

    def save(self) -> None:
        """Hand over what changed, or say what cannot be kept."""
        for part, inside in self._open.items():
            wrong = inside.check()
            if wrong is not None:
                self._sections[part].fold(False)
                wrong.setFocus()
                return
        reason = self._reason.currentData()
        if self._signed and reason is None:
            self._reason_problem.say(self.tr("Choose why this is changed; the record was signed."))
            self._reason.setFocus()
            return
        changed = self.changes()
        if not changed:
            self.left.emit()
            return
        self.saved.emit(kinds.nest(changed), reason)

    def changes(self) -> dict[str, object]:
        """What would change, by path."""
        found: dict[str, object] = {}
        for inside in self._open.values():
            found |= inside.flat()
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Down opens the next part that is folded."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_Down:
            self._next_part()
            return
        super().keyPressEvent(event)

    def _next_part(self) -> None:
        sections = list(self._sections.values())
        focus = self.focusWidget()
        at = next((i for i, one in enumerate(sections) if focus and one.isAncestorOf(focus)), -1)
        following = sections[(at + 1) % len(sections)]
        following.fold(False)
        following.button.setFocus(Qt.FocusReason.TabFocusReason)

    def _unfold(self, part: Part) -> None:
        if part in self._open:
            return
        inside = self._open[part] = _Unfolded(part, self._value, self._editors, self._begun)
        inside.changed.connect(lambda: self._touched(part))
        self._sections[part].add(inside)

    def _touched(self, part: Part) -> None:
        self._count(part)
        self.changed.emit()

    def _count(self, part: Part) -> None:
        """ "3 of 5" for fields, or how many rows there are."""
        now = kinds.nest(
            {**kinds.flatten(self._value), **(self._open[part].flat() if part in self._open else {})}
        )
        rows = len(list(live_rows(now, part.rows))) if part.rows else 0
        filled = sum(now.get(name) not in (None, "", [], False) for name in part.fields)
        if part.rows and not part.fields:
            said = say.number(rows)
        elif part.rows:
            said = say.number(rows + filled)
        else:
            said = self.tr("{part} of {whole}").format(part=filled, whole=len(part.fields))
        self._sections[part].count(said)

    def go_to(self, path: str) -> None:
        """Open the section of a path and stand at its control."""
        first = path.split(".")[0]
        part = next((one for one in PARTS if first and (first in one.fields or first == one.rows)), PARTS[0])
        self._sections[part].fold(False)
        self._unfold(part)
        target = self._open[part].editor(path) if path else None
        self._target = target or self._sections[part].button
        QTimer.singleShot(0, self._stand)  # once the section has its place, so that it is brought into view

    _target: QWidget | None = None

    def _stand(self) -> None:
        if self._target is not None:
            self._target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_reason(self) -> QWidget:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, theme.px(8), 0, 0)
        self._reason = QComboBox()
        self._reason.setAccessibleName(self.tr("Why it is changed"))
        self._reason.addItem("", None)
        for one in codes.get("amend_reason").live(self.workspace.now().date()):
            if one.code not in ("signed_off", "conflict_settled"):
                self._reason.addItem(one.plain, one.code)
        self._reason.setMaximumWidth(theme.px(360))
        self._reason_problem = FieldProblem(self._reason)
        label = Words(self.tr("Why it is changed"))
        label.setBuddy(self._reason)
        for widget in (label, self._reason, self._reason_problem):
            rows.addWidget(widget)
        holder.setVisible(self._signed)
        return holder

    def _make_buttons(self) -> QHBoxLayout:
        save = QPushButton(self.tr("Save  (Ctrl+Enter)"))
        save.setAccessibleName(self.tr("Save"))
        look(save, "primary")
        save.clicked.connect(self.save)
        leave = QPushButton(self.tr("Leave it as it was"))
        leave.clicked.connect(self.left)
        row = QHBoxLayout()
        row.addWidget(save)
        row.addWidget(leave)
        row.addStretch(1)
        return row
