"""The trust's own place in its region: pairing with it, the bundle that goes up, the receipt that comes
down."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton

from wardqi.app import choosing, say, theme
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.domain import people
from wardqi.services import region, sending
from wardqi.services.exchange import Made, Taken
from wardqi.services.pairing import Paired
from wardqi.services.region import Joined, Leaving, Standing

if TYPE_CHECKING:
    from wardqi.services.access import Session


def read(session: Session) -> tuple[Standing, Leaving] | None:
    """Where the trust stands and what would leave; None before it is paired."""
    return region.look(session) if region.joined(session) else None


class Region(Card):
    """What goes up is shown first; nothing about a single ward, and no small number, is in it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(self.tr("The region"))
        self._workspace = workspace
        self._file: Path | None = None
        self.words = Words("")
        self.months = Words("", "second")
        self.asked = Words("", "caution")
        self.make = QPushButton(self.tr("Make the region's bundle"))
        theme.dress(self.make, "bundle", "text", 18)
        self.make.clicked.connect(self._make)
        self.take = QPushButton(self.tr("Open the region's receipt"))
        self.take.clicked.connect(self._take)
        self.pair = QPushButton(self.tr("Pair with a region"))
        theme.dress(self.pair, "key", "text", 18)
        self.pair.clicked.connect(self._pair)
        self.compared = QCheckBox(self.tr("I compared the six words by telephone, and they are the same"))
        self.confirm = QPushButton(self.tr("Trust this region"))
        self.confirm.clicked.connect(self._join)
        self.compared.toggled.connect(self.confirm.setEnabled)
        self.after = Words("", "good")
        row = Flow(8)
        for part in (self.make, self.take, self.pair):
            row.add(part)
        for each in (self.words, self.months, self.asked, row, self.compared, self.confirm, self.after):
            self.add(each)
        self._asking(on=False)
        self.after.hide()

    def refresh(self) -> None:
        """Read where the trust stands."""
        self._workspace.tend(read, done=self._show)

    def _asking(self, *, on: bool) -> None:
        self.compared.setChecked(False)
        self.confirm.setEnabled(False)
        self.compared.setVisible(on)
        self.confirm.setVisible(on)

    def _show(self, found: tuple[Standing, Leaving] | None) -> None:
        role = self._workspace.role
        self.pair.setVisible(people.may(role, "manage_keys"))
        self.make.setVisible(found is not None and people.may(role, "publish"))
        self.take.setVisible(found is not None)
        self.months.setVisible(found is not None)
        self.asked.hide()
        if found is None:
            self.words.setText(
                self.tr(
                    "This trust is paired with no region. Once paired, it sends the cards passed on here, "
                    "what came of them, and the trust's months with small numbers hidden, and it takes the "
                    "region's cards."
                )
            )
            return
        standing, leaving = found
        now = self._workspace.now()
        self.words.setText(
            self.tr("{region}. Last bundle: {sent}. Confirmed to: {confirmed}.").format(
                region=standing.region,
                sent=say.logged(standing.last_sent, now) if standing.last_sent else self.tr("none yet"),
                confirmed=say.logged(standing.confirmed_to, now)
                if standing.confirmed_to
                else self.tr("nothing yet"),
            )
        )
        self.months.setText(leaving_words(leaving))
        self.asked.setText(
            "\n".join(self.tr("The region asks: {text}").format(text=one) for one in standing.asked)
        )
        self.asked.setVisible(bool(standing.asked))

    def _make(self) -> None:
        folder = choosing.folder(self, self.tr("Save the region's bundle in"))
        if folder is not None:
            self.after.hide()
            self._workspace.tend(region.export, folder, done=self._made, changes="exchange")

    def _made(self, made: list[Made]) -> None:
        self._told(
            self.tr("Bundle made: {files}. Only the region can open it.").format(
                files=say.listed([one.path.name for one in made])
            )
        )
        self.refresh()

    def _take(self) -> None:
        path = choosing.file(self, self.tr("Open the region's receipt"), (self.tr("WardQI files (*.wqb)"),))
        if path is not None:
            self.after.hide()
            self._workspace.tend(region.take, path, done=self._taken, changes="cards")

    def _taken(self, taken: Taken) -> None:
        if taken.state == "refused":
            self._workspace.show(say.Message(what=taken.sentence, tone="problem"))
            return
        self._told(self.tr("Receipt taken. Its cards go to the wards with the next receipts."))
        self.refresh()

    def _pair(self) -> None:
        path = choosing.file(
            self, self.tr("The region's public file"), (self.tr("Public file of a hub (*.json)"),)
        )
        if path is not None:
            self._file = path
            self._workspace.read(sending.look_at_hub, path, done=self._seen)

    def _seen(self, found: Paired) -> None:
        self._asking(on=True)
        self._told(
            self.tr("{region}. Its six words: {words}. Read them aloud with the region.").format(
                region=found.name, words=" ".join(found.words)
            )
        )
        self.compared.setFocus(Qt.FocusReason.OtherFocusReason)

    def _join(self) -> None:
        if self._file is not None:
            self._workspace.tend(region.join, self._file, done=self._joined, changes="exchange")

    def _joined(self, found: Joined) -> None:
        self._asking(on=False)
        self._told(
            self.tr(
                "This trust trusts {region}. Give the region {file}; its six words are {words}. "
                "Then open the region's first receipt here."
            ).format(region=found.region.name, file=str(found.own.path), words=" ".join(found.own.words))
        )
        self.refresh()

    def _told(self, said: str) -> None:
        self.after.setText(said)
        self.after.show()
        self._workspace.announce(said)


def leaving_words(found: Leaving) -> str:
    """What the next bundle for the region says, and what it leaves out."""
    months = found.months
    hidden = sum(bool(one.hidden) for one in months.months)
    return say.tr(
        "It says: {cards}; {results}; {months} of the whole trust, {hidden} with small numbers hidden. "
        "{lacking} left out because a ward did not report them in full.",
        cards=say.count(len(found.cards), "card", "cards"),
        results=say.count(found.results, "result of a ward that is not named", "results of wards not named"),
        months=say.count(len(months.months), "month", "months"),
        hidden=say.number(hidden),
        lacking=say.count(len(months.lacking), "month is", "months are"),
    )
