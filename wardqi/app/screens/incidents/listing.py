"""The list of incidents: search as you type, filters as tags, and the chosen record beside it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QScrollArea, QVBoxLayout

from wardqi.app import choosing, incident_paper, say, theme
from wardqi.app import incident_words as words
from wardqi.app.forms.ui_incidents import Ui_Incidents
from wardqi.app.jobs import Job
from wardqi.app.say import Message
from wardqi.app.screen import Command, Page
from wardqi.app.screens.incidents.amend import Amend
from wardqi.app.screens.incidents.detail import DetailView
from wardqi.app.screens.incidents.narrowing import Narrowing
from wardqi.app.screens.incidents.views import Views
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.workspace import Workspace
from wardqi.domain import people
from wardqi.services import incident_table, recording
from wardqi.services import incidents as reading
from wardqi.services.incidents import Choices, Detail, Line, ListPage
from wardqi.services.patients import Patient
from wardqi.services.recording import Saved
from wardqi.store.drafts import Draft
from wardqi.store.incidents import Filters

_ONE_PANE = 1000
_FOLD = 940
_TYPING_MS = 120
_SIZE = 50
_ON_PAPER = 500
_CHANGES = "incidents"
_KEEP_MS = 1000
AMEND = "amend:"
_USUAL = ("what", "when", "where", "person", "state", "journey", "to_add")


class IncidentsPage(Page):
    """Opened at "" (the list), a record's id, "amend:" and one, "filter:gaps" or "day:2026-11-20"."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.ui = Ui_Incidents()
        self.ui.setupUi(self)
        self._wanted = ""
        self._path: str | None = None
        self._offset = 0
        self._job: Job | None = None
        self._detail_job: Job | None = None
        self.amending: Amend | None = None
        self._draft, self._unkept, self._kept = "", False, False
        self._build()
        self._connect()

    # --- what the window asks

    def open(self, ident: str) -> None:
        """Show the list again, perhaps narrowed, perhaps at one record."""
        self.workspace.read(reading.choices, done=self._offered)
        self.views.refresh()
        if ident.startswith("filter:"):
            self.narrowing.use(Filters(state=ident.removeprefix("filter:")))
        elif ident.startswith("day:"):
            day = ident.removeprefix("day:")
            self.narrowing.use(Filters(first_day=day, last_day=day))
        else:
            self._reload()
        if ident.startswith(AMEND):
            self._want(ident.removeprefix(AMEND), path="")
        elif ident and ":" not in ident:
            self._want(ident)
        elif self.amending is None:
            self._show_pane(detail=False)
        if not ident:
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_for(self) -> bool:
        """Ctrl+F."""
        self._show_pane(detail=False, keep=self._wide)
        self.ui.searchEdit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ui.searchEdit.selectAll()
        return True

    def finish(self) -> bool:
        """Ctrl+Enter saves what is being added."""
        if self.amending is None:
            return False
        self.amending.save()
        return True

    def keep(self) -> None:
        """Hand a change that is half written to be kept, now."""
        self._keeping.stop()
        detail = self.view.detail
        if self.amending is not None and self._unkept and detail is not None:
            self._unkept, self._kept = False, True
            title = self.tr("Change to {what}").format(what=words.short(detail.line))
            body = {"changes": self.amending.changes()}
            self.workspace.do(
                recording.keep_draft, self._draft, "incident", title, body, detail.line.ent, changes="drafts"
            )

    def print_out(self) -> bool:
        """Ctrl+P: the record that is open, else the list."""
        if self.view.detail is not None and self.ui.detailPane.isVisible():
            self._print_record()
            return self.amending is None
        return self._print_list()

    def back(self) -> bool:
        """Esc: from changing to reading, from the record to the list, then out."""
        if self.amending is not None:
            self.keep()
            self._stop_amending()
            self._read_detail()
            return True
        if self.ui.detailPane.isVisible():
            self._close()
            return True
        return False

    def commands(self) -> list[Command]:
        """What the command box offers here."""
        return [
            Command(
                self.tr("Incidents with things to add"), partial(self.open, "filter:gaps"), "", "gaps sign"
            ),
            Command(self.tr("My incidents"), self.narrowing.mine, "", "own recorded"),
            Command(
                self.tr("Incidents with a review due"),
                partial(self.open, f"filter:{reading.REVIEW_DUE}"),
                "",
                "debrief 48 hours",
            ),
            *(
                Command(self.tr("View: {name}").format(name=name), partial(self.views.use, name), "", "saved")
                for name in self.views.names()
            ),
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One pane when narrow."""
        super().resizeEvent(event)
        self._fit()

    # --- building

    def _build(self) -> None:
        ui = self.ui
        theme.dress(ui.backButton, "back", "action", 18)
        self.narrowing = Narrowing(self.workspace, ui)
        self.views = Views(self.workspace, self.narrowing)
        ui.searchRow.addWidget(self.views.button)
        ui.searchRow.addWidget(self._make_more())
        ui.listRows.insertWidget(ui.listRows.indexOf(ui.daysBox) + 1, self.views.ask)
        self._empty = Empty(self.tr("No incidents yet."), "incidents")
        self._clear_button = self._empty.offer(self.tr("Clear filters"), self._clear)
        self.table = RecordTable(
            self.tr("Incidents"),
            self._chosen_columns(),
            page_size=_SIZE,
            empty=self._empty,
            sort="when",
            narrow=_FOLD,
            lines=2,
        )
        ui.tablePlace.addWidget(self.table)
        self.scrolled = self._scroll_when_low()
        self.sheet = Sheet()
        self.view = DetailView(self.workspace)
        self._amend_place = QVBoxLayout()
        self.sheet.add(self.view)
        self.sheet.add_layout(self._amend_place)
        self.sheet.end()
        ui.detailPlace.addWidget(self.sheet)
        ui.detailPane.hide()
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEEP_MS)
        self._keeping.timeout.connect(self.keep)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)

    def _scroll_when_low(self) -> QScrollArea:
        """In a low window tags and table together need more than there is: the page of the list scrolls."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ui.panes.replaceWidget(self.ui.listPane, area)
        area.setWidget(self.ui.listPane)
        return area

    def _columns(self) -> dict[str, Column[Line]]:
        """Every column there is, by the name settings keep, in order."""
        age = (self.tr("oldest first"), self.tr("newest first"))
        number = Column[Line](
            self.tr("Number"), lambda line: line.number, sort="number", width=9, keep=False, ends=age
        )
        reason = Column[Line](
            self.tr("Reason"),
            _reason,
            sort="reason",
            width=20,
            keep=False,
            ends=(self.tr("lowest code first"), self.tr("highest code first")),
        )
        gaps = Column[Line](
            self.tr("To add"),
            self._gaps,
            sort="gaps",
            width=8,
            keep=False,
            ends=(self.tr("fewest first"), self.tr("most first")),
        )
        journey = Column[Line](
            self.tr("Journey"),
            lambda line: say.journey(line.journey),
            icon=lambda line: say.journey_icon(line.journey),
            width=12,
            keep=False,
        )
        return {
            "what": Column(self.tr("What"), words.short, icon=self._icon),
            "when": Column(self.tr("When"), self._when, sort="when", width=16, ends=age, written=_began),
            "length": Column(self.tr("Length"), _length, width=8, keep=False),
            "where": Column(self.tr("Where"), lambda line: line.area, sort="area", width=12, keep=False),
            "person": Column(self.tr("Person"), words.who, width=8, keep=False),
            "reason": reason,
            "state": Column(self.tr("State"), self._state, width=10),
            "journey": journey,
            "to_add": gaps,
            "number": number,
            "author": Column(self.tr("Recorded by"), lambda line: line.author, width=12, keep=False),
        }

    def _chosen_columns(self) -> list[Column[Line]]:
        kept = self.workspace.settings.text("incident_columns").split() or list(_USUAL)
        return [column for name, column in self._columns().items() if name == "what" or name in kept]

    def _make_more(self) -> QPushButton:
        button = QPushButton(self.tr("More"))
        button.setObjectName("moreButton")
        button.setAccessibleName(self.tr("More to do with this list"))
        self._more = QMenu(button)
        self._more.aboutToShow.connect(self._fill_more)
        button.setMenu(self._more)
        return button

    def _fill_more(self) -> None:
        menu = self._more
        menu.clear()
        menu.addAction(self.tr("Print the list") + "\tCtrl+P", self._print_list)
        if people.may(self.workspace.role, "extract"):
            menu.addAction(self.tr("Save the list as a table"), self._save_table)
            menu.addAction(self.tr("National extract (MHSDS)"), partial(self.workspace.go, "extract"))
        if people.may(self.workspace.role, "load"):
            menu.addAction(self.tr("Bring in history"), partial(self.workspace.go, "history"))
        columns = menu.addMenu(self.tr("Columns"))
        shown = {column.title for column in self.table.model.columns}
        for name, column in self._columns().items():
            action = columns.addAction(column.title, partial(self._toggle_column, name))
            action.setCheckable(True)
            action.setChecked(column.title in shown)
            action.setEnabled(name != "what")

    def _toggle_column(self, name: str) -> None:
        kept = self.workspace.settings.text("incident_columns").split() or list(_USUAL)
        changed = [one for one in kept if one != name] if name in kept else [*kept, name]
        self.workspace.settings.keep("incident_columns", " ".join(changed) or "what")
        self.table.use_columns(self._chosen_columns())
        told = self.tr("Column hidden: {name}") if name in kept else self.tr("Column shown: {name}")
        self.workspace.announce(told.format(name=self._columns()[name].title))

    def _save_table(self) -> None:
        kinds = (self.tr("Workbook (*.xlsx)"), self.tr("Table (*.csv)"))
        path = choosing.new_file(self, self.tr("Save the list as a table"), self.tr("incidents"), kinds)
        if path is None:
            return
        order, descending = self.table.order
        columns = self.table.model.columns
        self.workspace.do(
            incident_table.save,
            path,
            self.narrowing.filters,
            order or "when",
            descending,
            [column.title for column in columns],
            partial(_cells, columns),
            done=self._saved_table,
            changes="audit",
        )

    def _saved_table(self, saved: tuple[Path, int]) -> None:
        path, many = saved
        told = self.tr(
            "{count} saved in {name}. The file is not locked: keep it where the ward's records may be."
        )
        said = told.format(count=say.count(many, "incident", "incidents"), name=path.name)
        self.workspace.show(Message(what=said, tone="good"))

    def _icon(self, line: Line) -> str:
        if line.review:
            return "problem"
        if line.double:
            return "caution"
        if line.event in ("near_miss", "good_catch"):
            return "goodcatch"
        return "incidents" if line.types else "note"

    def _when(self, line: Line) -> str:
        return words.when(line.started_at, self.workspace.now())

    def _state(self, line: Line) -> str:
        state = words.state(line)
        return self.tr("{state}, a double?").format(state=state) if line.double else state

    def _gaps(self, line: Line) -> str:
        if not line.gaps:
            return ""
        return self.tr("{count} to add").format(count=line.gaps)

    def _connect(self) -> None:
        ui = self.ui
        ui.searchEdit.textEdited.connect(lambda _text: self._typing.start())
        ui.searchEdit.returnPressed.connect(self._search)
        self._typing.timeout.connect(self._search)
        self.narrowing.changed.connect(self._narrowed)
        ui.backButton.clicked.connect(self._close)
        self.table.wanted.connect(self._turned)
        self.table.sorted_by.connect(self.workspace.announce)
        self.table.opened.connect(lambda line: self._want(line.ent))
        self.table.previewed.connect(lambda line: self._want(line.ent, stay=True))
        self.table.chosen.connect(self._follow)
        self.table.menu_wanted.connect(self._row_menu)
        self.view.amend_wanted.connect(self._start_amending)
        self.view.sign_wanted.connect(self._sign)
        self.view.archive_wanted.connect(self._archive)
        self.view.restore_wanted.connect(self._restore)
        self.view.settled.connect(self._settle)
        self.view.print_wanted.connect(self._print_record)
        self.workspace.changed.connect(self._changed)

    # --- the list

    def _offered(self, found: Choices) -> None:
        self.narrowing.know_areas(found.areas)

    def _search(self) -> None:
        self._typing.stop()
        self.narrowing.search(self.ui.searchEdit.text().strip())

    def _narrowed(self) -> None:
        self._offset = 0
        if self.ui.searchEdit.text().strip() != self.narrowing.filters.text:
            self.ui.searchEdit.setText(self.narrowing.filters.text)
        self._reload()

    def _clear(self) -> None:
        self.narrowing.use(Filters())
        self.ui.searchEdit.setFocus()

    def _turned(self, offset: int, _sort: str, _descending: bool) -> None:
        self._offset = offset
        self._reload()

    def _reload(self) -> None:
        order, descending = self.table.order
        self._job = self.workspace.read(
            reading.page,
            self.narrowing.filters,
            order or "when",
            descending,
            self._offset,
            _SIZE,
            done=self._listed,
        )

    def _listed(self, found: ListPage) -> None:
        if self.sender() is not self._job:
            return  # an answer to an earlier question
        self._filling = True  # a row that only takes another's place is nobody's choice
        if not found.lines and self.table.view.hasFocus():
            self.ui.searchEdit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.show_page(found.lines, found.total, found.offset)
        if self._wanted:
            self._choose(self._wanted)
        self._filling = False
        count = say.count(found.total, "incident", "incidents")
        said = self.tr("More than {count}").format(count=count) if found.more else count
        self.ui.countLabel.setText(said)
        self.workspace.announce(said)
        if not found.lines:
            self._tell_empty()

    def _tell_empty(self) -> None:
        narrowed = self.narrowing.filters != Filters()
        self._empty.sentence.setText(
            self.tr("No incidents match these filters.")
            if narrowed
            else self.tr(
                "No incidents yet. Press Ctrl+N to add one, or confirm quiet shifts so that zero means zero."
            )
        )
        self._clear_button.setVisible(narrowed)

    def _choose(self, ent: str) -> None:
        """Mark the row of the record that is open, if it is on this page."""
        for at in range(self.table.model.rowCount()):
            if self.table.model.row(at).ent == ent:
                self.table.view.setCurrentIndex(self.table.model.index(at, 0))
                return

    def _row_menu(self, line: Line, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Open"), partial(self._want, line.ent))
        if not line.voided:
            menu.addAction(self.tr("Add or change"), partial(self._want, line.ent, path="narrative"))
        menu.exec(place)

    def _changed(self, subject: str) -> None:
        if subject in (_CHANGES, "patients") and self.isVisible():
            self._reload()
            if self._wanted and self.amending is None:
                self._read_detail()

    def _print_list(self) -> bool:
        """Every line the filters leave, as far as anyone would read them on paper."""
        order, descending = self.table.order
        filters = self.narrowing.filters
        self.workspace.read(
            reading.page, filters, order or "when", descending, 0, _ON_PAPER, done=self._print_lines
        )
        return True

    def _print_lines(self, found: ListPage) -> None:
        total = say.count(found.total, "incident", "incidents")
        if found.more or found.total > len(found.lines):
            total = self.tr("The first {many}; there are more.").format(many=len(found.lines))
        columns = self.table.model.columns
        document = incident_paper.listed(
            self.workspace.ward,
            self.narrowing.words(),
            [(column.title, float(column.width or 24)) for column in columns],
            [[column.lasting(line) for column in columns] for line in found.lines],
            total,
        )
        self.workspace.print_out(document, "incident_list", name=self.tr("incidents"))

    # --- one record

    def _print_record(self) -> None:
        detail = self.view.detail
        if detail is None or self.amending is not None:
            return
        document = incident_paper.record(detail, self.workspace.ward)
        self.workspace.print_out(document, "incident", detail.line.ent, incident_paper.file_name(detail))

    def _follow(self, line: Line) -> None:
        """While the record stands beside the list, it follows the row that a person chooses."""
        beside = self._wide and self.ui.detailPane.isVisible()
        if beside and not self._filling and self.amending is None and line.ent != self._wanted:
            self._want(line.ent, stay=True)

    def _want(self, ent: str, *, stay: bool = False, path: str | None = None) -> None:
        """Read a record; with a path, open it there for changing."""
        self._stop_amending()
        self._wanted, self._path, self._stay = ent, path, stay
        self._read_detail()

    _stay = False
    _filling = False

    def _read_detail(self) -> None:
        self._detail_job = self.workspace.read(reading.detail, self._wanted, done=self._detailed)

    def _detailed(self, detail: Detail) -> None:
        if self.sender() is not self._detail_job:
            return
        new = self.view.detail is None or self.view.detail.line.ent != detail.line.ent
        self.view.show_detail(detail)
        self._show_pane(detail=True)
        if new:
            self.sheet.area.verticalScrollBar().setValue(0)
        self._choose(detail.line.ent)
        if self._path is not None:
            path, self._path = self._path, None
            self._start_amending(path)
        elif not self._stay and new:
            first = next(
                (b for b in (self.view.sign, self.view.amend) if b.isVisible() and b.isEnabled()), None
            )
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
        if new:
            self.workspace.announce(f"{self.view.ui.titleLabel.text()}, {self.view.ui.whenLabel.text()}")

    def _close(self) -> None:
        self._wanted = ""
        self._show_pane(detail=False)
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _wide(self) -> bool:
        return self.width() >= theme.px(_ONE_PANE)

    def _show_pane(self, *, detail: bool, keep: bool = False) -> None:
        if not (keep and not detail):
            self.ui.detailPane.setVisible(detail)
        self._fit()

    def _fit(self) -> None:
        both = self._wide or not self.ui.detailPane.isVisibleTo(self)
        self.scrolled.setVisible(both)
        self.ui.searchLabel.setVisible(self.height() >= theme.px(480))

    # --- what is done with it

    def _start_amending(self, path: str) -> None:
        """Open the record for changing, with what was begun earlier."""
        if self.view.detail is not None and self.amending is None:
            self._at = path
            self.workspace.read(reading.amending, self.view.detail.line.ent, done=self._amend)

    _at = ""

    def _amend(self, found: tuple[Detail, tuple[Patient, ...]]) -> None:
        detail, known = found
        if self.amending is not None or detail.line.ent != self._wanted:
            return
        self.view.show_detail(detail)
        people = [
            (one.ent, ", ".join(part for part in (one.initials, one.bed, one.name) if part)) for one in known
        ]
        if detail.patient is not None and not detail.patient.here:
            people.append((detail.patient.ent, detail.patient.name or detail.patient.initials))
        self._draft = detail.draft.id if detail.draft is not None else str(uuid.uuid4())
        self._unkept, self._kept = False, detail.draft is not None
        self.amending = Amend(self.workspace, detail, people)
        self.amending.saved.connect(self._save_amended)
        self.amending.left.connect(self._give_up)
        self.amending.changed.connect(self._amend_typed)
        self.view.hide()
        self._amend_place.addWidget(self.amending)
        self.sheet.area.verticalScrollBar().setValue(0)
        self.amending.go_to(self._at)

    def _amend_typed(self) -> None:
        self._unkept = True
        if not self._keeping.isActive():
            self._keeping.start()

    def _give_up(self) -> None:
        """Leave the record as it was; what was begun can still be brought back."""
        self._keeping.stop()
        if self._unkept:
            self.keep()
        if self._kept:
            self.workspace.do(recording.discard_draft, self._draft, done=self._given_up, changes="drafts")
        self._stop_amending()

    def _given_up(self, draft: Draft | None) -> None:
        if draft is not None:
            said = self.tr("Left as it was.")
            self.workspace.did(said, recording.put_back_draft, draft, changes="drafts")

    def _stop_amending(self) -> None:
        if self.amending is None:
            return
        self.keep()
        self._amend_place.removeWidget(self.amending)
        self.amending.hide()
        self.amending.deleteLater()
        self.amending = None
        self.view.show()
        self.view.amend.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_amended(self, values: dict[str, object], reason: str | None) -> None:
        detail = self.view.detail
        if detail is not None:
            self.workspace.do(
                reading.amend,
                detail.line.ent,
                values,
                reason,
                detail.record.heads,
                done=self._amended,
                changes=_CHANGES,
            )

    def _amended(self, saved: Saved) -> None:
        self._keeping.stop()
        self._unkept = False
        if self._kept:
            self.workspace.do(recording.discard_draft, self._draft, changes="drafts")
        self._stop_amending()
        said = " ".join(part for part in (self.tr("Saved."), words.to_add(saved.gaps)) if part)
        self.workspace.did(said, recording.undo, saved.changes, changes=_CHANGES)

    def _act(self, fn: Callable[..., Saved], *args: object, said: str) -> None:
        detail = self.view.detail
        if detail is not None:
            self._said = said
            self.workspace.do(fn, detail.line.ent, *args, done=self._done, changes=_CHANGES)

    _said = ""

    def _done(self, saved: Saved) -> None:
        self.workspace.did(self._said, recording.undo, saved.changes, changes=_CHANGES)
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sign(self) -> None:
        self._act(recording.sign_off, said=self.tr("Signed off. Changes from now on need a reason."))

    def _archive(self, reason: str) -> None:
        self._act(recording.void, reason, said=self.tr("Archived. Nothing was deleted."))

    def _restore(self) -> None:
        self._act(recording.restore, said=self.tr("Brought back."))

    def _settle(self, path: str, value: object) -> None:
        self._act(recording.resolve, path, value, said=self.tr("Settled; both versions stay in the history."))


def _length(line: Line) -> str:
    return say.length(line.minutes) if line.minutes is not None and line.minutes >= 0 else ""


def _reason(line: Line) -> str:
    return say.code("restrictive_reason", line.reason) if line.reason else ""


def _began(line: Line) -> str:
    """When it began with its whole date."""
    return say.full_moment(line.started_at) if line.started_at else ""


def _cells(columns: Sequence[Column[Line]], line: Line) -> list[str]:
    """A line of the saved table; its time as spreadsheets read and order it."""
    at = f"{say.local(line.started_at):%Y-%m-%d %H:%M}" if line.started_at else ""
    return [at if column.sort == "when" else column.lasting(line) for column in columns]
