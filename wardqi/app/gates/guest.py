"""Somebody from the bank or an agency: their name and a PIN, and a shift lead who confirms who they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from wardqi.app import problems, theme
from wardqi.app.gates.answers import Guest, Someone
from wardqi.app.gates.parts import Asking
from wardqi.app.settings import Settings
from wardqi.store import keys


class NotListed(Asking):
    """`asked(guest)` wants the guest let in; the window answers by going on, or by `refuse`."""

    asked = Signal(object)
    left = Signal()

    def __init__(self, settings: Settings, people: Sequence[Someone]) -> None:
        super().__init__(
            settings,
            self.tr("Bank or agency: sign in for this ward"),
            self.tr(
                "You record under your own name. A shift lead or manager of this ward confirms who you are; "
                "your PIN then works whenever the records are open."
            ),
        )
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.job = QLineEdit()
        self.job.setMaxLength(80)
        self.ask(self.tr("Your &name"), self.name)
        self.ask(self.tr("Your &agency or job"), self.job)
        self.pin = self.ask_secret(
            self.tr("Choose a &PIN"), self.tr("Six digits or more, not easy to guess.")
        )
        self.again = self.ask_secret(self.tr("The PIN a&gain"))
        self.lead = QComboBox()
        self._pins = {one.uid: one.pin for one in people}
        for one in people:
            self.lead.addItem(one.words, one.uid)
        self.ask(self.tr("&Who confirms you"), self.lead)
        self.secret = self.ask_secret(
            self.tr("&Their PIN or passphrase"), self.tr("The shift lead types this, not you.")
        )
        self.enter_button = QPushButton(self.tr("Confirm and sign in"))
        self.back_button = QPushButton(self.tr("Back"))
        theme.dress(self.back_button, "back", "action", 18)
        self.end(self.enter_button, self.back_button)
        self.enter_button.clicked.connect(self._try)
        self.secret.returnPressed.connect(self._try)
        self.back_button.clicked.connect(self.left)
        if not people:
            self.lines[self.lead].say(self.tr("Nobody on this ward may confirm you. Ask the ward manager."))
            self.enter_button.setEnabled(False)

    def refuse(self, message: problems.Message) -> None:
        """Say why not."""
        self.enter_button.setEnabled(True)
        self.secret.clear()
        self.lines[self.secret].say(message.sentence())
        self.secret.setFocus()

    def _try(self) -> None:
        if not self.enter_button.isEnabled():
            return
        weak = " ".join(problems.weak(code, pin=True) for code in keys.check_pin(self.pin.text()))
        same = self.pin.text() == self.again.text()
        well = self.tell(
            (self.name, "" if self.name.text().strip() else self.tr("Write your name.")),
            (self.pin, weak),
            (self.again, "" if same else self.tr("The two are not the same.")),
            (self.secret, "" if self.secret.text() else self.tr("The shift lead confirms with theirs.")),
        )
        if not well:
            return
        self.enter_button.setEnabled(False)
        lead, secret = str(self.lead.currentData()), self.secret.text()
        is_pin = self._pins.get(lead, False) and secret.isascii() and secret.isdigit()
        name, job = " ".join(self.name.text().split()), " ".join(self.job.text().split())
        self.asked.emit(Guest(name, job, self.pin.text(), lead, secret, is_pin))
