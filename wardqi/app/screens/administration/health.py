"""Health: the last backup, the weekly check, sizes and versions; and checking everything now."""

from __future__ import annotations

import platform
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, qVersion
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from wardqi.app import problems, say, theme
from wardqi.app.jobs import Job, Stopped
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.services import keeping
from wardqi.services.administering import condition
from wardqi.services.administering.condition import Health as Found
from wardqi.services.keeping import Verdict
from wardqi.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from wardqi.services.access import Session

_TWO = 860
_LATE_DAYS = 3
_WEEK = 7
_SHOWN = 8
_NOTES = {
    "migrated": QT_TRANSLATE_NOOP(
        "say", "The records were brought to this version's form; a backup was made first."
    ),
    "creation_finished": QT_TRANSLATE_NOOP("say", "Setting up had been cut short and was finished."),
    "rotation_finished": QT_TRANSLATE_NOOP("say", "A change of keys had been cut short and was finished."),
}


class Health(QWidget):
    """Cards that say how the store is; nothing is checked again before "Check everything now"."""

    follows = ("backups", "people", "health")

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._columns = 0
        self._job: Job | None = None
        self.backups = Card(self.tr("Backups"))
        self.check = Card(self.tr("Check"))
        self.sizes = Card(self.tr("Space"))
        self.versions = Card(self.tr("Versions"))
        self.notes = Card(self.tr("When the records were opened"))
        self.backup_button = QPushButton(self.tr("Back up now"))
        theme.dress(self.backup_button, "backup", "text", 18)
        self.check_button = QPushButton(self.tr("Check everything now"))
        look(self.check_button, "primary")
        self.stop_button = QPushButton(self.tr("Stop checking"))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Checking"))
        self.result = Words()
        self.last_backup = Words()
        self.last_check = Words()
        self._lay_out()
        self.backup_button.clicked.connect(self._back_up)
        self.check_button.clicked.connect(self._check)
        self.stop_button.clicked.connect(self._stop)

    def refresh(self) -> None:
        """Read how the store is."""
        self._workspace.tend(condition.health, done=self._show)

    def back(self) -> bool:
        """Esc stops a check that is running."""
        if self._job is None:
            return False
        self._stop()
        return True

    def finish(self) -> bool:
        """There is no form here."""
        return False

    def forget(self) -> None:
        """There is nothing secret here."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two."""
        super().resizeEvent(event)
        self._place(2 if self.width() >= theme.px(_TWO) else 1)

    def _lay_out(self) -> None:
        sheet = Sheet()
        sheet.add(Words(self.tr("Health"), "title"))
        self.backups.add(self.last_backup)
        self.backups.add(self._row(self.backup_button))
        self.backups.add(QWidget(), 1)
        self.check.add(self.last_check)
        self.check.add(self.result)
        self.check.add(self.bar)
        self.check.add(self._row(self.check_button, self.stop_button))
        self.check.add(QWidget(), 1)
        for part in (self.result, self.bar, self.stop_button):
            part.hide()
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(12))
        sheet.add_layout(self._grid)
        self._place(1)
        sheet.end()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)

    @staticmethod
    def _row(*buttons: QPushButton) -> QWidget:
        row = Flow(8)
        for button in buttons:
            row.add(button)
        return row

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        cards = (self.backups, self.check, self.sizes, self.versions, self.notes)
        for at, card in enumerate(cards):
            wide = columns if at == len(cards) - 1 else 1
            self._grid.addWidget(card, at // columns, at % columns, 1, wide)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _show(self, found: Found) -> None:
        self._show_backup(found)
        self._show_check(found)
        sizes = found.sizes
        self._lines(
            self.sizes,
            (
                self.tr("Records: {size}, {changes}").format(
                    size=_size(sizes.store), changes=say.count(sizes.changes, "change", "changes")
                ),
                self.tr("Backups: {size}, {copies}").format(
                    size=_size(sizes.backups), copies=say.count(sizes.copies, "copy", "copies")
                ),
                self.tr("Free on this disk: {size}").format(size=_size(sizes.free)),
                self.tr("Folder: {folder}").format(folder=found.folder),
            ),
        )
        self._lines(
            self.versions,
            (
                self.tr("WardQI {version}, form {schema} of the records").format(
                    version=found.version, schema=found.engine.schema
                ),
                self.tr("SQLCipher {cipher}, SQLite {sqlite}").format(
                    cipher=found.engine.cipher, sqlite=found.engine.sqlite
                ),
                self.tr("Qt {qt}, Python {python}").format(qt=qVersion(), python=platform.python_version()),
                self.tr("System: {system}").format(system=platform.platform(terse=True)),
            ),
        )
        self._show_notes(found.notes)

    def _show_backup(self, found: Found) -> None:
        now = self._workspace.now()
        if found.backup_at is None:
            self._say(
                self.last_backup,
                self.tr("No backup yet. One is made each day WardQI is opened."),
                "caution",
            )
            return
        at = found.backup_at.replace(tzinfo=now.tzinfo)
        days = (now.date() - at.date()).days
        said = self.tr("Last backup {at}. It was opened and compared with the records.").format(
            at=self.tr("today {time}").format(time=say.time(at)) if days == 0 else say.moment(at, now)
        )
        if days > 0:
            said = self.tr("{said} None for {days}: press Back up now.").format(
                said=said, days=say.count(days, "day", "days")
            )
        tone = "problem" if days >= _LATE_DAYS else "caution" if days > 0 else ""
        self._say(self.last_backup, said, tone)

    def _show_check(self, found: Found) -> None:
        today = self._workspace.now().date()
        if not found.checked_on:
            said, tone = self.tr("Not checked yet. It is done once a week, some seconds after opening."), ""
        else:
            late = (today - date.fromisoformat(found.checked_on)).days > _WEEK
            said = self.tr("Last found sound: {day}.").format(day=say.near_day(found.checked_on, today))
            tone = "caution" if late else ""
        self._say(self.last_check, said, tone)

    def _show_notes(self, notes: tuple[str, ...]) -> None:
        lines = []
        for note in notes:
            message = problems.noted(note)
            if message is not None:
                lines.append(message.sentence())
            elif note in _NOTES:
                lines.append(say.tr(_NOTES[note]))
        self._lines(self.notes, lines or (self.tr("All was as it should be."),))

    @staticmethod
    def _lines(card: Card, lines: tuple[str, ...] | list[str]) -> None:
        card.clear()
        for line in lines:
            card.add(Words(line))
        card.add(QWidget(), 1)

    @staticmethod
    def _say(words: Words, text: str, tone: str) -> None:
        words.setText(text)
        words.look(tone)

    def _check(self) -> None:
        if self._job is not None:
            return
        self.result.hide()
        self.bar.setRange(0, 0)
        self.bar.show()
        self.stop_button.show()
        self.check_button.setEnabled(False)
        self.stop_button.setFocus()
        self._workspace.announce(self.tr("Checking every page, signature and table."))
        # With the writes, one after another: a save that came in between would have to wait in the file.
        self._job = self._workspace.do(
            condition.check_everything,
            done=self._checked,
            failed=self._not_checked,
            changes="health",
            progress=True,
        )
        self._job.progress.connect(self._progress)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _progress(self, part: int, whole: int) -> None:
        self.bar.setRange(0, whole)
        self.bar.setValue(part)

    def _checked(self, verdict: Verdict) -> None:
        if verdict.sound:
            self._tell(
                self.tr("Sound: {changes} checked, with every page, signature and table.").format(
                    changes=say.count(verdict.changes, "change", "changes")
                ),
                "good",
            )
            return
        faults = [*verdict.pages, *(f"{one.code} {one.where}" for one in verdict.log), *verdict.tables]
        said = self.tr(
            "Not sound: {count} found. Nothing was changed. Tell IT today, and keep the backups."
        ).format(count=say.count(len(faults), "fault", "faults"))
        self._tell("\n".join([said, *faults[:_SHOWN]]), "problem")

    def _not_checked(self, error: Exception) -> None:
        if isinstance(error, Stopped):
            self._tell(self.tr("Stopped. Nothing was changed."), "second")
        else:
            self._over()
            self._workspace.explain(error)

    def _tell(self, text: str, tone: str) -> None:
        self._over()
        self._say(self.result, text, tone)
        self.result.show()
        self._workspace.announce(text)

    def _over(self) -> None:
        self._job = None
        self.bar.hide()
        self.check_button.setEnabled(True)
        if self.stop_button.hasFocus():
            self.check_button.setFocus()
        self.stop_button.hide()

    def _back_up(self) -> None:
        self.backup_button.setEnabled(False)
        self._workspace.tend(_back_up, done=self._backed_up, failed=self._not_backed_up, changes="backups")

    def _backed_up(self, _: object) -> None:
        self.backup_button.setEnabled(True)
        self._workspace.announce(self.tr("Backed up, and compared with the records."))

    def _not_backed_up(self, error: Exception) -> None:
        self.backup_button.setEnabled(True)
        self._workspace.explain(error)


def _back_up(session: Session) -> None:
    keeping.back_up(session)


def _size(many: int) -> str:
    return QLocale().formattedDataSize(many, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
