"""Log an incident: six questions, a draft that is always safe, and a finish that leads back to Today.

Also the near miss and good catch in three questions. What is typed is kept as a draft within two seconds;
finishing turns it into a record that counts.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.forms.ui_incident_finish import Ui_IncidentFinish
from wardqi.app.forms.ui_incident_form import Ui_IncidentForm
from wardqi.app.screen import Command, Page
from wardqi.app.screens.incidents import words
from wardqi.app.screens.incidents.choices import Answers, Choices, Option, nobody_button
from wardqi.app.screens.incidents.double import Double
from wardqi.app.screens.incidents.meter import Meter
from wardqi.app.screens.incidents.picker import UNKNOWN, PatientPicker
from wardqi.app.screens.incidents.spans import Spans
from wardqi.app.screens.incidents.when import ZONE, WhenField
from wardqi.app.widgets.field import FieldProblem, ProblemList
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.workspace import Workspace
from wardqi.domain import codes, incidents, times
from wardqi.services import incidents as reading
from wardqi.services import recording
from wardqi.services.incidents import Area, Line, Opening
from wardqi.services.recording import Saved
from wardqi.store.drafts import Draft

OTHER = "other"
OTHER_KEY = "20"
_KEEP_MS = 1000
_WIDE, _SIDE, _COLUMN = 980, 270, 760


class IncidentForm(Page):
    """One incident being written. Opened at "" (new), "near_miss", or "draft:" and a draft's id."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.mode = "incident"
        self._draft = str(uuid.uuid4())
        self._touched = self._unsaved = self._finishing = self._filling = False
        self._kept_at = ""
        self._kept_draft: Draft | None = None
        self._areas: dict[str, Area] = {}
        self._shifts = times.ShiftTimes()
        self._different: str | None = None
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
        if ident.startswith("draft:"):
            self.keep()
            self.workspace.read(recording.open_draft, ident.removeprefix("draft:"), done=self._resume)
        else:
            mode = "near_miss" if ident == "near_miss" else "incident"
            if self._touched or mode != self.mode or self._finishing:
                self.keep()
                self._begin(mode)
            elif self.when.moment is not None:
                self.when.put("now")
                self._refresh()
        self.workspace.read(reading.opening, done=self._opened)
        self._first().setFocus(Qt.FocusReason.OtherFocusReason)
        self.sheet.area.verticalScrollBar().setValue(0)

    def finish(self) -> bool:
        """Make it a record, or say beside each answer what is missing."""
        if self._finishing:
            return True
        values = self.values()
        problems = self._problems(values)
        if problems:
            self._timer.stop()
            self._keep_now()
            self.problems.show_problems(
                self.tr("A few answers are still missing. Your draft is saved."), problems
            )
            self.workspace.announce(problems[0].text)
            return True
        self._timer.stop()
        self._finishing = True
        self.foot.finishButton.setEnabled(False)
        draft = self._draft if self._kept_at or self._unsaved is False else None
        self.workspace.do(
            recording.log_incident,
            values,
            draft,
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
        return self.tr("Draft saved {time}.").format(time=self._kept_at) if self._kept_at else ""

    def commands(self) -> list[Command]:
        """What the command box offers here."""
        return [Command(self.tr("Finish this incident"), self.finish, "Ctrl+Enter", self.tr("save complete"))]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The meter stands at the side, or on top when narrow."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """A new text size changes what fits."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "sheet"):
            self._fit()

    # --- what the record would hold

    def values(self) -> dict[str, object]:
        """The answers as a record holds them; what is not answered or in doubt is left out."""
        found: dict[str, object] = {}
        start = self.when.moment
        if start is not None:
            found["started_at"] = start
            found["shift"] = times.shift_at(datetime.fromisoformat(start), self._shifts, ZONE).code
        place = self._areas.get(self.where.one or "")
        if place is not None:
            found["area_kind"] = place.kind
            if place.row is not None:
                found["area"] = place.row
        if self._different is not None:
            found["different_from"] = self._different
        return found | (self._near_miss_values() if self.mode == "near_miss" else self._incident_values())

    def _near_miss_values(self) -> dict[str, object]:
        found: dict[str, object] = {}
        if self.what.one:
            found["event"] = self.what.one
        for name, edit in (("narrative", self.ui.storyEdit), ("prevented_by", self.ui.stoppedEdit)):
            if edit.toPlainText().strip():
                found[name] = edit.toPlainText().strip()
        return found

    def _incident_values(self) -> dict[str, object]:
        found: dict[str, object] = {}
        types = [code for code in self.what.chosen if code != OTHER]
        others = sorted(self.others.chosen) if OTHER in self.what.chosen else []
        if types:
            found["event"] = "restrictive"
            found["interventions"] = rows = self.spans.values()
            ends = [str(row["ended_at"]) for row in rows.values() if "ended_at" in row]
            if len(ends) == len(rows):
                found["ended_at"] = max(ends, key=datetime.fromisoformat)
            if any(row.get("still_open") for row in rows.values()):
                found["still_open"] = True
        elif OTHER in self.what.chosen:
            found["event"] = "other"
        if others:
            found["event_types"] = others
        if self.who.chosen == UNKNOWN:
            found["patient_unknown"] = True
        elif self.who.chosen:
            found["patient"] = self.who.chosen
        if self.reason.one and types:
            found["reason"] = self.reason.one
        return found | {f"hurt_{who}": answer for who, answer in self.hurt.given.items()}

    # --- building

    def _build(self) -> None:
        self.ui = Ui_IncidentForm()
        body = QWidget()
        self.ui.setupUi(body)
        self.foot = Ui_IncidentFinish()
        foot = QWidget()
        self.foot.setupUi(foot)
        self.sheet = Sheet(widest=1080)
        self.sheet.add(body)
        self.sheet.foot(foot)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.sheet)
        self.what = Choices(self.tr("What happened"))
        self.others = Choices(self.tr("What else happened"))
        self.when = WhenField(self.workspace, self.tr("When"))
        self.spans = Spans(self.workspace)
        self.where = Choices(self.tr("Where"), single=True, columns=3)
        self.who = PatientPicker(self.workspace)
        self.reason = Choices(self.tr("Main reason"), single=True)
        self.hurt = Answers(self.tr("Anyone hurt?"), self._subjects(), self._answers())
        self.nobody = nobody_button(self.tr("Nobody was hurt"), self.hurt)
        self.double = Double(self.workspace)
        self.what_problem = FieldProblem(self.what)
        self.other_problem = FieldProblem(self.others)
        self.where_problem = FieldProblem(self.where)
        self.reason_problem = FieldProblem(self.reason)
        self.hurt_problem = FieldProblem(self.hurt)
        self.story_problem = FieldProblem(self.ui.storyEdit)
        self.problems = ProblemList()
        ui = self.ui
        for place, widgets in (
            (ui.problemPlace, (self.problems,)),
            (ui.whatPlace, (self.what, self.what_problem)),
            (ui.otherPlace, (self.others, self.other_problem)),
            (ui.whenPlace, (self.when,)),
            (ui.spansPlace, (self.spans,)),
            (ui.wherePlace, (self.where, self.where_problem)),
            (ui.whoPlace, (self.who,)),
            (ui.reasonPlace, (self.reason, self.reason_problem)),
            (ui.hurtPlace, (self.hurt, self.hurt_problem)),
            (ui.nobodyPlace, (self.nobody,)),
            (ui.questions, (self.double,)),
        ):
            for widget in widgets:
                place.addWidget(widget)
        line = ui.storyEdit.fontMetrics().lineSpacing()
        for edit in (ui.storyEdit, ui.stoppedEdit):
            edit.setMinimumHeight(line * 3 + theme.px(16))
            edit.setMaximumHeight(line * 7 + theme.px(16))
        theme.dress(self.foot.finishButton, "tick", "on_action", 18)
        ways = {"a": self.reason, "b": self.where, "c": self.what, "e": self.who, "g": self.who}
        self.meter = Meter(ui.meterLabel, ui.meterHint, ui.meterPlace, ways)

    def _connect(self) -> None:
        for widget in (
            self.what,
            self.others,
            self.when,
            self.spans,
            self.where,
            self.who,
            self.reason,
            self.hurt,
        ):
            widget.changed.connect(self._changed)
        for edit in (self.ui.storyEdit, self.ui.stoppedEdit):
            edit.textChanged.connect(self._changed)
        self.who.wanted_new.connect(self._add_patient)
        self.double.opened.connect(self._open_other)
        self.double.different.connect(self._is_different)
        self.foot.finishButton.clicked.connect(self.finish)
        self.foot.leaveButton.clicked.connect(self._leave)
        self.foot.discardButton.clicked.connect(self._discard)
        self.ui.keptContinueButton.clicked.connect(self._continue_kept)
        self.ui.keptLaterButton.clicked.connect(self._later)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _subjects(self) -> list[tuple[str, str]]:
        return [
            ("patient", self.tr("The patient")),
            ("staff", self.tr("Staff")),
            ("other", self.tr("Someone else")),
        ]

    @staticmethod
    def _answers() -> list[Option]:
        keys = {"no": "n", "yes": "y", "unsure": "u"}
        return [Option(one.code, one.plain, keys[one.code]) for one in codes.get("yes_no_unsure").entries]

    def _offer_codes(self) -> None:
        """The lists as they stand on the day it happened."""
        day = self.workspace.now().date()
        if self.mode == "near_miss":
            kinds = codes.get("event_kind")
            pair = [
                Option(code, kinds.label(code), str(at))
                for at, code in enumerate(("near_miss", "good_catch"), 1)
            ]
            self.what.offer(pair)
            return
        groups = {
            "physical": self.tr("Held"),
            "mechanical": self.tr("Mechanical"),
            "chemical": self.tr("Medicine"),
            "isolation": self.tr("Isolation"),
        }
        live = codes.get("restrictive_type").live(day)
        options = [Option(one.code, one.plain, one.code, groups.get(one.group or "", "")) for one in live]
        options.append(Option(OTHER, self.tr("Something else happened"), OTHER_KEY, self.tr("Other event")))
        self.what.offer(options)
        self.others.offer([Option(one.code, one.plain) for one in codes.get("event_type").live(day)])
        self.reason.offer(
            [Option(one.code, one.plain, one.code) for one in codes.get("restrictive_reason").live(day)]
        )

    # --- starting, resuming

    def _begin(self, mode: str) -> None:
        """An empty form, its start time already now."""
        self._filling = True
        self.mode, self._draft = mode, str(uuid.uuid4())
        self._touched = self._unsaved = self._finishing = False
        self._kept_at, self._different = "", None
        self.what.setParent(None)
        self.what.deleteLater()
        self.what = Choices(self.tr("What happened"), single=mode == "near_miss")
        self.what.changed.connect(self._changed)
        self.what_problem.guard(self.what)
        self.ui.whatPlace.insertWidget(0, self.what)
        self._offer_codes()
        for choices in (self.others, self.where, self.reason):
            choices.choose([])
        self.hurt.give({})
        self.who.choose(None)
        self.spans.clear()
        self.ui.storyEdit.clear()
        self.ui.stoppedEdit.clear()
        self.double.show_line(None)
        self.when.put("now")
        self.foot.finishButton.setEnabled(True)
        self._clear_problems()
        self.ui.draftLabel.setText("")
        self.ui.keptFrame.hide()
        self._filling = False
        self._show_mode()
        self._refresh()

    def _show_mode(self) -> None:
        near = self.mode == "near_miss"
        ui = self.ui
        ui.titleLabel.setText(self.tr("Near miss or good catch") if near else self.tr("New incident"))
        for card in (ui.whoCard, ui.reasonCard, ui.hurtCard, ui.meterCard):
            card.setVisible(not near)
        ui.storyCard.setVisible(near)
        ui.whatLabel.setText(self.tr("1  What was it?") if near else self.tr("1  What happened"))
        ui.whatHint.setText(
            self.tr("1 near miss, 2 good catch.")
            if near
            else self.tr("Type the numbers, or move with the arrows and press Space. Choose all that apply.")
        )
        ui.storyLabel.setText(self.tr("2  What happened"))
        ui.whenLabel.setText(self.tr("3  When") if near else self.tr("2  When"))
        ui.whereLabel.setText(self.tr("    Where, if you know") if near else self.tr("3  Where"))
        self._fit()

    def _opened(self, found: Opening) -> None:
        self._areas = {area.row or f"kind:{area.kind}": area for area in found.areas}
        keyed = enumerate(self._areas.items(), 1)
        options = [Option(code, area.name, str(at) if at < 10 else "") for at, (code, area) in keyed]
        self.where.offer(options)
        self.who.offer(found.patients)
        self._shifts = found.shifts
        others = [draft for draft in found.drafts if draft.id != self._draft]
        self._kept_draft = others[0] if others else None
        self._offer_kept()
        if self._waiting is not None:
            body, self._waiting = self._waiting, None
            self._fill(body)
        self._refresh()

    _waiting: Mapping[str, object] | None = None

    def _offer_kept(self) -> None:
        draft = self._kept_draft
        self.ui.keptFrame.setVisible(draft is not None and not self._touched)
        if draft is not None:
            at = say.moment(draft.saved_at, self.workspace.now())
            self.ui.keptLabel.setText(
                self.tr("We kept your draft from {time}: {title}.").format(time=at, title=draft.title)
            )
            self._order()

    def _resume(self, draft: Draft) -> None:
        """Show a draft of one's own as it was left."""
        self._begin(str(draft.body.get("mode") or "incident"))
        self._draft, self._touched = draft.id, True
        self._kept_at = say.exact_time(datetime.fromisoformat(draft.saved_at))
        self.ui.draftLabel.setText(self.saved())
        self.ui.keptFrame.hide()
        self._waiting = draft.body
        self._fill(draft.body)
        self.workspace.read(reading.opening, done=self._opened)
        self._first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, body: Mapping[str, object]) -> None:
        self._filling = True
        self.what.choose(_texts(body.get("what")))
        self.others.choose(_texts(body.get("others")))
        self.when.restore(body.get("when"))
        self.spans.begin(self.when.moment)
        self.spans.restore(body.get("spans"))
        self.where.choose(_texts(body.get("where")))
        who = body.get("who")
        self.who.choose(who if isinstance(who, str) else None, str(body.get("who_text") or ""))
        self.reason.choose(_texts(body.get("reason")))
        hurt = body.get("hurt")
        self.hurt.give({str(k): str(v) for k, v in hurt.items()} if isinstance(hurt, dict) else {})
        self.ui.storyEdit.setPlainText(str(body.get("story") or ""))
        self.ui.stoppedEdit.setPlainText(str(body.get("stopped") or ""))
        different = body.get("different")
        self._different = different if isinstance(different, str) else None
        self._filling = False
        self._refresh()

    def _continue_kept(self) -> None:
        if self._kept_draft is not None:
            self.keep()
            self._resume(self._kept_draft)

    def _later(self) -> None:
        self.ui.keptFrame.hide()
        self._first().setFocus()

    def _first(self) -> QWidget:
        return self.what

    # --- while it is being written

    def _changed(self) -> None:
        if self._filling:
            return
        self._touched = self._unsaved = True
        if self.ui.keptFrame.isVisible():
            self.ui.keptFrame.hide()
        if not self._timer.isActive():
            self._timer.start()
        self._refresh()

    def _refresh(self) -> None:
        """Bring everything that follows from the answers up to date."""
        if self._filling:
            return
        types = [code for code in self.what.chosen if code != OTHER] if self.mode == "incident" else []
        self.ui.otherBox.setVisible(self.mode == "incident" and OTHER in self.what.chosen)
        self.spans.begin(self.when.moment)
        self.spans.show_types(types)
        only_other = bool(self.what.chosen) and not types
        self.ui.reasonCard.setVisible(self.mode == "incident" and not only_other)
        values = self.values()
        asked = incidents.questions(values, self.workspace.now())
        told = {one.path: words.question(one, values) for one in reversed(asked)}
        self.when.ask(told.get("started_at", ""))
        self.spans.ask(told)
        patient = self.who.patient
        self.meter.show(incidents.statutory(values, None if patient is None else patient.value))
        if self.problems.isVisible():
            self._problems(values)
        self._order()

    def _problems(self, values: Mapping[str, object]) -> list[FieldProblem]:
        """Say beside each answer what is missing; gives the lines in the order of the questions."""
        self._clear_problems(keep_list=True)
        lacking = incidents.complete(values)
        places = {
            "event": self.what_problem,
            "interventions": self.what_problem,
            "event_types": self.other_problem,
            "what": self.story_problem,
            "started_at": self.when.problem,
            "area": self.where_problem,
            "patient": self.who.problem,
            "reason": self.reason_problem,
            "hurt_patient": self.hurt_problem,
            "hurt_staff": self.hurt_problem,
            "hurt_other": self.hurt_problem,
        }
        found: list[FieldProblem] = []
        for name in lacking:
            place = places[name]
            if place not in found:
                place.say(words.tr(words.ANSWERS[name]))
                found.append(place)
        doubtful = [self.when] if self.when.in_doubt else []
        for field in (*doubtful, *self.spans.doubtful()):
            field.problem.say(field.trouble())
            if field.problem not in found:
                found.append(field.problem)
        if not found:
            self.problems.hide()
        return found

    def _clear_problems(self, *, keep_list: bool = False) -> None:
        lines = (self.what_problem, self.other_problem, self.where_problem, self.who.problem)
        for problem in (
            *lines,
            self.reason_problem,
            self.hurt_problem,
            self.story_problem,
            self.when.problem,
        ):
            problem.say("")
        if not keep_list:
            self.problems.hide()

    def _focus_moved(self, old: QWidget | None, _new: QWidget | None) -> None:
        """Leaving an answer keeps it, without waiting for the timer."""
        if self._unsaved and old is not None and self.isAncestorOf(old):
            self._keep_now()

    def _title(self) -> str:
        if self.mode == "near_miss":
            return self.what.words(self.what.one) if self.what.one else self.tr("Near miss or good catch")
        chosen = [self.what.words(code) for code in self.what.chosen]
        return say.listed(chosen[:3]) if chosen else self.tr("Incident")

    def _body(self) -> dict[str, object]:
        return {
            "mode": self.mode,
            "what": list(self.what.chosen),
            "others": list(self.others.chosen),
            "when": self.when.state(),
            "spans": self.spans.state(),
            "where": list(self.where.chosen),
            "who": self.who.chosen,
            "who_text": self.who.text,
            "reason": list(self.reason.chosen),
            "hurt": self.hurt.given,
            "story": self.ui.storyEdit.toPlainText(),
            "stopped": self.ui.stoppedEdit.toPlainText(),
            "different": self._different,
        }

    def _keep_now(self) -> None:
        if not (self._touched and self._unsaved) or self._finishing:
            return
        self._unsaved = False
        self.workspace.do(
            recording.keep_draft, self._draft, "incident", self._title(), self._body(),
            done=self._kept, failed=self._not_kept, changes="drafts",
        )  # fmt: skip
        values = self.values()
        if (
            self.mode == "incident"
            and values.get("event")
            and values.get("started_at")
            and not self._different
        ):
            self.workspace.read(reading.doubles, values, done=self._doubles_found)

    def _kept(self, at: str) -> None:
        if self._touched:
            self._kept_at = say.exact_time(datetime.fromisoformat(at))
            self.ui.draftLabel.setText(self.saved().rstrip("."))

    def _not_kept(self, error: Exception) -> None:
        self._unsaved = True
        self.ui.draftLabel.setText(self.tr("Draft not saved yet"))
        self._timer.start()
        message = say.problem(error)
        if message is not None:
            self.workspace.show(message)

    def _doubles_found(self, lines: tuple[Line, ...]) -> None:
        self.double.show_line(lines[0] if lines and self._touched and self._different is None else None)
        self._order()

    def _open_other(self, ent: str) -> None:
        self.keep()
        self.workspace.go("incidents", ent)

    def _is_different(self, ent: str) -> None:
        self._different = ent
        self._changed()

    def _add_patient(self) -> None:
        self.keep()
        self.workspace.go("patients", "new")

    # --- leaving

    def _saved(self, saved: Saved) -> None:
        said = " ".join(part for part in (self.tr("Saved."), words.to_add(saved.gaps)) if part)
        here = self.isVisible()
        self._begin(self.mode)
        self.workspace.did(said, recording.undo, saved.changes, changes="incidents")
        if here:
            self.workspace.go("today")

    def _not_saved(self, error: Exception) -> None:
        self._finishing = False
        self.foot.finishButton.setEnabled(True)
        self._unsaved = True
        self._keep_now()
        message = say.problem(error)
        if message is None:
            from wardqi.app import diagnostics

            message = say.broke(diagnostics.fault(error))
        self.workspace.show(message)

    def _leave(self) -> None:
        self.keep()
        self._begin(self.mode)
        self.workspace.go("today")

    def _discard(self) -> None:
        if self._touched:
            self._unsaved = True
            self.keep()
            self.workspace.do(recording.discard_draft, self._draft, done=self._discarded, changes="drafts")
        self._begin(self.mode)
        self.workspace.go("today")

    def _discarded(self, draft: Draft | None) -> None:
        if draft is not None:
            said = self.tr("Draft thrown away.")
            self.workspace.did(said, recording.put_back_draft, draft, changes="drafts")

    # --- shape

    def _fit(self) -> None:
        wide = self.width() >= theme.px(_WIDE)
        columns = self.ui.columns
        columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.BottomToTop)
        self.ui.side.setMaximumWidth(theme.px(_SIDE) if wide else 16_777_215)
        self.ui.side.setMinimumWidth(theme.px(_SIDE) if wide else 0)
        self.ui.side.setVisible(self.mode == "incident")
        self.ui.meterHint.setVisible(wide and bool(self.ui.meterHint.text()))

    def _order(self) -> None:
        """Tab goes down the questions, then to the finish, then to the meter and the kept draft."""
        ui, foot = self.ui, self.foot
        stops: list[QWidget] = [
            ui.keptContinueButton,
            ui.keptLaterButton,
            *self.what.stops(),
            *self.others.stops(),
            ui.storyEdit,
            ui.stoppedEdit,
            *self.when.stops(),
            *self.spans.stops(),
            *self.where.stops(),
            self.who.edit,
            *self.reason.stops(),
            *self.hurt.stops(),
            self.nobody,
            *self.double.stops(),
            foot.finishButton,
            foot.leaveButton,
            foot.discardButton,
        ]
        if stops != self._stops:
            self._stops = stops
            for before, after in itertools.pairwise(stops):
                QWidget.setTabOrder(before, after)

    _stops: list[QWidget] | None = None


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
