"""Backups and help: trying a restore, taking in what was saved of damaged records, and the help file."""

from __future__ import annotations

import platform
from pathlib import Path

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from wardqi.app import choosing, diagnostics, say, theme
from wardqi.app.screens.administration import passphrase
from wardqi.app.screens.administration.tab import Tab
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.services import keeping, salvaging
from wardqi.services.administering import condition, help_file
from wardqi.services.administering.condition import Kept
from wardqi.services.keeping import Drill
from wardqi.services.salvaging import Returned
from wardqi.store import keys

_LOG_LINES = 200


class Keeping(Tab):
    """Three cards; the help file is shown whole before it can be saved."""

    follows = ("backups",)
    two = 900

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.drill = DrillCard(workspace)
        self.saved = SavedCard(workspace)
        self.help = HelpCard(workspace)
        self.lay_out(self.tr("Backups and help"), self.drill, self.saved, self.help)

    def refresh(self) -> None:
        """Read which backups there are."""
        self._workspace.tend(condition.kept_backups, done=self.drill.show_kept)

    def back(self) -> bool:
        """Close the help file that is shown."""
        return self.help.close_text()

    def finish(self) -> bool:
        """Ctrl+Enter: try the restore."""
        self.drill.run()
        return True

    def forget(self) -> None:
        """Nothing secret stays in a field."""
        self.drill.forget()


class DrillCard(Card):
    """A restore that is tried beside the records: the only proof that a backup helps on the day."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(self.tr("Restore drill"))
        self._workspace = workspace
        self.last = Words("", "second")
        self.box = QComboBox()
        self.box.setAccessibleName(self.tr("Backup to try"))
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setAccessibleName(self.tr("Your passphrase"))
        self.show_button = QPushButton(self.tr("Show"))
        self.show_button.setCheckable(True)
        self.show_button.setAccessibleName(self.tr("Show the passphrase"))
        passphrase.reveal(self.show_button, self.secret)
        self.run_button = QPushButton(self.tr("Try the restore"))
        look(self.run_button, "primary")
        self.result = Words()
        self.result.hide()
        self.problem = FieldProblem(self.secret)
        which = Words(self.tr("&Backup"), "subheading")
        which.setBuddy(self.box)
        whose = Words(self.tr("Your &passphrase"), "subheading")
        whose.setBuddy(self.secret)
        line = Flow(8)
        line.add(self.run_button)
        line.add(self.show_button)
        told = self.tr(
            "The backup is restored into a folder of its own, checked whole, and that folder is taken away "
            "again. The records in use are not touched. Do it every three months, and after new people came."
        )
        for part in (Words(told, "second"), self.last, which, self.box, whose, self.secret, self.problem):
            self.add(part)
        self.add(line)
        self.add(self.result)
        self.add(QWidget(), 1)
        self.run_button.clicked.connect(self.run)
        self.secret.returnPressed.connect(self.run)

    def show_kept(self, found: Kept) -> None:
        """The backups of this store, newest first, and when a restore was last tried."""
        now = self._workspace.now()
        chosen = self.box.currentData()
        self.box.clear()
        for path, at in found.backups:
            self.box.addItem(say.moment(at.replace(tzinfo=now.tzinfo), now), str(path))
        self.box.setCurrentIndex(max(0, self.box.findData(chosen)))
        self.run_button.setEnabled(self.box.count() > 0)
        if not self.box.count():
            self.last.setText(self.tr("There is no backup yet: make one under Health."))
        elif found.tried_at:
            self.last.setText(self.tr("Last tried {at}.").format(at=say.logged(found.tried_at, now)))
        else:
            self.last.setText(self.tr("Never tried yet."))

    def forget(self) -> None:
        """Nothing secret stays."""
        self.secret.clear()
        self.show_button.setChecked(False)
        self.problem.say("")

    def run(self) -> None:
        """Try it."""
        if not self.run_button.isEnabled():
            return
        self.problem.say("" if self.secret.text() else self.tr("Type your passphrase."))
        if not self.secret.text():
            self.secret.setFocus()
            self._workspace.announce(self.problem.text)
            return
        self.run_button.setEnabled(False)
        self._tell(self.tr("Restoring and checking…"), "second")
        self._workspace.tend(
            keeping.drill,
            Path(str(self.box.currentData())),
            self.secret.text(),
            done=self._done,
            failed=self._failed,
            changes="backups",
        )

    def _done(self, drill: Drill) -> None:
        self.run_button.setEnabled(True)
        self.forget()
        said = self.tr("The restore works: {records}, sound, up to {at}.").format(
            records=say.count(drill.records, "record", "records"),
            at=say.logged(drill.reaches, self._workspace.now()),
        )
        if drill.behind:
            said += " " + self.tr("{records} here came or changed after it.").format(
                records=say.count(drill.behind, "record", "records")
            )
        self._tell(said, "good")

    def _failed(self, error: Exception) -> None:
        self.run_button.setEnabled(True)
        self.result.hide()
        if isinstance(error, keys.WrongPassphrase):
            self.problem.say(self.tr("That passphrase does not open this backup. Nothing was changed."))
            self.secret.setFocus()
            self._workspace.announce(self.problem.text)
        else:
            self._workspace.explain(error)

    def _tell(self, text: str, tone: str) -> None:
        self.result.setText(text)
        self.result.look(tone)
        self.result.show()
        self._workspace.announce(text)


class SavedCard(Card):
    """The second half of a rescue: what was saved of damaged records comes in on top of a backup."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(self.tr("What was saved of damaged records"))
        self._workspace = workspace
        self.button = QPushButton(self.tr("Take it in"))
        theme.dress(self.button, "folder", "text", 18)
        self.result = Words()
        self.result.hide()
        told = self.tr(
            "When records are damaged, the first page offers to save what can still be read. After a backup "
            "was restored, take that file in here: what the backup lacks comes back, what is here already "
            "stays as it is."
        )
        line = Flow(8)
        line.add(self.button)
        self.add(Words(told, "second"))
        self.add(line)
        self.add(self.result)
        self.add(QWidget(), 1)
        self.button.clicked.connect(self._ask)

    def take(self, path: Path) -> None:
        """Take a file in."""
        self.button.setEnabled(False)
        self._workspace.do(
            salvaging.bring_in, path, done=self._done, failed=self._failed, changes="incidents"
        )

    def _ask(self) -> None:
        path = choosing.file(self, self.tr("What was saved"), [self.tr("Saved records (salvage-*.wqb)")])
        if path is not None:
            self.take(path)

    def _done(self, found: Returned) -> None:
        self.button.setEnabled(True)
        if found.new:
            said = self.tr("{changes} came back, of {records}. {same} were here already.").format(
                changes=say.count(found.new, "change", "changes"),
                records=say.count(found.records, "record", "records"),
                same=say.number(found.same),
            )
        else:
            said = self.tr("Nothing was lacking: all {same} changes are here already.").format(
                same=say.number(found.same)
            )
        self.result.setText(said)
        self.result.look("good")
        self.result.show()
        self._workspace.announce(said)

    def _failed(self, error: Exception) -> None:
        self.button.setEnabled(True)
        self.result.hide()
        self._workspace.explain(error)


class HelpCard(Card):
    """A file for whoever helps: everything in it is shown first."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(self.tr("Help file"))
        self._workspace = workspace
        self.make_button = QPushButton(self.tr("Make a help file"))
        self.save_button = QPushButton(self.tr("Save this file"))
        look(self.save_button, "primary")
        self.close_button = QPushButton(self.tr("Close"))
        self.view = QPlainTextEdit()
        self.view.setReadOnly(True)
        self.view.setTabChangesFocus(True)
        self.view.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.view.setAccessibleName(self.tr("The help file, whole"))
        self.view.setMinimumHeight(theme.px(260))
        self.result = Words("", "good")
        told = self.tr(
            "For IT or whoever supports WardQI: versions, sizes, counts and the program's own log. It holds "
            "no patient or staff data. You see all of it before you save it, and nothing is sent anywhere."
        )
        line = Flow(8)
        for button in (self.make_button, self.save_button, self.close_button):
            line.add(button)
        self.add(Words(told, "second"))
        self.add(self.view)
        self.add(line)
        self.add(self.result)
        for part in (self.view, self.save_button, self.close_button, self.result):
            part.hide()
        self.make_button.clicked.connect(self._make)
        self.save_button.clicked.connect(self._ask)
        self.close_button.clicked.connect(self.close_text)

    def close_text(self) -> bool:
        """Put the file away unsaved; False when none is shown."""
        if self.view.isHidden():
            return False
        self.view.clear()
        for part in (self.view, self.save_button, self.close_button):
            part.hide()
        self.make_button.show()
        self.make_button.setFocus()
        return True

    def save(self, path: Path) -> None:
        """Save what is shown."""
        self.save_button.setEnabled(False)
        self._workspace.tend(
            help_file.save,
            self.view.toPlainText(),
            path,
            done=self._saved,
            failed=self._not_saved,
            changes="audit",
        )

    def _make(self) -> None:
        settings = self._workspace.settings
        program = {
            "Qt": qVersion(),
            "PySide6": PySide6.__version__,
            "processor": platform.machine(),
            "colours": settings.text("theme"),
            "text size": settings.text("text_size"),
        }
        log = diagnostics.last_lines(_LOG_LINES)
        self._workspace.tend(help_file.text, program, log, done=self._show)

    def _show(self, content: str) -> None:
        self.result.hide()
        self.view.setPlainText(content)
        self.make_button.hide()
        for part in (self.view, self.save_button, self.close_button):
            part.show()
        self.save_button.setEnabled(True)
        self.view.setFocus()
        self._workspace.announce(self.tr("The help file is shown. Nothing is saved yet."))

    def _ask(self) -> None:
        name = f"wardqi-help-{self._workspace.now():%Y%m%d-%H%M}.txt"
        path = choosing.new_file(self, self.tr("Save the help file"), name, [self.tr("Text (*.txt)")])
        if path is not None:
            self.save(path)

    def _saved(self, path: Path) -> None:
        self.close_text()
        said = self.tr("Saved as {name}. You decide who gets it.").format(name=path.name)
        self.result.setText(said)
        self.result.show()
        self._workspace.announce(said)

    def _not_saved(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self._workspace.explain(error)
