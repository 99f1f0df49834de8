"""The national extract of a period: what it holds and what the checks found first, then the files."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from wardqi.app import choosing, say, theme
from wardqi.app.jobs import Job
from wardqi.app.say import Message
from wardqi.app.screen import Page
from wardqi.app.screens.incidents.editors import read_day
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain.mhsds import Extract, Finding
from wardqi.reports import extract_words as words
from wardqi.services import mhsds
from wardqi.services.mhsds import SavedExtract

_SHOWN = 50
_WIDE = 900


class ExtractPage(Page):
    """Nothing is saved before it was looked at and the box about keeping it safe was ticked."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._made: Extract | None = None
        self._job: Job | None = None
        sheet = Sheet(_WIDE)
        sheet.add(Words(self.tr("National extract (MHSDS)"), "title"))
        told = self.tr(
            "Tables MHS505, MHS515 and MHS516 of a period, for the team that sends the trust's data. "
            "First see what they hold; nothing is saved yet."
        )
        sheet.add(Words(told, "second"))
        sheet.add(self._make_period())
        self._make_result()
        sheet.add(self.result)
        sheet.end()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)
        self._last_month()

    def open(self, ident: str) -> None:
        """Begin at the period."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.first.selectAll()

    def _make_period(self) -> QWidget:
        self.first, self.last = QLineEdit(), QLineEdit()
        self.look_button = QPushButton(self.tr("See what it holds"))
        look(self.look_button, "primary")
        flow = Flow(12)
        for text, field in ((self.tr("First day"), self.first), (self.tr("Last day"), self.last)):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setBuddy(field)
            field.setAccessibleName(text)
            field.setFixedWidth(theme.px(150))
            field.returnPressed.connect(self._look)
            pair = QWidget()
            beside = QHBoxLayout(pair)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.setSpacing(theme.px(8))
            beside.addWidget(label)
            beside.addWidget(field)
            flow.add(pair)
        flow.add(self.look_button)
        self.look_button.clicked.connect(self._look)
        self.problem = FieldProblem(self.first)
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(flow)
        rows.addWidget(self.problem)
        return holder

    def _make_result(self) -> None:
        self.result = Card()
        self.holds = Words("", "subheading")
        self.result.add(self.holds)
        self.said = Words("")
        self.result.add(self.said)
        columns = (
            Column[Finding](self.tr("Number"), lambda one: one.number, width=10),
            Column[Finding](self.tr("Table"), lambda one: one.table, width=8, keep=False),
            Column[Finding](self.tr("Effect"), lambda one: words.effect(one.effect), width=22, keep=False),
            Column[Finding](self.tr("What"), lambda one: words.check(one.code)),
        )
        self.findings = RecordTable(self.tr("What the checks found"), columns, page_size=_SHOWN)
        self.findings.setMinimumHeight(theme.px(220))
        self.findings.wanted.connect(lambda offset, *_order: self._show_findings(offset))
        self.findings.opened.connect(lambda one: self.workspace.go("incidents", one.ent))
        self.result.add(self.findings)
        warned = self.tr(
            "The files name patients' stays and times and are not locked. Keep them only where the trust's "
            "own records are kept, and delete them when they have been sent."
        )
        caution = Card(kind="caution-box")
        caution.add(Words(warned))
        self.result.add(caution)
        self.safe = QCheckBox(self.tr("I will keep them there"))
        self.save_button = QPushButton(self.tr("Save the files"))
        theme.dress(self.save_button, "folder", "action", 18)
        self.save_button.setEnabled(False)
        self.safe.toggled.connect(self.save_button.setEnabled)
        self.save_button.clicked.connect(self._save)
        self.keep_box = Flow(16)
        self.keep_box.add(self.safe)
        self.keep_box.add(self.save_button)
        self.result.add(self.keep_box)
        self.result.hide()

    def _last_month(self) -> None:
        end = self.workspace.now().date().replace(day=1) - timedelta(days=1)
        self.first.setText(say.day(end.replace(day=1)))
        self.last.setText(say.day(end))

    def _period(self) -> tuple[date, date] | None:
        today = self.workspace.now().date()
        first, last = read_day(self.first.text(), today), read_day(self.last.text(), today)
        self.problem.guard(self.first if first is None else self.last)
        if first is None or last is None:
            self.problem.say(self.tr("Write the days as 3/11 or 3 Nov 2026."))
            (self.first if first is None else self.last).setFocus()
            return None
        if last < first:
            self.problem.say(self.tr("The last day is before the first. Which one should change?"))
            self.last.setFocus()
            return None
        self.problem.say("")
        return first, last

    def _look(self) -> None:
        self.result.hide()
        self.safe.setChecked(False)
        period = self._period()
        if period is not None:
            self._job = self.workspace.read(mhsds.extract, *period, done=self._looked)

    def _looked(self, made: Extract) -> None:
        if self.sender() is not self._job:
            return
        self._made = made
        counts = {name: len(rows) for name, rows in made.tables.items()}
        self.holds.setText(
            self.tr("{incidents}, {types}, {police}, about {people}").format(
                incidents=say.count(counts["MHS505"], "incident", "incidents"),
                types=say.count(counts["MHS515"], "intervention", "interventions"),
                police=say.count(counts["MHS516"], "request to the police", "requests to the police"),
                people=say.count(made.people, "known patient", "known patients"),
            )
        )
        self.said.setText(self._told(made))
        self.findings.setVisible(bool(made.findings))
        self._show_findings(0)
        self.result.show()
        self.workspace.announce(f"{self.holds.text()}. {self.said.text()}")
        (self.findings.view if made.findings else self.safe).setFocus(Qt.FocusReason.OtherFocusReason)

    def _told(self, made: Extract) -> str:
        if not made.findings:
            return self.tr("The checks found nothing.")
        many: dict[str, int] = {}
        for one in made.findings:
            many[one.effect] = many.get(one.effect, 0) + 1
        told = [
            f"{words.effect(effect).lower()}: {say.number(many[effect])}"
            for effect in words.EFFECTS
            if effect in many
        ]
        said = self.tr("The checks found {what}. Choose a line to open its record.")
        return said.format(what=say.listed(told))

    def _show_findings(self, offset: int) -> None:
        if self._made is not None:
            found = self._made.findings
            self.findings.show_page(found[offset : offset + _SHOWN], len(found), offset)

    def _save(self) -> None:
        if self._made is None:
            return
        folder = choosing.folder(self, self.tr("Choose a folder for the files"))
        if folder is not None:
            self.workspace.do(mhsds.save, self._made, folder, done=self._saved, changes="audit")

    def _saved(self, saved: SavedExtract) -> None:
        self.safe.setChecked(False)
        said = self.tr("{files} saved in the folder {name}.").format(
            files=say.count(len(saved.files), "file", "files"), name=saved.folder.name
        )
        self.workspace.show(Message(what=said, tone="good"))
