"""The wards this hub is paired with: receipts back to them, pairing another; and the region above."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from wardqi.app import choosing, problems, say, theme
from wardqi.app.forms.ui_found_office import Ui_FoundOffice
from wardqi.app.screens.hub.pair_ward import PairWard
from wardqi.app.screens.hub.region import Region
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import people
from wardqi.services import exchange, pairing, sending
from wardqi.services.exchange import Made
from wardqi.services.pairing import NotPaired, Shown
from wardqi.services.sending import Partner
from wardqi.store import keys

if TYPE_CHECKING:
    from wardqi.services.access import Session
    from wardqi.services.desk import Desk


class Wards(QWidget):
    """The list with its receipts; pairing; and, before the first ward, the trust's keys."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.table = RecordTable(
            self.tr("Wards paired with this hub"),
            self._columns(),
            page_size=200,
            empty=Empty(self.tr("No ward is paired yet. Pair the first one."), "ward"),
        )
        self.receipts = QPushButton(self.tr("Write receipts to all wards"))
        look(self.receipts, "primary")
        theme.dress(self.receipts, "file", "on_action", 18)
        self.receipts.clicked.connect(self._write_all)
        self.receipt = QPushButton(self.tr("Write this ward's receipt"))
        self.receipt.clicked.connect(self._write_one)
        self.pair_button = QPushButton(self.tr("Pair a ward"))
        theme.dress(self.pair_button, "key", "text", 18)
        self.pair_button.clicked.connect(self._pair)
        self.after = Words("", "good")
        self.region = Region(workspace)
        self.pair = PairWard(workspace)
        self.pair.left.connect(self._home)
        self.office = Office(workspace)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list_page())
        self._stack.addWidget(self.pair)
        self._stack.addWidget(self.office)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._stack)

    def refresh(self) -> None:
        """Read the wards; a hub without keys begins with making them."""
        self._workspace.read(sending.partners, done=self._show, failed=self._no_keys)

    def back(self) -> bool:
        """From pairing to the list."""
        if self._stack.currentWidget() is not self.pair:
            return False
        self._home()
        return True

    def _columns(self) -> Sequence[Column[Partner]]:
        now = self._workspace.now
        return (
            Column(self.tr("Ward"), lambda one: one.name),
            Column(self.tr("PCs"), lambda one: say.number(len(one.pcs)), width=6, right=True, keep=False),
            Column(
                self.tr("Last bundle"),
                lambda one: f"{one.last_number:04}" if one.last_at else self.tr("none yet"),
                width=13,
                keep=False,
            ),
            Column(
                self.tr("Taken"),
                lambda one: say.logged(one.last_at, now()) if one.last_at else self.tr("nothing taken yet"),
                width=22,
            ),
        )

    def _list_page(self) -> QWidget:
        sheet = Sheet()
        sheet.add(
            Words(
                self.tr(
                    "A receipt tells a ward what has arrived, what to look at again and what is asked. "
                    "Send it back the way the bundle came."
                ),
                "second",
            )
        )
        self.table.setMinimumHeight(theme.px(200))
        sheet.add(self.table, 1)
        row = Flow(8)
        for part in (self.receipts, self.receipt, self.pair_button):
            row.add(part)
        sheet.add(row)
        sheet.add(self.after)
        self.after.hide()
        sheet.add(self.region)
        may = people.may(self._workspace.role, "manage_keys")
        self.pair_button.setVisible(may)
        return sheet

    def _show(self, found: list[Partner]) -> None:
        if self._stack.currentWidget() is self.office:
            self._stack.setCurrentIndex(0)
        self.table.show_page(found)
        self.receipts.setEnabled(bool(found))
        self.receipt.setEnabled(bool(found))
        self.region.refresh()

    def _no_keys(self, error: Exception) -> None:
        if isinstance(error, NotPaired):
            self._stack.setCurrentWidget(self.office)
            self.office.open()
        else:
            self._workspace.explain(error)

    def _home(self) -> None:
        self._stack.setCurrentIndex(0)
        self.refresh()
        self.table.setFocus()

    def _pair(self) -> None:
        self._stack.setCurrentWidget(self.pair)
        self.pair.open()

    def _write_all(self) -> None:
        self._write("")

    def _write_one(self) -> None:
        one: Partner | None = self.table.current()
        if one is not None:
            self._write(one.ward)

    def _write(self, ward: str) -> None:
        folder = choosing.folder(self, self.tr("Save receipts in"))
        if folder is not None:
            self.after.hide()
            self._workspace.do(_receipts, folder, ward, done=self._written)

    def _written(self, made: list[tuple[str, Made]]) -> None:
        said = self.tr(
            "{receipts} written: {files}. Send each to its ward; no other ward can open it."
        ).format(
            receipts=say.count(len(made), "receipt", "receipts"),
            files=say.listed(
                [self.tr("{file} for {ward}").format(file=one.path.name, ward=ward) for ward, one in made]
            ),
        )
        self.after.setText(said)
        self.after.show()
        self._workspace.announce(said)


def _receipts(desk: Desk, folder: Path, ward: str) -> list[tuple[str, Made]]:
    """A receipt for each ward, or for the one named."""
    return [
        (one.name, exchange.receipt(desk, folder, one.ward))
        for one in sending.partners(desk)
        if ward in ("", one.ward)
    ]


class Office(QWidget):
    """Making the trust's keys, once."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        inside = QWidget()
        self.ui = ui = Ui_FoundOffice()
        ui.setupUi(inside)
        sheet = Sheet(760)
        sheet.add(inside)
        sheet.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(sheet)
        self.problem = FieldProblem(ui.secretEdit)
        ui.problemRow.addWidget(self.problem)
        ui.makeButton.clicked.connect(self._make)
        self.setFocusProxy(ui.secretEdit)

    def open(self) -> None:
        """Begin with empty fields."""
        self.ui.secretEdit.clear()
        self.ui.againEdit.clear()
        may = people.may(self._workspace.role, "manage_keys")
        self.ui.makeButton.setEnabled(may)
        self.problem.say("" if may else self.tr("Your role cannot make the trust's keys. Ask the QI lead."))

    def _make(self) -> None:
        secret = self.ui.secretEdit.text()
        if weak := keys.check_passphrase(secret):
            self.problem.say(problems.weak(weak[0]))
        elif secret != self.ui.againEdit.text():
            self.problem.say(self.tr("The two passphrases differ. Type the second one again."))
        else:
            folder = choosing.folder(self, self.tr("Save the trust's keys in"))
            if folder is not None:
                self._workspace.tend(
                    _found, folder, secret, done=self._made, failed=self._refused, changes="exchange"
                )

    def _made(self, shown: Shown) -> None:
        self.open()
        self._workspace.show(
            say.Message(
                what=self.tr("The trust's keys are made."),
                safe=self.tr("This hub's six words are {words}.").format(words=" ".join(shown.words)),
                do=self.tr("Give trust-keys.age and its passphrase to information governance."),
                tone="good",
            )
        )

    def _refused(self, error: Exception) -> None:
        message = say.problem(error)
        if message is None:
            self._workspace.explain(error)
        else:
            self.problem.say(message.sentence())


def _found(session: Session, folder: Path, passphrase: str) -> Shown:
    """Make the keys, then seal this hub's own key to the recovery keys too."""
    with session.desk() as desk:
        shown = pairing.found_office(desk, folder, passphrase)
    session.follow_recovery()
    return shown
