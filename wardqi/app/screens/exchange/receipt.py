"""Opening a receipt: choose or drop the file, see what it says, then take it in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.drop import DropBox
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.services import exchange
from wardqi.services.exchange import Inspection, Strip

if TYPE_CHECKING:
    from wardqi.services.access import Session


@dataclass(frozen=True, slots=True)
class _Taken:
    """What stood before and after a file was taken."""

    kind: str
    before: Strip
    after: Strip
    new: int
    conflicts: int


class OpenReceipt(QWidget):
    """Nothing is changed before "Take it in"."""

    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._inspection: Inspection | None = None
        back = QPushButton(self.tr("Send and receive"))
        look(back, "quiet")
        theme.dress(back, "back", "action", 18)
        back.clicked.connect(self.left)
        self.box = DropBox(
            self.tr("Drop a receipt from the QI team here. Nothing is kept until you take it in."),
            self.tr("Choose a receipt"),
            (self.tr("WardQI files (*.wqb)"),),
        )
        self.box.dropped.connect(lambda paths: self.look_at(paths[0]))
        self.problem = FieldProblem(self.box.button)
        self.says = Card(self.tr("What it says"))
        self.take = QPushButton(self.tr("Take it in"))
        look(self.take, "primary")
        self.take.clicked.connect(self._accept)
        self.after = Words("", "good")
        self.setFocusProxy(self.box.button)
        sheet = Sheet(900)
        head = QHBoxLayout()
        head.addWidget(back)
        head.addStretch(1)
        sheet.add_layout(head)
        sheet.add(Words(self.tr("Open a receipt"), "title"))
        sheet.add(self.box)
        sheet.add(self.problem)
        sheet.add(self.says)
        row = QHBoxLayout()
        row.addWidget(self.take)
        row.addStretch(1)
        sheet.add_layout(row)
        sheet.add(self.after)
        sheet.end()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)

    def open(self) -> None:
        """Begin anew."""
        self._inspection = None
        self.problem.say("")
        for part in (self.says, self.take, self.after):
            part.hide()

    def look_at(self, path: Path) -> None:
        """Look at a file; nothing is changed."""
        self.open()
        self._workspace.read(exchange.inspect, path, done=self._seen, failed=self._refused)

    def _seen(self, found: Inspection) -> None:
        if found.state == "refused":
            self._workspace.do(exchange.note_refused, found)
            self.problem.say(found.sentence)
            self._workspace.announce(found.sentence)
            return
        self._inspection = found
        self.says.clear()
        for line, tone in self._lines(found):
            self.says.add(Words(line, tone))
        self.says.show()
        self.take.setVisible(found.state == "new" or self._confirms(found))
        if self.take.isVisible():
            self.take.setFocus()

    @staticmethod
    def _confirms(found: Inspection) -> bool:
        """A receipt without changes still confirms, unless this very one was taken before."""
        return found.state != "had"

    def _lines(self, found: Inspection) -> list[tuple[str, str]]:
        if found.arrived is None or found.plan is None:
            return []
        manifest = found.arrived.manifest
        made = say.logged(manifest.made, self._workspace.now())
        lines = [
            (
                self.tr(
                    "From {sender}, made {at}, number {number}. Signature, key and format are right."
                ).format(sender=found.sender, at=made, number=f"{manifest.bseq:04}"),
                "",
            )
        ]
        if found.state == "had":
            lines.append((self.tr("You took this one in before. Nothing would change."), "subheading"))
            return lines
        if manifest.kind == "receipt":
            told = sum(manifest.have.values())
            lines.append(
                (
                    self.tr("The QI team has {changes} of this ward.").format(
                        changes=say.count(told, "change", "changes")
                    ),
                    "subheading",
                )
            )
            for review in manifest.reviews:
                kind = say.records(str(review.get("kind")), 1).partition(" ")[2]
                lines.append(
                    (self.tr("Sent back: {kind} with two different answers.").format(kind=kind), "caution")
                )
            for question in manifest.questions:
                lines.append((self.tr("Question: {text}").format(text=question.get("text")), "caution"))
            if manifest.keyring is not None:
                lines.append((self.tr("It also brings the list of PCs the QI team trusts."), "second"))
        if found.plan.new:
            lines.append(
                (
                    self.tr("New here: {changes}. Already here: {same}.").format(
                        changes=say.count(len(found.plan.new), "change", "changes"),
                        same=say.number(found.plan.same),
                    ),
                    "",
                )
            )
        return lines

    def _accept(self) -> None:
        if self._inspection is not None:
            self.take.setEnabled(False)
            self._workspace.tend(
                _accept, self._inspection, done=self._accepted, failed=self._refused, changes="exchange"
            )

    def _accepted(self, taken: _Taken) -> None:
        self.take.setEnabled(True)
        self.take.hide()
        if taken.kind == "receipt":
            waiting = taken.before.not_sent + taken.before.not_confirmed
            still = taken.after.not_sent + taken.after.not_confirmed
            said = self.tr("Receipt taken in. {confirmed} confirmed, {still} still to be confirmed.").format(
                confirmed=say.count(max(0, waiting - still), "record", "records"), still=say.number(still)
            )
        else:
            said = self.tr("Taken in: {changes}.").format(changes=say.count(taken.new, "change", "changes"))
        if taken.conflicts:
            said = self.tr("{said} {records} with two different answers: choose one under Sent back.").format(
                said=said, records=say.count(taken.conflicts, "record", "records")
            )
        self.after.setText(said)
        self.after.show()
        self._workspace.announce(said)
        self._workspace.changed.emit("incidents")

    def _refused(self, error: Exception) -> None:
        self.take.setEnabled(True)
        message = say.problem(error)
        if message is None:
            self._workspace.explain(error)
        else:
            self.problem.say(message.sentence())


def _accept(session: Session, inspection: Inspection) -> _Taken:
    """Take it, then seal the key anew should the trust's recovery keys have changed."""
    with session.desk() as desk:
        before = exchange.strip(desk)
        done = exchange.accept(desk, inspection)
        after = exchange.strip(desk)
    session.follow_recovery()
    return _Taken(done.kind, before, after, done.new, done.conflicts)
