"""The audit trail: who did what and when, the newest first, narrowed by person and act, saved as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from wardqi.app import choosing, say, theme
from wardqi.app.screens.administration import audit_words
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.services.administering import acts
from wardqi.services.administering.acts import Line, Wanted

_PAGE = 50
_BOX_CHARACTERS = 20
_FOLD = 700
_ZONE = ZoneInfo("Europe/London")


class Audit(QWidget):
    """Reading it changes nothing; saving it as a table is itself a line."""

    follows = ("people", "ward", "incidents", "exchange", "backups", "measures", "patients", "bed_days")

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._offset = 0
        self.person = self._box(self.tr("Whose"))
        self.person.addItem(self.tr("Everybody"), "")
        self.act = self._box(self.tr("What"))
        self.act.addItem(self.tr("Everything"), "")
        for group in acts.GROUPS:
            self.act.addItem(say.tr(audit_words.GROUPS[group]), group)
        self.save_button = QPushButton(self.tr("Save as a table"))
        theme.dress(self.save_button, "table", "text", 18)
        empty = Empty(self.tr("Nothing in the trail matches these filters."), "history")
        self.clear_button = empty.offer(self.tr("Clear filters"), self._clear)
        self.table = RecordTable(
            self.tr("Audit trail"), self._columns(), page_size=_PAGE, empty=empty, narrow=_FOLD
        )
        self.table.setMinimumHeight(theme.px(220))
        self.table.wanted.connect(self._turn)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Saving the table"))
        self.bar.hide()
        self.after = Words("", "good")
        self.after.hide()
        self._lay_out()
        self.person.activated.connect(self._narrow)
        self.act.activated.connect(self._narrow)
        self.save_button.clicked.connect(self._save)

    def refresh(self) -> None:
        """Read whose acts there are, and the page that is open."""
        self._workspace.read(acts.persons, done=self._offer)
        self._read()

    def back(self) -> bool:
        """Esc clears the filters first."""
        if self._wanted() == Wanted():
            return False
        self._clear()
        return True

    def finish(self) -> bool:
        """There is no form here."""
        return False

    def forget(self) -> None:
        """There is nothing secret in a field here."""

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_BOX_CHARACTERS)
        return box

    def _columns(self) -> Sequence[Column[Line]]:
        return (
            Column(self.tr("When"), self._when, width=20),
            Column(self.tr("Who"), audit_words.who, width=24, keep=False),
            Column(self.tr("What"), audit_words.what),
        )

    def _lay_out(self) -> None:
        sheet = Sheet()
        head = QHBoxLayout()
        head.addWidget(Words(self.tr("Audit trail"), "title"), 1)
        head.addWidget(self.save_button)
        sheet.add_layout(head)
        sheet.add(
            Words(
                self.tr(
                    "Everything that was done here, signed by whoever did it. Nothing in it can be changed."
                ),
                "second",
            )
        )
        row = Flow(12)
        for words, box in ((self.tr("Whose"), self.person), (self.tr("What"), self.act)):
            pair = QWidget()
            label = Words(words)
            label.setBuddy(box)
            lines = QVBoxLayout(pair)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(theme.px(2))
            lines.addWidget(label)
            lines.addWidget(box)
            row.add(pair)
        sheet.add(row)
        sheet.add(self.bar)
        sheet.add(self.after)
        sheet.add(self.table, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)

    def _wanted(self) -> Wanted:
        return Wanted(str(self.person.currentData()) or None, str(self.act.currentData()) or None)

    def _read(self) -> None:
        self._workspace.read(acts.page, self._wanted(), self._offset, _PAGE, done=self._show)

    def _show(self, page: acts.Page) -> None:
        self.table.show_page(page.lines, page.total, page.offset)
        self.save_button.setEnabled(page.total > 0)

    def _offer(self, persons: tuple[tuple[str, str], ...]) -> None:
        wanted = [("", self.tr("Everybody")), *persons, (acts.DEVICE, self.tr("This PC"))]
        if [self.person.itemData(at) for at in range(self.person.count())] == [uid for uid, _ in wanted]:
            return
        chosen = self.person.currentData()
        self.person.clear()
        for uid, name in wanted:
            self.person.addItem(name, uid)
        self.person.setCurrentIndex(max(0, self.person.findData(chosen)))

    def _narrow(self) -> None:
        self._offset = 0
        self.after.hide()
        self._workspace.read(acts.page, self._wanted(), 0, _PAGE, done=self._narrowed)

    def _narrowed(self, page: acts.Page) -> None:
        self._show(page)
        self._workspace.announce(
            self.tr("{lines} found").format(lines=say.count(page.total, "line", "lines"))
        )

    def _clear(self) -> None:
        self.person.setCurrentIndex(0)
        self.act.setCurrentIndex(0)
        self._narrow()
        self.person.setFocus()

    def _turn(self, offset: int, *_order: object) -> None:
        self._offset = offset
        self._read()

    def _when(self, line: Line) -> str:
        return say.logged(line.at, self._workspace.now())

    def _save(self) -> None:
        name = self.tr("audit-trail") + ".csv"
        path = choosing.new_file(self, self.tr("Save the audit trail"), name, (self.tr("Tables (*.csv)"),))
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Save what the filters show, all pages of it, to a file."""
        self.after.hide()
        self.save_button.setEnabled(False)
        self.bar.setRange(0, 0)
        self.bar.show()
        heading = (self.tr("When"), self.tr("Who"), self.tr("What"), self.tr("Change"))
        job = self._workspace.do(
            acts.export,
            self._wanted(),
            path,
            heading,
            _cells,
            done=self._saved,
            failed=self._not_saved,
            changes="audit",
            progress=True,
        )
        job.progress.connect(self._progress)

    def _progress(self, part: int, whole: int) -> None:
        self.bar.setRange(0, whole)
        self.bar.setValue(part)

    def _saved(self, lines: int) -> None:
        self.bar.hide()
        self.save_button.setEnabled(True)
        said = self.tr(
            "{lines} saved. The file holds names of staff and is not encrypted: keep it where only those "
            "who need it can read it."
        ).format(lines=say.count(lines, "line", "lines"))
        self.after.setText(said)
        self.after.show()
        self._workspace.announce(said)
        self._read()

    def _not_saved(self, error: Exception) -> None:
        self.bar.hide()
        self.save_button.setEnabled(True)
        self._workspace.explain(error)


def _cells(line: Line) -> Sequence[str]:
    """A line of the table; the moment in local time with its offset, so that it sorts rightly."""
    at = datetime.fromisoformat(line.at).astimezone(_ZONE)
    return (at.isoformat(sep=" "), audit_words.who(line), audit_words.what(line), line.id)
