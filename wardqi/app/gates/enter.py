"""Signing in: find your name, give your passphrase, or a PIN once the store is open.

The same form unlocks the store in the morning and switches person later; the window decides which by the
way it answers `tried`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidgetItem, QPushButton

from wardqi.app import theme
from wardqi.app.forms.ui_sign_in import Ui_SignIn
from wardqi.app.gates.gate import Gate, problem_in, reveal
from wardqi.app.settings import Settings
from wardqi.app.widgets.words import look

if TYPE_CHECKING:
    from wardqi.app.gates.answers import Someone
    from wardqi.app.problems import Message

_UID = Qt.ItemDataRole.UserRole
_SHOWN = 6


class Enter(Gate):
    """`tried(uid, secret, is_pin)` asks the window to sign somebody in; it answers by showing the frame,
    or by `refuse`."""

    tried = Signal(str, str, bool)
    other_wanted = Signal()
    left = Signal()

    def __init__(
        self, settings: Settings, people: Sequence[Someone], *, opening: bool, can_leave: bool = False
    ) -> None:
        super().__init__(settings)
        self.ui = Ui_SignIn()
        self.ui.setupUi(self.inside)
        self._people: tuple[Someone, ...] = ()
        self._problem = problem_in(self.ui.problemRow, self.ui.secretEdit)
        self.opening = opening
        self._busy = False
        self._say_what_this_is()
        theme.dress(self.ui.enterButton, "lock" if opening else "person", "on_action", 18)
        self.other_button = QPushButton(
            self.tr("Nobody knows a passphrase any more") if opening else self.tr("I'm not on the list")
        )
        look(self.other_button, "link")
        self.ui.rows.addWidget(self.other_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.other_button.clicked.connect(self.other_wanted)
        self.ui.backButton.setVisible(can_leave)
        if can_leave:
            theme.dress(self.ui.backButton, "back", "action", 18)
            self.ui.backButton.clicked.connect(self.left)
        self.ui.enterButton.clicked.connect(self._try)
        self.ui.secretEdit.returnPressed.connect(self._try)
        self.ui.findEdit.textEdited.connect(self._narrow)
        self.ui.findEdit.returnPressed.connect(self._to_secret)
        self.ui.findEdit.installEventFilter(self)
        self.ui.peopleList.currentItemChanged.connect(self._picked)
        self.ui.peopleList.itemActivated.connect(self._to_secret)
        self.ui.peopleList.itemClicked.connect(self._to_secret)
        reveal(self.ui.secretEdit, self.ui.showButton)
        self._wait = QTimer(self)
        self._wait.setInterval(1000)
        self._wait.timeout.connect(self._tick)
        self._seconds = 0
        self.offer(people)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the search field choose in the list below it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            many = self.ui.peopleList.count()
            if by and many:
                self.ui.peopleList.setCurrentRow(max(0, min(many - 1, self.ui.peopleList.currentRow() + by)))
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the cover where there is one."""
        if event.key() == Qt.Key.Key_Escape and not self.ui.backButton.isHidden():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def offer(self, people: Sequence[Someone]) -> None:
        """List these people; what was typed meanwhile stays."""
        self._people = tuple(people)
        self._narrow(self.ui.findEdit.text())
        many = len(self._people) != 1
        for widget in (self.ui.findLabel, self.ui.findEdit):
            widget.setVisible(many)
        typing = self.ui.secretEdit.text() or self.ui.findEdit.text()
        if not typing:
            (self.ui.findEdit if many else self.ui.secretEdit).setFocus()

    @property
    def uid(self) -> str:
        """Who is chosen; empty for nobody."""
        item = self.ui.peopleList.currentItem()
        return str(item.data(_UID)) if item is not None else ""

    @property
    def problem(self) -> str:
        """The problem shown, empty for none."""
        return self._problem.text

    def refuse(self, message: Message, wait_s: int = 0) -> None:
        """Say why not; with `wait_s`, count down before the next try."""
        self._set_busy(False)
        self._problem.say(message.sentence())
        self._seconds = wait_s
        if wait_s:
            self._tick()
            self._wait.start()
        self.ui.secretEdit.setFocus()
        self.ui.secretEdit.selectAll()

    def _say_what_this_is(self) -> None:
        if self.opening:
            self.ui.introLabel.setText(
                self.tr("The records on this PC are locked. Anyone on the list can open them.")
            )
            self.ui.helpLabel.setText(
                self.tr("Passphrase forgotten? Anyone else can open the records; the ward manager can help.")
            )
        else:
            self.ui.titleLabel.setText(self.tr("Who is here?"))
            self.ui.introLabel.setText(self.tr("Everything is as it was left. Drafts wait for their author."))
            self.ui.enterButton.setText(self.tr("Sign in"))
            self.ui.helpLabel.setText(self.tr("PIN forgotten? Your passphrase works here too."))
        self.setAccessibleName(self.ui.titleLabel.text())

    def _narrow(self, typed: str) -> None:
        listing = self.ui.peopleList
        listing.clear()
        for one in self._found(typed) if typed else self._people:
            item = QListWidgetItem(one.words)
            item.setData(_UID, one.uid)
            listing.addItem(item)
        if listing.count():
            listing.setCurrentRow(0)
        row = max(listing.sizeHintForRow(0), theme.px(32))
        listing.setFixedHeight(min(max(2, len(self._people)), _SHOWN) * row + theme.px(6))

    def _found(self, typed: str) -> list[Someone]:
        """Whose name fits what was typed, best first."""
        from wardqi.app import keys
        from wardqi.app.screen import Command

        commands = [Command(one.words, _nothing, key=one.uid) for one in self._people]
        by_uid = {one.uid: one for one in self._people}
        return [by_uid[command.key] for command in keys.search(commands, typed, most=len(commands))]

    def _picked(self) -> None:
        self._problem.say("")
        one = next((p for p in self._people if p.uid == self.uid), None)
        words = self.tr("PIN or passphrase") if one is not None and one.pin else self.tr("Passphrase")
        self.ui.secretLabel.setText(words)
        self.ui.secretEdit.setAccessibleName(words)

    def _to_secret(self) -> None:
        if self.uid:
            self.ui.secretEdit.setFocus()

    def _try(self) -> None:
        secret = self.ui.secretEdit.text()
        if self._busy or self._seconds or not self.uid:
            return
        one = next(p for p in self._people if p.uid == self.uid)
        if not secret:
            either = self.tr("Type your PIN or passphrase first.")
            self._problem.say(either if one.pin else self.tr("Type your passphrase first."))
            return
        self._problem.say("")
        self._set_busy(True)
        self.tried.emit(one.uid, secret, one.pin and secret.isascii() and secret.isdigit())

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.ui.enterButton.setEnabled(not busy and not self._seconds)
        words = self.tr("Unlock") if self.opening else self.tr("Sign in")
        self.ui.enterButton.setText(self.tr("One moment…") if busy else words)

    def _tick(self) -> None:
        self.ui.enterButton.setEnabled(self._seconds == 0)
        if self._seconds == 0:
            self._wait.stop()
            self._problem.say("")
            return
        from wardqi.app import problems

        self._problem.say(problems.throttled(self._seconds).sentence())
        self._seconds -= 1


def _nothing() -> None:
    """The search wants something to run; here only the choice matters."""
