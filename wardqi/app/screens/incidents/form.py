"""Log an incident: six questions, a draft that is always safe, and a finish that leads back to Today.

Also the near miss and good catch in three questions. What is typed is kept as a draft within two seconds;
finishing turns it into a record that counts.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from wardqi.app import diagnostics, say, theme
from wardqi.app import incident_words as words
from wardqi.app.forms.ui_incident_finish import Ui_IncidentFinish
from wardqi.app.forms.ui_incident_form import Ui_IncidentForm
from wardqi.app.screen import Command, Page
from wardqi.app.screens.incidents.double import Double
from wardqi.app.screens.incidents.questions import NEAR_MISS, Questions
from wardqi.app.widgets.field import ProblemList
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.services import incidents as reading
from wardqi.services import paper, recording
from wardqi.services.incidents import Line, Opening
from wardqi.services.paper import Filling
from wardqi.services.recording import Saved
from wardqi.store.drafts import Draft

DRAFT = "draft:"
PAPER = "paper:"
_KEEP_MS = 1000
_WIDE, _SIDE, _WIDEST = 980, 270, 1110
_COLUMN = 808
"""The questions are 720 wide at most; with the margins in and beside their cards."""
_MARGIN = 16
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class IncidentForm(Page):
    """One incident being written. Opened at "" (new), "near_miss", "draft:" and a draft's id, or "paper:" and
    the serial of a slip."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._draft = str(uuid.uuid4())
        self._touched = self._unsaved = self._finishing = False
        self._kept_at = ""
        self._kept_draft: Draft | None = None
        self._waiting: Mapping[str, object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_MS)
        self._timer.timeout.connect(self._keep_now)
        self._build()
        self._connect()
        self._begin("incident")

    # --- what the window asks

    def open(self, ident: str) -> None:
        """A new form at once; what was half written stays a draft and is offered."""
        if ident.startswith(DRAFT):
            self.keep()
            self.workspace.read(recording.open_draft, ident.removeprefix(DRAFT), done=self._resume)
            return
        if ident.startswith(PAPER):
            self.keep()
            serial = ident.removeprefix(PAPER)
            self.workspace.read(paper.filling, serial, done=self._fill_from_paper, failed=self._no_slip)
            return
        mode = NEAR_MISS if ident == NEAR_MISS else "incident"
        another = mode != self.questions.mode or bool(self.questions.paper)
        if self._touched or self._finishing or another:
            self.keep()
            self._begin(mode)
        else:
            self.questions.start_now()
        self.workspace.read(reading.opening, done=self._opened)
        self._to_first()

    def finish(self) -> bool:
        """Make it a record, or say beside each answer what is missing."""
        if self._finishing:
            return True
        values = self.questions.values()
        problems = self.questions.problems(values)
        self.problems.show_problems(
            self.tr("A few answers are still missing. Your draft is saved."), problems
        )
        if problems:
            self.keep()
            self.workspace.announce(problems[0].text)
            return True
        if not self.questions.near_miss and not self.questions.more.check():
            self.keep()
            return True
        self._timer.stop()
        self._finishing = True
        self.foot.finishButton.setEnabled(False)
        self.workspace.do(
            recording.log_incident,
            values,
            self._draft,
            done=self._saved,
            failed=self._not_saved,
            changes="incidents",
        )
        return True

    def keep(self) -> None:
        """Hand what is half written to be kept, now."""
        self._timer.stop()
        self._keep_now()

    def back(self) -> bool:
        """Esc leaves, with the draft kept."""
        self.keep()
        return False

    def saved(self) -> str:
        """When the draft was last saved."""
        return self.tr("Draft saved {time}").format(time=self._kept_at) if self._kept_at else ""

    def commands(self) -> list[Command]:
        """What the command box offers here."""
        return [Command(self.tr("Finish this incident"), self.finish, "Ctrl+Enter", self.tr("save complete"))]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a form nobody wrote in yet goes on with the draft that is offered."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        offered = self.ui.keptFrame.isVisible() and not self.ui.keptLaterButton.hasFocus()
        if event.key() in _ENTER and plain and offered and not self._touched:
            self._continue_kept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The meter stands at the side, or on top when narrow."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """A new text size changes what fits."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "questions"):
            self._fit()

    # --- building

    def _build(self) -> None:
        self.ui = Ui_IncidentForm()
        body = QWidget()
        self.ui.setupUi(body)
        self.foot = Ui_IncidentFinish()
        foot = QWidget()
        self.foot.setupUi(foot)
        self.sheet = Sheet(widest=_WIDEST)
        self.sheet.add(body)
        self.sheet.foot(foot)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.sheet)
        self.questions = Questions(self.workspace, self.ui)
        self.double = Double(self.workspace)
        self.ui.questions.addWidget(self.double)
        self.questions.more.listen(self)
        self.problems = ProblemList()
        self.slip_line = Words("", "second")
        self.ui.problemPlace.addWidget(self.slip_line)
        self.ui.problemPlace.addWidget(self.problems)
        theme.dress(self.foot.finishButton, "tick", "on_action", 18)

    def _connect(self) -> None:
        self.questions.changed.connect(self._changed)
        self.questions.more.grown.connect(self._order)
        self.questions.who.wanted_new.connect(self._add_patient)
        self.double.opened.connect(self._open_other)
        self.double.different.connect(self._is_different)
        self.foot.finishButton.clicked.connect(self.finish)
        self.foot.leaveButton.clicked.connect(self._leave)
        self.foot.discardButton.clicked.connect(self._discard)
        self.ui.keptContinueButton.clicked.connect(self._continue_kept)
        self.ui.keptLaterButton.clicked.connect(self._later)
        self.workspace.changed.connect(self._drafts_changed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _fit(self) -> None:
        wide = self.width() >= theme.px(_WIDE)
        self.sheet.at_most(_WIDEST if wide and not self.questions.near_miss else _COLUMN)
        side = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.BottomToTop
        self.ui.columns.setDirection(side)
        needed = max(theme.px(_SIDE), self.questions.meter.width + theme.px(3 * _MARGIN))
        self.ui.side.setMaximumWidth(needed if wide else 16_777_215)
        self.ui.side.setMinimumWidth(needed if wide else 0)
        self.questions.brief(not wide)

    def _order(self) -> None:
        """Tab goes down the questions, then to the finish."""
        ui, foot = self.ui, self.foot
        self.questions.order(
            [ui.keptContinueButton, ui.keptLaterButton],
            [
                *self.double.stops(),
                *(foot.finishButton, foot.leaveButton, foot.discardButton),
                *self.questions.meter.stops(),
            ],
        )

    def _to_first(self) -> None:
        self.questions.what.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sheet.area.verticalScrollBar().setValue(0)

    # --- starting and resuming

    def _begin(self, mode: str, serial: str = "") -> None:
        """An empty form, its start time already now; from the slip of a serial, its time is the slip's."""
        self._timer.stop()
        self._draft = str(uuid.uuid4())
        self._touched = self._unsaved = self._finishing = False
        self._kept_at, self._waiting = "", None
        self.questions.keep_for(self._draft)
        self.questions.clear(mode, serial)
        self.slip_line.hide()
        self.problems.hide()
        self.double.show_line(None)
        self.foot.finishButton.setEnabled(True)
        self.ui.draftLabel.setText("")
        self.ui.keptFrame.hide()
        self._fit()
        self._order()

    def _opened(self, found: Opening) -> None:
        self.questions.offer(found)
        if self._waiting is not None:
            body, self._waiting = self._waiting, None
            self.questions.fill(body)
        others = [draft for draft in found.drafts if draft.id != self._draft]
        self._kept_draft = others[0] if others else None
        if self._kept_draft is not None and not self._touched and not self.questions.paper:
            at = say.moment(self._kept_draft.saved_at, self.workspace.now())
            kept = self.tr("We kept your draft from {time}: {title}.")
            self.ui.keptLabel.setText(kept.format(time=at, title=self._kept_draft.title))
            self.ui.keptFrame.show()
        elif self._kept_draft is None or self.questions.paper:
            self.ui.keptFrame.hide()
        self._order()

    def _resume(self, draft: Draft) -> None:
        """Show a draft of one's own as it was left, once the places and patients it names are there."""
        serial = str(draft.body.get("paper") or "")
        self._begin(NEAR_MISS if draft.body.get("mode") == NEAR_MISS else "incident", serial)
        self._draft, self._touched = draft.id, True
        self.questions.keep_for(self._draft)
        self._kept_at = say.exact_time(datetime.fromisoformat(draft.saved_at))
        self.ui.draftLabel.setText(self.saved())
        self._waiting = draft.body
        if serial:
            self.workspace.read(paper.filling, serial, done=self._number_as_slip, failed=self._unnumbered)
        else:
            self.workspace.read(reading.opening, done=self._opened)
        self._to_first()

    def _fill_from_paper(self, filling: Filling) -> None:
        """What the slip knows is filled in; a draft that was begun from it is gone on with."""
        slip = filling.slip
        if slip.mine:
            self.workspace.read(recording.open_draft, slip.mine, done=self._resume)
            return
        self._begin("incident", slip.serial)
        self._number_as_slip(filling)
        self._to_first()

    def _number_as_slip(self, filling: Filling) -> None:
        slip = filling.slip
        told = self.tr(
            "From a paper slip, printed {when} by {name}. Type its numbers, and when it was as 20/11 0305."
        )
        when = say.moment(slip.printed_at or slip.made_at, self.workspace.now())
        self.slip_line.setText(told.format(when=when, name=slip.made_by or self.tr("somebody")))
        self.slip_line.show()
        self.questions.number(filling.places)
        self.workspace.read(reading.opening, done=self._opened)

    def _unnumbered(self, _error: Exception) -> None:
        """The slip's printing is not known here any more; the draft is whole without it."""
        self.workspace.read(reading.opening, done=self._opened)

    def _no_slip(self, error: Exception) -> None:
        self._explain(error)
        self.workspace.go("paper")

    def _continue_kept(self) -> None:
        if self._kept_draft is not None:
            self.workspace.read(recording.open_draft, self._kept_draft.id, done=self._resume)

    def _drafts_changed(self, subject: str) -> None:
        """The draft left behind may be kept only after the new form was opened; then it is offered too."""
        if subject == "drafts" and not self._touched and self.isVisible():
            self.workspace.read(reading.opening, done=self._opened)

    def _later(self) -> None:
        self.ui.keptFrame.hide()
        self._to_first()

    # --- while it is being written

    def _changed(self) -> None:
        self._touched = self._unsaved = True
        self.ui.keptFrame.hide()
        if not self._timer.isActive():
            self._timer.start()
        if self.problems.isVisible() and not self.questions.problems(self.questions.values()):
            self.problems.hide()
        self._order()
        QTimer.singleShot(0, self._reveal)

    def _focus_moved(self, old: QWidget | None, _new: QWidget | None) -> None:
        """Leaving an answer keeps it, without waiting for the timer; the new one is brought into view."""
        QTimer.singleShot(0, self._reveal)
        if self._unsaved and old is not None and self.isAncestorOf(old):
            self._keep_now()

    def _reveal(self) -> None:
        """Show the whole question that has focus, or at least its control, once the layout has settled."""
        if not isValid(self.sheet.area):  # the form went while this waited its turn
            return
        focus = QApplication.focusWidget()
        body, area = self.sheet.area.widget(), self.sheet.area
        if focus is None or body is None or not body.isAncestorOf(focus):
            return
        card: QWidget | None = focus
        while card is not None and not card.objectName().endswith("Card"):
            card = card.parentWidget()
        if card is not None and card.height() + 2 * _MARGIN <= area.viewport().height():
            area.ensureWidgetVisible(card, 0, _MARGIN)
        else:
            area.ensureWidgetVisible(focus, 0, theme.px(3 * _MARGIN))

    def _keep_now(self) -> None:
        if not (self._touched and self._unsaved) or self._finishing:
            return
        self._unsaved = False
        self.workspace.do(
            recording.keep_draft,
            self._draft,
            "incident",
            self.questions.title(),
            self.questions.body(),
            done=self._kept,
            failed=self._not_kept,
            changes="drafts",
        )
        values = self.questions.values()
        if self.questions.types and values.get("started_at") and self.questions.different is None:
            self.workspace.read(reading.doubles, values, done=self._doubles_found)

    def _kept(self, at: str) -> None:
        if self._touched:
            self._kept_at = say.exact_time(datetime.fromisoformat(at))
            self.ui.draftLabel.setText(self.saved())

    def _not_kept(self, error: Exception) -> None:
        self._unsaved = True
        self._timer.start()
        self.ui.draftLabel.setText(self.tr("Draft not saved yet"))
        self._explain(error)

    def _doubles_found(self, lines: tuple[Line, ...]) -> None:
        asked = bool(lines) and self._touched and not self._finishing and self.questions.different is None
        self.double.show_line(lines[0] if asked else None)
        self._order()

    def _open_other(self, ent: str) -> None:
        self.keep()
        self.workspace.go("incidents", ent)

    def _is_different(self, ent: str) -> None:
        self.questions.different = ent
        self._changed()

    def _add_patient(self) -> None:
        self.keep()
        self.workspace.go("patients", f"new:{DRAFT}{self._draft}")

    # --- finishing and leaving

    def _saved(self, saved: Saved) -> None:
        said = " ".join(part for part in (self.tr("Saved."), words.to_add(saved.gaps)) if part)
        here, after = self.isVisible(), "paper" if self.questions.paper else "today"
        self._begin("incident")
        self.workspace.did(said, recording.undo, saved.changes, changes="incidents")
        if here:
            self.workspace.go(after)  # with one slip typed in, the next serial may follow at once

    def _not_saved(self, error: Exception) -> None:
        """Nothing was lost: the draft is kept again and the form stands as it was."""
        self._finishing = False
        self.foot.finishButton.setEnabled(True)
        self._unsaved = True
        self._keep_now()
        self._explain(error)

    def _explain(self, error: Exception) -> None:
        self.workspace.show(say.problem(error) or say.broke(diagnostics.fault(error)))

    def _leave(self) -> None:
        self.keep()
        self._begin("incident")
        self.workspace.go("today")

    def _discard(self) -> None:
        if self._touched:
            self._unsaved = True  # what was typed last can then be brought back too
            self.keep()
            self.workspace.do(recording.discard_draft, self._draft, done=self._discarded, changes="drafts")
        self._begin("incident")
        self.workspace.go("today")

    def _discarded(self, draft: Draft | None) -> None:
        if draft is not None:
            said = self.tr("Draft thrown away.")
            self.workspace.did(said, recording.put_back_draft, draft, changes="drafts")
