"""The inbox: many files at once, each checked and previewed, accepted, set aside or refused by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.jobs import Job
from wardqi.app.screens.hub import arrivals
from wardqi.app.screens.hub.arrivals import Arrival
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.drop import DropBox
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.services import exchange, sending
from wardqi.services.exchange import Inspection
from wardqi.services.sending import Import

_NARROW = 860


class Inbox(QWidget):
    """What arrived in this sitting, and what was taken before."""

    looked = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._rows: dict[Path, Arrival] = {}
        self._looking = 0
        self._job: Job | None = None
        self.box = DropBox(
            self.tr("Drop bundles here. Nothing is kept until you accept it."),
            self.tr("Choose bundles"),
            (self.tr("WardQI files (*.wqb)"),),
            many=True,
        )
        self.box.dropped.connect(self.look_at)
        self.table = RecordTable(
            self.tr("Bundles that arrived"), self._columns(), page_size=500, lines=2, narrow=_NARROW
        )
        self.table.chosen.connect(self._preview)
        self.table.opened.connect(self._preview)
        self.preview = Card(self.tr("Preview"))
        self.accept_all = QPushButton(self.tr("Accept all good"))
        look(self.accept_all, "primary")
        self.accept_one = QPushButton(self.tr("Accept this one"))
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.set_aside = QPushButton(self.tr("Set aside"))
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("Taking bundles in"))
        self.stop = QPushButton(self.tr("Stop after this one"))
        self.accept_all.clicked.connect(self._accept_all)
        self.stop.clicked.connect(self._stop)
        self.accept_one.clicked.connect(self._accept_one)
        self.set_aside.clicked.connect(self._set_aside)
        self.reason.returnPressed.connect(self._set_aside)
        self.history = RecordTable(
            self.tr("Bundles taken before"), self._history_columns(), page_size=200, narrow=_NARROW
        )
        self.history.chosen.connect(self._weigh_undo)
        self.undo = QPushButton(self.tr("Undo this import"))
        self.undo.clicked.connect(self._undo_chosen)
        self._lay_out()
        self._weigh()

    def refresh(self) -> None:
        """What was taken before."""
        self._workspace.read(sending.imports, done=self._show_history)

    def look_at(self, paths: Sequence[Path]) -> None:
        """Look at files; each by itself, so that a bad one stops none."""
        self._looking += len(paths)
        for path in paths:
            self._workspace.read(arrivals.look_at, path, done=self._seen, failed=self._not_seen)

    def rows(self) -> tuple[Arrival, ...]:
        """What is listed now."""
        return tuple(sorted(self._rows.values(), key=lambda one: (one.state == "refused", *one.order)))

    def _columns(self) -> Sequence[Column[Arrival]]:
        return (
            Column(self.tr("From"), arrivals.title),
            Column(self.tr("Recorded"), arrivals.period, width=15, keep=False),
            Column(self.tr("Checks"), arrivals.checks, width=18, keep=False),
            Column(self.tr("New"), lambda one: say.number(one.new), width=6, right=True, keep=False),
            Column(self.tr("Changed"), lambda one: say.number(one.changed), width=8, right=True, keep=False),
            Column(self.tr("Same"), lambda one: say.number(one.same), width=6, right=True, keep=False),
            Column(self.tr("State"), arrivals.state, icon=lambda one: arrivals.ICONS[one.state], width=20),
        )

    def _history_columns(self) -> Sequence[Column[Import]]:
        now = self._workspace.now
        return (
            Column(self.tr("Ward"), lambda one: one.ward or one.file),
            Column(self.tr("No."), lambda one: f"{one.number:04}", width=6),
            Column(
                self.tr("Inside"),
                lambda one: say.count(one.changes, "change", "changes"),
                width=15,
                keep=False,
            ),
            Column(self.tr("Taken"), lambda one: say.logged(one.at, now()), width=20, keep=False),
            Column(
                self.tr("State"),
                lambda one: (
                    self.tr("Undone {at}").format(at=say.logged(one.undone_at, now()))
                    if one.undone_at
                    else self.tr("Kept")
                ),
                width=26,
            ),
        )

    def _lay_out(self) -> None:
        sheet = Sheet()
        sheet.add(self.box)
        self.table.setMinimumHeight(theme.px(200))
        sheet.add(self.table, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        for part in (self.accept_all, self.accept_one, self.progress, self.stop):
            buttons.addWidget(part)
        buttons.addStretch(1)
        sheet.add_layout(buttons)
        sheet.add(self.preview)
        self._aside = QWidget()
        row = QHBoxLayout(self._aside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        label = QLabel(self.tr("Reason to set it aside"))
        label.setBuddy(self.reason)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.reason.setAccessibleName(label.text())
        row.addWidget(label)
        row.addWidget(self.reason, 1)
        row.addWidget(self.set_aside)
        sheet.add(self._aside)
        self._before = Words(self.tr("Taken before"), "heading")
        sheet.add(self._before)
        self.history.setMinimumHeight(theme.px(160))
        sheet.add(self.history, 1)
        undo = QHBoxLayout()
        undo.addWidget(self.undo)
        undo.addStretch(1)
        sheet.add_layout(undo)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)
        self.progress.hide()
        self.stop.hide()

    def _seen(self, one: Arrival) -> None:
        self._looking -= 1
        if one.state == "refused":
            self._workspace.do(exchange.note_refused, one.inspection)
        self._rows[one.path] = one
        self._list()

    def _not_seen(self, error: Exception) -> None:
        self._looking -= 1
        self._workspace.explain(error)
        self._list()

    def _list(self) -> None:
        rows = self.rows()
        self.table.show_page(rows)
        self._weigh()
        if not self._looking:
            good = sum(one.state == "new" for one in rows)
            self._workspace.announce(
                self.tr("{files} looked at, {good} ready to accept.").format(
                    files=say.count(len(rows), "file", "files"), good=say.number(good)
                )
            )
            self.looked.emit()

    def _weigh(self) -> None:
        current: Arrival | None = self.table.current() if self._rows else None
        good = sum(one.state == "new" for one in self._rows.values())
        self.table.setVisible(bool(self._rows))
        self.accept_all.setVisible(bool(self._rows))
        self.accept_all.setEnabled(good > 0)
        self.accept_one.setVisible(current is not None)
        self.accept_one.setEnabled(current is not None and current.state in ("new", "aside"))
        self._aside.setVisible(current is not None and current.state == "new")
        self.preview.setVisible(current is not None)
        if current is not None:
            self._preview(current)

    def _preview(self, one: Arrival) -> None:
        self.preview.clear()
        self.preview.heading.setText(one.sender)
        for line, tone in arrivals.story(one):
            self.preview.add(Words(line, tone))
        self.accept_one.setEnabled(one.state in ("new", "aside"))
        self._aside.setVisible(one.state == "new")

    def _accept_all(self) -> None:
        self._take([one for one in self._rows.values() if one.state == "new"])

    def _accept_one(self) -> None:
        one: Arrival | None = self.table.current()
        if one is not None:
            self._take([one])

    def _take(self, wanted: list[Arrival]) -> None:
        if not wanted:
            return
        self.accept_all.setEnabled(False)
        self.accept_one.setEnabled(False)
        self.progress.setRange(0, len(wanted))
        self.progress.setVisible(len(wanted) > 1)
        self.stop.setVisible(len(wanted) > 1)
        job = self._workspace.do(
            arrivals.take, wanted, done=self._taken, failed=self._not_taken, changes="exchange", progress=True
        )
        job.progress.connect(self._report)
        self._job = job

    def _report(self, part: int, _whole: int) -> None:
        self.progress.setValue(part)

    def _taken(self, done: list[Arrival]) -> None:
        self._end()
        for one in done:
            self._rows[one.path] = one
            if one.accepted is not None:
                said = self.tr("{sender}, bundle {number}: {new} new, {changed} changed.").format(
                    sender=one.sender,
                    number=f"{one.number:04}",
                    new=say.count(one.new, "record", "records"),
                    changed=say.number(one.changed),
                )
                self._workspace.did(said, exchange.take_back, one.accepted.bundle, changes="exchange")
        self._list()

    def _end(self) -> None:
        self._job = None
        self.progress.hide()
        self.stop.hide()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _not_taken(self, error: Exception) -> None:
        self._end()
        self._weigh()
        self._workspace.explain(error)

    def _set_aside(self) -> None:
        one: Arrival | None = self.table.current()
        reason = " ".join(self.reason.text().split())
        if one is None or one.state != "new":
            return
        if not reason:
            self._workspace.announce(self.tr("Say in a few words why it is set aside."))
            self.reason.setFocus()
            return
        aside: Inspection = exchange.set_aside(one.inspection, reason)
        self._rows[one.path] = replace(one, inspection=aside, state="aside")
        self.reason.clear()
        self._list()

    def _show_history(self, found: list[Import]) -> None:
        undone = {one.bundle for one in found if one.undone_at}
        for path, row in self._rows.items():
            if row.state == "taken" and row.accepted is not None and row.accepted.bundle in undone:
                self._rows[path] = replace(row, state="undone")
        if self._rows:
            self.table.show_page(self.rows())
            self._weigh()
        for part in (self._before, self.history, self.undo):
            part.setVisible(bool(found))
        self.history.show_page(found)
        current: Import | None = self.history.current() if found else None
        if current is not None:
            self._weigh_undo(current)

    def _weigh_undo(self, one: Import) -> None:
        self.undo.setEnabled(one.undone_at is None)

    def _undo_chosen(self) -> None:
        one: Import | None = self.history.current()
        if one is not None and one.undone_at is None:
            self._workspace.do(exchange.take_back, one.bundle, done=self._undone, changes="exchange")

    def _undone(self, changes: int) -> None:
        self._workspace.announce(
            self.tr("Undone: {changes} left this hub. The ward still has them.").format(
                changes=say.count(changes, "change", "changes")
            )
        )
