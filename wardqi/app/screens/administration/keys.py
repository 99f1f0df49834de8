"""Keys and recovery: this PC's six words, whom it trusts, and the steps when everybody forgot."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from wardqi.app import say, theme
from wardqi.app.screens.administration.answering import AnswerRequest
from wardqi.app.screens.administration.tab import Tab, stacked
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.reports.page import Document, Paragraph
from wardqi.services.administering import condition
from wardqi.services.administering.condition import Keys as Found
from wardqi.services.administering.condition import Trusted
from wardqi.text import QT_TRANSLATE_NOOP

_STEPS_PT = 12.0
STEPS = (
    QT_TRANSLATE_NOOP(
        "say",
        "First ask everybody on the list. Anyone's passphrase opens the records, and a manager who gets in "
        "can add the others again. A PIN cannot open them.",
    ),
    QT_TRANSLATE_NOOP(
        "say",
        "Leave the PC and its WardQI folder as they are. Do not set the ward up again and delete nothing: "
        "the records are safe, only locked.",
    ),
    QT_TRANSLATE_NOOP(
        "say",
        "On the page that asks for a passphrase press: Nobody knows a passphrase any more. Choose a new "
        "passphrase, keep it to yourself, and save the request; the passphrase is not in it.",
    ),
    QT_TRANSLATE_NOOP(
        "say",
        "Telephone information governance on a number you know. Say who you are, and read them the six words "
        "of the request. Theirs must be the same. They need two people to answer.",
    ),
    QT_TRANSLATE_NOOP(
        "say",
        "They open the records' key with the trust's recovery key, away from this PC, and send an answer "
        "file. The recovery key itself never comes here.",
    ),
    QT_TRANSLATE_NOOP(
        "say",
        "On the same page press: The answer has come. Type your name and the new passphrase and choose the "
        "file. The records open, and you are a ward manager. The audit trail says so.",
    ),
    QT_TRANSLATE_NOOP(
        "say",
        "Then retire the people who forgot theirs and add them again under Administration, People. "
        "Everything they recorded stays under their name.",
    ),
)
"""What to do, in order; printed, because nobody can read it here when it is needed."""


class Keys(Tab):
    """Nothing here changes a key: pairing has its own steps."""

    follows = ("exchange", "people")

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        hub = workspace.profile == "hub"
        self.own = Card(self.tr("This hub") if hub else self.tr("This PC"))
        self.paired = Card(self.tr("Paired wards") if hub else self.tr("Paired with"))
        self.recovery = Card(self.tr("Recovery keys"))
        self.steps = Card(self.tr("If everybody forgets their passphrase"))
        self.pair_button = QPushButton(self.tr("Pair a ward") if hub else self.tr("Pairing"))
        theme.dress(self.pair_button, "key", "text", 18)
        self.print_button = QPushButton(self.tr("Print these steps"))
        theme.dress(self.print_button, "print", "text", 18)
        self._name = Words()
        self.words = Words("", "heading")
        self._pairing = (Words(), Words(), Words("", "second"), Words("", "second"))
        self._lay_out()
        self.pair_button.clicked.connect(self._pair)
        self.print_button.clicked.connect(self._print)

    def refresh(self) -> None:
        """Read the keys' standing."""
        self._workspace.tend(condition.key_standing, done=self._show)

    def forget(self) -> None:
        """The words are to be read aloud; what was typed to answer a ward is not."""
        if self.answer is not None:
            self.answer.forget()

    def _lay_out(self) -> None:
        self.answer = AnswerRequest(self._workspace) if self._workspace.profile == "hub" else None
        cards = [self.own, self.paired, self.recovery]
        if self.answer is not None:
            cards.append(self.answer)
        self.own.add(self._name)
        self.own.add(Words(self.tr("Six words, to be read aloud when pairing:"), "second"))
        self.own.add(self.words)
        for line in self._pairing:
            self.paired.add(line)
        beside = Flow(8)
        beside.add(self.pair_button)
        self.paired.add(beside)
        self.steps.add(
            Words(self.tr("Print this now and keep it where a manager finds it: not in this PC."), "second")
        )
        for at, step in enumerate(STEPS, 1):
            self.steps.add(Words(f"{at}.  {say.tr(step)}"))
        row = Flow(8)
        row.add(self.print_button)
        self.steps.add(row)
        self.steps.add(QWidget(), 1)
        self.lay_out(self.tr("Keys and recovery"), stacked(*cards), self.steps)
        self._say_pairing(None)

    def _show(self, found: Found) -> None:
        self._name.setText(found.pc)
        self._name.setVisible(bool(found.pc))
        self.words.setText("  ".join(found.words))
        self.words.setAccessibleName(", ".join(found.words))
        self._say_pairing(found.trusted)
        self.recovery.clear()
        if not found.recovery:
            self._tell(
                self.recovery,
                self.tr(
                    "No recovery key yet: the trust brings one with pairing. Until then, forgetting every "
                    "passphrase means losing these records. Add a second manager."
                ),
                "caution",
            )
        else:
            self._tell(
                self.recovery,
                self.tr("{keys} of the trust can open these records when everybody forgets.").format(
                    keys=say.count(found.recovery, "recovery key", "recovery keys")
                ),
            )
        if found.recovery and not found.sealed:
            self._tell(
                self.recovery,
                self.tr("The trust's list changed. It is taken over when a manager adds somebody."),
                "caution",
            )

    def _say_pairing(self, trusted: Trusted | None) -> None:
        told = ["", "", "", ""]
        if self._workspace.profile == "hub":
            told[0] = self.tr("Wards, their PCs and receipts are under Hub, Wards.")
        elif trusted is None:
            told[0] = self.tr(
                "Nobody yet. Records stay on this PC, and are safe, until a QI team is trusted."
            )
        else:
            told[0] = trusted.name
            told[1] = self.tr("Their six words: {words}").format(words="  ".join(trusted.words))
            if trusted.compared_with:
                told[2] = self.tr("Compared with {name}, {at}.").format(
                    name=trusted.compared_with,
                    at=say.logged(trusted.compared_at, self._workspace.now()),
                )
            told[3] = self.tr("Their list holds {pcs}.").format(pcs=say.count(trusted.pcs, "PC", "PCs"))
        for line, text in zip(self._pairing, told, strict=True):
            line.setText(text)
            line.setVisible(bool(text))

    @staticmethod
    def _tell(card: Card, text: str, tone: str = "") -> None:
        card.add(Words(text, tone))

    def _pair(self) -> None:
        if self._workspace.profile == "hub":
            self._workspace.go("hub", "wards")
        else:
            self._workspace.go("exchange", "pair")

    def _print(self) -> None:
        self._workspace.print_out(self._steps(), "recovery_steps", name=self.tr("recovery-steps"))

    def _steps(self) -> Document:
        """The steps on paper, large enough to be read by the telephone."""
        told = self.tr("{number}.  {step}")
        steps = (told.format(number=at, step=say.tr(step)) for at, step in enumerate(STEPS, 1))
        return Document(
            self.tr("If everybody forgets their passphrase"),
            self._workspace.ward,
            tuple(Paragraph(step) for step in steps),
            points=_STEPS_PT,
        )
