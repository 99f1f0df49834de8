"""Making a bundle: what is inside in plain words, what is left out, field by field, then where to save it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wardqi.app import choosing, say, theme
from wardqi.app.forms.ui_make_bundle import Ui_MakeBundle
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.workspace import Workspace
from wardqi.domain import people
from wardqi.domain.kinds import KINDS, SYSTEM
from wardqi.services import exchange, sending
from wardqi.services.exchange import Made, Preview
from wardqi.services.sending import Leaving
from wardqi.text import QT_TRANSLATE_NOOP

_FORMS = {
    "whole": QT_TRANSLATE_NOOP("say", "As it is"),
    "hour": QT_TRANSLATE_NOOP("say", "Cut to the hour"),
    "age_band": QT_TRANSLATE_NOOP("say", "As an age band"),
    "pseudonym": QT_TRANSLATE_NOOP("say", "As a code, never a name"),
}
_REACH = {
    "ward": QT_TRANSLATE_NOOP("say", "Stays on this ward"),
    "trust": QT_TRANSLATE_NOOP("say", "QI team"),
    "region": QT_TRANSLATE_NOOP("say", "QI team and region"),
}
_SHOWS = ("leaves", "stays", "all")
_PAGE = 100


class MakeBundle(QWidget):
    """One page: nothing leaves before "Save bundle", and what leaves is on it."""

    left = Signal()
    texts_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._preview: Preview | None = None
        self._fields: list[Leaving] = []
        inside = QWidget()
        self.ui = ui = Ui_MakeBundle()
        ui.setupUi(inside)
        sheet = Sheet(1080)
        sheet.add(inside)
        sheet.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(sheet)
        self.problem = FieldProblem(ui.saveButton)
        ui.problemRow.addWidget(self.problem)
        columns = (
            Column[Leaving](self.tr("Field"), _field_name),
            Column[Leaving](self.tr("Goes to"), lambda one: say.tr(_REACH[one.reach]), width=15),
            Column[Leaving](self.tr("In what form"), _form, width=15, keep=False),
            Column[Leaving](self.tr("On the ward"), lambda one: one.here, width=17, keep=False),
            Column[Leaving](self.tr("In the bundle"), lambda one: one.there, width=17, keep=False),
        )
        self.table = RecordTable(self.tr("Field by field"), columns, page_size=_PAGE)
        self.table.setMinimumHeight(theme.px(320))
        self.table.wanted.connect(lambda offset, *_order: self._show_fields(offset))
        ui.tableRow.addWidget(self.table)
        for code, words in zip(
            _SHOWS, (self.tr("What leaves"), self.tr("What stays here"), self.tr("Everything")), strict=True
        ):
            ui.showBox.addItem(words, code)
        ui.showBox.activated.connect(lambda _at: self._show_fields(0))
        theme.dress(ui.backButton, "back", "action", 18)
        theme.dress(ui.saveButton, "bundle", "on_action", 18)
        ui.backButton.clicked.connect(self.left)
        ui.everythingBox.toggled.connect(self._prepare)
        ui.saveButton.clicked.connect(self._save)
        self.texts = QPushButton(self.tr("Look through free text"))
        self.texts.clicked.connect(self.texts_wanted)
        row = QHBoxLayout()
        row.addWidget(self.texts)
        row.addStretch(1)
        ui.outGroupRows.addLayout(row)
        self.texts.setVisible(people.may(workspace.role, "approve_sharing"))
        self.setFocusProxy(ui.backButton)

    def open(self) -> None:
        """Work out what the next bundle would hold."""
        self.ui.afterLabel.hide()
        self.ui.saveButton.setText(self.tr("Save bundle"))
        self.problem.say("")
        self.ui.everythingBox.setChecked(False)
        self._prepare()

    def _prepare(self) -> None:
        self.ui.saveButton.setEnabled(False)
        self._workspace.read(
            exchange.prepare, self.ui.everythingBox.isChecked(), done=self._show, failed=self._refused
        )

    def _show(self, preview: Preview) -> None:
        self._preview = preview
        ui = self.ui
        records = {kind: many for kind, many in preview.kinds.items() if kind not in SYSTEM}
        lines = preview.kinds.get("audit", 0)
        some = any(kind != "audit" for kind in preview.kinds)
        number = f"{preview.number:04}"
        ui.sumLabel.setText(
            self.tr("Bundle {number} will hold {changes}.").format(
                number=number, changes=say.count(preview.changes, "change", "changes")
            )
            if some
            else self.tr("Nothing is waiting to be sent: everything here is confirmed.")
        )
        ui.periodLabel.setText(self._period())
        told = [say.records(kind, many) for kind, many in records.items()]
        others = [say.records(kind, preview.kinds[kind]) for kind in ("user",) if kind in preview.kinds]
        if lines:
            others.append(
                self.tr("{lines} (who opened, sent and saved: codes and counts only)").format(
                    lines=say.records("audit", lines)
                )
            )
        ui.insideLabel.setText(self.tr("{records}.").format(records=say.listed([*told, *others])))
        ui.toLabel.setText(self.tr("Locked so that only the QI team and this PC can open it."))
        for group in (ui.insideGroup, ui.outGroup, ui.fieldsGroup, self.table):
            group.setVisible(some)
        ui.saveButton.setEnabled(some)
        if some and ui.backButton.hasFocus():
            ui.saveButton.setFocus()
        self._workspace.read(
            sending.leaving,
            sorted(preview.kinds, key=lambda kind: (kind in SYSTEM, list(KINDS).index(kind))),
            done=self._show_leaving,
        )

    def _show_leaving(self, fields: list[Leaving]) -> None:
        self._fields = sorted(fields, key=lambda one: not one.here)  # those with an example first
        self._show_fields(0)

    def _period(self) -> str:
        today: date = self._workspace.now().date()
        if self.ui.everythingBox.isChecked():
            return self.tr("Everything recorded here up to {day}, also what was confirmed before.").format(
                day=say.day(today)
            )
        return self.tr("Everything that no receipt has confirmed yet, up to {day}.").format(
            day=say.day(today)
        )

    def _show_fields(self, offset: int) -> None:
        wanted = self.ui.showBox.currentData()
        chosen = [
            one for one in self._fields if wanted == "all" or (one.reach == "ward") == (wanted == "stays")
        ]
        self.table.show_page(chosen[offset : offset + _PAGE], len(chosen), offset)

    def _save(self) -> None:
        folder = choosing.folder(self, self.tr("Save the bundle in"))
        if folder is None:
            return
        self.problem.say("")
        self.ui.saveButton.setEnabled(False)
        self._workspace.do(
            exchange.export,
            folder,
            self.ui.everythingBox.isChecked(),
            done=self._made,
            failed=self._refused,
            changes="exchange",
        )

    def _made(self, made: list[Made]) -> None:
        numbers = say.listed([f"{one.number:04}" for one in made])
        said = (
            self.tr(
                "Bundle {number} made: {file}. Put it in the QI folder or attach it to an NHSmail message. "
                "It stays in the outbox until a receipt comes."
            )
            if len(made) == 1
            else self.tr(
                "Bundles {number} made, beginning with {file}. Put them in the QI folder or attach them to "
                "NHSmail messages. They stay in the outbox until a receipt comes."
            )
        ).format(number=numbers, file=made[0].path.name)
        self.ui.afterLabel.setText(said)
        self.ui.afterLabel.show()
        self._workspace.announce(said)
        self._workspace.read(exchange.prepare, False, done=self._after)

    def _after(self, preview: Preview) -> None:
        """Saved: what the next one would hold, which is the same until a receipt comes."""
        self._show(preview)
        self.ui.saveButton.setText(self.tr("Save another copy"))

    def _refused(self, error: Exception) -> None:
        self.ui.saveButton.setEnabled(self._preview is not None)
        message = say.problem(error)
        if message is None:
            self._workspace.explain(error)
        else:
            self.problem.say(message.sentence())


def _field_name(one: Leaving) -> str:
    parts = (KINDS[one.kind].label, one.rows, one.label)
    return " · ".join(part for part in parts if part)


def _form(one: Leaving) -> str:
    return "" if one.reach == "ward" else say.tr(_FORMS[one.form])
