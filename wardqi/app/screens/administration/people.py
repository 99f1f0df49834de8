"""People: who may sign in here; adding somebody, a shared passphrase, and retiring, each on its own page."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.screens.administration.newcomer import AddOpener, AddPerson
from wardqi.app.screens.administration.retire import Retire
from wardqi.app.screens.administration.role import ChangeRole
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.services.administering import staff
from wardqi.services.administering.staff import Colleague

_PAGE = 200
_FOLD = 860


class People(QWidget):
    """The list, and the pages that open from it."""

    own_wanted = Signal()
    follows = ("people",)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._wanted = ""
        self.table = RecordTable(
            self.tr("People who may sign in here"), self._columns(), page_size=_PAGE, narrow=_FOLD
        )
        self.table.setMinimumHeight(theme.px(220))
        self.table.chosen.connect(self._weigh)
        self.table.opened.connect(self._opened)
        self.table.menu_wanted.connect(self._menu)
        self.add_button = QPushButton(self.tr("Add a person"))
        look(self.add_button, "primary")
        theme.dress(self.add_button, "add", "on_action", 18)
        self.opener_button = QPushButton(self.tr("Add a shared passphrase"))
        theme.dress(self.opener_button, "key", "text", 18)
        self.role_button = QPushButton(self.tr("Change role"))
        self.role_button.setEnabled(False)
        self.retire_button = QPushButton(self.tr("Retire"))
        self.retire_button.setEnabled(False)
        self.after = Words("", "good")
        self.after.hide()
        self.person = AddPerson(workspace)
        self.opener = AddOpener(workspace)
        self.role = ChangeRole(workspace)
        self.retire = Retire(workspace)
        self._stack = QStackedWidget()
        self._list = self._list_page()
        for page in (self._list, self.person, self.opener, self.role, self.retire):
            self._stack.addWidget(page)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._stack)
        self.add_button.clicked.connect(self._add)
        self.opener_button.clicked.connect(self._add_opener)
        self.role_button.clicked.connect(self._change)
        self.retire_button.clicked.connect(self._retire)
        for form in (self.person, self.opener, self.role, self.retire):
            form.left.connect(self._home)
            form.finished.connect(self._finished)

    def refresh(self) -> None:
        """Read the list."""
        self._workspace.tend(staff.everybody, done=self._show)

    def back(self) -> bool:
        """From a page to the list."""
        if self._stack.currentWidget() is self._list:
            return False
        if not self.retire.busy:
            self._home()
        return True

    def finish(self) -> bool:
        """Ctrl+Enter: what the open page is for; retiring is pressed on purpose only."""
        page = self._stack.currentWidget()
        if isinstance(page, AddPerson | AddOpener):
            page.add()
            return True
        if isinstance(page, ChangeRole):
            page.save()
            return True
        return False

    def forget(self) -> None:
        """Nothing secret stays in a field."""
        self.person.forget()
        self.opener.forget()

    def _columns(self) -> tuple[Column[Colleague], ...]:
        return (
            Column(self.tr("Name"), self._name, icon=_icon),
            Column(self.tr("Role"), self._role, width=17, keep=False),
            Column(self.tr("Job title"), lambda one: one.job_title, width=17, keep=False),
            Column(self.tr("PIN"), self._pin, width=9, keep=False),
            Column(self.tr("Last signed in"), self._last, width=15, keep=False),
            Column(self.tr("State"), self._state, width=16, keep=False),
        )

    def _list_page(self) -> QWidget:
        sheet = Sheet()
        sheet.add(Words(self.tr("People"), "title"))
        row = Flow(8)
        for button in (self.add_button, self.opener_button, self.role_button, self.retire_button):
            row.add(button)
        sheet.add(row)
        sheet.add(self.after)
        sheet.add(self.table, 1)
        sheet.add(Words(self.tr("If somebody forgot their passphrase"), "subheading"))
        sheet.add(
            Words(
                self.tr(
                    "Nobody can look a passphrase up, not even you. Retire the person, then add them again: "
                    "what they recorded stays under their name. A forgotten PIN needs nothing from you; "
                    "they sign in with their passphrase and set another under My sign-in."
                ),
                "second",
            )
        )
        return sheet

    def _show(self, found: tuple[Colleague, ...]) -> None:
        self.table.show_page(found)
        if self._wanted:
            at = next((at for at, one in enumerate(found) if one.uid == self._wanted), 0)
            self.table.view.setCurrentIndex(self.table.model.index(at, 0))
            self._wanted = ""
        self._weigh(self.table.current())

    def _weigh(self, one: Colleague | None) -> None:
        self.retire_button.setEnabled(one is not None and _can_go(one))
        self.role_button.setEnabled(one is not None and _can_turn(one))
        if one is not None and one.role == staff.OPENER:
            self.retire_button.setText(self.tr("Take this passphrase away"))
        else:
            self.retire_button.setText(self.tr("Retire this person"))

    def _name(self, one: Colleague) -> str:
        return self.tr("{name} (you)").format(name=one.name) if one.own else one.name

    def _pin(self, one: Colleague) -> str:
        if one.role == staff.OPENER or one.state in ("retired", "elsewhere"):
            return ""
        words = {
            "set": self.tr("Has a PIN"),
            "blocked": self.tr("PIN blocked"),
            "none": self.tr("No PIN"),
        }
        return words[one.pin]

    def _role(self, one: Colleague) -> str:
        return self.tr("Shared passphrase") if one.role == staff.OPENER else say.role(one.role)

    def _last(self, one: Colleague) -> str:
        if one.role == staff.OPENER:
            return ""
        folded = len(self.table.model.shown()) == 1  # then no heading says what the moment is
        if not one.signed_in:
            return self.tr("not signed in yet") if folded else self.tr("not yet")
        at = say.logged(one.signed_in, self._workspace.now())
        return self.tr("last signed in {at}").format(at=at) if folded else at

    def _state(self, one: Colleague) -> str:
        if one.state == "retired":
            if not one.retired_at:
                return self.tr("Retired")
            at = datetime.fromisoformat(one.retired_at).astimezone(self._workspace.now().tzinfo)
            return self.tr("Retired {day}").format(day=say.day(at.date()))
        words = {
            "active": self.tr("Signs in here"),
            "elsewhere": self.tr("On another PC"),
            "unfinished": self.tr("Key not changed"),
        }
        return self.tr("Opens the records") if one.role == staff.OPENER else words[one.state]

    def _opened(self, one: Colleague) -> None:
        if one.own:
            self.own_wanted.emit()
        elif _can_turn(one):
            self._change()
        elif _can_go(one):
            self._retire()

    def _menu(self, one: Colleague, place: QPoint) -> None:
        menu = QMenu(self)
        if one.own:
            menu.addAction(self.tr("My sign-in"), self.own_wanted.emit)
        else:
            menu.addAction(self.role_button.text(), self._change).setEnabled(_can_turn(one))
            menu.addAction(self.retire_button.text(), self._retire).setEnabled(_can_go(one))
        menu.popup(place)

    def _home(self) -> None:
        self._stack.setCurrentWidget(self._list)
        self.forget()
        self.refresh()
        self.table.view.setFocus()

    def _finished(self, said: str, uid: str) -> None:
        self._wanted = uid
        self._home()
        self.after.setText(said)
        self.after.show()
        self._workspace.announce(said)

    def _turn(self, page: AddPerson | AddOpener | ChangeRole | Retire) -> None:
        self.after.hide()
        self._stack.setCurrentWidget(page)

    def _add(self) -> None:
        self._turn(self.person)
        self.person.open()

    def _add_opener(self) -> None:
        self._turn(self.opener)
        self.opener.open()

    def _change(self) -> None:
        one: Colleague | None = self.table.current()
        if one is not None and _can_turn(one):
            self._turn(self.role)
            self.role.open(one)

    def _retire(self) -> None:
        one: Colleague | None = self.table.current()
        if one is not None and _can_go(one):
            self._workspace.tend(staff.leaving, one.uid, done=self._ask_word)

    def _ask_word(self, leaving: staff.Leaving) -> None:
        self._turn(self.retire)
        self.retire.open(leaving)


def _can_go(one: Colleague) -> bool:
    return not one.own and one.state != "retired"


def _can_turn(one: Colleague) -> bool:
    return not one.own and one.state in ("active", "elsewhere") and one.role != staff.OPENER


def _icon(one: Colleague) -> str:
    if one.role == staff.OPENER:
        return "key"
    return {"unfinished": "caution", "retired": "history"}.get(one.state, "person")
