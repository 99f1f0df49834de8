"""Adding to a record or changing it: all its parts in folded sections, and a reason when it was signed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wardqi.app import theme
from wardqi.app.screens.incidents.editors import Editors, Pick
from wardqi.app.screens.incidents.more import MoreDetail
from wardqi.app.screens.incidents.parts import PARTS
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes, kinds
from wardqi.services.incidents import Detail


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
        kept = detail.draft.body.get("changes") if detail.draft is not None else None
        editors = Editors(workspace, names=detail.names, areas=detail.areas, patients=patients)
        editors.record = detail.record.ent
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
        self.more = MoreDetail(workspace, PARTS, editors)
        self.more.begin(detail.record.value, kept if isinstance(kept, dict) else {})
        self.more.listen(self)
        self.more.changed.connect(self.changed)
        rows.addWidget(self.more)
        rows.addWidget(self._make_reason())
        rows.addLayout(self._make_buttons())
        rows.addStretch(1)

    def save(self) -> None:
        """Hand over what changed, or say what cannot be kept."""
        if not self.more.check():
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
        return self.more.changes()

    def go_to(self, path: str) -> None:
        """Open the section of a path and stand at its control."""
        self.more.go_to(path)

    def _make_reason(self) -> QWidget:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, theme.px(8), 0, 0)
        self._reason = Pick()
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
