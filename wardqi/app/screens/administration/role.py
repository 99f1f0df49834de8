"""Giving a person another role or job title; their keys, passphrase and PIN stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.screens.administration.newcomer import role_note
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import people as roles
from wardqi.services.administering import staff
from wardqi.services.administering.staff import Colleague
from wardqi.services.desk import NotFound

if TYPE_CHECKING:
    from wardqi.services.access import Session

_WIDEST = 640


class ChangeRole(QWidget):
    """What the person is now, what they become, and what that lets them do."""

    left = Signal()
    finished = Signal(str, str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._one: Colleague | None = None
        self.title = Words("", "title")
        self.role_box = QComboBox()
        self.role_box.setAccessibleName(self.tr("Role"))
        for role in staff.offered_roles(workspace.profile):
            self.role_box.addItem(say.role(role), role)
        self.note = Words("", "second")
        self.keys_note = Words("", "second")
        self.job_edit = QLineEdit()
        self.job_edit.setMaxLength(80)
        self.save_button = QPushButton(self.tr("Save"))
        look(self.save_button, "primary")
        self.back_button = QPushButton(self.tr("Back to the list"))
        look(self.back_button, "quiet")
        theme.dress(self.back_button, "back", "action", 18)
        role_label = Words(self.tr("&Role"), "subheading")
        role_label.setBuddy(self.role_box)
        job_label = Words(self.tr("&Job title"), "subheading")
        job_label.setBuddy(self.job_edit)
        self.job_edit.setAccessibleName(self.tr("Job title"))
        card = Card()
        for part in (role_label, self.role_box, self.note, self.keys_note, job_label, self.job_edit):
            card.add(part)
        row = Flow(8)
        row.add(self.save_button)
        card.add(row)
        sheet = Sheet(_WIDEST)
        top = Flow(8)
        top.add(self.back_button)
        sheet.add(top)
        sheet.add(self.title)
        sheet.add(card)
        sheet.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(sheet)
        self.back_button.clicked.connect(self.left)
        self.save_button.clicked.connect(self.save)
        self.job_edit.returnPressed.connect(self.save)
        self.role_box.currentIndexChanged.connect(self._tell)
        self.job_edit.textChanged.connect(self._tell)

    def open(self, one: Colleague) -> None:
        """Show what this person is now."""
        self._one = one
        self.title.setText(self.tr("Change {name}").format(name=one.name))
        at = self.role_box.findData(one.role)
        if at < 0:  # a role of another kind of store, or of a newer program, stays what it is
            self.role_box.addItem(say.role(one.role), one.role)
            at = self.role_box.count() - 1
        self.role_box.setCurrentIndex(at)
        self.job_edit.setText(one.job_title)
        self._tell()
        self.role_box.setFocus()
        self._workspace.announce(self.title.text())

    def save(self) -> None:
        """Keep what differs."""
        one = self._one
        if one is None or not self.save_button.isEnabled():
            return
        self.save_button.setEnabled(False)
        self._workspace.tend(
            _change,
            one.uid,
            str(self.role_box.currentData()),
            " ".join(self.job_edit.text().split()),
            done=self._saved,
            failed=self._refused,
            changes="people",
        )

    def _saved(self, role: str) -> None:
        one = self._one
        if one is not None:
            said = self.tr("{name}: {role} from now on.").format(name=one.name, role=say.role(role).lower())
            self.finished.emit(said, one.uid)

    def _refused(self, error: Exception) -> None:
        self._tell()
        if isinstance(error, NotFound):
            self.left.emit()  # nothing differed
        else:
            self._workspace.explain(error)

    def _tell(self) -> None:
        one, role = self._one, str(self.role_box.currentData())
        self.note.setText(role_note(role))
        self.role_box.setAccessibleDescription(self.note.text())
        runs = roles.may(role, "manage_people")
        turns = one is not None and runs and not roles.may(one.role, "manage_people")
        self.keys_note.setText(
            self.tr("Adding and retiring people works once they have signed in with their passphrase.")
            if turns
            else ""
        )
        self.keys_note.setVisible(turns)
        typed = " ".join(self.job_edit.text().split())
        self.save_button.setEnabled(one is not None and (role, typed) != (one.role, one.job_title))


def _change(session: Session, uid: str, role: str, job_title: str) -> str:
    return session.change_person(uid, role=role, job_title=job_title).role
