"""One incident whole: facts, timeline, what is missing, clocks, history; and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import incident_words as words
from wardqi.app import say, theme
from wardqi.app.forms.ui_incident_detail import Ui_IncidentDetail
from wardqi.app.screens.incidents.led_to import LedTo
from wardqi.app.screens.incidents.timeline import Span, Timeline
from wardqi.app.widgets.clock import ClockLine
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes
from wardqi.domain.incidents import ITEMS
from wardqi.domain.kinds import live_rows
from wardqi.domain.privacy import age_on
from wardqi.services.incidents import Detail
from wardqi.store.records import Step

_CLOCK_STATES = ("due", "overdue")


class DetailView(QWidget):
    """Shows a record. Asks for what is wanted by signals; the list's page does it."""

    amend_wanted = Signal(str)
    sign_wanted = Signal()
    archive_wanted = Signal(str)
    restore_wanted = Signal()
    print_wanted = Signal()
    settled = Signal(str, object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.detail: Detail | None = None
        self.ui = Ui_IncidentDetail()
        self.ui.setupUi(self)
        self._make_actions()
        ui = self.ui
        self.led_to = LedTo(workspace)
        ui.rows.insertWidget(ui.rows.indexOf(ui.historyCard), self.led_to)
        ui.archiveFrame.hide()
        ui.archiveReason.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        ui.archiveReason.setMinimumContentsLength(10)  # so that the pane never has to scroll sideways
        for one in codes.get("void_reason").live(workspace.now().date()):
            ui.archiveReason.addItem(one.plain, one.code)
        ui.restoreButton.clicked.connect(self.restore_wanted)
        ui.archiveNowButton.clicked.connect(self._archive_now)
        ui.archiveLeaveButton.clicked.connect(self._leave_archive)

    def show_detail(self, detail: Detail) -> None:
        """Tell this record."""
        self.detail = detail
        ui, line = self.ui, detail.line
        ui.titleLabel.setText(words.short(line))
        ui.whenLabel.setText(self._when(detail))
        ui.stateLabel.setText(words.state(line))
        theme.dress(ui.journeyIcon, say.journey_icon(line.journey), "second", 18)
        ui.journeyLabel.setText(self._journey(detail))
        self._show_actions(detail)
        self._show_conflicts(detail)
        self._show_gaps(detail)
        self._show_timeline(detail)
        self._show_facts(detail)
        self._show_clocks(detail)
        self.led_to.show_incident(detail)
        self._show_history(detail)

    # --- what can be done

    def _make_actions(self) -> None:
        flow = Flow(8)
        self.sign = QPushButton(self.tr("Sign off"))
        look(self.sign, "primary")
        theme.dress(self.sign, "tick", "on_action", 18)
        self.amend = QPushButton(self.tr("Add or change"))
        theme.dress(self.amend, "edit", "action", 18)
        self.archive = QPushButton(self.tr("Archive"))
        look(self.archive, "quiet")
        self.print = QPushButton(self.tr("Print"))
        theme.dress(self.print, "print", "action", 18)
        for button in (self.sign, self.amend, self.print, self.archive):
            flow.add(button)
        self.ui.actionsPlace.addWidget(flow)
        self.sign.clicked.connect(self.sign_wanted)
        self.amend.clicked.connect(lambda: self.amend_wanted.emit(""))
        self.print.clicked.connect(self.print_wanted)
        self.archive.clicked.connect(self._ask_archive)

    def _show_actions(self, detail: Detail) -> None:
        ui, line, may = self.ui, detail.line, detail.may
        signed = line.state == "signed"
        self.sign.setVisible("sign" in may and not signed and not line.voided)
        self.sign.setEnabled(not detail.cannot_sign)
        self.sign.setAccessibleDescription(
            self.tr("Not yet: some things are still to be added.") if detail.cannot_sign else ""
        )
        self.amend.setVisible(("amend_signed" if signed else "record") in may and not line.voided)
        self.amend.setText(self.tr("Amend") if signed else self.tr("Add or change"))
        self.archive.setVisible("void" in may and not line.voided)
        ui.archivedFrame.setVisible(line.voided)
        ui.archivedLabel.setText(self.tr("This record is archived. It is kept, and left out of every count."))
        ui.restoreButton.setVisible("void" in may)
        ui.archiveFrame.hide()

    def _ask_archive(self) -> None:
        self.ui.archiveFrame.show()
        self.ui.archiveReason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_archive(self) -> None:
        self.ui.archiveFrame.hide()
        self.archive.setFocus()

    def _archive_now(self) -> None:
        self.ui.archiveFrame.hide()
        self.archive_wanted.emit(str(self.ui.archiveReason.currentData()))

    # --- heading

    def _when(self, detail: Detail) -> str:
        line = detail.line
        parts = [say.full_moment(line.started_at) if line.started_at else self.tr("No start time")]
        if line.minutes is not None and line.minutes >= 0:
            parts.append(say.length(line.minutes))
        elif detail.record.value.get("still_open"):
            parts.append(self.tr("still going"))
        parts += [part for part in (line.area, self.tr("number {number}").format(number=line.number)) if part]
        return ", ".join(parts)

    def _journey(self, detail: Detail) -> str:
        """The phrase, always with the time the record was last changed."""
        at = say.logged(detail.record.changed_at, self.workspace.now())
        told = self.tr("{journey}. Last changed {time}.")
        said = [told.format(journey=say.journey(detail.line.journey), time=at)]
        said += [self.tr("The QI team asks: {text}").format(text=text) for text in detail.asked]
        if detail.back == "review":
            said.append(self.tr("Two PCs sent different answers; choose what stands, and it goes again."))
        return " ".join(said)

    # --- parts

    def _show_conflicts(self, detail: Detail) -> None:
        place = self.ui.choicesPlace
        clear(place)
        for path, rivals in detail.record.conflicts.items():
            label, field = words.field_of(path)
            frame = QFrame()
            look(frame, "caution-box")
            rows = QVBoxLayout(frame)
            rows.addWidget(Words(self.tr("Two people changed this: {what}").format(what=label), "subheading"))
            for rival in rivals:
                told = words.value(field, rival.value, detail.names, detail.areas)
                who = detail.names.get(rival.by, self.tr("somebody"))
                at = say.logged(rival.at, self.workspace.now())
                row = QHBoxLayout()
                said = self.tr("{value}, by {name}, {time}").format(value=told, name=who, time=at)
                row.addWidget(Words(said), 1)
                keep = QPushButton(self.tr("Keep this"))
                keep.setAccessibleName(self.tr("Keep this: {value}").format(value=said))
                keep.clicked.connect(partial(self.settled.emit, path, rival.value))
                row.addWidget(keep)
                rows.addLayout(row)
            place.addWidget(frame)

    def _show_gaps(self, detail: Detail) -> None:
        found, ui = detail.statutory, self.ui
        clear(ui.gapsPlace)
        ui.gapsCard.setVisible(found.applies)
        if not found.applies:
            return
        said = self.tr("Statutory record {part} of {whole}")
        ui.gapsLabel.setText(said.format(part=len(found.present), whole=len(ITEMS)))
        missing = found.missing
        may = not self.amend.isHidden()
        ui.gapsHint.setText(
            self.tr("Nothing is missing.")
            if not missing
            else self.tr("Still to add before sign-off; choose one to fill it in.")
            if may
            else self.tr("Still to add before sign-off.")
        )
        for item in missing:
            paths = (found.gaps or {}).get(item, ())
            said = words.item(item)
            said = said[0].upper() + said[1:]
            if not may:
                ui.gapsPlace.addWidget(Words(said))
                continue
            link = QPushButton(said.replace("&", "&&"))
            look(link, "link")
            link.clicked.connect(partial(self._fill, item, paths[0] if paths else ""))
            ui.gapsPlace.addWidget(link)

    def _fill(self, item: str, path: str) -> None:
        """The patient's own gaps are filled in the ward's list, everything else in the record."""
        detail = self.detail
        known = detail is not None and detail.patient is not None
        if item in ("e", "g") and known and detail is not None and detail.patient is not None:
            self.workspace.go("patients", detail.patient.ent)
        else:
            self.amend_wanted.emit(path)

    def _show_timeline(self, detail: Detail) -> None:
        ui = self.ui
        clear(ui.timelinePlace)
        spans = [
            Span(
                say.code("restrictive_type", str(one.get("type"))),
                datetime.fromisoformat(str(one["started_at"])),
                datetime.fromisoformat(str(one["ended_at"])) if one.get("ended_at") else None,
                bool(one.get("still_open")),
            )
            for _, one in live_rows(detail.record.value, "interventions")
            if one.get("started_at")
        ]
        spans.sort(key=lambda span: span.started)
        ui.timelineCard.setVisible(bool(spans))
        if spans:
            ui.timelinePlace.addWidget(Timeline(spans, self.workspace.now()))
            for span in spans:
                ui.timelinePlace.addWidget(Words(span.told(), "second"))

    def _show_facts(self, detail: Detail) -> None:
        clear(self.ui.factsPlace)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 1)
        for row, (label, text) in enumerate(self._facts(detail)):
            name = Words(label, "second")
            name.setMinimumWidth(theme.px(120))
            name.setMaximumWidth(theme.px(200))
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            told = Words(text)
            told.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(told, row, 1)
        self.ui.factsPlace.addWidget(holder)

    def _facts(self, detail: Detail) -> list[tuple[str, str]]:
        value, line = detail.record.value, detail.line
        found = [(self.tr("Patient"), self._patient(detail))]
        if line.reason:
            reason = self.tr("{words} (national code {code})")
            found.append(
                (
                    self.tr("Main reason"),
                    reason.format(words=say.code("restrictive_reason", line.reason), code=line.reason),
                )
            )
        hurt = self._hurt(value)
        if hurt:
            found.append((self.tr("Anyone hurt"), hurt))
        found += words.facts(value, detail.names, detail.areas)
        recorded = value.get("recorded_at")
        who = detail.names.get(str(value.get("recorded_by")), line.author)
        if isinstance(recorded, str):
            found.append((self.tr("Recorded"), f"{who}, {say.full_moment(recorded)}"))
        signed = value.get("signed_at")
        if isinstance(signed, str):
            by = detail.names.get(str(value.get("signed_by")), "")
            found.append((self.tr("Signed"), f"{by}, {say.full_moment(signed)}"))
        return found

    def _patient(self, detail: Detail) -> str:
        one = detail.patient
        if one is None:
            unknown = detail.record.value.get("patient_unknown")
            return self.tr("Not known yet") if unknown else self.tr("Nobody named")
        parts = [one.initials, self.tr("bed {bed}").format(bed=one.bed) if one.bed else "", one.name]
        if one.birth_date is not None and detail.line.started_at:
            born = datetime.fromisoformat(one.birth_date).date()
            at = datetime.fromisoformat(detail.line.started_at).date()
            parts.append(self.tr("aged {age} then").format(age=age_on(born, at)))
        return ", ".join(part for part in parts if part)

    def _hurt(self, value: Mapping[str, object]) -> str:
        names = {
            "patient": self.tr("patient"),
            "staff": self.tr("staff"),
            "other": self.tr("someone else"),
        }
        said = [
            f"{name}: {say.code('yes_no_unsure', str(value[f'hurt_{who}'])).lower()}"
            for who, name in names.items()
            if value.get(f"hurt_{who}")
        ]
        return ", ".join(said)

    def _show_clocks(self, detail: Detail) -> None:
        clear(self.ui.clocksPlace)
        now = self.workspace.now()
        shown = 0
        for clock in detail.clocks:
            what = say.code("review_clock", clock.clock)
            if clock.state in _CLOCK_STATES and clock.due is not None:
                line = ClockLine(what, until=clock.due)
                line.show_now(now)
                self.ui.clocksPlace.addWidget(line)
            elif clock.state != "waiting":
                told = {
                    "in_time": self.tr("{what}: held in time"),
                    "late": self.tr("{what}: held, after it was due"),
                    "declined": self.tr("{what}: offered and declined"),
                }[clock.state]
                self.ui.clocksPlace.addWidget(Words(told.format(what=what), "second"))
            else:
                self.ui.clocksPlace.addWidget(
                    Words(self.tr("{what}: starts when the incident has ended").format(what=what), "second")
                )
            shown += 1
        self.ui.clocksCard.setVisible(bool(shown) and not detail.line.voided)

    def _show_history(self, detail: Detail) -> None:
        clear(self.ui.historyPlace)
        rows = words.row_names(detail.record.value)
        for step in reversed(detail.steps):
            self.ui.historyPlace.addWidget(self._step(detail, step, rows))

    def _step(self, detail: Detail, step: Step, rows: Mapping[str, str]) -> QWidget:
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(2))
        who = detail.names.get(step.by, self.tr("somebody not on this ward's list"))
        at = say.full_moment(say.local(step.at))
        done = words.tr(words.ACTIONS.get(step.action, words.ACTIONS["amend"]))
        if step.after.get("signed_at"):
            done = self.tr("Signed off")
        head = self.tr("{done} by {name}, {time}").format(done=done, name=who, time=at)
        if step.reason:
            head = self.tr("{head}: {reason}").format(head=head, reason=words.reason(step.reason))
        lines.addWidget(Words(head, "subheading"))
        if step.action == "amend":
            for said in words.changes(step.before, step.after, detail.names, detail.areas, rows):
                lines.addWidget(Words(said, "second"))
        if not step.complete:
            lines.addWidget(
                Words(self.tr("Some words of this change stay on the PC it was made on."), "small")
            )
        return holder


def clear(place: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := place.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
