"""The ward: its profile, its areas and its beds; each save is one change, and each can be undone."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.forms.ui_ward_profile import Ui_WardProfile
from wardqi.app.screens.administration.places import Areas, Beds
from wardqi.app.screens.administration.tab import Tab, stacked
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes
from wardqi.services.administering import ward
from wardqi.services.administering.ward import NotFit, Ward
from wardqi.services.desk import NotFound
from wardqi.services.recording import Saved

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)", re.ASCII)


class WardPage(Tab):
    """The profile on one side, areas and beds on the other; one below the other where it is narrow."""

    follows = ("ward", "patients")
    two = 900

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.profile = Profile(workspace)
        self.areas = Areas(workspace)
        self.beds = Beds(workspace)
        self.lay_out(self.tr("The ward"), stacked(self.profile), stacked(self.areas, self.beds))

    def refresh(self) -> None:
        """Read the ward."""
        self._workspace.read(ward.ward, done=self._show)

    def back(self) -> bool:
        """Close an editor that is open."""
        return self.areas.close_editor() or self.beds.close_editor()

    def finish(self) -> bool:
        """Ctrl+Enter: the editor that is open, else the profile."""
        if not (self.areas.finish() or self.beds.finish()):
            self.profile.save()
        return True

    def _show(self, found: Ward) -> None:
        self.profile.show_ward(found)
        self.areas.show_ward(found)
        self.beds.show_ward(found)


class Profile(QFrame):
    """Name, code, site, kind, security, who for, beds, and when shifts and the huddle start."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        look(self, "card")
        self._workspace = workspace
        self._ward: Ward | None = None
        self._shown: dict[str, str] = {}
        self.ui = ui = Ui_WardProfile()
        edge = theme.px(16)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(edge, theme.px(12), edge, edge)
        inside = QWidget()
        ui.setupUi(inside)
        rows.addWidget(inside)
        self.edits: dict[str, QLineEdit] = {
            "name": ui.nameEdit,
            "code": ui.codeEdit,
            "bed_count": ui.bedsEdit,
            "site": ui.siteEdit,
            "day_starts": ui.earlyEdit,
            "late_starts": ui.lateEdit,
            "night_starts": ui.nightEdit,
            "huddle_starts": ui.huddleEdit,
        }
        places = {
            "name": ui.namePlace,
            "code": ui.codePlace,
            "bed_count": ui.bedsPlace,
            "site": ui.sitePlace,
            "day_starts": ui.earlyPlace,
            "late_starts": ui.latePlace,
            "night_starts": ui.nightPlace,
            "huddle_starts": ui.huddlePlace,
        }
        self.lines = {field: FieldProblem(edit) for field, edit in self.edits.items()}
        for field, line in self.lines.items():
            places[field].addWidget(line)
        self.boxes: dict[str, tuple[QComboBox, str]] = {
            "ward_type": (ui.typeBox, "ward_type"),
            "security": (ui.securityBox, "security_level"),
            "sex": (ui.sexBox, "ward_sex"),
            "ages": (ui.agesBox, "ward_ages"),
        }
        self.said = Words("", "second")
        self.said.hide()
        ui.problemRow.addWidget(self.said)
        today = workspace.now().date()
        for box, name in self.boxes.values():
            self._offer(box, name, today)
        for field in _TIMES:
            self.edits[field].setAccessibleDescription(ui.shiftsNote.text())
        ui.saveButton.clicked.connect(self.save)
        ui.resetButton.clicked.connect(self._reset)
        for edit in self.edits.values():
            edit.returnPressed.connect(self.save)
            edit.textChanged.connect(self._weigh)
        for box, _ in self.boxes.values():
            box.currentIndexChanged.connect(self._weigh)

    def show_ward(self, found: Ward) -> None:
        """Show what is saved; a field that somebody is changing keeps what they typed."""
        self._ward = found
        for field in (*self.edits, *self.boxes):
            now = _text(field, found.profile.get(field))
            if self._typed(field) == self._shown.get(field, ""):
                self._put(field, now)
            self._shown[field] = now
        self._weigh()

    def save(self) -> None:
        """Save what differs, or say beside each field what cannot be kept."""
        found = self._ward
        if found is None or not self.ui.saveButton.isEnabled():
            return
        values, problems = self._values()
        problems = {**ward.check_profile(values), **problems}
        if self._tell(problems):
            self.ui.saveButton.setEnabled(False)
            self._workspace.do(
                ward.save_profile,
                values,
                found.heads,
                done=self._saved,
                failed=self._refused,
                changes="ward",
            )

    def _offer(self, box: QComboBox, name: str, today: date) -> None:
        box.addItem(self.tr("Not said"), "")
        for entry in codes.get(name).live(today):
            box.addItem(entry.plain, entry.code)

    def _values(self) -> tuple[dict[str, object], dict[str, str]]:
        """What is written as the record keeps it, and what cannot be read."""
        values: dict[str, object] = {}
        problems: dict[str, str] = {}
        for field, edit in self.edits.items():
            typed = " ".join(edit.text().split())
            values[field] = typed or None
            if field in _TIMES and typed:
                clock = _CLOCK.fullmatch(typed)
                values[field] = int(clock[1]) * 60 + int(clock[2]) if clock else None
                if clock is None:
                    problems[field] = "not_a_time"
            elif field == "bed_count" and typed:
                values[field] = int(typed) if typed.isascii() and typed.isdigit() else -1
        values["code"] = str(values["code"] or "").upper() or None
        for field, (box, _) in self.boxes.items():
            values[field] = str(box.currentData()) or None
        return values, problems

    def _saved(self, saved: Saved) -> None:
        name = " ".join(self.edits["name"].text().split())
        self._workspace.ward = name or self._workspace.ward
        for field in (*self.edits, *self.boxes):
            self._shown[field] = self._typed(field)
        self.said.hide()
        self._workspace.did(self.tr("Profile saved."), ward.undo, saved.changes, changes="ward")

    def _refused(self, error: Exception) -> None:
        self.ui.saveButton.setEnabled(True)
        if isinstance(error, NotFit):
            self._tell(error.problems)
        elif isinstance(error, NotFound):
            self._say(self.tr("Nothing differs from what is saved."))
        else:
            self._workspace.explain(error)

    def _reset(self) -> None:
        for field, text in self._shown.items():
            self._put(field, text)
        self._tell({})
        self._say(self.tr("Shown as saved."))

    def _weigh(self) -> None:
        changed = any(self._typed(field) != text for field, text in self._shown.items())
        self.ui.saveButton.setEnabled(changed)
        self.ui.resetButton.setVisible(changed)
        if changed:
            self.said.hide()

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.show()
        self._workspace.announce(text)

    def _tell(self, problems: dict[str, str]) -> bool:
        words = {
            "missing": self.tr("Please fill this in."),
            "too_long": self.tr("That is too long for a name."),
            "not_a_code": self.tr("Use letters, digits and hyphens, 20 at most."),
            "not_a_number": self.tr("Write a number from 0 to 200."),
            "not_a_time": self.tr("Write it as 0700."),
            "out_of_order": self.tr("This starts before the shift ahead of it."),
        }
        for field, line in self.lines.items():
            line.say(words[problems[field]] if field in problems else "")
        first = next((field for field in self.edits if field in problems), None)
        if first is not None:
            self.edits[first].setFocus()
            self._workspace.announce(self.lines[first].text)
        return first is None

    def _typed(self, field: str) -> str:
        if field in self.edits:
            return self.edits[field].text()
        return str(self.boxes[field][0].currentData())

    def _put(self, field: str, text: str) -> None:
        if field in self.edits:
            self.edits[field].setText(text)
            return
        box, name = self.boxes[field]
        at = box.findData(text)
        if at < 0:  # a code that is no longer offered stays what it is
            box.addItem(say.code(name, text), text)
            at = box.count() - 1
        box.setCurrentIndex(at)


_TIMES = frozenset({"day_starts", "late_starts", "night_starts", "huddle_starts"})


def _text(field: str, value: object) -> str:
    if value is None:
        return ""
    if field in _TIMES and isinstance(value, int):
        return f"{value // 60:02}:{value % 60:02}"
    return str(value)
